"""Notebook 03, point 4: what is split, and what is not.

split_view       the rows of W that belong to a head make the columns of q that belong to it; the input stays whole
differences      three ways to split beside one big projection that is split afterwards
"""

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.split import draw_split, update_split
from seesaw.film import film, labelled
from seesaw.lessons.multi_head.learning import HEADS, trained
from seesaw.material.training import HELD_OUT, ids_of
from seesaw.maths.attention import split_heads
from seesaw.theme import figure
from seesaw.words import say

OUT, IN = "what comes out", "what goes in"
WAYS = say({OUT: "what comes out", IN: "what goes in"})
SPLIT, ROW = say(("what is split", "row of W_q"))
NAMES = say(("a + e: {n} words, {d} features", "W_q", "q"))
READS = say(
    "Row {row} of W_q makes column {row} of q, which belongs to head {head} of {H}; it reads all {d} features of each "
    "word."
)
READS_A_PART = say(
    "Row {row} of W_q makes column {row} of q, which belongs to head {head} of {H}; cut off from the rest, it reads "
    "features {first} to {last} alone."
)


def given(H):
    """What point 1 has learned with H heads: the held-out sentence as it is given, and W_q.  -> (n, d), (d, d)"""
    run = trained()[H]
    return run.given.a[ids_of(HELD_OUT)] + run.given.e, run.matrices.W_q


def cut_off(W, H):
    """W with nothing left but what a head reads of its own slice of the input: NaN elsewhere.  (d, d)"""
    heads = np.arange(len(W)) // (len(W) // H)
    return np.where(heads[:, None] == heads, W, np.nan)


def differences(H):
    """Largest difference of each way from one projection split into H.  (3,), rounded

    H small projections of the whole input; the slides' second product for each head, folded; a sliced input
    """
    x, W = given(H)
    d = len(W)
    whole, parts = split_heads(x @ W.T, H), np.split(W, H)  # (H, n, d/H), H of (d/H, d)
    second = np.random.default_rng(0).normal(size=(H, d // H, d)) / np.sqrt(d)
    small = np.stack([x @ part.T for part in parts])
    twice = np.stack([(x @ W.T) @ part.T for part in second])  # the slides: W^{q,h} (W^q a)
    folded = split_heads(x @ np.concatenate([part @ W for part in second]).T, H)  # one W, then split
    sliced = split_heads(x @ np.nan_to_num(cut_off(W, H)).T, H)
    return np.round([np.abs(way).max() for way in (small - whole, folded - twice, sliced - whole)], 5) + 0.0


def split_view():
    """Film: W^q of the heads that point 1 has trained, cut for 1, 2 or 4 heads, and the input sliced by mistake."""
    x, W = given(HEADS[0])
    (n, d), names = x.shape, [name.format(n=len(x), d=len(W)) for name in NAMES]
    fig, ax = figure(10, 3.3)
    split = draw_split(n, d, names, ax=ax, heads=max(HEADS))

    def update(row, H, way):
        x, W = given(H)
        head, part = (row - 1) * H // d, d // H
        reads = (0, d) if way == OUT else (head * part, part)
        W = W if way == OUT else cut_off(W, H)
        update_split(split, x, W, x @ np.nan_to_num(W).T, H, row - 1, reads)
        fields = {"head": head + 1, "d": d, "first": reads[0] + 1, "last": sum(reads)}
        return {"caption": READS if reads[1] == d else READS_A_PART, **fields}

    row = IntSlider(11, min=1, max=d, description=ROW)
    heads = ToggleButtons(options=HEADS, value=2, description="H")
    ways = ToggleButtons(options=labelled(WAYS), description=SPLIT)
    return film(fig, update, handles={"row": split.frames[1]}, row=row, H=heads, way=ways)
