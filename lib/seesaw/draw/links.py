"""Tokens in two columns joined by lines: who asks at the left, who answers at the right; a strong line, a large share.

    draw_links(most, ax=...) -> Links              room for `most` tokens in each column
    update_links(links, tokens, alpha_prime)       other words, other lines, on the same artists
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from ..theme import COLOUR, lecture_style

ASKS, ANSWERS = "i asks", "j answers"
LEFT, RIGHT = 0.3, 0.7
TOP = -1.4     # the heads of the columns stand above token 0
LEAST = 0.02  # a share below this has no line
WIDTH = 6.0   # points, of a share of 1
FEW = 8       # rows kept free for fewer tokens than that, so that two or three stand close together


class Links(NamedTuple):
    """The lines, and a word for each token of each column."""

    lines: LineCollection
    asks: list[Text]
    answers: list[Text]


@lecture_style()
def draw_links(most, *, ax, size=13):
    """Room for `most` tokens on an empty `ax`.  -> Links"""
    ax.set(xlim=(0, 1), ylim=(most - 0.4, TOP))
    ax.axis("off")
    lines = ax.add_collection(LineCollection([], colors=COLOUR["alpha_prime"], capstyle="round"))
    asks = [ax.text(LEFT - 0.02, n, "", ha="right", va="center", size=size, parse_math=False) for n in range(most)]
    answers = [ax.text(RIGHT + 0.02, n, "", va="center", size=size, parse_math=False) for n in range(most)]
    ax.text(LEFT - 0.02, -1, ASKS, ha="right", va="center", size=13, color=COLOUR["muted"])
    ax.text(RIGHT + 0.02, -1, ANSWERS, va="center", size=13, color=COLOUR["muted"])
    return Links(lines, asks, answers)


def update_links(links, tokens, alpha_prime):
    """tokens : n words    alpha_prime : (n, n), the share that i gives to j; its width and strength are the line's

    The tokens take the whole height, however many there are (from FEW on).
    """
    shares = np.asarray(alpha_prime, dtype=float)
    pairs = [(i, j) for i, j in np.ndindex(shares.shape) if shares[i, j] >= LEAST]
    rgb = to_rgb(COLOUR["alpha_prime"])
    links.lines.set_segments([[(LEFT, i), (RIGHT, j)] for i, j in pairs])
    links.lines.set_linewidths([0.5 + WIDTH * shares[pair] for pair in pairs])
    links.lines.set_color([(*rgb, min(1.0, 0.15 + 0.85 * shares[pair])) for pair in pairs])
    for column in (links.asks, links.answers):
        for n, text in enumerate(column):
            text.set_text(tokens[n] if n < len(tokens) else "")
    links.lines.axes.set_ylim(max(len(tokens), FEW) - 0.4, TOP)
    return links
