"""Notebook 06: what a classifier of *saw* is given to read.

    180 sentences --reader--> the vector of *saw* after each layer      real model, random encoder
                  --word table--> a row that no layer has touched       left neighbour, own row

`seen` gathers all four.  Each is (layers, N, d); the last two have one layer, and no context to speak of: the row of
the word on the left, and the row of *saw* itself, which is the same in every sentence.
"""

from typing import NamedTuple

import numpy as np

from seesaw.material.saws import random_encoder, read_saws, saw_places

from .sentences import SEEING, TOOL

REAL, RANDOM, LEFT, OWN = "real model", "random encoder", "left neighbour", "own row"
LAYERED = REAL, RANDOM  # the other two are rows of the word table
ENCODERS = *LAYERED, LEFT, OWN


class Seen(NamedTuple):
    """Our sentences as each of the four sees their saws."""

    vectors: dict  # {encoder: (layers, N, d) float64}
    is_tool: np.ndarray  # (N,)    True is class 1: the tool is what is looked for
    texts: tuple  # N sentences


def seen(reader):
    """Read all sentences, with the real model and with a random encoder of its shape.  -> Seen"""
    real = read_saws(reader, None, SEEING, TOOL)
    random = read_saws(reader, random_encoder(reader.bert), SEEING, TOOL)
    left, own = static_rows(reader, real.texts)
    vectors = dict(zip(ENCODERS, (real.hidden, random.hidden, left[None], own[None]), strict=True))
    return Seen({name: np.asarray(x, dtype=float) for name, x in vectors.items()}, real.is_tool, real.texts)


def static_rows(reader, texts):
    """The table's row for the word left of *saw* ([CLS] where *saw* is first), and for *saw*.  -> (N, d), (N, d)"""
    ids = []
    for tokens in map(reader.tokens, texts):
        place = saw_places(tokens.pieces)[0]
        ids.append(tokens.ids[place - 1 : place + 1])
    left, own = np.transpose(ids)
    return reader.bert.words[left], reader.bert.words[own]
