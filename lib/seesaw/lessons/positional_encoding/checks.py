"""Notebook 04: the checks of its exercises.  Each tries the likely slips first, so that it can name the one made.

    check_order_noticed   4.1  does a machine notice the order of what it is given?
    check_sinusoid        4.2  e^i of one position, by hand
    check_turn            4.3  a pair of numbers turned by an angle
    check_by_distance     4.4  how alike two positions are, by their distance
    check_alibi           4.5  the penalty that is added to the scores
    check_bugs            4.6  what is wrong with versions A to D

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.lessons.positional_encoding.layouts import along_diagonals
from seesaw.lessons.positional_encoding.order import order_noticed, words_in
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.position import sinusoid

SHAPE = "Not yet: yours has shape {got}, and {want} was expected: {why}."


def _like(got, want):
    """Equal for the eye, whatever the shapes: no exception."""
    got = np.asarray(got, dtype=float)
    return got.shape == np.shape(want) and np.allclose(got, want, rtol=1e-4, atol=1e-6)


def _slip(got, sentences, values):
    """The sentence of the first slip one of whose values is what was got, or None."""
    for name, candidates in values.items():
        if any(_like(got, value) for value in candidates):
            return sentences[name]
    return None


# ---- 4.1

NOTICED_YES = (
    "Yes: {value:.2f} for a machine with a causal mask, and 0 for plain attention: that one is blind to "
    "order."
)
NOTICED_SLIPS = {
    "not moved": (
        "Not yet: you compared what came out as it stands. Row 0 is another word after the move: reorder "
        "attention(x) with [order] too."
    ),
    "inverse": (
        "Not yet: one of the two is reordered the wrong way round. x[order] puts row order[0] first; what came out "
        "must be taken with the same [order]."
    ),
    "signed": "Not yet: that is the largest signed difference; a large negative one counts as well, so take np.abs.",
    "mean": "Not yet: that is the mean difference; one word that changes is enough, so take the largest.",
    "sum": "Not yet: that is a sum, which grows with the number of words; take the largest.",
    "truth": "Not yet: that is True or False; how far the two differ was asked, a number.",
    "inputs": "Not yet: you compared the rows that go in; put them through attention first.",
}
NOTICED_MANY = "Not yet: {size} numbers came back and one was asked: the largest of them all."
NOTICED_OTHER = "Not yet: for the check's machine it is {want:.3f}, yours is {got:.3f}."


def check_order_noticed(yours):
    """Exercise 4.1: yours(attention, x, order) is the largest |attention(x)[order] - attention(x[order])|."""
    x, order = words_in("dog bites man again"), np.array([2, 0, 3, 1])
    back = np.argsort(order)
    got = yours(_causal, x.copy(), order.copy())
    if isinstance(got, (bool, np.bool_)):
        return NOTICED_SLIPS["truth"]
    if np.size(got) != 1:
        return NOTICED_MANY.format(size=np.size(got))
    got, want = float(np.squeeze(got)), order_noticed(_causal, x, order)
    if _like(got, want):
        return NOTICED_YES.format(value=want)
    apart, still, moved = _causal(x)[order] - _causal(x[order]), _causal(x), _causal(x[order])
    values = {
        "not moved": [np.abs(still - moved).max()],
        "inverse": [np.abs(still[back] - moved).max(), np.abs(still[order] - _causal(x[back])).max(),
                    np.abs(still - moved[order]).max()],
        "signed": [apart.max(), apart.min(), (-apart).min()],
        "mean": [np.abs(apart).mean(), apart.mean()],
        "sum": [np.abs(apart).sum(), apart.sum()],
        "inputs": [np.abs(x - x[order]).max()],
    }  # fmt: skip
    return _slip(got, NOTICED_SLIPS, values) or NOTICED_OTHER.format(want=want, got=got)


def _causal(x):
    """The check's machine, which does notice."""
    return attend(x, x, x, mask=causal_mask(len(x))).b


# ---- 4.2

