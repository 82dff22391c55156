"""Notebook 05, "Spot the bug": the first half of a block, once right and four times not quite.

Each version is given what the block is given, `a` (n, d), its weights, the number of heads and a mask (n, n), and gives
back alpha' and the normed rows.  `three` does what is right in all of them.
"""

# For whoever maintains this: the lecture shows these functions as they stand, so they carry no docstring and no comment
# that gives the bug away, and `right` is not shown at all.
#     A  the mean and the variance run over the tokens (axis 0) and not over the features of each token
#     B  the mask is multiplied in after the softmax: rows no longer sum to 1, and what is masked has still been counted
#     C  the scores are not divided by sqrt(d_k), so that the shares saturate
#     D  the residual is added after the norm: what leaves is not normed, and the line past the sublayer is pre-norm's
# The causal mask is on in the film, for without a mask B cannot be seen (and must not: it is then right).

import numpy as np

from seesaw.maths.arrays import layer_norm, softmax
from seesaw.maths.attention import merge_heads, split_heads


def three(a, w, n_heads):
    """q, k, v of every head.  (n, d) -> three times (H, n, d_k)"""
    rows = (a @ w.W_q.T + w.b_q, a @ w.W_k.T + w.b_k, a @ w.W_v.T + w.b_v)
    return [split_heads(x, n_heads) for x in rows]


def right(a, w, n_heads, mask):
    q, k, v = three(a, w, n_heads)
    alpha = q @ k.mT / np.sqrt(q.shape[-1])
    alpha_prime = softmax(np.where(mask, alpha, -np.inf))
    b = merge_heads(alpha_prime @ v) @ w.W_o.T + w.b_o
    added = a + b
    return alpha_prime, layer_norm(added)


def version_a(a, w, n_heads, mask):
    q, k, v = three(a, w, n_heads)
    alpha = q @ k.mT / np.sqrt(q.shape[-1])
    alpha_prime = softmax(np.where(mask, alpha, -np.inf))
    b = merge_heads(alpha_prime @ v) @ w.W_o.T + w.b_o
    added = a + b
    normed = (added - added.mean(axis=0)) / np.sqrt(added.var(axis=0) + 1e-12)
    return alpha_prime, normed


def version_b(a, w, n_heads, mask):
    q, k, v = three(a, w, n_heads)
    alpha = q @ k.mT / np.sqrt(q.shape[-1])
    alpha_prime = softmax(alpha) * mask
    b = merge_heads(alpha_prime @ v) @ w.W_o.T + w.b_o
    added = a + b
    normed = (added - added.mean(axis=-1, keepdims=True)) / np.sqrt(added.var(axis=-1, keepdims=True) + 1e-12)
    return alpha_prime, normed


def version_c(a, w, n_heads, mask):
    q, k, v = three(a, w, n_heads)
    alpha = q @ k.mT
    alpha_prime = softmax(np.where(mask, alpha, -np.inf))
    b = merge_heads(alpha_prime @ v) @ w.W_o.T + w.b_o
    added = a + b
    normed = (added - added.mean(axis=-1, keepdims=True)) / np.sqrt(added.var(axis=-1, keepdims=True) + 1e-12)
    return alpha_prime, normed


def version_d(a, w, n_heads, mask):
    q, k, v = three(a, w, n_heads)
    alpha = q @ k.mT / np.sqrt(q.shape[-1])
    alpha_prime = softmax(np.where(mask, alpha, -np.inf))
    b = merge_heads(alpha_prime @ v) @ w.W_o.T + w.b_o
    centred = b - b.mean(axis=-1, keepdims=True)
    normed = a + centred / np.sqrt(b.var(axis=-1, keepdims=True) + 1e-12)
    return alpha_prime, normed
