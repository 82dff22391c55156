"""Notebook 01: each number of its prose, each film at its ends, each slip of its exercises by name."""

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color
from matplotlib.text import Text
from numpy.testing import assert_allclose

from seesaw.exercise import check
from seesaw.film import controls as reading
from seesaw.lessons import attention_scores as lesson
from seesaw.lessons.attention_scores import (
    aim,
    alone,
    cards,
    checks,
    learning,
    loudness,
    matrices,
    one_query,
    scaling,
    together,
)
from seesaw.material import example, training
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import additive_scores, attend
from seesaw.theme import COLOUR

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "01_attention_scores.ipynb"
I, SAW, THE, SAW_4 = range(4)
VIEWS = {name: getattr(lesson, name) for name in lesson.__all__ if name.endswith("_view") and name != "aim_view"}
VIEWS |= {f"aim_view({level})": lambda level=level: lesson.aim_view(level) for level in aim.LEVELS}


@pytest.fixture(scope="module")
def cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def prose(cells):
    """All words of the notebook, as one line."""
    return " ".join(" ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown").split())


@pytest.fixture(scope="module")
def sentence():
    return lesson.i_saw_the_saw()


@pytest.fixture(scope="module")
def qkv(sentence):
    return example.project(sentence)


@pytest.fixture(scope="module")
def attended(qkv):
    return attend(*qkv, scale=False)


@pytest.fixture
def play(monkeypatch):
    """A view with its film left out: the figure, `update`, the caption and the controls."""

    def still(fig, update, /, *, caption, **controls):
        read = [reading.read(name, spec) for name, spec in controls.items()]
        return SimpleNamespace(fig=fig, update=update, caption=caption, controls=read)

    for module in (aim, alone, learning, loudness, matrices, one_query, scaling, together):
        monkeypatch.setattr(module, "film", still)
    return lambda view: view()


def says(prose, *words):
    """All of `words` stand in the notebook's prose."""
    missing = [word for word in words if word not in prose]
    assert not missing
    return True


# ---- the sentence


def test_both_saws_are_one_word_at_two_places(sentence):
    assert_allclose(sentence.a[SAW], sentence.a[SAW_4])
    assert len({tuple(row) for row in sentence.a + sentence.e}) == 4


def test_every_number_that_a_student_checks_on_paper_is_whole(sentence, qkv, attended):
    for numbers in (*sentence[1:], *qkv, attended.alpha):
        assert_allclose(numbers, np.round(numbers))


def test_the_place_is_a_clock_hand_that_turns_by_a_quarter(sentence):
    angles = np.degrees(np.unwrap(np.arctan2(sentence.e[:, 0], sentence.e[:, 1])))
    assert_allclose(angles, [0, 90, 180, 270])


# ---- 1. each word alone


def test_a_net_that_sees_each_word_alone_gives_both_saws_the_same_answer():
    assert alone.apart("1 word") == 0


@pytest.mark.parametrize("sees", ["3 words", "5 words", "7 words", "attention"])
def test_a_net_that_sees_their_neighbours_need_not(sees):
    assert alone.apart(sees) > 0.3


@pytest.mark.parametrize(("changed", "heard"), [(I, [True, False]), (SAW, [True, False]), (THE, [True, True])])
def test_a_window_of_three_hears_the_word_before_and_the_word_after_and_no_other(changed, heard, sentence, monkeypatch):
    before = alone.window_answers(1)
    a = sentence.a.copy()
    a[changed] += 1
    monkeypatch.setattr(alone, "i_saw_the_saw", lambda: sentence._replace(a=a))
    assert (alone.window_answers(1) != before).any(axis=1).tolist() == heard


def test_a_window_of_seven_is_the_least_that_shows_each_saw_all_four_words():
    assert all(set(example.WORDS) <= set(alone.slots_of(i)) for i in range(4))
    assert len(alone.slots_of(0)) == 7
    assert "saw" not in alone.slots_of(0, reach=2)[4:] and alone.slots_of(0)[6] == "saw"


def test_what_a_window_costs_and_what_attention_costs(prose):
    assert [alone.weights_of(sees) for sees in alone.SEES] == [147_456, 442_368, 737_280, 1_032_192, 442_368]
    says(prose, "147,456 weights for 1 word, 1,032,192 for 7", "a window of 3 words, 442,368 weights")


def test_attention_alone_says_the_same_of_both_saws_and_with_their_places_it_does_not(sentence, attended):
    a = sentence.a
    b = attend(a @ sentence.W_q.T, a @ sentence.W_k.T, a @ sentence.W_v.T, scale=False).b
    assert_allclose(b[SAW], b[SAW_4])
    assert np.linalg.norm(attended.b[SAW] - attended.b[SAW_4]) > 2


# ---- 2. one query


def test_the_loop_of_the_notebook_gives_the_numbers_of_its_prose(qkv, prose):
    q, k, v = qkv
    alpha = [float(q[I] @ k[j]) for j in range(4)]
    shares = [np.exp(x) / sum(map(np.exp, alpha)) for x in alpha]
    assert alpha == [-1, 2, 1, 0]
    assert_allclose(sum(shares[j] * v[j] for j in range(4)), one_query.one_query(90)[2])
    assert_allclose(np.round(shares, 2), [0.03, 0.64, 0.24, 0.09])
    assert says(prose, "gives *saw* (2) 0.64", "b¹ = (1.00, 1.99) looks like v² = (1, 3)")
    assert_allclose(one_query.one_query(90)[2].round(2), (1.00, 1.99))


@pytest.mark.parametrize("angle", range(-180, 181, 15))
def test_the_score_is_the_shadow_times_the_length_of_the_key(angle, qkv):
    shadow, length = one_query.shadows_of(one_query.turned_query(angle), qkv[1])
    assert_allclose(shadow * length, one_query.one_query(angle)[0], atol=1e-12)


