"""Notebook 06, point 8: two columns of your own, read from a file or from the clipboard.

two_columns(text_or_path)    a header and one case a line -> Cases; ColumnsError with one plain sentence
complaint(text_or_path)      that sentence, and no error
two_thousand()               two thousand cases, made by us, to try it on

What a label and a score are is said in `given`; the film of them is in `own`.
"""

import csv
import io
from pathlib import Path
from typing import NamedTuple

import numpy as np

from seesaw.words import filled, say

from .cases import Cases
from .given import ABSENT, NOTHING, ColumnsError, Labels, labels_of, number_of, refuse_one_class, scores_of

TRUTH_NAMES = {"truth", "true", "actual", "label", "labels", "y", "y_true", "y_test", "target", "class", "gold"}
TRUTH_NAMES |= {"ground truth", "ground_truth", "真值", "標籤", "實際", "實際值", "答案", "類別"}
SCORE_NAMES = {"score", "scores", "y_score", "y_prob", "y_proba", "prob", "probability", "proba", "p", "confidence"}
SCORE_NAMES |= {"y_pred", "pred", "predicted", "prediction", "guess", "y_hat", "分數", "機率", "預測", "預測值"}
INDEX_NAMES = {"", "index", "id", "no", "no.", "#", "unnamed: 0", "序號", "編號", "索引"}

NO_FILE = say("There is no file '{path}' here; check its name and folder, or paste its text instead.")
NOT_TEXT = say("'{path}' is no text file; save the two columns as CSV first.")
NOT_A_TEXT = say(
    "Two columns were expected as text or as the path of a file; got {kind}. Arrays go straight into "
    "lesson.own_view(y, p)."
)
NO_HEADER = say("The first line is '{text}': that is a case, and a header was expected; put truth,score above it.")
UNREADABLE = say("This line is no line of two columns: '{text}' ({error}).")
NO_CASES = say("There is a header, '{text}', and no case below it.")
WIDTH = say("Two columns were expected, truth and score, and line {line} has {count}: '{text}'; leave out the others.")
SHORT = say("Line {line} has no {name}: '{text}'; leave that case out, or say what it is.")
COMMAS = say(
    "Line {line} is '{text}': with a decimal comma the two columns can't be parted by commas as well; part them by ; "
    "or write a point."
)
ARRAY = say("Line {line} has the score '{got}': that is an array; give the arrays themselves, lesson.own_view(y, p).")
WHICH_TRUTH = say(
    "Both '{first}' and '{second}' hold two values only: which of them is the truth? Name the columns truth and score."
)
CONTRARY = say(
    "'{score}' was taken for the score, and holds two values only, and '{truth}', the truth, holds {count}: have the "
    "two names changed places? Turn the header round."
)
NONE_WRONG = say("Nothing is wrong: {count} cases, {ones} of class 1.")
LINE = say("Line {n}")
ENCODINGS = "utf-8-sig", "cp950"  # what Excel in Taiwan writes is cp950, its name for Big5
BAD_PASTES = (
    "truth,score\n1,0.92\n0,\n1,0.55",
    "truth,score\n1,0.92\n2,0.40\n1,0.55",
    "1,0.92\n0,0.40\n1,0.55",
    "truth,score\nspam,0.92\nham,0.40",
    "A,B\n1,1\n0,1\n0,0",
)  # a missing value, a label that is not 0 or 1, no header, words, two columns of which either may be the truth


class Table(NamedTuple):
    """Two columns of words, as they stand in a text."""

    names: list  # of the truth and of the score
    lines: list  # (line number, text) of each case
    truth: list  # words
    score: list


def two_columns(text_or_path, positive=None):
    """Read a truth and a score for each case.  -> Cases(actual (N,) int, score (N,) float), in the order they stand

    text_or_path : a file, or pasted text; columns parted by comma, semicolon, tab or spaces; the first line a header.
    positive : the label that is class 1; 0 and 1, False and True say it themselves
    The truth comes first unless the names or what is in the columns say otherwise; an index column is left out.
    ColumnsError: a missing value, labels that do not say which is class 1, no header, another number of columns,
    columns of which either might be the truth, no such file.
    """
    labels, score, _ = read_columns(text_or_path, positive)
    return Cases(labels.actual, score)


def read_columns(text_or_path, positive=None) -> tuple[Labels, np.ndarray, list]:
    """The same, with what the classes and the columns are called.  -> Labels, score (N,), the two names"""
    table = _table_of(_text_of(text_or_path))

    def place(n):
        return filled(LINE, n=table.lines[n][0])

    for (line, text), *cells in zip(table.lines, table.truth, table.score, strict=True):
        for cell, name in zip(cells, table.names, strict=True):
            if cell.lower() in ABSENT:
                raise ColumnsError(SHORT, line=line, name=name, text=text)
        if cells[1].startswith("["):
            raise ColumnsError(ARRAY, line=line, got=cells[1])
    labels = labels_of(table.truth, positive, place)
    score = scores_of(table.score, labels, place)
    refuse_one_class(labels)
    return labels, score, table.names


