"""Notebook 06, point 6: is this *saw* seeing or a tool?  Class 1, what is looked for, is the tool.

    parting_view    from how many sentences each encoder can be learned from
    judged_view     the matrix, the PR curve and F1 of one classifier
    misread_view    the sentences it reads wrongly, one by one
    hard_view       hard sentences, and the verb to saw
    rare_view       tools become rare: accuracy looks better and better

All of them look up what `classifiers.study` has worked out.
"""

import numpy as np
from ipywidgets import IntSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_bands, draw_curves, draw_point, update_bands, update_curves, update_point
from seesaw.draw.senses import BOTH, SENSE_NAMES
from seesaw.draw.sentences import Line, draw_listed, update_listed
from seesaw.film import film, labelled
from seesaw.maths.metrics import confusion
from seesaw.theme import COLOUR, figure
from seesaw.words import filled, say

from .classifiers import COUNTS, DRAWS, RATIOS, WHOLE_WORD, added_up
from .counts import ACCURACY, RATES, draw_counts, draw_formulas, fields_of, words_of
from .encoders import LAYERED, LEFT, OWN, RANDOM, REAL
from .many_random import BLOCKS, HOW_MANY, rates
from .sure import spans_of

HUES = {REAL: COLOUR["right"], RANDOM: COLOUR["wrong"], BLOCKS: COLOUR["recall"], LEFT: COLOUR["tool"]}
HUES |= {OWN: COLOUR["muted"]}
READERS = say({REAL: "real model", RANDOM: "random encoder", LEFT: "left neighbour", OWN: "own row"})
AT = say({REAL: "Real model, layer {layer}", RANDOM: "Random encoder, layer {layer}"})
AT |= say({LEFT: "Left neighbour", OWN: "Own row"})  # rows of the word table: there is one layer
TAUGHT = say("sentences to learn from, each sense")
LAYER, LEARNED, READ_BY = say(("layer", "sentences per sense", "reads with"))
LAST = 6
START_COUNT = 8


def layer_slider(start=LAST):
    """Layer 0 is what enters the first block: there what a film reveals begins."""
    return IntSlider(start, min=0, max=LAST, description=LAYER)


def count_slider(start=START_COUNT):
    """Training sentences of each sense."""
    return SelectionSlider(options=list(COUNTS), value=start, description=LEARNED)


def reader_buttons(names):
    """Which of the four reads.  names : {key: label}"""
    return ToggleButtons(options=labelled(names), description=READ_BY)


def layer_of(encoder, layer):
    """The two that are rows of the word table have one layer only."""
    return layer if encoder in LAYERED else 0


# ---- from how many sentences can it be learned?

WITH = REAL, LEFT, BLOCKS, RANDOM, OWN
NAMED = READERS | say({OWN: "own row: “seeing”", BLOCKS: "20 random, learned words", RANDOM: "20 random encoders"})
DASHES = {REAL: "-", LEFT: (0, (7, 1.5)), BLOCKS: (0, (4, 1.2)), RANDOM: (0, (1.5, 1)), OWN: (0, (1, 2))}
ON_OTHERS = say("accuracy on 100 others")
PARTING_SAYS = say(
    "Layer {layer}, {count} of each sense to learn from: the real model is right in {real}, the left neighbour's row "
    "in {left} (means of {draws} draws), {many} random encoders in {low} to {high}, and with the learned words in "
    "{low_words} to {high_words}; the word's own row in {own}."
)
PARTING_ONCE = say(
    "Layer {layer}, {count} of each sense to learn from: the real model is right in {real}, the left neighbour's row "
    "in {left} (one draw, there are no more sentences), {many} random encoders in {low} to {high}, and with the "
    "learned words in {low_words} to {high_words}; the word's own row in {own}."
)


