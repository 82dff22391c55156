"""A curve in the plane of two shares, with the place where we stand, and lines along which one number is the same.

    draw_plane(...) -> Plane               axes from 0 to 1
    update_plane(plane, x, y, at, value)   a new curve, or none, and the dot at (x, y) of `at`
    draw_levels(names, ...), update_levels(levels, curves)
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

LOW = 0.07  # names of lines that end below this would stand in one another


class Plane(NamedTuple):
    """The curve, the dot, what is said above, and the dotted line of guessing."""

    line: Line2D
    dot: Line2D
    told: Text
    guess: Line2D


@lecture_style()
def draw_plane(xlabel, ylabel, *, ax, colour):
    """An empty plane.  colour : of the curve, a key of `theme.COLOUR`.  -> Plane"""
    guess = ax.plot([], [], color=COLOUR["muted"], lw=1.6, ls=(0, (2, 2)))[0]
    line = ax.plot([], [], color=COLOUR[colour], lw=2.4)[0]
    dot = ax.plot([], [], "o", ms=13, color=INK, mew=0, mec=INK, zorder=5)[0]
    told = ax.set_title(" ", color=COLOUR[colour], size=15)
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.05), xlabel=xlabel, ylabel=ylabel)
    ax.set_xticks(np.arange(0, 1.1, 0.25))
    ax.set_yticks(np.arange(0, 1.1, 0.25))
    ax.set_box_aspect(1)
    return Plane(line, dot, told, guess)


def update_plane(plane, x, y, at, told="", guess=None):
    """A curve x, y (T,); the dot at `at` = (x, y), hollow and on top where y is NaN.

    guess : two points of the dotted line
    """
    plane.line.set_data(x, y)
    x_at, y_at = at
    hollow = bool(np.isnan(y_at))
    plane.dot.set_data([x_at], [1.0 if hollow else y_at])
    plane.dot.set(markerfacecolor="none" if hollow else INK, markeredgewidth=2.2 if hollow else 0)
    plane.told.set_text(told)
    if guess is not None:
        plane.guess.set_data(*np.transpose(guess))
    return plane


class Levels(NamedTuple):
    """A faint line for each level and its name, at the right end or, where that is low, on top."""

    lines: list[Line2D]
    names: list[Text]


@lecture_style()
def draw_levels(names, *, ax):
    """A faint line for each of `names`, nowhere yet.  -> Levels"""
    lines = [ax.plot([], [], color=INK, lw=1.1, alpha=0.45, zorder=0)[0] for _ in names]
    texts = [ax.text(1.045, 0, name, size=12, color=INK) for name in names]
    return Levels(lines, texts)


def update_levels(levels, curves):
    """curves : (x, y) of each line, from its upper end to its right end"""
    for line, name, (x, y) in zip(levels.lines, levels.names, curves, strict=True):
        line.set_data(x, y)
        if y[-1] > LOW:
            name.set(x=1.045, y=y[-1], ha="left", va="center")
        else:
            name.set(x=x[0], y=1.06, ha="center", va="bottom")
    return levels
