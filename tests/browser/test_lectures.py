"""Every notebook as a student has it: opened in JupyterLab, run, each control of each film moved, its kernel killed.

What a film paints is compared with Matplotlib's own SVG of the same figure at the same position, painted by the same
Chromium: fonts and smoothing are the same, so the two may hardly differ.
"""

import ast
import io
import os
import re
from pathlib import Path

import matplotlib
import pytest
from browser import lab

from seesaw.theme import figure

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

NOTEBOOKS = sorted(path.name for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
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
        ([0.75, 2.0], True),                           # one under the other
        ([[0.25, 0.75], [0.04, 0.97]], False),         # a hundredth
        ([[0.03, 0.97], [0.25, 0.75]], False),         # rows changed about
        ([[0.25, 0.03], [0.75, 0.97]], False),         # rows for columns
        ([[1.0, 0.75], [0.03, 0.97]], False),          # not side by side
    ],
)  # fmt: skip
def test_a_table_that_is_not_the_array_is_told_from_one_that_is(array, shown):
    assert lab.shows(TABLE, array) is shown


def numbers_of(printed):
    """The array or list that a cell printed."""
    return ast.literal_eval(re.sub(r"array\(|, dtype=\w+|\)|(?<=\d)\.(?=[,\]\s])", "", printed))


def five(count):
    """About five positions of a control: both ends, the middle and between."""
    return sorted({round(part * (count - 1) / 4) for part in range(5)})


def compare(film, empty_page, words, known=None):
    """How the film differs from Matplotlib's own picture of where it stands, in a list of at most one sentence."""
    at, known = tuple(film.positions()), {} if known is None else known
    if at not in known:
        known[at] = film.reference(empty_page, at)
    seen = film.notebook.seen[film.model_id, at] = film.painted()
    if lab.same(seen, known[at]):
        return []
    mean, largest = lab.apart(seen, known[at])
    if folder := os.environ.get("SEESAW_PICTURES"):
        name = f"{film} {words}".replace(",", "").replace(" ", "_")
        lab.save(seen, f"{folder}/{name}_film.png")
        lab.save(known[at], f"{folder}/{name}_matplotlib.png")
    return [f"{film}, {words}, at {at}: mean difference {mean:.2f}, largest {largest:.0f}"]


def move_and_compare(film, empty_page, control, kind, label, count):
    """One control to about five positions, by keyboard and then by mouse.  -> what went wrong, in sentences"""
    wrong, known = [], {}
    for hand in (film.by_keyboard, film.by_mouse):
        film.start_again()
        positions = five(count)
        if hand == film.by_mouse and count > 5:
            positions = positions[::2]  # both ends and the middle: the pictures between were compared already
        for position in positions:
            hand(control, kind, position)
            film.wait_for_kernel()
            words = f"{label} to {position} {hand.__name__.replace('_', ' ')}"
            near = 1 if hand == film.by_mouse and count > 60 else 0  # a thumb's width covers many positions
            if abs(film.positions()[control] - position) > near:
                wrong.append(f"{film}, {words}: it stands at {film.positions()[control]}")
            wrong += compare(film, empty_page, words, known)
    return wrong


def type_and_compare(film, empty_page, control, label):
    """New words by keyboard; the film is drawn anew in place."""
    before = film.painted()
    film.type(control, TYPED)
    for _ in range(60):
        film.page.wait_for_timeout(250)
        wrong = compare(film, empty_page, f"{label}: {TYPED}")
        if not wrong and lab.apart(film.painted(), before)[0] > 0:
            return []
    return wrong or [f"{film}, {label}: typing {TYPED!r} changed nothing; note: {film.note()!r}"]


def play_and_pause(film, control, label):
    """The button moves the film on and stops it, by mouse and by keyboard."""
    wrong = []
    for press in ("click", "focus"):
        film.start_again()
        film.by_keyboard(control, "play", 0)
        button = film.input(control, "button")
        getattr(button, press)()
        if press == "focus":
            film.page.keyboard.press("Enter")
        try:
            film.page.wait_for_function("(input) => input.valueAsNumber > 1", arg=film.input(control), timeout=20_000)
        except Exception as error:  # noqa: BLE001  Playwright's own, told with the film's name
            wrong.append(f"{film}, {label}: Play by {press} did not move it ({error})")
        button.click()
        stopped = film.positions()
        film.page.wait_for_timeout(600)
        if film.positions() != stopped:
            wrong.append(f"{film}, {label}: it went on after Pause")
    return wrong


