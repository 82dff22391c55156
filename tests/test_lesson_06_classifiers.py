"""Notebook 06, points 6 and 7: each number of its prose, each film at its ends, each slip of its exercises by name."""

import json
import re
from functools import lru_cache
from pathlib import Path

import lectures
import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.lessons.precision_recall_f1 import breast_cancer, classifiers, saw_views
from seesaw.lessons.precision_recall_f1 import encoders as e
from seesaw.lessons.precision_recall_f1.sentences import HARD, LEARN, SEEING, TO_CUT, TOOL, split
from seesaw.material import sentences as saw_sentences
from seesaw.material.saws import random_encoder, read_saws, saw_places
from seesaw.maths.metrics import confusion

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06_precision_recall_f1.ipynb"
UNUSUAL = {*SEEING[-25:], *TOOL[-26:]}


@pytest.fixture(scope="module")
def study(reader):
    return lesson.study(reader)


@pytest.fixture(scope="module")
def seen():
    return lesson.sighted(lesson.tumours())


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return " ".join(" ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown").split())


@pytest.fixture(scope="module")
def found(study):
    """Measured, of one classifier."""
    return lru_cache(maxsize=None)(
        lambda encoder, layer, count: classifiers.measure(study.is_tool, study.scores[encoder][layer, count])
    )


def right(found, encoder, layer, count):
    return round(float(found(encoder, layer, count).accuracy.mean()), 2)


def misread(study, encoder, layer, count):
    """The share of draws in which each test sentence is read wrongly.  (100,)"""
    return np.mean((study.scores[encoder][layer, count] > 0) != study.is_tool, axis=0)


# ---- the sentences


def test_there_are_ninety_sentences_of_each_sense_no_two_alike_and_120_are_new(prose):
    assert len(SEEING) == len(TOOL) == 90
    assert len({*SEEING, *TOOL, *TO_CUT, *(s.text for s in HARD)}) == 180 + len(TO_CUT) + len(HARD)
    assert len({*SEEING, *TOOL} - {*saw_sentences.SEEING, *saw_sentences.TOOL}) == 120
    assert "180 sentences of our own now, 90 of each sense" in prose


@pytest.mark.parametrize("text", SEEING + TOOL + TO_CUT)
def test_each_sentence_has_exactly_one_saw(reader, text):
    assert len(re.findall(r"\bsaw\b", text, re.IGNORECASE)) == len(saw_places(reader.tokens(text).pieces)) == 1


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


def test_turning_and_standardising_leave_the_scores_of_scikit_learn_as_they_are(study):
    x, learn = study.seen.vectors[e.REAL][4], study.split.learn.ravel()
    z = classifiers.standardise(x, learn)
    turned = classifiers.turn(z, learn)
    assert turned.shape == (180, 80)
    rows = classifiers.draws(study.split.learn, 8)[3]
    mine = classifiers.score_of(turned[rows], study.seen.is_tool[rows], turned)
    theirs = LogisticRegression(C=1.0, tol=1e-8, max_iter=5000).fit(z[rows], study.seen.is_tool[rows])
    assert_allclose(mine, theirs.decision_function(z), atol=1e-4)


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
    assert_allclose(classifiers.score_of(np.ones((4, 3)), is_tool, np.ones((2, 3))), np.log(1 / 3))


def test_the_mean_of_precision_at_each_hit_is_scikit_learns_average_precision(rng):
    actual, score = rng.random(60) < 0.4, rng.integers(0, 20, 60).astype(float)
    assert_allclose(classifiers.precision_at_each_hit(actual, score).mean(), average_precision_score(actual, score))


# ---- few sentences


