"""Matrices as pictures, without numbers: one that fills its axes, or a sheet of many small ones.

draw_heatmap, update_heatmap    one row a position, one column a feature; olive below zero, indigo above
draw_scale                      the bar beside it that says which colour is which number
draw_sheet, update_sheet        r rows of c maps side by side, with a frame around the one that is picked
"""

from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from ..theme import INK, SHARE, SIGNED, lecture_style
from ..words import say
from .numbers import shown

FEATURE, POSITION = say(("feature", "position i"))


@lecture_style()
def draw_heatmap(e, *, ax, title="", xlabel=FEATURE, ylabel=POSITION, reach=1.0, cmap=SIGNED):
    """The vectors e (n, d) as an image that fills `ax`; colours run from -reach to reach.  -> its image

    cmap : SIGNED, or SHARE, whose colours run from 0
    """
    image = ax.imshow(np.zeros(np.shape(e)), aspect="auto", cmap=cmap, vmin=0 if cmap is SHARE else -reach, vmax=reach)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return update_heatmap(image, e)


def update_heatmap(image, e):
    """Show e (n, d); another n or d moves the limits, not the box."""
    n, d = np.shape(e)
    image.set_data(e)
    image.set_extent((-0.5, d - 0.5, n - 0.5, -0.5))
    image.axes.set(xlim=(-0.5, d - 0.5), ylim=(n - 0.5, -0.5))
    return image


@lecture_style()
def draw_scale(image, ticks, *, ax, shrink=0.8):
    """A bar beside `ax` that says which colour is which number.  ticks : the numbers that are written  -> its axes"""
    bar = ax.figure.colorbar(image, ax=ax, ticks=ticks, shrink=shrink, format=lambda number, _: shown(number, "{:g}"))
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=0)
    bar.ax.set_facecolor("none")
    return bar.ax


class Sheet(NamedTuple):
    """One image of all maps, and the frame."""

    image: AxesImage
    frame: Rectangle


@lecture_style()
def draw_sheet(maps, *, ax, title="", xlabel="", ylabel="", cmap=SHARE, aspect="equal"):
    """Lay out maps (r, c, n, m), values from 0 to 1, as one picture with gaps between them.  -> Sheet

    aspect : "equal", or "auto" to fill the axes: maps as tall as there is room
    """
    maps = np.asarray(maps, dtype=float)
    r, c, n, m = maps.shape
    step = max(n, m) + 2
    whole = np.full((r * step, c * step), np.nan)
    look = {"extent": (-0.5, c - 0.5, r - 0.5, -0.5), "aspect": aspect, "cmap": cmap, "vmin": 0, "vmax": 1}
    for row, col in np.ndindex(r, c):
        whole[row * step + 1 : row * step + 1 + n, col * step + 1 : col * step + 1 + m] = maps[row, col]
        ax.add_patch(Rectangle((col - 0.46, row - 0.46), 0.92, 0.92, fill=False, edgecolor=INK, lw=0.6, alpha=0.35))
    image = ax.imshow(np.ma.masked_invalid(whole), **look)
    frame = ax.add_patch(Rectangle((-0.5, -0.5), 1, 1, fill=False, edgecolor=INK, linewidth=3, clip_on=False))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set(xticks=range(c), yticks=range(r), title=title, xlabel=xlabel, ylabel=ylabel)
    return Sheet(image, frame)


def update_sheet(sheet, row, column):
    """Put the frame around the map in `row` and `column`."""
    sheet.frame.set_xy((column - 0.5, row - 0.5))
    return sheet
