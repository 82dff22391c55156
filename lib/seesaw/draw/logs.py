"""Curves on log axes, each named at its right end, with a dot that rides along and its number under the name.

    draw_logs(x, names, ...) -> Logs          lays the curves out, empty
    update_logs(logs, values, at, ...)        the curves, the dots at step `at`, the numbers

On a log axis a step up is a *times*, not a *plus*: what grows tenfold at each step is a straight line.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, lecture_style
from .numbers import shown

APART = 0.19  # least distance of two names, as a part of the axes' height
MOST_TICKS = 6
LARGE = ((12, "{:,} trillion"), (9, "{:,} billion"), (6, "{:,} million"))
GAP = 0.03    # from the right end of the curves to their names, as a part of the axes' width


class Logs(NamedTuple):
    """The artists, one of each a curve, and x, over which they run."""

    lines: list[Line2D]
    dots: list[Line2D]
    names: list[Text]
    x: np.ndarray
    form: str


@lecture_style()
def draw_logs(
    x, names, *, ax, colours, ylim, xlog=True, xlabel="", title="", form="{:,.0f}", ticks=None, room=0.3, size=13
):
    """One curve a name over x (n,), empty until `update_logs`.  The y axis is logarithmic.  -> Logs

    colours : a key of `theme.COLOUR` or a colour for each    xlog : the x axis too
    ticks : (places, labels) of the x axis    room : for the names at the right, as a part of the curves' width
    """
    x = np.asarray(x, dtype=float)
    hues = [COLOUR.get(colour, colour) for colour in colours]
    ax.set_yscale("log")
    if xlog:
        ax.set_xscale("log")
    low, high = x[0], x[-1]
    right = high * (high / low) ** room if xlog else high + room * (high - low)
    left = low if xlog else low - 0.03 * (high - low)
    ax.set(xlim=(left, right), ylim=ylim, xlabel=xlabel, title=title)
    if ticks is not None:
        ax.set_xticks(*ticks)
    ax.set_xticks([], minor=True)
    ax.spines["bottom"].set_bounds(low, high)
    plain_log_ticks(ax)
    lines = [ax.plot([], [], color=hue, lw=2.4)[0] for hue in hues]
    dots = [ax.plot([], [], "o", ms=10, color=hue, mew=0, clip_on=False)[0] for hue in hues]
    at = high * (high / low) ** (room * 0.12) if xlog else high + GAP * (high - low)
    texts = [ax.text(at, 1, name, color=hue, va="center", size=size, linespacing=1.15) for name, hue in
             zip(names, hues, strict=True)]  # fmt: skip
    for text in texts:
        text.set_gid(text.get_text())
    return Logs(lines, dots, texts, x, form)


def plain_log_ticks(ax):
    """The powers of ten within the limits of a logarithmic y axis, written out: 10, 100, 1,000; small ones as 0.01.

    From a million on: 1 million, 1 billion, so that they can be read aloud.
    """
    low, high = np.log10(ax.get_ylim())
    powers = np.arange(np.ceil(low), np.floor(high) + 1).astype(int).tolist()
    if len(powers) > MOST_TICKS:
        powers = powers[:: -(-len(powers) // MOST_TICKS)]
    ax.set_yticks([10.0**power for power in powers], [_power(power) for power in powers])
    ax.set_yticks([], minor=True)


def _power(power):
    for least, name in LARGE:
        if power >= least:
            return name.format(10 ** (power - least))
    return f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"


def update_logs(logs, values, at, scale=1.0):
    """Show `values` (c, n) with the dots at x[at]; under each name stands the number there, times `scale`."""
    values = np.asarray(values, dtype=float)
    low, high = np.log(logs.lines[0].axes.get_ylim())
    ends = (np.log(np.maximum(values[:, -1], np.exp(low))) - low) / (high - low)
    heights = np.exp(low + (high - low) * _stacked(ends))
    for nth, (line, dot, name, y) in enumerate(zip(logs.lines, logs.dots, logs.names, values, strict=True)):
        line.set_data(logs.x, y)
        dot.set_data([logs.x[at]], [y[at]])
        name.set(text="\n".join([name.get_gid(), shown(scale * y[at], logs.form)]), y=heights[nth])
    return logs


def _stacked(ends):
    """The same heights (0..1), pushed up where two would be closer than APART, and down where they'd leave the top."""
    placed, order = np.array(ends, dtype=float), np.argsort(ends, kind="stable")
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + APART)
    top = 1 - APART / 2
    for nth in order[::-1]:
        placed[nth] = min(placed[nth], top)
        top = placed[nth] - APART
    return placed
