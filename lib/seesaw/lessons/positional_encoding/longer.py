"""Notebook 04, point 5: longer than trained.  Four heads learn, each with another way to know the place, and read on.

The task, the words and Adam are those of notebook 01, point 8: copy the word before you.  Every sentence trained on has
TRAINED words; then the head is given longer ones.

    train_all      four heads, one a method                 -> {method: Learned}
    copied         how often the word before is answered, place by place, in sentences of n words
    longer_view    the film: read longer and longer sentences
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from ipywidgets import Dropdown, IntSlider

from seesaw.draw.heatmaps import draw_heatmap, update_heatmap
from seesaw.draw.traces import draw_limit, draw_traces, update_traces
from seesaw.film import film
from seesaw.lessons.positional_encoding.methods import ALIBI, LEARNED, METHODS, ROPE, SINUSOID
from seesaw.material.training import RATE, VOCABULARY, Matrices, adam
from seesaw.maths.arrays import log_softmax
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.position import alibi, rope, sinusoid
from seesaw.theme import SHARE, figure

TRAINED, LONGEST = 8, 24
STEPS, BATCH, D, D_K = 400, 32, 16, 16
START, ALIBI_HEADS = 0.3, 8  # the first of eight heads: slope 1/2


class Learned(NamedTuple):
    """What one head has learned: its three matrices, and its table of places where it has one."""

    W: Matrices
    e: np.ndarray  # (TRAINED, d)  of the method "learned", else empty


def words():
    """The word vectors that all four heads are given.  (V, d)"""
    return np.random.default_rng(0).normal(size=(len(VOCABULARY), D))


def attended(W, given, method):
    """q, k (turned, with RoPE), v and what `attend` names, for rows `given` (..., n, d)."""
    q, k, v = given @ W.W_q.T, given @ W.W_k.T, given @ W.W_v.T
    n = given.shape[-2]
    if method == ROPE:
        q, k = rope(q), rope(k)
    bias, mask = (alibi(ALIBI_HEADS, n)[0], causal_mask(n)) if method == ALIBI else (None, None)
    return q, k, v, attend(q, k, v, mask=mask, bias=bias)


def gradient(W, given, ids, method):
    """The gradient of the loss by each matrix and by the rows given: notebook 01's arrows from right to left."""
    q, k, v, (_, alpha_prime, b) = attended(W, given, method)
    d_b = np.zeros_like(b)
    right = np.eye(b.shape[-1])[ids[..., :-1]]
    d_b[..., 1:, :] = (np.exp(log_softmax(b[..., 1:, :])) - right) / ids[..., :-1].size
    d_v = alpha_prime.mT @ d_b
    d_prime = d_b @ v.mT
    d_alpha = alpha_prime * (d_prime - (alpha_prime * d_prime).sum(axis=-1, keepdims=True)) / np.sqrt(q.shape[-1])
    d_q, d_k = d_alpha @ k, d_alpha.mT @ q
    if method == ROPE:  # what was turned on the way there is turned back
        back = -np.arange(given.shape[-2], dtype=float)
        d_q, d_k = rope(d_q, back), rope(d_k, back)
    d_W = Matrices(*(np.einsum("bno,bnd->od", d, given) for d in (d_q, d_k, d_v)))
    return d_W, (d_q @ W.W_q + d_k @ W.W_k + d_v @ W.W_v).sum(axis=0)


def places(method, n, table=None):
    """What is added to the words: the sinusoid, the learned rows, or nothing.  (n, d)"""
    if method == SINUSOID:
        return sinusoid(n, D)
    return table[:n] if method == LEARNED else np.zeros((n, D))


def train(method, seed=1):
    """STEPS steps of BATCH random sentences of TRAINED words.  -> Learned"""
    a, draw = words(), np.random.default_rng(seed)
    shapes = (D_K, D), (D_K, D), (len(VOCABULARY), D)
    W = Matrices(*(START * draw.normal(size=shape) / np.sqrt(D) for shape in shapes))
    table = 0.1 * draw.normal(size=(TRAINED, D))
    memory, of_table = [(0.0, 0.0)] * 3, [(0.0, 0.0)] * 3
    for step in range(1, STEPS + 1):
        ids = draw.integers(len(VOCABULARY), size=(BATCH, TRAINED))
        d_W, d_e = gradient(W, a[ids] + places(method, TRAINED, table), ids, method)
        W, memory = adam(W, d_W, memory, step, RATE)
        if method == LEARNED:  # adam moves three arrays at a time: here one counts
            (table, _, _), of_table = adam(Matrices(table, table, table), (d_e, d_e, d_e), of_table, step, 4 * RATE)
    return Learned(W, table if method == LEARNED else np.empty((0, D)))


