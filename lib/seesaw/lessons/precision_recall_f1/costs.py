"""Notebook 06, point 4: what a mistake costs decides where the threshold belongs.

cost_view        one slider, from "a false alarm is 100 times as dear" to "a miss is 100 times as dear"
prices           the two prices at a ratio, in NT$
cheapest         the threshold at which all mistakes together cost least
"""

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.heaps import draw_costs, update_costs
from seesaw.film import film
from seesaw.theme import figure
from seesaw.words import filled, say

from .cases import at_each, cuts, in_order, passed_at, stops
from .threshold import AXIS

DEAR = 1000  # NT$: what the dearer of the two mistakes costs
RATIOS = (100, 50, 20, 10, 5, 2)
LAYERS, LAYER_HUES = say(("■ misses (FN)", "■ false alarms (FP)")), ("positive", "negative")
CHEAPEST, BEST_F1 = say(("cheapest: {cost:,}", "best F1: {cost_f1:,}"))
COSTS, COST_RATIO = say(("all mistakes together, NT$", "miss : false alarm"))
SAYS = say(
    "A miss costs NT$ {miss:,}, a false alarm NT$ {alarm:,}: cheapest with {passed} cards passed, {fn} misses and {fp} "
    "false alarms for NT$ {cost:,}; the threshold of best F1 ({passed_f1} passed) costs NT$ {cost_f1:,}."
)


def prices(ratio):
    """(miss, false alarm) in NT$, whose ratio is `ratio`; the dearer one is 1,000."""
    return (DEAR, round(DEAR / ratio)) if ratio >= 1 else (round(DEAR * ratio), DEAR)


def cost_of(c, miss, alarm):
    """What all mistakes of a confusion cost."""
    return miss * c.fn + alarm * c.fp


def cheapest(found, miss, alarm):
    """Where the mistakes of `found` (T confusions) cost least; the lowest threshold of those that cost the same."""
    return int(np.argmin([cost_of(c, miss, alarm) for c in found]))


def cost_view(actual, score):
    """Film: the cost of all mistakes over the threshold, its least beside the threshold of best F1."""
    cases = in_order(actual, score)
    every = cuts(cases.score, most=np.inf)
    all_found, ratios = at_each(*cases, every), [1 / ratio for ratio in RATIOS] + [1.0, *map(float, RATIOS)]
    best = int(np.argmax([c.f1 for c in all_found]))
    thresholds = every[stops(cases.score, [best, *(cheapest(all_found, *prices(ratio)) for ratio in ratios)])]
    found, passed = at_each(*cases, thresholds), passed_at(cases.score, thresholds)
    mistakes = np.array([(c.fn, c.fp) for c in found]).T
    best_f1 = int(np.argmax([c.f1 for c in found]))
    fig, ax = figure(10, 5.0)
    names = {"top": 1.02 * DEAR * mistakes.max(), "xlabel": AXIS, "ylabel": COSTS}
    artists = draw_costs(passed, LAYERS, LAYER_HUES, ("right", "f1"), ax=ax, **names)
    ax.yaxis.set_major_formatter("{x:,.0f}")

    def update(ratio):
        miss, alarm = prices(ratio)
        at = cheapest(found, miss, alarm)
        cost, cost_f1 = (cost_of(found[place], miss, alarm) for place in (at, best_f1))
        words = filled(CHEAPEST, cost=cost), filled(BEST_F1, cost_f1=cost_f1)
        update_costs(artists, mistakes * [[float(miss)], [float(alarm)]], (at, best_f1), words)
        fields = {"passed": passed[at], "passed_f1": passed[best_f1], "cost": cost, "cost_f1": cost_f1}
        return {**found[at]._asdict(), **fields, "miss": miss, "alarm": alarm}

    options = [(f"1 : {ratio}", 1 / ratio) for ratio in RATIOS] + [("1 : 1", 1.0)]
    options += [(f"{ratio} : 1", float(ratio)) for ratio in reversed(RATIOS)]
    return film(fig, update, caption=SAYS, ratio=SelectionSlider(options=options, value=1.0, description=COST_RATIO))
