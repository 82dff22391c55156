"""Notebook 06, points 6 and 7: exercises.  What a slip gives stands here, what is said of it in the deck."""

from functools import partial
from operator import attrgetter

import numpy as np

from seesaw.exercise import Exercise
from seesaw.exercise.judge import apart, like, rounded
from seesaw.maths.metrics import confusion, f_beta, precision_recall_f1

from .breast_cancer import best_threshold, f1_at
from .checks import WORDS, columns_of, of_counts

# ---- standardise


def _two_parts(seed):
    """Two parts with other means and spreads.  (N, d) each"""
    rng, (learn, test, d) = np.random.default_rng(61 + seed), ((20, 8, 3), (15, 6, 4))[seed]
    spread, mean = rng.uniform(0.3, 4, size=(2, d))
    train = rng.normal(size=(learn, d)) * spread + mean
    return train, rng.normal(size=(test, d)) * spread * rng.uniform(0.6, 1.6, size=d) + 1.5 * mean


def _mean(x):
    return x.mean(axis=0)


def _spread(x, ddof=0):
    return x.std(axis=0, ddof=ddof)


def _standardised(train, test, spread=_spread):
    return (test - _mean(train)) / spread(train)


def _either_spread(got, want, train, _):
    """Counted with N or with N - 1."""
    unbiased = want * _spread(train) / _spread(train, ddof=1)
    return like(got, unbiased) or rounded(got, unbiased)


def _both_spreads(ways):
    """Slips, functions of train, test and the spread, each with the spread counted with N and with N - 1."""
    return [partial(way, spread=partial(_spread, ddof=ddof)) for way in ways for ddof in (0, 1)]


STANDARDISE_SLIPS = {
    "own": [lambda train, test, spread: _standardised(test, test, spread)],
    "all": [lambda train, test, spread: _standardised(np.concatenate([train, test]), test, spread)],
    "half": [
        lambda train, test, spread: (test - _mean(train)) / spread(test),
        lambda train, test, spread: (test - _mean(test)) / spread(train),
    ],
    "train": [lambda train, test, spread: _standardised(train, train, spread)],
    "both": [lambda train, test, spread: _standardised(train, np.concatenate([train, test]), spread)],
    "mean": [lambda train, test, spread: test - _mean(train)],
    "spread": [lambda train, test, spread: test / spread(train)],
    "variance": [lambda train, test, spread: (test - _mean(train)) / spread(train) ** 2],
    "times": [lambda train, test, spread: (test - _mean(train)) * spread(train)],
    "row": [lambda train, test, spread: _standardised(test.T, test.T, spread).T],
    "one": [
        lambda train, test, spread: (test - train.mean()) / spread(train.ravel()),
        lambda train, test, spread: (test - _mean(train)) / spread(train.ravel()),
        lambda train, test, spread: (test - train.mean()) / spread(train),
    ],
    "range": [lambda train, test, spread: (test - train.min(axis=0)) / np.ptp(train, axis=0)],
    "brackets": [lambda train, test, spread: test - _mean(train) / spread(train)],
}

# 6.9  yours(train, test) is test with the training part's mean taken away, divided by its spread.  (N, d) each
check_standardise = Exercise(
    WORDS["standardise"],
    right=_standardised,
    slips={name: _both_spreads(ways) for name, ways in STANDARDISE_SLIPS.items()},
    given=_two_parts,
    fields=lambda train, test: {"mean": _standardised(train, test)[:, 0].mean()},
    same=_either_spread,
)

# ---- F1 of a class

WORDS_OF = np.array(["seeing", "tool"])  # what the answer is given, and compares


def _rare_answers(seed):
    """Many seeing and few tools, and which of the two is looked for.  (N,) words each"""
    counts, positive = (((5, 4, 53, 3), "tool"), ((5, 4, 53, 3), "seeing"), ((7, 3, 31, 5), "tool"))[seed]
    actual, predicted = columns_of(counts, seed)
    return WORDS_OF[actual], WORDS_OF[predicted], positive


def _of_positive(actual, predicted, positive):
    return confusion(actual == positive, predicted == positive)


def _both_classes(average):
    return lambda actual, predicted, _: precision_recall_f1(actual, predicted, average=average)[2]


def _f1_words(actual, predicted, positive):
    c, other = _of_positive(actual, predicted, positive), confusion(actual != positive, predicted != positive)
    return {"tool": c.f1, "seeing": other.f1, "accuracy": c.accuracy, "negatives": c.tn, "positive": positive}


