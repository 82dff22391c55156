"""Notebook 03, point 1: two questions, one head or more.  Multi-head attention learns in NumPy, gradients by hand.

The task: say the word before you *and* the word after you.  The four matrices have the same size whatever H is:

    a + e --W_q, W_k, W_v, cut into H heads--> b^1 ... b^H --side by side, W_o--> two answers for each word

train_heads      one run    by_side, accuracy    how often fresh sentences are answered right
two_sides_view   the film: the maps of the heads and the answers, step by step, for H = 1, 2, 4
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from ipywidgets import Play, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.heatmaps import draw_heatmap, update_heatmap
from seesaw.draw.parts import column, stage
from seesaw.draw.tables import ANSWERS, ASKS
from seesaw.film import film
from seesaw.material.training import HELD_OUT, VOCABULARY, World, by_matrices, descend, ids_of, world
from seesaw.maths.arrays import log_softmax
from seesaw.maths.attention import merge_heads, multi_head, split_heads
from seesaw.theme import COLOUR, SHARE, figure, lecture_style
from seesaw.words import filled, say

STEPS, D, RATE, START = 400, 16, 0.01, 0.3
HEADS = (1, 2, 4)
MIDDLE = slice(1, -1)  # the words that have one before them and one after them
SIDES = (slice(None, -2), slice(2, None))  # of a middle word: the one before, the one after
V = len(VOCABULARY)


class Matrices(NamedTuple):
    """What is learned, or the gradient of the loss by it.  Head h has rows h d/H to (h + 1) d/H of the first three."""

    W_q: np.ndarray  # (d, d)
    W_k: np.ndarray  # (d, d)
    W_v: np.ndarray  # (d, d)
    W_o: np.ndarray  # (2 V, d)    a number for each word before, and one for each word after


class Learned(NamedTuple):
    """One run: what was seen at each step, and what was learned in the end."""

    loss: np.ndarray  # (steps + 1,)             on 64 fresh sentences
    alpha_prime: np.ndarray  # (steps + 1, H, n, n)    of the held-out sentence
    answers: np.ndarray  # (steps + 1, 2, n - 2)    of its middle words, as numbers: before, after
    matrices: Matrices
    given: World


def forward(W, given, H):
    """given = a + e (..., n, d)  ->  all that `multi_head` names; b is (..., n, 2 V)"""
    return multi_head(given, *W, H)


def guesses(b):
    """The two answers of each middle word, as logarithms of shares.  b : (..., n, 2 V) -> (..., 2, n - 2, V)"""
    return log_softmax(split_heads(b[..., MIDDLE, :], 2))


def asked(ids):
    """The right answers: the word before and the word after each middle word.  (..., n) -> (..., 2, n - 2)"""
    return np.stack([ids[..., side] for side in SIDES], axis=-2)


def loss_of(b, ids):
    """Mean of -log(the share that the right word gets), over middle words and both sides."""
    return float(-np.take_along_axis(guesses(b), asked(ids)[..., None], axis=-1).mean())


def backward(W, given, ids, H):
    """The gradient of `loss_of` by each matrix: the forward arrows from right to left.  -> Matrices"""
    q, k, v, _, alpha_prime, b_heads, b = forward(W, given, H)
    right = asked(ids)
    d_b = np.zeros_like(b)  # (B, n, 2 V)
    d_b[..., MIDDLE, :] = merge_heads((np.exp(guesses(b)) - np.eye(V)[right]) / right.size)
    d_heads = split_heads(d_b @ W.W_o, H)  # (B, H, n, d_v)    b = W_o times the heads side by side
    d_v = alpha_prime.mT @ d_heads  # b of a head = alpha' v
    d_prime = d_heads @ v.mT  # (B, H, n, n)
    d_alpha = alpha_prime * (d_prime - (alpha_prime * d_prime).sum(axis=-1, keepdims=True))  # softmax
    d_dot = d_alpha / np.sqrt(q.shape[-1])
    projections = by_matrices((merge_heads(d_dot @ k), merge_heads(d_dot.mT @ q), merge_heads(d_v)), given)
    return Matrices(*projections, np.einsum("bno,bnd->od", d_b, merge_heads(b_heads)))


def train_heads(H, steps=STEPS, d=D, rate=RATE, start=START, seed=0):
    """Learn to say the word before and the word after, with H heads.  -> Learned

    start : how large the first matrices are, times 1/sqrt(d); they are the same for each H
    """
    given, draw = world(steps=steps, d=d, seed=seed), np.random.default_rng(seed + 1)
    W = Matrices(*(start * draw.normal(size=(rows, d)) / np.sqrt(d) for rows in (d, d, d, 2 * V)))

    def gradient(W, step):
        ids = given.train[step]
        return backward(W, given.a[ids] + given.e, ids, H)

    W, *seen = descend(W, steps, lambda W: _look(W, given, H), gradient, rate)
    return Learned(*seen, W, given)


def _look(W, given, H):
    """The loss on fresh sentences; alpha' and the answers on the held-out one."""
    fresh = forward(W, given.a[given.fresh] + given.e, H)
    shown = forward(W, given.a[ids_of(HELD_OUT)] + given.e, H)
    return loss_of(fresh.b, given.fresh), shown.alpha_prime, guesses(shown.b).argmax(axis=-1)


