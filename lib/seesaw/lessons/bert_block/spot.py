"""Notebook 05, "Spot the bug": four versions of half a block on a real sentence, and what the numbers give away.

bugs_view       alpha' of one head with its row sums, and the mean and spread of each normed row
"""

import numpy as np
from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_beside, draw_weights, stacked, update_beside, update_table
from seesaw.film import film, labelled
from seesaw.lessons.bert_block import bugs
from seesaw.lessons.bert_block.directions import BOTH_WAYS, CAUSAL, MASKS, WHO
from seesaw.lessons.bert_block.walk import first_block
from seesaw.material.example import numbered
from seesaw.maths.attention import causal_mask
from seesaw.theme import figure
from seesaw.words import filled, say

VERSIONS = {"right": bugs.right, "A": bugs.version_a, "B": bugs.version_b, "C": bugs.version_c, "D": bugs.version_d}
LABELS = {"right": say("right"), **{letter: letter for letter in "ABCD"}}
HEAD = 1  # of the twelve in the first block
BESIDE = say(["sum of\nthe row", "largest\nshare", "mean of\nnormed", "spread of\nnormed"])
TITLE, VERSION = say(("α′ of head {head}, {mask}", "version"))
BUG_SAYS = say(
    "Version {version}, {mask}: row sums from {low} to {high}, mean largest share {largest:.2f}; normed rows have "
    "means from {least} to {most} and spreads from {narrow} to {wide}."
)


def run_version(reader, version, mask=CAUSAL):
    """One version on *I saw the saw.*, in the first block.  -> alpha_prime of the head (n, n), normed (n, d)"""
    _, x, _ = first_block(reader)
    n = len(x)
    seen = causal_mask(n) if mask == CAUSAL else np.ones((n, n), dtype=bool)
    alpha_prime, normed = VERSIONS[version](x.astype(float), reader.bert.blocks[0], reader.bert.n_heads, seen)
    return np.round(alpha_prime[HEAD - 1], 5), np.round(normed, 5)


def clues(alpha_prime, normed):
    """What stands beside the map, a number for each row: sums, largest shares, means, spreads.  -> four times (n,)"""
    shares = alpha_prime.sum(axis=1), alpha_prime.max(axis=1)
    return *shares, np.round(normed.mean(axis=1), 3), np.round(normed.std(axis=1), 3)


def bugs_view(reader):
    """Film: the right version and the four broken ones, causal or both ways."""
    names = numbered(first_block(reader)[0], first=0)
    fig, ax = figure(10, 4.9)
    table = draw_weights(np.eye(len(names)), names, ax=ax, answers=stacked(names), size=12.5)
    beside = draw_beside(table, BESIDE, ax=ax, step=1.6)

    def update(version, mask):
        alpha_prime, normed = run_version(reader, version, mask)
        columns = sums, largest, means, spreads = clues(alpha_prime, normed)
        update_table(table, alpha_prime)
        update_beside(beside, [[shown(value) for value in column] for column in columns])
        ax.title.set_text(filled(TITLE, head=HEAD, mask=MASKS[mask]))
        (low, high), (least, most), (narrow, wide) = (map(shown, (x.min(), x.max())) for x in (sums, means, spreads))
        numbers = {"low": low, "high": high, "least": least, "most": most, "narrow": narrow, "wide": wide}
        return {"version": LABELS[version], "mask": MASKS[mask], "largest": largest.mean(), **numbers}

    version = ToggleButtons(options=labelled(LABELS), description=VERSION)
    mask = Dropdown(options=[(MASKS[key], key) for key in (CAUSAL, BOTH_WAYS)], description=WHO)
    return film(fig, update, caption=BUG_SAYS, version=version, mask=mask)
