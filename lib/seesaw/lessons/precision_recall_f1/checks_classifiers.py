"""Notebook 06, points 6 and 7: exercises.  What a slip gives stands here, what is said of it in the deck."""

import numpy as np

from seesaw.exercise import Exercise
from seesaw.exercise.judge import apart, like
from seesaw.maths.metrics import confusion, precision_recall_f1

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


def _standardised(train, test):
    return (test - _mean(train)) / _spread(train)


def _either_spread(got, want, train, _):
    """Counted with N or with N - 1."""
    return like(got, want * _spread(train) / _spread(train, ddof=1))


# 6.9  yours(train, test) is test with the training part's mean taken away, divided by its spread.  (N, d) each
check_standardise = Exercise(
    WORDS["standardise"],
    right=_standardised,
    slips={
        "own": [
            lambda train, test: _standardised(test, test),
            lambda train, test: (test - _mean(test)) / _spread(test, ddof=1),
        ],
        "all": lambda train, test: _standardised(np.concatenate([train, test]), test),
        "half": [
            lambda train, test: (test - _mean(train)) / _spread(test),
            lambda train, test: (test - _mean(test)) / _spread(train),
        ],
        "train": lambda train, test: _standardised(train, train),
        "both": lambda train, test: _standardised(train, np.concatenate([train, test])),
        "mean": lambda train, test: test - _mean(train),
        "spread": lambda train, test: test / _spread(train),
        "variance": lambda train, test: (test - _mean(train)) / _spread(train) ** 2,
        "times": lambda train, test: (test - _mean(train)) * _spread(train),
        "row": lambda train, test: _standardised(test.T, test.T).T,
        "one": [
            lambda train, test: (test - train.mean()) / train.std(),
            lambda train, test: (test - _mean(train)) / train.std(),
            lambda train, test: (test - train.mean()) / _spread(train),
        ],
        "range": lambda train, test: (test - train.min(axis=0)) / np.ptp(train, axis=0),
        "brackets": lambda train, test: test - _mean(train) / _spread(train),
    },
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

# ---- who chooses the threshold


def _two_scored_parts(seed):
    """Validation and test part, for which each slip gives other numbers.  actual, score, actual, score"""
    rng, given = np.random.default_rng(SCORED[seed]), []
    for cases in ((40, 30), (34, 26))[seed]:
        actual = rng.permutation((np.arange(cases) < 0.35 * cases).astype(int))
        given += [actual, (1 / (1 + np.exp(-rng.normal(size=cases) - 1.4 * actual + 1.2))).round(3)]
    at = best_threshold(*given[:2])
    given[3][np.abs(given[3] - at).argmin()] = at  # a test case at the threshold, so that > is not >=
    return given


SCORED = 147, 516  # seeds for which each slip gives other numbers


def _best(actual, score, measure="f1", said=np.greater_equal):
    """The lowest of the scores at which a measure of the confusion is highest."""
    tried = np.unique(score)
    return tried[np.argmax([np.nan_to_num(getattr(confusion(actual, said(score, at)), measure)) for at in tried])]


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


def _as_one_can(got, want, actual_v, score_v, actual_t, score_t):
    """The threshold may stand between two scores, and be float32 or rounded to two places, as F1 may."""
    score = np.concatenate([score_v, score_t])
    close = abs(got - want) <= 0.0051
    return bool(close[1] and (close[0] or np.array_equal(score >= got[0], score >= want[0])))


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
    fields=lambda *given: {
        "at": _right_report(*given)[0],
        "f1": _right_report(*given)[1],
        "cheat": _report("test")(*given)[1],
        "validation": _report(on="validation")(*given)[1],
    },
    notice=_what_report,
    same=_as_one_can,
)
