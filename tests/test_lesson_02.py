"""Notebook 02: each number of its prose, each film at its ends, each slip of its exercises by name."""

import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.exercise import check
from seesaw.lessons import i_saw_the_saw as lesson
from seesaw.lessons.i_saw_the_saw.one_sentence import PAIRS, SAME, SENTENCE
from seesaw.lessons.i_saw_the_saw.your_sentence import HARD_ONES, senses_of
from seesaw.material.sentences import HARD, SEEING, TO_CUT, TOOL

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "02_i_saw_the_saw.ipynb"


@pytest.fixture(scope="module")
def saws(reader):
    return lesson.read_saws(reader)


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown").split())


def cosines(reader, text, bert=None):
    hidden = lesson.own_saws(reader, text, bert).hidden
    return lesson.cosine(hidden[:, 0], hidden[:, 1])


def last_votes(reader, saws, text):
    return lesson.tool_votes(lesson.own_saws(reader, text).hidden[-1], saws.hidden[-1], saws.is_tool).tolist()


# ---- the sentences


def test_there_are_thirty_sentences_of_each_sense_and_no_two_alike():
    assert len(SEEING) == len(TOOL) == 30
    assert len({*SEEING, *TOOL, *TO_CUT, *(s.text for s in HARD)}) == 60 + len(TO_CUT) + len(HARD) - 1  # one is in both


def test_each_sentence_on_the_map_has_exactly_one_saw(reader):
    assert all(len(lesson.saw_places(reader.tokens(text).pieces)) == 1 for text in SEEING + TOOL + TO_CUT)


def test_each_saw_of_a_hard_sentence_has_its_sense(reader):
    assert all(len(lesson.saw_places(reader.tokens(s.text).pieces)) == len(s.senses) for s in HARD_ONES)


@pytest.mark.parametrize("sentences", [SEEING, TOOL])
def test_the_saw_stands_first_in_the_middle_and_last_in_sentences_short_and_long(sentences):
    words = [re.findall(r"\w+", text.lower()) for text in sentences]
    places = {("first" if w[0] == "saw" else "last" if w[-1] == "saw" else "middle") for w in words}
    assert places == {"first", "middle", "last"}
    assert min(map(len, words)) <= 5 and max(map(len, words)) >= 12


def test_a_saw_is_a_whole_word_and_not_a_part_of_one():
    assert lesson.saw_places(["[CLS]", "sees", "##aw", "saw", "##n", "saw", "[SEP]"]) == [5]


def test_a_sentence_on_the_map_with_two_saws_is_refused(reader):
    with pytest.raises(ValueError, match="has 2 saws, and exactly one was expected"):
        lesson.read_saws(reader, seeing=("I saw the saw.",), tool=())


def test_reading_many_sentences_at_once_is_reading_each_alone(reader, saws):
    for n in (0, 17, 42, 59):
        alone = np.stack(reader.read(saws.texts[n]).hidden)
        (place,) = lesson.saw_places(reader.tokens(saws.texts[n]).pieces)
        assert_allclose(saws.hidden[:, n], alone[:, place], atol=2e-5)


# ---- 1. one row


def test_both_saws_are_row_2387_and_its_nearest_rows_are_words_of_seeing(reader, prose):
    ids = reader.tokens(SENTENCE).ids
    assert ids[2] == ids[4] == 2387 and "number 2387" in prose
    film = lesson.table_view(reader)
    film.state = {"word": 2}
    first = film.caption
    film.state = {"word": 4}
    assert first.replace("Word 2", "Word 4") == film.caption
    assert "'seen', 'see', 'seeing'; 'blade' comes at rank 23" in film.caption


