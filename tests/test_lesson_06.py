"""Notebook 06, all but points 6 and 7: each number of its prose, each film at its ends, each slip by name."""

import itertools
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.lessons import precision_recall_f1 as lesson
from seesaw.lessons.precision_recall_f1 import columns, spot, threshold, tradeoff
from seesaw.maths.metrics import average_precision, confusion, f_beta, precision_recall_f1, roc_auc
from seesaw.theme import COLOUR, INK

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06_precision_recall_f1.ipynb"


@pytest.fixture(scope="module")
def lamps():
    return lesson.lamps()


@pytest.fixture(scope="module")
def found(lamps):
    """The confusion with 0, 1, ... 30 cards passed."""
    return lesson.at_each(*lamps, lesson.cuts(lamps.score))



# ---- 1. one threshold


def test_thirty_lamps_twelve_faulty_no_two_with_the_same_points(lamps):
    assert lamps.actual.sum() == 12 and len(lamps.actual) == 30
    assert np.all(np.diff(lamps.score) > 0)


def test_the_bell_curves_of_the_lamps_are_those_of_the_prose(prose):
    from seesaw.lessons.precision_recall_f1.cases import APART, MIDDLE, SPREAD

    assert f"means {MIDDLE + APART // 2} and {MIDDLE - APART // 2} and the spread {SPREAD}" in prose


def test_recall_never_rises_and_precision_falls_at_seven_steps(lamps, found, prose):
    recall = np.array([c.recall for c in found])
    precision = np.array([c.precision for c in found[:-1]])
    steps = np.sign(np.diff(precision))
    assert np.all(np.diff(recall) <= 0)
    assert ((steps > 0).sum(), (steps < 0).sum(), (steps == 0).sum()) == (18, 7, 4)
    assert "eighteen pass a good lamp" in prose
    assert "Seven of those twelve" in prose and "Four leave it at 1.00" in prose
    assert np.array_equal(steps > 0, lamps.actual[:29] == 0)           # past a negative precision rises
    assert np.array_equal(np.diff(recall) < 0, lamps.actual == 1)      # past a positive recall falls
    assert np.all(precision[:-1][steps == 0] == 1)
    assert precision[0] == 0.4 and precision[-1] == 1.0 and "from 0.40 to 1.00 here" in prose


def test_the_first_step_of_the_film_makes_precision_fall(lamps, found, prose):
    at = threshold.START
    assert lamps.score[at] == 47 and "threshold 47" in prose
    assert found[at].precision == 0.625 and found[at + 1].precision == 0.6
    assert "from 0.63 to 0.60" in prose
    assert "precision FELL, 0.63 → 0.60" in threshold.step_of(found, at + 1, lamps)


def test_the_sentence_of_a_step_is_the_step(lamps, found):
    assert "12 of 30" in threshold.step_of(found, 0, lamps)
    assert "a false alarm less" in threshold.step_of(found, 1, lamps)
    assert "Precision stays 1.00" in threshold.step_of(found, 26, lamps)
    assert "0 of 0: no value" in threshold.step_of(found, 30, lamps)
    for passed in range(1, 30):
        fell = found[passed].precision < found[passed - 1].precision
        assert ("FELL" in threshold.step_of(found, passed, lamps)) == fell


def test_past_the_last_card_precision_has_no_value(found):
    assert np.isnan(found[30].precision) and found[30].recall == 0
    assert threshold.put_in(found[30])[0][0] == "= 0 / (0 + 0):  0 of 0"


# ---- 2. what moves them


def test_at_separation_0_precision_is_the_prevalence_at_every_threshold():
    assert_allclose(lesson.bell_shares(0.0, np.linspace(-3, 5, 9))[0], 0.25)


def test_at_separation_4_both_are_high(prose):
    p, r = (float(share) for share in lesson.bell_shares(4.0, 2.0))
    assert f"precision is {p:.2f} and recall {r:.2f}" in prose


def test_the_bells_give_what_a_large_sample_gives(rng):
    actual = (np.arange(400_000) < 100_000).astype(int)
    c = confusion(actual, rng.normal(2.0 * actual) >= 1.0)
    assert_allclose([c.precision, c.recall], [float(share) for share in lesson.bell_shares(2.0, 1.0)], atol=0.005)


@pytest.mark.parametrize("points", [20, 55, 70])
def test_more_negatives_leave_recall_exactly_as_it_is(lamps, points):
    one, many = (lesson.with_copies(*lamps, points, copies) for copies in (1, 100))
    assert one.recall == many.recall
    assert many.precision < one.precision or one.fp == 0


