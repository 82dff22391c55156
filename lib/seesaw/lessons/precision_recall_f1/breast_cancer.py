"""Notebook 06, point 7: where to put the threshold, and who may say so.

    569 tumours --shuffle--> 227 to learn from, 114 to choose the threshold by, up to 200 to report on
    a logistic regression on two of their numbers gives each a score; the threshold with the best F1 is looked for
        on the validation part, honestly, and F1 is reported on the test part
        on the test part itself, and F1 is reported on the same: cheating

The data are scikit-learn's `load_breast_cancer` (Wolberg, Street and Mangasarian 1995).  It codes 0 = malignant; what
is looked for here is the malignant tumour, so that positive is `target == 0`.
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import IntSlider, SelectionSlider

from seesaw.draw.curves import draw_curves, draw_point, update_curves, update_point
from seesaw.film import film
from seesaw.maths.metrics import f_beta, precision_recall_curve
from seesaw.theme import INK, figure
from seesaw.words import filled, say

from .cases import at_each
from .counts import F1, words_of

FEATURES = "mean texture", "mean smoothness"
LEARN, CHOOSE = 227, 114
SIZES = 25, 50, 100, 200
SPLITS = 40
GRID = np.linspace(0, 1, 101)


class Tumours(NamedTuple):
    """The cases, two numbers each."""

    x: np.ndarray  # (569, 2)
    malignant: np.ndarray  # (569,)    True is class 1


class Report(NamedTuple):
    """One split, for one size of the test part: threshold and F1 on the test part, chosen on validation and on test."""

    honest_at: float
    honest: float
    cheat_at: float
    cheat: float
    on_validation: float  # F1 where it was chosen


class Sighted(NamedTuple):
    """All splits: what every film position shows."""

    reports: dict  # {size: [Report, ...]}
    validation: list  # of each split: (actual, score)
    test: list  # of each split: (actual, score), 200 cases


def tumours():
    """scikit-learn's breast cancer data, two of thirty columns; positive is what it codes as 0.  -> Tumours"""
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    columns = [list(data.feature_names).index(name) for name in FEATURES]
    return Tumours(data.data[:, columns], data.target == 0)


def parts_of(split, cases):
    """Rows to learn from, to choose by, to report on, dealt by chance, the same for the same `split`.  -> 3 arrays"""
    dealt = np.random.default_rng([9, split]).permutation(cases)
    return dealt[:LEARN], dealt[LEARN : LEARN + CHOOSE], dealt[LEARN + CHOOSE :][: max(SIZES)]


def scores_of(cases, learn):
    """How likely each case is malignant, to a regression that learned from the rows `learn`.  -> (569,)"""
    from sklearn.linear_model import LogisticRegression

    mean, spread = cases.x[learn].mean(axis=0), cases.x[learn].std(axis=0)
    z = (cases.x - mean) / spread
    model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(z[learn], cases.malignant[learn])
    return model.predict_proba(z)[:, 1]


def best_threshold(actual, score):
    """The lowest of the scores at which F1 is highest, when `score >= threshold` is called malignant."""
    precision, recall, thresholds = precision_recall_curve(actual, score)
    return float(thresholds[np.argmax(f_beta(precision, recall)[:-1].round(12))])


def f1_at(actual, score, threshold):
    """F1 at one threshold."""
    return at_each(actual, score, [threshold])[0].f1


def sighted(cases, splits=SPLITS):
    """Choose and report on each split, once honestly and once with a look at the test part.  -> Sighted"""
    reports, validation, test = {size: [] for size in SIZES}, [], []
    for split in range(splits):
        learn, choose, report = parts_of(split, len(cases.x))
        score = scores_of(cases, learn)
        validation.append((cases.malignant[choose], score[choose]))
        test.append((cases.malignant[report], score[report]))
        at = best_threshold(*validation[-1])
        on_validation = f1_at(*validation[-1], at)
        for size, found in reports.items():
            part = [values[:size] for values in test[-1]]
            cheat_at = best_threshold(*part)
            found.append(Report(at, f1_at(*part, at), cheat_at, f1_at(*part, cheat_at), on_validation))
    return Sighted(reports, validation, test)


