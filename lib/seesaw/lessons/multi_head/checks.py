"""Notebook 03: its exercises.  What a slip gives stands here, what is said of it in the deck beside this file."""

import numpy as np

from seesaw.exercise import Bugs, Exercise, deck
from seesaw.lessons.multi_head.heads import hidden_cls
from seesaw.lessons.multi_head.yours import maps, small, whole
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import merge_heads, multi_head, split_heads

DECK = deck(__file__)
WORDS = DECK.verdicts
BUGS = DECK.names["bugs"]


# 3.1  how often who knows both neighbours, and not their sides, is right
check_coin = Exercise(
    WORDS["coin"],
    right=lambda: 1 / 8 + 7 / 8 / 2,
    slips={
        "half": lambda: 0.5,
        "eighth": lambda: 1 / 8,
        "rest": lambda: 7 / 8 / 2,
        "two": [lambda: 0.25, lambda: 1 / 8 + 7 / 8 / 4],
        "measured": [lambda: 0.56, lambda: 0.57, lambda: 0.58],
    },
    places=3,
    typed=True,
)


def _maps(seed, alpha_prime):
    """The map of a head (n, n), and one of seven tokens whose rows sum to 1."""
    return (np.array(alpha_prime, dtype=float) if seed == 0 else np.random.default_rng(4).dirichlet(np.ones(7), 7),)


# 3.2  yours(alpha_prime) is the mean of the diagonal below the main one.  alpha_prime : (n, n)
check_previous = Exercise(
    WORDS["previous"],
    right=lambda a: np.diagonal(a, -1).mean(),
    slips={
        "after": lambda a: np.diagonal(a, 1).mean(),
        "itself": lambda a: np.diagonal(a).mean(),
        "sum": lambda a: np.diagonal(a, -1).sum(),
        "n": lambda a: np.diagonal(a, -1).sum() / len(a),
        "cls": lambda a: a[:, 0].mean(),
        "whole": lambda a: a.mean(),
        "most": lambda a: a.max(),
        "row": lambda a: a.max(axis=1).mean(),
        "below": [lambda a: np.tril(a, -1).sum(axis=1).mean(), lambda a: np.tril(a, -1).mean()],
        "median": lambda a: np.median(np.diagonal(a, -1)),
    },
    given=_maps,
)


# 3.3  yours(alpha_prime) is the mean share of the token two back
check_two_back = Exercise(
    WORDS["two back"],
    right=lambda a: np.diagonal(a, -2).mean(),
    slips={
        "one": lambda a: np.diagonal(a, -1).mean(),
        "after": lambda a: np.diagonal(a, 2).mean(),
        "n": [lambda a: np.diagonal(a, -2).sum() / len(a), lambda a: np.diagonal(a, -2).sum() / (len(a) - 1)],
        "sum": lambda a: np.diagonal(a, -2).sum(),
        "both": lambda a: (np.diagonal(a, -1).sum() + np.diagonal(a, -2).sum()) / (len(a) - 1),
        "most": [lambda a: np.diagonal(a, -2).max(), lambda a: a.max()],
    },
    given=_maps,
)


def _rest(a):
    return a * (np.arange(a.shape[1]) > 0)


# 3.4  yours(alpha_prime) has 0 in column 0 and rows that sum to 1.  alpha_prime : (n, n)
check_hidden_cls = Exercise(
    WORDS["hidden"],
    right=hidden_cls,
    slips={
        "not shared": _rest,
        "columns": [
            lambda a: _rest(a) / _rest(a).sum(axis=0),
            lambda a: np.nan_to_num(_rest(a) / _rest(a).sum(axis=0)),
        ],
        "row 0": lambda a: a * (np.arange(len(a)) > 0)[:, None],
        "whole": lambda a: _rest(a) / _rest(a).sum(),
        "keepdims": lambda a: _rest(a) / _rest(a).sum(axis=1),
        "softmax": [lambda a: softmax(_rest(a)), lambda a: softmax(np.where(np.arange(len(a)) > 0, a, -np.inf))],
        "as it was": lambda a: a,
    },
    given=_maps,
)


def _rows(seed, *_):
    """(n, d) with another number in each place, and how many heads."""
    return (np.arange(60.0).reshape(5, 12), 3) if seed == 0 else (np.arange(48.0, 0, -1).reshape(6, 8), 2)


# 3.5  yours(x, H) is (H, n, d / H)
check_split = Exercise(
    WORDS["split"],
    right=split_heads,
    slips={
        "mixed": lambda x, H: x.reshape(H, len(x), -1),
        "every H-th": lambda x, H: x.reshape(len(x), -1, H).transpose(2, 0, 1),
        "second": lambda x, H: x.reshape(len(x), H, -1),
        "last": lambda x, H: x.reshape(len(x), H, -1).transpose(0, 2, 1),
        "on its side": lambda x, H: x.reshape(len(x), H, -1).transpose(1, 2, 0),
        "backwards": lambda x, H: split_heads(x, H)[::-1],
    },
    given=_rows,
)

