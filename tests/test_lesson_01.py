"""Notebook 01: each number of its prose, and each film at its ends."""

import itertools

import lectures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color
from matplotlib.text import Text
from numpy.testing import assert_allclose

from seesaw.draw.circuit import attention_plan
from seesaw.lessons import attention_scores as lesson
from seesaw.lessons.attention_scores import (
    aim,
    alone,
    circuit,
    learning,
    loudness,
    matrices,
    one_query,
    scaling,
    together,
    waiting,
)
from seesaw.material import example, training
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import additive_scores, attend
from seesaw.theme import COLOUR

I, SAW, THE, SAW_4 = range(4)
FILMS = list(lectures.lecture("01").films)


@pytest.fixture(scope="module")
def sentence():
    return lesson.i_saw_the_saw()


@pytest.fixture(scope="module")
def qkv(sentence):
    return example.project(sentence)


@pytest.fixture(scope="module")
def attended():
    return example.attended()


@pytest.fixture
def at(films):
    """at("scale_view", d_k=64): the axes of a film that was brought to this state."""

    def axes(name, **state):
        film = films[name]
        film.state = state
        film._visit(tuple(film.at["positions"]))
        return film._fig.axes

    return axes


def image(ax):
    return np.asarray(ax.images[0].get_array())


def words(ax):
    return [text.get_text() for text in ax.texts]


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


def test_a_caption_names_who_gets_most_and_least_and_all_that_are_equal():
    told = example.most_and_least([0.2, 0.5, 0.1, 0.2], lesson.i_saw_the_saw().tokens)
    assert told == {"most": "'saw' (2)", "high": 0.5, "least": "'the' (3)", "low": 0.1}
    assert example.most_and_least([0.25, 0.25 + 1e-12], ["I (1)", "saw (2)"])["most"] == "'I' (1), 'saw' (2)"


# ---- 1. each word alone


def test_a_net_that_sees_each_word_alone_gives_both_saws_the_same_answer():
    assert alone.apart(1) == 0


@pytest.mark.parametrize("sees", [3, 5, 7, alone.ATTENTION])
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


def test_what_a_window_costs_and_what_attention_costs(says):
    costs = {sees: alone.weights_of(sees) for sees in alone.SEES}
    assert list(costs.values()) == [147_456, 442_368, 737_280, 1_032_192, 442_368]
    says(costs[1], "1 word", costs[7], 7)
    says("window of 3 words", costs[alone.ATTENTION])


def test_attention_alone_says_the_same_of_both_saws_and_with_their_places_it_does_not(sentence, attended):
    a = sentence.a
    b = attend(a @ sentence.W_q.T, a @ sentence.W_k.T, a @ sentence.W_v.T, scale=False).b
    assert_allclose(b[SAW], b[SAW_4])
    assert np.linalg.norm(attended.b[SAW] - attended.b[SAW_4]) > 2


# ---- 2. one query


def test_the_loop_of_the_notebook_gives_the_numbers_of_its_prose(qkv, says):
    q, k, v = qkv
    alpha = [float(q[I] @ k[j]) for j in range(4)]
    shares = [np.exp(x) / sum(map(np.exp, alpha)) for x in alpha]
    b = sum(shares[j] * v[j] for j in range(4))
    assert alpha == [-1, 2, 1, 0]
    assert_allclose(b, one_query.one_query(90)[2])
    says("*saw* (2)", shares[SAW], "b¹", *b, "v²", 1, 3)


@pytest.mark.parametrize("angle", range(-180, 181, 15))
def test_the_score_is_the_shadow_times_the_length_of_the_key(angle, qkv):
    shadow, length = one_query.shadows_of(one_query.turned_query(angle), qkv[1])
    assert_allclose(shadow * length, one_query.one_query(angle)[0], atol=1e-12)


