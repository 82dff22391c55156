"""A checkpoint in any of its forms gives the same BERT, and a bad one a sentence instead of numbers."""

import json
import pickle
import subprocess
import sys

import checkpoints
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from safetensors.numpy import save_file

from seesaw.model import ModelError, load

TEXT = "w7 w9 w7"
WORD_TABLE = "embeddings.word_embeddings.weight"


def same(folder, other):
    """Whether both checkpoints read a text to the same last bit."""
    ours, theirs = load(folder).read(TEXT), load(other).read(TEXT)
    return all(np.array_equal(x, y) for x, y in zip(ours.hidden, theirs.hidden, strict=True))


def refusal(folder):
    """The sentence that `load` refuses `folder` with."""
    with pytest.raises(ModelError) as caught:
        load(folder)
    said = str(caught.value)
    assert "\n" not in said and said.endswith(".") and "Traceback" not in said
    return said


@pytest.fixture
def plain(tmp_path):
    """The checkpoint that the others are forms of."""
    return checkpoints.write(tmp_path / "plain")


# --- forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", checkpoints.ACTIVATIONS)
def test_a_checkpoint_of_transformers_gives_the_numbers_of_transformers(tmp_path, activation):
    weights = checkpoints.tensors(activation, np.float64)
    bert = load(checkpoints.write(tmp_path, weights, hidden_act=activation), dtype="float64").bert
    golden = checkpoints.GOLDEN
    read = bert.forward(golden["ids"], golden["segments"], golden["mask"])
    real = golden["mask"][..., None]
    assert_allclose(np.stack(read.hidden) * real, golden[f"{activation}_hidden"] * real, atol=1e-12)
    if activation == "relu":
        assert read.pooled is None, "the one without a pooler"
    else:
        assert_allclose(read.pooled, golden[f"{activation}_pooled"], atol=1e-12)


def test_a_prefix_and_the_old_names_of_layer_norm_change_nothing(tmp_path, plain):
    def old(name):
        return "bert." + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")

    weights = {old(name): x for name, x in checkpoints.tensors().items()}
    weights["cls.predictions.bias"] = np.zeros(50, np.float32)
    assert any("gamma" in name for name in weights)
    assert same(checkpoints.write(tmp_path / "old", weights), plain)


def test_a_checkpoint_in_several_files_is_read_through_its_index(tmp_path, plain):
    folder = checkpoints.write(tmp_path / "sharded")
    (folder / "model.safetensors").unlink()
    names = list(checkpoints.tensors())
    parts = {"model-00001-of-00002.safetensors": names[:20], "model-00002-of-00002.safetensors": names[20:]}
    for file, part in parts.items():
        save_file({name: checkpoints.tensors()[name] for name in part}, folder / file)
    places = {name: file for file, part in parts.items() for name in part}
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"metadata": {"total_size": 1}, "weight_map": places}))
    assert same(folder, plain)

    index.write_text(json.dumps({"weight_map": places | {"pooler.dense.bias": "model-00001-of-00002.safetensors"}}))
    assert "lacks pooler.dense.bias" in refusal(folder)
    index.write_text(json.dumps({"weight_map": places | {"pooler.dense.bias": "../elsewhere.safetensors"}}))
    assert "plain file names" in refusal(folder)
    index.write_text(json.dumps({"weight_map": places}))
    (folder / "model-00002-of-00002.safetensors").unlink()
    assert "model-00002-of-00002.safetensors is missing" in refusal(folder)
    index.unlink()
    assert not load(checkpoints.write(folder)).bert.W_pool.flags.writeable, "and mended, it opens"


def test_half_precision_is_widened_without_changing_a_number(tmp_path):
    halves = checkpoints.tensors(dtype=np.float16)
    wide = {name: x.astype(np.float32) for name, x in halves.items()}
    assert same(checkpoints.write(tmp_path / "f16", halves), checkpoints.write(tmp_path / "f32", wide))


def test_bfloat16_is_the_upper_half_of_a_float32(tmp_path):
    upper = {name: (x.view(np.uint32) >> 16).astype(np.uint16) for name, x in checkpoints.tensors().items()}
    wide = {name: (x.astype(np.uint32) << 16).view(np.float32) for name, x in upper.items()}
    folder = checkpoints.write(tmp_path / "bf16")
    checkpoints.write_by_hand(folder / "model.safetensors", {name: ("BF16", x) for name, x in upper.items()})
    assert same(folder, checkpoints.write(tmp_path / "f32", wide))
    assert load(folder).bert.words[7, 0] == pytest.approx(checkpoints.tensors()[WORD_TABLE][7, 0], rel=2**-7)


