"""Marks along one line, in two strips: the sentences that made the line, and those it has never seen."""

from typing import NamedTuple

import numpy as np

from ..theme import COLOUR, lecture_style
from .senses import SENSE

REACH = 3.2  # the line is shown from -REACH to REACH; a mark beyond is drawn at the end
ROWS = (1.0, 0.0)
LIFT = 0.16  # one label stands so much above the other, for the eye only


class Strips(NamedTuple):
    """One Line2D for each strip and label, and the counts at the right end."""

    marks: list   # [strip][label] Line2D
    counts: list  # one Text a strip
    titles: list


@lecture_style()
def draw_strips(titles, ticks, *, ax):
    """Two empty strips on `ax`, named by `titles`; ticks : the names of -1, 0 and 1 on the line.  -> Strips"""
    looks = SENSE["seeing"], SENSE["tool"]
    marks = [
        [ax.plot([], [], k.marker, ms=k.size, color=k.colour, alpha=0.7, mew=0, clip_on=False)[0] for k in looks]
        for _ in ROWS
    ]
    names = [ax.text(-REACH, y + 0.36, title, va="center", fontsize=15) for y, title in zip(ROWS, titles, strict=True)]
    counts = [ax.text(REACH, y + 0.36, "", ha="right", va="center", fontsize=15, fontweight="bold") for y in ROWS]
    for y in ROWS:
        ax.axhline(y, color=COLOUR["muted"], lw=0.8, zorder=0)
    ax.axvline(0, color=COLOUR["muted"], lw=1.2, ls=(0, (4, 3)), zorder=0)
    ax.set(xlim=(-REACH, REACH), ylim=(-0.35, 1.55), yticks=[], xticks=[-1, 0, 1])
    ax.set_xticklabels(ticks)
    ax.spines[["left"]].set_visible(False)
    return Strips(marks, counts, names)


def update_strips(artists, places, labels, counts):
    """places, labels : one array a strip, (M,) where on the line and True for the second label; counts : two texts."""
    rows = zip(artists.marks, ROWS, places, labels, counts, artists.counts, strict=True)
    for pair, y, place, label, count, text in rows:
        at = np.clip(place, -REACH, REACH)
        for mark, lift, chosen in zip(pair, (LIFT, -LIFT), (~label, label), strict=True):
            mark.set_data(at[chosen], np.full(chosen.sum(), y + lift))
        text.set_text(count)
    return artists
