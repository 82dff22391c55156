"""Boxes with a word in each: what a block or a model is made of, and which words stand side by side.

draw_slots, update_slots         words on rows of slots, so that what stands in the same slot can be compared
draw_route, update_route         the way from the words to the shares, and the doors through which a place comes in
draw_block, update_block         every step of an encoder block, from the bottom up as on the slide; one is lit
draw_residual, update_residual   a block reduced to one question: what stands on the line from in to out?
"""

from typing import NamedTuple

from matplotlib.artist import setp
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style
from ..words import say
from .parts import column, stage

UNSEEN = 0.25  # how faint a word is that the net does not see


class Slots(NamedTuple):
    """A box and a word for each slot of each row."""

    boxes: list[list[Rectangle]]
    words: list[list[Text]]


@lecture_style()
def draw_slots(rows, names, *, ax):
    """Rows of words, slot by slot; "" is an empty slot, beyond the sentence.  -> Slots

    rows : r lists of s words    names : r names, at the left of each row
    """
    r, s = len(rows), len(rows[0])
    stage(ax, (-0.55, s - 0.45), (r - 0.45, -0.55))
    column(ax, -0.75, range(r), names, ha="right", size=15)
    look = {"width": 0.92, "height": 0.66, "facecolor": "none"}
    boxes = [[ax.add_patch(Rectangle((x - 0.46, y - 0.33), **look)) for x in range(s)] for y in range(r)]
    words = [[_word(ax, x, y, word or "·", 17) for x, word in enumerate(row)] for y, row in enumerate(rows)]
    return Slots(boxes, words)


def _word(ax, x, y, word, size, **look):
    """A word in the middle of its box."""
    return ax.text(x, y, word, **{"ha": "center", "va": "center", "size": size, **look})


def update_slots(slots, seen, differ):
    """Light the slots that are seen, and colour those in which the rows differ.

    seen : (r, s) True or False    differ : (s,) True or False
    """
    for boxes, words, lit in zip(slots.boxes, slots.words, seen, strict=True):
        for box, word, is_seen, is_other in zip(boxes, words, lit, differ, strict=True):
            loud = is_seen and is_other
            box.set(edgecolor=COLOUR["right"] if loud else INK, linewidth=3.0 if loud else 1.2)
            setp([box, word], alpha=1.0 if is_seen else UNSEEN)
    return slots


# ---- the way to the shares

STATION_WIDE, STATION_HIGH, STEP = 1.15, 0.62, 1.75


class Route(NamedTuple):
    """A box for each station; a text under each that has a door."""

    boxes: list[FancyBboxPatch]
    doors: dict[int, Text]


@lecture_style()
def draw_route(stations, doors, *, ax, size=16):
    """stations : words, from left to right    doors : {number of a station: what comes in there}    -> Route"""
    stage(ax, (-0.75, STEP * (len(stations) - 1) + 0.75), (-1.5, 0.45))
    half, boxes = STATION_WIDE / 2, []
    look = {"boxstyle": "round,pad=0,rounding_size=0.12", "edgecolor": INK, "linewidth": 1.3}
    for nth, station in enumerate(stations):
        x = STEP * nth
        boxes.append(_box(ax, x, 0, STATION_WIDE, STATION_HIGH, **look))
        _word(ax, x, 0, station, size)
        if nth:
            ax.annotate("", (x - half, 0), (x - STEP + half, 0), arrowprops={"arrowstyle": "->", "color": INK})
    under = {nth: _word(ax, STEP * nth, -0.4, f"↑\n{word}", 13, va="top") for nth, word in doors.items()}
    return Route(boxes, under)


def _box(ax, x, y, wide, high, **look):
    """A rounded box around (x, y), empty unless `look` says so."""
    box = FancyBboxPatch((x - wide / 2, y - high / 2), wide, high, **{"facecolor": "none", **look})
    return ax.add_patch(box)


def update_route(route, lit):
    """Open the door under station `lit`; the others stay as faint words."""
    for nth, text in route.doors.items():
        is_lit = nth == lit
        text.set(color=COLOUR["e" if is_lit else "muted"], fontweight="bold" if is_lit else "normal")
        route.boxes[nth].set(edgecolor=COLOUR["e"] if is_lit else INK, linewidth=3.0 if is_lit else 1.3)
    return route


# ---- a block, step by step

HUES = {"x": "a", "q": "q", "k": "k", "v": "v", "alpha": "alpha", "alpha_prime": "alpha", "b_heads": "b", "b": "b"}
HUES |= dict.fromkeys(("added_1", "normed_1"), "e") | dict.fromkeys(("wide", "active", "fed"), "tool")
HUES |= dict.fromkeys(("added_2", "normed_2"), "e") | {"out": "a"}
"""From below, the steps by their names in the code, and their colours."""
ROWS = [["x"], ["q", "k", "v"], *([step] for step in list(HUES)[4:])]  # side by side: three steps at once
PARTS = (1, 5), (6, 7), (8, 10), (11, 12)  # from row, to row
PART_NAMES = say(("multi-head", "Add & Norm", "feed forward", "Add & Norm"))
RESIDUAL = say("residual")
AROUND = ((0, 6), (7, 11))  # the residual line: from row, to row
HIGH, WIDE = 0.72, 1.2
LEFT, RIGHT = -0.72, 0.72
ROUND = {"boxstyle": "round,pad=0.02", "mutation_aspect": 2.5}