@pytest.mark.parametrize("pad", range(4))
def test_numbers_may_begin_at_any_byte_of_the_file(tmp_path, plain, pad):
    folder = checkpoints.write(tmp_path / "odd")
    stored = {name: ("F32", x) for name, x in checkpoints.tensors().items()}
    checkpoints.write_by_hand(folder / "model.safetensors", stored, pad)
    assert same(folder, plain)
    assert load(folder).bert.words.flags.aligned


def test_float64_is_computed_in_float64_when_asked(plain):
    assert load(plain).read(TEXT).hidden[0].dtype == np.float32
    assert load(plain, dtype=np.float64).read(TEXT).hidden[-1].dtype == np.float64
    for wrong in ("int8", "half", "banana", "float16", ">f4"):
        with pytest.raises(ValueError, match="float32 or float64"):
            load(plain, dtype=wrong)


# --- memory -------------------------------------------------------------------------------------------------------


def mapped(x):
    """Whether the numbers of `x` are the file's own, through a map, and not a copy."""
    while x is not None and not isinstance(x, np.memmap):
        x = getattr(x, "base", None)
    return x is not None


def test_weights_are_the_files_own_bytes_which_nobody_can_write(plain):
    bert = load(plain).bert
    arrays = [bert.words, bert.positions, bert.segments, bert.gain, bert.bias, bert.W_pool, bert.b_pool]
    arrays += [x for block in bert.blocks for x in block]
    assert len(arrays) == len(checkpoints.tensors())
    assert all(mapped(x) and not x.flags.writeable for x in arrays)
    with pytest.raises(ValueError, match="read-only"):
        bert.words[0, 0] = 1


def test_what_must_be_converted_is_a_copy_and_read_only_too(plain):
    words = load(plain, dtype="float64").bert.words
    assert not mapped(words) and not words.flags.writeable


PRIVATE = """
from pathlib import Path
from seesaw.model import load
def private():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Swap:")))
load({small!r})
before = private()
bert = load().bert
print(private() - before, sum(x.nbytes for block in bert.blocks for x in block) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_second_kernel_has_hardly_any_weights_of_its_own(reader, plain):
    out = subprocess.run([sys.executable, "-c", PRIVATE.format(small=str(plain))], capture_output=True, check=True)
    private, blocks = map(int, out.stdout.split())
    assert blocks > 40_000, "the blocks alone are over 40 MB"
    assert private < blocks / 2, "and what is private is little: the tokenizer's words"


# --- bad input ----------------------------------------------------------------------------------------------------


def with_file(folder, content, name="model.safetensors"):
    (folder / name).write_bytes(content)
    return folder


def test_a_web_page_a_pointer_and_an_empty_file_are_named_for_what_they_are(plain):
    assert "web page" in refusal(with_file(plain, b"\n<!DOCTYPE html><html><body>Not found</body></html>"))
    assert "git lfs pull" in refusal(with_file(plain, b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"))
    assert "is empty" in refusal(with_file(plain, b""))


@pytest.mark.parametrize("kept", [4, 100, 3000, -1])
def test_a_file_cut_short_anywhere_is_refused(plain, kept):
    whole = (plain / "model.safetensors").read_bytes()
    assert "cut short" in refusal(with_file(plain, whole[:kept]))


def test_a_file_with_more_bytes_than_its_header_says_is_refused(plain):
    whole = (plain / "model.safetensors").read_bytes()
    assert "cut short or no safetensors" in refusal(with_file(plain, whole + b"\0\0\0\0"))


class Trap:
    """Unpickled, it leaves a file behind."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.safetensors"])
def test_a_pickle_is_never_opened_whatever_its_name(tmp_path, plain, name):
    (plain / "model.safetensors").unlink()
    said = refusal(with_file(plain, pickle.dumps(Trap(str(tmp_path / "sprung"))), name))
    assert name in said and "is a pickle" in said and "safe_serialization=True" in said
    assert not (tmp_path / "sprung").exists()
    pickle.loads((plain / name).read_bytes()).close()
    assert (tmp_path / "sprung").exists(), "the trap does spring when it is opened"


