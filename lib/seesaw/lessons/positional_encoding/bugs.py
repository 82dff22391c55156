"""Notebook 04, "Spot the bug": code with a mistake in it, to be shown with `seesaw.exercise.listing`."""

import numpy as np

from seesaw.maths.arrays import softmax
from seesaw.maths.position import rope

# For whoever mends things here: these four are WRONG ON PURPOSE, and tests see to it that they stay so.
#   version_a  adds the position after attention instead of before: the shares never hear of it
#   version_b  lets sine and cosine run over the features where the position should be: all rows are equal
#   version_c  turns q and leaves k: a score depends on where both stand, not on how far apart they are
#   version_d  writes the sine into both features of a pair: e.e depends on the place as well as on the distance
# Their right counterparts are in `versions.py`.


def version_a(a, e):
    alpha_prime = softmax(a @ a.T / np.sqrt(a.shape[-1]))  # (n, n)
    b = alpha_prime @ a  # (n, d)
    return alpha_prime, b + e


def version_b(n, d):
    p = np.arange(d // 2)
    angle = p * 10000.0 ** (-2 * p / d)
    e = np.empty((n, d))
    e[:, 0::2] = np.sin(angle)
    e[:, 1::2] = np.cos(angle)
    return e


def version_c(q, k, positions):
    return rope(q, positions) @ k.T  # (n, n)


def version_d(n, d):
    p = np.arange(d // 2)
    angle = np.arange(n)[:, None] * 10000.0 ** (-2 * p / d)
    e = np.empty((n, d))
    e[:, 0::2] = np.sin(angle)
    e[:, 1::2] = np.sin(angle)
    return e
