"""Notebook 03: each number of its prose, each film at its ends, each bug as it is seen."""

import re

import lectures
import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.lessons import multi_head as lesson
from seesaw.lessons.multi_head import circuit, learning, look, small, ways, yours
from seesaw.lessons.multi_head.heads import BOOK, CAT, LETTER, SENTENCE, TWICE, blocks_of, slices_of
from seesaw.lessons.multi_head.look import CARS
from seesaw.material import example


@pytest.fixture(scope="module")
def pulls(reader):
    return lesson.mean_pulls(reader)


@pytest.fixture(scope="module")
def muted(reader):
    """How far the cosine of the saws moves with each head muted.  (L, H)"""
    return lesson.each_muted(reader) - lesson.saws_cosine(reader)


def card(name):
    return lesson.question(name).text


# ---- 1. two questions, one head

SEEDS = 4


@pytest.fixture(scope="module")
def runs():
    """{H: four runs}, each with other words, sentences and first matrices"""
    return {H: [lesson.train_heads(H, seed=seed) for seed in range(SEEDS)] for H in learning.HEADS}


def test_the_gradient_written_by_hand_is_the_slope_of_the_loss(rng):
    given, W = learning.world(steps=1), learning.Matrices(*(rng.normal(size=(16, 16)) / 4 for _ in range(4)))
    ids = given.train[0][:8]
    x = given.a[ids] + given.e
    for H in learning.HEADS:
        for nth, slope in enumerate(learning.backward(W, x, ids, H)):
            moved = [
                [M + (M is W[nth]) * side * 1e-6 * (np.arange(256) == 53).reshape(16, 16) for M in W]
                for side in (1, -1)
            ]
            up, down = (learning.loss_of(learning.forward(learning.Matrices(*M), x, H).b, ids) for M in moved)
            assert_allclose(slope[3, 5], (up - down) / 2e-6, rtol=1e-4, atol=1e-8)


def test_one_head_cannot_and_two_can(runs, says):
    sides = {H: np.array([lesson.by_side(run) for run in each]) for H, each in runs.items()}
    right = {H: [lesson.accuracy(run) for run in each] for H, each in runs.items()}
    assert_allclose(right[1], sides[1].mean(axis=1))
    assert 0.555 < min(right[1]) and max(right[1]) < 0.59, "one neighbour for both gives 0.5625"
    assert min(sides[2].min(), sides[4].min()) >= 0.99
    lectures.says(lesson.DECK.verdicts["coin"]["yes"], 1 / 8 + 7 / 16, min(right[1]), max(right[1]))
    better, other = sides[1].max(axis=1), sides[1].min(axis=1)
    assert set(sides[1].argmax(axis=1)) == {0, 1}, "now this side and now that"
    spans = (better.min(), better.max(), "other", other.min(), other.max(), "together", min(right[1]), max(right[1]))
    says("better side", *spans, "two and four heads", "at least", 0.99)
    says("Printed", *sides[1][0], "one head", *(f"{x:.1f}" for x in sides[2][0]), "two and with four")
    says("So one head", right[1][0], "right", f"{right[2][0]:.1f}")
    assert all(0.6 < run.loss[-1] < 0.77 for run in runs[1])
    assert {sum(W.size for W in run.matrices) for each in runs.values() for run in each} == {1024}
    says("1,024 numbers whatever H")
    assert_allclose(runs[1][0].loss[0], np.log(8), atol=0.02)
    says(np.log(8), "ln 8", "blind guess")


def lines(run):
    """The mean share of the word before, the word itself and the word after, of each head, over the middle words."""
    maps = run.alpha_prime[-1][:, 1:-1]
    return np.array([[np.diagonal(one, nth).mean() for nth in range(3)] for one in maps])


def test_one_head_looks_at_both_sides_and_two_at_one_each(runs, says):
    for run in runs[1]:
        before, itself, after = lines(run)[0]
        assert 0.15 < itself < min(before, after) and max(before, after) < 0.5 and min(before, after) > 0.25
    before, itself, after = lines(runs[1][0])[0]
    says("band", before, "before", after, "after", itself, "itself")
    for run in runs[2]:
        assert sorted(lines(run)[:, [0, 2]].argmax(axis=1)) == [0, 1] and lines(run)[:, [0, 2]].max(axis=1).min() > 0.5


