"""Notebook 03, "Spot the bug": multi-head attention, once right and four times not quite.

Each version is given `a` (n, d), four matrices (d, d) and the number of heads, and gives back alpha' (H, n, n) and b.
"""

# For whoever maintains this: the lecture shows these functions as they stand, so they carry no docstring that gives
# the bug away, and `right` is not shown at all.
#     A  the softmax runs over i, who asks (axis -2): columns sum to 1, rows do not
#     B  the input is cut into H pieces, and each piece is projected alone
#     C  W_o is left out: head h writes only into its own columns
#     D  the heads are merged by reshape without the swap of axes: head h writes only into some rows

import numpy as np

from seesaw.maths.arrays import softmax
from seesaw.maths.attention import split_heads


def right(a, W_q, W_k, W_v, W_o, H):
    q, k, v = (split_heads(a @ W.T, H) for W in (W_q, W_k, W_v))
    alpha_prime = softmax(q @ k.mT / np.sqrt(q.shape[-1]))
    b_heads = alpha_prime @ v
    return alpha_prime, b_heads.swapaxes(0, 1).reshape(a.shape) @ W_o.T


def version_a(a, W_q, W_k, W_v, W_o, H):
    q, k, v = (split_heads(a @ W.T, H) for W in (W_q, W_k, W_v))
    alpha_prime = softmax(q @ k.mT / np.sqrt(q.shape[-1]), axis=-2)
    b_heads = alpha_prime @ v
    return alpha_prime, b_heads.swapaxes(0, 1).reshape(a.shape) @ W_o.T


def version_b(a, W_q, W_k, W_v, W_o, H):
    parts, width = split_heads(a, H), a.shape[-1] // H
    q, k, v = (
        np.stack([part @ W[h * width : (h + 1) * width, h * width : (h + 1) * width].T for h, part in enumerate(parts)])
        for W in (W_q, W_k, W_v)
    )
    alpha_prime = softmax(q @ k.mT / np.sqrt(q.shape[-1]))
    b_heads = alpha_prime @ v
    return alpha_prime, b_heads.swapaxes(0, 1).reshape(a.shape) @ W_o.T


def version_c(a, W_q, W_k, W_v, W_o, H):
    q, k, v = (split_heads(a @ W.T, H) for W in (W_q, W_k, W_v))
    alpha_prime = softmax(q @ k.mT / np.sqrt(q.shape[-1]))
    b_heads = alpha_prime @ v
    return alpha_prime, b_heads.swapaxes(0, 1).reshape(a.shape)


def version_d(a, W_q, W_k, W_v, W_o, H):
    q, k, v = (split_heads(a @ W.T, H) for W in (W_q, W_k, W_v))
    alpha_prime = softmax(q @ k.mT / np.sqrt(q.shape[-1]))
    b_heads = alpha_prime @ v
    return alpha_prime, b_heads.reshape(a.shape) @ W_o.T
