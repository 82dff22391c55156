"""Vectors as arrows in the plane, and the shadow one arrow throws on the line of another.

draw_plane(ax, reach)                        a square of the plane, axes through the middle
draw_arrows(vectors, labels, ...)            -> Arrows(quiver, names, gap), every arrow from the origin
update_arrows(arrows, vectors)               turns and stretches the same arrows
update_both(one, vectors, other, vectors)    the same for two sets whose names make room for each other
draw_tip(ax) / update_tip(tip, vector)       where a hand takes hold of an arrow
draw_shadows(q, k, ...) / update_shadows     q's shadow on the line of each k[j]
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Polygon
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .parts import stage

LABEL_GAP = 0.09  # how far past the tip a label stands, as a part of the plane's reach


class Arrows(NamedTuple):
    """Arrows from the origin, and the name of each."""

    quiver: Quiver
    names: list[Text]
    gap: float


class Shadows(NamedTuple):
    """For each key: its whole line, the shadow on it, and the fall from q's tip to the shadow's end."""

    lines: LineCollection
    shadows: LineCollection
    falls: LineCollection
    reach: float


@lecture_style()
def draw_plane(ax, reach, title=""):
    """A square of the plane from -reach to reach with a thin cross at the origin."""
    stage(ax, (-reach, reach), (-reach, reach), aspect="equal", title=title)
    for line in (ax.axhline, ax.axvline):
        line(0, color=INK, alpha=0.25, linewidth=0.8)


@lecture_style()
def draw_arrows(vectors, labels, *, ax, colour, width=0.012, size=15, zorder=3, among=None):
    """One arrow from the origin for each row of `vectors` (n, 2), named by `labels`.  -> Arrows

    colour : a key of `theme.COLOUR`, the symbol's own colour    width : of a shaft, as a part of the axes' width
    among : other Arrows of the picture; the names step aside for them
    """
    zeros = np.zeros(len(labels))
    look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": width, "color": COLOUR[colour]}
    quiver = ax.quiver(zeros, zeros, zeros, zeros, zorder=zorder, headwidth=4, headlength=4.5, headaxislength=4, **look)
    names = [ax.text(0, 0, label, ha="center", va="center", size=size, color=COLOUR[colour]) for label in labels]
    return update_arrows(Arrows(quiver, names, LABEL_GAP * ax.get_xlim()[1]), vectors, among)


def update_arrows(arrows, vectors, among=None):
    """Point the same arrows at `vectors` (n, 2).  among : other Arrows, where they are now"""
    vectors = np.asarray(vectors, dtype=float)
    arrows.quiver.set_UVC(vectors[:, 0], vectors[:, 1])
    taken = [] if among is None else _points_of(among)
    for name, vector in zip(arrows.names, vectors, strict=True):
        taken.append(_clear_place(vector, arrows.gap, np.reshape(taken, (-1, 2))))
        name.set_position(taken[-1])
    return arrows


def update_both(one, vectors, other, other_vectors):
    """Point two sets of arrows; the names of each step aside for the shafts and the names of the other."""
    update_arrows(one, vectors)
    update_arrows(other, other_vectors, among=one)
    update_arrows(one, vectors, among=other)  # a long arrow of the other set may lie over a name of this one


def draw_tip(*, ax):
    """The tip of an arrow as a point that is not seen, for a hand to take: quivers have no handle.  -> Line2D"""
    (tip,) = ax.plot([0], [0], linestyle="none")
    return tip


def update_tip(tip, vector):
    """Put it at the tip of `vector` (2,)."""
    tip.set_data(*np.reshape(vector, (2, 1)))
    return tip


def _points_of(arrows):
    """Where no other name should stand: along the shafts, and at the names.  -> list of points"""
    tips = np.column_stack([arrows.quiver.U, arrows.quiver.V])  # (m, 2)
    along = np.linspace(0.1, 1, 12)[:, None, None] * tips  # (12, m, 2)
    return [*along.reshape(-1, 2), *(name.get_position() for name in arrows.names)]


def _clear_place(vector, gap, taken):
    """Just past the tip, or, where something is in the way, wherever else there is most room.

    taken : (p, 2)    ->    (2,)
    """
    if not np.any(vector):  # no arrow, a dot: its name stands off the axes
        return _roomiest(1.2 * gap * np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)]), taken)
    along = vector / np.linalg.norm(vector)
    aside, tip = 1.3 * gap * np.array([-along[1], along[0]]), vector + gap * along
    if not len(taken) or np.linalg.norm(tip - taken, axis=-1).min() > 1.1 * gap:
        return tip
    steps = 0.95 * vector, 0.6 * vector, tip
    return _roomiest([step + side * aside for step in steps for side in (1, -1)], taken)


def _roomiest(places, taken):
    """The place that is farthest from everything taken."""
    places = np.asarray(places)
    if not len(taken):
        return places[0]
    return places[np.linalg.norm(places[:, None] - taken, axis=-1).min(axis=1).argmax()]


@lecture_style()
def draw_shadows(q, k, *, ax):
    """The shadow of q (2,) on the line through each k[j] (n, 2).  -> Shadows"""
    lines = ax.add_collection(LineCollection([], colors=COLOUR["k"], alpha=0.35, linewidths=1.0, linestyles="dashed"))
    shadows = ax.add_collection(LineCollection([], colors=COLOUR["q"], alpha=0.45, linewidths=9, capstyle="butt"))
    falls = ax.add_collection(LineCollection([], colors=COLOUR["q"], linewidths=1.4, linestyles="dotted"))
    return update_shadows(Shadows(lines, shadows, falls, ax.get_xlim()[1]), q, k)


def update_shadows(shadows, q, k):
    """Let q throw its shadows anew; k may move too."""
    unit = k / np.linalg.norm(k, axis=1, keepdims=True)  # (n, 2)
    feet = (unit @ q)[:, None] * unit  # (n, 2)
    shadows.lines.set_segments([(-1.5 * shadows.reach * u, 1.5 * shadows.reach * u) for u in unit])
    shadows.shadows.set_segments([((0, 0), foot) for foot in feet])
    shadows.falls.set_segments([(q, foot) for foot in feet])
    return shadows


@lecture_style()
def draw_hull(points, *, ax, colour):
    """The polygon through `points` (p, 2), in the order they stand, filled faintly."""
    face = to_rgba(COLOUR[colour], 0.12)
    return ax.add_patch(Polygon(points, closed=True, facecolor=face, edgecolor=COLOUR[colour], linestyle=":", zorder=1))
