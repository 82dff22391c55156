"""Scores, softmax, the mix, heads and W^O: loops by hand, torch's numbers, and what must hold for every input."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.maths.arrays import layer_norm, softmax
from seesaw.maths.attention import (
    additive_scores,
    attend,
    causal_mask,
    dot_scores,
    merge_heads,
    multi_head,
    split_heads,
)
from seesaw.maths.position import alibi

GOLDEN = np.load(Path(__file__).parent / "golden" / "functions.npz")
SDPA = {name: GOLDEN[f"sdpa_{name}"] for name in ("q", "k", "v", "mask", "bias")}
QKV = SDPA["q"], SDPA["k"], SDPA["v"]  # (2, 3, 5, 4), (2, 3, 7, 4), (2, 3, 7, 6)

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)


@st.composite
def questions_answers_values(draw):
    """q (n, d_k), k (m, d_k), v (m, d_v): quiet, ordinary and very loud ones."""
    rng, (n, m, d_k, d_v) = np.random.default_rng(draw(seeds)), draw(st.tuples(sizes, sizes, sizes, sizes))
    loudness = draw(st.sampled_from([0.0, 1.0, 1e3]))
    return loudness * rng.normal(size=(n, d_k)), rng.normal(size=(m, d_k)), rng.normal(size=(m, d_v))


def block_of_weights(rng, d=12, d_s=12, d_k=4, d_v=4, n_heads=3, d_out=12):
    """W_q W_k W_v W_o and their biases, by name."""
    shapes = {"W_q": (n_heads * d_k, d), "W_k": (n_heads * d_k, d_s), "W_v": (n_heads * d_v, d_s)}
    shapes |= {"W_o": (d_out, n_heads * d_v)}
    weights = {name: rng.normal(size=shape) / 3 for name, shape in shapes.items()}
    return weights | {"b" + name[1:]: rng.normal(size=len(W)) for name, W in weights.items()}


def torch_heads(name):
    """The weights of a stored nn.MultiheadAttention under our names."""
    stored = {key.removeprefix(f"heads_{name}_"): GOLDEN[key] for key in GOLDEN.files if f"heads_{name}_" in key}
    if "in_proj_weight" in stored:
        W_q, W_k, W_v = np.split(stored["in_proj_weight"], 3)
    else:
        W_q, W_k, W_v = (stored[f"{x}_proj_weight"] for x in "qkv")
    b_q, b_k, b_v = np.split(stored["in_proj_bias"], 3)
    W_o, b_o = stored["out_proj.weight"], stored["out_proj.bias"]
    return {"W_q": W_q, "W_k": W_k, "W_v": W_v, "W_o": W_o, "b_q": b_q, "b_k": b_k, "b_v": b_v, "b_o": b_o}


# One head


def test_the_matrix_form_is_the_slide_formula_summed_by_hand(rng):
    q, k, v = rng.normal(size=(3, 4, 2))
    b = np.zeros((4, 2))
    for i in range(4):
        alpha = [q[i] @ k[j] / np.sqrt(2) for j in range(4)]
        alpha_prime = np.exp(alpha) / np.sum(np.exp(alpha))
        b[i] = sum(alpha_prime[j] * v[j] for j in range(4))
    assert_allclose(attend(q, k, v).b, b)


def test_the_slides_hold_tokens_as_columns_and_get_the_same_numbers(rng):
    I, W_q, W_k = rng.normal(size=(3, 4, 4))  # one token a column, as printed
    Q, K = W_q @ I, W_k @ I
    a = I.T
    assert_allclose(dot_scores(a @ W_q.T, a @ W_k.T, scale=False), (K.T @ Q).T)


@pytest.mark.parametrize(
    ("scale", "factor"), [(True, 0.5), (np.True_, 0.5), (False, 1.0), (0.1, 0.1), (1, 1.0), (0, 0.0)]
)
def test_scores_are_dot_products_times_the_scale(rng, scale, factor):
    q, k = rng.normal(size=(2, 3, 4))
    by_hand = [[factor * sum(q[i] * k[j]) for j in range(3)] for i in range(3)]
    assert_allclose(dot_scores(q, k, scale), by_hand, rtol=1e-12)
    assert_allclose(attend(q, k, k, scale=scale).alpha, by_hand, rtol=1e-12)


def test_additive_scores_by_hand_even_where_q_and_k_differ_in_length(rng):
    q, k, W_q, W_k, w = (rng.normal(size=s) for s in ((3, 4), (5, 6), (7, 4), (7, 6), 7))
    by_hand = [[w @ np.tanh(W_q @ q[i] + W_k @ k[j]) for j in range(5)] for i in range(3)]
    assert_allclose(additive_scores(q, k, W_q, W_k, w), by_hand)


def test_additive_scores_have_a_ceiling_that_dot_products_have_not(rng):
    q, k, W_q, W_k = rng.normal(size=(4, 5, 5))
    w = rng.normal(size=5)
    loud = additive_scores(1e6 * q, k, W_q, W_k, w)
    assert np.abs(loud).max() <= np.abs(w).sum() * (1 + 1e-12)
    assert np.abs(dot_scores(1e6 * q, k)).max() > 1e5


def test_leading_axes_of_additive_scores_broadcast(rng):
    q, k, W_q, W_k, w = (rng.normal(size=s) for s in ((2, 1, 3, 4), (5, 6, 4), (7, 4), (7, 4), 7))
    scores = additive_scores(q, k, W_q, W_k, w)
    assert scores.shape == (2, 5, 3, 6)
    assert_allclose(scores[1, 4], additive_scores(q[1, 0], k[4], W_q, W_k, w))


@pytest.mark.parametrize(
    ("name", "given_"),
    [
        ("plain", {}),
        ("masked", {"mask": SDPA["mask"]}),
        ("biased", {"bias": SDPA["bias"]}),
        ("causal", {"mask": causal_mask(5, 7)}),
        ("scaled", {"scale": 0.3}),
    ],
)
def test_attend_is_torchs_scaled_dot_product_attention(name, given_):
    assert_allclose(attend(*QKV, **given_).b, GOLDEN[f"sdpa_{name}"], rtol=1e-11, atol=1e-13)


def test_alpha_is_what_enters_the_softmax_bias_and_mask_included():
    alpha, alpha_prime, _ = attend(*QKV, mask=SDPA["mask"], bias=SDPA["bias"])
    heard = np.broadcast_to(SDPA["mask"], alpha.shape)
    assert_allclose(alpha[heard], (dot_scores(*QKV[:2]) + SDPA["bias"])[heard])
    assert (alpha[~heard] == -np.inf).all()
    assert_array_equal(alpha_prime, softmax(alpha))
    assert (alpha_prime[~heard] == 0).all()


@given(questions_answers_values())
@settings(max_examples=50)
def test_each_token_spends_one_unit_and_takes_home_something_among_the_values(qkv):
    _, alpha_prime, b = attend(*qkv)
    assert_allclose(alpha_prime.sum(-1), 1)
    v = qkv[2]
    assert (b >= v.min(0) - 1e-12).all() and (b <= v.max(0) + 1e-12).all()


@given(questions_answers_values(), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_in_what_order_the_answers_stand_changes_nothing(qkv, random):
    q, k, v = qkv
    order = random.sample(range(len(k)), len(k))
    assert_allclose(attend(q, k[order], v[order]).b, attend(q, k, v).b, atol=1e-9)


def test_attention_is_blind_to_order_which_is_why_notebook_04_adds_e(rng):
    q, k, v = rng.normal(size=(3, 5, 4))
    order = rng.permutation(5)
    assert_allclose(attend(q[order], k[order], v[order]).b, attend(q, k, v).b[order])


@given(questions_answers_values(), st.integers(1, 4))
@settings(max_examples=50)
def test_padding_that_is_masked_changes_nothing_whatever_it_holds(qkv, more):
    q, k, v = qkv
    rubbish = np.full((more, k.shape[1]), 1e6)
    padded = np.concatenate([k, rubbish]), np.concatenate([v, np.full((more, v.shape[1]), -1e6)])
    mask = np.broadcast_to(np.arange(len(k) + more) < len(k), (len(q), len(k) + more))
    assert_allclose(attend(q, *padded, mask=mask).b, attend(q, k, v).b, rtol=1e-9, atol=1e-12)


def test_who_may_attend_to_nobody_takes_home_zeros_and_no_nan(rng):
    q, k, v = rng.normal(size=(3, 4, 2))
    mask = np.ones((4, 4), bool)
    mask[1] = False
    with np.errstate(all="raise"):
        _, alpha_prime, b = attend(q, k, v, mask=mask)
    assert_array_equal(alpha_prime[1], 0)
    assert_array_equal(b[1], 0)
    assert_allclose(alpha_prime[[0, 2, 3]].sum(-1), 1)
    assert_array_equal(attend(q, k[:0], v[:0]).b, np.zeros((4, 2)))


def test_a_causal_mask_lets_each_token_hear_itself_and_what_came_before():
    assert_array_equal(causal_mask(3), [[1, 0, 0], [1, 1, 0], [1, 1, 1]])
    assert_array_equal(causal_mask(2, 4), [[1, 0, 0, 0], [1, 1, 0, 0]])  # aligned top-left
    assert_array_equal(causal_mask(3, 1), [[1], [1], [1]])
    assert causal_mask(3).dtype == bool


@given(questions_answers_values(), st.integers(0, 5))
@settings(max_examples=30)
def test_under_a_causal_mask_the_future_is_not_heard(qkv, i):
    q, k, v = qkv
    n = min(len(q), len(k))
    q, k, v, i = q[:n], k[:n], v[:n], min(i, n - 1)
    before = attend(q, k, v, mask=causal_mask(n)).b[: i + 1]
    k[i + 1 :], v[i + 1 :] = 9, -9
    assert_allclose(attend(q, k, v, mask=causal_mask(n)).b[: i + 1], before)


def test_leading_axes_broadcast(rng):
    q, k, v = rng.normal(size=(2, 1, 4, 3)), rng.normal(size=(5, 6, 3)), rng.normal(size=(6, 2))
    alpha, alpha_prime, b = attend(q, k, v)
    assert alpha.shape == alpha_prime.shape == (2, 5, 4, 6) and b.shape == (2, 5, 4, 2)
    assert_allclose(b[1, 3], attend(q[1, 0], k[3], v).b)
    many = rng.random((7, 4, 6)) < 0.5
    assert_allclose(attend(q[0, 0], k[0], v, mask=many).b[6], attend(q[0, 0], k[0], v, mask=many[6]).b)


# Several heads


def test_head_h_gets_its_own_slice_of_every_row():
    x = np.arange(2 * 3 * 8).reshape(2, 3, 8)
    split = split_heads(x, 4)
    assert split.shape == (2, 4, 3, 2)
    for h in range(4):
        assert_array_equal(split[:, h], x[..., 2 * h : 2 * h + 2])
    assert_array_equal(merge_heads(split), x)


def test_multi_head_by_hand_one_head_and_one_token_at_a_time(rng):
    w = block_of_weights(rng, d=5, d_s=6, d_k=2, d_v=4, n_heads=3, d_out=7)
    a, source = rng.normal(size=(4, 5)), rng.normal(size=(8, 6))
    out = multi_head(a, n_heads=3, source=source, **w)
    for i in range(4):
        together = []
        for h in range(3):
            mine, ours = slice(2 * h, 2 * h + 2), slice(4 * h, 4 * h + 4)
            q = w["W_q"][mine] @ a[i] + w["b_q"][mine]
            k = [w["W_k"][mine] @ s + w["b_k"][mine] for s in source]
            v = [w["W_v"][ours] @ s + w["b_v"][ours] for s in source]
            alpha = np.array([q @ k_j / np.sqrt(2) for k_j in k])
            alpha_prime = np.exp(alpha) / np.exp(alpha).sum()
            b = sum(share * v_j for share, v_j in zip(alpha_prime, v, strict=True))
            assert_allclose(out.q[h, i], q)
            assert_allclose(out.k[h], k)
            assert_allclose(out.v[h], v)
            assert_allclose(out.alpha[h, i], alpha)
            assert_allclose(out.alpha_prime[h, i], alpha_prime)
            assert_allclose(out.b_heads[h, i], b)
            together.extend(b)
        assert_allclose(out.b[i], w["W_o"] @ together + w["b_o"])


@pytest.mark.parametrize(
    ("case", "weights", "mask"),
    [
        ("self", "self", None),
        ("causal", "self", causal_mask(5)),
        ("cross", "cross", None),
        ("padded", "cross", ~GOLDEN["heads_padding"][:, None, None, :]),
    ],
)
def test_multi_head_is_torchs_multihead_attention_whose_masks_say_the_opposite(case, weights, mask):
    source = GOLDEN["heads_source"] if weights == "cross" else None
    out = multi_head(GOLDEN["heads_a"], n_heads=3, mask=mask, source=source, **torch_heads(weights))
    assert_allclose(out.alpha_prime, GOLDEN[f"heads_{case}_alpha_prime"], rtol=1e-11, atol=1e-13)
    assert_allclose(out.b, GOLDEN[f"heads_{case}_b"], rtol=1e-11, atol=1e-13)


def test_no_bias_is_a_bias_of_zeros(rng):
    w = block_of_weights(rng)
    a = rng.normal(size=(5, 12))
    zeros = {name: 0 * x for name, x in w.items() if name[0] == "b"}
    bare = {name: x for name, x in w.items() if name[0] == "W"}
    assert_array_equal(multi_head(a, n_heads=3, **bare).b, multi_head(a, n_heads=3, **(w | zeros)).b)


@pytest.mark.parametrize("n", [1, 16, 17])
def test_all_tokens_at_once_are_projected_as_each_alone_however_many_they_are(rng, n):
    W, a = rng.normal(size=(4, 96, 96)), rng.normal(size=(n, 96))
    out = multi_head(a, *W, n_heads=2)
    for i in range(n):
        for mine, W_x in zip((out.q, out.k, out.v), W[:3], strict=True):
            assert_allclose(merge_heads(mine)[i], W_x @ a[i], atol=1e-12)
        assert_allclose(out.b[i], W[3] @ merge_heads(out.b_heads)[i], atol=1e-11)


@given(seeds, st.sampled_from([1, 2, 3, 4, 6, 12]))
@settings(max_examples=30)
def test_no_head_sees_anothers_slice(seed, n_heads):
    rng = np.random.default_rng(seed)
    w, a, d_k = block_of_weights(rng), rng.normal(size=(4, 12)), 12 // n_heads
    before = multi_head(a, n_heads=n_heads, **w)
    h = rng.integers(n_heads)
    for name in ("W_q", "W_k", "W_v"):
        w[name][h * d_k : (h + 1) * d_k] = rng.normal(size=(d_k, 12))  # head h learns something else
    after = multi_head(a, n_heads=n_heads, **w)
    others = np.arange(n_heads) != h
    assert_array_equal(after.b_heads[others], before.b_heads[others])
    assert_array_equal(after.alpha_prime[others], before.alpha_prime[others])
    assert not np.allclose(after.b_heads[h], before.b_heads[h])


def test_the_heads_contributions_through_w_o_add_up(rng):
    w, a = block_of_weights(rng), rng.normal(size=(5, 12))
    out = multi_head(a, n_heads=3, **w)
    shares = [out.b_heads[h] @ w["W_o"][:, 4 * h : 4 * h + 4].T for h in range(3)]
    assert_allclose(sum(shares) + w["b_o"], out.b)


def test_a_batch_is_its_sentences_one_by_one_with_any_mask_that_names_its_heads(rng):
    w, a = block_of_weights(rng), rng.normal(size=(2, 5, 12))
    masks = rng.random((2, 3, 5, 5)) < 0.6
    for mask in (masks[0, 0], masks[:1, :1], masks[:, :1], masks[:1], masks, masks[:1, :, :1]):
        full = np.broadcast_to(mask, (2, 3, 5, 5))
        out = multi_head(a, n_heads=3, mask=mask, **w)
        for sentence in range(2):
            alone = multi_head(a[sentence], n_heads=3, mask=full[sentence], **w)
            assert_allclose(out.alpha_prime[sentence], alone.alpha_prime, atol=1e-14)
            assert_allclose(out.b[sentence], alone.b, atol=1e-14)


def test_a_bias_per_head_is_added_before_the_softmax_also_in_a_batch_as_large_as_the_heads(rng):
    w, a = block_of_weights(rng), rng.normal(size=(3, 5, 12))
    plain, biased = multi_head(a, n_heads=3, **w), multi_head(a, n_heads=3, bias=alibi(3, 5), **w)
    assert_allclose(biased.alpha - plain.alpha, np.broadcast_to(alibi(3, 5), (3, 3, 5, 5)), atol=1e-14)
    assert_allclose(biased.alpha_prime, softmax(biased.alpha))


def test_cross_attention_asks_from_one_sentence_and_answers_from_the_other(rng):
    w = block_of_weights(rng, d_s=6)
    a, source = rng.normal(size=(4, 12)), rng.normal(size=(2, 7, 6))
    out = multi_head(a, n_heads=3, source=source, **w)
    assert out.alpha.shape == (2, 3, 4, 7) and out.b.shape == (2, 4, 12)
    assert_allclose(out.b[1], multi_head(a, n_heads=3, source=source[1], **w).b)


# Precision and silence


def test_float32_in_float32_out_even_with_a_bias_of_float64(rng):
    single = [x.astype(np.float32) for x in QKV]
    out = attend(*single, bias=SDPA["bias"], mask=SDPA["mask"])
    assert {x.dtype for x in out} == {np.dtype(np.float32)}
    assert_allclose(out.b, attend(*QKV, bias=SDPA["bias"], mask=SDPA["mask"]).b, atol=2e-6)
    assert {x.dtype for x in attend(*QKV)} == {np.dtype(np.float64)}
    w = {name: x.astype(np.float32) for name, x in block_of_weights(rng).items()}
    out = multi_head(rng.normal(size=(5, 12)).astype(np.float32), n_heads=3, bias=alibi(3, 5), **w)
    assert {x.dtype for x in out} == {np.dtype(np.float32)}
    assert additive_scores(*[np.ones((2, 2), np.float32)] * 4, np.ones(2, np.float32)).dtype == np.float32


def test_whole_numbers_and_plain_lists_are_welcome():
    alpha, _, b = attend([[1, 0], [0, 1]], [[1, 0], [0, 1]], [[1], [3]], scale=False)
    assert_array_equal(alpha, np.eye(2))
    assert_allclose(b[0], [(np.e * 1 + 1 * 3) / (np.e + 1)])


@given(questions_answers_values(), st.sampled_from([np.float32, np.float64]))
@settings(max_examples=30)
def test_finite_input_gives_finite_output_and_no_warning_however_loud(qkv, dtype):
    q, k, v = (x.astype(dtype) for x in qkv)
    with np.errstate(all="raise"):
        _, alpha_prime, b = attend(1e10 * q, k, v, mask=causal_mask(len(q), len(k)))
    assert np.isfinite(alpha_prime).all() and np.isfinite(b).all()


def test_what_was_passed_in_is_left_alone(rng):
    q, k, v = rng.normal(size=(3, 4, 2))
    bias, mask = rng.normal(size=(4, 4)), causal_mask(4)
    copies = [x.copy() for x in (q, k, v, bias, mask)]
    attend(q, k, v, mask=mask, bias=bias)
    for x, copy in zip((q, k, v, bias, mask), copies, strict=True):
        assert_array_equal(x, copy)


# The doors


@pytest.mark.parametrize(
    "shape", [(3, 5, 5), (5,), (3, 5), (2, 5, 5), (5, 4), (4, 5), (5, 1), (3, 2, 5, 5), (2, 1, 5, 5), (), (3, 1, 5, 4)]
)
def test_a_mask_that_does_not_name_its_heads_is_refused(rng, shape):
    """(3, 5, 5) on 3 sentences and 3 heads is the trap: it would mask heads where sentences were meant."""
    w, a = block_of_weights(rng), rng.normal(size=(3, 5, 12))
    with pytest.raises(ValueError, match=r"mask has shape .* and the scores \(3, 3, 5, 5\)"):
        multi_head(a, n_heads=3, mask=np.ones(shape, bool), **w)


def test_with_one_head_a_mask_per_sentence_is_refused_all_the_same(rng):
    w, a = block_of_weights(rng), rng.normal(size=(5, 12))
    with pytest.raises(ValueError, match=r"mask has shape \(4, 5, 5\)"):
        multi_head(a, n_heads=1, mask=np.ones((4, 5, 5), bool), **w)


def test_the_refusal_says_how_to_write_a_mask_per_sentence(rng):
    w, a = block_of_weights(rng), rng.normal(size=(3, 5, 12))
    mask = rng.random((3, 5, 5)) < 0.7
    with pytest.raises(ValueError, match=r"write mask\[:, None\] for one mask a sentence, mask\[None\] for one a head"):
        multi_head(a, n_heads=3, mask=mask, **w)
    by_sentence = multi_head(a, n_heads=3, mask=mask[:, None], **w)
    by_head = multi_head(a, n_heads=3, mask=mask[None], **w)
    assert_array_equal(by_sentence.alpha_prime[1, 0] == 0, ~mask[1])
    assert_array_equal(by_head.alpha_prime[1, 0] == 0, ~mask[0])


@pytest.mark.parametrize("mask", [np.ones((5, 7), int), np.zeros((5, 7)), [["saw"] * 7] * 5])
def test_a_mask_that_is_not_boolean_is_refused_for_it_could_mean_either(mask):
    with pytest.raises(TypeError, match="mask must be boolean, True = j may be attended to"):
        attend(*QKV, mask=mask)


@pytest.mark.parametrize("shape", [(7,), (5, 6), (2, 5, 7), (4, 3, 5, 7), (5, 1)])
def test_a_bias_that_does_not_fit_is_refused(shape):
    with pytest.raises(ValueError, match="bias has shape"):
        attend(*QKV, bias=np.ones(shape))


@pytest.mark.parametrize(("scale", "error"), [(np.nan, ValueError), (np.inf, ValueError), ("loud", TypeError)])
def test_a_scale_that_is_no_number_is_refused(scale, error):
    with pytest.raises(error, match="dot_scores: scale"):
        attend(*QKV, scale=scale)


def test_a_bias_of_minus_infinity_masks_as_a_float_mask_of_torch_does():
    mask = SDPA["mask"] & (np.arange(5) != 2)[:, None]  # nobody for the third
    masked = attend(*QKV, mask=mask, bias=SDPA["bias"])
    biased = attend(*QKV, bias=np.where(mask, SDPA["bias"], -np.inf))
    for got, want in zip(biased, masked, strict=True):
        assert_array_equal(got, want)
    assert not biased.alpha_prime[..., 2, :].any() and not biased.b[..., 2, :].any()


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_any_other_number_that_is_not_finite_is_refused_in_a_bias(bad):
    with pytest.raises(ValueError, match=rf"bias\[0, 1\] is {bad}"):
        attend(*QKV, bias=np.where(np.arange(7) == 1, bad, -np.inf) + np.zeros((5, 7)))


def test_true_and_false_are_no_numbers_to_add_but_a_mask():
    with pytest.raises(TypeError, match="bias is added to alpha, and holds True and False; pass it as mask"):
        attend(*QKV, bias=SDPA["mask"])


def test_a_mask_of_keys_for_each_sentence_is_told_where_its_second_axis_goes(rng):
    q, mask = rng.normal(size=(3, 5, 4)), np.ones((3, 5), bool)
    with pytest.raises(ValueError, match=r"\(B, m\) goes in as mask\[:, None\]\."):
        attend(q, q, q, mask=mask)
    assert attend(q, q, q, mask=mask[:, None]).b.shape == q.shape


HIDDEN = np.ma.masked_array(np.eye(4), mask=np.eye(4) == 0)
W = dict.fromkeys(("W_q", "W_k", "W_v", "W_o"), np.eye(4))


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("x", lambda: softmax(HIDDEN)),
        ("x", lambda: softmax(list(HIDDEN))),
        ("x", lambda: layer_norm(HIDDEN)),
        ("gain", lambda: layer_norm(np.eye(4), gain=HIDDEN[0])),
        ("k", lambda: dot_scores(np.eye(4), HIDDEN)),
        ("v", lambda: attend(np.eye(4), np.eye(4), HIDDEN)),
        ("mask", lambda: attend(np.eye(4), np.eye(4), np.eye(4), mask=HIDDEN == 1)),
        ("bias", lambda: attend(np.eye(4), np.eye(4), np.eye(4), bias=HIDDEN)),
        ("W_o", lambda: multi_head(np.eye(4), **{**W, "W_o": HIDDEN}, n_heads=2)),
        ("x", lambda: split_heads(HIDDEN, 2)),
        ("x", lambda: merge_heads(HIDDEN[None])),
    ],
)
def test_what_is_masked_in_a_masked_array_never_counts_in_silence(name, call):
    with pytest.raises(ValueError, match=rf"{name}\[[0-9, ]+\] is masked, and what is masked must not count"):
        call()


def test_a_masked_array_with_nothing_masked_is_an_array():
    assert_array_equal(softmax(np.ma.masked_array([1.0, 2.0])), softmax([1.0, 2.0]))


@pytest.mark.parametrize("name", ["q", "k", "v"])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_inf_are_named_with_array_and_place(rng, name, bad):
    given_ = dict(zip("qkv", rng.normal(size=(3, 4, 2)), strict=True))
    given_[name][2, 1] = bad
    with pytest.raises(ValueError, match=rf"{name}\[2, 1\] is {bad}"):
        attend(**given_)


@pytest.mark.parametrize("name", ["q", "k", "W_q", "W_k", "w"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_the_additive_score_names_them_too_though_tanh_would_hide_an_inf(rng, name, bad):
    given_ = {"q": (3, 4), "k": (5, 4), "W_q": (2, 4), "W_k": (2, 4), "w": (2,)}
    given_ = {key: rng.normal(size=shape) for key, shape in given_.items()}
    given_[name].flat[1] = bad
    with pytest.raises(ValueError, match=rf"additive_scores: {name}\[(0, )?1\] is {bad}"):
        additive_scores(**given_)


@pytest.mark.parametrize("name", ["a", "source", "W_q", "W_k", "W_v", "W_o", "b_q", "b_k", "b_v", "b_o"])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_bad_number_in_any_weight_is_named_even_where_a_is_zero(rng, name, bad):
    given_ = block_of_weights(rng) | {"a": np.zeros((5, 12)), "source": np.zeros((4, 12))}
    place = (1, 2) if given_[name].ndim == 2 else (1,)
    given_[name][place] = bad
    with pytest.raises(ValueError, match=rf"multi_head: {name}\[{', '.join(map(str, place))}\] is {bad}"):
        multi_head(n_heads=3, **given_)


@pytest.mark.parametrize(
    ("name", "shape", "says"),
    [
        ("W_q", (12, 11), r"W_q has shape \(12, 11\), and \(12, 12\) was expected"),
        ("W_k", (12, 11), r"W_k has shape \(12, 11\)"),
        ("W_v", (12,), r"W_v has shape \(12,\)"),
        ("W_o", (12, 11), r"W_o has shape \(12, 11\), and \(12, 12\)"),
        ("b_q", (11,), r"b_q has shape \(11,\), and \(12,\) was expected"),
        ("b_o", (1, 12), r"b_o has shape \(1, 12\)"),
        ("W_k", (9, 12), r"q has shape \(3, 5, 4\) and k \(3, 5, 3\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named_with_both(rng, name, shape, says):
    w = block_of_weights(rng) | {name: np.zeros(shape)}
    if shape == (9, 12):
        w["b_k"] = np.zeros(9)
    with pytest.raises(ValueError, match=says):
        multi_head(rng.normal(size=(5, 12)), n_heads=3, **w)


def test_the_same_doors_stand_before_one_head(rng):
    q, k, v = rng.normal(size=(3, 4, 2))
    with pytest.raises(ValueError, match=r"q has shape \(4, 2\) and k \(4, 1\)"):
        attend(q, k[:, :1], v)
    with pytest.raises(ValueError, match=r"k has shape \(4, 2\) and v \(3, 2\)"):
        attend(q, k, v[:3])
    with pytest.raises(ValueError, match=r"q has shape \(2,\), and one row per token was expected"):
        attend(q[0], k, v)
    for q_s, k_s, v_s in ((2, 3, 1), (2, 2, 3)):
        with pytest.raises(ValueError, match="what comes before the last two must be equal, or 1"):
            attend(np.stack([q] * q_s), np.stack([k] * k_s), np.stack([v] * v_s))
    with pytest.raises(ValueError, match=r"shapes q \(2, 4, 2\), k \(3, 4, 2\)"):
        additive_scores(np.stack([q] * 2), np.stack([k] * 3), *np.ones((2, 2, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"W_q has shape \(2, 3\), and \(2, 2\) was expected"):
        additive_scores(q, k, np.ones((2, 3)), np.ones((2, 2)), np.ones(2))


@pytest.mark.parametrize("n_heads", [5, 7, 24])
def test_heads_that_do_not_divide_the_width_are_answered_with_those_that_do(rng, n_heads):
    with pytest.raises(ValueError, match=r"use one of \[1, 2, 3, 4, 6, 12\]"):
        split_heads(rng.normal(size=(5, 12)), n_heads)
    with pytest.raises(ValueError, match=r"use one of \[1, 2, 3, 4, 6, 12\]"):
        multi_head(rng.normal(size=(5, 12)), n_heads=n_heads, **block_of_weights(rng))


@pytest.mark.parametrize(("n_heads", "error"), [(0, ValueError), (-3, ValueError), (2.0, TypeError), ("3", TypeError)])
def test_a_number_of_heads_that_is_no_count_is_refused(n_heads, error):
    with pytest.raises(error, match="n_heads must be"):
        split_heads(np.zeros((5, 12)), n_heads)


def test_too_few_axes_to_split_or_merge_are_refused():
    with pytest.raises(ValueError, match=r"x has shape \(12,\)"):
        split_heads(np.zeros(12), 3)
    with pytest.raises(ValueError, match=r"x has shape \(5, 12\)"):
        merge_heads(np.zeros((5, 12)))


def test_scores_too_large_for_their_format_are_refused_in_words_not_in_warnings():
    q = np.full((2, 4), 1e25, np.float32)
    with np.errstate(all="raise"), pytest.raises(ValueError, match="too large for float32"):
        attend(q, q, q)
    assert np.isfinite(attend(q.astype(float), q.astype(float), q).b).all()
