"""A small matrix as on a blackboard: one cell a number, its strength as colour, a frame around what matters.

    draw_table(values, ...) -> Table(image, texts, frame)        lays the grid out
    update_table(table, values)                                  new numbers on the same artists
    frame_cells(table, rows, columns)                            moves the frame; an empty range hides it

Orange is below zero, indigo above, and nothing is nothing: no paper is painted, so the page shows through.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import INK, SIGNED, lecture_style, text_on
from .numbers import shown

MOST_NUMBERS = 8  # more cells a side than this and the numbers are not read from the back row


class Table(NamedTuple):
    """The artists of one matrix."""

    image: AxesImage
    texts: list[list[Text]]  # one a cell, or none in a matrix too large for numbers
    frame: Rectangle
    form: str
    reach: float


@lecture_style()
def draw_table(
    values, *, ax, rows=None, columns=None, reach=4.0, low=None, cmap=SIGNED, form="{:.2f}", title="", size=14
):
    """Lay out the matrix `values` (n, m) on `ax`.  -> Table

    rows, columns : tick labels, none by default    reach : the value that gets the full colour
    low : the value of the colour map's other end, -reach by default    form : how a number is written
    """
    n, m = np.shape(values)
    image = ax.imshow(np.zeros((n, m)), cmap=cmap, vmin=-reach if low is None else low, vmax=reach, aspect="equal")
    texts = _draw_numbers(ax, n, m, size)
    frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=INK, linewidth=2.5, visible=False, clip_on=False)
    ax.add_patch(frame)
    _rule(ax, n, m)
    ax.set_title(title)
    ax.set_xticks(range(m) if columns is not None else [], columns)
    ax.set_yticks(range(n) if rows is not None else [], rows)
    return update_table(Table(image, texts, frame, form, reach), values)


def _draw_numbers(ax, n, m, size):
    """A text in each cell, or none at all where they would be too small to read."""
    if max(n, m) > MOST_NUMBERS:
        return []
    return [[ax.text(j, i, "", ha="center", va="center", size=size) for j in range(m)] for i in range(n)]


def _rule(ax, n, m):
    """Hairlines between the cells, and no box around them."""
    ax.spines[:].set_visible(False)
    ax.set_xticks(np.arange(m + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(n + 1) - 0.5, minor=True)
    ax.grid(which="minor", color=INK, alpha=0.25, linewidth=0.8)
    ax.tick_params(which="both", length=0)


def update_table(table, values):
    """Show `values` (n, m) on the same artists; a cell that is NaN stays empty."""
    values = np.asarray(values, dtype=float)
    table.image.set_data(np.ma.masked_invalid(values))
    for texts, row in zip(table.texts, values, strict=False):
        for text, value in zip(texts, row, strict=True):
            text.set_text("" if np.isnan(value) else shown(value, table.form))
            text.set_color(INK if np.isnan(value) else text_on(value / table.reach))
    return table


def frame_cells(table, rows, columns):
    """Put the frame around rows (first, how many) and columns (first, how many); how many = 0 hides it."""
    (top, height), (left, width) = rows, columns
    table.frame.set_bounds(left - 0.5, top - 0.5, width, height)
    table.frame.set_visible(bool(width and height))
