"""Notebook 02: each number of its prose, its saws and its maps, each film at its ends."""

import re

import lectures
import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.film import FilmError
from seesaw.lessons import i_saw_the_saw as lesson
from seesaw.lessons.i_saw_the_saw.one_sentence import PAIRS, SAME, SENTENCE
from seesaw.lessons.i_saw_the_saw.your_sentence import HARD_ONES
from seesaw.material.meter import senses_of
from seesaw.material.saws import words_of
from seesaw.material.sentences import HARD, SEEING, TO_CUT, TOOL
from seesaw.maths.attention import causal_mask
from seesaw.maths.bert import encoder_block
from seesaw.words import columns


@pytest.fixture(scope="module")
def saws(reader, lecture):
    return lecture.after["cell-34"]["saws"]


@pytest.fixture(scope="module")
def right(saws):
    """The share of the sixty that is read right at each layer.  (L + 1,)"""
    return [lesson.read_right(step, saws.is_tool) for step in saws.hidden]


@pytest.fixture(scope="module")
def cos(reader):
    """The cosine of our two saws at each layer.  (L + 1,)"""
    return cosines(reader, SENTENCE)


@pytest.fixture(scope="module")
def control(reader):
    """The same of the sentences that say one sense twice.  (4, L + 1)"""
    return np.array([cosines(reader, pair.text) for pair in SAME])


def cosines(reader, text, bert=None):
    hidden = lesson.own_saws(reader, text, bert).hidden
    return lesson.cosine(hidden[:, 0], hidden[:, 1])


def last_votes(reader, saws, text):
    return lesson.tool_votes(lesson.own_saws(reader, text).hidden[-1], saws.hidden[-1], saws.is_tool).tolist()


def right_with(reader, saws, bert):
    """The share of the sixty that another encoder reads right after its last layer."""
    return lesson.read_right(lesson.read_saws(reader, bert).hidden[-1], saws.is_tool)


def card(name):
    return lesson.question(name).text


# ---- the sentences


def test_there_are_thirty_sentences_of_each_sense_and_no_two_alike(says):
    assert len(SEEING) == len(TOOL) == 30
    assert len({*SEEING, *TOOL, *TO_CUT, *(s.text for s in HARD)}) == 60 + len(TO_CUT) + len(HARD) - 1  # one is in both
    says("thirty sentences", "sees", "thirty", "tool")


def test_each_saw_of_a_sentence_has_its_sense(reader):
    one_each = {text: 1 for text in SEEING + TOOL + TO_CUT}
    for text, count in {**one_each, **{s.text: len(s.senses) for s in HARD_ONES}}.items():
        assert len(lesson.saw_places(reader.tokens(text).pieces)) == count, text


@pytest.mark.parametrize("sentences", [SEEING, TOOL])
def test_the_saw_stands_first_in_the_middle_and_last_in_sentences_short_and_long(sentences):
    words = [re.findall(r"\w+", text.lower()) for text in sentences]
    places = {("first" if w[0] == "saw" else "last" if w[-1] == "saw" else "middle") for w in words}
    assert places == {"first", "middle", "last"}
    assert min(map(len, words)) <= 5 and max(map(len, words)) >= 12


def test_a_saw_is_a_whole_word_and_not_a_part_of_one():
    assert lesson.saw_places(["[CLS]", "sees", "##aw", "saw", "##n", "saw", "[SEP]"]) == [5]


def test_a_word_is_shown_as_it_is_written_also_where_bert_reads_it_in_pieces(reader):
    assert words_of("Carpenters saw and plane all day.") == ["Carpenters", "saw", "and", "plane", "all", "day", "."]
    assert "##s" in reader.tokens("Carpenters saw and plane all day.").pieces


def test_a_sentence_on_the_map_with_two_saws_is_refused(reader):
    with pytest.raises(ValueError, match=r"'I saw the saw.' has 2 saws, and exactly one was expected"):
        lesson.read_saws(reader, seeing=("I saw the saw.",), tool=())


def test_reading_many_sentences_at_once_is_reading_each_alone(reader, saws):
    for n in (0, 17, 42, 59):
        alone = np.stack(reader.read(saws.texts[n]).hidden)
        (place,) = lesson.saw_places(reader.tokens(saws.texts[n]).pieces)
        assert_allclose(saws.hidden[:, n], alone[:, place], atol=2e-5)


# ---- 1. one row