def test_a_folder_without_weights_or_with_too_many_says_so(plain):
    (plain / "model.safetensors").rename(plain / "mine.safetensors")
    assert load(plain).config.d == 24, "one file of any name will do"
    save_file(checkpoints.tensors(), plain / "yours.safetensors")
    assert "mine.safetensors and yours.safetensors" in refusal(plain)
    for path in plain.glob("*.safetensors"):
        path.unlink()
    assert "holds no *.safetensors" in refusal(plain)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_none_is_named_with_its_tensor_and_place(tmp_path, value):
    weights = checkpoints.tensors()
    weights["encoder.layer.1.output.dense.weight"][3, 5] = value
    said = refusal(checkpoints.write(tmp_path, weights))
    assert f"encoder.layer.1.output.dense.weight holds {value} at [3, 5]" in said


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_number_that_is_none_is_found_in_half_precision_too(tmp_path, value):
    weights = checkpoints.tensors(dtype=np.float16)
    weights["pooler.dense.bias"][7] = value
    assert f"pooler.dense.bias holds {value} at [7]" in refusal(checkpoints.write(tmp_path, weights))


def test_large_but_finite_weights_are_not_called_infinite(tmp_path):
    weights = checkpoints.tensors()
    weights["pooler.dense.bias"][:] = np.finfo(np.float32).max
    assert load(checkpoints.write(tmp_path, weights)).bert.b_pool[0] > 1e38


def test_a_missing_tensor_is_named(tmp_path):
    for name in checkpoints.tensors():
        weights = checkpoints.tensors()
        del weights[name]
        said = refusal(checkpoints.write(tmp_path, weights))
        assert name in said, f"without {name}: {said}"


def test_two_encoders_in_one_file_are_one_too_many(tmp_path):
    weights = {f"{who}.{name}": x for who in ("asker", "answerer") for name, x in checkpoints.tensors().items()}
    assert "several encoders" in refusal(checkpoints.write(tmp_path, weights))


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("hidden_size", 28, "(50, 24), and config.json asks for (50, 28)"),
        ("vocab_size", 51, "(50, 24), and config.json asks for (51, 24)"),
        ("max_position_embeddings", 512, "position_embeddings.weight has shape (16, 24)"),
        ("type_vocab_size", 2, "token_type_embeddings.weight has shape (3, 24)"),
        ("intermediate_size", 96, "(40, 24), and config.json asks for (96, 24)"),
        ("num_hidden_layers", 2, "num_hidden_layers = 2, and the weights hold 3 layers"),
        ("num_hidden_layers", 4, "num_hidden_layers = 4, and the weights hold 3 layers"),
        ("num_attention_heads", 5, "use one of [1, 2, 3, 4, 6, 8, 12, 24]"),
        ("num_attention_heads", 0, "num_attention_heads = 0"),
        ("num_attention_heads", "4", "num_attention_heads = '4'"),
        ("hidden_size", None, "hidden_size = None"),
        ("hidden_size", 10000000019, "hidden_size = 10000000019, where a whole number from 1 to 100,000,000"),
        ("num_attention_heads", 99999989, "use one of [1, 2, 3, 4, 6, 8, 12, 24]"),
        ("hidden_size", True, "hidden_size = True"),
        ("layer_norm_eps", 0, "layer_norm_eps = 0"),
        ("layer_norm_eps", "tiny", "layer_norm_eps = 'tiny'"),
        ("hidden_act", "silu", "knows 'gelu' or 'gelu_new'"),
        ("model_type", "roberta", "model_type = 'roberta'"),
        ("position_embedding_type", "relative_key", "knows 'absolute' only"),
        ("is_decoder", True, "is_decoder = True"),
    ],
)
def test_a_config_that_disagrees_with_the_weights_or_is_no_bert_is_named(tmp_path, key, value, named):
    said = refusal(checkpoints.write(tmp_path, **{key: value}))
    assert named in said, said


def test_a_tensor_of_the_wrong_shape_is_named_with_both_shapes(tmp_path):
    weights = checkpoints.tensors()
    name = "encoder.layer.0.intermediate.dense.weight"
    weights[name] = np.ascontiguousarray(weights[name].T)
    assert f"{name} has shape (24, 40), and config.json asks for (40, 24)" in refusal(
        checkpoints.write(tmp_path, weights)
    )


