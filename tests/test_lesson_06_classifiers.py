"""Notebook 06, points 6 and 7: each number of its prose, and what its films show."""

import re

import lectures
import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.lessons.precision_recall_f1 import breast_cancer, classifiers, many_random, saw_views
from seesaw.lessons.precision_recall_f1 import encoders as e
from seesaw.lessons.precision_recall_f1.sentences import HARD, LEARN, SEEING, TO_CUT, TOOL, split
from seesaw.material import sentences as saw_sentences
from seesaw.material.saws import saw_places
from seesaw.maths.metrics import confusion

UNUSUAL = {*SEEING[-25:], *TOOL[-26:]}


@pytest.fixture(scope="module")
def study(reader, lecture):
    return lecture.after["cell-134"]["study"]


@pytest.fixture(scope="module")
def seen(reader, lecture):
    return lecture.after["cell-134"]["sighted"]


def right(study, encoder, layer, counts=classifiers.COUNTS):
    """How many are right on average, for each count of sentences to learn from."""
    return [float(study.measured[encoder][layer, count].accuracy.mean()) for count in counts]


def misread(study, encoder, layer, count):
    """The share of draws in which each test sentence is read wrongly.  (100,)"""
    return np.mean((study.scores[encoder][layer, count] > 0) != study.is_tool, axis=0)


# ---- the sentences


def test_there_are_ninety_sentences_of_each_sense_no_two_alike_and_120_are_new(prose):
    assert len(SEEING) == len(TOOL) == 90
    assert len({*SEEING, *TOOL, *TO_CUT, *(s.text for s in HARD)}) == 180 + len(TO_CUT) + len(HARD)
    assert len({*SEEING, *TOOL} - {*saw_sentences.SEEING, *saw_sentences.TOOL}) == 120
    assert "180 sentences of our own now, 90 of each sense" in prose


def test_each_sentence_has_exactly_one_saw(reader):
    for text in SEEING + TOOL + TO_CUT:
        assert len(re.findall(r"\bsaw\b", text, re.IGNORECASE)) == len(saw_places(reader.tokens(text).pieces)) == 1, (
            text
        )


def test_each_saw_of_a_hard_sentence_has_its_sense(reader):
    assert all(len(saw_places(reader.tokens(s.text).pieces)) == len(s.senses) for s in HARD)


@pytest.mark.parametrize("sentences", [SEEING, TOOL])
def test_saw_stands_first_in_the_middle_and_last_in_sentences_short_and_long(sentences):
    words = [re.findall(r"[\w']+", text.lower()) for text in sentences]
    places = ["first" if w[0] == "saw" else "last" if w[-1] == "saw" else "middle" for w in words]
    assert min(places.count(place) for place in ("first", "middle", "last")) >= 3
    assert min(map(len, words)) <= 4 and max(map(len, words)) >= 12


def test_no_sentence_is_in_both_parts_and_the_split_is_the_same_each_time():
    parts = split()
    assert parts.learn.shape == (2, 40) and parts.test.shape == (2, 50)
    assert sorted([*parts.learn.ravel(), *parts.test.ravel()]) == list(range(180))
    assert np.all(parts.test[0] < 90) and np.all(parts.test[1] >= 90)
    assert_allclose(split().test, parts.test)


# ---- what is read


def test_the_own_row_is_one_vector_and_the_left_row_that_of_the_word_before(reader, study):
    assert np.ptp(study.seen.vectors[e.OWN], axis=1).max() == 0
    left, _ = e.static_rows(reader, ["The saw is old.", "Saw in hand, he left."])
    names = reader.vocabulary()
    assert_allclose(left, reader.bert.words[[names.index("the"), names.index("[CLS]")]])


@pytest.mark.parametrize(("layer", "count"), [(4, 8), (6, LEARN), (1, 2)])
def test_the_scores_are_those_of_scikit_learn(study, layer, count):
    z = classifiers.standardise(study.seen.vectors[e.REAL][layer], study.split.learn.ravel())
    rows = np.stack(classifiers.draws(study.split.learn, count))
    mine = classifiers.scores_of(z @ z.T, study.seen.is_tool, rows, np.arange(len(z)))
    for found, learn in zip(mine[:3], rows[:3], strict=True):
        theirs = LogisticRegression(C=1.0, tol=1e-8, max_iter=5000).fit(z[learn], study.seen.is_tool[learn])
        assert_allclose(found, theirs.decision_function(z), atol=1e-4)