def test_with_four_heads_two_look_after_one_before_and_one_is_not_clear(runs, says):
    before, _, after = lines(runs[4][0]).T
    assert (after > 0.6).sum() == 2 and (before > 0.6).sum() == 1 and (np.maximum(before, after) < 0.45).sum() == 1
    says("With H = 4", "two heads look after, one before, and one has no clear line")


def test_one_head_answers_one_neighbour_to_both_questions(runs, says):
    words = learning.asked(learning.ids_of(learning.HELD_OUT))
    assert np.array_equal(runs[1][0].answers[-1], [words[0], words[0]])
    says("to both questions", "the one before", "*old*", "*the* twice")
    for run in runs[1]:
        answers = run.answers[-1]
        assert np.all((answers == words[0]) | (answers == words[1]))
        assert (answers[0] == answers[1]).mean() >= 0.75
        said = answered(run, seed=1, sentences=500)[1]
        assert (said[:, 0] == said[:, 1]).mean() > 0.85, "a coin would give the same word in 0.56 of them"


def answered(run, seed, sentences):
    """The mixes of a run with one head, what it answers, and the right answers.  (m, d), (m, 2), (m, 2)"""
    ids = np.random.default_rng(seed).integers(learning.V, size=(sentences, len(learning.HELD_OUT)))
    out = learning.forward(run.matrices, run.given.a[ids] + run.given.e, 1)
    said, right = (x.swapaxes(1, 2).reshape(-1, 2) for x in (learning.guesses(out.b).argmax(-1), learning.asked(ids)))
    mixes = out.b_heads[:, 0, learning.MIDDLE]
    return mixes.reshape(len(said), -1), said, right


def test_a_mix_shows_who_gave_what_to_more_than_one_matrix(runs, says):
    found = []
    for run in runs[1]:
        (known, _, told), (mixes, _, right) = answered(run, 7, 2000), answered(run, 1, 500)
        assert len(known) == 8000
        far = (known**2).sum(axis=1) - 2 * mixes @ known.T
        found.append((told[far.argmin(axis=1)] == right).mean())
    assert 0.70 < min(found)
    says("8,000 mixes", "at least", 0.70)


def test_the_film_and_the_runs_begin_with_the_same_matrices():
    first = [lesson.train_heads(H, steps=0).matrices for H in learning.HEADS]
    assert all(np.array_equal(one, other) for one, other in zip(first[0], first[2], strict=True))


# ---- 2. habits


def test_the_named_heads_have_the_habits_that_the_prose_tells(pulls, says):
    says("1-3", pulls["previous"][0, 2], "previous")
    says("[CLS]", pulls["[CLS]"][0, 2], "before the first word")
    says("2-9", pulls["next"][1, 8], "next", pulls["[CLS]"][1, 8], "[CLS]")
    says("5-6", pulls["[CLS]"][4, 5], "[CLS]")
    says("1-4", pulls["evenness"][0, 3])


def test_what_a_cell_prints_of_the_named_heads_is_what_was_measured(pulls):
    told = lesson.named_pulls(pulls)
    assert list(told) == list(lesson.NAMED)
    assert told["1-3 the previous"]["previous"] == round(float(pulls["previous"][0, 2]), 2)
    head, *rows = lesson.pulls_table(pulls).splitlines()
    assert head.split() == ["previous", "next", "[CLS]", "twin", "evenness"]
    numbers = [[float(number) for number in row.split()[-5:]] for row in rows]
    assert numbers == [list(one.values()) for one in told.values()]


def test_the_twin_of_the_table_is_the_mean_over_the_sentences_that_have_twins(reader, pulls):
    found = [lesson.twin_pull(one.alpha_prime[2][9], one.pieces) for one in map(reader.read, lesson.OURS)]
    twins = [twin for twin in found if twin is not None]
    assert 1 < len(twins) < len(found) and pulls["twin"].shape == (6, 12)
    assert_allclose(pulls["twin"][2, 9], np.mean(twins))


@pytest.mark.parametrize(("name", "place"), [("previous", (0, 2)), ("next", (1, 8)), ("[CLS]", (4, 5))])
def test_no_other_head_has_a_habit_more_strongly(pulls, name, place):
    assert np.unravel_index(pulls[name].argmax(), pulls[name].shape) == place


