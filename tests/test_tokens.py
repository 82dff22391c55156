"""Text to pieces: the same as transformers, with each piece's place in the text, and nothing cut in silence."""

import json
import warnings
from pathlib import Path

import checkpoints
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from tokenizers import Tokenizer

from seesaw.model import ModelError, load
from seesaw.model.tokens import Pieces

GOLDEN = json.loads((Path(__file__).parent / "golden" / "tokens.json").read_text(encoding="utf-8"))
WORDS = 30_522  # rows of the real model's word table


def assert_answers(tokens, answer):
    assert list(tokens.pieces) == answer["pieces"]
    assert_array_equal(tokens.ids, answer["ids"])
    assert_array_equal(tokens.offsets, answer["offsets"])
    assert_array_equal(tokens.segments, answer["segments"])


@pytest.fixture
def small(tmp_path):
    """A reader of the small random BERT."""
    return load(checkpoints.write(tmp_path))


@pytest.mark.parametrize("answer", GOLDEN["real"], ids=lambda answer: ascii(answer["texts"][0][:20]))
def test_the_real_model_reads_the_pieces_that_transformers_reads(reader, answer):
    assert_answers(reader.tokens(*answer["texts"]), answer)


@pytest.mark.parametrize("name", ["tokenizer.json", "vocab.txt"])
def test_either_file_alone_is_enough(reader, tmp_path, name):
    (tmp_path / name).write_bytes((reader.folder / name).read_bytes())
    pieces = Pieces(tmp_path, WORDS, 512)
    for answer in GOLDEN["real"]:
        assert_answers(pieces.split(*answer["texts"]), answer)


@pytest.mark.parametrize("case", GOLDEN["small"], ids=["lower case", "case kept"])
def test_a_vocabulary_is_lower_cased_as_tokenizer_config_says(tmp_path, case):
    (tmp_path / "vocab.txt").write_text("\n".join(GOLDEN["words"]) + "\n", encoding="utf-8")
    said = {"do_lower_case": case["do_lower_case"]}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(said))
    pieces = Pieces(tmp_path, len(GOLDEN["words"]), 512)
    for answer in case["answers"]:
        assert_answers(pieces.split(*answer["texts"]), answer)


def test_the_padding_and_cutting_that_tokenizer_json_asks_for_is_switched_off(reader):
    asked = Tokenizer.from_file(str(reader.folder / "tokenizer.json"))
    assert asked.padding["length"] == asked.truncation["max_length"] == 128, "it asks for 128, always"
    assert len(reader.tokens("I saw the saw").pieces) == 6
    assert len(reader.tokens("saw " * 200).pieces) == 202