def test_two_sentences_of_each_sense_are_enough_for_the_real_model_and_for_it_alone(found, prose):
    real = [right(found, e.REAL, 6, count) for count in classifiers.COUNTS]
    left = [right(found, e.LEFT, 0, count) for count in classifiers.COUNTS]
    assert real == [0.86, 0.92, 0.92, 0.92, 0.93, 0.93, 0.93]
    assert (left[0], left[-1]) == (0.54, 0.87) and left[1] <= 0.56
    one = found(e.REAL, 6, 1).accuracy
    assert (round(one.min(), 2), round(one.max(), 2)) == (0.61, 0.94)
    assert "with one it is 0.86 on average, and anything between 0.61 and 0.94" in prose
    assert "right in 0.92 of a hundred others" in prose and "begins at 0.54 and climbs to 0.87" in prose


def test_layer_0_knows_the_place_only_and_layers_1_and_2_are_on_the_way(found, prose):
    assert right(found, e.REAL, 0, 40) == 0.53
    assert [right(found, e.REAL, layer, 2) for layer in (1, 2)] == [0.76, 0.91]
    assert "0.53 even with forty" in prose and "Layer 1 has 0.76 with two sentences, layer 2 0.91" in prose


def test_the_random_encoder_guesses_at_every_layer_and_every_count(found, prose):
    rates = [right(found, e.RANDOM, layer, count) for layer in range(7) for count in classifiers.COUNTS]
    assert (min(rates), max(rates)) == (0.45, 0.57)
    assert "stays between 0.45 and 0.57" in prose


def test_the_own_row_gets_one_half_by_construction(found):
    assert {right(found, e.OWN, 0, count) for count in classifiers.COUNTS} == {0.5}


@pytest.mark.slow
def test_other_random_encoders_guess_as_well(reader, study):
    learn, test = study.split.learn.ravel(), study.split.test.ravel()
    for seed in (0, 1, 3):
        hidden = read_saws(reader, random_encoder(reader.bert, seed), SEEING, TOOL).hidden.astype(float)
        for layer in range(7):
            z = classifiers.standardise(hidden[layer], learn)
            score = classifiers.score_of(z[learn], study.seen.is_tool[learn], z[test])
            assert 0.35 < np.mean((score > 0) == study.is_tool) < 0.65


# ---- matrix, curve, F1


def test_the_numbers_of_layer_6_with_eight_of_each(found, study, prose):
    m = found(e.REAL, 6, 8)
    shares = m.counts.precision, m.counts.recall, m.counts.f1, m.area.mean()
    assert [round(float(x), 2) for x in shares] == [0.92, 0.93, 0.92, 0.99]
    assert sum(m.counts) == 1100
    assert m.precision.mean(axis=0)[44] > 0.99
    assert "precision 0.92, recall 0.93, F1 0.92, average precision 0.99" in prose
    c = m.counts
    assert lesson.counts_of(study, e.REAL, 6, 8).tolist() == [[c.tn, c.fp], [c.fn, c.tp]]


def test_the_lazy_answers_that_an_f1_has_to_be_compared_with(found, study, prose):
    left, random = found(e.LEFT, 0, 1).counts, found(e.RANDOM, 6, 1).counts
    assert (round(left.f1, 2), round(left.recall, 2), round(random.f1, 2)) == (0.67, 0.92, 0.48)
    always = confusion(study.is_tool, np.ones(100, bool))
    assert (always.precision, always.recall, round(always.f1, 2)) == (0.5, 1.0, 0.67)
    own = found(e.OWN, 0, 8).counts
    assert np.isnan(own.precision) and own.f1 == 0 and own.accuracy == 0.5
    assert "F1 0.67, and the random encoder 0.48 on layer 6" in prose
    for f1 in (left.f1, random.f1):
        lectures.says(lesson.question("always").text, f1)


# ---- the errors


def test_six_sentences_are_wrong_in_all_eleven_draws_and_they_are_named(study, prose):
    wrong = misread(study, e.REAL, 6, 24)
    named = {text for text, share in zip(study.texts, wrong, strict=True) if share == 1}
    assert named == {
        "The handle was broken, as the mechanic saw.", "The blind man's dog saw for both of them.",
        "Each saw in the other a friend.", "He, saw under his arm, walked home.",
        "Anna, saw in hand, looked at the sky.", "My brother, saw on his shoulder, whistled.",
    }  # fmt: skip
    assert named <= UNUSUAL
    assert "six are wrong in all eleven draws" in prose


