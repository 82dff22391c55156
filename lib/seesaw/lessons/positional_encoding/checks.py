"""Notebook 04: its exercises.  What a slip gives stands here, what is said of it in the deck beside this file."""

import numpy as np

from seesaw.exercise import Bugs, Exercise, deck
from seesaw.lessons.positional_encoding.layouts import along_diagonals
from seesaw.lessons.positional_encoding.order import order_noticed, words_in
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.position import rope, sinusoid
from seesaw.words import listed

DECK = deck(__file__)
WORDS = DECK.verdicts
BUGS = DECK.names["bugs"]


def _causal(x):
    """A machine that notices the order, for words of any width."""
    return attend(x, x, x, mask=causal_mask(len(x))).b


def _placed(x):
    """Another one, by positions."""
    x = x + sinusoid(*np.shape(x))
    return attend(x, x, x).b


def _noticing(seed):
    """A machine, rows (n, d) and their new order, as a list: not its own way back."""
    if seed == 0:
        return _causal, words_in("dog bites man again"), [2, 0, 3, 1]
    return _placed, 2 * np.random.default_rng(7).normal(size=(6, 3)), [4, 2, 0, 5, 1, 3]


def _apart(f, x, o):
    return f(x)[o] - f(x[o])


# 4.1  yours(attention, x, order) is the largest |attention(x)[order] - attention(x[order])|
check_order_noticed = Exercise(
    WORDS["order noticed"],
    right=order_noticed,
    slips={
        "not moved": lambda f, x, o: np.abs(f(x) - f(x[o])).max(),
        "inverse": [
            lambda f, x, o: np.abs(f(x)[np.argsort(o)] - f(x[o])).max(),
            lambda f, x, o: np.abs(f(x)[o] - f(x[np.argsort(o)])).max(),
            lambda f, x, o: np.abs(f(x) - f(x[o])[o]).max(),
        ],
        "signed": [lambda f, x, o: _apart(f, x, o).max(), lambda f, x, o: _apart(f, x, o).min()],
        "mean": [lambda f, x, o: np.abs(_apart(f, x, o)).mean(), lambda f, x, o: _apart(f, x, o).mean()],
        "sum": [lambda f, x, o: np.abs(_apart(f, x, o)).sum(), lambda f, x, o: _apart(f, x, o).sum()],
        "squared": [lambda f, x, o: (_apart(f, x, o) ** 2).max(), lambda f, x, o: (_apart(f, x, o) ** 2).mean()],
        "length": [
            lambda f, x, o: np.linalg.norm(_apart(f, x, o)),
            lambda f, x, o: np.linalg.norm(_apart(f, x, o), axis=1).max(),
        ],
        "nothing": lambda f, x, o: np.allclose(f(x)[o], f(x[o])),
        "truth": lambda f, x, o: not np.allclose(f(x)[o], f(x[o])),
        "unseen": lambda f, x, o: np.abs(f(x)[o] - f(x)).max(),
        "inputs": lambda f, x, o: np.abs(x - x[o]).max(),
        "in and out": lambda f, x, o: np.abs(x[o] - f(x[o])).max(),
    },
    given=_noticing,
)


def _hands(angle):
    """sin cos sin cos ... of the angles (d/2,).  (d,)"""
    return np.stack([np.sin(angle), np.cos(angle)], axis=1).ravel()


