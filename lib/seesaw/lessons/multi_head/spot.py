"""Notebook 03, "Spot the bug": what each version does, in four tables.

bugs_view        alpha' of head 0 with row sums; what a head hears of the input; where it writes
"""

import numpy as np
from ipywidgets import ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_beside, draw_table, draw_weights, update_beside, update_table, update_weights
from seesaw.film import film, labelled
from seesaw.lessons.multi_head import bugs
from seesaw.theme import SHARE, figure
from seesaw.words import listed, say

SEED, N, D, H = 7, 4, 4, 2
VERSIONS = {"right": bugs.right, "A": bugs.version_a, "B": bugs.version_b, "C": bugs.version_c, "D": bugs.version_d}
VERSION, RIGHT, SUM = say(("version", "right", "sum"))
LABELS = {"right": RIGHT, **{letter: letter for letter in "ABCD"}}
TITLES = say(("α′ of head 1", "head hears feature", "head writes column", "head writes row"))
HEADS, WORDS, FEATURES = say(["head 1", "head 2"]), ["w1", "w2", "w3", "w4"], ["1", "2", "3", "4"]
BUG_SAYS = say(
    "Version {version}, head 1: its rows sum to {sums}; it hears the features by {heard}; it writes {columns} into the "
    "columns and {rows} into the rows."
)


def given():
    """The small example that each version is given: a, W_q, W_k, W_v, W_o."""
    rng = np.random.default_rng(SEED)
    return [rng.normal(size=(N, D)), *(rng.normal(size=(D, D)) for _ in range(4))]


def run_version(version):
    """alpha_prime of head 0 (n, n); heard (H, d); columns (H, d); rows (H, n): how far something moves, rounded."""
    f, (a, W_q, W_k, W_v, W_o) = VERSIONS[version], given()
    alpha_prime, b = f(a, W_q, W_k, W_v, W_o, H)
    heard, columns, rows = np.zeros((H, D)), np.zeros((H, D)), np.zeros((H, N))
    for feature in range(D):
        other = a.copy()
        other[0, feature] += 1
        heard[:, feature] = np.abs(f(other, W_q, W_k, W_v, W_o, H)[0] - alpha_prime).max(axis=(1, 2))
    for head in range(H):
        silent = W_v.copy()
        silent[head * (D // H) : (head + 1) * (D // H)] = 0
        moved = np.abs(f(a, W_q, W_k, silent, W_o, H)[1] - b)
        columns[head], rows[head] = moved.max(axis=0), moved.max(axis=1)
    return tuple(np.round(x, 5) for x in (alpha_prime[0], heard, columns, rows))


def bugs_view():
    """Film: the right version and the four broken ones."""
    found = {version: run_version(version) for version in VERSIONS}
    start = found["right"]
    fig, axes = figure(10, 5.0, nrows=2, ncols=2, height_ratios=[1.5, 1])
    (top, hear), (column, row) = axes
    table = draw_weights(start[0], WORDS, ax=top, title=TITLES[0], size=13)
    beside = draw_beside(table, [SUM], ax=top)
    tables = [
        draw_table(values, ax=ax, rows=HEADS, columns=names, reach=reach, low=0, cmap=SHARE, title=title, size=13)
        for values, ax, names, reach, title in zip(
            start[1:], (hear, column, row), (FEATURES, FEATURES, WORDS), (1, 6, 6), TITLES[1:], strict=True
        )
    ]

    def update(version):
        alpha_prime, *rest = found[version]
        sums = alpha_prime.sum(axis=1)
        update_weights(table, alpha_prime)
        update_beside(beside, [[shown(value) for value in sums]])
        for other, values in zip(tables, rest, strict=True):
            update_table(other, values)
        told = {
            "sums": sums,
            **{name: values[0] for name, values in zip(("heard", "columns", "rows"), rest, strict=True)},
        }
        return {"version": LABELS[version], **{name: listed(map(shown, values)) for name, values in told.items()}}

    choices = labelled(LABELS)
    return film(fig, update, caption=BUG_SAYS, version=ToggleButtons(options=choices, description=VERSION))
