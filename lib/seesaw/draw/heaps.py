"""Cases heaped up by their score, and what mistakes cost: filled areas over a threshold.

draw_heaps, update_heaps   a heap for each class; what lies above the threshold is said to be positive, and strong
draw_costs, update_costs   what the mistakes cost at each threshold: two layers, and two marks to compare
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

HUES = "negative", "positive"
SAID = {False: (0.25, 0.75), True: (0.3, 1.0)}  # how strongly the sides are filled: curves overlap, stacked bins do not
EDGE = 0.17  # of the width: nearer to an end than this, words stand on the inner side


class Heaps(NamedTuple):
    """Two fills a class and, of curves, its line and the point of its peak; the threshold; what they stand on."""

    below: list[FillBetweenPolyCollection]
    above: list[FillBetweenPolyCollection]
    lines: list[Line2D]
    peaks: list[Line2D]  # not seen: a hand takes a curve there
    threshold: Line2D
    x: np.ndarray  # (X,) places on a curve, or the edges of bins


@lecture_style()
def draw_heaps(x, names, *, ax, top, stacked=False, xlabel="", ylabel=""):
    """A heap up to `top` for each class, (negative, positive); `names` are the key.  -> Heaps, empty until the update

    stacked : bins with the edges x (X,), class upon class, the key above; else curves over x, one before the other
    """
    x, nothing = np.asarray(x, dtype=float), np.zeros(len(x))
    hues, look = [COLOUR[hue] for hue in HUES], {"lw": 0, "step": "post" if stacked else None}
    below, above = (
        [ax.fill_between(x, nothing, nothing, color=hue, alpha=alpha, **look) for hue in hues]
        for alpha in SAID[stacked]
    )
    lines = [] if stacked else [ax.plot(x, nothing, color=hue, lw=2.2)[0] for hue in hues]
    peaks = [ax.plot(x[:1], [0], ls="none")[0] for _ in lines]
    places = ((0.01, 1.02), (0.43, 1.02)) if stacked else ((0.01, 0.98), (0.01, 0.85))
    key = {"transform": ax.transAxes, "size": 13 if stacked else 14, "va": "bottom" if stacked else "top"}
    for name, hue, place in zip(names, hues, places, strict=True):
        ax.text(*place, name, color=hue, **key)
    threshold = ax.plot([0, 0], [0, top if stacked else 0.72 * top], color=INK, lw=2)[0]
    ax.set(ylim=(0, top), xlabel=xlabel, ylabel=ylabel)
    if not stacked:  # how high a curve is means nothing, how many cases a bin holds does
        ax.set(xlim=(x[0], x[-1]), yticks=[])
        ax.spines["left"].set_visible(False)
    return Heaps(below, above, lines, peaks, threshold, x)


def update_heaps(heaps, heights, threshold):
    """Show `heights` (2, X), or (2, X - 1) of bins, with everything from `threshold` up filled strongly."""
    x, stacked = heaps.x, not heaps.lines
    right = (x + np.append(x[1:], np.inf)) / 2 >= threshold if stacked else x >= threshold  # of a bin its middle
    bottom = np.zeros(len(x))
    for nth, (below, above, height) in enumerate(zip(heaps.below, heaps.above, heights, strict=True)):
        top = bottom + np.pad(height, (0, len(x) - len(height)), "edge")  # a bin's height begins at its left edge
        below.set_data(x, bottom, np.where(right, bottom, top))
        above.set_data(x, bottom, np.where(right, top, bottom))
        if stacked:
            bottom = top
        else:
            heaps.lines[nth].set_ydata(top)
            heaps.peaks[nth].set_data(x[[top.argmax()]], [top.max()])
    heaps.threshold.set_xdata([threshold, threshold])
    return heaps


class Costs(NamedTuple):
    """The layers, the line on top, an upright and its words for each mark."""

    x: np.ndarray
    layers: list[FillBetweenPolyCollection]
    line: Line2D
    uprights: list[Line2D]
    words: list[Text]


@lecture_style()
def draw_costs(x, names, colours, marks, *, ax, top, xlabel="", ylabel=""):
    """Two layers over `x` (X,), named and coloured; marks : colours of the two uprights.  -> Costs"""
    nothing, hues, inks = np.zeros(len(x)), [COLOUR[hue] for hue in colours], [COLOUR[hue] for hue in marks]
    layers = [ax.fill_between(x, nothing, nothing, color=hue, alpha=0.6, lw=0) for hue in hues]
    line = ax.plot(x, nothing, color=INK, lw=2)[0]
    for nth, (name, hue) in enumerate(zip(names, hues, strict=True)):
        ax.text(0.99, 0.98 - 0.075 * nth, name, transform=ax.transAxes, color=hue, size=14, ha="right", va="top")
    dashes = zip(inks, ("-", (0, (4, 3))), strict=True)
    uprights = [ax.plot([0, 0], [0, 0.8 * top], color=ink, lw=2.6, ls=dash)[0] for ink, dash in dashes]
    heights = [(0.80 - 0.085 * nth) * top for nth in range(2)]
    words = [ax.text(0, y, "", color=ink, size=14, weight="bold", va="top") for y, ink in zip(heights, inks)]
    ax.set(xlim=(x[0] - 0.5, x[-1] + 0.5), ylim=(0, top), xlabel=xlabel, ylabel=ylabel)
    return Costs(x, layers, line, uprights, words)


def update_costs(costs, layers, at, words):
    """Show `layers` (2, X), the second on top of the first, and the marks at x[at[0]], x[at[1]] with their words."""
    first, total = layers[0], layers[0] + layers[1]
    costs.layers[0].set_data(costs.x, 0, first)
    costs.layers[1].set_data(costs.x, first, total)
    costs.line.set_ydata(total)
    wide = costs.x[-1] - costs.x[0]
    rights = at[0] >= at[1], at[0] < at[1]
    for place, right, upright, text, word in zip(at, rights, costs.uprights, costs.words, words, strict=True):
        x = costs.x[place]
        part = (x - costs.x[0]) / wide
        on_right = part < EDGE or (right and part < 1 - EDGE)
        upright.set_xdata([x, x])
        text.set(x=x + (0.008 if on_right else -0.008) * wide, ha="left" if on_right else "right", text=word)
    return costs
