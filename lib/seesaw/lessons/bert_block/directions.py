"""Notebook 05, point 1: who may listen to whom.

mask_view       small numbers: both ways (an encoder) or causal (a decoder), and what a new last word changes
causal_view     the real model, its sight of what comes after taken away: which saws are still read right
cross_view      a decoder that writes a translation: a triangle for its own words, a rectangle for the source
pooling_view    one vector for a sentence: [CLS], or the mean of all words

`read_causally` is the one thing here that no model was trained for: the real weights, under a causal mask.
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.sentences import draw_lookahead, update_lookahead
from seesaw.draw.tables import draw_beside, draw_table, draw_weights, stacked, update_beside, update_table
from seesaw.film import film, labelled
from seesaw.material.example import VECTOR, i_saw_the_saw, numbered
from seesaw.material.geometry import VOTERS, read_right, tool_votes, unit
from seesaw.material.saws import read_saws, saw_places
from seesaw.maths.attention import attend, causal_mask, multi_head
from seesaw.maths.bert import Read, encoder_block
from seesaw.theme import COLOUR, INK, figure
from seesaw.words import filled, quoted, say

BOTH_WAYS, CAUSAL = "both ways", "causal"
MASKS = say({BOTH_WAYS: "both ways", CAUSAL: "causal"})
WHO, LAYER = say(("who is heard", "layer"))


def choice_of_mask(start):
    """The control for who may be heard, a key of MASKS."""
    return ToggleButtons(options=labelled(MASKS), value=start, description=WHO)


# ---- small numbers: a new last word

LAST = {"saw": VECTOR["saw"], "moon": (-1, 1)}
LAST_WORD, B_TITLE, SAME, CHANGED = say(("last word", "b, what each takes home", "as with saw", "changed"))
MASK_SAYS = say("With '{last_word}' as the last word, {mask}: b is other than with 'saw' in {changed} of 4 rows.")
MASK_SAYS_SAW = say("With 'saw' as the last word, {mask}: row 1 gives {share:.2f} of its attention to later words.")


def four_words(last="saw"):
    """*I saw the saw*, or another last word, in the numbers of notebook 01.  -> tokens, q, k, v, each (4, 2)"""
    _, a, e, W_q, W_k, W_v = i_saw_the_saw()
    given = np.array([*a[:3], LAST[last]], dtype=float) + e  # (4, 2)
    return numbered(["I", "saw", "the", last]), given @ W_q.T, given @ W_k.T, given @ W_v.T


def mask_view():
    """Film: both ways or causal; the last word is changed, and the rows that hear of it are marked."""
    fig, (left, right) = figure(9.5, 4.6, ncols=2, width_ratios=[1.25, 1])
    tokens, *_ = four_words()
    shares = draw_weights(np.zeros((4, 4)), tokens, ax=left, answers=stacked(tokens), size=16)
    taken = draw_table(np.zeros((4, 2)), ax=right, rows=tokens, reach=4.0, title=B_TITLE, size=16)
    beside = draw_beside(taken, [""], ax=right, step=1.7)

    def listened(mask, word):
        names, q, k, v = four_words(word)
        return names, attend(q, k, v, mask=causal_mask(4) if mask == CAUSAL else None)

    def update(mask, last_word):
        names, (_, alpha_prime, b) = listened(mask, last_word)
        changed = np.abs(b - listened(mask, "saw")[1].b).max(axis=1) > 1e-9
        update_table(shares, alpha_prime)
        update_table(taken, b)
        left.set_xticks(range(4), stacked(names))
        for ax in (left, right):
            ax.set_yticks(range(4), names)
        words = [(CHANGED if row else SAME) if last_word != "saw" else "" for row in changed]
        update_beside(beside, [words], [[COLOUR["wrong"] if row else INK for row in changed]])
        fields = {"mask": MASKS[mask], "changed": changed.sum(), "share": alpha_prime[0, 1:].sum()}
        return {"caption": MASK_SAYS_SAW if last_word == "saw" else MASK_SAYS, **fields}

    last_word = ToggleButtons(options=list(LAST), description=LAST_WORD)
    return film(fig, update, mask=choice_of_mask(BOTH_WAYS), last_word=last_word)


# ---- the real model under a causal mask


class CausalBert:
    """The same weights, but i hears only j <= i.  No such model was ever trained: it is the encoder, blindfolded."""

    def __init__(self, bert):
        self.bert = bert

    def forward(self, ids):
        """ids : (n,) or (B, n)  ->  Read, as `Bert.forward` gives, with no `pooled`"""
        bert, mask = self.bert, causal_mask(np.shape(ids)[-1])
        hidden, shares = [bert.forward(ids).hidden[0]], []  # a + e, and the norm at the door: no attention yet
        for weights in bert.blocks:
            block = encoder_block(hidden[-1], weights, bert.n_heads, mask, activation=bert.activation)
            hidden.append(block.out)
            shares.append(block.alpha_prime)
        return Read(tuple(hidden), tuple(shares), None)


def read_causally(reader):
    """The saws of our sixty sentences, as the blindfolded encoder reads them.  -> Saws, as `read_saws` gives"""
    return read_saws(reader, CausalBert(reader.bert))


LINES = 6
GUESSING, MORE = say(("guessing", "... and {count} more"))
HEADING = say("after layer {layer}, {mask}: {missed} of {total} saws are misread")
POINT = say("{mask}, after layer {layer}: {right:.2f}")
CAUSAL_SAYS = say("After layer {layer}, {mask}: {right:.2f} of the saws are read right ({missed} of {total} are not).")


def causal_view(reader, saws):
    """Film: the real model, both ways or causal; the saws that are misread, and the share read right by layer."""
    read = {BOTH_WAYS: saws.hidden, CAUSAL: read_causally(reader).hidden}
    right = {mask: [read_right(x, saws.is_tool) for x in hidden] for mask, hidden in read.items()}
    layers = np.arange(len(saws.hidden))
    fig, (top, ax) = figure(9.5, 4.9, nrows=2, height_ratios=[1, 1.3])
    lines = draw_lookahead(LINES, ax=top)
    look = {"colours": ["right", "wrong"], "ylim": (0.4, 1), "upright": True, "room": 0.25}
    curves = draw_curves(list(MASKS.values()), layers, ax=ax, xlabel=LAYER, **look)
    draw_still(curves, 0.5, GUESSING)
    update_curves(curves, [right[mask] for mask in MASKS])

    def update(layer, mask):
        missed = misread(read[mask][layer], saws)
        said = [up_to_its_saw(reader, saws.texts[n]) for n in missed]
        if len(said) > LINES:
            said[LINES - 1 :] = [(filled(MORE, count=len(said) - LINES + 1),) * 2]
        fields = {"mask": MASKS[mask], "missed": len(missed), "total": len(saws.texts)}
        update_lookahead(lines, filled(HEADING, layer=layer, **fields), said, faint=mask == CAUSAL)
        update_curves(curves, at=layer)
        return {"right": right[mask][layer], **fields}

    layer = IntSlider(0, min=0, max=int(layers[-1]), description=LAYER)
    names = {
        line: [filled(POINT, mask=MASKS[mask], layer=n, right=x) for n, x in enumerate(right[mask])]
        for line, mask in zip(curves.lines, MASKS, strict=True)
    }
    hands = {"handles": {"layer": curves.upright}, "names": names}
    return film(fig, update, caption=CAUSAL_SAYS, **hands, layer=layer, mask=choice_of_mask(CAUSAL))


def misread(vectors, saws):
    """The numbers of the sentences whose saw's nearest mostly mean the other sense.  vectors : (60, d)"""
    tool = tool_votes(vectors, vectors, saws.is_tool, skip_itself=True) > VOTERS / 2
    return np.flatnonzero(tool != saws.is_tool).tolist()


