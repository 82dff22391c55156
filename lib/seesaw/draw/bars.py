"""Bars with a number each, on limits that never move.

draw_bars, update_bars               upright or lying
draw_neighbours, update_neighbours   the nearest words of a word and, below a line, some one might have expected
draw_ruler, update_ruler             several things on one ruler from 0 to 1, each with where it enters
draw_splits, update_splits           shares as bars cut in two: the part that counts, in colour, and the rest
"""

from typing import NamedTuple

import numpy as np
from matplotlib.artist import setp
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style
from ..words import columns, filled, say
from .numbers import shown
from .parts import column, stage, write


class Bars(NamedTuple):
    """The bars, the number at each, how it is written and how far it stands off."""

    bars: list[Rectangle]
    texts: list[Text]
    form: str
    gap: float
    lying: bool


@lecture_style()
def draw_bars(values, labels, *, ax, colour, limits=(0, 1), form="{:.2f}", title="", lying=False, size=14, width=0.62):
    """A bar for each of `values` (n,) on `ax`, named by `labels`.  -> Bars

    colour : a key of `theme.COLOUR`    limits : fixed, with room for the numbers beyond the bars
    lying : bars run to the right, the first on top    form : how a number is written
    """
    n, across = len(labels), (-0.5, len(labels) - 0.5)
    draw, zero = (ax.barh, ax.axvline) if lying else (ax.bar, ax.axhline)
    bars = list(draw(range(n), np.zeros(n), width, color=COLOUR[colour]))
    texts = column(ax, 0, range(n), ha="center", size=size, clip_on=False)
    zero(0, color=INK, linewidth=0.8)
    stage(ax, *((limits, across[::-1]) if lying else (across, limits)), title=title)
    ax.tick_params(length=0)
    (ax.set_yticks if lying else ax.set_xticks)(range(n), labels)
    return update_bars(Bars(bars, texts, form, 0.02 * (limits[1] - limits[0]), lying), values)


def update_bars(bars, values, words=None):
    """Show `values` (n,).  words : a column of words at the right edge of lying bars, instead of the numbers"""
    for nth, (bar, text, value) in enumerate(zip(bars.bars, bars.texts, values, strict=True)):
        text.set_text(shown(value, bars.form) if words is None else words[nth])
        up = value > -1e-9
        end = value + bars.gap if up else value - bars.gap
        if bars.lying:
            bar.set_width(value)
            text.set(x=end, y=nth, ha="left" if up else "right")
            if words is not None:
                text.set(x=bar.axes.get_xlim()[1], ha="right")
        else:
            bar.set_height(value)
            text.set(x=nth, y=end, va="bottom" if up else "top")
    return bars


def _lengthen(bars, texts, values, words, gap):
    """New lengths of lying bars, and `words` right of each, never left of zero."""
    for bar, text, value, word in zip(bars, texts, values, words, strict=True):
        bar.set_width(value)
        text.set(x=max(value, 0) + gap, text=word)


# ---- nearest words

RANK = say("{cosine} · rank {rank:,}")


class Neighbours(NamedTuple):
    """One bar, one name and one number a row, and the title."""

    bars: list[Rectangle]
    names: list[Text]
    numbers: list[Text]
    title: Text


@lecture_style()
def draw_neighbours(n_near, n_expected, near, expected, xlabel, *, ax):
    """Rows for `n_near` neighbours and, below a line, `n_expected` words one might have expected.  -> Neighbours

    near, expected, xlabel : what the two groups and the bars are called
    """
    rows = [*range(n_near), *np.arange(n_near, n_near + n_expected) + 0.9]
    stage(ax, (-0.34, 1.0), (rows[-1] + 0.6, -0.6), xlabel=xlabel)
    ax.set_xticks([0, 0.5, 1])
    hues = [COLOUR["a"]] * n_near + [COLOUR["muted"]] * n_expected
    bars = list(ax.barh(rows, np.zeros(len(rows)), 0.72, color=hues))
    for label, top, hue in ((near, 0, hues[0]), (expected, n_near + 0.9, hues[-1])):
        ax.text(1.0, top, label, ha="right", va="center", color=hue, size=15)
    ax.axhline(n_near - 0.05, color=COLOUR["muted"], lw=1, ls=(0, (2, 3)))
    ax.plot([0, 0], ax.get_ylim(), color=INK, lw=1)
    names, numbers = column(ax, -0.08, rows, ha="right", size=16), column(ax, 0, rows, size=14)
    return Neighbours(bars, names, numbers, ax.set_title("", color=COLOUR["a"], size=16))