def test_offsets_lead_from_each_piece_back_to_the_text(reader):
    text = "Unbelievably, 🙂 I saw the seesaw"
    tokens = reader.tokens(text)
    assert [text[start:end] for start, end in tokens.offsets] == [
        "",
        "Un",
        "bel",
        "ie",
        "va",
        "bly",
        ",",
        "🙂",
        "I",
        "saw",
        "the",
        "sees",
        "aw",
        "",
    ]
    tokens = reader.tokens("I saw", pair="the saw")
    assert [("I saw", "the saw")[s][start:end] for s, (start, end) in zip(tokens.segments, tokens.offsets)] == [
        "",
        "I",
        "saw",
        "",
        "the",
        "saw",
        "",
    ]


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A tokenizer that knows the printable letters one by one, and the word saw."""
    folder = tmp_path_factory.mktemp("letters")
    known = [chr(i) for i in range(33, 127)]
    words = [*checkpoints.SPECIAL, *known, *(f"##{letter}" for letter in known), "saw"]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    return Pieces(folder, len(words), 512)


@given(text=st.text() | st.text("aws #[]SEP."))
def test_whatever_the_text_a_piece_lies_inside_it(letters, text):
    found = letters.split(text)
    assert found.pieces[0] == "[CLS]" and found.pieces[-1] == "[SEP]"
    assert len(found.pieces) == len(found.ids) == len(found.offsets) == len(found.segments)
    inner = found.offsets[1:-1]
    assert (inner[:, 0] < inner[:, 1]).all() and (inner >= 0).all() and (inner <= len(text)).all()
    assert (np.diff(inner, axis=0) >= 0).all(), "and pieces come in the order of the text"
    assert {type(x) for x in found.pieces} == {str}


@pytest.mark.parametrize("case", GOLDEN["long"], ids=lambda case: str(case["made_of"]))
def test_a_text_that_is_too_long_is_cut_where_transformers_cuts_it_and_says_so(reader, case):
    word, times, other, others = case["made_of"]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tokens = reader.tokens(f"{word} " * times, f"{other} " * others if others else None)
    assert [int((tokens.segments == s).sum()) for s in (0, 1)] == case["kept"]
    assert tokens.pieces[-1] == "[SEP]" and len(tokens.pieces) == 512
    assert tokens.whole == case["whole"]
    if case["whole"] > 512:
        assert tokens.note.startswith(f"512 of {case['whole']} read")
        assert [str(warning.message) for warning in caught] == [tokens.note]
        assert caught[0].filename == __file__, "the warning points at the line that gave the text"
    else:
        assert tokens.note == "" and not caught


def test_the_vocabulary_names_each_row_of_the_word_table(reader):
    names = reader.vocabulary()
    assert len(names) == len(reader.bert.words)
    tokens = reader.tokens("I saw the seesaw 🪚")
    assert [names[row] for row in tokens.ids] == tokens.pieces


def test_a_row_without_a_piece_has_no_name_and_both_numbers_are_said(tmp_path):
    with pytest.warns(UserWarning, match=r"vocab.txt holds 49 words, and the table of the weights has 50 rows"):
        assert load(checkpoints.write(tmp_path, words=checkpoints.WORDS[:-1])).vocabulary()[-2:] == ["w48", ""]


def beside(folder, name, said):
    (folder / name).write_text(json.dumps(said), encoding="utf-8")


def with_words(folder, n=44):
    """A vocab.txt of 44 words for a table of 50 rows."""
    (folder / "vocab.txt").write_text("\n".join(checkpoints.WORDS[:n]) + "\n")
    return folder


def pieces_of(folder, text, rows=46):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = Pieces(folder, rows, 16).split(text)
    return found.pieces[1:-1], found.ids.tolist()[1:-1]


def test_words_added_beside_vocab_txt_are_not_split(tmp_path):
    beside(with_words(tmp_path), "added_tokens.json", {"[OBJ]": 45, "[SUBJ]": 44})
    assert pieces_of(tmp_path, "[SUBJ] w7 [OBJ]") == (["[SUBJ]", "w7", "[OBJ]"], [44, 7, 45])
    assert pieces_of(tmp_path, "[subj]w7")[1] == [44, 7], "a plain one is looked for after lower-casing, as all text is"


def test_a_word_that_is_special_keeps_its_case(tmp_path):
    beside(with_words(tmp_path), "added_tokens.json", {"[SUBJ]": 44, "[OBJ]": 45})
    beside(tmp_path, "special_tokens_map.json", {"additional_special_tokens": ["[SUBJ]", "[OBJ]"]})
    assert pieces_of(tmp_path, "[SUBJ] w7")[1] == [44, 7]
    assert 44 not in pieces_of(tmp_path, "[subj] w7")[1]


def test_a_special_word_of_the_vocabulary_itself_is_not_split(tmp_path):
    words = [*checkpoints.WORDS[:44], "[SUBJ]"]
    (tmp_path / "vocab.txt").write_text("\n".join(words) + "\n")
    beside(tmp_path, "tokenizer_config.json", {"additional_special_tokens": ["[SUBJ]", {"content": "[OBJ]"}]})
    assert pieces_of(tmp_path, "[SUBJ] w7 [OBJ]")[1] == [44, 7, 45], "and one that is not in it gets the next row"


def test_added_words_are_looked_for_as_tokenizer_config_says(tmp_path):
    plain = {"lstrip": False, "rstrip": False, "single_word": False, "normalized": False, "special": False}
    added = {"2": {"content": "[CLS]", **plain, "special": True}}
    added |= {"44": {"content": "Saw", **plain, "single_word": True}, "45": {"content": "<x>", **plain, "lstrip": True}}
    beside(with_words(tmp_path), "tokenizer_config.json", {"added_tokens_decoder": added})
    beside(tmp_path, "added_tokens.json", {"not read": 44})
    assert pieces_of(tmp_path, "Saw Saws")[1] == [44, 1], "a whole word only"
    assert pieces_of(tmp_path, "saw")[1] == [1]
    found = Pieces(tmp_path, 46, 16).split("w7  <x> w8")
    assert found.ids.tolist() == [2, 7, 45, 8, 3] and found.offsets.tolist()[2] == [2, 7], "with the spaces before it"


def test_a_row_between_two_added_words_has_no_name(tmp_path):
    beside(with_words(tmp_path), "added_tokens.json", {"[SUBJ]": 47})
    with pytest.warns(UserWarning, match="holds 45 words, and .* has 48 rows"):
        pieces = Pieces(tmp_path, 48, 16)
    assert pieces.vocabulary()[43:] == ["w43", "", "", "", "[SUBJ]"]
    assert pieces.split("[SUBJ]").ids.tolist() == [2, 47, 3]


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("added_tokens.json", {"[SUBJ]": "first"}, "added_tokens.json says 'first' of an added word"),
        ("added_tokens.json", {"[SUBJ]": 4.5}, "says 4.5 of an added word"),
        ("added_tokens.json", {"[SUBJ]": 10**12}, "of an added word"),
        ("added_tokens.json", {"[SUBJ]": -1}, "says -1 of an added word"),
        ("added_tokens.json", {"[SUBJ]": 7}, r"puts '\[SUBJ\]' at row 7, which is not free"),
        ("added_tokens.json", {"[SUBJ]": 48}, "ids up to 48, while the weights know only 46 words"),
        ("tokenizer_config.json", {"added_tokens_decoder": ["x"]}, r"says \['x'\] of an added word"),
        ("tokenizer_config.json", {"added_tokens_decoder": {"44": {"content": 5}}}, "says {'content': 5} of an added"),
        (
            "tokenizer_config.json",
            {"added_tokens_decoder": {"44": {"content": "x", "special": "no"}}},
            "of an added word",
        ),
        ("tokenizer_config.json", {"do_lower_case": "yes"}, "says do_lower_case = 'yes', where true or false is exp"),
        ("tokenizer_config.json", {"strip_accents": 1}, "says strip_accents = 1, where true, false or null"),
        (
            "tokenizer_config.json",
            {"tokenize_chinese_chars": None},
            "tokenize_chinese_chars = None, where true or false",
        ),
    ],
)
def test_odd_things_beside_a_vocabulary_are_named(tmp_path, name, said, told):
    beside(with_words(tmp_path), name, said)
    with pytest.raises(ModelError, match=told):
        Pieces(tmp_path, 46, 16)


def test_after_a_long_text_a_short_one_is_whole_again(small):
    with pytest.warns(UserWarning, match="16 of 22 read"):
        assert small.tokens("w7 " * 20).note
    assert small.tokens("w7").note == ""
    assert small.tokens("w7 " * 14).note == "" and len(small.tokens("w7 " * 14).ids) == 16


def test_an_empty_sentence_is_cls_and_sep_alone(small):
    assert small.tokens("").pieces == ["[CLS]", "[SEP]"]
    assert small.tokens("w7", pair="").pieces == small.tokens("w7").pieces


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (None, "text must be a text (str), and is None (NoneType); write it in quotes."),
        (b"saw", "text must be a text (str), and is bytes; turn it into text first: text.decode('utf-8')."),
        (5, "text must be a text (str), and is 5 (int); write it in quotes."),
        (["I", "saw"], "text must be a text (str), and is ['I', 'saw'] (list); write it in quotes."),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(small, wrong, said):
    with pytest.raises(TypeError) as caught:
        small.tokens(wrong)
    assert str(caught.value) == said
    if wrong is not None:
        with pytest.raises(TypeError, match="pair must be a text"):
            small.tokens("w7", pair=wrong)


def test_half_a_character_is_refused_with_its_place(small):
    with pytest.raises(ValueError, match="position 2 "):
        small.tokens("w7\ud83d")


def test_a_tokenizer_that_is_missing_or_not_the_weights_own_is_refused(tmp_path):
    with pytest.raises(ModelError, match="neither tokenizer.json nor vocab.txt"):
        Pieces(tmp_path, 50, 16)
    folder = checkpoints.write(tmp_path, words=[*checkpoints.WORDS, "one_more"])
    with pytest.raises(ModelError, match=r"ids up to 50, while the weights know only 50 words \(0 to 49\)"):
        load(folder)
    with pytest.raises(ModelError, match=r"vocab.txt lacks \[UNK\] and \[CLS\] and \[SEP\]"):
        load(checkpoints.write(tmp_path, words=["<html>", "<body>"]))
    (tmp_path / "tokenizer.json").write_text("<html>")
    with pytest.raises(ModelError, match="tokenizer.json cannot be read as a tokenizer"):
        load(tmp_path)


def test_a_tokenizer_that_does_not_put_cls_and_sep_around_a_text_is_refused(reader, tmp_path):
    bare = json.loads((reader.folder / "tokenizer.json").read_text(encoding="utf-8"))
    bare["post_processor"] = None
    (tmp_path / "tokenizer.json").write_text(json.dumps(bare))
    with pytest.raises(ModelError, match=r"expects \[CLS\] and \[SEP\]"):
        Pieces(tmp_path, WORDS, 512)