# 6.10  yours(actual, predicted, positive) is F1 of the class `positive`; actual and predicted are arrays of words
check_f1_of = Exercise(
    WORDS["f1 of"],
    right=lambda *given: _of_positive(*given).f1,
    slips={
        "one class": lambda actual, predicted, _: _of_positive(actual, predicted, "tool").f1,
        "reversed": lambda actual, predicted, positive: confusion(actual != positive, predicted != positive).f1,
        "macro": _both_classes("macro"),
        "weighted": _both_classes("weighted"),
        "each": [_both_classes(None), lambda *given: _both_classes(None)(*given)[::-1]],
        **of_counts(
            {
                "accuracy": lambda c: c.accuracy,
                "mean": lambda c: (c.precision + c.recall) / 2,
                "precision": lambda c: c.precision,
                "recall": lambda c: c.recall,
                "half": [lambda c: c.f1 / 2, lambda c: c.tp / (2 * c.tp + c.fp + c.fn)],
                "no two below": lambda c: 2 * c.tp / (c.tp + c.fp + c.fn),
                "union": lambda c: c.tp / (c.tp + c.fp + c.fn),
                "percent": lambda c: 100 * c.f1,
            },
            _of_positive,
        ),
    },
    given=_rare_answers,
    sets=3,
    fields=_f1_words,
)

# ---- how sure: the bootstrap


def _drawn_cases(seed):
    """A test set, and 400 times as many of its rows, drawn with replacement.  actual, predicted, rows (400, N)"""
    counts = ((14, 7, 20, 4), (9, 3, 22, 8), (20, 11, 12, 5))[seed]
    actual, predicted = columns_of(counts, 66 + seed)
    return actual, predicted, np.random.default_rng(6 + seed).integers(0, len(actual), (400, len(actual)))


def _bounds(share="f1", ends=(0.025, 0.975), truth=None, calls=None):
    """A student's function: the quantiles `ends` of a share.  truth, calls : the rows each is taken at"""

    def yours(actual, predicted, rows):
        every = np.broadcast_to(np.arange(rows.shape[1]), rows.shape)
        picked = {None: rows, "none": every, "others": rows[::-1]}
        pairs = zip(actual[picked[truth]], predicted[picked[calls]], strict=True)
        return np.quantile(np.nan_to_num([getattr(confusion(*pair), share) for pair in pairs]), ends)

    return yours


def _each(actual, predicted, rows):
    return np.array([confusion(actual[row], predicted[row]).f1 for row in rows])


def _by_spread(times, root=False):
    """The mean and so many spreads to either side."""

    def yours(*given):
        f1 = _each(*given)
        return f1.mean() + np.array([-times, times]) * f1.std() / (np.sqrt(len(f1)) if root else 1)

    return yours


# 6.x  yours(actual, predicted, rows) is low, high: where F1 lies in 95 % of the test sets that `rows` draws
check_interval = Exercise(
    WORDS["interval"],
    right=_bounds(),
    slips={
        "swapped": lambda *given: _bounds()(*given)[::-1],
        "ends": _bounds(ends=(0, 1)),
        "ninety": _bounds(ends=(0.05, 0.95)),
        "one side": [_bounds(ends=(0, 0.95)), _bounds(ends=(0.05, 1))],
        "pairs": [_bounds(truth="none"), _bounds(calls="none"), _bounds(truth="others"), _bounds(calls="others")],
        "once": lambda actual, predicted, _: np.repeat(confusion(actual, predicted).f1, 2),
        "mean": lambda *given: np.mean(_each(*given)),
        "each": _each,
        "spread": [_by_spread(1.96), _by_spread(2), _by_spread(1)],
        "root": [_by_spread(1.96, root=True), _by_spread(2, root=True)],
        "other share": [_bounds("accuracy"), _bounds("precision"), _bounds("recall")],
        "percent": lambda *given: 100 * _bounds()(*given),
    },
    given=_drawn_cases,
    sets=3,
    fields=lambda *given: (
        dict(zip(("low", "high"), _bounds()(*given).tolist(), strict=True))
        | {"f1": confusion(*given[:2]).f1, "cases": len(given[0])}
    ),
    same=lambda got, want, *_: np.shape(got) == (2,) and np.allclose(got, want, rtol=0, atol=0.0051),
)

# ---- who chooses the threshold


def _two_scored_parts(seed):
    """Validation and test part, for which each slip gives other numbers.  actual, score, actual, score"""
    rng, given = np.random.default_rng(SCORED[seed]), []
    for cases in ((40, 30), (34, 26), (50, 30))[seed]:
        actual = rng.permutation((np.arange(cases) < 0.35 * cases).astype(int))
        given += [actual, (1 / (1 + np.exp(-rng.normal(size=cases) - 1.4 * actual + 1.2))).round(3)]
    at = best_threshold(*given[:2])
    given[3][np.abs(given[3] - at).argmin()] = at  # a test case at the threshold, so that > is not >=
    return given