def test_numbers_in_a_type_that_is_not_read_are_named(tmp_path):
    weights = checkpoints.tensors()
    weights["embeddings.position_ids"] = np.arange(16)[None]
    assert load(checkpoints.write(tmp_path / "fine", weights)), "what is not needed may be of any type"
    weights["pooler.dense.weight"] = weights["pooler.dense.weight"].astype(np.int8)
    assert "pooler.dense.weight as I8" in refusal(checkpoints.write(tmp_path / "quantised", weights))


@pytest.mark.parametrize("content", [b"<html>", b"", b"[1]", b"{", b"\xff\xfe\x00", b"[" * 200_000])
def test_a_config_that_is_no_json_object_is_refused(plain, content):
    assert "config.json" in refusal(with_file(plain, content, "config.json"))


def test_a_folder_without_a_config_says_what_a_checkpoint_holds(tmp_path):
    assert "config.json is missing" in refusal(tmp_path)


def test_settings_an_old_config_leaves_out_mean_what_they_meant(tmp_path, plain):
    folder = checkpoints.write(tmp_path / "old")
    config = {key: x for key, x in checkpoints.CONFIG.items() if key not in ("model_type", "hidden_act")}
    (folder / "config.json").write_text(json.dumps(config))
    assert same(folder, plain)


def test_a_folder_is_opened_once_until_its_files_change(tmp_path, plain):
    reader = load(plain)
    assert load(str(plain)) is reader and load(plain, np.float32) is reader
    assert load(plain, np.float64) is not reader
    weights = checkpoints.tensors()
    weights["pooler.dense.bias"][:] = 2
    checkpoints.write(plain, weights, vocab_size=50, _name="another")
    assert_array_equal(load(plain).bert.b_pool, 2)


def test_brackets_within_brackets_are_no_json_in_any_file(plain):
    for name in ("tokenizer_config.json", "added_tokens.json"):
        assert name in refusal(with_file(plain, b'{"a":' * 100_000, name))
        (plain / name).unlink()


def test_a_config_that_notepad_saved_is_read(plain, tmp_path):
    other = checkpoints.write(tmp_path / "other")
    with_file(other, b"\xef\xbb\xbf" + (plain / "config.json").read_bytes(), "config.json")
    assert same(plain, other)


def test_a_config_without_its_sizes_lacks_them(plain):
    with_file(plain, json.dumps({"__version__": {"sentence_transformers": "2.0"}}).encode(), "config.json")
    assert "config.json lacks hidden_size, so it is no config.json of a BERT" in refusal(plain)
    (checkpoints.write(plain / "0_BERT") / "model.safetensors").rename(plain / "0_BERT" / "pytorch_model.bin")
    assert refusal(plain).endswith(f"(a whole checkpoint lies in {plain / '0_BERT'}).")
    (plain / "config.json").unlink()
    assert f"so give {plain / '0_BERT'}." in refusal(plain)


def test_a_distilbert_is_called_so(plain):
    said = json.dumps({"dim": 768, "n_layers": 6, "n_heads": 12, "hidden_dim": 3072, "vocab_size": 30522}).encode()
    assert "it is a DistilBERT's" in refusal(with_file(plain, said, "config.json"))


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "vocab.txt"])
def test_a_link_that_leads_nowhere_is_called_so(plain, name):
    (plain / name).unlink()
    (plain / name).symlink_to(plain / "blobs" / "gone")
    assert refusal(plain) == f"{plain / name} is a link that leads nowhere (to {plain / 'blobs' / 'gone'}); " + (
        "put the file itself there."
    )


def test_an_entry_of_a_header_may_say_more_than_is_read(plain, tmp_path):
    other = checkpoints.write(tmp_path / "other")
    path = other / "model.safetensors"
    whole = path.read_bytes()
    size = int.from_bytes(whole[:8], "little")
    header = json.loads(whole[8 : 8 + size])
    for name in header.keys() - {"__metadata__"}:
        header[name]["note"] = "mine"
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + whole[8 + size :])
    assert same(plain, other)


def test_a_notebook_shows_the_sentence_and_no_traceback():
    assert ModelError("one sentence.")._render_traceback_() == ["one sentence."]
