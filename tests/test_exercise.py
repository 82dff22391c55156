"""The cards of a lecture: they never stop a notebook, and they say one plain sentence."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from seesaw.exercise import check, hint, listing, predict, solution
from seesaw.exercise.cards import old_deck


class Outline(HTMLParser):
    """The tags of a card with their attributes, and the text that stands outside any closed <details>."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.shown, self.open = [], [], []
        self.feed(html)
        assert not self.open, f"unclosed: {self.open}"

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "details" not in self.open or self.open[-1] == "summary" and self.open.count("details") == 1:
            self.shown.append(data)


def says_yes(answer):
    return "Yes. Two saws." if answer == 2 else "Not yet: there are two saws."


def calls(yours):
    return "Yes." if yours(3) == 9 else "Not yet: 3 squared is 9."


def test_an_option_shows_its_reply_only_when_it_is_opened():
    card = Outline(predict("More words or fewer?", {"More": "No: fewer.", "Fewer": "Yes."})._repr_html_())
    shown = "".join(card.shown)
    assert "More words or fewer?" in shown
    assert "More" in shown and "Fewer" in shown
    assert "No: fewer." not in shown
    assert [tag for tag, _ in card.tags].count("details") == 2
    assert all("open" not in attributes for _, attributes in card.tags)


def test_hints_are_graded_so_the_second_stands_inside_the_first():
    html = hint("Which axis?", "The last one.")._repr_html_()
    outer, inner = (html.index("Which axis?"), html.index("The last one."))
    assert outer < inner
    assert html.rindex("<details", 0, inner) > outer
    assert html.index("</details>") > inner
    assert "".join(Outline(html).shown) == "Hint"


def test_a_solution_keeps_its_indentation_and_is_closed():
    card = solution("\ndef f(x):\n    return x < 2\n")
    assert "def f(x):\n    return x &lt; 2</pre>" in card._repr_html_()
    assert repr(card) == "One solution:\ndef f(x):\n    return x < 2"
    assert "return" not in "".join(Outline(card._repr_html_()).shown)


def test_a_deck_deals_the_same_cards_by_name():
    question, hints, answer = old_deck(
        {"q": ("Which?", {"a": "No.", "b": "Yes."})}, {"h": ("one", "two")}, {"s": "x = 1"}
    )
    assert question("q")._repr_html_() == predict("Which?", {"a": "No.", "b": "Yes."})._repr_html_()
    assert hints("h")._repr_html_() == hint("one", "two")._repr_html_()
    assert repr(answer("s")) == "One solution:\nx = 1"


@pytest.mark.parametrize("kind", ["question", "hints", "answer"])
def test_a_card_that_is_not_in_the_deck_is_refused_with_the_names_of_those_that_are(kind):
    dealt = dict(zip(("question", "hints", "answer"), old_deck({"q": ()}, {"h": ()}, {"s": ""}), strict=True))
    with pytest.raises(ValueError, match=f"{kind}: got 'z'.*write one of '[qhs]'"):
        dealt[kind]("z")


@pytest.mark.parametrize(
    "card",
    [
        predict("<script>q</script>", {"<b>": "<img src=x>"}),
        hint("<script>", "<img src=x>"),
        solution("<script>"),
        check(lambda _: "Not yet: <script>alert(1)</script>", 1),
    ],
    ids=["predict", "hint", "solution", "check"],
)
def test_what_is_typed_is_never_taken_for_html(card):
    tags = {tag for tag, _ in Outline(card._repr_html_()).tags}
    assert tags <= {"div", "details", "summary", "strong", "span", "pre", "code"}


def test_cards_paint_no_background_and_ask_the_theme_for_their_colours():
    cards = [predict("q", {"o": "r"}), hint("h"), solution("s"), check(says_yes, 2), check(says_yes, 3)]
    for html in (card._repr_html_() for card in cards):
        assert re.findall(r"background[^;\"]*", html) in ([], ["background: transparent"])
        assert "var(--jp-" in html
        assert not re.findall(r"[^-]color: *#", html)


