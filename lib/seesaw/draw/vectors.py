"""Vectors as arrows in the plane, and the shadow one arrow throws on the line of another.

    draw_plane(ax, reach)                        a square of the plane, axes through the middle
    draw_arrows(vectors, labels, ...)            -> Arrows(quiver, texts), every arrow from the origin
    update_arrows(arrows, vectors)               turns and stretches the same arrows
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

LABEL_GAP = 0.09  # how far past the tip a label stands, as a part of the plane's reach


class Arrows(NamedTuple):
    """Arrows from the origin, the name of each, and the points where no name should stand."""

    quiver: Quiver
    texts: list[Text]
    gap: float
    taken: np.ndarray  # (p, 2)


class Shadows(NamedTuple):
    """For each key: its whole line, the shadow on it, and the fall from q's tip to the shadow's end."""

    lines: LineCollection
    shadows: LineCollection
    falls: LineCollection
    reach: float


@lecture_style()
def draw_plane(ax, reach, title=""):
    """A square of the plane from -reach to reach with a thin cross at the origin."""
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.set_title(title)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.axhline(0, color=INK, alpha=0.25, linewidth=0.8)
    ax.axvline(0, color=INK, alpha=0.25, linewidth=0.8)


@lecture_style()
def draw_arrows(vectors, labels, *, ax, colour, width=0.012, size=15, zorder=3, among=()):
    """One arrow from the origin for each row of `vectors` (n, 2), named by `labels`.  -> Arrows

    colour : a key of `theme.COLOUR`, the symbol's own colour    width : of a shaft, as a part of the axes' width
    among : (m, 2) other arrows of the picture, which stand still: the names step aside for them
    """
    n = len(labels)
    zeros = np.zeros(n)
    look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": width, "color": COLOUR[colour]}
    quiver = ax.quiver(zeros, zeros, zeros, zeros, zorder=zorder, headwidth=4, headlength=4.5, headaxislength=4, **look)
    texts = [ax.text(0, 0, label, ha="center", va="center", size=size, color=COLOUR[colour]) for label in labels]
    gap = LABEL_GAP * ax.get_xlim()[1]
    return update_arrows(Arrows(quiver, texts, gap, _taken(np.reshape(among, (-1, 2)), gap)), vectors)


def _taken(vectors, gap):
    """Points along the arrows and where their names stand.  -> (p, 2)"""
    along = np.linspace(0.1, 1, 12)[:, None, None] * vectors  # (12, m, 2)
    return np.concatenate([along.reshape(-1, 2), vectors + gap * _unit(vectors)])


def _unit(vectors):
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors, dtype=float), where=lengths > 0)


def update_arrows(arrows, vectors, among=None):
    """Point the same arrows at `vectors` (n, 2).  among : (m, 2) where the picture's other arrows are now"""
    vectors = np.asarray(vectors, dtype=float)
    taken = arrows.taken if among is None else _taken(among, arrows.gap)
    arrows.quiver.set_UVC(vectors[:, 0], vectors[:, 1])
    for text, vector in zip(arrows.texts, vectors, strict=True):
        place, side = _clear_place(vector, arrows.gap, taken)
        text.set(position=place, ha=side)
    return arrows


def _clear_place(vector, gap, taken):
    """Just past the tip, or, where another arrow is in the way, beside the shaft where there is most room.

    -> (2,) and how the name is aligned there: away from the arrow
    """
    if not np.any(vector):  # no arrow, a dot: its name stands off the axes
        corners = 1.2 * gap * np.array([(1, 1), (1, -1), (-1, -1), (-1, 1)])
        room = np.linalg.norm(corners[:, None] - taken, axis=-1).min(axis=1) if len(taken) else np.zeros(4)
        return corners[room.argmax()], "center"
    along = _unit(vector)
    aside = np.array([-along[1], along[0]])
    shaft = [s * vector + side * gap * aside for s in (0.95, 0.6) for side in (1.1, -1.1)]
    tip = vector + gap * along
    if len(taken) and np.linalg.norm(tip - taken, axis=-1).min() < 0.95 * gap:
        room = np.linalg.norm(np.array(shaft)[:, None] - taken, axis=-1).min(axis=1)  # (4,)
        return shaft[room.argmax()], "center"
    lean = 0.0 if abs(along[0]) < 0.3 else 0.5 * gap * np.sign(along[0])
    return tip - (lean, 0), {0.0: "center", 1.0: "left", -1.0: "right"}[float(np.sign(lean))]


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
    feet = (unit @ q)[:, None] * unit                    # (n, 2)
    shadows.lines.set_segments([(-1.5 * shadows.reach * u, 1.5 * shadows.reach * u) for u in unit])
    shadows.shadows.set_segments([((0, 0), foot) for foot in feet])
    shadows.falls.set_segments([(q, foot) for foot in feet])
    return shadows


@lecture_style()
def draw_hull(points, *, ax, colour):
    """The polygon through `points` (p, 2), in the order they stand, filled faintly."""
    face = to_rgba(COLOUR[colour], 0.12)
    return ax.add_patch(Polygon(points, closed=True, facecolor=face, edgecolor=COLOUR[colour], linestyle=":", zorder=1))
