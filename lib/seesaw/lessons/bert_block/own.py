"""Notebook 05, point 6: the check of "your own BERT": your functions in the real weights, beside the reference.

It compares after each layer.  Where the rows part, it tries the likely slips, then each of your functions alone among
the lecture's own, and says which one it is.
"""

import numpy as np

from seesaw.exercise import Blank, Verdicts
from seesaw.lessons.bert_block.checks import DECK
from seesaw.lessons.bert_block.compared import own_differences, own_run, reference, size_of
from seesaw.lessons.bert_block.pads import padding_mask
from seesaw.material.yours import GaveNothing, house_block, house_feed
from seesaw.maths.arrays import gelu_tanh, layer_norm
from seesaw.words import filled, say

WORDS = Verdicts(DECK.verdicts["own"])
PARTS = DECK.names["parts"]  # as sentences call them, in the order of HOUSE
HOUSE = (house_block, layer_norm, house_feed, padding_mask)
TURN = say("Your turn: {what}")
CLOSE = 1e-4  # rounding of float32, in whatever order sums were taken


def _pre(x, listen, think, norm):
    y = x + listen(norm(x))
    return y + think(norm(y))


def _feed(activation):
    return lambda x, W, b, V, c, _: house_feed(x, W, b, V, c, activation)


def _ddof(x, gain, bias, eps):
    return layer_norm(x, gain * np.float32(((x.shape[-1] - 1) / x.shape[-1]) ** 0.5), bias, eps)


SLIPS = {  # name -> which part is another one
    "relu": {2: _feed(lambda wide: np.maximum(wide, 0))},
    "tanh": {2: _feed(gelu_tanh)},
    "no activation": {2: _feed(lambda wide: wide)},
    "pre": {0: _pre},
    "no residual": {0: lambda x, listen, think, norm: norm(think(norm(listen(x))))},
    "ddof": {1: _ddof},
    "no gain": {1: lambda x, gain, bias, eps: layer_norm(x, eps=eps)},
    "everybody": {3: lambda lengths: np.ones_like(padding_mask(lengths))},
    "upside down": {3: lambda lengths: ~padding_mask(lengths)},
}


def check_own(parts, reader):
    """(done, sentence) on [my_block, my_layer_norm, my_feed_forward, my_pads], run in the real weights."""
    if not isinstance(parts, (list, tuple)) or len(parts) != len(HOUSE) or not all(map(callable, parts)):
        return WORDS.no("four")
    mask = parts[3]([2, 3])
    if mask is None:
        raise Blank
    if np.shape(mask) != (2, 3) or np.asarray(mask).dtype != bool:
        return WORDS.no("mask")
    try:
        found = own_differences(reader, parts)
    except GaveNothing as nothing:
        raise Blank(filled(TURN, what=nothing)) from None
    if found.max() < CLOSE:
        return WORDS.yes(size=size_of(found[-1]), count=reference(reader)[1][-1].size)
    layer = int(np.argmax(~(found < CLOSE)))  # not close, or not a number
    fields = {"layer": layer, "size": size_of(found[layer])}
    slip = _slip(own_run(reader, parts)[1], reader)
    return WORDS.no(slip, **fields) if slip else _alone(parts, reader, fields)


def _among(others):
    """The lecture's own four, some of them exchanged.  others : {number: function}"""
    return [others.get(nth, part) for nth, part in enumerate(HOUSE)]


def _slip(first, reader):
    """The slip that gives the same rows after layer 1, or None."""
    for name, others in SLIPS.items():
        if np.allclose(own_run(reader, _among(others))[1], first, rtol=1e-4, atol=CLOSE):
            return name
    return None


def _alone(parts, reader, fields):
    """Which of the four is off when it stands alone among the lecture's own."""
    for nth, (part, name) in enumerate(zip(parts, PARTS, strict=True)):
        off = own_differences(reader, _among({nth: part})).max()
        if not off < CLOSE:
            return WORDS.no("part", part=name, alone=size_of(off), **fields)
    return WORDS.no("together", **fields)
