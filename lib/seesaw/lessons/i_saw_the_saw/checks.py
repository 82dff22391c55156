"""Notebook 02: its exercises.  What a slip gives stands here, what is said of it in the deck beside this file."""

import re

import numpy as np

from seesaw.draw.senses import BOTH, SENSE_NAMES
from seesaw.exercise import Exercise, Verdicts, deck
from seesaw.lessons.i_saw_the_saw.your_sentence import note_on
from seesaw.material import geometry as g
from seesaw.material.meter import senses_of
from seesaw.material.saws import own_saws
from seesaw.maths.attention import attend
from seesaw.words import listed, quoted

DECK = deck(__file__)
WORDS = DECK.verdicts


def _drawn(seed, *shapes):
    """Numbers that no exercise shows."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def _lengths(x, y):
    return np.linalg.norm(x) * np.linalg.norm(y)


# 2.1  yours(x, y) is x.y / (|x| |y|)
check_cosine = Exercise(
    WORDS["cosine"],
    right=g.cosine,
    slips={
        "dot": lambda x, y: x @ y,
        "one": [lambda x, y: x @ y / np.linalg.norm(x), lambda x, y: x @ y / np.linalg.norm(y)],
        "squares": lambda x, y: x @ y / _lengths(x, y) ** 2,
        "distance": lambda x, y: np.linalg.norm(x - y),
        "degrees": lambda x, y: g.degrees(g.cosine(x, y)),
        "radians": lambda x, y: np.arccos(g.cosine(x, y)),
        "minus": lambda x, y: 1 - g.cosine(x, y),
        "correlation": [lambda x, y: np.corrcoef(x, y)[0, 1], np.corrcoef],
    },
    given=lambda seed, x, y: (x, y) if seed == 0 else _drawn(1, 9, 9) + np.array([[1.0], [0.5]]),
    fields=lambda x, y: {"degrees": g.degrees(g.cosine(x, y))},
)


def _two_rows(x, one, two):
    """What two words take home from one attention in which every W is the identity.  -> two rows (d,)"""
    return attend(x, x, x).b[[one, two]]


def _rows_and_two(seed, door):
    """Rows and two of them: BERT's, others, and two that are equal."""
    rows = np.array(door, dtype=float) if seed == 0 else 1.5 * _drawn(8 + seed, (6, 7))[0]
    one, two = ((2, 4), (0, 3), (1, 5))[seed]
    if seed == 2:
        rows[two] = rows[one]
    return rows, one, two


def _far(of):
    """`of` the difference between what the two words take home."""
    return lambda x, one, two: of(np.subtract(*_two_rows(x, one, two)))


# 2.2  yours(x, one, two) is the largest |b[one] - b[two]| of attend(x, x, x).  x : (n, d)
check_apart = Exercise(
    WORDS["apart"],
    right=_far(lambda difference: np.abs(difference).max()),
    slips={
        "inputs": lambda x, one, two: np.abs(x[one] - x[two]).max(),
        "shares": lambda x, one, two: np.abs(np.subtract(*attend(x, x, x).alpha_prime[[one, two]])).max(),
        "scores": lambda x, one, two: np.abs(np.subtract(*attend(x, x, x).alpha[[one, two]])).max(),
        "columns": lambda x, one, two: np.abs(np.subtract(*attend(x, x, x).b.T[[one, two]])).max(),
        "signed": [_far(np.max), _far(np.min), _far(lambda difference: np.abs(difference.max()))],
        "mean": [_far(lambda difference: np.abs(difference).mean()), _far(np.mean)],
        "sum": [_far(lambda difference: np.abs(difference).sum()), _far(np.sum)],
        "length": _far(np.linalg.norm),
        "squared": [_far(lambda difference: np.max(difference**2)), _far(lambda difference: np.mean(difference**2))],
        "cosine": [
            lambda x, one, two: g.cosine(*_two_rows(x, one, two)),
            lambda x, one, two: 1 - g.cosine(*_two_rows(x, one, two)),
        ],
        "truth": [
            lambda x, one, two: np.allclose(*_two_rows(x, one, two)),
            lambda x, one, two: not np.allclose(*_two_rows(x, one, two)),
        ],
        "all": [
            lambda x, one, two: np.ptp(attend(x, x, x).b, axis=0).max(),
            lambda x, one, two: np.ptp(attend(x, x, x).b),
        ],
        "once more": lambda x, one, two: np.abs(np.subtract(*_two_rows(attend(x, x, x).b, one, two))).max(),
    },
    given=_rows_and_two,
    sets=3,
)


def _directions(saws):
    return np.linalg.svd(saws, full_matrices=False)[2]


def _centred(saws):
    return saws - saws.mean(axis=0)


def _held(directions, saws):
    return float(np.sum((_centred(saws) @ directions.T) ** 2) / np.sum(_centred(saws) ** 2))


def _columns(saws):
    return np.linalg.svd(_centred(saws))[2][:, :2].T


def _along_the_same(got, want, saws):
    """Each row points along the same line, either way.  With NaN nothing does."""
    lengths = np.linalg.norm(got, axis=-1), np.linalg.norm(want, axis=-1)
    along = np.abs(np.sum(got * want, axis=-1))
    return bool(np.allclose(lengths[0], lengths[1], atol=2e-3) and np.allclose(along, lengths[1] ** 2, atol=2e-3))