def _speed(d, base=10000.0, first=0):
    """Radians a position, for the pairs from `first` on.  (d/2,)"""
    return base ** (-2 * np.arange(first, d // 2 + first) / d)


def _each(angle):
    """Sine and cosine in turn, of an angle for each feature (d,)."""
    return np.where(np.arange(len(angle)) % 2, np.cos(angle), np.sin(angle))


def _of_base(base):
    return lambda i, d: _hands(i * _speed(d, base))


# 4.2  yours(i, d) is e^i, sine and cosine in turn, base 10,000, (d,)
check_sinusoid = Exercise(
    WORDS["sinusoid"],
    right=lambda i, d: sinusoid(i + 1, d)[i],
    slips={
        "degrees": [lambda i, d: _hands(np.radians(i * _speed(d))), lambda i, d: _hands(np.degrees(i * _speed(d)))],
        "swapped": lambda i, d: _hands(i * _speed(d)).reshape(-1, 2)[:, ::-1].ravel(),
        "factor": lambda i, d: _hands(i * _speed(d) ** 0.5),
        "each feature": [
            lambda i, d: _each(i * 10000.0 ** (-2 * np.arange(d) / d)),
            lambda i, d: _each(i * 10000.0 ** (-np.arange(d) / d)),
        ],
        "faster": [lambda i, d: _hands(i / _speed(d)), lambda i, d: _hands(i * _speed(d) ** -0.5)],
        "roles": [
            lambda i, d: _hands(np.arange(d // 2) * 10000.0 ** (-2 * i / d)),
            lambda i, d: _hands(np.arange(d // 2) * 10000.0 ** (-i / d)),
        ],
        "place missing": [lambda i, d: _hands(np.arange(d // 2) * _speed(d)), lambda i, d: _hands(_speed(d))],
        "next place": [lambda i, d: _hands((i + 1) * _speed(d)), lambda i, d: _hands((i - 1) * _speed(d))],
        "from one": lambda i, d: _hands(i * _speed(d, first=1)),
        "turns": lambda i, d: _hands(2 * np.pi * i * _speed(d)),
        "base": [_of_base(base) for base in (np.e, 10.0, 1e3, 1e5)],
        "slowest": lambda i, d: _hands(i * 10000.0 ** -np.linspace(0, 1, d // 2)),
        "floor": [
            lambda i, d: _hands(i * 10000.0 ** (-2 * np.arange(d // 2) // d)),
            lambda i, d: _hands(i / 10000.0 ** (2 * np.arange(d // 2) // d)),
            lambda i, d: _each(i / 10000.0 ** (2 * np.arange(d) // d)),
        ],
        "concatenated": [
            lambda i, d: np.concatenate([np.sin(i * _speed(d)), np.cos(i * _speed(d))]),
            lambda i, d: np.concatenate([np.cos(i * _speed(d)), np.sin(i * _speed(d))]),
        ],
        "pairs": [
            lambda i, d: _hands(i * _speed(d)).reshape(-1, 2),
            lambda i, d: _hands(i * _speed(d)).reshape(-1, 2).T,
            lambda i, d: _hands(i * _speed(d))[None],
        ],
        "sines alone": lambda i, d: np.sin(i * _speed(d)),
        "angles": [lambda i, d: np.repeat(i * _speed(d), 2), lambda i, d: i * _speed(d)],
        "same": [lambda i, d: np.repeat(np.sin(i * _speed(d)), 2), lambda i, d: np.repeat(np.cos(i * _speed(d)), 2)],
    },
    given=lambda seed: ((3, 12), (2, 8))[seed],
    fields=lambda i, d: {"i": i, "d": d, "pairs": d // 2},
)


def _turned(pair, angle, first=-1, second=1):
    """x cos - y sin, x sin + y cos, or with other signs.  (2,)"""
    (x, y), cos, sin = pair, np.cos(angle), np.sin(angle)
    return np.array([x * cos + first * y * sin, x * sin + second * y * cos])


def _overwritten(first):
    """One number is turned, and then the other from the new one."""

    def turned(pair, angle):
        pair = np.array(pair)
        for nth in (first, 1 - first):
            pair[nth] = _turned(pair, angle)[nth]
        return pair

    return turned


def _direction(angle):
    return np.array([np.cos(angle), np.sin(angle)])


# 4.3  yours(pair, angle) is the pair turned counter-clockwise by angle radians, (2,)
check_turn = Exercise(
    WORDS["turn"],
    right=_turned,
    slips={
        "clockwise": lambda pair, angle: _turned(pair, -angle),
        "both plus": lambda pair, angle: _turned(pair, angle, 1, 1),
        "both minus": [
            lambda pair, angle: _turned(pair, angle, -1, -1),
            lambda pair, angle: (_turned(pair, angle)[0], _turned(pair, -angle)[1]),
        ],
        "degrees": [
            lambda pair, angle: _turned(pair, np.radians(angle)),
            lambda pair, angle: _turned(pair, np.degrees(angle)),
        ],
        "sines": lambda pair, angle: _turned(pair, np.pi / 2 - angle),
        "overwritten": [_overwritten(0), _overwritten(1)],
        "scaled": [
            lambda pair, angle: pair * _direction(angle),
            lambda pair, angle: pair * _direction(angle)[::-1],
            lambda pair, angle: pair * np.cos(angle),
        ],
        "half": [
            lambda pair, angle: (_turned(pair, angle)[0], pair[1]),
            lambda pair, angle: (pair[0], _turned(pair, angle)[1]),
        ],
        "as it was": lambda pair, angle: pair,
        "no pair": lambda pair, angle: _direction(angle),
        "no length": lambda pair, angle: _turned(pair, angle) / np.linalg.norm(pair),
        "from zero": lambda pair, angle: np.linalg.norm(pair) * _direction(angle),
        "added": lambda pair, angle: pair + angle,
        "matrix": lambda pair, angle: np.stack([_turned(axis, angle) for axis in np.eye(2)], axis=1),
        "polar": lambda pair, angle: (np.hypot(*pair), np.arctan2(*pair[::-1]) + angle),
        "backwards": lambda pair, angle: _turned(pair, angle)[::-1],
    },
    given=lambda seed: (np.array(((2.0, 0.5), (-0.7, 1.9))[seed]), (0.6, 1.3)[seed]),
    fields=lambda pair, angle: {"length": np.hypot(*pair), "degrees": np.degrees(angle)},
)


def _likenesses(seed, alike):
    """The first 40 places of BERT's table, and some numbers that are the same both ways round.  (n, n)"""
    other = np.random.default_rng(5).normal(size=(7, 7))
    return (np.array(alike, dtype=float)[:40, :40] if seed == 0 else other + other.T,)


def _diagonals(alike):
    return [np.diagonal(alike, far) for far in range(len(alike))]


def _on_each(of):
    """`of` on each diagonal."""
    return lambda alike: np.array([of(diagonal) for diagonal in _diagonals(alike)])


# 4.4  yours(alike)[far] is the mean of all alike[i, i + far].  alike : (n, n), symmetric  ->  (n,)
check_by_distance = Exercise(
    WORDS["by distance"],
    right=along_diagonals,
    slips={
        "sum": _on_each(np.sum),
        "n": lambda alike: _on_each(np.sum)(alike) / len(alike),
        "row": [lambda alike: alike[0], lambda alike: alike[-1], lambda alike: alike[-1, ::-1]],
        "columns": lambda alike: alike.mean(axis=0),
        "wrapped": lambda alike: [np.diagonal(np.roll(alike, -far, axis=1)).mean() for far in range(len(alike))],
        "from one": [
            lambda alike: along_diagonals(alike)[1:],
            lambda alike: np.append(along_diagonals(alike)[1:], np.nan),
        ],
        "backwards": lambda alike: along_diagonals(alike)[::-1],
        "spread": [_on_each(np.std), _on_each(np.var)],
        "median": _on_each(np.median),
        "unsigned": [_on_each(lambda diagonal: np.abs(diagonal).mean()), lambda x: np.abs(along_diagonals(x))],
        "largest": _on_each(np.max),
        "so far": lambda alike: [np.concatenate(_diagonals(alike)[: n + 1]).mean() for n in range(len(alike))],
        "main": np.diagonal,
        "both sides": lambda alike: np.concatenate([along_diagonals(alike)[:0:-1], along_diagonals(alike)]),
    },
    given=_likenesses,
    fields=lambda alike: {"values": listed(f"{x:.2f}" for x in along_diagonals(alike)[:4])},
)


def _row_turned(x, angle, first=-1, second=1):
    """Each pair x[2p], x[2p + 1] turned by angle[p], or with other signs.  (d,)"""
    pairs = _turned((x[0::2], x[1::2]), angle, first, second)  # (2, d/2)
    return pairs.T.ravel()


def _row_overwritten(x, angle):
    x = np.array(x)
    x[0::2] = x[0::2] * np.cos(angle) - x[1::2] * np.sin(angle)
    x[1::2] = x[0::2] * np.sin(angle) + x[1::2] * np.cos(angle)
    return x


def _by_feature(x, angle):
    """Each feature turned with its own angle (d,)."""
    turned = _row_turned(x, angle[0::2])
    turned[1::2] = _row_turned(x, angle[1::2])[1::2]
    return turned


def _one_pair(x, i):
    return np.concatenate([_turned(x[:2], i), x[2:]])


# 4.5  yours(x, i) is one row turned as RoPE turns it at place i: pair p is x[2p], x[2p + 1].  (d,) -> (d,)
check_rope = Exercise(
    WORDS["rope"],
    right=lambda x, i: rope(x[None], [i], layout="interleaved")[0],
    slips={
        "half": lambda x, i: rope(x[None], [i], layout="half")[0],
        "one speed": lambda x, i: _row_turned(x, np.full(len(x) // 2, i)),
        "each feature": [
            lambda x, i: _by_feature(x, i * 10000.0 ** (-2 * np.arange(len(x)) / len(x))),
            lambda x, i: _by_feature(x, i * 10000.0 ** (-np.arange(len(x)) / len(x))),
        ],
        "place missing": lambda x, i: _row_turned(x, _speed(len(x))),
        "next place": [
            lambda x, i: _row_turned(x, (i + 1) * _speed(len(x))),
            lambda x, i: _row_turned(x, (i - 1) * _speed(len(x))),
        ],
        "clockwise": lambda x, i: _row_turned(x, -i * _speed(len(x))),
        "both plus": lambda x, i: _row_turned(x, i * _speed(len(x)), 1, 1),
        "overwritten": lambda x, i: _row_overwritten(x, i * _speed(len(x))),
        "first pair": _one_pair,
        "degrees": [
            lambda x, i: _row_turned(x, np.radians(i * _speed(len(x)))),
            lambda x, i: _row_turned(x, np.degrees(i * _speed(len(x)))),
        ],
        "factor": lambda x, i: _row_turned(x, i * _speed(len(x)) ** 0.5),
        "turns": lambda x, i: _row_turned(x, 2 * np.pi * i * _speed(len(x))),
        "added": lambda x, i: x + _hands(i * _speed(len(x))),
        "multiplied": [
            lambda x, i: x * _hands(i * _speed(len(x))),
            lambda x, i: x * np.repeat(np.cos(i * _speed(len(x))), 2),
        ],
        "concatenated": lambda x, i: _turned((x[0::2], x[1::2]), i * _speed(len(x))).ravel(),
        "pairs": [
            lambda x, i: _turned((x[0::2], x[1::2]), i * _speed(len(x))).T,
            lambda x, i: _turned((x[0::2], x[1::2]), i * _speed(len(x))),
            lambda x, i: _row_turned(x, i * _speed(len(x)))[None],
        ],
        "as it was": lambda x, i: x,
    },
    given=lambda seed: (np.random.default_rng(seed).normal(size=(6, 8)[seed]).round(1), (3, 5)[seed]),
    fields=lambda x, i: {"pairs": len(x) // 2},
)


def _distance(n):
    return np.abs(np.arange(n)[:, None] - np.arange(n))


def _penalty(slope, n):
    return -slope * _distance(n)


# 4.6  yours(slope, n) is -slope |i - j|, (n, n)
check_alibi = Exercise(
    WORDS["alibi"],
    right=_penalty,
    slips={
        "plus": lambda s, n: -_penalty(s, n),
        "signed": [
            lambda s, n: -s * (np.arange(n)[:, None] - np.arange(n)),
            lambda s, n: s * (np.arange(n)[:, None] - np.arange(n)),
        ],
        "one side": [lambda s, n: np.triu(_penalty(s, n)), lambda s, n: np.tril(_penalty(s, n))],
        "times n": [lambda s, n: n * _penalty(s, n), lambda s, n: _penalty(s, n) / n],
        "from one": [lambda s, n: -s * (_distance(n) + 1), lambda s, n: -s * np.maximum(_distance(n), 1)],
        "divided": lambda s, n: -_distance(n) / s,
        "no slope": [lambda s, n: -_distance(n), lambda s, n: _distance(n)],
        "squared": lambda s, n: -s * _distance(n) ** 2,
        "power": [lambda s, n: s ** _distance(n), lambda s, n: -(s ** _distance(n))],
        "masked": [lambda s, n: np.where(causal_mask(n), _penalty(s, n), -np.inf)],
        "product": [
            lambda s, n: -s * (np.arange(n)[:, None] + np.arange(n)),
            lambda s, n: -s * np.arange(n)[:, None] * np.arange(n),
        ],
        "exponent": lambda s, n: np.exp(_penalty(s, n)),
        "softmax": lambda s, n: softmax(_penalty(s, n)),
    },
    given=lambda seed: ((0.25, 5), (0.4, 7))[seed],
    fields=lambda s, n: {"one": -s, "two": -2 * s},
    notice=lambda got, s, n: "masked" if np.any(got < -1e3) else None,
)

# 4.7  {"A": a name of BUGS, "B": ..., "C": ..., "D": ...}
check_bugs = Bugs(WORDS["bugs"], BUGS, {"A": 3, "B": 2, "C": 0, "D": 1})
