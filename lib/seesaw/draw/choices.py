"""Two curves and the place that each would choose; and what a choice has gained, time after time.

    draw_choice(x, names, choices, ...) -> Choice       update_choice(choice, curves, places, words)
    draw_gains(count, ...) -> Gains                     update_gains(gains, values, at, word)
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

HUES = COLOUR["right"], COLOUR["wrong"]  # what one may look at, and what one may not
NAMES_AT = 1.06


class Choice(NamedTuple):
    """Two curves; for each choice an upright, a dot and its number."""

    curves: list[Line2D]
    uprights: list[Line2D]
    dots: list[Line2D]
    values: list[Text]


@lecture_style()
def draw_choice(x, names, choices, *, ax, xlabel="", ylabel="", room=0.62):
    """Curves over x (n,) in a range of 0 to 1, each with its choice.  -> Choice

    names : of the two curves    choices : of the two uprights
    """
    curves = [ax.plot(x, np.zeros(len(x)), color=hue, lw=2, ls=style, drawstyle="steps-pre")[0]
              for hue, style in zip(HUES, ("-", "-"), strict=True)]  # fmt: skip
    uprights = [ax.plot([0, 0], [0, 1], color=hue, lw=1.6, ls=(0, (3, 2)))[0] for hue in HUES]
    dots = [ax.plot([], [], "o", ms=11, mew=0, color=hue, zorder=5)[0] for hue in HUES]
    values = []
    for nth, (name, chosen, hue) in enumerate(zip(names, choices, HUES, strict=True)):
        ax.text(NAMES_AT, 0.11 - 0.09 * nth, "— " + name, color=hue, size=13.5, va="center")
        y = 0.86 - 0.34 * nth
        ax.text(NAMES_AT, y, chosen, color=hue, size=14, va="bottom")
        values.append(ax.text(NAMES_AT, y - 0.015, "", color=hue, size=18, weight="bold", va="top"))
    ax.set(xlim=(-0.02, 1 + room), ylim=(0, 1.06), xlabel=xlabel, ylabel=ylabel)
    ax.set_xticks(np.linspace(0, 1, 5))
    ax.set_yticks(np.linspace(0, 1, 5))
    ax.spines["bottom"].set_bounds(0, 1)
    ax.spines["left"].set_bounds(0, 1)
    return Choice(curves, uprights, dots, values)


def update_choice(choice, curves, places, words):
    """curves : two of (n,)    places : for each choice (x, height of its dot)    words : the numbers at the right"""
    for artist, curve in zip(choice.curves, curves, strict=True):
        artist.set_ydata(curve)
    for upright, dot, value, (x, y), word in zip(
        choice.uprights, choice.dots, choice.values, places, words, strict=True
    ):
        upright.set_xdata([x, x])
        dot.set_data([x], [y])
        value.set_text(word)
    return choice


class Gains(NamedTuple):
    """A dot for each time, a ring around one of them, the level of their mean and its number."""

    dots: PathCollection
    ring: Line2D
    level: Line2D
    word: Text


@lecture_style()
def draw_gains(count, *, ax, xlabel="", title="", highest=0.5):
    """Room for `count` gains of 0 to `highest`.  -> Gains"""
    dots = ax.scatter(np.arange(1, count + 1), np.zeros(count), s=36, color=COLOUR["wrong"], alpha=0.75, clip_on=False)
    ring = ax.plot([], [], "o", ms=15, mfc="none", mec=INK, mew=2, clip_on=False)[0]
    level = ax.plot([1, count], [0, 0], color=INK, lw=2)[0]
    word = ax.text(count, 0.97 * highest, "", ha="right", va="top", size=17, weight="bold")
    ax.set(xlim=(0, count + 1), ylim=(-0.01, highest), xlabel=xlabel, title=title)
    ax.set_xticks([1, *range(10, count + 1, 10)])
    return Gains(dots, ring, level, word)


def update_gains(gains, values, at, word):
    """values : (count,)    at : which one has the ring    word : what the level of the mean is"""
    x = np.arange(1, len(values) + 1)
    gains.dots.set_offsets(np.column_stack([x, values]))
    gains.ring.set_data([x[at]], [values[at]])
    mean = float(np.mean(values))
    gains.level.set_ydata([mean, mean])
    gains.word.set_text(word)
    return gains
