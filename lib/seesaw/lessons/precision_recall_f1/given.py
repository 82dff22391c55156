"""Notebook 06: labels and scores as people have them, made into cases; what can't be is told in one sentence.

as_cases(actual, score, positive)    arrays, lists, (N, 2) probabilities, words, booleans -> Cases
labels_of, scores_of                 one column each
number_of                            0.92, 0,92, 92%
ColumnsError                         one sentence; a notebook shows it and no traceback

Class 1 is what you look for.  0 and 1, False and True say it themselves; of any other labels you say which is class 1,
with `positive=`.  Nothing is guessed: a guess would be right half the time, and look right always.
"""

from typing import NamedTuple

import numpy as np

from seesaw.words import columns, filled, listed, quoted, say

NOTHING = say("There is nothing to read: paste two columns with a header, such as truth and score.")
LENGTHS = say("There are {truths} labels and {scores} scores; each case needs one of both.")
MISSING = say("{place} has no {name}; leave that case out, or say what it is.")
NOT_0_1 = say(
    "{place} has the label {got}, and 0 or 1 was expected: write 1 for the class that you look for, or say which label "
    "it is, as in positive={got}."
)
WHICH = say("The labels are {labels}: which of them do you look for? Say it, as in positive={one}.")
NO_SUCH = say("positive={got}, and the labels are {labels}; take one of them.")
NO_NUMBER = say("{place} has the score {got}, which is no number.")
INFINITE = say("{place} has the score {got}; a score must be a finite number.")
PERCENT = say("{place} has the score {got}, and other scores have a %: write all of them with it, or none.")
ONE_CLASS = say("All {count} cases are of class {kind}; with one class there is nothing to tell apart.")
SWAPPED = say(
    "The labels hold {count} values, such as {got}, and the scores {scores}: have the two columns changed places? Give "
    "the truth first."
)
LABEL_SHAPE = say("The labels have the shape {shape}, and one for each case was expected; is it the score?")
SCORE_SHAPE = say(
    "The scores have the shape {shape}, and there are {count} classes: one number for each case, or one for each "
    "class, was expected."
)
CASE, LABEL, SCORE = say(("Case {n}", "label", "score"))
ABSENT = {"", "nan", "na", "n/a", "none", "null", "<na>", "nat", "?", "-"}
TRUE_FALSE = {"true": 1, "false": 0}
MOST_LABELS = 12  # more values than these are no labels


class ColumnsError(ValueError):
    """What is wrong with two columns, in one sentence; a notebook shows the sentence and no traceback."""

    def __init__(self, template, **fields):
        super().__init__(filled(template, **{name: shortened(value, 42) for name, value in fields.items()}))

    def _render_traceback_(self):
        return [str(self)]


def shortened(value, width=40):
    """A text in at most so many columns; anything else as it is."""
    if not isinstance(value, str) or columns(value) <= width:
        return value
    return next(start for end in range(width, 0, -1) if columns(start := value[:end] + "…") <= width)


class Labels(NamedTuple):
    """One column of labels, read as 0 and 1."""

    actual: np.ndarray  # (N,) int
    one: str  # what class 1 is called
    other: str  # what all the others are called
    at: int  # where class 1 stands among the sorted labels: its column in `predict_proba`


def case_name(n):
    """How a case of an array is named: by its own row, counted from 0."""
    return filled(CASE, n=n)


def as_cases(actual, score, positive=None):
    """Labels and scores of any kind as 0 and 1 and numbers.  -> actual (N,) int, score (N,) float

    actual : (N,) 0 and 1, booleans, or any labels with `positive`, the one that is class 1
    score : (N,), the higher the rather class 1; or (N, classes), as `predict_proba` gives them
    ColumnsError: a missing value at its own row, one class alone, columns that have changed places, ...
    """
    labels = labels_of(actual, positive, score=score)
    numbers = scores_of(score, labels)
    refuse_one_class(labels)
    return labels.actual, numbers


def refuse_one_class(labels):
    """ColumnsError where all cases are of one class."""
    if len(set(labels.actual.tolist())) == 1:
        kind = labels.one if labels.actual[0] else labels.other
        raise ColumnsError(ONE_CLASS, count=len(labels.actual), kind=kind)


