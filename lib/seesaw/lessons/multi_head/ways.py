"""Notebook 03, point 3: three ways to split, and how far each is from one big projection that is split afterwards.

ways_view        d and H on sliders, the largest differences as bars
"""

import numpy as np
from ipywidgets import IntSlider

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.film import film
from seesaw.maths.attention import split_heads
from seesaw.theme import figure
from seesaw.words import filled, listed, say

SEED, WORDS = 3, 5
WAYS = say(
    (
        "H small projections,\neach of the whole input",
        "a second product\nfor each head, folded",
        "each head gets a\nslice of the input",
    )
)
TITLE = say("largest difference from: project once, then split")
WAYS_SAY = say(
    "d = {d}, H = {H}: small projections differ by {small:.2f}, the folded second product by {folded:.2f}, "
    "a sliced input by {sliced:.2f}."
)
NO_FIT = say("{H} heads do not divide {d} features; {fitting} do.")
NO_FIT_HERE = say("H = {H} does not divide d = {d}\nH may be {fitting}")


def heads_that_fit(d, most=8):
    """The numbers of heads up to `most` that divide d."""
    return [H for H in range(1, most + 1) if d % H == 0]


def differences(d, H):
    """Largest difference of each way from one projection split into H.  (3,), rounded; NaN where H does not fit"""
    if d % H:
        return np.full(3, np.nan)
    rng = np.random.default_rng(SEED)
    x, W = rng.normal(size=(WORDS, d)), rng.normal(size=(d, d)) / np.sqrt(d)
    second = rng.normal(size=(H, d // H, d)) / np.sqrt(d)
    whole, parts = split_heads(x @ W.T, H), np.split(W, H)  # (H, n, d/H), H of (d/H, d)
    small = np.stack([x @ part.T for part in parts])
    twice = np.stack([(x @ W.T) @ part.T for part in second])  # the slides: W^{q,h} (W^q a)
    folded = split_heads(x @ np.concatenate([part @ W for part in second]).T, H)  # one W, then split
    corners = [part[:, h * (d // H) : (h + 1) * (d // H)] for h, part in enumerate(parts)]
    sliced = np.stack([piece @ part.T for piece, part in zip(np.split(x, H, axis=1), corners, strict=True)])
    return np.round([np.abs(way).max() for way in (small - whole, folded - twice, sliced - whole)], 5) + 0.0


def ways_view():
    """Film: three ways to split, for a width d and a number of heads H."""
    found = {(d, H): differences(d, H) for d in range(8, 25, 4) for H in range(1, 9)}
    fig, ax = figure(9, 4.6)
    bars = draw_bars([0, 0, 0], WAYS, ax=ax, colour="q", limits=(-0.2, 4.5), title=TITLE)
    words = ax.text(1, 2.4, "", ha="center", va="center", size=15)

    def update(d, H):
        fits, fitting = d % H == 0, listed(heads_that_fit(d))
        update_bars(bars, np.nan_to_num(found[d, H]))
        for text in bars.texts:
            text.set_visible(fits)
        words.set_text("" if fits else filled(NO_FIT_HERE, d=d, H=H, fitting=fitting))
        small, folded, sliced = found[d, H]
        fields = {"small": small, "folded": folded, "sliced": sliced, "fitting": fitting}
        return {"caption": WAYS_SAY if fits else NO_FIT, **fields}

    return film(fig, update, d=IntSlider(12, min=8, max=24, step=4), H=IntSlider(3, min=1, max=8))
