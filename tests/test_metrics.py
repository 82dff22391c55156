"""Confusion matrix, precision, recall, F1, curves: by hand on the cards of the lecture, and against scikit-learn."""

import itertools
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn import metrics as sk

from seesaw.maths import metrics as m

EXACT = {"rtol": 0, "atol": 1e-12}


def columns(values=(0, 1)):
    """(actual, predicted) of 1 to 25 cases."""
    case = st.tuples(st.sampled_from(values), st.sampled_from(values))
    return st.lists(case, min_size=1, max_size=25).map(lambda cases: np.array(cases).T)


def ranked():
    """(actual, score) of 1 to 25 cases, with ties."""
    score = st.one_of(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.floats(-1e6, 1e6))
    return st.lists(st.tuples(st.integers(0, 1), score), min_size=1, max_size=25).map(
        lambda cases: (np.array([c[0] for c in cases]), np.array([c[1] for c in cases]))
    )


@pytest.fixture(autouse=True)
def scikit_learn_warns_where_there_is_no_share():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# ---- by hand


def test_the_four_counts_are_those_of_a_loop_over_the_cards(rng):
    actual, predicted = rng.integers(0, 2, (2, 30))
    cells = {"tp": (1, 1), "fp": (0, 1), "tn": (0, 0), "fn": (1, 0)}
    want = {n: sum((a, p) == cell for a, p in zip(actual, predicted, strict=True)) for n, cell in cells.items()}
    assert m.confusion(actual, predicted)._asdict() == want


def test_precision_looks_down_the_column_and_recall_along_the_row():
    counts = m.Confusion(tp=6, fp=2, tn=18, fn=4)
    assert (counts.precision, counts.recall, counts.accuracy) == (6 / 8, 6 / 10, 24 / 30)
    assert_allclose(counts.f1, 1 / ((8 / 6 + 10 / 6) / 2), **EXACT)  # the harmonic mean of the two


def test_f1_is_far_below_the_plain_mean_where_one_of_the_two_is_small():
    assert_allclose([m.f_beta(1, 0.02), (1 + 0.02) / 2], [0.0392, 0.51], atol=1e-4)


def test_a_share_of_nothing_has_no_value():
    nobody_called = m.confusion([1, 0, 0], [0, 0, 0])
    assert np.isnan(nobody_called.precision) and nobody_called.recall == 0 and nobody_called.f1 == 0
    nobody_there = m.confusion([0, 0], [0, 0])
    assert np.isnan(nobody_there.recall) and np.isnan(nobody_there.f1) and nobody_there.accuracy == 1


def test_passing_a_negative_raises_precision_and_passing_a_positive_lowers_both_unless_precision_is_1():
    """The rule of the lecture: the threshold goes up by one card at a time."""
    actual, score = np.array([0, 1, 0, 1, 1]), np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    precision, recall, _ = m.precision_recall_curve(actual, score)
    for passed, (p, p_up), (r, r_up) in zip(actual, *map(itertools.pairwise, (precision, recall)), strict=True):
        if passed:
            assert r_up < r and (p_up < p or p == p_up == 1)
        else:
            assert r_up == r and p_up > p


def test_rows_are_what_a_case_is_and_columns_what_was_said():
    assert m.confusion_matrix(["saw", "saw", "see"], ["saw", "see", "see"]).tolist() == [[1, 1], [0, 1]]


def test_the_area_below_roc_is_how_often_a_positive_scores_above_a_negative(rng):
    actual, score = rng.integers(0, 2, 40), rng.integers(0, 9, 40)
    pairs = [(1 if p > n else 0.5 if p == n else 0) for p in score[actual == 1] for n in score[actual == 0]]
    assert_allclose(m.roc_auc(actual, score), np.mean(pairs), **EXACT)


# ---- against scikit-learn, where there is no share included