def complaint(text_or_path, positive=None):
    """What `two_columns` would say of it, as a sentence."""
    try:
        actual, _ = two_columns(text_or_path, positive)
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
        data = Path(text.strip()).expanduser().read_bytes()
    except (OSError, ValueError) as error:
        raise ColumnsError(NO_FILE, path=text) from error
    return _decoded(data, text)


def _decoded(data, path):
    """Bytes as text: UTF-16 where it says so, UTF-8, or Big5 as Excel writes it."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if text.isprintable() or not any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
            return text
    raise ColumnsError(NOT_TEXT, path=path)


def _table_of(text):
    """The header, the two columns, and which of them is the truth.  -> Table"""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    mark = None
    if lines and lines[0][1].strip().lower().startswith("sep="):  # Excel's own line
        mark, lines = lines[0][1].strip()[4:5] or "\t", lines[1:]
    if not lines:
        raise ColumnsError(NOTHING)
    (first, header), *cases = lines
    mark = mark or _mark_of([line for _, line in lines])
    names, rows = _cells(header, mark), [_cells(line, mark) for _, line in cases]
    if any(number_of(name) is not None for name in names):
        raise ColumnsError(NO_HEADER, text=header)
    if len(names) == 2 and not rows:
        raise ColumnsError(NO_CASES, text=header)
    names, rows = _two_of(names, rows)
    if len(names) != 2:
        raise ColumnsError(WIDTH, line=first, count=len(names), text=header)
    for (line, words), row in zip(cases, rows, strict=True):
        if len(row) == 1:
            row.append("")
        if len(row) == 3 and mark == "," and all(cell.isdigit() for cell in row):
            raise ColumnsError(COMMAS, line=line, text=words)
        if len(row) != 2:
            raise ColumnsError(WIDTH, line=line, count=len(row), text=words)
    sides = list(zip(*rows, strict=True))
    if _truth_is_second(names, sides):
        names, sides = names[::-1], sides[::-1]
    return Table(names, cases, *map(list, sides))


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


def _two_of(names, rows):
    """Leave out an index column and empty last ones, or take the two columns that are named truth and score."""
    while len(names) > 2 and not names[-1] and all(len(row) < len(names) or not row[-1] for row in rows):
        names, rows = names[:-1], [row[: len(names) - 1] for row in rows]
    widths = {len(row) for row in rows}
    if len(names) == 2 and widths == {3}:
        if not any(row[2] for row in rows):
            return names, [row[:2] for row in rows]
        if _counts([row[0] for row in rows]):  # pandas prints an index without a name
            return names, [row[1:] for row in rows]
    if len(names) == 3 and widths == {3} and (names[0].lower() in INDEX_NAMES or _counts([row[0] for row in rows])):
        return names[1:], [row[1:] for row in rows]
    kinds = [[n for n, name in enumerate(names) if name.lower() in known] for known in (TRUTH_NAMES, SCORE_NAMES)]
    if len(names) > 2 and widths == {len(names)} and [len(kind) for kind in kinds] == [1, 1]:
        places = [kinds[0][0], kinds[1][0]]
        return [names[n] for n in places], [[row[n] for n in places] for row in rows]
    return names, rows


def _counts(words):
    """Whether a column counts 0, 1, 2 or 1, 2, 3, as an index does."""
    return len(words) > 2 and words in ([str(n + first) for n in range(len(words))] for first in (0, 1))


def _truth_is_second(names, sides):
    """Which column is the truth: as their names say, or what is in them; where neither says it, it is asked."""
    truth, score = ([name.lower() in known for name in names] for known in (TRUTH_NAMES, SCORE_NAMES))
    two = [len(set(filter(None, side))) <= 2 for side in sides]
    if truth[0] == truth[1] and score[0] == score[1]:  # the names do not tell
        if all(two) and len(sides[0]) > 2:
            raise ColumnsError(WHICH_TRUTH, first=names[0], second=names[1])
        return two == [False, True] and all(number_of(word) is not None for word in sides[0] if word)
    second = truth[1] and not truth[0] or score[0] and not score[1]
    if not two[second] and two[1 - second] and len(set(sides[second])) > 5 and _zeros_and_ones(sides[1 - second]):
        raise ColumnsError(
            CONTRARY, truth=names[second], score=names[1 - second], count=len(set(filter(None, sides[second])))
        )
    return second


def _zeros_and_ones(side):
    return all(number_of(word) in (0, 1) for word in side if word)


SEED = 6


def two_thousand():
    """Two thousand cases of a made-up model, 400 of them positive, with scores between 0 and 1.  -> Cases"""
    rng = np.random.default_rng(SEED)
    actual = (np.arange(2000) < 400).astype(int)
    drawn = rng.normal(np.where(actual == 1, 1.0, -0.8), 1.0)
    order = rng.permutation(2000)
    return Cases(actual[order], np.round(1 / (1 + np.exp(-drawn)), 4)[order])
