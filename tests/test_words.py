"""The door for words: templates, lists, quotes, numbers and lines; and all that a student reads passes it."""

import os
import subprocess
import sys
from pathlib import Path

import marked
import numpy as np
import pytest

from seesaw import words
from seesaw.words import Language, columns, filled, joined, large, listed, quoted, say, wrapped

HERE = Path(__file__).parent
NOTEBOOKS = sorted(path.stem for path in (HERE.parent / "notebooks").glob("*.ipynb"))
CHINESE = Language(
    name="zh-TW",
    said={"loudness": "音量", "{count} words": "{count} 個字"}.get,
    comma="、",
    quotes="「{word}」",
    joined="",
    powers=((1e12, "{number} 兆"), (1e8, "{number} 億"), (1e4, "{number} 萬")),
)


@pytest.fixture
def chinese(monkeypatch):
    """Chinese, and nothing imported yet that has said its words."""
    monkeypatch.setattr(words, "language", CHINESE)


# ---- templates


@pytest.mark.parametrize(
    ("template", "fields", "text"),
    [
        ("{share:.2f} goes to '{word}'", {"share": 1 / 3, "word": "saw"}, "0.33 goes to 'saw'"),
        ("{word}, then {share:.0%}", {"share": 0.5, "word": "{saw}", "more": 1}, "{saw}, then 50%"),
        ("{x:.2f} {x:+.1f} {x:6.1f}|{x:.0%}", {"x": -0.001}, "0.00 +0.0    0.0|0%"),
        ("{x} {x:g}", {"x": -0.0}, "0.0 0"),
        ("{x:.2f}", {"x": np.float32(-0.004)}, "0.00"),
        ("{x:.2f} {y:.1f}", {"x": -0.005001, "y": float("-inf")}, "-0.01 -inf"),
        ("{minus}", {"minus": "-0"}, "-0"),
        ("{count:,} of {{a}}", {"count": 1234567}, "1,234,567 of {a}"),
        ("{x:.{places}f}", {"x": 0.125, "places": 1}, "0.1"),
        ("{template}", {"template": "its own name"}, "its own name"),
    ],
)
def test_a_template_is_filled_by_name(template, fields, text):
    assert filled(template, **fields) == text


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{shore:.2f}", "it names {shore}, and there is share, word."),
        ("{}", "its field {0} has no name; name it, as one of share, word."),
        ("{0}", "its field {0} has no name; name it, as one of share, word."),
        ("{word:.2f}", "Unknown format code 'f' for object of type 'str'."),
        ("{word.length}", "'str' object has no attribute 'length'."),
        ("{share", "expected '}' before end of string."),
    ],
)
def test_a_template_that_cannot_be_filled_says_why_in_one_sentence(template, reason):
    with pytest.raises(ValueError, match="can't fill") as refusal:
        filled(template, share=0.5, word="saw")
    assert str(refusal.value) == f"can't fill the template {template!r}: {reason}"


# ---- what languages do differently


def test_english_is_as_written():
    assert say("loudness") == "loudness"
    assert (listed(["a", 2, "c"]), quoted("saw"), joined(["One.", "", "Two."])) == ("a, 2, c", "'saw'", "One. Two.")


def test_another_language_says_texts_and_keeps_keys(chinese):
    assert say({"loudness": ("loudness", "{count} words")}) == {"loudness": ("音量", "{count} 個字")}
    assert (listed("ab"), quoted("鋸"), joined(["一。", "二。"])) == ("a、b", "「鋸」", "一。二。")
    assert words.lang() == "zh-TW"


@pytest.mark.parametrize(
    ("number", "english", "chinese_too"),
    [
        (0, "0", "0"),
        (9_999, "9,999", "9,999"),
        (147_456, "147,456", "147,456"),
        (1_500_000, "1.5 million", "150 萬"),
        (22_713_216, "22.7 million", "2,270 萬"),
        (109_482_240, "109 million", "1.09 億"),
        (2.5e9, "2.5 billion", "25 億"),
        (3e12, "3 trillion", "3 兆"),
    ],
)
def test_a_large_number_is_counted_as_the_language_counts(number, english, chinese_too, monkeypatch):
    assert large(number) == english
    monkeypatch.setattr(words, "language", CHINESE)
    assert large(number) == chinese_too


def test_a_wide_character_takes_two_columns():
    assert [columns(text) for text in ("saw", "鋸子 saw", "α′", "，")] == [3, 8, 2, 2]


@pytest.mark.parametrize("text", ["I saw the saw, and it saw me.", "看見了「鋸子」，它也看。", "用 BERT 讀一句。", ""])
@pytest.mark.parametrize("width", [6, 9, 14, 99])
def test_lines_are_as_wide_as_asked_and_lose_nothing(text, width):
    lines = wrapped(text, width).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line.rstrip("」，。")) <= width for line in lines)  # closing marks hang


def test_a_line_begins_with_no_mark_and_a_word_stays_whole():
    assert wrapped("I saw the saw.", 9) == "I saw the\nsaw."
    assert wrapped("看見了，鋸子", 6) == "看見\n了，鋸\n子"
    assert wrapped("看見「saw」了", 6) == "看見\n「saw」\n了"
    assert wrapped("讀 LayerNorm 層", 6) == "讀\nLayerNorm\n層"


# ---- one language a kernel


def spoken_in(process):
    """What a fresh Python prints."""
    run = subprocess.run([sys.executable, "-c", process], capture_output=True, text=True, check=False)
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


def test_a_language_is_chosen_before_any_lecture_is_imported():
    speak = "from seesaw.words import Language, speak; speak(Language('zh-TW', said=str.upper))"
    assert spoken_in(f"{speak}; from seesaw.film.film import PLAYER; print(PLAYER['play'])") == "PLAY"
    assert "restart the kernel, and choose 'zh-TW' before anything" in spoken_in(f"import seesaw.film; {speak}")


# ---- all that a student reads


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("loudness", "loudness"),
        ("⟦loudness of ⟦head⟧ {0}⟧", ""),
        ("⟦loudness⟧ and 4", "and"),
        ("saw (4)\n[CLS]\nd_k = 4, W_q", ""),
        ("We saw two owls", ""),
        ("two", "two"),
        ("⟦cut in ", "cut in half a mark"),
    ],
)
def test_a_word_outside_the_marks_is_found(text, found):
    known = marked.Sentences(["We saw two owls in the barn."], ["I saw the saw."])
    assert marked.unsaid(text, known).partition(":")[0] == found


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_all_that_a_student_reads_passes_the_door(notebook, reader):
    run = subprocess.run(
        [sys.executable, HERE / "marked.py", notebook], capture_output=True, text=True, check=False, env=os.environ
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