@settings(max_examples=200)
@given(columns())
def test_counts_and_shares_are_scikit_learns(case):
    counts = m.confusion(*case)
    tn, fp, fn, tp = sk.confusion_matrix(*case, labels=[0, 1]).ravel()
    assert counts == (tp, fp, tn, fn)
    got = counts.precision, counts.recall, counts.f1, counts.accuracy
    shares = [f(*case, zero_division=np.nan) for f in (sk.precision_score, sk.recall_score, sk.f1_score)]
    assert_allclose(got, [*shares, sk.accuracy_score(*case)], **EXACT)


@settings(max_examples=200)
@given(columns((0, 1, 2, 3)), st.sampled_from([None, [0, 1], [3, 1, 0], [2, 7]]))
def test_the_matrix_is_scikit_learns(case, labels):
    if labels and not np.isin(labels, case[0]).any():
        with pytest.raises(ValueError, match="none of them is in actual"):
            m.confusion_matrix(*case, labels)
    else:
        assert m.confusion_matrix(*case, labels).tolist() == sk.confusion_matrix(*case, labels=labels).tolist()


@settings(max_examples=300)
@given(
    columns((0, 1, 2)),
    st.sampled_from(["micro", "macro", "weighted", None]),
    st.sampled_from([None, [0, 1], [2, 1, 0], [1, 5]]),
    st.sampled_from([0.0, 1.0, np.nan]),
    st.sampled_from([0.5, 1, 2]),
)
def test_averages_over_classes_are_scikit_learns(case, average, labels, zero_division, beta):
    got = m.precision_recall_f1(*case, average, labels, zero_division, beta)
    *want, _ = sk.precision_recall_fscore_support(
        *case, average=average, labels=labels, zero_division=zero_division, beta=beta
    )
    for one, other in zip(got, want, strict=True):
        assert_allclose(one, other, **EXACT)


@settings(max_examples=200)
@given(columns(), st.sampled_from([0.0, 1.0, np.nan]), st.sampled_from([0.1, 1, 10]))
def test_two_classes_are_scikit_learns(case, zero_division, beta):
    got = m.precision_recall_f1(*case, zero_division=zero_division, beta=beta)
    *want, _ = sk.precision_recall_fscore_support(*case, average="binary", zero_division=zero_division, beta=beta)
    assert_allclose(got, want, **EXACT)


@settings(max_examples=200)
@given(ranked())
def test_the_pr_curve_is_scikit_learns(case):
    for one, other in zip(m.precision_recall_curve(*case), sk.precision_recall_curve(*case), strict=True):
        assert_allclose(one, other, **EXACT)
    assert_allclose(m.average_precision(*case), sk.average_precision_score(*case), **EXACT)


@settings(max_examples=200)
@given(ranked())
def test_the_roc_curve_is_scikit_learns(case):
    for one, other in zip(m.roc_curve(*case), sk.roc_curve(*case, drop_intermediate=False), strict=True):
        assert_allclose(one, other, **EXACT)
    assert_allclose(m.roc_auc(*case), sk.roc_auc_score(*case), **EXACT)


# No share of cases is as small as 5e-324, where a product is rounded to the next of its kind.
@given(*[st.floats(0, 1, allow_subnormal=False)] * 2, st.floats(0, 10))
def test_f_beta_lies_between_precision_and_recall(precision, recall, beta):
    low, high = sorted((precision, recall))
    assert low - 1e-12 <= m.f_beta(precision, recall, beta) <= high + 1e-12


