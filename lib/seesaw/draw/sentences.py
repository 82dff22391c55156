"""A sentence along a line, word by word: what is picked out is bold and in colour, what is not read yet is faint."""

from typing import NamedTuple

from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

PITCH = 0.602  # a character of DejaVu Sans Mono is so wide, in parts of the font's size


class Words(NamedTuple):
    """The artists of `draw_words`: one Text a word, and how many characters fill the line."""

    texts: list[Text]
    width: float


@lecture_style()
def draw_words(count, *, ax, fontsize=22):
    """Room for `count` words on an empty `ax` that is as wide as its figure.  -> Words"""
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()
    texts = [ax.text(0, 0.5, "", ha="center", va="center", family="monospace", size=fontsize) for _ in range(count)]
    return Words(texts, ax.figure.get_figwidth() * 72 / (PITCH * fontsize))


def update_words(artists, words, colours):
    """Write `words`, centred, in their `colours`: INK is plain, another colour bold, None faint."""
    at = 0.5 - (sum(map(len, words)) + len(words) - 1) / artists.width / 2
    for nth, text in enumerate(artists.texts):
        word, colour = (words[nth], colours[nth]) if nth < len(words) else ("", INK)
        text.set(text=word, x=at + len(word) / artists.width / 2, color=colour or COLOUR["muted"])
        text.set_alpha(1.0 if colour else 0.6)
        text.set_fontweight("bold" if colour not in (None, INK) else "normal")
        at += (len(word) + 1) / artists.width
    return artists
