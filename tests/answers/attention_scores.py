"""Notebook 01: answers as students write them."""

import math

import numpy as np

from answers import Answers
from seesaw.lessons import attention_scores as lesson
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import additive_scores, attend

MADE_OF = {"q2", *(f"{letter}{word}" for letter in "kv" for word in (1, 2, 3, 4))}
SHARES = [0.03, 0.64, 0.24, 0.09]
TURN = np.array([[0.0, -1.0], [1.0, 0.0]])


def softmax_as_in_the_lesson(alpha_i):
    loud = [float(np.exp(alpha)) for alpha in alpha_i]
    return [x / sum(loud) for x in loud]


def softmax_in_place(alpha_i):
    most, total = max(alpha_i), 0
    for j in range(len(alpha_i)):
        alpha_i[j] = np.exp(alpha_i[j] - most)
        total += alpha_i[j]
    alpha_i /= total
    return alpha_i


def attention_in_a_loop(x, W_q, W_k, W_v):
    b = []
    for x_i in x:
        louder = [np.exp((W_q @ x_i) @ (W_k @ x_j)) for x_j in x]
        b.append(sum(loud / sum(louder) * (W_v @ x_j) for loud, x_j in zip(louder, x, strict=True)))
    return b


def attention_as_on_the_slides(x, W_q, W_k, W_v):
    Q, K, V = W_q @ x.T, W_k @ x.T, W_v @ x.T
    return (V @ softmax(K.T @ Q, axis=0)).T


def scaled_in_a_loop(q, k):
    return [[sum(a * b for a, b in zip(x, y, strict=True)) / math.sqrt(len(x)) for y in k] for x in q]


def additive_in_a_loop(q_i, k_j, w):
    score = 0
    for c in range(len(w)):
        score += w[c] * math.tanh(q_i[c] + k_j[c])
    return score


def additive_in_place(q_i, k_j, w):
    q_i += k_j
    return w @ np.tanh(q_i)


def rotation(degrees, places=9):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.round([[c, -s], [s, c]], places)


IMPOSSIBLE = [
    ["impossible"],
    np.array("impossible"),
    "impossible",
    "Impossible.",
    " IMPOSSIBLE ",
    "'impossible'",
    "impossible!",
    "Im possible",
]

