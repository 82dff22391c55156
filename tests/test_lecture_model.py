"""What the lectures need of a model: another BERT works in each of them, or one sentence says why it does not fit."""

import ast
import json
import warnings

import checkpoints
import lectures
import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from seesaw import cli
from seesaw.material import reader as door
from seesaw.material.saws import furthest_apart
from seesaw.model import ModelError, fetch, load

SHAPE = {"hidden_size": 24, "num_hidden_layers": 12, "num_attention_heads": 12}  # bert-base's, and narrow
READERS = "02", "03", "04", "05", "06"
MISFITS = {
    "2 layers x 2 heads": {"num_hidden_layers": 2, "num_attention_heads": 2},
    "1 layers x 1 heads": {"num_hidden_layers": 1, "num_attention_heads": 1},
    "12 layers x 8 heads": {"num_attention_heads": 8},
    "with 64 positions": {"max_position_embeddings": 64},
}


@pytest.fixture(scope="session")
def words(reader):
    """The vocabulary of the real model."""
    return reader.vocabulary()


@pytest.fixture
def name(monkeypatch, tmp_path, words):
    """name(words=..., num_hidden_layers=...): SEESAW_MODEL names such a checkpoint.  -> its folder"""

    def write(vocabulary=words, **config):
        folder = checkpoints.random_bert(tmp_path / "model", vocabulary, **{**SHAPE, **config})
        monkeypatch.setenv("SEESAW_MODEL", str(folder))
        return folder

    return write


def assert_not_fit(told, capsys):
    """The lectures say one sentence and read the fetched model; the doctor says the same."""
    assert door.load().folder == fetch.fetched()
    [said] = capsys.readouterr().out.splitlines()
    assert told in said and said.endswith(door.READ_INSTEAD)
    [note] = [finding.what for finding in cli.look_at_model() if finding.state == "note"]
    assert note == said


def test_the_fetched_model_fits(reader):
    assert door.misfit(reader) == ""


@pytest.mark.parametrize(("told", "config"), MISFITS.items())
def test_a_model_that_is_too_small_is_named_with_its_numbers_and_the_fetched_one_read(told, config, name, capsys):
    name(**config)
    assert_not_fit(told, capsys)


def test_a_cased_model_is_named(name, capsys):
    (name() / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": False}))
    assert_not_fit("is cased", capsys)


@pytest.mark.filterwarnings("ignore:.* holds .* words, and the table")
@pytest.mark.parametrize("lost", ["saw", "hammer", "carpenter"])
def test_a_vocabulary_without_the_words_of_the_lectures_is_named(lost, name, words, capsys):
    name([f"[unused_{lost}]" if word.removeprefix("##")[:1] == lost[0] else word for word in words])
    assert_not_fit("knows other words", capsys)


def test_a_model_without_a_pooler_is_named(name, capsys):
    path = name() / "model.safetensors"
    save_file({name: x for name, x in load_file(path).items() if not name.startswith("pooler")}, path)
    assert_not_fit("has no pooler", capsys)


def test_where_nothing_was_fetched_either_it_is_one_sentence_and_how_to_mend_it(name, monkeypatch, tmp_path):
    name(num_attention_heads=2)
    monkeypatch.setattr(fetch.platformdirs, "user_cache_dir", lambda name: str(tmp_path / "empty"))
    with pytest.raises(ModelError, match=r"12 layers x 2 heads .* Run `seesaw fetch` once"):
        door.load()
    assert [finding.state for finding in cli.look_at_model()] == ["ok", "missing"]


def run_all(number, monkeypatch, views):
    """Run the code cells of a lecture, those that make a film only if `views`."""
    lecture, names = lectures.lecture(number), {"__name__": "__main__"}
    monkeypatch.chdir(lectures.NOTEBOOKS)
    for source in lecture.sources("code"):
        body = ast.parse(source).body
        lectures.run(body if views or not lectures._only_shown(body[-1]) else body[:-1], names)
    return names


@pytest.mark.parametrize("number", READERS[:-1])  # 06 takes its time
def test_every_lecture_reads_with_bert_bases_shape(number, name, monkeypatch, capsys):
    folder = name()
    names = run_all(number, monkeypatch, views=False)
    used = names.get("reader") or load()
    assert used.folder == folder and "fetched" not in capsys.readouterr().out


def test_the_reference_of_another_model_is_its_own(name):
    from seesaw.lessons.bert_block import compared

    name(hidden_act="relu", layer_norm_eps=1e-6)
    reader = load()
    found = compared.differences(reader)
    assert found.shape == (13,) and found.max() < compared.FLOOR < compared.differences(reader, "pre").max()
    film = compared.reference_view(reader)
    assert film.caption.endswith(compared.OWN)


@pytest.mark.slow
@pytest.mark.parametrize("number", READERS)
def test_every_cell_of_every_lecture_runs_with_bert_bases_shape(number, name, monkeypatch):
    name()
    run_all(number, monkeypatch, views=True)


def test_a_pad_row_of_zeros_has_no_direction_and_no_warning(name):
    from seesaw.lessons import i_saw_the_saw
    from seesaw.lessons.positional_encoding import learned

    path = name() / "model.safetensors"
    weights = load_file(path)
    weights["embeddings.word_embeddings.weight"][0] = 0
    save_file(weights, path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        i_saw_the_saw.table_view(load())
        assert (learned.cosines(np.zeros((2, 3))) == 0).all()
        assert i_saw_the_saw.cosine(np.zeros(3), np.ones(3)) == 0


@pytest.mark.parametrize("text", ["no tool here", "a saw", ""])
def test_a_text_without_two_saws_is_told_how_many_it_has(text, reader):
    with pytest.raises(ValueError, match=f"'{text}' has {text.count('saw')} words .*, and two were expected"):
        furthest_apart(reader, text)
