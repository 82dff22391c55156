"""Notebook 05, point 4: what comes back through the blocks, with the residual and without it.

gradient_view   one word at the top sends a gradient back through 24 random blocks: how large it is, and whose
sent_back       the gradient at every block, exactly: each step of a block turned round

Training asks at each block: which way should these numbers go?  The answer is computed from the top down, block by
block, by the chain rule.  The forward pass is `walk_blocks` of `lab`; a test holds both against small differences.
"""

from functools import lru_cache

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.film import film, labelled, playing
from seesaw.lessons.bert_block.alone import listen, think
from seesaw.lessons.bert_block.lab import (
    BLOCK,
    DEPTH,
    DRAWS,
    HEADS,
    NAMES,
    NORM,
    POST,
    PRE,
    WIDTH,
    WORDS,
    random_blocks,
)
from seesaw.maths.arrays import gelu, layer_norm, softmax
from seesaw.maths.attention import merge_heads, split_heads
from seesaw.theme import figure
from seesaw.words import filled, say

NONE = "none"
CHOICES = NAMES | say({NONE: "no norm"})
WITH, WITHOUT, BACK = say(("with residual", "without", "blocks back"))
SIZE, OWN = say(("size of the gradient", "part of it that is\nthe word's own"))
TICK = 250  # ms a block, when it plays
SAYS = say(
    "Back through {back} blocks, {norm}: the gradient is {with_size} times as large with the residual and "
    "{without_size} without; the word's own part of it is {with_own:.2f} and {without_own:.2f}."
)


# ---- each step turned round


def norm_back(x, g):
    """Through a layer norm (gain 1, no bias) of the rows x.  g (n, d), what is wanted of what came out  ->  of x"""
    spread, y = x.std(axis=-1, keepdims=True), layer_norm(x)
    return (g - g.mean(axis=-1, keepdims=True) - y * (g * y).mean(axis=-1, keepdims=True)) / spread


def listen_back(x, w, g):
    """Through the multi-head attention of rows x (n, d).  g (n, d) -> (n, d)"""
    q, k, v = (split_heads(x @ W.T, HEADS) for W in (w.W_q, w.W_k, w.W_v))
    root = np.sqrt(q.shape[-1])
    shares, g_heads = softmax(q @ k.mT / root), split_heads(g @ w.W_o, HEADS)
    g_shares = g_heads @ v.mT
    g_scores = shares * (g_shares - (g_shares * shares).sum(axis=-1, keepdims=True)) / root
    g_q, g_k, g_v = g_scores @ k, g_scores.mT @ q, shares.mT @ g_heads
    return sum(merge_heads(part) @ W for part, W in ((g_q, w.W_q), (g_k, w.W_k), (g_v, w.W_v)))


def think_back(x, w, g):
    """Through the feed forward of rows x (n, d), its activation GELU.  g (n, d) -> (n, d)"""
    wide, step = x @ w.W_1.T, 1e-5
    slope = (gelu(wide + step) - gelu(wide - step)) / (2 * step)
    return ((g @ w.W_2) * slope) @ w.W_1


def sent_back(x, blocks, g, norm, residual):
    """The gradient at x and after each block, when it is `g` (n, d) after the last.  -> (L + 1, n, d), x's first

    norm : "post", "pre" or "none"    residual : whether x is carried around the sublayers
    """
    steps = []
    for w in blocks:
        for part, back in ((lambda z, w=w: listen(z, w, HEADS), listen_back), (lambda z, w=w: think(z, w), think_back)):
            given = layer_norm(x) if norm == PRE else x
            out = x + part(given) if residual else part(given)
            steps.append((x, given, out, w, back))
            x = layer_norm(out) if norm == POST else out
    found = [g]
    for nth, (before, given, out, w, back) in enumerate(reversed(steps)):
        g = norm_back(out, g) if norm == POST else g
        through = back(given, w, g)
        through = norm_back(before, through) if norm == PRE else through
        g = g + through if residual else through
        if nth % 2:
            found.append(g)
    return np.stack(found[::-1])


# ---- the film


@lru_cache(maxsize=1)
def what_comes_back():
    """The means over DRAWS draws, of the gradient that the first word sends back from the top.

    -> {(norm, residual): (size as a multiple of what was sent, the part that is the first word's)}, (DEPTH + 1,) each
    The part is of the squared length.  Sizes are averaged as on a log axis.
    """
    found = {(norm, residual): [] for residual in (True, False) for norm in CHOICES}
    for seed in range(DRAWS):
        x = np.random.default_rng(100 + seed).normal(size=(WORDS, WIDTH))
        sent = np.zeros((WORDS, WIDTH))
        sent[0] = np.random.default_rng(200 + seed).normal(size=WIDTH)
        blocks = list(random_blocks(seed=seed))
        for (norm, residual), runs in found.items():
            squares = (sent_back(x, blocks, sent, norm, residual) ** 2).sum(axis=-1)  # (DEPTH + 1, WORDS)
            size = np.sqrt(squares.sum(axis=-1) / (sent**2).sum())
            runs.append((np.log(size), squares[:, 0] / squares.sum(axis=-1)))
    means = {key: np.mean(runs, axis=0) for key, runs in found.items()}
    return {key: (np.exp(size), np.round(own, 5)) for key, (size, own) in means.items()}


def gradient_view():
    """Film: block by block back from the top; the size of what one word sent, and the part that is still its own."""
    fig, (left, right) = figure(10, 4.7, ncols=2)
    steps, colours = np.arange(DEPTH + 1), ["right", "wrong"]
    look = {"colours": colours, "styles": ["-", "--"], "ticks": [0, 6, 12, 18, 24], "xlabel": BLOCK, "room": 0.5}
    look |= {"heights": [0.7, 0.3], "upright": True}
    names = [WITH, WITHOUT]
    sizes = draw_curves(names, steps, ax=left, log="y", ylim=(1e-9, 1e9), form=times, title=SIZE, **look)
    left.set_yticks(TICKS, list(map(times, TICKS)))
    owns = draw_curves(names, steps, ax=right, title=OWN, **look)

    def update(back, norm):
        at = DEPTH - back
        size, own = ([what_comes_back()[norm, residual][kind] for residual in (True, False)] for kind in (0, 1))
        for curves, both in ((sizes, size), (owns, own)):
            update_curves(curves, np.where(steps < at, np.nan, both), at)
        said = {"with_size": times(size[0][at]), "without_size": times(size[1][at])}
        said |= {"with_own": own[0][at], "without_own": own[1][at]}
        return {"norm": CHOICES[norm], **said}

    back = playing(IntSlider(0, min=0, max=DEPTH, description=BACK), TICK)
    norm = ToggleButtons(options=labelled(CHOICES), description=NORM)
    return film(
        fig, update, caption=SAYS, handles={"back": sizes.upright, ("back",): owns.upright}, back=back, norm=norm
    )


SMALL, LARGE, TICKS = 0.01, 1000, (1e-8, 1e-4, 1, 1e4, 1e8)
POWER, DIGITS = say("10{power}"), str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def times(value):
    """A multiple by two figures, 0.38 and 28; far from 1 by its power of ten alone, 10⁻⁸."""
    if SMALL <= value < LARGE:
        figures = 1 - int(np.floor(np.log10(value)))
        return f"{np.round(value, figures):.{max(figures, 0)}f}"
    return filled(POWER, power=str(round(float(np.log10(value)))).translate(DIGITS))