def test_at_70_degrees_the_longest_shadow_forward_does_not_win(qkv, says, films):
    shadow, length = one_query.shadows_of(one_query.turned_query(70), qkv[1])
    alpha = one_query.one_query(70)[0]
    assert (shadow.argmax(), alpha.argmax()) == (THE, SAW)
    says("k³", shadow[THE], shadow[SAW], "*saw* (2)", alpha[SAW], alpha[THE])
    lectures.says(lesson.question("shadow").text, "k²", length[SAW], "k³", length[THE])
    straight, _ = one_query.shadows_of(one_query.turned_query(90), qkv[1])
    says("At 90°", "*saw* (2)", straight[SAW], one_query.one_query(90)[0][SAW])
    assert films["shadow_view"].caption.endswith("of 'saw' (2) (0.89), highest score for 'saw' (2) (2.00)")


def test_at_0_degrees_b_turns_to_the_v_of_the_and_at_minus_90_i_listens_to_itself(qkv, says):
    _, shares, b_i = one_query.one_query(0)
    assert shares.argmax() == THE
    assert (qkv[1][:, 0] > 0).tolist() == [False, False, True, False]  # only k³ leans to the right
    says("At 0°", "*the*", shares[THE], "b¹", *b_i)
    says("At -90°", "*I*", one_query.one_query(-90)[1][I])


@given(st.floats(-180, 180))
def test_b_stays_among_the_v(angle):
    _, _, v = example.project(example.i_saw_the_saw())
    b_i = one_query.one_query(angle)[2]
    turns = np.radians(np.arange(0, 360, 5))
    sides = np.column_stack([np.cos(turns), np.sin(turns)])
    assert (sides @ b_i <= (sides @ v.T).max(axis=1) + 1e-9).all()


def test_the_circuit_begins_with_the_words_and_ends_with_what_the_asker_takes_home():
    """At its end no box is missing but the q and b of the words that do not ask."""
    parts = [circuit.come_at(step, SAW) for step in range(len(circuit.STEPS))]
    drawn = [name for part in parts for name in part]
    assert len(set(drawn)) == len(drawn)
    left = set(attention_plan(4).nodes) - set(drawn)
    assert left == {f"{letter}_{j}" for letter in "qb" for j in (1, 3, 4)}
    assert set(parts[0]) == {f"{name}_{j}" for name in ("word", "a") for j in (1, 2, 3, 4)}
    assert parts[-1] == ["b_2"]


def test_a_box_of_the_circuit_never_comes_before_what_it_is_made_of():
    plan, there = attention_plan(4), set()
    for step in range(len(circuit.STEPS)):
        come = circuit.come_at(step, THE)
        for name in come:
            made_of = {start for start, end in plan.arrows if end == name and start[:2] not in ("q_", "b_")}
            assert made_of <= there | set(come), name
        there |= set(come)


@pytest.mark.parametrize("i", range(4))
def test_the_numbers_of_the_circuit_are_those_of_the_loop(i, qkv, attended, films):
    q, k, v = qkv
    numbers = circuit.numbers_of(i)
    for j in range(4):
        assert_allclose(numbers[f"alpha_{j + 1}"], [q[i] @ k[j]])
        assert_allclose(numbers[f"product_{j + 1}"], attended.alpha_prime[i, j] * v[j])
    assert_allclose(sum(numbers[f"product_{j + 1}"] for j in range(4)), numbers[f"b_{i + 1}"])
    film = films["circuit_view"]
    film.state = {"steps_drawn": 10, "who_asks": lesson.i_saw_the_saw().tokens[i]}
    assert film.caption.endswith(together.mix_in_words(i))


def test_what_the_circuit_says_at_each_step(films, says, attended):
    film, told = films["circuit_view"], []
    assert film.state["steps_drawn"] == 0
    for step in range(len(circuit.STEPS)):
        film.state = {"steps_drawn": step}
        assert film.caption.startswith(f"Step {step}: ")
        told.append(film.caption)
    assert told[1].endswith("'I' (1) asks. q¹ = W_q (a¹ + e¹) = (0, 1)")
    assert told[4].endswith("how well does 'saw' (2) answer 'I' (1)? α₁₂ = q¹ · k² = 0 × (−1) + 1 × 2 = 2")
    assert "'saw' (2) gets most, 0.64" in told[7]
    film.state = {"steps_drawn": 7, "who_asks": "saw (4)"}
    assert "'the' (3) gets most, 0.68" in film.caption
    says("one q meets every k", *(int(x) for x in attended.alpha[I]))
    says("made smaller by its share", *attended.alpha_prime[I], "b¹", *attended.b[I])


