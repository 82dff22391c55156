"""Notebook 06: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_counts     6.1  the four counts
    check_by_hand    6.2  counts and shares of the film as it stands
    check_shares     6.3  precision and recall from the counts
    check_f1         6.4  F1 from precision and recall
    check_macro      6.5  F1 of three classes
    check_cheapest   6.6  the threshold at which mistakes cost least
    check_turned     6.7  the counts when the other class is 1
    check_bugs       6.8  what is wrong with versions A to C

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.exercise.cards import BLANK
from seesaw.lessons.precision_recall_f1.cases import at_each, cuts, lamps, three_kinds, words_of
from seesaw.lessons.precision_recall_f1.costs import cheapest
from seesaw.maths.metrics import confusion, precision_recall_f1

HOW_MANY = "Not yet: {want} numbers were asked, {names}; yours has {size}."
NOT_A_SHARE = "Not yet: a share lies between 0 and 1, and yours is {got:.2f}."


def _numbers(got):
    return np.atleast_1d(np.asarray(got, dtype=float)).ravel()


def _like(got, want):
    """Equal for the eye; NaN equals NaN."""
    return np.shape(got) == np.shape(want) and np.allclose(got, want, rtol=0, atol=1e-6, equal_nan=True)


def _slip(got, sentences, values):
    """The sentence of the first slip one of whose values is what was got, or None."""
    return next((sentences[name] for name, all_of_it in values.items() if any(_like(got, v) for v in all_of_it)), None)


# ---- 6.1

COUNTS = "tp, fp, tn, fn"
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
COUNTS_OTHER = "Not yet: tp, fp, tn, fn should be {want}, yours are {got}."
CHECKED_AT = 50  # points: more false alarms than misses, so that a swap shows


def check_counts(yours):
    """Exercise 6.1: yours(actual, predicted) is tp, fp, tn, fn."""
    actual, score = lamps()
    predicted = (score >= CHECKED_AT).astype(int)
    got, want = _numbers(yours(actual.copy(), predicted.copy())), confusion(actual, predicted)
    if got.size != 4:
        return HOW_MANY.format(want="four", names=COUNTS, size=got.size)
    if _like(got, want):
        return COUNTS_YES.format(*want, all=sum(want))
    slip = _slip(got, COUNTS_SLIPS, _wrong_counts(want))
    return slip or COUNTS_OTHER.format(want=tuple(want), got=tuple(got.astype(int).tolist()))


def _wrong_counts(c):
    """{slip: the counts it gives}"""
    tp, fp, tn, fn = c
    others = [(tp, tn, fp, fn), (tn, fp, fn, tp), (tp, fn, fp, tn), (tp, fp, fn, tn), (tp, tn, fn, fp)]
    return {
        "swapped": [(tp, fn, tn, fp)],
        "reversed": [(tn, fn, tp, fp)],
        "order": others,
        "said": [(tp + fp, fp, tn, fn)],
    }


# ---- 6.2

BY_HAND_YES = "Yes: {numbers}, all by hand, with {passed} cards passed. Move the film and try another state."
HAND_NUMBERS = "precision {}, recall {}, F1 {}"
BY_HAND_COUNTS = "Not yet, with {passed} cards passed: {sentence}"
BY_HAND_SHARES = "Not yet, with {passed} cards passed: your counts are right; {sentence}"
BY_HAND_SLIPS = {
    "swapped": "FP and FN are swapped. A false positive lies at the right of the threshold and is good.",
    "reversed": "your positive class is 0; a faulty lamp is 1, and said to be 1 at the right of the threshold.",
    "order": "the right four counts in another order; write tp, fp, tn, fn.",
    "said": "your tp counts all cards at the right of the threshold; the good ones among them are false alarms.",
    "other": "the four counts are not those of the film; count the marks TP, FP, TN and FN under the cards.",
}
HAND_SHARES = {
    "precision": "precision's denominator is TP + FP, all that were *said* to be 1; yours is another.",
    "crossed": "precision and recall have changed places: precision divides by all that were said to be 1.",
    "recall": "recall is TP / (TP + FN), of all that *are* 1.",
    "mean": "your F1 is the plain mean of precision and recall; F1 is 2·P·R / (P + R).",
    "f1": "F1 is 2·P·R / (P + R), or 2·TP / (2·TP + FP + FN).",
    "nothing": "nothing is said to be 1, so precision is 0 of 0: write float('nan').",
}


def check_by_hand(state, counts, shares):
    """Exercise 6.2: the counts and the shares of the film with the cards, as it stands.

    state : `film.state`    counts : tp, fp, tn, fn    shares : precision, recall, F1, rounded to two decimals or not
    """
    cases = lamps()
    passed = state["passed"]
    want = at_each(*cases, cuts(cases.score))[passed]
    counts, shares = _numbers(counts), _numbers(shares)
    for got, size, names in ((counts, 4, COUNTS), (shares, 3, "precision, recall, F1")):
        if got.size != size:
            return HOW_MANY.format(want=size, names=names, size=got.size)
    if not _like(counts, want):
        slip = _slip(counts, BY_HAND_SLIPS, _wrong_counts(want)) or BY_HAND_SLIPS["other"]
        return BY_HAND_COUNTS.format(passed=passed, sentence=slip)
    slip = _hand_slip(shares, want)
    if slip:
        return BY_HAND_SHARES.format(passed=passed, sentence=HAND_SHARES[slip])
    numbers = HAND_NUMBERS.format(*map(words_of, (want.precision, want.recall, want.f1)))
    return BY_HAND_YES.format(numbers=numbers, passed=passed)


def _hand_slip(got, c):
    """Which of the three shares is wrong, and how; None if all are right to two decimals."""
    right = [_near(one, two) for one, two in zip(got, (c.precision, c.recall, c.f1), strict=True)]
    if all(right):
        return None
    if not right[0]:
        if np.isnan(c.precision):
            return "nothing"
        return "crossed" if _near(got[0], c.recall) and _near(got[1], c.precision) else "precision"
    if not right[1]:
        return "recall"
    return "mean" if _near(got[2], (c.precision + c.recall) / 2) else "f1"


def _near(one, two):
    return bool(np.isclose(one, two, rtol=0, atol=0.0051, equal_nan=True))


# ---- 6.3

SHARES_YES = "Yes: precision {p:.2f}, recall {r:.2f}: two shares with one numerator and two denominators."
SHARES_SLIPS = {
    "crossed": (
        "Not yet: precision and recall have changed places. Precision's denominator is TP + FP, all that were *said* "
        "to be 1; recall's is TP + FN, all that *are* 1."
    ),
    "one": (
        "Not yet: precision's denominator is TP + FP, all that were *said* to be 1; in yours it is TP + FN, as in "
        "recall."
    ),
    "all": "Not yet: your denominator is all cases; precision looks at those said to be 1 only: TP + FP.",
    "tn": "Not yet: TN stands in your denominator, and neither precision nor recall knows TN.",
    "accuracy": "Not yet: that is the accuracy, (TP + TN) / all.",
    "reversed": "Not yet: that is for class 0 as the positive one: TN / (TN + FN). Class 1 is what was looked for.",
}
SHARES_OTHER = "Not yet: for tp {0}, fp {1}, tn {2}, fn {3} they should be {p:.3f} and {r:.3f}, yours are {got}."
TOY = 6, 2, 9, 6  # tp, fp, tn, fn: no two shares alike


def check_shares(yours):
    """Exercise 6.3: yours(tp, fp, tn, fn) is precision, recall."""
    tp, fp, tn, fn = TOY
    got, p, r = _numbers(yours(*TOY)), tp / (tp + fp), tp / (tp + fn)
    if got.size != 2:
        return HOW_MANY.format(want="two", names="precision, recall", size=got.size)
    if _like(got, (p, r)):
        return SHARES_YES.format(p=p, r=r)
    every = sum(TOY)
    firsts = {
        "crossed": [(r, p)],
        "one": [(r, r)],
        "all": [(tp / every, r), (tp / every, tp / every)],
        "tn": [(tp / (tp + tn), r), (p, tp / (tp + tn)), (tp / (tp + tn),) * 2],
        "accuracy": [((tp + tn) / every, r)],
        "reversed": [(tn / (tn + fn), tn / (tn + fp))],
    }
    slip = _slip(got, SHARES_SLIPS, firsts)
    return slip or SHARES_OTHER.format(*TOY, p=p, r=r, got=tuple(got.round(3).tolist()))


# ---- 6.4

F1_YES = "Yes: {f1:.2f} for precision 1.00 and recall 0.02, where the plain mean says 0.51. And 0 for 0 and 0."
F1_SLIPS = {
    "mean": (
        "Not yet: that is the plain mean, which is 0.51 for precision 1 and recall 0.02. F1 is the harmonic mean: "
        "2·P·R / (P + R)."
    ),
    "geometric": "Not yet: that is the geometric mean, the root of P·R; F1 is 2·P·R / (P + R).",
    "product": "Not yet: that is P·R; with P = R = 0.5, F1 is 0.5 too: divide by the sum, and take it twice.",
    "two": "Not yet: a factor of 2 is missing; with P = R = 0.5, F1 is 0.5, yours is 0.25.",
    "less": "Not yet: that is the smaller of the two; F1 lies near it, and above it.",
    "inverse": "Not yet: that is 1 / P + 1 / R; the harmonic mean is 2 over it.",
}
F1_AT_0 = "Not yet: right where P + R is above 0; for 0 and 0 yours gives {got}, and 0 was expected: nothing was found."
F1_OTHER = "Not yet: for precision {p} and recall {r} F1 is {want:.3f}, yours is {got:.3f}."
F1_ERROR = "Not yet: right where P + R is above 0; for 0 and 0 yours divides by zero, and 0 was expected."


def check_f1(yours):
    """Exercise 6.4: yours(precision, recall) is their harmonic mean, 0 where both are 0."""
    pairs = [(1.0, 0.02), (0.6, 0.75), (0.5, 0.5)]
    got = np.array([float(np.squeeze(yours(p, r))) for p, r in pairs])
    p, r = np.transpose(pairs)
    want = 2 * p * r / (p + r)
    if _like(got, want):
        return _f1_of_nothing(yours, want[0])
    values = {
        "mean": [(p + r) / 2], "geometric": [np.sqrt(p * r)], "product": [p * r], "two": [p * r / (p + r)],
        "less": [np.minimum(p, r)], "inverse": [1 / p + 1 / r],
    }  # fmt: skip
    slip = _slip(got, F1_SLIPS, values)
    return slip or F1_OTHER.format(p=p[1], r=r[1], want=want[1], got=got[1])


def _f1_of_nothing(yours, first):
    try:
        with np.errstate(all="ignore"):
            nothing = yours(0.0, 0.0)
    except ZeroDivisionError:
        return F1_ERROR
    if nothing is None or nothing is ... or float(np.squeeze(nothing)) != 0:
        return F1_AT_0.format(got=nothing)
    return F1_YES.format(f1=first)


# ---- 6.5

MACRO_YES = "Yes: {macro:.2f}. Each class counts as one: the rare one, F1 {rare:.2f}, pulls as hard as the common one."
MACRO_SLIPS = {
    "micro": (
        "Not yet: that is micro ({got:.2f}): the counts of all classes were added before dividing, so the common class "
        "speaks for all. Macro is the plain mean of the F1 of each class."
    ),
    "weighted": "Not yet: that is weighted by how many cases a class has; in macro each class counts as one.",
    "means": (
        "Not yet: that is F1 of the mean precision and the mean recall; take each class's F1 first, and then the mean."
    ),
    "sum": "Not yet: that is the sum of the F1 of each class; divide by how many classes there are.",
    "binary": "Not yet: that is the F1 of one class; take each class in turn as the positive one.",
}
MACRO_OTHER = "Not yet: the three F1 are {each}; their mean is {want:.3f}, yours is {got:.3f}."


def check_macro(yours):
    """Exercise 6.5: yours(actual, predicted) is the mean over classes of each class's F1."""
    actual, predicted = three_kinds()
    got = float(np.squeeze(yours(actual.copy(), predicted.copy())))
    p, r, each = precision_recall_f1(actual, predicted, average=None)
    want = float(np.mean(each))
    if _like(got, want):
        return MACRO_YES.format(macro=want, rare=each[2])
    values = {
        "micro": [precision_recall_f1(actual, predicted, average="micro")[2]],
        "weighted": [precision_recall_f1(actual, predicted, average="weighted")[2]],
        "means": [2 * p.mean() * r.mean() / (p.mean() + r.mean())],
        "sum": [each.sum()],
        "binary": list(each),
    }
    slip = _slip(got, MACRO_SLIPS, values)
    return slip.format(got=got) if slip else MACRO_OTHER.format(each=each.round(3), want=want, got=got)


