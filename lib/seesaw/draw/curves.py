"""Curves over one quantity, each named at its right end, and a marker that rides along all of them.

    draw_curves(x, curves, labels, ...) -> Curves      lays the curves out once
    update_curves(curves, at)                          the marker and the dots go to x[at]; nothing else moves
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style


class Curves(NamedTuple):
    """The curves, their names, the upright marker and a dot on each curve."""

    lines: list[Line2D]
    names: list[Text]
    marker: Line2D
    dots: PathCollection
    x: np.ndarray       # (n,)
    values: np.ndarray  # (c, n)


@lecture_style()
def draw_curves(x, values, labels, *, ax, colours, styles=None, xlabel="", title="", apart=0.08):
    """Draw the c curves `values` (c, n) over x (n,).  Set the axes' limits before.  -> Curves

    labels : a name at each curve's right end, "" for none    apart : the least distance of two, as a part of the height
    colours, styles : for each curve, a key of `theme.COLOUR` and a line style
    """
    x, values = np.asarray(x, dtype=float), np.asarray(values, dtype=float)
    styles = styles or ["-"] * len(labels)
    hues = [COLOUR[colour] for colour in colours]
    looks = [{"color": hue, "linestyle": style, "linewidth": 2.4} for hue, style in zip(hues, styles, strict=True)]
    lines = [ax.plot(x, y, **look)[0] for y, look in zip(values, looks, strict=True)]
    named = [nth for nth, label in enumerate(labels) if label]
    heights = _spread(values[named, -1], apart * np.diff(ax.get_ylim())[0])
    names = [_name(ax, labels[nth], (x[-1], height), hues[nth]) for nth, height in zip(named, heights, strict=True)]
    marker = ax.axvline(x[0], color=INK, linewidth=1.2, alpha=0.6, clip_on=False)
    dots = ax.scatter(np.full(len(labels), x[0]), values[:, 0], s=70, c=hues, zorder=4, clip_on=False)
    ax.set(xlabel=xlabel, title=title)
    return Curves(lines, names, marker, dots, x, values)


def _name(ax, label, place, hue):
    return ax.annotate(label, place, xytext=(10, 0), textcoords="offset points", va="center", color=hue, size=14)


def _spread(heights, apart):
    """The same heights, pushed up where two would be closer than `apart`."""
    placed = np.array(heights, dtype=float)
    order = np.argsort(placed, kind="stable")
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + apart)
    return placed


def update_curves(curves, at):
    """Ride to the nth point of x."""
    curves.marker.set_xdata([curves.x[at]] * 2)
    curves.dots.set_offsets(np.column_stack([np.full(len(curves.values), curves.x[at]), curves.values[:, at]]))
    return curves