# ---- 3. all at once


def test_the_matrix_gives_the_numbers_of_the_prose(attended, says):
    assert attended.alpha[SAW_4, THE] == 2
    assert together.dot_in_words(SAW_4, THE) == "α₄₃ = q⁴ · k³ = 1 × 1 + 1 × 1 = 2"
    assert together.mix_in_words(SAW_4) == "b⁴ = 0.03 v¹ + 0.25 v² + 0.68 v³ + 0.03 v⁴ = (1.55, 0.75)"
    says("α₄₃ = 1 × 1 + 1 × 1 = 2")
    says("*saw* (4)", "*the*", attended.alpha_prime[SAW_4, THE], "*saw* (2)", attended.alpha_prime[SAW_4, SAW])


def test_a_factor_below_zero_stands_in_brackets():
    assert together.dot_in_words(THE, SAW) == "α₃₂ = q³ · k² = (−1) × (−1) + (−2) × 2 = −3"


@pytest.mark.parametrize("order", [*together.ORDERS, together.AT_ONCE])
def test_in_any_order_the_words_get_the_same_numbers(order, attended):
    shares, b = together.computed_so_far(4, order)
    assert_allclose(shares, attended.alpha_prime)
    assert_allclose(b, attended.b)


def test_a_word_that_is_not_computed_yet_is_empty(attended):
    shares, _ = together.computed_so_far(2, "3, 1, 4, 2")
    assert np.isnan(shares).any(axis=1).tolist() == [False, True, False, True]
    assert_allclose(shares[[I, THE]], attended.alpha_prime[[I, THE]])


def test_the_rows_sum_to_1_and_the_columns_to_the_numbers_of_the_prose(attended, says):
    assert_allclose(attended.alpha_prime.sum(axis=1), 1)
    says("each row sums to 1", *attended.alpha_prime.sum(axis=0))


