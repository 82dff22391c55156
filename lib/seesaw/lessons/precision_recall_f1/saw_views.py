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
from seesaw.theme import COLOUR, INK, figure
from seesaw.words import filled, say

from .classifiers import COUNTS, DRAWS, RATIOS, WHOLE_WORD, added_up
from .counts import ACCURACY, RATES, draw_counts, draw_formulas, fields_of, words_of
from .encoders import ENCODERS, LAYERED, LEFT, OWN, RANDOM, REAL

HUES = {REAL: COLOUR["right"], RANDOM: COLOUR["wrong"], LEFT: COLOUR["k"], OWN: COLOUR["muted"]}
READERS = say({REAL: "real model", RANDOM: "random encoder", LEFT: "left neighbour", OWN: "own row"})
AT = say({REAL: "Real model, layer {layer}", RANDOM: "Random encoder, layer {layer}"})
AT |= say({LEFT: "Left neighbour", OWN: "Own row"})  # rows of the word table: there is one layer
TAUGHT = say("sentences to learn from, each sense")
LAYER, LEARNED, READ_BY = say(("layer", "sentences per sense", "reads with"))
LAST = 6
START_COUNT = 8


def layer_slider():
    """Layer 0 is what enters the first block."""
    return IntSlider(LAST, min=0, max=LAST, description=LAYER)


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

NAMED = READERS | {OWN: say("own row, or always\n“seeing”")}
ON_OTHERS = say("accuracy on 100 others")
PARTING_SAYS = say(
    "Layer {layer}, {count} of each sense to learn from: the real model is right in {real}, the random encoder in "
    "{random}, the left neighbour's row in {left}, the word's own row in {own} (means of {draws} draws)."
)
PARTING_ONCE = say(
    "Layer {layer}, {count} of each sense to learn from: the real model is right in {real}, the random encoder in "
    "{random}, the left neighbour's row in {left}, the word's own row in {own} (one draw, there are no more sentences)."
)


def parting_view(study):
    """Film: accuracy over the number of training sentences, for four things to read with."""
    fig, ax = figure(9.6, 5.0)
    spots = np.arange(len(COUNTS))
    look = {"colours": [HUES[e] for e in ENCODERS], "styles": ["-", "-", "-", (0, (2, 2))], "upright": True}
    look |= {"ticks": dict(zip(spots, map(str, COUNTS), strict=True)), "ylim": (0.2, 1)}
    look |= {"heights": (0.9, 0.67, 0.44, 0.21), "xlabel": TAUGHT, "ylabel": ON_OTHERS}
    curves = draw_curves([NAMED[e] for e in ENCODERS], spots, ax=ax, **look)
    bands = draw_bands(curves)

    def update(layer, count):
        each = [[study.measured[e][layer_of(e, layer), n].accuracy for n in COUNTS] for e in ENCODERS]
        mean, low, high = (np.array([[share(a) for a in row] for row in each]) for share in (np.mean, np.min, np.max))
        at = COUNTS.index(count)
        words = [words_of(value) for value in mean[:, at]]
        update_curves(curves, mean, at, words)
        update_bands(bands, spots, low, high)
        fields = dict(zip(("real", "random", "left", "own"), words, strict=True))
        return {**fields, "draws": DRAWS, "caption": PARTING_ONCE if count == COUNTS[-1] else PARTING_SAYS}

    return film(fig, update, handles={"count": curves.upright}, layer=layer_slider(), count=count_slider())


# ---- matrix, curve, F1

ROWS, COLUMNS = say((("is seeing", "is tool"), ("said seeing", "said tool")))
TOOLS_FOUND, AP, CUT = say(("recall: tools found", "average\nprecision", "○ threshold 0"))
QUARTERS = {0.25: "0.25", 0.5: "0.50", 0.75: "0.75", 1.0: "1.00"}
JUDGED_SAYS = say(
    "{reader}, {count} of each sense to learn from: precision {p}, recall {r}, F1 {f1} when the counts of {draws} "
    "draws are added up; F1 draw by draw lies between {low} and {high}; average precision {ap}."
)
JUDGED_ONCE = say(
    "{reader}, {count} of each sense to learn from: precision {p}, recall {r}, F1 {f1} in the one draw that there is; "
    "average precision {ap}."
)


def judged_view(study):
    """Film: what one classifier says of the 100 test sentences, all draws added up; its PR curve; F1."""
    plan = {"width_ratios": (1.1, 1), "height_ratios": (1.1, 1)}
    fig, axes = figure(10.8, 5.9, [["counts", "curve"], ["rates", "curve"]], **plan)
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
        fields |= {"low": words_of(now.f1.min()), "high": words_of(now.f1.max())}
        return {**fields_of(c), **fields, "caption": JUDGED_SAYS if len(now.f1) > 1 else JUDGED_ONCE}

    return film(fig, update, encoder=reader_buttons(READERS), layer=layer_slider(), count=count_slider())


# ---- the errors, one by one

MOST = 9
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
    fig, ax = figure(10.4, 5.0)
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
    return film(fig, update, encoder=readers, layer=layer_slider(), count=count_slider(COUNTS[-2]))


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
    fig, ax = figure(10.4, 5.2)
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
    return film(fig, update, kind=kinds, layer=layer_slider())


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
SHARES, SHARE_HUES = (ACCURACY, *RATES), (INK, COLOUR["precision"], COLOUR["recall"], COLOUR["f1"])
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
