"""Notebook 02: from sentences to the vectors of their saws.

    sentence --tokens--> ids --Bert.forward--> hidden[l] (n, d) --the rows of *saw*--> one vector a saw and layer

`read_saws` does it for our sixty sentences at once, `own_saws` for one sentence that somebody typed.
`with_positions` and `random_encoder` are the two controls: the same reader with other position vectors, and a
reader of the same shape that never learned anything.
"""

import copy
import re
import warnings
from typing import NamedTuple

import numpy as np

from seesaw.material.sentences import SEEING, TOOL
from seesaw.maths.bert import BlockWeights, encoder_block
from seesaw.words import filled, say

WORD = "saw"
SEED = 2  # of every random control here; the lesson's number
ONE_SAW = say("read_saws: '{text}' has {count} saws, and exactly one was expected; give sentences with a single saw.")


TWO_SAWS = say("furthest_apart: '{text}' has {count} words *saw*, and two were expected; write 'I saw a saw.', say.")


class Saws(NamedTuple):
    """The saws of our sentences, as one encoder sees them; exactly one saw a sentence."""

    hidden: np.ndarray  # (L + 1, N, d)    layer 0 is what enters the first block
    is_tool: np.ndarray  # (N,)             False where the saw sees
    texts: tuple  # N sentences


class OwnSaws(NamedTuple):
    """The saws of one sentence, none to many."""

    pieces: list  # n pieces, [CLS] and [SEP] included
    places: list  # where among them the saws are
    hidden: np.ndarray  # (L + 1, number of saws, d)
    whole: int  # pieces of the text; more than `pieces` where it is too long for BERT


def read_saws(reader, bert=None, seeing=SEEING, tool=TOOL):
    """The vector of *saw* at every layer in each of our sentences.  -> Saws

    reader : from `seesaw.model.load`    bert : another encoder for the same tokens, reader.bert by default
    Sentences of one length are read together, so there is no padding.  ValueError: a sentence without exactly one saw.
    """
    texts = tuple(seeing) + tuple(tool)
    rows = [reader.tokens(text) for text in texts]
    places = [_only_saw(row.pieces, text) for row, text in zip(rows, texts, strict=True)]
    hidden = [None] * len(texts)
    for batch in _of_one_length(rows):
        read = (bert or reader.bert).forward(np.stack([rows[n].ids for n in batch])).hidden
        for nth, n in enumerate(batch):
            hidden[n] = [layer[nth, places[n]] for layer in read]  # L + 1 rows (d,)
    return Saws(np.array(hidden).swapaxes(0, 1), np.arange(len(texts)) >= len(seeing), texts)


def _only_saw(pieces, text):
    places = saw_places(pieces)
    if len(places) != 1:
        raise ValueError(filled(ONE_SAW, text=text, count=len(places)))
    return places[0]


def _of_one_length(rows):
    """Row numbers in groups that have the same number of tokens."""
    lengths = np.array([len(row.ids) for row in rows])
    return [np.flatnonzero(lengths == length) for length in np.unique(lengths)]


def saw_places(pieces):
    """Where *saw* stands as a whole word: `saw`, and not the `##aw` of `sees ##aw` nor the `saw` of `saw ##mill`."""
    after = [*pieces[1:], ""]
    return [n for n, piece in enumerate(pieces) if piece == WORD and not after[n].startswith("##")]


def words_of(text):
    """The words of a sentence as they are written, marks apart: ["I", "saw", "the", "saw", "."]"""
    return re.findall(r"\w+|[^\w\s]", text)


def own_saws(reader, text, bert=None):
    """Read one sentence as it is, however odd.  -> OwnSaws; TypeError where it is no text"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # `whole` says that a text was cut at 512 pieces
        tokens = reader.tokens(text)
    read = (bert or reader.bert).forward(tokens.ids).hidden
    places = saw_places(tokens.pieces)
    return OwnSaws(list(tokens.pieces), places, np.stack(read)[:, places], tokens.whole)


def with_positions(bert, strength=1.0, table=None):
    """The same encoder with its position vectors multiplied by `strength`; 0 takes them away, [CLS]'s too.

    table : (P, d) other position vectors to use instead of the learned ones
    The block is then given a + strength * e, and the norm at the door follows as ever.
    """
    other = copy.copy(bert)
    other.positions = np.float32(strength) * (bert.positions if table is None else table)
    return other


def random_positions(bert, seed=SEED):
    """Position vectors drawn at random, as spread out as the learned ones: the same standard deviation.  (P, d)"""
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, bert.positions.std(), bert.positions.shape).astype(np.float32)


def random_encoder(bert, seed=SEED, learned_words=False):
    """An encoder of the same shape that never learned: each array drawn anew with the mean and spread it had.

    It is a control, not a model: what it tells apart, the shape alone tells apart.  The word table is drawn anew too,
    unless `learned_words` keeps what enters the first block as it was learned, and only the blocks are random.
    """
    rng = np.random.default_rng(seed)
    other = copy.copy(bert)
    for name in () if learned_words else ("words", "positions", "segments", "gain", "bias"):
        setattr(other, name, _drawn_like(getattr(bert, name), rng))
    other.blocks = tuple(BlockWeights(*(_drawn_like(x, rng) for x in block)) for block in bert.blocks)
    return other


def _drawn_like(x, rng):
    drawn = rng.standard_normal(x.shape, dtype=np.float32)
    drawn *= x.std()
    drawn += x.mean()
    return drawn


def furthest_apart(reader, text, blocks=12):
    """With positions off: the largest difference between the first two saws of `text` after each of `blocks` blocks.

    The model has six blocks; after the last one the vectors are sent through the first again.  -> (blocks + 1,)
    ValueError: a text without two saws.
    """
    bert = with_positions(reader.bert, 0.0)
    tokens = reader.tokens(text)
    places = saw_places(tokens.pieces)
    if len(places) < 2:
        raise ValueError(filled(TWO_SAWS, text=text, count=len(places)))
    one, two = places[:2]
    x = bert.forward(tokens.ids).hidden[0]
    apart = [np.abs(x[one] - x[two]).max()]
    for number in range(blocks):
        x = encoder_block(x, bert.blocks[number % len(bert.blocks)], bert.n_heads, activation=bert.activation).out
        apart.append(np.abs(x[one] - x[two]).max())
    return np.array(apart)
