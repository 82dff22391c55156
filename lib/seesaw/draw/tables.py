"""A small matrix as on a blackboard: one cell a number, its strength as colour, a frame around what matters.

    draw_table, update_table        the grid, and new numbers on the same artists
    draw_weights, update_weights    shares of attention, alpha': row i asks, column j answers, and each row sums to 1
    shares_say                      what a cell says under a pointer
    frame_cells, frame_row          move the frame; an empty range hides it
    wear                            its frame, its edge and its title in the colour of its symbol
    stacked                         tick labels for narrow columns
    draw_beside, update_beside      numbers or words at the end of each row: what it sums to, how large it is

Olive is below zero, indigo above, and nothing is nothing: no paper is painted, so the page shows through.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, SHARE, SIGNED, lecture_style, text_on
from ..words import filled, say
from .numbers import shown
from .parts import column, write

MOST_NUMBERS = 8  # more cells a side than this and the numbers are not read from the back row
ASKS, ANSWERS = say(("i asks", "j answers"))
GIVES = say("{asks} → {answers}: {share:.2f}")
FIRST, STEP = 0.35, 1.25  # where the columns beside a table stand, in cells from its right edge


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
    small = max(n, m) <= MOST_NUMBERS
    texts = [[ax.text(j, i, "", ha="center", va="center", size=size) for j in range(m)] for i in range(n) if small]
    frame = Rectangle((0, 0), 1, 1, fill=False, edgecolor=INK, linewidth=2.5, visible=False, clip_on=False)
    ax.add_patch(frame)
    _rule(ax, n, m)
    ax.set_title(title)
    ax.set_xticks(range(m) if columns is not None else [], columns)
    ax.set_yticks(range(n) if rows is not None else [], rows)
    return update_table(Table(image, texts, frame, form, reach), values)


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


def stacked(labels):
    """['I (1)', ...] -> the same with each number under its word: tick labels of narrow columns."""
    return [label.replace(" ", "\n") for label in labels]


def frame_cells(table, rows, columns):
    """Put the frame around rows (first, how many) and columns (first, how many); how many = 0 hides it."""
    (top, height), (left, width) = rows, columns
    table.frame.set_bounds(left - 0.5, top - 0.5, width, height)
    table.frame.set_visible(bool(width and height))


def wear(table, symbol):
    """Show whose matrix it is: the frame, an edge around all of it and the title in the colour of `symbol`."""
    n, m = table.image.get_array().shape
    ax, colour = table.image.axes, COLOUR[symbol]
    ax.add_patch(Rectangle((-0.5, -0.5), m, n, fill=False, edgecolor=colour, linewidth=1.6, clip_on=False, zorder=2))
    table.frame.set(edgecolor=colour, linewidth=3.4, zorder=3)
    ax.title.set_color(colour)
    return table


def frame_row(table, i):
    """Frame row i of the map: the token who asks."""
    frame_cells(table, (i, 1), (0, table.image.get_array().shape[1]))


def draw_weights(alpha_prime, tokens, *, ax, answers=None, title="α′", **look):
    """Heat map of alpha' (n, m) on `ax`; no share is transparent, a share of 1 is full indigo, always.  -> Table

    tokens : n names of those who ask    answers : m names of those who answer, the same by default
    look : passed on to `draw_table` (form, size)
    """
    columns = tokens if answers is None else answers
    look = {"reach": 1.0, "low": 0.0, "cmap": SHARE, "title": title, **look}
    ax.set(xlabel=ANSWERS, ylabel=ASKS)
    return draw_table(alpha_prime, ax=ax, rows=tokens, columns=columns, **look)


update_weights = update_table


def shares_say(alpha_prime, tokens):
    """What each cell of a map (n, n) says under a pointer, row by row: two words and the share.  -> n * n words"""
    pairs = zip(product(tokens, repeat=2), np.ravel(alpha_prime), strict=True)
    return [filled(GIVES, asks=i, answers=j, share=share) for (i, j), share in pairs]


@lecture_style()
def draw_beside(table, headings, *, ax, step=STEP, size=13, first=FIRST):
    """A column of texts a heading, to the right of `table` on `ax`; the layout keeps room for them.  -> columns"""
    n, m = table.image.get_array().shape
    places = [m - 0.5 + first + step * nth for nth in range(len(headings))]
    for x, heading in zip(places, headings, strict=True):
        ax.text(x, -0.62, heading, va="bottom", size=size, linespacing=1.1)
    room = Rectangle((m - 0.5, -0.5), first + step * len(headings), n, fill=False, linewidth=0, clip_on=False)
    ax.add_patch(room)  # nothing is seen of it: the layout makes room even while the texts are empty
    return [column(ax, x, range(n), size=size) for x in places]


def update_beside(columns, words, colours=None):
    """words : a list of texts a column, one a row    colours : the same for their colours, INK where it is left out"""
    for c, (texts, said) in enumerate(zip(columns, words, strict=True)):
        write(texts, said)
        for text, colour in zip(texts, colours[c] if colours is not None else (), strict=False):
            text.set_color(colour)
    return columns
