"""Notebook 06, point 6: is this *saw* seeing or a tool?  Class 1, what is looked for, is the tool.

    parting_view    from how many sentences each encoder can be learned from
    judged_view     the matrix, the PR curve and F1 of one classifier
    misread_view    the sentences it reads wrongly, one by one
    hard_view       hard sentences, and the verb to saw
    rare_view       tools become rare: accuracy looks better and better

All of them look up what `classifiers.study` has worked out.
"""

import re

import numpy as np
from ipywidgets import IntSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bands import draw_bands, draw_ring, update_bands, update_ring
from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.cards import draw_confusion, update_confusion
from seesaw.draw.reports import draw_rates, update_rates
from seesaw.draw.sentences import Line, draw_listed, update_listed
from seesaw.film import film
from seesaw.lessons.precision_recall_f1.cases import words_of
from seesaw.lessons.precision_recall_f1.classifiers import COUNTS, DRAWS, RATIOS, WHOLE_WORD, added_up, measure
from seesaw.lessons.precision_recall_f1.encoders import ENCODERS, LEFT, OWN, RANDOM, REAL
from seesaw.maths.metrics import confusion
from seesaw.theme import COLOUR, INK, figure

HUES = {REAL: COLOUR["right"], RANDOM: COLOUR["wrong"], LEFT: COLOUR["k"], OWN: COLOUR["muted"]}
LAYERS = 7
TAUGHT = "sentences to learn from, each sense"
LAYER, LEARNED, READ_BY = "layer", "sentences per sense", "reads with"
LAST = LAYERS - 1
START_COUNT = 8


def layer_slider(start=LAST):
    """Layer 0 is what enters the first block."""
    return IntSlider(start, min=0, max=LAST, description=LAYER)


def count_slider(start=START_COUNT):
    """Training sentences of each sense."""
    return SelectionSlider(options=list(COUNTS), value=start, description=LEARNED)


def layer_of(encoder, layer):
    """The two that are rows of the word table have one layer only."""
    return layer if encoder in (REAL, RANDOM) else 0


# ---- from how many sentences can it be learned?

NAMED = {REAL: REAL, RANDOM: RANDOM, LEFT: LEFT, OWN: "own row, or always\n“seeing”"}
ACCURACY = "accuracy on 100 others"
PARTING_SAYS = (
    "Layer {layer}, {count} of each sense to learn from: the real model is right in {real}, the random encoder in "
    "{random}, the left neighbour's row in {left}, the word's own row in {own} ({over})."
)
MEAN_OF, ONE_DRAW = "means of {draws} draws", "one draw, there are no more sentences"


def parting_view(study):
    """Film: accuracy over the number of training sentences, for four things to read with."""
    found = _measures(study)
    fig, ax = figure(9.6, 5.0)
    spots = np.arange(len(COUNTS))
    bands = draw_bands(list(NAMED.values()), spots, ax=ax, colours=[HUES[e] for e in ENCODERS], xlabel=TAUGHT,
                       ylabel=ACCURACY, ticks=dict(zip(spots, map(str, COUNTS), strict=True)), ylim=(0.2, 1.03),
                       styles=["-", "-", "-", (0, (2, 2))], room=0.47, step=0.23)  # fmt: skip

    def update(layer, count):
        each = [[found[e][layer_of(e, layer), n].accuracy for n in COUNTS] for e in ENCODERS]
        mean, low, high = (np.array([[share(a) for a in row] for row in each]) for share in (np.mean, np.min, np.max))
        at = COUNTS.index(count)
        update_bands(bands, mean, low, high, at, [words_of(value) for value in mean[:, at]])

    def caption(layer, count):
        mean = [words_of(np.mean(found[e][layer_of(e, layer), count].accuracy)) for e in ENCODERS]
        return PARTING_SAYS.format(layer=layer, count=count, over=_over(count),
                                   **dict(zip(("real", "random", "left", "own"), mean, strict=True)))  # fmt: skip

    return film(fig, update, caption=caption, layer=layer_slider(), count=count_slider())


def _measures(study):
    """{encoder: {(layer, count): Measured}}"""
    return {name: {at: measure(study.is_tool, scores) for at, scores in table.items()}
            for name, table in study.scores.items()}  # fmt: skip