# 3.6  yours(x) puts (H, n, d_v) side by side, (n, H d_v)
check_merge = Exercise(
    WORDS["merge"],
    right=merge_heads,
    slips={
        "no swap": lambda x: x.reshape(x.shape[1], -1),
        "sum": lambda x: x.sum(axis=0),
        "mean": lambda x: x.mean(axis=0),
        "shuffled": lambda x: x.transpose(1, 2, 0).reshape(x.shape[1], -1),
        "stacked": lambda x: x.reshape(-1, x.shape[-1]),
        "backwards": lambda x: merge_heads(x[::-1]),
    },
    given=lambda seed: (split_heads(*_rows(seed)),),
)


def _heads_and_W_o(seed):
    """b_heads (H, n, d_v), W_o (d, H d_v), and which head."""
    rng, (H, n, d_v, d), h = np.random.default_rng(seed), ((3, 4, 2, 6), (4, 5, 2, 7))[seed], 2 - seed
    return rng.normal(size=(H, n, d_v)), rng.normal(size=(d, H * d_v)), h


def _slice(b, h):
    """The places of head h in W_o."""
    return slice(h * b.shape[-1], (h + 1) * b.shape[-1])


# 3.7  yours(b_heads, W_o, h) is what head h adds to b, (n, d)
check_contribution = Exercise(
    WORDS["contribution"],
    right=lambda b, W, h: b[h] @ W[:, _slice(b, h)].T,
    slips={
        "rows": [lambda b, W, h: b[h] @ W[_slice(b, h)], lambda b, W, h: b[h] @ W[_slice(b, h), : b.shape[-1]].T],
        "another": lambda b, W, h: b[h] @ W[:, h : h + b.shape[-1]].T,
        "head 0": lambda b, W, h: b[h] @ W[:, : b.shape[-1]].T,
        "whole": lambda b, W, h: merge_heads(b) @ W.T,
        "no W_o": lambda b, W, h: b[h],
    },
    given=_heads_and_W_o,
)


def _maps_slip(cut=split_heads, axis=-1, root=True, turn=False):
    """`yours.maps` with one step done otherwise.  root : True, d_k; False, none; "whole", the width of all heads"""

    def slip(a, W_q, W_k, H):
        q, k = cut(a @ W_q.T, H), cut(a @ W_k.T, H)
        q, k = (k, q) if turn else (q, k)
        width = {True: q.shape[-1], False: 1, "whole": len(W_q)}[root]
        return softmax(q @ k.mT / np.sqrt(width), axis=axis)

    return slip


def _uncut(x, H):
    """Reshaped without the swap of axes: words and features are mixed."""
    return x.reshape(H, len(x), -1)


# 3.8  yours(a, W_q, W_k, H) is alpha' of each head, (H, n, n)
check_maps = Exercise(
    WORDS["maps"],
    right=maps,
    slips={
        "no root": _maps_slip(root=False),
        "whole root": _maps_slip(root="whole"),
        "columns": _maps_slip(axis=-2),
        "mixed": _maps_slip(cut=_uncut),
        "turned": _maps_slip(turn=True),
        "no softmax": lambda a, W_q, W_k, H: multi_head(a, W_q, W_k, W_k, np.eye(len(W_k)), H).alpha,
        "one map": lambda a, W_q, W_k, H: softmax((a @ W_q.T) @ (a @ W_k.T).T / np.sqrt(len(W_q))),
    },
    given=lambda seed, first=None: (first.a, first.W_q, first.W_k, first.H) if seed == 0 else small(1, 2),
)


def _whole_slip(maps=maps, cut=split_heads, merge=merge_heads, out=lambda b, W_o: b @ W_o.T):
    """`yours.whole` with one step done otherwise."""
    return lambda a, W_q, W_k, W_v, W_o, H: out(merge(maps(a, W_q, W_k, H) @ cut(a @ W_v.T, H)), W_o)


# 3.9  yours(a, W_q, W_k, W_v, W_o, H) is b, (n, d)
check_multi_head = Exercise(
    WORDS["multi-head"],
    right=whole,
    slips={
        "no W_o": _whole_slip(out=lambda b, W_o: b),
        "W_o turned": _whole_slip(out=lambda b, W_o: b @ W_o),
        "no swap": _whole_slip(merge=lambda b: b.reshape(b.shape[1], -1)),
        "mixed": [
            _whole_slip(maps=_maps_slip(cut=_uncut), cut=_uncut),
            _whole_slip(maps=_maps_slip(cut=_uncut), cut=_uncut, merge=lambda b: b.reshape(b.shape[1], -1)),
        ],
        "no root": _whole_slip(maps=_maps_slip(root=False)),
        "whole root": _whole_slip(maps=_maps_slip(root="whole")),
        "columns": _whole_slip(maps=_maps_slip(axis=-2)),
        "one head": lambda a, W_q, W_k, W_v, W_o, H: whole(a, W_q, W_k, W_v, W_o, 1),
        "backwards": _whole_slip(merge=lambda b: merge_heads(b[::-1])),
    },
    given=lambda seed, first=None: tuple(first) if seed == 0 else small(2, 4),
)

# 3.10  {"A": a name of BUGS, "B": ..., "C": ..., "D": ...}
check_bugs = Bugs(WORDS["bugs"], BUGS, {"A": 2, "B": 5, "C": 1, "D": 4})
