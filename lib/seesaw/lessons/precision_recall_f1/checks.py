"""Notebook 06, points 1 to 5 and 9: exercises.  What a slip gives stands here, what is said of it in the deck."""

from collections.abc import Mapping
from numbers import Integral

import numpy as np

from seesaw.exercise import Bugs, Exercise, Verdicts, deck
from seesaw.exercise.judge import like, numbers
from seesaw.maths.metrics import Confusion, confusion, f_beta, precision_recall_f1
from seesaw.words import listed

from .cases import at_each, cuts, lamps, three_kinds
from .costs import cost_of
from .counts import fields_of

DECK = deck(__file__)
WORDS = DECK.verdicts
BUGS = DECK.names["bugs"]


def of_counts(slips, read):
    """Slips that are functions of the four counts, as functions of what `read` makes the counts of."""
    if callable(slips):
        return lambda *given: slips(read(*given))
    if isinstance(slips, list):
        return [of_counts(way, read) for way in slips]
    return {name: of_counts(ways, read) for name, ways in slips.items()}


# ---- the four counts.  No two of a set are equal, nor two sums of them: else a swap would not show.

COUNT_SLIPS = {
    "swapped": lambda c: (c.tp, c.fn, c.tn, c.fp),
    "reversed": lambda c: (c.tn, c.fn, c.tp, c.fp),
    "calls": lambda c: (c.fn, c.tn, c.fp, c.tp),
    "said": [lambda c: (c.tp + c.fp, c.fp, c.tn, c.fn), lambda c: (c.tp + c.fp, c.fp, c.tn + c.fn, c.fn)],
    "are": [lambda c: (c.tp + c.fn, c.fp, c.tn, c.fn), lambda c: (c.tp + c.fn, c.fp, c.tn + c.fp, c.fn)],
}

MATRICES = [
    lambda c: ((c.tn, c.fp), (c.fn, c.tp)),
    lambda c: ((c.tn, c.fn), (c.fp, c.tp)),
    lambda c: ((c.tp, c.fp), (c.fn, c.tn)),
    lambda c: ((c.tp, c.fn), (c.fp, c.tn)),
]


def _what_counts(got, c):
    """The kind of slip, where it is no value that can be listed."""
    if got.shape != (4,):
        return None
    if np.any(got < 0):
        return "tilde"
    if np.any(got % 1):
        return "whole"
    return "order" if sorted(got) == sorted(c) else "other counts"


def counts_of(seed):
    """Four counts of which no two shares are alike, whatever is divided by whatever.  -> tp, fp, tn, fn"""
    return ((10, 3, 12, 4), (4, 10, 3, 12))[seed]


def columns_of(counts, seed=0):
    """Cases in any order that have these counts.  -> actual, predicted, (N,) of 0 and 1"""
    order = np.random.default_rng(seed).permutation(sum(counts))
    return np.repeat([1, 0, 0, 1], counts)[order], np.repeat([1, 1, 0, 0], counts)[order]


def _truth_and_calls(seed):
    """The lamps, called from 50 points up; then other cases.  (N,) each"""
    cases = lamps()
    return (cases.actual, (cases.score >= 50).astype(int)) if seed == 0 else columns_of(counts_of(1))


# 6.1  yours(actual, predicted) is tp, fp, tn, fn.  (N,) each, 0 or 1
check_counts = Exercise(
    WORDS["counts"],
    right=confusion,
    slips={
        **of_counts(COUNT_SLIPS, confusion),
        "matrix": of_counts(MATRICES, confusion),
        "masks": lambda a, p: [a & p, (1 - a) & p, (1 - a) & (1 - p), a & (1 - p)],
    },
    given=_truth_and_calls,
    fields=lambda a, p: {**confusion(a, p)._asdict(), "all": len(a)},
    notice=lambda got, a, p: _what_counts(got, confusion(a, p)),
)


# ---- which steps lower precision


def _cases_in_order(seed):
    """The lamps; then other cases, the lowest score first, no two alike.  actual, score (N,)"""
    if seed == 0:
        return tuple(lamps())
    rng = np.random.default_rng(70 + seed)
    score = np.sort(rng.choice(90, 24, replace=False) + 5)
    actual = (rng.random(24) < 0.2 + 0.5 * np.arange(24) / 24).astype(int)
    actual[[0, 1, -3, -2, -1]] = 0, 1, 0, 1, 1  # a good one and a faulty one below, two faulty ones at the top
    return actual, score


