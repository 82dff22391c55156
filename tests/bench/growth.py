"""How the time and the bytes of a film grow: with its positions, and with the artists in its figure.

First the 5x5 map with its 25 numbers that `making.py` times, at 10 to 400 positions.  Then figures of one kind of
artist, more and more of them, at 20 positions each: where all of them change at each position, and where only the title
does, so that what did not change need not be drawn again.

Time is CPU time of the whole film as a cell makes it, so that what else the machine does counts little; bytes are those
of the data that the page gets, as JSON: as it is, and deflated (zlib), as it travels.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/python tests/bench/growth.py [--rounds 3]
"""

import argparse
import json
import time
import warnings
import zlib

import numpy as np
from ipywidgets import IntSlider
from making import change, draw
from measure import machine, spread, table

from seesaw import theme
from seesaw.film import film

POSITIONS = 10, 25, 50, 101, 200, 400
FEW = 20  # positions of each figure in the second table
DICE = np.random.default_rng(0)


def attention_map(positions):
    """The map at so many positions, each with other numbers and another title."""
    fig, ax = theme.figure(5, 4)
    artists = draw(ax, 1)
    return film(fig, lambda i: change(ax, *artists, 8 * i / positions), i=IntSlider(0, max=positions - 1))


def lines(ax, count):
    """`count` lines of 100 points."""
    y = DICE.random((count, 100))
    made = ax.plot(y.T)
    return lambda i: [line.set_ydata(row + i / FEW) for line, row in zip(made, y, strict=True)]


def bars(ax, count):
    heights = DICE.random(count)
    made = ax.bar(range(count), heights)
    ax.set_ylim(0, 2)
    return lambda i: [bar.set_height(height + i / FEW) for bar, height in zip(made, heights, strict=True)]


def texts(ax, count):
    """`count` numbers, a hundred a row."""
    made = [ax.text(j % 100 / 100, j // 100 / 10, "0", fontsize=4) for j in range(count)]
    return lambda i: [text.set_text(f"{(i * 37 + j) % 100}") for j, text in enumerate(made)]


def points(ax, count):
    """One scatter of `count` points."""
    places = DICE.random((count, 2))
    made = ax.scatter(*places.T, s=4)
    ax.set(xlim=(0, 2), ylim=(0, 2))
    return lambda i: made.set_offsets(places + i / FEW)


def pixels(ax, count):
    """One image of `count` pixels, as noisy as can be."""
    side = round(count**0.5)
    noise = DICE.random((side, side))
    made = ax.imshow(noise, interpolation="none")
    return lambda i: made.set_data((noise + i / FEW) % 1)


ARTISTS = {lines: (2, 10, 100), bars: (10, 100, 1000), texts: (25, 100, 400), points: (100, 1000, 10_000)}
ARTISTS |= {pixels: (1024, 16_384, 262_144)}


def crowd(kind, count, moving):
    """A film of `count` artists: either they change at each position, or the title does."""
    fig, ax = theme.figure(5, 4)
    update = kind(ax, count)

    def retitle(i):
        ax.set_title(f"number {i}")

    return film(fig, update if moving else retitle, i=IntSlider(0, max=FEW - 1))


def cost(make, rounds):
    """CPU seconds (median) of `make()`, the bytes of what the page gets, and these deflated."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        made = make()
        took.append(time.process_time() - start)
    data = json.dumps(made.data, ensure_ascii=False).encode()
    made.close()
    return spread(took)[0], len(data), len(zlib.compress(data))


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3, help="how often each film is made (default 3)")
    rounds = asked.parse_args().rounds
    warnings.filterwarnings("ignore", "film: .* MB")  # the heaviest are told that they are
    print(machine())
    attention_map(5).close()  # the first loads fonts and modules
    rows, took = [], []
    for positions in POSITIONS:
        seconds, whole, packed = cost(lambda: attention_map(positions), rounds)  # noqa: B023 - called at once
        took.append(seconds)
        ms = 1000 * seconds / positions
        rows.append((positions, f"{seconds:.2f}", f"{ms:.1f}", kB(whole), kB(packed), f"{packed / positions:.0f}"))
    print("\nA 5x5 map with its 25 numbers:\n")
    table(("positions", "CPU s", "ms a position", "kB", "kB deflated", "bytes a position, deflated"), rows)
    each, fixed = np.polyfit(POSITIONS, took, 1)
    print(f"\nThat is {fixed:.2f} s, and {1000 * each:.1f} ms for each position.")
    rows = []
    for kind, counts in ARTISTS.items():
        for count in counts:
            still, _, _ = cost(lambda: crowd(kind, count, moving=False), rounds)  # noqa: B023
            seconds, whole, packed = cost(lambda: crowd(kind, count, moving=True), rounds)  # noqa: B023
            each = (f"{1000 * s / FEW:.1f}" for s in (seconds, still))
            rows.append((f"{count} {kind.__name__}", *each, kB(whole), kB(packed)))
    print(f"\nFigures of one kind of artist, {FEW} positions:\n")
    table(("artists", "all change: ms a position", "title alone changes", "kB", "kB deflated"), rows)
    print(machine())


def kB(number):
    return f"{number / 1000:.0f}"


if __name__ == "__main__":
    main()