@pytest.mark.parametrize(("word", "rank"), [("cut", 19), ("cutting", 21), ("blade", 23), ("hammer", 211)])
def test_the_tool_is_in_the_row_but_faint_counted_over_the_whole_table(word, rank, reader, prose):
    names = reader.vocabulary()
    row, other = names.index("saw"), names.index(word)
    words = np.asarray(reader.bert.words, dtype=float)
    cos = words @ words[row] / np.linalg.norm(words, axis=1) / np.linalg.norm(words[row])
    assert np.sum(cos > cos[other]) == rank  # saw itself is one of those above it, and has no rank
    assert "of 30,522 rows *cut* comes at rank 19, *cutting* at 21, *blade* at 23, *hammer* at 211" in prose
    assert len(names) == 30522


# ---- 2. positions


def test_without_positions_two_saws_of_one_sentence_are_equal_through_twelve_blocks(reader):
    apart = lesson.furthest_apart(reader, SENTENCE, blocks=12)
    assert len(apart) == 13 and apart.max() < 1e-5


def test_with_positions_they_are_not(reader):
    hidden = lesson.own_saws(reader, SENTENCE).hidden
    assert np.abs(hidden[0, 0] - hidden[0, 1]).max() > 0.1


@pytest.mark.parametrize(("strength", "cosine"), [(0.0, 1.0), (0.25, 0.99), (0.5, 0.75), (0.75, 0.59), (1.0, 0.56)])
def test_the_cosine_after_layer_6_falls_as_the_positions_are_turned_up(reader, strength, cosine):
    assert round(float(cosines(reader, SENTENCE, lesson.with_positions(reader.bert, strength))[-1]), 2) == cosine


def test_strength_1_is_the_model_itself_and_the_model_is_left_alone(reader):
    before = np.array(reader.bert.positions)
    whole = lesson.with_positions(reader.bert, 1.0)
    assert_allclose(cosines(reader, SENTENCE, whole), cosines(reader, SENTENCE), atol=1e-6)
    lesson.random_encoder(reader.bert)
    assert_allclose(reader.bert.positions, before)


def test_random_positions_set_the_saws_apart_at_the_door_and_the_layers_bring_them_together(reader, prose):
    table = lesson.random_positions(reader.bert)
    cos = cosines(reader, SENTENCE, lesson.with_positions(reader.bert, 1.0, table))
    assert (round(float(cos[0]), 2), round(float(cos[-1]), 2)) == (0.87, 0.93)
    assert "(0.87 against 0.96)" in prose and "to 0.93" in prose


def test_random_positions_are_as_spread_out_as_the_learned_ones(reader):
    assert_allclose(lesson.random_positions(reader.bert).std(), reader.bert.positions.std(), rtol=0.01)


# ---- 3. layers


def test_the_real_model_parts_the_two_saws_from_17_to_56_degrees(reader):
    cos = cosines(reader, SENTENCE)
    assert_allclose(cos, [0.957, 0.821, 0.736, 0.683, 0.672, 0.645, 0.558], atol=6e-4)
    assert (round(float(lesson.degrees(cos[0]))), round(float(lesson.degrees(cos[-1])))) == (17, 56)


def test_one_sense_said_twice_begins_alike_drifts_to_090_and_comes_back(reader, prose):
    mean = np.mean([cosines(reader, pair.text) for pair in SAME], axis=0)
    assert [round(float(mean[layer]), 2) for layer in (0, 3, 6)] == [0.96, 0.90, 0.95]
    assert round(float(lesson.degrees(mean[6]))) == 19
    assert "0.90 by layer 3 and come back to 0.95, about 19°" in prose
    assert "at a cosine of 0.95, about 19°, on average over four sentences (but at 0.81" in prose
    bird = [float(lesson.degrees(cos)) for cos in cosines(reader, SAME[0].text)[[0, 6]]]
    assert bird[0] > 15 and 19 < bird[1] < 21.5  # the card: more than 15° at the door, near 20° at the end


def test_the_control_sentences_say_one_sense_twice():
    assert all(len(pair.senses) == 2 and len(set(pair.senses)) == 1 for pair in SAME)


def test_one_sense_in_another_role_ends_at_081(reader):
    assert PAIRS[2].senses == ("seeing", "seeing")
    assert round(float(cosines(reader, PAIRS[2].text)[-1]), 2) == 0.81


