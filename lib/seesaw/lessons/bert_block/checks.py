"""Notebook 05: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_mask          5.1  the causal mask
    check_feed_forward  5.2  wide, ReLU, back, each row alone
    check_layer_norm    5.3  over the features of a token
    check_order         5.4  the order of Add & Norm in BERT
    check_parameters    5.5  what one block has learned, counted
    check_bugs          5.6  the names of four bugs

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.lessons.bert_block.costs import parameters_of
from seesaw.lessons.bert_block.spot import BUGS, TRUE_NAMES
from seesaw.material.answers import first_slip, like
from seesaw.maths.arrays import gelu, layer_norm

SHAPE = "Not yet: yours has shape {got}, and {want} was expected: {why}."
A_ROW_A_TOKEN = "one row per token"


# ---- 5.1

MASK_YES = "Yes: {count} of {all} pairs are open, row i has i + 1 of them, and each token still hears itself."
MASK_KIND = (
    "Not yet: your mask holds {kind}; it must be boolean. A mask of ones and zeros is easily taken for numbers to "
    "add: write mask == 1."
)
MASK_SLIPS = {
    "Not yet: yours is upside down: row i asks, so in row i the columns j <= i are open, the lower triangle.":
        lambda n: np.triu(np.ones((n, n))),
    "Not yet: yours says True where j may NOT be heard. Here True means that j may be attended to (nn.Multihead"
    "Attention has it the other way round).": lambda n: np.triu(np.ones((n, n)), 1),
    "Not yet: the diagonal is missing. A token hears itself; row 0 would hear nobody at all.":
        lambda n: np.tril(np.ones((n, n)), -1),
    "Not yet: everybody hears everybody in yours; that is the encoder's way.": lambda n: np.ones((n, n)),
    "Not yet: each token hears only itself in yours; what came before it counts too.": lambda n: np.eye(n),
}  # fmt: skip
MASK_OTHER = "Not yet: may token {i} hear token {j}? It should be {want}, yours says {got}."


def check_mask(yours):
    """Exercise 5.1: yours(n) is (n, n) boolean, True where j <= i."""
    for n in (5, 3):
        got = np.asarray(yours(n))
        want = np.arange(n) <= np.arange(n)[:, None]
        if got.shape != want.shape:
            return SHAPE.format(got=got.shape, want=want.shape, why="a row for each i that asks, a column for each j")
        slip = first_slip(got.astype(float), {words: value(n) for words, value in MASK_SLIPS.items()})
        if slip:
            return slip
        if got.dtype != bool:
            return MASK_KIND.format(kind=got.dtype)
        if (got != want).any():
            i, j = np.argwhere(got != want)[0].tolist()
            return MASK_OTHER.format(i=i, j=j, want=bool(want[i, j]), got=bool(got[i, j]))
    return MASK_YES.format(count=15, all=25)


# ---- 5.2

FEED_YES = "Yes: out to {wide} numbers, through the gate, back to {d}. Row i of it depends on row i of x alone."
FEED_SLIPS = {
    "Not yet: no gate. Without a ReLU between them the two matrices are one matrix, and nothing is gained.":
        lambda x, W_1, b_1, W_2, b_2: (x @ W_1.T + b_1) @ W_2.T + b_2,
    "Not yet: your ReLU comes last. It stands in the wide layer, between W_1 and W_2.":
        lambda x, W_1, b_1, W_2, b_2: _relu((x @ W_1.T + b_1) @ W_2.T + b_2),
    "Not yet: you have one ReLU too many: none after W_2, for what is added to the residual may be below zero.":
        lambda x, W_1, b_1, W_2, b_2: _relu(_relu(x @ W_1.T + b_1) @ W_2.T + b_2),
    "Not yet: that is GELU, as BERT has it; ReLU was asked here: np.maximum(..., 0).":
        lambda x, W_1, b_1, W_2, b_2: gelu(x @ W_1.T + b_1) @ W_2.T + b_2,
    "Not yet: b_1 is missing; add it before the ReLU, so that it moves where the gate opens.":
        lambda x, W_1, b_1, W_2, b_2: _relu(x @ W_1.T) @ W_2.T + b_2,
    "Not yet: b_1 is added after the ReLU; it belongs inside.":
        lambda x, W_1, b_1, W_2, b_2: (_relu(x @ W_1.T) + b_1) @ W_2.T + b_2,
    "Not yet: b_2 is missing.": lambda x, W_1, b_1, W_2, b_2: _relu(x @ W_1.T + b_1) @ W_2.T,
    "Not yet: you have added x as well; that is Add, and comes after feed forward.":
        lambda x, W_1, b_1, W_2, b_2: x + _relu(x @ W_1.T + b_1) @ W_2.T + b_2,
}  # fmt: skip
FEED_WIDE = "Not yet: yours stays {wide} wide; W_2 brings each row back to {d}."
FEED_OTHER = "Not yet: entry [0, 0] should be {want:.3f}, yours is {got:.3f}."


def check_feed_forward(yours):
    """Exercise 5.2: yours(x, W_1, b_1, W_2, b_2) is relu(x W_1^T + b_1) W_2^T + b_2, for each row alone."""
    rng = np.random.default_rng(52)
    shapes = {"x": (5, 3), "W_1": (12, 3), "b_1": (12,), "W_2": (3, 12), "b_2": (3,)}
    given = [rng.normal(size=shape) for shape in shapes.values()]
    x, W_1, b_1, W_2, b_2 = given
    got = np.asarray(yours(*(array.copy() for array in given)), dtype=float)
    want = _relu(x @ W_1.T + b_1) @ W_2.T + b_2
    if got.ndim == 2 and got.shape[1] == len(W_1):
        return FEED_WIDE.format(wide=len(W_1), d=len(W_2))
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=A_ROW_A_TOKEN)
    if like(got, want):
        return FEED_YES.format(wide=len(W_1), d=len(W_2))
    slip = first_slip(got, {words: value(*given) for words, value in FEED_SLIPS.items()})
    return slip or FEED_OTHER.format(want=want[0, 0], got=got[0, 0])


def _relu(x):
    return np.maximum(x, 0)


# ---- 5.3

NORM_YES = "Yes: before gain and bias each token has mean 0 and spread 1, whatever the other tokens are."
NORM_SLIPS = {
    "Not yet: your mean and variance run over the tokens (axis 0). Each token is normed alone: axis=-1, and "
    "keepdims=True.": lambda x, g, b, e: g * (x - x.mean(0)) / np.sqrt(x.var(0) + e) + b,
    "Not yet: you took one mean and one variance over all numbers. Each token has its own: axis=-1, keepdims=True.":
        lambda x, g, b, e: g * (x - x.mean()) / np.sqrt(x.var() + e) + b,
    "Not yet: your variance is divided by d - 1 (ddof=1). Layer norm divides by d; torch.var would not, by default.":
        lambda x, g, b, e: g * _away(x) / np.sqrt(x.var(-1, keepdims=True, ddof=1) + e) + b,
    "Not yet: you divided by the variance; its root is the spread.":
        lambda x, g, b, e: g * _away(x) / (x.var(-1, keepdims=True) + e) + b,
    "Not yet: eps stands outside the root in yours: np.sqrt(variance) + eps. It belongs inside: np.sqrt(variance + "
    "eps).": lambda x, g, b, e: g * _away(x) / (x.std(-1, keepdims=True) + e) + b,
    "Not yet: eps is not there; a token whose features are all equal would be 0 / 0.":
        lambda x, g, b, e: g * _away(x) / x.std(-1, keepdims=True) + b,
    "Not yet: the mean is still in; take it away before you divide.":
        lambda x, g, b, e: g * x / np.sqrt(x.var(-1, keepdims=True) + e) + b,
    "Not yet: the mean is gone, but nothing is divided by the spread.": lambda x, g, b, e: g * _away(x) + b,
    "Not yet: gain and bias are missing: multiply by gain and add bias at the end.":
        lambda x, g, b, e: _away(x) / np.sqrt(x.var(-1, keepdims=True) + e),
    "Not yet: the gain must not touch the bias: gain * normed + bias, not gain * (normed + bias).":
        lambda x, g, b, e: g * (_away(x) / np.sqrt(x.var(-1, keepdims=True) + e) + b),
}  # fmt: skip
NORM_OTHER = "Not yet: row 0 should be {want}, yours is {got}."


def check_layer_norm(yours):
    """Exercise 5.3: yours(x, gain, bias, eps), over the last axis.  eps is large here, so that it can be seen."""
    rng = np.random.default_rng(53)
    x = rng.normal(size=(4, 6)) * np.array([[0.3], [1], [2], [4]]) + np.array([[3], [0], [-1], [1]])
    gain, bias, eps = rng.uniform(0.5, 2, 6), rng.normal(size=6), 0.05
    got = np.asarray(yours(x.copy(), gain.copy(), bias.copy(), eps), dtype=float)
    want = layer_norm(x, gain, bias, eps)
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=A_ROW_A_TOKEN)
    if like(got, want):
        return NORM_YES
    with np.errstate(all="ignore"):
        slip = first_slip(got, {words: value(x, gain, bias, eps) for words, value in NORM_SLIPS.items()})
    return slip or NORM_OTHER.format(want=want[0].round(2).tolist(), got=got[0].round(2).tolist())


def _away(x):
    return x - x.mean(axis=-1, keepdims=True)


# ---- 5.4

ORDER_YES = "Yes: add, then norm, twice; the second residual carries what left the first norm. This is post-norm."
ORDER_SLIPS = {
    "Not yet: that is pre-norm, GPT-2's order: the norms stand before the sublayers. BERT adds first, then norms.":
        lambda x, f, g, n: (y := x + f(n(x))) + g(n(y)),
    "Not yet: you normed the sublayer's result and then added; in BERT the sum is normed: norm(x + listen(x)).":
        lambda x, f, g, n: (y := x + n(f(x))) + n(g(y)),
    "Not yet: nothing is added in yours; each sublayer's result is added to what went into it.":
        lambda x, f, g, n: n(g(n(f(x)))),
    "Not yet: the second residual carries x in yours. It carries what went into feed forward: the normed rows.":
        lambda x, f, g, n: n(x + g(n(x + f(x)))),
    "Not yet: the second residual carries the sum before the norm; in BERT it carries what left the norm.":
        lambda x, f, g, n: n((x + f(x)) + g(n(x + f(x)))),
    "Not yet: the norm after attention is missing; there are two in a block.":
        lambda x, f, g, n: n((y := x + f(x)) + g(y)),
    "Not yet: the norm at the end is missing; there are two in a block.":
        lambda x, f, g, n: (y := n(x + f(x))) + g(y),
    "Not yet: there is no norm in yours; add, then norm, both times.": lambda x, f, g, n: (y := x + f(x)) + g(y),
    "Not yet: the residual around feed forward is missing.": lambda x, f, g, n: n(g(n(x + f(x)))),
    "Not yet: the residual around attention is missing.": lambda x, f, g, n: n((y := n(f(x))) + g(y)),
    "Not yet: you fed the two sublayers side by side; feed forward comes after attention's Add & Norm.":
        lambda x, f, g, n: n(x + f(x) + g(x)),
}  # fmt: skip
ORDER_OTHER = "Not yet: row 0 should be {want}, yours is {got}."


def check_order(yours):
    """Exercise 5.4: yours(x, listen, think, norm) is BERT's block, from three functions (n, d) -> (n, d)."""
    rng = np.random.default_rng(54)
    x, W, V = rng.normal(size=(4, 5)), rng.normal(size=(5, 5)), rng.normal(size=(5, 5))

    def listen(x):
        return np.tanh(x @ W) + x.mean(axis=0)

    def think(x):
        return _relu(x @ V) + 0.5

    got = np.asarray(yours(x.copy(), listen, think, layer_norm), dtype=float)
    normed = layer_norm(x + listen(x))
    want = layer_norm(normed + think(normed))
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=A_ROW_A_TOKEN)
    if like(got, want):
        return ORDER_YES
    slip = first_slip(got, {words: value(x, listen, think, layer_norm) for words, value in ORDER_SLIPS.items()})
    return slip or ORDER_OTHER.format(want=want[0].round(2).tolist(), got=got[0].round(2).tolist())


