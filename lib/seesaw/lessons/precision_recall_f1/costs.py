"""Notebook 06, point 4: what a mistake costs decides where the threshold belongs.

    cost_view        one slider, from "a false alarm is 100 times as dear" to "a miss is 100 times as dear"
    prices           the two prices at a ratio, in NT$
    cheapest         the threshold at which all mistakes together cost least
"""

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.heaps import draw_costs, update_costs
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import at_each, cuts, in_order, passed_at
from seesaw.lessons.precision_recall_f1.threshold import AXIS
from seesaw.theme import figure

DEAR = 1000  # NT$: what the dearer of the two mistakes costs
RATIOS = (100, 50, 20, 10, 5, 2)
LAYERS, LAYER_HUES = ("■ misses (FN)", "■ false alarms (FP)"), ("positive", "negative")
CHEAPEST, BEST_F1 = "cheapest: {cost:,}", "best F1: {cost:,}"
COSTS = "all mistakes together, NT$"
COST_RATIO = "miss : false alarm"
SAYS = (
    "A miss costs NT$ {miss:,}, a false alarm NT$ {alarm:,}: cheapest with {passed} cards passed, {fn} misses and {fp} "
    "false alarms for NT$ {cost:,}; the threshold of best F1 ({passed_f1} passed) costs NT$ {cost_f1:,}."
)


def prices(ratio):
    """(miss, false alarm) in NT$, whose ratio is `ratio`; the dearer one is 1,000."""
    return (DEAR, round(DEAR / ratio)) if ratio >= 1 else (round(DEAR * ratio), DEAR)


def cheapest(found, miss, alarm):
    """Where the mistakes of `found` (T confusions) cost least; the lowest threshold of those that cost the same."""
    return int(np.argmin([miss * c.fn + alarm * c.fp for c in found]))


def cost_view(actual, score):
    """Film: the cost of all mistakes over the threshold, its least beside the threshold of best F1."""
    cases = in_order(actual, score)
    thresholds = cuts(cases.score)
    found, passed = at_each(*cases, thresholds), passed_at(cases.score, thresholds)
    fn, fp = (np.array([getattr(c, name) for c in found]) for name in ("fn", "fp"))
    best_f1 = int(np.argmax([c.f1 for c in found]))
    top = 1.02 * DEAR * max(fn.max(), fp.max())
    fig, ax = figure(10, 5.0)
    artists = draw_costs(passed, LAYERS, LAYER_HUES, ("right", "f1"), ax=ax, top=top, xlabel=AXIS,
                         ylabel=COSTS)  # fmt: skip
    ax.yaxis.set_major_formatter("{x:,.0f}")

    def state_of(ratio):
        miss, alarm = prices(ratio)
        at = cheapest(found, miss, alarm)
        costs = miss * fn + alarm * fp
        return miss, alarm, at, int(costs[at]), int(costs[best_f1])

    def update(ratio):
        miss, alarm, at, least, at_f1 = state_of(ratio)
        words = CHEAPEST.format(cost=least), BEST_F1.format(cost=at_f1)
        update_costs(artists, np.array([miss * fn, alarm * fp], dtype=float), (at, best_f1), words)

    def caption(ratio):
        miss, alarm, at, least, at_f1 = state_of(ratio)
        return SAYS.format(miss=miss, alarm=alarm, passed=passed[at], fn=int(fn[at]), fp=int(fp[at]), cost=least,
                           passed_f1=passed[best_f1], cost_f1=at_f1)  # fmt: skip

    options = [(f"1 : {ratio}", 1 / ratio) for ratio in RATIOS] + [("1 : 1", 1.0)]
    options += [(f"{ratio} : 1", float(ratio)) for ratio in reversed(RATIOS)]
    return film(fig, update, caption=caption,
                ratio=SelectionSlider(options=options, value=1.0, description=COST_RATIO))  # fmt: skip
