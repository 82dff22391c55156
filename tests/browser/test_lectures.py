"""Every notebook as a student has it: opened, run, each control and handle of each film moved, its kernel killed, and
opened again the next day.

At every position of every film what stands in the page is compared, part by part and exactly, with what the recorder
holds of the same film made in this process; and at some of them what is painted is compared with Matplotlib's own SVG
of the figure, painted by the same Chromium: fonts and smoothing are the same, so the two may hardly differ.
"""

import ast
import base64
import io
import json
import os
import re
import zlib
from functools import partial
from pathlib import Path

import lectures
import matplotlib
import numpy as np
import pytest
from browser import lab

from seesaw import copies
from seesaw.theme import figure

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

NOTEBOOK_FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in NOTEBOOK_FOLDER.glob("*.ipynb"))
TYPED = "The old man saw the rusty saw."


@pytest.mark.parametrize(("one", "other", "same"), [("0.25", "0.25", True), ("0.25", "0.26", False), ("l", "I", False)])
def test_the_comparison_sees_a_single_digit(empty_page, one, other, same):
    pictures = [lab.paint_svg(empty_page, svg_of(words), PLACE, LOOK) for words in (one, other)]
    assert lab.same(*pictures) is same


PLACE = {"x": 0.4, "y": 0.7, "width": 768, "height": 432}
LOOK = {"ink": "#000000", "paper": "#ffffff", "lecture": True}


def svg_of(words):
    fig, ax = figure(8, 4.5)
    ax.text(0.5, 0.5, words, size=13)
    file = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        fig.savefig(file, format="svg")
    return file.getvalue()


TABLE = [[1.0, 0.25, 0.75], [0.03, 0.97, 2.0]]


@pytest.mark.parametrize(
    ("array", "shown"),
    [
        ([[0.25, 0.75], [0.03, 0.97]], True),
        ([[0.2512, 0.7488], [0.0312, 0.9688]], True),  # as the picture rounds them
        ([0.75, 2.0], True),  # one under the other
        ([[0.25, 0.75], [0.04, 0.97]], False),  # a hundredth
        ([[0.03, 0.97], [0.25, 0.75]], False),  # rows changed about
        ([[0.25, 0.03], [0.75, 0.97]], False),  # rows for columns
        ([[1.0, 0.75], [0.03, 0.97]], False),  # not side by side
    ],
)
def test_a_table_that_is_not_the_array_is_told_from_one_that_is(array, shown):
    assert lab.shows(TABLE, array) is shown


def numbers_of(printed):
    """The array or list that a cell printed."""
    return ast.literal_eval(re.sub(r"array\(|, dtype=\w+|\)|(?<=\d)\.(?=[,\]\s])", "", printed))


def compare(film, recorded, empty_page, words, seen=None):
    """How what is painted differs from Matplotlib's own picture of where the film stands, in at most one sentence."""
    seen, known = film.painted() if seen is None else seen, film.reference(empty_page, recorded)
    cells = film.root.query_selector("svg [shape-rendering=crispEdges]")
    if lab.same(seen, known, lab.EDGE if cells else lab.LARGEST):
        return []
    mean, largest = lab.apart(seen, known)
    if folder := os.environ.get("SEESAW_PICTURES"):
        name = f"{film} {words}".replace(",", "").replace(" ", "_")
        lab.save(seen, f"{folder}/{name}_film.png")
        lab.save(known, f"{folder}/{name}_matplotlib.png")
    return [f"{film}, {words}, at {film.positions()}: mean difference {mean:.2f}, largest {largest:.0f}"]


def move(film, recorded, hand, control, kind, count):
    """One control three quarters of its way by keyboard, or one quarter by mouse.  -> what went wrong, in sentences"""
    position = round((0.75 if hand == "by_keyboard" else 0.25) * (count - 1))
    getattr(film, hand)(control, kind, position)
    stands = film.positions()
    near = 1 if hand == "by_mouse" and count > 60 else 0  # a thumb's width covers many positions
    wrong = film.walk(recorded, [stands])  # it stands there: nothing is moved by script
    if abs(stands[control] - position) > near:
        wrong.append(f"{film}, control {control} to {position} {hand}: it stands at {stands[control]}")
    return wrong


def type_and_wait(film, recorded, control, words):
    """New words by keyboard; the film is drawn anew in place.  -> what is not as it was recorded, at every position"""
    film.type(control, words)
    recorded.state = {recorded._controls[control].name: words}
    for _ in range(60):
        film.page.wait_for_timeout(250)
        if not film.walk(recorded, [film.positions()]):
            return film.walk(recorded)
    return [f"{film}: typing {words!r} changed nothing; note: {film.note()!r}"]