# ---- bad input


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: m.confusion([1, 0], [1]), "actual has 2 cases and predicted 1"),
        (lambda: m.confusion([], []), "actual is empty; give at least one case"),
        (lambda: m.confusion([1, 2], [1, 0]), r"actual\[1\] is 2, and 0 or 1 was expected; write actual == 2"),
        (lambda: m.confusion(["tool"], ["tool"]), r"actual\[0\] is 'tool', and 0 or 1"),
        (lambda: m.confusion([1, np.nan], [1, 0]), r"actual\[1\] is nan; leave that case out"),
        (lambda: m.confusion([1, None], [1, 0]), r"actual\[1\] is None; leave that case out"),
        (lambda: m.confusion([[1], [0]], [1, 0]), r"actual has shape \(2, 1\), and one column"),
        (lambda: m.confusion_matrix([1, 0], [1, 0], [5]), "labels are 5 and none of them is in actual"),
        (lambda: m.confusion_matrix([1, 0], [1, 0], [1, 1]), "one of them stands there twice"),
        (lambda: m.precision_recall_f1([0, 1, 2], [0, 1, 1]), r"two classes were expected, and these occur: 0, 1, 2"),
        (lambda: m.precision_recall_f1([2, 3], [3, 3]), r"class 1 is positive, and only 2, 3 occur"),
        (lambda: m.precision_recall_f1([0, 1], [0, 1], "mean"), "average must be one of 'binary', 'micro'"),
        (lambda: m.precision_recall_f1([0, 1], [0, 1], zero_division=2), "zero_division stands for 0 of 0"),
        (lambda: m.precision_recall_f1([0, 1], [0, 1], beta=-1), "beta is a weight of at least 0, and is -1"),
        (lambda: m.roc_curve([0, 1], [0.5, np.nan]), r"score\[1\] is nan"),
        (lambda: m.roc_curve([0, 1], [0.5, np.inf]), r"score\[1\] is inf; a score must be a finite number"),
        (lambda: m.roc_auc([0, 1, 2], [0.5, 1, 2]), "two classes were expected"),
        (lambda: m.average_precision([0, 1], ["low", "high"]), "score must hold numbers"),
        (lambda: m.roc_auc(["1", "0"], [0.9, 0.1]), "class 1 is positive, and only '0', '1' occur"),
        (lambda: m.precision_recall_f1(["1"], ["1"]), "class 1 is positive, and only '1' occur"),
        (lambda: m.confusion_matrix([1, 0], [1, 0], ["1", "0"]), r"labels\[0\] is '1' \(text\) and actual\[0\] is 1"),
        (lambda: m.confusion_matrix(["a", np.nan], ["a", "b"]), r"actual\[1\] is nan; leave that case out"),
        (lambda: m.confusion_matrix([["a"], ["b", "c"]], ["a", "b"]), r"actual\[0\] is \['a'\], and a number"),
        (lambda: m.roc_auc([0, 1], np.ma.masked_array([0.1, 0.9], [0, 1])), r"score\[1\] is masked"),
        (lambda: m.f_beta(np.ma.masked_array([0.5], [1]), 1), r"precision\[0\] is masked"),
    ],
)
def test_bad_input_is_refused_with_what_was_got_and_how_to_mend_it(call, told):
    with pytest.raises((ValueError, TypeError), match=told):
        call()


@pytest.mark.parametrize("score", [m.confusion, m.confusion_matrix, lambda a, p: m.precision_recall_f1(a, p, "macro")])
@pytest.mark.parametrize(
    ("actual", "predicted"),
    [
        (["1", "0"], [1, 0]),
        ([1, 0], ["1", "0"]),
        (np.array(["1", "0"], object), np.array([1, 0], object)),
        ([True, False], ["True", "False"]),
        ([1, "0"], [1, 0]),
        ([1, 0], np.array([1, "0"], object)),
    ],
)
def test_a_word_is_never_equal_to_a_number_and_every_case_would_be_lost(score, actual, predicted):
    with pytest.raises(TypeError, match=r"\((text|numbers)\) and .* which are never equal; write all labels as num"):
        score(actual, predicted)


def test_columns_of_objects_are_read_as_what_they_hold():
    actual, predicted = [1, 0, 1], [1, 1, 1]
    for kind in (lambda x: np.array(x, object), lambda x: [bool(v) for v in x], lambda x: np.array(x, np.float32)):
        assert m.confusion(kind(actual), predicted) == m.confusion(actual, predicted)
        assert m.precision_recall_f1(actual, kind(predicted)) == m.precision_recall_f1(actual, predicted)
    words = np.array(["saw", "see"], object)
    assert m.confusion_matrix(words, words).tolist() == [[1, 0], [0, 1]]
