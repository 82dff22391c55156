"""BERT: the encoder half of the transformer, one block and then a stack of them.

    x --multi-head--> b --Add & Norm--> normed_1 --feed forward--> fed --Add & Norm--> out      (norm="post", BERT)
    x --Norm, multi-head, Add--> added_1 --Norm, feed forward, Add--> out                       (norm="pre")

`encoder_block` is the slide "BERT" with every arrow named; `Bert` looks the words up, adds where they stand, and sends
them through its blocks.  Weights are held (d_out, d_in), so that `W @ x[i]` is the slide's W x^i.  NumPy alone.
"""

from typing import NamedTuple

import numpy as np

from . import doors
from .arrays import gelu_erf, gelu_tanh, layer_norm
from .attention import multi_head, project


class BlockWeights(NamedTuple):
    """What one block has learned.  H d_k is d in BERT; d_ff is 4 d."""

    W_q: np.ndarray     # (H d_k, d)
    b_q: np.ndarray     # (H d_k,)
    W_k: np.ndarray     # (H d_k, d)
    b_k: np.ndarray     # (H d_k,)
    W_v: np.ndarray     # (H d_v, d)
    b_v: np.ndarray     # (H d_v,)
    W_o: np.ndarray     # (d, H d_v)
    b_o: np.ndarray     # (d,)
    gain_1: np.ndarray  # (d,)          the norm beside attention
    bias_1: np.ndarray  # (d,)
    W_1: np.ndarray     # (d_ff, d)     feed forward, out wide
    b_1: np.ndarray     # (d_ff,)
    W_2: np.ndarray     # (d, d_ff)     and back
    b_2: np.ndarray     # (d,)
    gain_2: np.ndarray  # (d,)          the norm beside feed forward
    bias_2: np.ndarray  # (d,)


class Block(NamedTuple):
    """Every step of one block, in the order of norm="post"; with "pre" the norms stand in front of their sublayers."""

    q: np.ndarray            # (..., H, n, d_k)
    k: np.ndarray            # (..., H, n, d_k)
    v: np.ndarray            # (..., H, n, d_v)
    alpha: np.ndarray        # (..., H, n, n)
    alpha_prime: np.ndarray  # (..., H, n, n)
    b_heads: np.ndarray      # (..., H, n, d_v)
    b: np.ndarray            # (..., n, d)       after W^O
    added_1: np.ndarray      # (..., n, d)       x + b
    normed_1: np.ndarray     # (..., n, d)       post: of added_1;  pre: of x
    wide: np.ndarray         # (..., n, d_ff)    W_1 x + b_1
    active: np.ndarray       # (..., n, d_ff)    GELU or ReLU of it
    fed: np.ndarray          # (..., n, d)       W_2 active + b_2
    added_2: np.ndarray      # (..., n, d)       the second sum
    normed_2: np.ndarray     # (..., n, d)       post: of added_2;  pre: of added_1
    out: np.ndarray          # (..., n, d)       post: normed_2;  pre: added_2


ACTIVATIONS = {"gelu": gelu_erf, "gelu_tanh": gelu_tanh, "relu": lambda x: np.maximum(x, 0)}


@doors.unwarned
def encoder_block(x, weights, n_heads, mask=None, norm="post", activation="gelu", eps=1e-12):
    """Listen to the others, add and normalise; think alone, add and normalise.  Every step is returned.

    x : (..., n, d), a + e for the first block    weights : BlockWeights    mask : as in `multi_head`, True = may attend
    norm : "post", x + f(x) normalised (BERT; Vaswani et al. 2017);  "pre", x + f(x normalised) (GPT-2)
    activation : "gelu", "gelu_tanh", "relu"
    Slide "BERT", Feed forward and Add & Norm.  ValueError: shapes, NaN or inf, an unknown norm or activation.
    """
    doors.one_of("encoder_block", "norm", norm, ("post", "pre"))
    doors.one_of("encoder_block", "activation", activation, ACTIVATIONS)
    x = doors.floats("encoder_block", "x", x)
    doors.rows("encoder_block", "x", x)
    doors.sound("encoder_block", x, x=x)
    w = BlockWeights(*weights)
    if norm == "post":
        heads = _listen(x, w, n_heads, mask)
        added_1 = x + heads.b
        normed_1 = layer_norm(added_1, w.gain_1, w.bias_1, eps)
        wide, active, fed = _think(normed_1, w, activation)
        added_2 = normed_1 + fed
        out = normed_2 = layer_norm(added_2, w.gain_2, w.bias_2, eps)
    else:
        normed_1 = layer_norm(x, w.gain_1, w.bias_1, eps)
        heads = _listen(normed_1, w, n_heads, mask)
        added_1 = x + heads.b
        normed_2 = layer_norm(added_1, w.gain_2, w.bias_2, eps)
        wide, active, fed = _think(normed_2, w, activation)
        out = added_2 = added_1 + fed
    return Block(*heads, added_1, normed_1, wide, active, fed, added_2, normed_2, out)


