"""Words in boxes on a row of slots, one row above the other, so that what stands in the same slot can be compared.

    draw_slots(rows, names, ...) -> Slots          lays the boxes out
    update_slots(slots, seen, differ)              which slots are seen, and in which of them the rows differ
"""

from typing import NamedTuple

from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

UNSEEN = 0.25  # how faint a word is that the net does not see


class Slots(NamedTuple):
    """A box and a word for each slot of each row."""

    boxes: list[list[Rectangle]]
    words: list[list[Text]]


@lecture_style()
def draw_slots(rows, names, *, ax):
    """Rows of words, slot by slot; "" is an empty slot, beyond the sentence.  -> Slots

    rows : r lists of s words    names : r names, at the left of each row
    """
    r, s = len(rows), len(rows[0])
    boxes = [[ax.add_patch(_box(row, slot)) for slot in range(s)] for row in range(r)]
    words = [[_word(ax, row, slot, rows[row][slot]) for slot in range(s)] for row in range(r)]
    for row, name in enumerate(names):
        ax.text(-0.75, row, name, ha="right", va="center", size=15)
    ax.set(xlim=(-0.55, s - 0.45), ylim=(r - 0.45, -0.55))
    ax.axis("off")
    return Slots(boxes, words)


def _box(row, slot):
    return Rectangle((slot - 0.46, row - 0.33), 0.92, 0.66, facecolor="none", edgecolor=INK, linewidth=1.2)


def _word(ax, row, slot, word):
    return ax.text(slot, row, word or "·", ha="center", va="center", size=17)


def update_slots(slots, seen, differ):
    """Light the slots that are seen, and colour those in which the rows differ.

    seen : (r, s) True or False    differ : (s,) True or False
    """
    for boxes, words, lit in zip(slots.boxes, slots.words, seen, strict=True):
        for box, word, is_seen, is_other in zip(boxes, words, lit, differ, strict=True):
            loud = is_seen and is_other
            box.set(edgecolor=COLOUR["right"] if loud else INK, linewidth=3.0 if loud else 1.2)
            for artist in (box, word):
                artist.set_alpha(1.0 if is_seen else UNSEEN)
    return slots
