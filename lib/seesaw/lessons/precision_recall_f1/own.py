"""Notebook 06, point 8: the film of your own labels and scores, and one sentence to copy.

own_view(y, p, positive=...)        cases, 2x2, curves and scikit-learn's report at one threshold after another
own_sentence(y, p, threshold, ...)  what a report of one threshold has to say
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.cards import draw_cards, update_cards
from seesaw.draw.curves import draw_curves, draw_marks, draw_point, update_curves, update_point
from seesaw.draw.heaps import draw_heaps, update_heaps
from seesaw.draw.reports import draw_report, update_report
from seesaw.film import film
from seesaw.theme import INK, figure
from seesaw.words import filled, joined, say

from .cases import Cases, at_each, cuts, in_order, stops
from .columns import read_columns
from .costs import cheapest
from .counts import COLOURS, LOOK, RATES, STYLES, draw_counts, fields_of, words_of
from .given import as_cases, labels_of, shortened
from .sure import intervals, spans_of
from .threshold import HUES

CARDS_AT_MOST = 32
BINS = 40
KEY = say(("■ {negative}: {others:,} cases", "■ {positive}: {ones:,} cases"))
IS, SAID = say(("is {label}", "said {label}"))
SCORE, CASES, THRESHOLD, ABOVE_ALL = say(("score", "cases", "threshold", "above all"))
HALF, BEST_F1, CHEAPEST = say(("0.5", "best F1: {at:.4g}", "cheapest at {miss:g} : {alarm:g}: {at:.4g}"))
REPORT_ROWS = say(("accuracy", "macro avg", "weighted avg"))
REPORT_COLUMNS = say(("precision", "recall", "f1-score", "support"))  # scikit-learn's own words
OWN_SAYS = say(
    "Class 1 is {positive}, {ones:,} of {all:,} cases; said to be 1 from {from_here:.4g} up: TP {tp:,}, FP {fp:,}, FN "
    "{fn:,}, TN {tn:,}; precision {p} (95 % interval {p_span}), recall {r} ({r_span}), F1 of class 1 {f1} ({f1_span})."
)
NONE_SAYS = say(
    "Class 1 is {positive}, {ones:,} of {all:,} cases; nothing is said to be 1: TP 0, FP 0, FN {fn:,}, TN {tn:,}; "
    "precision is 0 of 0: {p}; recall {r}, F1 of class 1 {f1}."
)
READ_AS = say("Read from the columns '{truth}' (truth) and '{score}' (score).")


class Own(NamedTuple):
    """Your own cases, and what their classes and columns are called."""

    cases: Cases  # the lowest score first
    positive: str
    negative: str
    names: list  # of the two columns, where they were read from a text


def own(actual, score=None, positive=None):
    """What was handed in, arrays or a text of two columns.  -> Own; ColumnsError"""
    if score is None and isinstance(actual, tuple) and len(actual) == 2:
        actual, score = actual
    if score is None:
        labels, score, names = read_columns(actual, positive)
        return Own(in_order(labels.actual, score), labels.one, labels.other, names)
    labels = labels_of(actual, positive, score=score)
    return Own(in_order(*as_cases(actual, score, positive)), labels.one, labels.other, [])


class Stop(NamedTuple):
    """A threshold that stands for something."""

    at: float
    name: str
    colour: str


def stops_of(cases, miss=1.0, alarm=1.0):
    """0.5 where scores lie between 0 and 1, the best F1 and the cheapest of all thresholds.  -> [Stop, ...]"""
    thresholds = cuts(cases.score, most=np.inf)
    found = at_each(*cases, thresholds)
    best = thresholds[int(np.argmax(np.nan_to_num([c.f1 for c in found]).round(12)))]
    cheap = thresholds[cheapest(found, miss, alarm)]
    shares = 0 <= cases.score.min() and cases.score.max() <= 1
    half = [Stop(0.5, HALF, INK)] if shares and cases.score.min() < 0.5 <= cases.score.max() else []
    stops = [Stop(best, filled(BEST_F1, at=best), "f1")]
    if np.isfinite(cheap):
        stops.append(Stop(cheap, filled(CHEAPEST, miss=miss, alarm=alarm, at=cheap), INK))
    return half + stops


def thresholds_of(cases, marks):
    """Where the slider stops: at most 101 of the scores, evenly by rank, the marked ones and one above all.  (T,)"""
    marked = [stop.at for stop in marks]
    every = np.unique(np.append(cuts(cases.score, most=np.inf), marked))
    return every[stops(every[:-1], np.searchsorted(every, marked))]


def own_sentence(actual, score=None, threshold=0.5, positive=None):
    """What a report of one threshold has to say: which class is 1, how many cases, which F1, and its interval."""
    mine = own(actual, score, positive)
    return _says(mine, at_each(*mine.cases, [threshold])[0], threshold)


def _says(mine, c, threshold):
    """The sentence of one threshold, and of which columns they are."""
    said = c.tp + c.fp > 0
    fields = {**fields_of(c), "positive": shortened(mine.positive, 20), "ones": c.tp + c.fn, "all": sum(c)}
    if said:
        fields |= dict(zip(("p_span", "r_span", "f1_span"), spans_of(intervals(c)), strict=True))
    sentence = filled(OWN_SAYS if said else NONE_SAYS, **fields, from_here=threshold)
    if not mine.names:
        return sentence
    return joined([sentence, filled(READ_AS, truth=shortened(mine.names[0], 20), score=shortened(mine.names[1], 20))])


def report_of(c):
    """scikit-learn's classification_report of a confusion, class 0 first.  (5, 4) words"""
    other = c._replace(tp=c.tn, fp=c.fn, tn=c.tp, fn=c.fp)
    shares = np.nan_to_num([(one.precision, one.recall, one.f1) for one in (other, c)])  # 0 stands for 0 of 0
    sizes = np.array([c.tn + c.fp, c.tp + c.fn])
    means = shares.mean(axis=0), sizes @ shares / sizes.sum()
    rows = [[*map(words_of, row), f"{size:,}"] for row, size in zip(shares, sizes, strict=True)]
    rows.append(["", "", words_of(c.accuracy), f"{sum(c):,}"])
    return rows + [[*map(words_of, mean), f"{sum(c):,}"] for mean in means]


