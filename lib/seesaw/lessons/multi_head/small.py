"""Notebook 03, points 5 and 6: *I saw the saw* with two heads, small enough to check by hand.

Head 1 is the attention of notebook 01, number by number.  Head 2 is made by hand as well, and looks mostly at the word
before.  Each has all of a + e, 2 numbers a word, and brings 2 numbers home, so W^O makes 2 of 4.
"""

from typing import NamedTuple

import numpy as np

from seesaw.material.example import i_saw_the_saw
from seesaw.maths.attention import Attended, attend, split_heads

H = 2
SECOND_Q = [[0, -1], [1, -3]]  # x W_q^T W_k x is largest, for all words but the first, where x is the word before
SECOND_K = SECOND_V = [[1, 0], [0, 1]]
W_O = [[1, 0, 1, -1], [1, -1, -1, 0]]


class TwoHeads(NamedTuple):
    """The sentence and the four matrices; head h has rows 2 h and 2 h + 1 of the first three."""

    tokens: list[str]
    x: np.ndarray  # (4, 2)    a + e
    W_q: np.ndarray  # (4, 2)
    W_k: np.ndarray  # (4, 2)
    W_v: np.ndarray  # (4, 2)
    W_o: np.ndarray  # (2, 4)


def two_heads():
    """The example.  -> TwoHeads"""
    one = i_saw_the_saw()
    pairs = (one.W_q, SECOND_Q), (one.W_k, SECOND_K), (one.W_v, SECOND_V)
    stacked = [np.vstack(pair).astype(float) for pair in pairs]
    return TwoHeads(one.tokens, one.a + one.e, *stacked, np.array(W_O, dtype=float))


def attended() -> Attended:
    """Both heads, scored as in notebook 01, with no divisor.  -> alpha, alpha' (2, 4, 4) and b (2, 4, 2)"""
    case = two_heads()
    return attend(*(split_heads(case.x @ W.T, H) for W in (case.W_q, case.W_k, case.W_v)), scale=False)
