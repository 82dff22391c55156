"""The cards of a lecture: they never stop a notebook, and they say one plain sentence."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from seesaw import words
from seesaw.exercise import Exercise, check, deck, hint, judge, listing, predict, solution


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
    return (True, "Yes. Two saws.") if answer == 2 else (False, "Not yet: there are two saws.")


def calls(yours):
    return (True, "Yes.") if yours(3) == 9 else (False, "Not yet: 3 squared is 9.")


def test_an_option_shows_its_reply_only_when_it_is_opened():
    card = Outline(predict("More words or fewer?", {"More": "No: fewer.", "Fewer": "Yes."})._repr_html_())
    shown = "".join(card.shown)
    assert "More words or fewer?" in shown
    assert "More" in shown and "Fewer" in shown
    assert "No: fewer." not in shown
    assert [tag for tag, _ in card.tags].count("details") == 2
    assert all("open" not in attributes for _, attributes in card.tags)


def test_of_the_options_of_a_card_one_is_open_and_the_right_one_is_marked():
    html = predict("More?", {"More": "No: fewer.", "Fewer": "Yes."}, right="Fewer").html
    names = [attributes["name"] for tag, attributes in Outline(html).tags if tag == "details"]
    assert len(names) == 2 and len(set(names)) == 1
    assert names != [
        a["name"] for tag, a in Outline(predict("Less?", {"A": "B.", "C": "D."}).html).tags if tag == "details"
    ]
    assert html.index("○") < html.index("No: fewer.") < html.index("✓") < html.index("Yes.")
    assert not {"✓", "○", "…"} & set(predict("More?", {"More": "No: fewer."}).html)


def test_hints_are_graded_so_the_second_stands_inside_the_first():
    html = hint("Which axis?", "The last one.")._repr_html_()
    outer, inner = (html.index("Which axis?"), html.index("The last one."))
    assert outer < inner
    assert html.rindex("<details", 0, inner) > outer
    assert html.index("</details>") > inner
    assert "".join(Outline(html).shown) == "Hint"


def test_a_solution_stands_closed_inside_the_last_hint():
    html = hint("one", "two", code="x = 1 < 2").html
    assert html.count("<details") == html.count("</details>") == 3
    assert html.index("one") < html.index("two") < html.index("One solution") < html.index("x = 1 &lt; 2")
    assert html.endswith("</pre></details></div></details></div></details></div>")
    assert hint("one", code="x = 1").text.splitlines() == ["Hint: one", "One solution:", "x = 1"]


def test_a_solution_keeps_its_indentation_and_is_closed():
    card = solution("\ndef f(x):\n    return x < 2\n")
    assert "def f(x):\n    return x &lt; 2</pre>" in card._repr_html_()
    assert repr(card) == "One solution:\ndef f(x):\n    return x < 2"
    assert "return" not in "".join(Outline(card._repr_html_()).shown)


PAGE = """# A lecture: what its cards say

## question louder

Asked louder, does a word listen to more
words?

- To more
  No.
- [x] To fewer
  Yes: *one* band
  swallows the others.
- To none
  No.

## hints split

- Cut the last
  axis.
- Then `.swapaxes(0, 1)`.

## answer split

```python
def my_split(x, H):
    return x
```

## names bugs

- the softmax runs over i
- W_o is left out

## verdicts split

- yes: Yes: {want:.2f}, and head 1: that is it.
- mixed: Not yet: words and
  features are mixed.
