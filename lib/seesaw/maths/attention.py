"""Self-attention, one slide at a time.

    a^i --W^q,W^k,W^v--> q^i, k^i, v^i --dot--> alpha_ij --softmax--> alpha'_ij --mix--> b^i

Read it top to bottom: `dot_scores` (or `additive_scores`) gives alpha, `attend` goes on to b, and `multi_head` does it
once per head and lets W^O have the last word.  Tokens are rows.  i always asks, j always answers.
No plotting here: see `seesaw.draw`.
"""

from typing import NamedTuple

import numpy as np

from . import doors
from .arrays import softmax

STRIP, SMALL = 12, 1e6  # W meets a few tokens in strips of so many rows, each of at most SMALL multiplications
FEW = 64


class Attended(NamedTuple):
    """Everything the slide names, in the order it is computed."""

    alpha: np.ndarray        # (..., n, m)    what enters the softmax: scaled, bias added, -inf where masked
    alpha_prime: np.ndarray  # (..., n, m)    row i sums to 1, or is 0 where i may attend to nobody
    b: np.ndarray            # (..., n, d_v)


class MultiHead(NamedTuple):
    """The same with a head axis, third from the end: q[h] is the one-head lesson again."""

    q: np.ndarray            # (..., H, n, d_k)
    k: np.ndarray            # (..., H, m, d_k)
    v: np.ndarray            # (..., H, m, d_v)
    alpha: np.ndarray        # (..., H, n, m)
    alpha_prime: np.ndarray  # (..., H, n, m)
    b_heads: np.ndarray      # (..., H, n, d_v)
    b: np.ndarray            # (..., n, d)    after W^O


@doors.unwarned
def dot_scores(q, k, scale=True):
    """alpha_ij = q^i . k^j / sqrt(d_k): how well j answers what i asks.

    q : (..., n, d_k)    k : (..., m, d_k)    ->    (..., n, m)    leading axes, such as heads, broadcast
    scale : True 1/sqrt(d_k), as in Vaswani et al. 2017, eq. 1;  False 1, as on the slide "Dot-product";  or a number
    ValueError: q and k of different lengths d_k, NaN or inf, scores too large for their format.
    """
    q, k = _rows("dot_scores", q=q, k=k)
    if q.shape[-1] != k.shape[-1]:
        raise ValueError(
            f"dot_scores: q has shape {q.shape} and k {k.shape}; q^i . k^j needs the same d_k, the last axis of both."
        )
    alpha = (_factor(scale, q.shape[-1]) * q) @ k.mT    # (..., n, m)
    return doors.sound("dot_scores", alpha, q=q, k=k)


def _factor(scale, d_k):
    if isinstance(scale, bool | np.bool_):
        return max(d_k, 1) ** -0.5 if scale else 1.0
    scale = doors.floats("dot_scores", "scale", scale)
    doors.refuse_not_finite("dot_scores", "scale", scale)
    return scale.item()


@doors.unwarned
def additive_scores(q, k, W_q, W_k, w):
    """alpha_ij = w . tanh(W^q q^i + W^k k^j): the other way to score, never beyond the sum of |w|.

    q : (..., n, d_q)    k : (..., m, d_k)    W_q : (d_a, d_q)    W_k : (d_a, d_k)    w : (d_a,)    ->    (..., n, m)
    Bahdanau et al. 2015, appendix A.1.2.  ValueError: shapes that do not fit, NaN or inf.
    """
    q, k = _rows("additive_scores", q=q, k=k)
    W_q, W_k, w = (doors.floats("additive_scores", name, x) for name, x in (("W_q", W_q), ("W_k", W_k), ("w", w)))
    doors.shape("additive_scores", "w", w, (None,), "one number for each row of W_q and W_k")
    doors.shape("additive_scores", "W_q", W_q, (w.size, q.shape[-1]), f"from q {q.shape} to w {w.shape}")
    doors.shape("additive_scores", "W_k", W_k, (w.size, k.shape[-1]), f"from k {k.shape} to w {w.shape}")
    asked, answer = q @ W_q.T, k @ W_k.T                           # (..., n, d_a), (..., m, d_a)
    together = asked[..., :, None, :] + answer[..., None, :, :]    # (..., n, m, d_a)
    doors.sound("additive_scores", together, q=q, k=k, W_q=W_q, W_k=W_k)
    return doors.sound("additive_scores", np.tanh(together) @ w, w=w)