def parting_view(study):
    """Film: accuracy over the number of training sentences, for five things to read with.

    The bands of the real model and of the left neighbour are draws of sentences, those of the random ones encoders.
    """
    fig, ax = figure(9.6, 4.45)
    spots, random = np.arange(len(COUNTS)), rates()
    look = {"colours": [HUES[e] for e in WITH], "styles": [DASHES[e] for e in WITH], "upright": True}
    look |= {"ticks": dict(zip(spots, map(str, COUNTS), strict=True)), "ylim": (0.2, 1)}
    look |= {"heights": (0.93, 0.72, 0.51, 0.30, 0.09), "xlabel": TAUGHT, "ylabel": ON_OTHERS}
    curves = draw_curves([NAMED[e] for e in WITH], spots, ax=ax, **look)
    bands = draw_bands(curves)

    def update(layer, count):
        each = [
            random[e][:, layer].T
            if e in random
            else [study.measured[e][layer_of(e, layer), n].accuracy for n in COUNTS]
            for e in WITH
        ]
        mean, low, high = (np.array([[share(a) for a in row] for row in each]) for share in (np.mean, np.min, np.max))
        at = COUNTS.index(count)
        words = [words_of(value) for value in mean[:, at]]
        update_curves(curves, mean, at, words)
        update_bands(bands, spots, low, high)
        fields = {"real": words[0], "left": words[1], "own": words[4], "draws": DRAWS, "many": HOW_MANY}
        for n, end in ((3, ""), (2, "_words")):
            fields |= {f"low{end}": words_of(low[n, at]), f"high{end}": words_of(high[n, at])}
        return {**fields, "caption": PARTING_ONCE if count == COUNTS[-1] else PARTING_SAYS}

    controls = {"layer": layer_slider(0), "count": count_slider(COUNTS[0])}
    return film(fig, update, handles={"count": curves.upright}, **controls)


# ---- matrix, curve, F1

ROWS, COLUMNS = say((("is seeing", "is tool"), ("said seeing", "said tool")))
TOOLS_FOUND, AP, CUT = say(("recall: tools found", "average\nprecision", "○ threshold 0"))
QUARTERS = {0.25: "0.25", 0.5: "0.50", 0.75: "0.75", 1.0: "1.00"}
JUDGED_SAYS = say(
    "{reader}, {count} of each sense to learn from: precision {p}, recall {r}, F1 {f1} (95 % interval {span}) when the "
    "counts of {draws} draws are added up; F1 draw by draw lies between {low} and {high}; average precision {ap}."
)
JUDGED_ONCE = say(
    "{reader}, {count} of each sense to learn from: precision {p}, recall {r}, F1 {f1} (95 % interval {span}) in the "
    "one draw that there is; average precision {ap}."
)


def judged_view(study):
    """Film: what one classifier says of the 100 test sentences, all draws added up; its PR curve; F1."""
    plan = {"width_ratios": (1.1, 1), "height_ratios": (1, 1.35)}
    fig, axes = figure(10.8, 4.6, [["counts", "curve"], ["rates", "curve"]], **plan)
    show_counts = draw_counts(axes["counts"], ROWS, COLUMNS, size=22)
    show_formulas = draw_formulas(axes["rates"])
    hits = len(study.is_tool) // 2
    look = {"colours": ["precision"], "heights": (0.6,), "ticks": QUARTERS, "room": 0.44}
    found = np.arange(1, hits + 1) / hits
    curve = draw_curves([AP], found, ax=axes["curve"], xlabel=TOOLS_FOUND, ylabel=RATES[0], **look)
    bands, ring = draw_bands(curve), draw_point(curve, CUT, 0.28)

    def update(encoder, layer, count):
        now = study.measured[encoder][layer_of(encoder, layer), count]
        c, p, ap = now.counts, now.precision, words_of(now.area.mean())
        show_counts(c)
        show_formulas(c)
        update_curves(curve, [p.mean(axis=0)], words=[ap])
        update_bands(bands, found, [p.min(axis=0)], [p.max(axis=0)])
        update_point(ring, c.recall, c.precision)
        fields = {"reader": filled(AT[encoder], layer=layer), "draws": len(now.f1), "ap": ap}
        fields |= {"span": spans_of(study.bounds(encoder, layer_of(encoder, layer), count))[2]}
        fields |= {"low": words_of(now.f1.min()), "high": words_of(now.f1.max())}
        return {**fields_of(c), **fields, "caption": JUDGED_SAYS if len(now.f1) > 1 else JUDGED_ONCE}

    controls = {"encoder": reader_buttons(READERS), "layer": layer_slider(0), "count": count_slider()}
    return film(fig, update, **controls)