def test_the_rnn_waits_for_each_state_and_attention_for_none(films):
    at = {name: waiting.computed_at(name) for name in waiting.waiting_plan().nodes}
    assert [at[f"h_{i}"] for i in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert [at[f"b_{i}"] for i in (1, 2, 3, 4)] == [1, 1, 1, 1]
    for start, end in waiting.waiting_plan().arrows:
        assert at[start] < at[end], "no box comes before what it is made of"
    film = films["waiting_view"]
    assert film.state == {"steps_done": 0}
    film.state = {"steps_done": 2}
    assert film.caption == "step 2: the RNN has h²; attention had b¹ to b⁴ after step 1"


def test_a_state_of_the_rnn_is_made_of_the_one_before(sentence):
    h, x = waiting.states(), sentence.a + sentence.e
    assert_allclose(h[0], np.tanh(waiting.W @ x[0]))
    assert_allclose(h[3], np.tanh(waiting.U @ h[2] + waiting.W @ x[3]))


def test_of_the_unlabelled_maps_one_sums_by_columns_one_by_rows_and_one_by_both():
    for shares, asks in zip(together.MAPS, together.WHO_ASKS, strict=True):
        by_rows, by_columns = (bool(np.allclose(shares.sum(axis=axis), 1)) for axis in (1, 0))
        assert {(True, False): "rows", (False, True): "columns", (True, True): "either"}[by_rows, by_columns] == asks


# ---- 4. and 6. loudness


def test_a_silent_question_listens_to_all_alike_and_a_loud_one_to_one_word():
    assert_allclose(loudness.shares_at(0), 0.25)
    assert_allclose(loudness.shares_at(8).max(axis=1).round(2), 1)


def test_softmax_turns_differences_into_ratios(attended, says):
    assert attended.alpha[SAW_4, THE] - attended.alpha[SAW_4, SAW] == 1
    for loud in (0.5, 1.0, 8.0):
        row = loudness.shares_at(loud)[SAW_4]
        assert_allclose(row[THE] / row[SAW], np.exp(loud))
    says("At 1", "*the*", loudness.shares_at(1)[SAW_4, THE], "at 8", loudness.shares_at(8)[SAW_4, THE])
    says("differ by 1", "e^{loudness}", 1.0, np.exp(1), np.exp(8))


def test_the_share_of_saw_first_rises_and_then_falls(says):
    x = np.arange(0, 8.05, 0.1)
    shares = loudness.shares_at(x[:, None, None])[:, SAW_4, SAW]
    assert shares[0] < shares.max() > shares[-1]
    says("*saw* (2)", "*rises*", shares[0], shares.max(), float(x[shares.argmax()]))


def test_the_additive_score_stays_within_its_ceiling_and_the_dot_product_does_not(says):
    for loud in (0, 1, 8, 100):
        assert np.abs(loudness.two_scores(loud)["additive"]).max() <= loudness.CEILING == 3
    says("dot product", loudness.two_scores(8)["dot"].max(), "Σ|w| = 3")


def test_what_the_two_scores_give_the(says):
    shares = {
        loud: [softmax(scores)[THE] for scores in loudness.two_scores(loud).values()]
        for loud in (0, 1, loudness.LOUDEST)
    }
    says("At loudness 1", shares[1][0], "dot product", shares[1][1], "additive")
    says("all four words", shares[8][1])
    says("loudness 0", "dot product", shares[0][0], "additive", shares[0][1])
    assert shares[8][0] > 0.995


def test_a_question_with_a_zero_in_it_never_drowns_the_keys(qkv, says):
    q, k, _ = qkv
    loud = softmax(additive_scores(8 * q, k, np.eye(2), np.eye(2), loudness.W))
    assert q[I].tolist() == [0, 1] and q[SAW_4].tolist() == [1, 1]
    assert_allclose(loud[1:], 0.25, atol=0.005)
    says("q¹ = (0, 1)", "loudness 8", *loud[I])


# ---- 5. why 1/sqrt(d_k)


def test_the_slope_is_the_trace_of_softmax_s_jacobian(rng):
    x, nudge = rng.normal(size=6), 1e-6 * np.eye(6)
    jacobian = [(softmax(x + n) - softmax(x - n)) / 2e-6 for n in nudge]
    assert_allclose(scaling.softmax_slope(softmax(x)), np.trace(jacobian), atol=1e-8)


def test_unscaled_the_slope_falls_and_scaled_it_stays(says):
    plain, scaled = scaling.spreads().values()
    says("spread by", plain.scores[0], "d_k = 1", plain.scores[-1], 512)
    says("largest share", *plain.shares[[0, -1], 0], "slope", *plain.slope[[0, -1]])
    says("Divided by √d_k", scaled.scores.mean(), "slope", 0.71)
    assert_allclose(scaled.slope[1:], 0.71, atol=0.025)
    assert_allclose(scaled.scores, 1, atol=0.05)


def test_the_spread_grows_like_the_root_of_d_k():
    assert_allclose(scaling.spreads()[False].scores / np.sqrt(scaling.WIDTHS), 1, atol=0.05)


def test_dividing_the_scores_or_the_queries_is_the_same(qkv):
    q, k, v = qkv
    assert_allclose(attend(q, k, v).b, attend(q / np.sqrt(2), k, v, scale=False).b)


# ---- 7. W_q and W_k


def alpha_of(W_q, W_k):
    return matrices.scores_of(W_q, W_k)[2]


def test_turning_w_q_alone_makes_relevance_one_sided(says):
    sided = [matrices.one_sidedness(alpha_of(*matrices.turned(angle, matrices.ALONE))) for angle in (0, 45, 90, 180)]
    says("W_q alone", 45, sided[1], 90, sided[2])
    assert_allclose(sided[::3], 0, atol=1e-12)


def test_mutual_scores_do_not_make_mutual_shares(says):
    shares = softmax(alpha_of(np.eye(2), np.eye(2)))
    says("*saw* (2)", "*saw* (4)", shares[SAW, SAW_4], "*saw* (4)", "*saw* (2)", shares[SAW_4, SAW])


@given(st.floats(-180, 180))
def test_turning_both_leaves_every_score_alone(angle):
    assert_allclose(alpha_of(*matrices.turned(angle, matrices.TOGETHER)), alpha_of(np.eye(2), np.eye(2)), atol=1e-9)


def test_at_180_degrees_every_sign_is_turned_round():
    assert_allclose(alpha_of(*matrices.turned(180, matrices.ALONE)), -alpha_of(np.eye(2), np.eye(2)), atol=1e-12)


@pytest.mark.parametrize("value", [-1.5, -0.25, 0.5, 1.5])
@pytest.mark.parametrize(("entry", "one_sided"), [(e, "0, 1" in e or "1, 0" in e) for e in matrices.ENTRIES])
def test_only_the_entries_off_the_diagonal_make_relevance_one_sided(entry, one_sided, value):
    sided = matrices.one_sidedness(alpha_of(matrices.with_entry(entry, value), np.eye(2)))
    assert_allclose(sided, 3 * abs(value) if one_sided else 0, atol=1e-12)


def test_one_entry_moves_what_saw_is_worth_to_itself(says):
    after, before = (alpha_of(matrices.with_entry("W_q[0, 1]", value), np.eye(2)) for value in (1, 0))
    says("*saw* (2)", "itself", before[SAW, SAW], after[SAW, SAW])
    says("-1.5", matrices.one_sidedness(alpha_of(matrices.with_entry("W_q[0, 1]", -1.5), np.eye(2))))


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


def test_adam_moves_one_array_or_a_tuple_of_any_length_by_the_same_steps(rng):
    x, slopes = rng.normal(size=(3, 2)), rng.normal(size=(2, 3, 2))
    alone_, two, memory, memories = x, (x, 2 * x), None, None
    for step, slope in enumerate(slopes, start=1):
        alone_, memory = training.adam(alone_, slope, memory, step, 0.1)
        two, memories = training.adam(two, (slope, -slope), memories, step, 0.1)
    assert_allclose(two, (alone_, 2 * x - (alone_ - x)))
    assert_allclose(training.adam(x, slopes[0], None, 1, 0.1)[0], x - 0.1 * np.sign(slopes[0]), atol=1e-6)


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


def test_the_loss_and_the_share_of_the_word_before_as_the_prose_tells_them(films, says):
    run, lost = learning.trained_by_places().values()
    shares = [learning.share_before(run.alpha_prime[step]) for step in (0, 100, 200, 400)]
    says("At step 0", shares[0], "the word before")
    says("step 100", shares[1], 200, shares[2], 400, shares[3])
    says("Without places", lost.loss[-1], np.log(8), run.loss[-1])
    film = films["learning_view"]
    film.state = {"step": 400, "places": True}
    assert film.caption.endswith("5 of 5 words copied right")


def test_without_places_the_head_never_finds_the_word_before():
    shares = learning.trained_by_places()[False].alpha_prime
    assert max(learning.share_before(alpha_prime) for alpha_prime in shares) < 0.25


def test_without_places_the_same_words_in_another_order_get_the_same_shares():
    run = learning.trained_by_places()[False]
    order = np.array([2, 0, 5, 1, 4, 3])
    x = run.given.a[training.ids_of(training.HELD_OUT)]
    here, there = (training.forward(run.matrices, rows)[-1].alpha_prime for rows in (x, x[order]))
    assert_allclose(there, here[order][:, order])


def test_a_trained_head_copies_and_rescaling_it_changes_little():
    run, lost = learning.trained_by_places().values()
    assert lesson.accuracy(run) == 1 and 0.3 < lesson.accuracy(lost) < 0.5
    for scale in (False, 2 / np.sqrt(8), 0.5 / np.sqrt(8)):
        assert lesson.accuracy(run, scale=scale) > 0.99


def test_a_wide_head_learns_with_the_divisor_and_hardly_without(says):
    divided, plain = learning.trained_by_scale().values()
    says("Divided by √64", divided.loss[80], "step 80")
    assert 1.9 < plain.loss[-1] < np.log(8)
    slopes = [scaling.softmax_slope(run.alpha_prime[0]).mean() for run in (plain, divided)]
    says("As printed", 2.0, "a guess", np.log(8), plain.alpha_prime[0].max(axis=1).mean(), *slopes)
    assert divided.matrices.W_q.shape == (64, 64)


@pytest.mark.slow
def test_of_ten_wide_heads_all_copy_with_the_divisor_and_two_without(says):
    """What several machines agree on: each sums in another order, and 400 steps make much of the last digit."""
    divided, plain = ([training.train(scale=s, seed=n, **learning.WIDE) for n in range(10)] for s in (True, False))
    assert all(lesson.accuracy(run) == 1 and run.loss[-1] < 0.005 for run in divided)
    losses = sorted(float(run.loss[-1]) for run in plain)
    assert losses[1] < 0.5 and 1.5 < losses[2] and losses[-1] < np.log(8)
    says("all ten copy every word", 0.00, 400)
    says("eight of the ten", "above 1.5", np.log(8), "two", "below 0.5")
    says("eight of ten new wide heads", "1/√d", "did not learn", 400)


@pytest.mark.slow
def test_started_smaller_a_wide_head_learns_without_the_divisor_too(says):
    for seed in range(3):
        run = training.train(scale=False, seed=seed, **{**learning.WIDE, "start": training.START})
        assert lesson.accuracy(run, scale=False) > 0.95
    says("Started at", training.START, "without the divisor")


@pytest.mark.parametrize("name", ["learning_view", "learning_scale_view"])
def test_the_marker_of_the_losses_ends_below_the_words_over_a_guess(at, name):
    losses = at(name)[1]
    marker = next(line for line in losses.lines if len(line.get_xdata()) == 2 and np.ptp(line.get_xdata()) == 0)
    guess = losses.transData.transform((0, np.log(8)))[1]
    assert_allclose(marker.get_transform().transform((0, marker.get_ydata()[1]))[1], guess)


# ---- 9. aim


def test_level_1_can_be_won_and_the_others_cannot(says):
    most = [aim.most_possible(level) for level in aim.LEVELS]
    assert most[:2] == [1, 0.5]
    says("any query", most[2], "(0.5, 0.5)")
    assert_allclose(aim.shares_for((0.5, 0.5), 3)[THE], most[2], atol=0.005)
    says("(2, 0)", aim.shares_for((2, 0), 1)[THE])


@pytest.mark.parametrize("level", [2, 3])
def test_no_query_gives_more_than_is_possible(level):
    queries = np.stack(np.meshgrid(*[np.linspace(-6, 6, 121)] * 2), axis=-1).reshape(-1, 2)
    best = softmax(queries @ aim.keys_of(level).T)[:, THE].max()
    assert aim.most_possible(level) - 0.002 < best < aim.most_possible(level) + 1e-12


def test_the_key_of_level_3_is_the_mix_that_the_hint_tells():
    k = aim.keys_of(3)
    assert_allclose(k[THE], k[I] / 8 + k[SAW] / 4 + 5 * k[SAW_4] / 8)
    assert "k¹/8 + k²/4 + 5 k⁴/8" in lesson.hints("hull").text


def test_the_levels_differ_by_one_key_only():
    k = aim.keys_of(1)
    assert [(aim.keys_of(level) != k).any(axis=1).sum() for level in (2, 3)] == [1, 1]
    assert_allclose(aim.keys_of(2)[SAW], aim.keys_of(2)[THE])


def test_of_all_queries_that_are_2_long_the_one_straight_at_the_key_is_not_the_best():
    angles = np.radians(np.arange(0, 360, 5))
    shares = [aim.shares_for((2 * np.cos(angle), 2 * np.sin(angle)), 1)[THE] for angle in angles]
    card = lesson.question("aim").text
    lectures.says(card, "straight at k³", aim.shares_for((2**0.5, 2**0.5), 1)[THE])
    lectures.says(card, "away from the other keys", "best direction", max(shares))


def test_a_level_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="there are levels 1, 2 and 3"):
        aim.keys_of(4)


