"""What the tests of the lectures share: a notebook as it stands, its films made once, and what its prose says.

    lecture("03")                        the notebook and the package of one lecture
    lecture("03").films["heads_view"]    the film that a cell makes, recorded once a worker, handed out at its start
    says(text, "twin", 0.04)             a sentence of `text` holds these parts, in this order

In a test file the fixtures `lecture`, `cells`, `prose`, `films` and `says` (conftest.py) are those of the lecture that
the file is about: 03 in test_lesson_03.py.

SEESAW_EDITION=zh-TW names the Chinese edition, in the environment of a process that asks test_lectures.py of it.
"""

import ast
import contextlib
import importlib
import json
import os
import re
from collections.abc import Mapping
from functools import cache, cached_property
from numbers import Integral
from pathlib import Path

EDITION = os.environ.get("SEESAW_EDITION", "")
if EDITION:  # before any lecture is imported: it chooses the language
    importlib.import_module(f"seesaw.{EDITION.lower().replace('-', '_')}")
NOTEBOOKS = Path(__file__).parents[1] / "notebooks" / EDITION
PATHS = {path.name[:2]: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}


@cache
def lecture(number):
    """The lecture of a number such as "03".  -> Lecture, the same one each time"""
    return Lecture(PATHS[number])


class Lecture:
    """One notebook, and the package that it is about."""

    def __init__(self, path):
        self.path, self.number = path, path.name[:2]
        self.cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.code = "\n".join(self.sources("code"))
        self.prose = "\n\n".join(self.sources("markdown"))
        self.films = Films(self)

    def sources(self, kind):
        """The text of each cell of this kind, "code" or "markdown"."""
        return ["".join(cell["source"]) for cell in self.code_cells(kind)]

    def code_cells(self, kind="code"):
        return [cell for cell in self.cells if cell["cell_type"] == kind]

    def tagged(self, tag):
        """The cells that carry `tag`."""
        return [cell for cell in self.cells if tag in cell["metadata"].get("tags", [])]

    @property
    def package(self):
        """notebooks/03_multi_head.ipynb -> seesaw.lessons.multi_head"""
        return importlib.import_module(f"seesaw.lessons.{self.path.stem[3:]}")

    @cached_property
    def after(self):
        """{cell id: every name as it stands when the cell has run}.  A film that is only shown is left for later."""
        after, names = {}, {"__name__": "__main__"}
        with contextlib.chdir(NOTEBOOKS):
            for cell in self.code_cells():
                body = ast.parse("".join(cell["source"])).body
                run(body[:-1] if _only_shown(body[-1]) else body, names)
                after[cell["id"]] = names.copy()
        return after


def run(statements, names):
    """Run statements of a notebook among `names`; of the last, if it is an expression, -> its value."""
    shown = isinstance(statements[-1], ast.Expr) if statements else False
    *body, last = statements if shown else [*statements, *ast.parse("None").body]
    exec(compile(ast.Module(body, []), "<notebook>", "exec"), names)  # noqa: S102  our own notebooks
    return eval(compile(ast.Expression(last.value), "<notebook>", "eval"), names)


def _views(statement):
    """The names of the views that are called: lesson.heads_view(reader) -> ["heads_view"]."""
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    names = [getattr(call, "attr", getattr(call, "id", "")) for call in calls]
    return [name for name in names if name.endswith("_view")]


def _only_shown(statement):
    return isinstance(statement, ast.Expr) and bool(_views(statement))


# ---- films

OF_THE_SENTENCE = "_words", "_version", "_recorder", "_frames", "_captions", "data", "typed", "trouble"


class Films(Mapping):
    """{name of a view: its film}.  The second film of one view is called "aim_view 2"; `cells[name]` is its cell.

    A film is made when it is first asked for, by the notebook's own call, and kept.  Whoever asks gets it as it was
    made: at the start, with the words that stood there, whatever the test before has done to it.
    """

    def __init__(self, lecture):
        self._lecture, self._made, self.cells, self._statements = lecture, {}, {}, {}
        for cell in lecture.code_cells():
            for statement in ast.parse("".join(cell["source"])).body:
                for view in _views(statement):
                    nth = 1 + sum(name.split()[0] == view for name in self.cells)
                    name = view if nth == 1 else f"{view} {nth}"
                    self.cells[name], self._statements[name] = cell, statement

    def __iter__(self):
        return iter(self.cells)

    def __len__(self):
        return len(self.cells)

    def __getitem__(self, name):
        if name not in self._made:
            film = self._make(name)
            self._made[name] = film, {part: getattr(film, part) for part in OF_THE_SENTENCE}
        film, begun = self._made[name]
        if film._words != begun["_words"]:
            for part, value in begun.items():
                setattr(film, part, value)
        film.trouble = ""
        film.at = {"positions": film._start, "by": ""}
        film._visit(film._start)
        return film

    def _make(self, name):
        cell, statement = self.cells[name], self._statements[name]
        names = self._lecture.after[cell["id"]]
        return run([statement], names.copy()) if _only_shown(statement) else names[statement.targets[0].id]


# ---- what prose says

SENTENCE = re.compile(r"(?<=[.!?])[)*\"”]*\s+(?=\W*[A-Z0-9])|(?<=[。！？])|\n\s*\n|\n(?=\s*[|*#-])")
NUMBER = re.compile(r"(?<![\w.])([-−+]?)(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s?(%|million|billion|trillion)(?!\w))?")
UNITS = {"%": 1e-2, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def says(text, *parts):
    """Assert that one sentence of `text` holds all `parts`, in this order.

    A part is a word (or any piece of text) or a number.  A number stands there as the text prints it, rounded to the
    places that are printed: 0.7412 is said by 0.74, and by 74 %; 22713216 by 22.7 million.  An int is said exactly.
    So a comma may come or go, or a sentence be said in other words, and a number may not.
    """
    assert parts, "says: give at least one number or word"
    best = max(((_found(sentence, parts), sentence) for sentence in SENTENCE.split(text) if sentence), default=(0, ""))
    said, sentence = best
    nearest = f" after {parts[:said]} in: {' '.join(sentence.split())}" if said else ""
    assert said == len(parts), f"no sentence says {parts}: {parts[said]!r} is missing{nearest}"


def _found(sentence, parts):
    """How many of `parts` are found in the sentence, one after the other."""
    sentence, at = " ".join(sentence.split()), 0
    for nth, part in enumerate(parts):
        at = _end_of(sentence, part, at)
        if at is None:
            return nth
    return len(parts)


def _end_of(sentence, part, start):
    """Where `part` ends in the sentence, or None."""
    if isinstance(part, str):
        at = sentence.find(part, start)
        return None if at < 0 else at + len(part)
    return next((n.end() for n in NUMBER.finditer(sentence, start) if prints(*n.groups(), part)), None)


def prints(sign, digits, unit, value):
    """Whether a number of a text, such as ("-", "0.74", None) or ("", "22.7", "million"), is `value` rounded.

    A single digit says a float only where the two are equal: 0.7 is not said by 1.
    """
    printed = float(digits.replace(",", "")) * (1 if sign in ("", "+") else -1)
    unit = UNITS.get(unit, 1)
    if isinstance(value, Integral):
        return value in (printed, round(printed * unit))
    places = len(digits.partition(".")[2])
    if len(digits) == 1 and unit == 1:
        return printed == value
    return abs(printed * unit - value) <= 0.5 * 10.0**-places * unit * (1 + 1e-6)
