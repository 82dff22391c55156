"""Notebook 06: how sure is a measured precision, recall, F1?

    the cases of a test set --drawn anew, with replacement, as many--> their four counts --> P, R, F1    1,000 times
    the middle 95 % of those values is the interval                                    (the bootstrap, Efron 1979)

intervals       of precision, recall and F1, from the four counts: to draw cases anew is to draw their kinds anew
intervals_of    the same where cases come in groups (eleven answers to one sentence): the groups are drawn
sure_view       the film: a test set of 25 to 2,000 cases, and what its P, R and F1 may be worth
"""

from functools import cache

import numpy as np
from ipywidgets import IntSlider, SelectionSlider

from seesaw.draw.curves import draw_bands, draw_curves, update_bands, update_curves
from seesaw.film import film
from seesaw.maths.metrics import Confusion
from seesaw.theme import figure
from seesaw.words import filled, say

from .counts import COLOURS, RATES, words_of
from .worlds import above

SEED, DRAWS = 6, 1000
MIDDLE = 0.025, 0.975  # 95 % lie between
SPAN = say("{low} to {high}")


def shares_in(counts):
    """(..., 4) tp, fp, tn, fn -> (..., 3) precision, recall, F1; NaN for 0 of 0."""
    tp, fp, _, fn = np.moveaxis(np.asarray(counts, dtype=float), -1, 0)
    with np.errstate(invalid="ignore"):
        return np.stack([tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn)], axis=-1)


def intervals(c, draws=DRAWS, seed=SEED):
    """c : a Confusion  ->  (3, 2): where precision, recall and F1 lie in 95 % of test sets drawn anew from this one."""
    counts = np.array(c)
    rng = np.random.default_rng([seed, int(counts.sum())])
    return _middle(shares_in(rng.multinomial(counts.sum(), counts / counts.sum(), size=draws)))


def intervals_of(groups, draws=DRAWS, seed=SEED):
    """groups : (G, 4) counts of groups that are drawn whole  ->  (3, 2), as `intervals`."""
    return _middle(shares_in(_times(len(groups), draws, seed) @ np.asarray(groups)))


@cache
def _times(groups, draws, seed):
    """How often each group is drawn.  (draws, groups)"""
    rng = np.random.default_rng([seed, groups])
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=draws)


def _middle(shares):
    """(draws, 3) -> (3, 2).  A draw in which a share has no value is left out of its interval."""
    if np.isnan(shares).all(axis=0).any():
        return np.array([_quantiles(column[~np.isnan(column)]) for column in shares.T])
    return np.nanquantile(shares, MIDDLE, axis=0).T


def _quantiles(values):
    return np.quantile(values, MIDDLE) if len(values) else np.full(2, np.nan)


def spans_of(bounds):
    """(3, 2) -> three texts, "0.41 to 0.86"."""
    return [filled(SPAN, low=words_of(low), high=words_of(high)) for low, high in bounds]


# ---- the film

SIZES = 25, 50, 100, 200, 500, 1000, 2000
PREVALENCES = 0.05, 0.25, 0.5
TEST_SETS = 6
SEPARATION, THRESHOLD = 2.0, 1.0  # of the two bells of point 2: that detector is what is measured
CASES, PREVALENCE, TEST_SET = say(("cases in the test set", "prevalence", "test set"))
TICKS = {0: "25", 2: "100", 4: "500", 6: "2,000"}
SAYS = say(
    "{n:,} cases, {ones:,} of them positive: precision {p} (95 % interval {p_span}), recall {r} ({r_span}), F1 {f1} "
    "({f1_span}); the detector's own F1 is {own}."
)


def detector(prevalence):
    """The shares of the four kinds of case, with as many of them positive.  (4,) tp, fp, tn, fn"""
    hit, alarm = float(above(THRESHOLD - SEPARATION)), float(above(THRESHOLD))
    negative = 1 - prevalence
    return np.array([prevalence * hit, negative * alarm, negative * (1 - alarm), prevalence * (1 - hit)])


def drawn_set(n, prevalence, nth):
    """The nth test set of n cases, each drawn by chance.  -> Confusion"""
    rng = np.random.default_rng([SEED, n, round(1000 * prevalence), nth])
    return Confusion(*rng.multinomial(n, detector(prevalence)).tolist())


def sure_view():
    """Film: precision, recall and F1 on test sets of 25 to 2,000 cases, each with its interval."""
    fig, axes = figure(10.4, 4.3, ncols=3)
    spots = np.arange(len(SIZES))
    look = {"ticks": TICKS, "xlabel": CASES, "form": None, "upright": True, "heights": (1.19, 1.08), "room": 0.06}
    panels = [
        draw_curves(("", ""), spots, ax=ax, colours=(hue, "muted"), styles=("-", (0, (1, 1.5))), points=6, **look)
        for ax, hue in zip(axes, COLOURS, strict=True)
    ]
    for panel in panels:
        panel.lines[1].set_marker("")
        panel.dots[1].set_markersize(0)  # its own share is a level, and no point of it is meant
        for name in panel.names:  # in the middle above the curves
            name.set(x=spots.mean(), ha="center", color=panel.lines[0].get_color())
            name.set_transform(panel.ax.get_xaxis_transform())
    bands = [draw_bands(panel)[0] for panel in panels]

    every = [(prevalence, nth) for prevalence in PREVALENCES for nth in range(1, TEST_SETS + 1)]
    found_at = {at: [drawn_set(n, *at) for n in SIZES] for at in every}
    bounds_at = {at: np.array([intervals(c) for c in found]) for at, found in found_at.items()}

    def update(n, prevalence, nth):
        found, bounds = found_at[prevalence, nth], bounds_at[prevalence, nth]  # (sizes, 3, 2)
        measured, own, at = shares_in(found), shares_in(detector(prevalence)), SIZES.index(n)
        spans = spans_of(bounds[at])
        for k, (panel, band) in enumerate(zip(panels, bands, strict=True)):
            update_curves(panel, [measured[:, k], np.full(len(SIZES), own[k])], at)
            update_bands([band], spots, [bounds[:, k, 0]], [bounds[:, k, 1]])
            panel.names[0].set_text(f"{RATES[k]} {words_of(measured[at, k])}")
            panel.names[1].set_text(spans[k])
        fields = dict(zip(("p", "r", "f1"), map(words_of, measured[at]), strict=True))
        fields |= dict(zip(("p_span", "r_span", "f1_span"), spans, strict=True))
        return {**fields, "ones": found[at].tp + found[at].fn, "own": words_of(own[2])}

    controls = {
        "n": SelectionSlider(options=[(f"{n:,}", n) for n in SIZES], value=SIZES[2], description=CASES),
        "prevalence": SelectionSlider(options=PREVALENCES, value=0.25, description=PREVALENCE),
        "nth": IntSlider(1, min=1, max=TEST_SETS, description=TEST_SET),
    }
    handles = {"n": panels[0].upright, ("n",): panels[2].upright}
    return film(fig, update, caption=SAYS, handles=handles, **controls)
