"""A text in, what BERT saw out: the numbers of transformers, one reader for all who ask."""

import os
import subprocess
import sys
import threading

import checkpoints
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.model import ModelError, load

WANTED = ("text", "ids", "segments", "hidden", "alpha_prime", "pooled")


@pytest.fixture
def small(tmp_path):
    """A reader of the small random BERT."""
    return load(checkpoints.write(tmp_path))


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_the_real_model_sees_in_a_text_what_transformers_sees(reader, number):
    with np.load(checkpoints.GOLDEN_FOLDER / "minilm.npz") as golden:
        want = {key: golden[f"{number}_{key}"] for key in WANTED}
    read = reader.read(*map(str, want["text"]))
    assert_array_equal(read.ids, want["ids"])
    assert_array_equal(read.segments, want["segments"])
    assert_allclose(np.stack(read.hidden), want["hidden"], atol=1e-5)
    assert_allclose(np.stack(read.alpha_prime), want["alpha_prime"], atol=1e-5)
    assert_allclose(read.pooled, want["pooled"], atol=1e-5)


def test_what_was_read_has_no_batch_axis_and_begins_with_the_tokens(small):
    read, tokens = small.read("w7 w9", pair="w8"), small.tokens("w7 w9", pair="w8")
    n, d, H = 6, 24, 4
    assert read._fields == ("pieces", "ids", "offsets", "segments", "hidden", "alpha_prime", "pooled")
    assert read.pieces == tokens.pieces and read.segments.tolist() == [0, 0, 0, 0, 1, 1]
    assert [x.shape for x in read.hidden] == [(n, d)] * 4
    assert [x.shape for x in read.alpha_prime] == [(H, n, n)] * 3
    assert read.pooled.shape == (d,)
    assert_allclose([x.sum(axis=-1) for x in read.alpha_prime], 1, rtol=1e-6)


def test_reading_is_forward_on_the_ids(small):
    read = small.read("w7 w9 w7")
    again = small.bert.forward(np.array([2, 7, 9, 7, 3]))
    assert_array_equal(read.hidden[-1], again.hidden[-1])
    assert_array_equal(read.pooled, again.pooled)


def test_the_second_text_of_a_pair_is_read_as_segment_one(small):
    apart, together = small.read("w7", pair="w9"), small.bert.forward(np.array([2, 7, 3, 9, 3]))
    assert np.abs(apart.hidden[0] - together.hidden[0])[:3].max() == 0
    assert np.abs(apart.hidden[0] - together.hidden[0])[3:].min(axis=0).max() > 0


def test_without_a_pooler_nothing_is_pooled(tmp_path):
    weights = {name: x for name, x in checkpoints.tensors().items() if not name.startswith("pooler")}
    assert load(checkpoints.write(tmp_path, weights)).read("w7").pooled is None


def test_a_text_that_is_too_long_is_read_to_the_last_position_and_says_so(small):
    with pytest.warns(UserWarning, match="16 of 22 read") as caught:
        read = small.read("w7 " * 20)
    assert read.note.startswith("16 of 22 read: ") and len(read.pieces) == 16 == len(read.hidden[-1])
    assert caught[0].filename == __file__
    assert small.read("w7").note == ""


def test_an_empty_sentence_emoji_and_a_word_of_101_letters_are_read(reader):
    assert reader.read("").pieces == ["[CLS]", "[SEP]"]
    assert reader.read("🪚").pieces == ["[CLS]", "[UNK]", "[SEP]"]
    assert reader.read("s" * 101).pieces == ["[CLS]", "[UNK]", "[SEP]"]
    assert "script" in reader.read("<script>alert(1)</script>").pieces
    for text in ("", "🪚", "s" * 101):
        assert all(np.isfinite(x).all() for x in reader.read(text).hidden)


@pytest.mark.parametrize("wrong", [None, b"saw", 5, ["saw"]])
def test_what_is_no_text_is_refused_before_anything_is_computed(small, wrong):
    with pytest.raises(TypeError, match="must be a text"):
        small.read(wrong)


def test_a_reader_prints_the_same_line_every_time(small, tmp_path):
    assert repr(small) == "<BERT that reads text: 3 layers, 4 heads, d = 24, 50 pieces, float32>"
    assert repr(load(tmp_path, dtype=float)).endswith("float64>")


def test_many_threads_share_one_reader_and_get_the_same_numbers(tmp_path):
    folder, readers, read = checkpoints.write(tmp_path), [], []
    start = threading.Barrier(8)

    def ask():
        start.wait()
        readers.append(load(folder))
        read.append(readers[-1].read("w7 w9").hidden[-1])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(readers) == 8 and all(reader is readers[0] for reader in readers)
    for x in read:
        assert_array_equal(x, read[0])


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no folder of this disk"):
        load(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="no folder of this disk"):
        load("bert-base-uncased")
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="which is a file"):
        load(tmp_path / "file")
    with pytest.raises(TypeError, match="folder is 5, and the path of a folder was expected"):
        load(5)


def test_the_home_of_a_user_who_is_not_known_here_is_no_folder():
    with pytest.raises(ModelError, match="~nobody_of_that_name/model, which is no folder"):
        load("~nobody_of_that_name/model")


@pytest.mark.skipif(os.name == "nt", reason="names of folders are text there")
def test_a_folder_whose_name_this_locale_cannot_write_is_told_how(tmp_path):
    folder = checkpoints.write(tmp_path / "模型")
    code = "import sys; from seesaw.model import load; load(sys.argv[1])"
    bare = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out = subprocess.run([sys.executable, "-c", code, folder], env=bare, capture_output=True, text=True)
    assert "this locale can't write its letters; set PYTHONUTF8=1" in out.stderr.splitlines()[-1]
    assert subprocess.run([sys.executable, "-c", code, folder], env={**bare, "PYTHONUTF8": "1"}).returncode == 0


def test_seesaw_model_names_the_folder_that_is_opened_without_asking(tmp_path, monkeypatch):
    folder = checkpoints.write(tmp_path / "mine")
    monkeypatch.setenv("SEESAW_MODEL", str(folder))
    assert load() is load(folder)
    monkeypatch.setenv("SEESAW_MODEL", str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="SEESAW_MODEL was given .*nowhere"):
        load()
