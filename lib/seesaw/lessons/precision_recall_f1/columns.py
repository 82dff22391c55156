"""Notebook 06, point 8: two columns of your own, from a file or from the clipboard.

    two_columns(text_or_path)    a header and one case a line -> actual, score; ColumnsError with one plain sentence
    complaint(text_or_path)      that sentence, and no error
    own_view(actual, score)      histogram (or cards), 2x2 and curves at one threshold after another
    two_thousand()               two thousand cases, made by us, to try it on
"""

import csv
import io
import re
from pathlib import Path

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.cards import draw_cards, draw_confusion, update_cards, update_confusion
from seesaw.draw.heaps import draw_heaps, update_heaps
from seesaw.draw.sawteeth import draw_open, draw_sawteeth, update_sawteeth
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import MOST, Cases, at_each, cuts, in_order, words_of
from seesaw.lessons.precision_recall_f1.threshold import COLOURS, HUES, NAMES, RATES, WRONG, matrix_of, shares
from seesaw.theme import figure, lecture_style

TRUTH_NAMES = {"truth", "actual", "label", "labels", "y", "y_true", "target", "class"}
SCORE_NAMES = {"score", "scores", "y_score", "y_prob", "prob", "probability", "p", "y_pred", "prediction", "confidence"}

NOTHING = "There is nothing to read: paste two columns with a header, such as truth and score."
NO_FILE = "There is no file {path!r} here; check its name and folder, or paste its text instead."
NOT_TEXT = "{path!r} is no text file; save the two columns as CSV (UTF-8) first."
NOT_A_TEXT = "Two columns were expected as text or as the path of a file; got {kind}."
NO_HEADER = "The first line is {line!r}: that is a case, and a header was expected; put truth,score above it."
UNREADABLE = "This line is no line of two columns: {text!r} ({error})."
NO_CASES = "There is a header, {line!r}, and no case below it."
WIDTH = "Two columns were expected, truth and score, and line {line} has {got}: {text!r}."
MISSING = "Line {line} has no {name}: {text!r}; leave that case out, or say what it is."
NOT_0_1 = "Line {line} has the label {got!r}, and 0 or 1 was expected: write 1 for the class that you look for."
NO_NUMBER = "Line {line} has the score {got!r}, which is no number."
INFINITE = "Line {line} has the score {got!r}; a score must be a finite number."
LENGTHS = "There are {truths} labels and {scores} scores; each case needs one of both."
LABEL = "Case {n} has the label {got!r}, and 0 or 1 was expected: write 1 for the class that you look for."
SCORE = "Case {n} has the score {got!r}; a score must be a finite number."
ONE_CLASS = "All {count} cases are of class {kind}; with one class there is nothing to tell apart."
ABSENT = {"", "nan", "na", "n/a", "none", "null", "?", "-"}


NONE_WRONG = "Nothing is wrong: {count} cases, {ones} of class 1."
BAD_PASTES = (
    "truth,score\n1,0.92\n0,\n1,0.55",
    "truth,score\n1,0.92\n2,0.40\n1,0.55",
    "1,0.92\n0,0.40\n1,0.55",
)  # a missing value, a label that is not 0 or 1, no header


class ColumnsError(ValueError):
    """What is wrong with two columns, in one sentence; a notebook shows the sentence and no traceback."""

    def _render_traceback_(self):
        return [str(self)]


def two_columns(text_or_path):
    """Read a truth and a score for each case.  -> Cases(actual (N,) int, score (N,) float), in the order they stand

    text_or_path : a file, or pasted text; columns parted by comma, semicolon, tab or spaces; the first line a header.
    truth comes first unless the header names the columns the other way round.
    ColumnsError: a missing value, a label that is not 0 or 1, no header, another number of columns, no such file.
    """
    lines = [(n, line) for n, line in enumerate(_text_of(text_or_path).splitlines(), start=1) if line.strip()]
    if not lines:
        raise ColumnsError(NOTHING)
    (_, header), *rest = lines
    mark = _mark_of([line for _, line in lines])
    names = _cells(header, mark)
    if len(names) != 2:
        raise ColumnsError(WIDTH.format(line=lines[0][0], got=len(names), text=_short(header)))
    if any(_is_number(name) for name in names):
        raise ColumnsError(NO_HEADER.format(line=_short(header)))
    if not rest:
        raise ColumnsError(NO_CASES.format(line=_short(header)))
    turned = names[0].lower() in SCORE_NAMES or names[1].lower() in TRUTH_NAMES
    cases = [_case(n, line, mark, names, turned) for n, line in rest]
    return Cases(np.array([truth for truth, _ in cases]), np.array([score for _, score in cases]))