def drag(film, recorded, hand, touch=False):
    """A handle is taken where it stands and drawn to where it stands at another position, as far away as there is."""
    marks, here = recorded.data["marks"], tuple(film.positions())
    taken = recorded.data["hands"][hand]["controls"]

    def there(key):
        points, _ = marks[",".join(map(str, key))]
        return points[hand]

    def alike(key):
        return all(a == b for i, (a, b) in enumerate(zip(key, here, strict=True)) if i not in taken)

    ways = [key for key in recorded._frames if alike(key) and there(key)]
    start = there(here) or there(ways[0])
    to = max(ways, key=lambda key: np.hypot(*np.subtract(there(key), start)))
    film.drag(start, there(to), touch)
    stands = tuple(film.positions())
    wrong = film.walk(recorded, [stands])
    if not alike(stands) or there(stands) != there(to):
        wrong.append(f"{film}, hand {hand} from {start} to {there(to)}, which is {to}: it stands at {stands}")
    return wrong


@pytest.fixture(scope="class")
def opened(request, browser, jupyterlab):
    """The notebook of a class, open, nothing run."""
    opened = lab.Notebook(lab.new_page(browser), jupyterlab, request.cls.name)
    yield opened
    opened.close()


@pytest.fixture(scope="class")
def notebook(opened):
    """The notebook of a class, open and run."""
    opened.run_all()
    return opened


def pairs(notebook, which=lambda recorded: True):
    """[(a film of the page, the same film recorded in this process)], top to bottom, in view"""
    recorded = lectures.lecture(notebook.name[:2]).films
    for film, name in zip(notebook.films(), recorded, strict=True):
        if which(recorded[name]):
            yield film.show(), recorded[name]


@pytest.fixture(scope="class")
def films(notebook):
    """`pairs` of the notebook that was run."""
    return partial(pairs, notebook)


def stored_films(name):
    """What the films of a notebook play, as it is stored beside it, top to bottom."""
    films = json.loads(copies.films_file(NOTEBOOK_FOLDER, name).read_text(encoding="utf-8"))
    cells = json.loads((NOTEBOOK_FOLDER / name).read_text(encoding="utf-8"))["cells"]
    kept = [film for cell in cells for film in films.get(cell["id"], []) if film is not None]
    return [json.loads(zlib.decompress(base64.b64decode(film["packed"]))) for film in kept]


