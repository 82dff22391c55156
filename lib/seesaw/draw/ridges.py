"""Many curves under one another, each on a line of its own, so that sixteen can be told apart.

draw_ridges, update_ridges   a line a row, its name at the left and a word at the right; one row is meant
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .parts import write

TALL = 0.42  # of a row, how high a curve of 1 is
THIN, STRONG = 1.6, 3.6


class Ridges(NamedTuple):
    """One of each for every row."""

    x: np.ndarray  # (n,)
    lines: list[Line2D]
    names: list[Text]
    words: list[Text]
    hues: list[str]


@lecture_style()
def draw_ridges(names, x, *, ax, colours, heads=("", ""), xlabel="", size=12):
    """A row for each of `names` over x (n,), flat until `update_ridges`.  -> Ridges

    colours : of each row, a key of `theme.COLOUR` or a colour    heads : what stands over the names and the words
    """
    x, count = np.asarray(x, dtype=float), len(names)
    ax.set(xlim=(x[0], x[-1]), ylim=(count - 0.4, -0.7), yticks=[], xlabel=xlabel)
    ax.spines["left"].set_visible(False)
    for row in range(count):
        ax.plot(x[[0, -1]], [row, row], color=INK, alpha=0.15, lw=0.8, zorder=0)
    hues = [COLOUR.get(colour, colour) for colour in colours]
    lines = [ax.plot(x, np.full(len(x), row), color=hue, clip_on=False)[0] for row, hue in enumerate(hues)]

    def beside(at, ha, words):
        look = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center", "ha": ha}
        shift = (-9 if ha == "right" else 9, 0)
        return [ax.annotate(word, (at, row), shift, size=size, **look) for row, word in enumerate(words)]

    for at, ha, head in zip((0, 1), ("right", "left"), heads, strict=True):
        ax.annotate(head, (at, 1), (-9 if at == 0 else 9, 8), size=size, ha=ha, va="bottom",
                    xycoords="axes fraction", textcoords="offset points")  # fmt: skip
    return Ridges(x, lines, beside(0, "right", names), beside(1, "left", [""] * count), hues)


def update_ridges(ridges, values, strong, words):
    """values : (rows, n), from -1 to 1    strong : the row that is meant    words : at the right of each row"""
    for row, (line, name, hue) in enumerate(zip(ridges.lines, ridges.names, ridges.hues, strict=True)):
        meant = row == strong
        line.set(ydata=row - TALL * np.asarray(values[row]), linewidth=STRONG if meant else THIN,
                 alpha=1 if meant else 0.75, zorder=3 if meant else 2)  # fmt: skip
        name.set(color=hue if meant else INK, weight="bold" if meant else "normal")
    write(ridges.words, words)
    return ridges