def test_both_saws_are_one_row_and_its_nearest_rows_are_words_of_seeing(reader, says, films):
    ids = reader.tokens(SENTENCE).ids
    assert ids[2] == ids[4]
    says("Word 2 and word 4", "number", int(ids[2]))
    film = films["table_view"]
    film.state = {"word": 2}
    first = film.caption
    film.state = {"word": 4}
    assert first.replace("Word 2", "Word 4") == film.caption
    assert f"row {ids[2]}; its nearest rows are 'seen', 'see', 'seeing'; 'blade' comes at rank 23" in film.caption
    says("*seen*, *see* and *seeing*")


def test_the_tool_is_in_the_row_but_faint_counted_over_the_whole_table(reader, says):
    names = reader.vocabulary()
    words = np.asarray(reader.bert.words, dtype=float)
    saw = words[names.index("saw")]
    cos = words @ saw / np.linalg.norm(words, axis=1) / np.linalg.norm(saw)
    above = {word: int(np.sum(cos > cos[names.index(word)])) for word in ("cut", "cutting", "blade", "hammer")}
    said = [part for word, rank in above.items() for part in (f"*{word}*", rank)]  # saw itself has no rank
    says(len(names), "rows", *said)


# ---- 2. positions


def test_without_positions_two_saws_of_one_sentence_are_equal_through_twelve_blocks(reader, says):
    apart = lesson.furthest_apart(reader, SENTENCE, blocks=12)
    assert len(apart) == 13 and apart.max() < 1e-5
    says("twelve blocks", "the six, twice")


def test_under_a_causal_mask_the_two_part_even_without_positions(reader):
    bert, ids = lesson.with_positions(reader.bert, 0.0), reader.tokens(SENTENCE).ids
    x = bert.forward(ids).hidden[0]
    assert_allclose(x[2], x[4])
    out = encoder_block(x, bert.blocks[0], bert.n_heads, causal_mask(len(ids)), activation=bert.activation).out
    assert np.abs(out[2] - out[4]).max() > 0.1


def test_with_positions_they_are_not(reader):
    hidden = lesson.own_saws(reader, SENTENCE).hidden
    assert np.abs(hidden[0, 0] - hidden[0, 1]).max() > 0.1


def test_the_cosine_after_layer_6_falls_as_the_positions_are_turned_up(reader, says):
    strengths = 0.0, 0.25, 0.5, 0.75, 1.0
    end = [float(cosines(reader, SENTENCE, lesson.with_positions(reader.bert, s))[-1]) for s in strengths]
    says("at 0", "cosine", end[0], "after each layer")
    says("learned positions", "layer 6", end[4], "at strength 1", end[3], 0.75, end[2], 0.5, end[1], 0.25)


def test_strength_1_is_the_model_itself_and_the_model_is_left_alone(reader, cos):
    before = np.array(reader.bert.positions)
    assert_allclose(cosines(reader, SENTENCE, lesson.with_positions(reader.bert, 1.0)), cos, atol=1e-6)
    lesson.random_encoder(reader.bert)
    assert_allclose(reader.bert.positions, before)


def test_random_positions_set_the_saws_apart_at_the_door_and_the_layers_bring_them_together(reader, cos, says):
    table = lesson.random_positions(reader.bert)
    assert_allclose(table.std(), reader.bert.positions.std(), rtol=0.01)
    drawn = cosines(reader, SENTENCE, lesson.with_positions(reader.bert, 1.0, table))
    says("Random positions", drawn[0], cos[0])
    says("*together*", drawn[-1])


@pytest.mark.slow
def test_what_the_layers_make_of_ten_other_random_draws(reader, says):
    tables = [lesson.random_positions(reader.bert, seed) for seed in (0, 1, *range(3, 11))]
    drawn = np.array([cosines(reader, SENTENCE, lesson.with_positions(reader.bert, 1.0, table)) for table in tables])
    says("ten other draws", drawn[:, -1].min(), drawn[:, -1].max(), "in one of them")
    assert np.sum(drawn[:, -1] < drawn[:, 0]) == 1


# ---- 3. layers


def test_the_real_model_parts_the_two_saws(cos, says):
    door, end = lesson.degrees(cos[[0, -1]])
    says("layer 0", "layer 6", "from", door, "°", end, "°")
    says(door, "at the door", end, "layer 6", cos[0], cos[-1])