class Steps(NamedTuple):
    """A box and a name for each step, by the step's name."""

    boxes: dict[str, FancyBboxPatch]
    names: dict[str, Text]


@lecture_style()
def draw_block(*, ax, size=12):
    """The whole block on an empty `ax`, the two ways around as arcs.  -> Steps, nothing lit"""
    stage(ax, (-0.95, 1.58), (-0.6, len(ROWS) - 0.4))
    boxes, names = {}, {}
    for y, row in enumerate(ROWS):
        wide = WIDE / len(row)
        for nth, step in enumerate(row):
            x = -WIDE / 2 + wide * (nth + 0.5)
            boxes[step] = _box(ax, x, y, wide - 0.07, HIGH - 0.1, edgecolor=COLOUR[HUES[step]], lw=1.6, **ROUND)
            names[step] = _word(ax, x, y, step, size)
    for low, high in AROUND:
        ax.plot([-WIDE / 2, LEFT, LEFT, -WIDE / 2], [low, low, high, high], color=INK, lw=1.6)
        ax.plot([-WIDE / 2], [high], ">", color=INK, ms=5)
        _word(ax, LEFT - 0.05, (low + high) / 2, RESIDUAL, size, rotation=90, ha="right")
    for name, (low, high) in zip(PART_NAMES, PARTS, strict=True):
        ax.plot([RIGHT, RIGHT], [low - 0.36, high + 0.36], color=INK, lw=1.2, alpha=0.6)
        _word(ax, RIGHT + 0.06, (low + high) / 2, name, size, ha="left")
    return Steps(boxes, names)


def update_block(steps, step):
    """Fill the box of `step`, and no other."""
    for name, box in steps.boxes.items():
        lit = name == step
        box.set_facecolor(box.get_edgecolor() if lit else "none")
        steps.names[name].set(color=ON_STRONG if lit else INK, fontweight="bold" if lit else "normal")
    return steps


# ---- what stands on the line

LISTEN, THINK, NORM = say(("attention", "feed\nforward", "norm"))
WAYS = ((0.05, 0.5), (0.5, 3.2), (3.2, 5.0), (5.0, 7.7), (7.7, 9.4))  # every second one runs past a sublayer


class Residual(NamedTuple):
    """The pieces of the line that run past a sublayer, the norms on it (post) and those beside it (pre)."""

    line: list[Line2D]
    post: list
    pre: list


@lecture_style()
def draw_residual(*, ax, size=13):
    """Two sublayers beside a line that runs from x to out.  -> Residual"""
    stage(ax, (-0.75, 2.35), (-0.7, 10.1))
    _word(ax, 0, -0.35, "x", size + 1)
    _word(ax, 0, 9.75, "out", size + 1)
    ways = [ax.plot([0, 0], y, color=COLOUR["e"], lw=4, zorder=0, solid_capstyle="butt")[0] for y in WAYS]
    post, pre = [], []
    for low, name, hue in ((0.5, LISTEN, "alpha"), (5.0, THINK, "tool")):
        ax.plot([0, 1.45, 1.45, 0.22], [low, low, low + 2.7, low + 2.7], color=INK, lw=1.6, zorder=0)
        ax.plot([0.3], [low + 2.7], "<", color=INK, ms=6)
        _sign(ax, 1.45, low + 1.95, name, hue, size)
        ax.plot([0], [low + 2.7], "o", ms=19, color=COLOUR["e"], mew=0)
        _word(ax, 0, low + 2.7, "+", size + 3, va="center_baseline", color=ON_STRONG)
        pre += _sign(ax, 1.45, low + 0.72, NORM, "e", size)
        post += _sign(ax, 0, low + 3.75, NORM, "e", size)
    return Residual(ways[1::2], post, pre)


def _sign(ax, x, y, name, hue, size):
    """A filled box with a name on it.  -> [box, text]"""
    high = 1.15 if "\n" in name else 0.72
    look = {"facecolor": COLOUR[hue], "edgecolor": "none", "boxstyle": "round,pad=0.03", "mutation_aspect": 2.5}
    return [_box(ax, x, y, 1.04, high, **look), _word(ax, x, y, name, size, color=ON_STRONG)]


def update_residual(residual, norm, there):
    """norm : "post", the norms stand on the line; "pre", beside it    there : whether the line is there at all"""
    setp(residual.post, visible=norm == "post")
    setp(residual.pre, visible=norm == "pre")
    setp(residual.line, alpha=1.0 if there else 0.0)
    return residual
