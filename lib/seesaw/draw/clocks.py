"""Clock dials: a hand each, its height is the sine, its reach to the right the cosine.

    draw_clocks(names, ax=...) -> Clocks       a row of dials
    update_clocks(clocks, angles)              turns the hands, angles in radians, counter-clockwise from the right
    draw_dial(ax=...) -> Dial                  one large dial, with the two shadows of the hand and where it has been
    update_dial(dial, angles)                  the last angle is now, the ones before are dots
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown

STEP = 2.5  # from the middle of one dial to the next; a dial has radius 1


class Clocks(NamedTuple):
    """One hand a dial, and the name under it."""

    hands: list[Line2D]
    tips: PathCollection
    names: list[Text]


class Dial(NamedTuple):
    """The hand, its sine and cosine as bars and numbers, and where its tip has been."""

    hand: Line2D
    sine: Line2D
    cosine: Line2D
    been: PathCollection
    told_sine: Text
    told_cosine: Text


SINE, COSINE = "sin {}", "cos {}"


@lecture_style()
def draw_clocks(names, *, ax, size=14):
    """A dial for each of `names`, from left to right on an empty `ax`.  -> Clocks"""
    middles = STEP * np.arange(len(names))
    for x in middles:
        ax.add_patch(Circle((x, 0), 1, fill=False, edgecolor=COLOUR["muted"], linewidth=1.4))
    hands = [ax.plot([x, x + 1], [0, 0], color=COLOUR["e"], linewidth=3, solid_capstyle="round")[0] for x in middles]
    tips = ax.scatter(middles + 1, np.zeros(len(names)), s=60, color=COLOUR["e"], zorder=4)
    labels = [ax.text(x, -1.3, name, ha="center", va="top", size=size) for x, name in zip(middles, names, strict=True)]
    ax.set(xlim=(-1.2, middles[-1] + 1.2), ylim=(-2.0, 1.15), aspect="equal")
    ax.axis("off")
    return Clocks(hands, tips, labels)


def update_clocks(clocks, angles, names=None):
    """Turn hand m to angles[m], in radians.  names : new words under the dials"""
    middles = STEP * np.arange(len(clocks.hands))
    tips = np.column_stack([middles + np.cos(angles), np.sin(angles)])
    for hand, x, tip in zip(clocks.hands, middles, tips, strict=True):
        hand.set_data([x, tip[0]], [0, tip[1]])
    clocks.tips.set_offsets(tips)
    for text, name in zip(clocks.names, names or [], strict=False):
        text.set_text(name)
    return clocks


@lecture_style()
def draw_dial(*, ax):
    """One large dial on an empty `ax`.  -> Dial"""
    ax.add_patch(Circle((0, 0), 1, fill=False, edgecolor=COLOUR["muted"], linewidth=1.4))
    ax.plot([-1, 1], [0, 0], [0, 0], [-1, 1], color=INK, alpha=0.25, linewidth=0.8)
    been = ax.scatter([], [], s=26, color=COLOUR["e"], alpha=0.45, linewidths=0)
    hand = ax.plot([], [], color=INK, linewidth=3, solid_capstyle="round", zorder=3)[0]
    sine = ax.plot([], [], color=COLOUR["q"], linewidth=5, solid_capstyle="butt", zorder=2)[0]
    cosine = ax.plot([], [], color=COLOUR["k"], linewidth=5, solid_capstyle="butt", zorder=2)[0]
    told_sine = ax.text(-1.15, -1.34, "", color=COLOUR["q"], size=17, va="center", weight="bold")
    told_cosine = ax.text(1.15, -1.34, "", color=COLOUR["k"], size=17, va="center", ha="right", weight="bold")
    ax.set(xlim=(-1.2, 1.2), ylim=(-1.55, 1.12), aspect="equal")
    ax.axis("off")
    return Dial(hand, sine, cosine, been, told_sine, told_cosine)


def update_dial(dial, angles):
    """angles : (i + 1,) radians, of every place up to now; the hand shows the last."""
    x, y = np.cos(angles), np.sin(angles)
    dial.been.set_offsets(np.column_stack([x, y]))
    dial.hand.set_data([0, x[-1]], [0, y[-1]])
    dial.sine.set_data([x[-1], x[-1]], [0, y[-1]])
    dial.cosine.set_data([0, x[-1]], [0, 0])
    dial.told_sine.set_text(SINE.format(shown(y[-1])))
    dial.told_cosine.set_text(COSINE.format(shown(x[-1])))
    return dial
