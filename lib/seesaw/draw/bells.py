"""Two bell curves and a threshold: what lies to its right is said to be positive, and is filled strongly.

    draw_bells(x, names, ...) -> Bells
    update_bells(bells, curves, threshold)      new curves (2, X), negative first, over the same x
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.lines import Line2D

from ..theme import COLOUR, INK, lecture_style

HUES = "negative", "positive"
SAID_1, SAID_0 = 0.75, 0.25  # how strongly a side is filled


class Bells(NamedTuple):
    """The grid, a curve and two fills for each class, and the threshold."""

    x: np.ndarray
    lines: list[Line2D]
    below: list[FillBetweenPolyCollection]
    above: list[FillBetweenPolyCollection]
    threshold: Line2D


@lecture_style()
def draw_bells(x, names, *, ax, top, xlabel=""):
    """Empty curves over `x` (X,), up to height `top`; `names` (negative, positive) are the key.  -> Bells"""
    nothing = np.zeros(len(x))
    lines, below, above = [], [], []
    for nth, (name, hue) in enumerate(zip(names, HUES, strict=True)):
        colour = COLOUR[hue]
        below.append(ax.fill_between(x, nothing, nothing, color=colour, alpha=SAID_0, lw=0))
        above.append(ax.fill_between(x, nothing, nothing, color=colour, alpha=SAID_1, lw=0))
        lines.append(ax.plot(x, nothing, color=colour, lw=2.2)[0])
        ax.text(0.01, 0.98 - 0.13 * nth, name, transform=ax.transAxes, color=colour, size=14, va="top")
    threshold = ax.plot([0, 0], [0, 0.72 * top], color=INK, lw=2)[0]
    ax.set(xlim=(x[0], x[-1]), ylim=(0, top), yticks=[], xlabel=xlabel)
    ax.spines["left"].set_visible(False)
    return Bells(x, lines, below, above, threshold)


def update_bells(bells, curves, threshold):
    """Show `curves` (2, X) with everything from `threshold` up filled strongly."""
    right = bells.x >= threshold
    for line, below, above, curve in zip(bells.lines, bells.below, bells.above, curves, strict=True):
        line.set_ydata(curve)
        below.set_data(bells.x, 0, np.where(right, 0, curve))
        above.set_data(bells.x, 0, np.where(right, curve, 0))
    bells.threshold.set_xdata([threshold, threshold])
    return bells