def _over(count):
    return ONE_DRAW if count == COUNTS[-1] else MEAN_OF.format(draws=DRAWS)


# ---- matrix, curve, F1

ROWS, COLUMNS = ("is seeing", "is tool"), ("said seeing", "said tool")
NAMES = ("TN", "FP"), ("FN", "TP")
WRONG = (False, True), (True, False)
RATES, RATE_COLOURS = ("precision", "recall", "F1"), ("precision", "recall", "f1")
FORMULAS = "TP / (TP + FP)", "TP / (TP + FN)", "2·TP / (2·TP + FP + FN)"
PUT_IN = "= {tp} / ({tp} + {fp})", "= {tp} / ({tp} + {fn})", "= 2·{tp} / (2·{tp} + {fp} + {fn})"
RECALL, PRECISION = "recall: tools found", "precision"
AP, CUT = "average\nprecision", "○ threshold 0"
QUARTERS = {0.25: "0.25", 0.5: "0.50", 0.75: "0.75", 1.0: "1.00"}
JUDGED_SAYS = (
    "{encoder}{where}, {count} of each sense to learn from: precision {p}, recall {r}, F1 {f1} when the counts of "
    "{draws} are added up; F1 draw by draw lies between {low} and {high}; average precision {ap}."
)
AT_LAYER = ", layer {layer}"
DRAWS_OF, DRAW_OF = "{draws} draws", "the one draw"


def judged_view(study):
    """Film: what one classifier says of the 100 test sentences, all draws added up; its PR curve; F1."""
    found = _measures(study)
    fig, (left, right) = figure(10.8, 5.6, ncols=2, width_ratios=(1.1, 1))
    grid = left.get_gridspec()
    left.remove()
    beside = grid[0].subgridspec(2, 1, height_ratios=(1.1, 1))
    above, below = (fig.add_subplot(place, facecolor="none") for place in (beside[0], beside[1]))
    first = found[REAL][LAST, START_COUNT]
    table = draw_confusion(matrix_of(first.counts), NAMES, WRONG, ax=above, rows=ROWS, columns=COLUMNS, size=22)
    rates = draw_rates(RATES, FORMULAS, ax=below, colours=RATE_COLOURS)
    hits = len(study.is_tool) // 2
    bands = draw_bands([AP], np.arange(1, hits + 1) / hits, ax=right, colours=[COLOUR["precision"]], xlabel=RECALL,
                       ylabel=PRECISION, ticks=QUARTERS, room=0.44, top=0.6)  # fmt: skip
    ring = draw_ring(CUT, (1.07, 0.28), ax=right)

    def update(encoder, layer, count):
        now = found[encoder][layer_of(encoder, layer), count]
        update_confusion(table, matrix_of(now.counts))
        update_rates(rates, *put_in(now.counts))
        p = now.precision
        update_bands(bands, [p.mean(axis=0)], [p.min(axis=0)], [p.max(axis=0)], None, [words_of(now.area.mean())])
        update_ring(ring, now.counts.recall, now.counts.precision)

    def caption(encoder, layer, count):
        now = found[encoder][layer_of(encoder, layer), count]
        c, many = now.counts, len(now.f1) > 1
        where = AT_LAYER.format(layer=layer) if encoder in (REAL, RANDOM) else ""
        return JUDGED_SAYS.format(
            encoder=encoder[0].upper() + encoder[1:], where=where, count=count, p=words_of(c.precision),
            r=words_of(c.recall), f1=words_of(c.f1), draws=DRAWS_OF.format(draws=len(now.f1)) if many else DRAW_OF,
            low=words_of(now.f1.min()), high=words_of(now.f1.max()), ap=words_of(now.area.mean()),
        )  # fmt: skip

    return film(fig, update, caption=caption, encoder=ToggleButtons(options=list(ENCODERS), description=READ_BY),
                layer=layer_slider(), count=count_slider())  # fmt: skip


def matrix_of(c):
    """[[TN, FP], [FN, TP]], as scikit-learn has it."""
    return [[c.tn, c.fp], [c.fn, c.tp]]