# ---- the errors, one by one

MOST = 8
MISREAD_HEAD, WRONG_IN = say(("the test sentences read wrongly most often", "wrong in"))
NONE_WRONG = say("No test sentence is read wrongly here.")
OF_DRAWS = say("{wrong} of {draws}")
MISREAD_SAYS = say(
    "{reader}, {count} of each sense to learn from: {ever} of 100 test sentences are read wrongly in at least one of "
    "{draws} draws, {mostly} of them in most; the first in the list: {first}"
)
MISREAD_ONCE = say(
    "{reader}, {count} of each sense to learn from: {ever} of 100 test sentences are read wrongly; the first in the "
    "list: {first}"
)
NONE_MISREAD = say("{reader}, {count} of each sense to learn from: no test sentence is read wrongly.")


def misread_view(study):
    """Film: the test sentences that are read wrongly, most often wrong first; the mark is what the word means."""
    fig, ax = figure(10.4, 4.4)
    listed = draw_listed(MOST, BOTH, ax=ax, heading=MISREAD_HEAD, column=WRONG_IN, empty=NONE_WRONG)

    def update(encoder, layer, count):
        said = study.scores[encoder][layer_of(encoder, layer), count] > 0  # (draws, tests)
        order, wrong = worst(study.is_tool, said), np.sum(said != study.is_tool, axis=0)
        update_listed(listed, [_misread_line(study, n, said) for n in order[:MOST]])
        fields = {"reader": filled(AT[encoder], layer=layer), "draws": len(said), "ever": len(order)}
        if not len(order):
            return {**fields, "caption": NONE_MISREAD}
        fields |= {"mostly": int(np.sum(wrong > len(said) / 2)), "first": study.texts[order[0]]}
        return {**fields, "caption": MISREAD_SAYS if len(said) > 1 else MISREAD_ONCE}

    readers = reader_buttons({name: READERS[name] for name in (REAL, LEFT)})
    return film(fig, update, encoder=readers, layer=layer_slider(0), count=count_slider(COUNTS[-2]))


def worst(is_tool, said):
    """Numbers of the sentences that are misread in at least one draw, the most often misread first."""
    wrong = np.sum(said != is_tool, axis=0)
    return np.argsort(-wrong, kind="stable")[: np.count_nonzero(wrong)]


def _misread_line(study, n, said):
    tool, wrong = float(np.mean(said[:, n])), int(np.sum(said[:, n] != study.is_tool[n]))
    text, words = study.texts[n], filled(OF_DRAWS, wrong=wrong, draws=len(said))
    means = BOTH[int(study.is_tool[n])]
    return Line(text, WHOLE_WORD.search(text).start(), means, tool, words, wrong > len(said) / 2)


# ---- hard ones

KINDS = say({"two": "two saws", "more": "one or three", "cut": "to cut"})
KIND, SURE = say(("kind", "says: tool"))
HARD_SAYS = say(
    "Layer {layer}, {kind}: {right} of {all} saws are read as they are meant; most surely wrong: {text} "
    "(saw {nth}, meant {means}, read as {read})."
)
ALL_RIGHT = say("Layer {layer}, {kind}: all {all} saws are read as they are meant.")
CUT_SAYS = say(
    "Layer {layer}, {kind}: the verb to saw was never taught, so no answer can be right; of {all}, {tools} go to the "
    "tools and {seeing} to seeing."
)


