"""Notebook 02, points 1 to 3: one sentence, *I saw the saw.*

    table_view       1  the table of word vectors has one row for both saws
    strength_view    2  with the position vectors turned down to 0, the two are equal for ever
    layers_view      3  the real model pulls them apart, layer by layer

Each reads the model once; then `update` only looks numbers up and moves artists.
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider, Play, ToggleButtons

from seesaw.draw.angles import draw_angle, update_angle
from seesaw.draw.bars import draw_neighbours, update_neighbours
from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.senses import SENSE_NAMES
from seesaw.draw.sentences import draw_words, update_words
from seesaw.film import film, labelled
from seesaw.material import geometry as g
from seesaw.material.saws import own_saws, random_positions, saw_places, with_positions, words_of
from seesaw.material.sentences import HARD, SawSentence
from seesaw.theme import COLOUR, INK, figure
from seesaw.words import filled, listed, quoted, say

SENTENCE = "I saw the saw."

# ---- 1. one row for both saws

TOOLS = ("blade", "knife", "axe", "hammer")  # words that stand whole in the table
NEAR = 6

WORD, ROW = say(("word", "row {row} of the table of word vectors"))
GROUPS = say(("nearest rows", "some tools", "cosine of the two rows"))
TABLE_SAYS = say("Word {place}, '{written}', is row {row}; its nearest rows are {near}; '{tool}' comes at rank {rank}.")


def table_view(reader):
    """Film: pick a word of *I saw the saw.*; its row of the word table, the nearest rows, where the tools stand."""
    words = words_of(SENTENCE)
    rows = _rows_of(reader, [word.lower() for word in words if word.isalpha()])
    fig, (top, ax) = figure(9.0, 5.0, nrows=2, height_ratios=[1, 6])
    line = draw_words(len(words), ax=top)
    bars = draw_neighbours(NEAR, len(TOOLS), *GROUPS, ax=ax)

    def update(word):
        row = rows[word - 1]
        update_words(line, words, [COLOUR["a"] if n == word - 1 else INK for n in range(len(words))])
        update_neighbours(bars, filled(ROW, row=row.number), row.names, row.cosines, row.ranks)
        near = listed(map(quoted, row.names[:3]))
        fields = {"place": word, "written": words[word - 1], "row": row.number, "near": near}
        return {**fields, "tool": TOOLS[0], "rank": row.ranks[NEAR]}

    word = IntSlider(2, min=1, max=len(rows), description=WORD)
    return film(fig, update, caption=TABLE_SAYS, handles={"word": line.texts[: len(rows)]}, word=word)


class Row(NamedTuple):
    """A row of the table of words, and others beside it: the nearest, then the tools."""

    number: int
    names: list
    cosines: list
    ranks: list  # of the tools, 1 is the nearest; None for the others


def _rows_of(reader, words):
    """The row of each word.  -> list of Row"""
    pointing = g.unit(reader.bert.words)  # (V, d); the row of [PAD] may be zero
    names = reader.vocabulary()
    tools = [names.index(tool) for tool in TOOLS]
    rows = []
    for number in map(names.index, words):
        cos = pointing @ pointing[number]  # (V,)
        order = np.argsort(-cos, kind="stable")[1:].tolist()  # the first is the word itself
        shown = [*order[:NEAR], *tools]
        ranks = [*[None] * NEAR, *(order.index(tool) + 1 for tool in tools)]
        rows.append(Row(number, [names[n] for n in shown], cos[shown].tolist(), ranks))
    return rows


# ---- 2. without positions

PLACE = "saw ({})"  # as the text writes it: a word and its place, [CLS] being 0
LEARNED, RANDOM = "learned", "random"
KINDS = say({LEARNED: "learned", RANDOM: "random"})
COSINE, FULL = say(("cosine", "learned, strength 1"))
STRENGTH, POSITIONS = say(("position strength", "position vectors"))
STRENGTH_SAYS = say(
    "With {kind} positions at strength {strength:.2f} the two saws have cosine {cos:.2f} after layer {last} "
    "({degrees:.0f}°)."
)


def strength_view(reader):
    """Film: the strength of the position vectors, 0 to 1; two saws of one sentence walk apart, or never do."""
    strengths = np.round(np.linspace(0, 1, 21), 2)
    tables = {LEARNED: None, RANDOM: random_positions(reader.bert)}
    cos = {
        (kind, s): _cos_of_two(reader, SENTENCE, with_positions(reader.bert, s, table))
        for kind, table in tables.items()
        for s in strengths
    }  # each (L + 1,)
    layers = np.arange(len(cos[LEARNED, 1.0]))
    fig, (left, right) = figure(9.5, 4.6, ncols=2, width_ratios=[1, 1.25])
    places = saw_places(reader.tokens(SENTENCE).pieces)
    arrows = draw_angle([PLACE.format(place) for place in places], ax=left)
    curves = draw_curves([COSINE], layers, ax=right, colours=[INK], ylim=(0.5, 1), xlabel=LAYER)
    draw_still(curves, cos[LEARNED, 1.0], FULL, at=-1, ha="right")

    def update(strength, positions):
        now = cos[positions, round(strength, 2)]
        degrees = g.degrees(now[-1])
        update_angle(arrows, degrees, ("seeing", "tool"))
        update_curves(curves, [now], layers[-1])
        return {"kind": KINDS[positions], "cos": now[-1], "last": layers[-1], "degrees": degrees}

    strength = FloatSlider(1.0, min=0.0, max=1.0, step=0.05, description=STRENGTH)
    positions = ToggleButtons(options=labelled(KINDS), description=POSITIONS)
    handles = {"strength": arrows.tips[1], ("strength",): curves.dots[0]}
    return film(fig, update, caption=STRENGTH_SAYS, handles=handles, strength=strength, positions=positions)


def _cos_of_two(reader, text, bert=None):
    """The cosine of the first two saws of `text` at each layer.  (L + 1,)"""
    hidden = own_saws(reader, text, bert).hidden
    return g.drawn_cosine(hidden[:, 0], hidden[:, 1])


# ---- 3. layer by layer

PAIRS = (HARD[0], HARD[2], SawSentence("I saw what you saw.", ("seeing", "seeing")))
SAME = (
    SawSentence("I saw a bird and you saw a fish.", ("seeing", "seeing")),
    SawSentence("We saw the sea and they saw the hills.", ("seeing", "seeing")),
    SawSentence("The saw is old and the other saw is new.", ("tool", "tool")),
    SawSentence("This saw is sharp, that saw is blunt.", ("tool", "tool")),
)
TICK = 700  # ms a layer, when it plays: five seconds for all
LAYER, CHOOSE = say(("layer", "sentence"))
CURVES = say(["one sense twice", "this sentence"])
LAYERS_SAY = say(
    "{sentence} After layer {layer} its two saws have cosine {cos:.2f}; in sentences with one sense twice it is "
    "{same:.2f}."
)


def layers_view(reader):
    """Film: the two saws of one sentence, layer by layer, beside the control: sentences with one sense twice."""
    cos = {pair.text: _cos_of_two(reader, pair.text) for pair in PAIRS}  # each (L + 1,)
    same = np.mean([_cos_of_two(reader, pair.text) for pair in SAME], axis=0)  # (L + 1,)
    senses = {pair.text: pair.senses for pair in PAIRS}
    layers = np.arange(len(same))
    fig, (left, right) = figure(9.5, 4.6, ncols=2, width_ratios=[1, 1.35])
    arrows = draw_angle(["", ""], ax=left)
    look = {"colours": ["muted", INK], "ylim": (0.5, 1), "upright": True}
    curves = draw_curves(CURVES, layers, ax=right, xlabel=LAYER, **look)

    def update(layer, sentence):
        now, both = cos[sentence], senses[sentence]
        update_angle(arrows, g.degrees(now[layer]), both, [SENSE_NAMES[sense] for sense in both])
        update_curves(curves, [same[: layer + 1], now[: layer + 1]], layer)
        return {"cos": now[layer], "same": same[layer]}

    layer = Play(0, min=0, max=int(layers[-1]), interval=TICK, description=LAYER)
    sentence = Dropdown(options=list(cos), description=CHOOSE)
    return film(fig, update, caption=LAYERS_SAY, handles={"layer": curves.upright}, layer=layer, sentence=sentence)