def put_in(c):
    """The counts put into the three formulas, and what comes out.  -> (3 words, 3 words)"""
    return [form.format(**c._asdict()) for form in PUT_IN], [words_of(x) for x in (c.precision, c.recall, c.f1)]


# ---- the errors, one by one

MOST = 9
MISREAD_HEAD = "the test sentences read wrongly most often"
WRONG_IN, OF_DRAWS = "wrong in", "{wrong} of {draws}"
NONE_WRONG = "No test sentence is read wrongly here."
SENSES = "seeing", "tool"
MISREAD_SAYS = (
    "{encoder}{where}, {count} of each sense to learn from: {ever} of 100 test sentences are read wrongly in at least "
    "one of {draws}, {mostly} of them in most; the first in the list: {first}"
)
NO_FIRST = "none."


def misread_view(study):
    """Film: the test sentences that are read wrongly, most often wrong first; the mark is what the word means."""
    fig, ax = figure(10.4, 5.0)
    listed = draw_listed(MOST, SENSES, ax=ax, heading=MISREAD_HEAD, column=WRONG_IN, empty=NONE_WRONG)

    def update(encoder, layer, count):
        said = _said(study, encoder, layer, count)
        update_listed(listed, [_misread_line(study, n, said) for n in worst(study.is_tool, said)[:MOST]])

    def caption(encoder, layer, count):
        said = _said(study, encoder, layer, count)
        order, wrong = worst(study.is_tool, said), np.mean(said != study.is_tool, axis=0)
        return MISREAD_SAYS.format(
            encoder=encoder[0].upper() + encoder[1:],
            where=AT_LAYER.format(layer=layer) if encoder == REAL else "", count=count, ever=len(order),
            draws=DRAWS_OF.format(draws=len(said)) if len(said) > 1 else DRAW_OF, mostly=int(np.sum(wrong > 0.5)),
            first=study.texts[order[0]] if len(order) else NO_FIRST,
        )  # fmt: skip

    return film(fig, update, caption=caption, encoder=ToggleButtons(options=[REAL, LEFT], description=READ_BY),
                layer=layer_slider(), count=count_slider(COUNTS[-2]))  # fmt: skip


def _said(study, encoder, layer, count):
    """Which draws call which test sentence a tool.  (draws, tests)"""
    return study.scores[encoder][layer_of(encoder, layer), count] > 0


def worst(is_tool, said):
    """Numbers of the sentences that are misread in at least one draw, the most often misread first."""
    wrong = np.sum(said != is_tool, axis=0)
    order = np.argsort(-wrong, kind="stable")
    return order[: int(np.sum(wrong > 0))]


def _misread_line(study, n, said):
    tool = float(np.mean(said[:, n]))
    share = tool if not study.is_tool[n] else 1 - tool
    text = study.texts[n]
    return Line(text, WHOLE_WORD.search(text).start(), SENSES[int(study.is_tool[n])], tool,
                OF_DRAWS.format(wrong=round(share * len(said)), draws=len(said)), share > 0.5)  # fmt: skip


# ---- hard ones

TWO, MORE, CUT_TOO = "two saws", "one or three", "to cut"
HARD_HEAD = "how each of them is read, layer {layer}"
SURE = "says: tool"
SHARE = "{:.0%}"
HARD_SAYS = (
    "Layer {layer}, {kind}: {right} of {all} saws are read as they are meant; most surely wrong: {text} "
    "(saw {nth}, meant {means}, read as {read})."
)
ALL_RIGHT = "Layer {layer}, {kind}: all {all} saws are read as they are meant."
CUT_SAYS = (
    "Layer {layer}, {kind}: the verb to saw was never taught, so no answer can be right; of {all}, {tools} go to the "
    "tools and {seeing} to seeing."
)


