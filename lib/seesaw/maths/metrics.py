"""How good a classifier is: the confusion matrix, and what is read off it.

    actual, predicted --count--> tp fp tn fn --divide--> precision, recall, F1
    actual, score --one threshold after another--> the PR curve, the ROC curve, the area below

Class 1 is *positive*: what was looked for.  Rows are what a case is, columns what was said of it (scikit-learn's way
round).  Where a share is 0 of 0 it has no value: `confusion` says NaN; elsewhere what stands in its place is said.
NumPy alone, float64.
"""

from numbers import Number
from typing import NamedTuple

import numpy as np

from . import doors

AVERAGES = ("binary", "micro", "macro", "weighted", None)


class Confusion(NamedTuple):
    """The four counts of the slide "Confusion matrix" and the four shares made of them, NaN where there is no share."""

    tp: int  # said positive, and is
    fp: int  # said positive, and is not: a false alarm, the error of type one
    tn: int  # said negative, and is
    fn: int  # said negative, and is not: a miss, the error of type two

    @property
    def precision(self):
        """Of those said to be positive, how many are: tp / (tp + fp)."""
        return _share(self.tp, self.tp + self.fp, np.nan).item()

    @property
    def recall(self):
        """Of those that are positive, how many were found: tp / (tp + fn)."""
        return _share(self.tp, self.tp + self.fn, np.nan).item()

    @property
    def f1(self):
        """The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn)."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn, np.nan).item()

    @property
    def accuracy(self):
        """Of all cases, how many were called right: (tp + tn) / all."""
        return _share(self.tp + self.tn, sum(self), np.nan).item()


def confusion(actual, predicted):
    """Count the four kinds of case.  -> Confusion(tp, fp, tn, fn)

    actual, predicted : (N,), 0 or 1, False or True; 1 is positive
    Slide "Confusion matrix".  ValueError: no case, lengths that differ, anything but 0 and 1.
    """
    actual, predicted = _two_columns("confusion", actual=actual, predicted=predicted)
    is_1, said_1 = (_zero_one("confusion", name, x) for name, x in (("actual", actual), ("predicted", predicted)))
    counts = (is_1 & said_1, ~is_1 & said_1, ~is_1 & ~said_1, is_1 & ~said_1)
    return Confusion(*(int(np.count_nonzero(count)) for count in counts))


def confusion_matrix(actual, predicted, labels=None):
    """(L, L) counts: row the class a case is of, column the class it was said to be of, as scikit-learn has it.

    actual, predicted : (N,) whole numbers or words    labels : which classes, in this order; all that occur, sorted, by
    default.  A case of which either class is not among `labels` is not counted.
    ValueError: no case, lengths that differ, NaN, a label twice, labels of which none is in actual.
    """
    actual, predicted = _two_columns("confusion_matrix", actual=actual, predicted=predicted)
    labels = _labels("confusion_matrix", labels, actual, predicted)
    if not np.isin(labels, actual).any():
        raise ValueError(
            f"confusion_matrix: labels are {_some(labels)} and none of them is in actual, which holds "
            f"{_some(np.unique(actual))}; use classes that occur."
        )
    rows, columns = (x[:, None] == labels for x in (actual, predicted))    # (N, L) each
    return rows.astype(int).T @ columns.astype(int)


def precision_recall_f1(actual, predicted, average="binary", labels=None, zero_division=0.0, beta=1.0):
    """-> (precision, recall, F), numbers, or with average=None arrays (L,) of one for each class.

    actual, predicted : (N,) whole numbers or words
    average : "binary"    class 1 is positive; there are two classes at most
              "micro"     count tp, fp and fn of all classes together, then divide
              "macro"     the plain mean over classes        "weighted"  weighted by how many cases a class has
              None        no mean
    labels : the classes that count, all that occur by default; "binary" has no use for it
    zero_division : what stands for 0 of 0: 0.0, 1.0 or NaN; a class whose share is NaN is left out of a mean
    beta : F is (1 + beta^2) P R / (beta^2 P + R): recall counts beta times as much as precision
    Slides "Precision", "Recall", "F1 score"; scikit-learn's precision_recall_fscore_support gives the same.
    ValueError: no case, lengths that differ, NaN, labels, average, zero_division or beta that are none.
    """
    where = "precision_recall_f1"
    actual, predicted = _two_columns(where, actual=actual, predicted=predicted)
    beta_2 = _beta(where, beta) ** 2
    if average not in AVERAGES:
        raise ValueError(f"{where}: average must be one of {', '.join(map(repr, AVERAGES))}, and is {average!r}.")
    if not (zero_division in (0, 1) or np.isnan(zero_division)):
        raise ValueError(f"{where}: zero_division stands for 0 of 0, 0.0, 1.0 or NaN; it is {zero_division!r}.")
    classes = _positive(where, actual, predicted) if average == "binary" else _labels(where, labels, actual, predicted)
    tp, said, are = _tallies(actual, predicted, classes)    # (L,) each
    if average == "micro":
        tp, said, are = (np.atleast_1d(x.sum()) for x in (tp, said, are))
    shares = (
        _share(tp, said, zero_division),
        _share(tp, are, zero_division),
        _share((1 + beta_2) * tp, beta_2 * are + said, zero_division),
    )
    if average is None:
        return shares
    return tuple(_mean(share, are if average == "weighted" else np.ones_like(are)) for share in shares)


def f_beta(precision, recall, beta=1.0):
    """(1 + beta^2) P R / (beta^2 P + R): the harmonic mean with a weight; beta 0 is P, 1 is F1, and far up it is R.

    precision, recall : 0 to 1, numbers or arrays that broadcast; 0 and 0 give 0, NaN gives NaN
    van Rijsbergen 1979, chapter 7.  ValueError: beta below 0, NaN or inf.
    """
    precision, recall = (
        doors.floats("f_beta", name, x).astype(float) for name, x in (("precision", precision), ("recall", recall))
    )
    beta_2 = _beta("f_beta", beta) ** 2
    return _share((1 + beta_2) * precision * recall, beta_2 * precision + recall, 0.0)[()]


def precision_recall_curve(actual, score):
    """Lower the threshold past one score after the other.  -> (precision, recall, thresholds), as scikit-learn's

    actual : (N,), 1 is positive    score : (N,), higher means "rather positive"
    thresholds : (T,), the scores that occur, rising; precision[t], recall[t] when `score >= thresholds[t]` is called
    positive.  Behind the last threshold one point more is set by convention: precision 1, recall 0 (nothing is called
    positive there, and precision has no value).  With no positive case recall is set to 1.
    ValueError: no case, lengths that differ, more than two classes, NaN or inf in score.
    """
    hits, alarms, thresholds = _walk("precision_recall_curve", actual, score)
    precision = hits / (hits + alarms)
    recall = hits / hits[-1] if hits[-1] else np.ones_like(precision)
    return np.append(precision[::-1], 1.0), np.append(recall[::-1], 0.0), thresholds[::-1]


def average_precision(actual, score):
    """The mean of precision over the steps that recall takes, down the ranking; 0 with no positive case.

    actual, score : as in `precision_recall_curve`.  Sum of (R_t - R_t-1) P_t: the area below the steps of the PR curve.
    """
    precision, recall, _ = precision_recall_curve(actual, score)
    return float(-np.sum(np.diff(recall) * precision[:-1])) + 0.0    # never -0


def roc_curve(actual, score):
    """-> (fpr, tpr, thresholds), from "nothing is positive" (threshold inf) down to "everything is".

    actual, score : as in `precision_recall_curve`    fpr : fp / (fp + tn)    tpr : recall; NaN for 0 of 0
    Every threshold is kept, as in scikit-learn with drop_intermediate=False.
    """
    hits, alarms, thresholds = _walk("roc_curve", actual, score)
    fpr, tpr = (_share(x, x[-1], np.nan) for x in (np.append(0, alarms), np.append(0, hits)))
    return fpr, tpr, np.append(np.inf, thresholds)


def roc_auc(actual, score):
    """The area below the ROC curve: how often a positive case scores above a negative one, a tie counting half.

    actual, score : as in `precision_recall_curve`.  NaN where all cases are of one class.
    """
    fpr, tpr, _ = roc_curve(actual, score)
    return float(np.sum(np.diff(fpr) * (tpr[1:] + tpr[:-1]) / 2))


def _walk(where, actual, score):
    """From the highest score down.  -> (hits, alarms, thresholds): tp and fp with all from there up called positive"""
    actual, score = _paired(where, actual=actual, score=score)
    score = _scores(where, score)
    is_1 = actual == _positive(where, actual, actual)[0]
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)    # equal scores are passed at once
    hits = np.cumsum(is_1[order])[ends]
    return hits, ends + 1 - hits, score[order][ends]


def _tallies(actual, predicted, classes):
    """(tp, said, are), (L,) each: called right, called so, being so, for each class."""
    is_c, said_c = (x[:, None] == classes for x in (actual, predicted))    # (N, L) each
    return (is_c & said_c).sum(axis=0), said_c.sum(axis=0), is_c.sum(axis=0)


def _share(part, whole, undefined):
    """part / whole, and `undefined` for 0 of 0."""
    part, whole = np.broadcast_arrays(np.asarray(part, dtype=float), np.asarray(whole, dtype=float))
    return np.divide(part, whole, out=np.full(whole.shape, float(undefined)), where=whole != 0)


def _mean(share, weight):
    """The weighted mean of those that are a number; NaN if none is."""
    counts = ~np.isnan(share)
    total = weight[counts].sum()
    if not counts.any():
        return float("nan")
    return float(share[counts] @ weight[counts] / total) if total else float(share[counts].mean())


# ---- the doors


def _paired(where, **named):
    """Two columns of one length, with something in them."""
    columns = [_column(where, name, x) for name, x in named.items()]
    (one, first), (other, second) = zip(named, columns, strict=True)
    for name, x in ((one, first), (other, second)):
        if x.ndim != 1:
            raise ValueError(f"{where}: {name} has shape {x.shape}, and one column (N,) was expected; try .ravel().")
        if x.size == 0:
            raise ValueError(f"{where}: {name} is empty; give at least one case.")
    if len(first) != len(second):
        raise ValueError(
            f"{where}: {one} has {len(first)} cases and {other} {len(second)}; row i of both is the same case."
        )
    return columns


def _two_columns(where, **named):
    """Two columns of one length whose entries can be compared."""
    columns = _paired(where, **named)
    _refuse_two_kinds(where, {f"{name}[0]": x[0] for name, x in zip(named, columns, strict=True)})
    return columns


def _column(where, name, x):
    """`x` as an array whose entries are all there and all of one kind: NumPy alone would turn [1, "0"] into words."""
    doors.refuse_masked(where, name, x)
    plain = np.asarray(x if hasattr(x, "dtype") else np.array(x, dtype=object))
    if plain.ndim != 1:
        return plain    # refused by its shape
    _refuse_missing(where, name, plain)
    if plain.dtype != object:
        return plain
    for i, value in enumerate(plain):
        if _kind(value) not in ("numbers", "text"):
            raise TypeError(f"{where}: {name}[{i}] is {value!r}, and a number or a word was expected.")
        _refuse_two_kinds(where, {f"{name}[0]": plain[0], f"{name}[{i}]": value})
    return np.array(plain.tolist())


def _kind(value):
    """What sort of label it is; labels of two sorts are never equal."""
    if isinstance(value, np.bool_ | Number):
        return "numbers"
    return "text" if isinstance(value, str) else type(value).__name__


def _refuse_two_kinds(where, values):
    """A word is never equal to a number, not even "1" to 1: every case would be lost."""
    kinds = {name: _kind(value) for name, value in values.items()}
    if len(set(kinds.values())) > 1:
        told = " and ".join(f"{name} is {_some(np.array([values[name]]))} ({kind})" for name, kind in kinds.items())
        raise TypeError(f"{where}: {told}, which are never equal; write all labels as numbers, or all as words.")


def _refuse_missing(where, name, x):
    """Name the first entry that is missing: NaN, None, no word, or what pandas writes for it."""
    if x.dtype.kind in "biu":
        return    # there is no such bool, no such whole number
    missing = np.isnan(x) if x.dtype.kind == "f" else np.array([_is_missing(v) for v in x.tolist()], dtype=bool)
    if missing.any():
        i = int(np.argmax(missing))
        raise ValueError(f"{where}: {name}[{i}] is {x.tolist()[i]!r}; leave that case out, or say what it is.")


def _is_missing(value):
    if isinstance(value, str):
        return value == ""
    return str(value) in ("None", "nan", "NaT", "<NA>")


def _zero_one(where, name, x):
    """x as booleans, refused where it holds anything but 0 and 1."""
    other = (x != 0) & (x != 1) if x.dtype.kind in "biuf" else np.ones(x.shape, bool)
    if other.any():
        i = int(np.argmax(other))
        raise ValueError(
            f"{where}: {name}[{i}] is {x.tolist()[i]!r}, and 0 or 1 was expected; write {name} == {x.tolist()[i]!r} if "
            f"that is the positive class, or use confusion_matrix for more classes."
        )
    return x.astype(bool)


def _scores(where, score):
    if score.dtype.kind not in "biuf":
        raise TypeError(f"{where}: score must hold numbers, and holds {score.dtype}; see the order of the two columns.")
    score = score.astype(float)
    if np.isinf(score).any():
        i = int(np.argmax(np.isinf(score)))
        raise ValueError(f"{where}: score[{i}] is {score[i]}; a score must be a finite number.")
    return score


def _positive(where, actual, predicted):
    """The positive class, 1, as an array (1,), if there are two classes at most, told by numbers."""
    present = np.union1d(actual, predicted)
    is_text = _kind(present[0]) != "numbers"
    if len(present) > 2:
        raise ValueError(
            f"{where}: two classes were expected, and these occur: {_some(present)}; say which one is positive, such "
            f'as actual == {present.tolist()[0]!r}, or take precision_recall_f1 with average="macro".'
        )
    if is_text or (len(present) == 2 and not np.isin(1, present)):
        raise ValueError(
            f"{where}: class 1 is positive, and only {_some(present)} occur; say which one is positive, such as "
            f"actual == {present.tolist()[-1]!r}."
        )
    return np.ones(1, dtype=present.dtype)


def _labels(where, labels, actual, predicted):
    """The classes that count, (L,)."""
    if labels is None:
        return np.union1d(actual, predicted)
    labels = _column(where, "labels", labels)
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError(f"{where}: labels has shape {labels.shape}; give a list of at least one class.")
    if len(np.unique(labels)) < len(labels):
        raise ValueError(f"{where}: labels are {_some(labels)}, and one of them stands there twice; name each once.")
    _refuse_two_kinds(where, {"labels[0]": labels[0], "actual[0]": actual[0]})
    return labels


def _beta(where, beta):
    if not 0 <= beta < np.inf:
        raise ValueError(f"{where}: beta is a weight of at least 0, and is {beta!r}; 1 is F1, 2 favours recall.")
    return float(beta)


def _some(classes, most=6):
    shown = ", ".join(repr(x) for x in classes[:most].tolist())
    return shown + (", …" if len(classes) > most else "")
