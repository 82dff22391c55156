"""Bars with their number at the end, upright or lying, on limits that never move.

    draw_bars(values, labels, ...) -> Bars        lays them out
    update_bars(bars, values)                     new heights and numbers on the same artists
"""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown


class Bars(NamedTuple):
    """The bars, the number at each bar's end, how a number is written and how far it stands off."""

    bars: list[Rectangle]
    texts: list[Text]
    form: str
    gap: float
    lying: bool


@lecture_style()
def draw_bars(values, labels, *, ax, colour, limits=(0, 1), form="{:.2f}", title="", lying=False, size=14, width=0.62):
    """A bar for each of `values` (n,) on `ax`, named by `labels`.  -> Bars

    colour : a key of `theme.COLOUR`    limits : fixed, with room for the numbers beyond the bars
    lying : bars run to the right, the first on top    form : how a number is written
    """
    n, low, high = len(labels), *limits
    draw, zero = (ax.barh, ax.axvline) if lying else (ax.bar, ax.axhline)
    bars = draw(range(n), np.zeros(n), width, color=COLOUR[colour])
    aligned = {"ha": "left", "va": "center"} if lying else {"ha": "center", "va": "bottom"}
    texts = [ax.text(0, 0, "", size=size, clip_on=False, **aligned) for _ in labels]
    zero(0, color=INK, linewidth=0.8)
    _dress(ax, labels, limits, lying)
    ax.set_title(title)
    return update_bars(Bars(list(bars), texts, form, 0.02 * (high - low), lying), values)


def _dress(ax, labels, limits, lying):
    """Names on the bars' side, nothing on the other: the numbers stand at the bars."""
    n = len(labels)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    if lying:
        ax.set(xlim=limits, ylim=(n - 0.5, -0.5), xticks=[])
        ax.set_yticks(range(n), labels)
    else:
        ax.set(ylim=limits, xlim=(-0.5, n - 0.5), yticks=[])
        ax.set_xticks(range(n), labels)


def update_bars(bars, values, words=None):
    """Show `values` (n,).  words : a column of words at the right edge of lying bars, instead of the numbers"""
    for nth, (bar, text, value) in enumerate(zip(bars.bars, bars.texts, values, strict=True)):
        text.set_text(shown(value, bars.form) if words is None else words[nth])
        up = value > -1e-9
        end = value + bars.gap if up else value - bars.gap
        if bars.lying:
            bar.set_width(value)
            text.set(x=end, y=nth, ha="left" if up else "right")
            if words is not None:
                text.set(x=bar.axes.get_xlim()[1], ha="right")
        else:
            bar.set_height(value)
            text.set(x=nth, y=end, va="bottom" if up else "top")
    return bars
