"""Curves along the layers (or along a slider): a dot rides on each, and its number stands at the curve's right end.

The curves themselves may change too, with another sentence or another encoder.  The numbers keep their place, so that
they can be read while the dots move.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

VALUE = "{:.2f}"
TOP = 1.0  # no cosine and no share is larger; what is above is room for the heading
HEADING = "at {axis} {step:g}"
APART = 0.16  # least distance of two names, as a part of the height


class LayerCurves(NamedTuple):
    """The artists of `draw_layer_curves`, one of each for every curve."""

    lines: list[Line2D]
    dots: list[Line2D]
    names: list[Text]
    values: list[Text]
    heading: Text  # which step the numbers belong to


@lecture_style()
def draw_layer_curves(
    names, steps, *, ax, colours=None, styles=None, ylim=(0, 1), ticks=None, xlabel="layer", room=0.3
):  # fmt: skip
    """One curve a name along `steps`, empty until `update_layer_curves`.  -> LayerCurves

    colours : INK by default    ticks : some of the steps    room : for the names at the right, as a part of the width
    """
    colours, styles = colours or [INK] * len(names), styles or ["-"] * len(names)
    last, wide = steps[-1], steps[-1] - steps[0]
    lines = [ax.plot([], [], linestyle=style, color=hue, lw=2.6)[0] for hue, style in zip(colours, styles, strict=True)]
    dots = [ax.plot([], [], "o", ms=11, color=hue, mew=0)[0] for hue in colours]
    at = last + 0.06 * wide
    labels = [ax.text(at, 0, name, color=hue, va="bottom", size=14) for name, hue in zip(names, colours, strict=True)]
    values = [ax.text(at, 0, "", color=hue, va="top", size=19, weight="bold") for hue in colours]
    heading = ax.text(at, ylim[1], "", va="top", size=15)
    ax.set(xlim=(steps[0] - 0.05 * wide, last + room * wide), ylim=ylim, xlabel=xlabel)
    ax.set_xticks(steps if ticks is None else ticks)
    ax.set_yticks([tick for tick in ax.get_yticks() if ylim[0] <= tick <= TOP])
    ax.spines["bottom"].set_bounds(steps[0], last)
    ax.spines["left"].set_bounds(ylim[0], TOP)
    return LayerCurves(lines, dots, labels, values, heading)


def update_layer_curves(artists, steps, curves, at):
    """Show `curves` (one a line, each (S,)) over `steps` (S,), with the dots and the numbers at step `at`."""
    ax = artists.lines[0].axes
    low, high = ax.get_ylim()
    artists.heading.set_text(HEADING.format(axis=ax.get_xlabel(), step=steps[at]))
    heights = apart([curve[-1] for curve in curves], APART * (high - low))
    for line, dot, curve in zip(artists.lines, artists.dots, curves, strict=True):
        line.set_data(steps, curve)
        dot.set_data([steps[at]], [curve[at]])
    for name, value, curve, y in zip(artists.names, artists.values, curves, heights, strict=True):
        name.set_y(y)
        value.set(y=y, text=VALUE.format(curve[at]))
    return artists


def apart(heights, least):
    """The same heights, spread around their middle where two would be closer than `least`."""
    placed = np.array(heights, dtype=float)
    order = np.argsort(placed, kind="stable")
    for below, above in pairwise(order):
        lacking = max(0.0, least - (placed[above] - placed[below]))
        placed[below] -= lacking / 2
        placed[above] += lacking / 2
    return placed


@lecture_style()
def draw_level(steps, y, name, *, ax):
    """A dotted level along `steps` with its name under it at the left: where guessing stands.  -> Line2D"""
    ax.text(steps[0], y - 0.01, name, va="top", color=COLOUR["muted"], size=13)
    return ax.plot([steps[0], steps[-1]], [y, y], color=COLOUR["muted"], lw=1.8, ls=(0, (2, 2)), zorder=0)[0]


@lecture_style()
def draw_reference(steps, curve, name, *, ax):
    """A dotted curve that never moves, to compare with; its name stands under its end.  -> Line2D"""
    low, high = ax.get_ylim()
    ax.text(steps[-1], curve[-1] - 0.03 * (high - low), name, ha="right", va="top", color=COLOUR["muted"], size=13)
    return ax.plot(steps, curve, ls=(0, (2, 2)), lw=1.8, color=COLOUR["muted"], zorder=0)[0]