# ---- 5.5

PARAMETERS_YES = "Yes: {count:,} for d = 384, and the number of heads does not change it."
PARAMETERS_SLIPS = {
    "Not yet: the biases are missing: one for each row of a matrix, b_q b_k b_v b_o b_1 b_2.":
        lambda d, f, h: 4 * d * d + 2 * d * f + 4 * d,
    "Not yet: W_o is missing; it lets the heads' findings mix, d x d and a bias.":
        lambda d, f, h: 3 * (d * d + d) + 2 * d * f + f + d + 4 * d,
    "Not yet: you counted one matrix for q, k and v; there are three, W_q W_k W_v, and W_o.":
        lambda d, f, h: 2 * (d * d + d) + 2 * d * f + f + d + 4 * d,
    "Not yet: the heads multiply nothing: W_q is (d, d) for all of them together, each head gets its slice.":
        lambda d, f, h: h * 3 * (d * d + d) + (d * d + d) + 2 * d * f + f + d + 4 * d,
    "Not yet: the heads multiply nothing: W_q is (d, d) for all of them together, and W_o is there once.":
        lambda d, f, h: h * 4 * (d * d + d) + 2 * d * f + f + d + 4 * d,
    "Not yet: you divided by the number of heads; together they have W_q (d, d), each its slice of d/H rows.":
        lambda d, f, h: 3 * (d * d // h + d // h) + (d * d + d) + 2 * d * f + f + d + 4 * d,
    "Not yet: the two norms are missing, a gain and a bias of d numbers each.":
        lambda d, f, h: 4 * (d * d + d) + 2 * d * f + f + d,
    "Not yet: 2d are missing: there are two norms, and each has a gain and a bias, d numbers each.":
        lambda d, f, h: 4 * (d * d + d) + 2 * d * f + f + d + 2 * d,
    "Not yet: there are two matrices in feed forward, W_1 out and W_2 back.":
        lambda d, f, h: 4 * (d * d + d) + d * f + f + d + 4 * d,
    "Not yet: b_1 has d_ff numbers, one for each row of W_1, not d.":
        lambda d, f, h: 4 * (d * d + d) + 2 * d * f + 2 * d + 4 * d,
    "Not yet: feed forward is missing.": lambda d, f, h: 4 * (d * d + d) + 4 * d,
    "Not yet: attention is missing.": lambda d, f, h: 2 * d * f + f + d + 4 * d,
}  # fmt: skip
PARAMETERS_ONE = "Not yet: expected one number, and got {got}."
PARAMETERS_OTHER = "Not yet: for d = {d}, d_ff = {f} and {h} heads it should be {want:,}, yours is {got:,}."
SIZES = ((384, 1536, 12), (6, 20, 3))


def check_parameters(yours):
    """Exercise 5.5: yours(d, d_ff, n_heads) counts what one block has learned, biases and norms included."""
    for d, f, h in SIZES:
        got = yours(d, f, h)
        if np.ndim(got) or isinstance(got, str):
            return PARAMETERS_ONE.format(got=got)
        want = sum(parameters_of(d, f).values())
        if got == want:
            continue
        slips = {words: value(d, f, h) for words, value in PARAMETERS_SLIPS.items()}
        said = next((words for words, value in slips.items() if value == got), None)
        return said or PARAMETERS_OTHER.format(d=d, f=f, h=h, want=want, got=got)
    return PARAMETERS_YES.format(count=sum(parameters_of(*SIZES[0][:2]).values()))


# ---- 5.6

BUGS_BLANK = "Your turn: write a name from the list for each of A, B, C and D."
BUGS_YES = "Yes, all four: you have read the code, or the numbers, or both."
BUGS_SHAPE = "Not yet: expected a name for each of {versions}, such as {{'A': lesson.BUGS[0], ...}}; got {got}."
BUGS_NAME = "Not yet: {name!r} is not on the list; copy a name from it for version {version}."
BUGS_WRONG = {
    "A": "Not yet: version A's row sums are right and its shares too. Look at the means and spreads of its rows.",
    "B": "Not yet: look at version B's sums of the rows, causal and then both ways.",
    "C": "Not yet: look at the largest shares of version C beside those of the right version.",
    "D": (
        "Not yet: version D's map is the right one, and the means of its rows are nearly 0; but the last thing it does "
        "is not what the right one does last."
    ),
}


def check_bugs(named):
    """Exercise 5.6: {"A": a name of BUGS, "B": ..., "C": ..., "D": ...}"""
    if not isinstance(named, dict) or set(named) != set(TRUE_NAMES):
        return BUGS_SHAPE.format(versions=" ".join(TRUE_NAMES), got=named)
    if any(name is ... or name is None for name in named.values()):
        return BUGS_BLANK
    for version, true_name in TRUE_NAMES.items():
        name = named[version]
        if name not in BUGS:
            return BUGS_NAME.format(name=name, version=version)
        if name != true_name:
            return BUGS_WRONG[version]
    return BUGS_YES
