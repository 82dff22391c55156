"""Notebook 04: each number of its prose, each film at its ends and each bug by name."""

import copy
import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.exercise import listing
from seesaw.lessons import positional_encoding as lesson
from seesaw.lessons.i_saw_the_saw import cosine as saw_cosine
from seesaw.lessons.positional_encoding import bugs, clocks, layouts, longer, order, ruler, versions
from seesaw.lessons.positional_encoding.methods import ALIBI, LEARNED, METHODS, ROPE, SINUSOID
from seesaw.material.training import VOCABULARY
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.position import alibi, alibi_slopes, rope, sinusoid

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "04_positional_encoding.ipynb"


def cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    return " ".join(" ".join("".join(c["source"]) for c in cells() if c["cell_type"] == "markdown").split())


@pytest.fixture(scope="module")
def learned(reader):
    """The real model's table, (512, 384)."""
    return np.asarray(reader.bert.positions, dtype=float)


# ---- 1. order


def plain(x):
    return attend(x, x, x).b


def causal(x):
    return attend(x, x, x, mask=causal_mask(len(x))).b


def test_attention_is_blind_to_order_and_a_causal_mask_is_not(rng):
    x, moved = rng.normal(size=(6, 4)), rng.permutation(6)
    assert lesson.order_noticed(plain, x, moved) < 1e-12
    assert lesson.order_noticed(causal, x, moved) > 0.1


def test_dog_takes_home_the_same_whether_it_bites_or_is_bitten():
    assert_allclose(lesson.taken_home("dog bites man again")[0], lesson.taken_home("man bites dog again")[2])


@pytest.mark.parametrize("text", order.ORDERS)
def test_rows_put_back_are_the_rows_of_the_first_order_without_e_and_without_a_mask(text):
    assert_allclose(lesson.put_back(lesson.taken_home(text), text), lesson.taken_home(order.ORDERS[0]), atol=1e-12)


def test_with_e_130_changes_and_with_a_causal_mask_043(prose):
    text, first = order.ORDERS[1], order.ORDERS[0]
    change = {how: np.abs(lesson.put_back(lesson.taken_home(text, how), text) - lesson.taken_home(first, how)).max()
              for how in (order.PLACED, order.CAUSAL)}  # fmt: skip
    assert {how: round(float(x), 2) for how, x in change.items()} == {order.PLACED: 1.30, order.CAUSAL: 0.43}
    assert "something moves by 1.30" in prose and "**What you saw.** 0.43" in prose


def test_under_the_mask_the_last_word_takes_home_the_same_whoever_bites(prose):
    """A set of words leaks in, their order does not."""
    rows = [lesson.taken_home(text, order.CAUSAL)[3] for text in order.ORDERS[:2]]
    assert_allclose(*rows, atol=1e-12)
    assert "takes home the same whoever bites" in prose


def test_the_real_model_without_positions_is_blind_to_order_and_with_them_or_under_a_mask_is_not(reader):
    text = "The old man saw the rusty saw."
    assert lesson.order_noticed_by_bert(reader, text, 0.0) < 1e-5
    assert lesson.order_noticed_by_bert(reader, text, 1.0) > 1
    assert lesson.order_noticed_by_bert(reader, text, 0.0, causal=True) > 1


# ---- 2. by hand


def test_the_hands_of_the_film_are_the_sinusoid():
    angles, e = np.arange(25)[:, None] * clocks.speeds(clocks.D), sinusoid(25, clocks.D)
    assert_allclose(e[:, 0::2], np.sin(angles))
    assert_allclose(e[:, 1::2], np.cos(angles))


def test_the_dial_and_the_dots_stand_where_e_says(film_of):
    film = film_of("clock")
    film.state = {"position": 7, "pair": 1}
    film.png()
    dial, curves = film._fig.axes
    assert_allclose([curves.lines[2].get_ydata()[0], curves.lines[3].get_ydata()[0]], sinusoid(8, 8)[7, 2:4])
    told = [text.get_text() for text in dial.texts]
    assert told == ["sin 0.64", "cos 0.76"]


