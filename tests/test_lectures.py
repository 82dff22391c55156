"""What is asked of every lecture: its films, its cards, its exercises, its notebook, and the map of them all.

One test for all seven; what only one lecture has is asked in its own test_lesson_0X.py.
"""

import ast
import json
import re
from math import prod

import numpy as np
import pytest
from lectures import NOTEBOOKS, PATHS, lecture, run

from seesaw.exercise import Verdict

FILMS = [pytest.param(number, name, id=f"{number} {name}") for number in PATHS for name in lecture(number).films]
DECKS = [number for number in PATHS if hasattr(lecture(number).package, "DECK")]  # the others have none yet
NO_FULL_STOP = "00", "01"  # what they say is a clause, read after the name of the control
BY_HAND = "film.state = {'passed': 14}"  # where the answer that is counted by hand says that the film stands
EXERCISES = [
    pytest.param(number, cell, id=f"{number} {cell['id']}")
    for number in PATHS
    for cell in lecture(number).tagged("exercise")
]


# ---- the films


@pytest.mark.parametrize(("number", "name"), FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(number, name, film_of):
    film = film_of(number, name)
    captions = set(film._captions.values())
    whole = r"['\[\w「].*" if number in NO_FULL_STOP else r"['\[\w「].*[.?。？]"
    assert [said for said in captions if not re.fullmatch(whole, said, re.DOTALL)] == []
    assert [said for said in captions if re.search(r"\bnan\b|[{}]|[-−]0(\.0+)?(?![.\d])", said)] == []
    assert len(captions) > 1
    assert len(film._frames) == prod(film._counts) <= 200, "all are drawn ahead, in a moment"


@pytest.mark.parametrize(("number", "name"), FILMS)
def test_each_film_begins_with_the_sentence_that_the_notebook_stores(number, name, film_of):
    (stored,) = lecture(number).films.cells[name]["outputs"]
    assert film_of(number, name).caption == "".join(stored["data"]["text/plain"])


def drawn(film):
    """The artists of a figure, without the ticks of its axes."""
    groups = [film._fig, *film._fig.axes]
    return {id(artist) for group in groups for artist in group.get_children()}


@pytest.mark.parametrize(("number", "name"), FILMS)
def test_an_update_makes_no_new_artists(number, name, film_of):
    """With each control at its end and back at the start: the same artists, moved."""
    film = film_of(number, name)
    artists = drawn(film)
    for positions in (tuple(count - 1 for count in film._counts), film._start):
        film._visit(positions)
        assert drawn(film) == artists


@pytest.mark.parametrize(("number", "name"), FILMS)
def test_no_picture_paints_a_paper_of_its_own_so_that_it_follows_the_dark_theme(number, name, film_of):
    assert all(ax.get_facecolor()[3] == 0 for ax in film_of(number, name)._fig.axes if ax.axison)


@pytest.mark.parametrize("number", PATHS)
def test_each_view_of_a_lecture_is_shown_in_its_notebook(number):
    views = {name for name in vars(lecture(number).package) if name.endswith("_view")}
    assert {name.split()[0] for name in lecture(number).films} == views


@pytest.mark.parametrize("number", PATHS)
def test_some_films_are_compared_with_what_a_cell_beside_them_prints(number):
    beside = lecture(number).tagged("same-as-film") + lecture(number).tagged("same-as-film-above")
    assert 1 <= len(beside) == sum(bool(cell["outputs"]) for cell in beside)


# ---- cards and exercises


def asked(number, kind):
    """The names that the notebook asks for, in order: lesson.question("heads") -> "heads"."""
    return sorted(re.findall(rf'\b{kind}\("([^"]+)"\)', lecture(number).code))


@pytest.mark.parametrize("number", DECKS)
def test_each_card_of_the_deck_is_dealt_once_and_no_other(number):
    deck = lecture(number).package.DECK
    assert asked(number, "question") == sorted(deck.questions)
    assert asked(number, "hints") == sorted(deck.hints)
    assert sorted(deck.answers) == sorted(deck.hints)


@pytest.mark.parametrize("number", DECKS)
def test_cells_that_only_deal_a_card_show_the_card_alone(number):
    for cell in lecture(number).cells:
        dealt = re.fullmatch(r'lesson\.(question|hints)\("[^"]+"\)', "".join(cell["source"]))
        assert cell["metadata"].get("jupyter", {}).get("source_hidden", False) == bool(dealt), cell["id"]


@pytest.mark.parametrize("number", DECKS)
def test_each_question_has_one_right_option_and_a_reply_to_each(number):
    for name, question in lecture(number).package.DECK.questions.items():
        assert question.text.rstrip()[-1] in "?.？。…", name
        assert len(question.options) >= 2, name
        assert sum(option.right for option in question.options) == 1, name
        assert all(option.text and option.reply[-1] in ".!?)。？）」" for option in question.options), name


@pytest.mark.parametrize("number", PATHS)
def test_each_check_of_a_lecture_is_asked_in_its_notebook(number):
    checks = {name for name in vars(lecture(number).package) if name.startswith("check_")}
    assert set(re.findall(r"lesson\.(check_\w+)", lecture(number).code)) == checks


def check_of(cell):
    """The last statement of a cell: its check."""
    return ast.parse("".join(cell["source"])).body[-1]


@pytest.mark.parametrize(("number", "cell"), EXERCISES)
def test_an_exercise_that_is_not_begun_is_the_students_turn(number, cell):
    verdict = run([check_of(cell)], lecture(number).after[cell["id"]].copy())
    assert isinstance(verdict, Verdict)
    assert verdict.done is None, verdict.text


@pytest.mark.parametrize(("number", "cell"), EXERCISES)
def test_the_answer_that_the_notebook_offers_next_passes_the_check_of_the_cell(number, cell):
    cells = lecture(number).cells
    later = "\n".join("".join(other["source"]) for other in cells[cells.index(cell) :])
    name = re.search(r'lesson\.hints\("([^"]+)"\)', later)[1]
    answer = lecture(number).package.DECK.answers[name]
    assert lecture(number).package.hints(name).text.endswith(answer.strip("\n"))
    names = lecture(number).after[cell["id"]].copy()
    run(ast.parse(BY_HAND * (name == "by hand") + "\n" + answer).body, names)
    verdict = run([check_of(cell)], names)
    assert verdict.done is True, verdict.text


# ---- the notebooks


@pytest.mark.parametrize("number", PATHS)
def test_the_names_of_the_cells_are_each_there_once(number):
    names = [cell["id"] for cell in lecture(number).cells]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("number", PATHS)
def test_half_of_the_code_cells_are_one_line(number):
    lines = [sum(bool(line.strip()) for line in source.splitlines()) for source in lecture(number).sources("code")]
    assert np.median(lines) == 1


@pytest.mark.parametrize("number", PATHS)
def test_each_exercise_can_be_left_open(number):
    exercises = ["".join(cell["source"]) for cell in lecture(number).tagged("exercise")]
    assert all("..." in source and "check(" in source for source in exercises)
    assert len(exercises) == lecture(number).code.count("check(lesson.")


# ---- the map


def rows_of(text):
    """{"03": (its question, its minutes), ...} of a table of the notebooks."""
    rows = [line.split("|")[1:-1] for line in text.splitlines() if re.match(r"\| \W*0\d ", line)]
    return {re.search(r"\d\d", name)[0]: (question.strip(), int(minutes)) for name, question, minutes in rows}


def test_the_map_names_every_notebook_that_is_here():
    linked = set(re.findall(r"\]\((\w+\.ipynb)\)", lecture("00").prose))
    assert linked | {PATHS["00"].name} == {path.name for path in PATHS.values()}


def test_the_map_the_readme_and_the_notebooks_agree_on_questions_and_minutes():
    rows = rows_of(lecture("00").prose)
    assert list(rows) == list(PATHS)
    assert all(question.endswith("?") for question, _ in rows.values())
    assert rows_of((NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")) == rows
    for number in PATHS:
        minutes = re.search(r"[Aa]bout (\d+) minutes|\*\*Minutes\.\*\* (\d+)", lecture(number).sources("markdown")[0])
        assert int(minutes[1] or minutes[2]) == rows[number][1], number


def test_in_chinese_the_map_and_the_readme_agree_with_each_other_and_on_the_minutes():
    chinese, readme = NOTEBOOKS / "zh-TW" / PATHS["00"].name, NOTEBOOKS.parent / "README.zh-TW.md"
    cells = json.loads(chinese.read_text(encoding="utf-8"))["cells"]
    rows = rows_of("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))
    assert rows_of(readme.read_text(encoding="utf-8")) == rows
    ours = rows_of(lecture("00").prose)
    assert {number: minutes for number, (_, minutes) in rows.items()} == {
        n: minutes for n, (_, minutes) in ours.items()
    }


# ---- money and formulas

MONEY = re.compile(r"<span>\\?\$</span>")  # how a $ is written that begins no formula
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
PROSE = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}(?:[,.]? +[A-Za-z]{2,}){2,}")  # three words in a row are no formula


def dollars_gone_wrong(text):
    """The formulas of a Markdown text that hold a sentence, and the $ that stand alone, as JupyterLab reads them."""
    text = MONEY.sub("", re.sub(r"(`+).*?\1|```.*?```", "", text, flags=re.DOTALL))
    formulas = [re.sub(r"\\(?:text|mathrm|operatorname)\{[^}]*\}", "", found) for found in FORMULA.findall(text)]
    return [found for found in formulas if PROSE.search(found)] + re.findall(r".{0,9}\$", FORMULA.sub("", text))


@pytest.mark.parametrize("number", PATHS)
def test_no_two_prices_become_a_formula(number):
    """Two $ in one paragraph are typeset by JupyterLab, even two \\$: a price has its $ in a span of its own."""
    wrong = [found for text in lecture(number).sources("markdown") for found in dollars_gone_wrong(text)]
    assert wrong == []


def test_two_prices_in_a_paragraph_are_found_and_a_formula_is_not():
    assert dollars_gone_wrong("It costs NT$ 100, where the best F1 costs NT$ 4,020.")
    assert dollars_gone_wrong("It costs NT\\$ 100, where the best F1 costs NT\\$ 4,020.")
    assert dollars_gone_wrong("It costs NT$ 100.")
    assert not dollars_gone_wrong("NT<span>\\$</span> 1 or NT<span>$</span> 2")
    assert not dollars_gone_wrong(r"$F_1 = \frac{2 P R}{P + R}$, $$\text{of those that are} = \frac{a}{b}$$ and `$x$`")


@pytest.mark.parametrize("number", DECKS)
def test_no_two_prices_of_a_card_or_a_verdict_become_a_formula(number):
    package = lecture(number).package
    cards = [package.question(name).html for name in asked(number, "question")]
    cards += [package.hints(name).html for name in asked(number, "hints")]
    cards += [Verdict(words, True).html for exercise in package.DECK.verdicts.values() for words in exercise.values()]
    code = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
    assert [card for card in cards if code.sub("", card).replace("<span>$</span>", "").count("$") > 1] == []
