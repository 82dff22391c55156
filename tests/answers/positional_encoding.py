"""Notebook 04: answers as students write them."""

import cmath
import math

import numpy as np

from answers import Answers
from seesaw.lessons import positional_encoding as lesson
from seesaw.maths.attention import attend
from seesaw.maths.position import alibi, rope, sinusoid

ALIKE = lesson.cosines(np.random.default_rng(3).normal(size=(48, 6)).cumsum(axis=0))


def noticed_in_a_loop(attention, x, order):
    before, after = attention(x), attention(x[order])
    most = 0
    for i in range(len(x)):
        for u, v in zip(before[i], after[order.index(i)], strict=True):
            most = max(most, abs(u - v))
    return most


def noticed_by_a_permutation_matrix(attention, x, order):
    P = np.eye(len(x))[order]
    return np.linalg.norm((P @ attention(x) - attention(P @ x)).ravel(), np.inf)


def noticed_and_put_back(attention, x, order):
    after = np.empty_like(x)
    after[order] = attention(x[order])
    return np.ptp([attention(x), after], axis=0).max()


def sinusoid_in_a_loop(i, d):
    e = []
    for p in range(d // 2):
        angle = i / 10000 ** (2 * p / d)
        e += [math.sin(angle), math.cos(angle)]
    return e


def sinusoid_by_features(i, d):
    return [(math.sin, math.cos)[j % 2](i * 10000 ** (-(j - j % 2) / d)) for j in range(d)]


def sinusoid_by_logarithms(i, d):
    angle = i * np.exp(-np.log(10000.0) * np.arange(0, d, 2) / d)
    return np.column_stack([np.sin(angle), np.cos(angle)]).flatten()


def turned_by_a_matrix(pair, angle):
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin], [sin, cos]]) @ pair


def turned_by_a_complex_number(pair, angle):
    z = complex(*pair) * cmath.exp(1j * angle)
    return z.real, z.imag


def turned_by_its_direction(pair, angle):
    x, y = pair
    length, direction = math.hypot(x, y), math.atan2(y, x) + angle
    return [length * math.cos(direction), length * math.sin(direction)]


def turned_in_place(pair, angle):
    x, y = pair
    pair[0] = x * math.cos(angle) - y * math.sin(angle)
    pair[1] = x * math.sin(angle) + y * math.cos(angle)
    return pair


def turned_and_overwritten(pair, angle):
    pair[0] = pair[0] * np.cos(angle) - pair[1] * np.sin(angle)
    pair[1] = pair[0] * np.sin(angle) + pair[1] * np.cos(angle)
    return pair