# ---- 4. the map


def test_at_the_door_sixty_saws_are_nine_vectors_one_a_place(reader, saws):
    assert len(np.unique(saws.hidden[0].round(4), axis=0)) == 9
    assert len({lesson.saw_places(reader.tokens(text).pieces)[0] for text in saws.texts}) == 9


def test_seeing_and_tool_part_from_layer_1_or_2_on(saws):
    right = [round(lesson.read_right(step, saws.is_tool), 2) for step in saws.hidden]
    assert [right[layer] for layer in (0, 1, 2, 6)] == [0.62, 0.95, 0.98, 1.00]
    assert min(right[2:]) >= 0.98


def test_the_saw_misread_longest_is_saw_in_hand(saws):
    layers = saws.hidden[1:]
    votes = np.array([lesson.tool_votes(x, x, saws.is_tool, skip_itself=True) for x in layers])
    wrong = np.sum((votes > lesson.VOTERS / 2) != saws.is_tool, axis=0)
    assert saws.texts[wrong.argmax()] == "Saw in hand, he climbed the ladder."


def test_the_axes_of_a_map_are_the_eigenvectors_of_the_covariance(saws):
    plane = lesson.plane_of(saws.hidden[6])
    sizes, vectors = np.linalg.eigh(np.cov(saws.hidden[6].T.astype(float)))
    assert_allclose(np.abs(np.sum(plane.axes * vectors[:, :-3:-1].T, axis=1)), 1, atol=1e-5)
    assert_allclose(plane.holds, sizes[-2:].sum() / sizes.sum(), atol=1e-6)
    assert round(plane.holds, 2) == 0.49


def test_the_coordinates_of_a_map_have_a_mean_square_of_1(saws):
    plane = lesson.plane_of(saws.hidden[3])
    assert_allclose(np.mean(plane.place(saws.hidden[3]) ** 2), 1)


def test_a_map_is_turned_and_mirrored_but_never_stretched(saws, rng):
    plane = lesson.plane_of(saws.hidden[4])
    turned = lesson.turned_to(plane, saws.hidden[4], rng.normal(size=(60, 2)))
    assert_allclose(turned.axes @ turned.axes.T, np.eye(2), atol=1e-10)
    before, after = plane.place(saws.hidden[4]), turned.place(saws.hidden[4])
    assert_allclose(*[np.linalg.norm(p[:, None] - p[None], axis=-1) for p in (before, after)], atol=1e-8)


@pytest.mark.parametrize("turn", [[[0.6, -0.8], [0.8, 0.6]], [[0.6, 0.8], [0.8, -0.6]]], ids=["rotation", "mirror"])
def test_turning_finds_the_very_turn_that_was_made(saws, turn):
    plane, x = lesson.plane_of(saws.hidden[5]), saws.hidden[5]
    turned = plane.place(x) @ np.array(turn).T
    assert_allclose(lesson.turned_to(plane, x, turned).place(x), turned, atol=1e-8)


def test_no_other_turn_of_a_layer_is_nearer_to_the_next_one(saws):
    planes = lesson.planes_in_a_row(saws.hidden)
    here, there = planes[2].place(saws.hidden[2]), planes[3].place(saws.hidden[3])
    best = np.sum((here - there) ** 2)
    for angle in np.linspace(0, 2 * np.pi, 36, endpoint=False):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        for flip in (1, -1):
            assert np.sum((here @ turn * (1, flip) - there) ** 2) >= best - 1e-8


def test_saws_that_are_all_one_vector_stand_in_the_middle_of_the_map():
    one = np.tile(np.arange(8.0), (5, 1))
    assert_allclose(lesson.plane_of(one).place(one), 0)


def test_the_nearest_are_found_as_by_sorting_by_hand(rng):
    saws = rng.normal(size=(12, 5))
    for i, found in enumerate(lesson.nearest(saws, saws, voters=3, skip_itself=True)):
        by_hand = sorted((j for j in range(12) if j != i), key=lambda j: -lesson.cosine(saws[i], saws[j]))
        assert found.tolist() == by_hand[:3]


