"""What the mistakes cost at each threshold: two layers, one upon the other, and two marks to compare.

    draw_costs(x, names, marks, ...) -> Costs
    update_costs(costs, layers, at, words)       layers (2, X); marks at x[at[0]], x[at[1]]
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

EDGE = 0.13  # of the width: nearer to an end than this, words stand on the inner side


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
    nothing = np.zeros(len(x))
    layers = [ax.fill_between(x, nothing, nothing, color=COLOUR[hue], alpha=0.6, lw=0) for hue in colours]
    line = ax.plot(x, nothing, color=INK, lw=2)[0]
    for nth, (name, hue) in enumerate(zip(names, colours, strict=True)):
        ax.text(0.99, 0.98 - 0.075 * nth, name, transform=ax.transAxes, color=COLOUR[hue], size=14, ha="right",
                va="top")  # fmt: skip
    hues = [COLOUR[hue] for hue in marks]
    styles = ("-", (0, (4, 3)))
    uprights = [ax.plot([0, 0], [0, 0.8 * top], color=hue, lw=2.6, ls=style)[0]
                for hue, style in zip(hues, styles, strict=True)]  # fmt: skip
    words = [ax.text(0, (0.80 - 0.085 * nth) * top, "", color=hue, size=14, weight="bold", va="top")
             for nth, hue in enumerate(hues)]  # fmt: skip
    ax.set(xlim=(x[0] - 0.5, x[-1] + 0.5), ylim=(0, top), xlabel=xlabel, ylabel=ylabel)
    return Costs(x, layers, line, uprights, words)


def update_costs(costs, layers, at, words):
    """Show `layers` (2, X), the second on top of the first, and the marks with their words."""
    first, total = layers[0], layers[0] + layers[1]
    costs.layers[0].set_data(costs.x, 0, first)
    costs.layers[1].set_data(costs.x, first, total)
    costs.line.set_ydata(total)
    first_is_right = at[0] >= at[1]
    wide = costs.x[-1] - costs.x[0]
    for place, right, upright, text, word in zip(at, (first_is_right, not first_is_right), costs.uprights, costs.words,
                                                 words, strict=True):  # fmt: skip
        x = costs.x[place]
        part = (x - costs.x[0]) / wide
        on_right = part < EDGE or (right and part < 1 - EDGE)
        upright.set_xdata([x, x])
        text.set(x=x + (0.008 if on_right else -0.008) * wide, ha="left" if on_right else "right", text=word)
    return costs
