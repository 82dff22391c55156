"""A curve in the square of two shares, each from 0 to 1, the place where we stand, and lines on which a number stays.

draw_square, update_square   a curve, or none, and the dot
draw_levels, update_levels   faint lines along which one number is the same
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

LOW = 0.07  # names of lines that end below this would stand in one another


class Square(NamedTuple):
    """The curve, the dot, what is said above, and the dotted line of guessing."""

    line: Line2D
    dot: Line2D
    heading: Text
    guess: Line2D


class Levels(NamedTuple):
    """A faint line for each level and its name, at the right end or, where that is low, on top."""

    lines: list[Line2D]
    names: list[Text]


@lecture_style()
def draw_square(xlabel, ylabel, *, ax, colour):
    """An empty square.  colour : of the curve, a key of `theme.COLOUR`.  -> Square"""
    guess = ax.plot([], [], color=COLOUR["muted"], lw=1.6, ls=(0, (2, 2)))[0]
    line = ax.plot([], [], color=COLOUR[colour], lw=2.4)[0]
    dot = ax.plot([], [], "o", ms=13, color=INK, zorder=5)[0]
    ticks = [0, 0.25, 0.5, 0.75, 1]
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.05), xlabel=xlabel, ylabel=ylabel, xticks=ticks, yticks=ticks)
    ax.set_box_aspect(1)
    return Square(line, dot, ax.set_title(" ", color=COLOUR[colour], size=15), guess)


def update_square(square, x, y, at, heading="", guess=None):
    """A curve x, y (T,); the dot at `at` = (x, y), hollow and on top where y is NaN.

    guess : two points of the dotted line
    """
    square.line.set_data(x, y)
    x_at, y_at = at
    hollow = bool(np.isnan(y_at))
    square.dot.set_data([x_at], [1.0 if hollow else y_at])
    square.dot.set(markerfacecolor="none" if hollow else INK, markeredgewidth=2.2 if hollow else 0)
    square.heading.set_text(heading)
    if guess is not None:
        square.guess.set_data(*np.transpose(guess))
    return square


@lecture_style()
def draw_levels(names, *, ax):
    """A faint line for each of `names`, nowhere yet.  -> Levels"""
    lines = [ax.plot([], [], color=INK, lw=1.1, alpha=0.45, zorder=0)[0] for _ in names]
    return Levels(lines, [ax.text(1.045, 0, name, size=12) for name in names])


def update_levels(levels, curves):
    """curves : (x, y) of each line, from its upper end to its right end"""
    for line, name, (x, y) in zip(levels.lines, levels.names, curves, strict=True):
        line.set_data(x, y)
        if y[-1] > LOW:
            name.set(x=1.045, y=y[-1], ha="left", va="center")
        else:
            name.set(x=x[0], y=1.06, ha="center", va="bottom")
    return levels