# ---- 6.6

CHEAP_YES = "Yes: {want:g} points: {fn} misses and {fp} false alarms cost NT$ {cost:,.0f}; no other score is cheaper."
CHEAP_SLIPS = {
    "prices": "Not yet: the prices are swapped; a miss is a false negative, a false alarm a false positive.",
    "f1": "Not yet: that is where F1 is best and the mistakes are fewest; neither knows the prices.",
    "dearest": "Not yet: that is where mistakes cost most; take the least: argmin.",
    "place": "Not yet: that is the place of the threshold in the list; the score that stands there was asked.",
    "cost": "Not yet: that is the least cost; the threshold at which it is reached was asked.",
    "above": "Not yet: yours says 1 only *above* the threshold; here score >= threshold is said to be 1.",
}
CHEAP_OTHER = "Not yet: with a miss at NT$ {miss} and a false alarm at NT$ {alarm} it is {want:g}, yours is {got:g}."
PRICES = 500, 100  # a miss, a false alarm


def check_cheapest(yours):
    """Exercise 6.6: yours(actual, score, miss, alarm) is the score to call positive from, the cheapest."""
    actual, score = lamps()
    miss, alarm = PRICES
    order = np.random.default_rng(0).permutation(len(score))
    got = float(np.squeeze(yours(actual[order], score[order], miss, alarm)))
    thresholds = cuts(score)[:-1]
    found = at_each(actual, score, thresholds)
    at = cheapest(found, miss, alarm)
    costs = np.array([miss * c.fn + alarm * c.fp for c in found])
    if _like(got, thresholds[at]):
        return CHEAP_YES.format(want=thresholds[at], fn=found[at].fn, fp=found[at].fp, cost=costs[at])
    values = {
        "prices": [thresholds[cheapest(found, alarm, miss)]],
        "f1": [thresholds[int(np.argmax([c.f1 for c in found]))]],
        "dearest": [thresholds[int(np.argmax(costs))]],
        "place": [at],
        "cost": [costs[at]],
        "above": [thresholds[max(at - 1, 0)]],
    }
    slip = _slip(got, CHEAP_SLIPS, values)
    return slip or CHEAP_OTHER.format(miss=miss, alarm=alarm, want=thresholds[at], got=got)


