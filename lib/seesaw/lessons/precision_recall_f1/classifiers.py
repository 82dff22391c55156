"""Notebook 06: a logistic regression on the vectors of *saw*, taught by 1 to 40 sentences of each sense.

    vectors --standardise--> z --LogisticRegression--> score --above 0?--> "tool"

`study(reader)` reads the sentences and fits every classifier of points 6's films; then the films look numbers up.

* Standardised means: take away the mean of each number and divide by its spread, both taken from the 80 sentences of
  the training part, whose labels are not needed for it.  The 100 test sentences are not looked at.
* The regression is scikit-learn's, L2 with C = 1.  All that it needs of the vectors are their dot products with each
  other: one table of 180 x 180 for a layer serves all draws, and each is fitted in as many numbers as it has sentences
  to learn from instead of 384, to the very same scores.  Its solver is Newton's: a handful of small steps to the last
  digit, the same on each machine, where the default, lbfgs, stops at the second decimal.
* Where only some sentences are learned from, which ones matters: DRAWS draws, each as good as the other.
"""

import re
from typing import NamedTuple

import numpy as np

from seesaw.material.saws import own_saws
from seesaw.material.sentences import SawSentence
from seesaw.maths.metrics import Confusion

from .counts import matrix_of
from .encoders import ENCODERS, REAL, Seen, seen
from .sentences import HARD, LEARN, TO_CUT, Split, split
from .sure import intervals_of

COUNTS = 1, 2, 4, 8, 16, 24, LEARN  # training sentences of each sense
DRAWS = 11  # odd, so that no share of the draws stands at a tie
STRENGTH = 1.0  # scikit-learn's C: the smaller, the more the weights are held down
TINY = 1e-9  # of the largest: a direction in which the sentences differ by less is none
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

    def bounds(self, encoder, layer, count):
        """(3, 2): where P, R and F1 lie in 95 % of a hundred sentences drawn anew, each with all its answers.

        1,100 answers are 100 sentences, each answered eleven times; to draw answers would count each as news.
        """
        return intervals_of(kinds_of(self.is_tool, self.scores[encoder][layer, count] > 0).sum(axis=1).T)


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
    """Read, fit and judge; a second or two.  -> Study"""
    parts, all_seen = split(), seen(reader)
    learn, test = parts.learn.ravel(), parts.test.ravel()
    is_tool, texts = all_seen.is_tool, tuple(all_seen.texts[n] for n in test)
    scores, measured, rare = {}, {}, {}
    for name in ENCODERS:
        layers = [standardise(x, learn) for x in all_seen.vectors[name]]
        products = [z @ z.T for z in layers]
        scores[name] = {}
        for count in COUNTS:
            rows = np.stack(draws(parts.learn, count))
            scores[name] |= {(at, count): scores_of(p, is_tool, rows, test) for at, p in enumerate(products)}
        measured[name] = {at: measure(is_tool[test], found) for at, found in scores[name].items()}
        rare[name] = {ratio: rare_draws(products[-1], is_tool, parts, ratio) for ratio in RATIOS}
    hard, hard_scores = hard_saws(reader), []
    for x, more in zip(all_seen.vectors[REAL], hard.vectors, strict=True):
        z = standardise(np.concatenate([x, more]), learn)
        hard_scores.append(scores_of(z @ z.T, is_tool, learn[None], np.arange(len(x), len(z)))[0])
    return Study(all_seen, parts, is_tool[test], texts, scores, measured, rare, hard.saws, np.array(hard_scores))


def scores_of(products, is_tool, learn, test):
    """Learn from the rows of each time, and give the rows `test` their scores: above 0 is "tool".  -> (times, tests)

    products : (N, N) dot products of all vectors    is_tool : (N,) or more, of the first rows
    learn : (times, n) rows    test : (tests,) rows, or (times, tests)
    """
    test = np.broadcast_to(test, (len(learn), np.shape(test)[-1]))
    pairs = zip(learn, test, strict=True)
    scores = [_fitted(products[np.ix_(one, one)], is_tool[one], products[np.ix_(other, one)]) for one, other in pairs]
    return np.array(scores).round(9) + 0.0  # two vectors that are alike get one score, and a doubt of 1e-15 is none


