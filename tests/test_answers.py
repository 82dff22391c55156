"""Each exercise of each lecture: right answers in many styles are accepted, wrong ones refused with their own sentence.

Everything goes through `check`, as in a notebook.  The tables are those of tests/answers/.
"""

import importlib
import pkgutil
import re

import answers
import numpy as np
import pytest

from seesaw.exercise import Bugs, Exercise, check

LECTURES = [module.name for module in pkgutil.iter_modules(answers.__path__)]
TABLES = {name: importlib.import_module(f"answers.{name}") for name in LECTURES}
LESSONS = {name: importlib.import_module(f"seesaw.lessons.{name}") for name in LECTURES}
CASES = [(f"{lecture}-{name}", case) for lecture in LECTURES for name, case in TABLES[lecture].TABLE.items()]
EXERCISES = [(name, case) for name, case in CASES if isinstance(case.check, Exercise)]
CALLED = [(name, case) for name, case in EXERCISES if not case.check.typed]


def each(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases])


def given(case, seed=0):
    return case.check.given(seed, *case.more)


def wrapped(function, change):
    """The same answer, its result handed over in another form."""
    return lambda *args: change(function(*args))


STYLES = {
    "as it is": lambda result: result,
    "a list": lambda result: np.asarray(result).tolist(),
    "a tuple": lambda result: tuple(np.asarray(result)) if np.ndim(result) else result,
    "float32": lambda result: np.asarray(result).astype(np.float32) if np.asarray(result).dtype != bool else result,
    "an array": np.asarray,
    "plain numbers": lambda result: float(result) if np.size(result) == 1 else result,
}


@each(CASES)
def test_right_answers_in_five_styles_and_five_wrong_ones_are_in_the_table(case):
    assert len(case.right) >= 5 and len(case.wrong) + len(getattr(case.check, "slips", ())) >= 5


@each(CASES)
def test_each_right_answer_is_accepted(case):
    for answer in case.right:
        verdict = check(case.check, answer, *case.more)
        assert verdict.done is True, f"{answer}: {verdict.text}"


@each(CALLED)
def test_a_right_answer_is_accepted_in_whatever_form_it_comes(case):
    for name, change in STYLES.items():
        for answer in (case.right[0], case.check.right):
            verdict = check(case.check, wrapped(answer, change), *case.more)
            assert verdict.done is True, f"{name}: {verdict.text}"


@each(CALLED)
def test_an_answer_may_work_in_place(case):
    def in_place(*args):
        result = np.array(case.check.right(*args))
        for array in args:
            if isinstance(array, np.ndarray) and array.dtype.kind == "f":
                array[...] = -7
        return result

    assert check(case.check, in_place, *case.more).done is True
    assert check(case.check, case.check.right, *case.more).done is True


@each(CASES)
def test_each_wrong_answer_is_refused_with_its_own_sentence(case):
    for words, answer in case.wrong.items():
        verdict = check(case.check, answer, *case.more)
        assert verdict.done is False, f"{words}: {verdict.text}"
        sentence = case.check.words.get(words) if isinstance(case.check, Exercise) else None
        if sentence is not None:
            assert re.fullmatch(pattern(sentence), verdict.text), f"{words}: {verdict.text}"
        else:
            assert words in verdict.text


def pattern(sentence):
    """A sentence of the deck as a pattern: each field may be anything."""
    parts = re.split(r"\{[^{}]+\}", sentence.replace("{{", "\1").replace("}}", "\2"))
    return "(?s:.+)".join(re.escape(part.replace("\1", "{").replace("\2", "}")) for part in parts)


@each(EXERCISES)
def test_each_slip_is_named_and_no_two_slips_are_one(case):
    for name, ways in case.check.slips.items():
        for way in ways if isinstance(ways, (list, tuple)) else [ways]:
            answer = way(*given(case)) if case.check.typed else way
            verdict = check(case.check, answer, *case.more)
            assert verdict.done is False, f"{name}: {verdict.text}"
            assert re.fullmatch(pattern(case.check.words[name]), verdict.text), f"{name}: {verdict.text}"


@each(CALLED)
def test_an_answer_by_heart_is_told_so(case):
    result = case.check.right(*given(case))
    verdict = check(case.check, lambda *args: result, *case.more)
    assert verdict.done is False and verdict.text.startswith("Not yet")


@each(CALLED)
def test_no_two_equal_numbers_are_told_apart(case):
    """A right answer, one entry of which is off by little or much, is refused with two numbers that differ."""
    for off in (0.004, 0.03, 1.7, np.nan, np.inf):

        def nearly(*args, off=off):
            result = np.array(case.check.right(*args), dtype=float)
            result.flat[-1] = result.flat[-1] * (1 + off) + off
            return result

        verdict = check(case.check, nearly, *case.more)
        told = re.search(r"should be (\S+), and yours is (\S+?)\.?$", verdict.text)
        assert verdict.done is not True or off < 1 and (case.check.same or case.check.places)
        assert told is None or told[1] != told[2], verdict.text