# ---- the pictures


def positions_of(film):
    """Each control at its ends, its quarters and its middle."""
    counts = [len(control["readouts"]) for control in film.data["controls"]]
    parts = [sorted({round(part * (count - 1)) for part in (0, 0.25, 0.5, 0.75, 1)}) for count in counts]
    return itertools.product(*parts)


def texts_of(fig):
    """Every text that is seen, inside the axes' own limits."""
    axes = [(ax, axis) for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)]
    unseen = {id(label) for _, axis in axes for label in _ticks_beyond(axis)}
    unseen |= {id(text) for ax, axis in axes if not ax.axison for text in axis.findobj(Text)}
    return [t for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip() and id(t) not in unseen]


def _ticks_beyond(axis):
    low, high = sorted(axis.get_view_interval())
    for tick in axis.get_major_ticks():
        if not low <= tick.get_loc() <= high:
            yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("name", FILMS)
def test_no_text_is_small_or_leaves_the_picture_or_lies_on_another(name, films):
    film = films[name]
    fig = film._fig
    renderer, picture = FigureCanvasAgg(fig).get_renderer(), fig.bbox.padded(1)
    fig.draw_without_rendering()  # on this canvas: the labels of the axes find their places
    for positions in positions_of(film):
        film._visit(positions)
        texts = texts_of(fig)
        boxes = [text.get_window_extent(renderer).padded(-2) for text in texts]
        assert min(text.get_size() for text in texts) >= 13
        for text, box in zip(texts, boxes, strict=True):
            assert picture.contains(*box.min) and picture.contains(*box.max), (positions, text.get_text())
        for (one, a), (other, b) in itertools.combinations(zip(texts, boxes, strict=True), 2):
            assert not a.overlaps(b), (positions, one.get_text(), other.get_text())