def labels_of(values, positive=None, place=case_name, score=None):
    """values (N,) -> Labels.    place : the name of case n    score : the other column, to see a swap by"""
    shape = np.shape(values)
    if len(shape) > 1 and np.prod(shape) != len(values):
        raise ColumnsError(LABEL_SHAPE, shape=str(shape))
    values = [_label(value) for value in np.asarray(values, dtype=object).ravel().tolist()]
    if not values:
        raise ColumnsError(NOTHING)
    if None in values:
        raise ColumnsError(MISSING, place=place(values.index(None)), name=LABEL)
    found = sorted(set(values), key=lambda label: (isinstance(label, str), label))
    if len(found) > MOST_LABELS and positive is None and score is not None:
        others = sorted({str(value) for value in np.ravel(np.asarray(score, dtype=object)).tolist()})
        if len(others) <= 2:
            raise ColumnsError(SWAPPED, count=len(found), got=_written(found[0]), scores=listed(others))
    one = 1 if positive is None else _label(positive)
    if positive is None:
        _refuse_unnamed(values, found, place)
    elif one not in found:
        raise ColumnsError(NO_SUCH, got=_typed(one), labels=_some(found))
    actual = np.array([int(value == one) for value in values])
    others = [label for label in found if label != one]
    at = found.index(one) if one in found else len(found)
    return Labels(actual, str(one), "/".join(map(str, others)), at)


def _refuse_unnamed(values, found, place):
    """0 and 1 say themselves which is class 1; other labels do not."""
    odd = [label for label in found if label not in (0, 1)]
    if not odd:
        return
    if all(isinstance(label, str) for label in found):
        raise ColumnsError(WHICH, labels=_some(found), one=_typed(found[-1]))
    raise ColumnsError(NOT_0_1, place=place(next(n for n, v in enumerate(values) if v in odd)), got=_typed(odd[0]))


def _label(value):
    """A label as it is compared: a whole number as int, a word without spaces around it, None where there is none."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (int, float, np.number)):
        return int(value) if float(value).is_integer() else float(value)
    word = str(value).strip()
    if word.lower() in ABSENT:
        return None
    if word.lower() in TRUE_FALSE:
        return TRUE_FALSE[word.lower()]
    number = number_of(word) if not word.endswith("%") else None
    return word if number is None else int(number) if float(number).is_integer() else number


def _written(label):
    """A word in quotes, a number as it is."""
    return quoted(shortened(label)) if isinstance(label, str) else str(label)


def _typed(label):
    """The same as Python reads it, for what is to be typed after positive=: the same quotes in each language."""
    return repr(shortened(label)) if isinstance(label, str) else str(label)


def _some(labels):
    return listed([_written(label) for label in labels[:5]] + (["…"] if len(labels) > 5 else []))


def scores_of(values, labels, place=case_name):
    """values (N,), (N, 1) or (N, classes) -> (N,) float.    labels : Labels of the same cases"""
    shape, classes = np.shape(values), 2 if labels.other.count("/") == 0 else labels.other.count("/") + 2
    values = np.asarray(values, dtype=object)
    if len(shape) == 2 and shape[1] == classes:
        values = values[:, labels.at]
    elif len(shape) > 2 or (len(shape) == 2 and shape[1] != 1):
        raise ColumnsError(SCORE_SHAPE, shape=str(shape), count=classes)
    values = values.ravel().tolist()
    if len(values) != len(labels.actual):
        raise ColumnsError(LENGTHS, truths=len(labels.actual), scores=len(values))
    percent = [isinstance(value, str) and value.strip().endswith(("%", "％")) for value in values]
    return np.array([_score(value, n, place, any(percent) and not percent[n]) for n, value in enumerate(values)])


def _score(value, n, place, bare):
    """One score as a number.  bare : others have a percent sign, and this one has none"""
    word = value.strip() if isinstance(value, str) else value
    if word is None or (isinstance(word, str) and word.lower() in ABSENT):
        raise ColumnsError(MISSING, place=place(n), name=SCORE)
    number = number_of(word) if isinstance(word, str) else word
    if number is None or not isinstance(number, (int, float, np.number)):
        raise ColumnsError(NO_NUMBER, place=place(n), got=_written(value))
    if np.isnan(number):
        raise ColumnsError(MISSING, place=place(n), name=SCORE)
    if not np.isfinite(number):
        raise ColumnsError(INFINITE, place=place(n), got=_written(value))
    if bare:
        raise ColumnsError(PERCENT, place=place(n), got=_written(value))
    return float(number)


def number_of(word):
    """A number as people write it: 0.92, 0,92 (a decimal comma), 92%.  -> float, or None where it is none"""
    word = word.strip()
    part = word.rstrip("%％").strip()
    if part.count(",") == 1 and "." not in part:
        part = part.replace(",", ".")
    try:
        number = float(part)
    except ValueError:
        return None
    if "_" in word:
        return None
    return number / 100 if word.endswith(("%", "％")) else number