def test_one_sense_said_twice_begins_alike_drifts_and_comes_back(cos, control, reader, says):
    mean = control.mean(axis=0)
    door, end, one_sense = map(float, lesson.degrees(np.array([cos[0], cos[-1], mean[-1]])))
    assert abs(mean[0] - cos[0]) < 0.005
    says("their two saws", "just as far apart", mean[3], "by layer 3", mean[6], one_sense)
    another_role = cosines(reader, PAIRS[2].text)[-1]
    assert PAIRS[2].senses == ("seeing", "seeing")
    says("one sense", another_role)
    says(door, end, mean[6], one_sense, "four sentences", another_role)
    lectures.says(card("layers"), "Yes", one_sense, "four such sentences")


def test_the_control_sentences_say_one_sense_twice(control):
    assert len(SAME) == 4 and all(len(pair.senses) == 2 and len(set(pair.senses)) == 1 for pair in SAME)
    bird = lesson.degrees(control[0, [0, -1]])
    assert bird[0] > 15 and 19 < bird[1] < 21.5
    lectures.says(card("layers"), "at the door", "more than 15°")
    lectures.says(card("layers"), "Near 20°")


# ---- 4. the map


def test_at_the_door_sixty_saws_are_nine_vectors_one_a_place(reader, saws, says):
    assert len(np.unique(saws.hidden[0].round(4), axis=0)) == 9
    assert len({lesson.saw_places(reader.tokens(text).pieces)[0] for text in saws.texts}) == 9
    says("At layer 0", "sixty saws", "nine spots")


def test_seeing_and_tool_part_from_layer_1_or_2_on(saws, right, says):
    says("Reading right", right[0])
    says(right[1], "layer 1", right[2], "layer 2", right[6], "layer 6")
    assert round(60 * right[2]) == 59 and min(right[2:]) >= right[2]
    lectures.says(card("map"), "layer 1 nearly all", "layer 2 all but one")


def test_the_saw_misread_longest_is_saw_in_hand(saws, says):
    layers = saws.hidden[1:]
    votes = np.array([lesson.tool_votes(x, x, saws.is_tool, skip_itself=True) for x in layers])
    wrong = np.sum((votes > lesson.VOTERS / 2) != saws.is_tool, axis=0)
    says("misread longest", saws.texts[wrong.argmax()])


def test_the_axes_of_a_map_are_the_eigenvectors_of_the_covariance(saws, says):
    plane = lesson.plane_of(saws.hidden[6])
    sizes, vectors = np.linalg.eigh(np.cov(saws.hidden[6].T.astype(float)))
    assert_allclose(np.abs(np.sum(plane.axes * vectors[:, :-3:-1].T, axis=1)), 1, atol=1e-5)
    assert_allclose(plane.holds, sizes[-2:].sum() / sizes.sum(), atol=1e-6)
    says("two directions", plane.holds, "layer 6")


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


def test_read_right_is_balanced_so_that_guessing_is_one_half(says):
    guessed = lesson.read_right(np.ones((30, 4)), np.arange(30) >= 24)
    assert guessed == 0.5
    says("Guessing", guessed)


# ---- 4. across sentences and within one


def test_without_positions_49_of_60_are_read_right_and_from_half_strength_on_all(reader, saws, right, says):
    none, half = (right_with(reader, saws, lesson.with_positions(reader.bert, s)) for s in (0.0, 0.5))
    assert half == right[-1] == 1
    says("At 0", none, "of the sixty saws")
    says("With positions", half, "from strength", 0.5)
    lectures.says(card("twins"), round(60 * none), "of 60", "all 60")


@pytest.mark.slow
def test_random_positions_are_as_good_as_none_over_ten_draws(reader, saws, says):
    tables = [lesson.random_positions(reader.bert, seed) for seed in range(10)]
    drawn = [right_with(reader, saws, lesson.with_positions(reader.bert, 1.0, table)) for table in tables]
    says("*random* positions", np.mean(drawn), "of the sixty", "ten draws", min(drawn), max(drawn))


def test_a_line_through_the_means_parts_labels_that_mean_nothing(saws, rng, says):
    last = saws.hidden[-1]
    deals = {
        each: [on_their_side(last, rng.permutation(saws.is_tool), each, rng) for _ in range(200)] for each in (3, 20)
    }
    assert_allclose(np.mean(deals[3], axis=0), [0.87, 0.50], atol=0.03)
    assert_allclose(np.mean(deals[20], axis=0), [0.65, 0.50], atol=0.03)
    says("200 deals", 0.87, "three of each", 0.65, "twenty")
    says("left out", "half of them")


