"""Notebook 06, point 2: what moves precision and recall, one thing at a time.

    separation_view       how far apart the two kinds lie: 0 to 4
    prevalence_view       more negatives: precision falls, recall stays exactly
    true_negatives_view   0 to 10,000 true negatives: accuracy goes to 1, the others do not move
"""

from math import erf, sqrt

import numpy as np
from ipywidgets import FloatSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_splits, update_splits
from seesaw.draw.cards import draw_confusion, update_confusion
from seesaw.draw.heaps import draw_heaps, update_heaps
from seesaw.draw.sawteeth import draw_sawteeth, update_sawteeth
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import in_order, words_of
from seesaw.lessons.precision_recall_f1.threshold import COLUMNS, HUES, NAMES, ROWS, WRONG, matrix_of
from seesaw.maths.metrics import Confusion, confusion
from seesaw.theme import COLOUR, figure

# ---- how far apart

PREVALENCE = 0.25
X = np.linspace(-3.5, 7.5, 221)
BELLS = "■ is 0 (three of four)", "■ is 1 (one of four)"
SCORE = "score, in spreads of one curve"
SEPARATION_SAYS = (
    "Separation {separation:.1f}, threshold {threshold:.1f}: precision {p}, recall {r}, F1 {f1}; of all cases {share} "
    "are positive."
)


def bell_shares(separation, threshold):
    """Precision and recall of two endless bell curves of spread 1, the positive one `separation` to the right.

    threshold : a number or (T,)    A quarter of all cases is positive.  -> precision, recall
    """
    hits, alarms = (above(np.asarray(threshold, dtype=float) - mean) for mean in (separation, 0.0))
    found, false = PREVALENCE * hits, (1 - PREVALENCE) * alarms
    return found / (found + false), hits


def above(z):
    """The part of a bell curve that lies above z."""
    return np.vectorize(lambda one: 0.5 * (1 - erf(one / sqrt(2))))(z)


def separation_view():
    """Film: two bell curves drawn apart, a threshold through them; precision and recall over every threshold."""
    fig, (ax, right) = figure(10, 4.8, ncols=2, width_ratios=(1, 1.25))
    heights = {mean: np.exp(-((X - mean) ** 2) / 2) / sqrt(2 * np.pi) for mean in np.arange(0, 4.1, 0.5)}
    bells = draw_heaps(X, BELLS, ax=ax, top=0.4, xlabel=SCORE)
    marks = np.arange(-3, 5.6, 0.25)
    p, r = bell_shares(0.0, marks)
    curves = draw_sawteeth(marks, [p, r], ("precision", "recall"), ax=right, colours=("precision", "recall"),
                           xlabel="threshold", room=0.36)  # fmt: skip
    right.plot(marks[[0, -1]], [PREVALENCE] * 2, color=COLOUR["muted"], lw=1.6, ls=(0, (2, 2)), zorder=0)

    def update(separation, threshold):
        shown = [(1 - PREVALENCE) * heights[0.0], PREVALENCE * heights[separation]]
        update_heaps(bells, shown, threshold)
        both = np.array(bell_shares(separation, marks))
        at = int(np.flatnonzero(np.isclose(marks, threshold))[0])
        update_sawteeth(curves, at, [words_of(share) for share in both[:, at]], both)

    def caption(separation, threshold):
        p, r = (float(share) for share in bell_shares(separation, threshold))
        return SEPARATION_SAYS.format(separation=separation, threshold=threshold, p=words_of(p), r=words_of(r),
                                      f1=words_of(2 * p * r / (p + r)), share=PREVALENCE)  # fmt: skip

    return film(fig, update, caption=caption, separation=FloatSlider(2.0, min=0, max=4, step=0.5),
                threshold=FloatSlider(1.0, min=-0.5, max=3, step=0.5))  # fmt: skip


# ---- more negatives

COPIES = (1, 2, 3, 5, 10, 20, 50, 100)
POINTS = 20, 40, 50, 55, 61, 65, 70, 80  # thresholds to choose from, in points
PARTS = "is faulty, of all", "precision: is faulty, of those said to be", "recall: said to be faulty, of those that are"
PART_HUES = "positive", "precision", "recall"
PREVALENCE_SAYS = (
    "{good} good lamps and {faulty} faulty ones, threshold {points}: {fp} false alarms and {tp} hits, precision {p}; "
    "recall {r}, {tp} of {faulty}."
)