TABLE = {
    "softmax": Answers(
        lesson.check_softmax,
        right=[
            softmax_in_place,
            softmax_as_in_the_lesson,
            lambda x: np.exp(x) / np.exp(x).sum(),
            lambda x: [math.exp(a) / sum(map(math.exp, x)) for a in x],
            lambda x: np.exp(x - np.log(np.exp(x).sum())),
            lambda x: softmax(x[None])[0],
            lambda x: softmax(x).round(2),
            lambda x: np.round(np.float32(softmax(x)), 2),
        ],
        wrong={
            "right for these": lambda x: SHARES,
            "wrong for others: then yours has shape (4,), and (6,) was": lambda x: [softmax(x)[j] for j in range(4)],
            "yours has shape (), and (4,) was expected": lambda x: softmax(x).sum(),
            "hard": lambda x: [int(a == max(x)) for a in x],
            "one share for each j": lambda x: softmax(x[None]),
            "entry": lambda x: softmax(x) + 0.1,
            "the text 0.03 came": lambda x: "0.03",
        },
    ),
    "attention": Answers(
        lesson.check_attention,
        right=[
            attention_in_a_loop,
            attention_as_on_the_slides,
            lambda x, W_q, W_k, W_v: attend(x @ W_q.T, x @ W_k.T, x @ W_v.T, scale=False).b,
            lambda x, W_q, W_k, W_v: softmax(x @ W_q.T @ W_k @ x.T) @ x @ W_v.T,
            lambda x, W_q, W_k, W_v: np.einsum(
                "ij,jc,vc->iv", softmax(np.einsum("ic,kc,kd,jd->ij", x, W_q, W_k, x)), x, W_v
            ),
            lambda x, *W: attention_as_on_the_slides(x, *W).round(2),
        ],
        wrong={
            "3 things of different shapes": lambda x, *W: attend(*(x @ M.T for M in W), scale=False),
            "scaled": lambda x, *W: attend(*(x @ M.T for M in W)).b,
            "you mixed with alpha' turned over": lambda x, W_q, W_k, W_v: (
                softmax((x @ W_k.T) @ (x @ W_q.T).T, axis=0) @ x @ W_v.T
            ),
            "Tokens are rows": lambda x, W_q, W_k, W_v: softmax((W_q @ x).T @ (W_k @ x)) @ (W_v @ x),
            "one b for each token": lambda x, *W: attention_in_a_loop(x, *W)[0],
            "right for these": lambda x, *W: lesson.check_attention.right(*lesson.check_attention.given(0)),
            "columns": lambda x, W_q, W_k, W_v: softmax((x @ W_q) @ (x @ W_k).T) @ (x @ W_v.T),
        },
    ),
    "loudness": Answers(
        lesson.check_loudness,
        right=[2.2, np.array(2.2), [2.2], np.float32(2.2), (2.21,), np.log(9)],
        wrong={
            "share": 0.9,
            "at 1.00 the share is 0.68, which is too little": 1,
            "at 8.00 the share is 1.00, which is too much": 8,
            "below": -2.2,
            "without quotation marks": "2.2",
            "one loudness": [2.2, 2.2],
            "finite": np.nan,
            "quiet": True,
        },
    ),
    "scale": Answers(
        lesson.check_scale,
        right=[
            scaled_in_a_loop,
            lambda q, k: q @ k.T * q.shape[-1] ** -0.5,
            lambda q, k: (q / np.sqrt(k.shape[1])) @ k.T,
            lambda q, k: np.einsum("id,jd->ij", q, k) / np.sqrt(len(q[0])),
            lambda q, k: attend(q, k, k).alpha,
            lambda q, k: np.array([k @ row for row in q]) / math.sqrt(q.shape[1]),
        ],
        wrong={
            "two": lambda q, k: q @ k.T / 2**0.5,
            "right for these": lambda q, k: q @ k.T / np.sqrt(5),
            "q @ k.T is (n, m)": lambda q, k: q @ k / np.sqrt(5),
            "one score for each q": lambda q, k: (q @ k.T / np.sqrt(q.shape[1]))[0],
            "entry": lambda q, k: q @ k.T / np.sqrt(q.shape[1]) + 1,
        },
    ),
    "additive": Answers(
        lesson.check_additive,
        right=[
            additive_in_a_loop,
            additive_in_place,
            lambda q, k, w: np.sum(w * np.tanh(q + k)),
            lambda q, k, w: [np.dot(np.tanh(np.add(q, k)), w)],
            lambda q, k, w: additive_scores(q[None], k[None], np.eye(len(q)), np.eye(len(q)), w),
            lambda q, k, w: round(float(w @ np.tanh(q + k)), 2),
        ],
        wrong={
            "right for these": lambda q, k, w: 2.89,
            "wrong for others: then it should be": lambda q, k, w: w @ np.tanh(2 * q),
            "no tanh": lambda q, k, w: np.dot(w, q + k),
            "no w": lambda q, k, w: sum(np.tanh(q + k)),
            "2 numbers came back, and one was asked: w @": lambda q, k, w: np.tanh(q + k),
            "it should be": lambda q, k, w: 3,
        },
    ),
    "still": Answers(
        lambda pair: lesson.check_still(*pair),
        right=[
            (TURN, TURN),
            ([[0, -1], [1, 0]], ((0, -1), (1, 0))),
            (np.diag([2, 4]), np.diag([1 / 2, 1 / 4])),
            (np.float32([[2, 3], [1, 2]]), np.linalg.inv([[2, 3], [1, 2]]).T),
            (-np.eye(2), -np.eye(2)),
            (rotation(45, 4), rotation(45, 4)),
            (rotation(30, 2), rotation(30, 2)),
            ([[0, 1], [1, 0]], [[0, 1], [1, 0]]),
        ],
        wrong={
            "where we began": (np.eye(2), np.eye(2)),
            "transpose one of your matrices": (TURN, TURN.T),
            "changed one of them only, so W_q.T @ W_k is [[0.00, 1.00], [-1.00, 0.00]]": (TURN, np.eye(2)),
            "also changes lengths: W_q.T @ W_k is [[4.00, 0.00], [0.00, 9.00]]": (np.diag([2, 3]), np.diag([2, 3])),
            "W_q.T @ W_k is [[0.00, -2.00], [3.00, 0.00]], and should be": (np.diag([2, 3]), TURN),
            "by different angles": (rotation(30), rotation(60)),
            "one line or to a point": ([[0, 0], [0, 0]], TURN),
            "shape (3, 3)": (np.eye(3), np.eye(2)),
            "NaN": (np.full((2, 2), np.nan), np.eye(2)),
            "the text": ("turn", TURN),
            "dict came": ({"W": 1}, TURN),
        },
    ),
    "guess": Answers(
        lesson.check_guess,
        right=[np.log(5), -np.log(1 / 5), 1.61, 1.609, np.array(1.61), [1.609], math.log(5), np.float32(1.6094)],
        wrong={
            "bits": 2.32,
            "tens": 0.699,
            "share": 0.2,
            "sign": -1.61,
            "vocabulary": 2.08,
            "words": 5,
            "it should be 1.61, and yours is 1.60": 1.6,
            "nan": np.nan,
            "quotation marks": "1.61",
            "5 numbers came back": [1.61] * 5,
        },
    ),
    "made of": Answers(
        lesson.check_made_of,
        right=[
            MADE_OF,
            list(MADE_OF),
            "q², k¹, k², k³, k⁴, v¹, v², v³, v⁴",
            ["q2", ["k1", "k2", "k3", "k4"], ("v1", "v2", "v3", "v4")],
            np.array(sorted(MADE_OF)),
            "Q_2 K_1 K_2 K_3 K_4 V_1 V_2 V_3 V_4",
        ],
        wrong={
            "each a letter and the number": {"all": 3},
            "such as": "everything",
            "give the names": 2,
            "The a are further down": MADE_OF | {"a2"},
            "no b is made of a b": {"b1", "b3"},
            "somebody has to ask": MADE_OF - {"q2"},
            "one question is enough": MADE_OF | {"q1", "q3", "q4"},
            "so *saw* (2) asks": MADE_OF - {"q2"} | {"q1"},
            "a q alone gives no score": {"q2", "v1", "v2", "v3", "v4"},
            "what is it that is taken": {"q2", "k1", "k2", "k3", "k4"},
            "k2 is missing. A word is answered by itself": MADE_OF - {"k2"},
            "v2 is missing. A word is answered by itself": MADE_OF - {"v2"},
            "v1, v4 is missing. Every word answers, so every v": MADE_OF - {"v1", "v4"},
        },
    ),
    "maps": Answers(
        lesson.check_maps,
        right=[
            ["columns", "rows", "either"],
            ("Column", "Row", "Either."),
            np.array(["columns", "rows", "both"]),
            ["columns", "rows", "can't tell"],
            ["COLS", " rows ", "'either'"],
        ],
        wrong={
            "give 3 words": "columns",
            "one for each map": ["columns", "rows"],
            "3 words in a list": 3,
            "'diagonal' came": ["columns", "rows", "diagonal"],
            "both the other way round": ["rows", "columns", "either"],
            "1 of 3 are right. In MAPS[1] the first row sums to 1.00 and the first column to 1.44": ["columns"] * 3,
            "1 of 3 are right. In MAPS[0] the first row sums to 0.26 and the first column to 1.00": ["rows"] * 3,
            "2 of 3 are right. In MAPS[2] the first row sums to 1.00": ["columns", "rows", "rows"],
        },
    ),
    "aim 1": Answers(
        lesson.check_aim,
        right=[(2.0, 0.0), [2, 1], np.array([[2.0, 0.0]]), np.float32([2, 0.5]), (3, 3), (1e6, 0)],
        wrong={
            "q = (0.00, 0.00) asks nothing": (0, 0),
            "too quiet: 'the' (3) gets 0.68": (1, 1),
            "most to 'saw' (2) (0.64), and 'the' (3) gets 0.24. Turn q away from the key of 'saw' (2)": (0, 1),
            "'the' (3) and 'saw' (2) get 0.49 each": (1, 2),
            "leads with 0.54, but at three times the length it gets only 0.65, for 'saw' (2) is": (1, 1.8),
            "these are four numbers": SHARES,
            "shape (3,)": (1, 2, 3),
            "NaN": (np.inf, 0),
            "level 1 can be won": "Impossible.",
            "'hopeless' came": "hopeless",
            "dict came": {"q": 1},
        },
        more=(1,),
    ),
    "aim 2": Answers(
        lesson.check_aim,
        right=IMPOSSIBLE,
        wrong={
            "q = (0.00, 0.00) asks nothing": [0, 0],
            "'the' (3) gets 0.50, and 'saw' (2) exactly as much": (2, 2),
            "most to 'I' (1)": (0, -1),
            "such as (1.0, 0.5)": "possible",
            "q⁴ has two numbers": 2.0,
        },
        more=(2,),
    ),
    "aim 3": Answers(
        lesson.check_aim,
        right=IMPOSSIBLE,
        wrong={
            "'the' (3) gets 0.29. Where": (0.5, 0.5),
            "asks nothing": np.zeros(2),
            "'the' (3) gets 0.": (2, 0),
            "such as (1.0, 0.5)": "no idea",
            "these are four numbers": SHARES,
        },
        more=(3,),
    ),
}