def test_errors_gather_where_the_sense_stands_in_the_other_one_s_place(study, prose):
    wrong = misread(study, e.REAL, 6, LEARN) > 0
    unusual = np.array([text in UNUSUAL for text in study.texts])
    assert (unusual.sum(), (~unusual).sum()) == (29, 71)
    assert (wrong[unusual].sum(), wrong[~unusual].sum()) == (6, 1)
    assert "wrong in 6 of the 29, and in 1 of the 71" in prose and "23 of the 29 right" in prose


def test_the_card_s_other_sentences_are_read_rightly_or_were_learned_from(study):
    for text in ("Neither saw the trap.", "A sharp saw makes clean cuts."):
        assert text not in study.texts or misread(study, e.REAL, 6, 24)[study.texts.index(text)] < 0.5


# ---- hard ones


def test_two_saws_of_a_sentence_are_read_rightly_from_layer_2_on(study):
    two = saw_views._groups(study.hard)[saw_views.TWO]
    is_tool = np.array([study.hard[n].means == "tool" for n in two])
    assert len(two) == 8
    assert np.all((study.hard_scores[2:, two] > 0) == is_tool)
    assert not np.all((study.hard_scores[1, two] > 0) == is_tool)


def test_the_carpenter_saw_is_a_tool_from_layer_2_on(study, prose):
    (n,) = [n for n, saw in enumerate(study.hard) if saw.text == "The carpenter saw."]
    share = 1 / (1 + np.exp(-study.hard_scores[:, n]))
    assert np.all(share[2:] > 0.5) and share[1] < 0.5
    assert f"{share[-1]:.0%}" == "99%" and "with 99 % after layer 6" in prose


def test_nine_of_ten_that_cut_are_read_as_seeing(study):
    cut = saw_views._groups(study.hard)[saw_views.CUT_TOO]
    tools = [study.hard[n].text for n in cut if study.hard_scores[-1, n] > 0]
    assert len(cut) == 10 and tools == ["Carpenters saw and plane all day."]


# ---- rare tools


def test_accuracy_hides_what_recall_shows_when_tools_are_rare(study, prose):
    added = {name: classifiers.added_up([confusion(a, s > 0) for a, s in study.rare[name][19]]) for name in e.ENCODERS}
    order = e.REAL, e.OWN, e.RANDOM, e.LEFT
    assert [round(added[name].accuracy, 2) for name in order] == [0.98, 0.95, 0.95, 0.94]
    assert [round(added[name].recall, 2) for name in order] == [0.68, 0, 0.02, 0.2]
    assert [round(added[name].f1, 2) for name in order] == [0.81, 0, 0.04, 0.25]
    assert "0.68, 0, 0.02, 0.20; F1 0.81, 0, 0.04, 0.25" in prose
    assert "accuracy 0.98, *always seeing* 0.95, the random encoder 0.95 and the left neighbour 0.94" in prose


def test_draw_by_draw_f1_of_a_rare_class_lies_anywhere(study):
    f1 = [confusion(a, s > 0).f1 for a, s in study.rare[e.REAL][19]]
    assert len(f1) == 25 and (min(f1), max(f1)) == (0, 1)


@pytest.mark.parametrize("ratio", classifiers.RATIOS)
def test_the_rare_set_has_one_tool_for_so_many_seeing(study, ratio):
    for actual, _ in study.rare[e.REAL][ratio]:
        assert np.sum(~actual) == ratio * np.sum(actual)


def test_at_one_to_one_the_random_encoder_has_051(study, prose):
    ((actual, score),) = study.rare[e.RANDOM][1]
    assert round(confusion(actual, score > 0).accuracy, 2) == 0.51 and "had accuracy 0.51" in prose


# ---- 7


def test_malignant_is_positive_and_there_are_212_of_them():
    assert lesson.tumours().malignant.sum() == 212