# ---- 6.7

TURNED_YES = "Yes: hits become right rejections, and a miss of one class is a false alarm of the other. Accuracy stays."
TURNED_SLIPS = {
    "half": (
        "Not yet: TP and TN changed places, FP and FN did not. A faulty lamp said to be good was a miss; now that good "
        "is class 1, it is a false alarm."
    ),
    "errors": "Not yet: FP and FN changed places, TP and TN did not; a lamp rightly said to be good is a hit now.",
    "same": "Not yet: those are the counts as they were; the positive class is reversed.",
    "calls": "Not yet: you turned the calls round and left the truth; what is right stays right, whatever we call it.",
}
TURNED_OTHER = "Not yet: (tp, fp, tn, fn) = {toy} becomes {want}, yours is {got}."


def check_turned(yours):
    """Exercise 6.7: yours(tp, fp, tn, fn) are the four counts when class 0 is the positive one."""
    tp, fp, tn, fn = toy = 9, 6, 12, 3
    got, want = _numbers(yours(*toy)), (tn, fn, tp, fp)
    if got.size != 4:
        return HOW_MANY.format(want="four", names=COUNTS, size=got.size)
    if _like(got, want):
        return TURNED_YES
    values = {
        "half": [(tn, fp, tp, fn)], "errors": [(tp, fn, tn, fp)], "same": [toy],
        "calls": [(fn, tn, fp, tp), (fp, tp, fn, tn)],
    }  # fmt: skip
    slip = _slip(got, TURNED_SLIPS, values)
    return slip or TURNED_OTHER.format(toy=toy, want=want, got=tuple(got.astype(int).tolist()))


