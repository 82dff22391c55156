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
from seesaw.film import film
from seesaw.lessons.bert_block.alone import listen, think
from seesaw.lessons.bert_block.directions import cosines
from seesaw.lessons.bert_block.walk import SENTENCE, numbered
from seesaw.maths.arrays import layer_norm
from seesaw.maths.bert import BlockWeights
from seesaw.theme import INK, figure, lecture_style

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
    unit = x / np.linalg.norm(x, axis=-1, keepdims=True)
    n = x.shape[-2]
    return np.round(((unit @ unit.mT).sum(axis=(-2, -1)).astype(float) - n) / (n * (n - 1)), 5)


def lengths(x):
    """The mean length of the rows.  (..., n, d) -> (...)"""
    return np.linalg.norm(x.astype(float), axis=-1).mean(axis=-1)


# ---- the real weights

ON, OFF = "on", "off"
LAYER, BLOCK = "layer", "block"
COSINE_NAME = "mean cosine\nof two words"
LENGTH_NAME = "mean length\nof a word"
MAP_TITLE = "cosines after layer {layer}"
LAB_SAYS = (
    "Residual {residual}, norm {norm}: after layer {layer} two words of the sentence have cosine {alike:.2f} and "
    "a word is {length:,.0f} long, on average."
)


def without(reader, residual=True, normed=True, text=SENTENCE):
    """The words of `text` (no [CLS], no [SEP]) after each layer of the real model.  -> (L + 1, words, d)"""
    bert = reader.bert
    x = reader.read(text).hidden[0]
    return walk_blocks(x, bert.blocks, bert.n_heads, POST, residual, normed)[:, 1:-1]


def lab_view(reader):
    """Film: layer by layer with the real weights; the residual off, the norm off."""
    pieces = reader.tokens(SENTENCE).pieces[1:-1]
    found = {(r, n): without(reader, r, n) for r in (True, False) for n in (True, False)}
    maps = {key: np.stack([cosines(x) for x in steps]) for key, steps in found.items()}
    curve = {key: alike(steps) for key, steps in found.items()}
    length = {key: lengths(steps) for key, steps in found.items()}
    layers = np.arange(len(curve[True, True]))
    fig, left, upper, lower = _one_and_two()
    names = numbered(pieces, first=1)
    table = draw_table(np.eye(len(pieces)), ax=left, rows=names, columns=stacked(names), reach=1.0, size=15)
    look = {"colours": [INK], "points": 6, "room": 0.42}
    cos_line = draw_curves([""], layers, ax=upper, ylabel=COSINE_NAME, **look)
    draw_still(cos_line, curve[True, True])
    look |= {"log": "y", "ylim": (3, 3e4), "form": "{:,.0f}".format}
    length_line = draw_curves([""], layers, ax=lower, ylabel=LENGTH_NAME, xlabel=LAYER, **look)
    draw_still(length_line, length[True, True])

    def update(layer, residual, norm):
        key = residual == ON, norm == ON
        update_table(table, maps[key][layer])
        left.title.set_text(MAP_TITLE.format(layer=layer))
        update_curves(cos_line, [curve[key]], layer)
        update_curves(length_line, [length[key]], layer)

    def caption(layer, residual, norm):
        key = residual == ON, norm == ON
        return LAB_SAYS.format(residual=residual, norm=norm, layer=layer, alike=curve[key][layer],
                               length=length[key][layer])  # fmt: skip

    return film(fig, update, caption=caption, layer=IntSlider(4, min=0, max=int(layers[-1])),
                residual=ToggleButtons(options=[ON, OFF]), norm=ToggleButtons(options=[ON, OFF]))  # fmt: skip


@lecture_style()
def _one_and_two():
    """A figure with one axes on the left and two, one above the other, on the right.  -> Figure, three Axes"""
    fig, axes = figure(10, 5.4, nrows=2, ncols=2, width_ratios=[1.2, 1])
    grid = axes[0, 0].get_gridspec()
    for ax in axes[:, 0]:
        ax.remove()
    return fig, fig.add_subplot(grid[:, 0]), axes[0, 1], axes[1, 1]


# ---- random weights, up to 24 blocks

DEPTH, DRAWS = 24, 5
DEPTHS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 20, 24)
WIDTH, HEADS, WORDS = 64, 4, 8
SETTINGS = ((POST, True), (PRE, True), (POST, False), (PRE, False))
NAMES = {POST: "post-norm", PRE: "pre-norm"}
DEPTH_SAYS = (
    "Random weights, {norm}-norm, residual {residual}: after {depth} blocks two words have cosine {alike:.2f} on "
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
    found = {key: [] for key in SETTINGS}
    for seed in range(DRAWS):
        x = np.random.default_rng(100 + seed).normal(size=(WORDS, WIDTH))
        blocks = list(random_blocks(seed=seed))
        for norm, residual in SETTINGS:
            steps = walk_blocks(x, blocks, HEADS, norm, residual)
            found[norm, residual].append((alike(steps), lengths(steps)))
    return {key: tuple(np.mean(pair, axis=0) for pair in zip(*runs, strict=True)) for key, runs in found.items()}


def depth_view():
    """Film: up to 24 blocks of random weights, post- or pre-norm, with the residual line or without it."""
    curve = {key: np.round(cos, 5) for key, (cos, _) in depths().items()}
    length = {key: long for key, (_, long) in depths().items()}
    steps = np.arange(DEPTH + 1)
    fig, (left, right) = figure(10, 5.2, ncols=2, width_ratios=[1, 1.9])
    lines = draw_residual(ax=left)
    look = {"colours": ["wrong", "right"], "ticks": [0, 6, 12, 18, 24], "upright": True}
    curves = draw_curves([NAMES[POST], NAMES[PRE]], steps, ax=right, xlabel=BLOCK, ylabel=COSINE_NAME, **look)

    def update(blocks, norm, residual):
        update_residual(lines, norm, residual == ON)
        both = [curve[kind, residual == ON] for kind in (POST, PRE)]
        update_curves(curves, both, blocks, strong=(POST, PRE).index(norm))

    def caption(blocks, norm, residual):
        key = norm, residual == ON
        return DEPTH_SAYS.format(norm=norm, residual=residual, depth=blocks, alike=curve[key][blocks],
                                 times=length[key][blocks] / length[key][0])  # fmt: skip

    return film(fig, update, caption=caption, blocks=SelectionSlider(options=DEPTHS, value=24),
                norm=ToggleButtons(options=[POST, PRE]),
                residual=ToggleButtons(options=[ON, OFF]))  # fmt: skip

