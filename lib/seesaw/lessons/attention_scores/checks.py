"""Notebook 01: its exercises.  What a slip gives stands here, what is said of it in the deck beside this file."""

import itertools
import re

import numpy as np

from seesaw import words
from seesaw.exercise import Exercise, Verdicts, deck
from seesaw.exercise.judge import like, numbers, rounded
from seesaw.lessons.attention_scores.aim import TARGET, WANTED, keys_of, most_possible, shares_for
from seesaw.lessons.attention_scores.loudness import ASKER, FIRST, shares_at
from seesaw.lessons.attention_scores.together import MAPS, WHO_ASKS
from seesaw.material.example import attended, i_saw_the_saw, project, quoted
from seesaw.material.training import VOCABULARY
from seesaw.maths.arrays import log_softmax, softmax

DECK = deck(__file__)
WORDS = DECK.verdicts
Q, K, V = project(i_saw_the_saw())
ALPHA = attended().alpha


def _drawn(seed, *shapes):
    """Numbers that no exercise shows, to tell a function from one written by heart."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def _lengths(x):
    return np.linalg.norm(x, axis=-1)


LARGE = np.array([1000.0, 999.0, -1000.0])


class _Softmax(Exercise):
    """A softmax that is right, and overflows where a score is large, as the slide's own does, is right for now."""

    def __call__(self, yours):
        done, sentence = super().__call__(yours)
        if done and not self._holds_for_large(yours):
            return done, self.words["yes, small scores"]
        return done, sentence

    def _holds_for_large(self, yours):
        try:
            shares = numbers(yours(LARGE.copy()))
            return like(shares, softmax(LARGE)) or rounded(shares, softmax(LARGE))
        except Exception:  # noqa: BLE001  math.exp raises where np.exp gives inf
            return False


def _over(total):
    """exp of each score, divided by another total than the sum."""
    return lambda x: np.exp(x) / total(np.exp(x))


# 1.1  yours(alpha_i) is the shares of one token, (n,)
check_softmax = _Softmax(
    WORDS["softmax"],
    right=softmax,
    slips={
        "no exp": lambda x: x / x.sum(),
        "no sum": np.exp,
        "largest": _over(np.max),
        "mean": _over(np.mean),
        "count": _over(len),
        "hard": lambda x: np.eye(len(x))[x.argmax()],
        "alike": lambda x: np.full(len(x), 1 / len(x)),
        "length": _over(_lengths),
        "squares": [lambda x: x**2 / (x**2).sum(), lambda x: np.abs(x) / np.abs(x).sum()],
        "unequal": lambda x: np.exp(x - x.max()) / np.exp(x).sum(),
        "base": [lambda x: softmax(x * np.log(2)), lambda x: softmax(x * np.log(10))],
        "minus": lambda x: softmax(-x),
        "one by one": lambda x: 1 / (1 + np.exp(-x)),
        "logarithm": log_softmax,
        "twice": lambda x: softmax(softmax(x)),
        "place": np.argmax,
    },
    given=lambda seed: [ALPHA[0]] if seed == 0 else _drawn(5, 6),  # whose largest stands elsewhere
    fields=lambda x: {"loud": np.exp(x).sum(), "over_largest": np.exp(x - x.max()).sum(), "n": len(x)},
)


ASKER_OF_B = 1  # b² is asked for
EVERYBODY = range(1, 5)


def check_made_of(*yours):
    """1.2  The vectors that b² is made of, by their names: q2, and every k and v."""
    said, names = Verdicts(WORDS["made of"]), _vectors(yours)
    if names is None:
        return said.no("names")
    has = {letter: {int(number) for each, number in names if each == letter} for letter in "aqkvb"}
    own = ASKER_OF_B + 1
    if has["a"] or has["b"]:
        return said.no("others")
    if has["q"] != {own}:
        return said.no("no q" if not has["q"] else "all q" if own in has["q"] else "wrong q")
    for letter in "kv":
        left = set(EVERYBODY) - has[letter]
        if left:
            name = f"no {letter}" if len(left) == len(EVERYBODY) else "itself" if left == {own} else "missing"
            return said.no(name, letter=letter, left=words.listed(f"{letter}{j}" for j in sorted(left)))
    return said.yes()


def _vectors(yours):
    """Names such as q2, "q²" or "q2 k1, v1" in whatever they came, as {("q", "2"), ...}; None for anything else."""
    parts = [yours]
    while any(not isinstance(part, str) for part in parts):
        if not all(isinstance(part, (str, list, tuple, set, frozenset, np.ndarray)) for part in parts):
            return None
        parts = [each for part in parts for each in ([part] if isinstance(part, str) else part)]
    text = " ".join(parts).casefold().translate(str.maketrans("¹²³⁴", "1234"))
    found = re.findall(r"([aqkvb])[\W_]*([1-4])", text)
    return set(found) if found and not re.sub(r"[aqkvb][\W_]*[1-4]|\W", "", text) else None