def _what_plane(got, saws):
    """The kind of slip, where it is no value that can be listed."""
    n, d = saws.shape
    if got.shape == (d, 2):
        return "turned"
    if got.shape in ((d,), (1, d)):
        return "one"
    if got.shape != (2, d) or not np.isfinite(got).all():
        return None
    lengths = np.linalg.norm(got, axis=1)
    if not np.allclose(lengths, 1, atol=2e-3):
        return "length", {"lengths": listed(f"{length:.2f}" for length in lengths)}
    held = _held(got, saws)
    return "least" if held < 0.02 else ("less", {"yours": held})


# 2.3  yours(saws) is the first two principal directions of saws (N, d), (2, d); each may point either way
check_plane = Exercise(
    WORDS["plane"],
    right=lambda saws: _directions(_centred(saws))[:2],
    slips={
        "centre": lambda saws: _directions(saws)[:2],
        "columns": [_columns, lambda saws: _directions(_centred(saws))[:, :2]],
        "order": lambda saws: _directions(_centred(saws))[1::-1],
        "left": lambda saws: np.linalg.svd(_centred(saws), full_matrices=False)[0][:, :2],
        "points": lambda saws: _centred(saws) @ _directions(_centred(saws))[:2].T,
        "features": lambda saws: _directions(saws - saws.mean(axis=1, keepdims=True))[:2],
    },
    given=lambda seed, saws: (saws,) if seed == 0 else (_drawn(3, (30, 6))[0] * (4, 1, 2, 1, 3, 1) + 2,),
    fields=lambda saws: {"holds": _held(_directions(_centred(saws))[:2], saws)},
    notice=_what_plane,
    same=_along_the_same,
)


def _made_up_saws(seed):
    """Saws for which each slip gives another share: two noisy crowds of unequal size and very unequal lengths."""
    rng, count = np.random.default_rng((25, 28)[seed]), (40, 33)[seed]
    is_tool = np.arange(count) >= (25, 20)[seed]
    saws = rng.normal(size=(count, 6)) + np.where(is_tool, 0.9, -0.9)[:, None] * (1, 1, 0, 0, 0, 0)
    return saws * rng.lognormal(sigma=1.0, size=(count, 1)), is_tool


def _cosines(saws):
    unit = saws / np.linalg.norm(saws, axis=1, keepdims=True)
    return unit @ unit.T


def _products(saws):
    return saws @ saws.T


def _nearness(saws):
    return -np.linalg.norm(saws[:, None] - saws, axis=-1)


def _asked(saws, is_tool, alike=_cosines):
    """The sense of the saw that is most alike, itself left out.  alike : a function of saws -> (N, N)"""
    return is_tool[np.where(np.eye(len(saws), dtype=bool), -np.inf, alike(saws)).argmax(axis=1)]


def _share(saws, is_tool, alike=_cosines):
    return np.mean(_asked(saws, is_tool, alike) == is_tool)


# 2.4  yours(saws, is_tool) is the share of saws whose nearest by cosine has their sense
check_read_right = Exercise(
    WORDS["read right"],
    right=_share,
    slips={
        "itself": lambda saws, is_tool: np.mean(is_tool[_cosines(saws).argmax(axis=1)] == is_tool),
        "furthest": lambda saws, is_tool: np.mean(is_tool[_cosines(saws).argmin(axis=1)] == is_tool),
        "dot": lambda saws, is_tool: _share(saws, is_tool, _products),
        "distance": lambda saws, is_tool: _share(saws, is_tool, _nearness),
        "wrong": lambda saws, is_tool: 1 - _share(saws, is_tool),
        "tools": lambda saws, is_tool: np.mean(_asked(saws, is_tool)),
        "all tools": lambda saws, is_tool: np.mean(is_tool),
        "count": lambda saws, is_tool: _share(saws, is_tool) * len(saws),
        "percent": lambda saws, is_tool: 100 * _share(saws, is_tool),
    },
    given=_made_up_saws,
)


def _plain(text):
    """A sentence without case, spaces and marks, to tell whether it is a known one."""
    return "".join(re.findall(r"\w", text.casefold()))


def _meant(sense):
    """The sense that was typed, by its name in code or in the language of the notebook, or None."""
    typed = _plain(str(sense))
    return next((known for known in BOTH if typed in (known, _plain(SENSE_NAMES[known]))), None)


def check_fooled(sentence, sense, saws, reader):
    """2.5  One saw, meant as `sense`, and most of its nearest after the last layer say the other."""
    said, meant = Verdicts(WORDS["fooled"]), _meant(sense)
    if not isinstance(sentence, str):
        return said.no("text")
    if meant is None:
        return said.no("sense", sense=quoted(sense))
    if _plain(sentence) in map(_plain, saws.texts):
        return said.no("known")
    own = own_saws(reader, sentence)
    if not own.places:
        return said.no("none", note=note_on(own, sentence))
    if len(own.places) > 1:
        return said.no("many", count=len(own.places))
    (read,), (votes,) = senses_of(g.tool_votes(own.hidden[-1], saws.hidden[-1], saws.is_tool))
    fields = {"sense": SENSE_NAMES[meant], "read": SENSE_NAMES[read], "votes": votes, "voters": g.VOTERS}
    return said.no("right", **fields) if read == meant else said.yes(**fields)
