"""Where a word stands, told to a machine that reads all words at once.

    sinusoid   e^i, added to the input:  a^i + e^i            (Vaswani et al. 2017)
    rope       a turn of q^i and k^j by their positions       (Su et al. 2021)
    alibi      a penalty on alpha_ij that grows with |i - j|  (Press et al. 2022)

Three places where order can enter: the input, the questions and answers, the scores.  NumPy alone.
"""

import numpy as np

from . import doors


def sinusoid(n, d, base=10000.0, layout="interleaved"):
    """e : (n, d) float64, e[i] the position vector of token i: d/2 clock hands, each slower than the one before.

    Pair p turns by base^(-2p/d) radians a token; it gives a sine and a cosine.
    layout "interleaved" : sin cos sin cos ... as the paper prints it;  "concatenated" : all sines, then all cosines
    Slide "Positional Encoding"; Vaswani et al. 2017, section 3.5.  ValueError: an unknown layout, a base not above 0.
    """
    n, d = doors.whole("sinusoid", "n", n, least=0), doors.whole("sinusoid", "d", d)
    doors.one_of("sinusoid", "layout", layout, ("interleaved", "concatenated"))
    angle = np.arange(n)[:, None] * _speed("sinusoid", d, base)  # (n, d/2)
    sines, cosines = np.sin(angle), np.cos(angle)[:, : d // 2]
    if layout == "concatenated":
        return np.concatenate([sines, cosines], axis=-1)
    e = np.empty((n, d))
    e[:, 0::2] = sines
    e[:, 1::2] = cosines
    return e


def _speed(where, d, base):
    """Radians a token for each pair of features: 1, then slower and slower.  (ceil(d/2),)"""
    if not 0 < base < np.inf:
        raise ValueError(f"{where}: base must be a number above 0, and is {base}; the papers use 10000.")
    return float(base) ** (-np.arange(0, d, 2) / d)


@doors.unwarned
def rope(x, positions=None, base=10000.0, layout="half"):
    """Turn each pair of features of x[i] by an angle that grows with i, so that q^i . k^j depends on i - j only.

    x : (..., n, d), d even: questions or answers, after splitting into heads    positions : (n,), by default 0..n-1,
    or one row of positions for each leading place of x, (..., n)    ->    (..., n, d)
    layout "half" : feature p goes with p + d/2 (Llama, GPT-NeoX);  "interleaved" : 2p with 2p + 1 (the paper, GPT-J)
    Su et al. 2021, eq. 34.  ValueError: odd d, positions of another shape, an unknown layout, NaN or inf.
    """
    x = doors.floats("rope", "x", x)
    doors.rows("rope", "x", x)
    doors.one_of("rope", "layout", layout, PAIRS)
    d = x.shape[-1]
    if d % 2:
        raise ValueError(f"rope: the features of x turn in pairs, and d is {d} (x has shape {x.shape}); use an even d.")
    angle = _places(x, positions)[..., None] * _speed("rope", d, base)  # (..., n, d/2)
    cos, sin = np.cos(angle).astype(x.dtype), np.sin(angle).astype(x.dtype)
    turned = np.empty_like(x)
    first, second = PAIRS[layout](d)
    turned[..., first] = x[..., first] * cos - x[..., second] * sin
    turned[..., second] = x[..., second] * cos + x[..., first] * sin
    return doors.sound("rope", turned, x=x)


PAIRS = {  # layout -> which features turn with which
    "half": lambda d: (slice(None, d // 2), slice(d // 2, None)),
    "interleaved": lambda d: (slice(0, None, 2), slice(1, None, 2)),
}


def _places(x, positions):
    """positions as floats: (n,), or with every leading axis of x written out (1 where it is shared)."""
    n = x.shape[-2]
    if positions is None:
        return np.arange(n, dtype=float)
    positions = doors.floats("rope", "positions", positions).astype(float)
    doors.refuse_not_finite("rope", "positions", positions)
    lead = positions.shape[:-1]
    written_out = len(lead) == x.ndim - 2 and all(p in (1, s) for p, s in zip(lead, x.shape, strict=False))
    if positions.shape[-1:] != (n,) or not (lead == () or written_out):
        raise ValueError(
            f"rope: positions has shape {positions.shape} and x {x.shape}; give ({n},), or one for each row of x, "
            f"{x.shape[:-1]}, with 1 for an axis that is shared."
        )
    return positions


def alibi_slopes(n_heads):
    """(H,) float64: how steeply each head's penalty grows, 2^(-8/H), 2^(-16/H), ... 2^-8 when H is a power of two.

    Otherwise the slopes of the next smaller power of two, then every second one of the next larger.
    Press et al. 2022, section 3, and their published code for the other numbers of heads.
    """
    n_heads = doors.whole("alibi_slopes", "n_heads", n_heads)
    below = 2 ** (n_heads.bit_length() - 1)
    slopes = 2.0 ** (-8 / below * np.arange(1, below + 1))
    between = 2.0 ** (-4 / below * np.arange(1, 2 * below, 2))
    return np.concatenate([slopes, between[: n_heads - below]])


def alibi(n_heads, n):
    """bias : (H, n, n) float64, -slope |i - j|, to be added to alpha: `attend(q, k, v, bias=alibi(H, n))`.

    The paper's model also wears a causal mask; the distance |i - j| serves both.  Press et al. 2022, figure 3.
    """
    n = doors.whole("alibi", "n", n, least=0)
    distance = np.abs(np.arange(n)[:, None] - np.arange(n))  # (n, n)
    return -alibi_slopes(n_heads)[:, None, None] * distance