def test_at_70_degrees_the_longest_shadow_does_not_win(qkv, prose):
    shadow, length = one_query.shadows_of(one_query.turned_query(70), qkv[1])
    alpha = one_query.one_query(70)[0]
    assert (shadow.argmax(), alpha.argmax()) == (THE, SAW)
    assert_allclose((shadow[THE], shadow[SAW], alpha[SAW], alpha[THE]), (0.91, 0.69, 1.54, 1.28), atol=0.005)
    assert_allclose(length[[SAW, THE]], (2.24, 1.41), atol=0.005)
    says(prose, "0.91 against 0.69", "1.54 against 1.28", "the longest shadow, 0.89, and the highest score, 2.00")
    assert one_query.shadow_caption(90).endswith("of 'saw' (2) (0.89), highest score for 'saw' (2) (2.00)")


def test_at_0_degrees_b_turns_to_the_v_of_the_and_at_minus_90_i_listens_to_itself(qkv, prose):
    _, shares, b_i = one_query.one_query(0)
    assert (shares.argmax(), round(shares[THE], 2)) == (THE, 0.61)
    assert_allclose(b_i.round(2), (1.00, 0.11))
    assert (qkv[1][:, 0] > 0).tolist() == [False, False, True, False]  # only k³ leans to the right
    assert round(one_query.one_query(-90)[1][I], 2) == 0.64
    says(prose, "At 0° *the* gets 0.61 and b¹ swings down to (1.00, 0.11)", "At -90° *I* listens most to itself, 0.64")


@given(st.floats(-180, 180))
def test_b_stays_among_the_v(angle):
    _, _, v = example.project(example.i_saw_the_saw())
    b_i = one_query.one_query(angle)[2]
    turns = np.radians(np.arange(0, 360, 5))
    sides = np.column_stack([np.cos(turns), np.sin(turns)])
    assert (sides @ b_i <= (sides @ v.T).max(axis=1) + 1e-9).all()


# ---- 3. all at once


def test_the_matrix_gives_the_numbers_of_the_prose(attended, prose):
    assert attended.alpha[SAW_4, THE] == 2
    assert_allclose(attended.alpha_prime[SAW_4].round(2), [0.03, 0.25, 0.68, 0.03])
    assert together.dot_in_words(SAW_4, THE) == "α₄₃ = q⁴ · k³ = 1 × 1 + 1 × 1 = 2"
    assert together.mix_in_words(SAW_4) == "b⁴ = 0.03 v¹ + 0.25 v² + 0.68 v³ + 0.03 v⁴ = (1.55, 0.75)"
    says(prose, "α₄₃ = 1 × 1 + 1 × 1 = 2", "listens to *the* with 0.68 and to *saw* (2) with 0.25")


def test_a_factor_below_zero_stands_in_brackets():
    assert together.dot_in_words(THE, SAW) == "α₃₂ = q³ · k² = (−1) × (−1) + (−2) × 2 = −3"


@pytest.mark.parametrize("order", together.ORDERS)
def test_in_any_order_the_words_get_the_same_numbers(order, attended):
    shares, b = together.computed_so_far(4, order)
    assert_allclose(shares, attended.alpha_prime)
    assert_allclose(b, attended.b)


def test_a_word_that_is_not_computed_yet_is_empty(attended):
    shares, _ = together.computed_so_far(2, "3, 1, 4, 2")
    assert np.isnan(shares).any(axis=1).tolist() == [False, True, False, True]
    assert_allclose(shares[[I, THE]], attended.alpha_prime[[I, THE]])
    assert together.order_caption(2, "3, 1, 4, 2").startswith("2 of 4 words")


def test_the_rows_sum_to_1_and_the_columns_to_the_numbers_of_the_prose(attended, prose):
    assert_allclose(attended.alpha_prime.sum(axis=1), 1)
    assert_allclose(attended.alpha_prime.sum(axis=0).round(2), [1.45, 0.91, 1.16, 0.48])
    says(prose, "the columns sum to 1.45, 0.91, 1.16 and 0.48")


# ---- 4. and 6. loudness


def test_a_silent_question_listens_to_all_alike_and_a_loud_one_to_one_word():
    assert_allclose(loudness.shares_at(0), 0.25)
    assert_allclose(loudness.shares_at(8).max(axis=1).round(2), 1)


def test_softmax_turns_differences_into_ratios(attended, prose):
    assert attended.alpha[SAW_4, THE] - attended.alpha[SAW_4, SAW] == 1
    for loud in (0.5, 1.0, 8.0):
        row = loudness.shares_at(loud)[SAW_4]
        assert_allclose(row[THE] / row[SAW], np.exp(loud))
    says(prose, "gives *the* 0.68; at 8, 1.00", "1.0, 2.7, … 2,981")
    assert (round(np.exp(1), 1), round(np.exp(8))) == (2.7, 2981)


def test_the_share_of_saw_first_rises_to_030_and_then_falls(prose):
    x = np.arange(0, 8.05, 0.1)
    shares = loudness.shares_at(x[:, None, None])[:, SAW_4, SAW]
    assert (round(shares.max(), 2), round(x[shares.argmax()], 1)) == (0.3, 0.5)
    assert round(loudness.shares_at(0.5)[SAW_4, SAW], 2) == 0.3 > shares[0] > shares[-1]
    assert shares[0] == 0.25
    says(prose, "from 0.25 to 0.30 near 0.5")


def test_the_additive_score_stays_within_its_ceiling_and_the_dot_product_does_not(prose):
    for loud in (0, 1, 8, 100):
        assert np.abs(loudness.two_scores(loud)["additive"]).max() <= 3 == np.abs(loudness.W).sum()
    assert loudness.two_scores(8)["dot"].max() == 16
    says(prose, "to 16.00", "Σ|w| = 3")


@pytest.mark.parametrize(("loud", "dot", "additive"), [(0, 0.25, 0.89), (1, 0.68, 0.66), (8, 1.0, 0.25)])
def test_what_the_two_scores_give_the(loud, dot, additive):
    shares = {name: round(softmax(scores)[THE], 2) for name, scores in loudness.two_scores(loud).items()}
    assert shares == {"dot": dot, "additive": additive}