def complaint(text_or_path):
    """What `two_columns` would say of it, as a sentence."""
    try:
        actual, _ = two_columns(text_or_path)
    except ColumnsError as error:
        return str(error)
    return NONE_WRONG.format(count=len(actual), ones=int(actual.sum()))


def _text_of(text_or_path):
    """The text itself, or what stands in the file."""
    if not isinstance(text_or_path, (str, Path)):
        raise ColumnsError(NOT_A_TEXT.format(kind=type(text_or_path).__name__))
    if isinstance(text_or_path, str) and ("\n" in text_or_path or not text_or_path.strip()):
        return text_or_path
    path = Path(str(text_or_path).strip()).expanduser()
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError, OSError) as error:
        raise ColumnsError(NO_FILE.format(path=_short(str(text_or_path)))) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise ColumnsError(NOT_TEXT.format(path=_short(str(text_or_path)))) from error


def _mark_of(lines):
    """What parts the columns: the first of tab, semicolon, comma that stands in the header or the line below it."""
    return next((mark for mark in "\t;," if any(mark in line for line in lines[:2])), None)


def _cells(line, mark):
    if mark is None:
        return line.split()
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark))]
    except csv.Error as error:
        raise ColumnsError(UNREADABLE.format(text=_short(line), error=error)) from error


def _case(n, line, mark, names, turned):
    """(truth, score) of one line."""
    cells = _cells(line, mark)
    if len(cells) == 1:
        cells = [*cells, ""]
    if len(cells) != 2:
        raise ColumnsError(WIDTH.format(line=n, got=len(cells), text=_short(line)))
    for cell, name in zip(cells, names, strict=True):
        if cell.lower() in ABSENT:
            raise ColumnsError(MISSING.format(line=n, name=name, text=_short(line)))
    truth, score = reversed(cells) if turned else cells
    if not _is_number(truth) or float(truth) not in (0, 1):
        raise ColumnsError(NOT_0_1.format(line=n, got=_short(truth)))
    if not _is_number(score):
        raise ColumnsError(NO_NUMBER.format(line=n, got=_short(score)))
    if not np.isfinite(float(score)):
        raise ColumnsError(INFINITE.format(line=n, got=_short(score)))
    return int(float(truth)), float(score)


def _is_number(word):
    try:
        float(word)
    except ValueError:
        return False
    return not re.search(r"_", word)


def _short(words, width=40):
    return words if len(words) <= width else words[: width - 1] + "…"


# ---- the film

SEED = 6
CARDS_AT_MOST = 32
BINS = 40
ROWS, COLUMNS = ("is 0", "is 1"), ("said 0", "said 1")
KEY = "■ is 0: {negative:,} cases", "■ is 1: {positive:,} cases"
OWN_SAYS = (
    "Said to be 1 from {threshold} up: TP {tp:,}, FP {fp:,}, FN {fn:,}, TN {tn:,}; precision {p}, recall {r}, F1 {f1}."
)
NONE_SAYS = "Nothing is said to be 1: TP 0, FP 0, FN {fn:,}, TN {tn:,}; precision is 0 of 0: {p}; recall {r}, F1 {f1}."
THRESHOLD, ABOVE_ALL = "threshold", "above all"


def two_thousand():
    """Two thousand cases of a made-up model, 400 of them positive, with scores between 0 and 1.  -> Cases"""
    rng = np.random.default_rng(SEED)
    actual = (np.arange(2000) < 400).astype(int)
    drawn = rng.normal(np.where(actual == 1, 1.0, -0.8), 1.0)
    order = rng.permutation(2000)
    return Cases(actual[order], np.round(1 / (1 + np.exp(-drawn)), 4)[order])