@pytest.mark.parametrize("name", FILMS)
def test_an_update_leaves_the_limits(name, films):
    film = films[name]
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in film._fig.axes]
    for positions in positions_of(film):
        film._visit(positions)
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in film._fig.axes] == limits


def test_the_window_film_lights_what_is_seen(at):
    seen = {}
    for sees in alone.SEES:
        slots, _ = at("window_view", sees=sees)
        seen[sees] = sum(patch.get_alpha() == 1 for patch in slots.patches[:7])
    assert seen == {1: 1, 3: 3, 5: 5, 7: 7, alone.ATTENTION: 4}
    slots, cost = at("window_view", sees=1)
    assert alone.SAME in words(slots)
    assert [bar.get_width() for bar in cost.patches] == [147_456, 442_368]


def test_the_shadow_film_shows_the_query_and_the_products(at):
    plane, products = at("shadow_view", angle=0)
    quiver = [artist for artist in plane.collections if hasattr(artist, "U")][1]
    assert_allclose((quiver.U[0], quiver.V[0]), (1, 0), atol=1e-12)
    assert words(products)[:4] == [
        "0.00 × 1.00 = 0.00",
        "−0.45 × 2.24 = −1.00",
        "0.71 × 1.41 = 1.00",
        "−1.00 × 1.00 = −1.00",
    ]


