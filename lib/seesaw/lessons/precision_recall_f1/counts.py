"""Notebook 06: the four counts and the shares made of them, in words and two by two, for all its pictures.

    fields_of(c)                    what a sentence says of a confusion
    put_in(c)                       its counts put into the three formulas
    draw_counts, draw_formulas      the 2x2 and the formulas, filled by a confusion

c is a `Confusion`; where there is no share its words say so.
"""

import numpy as np

from seesaw.draw.cards import draw_confusion, update_confusion
from seesaw.draw.reports import draw_rates, update_rates
from seesaw.words import filled, say

NAMES = ("TN", "FP"), ("FN", "TP")
WRONG = (False, True), (True, False)
PRECISION, RECALL, ACCURACY, F1 = say(("precision", "recall", "accuracy", "F1"))
RATES, COLOURS = (PRECISION, RECALL, F1), ("precision", "recall", "f1")
STYLES = "-", "-", (0, (5, 1.5))  # F1 is dashed: precision and F1 are not told apart by colour alone
FORMULAS = "TP / (TP + FP)", "TP / (TP + FN)", "2·TP / (2·TP + FP + FN)"
PUT_IN = "= {tp} / ({tp} + {fp})", "= {tp} / ({tp} + {fn})", "= 2·{tp} / (2·{tp} + {fp} + {fn})"
NOTHING_OF_NOTHING = say("= 0 / (0 + 0):  0 of 0")
NO_VALUE = say("no value")


def words_of(value):
    """0.75 -> '0.75', NaN -> 'no value'"""
    return NO_VALUE if np.isnan(value) else f"{value + 1e-9:.2f}"  # so that .125 rounds up everywhere


LOOK = {"points": 5, "form": words_of, "upright": True}  # of the curves of a share over its threshold


def shares_of(c):
    """Precision, recall and F1, as words."""
    return [words_of(share) for share in (c.precision, c.recall, c.f1)]


def fields_of(c):
    """What a sentence says of a confusion: {tp}, {fp}, {tn}, {fn}, and as words {p}, {r}, {f1}, {a}, its accuracy."""
    return {**c._asdict(), **dict(zip(("p", "r", "f1"), shares_of(c), strict=True)), "a": words_of(c.accuracy)}


def matrix_of(c):
    """[[TN, FP], [FN, TP]]: what `confusion_matrix` and scikit-learn give for the classes 0 and 1."""
    return [[c.tn, c.fp], [c.fn, c.tp]]


def put_in(c):
    """The counts put into the three formulas, and the three values.  -> (3 words, 3 words)"""
    wholes = c.tp + c.fp, c.tp + c.fn, 2 * c.tp + c.fp + c.fn
    forms = [form if whole else NOTHING_OF_NOTHING for form, whole in zip(PUT_IN, wholes, strict=True)]
    return [filled(form, **c._asdict()) for form in forms], shares_of(c)


def draw_counts(ax, rows, columns, **look):
    """The 2x2 on `ax`, a row for what a case is.  -> the function of a confusion that fills it"""
    table = draw_confusion(np.zeros((2, 2)), NAMES, WRONG, ax=ax, rows=rows, columns=columns, **look)
    return lambda c: update_confusion(table, matrix_of(c))


def draw_formulas(ax):
    """The three formulas on `ax`.  -> the function of a confusion that puts its counts in"""
    rates = draw_rates(RATES, FORMULAS, ax=ax, colours=COLOURS)
    return lambda c: update_rates(rates, *put_in(c))
