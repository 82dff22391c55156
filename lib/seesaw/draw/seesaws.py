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
    ax.set(xlim=(-WIDE * count / 2, WIDE * count / 2), ylim=(-0.42, 1.45), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(False)
    return [_draw_seesaw(TITLE.format(nth + 1), ax) for nth in range(count)]


def _draw_seesaw(title, ax):
    pivot = ax.add_patch(Polygon(FOOT, color=COLOUR["muted"], lw=0))
    plank = ax.plot([], [], "-", color=INK, lw=4.5, solid_capstyle="round")[0]
    riders = [
        ax.plot([], [], look.marker, ms=0.8 * look.size, color=look.colour, mew=0)[0]
        for look in (SENSE["seeing"], SENSE["tool"])
    ]
    counts = ax.text(0, -0.24, "", ha="center", va="center", size=15)
    return Seesaw(plank, pivot, *riders, counts, ax.text(0, 1.26, title, ha="center", va="center", size=17))


def update_seesaws(seesaws, tools, voters):
    """One seesaw for each of `tools`: so many of `voters` riders sit on its right.  The row is centred."""
    for nth, seesaw in enumerate(seesaws):
        for artist in seesaw:
            artist.set_visible(nth < len(tools))
        if nth < len(tools):
            _tilt(seesaw, int(tools[nth]), voters, WIDE * (nth - (len(tools) - 1) / 2))
    return seesaws


def _tilt(seesaw, tools, voters, x):
    angle = -STEEPEST * (2 * tools - voters) / voters  # the right end goes down with tools
    along, up = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    middle = np.array([x, HEIGHT])
    seesaw.pivot.set_xy(FOOT + (x, 0))
    seesaw.plank.set_data(*np.stack([middle - 1.12 * along, middle + 1.12 * along], axis=1))
    _sit(seesaw.seeing, voters - tools, middle + 0.1 * up, -along)
    _sit(seesaw.tool, tools, middle + 0.1 * up, along)
    seesaw.counts.set(x=x, text=COUNTS.format(voters - tools, tools))
    seesaw.title.set_x(x)


def _sit(riders, count, middle, along):
    """`count` riders in a row, from the end of the plank inwards."""
    riders.set_data(*(middle + np.outer(1.06 - 0.112 * np.arange(count), along)).T)