class Lecture:
    """What is asked of each notebook, in this order: the last test kills its kernel."""

    name = None

    def test_its_films_play_before_anything_is_run(self, opened, empty_page):
        """As they are stored: each as text at its start, at its end and under a hand; one of them as it is painted."""
        wrong = []
        for (film, recorded), stored in zip(pairs(opened), stored_films(self.name), strict=True):
            ends = [recorded._start, list(recorded._frames)[-1]]
            wrong += film.walk(stored, [at for at in ends if ",".join(map(str, at)) in stored["frames"]])
            control, (kind, _, count) = next(each for each in enumerate(film.controls()) if each[1][0] != "text")
            wrong += move(film, stored, "by_keyboard", control, kind, count)
        wrong += compare(film, recorded, empty_page, "before anything is run")
        assert wrong == []
        assert opened.ask("errors") == []
        assert not opened.ask("anyRun")

    def test_it_runs_with_no_error_and_asks_nothing_of_another_machine(self, notebook):
        notebook.ask("scrollThrough")
        assert notebook.ask("errors") == []
        assert lab.strangers(notebook.page.asked) == []
        assert notebook.page.thrown == []

    def test_its_cards_open_and_close_by_keyboard(self, notebook):
        """Predictions, hints and solutions; JupyterLab has other plans for Enter and Space."""
        opened = 0
        for cell in notebook.ask("cellsWith", "details"):
            notebook.ask("show", cell)
            for card in notebook.page.query_selector_all(f"[data-windowed-list-index='{cell}'] details"):
                if not card.query_selector("summary").is_visible():
                    continue  # a hint inside a hint that is closed
                for key, is_open in (("Enter", True), ("Space", False)):
                    card.evaluate("(card) => card.querySelector('summary').focus()")
                    notebook.page.keyboard.press(key)
                    assert card.evaluate("(card) => card.open") is is_open, f"cell {cell}, {key}: {card.inner_text()}"
                    opened += is_open
        assert opened >= 2, "a notebook asks for a prediction at least once, with at least two options"

    def test_a_film_shows_the_very_numbers_that_the_cell_beside_it_prints(self, notebook):
        """Read off the painted picture, row by row.  The cell says which film: the next one, or the one above."""
        films = notebook.films()
        wrong, compared = [], 0
        for tag, beside in (("same-as-film", min), ("same-as-film-above", max)):
            for cell, printed in notebook.ask("tagged", tag):
                film = beside(
                    (film for film in films if (film.cell > cell) is (beside is min)), key=lambda film: film.cell
                )
                film.show().start_again()
                compared += 1
                if not lab.shows(film.numbers(), numbers_of(printed)):
                    wrong.append(f"{film} shows {film.numbers()}; cell {cell} prints {printed}")
        assert wrong == []
        assert compared, "a cell tagged same-as-film prints what the film below it shows at its start"

    def test_each_film_shows_what_was_recorded_at_each_position_and_under_each_hand(self, films, empty_page):
        """As text everywhere; painted at the start, when a hand first meets a kind of control, and at the end."""
        wrong, met = [], set()
        for film, recorded in films():
            wrong += film.walk(recorded)
            film.start_again()
            wrong += film.walk(recorded, [film.positions()])
            wrong += compare(film, recorded, empty_page, "at the start")
            for control, (kind, label, count) in enumerate(film.controls()):
                for hand in ("by_keyboard", "by_mouse") if kind != "text" else ():
                    wrong += move(film, recorded, hand, control, kind, count)
                    if (kind, hand) not in met:
                        wrong += compare(film, recorded, empty_page, f"{label} {hand}")
                    met.add((kind, hand))
            for hand in range(len(recorded.data["hands"])):
                wrong += drag(film, recorded, hand, touch=not any(kind == "touch" for kind, _ in met))
                met.add(("touch", hand))
            wrong += compare(film, recorded, empty_page, "at the end")
        assert wrong == []

    def test_words_typed_into_a_film_are_drawn_anew_in_place(self, films, empty_page):
        """And the old words put back after the new ones."""
        wrong = []
        for film, recorded in films(lambda recorded: recorded._words):
            for control, (kind, *_) in enumerate(film.controls()):
                for words in (TYPED, recorded._words[recorded._controls[control].name]) if kind == "text" else ():
                    wrong += type_and_wait(film, recorded, control, words)
                    wrong += compare(film, recorded, empty_page, words)
        assert wrong == []

    def test_its_films_follow_the_dark_theme(self, films, notebook, empty_page):
        notebook.theme("Dark")
        wrong = []
        for film, recorded in films():
            wrong += film.walk(recorded, [recorded._start])
            seen = film.painted()
            wrong += compare(film, recorded, empty_page, "dark", seen)
            if lab.brightness(seen) > 128:
                wrong.append(f"{film}: a bright picture on a dark page")
        notebook.theme("Light")
        assert wrong == []

    def test_its_films_play_on_after_the_kernel_was_killed(self, films, notebook):
        first, recorded = next(films())
        assert first.walk(recorded, [recorded._start]) == []
        before = first.painted()
        notebook.kill_kernel()
        assert lab.same(first.show().painted(), before)
        wrong = []
        for film, recorded in films():
            anywhere = np.random.default_rng(8).permutation(list(recorded._frames)).tolist()
            wrong += film.walk(recorded, anywhere)
        assert wrong == []

    def test_saved_closed_and_opened_again_they_play_where_they_were_left(self, films, notebook, browser, jupyterlab):
        left = [film.positions() for film, _ in films()]
        notebook.save()
        notebook.page.evaluate("lab.panel().sessionContext.shutdown()")
        notebook.page.context.close()
        again = lab.Notebook(lab.new_page(browser), jupyterlab, self.name)
        wrong = []
        for (film, recorded), positions in zip(pairs(again), left, strict=True):
            if film.positions() != positions:
                wrong.append(f"{film} was left at {positions} and stands at {film.positions()}")
            wrong += film.walk(recorded, [positions, recorded._start])
        assert wrong == []
        assert again.ask("errors") == []
        again.close()


for _name in NOTEBOOKS:  # a class each, so that two workers share the notebooks between them
    globals()[f"Test_{Path(_name).stem}"] = type(f"Test_{Path(_name).stem}", (Lecture,), {"name": _name})
