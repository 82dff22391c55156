"""One word asks, and its attention runs out in bands to the words that answer: wider band, larger word, larger share.

Where they leave, the bands lie side by side: together they are always as wide as one whole.

    draw_fan(tokens, ax=...) -> Fan           two rows of words, and the bands between them
    update_fan(fan, alpha_prime, i)           word i asks; `alpha_prime` (n, n) says what share goes to whom
"""

from typing import NamedTuple

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown

ASKS, ANSWERS = "asks", "answer"
TOP, BOTTOM = 1.0, 0.0        # where the bands begin and end
WHOLE = 0.62                  # width of a share of 1, in words
SMALLEST, LARGEST = 12, 27    # points, a word that is given nothing, a word that is given everything
CODES = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]


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
    ax.set(xlim=(-0.75, n - 0.4), ylim=(-0.42, 1.22))
    ax.axis("off")
    asking = [ax.text(x, TOP + 0.1, token, ha="center", va="center", size=17) for x, token in enumerate(tokens)]
    bands = [ax.add_patch(PathPatch(_band(0, 0, 0), facecolor=COLOUR["alpha_prime"], lw=0, alpha=0.75)) for _ in tokens]
    answering = [ax.text(x, BOTTOM - 0.12, token, ha="center", va="center") for x, token in enumerate(tokens)]
    shares = [ax.text(x, BOTTOM - 0.32, "", ha="center", va="center", size=15) for x in range(n)]
    for y, words in ((TOP + 0.1, ASKS), (BOTTOM - 0.12, ANSWERS)):
        ax.text(-0.75, y, words, ha="left", va="center", size=13, style="italic", alpha=0.7)
    return Fan(asking, bands, answering, shares)


def _band(above, below, width):
    """A band `width` wide whose left edge runs from x = `above` down to x = `below`, as a closed path."""
    middle = (TOP + BOTTOM) / 2
    left = [(above, TOP), (above, middle), (below, middle), (below, BOTTOM)]
    right = [(x + width, y) for x, y in reversed(left)]
    return Path([*left, *right, left[0]], CODES)


def update_fan(fan, alpha_prime, i):
    """Word i asks: the bands, the words' sizes and the shares below follow row i of alpha' (n, n)."""
    for x, word in enumerate(fan.asking):
        word.set(color=COLOUR["q"] if x == i else INK, alpha=1.0 if x == i else 0.45)
        word.set_fontweight("bold" if x == i else "normal")
    shares = np.asarray(alpha_prime)[i]               # (n,)
    widths = WHOLE * shares
    lefts = i - WHOLE / 2 + np.cumsum(widths) - widths  # (n,)   side by side, from the left
    for j, share in enumerate(shares):
        fan.bands[j].set_path(_band(lefts[j], j - widths[j] / 2, widths[j]))
        fan.answering[j].set_fontsize(round(SMALLEST + (LARGEST - SMALLEST) * share, 1))
        fan.shares[j].set(text=shown(share), color=COLOUR["alpha_prime"])
    return fan