def test_read_right_is_balanced_so_that_guessing_is_one_half(rng):
    is_tool = np.arange(30) >= 24
    assert lesson.read_right(np.ones((30, 4)), is_tool) == 0.5


# ---- 4. across sentences and within one


def test_without_positions_49_of_60_are_read_right_and_from_half_strength_on_all(reader, saws, prose):
    right = {
        s: lesson.read_right(lesson.read_saws(reader, lesson.with_positions(reader.bert, s)).hidden[-1], saws.is_tool)
        for s in (0.0, 0.5, 1.0)
    }
    assert {s: round(r, 2) for s, r in right.items()} == {0.0: 0.82, 0.5: 1.0, 1.0: 1.0}
    assert round(right[0.0] * 60) == 49 and "0.82 of the sixty" in prose


@pytest.mark.slow
def test_random_positions_are_as_good_as_none_over_ten_draws(reader, saws, prose):
    right = []
    for seed in range(10):
        bert = lesson.with_positions(reader.bert, 1.0, lesson.random_positions(reader.bert, seed))
        right.append(lesson.read_right(lesson.read_saws(reader, bert).hidden[-1], saws.is_tool))
    assert_allclose((min(right), max(right), np.mean(right)), (0.75, 0.90, 0.82), atol=0.017)
    assert "0.82 of the sixty are read right on average over ten draws, 0.75 to 0.90" in prose


def test_a_line_through_the_means_parts_labels_that_mean_nothing(saws, rng):
    last = saws.hidden[-1]
    found = {each: np.mean([on_their_side(last, rng.permutation(saws.is_tool), each, rng) for _ in range(200)], axis=0)
             for each in (3, 20)}  # fmt: skip
    assert_allclose(found[3], [0.87, 0.50], atol=0.03)
    assert_allclose(found[20], [0.65, 0.50], atol=0.03)


def test_a_line_made_from_one_sentence_of_each_sense_parts_98_of_100_left_out(saws, rng, prose):
    left_out = [on_their_side(saws.hidden[-1], saws.is_tool, 1, rng)[1] for _ in range(200)]
    assert_allclose(np.mean(left_out), 0.98, atol=0.01)
    assert "98 % on average over 200 draws" in prose


def on_their_side(x, label, each, rng):
    """The share of sentences on their side of the line: of those that made it, and of the others."""
    chosen = [rng.permutation(np.flatnonzero(label == value))[:each] for value in (False, True)]
    made = np.isin(np.arange(len(label)), np.concatenate(chosen))
    right = (lesson.means_line(x[made], label[made])(x) > 0) == label
    return right[made].mean(), right[~made].mean()


def test_a_line_through_the_means_puts_them_at_minus_1_and_1(rng):
    x, label = rng.normal(size=(9, 4)), np.arange(9) > 3
    line = lesson.means_line(x, label)
    assert_allclose(line(np.stack([x[~label].mean(axis=0), x[label].mean(axis=0)])), [-1, 1])


# ---- 6. hard sentences


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("I saw the saw.", [0, 9]),
        ("The saw saw him yesterday.", [9, 1]),
        ("The saw he saw was mine.", [9, 5]),
        ("We will saw the wood.", [1]),
        ("I saw a saw saw a saw.", [1, 9, 9, 9]),
        ("The old man saw", [9]),
        ("The old man saw the", [1]),
    ],
)
def test_the_votes_that_the_prose_tells(reader, saws, text, votes):
    assert last_votes(reader, saws, text) == votes


def test_five_of_six_saws_that_cut_are_read_as_seeing_and_carpenters_as_a_tool(reader, saws):
    read = {text: senses_of(np.array(last_votes(reader, saws, text)))[0][0] for text in TO_CUT}
    assert [text for text, sense in read.items() if sense == "tool"] == ["Carpenters saw and plane all day."]
    assert len(read) == 6