def _steps(actual, score):
    """Precision before and after each card is passed.  (N,) each"""
    p = np.array([c.precision for c in at_each(actual, score, cuts(score))])
    return p[:-1], p[1:]


def _passed_where(test, shift=0):
    """A student's function: the points of the cards at whose passing `test` holds of precision before and after."""

    def yours(actual, score):
        places = np.flatnonzero(test(*_steps(actual, score))) + shift
        return score[places[places < len(score)]]

    return yours


# 6.1b  yours(actual, score), sorted by score, is the scores of the cards whose passing lowers precision
check_falls = Exercise(
    WORDS["falls"],
    right=_passed_where(np.greater),
    slips={
        "faulty": [lambda a, s: s[a == 1], lambda a, s: s[a == 1][:-1]],
        "good": [lambda a, s: s[a == 0], _passed_where(np.less)],
        "after": _passed_where(np.greater, shift=1),
        "places": lambda a, s: np.flatnonzero(np.greater(*_steps(a, s))),
        "thresholds": lambda a, s: np.flatnonzero(np.greater(*_steps(a, s))) + 1,
        "count": lambda a, s: np.sum(np.greater(*_steps(a, s))),
        "marks": lambda a, s: np.greater(*_steps(a, s)),
    },
    given=_cases_in_order,
    fields=lambda a, s: {"falls": int(np.sum(np.greater(*_steps(a, s)))), "faulty": int(a.sum())},
)


def check_by_hand(state, counts, shares):
    """6.2  tp, fp, tn, fn and precision, recall, F1 of the film with the cards as it stands, to two decimals.

    state : `film.state`
    """
    said, cases = Verdicts(WORDS["by hand"]), lamps()
    passed = state.get("passed") if isinstance(state, Mapping) else None
    if not isinstance(passed, Integral) or not 0 <= passed <= len(cases.score):
        return said.no("state")
    c = at_each(*cases, cuts(cases.score))[passed]
    fields = {**fields_of(c), "passed": int(passed)}
    counts = numbers(counts, 4).ravel()
    if counts.size != 4:
        return said.no("four", size=counts.size)
    if not like(counts, c):
        slip = _slip_of(counts, c)
        return said.no(slip if slip in said else "other counts", **fields)
    if _has_none(shares):
        return said.no("none", **fields)
    shares = numbers(shares, 3).ravel()
    if shares.size != 3:
        return said.no("three", size=shares.size)
    slip = _wrong_share(shares, c)
    return said.no(slip, **fields) if slip else said.yes(**fields)


check_by_hand.reads_none = True


def _has_none(answer):
    return isinstance(answer, (list, tuple)) and any(part is None for part in answer)


def _slip_of(counts, c):
    slips = ((name, ways if isinstance(ways, list) else [ways]) for name, ways in COUNT_SLIPS.items())
    named = (name for name, ways in slips if any(like(counts, way(c)) for way in ways))
    return next(named, None) or _what_counts(counts, c)


def _wrong_share(got, c):
    """Which of the three shares is wrong, and how; None if all are right to two decimals."""
    want = np.array([c.precision, c.recall, c.f1])
    right = np.isclose(got, want, rtol=0, atol=0.0051, equal_nan=True)
    if right.all():
        return None
    if np.any(got > 1.005):
        return "percent"
    if not right[0]:
        crossed = np.allclose(got[:2], want[1::-1], rtol=0, atol=0.0051)
        return "nothing" if np.isnan(want[0]) else "crossed" if crossed else "precision"
    if not right[1]:
        return "recall"
    if np.isnan(want[0]):
        return "nothing in f1"
    if abs(got[2] - want[:2].mean()) < 0.0051:
        return "mean"
    return "rounded" if abs(got[2] - _harmonic(*got[:2])) < 0.0051 else "f1"


# ---- shares of the four counts


def _what_shares(got, *counts):
    c = Confusion(*counts)
    if got.shape != (2,):
        return None
    if np.any(got > 1):
        return "above 1"
    right = np.abs(got - (c.precision, c.recall)) <= 0.0051
    return {(True, False): "recall", (False, True): "precision"}.get(tuple(right.tolist()))


def _in_either(share):
    """A share in the place of precision, of recall, of both."""
    return [lambda c: (share(c), c.recall), lambda c: (c.precision, share(c)), lambda c: (share(c), share(c))]


