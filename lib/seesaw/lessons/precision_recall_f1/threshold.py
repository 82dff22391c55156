"""Notebook 06, point 1: one threshold, and nothing else.

    threshold_view     the cards, the 2x2, and the three formulas with today's numbers put in
    sawtooth_view      precision and recall over the threshold
"""

import textwrap

import numpy as np
from ipywidgets import IntSlider

from seesaw.draw.cards import draw_cards, draw_confusion, draw_strip, update_cards, update_confusion
from seesaw.draw.reports import draw_rates, update_rates
from seesaw.draw.sawteeth import draw_open, draw_sawteeth, update_open, update_sawteeth
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import at_each, cuts, in_order, words_of
from seesaw.theme import COLOUR, INK, figure, lecture_style

ROWS, COLUMNS = ("is 0: good", "is 1: faulty"), ("said 0", "said 1")
HUES = "negative", "positive"
NAMES = ("TN", "FP"), ("FN", "TP")
WRONG = (False, True), (True, False)
RATES = "precision", "recall", "F1"
COLOURS = "precision", "recall", "f1"
FORMULAS = "TP / (TP + FP)", "TP / (TP + FN)", "2 · TP / (2 · TP + FP + FN)"
PUT_IN = "= {tp} / ({tp} + {fp})", "= {tp} / ({tp} + {fn})", "= 2 · {tp} / (2 · {tp} + {fp} + {fn})"
NOTHING_OF_NOTHING = "= 0 / (0 + 0):  0 of 0"
THRESHOLD = "threshold (cards passed)"
SIDES = "said 0: below {points}  ◂", "▸  said 1: from {points} up"
NONE_SAID = "said 0: all  ◂", ""
START = 14  # the next step up makes precision fall

EVERYTHING = (
    "Everything is said to be faulty: recall is 1.00, and precision is the share of faulty lamps, {faulty} of {all}."
)
GOOD_PASSED = (
    "The threshold has just passed a good lamp ({score}): a false alarm less. Precision rises {p0} → {p}, recall "
    "stays {r}."
)
FAULTY_PASSED = (
    "The threshold rose and precision FELL, {p0} → {p}: the lamp just passed ({score}) is faulty, a hit less. "
    "Recall falls {r0} → {r}."
)
FAULTY_PASSED_AT_1 = (
    "The lamp just passed ({score}) is faulty: a hit less, recall falls {r0} → {r}. Precision stays 1.00, as there is "
    "no false alarm."
)
LAST_PASSED = "The last card is passed: nothing is said to be faulty, and precision is 0 of 0: no value."
STATE = (
    "{passed} of {all} cards passed: TP {tp}, FP {fp}, FN {fn}, TN {tn}; precision {p}, recall {r}, F1 {f1}. {step}"
)


def threshold_view(actual, score):
    """Film: thirty cards in order of their points, the 2x2 and three formulas, at one threshold after another."""
    cases = in_order(actual, score)
    found = at_each(*cases, cuts(cases.score))
    kinds = cases.actual == 1
    fig, top, left, right, low = panels()
    cards = draw_cards(kinds, [str(points) for points in cases.score], ax=top)
    table = draw_confusion(matrix_of(found[0]), NAMES, WRONG, ax=left, rows=ROWS, columns=COLUMNS, hues=HUES)
    rates = draw_rates(RATES, FORMULAS, ax=right, colours=COLOURS)
    told = line_of_words(low)

    def update(passed):
        said = np.arange(len(kinds)) >= passed
        marks = [NAMES[is_1][says_1] for is_1, says_1 in zip(kinds.astype(int), said.astype(int), strict=True)]
        update_cards(cards, passed, marks, said != kinds, sides_of(cases.score, passed))
        update_confusion(table, matrix_of(found[passed]))
        update_rates(rates, *put_in(found[passed]))
        tell_step(told, found, passed, cases)

    def caption(passed):
        return STATE.format(passed=passed, all=len(kinds), step=step_of(found, passed, cases), **shares(found[passed]),
                            **found[passed]._asdict())  # fmt: skip

    return film(fig, update, caption=caption,
                passed=IntSlider(START, min=0, max=len(kinds), description=THRESHOLD))  # fmt: skip


