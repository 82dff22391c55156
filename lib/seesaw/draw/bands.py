"""Curves with a band around each: what many draws gave on average, and between which two they lay.

    draw_bands(names, x, ...) -> Bands                    lays out empty curves, each named at the right
    update_bands(bands, curves, lows, highs, at, words)   new curves on the same artists; a dot on each at x[at]
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style


class Bands(NamedTuple):
    """One of each for every curve; the upright stands where the dots are."""

    lines: list[Line2D]
    bands: list[PolyCollection]
    dots: list[Line2D]
    values: list[Text]
    upright: Line2D
    x: np.ndarray


@lecture_style()
def draw_bands(names, x, *, ax, colours, xlabel="", ylabel="", ticks=None, ylim=(0, 1.03), room=0.5, styles=None,
               top=0.95, step=0.17):  # fmt: skip
    """Empty curves over `x` (n,), each with its name and its number in a column at the right.  -> Bands

    colours : a hue for each    ticks : {place: name} along x    room : of the column, as a part of the width
    top, step : where the first name stands and how far the next is below it, as parts of the height
    """
    x = np.asarray(x, dtype=float)
    hues, styles = list(colours), styles or ["-"] * len(names)
    wide, (low, high) = x[-1] - x[0], ylim
    bands, lines, dots, values = [], [], [], []
    for nth, (name, hue, style) in enumerate(zip(names, hues, styles, strict=True)):
        bands.append(ax.add_collection(PolyCollection([[(0, 0)] * 3], facecolor=hue, alpha=0.18, edgecolor="none")))
        lines.append(ax.plot([], [], linestyle=style, color=hue, lw=2.6)[0])
        dots.append(ax.plot([], [], "o", ms=10, mew=0, color=hue, zorder=5)[0])
        at, y = x[-1] + 0.07 * wide, low + (top - nth * step) * (high - low)
        ax.text(at, y, name, color=hue, size=14, va="bottom")
        values.append(ax.text(at, y, "", color=hue, size=18, weight="bold", va="top"))
    upright = ax.plot([], [], color=INK, lw=1.2, alpha=0.6, zorder=0)[0]
    ax.set(xlim=(x[0] - 0.04 * wide, x[-1] + room * wide), ylim=ylim, xlabel=xlabel, ylabel=ylabel)
    if ticks is not None:
        ax.set_xticks(list(ticks), list(ticks.values()))
    ax.spines["bottom"].set_bounds(x[0], x[-1])
    ax.spines["left"].set_bounds(low, min(high, 1.0))
    ax.set_yticks([tick for tick in ax.get_yticks() if low <= tick <= 1.0])
    return Bands(lines, bands, dots, values, upright, x)


def update_bands(bands, curves, lows, highs, at=None, words=None):
    """curves, lows, highs : for each, (n,)    at : where the dots stand, none by default    words : the numbers"""
    x = bands.x
    for nth, (curve, low, high) in enumerate(zip(curves, lows, highs, strict=True)):
        bands.lines[nth].set_data(x, curve)
        edge = np.concatenate([np.column_stack([x, low]), np.column_stack([x, high])[::-1]])
        bands.bands[nth].set_verts([edge])
        bands.dots[nth].set_data(*(([], []) if at is None else ([x[at]], [curve[at]])))
        bands.values[nth].set_text("" if words is None else words[nth])
    low, high = bands.lines[0].axes.get_ylim()
    bands.upright.set_data(*(([], []) if at is None else ([x[at]] * 2, [low, min(high, 1.0)])))
    return bands


@lecture_style()
def draw_flat(x, y, name, *, ax):
    """A dotted level that never moves, its name under it at the left.  -> Line2D"""
    ax.text(x[0], y - 0.012, name, va="top", color=COLOUR["muted"], size=13)
    return ax.plot([x[0], x[-1]], [y, y], color=COLOUR["muted"], lw=1.8, ls=(0, (2, 2)), zorder=0)[0]


@lecture_style()
def draw_ring(name, place, *, ax):
    """A hollow point, and what it is in a word at `place`.  -> (Line2D, Text)"""
    point = ax.plot([], [], "o", ms=13, mfc="none", mec=INK, mew=2.2, zorder=6, clip_on=False)[0]
    return point, ax.text(*place, name, size=13, va="center")


def update_ring(ring, x, y):
    """Put it at (x, y); NaN hides it and its word."""
    point, text = ring
    there = not np.isnan(x + y)
    point.set_data(*(([x], [y]) if there else ([], [])))
    text.set_visible(bool(there))
    return ring
