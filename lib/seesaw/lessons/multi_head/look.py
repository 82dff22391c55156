"""Notebook 03, points 2 and 3: seventy-two heads, any sentence, and what a bright [CLS] is worth.

heads_view       2  all heads on one sheet, one of them large
substance_view   2  hide [CLS] and rescale; share or substance
your_heads_view  3  a sentence of your own: two columns joined by lines, and the matrix
"""

import warnings
from functools import lru_cache

import numpy as np
from ipywidgets import Checkbox, Dropdown, IntSlider, Text, ToggleButtons

from seesaw.draw.heatmaps import draw_heatmap, draw_sheet, update_heatmap, update_sheet
from seesaw.draw.links import draw_links, lines_of, update_links
from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, ASKS, draw_beside, draw_weights, shares_say, update_beside, update_weights
from seesaw.film import film, labelled
from seesaw.lessons.multi_head.heads import NAMED, SENTENCE, TWICE, blocks_of, hidden_cls, pull_of, substance, twin_pull
from seesaw.theme import SHARE, figure, lecture_style
from seesaw.words import filled, joined, say

LAYER, HEAD, SHEET, LARGE = say(("layer", "head", "all {count} heads", "layer {layer}, head {head}"))
HABITS = say(
    "Layer {layer}, head {head}: on average a token gives {previous:.2f} to the one before it, {next:.2f} to the one "
    "after it and {cls:.2f} to [CLS]."
)
HABITS_TWIN = say(
    "Layer {layer}, head {head}: on average a token gives {previous:.2f} to the one before it, {next:.2f} to the one "
    "after it and {cls:.2f} to [CLS]; a token that is there twice gives {twin:.2f} to its twin."
)


def numbered(pieces):
    """Pieces with a number where one comes twice: saw 1, saw 2."""
    count = dict.fromkeys(pieces, 0)
    names = []
    for piece in pieces:
        count[piece] += 1
        names.append(f"{piece} {count[piece]}" if pieces.count(piece) > 1 else piece)
    return names


def _habits(pieces, alpha_prime):
    """What the caption says of the map of one head (n, n)."""
    pulls, twin = pull_of(alpha_prime), twin_pull(alpha_prime, pieces)
    fields = {"previous": pulls["previous"], "next": pulls["next"], "cls": pulls["[CLS]"], "twin": twin}
    return {"caption": HABITS if twin is None else HABITS_TWIN, **fields}


def _walk(maps, layer, head):
    """Sliders over the maps of all heads (L, H, n, n), which count from 1."""
    layers, heads = maps.shape[:2]
    return {
        "layer": IntSlider(layer, min=1, max=layers, description=LAYER),
        "head": IntSlider(head, min=1, max=heads, description=HEAD),
    }


def _label(ax, names):
    ax.set_xticks(range(len(names)), names, rotation=90, parse_math=False)
    ax.set_yticks(range(len(names)), names, parse_math=False)


@lecture_style()
def heads_view(reader, text=TWICE):
    """Film: the 72 maps of one sentence, and the picked one large."""
    reading = reader.read(text)
    names, maps = numbered(list(reading.pieces)), np.round(np.stack(reading.alpha_prime), 4).astype(float)
    layers, heads = maps.shape[:2]
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=[2.2, 1])
    title = filled(SHEET, count=layers * heads)
    sheet = draw_sheet(maps, ax=left, title=title, xlabel=HEAD, ylabel=LAYER, aspect="auto")
    left.set(xticklabels=range(1, heads + 1), yticklabels=range(1, layers + 1))
    large = draw_heatmap(maps[0, 2], ax=right, xlabel=ANSWERS, ylabel=ASKS, cmap=SHARE)
    _label(right, names)
    right.set_title(filled(LARGE, layer=1, head=3))

    def update(layer, head):
        here = maps[layer - 1, head - 1]
        update_sheet(sheet, layer - 1, head - 1)
        update_heatmap(large, here)
        right.title.set_text(filled(LARGE, layer=layer, head=head))
        return _habits(reading.pieces, here)

    def gives(layer, head):
        return shares_say(maps[layer - 1, head - 1], names)

    handles = {("layer", "head"): sheet.frame}
    return film(fig, update, handles=handles, names={large: gives}, **_walk(maps, layer=1, head=3))


SHARE_OF, SUBSTANCE = "share", "substance"
KINDS = say({SHARE_OF: "share", SUBSTANCE: "substance"})
WHAT, HIDE, SUM = say(("what", "hide [CLS] and rescale", "sum"))
BRINGS = say("Head {head}, {what}: [CLS] has {cls:.0%} of it on average, the largest number of a word is {most:.2f}.")
BRINGS_HIDDEN = say("Head {head}, {what}, [CLS] hidden: the largest number of a word is {most:.2f}.")


def weights_of_head(reader, layer, head, what=SHARE_OF, hide=False):
    """The map of one head on *I saw the saw.*, as share or substance.  layer, head : from 1  ->  (n, n)"""
    block = blocks_of(reader, SENTENCE)[layer - 1]
    weights = block.alpha_prime if what == SHARE_OF else substance(block, reader.bert.blocks[layer - 1].W_o)
    return np.round(hidden_cls(weights[head - 1]) if hide else weights[head - 1].astype(float), 5)