def by_side(learned, sentences=500):
    """How often the middle words of fresh sentences are answered right: the one before, the one after.  -> (2,)"""
    ids = np.random.default_rng(1).integers(V, size=(sentences, len(HELD_OUT)))
    H = learned.alpha_prime.shape[1]
    b = forward(learned.matrices, learned.given.a[ids] + learned.given.e, H).b
    return (guesses(b).argmax(axis=-1) == asked(ids)).mean(axis=(0, 2))


def accuracy(learned, sentences=500):
    """`by_side`, both sides counted.  -> 0..1"""
    return float(by_side(learned, sentences).mean())


# ---- the film

EACH, TICK = 20, 250  # steps between two positions of the slider; ms for each: the whole training takes five seconds
STEP, HEAD, LOSS, TRAINING_STEP = say(("step", "head {head}", "loss on fresh sentences", "training step"))
HOW_MANY = "H = {H}"
NAMES_AT = (0.8, 0.5, 0.2)  # heights of the curves' names, in the order of HEADS
WORD, BEFORE, AFTER = say(("word", "before it?", "after it?"))
RIGHT, WRONG = "✓ {word}", "✗ {word}"
SIDES_SAY = say("H = {H}, step {step}: the loss is {loss:.2f}; right answers: {right} of {all}.")


@lru_cache(maxsize=1)
def trained():
    """The three runs of the film.  -> {H: Learned}"""
    return {H: train_heads(H) for H in HEADS}


@lecture_style()
def two_sides_view():
    """Film: the maps of the heads on a sentence never trained on, its answers, and the loss, step by step."""
    runs = trained()
    losses = np.array([run.loss for run in runs.values()])
    fig, axes = figure(10, 4.7, mosaic="0123;LLRR", height_ratios=(1.15, 1))
    maps = [_draw_map(axes[str(h)], h) for h in range(max(HEADS))]
    answers = _draw_answers(axes["R"])
    names = [filled(HOW_MANY, H=H) for H in HEADS]
    look = {
        "colours": ["muted", "alpha", "b"],
        "heights": NAMES_AT,
        "form": None,
        "xlabel": TRAINING_STEP,
        "title": LOSS,
    }
    ylim, ticks = (0, np.ceil(losses.max())), range(0, STEPS + 1, 100)
    curves = draw_curves(names, range(STEPS + 1), ax=axes["L"], ylim=ylim, ticks=ticks, upright=True, **look)

    def update(step, H):
        run = runs[H]
        for h, image in enumerate(maps):
            image.axes.set_visible(h < H)
            update_heatmap(image, run.alpha_prime[step, min(h, H - 1)])
        update_curves(curves, losses[:, : step + 1], step, strong=HEADS.index(H))
        right = _update_answers(answers, run.answers[step])
        return {"loss": run.loss[step], "right": right, "all": run.answers[step].size}

    steps = Play(0, min=0, max=STEPS, step=EACH, interval=TICK, description=STEP)
    heads = ToggleButtons(options=HEADS, value=HEADS[0], description="H")
    return film(fig, update, caption=SIDES_SAY, handles={"step": curves.upright}, step=steps, H=heads)


def _draw_map(ax, h):
    """An empty map of the held-out sentence for the head of number h.  -> its image"""
    n = len(HELD_OUT)
    look = {"xlabel": ANSWERS, "ylabel": "" if h else ASKS, "cmap": SHARE, "title": filled(HEAD, head=h + 1)}
    image = draw_heatmap(np.zeros((n, n)), ax=ax, **look)
    ax.set_xticks(range(n), HELD_OUT, rotation=90)
    ax.set_yticks(range(n), [] if h else HELD_OUT)
    return image


def _draw_answers(ax):
    """A row for each middle word, with room for its two answers.  -> two lists of texts"""
    words = HELD_OUT[MIDDLE]
    stage(ax, (0, 3), (len(words) - 0.4, -1.6))
    for x, head in zip((0.5, 1.5, 2.5), (WORD, BEFORE, AFTER), strict=True):
        ax.text(x, -1, head, ha="center", va="center", size=13, color=COLOUR["muted"])
    column(ax, 0.5, range(len(words)), words, ha="center", size=15, weight="bold")
    return [column(ax, x, range(len(words)), ha="center", size=15) for x in (1.5, 2.5)]


def _update_answers(texts, answers):
    """Show what each middle word answers, marked right or wrong.  answers : (2, n - 2)  -> how many are right"""
    right = answers == asked(ids_of(HELD_OUT))
    for row, words, marks in zip(texts, answers, right, strict=True):
        for text, word, is_right in zip(row, words, marks, strict=True):
            said = filled(RIGHT if is_right else WRONG, word=VOCABULARY[word])
            text.set(text=said, color=COLOUR["right" if is_right else "wrong"])
    return int(right.sum())