def test_each_of_four_hands_is_ten_times_slower_and_the_last_has_turned_by_0024_after_24(prose):
    assert_allclose(clocks.speeds(8), [1, 0.1, 0.01, 0.001])
    assert_allclose((np.arcsin(sinusoid(25, 8)[24, 6]), 24 * clocks.speeds(8)[3]), 0.024)
    assert "no more than 0.024 of a radian after 24 positions" in prose
    assert round(2 * np.pi, 1) == 6.3 and "after 6.3 positions it is back" in prose


def test_the_wavelengths_double_with_base_2_to_the_d_half_as_the_bits_do(prose):
    waves = clocks.wavelengths(10, 2.0**5)
    assert_allclose(waves[1:] / waves[:-1], 2)
    assert ", ".join(f"{w:.1f}" for w in waves[:4]) + f" and {waves[4]:.1f}" == "6.3, 12.6, 25.1, 50.3 and 100.5"
    assert "6.3, 12.6, 25.1, 50.3 and 100.5" in prose


def test_with_the_papers_base_the_last_of_five_hands_needs_9958_positions(prose):
    waves = [f"{w:.1f}" for w in clocks.wavelengths(10, 10000.0)]
    assert ", ".join(waves[:3]) == "6.3, 39.6, 250.1" and waves[4] == "9958.2"
    assert "6.3, 39.6, 250.1" in prose and "needs 9958.2 positions" in prose


@pytest.mark.parametrize("i", range(32))
def test_the_bits_of_a_number_are_those_that_python_counts_with(i):
    assert "".join(map(str, lesson.bits_of(i)[::-1])) == f"{i:05b}"


def test_44_radians_are_nearly_seven_turns(prose):
    assert round(44 - 7 * 2 * np.pi, 3) == 0.018 and "seven turns and 0.018 of a radian" in prose
    for d in (16, 64):
        assert round(float(lesson.likeness(sinusoid(512, d, 1.0))[44]), 4) == 0.9998
    assert round(float(lesson.likeness(sinusoid(512, 64, 100.0))[44]), 2) == 0.10
    assert "the likeness is 0.9998" in prose and "is down to 0.10" in prose


def test_64_positions_are_10_turns_and_a_fifth():
    assert round(64 / (2 * np.pi), 2) == 10.19


def test_27_of_64_columns_move_by_less_than_a_tenth_with_base_a_million(prose):
    flat = [len(lesson.flat_columns(sinusoid(512, 64, base))) for base in (1e6, 1e4)]
    assert flat == [27, 9]
    assert "27 of the 64 columns move by less than 0.1 over 512 positions (with base 10,000 it is 9)" in prose


def test_flat_is_not_unused_12_of_the_27_flat_columns_rise_at_every_step(prose):
    for base, both in ((1e6, 12), (1e4, 2)):
        e = sinusoid(512, 64, base)
        assert len(set(lesson.flat_columns(e)) & set(lesson.rising_columns(e))) == both
    assert "Of the 27 flat columns 12 do so; with base 10,000 it is 2 of 9" in prose
    assert "12 of the 27" in lesson.question("flat").text
    assert len(lesson.flat_columns(sinusoid(512, 16, 1e6))) == 6 and "6 of those" in lesson.question("flat").text
    assert [len(lesson.rising_columns(sinusoid(512, 64, base))) for base in (1.0, 100.0, 1e4, 1e6)] == [0, 0, 11, 18]


def test_in_the_flat_columns_a_word_at_both_ends_of_a_text_is_still_itself(prose):
    assert_allclose(np.round(lesson.same_word_twice(1e6), 2), [1.00, 0.56])
    assert "(0.56 for this word)" in prose
    many = np.mean([lesson.same_word_twice(1e6, seed=s) for s in range(50)], axis=0)
    assert many[0] > 0.999 and many[1] < 0.75


def test_the_last_pair_of_sixteen_features_is_back_after_19869_positions(prose):
    assert f"{clocks.wavelengths(16, 10000.0)[-1]:.1f}" == "19869.2" and "after 19869.2 of them" in prose
    assert round(100 / (2 * np.pi)) == 16 and "Feature 0 goes round 16 times in a hundred positions" in prose
    e = sinusoid(101, 16)
    assert e[:, 15].min() > 0.999
    assert np.abs(np.diff(e[:, 14], 2)).max() < 1e-6  # a straight line upwards


# ---- 3. layouts and shifts