def _listen(x, w, n_heads, mask):
    """Multi-head self-attention: the only place where a token hears of another."""
    biases = {"b_q": w.b_q, "b_k": w.b_k, "b_v": w.b_v, "b_o": w.b_o}
    return multi_head(x, w.W_q, w.W_k, w.W_v, w.W_o, n_heads, mask, **biases)


def _think(x, w, activation):
    """Feed forward: each token alone goes wide, through a soft gate, and back to d features."""
    wide = project("encoder_block", W_1=w.W_1, normed=x, b_1=w.b_1)          # (..., n, d_ff)
    active = ACTIVATIONS[activation](wide)                                   # (..., n, d_ff)
    fed = project("encoder_block", W_2=w.W_2, active=active, b_2=w.b_2)      # (..., n, d)
    return wide, active, fed


class Read(NamedTuple):
    """What BERT made of a text."""

    hidden: tuple         # L + 1 arrays (..., n, d): the embeddings, then what each block gave
    alpha_prime: tuple    # L arrays (..., H, n, n)
    pooled: np.ndarray    # (..., d), or None where the checkpoint has no pooler


class Bert:
    """A BERT encoder from plain arrays: no file, no framework.  See `seesaw.model.load` for one from disk.

    words : (V, d)    positions : (P, d), P the longest text it can read    segments : (S, d), first or second sentence
    gain, bias : (d,), the norm after the three are added    blocks : a list of BlockWeights    n_heads : H
    W_pool, b_pool : (d, d), (d,), the pooler over token 0, or None    activation : "gelu", "gelu_tanh", "relu"
    Arrays are kept as they come, without a copy, and may be memory-mapped.  Devlin et al. 2019.  ValueError: shapes.
    """

    def __init__(
        self, words, positions, segments, gain, bias, blocks, n_heads,
        W_pool=None, b_pool=None, activation="gelu", eps=1e-12,
    ):
        self.words = _table("words", words, None)
        d = self.words.shape[1]
        self.positions, self.segments = _table("positions", positions, d), _table("segments", segments, d)
        self.gain, self.bias = _vector("gain", gain, d), _vector("bias", bias, d)
        self.blocks = tuple(_block(f"blocks[{l}]", weights, d, n_heads) for l, weights in enumerate(blocks))
        self.n_heads = doors.whole("Bert", "n_heads", n_heads)
        self.W_pool = None if W_pool is None else _table("W_pool", W_pool, d)
        self.b_pool = None if b_pool is None else _vector("b_pool", b_pool, d)
        self.activation = doors.one_of("Bert", "activation", activation, ACTIVATIONS)
        self.eps = float(eps)

    @doors.unwarned
    def forward(self, ids, segments=None, mask=None):
        """Read token numbers: -> Read(hidden, alpha_prime, pooled).

        ids : whole numbers (n,) or (B, n)    segments : the same shape, 0 by default    mask : boolean, the same shape,
        True = a real token, False = padding: nobody attends to it
        ValueError: an id or segment outside its table, more tokens than positions, another shape, no token at all.
        """
        ids = self._ids(ids)
        x = self._embed(ids, _numbers("segments", 0 if segments is None else segments, ids.shape, len(self.segments)))
        mask = _among_keys(mask, ids)
        hidden, alpha_prime = [x], []
        for weights in self.blocks:
            out, shares = self._through(weights, hidden[-1], mask)
            hidden.append(out)
            alpha_prime.append(shares)
        return Read(tuple(hidden), tuple(alpha_prime), self._pool(hidden[-1]))

    def _through(self, weights, x, mask):
        """One block: what it gives, its shares.  The other steps are let go: the next block takes their room."""
        block = encoder_block(x, weights, self.n_heads, mask, "post", self.activation, self.eps)
        return block.out, block.alpha_prime

    def _ids(self, ids):
        ids = doors.array("Bert", "ids", ids)
        if ids.ndim not in (1, 2) or ids.size == 0:
            raise ValueError(f"Bert: ids has shape {ids.shape}; give at least one token, (n,) or a batch (B, n).")
        if ids.shape[-1] > len(self.positions):
            raise ValueError(
                f"Bert: ids holds {ids.shape[-1]} tokens, and this model has {len(self.positions)} positions; "
                f"cut the text, or read it in parts."
            )
        return _numbers("ids", ids, ids.shape, len(self.words))

    def _embed(self, ids, segments):
        """a + e: the word, where it stands, which sentence it is in; normalised.  (..., n, d)"""
        x = self.words[ids]
        x += self.segments[segments]
        x += self.positions[: ids.shape[-1]]
        doors.sound("Bert", x, words=self.words, segments=self.segments, positions=self.positions)
        return layer_norm(x, self.gain, self.bias, self.eps)

    def _pool(self, x):
        if self.W_pool is None:
            return None
        first = project("Bert", W_pool=self.W_pool, x=x[..., :1, :], b_pool=self.b_pool)
        return np.tanh(first[..., 0, :])


