"""Where a word stands: the sinusoid, RoPE and ALiBi, by hand, against other people's code, and what each promises."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.maths.attention import attend, causal_mask, dot_scores
from seesaw.maths.position import alibi, alibi_slopes, rope, sinusoid

GOLDEN = np.load(Path(__file__).parent / "golden" / "positions.npz")
layouts = st.sampled_from(["half", "interleaved"])
seeds = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("d", [1, 2, 5, 8])
def test_the_sinusoid_is_the_formula_of_the_paper_entry_by_entry(d):
    e = sinusoid(7, d, base=100.0)
    for i in range(7):
        for feature in range(d):
            angle = i / 100.0 ** (2 * (feature // 2) / d)
            assert e[i, feature] == pytest.approx(np.cos(angle) if feature % 2 else np.sin(angle), abs=1e-15)


@pytest.mark.parametrize("d", [5, 8])
def test_concatenated_is_interleaved_with_the_sines_gathered_first(d):
    between, gathered = sinusoid(6, d), sinusoid(6, d, layout="concatenated")
    assert_array_equal(gathered, np.concatenate([between[:, 0::2], between[:, 1::2]], axis=1))
    assert_allclose(gathered @ gathered.T, between @ between.T)  # and no dot product can tell


def test_concatenated_is_what_ctrl_adds():
    assert_allclose(sinusoid(50, 16, layout="concatenated"), GOLDEN["ctrl"], atol=1e-12)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 16))
@settings(max_examples=40)
def test_how_alike_two_position_vectors_are_depends_on_their_distance_only(i, shift, pairs):
    e = sinusoid(1001, 2 * pairs)
    assert e[i] @ e[i + shift] == pytest.approx(e[0] @ e[shift], abs=1e-9)


@given(st.integers(1, 8), st.integers(0, 30))
@settings(max_examples=30)
def test_a_shift_is_a_rotation_the_same_for_every_position(pairs, shift):
    """e[i + shift] = R e[i], one R for all i."""
    e = sinusoid(64, 2 * pairs)
    start, end = e[: 64 - shift], e[shift:]
    angle = shift * 10000.0 ** (-np.arange(pairs) / pairs)
    R = np.zeros((2 * pairs, 2 * pairs))
    for p in range(pairs):
        c, s = np.cos(angle[p]), np.sin(angle[p])
        R[2 * p : 2 * p + 2, 2 * p : 2 * p + 2] = [[c, s], [-s, c]]
    assert_allclose(start @ R.T, end, atol=1e-9)


def test_with_base_1_every_hand_turns_alike_and_places_44_apart_nearly_coincide():
    e = sinusoid(90, 8, base=1.0)
    assert_allclose(np.linalg.norm(e[44:] - e[:-44], axis=1), 2 * 2 * np.sin((44 - 14 * np.pi) / 2), atol=1e-9)
    assert np.linalg.norm(e[44:] - e[:-44], axis=1).max() < 0.04


def test_no_tokens_no_rows():
    assert sinusoid(0, 4).shape == (0, 4)


# RoPE


@pytest.mark.parametrize("layout", ["half", "interleaved"])
def test_rope_turns_each_pair_by_hand(rng, layout):
    x = rng.normal(size=(5, 6))
    turned = rope(x, base=100.0, layout=layout)
    for i in range(5):
        for p in range(3):
            first, second = (p, p + 3) if layout == "half" else (2 * p, 2 * p + 1)
            z = (x[i, first] + 1j * x[i, second]) * np.exp(1j * i / 100.0 ** (2 * p / 6))
            assert_allclose(turned[i, [first, second]], [z.real, z.imag])


def test_half_is_llamas_and_interleaved_gpt_js():
    assert_allclose(rope(GOLDEN["q"]), GOLDEN["llama_q"], atol=1e-13)
    assert_allclose(rope(GOLDEN["k"]), GOLDEN["llama_k"], atol=1e-13)
    assert_allclose(rope(GOLDEN["q"], layout="interleaved"), GOLDEN["gptj_q"], atol=1e-13)


@given(seeds, layouts, st.integers(-200, 200))
@settings(max_examples=40)
def test_rope_scores_depend_on_distance_only(seed, layout, shift):
    q, k = np.random.default_rng(seed).normal(size=(2, 5, 8))
    places = np.arange(5)
    here = dot_scores(rope(q, places, layout=layout), rope(k, places, layout=layout))
    there = dot_scores(rope(q, places + shift, layout=layout), rope(k, places + shift, layout=layout))
    assert_allclose(here, there, atol=1e-10)


@given(seeds, layouts)
@settings(max_examples=20)
def test_rope_only_turns_so_no_length_changes_and_place_0_stays(seed, layout):
    x = np.random.default_rng(seed).normal(size=(3, 7, 6))
    turned = rope(x, layout=layout)
    assert_allclose(np.linalg.norm(turned, axis=-1), np.linalg.norm(x, axis=-1))
    assert_array_equal(turned[:, 0], x[:, 0])


def test_distance_is_something_plain_dot_products_cannot_see(rng):
    q = np.tile(rng.normal(size=8), (6, 1))
    assert np.ptp(dot_scores(q, q)) < 1e-12
    assert np.ptp(dot_scores(rope(q), rope(q))) > 0.1


def test_positions_may_be_given_once_or_for_every_leading_place(rng):
    x = rng.normal(size=(2, 3, 5, 4))
    places = np.array([[0, 1, 2, 3, 4], [7, 7, 0, 2, 1]])
    turned = rope(x, places[:, None])
    for sentence in range(2):
        assert_allclose(turned[sentence], rope(x[sentence], places[sentence]))
    assert_array_equal(rope(x, np.broadcast_to(places[:, None], (2, 3, 5))), turned)


@pytest.mark.parametrize("shape", [(4,), (3, 5), (2, 5), (5, 1), (2, 3, 4), (1, 2, 3, 5), ()])
def test_positions_of_another_shape_are_refused_also_where_they_would_fit_the_wrong_axis(rng, shape):
    with pytest.raises(ValueError, match=r"positions has shape"):
        rope(rng.normal(size=(3, 3, 5, 4)), np.zeros(shape))


def test_an_odd_number_of_features_cannot_turn_in_pairs():
    with pytest.raises(ValueError, match="d is 5"):
        rope(np.zeros((3, 5)))


# ALiBi


@pytest.mark.parametrize("n_heads", [1, 2, 3, 5, 8, 12, 16])
def test_the_slopes_are_blooms_whatever_the_number_of_heads(n_heads):
    assert_allclose(alibi_slopes(n_heads), GOLDEN[f"bloom_{n_heads}"], rtol=1e-6)


def test_the_slopes_of_eight_heads_halve_from_one_half():
    assert_allclose(alibi_slopes(8), [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256])


def test_alibi_by_hand():
    bias = alibi(4, 5)
    for h, slope in enumerate([1 / 4, 1 / 16, 1 / 64, 1 / 256]):
        for i in range(5):
            for j in range(5):
                assert bias[h, i, j] == -slope * abs(i - j)


def test_alibi_makes_the_near_louder_and_steeper_in_the_first_heads():
    q = np.zeros((4, 6, 2))  # nothing is asked, so only distance speaks
    alpha_prime = attend(q, q, q, mask=causal_mask(6), bias=alibi(4, 6)).alpha_prime
    last = alpha_prime[:, 5]
    assert (np.diff(last, axis=1) > 0).all()
    assert (np.diff(last[:, 5]) < 0).all()


# Doors and precision


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: sinusoid(4, 6, layout="mixed"), ValueError, "'interleaved', 'concatenated', and is 'mixed'"),
        (lambda: rope(np.zeros((2, 4)), layout="thirds"), ValueError, "'half', 'interleaved', and is 'thirds'"),
        (lambda: sinusoid(4, 6, base=0), ValueError, "base must be a number above 0"),
        (lambda: sinusoid(4, 6, base=np.nan), ValueError, "base must be a number above 0"),
        (lambda: rope(np.zeros((2, 4)), base=-1), ValueError, "base must be a number above 0"),
        (lambda: sinusoid(-1, 6), ValueError, "n must be at least 0, and is -1"),
        (lambda: sinusoid(4, 0), ValueError, "d must be at least 1"),
        (lambda: sinusoid(4.5, 2), TypeError, "n must be a whole number"),
        (lambda: alibi_slopes(0), ValueError, "n_heads must be at least 1"),
        (lambda: alibi(2, -1), ValueError, "n must be at least 0"),
        (lambda: rope(np.full((2, 4), np.nan)), ValueError, r"x\[0, 0\] is nan"),
        (lambda: rope(np.zeros((2, 4)), [0, np.inf]), ValueError, r"positions\[1\] is inf"),
        (lambda: rope(np.zeros(4)), ValueError, "one row per token"),
        (lambda: causal_mask(-1), ValueError, "n must be at least 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, error, says):
    with pytest.raises(error, match=says):
        call()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rope_keeps_the_precision_of_x_and_turns_by_exact_angles_far_out(dtype):
    x = np.ones((1, 2), dtype)
    turned = rope(x, [100_000])
    assert turned.dtype == dtype
    assert_allclose(turned[0], [np.cos(1e5) - np.sin(1e5), np.cos(1e5) + np.sin(1e5)], rtol=4 * np.finfo(dtype).eps)