def check_maps(yours):
    """1.3  Who asks in each of `MAPS`: "rows", "columns", or "either" where both sums are 1."""
    said = Verdicts(WORDS["maps"])
    answers = [yours] if isinstance(yours, str) else list(np.ravel(yours)) if np.ndim(yours) == 1 else []
    if len(answers) != len(MAPS):
        return said.no("three", count=len(MAPS))
    meant = [_meant(answer) for answer in answers]
    if None in meant:
        return said.no("word", got=words.quoted(answers[meant.index(None)]))
    wrong = [nth for nth, (one, truth) in enumerate(zip(meant, WHO_ASKS, strict=True)) if one != truth]
    if not wrong:
        return said.yes()
    nth = wrong[0]
    right, across, down = len(MAPS) - len(wrong), MAPS[nth][0].sum(), MAPS[nth][:, 0].sum()
    name = "mirrored" if meant == ["rows", "columns", "either"] else f"not {WHO_ASKS[nth]}"
    return said.no(name, right=right, all=len(MAPS), nth=nth, across=across, down=down)


def _meant(answer):
    """One of rows, columns, either, however it is spelled, in English or the language of the notebook; or None."""
    plain = re.sub(r"\W+", "", str(answer)).casefold()
    for known, more in (("rows", ("row",)), ("columns", ("column", "cols")), ("either", ("both", "canttell"))):
        if plain in (known, *more, *DECK.names.get(known, ())):
            return known
    return None


def _given_and_matrices(seed):
    """What the block is given, (n, d), and W_q, W_k, W_v of the sentence; then others, none of them square."""
    if seed:
        return _drawn(7, (5, 3), (2, 3), (2, 3), (4, 3))
    _, a, e, *matrices = i_saw_the_saw()
    return a + e, *matrices


def _mixed(mix):
    """A slip between the projections and b.  mix : function of q, k, v, alpha and x"""

    def slip(x, W_q, W_k, W_v):
        q, k, v = x @ W_q.T, x @ W_k.T, x @ W_v.T
        return mix(q, k, v, q @ k.T, x)

    return slip


def _columns(*turned):
    """q, k and v from x @ W where `turned` is False.  -> b"""

    def slip(x, *matrices):
        q, k, v = (x @ (W.T if right else W) for W, right in zip(matrices, turned, strict=True))
        return softmax(q @ k.T) @ v

    return slip


# 1.4  yours(x, W_q, W_k, W_v) is all b at once, (n, d_v), scores as on the slide
check_attention = Exercise(
    WORDS["attention"],
    right=_columns(True, True, True),
    slips={
        "columns v": _columns(True, True, False),
        "columns": [_columns(*turned) for turned in itertools.product((False, True), repeat=3) if not all(turned[:2])],
        "axis": _mixed(lambda q, k, v, alpha, x: softmax(alpha, axis=0) @ v),
        "whole": _mixed(lambda q, k, v, alpha, x: np.exp(alpha) / np.exp(alpha).sum() @ v),
        "keepdims": _mixed(lambda q, k, v, alpha, x: np.exp(alpha) / np.exp(alpha).sum(axis=1) @ v),
        "swapped": _mixed(lambda q, k, v, alpha, x: softmax(alpha.T) @ v),
        "scaled": _mixed(lambda q, k, v, alpha, x: softmax(alpha / np.sqrt(k.shape[1])) @ v),
        "no softmax": _mixed(lambda q, k, v, alpha, x: alpha @ v),
        "no exp": _mixed(lambda q, k, v, alpha, x: alpha / alpha.sum(axis=1, keepdims=True) @ v),
        "twice": _mixed(lambda q, k, v, alpha, x: softmax(softmax(alpha)) @ v),
        "one matrix": [
            _mixed(lambda q, k, v, alpha, x: softmax(q @ q.T) @ v),
            _mixed(lambda q, k, v, alpha, x: softmax(k @ k.T) @ v),
        ],
        "transposed": _mixed(lambda q, k, v, alpha, x: softmax(alpha).T @ v),
        "keys": _mixed(lambda q, k, v, alpha, x: softmax(alpha) @ k),
        "queries": _mixed(lambda q, k, v, alpha, x: softmax(alpha) @ q),
        "input": _mixed(lambda q, k, v, alpha, x: softmax(alpha) @ x),
        "no W": lambda x, W_q, W_k, W_v: softmax(x @ x.T) @ x,
        "values": _mixed(lambda q, k, v, alpha, x: v),
        "scores": _mixed(lambda q, k, v, alpha, x: alpha),
        "shares": _mixed(lambda q, k, v, alpha, x: softmax(alpha)),
        "turned": _mixed(lambda q, k, v, alpha, x: (softmax(alpha) @ v).T),
    },
    given=_given_and_matrices,
)

