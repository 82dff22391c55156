"""A share as a bar cut in two: the part that counts, in colour, and the rest; the counts stand in the bar.

    draw_splits(names, ...) -> Splits                         one bar below the other, each as long as the whole
    update_splits(splits, shares, parts, rests, values)       NaN: an empty bar, since nothing was divided
"""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style

TALL = 0.5


class Splits(NamedTuple):
    """The artists of `draw_splits`, one of each for every bar."""

    parts: list[Rectangle]
    said_part: list[Text]
    said_rest: list[Text]
    values: list[Text]


@lecture_style()
def draw_splits(names, colours, *, ax):
    """A bar from 0 to 1 for each of `names`.  colours : keys of `theme.COLOUR`, or "ink".  -> Splits"""
    parts, left, right, values = [], [], [], []
    for nth, (name, colour) in enumerate(zip(names, colours, strict=True)):
        hue = INK if colour == "ink" else COLOUR[colour]
        fill = COLOUR["muted"] if colour == "ink" else hue
        y = len(names) - 1 - nth
        ax.add_patch(Rectangle((0, y), 1, TALL, facecolor=fill, alpha=0.16, edgecolor="none"))
        parts.append(ax.add_patch(Rectangle((0, y), 0, TALL, facecolor=fill, edgecolor="none")))
        left.append(ax.text(0.012, y + TALL / 2, "", color=ON_STRONG, size=13, va="center", weight="bold"))
        right.append(ax.text(0.988, y + TALL / 2, "", color=INK, size=13, va="center", ha="right"))
        ax.text(0, y + TALL + 0.05, name, color=hue, size=14, va="bottom")
        values.append(ax.text(1.03, y + TALL / 2, "", color=hue, size=19, weight="bold", va="center"))
    ax.set(xlim=(0, 1.42), ylim=(-0.1, len(names)), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return Splits(parts, left, right, values)


def update_splits(splits, shares, parts, rests, values):
    """shares : (S,) 0 to 1 or NaN    parts, rests, values : S words each; a word of a part too short for it is moved"""
    for nth, share in enumerate(shares):
        width = 0.0 if np.isnan(share) else share
        splits.parts[nth].set_width(width)
        fits = width > 0.02 * len(parts[nth]) + 0.02
        splits.said_part[nth].set(text=parts[nth], x=0.012 if fits else width + 0.012, color=ON_STRONG if fits else INK)
        room = 1 - (width if fits else width + 0.02 * len(parts[nth]) + 0.03)
        splits.said_rest[nth].set_text(rests[nth] if room > 0.02 * len(rests[nth]) + 0.02 else "")
        splits.values[nth].set_text(values[nth])
    return splits