def rope_pair_by_pair(x, i):
    turned = []
    for p in range(len(x) // 2):
        turned += list(turned_by_a_matrix(x[2 * p : 2 * p + 2], i / 10000 ** (2 * p / len(x))))
    return turned


def rope_by_complex_numbers(x, i):
    z = (x[0::2] + 1j * x[1::2]) * np.exp(1j * i * 10000.0 ** (-np.arange(0, len(x), 2) / len(x)))
    return np.column_stack([z.real, z.imag]).ravel()


def rope_by_one_matrix(x, i):
    R = np.zeros((len(x), len(x)))
    for p in range(0, len(x), 2):
        R[p : p + 2, p : p + 2] = turned_by_a_matrix(np.eye(2), i * 10000 ** (-p / len(x)))
    return R @ x


def rope_by_its_other_half(x, i):
    angle = np.repeat(i * 10000.0 ** (-np.arange(0, len(x), 2) / len(x)), 2)
    other = np.column_stack([-x[1::2], x[0::2]]).ravel()
    return x * np.cos(angle) + other * np.sin(angle)


def by_distance_in_a_loop(alike):
    n, means = len(alike), []
    for far in range(n):
        total = 0
        for i in range(n - far):
            total += alike[i][i + far]
        means.append(total / (n - far))
    return means


def by_distance_by_counting(alike):
    i = np.arange(len(alike))
    far = np.abs(i[:, None] - i).ravel()
    return np.bincount(far, weights=alike.ravel()) / np.bincount(far)


TABLE = {
    "order noticed": Answers(
        lesson.check_order_noticed,
        right=[
            noticed_in_a_loop,
            noticed_by_a_permutation_matrix,
            noticed_and_put_back,
            lambda f, x, o: np.max(np.absolute(np.take(f(x), o, axis=0) - f(np.take(x, o, axis=0)))),
            lambda f, x, o: [np.abs(f(x) - f(x[o])[np.argsort(o)]).max()],
            lambda f, x, o: round(float(np.abs(f(x)[o, :] - f(x[o, :])).max()), 2),
        ],
        wrong={
            "the largest of them all": lambda f, x, o: f(x)[o] - f(x[o]),
            "nothing": lambda f, x, o: np.abs(attend(x, x, x).b[o] - attend(x[o], x[o], x[o]).b).max(),
            "truth": lambda f, x, o: (f(x)[o] != f(x[o])).any(),
            "right for these numbers": lambda f, x, o: 0.4283417,
            "came, and numbers were asked": lambda f, x, o: "0.428",
            "it should be": lambda f, x, o: 0.123,
        },
    ),
    "sinusoid": Answers(
        lesson.check_sinusoid,
        right=[
            sinusoid_in_a_loop,
            sinusoid_by_features,
            sinusoid_by_logarithms,
            lambda i, d: sinusoid(i + 1, d)[-1],
            lambda i, d: [part for z in np.exp(1j * i * 1e4 ** -np.arange(0, 1, 2 / d)) for part in (z.imag, z.real)],
            lambda i, d: np.round(sinusoid_by_logarithms(i, d), 2),
        ],
        wrong={
            "one position, d numbers": lambda i, d: sinusoid(i + 1, d),
            "entry [11] should be 1.00": lambda i, d: [math.sin(10000**-2 * (j // 2) / d) for j in range(d)],
            "place missing": lambda i, d: lesson.version_b(i + 1, d)[i],
            "same": lambda i, d: lesson.version_d(i + 1, d)[i],
            "right for these numbers": lambda i, d: sinusoid(4, 12)[3],
            "complex numbers came": lambda i, d: np.exp(1j * i * 1e4 ** (-np.arange(d) / d)),
            "entry": lambda i, d: np.zeros(d),
        },
    ),
    "turn": Answers(
        lesson.check_turn,
        right=[
            turned_by_a_matrix,
            turned_by_a_complex_number,
            turned_in_place,
            lambda pair, angle: (
                np.hypot(*pair) * np.array([f(math.atan2(*pair[::-1]) + angle) for f in (np.cos, np.sin)])
            ),
            lambda pair, angle: rope(np.array(pair)[None], [angle])[0],
            lambda pair, angle: np.einsum("ij,j", lesson.turn_by(angle, 2).T, pair),
        ],
        wrong={
            "overwritten": turned_and_overwritten,
            "clockwise": lambda pair, angle: lesson.turn_by(angle, 2) @ pair,
            "a pair comes out": lambda pair, angle: turned_by_a_matrix(pair, angle)[:, None],
            "where one stands for two, give its parts": lambda pair, angle: complex(*pair) * cmath.exp(1j * angle),
            "right for these numbers": lambda pair, angle: turned_by_a_matrix((2.0, 0.5), 0.6),
            "entry": lambda pair, angle: np.zeros(2),
        },
    ),
    "rope": Answers(
        lesson.check_rope,
        right=[
            rope_pair_by_pair,
            rope_by_complex_numbers,
            rope_by_one_matrix,
            rope_by_its_other_half,
            lambda x, i: rope(np.tile(x, (i + 1, 1)), layout="interleaved")[i],
            lambda x, i: np.round(rope_by_one_matrix(x, i), 2),
        ],
        wrong={
            "half": lambda x, i: rope(np.tile(x, (i + 1, 1)))[i],
            "added": lambda x, i: x + sinusoid(i + 1, len(x))[i],
            "one row goes in": lambda x, i: np.append(x, i),
            "complex numbers came": lambda x, i: (x[0::2] + 1j * x[1::2]) * np.exp(1j * i),
            "right for these numbers": lambda x, i: rope(
                np.random.default_rng(0).normal(size=6).round(1)[None], [3], layout="interleaved"
            )[0],
        },
    ),
    "by distance": Answers(
        lesson.check_by_distance,
        right=[
            by_distance_in_a_loop,
            by_distance_by_counting,
            lambda a: [np.trace(a, far) / (len(a) - far) for far in range(len(a))],
            lambda a: np.array([np.mean([a[i + far, i] for i in range(len(a) - far)]) for far in range(len(a))]),
            lambda a: tuple(np.diag(a, -far).mean() for far in range(len(a))),
            lambda a: np.round(by_distance_in_a_loop(a), 2),
        ],
        wrong={
            "take the mean of each": lambda a: [np.diagonal(a, far) for far in range(len(a))],
            "from one": lambda a: [np.trace(a, far) / (len(a) - far) for far in range(1, len(a) + 1)],
            "n": lambda a: [np.trace(a, far) / len(a) for far in range(len(a))],
            "one mean for each distance": lambda a: a.mean(),
            "put list(...) around it": lambda a: (np.diagonal(a, far).mean() for far in range(len(a))),
            "right for these numbers": lambda a: by_distance_in_a_loop(ALIKE[:40, :40]),
            "entry": lambda a: np.zeros(len(a)),
        },
        more=(ALIKE,),
    ),
    "alibi": Answers(
        lesson.check_alibi,
        right=[
            lambda s, n: [[-s * abs(i - j) for j in range(n)] for i in range(n)],
            lambda s, n: np.fromfunction(lambda i, j: -s * np.abs(i - j), (n, n)),
            lambda s, n: -np.abs(np.subtract.outer(s * np.arange(n), s * np.arange(n))),
            lambda s, n: alibi(8, n)[0] * s / 0.5,
            lambda s, n: s * (np.minimum(*np.indices((n, n))) - np.maximum(*np.indices((n, n)))),
            lambda s, n: sum(np.diag([-s * abs(k)] * (n - abs(k)), k) for k in range(1 - n, n)),
        ],
        wrong={
            "one number for each i and j": lambda s, n: -s * np.arange(n),
            "masked": lambda s, n: np.where(np.triu(np.ones((n, n)), 1), -1e9, alibi(8, n)[0] * 2 * s),
            "one side": lambda s, n: [[-s * max(i - j, 0) for j in range(n)] for i in range(n)],
            "right for these numbers": lambda s, n: alibi(8, 5)[1],
            "entry [0, 4] should be": lambda s, n: np.zeros((n, n)),
        },
    ),
    "bugs": Answers(
        lesson.check_bugs,
        right=[
            {"A": 3, "B": 2, "C": 0, "D": 1},
            {"a": lesson.BUGS[3], "b": lesson.BUGS[2], "c": lesson.BUGS[0], "d": lesson.BUGS[1]},
            {version: lesson.BUGS[n].upper() + " " for version, n in zip("ABCD", (3, 2, 0, 1), strict=True)},
            [3, 2, 0, 1],
            tuple(lesson.BUGS[n] for n in (3, 2, 0, 1)),
        ],
        wrong={
            "3 of 4 are right so far. Look at A": {"A": 5, "B": 2, "C": 0, "D": 1},
            "2 of 4 are right so far. Look at C": {"A": 3, "B": 2, "C": 1, "D": 0},
            "a name for D is missing": {"A": 3, "B": 2, "C": 0},
            "is no name of the list": {"A": 3, "B": "no idea", "C": 0, "D": 1},
            "give a name for each version": ["k is not turned"],
        },
    ),
}
