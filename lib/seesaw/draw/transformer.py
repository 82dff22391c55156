"""The whole Transformer as its authors drew it: an encoder, a decoder, and the arrow between them.

draw_transformer, update_transformer    the picture, and which of its boxes are lit
BOXES                                   every box: its name, its tower, its notebooks
boxes_of, full_names                    the boxes of one notebook, and what each says under a pointer

Vaswani et al. 2017, figure 1.  BERT is the left tower, drawn strongly and framed; the right one is pale.  The box of a
classifier stands on it as well, though not in their figure: it is what one puts there, and what notebook 06 judges.
"""

from itertools import pairwise
from typing import NamedTuple

from matplotlib.artist import setp
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from ..theme import COLOUR, INK, ON_STRONG, lecture_style
from ..words import filled, listed, say
from .parts import stage

ENCODER, DECODER = "encoder", "decoder"


class Box(NamedTuple):
    """One box: what is written in it, its full name, its tower, how high it stands, its colour, its notebooks."""

    name: str
    full: str
    tower: str
    row: int
    hue: str
    notebooks: tuple[str, ...]


BOXES = {
    "words": Box(say("words"), say("the words, as token numbers"), ENCODER, 0, "muted", ("00",)),
    "embedding": Box(say("embedding"), say("input embedding"), ENCODER, 1, "a", ("02",)),
    "places": Box(say("+ positions"), say("positional encoding"), ENCODER, 2, "e", ("04",)),
    "attention": Box(say("attention"), say("multi-head self-attention"), ENCODER, 3, "alpha", ("01", "03")),
    "norm_1": Box(say("Add & Norm"), say("Add & Norm after attention"), ENCODER, 4, "e", ("05",)),
    "feed": Box(say("feed forward"), say("feed forward"), ENCODER, 5, "tool", ("05",)),
    "norm_2": Box(say("Add & Norm"), say("Add & Norm after feed forward"), ENCODER, 6, "e", ("05",)),
    "out": Box(say("vectors"), say("what the encoder gives"), ENCODER, 7.2, "a", ("02",)),
    "classifier": Box(say("a classifier"), say("a classifier on top"), ENCODER, 8.6, "muted", ("06",)),
    "written": Box(say("words so far"), say("the words written so far"), DECODER, 0, "muted", ("05",)),
    "written_embedding": Box(say("embedding"), say("output embedding"), DECODER, 1, "a", ("02",)),
    "written_places": Box(say("+ positions"), say("positional encoding"), DECODER, 2, "e", ("04",)),
    "masked": Box(say("masked attention"), say("masked multi-head self-attention"), DECODER, 3, "alpha", ("05",)),
    "masked_norm": Box(say("Add & Norm"), say("Add & Norm after masked attention"), DECODER, 4, "e", ("05",)),
    "cross": Box(say("cross-attention"), say("multi-head cross-attention"), DECODER, 5, "alpha", ("05",)),
    "cross_norm": Box(say("Add & Norm"), say("Add & Norm after cross-attention"), DECODER, 6, "e", ("05",)),
    "decoder_feed": Box(say("feed forward"), say("feed forward"), DECODER, 7, "tool", ("05",)),
    "decoder_norm": Box(say("Add & Norm"), say("Add & Norm after feed forward"), DECODER, 8, "e", ("05",)),
    "linear": Box(say("linear"), say("a linear layer"), DECODER, 9.2, "a", ("05",)),
    "softmax": Box(say("softmax"), say("softmax: the next word"), DECODER, 10.2, "alpha", ("01",)),
}
"""In the order in which a sentence goes through them, from below; the encoder first."""

AT = {ENCODER: 0.0, DECODER: 3.6}
WIDE, HIGH = 2.45, 0.68
LEFT_OUT = 0.3  # how far the line of a residual stands from the box
REPEATED = {ENCODER: (3, 6), DECODER: (3, 8)}  # a block: from row, to row
RESIDUALS = {ENCODER: ((2.5, 4), (4.5, 6)), DECODER: ((2.5, 4), (4.5, 6), (6.5, 8))}
TIMES, BERT, KEYS = say(("× N", "BERT", "k, v"))
TOWERS = say({ENCODER: "encoder", DECODER: "decoder"})
NAMED = say("{name}: notebook {notebooks}")
NAMED_MORE = say("{name}: notebooks {notebooks}")
PALE = 0.55  # how strong the tower is that BERT has not


class Transformer(NamedTuple):
    """A box, a name and the numbers of its notebooks, by the key of the box."""

    boxes: dict[str, FancyBboxPatch]
    names: dict[str, Text]
    doors: dict[str, Text]