def test_the_two_saws_look_at_each_other(reader, says):
    alpha_prime = reader.read(TWICE).alpha_prime[2][9]
    assert np.all(np.delete(alpha_prime[:, 0], [4, 7]) > 0.85)
    says("3-10", alpha_prime[4, 7], "second", alpha_prime[7, 4])
    says("*the*", alpha_prime[[1, 5], [5, 1]].max(), "[CLS]")


def test_the_head_of_the_same_word_joins_words_that_mean_nearly_the_same(reader, says):
    car, big = reader.read("The car hit another automobile."), reader.read("A big dog and a large dog.")
    assert (car.pieces[2], car.pieces[5], big.pieces[2], big.pieces[6]) == ("car", "automobile", "big", "large")
    house = reader.read("The big house is a large house.")
    assert (house.pieces[2], house.pieces[6]) == ("big", "large")
    shares = [one.alpha_prime[2][9][[2, 6], [6, 2]] for one in (big, house)]
    says("depends", *shares[0], "*A big dog and a large dog.*", *shares[1], "*The big house is a large house.")
    cars = reader.read(CARS)
    assert (cars.pieces[4], cars.pieces[7]) == ("cars", "cars")
    says("*cars*", *cars.alpha_prime[2][9][[4, 7], [7, 4]])
    there, back = car.alpha_prime[2][9][[2, 5], [5, 2]]
    says(there, "one way", back, "the other")
    lectures.says(card("yours"), "*car*", there, back)


def test_the_place_is_enough_for_the_head_of_the_previous_token(reader, says):
    rng = np.random.default_rng(0)
    texts = [np.r_[101, rng.integers(2000, 29000, 12), 102] for _ in range(50)]
    shares = [np.diagonal(reader.bert.forward(ids).alpha_prime[0][2], -1).mean() for ids in texts]
    says("fifty texts", "twelve words", np.mean(shares))


def test_how_many_heads_have_a_habit(reader, pulls, says):
    assert np.argwhere(pulls["previous"] > 0.5).tolist() == [[0, 2]]
    assert np.argwhere(pulls["next"] > 0.5).tolist() == [[1, 8]]
    to_cls = int((pulls["[CLS]"] > 0.5).sum())
    says("Only head 1-3", "only 2-9", to_cls, 72, "[CLS]")
    on_the_sheet = [layer[..., 0].mean(axis=-1) for layer in reader.read(TWICE).alpha_prime]
    assert (np.array(on_the_sheet) > 0.5).sum() == to_cls
    lectures.says(card("heads"), "[CLS]", to_cls, "72 maps")


def test_a_hunt_names_the_heads_that_score_highest(reader, pulls, says):
    found = lesson.hunt(reader, lesson.to_the_next)
    assert next(iter(found)) == "2-9" and found["2-9"] == round(float(pulls["next"][1, 8]), 2)
    assert len(found) == 3 and list(found.values()) == sorted(found.values(), reverse=True)
    two_back = max(lesson.hunt(reader, lambda alpha_prime: np.diagonal(alpha_prime, -2).mean()).values())
    assert two_back < 0.25
    lectures.says(card("hunt"), two_back, "[CLS]")


def test_a_hunt_without_a_score_or_with_several_is_answered_in_one_sentence(reader):
    assert "gave None" in lesson.hunt(reader, lambda alpha_prime: None, texts=[SENTENCE])
    with pytest.raises(ValueError, match=r"hunt: your function gave \(7,\) for one map, and one number was expected"):
        lesson.hunt(reader, lambda alpha_prime: alpha_prime.mean(axis=0), texts=[SENTENCE])
    with pytest.raises(ValueError, match="gave 'saw' for one map"):
        lesson.hunt(reader, lambda alpha_prime: "saw", texts=[SENTENCE])


def test_a_hunt_hands_out_copies(reader):
    before = reader.read(SENTENCE).alpha_prime[0].copy()

    def spoils(alpha_prime):
        alpha_prime[...] = 0
        return 1

    lesson.hunt(reader, spoils, texts=[SENTENCE])
    assert np.array_equal(reader.read(SENTENCE).alpha_prime[0], before)


def test_evenness_goes_from_one_for_all_to_the_same_for_all(says):
    assert_allclose([lesson.pull_of(a)["evenness"] for a in (np.eye(5), np.full((5, 5), 0.2))], [0, 1], atol=1e-9)
    says(0, "one token", 1, "all")


