"""Notebook 03: answers as students write them."""

import numpy as np

from answers import Answers
from seesaw.lessons import multi_head as lesson

MAP = np.random.default_rng(1).dirichlet(np.ones(5), 5)


def previous_in_a_loop(alpha_prime):
    total = 0
    for i in range(1, len(alpha_prime)):
        total += alpha_prime[i][i - 1]
    return total / (len(alpha_prime) - 1)


def hidden_in_a_loop(a):
    for row in a:
        row[0] = 0
        row /= sum(row)
    return a


def split_in_a_loop(x, H):
    d_k = x.shape[1] // H
    return [[row[h * d_k : (h + 1) * d_k] for row in x] for h in range(H)]


TABLE = {
    "coin": Answers(
        lesson.check_coin,
        right=[0.5625, 9 / 16, 1 / 8 + 7 / 16, 0.56, np.array([0.5625])],
        wrong={
            "half": 0.5,
            "eighth": 0.125,
            "rest": 0.4375,
            "measured": 0.58,
            "0.90 it is not": 0.9,
        },
    ),
    "previous": Answers(
        lesson.check_previous,
        right=[
            previous_in_a_loop,
            lambda a: np.trace(a, -1) / (len(a) - 1),
            lambda a: a[1:, :-1].diagonal().mean(),
            lambda a: [np.mean([a[i, i - 1] for i in range(1, len(a))])],
            lambda a: round(previous_in_a_loop(a), 3),
        ],
        wrong={
            "right for these numbers": lambda a: np.diagonal(MAP, -1).mean(),
            "most": lambda a: np.max(a),
            "itself": lambda a: np.trace(a) / len(a),
            "4 numbers came back": lambda a: np.diagonal(a, -1),
            "it should be": lambda a: 7,
        },
        more=(MAP,),
    ),
    "hidden": Answers(
        lesson.check_hidden_cls,
        right=[
            hidden_in_a_loop,
            lambda a: np.where(np.arange(len(a)) > 0, a, 0) / a[:, 1:].sum(axis=1, keepdims=True),
            lambda a: np.hstack([np.zeros((len(a), 1)), a[:, 1:] / a[:, 1:].sum(axis=1)[:, None]]),
            lambda a: [[0, *(row[1:] / row[1:].sum())] for row in a],
            lambda a: np.hstack([a[:, :1] * 0, (a[:, 1:].T / a[:, 1:].sum(axis=1)).T]),
        ],
        wrong={
            "keep column 0": lambda a: a[:, 1:] / a[:, 1:].sum(axis=1, keepdims=True),
            "not shared": lambda a: np.hstack([np.zeros((len(a), 1)), a[:, 1:]]),
            "entry": lambda a: 2 * a,
            "line": lambda a: a[:, 1:] / a.sum(axis=(1, 2)),
            "right for these": lambda a: lesson.hidden_cls(MAP),
        },
        more=(MAP,),
    ),
    "split": Answers(
        lesson.check_split,
        right=[
            split_in_a_loop,
            lambda x, H: np.stack(np.split(x, H, axis=1)),
            lambda x, H: np.array(np.hsplit(x, H)),
            lambda x, H: np.moveaxis(x.reshape(len(x), H, -1), 1, 0),
            lambda x, H: np.einsum("nhd->hnd", x.reshape(len(x), H, -1)),
        ],
        wrong={
            "a matrix (n, d / H)": lambda x, H: x,
            "second": lambda x, H: np.stack(np.split(x, H, axis=1), axis=1),
            "mixed": lambda x, H: np.reshape(x, (H, -1, x.shape[1] // H)),
            "entry": lambda x, H: np.stack(np.split(x, H, axis=1)) + 1,
            "right for these": lambda x, H: np.stack(np.split(np.arange(60.0).reshape(5, 12), 3, axis=1)),
        },
    ),
    "merge": Answers(
        lesson.check_merge,
        right=[
            lambda x: np.hstack(list(x)),
            lambda x: np.concatenate(x, axis=1),
            lambda x: [[feature for head in x for feature in head[i]] for i in range(x.shape[1])],
            lambda x: np.transpose(x, (1, 0, 2)).reshape(x.shape[1], -1),
            lambda x: np.einsum("hnd->nhd", x).reshape(x.shape[1], -1),
        ],
        wrong={
            "stacked": lambda x: np.concatenate(x),
            "sum": lambda x: sum(x),
            "no swap": lambda x: x.reshape(x.shape[1], -1),
            "one row per word": lambda x: x[0, 0],
            "entry": lambda x: np.hstack(list(x)) + 1,
        },
    ),
    "contribution": Answers(
        lesson.check_contribution,
        right=[
            lambda b, W, h: b[h] @ np.split(W, len(b), axis=1)[h].T,
            lambda b, W, h: np.einsum("nk,dk->nd", b[h], W.reshape(len(W), len(b), -1)[:, h]),
            lambda b, W, h: (np.hsplit(W, len(b))[h] @ b[h].T).T,
            lambda b, W, h: [np.hsplit(W, len(b))[h] @ row for row in b[h]],
            lambda b, W, h: np.hstack([x * (i == h) for i, x in enumerate(b)]) @ W.T,
        ],
        wrong={
            "whole": lambda b, W, h: np.hstack(list(b)) @ W.T,
            "no W_o": lambda b, W, h: b[h],
            "what comes in": lambda b, W, h: b,
            "W_o[:, ...].T": lambda b, W, h: b[h] @ W[:, 2 * h : 2 * h + 2],
            "entry": lambda b, W, h: b[h] @ W[:, 2 * h : 2 * h + 2].T + 1,
        },
    ),
}
