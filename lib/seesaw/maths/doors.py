"""The doors of `maths`: what does not fit is refused in one plain sentence that says how to mend it.

Nothing of the lecture is computed here.  Read `attention` first; come back when you wonder who wrote that error.
"""

import operator

import numpy as np

# What is too small to be written is 0; what is too large is looked for afterwards, by `sound`, and refused in words.
unwarned = np.errstate(over="ignore", invalid="ignore", under="ignore")


def array(where, name, x):
    """`x` as a plain array, nothing of it masked."""
    refuse_masked(where, name, x)
    return np.asarray(x)


def refuse_masked(where, name, x):
    """Name the first entry of `x` that is masked: a plain array would bring to light what was to be hidden."""
    index = _first_masked(x)
    if index is not None:
        raise ValueError(
            f"{where}: {name}{index or ''} is masked, and what is masked must not count; leave it out, or say what "
            f"counts in its place with {name}.filled(...), -np.inf for a score."
        )


def _first_masked(x):
    """The index of the first entry of `x` that is masked, also in a list of masked arrays; None if there is none."""
    if isinstance(x, np.ma.MaskedArray):
        masked = np.argwhere(np.ma.getmaskarray(x))
        return masked[0].tolist() if len(masked) else None
    if isinstance(x, list | tuple):
        inside = ((i, _first_masked(part)) for i, part in enumerate(x))
        return next(([i, *index] for i, index in inside if index is not None), None)
    return None


def floats(where, name, x):
    """`x` as an array of float32 (also from float16) or float64 (from all else); `where`, `name` go into the error."""
    x = array(where, name, x)
    if x.dtype in (np.float32, np.float64):
        return x
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{where}: {name} must hold real numbers, and holds {x.dtype}; pass floats.")
    return x.astype(np.float32 if x.dtype == np.float16 else np.float64)


def sound(where, made, **sources):
    """`made`, if every number in it is finite; else the first NaN or inf of its `sources` is named, by array and index.

    NaN and inf always show in what is made of them, so large weights are not searched each time, but only then.
    """
    if not np.isfinite(made).all():
        for name, x in sources.items():
            refuse_not_finite(where, name, x)
        raise ValueError(f"{where}: the numbers grew too large for {made.dtype}; use smaller numbers, or float64.")
    return made


def refuse_not_finite(where, name, x, allowed=None):
    """Name the first entry of `x` that is NaN or infinite (`allowed`, such as -inf in masked scores, may pass)."""
    if x is None:
        return
    x = np.asarray(x)
    bad = ~np.isfinite(x) & (x != allowed)
    if bad.any():
        index = np.argwhere(bad)[0].tolist()
        raise ValueError(
            f"{where}: {name}{index or ''} is {x[tuple(index)]}, and every entry must be a finite number; "
            f"look at what made {name} (shape {x.shape})."
        )


def whole(where, name, value, least=1):
    """`value` as an int of at least `least`: a count of tokens, features or heads."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{where}: {name} must be a whole number, and is {value!r}; write {name}=4, say.") from None
    if number < least:
        raise ValueError(f"{where}: {name} must be at least {least}, and is {number}.")
    return number


def heads_that_fit(where, name, width, n_heads):
    """`n_heads` as an int that divides `width`, or an error that lists those that do."""
    n_heads = whole(where, "n_heads", n_heads)
    if width % n_heads:
        fits = [h for h in range(1, width + 1) if width % h == 0]
        raise ValueError(
            f"{where}: cannot share the {width} features of {name} equally among n_heads={n_heads}; "
            f"use one of {fits}, or change the width."
        )
    return n_heads


def one_of(where, name, value, choices):
    """Refuse a `value` that is not among the `choices`."""
    if value not in choices:
        raise ValueError(f"{where}: {name} must be one of {', '.join(map(repr, choices))}, and is {value!r}.")
    return value


def shape(where, name, x, wanted, why):
    """Refuse an array whose shape is not `wanted`; a None in `wanted` fits any length."""
    if x.shape == wanted:
        return
    if len(x.shape) != len(wanted) or any(w not in (None, s) for w, s in zip(wanted, x.shape, strict=True)):
        printed = str(tuple("any" if w is None else w for w in wanted)).replace("'", "")
        raise ValueError(f"{where}: {name} has shape {x.shape}, and {printed} was expected: {why}.")


def rows(where, name, x):
    """Refuse an array with no row axis: one row per token is the rule everywhere."""
    if x.ndim < 2:
        raise ValueError(
            f"{where}: {name} has shape {x.shape}, and one row per token was expected, (..., n, d); "
            f"write {name}[None, :] for a single token."
        )
