"""Notebook 06, point 6: twenty random encoders, and twenty whose word table was learned and whose blocks are random.

One random encoder is one draw, and twenty take half a minute to read our sentences: so what they get right was measured
once and stands in random_encoders.csv, one row for an encoder and a layer.  `measured` makes such rows anew, as a slow
test does with some of them; `write_page(reader)` wrote the page.
"""

import csv
from pathlib import Path

import numpy as np

from seesaw.material.saws import random_encoder, read_saws

from .classifiers import COUNTS, draws, scores_of, standardise
from .sentences import SEEING, TOOL, split

PAGE = Path(__file__).with_name("random_encoders.csv")
HOW_MANY, LAYERS = 20, 7
BLOCKS, ALL = "random blocks", "random encoder"  # what of it was never learned


def rates():
    """What was measured: the share of 100 test sentences that is read rightly, mean of the draws.

    -> {kind: (20, 7 layers, counts)}
    """
    with PAGE.open(encoding="utf-8", newline="") as page:
        rows = [(kind, [float(rate) for rate in rest]) for kind, _, _, *rest in list(csv.reader(page))[1:]]
    found = {name: np.array([rest for kind, rest in rows if kind == name]) for name in (ALL, BLOCKS)}
    return {name: table.reshape(HOW_MANY, LAYERS, len(COUNTS)) for name, table in found.items()}


def measured(reader, kind, seed):
    """Read all sentences with one such encoder, learn, and judge.  -> (7 layers, counts)"""
    parts = split()
    learn, test = parts.learn.ravel(), parts.test.ravel()
    seen = read_saws(reader, random_encoder(reader.bert, seed, learned_words=kind == BLOCKS), SEEING, TOOL)
    table = []
    for layer in seen.hidden.astype(float):
        z = standardise(layer, learn)
        found = [scores_of(z @ z.T, seen.is_tool, np.stack(draws(parts.learn, n)), test) for n in COUNTS]
        table.append([np.mean((scores > 0) == seen.is_tool[test]) for scores in found])
    return np.array(table)


def write_page(reader):
    """Measure all forty, and write the page."""
    with PAGE.open("w", encoding="utf-8", newline="") as page:
        out = csv.writer(page, lineterminator="\n")
        out.writerow(["random", "seed", "layer", *COUNTS])
        for kind in (ALL, BLOCKS):
            for seed in range(HOW_MANY):
                for layer, row in enumerate(measured(reader, kind, seed)):
                    out.writerow([kind, seed, layer, *(f"{rate:.4f}" for rate in row)])
