"""Many cases by their score: two heaps, a threshold that runs through them, and what lies above it stronger.

    draw_histogram(edges, heights, names, ...) -> Histogram
    update_histogram(histogram, threshold)
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch

from ..theme import COLOUR, INK, lecture_style

HUES = "negative", "positive"
SAID_0 = 0.3  # how strongly what lies below the threshold is filled


class Histogram(NamedTuple):
    """A strong heap for each class upon its faint one, what they are made of, and the threshold."""

    strong: list[StepPatch]
    heaps: np.ndarray  # (2, 2, B)    class, (bottom, top), bin
    edges: np.ndarray  # (B + 1,)
    threshold: Line2D


@lecture_style()
def draw_histogram(edges, heights, names, *, ax, ylabel=""):
    """heights : (2, B) counts, negative first, the positive ones stand upon them    names : the key.  -> Histogram"""
    below = np.array([0 * heights[0], heights[0]])
    heaps = np.stack([below, below + heights], axis=1).astype(float)
    strong = []
    for nth, (name, hue, (bottom, top)) in enumerate(zip(names, HUES, heaps, strict=True)):
        colour = COLOUR[hue]
        ax.stairs(top, edges, baseline=bottom, fill=True, facecolor=colour, edgecolor="none", alpha=SAID_0)
        strong.append(ax.stairs(top, edges, baseline=bottom, fill=True, facecolor=colour, edgecolor="none"))
        ax.text(0.01 + 0.42 * nth, 1.02, name, transform=ax.transAxes, color=colour, size=13, va="bottom")
    most = 1.08 * float(heaps.max())
    threshold = ax.plot([0, 0], [0, most], color=INK, lw=2)[0]
    ax.set(ylim=(0, most), ylabel=ylabel)
    return Histogram(strong, heaps, np.asarray(edges), threshold)


def update_histogram(histogram, threshold):
    """Bins whose middle lies below `threshold` are faint."""
    said_1 = (histogram.edges[:-1] + histogram.edges[1:]) / 2 >= threshold
    for patch, (bottom, top) in zip(histogram.strong, histogram.heaps, strict=True):
        patch.set_data(values=np.where(said_1, top, bottom), baseline=bottom)
    histogram.threshold.set_xdata([threshold, threshold])
    return histogram