def test_a_twin_is_another_token_with_the_same_word():
    shares = np.array([[0.5, 0.1, 0.4], [0.2, 0.7, 0.1], [0.6, 0.1, 0.3]])
    assert_allclose(lesson.twin_pull(shares, ["saw", "the", "saw"]), (0.4 + 0.6) / 2)
    assert lesson.twin_pull(shares, ["I", "saw", "it"]) is None


def test_on_the_sentence_of_the_sheet_that_head_has_two_favourites(reader, says):
    reading = reader.read(TWICE)
    assert {reading.pieces[1 + j] for j in reading.alpha_prime[5][11][1:-1, 1:-1].argmax(axis=1)} == {"rusty", "saw"}
    says("*rusty*", "*saw*")


@pytest.mark.parametrize(("text", "word"), [(CAT, "cat"), (BOOK, "book"), (LETTER, "letter")])
def test_one_head_sends_the_words_of_a_sentence_to_one_word(reader, prose, text, word):
    reading = reader.read(text)
    words = reading.alpha_prime[5][11][1:-1, 1:-1]
    assert [reading.pieces[1 + j] for j in words.argmax(axis=1)] == [word] * len(words)
    assert text in prose and f"*{word}*" in prose


def test_cls_has_more_than_half_of_the_shares_and_far_less_of_the_substance(reader, says):
    share, brought = lesson.cls_shares(reader)
    assert share > 0.5
    lengths = lesson.cls_lengths(reader)
    says("[CLS]", share, "shares", brought, "substance", int((lengths < 0.5).sum()), lengths.size)
    lectures.says(card("cls"), "more than half")


def test_substance_is_the_share_times_the_length_of_what_is_brought(reader):
    block, W_o = blocks_of(reader, SENTENCE)[1], reader.bert.blocks[1].W_o
    weights = [block.alpha_prime[8, 2, j] * np.linalg.norm(W_o[:, 8 * 32 : 9 * 32] @ block.v[8, j]) for j in range(7)]
    assert_allclose(lesson.substance(block, W_o)[8, 2], np.array(weights) / sum(weights), rtol=1e-4)


def test_what_cls_has_of_two_heads_as_share_and_as_substance(reader, says):
    parts = [
        lesson.weights_of_head(reader, *head, what)[:, 0].mean()
        for head in ((6, 12), (5, 6))
        for what in ("share", "substance")
    ]
    says("head 6-12", *parts[:2], "head 5-6", *parts[2:])
    most = lesson.weights_of_head(reader, 5, 6)[:, 1:].max()
    assert most < 0.045
    says("head 5-6", "no word", most)


def test_hidden_cls_leaves_rows_that_sum_to_one():
    assert_allclose(lesson.hidden_cls(np.array([[0.5, 0.25, 0.25], [0.8, 0.2, 0.0]])), [[0, 0.5, 0.5], [0, 1, 0]])


# ---- 3. whatever is typed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type a sentence"),
        ("   ", "Type a sentence"),
        ("我看見一把鋸子", "Pieces read as [UNK]: "),
        ("saw " * 600, "only the first 14 were read"),
        ("<script>alert(1)</script> 😀 $\\frac{$ {x}", "Layer 3, head 10"),
        ("I saw " + "x" * 300, "Pieces read as [UNK]: 1"),
        ("It rained.", "Layer 3, head 10: on average a token gives"),
    ],
)
def test_whatever_is_typed_is_answered_in_plain_words_and_drawn(films, typed, told):
    film = films["your_heads_view"]
    film.state = {"sentence": typed, "layer": 3, "head": 10}
    film.png()
    assert told in film.caption
    assert film.trouble == ""


def test_lines_join_words_alone_and_the_matrix_holds_all(films, reader):
    film = films["your_heads_view"]
    texts = re.findall(r">([^<>]*)</text>", film.svg())
    assert texts.count("[CLS]") == texts.count("[SEP]") == 2, "row and column of the matrix"
    assert texts.count("cars") == 8
    pieces, maps, _ = look.read_short(reader, CARS)
    words, shares = look.words_of(pieces, maps[2, 9])
    assert words == pieces[1:-1] and np.array_equal(shares, maps[2, 9, 1:-1, 1:-1])
    assert look.words_of(["[CLS]", "[SEP]"], maps[2, 9])[0] == ["[CLS]", "[SEP]"]


