"""Notebook 06, point 8: two columns of your own, from a file or from the clipboard.

two_columns(text_or_path)    a header and one case a line -> actual, score; ColumnsError with one plain sentence
complaint(text_or_path)      that sentence, and no error
own_view(actual, score)      histogram (or cards), 2x2 and curves at one threshold after another
two_thousand()               two thousand cases, made by us, to try it on
"""

import csv
import io
from pathlib import Path

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.cards import draw_cards, update_cards
from seesaw.draw.curves import draw_curves, draw_point, update_curves, update_point
from seesaw.draw.heaps import draw_heaps, update_heaps
from seesaw.film import film
from seesaw.theme import figure
from seesaw.words import columns, filled, quoted, say

from .cases import MOST, Cases, at_each, cuts, in_order
from .counts import COLOURS, LOOK, RATES, draw_counts, fields_of
from .threshold import HUES

TRUTH_NAMES = {"truth", "actual", "label", "labels", "y", "y_true", "target", "class", "真值", "標籤", "實際"}
SCORE_NAMES = {"score", "scores", "y_score", "y_prob", "prob", "probability", "p", "y_pred", "prediction", "confidence"}
SCORE_NAMES |= {"分數", "機率"}

NOTHING = say("There is nothing to read: paste two columns with a header, such as truth and score.")
NO_FILE = say("There is no file '{path}' here; check its name and folder, or paste its text instead.")
NOT_TEXT = say("'{path}' is no text file; save the two columns as CSV (UTF-8) first.")
NOT_A_TEXT = say("Two columns were expected as text or as the path of a file; got {kind}.")
NO_HEADER = say("The first line is '{text}': that is a case, and a header was expected; put truth,score above it.")
UNREADABLE = say("This line is no line of two columns: '{text}' ({error}).")
NO_CASES = say("There is a header, '{text}', and no case below it.")
WIDTH = say("Two columns were expected, truth and score, and line {line} has {count}: '{text}'.")
MISSING = say("Line {line} has no {name}: '{text}'; leave that case out, or say what it is.")
NOT_0_1 = say("Line {line} has the label '{got}', and 0 or 1 was expected: write 1 for the class that you look for.")
NO_NUMBER = say("Line {line} has the score '{got}', which is no number.")
INFINITE = say("Line {line} has the score '{got}'; a score must be a finite number.")
LENGTHS = say("There are {truths} labels and {scores} scores; each case needs one of both.")
LABEL = say("Case {n} has the label {got}, and 0 or 1 was expected: write 1 for the class that you look for.")
POINTS = say("Case {n} has the score {got}; a score must be a finite number.")
ONE_CLASS = say("All {count} cases are of class {kind}; with one class there is nothing to tell apart.")
NONE_WRONG = say("Nothing is wrong: {count} cases, {ones} of class 1.")
ABSENT = {"", "nan", "na", "n/a", "none", "null", "?", "-"}
BAD_PASTES = (
    "truth,score\n1,0.92\n0,\n1,0.55",
    "truth,score\n1,0.92\n2,0.40\n1,0.55",
    "1,0.92\n0,0.40\n1,0.55",
)  # a missing value, a label that is not 0 or 1, no header


class ColumnsError(ValueError):
    """What is wrong with two columns, in one sentence; a notebook shows the sentence and no traceback."""

    def __init__(self, template, **fields):
        super().__init__(filled(template, **{name: _short(value) for name, value in fields.items()}))

    def _render_traceback_(self):
        return [str(self)]


def _short(value, width=40):
    """A text in at most so many columns; anything else as it is."""
    if not isinstance(value, str) or columns(value) <= width:
        return value
    return next(start for end in range(width, 0, -1) if columns(start := value[:end] + "…") <= width)


