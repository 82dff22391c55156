"""Notebook 06, all but points 6 and 7: each number of its prose, and what its films show."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.metrics import classification_report, confusion_matrix

from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.lessons.precision_recall_f1 import cases, orientation, own, spot, sure, threshold, tradeoff
from seesaw.lessons.precision_recall_f1.costs import cost_of
from seesaw.lessons.precision_recall_f1.counts import matrix_of, put_in
from seesaw.maths.metrics import Confusion, average_precision, confusion, f_beta, precision_recall_f1, roc_auc

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


def test_the_first_step_of_the_film_makes_precision_fall_and_its_caption_says_so(films, says):
    film, at = films["threshold_view"], threshold.START
    says("threshold", int(LAMPS.score[at]))
    says("very first step", PRECISION[at], PRECISION[at + 1])
    film.state = {"passed": at + 1}
    assert "precision FELL, 0.63 → 0.60" in film.caption
    assert not any("FELL" in word for word in words_in(film)), "said once, and not in the picture as well"


@pytest.mark.parametrize("view", ["threshold_view", "sawtooth_view"])
def test_the_sentence_of_a_step_is_the_step(view, films):
    film, said = films[view], []
    for passed in range(31):
        film.state = {"passed": passed}
        said.append(film.caption)
        assert ("FELL" in film.caption) == (0 < passed and PRECISION[passed] < PRECISION[passed - 1])
    assert "12 of 30" in said[0] and "one false alarm fewer" in said[1] and "Precision stays 1.00" in said[26]
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
    ties = {
        ratio: [
            n
            for n in range(31)
            if cost_of(FOUND[n], *lesson.prices(ratio)) == cost[at[ratio], ratio]
            if at[ratio] in (8, 20)
        ]
        for ratio in (1, 2)
    }
    says("At 1 : 1 two thresholds tie", cost[20, 1], 20)
    says("At 2 : 1 three tie", cost[8, 2], *ties[2])
    assert ties == {1: [20, 22], 2: [8, 14, 20]} and lesson.cheapest(FOUND, *lesson.prices(5)) == 8
    says("From 5 : 1 on", 8, "100 : 1", cost[8, 100], "best F1", cost[20, 100])
    says("1 : 5", 25, cost[25, 0.01], "1 : 100", cost[20, 0.01])
    assert all(LAMPS.actual[passed] == 1 and LAMPS.actual[passed - 1] == 0 for passed in at.values())


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
        ("sep=;\n", "There is nothing to read"),
        ("truth,score\n", "There is a header, 'truth,score', and no case below it."),
        ("truth,score\n1,0.9\n0,", "Line 3 has no score: '0,'; leave"),
        ("truth,score\n1,0.9\n,0.4", "Line 3 has no truth: ',0.4'; leave"),
        ("truth,score\n1,0.9\nNaN,0.4", "Line 3 has no truth"),
        ("truth score\n1 0.9\n0", "Line 3 has no score"),
        ("truth,score\n1,0.9\n2,0.4", "Line 3 has the label 2, and 0 or 1 was expected"),
        ("truth,score\n-1,0.9\n1,0.4", "Line 2 has the label -1, and 0 or 1 was expected: write 1 for the class that"),
        (
            "truth,score\nspam,0.9\nham,0.2",
            "The labels are 'ham', 'spam': which of them do you look for? Say it, as in",
        ),
        ("truth,score\n1,{high}", "Line 2 has the score '{high}', which is no number."),
        ("truth,score\n1,1.234,5", "Two columns were expected, truth and score, and line 2 has 3"),
        ("truth,score\n1,inf", "Line 2 has the score 'inf'; a score must be a finite number."),
        ("truth,score\n1,92%\n0,0.4", "Line 3 has the score '0.4', and other scores have a %"),
        ("truth,score\n1,0,92\n0,0,40", "Line 2 is '1,0,92': with a decimal comma the two columns can't be parted by"),
        ("truth;score\n1;[0.047 0.953]", "Line 2 has the score '[0.047 0.953]': that is an array; give the arrays"),
        ("truth,score\n1,0.9\n1,0.8", "All 2 cases are of class 1; with one class"),
        ("1,0.9\n0,0.4", "The first line is '1,0.9': that is a case, and a header was expected"),
        ("truth,score,name\n1,0.9,a,5", "Two columns were expected, truth and score, and line 1 has 3"),
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
    assert shown.stdout.strip().startswith("Case 1 has the label 2, and 0 or 1 was expected: write 1 for the class")


READ = [1, 0, 1], [0.92, 0.4, 0.35]  # what each of these says


@pytest.mark.parametrize(
    "text",
    [
        *(f"truth{mark}score\n1{mark}0.92\n\n0{mark}4e-1\n1{mark}.35\n" for mark in [",", ";", "\t", " ", " , "]),
        "truth;score\n1;0,92\n0;0,40\n1;0,35",  # decimal comma
        "truth\tscore\n1\t0,92\n0\t0,4\n1\t0,35",
        "truth,score\n1,92%\n0,40 %\n1,35%",
        "truth;score\n1;92,0%\n0;40％\n1;35%",
        "sep=;\ntruth;score\n1;0,92\n0;0,40\n1;0,35",  # Excel's first line
        "truth,score\nTrue,0.92\nFalse,0.40\nTrue,0.35",  # as pandas writes booleans
        "truth,score\nTRUE,0.92\nFALSE,0.40\nTRUE,0.35",  # and as Excel does
        ",truth,score\n0,1,0.92\n1,0,0.40\n2,1,0.35",  # pandas, with its index
        "id,truth,score\na7,1,0.92\nb2,0,0.40\nc1,1,0.35",
        "name,truth,score\n5,1,0.92\n3,0,0.40\n9,1,0.35",  # the two are named
        "   truth  score\n0      1   0.92\n1      0   0.40\n2      1   0.35",  # print(frame)
        "truth,score,\n1,0.92,\n0,0.40,\n1,0.35,",  # a comma at the end
        "truth,score\n1,0.92,\n0,0.40,\n1,0.35,",
        "分數,真值\n0.92,1\n0.40,0\n0.35,1",
        "mine,標籤\n0.92,1\n0.40,0\n0.35,1",
        "pred,true\n0.92,1\n0.40,0\n0.35,1",
        "one,other\n0.92,1\n0.40,0\n0.35,1",  # no name that is known: the other column is 0 and 1
        '"truth","score"\r\n"1","0.92"\r\n"0","0.40"\r\n"1","0.35"\r\n\r\n',
        "truth,score\n１,0.92\n0,0.40\n1.0,０.35",
    ],
)
def test_two_columns_are_read_as_people_have_them(text):
    actual, score = lesson.two_columns(text)
    assert (actual.tolist(), score.round(9).tolist()) == READ


def test_words_are_read_when_it_is_said_which_is_class_1():
    text = "truth,score\nspam,0.92\nham,0.40\nspam,0.35"
    assert lesson.two_columns(text, positive="spam").actual.tolist() == READ[0]
    assert lesson.two_columns(text, positive="ham").actual.tolist() == [0, 1, 0]
    with pytest.raises(lesson.ColumnsError, match="positive='eggs', and the labels are 'ham', 'spam'; take one"):
        lesson.two_columns(text, positive="eggs")


def test_two_columns_of_0_and_1_are_read_by_their_names_or_asked_about_and_never_swapped_in_silence():
    cases = "\n1,1\n1,0\n0,0\n0,1\n1,0"
    assert lesson.two_columns("pred,true" + cases).actual.tolist() == [1, 0, 0, 1, 0]
    assert lesson.two_columns("guess,gold" + cases).actual.tolist() == [1, 0, 0, 1, 0]
    assert lesson.two_columns("truth,pred" + cases).actual.tolist() == [1, 1, 0, 0, 1]
    with pytest.raises(lesson.ColumnsError, match="Both 'A' and 'B' hold two values only: which of them is the truth?"):
        lesson.two_columns("A,B" + cases)


def test_names_that_the_columns_contradict_are_asked_about():
    cases = "".join(f"\n0.{n},{n % 2}" for n in range(1, 9))
    with pytest.raises(
        lesson.ColumnsError, match="'score' was taken for the score, and holds two values only, and 'tr"
    ):
        lesson.two_columns("truth,score" + cases)
    with pytest.raises(
        lesson.ColumnsError, match="The labels hold 20 values, .*: have the two columns changed places?"
    ):
        lesson.own_view(np.linspace(0.01, 0.9, 20), [0, 1] * 10)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950", "big5"])
def test_a_file_is_read_however_excel_has_written_it(tmp_path, encoding):
    path = tmp_path / "mine.csv"
    path.write_bytes("真值,分數\r\n1,0.92\r\n0,0.40\r\n1,0.35\r\n".encode(encoding))
    for given in (path, str(path)):
        actual, score = lesson.two_columns(given)
        assert (actual.tolist(), score.tolist()) == READ


def test_a_picture_is_no_text_and_a_number_is_no_path(tmp_path):
    path = tmp_path / "mine.xlsx"
    for data in (b"PK\x03\x04\xff\xfe\x80", b"PK\x03\x04\x14\x00\x06\x00", b"\xff\xfe\x80"):
        path.write_bytes(data)
        with pytest.raises(lesson.ColumnsError, match="is no text file"):
            lesson.two_columns(path)
    with pytest.raises(lesson.ColumnsError, match="got int. Arrays go straight into"):
        lesson.two_columns(5)


P = np.array([[0.08, 0.92], [0.6, 0.4], [0.65, 0.35]])  # as predict_proba gives them


@pytest.mark.parametrize(
    ("actual", "score", "positive"),
    [
        ([1, 0, 1], P[:, 1], None),
        (np.array([1.0, 0.0, 1.0]), P, None),
        (np.array([[1], [0], [1]]), P[:, 1:], None),
        ([True, False, True], P.tolist(), None),
        (["spam", "ham", "spam"], P, "spam"),
        (np.array(["ham", "spam", "ham"]), P[:, ::-1], "ham"),  # its column is the first: h before s
        ([-1, 1, -1], P[:, ::-1], -1),
        (("yes", "no", "yes"), ["0,92", "0,40", "0,35"], "yes"),
        ([1, 0, 1], ["92%", "40%", "35%"], None),
        (["a", "b", "a"], np.c_[P[:, 1], P[:, 0]], "a"),
        (["dog", "cat", "dog"], np.float32(P[:, 1]), "dog"),
    ],
)
def test_arrays_go_straight_in(actual, score, positive):
    given = lesson.as_cases(actual, score, positive)
    assert given[0].tolist() == READ[0]
    assert_allclose(given[1], READ[1], atol=1e-6)


def test_a_class_against_two_others_and_its_column_of_three():
    p = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2], [0.3, 0.4, 0.3]])
    actual, score = lesson.as_cases(["dog", "ant", "cat"], p, "cat")
    assert (actual.tolist(), score.tolist()) == ([0, 0, 1], [0.2, 0.3, 0.4])


@pytest.mark.parametrize(
    ("actual", "score", "sentence"),
    [
        ([1, 0], [0.5], "There are 2 labels and 1 scores"),
        ([], [], "There is nothing to read"),
        ([1, 2], [0.5, 0.1], "Case 1 has the label 2"),
        ([1, 0, 1, 0], [0.9, np.nan, 0.1, 0.2], "Case 1 has no score; leave"),
        ([1, None, 0], [0.9, 0.5, 0.1], "Case 1 has no label; leave"),
        ([1, 0, np.nan], [0.9, 0.5, 0.1], "Case 2 has no label; leave"),
        ([1, 0], ["a", "b"], "Case 0 has the score 'a', which is no number."),
        ([1, 0], [0.5, np.inf], "Case 1 has the score inf; a score must be"),
        ([1, 1], [0.5, 0.1], "All 2 cases are of class 1"),
        (["yes", "no"], [0.5, 0.1], "The labels are 'no', 'yes': which of them do you look for?"),
        ([1, 0, 1], np.ones((3, 3)), "The scores have the shape (3, 3), and there are 2 classes"),
        (P, [1, 0, 1], "The labels have the shape (3, 2), and one for each case was expected"),
    ],
)
@pytest.mark.parametrize("view", ["own_view", "plane_view", "f_beta_view", "cost_view"])
def test_columns_that_cannot_be_drawn_are_told_in_one_sentence(actual, score, sentence, view):
    with pytest.raises(lesson.ColumnsError, match=re.escape(sentence)):
        getattr(lesson, view)(actual, score)


MANY = lesson.two_thousand()


def test_two_thousand_cases_make_about_101_positions_with_the_right_numbers(films):
    film, cases = films["own_view 2"], lesson.in_order(*MANY)
    assert len(MANY.actual) == 2000 and MANY.actual.sum() == 400
    thresholds = own.thresholds_of(cases, own.stops_of(cases, miss=5))
    assert 101 <= len(thresholds) <= 104 and len(lesson.cuts(MANY.score, most=np.inf)) > 1000
    for position in (0, 37, 99):
        c = confusion(MANY.actual, MANY.score >= thresholds[position])
        words = words_in(film, threshold=position)
        assert f"TP {c.tp:,}, FP {c.fp:,}, FN {c.fn:,}, TN {c.tn:,}" in film.caption
        assert {str(count) for count in c} <= set(words)
    film.state = {"threshold": len(thresholds) - 1}
    assert "precision is 0 of 0: no value" in film.caption


def test_the_marks_are_the_best_of_all_thresholds_and_not_of_those_drawn():
    every = lesson.cuts(MANY.score, most=np.inf)
    found = lesson.at_each(*MANY, every)
    half, best, cheap = own.stops_of(lesson.in_order(*MANY), miss=5)
    assert half.at == 0.5 and best.name.startswith("best F1") and cheap.name.startswith("cheapest at 5 : 1")
    assert confusion(MANY.actual, MANY.score >= best.at).f1 == max(c.f1 for c in found)
    at_cheap = confusion(MANY.actual, MANY.score >= cheap.at)
    assert cost_of(at_cheap, 5, 1) == min(cost_of(c, 5, 1) for c in found)
    assert "said to be 1 from 0.5 up" in lesson.own_view(*MANY, miss=5).caption, "it begins where predict stands"


def test_scores_that_are_no_shares_have_no_half():
    assert [stop.name[:4] for stop in own.stops_of(lesson.in_order([0, 1, 1], [-2.0, 0.1, 3.0]))] == ["best", "chea"]


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.9995])
def test_the_report_beside_it_is_scikit_learns(threshold):
    words = own.report_of(confusion(MANY.actual, MANY.score >= threshold))
    theirs = classification_report(MANY.actual, MANY.score >= threshold, output_dict=True, zero_division=0)
    for row, name in zip(words, ("0", "1", "accuracy", "macro avg", "weighted avg"), strict=True):
        want = theirs[name] if name != "accuracy" else {"f1-score": theirs[name], "support": 2000}
        got = dict(zip(("precision", "recall", "f1-score", "support"), row, strict=True))
        assert int(got["support"].replace(",", "")) == want["support"]
        assert all(abs(float(got[share]) - want[share]) < 0.0051 for share in want if share != "support")


def test_the_report_of_a_film_moves_with_its_slider_and_names_your_classes():
    film = lesson.own_view(np.where(MANY.actual, "spam", "ham"), MANY.score, positive="spam")
    words = words_in(film)
    assert {"is spam", "said ham", "ham", "spam", "f1-score", "weighted avg", "0.79"} <= set(words)
    assert "Class 1 is spam, 400 of 2,000 cases" in film.caption
    assert words_in(film, threshold=10) != words


def test_the_sentence_to_copy_names_class_1_the_number_of_cases_which_f1_and_its_interval():
    said = lesson.own_sentence(np.where(MANY.actual, "spam", "ham"), MANY.score, threshold=0.5, positive="spam")
    c = confusion(MANY.actual, MANY.score >= 0.5)
    (low, high) = lesson.intervals(c)[2]
    assert "Class 1 is spam, 400 of 2,000 cases; said to be 1 from 0.5 up" in said
    assert f"F1 of class 1 {c.f1:.2f} ({low:.2f} to {high:.2f})." in said
    told = lesson.own_sentence("pred,true\n0.92,1\n0.40,0\n0.35,1")
    assert told.endswith("Read from the columns 'true' (truth) and 'pred' (score).")


def test_cards_of_your_own_say_what_they_are_without_a_colour():
    assert [word for word in words_in(lesson.own_view([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9]))[:4]] == list("0101")


def test_what_is_said_of_your_own(says):
    c = confusion(MANY.actual, MANY.score >= 0.5)
    best, cheap = own.stops_of(lesson.in_order(*MANY), miss=5)[1:]
    low, high = lesson.intervals(c)[2].tolist()
    best_f1 = confusion(MANY.actual, MANY.score >= best.at).f1
    says("At 0.5 F1 is", c.f1, low, high, "best there is", best_f1, best.at, "cheapest", cheap.at)
    low, high = lesson.intervals(Confusion(3, 1, 3, 1))[2].tolist()
    says("With eight cases", low, high)


# ---- how sure


def test_drawing_kinds_anew_is_drawing_cases_anew(rng):
    c = Confusion(30, 12, 50, 8)
    actual, said = np.repeat([1, 0, 0, 1], c), np.repeat([1, 1, 0, 0], c)
    rows = rng.integers(0, 100, (4000, 100))
    f1 = [precision_recall_f1(actual[row], said[row])[2] for row in rows]
    assert_allclose(lesson.intervals(c)[2], np.quantile(f1, [0.025, 0.975]), atol=0.02)


def test_a_share_that_was_never_missed_has_no_width_and_one_without_a_value_is_left_out():
    p, r, f1 = lesson.intervals(Confusion(5, 3, 10, 0))
    assert r.tolist() == [1, 1] and p[0] < 0.4 and p[1] > 0.9 and f1[0] < f1[1]
    assert np.isnan(lesson.intervals(Confusion(0, 0, 10, 4))[0]).all()


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
    assert re.search("said to be 1 from .* up", lesson.own_view(actual, score).caption)
    for view in (lesson.plane_view, lesson.f_beta_view, lesson.cost_view):
        assert view(np.array(actual, dtype=int), np.array(score)).caption


@pytest.mark.parametrize("view", ["plane_view", "f_beta_view", "cost_view"])
def test_the_other_films_take_your_columns_too(view, rng):
    actual = np.arange(300) % 3 == 0
    assert getattr(lesson, view)(actual.astype(int), np.round(rng.normal(actual), 3)).caption


def test_six_test_sets_of_a_hundred_and_the_interval_of_the_first(says):
    f1 = [lesson.drawn_set(100, 0.25, nth).f1 for nth in range(1, 7)]
    says("six test sets of a hundred", min(f1), "to", max(f1))
    bounds = {n: lesson.intervals(lesson.drawn_set(n, 0.25, 1)) for n in sure.SIZES}
    says("On the first", f1[0], *bounds[100][2].tolist(), "25 cases", *bounds[25][2].tolist())
    says("2,000 it is", *bounds[2000][2].tolist())
    truth = float(sure.shares_in(sure.detector(0.25))[2])
    says("at 1,000 cases", *bounds[1000][2].tolist(), "own F1", truth)
    assert bounds[1000][2][1] < truth and bounds[25][1].tolist() == [1, 1]
    rare = lesson.drawn_set(100, 0.05, 1)
    assert rare.tp + rare.fn == 5 and lesson.drawn_set(25, 0.25, 1).fn == 0
    says("one in twenty is positive", *lesson.intervals(rare)[2].tolist())
    wide = {
        n: float(np.mean([np.diff(lesson.intervals(lesson.drawn_set(n, 0.25, k))[2]) for k in range(1, 31)]))
        for n in (100, 500, 2000)
    }
    assert 1.8 < wide[500] / wide[2000] < 2.2 and 0.2 < wide[100] < 0.27, "four times as many halve it"


def test_an_interval_holds_the_truth_in_about_nineteen_of_twenty():
    truth = sure.shares_in(sure.detector(0.25))[2]
    held = [
        low <= truth <= high
        for low, high in (lesson.intervals(lesson.drawn_set(500, 0.25, 100 + nth))[2] for nth in range(200))
    ]
    assert 0.9 < np.mean(held) < 0.98


def test_the_film_shows_the_interval_of_where_it_stands(films):
    film = films["sure_view"]
    words = " ".join(words_in(film, n=2000, prevalence=0.05, nth=3))
    c = lesson.drawn_set(2000, 0.05, 3)
    low, high = lesson.intervals(c)[2]
    assert (
        f"F1 {c.f1:.2f}" in words
        and f"{low:.2f} to {high:.2f}" in words
        and f"({low:.2f} to {high:.2f})" in film.caption
    )


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
