"""Cards in order of their score, and a threshold that runs along them: cards below it drop.

    draw_cards(kinds, points, ...) -> CardsRow             a card for each case, coloured by what it is
    update_cards(cards, passed, marks, wrong)              the first `passed` cards lie low; a mark under each card
    draw_strip(kinds, ax=ax)                               the same cards as small squares under a curve
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style

HIGH, LOW, TALL, WIDE = 0.62, 0.0, 0.8, 0.86
CALLED = "said 0  ◂", "▸  said 1"
LETTERS_A_CARD = 0.3  # a word of ten letters needs three cards of room


class CardsRow(NamedTuple):
    """The artists of `draw_cards`: a face, its points and its mark for each card; the threshold and its two sides."""

    faces: list[Rectangle]
    points: list[Text]
    marks: list[Text]
    threshold: Line2D
    sides: tuple[Text, Text]


@lecture_style()
def draw_cards(kinds, points, *, ax):
    """A card for each case from left to right.  -> CardsRow

    kinds : (N,) True where the case is positive    points : N short words on the cards
    """
    n = len(points)
    size = 13 if n <= 32 else 10
    hues = [_hue(kind) for kind in kinds]
    faces = [Rectangle((i - WIDE / 2, LOW), WIDE, TALL, facecolor=hue, edgecolor="none") for i, hue in enumerate(hues)]
    for face in faces:
        ax.add_patch(face)
    on = {"ha": "center", "va": "center", "size": size}
    texts = [ax.text(i, 0, word, color=ON_STRONG, weight="bold", **on) for i, word in enumerate(points)]
    marks = [ax.text(i, -0.26, "", **on) for i in range(n)]
    threshold = ax.plot([0, 0], [-0.5, 2.0], color=INK, lw=2.2)[0]
    sides = tuple(ax.text(0, 1.72, word, ha=ha, va="bottom", size=14)
                  for word, ha in zip(CALLED, ("right", "left"), strict=True))  # fmt: skip
    ax.set(xlim=(-1.6, n + 0.6), ylim=(-0.55, 2.15), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
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
        side.set(x=at + gap, text=word, visible=cards_there > LETTERS_A_CARD * len(word))
    return cards


@lecture_style()
def draw_strip(kinds, y, *, ax):
    """A small square for each case at height `y`, case i between x = i and i + 1.  -> its collection"""
    return ax.scatter(np.arange(len(kinds)) + 0.5, np.full(len(kinds), y), marker="s", s=46, clip_on=False,
                      c=[_hue(kind) for kind in kinds])  # fmt: skip


def _hue(kind):
    return COLOUR["positive"] if kind else COLOUR["negative"]
