"""Sentences in a list, each in ink up to a word and faint after it: what has been read, and what is still to come.

    draw_lookahead(count, ...) -> Lookahead      room for `count` sentences and a heading
    update_lookahead(lookahead, ...)             other sentences on the same artists

The whole sentence is written faintly and what has been read once more in ink on top of it: so the two parts fit
together in whatever font the page has.
"""

from typing import NamedTuple

from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

TOP = 0.8


class Lookahead(NamedTuple):
    """A heading, and for each line the whole sentence and, on top of it, what has been read."""

    heading: Text
    whole: list[Text]
    read: list[Text]


@lecture_style()
def draw_lookahead(count, *, ax, size=14):
    """Room for `count` sentences on an empty `ax`.  -> Lookahead"""
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()
    heading = ax.text(0, 1.0, "", va="top", size=15)
    look = {"va": "baseline", "family": "monospace", "size": size, "parse_math": False}
    heights = [TOP - TOP * (nth + 0.75) / count for nth in range(count)]
    whole = [ax.text(0, y, "", color=COLOUR["muted"], **look) for y in heights]
    read = [ax.text(0, y, "", color=INK, **look) for y in heights]
    return Lookahead(heading, whole, read)


def update_lookahead(artists, heading, sentences, faint=True):
    """sentences : (whole, read) for each, as many as there is room for at most    faint : what is not read is"""
    artists.heading.set_text(heading)
    for nth, (whole, read) in enumerate(zip(artists.whole, artists.read, strict=True)):
        sentence, part = sentences[nth] if nth < len(sentences) else ("", "")
        whole.set(text=sentence, color=COLOUR["muted"] if faint else INK)
        read.set_text(part if faint else "")
    return artists
