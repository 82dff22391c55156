"""Notebook 06, all but points 6 and 7: each number of its prose, and what its films show."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.metrics import confusion_matrix

from seesaw.exercise import check
from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.lessons.precision_recall_f1 import cases, columns, orientation, spot, threshold, tradeoff
from seesaw.lessons.precision_recall_f1.costs import cost_of
from seesaw.lessons.precision_recall_f1.counts import matrix_of, put_in
from seesaw.maths.metrics import average_precision, confusion, f_beta, precision_recall_f1, roc_auc
from seesaw.theme import COLOUR, INK

LAMPS = lesson.lamps()
FOUND = lesson.at_each(*LAMPS, lesson.cuts(LAMPS.score))  # with 0, 1, ... 30 cards passed
PRECISION, RECALL = (np.array([getattr(c, name) for c in FOUND]) for name in ("precision", "recall"))
BEST_F1 = max(c.f1 for c in FOUND)


def words_in(film, **state):
    """All words that are seen at a state."""
    film.state = state
    return re.findall(r">([^<]*)</text>", film.svg())


# ---- 1. one threshold


def test_thirty_lamps_twelve_faulty_no_two_with_the_same_points(says):
    assert LAMPS.actual.sum() == 12 and len(LAMPS.actual) == 30
    assert np.all(np.diff(LAMPS.score) > 0)
    says("two bell curves", cases.MIDDLE + cases.APART // 2, cases.MIDDLE - cases.APART // 2, cases.SPREAD)


def test_recall_never_rises_and_precision_falls_at_seven_steps(says):
    steps = np.sign(np.diff(PRECISION[:-1]))
    assert np.all(np.diff(RECALL) <= 0)
    assert [(steps == sign).sum() for sign in (1, -1, 0)] == [18, 7, 4]
    says("eighteen pass a good lamp")
    says("Seven of those twelve")
    says("Four leave it at", 1.0)
    assert np.array_equal(steps > 0, LAMPS.actual[:29] == 0), "past a negative precision rises"
    assert np.array_equal(np.diff(RECALL) < 0, LAMPS.actual == 1), "past a positive recall falls"
    assert np.all(PRECISION[:-2][steps == 0] == 1)
    says("tendency", PRECISION[0], PRECISION[-2])


def test_the_first_step_of_the_film_makes_precision_fall_and_that_is_told_in_red(films, says):
    film, at = films["threshold_view"], threshold.START
    says("threshold", int(LAMPS.score[at]))
    says("very first step", PRECISION[at], PRECISION[at + 1])
    for passed, hue in ((at, INK), (at + 1, COLOUR["wrong"])):
        film.state = {"passed": passed}
        assert re.search(rf"fill: {hue}[^>]*>The threshold", film.svg())
    assert "precision FELL, 0.63 → 0.60" in film.caption


@pytest.mark.parametrize("view", ["threshold_view", "sawtooth_view"])
def test_the_sentence_of_a_step_is_the_step(view, films):
    film, said = films[view], []
    for passed in range(31):
        film.state = {"passed": passed}
        said.append(film.caption)
        assert ("FELL" in film.caption) == (0 < passed and PRECISION[passed] < PRECISION[passed - 1])
    assert "12 of 30" in said[0] and "a false alarm less" in said[1] and "Precision stays 1.00" in said[26]
    assert "0 of 0: no value" in said[30] and np.isnan(PRECISION[30]) and RECALL[30] == 0


def test_the_cards_the_2x2_and_the_formulas_tell_one_story(films):
    film = films["threshold_view"]
    for passed in (0, 14, 15, 30):
        words, c = words_in(film, passed=passed), FOUND[passed]
        assert [words.count(kind) - 1 for kind in ("TP", "FP", "TN", "FN")] == list(c), "one is the name of a cell"
        assert {str(count) for count in c} <= set(words)
        assert f"= {c.tp} / ({c.tp} + {c.fn})" in words
    assert put_in(FOUND[30])[0][0] == "= 0 / (0 + 0):  0 of 0"


def test_the_sides_of_the_threshold_are_told_in_points(films):
    film = films["threshold_view"]
    assert "said 0: below 50  ◂" in words_in(film, passed=15)
    assert "▸  said 1: from 47 up" in words_in(film, passed=14)
    assert "said 0: all  ◂" in words_in(film, passed=30)


def test_the_sawtooth_is_hollow_past_the_last_card_and_names_three_conventions(films):
    for passed, conventions in ((30, 3), (29, 0)):
        words = words_in(films["sawtooth_view"], passed=passed)
        assert sum(word.startswith(("0:", "1:", "NaN:")) for word in words) == conventions
        assert ("no value" in words) == bool(conventions)


def test_the_counts_at_each_threshold_are_those_of_confusion(rng):
    actual, score = rng.integers(0, 2, 60), rng.integers(0, 20, 60) / 4
    thresholds = [*lesson.cuts(score), 1.1, -3.0]
    assert lesson.at_each(actual, score, thresholds) == [confusion(actual, score >= t) for t in thresholds]


# ---- 2. what moves them


def test_at_separation_0_precision_is_the_prevalence_at_every_threshold_and_at_4_both_are_high(says):
    assert_allclose(lesson.bell_shares(0.0, np.linspace(-3, 5, 9))[0], 0.25)
    says("At 4", "threshold at 2.0", *map(float, lesson.bell_shares(4.0, 2.0)))


def test_the_bells_give_what_a_large_sample_gives(rng):
    actual = (np.arange(400_000) < 100_000).astype(int)
    c = confusion(actual, rng.normal(2.0 * actual) >= 1.0)
    assert_allclose([c.precision, c.recall], [float(share) for share in lesson.bell_shares(2.0, 1.0)], atol=0.005)


@pytest.mark.parametrize("points", [20, 55, 70])
def test_more_negatives_leave_recall_exactly_as_it_is(points):
    one, many = (lesson.with_copies(*LAMPS, points, copies) for copies in (1, 100))
    assert one.recall == many.recall
    assert many.precision < one.precision or one.fp == 0


def test_with_1800_good_lamps_precision_is_002(says):
    one, many = (lesson.with_copies(*LAMPS, 55, copies) for copies in (1, 100))
    says("At 55 points recall is", one.tp, "of", one.tp + one.fn)
    says("Precision falls", one.precision, many.precision, one.tp, "hits", many.fp, "false alarms")
    assert lesson.with_copies(*LAMPS, 70, 100).precision == 1 and lesson.with_copies(*LAMPS, 69, 1).fp == 1


def test_true_negatives_lift_accuracy_alone(says):
    c = confusion(LAMPS.actual, LAMPS.score >= 50)
    few, many = c._replace(tn=0), c._replace(tn=10_000)
    always_0 = confusion(LAMPS.actual, 0 * LAMPS.actual)._replace(tn=10_000)
    says("Accuracy climbs", few.accuracy, many.accuracy, "always says 0", always_0.accuracy)
    assert (few.precision, few.recall, few.f1) == (many.precision, many.recall, many.f1)
    assert always_0.recall == 0


# ---- 3. curves, and one number for two


def test_more_negatives_bend_pr_and_leave_roc(says):
    many = np.where(LAMPS.actual == 1, 1, 100)
    world = np.repeat(LAMPS.actual, many), np.repeat(LAMPS.score, many)
    assert roc_auc(*LAMPS) == pytest.approx(roc_auc(*world), abs=1e-12)
    says("ROC curve stands still", roc_auc(*LAMPS))
    says("average precision", average_precision(*LAMPS), average_precision(*world))


@pytest.mark.parametrize("beta", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("f", [0.2, 0.8])
def test_along_a_level_line_f_is_one_number(f, beta):
    recall, precision = tradeoff.level_line(f, beta)
    assert_allclose(f_beta(precision, recall, beta), f)
    assert precision[0] == pytest.approx(1) and recall[-1] == 1


@pytest.mark.parametrize(("beta", "points", "p", "r"), [(0.1, 70, 1.0, 0.42), (1.0, 59, 0.8, 0.67), (10, 37, 0.55, 1)])
def test_the_best_threshold_wanders_down_as_beta_grows(says, beta, points, p, r):
    best = tradeoff.best_of([f_beta(c.precision, c.recall, beta) for c in FOUND[:-1]])
    assert LAMPS.score[best] == points
    assert (round(PRECISION[best], 2), round(RECALL[best], 2)) == (p, r)
    says(points, "points", PRECISION[best], *([RECALL[best]] if r < 1 else ()))


def test_f1_beside_the_plain_mean(says):
    says("For precision 1", 0.02, "plain mean", (1 + 0.02) / 2, "F1", float(f_beta(1.0, 0.02)))
    means = (PRECISION + RECALL) / 2
    says("every lamp faulty", PRECISION[0], RECALL[0], "plain mean", means[0], "best threshold", np.nanmax(means))
    says("F1 says", FOUND[0].f1, BEST_F1)


def test_three_classes_macro_and_micro(says):
    actual, predicted = lesson.three_kinds()
    assert np.bincount(actual).tolist() == [20, 6, 4]
    each, macro, micro = (precision_recall_f1(actual, predicted, average=a)[2] for a in (None, "macro", "micro"))
    says(*each.tolist(), "macro", macro, "micro", micro)
    assert micro == pytest.approx(np.mean(actual == predicted))


# ---- 4. costs


def test_the_prices_have_their_ratio_and_the_dearer_is_1000():
    assert [lesson.prices(ratio) for ratio in (0.01, 0.5, 1, 20)] == [(10, 1000), (500, 1000), (1000, 1000), (1000, 50)]


def test_the_cheapest_threshold_at_each_ratio(says):
    at = {ratio: lesson.cheapest(FOUND, *lesson.prices(ratio)) for ratio in (0.01, 0.2, 0.5, 1, 2, 100)}
    assert at == {0.01: 25, 0.2: 25, 0.5: 22, 1: 20, 2: 8, 100: 8}
    assert FOUND[20].f1 == BEST_F1 and FOUND[8].fn == 0 and FOUND[25].fp == 0
    cost = {(passed, ratio): cost_of(FOUND[passed], *lesson.prices(ratio)) for passed in (8, 20, 25) for ratio in at}
    says("At 1 : 1", "best F1", 20)
    says("2 : 1", 8, "100 : 1", cost[8, 100], "best F1", cost[20, 100])
    says("1 : 5", 25, cost[25, 0.01], "1 : 100", cost[20, 0.01])
    assert all(LAMPS.actual[passed] == 1 and LAMPS.actual[passed - 1] == 0 for passed in at.values())


def test_a_price_is_no_formula(lecture):
    """Two $ in one text are typeset by JupyterLab, in Markdown even two \\$: each stands in a span of its own."""
    card = check(lesson.check_cheapest, lambda *given: 67).html
    assert "NT" in card and "NT" in lecture.prose
    assert re.findall(r"(?<!<span>)\$", card) == re.findall(r"(?<!<span>\\)\$", lecture.prose) == []


# ---- 5. which class is 1


def test_the_other_class_as_1_gives_other_shares_and_the_same_accuracy(says):
    said = (LAMPS.score >= 50).astype(int)
    one, other = confusion(LAMPS.actual, said), confusion(1 - LAMPS.actual, 1 - said)
    assert (other.tp, other.fp, other.tn, other.fn) == (one.tn, one.fn, one.tp, one.fp)
    says("precision", one.precision, other.precision, "recall", one.recall, other.recall, "accuracy", one.accuracy)
    assert one.accuracy == other.accuracy == 0.7


@pytest.mark.parametrize("layout", orientation.LAYOUTS)
@pytest.mark.parametrize(("share", "line"), [("precision", {"TP", "FP"}), ("recall", {"TP", "FN"})])
def test_however_the_matrix_is_turned_the_frame_of_a_share_holds_what_it_divides_by(layout, share, line):
    names = orientation.turned([["TN", "FP"], ["FN", "TP"]], layout)
    counts = orientation.turned(matrix_of(confusion([0, 0, 0, 1, 1, 1, 1], [0, 1, 1, 0, 1, 1, 1])), layout)
    assert dict(zip(names.ravel(), counts.ravel(), strict=True)) == {"TN": 1, "FP": 2, "FN": 1, "TP": 3}
    ((side, place),) = orientation.frame_of(share, layout).items()
    assert set(names[place] if side == "row" else names[:, place]) == line


def test_rows_are_what_a_case_is_or_what_was_said_of_it(films):
    film = films["orientation_view"]
    first = confusion_matrix(LAMPS.actual, LAMPS.score >= 50).ravel()
    assert [word for word in words_in(film) if word.isdigit()] == [str(n) for n in first], "as scikit-learn has it"
    words = words_in(film, class_1=0, layout=(False, 1), frame="recall")
    assert [word for word in words if re.match("is|said", word)] == ["said 1", "said 0", "is 1", "is 0"]
    assert [word for word in words if word.isdigit()] == ["12", "3", "6", "9"]


# ---- 8. two columns


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing to read"),
        ("   \n ", "There is nothing to read"),
        ("truth,score\n", "There is a header, 'truth,score', and no case below it."),
        ("truth,score\n1,0.9\n0,", "Line 3 has no score: '0,'; leave"),
        ("truth,score\n1,0.9\n,0.4", "Line 3 has no truth: ',0.4'; leave"),
        ("truth,score\n1,0.9\nNaN,0.4", "Line 3 has no truth"),
        ("truth score\n1 0.9\n0", "Line 3 has no score"),
        ("truth,score\n1,0.9\n2,0.4", "Line 3 has the label '2', and 0 or 1 was expected"),
        ("truth,score\nspam,0.9", "Line 2 has the label 'spam', and 0 or 1 was expected"),
        ("truth,score\n1,{high}", "Line 2 has the score '{high}', which is no number."),
        ("truth,score\n1,inf", "Line 2 has the score 'inf'; a score must be a finite number."),
        ("1,0.9\n0,0.4", "The first line is '1,0.9': that is a case, and a header was expected"),
        ("truth,score,name\n1,0.9,a", "Two columns were expected, truth and score, and line 1 has 3"),
        ("truth,score\n1,0.9,a", "Two columns were expected, truth and score, and line 2 has 3"),
        ("truth\n1\n0", "Two columns were expected, truth and score, and line 1 has 1"),
        ("truth,score\n1," + "9" * 200_000, "This line is no line of two columns: '1,9999"),
        ("真值,分數\n1," + "高" * 30, f"Line 2 has the score '{'高' * 19}…'"),
        ("no_such_file.csv", "There is no file 'no_such_file.csv' here"),
    ],
)
def test_what_is_wrong_with_two_columns_is_one_sentence(text, sentence):
    with pytest.raises(lesson.ColumnsError, match=re.escape(sentence)):
        lesson.two_columns(text)
    assert lesson.complaint(text).startswith(sentence)


def test_a_notebook_shows_the_sentence_and_no_traceback():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell()
    with capture_output() as shown:
        shell.run_cell("from seesaw.lessons import precision_recall_f1 as lesson\nlesson.own_view([1, 2], [0.1, 0.2])")
    sentence = "Case 1 has the label 2, and 0 or 1 was expected: write 1 for the class that you look for."
    assert shown.stdout.strip() == sentence


@pytest.mark.parametrize("mark", [",", ";", "\t", " ", " , "])
def test_two_columns_are_read_whatever_parts_them(mark):
    actual, score = lesson.two_columns(f"truth{mark}score\n1{mark}0.9\n\n0{mark}-2e-1\n")
    assert actual.tolist() == [1, 0] and score.tolist() == [0.9, -0.2]


@pytest.mark.parametrize("header", ["y_score,y_true", "分數,真值", "分數,標籤", "mine,標籤"])
def test_the_header_may_name_the_score_first(header):
    assert lesson.two_columns(header + "\n0.9,1\n0.2,0").actual.tolist() == [1, 0]


def test_a_file_is_read_with_the_mark_that_excel_puts_first(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("truth,score\n1,0.9\n0,0.2\n", encoding="utf-8-sig")
    assert lesson.two_columns(path).score.tolist() == lesson.two_columns(str(path)).score.tolist() == [0.9, 0.2]


def test_a_picture_is_no_text_and_a_number_is_no_path(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x80")
    with pytest.raises(lesson.ColumnsError, match="is no text file"):
        lesson.two_columns(path)
    with pytest.raises(lesson.ColumnsError, match="got int"):
        lesson.two_columns(5)


@pytest.mark.parametrize(
    ("actual", "score", "sentence"),
    [
        ([1, 0], [0.5], "There are 2 labels and 1 scores"),
        ([], [], "There is nothing to read"),
        ([1, 2], [0.5, 0.1], "Case 1 has the label 2"),
        ([1, 0], [0.5, np.nan], "Case 1 has the score nan"),
        ([1, 0], ["a", "b"], "Case 0 has the score 'a'"),
        ([1, 1], [0.5, 0.1], "All 2 cases are of class 1"),
    ],
)
def test_columns_that_cannot_be_drawn_are_told_in_one_sentence(actual, score, sentence):
    with pytest.raises(lesson.ColumnsError, match=re.escape(sentence)):
        lesson.own_view(actual, score)


def test_two_thousand_cases_make_at_most_101_positions_with_the_right_numbers(films):
    own, film = lesson.two_thousand(), films["own_view 2"]
    assert len(own.actual) == 2000 and own.actual.sum() == 400
    thresholds = lesson.cuts(np.sort(own.score), most=columns.MOST)
    assert len(thresholds) == 101
    for position in (0, 37, 99):
        film.state = {"threshold": position}
        c = confusion(own.actual, own.score >= thresholds[position])
        assert f"TP {c.tp:,}, FP {c.fp:,}, FN {c.fn:,}, TN {c.tn:,}" in film.caption
    film.state = {"threshold": 100}
    assert "precision is 0 of 0: no value" in film.caption


def test_equal_scores_are_passed_at_once():
    assert lesson.cuts([0.5, 0.5, 0.2]).tolist() == [0.2, 0.5, np.inf]
    assert lesson.passed_at(np.array([0.2, 0.5, 0.5]), [0.2, 0.5, np.inf]).tolist() == [0, 1, 3]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("actual", "score"),
    [([1, 0], [0.5, 0.5]), ([1, 0, 1], [1e9, -1e9, 3]), ([1, 0] * 30, np.arange(60) * 1e-12), ([True, False], [2, 1])],
    ids=["equal", "huge", "tiny", "booleans"],
)
def test_odd_columns_are_drawn_all_the_same(actual, score):
    assert re.match("Said to be 1 from .* up", lesson.own_view(actual, score).caption)
    for view in (lesson.plane_view, lesson.f_beta_view, lesson.cost_view):
        assert view(np.array(actual, dtype=int), np.array(score)).caption


@pytest.mark.parametrize("view", ["plane_view", "f_beta_view", "cost_view"])
def test_the_other_films_take_your_columns_too(view, rng):
    actual = np.arange(300) % 3 == 0
    assert getattr(lesson, view)(actual.astype(int), np.round(rng.normal(actual), 3)).caption


# ---- spot the bug


@pytest.mark.parametrize(("version", "marks"), [("right", "✓✓✓✓"), ("A", "✗✗✗✓"), ("B", "✗✗✗✗"), ("C", "✓✓✓✗")])
def test_each_bug_is_seen_in_the_film_and_the_right_version_has_none(films, version, marks):
    assert "".join(words_in(films["versions_view"], version=version)[-4:]) == marks


def test_a_is_crosswise_recall_of_b_rises_and_only_f1_of_c_is_wrong():
    right, a, b, c = (spot.curves_of(version, *LAMPS) for version in spot.VERSIONS.values())
    assert_allclose(a, right[[1, 0, 2]])
    assert np.all(np.diff(b[1]) >= 0) and b[1, -1] == 1
    assert_allclose(c[:2], right[:2])
    assert np.all(c[2] >= right[2]) and c[2, -1] > 3 * right[2, -1]
