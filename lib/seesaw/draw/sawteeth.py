"""Curves over a threshold, with a dot and a number at each where it stands; hollow points where there is no value.

    draw_sawteeth(x, curves, names, ...) -> Sawteeth      dots, numbers and an upright move along them
    update_sawteeth(sawteeth, at, words, curves=None)
    draw_open(x, {y: words}, also, ...) -> OpenPoints     hollow points for a value that there is not
    update_open(points, strong)
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style


class Sawteeth(NamedTuple):
    """The upright at the threshold, and for each curve its line, its dot and its number."""

    upright: Line2D
    lines: list[Line2D]
    dots: list[Line2D]
    values: list[Text]


@lecture_style()
def draw_sawteeth(x, curves, names, *, ax, colours, xlabel="", room=0.34, top=0.74, apart=0.22):
    """Each of `curves` (X,) over `x` (X,), in a range of 0 to 1.  -> Sawteeth

    colours : keys of `theme.COLOUR`    room : for names and numbers at the right, as a part of the width
    top, apart : where the first name stands, and how far below it the next
    A value that is NaN leaves a gap.
    """
    hues = [COLOUR[colour] for colour in colours]
    upright = ax.plot([0, 0], [0, 1.04], color=INK, lw=1.4, alpha=0.7)[0]
    small = 4 if len(x) < 35 else 0
    lines = [ax.plot(x, curve, "-o", ms=small, lw=2.2, color=hue)[0] for curve, hue in zip(curves, hues, strict=True)]
    dots = [ax.plot([], [], "o", ms=12, mew=0, color=hue, zorder=5)[0] for hue in hues]
    wide = (x[-1] - x[0]) or 1.0
    at = x[-1] + 0.06 * wide
    values = []
    for nth, (name, hue) in enumerate(zip(names, hues, strict=True)):
        y = top - apart * nth
        ax.text(at, y, name, color=hue, size=14, va="bottom")
        values.append(ax.text(at, y - 0.01, "", color=hue, size=19, weight="bold", va="top"))
    ax.set(xlim=(x[0] - 0.03 * wide, x[-1] + room * wide), ylim=(-0.12, 1.08), xlabel=xlabel)
    ax.set_yticks(np.arange(0, 1.1, 0.25))
    ax.set_xticks([tick for tick in ax.get_xticks() if x[0] <= tick <= x[-1]])
    ax.spines["left"].set_bounds(0, 1)
    ax.spines["bottom"].set_bounds(x[0], x[-1])
    return Sawteeth(upright, lines, dots, values)


def update_sawteeth(sawteeth, at, words, curves=None):
    """Stand at position `at` of x; `words` are the numbers at the right.  curves : new ones over the same x"""
    for line, curve in zip(sawteeth.lines, [] if curves is None else curves, strict=False):
        line.set_ydata(curve)
    for line, dot, value, word in zip(sawteeth.lines, sawteeth.dots, sawteeth.values, words, strict=True):
        x, y = (np.asarray(data, dtype=float)[at] for data in line.get_data())
        dot.set_visible(not np.isnan(y))
        dot.set_data([x], [0.0 if np.isnan(y) else y])
        value.set_text(word)
    sawteeth.upright.set_xdata([x, x])
    return sawteeth


class OpenPoints(NamedTuple):
    """Hollow points and what is said of them."""

    points: Line2D
    words: list[Text]


@lecture_style()
def draw_open(x, said, also, *, ax, colour):
    """Hollow points at x, one for each height of `said`, {height: words}; `also` stands between.  -> OpenPoints"""
    points = ax.plot([x] * len(said), list(said), "o", ms=12, mfc="none", mec=COLOUR[colour], mew=2.2)[0]
    at = x + 0.6
    words = [ax.text(at, y, word, size=13, va="center", color=INK) for y, word in said.items()]
    words.append(ax.text(at, 0.12, also, size=13, va="center", color=INK))
    return OpenPoints(points, words)


def update_open(points, strong):
    """The words appear where we stand at the hollow points."""
    for word in points.words:
        word.set_visible(bool(strong))
    return points
