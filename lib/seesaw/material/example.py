"""*I saw the saw*, small enough to check by hand: four words, two numbers each, every number whole.

    a (4, 2)   the word: both saws are one vector          e (4, 2)   the place: a clock hand, a quarter turn a word
    W_q W_k W_v (2, 2)   made by hand, to be read; notebook 02 opens matrices that were learned

The slides count tokens from 1, Python from 0: saw (4) on a picture is row 3 of an array.
"""

from typing import NamedTuple

import numpy as np

from seesaw import words
from seesaw.maths.attention import attend

SLIDE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SLIDE_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

NUMBERED = words.say("{word} {number}")  # 'saw' (4)
WORDS = ("I", "saw", "the", "saw")
VECTOR = {"I": (-1, -1), "saw": (1, 1), "the": (1, 0)}
PLACES = ((0, 1), (1, 0), (0, -1), (-1, 0))


class Sentence(NamedTuple):
    """A sentence as the block is given it, and the three matrices of one head."""

    tokens: list[str]  # n words, numbered as on the slides
    a: np.ndarray  # (n, 2)
    e: np.ndarray  # (n, 2)
    W_q: np.ndarray  # (2, 2)
    W_k: np.ndarray  # (2, 2)
    W_v: np.ndarray  # (2, 2)


def i_saw_the_saw():
    """The running example of notebook 01.  -> Sentence"""
    a = np.array([VECTOR[word] for word in WORDS], dtype=float)
    e = np.array(PLACES, dtype=float)
    W_q = np.array([[0.0, 1.0], [-1.0, 1.0]])
    W_k = np.array([[0.0, -1.0], [1.0, 0.0]])
    W_v = np.array([[1.0, -1.0], [1.0, 1.0]])
    return Sentence(numbered(WORDS), a, e, W_q, W_k, W_v)


def project(sentence):
    """q^i, k^i, v^i of every token at once.  -> q, k, v, each (n, 2)"""
    given = sentence.a + sentence.e  # (n, 2)
    return given @ sentence.W_q.T, given @ sentence.W_k.T, given @ sentence.W_v.T


def attended(loudness=1.0):
    """What `attend` names, scored as on the slide, when every q is `loudness` times as long.  -> alpha, alpha', b

    loudness : a number, or (m, 1, 1) many at once    ->    (4, 4), (4, 4), (4, 2), with m in front
    """
    q, k, v = project(i_saw_the_saw())
    return attend(loudness * q, k, v, scale=False)


def numbered(sentence, first=1):
    """["I", "saw", ...] -> ["I (1)", "saw (2)", ...], as the slides count; pieces from first=0: [CLS] is no word."""
    return [f"{word} ({i})" for i, word in enumerate(sentence, start=first)]


def quoted(token):
    """'saw (4)' -> "'saw' (4)", as a caption writes it, in the quotation marks of the language."""
    word, number = token.rsplit(" ", 1)
    return words.filled(NUMBERED, word=words.quoted(word), number=number)


def most_and_least(shares, tokens):
    """Who gets most and least of `shares` (n,), all of those that are equal: the fields of a caption.

    -> {"most": "'the' (3)", "high": 0.68, "least": "'I' (1), 'saw' (4)", "low": 0.03}
    """
    rounded = np.round(shares, 9) + 0.0
    fields = {}
    for name, size, extreme in (("most", "high", rounded.max()), ("least", "low", rounded.min())):
        fields |= {name: words.listed(quoted(tokens[at]) for at in np.flatnonzero(rounded == extreme)), size: extreme}
    return fields


def upper(letter, i):
    """k and 0 -> k¹: token i's vector, in plain Unicode as the slides number it."""
    return letter + str(i + 1).translate(SLIDE)


def lower(letter, i, j):
    """α and 3, 2 -> α₄₃, as the slides number it."""
    return letter + f"{i + 1}{j + 1}".translate(SLIDE_BELOW)