# ---- 6.8

BUG_NAMES = [
    "FP and FN are swapped",
    "the threshold is on its wrong side",
    "F1 is the plain mean",
    "TN is counted as a hit",
    "precision is divided by all cases",
]
TRUTH = {"A": BUG_NAMES[0], "B": BUG_NAMES[1], "C": BUG_NAMES[2]}
LOOK = {
    "A": "its precision and its recall are the curves of the right version, crosswise; and F1 is the same",
    "B": "recall rises when the threshold rises, so who is called positive?",
    "C": "precision and recall are right, and only F1 is not",
}
BUGS_YES = "Yes, all three. A and C would have passed a test with FP = FN: try your metrics on unequal counts."
BUGS_WRONG = "Not yet: {right} of 3 are right; version {which} is not {got!r}: {look}."
BUGS_UNKNOWN = "Not yet: {got!r} is no name of the list; copy one of BUG_NAMES."
BUGS_MISSING = "Not yet: name a bug for each of A, B and C; {which} is missing."


def check_bugs(named):
    """Exercise 6.8: {"A": name, ...} with names of BUG_NAMES."""
    if any(named.get(which, "") is ... or named.get(which, "") is None for which in TRUTH):
        return BLANK
    for which in TRUTH:
        if which not in named:
            return BUGS_MISSING.format(which=which)
        if named[which] not in BUG_NAMES:
            return BUGS_UNKNOWN.format(got=named[which])
    wrong = [which for which in TRUTH if named[which] != TRUTH[which]]
    if not wrong:
        return BUGS_YES
    which = wrong[0]
    return BUGS_WRONG.format(right=3 - len(wrong), which=which, got=named[which], look=LOOK[which])
