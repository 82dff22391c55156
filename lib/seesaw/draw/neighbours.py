"""The nearest words of a word, as bars; under a line, some words one might have expected, with their rank."""

from typing import NamedTuple

import numpy as np
from matplotlib.container import BarContainer
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

COSINE = "{:.2f}"
RANK = "{:.2f} · rank {:,}"


class Neighbours(NamedTuple):
    """The artists of `draw_neighbours`: one bar, one name and one number a row, and the title."""

    bars: BarContainer
    names: list[Text]
    numbers: list[Text]
    title: Text


@lecture_style()
def draw_neighbours(n_near, n_expected, near, expected, xlabel, *, ax):
    """Rows for `n_near` neighbours and, below a line, `n_expected` words one might have expected.  -> Neighbours

    near, expected, xlabel : what the two groups and the bars are called
    """
    rows = [*range(n_near), *np.arange(n_near, n_near + n_expected) + 0.9]
    bars = ax.barh(rows, [0] * len(rows), height=0.72, color=[COLOUR["a"]] * n_near + [COLOUR["muted"]] * n_expected)
    names = [ax.text(-0.08, row, "", ha="right", va="center", size=16) for row in rows]
    numbers = [ax.text(0, row, "", ha="left", va="center", size=14) for row in rows]
    for label, top, colour in ((near, 0, "a"), (expected, n_near + 0.9, "muted")):
        ax.text(1.0, top, label, ha="right", va="center", color=COLOUR[colour], size=15)
    ax.set(xlim=(-0.34, 1.0), ylim=(rows[-1] + 0.6, -0.6), yticks=[], xticks=[0, 0.5, 1], xlabel=xlabel)
    ax.axhline(n_near - 0.05, color=COLOUR["muted"], lw=1, ls=(0, (2, 3)))
    ax.plot([0, 0], ax.get_ylim(), color=INK, lw=1)
    ax.spines[["left", "bottom"]].set_visible(False)
    title = ax.set_title("", color=COLOUR["a"], size=16)
    return Neighbours(bars, names, numbers, title)


def update_neighbours(artists, title, words, cosines, ranks):
    """Show `words` with their `cosines`; a rank of None is not written (the nearest are in order anyway)."""
    artists.title.set_text(title)
    rows = zip(artists.bars, artists.names, artists.numbers, words, cosines, ranks, strict=True)
    for bar, name, number, word, cos, rank in rows:
        bar.set_width(cos)
        name.set_text(word)
        number.set_text(COSINE.format(cos) if rank is None else RANK.format(cos, rank))
        number.set_x(max(cos, 0) + 0.02)
    return artists
