"""Notebook 05, point 1: texts of different lengths in one batch.

pads_view       the shares of one word when its sentence is filled up with [PAD], with a padding mask and without
padding_mask    (B, longest) True for a real token, False for padding, as `Bert.forward` takes it
"""

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.film import film
from seesaw.lessons.bert_block.walk import ASKER, SENTENCE
from seesaw.material.example import numbered
from seesaw.material.geometry import unit
from seesaw.theme import figure
from seesaw.words import filled, say

MOST_PADS = 9
PAD = 0  # the row of [PAD] in the table of words
PADS, MASK, ON, OFF = say(("pads", "padding mask", "on", "off"))
SHARES = say("where the attention of {word} goes in layer 1, mean of {heads} heads")
AS_ALONE, MEAN = say(("cosine with\nitself alone", "the mean"))
MARK = say({True: "True", False: "False"})
PADS_SAY = say(
    "{pads} pads, mask {mask}: {word} gives {leak:.2f} of its attention to [PAD] in layer 1. After layer 6 its cosine "
    "with itself alone is {own:.2f}, and that of the mean {mean:.2f}."
)


def padding_mask(lengths):
    """lengths : tokens of each sentence    ->    (B, longest) boolean, True = a real token"""
    return np.arange(max(lengths)) < np.array(lengths)[:, None]


def padded(reader, pads, masked):
    """*I saw the saw.* with `pads` times [PAD] after it.

    -> leak, the share that saw (2) gives to pads in layer 1, by token (n + pads,); the cosines of its row and of the
    mean of all rows after the last layer with those of the sentence alone.  Under a mask the mean is over real tokens.
    """
    ids = reader.tokens(SENTENCE).ids
    n, longer = len(ids), np.concatenate([ids, np.full(pads, PAD)])
    mask = np.arange(n + pads) < n
    read = reader.bert.forward(longer, mask=mask if masked else None)
    alone, rows = reader.bert.forward(ids).hidden[-1], read.hidden[-1]
    mean = rows[mask].mean(axis=0) if masked else rows.mean(axis=0)
    pairs = (rows[ASKER], alone[ASKER]), (mean, alone.mean(axis=0))
    own, of_mean = (round(float(unit(one) @ unit(other)), 5) for one, other in pairs)
    return np.round(read.alpha_prime[0][:, ASKER].mean(axis=0).astype(float), 5), own, of_mean


def pads_view(reader):
    """Film: more and more [PAD] after the sentence, the padding mask off and on.  -> Film"""
    pieces = reader.tokens(SENTENCE).pieces
    n, word = len(pieces), numbered(pieces, first=0)[ASKER]
    names = [*(name.replace(" ", "\n") for name in numbered(pieces, first=0)), *["[PAD]\n"] * MOST_PADS]
    fig, (left, right) = figure(10, 4.4, ncols=2, width_ratios=[4, 1])
    none = np.zeros(n + MOST_PADS)
    bars = draw_bars(none, names, ax=left, colour="alpha", limits=(0, 0.4), size=11, width=0.75)
    alike = draw_bars(np.zeros(2), [word, MEAN], ax=right, colour="b", limits=(0, 1.15), title=AS_ALONE, size=13)
    left.tick_params(labelsize=11)
    left.set_title(filled(SHARES, word=word, heads=reader.bert.n_heads))
    found = {(p, on): padded(reader, p, on) for p in range(MOST_PADS + 1) for on in (True, False)}

    def update(pads, mask):
        shares, own, mean = found[pads, mask]
        update_bars(bars, np.pad(shares, (0, MOST_PADS - pads)))
        update_bars(alike, np.array([own, mean]))
        real = np.arange(n + MOST_PADS) < n
        left.set_xticks(range(n + MOST_PADS), _ticks(names, real, n + pads, mask))
        for place, (bar, text) in enumerate(zip(bars.bars, bars.texts, strict=True)):
            bar.set_visible(place < n + pads)
            text.set_visible(place < n + pads)
        fields = {"mask": ON if mask else OFF, "leak": shares[n:].sum(), "own": own, "mean": mean}
        return {"caption": PADS_SAY, "pads": pads, "word": word, **fields}

    switch = ToggleButtons(options=[(OFF, False), (ON, True)], value=False, description=MASK)
    return film(fig, update, pads=IntSlider(0, min=0, max=MOST_PADS, description=PADS), mask=switch)


def _ticks(names, real, count, mask):
    """The words below the bars, and below them what the mask says of each; nothing beyond the sentence."""
    marks = [MARK[bool(is_real)] if mask else "" for is_real in real]
    return [f"{name}\n{mark}" if i < count else "\n\n" for i, (name, mark) in enumerate(zip(names, marks, strict=True))]
