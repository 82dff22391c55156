"""Notebook 05, point 1: who may listen to whom.

    mask_view       small numbers: both ways (an encoder) or causal (a decoder), and what a new last word changes
    causal_view     the real model, its sight of what comes after taken away: which saws are still read right
    cross_view      a decoder that writes a translation: a triangle for its own words, a rectangle for the source
    pooling_view    one vector for a sentence: [CLS], or the mean of all words

`read_causally` is the one thing here that no model was trained for: the real weights, under a causal mask.
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.sentences import draw_lookahead, update_lookahead
from seesaw.draw.tables import (
    draw_beside,
    draw_table,
    draw_weights,
    stacked,
    update_beside,
    update_table,
    update_weights,
)
from seesaw.film import film
from seesaw.material.example import PLACES, VECTOR, i_saw_the_saw, numbered
from seesaw.material.geometry import VOTERS, read_right, tool_votes
from seesaw.material.saws import read_saws, saw_places
from seesaw.maths.attention import attend, causal_mask, multi_head
from seesaw.maths.bert import encoder_block
from seesaw.theme import COLOUR, INK, figure
from seesaw.words import say

BOTH_WAYS, CAUSAL = "both ways", "causal"

# ---- small numbers: a new last word

LAST = {"saw": VECTOR["saw"], "moon": (-1, 1)}
B_TITLE, SHARES_TITLE = "b, what each takes home", "α′"
SAME, CHANGED = "as with saw", "changed"
MASK_SAYS = "{mask}, the last word is {word!r}: with 'saw' in its place {changed} of 4 rows of b would be {other}."
MASK_SAYS_SAW = "{mask}, the last word is 'saw': row 1 gives {share:.2f} of its attention to words that come later."


def four_words(last="saw"):
    """*I saw the saw*, or another last word, in the numbers of notebook 01.  -> tokens, q, k, v, each (4, 2)"""
    _, a, e, W_q, W_k, W_v = i_saw_the_saw()
    given = np.array([*a[:3], LAST[last]], dtype=float) + np.array(PLACES)  # (4, 2)
    return numbered(["I", "saw", "the", last]), given @ W_q.T, given @ W_k.T, given @ W_v.T


def mask_view():
    """Film: both ways or causal; the last word is changed, and the rows that hear of it are marked."""
    found = {}
    for word in LAST:
        tokens, q, k, v = four_words(word)
        for name, mask in ((BOTH_WAYS, None), (CAUSAL, causal_mask(4))):
            found[name, word] = tokens, attend(q, k, v, mask=mask)
    changed = {key: np.abs(x.b - found[key[0], "saw"][1].b).max(axis=1) > 1e-9 for key, (_, x) in found.items()}
    fig, (left, right) = figure(9.5, 4.6, ncols=2, width_ratios=[1.25, 1])
    tokens, start = found[BOTH_WAYS, "saw"]
    shares = draw_weights(start.alpha_prime, tokens, ax=left, answers=stacked(tokens), size=16)
    taken = draw_table(start.b, ax=right, rows=tokens, reach=4.0, title=B_TITLE, size=16)
    told = draw_beside(taken, [""], ax=right, step=1.7)

    def update(mask, last_word):
        names, x = found[mask, last_word]
        update_weights(shares, x.alpha_prime)
        update_table(taken, x.b)
        left.set_yticks(range(4), names)
        left.set_xticks(range(4), stacked(names))
        right.set_yticks(range(4), names)
        heard = changed[mask, last_word]
        words = [CHANGED if h else SAME for h in heard] if last_word != "saw" else [""] * 4
        update_beside(told, [words], [[COLOUR["wrong"] if h else INK for h in heard]])

    def caption(mask, last_word):
        _, x = found[mask, last_word]
        if last_word == "saw":
            return MASK_SAYS_SAW.format(mask=mask.capitalize(), share=x.alpha_prime[0, 1:].sum())
        count = int(changed[mask, last_word].sum())
        return MASK_SAYS.format(mask=mask.capitalize(), word=last_word, changed=count, other="different")

    return film(fig, update, caption=caption,
                mask=ToggleButtons(options=[BOTH_WAYS, CAUSAL], description="who is heard"),
                last_word=ToggleButtons(options=list(LAST), description="last word"))  # fmt: skip


# ---- the real model under a causal mask


class CausalRead(NamedTuple):
    """What `read_causally` gives: as `Bert.forward`, as far as it is needed here."""

    hidden: tuple  # L + 1 arrays (..., n, d)


class CausalBert:
    """The same weights, but i hears only j <= i.  No such model was ever trained: it is the encoder, blindfolded."""

    def __init__(self, bert):
        self.bert = bert

    def forward(self, ids):
        """ids : (n,) or (B, n)  ->  CausalRead(hidden)"""
        bert, mask = self.bert, causal_mask(np.shape(ids)[-1])
        hidden = [bert.forward(ids).hidden[0]]  # a + e, and the norm at the door: no attention yet
        for weights in bert.blocks:
            hidden.append(encoder_block(hidden[-1], weights, bert.n_heads, mask, activation=bert.activation).out)
        return CausalRead(tuple(hidden))


def read_causally(reader):
    """The saws of our sixty sentences, as the blindfolded encoder reads them.  -> Saws, as `read_saws` gives"""
    return read_saws(reader, CausalBert(reader.bert))


LINES = 6
READ_RIGHT = "{mask}"
GUESSING, LAYER = say(("guessing", "layer"))
HEADING = "after layer {layer}, {mask}: {count} of {total} saws are misread"
MORE = "... and {count} more"
CAUSAL_SAYS = "{mask}, after layer {layer}: {right:.2f} of the saws are read right ({count} of {total} are not)."


def causal_view(reader, saws):
    """Film: the real model, both ways or causal; the saws that are misread, and the share read right by layer."""
    read = {BOTH_WAYS: saws, CAUSAL: read_causally(reader)}
    right = {name: np.array([read_right(x, saws.is_tool) for x in found.hidden]) for name, found in read.items()}
    missed = {name: [_misread(x, saws) for x in found.hidden] for name, found in read.items()}
    cut = [_at_saw(reader, text) for text in saws.texts]
    layers = np.arange(len(saws.hidden))
    fig, (top, ax) = figure(9.5, 5.6, nrows=2, height_ratios=[1, 1.6])
    lines = draw_lookahead(LINES, ax=top)
    look = {"colours": ["right", "wrong"], "ylim": (0.4, 1), "upright": True, "room": 0.25}
    curves = draw_curves([BOTH_WAYS, CAUSAL], layers, ax=ax, xlabel=LAYER, **look)
    draw_still(curves, 0.5, GUESSING)
    update_curves(curves, [right[BOTH_WAYS], right[CAUSAL]])

    def update(layer, mask):
        wrong = missed[mask][layer]
        shown = [cut[n] for n in wrong[: LINES if len(wrong) <= LINES else LINES - 1]]
        if len(wrong) > LINES:
            shown.append((MORE.format(count=len(wrong) - LINES + 1),) * 2)
        heading = HEADING.format(layer=layer, mask=mask, count=len(wrong), total=len(saws.texts))
        update_lookahead(lines, heading, shown, faint=mask == CAUSAL)
        update_curves(curves, at=layer)

    def caption(layer, mask):
        return CAUSAL_SAYS.format(mask=mask.capitalize(), layer=layer, right=right[mask][layer],
                                  count=len(missed[mask][layer]), total=len(saws.texts))  # fmt: skip

    return film(fig, update, caption=caption, layer=IntSlider(int(layers[-1]), min=0, max=int(layers[-1])),
                mask=ToggleButtons(options=[BOTH_WAYS, CAUSAL], value=CAUSAL, description="who is heard"))  # fmt: skip


def _misread(vectors, saws):
    """Which sentences: their saw's nearest mostly mean the other sense."""
    said = tool_votes(vectors, vectors, saws.is_tool, skip_itself=True) > VOTERS / 2
    return np.flatnonzero(said != saws.is_tool).tolist()