@pytest.mark.parametrize("layout", ["interleaved", "concatenated", "shuffled"])
@pytest.mark.parametrize("base", [1.0, 100.0, 1e4])
def test_each_layout_has_the_same_gram_matrix(layout, base):
    e, first = lesson.laid_out(layout, base), lesson.laid_out("interleaved", base)
    assert_allclose(e @ e.T, first @ first.T, atol=1e-12)
    assert (layout == "interleaved") == np.allclose(e, first)


def test_scores_are_the_same_in_another_layout_once_words_and_W_are_learned_in_it(rng):
    a, e, W_q, W_k = rng.normal(size=(4, 6, 6))
    other = list(layouts.SHUFFLE)
    scores = (a + e) @ W_q.T @ W_k @ (a + e).T
    moved = (a + e)[:, other] @ W_q[:, other].T @ W_k[:, other] @ (a + e)[:, other].T
    assert_allclose(moved, scores)
    assert not np.allclose((a + e[:, other]) @ W_q.T @ W_k @ (a + e[:, other]).T, scores)


def test_each_diagonal_of_the_gram_matrix_is_one_number(prose):
    gram = sinusoid(40, 6) @ sinusoid(40, 6).T
    assert max(np.ptp(np.diagonal(gram, far)) for far in range(40)) < 1e-12
    assert ", ".join(f"{x:.2f}" for x in lesson.along_diagonals(gram)[:3]) == "3.00, 2.54, 1.58"
    assert "it is 3.00, 2.54, 1.58" in prose


@pytest.mark.parametrize("s", [0, 1, 7])
def test_a_shift_is_a_rotation_that_knows_the_shift_only(s):
    R, e = lesson.turn_by(s), sinusoid(60, layouts.D)
    assert_allclose(e[:50] @ R.T, e[s : s + 50], atol=1e-12)
    assert_allclose(R @ R.T, np.eye(layouts.D), atol=1e-12)
    assert_allclose(np.linalg.det(R), 1)


# ---- 4. the learned table


def test_the_learned_table_falls_faster_rises_again_at_5_and_has_waves(learned, prose):
    found = [lesson.along_diagonals(lesson.cosines(e))[[1, 2, 5, 10, 50, 100]] for e in (learned, sinusoid(512, 384))]
    assert_allclose(found[0], [0.85, 0.59, 0.66, 0.32, 0.34, 0.15], atol=0.006)
    assert_allclose(found[1], [0.97, 0.90, 0.74, 0.68, 0.51, 0.44], atol=0.006)
    assert "0.85 and 0.97" in prose and "at distance 5 (0.66) than at 2 (0.59)" in prose


def test_the_learned_table_depends_on_the_place_too_and_the_sinusoid_does_not(learned, prose):
    alike, other = lesson.cosines(learned), lesson.cosines(sinusoid(512, 384))
    spread = {far: round(s, 2) for far, (_, s) in lesson.by_distance(alike, 10, 50).items()}
    assert spread == {10: 0.17, 50: 0.23}
    assert "spread by 0.17 around their mean, at distance 50 by 0.23" in prose
    assert max(s for _, s in lesson.by_distance(other, 10, 50).values()) < 1e-12


def test_position_0_is_five_times_as_long_as_its_neighbour(learned):
    lengths = np.linalg.norm(learned, axis=1)
    assert round(lengths[0] / lengths[1]) == 5


# ---- 5. the ruler


@pytest.mark.parametrize("method", METHODS)
def test_each_of_the_four_heads_has_learned_its_task(method, prose):
    right, _ = lesson.copied(lesson.train_all()[method], method, longer.TRAINED)
    if method == ALIBI:
        assert_allclose(right.mean(), 0.94, atol=0.01)
    else:
        assert right.mean() > 0.995
    assert "three of them 1.00, ALiBi 0.94" in prose


def test_what_is_drawn_is_what_attend_gives_for_the_method(rng):
    head = lesson.train_all()[ROPE]
    given = rng.normal(size=(5, longer.D))
    by_hand = attend(rope(given @ head.W.W_q.T), rope(given @ head.W.W_k.T), given @ head.W.W_v.T)
    *_, seen = longer.attended(head.W, given, ROPE)
    assert_allclose(seen.alpha_prime, by_hand.alpha_prime)
    assert_allclose(longer.attended(head.W, given, ALIBI)[3].alpha_prime[0], [1, 0, 0, 0, 0])


