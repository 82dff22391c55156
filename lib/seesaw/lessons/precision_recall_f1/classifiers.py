"""Notebook 06: a logistic regression on the vectors of *saw*, taught by 1 to 40 sentences of each sense.

    vectors --standardise--> z --LogisticRegression--> score --above 0?--> "tool"

`study(reader)` reads the sentences and fits every classifier of points 6's films; then the films look numbers up.

* Standardised means: take away the mean of each number and divide by its spread, both taken from the 80 sentences of
  the training part, whose labels are not needed for it.  The 100 test sentences are not looked at.
* The regression is scikit-learn's, L2 with C = 1.  All it can learn lies in the directions of the 80 training
  sentences, so that each vector is turned into those first: 80 numbers instead of 384, and the very same scores.
  Its solver is Newton's: a handful of small steps to the last digit, the same on each machine, where the default,
  lbfgs, stops at the second decimal and spends ten times as long where BLAS has several threads.
* Where only some sentences are learned from, which ones matters: DRAWS draws, each as good as the other.
"""

import re
from typing import NamedTuple

import numpy as np

from seesaw.material.saws import own_saws
from seesaw.material.sentences import SawSentence
from seesaw.maths.metrics import Confusion, average_precision, confusion

from .counts import matrix_of
from .encoders import ENCODERS, REAL, Seen, seen
from .sentences import HARD, LEARN, TO_CUT, Split, split

COUNTS = 1, 2, 4, 8, 16, 24, LEARN  # training sentences of each sense
DRAWS = 11  # odd, so that no share of the draws stands at a tie
STRENGTH = 1.0  # scikit-learn's C: the smaller, the more the weights are held down
SAME = 1e-6  # a number whose spread is below this is the same in all sentences
RATIOS = 1, 4, 9, 19  # seeing sentences for each tool, in the rare-class version
RARE_DRAWS = 25
WHOLE_WORD = re.compile(r"\bsaw\b", re.IGNORECASE)


class Study(NamedTuple):
    """All that the films of point 6 show."""

    seen: Seen
    split: Split
    is_tool: np.ndarray  # (100,)    of the test sentences
    texts: tuple  # 100       of the test sentences
    scores: dict  # {encoder: {(layer, count): (draws, 100)}}    above 0 is "tool"
    measured: dict  # {encoder: {(layer, count): Measured}}
    rare: dict  # {encoder: {ratio: [(actual, score), ...]}}    one pair a draw; the last layer
    hard: tuple  # HardSaws: one for each saw of HARD and TO_CUT
    hard_scores: np.ndarray  # (layers, hard saws)    of the real model, taught by all 80 sentences


class HardSaw(NamedTuple):
    """One saw of a hard sentence: the word is `text[start:start + 3]`."""

    text: str
    start: int
    means: str  # "seeing", "tool" or "cutting"


class HardSaws(NamedTuple):
    """All of them, and what each layer of the real model makes of them."""

    saws: tuple
    vectors: np.ndarray  # (layers, saws, d)


class Measured(NamedTuple):
    """What the draws said of the test sentences: counts added up over the draws, shares draw by draw."""

    counts: Confusion  # of all draws together
    accuracy: np.ndarray  # (draws,)
    f1: np.ndarray  # (draws,)
    precision: np.ndarray  # (draws, tools)    when the 1st, 2nd, ... tool has been found
    area: np.ndarray  # (draws,)          average precision


def study(reader):
    """Read, fit and judge; a few seconds.  -> Study"""
    parts, all_seen = split(), seen(reader)
    learn, test = parts.learn.ravel(), parts.test.ravel()
    is_tool, texts = all_seen.is_tool, tuple(all_seen.texts[n] for n in test)
    scores, measured, rare = {}, {}, {}
    for name in ENCODERS:
        layers = [turn(standardise(x, learn), learn) for x in all_seen.vectors[name]]
        places = [(layer, count) for layer in range(len(layers)) for count in COUNTS]
        scores[name] = {at: scores_of(layers[at[0]], is_tool, draws(parts.learn, at[1]), test) for at in places}
        measured[name] = {at: measure(is_tool[test], found) for at, found in scores[name].items()}
        rare[name] = {ratio: rare_draws(layers[-1], is_tool, parts, ratio) for ratio in RATIOS}
    hard, hard_scores = hard_saws(reader), []
    for x, more in zip(all_seen.vectors[REAL], hard.vectors, strict=True):
        z = turn(standardise(np.concatenate([x, more]), learn), learn)
        hard_scores.append(score_of(z[learn], is_tool[learn], z[len(x) :]))
    return Study(all_seen, parts, is_tool[test], texts, scores, measured, rare, hard.saws, np.array(hard_scores))


