"""The player alone, in real Chromium: the page's module with a film past its budget and a link that records what it is told.

The film is a real one and answers as it would through JupyterLab; when it answers is up to the test.  The clock of the
page stands still but for `wait`, so what takes four seconds takes none.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from browser import lab
from ipywidgets import Checkbox, Dropdown, FloatSlider, IntSlider, Play, Text
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from seesaw.film import film
from seesaw.film.film import PLAYER as WORDS
from seesaw.film.paper import PLAYER, STYLED

pytestmark = pytest.mark.browser

STAGE = Path(__file__).with_name("stage.js").read_text(encoding="utf-8")
MODULE = f"{PLAYER}{STYLED}\nwindow.seesaw = {{ mount, unpack, morph, render, initialize }};\n{STAGE}"
PAGE = "<!DOCTYPE html><style>body {{ margin: 8px }}</style><div id=host></div><script type=module>{module}</script>"


class Stage:
    """A page with the player's module, and a hand on what is mounted there."""

    def __init__(self, page):
        self.page = page
        page.set_content(PAGE.format(module=MODULE))
        page.wait_for_function("() => window.stage")

    def do(self, script, *given):
        """A statement or an expression, in which `it` is what was given."""
        return self.page.evaluate(f"(it) => {script}", *given)

    def mount(self, made, link=True):
        """A film, as text or as it is; link: False for an exported page, which has no kernel."""
        data = made if isinstance(made, str) else json.dumps(made.data)
        self.do("stage.mount(...it)", [data, link])
        return self

    def wait(self, milliseconds):
        self.page.clock.run_for(milliseconds)

    # ---- the hand

    def input(self, control):
        return self.page.locator(".seesaw-film-control").nth(control).locator("input, select").first

    def press(self, control, *keys):
        self.input(control).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def move(self, control, position):
        """Move a slider as a mouse does: to any position at once."""
        self.input(control).evaluate("(i, p) => { i.value = p; i.dispatchEvent(new Event('input')) }", position)

    def click(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    # ---- what is seen

    def positions(self):
        return self.do("lab.positions(stage.root())")

    def part(self, name):
        return self.do("lab.part(stage.root(), it)", name)

    @property
    def note(self):
        return self.part("tools .seesaw-film-note")

    @property
    def caption(self):
        return self.part("caption")

    def picture(self, selector):
        """The attribute d, x or href, or the words, of the parts of the picture."""
        return self.do("[...stage.svg().querySelectorAll(it)].map((e) => e.textContent || e.outerHTML)", selector)

    # ---- the kernel

    def told(self, what):
        return self.do("told[it]", what)

    def answer(self, made, positions, **other):
        """The kernel's answer for these positions comes."""
        self.do("player.answer(it)", answer(made, positions) | other)

    def dies(self):
        self.do("{ link.alive = false; player.linked() }")


def answer(made, positions):
    """What a film sends when the page wants these positions."""
    return sent(made, {"type": "wanted", "positions": positions})


def sent(made, message):
    said = []
    made.send = said.append
    made._asked(None, message, None)
    return json.loads(json.dumps(said[0]))


@pytest.fixture(scope="module")
def still(browser):
    """The stage whose clock stands still, for a hand that wants its pictures at once."""
    page = lab.new_page(browser)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    yield Stage(page)
    assert page.thrown == []
    page.context.close()


@pytest.fixture(scope="module")
def far():
    """A dot on a grid of 61 x 61, of which the budget draws the cross through (10, 20); at (13, 7) update fails."""
    fig = Figure((4, 3))
    ax = fig.add_axes((0, 0, 1, 1), xlim=(0, 60), ylim=(0, 60))
    (dot,) = ax.plot([0], [0], "o")

    def update(a, b):
        if (a, b) == (13, 7):
            raise ValueError("there is a hole at 13, 7")
        dot.set_data([a], [b])

    sliders = {"a": IntSlider(10, max=60), "b": IntSlider(20, max=60)}
    return film(fig, update, **sliders, caption="a is {a}, b is {b}", handles={("a", "b"): dot})


# ---- past the budget


@pytest.mark.parametrize("link", [True, False])
def test_moving_one_control_moves_no_other(still, far, link):
    still.mount(far, link)
    still.press(1, "ArrowRight", "ArrowRight")
    assert still.positions() == [10, 22]
    still.mount(far, link)
    still.press(0, "End")
    assert still.positions() == [60, 20]
    assert still.caption == "a is 60, b is 20"
    assert not link or still.told("moved") == [[60, 20]]


def test_one_request_is_under_way_and_the_newest_value_wins(still, far):
    still.mount(far)
    still.move(0, 30)
    for b in (21, 35, 50):
        still.move(1, b)
    assert still.told("wanted") == [[30, 21]]
    assert (still.positions(), still.caption) == ([30, 50], "a is 30, b is 20"), "the controls are with the hand"
    assert still.note == WORDS["drawing"]
    still.answer(far, [30, 21])
    assert still.told("wanted") == [[30, 21], [30, 50]]
    assert (still.positions(), still.caption) == ([30, 50], "a is 30, b is 20")
    still.answer(far, [30, 50])
    assert (still.positions(), still.caption, still.note) == ([30, 50], "a is 30, b is 50", "")
    assert still.told("wanted") == [[30, 21], [30, 50]]
    assert still.told("moved")[-1] == [30, 50]


def test_what_was_drawn_once_is_not_asked_for_again(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.answer(far, [30, 21])
    still.move(1, 20)
    still.move(1, 21)
    assert (still.caption, still.told("wanted")) == ("a is 30, b is 21", [[30, 21]])


def test_a_kernel_that_is_busy_is_called_busy_and_what_was_wished_is_shown_when_it_answers(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.wait(3900)
    assert still.note == WORDS["drawing"]
    still.wait(200)
    assert (still.note, still.positions()) == (WORDS["busy"], [30, 21])
    still.move(1, 22)
    assert (still.positions(), still.told("wanted")) == ([30, 22], [[30, 21]])
    still.answer(far, [30, 21])
    still.answer(far, [30, 22])
    assert (still.positions(), still.caption, still.note) == ([30, 22], "a is 30, b is 22", "")
    assert still.told("moved")[-1] == [30, 22], "page and kernel agree"


def test_an_answer_that_came_in_time_is_not_called_late(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.wait(2000)
    still.answer(far, [30, 21])
    still.wait(5000)
    assert still.note == ""


def test_a_hand_that_went_back_to_what_was_drawn_waits_for_nothing(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.move(1, 20)
    assert (still.caption, still.note) == ("a is 30, b is 20", "")
    still.wait(5000)
    assert still.note == ""
    still.answer(far, [30, 21])
    assert (still.positions(), still.caption, still.note) == ([30, 20], "a is 30, b is 20", "")


def test_an_answer_for_earlier_words_is_not_shown_but_asked_for_again(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.answer(far, [30, 21], version=-1)
    assert still.caption == "a is 30, b is 20"
    assert still.told("wanted") == [[30, 21], [30, 21]]
    still.answer(far, [30, 21])
    assert still.caption == "a is 30, b is 21"


def test_a_refused_position_takes_controls_and_picture_back_and_says_why_until_the_next_good_one(still, far):
    still.mount(far)
    still.move(0, 13)
    still.move(1, 7)
    still.answer(far, [13, 7])
    assert (still.positions(), still.caption) == ([13, 20], "a is 13, b is 20")
    assert "there is a hole at 13, 7" in still.note
    assert still.told("moved")[-1] == [13, 20], "and the kernel knows"
    still.move(0, 14)
    assert (still.caption, still.note) == ("a is 14, b is 20", "")


def test_a_refusal_of_what_is_no_longer_wished_is_not_told(still, far):
    still.mount(far)
    still.move(0, 13)
    still.move(1, 7)
    still.move(1, 8)
    still.answer(far, [13, 7])
    assert (still.positions(), still.note) == ([13, 8], WORDS["drawing"])
    still.answer(far, [13, 8])
    assert (still.caption, still.note) == ("a is 13, b is 8", "")


def test_a_kernel_that_dies_while_a_position_is_awaited_leaves_each_control_playing_alone(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.dies()
    assert (still.positions(), still.caption, still.note) == ([10, 21], "a is 10, b is 21", WORDS["alone"])
    still.wait(5000)
    assert still.note == WORDS["alone"]
    still.move(0, 31)
    assert (still.positions(), still.caption) == ([31, 20], "a is 31, b is 20")
    assert still.told("wanted") == [[30, 21]], "nobody is asked who is not there"


def test_a_kernel_that_goes_while_nothing_is_awaited_or_that_comes_changes_nothing(still, far):
    still.mount(far)
    still.move(0, 30)
    still.dies()
    assert (still.positions(), still.note) == ([30, 20], "")
    still.do("link.alive = true")
    still.move(1, 21)
    still.do("player.linked()")
    assert (still.positions(), still.note) == ([30, 21], WORDS["drawing"])


def test_alone_a_control_plays_at_the_nearest_of_its_positions_that_was_drawn(still):
    fig = Figure((2, 1))
    text = fig.text(0, 0, "")
    made = film(
        fig, lambda a, b: text.set_text(f"{a},{b}"), budget=40, a=IntSlider(10, max=60), b=IntSlider(20, max=60)
    )
    drawn = [int(key.split(",")[1]) for key in made.data["frames"] if key.startswith("10,")]
    assert len(drawn) == 21
    still.mount(made, link=False)
    for position in (0, 1, 2, 33, 34, 35, 58, 59, 60):
        still.move(1, position)
        a, b = still.positions()
        assert a == 10
        assert abs(b - position) == min(abs(d - position) for d in drawn)
        assert still.picture("text") == [f"10,{b}"]


def test_where_python_went_is_where_the_page_goes_or_plays_the_control_that_differs_alone(still, far):
    """`state` set in the kernel, after which the kernel died: no hand says which control moved."""
    still.mount(far, link=False)
    still.do("player.place([10, 44])")
    assert still.positions() == [10, 44]
    still.do("player.place([12, 44])")
    assert still.positions() == [12, 20]
    still.do("player.place([12, 45])")
    assert still.positions() == [10, 45]
    still.do("player.place([61, 99])")
    assert still.positions() == [60, 20]
    still.do("player.place([60, 99])")
    assert still.positions() == [10, 60]


# ---- words


@pytest.fixture
def spoken():
    """Words to be typed, and a slider that marks one of them; "Bad" can't be drawn."""
    fig = Figure((4, 1))
    text = fig.text(0.1, 0.5, "")

    def update(sentence, word):
        if sentence == "Bad":
            raise ValueError("Bad is no sentence")
        text.set_text((sentence.split() * 4)[word])

    return film(fig, update, sentence=Text("I saw"), word=(0, 3))


def typed(stage, words, *keys):
    """Replace what stands in the box."""
    stage.input(0).fill(words)
    for key in keys:
        stage.page.keyboard.press(key)


def box(stage):
    return stage.input(0).input_value(), stage.do("lab.part(stage.root(), 'track .seesaw-film-note')")


def dimmed(stage):
    return stage.do("getComputedStyle(stage.svg()).opacity") != "1"


def test_words_are_told_once_by_enter_or_by_leaving_the_box(still, spoken):
    still.mount(spoken)
    still.input(0).focus()
    typed(still, "I saw", "Enter", "Tab")
    assert still.told("typed") == [], "nothing new"
    typed(still, "the saw", "Enter", "Tab")
    assert still.told("typed") == [[0, "the saw"]]
    still.do("player.drawn({trouble: '', words: 'the saw'})")
    typed(still, "a saw", "Tab")
    assert still.told("typed") == [[0, "the saw"], [0, "a saw"]]
    typed(still, "no", "a")
    assert len(still.told("typed")) == 2, "other keys tell nothing"


def test_the_enter_of_an_input_method_sends_nothing(still, spoken):
    still.mount(spoken)
    typed(still, "saw wa")
    enter = "(b, isComposing) => b.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing}))"
    still.input(0).evaluate(enter, True)
    assert still.told("typed") == []
    still.input(0).evaluate(enter, False)
    assert still.told("typed") == [[0, "saw wa"]]


def test_while_the_kernel_draws_words_the_picture_is_dimmed_and_a_note_beside_the_box_says_why(still, spoken):
    still.mount(spoken)
    assert not dimmed(still)
    typed(still, "the saw", "Enter")
    assert dimmed(still)
    assert box(still) == ("the saw", WORDS["typing"])
    still.do("player.drawn({trouble: '', words: 'the saw'})")
    assert not dimmed(still)
    assert box(still) == ("the saw", "")


def test_words_that_are_refused_stay_in_the_box_beside_the_reason_and_may_be_told_again(still, spoken):
    still.mount(spoken)
    typed(still, "Bad", "Enter")
    still.do("player.drawn(it)", sent(spoken, {"type": "typed", "control": 0, "words": "Bad"}))
    assert box(still)[0] == "Bad"
    assert "Bad is no sentence" in box(still)[1]
    assert not dimmed(still)
    still.page.keyboard.press("Enter")
    assert still.told("typed") == [[0, "Bad"]] * 2
    assert dimmed(still)


def test_the_answer_to_earlier_words_ends_no_waiting_for_later_ones(still, spoken):
    still.mount(spoken)
    typed(still, "Bad", "Enter")
    typed(still, "the saw", "Enter")
    still.do("player.drawn({trouble: 'Bad is no sentence', words: 'Bad'})")
    assert dimmed(still)
    assert box(still) == ("the saw", WORDS["typing"])
    still.do("player.drawn({trouble: '', words: 'the saw'})")
    assert box(still) == ("the saw", "")
    still.do("player.drawn({trouble: 'typed in another view', words: 'the saw'})")
    assert box(still) == ("the saw", "")


def test_a_sentence_typed_when_the_kernel_is_gone_says_so_and_the_picture_is_not_dimmed(still, spoken):
    still.mount(spoken)
    still.dies()
    typed(still, "the saw", "Enter")
    assert box(still) == ("the saw", WORDS["needsKernel"])
    assert still.told("typed") == []
    assert not dimmed(still)
    still.do("link.alive = true")
    still.page.keyboard.press("Enter")
    assert still.told("typed") == [[0, "the saw"]], "as soon as there is one, the same words are told"


def test_a_kernel_that_dies_while_words_are_awaited_is_said_to_be_gone(still, spoken):
    still.mount(spoken)
    typed(still, "the saw", "Enter")
    still.dies()
    assert box(still) == ("the saw", WORDS["needsKernel"])
    assert not dimmed(still)


def test_of_two_boxes_the_one_typed_last_waits(still):
    fig = Figure((2, 1))
    text = fig.text(0, 0, "")
    still.mount(film(fig, lambda a, b: text.set_text(a + b), a=Text("I"), b=Text("saw")))
    typed(still, "we", "Enter")
    still.input(1).fill("see")
    still.page.keyboard.press("Enter")
    notes = "[...document.querySelectorAll('.seesaw-film-track .seesaw-film-note')].map((e) => e.textContent)"
    assert still.do(notes) == ["", WORDS["typing"]]
    assert still.told("typed") == [[0, "we"], [1, "see"]]


def test_sliders_stay_where_they_are_when_new_words_come(still, spoken):
    still.mount(spoken)
    still.move(1, 3)
    assert still.picture("text") == ["saw"]
    sent(spoken, {"type": "typed", "control": 0, "words": "They see the saw"})
    slider = still.page.evaluate_handle("() => player.root.querySelector('input[type=range]')")
    still.do("player.load(JSON.parse(it))", json.dumps(spoken.data))
    assert (still.positions(), still.picture("text")) == ([0, 3], ["saw"])
    still.move(1, 1)
    assert still.picture("text") == ["see"]
    assert slider.evaluate("(it) => it.isConnected"), "and a hand on it is not thrown off"


def test_after_new_words_a_position_that_update_refuses_leads_back_to_the_start(still):
    """Past the budget, where the page stands need not be drawn with the new words."""
    fig = Figure((2, 1))
    text = fig.text(0, 0, "")

    def update(word, a, b):
        if word == "no" and a and b:
            raise ValueError("no")
        text.set_text(f"{word} {a} {b}")

    made = film(fig, update, budget=9, word=Text("yes"), a=IntSlider(0, max=3), b=IntSlider(0, max=3))
    still.mount(made)
    still.move(1, 2)
    still.move(2, 2)
    still.answer(made, [0, 2, 2])
    assert still.picture("text") == ["yes 2 2"]
    sent(made, {"type": "typed", "control": 0, "words": "no"})
    still.do("player.load(JSON.parse(it))", json.dumps(made.data))
    still.answer(made, [0, 2, 2])
    assert (still.positions(), still.picture("text")) == ([0, 0, 0], ["no 0 0"])
    assert len(still.told("wanted")) == 2


# ---- in JupyterLab, through anywidget's model


@pytest.fixture
def jupyter(still, spoken):
    """`render` with a model that records, of the film whose words are typed; it stands at word 2."""
    rendered(still, spoken)
    yield still
    still.do("stage.gone?.()")


def rendered(stage, made, **values):
    values = {"ident": "film-1", "typed": made.typed, "at": {"positions": [0, 2], "by": ""}} | values
    stage.do("stage.render(...it)", [json.dumps(made.data), values])


def moves(stage):
    """The positions that the kernel was told, in order."""
    return [m["positions"] for m in stage.do("model.sent") if m["type"] == "moved"]


def change(stage, name, value):
    """A trait changes, by the kernel or by another view."""
    stage.do("stage.change(...it)", [name, value])


def redrawn(stage, made, words):
    """The kernel draws the film anew with these words, as its messages come: film, words, answer."""
    answer = sent(made, {"type": "typed", "control": 0, "words": words})
    stage.do("stage.repack(it)", json.dumps(made.data))
    change(stage, "typed", made.typed)
    stage.do("stage.message(it)", answer)


def test_a_film_is_inflated_and_stands_where_the_model_says(jupyter):
    assert (jupyter.positions(), jupyter.picture("text")) == ([0, 2], ["I"])
    assert box(jupyter) == ("I saw", "")
    assert moves(jupyter) == [], "nobody moved it"


def test_a_hand_that_moves_fast_tells_the_kernel_at_most_17_times_a_second_and_the_last_always(jupyter):
    jupyter.wait(1000)
    for step in range(100):  # a second of a hand's moves
        jupyter.move(1, step % 4)
        jupyter.wait(10)
    told = moves(jupyter)
    assert 15 <= len(told) <= 17
    jupyter.move(1, 1)
    jupyter.move(1, 3)
    jupyter.wait(59)
    jupyter.move(1, 1)
    jupyter.wait(61)
    assert moves(jupyter)[-1] == [0, 1]
    count = len(moves(jupyter))
    jupyter.wait(1000)
    assert len(moves(jupyter)) == count
    jupyter.move(1, 0)
    jupyter.wait(1)
    assert moves(jupyter)[count:] == [[0, 0]], "after a rest the first is told at once"


def test_where_the_hand_went_is_in_the_model_even_without_a_kernel(jupyter):
    jupyter.do("stage.kernel(false)")
    jupyter.move(1, 3)
    jupyter.wait(1000)
    assert jupyter.do("model.get('at').positions") == [0, 3]
    assert moves(jupyter) == []
    typed(jupyter, "the saw", "Enter")
    assert box(jupyter) == ("the saw", WORDS["needsKernel"])
    assert jupyter.do("model.sent") == []


def test_a_kernel_that_dies_is_heard_of(jupyter):
    typed(jupyter, "the saw", "Enter")
    jupyter.do("stage.kernel(false)")
    assert box(jupyter) == ("the saw", WORDS["needsKernel"])
    assert not dimmed(jupyter)


def test_the_view_follows_the_kernel_and_other_views_and_not_its_own_echo(jupyter):
    jupyter.move(1, 3)
    jupyter.wait(1000)
    mine = jupyter.do("model.get('at').by")
    assert mine
    change(jupyter, "at", {"positions": [0, 1], "by": mine})
    assert jupyter.positions() == [0, 3]
    change(jupyter, "at", {"positions": [0, 1], "by": ""})
    assert (jupyter.positions(), jupyter.picture("text")) == ([0, 1], ["saw"])
    jupyter.wait(1000)
    assert jupyter.part("heard") == "sentence = I saw, word = 3", "only what a hand moved is announced"


def test_two_views_of_a_film_have_two_names(jupyter, spoken):
    jupyter.move(1, 3)
    first = jupyter.do("model.get('at').by")
    rendered(jupyter, spoken)
    jupyter.move(1, 3)
    assert first != jupyter.do("model.get('at').by")


def test_typed_words_go_to_the_kernel_and_come_back_drawn(jupyter, spoken):
    typed(jupyter, "We see the saw", "Enter")
    assert jupyter.do("model.sent") == [{"type": "typed", "control": 0, "words": "We see the saw"}]
    redrawn(jupyter, spoken, "We see the saw")
    assert (jupyter.positions(), jupyter.picture("text")) == ([0, 2], ["the"])
    assert box(jupyter) == ("We see the saw", "")
    assert not dimmed(jupyter)
    typed(jupyter, "We see the saw", "Enter", "Tab")
    assert len(jupyter.do("model.sent")) == 1
    redrawn(jupyter, spoken, "by Python")
    assert box(jupyter) == ("by Python", ""), "words set from Python stand in the box"


def test_what_is_being_typed_is_not_written_over_by_what_was_drawn(jupyter, spoken):
    typed(jupyter, "First I saw it", "Enter")
    typed(jupyter, "Second, they")
    redrawn(jupyter, spoken, "First I saw it")
    assert jupyter.picture("text") == ["saw"]
    assert box(jupyter) == ("Second, they", "")
    change(jupyter, "typed", ["by Python", None])
    assert box(jupyter)[0] == "Second, they"
    jupyter.page.keyboard.press("Enter")
    assert [m["words"] for m in jupyter.do("model.sent")] == ["First I saw it", "Second, they"]


def test_two_sentences_in_quick_succession_leave_the_second_in_the_box_all_the_time(jupyter, spoken):
    typed(jupyter, "First I saw it", "Enter")
    typed(jupyter, "Then I saw", "Enter")
    redrawn(jupyter, spoken, "First I saw it")
    assert box(jupyter) == ("Then I saw", WORDS["typing"])
    assert dimmed(jupyter)
    redrawn(jupyter, spoken, "Then I saw")
    assert box(jupyter) == ("Then I saw", "")
    redrawn(jupyter, spoken, "by Python")
    assert box(jupyter) == ("by Python", "")


def test_words_are_called_drawn_when_they_are_shown_and_not_before(jupyter, spoken):
    """The film that comes is inflated first, which takes a while; its answer waits for it."""
    typed(jupyter, "the saw", "Enter")
    answer = sent(spoken, {"type": "typed", "control": 0, "words": "the saw"})
    at_once = jupyter.do("stage.drawn(...it)", [json.dumps(spoken.data), answer])
    assert at_once == ["I", "0.35"]
    assert not dimmed(jupyter)
    assert jupyter.picture("text") == ["the"]


def test_a_position_past_the_budget_is_asked_of_the_kernel_through_the_model(still, far):
    rendered(still, far, at={"positions": [10, 30], "by": ""})
    still.move(0, 11)
    assert [m for m in still.do("model.sent") if m["type"] == "wanted"] == [{"type": "wanted", "positions": [11, 30]}]
    still.do("stage.message(it)", answer(far, [11, 30]))
    assert still.caption == "a is 11, b is 30"


def test_a_send_that_fails_throws_nothing(jupyter):
    jupyter.do("{ model.send = () => Promise.reject(new Error('closed')) }")
    jupyter.move(1, 3)
    jupyter.wait(100)
    assert jupyter.positions() == [0, 3]


@pytest.mark.parametrize("ident", ["film-1", "not there"])
def test_a_view_that_goes_hears_nothing_more(jupyter, spoken, ident):
    """Where the manager does not know the film, as in another front end, the kernel is taken to live."""
    rendered(jupyter, spoken, ident=ident)
    ears = "model.ears() + whole.ears()"
    assert jupyter.do(ears) == 4 + (ident == "film-1")
    typed(jupyter, "the saw", "Enter")
    assert box(jupyter) == ("the saw", WORDS["typing"])
    jupyter.do("stage.gone()")
    assert jupyter.do(ears) == 0


def test_a_notebook_keeps_films_and_their_parts_when_the_kernel_is_gone(still):
    """`initialize`: JupyterLab saves what lives; so film, player and both layouts say that they do."""
    assert still.do("stage.kept()") == {
        "before": [True, True, True, True, False],
        "comm": [True] * 4,
        "after": [True, True, True, True, False],
        "without": [False, False, False, False, True],
        "ears": [1, 1, 1, 1, 0],
    }


def test_what_no_output_shows_any_more_is_let_go_of_and_nothing_else(still):
    """Film `a` is shown; `b` was, by a kernel that is gone; `c` belongs to the kernel that runs."""
    still.do("stage.swept()")
    still.wait(1900)
    assert still.do("stage.closed()") == []
    still.wait(200)
    assert still.do("stage.closed()") == ["b", "b-layout"]