SHARE = 0.9


def _wins(loudness):
    """What saw (4) gives `the` at this loudness."""
    return float(shares_at(float(loudness))[ASKER, FIRST])


def _how_loud(got):
    """What is wrong with a loudness, and the share that it gives."""
    if got.shape:
        return None
    if not np.isfinite(got):
        return "finite"
    if got < 0:
        return "below"
    return "quiet" if _wins(got) < SHARE else "shouted", {"share": _wins(got)}


# 1.5  the loudness at which saw (4) gives `the` 90 %
check_loudness = Exercise(
    WORDS["loudness"],
    right=lambda: 2.2,
    slips={"share": [lambda: SHARE, lambda: 100 * SHARE]},
    notice=_how_loud,
    same=lambda got, want: bool(np.isfinite(got)) and abs(_wins(got) - SHARE) < 0.005,
    typed=True,
)

# 1.6  yours(q, k) is the scores that enter softmax.  (n, d_k), (m, d_k) -> (n, m)
check_scale = Exercise(
    WORDS["scale"],
    right=lambda q, k: q @ k.T / np.sqrt(q.shape[1]),
    slips={
        "not": lambda q, k: q @ k.T,
        "d": lambda q, k: q @ k.T / q.shape[1],
        "n": [lambda q, k: q @ k.T / np.sqrt(len(q)), lambda q, k: q @ k.T / np.sqrt(len(k))],
        "two": lambda q, k: q @ k.T / np.sqrt(2),
        "size": lambda q, k: q @ k.T / np.sqrt(q.size),
        "up": lambda q, k: q @ k.T * np.sqrt(q.shape[1]),
        "root": [lambda q, k: np.sqrt(q @ k.T / q.shape[1]), lambda q, k: np.sqrt(q @ k.T)],
        "length": [lambda q, k: q @ k.T / np.linalg.norm(q), lambda q, k: q @ k.T / np.linalg.norm(k)],
        "softmax": [
            lambda q, k: softmax(q @ k.T / np.sqrt(q.shape[1])),
            lambda q, k: softmax(q @ k.T / np.sqrt(q.shape[1]), axis=0),
            lambda q, k: softmax(q @ k.T),
        ],
        "after": lambda q, k: softmax(q @ k.T) / np.sqrt(q.shape[1]),
        "cosine": lambda q, k: q @ k.T / _lengths(q)[:, None] / _lengths(k),
        "spread": lambda q, k: q @ k.T / np.std(q @ k.T),
        "turned": [lambda q, k: k @ q.T / np.sqrt(q.shape[1]), lambda q, k: k @ q.T],
    },
    given=lambda seed: _drawn(7 + seed, *(((3, 5), (4, 5)), ((6, 8), (3, 8)))[seed]),
    fields=lambda q, k: {"d_k": q.shape[1]},
)


# 1.7  yours(q_i, k_j, w) is the additive score, one number
check_additive = Exercise(
    WORDS["additive"],
    right=lambda q, k, w: w @ np.tanh(q + k),
    slips={
        "no tanh": lambda q, k, w: w @ (q + k),
        "outside": lambda q, k, w: np.tanh(w @ (q + k)),
        "inside": lambda q, k, w: np.tanh(w * (q + k)).sum(),
        "each": lambda q, k, w: w @ (np.tanh(q) + np.tanh(k)),
        "product": lambda q, k, w: w @ np.tanh(q * k),
        "minus": [lambda q, k, w: w @ np.tanh(q - k), lambda q, k, w: w @ np.tanh(k - q)],
        "dot": lambda q, k, w: q @ k,
        "no q": lambda q, k, w: w @ np.tanh(k),
        "no k": lambda q, k, w: w @ np.tanh(q),
        "no w": lambda q, k, w: np.tanh(q + k).sum(),
        "no sum": lambda q, k, w: w * np.tanh(q + k),
        "mean": [lambda q, k, w: np.mean(w * np.tanh(q + k)), lambda q, k, w: w @ np.tanh(q + k) / w.sum()],
        "scaled": lambda q, k, w: w @ np.tanh(q + k) / np.sqrt(len(q)),
        "sigmoid": lambda q, k, w: w @ (1 / (1 + np.exp(-q - k))),
    },
    given=lambda seed: (Q[ASKER], K[FIRST], np.array([2.0, 1.0])) if seed == 0 else _drawn(7, 3, 3, 3),
    fields=lambda q, k, w: {"ceiling": np.abs(w).sum()},
)

TWO_PLACES = 0.0101  # how far from the identity a product is whose factors were written with two places


