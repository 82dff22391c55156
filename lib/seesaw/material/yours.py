"""A reader's own functions in the real weights: the same BERT, put together from what was written in a notebook.

    Yours(bert, block, layer_norm, feed_forward).forward(ids)  ->  Read, as `Bert.forward` gives

The three are those of notebook 05; attention is the house's own.  One sentence is read at a time, so that
functions written for (n, d) will do.  Wherever a `bert` is taken (`read_saws(reader, bert)`), a `Yours` may be given.
"""

import copy

import numpy as np

from seesaw.maths.arrays import layer_norm as house_norm
from seesaw.maths.attention import multi_head
from seesaw.maths.bert import ACTIVATIONS, Read
from seesaw.words import filled, say

NOTHING = say("{name} gave None; end each way through it with return.")
OTHER_SHAPE = say("{name} was given rows of shape {given} and gave {got}; a block leaves as it found: {given}.")


class GaveNothing(ValueError):
    """A function of yours gave None."""


def house_feed(x, W_1, b_1, W_2, b_2, activation):
    """The house's feed forward.  (n, d) -> (n, d)"""
    return activation(x @ W_1.T + b_1) @ W_2.T + b_2


def house_block(x, listen, think, norm):
    """The house's block: add, then norm, twice.  (n, d) -> (n, d)"""
    normed = norm(x + listen(x))
    return norm(normed + think(normed))


class Yours:
    """BERT from functions of your own, in the weights of `bert`.

    bert         : a Bert, such as `reader.bert`
    block        : (x, listen, think, norm) -> (n, d), where listen, think, norm are functions (n, d) -> (n, d).  The
                   norm has the first gain and bias when a block calls it first, the second ones after that
    layer_norm   : (x, gain, bias, eps) -> (n, d)
    feed_forward : (x, W_1, b_1, W_2, b_2, activation) -> (n, d)
    causal       : n -> (n, n) boolean, True where i may hear j, such as `my_mask`; all hear all by default
    """

    def __init__(self, bert, block=house_block, layer_norm=house_norm, feed_forward=house_feed, causal=None):
        self.bert, self.block, self.layer_norm, self.feed_forward = bert, block, layer_norm, feed_forward
        self.causal = causal

    def forward(self, ids, mask=None):
        """ids : whole numbers (n,) or (B, n)    mask : boolean, the same shape, True = a real token, False = padding

        -> Read(hidden, (), None): L + 1 arrays (..., n, d); shares are not kept.  What your functions raise, it raises.
        ValueError, with its name: a function that gave None, or another shape than (n, d).
        """
        ids = np.asarray(ids)
        if ids.ndim == 2:
            masks = [None] * len(ids) if mask is None else mask
            each = [self.forward(*pair).hidden for pair in zip(ids, masks, strict=True)]
            return Read(tuple(np.stack(layer) for layer in zip(*each, strict=True)), (), None)
        heard = np.ones((len(ids), len(ids)), bool) if self.causal is None else np.asarray(self.causal(len(ids)))
        if mask is not None:
            heard = heard & np.asarray(mask)
        hidden = [_door(self.bert, ids)]
        for weights in self.bert.blocks:
            hidden.append(self._through(hidden[-1], weights, heard))
        return Read(tuple(hidden), (), None)

    def _through(self, x, w, heard):
        """One block, x (n, d) -> (n, d); each function is handed a copy, so that it may work in place."""
        gains, heads = iter([(w.gain_1, w.bias_1)]), self.bert.n_heads
        activation = ACTIVATIONS[self.bert.activation]

        def norm(z):
            return _given(self.layer_norm, np.array(z), *next(gains, (w.gain_2, w.bias_2)), self.bert.eps)

        def think(z):
            return _given(self.feed_forward, np.array(z), w.W_1, w.b_1, w.W_2, w.b_2, activation)

        def listen(z):
            biases = {"b_q": w.b_q, "b_k": w.b_k, "b_v": w.b_v, "b_o": w.b_o}
            return multi_head(np.array(z), w.W_q, w.W_k, w.W_v, w.W_o, heads, heard, **biases).b

        return _given(self.block, x.copy(), listen, think, norm)


def _given(function, x, *more):
    """What a function of yours makes of the rows x, as an array of the same shape.  ValueError: None, another shape."""
    shape, y, name = x.shape, function(x, *more), getattr(function, "__name__", "")
    if y is None:
        raise GaveNothing(filled(NOTHING, name=name))
    if np.shape(y) != shape:
        raise ValueError(filled(OTHER_SHAPE, name=name, given=shape, got=np.shape(y)))
    return np.asarray(y)


def _door(bert, ids):
    """What enters the first block: word, place and segment, normed.  (n,) -> (n, d)"""
    door = copy.copy(bert)
    door.blocks = ()
    return door.forward(ids).hidden[0]
