"""What heads share among them: rows of W make columns of q, and what goes in stays whole.

draw_split, update_split    x meets W and gives q, three grids of cells; the part of each head in its own colour
"""

from typing import NamedTuple

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from ..words import filled, say
from .parts import stage

HUES = "tool", "seeing", "recall", "cutting"  # of the heads; each part has its name as well
HEAD, HEAD_ABOVE = say(("head {head}", "head\n{head}"))
GAPS = (8.0, 4.0)  # cells between two grids; the first has room for the names of the heads
FAINT = 0.12  # how strong a cell is at least, so that its colour is seen


class Split(NamedTuple):
    """Three images, a frame on each, and a name for each head beside W and above q."""

    x: AxesImage
    W: AxesImage
    q: AxesImage
    frames: list[Rectangle]
    beside: list[Text]
    above: list[Text]


@lecture_style()
def draw_split(n, d, names, *, ax, heads=4, size=13):
    """x (n, d), W (d, d) and q (n, d) on an empty `ax`, and nothing in them yet.  -> Split

    names : what stands below each of the three    heads : at most so many
    """
    lefts, top = np.cumsum([0, d + GAPS[0], d + GAPS[1]]), (d - n) / 2
    images, frames = [], []
    for left, tall, name in zip(lefts, (n, d, n), names, strict=True):
        up = 0 if tall == d else top
        image = ax.imshow(np.zeros((tall, d, 4)), extent=(left, left + d, up + tall, up), aspect="equal")
        ax.add_patch(Rectangle((left, up), d, tall, fill=False, edgecolor=INK, linewidth=0.8, alpha=0.5))
        frames.append(ax.add_patch(Rectangle((left, up), 1, 1, fill=False, edgecolor=INK, linewidth=2.5)))
        ax.text(left + d / 2, up + tall + 0.3, name, ha="center", va="top", size=size)
        images.append(image)
    for x, arrow in ((d + 2, "→"), (lefts[2] - GAPS[1] / 2, "→")):
        ax.text(x, d / 2, arrow, ha="center", va="center", size=22)
    stage(ax, (-0.3, lefts[2] + d + 0.3), (d + 1.6, -0.3), aspect="equal")  # last, for images move the limits
    beside = [ax.text(lefts[1] - 0.3, 0, "", ha="right", va="center", size=size, weight="bold") for _ in range(heads)]
    above = [ax.text(lefts[2], top - 0.3, "", ha="center", va="bottom", size=size, weight="bold") for _ in range(heads)]
    return Split(*images, frames, beside, above)


def update_split(split, x, W, q, H, row, reads):
    """Show x, W and q, cut for H heads, and frame row `row` of W, the column of q that it makes and what it reads.

    W : (d, d), NaN where nothing is read    reads : (first, how many), the columns of x that the row meets
    """
    d, part = len(W), len(W) // H
    left, tall = split.q.get_extent()[0], split.q.get_extent()[3]
    heads = np.arange(d) // part
    split.x.set_data(_cells(x, None if reads[1] == d else heads))
    split.W.set_data(_cells(W, heads[:, None]))
    split.q.set_data(_cells(q, heads))
    (x_left, _, low, high), w_left = split.x.get_extent(), split.W.get_extent()[0]
    split.frames[0].set_bounds(x_left + reads[0], high, reads[1], low - high)
    split.frames[1].set_bounds(w_left + reads[0], row, reads[1], 1)
    split.frames[2].set_bounds(left + row, high, 1, low - high)
    for h, (beside, above) in enumerate(zip(split.beside, split.above, strict=True)):
        middle, look = (min(h, H - 1) + 0.5) * part, {"color": COLOUR[HUES[h]], "visible": h < H}
        beside.set(y=middle, text=filled(HEAD, head=h + 1), **look)
        above.set(x=left + middle, y=tall - 0.3, text=filled(HEAD_ABOVE, head=h + 1), **look)
    return split


def _cells(values, heads):
    """Each cell in the colour of its head, as strong as its number is large.  heads None: in one colour.  (n, m, 4)"""
    values = np.asarray(values, dtype=float)
    hues = np.array([to_rgb(COLOUR[hue]) for hue in (("a",) if heads is None else HUES)])
    cells = np.empty((*values.shape, 4))
    cells[..., :3] = hues[np.broadcast_to(0 if heads is None else heads, values.shape)]
    strength = np.abs(values) / np.nanmax(np.abs(values))
    cells[..., 3] = np.where(np.isnan(values), 0, FAINT + (1 - FAINT) * np.nan_to_num(strength))
    return cells
