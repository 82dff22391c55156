"""Notebook 06, point 5: which class is 1, and which way round the matrix stands.

    orientation_view    the same thirty calls: 2 classes to look for, 4 ways to write the matrix, a share to frame
"""

from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.cards import draw_confusion, frame_line, update_confusion
from seesaw.draw.reports import draw_rates, update_rates
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import words_of
from seesaw.lessons.precision_recall_f1.threshold import PUT_IN
from seesaw.maths.metrics import confusion
from seesaw.theme import COLOUR, INK, figure

AT_POINTS = 50
FAULTY, GOOD = "a faulty lamp", "a good lamp"
IS, SAID = "is {n}", "said {n}"
LAYOUTS = {  # name -> (rows are what a case is, class 0 first)
    "rows: is, 0 first (scikit-learn's)": (True, True),
    "rows: is, 1 first": (True, False),
    "rows: said, 0 first": (False, True),
    "rows: said, 1 first": (False, False),
}
CELL = {(0, 0): "TN", (0, 1): "FP · type one", (1, 0): "FN · type two", (1, 1): "TP"}  # (is, said) -> name
RATES, COLOURS = ("precision", "recall", "accuracy"), ("precision", "recall", "muted")
FORMULAS = "the line said 1: TP / (TP + FP)", "the line is 1: TP / (TP + FN)", "the diagonal: (TP + TN) / all"
ACCURACY = "= ({tp} + {tn}) / {all}"
FRAMES = "none", "precision", "recall"
SAYS = (
    "Class 1 is {positive}; {layout}: TP {tp}, FP {fp}, FN {fn}, TN {tn}; precision {p}, recall {r}, accuracy {a}."
)


def orientation_view(actual, score):
    """Film: one classifier, two answers to "which class is 1?", four ways round."""
    said = (score >= AT_POINTS).astype(int)
    found = {FAULTY: confusion(actual, said), GOOD: confusion(1 - actual, 1 - said)}
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=(1.2, 1))
    blank = ["", ""]
    table = draw_confusion([[0, 0], [0, 0]], [blank] * 2, [[False] * 2] * 2, ax=left, rows=blank, columns=blank)
    rates = draw_rates(RATES, FORMULAS, ax=right, colours=COLOURS)

    def update(class_1, layout, frame):
        rows_are, zero_first = LAYOUTS[layout]
        order = (0, 1) if zero_first else (1, 0)
        cells = [[(i, j) if rows_are else (j, i) for j in order] for i in order]  # each (is, said)
        c = found[class_1]
        count = {(0, 0): c.tn, (0, 1): c.fp, (1, 0): c.fn, (1, 1): c.tp}
        are, say = ([form.format(n=n) for n in order] for form in (IS, SAID))
        update_confusion(table, *([[part(cell) for cell in row] for row in cells]
                                  for part in (count.get, CELL.get, _is_wrong)),
                         *((are, say) if rows_are else (say, are)))  # fmt: skip
        line = order.index(1)
        side = "row" if (frame == "recall") == rows_are else "column"
        frame_line(table, **({} if frame == "none" else {side: line}), colour=COLOUR.get(frame, INK))
        numbers = [form.format(**c._asdict()) for form in (*PUT_IN[:2], ACCURACY.replace("{all}", str(sum(c))))]
        update_rates(rates, numbers, [words_of(share) for share in (c.precision, c.recall, c.accuracy)])

    def caption(class_1, layout, frame):
        c = found[class_1]
        return SAYS.format(positive=class_1, layout=layout, p=words_of(c.precision), r=words_of(c.recall),
                           a=words_of(c.accuracy), **c._asdict())  # fmt: skip

    return film(fig, update, caption=caption, class_1=ToggleButtons(options=[FAULTY, GOOD], description="class 1 is"),
                layout=Dropdown(options=list(LAYOUTS)), frame=ToggleButtons(options=FRAMES))  # fmt: skip


def _is_wrong(cell):
    return cell[0] != cell[1]
