"""Notebook 06, point 3: the PR and the ROC curve, and one number for two.

plane_view     both curves at one threshold; more negatives bend one of them only
f_beta_view    F with a weight: where it is largest, from precision to recall
means_view     F1 beside the plain mean
"""

import numpy as np
from ipywidgets import FloatLogSlider, SelectionSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.squares import draw_levels, draw_square, update_levels, update_square
from seesaw.film import film
from seesaw.maths.metrics import average_precision, f_beta, precision_recall_curve, roc_auc, roc_curve
from seesaw.theme import figure
from seesaw.words import filled, say

from .cases import at_each, cuts, in_order, passed_at, stops
from .counts import F1, LOOK, PRECISION, RECALL, STYLES, fields_of, words_of
from .threshold import AXIS, THRESHOLD

# ---- two planes

LEVELS = 0.2, 0.4, 0.6, 0.8
RUNS = np.linspace(0.0, 1.0, 61) ** 2  # closer where a line is steep
FALSE_ALARMS = say("false positive rate, FP / (FP + TN)")
AREA_PR, AREA_ROC = say(("PR curve: average precision {ap}", "ROC curve: area {auc}"))
STOPS = 51  # thresholds of the two planes, three worlds each
COPIES, NEGATIVES = (1, 10, 100), say("negatives")
PLANE_SAYS = say(
    "{cards} of {all} cards passed, negatives × {negatives}: recall {r}, precision {p}, F1 {f1}, false positive rate "
    "{fpr}; average precision {ap}, area below the ROC curve {auc}."
)


def level_line(f, beta):
    """Where F_beta is f: (recall, precision), from precision 1 to recall 1."""
    first = f * beta**2 / (1 + beta**2 - f)  # the recall that goes with precision 1
    recall = first + (1 - first) * RUNS
    return recall, f * recall / ((1 + beta**2) * recall - beta**2 * f)