@pytest.mark.parametrize("method", METHODS)
def test_the_gradient_of_each_method_is_the_slope_that_is_measured(method, rng):
    ids, table = rng.integers(8, size=(3, 6)), rng.normal(size=(8, longer.D))
    a, W = longer.words(), lesson.train_all()[method].W
    W = type(W)(*(0.3 * rng.normal(size=w.shape) for w in W))

    def loss(W, table):
        *_, seen = longer.attended(W, a[ids] + longer.places(method, 6, table), method)
        log_shares = seen.b[:, 1:] - np.log(np.exp(seen.b[:, 1:]).sum(axis=-1, keepdims=True))
        return -np.take_along_axis(log_shares, ids[:, :-1, None], axis=-1).mean()

    d_W, d_e = longer.gradient(W, a[ids] + longer.places(method, 6, table), ids, method)
    for nth in range(3):
        step = 1e-5 * rng.normal(size=W[nth].shape)
        ahead, back = (W._replace(**{W._fields[nth]: W[nth] + sign * step}) for sign in (1, -1))
        assert_allclose((loss(ahead, table) - loss(back, table)) / 2, np.sum(d_W[nth] * step), rtol=1e-4, atol=1e-12)
    if method == LEARNED:
        step = 1e-5 * rng.normal(size=(6, longer.D))
        moved = np.zeros_like(table)
        moved[:6] = step
        assert_allclose((loss(W, table + moved) - loss(W, table - moved)) / 2, np.sum(d_e * step), rtol=1e-4)


@pytest.mark.parametrize("first", [1, 3, 4, 8])
def test_only_rope_and_alibi_pass_the_shift_test(first):
    change = {method: lesson.change_under_shift(method, first) for method in METHODS}
    assert change[ROPE] < 1e-12 and change[ALIBI] < 1e-12
    assert change[SINUSOID] > 0.1
    assert np.isnan(change[LEARNED]) if first > 4 else change[LEARNED] > 0.2
    assert lesson.change_under_shift(None, first) < 1e-12


def test_e_with_e_through_W_moves_with_the_first_place_more_than_a_with_e_or_e_with_a(prose):
    W = lesson.train_all()[SINUSOID].W
    a = longer.words()[[VOCABULARY.index(word) for word in ruler.SENTENCE]]

    def parts(first):
        e = sinusoid(first + len(a), longer.D)[first:]
        return np.array([x @ W.W_q.T @ W.W_k @ y.T / 4 for x, y in ((a, a), (e, e), (a, e), (e, a))])  # 4 = √d_k

    assert_allclose(attend((a + sinusoid(4, 16)) @ W.W_q.T, (a + sinusoid(4, 16)) @ W.W_k.T, a).alpha, parts(0).sum(0))
    moved = np.abs(parts(3) - parts(0)).max(axis=(1, 2))
    assert_allclose(moved, [0, 7.8, 4.0, 1.7], atol=0.05)
    assert "by up to 7.8; word with place, a with e, by up to 4.0; place with word, e with a, by up to 1.7" in prose


def test_most_of_the_learned_change_is_the_first_word():
    apart = np.abs(lesson.shares_at(LEARNED, 3) - lesson.shares_at(LEARNED, 0)).max(axis=1)
    assert apart[0] == apart.max() and apart[1:].max() < 0.1


def test_longer_than_trained_is_defined_and_does_not_work(prose):
    heads = lesson.train_all()
    right = {(m, n): lesson.copied(heads[m], m, n)[0] for m in (SINUSOID, ROPE, ALIBI) for n in (12, 18, 24)}
    assert_allclose(right[SINUSOID, 12].mean(), 0.69, atol=0.02)
    assert_allclose(right[SINUSOID, 12][7:].mean(), 0.18, atol=0.02)
    assert right[ROPE, 18].mean() > 0.99
    assert_allclose(right[ROPE, 24].mean(), 0.82, atol=0.02)
    assert_allclose(right[ALIBI, 24].mean(), 0.92, atol=0.02)
    assert lesson.copied(heads[LEARNED], LEARNED, 10) == (None, None)
    assert len(VOCABULARY) == 8
    for told in ("copies 0.69", "it never saw, 0.18", "down to 0.82", "copies 0.92 at 24 words"):
        assert told in prose


