"""Notebook 03: answers as students write them."""

import numpy as np

from answers import Answers
from seesaw.lessons import multi_head as lesson
from seesaw.lessons.multi_head.yours import FirstLayer, maps, whole
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import attend, merge_heads, split_heads

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


FIRST = FirstLayer(*(np.random.default_rng(7).normal(size=shape) for shape in [(4, 7), *[(6, 7)] * 3, (6, 6)]), 3)


def maps_in_a_loop(a, W_q, W_k, H):
    d_k = len(W_q) // H
    found = []
    for h in range(H):
        q, k = a @ W_q[h * d_k : (h + 1) * d_k].T, a @ W_k[h * d_k : (h + 1) * d_k].T
        loud = np.exp(q @ k.T / d_k**0.5)
        found.append(loud / loud.sum(axis=1, keepdims=True))
    return found


def heads_in_a_loop(a, W_q, W_k, W_v, W_o, H):
    parts = zip(maps_in_a_loop(a, W_q, W_k, H), np.split(W_v, H), strict=True)
    return np.hstack([alpha_prime @ (a @ W.T) for alpha_prime, W in parts]) @ W_o.T


def heads_as_a_sum(a, W_q, W_k, W_v, W_o, H):
    parts = zip(maps_in_a_loop(a, W_q, W_k, H), np.split(W_v, H), np.split(W_o, H, axis=1), strict=True)
    return sum(alpha_prime @ a @ W.T @ out.T for alpha_prime, W, out in parts)


def heads_by_attend(a, W_q, W_k, W_v, W_o, H):
    return merge_heads(attend(*(split_heads(a @ W.T, H) for W in (W_q, W_k, W_v))).b) @ W_o.T


def as_columns(a, W_q, W_k, W_v, W_o, H):
    q, k, v = ((W @ a.T).reshape(H, -1, len(a)) for W in (W_q, W_k, W_v))
    b = v @ softmax(k.mT @ q / np.sqrt(q.shape[1]), axis=1)
    return (W_o @ b.reshape(-1, len(a))).T


TABLE = {
    "coin": Answers(
        lesson.check_coin,
        right=[0.5625, 9 / 16, 1 / 8 + 7 / 16, 0.562, np.array([0.5625])],
        wrong={"half": 0.5, "eighth": 0.125, "rest": 0.4375, "measured": 0.58, "0.90 it is not": 0.9},
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
    "two back": Answers(
        lesson.check_two_back,
        right=[
            lambda a: sum(a[i][i - 2] for i in range(2, len(a))) / (len(a) - 2),
            lambda a: np.trace(a, -2) / (len(a) - 2),
            lambda a: a[2:, :-2].diagonal().mean(),
            lambda a: np.mean([a[i, i - 2] for i in range(2, len(a))]),
            lambda a: round(np.diagonal(a, -2).mean(), 4),
        ],
        wrong={
            "right for these numbers": lambda a: np.diagonal(MAP, -2).mean(),
            "one": lambda a: np.trace(a, -1) / (len(a) - 1),
            "most": lambda a: np.max(a),
            "take the mean of the diagonal": lambda a: np.diagonal(a, -2),
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
    "maps": Answers(
        lesson.check_maps,
        right=[
            maps_in_a_loop,
            lambda a, W_q, W_k, H: attend(split_heads(a @ W_q.T, H), split_heads(a @ W_k.T, H), a).alpha_prime,
            lambda a, W_q, W_k, H: softmax(
                np.einsum("hid,hjd->hij", split_heads(a @ W_q.T, H), split_heads(a @ W_k.T, H)) / (len(W_q) / H) ** 0.5
            ),
            lambda a, W_q, W_k, H: np.round(maps(a, W_q, W_k, H), 4),
            maps,
        ],
        wrong={
            "right for these numbers": lambda a, W_q, W_k, H: maps(*FIRST[:3], FIRST.H),
            "a @ W_q.T": lambda a, W_q, W_k, H: softmax(a @ W_q @ (a @ W_k).T),
            "a map (n, n) for each head": lambda a, W_q, W_k, H: split_heads(a @ W_q.T, H),
            "whole root": lambda a, W_q, W_k, H: softmax(
                split_heads(a @ W_q.T, H) @ split_heads(a @ W_k.T, H).mT / np.sqrt(len(W_q))
            ),
            "entry": lambda a, W_q, W_k, H: 1 - maps(a, W_q, W_k, H),
        },
        more=(FIRST,),
    ),
    "multi-head": Answers(
        lesson.check_multi_head,
        right=[heads_in_a_loop, heads_as_a_sum, heads_by_attend, as_columns, whole],
        wrong={
            "right for these numbers": lambda *given: whole(*FIRST),
            "a row for each token": lambda a, W_q, W_k, W_v, W_o, H: maps(a, W_q, W_k, H),
            "merge the heads before W_o": lambda a, W_q, W_k, W_v, W_o, H: (
                maps(a, W_q, W_k, H) @ split_heads(a @ W_v.T, H) @ W_o.T
            ),
            "no W_o": lambda a, W_q, W_k, W_v, W_o, H: heads_in_a_loop(a, W_q, W_k, W_v, np.eye(len(W_v)), H),
            "entry": lambda *given: whole(*given) + 1,
        },
        more=(FIRST,),
    ),
}