def test_the_ruler_is_the_training_part_s_alone(study):
    x, learn = study.seen.vectors[e.REAL][6].copy(), study.split.learn.ravel()
    before = classifiers.standardise(x, learn)
    assert_allclose(before[learn].mean(axis=0), 0, atol=1e-9)
    spread = before[learn].std(axis=0)
    assert_allclose(spread[x[learn].std(axis=0) > classifiers.SAME], 1)  # three of 384 are the same in all sentences
    x[study.split.test.ravel()] *= 3
    assert_allclose(classifiers.standardise(x, learn)[learn], before[learn])


def test_each_draw_has_as_many_of_each_sense_and_is_from_the_training_part(study):
    for rows in classifiers.draws(study.split.learn, 6):
        assert np.sum(study.seen.is_tool[rows]) == 6 and len(set(rows)) == 12
        assert set(rows) <= set(study.split.learn.ravel())
    assert len(classifiers.draws(study.split.learn, LEARN)) == 1


def test_rows_that_are_all_alike_get_the_log_odds_of_the_training_part():
    is_tool = np.array([False, False, False, True])
    for like in (0.0, 7.0):
        score = classifiers.scores_of(np.full((6, 6), like), is_tool, np.arange(4)[None], np.array([4, 5]))
        assert_allclose(score, np.log(1 / 3), atol=1e-8)


def test_the_mean_of_precision_at_each_hit_is_scikit_learns_average_precision(rng):
    actual, score = rng.random(60) < 0.4, rng.integers(0, 20, 60).astype(float)
    assert_allclose(classifiers.precision_at_each_hit(actual, score).mean(), average_precision_score(actual, score))


# ---- few sentences


def test_two_sentences_of_each_sense_are_enough_for_the_real_model_and_for_it_alone(study, says):
    real, left = right(study, e.REAL, 6), right(study, e.LEFT, 0)
    assert np.round(real, 2).tolist() == [0.86, 0.92, 0.92, 0.92, 0.93, 0.93, 0.93] and left[1] < 0.57
    one = study.measured[e.REAL][6, 1].accuracy
    says("*two* sentences", real[1], "with one", real[0], float(one.min()), float(one.max()))
    says("left neighbour's row", left[0], left[-1])


def test_layer_0_knows_the_place_only_and_layers_1_and_2_are_on_the_way(study, says):
    says("layer 0", *right(study, e.REAL, 0, [LEARN]))
    says("Layer 1", *right(study, e.REAL, 1, [2]), "layer 2", *right(study, e.REAL, 2, [2]))


def test_random_encoders_one_by_one_cannot_be_told_from_guessing(study, says):
    random = many_random.rates()[many_random.ALL]
    two, forty = random[:, 6, 1], random[:, 6, -1]
    says("With two sentences the random encoders", float(two.min()), float(two.max()))
    says("With forty they lie between", float(forty.min()), float(forty.max()), float(forty.mean()))
    assert np.abs(two - 0.5).max() < 0.1 and np.sum(np.abs(forty - 0.5) < 0.1) == 18
    says("eighteen of the twenty")
    assert forty.mean() - 0.5 > 2 * forty.std(ddof=1) / np.sqrt(20), "all twenty together are a trace better"
    assert set(right(study, e.OWN, 0)) == {0.5}


def test_random_blocks_on_learned_words_carry_something_and_less_than_the_left_neighbour(study, says):
    forty = many_random.rates()[many_random.BLOCKS][:, 6, -1]
    says("learned* word table", float(forty.min()), float(forty.max()), float(forty.mean()))
    assert forty.max() < right(study, e.LEFT, 0, [LEARN])[0]


def test_the_page_of_random_encoders_is_what_one_gets(reader):
    """One encoder of each kind is measured anew; an answer may tip on another processor."""
    for kind, seed in ((many_random.ALL, 0), (many_random.BLOCKS, 7)):
        assert_allclose(many_random.measured(reader, kind, seed), many_random.rates()[kind][seed], atol=0.0101)


@pytest.mark.slow
def test_the_whole_page_of_random_encoders_is_what_one_gets(reader):
    for kind, table in many_random.rates().items():
        for seed in range(1, many_random.HOW_MANY, 4):
            assert_allclose(many_random.measured(reader, kind, seed), table[seed], atol=0.0101)