def own_view(actual, score):
    """Film: your own cases by score, the 2x2, and precision, recall and F1 over the threshold.

    Up to 32 cases are cards; more are a histogram.  At most 101 thresholds, evenly by rank.
    ColumnsError, one sentence: lengths that differ, a label that is not 0 or 1, a score that is no number, one class.
    """
    cases = in_order(*_checked(actual, score))
    thresholds = cuts(cases.score, most=MOST)
    found = at_each(*cases, thresholds)
    wide = float(np.ptp(cases.score)) or 1.0
    places = np.append(thresholds[:-1], cases.score.max() + 0.03 * wide)  # where the last one is drawn
    fig, axes = figure(10, 5.6, nrows=2, ncols=2, width_ratios=(1.7, 1), height_ratios=(1, 1.25))
    grid = axes[0, 1].get_gridspec()
    for ax in axes[:, 1]:
        ax.remove()
    with lecture_style():
        side = fig.add_subplot(grid[:, 1])
    move_top = _top_of(cases, axes[0, 0], axes[1, 0], wide)
    rows = [getattr(c, name) for c in found for name in ("precision", "recall", "f1")]
    curves = draw_sawteeth(places, np.reshape(rows, (-1, 3)).T, RATES, ax=axes[1, 0], colours=COLOURS, xlabel="score",
                           room=0.36, top=0.86, apart=0.36)  # fmt: skip
    draw_open(places[-1], {1.0: "", 0.0: ""}, "", ax=axes[1, 0], colour="precision")
    if len(cases.score) > CARDS_AT_MOST:
        axes[0, 0].set(xlim=axes[1, 0].get_xlim(), xticks=[])
    table = draw_confusion(matrix_of(found[0]), NAMES, WRONG, ax=side, rows=ROWS, columns=COLUMNS, hues=HUES, size=20)

    def update(threshold):
        c = found[threshold]
        move_top(threshold, thresholds[threshold], places[threshold])
        update_sawteeth(curves, threshold, list(_in_order_of_rates(c)))
        update_confusion(table, matrix_of(c))

    def caption(threshold):
        c = found[threshold]
        words = {**shares(c), **c._asdict()}
        if c.tp + c.fp == 0:
            return NONE_SAYS.format(**words)
        return OWN_SAYS.format(threshold=f"{thresholds[threshold]:.4g}", **words)

    options = [(f"{value:.4g}", n) for n, value in enumerate(thresholds[:-1])] + [(ABOVE_ALL, len(found) - 1)]
    threshold = SelectionSlider(options=options, value=(len(found) - 1) // 2, description=THRESHOLD)
    return film(fig, update, caption=caption, threshold=threshold)


def _in_order_of_rates(c):
    return (words_of(share) for share in (c.precision, c.recall, c.f1))


def _top_of(cases, ax, below, wide):
    """Cards or a histogram on `ax`.  -> what moves it: (position, threshold, where it is drawn)"""
    kinds = cases.actual == 1
    if len(kinds) <= CARDS_AT_MOST:
        cards = draw_cards(kinds, ["" for _ in kinds], ax=ax)

        def move(_, threshold, __):
            passed = int(np.sum(cases.score < threshold))
            said = np.arange(len(kinds)) >= passed
            update_cards(cards, passed, ["" for _ in kinds], said != kinds)

        return move
    edges = np.linspace(cases.score.min(), cases.score.min() + wide, BINS + 1)
    heights = np.array([np.histogram(cases.score[kinds == kind], edges)[0] for kind in (False, True)])
    names = [form.format(negative=int(np.sum(~kinds)), positive=int(np.sum(kinds))) for form in KEY]
    heaps = draw_heaps(edges, names, ax=ax, top=1.08 * heights.sum(axis=0).max(), stacked=True, ylabel="cases")
    return lambda _, __, place: update_heaps(heaps, heights, place)


def _checked(actual, score):
    """Two columns that can be drawn, or one sentence why not."""
    actual, score = np.asarray(actual).ravel(), np.asarray(score).ravel()
    if len(actual) != len(score):
        raise ColumnsError(LENGTHS.format(truths=len(actual), scores=len(score)))
    if not len(actual):
        raise ColumnsError(NOTHING)
    for n, (truth, points) in enumerate(zip(actual.tolist(), score.tolist(), strict=True)):
        if truth not in (0, 1):
            raise ColumnsError(LABEL.format(n=n, got=truth))
        if not isinstance(points, (int, float)) or not np.isfinite(points):
            raise ColumnsError(SCORE.format(n=n, got=points))
    actual = actual.astype(int)
    if len(set(actual.tolist())) == 1:
        raise ColumnsError(ONE_CLASS.format(count=len(actual), kind=actual[0]))
    return actual, score