def test_a_question_with_a_zero_in_it_never_drowns_the_keys(qkv, prose):
    q, k, _ = qkv
    loud = softmax(additive_scores(8 * q, k, np.eye(2), np.eye(2), loudness.W))
    assert q[I].tolist() == [0, 1] and q[SAW_4].tolist() == [1, 1]
    assert_allclose(loud[I].round(2), [0.17, 0.04, 0.76, 0.04])
    assert_allclose(loud[1:], 0.25, atol=0.005)
    says(prose, "at loudness 8 it gives 0.17, 0.04, 0.76 and 0.04", "q¹ = (0, 1)", "q⁴ = (1, 1)")


def test_the_prose_tells_what_the_two_scores_give(prose):
    says(prose, "0.68 by dot product and 0.66 by the additive score", "0.25 each", "still prefers *the*, with 0.89")


# ---- 5. why 1/sqrt(d_k)


def test_the_slope_is_the_trace_of_softmax_s_jacobian(rng):
    x, nudge = rng.normal(size=6), 1e-6 * np.eye(6)
    jacobian = [(softmax(x + n) - softmax(x - n)) / 2e-6 for n in nudge]
    assert_allclose(scaling.softmax_slope(softmax(x)), np.trace(jacobian), atol=1e-8)


def test_unscaled_the_slope_goes_from_074_to_006_and_scaled_it_stays(prose):
    plain, scaled = scaling.spreads()["no"], scaling.spreads()["yes"]
    assert_allclose((plain.slope[0], plain.slope[-1]), (0.74, 0.06), atol=0.005)
    assert_allclose(scaled.slope[1:], 0.71, atol=0.025)
    assert_allclose((plain.shares[0, 0], plain.shares[-1, 0]), (0.35, 0.96), atol=0.005)
    assert_allclose((plain.scores[0], plain.scores[-1]), (1.0, 22.8), atol=0.05)
    assert_allclose(scaled.scores, 1, atol=0.05)
    says(prose, "by 1.0 at d_k = 1 and by 22.8 at 512", "from 0.35 to 0.96 and the slope from 0.74 down to 0.06")


def test_the_spread_grows_like_the_root_of_d_k():
    assert_allclose(scaling.spreads()["no"].scores / np.sqrt(scaling.WIDTHS), 1, atol=0.05)


def test_dividing_the_scores_or_the_queries_is_the_same(qkv):
    q, k, v = qkv
    assert_allclose(attend(q, k, v).b, attend(q / np.sqrt(2), k, v, scale=False).b)


# ---- 7. W_q and W_k


@pytest.mark.parametrize(("angle", "difference"), [(0, 0), (45, 4.24), (90, 6.00), (180, 0)])
def test_turning_w_q_alone_makes_relevance_one_sided(angle, difference, prose):
    *_, alpha = matrices.scores_of(*matrices.turned(angle, matrices.ALONE))
    assert_allclose(matrices.one_sidedness(alpha), difference, atol=0.005)
    says(prose, "by 45° and the difference is 4.24; at 90°, 6.00")


def test_mutual_scores_do_not_make_mutual_shares(prose):
    *_, alpha = matrices.scores_of(np.eye(2), np.eye(2))
    shares = softmax(alpha)
    assert_allclose((shares[SAW, SAW_4], shares[SAW_4, SAW]), (0.02, 0.40), atol=0.005)
    says(prose, "*saw* (2) gives *saw* (4) 0.02, and *saw* (4) gives *saw* (2) 0.40")


@given(st.floats(-180, 180))
def test_turning_both_leaves_every_score_alone(angle):
    *_, alpha = matrices.scores_of(*matrices.turned(angle, matrices.TOGETHER))
    *_, start = matrices.scores_of(np.eye(2), np.eye(2))
    assert_allclose(alpha, start, atol=1e-9)


def test_at_180_degrees_every_sign_is_turned_round():
    *_, start = matrices.scores_of(np.eye(2), np.eye(2))
    *_, alpha = matrices.scores_of(*matrices.turned(180, matrices.ALONE))
    assert_allclose(alpha, -start, atol=1e-12)


@pytest.mark.parametrize("value", [-1.5, -0.25, 0.5, 1.5])
@pytest.mark.parametrize(("entry", "one_sided"), [(e, "0, 1" in e or "1, 0" in e) for e in matrices.ENTRIES])
def test_only_the_entries_off_the_diagonal_make_relevance_one_sided(entry, one_sided, value):
    *_, alpha = matrices.scores_of(matrices.with_entry(entry, value), np.eye(2))
    assert_allclose(matrices.one_sidedness(alpha), 3 * abs(value) if one_sided else 0, atol=1e-12)


def test_at_one_saw_is_worth_7_to_itself_against_5_before(prose):
    *_, alpha = matrices.scores_of(matrices.with_entry("W_q[0, 1]", 1.0), np.eye(2))
    *_, before = matrices.scores_of(np.eye(2), np.eye(2))
    assert (alpha[SAW, SAW], before[SAW, SAW]) == (7, 5)
    says(prose, "worth 7.0, against 5.0 before", "at 1.5 or -1.5 the largest difference is 4.50")


# ---- 8. learned


@pytest.mark.parametrize("scale", [True, False, 0.7])
@pytest.mark.parametrize("name", training.Matrices._fields)
def test_the_gradients_written_by_hand_are_the_slopes_of_the_loss(name, scale, rng):
    world = training.world()
    ids = world.train[0]
    x = world.a[ids] + world.e
    W = training.Matrices(*(rng.normal(size=shape) / 4 for shape in ((3, 16), (3, 16), (8, 16))))
    slopes = getattr(training.backward(W, x, ids, scale), name)
    for place in [(0, 0), (1, 7), (2, 15)]:
        nudge = np.zeros_like(slopes)
        nudge[place] = 1e-5
        up, down = (W._replace(**{name: getattr(W, name) + s * nudge}) for s in (1, -1))
        up, down = (training.loss_of(training.forward(w, x, scale)[-1].b, ids) for w in (up, down))
        assert_allclose((up - down) / 2e-5, slopes[place], rtol=1e-4, atol=1e-8)


