"""softmax, log_softmax, layer_norm and gelu: by hand, against torch's numbers, and for every input."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.maths.arrays import erfc_positive, gelu, layer_norm, log_softmax, softmax

GOLDEN = np.load(Path(__file__).parent / "golden" / "functions.npz")
FUNCTIONS = (softmax, log_softmax, layer_norm, gelu, lambda x: gelu(x, approximate=True))

scores = arrays(np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=st.floats(-1e4, 1e4))
rows_of_two_or_more = arrays(np.float64, (3, 6), elements=st.floats(-100, 100))


def phi(x):
    """The chance that a standard normal number lies below x, by the standard library."""
    return 0.5 * math.erfc(-x / math.sqrt(2))


def test_softmax_is_exp_over_the_sum_of_exp():
    by_hand = [math.exp(s) / (math.exp(1) + math.exp(2) + math.exp(0)) for s in (1, 2, 0)]
    assert_allclose(softmax(np.array([1.0, 2.0, 0.0])), by_hand, rtol=1e-15)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_softmax_and_its_logarithm_are_torchs_on_every_axis(axis):
    assert_allclose(softmax(GOLDEN["x"], axis), GOLDEN[f"softmax_{axis}"], rtol=1e-13)
    assert_allclose(log_softmax(GOLDEN["x"], axis), GOLDEN[f"log_softmax_{axis}"], rtol=1e-13)


@given(scores)
@settings(max_examples=40)
def test_every_row_has_exactly_one_unit_to_spend(x):
    shares = softmax(x)
    assert (shares >= 0).all()
    assert_allclose(shares.sum(-1), 1)


@given(scores, st.floats(-1e4, 1e4))
@settings(max_examples=40)
def test_only_differences_of_scores_matter(x, everywhere):
    assert_allclose(softmax(x + everywhere), softmax(x), atol=1e-11)


@given(scores)
@settings(max_examples=40)
def test_log_softmax_is_the_logarithm_of_softmax_wherever_that_can_be_taken(x):
    shares = softmax(x)
    assert_allclose(log_softmax(x)[shares > 1e-300], np.log(shares[shares > 1e-300]), atol=1e-11)


def test_the_logarithm_survives_where_the_share_became_zero():
    assert softmax([0.0, -2000.0])[1] == 0
    assert log_softmax([0.0, -2000.0])[1] == -2000


def test_minus_infinity_gets_nothing_and_a_row_of_it_gives_zeros():
    x = np.array([[0.0, -np.inf, 0.0], [-np.inf] * 3])
    assert_array_equal(softmax(x), [[0.5, 0, 0.5], [0, 0, 0]])
    assert_array_equal(log_softmax(x)[1], [-np.inf] * 3)
    assert_array_equal(x[0], [0, -np.inf, 0])  # what was passed in is left alone


def test_a_row_without_entries_stays_without_entries():
    assert softmax(np.zeros((2, 0))).shape == log_softmax(np.zeros((2, 0))).shape == (2, 0)


def test_layer_norm_by_hand_for_one_token():
    x, gain, bias = [1.0, 2.0, 6.0], [1.0, 2.0, 3.0], [0.5, 0.0, -1.0]
    mean = sum(x) / 3
    variance = sum((f - mean) ** 2 for f in x) / 3  # divided by 3, not by 2
    by_hand = [g * (f - mean) / math.sqrt(variance + 0.1) + c for f, g, c in zip(x, gain, bias, strict=True)]
    assert_allclose(layer_norm(np.array(x), np.array(gain), np.array(bias), eps=0.1), by_hand)


def test_layer_norm_is_torchs():
    normed = layer_norm(GOLDEN["x"], GOLDEN["gain"], GOLDEN["bias"])
    assert_allclose(normed, GOLDEN["layer_norm"], rtol=1e-12, atol=1e-14)
    assert_allclose(layer_norm(GOLDEN["x"], eps=0.1), GOLDEN["layer_norm_plain_wide_eps"], rtol=1e-12, atol=1e-14)


@given(rows_of_two_or_more, st.floats(-1000, 1000))
@settings(max_examples=40)
def test_layer_norm_runs_over_the_features_of_one_token_only(x, elsewhere):
    alone = layer_norm(x[:1])
    x[1:] = elsewhere  # other tokens may be anything
    assert_array_equal(layer_norm(x)[:1], alone)


@given(rows_of_two_or_more)
@settings(max_examples=40)
def test_a_normalised_token_has_mean_0_and_variance_1_unless_it_was_flat(x):
    spread = x.std(-1)
    normed = layer_norm(x)
    assert_allclose(normed.mean(-1), 0, atol=1e-8)
    assert_allclose(normed.std(-1)[spread > 1e-3], 1, atol=1e-5)


def test_a_flat_token_becomes_its_bias_whatever_eps():
    flat = np.full((1, 4), 7.0)
    for eps in (1e-12, 0.0):
        assert_array_equal(layer_norm(flat, bias=np.arange(4.0), eps=eps), [[0, 1, 2, 3]])


def test_gelu_is_x_times_the_chance_to_lie_below_x_to_the_last_digits():
    x = np.concatenate([np.linspace(-38, 38, 4001), [-0.6629, 0.6629, -5.657, 5.657, 1e-300, 0.0]])
    by_hand = np.array([t * phi(t) for t in x])
    assert_allclose(gelu(x), by_hand, rtol=4e-13, atol=1e-307)
    middle = np.abs(x) < 6
    assert np.max(np.abs(gelu(x) - by_hand)[middle]) < 2e-15


def test_codys_erfc_keeps_fifteen_digits_of_every_size_down_to_the_smallest():
    z = np.concatenate([np.linspace(0, 26, 5201), np.linspace(0.46, 0.62, 161), np.linspace(3.9, 5.1, 241)])
    assert_allclose(erfc_positive(z), [math.erfc(t) for t in z], rtol=1.5e-15)


def test_gelu_in_float32_is_right_to_its_last_two_digits():
    x = np.linspace(-10, 10, 20001, dtype=np.float32)
    by_hand = np.array([float(t) * phi(float(t)) for t in x])
    wrong = np.abs(gelu(x) - by_hand)
    assert np.max(wrong[x > 0] / np.spacing(x[x > 0])) < 2  # units in the last place of x
    assert np.max(wrong[x < 0]) < 1e-7
    assert_allclose(gelu(x)[x > -3], by_hand[x > -3], rtol=4e-6)


def test_both_gelus_are_torchs():
    assert_allclose(gelu(GOLDEN["wide"]), GOLDEN["gelu"], atol=3e-15)
    assert_allclose(gelu(GOLDEN["wide"], approximate=True), GOLDEN["gelu_tanh"], atol=3e-15)
    assert_allclose(gelu(GOLDEN["wide"].astype(np.float32)), GOLDEN["gelu_single"], atol=2e-6)


def test_gelu_is_the_same_number_however_the_array_lies_in_memory(rng):
    x = rng.normal(size=(6, 50, 40)).astype(np.float32)
    one_by_one = np.array([gelu(x[index]) for index in np.ndindex(x.shape)]).reshape(x.shape)
    for view in (x, np.asfortranarray(x), x.transpose(1, 2, 0).copy().transpose(2, 0, 1)):
        assert_allclose(gelu(view), one_by_one, rtol=1e-6)
    assert_allclose(gelu(x[:, ::2]), one_by_one[:, ::2], rtol=1e-6)


def test_large_arrays_of_single_precision_are_done_in_slices_with_no_seam(rng):
    x = rng.normal(size=(300, 700)).astype(np.float32)
    assert_array_equal(gelu(x)[:, 350], gelu(x[:, 350]))
    assert_array_equal(gelu(x.T)[350], gelu(x[:, 350]))


@pytest.mark.parametrize("f", FUNCTIONS)
def test_float32_in_float32_out_and_whole_numbers_become_float64(f):
    assert f(np.ones((2, 3), np.float32)).dtype == np.float32
    assert f(np.ones((2, 3), np.float16)).dtype == np.float32
    assert f(np.ones((2, 3))).dtype == f(np.ones((2, 3), int)).dtype == f([[1, 2, 3]]).dtype == np.float64


def test_a_gain_of_another_precision_does_not_change_that_of_x():
    assert layer_norm(np.ones((2, 3), np.float32), np.ones(3), np.ones(3)).dtype == np.float32


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_finite_input_gives_finite_output_and_no_warning_however_large(f, dtype):
    x = np.array([[-1e4, 1e4, 0, 3], [1e15, -1e15, 2, 1e-30]], dtype)
    with np.errstate(all="raise"):
        assert np.isfinite(f(x)).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_even_the_largest_numbers_there_are_pass_in_silence(dtype):
    top = np.finfo(dtype).max
    x = np.array([top, -top, 0], dtype)
    with np.errstate(all="raise"):
        assert_array_equal(softmax(x), [1, 0, 0])
        assert_array_equal(log_softmax(x), [0, -np.inf, -top])
        assert_array_equal(gelu(x), [top, 0, 0])
        assert_array_equal(gelu(x, approximate=True), [top, 0, 0])


def test_a_variance_too_large_for_its_format_is_refused_not_rounded_to_zero():
    with pytest.raises(ValueError, match="too large for float32"):
        layer_norm(np.array([1e30, -1e30], np.float32))


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_and_inf_are_named_with_their_place(f, bad):
    x = np.zeros((2, 3))
    x[1, 2] = bad
    with pytest.raises(ValueError, match=rf"x\[1, 2\] is {bad}"):
        f(x)


def test_gain_of_another_length_is_refused_with_both_shapes():
    with pytest.raises(ValueError, match=r"gain has shape \(2,\), and \(3,\) was expected"):
        layer_norm(np.zeros((4, 3)), gain=np.ones(2))
    with pytest.raises(ValueError, match=r"layer_norm: bias\[0\] is nan"):
        layer_norm(np.zeros((4, 3)), bias=np.full(3, np.nan))


@pytest.mark.parametrize("f", FUNCTIONS)
def test_words_are_refused(f):
    with pytest.raises(TypeError, match="must hold real numbers"):
        f(np.array(["saw"]))


def test_maths_needs_numpy_alone_and_nothing_else_is_loaded_with_it():
    """Run apart, for this process has long loaded pytest and more."""
    code = """
import sys, numpy
before = set(sys.modules)
import seesaw.maths.arrays, seesaw.maths.attention, seesaw.maths.position, seesaw.maths.bert
new = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
print(*sorted(new - {"numpy"}))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["seesaw"]