def _moves(film):
    """What is moved after the kernel's death: the first control that is no text, to its first place and its middle."""
    for control, (kind, _, count) in enumerate(film.controls()):
        if kind != "text":
            positions = five(count)
            return control, kind, [positions[0], positions[len(positions) // 2]]
    return None


def _play_through(film, seen):
    """{positions: what is painted} of one control; what was `seen` there before is not painted again."""
    control, kind, positions = _moves(film)
    film.start_again()
    start, pictures = film.positions(), {}
    for position in positions:
        at = (*start[:control], position, *start[control + 1 :])
        if (film.model_id, at) not in seen:
            film.by_keyboard(control, kind, position)
            film.wait_for_kernel()
        pictures[at] = seen[film.model_id, at] if (film.model_id, at) in seen else film.painted()
    return pictures


@pytest.fixture(scope="class")
def lecture(request, browser, jupyterlab):
    """The notebook of a class, open and run."""
    notebook = lab.Notebook(lab.new_page(browser), jupyterlab, request.cls.name)
    notebook.run_all()
    yield notebook
    notebook.close()


class Lecture:
    """What is asked of each notebook, in this order: the last test kills its kernel."""

    name = None

    def test_it_runs_with_no_error_and_asks_nothing_of_another_machine(self, lecture):
        lecture.scroll_through()
        assert lecture.errors() == []
        assert lab.strangers(lecture.page.asked) == []
        assert lecture.page.thrown == []

    def test_its_cards_open_and_close_by_keyboard(self, lecture):
        """Predictions, hints and solutions; JupyterLab has other plans for Enter and Space."""
        opened = 0
        for cell in lecture.cells_with("details"):
            lecture.show(cell)
            for card in lecture.page.query_selector_all(f"[data-windowed-list-index='{cell}'] details"):
                summary = card.query_selector("summary")
                if not summary.is_visible():
                    continue  # a hint inside a hint that is closed
                for key, is_open in (("Enter", True), ("Space", False)):
                    summary.focus()
                    lecture.page.keyboard.press(key)
                    assert card.evaluate("(card) => card.open") is is_open, f"cell {cell}, {key}: {card.inner_text()}"
                    opened += is_open
        assert opened >= 2, "a notebook asks for a prediction at least once, with at least two options"

    def test_a_film_shows_the_very_numbers_that_the_cell_beside_it_prints(self, lecture):
        """Read off the painted picture, row by row.  The cell says which film: the next one, or the one above."""
        films = lecture.films()
        wrong, compared = [], 0
        for tag, beside in (("same-as-film", min), ("same-as-film-above", max)):
            for cell, printed in lecture.tagged(tag):
                film = beside(
                    (film for film in films if (film.cell > cell) is (beside is min)), key=lambda film: film.cell
                )
                film.show().start_again()
                film.wait_for_kernel()
                compared += 1
                if not lab.shows(film.numbers(), numbers_of(printed)):
                    wrong.append(f"{film} shows {film.numbers()}; cell {cell} prints {printed}")
        assert wrong == []
        assert compared, "a cell tagged same-as-film prints what the film below it shows at its start"

    def test_each_control_of_each_film_paints_what_matplotlib_draws(self, lecture, empty_page):
        lecture.theme("Light")
        wrong = []
        for film in lecture.films():
            film.show()
            for control, (kind, label, count) in enumerate(film.controls()):
                if kind == "text":
                    wrong += type_and_compare(film, empty_page, control, label)
                    continue
                wrong += move_and_compare(film, empty_page, control, kind, label, count)
                if kind == "play":
                    wrong += play_and_pause(film, control, label)
        assert wrong == []

    def test_its_films_follow_the_dark_theme(self, lecture, empty_page):
        lecture.theme("Dark")
        wrong, in_light = [], lecture.seen
        lecture.seen = {}
        for film in lecture.films():
            film.show()
            film.start_again()
            film.wait_for_kernel()
            wrong += compare(film, empty_page, "dark")
            if lab.brightness(film.painted()) > 128:
                wrong.append(f"{film}: a bright picture on a dark page")
        lecture.theme("Light")
        lecture.seen = in_light
        assert wrong == []

    def test_its_sliders_play_on_after_the_kernel_was_killed(self, lecture):
        films = [film for film in lecture.films() if _moves(film.show())]
        before = [_play_through(film.show(), lecture.seen) for film in films]
        lecture.kill_kernel()
        wrong = []
        for film, pictures in zip(films, before, strict=True):
            again = _play_through(film.show(), {})
            wrong += [f"{film} at {p}" for p in pictures if not lab.same(again[p], pictures[p])]
            first, *others = pictures.values()
            if all(lab.same(first, other) for other in others):
                wrong.append(f"{film}: every position of its first control looks the same")
        assert wrong == []


for _name in NOTEBOOKS:  # a class each, so that two workers share the notebooks between them
    globals()[f"Test_{Path(_name).stem}"] = type(f"Test_{Path(_name).stem}", (Lecture,), {"name": _name})