# ---- 4. what is split


@pytest.mark.parametrize("H", [1, 2, 4])
def test_two_ways_are_the_same_and_a_sliced_input_is_not(H, says):
    small, folded, sliced = lesson.differences(H)
    assert small == folded == 0
    assert sliced == 0 if H == 1 else sliced > 4
    if H == 2:
        x, W = ways.given(H)
        says("Slicing the input", sliced, "largest number", np.abs(x @ W.T).max())


def test_a_row_of_w_q_reads_the_whole_input_unless_the_input_is_cut(films):
    film = films["split_view"]
    film.state = {"row": 11, "H": 2, "way": "what comes out"}
    assert film.caption == (
        "Row 11 of W_q makes column 11 of q, which belongs to head 2 of 2; it reads all 16 features of each word."
    )
    film.state = {"row": 5, "H": 4, "way": "what goes in"}
    assert film.caption.endswith("belongs to head 2 of 4; cut off from the rest, it reads features 5 to 8 alone.")
    _, W = ways.given(4)
    assert np.isnan(ways.cut_off(W, 4)).mean() == 0.75


# ---- 5. W^O


def test_the_first_of_the_two_heads_is_that_of_notebook_01_and_the_second_looks_at_the_word_before(says):
    found = small.attended()
    assert_allclose(found.alpha_prime[0], example.attended().alpha_prime)
    assert_allclose(found.b[0], example.attended().b)
    before = np.diagonal(found.alpha_prime[1], -1)
    assert before.min() > 0.65 and np.all(found.alpha_prime[1][1:].argmax(axis=1) == [0, 1, 2])
    says("Head 2", "looks mostly at the word before")
    assert small.two_heads().W_o[:, [0, 2]].T.tolist() == [[1, 1], [1, -1]]
    says("column of $W^O$", "head 1", "(1, 1)", "head 2", "(1, -1)")


def test_the_contributions_sum_to_b_and_without_w_o_a_head_keeps_to_its_columns(says):
    case = small.two_heads()
    b = np.hstack(list(small.attended().b)) @ case.W_o.T
    assert_allclose(lesson.contributions(d_v=2).sum(axis=0), b, atol=0.011)
    first, second = lesson.contributions("without")
    assert not first[:, 1:].any() and not second[:, :1].any() and first[:, 0].all() and second[:, 1].all()
    says("Without $W^O$", "head 1", "column 1", "head 2", "column 2")
    assert lesson.contributions(d_v=2).shape[-1] == 2 and lesson.contributions("without", d_v=2).shape[-1] == 4
    assert np.all(lesson.contributions() != 0), "with it, each head writes into every column"
    assert not lesson.contributions(mute="head 2")[1].any()


def test_a_muted_head_adds_nothing_and_the_model_itself_is_left_alone(reader):
    before = np.array(reader.bert.blocks[0].W_o)
    W_o = lesson.muted(reader.bert, [(0, 2)]).blocks[0].W_o
    assert not slices_of(W_o, 12)[2].any() and not W_o[:, 64:96].any()
    assert_allclose(np.delete(W_o, range(64, 96), axis=1), np.delete(before, range(64, 96), axis=1))
    assert np.array_equal(reader.bert.blocks[0].W_o, before)


def test_one_muted_head_moves_the_saws_little_and_the_previous_one_most(reader, muted, says):
    rest = np.delete(np.abs(muted).ravel(), 2)
    assert rest.max() < 0.04 and np.mean(rest < 0.0105) > 0.75
    assert np.mean(np.abs(muted) < 0.0145) > 0.85 and np.mean(np.abs(muted) > 0.06) < 0.02
    says("layer 6", lesson.saws_cosine(reader))
    says(muted[0, 2], "without 1-3")
    says("more than", 0.04)
    says("Most heads", 0.01, "or less")
    lectures.says(card("mute"), "most move it by 0.00 or 0.01")
    lectures.says(card("mute"), "One moves it by", muted[0, 2])


def test_the_first_layers_muted_bring_the_saws_together(reader, says):
    values = lesson.first_muted(reader)
    film = lesson.first_muted_view(values)
    film.state = {"m": 2}
    assert "0.93" in film.svg() and "0.99" not in film.svg(), "what comes is not drawn before"
    assert_allclose(values[3:], values[3], atol=0.005)
    says("first layer", values[1], "two", values[2], "three", values[3])
    says("three layers", values[0], values[3])
    lectures.says(card("together"), "two of six", values[2])