def substance_view(reader):
    """Film: a named head, with and without [CLS], as share or as substance."""
    names = numbered(list(reader.tokens(SENTENCE).pieces))
    maps = {
        (name, what, hide): weights_of_head(reader, layer + 1, head + 1, what, hide)
        for name, (layer, head) in NAMED.items()
        for what in KINDS
        for hide in (False, True)
    }
    start = list(NAMED)[4]
    fig, ax = figure(10, 4.2)
    table = draw_weights(maps[start, SHARE_OF, False], names, ax=ax, title="")
    ax.set_aspect("auto")
    beside = draw_beside(table, [SUM], ax=ax)

    def update(head, what, hide):
        weights = maps[head, what, hide]
        update_weights(table, weights)
        update_beside(beside, [[shown(value) for value in weights.sum(axis=1)]])
        fields = {"what": KINDS[what], "cls": weights[:, 0].mean(), "most": weights[:, 1:].max()}
        return {"caption": BRINGS_HIDDEN if hide else BRINGS, **fields}

    what = ToggleButtons(options=labelled(KINDS), description=WHAT)
    head = Dropdown(options=list(NAMED), value=start, description=HEAD)
    return film(fig, update, head=head, what=what, hide=Checkbox(False, description=HIDE))


CARS = "I like red cars and blue cars."
MOST = 14  # pieces in the picture
LETTERS = 9  # of a piece
ROOM = ((0.5, -0.44), (-0.34, 0.5))  # in parts of the matrix: the layout keeps so much room for longer names
YOURS = say("sentence")
NO_TEXT = say("Type a sentence: only [CLS] and [SEP] are there, and they look at each other.")
TOO_LONG = say("This text has {count} pieces, so only the first {most} were read, [CLS] and [SEP] among them.")
SAID = "{said}"  # whole sentences, with what is to be said of a text
UNKNOWN = say("Pieces read as [UNK]: {count}; this BERT knows English, and no word that long or from elsewhere.")


def read_short(reader, text):
    """At most MOST pieces of any text.  -> pieces, alpha_prime (L, H, n, n), notes on it"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokens = reader.tokens(text)
    pieces, ids, notes = list(tokens.pieces), np.asarray(tokens.ids), []
    if len(pieces) > MOST:
        notes.append(filled(TOO_LONG, count=len(pieces), most=MOST))
        pieces, ids = [*pieces[: MOST - 1], pieces[-1]], np.append(ids[: MOST - 1], ids[-1])
    if len(pieces) == 2:
        notes.append(NO_TEXT)
    if "[UNK]" in pieces:
        notes.append(filled(UNKNOWN, count=pieces.count("[UNK]")))
    maps = np.round(np.stack(reader.bert.forward(ids).alpha_prime), 4).astype(float)
    return pieces, maps, notes


def _short(pieces):
    return [piece if len(piece) <= LETTERS else piece[: LETTERS - 1] + "…" for piece in pieces]


def words_of(pieces, alpha_prime):
    """Pieces and a map (n, n) without [CLS] and [SEP], if there is anything else; no row is rescaled."""
    return (pieces, alpha_prime) if len(pieces) == 2 else (pieces[1:-1], alpha_prime[1:-1, 1:-1])


@lecture_style()
def your_heads_view(reader):
    """Film: any sentence, any head: lines between two columns, of the words alone, and the whole matrix."""
    fig, (left, right) = figure(10, 4.3, ncols=2, width_ratios=[1.25, 1])
    links = draw_links(MOST, ax=left)
    large = draw_heatmap(np.zeros((MOST, MOST)), ax=right, xlabel="", ylabel=ASKS, cmap=SHARE)
    for place in ROOM:
        right.text(*place, "·", alpha=0, ha="center", va="center", transform=right.transAxes)

    @lru_cache(maxsize=2)
    def read(sentence):
        return read_short(reader, sentence)

    def update(sentence, layer, head):
        pieces, maps, notes = read(sentence)
        here = maps[layer - 1, head - 1]
        words, among_words = words_of(pieces, here)
        update_links(links, _short(words), among_words)
        update_heatmap(large, here)
        _label(right, _short(pieces))
        fields = {"layer": layer, "head": head, **_habits(pieces, here)}
        return {"caption": SAID, "said": joined([filled(fields["caption"], **fields), *notes])}

    @lru_cache(maxsize=1)  # the lines and the map ask one after the other
    def gives(sentence, layer, head):
        pieces, maps, _ = read(sentence)
        return shares_say(maps[layer - 1, head - 1], numbered(pieces))

    def lines_give(sentence, layer, head):
        said, (pieces, maps, _) = gives(sentence=sentence, layer=layer, head=head), read(sentence)
        n, (words, among_words) = len(pieces), words_of(pieces, maps[layer - 1, head - 1])
        skipped = (n - len(words)) // 2
        return [said[n * (i + skipped) + j + skipped] for i, j in lines_of(among_words)]

    names, walk = {links.lines: lines_give, large: gives}, _walk(read(CARS)[1], layer=3, head=10)
    return film(fig, update, names=names, sentence=Text(CARS, description=YOURS), **walk)