def scores_of(x, is_tool, times, test):
    """Learn from the rows of each time, and score the rows `test`.  -> (times, tests)"""
    return np.stack([score_of(x[rows], is_tool[rows], x[test]) for rows in times])


def hard_saws(reader):
    """The saws of the sentences that stay out of training and test, and their vectors.  -> HardSaws"""
    sentences = (*HARD, *(SawSentence(text, ("cutting",)) for text in TO_CUT))
    places = [(s.text, *found) for s in sentences for found in zip(WHOLE_WORD.finditer(s.text), s.senses, strict=True)]
    saws = tuple(HardSaw(text, at.start(), means) for text, at, means in places)
    return HardSaws(saws, np.concatenate([own_saws(reader, s.text).hidden for s in sentences], axis=1).astype(float))


def standardise(x, learn):
    """Mean 0 and spread 1 for each number, over the training part.  x : (N, d)    learn : rows of it  ->  (N, d)"""
    mean, spread = x[learn].mean(axis=0), x[learn].std(axis=0)
    return (x - mean) / np.where(spread < SAME, 1.0, spread)


def turn(z, learn):
    """The same points in the directions that the training part spans; what is at right angles to it, no training sees.

    z : (N, d)  ->  (N, number of rows in learn)
    """
    return z @ np.linalg.svd(z[learn], full_matrices=False)[2].T


def draws(learn, count, times=DRAWS):
    """Rows to learn from: `count` of each sense, drawn anew each time; all of them once.  -> list of (2 count,)"""
    if count == learn.shape[1]:
        return [learn.ravel()]
    dealt = [[np.random.default_rng([7, nth]).permutation(rows)[:count] for rows in learn] for nth in range(times)]
    return [np.concatenate(rows) for rows in dealt]


def score_of(x, is_tool, x_test, strength=STRENGTH):
    """Learn from x (n, d) and is_tool (n,), and give the test rows their scores: above 0 is "tool".  -> (tests,)

    Where all rows are alike nothing is left to learn but how many are tools: each score is the log odds of that.
    """
    if not np.ptp(x, axis=0).any():
        return np.full(len(x_test), np.log(np.mean(is_tool) / np.mean(~is_tool)))
    from sklearn import config_context
    from sklearn.linear_model import LogisticRegression

    with config_context(assume_finite=True, skip_parameter_validation=True):
        model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-7, max_iter=100).fit(x, is_tool)
        return model.decision_function(x_test)


def rare_draws(x, is_tool, parts, ratio, times=RARE_DRAWS):
    """Tools left out by chance until there is one for `ratio` seeing, in training and test.  -> [(actual, score)]"""
    rng, found = np.random.default_rng([8, ratio]), []
    for _ in range(1 if ratio == 1 else times):
        learn, test = (rare_rows(part, ratio, rng) for part in parts)
        found.append((is_tool[test], score_of(x[learn], is_tool[learn], x[test])))
    return found


def rare_rows(part, ratio, rng):
    """Rows of `part` (2, n): one tool for each `ratio` seeing, as many as there are whole ones."""
    tools = part.shape[1] // ratio
    sizes = ratio * tools, tools
    return np.concatenate([rng.permutation(rows)[:size] for rows, size in zip(part, sizes, strict=True)])


def measure(actual, scores):
    """actual : (tests,)    scores : (draws, tests)  ->  Measured"""
    each = [confusion(actual, row > 0) for row in scores]
    return Measured(
        added_up(each),
        np.array([c.accuracy for c in each]),
        np.array([c.f1 for c in each]),
        np.stack([precision_at_each_hit(actual, row) for row in scores]),
        np.array([average_precision(actual, row) for row in scores]),
    )


def counts_of(study, encoder, layer, count):
    """The counts of one classifier, all draws added up, as a matrix: rows what it is, columns what was said.  (2, 2)"""
    return np.array(matrix_of(study.measured[encoder][layer, count].counts))


def added_up(found):
    """Confusions -> the confusion of all their cases together."""
    return Confusion(*(int(sum(counts)) for counts in zip(*found, strict=True)))


def precision_at_each_hit(actual, score):
    """Precision when the threshold has come down to the 1st, 2nd, ... positive case; their mean is the AP.  (P,)"""
    hits = np.sort(score[actual])[::-1]
    return np.array([np.mean(actual[score >= hit]) for hit in hits])
