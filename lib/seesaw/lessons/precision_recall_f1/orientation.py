"""Notebook 06, point 5: which class is 1, and which way round the matrix stands.

orientation_view    the same thirty calls: 2 classes to look for, 4 ways to write the matrix, a share to frame
turned, frame_of    a table of what is and what was said in another layout; where a share stands in it
"""

import numpy as np
from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.cards import draw_confusion, frame_line, update_confusion
from seesaw.draw.reports import draw_rates, update_rates
from seesaw.film import film
from seesaw.maths.metrics import confusion
from seesaw.theme import COLOUR, INK, figure
from seesaw.words import filled, say

from .counts import ACCURACY, PRECISION, PUT_IN, RECALL, WRONG, fields_of, matrix_of

AT_POINTS = 50
CLASSES = say({1: "a faulty lamp", 0: "a good lamp"})
LAYOUTS = say(
    {  # (rows are what a case is, the class that stands first)
        (True, 0): "rows: is, 0 first (scikit-learn's)",
        (True, 1): "rows: is, 1 first",
        (False, 0): "rows: said, 0 first",
        (False, 1): "rows: said, 1 first",
    }
)
NAMES = say((("TN", "FP · type one"), ("FN · type two", "TP")))
SIDES = say((("is 0", "is 1"), ("said 0", "said 1")))
RATES, COLOURS = (PRECISION, RECALL, ACCURACY), ("precision", "recall", "accuracy")
FORMULAS = say(("the line said 1: TP / (TP + FP)", "the line is 1: TP / (TP + FN)", "the diagonal: (TP + TN) / all"))
NUMBERS = *PUT_IN[:2], "= ({tp} + {tn}) / {all}"
FRAMES = say({"none": "none", "precision": "precision", "recall": "recall"})
CLASS_1, LAYOUT, FRAME = say(("class 1 is", "layout", "frame"))
SAYS = say(
    "Class 1 is {positive}; {written}: TP {tp}, FP {fp}, FN {fn}, TN {tn}; precision {p}, recall {r}, accuracy {a}."
)


def turned(table, layout):
    """A table (2, 2) whose rows are what a case is, class 0 first, written as `layout` says.  -> (2, 2)"""
    rows_are, first = layout
    other = np.roll(table, first, axis=(0, 1))
    return other if rows_are else other.T


def frame_of(share, layout):
    """The line that a share divides by: those said to be 1, or those that are.  -> {"row" or "column": its place}"""
    rows_are, first = layout
    return {"row" if (share == "recall") == rows_are else "column": 1 - first}


def orientation_view(actual, score):
    """Film: one classifier, two answers to "which class is 1?", four ways round."""
    said = (score >= AT_POINTS).astype(int)
    found = {1: confusion(actual, said), 0: confusion(1 - actual, 1 - said)}
    fig, (left, right) = figure(10, 4.4, ncols=2, width_ratios=(1.2, 1))
    table = draw_confusion(np.zeros((2, 2)), NAMES, WRONG, ax=left, rows=SIDES[0], columns=SIDES[1])
    rates = draw_rates(RATES, FORMULAS, ax=right, colours=COLOURS)

    def update(class_1, layout, frame):
        c = found[class_1]
        rows_are, first = layout
        sides = [np.roll(side, first) for side in (SIDES if rows_are else SIDES[::-1])]
        update_confusion(table, *(turned(part, layout) for part in (matrix_of(c), NAMES, WRONG)), *sides)
        frame_line(table, **({} if frame == "none" else frame_of(frame, layout)), colour=COLOUR.get(frame, INK))
        fields = {**fields_of(c), "all": sum(c), "positive": CLASSES[class_1], "written": LAYOUTS[layout]}
        update_rates(rates, [filled(form, **fields) for form in NUMBERS], [fields[share] for share in "pra"])
        return fields

    classes, layouts, frames = ([(words[key], key) for key in words] for words in (CLASSES, LAYOUTS, FRAMES))
    controls = {
        "class_1": ToggleButtons(options=classes, description=CLASS_1),
        "layout": Dropdown(options=layouts, description=LAYOUT),
        "frame": ToggleButtons(options=frames, description=FRAME),
    }
    return film(fig, update, caption=SAYS, **controls)
