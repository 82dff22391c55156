"""One encoder block and a small BERT: by hand, against torch and transformers, and what must hold for every input."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.maths.arrays import gelu, layer_norm
from seesaw.maths.attention import multi_head
from seesaw.maths.bert import Bert, BlockWeights, encoder_block

FOLDER = Path(__file__).parent / "golden"
FUNCTIONS, SMALL = np.load(FOLDER / "functions.npz"), np.load(FOLDER / "small_bert.npz")
IDS, SEGMENTS, MASK = SMALL["ids"], SMALL["segments"], SMALL["mask"]
OURS = {"gelu": "gelu", "gelu_new": "gelu_tanh", "relu": "relu"}  # the names of transformers -> ours

seeds = st.integers(0, 2**32 - 1)


def torch_block():
    """The weights of the stored nn.TransformerEncoderLayer under our names."""
    W_q, W_k, W_v = np.split(FUNCTIONS["layer_self_attn.in_proj_weight"], 3)
    b_q, b_k, b_v = np.split(FUNCTIONS["layer_self_attn.in_proj_bias"], 3)
    rest = ("self_attn.out_proj", "norm1", "linear1", "linear2", "norm2")
    pairs = (FUNCTIONS[f"layer_{name}.{kind}"] for name in rest for kind in ("weight", "bias"))
    return BlockWeights(W_q, b_q, W_k, b_k, W_v, b_v, *pairs)


def small_bert(name, dtype=np.float64):
    """The stored BertModel under our names."""

    def pair(layer):
        return (SMALL[f"{name}_{layer}.{kind}"].astype(dtype) for kind in ("weight", "bias"))

    parts = (
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "attention.output.LayerNorm",
        "intermediate.dense",
        "output.dense",
        "output.LayerNorm",
    )
    blocks = [BlockWeights(*(x for part in parts for x in pair(f"encoder.layer.{layer}.{part}"))) for layer in range(3)]
    tables = (
        SMALL[f"{name}_embeddings.{table}_embeddings.weight"].astype(dtype)
        for table in ("word", "position", "token_type")
    )
    pooler = pair("pooler.dense") if f"{name}_pooled" in SMALL else ()
    return Bert(*tables, *pair("embeddings.LayerNorm"), blocks, 4, *pooler, activation=OURS[name], eps=1e-6)


def random_block(rng, d=12, d_ff=20):
    shapes = [(d, d), d] * 4 + [d, d, (d_ff, d), d_ff, (d, d_ff), d, d, d]
    w = BlockWeights(*(rng.normal(size=shape) / 2 for shape in shapes))
    return w._replace(gain_1=1 + w.gain_1 / 4, gain_2=1 + w.gain_2 / 4)


# One block


@pytest.mark.parametrize("norm", ["post", "pre"])
@pytest.mark.parametrize("activation", ["gelu", "relu"])
def test_a_block_is_torchs_encoder_layer(norm, activation):
    x, padding = FUNCTIONS["layer_x"], FUNCTIONS["layer_padding"]
    block = encoder_block(x, torch_block(), 3, norm=norm, activation=activation, eps=1e-5)
    assert_allclose(block.out, FUNCTIONS[f"layer_{norm}_{activation}"], rtol=1e-10, atol=1e-12)
    masked = encoder_block(x, torch_block(), 3, ~padding[:, None, None], norm, activation, 1e-5)
    assert_allclose(masked.out, FUNCTIONS[f"layer_{norm}_{activation}_padded"], rtol=1e-10, atol=1e-12)


def test_post_norm_adds_and_then_normalises_every_step_on_view(rng):
    x, w = rng.normal(size=(5, 12)), random_block(rng)
    s = encoder_block(x, w, 3)
    heads = multi_head(x, w.W_q, w.W_k, w.W_v, w.W_o, 3, b_q=w.b_q, b_k=w.b_k, b_v=w.b_v, b_o=w.b_o)
    for name in heads._fields:
        assert_array_equal(getattr(s, name), getattr(heads, name))
    assert_allclose(s.added_1, x + s.b)
    assert_allclose(s.normed_1, layer_norm(s.added_1, w.gain_1, w.bias_1))
    assert_allclose(s.wide, [w.W_1 @ row + w.b_1 for row in s.normed_1])
    assert_allclose(s.active, gelu(s.wide))
    assert_allclose(s.fed, [w.W_2 @ row + w.b_2 for row in s.active])
    assert_allclose(s.added_2, s.normed_1 + s.fed)
    assert_allclose(s.out, layer_norm(s.added_2, w.gain_2, w.bias_2))
    assert s.out is s.normed_2 and s._fields[-1] == "out"


def test_pre_norm_leaves_an_unbroken_line_from_x_to_out(rng):
    x, w = rng.normal(size=(5, 12)), random_block(rng)
    s = encoder_block(x, w, 3, norm="pre", activation="gelu_tanh")
    assert_allclose(s.normed_1, layer_norm(x, w.gain_1, w.bias_1))
    assert_allclose(s.added_1, x + s.b)
    assert_allclose(s.normed_2, layer_norm(s.added_1, w.gain_2, w.bias_2))
    assert_allclose(s.active, gelu(s.wide, approximate=True))
    assert_allclose(s.out, x + s.b + s.fed)
    assert s.out is s.added_2


@given(seeds)
@settings(max_examples=20)
def test_feed_forward_thinks_about_each_token_alone(seed):
    """Once everybody has been listened to, changing one token changes no other."""
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(4, 12)), random_block(rng)
    deaf = encoder_block(x, w, 3, mask=np.eye(4, dtype=bool)).out
    x[2] = rng.normal(size=12)
    changed = encoder_block(x, w, 3, mask=np.eye(4, dtype=bool)).out
    assert_allclose(changed[[0, 1, 3]], deaf[[0, 1, 3]], atol=1e-12)
    assert not np.allclose(changed[2], deaf[2])


@given(seeds, st.sampled_from(["post", "pre"]))
@settings(max_examples=20)
def test_without_positions_a_block_gives_permuted_words_permuted_answers(seed, norm):
    rng = np.random.default_rng(seed)
    x, w, order = rng.normal(size=(6, 12)), random_block(rng), rng.permutation(6)
    there = encoder_block(x[order], w, 3, norm=norm).out
    assert_allclose(there, encoder_block(x, w, 3, norm=norm).out[order], atol=1e-11)


def test_two_equal_words_stay_equal_for_ever_without_positions(rng):
    """Notebook 02: *saw* and *saw*, twelve blocks deep."""
    x = rng.normal(size=(5, 12))
    x[4] = x[1]
    for _ in range(12):
        x = encoder_block(x, random_block(rng), 3).out
    assert_allclose(x[4], x[1], atol=1e-9)
    assert not np.allclose(x[0], x[1])


def test_a_block_may_have_heads_wider_than_its_tokens(rng):
    shapes = [(6, 12), 6, (6, 12), 6, (9, 12), 9, (12, 9), 12, 12, 12, (20, 12), 20, (12, 20), 12, 12, 12]
    s = encoder_block(rng.normal(size=(5, 12)), [rng.normal(size=shape) for shape in shapes], 3)
    assert s.q.shape == (3, 5, 2) and s.v.shape == (3, 5, 3) and s.out.shape == (5, 12)


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"norm": "middle"}, "norm must be one of 'post', 'pre', and is 'middle'"),
        ({"activation": "swish"}, "activation must be one of 'gelu', 'gelu_tanh', 'relu', and is 'swish'"),
        ({"n_heads": 5}, r"use one of \[1, 2, 3, 4, 6, 12\]"),
        ({"x": np.zeros((4, 11))}, r"W_q has shape \(12, 12\), and \(12, 11\) was expected"),
        ({"x": np.zeros(12)}, "one row per token"),
        ({"x": np.full((1, 12), np.inf)}, r"x\[0, 0\] is inf"),
    ],
)
def test_a_block_refuses_in_words(rng, given_, says):
    with pytest.raises(ValueError, match=says):
        encoder_block(**{"x": np.zeros((4, 12)), "weights": random_block(rng), "n_heads": 3} | given_)


@pytest.mark.parametrize("name", BlockWeights._fields)
@pytest.mark.parametrize("norm", ["post", "pre"])
def test_a_nan_in_any_weight_is_named_and_never_reaches_the_answer(rng, name, norm):
    w = random_block(rng)
    getattr(w, name).flat[3] = np.nan
    with pytest.raises(ValueError, match=name.replace("_1", "(_1)?").replace("_2", "(_2)?") + r"\[(0, )?3\] is nan"):
        encoder_block(np.zeros((4, 12)), w, 3, norm=norm, activation="relu")


# Bert


@pytest.mark.parametrize("name", OURS)
def test_bert_is_that_of_transformers_with_segments_and_padding(name):
    read = small_bert(name).forward(IDS, SEGMENTS, MASK)
    assert_allclose(np.stack(read.hidden), SMALL[f"{name}_hidden"], rtol=1e-9, atol=1e-11)
    assert_allclose(np.stack(read.alpha_prime), SMALL[f"{name}_alpha_prime"], rtol=1e-9, atol=1e-11)
    if name == "relu":  # a checkpoint without a pooler
        assert read.pooled is None
    else:
        assert_allclose(read.pooled, SMALL[f"{name}_pooled"], rtol=1e-9)


@pytest.mark.parametrize("name", OURS)
def test_in_float32_every_array_is_float32_and_close(name):
    read = small_bert(name, np.float32).forward(IDS, SEGMENTS, MASK)
    assert {x.dtype for part in (read.hidden, read.alpha_prime) for x in part} == {np.dtype(np.float32)}
    assert_allclose(np.stack(read.hidden), SMALL[f"{name}_hidden"], atol=2e-5)
    assert_allclose(np.stack(read.alpha_prime), SMALL[f"{name}_alpha_prime"], atol=2e-5)


def test_one_text_needs_no_batch_axis_and_segments_are_0_if_not_given():
    bert = small_bert("gelu")
    alone, batch = bert.forward(IDS[0]), bert.forward(IDS, np.zeros_like(IDS))
    assert [h.shape for h in alone.hidden] == [(9, 24)] * 4
    assert [a.shape for a in alone.alpha_prime] == [(4, 9, 9)] * 3 and alone.pooled.shape == (24,)
    for one, many in zip(alone.hidden + alone.alpha_prime, batch.hidden + batch.alpha_prime, strict=True):
        assert_allclose(one, many[0], atol=1e-12)
    assert_allclose(alone.pooled, batch.pooled[0], atol=1e-12)


@given(seeds, st.integers(1, 6), st.integers(1, 6))
@settings(max_examples=20)
def test_padding_changes_nothing_whatever_stands_there(seed, n, more):
    rng, bert = np.random.default_rng(seed), small_bert("gelu")
    ids = rng.integers(0, 50, n + more)
    plain, padded = bert.forward(ids[:n]), bert.forward(ids, mask=np.arange(n + more) < n)
    for one, other in zip(plain.hidden, padded.hidden, strict=True):
        assert_allclose(other[:n], one, atol=1e-10)
    for one, other in zip(plain.alpha_prime, padded.alpha_prime, strict=True):
        assert_allclose(other[:, :n, :n], one, atol=1e-10)
        assert (other[:, :, n:] == 0).all()
    assert_allclose(padded.pooled, plain.pooled, atol=1e-10)


def test_a_text_that_is_all_padding_gives_numbers_and_no_warning():
    with np.errstate(all="raise"):
        read = small_bert("gelu").forward(IDS, mask=MASK & [[True], [False]])
    assert np.isfinite(read.hidden[-1]).all()
    assert (read.alpha_prime[0][1] == 0).all()


def test_the_word_order_matters_because_positions_were_added():
    bert = small_bert("gelu")
    there, back = bert.forward(IDS[0]).hidden[-1], bert.forward(IDS[0][::-1]).hidden[-1]
    assert not np.allclose(there, back[::-1], atol=0.1)


def test_reading_leaves_tables_and_weights_alone_even_when_they_are_read_only():
    bert = small_bert("gelu")
    everything = [bert.words, bert.positions, bert.segments, bert.gain, bert.bias, *(x for w in bert.blocks for x in w)]
    for x in everything:
        x.flags.writeable = False
    once, twice = bert.forward(IDS), bert.forward(IDS)
    assert_array_equal(once.hidden[-1], twice.hidden[-1])


def test_memory_mapped_arrays_are_used_where_they_lie(tmp_path, rng):
    np.save(tmp_path / "words.npy", rng.normal(size=(50, 12)))
    words = np.load(tmp_path / "words.npy", mmap_mode="r")
    bert = Bert(words, np.zeros((8, 12)), np.zeros((2, 12)), np.ones(12), np.zeros(12), [random_block(rng)], 3)
    assert np.shares_memory(bert.words, words)
    assert_allclose(bert.forward([3]).hidden[0], layer_norm(words[[3]]))


@pytest.mark.parametrize(
    ("ids", "error", "says"),
    [
        ([3, -1, 4], ValueError, r"ids\[1\] is -1, and this model knows 0 to 49"),
        ([[3, 4], [50, 1]], ValueError, r"ids\[1, 0\] is 50, and this model knows 0 to 49"),
        ([1.0, 2.0], TypeError, "ids must be whole numbers, and holds float64"),
        (["saw"], TypeError, "ids must be whole numbers"),
        ([True, False], TypeError, "ids must be whole numbers, and holds bool"),
        ([], ValueError, "at least one token"),
        (7, ValueError, "at least one token"),
        ([[[1]]], ValueError, r"ids has shape \(1, 1, 1\)"),
        ([1] * 17, ValueError, "ids holds 17 tokens, and this model has 16 positions"),
    ],
)
def test_ids_that_cannot_be_read_are_refused_in_words(ids, error, says):
    with pytest.raises(error, match=says):
        small_bert("gelu").forward(ids)


@pytest.mark.parametrize(
    ("given_", "error", "says"),
    [
        ({"segments": [0, 0, 3]}, ValueError, r"segments\[2\] is 3, and this model knows 0 to 2"),
        ({"segments": [0, -1, 0]}, ValueError, r"segments\[1\] is -1"),
        ({"segments": [0, 1]}, ValueError, r"segments has shape \(2,\), and ids \(3,\)"),
        ({"segments": [0.0, 0.0, 1.0]}, TypeError, "segments must be whole numbers"),
        ({"mask": np.ones(3, int)}, ValueError, "for ones and zeros write mask == 1"),
        ({"mask": np.ones((3, 3), bool)}, ValueError, r"of the shape of ids \(3,\)"),
    ],
)
def test_segments_and_masks_that_do_not_fit_are_refused_in_words(given_, error, says):
    with pytest.raises(error, match=says):
        small_bert("gelu").forward([1, 2, 3], **given_)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("positions", np.zeros((8, 11)), r"positions has shape \(8, 11\), and \(any, 12\) was expected"),
        ("words", np.zeros(12), r"words has shape \(12,\)"),
        ("gain", np.zeros(11), r"gain has shape \(11,\), and \(12,\)"),
        ("n_heads", 5, r"use one of \[1, 2, 3, 4, 6, 12\]"),
        ("W_pool", np.zeros((12, 11)), r"W_pool has shape \(12, 11\)"),
        ("activation", "swish", "activation must be one of"),
        ("W_2", np.zeros((12, 19)), r"blocks\[1\].W_2 has shape \(12, 19\), and \(12, 20\) was expected"),
        ("b_k", np.zeros(11), r"blocks\[1\].b_k has shape \(11,\), and \(12,\) was expected"),
        ("W_k", np.zeros((9, 12)), r"blocks\[1\].W_k has shape \(9, 12\), and \(12, 12\) was expected"),
        ("W_1", np.zeros(20), r"blocks\[1\].W_1 has shape \(20,\), and \(any, 12\) was expected"),
        ("W_v", np.float64(3), r"blocks\[1\].W_v has shape \(\), and \(any, 12\) was expected"),
    ],
)
def test_arrays_that_do_not_go_together_are_refused_when_the_model_is_made(rng, name, value, says):
    parts = {"words": np.ones((9, 12)), "positions": np.ones((8, 12)), "segments": np.ones((2, 12))}
    parts |= {"gain": np.ones(12), "bias": np.ones(12), "n_heads": 3, "W_pool": None}
    blocks = [random_block(rng), random_block(rng)]
    if name in BlockWeights._fields:
        blocks[1] = blocks[1]._replace(**{name: value})
    else:
        parts[name] = value
    with pytest.raises(ValueError, match=says):
        Bert(blocks=blocks, **parts)


@pytest.mark.parametrize("table", ["words", "positions", "segments", "gain", "bias"])
def test_a_nan_in_a_table_is_named_by_table_when_a_text_meets_it(table):
    bert = small_bert("gelu")
    getattr(bert, table)[..., 1] = np.nan
    with pytest.raises(ValueError, match=rf"{table}\[(\d+, )?1\] is nan"):
        bert.forward(IDS)