@lru_cache(maxsize=1)
def train_all():
    """Four heads, one a method.  -> {method: Learned}"""
    return {method: train(method) for method in METHODS}


# ---- the film

SENTENCES = 300
NO_ROW = "no row for word {first}\nor any after it"
READ_TITLE = "α′ of one sentence"
COPIED = "copied right, word by word"
NUMBER, ASKS, ANSWERS = "word number", "i asks", "j answers"
TRAINED_TO = "trained to here"
LONGER_SAYS = (
    "The {method} head, trained on {trained} words, reads {n}: on average {right:.2f} of the words are copied right, "
    "and {beyond:.2f} of those at places never trained."
)
AS_TRAINED = (
    "The {method} head, trained on {trained} words, reads {n}: on average {right:.2f} of the words are copied right."
)
NOT_DEFINED = (
    "The {method} head, trained on {trained} words, cannot read {n}: its table has {trained} rows and no other."
)


def copied(learned, method, n):
    """How often the word before is the answer, place by place, over random sentences of n words.  (n - 1,)

    Also alpha' of the first of them, (n, n).  None, None where the method has no vector for some place.
    """
    if method == LEARNED and n > TRAINED:
        return None, None
    ids = np.random.default_rng(3).integers(len(VOCABULARY), size=(SENTENCES, n))
    *_, seen = attended(learned.W, words()[ids] + places(method, n, learned.e), method)
    right = seen.b[:, 1:].argmax(axis=-1) == ids[:, :-1]
    return right.mean(axis=0), seen.alpha_prime[0]


def longer_view():
    """Film: four heads trained on sentences of eight words are given longer ones."""
    heads = train_all()
    lengths = range(TRAINED, LONGEST + 1, 2)
    seen = {(method, n): copied(heads[method], method, n) for method in METHODS for n in lengths}
    fig, (left, right) = figure(9.8, 4.6, ncols=2, width_ratios=(1, 1.35))
    picture = draw_heatmap(np.zeros((LONGEST, LONGEST)), ax=left, cmap=SHARE, title=READ_TITLE, xlabel=ANSWERS,
                           ylabel=ASKS)  # fmt: skip
    left.set(xticks=[], yticks=[])
    nothing = left.text(0.5, 0.5, "", transform=left.transAxes, ha="center", va="center", size=14, in_layout=False)
    look = {"xlim": (1, LONGEST), "ylim": (0, 1.08), "xlabel": NUMBER, "title": COPIED}
    traces = draw_traces([""], ax=right, colours=["b"], **look)
    traces.lines[0].set(marker="o", markersize=6)
    right.set(xticks=[2, TRAINED, 16, LONGEST], yticks=[0, 0.5, 1])
    draw_limit(TRAINED + 0.5, TRAINED_TO, ax=right)

    def update(words_read, method):
        shares, alpha_prime = seen[method, words_read]
        nothing.set_text("" if shares is not None else NO_ROW.format(first=TRAINED + 1))
        size = (words_read, words_read)
        update_heatmap(picture, np.zeros(size) if shares is None else alpha_prime.round(3))
        places_read = np.arange(2, words_read + 1) if shares is not None else []
        update_traces(traces, places_read, [[] if shares is None else shares.round(3)])

    def caption(words_read, method):
        return told(method, words_read, seen[method, words_read][0])

    return film(fig, update, caption=caption,
                words_read=IntSlider(TRAINED, min=TRAINED, max=LONGEST, step=2, description="words read"),
                method=Dropdown(options=METHODS))  # fmt: skip


def told(method, n, shares):
    """The film's sentence."""
    named = {"method": method, "trained": TRAINED, "n": n}
    if shares is None:
        return NOT_DEFINED.format(**named)
    if n == TRAINED:
        return AS_TRAINED.format(right=shares.mean(), **named)
    return LONGER_SAYS.format(right=shares.mean(), beyond=shares[TRAINED - 1 :].mean(), **named)
