"""Notebook 05, point 1: the whole Transformer, box by box.

whole_view      a walk through encoder and decoder: what a box does, its array on a real sentence, its notebook
arrays          {key of a box: what is computed there}; of the encoder by the real model, of the decoder its shape alone

The picture is Vaswani et al. 2017, figure 1.  Our model is an encoder, so the right tower has no numbers here: its
shapes come from a run of `multi_head` with matrices of zeros, and where a mask decides who may be heard, it is shown.
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import SelectionSlider
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from seesaw.draw.parts import column, stage, write
from seesaw.draw.transformer import BOXES, DECODER, draw_transformer, full_names, update_transformer
from seesaw.film import film, playing
from seesaw.lessons.bert_block.walk import SENTENCE, first_block
from seesaw.material.example import numbered
from seesaw.maths.attention import causal_mask, multi_head
from seesaw.theme import INK, MONOSPACE, SIGNED, figure, lecture_style
from seesaw.words import filled, listed, say, wrapped

WRITTEN = "<s>", "J'", "ai", "vu", "la"  # what a decoder has written of its translation; next it should say "scie"
COLUMNS = 96  # so many numbers of a row are shown
OPEN = 0.35  # how strongly a cell is filled that may be heard
TICK = 400  # ms a box, when it plays
LINE = 34  # letters in a line beside the picture
IN_A_ROW = 4  # maps
ROW, NAMES, WIDTH = 0.28, 0.95, 2.35  # inches: how high a row is, how wide its name, how wide its numbers
CELL = 0.095  # inches: a cell of a map

DOES = say(
    {
        "words": "The text is cut into pieces, and each is a row number of the table of words. No meaning yet.",
        "embedding": "Each number is exchanged for its row of the table. Both saws get the same row.",
        "places": "A vector for the place is added, so that the two saws differ. (BERT adds a norm here.)",
        "attention": "Each word asks all words, {heads} times over: the {heads} maps below. All may be heard.",
        "norm_1": "What was heard is added to the word itself; then each row is normed.",
        "feed": "Each word alone: out to {wide:,} numbers, through an activation, and back.",
        "norm_2": "Added and normed once more. The next block starts from here: {layers} blocks in our model.",
        "out": "After the last block: one vector a word, and the two saws are no longer alike. BERT ends here.",
        "classifier": "Not in the paper: what one puts on BERT. From one row, say that of a saw, to yes or no.",
        "written": "What the decoder has written so far, moved on by one: row i has to say what comes next.",
        "written_embedding": "Its words are looked up like those of the encoder.",
        "written_places": "And told their places.",
        "masked": "As in the encoder, under a mask: nobody may hear what comes later. Filled is who may be heard.",
        "masked_norm": "Add & Norm, as in the encoder.",
        "cross": "The words written ask, the encoder's vectors answer: here the decoder hears the source, all of it.",
        "cross_norm": "Add & Norm, as in the encoder.",
        "decoder_feed": "Each word alone, as in the encoder.",
        "decoder_norm": "Add & Norm, and on to the next block: 6 in the paper.",
        "linear": "One score for each piece that could come next.",
        "softmax": "Scores become shares: how likely each piece is. The likeliest is written, and all begins anew.",
    }
)
BOX, SHAPE = say(("box", "shape {shape}"))
ONE_ROW = say("row saw (2), shape {shape}")
OF_ALL = say("the first {shown} of {all:,} columns")
MAPS, MASKED_MAPS = say(("each map: i asks, j answers", "filled: who may be heard"))
NO_NUMBERS = say("no numbers: our model has no decoder")
ID = say("{piece}: {id:,}")
SAYS = say("Box {nth} of {all}, {name}, in the encoder: shape {shape}. BERT has it. Its door: {notebooks}.")
SAYS_ON_TOP = say("Box {nth} of {all}, {name}: it takes one row, of shape {shape}. Its door: {notebooks}.")
SAYS_DECODER = say("Box {nth} of {all}, {name}, in the decoder: shape {shape}. BERT has no such box.")


def arrays(reader):
    """What is computed at each box of the picture, for *I saw the saw.* and five words written.  -> {key: array}

    Of the encoder: of the real model, attention and norms of its first block.  Of the decoder: zeros of the right
    shape, and at its two attentions True where j may be heard.
    """
    pieces, x, block = first_block(reader)
    ids, bert = reader.tokens(SENTENCE).ids, reader.bert
    found = {"words": ids, "embedding": bert.words[ids], "places": x, "attention": block.alpha_prime}
    found |= {"norm_1": block.normed_1, "feed": block.fed, "norm_2": block.out}
    out = reader.read(SENTENCE).hidden[-1]
    return found | {"out": out, "classifier": out[pieces.index("saw")]} | _decoder(out, bert)


def _decoder(source, bert):
    """The arrays of a decoder as wide as our encoder, nothing learned: only their shapes and masks are meant."""
    m, d = len(WRITTEN), source.shape[1]
    x, W = np.zeros((m, d)), np.zeros((d, d))
    own = multi_head(x, W, W, W, W, bert.n_heads, mask=causal_mask(m))
    asked = multi_head(own.b, W, W, W, W, bert.n_heads, source=source)
    rows = ("written_embedding", "written_places", "masked_norm", "cross_norm", "decoder_feed", "decoder_norm")
    scores = asked.b @ np.zeros_like(bert.words).T  # a table as long as ours stands for that of the target
    found = {"written": np.zeros(m, dtype=int), "masked": own.alpha_prime > 0, "cross": asked.alpha_prime > 0}
    return found | {key: asked.b for key in rows} | {"linear": scores, "softmax": scores}


class Shown(NamedTuple):
    """What the picture shows of an array: cells (n, m) from -1 to 1, NaN where nothing is; rows, or maps; a heading."""

    cells: np.ndarray
    heading: str
    is_maps: bool = False


def shown(key, array):
    """The array of a box as a flat picture: the maps of all heads, or the first columns of the rows.  -> Shown"""
    if array.ndim == 3:
        filled_in = array.dtype == bool
        return Shown(_laid_out(OPEN * array if filled_in else array), MASKED_MAPS if filled_in else MAPS, is_maps=True)
    if key in ("words", "written"):
        return Shown(np.full((array.size, 0), np.nan), "")
    rows, wide = np.atleast_2d(array)[:, :COLUMNS], array.shape[-1]
    if BOXES[key].tower == DECODER:
        return Shown(np.full(rows.shape, np.nan), NO_NUMBERS)
    return Shown(np.round(rows / (2 * np.abs(rows).std()), 3), filled(OF_ALL, shown=min(COLUMNS, wide), all=wide))


def _laid_out(maps):
    """(H, n, m) -> the maps in rows of four, an empty line between two."""
    n_heads, n, m = maps.shape
    padded = np.full((n_heads, n + 1, m + 1), np.nan)
    padded[:, :n, :m] = maps
    rows = [np.hstack(padded[first : first + IN_A_ROW]) for first in range(0, n_heads, IN_A_ROW)]
    return np.vstack(rows)[:-1, :-1]


def whole_view(reader):
    """Film: through the whole Transformer, one box a position, with what a real sentence is there.  -> Film"""
    found, bert = arrays(reader), reader.bert
    sizes = {"heads": bert.n_heads, "wide": len(bert.blocks[0].b_1), "layers": len(bert.blocks)}
    read = numbered(reader.tokens(SENTENCE).pieces, first=0)
    fig, axes = figure(10, 5.25, mosaic="TD;TA", width_ratios=[1.75, 1], height_ratios=[1, 1])
    picture, panel = draw_transformer(ax=axes["T"]), _draw_panel(axes["D"])
    array_at = _draw_array(axes["A"], len(read))

    def update(box):
        key, array, said = box, found[box], BOXES[box]
        update_transformer(picture, key)
        shape = filled(ONE_ROW if key == "classifier" else SHAPE, shape=array.shape)
        _write_panel(panel, said.full, filled(DOES[key], **sizes), shape)
        _show(array_at, shown(key, array), _row_names(key, read, found))
        fields = {"nth": list(BOXES).index(key) + 1, "all": len(BOXES), "name": said.full, "shape": array.shape}
        says = SAYS_DECODER if said.tower == DECODER else SAYS_ON_TOP if key == "classifier" else SAYS
        return {"caption": says, "notebooks": listed(said.notebooks), **fields}

    box = playing(SelectionSlider(options=_options(), value="words", description=BOX), TICK)
    handles = {"box": [picture.boxes[key] for key in BOXES]}
    return film(fig, update, handles=handles, names=full_names(picture), box=box)


def _options():
    """The positions of the slider: a box by its number and its name, its key."""
    return [(f"{nth} {box.name}", key) for nth, (key, box) in enumerate(BOXES.items(), start=1)]


def _row_names(key, read, found):
    """What stands before the rows of an array: the words of the source, those written, or one saw."""
    if key == "classifier":
        return [read[2]]
    if BOXES[key].tower == DECODER:
        return WRITTEN
    ids = found["words"].tolist()
    return [filled(ID, piece=piece, id=n) for piece, n in zip(read, ids, strict=True)] if key == "words" else read


@lecture_style()
def _draw_panel(ax):
    """Three texts, from above: the name of the box, what it does, the shape of what it gives."""
    stage(ax, (0, 1), (0, 1))
    return [
        ax.text(0, 1, "", size=14.5, weight="bold", va="top"),
        ax.text(0, 0.76, "", size=13, va="top", linespacing=1.25),
        ax.text(0, 0.03, "", size=13, va="bottom", family=MONOSPACE),
    ]


def _write_panel(panel, name, does, shape):
    write(panel, [wrapped(name, LINE - 9), wrapped(does, LINE), shape])


class Artists(NamedTuple):
    """The cells of an array, the frame around them, the names of its rows, and what stands below."""

    image: AxesImage
    frame: Rectangle
    rows: list[Text]
    heading: Text


@lecture_style()
def _draw_array(ax, n):
    """Room for an array of n rows.  -> Artists"""
    stage(ax, (0, NAMES + WIDTH), ((n + 1) * ROW, 0), aspect="equal", anchor="NW")
    image = ax.imshow(np.zeros((1, 1)), cmap=SIGNED, vmin=-1, vmax=1, interpolation="none", extent=(0, 1, 1, 0))
    stage(ax, (0, NAMES + WIDTH), ((n + 1) * ROW, 0))
    frame = ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=INK, linewidth=1.2, clip_on=False))
    rows = column(ax, NAMES - 0.1, (np.arange(n) + 0.5) * ROW, ha="right", size=12)
    return Artists(image, frame, rows, ax.text(0, 0, "", size=12, va="top"))


def _show(artists, picture, rows):
    """The cells of one array where they belong: rows beside their names, or maps of square cells."""
    high, wide = picture.cells.shape
    x = 0 if picture.is_maps else NAMES
    right, low = (wide * CELL, high * CELL) if picture.is_maps else (x + WIDTH * wide / COLUMNS, high * ROW)
    artists.image.set_data(np.ma.masked_invalid(picture.cells) if wide else np.ma.masked_all((1, 1)))
    artists.image.set_extent((x, max(right, x + ROW), low, 0))
    artists.frame.set_bounds(x, 0, right - x, low)
    artists.frame.set_visible(wide > 0 and not picture.is_maps)
    write(artists.rows, [] if picture.is_maps else rows)
    for row in artists.rows:
        row.set_x(NAMES - 0.1 if wide else NAMES + 0.4)
    artists.heading.set(text=picture.heading, position=(0, low + 0.08))
