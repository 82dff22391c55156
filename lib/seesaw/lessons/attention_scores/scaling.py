"""Notebook 01, point 5: why the scores are divided by sqrt(d_k).  The failure first, then the cure.

q and k are drawn at random, 1,000 questions with six keys each, once, with 512 features; d_k = 4 uses the first four of
them, and so on, so that each step only adds features to what was there.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from ipywidgets import SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.film import film
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import dot_scores
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, say

WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
DRAWS, KEYS = 1000, 6
NO, YES = (say("no"), False), (say("yes"), True)  # options of a control, and whether the scores are divided

DIVIDE = say("divide by √d_k")
RANKS = say(("1st", "2nd", "3rd", "4th", "5th", "6th"))
SHARES_TITLE = say("shares, largest first\n(mean of {draws:,} draws)")
SLOPE_TITLE = say("slope that softmax has left")
AS_PRINTED, DIVIDED = "q·k", "q·k / √d_k"
SPREAD = say("scores spread by ±{scores:.1f}")
SCALE_SAYS = say(
    "d_k = {d_k}, divided by its root: {divide}; scores spread by {scores:.1f}, the largest share is {largest:.2f}, "
    "the slope left {slope:.2f}"
)


class Spread(NamedTuple):
    """What 1,000 draws come to, for each d_k."""

    scores: np.ndarray  # (w,)       standard deviation of alpha
    shares: np.ndarray  # (w, KEYS)  mean of alpha', largest first
    slope: np.ndarray  # (w,)       mean of the sum of alpha' (1 - alpha')


@lru_cache(maxsize=1)
def spreads():
    """With scores as on the slide (False), and divided by sqrt(d_k) (True).  -> {bool: Spread}"""
    draw = np.random.default_rng(0)
    q = draw.normal(size=(DRAWS, 1, WIDTHS[-1]))  # (DRAWS, 1, 512)
    k = draw.normal(size=(DRAWS, KEYS, WIDTHS[-1]))  # (DRAWS, KEYS, 512)
    return {divided: _spread(q, k, divided) for divided in (False, True)}


def _spread(q, k, scale):
    alpha = np.array([dot_scores(q[..., :d_k], k[..., :d_k], scale)[:, 0] for d_k in WIDTHS])  # (w, DRAWS, KEYS)
    alpha_prime = softmax(alpha)
    ordered = -np.sort(-alpha_prime, axis=-1)
    return Spread(alpha.std(axis=(1, 2)), ordered.mean(axis=1), softmax_slope(alpha_prime).mean(axis=1))


def softmax_slope(alpha_prime):
    """How much the shares still follow their own scores: the sum over j of alpha'_j (1 - alpha'_j).  (..., n) -> (...)

    alpha'_j (1 - alpha'_j) is d alpha'_j / d alpha_j.  The sum is 1 - 1/n where all are alike, 0 where one takes all.
    """
    return (alpha_prime * (1 - alpha_prime)).sum(axis=-1)


@lecture_style()
def scale_view():
    """d_k from 1 to 512, divided by its root or not: the shares, and the slope that learning needs.  -> Film"""
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=(1, 1.15))
    look = {"colour": "alpha_prime", "limits": (0, 1.12), "title": filled(SHARES_TITLE, draws=DRAWS)}
    bars = draw_bars(np.zeros(KEYS), RANKS, ax=left, **look)
    spread = left.text(0.97, 0.8, "", transform=left.transAxes, ha="right", size=15)
    curves = _draw_slopes(right)

    def update(d_k, divide):
        at = WIDTHS.index(d_k)
        scores, shares, slope = (values[at] for values in spreads()[divide])
        update_bars(bars, shares)
        spread.set_text(filled(SPREAD, scores=scores))
        update_curves(curves, at=at, strong=int(divide))
        return {"divide": (YES if divide else NO)[0], "scores": scores, "largest": shares[0], "slope": slope}

    width = SelectionSlider(options=WIDTHS, value=1, description="d_k")
    divide = ToggleButtons(options=[NO, YES], description=DIVIDE)
    return film(fig, update, caption=SCALE_SAYS, handles={"d_k": curves.upright}, d_k=width, divide=divide)


def _draw_slopes(ax):
    look = {"colours": ["wrong", "right"], "xlabel": "d_k", "title": SLOPE_TITLE, "ylim": (0, 0.8), "log": "x"}
    ticks = {d_k: str(d_k) for d_k in (1, 8, 64, 512)}
    curves = draw_curves([AS_PRINTED, DIVIDED], WIDTHS, ax=ax, ticks=ticks, upright=True, **look)
    ax.set_yticks([0, 0.2, 0.4, 0.6, 0.8])
    return update_curves(curves, [spread.slope for spread in spreads().values()])
