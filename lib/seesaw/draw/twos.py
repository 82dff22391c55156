"""A small curve along the layers: today's setting in ink, with its number at the dot, and a dotted one to compare with.

    draw_two(steps, ...) -> Two          on axes whose limits and scale are set already
    update_two(two, curve, usual, at)
"""

from typing import NamedTuple

from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown


class Two(NamedTuple):
    """The curve, the dotted one, the dot and its number."""

    line: Line2D
    usual: Line2D
    dot: Line2D
    value: Text
    steps: tuple
    form: str


@lecture_style()
def draw_two(steps, *, ax, form="{:.2f}", size=16):
    """An empty curve over `steps` (S,) on `ax`.  -> Two"""
    usual = ax.plot([], [], ls=(0, (2, 2)), lw=1.8, color=COLOUR["muted"], zorder=0)[0]
    line = ax.plot([], [], "o-", ms=6, mew=0, lw=2.4, color=INK)[0]  # a dot at each step: between them is nothing
    dot = ax.plot([], [], "o", ms=10, color=INK, mew=0, clip_on=False)[0]
    value = ax.annotate("", (0, 1), xytext=(0, 9), textcoords="offset points", ha="center", va="bottom", size=size,
                        weight="bold")  # fmt: skip
    ax.set(xlim=(steps[0] - 0.8, steps[-1] + 0.9), xticks=steps)
    return Two(line, usual, dot, value, tuple(steps), form)


def update_two(two, curve, usual, at):
    """Show `curve` (S,) with the dot at step `at`, and `usual` (S,) dotted."""
    two.line.set_data(two.steps, curve)
    two.usual.set_data(two.steps, usual)
    two.dot.set_data([two.steps[at]], [curve[at]])
    two.value.xy = two.steps[at], curve[at]
    two.value.set_text(shown(curve[at], two.form))
    return two
