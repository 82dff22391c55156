"""Notebook 02: answers as students write them."""

from functools import cache

import numpy as np

from answers import Answers
from seesaw.lessons import i_saw_the_saw as lesson
from seesaw.maths.attention import attend
from seesaw.model import load

RNG = np.random.default_rng(5)
X, Y = RNG.normal(size=(2, 12)) + 1
A = RNG.normal(size=(6, 8))
SAWS = RNG.normal(size=(30, 8)) * (1, 5, 1, 3, 1, 1, 2, 1) + 3
reader = cache(load)


@cache
def sixty():
    return lesson.read_saws(reader())


def fooled(pair):
    """The check that is handed a sentence and a sense."""
    return lesson.check_fooled(*pair, sixty(), reader())


def cosine_in_a_loop(x, y):
    dot = xx = yy = 0
    for i in range(len(x)):
        dot, xx, yy = dot + x[i] * y[i], xx + x[i] ** 2, yy + y[i] ** 2
    return dot / (xx * yy) ** 0.5


def apart_by_hand(x, one, two):
    def taken_home(i):
        scores = np.array([sum(x[i] * x_j) / len(x[i]) ** 0.5 for x_j in x])
        shares = np.exp(scores) / np.exp(scores).sum()
        return sum(share * x_j for share, x_j in zip(shares, x, strict=True))

    return max(abs(taken_home(one) - taken_home(two)))


def by_power_of_the_covariance(saws):
    _, vectors = np.linalg.eigh(np.cov(saws.T))
    return vectors[:, :-3:-1].T


def by_svd(saws, take=lambda u, s, vt: vt[:2]):
    saws -= saws.mean(0)
    return take(*np.linalg.svd(saws))


def share_in_a_loop(saws, is_tool, key=cosine_in_a_loop, best=max):
    right = 0
    for i in range(len(saws)):
        others = [j for j in range(len(saws)) if j != i]
        right += is_tool[best(others, key=lambda j: key(saws[i], saws[j]))] == is_tool[i]
    return right / len(saws)


def share_by_sorting(saws, is_tool):
    unit = (saws.T / np.sqrt((saws**2).sum(1))).T
    nearest = np.argsort(unit @ unit.T, axis=1)[:, -2]
    return (is_tool == is_tool[nearest]).mean()


TABLE = {
    "cosine": Answers(
        lesson.check_cosine,
        right=[
            cosine_in_a_loop,
            lambda x, y: np.dot(x / np.linalg.norm(x), y / np.linalg.norm(y)),
            lambda x, y: sum(x * y) / sum(x * x) ** 0.5 / sum(y * y) ** 0.5,
            lambda x, y: [np.einsum("i,i", x, y) / np.sqrt((x @ x) * (y @ y))],
            lambda x, y: round(float(cosine_in_a_loop(x, y)), 2),
        ],
        wrong={
            "12 numbers came back": lambda x, y: x * y / (np.linalg.norm(x) * np.linalg.norm(y)),
            "dot": np.dot,
            "one": lambda x, y: x @ y / np.sqrt(x @ x),
            "right for these": lambda x, y: cosine_in_a_loop(X, Y),
            "it should be": lambda x, y: 0,
        },
        more=(X, Y),
    ),
    "apart": Answers(
        lesson.check_apart,
        right=[
            lambda x, one, two: np.abs(np.subtract(*attend(x, x, x).b[[one, two]])).max(),
            apart_by_hand,
            lambda x, one, two: np.linalg.norm(attend(x, x, x).b[one] - attend(x, x, x).b[two], np.inf),
            lambda x, one, two: np.ptp(attend(x, x, x).b[[one, two]], axis=0).max(),
            lambda x, one, two: round(apart_by_hand(x, one, two), 3),
        ],
        wrong={
            "inputs": lambda x, one, two: np.ptp(x[[one, two]], axis=0).max(),
            "right for these": lambda x, one, two: apart_by_hand(A, 2, 4),
            "the largest of the differences": lambda x, one, two: attend(x, x, x).b[one] - attend(x, x, x).b[two],
            "truth": lambda x, one, two: bool((attend(x, x, x).b[one] == attend(x, x, x).b[two]).all()),
            "it should be": lambda x, one, two: 1.234,
            "then it should be 0": lambda x, one, two: max(apart_by_hand(x, one, two), 0.01),
        },
        more=(A,),
    ),
    "plane": Answers(
        lesson.check_plane,
        right=[
            by_svd,
            by_power_of_the_covariance,
            lambda saws: -by_svd(saws),
            lambda saws: by_svd(saws) * np.array([[1], [-1]]),
            lambda saws: [list(row) for row in by_svd(saws)],
            lambda saws: by_svd(saws).round(3),
        ],
        wrong={
            "turned": lambda saws: by_svd(saws).T,
            "one": lambda saws: by_svd(saws)[0],
            "length": lambda saws: by_svd(saws, lambda u, s, vt: s[:2, None] * vt[:2]),
            "least": lambda saws: by_svd(saws, lambda u, s, vt: vt[-2:]),
            "left": lambda saws: by_svd(saws, lambda u, s, vt: u[:, :2]),
            "less": lambda saws: np.eye(8)[:2],
            "things of different shapes": lambda saws: np.linalg.svd(saws - saws.mean(0))[:2],
        },
        more=(SAWS,),
    ),
    "read right": Answers(
        lesson.check_read_right,
        right=[
            share_in_a_loop,
            share_by_sorting,
            lambda saws, is_tool: np.array([share_by_sorting(saws, is_tool)]),
            lambda saws, is_tool: round(float(share_in_a_loop(saws, is_tool)), 2),
            lambda saws, is_tool: np.average(
                [cosine_share == tool for cosine_share, tool in zip(asked(saws, is_tool), is_tool, strict=True)]
            ),
        ],
        wrong={
            "distance": lambda saws, is_tool: share_in_a_loop(saws, is_tool, lambda x, y: -np.linalg.norm(x - y)),
            "dot": lambda saws, is_tool: share_in_a_loop(saws, is_tool, np.dot),
            "furthest": lambda saws, is_tool: share_in_a_loop(saws, is_tool, best=min),
            "itself": lambda saws, is_tool: 1.0,
            "40 numbers came back": lambda saws, is_tool: asked(saws, is_tool) == is_tool,
        },
    ),
    "fooled": Answers(
        fooled,
        right=[
            ("The carpenter saw.", "seeing"),
            ("the old man SAW", "Seeing"),
            ("Tom, saw in hand, smiled.", "tool"),
            ("Saw in hand, she smiled.", "TOOL "),
            ("What the carpenter saw.", "'seeing'"),
        ],
        wrong={
            "must be 'seeing' or 'tool', and is 'verb'": ("The carpenter saw it.", "verb"),
            "one of the sixty": ("Please hand me the saw.", "seeing"),
            "that sentence is one of": ("please HAND me  the saw", "Seeing"),
            "2 saws in it": ("I saw the saw.", "tool"),
            "sees ##aw": ("A seesaw.", "tool"),
            "There is no saw": ("Nothing here.", "tool"),
            "as tool, as you mean it": ("This is my saw.", "tool"),
            "between quotes": (7, "tool"),
        },
    ),
}


def asked(saws, is_tool):
    unit = saws / np.sqrt(np.einsum("nd,nd->n", saws, saws))[:, None]
    return is_tool[(unit @ unit.T - 9 * np.eye(len(saws))).argmax(1)]
