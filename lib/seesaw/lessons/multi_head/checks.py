"""Notebook 03: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_previous      3.1  how much a head looks at the previous token
    check_hidden_cls    3.2  [CLS] hidden, the rows rescaled
    check_split         3.3  split into heads
    check_merge         3.4  and back
    check_contribution  3.5  what one head adds to b
    check_bugs          3.6  the names of four bugs

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.lessons.multi_head.heads import hidden_cls
from seesaw.lessons.multi_head.spot import BUGS, TRUE_NAMES
from seesaw.material.answers import first_slip, like
from seesaw.maths.attention import merge_heads, split_heads

SHAPE = "Not yet: yours has shape {got}, and {want} was expected: {why}."


# ---- 3.1

PREVIOUS_YES = "Yes: {value:.3f}. Nearly all that this head gives goes to the token before."
PREVIOUS_SLIPS = {
    "Not yet: that is the diagonal above, the token after: row i asks, so the token before is column i - 1.":
        lambda a: np.diagonal(a, 1).mean(),
    "Not yet: that is the main diagonal, what a token gives itself; go one below.": lambda a: np.diagonal(a).mean(),
    "Not yet: that is the sum; take the mean, so that long and short sentences compare.":
        lambda a: np.diagonal(a, -1).sum(),
    "Not yet: you divided by n, but only n - 1 tokens have one before them.":
        lambda a: np.diagonal(a, -1).sum() / len(a),
    "Not yet: that is what [CLS] gets, column 0.": lambda a: a[:, 0].mean(),
}  # fmt: skip
PREVIOUS_OTHER = "Not yet: it should be {want:.3f} here, and yours is {got}."
ONE_NUMBER = "one number for the whole map"


def check_previous(yours, alpha_prime):
    """Exercise 3.1: yours(alpha_prime) is the mean of the diagonal below the main one.  alpha_prime : (n, n)"""
    alpha_prime = np.asarray(alpha_prime, dtype=float)
    got, want = np.asarray(yours(alpha_prime.copy()), dtype=float), np.diagonal(alpha_prime, -1).mean()
    if got.size != 1:
        return SHAPE.format(got=got.shape, want=(), why=ONE_NUMBER)
    got = got.reshape(())
    if like(got, want):
        return PREVIOUS_YES.format(value=want)
    slip = first_slip(got, {words: value(alpha_prime) for words, value in PREVIOUS_SLIPS.items()})
    return slip or PREVIOUS_OTHER.format(want=want, got=round(float(got), 3))


# ---- 3.2

HIDE_YES = "Yes: column 0 is nothing, and each row sums to 1 again."
HIDE_SLIPS = {
    "Not yet: [CLS] is gone, but the rows no longer sum to 1: divide each by what is left of it.":
        lambda a: a * (np.arange(a.shape[1]) > 0),
    "Not yet: you divided each column by its sum; it is the rows that are shares: axis=1.":
        lambda a: _no_nan(_hidden(a) / np.maximum(_hidden(a).sum(axis=0), 1e-30)),
    "Not yet: you hid row 0, what [CLS] asks. What [CLS] gets is column 0.":
        lambda a: _no_nan(np.where(np.arange(len(a))[:, None] > 0, a, 0)),
    "Not yet: you divided by the sum of the whole map; each row has its own sum.":
        lambda a: _hidden(a) / _hidden(a).sum(),
    "Not yet: that is the map as it was.": lambda a: a,
}  # fmt: skip
HIDE_OTHER = "Not yet: entry [2, 1] should be {want:.3f}, and yours is {got:.3f}."
SAME_SHAPE = "keep column 0, as zeros"


def _hidden(a):
    return a * (np.arange(a.shape[1]) > 0)


def _no_nan(a):
    return np.nan_to_num(a)


def check_hidden_cls(yours, alpha_prime):
    """Exercise 3.2: yours(alpha_prime) has 0 in column 0 and rows that sum to 1.  alpha_prime : (n, n)"""
    alpha_prime = np.asarray(alpha_prime, dtype=float)
    got, want = np.asarray(yours(alpha_prime.copy()), dtype=float), hidden_cls(alpha_prime)
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=SAME_SHAPE)
    if like(got, want):
        return HIDE_YES
    slip = first_slip(got, {words: value(alpha_prime) for words, value in HIDE_SLIPS.items()})
    return slip or HIDE_OTHER.format(want=want[2, 1], got=got[2, 1])


# ---- 3.3 and 3.4

SPLIT_YES = "Yes: (n, d) became (H, n, d / H), and head 1 begins with feature d / H."
SPLIT_SLIPS = {
    "Not yet: the shape is right, but words and features are mixed: reshape to (n, H, d / H) first, then swap axes.":
        lambda x, H: x.reshape(H, len(x), -1),
    "Not yet: each head takes every H-th feature in yours; a head gets features that stand side by side.":
        lambda x, H: x.reshape(len(x), -1, H).transpose(2, 0, 1),
    "Not yet: the heads stand second, (n, H, d / H). Swap axes 0 and 1, so that each head is a matrix of its own.":
        lambda x, H: x.reshape(len(x), H, -1),
    "Not yet: the heads stand last in yours; they come first.":
        lambda x, H: x.reshape(len(x), H, -1).transpose(0, 2, 1),
    "Not yet: each head is on its side, (d / H, n): swap axes 0 and 1 only.":
        lambda x, H: x.reshape(len(x), H, -1).transpose(1, 2, 0),
}  # fmt: skip
SPLIT_OTHER = "Not yet: entry [1, 2, 0] should be {want:.2f}, feature d / H of word 2, and yours is {got:.2f}."
A_MATRIX_A_HEAD = "a matrix (n, d / H) for each head"
MERGE_YES = "Yes: merged again, each word has the features of head 0, then those of head 1, and so on."
MERGE_SLIPS = {
    "Not yet: without a swap of axes a row gets pieces of one head and of several words: swap axes 0 and 1, then "
    "reshape.": lambda x: x.reshape(x.shape[1], -1),
    "Not yet: that is the sum of the heads; they stand side by side.": lambda x: x.sum(axis=0),
    "Not yet: that is the mean of the heads; they stand side by side.": lambda x: x.mean(axis=0),
    "Not yet: the features of the heads are shuffled together; all of head 0 come first.":
        lambda x: x.transpose(1, 2, 0).reshape(x.shape[1], -1),
    "Not yet: the heads stand one below the other; a word has one row.": lambda x: x.reshape(-1, x.shape[-1]),
}  # fmt: skip
MERGE_OTHER = "Not yet: entry [0, {at}] should be {want:.2f}, and yours is {got:.2f}."
A_ROW_A_WORD = "one row per word, as wide as all heads together"


def _rows():
    return np.arange(60, dtype=float).reshape(5, 12)


def check_split(yours):
    """Exercise 3.3: yours(x, H) is (H, n, d / H)."""
    x, H = _rows(), 3
    got, want = np.asarray(yours(x.copy(), H), dtype=float), split_heads(x, H)
    if like(got, want):
        return SPLIT_YES
    slip = first_slip(got, {words: value(x, H) for words, value in SPLIT_SLIPS.items()})
    if slip:
        return slip
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=A_MATRIX_A_HEAD)
    return SPLIT_OTHER.format(want=want[1, 2, 0], got=got[1, 2, 0])


def check_merge(yours):
    """Exercise 3.4: yours(x) puts (H, n, d_v) side by side, (n, H d_v)."""
    x = split_heads(_rows(), 3)
    got, want = np.asarray(yours(x.copy()), dtype=float), merge_heads(x)
    if like(got, want):
        return MERGE_YES
    slip = first_slip(got, {words: value(x) for words, value in MERGE_SLIPS.items()})
    if slip:
        return slip
    if got.shape != want.shape:
        return SHAPE.format(got=got.shape, want=want.shape, why=A_ROW_A_WORD)
    return MERGE_OTHER.format(at=4, want=want[0, 4], got=got[0, 4])


# ---- 3.5

BRINGS_YES = "Yes: head h meets its own columns of W_o. Add up the heads and you have b."
BRINGS_SLIPS = {
    "Not yet: you took rows of W_o. W_o is (d, H d_v): what comes in are its columns, what goes out its rows.":
        lambda b, W, h: b[h] @ W[h * b.shape[-1] : (h + 1) * b.shape[-1]][:, : b.shape[-1]].T,
    "Not yet: the columns are right, but those of another head: head h begins at column h * d_v.":
        lambda b, W, h: b[h] @ W[:, h : h + b.shape[-1]].T,
    "Not yet: those are the columns of head 0.": lambda b, W, h: b[h] @ W[:, : b.shape[-1]].T,
    "Not yet: that is the whole b, all heads together; one was asked.":
        lambda b, W, h: merge_heads(b) @ W.T,
    "Not yet: W_o has not touched it yet: multiply by the head's columns.": lambda b, W, h: b[h],
}  # fmt: skip
BRINGS_ROWS = (
    "Not yet: yours is {got}; if you took rows of W_o, take columns: W_o is (d, H d_v), and {want} should come out."
)
BRINGS_OTHER = "Not yet: entry [0, 0] should be {want:.3f}, and yours is {got:.3f}."


def check_contribution(yours):
    """Exercise 3.5: yours(b_heads, W_o, h) is what head h adds to b, (n, d).  b_heads (H, n, d_v), W_o (d, H d_v)"""
    rng = np.random.default_rng(0)
    b_heads, W_o, h = rng.normal(size=(3, 4, 2)), rng.normal(size=(6, 6)), 2
    got = np.asarray(yours(b_heads.copy(), W_o.copy(), h), dtype=float)
    want = b_heads[h] @ W_o[:, 4:6].T
    if like(got, want):
        return BRINGS_YES
    if like(got, b_heads[h] @ W_o[4:6]):
        return next(iter(BRINGS_SLIPS))
    slip = first_slip(got, {words: value(b_heads, W_o, h) for words, value in BRINGS_SLIPS.items()})
    if slip:
        return slip
    if got.shape != want.shape:
        return BRINGS_ROWS.format(got=got.shape, want=want.shape)
    return BRINGS_OTHER.format(want=want[0, 0], got=got[0, 0])


# ---- 3.6

BUGS_SHAPE = "Not yet: give a dict with a name for each of {versions}, and yours is {got}."
BUGS_BLANK = "Your turn: replace each ... with one of lesson.BUGS."
BUGS_NAME = "Not yet: {name!r}, your name for version {version}, is not in lesson.BUGS."
BUGS_WRONG = {
    "A": "Not yet: look at A again. What do the rows of its map sum to, and what do its columns?",
    "B": "Not yet: look at B again. Change one feature of the input: which heads notice?",
    "C": "Not yet: look at C again. Into which columns does head 0 write, and who could carry it to the others?",
    "D": "Not yet: look at D again. Silence head 0, and only some of the words are changed. Which?",
}
BUGS_YES = "Yes, all four. A shows in the row sums, B in what a head hears, C in where it writes, D in whom it reaches."


def check_bugs(named):
    """Exercise 3.6: {"A": a name of BUGS, "B": ..., "C": ..., "D": ...}"""
    if not isinstance(named, dict) or set(named) != set(TRUE_NAMES):
        return BUGS_SHAPE.format(versions=" ".join(TRUE_NAMES), got=named)
    if any(name is ... or name is None for name in named.values()):
        return BUGS_BLANK
    for version, true_name in TRUE_NAMES.items():
        if named[version] not in BUGS:
            return BUGS_NAME.format(name=named[version], version=version)
        if named[version] != true_name:
            return BUGS_WRONG[version]
    return BUGS_YES
