"""From one row of words to another: who listens to whom, and who goes where.

draw_links, update_links           tokens in two columns joined by lines; a strong line, a large share
draw_fan, update_fan               one word asks, and its attention runs out in bands to the words that answer
draw_crossings, update_crossings   rows that change places
"""

from typing import NamedTuple

import numpy as np
from matplotlib.artist import setp
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from ..words import say
from .numbers import shown
from .parts import column, stage, write
from .tables import ANSWERS, ASKS

LEFT, RIGHT = 0.24, 0.76
TOP = -1.4  # the heads of the columns stand above token 0
LEAST = 0.02  # a share below this has no line
WIDEST = 6.0  # points, of a share of 1
FEW = 8  # rows kept free for fewer tokens than that, so that two or three stand close together


class Links(NamedTuple):
    """The lines, and a word for each token of each column."""

    lines: LineCollection
    asks: list[Text]
    answers: list[Text]


@lecture_style()
def draw_links(most, *, ax, size=13):
    """Room for `most` tokens on an empty `ax`: who asks at the left, who answers at the right.  -> Links"""
    stage(ax, (0, 1), (most - 0.4, TOP))
    lines = ax.add_collection(LineCollection([], colors=COLOUR["alpha_prime"], capstyle="round"))
    sides = (LEFT - 0.02, "right", ASKS), (RIGHT + 0.02, "left", ANSWERS)
    for x, ha, head in sides:
        ax.text(x, -1, head, ha=ha, va="center", size=13, color=COLOUR["muted"])
    return Links(lines, *(column(ax, x, range(most), ha=ha, size=size, parse_math=False) for x, ha, _ in sides))


def update_links(links, tokens, alpha_prime):
    """tokens : n words    alpha_prime : (n, n), the share that i gives to j; its width and strength are the line's

    The tokens take the whole height, however many there are (from FEW on).
    """
    shares = np.asarray(alpha_prime, dtype=float)
    pairs = lines_of(shares)
    strong = shares[shares >= LEAST]
    rgb = to_rgb(COLOUR["alpha_prime"])
    links.lines.set_segments([[(LEFT, i), (RIGHT, j)] for i, j in pairs])
    links.lines.set_linewidths(0.5 + WIDEST * strong)
    links.lines.set_color([(*rgb, min(1.0, 0.15 + 0.85 * share)) for share in strong])
    for texts in (links.asks, links.answers):
        write(texts, tokens)
    links.lines.axes.set_ylim(max(len(tokens), FEW) - 0.4, TOP)
    return links


def lines_of(alpha_prime):
    """Which pairs (i, j) have a line, in the order of the lines.  (n, n) -> (lines, 2)"""
    return np.argwhere(np.asarray(alpha_prime) >= LEAST)


# ---- fans

BEGIN, END = 1.0, 0.0  # where the bands begin and end
WHOLE = 0.62  # width of a share of 1, in words: where they leave, the bands lie side by side, together one whole
SMALLEST, LARGEST = 12, 27  # points, a word that is given nothing, a word that is given everything
CODES = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
ROWS = say(("asks", "answer"))


class Fan(NamedTuple):
    """The artists of one fan: n words above, n bands, n words and n shares below."""

    asking: list[Text]
    bands: list[PathPatch]
    answering: list[Text]
    shares: list[Text]


@lecture_style()
def draw_fan(tokens, *, ax):
    """Two rows of `tokens` on an `ax` with nothing else.  -> Fan, with no word asking yet"""
    n = len(tokens)
    stage(ax, (-0.75, n - 0.4), (-0.42, 1.22))
    bands = [ax.add_patch(PathPatch(_band(0, 0, 0), facecolor=COLOUR["alpha_prime"], lw=0, alpha=0.75)) for _ in tokens]

    def row(y, words, size):
        return [ax.text(x, y, word, ha="center", va="center", size=size) for x, word in enumerate(words)]

    for y, word in zip((BEGIN + 0.1, END - 0.12), ROWS, strict=True):
        ax.text(-0.75, y, word, va="center", size=13, alpha=0.7)
    asking, answering = row(BEGIN + 0.1, tokens, 17), row(END - 0.12, tokens, SMALLEST)
    return Fan(asking, bands, answering, row(END - 0.32, [""] * n, 15))


def _band(above, below, width):
    """A band `width` wide whose left edge runs from x = `above` down to x = `below`, as a closed path."""
    middle = (BEGIN + END) / 2
    left = [(above, BEGIN), (above, middle), (below, middle), (below, END)]
    right = [(x + width, y) for x, y in reversed(left)]
    return Path([*left, *right, left[0]], CODES)


def update_fan(fan, alpha_prime, i):
    """Word i asks; wider band, larger word, larger share: they follow row i of alpha' (n, n)."""
    for x, word in enumerate(fan.asking):
        asks = x == i
        word.set(color=COLOUR["q"] if asks else INK, alpha=1.0 if asks else 0.45, weight="bold" if asks else "normal")
    shares = np.asarray(alpha_prime)[i]  # (n,)
    widths = WHOLE * shares
    lefts = i - WHOLE / 2 + np.cumsum(widths) - widths  # (n,)   side by side, from the left
    for j, share in enumerate(shares):
        fan.bands[j].set_path(_band(lefts[j], j - widths[j] / 2, widths[j]))
        fan.answering[j].set_fontsize(round(SMALLEST + (LARGEST - SMALLEST) * share, 1))
        fan.shares[j].set(text=shown(share), color=COLOUR["alpha_prime"])
    return fan


# ---- crossings

WIDTH = 3.0  # from one column of rows to the other, in rows


class Crossings(NamedTuple):
    """A name on either side and a line in between, for each row."""

    left: list[Text]
    right: list[Text]
    lines: list[Line2D]


@lecture_style()
def draw_crossings(n, *, ax, size=15):
    """n rows on an empty `ax` with the same height as a table of n rows.  -> Crossings"""
    stage(ax, (0, WIDTH), (n - 0.5, -0.5), aspect="equal")
    left, right = (column(ax, x, range(n), ha=ha, size=size) for x, ha in ((0, "left"), (WIDTH, "right")))
    return Crossings(left, right, [ax.plot([], [], linewidth=2.2)[0] for _ in range(n)])


def update_crossings(crossings, names, goes_to):
    """names : n names, as the rows stand on the left    goes_to : (n,) which row of the right each goes to"""
    for row, (name, to) in enumerate(zip(names, goes_to, strict=True)):
        left, right, line = crossings.left[row], crossings.right[to], crossings.lines[row]
        moved = row != to
        line.set(data=([0.36 * WIDTH, 0.64 * WIDTH], [row, to]), color=COLOUR["e" if moved else "muted"])
        setp([left, right], text=name, color=COLOUR["e"] if moved else INK)
    return crossings
