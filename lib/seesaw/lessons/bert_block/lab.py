"""Notebook 05, point 4: Add & Norm, switched off piece by piece.

lab_view        the real weights: residual off, norm off; the cosines of the words and their lengths, layer by layer
depth_view      random weights, post- or pre-norm, residual on or off, up to 24 blocks deep

`walk_blocks` is `encoder_block` with switches; with both on it gives the same numbers, and a test says so.
"""

from functools import lru_cache

import numpy as np
from ipywidgets import IntSlider, SelectionSlider, ToggleButtons

from seesaw.draw.boxes import draw_residual, update_residual
from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.tables import draw_table, stacked, update_table
from seesaw.film import film, labelled
from seesaw.lessons.bert_block.alone import listen, think
from seesaw.lessons.bert_block.directions import LAYER, cosines
from seesaw.lessons.bert_block.walk import SENTENCE
from seesaw.material.example import numbered
from seesaw.material.geometry import unit
from seesaw.maths.arrays import layer_norm
from seesaw.maths.bert import BlockWeights
from seesaw.theme import INK, figure
from seesaw.words import filled, say

POST, PRE = "post", "pre"


def walk_blocks(x, blocks, n_heads, norm=POST, residual=True, normed=True):
    """x (n, d) through all `blocks`, with the residual or the norms left out.  -> (L + 1, n, d), x itself first

    norm : "post", x + f(x) normed (BERT);  "pre", x + f(x normed)    residual : False leaves out "x +",
    a pair says so for attention and for feed forward
    normed : False leaves out both norms of each block
    """
    carried = (residual, residual) if isinstance(residual, bool) else residual
    steps = [x]
    for w in blocks:
        norms = (lambda z, w=w: layer_norm(z, w.gain_1, w.bias_1), lambda z, w=w: layer_norm(z, w.gain_2, w.bias_2))
        parts = (lambda z, w=w: listen(z, w, n_heads), lambda z, w=w: think(z, w))
        for part, over, carry in zip(parts, norms if normed else (lambda z: z,) * 2, carried, strict=True):
            y = part(over(x) if norm == PRE else x)
            y = x + y if carry else y
            x = over(y) if norm == POST else y
        steps.append(x)
    return np.stack(steps)


def alike(x):
    """The mean cosine of two different rows.  (..., n, d) -> (...)"""
    pointing = unit(x)
    n = x.shape[-2]
    return np.round(((pointing @ pointing.mT).sum(axis=(-2, -1)).astype(float) - n) / (n * (n - 1)), 5)


def lengths(x):
    """The mean length of the rows.  (..., n, d) -> (...)"""
    return np.linalg.norm(x.astype(float), axis=-1).mean(axis=-1)


# ---- the real weights

ON, OFF = say(("on", "off"))
RESIDUAL, NORM = say(("residual", "norm"))
COSINE_NAME, LENGTH_NAME = say(("mean cosine\nof two words", "mean length\nof a word"))
MAP_TITLE = say("cosines after layer {layer}")
LAB_SAYS = say(
    "Residual {residual}, norm {norm}: after layer {layer} two words of the sentence have cosine {alike:.2f} and "
    "a word is {length:,.0f} long, on average."
)


def switch(name):
    """A control that is on or off, on at the start."""
    return ToggleButtons(options=[(ON, True), (OFF, False)], description=name)


def without(reader, residual=True, normed=True, text=SENTENCE):
    """The words of `text` (no [CLS], no [SEP]) after each layer of the real model.  -> (L + 1, words, d)"""
    bert = reader.bert
    x = reader.read(text).hidden[0]
    return walk_blocks(x, bert.blocks, bert.n_heads, POST, residual, normed)[:, 1:-1]


def hearing_itself(reader, text=SENTENCE):
    """The words of `text` after each layer, with no residual, if no word listens to any but itself: no mixing.

    Attention then hands each row its own v, through W^O.  -> (L + 1, words, d)
    """
    steps = [reader.read(text).hidden[0]]
    for w in reader.bert.blocks:
        heard = layer_norm((steps[-1] @ w.W_v.T + w.b_v) @ w.W_o.T + w.b_o, w.gain_1, w.bias_1)
        steps.append(layer_norm(think(heard, w), w.gain_2, w.bias_2))
    return np.stack(steps)[:, 1:-1]


def one_direction(x):
    """The part of the squared length of all rows that lies in the one direction that has most of it.  (n, d) -> 0..1"""
    power = np.linalg.svd(x.astype(float), compute_uv=False) ** 2
    return round(float(power[0] / power.sum()), 5)


