"""Notebook 03, point 6: what your own multi-head attention is held against, the first layer of the real model."""

from typing import NamedTuple

import numpy as np

from seesaw.lessons.multi_head.heads import SENTENCE, blocks_of
from seesaw.maths.attention import multi_head


class FirstLayer(NamedTuple):
    """What the first layer is given, and its four matrices, in float64.

    BERT adds a bias to each projection.  A last column of ones in `a`, and the bias as last column of W, do the same.
    """

    a: np.ndarray  # (n, d + 1)
    W_q: np.ndarray  # (d, d + 1)
    W_k: np.ndarray  # (d, d + 1)
    W_v: np.ndarray  # (d, d + 1)
    W_o: np.ndarray  # (d, d)
    H: int


def first_layer(reader, text=SENTENCE):
    """The first layer of the model while it reads `text`.  -> FirstLayer"""
    w, x = reader.bert.blocks[0], reader.read(text).hidden[0].astype(float)
    wider = [np.column_stack([W, b]).astype(float) for W, b in ((w.W_q, w.b_q), (w.W_k, w.b_k), (w.W_v, w.b_v))]
    return FirstLayer(np.column_stack([x, np.ones(len(x))]), *wider, w.W_o.astype(float), reader.bert.n_heads)


def of_the_model(reader, text=SENTENCE):
    """What the model itself finds there.  -> alpha' (H, n, n) and b (n, d), the latter without its last bias"""
    block = blocks_of(reader, text)[0]
    return block.alpha_prime, block.b - reader.bert.blocks[0].b_o


def maps(a, W_q, W_k, H):
    """The right answer of the first exercise.  -> (H, n, n)"""
    return multi_head(a, W_q, W_k, W_k, np.eye(len(W_k)), H).alpha_prime


def whole(a, W_q, W_k, W_v, W_o, H):
    """The right answer of the second.  -> (n, d)"""
    return multi_head(a, W_q, W_k, W_v, W_o, H).b


def small(seed, count):
    """Small random numbers of the same kind: a and `count` matrices, and H.  W_o is the fourth."""
    rng = np.random.default_rng(seed)
    shapes = [(8, 6), (8, 6), (8, 6), (7, 8)][:count]
    return rng.normal(size=(5, 6)), *(rng.normal(size=shape) for shape in shapes), 2
