"""A list of sentences with one word marked in each, and beside each a track from one reading to the other.

    draw_listed(rows, ends, ...) -> Listed        room for so many sentences
    update_listed(listed, lines)                  each line a sentence, what its word means, where its dot stands

The mark at the left, and the colour of the word, say what it means; the dot on the track says how it was read, and a
red ring around it that this is wrong.
"""

from typing import NamedTuple

from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from ..theme import COLOUR, INK, lecture_style
from .senses import SENSE

PITCH = 0.602  # a character of DejaVu Sans Mono is so wide, in parts of the font's size
START, TRACK, WORDS = 0.035, (0.715, 0.875), 0.905


class Line(NamedTuple):
    """One sentence: the marked word is `text[start:start + 3]`."""

    text: str
    start: int
    means: str     # a key of SENSE
    at: float      # where on the track, 0 to 1
    words: str     # beside the track
    wrong: bool


class Listed(NamedTuple):
    """A mark, three texts, a track with its dot and ring, and some words for each row; a word for an empty list."""

    marks: list[Line2D]
    before: list[Annotation]
    word: list[Annotation]
    after: list[Annotation]
    tracks: list[Line2D]
    dots: list[Line2D]
    rings: list[Line2D]
    words: list[Text]
    empty: Text
    pitch: float  # of a character, in points


@lecture_style()
def draw_listed(rows, ends, *, ax, size=12, heading="", column="", empty=""):
    """Room for `rows` sentences on an `ax` as wide as its figure.  -> Listed

    ends : what the left and the right end of the track mean, two keys of SENSE    heading, column : above the two
    """
    mono = {"family": "monospace", "size": size, "va": "center", "ha": "left", "textcoords": "offset points"}
    marks, before, word, after, tracks, dots, rings, words = ([] for _ in range(8))
    for y in range(rows):
        marks.append(ax.plot([], [], "o", mew=0)[0])
        for texts, weight in ((before, "normal"), (word, "bold"), (after, "normal")):
            texts.append(ax.annotate("", (START, y), xytext=(0, 0), weight=weight, **mono))
        tracks.append(ax.plot([], [], color=COLOUR["muted"], lw=1.5)[0])
        rings.append(ax.plot([], [], "o", ms=19, mfc="none", mec=COLOUR["wrong"], mew=2)[0])
        dots.append(ax.plot([], [], "o", mew=0)[0])
        words.append(ax.text(WORDS, y, "", va="center", size=13))
    ax.text(START, -1.0, heading, size=13.5, va="center")
    for at, end in zip(TRACK, ends, strict=True):
        ax.text(at, -1.0, end, size=13, va="center", ha="center", color=SENSE[end].colour, weight="bold")
    ax.text(WORDS, -1.0, column, size=13, va="center")
    nothing = ax.text(START, 0, empty, va="center", size=13.5, color=INK)
    ax.set(xlim=(0, 1), ylim=(rows - 0.4, -1.5), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return Listed(marks, before, word, after, tracks, dots, rings, words, nothing, size * PITCH)


def update_listed(listed, lines):
    """lines : a `Line` for each row, at most as many as there is room for; further rows stay empty."""
    for y in range(len(listed.marks)):
        _show(listed, y, lines[y] if y < len(lines) else None)
    listed.empty.set_visible(not lines)
    return listed


def _show(listed, y, line):
    there = line is not None
    for artists in (listed.marks, listed.tracks, listed.dots, listed.rings):
        artists[y].set_visible(there)
    end = line.start + 3 if there else 0
    parts = (line.text[: line.start], line.text[line.start : end], line.text[end:]) if there else ("", "", "")
    at = 0
    for texts, part in zip((listed.before, listed.word, listed.after), parts, strict=True):
        blanks = len(part) - len(part.lstrip())  # a page may drop those that lead
        texts[y].set_text(part.strip())
        texts[y].set_position(((at + blanks) * listed.pitch, 0))
        at += len(part)
    listed.words[y].set_text(line.words if there else "")
    if not there:
        return
    _mark(listed.marks[y], line.means, 0.012, y)
    listed.word[y].set_color(SENSE[line.means].colour)
    left, right = TRACK
    listed.tracks[y].set_data([left, right], [y, y])
    dot = left + line.at * (right - left)
    _mark(listed.dots[y], "tool" if line.at > 0.5 else "seeing", dot, y)
    listed.rings[y].set_data([dot], [y])
    listed.rings[y].set_visible(bool(line.wrong))


def _mark(artist, sense, x, y):
    look = SENSE[sense]
    artist.set_marker(look.marker)
    artist.set_markersize(look.size)
    artist.set_color(look.colour)
    artist.set_data([x], [y])
