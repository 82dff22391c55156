"""Answers to the exercises, as students write them: a table a lecture, run through `check` as a notebook does.

    TABLE = {"previous": Answers(lesson.check_previous, right=[...], wrong={...}, more=(...))}

`right` are whole answers in other styles than the lecture's own (a loop, einsum, a list); tests/test_answers.py hands
each in as float32, as a list, as a tuple and working in place as well.  `wrong` are plausible ones beside the slips of
the exercise, which are all handed in too: {name of the sentence in the deck, or words of it: answer}.
"""

from typing import Any, NamedTuple


class Answers(NamedTuple):
    """What students hand in to one check; `more` is what the notebook's cell hands to it after the answer."""

    check: Any
    right: list
    wrong: dict
    more: tuple = ()
