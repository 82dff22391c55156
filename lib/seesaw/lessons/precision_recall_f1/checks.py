"""Notebook 06: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_counts   6.1  the four counts

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.lessons.precision_recall_f1.cases import lamps
from seesaw.maths.metrics import confusion

# ---- 6.1

COUNTS_YES = "Yes: TP {0}, FP {1}, TN {2}, FN {3}. Together they are all {all} lamps, each counted once."
COUNTS_SLIPS = {
    "swapped": (
        "Not yet: FP and FN are swapped. A false positive was said to be positive, and is not; a false negative was "
        "said to be negative, and is not."
    ),
    "reversed": "Not yet: your positive class is 0. Class 1 is what was looked for: here, a faulty lamp.",
    "order": "Not yet: the right four counts in another order; give back tp, fp, tn, fn.",
    "said": "Not yet: your tp counts all that were said to be 1, the false alarms too; ask that they are 1 as well.",
}
COUNTS_FOUR = "Not yet: four counts were asked, tp, fp, tn, fn; yours has {size}."
COUNTS_OTHER = "Not yet: tp, fp, tn, fn should be {want}, yours are {got}."
CHECKED_AT = 50  # points: more false alarms than misses, so that a swap shows


def check_counts(yours):
    """Exercise 6.1: yours(actual, predicted) is tp, fp, tn, fn."""
    actual, score = lamps()
    predicted = (score >= CHECKED_AT).astype(int)
    got = np.atleast_1d(np.asarray(yours(actual.copy(), predicted.copy()), dtype=float)).ravel()
    want = confusion(actual, predicted)
    if got.size != 4:
        return COUNTS_FOUR.format(size=got.size)
    if got.tolist() == list(want):
        return COUNTS_YES.format(*want, all=sum(want))
    tp, fp, tn, fn = want
    slips = {
        "swapped": (tp, fn, tn, fp),
        "reversed": (tn, fn, tp, fp),
        "said": (tp + fp, fp, tn, fn),
    }
    for name, values in slips.items():
        if got.tolist() == list(values):
            return COUNTS_SLIPS[name]
    if sorted(got.tolist()) == sorted(want):
        return COUNTS_SLIPS["order"]
    return COUNTS_OTHER.format(want=tuple(want), got=tuple(got.astype(int).tolist()))
