"""Notebook 05: answers as students write them."""

import math

import numpy as np

from answers import Answers
from seesaw.lessons import bert_block as lesson
from seesaw.lessons.bert_block.costs import parameters_of
from seesaw.maths.arrays import gelu, layer_norm
from seesaw.maths.attention import causal_mask

# ---- the three tables


def tables_by_appending(n, m, n_heads):
    shapes = []
    for asks, answers in [(n, n), (m, m), (m, n)]:
        shapes.append([n_heads, asks, answers])
    return shapes


# ---- the mask


def mask_in_a_loop(n):
    mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(i + 1):
            mask[i, j] = True
    return mask


def mask_without_the_token_itself(n):
    mask = np.full((n, n), False)
    for i in range(n):
        mask[i, :i] = True
    return mask


# ---- the padding mask


def pads_in_a_loop(lengths):
    mask = np.zeros((len(lengths), max(lengths)), dtype=bool)
    for row, length in zip(mask, lengths, strict=True):
        row[:length] = True
    return mask


# ---- feed forward


def feed_forward_in_a_loop(x, W_1, b_1, W_2, b_2, activation):
    rows = []
    for row in x:
        wide = [sum(w * a for w, a in zip(weights, row, strict=True)) + b for weights, b in zip(W_1, b_1, strict=True)]
        wide = activation(np.array(wide))
        rows.append(
            [sum(w * a for w, a in zip(weights, wide, strict=True)) + b for weights, b in zip(W_2, b_2, strict=True)]
        )
    return rows


def feed_forward_in_place(x, W_1, b_1, W_2, b_2, activation):
    wide = x @ W_1.T
    wide += b_1
    wide = activation(wide)
    return wide @ W_2.T + b_2


# ---- layer norm


def norm_in_a_loop(x, gain, bias, eps):
    rows = []
    for row in x:
        mean = sum(row) / len(row)
        variance = sum((number - mean) ** 2 for number in row) / len(row)
        rows.append([g * (a - mean) / math.sqrt(variance + eps) + b for a, g, b in zip(row, gain, bias, strict=True)])
    return rows


def norm_in_place(x, gain, bias, eps):
    x -= x.mean(axis=1, keepdims=True)
    x /= np.sqrt((x**2).mean(axis=1, keepdims=True) + eps)
    x *= gain
    x += bias
    return x


# ---- the order


def block_in_place(x, listen, think, norm):
    x += listen(x)
    x = norm(x)
    x += think(x)
    return norm(x)


def block_of_a_half(x, listen, think, norm):
    for part in (listen, think):
        x = norm(x + part(x))
    return x


def pre_norm(x, listen, think, norm):
    x = x + listen(norm(x))
    return x + think(norm(x))


# ---- the parameters


def parameters_of_shapes(d, d_ff, n_heads):
    shapes = [(d, d)] * 4 + [(d_ff, d), (d, d_ff)]
    return sum(rows * columns + rows for rows, columns in shapes) + 4 * d


def parameters_of_arrays(d, d_ff, n_heads):
    arrays = [np.zeros((d, d)), np.zeros(d)] * 4
    arrays += [np.zeros((d_ff, d)), np.zeros(d_ff), np.zeros((d, d_ff)), np.zeros(d), np.zeros((4, d))]
    return sum(array.size for array in arrays)


def parameters_by_heads(d, d_ff, n_heads):
    d_k = d / n_heads
    return n_heads * 3 * (d_k * d + d_k) + d * d + d + (2 * d * d_ff + d_ff + d) + 4 * d


