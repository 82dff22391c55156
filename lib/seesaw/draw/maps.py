"""A map of vectors: one mark for each *saw*, near where the vectors are alike.

The coordinates come from a lesson; here they only become marks.  The limits never move, so that a step of a slider
moves the marks and nothing else.  A map shows two directions out of 384: near on the map is a hint, not a proof.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ..theme import COLOUR, INK, lecture_style
from .senses import SENSE, draw_key

EDGE = 2.45  # a map shows -EDGE..EDGE both ways; a lesson gives coordinates whose mean square is 1
BESIDE = ((-0.17, 0.17), (0.17, 0.17), (-0.17, -0.19), (0.17, -0.19), (-0.25, 0.0), (0.25, 0.0))
"""Where the number of each of our own marks stands, so that marks on one spot keep their numbers apart."""


class SawMap(NamedTuple):
    """The artists of a map."""

    seeing: Line2D
    tool: Line2D
    trails: LineCollection


class OwnMarks(NamedTuple):
    """Numbered stars: the saws of one sentence, in order."""

    stars: list
    numbers: list
    ways: list  # one Line2D a star: where it has been


def bare(ax, edge=EDGE):
    """A square window without ticks, for a map has no units; a thin frame says where it ends."""
    ax.set(xlim=(-edge, edge), ylim=(-edge, edge), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set(visible=True, color=COLOUR["muted"], linewidth=0.8)


@lecture_style()
def draw_map(*, ax, faint=False):
    """A map on `ax`, empty until `update_map`.  faint : a background for other marks.  -> SawMap"""
    bare(ax)
    draw_key({"seeing": "seeing", "tool": "tool"}, ax=ax, x=0.03, y=1.05, step=0.3)
    trails = ax.add_collection(LineCollection([], colors=COLOUR["muted"], linewidths=1.0, alpha=0.45))
    looks = SENSE["seeing"], SENSE["tool"]
    marks = [
        ax.plot([], [], look.marker, ms=look.size, color=look.colour, alpha=0.5 if faint else 0.75, mew=0)[0]
        for look in looks
    ]
    return SawMap(*marks, trails)


def update_map(artists, points, is_tool, came_from=None):
    """Put the marks at `points` (N, 2), is_tool (N,) boolean; `came_from` (N, 2) draws the way each has come."""
    points = np.clip(points, -EDGE, EDGE)
    artists.seeing.set_data(*points[~is_tool].T)
    artists.tool.set_data(*points[is_tool].T)
    ways = [] if came_from is None else np.stack([np.clip(came_from, -EDGE, EDGE), points], axis=1)  # (N, 2, 2)
    artists.trails.set_segments(ways)
    return artists


@lecture_style()
def draw_own(count, *, ax):
    """Room for `count` numbered stars on a map, hidden until `update_own`.  -> OwnMarks"""
    stars = [ax.plot([], [], "*", ms=20, color=INK, mew=0, zorder=5)[0] for _ in range(count)]
    ways = [ax.plot([], [], "-", lw=1.6, color=INK, alpha=0.6, zorder=4)[0] for _ in range(count)]
    numbers = [
        ax.text(0, 0, str(nth + 1), ha="center", va="center", fontsize=15, fontweight="bold", zorder=6)
        for nth in range(count)
    ]
    return update_own(OwnMarks(stars, numbers, ways), [])


def update_own(artists, paths):
    """Star n at the end of paths[n] (steps, 2), its way drawn behind it; a star without a path is hidden."""
    for nth, (star, number, way) in enumerate(zip(*artists, strict=True)):
        shown = nth < len(paths)
        for artist in (star, number, way):
            artist.set_visible(shown)
        if shown:
            path = np.clip(paths[nth], -0.95 * EDGE, 0.95 * EDGE)
            x, y = path[-1]
            dx, dy = BESIDE[nth % len(BESIDE)]
            star.set_data([x], [y])
            way.set_data(*path.T)
            number.set_position((x + dx, y + dy))
    return artists
