"""The door for words: templates, lists, quotes, numbers and lines, in English and in another language."""

import numpy as np
import pytest

from seesaw.words import filled


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