def own_view(actual, score=None, positive=None, miss=1.0, alarm=1.0):
    """Film: your own cases by score, the 2x2, precision, recall and F1 over the threshold, scikit-learn's report.

    actual, score : arrays or lists as in `as_cases`, `y_test` and `predict_proba(...)` as they are; or one text or the
                    path of a file with two columns, as in `two_columns`
    positive : the label that is class 1; 0 and 1, False and True say it themselves
    miss, alarm : what a miss and a false alarm cost, for the cheapest threshold
    Up to 32 cases are cards; more are a histogram.  At most 101 thresholds, evenly by rank, and the marked ones.
    ColumnsError, one sentence: what can't be drawn, and why.
    """
    mine = own(actual, score, positive)
    cases, marks = mine.cases, stops_of(mine.cases, miss, alarm)
    thresholds = thresholds_of(cases, marks)
    found = at_each(*cases, thresholds)
    wide = float(np.ptp(cases.score)) or 1.0
    places = np.append(thresholds[:-1], cases.score.max() + 0.03 * wide)  # where the last one is drawn
    plan = {"width_ratios": (1.25, 0.06, 1), "height_ratios": (1, 1.5)}  # between: room for "no value" beside a curve
    fig, axes = figure(10.6, 5.0, [["cases", ".", "counts"], ["curves", ".", "report"]], **plan)
    curves = _curves_on(axes["curves"], places, found)
    draw_marks(curves, [stop.at for stop in marks], [stop.name for stop in marks], [stop.colour for stop in marks])
    draw_cases = _cards_on if len(cases.score) <= CARDS_AT_MOST else _heaps_on
    show_cases, line = draw_cases(axes["cases"], mine, axes["curves"].get_xlim())
    names = [shortened(name, 8) for name in (mine.negative, mine.positive)]
    sides = [[filled(side, label=name) for name in names] for side in (IS, SAID)]
    show_counts = draw_counts(axes["counts"], *sides, hues=HUES, size=17)
    report = draw_report([*names, *REPORT_ROWS], REPORT_COLUMNS, ax=axes["report"], lit=1, colours=COLOURS)

    def update(threshold):
        c = found[threshold]
        show_cases(thresholds[threshold], places[threshold])
        update_curves(curves, at=threshold)
        show_counts(c)
        update_report(report, report_of(c))
        return {"caption": "{sentence}", "sentence": _says(mine, c, thresholds[threshold])}

    options = [(f"{value:.4g}", n) for n, value in enumerate(thresholds[:-1])] + [(ABOVE_ALL, len(found) - 1)]
    start = int(np.searchsorted(thresholds, marks[0].at))
    slider = SelectionSlider(options=options, value=start, description=THRESHOLD)
    handles = {"threshold": line, ("threshold",): curves.upright}
    return film(fig, update, handles=handles, threshold=slider)


def _curves_on(ax, places, found):
    """Precision, recall and F1 over the threshold; hollow where precision has no value.  -> Curves"""
    shares = np.array([(c.precision, c.recall, c.f1) for c in found]).T
    look = {"colours": COLOURS, "styles": STYLES, "heights": (0.72, 0.43, 0.14), "room": 0.3, "xlabel": SCORE, **LOOK}
    look |= {} if len(places) <= CARDS_AT_MOST else {"points": 0}
    curves = update_curves(draw_curves(RATES, places, ax=ax, **look), shares)
    for convention in (0, 1):
        update_point(draw_point(curves, "", 0, colour="precision"), places[-1], convention)
    return curves


def _cards_on(ax, mine, _):
    """A card for each case.  -> what moves them: (threshold, where it is drawn); the line between the two sides"""
    kinds, blank = mine.cases.actual == 1, [""] * len(mine.cases.score)
    cards = draw_cards(kinds, mine.cases.actual, ax=ax)  # 1 or 0, so that no colour has to say it

    def move(threshold, _):
        said = mine.cases.score >= threshold
        update_cards(cards, int(np.sum(~said)), blank, said != kinds)

    return move, cards.threshold


def _heaps_on(ax, mine, xlim):
    """A histogram of each class upon the other.  -> what moves them: (threshold, where it is drawn); its line"""
    kinds, score = mine.cases.actual == 1, mine.cases.score
    edges = score.min() + np.linspace(0, float(np.ptp(score)) or 1.0, BINS + 1)
    heights = np.array([np.histogram(score[kinds == kind], edges)[0] for kind in (False, True)])
    fields = {"negative": shortened(mine.negative, 14), "positive": shortened(mine.positive, 14)}
    fields |= {"others": int(np.sum(~kinds)), "ones": int(np.sum(kinds))}
    names = [filled(form, **fields) for form in KEY]
    heaps = draw_heaps(edges, names, ax=ax, top=1.08 * heights.sum(axis=0).max(), stacked=True, ylabel=CASES)
    ax.set(xlim=xlim, xticks=[])
    return lambda _, place: update_heaps(heaps, heights, place), heaps.threshold