def test_rope_takes_a_word_three_turns_away_for_the_word_before(prose):
    _, alpha_prime = lesson.copied(lesson.train_all()[ROPE], ROPE, 24)
    shares = {far: np.diagonal(alpha_prime, far).mean() for far in range(-23, 24)}
    assert sorted(shares, key=shares.get)[-3:] == [-20, 18, -1]
    assert f"{3 * 2 * np.pi:.2f}" == "18.85" and "18 places ahead and 20 places back" in prose


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_three_other_seeds_tell_the_same_story(seed):
    right = {(m, n): lesson.copied(longer.train(m, seed), m, n)[0].mean()
             for m, n in ((SINUSOID, 8), (SINUSOID, 12), (ROPE, 16), (ROPE, 24), (ALIBI, 24))}  # fmt: skip
    assert right[SINUSOID, 8] > 0.99 and right[SINUSOID, 12] < 0.75
    assert right[ROPE, 16] > 0.97 and right[ROPE, 24] < 0.85
    assert right[ALIBI, 24] > 0.9


def test_alibi_without_a_mask_does_not_know_left_from_right_and_with_a_mask_it_does(rng):
    x, back = rng.normal(size=(6, 4)), np.arange(6)[::-1]
    unmasked = lesson.order_noticed(lambda x: attend(x, x, x, bias=alibi(8, 6)[0]).b, x, back)
    masked = lesson.order_noticed(lambda x: attend(x, x, x, bias=alibi(8, 6)[0], mask=causal_mask(6)).b, x, back)
    swapped = lesson.order_noticed(lambda x: attend(x, x, x, bias=alibi(8, 6)[0]).b, x, [1, 0, 2, 3, 4, 5])
    assert unmasked < 1e-12 and masked > 0.1 and swapped > 0.01


def test_the_middle_word_gives_018_to_either_side(prose):
    shares = lesson.equal_scores(1, ruler.BOTH_WAYS)
    assert round(shares[3, 2], 2) == round(shares[3, 4], 2) == 0.18
    assert "0.18 to the word before and 0.18 to the word after" in prose
    assert (alibi_slopes(8)[0], alibi_slopes(8)[-1]) == (1 / 2, 1 / 256)
    assert_allclose(alibi_slopes(8), 0.5 ** np.arange(1, 9))


def test_the_penalty_of_the_shift_test_is_that_of_the_maths():
    assert_allclose(ruler.alibi_at(np.arange(5, 9)), alibi(8, 4)[0])


# ---- 6. the previous-token head


def test_the_previous_token_head_falls_from_1_to_012_over_sixty_sentences(reader, prose):
    found = [round(lesson.previous_share(reader, s), 2) for s in (1.0, 0.5, 0.0)]
    assert_allclose(found, [1.00, 0.56, 0.12], atol=0.011)
    assert "At strength 1 the token before gets 1.00; at 0.5 it gets 0.56" in prose and "at 0 it gets 0.12" in prose


def test_in_the_sentence_of_the_film_it_is_020_where_equal_shares_are_014(reader, prose):
    from seesaw.lessons.positional_encoding.learned import READ, on_the_token_before, shares_of

    left = on_the_token_before(shares_of(reader, READ[0], 0.0))
    assert_allclose((left, 1 / len(reader.tokens(READ[0]).ids)), (0.20, 0.14), atol=0.005)
    assert READ[0] == "I saw the saw." and "it is 0.20 at strength 0, and equal shares there are 0.14" in prose


def test_without_this_head_the_two_saws_end_less_far_apart(reader, prose):
    bert, columns = copy.copy(reader.bert), slice(2 * 32, 3 * 32)  # what head 2 hands to W_o
    W_o = np.array(bert.blocks[0].W_o)
    W_o[:, columns] = 0
    bert.blocks = (bert.blocks[0]._replace(W_o=W_o), *bert.blocks[1:])
    ids = reader.tokens("I saw the saw.").ids
    ends = [saw_cosine(*which.forward(ids).hidden[-1][[2, 4]]) for which in (bert, reader.bert)]
    assert_allclose(ends, (0.63, 0.56), atol=0.005)
    assert "is 0.63 after layer 6 instead of 0.56" in prose


def test_equal_shares_would_give_009(reader):
    from seesaw.material.sentences import SEEING, TOOL

    assert round(np.mean([1 / len(reader.tokens(text).ids) for text in SEEING + TOOL]), 2) == 0.09


