"""Sentences, word by word or in a list: what is picked out is bold and in colour, what is not read yet is faint.

draw_words, update_words           one sentence along a line
draw_lookahead, update_lookahead   sentences, each in ink up to a word
draw_listed, update_listed         sentences with one word marked, and beside each a track between two readings
"""

from typing import NamedTuple

from matplotlib.artist import setp
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from ..theme import COLOUR, INK, MONOSPACE, lecture_style
from ..words import columns
from .parts import column, stage, write
from .senses import SENSE, SENSE_NAMES, wear

PITCH = 0.602  # a letter of DejaVu Sans Mono is so wide, in parts of the font's size


class Words(NamedTuple):
    """The artists of `draw_words`: one Text a word, and how many letters fill the line."""

    texts: list[Text]
    width: float


@lecture_style()
def draw_words(count, *, ax, fontsize=22):
    """Room for `count` words on an empty `ax` that is as wide as its figure.  -> Words"""
    stage(ax, (0, 1), (0, 1))
    texts = column(ax, 0, [0.5] * count, ha="center", family=MONOSPACE, size=fontsize)
    return Words(texts, ax.figure.get_figwidth() * 72 / (PITCH * fontsize))


def update_words(artists, words, colours):
    """Write `words`, centred, in their `colours`: INK is plain, another colour bold, None faint; what is left hides."""
    write(artists.texts, words)
    for nth, text in enumerate(artists.texts):
        text.set_visible(nth < len(words))
    wide = [columns(word) / artists.width for word in words]
    at = 0.5 - (sum(wide) + (len(words) - 1) / artists.width) / 2
    for text, width, colour in zip(artists.texts, wide, colours, strict=False):
        bold = colour not in (None, INK)
        text.set(x=at + width / 2, color=colour or COLOUR["muted"], alpha=1.0 if colour else 0.6)
        text.set_fontweight("bold" if bold else "normal")
        at += width + 1 / artists.width
    return artists


# ---- what has been read

TOP = 0.8


class Lookahead(NamedTuple):
    """A heading, and for each line the whole sentence and, on top of it, what has been read.

    The whole is written faintly and the part once more in ink: so they fit together in whatever font the page has.
    """

    heading: Text
    whole: list[Text]
    read: list[Text]


@lecture_style()
def draw_lookahead(count, *, ax, size=14):
    """Room for `count` sentences on an empty `ax`, under a heading.  -> Lookahead"""
    stage(ax, (0, 1), (0, 1))
    heights = [TOP - TOP * (nth + 0.75) / count for nth in range(count)]
    look = {"va": "baseline", "family": MONOSPACE, "size": size, "parse_math": False}
    whole, read = column(ax, 0, heights, **look), column(ax, 0, heights, **look)
    return Lookahead(ax.text(0, 1.0, "", va="top", size=15), whole, read)


def update_lookahead(artists, heading, sentences, faint=True):
    """sentences : (whole, read) for each, as many as there is room for at most    faint : what is not read is"""
    artists.heading.set_text(heading)
    write(artists.whole, [whole for whole, _ in sentences])
    write(artists.read, [read for _, read in sentences if faint])
    setp(artists.whole, color=COLOUR["muted"] if faint else INK)
    return artists


# ---- with one word marked

START, TRACK, BESIDE = 0.035, (0.715, 0.875), 0.905


class Line(NamedTuple):
    """One sentence: the marked word is `text[start:start + 3]`."""

    text: str
    start: int
    means: str  # a key of SENSE
    at: float  # where on the track, 0 to 1
    words: str  # beside the track
    wrong: bool


class Listed(NamedTuple):
    """A mark, three texts, a track with its dot and ring, and some words for each row; a word for an empty list."""

    marks: list[Line2D]
    parts: list[list[Annotation]]  # before the word, the word, after it
    tracks: list[Line2D]
    dots: list[Line2D]
    rings: list[Line2D]
    words: list[Text]
    ends: tuple[str, str]
    empty: Text
    pitch: float  # of a letter, in points


@lecture_style()
def draw_listed(rows, ends, *, ax, size=12, heading="", column="", empty=""):
    """Room for `rows` sentences on an `ax` as wide as its figure.  -> Listed

    ends : what the left and the right end of the track mean, two keys of SENSE    heading, column : above the two

    The mark at the left, and the colour of the word, say what it means; the dot on the track says how it was read, and
    a red ring around it that this is wrong.
    """
    stage(ax, (0, 1), (rows - 0.4, -1.5))
    mono = {"family": MONOSPACE, "size": size, "va": "center", "textcoords": "offset points"}
    weights = "normal", "bold", "normal"
    parts = [[ax.annotate("", (START, y), (0, 0), weight=weight, **mono) for weight in weights] for y in range(rows)]

    def lines(**look):
        return [ax.plot([], [], **look)[0] for _ in range(rows)]

    tracks = lines(color=COLOUR["muted"], lw=1.5)
    rings = lines(marker="o", ms=19, mfc="none", mec=COLOUR["wrong"], mew=2)
    words = [ax.text(BESIDE, y, "", va="center", size=13) for y in range(rows)]
    for x, text, y in ((START, heading, -1.0), (BESIDE, column, -1.0)):
        ax.text(x, y, text, va="center", size=13.5)
    for x, end in zip(TRACK, ends, strict=True):
        ax.text(x, -1.0, SENSE_NAMES[end], size=13, va="center", ha="center", color=SENSE[end].colour, weight="bold")
    nothing = ax.text(START, 0, empty, va="center", size=13.5)
    return Listed(lines(mew=0), parts, tracks, lines(mew=0), rings, words, ends, nothing, size * PITCH)


def update_listed(listed, lines):
    """lines : a `Line` for each row, at most as many as there is room for; further rows stay empty."""
    listed.empty.set_visible(not lines)
    for y, (mark, parts, track, dot, ring, words) in enumerate(zip(*listed[:6], strict=True)):
        setp([mark, *parts, track, dot, ring, words], visible=y < len(lines))
        if y < len(lines):
            line = lines[y]
            _write_parts(parts, line, listed.pitch)
            wear(mark, line.means, data=([0.012], [y]))
            track.set_data(TRACK, [y, y])
            at = TRACK[0] + line.at * (TRACK[1] - TRACK[0])
            wear(dot, listed.ends[line.at > 0.5], data=([at], [y]))
            ring.set(data=([at], [y]), visible=bool(line.wrong))
            words.set_text(line.words)
    return listed


def _write_parts(parts, line, pitch):
    """The sentence in three parts, each where its letters would stand in the whole."""
    cuts, at = (0, line.start, line.start + 3, len(line.text)), 0
    for text, start, end in zip(parts, cuts, cuts[1:], strict=False):
        part = line.text[start:end]
        blanks = len(part) - len(part.lstrip())  # a page may drop those that lead
        text.set(text=part.strip(), position=((at + blanks) * pitch, 0))
        at += columns(part)
    parts[1].set_color(SENSE[line.means].colour)