def two_columns(text_or_path):
    """Read a truth and a score for each case.  -> Cases(actual (N,) int, score (N,) float), in the order they stand

    text_or_path : a file, or pasted text; columns parted by comma, semicolon, tab or spaces; the first line a header.
    truth comes first unless the header names the columns the other way round.
    ColumnsError: a missing value, a label that is not 0 or 1, no header, another number of columns, no such file.
    """
    lines = [(n, line) for n, line in enumerate(_text_of(text_or_path).splitlines(), start=1) if line.strip()]
    if not lines:
        raise ColumnsError(NOTHING)
    (first, header), *rest = lines
    mark = _mark_of([line for _, line in lines])
    names = _cells(header, mark)
    if len(names) != 2:
        raise ColumnsError(WIDTH, line=first, count=len(names), text=header)
    if any(_is_number(name) for name in names):
        raise ColumnsError(NO_HEADER, text=header)
    if not rest:
        raise ColumnsError(NO_CASES, text=header)
    turned = names[0].lower() in SCORE_NAMES or names[1].lower() in TRUTH_NAMES
    cases = [_case(n, line, mark, names, turned) for n, line in rest]
    return Cases(*map(np.array, zip(*cases, strict=True)))


def complaint(text_or_path):
    """What `two_columns` would say of it, as a sentence."""
    try:
        actual, _ = two_columns(text_or_path)
    except ColumnsError as error:
        return str(error)
    return filled(NONE_WRONG, count=len(actual), ones=int(actual.sum()))


def _text_of(text_or_path):
    """The text itself, or what stands in the file."""
    if not isinstance(text_or_path, (str, Path)):
        raise ColumnsError(NOT_A_TEXT, kind=type(text_or_path).__name__)
    text = str(text_or_path)
    if isinstance(text_or_path, str) and ("\n" in text or not text.strip()):
        return text
    try:
        return Path(text.strip()).expanduser().read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ColumnsError(NO_FILE, path=text) from error
    except ValueError as error:  # a UnicodeDecodeError too
        raise ColumnsError(NOT_TEXT, path=text) from error


def _mark_of(lines):
    """What parts the columns: the first of tab, semicolon, comma that stands in the header or the line below it."""
    return next((mark for mark in "\t;," if any(mark in line for line in lines[:2])), None)


def _cells(line, mark):
    if mark is None:
        return line.split()
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=mark))]
    except csv.Error as error:
        raise ColumnsError(UNREADABLE, text=line, error=error) from error


def _case(n, line, mark, names, turned):
    """(truth, score) of one line."""
    cells = _cells(line, mark)
    if len(cells) == 1:
        cells = [*cells, ""]
    if len(cells) != 2:
        raise ColumnsError(WIDTH, line=n, count=len(cells), text=line)
    for cell, name in zip(cells, names, strict=True):
        if cell.lower() in ABSENT:
            raise ColumnsError(MISSING, line=n, name=name, text=line)
    truth, score = reversed(cells) if turned else cells
    if not _is_number(truth) or float(truth) not in (0, 1):
        raise ColumnsError(NOT_0_1, line=n, got=truth)
    if not _is_number(score):
        raise ColumnsError(NO_NUMBER, line=n, got=score)
    if not np.isfinite(float(score)):
        raise ColumnsError(INFINITE, line=n, got=score)
    return int(float(truth)), float(score)


def _is_number(word):
    try:
        float(word)
    except ValueError:
        return False
    return "_" not in word


def _quoted(value):
    return quoted(value) if isinstance(value, str) else value


def _checked(actual, score):
    """Two columns that can be drawn, or one sentence why not."""
    actual, score = np.asarray(actual).ravel(), np.asarray(score).ravel()
    if len(actual) != len(score):
        raise ColumnsError(LENGTHS, truths=len(actual), scores=len(score))
    if not len(actual):
        raise ColumnsError(NOTHING)
    for n, (truth, points) in enumerate(zip(actual.tolist(), score.tolist(), strict=True)):
        if truth not in (0, 1):
            raise ColumnsError(LABEL, n=n, got=_quoted(truth))
        if not isinstance(points, (int, float)) or not np.isfinite(points):
            raise ColumnsError(POINTS, n=n, got=_quoted(points))
    actual = actual.astype(int)
    if len(set(actual.tolist())) == 1:
        raise ColumnsError(ONE_CLASS, count=len(actual), kind=actual[0])
    return actual, score