def test_the_loss_of_equal_shares_is_the_dashed_line():
    ids = np.zeros((2, 6), dtype=int)
    assert_allclose(training.loss_of(np.zeros((2, 6, 8)), ids), np.log(8))


def test_the_sentence_on_the_map_was_never_trained_on():
    seen = training.world().train
    assert not (seen == training.ids_of(training.HELD_OUT)).all(axis=-1).any()
    assert seen.shape == (400, 32, 6) and len(np.unique(seen)) == 8


def test_by_chance_the_very_sentence_is_read_backwards(monkeypatch):
    chance = training.world().train[3, 5]
    assert not np.array_equal(chance, chance[::-1])
    monkeypatch.setattr(training, "HELD_OUT", tuple(training.VOCABULARY[i] for i in chance))
    assert_allclose(training.world().train[3, 5], chance[::-1])


def test_training_twice_gives_the_same_head():
    one, other = training.train(steps=20), training.train(steps=20)
    assert (one.loss == other.loss).all() and (one.alpha_prime == other.alpha_prime).all()


def test_the_loss_and_the_share_of_the_word_before_as_the_prose_tells_them(prose):
    runs = learning.trained_by_places()
    shares = [learning.share_before(runs["yes"].alpha_prime[step]) for step in (0, 100, 200, 400)]
    assert_allclose(shares, [0.16, 0.50, 0.74, 0.82], atol=0.005)
    assert_allclose((runs["no"].loss[-1], runs["yes"].loss[-1], np.log(8)), (1.48, 0.01, 2.08), atol=0.005)
    assert learning.learning_caption(400, "yes").endswith("5 of 5 words copied right")
    says(prose, "0.16 goes to the word before", "at step 100 it is 0.50, at step 200 0.74 and at 400 0.82", "at 1.48")


def test_without_places_the_head_never_finds_the_word_before():
    shares = learning.trained_by_places()["no"].alpha_prime
    assert max(learning.share_before(alpha_prime) for alpha_prime in shares) < 0.25


def test_without_places_the_same_words_in_another_order_get_the_same_shares():
    run = learning.trained_by_places()["no"]
    order = np.array([2, 0, 5, 1, 4, 3])
    x = run.given.a[training.ids_of(training.HELD_OUT)]
    here, there = (training.forward(run.matrices, rows)[-1].alpha_prime for rows in (x, x[order]))
    assert_allclose(there, here[order][:, order])


def test_a_trained_head_copies_and_rescaling_it_changes_little():
    run, lost = learning.trained_by_places().values()
    assert lesson.accuracy(run) == 1 and 0.3 < lesson.accuracy(lost) < 0.5
    for scale in (False, 2 / np.sqrt(8), 0.5 / np.sqrt(8)):
        assert lesson.accuracy(run, scale=scale) > 0.99


def test_a_wide_head_learns_with_the_divisor_and_hardly_without(prose):
    runs = learning.trained_by_scale()
    assert_allclose(runs["yes"].loss[80], 0.12, atol=0.005)
    assert 1.9 < runs["no"].loss[-1] < np.log(8)
    first = {name: run.alpha_prime[0] for name, run in runs.items()}
    slopes = {name: scaling.softmax_slope(shares).mean() for name, shares in first.items()}
    assert_allclose((slopes["no"], slopes["yes"], first["no"].max(axis=1).mean()), (0.08, 0.72, 0.96), atol=0.005)
    assert runs["yes"].matrices.W_q.shape == (64, 64)
    says(
        prose,
        "at 0.12 at step 80",
        "still at about 2.0 after 400 steps, where a guess has 2.08",
        "0.96 on average",
        "0.08 left",
        "begins with 0.72",
    )


@pytest.mark.slow
def test_of_ten_wide_heads_all_copy_with_the_divisor_and_two_without(prose):
    runs = {scale: [training.train(scale=scale, seed=seed, **learning.WIDE) for seed in range(10)]
            for scale in (True, False)}  # fmt: skip
    assert all(lesson.accuracy(run) == 1 and run.loss[-1] < 0.005 for run in runs[True])
    *through, third = sorted(float(run.loss[-1]) for run in runs[False])[:3]
    assert_allclose(through, (0.16, 0.28), atol=0.01)
    assert 1.8 < third and max(run.loss[-1] for run in runs[False]) < 2.0
    says(prose, "all ten copy every word, with a loss of 0.00", "eight of the ten are still between 1.8 and 2.0")
    says(prose, "to 0.16 and 0.28", "eight of ten new wide heads did not learn in 400 steps")


@pytest.mark.parametrize("view", [lesson.learning_view, lesson.learning_scale_view])
def test_the_marker_of_the_losses_ends_below_the_words_over_a_guess(play, view):
    losses = play(view).fig.axes[1]
    marker = next(line for line in losses.lines if len(line.get_xdata()) == 2 and np.ptp(line.get_xdata()) == 0)
    guess = losses.transData.transform((0, np.log(8)))[1]
    assert_allclose(marker.get_transform().transform((0, marker.get_ydata()[1]))[1], guess)


# ---- 9. aim


def test_level_1_can_be_won_and_the_others_cannot():
    assert [aim.most_possible(level) for level in aim.LEVELS] == [1, 0.5, pytest.approx(0.289, abs=5e-4)]


@pytest.mark.parametrize("level", [2, 3])
def test_no_query_gives_more_than_is_possible(level):
    queries = np.stack(np.meshgrid(*[np.linspace(-6, 6, 121)] * 2), axis=-1).reshape(-1, 2)
    best = softmax(queries @ aim.keys_of(level).T)[:, THE].max()
    assert aim.most_possible(level) - 0.002 < best < aim.most_possible(level) + 1e-12


