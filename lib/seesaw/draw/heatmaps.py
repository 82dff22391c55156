"""Position vectors as a picture: one row a position, one column a feature, orange below zero, indigo above.

    draw_heatmap(n, d, ax=...) -> Heatmap          room for n rows of d features
    update_heatmap(heatmap, e)                     new vectors on the same picture, stretched over it
"""

from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage

from ..theme import SIGNED, lecture_style

FEATURE, POSITION = "feature", "position i"


class Heatmap(NamedTuple):
    """The picture of e (n, d)."""

    image: AxesImage


@lecture_style()
def draw_heatmap(e, *, ax, title="", xlabel=FEATURE, ylabel=POSITION, reach=1.0, cmap=SIGNED):
    """The vectors e (n, d) as an image that fills `ax`; colours run from -reach to reach.  -> Heatmap

    cmap : SIGNED, or SHARE, whose colours run from 0
    """
    look = {"cmap": cmap, "vmin": -reach if cmap is SIGNED else 0, "vmax": reach}
    image = ax.imshow(np.zeros(np.shape(e)), aspect="auto", interpolation="none", **look)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return update_heatmap(Heatmap(image), e)


def update_heatmap(heatmap, e):
    """Show e (n, d); another n or d moves the limits, not the box."""
    n, d = np.shape(e)
    heatmap.image.set_data(e)
    heatmap.image.set_extent((-0.5, d - 0.5, n - 0.5, -0.5))
    heatmap.image.axes.set(xlim=(-0.5, d - 0.5), ylim=(n - 0.5, -0.5))
    return heatmap
