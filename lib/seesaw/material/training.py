"""Notebook 01, point 8: one head learns, in NumPy alone, with gradients written by hand.

The task: copy the word before you.  Sentences are random; b^i itself is the answer, one number for each word it may be.

    a + e --W_q, W_k, W_v--> q, k, v --attend--> b --softmax--> how likely each word is    (forward)
    and the same arrows from right to left: what a small change of each would do to the loss    (backward)

Adam (Kingma & Ba 2015, algorithm 1) takes the steps.  Nobody tells the head where to look: W_q and W_k find that out.
"""

from typing import NamedTuple

import numpy as np

from seesaw.maths.arrays import log_softmax
from seesaw.maths.attention import attend
from seesaw.maths.position import sinusoid

VOCABULARY = ("I", "saw", "the", "old", "man", "dog", "her", "a")
HELD_OUT = ("the", "old", "man", "saw", "the", "saw")  # shown at each step, never trained on
STEPS, BATCH, D, D_K = 400, 32, 16, 8
RATE, START = 0.005, 0.3


class Matrices(NamedTuple):
    """What is learned, or the gradient of the loss by it."""

    W_q: np.ndarray  # (d_k, d)
    W_k: np.ndarray  # (d_k, d)
    W_v: np.ndarray  # (V, d)    v^j is already an answer: a number for each word


class Training(NamedTuple):
    """One run: what was seen at each step, and what was learned in the end."""

    loss: np.ndarray  # (steps + 1,)        of the held-out sentence's kind: 64 fresh sentences, never trained on
    alpha_prime: np.ndarray  # (steps + 1, n, n)   of the held-out sentence
    answers: np.ndarray  # (steps + 1, n)      the word each token of it answers, as a number
    matrices: Matrices
    given: "World"


class World(NamedTuple):
    """What is given and not learned: the word vectors, the places, the sentences."""

    a: np.ndarray  # (V, d)
    e: np.ndarray  # (n, d)
    train: np.ndarray  # (steps, BATCH, n)  words as numbers
    fresh: np.ndarray  # (64, n)


def world(places=True, steps=STEPS, d=D, seed=0):
    """Random word vectors and sentences; e is the sinusoid of notebook 04, or zeros.  -> World"""
    draw, n = np.random.default_rng(seed), len(HELD_OUT)
    a = draw.normal(size=(len(VOCABULARY), d))  # (V, d)
    e = sinusoid(n, d) if places else np.zeros((n, d))  # (n, d)
    train = draw.integers(len(VOCABULARY), size=(steps, BATCH, n))
    fresh = draw.integers(len(VOCABULARY), size=(64, n))
    held_out = ids_of(HELD_OUT)
    again = (train == held_out).all(axis=-1)  # by chance, the very sentence
    train[again] = train[again][:, ::-1]  # is read backwards instead
    return World(a, e, train, fresh)


def ids_of(words):
    """Each word's number in the vocabulary.  -> (n,)"""
    return np.array([VOCABULARY.index(word) for word in words])


def forward(W, given, scale=True):
    """given = a + e (..., n, d)  ->  q, k, v and what `attend` names; b is (..., n, V)"""
    q, k, v = given @ W.W_q.T, given @ W.W_k.T, given @ W.W_v.T
    return q, k, v, attend(q, k, v, scale=scale)


def loss_of(b, ids):
    """Mean of -log(the share that the right word gets), over the tokens that have a word before them."""
    log_shares = log_softmax(b[..., 1:, :])  # (..., n - 1, V)
    return float(-np.take_along_axis(log_shares, ids[..., :-1, None], axis=-1).mean())


def backward(W, given, ids, scale=True):
    """The gradient of `loss_of` by each matrix: the forward arrows from right to left.  -> Matrices"""
    q, k, v, attended = forward(W, given, scale)
    return by_matrices(by_projections(q, k, v, attended, ids, scale), given)


