"""Notebook 06: answers as students write them."""

from collections import Counter
from statistics import harmonic_mean

import numpy as np
from sklearn import metrics

from answers import Answers
from seesaw.lessons import precision_recall_f1 as lesson

AT_15 = {"passed": 15}


def by_hand(counts, shares=(0.6, 0.75, 0.67), state=AT_15):
    """What the cell of the exercise hands over: the state of the film, and two answers."""
    return lambda check: check(state, counts, shares)


def counts_in_a_loop(actual, predicted):
    tp = fp = tn = fn = 0
    for is_1, said_1 in zip(actual, predicted, strict=True):
        if is_1 and said_1:
            tp += 1
        elif said_1:
            fp += 1
        elif is_1:
            fn += 1
        else:
            tn += 1
    return tp, fp, tn, fn


def falls_in_a_loop(actual, score):
    found = []
    for k in range(len(score) - 1):
        if metrics.precision_score(actual, score > score[k]) < metrics.precision_score(actual, score >= score[k]):
            found.append(score[k])
    return found


def counts_by_pairs(actual, predicted):
    pairs = Counter(zip(actual.tolist(), predicted.tolist(), strict=True))
    return [pairs[1, 1], pairs[0, 1], pairs[0, 0], pairs[1, 0]]


def counts_by_matrix(actual, predicted):
    (tn, fp), (fn, tp) = metrics.confusion_matrix(actual, predicted)
    return np.array([tp, fp, tn, fn])


def f1_with_an_if(p, r):
    if p == r == 0:
        return 0
    return 2 / (1 / p + 1 / r)


def f1_without_a_return(p, r):
    if p + r > 0:
        return 2 * p * r / (p + r)


def macro_in_a_loop(actual, predicted):
    total = 0
    classes = set(actual.tolist())
    for c in classes:
        tp, fp, _, fn = counts_in_a_loop(actual == c, predicted == c)
        total += 2 * tp / (2 * tp + fp + fn)
    return total / len(classes)


def macro_by_matrix(actual, predicted):
    matrix = metrics.confusion_matrix(actual, predicted)
    hits = np.diag(matrix)
    return np.mean(2 * hits / (matrix.sum(axis=0) + matrix.sum(axis=1)))


def cheapest_in_a_loop(actual, score, miss, alarm, between=0, among=None):
    best, at = float("inf"), None
    for threshold in sorted(score.tolist() if among is None else score[actual == among].tolist()):
        cost = 0
        for is_1, points in zip(actual, score, strict=True):
            cost += miss * (is_1 == 1 and points < threshold) + alarm * (is_1 == 0 and points >= threshold)
        if cost < best:
            best, at = cost, threshold
    return at - between


def cheapest_all_at_once(actual, score, miss, alarm):
    tried = np.sort(score)
    said = score >= tried[:, None]
    costs = miss * (~said & (actual == 1)).sum(1) + alarm * (said & (actual == 0)).sum(1)
    return tried[np.argmin(costs)]


def cheapest_of_a_grid(actual, score, miss, alarm):
    grid = np.linspace(score.min(), score.max(), 2000)
    costs = [miss * np.sum(actual[score < t]) + alarm * np.sum(1 - actual[score >= t]) for t in grid]
    return grid[np.argmin(costs)]


def f1_in_a_loop(actual, predicted, positive):
    tp, fp, _, fn = counts_in_a_loop([a == positive for a in actual], [p == positive for p in predicted])
    return 2 * tp / (2 * tp + fp + fn)


def f1_of_shares(actual, predicted, positive):
    found = np.mean(predicted[actual == positive] == positive)
    true = np.mean(actual[predicted == positive] == positive)
    return harmonic_mean([found, true])


def f1_of_rows(actual, predicted, rows):
    a, p = actual[rows] == 1, predicted[rows] == 1
    tp = (a & p).sum(axis=1)
    return 2 * tp / (a.sum(axis=1) + p.sum(axis=1))