def test_the_mix_film_shows_the_shares_and_b(at):
    _, scores, _, shares = at("one_query_view", angle=90)
    assert words(scores)[:4] == ["−1.00", "2.00", "1.00", "0.00"]
    assert words(shares)[:4] == ["0.03", "0.64", "0.24", "0.09"]


def test_the_matrices_film_frames_the_row_the_column_and_the_number(at):
    frames = [ax.patches[0].get_bbox().bounds for ax in at("matrices_view", i_asks=2, j_answers=4)]
    assert frames[:3] == [(-0.5, 0.5, 2, 1), (2.5, -0.5, 1, 2), (2.5, 0.5, 1, 1)]
    assert frames[3:] == [(-0.5, 0.5, 4, 1), (-0.5, -0.5, 2, 4), (-0.5, 0.5, 2, 1)]


@pytest.mark.parametrize("order", [*together.ORDERS, together.AT_ONCE])
def test_the_order_film_ends_with_the_table_of_the_matrix(order, at, attended):
    shares, b = at("order_view", words_done=4, order=order)
    assert_allclose(image(shares), attended.alpha_prime)
    assert_allclose(image(b), attended.b)
    assert shares.figure.get_suptitle() == "all four: largest difference from attend(q, k, v) is 0.00"


@pytest.mark.parametrize("held", [together.ROWS, together.COLUMNS])
def test_the_switch_of_rows_and_columns_mirrors_the_map_and_marks_what_sums_to_1(held, at, attended):
    by_rows = held == together.ROWS
    _, ax = at("rows_columns_view", tokens_as=held, i_asks=1)
    assert_allclose(image(ax), attended.alpha_prime if by_rows else attended.alpha_prime.T)
    assert (ax.get_ylabel(), ax.get_xlabel()) == (("i asks", "j answers") if by_rows else ("j answers", "i asks"))
    *sums, said = [text for text in ax.texts[16:] if same_color(text.get_color(), COLOUR["right"])]
    assert [text.get_text() for text in sums] == ["1.00"] * 4
    line = {text.get_position()[0 if by_rows else 1] for text in sums}
    assert len(line) == 1, "a column of sums beside the rows, a row of them above the columns"
    assert said.get_text() == together.SUMS_TO_1
    assert said.get_position()[0] == max(line) if by_rows else said.get_position()[0] < -0.5