SHARE_SLIPS = {
    "crossed": lambda c: (c.recall, c.precision),
    "one": lambda c: (c.recall, c.recall),
    "all": _in_either(lambda c: c.tp / sum(c)),
    "tn": _in_either(lambda c: c.tp / (c.tp + c.tn)),
    "accuracy": _in_either(lambda c: c.accuracy),
    "reversed": lambda c: (c.tn / (c.tn + c.fn), c.tn / (c.tn + c.fp)),
    "mistakes": [
        lambda c: (c.precision, 1 - c.recall),
        lambda c: (1 - c.precision, c.recall),
        lambda c: (1 - c.precision, 1 - c.recall),
    ],
    "between": [
        lambda c: (c.fn / (c.fn + c.fp), c.recall),
        lambda c: (c.fn / (c.tp + c.fp), c.recall),
        lambda c: (c.precision, c.tn / (c.tn + c.fp)),
    ],
    "percent": lambda c: (100 * c.precision, 100 * c.recall),
}

# 6.3  yours(tp, fp, tn, fn) is precision, recall
check_shares = Exercise(
    WORDS["shares"],
    right=lambda tp, fp, tn, fn: (tp / (tp + fp), tp / (tp + fn)),
    slips=of_counts(SHARE_SLIPS, Confusion),
    given=counts_of,
    fields=lambda *counts: {**(c := Confusion(*counts))._asdict(), "p": c.precision, "r": c.recall},
    notice=_what_shares,
)

# 6.7  yours(tp, fp, tn, fn) are the four counts when class 0 is the positive one
check_turned = Exercise(
    WORDS["turned"],
    right=lambda tp, fp, tn, fn: (tn, fn, tp, fp),
    slips={
        "half": lambda tp, fp, tn, fn: (tn, fp, tp, fn),
        "errors": lambda tp, fp, tn, fn: (tp, fn, tn, fp),
        "same": lambda tp, fp, tn, fn: (tp, fp, tn, fn),
        "calls": lambda tp, fp, tn, fn: (fn, tn, fp, tp),
        "truth": lambda tp, fp, tn, fn: (fp, tp, fn, tn),
    },
    given=counts_of,
    fields=lambda *counts: {"counts": listed(counts)},
    notice=lambda got, tp, fp, tn, fn: _what_counts(got, (tp, fp, tn, fn)),
)

# ---- F1