# ---- 6. multi-head, whole


def test_the_right_answers_are_what_the_model_itself_finds(reader, says):
    first = lesson.first_layer(reader)
    alpha_prime, b = yours.of_the_model(reader)
    assert alpha_prime.shape == (12, 7, 7) and first.H == 12 and first.a.shape == (7, 385)
    found = yours.maps(first.a, first.W_q, first.W_k, first.H), yours.whole(*first)
    assert max(np.abs(found[0] - alpha_prime).max(), np.abs(found[1] - b).max()) < 1e-5
    assert_allclose(alpha_prime, reader.read(SENTENCE).alpha_prime[0], atol=1e-6)
    says("(7, 385)", 384, "1")


def test_what_a_word_takes_home_from_two_heads(says, films):
    b, out = small.attended().b[:, 3], lesson.contributions(d_v=2)[:, 3].sum(axis=0)
    says("*saw* (4)", *b[0], "head 1", *(f"{x:.2f}" for x in b[1]), "head 2")
    says("only", *(f"{x:.2f}" for x in out))
    most = small.attended().alpha_prime.argmax(axis=-1)
    assert most[:, 3].tolist() == [2, 2] and most[:, 0].tolist() == [1, 2]
    lectures.says(card("circuit"), "both choose *the*")
    lectures.says(card("circuit"), "*I*", "disagree")
    film = films["circuit_view"]
    film.state = {"steps_drawn": 6, "who_asks": "saw (4)"}
    assert film.caption.endswith("(2.73, 0.33).")
    shown = set(re.findall(r">(−?\d\.\d\d)</text>", film.svg()))
    assert {"2.73", "0.33", "1.55", "0.75", "0.46", "−0.72", "0.68", "0.73"} <= shown


def test_the_two_heads_meet_in_w_o_and_not_before():
    case, old = small.two_heads(), circuit.numbers_of(3)
    assert_allclose(old["out_4"], case.W_o @ old["joined_4"])
    assert_allclose(old["joined_4"], [*old["b_4_1"], *old["b_4_2"]])
    come = [name for step in range(len(circuit.STEPS)) for name in circuit.come_at(step, 3)]
    assert len(come) == len(set(come)) and {"q_4_1", "q_4_2", "b_4_2", "out_4"} <= set(come)
    assert "q_1_1" not in come, "only the one who asks has a q"


# ---- spot the bug: each is seen in the film


@pytest.fixture
def seen(films):
    """A version -> the row sums and the three tables of the film as it is painted, as numbers, and its sentence."""
    film = films["bugs_view"]

    def look(version):
        film.state = {"version": version}
        texts = re.findall(r">(−?\d\.\d\d)</text>", film.svg())
        numbers = [float(text.replace("−", "-")) for text in texts]
        return np.array(numbers[16:20]), *np.reshape(numbers[20:], (3, 2, 4)), film.caption

    return look


def test_the_right_version_shows_no_bug(seen):
    sums, *tables, caption = seen("right")
    assert_allclose(sums, 1)
    assert all(np.all(table > 0) for table in tables)
    assert "its rows sum to 1.00, 1.00, 1.00, 1.00; " in caption


def test_version_a_shows_in_the_row_sums(seen):
    sums, *tables, caption = seen("A")
    assert sums.min() < 0.7 and sums.max() > 1.5
    assert all(np.all(table > 0) for table in tables)
    assert ", ".join(f"{value:.2f}" for value in sums) in caption


@pytest.mark.parametrize(
    ("version", "table", "told"),
    [("B", 0, "the features by {}"), ("C", 1, "writes {} into the columns"), ("D", 2, "and {} into the rows")],
)
def test_the_other_versions_show_in_one_table(seen, version, table, told):
    sums, *tables, caption = seen(version)
    assert_allclose(sums, 1)
    assert_allclose(tables[table] > 0, [[1, 1, 0, 0], [0, 0, 1, 1]])
    assert all(np.all(other > 0) for nth, other in enumerate(tables) if nth != table)
    assert told.format(", ".join(f"{value:.2f}" for value in tables[table][0])) in caption, "numbers, and no count"