def test_a_line_made_from_one_sentence_of_each_sense_parts_98_of_100_left_out(saws, rng, says):
    left_out = [on_their_side(saws.hidden[-1], saws.is_tool, 1, rng)[1] for _ in range(200)]
    assert_allclose(np.mean(left_out), 0.98, atol=0.01)
    says("*left-out*", 0.98, "200 draws", "one sentence of each")


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
    ("text", "votes", "told"),
    [
        ("I saw the saw.", [0, 9], []),
        ("The saw saw him yesterday.", [9, 1], ["both right"]),
        ("The saw he saw was mine.", [9, 5], ["5 votes to 4"]),
        ("We will saw the wood.", [1], ["*seeing*", "8 votes to 1"]),
        ("I saw a saw saw a saw.", [1, 9, 9, 9], []),
        ("The old man saw", [9], ["all nine are tools"]),
        ("The old man saw the", [1], ["with *the* eight of nine see"]),
        ("The butcher saw", [9], ["*The butcher saw* all nine are tools"]),
        ("The butcher saw a", [8], ["*a* wins one"]),
        ("The butcher saw a bird", [1], ["*bird* all but one of the rest"]),
    ],
)
def test_the_votes_that_the_prose_tells(reader, saws, says, text, votes, told):
    assert last_votes(reader, saws, text) == votes
    for part in told:
        says(part)


def test_five_of_six_saws_that_cut_are_read_as_seeing_and_carpenters_as_a_tool(reader, saws, says):
    read = {text: senses_of(np.array(last_votes(reader, saws, text)))[0][0] for text in TO_CUT}
    assert len(read) == 6
    (tool,) = [text for text, sense in read.items() if sense == "tool"]
    says("our six such sentences five", tool, "*tool*")
    lectures.says(card("hard"), "Yes", 9 - last_votes(reader, saws, "We will saw the wood.")[0], "votes of 9")


def test_the_third_saw_of_i_saw_a_saw_saw_a_saw_is_a_tool_at_every_layer(reader, saws):
    own = lesson.own_saws(reader, "I saw a saw saw a saw.")
    tools = np.array([lesson.tool_votes(*pair, saws.is_tool) for pair in zip(own.hidden, saws.hidden, strict=True)])
    assert np.all(tools[:, 2] > lesson.VOTERS / 2)
    assert np.all((tools[1:] > lesson.VOTERS / 2)[:, [0, 1, 3]] == (False, True, True))


# ---- 7. the random encoder


def test_the_random_encoder_has_the_shapes_and_spreads_of_the_trained_one_and_guesses(reader, saws, right, says):
    random = lesson.random_encoder(reader.bert)
    for mine, theirs in zip(random.blocks[3], reader.bert.blocks[3], strict=True):
        assert mine.shape == theirs.shape
        assert_allclose(mine.std(), theirs.std(), rtol=0.2)
    assert_allclose(random.words.std(), reader.bert.words.std(), rtol=0.01)
    assert np.abs(np.corrcoef(random.words[:100].ravel(), reader.bert.words[:100].ravel())[0, 1]) < 0.05
    says("trained encoder", right[-1], "the random one", right_with(reader, saws, random))


@pytest.mark.slow
def test_the_random_encoder_guesses_on_average_over_ten_draws(reader, saws, says):
    drawn = [right_with(reader, saws, lesson.random_encoder(reader.bert, seed)) for seed in range(10)]
    says("the random one", np.mean(drawn), "ten draws", "guessing")


# ---- 5. whatever is typed


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Type a sentence that has the word saw in it."),
        ("   ", "Type a sentence that has the word saw in it."),
        ("The sky is blue.", "There is no saw in this sentence"),
        ("我看見一把鋸子", "as [UNK], and no saw among them"),
        ("A seesaw in the park.", "reads seesaw as sees ##aw"),
        ("A chainsaw.", "so the whole word saw is not in this sentence"),
        ("saw " * 600, "It has 510 saws; the first 5 are on the map. 512 of 602 pieces read"),
        ("I saw the saw.", "saw 1 is read as seeing (9 of its 9 nearest), saw 2 is read as tool (9 of its 9 nearest)"),
        ("<script>alert(1)</script> 😀 $\\frac{$ I SAW it", "saw 1 is read as"),
        ("I saw " + "x" * 300, "saw 1 is read as"),
    ],
)
def test_whatever_is_typed_is_answered_in_plain_words_and_drawn(films, typed, answer):
    film = films["your_saw_view"]
    film.state = {"sentence": typed, "layer": 6}
    assert answer in film.caption
    assert film.trouble == ""


