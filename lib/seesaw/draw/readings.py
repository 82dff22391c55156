"""How the saws of a sentence are read by their nearest: layer by layer, or on seesaws.

draw_readings, update_readings   a row for a saw, along the layers a mark for what most of its nearest are
draw_verdicts, update_verdicts   the sentence, what each numbered saw is read as, and one remark
draw_seesaws, update_seesaws     a seesaw for a saw: the nearest that see sit on the left, the tools on the right
"""

from typing import NamedTuple

import numpy as np
from matplotlib.artist import setp
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from ..words import filled, say
from .parts import column, stage
from .senses import SENSE, SENSE_NAMES, draw_key, draw_senses, wear

SAW = say("saw {number}")
STEEPEST = np.radians(22)  # the plank tilts by the difference: so far when all sit on one side, level when undecided
COUNTS = say("{seeing} see · {tools} tool")
HEIGHT = 0.55  # of the pivot
WIDE = 2.7  # from one seesaw to the next
FEW, LARGE = 2, 1.5  # so few seesaws are drawn so much larger
FOOT = np.array([(-0.17, 0), (0.17, 0), (0, HEIGHT)])


class Readings(NamedTuple):
    """The artists of `draw_readings`, one of each for every row."""

    names: list[Text]  # which saw
    truths: list[Line2D]  # what it means
    wrongs: list[Line2D]  # rings around what is read wrongly
    marks: list[list[Line2D]]  # one a layer
    votes: list[list[Text]]  # one a layer: how many of the nearest agree


@lecture_style()
def draw_readings(n_rows, n_layers, means, reads, *, ax):
    """Room for `n_rows` saws along `n_layers` layers; means, reads : what stands above the marks.  -> Readings"""
    rows, layers = range(n_rows), range(n_layers)
    stage(ax, (-2.4, n_layers - 0.4), (n_rows - 0.4, -1.45))
    draw_key(SENSE_NAMES, ax=ax, x=0.24, y=1.06, step=0.2)
    ax.axvline(-0.6, color=COLOUR["muted"], lw=1)
    heads = [(-1.2, -0.62, means), ((n_layers - 1) / 2, -1.1, reads), *((x, -0.62, x) for x in layers)]
    for x, y, word in heads:
        ax.text(x, y, word, ha="center", va="center", size=14)
    ring = {"ms": 26, "mfc": "none", "mec": COLOUR["wrong"], "mew": 2}
    return Readings(
        names=column(ax, -2.35, rows, [filled(SAW, number=row + 1) for row in rows], size=15),
        truths=[ax.plot([-1.2], [y], "o", mew=0)[0] for y in rows],
        wrongs=[ax.plot([], [], "o", **ring)[0] for _ in rows],
        marks=[[ax.plot([x], [y], "o", mew=0)[0] for x in layers] for y in rows],
        votes=[[ax.text(x + 0.24, y, "", va="center", size=13) for x in layers] for y in rows],
    )


def update_readings(artists, means, reads, agree):
    """means : what each saw means, (S,)    reads : what it is read as    agree : votes for that, both (layers, S)"""
    for row, (name, truth, ring, marks, votes) in enumerate(zip(*artists, strict=True)):
        setp([name, truth, ring, *marks, *votes], visible=row < len(means))
        if row < len(means):
            wear(truth, means[row], larger=5)
            for mark, vote, read, count in zip(marks, votes, reads[:, row], agree[:, row], strict=True):
                wear(mark, read, larger=3)
                vote.set_text(count)
            wrong = np.flatnonzero(reads[:, row] != means[row])
            ring.set_data(wrong, np.full(len(wrong), row))
    return artists


class Seesaw(NamedTuple):
    """The artists of one seesaw."""

    plank: Line2D
    pivot: Polygon
    seeing: Line2D  # the riders
    tool: Line2D
    counts: Text
    title: Text


@lecture_style()
def draw_seesaws(count, *, ax):
    """Room for `count` seesaws in a row on `ax`, hidden until `update_seesaws`.  -> list of Seesaw"""
    stage(ax, (-WIDE * count / 2, WIDE * count / 2), (-0.45 * LARGE, 1.45 * LARGE), aspect="equal")
    return [_draw_seesaw(filled(SAW, number=nth + 1), ax) for nth in range(count)]


def _draw_seesaw(title, ax):
    pivot = ax.add_patch(Polygon(FOOT, color=COLOUR["muted"], lw=0))
    plank = ax.plot([], [], "-", color=INK, lw=4.5, solid_capstyle="round")[0]
    riders = draw_senses(ax=ax)
    counts = ax.text(0, 0, "", ha="center", va="center", size=16)
    return Seesaw(plank, pivot, *riders, counts, ax.text(0, 0, title, ha="center", va="center", size=17))


def update_seesaws(seesaws, tools, voters):
    """One seesaw for each of `tools`: so many of `voters` riders sit on its right.  The row is centred."""
    size = LARGE if len(tools) <= FEW else 1.0
    for nth, seesaw in enumerate(seesaws):
        setp(seesaw, visible=nth < len(tools))
        if nth < len(tools):
            _tilt(seesaw, int(tools[nth]), voters, np.array([size * WIDE * (nth - (len(tools) - 1) / 2), 0]), size)
    return seesaws


def _tilt(seesaw, tools, voters, foot, size):
    angle = -STEEPEST * (2 * tools - voters) / voters  # the right end goes down with tools
    along, up = size * np.array([np.cos(angle), np.sin(angle)]), size * np.array([-np.sin(angle), np.cos(angle)])
    middle = foot + (0, HEIGHT * size)
    seesaw.pivot.set_xy(foot + size * FOOT)
    seesaw.plank.set_data(*np.stack([middle - 1.12 * along, middle + 1.12 * along], axis=1))
    for riders, sense, count, side in ((seesaw.seeing, "seeing", voters - tools, -1), (seesaw.tool, "tool", tools, 1)):
        places = middle + 0.1 * up + np.outer(1.06 - 0.112 * np.arange(count), side * along)  # from the end inwards
        riders.set(data=places.T, markersize=0.8 * size * SENSE[sense].size)
    seesaw.counts.set(position=foot - (0, 0.26 * size), text=filled(COUNTS, seeing=voters - tools, tools=tools))
    seesaw.title.set_position(foot + (0, 1.26 * size))
