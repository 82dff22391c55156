"""Vectors as arrows in the plane, and the shadow one arrow throws on the line of another.

    draw_plane(ax, reach)                        a square of the plane, axes through the middle
    draw_arrows(vectors, labels, ...)            -> Arrows(quiver, texts), every arrow from the origin
    update_arrows(arrows, vectors)               turns and stretches the same arrows
    draw_shadows(q, k, ...) / update_shadows     q's shadow on the line of each k[j]
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

LABEL_GAP = 0.09  # how far past the tip a label stands, as a part of the plane's reach


class Arrows(NamedTuple):
    """Arrows from the origin, and the name at each tip."""

    quiver: Quiver
    texts: list[Text]
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
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.set_title(title)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.axhline(0, color=INK, alpha=0.25, linewidth=0.8)
    ax.axvline(0, color=INK, alpha=0.25, linewidth=0.8)


@lecture_style()
def draw_arrows(vectors, labels, *, ax, colour, width=0.012, size=15, zorder=3):
    """One arrow from the origin for each row of `vectors` (n, 2), named by `labels`.  -> Arrows

    colour : a key of `theme.COLOUR`, the symbol's own colour    width : of a shaft, as a part of the axes' width
    """
    n = len(labels)
    zeros = np.zeros(n)
    look = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": width, "color": COLOUR[colour]}
    quiver = ax.quiver(zeros, zeros, zeros, zeros, zorder=zorder, headwidth=4, headlength=4.5, headaxislength=4, **look)
    texts = [ax.text(0, 0, label, ha="center", va="center", size=size, color=COLOUR[colour]) for label in labels]
    return update_arrows(Arrows(quiver, texts, LABEL_GAP * ax.get_xlim()[1]), vectors)


def update_arrows(arrows, vectors):
    """Point the same arrows at `vectors` (n, 2)."""
    vectors = np.asarray(vectors, dtype=float)
    arrows.quiver.set_UVC(vectors[:, 0], vectors[:, 1])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    away = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    for text, place in zip(arrows.texts, vectors + arrows.gap * away, strict=True):
        text.set_position(place)
    return arrows


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