def test_the_third_saw_of_i_saw_a_saw_saw_a_saw_is_a_tool_at_every_layer(reader, saws):
    own = lesson.own_saws(reader, "I saw a saw saw a saw.")
    tools = np.array([lesson.tool_votes(*pair, saws.is_tool) for pair in zip(own.hidden, saws.hidden, strict=True)])
    assert np.all(tools[:, 2] > lesson.VOTERS / 2)
    assert np.all((tools[1:] > lesson.VOTERS / 2)[:, [0, 1, 3]] == (False, True, True))


# ---- 7. the random encoder


def test_the_random_encoder_has_the_shapes_and_spreads_of_the_trained_one(reader):
    random = lesson.random_encoder(reader.bert)
    for mine, theirs in zip(random.blocks[3], reader.bert.blocks[3], strict=True):
        assert mine.shape == theirs.shape
        assert_allclose(mine.std(), theirs.std(), rtol=0.2)
    assert_allclose(random.words.std(), reader.bert.words.std(), rtol=0.01)
    assert np.abs(np.corrcoef(random.words[:100].ravel(), reader.bert.words[:100].ravel())[0, 1]) < 0.05


def test_the_random_encoder_guesses(reader, saws):
    right = lesson.read_right(lesson.read_saws(reader, lesson.random_encoder(reader.bert)).hidden[-1], saws.is_tool)
    assert round(right, 2) == 0.47


@pytest.mark.slow
def test_the_random_encoder_guesses_on_average_over_ten_draws(reader, saws):
    control = [lesson.read_saws(reader, lesson.random_encoder(reader.bert, seed)).hidden[-1] for seed in range(10)]
    assert_allclose(np.mean([lesson.read_right(x, saws.is_tool) for x in control]), 0.51, atol=0.02)


# ---- 5. whatever is typed


@pytest.fixture(scope="module")
def your_saw(reader, saws):
    return lesson.your_saw_view(saws, reader)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type a sentence that has the word saw in it."),
        ("   ", "Type a sentence that has the word saw in it."),
        ("The sky is blue.", "There is no saw in this sentence"),
        ("我看見一把鋸子", "as [UNK], and no saw among them"),
        ("A seesaw in the park.", "reads seesaw as sees ##aw"),
        ("A chainsaw.", "so the whole word saw is not in this sentence"),
        ("saw " * 600, "It has 510 saws; the first 5 are on the map. 512 of 602 read"),
        ("I saw the saw.", "saw 1 is read as seeing (9 of its 9 nearest), saw 2 is read as tool (9 of its 9 nearest)"),
        ("<script>alert(1)</script> 😀 $\\frac{$ I SAW it", "saw 1 is read as"),
        ("I saw " + "x" * 300, "saw 1 is read as"),
    ],
)
def test_whatever_is_typed_is_answered_in_plain_words_and_drawn(your_saw, typed, told):
    your_saw.state = {"sentence": typed, "layer": 6}
    assert told in your_saw.caption
    assert your_saw.trouble == ""


def test_a_typed_saw_keeps_the_layers_playing(your_saw):
    your_saw.state = {"sentence": "The saw is old.", "layer": 0}
    first = your_saw.caption
    your_saw.state = {"layer": 6}
    assert first.startswith("Layer 0:") and your_saw.caption == "Layer 6: saw 1 is read as tool (9 of its 9 nearest)."


# ---- the films


FILMS = {
    "table": lambda reader, saws: lesson.table_view(reader),
    "strength": lambda reader, saws: lesson.strength_view(reader),
    "layers": lambda reader, saws: lesson.layers_view(reader),
    "map": lambda reader, saws: lesson.map_view(saws),
    "twins": lambda reader, saws: lesson.twins_view(saws, reader),
    "means": lambda reader, saws: lesson.means_view(saws),
    "your saw": lambda reader, saws: lesson.your_saw_view(saws, reader),
    "hard": lambda reader, saws: lesson.hard_view(saws, reader),
    "growing": lambda reader, saws: lesson.growing_view(saws, reader),
    "encoders": lambda reader, saws: lesson.encoders_view(saws, reader),
}


