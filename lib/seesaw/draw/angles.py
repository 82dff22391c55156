"""What turns: clock dials, whose hand's height is the sine and whose reach to the right is the cosine; two vectors that
open like scissors, in the plane that they span, where the angle between them is the true one, of 384 dimensions too.

    draw_clocks, update_clocks   a row of dials; angles in radians, counter-clockwise from the right
    draw_dial, update_dial       one large dial, with the two shadows of the hand and where it has been
    draw_pairs, update_pairs     on each dial two hands, a question's and an answer's, and the angle between them
    draw_angle, update_angle     two arrows of length 1, around the vertical: a cosine knows directions only
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown
from .parts import stage, write
from .senses import SENSE, wear

STEP = 2.5  # from the middle of one dial to the next; a dial has radius 1
SINE, COSINE = "#0d7472", "#1aa19f"  # two tints of e's colour: both are features of e, and neither is q or k
TIP = 1.08  # where the mark of the sense stands, just beyond the arrow's head


class Clocks(NamedTuple):
    """One hand a dial, and the name under it."""

    hands: list[Line2D]
    tips: PathCollection
    names: list[Text]


class Dial(NamedTuple):
    """The hand, its sine and cosine as bars and as numbers, and where its tip has been."""

    hand: Line2D
    been: PathCollection
    sine: Line2D
    cosine: Line2D
    sine_number: Text
    cosine_number: Text


class Angle(NamedTuple):
    """Two arrows, at each tip the mark of its sense and a name; the arc between them and what it measures."""

    arrows: Quiver
    tips: list[Line2D]
    names: list[Text]
    arc: Line2D
    angle: Text


def _circle(ax, x):
    ax.add_patch(Circle((x, 0), 1, fill=False, edgecolor=COLOUR["muted"], linewidth=1.4))


@lecture_style()
def draw_clocks(names, *, ax, size=14):
    """A dial for each of `names`, from left to right on an empty `ax`.  -> Clocks"""
    middles = STEP * np.arange(len(names))
    stage(ax, (-1.2, middles[-1] + 1.2), (-2.0, 1.15), aspect="equal")
    for x in middles:
        _circle(ax, x)
    hands = [ax.plot([x, x + 1], [0, 0], color=COLOUR["e"], linewidth=3, solid_capstyle="round")[0] for x in middles]
    tips = ax.scatter(middles + 1, np.zeros(len(names)), s=60, color=COLOUR["e"], zorder=4)
    labels = [ax.text(x, -1.3, name, ha="center", va="top", size=size) for x, name in zip(middles, names, strict=True)]
    return Clocks(hands, tips, labels)


def update_clocks(clocks, angles, names=None):
    """Turn hand m to angles[m], in radians.  names : new words under the dials"""
    middles = STEP * np.arange(len(clocks.hands))
    tips = np.column_stack([middles + np.cos(angles), np.sin(angles)])
    for hand, x, tip in zip(clocks.hands, middles, tips, strict=True):
        hand.set_data([x, tip[0]], [0, tip[1]])
    clocks.tips.set_offsets(tips)
    if names is not None:
        write(clocks.names, names)
    return clocks


@lecture_style()
def draw_dial(*, ax):
    """One large dial on an empty `ax`.  -> Dial"""
    stage(ax, (-1.2, 1.2), (-1.55, 1.12), aspect="equal")
    _circle(ax, 0)
    ax.plot([-1, 1], [0, 0], [0, 0], [-1, 1], color=INK, alpha=0.25, linewidth=0.8)
    been = ax.scatter([], [], s=26, color=COLOUR["e"], alpha=0.45, linewidths=0)
    hand = ax.plot([], [], color=INK, linewidth=3, solid_capstyle="round", zorder=3)[0]
    hues = SINE, COSINE
    bars = [ax.plot([], [], color=hue, linewidth=5, solid_capstyle="butt", zorder=2)[0] for hue in hues]
    sides = zip((-1.15, 1.15), ("left", "right"), hues, strict=True)
    numbers = [ax.text(x, -1.34, "", color=hue, size=17, va="center", ha=ha, weight="bold") for x, ha, hue in sides]
    return Dial(hand, been, *bars, *numbers)


def update_dial(dial, angles):
    """angles : (i + 1,) radians, of every place up to now; the hand shows the last."""
    x, y = np.cos(angles), np.sin(angles)
    dial.been.set_offsets(np.column_stack([x, y]))
    dial.hand.set_data([0, x[-1]], [0, y[-1]])
    dial.sine.set_data([x[-1], x[-1]], [0, y[-1]])
    dial.cosine.set_data([0, x[-1]], [0, 0])
    write([dial.sine_number, dial.cosine_number], [f"sin {shown(y[-1])}", f"cos {shown(x[-1])}"])
    return dial


@lecture_style()
def draw_angle(names, *, ax):
    """Two arrows from one point, upright until `update_angle`.  names : two labels.  -> Angle"""
    stage(ax, (-1.0, 1.0), (-0.22, 1.34), aspect="equal")
    head = {"width": 0.02, "headwidth": 4, "headlength": 5, "headaxislength": 4.5}
    arrows = ax.quiver([0, 0], [0, 0], [0, 0], [1, 1], angles="xy", scale_units="xy", scale=1, **head)
    tips = [ax.plot([], [], "o", mew=0, clip_on=False)[0] for _ in names]
    sides = zip(names, ("right", "left"), strict=True)
    texts = [ax.text(0, 0, name, ha=side, va="bottom", size=15) for name, side in sides]
    arc = ax.plot([], [], "-", color=COLOUR["muted"], lw=2)[0]
    angle = ax.text(0, -0.1, "", ha="center", va="center", size=20, fontweight="bold")
    return Angle(arrows, tips, texts, arc, angle)


def update_angle(artists, degrees, senses, names=None):
    """Open the arrows by `degrees`; senses : two keys of SENSE, which colour and shape them; names : two new labels"""
    if names is not None:
        write(artists.names, names)
    half = np.radians(degrees) / 2
    turned = np.pi / 2 + np.array([half, -half])  # (2,)
    x, y = np.cos(turned), np.sin(turned)
    artists.arrows.set_UVC(x, y)
    artists.arrows.set_color([SENSE[sense].colour for sense in senses])
    for tip, name, sense, side, at_x, at_y in zip(artists.tips, artists.names, senses, (-1, 1), x, y, strict=True):
        wear(tip, sense, larger=4, data=([TIP * at_x], [TIP * at_y]))
        name.set(position=(TIP * at_x + 0.06 * side, TIP * at_y + 0.09), color=SENSE[sense].colour)
    sweep = np.linspace(turned[1], turned[0], 25)
    artists.arc.set_data(0.42 * np.cos(sweep), 0.42 * np.sin(sweep))
    artists.angle.set_text(f"{degrees:.0f}°")
    return artists


class Pairs(NamedTuple):
    """On each dial the hand of a question and the hand of an answer, the arc between them and three lines under it."""

    asks: list[Line2D]
    answers: list[Line2D]
    tips: list[PathCollection]
    arcs: list[Line2D]
    angles: list[Text]
    names: list[Text]
    values: list[Text]


@lecture_style()
def draw_pairs(names, key, *, ax):
    """A dial for each of `names` on an empty `ax`, with two hands each.  key : what the two are called  -> Pairs"""
    middles = STEP * np.arange(len(names))
    stage(ax, (-1.25, middles[-1] + 1.25), (-2.45, 1.75), aspect="equal")
    hues = COLOUR["q"], COLOUR["k"]
    for x, hue, word, ha in zip((middles[0] - 1, middles[-1] + 1), hues, key, ("left", "right"), strict=True):
        ax.text(x, 1.5, word, color=hue, size=16, weight="bold", ha=ha, va="center")
    for x in middles:
        _circle(ax, x)
    look = {"solid_capstyle": "round", "zorder": 3}
    asks, answers = ([ax.plot([], [], color=hue, lw=lw, **look)[0] for _ in names] for hue, lw in zip(hues, (3, 6)))
    tips = [ax.scatter(np.zeros(len(names)), np.zeros(len(names)), s=70, color=hue, zorder=4) for hue in hues]
    arcs = [ax.plot([], [], color=COLOUR["alpha"], lw=2.4, zorder=2)[0] for _ in names]

    def line(y, size, **more):
        return [ax.text(x, y, "", ha="center", va="center", size=size, **more) for x in middles]

    angles, titles = line(-1.3, 17, color=COLOUR["alpha"], weight="bold"), line(-1.75, 13)
    write(titles, names)
    return Pairs(asks, answers, tips, arcs, angles, titles, line(-2.22, 14, color=COLOUR["alpha"]))


def update_pairs(pairs, asks, answers, words):
    """Turn the hands of each dial to asks[m] and answers[m], in radians.  words : (angle, value) for each dial"""
    middles = STEP * np.arange(len(pairs.asks))
    for hands, tips, angles in zip((pairs.asks, pairs.answers), pairs.tips, (asks, answers), strict=True):
        at = np.column_stack([middles + np.cos(angles), np.sin(angles)])
        for hand, x, tip in zip(hands, middles, at, strict=True):
            hand.set_data([x, tip[0]], [0, tip[1]])
        tips.set_offsets(at)
    for arc, x, ask, answer in zip(pairs.arcs, middles, asks, answers, strict=True):
        between = (ask - answer + np.pi) % (2 * np.pi) - np.pi  # the shorter way round
        sweep = answer + np.linspace(0, between, 25)
        arc.set_data(x + 0.5 * np.cos(sweep), 0.5 * np.sin(sweep))
    for texts, said in zip((pairs.angles, pairs.values), zip(*words, strict=True), strict=True):
        write(texts, said)
    return pairs