def _fitted(products, is_tool, others):
    """Learn from n sentences.  products : (n, n)    others : (tests, n), theirs with those learned from  -> (tests,)

    Where all are alike nothing is left to learn but how many are tools: each score is the log odds of that.
    """
    size, directions = np.linalg.eigh(products)
    kept = size > TINY * max(size[-1], TINY)
    if not kept.any():
        return np.full(len(others), np.log(np.mean(is_tool) / np.mean(~is_tool)))
    from sklearn import config_context
    from sklearn.linear_model import LogisticRegression

    onto = directions[:, kept] / np.sqrt(size[kept])  # products @ onto: the sentences in their own directions
    with config_context(assume_finite=True, skip_parameter_validation=True):
        model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", tol=1e-7, max_iter=100)
        return model.fit(products @ onto, is_tool).decision_function(others @ onto)


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


def draws(learn, count, times=DRAWS):
    """Rows to learn from: `count` of each sense, drawn anew each time; all of them once.  -> list of (2 count,)"""
    if count == learn.shape[1]:
        return [learn.ravel()]
    dealt = [[np.random.default_rng([7, nth]).permutation(rows)[:count] for rows in learn] for nth in range(times)]
    return [np.concatenate(rows) for rows in dealt]


def rare_draws(products, is_tool, parts, ratio, times=RARE_DRAWS):
    """Tools left out by chance until there is one for `ratio` seeing, in training and test.  -> [(actual, score)]"""
    rng = np.random.default_rng([8, ratio])
    dealt = [[rare_rows(part, ratio, rng) for part in parts] for _ in range(1 if ratio == 1 else times)]
    learn, test = (np.stack(rows) for rows in zip(*dealt, strict=True))
    return list(zip(is_tool[test], scores_of(products, is_tool, learn, test), strict=True))


def rare_rows(part, ratio, rng):
    """Rows of `part` (2, n): one tool for each `ratio` seeing, as many as there are whole ones."""
    tools = part.shape[1] // ratio
    sizes = ratio * tools, tools
    return np.concatenate([rng.permutation(rows)[:size] for rows, size in zip(part, sizes, strict=True)])


def measure(actual, scores):
    """actual : (tests,)    scores : (draws, tests)  ->  Measured"""
    each = [Confusion(*one) for one in kinds_of(actual, scores > 0).sum(axis=2).T.tolist()]
    precision = precision_at_each_hit(actual, scores)
    shares = (np.array([getattr(c, name) for c in each]) for name in ("accuracy", "f1"))
    return Measured(added_up(each), *shares, precision, precision.mean(axis=1))


def kinds_of(actual, said):
    """Which answers are tp, fp, tn, fn.  actual : (tests,)    said : (draws, tests)  ->  (4, draws, tests)"""
    return np.stack([said & actual, said & ~actual, ~said & ~actual, ~said & actual])


def counts_of(study, encoder, layer, count):
    """The counts of one classifier, all draws added up, as a matrix: rows what it is, columns what was said.  (2, 2)"""
    return np.array(matrix_of(study.measured[encoder][layer, count].counts))


def added_up(found):
    """Confusions -> the confusion of all their cases together."""
    return Confusion(*(int(sum(counts)) for counts in zip(*found, strict=True)))


def precision_at_each_hit(actual, score):
    """Precision when the threshold has come down to the 1st, 2nd, ... positive case; their mean is the AP.

    actual : (tests,)    score : (..., tests)  ->  (..., P)
    """
    hits = -np.sort(-score[..., actual], axis=-1)
    said = score[..., None, :] >= hits[..., None]  # (..., P, tests)
    return np.sum(said & actual, axis=-1) / np.sum(said, axis=-1)