def test_words_between_backticks_are_code_in_html_and_stay_as_they_are_in_text():
    card = hint("Look at `alpha[i, j]`.")
    assert "<code>alpha[i, j]</code>" in card._repr_html_()
    assert "`alpha[i, j]`" in repr(card)


def test_a_check_says_yes_or_not_yet_in_the_words_of_the_lesson():
    assert (repr(check(says_yes, 2)), check(says_yes, 2).done) == ("Yes. Two saws.", True)
    assert (repr(check(says_yes, 3)), check(says_yes, 3).done) == ("Not yet: there are two saws.", False)
    assert "✓" in check(says_yes, 2)._repr_html_()
    assert "✓" not in check(says_yes, 3)._repr_html_()


@pytest.mark.parametrize("blank", [..., None, [0.2, ...], (1, None), np.array([1.0, ...])], ids=repr)
def test_an_answer_left_blank_is_your_turn_and_not_an_error(blank):
    verdict = check(says_yes, blank)
    assert verdict.done is None
    assert repr(verdict).startswith("Your turn:")


def test_a_function_left_blank_is_your_turn_even_if_the_check_would_raise_on_it():
    def my_square(x): ...

    def my_ellipsis(x):
        return ...

    def my_later(x):
        raise NotImplementedError

    for blank in (my_square, my_ellipsis, my_later):
        assert check(lambda yours: "Yes." if yours(3) + 1 else "", blank).done is None
    assert "my_square gave None" in repr(check(calls, my_square))


def test_an_error_in_the_students_code_is_one_sentence_with_type_message_and_line():
    def my_square(x):
        rows = np.zeros((2, 2))
        return rows.sum(axis=5) * x

    verdict = check(calls, my_square)
    line = my_square.__code__.co_firstlineno + 2
    assert verdict.done is False
    assert repr(verdict) == (
        f"Not yet: line {line} of your cell, `return rows.sum(axis=5) * x`, "
        "raised AxisError: axis 5 is out of bounds for array of dimension 2."
    )


def test_an_error_without_a_message_or_in_a_helper_of_the_student_is_told_too():
    def helper():
        raise KeyError

    def my_square(x):
        return helper()

    assert "`raise KeyError`, raised KeyError." in repr(check(calls, my_square))


def test_an_answer_the_check_cannot_use_is_told_without_a_line():
    verdict = check(lambda yours: str(np.ones(3) + yours), np.ones(4))
    assert verdict.done is False
    assert repr(verdict).startswith("Not yet: the check could not use your answer: ValueError: operands")


def test_the_student_can_stop_a_check_that_runs_for_ever():
    def forever(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(calls, forever)


def test_plain_text_is_the_same_from_run_to_run_for_strict_nbval():
    for make in (lambda: predict("q", {"o": "r"}), lambda: hint("h", "i"), lambda: check(calls, lambda x: x / 0)):
        assert repr(make()) == repr(make())
        assert "0x" not in repr(make())


@pytest.mark.parametrize("options", [{}, None, ["More", "Fewer"]], ids=repr)
def test_a_prediction_needs_options_with_replies(options):
    with pytest.raises(ValueError, match="expected at least one option"):
        predict("q", options)


def test_a_card_with_no_words_says_so():
    for make in (lambda: hint(""), lambda: solution(" "), lambda: predict("", {"o": "r"}), lambda: hint("h", None)):
        with pytest.raises(ValueError, match="expected some words"):
            make()


def test_a_check_called_the_wrong_way_round_says_how_to_call_it():
    with pytest.raises(TypeError, match="expected a check function first"):
        check(2, says_yes)


def test_a_listing_shows_the_code_as_it_is_written_and_nothing_of_it_is_a_tag():
    card = listing(calls, compares)
    assert card.text.startswith("def calls(yours):\n") and "\n\ndef compares(a, b):\n" in card.text
    assert {name for name, _ in Outline(card.html).tags} == {"div", "pre"}
    assert "a &lt; b" in card.html


def compares(a, b):
    return a < b


def test_a_listing_of_what_is_no_function_says_what_it_wants():
    with pytest.raises(TypeError, match="listing: got 3, expected functions"):
        listing(3)