@doors.unwarned
def attend(q, k, v, mask=None, bias=None, scale=True):
    """Each token i asks (q^i), every j answers (k^j), and i takes home a mix of the v^j.

    q : (..., n, d_k)    k : (..., m, d_k)    v : (..., m, d_v)    leading axes, such as heads, broadcast
    mask : boolean (n, m), True = j may be attended to (as in torch's scaled_dot_product_attention; the reverse of
        nn.MultiheadAttention); with heads (n, m), (..., 1, n, m) or (..., H, n, m).  Nobody to attend to gives zeros.
    bias : numbers added to alpha before the softmax, (n, m) or (..., H, n, m), such as `alibi`; where it is -inf, j may
        not be attended to, as a float mask of torch says it
    Slides "Dot-product" and "Extract information based on attention scores".  ValueError: shapes, NaN or inf.
    """
    q, k, v = _rows("attend", q=q, k=k, v=v)
    if v.shape[-2] != k.shape[-2]:
        raise ValueError(f"attend: k has shape {k.shape} and v {v.shape}; each j needs a k^j and a v^j, one row each.")
    alpha = _let_in(dot_scores(q, k, scale), mask, bias)    # (..., n, m)
    alpha_prime = softmax(alpha)                            # (..., n, m)    over j, the last axis
    b = doors.sound("attend", alpha_prime @ v, v=v)         # (..., n, d_v)
    return Attended(alpha, alpha_prime, b)


def causal_mask(n, m=None):
    """(n, m) boolean, m = n by default: i may attend to j <= i, itself and what came before; aligned top-left."""
    n = doors.whole("causal_mask", "n", n, least=0)
    m = n if m is None else doors.whole("causal_mask", "m", m, least=0)
    return np.tri(n, m, dtype=bool)