def update_neighbours(artists, title, words, cosines, ranks):
    """Show `words` with their `cosines`; a rank of None is not written (the nearest are in order anyway)."""
    artists.title.set_text(title)
    write(artists.names, words)
    said = zip(map(shown, cosines), ranks, strict=True)
    numbers = [cos if rank is None else filled(RANK, cosine=cos, rank=rank) for cos, rank in said]
    _lengthen(artists.bars, artists.numbers, cosines, numbers, 0.02)
    return artists


# ---- rulers

UNDEFINED = say("no row for it")
LEFT, ENTERS = -1.62, -0.62  # where the names begin, and where it says where they enter


class Ruler(NamedTuple):
    """A name, a place of entry, a bar and a number for each row."""

    names: list[Text]
    enters: list[Text]
    bars: list[Rectangle]
    values: list[Text]


@lecture_style()
def draw_ruler(names, enters, *, ax, title="", heading="", size=14):
    """A row for each of `names`, from top to bottom on an empty `ax`.  -> Ruler

    enters : a word for each row, in a column of its own under `heading`    title : over the bars
    """
    n = len(names)
    stage(ax, (LEFT, 1.32), (n - 0.4, -1.0))
    for x, word in ((0, title), (ENTERS, heading)):
        ax.text(x, -0.72, word, size=size, va="center")
    for x in (0, 1):
        ax.plot([x, x], [-0.42, n - 0.5], color=INK, alpha=0.4, linewidth=0.8)
        ax.text(x, n - 0.45, x, ha="center", va="top", size=12)
    bars = list(ax.barh(range(n), np.zeros(n), 0.44))
    texts = [column(ax, x, range(n), words, size=size) for x, words in ((LEFT, names), (ENTERS, enters), (0, None))]
    return Ruler(*texts[:2], bars, texts[2])


def update_ruler(ruler, values, chosen=None):
    """values : (n,) from 0 to 1, NaN for what is not defined    chosen : the row that stands out, None for none"""
    words = [UNDEFINED if np.isnan(value) else shown(value) for value in values]
    _lengthen(ruler.bars, ruler.values, np.nan_to_num(values), words, 0.04)
    for row, (bar, value) in enumerate(zip(ruler.bars, values, strict=True)):
        bar.set_facecolor(COLOUR["wrong"] if value > 0.005 else COLOUR["right"])
        texts = ruler.names[row], ruler.enters[row], ruler.values[row]
        setp(texts, fontweight="bold" if row == chosen else "normal")
    return ruler


# ---- bars cut in two

TALL = 0.5
LETTER, PAD = 0.026, 0.012  # how wide a letter is, and how far a word stands off the edge of its part


class Splits(NamedTuple):
    """For each bar its part, the words in the part and in the rest, and the value at its right."""

    bars: list[Rectangle]
    parts: list[Text]
    rests: list[Text]
    values: list[Text]


@lecture_style()
def draw_splits(names, colours, *, ax):
    """A bar from 0 to 1 for each of `names`.  colours : keys of `theme.COLOUR`, or "ink".  -> Splits"""
    n = len(names)
    hues, fills = ([COLOUR.get(colour, other) for colour in colours] for other in (INK, COLOUR["muted"]))
    stage(ax, (0, 1.42), (n - 0.65, -0.75))
    ax.barh(range(n), 1, TALL, color=fills, alpha=0.16)
    bars = list(ax.barh(range(n), np.zeros(n), TALL, color=fills))
    parts = column(ax, PAD, range(n), color=ON_STRONG, size=13, weight="bold")
    rests = column(ax, 1 - PAD, range(n), ha="right", size=13)
    above = column(ax, 0, np.arange(n) - TALL / 2 - 0.05, names, va="bottom", size=14)
    values = column(ax, 1.03, range(n), size=19, weight="bold")
    for name, value, hue in zip(above, values, hues, strict=True):
        setp([name, value], color=hue)
    return Splits(bars, parts, rests, values)


def update_splits(splits, shares, parts, rests, values):
    """shares : (S,) 0 to 1, NaN for an empty bar, since nothing was divided    parts, rests, values : S words each

    A word of a part too short for it stands right of it, and where the rest is too short for its word there is none.
    """
    write(splits.values, values)
    for bar, part, rest, share, one, other in zip(*splits[:3], np.nan_to_num(shares), parts, rests, strict=True):
        bar.set_width(share)
        wide_one, wide_other = (LETTER * (columns(word) + 1) for word in (one, other))
        fits = share > wide_one
        part.set(text=one, x=PAD + (0 if fits else share), color=ON_STRONG if fits else INK)
        room = 1 - share - (0 if fits else wide_one + 0.01)
        rest.set_text(other if room > wide_other else "")
    return splits