@pytest.fixture(scope="module")
def film_of(reader, saws):
    """Each film, made once."""
    return lru_cache(maxsize=None)(lambda name: FILMS[name](reader, saws))


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(name, film_of):
    film = film_of(name)
    captions = set(film._captions.values())
    assert len(film._captions) <= 120
    assert all(re.match(r"[A-Z].*[.]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption for caption in captions)
    assert len(captions) > 1


def test_the_stars_are_one_star_without_positions_and_two_with_them(film_of):
    film = film_of("twins")
    stars = [line for line in film._fig.axes[0].lines if line.get_marker() == "*"]
    film.state = {"strength": 0.0}
    film.png()
    assert_allclose(stars[0].get_xydata(), stars[1].get_xydata(), atol=1e-5)
    film.state = {"strength": 1.0}
    film.png()
    assert np.linalg.norm(stars[0].get_xydata() - stars[1].get_xydata()) > 1


def test_the_meter_shows_a_seesaw_only_for_a_saw_that_has_been_read(film_of):
    film = film_of("growing")
    film.state = {"sentence": "The old man saw the rusty saw.", "words_read": 3}
    assert film.caption == "After 'The old man' there is no saw yet."
    film.state = {"words_read": 8}
    assert film.caption.startswith("After 'The old man saw the rusty saw.', saw 1 is read as seeing")


# ---- exercises


@pytest.mark.parametrize(
    ("sentence", "sense", "told"),
    [
        ("The carpenter saw it.", "verb", "must be 'seeing' or 'tool'"),
        ("Please hand me the saw.", "seeing", "one of the sixty"),
        ("please HAND me  the saw", "Seeing", "one of the sixty"),
        ("I saw the saw.", "tool", "2 saws in it"),
        ("A seesaw.", "tool", "sees ##aw"),
        ("Nothing here.", "tool", "There is no saw"),
        ("This is my saw.", "tool", "as you mean it"),
        (7, "tool", "between quotes"),
    ],
)
def test_the_check_of_fooling_names_the_slip(reader, saws, sentence, sense, told):
    verdict = check(lesson.check_fooled, sentence, sense, saws, reader)
    assert verdict.done is False and told in verdict.text


@pytest.mark.parametrize(
    ("sentence", "sense"),
    [
        ("The carpenter saw.", "seeing"),
        ("the old man SAW", "Seeing"),
        ("Tom, saw in hand, smiled.", "tool"),
        ("Saw in hand, she smiled.", "TOOL "),
        ("What the carpenter saw.", "seeing"),
    ],
)
def test_a_sentence_that_fools_the_model_is_accepted_and_a_friend_is_asked(reader, saws, sentence, sense):
    verdict = check(lesson.check_fooled, sentence, sense, saws, reader)
    assert verdict.done is True and "Would a friend" in verdict.text


def test_an_exercise_not_begun_is_told_as_your_turn(reader, saws):
    assert check(lesson.check_fooled, ..., "tool", saws, reader).done is None


# ---- the notebook


def test_the_notebook_asks_each_question_and_holds_each_film_and_exercise():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    views = set(re.findall(r"lesson\.(\w+_view)\(", code))
    assert len(views) == len(FILMS) == 10
    assert set(re.findall(r'lesson\.question\("([^"]+)"\)', code)) == set(lesson.DECK.questions)
    assert set(re.findall(r'lesson\.hints\("([^"]+)"\)', code)) == set(lesson.DECK.hints)
    assert set(re.findall(r"lesson\.(check_\w+)", code)) == {name for name in dir(lesson) if name.startswith("check_")}


def test_half_of_the_code_cells_are_one_line():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    lines = [sum(bool(line.strip()) for line in cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert np.median(lines) == 1