SINUSOID_YES = "Yes: {d} numbers that say {i}, a sine and a cosine for each of {pairs} hands."
SINUSOID_SLIPS = {
    "degrees": "Not yet: those are sines of degrees; the angle is in radians already, and np.sin takes radians.",
    "swapped": "Not yet: your cosine stands where the sine belongs: e[0::2] is the sine, e[1::2] the cosine.",
    "factor": "Not yet: your hands slow down half as fast as they should; the exponent is -2p/d for pair p.",
    "each feature": (
        "Not yet: you gave every feature a speed of its own; the sine and the cosine of a pair share one: "
        "np.arange(d // 2), not np.arange(d)."
    ),
    "faster": "Not yet: your hands grow faster; each is slower than the one before: the exponent has a minus.",
    "roles": "Not yet: i and p have changed places; the position i multiplies, the pair p stands in the exponent.",
    "concatenated": (
        "Not yet: right numbers, all sines first. That layout is as good, but here they were asked in turn: "
        "e[0::2] and e[1::2]."
    ),
    "same": "Not yet: sine in both features of a pair; without its cosine a hand does not say where it stands.",
    "divided": "Not yet: you divided the position by the speed; the angle is i times the speed.",
}
SINUSOID_OTHER = "Not yet: entry {entry} of e for position {i} should be {want:.3f}, yours is {got:.3f}."
ONE_ROW = "one position, d numbers"