@lecture_style()
def draw_transformer(*, ax, size=11.5):
    """The whole picture on an empty `ax`, some 1.1 times as high as wide.  -> Transformer, nothing lit"""
    stage(ax, (-2.15, 5.5), (-0.5, 11.35))
    _bert(ax, size)
    for tower in AT:
        _lines(ax, tower, size)
    _bridge(ax, size)
    boxes, names, doors = {}, {}, {}
    for key, box in BOXES.items():
        x, pale = AT[box.tower], PALE if box.tower == DECODER else 1
        dashed = "--" if key == "classifier" else "-"
        boxes[key] = _rounded(ax, x - WIDE / 2, box.row - HIGH / 2, WIDE, HIGH, ec=COLOUR[box.hue], lw=1.8, ls=dashed)
        look = {"va": "center", "alpha": pale}
        names[key] = ax.text(x - WIDE / 2 + 0.1, box.row, box.name, size=size, **look)
        doors[key] = ax.text(x + WIDE / 2 - 0.08, box.row, " ".join(box.notebooks), ha="right", size=size - 2, **look)
        boxes[key].set_alpha(pale)
    return Transformer(boxes, names, doors)


def _rounded(ax, x, y, wide, high, **look):
    look = {"fc": "none", "boxstyle": "round,pad=0,rounding_size=0.12", **look}
    return ax.add_patch(FancyBboxPatch((x, y), wide, high, **look))


def _bert(ax, size):
    """The frame around what BERT has of it."""
    x = AT[ENCODER] - WIDE / 2
    _rounded(ax, x - 0.62, -0.45, WIDE + 0.82, 8.1, fc=COLOUR["b"], ec="none", alpha=0.1)
    _rounded(ax, x - 0.62, -0.45, WIDE + 0.82, 8.1, ec=COLOUR["b"], lw=2.2)
    ax.text(x - 0.34, 1.0, BERT, color=COLOUR["b"], size=size + 4, weight="bold", ha="center", va="center", rotation=90)


def _lines(ax, tower, size):
    """The way up through a tower, the residuals beside it, and how often the block is repeated."""
    x, alpha = AT[tower], PALE if tower == DECODER else 1
    rows = [box.row for box in BOXES.values() if box.tower == tower]
    look = {"color": INK, "alpha": alpha, "zorder": 0}
    for low, high in pairwise(rows):
        ax.plot([x, x], [low + HIGH / 2, high - HIGH / 2], lw=1.4, **look)
    side = -1 if tower == ENCODER else 1  # the decoder's lines run on its outer side
    edge, out = x + side * WIDE / 2, x + side * (WIDE / 2 + LEFT_OUT)
    for low, high in RESIDUALS[tower]:
        ax.plot([x, out, out, edge], [low, low, high, high], lw=1.4, **look)
        ax.plot([edge + side * 0.07], [high], ">" if side < 0 else "<", ms=5, **look)
    low, high = REPEATED[tower]
    times = x + side * (WIDE / 2 + LEFT_OUT + (0.47 if side < 0 else 0.2))
    ax.plot([times, times], [low - HIGH / 2, high + HIGH / 2], lw=1.2, color=INK, alpha=0.6 * alpha)
    ax.text(
        times + side * 0.08,
        (low + high) / 2,
        TIMES,
        size=size,
        va="center",
        alpha=alpha,
        rotation=90,
        ha="right" if side < 0 else "left",
    )
    top = max(rows) + HIGH / 2 + 0.2 if tower == DECODER else 9.35
    ax.text(x, top, TOWERS[tower], ha="center", va="bottom", size=size + 1, weight="bold", alpha=alpha)


def _bridge(ax, size):
    """What the encoder gives goes over to the decoder's cross-attention: the one arrow between the two."""
    right, left = AT[ENCODER] + WIDE / 2, AT[DECODER] - WIDE / 2
    middle, high, low = (right + left) / 2, BOXES["out"].row, BOXES["cross"].row
    look = {"color": INK, "alpha": PALE, "zorder": 0}
    ax.plot([right, middle, middle, left], [high, high, low, low], lw=1.6, **look)
    ax.plot([left - 0.07], [low], ">", ms=6, **look)
    ax.text(middle + 0.06, (high + low) / 2, KEYS, size=size, va="center", alpha=PALE + 0.2)


def update_transformer(transformer, lit):
    """Fill the boxes of `lit`, one key or several; the others are outlines."""
    lit = {lit} if isinstance(lit, str) else set(lit)
    for key, box in transformer.boxes.items():
        pale, words = PALE if BOXES[key].tower == DECODER else 1, (transformer.names[key], transformer.doors[key])
        box.set(facecolor=box.get_edgecolor() if key in lit else "none", alpha=1 if key in lit else pale)
        setp(words, color=ON_STRONG if key in lit else INK, alpha=1 if key in lit else pale)
    return transformer


def boxes_of(notebook):
    """The keys of the boxes that a notebook is about.  notebook : "00" to "06" """
    return [key for key, box in BOXES.items() if notebook in box.notebooks]


def full_names(transformer):
    """What each box says under a pointer, for `film(names=...)`.  -> {box: sentence}"""
    return {
        artist: filled(
            NAMED_MORE if len(BOXES[key].notebooks) > 1 else NAMED,
            name=BOXES[key].full,
            notebooks=listed(BOXES[key].notebooks),
        )
        for key, artist in transformer.boxes.items()
    }
