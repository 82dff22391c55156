"""A sheet of many small maps, one picture each and no numbers, with a frame around the one that is picked.

    draw_sheet(maps, ax=...) -> Sheet          r rows of c maps, side by side
    pick_on_sheet(sheet, row, column)          moves the frame
"""

from typing import NamedTuple

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from ..theme import INK, SHARE, lecture_style


class Sheet(NamedTuple):
    """One image of all maps, the frame, and how far one map is from the next."""

    image: AxesImage
    frame: Rectangle
    step: int


@lecture_style()
def draw_sheet(maps, *, ax, title="", xlabel="", ylabel="", cmap=SHARE, aspect="equal"):
    """Lay out maps (r, c, n, m), values from 0 to 1, as one picture with gaps between them.  -> Sheet

    aspect : "equal", or "auto" to fill the axes: maps as tall as there is room
    """
    maps = np.asarray(maps, dtype=float)
    r, c, n, m = maps.shape
    step = max(n, m) + 2
    whole = np.full((r * step, c * step), np.nan)
    for row, column in np.ndindex(r, c):
        whole[row * step + 1 : row * step + 1 + n, column * step + 1 : column * step + 1 + m] = maps[row, column]
    look = {"extent": (-0.5, c - 0.5, r - 0.5, -0.5), "aspect": aspect}
    image = ax.imshow(np.ma.masked_invalid(whole), cmap=cmap, vmin=0, vmax=1, **look)
    for row, column in np.ndindex(r, c):
        ax.add_patch(Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, fill=False, edgecolor=INK, lw=0.6, alpha=0.35))
    frame = ax.add_patch(Rectangle((-0.5, -0.5), 1, 1, fill=False, edgecolor=INK, linewidth=3, clip_on=False))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set(xticks=range(c), yticks=range(r), title=title, xlabel=xlabel, ylabel=ylabel)
    return Sheet(image, frame, step)


def pick_on_sheet(sheet, row, column):
    """Put the frame around the map in `row` and `column`."""
    sheet.frame.set_xy((column - 0.5, row - 0.5))
    return sheet
