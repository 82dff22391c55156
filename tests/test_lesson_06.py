"""Notebook 06: each number of its prose, each film at its ends, each slip of its exercises by name."""

import json
from pathlib import Path

import numpy as np
import pytest

from seesaw.exercise import check
from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.maths.metrics import confusion

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06_precision_recall_f1.ipynb"


@pytest.fixture(scope="module")
def lamps():
    return lesson.lamps()


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown").split())


def test_thirty_lamps_twelve_faulty_no_two_with_the_same_points(lamps):
    assert lamps.actual.sum() == 12 and len(lamps.actual) == 30
    assert np.all(np.diff(lamps.score) > 0)


SLIPS_COUNTS = {
    "FP and FN are swapped": lambda c: (c.tp, c.fn, c.tn, c.fp),
    "your positive class is 0": lambda c: (c.tn, c.fn, c.tp, c.fp),
    "in another order": lambda c: (c.tn, c.fp, c.fn, c.tp),
    "the false alarms too": lambda c: (c.tp + c.fp, c.fp, c.tn, c.fn),
    "four counts were asked": lambda c: c.tp,
}


@pytest.mark.parametrize("name", SLIPS_COUNTS)
def test_the_check_of_the_counts_names_the_slip(name):
    verdict = check(lesson.check_counts, lambda actual, predicted: SLIPS_COUNTS[name](confusion(actual, predicted)))
    assert verdict.done is False and name in verdict.text