def test_with_1800_good_lamps_precision_is_002(lamps, prose):
    one, many = (lesson.with_copies(*lamps, 55, copies) for copies in (1, 100))
    assert (one.tp, one.tp + one.fn) == (8, 12) and "8 of 12" in prose
    assert f"from {one.precision:.2f} to {many.precision:.2f}: 8 hits among {many.fp} false alarms" in prose
    assert lesson.with_copies(*lamps, 70, 100).precision == 1 and lesson.with_copies(*lamps, 69, 1).fp == 1


def test_true_negatives_lift_accuracy_alone(lamps, prose):
    c = confusion(lamps.actual, lamps.score >= 50)
    few, many = c._replace(tn=0), c._replace(tn=10_000)
    assert f"from {few.accuracy:.4f} to {many.accuracy:.4f}" in prose
    assert (few.precision, few.recall, few.f1) == (many.precision, many.recall, many.f1)
    always_0 = confusion(lamps.actual, 0 * lamps.actual)._replace(tn=10_000)
    assert f"gets {always_0.accuracy:.4f}" in prose and always_0.recall == 0


# ---- 3. curves, and one number for two


def test_more_negatives_bend_pr_and_leave_roc(lamps, prose):
    many = np.where(lamps.actual == 1, 1, 100)
    world = np.repeat(lamps.actual, many), np.repeat(lamps.score, many)
    assert roc_auc(*lamps) == pytest.approx(roc_auc(*world), abs=1e-12)
    assert f"its area {roc_auc(*lamps):.2f} in all three worlds" in prose
    assert f"average precision from {average_precision(*lamps):.2f} to {average_precision(*world):.2f}" in prose


@pytest.mark.parametrize("beta", [0.1, 1.0, 10.0])
@pytest.mark.parametrize("f", [0.2, 0.8])
def test_along_a_level_line_f_is_one_number(f, beta):
    recall, precision = tradeoff.level_line(f, beta)
    assert_allclose(f_beta(precision, recall, beta), f)
    assert precision[0] == pytest.approx(1) and recall[-1] == 1


@pytest.mark.parametrize(("beta", "points", "p", "r"), [(0.1, 70, 1.0, 0.42), (1.0, 59, 0.8, 0.67), (10, 37, 0.55, 1)])
def test_the_best_threshold_wanders_down_as_beta_grows(lamps, found, says, beta, points, p, r):
    best = tradeoff.best_of([f_beta(c.precision, c.recall, beta) for c in found[:-1]])
    assert lamps.score[best] == points
    assert (round(found[best].precision, 2), round(found[best].recall, 2)) == (p, r)
    says(points, "points", found[best].precision, *([found[best].recall] if r < 1 else ()))


def test_f1_beside_the_plain_mean(found, prose):
    assert (1 + 0.02) / 2 == 0.51 and round(float(f_beta(1.0, 0.02)), 2) == 0.04
    assert "the plain mean is 0.51 and F1 is 0.04" in prose
    everything = found[0]
    assert (everything.precision + everything.recall) / 2 == pytest.approx(0.7) and "plain mean 0.70" in prose
    assert f"best threshold gets {max((c.precision + c.recall) / 2 for c in found[:-1]):.2f}" in prose
    assert f"F1 says {everything.f1:.2f} and {max(c.f1 for c in found):.2f}" in prose


def test_three_classes_macro_and_micro(prose):
    actual, predicted = lesson.three_kinds()
    assert np.bincount(actual).tolist() == [20, 6, 4]
    each, macro, micro = (precision_recall_f1(actual, predicted, average=a)[2] for a in (None, "macro", "micro"))
    assert "{:.2f}, {:.2f} and {:.2f}: macro {:.2f}, micro {:.2f}".format(*each, macro, micro) in prose
    assert micro == pytest.approx(np.mean(actual == predicted))


# ---- 4. costs


def test_the_prices_have_their_ratio_and_the_dearer_is_1000():
    assert [lesson.prices(ratio) for ratio in (0.01, 0.5, 1, 20)] == [(10, 1000), (500, 1000), (1000, 1000), (1000, 50)]


