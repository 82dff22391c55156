"""The prose of the notebooks, as a page shows it: nothing that reads as code, half a formula, or a language alone."""

import re

import pytest
from lectures import PATHS, lecture

CODE_OR_MATHS = re.compile(r"```.*?```|`[^`\n]+`|\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
CARET = re.compile(r"[\w)\]]\^[\w({]")
HAN = re.compile(r"[\u4e00-\u9fff]")
STAR = re.compile(r"(?<![\w*])\*+\w|\w\*+(?![\w*])")


def words(text):
    """Prose without its code and its formulas."""
    return CODE_OR_MATHS.sub(" ", text)


@pytest.mark.parametrize("number", PATHS)
def test_no_caret_stands_in_prose_outside_code_and_formulas(number):
    assert not [found[0] for found in CARET.finditer(words(lecture(number).prose))]


@pytest.mark.parametrize("number", PATHS)
def test_each_dollar_in_prose_belongs_to_a_formula_on_one_line(number):
    left = words(lecture(number).prose).replace(r"\$", "")
    assert "$" not in left
    for formula in re.findall(r"(?<!\$)\$([^$\n]+)\$(?!\$)", re.sub(r"`[^`\n]+`", "", lecture(number).prose)):
        assert re.search(r"[\\_^=]|^\W*\w{1,3}\W*$", formula), formula  # not two prices and what stands between them
        assert not formula.startswith(" ") and not formula.endswith(" "), formula


@pytest.mark.parametrize("number", PATHS)
def test_a_line_in_chinese_has_its_english(number):
    for line in lecture(number).prose.splitlines():
        if HAN.search(line):
            assert re.search(r"[A-Za-z]{3}", line), line


@pytest.mark.parametrize("number", PATHS)
def test_no_card_shows_the_stars_of_its_emphasis(number):
    package = lecture(number).package
    for deal, names in ((package.question, package.DECK.questions), (package.hints, package.DECK.hints)):
        for name in names:
            shown = re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", deal(name).html, flags=re.DOTALL)
            assert not STAR.search(re.sub(r"<[^>]+>", "", shown)), name


@pytest.mark.parametrize("number", PATHS)
def test_the_end_says_what_to_read_on_with_the_year(number):
    end = "\n".join(lecture(number).sources("markdown")[-3:])
    assert re.search(r"\*\*Read on|## Read on", end)
    assert re.search(r"\b(19|20)\d\d\b", end)


@pytest.mark.parametrize("number", PATHS)
def test_sections_beyond_a_lecture_of_fifty_minutes_say_so(number):
    sections = re.findall(r"^## .*$", lecture(number).prose, flags=re.MULTILINE)
    if number != "00":
        assert 0 < sum("(extra)" in section for section in sections) < len(sections)
        assert "core" in lecture(number).sources("markdown")[0]
