"""Notebook 05: its exercises.  What a slip gives stands here, what is said of it in the deck beside this file."""

import numpy as np

from seesaw.exercise import Bugs, Exercise, deck
from seesaw.lessons.bert_block.costs import parameters_of
from seesaw.lessons.bert_block.pads import padding_mask
from seesaw.maths.arrays import gelu, layer_norm, softmax
from seesaw.maths.attention import causal_mask
from seesaw.words import listed

DECK = deck(__file__)
WORDS = DECK.verdicts
BUGS = DECK.names["bugs"]


# 5.0  yours(n, m, n_heads) lists the shapes of alpha' in the encoder, in the masked box, in cross-attention
check_tables = Exercise(
    WORDS["tables"],
    right=lambda n, m, H: [(H, n, n), (H, m, m), (H, m, n)],
    slips={
        "turned": lambda n, m, H: [(H, n, n), (H, m, m), (H, n, m)],
        "square": [
            lambda n, m, H: [(H, n, n), (H, m, m), (H, n, n)],
            lambda n, m, H: [(H, n, n), (H, m, m), (H, m, m)],
        ],
        "exchanged": lambda n, m, H: [(H, m, m), (H, n, n), (H, n, m)],
        "together": [
            lambda n, m, H: [(H, n, n), (H, m, m), (H, n + m, n + m)],
            lambda n, m, H: [(H, n, n), (H, m, m), (H, m, n + m)],
        ],
        "no heads": lambda n, m, H: [(n, n), (m, m), (m, n)],
        "heads last": [
            lambda n, m, H: [(n, n, H), (m, m, H), (m, n, H)],
            lambda n, m, H: [(n, H, n), (m, H, m), (m, H, n)],
        ],
    },
    given=lambda seed: ((7, 5, 12), (4, 9, 3))[seed],
    fields=lambda n, m, H: {"n": n, "m": m},
)


def _odd(got, n):
    """Numbers to add in place of True and False; or the first pair i, j that is not as it should be."""
    want = causal_mask(n)
    if got.shape == want.shape and (got < 0).any():
        return "additive, upside down" if (got[1:, 0] < 0).any() else "additive"
    if got.shape != want.shape or not np.isin(got, (0, 1)).all():
        return None
    i, j = np.argwhere(got != want)[0].tolist()
    return "pair", {"i": i, "j": j, "want": bool(want[i, j]), "got": bool(got[i, j])}