def interval_in_a_loop(actual, predicted, rows):
    found = []
    for row in rows:
        tp = sum(1 for n in row if actual[n] == predicted[n] == 1)
        found.append(2 * tp / (sum(actual[n] for n in row) + sum(predicted[n] for n in row)))
    found = sorted(found)
    return np.quantile(found, 0.025), np.quantile(found, 0.975)


def report(actual_v, score_v, actual_t, score_t, form=tuple):
    best = max(sorted(set(score_v.tolist())), key=lambda t: metrics.f1_score(actual_v, score_v >= t))
    return form((best, metrics.f1_score(actual_t, score_t >= best)))


def report_by_curve(actual_v, score_v, actual_t, score_t):
    p, r, thresholds = metrics.precision_recall_curve(actual_v, score_v)
    at = thresholds[np.argmax((2 * p * r / (p + r))[:-1])]
    tp = np.sum(actual_t[score_t >= at])
    return [at, 2 * tp / (np.sum(score_t >= at) + np.sum(actual_t))]


def report_between(actual_v, score_v, actual_t, score_t):
    at, _ = report(actual_v, score_v, actual_t, score_t)
    at = (at + max(score_v[score_v < at])) / 2
    return at, metrics.f1_score(actual_t, score_t >= at)


def report_just_above(actual_v, score_v, actual_t, score_t):
    """As low between two scores of validation as may be."""
    at, _ = report(actual_v, score_v, actual_t, score_t)
    at = max(score_v[score_v < at]) + 1e-6
    return at, metrics.f1_score(actual_t, score_t >= at)


def report_of_a_grid(actual_v, score_v, actual_t, score_t):
    at = max(np.linspace(0, 1, 101), key=lambda t: metrics.f1_score(actual_v, score_v >= t))
    return at, metrics.f1_score(actual_t, score_t >= at)


def report_of_the_plain_mean(actual_v, score_v, actual_t, score_t):
    p, r, thresholds = metrics.precision_recall_curve(actual_v, score_v)
    at = thresholds[np.argmax((p + r)[:-1])]
    return at, metrics.f1_score(actual_t, score_t >= at)


def leak(actual_v, score_v, actual_t, score_t):
    """The mean of both F1 decides."""

    def both(t):
        return metrics.f1_score(actual_v, score_v >= t) + metrics.f1_score(actual_t, score_t >= t)

    at = max(score_v, key=both)
    return at, metrics.f1_score(actual_t, score_t >= at)


COUNTS = 9, 6, 12, 3  # with 15 cards passed