def _at_saw(reader, text):
    """The sentence, and as much of it as its saw has heard."""
    tokens = reader.tokens(text)
    end = int(tokens.offsets[saw_places(tokens.pieces)[0]][1])
    return text, text[:end]


# ---- a decoder listens to a source

TARGET = ("I", "saw", "the", "saw")
WRITTEN = 1.5 * np.eye(4)
SOURCES = {  # each word by hand: somebody, seeing, which one, a tool
    "J'ai vu la scie": (
        ("J'", "ai", "vu", "la", "scie"),
        np.array([[4, 0, 0, 0], [1, 2, 0, 0], [0, 4, 0, 0], [0, 0, 4, 1], [0, 0, 0, 4]], dtype=float),
    ),
    "Vi la sierra": (
        ("Vi", "la", "sierra"),
        np.array([[3, 4, 0, 0], [0, 0, 4, 0], [0, 0, 0, 4]], dtype=float),
    ),
}
MOST = 5
OWN_TITLE, CROSS_TITLE = "its own words, causal\n(4, 4)", "the source, whole\n(4, {m})"
CROSS_SAYS = (
    "{written} of 4 words written; of the source's {m}, {word!r} ({written}) listens most to {answer!r} ({share:.2f})."
)


def decoder_example(source="J'ai vu la scie"):
    """Vectors made by hand, four features a word.  -> (words, x) of the target, (words, x) of the source"""
    return (TARGET, WRITTEN.copy()), (SOURCES[source][0], SOURCES[source][1].copy())