# 5.1  yours(n) is (n, n), boolean, True where j <= i
check_mask = Exercise(
    WORDS["mask"],
    right=causal_mask,
    slips={
        "upside down": lambda n: np.triu(np.ones((n, n))),
        "not": lambda n: np.triu(np.ones((n, n)), 1),
        "not itself": lambda n: np.tri(n, k=-1),
        "one ahead": lambda n: np.tri(n, k=1),
        "everybody": lambda n: np.ones((n, n)),
        "itself": np.eye,
        "before": lambda n: np.tri(n) - np.tri(n, k=-2),
        "mirrored": [lambda n: np.tri(n)[:, ::-1], lambda n: np.tri(n)[::-1]],
        "nobody": lambda n: np.zeros((n, n)),
    },
    given=lambda seed: ((5, 3)[seed],),
    fields=lambda n: {"open": n * (n + 1) // 2, "all": n * n},
    notice=_odd,
    boolean=True,
)


# 5.1b  yours(lengths) is (B, longest), boolean, True where a real token stands
check_pads = Exercise(
    WORDS["pads"],
    right=padding_mask,
    slips={
        "upside down": lambda lengths: ~padding_mask(lengths),
        "one more": lambda lengths: np.arange(max(lengths)) <= np.array(lengths)[:, None],
        "one less": lambda lengths: np.arange(max(lengths)) < np.array(lengths)[:, None] - 1,
        "everybody": lambda lengths: np.ones((len(lengths), max(lengths))),
        "turned": lambda lengths: padding_mask(lengths).T,
        "in front": lambda lengths: padding_mask(lengths)[:, ::-1],
        "the last": lambda lengths: np.arange(max(lengths)) == np.array(lengths)[:, None] - 1,
        "shortest": lambda lengths: np.ones((len(lengths), min(lengths))),
        "sentence by sentence": lambda lengths: padding_mask(lengths)[:, None] & padding_mask(lengths)[:, :, None],
    },
    given=lambda seed: (([3, 5], [4, 1, 6])[seed],),
    fields=lambda lengths: {"lengths": listed(lengths), "count": len(lengths), "longest": max(lengths)},
    boolean=True,
)


def _relu(x):
    return np.maximum(x, 0)


def _feed(activation=None):
    """A feed forward, with the activation f that is given or always with this one.  W, b, V, c: W_1, b_1, W_2, b_2."""
    return lambda x, W, b, V, c, f: (activation or f)(x @ W.T + b) @ V.T + c


def _net(seed):
    """x (n, d), W_1 (d_ff, d), b_1 (d_ff,), W_2 (d, d_ff), b_2 (d,), and the activation: GELU first, then ReLU."""
    rng, (n, d, d_ff) = np.random.default_rng(52 + seed), ((5, 3, 12), (4, 6, 10))[seed]
    return (*(rng.normal(size=shape) for shape in ((n, d), (d_ff, d), d_ff, (d, d_ff), d)), (gelu, _relu)[seed])


OTHERS = np.tanh, softmax, np.abs, lambda z: 1 / (1 + np.exp(-z)), lambda z: np.where(z > 0, z, 0.01 * z)


# 5.2  yours(x, W_1, b_1, W_2, b_2, activation) is activation(x W_1^T + b_1) W_2^T + b_2, for each row alone
check_feed_forward = Exercise(
    WORDS["feed forward"],
    right=_feed(),
    slips={
        "no activation": _feed(lambda wide: wide),
        "last": lambda x, W, b, V, c, f: f((x @ W.T + b) @ V.T + c),
        "first": lambda x, W, b, V, c, f: (f(x) @ W.T + b) @ V.T + c,
        "twice": lambda *net: net[-1](_feed()(*net)),
        "relu": _feed(_relu),
        "gelu": [_feed(gelu), _feed(lambda wide: gelu(wide, approximate=True))],
        "another": [_feed(activation) for activation in OTHERS],
        "no b_1": lambda x, W, b, V, c, f: f(x @ W.T) @ V.T + c,
        "b_1 after": lambda x, W, b, V, c, f: (f(x @ W.T) + b) @ V.T + c,
        "no b_2": lambda x, W, b, V, c, f: f(x @ W.T + b) @ V.T,
        "no bias": lambda x, W, b, V, c, f: f(x @ W.T) @ V.T,
        "added": lambda x, *net: x + _feed()(x, *net),
        "wide": [lambda x, W, b, V, c, f: f(x @ W.T + b), lambda x, W, b, *_: x @ W.T + b],
    },
    given=_net,
    fields=lambda x, W, b, V, c, f: {"wide": len(W), "d": len(V)},
)


def _normed(way):
    """A norm whose rows are `way` (x, eps) before gain and bias: with both, with the gain alone, with neither."""
    return [lambda x, g, b, e: g * way(x, e) + b, lambda x, g, b, e: g * way(x, e), lambda x, g, b, e: way(x, e)]


def _mean(x, axis=-1):
    return x.mean(axis, keepdims=True)


def _away(x, axis=-1):
    return x - _mean(x, axis)


def _var(x, axis=-1, ddof=0):
    return x.var(axis, ddof=ddof, keepdims=True)


def _over(mean, variance):
    """The mean and the variance run along these axes; None is all of them."""
    return _normed(lambda x, e: _away(x, mean) / np.sqrt(_var(x, variance) + e))


def _by(spread):
    """The rows without their mean, divided by `spread` (x, eps), a column."""
    return _normed(lambda x, e: _away(x) / spread(x, e))


def _rows(seed):
    """x (n, d), gain and bias (d,), and eps, so large that it can be seen."""
    rng, (n, d) = np.random.default_rng(53 + seed), ((4, 6), (3, 5))[seed]
    x = rng.normal(size=(n, d)) * np.array([[0.3], [1], [2], [4]])[:n] + np.array([[3], [0.5], [-1], [1]])[:n]
    return x, rng.uniform(0.5, 2, d), rng.normal(size=d), (0.05, 0.02)[seed]


# 5.3  yours(x, gain, bias, eps) norms each row of x over its features, the last axis
check_layer_norm = Exercise(
    WORDS["norm"],
    right=layer_norm,
    slips={
        "tokens": _over(0, 0) + _over(0, -1),
        "all": _over(None, None) + _over(None, -1) + _over(-1, None),
        "ddof": _by(lambda x, e: np.sqrt(_var(x, ddof=1) + e)),
        "variance": _by(lambda x, e: _var(x) + e) + _by(lambda x, e: _var(x)),
        "eps outside": _by(lambda x, e: np.sqrt(_var(x)) + e),
        "no eps": _by(lambda x, e: np.sqrt(_var(x))),
        "mean left": _normed(lambda x, e: x / np.sqrt(_var(x) + e)),
        "rms": _normed(lambda x, e: x / np.sqrt(_mean(x**2) + e)) + _normed(lambda x, e: x / np.sqrt(_mean(x**2))),
        "squares of x": _by(lambda x, e: np.sqrt(_mean(x**2) + e)),
        "length": [
            *_by(lambda x, e: np.sqrt(x.shape[1] * _var(x) + e)),
            *_by(lambda x, e: np.sqrt(x.shape[1] * _var(x))),
            *_normed(lambda x, e: x / np.sqrt(x.shape[1] * _mean(x**2))),
        ],
        "absolute": _by(lambda x, e: _mean(np.abs(_away(x))) + e) + _by(lambda x, e: _mean(np.abs(_away(x)))),
        "brackets": [
            *_normed(lambda x, e: x - _mean(x) / np.sqrt(_var(x) + e)),
            lambda x, g, b, e: x - _mean(x) / np.sqrt(_var(x) + e) * g + b,
            lambda x, g, b, e: g * x - _mean(x) / np.sqrt(_var(x) + e) + b,
        ],
        "multiplied": _normed(lambda x, e: _away(x) * np.sqrt(_var(x) + e)),
        "only centred": _normed(lambda x, e: _away(x)),
        "no norm": lambda x, g, b, e: g * x + b,
        "neither": lambda x, g, b, e: layer_norm(x, eps=e),
        "no bias": lambda x, g, b, e: layer_norm(x, g, eps=e),
        "no gain": lambda x, g, b, e: layer_norm(x, eps=e) + b,
        "swapped": lambda x, g, b, e: layer_norm(x, b, g, e),
        "gain on bias": lambda x, g, b, e: g * (layer_norm(x, eps=e) + b),
        "bias first": lambda x, g, b, e: layer_norm(g * x + b, eps=e),
    },
    given=_rows,
)


def _sublayers(seed):
    """x (n, d), and three functions (n, d) -> (n, d) as in a block: the norm has a gain and a bias."""
    rng, (n, d) = np.random.default_rng(54 + seed), ((4, 5), (6, 3))[seed]
    x, W, V = rng.normal(size=(n, d)), rng.normal(size=(d, d)), rng.normal(size=(d, d))
    gain, bias = rng.uniform(0.5, 2, d), rng.normal(size=d)

    def listen(x):
        return np.tanh(x @ W) + np.mean(x, axis=0)

    def think(x):
        return _relu(x @ V) + 0.5

    return x, listen, think, lambda x: layer_norm(x, gain, bias)


def _block(x, f, g, n):
    """BERT's: add, then norm, twice."""
    y = n(x + f(x))
    return n(y + g(y))


def _pre(x, f, g, n):
    y = x + f(n(x))
    return y + g(n(y))


# 5.4  yours(x, listen, think, norm) is BERT's block
check_order = Exercise(
    WORDS["order"],
    right=_block,
    slips={
        "pre": _pre,
        "pre and last": lambda x, f, g, n: n(_pre(x, f, g, n)),
        "normed then added": lambda x, f, g, n: (y := x + n(f(x))) + n(g(y)),
        "all normed": [
            lambda x, f, g, n: _block(n(x), f, g, n),
            lambda x, f, g, n: (z := n((y := n(x)) + f(y))) + g(z),
        ],
        "nothing added": [
            lambda x, f, g, n: n(g(n(f(x)))),
            lambda x, f, g, n: n(g(f(x))),
            lambda x, f, g, n: g(f(x)),
            lambda x, f, g, n: g(n(f(n(x)))),
        ],
        "carries x": lambda x, f, g, n: n(x + g(n(x + f(x)))),
        "carries the sum": lambda x, f, g, n: n((y := x + f(x)) + g(n(y))),
        "thinks x": lambda x, f, g, n: n(n(x + f(x)) + g(x)),
        "thinks the sum": lambda x, f, g, n: n(n(y := x + f(x)) + g(y)),
        "thinks what was heard": [
            lambda x, f, g, n: n(n(x + f(x)) + g(f(x))),
            lambda x, f, g, n: n(x + f(x) + g(f(x))),
        ],
        "no first norm": lambda x, f, g, n: n((y := x + f(x)) + g(y)),
        "no last norm": lambda x, f, g, n: (y := n(x + f(x))) + g(y),
        "no norm": lambda x, f, g, n: (y := x + f(x)) + g(y),
        "one norm too many": [
            lambda x, f, g, n: n(_block(x, f, g, n)),
            lambda x, f, g, n: n((y := n(x + f(x))) + n(g(y))),
            lambda x, f, g, n: n((y := n(x + n(f(x)))) + g(y)),
            lambda x, f, g, n: n((y := n(x + n(f(x)))) + n(g(y))),
            lambda x, f, g, n: n((y := n(x + f(n(x)))) + g(n(y))),
            lambda x, f, g, n: n((y := n(n(x + f(x)))) + g(y)),
        ],
        "no second residual": lambda x, f, g, n: n(g(n(x + f(x)))),
        "no first residual": lambda x, f, g, n: n((y := n(f(x))) + g(y)),
        "one residual": [
            lambda x, f, g, n: n(x + g(f(x))),
            lambda x, f, g, n: n(x + g(n(f(x)))),
            lambda x, f, g, n: x + g(f(x)),
        ],
        "side by side": [lambda x, f, g, n: n(x + f(x) + g(x)), lambda x, f, g, n: x + f(x) + g(x)],
        "turned round": lambda x, f, g, n: _block(x, g, f, n),
        "listens twice": lambda x, f, g, n: _block(x, f, f, n),
        "thinks twice": lambda x, f, g, n: _block(x, g, g, n),
        "only attention": [lambda x, f, g, n: n(x + f(x)), lambda x, f, g, n: x + f(x)],
        "only feed forward": [lambda x, f, g, n: n(x + g(x)), lambda x, f, g, n: x + g(x)],
        "neither": [lambda x, f, g, n: x, lambda x, f, g, n: n(x)],
    },
    given=_sublayers,
)


QKV, OUT, FEED = "W_q b_q W_k b_k W_v b_v ", "W_o b_o ", "W_1 b_1 W_2 b_2 "
BIASES, NORMS = "b_q b_k b_v b_o b_1 b_2 ", "gain_1 bias_1 gain_2 bias_2 "


def _total(d, d_ff, n_heads=None):
    return sum(parameters_of(d, d_ff).values())


def _but(left_out, names="", times=lambda n_heads: 1):
    """A count that leaves out some parts, and takes others so many times.  Parts are named as in `parameters_of`."""

    def count(d, d_ff, n_heads):
        taken = {name: times(n_heads) for name in names.split()} | dict.fromkeys(left_out.split(), 0)
        return sum(taken.get(name, 1) * numbers for name, numbers in parameters_of(d, d_ff).items())

    return count


def _taken(names, times=lambda n_heads: 0):
    """Two counts that take these parts so many times, no time by default: of all there are, of the weights alone."""
    return [_but("", names, times), _but(BIASES + NORMS, names, times)]


def _too_few(got, d, d_ff, n_heads):
    """The weights alone, even where their number alone was written; else whether it is too small or too large."""
    if got.size != 1 or not np.isfinite(got).all():
        return None
    if got == _but(BIASES + NORMS)(d, d_ff, n_heads):
        return "weights only"
    return "few" if got < _total(d, d_ff) else "many"


# 5.5  yours(d, d_ff, n_heads) counts what one block has learned, biases and norms included
check_parameters = Exercise(
    WORDS["parameters"],
    right=_total,
    slips={
        "weights only": _but(BIASES + NORMS),
        "biases": _but(BIASES),
        "attention's biases": _but("b_q b_k b_v b_o " + NORMS),
        "feed forward's biases": _but("b_1 b_2"),
        "b_1": _but("b_1"),
        "a bias": _but("b_2"),
        "W_o": [*_taken(OUT), _but("W_o")],
        "one for three": _taken("W_k b_k W_v b_v"),
        "times heads": _taken(QKV, lambda n_heads: n_heads),
        "all times heads": _taken(QKV + OUT, lambda n_heads: n_heads),
        "by heads": [*_taken(QKV, lambda n_heads: 1 / n_heads), *_taken(QKV + OUT, lambda n_heads: 1 / n_heads)],
        "norms": _but(NORMS),
        "one norm": _but("gain_2 bias_2"),
        "one number a norm": lambda d, d_ff, n_heads: _but(NORMS)(d, d_ff, n_heads) + 4,
        "W_2": [*_taken("W_2 b_2"), _but("W_2")],
        "d for d_ff": lambda d, d_ff, n_heads: _total(d, d_ff) - d_ff + d,
        "d_ff for d": lambda d, d_ff, n_heads: _total(d, d_ff) - d + d_ff,
        "four times d": lambda d, d_ff, n_heads: _total(d, 4 * d),
        "feed forward": _taken(FEED),
        "attention": _taken(QKV + OUT),
    },
    given=lambda seed: ((384, 1536, 12), (6, 23, 3))[seed],
    fields=lambda d, d_ff, n_heads: {"d": d, "d_ff": d_ff},
    notice=_too_few,
    places=0,
)

# 5.6  {"A": a name of BUGS, "B": ..., "C": ..., "D": ...}
check_bugs = Bugs(WORDS["bugs"], BUGS, {"A": 2, "B": 6, "C": 1, "D": 4})