def hard_view(study):
    """Film: each saw of the hard sentences on the track from seeing to tool; the mark is what it means."""
    groups = _groups(study.hard)
    fig, ax = figure(10.4, 5.2)
    listed = draw_listed(max(map(len, groups.values())), SENSES, ax=ax, column=SURE)
    shares = 1 / (1 + np.exp(-study.hard_scores))  # (layers, saws)

    def update(kind, layer):
        lines = []
        for n in groups[kind]:
            saw, share = study.hard[n], float(shares[layer, n])
            lines.append(Line(saw.text, saw.start, saw.means, share, SHARE.format(share), _read(share) != saw.means))
        update_listed(listed, lines)

    def caption(kind, layer):
        here = groups[kind]
        reads = {n: _read(shares[layer, n]) for n in here}
        tools = sum(read == "tool" for read in reads.values())
        words = {"layer": layer, "kind": kind, "all": len(here)}
        if kind == CUT_TOO:
            return CUT_SAYS.format(tools=tools, seeing=len(here) - tools, **words)
        wrong = [n for n in here if reads[n] != study.hard[n].means]
        if not wrong:
            return ALL_RIGHT.format(**words)
        n = max(wrong, key=lambda n: abs(study.hard_scores[layer, n]))
        saw = study.hard[n]
        nth = 1 + [m for m in here if study.hard[m].text == saw.text].index(n)
        return HARD_SAYS.format(right=len(here) - len(wrong), text=saw.text, nth=nth, means=saw.means, read=reads[n],
                                **words)  # fmt: skip

    return film(fig, update, caption=caption, kind=ToggleButtons(options=list(groups)), layer=layer_slider())


def _read(share):
    return "tool" if share > 0.5 else "seeing"


def _groups(hard):
    """{kind: numbers of saws}"""
    many = [len(re.findall(WHOLE_WORD, saw.text)) for saw in hard]
    kinds = [CUT_TOO if saw.means == "cutting" else TWO if n == 2 else MORE for saw, n in zip(hard, many, strict=True)]
    return {kind: [n for n, its in enumerate(kinds) if its == kind] for kind in (TWO, MORE, CUT_TOO)}


# ---- rare tools

ALWAYS = "always “seeing”"
RARE_BY = {REAL: REAL, RANDOM: RANDOM, LEFT: LEFT, ALWAYS: OWN}
SHARES = "accuracy", "precision", "recall", "F1"
RATIO, RARE_TITLE = "seeing for each tool", "counts of {draws} draws together"
RARE_SAYS = (
    "{ratio} seeing for each tool, {by}: accuracy {a}, precision {p}, recall {r}, F1 {f1}; F1 draw by draw lies "
    "between {low} and {high}."
)


def rare_view(study):
    """Film: tools left out of training and test until they are rare, and four shares of the same answers."""
    found = {by: {ratio: [confusion(actual, score > 0) for actual, score in study.rare[name][ratio]]
                  for ratio in RATIOS} for by, name in RARE_BY.items()}  # fmt: skip
    fig, (left, right) = figure(10, 4.6, ncols=2, width_ratios=(1, 1.1))
    table = draw_confusion(np.zeros((2, 2)), NAMES, WRONG, ax=left, rows=ROWS, columns=COLUMNS, size=22)
    bars = draw_bars(np.zeros(4), SHARES, ax=right, colour="muted", limits=(0, 1.32), lying=True, size=17)
    for bar, colour in zip(bars.bars, (INK, *(COLOUR[name] for name in RATE_COLOURS)), strict=True):
        bar.set_color(colour)
        bar.set_alpha(0.85)

    def update(by, ratio):
        c = added_up(found[by][ratio])
        values = np.array([c.accuracy, c.precision, c.recall, c.f1])
        update_confusion(table, matrix_of(c))
        update_bars(bars, np.nan_to_num(values), [words_of(value) for value in values])

    def caption(by, ratio):
        c, f1 = added_up(found[by][ratio]), [one.f1 for one in found[by][ratio]]
        return RARE_SAYS.format(ratio=ratio, by=by, a=words_of(c.accuracy), p=words_of(c.precision),
                                r=words_of(c.recall), f1=words_of(c.f1), low=words_of(min(f1)),
                                high=words_of(max(f1)))  # fmt: skip

    return film(fig, update, caption=caption, by=ToggleButtons(options=list(RARE_BY), description=READ_BY),
                ratio=SelectionSlider(options=list(RATIOS), value=RATIOS[-1], description=RATIO))  # fmt: skip
