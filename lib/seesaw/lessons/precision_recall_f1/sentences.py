"""Notebook 06: ninety sentences in which *saw* sees, ninety in which it is a tool, and which of them are for testing.

    SEEING, TOOL     90 + 90, exactly one *saw* each; the first thirty of each are those of notebook 02, the others
                     stand on the page sentences.md
    TO_CUT, HARD     stay out of training and test: they are read afterwards, one by one
    split()          40 + 40 to learn from, 50 + 50 to be judged by; a sentence is in one part or in the other

The sense is that of a careful reader; no model was asked when they were written.

In the sixty of notebook 02 the sense could be had from a simpler question: verb or noun?  English does not let us undo
that.  The past of *to see* is a verb, and the tool is a noun, in every sentence there is.  What can be undone is that
one need only look around: the last 25 new ones of SEEING stand among tools ("The carpenter saw rust on every blade.")
or where a noun might stand ("The old saw more than the young that day."), and the last 26 new ones of TOOL stand bare
of *a* and *the*, after a pronoun or at the beginning ("I need saw blades for tomorrow.") or among words of seeing.
"""

from typing import NamedTuple

import numpy as np

from seesaw.material import sentences as shared
from seesaw.material.sentences import read

SEED = 6
LEARN = 40  # sentences of each sense that may be learned from

MORE = read(__file__)
SEEING, TOOL = shared.SEEING + MORE["seeing"], shared.TOOL + MORE["tool"]
TO_CUT = shared.TO_CUT + MORE["to cut"]
HARD = tuple(sentence for sentence in shared.HARD if "cutting" not in sentence.senses) + MORE["hard"]


class Split(NamedTuple):
    """Which sentences are learned from and which judge; sentence n is `(SEEING + TOOL)[n]`."""

    learn: np.ndarray  # (2, LEARN)         row 0 sees, row 1 is the tool
    test: np.ndarray  # (2, 90 - LEARN)


def split(seed=SEED):
    """LEARN sentences of each sense to learn from, the others to be judged by, dealt by chance once.  -> Split"""
    rng = np.random.default_rng(seed)
    dealt = np.stack([rng.permutation(len(SEEING)), len(SEEING) + rng.permutation(len(TOOL))])  # (2, 90)
    return Split(np.sort(dealt[:, :LEARN]), np.sort(dealt[:, LEARN:]))