def test_the_key_of_level_3_is_the_mix_that_the_hint_tells():
    k = aim.keys_of(3)
    assert_allclose(k[THE], k[I] / 8 + k[SAW] / 4 + 5 * k[SAW_4] / 8)
    assert "k¹/8 + k²/4 + 5 k⁴/8" in cards.HINTS["hull"][1]


def test_the_levels_differ_by_one_key_only():
    k = aim.keys_of(1)
    assert [(aim.keys_of(level) != k).any(axis=1).sum() for level in (2, 3)] == [1, 1]
    assert_allclose(aim.keys_of(2)[SAW], aim.keys_of(2)[THE])


def test_the_shares_of_the_challenge_as_the_prose_tells_them(prose):
    assert round(aim.shares_for((2, 0), 1)[THE], 2) == 0.85
    assert round(aim.shares_for((0.5, 0.5), 3)[THE], 2) == 0.29
    says(prose, "(2, 0) gives 0.85", "is 0.29, at (0.5, 0.5)")


def test_straight_at_the_key_a_longer_query_is_needed():
    lengths = np.arange(0.1, 4, 0.05)
    straight, right = (
        next(length for length in lengths if aim.shares_for(length * np.array(way), 1)[THE] >= 0.8)
        for way in ((0.5**0.5, 0.5**0.5), (1, 0))
    )
    assert right < straight


def test_a_level_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="there are levels 1, 2 and 3"):
        aim.keys_of(4)


# ---- the pictures


def states_of(played, few=True):
    """The states of a view: every one, or each control at its ends, its quarters and its middle."""
    values = [sorted({*c.values}, key=c.values.index) for c in played.controls]
    if few:
        values = [[v[round(part * (len(v) - 1))] for part in (0, 0.25, 0.5, 0.75, 1)] for v in values]
    names = [c.name for c in played.controls]
    return [dict(zip(names, state, strict=True)) for state in dict.fromkeys(itertools.product(*values))]


def laid_out(played):
    """The view drawn once, with its layout frozen as a film freezes it.  -> renderer"""
    FigureCanvasAgg(played.fig)
    played.update(**{c.name: c.values[c.nearest(c.widget.value)] for c in played.controls})
    played.fig.draw_without_rendering()
    played.fig.set_layout_engine("none")
    return played.fig.canvas.get_renderer()


def texts_of(fig):
    """Every text that is seen, inside the axes' own limits."""
    ticks = {id(label) for ax in fig.axes for axis in (ax.xaxis, ax.yaxis) for label in _ticks_beyond(axis)}
    hidden = {id(t) for ax in fig.axes if not ax.axison for axis in (ax.xaxis, ax.yaxis) for t in axis.findobj(Text)}
    return [t for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip() and id(t) not in ticks | hidden]


def _ticks_beyond(axis):
    low, high = sorted(axis.get_view_interval())
    for tick in axis.get_major_ticks():
        if not low <= tick.get_loc() <= high:
            yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("name", VIEWS)
def test_no_text_is_small_or_leaves_the_picture_or_lies_on_another(name, play):
    played = play(VIEWS[name])
    renderer = laid_out(played)
    picture = played.fig.bbox.padded(1)
    for state in states_of(played):
        played.update(**state)
        texts = texts_of(played.fig)
        boxes = [text.get_window_extent(renderer).padded(-2) for text in texts]
        assert min(text.get_size() for text in texts) >= 13
        for text, box in zip(texts, boxes, strict=True):
            assert picture.contains(*box.min) and picture.contains(*box.max), (state, text.get_text())
        for (one, a), (other, b) in itertools.combinations(zip(texts, boxes, strict=True), 2):
            assert not a.overlaps(b), (state, one.get_text(), other.get_text())


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_few_positions_and_one_sentence_for_each(name, play):
    played = play(VIEWS[name])
    states = states_of(played, few=False)
    assert len(states) <= 120
    captions = [played.caption(**state) for state in states]
    assert all(caption and "\n" not in caption and "nan" not in caption for caption in captions)
    assert len(set(captions)) > len(captions) / 3


@pytest.mark.parametrize("name", VIEWS)
def test_an_update_makes_no_new_artists_and_leaves_the_limits(name, play):
    played = play(VIEWS[name])
    artists, limits = played.fig.findobj(), [(ax.get_xlim(), ax.get_ylim()) for ax in played.fig.axes]
    for state in states_of(played):
        played.update(**state)
    assert {id(artist) for artist in played.fig.findobj()} == {id(artist) for artist in artists}
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in played.fig.axes] == limits


def image(played, nth):
    return np.asarray(played.fig.axes[nth].images[0].get_array())


def words(played, nth):
    return [text.get_text() for text in played.fig.axes[nth].texts]


def test_the_window_film_lights_what_is_seen(play):
    played = play(lesson.window_view)
    seen = {}
    for sees in alone.SEES:
        played.update(sees=sees)
        seen[sees] = [patch.get_alpha() == 1 for patch in played.fig.axes[0].patches]
    assert [sum(seen[sees][:7]) for sees in alone.SEES] == [1, 3, 5, 7, 4]
    played.update(sees="1 word")
    assert "the same answer" in words(played, 0)
    assert [bar.get_width() for bar in played.fig.axes[1].patches] == [147_456, 442_368]


def test_the_shadow_film_shows_the_query_and_the_products(play):
    played = play(lesson.shadow_view)
    played.update(angle=0)
    quiver = played.fig.axes[0].findobj(type(played.fig.axes[0].quiver([0], [0], [1], [1])))[1]
    assert_allclose((quiver.U[0], quiver.V[0]), (1, 0), atol=1e-12)
    assert words(played, 1)[:4] == [
        "0.00 × 1.00 = 0.00",
        "−0.45 × 2.24 = −1.00",
        "0.71 × 1.41 = 1.00",
        "−1.00 × 1.00 = −1.00",
    ]


def test_the_mix_film_shows_the_shares_and_b(play):
    played = play(lesson.one_query_view)
    played.update(angle=90)
    assert words(played, 1)[:4] == ["−1.00", "2.00", "1.00", "0.00"]
    assert words(played, 3)[:4] == ["0.03", "0.64", "0.24", "0.09"]