def listens(target, source=None, mask=None):
    """alpha' (n, m) of one head whose W are all the identity: who listens to whom is then plain to see."""
    W = np.eye(target.shape[-1])
    return multi_head(target, W, W, W, W, 1, mask, source=source).alpha_prime[0]


def cross_view():
    """Film: a decoder writes word by word: its own words as a triangle, the source as a rectangle."""
    own = listens(WRITTEN, mask=causal_mask(4))
    cross = {name: listens(WRITTEN, x) for name, (_, x) in SOURCES.items()}
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=[1, 1.15])
    names = numbered(TARGET)
    triangle = draw_weights(own, names, ax=left, answers=stacked(names), title=OWN_TITLE, size=15)
    rectangle = draw_weights(_wide(cross["J'ai vu la scie"]), names, ax=right, answers=[""] * MOST, size=15)

    def update(written, source):
        words, x = SOURCES[source]
        unwritten = np.arange(4)[:, None] >= written
        update_weights(triangle, np.where(unwritten, np.nan, own))
        update_weights(rectangle, _wide(np.where(unwritten, np.nan, cross[source])))
        right.set_xticks(range(len(words)), words)
        right.set_xlim(-0.5, len(words) - 0.5)
        right.title.set_text(CROSS_TITLE.format(m=len(words)))

    def caption(written, source):
        words, _ = SOURCES[source]
        row = cross[source][written - 1]
        best = int(row.argmax())
        return CROSS_SAYS.format(written=written, m=len(words), word=TARGET[written - 1], answer=words[best],
                                 share=row[best])  # fmt: skip

    return film(fig, update, caption=caption, written=IntSlider(4, min=1, max=4, description="words written"),
                source=Dropdown(options=list(SOURCES)))  # fmt: skip


def _wide(alpha_prime):
    """Room for the longest source: columns that are not there stay empty.  (n, m) -> (n, MOST)"""
    n, m = alpha_prime.shape
    return np.concatenate([alpha_prime, np.full((n, MOST - m), np.nan)], axis=1)


# ---- one vector for a sentence

PAIRS = (
    "He sharpened the saw.", "The tool has new teeth.",
    "We saw a whale.", "They watched dolphins from the boat.",
    "The soup is too salty.", "Dinner needs less salt.",
)  # fmt: skip
MEAN, CLS, POOLED = "mean of all tokens", "[CLS]", "[CLS] through the pooler"
SHORT = ("saw 1", "saw 2", "sea 1", "sea 2", "salt 1", "salt 2")
COSINES, ON_AVERAGE = "cosine of two sentences", "mean cosine"
ONE_TOPIC, TWO_TOPICS = "of one topic", "of two topics"
POOL_SAYS = "{kind}: sentences of one topic have cosine {same:.2f} on average, sentences of two topics {other:.2f}."


def pooled(reader):
    """Six sentences, two each about a tool, the sea, salt: one vector each, in three ways.  -> {way: (6, d)}"""
    read = [reader.read(text) for text in PAIRS]
    return {
        MEAN: np.stack([r.hidden[-1].mean(axis=0) for r in read]),
        CLS: np.stack([r.hidden[-1][0] for r in read]),
        POOLED: np.stack([r.pooled for r in read]),
    }


def cosines(x):
    """(n, d) -> (n, n), the cosine of each two rows, to 5 decimals."""
    unit = x / np.linalg.norm(x, axis=-1, keepdims=True)
    return np.round((unit @ unit.T).astype(float), 5)


def topics(cos):
    """The mean cosine of two sentences of one topic, and of two topics."""
    topic = np.arange(len(cos)) // 2
    one, same = ~np.eye(len(cos), dtype=bool), topic[:, None] == topic
    return float(cos[same & one].mean()), float(cos[~same].mean())


def pooling_view(reader):
    """Film: the cosines of six sentences, each made one vector in one of three ways."""
    found = {kind: cosines(x) for kind, x in pooled(reader).items()}
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=[1.1, 1])
    table = draw_table(found[MEAN], ax=left, rows=SHORT, columns=[name.replace(" ", "\n") for name in SHORT],
                       reach=1.0, title=COSINES, size=14)  # fmt: skip
    bars = draw_bars([0, 0], [ONE_TOPIC, TWO_TOPICS], ax=right, colour="a", limits=(0, 1.0), title=ON_AVERAGE, size=16)

    def update(vector):
        update_table(table, found[vector])
        update_bars(bars, topics(found[vector]))

    def caption(vector):
        same, other = topics(found[vector])
        return POOL_SAYS.format(kind=vector[0].upper() + vector[1:], same=same, other=other)

    return film(fig, update, caption=caption,
                vector=ToggleButtons(options=[MEAN, CLS, POOLED], description="one vector for a sentence"))  # fmt: skip
