"""Notebook 06, "Precision, recall, F1": its films and the checks of its exercises.

    cases          thirty lamps, and what one threshold makes of them
    threshold      point 1
    checks, cards  the exercises; the questions, hints and solutions
"""

from seesaw.lessons.precision_recall_f1.cards import answer, hints, question
from seesaw.lessons.precision_recall_f1.cases import Cases, at_each, cuts, in_order, lamps
from seesaw.lessons.precision_recall_f1.checks import check_counts
from seesaw.lessons.precision_recall_f1.threshold import sawtooth_view, threshold_view

__all__ = [
    "Cases", "answer", "at_each", "check_counts", "cuts", "hints", "in_order", "lamps", "question", "sawtooth_view",
    "threshold_view",
]  # fmt: skip
