"""Notebook 02, points 1 to 3: one sentence, *I saw the saw.*

    table_view       1  the table of word vectors has one row for both saws
    strength_view    2  with the position vectors turned down to 0, the two are equal for ever
    layers_view      3  the real model pulls them apart, layer by layer

Each reads the model once; then `update` only looks numbers up and moves artists.
"""

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider, ToggleButtons

from seesaw.draw.angles import draw_angle, update_angle
from seesaw.draw.bars import draw_neighbours, update_neighbours
from seesaw.draw.layers import draw_layer_curves, draw_reference, update_layer_curves
from seesaw.draw.sentences import draw_words, update_words
from seesaw.film import film
from seesaw.material import geometry as g
from seesaw.material.saws import own_saws, random_positions, saw_places, with_positions, words_of
from seesaw.material.sentences import HARD, SawSentence
from seesaw.theme import COLOUR, INK, figure

SENTENCE = "I saw the saw."

# ---- 1. one row for both saws

TOOLS = ("blade", "knife", "axe", "hammer")  # words that stand whole in the table
NEAR = 6

ROW = "row {row:,} of the table of word vectors"
NEAREST_WORDS = "nearest rows"
SOME_TOOLS = "some tools"
COS_OF_ROWS = "cosine of the two rows"
TABLE_SAYS = "Word {place}, {word!r}, is row {row}; its nearest rows are {near}; {tool!r} comes at rank {rank}."


def table_view(reader):
    """Film: pick a word of *I saw the saw.*; its row of the word table, the nearest rows, where the tools stand."""
    words = words_of(reader, SENTENCE)
    look_up = _table_of(reader)
    rows = [look_up(word.lower()) for word in words if word.isalpha()]
    fig, (top, ax) = figure(9.0, 5.6, nrows=2, height_ratios=[1, 6])
    line = draw_words(len(words), ax=top)
    bars = draw_neighbours(NEAR, len(TOOLS), NEAREST_WORDS, SOME_TOOLS, COS_OF_ROWS, ax=ax)

    def update(word):
        chosen = rows[word - 1]
        update_words(line, words, [COLOUR["a"] if n == word - 1 else INK for n in range(len(words))])
        update_neighbours(bars, ROW.format(row=chosen["row"]), chosen["words"], chosen["cosines"], chosen["ranks"])

    def caption(word):
        chosen = rows[word - 1]
        near = ", ".join(map(repr, chosen["words"][:3]))
        return TABLE_SAYS.format(
            place=word, word=words[word - 1], row=chosen["row"], near=near, tool=TOOLS[0], rank=chosen["ranks"][NEAR]
        )

    return film(fig, update, caption=caption, word=IntSlider(2, min=1, max=len(rows)))


def _table_of(reader):
    """A function word -> its row, its nearest words and the tools, with cosines and ranks (1 is the nearest)."""
    unit = reader.bert.words / np.linalg.norm(reader.bert.words, axis=1, keepdims=True)  # (V, d)
    names = reader.vocabulary()
    tools = [names.index(tool) for tool in TOOLS]

    def look_up(word):
        row = names.index(word)
        cos = unit @ unit[row]  # (V,)
        order = np.argsort(-cos, kind="stable")[1:]  # the first is the word itself
        rank = {int(r): n + 1 for n, r in enumerate(order)}
        shown = [*order[:NEAR], *tools]
        return {
            "row": row,
            "words": [names[r] for r in shown],
            "cosines": [float(cos[r]) for r in shown],
            "ranks": [None] * NEAR + [rank.get(int(r), 0) for r in tools],
        }

    return look_up


# ---- 2. without positions

PLACES = "saw ({})"
COSINE = "cosine"
LEARNED, RANDOM = "learned", "random"
FULL = "learned, strength 1"
STRENGTH_SAYS = (
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
    arrows = draw_angle([PLACES.format(place) for place in _places(reader, SENTENCE)], ax=left)
    curves = draw_layer_curves([COSINE], layers, ax=right, ylim=(0.45, 1.14))
    draw_reference(layers, cos[LEARNED, 1.0], FULL, ax=right)

    def update(strength, positions):
        now = cos[positions, round(strength, 2)]
        update_angle(arrows, g.degrees(now[-1]), ("seeing", "tool"))
        update_layer_curves(curves, layers, [now], len(layers) - 1)

    def caption(strength, positions):
        end = cos[positions, round(strength, 2)][-1]
        return STRENGTH_SAYS.format(kind=positions, strength=strength, cos=end, last=layers[-1], degrees=g.degrees(end))

    return film(fig, update, caption=caption,
                strength=FloatSlider(0.0, min=0.0, max=1.0, step=0.05, description="position strength"),
                positions=ToggleButtons(options=[LEARNED, RANDOM], description="position vectors"))  # fmt: skip


def _cos_of_two(reader, text, bert=None):
    """The cosine of the first two saws of `text` at each layer.  (L + 1,)"""
    hidden = own_saws(reader, text, bert).hidden
    return g.drawn_cosine(hidden[:, 0], hidden[:, 1])


def _places(reader, text):
    """Which words of the sentence its first two saws are, counted from 1 ([CLS] is 0)."""
    return saw_places(reader.tokens(text).pieces)[:2]


# ---- 3. layer by layer

PAIRS = (HARD[0], HARD[2], SawSentence("I saw what you saw.", ("seeing", "seeing")))
SAME = (
    SawSentence("I saw a bird and you saw a fish.", ("seeing", "seeing")),
    SawSentence("We saw the sea and they saw the hills.", ("seeing", "seeing")),
    SawSentence("The saw is old and the other saw is new.", ("tool", "tool")),
    SawSentence("This saw is sharp, that saw is blunt.", ("tool", "tool")),
)
TWO_SENSES, ONE_SENSE = "this sentence", "one sense twice"
LAYERS_SAY = (
    "{text} After layer {layer} its two saws have cosine {cos:.2f}; in sentences with one sense twice it is "
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
    curves = draw_layer_curves([ONE_SENSE, TWO_SENSES], layers, ax=right, colours=[COLOUR["muted"], INK],
                               ylim=(0.45, 1.14), room=0.42)  # fmt: skip

    def update(layer, sentence):
        update_angle(arrows, g.degrees(cos[sentence][layer]), senses[sentence], senses[sentence])
        update_layer_curves(curves, layers, [same, cos[sentence]], layer)

    def caption(layer, sentence):
        return LAYERS_SAY.format(text=sentence, layer=layer, cos=cos[sentence][layer], same=same[layer])

    return film(fig, update, caption=caption, layer=IntSlider(int(layers[-1]), min=0, max=int(layers[-1])),
                sentence=Dropdown(options=[pair.text for pair in PAIRS]))  # fmt: skip