def by_projections(q, k, v, attended, ids, scale=True):
    """The gradient of `loss_of` by q, k and v, each in the shape of its own.  attended : what `attend` gave for them"""
    _, alpha_prime, b = attended
    d_b = np.zeros_like(b)  # (B, n, V)
    right = np.eye(b.shape[-1])[ids[..., :-1]]  # (B, n - 1, V)
    d_b[..., 1:, :] = (np.exp(log_softmax(b[..., 1:, :])) - right) / ids[..., :-1].size
    d_v = alpha_prime.mT @ d_b  # b = alpha' v
    d_prime = d_b @ v.mT  # (B, n, n)
    d_alpha = alpha_prime * (d_prime - (alpha_prime * d_prime).sum(axis=-1, keepdims=True))  # softmax
    d_dot = d_alpha / np.sqrt(q.shape[-1]) if scale is True else d_alpha * float(scale or 1)
    return d_dot @ k, d_dot.mT @ q, d_v  # alpha = q k^T scale


def by_matrices(gradients, given):
    """The gradient by each matrix, from those by q, k and v: each is a matrix times what was given.  -> Matrices"""
    return Matrices(*(np.einsum("bno,bnd->od", d, given) for d in gradients))


def adam(W, gradient, memory, step, rate):
    """One step downhill, as long in each entry as its gradient has been steady.  -> W, memory

    W, gradient : one array, or a tuple of them, named or not; W comes back as the same kind
    memory : what the step before gave, None before the first    step : counted from 1
    """
    if isinstance(W, np.ndarray):
        (moved,), memory = adam((W,), (gradient,), memory, step, rate)
        return moved, memory
    memory = memory or [(0.0, 0.0)] * len(W)
    means = [0.9 * m + 0.1 * g for (m, _), g in zip(memory, gradient, strict=True)]
    squares = [0.99 * s + 0.01 * g * g for (_, s), g in zip(memory, gradient, strict=True)]
    stride = rate * np.sqrt(1 - 0.99**step) / (1 - 0.9**step)
    moved = [w - stride * m / (np.sqrt(s) + 1e-8) for w, m, s in zip(W, means, squares, strict=True)]
    moved = type(W)(*moved) if hasattr(W, "_fields") else tuple(moved)
    return moved, list(zip(means, squares, strict=True))


def descend(W, steps, look, gradient, rate):
    """Learn in so many steps, and look before the first and after each.  -> W, then of each thing seen all it was

    look : W -> a tuple of what is seen, each thing of one shape    gradient : (W, step from 0) -> as W
    """
    memory, seen = None, [look(W)]
    for step in range(steps):
        W, memory = adam(W, gradient(W, step), memory, step + 1, rate)
        seen.append(look(W))
    return W, *map(np.array, zip(*seen, strict=True))  # each (steps + 1, ...)


def train(places=True, scale=True, steps=STEPS, d=D, d_k=D_K, rate=RATE, start=START, seed=0):
    """Learn to copy the word before you in `steps` steps of BATCH random sentences.  -> Training

    places : False leaves e out    scale : as in `attend`    start : how large the first matrices are, times 1/sqrt(d)
    """
    given, draw = world(places, steps, d, seed), np.random.default_rng(seed + 1)
    shapes = (d_k, d), (d_k, d), (len(VOCABULARY), d)
    W = Matrices(*(start * draw.normal(size=shape) / np.sqrt(d) for shape in shapes))

    def gradient(W, step):
        ids = given.train[step]
        return backward(W, given.a[ids] + given.e, ids, scale)

    W, *seen = descend(W, steps, lambda W: _look(W, given, scale), gradient, rate)
    return Training(*seen, W, given)


def _look(W, given, scale):
    """The loss on fresh sentences; alpha' and the answers on the held-out one."""
    *_, fresh = forward(W, given.a[given.fresh] + given.e, scale)
    *_, shown = forward(W, given.a[ids_of(HELD_OUT)] + given.e, scale)
    return loss_of(fresh.b, given.fresh), shown.alpha_prime, shown.b.argmax(axis=-1)


def accuracy(training, scale=True, sentences=500):
    """How often fresh sentences are copied right.  scale : as in `attend`, or another than in training  -> 0..1"""
    ids = np.random.default_rng(1).integers(len(VOCABULARY), size=(sentences, len(HELD_OUT)))
    *_, attended = forward(training.matrices, training.given.a[ids] + training.given.e, scale)
    return float((attended.b[:, 1:].argmax(axis=-1) == ids[:, :-1]).mean())