def hard_view(study):
    """Film: each saw of the hard sentences on the track from seeing to tool; the mark is what it means."""
    groups = groups_of(study.hard)
    fig, ax = figure(10.4, 5.0)
    listed = draw_listed(max(map(len, groups.values())), BOTH, ax=ax, column=SURE)
    shares = 1 / (1 + np.exp(-study.hard_scores))  # (layers, saws)

    def update(kind, layer):
        here = [(study.hard[n], float(shares[layer, n])) for n in groups[kind]]
        lines = [Line(s.text, s.start, s.means, share, f"{share:.0%}", _read(share) != s.means) for s, share in here]
        update_listed(listed, lines)
        tools = sum(_read(share) == "tool" for _, share in here)
        fields = {"kind": KINDS[kind], "all": len(here), "tools": tools, "seeing": len(here) - tools}
        return {**fields, **(_surely_wrong(here) if kind != "cut" else {"caption": CUT_SAYS})}

    kinds = ToggleButtons(options=labelled(KINDS), description=KIND)
    return film(fig, update, kind=kinds, layer=layer_slider(0))


def _surely_wrong(here):
    """What is said of saws and their shares: the one that is most surely read wrongly, if there is any."""
    wrong = [n for n, (saw, share) in enumerate(here) if _read(share) != saw.means]
    if not wrong:
        return {"caption": ALL_RIGHT}
    n = max(wrong, key=lambda n: abs(here[n][1] - 0.5))
    saw, share = here[n]
    nth = 1 + sum(other.text == saw.text for other, _ in here[:n])
    fields = {"right": len(here) - len(wrong), "text": saw.text, "nth": nth, "caption": HARD_SAYS}
    return {**fields, "means": SENSE_NAMES[saw.means], "read": SENSE_NAMES[_read(share)]}


def _read(share):
    return "tool" if share > 0.5 else "seeing"


def groups_of(hard):
    """{kind: numbers of saws}"""
    many = [len(WHOLE_WORD.findall(saw.text)) for saw in hard]
    kinds = [
        "cut" if saw.means == "cutting" else "two" if n == 2 else "more" for saw, n in zip(hard, many, strict=True)
    ]
    return {kind: [n for n, its in enumerate(kinds) if its == kind] for kind in KINDS}


# ---- rare tools

RARE_BY = {name: READERS[name] for name in (REAL, RANDOM, LEFT)} | {OWN: say("always “seeing”")}
SHARES, SHARE_HUES = (ACCURACY, *RATES), tuple(COLOUR[hue] for hue in ("accuracy", "precision", "recall", "f1"))
RATIO = say("seeing for each tool")
RARE_SAYS = say(
    "{ratio} seeing for each tool, {reader}: accuracy {a}, precision {p}, recall {r}, F1 {f1}; F1 draw by draw lies "
    "between {low} and {high}."
)


def rare_view(study):
    """Film: tools left out of training and test until they are rare, and four shares of the same answers."""
    fig, (left, right) = figure(10, 4.6, ncols=2, width_ratios=(1, 1.1))
    show_counts = draw_counts(left, ROWS, COLUMNS, size=22)
    bars = draw_bars(np.zeros(4), SHARES, ax=right, colour="muted", limits=(0, 1.32), lying=True, size=17)
    for bar, hue in zip(bars.bars, SHARE_HUES, strict=True):
        bar.set(color=hue, alpha=0.85)

    def update(by, ratio):
        each = [confusion(actual, score > 0) for actual, score in study.rare[by][ratio]]
        c, f1 = added_up(each), [one.f1 for one in each]
        show_counts(c)
        values = np.array([c.accuracy, c.precision, c.recall, c.f1])
        update_bars(bars, np.nan_to_num(values), [words_of(value) for value in values])
        return {**fields_of(c), "reader": RARE_BY[by], "low": words_of(min(f1)), "high": words_of(max(f1))}

    ratios = SelectionSlider(options=list(RATIOS), value=RATIOS[-1], description=RATIO)
    return film(fig, update, caption=RARE_SAYS, by=reader_buttons(RARE_BY), ratio=ratios)
