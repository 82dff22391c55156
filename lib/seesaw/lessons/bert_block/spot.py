"""Notebook 05, "Spot the bug": four versions of half a block on a real sentence, and what the numbers give away.

    bugs_view       alpha' of one head with its row sums, and the mean and spread of each normed row
"""

import numpy as np
from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_beside, draw_weights, stacked, update_beside, update_weights
from seesaw.film import film
from seesaw.lessons.bert_block import bugs
from seesaw.lessons.bert_block.walk import first_block, numbered
from seesaw.maths.attention import causal_mask
from seesaw.theme import figure

RIGHT, A, B, C, D = "right", "A", "B", "C", "D"
VERSIONS = {RIGHT: bugs.right, A: bugs.version_a, B: bugs.version_b, C: bugs.version_c, D: bugs.version_d}

NO_MASK, CAUSAL = "both ways", "causal"
HEAD = 0  # of the twelve in the first block
SUM, LARGEST, MEAN, SPREAD = "sum of\nthe row", "largest\nshare", "mean of\nnormed", "spread of\nnormed"
TITLE = "α′ of head {head}, {mask}"
BUG_SAYS = (
    "Version {version}, {mask}: row sums from {low:.2f} to {high:.2f}, mean largest share {largest:.2f}; normed rows "
    "have means from {least} to {most} and spreads from {narrow:.2f} to {wide:.2f}."
)


def run_version(reader, version, mask=CAUSAL):
    """One version on *I saw the saw.*, in the first block.  -> alpha_prime of the head (n, n), normed (n, d)"""
    _, x, _ = first_block(reader)
    n = len(x)
    seen = causal_mask(n) if mask == CAUSAL else np.ones((n, n), dtype=bool)
    alpha_prime, normed = VERSIONS[version](x.astype(float), reader.bert.blocks[0], reader.bert.n_heads, seen)
    return np.round(alpha_prime[HEAD], 5), np.round(normed, 5)


def told(alpha_prime, normed):
    """What stands beside the map, a number for each row: sums, largest shares, means, spreads.  -> four times (n,)"""
    return (alpha_prime.sum(axis=1), alpha_prime.max(axis=1), np.round(normed.mean(axis=1), 3),
            np.round(normed.std(axis=1), 3))  # fmt: skip


def bugs_view(reader):
    """Film: the right version and the four broken ones, causal or both ways."""
    pieces, _, _ = first_block(reader)
    found = {(v, m): run_version(reader, v, m) for v in VERSIONS for m in (CAUSAL, NO_MASK)}
    names = numbered(pieces)
    fig, ax = figure(10, 5.4)
    table = draw_weights(found[RIGHT, CAUSAL][0], names, ax=ax, answers=stacked(names), size=14)
    beside = draw_beside(table, [SUM, LARGEST, MEAN, SPREAD], ax=ax, step=1.6)

    def update(version, mask):
        alpha_prime, normed = found[version, mask]
        update_weights(table, alpha_prime)
        update_beside(beside, [[shown(value) for value in column] for column in told(alpha_prime, normed)])
        ax.title.set_text(TITLE.format(head=HEAD, mask=mask))

    def caption(version, mask):
        sums, largest, means, spreads = told(*found[version, mask])
        return BUG_SAYS.format(version=version, mask=mask, low=sums.min(), high=sums.max(), largest=largest.mean(),
                               least=shown(means.min()), most=shown(means.max()), narrow=spreads.min(),
                               wide=spreads.max())  # fmt: skip

    return film(fig, update, caption=caption, version=ToggleButtons(options=list(VERSIONS)),
                mask=Dropdown(options=[CAUSAL, NO_MASK], description="who is heard"))  # fmt: skip