def test_the_three_parts_share_no_case():
    learn, choose, report = breast_cancer.parts_of(3, 569)
    assert (len(learn), len(choose), len(report)) == (227, 114, 200)
    assert len({*learn, *choose, *report}) == 541


def test_the_best_threshold_is_the_best_of_all_tried_by_hand(rng):
    actual, score = rng.random(40) < 0.4, rng.random(40).round(1)
    at = breast_cancer.best_threshold(actual, score)
    assert_allclose(confusion(actual, score >= at).f1, max(confusion(actual, score >= t).f1 for t in score))


def test_the_gain_of_cheating_is_never_below_0_and_shrinks_with_the_test_part(seen, prose):
    gained = {size: lesson.gains(reports) for size, reports in seen.reports.items()}
    assert min(x.min() for x in gained.values()) >= 0 and len(gained[50]) == 40
    assert [round(float(x.mean()), 2) for x in gained.values()] == [0.08, 0.06, 0.05, 0.04]
    assert (round(gained[50].min(), 2), round(gained[50].max(), 2)) == (0.0, 0.24)
    assert "0.08, 0.06, 0.05, 0.04" in prose and "between 0.00 and 0.24" in prose


def test_what_was_used_to_choose_flatters(seen, prose):
    reports = seen.reports[200]
    assert round(float(np.mean([r.on_validation for r in reports])), 2) == 0.73 and "is 0.73 on average" in prose
    honest = {round(float(np.mean([r.honest for r in of])), 2) for of in seen.reports.values()}
    assert honest == {0.67, 0.68} and "0.67 or 0.68" in prose


# ---- the films


FILMS = {
    "parting": lambda study, seen: lesson.parting_view(study),
    "judged": lambda study, seen: lesson.judged_view(study),
    "misread": lambda study, seen: lesson.misread_view(study),
    "hard": lambda study, seen: lesson.hard_view(study),
    "rare": lambda study, seen: lesson.rare_view(study),
    "cheating": lambda study, seen: lesson.cheating_view(seen),
}


@pytest.fixture(scope="module")
def film_of(study, seen):
    """Each film, made once."""
    return lru_cache(maxsize=None)(lambda name: FILMS[name](study, seen))


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(name, film_of):
    film = film_of(name)
    captions = set(film._captions.values())
    assert len(film._captions) <= 200
    assert all(re.match(r"(?s)[A-Z0-9].*[.?]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption for caption in captions)
    assert len(captions) > 1


def test_the_film_shows_the_matrix_of_where_it_stands_and_no_precision_for_the_own_row(film_of, study):
    film = film_of("judged")
    for encoder, layer in ((e.REAL, 2), (e.LEFT, 0)):
        film.state = {"encoder": encoder, "layer": layer, "count": 2}
        film.png()
        painted = [text.get_text() for ax in film._fig.axes for text in ax.texts]
        assert all(str(n) in painted for n in lesson.counts_of(study, encoder, layer, 2).ravel())
    film.state = {"encoder": e.OWN}
    assert "precision no value, recall 0.00, F1 0.00" in film.caption


@pytest.mark.parametrize("name", FILMS)
def test_no_picture_paints_a_paper_of_its_own_so_that_it_follows_the_dark_theme(name, film_of):
    assert all(ax.get_facecolor()[3] == 0 for ax in film_of(name)._fig.axes)


def test_the_list_marks_the_word_by_what_it_means(film_of, study):
    film = film_of("misread")
    film.state = {"encoder": e.REAL, "layer": 6, "count": 24}
    film.png()
    words = [text.get_text() for text in film._fig.axes[0].texts]
    assert "The handle was broken, as the mechanic" in words and "11 of 11" in words


def test_the_bars_of_the_rare_film_are_the_four_shares(film_of):
    film = film_of("rare")
    film.state = {"by": saw_views.ALWAYS, "ratio": 19}
    film.png()
    assert_allclose([bar.get_width() for bar in film._fig.axes[1].patches[:4]], [0.95, 0, 0, 0])
    assert "accuracy 0.95, precision no value, recall 0.00, F1 0.00" in film.caption