SCORED = 147, 516, 185  # seeds for which each slip gives other numbers


def _best(actual, score, measure="f1", said=np.greater_equal):
    """The lowest of the scores at which a measure of the confusion, its name or a function, is highest."""
    measured, tried = measure if callable(measure) else attrgetter(measure), np.unique(score)
    return tried[np.argmax([np.nan_to_num(measured(confusion(actual, said(score, at)))) for at in tried])]


OTHER_MEASURES = [
    lambda c: (c.precision + c.recall) / 2,
    lambda c: np.sqrt(c.precision * c.recall),
    lambda c: c.recall - c.fp / (c.fp + c.tn),
    lambda c: f_beta(c.precision, c.recall, 2),
    lambda c: f_beta(c.precision, c.recall, 0.5),
]


def _report(chosen="validation", on="test", measure="f1", given="f1", said=(np.greater_equal, np.greater_equal)):
    """A student's function: the threshold of the best `measure` on one part, and what is given back of another."""

    def yours(actual_v, score_v, actual_t, score_t):
        both = np.concatenate([actual_v, actual_t]), np.concatenate([score_v, score_t])
        parts = {"validation": (actual_v, score_v), "test": (actual_t, score_t), "both": both}
        at = _best(*parts[chosen], measure, said[0])
        actual, score = parts[on]
        return at, getattr(confusion(actual, said[1](score, at)), given)

    return yours


def _of_class_0(actual_v, score_v, actual_t, score_t):
    at = _best(1 - actual_v, score_v, said=np.less)
    return at, confusion(1 - actual_t, score_t < at).f1


def _half(on):
    return lambda *given: (0.5, f1_at(*given[2 * on : 2 * on + 2], 0.5))


def _as_one_can(got, want, *given):
    """The threshold may be float32 or rounded to two places, as F1 may, or stand between two scores.

    Between two of validation it may call the test part otherwise: right is its own F1 there.
    """
    score = np.concatenate(given[1::2])
    close = abs(got - want) <= 0.0051
    between = score.min() < got[0] <= score.max() and np.array_equal(score >= got[0], score >= want[0])
    return bool(close[1] and (close[0] or between)) or (_is_best(got, *given) and _is_best(want, *given))


def _is_best(pair, actual_v, score_v, actual_t, score_t):
    """Whether no threshold has a higher F1 on validation, and what is said of the test part is so."""
    best, at = f1_at(actual_v, score_v, best_threshold(actual_v, score_v)), pair[0]
    return bool(f1_at(actual_v, score_v, at) >= best and abs(f1_at(actual_t, score_t, at) - pair[1]) <= 0.0051)


def _what_report(got, *given):
    """What is wrong with a pair that no slip gives."""
    if got.shape != (2,):
        return None
    best = f1_at(*given[:2], best_threshold(*given[:2]))
    at, f1 = got
    yours = np.nan_to_num(f1_at(*given[:2], at))
    kind, want, yours = ("f1 on test", f1_at(*given[2:], at), f1) if like(yours, best) else ("chosen", best, yours)
    return kind, {"at": at, **dict(zip(("want", "got"), apart(want, yours), strict=True))}


_right_report = _report()
ABOVE = np.greater, np.greater_equal

# 6.11  yours(actual_v, score_v, actual_t, score_t) is the threshold of the best F1 on validation, and its F1 on test
check_report = Exercise(
    WORDS["report"],
    right=_right_report,
    slips={
        "cheat": _report("test"),
        "pooled": [_report("both"), _report("both", "both"), _report("both", "validation")],
        "validation": _report(on="validation"),
        "whole": _report(on="both"),
        "best of test": lambda *given: (_right_report(*given)[0], _report("test")(*given)[1]),
        "half": [_half(1), _half(0)],
        "accuracy": _report(measure="accuracy"),
        "other best": [_report(measure="precision"), _report(measure="recall")],
        "other measure": [_report(measure=measure) for measure in OTHER_MEASURES],
        "other share": [_report(given=share) for share in ("accuracy", "precision", "recall")],
        "reversed": _of_class_0,
        "above": [_report(said=2 * (np.greater,)), _report(said=ABOVE), _report(said=ABOVE[::-1])],
        "place": lambda *given: (
            np.searchsorted(np.unique(given[1]), _right_report(*given)[0]),
            _right_report(*given)[1],
        ),
        "swapped": lambda *given: _right_report(*given)[::-1],
    },
    given=_two_scored_parts,
    sets=3,
    fields=lambda *given: {
        "at": _right_report(*given)[0],
        "f1": _right_report(*given)[1],
        "cheat": _report("test")(*given)[1],
        "validation": _report(on="validation")(*given)[1],
    },
    notice=_what_report,
    same=_as_one_can,
)