def prevalence_view(actual, score):
    """Film: each good lamp stands 1 to 100 times: precision falls, recall does not move at all."""
    cases = in_order(actual, score)
    fig, (left, right) = figure(10, 4.6, ncols=2, width_ratios=(1, 1.6))
    table = draw_confusion([[0, 0], [0, 0]], NAMES, WRONG, ax=left, rows=ROWS, columns=COLUMNS, hues=HUES, size=20)
    splits = draw_splits(PARTS, PART_HUES, ax=right)

    def update(good, threshold):
        c = with_copies(*cases, threshold, good)
        update_confusion(table, matrix_of(c))
        faulty, healthy = c.tp + c.fn, c.fp + c.tn
        shares = [faulty / (faulty + healthy), c.precision, c.recall]
        update_splits(splits, shares, [str(faulty), str(c.tp), str(c.tp)], [str(healthy), str(c.fp), str(c.fn)],
                      [words_of(share) for share in shares])  # fmt: skip

    def caption(good, threshold):
        c = with_copies(*cases, threshold, good)
        return PREVALENCE_SAYS.format(good=c.fp + c.tn, faulty=c.tp + c.fn, points=threshold, p=words_of(c.precision),
                                      r=words_of(c.recall), **c._asdict())  # fmt: skip

    negatives = int(np.sum(cases.actual == 0))
    options = [(f"{negatives * copies:,}", copies) for copies in COPIES]
    return film(fig, update, caption=caption, good=SelectionSlider(options=options, value=1, description="good lamps"),
                threshold=SelectionSlider(options=POINTS, value=55))  # fmt: skip


def with_copies(actual, score, threshold, copies):
    """The confusion at a threshold if each negative case stood there `copies` times."""
    c = confusion(actual, score >= threshold)
    return Confusion(c.tp, c.fp * copies, c.tn * copies, c.fn)


# ---- true negatives

TRUE_NEGATIVES = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
OURS, ALWAYS_0 = "ours, at 50 points", "always says 0"
SHARES = "accuracy: (TP + TN) of all", "precision: TP of TP + FP", "recall: TP of TP + FN", "F1: 2·TP of 2·TP + FP + FN"
SHARE_HUES = "ink", "precision", "recall", "f1"
NEGATIVES_SAY = (
    "{tn:,} true negatives: accuracy {accuracy:.4f}; precision {p}, recall {r}, F1 {f1}, which no TN enters."
)
AT_POINTS = 50
ACCURATE = "{:.4f}"  # two decimals would call 0.9991 one


def true_negatives_view(actual, score):
    """Film: nothing changes but the number of true negatives, 0 to 10,000."""
    ours = confusion(actual, score >= AT_POINTS)
    always = confusion(actual, 0 * np.asarray(actual))
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=(1, 1.6))
    table = draw_confusion(matrix_of(ours), NAMES, WRONG, ax=left, rows=ROWS, columns=COLUMNS, hues=HUES, size=18)
    splits = draw_splits(SHARES, SHARE_HUES, ax=right)

    def state_of(true_negatives, classifier):
        return (ours if classifier == OURS else always)._replace(tn=true_negatives)

    def update(true_negatives, classifier):
        c = state_of(true_negatives, classifier)
        update_confusion(table, matrix_of(c))
        parts = [c.tp + c.tn, c.tp, c.tp, 2 * c.tp]
        rests = [c.fp + c.fn, c.fp, c.fn, c.fp + c.fn]
        shares = [c.accuracy, c.precision, c.recall, c.f1]
        update_splits(splits, shares, list(map(str, parts)), list(map(str, rests)),
                      [ACCURATE.format(c.accuracy), *map(words_of, shares[1:])])

    def caption(true_negatives, classifier):
        c = state_of(true_negatives, classifier)
        return NEGATIVES_SAY.format(tn=c.tn, accuracy=c.accuracy, p=words_of(c.precision), r=words_of(c.recall),
                                    f1=words_of(c.f1))  # fmt: skip

    return film(fig, update, caption=caption,
                true_negatives=SelectionSlider(options=[(f"{n:,}", n) for n in TRUE_NEGATIVES], value=10,
                                               description="true negatives"),
                classifier=ToggleButtons(options=[OURS, ALWAYS_0]))  # fmt: skip