def gains(reports):
    """How much each split gains by cheating, in F1.  (splits,)"""
    return np.array([report.cheat - report.honest for report in reports])


# ---- the film

CURVES = say(("validation part", "test part"))
HUES = "right", "wrong"  # what one may look at, and what one may not
CHOSEN = say(("chosen on\nvalidation", "chosen on\nthe test part"))
THRESHOLD, SPLIT, SIZE = say(("threshold", "split", "cases in the test part"))
GAIN, MEAN = say(("gain of cheating, in F1", "mean"))
CHEATING_SAYS = say(
    "Split {split}, {size} test cases: chosen on validation, F1 on the test part is {honest}; chosen on the test part, "
    "{cheat}; over {splits} splits cheating gains {mean} on average, between {low} and {high}."
)
ONE_SPLIT = say("split {split}: F1 {honest} chosen on validation, {cheat} chosen on the test part")


def cheating_view(seen):
    """Film: F1 over the threshold on two parts, the threshold that each would choose, and the gain of cheating."""
    fig, (left, right) = figure(10.4, 4.9, ncols=2, width_ratios=(1.25, 1))
    curves, choices = _draw_choices(left)
    dots, ring = _draw_gains(right, len(seen.validation))
    on_validation = [_curve(part) for part in seen.validation]
    on_test = {size: [_curve([values[:size] for values in part]) for part in seen.test] for size in SIZES}

    def update(split, size):
        one, gained = seen.reports[size][split - 1], gains(seen.reports[size])
        shares = one.honest, one.cheat, gained.mean(), gained.min(), gained.max()
        fields = dict(zip(("honest", "cheat", "mean", "low", "high"), map(words_of, shares), strict=True))
        update_curves(curves, [on_validation[split - 1], on_test[size][split - 1]])
        update_point(choices[0], one.honest_at, one.honest, fields["honest"])
        update_point(choices[1], one.cheat_at, one.cheat, fields["cheat"])
        mean = np.full(len(gained), gained.mean())
        update_curves(dots, [gained, mean], words=["", fields["mean"]])
        update_point(ring, split, gained[split - 1])
        return {**fields, "splits": len(gained)}

    controls = {
        "split": IntSlider(1, min=1, max=len(seen.validation), description=SPLIT),
        "size": SelectionSlider(options=list(SIZES), value=SIZES[1], description=SIZE),
    }

    def says(size, **_):
        return [_split_says(nth, report) for nth, report in enumerate(seen.reports[size], start=1)]

    handles = {"split": ring.dot}
    return film(fig, update, caption=CHEATING_SAYS, handles=handles, names={dots.lines[0]: says}, **controls)


def _split_says(nth, report):
    """What the point of one split says under a pointer."""
    return filled(ONE_SPLIT, split=nth, honest=words_of(report.honest), cheat=words_of(report.cheat))


def _draw_choices(ax):
    """F1 over the threshold, and the threshold that each part would choose.  -> Curves, two Points"""
    look = {
        "colours": HUES,
        "styles": ("-", (0, (3, 1))),
        "heights": (0.12, 0.02),
        "form": None,
        "xlabel": THRESHOLD,
        "ylabel": F1,
    }
    curves = draw_curves(CURVES, GRID, ax=ax, **look)
    for line in curves.lines:
        line.set_drawstyle("steps-pre")
    look = {"hollow": False, "upright": True}
    named = zip(CHOSEN, (0.8, 0.45), HUES, strict=True)
    return curves, [draw_point(curves, name, height, colour=hue, **look) for name, height, hue in named]


def _draw_gains(ax, splits):
    """A point for each split, the line of their mean, and a ring around one of them.  -> Curves, Point"""
    look = {"colours": ("wrong", INK), "styles": ["none", "-"], "points": 6, "xlabel": SPLIT, "title": GAIN}
    ticks = [1, *range(10, splits + 1, 10)]
    dots = draw_curves(("", MEAN), range(1, splits + 1), ax=ax, ylim=(0, 0.45), ticks=ticks, **look)
    dots.lines[1].set_marker("")
    return dots, draw_point(dots, "", 0)


def _curve(part):
    """F1 at each threshold of the grid."""
    return [c.f1 for c in at_each(*part, GRID)]