def test_one_layer_is_enough_to_see_its_head(reader):
    from seesaw.lessons.positional_encoding.learned import shares_of

    whole = reader.read("I saw the saw.").alpha_prime[0][2]
    assert_allclose(shares_of(reader, "I saw the saw.", 1.0), whole, atol=1e-5)
    assert len(reader.bert.blocks) == 6


# ---- 7. spot the bug


def marks_of(film, version):
    """Which of the four tests are marked well on the picture, and the numbers beside them."""
    film.state = {"version": version}
    film.png()
    texts = [text.get_text() for text in film._fig.axes[-1].texts]
    return [t == "✓" for t in texts if t in "✓✗"], [t for t in texts if re.fullmatch(r"\d\.\d\d", t)]


def test_the_right_version_passes_all_four_tests_in_the_film(film_of):
    assert marks_of(film_of("versions"), "right")[0] == [True] * 4


@pytest.mark.parametrize(
    ("version", "marks", "numbers"),
    [
        ("A", [False, True, True, True], {0: "0.00"}),   # the shares do not hear of the order
        ("B", [False, False, True, True], {1: "0.00"}),  # two positions alike
        ("C", [True, True, True, False], {3: "2.58"}),   # the shift test fails
        ("D", [True, True, False, True], {2: "1.84"}),   # e.e at one distance differs
    ],
)
def test_each_bug_is_seen_in_the_film(version, marks, numbers, film_of):
    seen, told = marks_of(film_of("versions"), version)
    assert seen == marks
    assert all(told[row] == number for row, number in numbers.items())
    assert f"Version {version}" in film_of("versions").caption


def table_of(film, axes):
    return film._fig.axes[axes].images[0].get_array()


def test_the_rows_of_version_b_are_all_one_row_and_the_pairs_of_version_d_two_sines(film_of):
    film = film_of("versions")
    film.state = {"version": "B"}
    film.png()
    assert np.ptp(table_of(film, 0), axis=0).max() == 0
    film.state = {"version": "D"}
    film.png()
    assert_allclose(table_of(film, 0)[:, 0], table_of(film, 0)[:, 1])
    film.state = {"version": "right"}
    film.png()
    assert_allclose(table_of(film, 0), sinusoid(6, 4), atol=1e-4)


def test_rope_scores_of_one_word_are_one_number_a_diagonal_but_not_in_version_c(film_of):
    film = film_of("versions")
    apart = {}
    for version in ("right", "C"):
        film.state = {"version": version}
        film.png()
        apart[version] = max(np.ptp(np.diagonal(table_of(film, 1), far)) for far in range(6))
    assert apart["right"] < 1e-4 and apart["C"] > 1


def test_the_listing_shows_the_code_and_gives_nothing_away():
    told = listing(bugs.version_a, bugs.version_b, bugs.version_c, bugs.version_d).text
    assert told.count("def version_") == 4
    assert not any(word in told.lower() for word in ("bug", "wrong", "mistake", '"""'))


def test_each_version_is_the_right_machine_with_one_part_exchanged():
    for version, machine in versions.VERSIONS.items():
        changed = sum(mine is not right for mine, right in zip(machine, versions.WHOLE, strict=True))
        assert changed == (version != versions.RIGHT)


# ---- the films

FILMS = {
    "permute": lambda reader: lesson.permute_view(),
    "clock": lambda reader: lesson.clock_view(),
    "counting": lambda reader: lesson.counting_view(),
    "heatmap": lambda reader: lesson.heatmap_view(),
    "columns": lambda reader: lesson.columns_view(),
    "layout": lambda reader: lesson.layout_view(),
    "shift": lambda reader: lesson.shift_view(),
    "table": lesson.table_view,
    "shift test": lambda reader: lesson.shift_test_view(),
    "longer": lambda reader: lesson.longer_view(),
    "alibi": lambda reader: lesson.alibi_view(),
    "previous": lesson.previous_view,
    "versions": lambda reader: lesson.versions_view(),
}


