"""Notebook 06: the cases that are called 0 or 1, and what one threshold makes of them.

    lamps()                        thirty lamps: is it faulty (1)?  and the points that a camera gave it
    cuts(score)                    every threshold that makes a difference, the last one above all scores
    at_each(actual, score, ...)    the confusion at each of them
    three_kinds()                  the same for three classes

The lamps are made by us: 12 and 18 draws from two bell curves, rounded, no two with the same points.
"""

from typing import NamedTuple

import numpy as np

from seesaw.maths.metrics import Confusion

from .given import as_cases

SEED, FAULTY, GOOD = 21, 12, 18
MIDDLE, APART, SPREAD = 50, 24, 14  # of the two bell curves the points are drawn from: means 62 and 38, spread 14
THREE = (18, 1, 1), (2, 4, 0), (2, 1, 1)  # rows: what a lamp is; columns: what was said
MOST = 101  # positions of a threshold


class Cases(NamedTuple):
    """Row i of both is the same case."""

    actual: np.ndarray  # (N,)    1 is positive
    score: np.ndarray  # (N,)    higher means "rather positive"


def lamps():
    """Thirty lamps and the points a camera gave them: 12 are faulty (1), 18 are good (0).  -> Cases"""
    rng, points, faulty = np.random.default_rng(SEED), [], []
    for kind, count, mean in ((1, FAULTY, MIDDLE + APART / 2), (0, GOOD, MIDDLE - APART / 2)):
        while faulty.count(kind) < count:
            drawn = round(float(rng.normal(mean, SPREAD)))
            if drawn not in points:
                points.append(drawn)
                faulty.append(kind)
    return in_order(np.array(faulty), np.array(points))


def three_kinds():
    """Thirty lamps of three kinds, good (0), flickering (1), dark (2), and what was said of them.  -> actual, predicted

    A matrix as it might be, made by us: the common kind is called well, the rare one badly.
    """
    return tuple(np.repeat(np.transpose(list(np.ndindex(3, 3))), np.ravel(THREE), axis=1))


def in_order(actual, score):
    """The same cases, the lowest score first.  -> Cases.    ColumnsError: what can't be drawn, as in `as_cases`"""
    given = np.asarray(score)
    actual, score = as_cases(actual, score)
    if given.ndim == 1 and given.dtype.kind in "iu":
        score = given  # whole numbers stay as they are written
    order = np.argsort(score, kind="stable")
    return Cases(actual[order], score[order])


def cuts(score, most=MOST):
    """Thresholds to stand at, rising: each score that occurs, or `most` of them evenly by rank, then one above all.

    `score >= threshold` is called positive.  (T,) float, the last one inf
    """
    thresholds = np.append(np.unique(np.asarray(score, dtype=float)), np.inf)
    if len(thresholds) <= most:
        return thresholds
    ranks = np.unique(np.round(np.linspace(0, len(thresholds) - 1, most)).astype(int))
    return thresholds[ranks]


def stops(score, keep, most=MOST):
    """Where a film stands: at most `most` of all thresholds, evenly by rank, and each that `keep` names.

    keep : places among `cuts(score, most=inf)`  ->  the places, rising
    """
    count = len(cuts(score, most=np.inf))
    even = np.round(np.linspace(0, count - 1, min(most, count))).astype(int)
    return np.unique(np.append(even, keep).astype(int))


def passed_at(score, thresholds):
    """How many cases lie below each threshold.  (T,) int"""
    return np.array([int(np.sum(score < threshold)) for threshold in thresholds])


def at_each(actual, score, thresholds):
    """The confusion at each threshold, `score >= threshold` being called 1: a list of T.

    It sorts once and counts what lies below; `confusion` at each threshold says the same, and takes 30 times as long.
    """
    order = np.argsort(score, kind="stable")
    below = np.searchsorted(np.asarray(score, dtype=float)[order], thresholds, side="left")
    missed = np.append(0, np.cumsum(np.asarray(actual)[order] == 1))
    positives, cases = int(missed[-1]), len(order)
    fn = missed[below].tolist()
    return [_counts(positives, cases, n, miss) for n, miss in zip(below.tolist(), fn, strict=True)]


def _counts(positives, cases, below, fn):
    tn = below - fn
    return Confusion(positives - fn, cases - positives - tn, tn, fn)