@pytest.mark.parametrize("typed", ["I saw " + "x" * 300, "我看見一把鋸子，" * 20, "the old man saw " * 20], ids=len)
def test_a_long_sentence_stands_beside_the_map_in_four_short_lines(films, typed):
    film = films["your_saw_view"]
    film.state = {"sentence": typed}
    lines = re.findall(r">([^<>]*)</text>", film.svg())
    shown = [line for line in lines if re.search("xx|鋸|man", line)]
    assert len(shown) <= 4 and shown[-1].endswith("…")
    assert max(columns(line) for line in shown) <= 30


def test_a_typed_saw_keeps_the_layers_playing(films):
    film = films["your_saw_view"]
    film.state = {"sentence": "The saw is old.", "layer": 0}
    assert film.caption.startswith("Layer 0:")
    film.state = {"layer": 6}
    assert film.caption == "Layer 6: saw 1 is read as tool (9 of its 9 nearest)."


# ---- the films


def pairs_of_marks(film):
    """Where the marks stand of which a picture has exactly two: [(x, y), (x, y)] each."""
    marks = re.findall(r'<use xlink:href="#(\w+)" x="([\d.]+)" y="([\d.]+)"', film.svg())
    places = {shape: [(float(x), float(y)) for of, x, y in marks if of == shape] for shape, *_ in marks}
    return [both for both in places.values() if len(both) == 2]


def test_the_stars_are_one_star_without_positions_and_two_with_them(films):
    film = films["twins_view"]
    film.state = {"strength": 0.0}
    (stars,) = pairs_of_marks(film)
    assert_allclose(*stars, atol=1e-3)
    film.state = {"strength": 1.0}
    (stars,) = pairs_of_marks(film)
    assert np.linalg.norm(np.subtract(*stars)) > 50


def test_the_meter_shows_a_seesaw_only_for_a_saw_that_has_been_read(films):
    film = films["growing_view"]
    film.state = {"sentence": "The old man saw the rusty saw.", "words_read": 3}
    assert film.caption == "After 'The old man' there is no saw yet."
    assert "saw 1</text>" not in film.svg()
    film.state = {"words_read": 8}
    assert film.caption.startswith("After 'The old man saw the rusty saw.', saw 1 is read as seeing")
    assert "saw 2</text>" in film.svg()


def test_a_sentence_of_ones_own_tips_the_plank_and_an_example_brings_its_own_back(films):
    film = films["growing_view"]
    film.state = {"your_own": "The blind man saw his chance.", "words_read": 4}
    assert film.caption == "After 'The blind man saw', saw 1 is read as tool (9 of its 9 nearest)."
    film.state = {"words_read": 5}
    assert film.caption == "After 'The blind man saw his', saw 1 is read as seeing (8 of its 9 nearest)."
    film.state = {"sentence": "The saw he saw was mine."}
    assert film.caption.startswith("After 'The saw he saw was'") and film.state["your_own"] == ""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("The sky is blue.", "There is no saw in this sentence"),
        ("A seesaw.", "reads seesaw as sees ##aw"),
        ("saw " * 40, "at most 12 words and marks, 50 letters in all; this one has 40"),
        ("I saw " + "x" * 60, "this one has 3 and 66."),
    ],
)
def test_a_sentence_that_no_plank_can_show_is_answered_and_the_picture_stays(films, typed, answer):
    film = films["growing_view"]
    before = film.svg()
    with pytest.raises(FilmError, match=re.escape(answer)):
        film.state = {"your_own": typed}
    assert film.svg() == before


@pytest.mark.parametrize(
    ("name", "control", "start"),
    [
        ("strength_view", "strength", 1.0),
        ("layers_view", "layer", 0),
        ("map_view", "layer", 0),
        ("twins_view", "strength", 1.0),
        ("your_saw_view", "layer", 0),
        ("growing_view", "words_read", 3),
        ("encoders_view", "layer", 0),
    ],
)
def test_a_film_that_reveals_begins_at_its_beginning(films, name, control, start):
    assert films[name].state[control] == start


@pytest.mark.parametrize("name", ["layers_view", "map_view", "encoders_view", "twins_view"])
def test_a_curve_is_drawn_as_far_as_the_film_has_come(films, name):
    film = films[name]
    (curve,) = [line for line in film._fig.axes[1].lines if len(line.get_xdata()) and line.get_marker() == "o"][:1]

    def points(**state):
        film.state = state
        film.png()
        return int(np.isfinite(curve.get_ydata()).sum())

    steps = ({"strength": 1.0}, {"strength": 0.7}) if name == "twins_view" else ({"layer": 0}, {"layer": 3})
    assert [points(**state) for state in steps] == [1, 4]