@pytest.fixture(scope="module")
def film_of(reader):
    """Each film, made once."""
    return lru_cache(maxsize=None)(lambda name: FILMS[name](reader))


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(name, film_of):
    film = film_of(name)
    captions = set(film._captions.values())
    assert len(film._captions) <= 120
    assert all(re.match(r"[A-Z].*[.]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption or "-0" in caption for caption in captions)
    assert len(captions) > 1


def test_permuted_rows_stand_still_on_the_right_and_move_with_e(film_of):
    film = film_of("permute")
    shown = {}
    for text in order.ORDERS:
        for given in (order.ALONE, order.PLACED):
            film.state = {"order": text, "given": given}
            film.png()
            shown[text, given] = np.array(table_of(film, 2))
    alone = [shown[text, order.ALONE] for text in order.ORDERS]
    assert all(np.array_equal(alone[0], other) for other in alone)
    assert not np.allclose(shown[order.ORDERS[0], order.PLACED], shown[order.ORDERS[1], order.PLACED])


def test_the_matrix_of_a_shift_stands_still_while_the_position_moves(film_of):
    film = film_of("shift")
    seen = []
    for position in (0, 5, 8):
        film.state = {"shift": 3, "position": position}
        film.png()
        seen.append(np.array(table_of(film, 0)))
        assert_allclose(table_of(film, 1)[:, 1], table_of(film, 1)[:, 2], atol=2e-5)
    assert np.array_equal(seen[0], seen[1]) and np.array_equal(seen[0], seen[2])


def test_a_learned_table_has_nothing_to_draw_past_its_last_row(film_of):
    film = film_of("longer")
    film.state = {"words_read": 12, "method": LEARNED}
    film.png()
    assert film.caption == "The learned head, trained on 8 words, cannot read 12: its table has 8 rows and no other."
    assert len(film._fig.axes[1].lines[0].get_xdata()) == 0
    assert "no row for word 9" in "".join(text.get_text() for text in film._fig.axes[0].texts)


def test_the_heat_map_is_an_image_with_limits_that_never_move(film_of):
    film = film_of("heatmap")
    for base in ("1", "1,000,000"):
        film.state = {"base": base, "positions": 512, "features": 64}
        film.png()
        image = film._fig.axes[0].images[0]
        assert image.get_array().shape == (512, 64)
        assert (image.norm.vmin, image.norm.vmax, image.get_interpolation()) == (-1, 1, "none")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("permute", lambda: np.hstack([lesson.taken_home(order.ORDERS[1]),
                                       lesson.put_back(lesson.taken_home(order.ORDERS[1]), order.ORDERS[1])])),
        ("counting", lambda: lesson.bits_of(5)[None]),
        ("layout", lambda: np.hstack([sinusoid(6, 6), sinusoid(6, 6) @ sinusoid(6, 6).T])),
        ("alibi", lambda: lesson.equal_scores(1, "|i − j|")),
    ],
)  # fmt: skip
def test_the_cell_before_a_film_prints_the_numbers_that_the_film_shows(name, printed, film_of):
    film = film_of(name)
    film.state = {c.name: c.values[at] for c, at in zip(film._controls, film._start, strict=True)}
    film.png()
    tables = [ax for ax in film._fig.axes if ax.images]
    shown = np.hstack([np.array(ax.images[0].get_array()) for ax in tables])
    assert_allclose(shown, printed(), atol=1e-5)


# ---- the notebook


def test_the_notebook_asks_each_question_and_holds_each_film_and_exercise():
    code = "\n".join("".join(cell["source"]) for cell in cells() if cell["cell_type"] == "code")
    views = set(re.findall(r"lesson\.(\w+_view)\(", code))
    assert views == {name for name in dir(lesson) if name.endswith("_view")}
    assert len(views) == len(FILMS)
    assert set(re.findall(r'lesson\.question\("([^"]+)"\)', code)) == set(lesson.DECK.questions)
    assert set(re.findall(r'lesson\.hints\("([^"]+)"\)', code)) == set(lesson.DECK.hints)
    assert set(re.findall(r"lesson\.(check_\w+)", code)) == {name for name in dir(lesson) if name.startswith("check_")}


def test_half_of_the_code_cells_are_one_line():
    lines = [sum(bool(line.strip()) for line in cell["source"]) for cell in cells() if cell["cell_type"] == "code"]
    assert np.median(lines) == 1


def test_four_cells_print_what_the_film_below_them_shows():
    assert sum("same-as-film" in cell["metadata"].get("tags", []) for cell in cells()) == 4