"""


@pytest.fixture
def page(tmp_path):
    (tmp_path / "deck.md").write_text(PAGE, encoding="utf-8")
    return deck(tmp_path / "checks.py")


def test_a_page_is_read_into_cards_and_verdicts_by_name(page):
    assert page.hints == {"split": ("Cut the last axis.", "Then `.swapaxes(0, 1)`.")}
    assert page.answers == {"split": "def my_split(x, H):\n    return x\n"}
    assert page.names == {"bugs": ("the softmax runs over i", "W_o is left out")}
    assert page.verdicts["split"]["yes"] == "Yes: {want:.2f}, and head 1: that is it."
    assert page.verdicts["split"]["mixed"] == "Not yet: words and features are mixed."
    louder = page.questions["louder"]
    assert louder.text == "Asked louder, does a word listen to more words?"
    assert {option.text: (option.reply, option.right) for option in louder.options} == {
        "To more": ("No.", False),
        "To fewer": ("Yes: *one* band swallows the others.", True),
        "To none": ("No.", False),
    }


def test_a_deck_deals_the_same_cards_by_name(page):
    question, hints = page.cards()
    louder = page.questions["louder"]
    options = {option.text: option.reply for option in louder.options}
    assert question("louder").html == predict(louder.text, options, "To fewer").html
    assert (
        hints("split").html
        == hint("Cut the last axis.", "Then `.swapaxes(0, 1)`.", code="def my_split(x, H):\n    return x").html
    )
    for deal, kind, name in ((question, "question", "louder"), (hints, "hints", "split")):
        with pytest.raises(ValueError, match=f"{kind}: got 'z'.*write one of '{name}'"):
            deal("z")


def test_a_card_is_dealt_in_one_order_by_its_name_alone(tmp_path):
    orders = set()
    for name in "abcdefghij":
        (tmp_path / "deck.md").write_text(PAGE.replace("louder", name), encoding="utf-8")
        first, again = (deck(tmp_path / "checks.py").questions[name].options for _ in range(2))
        assert first == again
        orders.add(tuple(option.text for option in first))
    assert len(orders) > 2


def test_the_page_of_the_language_is_read_where_there_is_one(tmp_path, monkeypatch):
    (tmp_path / "deck.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(words, "language", words.Language(name="zh-TW"))
    assert "louder" in deck(tmp_path / "checks.py").questions
    (tmp_path / "deck.zh-TW.md").write_text("## hints split\n\n- 先切\n", encoding="utf-8")
    assert deck(tmp_path / "checks.py").hints == {"split": ("先切",)}


def test_a_section_of_no_known_kind_is_refused(tmp_path):
    (tmp_path / "deck.md").write_text("## riddle x\n\nWhat?\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has a section 'riddle x'; write ## and then one of question, hints"):
        deck(tmp_path / "checks.py")


# ---- the judge

WORDS = {
    "yes": "Yes: {want:.1f} of {n}.",
    "sum": "Not yet: that is the sum, {got:.0f}.",
    "late": "Not yet: too late.",
    "shape": "the mean",
}
MEAN = Exercise(
    WORDS,
    right=lambda x: x.mean(),
    slips={"sum": lambda x: x.sum()},
    given=lambda seed: (np.random.default_rng(seed).normal(10, 3, size=(4, 6)[seed]),),
    fields=lambda x: {"n": len(x)},
    notice=lambda got, x: "late" if np.all(got > 1000) else None,
)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda x: sum(x) / len(x), "Yes: 10.6 of 4."),
        (lambda x: [np.float32(x.mean())], "Yes: 10.6 of 4."),
        (lambda x: round(x.mean(), 2), "Yes: 10.6 of 4."),
        (lambda x: complex(x.mean()), "Yes: 10.6 of 4."),
        (sum, "Not yet: that is the sum, 42."),
        (lambda x: x.mean() if len(x) == 4 else 3, "right for these numbers, wrong for others: then it should be"),
        (lambda x: x.mean() if len(x) == 4 else x, "wrong for others: then 6 numbers came back, and one was asked."),
        (lambda x: 10.55, "Not yet: right for these numbers, wrong for others. Compute it"),
        (
            lambda x: x.mean() + np.zeros(4) @ x,
            "Not yet: right for these numbers, but with others it raised ValueError",
        ),
        (lambda x: x.mean() @ x, "ValueError: @ stands between vectors or matrices, and met a single number."),
        (lambda x: [1, "a"], "Not yet: the text a came"),
        (lambda x: "", 'Not yet: the text "" came'),
        (lambda x: x[:4].mean() + x[4:].size / (len(x) == 4), "with others it raised ZeroDivisionError"),
        (lambda x: x, "Not yet: 4 numbers came back, and one was asked: the mean."),
        (lambda x: 5000, "Not yet: too late."),
        (lambda x: x.mean() + 0.02, "Not yet: it should be"),
        (lambda x: np.nan, "and yours is nan."),
    ],
)
def test_the_judge_says_right_the_slip_the_shape_or_what_differs(answer, told):
    verdict = check(MEAN, answer)
    assert told in verdict.text
    assert verdict.done is verdict.text.startswith("Yes")


def test_the_entry_that_differs_most_is_told_with_two_numbers_that_differ():
    table = Exercise({"yes": "Yes."}, right=lambda x: x, given=lambda seed: (np.arange(6.0).reshape(2, 3) + seed,))
    verdict = check(table, lambda x: x + [[0, 0, 0.1], [0, 0.00102, 0.3]])
    assert verdict.text == "Not yet: entry [1, 2] should be 5, and yours is 5.30."
    assert check(table, lambda x: x * 1.0012).text == "Not yet: entry [1, 2] should be 5, and yours is 5.01."
    assert check(table, lambda x: np.where(x == 1, np.inf, x)).text.endswith(
        "entry [0, 1] should be 1, and yours is inf."
    )
    assert judge.apart(1.00041, 1.00043) == ("1.00041", "1.00043")
    assert judge.apart(-0.0, 1e-12) == ("0.0", "1e-12")


def test_a_slip_that_is_right_by_chance_for_one_set_of_numbers_is_not_named():
    words = {"yes": "Yes.", "first": "Not yet: the first.", "last": "Not yet: the last."}
    slips = {"first": lambda x: x[0], "last": lambda x: x[-1]}
    some = Exercise(words, right=sum, slips=slips, given=lambda seed: (([2, 3, 2], [1, 2, 3])[seed],))
    assert check(some, lambda x: x[-1]).text == "Not yet: the last."
    assert check(some, lambda x: x[0]).text == "Not yet: the first."


def test_a_number_that_is_read_off_is_right_to_the_places_that_are_printed():
    typed = Exercise({"yes": "Yes."}, right=lambda: 2.0794, typed=True, places=2)
    assert [check(typed, x).done for x in (2.08, 2.0794, np.array([2.08]), 2.07, 2.09, "2.08")] == [
        *[True] * 3,
        *[False] * 3,
    ]


def test_a_hint_of_the_deck_is_said_after_an_error():
    turned = Exercise(
        {"yes": "Yes.", "raised": "W is (2, 3): x @ W.T."}, right=lambda x: x, given=lambda seed: (np.ones(3),)
    )
    said = check(turned, lambda x: x @ np.ones((2, 3))).text
    assert said.endswith("W is (2, 3): x @ W.T.")
    assert "ValueError: @ needs as many columns on its left as rows on its right, and met 3 and 2." in said


@pytest.mark.parametrize(
    "card",
    [
        predict("<script>q</script>", {"<b>": "<img src=x>"}),
        hint("<script>", "<img src=x>"),
        solution("<script>"),
        check(lambda _: (False, "Not yet: <script>alert(1)</script>"), 1),
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
        assert check(lambda yours: (yours(3) + 1, "Yes."), blank).done is None
    assert "my_square gave None" in repr(check(calls, my_square))
    assert "gave None; end each way through it with return." in check(calls, lambda x: print(x)).text
    assert "gave [None, 1]; where None stands" in check(calls, lambda x: [None, 1]).text
    assert "gave [Ellipsis]; replace the ..." in check(calls, lambda x: [...]).text


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


SHARES = Exercise(
    {"yes": "Yes.", "ragged": "Not yet: give one of them."},
    right=lambda order: len(order) + order[0],
    given=lambda seed: ([2, 0, 1, 3][seed:],),
)


def test_a_list_is_handed_over_as_a_copy_too():
    def in_place(order):
        first = order[0]
        order.sort()
        return first + len(order)

    assert check(SHARES, in_place).done is True
    assert check(SHARES, lambda order: order.index(0) and len(order) + order[0]).text.startswith("Not yet")


def test_things_of_different_shapes_are_told_in_the_words_of_the_exercise_or_by_their_first_shapes():
    rows = [np.zeros(n) for n in range(1, 6)]
    assert check(SHARES, lambda order: rows).text == "Not yet: give one of them."
    plain = Exercise({"yes": "Yes."}, right=lambda: 1)
    assert "5 things of different shapes came, (1,), (2,), (3,), …, and" in check(plain, lambda: rows).text


def double(answer, **more):
    """The verdict on an answer to an exercise of three sets of numbers: 2 x, and 0 for 0."""
    words = {"yes": "Yes.", "other": "Not yet: from {x} comes {want}, and yours is {got}."}
    given = {"given": lambda seed: ((3.0,), (5.0,), (0.0,))[seed], "fields": lambda x: {"x": x}}
    return check(Exercise(words | more, right=lambda x: 2 * x, sets=3, **given), answer).text


def test_an_exercise_may_have_more_than_two_sets_of_numbers_and_a_sentence_of_its_own_for_what_differs():
    assert double(lambda x: x + x) == "Yes."
    assert "wrong for others" in double(lambda x: 2 * x + (x == 0))
    assert double(lambda x: 5.9999 + x) == "Not yet: from 3.0 comes 6, and yours is 9.00."


def test_a_function_without_a_return_for_some_numbers_is_told_so():
    assert "it gave None: end each way through it with return" in double(lambda x: 2 * x if x else None)
    assert double(lambda x: None).startswith("Your turn:")


def test_a_check_may_read_a_none_that_stands_among_numbers():
    def says_which(answer):
        return False, f"Not yet: {answer}"

    assert check(says_which, (1, None)).done is None
    says_which.reads_none = True
    assert check(says_which, (1, None)).text == "Not yet: (1, None)"
    assert check(says_which, (1, ...)).done is None
