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

from seesaw.draw.curves import draw_curves, draw_limit, update_curves
from seesaw.draw.heatmaps import draw_heatmap, draw_scale, update_heatmap
from seesaw.draw.tables import ANSWERS, ASKS
from seesaw.film import film, labelled
from seesaw.material.training import RATE, VOCABULARY, Matrices, adam, by_matrices, by_projections
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.position import alibi_slopes, rope, sinusoid
from seesaw.theme import SHARE, figure
from seesaw.words import filled, say

SINUSOID, LEARNED, ROPE, ALIBI = METHODS = "sinusoid", "learned", "RoPE", "ALiBi"
LABELS = say(dict(zip(METHODS, METHODS, strict=True)))

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


def alibi_at(at):
    """The penalty of the first of eight heads between the places `at`: they enter as distances only.  (n, n)"""
    return -alibi_slopes(ALIBI_HEADS)[0] * np.abs(at[:, None] - at)


def attended(W, given, method, first=0):
    """q, k (turned, with RoPE), v and what `attend` names, for rows `given` (..., n, d) from place `first` on."""
    q, k, v = given @ W.W_q.T, given @ W.W_k.T, given @ W.W_v.T
    at = np.arange(first, first + given.shape[-2], dtype=float)
    if method == ROPE:
        q, k = rope(q, at), rope(k, at)
    bias, mask = (alibi_at(at), causal_mask(len(at))) if method == ALIBI else (None, None)
    return q, k, v, attend(q, k, v, mask=mask, bias=bias)


def gradient(W, given, ids, method):
    """The gradient of the loss by each matrix and by the rows given: notebook 01's arrows from right to left."""
    d_q, d_k, d_v = by_projections(*attended(W, given, method), ids)
    if method == ROPE:  # what was turned on the way there is turned back
        back = -np.arange(given.shape[-2], dtype=float)
        d_q, d_k = rope(d_q, back), rope(d_k, back)
    return by_matrices((d_q, d_k, d_v), given), (d_q @ W.W_q + d_k @ W.W_k + d_v @ W.W_v).sum(axis=0)


def places(method, n, table=None, first=0):
    """What is added to n words from place `first` on: the sinusoid, the learned rows, or nothing.  (n, d)"""
    if method == SINUSOID:
        return sinusoid(first + n, D)[first:]
    return table[first : first + n] if method == LEARNED else np.zeros((n, D))


def train(method, seed=1):
    """STEPS steps of BATCH random sentences of TRAINED words.  -> Learned"""
    a, draw = words(), np.random.default_rng(seed)
    shapes = (D_K, D), (D_K, D), (len(VOCABULARY), D)
    W = Matrices(*(START * draw.normal(size=shape) / np.sqrt(D) for shape in shapes))
    table = 0.1 * draw.normal(size=(TRAINED, D))
    memory = of_table = None
    for step in range(1, STEPS + 1):
        ids = draw.integers(len(VOCABULARY), size=(BATCH, TRAINED))
        d_W, d_e = gradient(W, a[ids] + places(method, TRAINED, table), ids, method)
        W, memory = adam(W, d_W, memory, step, RATE)
        if method == LEARNED:
            table, of_table = adam(table, d_e, of_table, step, 4 * RATE)
    return Learned(W, table if method == LEARNED else np.empty((0, D)))


@lru_cache(maxsize=1)
def train_all():
    """Four heads, one a method.  -> {method: Learned}"""
    return {method: train(method) for method in METHODS}


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


# ---- the film

SENTENCES = 300
METHOD, WORDS_READ, NUMBER = say(("method", "words read", "word number"))
READ_TITLE, COPIED, TRAINED_TO = say(("α′ of one sentence", "copied right, word by word", "trained to here"))
NO_ROW = say("no row for word {first}\nor any after it")
LONGER_SAYS = say(
    "The {method} head, trained on {trained} words, reads {n}: on average {right:.2f} of the words are copied right, "
    "and {beyond:.2f} of those at places never trained."
)
AS_TRAINED = say(
    "The {method} head, trained on {trained} words, reads {n}: on average {right:.2f} of the words are copied right."
)
NOT_DEFINED = say(
    "The {method} head, trained on {trained} words, cannot read {n}: its table has {trained} rows and no other."
)


def _longer_axes():
    """-> the picture of the shares, words over it, the curve of what is copied"""
    fig, (left, right) = figure(9.8, 4.6, ncols=2, width_ratios=(1, 1.35))
    look = {"cmap": SHARE, "title": READ_TITLE, "xlabel": ANSWERS, "ylabel": ASKS}
    picture = draw_heatmap(np.zeros((LONGEST, LONGEST)), ax=left, **look)
    left.set(xticks=[], yticks=[])
    draw_scale(picture, [0, 0.5, 1], ax=left)
    nothing = left.text(0.5, 0.5, "", transform=left.transAxes, ha="center", va="center", size=14, in_layout=False)
    look = {"ticks": [2, TRAINED, 16, LONGEST], "points": 6, "xlabel": NUMBER, "title": COPIED}
    curves = draw_curves([""], range(2, LONGEST + 1), ax=right, colours=["b"], **look)
    right.set_yticks([0, 0.5, 1])
    draw_limit(curves, TRAINED + 0.5, TRAINED_TO)
    return fig, picture, nothing, curves


def longer_view():
    """Film: four heads trained on sentences of eight words are given longer ones."""
    heads, lengths = train_all(), range(TRAINED, LONGEST + 1, 2)
    seen = {(method, n): copied(heads[method], method, n) for method in METHODS for n in lengths}
    fig, picture, nothing, curves = _longer_axes()

    def update(words_read, method):
        shares, alpha_prime = seen[method, words_read]
        fields = {"method": LABELS[method], "trained": TRAINED, "n": words_read}
        if shares is None:
            nothing.set_text(filled(NO_ROW, first=TRAINED + 1))
            update_heatmap(picture, np.zeros((words_read, words_read)))
            update_curves(curves, [[]])
            return {"caption": NOT_DEFINED, **fields}
        nothing.set_text("")
        update_heatmap(picture, alpha_prime.round(3))
        update_curves(curves, [shares.round(3)])
        if words_read == TRAINED:
            return {"caption": AS_TRAINED, "right": shares.mean(), **fields}
        return {"right": shares.mean(), "beyond": shares[TRAINED - 1 :].mean(), **fields}

    words_read = IntSlider(TRAINED, min=TRAINED, max=LONGEST, step=2, description=WORDS_READ)
    handles = {"words_read": curves.lines[0]}  # its end
    return film(fig, update, caption=LONGER_SAYS, handles=handles, words_read=words_read, method=choice())


def choice():
    """The control that chooses one of the four methods."""
    return Dropdown(options=labelled(LABELS), description=METHOD)
