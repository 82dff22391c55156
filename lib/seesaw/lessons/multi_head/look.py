"""Notebook 03, points 1 and 2: seventy-two heads, any sentence, and what a bright [CLS] is worth.

    heads_view       1  all heads on one sheet, one of them large
    substance_view   1  hide [CLS] and rescale; share or substance
    your_heads_view  2  a sentence of your own: two columns joined by lines, and the matrix
"""

import warnings
from functools import lru_cache

import numpy as np
from ipywidgets import Checkbox, Dropdown, IntSlider, Text, ToggleButtons

from seesaw.draw.beside import draw_beside, update_beside
from seesaw.draw.heatmaps import draw_heatmap, update_heatmap
from seesaw.draw.links import draw_links, update_links
from seesaw.draw.numbers import shown
from seesaw.draw.sheets import draw_sheet, pick_on_sheet
from seesaw.draw.weights import draw_weights, update_weights
from seesaw.film import film
from seesaw.lessons.multi_head.heads import NAMED, SENTENCE, TWICE, blocks_of, hidden_cls, pull_of, substance, twin_pull
from seesaw.theme import SHARE, figure

LAYER, HEAD = "layer", "head"
SHEET_TITLE, LARGE_TITLE = "all 72 heads", "layer {layer}, head {head}"
HABITS = (
    "Layer {layer}, head {head}: on average a token gives {previous:.2f} to the one before it, {next:.2f} to the one "
    "after it and {cls:.2f} to [CLS]{twin}."
)
TWIN = "; a token that is there twice gives {twin:.2f} to its twin"


def numbered(pieces):
    """Pieces with a number where one comes twice: saw 1, saw 2."""
    count = {piece: 0 for piece in pieces}
    names = []
    for piece in pieces:
        count[piece] += 1
        names.append(f"{piece} {count[piece]}" if pieces.count(piece) > 1 else piece)
    return names


def _habits(pieces, alpha_prime, layer, head):
    pulls, twin = pull_of(alpha_prime), twin_pull(alpha_prime, pieces)
    return HABITS.format(layer=layer, head=head, previous=pulls["previous"], next=pulls["next"], cls=pulls["[CLS]"],
                         twin="" if twin is None else TWIN.format(twin=twin))  # fmt: skip


def _label(ax, names):
    ax.set_xticks(range(len(names)), names, rotation=90, parse_math=False)
    ax.set_yticks(range(len(names)), names, parse_math=False)


def heads_view(reader, text=TWICE):
    """Film: the 72 maps of one sentence, and the picked one large."""
    reading = reader.read(text)
    names, maps = numbered(list(reading.pieces)), np.round(np.stack(reading.alpha_prime), 4).astype(float)
    fig, (left, right) = figure(10, 5.2, ncols=2, width_ratios=[2.2, 1])
    sheet = draw_sheet(maps, ax=left, title=SHEET_TITLE, xlabel=HEAD, ylabel=LAYER, aspect="auto")
    large = draw_heatmap(maps[0, 2], ax=right, xlabel="j answers", ylabel="i asks", cmap=SHARE)
    _label(right, names)
    right.set_title(LARGE_TITLE.format(layer=0, head=2))

    def update(layer, head):
        pick_on_sheet(sheet, layer, head)
        update_heatmap(large, maps[layer, head])
        right.title.set_text(LARGE_TITLE.format(layer=layer, head=head))

    def caption(layer, head):
        return _habits(reading.pieces, maps[layer, head], layer, head)

    return film(fig, update, caption=caption, layer=IntSlider(0, min=0, max=len(maps) - 1),
                head=IntSlider(2, min=0, max=maps.shape[1] - 1))  # fmt: skip


SHARE_OF, SUBSTANCE = "share", "substance"
SUM = "sum"
BRINGS = "{head}, {what}{hiding}: [CLS] has {cls:.0%} of it on average, the largest number of a word is {most:.2f}."
HIDING = ", [CLS] hidden"


def weights_of_head(reader, layer, head, what=SHARE_OF, hide=False):
    """The map of one head on *I saw the saw.*, as share or substance.  (n, n)"""
    block = blocks_of(reader, SENTENCE)[layer]
    if what == SHARE_OF:
        weights = block.alpha_prime
    else:
        weights = substance(block, reader.bert.blocks[layer].W_o)
    return np.round(hidden_cls(weights[head]) if hide else weights[head].astype(float), 5)