def panels():
    """A figure with a wide panel on top, two below it, and a line for words.  -> fig, top, left, right, low"""
    fig, (top, bottom) = figure(10, 5.7, nrows=2, height_ratios=(1, 1.8))
    grid = bottom.get_gridspec()
    bottom.remove()
    below = grid[1].subgridspec(2, 2, width_ratios=(1, 1.3), height_ratios=(5, 1))
    with lecture_style():
        return fig, top, fig.add_subplot(below[0, 0]), fig.add_subplot(below[0, 1]), fig.add_subplot(below[1, :])


def line_of_words(ax):
    """Room for a sentence under a picture.  -> Text"""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax.text(0.5, 0.5, "", ha="center", va="center", size=14, color=INK, in_layout=False)


def wrapped(words, width=92):
    """The words in lines that fit under a picture; an arrow stays with its two numbers."""
    return textwrap.fill(words.replace(" → ", "\u00a0→\u00a0"), width)


def matrix_of(c):
    """[[TN, FP], [FN, TP]]: what `confusion_matrix` and scikit-learn give for the classes 0 and 1."""
    return [[c.tn, c.fp], [c.fn, c.tp]]


def shares(c):
    """The three shares in words, {"p", "r", "f1"}."""
    return {"p": words_of(c.precision), "r": words_of(c.recall), "f1": words_of(c.f1)}


def put_in(c):
    """The numbers put into the three formulas, and the three values.  -> (3 words, 3 words)"""
    wholes = c.tp + c.fp, c.tp + c.fn, 2 * c.tp + c.fp + c.fn
    numbers = [form.format(**c._asdict()) if whole else NOTHING_OF_NOTHING
               for form, whole in zip(PUT_IN, wholes, strict=True)]  # fmt: skip
    return numbers, list(shares(c).values())


def step_of(found, passed, cases):
    """One sentence on the step from `passed - 1` to `passed` cards."""
    c = found[passed]
    if passed == 0:
        return EVERYTHING.format(faulty=c.tp, all=sum(c))
    if c.tp + c.fp == 0:
        return LAST_PASSED
    before = found[passed - 1]
    words = {"score": cases.score[passed - 1], "p0": words_of(before.precision), "p": words_of(c.precision),
             "r0": words_of(before.recall), "r": words_of(c.recall)}  # fmt: skip
    if not cases.actual[passed - 1]:
        return GOOD_PASSED.format(**words)
    return (FAULTY_PASSED if before.fp else FAULTY_PASSED_AT_1).format(**words)


def tell_step(told, found, passed, cases):
    """The sentence under the picture, red where precision fell although the threshold rose."""
    fell = 0 < passed and found[passed].precision < found[passed - 1].precision
    told.set(text=wrapped(step_of(found, passed, cases)), color=COLOUR["wrong"] if fell else INK)


def sides_of(score, passed):
    """What is said at the left and at the right of the threshold."""
    if passed == len(score):
        return NONE_SAID
    return tuple(form.format(points=score[passed]) for form in SIDES)


# ---- the two curves

CONVENTIONS = {1.0: "1: where a PR curve ends", 0.0: "0: scikit-learn's default"}
NAN_TOO = "NaN: no value (ours)"
AXIS = "cards passed: the threshold rises →"
CURVES_SAY = "{passed} of {all} cards passed: precision {p}, recall {r}. {step}"


def sawtooth_view(actual, score):
    """Film: precision, a sawtooth, and recall, a staircase, over the threshold; past the last card there is no P."""
    cases = in_order(actual, score)
    found = at_each(*cases, cuts(cases.score))
    n = len(cases.actual)
    p, r = (np.array([getattr(c, name) for c in found]) for name in ("precision", "recall"))
    fig, (ax, low) = figure(10, 5.2, nrows=2, height_ratios=(7, 1))
    curves = draw_sawteeth(np.arange(n + 1), [p, r], RATES[:2], ax=ax, colours=COLOURS[:2], xlabel=AXIS, room=0.42)
    draw_strip(cases.actual == 1, -0.07, ax=ax)
    open_points = draw_open(n, CONVENTIONS, NAN_TOO, ax=ax, colour="precision")
    told = line_of_words(low)

    def update(passed):
        update_sawteeth(curves, passed, [words_of(p[passed]), words_of(r[passed])])
        update_open(open_points, passed == n)
        tell_step(told, found, passed, cases)

    def caption(passed):
        return CURVES_SAY.format(passed=passed, all=n, step=step_of(found, passed, cases), **_p_and_r(found[passed]))

    return film(fig, update, caption=caption, passed=IntSlider(START, min=0, max=n, description=THRESHOLD))


def _p_and_r(c):
    return {name: word for name, word in shares(c).items() if name != "f1"}