STRANGE = {
    "a generator": lambda: (x for x in (1, 2)),
    "a dict": lambda: {"b": 1},
    "a text": lambda: "0.5",
    "complex numbers": lambda: np.array([1j, 2]),
    "a ragged list": lambda: [[1, 2], [3]],
    "a function": lambda: len,
    "a set": lambda: {1, 2},
    "texts": lambda: ["a", "b"],
    "nothing at all": list,
    "an error": lambda: 1 / 0,
    "an infinity": lambda: np.inf,
}


@each(CALLED)
@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_result_is_answered_with_one_sentence(case, what):
    verdict = check(case.check, lambda *args: STRANGE[what](), *case.more)
    assert verdict.done is False
    assert verdict.text.startswith("Not yet") and verdict.text.endswith(".") and "\n" not in verdict.text
    assert "inhomogeneous" not in verdict.text and "Error" not in verdict.text.replace("ZeroDivisionError", "")


@each(CALLED)
def test_a_result_without_end_is_told_as_such_or_by_its_slip(case):
    """Right in its shape, and infinite in all of its entries."""
    verdict = check(case.check, lambda *args: np.asarray(case.check.right(*args), dtype=float) * np.inf, *case.more)
    assert verdict.done is False and verdict.text.startswith("Not yet") and "can't fill" not in verdict.text


@each(CALLED)
def test_a_number_where_a_function_is_asked_and_a_blank_are_told(case):
    assert "without brackets" in check(case.check, 1.0, *case.more).text
    assert check(case.check, ..., *case.more).done is None
    assert check(case.check, lambda *args: None, *case.more).done is None


# ---- the deck


@pytest.mark.parametrize("lecture", LECTURES)
def test_the_right_option_has_no_place_of_its_own(lecture):
    """No place holds the right option in more than half of the questions of a lecture; if so, change deck.SHUFFLE."""
    questions = LESSONS[lecture].DECK.questions.values()
    places = [[option.right for option in question.options] for question in questions]
    assert all(place.count(True) == 1 and len(place) >= 2 for place in places)
    right = [place.index(True) for place in places]
    assert max(map(right.count, right)) <= len(right) / 2, right


@pytest.mark.parametrize("lecture", LECTURES)
def test_each_verdict_begins_as_it_must(lecture):
    """Right ones with Yes, the others with Not yet; a reason for a shape, a hint after an error and a look do not."""
    for exercise, sentences in LESSONS[lecture].DECK.verdicts.items():
        for name, sentence in sentences.items():
            if name not in ("shape", "raised") and exercise != "bugs":
                start = "Yes" if name.startswith("yes") else "Not yet"
                assert sentence.startswith(start), f"{exercise}, {name}: {sentence}"


# ---- spot the bug


BUGS = [(name, lesson.check_bugs) for name, lesson in LESSONS.items() if hasattr(lesson, "check_bugs")]


@pytest.mark.parametrize("bugs", [pytest.param(bugs, id=name) for name, bugs in BUGS])
class TestBugs:
    def right(self, bugs):
        return {version: bugs.names[number] for version, number in bugs.truth.items()}

    def test_names_count_in_any_case_with_any_spaces_and_by_their_number(self, bugs):
        assert isinstance(bugs, Bugs)
        for change in (
            str,
            str.upper,
            lambda name: f"  {name} ",
            lambda name: name.replace(" ", "  "),
            lambda name: f"'{name}'.",
            bugs.names.index,
            lambda name: str(bugs.names.index(name)),
            lambda name: float(bugs.names.index(name)),
            lambda name: np.array(bugs.names.index(name)),
            lambda name: [name],
        ):
            named = {version: change(name) for version, name in self.right(bugs).items()}
            assert check(bugs, named).done is True
            assert check(bugs, {version.lower(): name for version, name in named.items()}).done is True
        assert check(bugs, list(self.right(bugs).values())).done is True
        assert check(bugs, np.array(list(bugs.truth.values()))).done is True
        assert check(bugs, {**self.right(bugs), next(iter(bugs.truth)): " "}).done is None

    def test_one_at_a_time_and_each_verdict_says_how_many_are_right(self, bugs):
        right, count = self.right(bugs), len(bugs.truth)
        for version, name in right.items():
            one = {other: name if other == version else ... for other in right}
            assert check(bugs, one).done is None
            assert f"1 of {count} are right" in check(bugs, one).text
            wrong = {**right, version: next(known for known in bugs.names if known != name)}
            assert check(bugs, wrong).done is False
            assert f"{count - 1} of {count} are right" in check(bugs, wrong).text
            assert bugs.words[version] in check(bugs, wrong).text
            assert check(bugs, {v: n for v, n in right.items() if v != version}).done is False

    @pytest.mark.parametrize(
        "strange",
        [
            "A",
            3,
            {"A": "no such bug"},
            {"A": 99},
            {"A": 0.5},
            {"A": np.arange(2)},
            {"A": [[1, 2], [3]]},
            ["x"],
            {"A": True},
            [[1]],
        ],
        ids=repr,
    )
    def test_what_is_no_name_is_answered_with_one_sentence(self, bugs, strange):
        verdict = check(bugs, strange)
        assert verdict.done is False
        assert verdict.text.startswith("Not yet") and "Error" not in verdict.text