def substance_view(reader):
    """Film: a named head, with and without [CLS], as share or as substance."""
    names = numbered(list(reader.tokens(SENTENCE).pieces))
    maps = {
        (name, what, hide): weights_of_head(reader, *place, what, hide)
        for name, place in NAMED.items() for what in (SHARE_OF, SUBSTANCE) for hide in (False, True)
    }  # fmt: skip
    start = list(NAMED)[4]
    fig, ax = figure(9, 5.4)
    table = draw_weights(maps[start, SHARE_OF, False], names, ax=ax, title="")
    beside = draw_beside(table, [SUM], ax=ax)

    def update(head, what, hide):
        update_weights(table, maps[head, what, hide])
        update_beside(beside, [[shown(value) for value in maps[head, what, hide].sum(axis=1)]])

    def caption(head, what, hide):
        weights = maps[head, what, hide]
        return BRINGS.format(head="Head " + head, what=what, hiding=HIDING if hide else "", cls=weights[:, 0].mean(),
                             most=weights[:, 1:].max())  # fmt: skip

    return film(fig, update, caption=caption, head=Dropdown(options=list(NAMED), value=start),
                what=ToggleButtons(options=[SHARE_OF, SUBSTANCE]),
                hide=Checkbox(False, description="hide [CLS] and rescale"))  # fmt: skip


CARS = "I like red cars and blue cars."
MOST = 14  # pieces in the picture
ROOM = ((0.5, -0.36), (-0.34, 0.5))  # in parts of the matrix: the layout keeps so much room for longer names
NO_TEXT = "Type a sentence: only [CLS] and [SEP] are there, and they look at each other."
TOO_LONG = "This text has {count} pieces, so only the first {most} were read, [CLS] and [SEP] among them."
UNKNOWN = "Pieces read as [UNK]: {count}; this BERT knows English, and no word that long or from elsewhere."


def read_short(reader, text):
    """At most MOST pieces of any text.  -> pieces, alpha_prime (L, H, n, n), what to say about it or "\""""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokens = reader.tokens(text)
    pieces, ids, notes = list(tokens.pieces), np.asarray(tokens.ids), []
    if len(pieces) > MOST:
        notes.append(TOO_LONG.format(count=len(pieces), most=MOST))
        pieces, ids = [*pieces[: MOST - 1], pieces[-1]], np.append(ids[: MOST - 1], ids[-1])
    if len(pieces) == 2:
        notes.append(NO_TEXT)
    if "[UNK]" in pieces:
        notes.append(UNKNOWN.format(count=pieces.count("[UNK]")))
    maps = np.round(np.stack(reader.bert.forward(ids).alpha_prime), 4).astype(float)
    return pieces, maps, " ".join(notes)


def _short(pieces):
    return [piece if len(piece) <= 10 else piece[:9] + "…" for piece in pieces]


def your_heads_view(reader):
    """Film: any sentence, any head: lines between two columns, and the matrix."""
    fig, (left, right) = figure(10, 5.4, ncols=2, width_ratios=[1, 1.15])
    links = draw_links(MOST, ax=left)
    large = draw_heatmap(np.zeros((MOST, MOST)), ax=right, xlabel="j answers", ylabel="i asks", cmap=SHARE)
    for place in ROOM:
        right.text(*place, "·", alpha=0, ha="center", va="center", transform=right.transAxes)

    @lru_cache(maxsize=2)
    def read(sentence):
        return read_short(reader, sentence)

    def update(sentence, layer, head):
        pieces, maps, _ = read(sentence)
        update_links(links, _short(pieces), maps[layer, head])
        update_heatmap(large, maps[layer, head])
        _label(right, _short(pieces))

    def caption(sentence, layer, head):
        pieces, maps, note = read(sentence)
        said = _habits(pieces, maps[layer, head], layer, head)
        return f"{said} {note}" if note else said

    return film(fig, update, caption=caption, sentence=Text(CARS), layer=IntSlider(2, min=0, max=5),
                head=IntSlider(9, min=0, max=11))  # fmt: skip