def _table(name, x, d):
    x = doors.floats("Bert", name, x)
    doors.shape("Bert", name, x, (None, d), "one row per entry, d features wide as the words are")
    return x


def _vector(name, x, d):
    x = doors.floats("Bert", name, x)
    doors.shape("Bert", name, x, (d,), "d numbers, d the width of the words")
    return x


def _block(which, weights, d, n_heads):
    """The weights as plain arrays whose shapes go together."""
    names = [f"{which}.{field}" for field in BlockWeights._fields]
    w = BlockWeights(*(doors.floats("Bert", name, x) for name, x in zip(names, weights, strict=True)))
    asked, given, wide = (x.shape[:1] for x in (w.W_q, w.W_v, w.W_1))  # (H d_k,), (H d_v,), (d_ff,)
    wanted = BlockWeights(
        W_q=(None, d), b_q=asked, W_k=(*asked, d), b_k=asked, W_v=(None, d), b_v=given, W_o=(d, *given), b_o=(d,),
        gain_1=(d,), bias_1=(d,), W_1=(None, d), b_1=wide, W_2=(d, *wide), b_2=(d,), gain_2=(d,), bias_2=(d,),
    )
    for name, x, shape in zip(names, w, wanted, strict=True):
        doors.shape("Bert", name, x, shape, f"words are {d} wide, and the parts of a block must agree")
    for name in ("W_q", "W_v"):
        doors.heads_that_fit("Bert", f"{which}.{name}", len(getattr(w, name)), n_heads)
    return w


def _numbers(name, numbers, shape, size):
    """Row numbers of a table with `size` rows, refused where they are negative or too large."""
    numbers = doors.array("Bert", name, numbers)
    if numbers.dtype.kind not in "iu":
        raise TypeError(f"Bert: {name} must be whole numbers, and holds {numbers.dtype}; write {name}.astype(int).")
    if numbers.ndim and numbers.shape != shape:
        raise ValueError(f"Bert: {name} has shape {numbers.shape}, and ids {shape}; give one for each token.")
    outside = (numbers < 0) | (numbers >= size)
    if outside.any():
        place = np.argwhere(outside)[0].tolist()
        raise ValueError(
            f"Bert: {name}{place} is {numbers[tuple(place)]}, and this model knows 0 to {size - 1}; "
            f"look at where {name} came from."
        )
    return np.broadcast_to(numbers, shape)


def _among_keys(mask, ids):
    """Which tokens may be attended to, by everybody: (1, n) or (B, 1, 1, n)."""
    if mask is None:
        return None
    mask = doors.array("Bert", "mask", mask)
    if mask.dtype != bool or mask.shape != ids.shape:
        raise ValueError(
            f"Bert: mask must be boolean, True = a real token, of the shape of ids {ids.shape}; "
            f"it holds {mask.dtype} and has shape {mask.shape}; for ones and zeros write mask == 1."
        )
    return mask[None] if ids.ndim == 1 else mask[:, None, None]
