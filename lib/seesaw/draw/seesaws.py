"""A sense meter: a seesaw on which the nearest saws sit, those that see on the left and the tools on the right.

The plank tilts by the difference, so it lies nearly level when the nearest are undecided.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .senses import SENSE

STEEPEST = np.radians(22)  # when all sit on one side
COUNTS = "{} see · {} tool"
TITLE = "saw {}"
HEIGHT = 0.55  # of the pivot
WIDE = 2.7  # from one seesaw to the next
FEW, LARGE = 2, 1.5  # so few seesaws are drawn so much larger
FOOT = np.array([(-0.17, 0), (0.17, 0), (0, HEIGHT)])


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
    ax.set(xlim=(-WIDE * count / 2, WIDE * count / 2), ylim=(-0.45 * LARGE, 1.45 * LARGE), aspect="equal")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return [_draw_seesaw(TITLE.format(nth + 1), ax) for nth in range(count)]


def _draw_seesaw(title, ax):
    pivot = ax.add_patch(Polygon(FOOT, color=COLOUR["muted"], lw=0))
    plank = ax.plot([], [], "-", color=INK, lw=4.5, solid_capstyle="round")[0]
    riders = [ax.plot([], [], look.marker, color=look.colour, mew=0)[0] for look in (SENSE["seeing"], SENSE["tool"])]
    counts = ax.text(0, 0, "", ha="center", va="center", size=16)
    return Seesaw(plank, pivot, *riders, counts, ax.text(0, 0, title, ha="center", va="center", size=17))


def update_seesaws(seesaws, tools, voters):
    """One seesaw for each of `tools`: so many of `voters` riders sit on its right.  The row is centred."""
    size = LARGE if len(tools) <= FEW else 1.0
    for nth, seesaw in enumerate(seesaws):
        for artist in seesaw:
            artist.set_visible(nth < len(tools))
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
    seesaw.counts.set(position=foot - (0, 0.26 * size), text=COUNTS.format(voters - tools, tools))
    seesaw.title.set_position(foot + (0, 1.26 * size))
