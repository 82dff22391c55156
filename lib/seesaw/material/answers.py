"""What the checks of several lessons ask of an answer: is it the wanted one, and if not, which slip is it?"""

import numpy as np


def like(got, want):
    """Equal for the eye, whatever the shapes: no exception."""
    got = np.asarray(got, dtype=float)
    return got.shape == np.shape(want) and np.allclose(got, want, rtol=1e-3, atol=1e-4, equal_nan=False)


def first_slip(got, slips):
    """The sentence of the first slip whose value is what was got, or None.  slips : {sentence: value}"""
    return next((sentence for sentence, value in slips.items() if like(got, value)), None)
