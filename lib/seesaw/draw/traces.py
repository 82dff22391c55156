"""Curves whose shape changes with a slider, on axes that do not: a line each, a dot where we are, names at the right.

    draw_traces(names, ...) -> Traces            empty curves on fixed limits
    update_traces(traces, x, curves, at=None)    new curves (c, n) over x (n,); the dots at x[at], or none
"""

from typing import NamedTuple

from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style


class Traces(NamedTuple):
    """A line and a dot for each curve, and its name."""

    lines: list[Line2D]
    dots: list[Line2D]
    names: list[Text]


@lecture_style()
def draw_traces(names, *, ax, colours, xlim, ylim, styles=None, widths=None, xlabel="", ylabel="", title="", step=0.09):
    """One empty curve for each of `names`, which stand in a key above the axes' right end.  -> Traces

    colours : keys of `theme.COLOUR`, or "ink"
    """
    hues = [INK if colour == "ink" else COLOUR[colour] for colour in colours]
    styles, widths = styles or ["-"] * len(names), widths or [2.2] * len(names)
    looks = list(zip(hues, styles, widths, strict=True))
    lines = [ax.plot([], [], color=hue, linestyle=style, linewidth=width)[0] for hue, style, width in looks]
    dots = [ax.plot([], [], "o", color=hue, ms=10, mew=0, clip_on=False, zorder=5, visible=False)[0] for hue in hues]
    texts = [
        ax.text(0.99, 0.99 - step * nth, name, transform=ax.transAxes, ha="right", va="top", size=14, color=hue)
        for nth, (name, hue) in enumerate(zip(names, hues, strict=True))
    ]
    if ylim[0] < 0 < ylim[1]:
        ax.axhline(0, color=INK, alpha=0.25, linewidth=0.8)
    ax.set(xlim=xlim, ylim=ylim, xlabel=xlabel, ylabel=ylabel, title=title)
    return Traces(lines, dots, texts)


def update_traces(traces, x, curves, at=None):
    """Show `curves` (c, n) over x (n,), with a dot on each at x[at]; at=None hides the dots."""
    for line, dot, curve in zip(traces.lines, traces.dots, curves, strict=True):
        line.set_data(x, curve)
        dot.set_visible(at is not None)  # an empty one would stand in the corner, for the layout
        if at is not None:
            dot.set_data([x[at]], [curve[at]])
    return traces


@lecture_style()
def draw_limit(x, name, *, ax):
    """A dashed upright at x that never moves, its name beside its foot.  -> Line2D"""
    ax.text(x, 0.03, f" {name}", transform=ax.get_xaxis_transform(), ha="left", va="bottom", size=13, in_layout=False)
    return ax.axvline(x, color=INK, linewidth=1.2, linestyle=(0, (4, 3)), alpha=0.7)
