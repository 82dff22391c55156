"""The player alone, in real Chromium: the page's module, and a link with the kernel that records what it is told.

The film is a real one and answers as it would through JupyterLab; when it answers is up to the test.  The clock of the
page stands still but for `wait`, so what takes four seconds takes none.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from browser import lab
from ipywidgets import Checkbox, Dropdown, FloatSlider, IntSlider, Play, RadioButtons, Text
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text as MplText

from seesaw.film import film
from seesaw.film.film import PLAYER as WORDS
from seesaw.film.paper import PLAYER, STYLED

pytestmark = pytest.mark.browser

STAGE = Path(__file__).with_name("stage.js").read_text(encoding="utf-8")
MODULE = f"{PLAYER}{STYLED}\nwindow.seesaw = {{ mount, unpack, morph, render, initialize }};\n{STAGE}"
PAGE = "<!DOCTYPE html><style>body {{ margin: 8px }}</style><div id=host></div><script type=module>{module}</script>"


GLIDES = "stage.svg().getAnimations({ subtree: true }).map((it) => it.transitionProperty ?? 'words')"


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

    def at(self, x, y):
        """Where on the screen this point of the picture is, which counts in points from its top left."""
        return self.do("stage.at(...it)", [x, y])

    def hover(self, x, y):
        self.page.mouse.move(*self.at(x, y))

    def drag(self, *points):
        """Press the mouse at the first of these points, move to the others, and let go."""
        self.hover(*points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.hover(*point)
        self.page.mouse.up()

    def touch(self, kind, *point):
        """touchStart, touchMove or touchEnd of one finger."""
        fingers = [dict(zip("xy", self.at(*point), strict=True))] if point else []
        self.page.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    # ---- what is seen

    def positions(self):
        return self.do("lab.positions(stage.root())")

    def part(self, name):
        return self.do("lab.part(stage.root(), it)", name)

    @property
    def note(self):
        return self.part("said .seesaw-film-note")

    @property
    def caption(self):
        return self.part("caption")

    @property
    def tip(self):
        """What is said under the pointer; None while nothing is."""
        return self.do("((tip) => tip.checkVisibility() ? tip.textContent : null)(stage.part('tip'))")

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


def bare(fig, **limits):
    """Axes that fill the figure and draw nothing of their own."""
    ax = fig.add_axes((0, 0, 1, 1), **limits)
    ax.set_axis_off()
    return ax


def seat(ax, guest, comes):
    """Put an artist into the axes, or take it out."""
    if guest.axes:
        guest.remove()
    if comes:
        ax.add_artist(guest)


def upto(last, start=0):
    return IntSlider(start, max=last)


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
    ax = bare(fig, xlim=(0, 60), ylim=(0, 60))
    (dot,) = ax.plot([0], [0], "o")

    def update(a, b):
        if (a, b) == (13, 7):
            raise ValueError("there is a hole at 13, 7")
        dot.set(data=([a], [b]), visible=a > 0)

    sliders = {"a": upto(60, 10), "b": upto(60, 20)}
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


def test_start_again_takes_every_control_to_its_start_and_the_kernel_hears_of_it(still, far):
    still.mount(far)
    still.move(0, 30)
    still.move(1, 21)
    still.click("Start again")
    assert (still.positions(), still.caption) == ([10, 20], "a is 10, b is 20")
    assert still.told("moved")[-1] == [10, 20]


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
    still.move(1, 22)
    still.wait(3000)
    assert still.note == WORDS["drawing"]
    still.answer(far, [30, 22])
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
    still.wait(3000)
    still.move(0, 31)
    assert (still.positions(), still.caption) == ([31, 20], "a is 31, b is 20")
    assert still.told("moved")[-1] == [31, 20]
    assert still.told("wanted") == [[30, 21]], "nobody is asked who is not there"
    still.do("link.alive = true")
    still.move(1, 22)
    still.wait(2000)
    assert (still.told("wanted")[-1], still.note) == ([31, 22], WORDS["drawing"])
    still.answer(far, [31, 22])
    assert (still.caption, still.note) == ("a is 31, b is 22", "")


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
    made = film(fig, lambda a, b: text.set_text(f"{a},{b}"), budget=40, a=upto(60, 10), b=upto(60, 20))
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

    said = {text: lambda sentence, word: f"{word} of {sentence}"}
    return film(fig, update, sentence=Text("I saw"), word=upto(3), names=said)


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

    made = film(fig, update, budget=9, word=Text("yes"), a=upto(3), b=upto(3))
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
    change(jupyter, "typed", ["by Python", None])
    assert box(jupyter) == ("by Python", ""), "words set from Python stand in the box"
    change(jupyter, "typed", ["again", None])
    assert box(jupyter)[0] == "again"


def test_what_is_being_typed_is_not_written_over_by_what_was_drawn(jupyter, spoken):
    typed(jupyter, "First I saw it", "Enter")
    typed(jupyter, "Second, they")
    redrawn(jupyter, spoken, "First I saw it")
    assert jupyter.picture("text") == ["saw"]
    assert box(jupyter) == ("Second, they", "")
    change(jupyter, "typed", ["by Python", None])
    assert box(jupyter)[0] == "Second, they"
    jupyter.page.keyboard.press("Enter")
    redrawn(jupyter, spoken, "Second, they")
    typed(jupyter, "I saw")
    change(jupyter, "typed", ["by Python", None])
    typed(jupyter, "Second, they", "Enter")
    said = ["First I saw it", "Second, they", "Second, they"]
    assert [m["words"] for m in jupyter.do("model.sent")] == said, "to go back to them is to say them anew"


def test_two_sentences_in_quick_succession_leave_the_second_in_the_box_all_the_time(jupyter, spoken):
    typed(jupyter, "First I saw it", "Enter")
    typed(jupyter, "Then I saw", "Enter")
    redrawn(jupyter, spoken, "First I saw it")
    assert box(jupyter) == ("Then I saw", WORDS["typing"])
    assert dimmed(jupyter)
    redrawn(jupyter, spoken, "Then I saw")
    assert box(jupyter) == ("Then I saw", "")
    change(jupyter, "typed", ["by Python", None])
    assert box(jupyter) == ("by Python", "")


def test_while_one_box_waits_the_other_is_written_to(jupyter):
    fig = Figure((2, 1))
    text = fig.text(0, 0, "")
    made = film(fig, lambda a, b: text.set_text(a + b), a=Text("I"), b=Text("saw"))
    rendered(jupyter, made, at={"positions": [0, 0], "by": ""})
    typed(jupyter, "we", "Enter")
    change(jupyter, "typed", ["by Python", "see"])
    assert [jupyter.input(nth).input_value() for nth in (0, 1)] == ["we", "see"]


def test_words_are_called_drawn_when_they_are_shown_and_not_before(jupyter, spoken):
    """The film that comes is inflated first, which takes a while; its answer waits for it."""
    typed(jupyter, "the saw", "Enter")
    answer = sent(spoken, {"type": "typed", "control": 0, "words": "the saw"})
    at_once = jupyter.do("stage.drawn(...it)", [json.dumps(spoken.data), answer])
    assert at_once == ["I", "0.35"]
    assert not dimmed(jupyter)
    assert jupyter.picture("text") == ["the"]
    assert jupyter.do("stage.svg().ariaDescription") == "2 of the saw"


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
    assert still.do("stage.closed()") == {}
    still.wait(200)
    assert still.do("stage.closed()") == {"b": [True, "comm:close"], "b-layout": [True, "comm:close"]}


# ---- the controls


@pytest.fixture(scope="module")
def many():
    """A control of several kinds, and two that play."""
    fig = Figure((3, 2))
    text = fig.text(0.1, 0.5, "")
    controls = {
        "loudness": FloatSlider(1, min=0, max=2, step=0.5),
        "word": Dropdown(options=["I", "saw", "the"]),
        "mask": RadioButtons(options=["none", "causal"]),
        "rows": Checkbox(False),
        "step": Play(min=0, max=3, interval=100),
        "turn": Play(min=0, max=2, interval=200, repeat=True),
    }
    return film(fig, lambda **state: text.set_text(f"{list(state.values())}"), **controls, budget=1000)


def button(stage, nth):
    return stage.page.locator(".seesaw-film-play button").nth(nth)


def test_a_click_on_the_name_of_a_control_is_one_on_the_control(still, many):
    still.mount(many)
    focused = "lab.controls(stage.root()).findIndex((control) => control.contains(document.activeElement))"
    for nth, name in enumerate(("loudness", "word", "mask")):
        still.page.get_by_text(name, exact=True).click()
        assert still.do(focused) == nth
    assert still.positions()[3] == 0
    still.page.get_by_text("rows", exact=True).click()
    assert still.positions()[3] == 1
    assert "rows = on" in still.caption
    still.page.get_by_text("rows", exact=True).click()
    assert still.positions()[3] == 0


def test_radio_buttons_of_two_films_are_two_groups(still, many):
    still.mount(many)
    names = "[...stage.root().querySelectorAll('[type=radio]')].map((radio) => radio.name)"
    first = still.do(names)
    still.mount(many)
    assert len({*first}) == len({*still.do(names)}) == 1
    assert not {*first} & {*still.do(names)}


def test_what_each_control_says_of_itself(still, many):
    still.mount(many)
    tree = still.page.locator(".seesaw-film-controls").aria_snapshot()
    for said in ('slider "loudness"', 'combobox "word"', 'radiogroup "mask"', 'radio "causal"', 'checkbox "rows"'):
        assert said in tree
    buttons = "[...stage.root().querySelectorAll('.seesaw-film-play button')]"
    assert still.do(f"{buttons}.map((it) => [it.textContent, it.ariaDescription])") == [
        ["Play", "step"],
        ["Play", "turn"],
    ], "two of one name are told apart"
    assert still.input(0).get_attribute("aria-valuetext") == "1.0"
    hidden = "[...stage.root().querySelectorAll('output, .seesaw-film-label')].every((it) => it.ariaHidden === 'true')"
    assert still.do(hidden), "an output is a live region: each step would be heard twice"
    lumino = "[...stage.root().querySelectorAll('input, select, .seesaw-film-play button')]"
    assert still.do(f"{lumino}.every((it) => it.dataset.lmSuppressShortcuts === 'true')"), "who has the arrow keys"


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_play_goes_step_by_step_to_the_end_and_from_the_end_to_the_start(still, many, hand):
    still.mount(many)
    press = button(still, 0).click if hand == "mouse" else lambda: button(still, 0).press("Enter")
    press()
    assert button(still, 0).text_content() == "Pause"
    steps = []
    for _ in range(5):
        still.wait(100)
        steps.append(still.positions()[4])
    assert steps == [1, 2, 3, 3, 3]
    assert button(still, 0).text_content() == "Play"
    press()
    assert still.positions() == [2, 0, 0, 0, 0, 0]
    still.wait(200)
    assert still.positions() == [2, 0, 0, 0, 2, 0]


@pytest.mark.parametrize("stop", ["pause", "start again", "a hand on its slider"])
def test_play_stops(still, many, stop):
    still.mount(many)
    button(still, 0).click()
    still.wait(150)
    if stop == "pause":
        button(still, 0).click()
    elif stop == "start again":
        still.click("Start again")
    else:
        still.move(4, 2)
    assert button(still, 0).text_content() == "Play"
    stopped = still.positions()
    assert stopped[4] == {"pause": 1, "start again": 0, "a hand on its slider": 2}[stop]
    still.wait(1000)
    assert still.positions() == stopped


def test_play_repeats_where_it_is_told_to(still, many):
    still.mount(many)
    button(still, 1).click()
    steps = []
    for _ in range(7):
        still.wait(200)
        steps.append(still.positions()[5])
    assert steps == [1, 2, 0, 1, 2, 0, 1]
    assert button(still, 1).text_content() == "Pause"


def test_play_ends_with_its_cell(still, many):
    still.mount(many)
    button(still, 1).click()
    still.do("{ window.old = player; player.root.remove() }")
    still.wait(1000)
    assert still.do("old.positions")[5] == 0


# ---- what is heard


def test_nothing_is_announced_before_a_hand_moves_and_then_once_when_it_rests(still, many):
    still.mount(many)
    still.wait(5000)
    assert still.part("heard") == ""
    assert still.do("stage.part('heard').ariaLive") == "polite"
    still.do("stage.listen()")
    for position in (0, 4, 3):
        still.move(0, position)
        still.wait(400)
    assert still.do("stage.said") == []
    still.wait(99)
    assert still.do("stage.said") == []
    still.wait(2)
    assert still.do("stage.said") == [still.caption]
    assert still.caption.startswith("loudness = 1.5")
    still.wait(5000)
    assert len(still.do("stage.said")) == 1


# ---- the picture


def test_what_stays_keeps_its_node_when_something_else_comes_or_goes_or_the_order_changes(still):
    fig = Figure((2, 2))
    ax = bare(fig)
    image = ax.imshow(np.eye(3), zorder=1)
    (line,) = ax.plot([0, 2], [0, 2], zorder=2)
    guest = MplText(1, 1, "guest", zorder=0.5)

    def update(t):
        seat(ax, guest, t == 1)
        image.set_zorder(3 if t == 2 else 1)
        line.set_ydata([0, t])

    made = film(fig, update, t=upto(2))
    still.mount(made)
    still.do("{ stage.nodes = [stage.svg().querySelector('image'), stage.node('line')] }")
    for position in (1, 2, 0, 2, 1, 0):
        still.move(0, position)
        kept = "stage.nodes.map((node) => node.isConnected)"
        assert still.do(kept) == [True, True], position
        assert still.do("stage.differs()") == ""
        below = "stage.nodes[0].compareDocumentPosition(stage.nodes[1]) & Node.DOCUMENT_POSITION_FOLLOWING"
        assert bool(still.do(below)) == (position != 2), "the image is drawn first, but for position 2"
        assert still.picture("text") == ["guest"] * (position == 1)


def test_attributes_and_parts_that_should_go_do_go(still):
    fig = Figure((2, 2))
    text, line = fig.text(0.1, 0.5, "one"), fig.add_artist(Line2D([0, 1], [0, 1], marker="o"))

    def update(t):
        text.set(text="one\ntwo" if t == 1 else "one", rotation=30 * (t == 2), bbox={"fc": "r"} if t == 3 else None)
        line.set(
            clip_path=Circle((0.5, 0.5), 0.3) if t == 1 else None, marker="o" if t < 2 else "", gid="a" if t else "b"
        )

    still.mount(film(fig, update, t=upto(3)))
    for position in (1, 0, 2, 0, 3, 0, 1, 3, 2, 1, 2, 3, 1):
        still.move(0, position)
        assert still.do("stage.differs()") == ""


def test_a_picture_of_very_many_parts_is_not_kept_parsed_for_ever(still):
    fig = Figure((2, 1))
    texts = [fig.text(0, i / 50, "") for i in range(50)]

    def update(t):
        for i, text in enumerate(texts):
            text.set_text(f"{t} {i}")

    still.mount(film(fig, update, t=upto(50)))
    for position in range(51):
        still.move(0, position)
    assert 0 < still.do("player.picture.nodes.size") <= 2001
    still.move(0, 0)
    assert still.picture("text")[:2] == ["0 0", "0 1"]


def test_images_are_decoded_before_they_are_asked_for(still):
    fig = Figure((2, 2))
    image = bare(fig).imshow(np.eye(3), vmax=9)
    made = film(fig, lambda a, b: image.set_data(np.eye(3) * (a + 2 * b)), a=upto(3), b=upto(3), budget=7)
    still.mount(made)
    count = still.do("player.picture.images.length")
    assert count == sum("<image" in fragment for fragment in made.data["pool"]) > 4
    assert still.do("Promise.all(player.picture.images.map((it) => it.decode())).then(() => true)")
    still.move(0, 3)
    still.move(1, 3)
    still.answer(made, [3, 3])
    assert still.do("player.picture.images.length") == count + 1


def test_what_the_kernel_drew_on_demand_brings_its_order_clips_words_and_names(still):
    """Off the cross through the start an artist comes that no position drawn ahead had, clipped, with a name."""
    fig = Figure((4, 3))
    ax = bare(fig, xlim=(0, 4), ylim=(0, 3))
    (dot,) = ax.plot([0], [0], "o")
    guest, plain = MplText(1, 1, "guest", zorder=2, clip_on=True), ax.text(3, 1, "")

    def update(a, b):
        dot.set_data([a], [b])
        seat(ax, guest, a and b)
        guest.set_clip_path(Circle((1, 1), a + b + 1, transform=ax.transData))
        plain.set_text(f"{a} {b}")

    said = {dot: lambda a, b: [f"at {a}, {b}"], plain: lambda a, b: "crowded" if a and b else "empty"}
    made = film(fig, update, budget=8, a=upto(3), b=upto(3), names=said, caption="a is {a}, b is {b}")
    still.mount(made)
    for a, b in ((1, 2), (2, 1), (1, 2), (3, 3)):
        still.move(0, a)
        still.move(1, b)
        still.do("player.wanted") and still.answer(made, [a, b])
        assert still.picture("text") == ["guest", f"{a} {b}"]
        assert still.caption == f"a is {a}, b is {b}"
        assert still.do("stage.differs()") == ""
        assert still.do("stage.svg().ariaDescription").split("; ") == [f"at {a}, {b}", "crowded"]
        assert still.do("stage.loose()") == [], "every clip that is named is there"
    assert len(still.do("player.data.orders")) == 2, "an order that is known is not kept twice"


def test_a_picture_that_can_not_be_saved_is_said_so(still, many):
    still.mount(many)
    still.do("{ Image.prototype.decode = () => Promise.reject(new Error('not well-formed')) }")
    still.click("Save PNG")
    still.page.wait_for_function("() => stage.part('said').textContent.includes('could not be saved')", polling=20)
    assert still.note == WORDS["unsaved"]
    still.do("{ delete Image.prototype.decode }")


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("«α» of 0.5, & more…", "α-of-0-5-more.svg"),
        ("", "film.svg"),
        ("x" * 99, "x" * 60 + ".svg"),
        ("e\u0301", "é.svg"),
    ],
)
def test_a_saved_picture_is_named_after_its_caption(still, caption, name):
    fig = Figure((2, 1))
    text = fig.text(0, 0, "")
    still.mount(film(fig, lambda t: text.set_text(f"{t}"), t=upto(1), caption=lambda t: caption))
    with still.page.expect_download() as download:
        still.click("Save SVG")
    assert download.value.suggested_filename == name


# ---- it glides


@pytest.fixture(scope="module")
def moving():
    """A line and words that move."""
    fig = Figure((4, 3))
    ax = bare(fig, xlim=(0, 9), ylim=(0, 9))
    (line,), word, other = ax.plot([0, 9], [0, 0]), ax.text(0, 5, "word"), ax.text(0, 5, "other")

    def update(t):
        line.set_ydata([0, t])
        word.set_x(t)
        other.set_y(t)

    return film(fig, update, t=upto(9))


@pytest.fixture
def gliding(still):
    still.page.emulate_media(reduced_motion="no-preference")
    yield still
    still.page.emulate_media(reduced_motion="reduce")


def test_a_key_press_glides_from_where_it_was_to_where_it_goes(gliding, moving):
    gliding.mount(moving)
    assert gliding.do(GLIDES) == [], "not at load"
    gliding.press(0, "ArrowRight")
    assert sorted(gliding.do(GLIDES)) == ["d", "words", "words"]
    between = gliding.do("stage.halfway()")
    assert between["d"] not in between["ends"]
    assert [round(v, 1) for v in between["words"]] == [-32.0, 0.0], "from where it stood, in points"
    gliding.wait(300)
    gliding.press(0, "ArrowRight")
    assert "d" in gliding.do(GLIDES)


def test_what_is_dragged_fast_does_not_glide(gliding, moving):
    gliding.mount(moving)
    gliding.move(0, 3)
    gliding.do("stage.svg().getAnimations({ subtree: true }).forEach((it) => it.finish())")
    gliding.wait(200)
    gliding.move(0, 4)
    assert gliding.do(GLIDES) == []
    gliding.wait(230)
    gliding.move(0, 5)
    assert sorted(gliding.do(GLIDES)) == ["d", "words", "words"]


def test_nothing_glides_under_reduced_motion(still, moving):
    still.mount(moving)
    still.press(0, "ArrowRight")
    assert still.do(GLIDES) == []
    assert not still.do("stage.svg().classList.contains('seesaw-film-gliding')")


def test_words_that_stay_where_they_are_do_not_glide(gliding, many):
    gliding.mount(many)
    gliding.press(0, "ArrowRight")
    assert gliding.do(GLIDES) == []


# ---- hands


@pytest.fixture(scope="module")
def taken():
    """Two bars in one axes, each the handle of a slider, and below them a dot that is taken by two; 30 pt a unit.

    The bar of u is hidden while t stands at 0.
    """
    fig = Figure((4, 4))  # 288 points
    above = fig.add_axes((0, 0.5, 1, 0.5), xlim=(0, 9.6), ylim=(0, 1))
    below = fig.add_axes((0, 0, 1, 0.5), xlim=(0, 9.6), ylim=(0, 4.8))
    for ax in (above, below):
        ax.set_axis_off()
    (bar,), (other,), (dot,) = above.plot([0, 0], [0, 0.5]), above.plot([0, 0], [0, 0.5]), below.plot([0], [0], "o")

    def update(t, u, x, y):
        bar.set_xdata([1 + t, 1 + t])
        other.set(xdata=[9 - u, 9 - u], visible=t > 0)
        dot.set_data([1 + x], [1 + y])

    handles = {"t": bar, "u": other, ("x", "y"): dot}
    return film(fig, update, t=upto(3, 1), u=upto(3), x=upto(3), y=upto(2), handles=handles, budget=400)


def bar(t):
    return 30 * (1 + t), 72


def other(u):
    return 30 * (9 - u), 72


def dot(x, y):
    return 30 * (1 + x), 288 - 30 * (1 + y)


def grips(stage):
    """Where each grip is painted, in points of the picture; None for one that is hidden."""
    return stage.do("stage.grips()")


def test_a_drag_takes_the_control_to_where_its_handle_is_nearest(still, taken):
    still.mount(taken)
    still.drag(bar(1), bar(2.4))
    assert still.positions() == [2, 0, 0, 0]
    assert still.caption == "t = 2, u = 0, x = 0, y = 0"
    assert still.told("moved") == [[2, 0, 0, 0]]
    still.drag(bar(2), bar(2.6), bar(8))
    assert still.positions() == [3, 0, 0, 0]
    assert still.input(0).input_value() == "3", "the thumb follows"
    still.drag(bar(3.4), bar(3.4))
    assert still.told("moved") == [[2, 0, 0, 0], [3, 0, 0, 0]], "where it stands it need not go"


def test_a_press_anywhere_in_the_axes_takes_the_nearer_grip_there(still, taken):
    still.mount(taken)
    still.drag((other(2)[0], 20), (other(2)[0], 20))
    assert still.positions() == [1, 2, 0, 0]
    still.drag((bar(3)[0], 130), (bar(3)[0], 130))
    assert still.positions() == [3, 2, 0, 0]
    still.drag(other(2), bar(-1))
    assert still.positions() == [3, 3, 0, 0], "the hand keeps what it took, over another too"
    still.drag(other(3), (400, 400), (9 * 30, 400))
    assert still.positions() == [3, 0, 0, 0], "and outside the picture"


def test_a_handle_of_two_controls_goes_both_ways_in_its_own_axes(still, taken):
    still.mount(taken)
    still.drag(dot(0, 0), dot(2.3, 1.2))
    assert still.positions() == [1, 0, 2, 1]
    still.drag(dot(3, 2), dot(3, 2))
    assert still.positions() == [1, 0, 3, 2]


def test_a_handle_that_is_hidden_is_not_taken(still, taken):
    still.mount(taken)
    still.move(0, 0)
    assert grips(still) == [list(bar(0)), None, list(dot(0, 0))]
    still.drag(other(0), other(0))
    assert still.positions() == [3, 0, 0, 0], "the bar of t is the only one there"
    assert grips(still) == [list(bar(3)), list(other(0)), list(dot(0, 0))]


def test_grips_stand_where_the_handles_do(still, taken):
    still.mount(taken)
    still.move(2, 3)
    assert grips(still) == [list(bar(1)), list(other(0)), list(dot(3, 0))]


def test_a_finger_takes_a_handle_and_may_still_scroll_where_the_handle_does_not_go(still, taken):
    still.mount(taken)
    reach = "[...document.querySelectorAll('.seesaw-film-reach')].map((it) => it.style.touchAction)"
    assert still.do(reach) == ["pan-y", "pan-y", "none"]
    lab.painted(still.page, {"x": 0, "y": 0, "width": 1, "height": 1})  # only then a finger knows where it may scroll
    still.touch("touchStart", *dot(0, 0))
    still.touch("touchMove", *dot(1, 0))
    still.touch("touchMove", *dot(1, 2))
    still.touch("touchEnd")
    assert still.positions() == [1, 0, 1, 2]
    still.hover(*dot(3, 0))
    assert still.positions() == [1, 0, 1, 2], "let go is let go"
    still.touch("touchStart", *dot(1, 2))
    still.touch("touchCancel")
    still.hover(*dot(3, 0))
    assert still.positions() == [1, 0, 1, 2], "and so is what the system takes away"
    upright = Figure((2, 2))
    line = upright.add_artist(Line2D([0.5, 0.5], [0, 0]))
    still.mount(film(upright, lambda t: line.set_ydata([0, t / 4]), t=upto(3), handles={"t": line}))
    assert still.do(reach) == ["pan-x"]


def test_only_the_first_button_of_a_mouse_takes(still, taken):
    still.mount(taken)
    still.hover(*bar(3))
    still.page.mouse.down(button="right")
    still.hover(*bar(2))
    still.page.mouse.up(button="right")
    assert still.positions() == [1, 0, 0, 0]
    still.drag((2, 2), (2, 2))
    still.hover(*bar(3))
    assert still.positions() == [0, 0, 0, 0]


def test_outside_the_axes_of_a_handle_nothing_is_taken(still):
    fig = Figure((4, 2))
    left, right = fig.subplots(1, 2)
    (line,) = left.plot([0, 0], [0, 1])
    left.set_xlim(-1, 4)
    still.mount(film(fig, lambda t: line.set_xdata([t, t]), t=upto(3, 1), handles={"t": line}))
    x0, y0, x1, y1 = still.do("player.data.hands[0].box")
    reach = still.page.locator(".seesaw-film-reach").bounding_box()
    assert [reach["x"], reach["y"]] == pytest.approx(still.at(x0 - 8, y0 - 8), abs=1)
    right, bottom = reach["x"] + reach["width"], reach["y"] + reach["height"]
    assert [right, bottom] == pytest.approx(still.at(x1 + 8, y1 + 8), abs=1)
    for x, y in ((x1 + 12, y1), (x0 - 12, y0), (x1, y0 - 12), (x1, y1 + 12)):
        still.drag((x, y), (x, y))
        assert still.positions() == [1]
    for x, y in ((x1 + 6, y1), (x1, y0 - 6), (x1, y1 + 6)):  # a margin, for what stands on the edge
        still.click("Start again")
        still.drag((x, y), (x, y))
        assert still.positions() == [3]
    still.drag((x0 - 6, y1), (x0 - 6, y1))
    assert still.positions() == [0]


def test_one_of_many_artists_is_picked_by_pressing_it(still):
    fig = Figure((4, 1))
    ax = bare(fig, xlim=(0, 4), ylim=(0, 1))
    tiles = [ax.add_patch(Rectangle((i, 0), 1, 1)) for i in range(4)]

    def update(word):
        for i, tile in enumerate(tiles):
            tile.set_alpha(1 if i == word else 0.2)

    still.mount(film(fig, update, word=Dropdown(options=[0, 1, 2, 3]), handles={"word": tiles}))
    still.drag((180, 10), (180, 10))
    assert still.positions() == [2]


def test_a_hand_of_two_does_not_go_where_it_would_not_be_seen(still):
    fig = Figure((4, 4))
    (point,) = bare(fig, xlim=(0, 4), ylim=(0, 4)).plot([0], [0], "o")

    def update(x, y):
        point.set(data=([x], [y]), visible=(x, y) != (2, 2))

    still.mount(film(fig, update, x=upto(3), y=upto(3), handles={("x", "y"): point}))
    still.drag((0, 288), (72 * 2.1, 144))
    assert still.positions() == [3, 2]


def test_past_the_budget_a_hand_of_two_goes_anywhere_while_a_kernel_draws(still, far):
    """4.8 x 3.6 points a unit; what was drawn is a cross, so where the dot would stand elsewhere is reckoned."""
    place = lambda a, b: (4.8 * a, 216 - 3.6 * b)
    still.mount(far)
    still.drag(place(10, 20), place(41, 33))
    assert still.positions() == [41, 33]
    still.answer(far, still.told("wanted")[0])
    still.answer(far, [41, 33])
    assert still.caption == "a is 41, b is 33"
    still.drag(place(41, 33), place(5, 50))
    assert still.positions() == [5, 50]
    still.mount(far, link=False)
    still.drag(place(10, 20), place(41, 33))
    assert (still.positions(), still.note) == ([41, 20], "")
    still.drag(place(41, 20), place(13, 50))
    assert still.positions() == [10, 50], "without one, to the nearest that was drawn"


@pytest.mark.parametrize("link", [True, False])
def test_past_the_budget_a_hand_of_one_moves_its_own_control(still, link):
    fig = Figure((4, 4))
    ax = bare(fig, xlim=(0, 60), ylim=(0, 60))
    (low,), (high,) = ax.plot([0, 0], [0, 10]), ax.plot([0, 0], [50, 60])

    def update(a, b):
        low.set(xdata=[a, a], visible=a < 50)
        high.set(xdata=[b, b], ydata=[50, 60 - a / 60])

    made = film(fig, update, a=upto(60, 10), b=upto(60, 20), handles={"a": low, "b": high})
    still.mount(made, link)
    still.drag((4.8 * 10, 240), (4.8 * 41, 240))
    still.drag((4.8 * 20, 4), (4.8 * 33, 4))
    assert still.positions() == ([41, 33] if link else [10, 33])
    assert still.note == WORDS["drawing" if link else "alone"]
    still.click("Start again")
    still.drag((4.8 * 10, 240), (4.8 * 60, 240))
    assert still.positions() == [49, 20], "not where it would not be seen"


def test_a_press_glides_and_a_drag_does_not(gliding, taken):
    gliding.mount(taken)
    for x in (2, 1, 3):
        gliding.wait(500)
        gliding.hover(*dot(x, 0))
        gliding.page.mouse.down()
        assert gliding.do(GLIDES), x
        gliding.wait(500)
        gliding.hover(*dot(0, 0))
        assert gliding.do("stage.svg().classList.contains('seesaw-film-gliding')") is False
        gliding.page.mouse.up()


# ---- names


@pytest.fixture(scope="module")
def named():
    """288 x 288 points: a map of 2 x 2 cells in the upper half; in the lower two points on a line, in a whole."""
    fig = Figure((4, 4))
    above, below = fig.add_axes((0, 0.5, 1, 0.5)), fig.add_axes((0, 0, 1, 0.5), xlim=(0, 288), ylim=(0, 144))
    for ax in (above, below):
        ax.set_axis_off()
    cells = above.imshow([[0, 1, 2], [3, 4, 5]], aspect="auto")
    points = below.scatter([40, 240], [40, 40])
    lines = below.add_collection(LineCollection([[(40, 40), (240, 40)], [(40, 120), (140, 120), (240, 60)]]))
    box = below.add_patch(Rectangle((20, 20), 248, 120, alpha=0.1))
    mark = fig.add_artist(Line2D([0.1, 0.1], [0.9, 0.9]))

    def update(t):
        mark.set_xdata([0, t / 9])
        points.set_offsets([(40 + 100 * (t == 1), 40), (240, 40)])
        for artist in (cells, points, lines, box):
            artist.set_visible(t < 2)

    names = {
        box: "the whole",
        points: ["first", "second"],
        lines: ["lower line", "upper line"],
        cells: "{row},{column}: {value:.0f}",
    }
    return film(fig, update, t=upto(2), names=names)


@pytest.mark.parametrize(
    ("point", "says"),
    [
        ((10, 10), "0,0: 0"),
        ((150, 10), "0,1: 1"),
        ((200, 10), "0,2: 2"),
        ((90, 134), "1,0: 3"),
        ((280, 130), "1,2: 5"),
        ((40, 248), "first"),
        ((48, 244), "first"),
        ((240, 250), "second"),
        ((140, 248), "lower line"),
        ((140, 242), "lower line"),
        ((140, 172), "upper line"),
        ((190, 198), "upper line"),
        ((40, 260), "the whole"),
        ((140, 210), "the whole"),
        ((30, 210), "the whole"),
        ((5, 210), None),
        ((140, 283), None),
    ],
)
def test_what_lies_under_the_pointer_says_its_name_a_point_before_a_line_before_a_cell_before_the_whole(
    still, named, point, says
):
    still.mount(named)
    assert still.tip is None
    still.hover(*point)
    assert still.tip == says


def test_a_cell_is_said_before_the_whole_that_holds_it(still):
    fig = Figure((4, 4))
    ax = bare(fig, xlim=(0, 4), ylim=(0, 4))
    whole = ax.add_patch(Rectangle((0, 0), 4, 4))
    image = ax.imshow([[0, 1], [2, 3]], extent=(1, 3, 1, 3), origin="lower")
    tiny = ax.imshow([[0]], extent=(1.5, 1.52, 1.5, 1.52))
    point = ax.scatter([1.51], [1.62])
    mark = ax.text(0, 0, "words")
    said = {whole: "whole", image: "{row},{column}", tiny: "tiny", point: ["point"]}
    for names in (said, dict([*said.items()][::-1])):
        still.mount(film(fig, lambda t: mark.set_x(t), t=upto(3), names=names))
        for place, says in (((100, 180), "0,0"), ((180, 180), "0,1"), ((100, 100), "1,0"), ((20, 20), "whole")):
            still.hover(*place)
            assert still.tip == says
        still.hover(72 * 1.51, 288 - 72 * 1.51)
        assert still.tip == "point", "which lies near a cell that is smaller still"
        still.page.mouse.move(2, 2)


def test_the_tip_stands_by_what_it_names_and_goes_when_the_pointer_leaves(still, named):
    still.mount(named)
    still.hover(242, 245)
    x, y = still.at(240, 248)
    place = still.page.locator(".seesaw-film-tip").bounding_box()
    assert abs(place["x"] + place["width"] / 2 - x) < 1
    assert place["y"] + place["height"] < y
    still.hover(10, 10)
    place = still.page.locator(".seesaw-film-tip").bounding_box()
    assert place["y"] > still.at(0, 0)[1], "at the upper edge it stands below"
    still.hover(44, 244)
    left = still.page.locator(".seesaw-film-tip").bounding_box()
    assert still.do("parseFloat(stage.part('tip').style.left)") == pytest.approx(100 * 40 / 288, abs=0.1)
    assert left["y"] + left["height"] < y
    still.page.mouse.move(900, 900)
    assert still.tip is None
    still.hover(280, 130)
    assert still.do("[stage.part('tip').style.left, stage.part('tip').style.top]") == ["83.3333%", "25%"]
    still.hover(150, 172)
    assert still.tip == "upper line"
    assert still.do("parseFloat(stage.part('tip').style.left)") == pytest.approx(100 * 140 / 288, abs=0.1)
    still.press(0, "ArrowRight")


def test_the_tip_follows_the_picture_and_not_the_pointer_alone(still, named):
    still.mount(named)
    still.hover(40, 248)
    assert still.tip == "first"
    still.press(0, "ArrowRight")
    assert still.tip == "lower line", "the point has gone, and the line has not"
    still.press(0, "ArrowRight")
    assert still.tip is None
    still.press(0, "Home")
    assert still.tip == "first"
    still.page.mouse.move(900, 900)
    still.press(0, "ArrowRight")
    still.press(0, "Home")
    assert still.tip is None


def test_a_tip_at_the_edge_stays_in_the_picture(still):
    fig = Figure((4, 4))
    points = bare(fig, xlim=(0, 4), ylim=(0, 4)).scatter([0.1, 3.9], [2, 2])

    def update(t):
        points.set_offsets([(0.1, 2), (3.9, 2 + t / 99)])

    still.mount(film(fig, update, t=upto(1), names={points: ["at the left edge", "right"]}))
    for x, left in ((7, "12%"), (281, "88%")):
        still.hover(x, 144)
        assert still.do("stage.part('tip').style.left") == left


def test_hands_and_names_are_where_they_seem_in_a_picture_that_goes_round_its_legend(still):
    fig = Figure((4, 4))
    (line,), (mark,) = (bare(fig, xlim=(0, 4), ylim=(0, 4)).plot([0], [y], "o") for y in (2, 3.5))
    fig.legend([line], ["beside"], loc="lower right", bbox_to_anchor=(0, 1))

    def update(t):
        line.set_xdata([t])

    still.mount(film(fig, update, t=upto(3), handles={"t": line}, names={mark: ["mark"]}))
    left, top, width, height = (still.do(f"player.data.{side}") for side in ("left", "top", "width", "height"))
    assert left < -40
    assert top < -15
    still.drag((1, 144), (144, 144))
    assert still.positions() == [2]
    grip, shown = still.page.locator(".seesaw-film-grip").bounding_box(), still.at(144, 144)
    assert [grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2] == pytest.approx(shown, abs=1)
    reach = still.page.locator(".seesaw-film-reach").bounding_box()
    assert [reach["x"], reach["y"]] == pytest.approx(still.at(max(left, -8), max(top, -8)), abs=1)
    assert [reach["x"] + reach["width"], reach["y"] + reach["height"]] == pytest.approx(still.at(288, 288), abs=1)
    still.hover(2, 38)
    assert still.tip == "mark"
    tip = still.page.locator(".seesaw-film-tip").bounding_box()
    x, y = still.at(0, 36)
    assert tip["x"] + tip["width"] / 2 == pytest.approx(x, abs=1)
    assert tip["y"] + tip["height"] < y, "above it, as there is room"


def test_while_a_handle_is_held_nothing_is_named(still):
    fig = Figure((4, 4))
    ax = bare(fig, xlim=(0, 4), ylim=(0, 4))
    (line,), whole = ax.plot([0, 0], [0, 1]), ax.add_patch(Rectangle((0, 0), 4, 4))
    still.mount(film(fig, lambda t: line.set_xdata([t, t]), t=upto(3), names={whole: "whole"}, handles={"t": line}))
    still.hover(10, 200)
    assert still.tip == "whole"
    still.page.mouse.down()
    assert still.tip is None
    still.hover(150, 200)
    assert still.tip is None
    still.page.mouse.up()
    still.hover(152, 200)
    assert still.tip == "whole"
    assert still.positions() == [2]


def test_by_keyboard_the_arrows_step_from_name_to_name_and_a_screen_reader_hears_them(still, named):
    still.mount(named)
    still.input(0).focus()
    still.page.keyboard.press("Tab")
    assert still.do("document.activeElement === stage.svg()")
    all_of_them = ["the whole", "first", "second", "lower line", "upper line"]
    all_of_them += ["0,0: 0", "0,1: 1", "0,2: 2", "1,0: 3", "1,1: 4", "1,2: 5"]
    assert still.do("stage.svg().ariaDescription").split("; ") == all_of_them
    assert still.tip == still.part("heard") == "the whole"
    for key, says in (("Right", 1), ("Down", 2), ("Left", 1), ("Up", 0), ("Left", 10), ("Right", 0), ("Right", 1)):
        still.page.keyboard.press(f"Arrow{key}")
        assert still.tip == still.part("heard") == all_of_them[says]
    scrolls = "stage.svg().dispatchEvent(new KeyboardEvent('keydown', { key: it, cancelable: true }))"
    assert [still.do(scrolls, key) for key in ("ArrowDown", "ArrowUp", "PageDown")] == [False, False, True]
    still.page.keyboard.press("Tab")
    assert still.tip is None
    still.page.keyboard.press("Shift+Tab")
    assert still.tip == "the whole"
    still.page.keyboard.press("a")
    assert still.tip == "the whole"
    still.page.keyboard.press("Tab")


def test_a_click_on_the_picture_names_what_is_under_it_and_no_first_thing(still, named):
    still.mount(named)
    still.drag((240, 248), (240, 248))
    assert still.tip == "second"


def test_where_nothing_is_named_nothing_is_described(still, named, many):
    still.mount(named)
    still.move(0, 2)
    assert not still.do("stage.svg().ariaDescription")
    still.do("stage.svg().focus()")
    still.page.keyboard.press("ArrowRight")
    assert still.tip is None
    still.mount(many)
    assert still.do("stage.svg().getAttribute('tabindex')") is None, "what has nothing to say takes no focus"
    still.hover(10, 10)
    assert still.tip is None


def test_a_picture_with_very_many_names_describes_the_first_sixty(still):
    fig = Figure((4, 4))
    image, text = bare(fig).imshow(np.zeros((10, 10))), fig.text(0, 0, "words")
    still.mount(film(fig, lambda t: text.set_x(t), t=upto(1), names={image: "{row} {column}"}))
    said = still.do("stage.svg().ariaDescription").split("; ")
    assert (len(said), said[-1]) == (60, "5 9")


# ---- it fits


def captioned():
    """Sentences of very different lengths, and a note."""
    fig = Figure((4, 2))
    text = fig.text(0, 0, "words")
    made = film(fig, lambda t: text.set_x(t), t=upto(5), caption=lambda t: "and so on " * (1 + 8 * t) + f"to {t}.")
    return made


def test_what_stands_below_the_caption_does_not_move(still):
    still.mount(captioned())
    tops = set()
    for position in range(6):
        still.move(0, position)
        tops.add(still.page.locator(".seesaw-film-tools").bounding_box()["y"])
        assert still.part("longest").endswith("to 5.")
    assert len(tops) == 1


def test_the_longest_sentence_may_be_one_that_was_drawn_on_demand(still):
    fig = Figure((4, 2))
    text = fig.text(0, 0, "words")
    said = lambda a, b: "long " * (200 * (a and b)) + f"{a} {b}"
    made = film(fig, lambda a, b: text.set_position((a, b)), a=upto(3), b=upto(3), budget=8, caption=said)
    still.mount(made)
    still.move(0, 2)
    still.move(1, 2)
    still.answer(made, [2, 2])
    bottom = still.page.locator(".seesaw-film-tools").bounding_box()["y"]
    still.move(1, 0)
    assert still.page.locator(".seesaw-film-tools").bounding_box()["y"] == bottom


def test_on_a_phone_nothing_leaves_the_page(still, many, spoken, taken):
    still.page.set_viewport_size({"width": 390, "height": 844})
    try:
        for made in (many, spoken, taken, captioned()):
            still.mount(made)
            assert still.do("document.documentElement.scrollWidth") <= 390
            for nth in range(len(still.positions())):
                place = still.input(nth).bounding_box()
                assert place["x"] >= 0
                assert place["x"] + place["width"] <= 390
    finally:
        still.page.set_viewport_size(lab.VIEW)


def test_a_readout_that_grows_leaves_its_slider_as_wide_as_it_was(still):
    fig = Figure((2, 1))
    text = fig.text(0, 0, "words")
    still.mount(film(fig, lambda t: text.set_x(t), t=IntSlider(0, max=100, step=25)))
    widths = set()
    for position in range(5):
        still.move(0, position)
        widths.add(round(still.input(0).bounding_box()["width"]))
    assert len(widths) == 1


def test_letters_and_picture_follow_the_font_size_of_jupyterlab(still, many):
    sizes = []
    for size in ("14px", "28px"):
        still.do("document.documentElement.style.setProperty('--jp-content-font-size1', it)", size)
        still.mount(many)
        font = still.do("parseFloat(getComputedStyle(stage.part('caption')).fontSize)")
        sizes.append((font, still.page.locator(".seesaw-film-picture").bounding_box()["width"]))
    still.do("document.documentElement.style.removeProperty('--jp-content-font-size1')")
    assert sizes == [(15, 288), (30, 576)], "3 inches are 288 pixels, and twice that"


def test_a_picture_wider_than_the_page_shrinks_and_keeps_its_shape(still):
    fig = Figure((20, 5))
    text = fig.text(0, 0, "words")
    still.mount(film(fig, lambda t: text.set_x(t), t=upto(1)))
    place = still.page.locator(".seesaw-film-picture").bounding_box()
    assert place["width"] < lab.VIEW["width"]
    assert place["width"] / place["height"] == pytest.approx(4, rel=0.01)


def test_full_screen_and_back(still, far):
    still.mount(far)
    width = still.page.locator(".seesaw-film-picture").bounding_box()["width"]
    still.click("Full screen")
    still.page.wait_for_function("() => document.fullscreenElement === stage.root()", polling=20)
    card, picture = (still.page.locator(f".seesaw-film-{part}").bounding_box() for part in ("card", "picture"))
    assert picture["width"] > 1.3 * width
    room = min(card["width"], card["height"] * 4 / 3)
    assert (picture["width"], picture["height"]) == pytest.approx((room, room * 3 / 4), abs=2)
    still.drag((48, 144), (4.8 * 30, 144))
    assert still.positions() == [30, 20], "hands reach there, too"
    still.click("Full screen")
    still.page.wait_for_function("() => !document.fullscreenElement", polling=20)