def plane_view(actual, score):
    """Film: the same threshold in the PR and in the ROC plane, with each good lamp there once, 10 or 100 times."""
    cases = in_order(actual, score)
    thresholds = cuts(cases.score, most=STOPS)
    fig, (left, right) = figure(10, 4.8, ncols=2)
    pr = draw_square(RECALL, PRECISION, ax=left, colour="precision")
    update_levels(draw_levels([f"{F1} {f}" for f in LEVELS], ax=left), [level_line(f, 1.0) for f in LEVELS])
    roc = draw_square(FALSE_ALARMS, RECALL, ax=right, colour="recall")
    counts = passed_at(cases.score, thresholds)
    worlds = {copies: _world(cases, copies, thresholds) for copies in COPIES}

    def update(passed, negatives):
        found, pr_curve, roc_points, areas, share = worlds[negatives]
        c = found[passed]
        fpr = c.fp / (c.fp + c.tn) if c.fp + c.tn else np.nan
        update_square(pr, *pr_curve, (c.recall, c.precision), filled(AREA_PR, **areas), ((0, share), (1, share)))
        update_square(roc, *roc_points, (fpr, c.recall), filled(AREA_ROC, **areas), ((0, 0), (1, 1)))
        return {**fields_of(c), **areas, "cards": counts[passed], "all": counts[-1], "fpr": words_of(fpr)}

    places = [(str(count), n) for n, count in enumerate(counts)]
    controls = {
        "passed": SelectionSlider(options=places, value=len(places) // 2, description=THRESHOLD),
        "negatives": ToggleButtons(options=[(f"× {copies}", copies) for copies in COPIES], description=NEGATIVES),
    }
    handles = {"passed": pr.dot, ("passed",): roc.dot}  # the same threshold on both curves
    return film(fig, update, caption=PLANE_SAYS, handles=handles, **controls)


def _world(cases, copies, thresholds):
    """Everything that is drawn when each negative stands there `copies` times."""
    many = np.where(cases.actual == 1, 1, copies)
    actual, score = np.repeat(cases.actual, many), np.repeat(cases.score, many)
    p, r, _ = precision_recall_curve(actual, score)  # its last point, (0, 1), is a convention and not drawn
    fpr, tpr, _ = roc_curve(actual, score)
    areas = {"ap": words_of(average_precision(actual, score)), "auc": words_of(roc_auc(actual, score))}
    return at_each(actual, score, thresholds), (r[:-1], p[:-1]), (fpr, tpr), areas, actual.mean()


# ---- F with a weight

F_BETA, BETA = "Fβ", say("beta")
BETA_SAYS = say(
    "Beta {beta:.2f}: F is largest, {f}, at a score of {points:g} ({passed} cards passed), with precision {p} and "
    "recall {r}."
)


def f_beta_view(actual, score):
    """Film: beta from 0.1 (precision) to 10 (recall): the level lines turn, and the best threshold wanders down."""
    cases = in_order(actual, score)
    thresholds = cuts(cases.score, most=np.inf)[:-1]  # past the last card there is no precision
    thresholds = thresholds[stops(thresholds[:-1], [best_of(f) for f in _at_each_beta(cases, thresholds)])]
    found, passed = at_each(*cases, thresholds), passed_at(cases.score, thresholds)
    p, r = (np.array([getattr(c, name) for c in found]) for name in ("precision", "recall"))
    fig, (left, right) = figure(10, 5.0, ncols=2, width_ratios=(1, 1.25))
    square = draw_square(RECALL, PRECISION, ax=left, colour="precision")
    levels = draw_levels([f"{F_BETA} {f}" for f in LEVELS], ax=left)
    curve = draw_curves(
        (F_BETA,), passed, ax=right, colours=("f1",), styles=STYLES[2:], heights=(0.7,), xlabel=AXIS, **LOOK
    )

    def update(beta):
        f = f_beta(p, r, beta)
        best = best_of(f)
        update_levels(levels, [level_line(level, beta) for level in LEVELS])
        update_square(square, r, p, (r[best], p[best]))
        update_curves(curve, [f], best)
        return {**fields_of(found[best]), "f": words_of(f[best]), "points": thresholds[best], "passed": passed[best]}

    slider = FloatLogSlider(1.0, base=10, min=-1, max=1, step=0.1, description=BETA)
    return film(fig, update, caption=BETA_SAYS, beta=slider)


def _at_each_beta(cases, thresholds):
    """F at each threshold for each beta of the slider, so that the best of all is among those drawn."""
    p, r = np.array([(c.precision, c.recall) for c in at_each(*cases, thresholds)]).T
    return [f_beta(p, r, beta) for beta in 10.0 ** np.linspace(-1, 1, 21)]


def best_of(values):
    """The first place of the largest of `values`, equal to the last digits or not."""
    return int(np.argmax(np.round(values, 10)))


# ---- two means

PRECISIONS = 0.02, 0.25, 0.5, 0.75, 1.0
STEPS = np.round(np.linspace(0, 1, 51), 2)
RECALL_STOPS = 0.0, 0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0
MEANS = say("plain mean"), F1
MEANS_SAY = say("Precision {precision:.2f}, recall {recall:.2f}: the plain mean is {mean}, F1 is {f1}.")


def means_view():
    """Film: one precision, every recall: the plain mean is pleased with either, F1 wants both."""
    fig, ax = figure(9, 4.8)
    look = {"colours": ("muted", "f1"), "styles": STYLES[1:], "heights": (0.7, 0.5), **LOOK, "points": 0}
    curves = draw_curves(MEANS, STEPS, ax=ax, xlabel=RECALL, **look)

    def update(recall, precision):
        at = int(np.argmin(np.abs(STEPS - recall)))
        both = np.array([(precision + STEPS) / 2, f_beta(precision, STEPS)])
        mean, f1 = both[:, at]
        update_curves(curves, both, at)
        return {"mean": words_of(mean), "f1": words_of(f1)}

    controls = {
        "recall": SelectionSlider(options=RECALL_STOPS, value=0.5, description=RECALL),
        "precision": SelectionSlider(options=PRECISIONS, value=1.0, description=PRECISION),
    }
    return film(fig, update, caption=MEANS_SAY, handles={"recall": curves.upright}, **controls)