# ---- the film

SEED = 6
CARDS_AT_MOST = 32
BINS = 40
ROWS, COLUMNS = say((("is 0", "is 1"), ("said 0", "said 1")))
KEY = say(("■ is 0: {negative:,} cases", "■ is 1: {positive:,} cases"))
SCORE, CASES, THRESHOLD, ABOVE_ALL = say(("score", "cases", "threshold", "above all"))
OWN_SAYS = say(
    "Said to be 1 from {from_here:.4g} up: TP {tp:,}, FP {fp:,}, FN {fn:,}, TN {tn:,}; precision {p}, recall {r}, F1 "
    "{f1}."
)
NONE_SAYS = say(
    "Nothing is said to be 1: TP 0, FP 0, FN {fn:,}, TN {tn:,}; precision is 0 of 0: {p}; recall {r}, F1 {f1}."
)


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
    plan = {"width_ratios": (1.7, 1), "height_ratios": (1, 1.25)}
    fig, axes = figure(10, 5.6, [["cases", "counts"], ["curves", "counts"]], **plan)
    shares = np.array([(c.precision, c.recall, c.f1) for c in found]).T
    look = {"colours": COLOURS, "heights": (0.82, 0.5, 0.18), "room": 0.36, "xlabel": SCORE, **LOOK}
    look |= {} if len(places) <= CARDS_AT_MOST else {"points": 0}
    curves = update_curves(draw_curves(RATES, places, ax=axes["curves"], **look), shares)
    for convention in (0, 1):
        update_point(draw_point(curves, "", 0, colour="precision"), places[-1], convention)
    draw_cases = _cards_on if len(cases.score) <= CARDS_AT_MOST else _heaps_on
    show_cases, line = draw_cases(axes["cases"], cases, axes["curves"].get_xlim())
    show_counts = draw_counts(axes["counts"], ROWS, COLUMNS, hues=HUES, size=20)

    def update(threshold):
        c = found[threshold]
        show_cases(thresholds[threshold], places[threshold])
        update_curves(curves, at=threshold)
        show_counts(c)
        caption = OWN_SAYS if c.tp + c.fp else NONE_SAYS
        return {**fields_of(c), "from_here": thresholds[threshold], "caption": caption}

    options = [(f"{value:.4g}", n) for n, value in enumerate(thresholds[:-1])] + [(ABOVE_ALL, len(found) - 1)]
    slider = SelectionSlider(options=options, value=(len(found) - 1) // 2, description=THRESHOLD)
    handles = {"threshold": line, ("threshold",): curves.upright}
    return film(fig, update, handles=handles, threshold=slider)


def _cards_on(ax, cases, _):
    """A card for each case.  -> what moves them: (threshold, where it is drawn); the line between the two sides"""
    kinds, blank = cases.actual == 1, [""] * len(cases.score)
    cards = draw_cards(kinds, blank, ax=ax)

    def move(threshold, _):
        said = cases.score >= threshold
        update_cards(cards, int(np.sum(~said)), blank, said != kinds)

    return move, cards.threshold


def _heaps_on(ax, cases, xlim):
    """A histogram of each class upon the other.  -> what moves them: (threshold, where it is drawn); its line"""
    kinds = cases.actual == 1
    edges = cases.score.min() + np.linspace(0, float(np.ptp(cases.score)) or 1.0, BINS + 1)
    heights = np.array([np.histogram(cases.score[kinds == kind], edges)[0] for kind in (False, True)])
    names = [filled(form, negative=int(np.sum(~kinds)), positive=int(np.sum(kinds))) for form in KEY]
    heaps = draw_heaps(edges, names, ax=ax, top=1.08 * heights.sum(axis=0).max(), stacked=True, ylabel=CASES)
    ax.set(xlim=xlim, xticks=[])
    return lambda _, place: update_heaps(heaps, heights, place), heaps.threshold