# ---- matrix, curve, F1


def test_the_numbers_of_layer_6_with_eight_of_each(study, says):
    m = study.measured[e.REAL][6, 8]
    c = m.counts
    says("eight sentences", c.precision, c.recall, c.f1, float(m.area.mean()))
    sentences, answers = study.bounds(e.REAL, 6, 8)[2].tolist(), lesson.intervals(c)[2].tolist()
    says("1,100 answers", *answers)
    says("Draw the *sentences*", *sentences)
    assert sum(c) == 1100 and m.precision.mean(axis=0)[44] > 0.99
    assert lesson.counts_of(study, e.REAL, 6, 8).tolist() == [[c.tn, c.fp], [c.fn, c.tp]]


def test_the_lazy_answers_that_an_f1_has_to_be_compared_with(study, says):
    left, random, own = (
        study.measured[name][layer, 1].counts for name, layer in ((e.LEFT, 0), (e.RANDOM, 6), (e.OWN, 0))
    )
    always = confusion(study.is_tool, np.ones(100, bool))
    says("left neighbour has F1", left.f1, "random encoder", random.f1)
    says("nearly always, recall", left.recall)
    says("*always* says", always.precision, always.recall, always.f1)
    says("For the own row", "F1 is", int(own.f1), own.accuracy)
    assert np.isnan(own.precision)
    for f1 in (left.f1, random.f1):
        lectures.says(lesson.question("always").text, f1)


# ---- the errors


def test_six_sentences_are_wrong_in_all_eleven_draws_and_they_are_named(study, says):
    wrong = misread(study, e.REAL, 6, 24)
    named = {text for text, share in zip(study.texts, wrong, strict=True) if share == 1}
    seeing = ("as the mechanic saw.", "The blind man's dog saw", "Each saw in the other")
    tools = ("He, saw under his arm", "Anna, saw in hand", "My brother, saw on his shoulder")
    assert len(named) == 6 and all(sum(words in text for text in named) == 1 for words in seeing + tools)
    assert named <= UNUSUAL
    says("six are wrong in all eleven draws")
    says("Three of them see", *(words.rstrip(".") for words in seeing[:1]))
    says("Three are tools", *tools)


def test_errors_gather_where_the_sense_stands_in_the_other_one_s_place(study, says):
    wrong = misread(study, e.REAL, 6, LEARN) > 0
    unusual = np.array([text in UNUSUAL for text in study.texts])
    kinds, errors = [int(unusual.sum()), int((~unusual).sum())], [int(wrong[unusual].sum()), int(wrong[~unusual].sum())]
    says("test part", kinds[0], "of that kind", kinds[1], "plain")
    says("wrong in", errors[0], "of the", kinds[0], errors[1], "of the", kinds[1])
    says(kinds[0] - errors[0], "of the", kinds[0], "right")


def test_the_card_s_other_sentences_are_read_rightly_or_were_learned_from(study):
    for text in ("Neither saw the trap.", "A sharp saw makes clean cuts."):
        assert text not in study.texts or misread(study, e.REAL, 6, 24)[study.texts.index(text)] < 0.5


# ---- hard ones


def test_two_saws_of_a_sentence_are_read_rightly_from_layer_2_on(study):
    two = saw_views.groups_of(study.hard)["two"]
    is_tool = np.array([study.hard[n].means == "tool" for n in two])
    assert len(two) == 8
    assert np.all((study.hard_scores[2:, two] > 0) == is_tool)
    assert not np.all((study.hard_scores[1, two] > 0) == is_tool)


def test_the_carpenter_saw_is_a_tool_from_layer_2_on(study, says):
    (n,) = [n for n, saw in enumerate(study.hard) if saw.text == "The carpenter saw."]
    share = 1 / (1 + np.exp(-study.hard_scores[:, n]))
    assert np.all(share[2:] > 0.5) and share[1] < 0.5
    says("The carpenter saw.")
    says("called a tool from layer 2 on", float(share[-1]), "layer 6")


def test_nine_of_ten_that_cut_are_read_as_seeing(study):
    cut = saw_views.groups_of(study.hard)["cut"]
    tools = [study.hard[n].text for n in cut if study.hard_scores[-1, n] > 0]
    assert len(cut) == 10 and tools == ["Carpenters saw and plane all day."]


# ---- rare tools