def lab_view(reader):
    """Film: layer by layer with the real weights; the residual off, the norm off."""
    found = {(r, n): without(reader, r, n) for r in (True, False) for n in (True, False)}
    curve = {key: (alike(steps), lengths(steps)) for key, steps in found.items()}
    layers, names = np.arange(len(found[True, True])), numbered(reader.tokens(SENTENCE).pieces[1:-1])
    fig, axes = figure(10, 4.5, mosaic="MC;ML", width_ratios=[1.2, 1])
    table = draw_table(np.eye(len(names)), ax=axes["M"], rows=names, columns=stacked(names), reach=1.0, size=15)
    look = {"colours": [INK], "points": 6, "room": 0.42}
    cosine = draw_curves([""], layers, ax=axes["C"], ylabel=COSINE_NAME, **look)
    look |= {"log": "y", "ylim": (3, 3e4), "form": "{:,.0f}".format}
    length = draw_curves([""], layers, ax=axes["L"], ylabel=LENGTH_NAME, xlabel=LAYER, **look)
    for curves, usual in zip((cosine, length), curve[True, True], strict=True):
        draw_still(curves, usual)

    def update(layer, residual, norm):
        near, long = curve[residual, norm]
        update_table(table, cosines(found[residual, norm][layer]))
        axes["M"].title.set_text(filled(MAP_TITLE, layer=layer))
        update_curves(cosine, [near], layer)
        update_curves(length, [long], layer)
        switches = {"residual": ON if residual else OFF, "norm": ON if norm else OFF}
        return {"alike": near[layer], "length": long[layer], **switches}

    layer = IntSlider(0, min=0, max=int(layers[-1]), description=LAYER)
    switches = {"residual": switch(RESIDUAL), "norm": switch(NORM)}
    handles = {"layer": cosine.dots[0], ("layer",): length.dots[0]}
    return film(fig, update, caption=LAB_SAYS, handles=handles, layer=layer, **switches)


# ---- random weights, up to 24 blocks

DEPTH, DRAWS = 24, 5
DEPTHS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 20, 24)
WIDTH, HEADS, WORDS = 64, 4, 8
NAMES = say({POST: "post-norm", PRE: "pre-norm"})
BLOCK, BLOCKS = say(("block", "blocks"))
DEPTH_SAYS = say(
    "Random weights, {norm}, residual {residual}: after {blocks} blocks two words have cosine {alike:.2f} on "
    "average, and a word is {times:.1f} times as long as it came in."
)


def random_blocks(d=WIDTH, d_ff=4 * WIDTH, depth=DEPTH, seed=0):
    """`depth` blocks that learned nothing: each matrix normal with spread 1/sqrt(its columns), no biases, gain 1."""
    rng = np.random.default_rng(seed)
    for _ in range(depth):
        W_q, W_k, W_v, W_o = (_matrix(rng, d, d) for _ in range(4))
        W_1, W_2 = _matrix(rng, d_ff, d), _matrix(rng, d, d_ff)
        no, one = np.zeros(d), np.ones(d)
        yield BlockWeights(W_q, no, W_k, no, W_v, no, W_o, no, one, no, W_1, np.zeros(d_ff), W_2, no, one, no)


def _matrix(rng, rows, columns):
    return rng.normal(0, columns**-0.5, (rows, columns))


@lru_cache(maxsize=1)
def depths():
    """The means over DRAWS draws.  -> {(norm, residual): (mean cosine, mean length)}, (DEPTH + 1,) each"""
    found = {(norm, residual): [] for residual in (True, False) for norm in NAMES}
    for seed in range(DRAWS):
        x = np.random.default_rng(100 + seed).normal(size=(WORDS, WIDTH))
        blocks = list(random_blocks(seed=seed))
        for (norm, residual), runs in found.items():
            steps = walk_blocks(x, blocks, HEADS, norm, residual)
            runs.append((alike(steps), lengths(steps)))
    return {key: np.mean(runs, axis=0) for key, runs in found.items()}


def left_of_x(norm):
    """How long what is left of the first x is beside the word, after each random block.  -> (DEPTH + 1,), at first 1

    norm : "post", whose norms divide x with what was added;  "pre", which adds alone
    """
    found = []
    for seed in range(DRAWS):
        x = first = np.random.default_rng(100 + seed).normal(size=(WORDS, WIDTH))
        parts = [1.0]
        for w in random_blocks(seed=seed):
            for part in (lambda z, w=w: listen(z, w, HEADS), lambda z, w=w: think(z, w)):
                if norm == PRE:
                    x = x + part(layer_norm(x))
                else:
                    added = x + part(x)
                    x = layer_norm(added)
                    first = (first - first.mean(-1, keepdims=True)) / added.std(-1, keepdims=True)
            parts.append((np.linalg.norm(first, axis=-1) / np.linalg.norm(x, axis=-1)).mean())
        found.append(parts)
    return np.mean(found, axis=0)


def depth_view():
    """Film: up to 24 blocks of random weights, post- or pre-norm, with the residual line or without it."""
    fig, (left, right) = figure(10, 4.5, ncols=2, width_ratios=[1, 1.9])
    line = draw_residual(ax=left)
    look = {"colours": ["wrong", "right"], "ticks": [0, 6, 12, 18, 24], "upright": True}
    names, steps = list(NAMES.values()), np.arange(DEPTH + 1)
    curves = draw_curves(names, steps, ax=right, xlabel=BLOCK, ylabel=COSINE_NAME, **look)

    def update(blocks, norm, residual):
        cosine, length = depths()[norm, residual]
        update_residual(line, norm, residual)
        both = [np.round(depths()[kind, residual][0], 5) for kind in NAMES]
        update_curves(curves, both, blocks, strong=list(NAMES).index(norm))
        said = {"norm": NAMES[norm], "residual": ON if residual else OFF}
        return {"alike": cosine[blocks], "times": length[blocks] / length[0], **said}

    blocks = SelectionSlider(options=DEPTHS, value=0, description=BLOCKS)
    norm = ToggleButtons(options=labelled(NAMES), description=NORM)
    controls = {"blocks": blocks, "norm": norm, "residual": switch(RESIDUAL)}
    return film(fig, update, caption=DEPTH_SAYS, handles={"blocks": curves.upright}, **controls)
