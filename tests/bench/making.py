"""What a film costs to make, beside showing the same figure once.

The figure is a 5x5 map of attention with its 25 numbers; the film has 101 positions of `loudness`, each with other
numbers and another title.  Beside it, in the same run and in turns:
  savefig PNG   Matplotlib's Agg, the figure already made
  savefig SVG   Matplotlib's SVG, the figure already made
  plt.show      what a notebook cell does: plt.subplots, the artists, and the inline backend's PNG (bbox_inches="tight")
Every figure but plt.show's has its layout frozen after one run, as a film has.  The film is timed as a cell makes it:
the figure, its layout, 101 updates and drawings, the check that update is pure, and the data of the widget.
On a busy machine look at the CPU time, which leaves out what else was running.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/python tests/bench/making.py [--rounds 15]
"""

import argparse
import io
import time

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from IPython.core.pylabtools import print_figure
from ipywidgets import FloatSlider
from measure import machine, spread, table

from seesaw import theme
from seesaw.film import film

POSITIONS = 101
WORDS = ["I", "saw", "the", "saw", "fall"]
SCORES = np.random.default_rng(0).normal(size=(5, 5))


def shares(loudness):
    e = np.exp(loudness * SCORES)
    return e / e.sum(axis=1, keepdims=True)


def draw(ax, loudness):
    a = shares(loudness)
    image = ax.imshow(a, cmap=theme.SHARE, vmin=0, vmax=1, interpolation="none")
    texts = [ax.text(j, i, f"{a[i, j]:.2f}", ha="center", va="center") for i in range(5) for j in range(5)]
    ax.set(xticks=range(5), xticklabels=WORDS, yticks=range(5), yticklabels=WORDS, xlabel="j answers", ylabel="i asks")
    ax.set_title(f"loudness {loudness:.2f}")
    return image, texts


def change(ax, image, texts, loudness):
    a = shares(loudness)
    image.set_data(a)
    for text, share in zip(texts, a.flat, strict=True):
        text.set(text=f"{share:.2f}", color=theme.text_on(share))
    ax.set_title(f"loudness {loudness:.2f}")


def made():
    """A film, from nothing."""
    fig, ax = theme.figure(5, 4)
    image, texts = draw(ax, 1)
    return film(
        fig,
        lambda loudness: change(ax, image, texts, loudness),
        loudness=FloatSlider(1, min=0, max=8, step=8 / (POSITIONS - 1)),
    )


def shown():
    """What `plt.show()` at the end of a cell costs, making the figure included."""
    fig, ax = plt.subplots(figsize=(5, 4))
    draw(ax, 1)
    print_figure(fig, fmt="png", bbox_inches="tight")
    plt.close(fig)


def saver(kind):
    """A function that saves one figure, made here, with the number that it is given."""
    fig, ax = theme.figure(5, 4)
    artists = draw(ax, 1)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")

    def save():
        change(ax, *artists, 2)
        fig.savefig(io.BytesIO(), format=kind)

    return save


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=15)
    rounds = asked.parse_args().rounds
    ways = {"film": made, "plt.show": shown, "savefig PNG": saver("png"), "savefig SVG": saver("svg")}
    took, busy = {name: [] for name in ways}, {name: [] for name in ways}
    print(machine())
    for number in range(rounds + 1):
        for name, way in ways.items():
            start, cpu = time.perf_counter(), time.process_time()
            way()
            if number:  # the first of each loads fonts and modules
                took[name].append(1000 * (time.perf_counter() - start))
                busy[name].append(1000 * (time.process_time() - cpu))
    print(machine())
    one = made()
    assert len(one.data["frames"]) == POSITIONS
    print(f"\n{rounds} rounds; the film has {POSITIONS} positions and {len(one.data['pool'])} fragments:\n")
    film_ms = spread(took["film"])[0]
    rows = [
        (name, *(f"{ms:.0f}" for ms in (*spread(times), spread(busy[name])[0])), f"{film_ms / spread(times)[0]:.1f}")
        for name, times in took.items()
    ]
    table(("what", "median ms", "95 % ms", "of it CPU ms", "a film costs so many"), rows)
    print(f"\nA position of the film takes {film_ms / POSITIONS:.1f} ms.")


if __name__ == "__main__":
    main()