def test_the_cheapest_threshold_at_each_ratio(lamps, found, prose, says):
    at = {ratio: lesson.cheapest(found, *lesson.prices(ratio)) for ratio in (0.01, 0.2, 0.5, 1, 2, 100)}
    assert at == {0.01: 25, 0.2: 25, 0.5: 22, 1: 20, 2: 8, 100: 8}
    best_f1 = int(np.argmax([c.f1 for c in found]))
    assert best_f1 == 20 and "that of best F1, 20 cards passed" in prose

    def cost(passed, ratio):
        miss, alarm = lesson.prices(ratio)
        return miss * found[passed].fn + alarm * found[passed].fp

    says("100 : 1", cost(8, 100), "best F1", cost(20, 100))
    says(cost(25, 0.01), "1 : 100", "against", cost(20, 0.01))
    assert found[8].fn == 0 and found[25].fp == 0
    assert all(lamps.actual[passed] == 1 and lamps.actual[passed - 1] == 0 for passed in at.values())


# ---- 5. which class is 1


def test_the_other_class_as_1_gives_other_shares_and_the_same_accuracy(lamps, prose):
    said = (lamps.score >= 50).astype(int)
    one, other = confusion(lamps.actual, said), confusion(1 - lamps.actual, 1 - said)
    assert (other.tp, other.fp, other.tn, other.fn) == (one.tn, one.fn, one.tp, one.fp)
    told = f"precision from {one.precision:.2f} to {other.precision:.2f} and recall from {one.recall:.2f} to "
    assert told + f"{other.recall:.2f}" in prose
    assert one.accuracy == other.accuracy == 0.7


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
        ("truth,score\n1,high", "Line 2 has the score 'high', which is no number."),
        ("truth,score\n1,inf", "Line 2 has the score 'inf'; a score must be a finite number."),
        ("1,0.9\n0,0.4", "The first line is '1,0.9': that is a case, and a header was expected"),
        ("truth,score,name\n1,0.9,a", "Two columns were expected, truth and score, and line 1 has 3"),
        ("truth,score\n1,0.9,a", "Two columns were expected, truth and score, and line 2 has 3"),
        ("truth\n1\n0", "Two columns were expected, truth and score, and line 1 has 1"),
        ("truth,score\n1," + "9" * 200_000, "This line is no line of two columns"),
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
    assert shown.stdout.strip() == "Case 1 has the label 2, and 0 or 1 was expected: " \
        "write 1 for the class that you look for."  # fmt: skip


@pytest.mark.parametrize("mark", [",", ";", "\t", " ", " , "])
def test_two_columns_are_read_whatever_parts_them(mark):
    actual, score = lesson.two_columns(f"truth{mark}score\n1{mark}0.9\n\n0{mark}-2e-1\n")
    assert actual.tolist() == [1, 0] and score.tolist() == [0.9, -0.2]


def test_the_header_may_name_the_score_first():
    assert lesson.two_columns("y_score,y_true\n0.9,1\n0.2,0").actual.tolist() == [1, 0]


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


def test_two_thousand_cases_make_at_most_101_positions_with_the_right_numbers():
    cases = lesson.two_thousand()
    film = lesson.own_view(*cases)
    assert len(cases.actual) == 2000 and cases.actual.sum() == 400
    assert len(film._captions) == 101
    thresholds = lesson.cuts(np.sort(cases.score), most=columns.MOST)
    for position in (0, 37, 99):
        film.state = {"threshold": position}
        c = confusion(cases.actual, cases.score >= thresholds[position])
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
def test_the_other_films_take_your_columns_too(view):
    rng = np.random.default_rng(1)
    actual = np.arange(300) % 3 == 0
    film = getattr(lesson, view)(actual.astype(int), np.round(rng.normal(actual), 3))
    assert film.caption


# ---- the films


FILMS = {
    "threshold": lambda lamps: lesson.threshold_view(*lamps),
    "sawtooth": lambda lamps: lesson.sawtooth_view(*lamps),
    "separation": lambda lamps: lesson.separation_view(),
    "prevalence": lambda lamps: lesson.prevalence_view(*lamps),
    "true negatives": lambda lamps: lesson.true_negatives_view(*lamps),
    "plane": lambda lamps: lesson.plane_view(*lamps),
    "f beta": lambda lamps: lesson.f_beta_view(*lamps),
    "means": lambda lamps: lesson.means_view(),
    "cost": lambda lamps: lesson.cost_view(*lamps),
    "orientation": lambda lamps: lesson.orientation_view(*lamps),
    "own": lambda lamps: lesson.own_view(*lamps),
    "versions": lambda lamps: lesson.versions_view(*lamps),
}