def test_accuracy_hides_what_recall_shows_when_tools_are_rare(study, says):
    order = e.REAL, e.OWN, e.RANDOM, e.LEFT
    added = [classifiers.added_up([confusion(a, s > 0) for a, s in study.rare[name][19]]) for name in order]
    real, own, random, left = (c.accuracy for c in added)
    says("real model", real, "*always seeing*", own, "random encoder", random, "left neighbour", left)
    shares = [[c.recall for c in added], [c.f1 for c in added]]
    says(
        "Recall says", *(0 if share == 0 else share for share in shares[0]), "F1", *(share or 0 for share in shares[1])
    )


def test_draw_by_draw_f1_of_a_rare_class_lies_anywhere(study):
    f1 = [confusion(a, s > 0).f1 for a, s in study.rare[e.REAL][19]]
    assert len(f1) == 25 and (min(f1), max(f1)) == (0, 1)


@pytest.mark.parametrize("ratio", classifiers.RATIOS)
def test_the_rare_set_has_one_tool_for_so_many_seeing(study, ratio):
    for actual, _ in study.rare[e.REAL][ratio]:
        assert np.sum(~actual) == ratio * np.sum(actual)


def test_at_one_to_one_the_random_encoder_has_051(study, says):
    ((actual, score),) = study.rare[e.RANDOM][1]
    says("At 1 : 1", "random encoder", confusion(actual, score > 0).accuracy)


# ---- 7


def test_malignant_is_positive_and_the_three_parts_share_no_case(says):
    says("`target == 0`", int(lesson.tumours().malignant.sum()), "of them")
    parts = breast_cancer.parts_of(3, 569)
    says("three parts", len(parts[0]), "learn", len(parts[1]), "validation", len(parts[2]), "test")
    assert len({*np.concatenate(parts)}) == sum(map(len, parts))


def test_the_best_threshold_is_the_best_of_all_tried_by_hand(rng):
    actual, score = rng.random(40) < 0.4, rng.random(40).round(1)
    at = breast_cancer.best_threshold(actual, score)
    assert_allclose(confusion(actual, score >= at).f1, max(confusion(actual, score >= t).f1 for t in score))


def test_the_gain_of_cheating_is_never_below_0_and_shrinks_with_the_test_part(seen, says):
    gained = {size: lesson.gains(reports) for size, reports in seen.reports.items()}
    assert min(x.min() for x in gained.values()) >= 0 and len(gained[50]) == 40
    says("cheat adds on average", *(float(x.mean()) for x in gained.values()))
    says("with 50 cases", float(gained[50].min()), float(gained[50].max()))


def test_what_was_used_to_choose_flatters(seen, says):
    says("*on validation*", float(np.mean([r.on_validation for r in seen.reports[200]])))
    honest = [float(np.mean([r.honest for r in reports])) for reports in seen.reports.values()]
    says("chosen on validation", min(honest), "or", max(honest))


# ---- the films


def words_in(film, **state):
    """All words that are seen at a state."""
    film.state = state
    return re.findall(r">([^<]*)</text>", film.svg())


def test_the_film_shows_the_matrix_of_where_it_stands_and_no_precision_for_the_own_row(films, study):
    film = films["judged_view"]
    for encoder, layer in ((e.REAL, 2), (e.LEFT, 0)):
        counts = {str(n) for n in lesson.counts_of(study, encoder, layer, 2).ravel()}
        assert counts <= set(words_in(film, encoder=encoder, layer=layer, count=2))
    film.state = {"encoder": e.OWN}
    assert "precision no value, recall 0.00, F1 0.00" in film.caption


def test_with_all_forty_sentences_there_is_one_draw_and_the_captions_say_so(films):
    for view, words in (
        ("parting_view", "one draw"),
        ("judged_view", "in the one draw"),
        ("misread_view", "wrongly; "),
    ):
        film = films[view]
        film.state = {"count": LEARN}
        assert words in film.caption and "draws" not in film.caption


def test_the_list_marks_the_word_by_what_it_means(films):
    words = words_in(films["misread_view"], encoder=e.REAL, layer=6, count=24)
    assert "The handle was broken, as the mechanic" in words and "11 of 11" in words


def test_the_bars_of_the_rare_film_are_the_four_shares(films):
    assert words_in(films["rare_view"], by=e.OWN, ratio=19)[-4:] == ["0.95", "no value", "0.00", "0.00"]