def split_heads(x, n_heads):
    """(..., n, H d) -> (..., H, n, d): head h gets its own slice, features h d to (h + 1) d, of every row.

    A view, not a copy.  Slide "Multi-head Self-attention".  ValueError lists the n_heads that divide the width.
    """
    x = doors.array("split_heads", "x", x)
    doors.rows("split_heads", "x", x)
    *lead, n, width = x.shape
    n_heads = doors.heads_that_fit("split_heads", "x", width, n_heads)
    return x.reshape(*lead, n, n_heads, width // n_heads).swapaxes(-2, -3)


def merge_heads(x):
    """(..., H, n, d) -> (..., n, H d): the heads' findings side by side, `split_heads` undone."""
    x = doors.array("merge_heads", "x", x)
    if x.ndim < 3:
        raise ValueError(f"merge_heads: x has shape {x.shape}, and (..., H, n, d) was expected; see split_heads.")
    *lead, n_heads, n, d = x.shape
    return x.swapaxes(-2, -3).reshape(*lead, n, n_heads * d)


@doors.unwarned
def multi_head(
    a, W_q, W_k, W_v, W_o, n_heads, mask=None, bias=None, source=None, b_q=None, b_k=None, b_v=None, b_o=None
):
    """One projection, split into H slices; each head attends on its own; W^O mixes what they took home.

    a : (..., n, d) asks    source : (..., m, d_s) answers, a itself by default (self-attention), else cross-attention
    W_q, W_k : (H d_k, d), (H d_k, d_s)    W_v : (H d_v, d_s)    W_o : (d_out, H d_v)    b_q .. b_o : their biases
    mask : boolean, True = j may be attended to: (n, m), (..., 1, n, m) or (..., H, n, m).  A (B, n, m) mask is refused,
        for it would be taken for heads: write mask[:, None].    bias : added to alpha, (n, m) or (..., H, n, m)
    Slide "Multi-head Self-attention"; Vaswani et al. 2017, section 3.2.2.  ValueError: shapes, NaN or inf.
    """
    a, source = _rows("multi_head", a=a, source=a if source is None else source)
    q = split_heads(project("multi_head", W_q=W_q, a=a, b_q=b_q), n_heads)              # (..., H, n, d_k)
    k = split_heads(project("multi_head", W_k=W_k, source=source, b_k=b_k), n_heads)    # (..., H, m, d_k)
    v = split_heads(project("multi_head", W_v=W_v, source=source, b_v=b_v), n_heads)    # (..., H, m, d_v)
    alpha, alpha_prime, b_heads = attend(q, k, v, mask, bias)                           # (..., H, n, m) and d_v
    b = project("multi_head", W_o=W_o, merged=merge_heads(b_heads), b_o=b_o)            # (..., n, d_out)
    return MultiHead(q, k, v, alpha, alpha_prime, b_heads, b)


def project(where, **named):
    """W x^i + bias for every row x^i at once, from three arrays in this order, under the names they have at home.

    W : (d_out, d_in)    x : (..., n, d_in)    bias : (d_out,) or None    ->    (..., n, d_out)
    It is `x @ W.T + bias`, computed by `_times`.
    """
    (name, W), (_, x), (bias_name, bias) = named.items()
    W = doors.floats(where, name, W)
    doors.shape(where, name, W, (*W.shape[:1], x.shape[-1]), f"(d_out, d_in), for it is given rows of {x.shape}")
    y = _times(W, x)
    if bias is not None:
        bias = doors.floats(where, bias_name, bias)
        doors.shape(where, bias_name, bias, W.shape[:1], f"one number for each row of {name} {W.shape}")
        y += bias.astype(y.dtype, copy=False)
    return doors.sound(where, y, **named)


def _times(W, x):
    """W @ x^i for every row, the tokens as columns as on the slides: for a sentence BLAS is faster that way round.

    A few tokens meet W in strips of its rows, so small that BLAS reads them where they lie and makes no copy first.
    """
    columns = x.reshape(-1, x.shape[-1]).T           # (d_in, all tokens)
    d_out, n = len(W), columns.shape[1]
    if n <= FEW and d_out % STRIP == 0 and STRIP * columns.size <= SMALL:
        W, columns = W.reshape(-1, STRIP, W.shape[1]), np.ascontiguousarray(columns)
    y = (W @ columns).reshape(d_out, n)
    return y.T.reshape(*x.shape[:-1], d_out)         # (..., n, d_out), a view


def _rows(where, **named):
    """The arrays as floats, one row per token, their leading axes equal or 1."""
    arrays = [doors.floats(where, name, x) for name, x in named.items()]
    for name, x in zip(named, arrays, strict=True):
        doors.rows(where, name, x)
    leading = {x.shape[:-2] for x in arrays}
    if len(leading) > 1 and not _broadcast(*leading):
        shapes = ", ".join(f"{name} {x.shape}" for name, x in zip(named, arrays, strict=True))
        raise ValueError(f"{where}: shapes {shapes}: what comes before the last two must be equal, or 1.")
    return arrays


def _broadcast(*shapes):
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        return False
    return True


def _let_in(alpha, mask, bias):
    """alpha with the bias added and -inf wherever the mask says no."""
    if bias is not None:
        bias = _as_bias(bias)
        _fits_scores("bias", bias, alpha)
        alpha = alpha + bias.astype(alpha.dtype, copy=False)
    if mask is not None:
        mask = doors.array("attend", "mask", mask)
        _refuse_mask(mask, alpha)
        alpha = np.where(mask, alpha, alpha.dtype.type(-np.inf))
    return alpha


def _as_bias(bias):
    """The numbers to add; -inf says "may not be attended to", as in a float mask of torch."""
    bias = doors.array("attend", "bias", bias)
    if bias.dtype == bool:
        raise TypeError("attend: bias is added to alpha, and holds True and False; pass it as mask.")
    bias = doors.floats("attend", "bias", bias)
    doors.refuse_not_finite("attend", "bias", bias, allowed=-np.inf)
    return bias


def _fits_scores(name, x, alpha):
    *_, n, m = alpha.shape
    fits = x.ndim >= 2 and x.shape[-1] == m and x.shape[-2] in (1, n) and _broadcast(x.shape, alpha.shape)
    fits = fits and (min(x.ndim, alpha.ndim) < 3 or x.shape[-3] in (1, alpha.shape[-3]))
    if not fits:
        heads = f", (..., 1, {n}, {m}) or (..., {alpha.shape[-3]}, {n}, {m})" if alpha.ndim > 2 else ""
        deeper = f"(B, n, m) goes in as {name}[:, None], (B, m) as {name}[:, None, None]"
        batch = f"; of a batch, {deeper if alpha.ndim > 3 else f'(B, m) goes in as {name}[:, None]'}"
        raise ValueError(
            f"attend: {name} has shape {x.shape} and the scores {alpha.shape}; "
            f"use ({n}, {m}){heads}{batch if alpha.ndim > 2 else ''}."
        )


def _refuse_mask(mask, alpha):
    if mask.dtype != bool:
        raise TypeError(
            f"attend: mask must be boolean, True = j may be attended to, and holds {mask.dtype}; "
            f"write mask == 1 for ones and zeros, or pass numbers to add to alpha as bias."
        )
    _fits_scores("mask", mask, alpha)
    if 2 < mask.ndim < alpha.ndim and mask.shape[-3] > 1 and mask.shape[-3] in alpha.shape[:-3]:
        raise ValueError(
            f"attend: mask has shape {mask.shape} and the scores {alpha.shape}: its first axis could be sentences or "
            f"heads; write mask[:, None] for one mask a sentence, mask[None] for one a head."
        )
