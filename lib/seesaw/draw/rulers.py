"""Several things measured on one ruler: a row each, with a name, where it enters, a bar from 0 to 1 and its number.

    draw_ruler(names, enters, ax=...) -> Ruler        lays the rows out, no value yet
    update_ruler(ruler, values, chosen)               new lengths; NaN is told as not defined; one row stands out
"""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown

UNDEFINED = "no row for it"
START, END = 0.0, 1.0
LEFT = -1.62  # where the names begin


class Ruler(NamedTuple):
    """A name, a place of entry, a bar and a number for each row."""

    names: list[Text]
    enters: list[Text]
    bars: list[Rectangle]
    values: list[Text]


@lecture_style()
def draw_ruler(names, enters, *, ax, title="", heading="", size=14):
    """A row for each of `names`, from top to bottom on an empty `ax`.  -> Ruler

    enters : a word for each row, in a column of its own under `heading`    title : over the bars
    """
    n = len(names)
    ax.set(xlim=(LEFT, 1.32), ylim=(n - 0.4, -1.0))
    ax.axis("off")
    ax.text(START, -0.72, title, size=size, va="center")
    ax.text(-0.62, -0.72, heading, size=size, va="center")
    for x in (START, END):
        ax.plot([x, x], [-0.42, n - 0.5], color=INK, alpha=0.4, linewidth=0.8)
        ax.text(x, n - 0.45, f"{x:.0f}", ha="center", va="top", size=12)
    texts = [ax.text(LEFT, row, name, va="center", size=size) for row, name in enumerate(names)]
    doors = [ax.text(-0.62, row, word, va="center", size=size) for row, word in enumerate(enters)]
    bars = [ax.add_patch(Rectangle((0, row - 0.22), 0, 0.44, linewidth=0)) for row in range(n)]
    values = [ax.text(0, row, "", va="center", size=size) for row in range(n)]
    return Ruler(texts, doors, bars, values)


def update_ruler(ruler, values, chosen=None):
    """values : (n,) from 0 to 1, NaN for what is not defined    chosen : the row that stands out, None for none"""
    for row, (bar, text, value) in enumerate(zip(ruler.bars, ruler.values, values, strict=True)):
        lost = bool(np.isnan(value))
        bar.set_width(0 if lost else value)
        bar.set_facecolor(COLOUR["wrong"] if value > 0.005 else COLOUR["right"])
        text.set(x=0.04 + (0 if lost else value), text=UNDEFINED if lost else shown(value))
        for word in (ruler.names[row], ruler.enters[row], text):
            word.set_fontweight("bold" if row == chosen else "normal")
    return ruler
