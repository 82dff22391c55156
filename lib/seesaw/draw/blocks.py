"""One encoder block as boxes, from the bottom up as on the slide, with the step that is looked at lit.

    draw_block(...) -> Block          every step as a box, the two ways around as arcs
    update_block(block, step)         light one box

    draw_lines(...) -> Lines          a block reduced to one question: what stands on the line from in to out?
    update_lines(lines, ...)          norms on the line ("post") or beside it ("pre"); the line whole or cut

The names of the steps are those of the code.
"""

from typing import NamedTuple

from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style

ROWS = (  # from below; three boxes side by side are three steps at once
    ("x",), ("q", "k", "v"), ("alpha",), ("alpha_prime",), ("b_heads",), ("b",), ("added_1",), ("normed_1",),
    ("wide",), ("active",), ("fed",), ("added_2",), ("normed_2",), ("out",),
)  # fmt: skip
HUES = {
    "x": "a", "q": "q", "k": "k", "v": "v", "alpha": "alpha", "alpha_prime": "alpha", "b_heads": "b", "b": "b",
    "added_1": "e", "normed_1": "e", "wide": "tool", "active": "tool", "fed": "tool", "added_2": "e", "normed_2": "e",
    "out": "a",
}  # fmt: skip
PARTS = (("multi-head", 1, 5), ("Add & Norm", 6, 7), ("feed forward", 8, 10), ("Add & Norm", 11, 12))
RESIDUAL = "residual"
AROUND = ((0, 6), (7, 11))  # the residual line: from row, to row
HIGH, WIDE = 0.72, 1.2
LEFT, RIGHT = -0.72, 0.72


class Block(NamedTuple):
    """A box and a name for each step, by the step's name."""

    boxes: dict[str, FancyBboxPatch]
    names: dict[str, Text]


@lecture_style()
def draw_block(*, ax, size=12):
    """The whole block on an empty `ax`.  -> Block, nothing lit"""
    ax.set(xlim=(-0.95, 1.58), ylim=(-0.6, len(ROWS) - 0.4))
    ax.set_axis_off()
    boxes, names = {}, {}
    for y, row in enumerate(ROWS):
        wide = WIDE / len(row)
        for nth, step in enumerate(row):
            x = -WIDE / 2 + wide * (nth + 0.5)
            boxes[step] = ax.add_patch(_box(x, y, wide - 0.03, HIGH, COLOUR[HUES[step]]))
            names[step] = ax.text(x, y, step, ha="center", va="center", size=size)
    for low, high in AROUND:
        ax.plot([-WIDE / 2, LEFT, LEFT, -WIDE / 2], [low, low, high, high], color=INK, lw=1.6)
        ax.plot([-WIDE / 2], [high], ">", color=INK, ms=5)
    for name, low, high in PARTS:
        ax.plot([RIGHT, RIGHT], [low - 0.36, high + 0.36], color=INK, lw=1.2, alpha=0.6)
        ax.text(RIGHT + 0.06, (low + high) / 2, name, va="center", size=size)
    ax.text(LEFT - 0.05, (AROUND[0][0] + AROUND[0][1]) / 2, RESIDUAL, rotation=90, ha="right", va="center", size=size)
    ax.text(LEFT - 0.05, (AROUND[1][0] + AROUND[1][1]) / 2, RESIDUAL, rotation=90, ha="right", va="center", size=size)
    return Block(boxes, names)


def _box(x, y, wide, high, hue):
    """A rounded box around (x, y), empty until it is lit."""
    return FancyBboxPatch((x - wide / 2 + 0.02, y - high / 2 + 0.05), wide - 0.04, high - 0.1, edgecolor=hue,
                          boxstyle="round,pad=0.02", facecolor="none", linewidth=1.6, mutation_aspect=2.5)  # fmt: skip


def update_block(block, step):
    """Fill the box of `step`, and no other."""
    for name, box in block.boxes.items():
        lit = name == step
        box.set_facecolor(COLOUR[HUES[name]] if lit else "none")
        block.names[name].set(color=ON_STRONG if lit else INK, fontweight="bold" if lit else "normal")
    return block


# ---- what stands on the line

LISTEN, THINK, NORM, ADD = "attention", "feed\nforward", "norm", "+"
IN, OUT = "x", "out"
WAYS = ((0.05, 0.5), (0.5, 3.2), (3.2, 5.0), (5.0, 7.7), (7.7, 9.4))  # every second one runs past a sublayer


class Lines(NamedTuple):
    """The pieces of the line that run past a sublayer, the norms on it (post) and those beside it (pre)."""

    line: list
    post: list
    pre: list


@lecture_style()
def draw_lines(*, ax, size=13):
    """Two sublayers beside a line that runs from x to out.  -> Lines"""
    ax.set(xlim=(-0.75, 2.35), ylim=(-0.7, 10.1))
    ax.set_axis_off()
    for y, name in ((-0.35, IN), (9.75, OUT)):
        ax.text(0, y, name, ha="center", va="center", size=size + 1)
    ways = [ax.plot([0, 0], y, color=COLOUR["e"], lw=4, zorder=0, solid_capstyle="butt")[0] for y in WAYS]
    post, pre = [], []
    for low, name in ((0.5, LISTEN), (5.0, THINK)):
        ax.plot([0, 1.45, 1.45, 0.22], [low, low, low + 2.7, low + 2.7], color=INK, lw=1.6, zorder=0)
        ax.plot([0.3], [low + 2.7], "<", color=INK, ms=6)
        _sign(ax, 1.45, low + 1.95, name, "tool" if name == THINK else "alpha", size)
        ax.plot([0], [low + 2.7], "o", ms=19, color=COLOUR["e"], mew=0)
        ax.text(0, low + 2.7, ADD, ha="center", va="center_baseline", size=size + 3, color=ON_STRONG)
        pre += _sign(ax, 1.45, low + 0.72, NORM, "e", size)
        post += _sign(ax, 0, low + 3.75, NORM, "e", size)
    return Lines(ways[1::2], post, pre)


def _sign(ax, x, y, name, hue, size):
    """A filled box with a name on it.  -> [box, text]"""
    high = 1.15 if "\n" in name else 0.72
    box = FancyBboxPatch((x - 0.52, y - high / 2), 1.04, high, boxstyle="round,pad=0.03", mutation_aspect=2.5,
                         facecolor=COLOUR[hue], edgecolor="none")  # fmt: skip
    return [ax.add_patch(box), ax.text(x, y, name, ha="center", va="center", size=size, color=ON_STRONG)]


def update_lines(lines, norm, residual):
    """norm : "post", the norms stand on the line; "pre", beside it    residual : whether the line is there at all"""
    for artist in lines.post:
        artist.set_visible(norm == "post")
    for artist in lines.pre:
        artist.set_visible(norm == "pre")
    for piece in lines.line:
        piece.set_alpha(1.0 if residual else 0.0)
    return lines
