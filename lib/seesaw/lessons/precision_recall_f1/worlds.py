"""Notebook 06, point 2: what moves precision and recall, one thing at a time.

separation_view       how far apart the two kinds lie: 0 to 4
prevalence_view       more negatives: precision falls, recall stays exactly
true_negatives_view   0 to 10,000 true negatives: accuracy goes to 1, the others do not move
"""

from math import erf, sqrt

import numpy as np
from ipywidgets import FloatSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_splits, update_splits
from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.heaps import draw_heaps, update_heaps
from seesaw.film import film
from seesaw.maths.metrics import Confusion, confusion
from seesaw.theme import figure
from seesaw.words import say

from .cases import in_order
from .counts import COLOURS, LOOK, RATES, draw_counts, fields_of, shares_of, words_of
from .threshold import COLUMNS, HUES, ROWS

THRESHOLD = say("threshold")

# ---- how far apart

PREVALENCE = 0.25
X = np.linspace(-3.5, 7.5, 221)
BELLS = say(("■ is 0 (three of four)", "■ is 1 (one of four)"))
SCORE, SEPARATION = say(("score, in spreads of one curve", "separation"))
SEPARATION_SAYS = say(
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
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=(1, 1.25))
    bells = draw_heaps(X, BELLS, ax=left, top=0.4, xlabel=SCORE)
    marks = np.arange(-3, 5.6, 0.25)
    look = {"colours": COLOURS[:2], "heights": (0.7, 0.5), "xlabel": THRESHOLD, **LOOK, "points": 0}
    curves = draw_curves(RATES[:2], marks, ax=right, **look)
    draw_still(curves, PREVALENCE)

    def update(separation, threshold):
        parts = (1 - PREVALENCE, 0), (PREVALENCE, separation)
        update_heaps(
            bells, [part * np.exp(-((X - mean) ** 2) / 2) / sqrt(2 * np.pi) for part, mean in parts], threshold
        )
        both = np.array(bell_shares(separation, marks))
        at = int(np.argmin(np.abs(marks - threshold)))
        p, r = both[:, at]
        update_curves(curves, both, at)
        return {"p": words_of(p), "r": words_of(r), "f1": words_of(2 * p * r / (p + r)), "share": PREVALENCE}

    controls = {
        "separation": FloatSlider(2.0, min=0, max=4, step=0.5, description=SEPARATION),
        "threshold": FloatSlider(1.0, min=-0.5, max=3, step=0.5, description=THRESHOLD),
    }
    handles = {"threshold": bells.threshold, ("threshold",): curves.upright, "separation": bells.peaks[1]}
    return film(fig, update, caption=SEPARATION_SAYS, handles=handles, **controls)


# ---- more negatives

COPIES = (1, 2, 3, 5, 10, 20, 50, 100)
POINTS = 20, 40, 50, 55, 61, 65, 70, 80  # thresholds to choose from, in points
PARTS = say(
    ("is faulty, of all", "precision: is faulty, of those said to be", "recall: said to be faulty, of those that are")
)
PART_HUES = "positive", "precision", "recall"
GOOD_LAMPS = say("good lamps")
PREVALENCE_SAYS = say(
    "{lamps} good lamps and {faulty} faulty ones, threshold {threshold}: {fp} false alarms and {tp} hits, precision "
    "{p}; recall {r}, {tp} of {faulty}."
)


def prevalence_view(actual, score):
    """Film: each good lamp stands 1 to 100 times: precision falls, recall does not move at all."""
    cases = in_order(actual, score)
    fig, (left, right) = figure(10, 4.6, ncols=2, width_ratios=(1, 1.6))
    show_counts = draw_counts(left, ROWS, COLUMNS, hues=HUES, size=20)
    splits = draw_splits(PARTS, PART_HUES, ax=right)

    def update(good, threshold):
        c = with_copies(*cases, threshold, good)
        show_counts(c)
        faulty, healthy = c.tp + c.fn, c.fp + c.tn
        shares = [faulty / (faulty + healthy), c.precision, c.recall]
        words = [words_of(share) for share in shares]
        update_splits(splits, shares, [str(faulty), str(c.tp), str(c.tp)], [str(healthy), str(c.fp), str(c.fn)], words)
        return {**fields_of(c), "lamps": healthy, "faulty": faulty}

    negatives = int(np.sum(cases.actual == 0))
    options = [(f"{negatives * copies:,}", copies) for copies in COPIES]
    controls = {
        "good": SelectionSlider(options=options, value=1, description=GOOD_LAMPS),
        "threshold": SelectionSlider(options=POINTS, value=55, description=THRESHOLD),
    }
    return film(fig, update, caption=PREVALENCE_SAYS, **controls)


def with_copies(actual, score, threshold, copies):
    """The confusion at a threshold if each negative case stood there `copies` times."""
    c = confusion(actual, score >= threshold)
    return Confusion(c.tp, c.fp * copies, c.tn * copies, c.fn)


# ---- true negatives

AMOUNTS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
CLASSIFIERS = say({"ours": "ours, at 50 points", "always 0": "always says 0"})
TRUE_NEGATIVES, CLASSIFIER = say(("true negatives", "classifier"))
SHARES = say(
    ("accuracy: (TP + TN) of all", "precision: TP of TP + FP", "recall: TP of TP + FN", "F1: 2·TP of 2·TP + FP + FN")
)
SHARE_HUES = "accuracy", "precision", "recall", "f1"
NEGATIVES_SAY = say(
    "{tn:,} true negatives: accuracy {accuracy:.4f}; precision {p}, recall {r}, F1 {f1}, which no TN enters."
)
AT_POINTS = 50


def true_negatives_view(actual, score):
    """Film: nothing changes but the number of true negatives, 0 to 10,000."""
    found = {"ours": confusion(actual, score >= AT_POINTS), "always 0": confusion(actual, 0 * np.asarray(actual))}
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=(1, 1.6))
    show_counts = draw_counts(left, ROWS, COLUMNS, hues=HUES, size=18)
    splits = draw_splits(SHARES, SHARE_HUES, ax=right)

    def update(true_negatives, classifier):
        c = found[classifier]._replace(tn=true_negatives)
        show_counts(c)
        parts = [str(part) for part in (c.tp + c.tn, c.tp, c.tp, 2 * c.tp)]
        rests = [str(rest) for rest in (c.fp + c.fn, c.fp, c.fn, c.fp + c.fn)]
        words = [f"{c.accuracy:.4f}", *shares_of(c)]  # two decimals would call 0.9991 one
        update_splits(splits, [c.accuracy, c.precision, c.recall, c.f1], parts, rests, words)
        return {**fields_of(c), "accuracy": c.accuracy}

    amounts, classifiers = [(f"{n:,}", n) for n in AMOUNTS], [(CLASSIFIERS[key], key) for key in CLASSIFIERS]
    controls = {
        "true_negatives": SelectionSlider(options=amounts, value=10, description=TRUE_NEGATIVES),
        "classifier": ToggleButtons(options=classifiers, description=CLASSIFIER),
    }
    return film(fig, update, caption=NEGATIVES_SAY, **controls)