def up_to_its_saw(reader, text):
    """The sentence, and as much of it as its saw has heard."""
    tokens = reader.tokens(text)
    end = int(tokens.offsets[saw_places(tokens.pieces)[0]][1])
    return text, text[:end]


# ---- a decoder listens to a source

TARGET = ("I", "saw", "the", "saw")
WRITTEN = 1.5 * np.eye(4)
SOURCES = {  # each word by hand: somebody, seeing, which one, a tool
    "J'ai vu la scie": (
        ("J’", "ai", "vu", "la", "scie"),
        np.array([[4, 0, 0, 0], [1, 2, 0, 0], [0, 4, 0, 0], [0, 0, 4, 1], [0, 0, 0, 4]], dtype=float),
    ),
    "Vi la sierra": (("Vi", "la", "sierra"), np.array([[3, 4, 0, 0], [0, 0, 4, 0], [0, 0, 0, 4]], dtype=float)),
}
MOST = 5
OWN_TITLE, CROSS_TITLE = say(("its own words, causal\n(4, 4)", "the source, whole\n(4, {m})"))
HOW_MANY, SOURCE = say(("words written", "source"))
CROSS_SAYS = say(
    "{written} of 4 words written; of the source's {m}, {word} ({written}) listens most to {answer} ({share:.2f})."
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
    own, nothing, names = listens(WRITTEN, mask=causal_mask(4)), np.full((4, MOST), np.nan), numbered(TARGET)
    fig, (left, right) = figure(10, 4.8, ncols=2, width_ratios=[1, 1.15])
    triangle = draw_weights(own, names, ax=left, answers=stacked(names), title=OWN_TITLE, size=15)
    rectangle = draw_weights(nothing, names, ax=right, answers=[""] * MOST, size=15)

    def update(written, source):
        words, x = SOURCES[source]
        m, cross = len(words), nothing.copy()  # columns that are not there stay empty
        cross[:written, :m] = listens(WRITTEN, x)[:written]
        update_table(triangle, np.where(np.arange(4)[:, None] < written, own, np.nan))
        update_table(rectangle, cross)
        right.set_xticks(range(m), words)
        right.set_xlim(-0.5, m - 0.5)
        right.title.set_text(filled(CROSS_TITLE, m=m))
        row = cross[written - 1, :m]
        word, answer = quoted(TARGET[written - 1]), quoted(words[row.argmax()])
        return {"m": m, "word": word, "answer": answer, "share": row.max()}

    written = IntSlider(4, min=1, max=4, description=HOW_MANY)
    source = Dropdown(options=list(SOURCES), description=SOURCE)
    handles = {"written": [row[0] for row in triangle.texts]}
    return film(fig, update, caption=CROSS_SAYS, handles=handles, written=written, source=source)


# ---- one vector for a sentence

PAIRS = (
    *("He sharpened the saw.", "The tool has new teeth."),
    *("We saw a whale.", "They watched dolphins from the boat."),
    *("The soup is too salty.", "Dinner needs less salt."),
)
VECTORS = say({"mean": "mean of all tokens", "[CLS]": "[CLS]", "pooler": "[CLS] through the pooler"})
TOPICS, BARS = say((("saw", "sea", "salt"), ["of one topic", "of two topics"]))
ONE_VECTOR, COSINES, ON_AVERAGE = say(("one vector for a sentence", "cosine of two sentences", "mean cosine"))
POOL_SAYS = say(
    "One vector for a sentence, {vector}: sentences of one topic have cosine {same:.2f} on average, of two topics "
    "{other:.2f}."
)


def pooled(reader):
    """Six sentences, two each about a tool, the sea, salt: one vector each, in three ways.  -> {way: (6, d)}"""
    read = [reader.read(text) for text in PAIRS]
    return {
        "mean": np.stack([r.hidden[-1].mean(axis=0) for r in read]),
        "[CLS]": np.stack([r.hidden[-1][0] for r in read]),
        "pooler": np.stack([r.pooled for r in read]),
    }


def cosines(x):
    """(n, d) -> (n, n), the cosine of each two rows, to 5 decimals."""
    pointing = unit(x)
    return np.round((pointing @ pointing.T).astype(float), 5)


def topics(cos):
    """The mean cosine of two sentences of one topic, and of two topics."""
    topic = np.arange(len(cos)) // 2
    one, same = ~np.eye(len(cos), dtype=bool), topic[:, None] == topic
    return float(cos[same & one].mean()), float(cos[~same].mean())


def pooling_view(reader):
    """Film: the cosines of six sentences, each made one vector in one of three ways."""
    found = {way: cosines(x) for way, x in pooled(reader).items()}
    rows, columns = ([form.format(topic, n) for topic in TOPICS for n in (1, 2)] for form in ("{} {}", "{}\n{}"))
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=[1.1, 1])
    look = {"rows": rows, "columns": columns, "reach": 1.0, "title": COSINES, "size": 14}
    table = draw_table(found["mean"], ax=left, **look)
    bars = draw_bars([0, 0], BARS, ax=right, colour="a", limits=(0, 1.0), title=ON_AVERAGE, size=16)

    def update(vector):
        same, other = topics(found[vector])
        update_table(table, found[vector])
        update_bars(bars, [same, other])
        return {"vector": VECTORS[vector], "same": same, "other": other}

    vector = ToggleButtons(options=labelled(VECTORS), description=ONE_VECTOR)
    return film(fig, update, caption=POOL_SAYS, vector=vector)
