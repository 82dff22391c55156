"""Notebook 02: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_cosine       2.1  the cosine of two vectors
    check_strength     2.2  what goes into the first block when the position vectors are turned down
    check_plane        2.3  the two directions of a map
    check_read_right   2.4  the share of saws whose nearest has their sense
    check_fooled       2.5  a sentence that the model reads wrongly

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.lessons.i_saw_the_saw.your_sentence import note_on, senses_of
from seesaw.material import geometry as g
from seesaw.material.answers import first_slip, like
from seesaw.material.saws import own_saws

ROW_A_TOKEN = "one row per token, as wide as a word"
SHAPE = "Not yet: yours has shape {got}, and {want} was expected: {why}."


# ---- 2.1

COSINE_YES = "Yes. The two saws have cosine {value:.2f} after this layer: an angle of {degrees:.0f}°."
COSINE_SLIPS = {
    "dot": "Not yet: that is the dot product, {got:.2f}; it grows with the lengths. Divide by both lengths.",
    "one": "Not yet: you divided by one length only. A cosine is the dot product over |x| times |y|.",
    "squares": "Not yet: you divided by the squared lengths. np.linalg.norm(x) is sqrt(x @ x): take the root.",
    "distance": (
        "Not yet: that is how far apart the two are, {got:.2f}, small for saws that are alike; a cosine is near 1 "
        "then."
    ),
    "degrees": "Not yet: that is the angle in degrees; its cosine was asked, so leave arccos out.",
    "radians": "Not yet: that is the angle in radians; its cosine was asked, so leave arccos out.",
    "minus": "Not yet: that is 1 - cosine, 0 for vectors that point the same way; take the cosine itself.",
}
COSINE_OTHER = "Not yet: the cosine here is {want:.3f}, yours is {got}."
COSINE_BLOWN = "Not yet: {size} numbers came back and one was asked; x @ y sums the products, x * y does not."


def check_cosine(yours, x, y):
    """Exercise 2.1: yours(x, y) is x.y / (|x| |y|)."""
    got, want = yours(x, y), float(g.cosine(x, y))
    if np.size(got) != 1:
        return COSINE_BLOWN.format(size=np.size(got))
    got = float(np.squeeze(got))
    if like(got, want):
        return COSINE_YES.format(value=want, degrees=g.degrees(want))
    dot, lengths, angle = float(x @ y), (np.linalg.norm(x), np.linalg.norm(y)), float(g.degrees(want))
    values = {
        "dot": [dot], "one": [dot / lengths[0], dot / lengths[1]], "squares": [dot / (lengths[0] * lengths[1]) ** 2],
        "distance": [np.linalg.norm(x - y)], "degrees": [angle], "radians": [np.radians(angle)], "minus": [1 - want],
    }  # fmt: skip
    for slip, candidates in values.items():
        if any(like(got, value) for value in candidates):
            return COSINE_SLIPS[slip].format(got=got)
    return COSINE_OTHER.format(want=want, got=round(got, 3))


# ---- 2.2

STRENGTH_YES = "Yes: a + strength * e. At 0 the two saws enter as the same vector, at 1 as BERT gets them."
STRENGTH_SLIPS = {
    "Not yet: the strength does nothing in yours; multiply e by it.": lambda a, e, s: a + e,
    "Not yet: you turned the words down as well. At strength 0 the words should stay as they are: only e is scaled.":
        lambda a, e, s: s * (a + e),
    "Not yet: you scaled the words and kept the positions whole; it is e that is multiplied.":
        lambda a, e, s: s * a + e,
    "Not yet: that fades from words to positions, so at strength 1 no word is left; keep a whole and add s times e.":
        lambda a, e, s: (1 - s) * a + s * e,
    "Not yet: at strength 0 yours is all position and at 1 none: the other way round.": lambda a, e, s: a + (1 - s) * e,
    "Not yet: you multiplied a by e; the position vector is added.": lambda a, e, s: a * (s * e),
}  # fmt: skip
STRENGTH_WIDE = (
    "Not yet: yours is {got} wide. Words and positions are added, not set side by side: the width stays {want}."
)
STRENGTH_OTHER = "Not yet: entry [2, 0] should be {want:.3f} at strength {s}, yours is {got:.3f}."


def check_strength(yours, a, e):
    """Exercise 2.2: yours(a, e, strength) is a + strength * e.  a, e : (n, d)"""
    s = 0.3
    got = np.asarray(yours(a.copy(), e.copy(), s), dtype=float)
    if got.ndim == 2 and got.shape[1] == 2 * a.shape[1]:
        return STRENGTH_WIDE.format(got=got.shape[1], want=a.shape[1])
    if got.shape != a.shape:
        return SHAPE.format(got=got.shape, want=a.shape, why=ROW_A_TOKEN)
    if like(got, a + s * e):
        return STRENGTH_YES
    slip = first_slip(got, {words: value(a, e, s) for words, value in STRENGTH_SLIPS.items()})
    return slip or STRENGTH_OTHER.format(want=(a + s * e)[2, 0], s=s, got=got[2, 0])


# ---- 2.3

PLANE_YES = "Yes. Your two directions hold {holds:.0%} of the spread of the saws, and nobody told them the senses."
PLANE_SLIPS = {
    "centre": (
        "Not yet: your first direction points from 0 to the middle of the crowd. Take the mean saw away first: "
        "axis=0."
    ),
    "columns": "Not yet: you took columns of V^T; each row of what svd gives third is a direction: directions[:2].",
    "least": "Not yet: those are directions with hardly any spread; eigh sorts upwards, so the largest two come last.",
    "order": "Not yet: the right plane, but the direction with the largest spread should be the first row.",
    "left": "Not yet: you took U, which has one row a saw; the directions are the rows of the third thing svd gives.",
}
PLANE_OTHER = "Not yet: your plane holds {got:.0%} of the spread of the saws, and the best plane holds {want:.0%}."
DIRECTION_IS_A_ROW = "a direction is a row, so transpose yours"
TWO_DIRECTIONS = "two directions, each as long as a vector"
PLANE_LENGTH = "Not yet: a direction has length 1, yours have lengths {lengths}; drop the singular values."


def check_plane(yours, saws):
    """Exercise 2.3: yours(saws) is the first two principal directions of saws (N, d), (2, d); signs are free."""
    got = np.asarray(yours(saws.copy()), dtype=float)
    n, d = saws.shape
    centred = saws - saws.mean(axis=0)
    best = _directions(centred)  # (min(N, d), d)
    if got.shape != (2, d):
        return _plane_of_wrong_shape(got, best, n, d)
    lengths = np.linalg.norm(got, axis=1)
    if not np.allclose(lengths, 1, atol=1e-3):  # NaN too
        return PLANE_LENGTH.format(lengths=", ".join(f"{x:.2f}" for x in lengths))
    if _same_up_to_sign(got, best[:2]):
        return PLANE_YES.format(holds=_held(got, centred))
    every = np.linalg.svd(centred, full_matrices=True)[2]  # (d, d)
    slips = {"centre": _directions(saws)[:2], "columns": every[:, :2].T, "order": best[1::-1]}
    for slip, value in slips.items():
        if _same_up_to_sign(got, value):
            return PLANE_SLIPS[slip]
    if _held(got, centred) < 0.02:
        return PLANE_SLIPS["least"]
    return PLANE_OTHER.format(got=_held(got, centred), want=_held(best[:2], centred))


def _plane_of_wrong_shape(got, best, n, d):
    if got.shape == (n, 2):
        return PLANE_SLIPS["left"]
    if got.shape == (2, len(best)) and _same_up_to_sign(got, best[:, :2].T, length=None):
        return PLANE_SLIPS["columns"]
    return SHAPE.format(got=got.shape, want=(2, d), why=DIRECTION_IS_A_ROW if got.shape == (d, 2) else TWO_DIRECTIONS)


def _directions(x):
    return np.linalg.svd(x, full_matrices=False)[2]


def _same_up_to_sign(got, want, length=1.0):
    """Each row of got is a row of want or its opposite; length=None: whatever their lengths."""
    if length is None:
        got, want = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (got, want))
    return got.shape == want.shape and np.allclose(np.abs(np.sum(got * want, axis=1)), 1, atol=1e-3)


def _held(directions, centred):
    return float(np.sum((centred @ directions.T) ** 2) / np.sum(centred**2))


# ---- 2.4

RIGHT_YES = "Yes: {value:.2f}. Each saw asked its nearest neighbour, and no saw asked itself."
RIGHT_SLIPS = {
    "itself": (
        "Not yet: you gave 1.00, because each saw's nearest is itself. Leave it out: np.fill_diagonal(cos, -np.inf)."
    ),
    "furthest": (
        "Not yet: you asked the least similar saw. argsort and argmin go upwards; the nearest has the largest "
        "cosine."
    ),
    "dot": "Not yet: you used the dot product, where long vectors win. Divide each row by its length first.",
    "wrong": "Not yet: that is the share read wrongly; count where the senses are equal.",
    "tools": "Not yet: that is the share of saws whose nearest is a tool; compare with each saw's own sense.",
    "count": "Not yet: that is a count, {got:g}; divide by the number of saws, or take the mean.",
}
RIGHT_OTHER = "Not yet: on the check's saws the share is {want:.3f}, yours is {got}."
RIGHT_MANY = "Not yet: {size} values came back; one share was asked, so take the mean over the saws."


def check_read_right(yours):
    """Exercise 2.4: yours(saws, is_tool) is the share of saws whose nearest by cosine has their sense."""
    saws, is_tool = _made_up_saws()
    got = yours(saws.copy(), is_tool.copy())
    if np.size(got) != 1:
        return RIGHT_MANY.format(size=np.size(got))
    got, values = float(np.squeeze(got)), _shares(saws, is_tool)
    want = values.pop("want")
    if like(got, want):
        return RIGHT_YES.format(value=want)
    for slip, value in values.items():
        if like(got, value):
            return RIGHT_SLIPS[slip].format(got=got)
    return RIGHT_OTHER.format(want=want, got=round(got, 3))


def _made_up_saws():
    """Saws for which each slip gives another share: two noisy crowds of unequal size and very unequal lengths."""
    rng = np.random.default_rng(5)
    is_tool = np.arange(40) >= 25
    saws = rng.normal(size=(40, 6)) + np.where(is_tool, 0.9, -0.9)[:, None] * (1, 1, 0, 0, 0, 0)
    return saws * rng.lognormal(sigma=1.0, size=(40, 1)), is_tool


def _shares(saws, is_tool):
    """The right share, and what each slip would give."""
    unit = saws / np.linalg.norm(saws, axis=1, keepdims=True)
    cos, dot = unit @ unit.T, saws @ saws.T
    alone = cos - 9.0 * np.eye(len(saws))
    other_dot = np.where(np.eye(len(saws), dtype=bool), -np.inf, dot)
    asked = is_tool[alone.argmax(axis=1)]
    want = np.mean(asked == is_tool)
    return {
        "want": want, "itself": 1.0, "furthest": np.mean(is_tool[cos.argmin(axis=1)] == is_tool),
        "dot": np.mean(is_tool[other_dot.argmax(axis=1)] == is_tool), "wrong": 1 - want, "tools": np.mean(asked),
        "count": want * len(saws),
    }  # fmt: skip


# ---- 2.5

FOOLED_YES = (
    "Yes, fooled: you mean {sense}, and {votes} of its {voters} nearest say {read}. Can you say what misled it?"
)
FOOLED_RIGHT = (
    "Not yet: the model reads your saw as {read}, as you mean it ({votes} of its {voters} nearest). Try a rarer "
    "order of words."
)
FOOLED_MANY = "Not yet: there are {count} saws in it, so it is not clear which you mean; write a sentence with one."
FOOLED_SENSE = "Not yet: the sense must be 'seeing' or 'tool', and is {sense!r}; the map knows no other."
FOOLED_KNOWN = "Not yet: that sentence is one of the sixty on the map; write one of your own."
FOOLED_TEXT = "Not yet: write your sentence between quotes, such as sentence = 'The saw ...'."
FOOLED_NONE = "Not yet: {note}"


def check_fooled(sentence, sense, saws, reader):
    """Exercise 2.5: one saw, meant as `sense`, and most of its nearest after the last layer say the other."""
    if not isinstance(sentence, str):
        return FOOLED_TEXT
    if sense not in ("seeing", "tool"):
        return FOOLED_SENSE.format(sense=sense)
    if sentence.strip() in saws.texts:
        return FOOLED_KNOWN
    own = own_saws(reader, sentence)
    if not own.places:
        return FOOLED_NONE.format(note=note_on(own, sentence))
    if len(own.places) > 1:
        return FOOLED_MANY.format(count=len(own.places))
    read, votes = (x[0] for x in senses_of(g.tool_votes(own.hidden[-1], saws.hidden[-1], saws.is_tool)))
    said = FOOLED_RIGHT if read == sense else FOOLED_YES
    return said.format(sense=sense, read=read, votes=votes, voters=g.VOTERS)
