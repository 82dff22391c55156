"""Cases and what was said of them: cards along a threshold, and the counts of all four kinds, two by two.

draw_cards, update_cards           cards in order of their score; those below the threshold drop
draw_strip                         the same cards as small squares under a curve
draw_confusion, update_confusion   a count in each cell, its name under it, green where the call is right
frame_line                         a frame around what a share is made of
"""

from typing import NamedTuple

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style
from ..words import columns, say
from .parts import stage, write

HIGH, LOW, TALL, WIDE = 0.62, 0.0, 0.8, 0.86
CALLED = say(("said 0  ◂", "▸  said 1"))
LETTER = 0.3  # how wide a letter is, in cards


class CardsRow(NamedTuple):
    """The artists of `draw_cards`: a face, its points and its mark for each card; the threshold and its two sides."""

    faces: list[Rectangle]
    points: list[Text]
    marks: list[Text]
    threshold: Line2D
    sides: list[Text]


@lecture_style()
def draw_cards(kinds, points, *, ax):
    """A card for each case from left to right.  -> CardsRow

    kinds : (N,) True where the case is positive    points : N short words on the cards
    """
    n = len(points)
    stage(ax, (-1.6, n + 0.6), (-0.55, 2.15))
    faces = list(ax.bar(range(n), TALL, WIDE, color=_hues(kinds)))
    on = {"ha": "center", "va": "center", "size": 13 if n <= 32 else 10}
    texts = [ax.text(i, 0, word, color=ON_STRONG, weight="bold", **on) for i, word in enumerate(points)]
    marks = [ax.text(i, -0.26, "", **on) for i in range(n)]
    threshold = ax.plot([0, 0], [-0.5, 2.0], color=INK, lw=2.2)[0]
    sides = [ax.text(0, 1.72, "", ha=ha, va="bottom", size=14) for ha in ("right", "left")]
    return CardsRow(faces, texts, marks, threshold, sides)


def update_cards(cards, passed, marks, wrong, sides=CALLED):
    """The first `passed` cards are below the threshold; `marks` are N short words, in red where `wrong` (N,).

    sides : what is said of the cards at the left and at the right, where there is room for it
    """
    for i, (face, points, mark) in enumerate(zip(cards.faces, cards.points, cards.marks, strict=True)):
        base = LOW if i < passed else HIGH
        face.set_y(base)
        points.set_y(base + TALL / 2)
        mark.set(text=marks[i], color=COLOUR["wrong"] if wrong[i] else INK, weight="bold" if wrong[i] else "normal")
    at = passed - 0.5
    cards.threshold.set_xdata([at, at])
    room = passed, len(cards.faces) - passed
    for side, gap, word, cards_there in zip(cards.sides, (-0.3, 0.3), sides, room, strict=True):
        side.set(x=at + gap, text=word, visible=cards_there > LETTER * columns(word))
    return cards


@lecture_style()
def draw_strip(kinds, y, *, ax):
    """A small square for each case at height `y`, full where positive, case i between x = i and i + 1.

    -> its collection
    """
    edges = _hues(kinds)
    faces = [to_rgba(hue, 1.0 if kind else 0.2) for hue, kind in zip(edges, kinds, strict=True)]
    look = {"marker": "s", "s": 46, "clip_on": False, "linewidths": 1.5}
    return ax.scatter(np.arange(len(kinds)) + 0.5, [y] * len(kinds), c=faces, edgecolors=edges, **look)


def _hues(kinds):
    return [COLOUR["positive" if kind else "negative"] for kind in kinds]


# ---- two by two


class ConfusionTable(NamedTuple):
    """Four cells with a count and a name each, the names of the rows and of the columns, and a frame."""

    cells: list[list[Rectangle]]
    counts: list[list[Text]]
    names: list[list[Text]]
    rows: list[Text]
    columns: list[Text]
    frame: Rectangle


@lecture_style()
def draw_confusion(counts, names, wrong, *, ax, rows, columns, hues=None, size=24):
    """The 2x2 on `ax`.  -> ConfusionTable

    counts : (2, 2) whole numbers    names : (2, 2) such as TP    wrong : (2, 2) True where the call is an error
    rows, columns : two names each    hues : the colours of the rows' names, keys of `theme.COLOUR`
    """
    stage(ax, (-0.95, 2.05), (2.05, -0.45))
    cells = [[ax.add_patch(Rectangle((j, i), 0.96, 0.94, alpha=0.25, lw=0)) for j in range(2)] for i in range(2)]
    looks = (0.40, {"size": size, "weight": "bold"}), (0.78, {"size": 13})
    numbers, words = (
        [[ax.text(j + 0.48, i + down, "", ha="center", va="center", **look) for j in range(2)] for i in range(2)]
        for down, look in looks
    )
    inks = [COLOUR[hue] for hue in hues] if hues else [INK, INK]
    lines = [ax.text(-0.06, i + 0.47, "", ha="right", va="center", size=14, color=ink) for i, ink in enumerate(inks)]
    heads = [ax.text(j + 0.48, -0.08, "", ha="center", va="bottom", size=14) for j in range(2)]
    frame = ax.add_patch(Rectangle((0, 0), 0, 0, fill=False, edgecolor=INK, linewidth=3, clip_on=False, visible=False))
    table = ConfusionTable(cells, numbers, words, lines, heads, frame)
    return update_confusion(table, counts, names, wrong, rows, columns)


def update_confusion(table, counts, names=None, wrong=None, rows=None, columns=None):
    """Show `counts` (2, 2); what is not given stays as it is."""
    for i, j in np.ndindex(2, 2):
        table.counts[i][j].set_text(int(counts[i][j]))
        if names is not None:
            table.names[i][j].set_text(names[i][j])
        if wrong is not None:
            table.cells[i][j].set_facecolor(COLOUR["wrong" if wrong[i][j] else "right"])
    for texts, words in ((table.rows, rows), (table.columns, columns)):
        if words is not None:
            write(texts, words)
    return table


def frame_line(table, row=None, column=None, colour=INK):
    """Frame one whole row or one whole column; neither hides the frame."""
    x, y, wide, high = (0, row, 2, 0.98) if row is not None else (column or 0, 0, 1, 1.98)
    table.frame.set(bounds=(x - 0.03, y - 0.03, wide + 0.02, high + 0.02), edgecolor=colour)
    table.frame.set_visible(row is not None or column is not None)
    return table