TABLE = {
    "counts": Answers(
        lesson.check_counts,
        right=[
            counts_in_a_loop,
            counts_by_pairs,
            counts_by_matrix,
            lambda a, p: (np.sum(a * p), np.sum((1 - a) * p), np.sum((1 - a) * (1 - p)), np.sum(a * (1 - p))),
            lambda a, p: ((a & p).sum(), (~a & p).sum(), ((a | p) == 0).sum(), (a & ~p).sum()),
            lambda a, p: np.bincount(2 * a + p)[[3, 1, 0, 2]],
            lambda a, p: tuple(np.array([count]) for count in counts_in_a_loop(a, p)),
            lambda a, p: (np.array([np.sum(a * p)]), *counts_in_a_loop(a, p)[1:]),
        ],
        wrong={
            "tilde": lambda a, p: (np.sum(a & p), np.sum(~a & p), np.sum(~a & ~p), np.sum(a & ~p)),
            "whole": lambda a, p: np.array(counts_in_a_loop(a, p)) / len(a),
            "order": lambda a, p: metrics.confusion_matrix(a, p).ravel(),
            "matrix": lambda a, p: metrics.confusion_matrix(a, p, labels=[1, 0]).T,
            "and 4 numbers were asked": lambda a, p: [
                np.flatnonzero((a == i) & (p == j)) for i in (0, 1) for j in (0, 1)
            ],
            "reversed": lambda a, p: counts_in_a_loop(1 - a, 1 - p),
            "calls": lambda a, p: counts_in_a_loop(a, p == 0),
            "swapped": lambda a, p: counts_in_a_loop(p, a),
            "one number each": lambda a, p: np.sum(a * p),
            "other counts": lambda a, p: (1, 2, 3, 4),
            "and not `and`": lambda a, p: sum((a == 1) and (p == 1)),
            "right for these": lambda a, p: COUNTS,
        },
    ),
    "falls": Answers(
        lesson.check_falls,
        right=[
            falls_in_a_loop,
            lambda a, s: s[:-1][np.diff([np.mean(a[k:]) for k in range(len(a))]) < 0],
            lambda a, s: [p for k, p in enumerate(s[:-1]) if a[k] and 0 in a[k:]],
            lambda a, s: np.array(falls_in_a_loop(a, s)),
            lambda a, s: s[(a == 1) & (np.cumsum(a[::-1] == 0)[::-1] > 0)],
        ],
        wrong={
            "faulty": lambda a, s: [p for p, is_1 in zip(s, a, strict=True) if is_1],
            "good": lambda a, s: s[~a.astype(bool)],
            "count": lambda a, s: len(falls_in_a_loop(a, s)),
            "places": lambda a, s: [list(s).index(p) for p in falls_in_a_loop(a, s)],
            "yours has shape": lambda a, s: falls_in_a_loop(a, s)[1:],
        },
    ),
    "by hand": Answers(
        lambda answer: answer(lesson.check_by_hand),
        right=[
            by_hand(COUNTS),
            by_hand(list(COUNTS), [9 / 15, 9 / 12, 18 / 27]),
            by_hand(np.array(COUNTS), np.array([0.6, 0.75, 2 / 3], dtype=np.float32)),
            by_hand((np.int64(9), 6.0, 12, [3][0]), (0.600, 0.750, 0.667)),
            by_hand([[12, 6], [3, 9]][1][1:] + [6, 12, 3], ([0.6], [0.75], [0.67])),
            by_hand((0, 0, 18, 12), (float("nan"), 0, 0), {"passed": 30}),
            by_hand((np.array([9]), 6, 12, 3), (np.array([0.6]), 0.75, 0.67)),
        ],
        wrong={
            "FP and FN are swapped": by_hand((9, 3, 12, 6)),
            "your positive class is 0": by_hand((12, 3, 9, 6)),
            "your calls are turned round": by_hand((3, 12, 6, 9)),
            "in another order": by_hand((12, 6, 3, 9)),
            "counts all cards at the right": by_hand((15, 6, 12, 3)),
            "counts all faulty lamps": by_hand((12, 6, 12, 3)),
            "counts are whole numbers": by_hand((0.3, 0.2, 0.4, 0.1)),
            "not those of the film": by_hand((1, 2, 3, 4)),
            "four counts were asked, tp, fp, tn, fn, and 3 came": by_hand((9, 6, 12)),
            "three shares were asked, precision, recall and F1, and 2 came": by_hand(COUNTS, (0.6, 0.75)),
            "have changed places": by_hand(COUNTS, (0.75, 0.6, 0.67)),
            "precision's denominator": by_hand(COUNTS, (9 / 30, 0.75, 0.67)),
            "recall is TP / (TP + FN)": by_hand(COUNTS, (0.6, 0.6, 0.67)),
            "plain mean": by_hand(COUNTS, (0.6, 0.75, 0.678)),
            "F1 is 2·P·R": by_hand(COUNTS, (0.6, 0.75, 0.1)),
            "made of rounded shares": by_hand((10, 6, 12, 2), (0.63, 0.83, 0.72), {"passed": 14}),
            "(2·TP + FP + FN) is 0 of 12": by_hand((0, 0, 18, 12), (np.nan, 0, np.nan), {"passed": 30}),
            "and TP stands above it": by_hand(COUNTS, (6 / 15, 0.75, 0.67)),
            "the part stands above the line": by_hand(COUNTS, (15 / 9, 12 / 9, 1.5)),
            "with 1 of 30 cards passed": by_hand(COUNTS, state={"passed": 1}),
            "and 3 numbers were asked": by_hand(COUNTS, ([0.6, 0.4], 0.75, 0.67)),
            "60 % is 0.60": by_hand(COUNTS, (60, 75, 67)),
            "None is no share": by_hand((0, 0, 18, 12), (None, 0, 0), {"passed": 30}),
            "0 of 0": by_hand((0, 0, 18, 12), (0, 0, 0), {"passed": 30}),
            "`film.state`": by_hand(COUNTS, state=15),
            "how many cards are passed": by_hand(COUNTS, state={"passed": "15"}),
            "numbers were asked": by_hand({"tp": 9}),
            "without quotation marks": by_hand(COUNTS, ("0.6", "0.75", "0.67")),
        },
    ),
    "shares": Answers(
        lesson.check_shares,
        right=[
            lambda tp, fp, tn, fn: (tp / (fp + tp), tp / (fn + tp)),
            lambda tp, fp, tn, fn: [tp / whole for whole in (tp + fp, tp + fn)],
            lambda tp, fp, tn, fn: tp / np.array([tp + fp, tp + fn]),
            lambda tp, fp, tn, fn: (1 - fp / (tp + fp), 1 - fn / (tp + fn)),
            lambda tp, fp, tn, fn: (round(tp / (tp + fp), 2), round(tp / (tp + fn), 2)),
        ],
        wrong={
            "crossed": lambda tp, fp, tn, fn: (tp / (tp + fn), tp / (tp + fp)),
            "one": lambda tp, fp, tn, fn: (tp / (tp + fn), tp / (tp + fn)),
            "recall": lambda tp, fp, tn, fn: (tp / (tp + fp), tp / (tp + fp)),
            "precision": lambda tp, fp, tn, fn: (fp / (fp + tn), tp / (tp + fn)),
            "mistakes": lambda tp, fp, tn, fn: (tp / (tp + fp), fn / (tp + fn)),
            "between": lambda tp, fp, tn, fn: (fn / (fn + fp), tp / (tp + fn)),
            "above 1": lambda tp, fp, tn, fn: ((tp + fp) / tp, (tp + fn) / tp),
            "take no percents": lambda tp, fp, tn, fn: (round(100 * tp / (tp + fp)), round(100 * tp / (tp + fn))),
            "two numbers, precision and recall": lambda tp, fp, tn, fn: tp / (tp + fp),
            "other": lambda tp, fp, tn, fn: (0.1, 0.2),
            "right for these": lambda tp, fp, tn, fn: (10 / 13, 10 / 14),
        },
    ),
    "f1": Answers(
        lesson.check_f1,
        right=[
            f1_with_an_if,
            lambda p, r: harmonic_mean([p, r]),
            lambda p, r: p and r and 2 * p * r / (p + r),
            lambda p, r: float(np.nan_to_num(np.divide(2 * p * r, p + r))),
            lambda p, r: [round(2 * p * r / (p + r + 1e-12), 3)],
        ],
        wrong={
            "zero": f1_without_a_return,
            "for 0 and 0, 0 was expected": lambda p, r: np.divide(2 * p * r, p + r),
            "there is nothing to divide by": lambda p, r: 2 * p * r / (p + r) if p + r else float("inf"),
            "two": lambda p, r: p * r / (p + r) if p + r else 0,
            "mean": lambda p, r: np.mean([p, r]),
            "inverse": lambda p, r: 1 / p + 1 / r if p and r else 0,
            "F1, from precision and recall": lambda p, r: (p, r),
            "other": lambda p, r: 0.3,
            "right for these": lambda p, r: 0.0392 * (p > 0),
        },
    ),
    "macro": Answers(
        lesson.check_macro,
        right=[
            macro_in_a_loop,
            macro_by_matrix,
            lambda a, p: metrics.f1_score(a, p, average="macro"),
            lambda a, p: np.array([np.mean(metrics.f1_score(a, p, average=None))]),
            lambda a, p: round(macro_in_a_loop(a, p), 2),
        ],
        wrong={
            "which is the accuracy": lambda a, p: np.mean(a == p),
            "each": lambda a, p: metrics.f1_score(a, p, average=None),
            "three": lambda a, p: sum(metrics.f1_score(a, p, average=None)[c] for c in range(3)) / 3,
            "binary": lambda a, p: metrics.f1_score(a == 1, p == 1),
            "other shares": lambda a, p: metrics.recall_score(a, p, average="macro"),
            "other": lambda a, p: 0.123,
        },
    ),
    "cheapest": Answers(
        lesson.check_cheapest,
        right=[
            cheapest_in_a_loop,
            cheapest_all_at_once,
            cheapest_of_a_grid,
            lambda *given: cheapest_in_a_loop(*given, between=0.5),
            lambda *given: np.float32(cheapest_all_at_once(*given)),
        ],
        wrong={
            "prices": lambda a, s, miss, alarm: cheapest_in_a_loop(a, s, alarm, miss),
            "no miss": lambda a, s, miss, alarm: min(s[a == 1]),
            "f1": lambda a, s, miss, alarm: max(np.unique(s), key=lambda t: metrics.f1_score(a, s >= t)),
            "rates": lambda a, s, miss, alarm: cheapest_in_a_loop(a, s, miss / np.sum(a), alarm / np.sum(1 - a)),
            "one price": lambda a, s, miss, alarm: max(s[a == 0]) + 1,
            "above": lambda *given: cheapest_in_a_loop(*given, among=0),
            "f beta": lambda a, s, miss, alarm: max(
                np.unique(s), key=lambda t: metrics.fbeta_score(a, s >= t, beta=miss / alarm)
            ),
            "other": lambda a, s, miss, alarm: 1,
            "it is 37, and yours is 37.5": lambda *given: cheapest_in_a_loop(*given) + 0.5,
            "right for these": lambda *given: 37,
        },
    ),
    "turned": Answers(
        lesson.check_turned,
        right=[
            lambda tp, fp, tn, fn: [tn, fn, tp, fp],
            lambda *counts: counts[2:] + counts[:2],
            lambda tp, fp, tn, fn: np.array([tp, fp, tn, fn])[[2, 3, 0, 1]],
            lambda tp, fp, tn, fn: np.roll([tp, fp, tn, fn], 2),
            lambda *counts: [float(counts[place]) for place in (2, 3, 0, 1)],
            lambda tp, fp, tn, fn: [np.array([count]) for count in (tn, fn, tp, fp)],
        ],
        wrong={
            "half": lambda tp, fp, tn, fn: (tn, fp, tp, fn),
            "same": lambda *counts: counts,
            "order": lambda tp, fp, tn, fn: (tn, tp, fn, fp),
            "calls": lambda tp, fp, tn, fn: (fn, tn, fp, tp),
            "truth": lambda tp, fp, tn, fn: (fp, tp, fn, tn),
            "the four counts, tp, fp, tn, fn": lambda tp, fp, tn, fn: (tn, tp),
            "other counts": lambda tp, fp, tn, fn: (1, 2, 3, 4),
            "tilde": lambda tp, fp, tn, fn: (-tp, -fp, -tn, -fn),
            "whole": lambda tp, fp, tn, fn: (tn / 5, fn, tp, fp),
        },
    ),
    "standardise": Answers(
        lesson.check_standardise,
        right=[
            lambda train, test: (test - np.mean(train, 0)) / np.std(train, 0, ddof=1),
            lambda train, test: [[(x - m) / s for x, m, s in zip(row, train.mean(0), train.std(0))] for row in test],
            lambda train, test: np.stack(
                [(x - t.mean()) / t.std() for t, x in zip(train.T, test.T, strict=True)], axis=-1
            ),
            lambda train, test: ((test - train.mean(axis=0)) / train.std(axis=0)).round(3),
            lambda train, test: ((test - train.mean(axis=0)) / train.std(axis=0, ddof=1)).round(2),
            lambda train, test: (test - train.sum(0) / len(train)) / np.sqrt(np.var(train, axis=0)),
        ],
        wrong={
            "own": lambda train, test: (test - test.mean(0)) / test.std(0, ddof=1),
            "all": lambda train, test: (test - np.vstack([train, test]).mean(0)) / np.vstack([train, test]).std(0),
            "give back test alone": lambda train, test: (train / train.std(0), test / train.std(0)),
            "one": lambda train, test: (test - np.mean(train)) / np.std(train),
            "half": lambda train, test: (test - train.mean(0)) / test.std(0, ddof=1),
            "variance": lambda train, test: (test - train.mean(0)) / train.var(0, ddof=1),
            "test keeps its shape": lambda train, test: test.mean(axis=0),
            "brackets": lambda train, test: test - train.mean(0) / train.std(0),
            "entry": lambda train, test: test * 0,
        },
    ),
    "f1 of": Answers(
        lesson.check_f1_of,
        right=[
            f1_in_a_loop,
            f1_of_shares,
            lambda a, p, positive: metrics.f1_score(a, p, pos_label=positive),
            lambda a, p, positive: [
                2 * np.sum((a == positive) & (p == positive)) / sum([*(a == positive), *(p == positive)])
            ],
            lambda a, p, positive: round(f1_in_a_loop(a.tolist(), p.tolist(), positive), 3),
        ],
        wrong={
            "one class": lambda a, p, positive: f1_in_a_loop(a, p, "tool"),
            "accuracy": lambda a, p, positive: np.mean(a == p),
            "arrays of words": lambda a, p, positive: a.count(positive),
            "union": lambda a, p, positive: metrics.jaccard_score(a, p, pos_label=positive),
            "macro": lambda a, p, positive: metrics.f1_score(a, p, average="macro"),
            "other": lambda a, p, positive: 0.5,
        },
    ),
    "interval": Answers(
        lesson.check_interval,
        right=[
            interval_in_a_loop,
            lambda a, p, rows: np.percentile([metrics.f1_score(a[row], p[row]) for row in rows], [2.5, 97.5]),
            lambda a, p, rows: np.sort(f1_of_rows(a, p, rows))[[10, 389]],
            lambda a, p, rows: tuple(np.quantile(f1_of_rows(a, p, rows), q) for q in (0.025, 0.975)),
            lambda a, p, rows: [round(float(end), 2) for end in np.quantile(f1_of_rows(a, p, rows), [0.025, 0.975])],
        ],
        wrong={
            "pairs": lambda a, p, rows: np.quantile([metrics.f1_score(a[row], p) for row in rows], [0.025, 0.975]),
            "ends": lambda a, p, rows: (min(f1_of_rows(a, p, rows)), max(f1_of_rows(a, p, rows))),
            "other share": lambda a, p, rows: np.quantile([np.mean(a[row] == p[row]) for row in rows], [0.025, 0.975]),
            "once": lambda a, p, rows: [metrics.f1_score(a, p)] * 2,
            "low and high": lambda a, p, rows: np.quantile(f1_of_rows(a, p, rows), [0.025, 0.5, 0.975]),
        },
    ),
    "report": Answers(
        lesson.check_report,
        right=[
            report,
            report_by_curve,
            report_between,
            lambda *given: report(*given, form=lambda pair: np.array(pair, dtype=np.float32)),
            lambda *given: [round(float(number), 2) for number in report(*given)],
            lambda *given: report(*given, form=lambda pair: [np.array([number]) for number in pair]),
            report_just_above,
            report_of_a_grid,
        ],
        wrong={
            "chosen": lambda *given: (0.3, metrics.f1_score(given[2], given[3] >= 0.3)),
            "so the test part had its say": leak,
            "pooled": lambda av, sv, at, st: report(np.append(av, at), np.append(sv, st), at, st),
            "cheat": lambda av, sv, at, st: report(at, st, at, st),
            "validation": lambda av, sv, at, st: report(av, sv, av, sv),
            "other measure": report_of_the_plain_mean,
            "at nan F1 on the validation part": lambda *given: (np.nan, report(*given)[1]),
            "at 35": lambda *given: (100 * report(*given)[0], report(*given)[1]),
            "and 2 numbers were asked": lambda *given: (given[3] >= 0.351, 0.6),
            "f1 on test": lambda *given: (report(*given)[0], 0.9),
            "swapped": lambda *given: report(*given)[::-1],
            "two numbers, threshold and f1": lambda *given: report(*given)[1],
            "right for these": lambda *given: (0.351, 0.6154),
        },
    ),
}