@pytest.fixture(scope="module")
def film_of(lamps):
    """Each film, made once."""
    return lru_cache(maxsize=None)(lambda name: FILMS[name](lamps))


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_a_whole_sentence(name, film_of):
    film = film_of(name)
    captions = set(film._captions.values())
    assert 1 < len(captions) and len(film._captions) <= 120 and len(film._controls) <= 3
    assert all(re.match(r"[A-Z0-9].*[.]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption for caption in captions)


def words_in(film, **state):
    """All words that are seen at a state."""
    film.state = state
    film.png()
    return [text.get_text() for ax in film._fig.axes for text in ax.texts if text.get_visible()]


def test_the_cards_the_2x2_and_the_formulas_tell_one_story(film_of, found):
    for passed in (0, 14, 15, 30):
        words = words_in(film_of("threshold"), passed=passed)
        c = found[passed]
        kinds = [words.count(kind) - 1 for kind in ("TP", "FP", "TN", "FN")]  # one is the name of a cell
        assert kinds == list(c)
        assert [word for word in words if word in map(str, c)][-4:]
        assert f"= {c.tp} / ({c.tp} + {c.fn})" in words


def test_a_fall_of_precision_is_told_in_red_and_the_threshold_in_points(film_of):
    film = film_of("threshold")
    told = film._fig.axes[-1].texts[0]
    assert "said 0: below 50  ◂" in words_in(film, passed=15) and same_color(told.get_color(), COLOUR["wrong"])
    assert "▸  said 1: from 47 up" in words_in(film, passed=14) and same_color(told.get_color(), INK)
    assert "said 0: all  ◂" in words_in(film, passed=30)


def test_the_sawtooth_is_hollow_past_the_last_card_and_names_three_conventions(film_of):
    film = film_of("sawtooth")
    words = words_in(film, passed=30)
    assert "no value" in words and sum(word.startswith(("0:", "1:", "NaN:")) for word in words) == 3
    assert not any(word.startswith(("0:", "1:", "NaN:")) for word in words_in(film, passed=29))


def test_the_frame_of_a_share_holds_the_line_of_its_denominator(film_of):
    film = film_of("orientation")
    for class_1, layout, frame in itertools.product(("a faulty lamp", "a good lamp"), film._controls[1].values,
                                                    ("precision", "recall")):  # fmt: skip
        film.state = {"class_1": class_1, "layout": layout, "frame": frame}
        film.png()
        ax = film._fig.axes[0]
        *boxes, rectangle = ax.patches
        box = rectangle.get_bbox()
        inside = {text.get_text().split(" ")[0] for text in ax.texts if box.contains(*text.get_position())}
        assert inside >= ({"TP", "FP"} if frame == "precision" else {"TP", "FN"})
        assert not inside & ({"FN", "TN"} if frame == "precision" else {"FP", "TN"})


def test_the_matrix_of_scikit_learn_is_the_default_of_the_film(film_of, lamps):
    from sklearn.metrics import confusion_matrix

    film = lesson.orientation_view(*lamps)
    shown = [text.get_text() for text in film._fig.axes[0].texts if text.get_text().isdigit()]
    assert shown == [str(n) for n in confusion_matrix(lamps.actual, lamps.score >= 50).ravel()]


# ---- spot the bug


@pytest.mark.parametrize(("version", "fails"), [("right", []), ("A", [0, 1, 2]), ("B", [0, 1, 2, 3]), ("C", [3])])
def test_each_bug_is_seen_in_the_film_and_the_right_version_has_none(film_of, version, fails):
    film = film_of("versions")
    film.state = {"version": version}
    film.png()
    marks = [text.get_text() for text in film._fig.axes[1].texts if text.get_text() in "✓✗"]
    assert [n for n, mark in enumerate(marks) if mark == "✗"] == fails and len(marks) == 4


def test_version_a_draws_precision_and_recall_crosswise(lamps):
    right, a = (spot.curves_of(spot.VERSIONS[name], *lamps) for name in ("right", "A"))
    assert_allclose(a, right[[1, 0, 2]])


def test_recall_of_version_b_rises_with_the_threshold_and_only_f1_of_version_c_is_wrong(lamps):
    right, b, c = (spot.curves_of(spot.VERSIONS[name], *lamps) for name in ("right", "B", "C"))
    assert np.all(np.diff(b[1]) >= 0) and b[1, -1] == 1
    assert_allclose(c[:2], right[:2])
    assert np.all(c[2] >= right[2]) and c[2, -1] > 3 * right[2, -1]