def _near(one, other):
    return bool(np.allclose(one, other, rtol=0, atol=TWO_PLACES))


def _is_turn(W):
    return _near(W.T @ W, np.eye(2)) and np.linalg.det(W) > 0


def check_still(W_q, W_k):
    """1.8  Two matrices, not the identity, that leave every alpha as the identity gives it."""
    said, W_q, W_k = Verdicts(WORDS["still"]), numbers(W_q), numbers(W_k)
    for W in (W_q, W_k):
        if W.shape != (2, 2):
            return said.no("size", got=W.shape)
        if not np.isfinite(W).all():
            return said.no("finite")
    product = W_q.T @ W_k
    if all(_near(W, np.eye(2)) for W in (W_q, W_k)):
        return said.no("identity")
    if _near(product, np.eye(2)):
        return said.yes()
    return said.no(_not_still(W_q, W_k), **dict(zip("abcd", product.flat, strict=True)))


def _not_still(W_q, W_k):
    """Which slip it is that W_q.T @ W_k is not the identity."""
    if _near(W_q @ W_k, np.eye(2)):
        return "inverse"
    if min(abs(np.linalg.det(W)) for W in (W_q, W_k)) < 1e-9:
        return "flat"
    if any(_near(W, np.eye(2)) for W in (W_q, W_k)):
        return "one"
    if _near(W_q, W_k):
        return "stretch"
    return "angles" if _is_turn(W_q) and _is_turn(W_k) else "other"


SEEN = 5  # different words in the sentence of the exercise

# 1.9  the loss of a head that knows which words are there and guesses among these
check_guess = Exercise(
    WORDS["guess"],
    right=lambda: np.log(SEEN),
    slips={
        "bits": lambda: np.log2(SEEN),
        "tens": lambda: np.log10(SEEN),
        "share": [lambda: 1 / SEEN, lambda: 100 / SEEN],
        "missed": [lambda: 1 - 1 / SEEN, lambda: -np.log(1 - 1 / SEEN)],
        "words": lambda: SEEN,
        "sign": lambda: -np.log(SEEN),
        "one term": lambda: np.log(SEEN) / SEEN,
        "vocabulary": [lambda: np.log(len(VOCABULARY)), lambda: np.log(len(VOCABULARY) - SEEN)],
        "learned": lambda: 1.48,
    },
    fields=lambda: {"seen": SEEN, "all": len(VOCABULARY)},
    places=2,
    typed=True,
)


def check_aim(yours, level=1):
    """1.10  A query (2,) that gives `the` 80 % of saw (4)'s attention, or "impossible" in any case."""
    said, keys, yours = Verdicts(WORDS["aim"]), keys_of(level), _unpacked(yours)
    if isinstance(yours, str):
        return _aim_word(said, yours, level)
    query = numbers(yours)
    if query.shape == (4,):
        return said.no("shares")
    if query.size != 2:
        return said.no("size", got=query.shape)
    if not np.isfinite(query).all():
        return said.no("finite")
    return _aimed(said, query.ravel(), level, keys)


def _unpacked(yours):
    """A word that stands alone in a list or an array, as the word."""
    alone = yours
    while isinstance(alone, (list, tuple)) and len(alone) == 1:
        alone = alone[0]
    if isinstance(alone, np.ndarray) and alone.size == 1:
        alone = alone.item()
    return alone if isinstance(alone, str) else yours


def _aim_word(said, word, level):
    plain = re.sub(r"\W+", "", word).casefold()
    if plain not in ("impossible", *DECK.names["impossible"]):
        return said.no("word", got=words.quoted(word))
    if level == 1:
        return said.no("possible", level=level)
    return said.yes(f"yes, level {level}", most=most_possible(level))


def _aimed(said, query, level, keys):
    """What a query reaches, and in which way it falls short."""
    names, shares = [quoted(token) for token in i_saw_the_saw().tokens], shares_for(query, level)
    other = max((j for j in range(4) if j != TARGET), key=lambda j: shares[j])
    share, theirs, louder = shares[TARGET], shares[other], shares_for(3 * query, level)[TARGET]
    fields = {"target": names[TARGET], "share": share, "other": names[other], "theirs": theirs, "louder": louder}
    fields |= {"q_1": query[0], "q_2": query[1]}
    if round(share, 2) >= WANTED:
        return said.yes(**fields)
    if np.ptp(shares.round(2)) == 0:
        return said.no("nothing", **fields)
    if np.allclose(keys[other], keys[TARGET]):
        return said.no("equal", **fields)
    if level == 3:
        return said.no("inside", **fields)
    if round(share, 2) == round(theirs, 2):
        return said.no("tie", **fields)
    if share < theirs:
        return said.no("other", **fields)
    return said.no("quiet" if round(louder, 2) >= WANTED else "close", **fields)