def check_sinusoid(yours):
    """Exercise 4.2: yours(i, d) is e^i, sine and cosine in turn, base 10,000."""
    i, d = 5, 8
    got, want = np.asarray(yours(i, d), dtype=float), sinusoid(i + 1, d)[i]
    if got.shape != (d,):
        return SHAPE.format(got=got.shape, want=(d,), why=ONE_ROW)
    if _like(got, want):
        return SINUSOID_YES.format(d=d, i=i, pairs=d // 2)
    p, j = np.arange(d // 2), np.arange(d)
    speed = 10000.0 ** (-2 * p / d)
    own = i * 10000.0 ** (-2 * j / d), i * 10000.0 ** (-j / d)
    values = {
        "degrees": [_pairs(np.radians(i * speed)), _pairs(np.degrees(i * speed))],
        "swapped": [_pairs(i * speed + np.pi / 2) * np.tile([1, -1], d // 2)],
        "factor": [_pairs(i * 10000.0 ** (-p / d))],
        "each feature": [np.where(j % 2, np.cos(a), np.sin(a)) for a in own],
        "faster": [_pairs(i / speed), _pairs(i * 10000.0 ** (p / d))],
        "roles": [_pairs(p * 10000.0 ** (-2 * i / d)), _pairs(p * 10000.0 ** (-i / d))],
        "concatenated": [np.concatenate([np.sin(i * speed), np.cos(i * speed)])],
        "same": [np.repeat(np.sin(i * speed), 2)],
    }
    values["swapped"].append(np.stack([np.cos(i * speed), np.sin(i * speed)], axis=1).ravel())
    slip = _slip(got, SINUSOID_SLIPS, values)
    if slip:
        return slip
    entry = int(np.flatnonzero(~np.isclose(got, want, rtol=1e-4, atol=1e-6))[0])
    return SINUSOID_OTHER.format(entry=entry, i=i, want=want[entry], got=got[entry])


def _pairs(angle):
    """sin cos sin cos ... of the angles (d/2,).  (d,)"""
    return np.stack([np.sin(angle), np.cos(angle)], axis=1).ravel()


# ---- 4.3

TURN_YES = "Yes: the length stays {length:.2f} and the direction turns by {degrees:.0f}°, counter-clockwise."
TURN_SLIPS = {
    "clockwise": "Not yet: that turns clockwise. The minus belongs to the first number: x cos - y sin, x sin + y cos.",
    "both plus": "Not yet: plus in both; the pair grew longer. One of the two sines has a minus.",
    "both minus": "Not yet: minus in both; the length changed. Only x cos - y sin has a minus.",
    "degrees": "Not yet: you took the angle for degrees; it is in radians, as np.cos wants it.",
    "sines": "Not yet: sine and cosine have changed places: at angle 0 the pair must stay as it is.",
    "overwritten": (
        "Not yet: the first number is right, and the second was made from the new first one; keep the old x until "
        "both are done."
    ),
    "scaled": "Not yet: that only stretches each number by itself; a turn mixes the two.",
}
TURN_OTHER = (
    "Not yet: ({x}, {y}) turned by {angle} is ({want[0]:.3f}, {want[1]:.3f}), yours ({got[0]:.3f}, "
    "{got[1]:.3f})."
)
ONE_PAIR = "a pair goes in and a pair comes out"


def check_turn(yours):
    """Exercise 4.3: yours(pair, angle) is the pair turned counter-clockwise by angle radians."""
    (x, y), angle = (2.0, 0.5), 0.6
    got = np.asarray(yours(np.array([x, y]), angle), dtype=float)
    if got.shape != (2,):
        return SHAPE.format(got=got.shape, want=(2,), why=ONE_PAIR)
    c, s = np.cos(angle), np.sin(angle)
    want = np.array([x * c - y * s, x * s + y * c])
    if _like(got, want):
        return TURN_YES.format(length=np.hypot(x, y), degrees=np.degrees(angle))
    small = np.radians(angle)
    values = {
        "clockwise": [(x * c + y * s, y * c - x * s)],
        "both plus": [(x * c + y * s, x * s + y * c)],
        "both minus": [(x * c - y * s, x * s - y * c), (x * c - y * s, y * c - x * s)],
        "degrees": [(x * np.cos(small) - y * np.sin(small), x * np.sin(small) + y * np.cos(small))],
        "sines": [(x * s - y * c, x * c + y * s), (x * s + y * c, x * c - y * s)],
        "overwritten": [(want[0], want[0] * s + y * c)],
        "scaled": [(x * c, y * s), (x * s, y * c), (x * c, y * c)],
    }
    return _slip(got, TURN_SLIPS, values) or TURN_OTHER.format(x=x, y=y, angle=angle, want=want, got=got)


# ---- 4.4

DISTANCE_YES = "Yes: {values} … Neighbours are alike, and it does not fall evenly after that."
DISTANCE_SLIPS = {
    "sum": "Not yet: those are sums; a long diagonal has more entries than a short one, so take the mean.",
    "row": (
        "Not yet: that is row 0 alone, how alike each position is to the first; average over all pairs so far"
        " apart."
    ),
    "columns": "Not yet: those are the means of whole columns; a distance is a diagonal: np.diagonal(alike, distance).",
    "wrapped": "Not yet: you let the end meet the beginning (np.roll); the last position is no neighbour of the first.",
    "from one": "Not yet: you began at distance 1; distance 0, the main diagonal, comes first.",
    "backwards": "Not yet: right means, the largest distance first; turn them round.",
    "spread": "Not yet: that is the spread on each diagonal; its mean was asked.",
    "main": "Not yet: that is the main diagonal, each position with itself; take np.diagonal for each distance.",
}
DISTANCE_OTHER = "Not yet: at distance {far} the mean is {want:.3f}, yours is {got:.3f}."
ONE_A_DISTANCE = "one mean for each distance 0, 1, 2 ... n - 1"


def check_by_distance(yours, alike):
    """Exercise 4.4: yours(alike)[far] is the mean of all alike[i, i + far].  alike : (n, n), symmetric"""
    alike = np.asarray(alike, dtype=float)[:40, :40]
    n, want = len(alike), along_diagonals(alike)
    got = np.asarray(yours(alike.copy()), dtype=float)
    if got.shape == (n - 1,) and _like(got, want[1:]):
        return DISTANCE_SLIPS["from one"]
    if got.shape != (n,):
        return SHAPE.format(got=got.shape, want=(n,), why=ONE_A_DISTANCE)
    if _like(got, want):
        return DISTANCE_YES.format(values=", ".join(f"{x:.2f}" for x in want[:4]))
    diagonals = [np.diagonal(alike, far) for far in range(n)]
    values = {
        "sum": [[x.sum() for x in diagonals]],
        "row": [alike[0]],
        "columns": [alike.mean(axis=0)],
        "wrapped": [[np.mean([alike[i, (i + far) % n] for i in range(n)]) for far in range(n)]],
        "backwards": [want[::-1]],
        "spread": [[x.std() for x in diagonals]],
        "main": [np.diagonal(alike)],
    }
    slip = _slip(got, DISTANCE_SLIPS, values)
    if slip:
        return slip
    far = int(np.flatnonzero(~np.isclose(got, want, rtol=1e-4, atol=1e-6))[0])
    return DISTANCE_OTHER.format(far=far, want=want[far], got=got[far])


# ---- 4.5

ALIBI_YES = "Yes: nothing for the word itself, {one:g} for the neighbours, {two:g} two words away."
ALIBI_SLIPS = {
    "plus": "Not yet: yours is a reward, it grows with the distance; a penalty is negative.",
    "signed": "Not yet: without the absolute value one side is punished and the other rewarded: np.abs(i - j).",
    "times n": "Not yet: yours depends on how long the sentence is; the slope alone multiplies the distance.",
    "from one": "Not yet: a word is punished for looking at itself; the distance of i and i is 0.",
    "divided": "Not yet: you divided by the slope; it multiplies.",
    "squared": "Not yet: that is the squared distance; ALiBi is linear, it is in the name.",
    "masked": "Not yet: that is the causal mask as well; write the penalty alone, with |i - j| on both sides.",
    "product": "Not yet: i + j or i times j is no distance; take the difference.",
    "exponent": "Not yet: that is what is left after exp; the penalty is added to the scores before the softmax.",
}
ALIBI_OTHER = "Not yet: entry [{i}, {j}] should be {want:g}, yours is {got:g}."
N_BY_N = "one number for each i and j"


def check_alibi(yours):
    """Exercise 4.5: yours(slope, n) is -slope |i - j|, (n, n)."""
    slope, n = 0.25, 5
    got = np.asarray(yours(slope, n), dtype=float)
    if got.shape != (n, n):
        return SHAPE.format(got=got.shape, want=(n, n), why=N_BY_N)
    i, j = np.arange(n)[:, None], np.arange(n)
    far = np.abs(i - j)
    want = -slope * far
    if _like(got, want):
        return ALIBI_YES.format(one=-slope, two=-2 * slope)
    later = np.where(j > i, -np.inf, want)
    values = {
        "plus": [slope * far], "signed": [-slope * (i - j), slope * (i - j)], "times n": [n * want, want / n],
        "from one": [-slope * (far + 1)], "divided": [-far / slope], "squared": [-slope * far**2],
        "product": [-slope * (i + j), -slope * i * j], "exponent": [np.exp(want)],
    }  # fmt: skip
    if np.isinf(got).any() or _like(got, np.where(j > i, 0.0, want)) or _like(got, np.nan_to_num(later, neginf=-1e9)):
        return ALIBI_SLIPS["masked"]
    slip = _slip(got, ALIBI_SLIPS, values)
    if slip:
        return slip
    row, column = (int(x) for x in np.argwhere(~np.isclose(got, want, rtol=1e-4, atol=1e-6))[0])
    return ALIBI_OTHER.format(i=row, j=column, want=want[row, column], got=got[row, column])


# ---- 4.6

BUG_NAMES = (
    "k is not turned",
    "a pair has two sines",
    "sin and cos run over the features only",
    "e is added after attention",
    "the angle is in degrees",
    "a and e stand side by side",
)
TRUTH = {"A": BUG_NAMES[3], "B": BUG_NAMES[2], "C": BUG_NAMES[0], "D": BUG_NAMES[1]}
LOOK = {
    "A": "look at test 1, and at the line in which e first appears",
    "B": "look at the rows of e in the film, and ask what angle is made of",
    "C": "look at test 4, and count how often rope is called",
    "D": "look at test 3, and compare the last two lines before return",
}
BUGS_YES = "Yes, all four. A and B leave the order lost; C and D know it, but not as a distance."
BUGS_DICT = "Not yet: give a dict with a name for each of A, B, C and D, such as {{'A': {name!r}, ...}}; {got} came."
BUGS_BLANK = "Your turn: put a name from the list in the place of each ..., then run this cell again."
BUGS_MISSING = "Not yet: nothing is said of version {which}."
BUGS_UNKNOWN = "Not yet: {got!r} is none of the names on the list; copy one as it is printed."
BUGS_WRONG = "Not yet: {right} of 4. Version {which} is not {got!r}: {look}."


def check_bugs(named):
    """Exercise 4.6: named is {version: one of BUG_NAMES}, for A to D."""
    if not isinstance(named, dict):
        return BUGS_DICT.format(name=BUG_NAMES[0], got=type(named).__name__)
    missing = [which for which in TRUTH if named.get(which) in (None, ...)]
    if len(missing) == len(TRUTH):
        return BUGS_BLANK
    if missing:
        return BUGS_MISSING.format(which=missing[0])
    told = {which: str(named[which]).strip() for which in TRUTH}
    for got in told.values():
        if got not in BUG_NAMES:
            return BUGS_UNKNOWN.format(got=got)
    wrong = [which for which in TRUTH if told[which] != TRUTH[which]]
    if not wrong:
        return BUGS_YES
    which = wrong[0]
    return BUGS_WRONG.format(right=4 - len(wrong), which=which, got=told[which], look=LOOK[which])
