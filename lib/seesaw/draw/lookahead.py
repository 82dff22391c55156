"""Sentences in a list, each up to a word in ink and faint after it: what has been read, and what is still to come.

    draw_lookahead(count, ...) -> Lookahead      room for `count` sentences and a heading
    update_lookahead(lookahead, ...)             other sentences on the same artists
"""

from typing import NamedTuple

from matplotlib.text import Annotation, Text

from ..theme import COLOUR, INK, lecture_style
from .sentences import PITCH

TOP = 0.8


class Lookahead(NamedTuple):
    """A heading, and for each line what has been read and what has not; `pitch` is a character's width in points."""

    heading: Text
    heads: list[Text]
    tails: list[Annotation]
    pitch: float


@lecture_style()
def draw_lookahead(count, *, ax, size=14):
    """Room for `count` sentences on an empty `ax`.  -> Lookahead"""
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()
    heading = ax.text(0, 1.0, "", va="top", size=15)
    look = {"va": "center", "family": "monospace", "size": size, "parse_math": False}
    heights = [TOP - TOP * (nth + 0.5) / count for nth in range(count)]
    heads = [ax.text(0, y, "", color=INK, **look) for y in heights]
    tails = [ax.annotate("", (0, y), xytext=(0, 0), textcoords="offset points", **look) for y in heights]
    return Lookahead(heading, heads, tails, PITCH * size)


def update_lookahead(artists, heading, pairs, faint=True):
    """pairs : (read, to come) for each sentence, as many as there is room for at most; faint : the second part is."""
    artists.heading.set_text(heading)
    for nth, (head, tail) in enumerate(zip(artists.heads, artists.tails, strict=True)):
        read, to_come = pairs[nth] if nth < len(pairs) else ("", "")
        head.set_text(read)
        rest = to_come.lstrip()  # SVG leaves out a space at the beginning
        tail.set(text=rest, color=COLOUR["muted"] if faint else INK)
        tail.xyann = (len(read) + len(to_come) - len(rest)) * artists.pitch, 0
    return artists
