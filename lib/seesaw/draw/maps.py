"""Maps of vectors: one mark for each *saw*, near where the vectors are alike, in the plane or along one line.

    draw_map, update_map        the marks of many saws, and the way each has come
    draw_own, update_own        numbered stars on a map: the saws of one sentence
    draw_strips, update_strips  two lines of marks: the sentences that made the line, and those it has never seen

The coordinates come from a lesson; here they only become marks.  The limits never move, so that a step of a slider
moves the marks and nothing else.  A map shows two directions out of 384: near on the map is a hint, not a proof.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.artist import setp
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .parts import column, stage, write
from .senses import BOTH, SENSE_NAMES, draw_key, draw_senses, update_senses

EDGE = 2.45  # a map shows -EDGE..EDGE both ways; a lesson gives coordinates whose mean square is 1
BESIDE = ((-0.17, 0.17), (0.17, 0.17), (-0.17, -0.19), (0.17, -0.19), (-0.25, 0.0), (0.25, 0.0))
"""Where the number of each of our own marks stands, so that marks on one spot keep their numbers apart."""
REACH = 3.2  # the line is shown from -REACH to REACH; a mark beyond is drawn at the end
ROWS = (1.0, 0.0)
LIFT = 0.16  # the marks that see stand so much higher than the line, the tools so much lower: for the eye only


class SawMap(NamedTuple):
    """The artists of a map."""

    marks: list[Line2D]  # of those that see, of the tools
    trails: LineCollection


class OwnMarks(NamedTuple):
    """Numbered stars: the saws of one sentence, in order."""

    stars: list[Line2D]
    numbers: list[Text]
    ways: list[Line2D]  # where each star has been


class Strips(NamedTuple):
    """The marks of each strip, and the count at its right end."""

    marks: list[list[Line2D]]  # of each strip those that see, the tools
    counts: list[Text]


@lecture_style()
def draw_map(*, ax, faint=False):
    """A map on `ax`, empty until `update_map`.  faint : a background for other marks.  -> SawMap"""
    stage(ax, (-EDGE, EDGE), (-EDGE, EDGE), aspect="equal")
    ax.spines[:].set(visible=True, color=COLOUR["muted"], linewidth=0.8)  # a map has no units, but an end
    draw_key({sense: SENSE_NAMES[sense] for sense in BOTH}, ax=ax, x=0.03, y=1.05, step=0.3)
    trails = ax.add_collection(LineCollection([], colors=COLOUR["muted"], linewidths=1.0, alpha=0.45))
    return SawMap(draw_senses(ax=ax, alpha=0.5 if faint else 0.75), trails)


def update_map(artists, points, is_tool, came_from=None):
    """Put the marks at `points` (N, 2), is_tool (N,) boolean; `came_from` (N, 2) draws the way each has come."""
    points = np.clip(points, -EDGE, EDGE)
    update_senses(artists.marks, points, is_tool)
    ways = [] if came_from is None else np.stack([np.clip(came_from, -EDGE, EDGE), points], axis=1)  # (N, 2, 2)
    artists.trails.set_segments(ways)
    return artists


@lecture_style()
def draw_own(count, *, ax):
    """Room for `count` numbered stars on a map, hidden until `update_own`.  -> OwnMarks"""
    stars = [ax.plot([], [], "*", ms=20, color=INK, mew=0, zorder=5)[0] for _ in range(count)]
    ways = [ax.plot([], [], "-", lw=1.6, color=INK, alpha=0.6, zorder=4)[0] for _ in range(count)]
    numbers = column(ax, 0, [0] * count, range(1, count + 1), ha="center", size=15, weight="bold", zorder=6)
    return update_own(OwnMarks(stars, numbers, ways), [])


def update_own(artists, paths):
    """Star n at the end of paths[n] (steps, 2), its way drawn behind it; a star without a path is hidden."""
    for nth, mark in enumerate(zip(*artists, strict=True)):
        setp(mark, visible=nth < len(paths))
        if nth < len(paths):
            star, number, way = mark
            path = np.clip(paths[nth], -0.95 * EDGE, 0.95 * EDGE)
            star.set_data(*path[-1:].T)
            way.set_data(*path.T)
            number.set_position(path[-1] + BESIDE[nth % len(BESIDE)])
    return artists


@lecture_style()
def draw_strips(titles, ticks, *, ax):
    """Two empty strips on `ax`, named by `titles`; ticks : the names of -1, 0 and 1 on the line.  -> Strips"""
    stage(ax, (-REACH, REACH), (-0.35, 1.55))
    ax.spines["bottom"].set_visible(True)
    ax.set_xticks([-1, 0, 1], ticks)
    marks = [draw_senses(ax=ax, alpha=0.7, clip_on=False) for _ in ROWS]
    above = [y + 0.36 for y in ROWS]
    column(ax, -REACH, above, titles, size=15)
    counts = column(ax, REACH, above, ha="right", size=15, weight="bold")
    for y in ROWS:
        ax.axhline(y, color=COLOUR["muted"], lw=0.8, zorder=0)
    ax.axvline(0, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)), zorder=0)
    return Strips(marks, counts)


def update_strips(artists, places, labels, counts):
    """places, labels : one array a strip, (M,) where on the line and True for the second label; counts : two texts."""
    for marks, y, place, label in zip(artists.marks, ROWS, places, labels, strict=True):
        heights = y + np.where(label, -LIFT, LIFT)
        update_senses(marks, np.column_stack([np.clip(place, -REACH, REACH), heights]), label)
    write(artists.counts, counts)
    return artists