def test_the_matrices_film_frames_the_row_the_column_and_the_number(play):
    played = play(lesson.matrices_view)
    played.update(i_asks=2, j_answers=4)
    frames = [ax.patches[0].get_bbox().bounds for ax in played.fig.axes]
    assert frames[:3] == [(-0.5, 0.5, 2, 1), (2.5, -0.5, 1, 2), (2.5, 0.5, 1, 1)]
    assert frames[3:] == [(-0.5, 0.5, 4, 1), (-0.5, -0.5, 2, 4), (-0.5, 0.5, 2, 1)]


def test_the_order_film_ends_with_the_table_of_the_matrix(play, attended):
    played = play(lesson.order_view)
    for order in together.ORDERS:
        played.update(words_done=4, order=order)
        assert_allclose(image(played, 0), attended.alpha_prime)
        assert_allclose(image(played, 1), attended.b)
        assert played.fig.get_suptitle() == "all four: largest difference from attend(q, k, v) is 0.00"


def test_the_switch_of_rows_and_columns_mirrors_the_map_and_marks_what_sums_to_1(play, attended):
    played = play(lesson.rows_columns_view)
    ax = played.fig.axes[1]
    for tokens_as, shares, marked in (
        (together.ROWS, attended.alpha_prime, "row"),
        (together.COLUMNS, attended.alpha_prime.T, "column"),
    ):
        played.update(tokens_as=tokens_as, i_asks=1)
        assert_allclose(image(played, 1), shares)
        green = [t for t in ax.texts[16:24] if same_color(t.get_color(), COLOUR["right"])]
        assert [t.get_text() for t in green] == ["1.00"] * 4
        assert len({t.get_position()[0 if marked == "row" else 1] for t in green}) == 1
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("i asks", "j answers")
    assert image(played, 0).shape == (4, 4)


def test_the_loudness_film_shows_the_shares_and_the_ratio(play):
    played = play(lesson.loudness_view)
    played.update(loudness=0.0)
    assert_allclose(image(played, 0), 0.25)
    played.update(loudness=8.0)
    assert_allclose(image(played, 0), loudness.shares_at(8))
    assert played.fig.axes[1].get_title().endswith("e^8.0 = 2,981.0")


def test_the_scale_film_rides_to_the_d_k_that_is_chosen(play):
    played = play(lesson.scale_view)
    played.update(d_k=64, divide="no")
    (dots,) = (c for c in played.fig.axes[1].collections if len(c.get_offsets()) == 2)
    assert_allclose(dots.get_offsets(), [(64, scaling.spreads()[divide].slope[6]) for divide in ("no", "yes")])
    assert "scores spread by ±8.0" in words(played, 0)


def test_the_turn_film_shows_that_only_the_product_matters(play):
    played = play(lesson.turn_view)
    played.update(angle=90, turning=matrices.TOGETHER)
    assert_allclose(image(played, 2), np.eye(2), atol=1e-12)
    together_at_90 = image(played, 1).copy()
    played.update(angle=0, turning=matrices.ALONE)
    assert_allclose(image(played, 1), together_at_90, atol=1e-12)
    played.update(angle=90, turning=matrices.ALONE)
    assert_allclose(image(played, 2), [[0, 1], [-1, 0]], atol=1e-12)


def test_the_entry_film_changes_one_entry_and_no_other(play):
    played = play(lesson.entry_view)
    played.update(entry="W_q[1, 0]", value=-1.5)
    assert_allclose(image(played, 0), [[1, 0], [-1.5, 1]])


def test_the_learning_film_shows_the_head_at_its_step_and_colours_what_it_copies(play):
    played = play(lesson.learning_view)
    played.update(step=400, places="yes")
    run = learning.trained_by_places()["yes"]
    assert_allclose(image(played, 0), run.alpha_prime[400])
    answers = played.fig.axes[0].texts[-6:]
    assert [t.get_text() for t in answers] == ["–", *training.HELD_OUT[:-1]]
    assert all(same_color(t.get_color(), COLOUR["right"]) for t in answers[1:])


def test_the_bar_of_the_turns_green_where_the_challenge_is_won(play):
    played = play(VIEWS["aim_view(1)"])
    bars = played.fig.axes[1].patches
    for query, won in (((2.0, 0.0), True), ((1.0, 1.0), False)):
        played.update(q_1=query[0], q_2=query[1])
        assert same_color(bars[THE].get_facecolor(), COLOUR["right"]) == won


def test_a_long_query_does_not_lie_over_the_name_of_a_key(play):
    played = play(VIEWS["aim_view(1)"])
    played.update(q_1=2.0, q_2=2.0)
    for name in played.fig.axes[0].texts[:4]:
        x, y = name.get_position()
        assert abs(x - y) > 0.2 or x < 0 or x > 2  # off the query's shaft


# ---- the exercises


def solved(name):
    """What the solution of an exercise defines, in the order in which it does."""
    space = {"np": np, "softmax": softmax}
    exec(cards.ANSWERS[name], space)  # noqa: S102  our own words
    return [value for key, value in space.items() if key not in ("np", "softmax", "__builtins__")]


SOLVED = {  # card -> its check, and what else the notebook gives it
    "window": (lesson.check_window, {}),
    "scores": (lesson.check_scores, {}),
    "softmax": (lesson.check_softmax, {}),
    "mix": (lesson.check_mix, {}),
    "attention": (lesson.check_attention, {}),
    "loudness": (lesson.check_loudness, {}),
    "scale": (lesson.check_scale, {}),
    "additive": (lesson.check_additive, {}),
    "still": (lesson.check_still, {}),
    "guess": (lesson.check_guess, {}),
    "aim": (lesson.check_aim, {"level": 1}),
}


@pytest.mark.parametrize("name", SOLVED)
def test_our_own_solution_is_right(name):
    function, more = SOLVED[name]
    verdict = check(function, *solved(name), **more)
    assert verdict.done is True, verdict.text