TABLE = {
    "tables": Answers(
        lesson.check_tables,
        right=[
            lambda n, m, H: ((H, n, n), (H, m, m), (H, m, n)),
            lambda n, m, H: [[H, n, n], [H, m, m], [H, m, n]],
            lambda n, m, H: [np.zeros((H, *pair)).shape for pair in ((n, n), (m, m), (m, n))],
            lambda n, m, H: np.array([[H, n, n], [H, m, m], [H, m, n]]),
            tables_by_appending,
        ],
        wrong={
            "turned": lambda n, m, H: [(H, n, n), (H, m, m), (H, n, m)],
            "square": lambda n, m, H: [(H, n, n), (H, m, m), (H, m, m)],
            "exchanged": lambda n, m, H: [(H, m, m), (H, n, n), (H, n, m)],
            "together": lambda n, m, H: [(H, n, n), (H, m, m), (H, n + m, n + m)],
            "no heads": lambda n, m, H: [(n, n), (m, m), (m, n)],
            "heads last": lambda n, m, H: [(n, n, H), (m, m, H), (m, n, H)],
            "right for these numbers": lambda n, m, H: [(12, 7, 7), (12, 5, 5), (12, 5, 7)],
            "each of them (n_heads, rows, columns)": lambda n, m, H: (H, n, m),
            "three shapes were asked": lambda n, m, H: [(H, n, n), (m, m), (H, m, n)],
            "entry": lambda n, m, H: [(H, n, n), (H, m, n), (H, m, n)],
        },
    ),
    "mask": Answers(
        lesson.check_mask,
        right=[
            mask_in_a_loop,
            causal_mask,
            lambda n: np.tri(n, dtype=bool),
            lambda n: np.tril(np.ones((n, n))) == 1,
            lambda n: ~np.triu(np.ones((n, n), dtype=bool), 1),
            lambda n: [[j <= i for j in range(n)] for i in range(n)],
            lambda n: np.less_equal.outer(np.arange(n), np.arange(n)).T,
            lambda n: np.tril(np.full((n, n), True)),
        ],
        wrong={
            "kind": lambda n: np.tril(np.ones((n, n))),
            "it must be boolean": lambda n: [[int(j <= i) for j in range(n)] for i in range(n)],
            "additive": lambda n: np.where(np.tri(n, dtype=bool), 0, -np.inf),
            "0 where j may be heard": lambda n: np.triu(np.full((n, n), -1e9), 1),
            "True where j may be heard: write mask >= 0": lambda n: (1 - np.tri(n)) * -np.inf,
            "additive, upside down": lambda n: np.tril(np.full((n, n), -np.inf), -1),
            "not itself": mask_without_the_token_itself,
            "one ahead": lambda n: np.tril(np.ones((n, n), dtype=bool), k=1),
            "upside down": lambda n: np.arange(n)[:, None] <= np.arange(n),
            "not": lambda n: np.arange(n) > np.arange(n)[:, None],
            "may token 1 hear token 0? It should be True": lambda n: (
                np.tri(n, dtype=bool) & (np.arange(n) != 0) | np.eye(n, dtype=bool)
            ),
            "a row for each i": lambda n: np.ones(n, dtype=bool),
            "right for these numbers": lambda n: np.tri(5, dtype=bool),
        },
    ),
    "pads": Answers(
        lesson.check_pads,
        right=[
            pads_in_a_loop,
            lambda lengths: [[j < n for j in range(max(lengths))] for n in lengths],
            lambda lengths: np.arange(max(lengths)) < np.array(lengths)[:, None],
            lambda lengths: np.greater.outer(lengths, np.arange(max(lengths))),
            lambda lengths: np.tri(max(lengths) + 1, max(lengths), -1, dtype=bool)[lengths],
            lambda lengths: np.array([np.r_[np.ones(n), np.zeros(max(lengths) - n)] for n in lengths]) == 1,
        ],
        wrong={
            "kind": lambda lengths: 1.0 * (np.arange(max(lengths)) < np.array(lengths)[:, None]),
            "upside down": lambda lengths: np.arange(max(lengths)) >= np.array(lengths)[:, None],
            "one more": lambda lengths: np.arange(max(lengths)) <= np.array(lengths)[:, None],
            "turned": lambda lengths: np.arange(max(lengths))[:, None] < np.array(lengths),
            "everybody": lambda lengths: np.ones((len(lengths), max(lengths)), dtype=bool),
            "in front": lambda lengths: (np.arange(max(lengths)) < np.array(lengths)[:, None])[:, ::-1],
            "things of different shapes": lambda lengths: [[True] * n for n in lengths],
            "right for these numbers": lambda lengths: [[True] * 3 + [False] * 2, [True] * 5],
            "a row for each sentence": lambda lengths: np.arange(5) < 3,
        },
    ),
    "feed forward": Answers(
        lesson.check_feed_forward,
        right=[
            feed_forward_in_a_loop,
            feed_forward_in_place,
            lambda x, W, b, V, c, f: f(x @ W.T + b) @ V.T + c,
            lambda x, W, b, V, c, f: np.array([V @ f(W @ row + b) + c for row in x]),
            lambda x, W, b, V, c, f: np.einsum("nf,df->nd", f(np.einsum("nd,fd->nf", x, W) + b), V) + c,
            lambda x, W, b, V, c, f: (V @ f(W @ x.T + b[:, None]) + c[:, None]).T,
        ],
        wrong={
            "no activation": lambda x, W, b, V, c, f: (x @ W.T + b).dot(V.T) + c,
            "gelu": lambda x, W, b, V, c, f: gelu(x @ W.T + b) @ V.T + c,
            "relu": lambda x, W, b, V, c, f: np.clip(x @ W.T + b, 0, None) @ V.T + c,
            "no bias": lambda x, W, b, V, c, f: f(x @ W.T) @ V.T,
            "@ needs as many columns on its left as rows on its right, and met 3 and 12": lambda x, W, b, V, c, f: (
                x @ W + b
            ),
            "another": lambda x, W, b, V, c, f: np.tanh(x @ W.T + b) @ V.T + c,
            "but another one": lambda x, W, b, V, c, f: abs(x @ W.T + b) @ V.T + c,
            "so it is x @ W_1.T": lambda x, W, b, V, c, f: f(x @ W + b) @ V + c,
            "and then wide @ W_2.T": lambda x, W, b, V, c, f: f(x @ W.T + b) @ V + c,
            "b_1 has d_ff numbers and b_2": lambda x, W, b, V, c, f: f(x @ W.T + c) @ V.T + b,
            "one row per token": lambda x, W, b, V, c, f: f(x[0] @ W.T + b) @ V.T + c,
            "wide": lambda x, W, b, V, c, f: f(x @ W.T + b),
            "entry": lambda x, W, b, V, c, f: x,
        },
    ),
    "layer norm": Answers(
        lesson.check_layer_norm,
        right=[
            norm_in_a_loop,
            norm_in_place,
            layer_norm,
            lambda x, g, b, e: ((x.T - x.mean(1)) / np.sqrt(x.var(1) + e)).T * g + b,
            lambda x, g, b, e: g * (x - x.mean(-1)[:, None]) * (x.var(-1)[:, None] + e) ** -0.5 + b,
            lambda x, g, b, e: np.stack([g * (row - row.mean()) / np.hypot(row.std(), np.sqrt(e)) + b for row in x]),
            lambda x, g, b, e: (
                (c := x - np.einsum("nd->n", x)[:, None] / x.shape[1])
                * g
                / np.sqrt(np.einsum("nd,nd->n", c, c)[:, None] / x.shape[1] + e)
                + b
            ),
            lambda x, g, b, e: (
                np.apply_along_axis(lambda row: (row - row.mean()) / np.sqrt(row.var() + e), 1, x) * g + b
            ),
        ],
        wrong={
            "rms": lambda x, g, b, e: g * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + e),
            "RMS norm": lambda x, g, b, e: x / np.sqrt(np.square(x).mean(1, keepdims=True) + e) * g + b,
            "swapped": lambda x, g, b, e: layer_norm(x, gain=b, bias=g, eps=e),
            "no bias": lambda x, g, b, e: layer_norm(x, g, None, e),
            "no gain": lambda x, g, b, e: layer_norm(x, None, b, e),
            "no eps": lambda x, g, b, e: layer_norm(x, g, b),
            "tokens": lambda x, g, b, e: (x - x.mean(0)) / np.sqrt(x.var(0) + e),
            "a column only with keepdims=True": lambda x, g, b, e: g * (x - x.mean(-1)) / np.sqrt(x.var(-1) + e) + b,
            "brackets": lambda x, g, b, e: (
                x - x.mean(-1, keepdims=True) / np.sqrt(x.var(-1, keepdims=True) + e) * g + b
            ),
            "one row per token": lambda x, g, b, e: layer_norm(x[0], g, b, e),
            "entry": lambda x, g, b, e: layer_norm(x, g, -b, e),
        },
    ),
    "order": Answers(
        lesson.check_order,
        right=[
            block_in_place,
            block_of_a_half,
            lambda x, f, g, n: n((y := n(x + f(x))) + g(y)),
            lambda x, f, g, n: n(np.add(y := n(np.add(x, f(x))), g(y))),
            lambda x, f, g, n: n(n(f(x) + x) + g(n(x + f(x)))),
            lambda x, f, g, n: n(sum([(y := n(sum([x, f(x)]))), g(y)])).tolist(),
        ],
        wrong={
            "pre": pre_norm,
            "turned round": lambda x, f, g, n: n((y := n(x + g(x))) + f(y)),
            "thinks x": lambda x, f, g, n: n(n(x + f(x)) + g(x)),
            "only attention": lambda x, f, g, n: n(f(x) + x),
            "only feed forward": lambda x, f, g, n: n(x + g(x)),
            "one norm too many": lambda x, f, g, n: n((y := n(x + n(f(x)))) + n(g(y))),
            "one row per token": lambda x, f, g, n: n(x)[0],
            "neither": lambda x, f, g, n: n(x),
            "one residual": lambda x, f, g, n: n(x + g(f(x))),
            "entry": lambda x, f, g, n: n(2 * x + f(x)),
        },
    ),
    "parameters": Answers(
        lesson.check_parameters,
        right=[
            parameters_of_shapes,
            parameters_of_arrays,
            parameters_by_heads,
            lambda d, f, h: 4 * d**2 + 2 * d * f + 9 * d + f,
            lambda d, f, h: sum(parameters_of(d, f).values()),
            lambda d, f, h: [np.sum([4 * d * (d + 1), f * (d + 1), d * (f + 1), 4 * d])],
        ],
        wrong={
            "weights only": lambda d, f, h: 4 * d * d + 2 * d * f,
            "those are the weights alone": lambda d, f, h: 12 * d * d,
            "the weights alone, and they are right": lambda d, f, h: 1769472,
            "four times d": lambda d, f, h: 12 * d * d + 13 * d,
            "7 is too few for d = 384": lambda d, f, h: 7,
            "1,774,848 is too many for d = 384": lambda d, f, h: parameters_of_shapes(d, f, h) + d,
            "1,774,463 is too few": lambda d, f, h: parameters_of_shapes(d, f, h) - 1,
            "right for these numbers": lambda d, f, h: 1774464,
            "added up": lambda d, f, h: list(parameters_of(d, f).values()),
            "a whole number was asked": lambda d, f, h: float("nan"),
        },
    ),
}
