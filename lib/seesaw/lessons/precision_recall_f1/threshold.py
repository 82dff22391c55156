"""Notebook 06, point 1: one threshold, and nothing else.

threshold_view     the cards, the 2x2, and the three formulas with today's numbers put in
sawtooth_view      precision and recall over the threshold
"""

from functools import partial

import numpy as np
from ipywidgets import IntSlider

from seesaw.draw.cards import draw_cards, draw_strip, update_cards
from seesaw.draw.curves import draw_curves, draw_point, update_curves, update_point
from seesaw.film import film
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, joined, say

from .cases import at_each, cuts, in_order
from .counts import LOOK, NAMES, RATES, draw_counts, draw_formulas, fields_of, shares_of

ROWS, COLUMNS = say((("is 0: good", "is 1: faulty"), ("said 0", "said 1")))
HUES, TWO = ("negative", "positive"), ("precision", "recall")
THRESHOLD = say("threshold (cards passed)")
SIDES = say(("said 0: below {points}  ◂", "▸  said 1: from {points} up"))
NONE_SAID = say("said 0: all  ◂"), ""
CARD = say("{points} points: {is_1}, {said_1} ({mark})")
START = 14  # the next step up makes precision fall

EVERYTHING = say(
    "Everything is said to be faulty: recall is 1.00, and precision is the share of faulty lamps, {tp} of {all}."
)
GOOD_PASSED = say(
    "The threshold has just passed a good lamp ({score}): one false alarm fewer. Precision rises {p0} → {p}, recall "
    "stays {r}."
)
FAULTY_PASSED = say(
    "The threshold rose and precision FELL, {p0} → {p}: the lamp just passed ({score}) is faulty, one hit fewer. "
    "Recall falls {r0} → {r}."
)
FAULTY_PASSED_AT_1 = say(
    "The lamp just passed ({score}) is faulty: one hit fewer, recall falls {r0} → {r}. Precision stays 1.00, as there "
    "is no false alarm."
)
LAST_PASSED = say("The last card is passed: nothing is said to be faulty, and precision is 0 of 0: no value.")
STATE = say("{passed} of {all} cards passed: TP {tp}, FP {fp}, FN {fn}, TN {tn}; precision {p}, recall {r}, F1 {f1}.")


@lecture_style()
def threshold_view(actual, score):
    """Film: thirty cards in order of their points, the 2x2 and three formulas, at one threshold after another."""
    cases = in_order(actual, score)
    found, kinds = at_each(*cases, cuts(cases.score)), cases.actual == 1
    plan = {"width_ratios": (1, 1.3), "height_ratios": (1, 1.5)}
    fig, axes = figure(10, 5.0, [["top", "top"], ["left", "right"]], **plan)
    cards = draw_cards(kinds, cases.score, ax=axes["top"])
    show_counts = draw_counts(axes["left"], ROWS, COLUMNS, hues=HUES)
    show_formulas = draw_formulas(axes["right"])

    def update(passed):
        said = np.arange(len(kinds)) >= passed
        marks = [NAMES[is_1][said_1] for is_1, said_1 in zip(kinds.astype(int), said.astype(int), strict=True)]
        update_cards(cards, passed, marks, said != kinds, sides_of(cases.score, passed))
        show_counts(found[passed])
        show_formulas(found[passed])
        return said_of(found, passed, cases, STATE)

    names = {face: partial(_card_says, cases, n) for n, face in enumerate(cards.faces)}
    return film(fig, update, handles={"passed": cards.threshold}, names=names, passed=passed_slider(len(kinds)))


def _card_says(cases, n, passed):
    """What card n says of itself under a pointer."""
    is_1, said_1 = int(cases.actual[n]), int(n >= passed)
    words = {"points": cases.score[n], "is_1": ROWS[is_1], "said_1": COLUMNS[said_1], "mark": NAMES[is_1][said_1]}
    return filled(CARD, **words)


def passed_slider(cards):
    """How many cards are passed, from none to all."""
    return IntSlider(START, min=0, max=cards, description=THRESHOLD)


def said_of(found, passed, cases, state):
    """What the film gives its caption: where it stands (the sentence `state`), and what the last step did."""
    step, fields = step_of(found, passed, cases)
    return {**fields, "caption": joined([state, step])}


def step_of(found, passed, cases):
    """What the step from `passed - 1` to `passed` cards did.  -> the sentence that says it, its fields"""
    c, last = found[passed], max(passed - 1, 0)
    p0, r0, _ = shares_of(found[last])
    fields = {**fields_of(c), "passed": passed, "all": sum(c), "score": cases.score[last], "p0": p0, "r0": r0}
    if passed == 0:
        return EVERYTHING, fields
    if passed == len(cases.score):
        return LAST_PASSED, fields
    if not cases.actual[last]:
        return GOOD_PASSED, fields
    return FAULTY_PASSED if found[last].fp else FAULTY_PASSED_AT_1, fields


def sides_of(score, passed):
    """What is said at the left and at the right of the threshold."""
    return NONE_SAID if passed == len(score) else [filled(side, points=score[passed]) for side in SIDES]


# ---- the two curves

CONVENTIONS = say({1.0: "1: where a PR curve ends", 0.0: "0: scikit-learn's default"})
NAN_TOO = say("NaN: no value (ours)")
AXIS = say("cards passed: the threshold rises →")
ON_STRIP = say("{points} points: {is_1}")
CURVES_SAY = say("{passed} of {all} cards passed: precision {p}, recall {r}.")


@lecture_style()
def sawtooth_view(actual, score):
    """Film: precision, a sawtooth, and recall, a staircase, over the threshold; past the last card there is no P."""
    cases = in_order(actual, score)
    found, n = at_each(*cases, cuts(cases.score)), len(cases.actual)
    p, r = (np.array([getattr(c, name) for c in found]) for name in ("precision", "recall"))
    fig, ax = figure(10, 4.6)
    look = {"colours": TWO, "heights": (0.7, 0.5), "room": 0.42, "xlabel": AXIS, **LOOK}
    curves = update_curves(draw_curves(RATES[:2], np.arange(n + 1), ax=ax, **look), [p, r])
    strip = draw_strip(cases.actual == 1, -0.07, ax=ax)
    ax.set_ylim(-0.12, 1.08)
    points = [draw_point(curves, NAN_TOO, 0.2)]  # NaN has a name and no place
    for y, name in CONVENTIONS.items():
        points.append(draw_point(curves, name, height=(y + 0.12) / 1.2, colour="precision"))
        update_point(points[-1], n, y)

    def update(passed):
        update_curves(curves, at=passed)
        for point in points:
            point.name.set_visible(passed == n)
        return said_of(found, passed, cases, CURVES_SAY)

    cards = [filled(ON_STRIP, points=score, is_1=ROWS[int(is_1)]) for is_1, score in zip(*cases, strict=True)]
    said = [filled(CURVES_SAY, passed=passed, **fields_of(c), all=n) for passed, c in enumerate(found)]
    names = {strip: cards, curves.lines[1]: said}  # recall has a point everywhere, precision none at the end
    return film(fig, update, handles={"passed": curves.upright}, names=names, passed=passed_slider(n))