@pytest.mark.parametrize("level", [2, 3])
def test_impossible_is_the_solution_of_the_last_levels(level):
    assert check(lesson.check_aim, *solved("hull"), level=level).done is True


def test_every_question_has_a_right_reply_and_every_exercise_a_hint_and_an_answer():
    for question, replies in cards.QUESTIONS.values():
        assert question[-1] in "?." and sum(reply.startswith("Yes") for reply in replies.values()) == 1
    assert cards.HINTS.keys() == cards.ANSWERS.keys() == {*SOLVED, "hull"}


def test_the_notebook_uses_every_card_once_and_each_view(cells):
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    for function, names in (("question", cards.QUESTIONS), ("hints", cards.HINTS), ("answer", cards.ANSWERS)):
        assert all(code.count(f'lesson.{function}("{name}")') == 1 for name in names)
    assert all(f"lesson.{name}" in code for name in VIEWS if "(" not in name)
    assert code.count("lesson.aim_view(level=") == 3 and code.count("check(lesson.check_") == 13


ROOT = np.sqrt(2)
LENGTHS = {"k": lambda k: np.linalg.norm(k, axis=-1)}
SLIPS = [
    (lesson.check_window, lambda n, d: n * d * d, checks.WINDOW_SHORT),
    (lesson.check_window, lambda n, d: 2 * n * d * d, checks.WINDOW_DOUBLE),
    (lesson.check_window, lambda n, d: 3 * d * d, checks.WINDOW_ATTENTION),
    (lesson.check_window, lambda n, d: n * n * d * d, checks.WINDOW_PAIRS),
    (lesson.check_window, lambda n, d: (2 * n - 1) * d, checks.WINDOW_THIN),
    (lesson.check_window, lambda n, d: 39 * 384 * 384, checks.BY_HEART),
    (lesson.check_window, lambda n, d: 7, "Not yet: for n = 20 and d = 384 it should be 5,750,784, and yours is 7."),
    (lesson.check_scores, lambda q, k: k * q, checks.SCORES_NO_SUM),
    (lesson.check_scores, lambda q, k: (k * q).sum(), checks.SCORES_SUMMED.format(4)),
    (lesson.check_scores, lambda q, k: k @ q / ROOT, checks.SCORES_SCALED),
    (lesson.check_scores, lambda q, k: k @ q / LENGTHS["k"](k) / np.linalg.norm(q), checks.SCORES_COSINE),
    (lesson.check_scores, lambda q, k: k @ q / LENGTHS["k"](k), checks.SCORES_SHADOW),
    (lesson.check_scores, lambda q, k: [-1, 1, 2, -1], checks.BY_HEART),
    (
        lesson.check_scores,
        lambda q, k: [1, 2],
        "Not yet: expected one score for each j of shape (4,), and yours has shape (2,).",
    ),
    (lesson.check_softmax, lambda x: x / x.sum(), checks.SOFTMAX_NO_EXP),
    (lesson.check_softmax, np.exp, checks.SOFTMAX_NO_SUM.format(11.48)),
    (lesson.check_softmax, lambda x: np.exp(x - x.max()), checks.SOFTMAX_MAX.format(1.55)),
    (lesson.check_softmax, lambda x: (x == x.max()) * 1.0, checks.SOFTMAX_HARD),
    (lesson.check_softmax, lambda x: np.full(len(x), 1 / len(x)), checks.SOFTMAX_ALIKE),
    (lesson.check_softmax, lambda x: np.exp(x) / np.linalg.norm(np.exp(x)), checks.SOFTMAX_LENGTH),
    (lesson.check_softmax, lambda x: np.exp(x) / np.exp(x).sum(), checks.SOFTMAX_OVERFLOW),
    (lesson.check_mix, lambda s, v: s[:, None] * v, checks.MIX_NO_SUM),
    (lesson.check_mix, lambda s, v: v.mean(axis=0), checks.MIX_MEAN),
    (lesson.check_mix, lambda s, v: v[s.argmax()], checks.MIX_BEST),
    (lesson.check_mix, lambda s, v: (s[:, None] * v).sum(axis=1), checks.MIX_AXIS),
    (lesson.check_mix, lambda s, v: (s[:, None] * v).mean(axis=0), checks.MIX_TWICE),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q @ (a @ k).T) @ (a @ v), checks.ATTENTION_COLUMNS),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T) @ (a @ v), checks.ATTENTION_COLUMNS_V),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T, axis=0) @ a @ v.T, checks.ATTENTION_AXIS),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ k.T @ q @ a.T) @ a @ v.T, checks.ATTENTION_SWAPPED),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T / ROOT) @ a @ v.T, checks.ATTENTION_SCALED),
    (lesson.check_attention, lambda a, q, k, v: a @ q.T @ k @ a.T @ a @ v.T, checks.ATTENTION_NO_SOFTMAX),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T).T @ a @ v.T, checks.ATTENTION_TRANSPOSED),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T) @ a @ k.T, checks.ATTENTION_KEYS),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T) @ a, checks.ATTENTION_INPUT),
    (lesson.check_attention, lambda a, q, k, v: softmax(a @ q.T @ k @ a.T), checks.ATTENTION_SHARES),
    (lesson.check_scale, lambda q, k: q @ k.T, checks.SCALE_NOT),
    (lesson.check_scale, lambda q, k: q @ k.T / q.shape[-1], checks.SCALE_D),
    (lesson.check_scale, lambda q, k: q @ k.T / np.sqrt(len(q)), checks.SCALE_N),
    (lesson.check_scale, lambda q, k: q @ k.T / np.sqrt(len(k)), checks.SCALE_N),
    (lesson.check_scale, lambda q, k: q @ k.T * np.sqrt(q.shape[-1]), checks.SCALE_UP),
    (lesson.check_scale, lambda q, k: softmax(q @ k.T / np.sqrt(q.shape[-1])), checks.SCALE_SOFTMAX),
    (lesson.check_scale, lambda q, k: softmax(q @ k.T) / np.sqrt(q.shape[-1]), checks.SCALE_AFTER),
    (lesson.check_scale, lambda q, k: (q.T / LENGTHS["k"](q)).T @ (k.T / LENGTHS["k"](k)), checks.SCALE_COSINE),
    (lesson.check_additive, lambda q, k, w: w @ (q + k), checks.ADDITIVE_NO_TANH),
    (lesson.check_additive, lambda q, k, w: np.tanh(w @ (q + k)), checks.ADDITIVE_OUTSIDE),
    (lesson.check_additive, lambda q, k, w: w @ np.tanh(q * k), checks.ADDITIVE_PRODUCT),
    (lesson.check_additive, lambda q, k, w: np.tanh(q + k).sum(), checks.ADDITIVE_NO_W),
    (lesson.check_additive, lambda q, k, w: w * np.tanh(q + k), checks.ADDITIVE_NO_SUM),
    (lesson.check_loudness, 0.9, checks.LOUD_SHARE.format(0.9)),
    (lesson.check_loudness, 1.0, checks.LOUD_QUIET.format(1.0, 0.68)),
    (lesson.check_loudness, 8.0, checks.LOUD_SHOUTED.format(8.0, 1.0)),
    (lesson.check_loudness, -2.2, checks.LOUD_BELOW),
    (lesson.check_loudness, "loud", checks.A_NUMBER.format("loud")),
    (lesson.check_guess, 3.0, checks.GUESS_BITS),
    (lesson.check_guess, 0.903, checks.GUESS_TENS),
    (lesson.check_guess, 0.125, checks.GUESS_SHARE),
    (lesson.check_guess, -2.079, checks.GUESS_SIGN),
    (lesson.check_guess, 1.792, checks.GUESS_SENTENCE.format(8)),
]  # fmt: skip