def _harmonic(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


# 6.4  yours(precision, recall) is their harmonic mean, 0 where both are 0
check_f1 = Exercise(
    WORDS["f1"],
    right=_harmonic,
    slips={
        "mean": lambda p, r: (p + r) / 2,
        "geometric": lambda p, r: np.sqrt(p * r),
        "product": lambda p, r: p * r,
        "two": lambda p, r: _harmonic(p, r) / 2,
        "twice": lambda p, r: 2 * p * r,
        "less": min,
        "more": max,
        "sum": lambda p, r: p + r,
        "inverse": lambda p, r: 1 / p + 1 / r if p and r else 0,
        "percent": lambda p, r: 100 * _harmonic(p, r),
        "zero": [
            lambda p, r: 2 * p * r / (p + r),
            *(lambda p, r, at=at: _harmonic(p, r) if p + r else at for at in (np.nan, 1.0, np.inf, 0.5, -1.0)),
        ],
    },
    given=lambda seed: ((1.0, 0.02), (0.6, 0.75), (0.0, 0.0))[seed],
    sets=3,
)

FOUR = (14, 2, 2, 0), (2, 4, 2, 0), (1, 2, 4, 0), (0, 0, 2, 3)  # rows: what it is; columns: what was said


def _kinds(seed):
    """The three kinds of lamps, then four other kinds.  (N,) each"""
    if seed == 0:
        return three_kinds()
    pairs = np.repeat([(i, j) for i in range(4) for j in range(4)], np.ravel(FOUR), axis=0)
    return tuple(np.random.default_rng(2).permutation(pairs).T)


def _mean(average, which=2):
    """Precision, recall or F1 (which) with an average of `precision_recall_f1`, as an answer."""
    return lambda actual, predicted: precision_recall_f1(actual, predicted, average=average)[which]


def _of_class(nth):
    return lambda actual, predicted: _mean(None)(actual, predicted)[nth]


# 6.5  yours(actual, predicted) is the mean over classes of each class's F1.  (N,) each, whole numbers
check_macro = Exercise(
    WORDS["macro"],
    right=_mean("macro"),
    slips={
        "micro": _mean("micro"),
        "weighted": _mean("weighted"),
        "means": lambda a, p: _harmonic(_mean("macro", 0)(a, p), _mean("macro", 1)(a, p)),
        "sum": lambda a, p: _mean(None)(a, p).sum(),
        "binary": [_of_class(nth) for nth in (0, 1, 2, -1)],
        "each": _mean(None),
        "three": [lambda a, p: _mean(None)(a, p)[:3].mean(), lambda a, p: _mean(None)(a, p).sum() / 3],
        "other shares": [_mean("macro", 0), _mean("macro", 1)],
        "percent": lambda a, p: 100 * _mean("macro")(a, p),
    },
    given=_kinds,
    fields=lambda a, p: {"each": listed(f"{f1:.2f}" for f1 in _mean(None)(a, p)), "rare": _mean(None)(a, p)[-1]},
)

# ---- the cheapest threshold


def _priced(seed):
    """Cases in any order, and the prices of a miss and of a false alarm."""
    rng = np.random.default_rng(PRICED[seed])
    actual, score = lamps()
    if seed:
        actual = np.repeat([1, 0], (11, 15))
        score = rng.permutation(np.arange(5, 70))[:26] + 22 * actual
    order = rng.permutation(len(actual))
    return actual[order], score[order], *((500, 100), (100, 300), (300, 200), (200, 500))[seed]


PRICED = 0, 164, 509, 28  # seeds for which each slip gives another threshold


def _cheapest(weigh, said=np.greater_equal, pick=np.argmin, give=lambda tried, at, costs: tried[at]):
    """A student's function: the place where what `weigh(confusion, miss, alarm)` says is least, and what is given."""

    def yours(actual, score, miss, alarm):
        tried = np.unique(score)
        costs = [weigh(confusion(actual, said(score, threshold)), miss, alarm) for threshold in tried]
        return give(tried, pick(costs), costs)

    return yours


def _same_calls(got, want, actual, score, *_):
    """Between two scores any threshold calls the same."""
    return score.min() < got <= score.max() and np.array_equal(score >= got, score >= want)


def _at_cheapest(actual, score, miss, alarm):
    at = _cheapest(cost_of)(actual, score, miss, alarm)
    c = confusion(actual, score >= at)
    return {"miss": miss, "alarm": alarm, "fn": c.fn, "fp": c.fp, "cost": cost_of(c, miss, alarm)}


# 6.6  yours(actual, score, miss, alarm) is the lowest score to call positive from at which mistakes cost least
check_cheapest = Exercise(
    WORDS["cheapest"],
    right=_cheapest(cost_of),
    slips={
        "prices": _cheapest(lambda c, miss, alarm: cost_of(c, alarm, miss)),
        "f1": [_cheapest(lambda c, *_: -np.nan_to_num(c.f1)), _cheapest(lambda c, *_: c.fn + c.fp)],
        "dearest": _cheapest(cost_of, pick=np.argmax),
        "place": _cheapest(cost_of, give=lambda tried, at, costs: at),
        "cost": _cheapest(cost_of, give=lambda tried, at, costs: costs[at]),
        "above": _cheapest(cost_of, said=np.greater),
        "f beta": [
            _cheapest(lambda c, miss, alarm: -np.nan_to_num(f_beta(c.precision, c.recall, miss / alarm))),
            _cheapest(lambda c, miss, alarm: -np.nan_to_num(f_beta(c.precision, c.recall, np.sqrt(miss / alarm)))),
        ],
        "rates": _cheapest(lambda c, miss, alarm: miss * (1 - c.recall) + alarm * c.fp / (c.fp + c.tn)),
        "no miss": lambda actual, score, *_: score[actual == 1].min(),
        "one price": [_cheapest(lambda c, miss, alarm: miss * c.fn), _cheapest(lambda c, miss, alarm: alarm * c.fp)],
        "last": _cheapest(cost_of, pick=lambda costs: len(costs) - 1 - np.argmin(costs[::-1])),
    },
    given=_priced,
    sets=4,
    fields=_at_cheapest,
    same=_same_calls,
)

# 6.8  {"A": a name of BUGS, "B": ..., "C": ...}
check_bugs = Bugs(WORDS["bugs"], BUGS, {"A": 0, "B": 1, "C": 2})
