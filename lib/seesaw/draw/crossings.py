"""Rows that change places: a name and a line for each, from where it stands on the left to where it goes on the right.

    draw_crossings(n, ax=...) -> Crossings           n lines between two columns of n rows
    update_crossings(crossings, names, goes_to)      row r on the left, called names[r], goes to row goes_to[r]
"""

from typing import NamedTuple

from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

WIDTH = 3.0  # from one column of rows to the other, in rows


class Crossings(NamedTuple):
    """A name on either side and a line in between, for each row."""

    left: list[Text]
    right: list[Text]
    lines: list[Line2D]


@lecture_style()
def draw_crossings(n, *, ax, size=15):
    """n rows on an empty `ax` with the same height as a table of n rows.  -> Crossings"""
    ax.set(xlim=(0, WIDTH), ylim=(n - 0.5, -0.5), aspect="equal")
    ax.axis("off")
    left = [ax.text(0, row, "", ha="left", va="center", size=size) for row in range(n)]
    right = [ax.text(WIDTH, row, "", ha="right", va="center", size=size) for row in range(n)]
    lines = [ax.plot([], [], color=COLOUR["muted"], linewidth=2.2)[0] for _ in range(n)]
    return Crossings(left, right, lines)


def update_crossings(crossings, names, goes_to):
    """names : n names, as the rows stand on the left    goes_to : (n,) which row of the right each goes to"""
    for row, (name, to) in enumerate(zip(names, goes_to, strict=True)):
        moved = row != to
        crossings.left[row].set_text(name)
        crossings.right[to].set_text(name)
        crossings.lines[row].set_data([0.36 * WIDTH, 0.64 * WIDTH], [row, to])
        crossings.lines[row].set_color(COLOUR["e"] if moved else COLOUR["muted"])
        crossings.left[row].set_color(COLOUR["e"] if moved else INK)
        crossings.right[to].set_color(COLOUR["e"] if moved else INK)
    return crossings