@pytest.mark.parametrize(("function", "answer", "sentence"), SLIPS)
def test_a_slip_is_named(function, answer, sentence):
    verdict = check(function, answer)
    assert verdict.text == sentence
    assert verdict.done is False


STRETCH, TURN = np.diag([2.0, 3.0]), np.array([[0.0, -1.0], [1.0, 0.0]])


@pytest.mark.parametrize(
    ("W_q", "W_k", "sentence"),
    [
        (np.eye(2), np.eye(2), checks.STILL_IDENTITY),
        (TURN, TURN.T, checks.STILL_INVERSE),
        (TURN, np.eye(2), checks.STILL_ONE.format("[[0.00, 1.00], [-1.00, 0.00]]")),
        (STRETCH, STRETCH, checks.STILL_STRETCH.format("[[4.00, 0.00], [0.00, 9.00]]")),
        (STRETCH, TURN, checks.STILL_NO.format("[[0.00, -2.00], [3.00, 0.00]]")),
        (np.eye(3), np.eye(2), "Not yet: expected a matrix of shape (2, 2), and yours has shape (3, 3)."),
        (np.full((2, 2), np.nan), np.eye(2), checks.NOT_FINITE),
    ],
)
def test_a_slip_with_two_matrices_is_named(W_q, W_k, sentence):
    assert check(lesson.check_still, W_q, W_k).text == sentence


@pytest.mark.parametrize(("W_q", "W_k"), [(TURN, TURN), (STRETCH, np.diag([1 / 2, 1 / 3])), (-np.eye(2), -np.eye(2))])
def test_any_two_matrices_whose_product_is_the_identity_are_right(W_q, W_k):
    assert check(lesson.check_still, W_q, W_k).done is True


AIM = [
    ((1, 1), 1, checks.AIM_QUIET.format("'the' (3)", 0.68)),
    ((0, 1), 1, checks.AIM_OTHER.format("'saw' (2)", 0.64, "'the' (3)", 0.24, "'saw' (2)")),
    ((1, 1.8), 1, checks.AIM_TURN.format("'the' (3)", 0.54, 0.65, "'saw' (2)")),
    ((0.03, 0.25, 0.68, 0.03), 1, checks.AIM_SHARES),
    ((1, 2, 3), 1, "Not yet: expected a query of shape (2,), and yours has shape (3,)."),
    ((np.inf, 0), 1, checks.NOT_FINITE),
    ("impossible", 1, checks.AIM_POSSIBLE.format(1)),
    ("hopeless", 2, checks.AIM_WORD.format("hopeless")),
    ((2, 2), 2, checks.AIM_EQUAL.format("'the' (3)", 0.5, "'saw' (2)")),
    ((0.5, 0.5), 3, checks.AIM_INSIDE.format("'the' (3)", 0.29)),
]


@pytest.mark.parametrize(("query", "level", "sentence"), AIM)
def test_a_query_that_misses_is_told_how(query, level, sentence):
    verdict = check(lesson.check_aim, query, level=level)
    assert (verdict.text, verdict.done) == (sentence, False)


def test_a_query_that_is_long_enough_and_straight_at_the_key_wins_too():
    assert check(lesson.check_aim, (3, 3), level=1).text == checks.AIM_YES.format("[3.00, 3.00]", "'the' (3)", 0.95)


def test_an_exercise_that_is_not_begun_is_the_students_turn():
    assert check(lesson.check_aim, ..., level=1).done is None
    assert check(lesson.check_still, ..., ...).done is None
    assert check(lesson.check_softmax, lambda alpha_i: ...).done is None


# ---- the notebook


def test_the_notebook_has_stable_names_and_short_cells(cells):
    names = [cell["id"] for cell in cells]
    assert len(set(names)) == len(names) and all(name.startswith("01-") for name in names)
    code = [len("".join(c["source"]).splitlines()) for c in cells if c["cell_type"] == "code"]
    assert np.median(code) == 1 and max(code) <= 8


def test_each_exercise_of_the_notebook_can_be_left_open(cells):
    exercises = ["".join(c["source"]) for c in cells if "exercise" in c["metadata"].get("tags", [])]
    assert len(exercises) == 13 and all("..." in source for source in exercises)