def test_the_loudness_film_shows_the_shares_and_the_ratio(at):
    assert_allclose(image(at("loudness_view", loudness=0.0)[0]), 0.25)
    shares, curves = at("loudness_view", loudness=8.0)
    assert_allclose(image(shares), loudness.shares_at(8))
    assert curves.get_title().endswith("exp(8.0) = 2,981.0")


def test_the_scale_film_rides_to_the_d_k_that_is_chosen(at):
    shares, slopes = at("scale_view", d_k=64, divide=False)
    dots = [line.get_xydata()[0] for line in slopes.lines if len(line.get_xdata()) == 1]
    assert_allclose(dots, [(64, spread.slope[6]) for spread in scaling.spreads().values()])
    assert "scores spread by ±8.0" in words(shares)


def test_the_turn_film_shows_that_only_the_product_matters(at):
    _, alpha, product = at("turn_view", angle=90, turning=matrices.TOGETHER)
    assert_allclose(image(product), np.eye(2), atol=1e-12)
    together_at_90 = image(alpha).copy()
    assert_allclose(image(at("turn_view", angle=0, turning=matrices.ALONE)[1]), together_at_90, atol=1e-12)
    assert_allclose(image(at("turn_view", angle=90, turning=matrices.ALONE)[2]), [[0, 1], [-1, 0]], atol=1e-12)


def test_the_entry_film_changes_one_entry_and_no_other(at):
    assert_allclose(image(at("entry_view", entry="W_q[1, 0]", value=-1.5)[0]), [[1, 0], [-1.5, 1]])


def test_the_learning_film_shows_the_head_at_its_step_and_colours_what_it_copies(at):
    shares, _ = at("learning_view", step=400, places=True)
    assert_allclose(image(shares), learning.trained_by_places()[True].alpha_prime[400])
    answers = shares.texts[-6:]
    assert [text.get_text() for text in answers] == ["–", *training.HELD_OUT[:-1]]
    assert all(same_color(text.get_color(), COLOUR["right"]) for text in answers[1:])


def test_the_bar_of_the_word_the_turns_green_where_the_challenge_is_won_and_a_word_says_so(at, films):
    for query, won in (((2.0, 0.0), True), ((1.0, 1.0), False)):
        _, shares = at("aim_view", q_1=query[0], q_2=query[1])
        assert same_color(shares.patches[THE].get_facecolor(), COLOUR["right"]) == won
        assert (shares.get_title() == aim.WON_TITLE) == won
        film = films["aim_view"]
        film.state = {"q_1": query[0], "q_2": query[1]}
        assert ("well aimed" in film.caption) == won


def test_a_long_query_does_not_lie_over_the_name_of_a_key(at):
    for name in at("aim_view", q_1=2.0, q_2=2.0)[0].texts[:4]:
        x, y = name.get_position()
        assert abs(x - y) > 0.2 or x < 0 or x > 2  # off the query's shaft
