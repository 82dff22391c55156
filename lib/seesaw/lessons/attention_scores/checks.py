"""The checks of notebook 01's exercises: one sentence each, which names the slip that was made.

Each check tries the answer on numbers of the lecture, compares it with the likely slips first, and gives a sentence
that begins with Yes or Not yet.  `seesaw.exercise.check` runs it and shows it.
"""

import numpy as np

from seesaw.lessons.attention_scores.aim import LEVELS, NO_LEVEL, TARGET, WANTED, keys_of, most_possible, shares_for
from seesaw.lessons.attention_scores.loudness import ASKER, FIRST, shares_at
from seesaw.material.example import i_saw_the_saw, project, quoted
from seesaw.material.training import VOCABULARY
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import attend

SHAPE = "Not yet: expected {} of shape {}, and yours has shape {}."
NUMBERS = "Not yet: for the sentence it should be {}, and yours is {}."
A_NUMBER = "Not yet: expected one number, and got {}."
NOT_FINITE = "Not yet: a number in your answer is NaN or infinite; write plain numbers."
TWO_PLACES = "{:.2f}"
BY_HEART = "Not yet: right for this sentence, wrong for other numbers. Compute it from what the function is given."

WINDOW_YES = (
    "Yes: the first word needs n - 1 words after it and the last n - 1 before "
    "it, so 2n - 1 slots of d x d each."
)
WINDOW_SHORT = (
    "Not yet: n slots reach every word from the middle one only. "
    "The first word looks n - 1 to the right and the last n - 1 to the left, through the same window."
)
WINDOW_DOUBLE = "Not yet: 2n slots count the word in the middle twice."
WINDOW_ATTENTION = (
    "Not yet: 3 d x d is what attention needs. How many slots does a "
    "window need that reaches all n words?"
)
WINDOW_PAIRS = "Not yet: n x n is the number of scores alpha. The weights of a slot are shared by every word."
WINDOW_THIN = "Not yet: each slot holds a matrix, d x d numbers, not d."
WINDOW_NO = "Not yet: for n = {} and d = {} it should be {:,}, and yours is {:,}."

SCORES_YES = "Yes: one dot product for each j, here {}. No 1/sqrt(d_k) yet, as on the slide."
SCORES_NO_SUM = (
    "Not yet: you multiplied entry by entry; a dot product also adds the "
    "products up, to one number for each j."
)
SCORES_SUMMED = "Not yet: you added everything up to one number; i asks each j separately, so there are {} scores."
SCORES_SCALED = "Not yet: you divided by sqrt(d_k). That comes in point 5; the slide's dot product has no divisor."
SCORES_COSINE = (
    "Not yet: you divided by the lengths, which gives cosines. A long key "
    "counts for more: shadow times length."
)
SCORES_SHADOW = "Not yet: this is the shadow alone; the score is the shadow times the length of k."

SOFTMAX_YES = "Yes: {}, one unit of attention shared out. It also holds for scores of a thousand."
SOFTMAX_NO_EXP = "Not yet: you divided by the sum without exp, so a score below zero gets a share below zero."
SOFTMAX_NO_SUM = (
    "Not yet: exp is right, and now divide by the sum, so that the shares add "
    "up to 1; yours add up to {:.2f}."
)
SOFTMAX_MAX = "Not yet: you divided by the largest, not by the sum; yours add up to {:.2f}."
SOFTMAX_HARD = "Not yet: you gave everything to the largest. Softmax is soft: the others keep a share, however small."
SOFTMAX_ALIKE = "Not yet: you gave each the same share; a higher score must get more."
SOFTMAX_LENGTH = "Not yet: you divided by the length; shares have to add up to 1."
SOFTMAX_OVERFLOW = (
    "Not yet: right for small scores, but exp(1000) is too large for a computer. "
    "Subtract the largest score first; the shares stay the same."
)

MIX_YES = "Yes: b¹ = {}. Each number of b¹ is the shares times the same number of every v^j."
MIX_NO_SUM = "Not yet: you weighted each v^j but did not add them up; b^i is one vector, the sum over j."
MIX_MEAN = "Not yet: this is the plain mean of the v^j; use the shares as weights."
MIX_BEST = "Not yet: you took the v of the best answer alone; the others keep their share in the mix."
MIX_AXIS = "Not yet: you added over the features. Add over j, the words: the answer has as many numbers as one v."
MIX_TWICE = "Not yet: the shares add up to 1 already; don't divide by n again."

ATTENTION_YES = "Yes: b¹ to b⁴ in one go, the same numbers as the loop gave. Nobody waited for anybody."
ATTENTION_COLUMNS = "Not yet: you wrote x @ W. The slide's W a^i is W @ x[i], so for rows it is x @ W.T, for all three."
ATTENTION_COLUMNS_V = "Not yet: q and k are right, but v needs x @ W_v.T: the slide's W^v a^i, with tokens as rows."
ATTENTION_AXIS = "Not yet: your columns sum to 1, not your rows. Row i asks, so softmax goes over j, the last axis."
ATTENTION_SWAPPED = "Not yet: you wrote k @ q.T, so j asks and i answers. Row i asks: q @ k.T."
ATTENTION_SCALED = "Not yet: you divided by sqrt(d_k). Here the scores are the slide's own; point 5 brings the root in."
ATTENTION_NO_SOFTMAX = "Not yet: you mixed with alpha itself; softmax makes shares of it first."
ATTENTION_TRANSPOSED = "Not yet: you wrote alpha_prime.T @ v. b^i uses row i of alpha', so alpha_prime @ v."
ATTENTION_KEYS = "Not yet: you mixed the keys. What i takes home is a mix of the v^j."
ATTENTION_INPUT = "Not yet: you mixed the input itself. What i takes home is a mix of the v^j = W^v a^j."
ATTENTION_SHARES = "Not yet: this is alpha'. One step is left: mix the v^j with it."

LOUD_YES = "Yes: at loudness {:.1f} 'saw' (4) gives 'the' (3) {:.2f}."
LOUD_SHARE = "Not yet: {} is the share that is wanted; which loudness gives it? Read it off the film."
LOUD_QUIET = "Not yet: at {:.2f} the share is {:.2f}, which is too little. Ask louder."
LOUD_SHOUTED = "Not yet: at {:.2f} the share is {:.2f}, which is too much. Ask more quietly."
LOUD_BELOW = "Not yet: a loudness below 0 turns the question round; then the worst answer gets most."

SCALE_YES = "Yes: q·k / sqrt(d_k). The scores spread by about 1 however long the vectors are."
SCALE_NOT = "Not yet: these are the scores as printed on the slide; divide them by sqrt(d_k)."
SCALE_D = "Not yet: you divided by d_k. The spread of q·k grows like its root, so divide by sqrt(d_k)."
SCALE_N = "Not yet: you divided by the root of n, the number of words; d_k is the last axis of q, its length."
SCALE_UP = "Not yet: you multiplied by sqrt(d_k), which makes the spread grow faster still; divide."
SCALE_SOFTMAX = "Not yet: these are shares already; the function should give the scores that enter softmax."
SCALE_AFTER = "Not yet: you divided after softmax, so the shares no longer add up to 1; divide the scores, before it."
SCALE_COSINE = (
    "Not yet: you divided by the lengths of q and k, which gives cosines; "
    "divide by sqrt(d_k), one number for all."
)

ADDITIVE_YES = "Yes: {}. Each tanh is between -1 and 1, so the score stays within the sum of |w|, here {:.0f}."
ADDITIVE_NO_TANH = (
    "Not yet: without tanh the score has no ceiling, and neither q nor k can "
    "change what the other counts for."
)
ADDITIVE_OUTSIDE = "Not yet: tanh goes around q + k, entry by entry; you put it around the whole score."
ADDITIVE_PRODUCT = "Not yet: you multiplied q and k; this score adds them, which is where its name comes from."
ADDITIVE_NO_W = "Not yet: you added up the tanh without w; w says how much each entry counts."
ADDITIVE_NO_SUM = "Not yet: expected one number; add up w times tanh(q + k)."

STILL_YES = "Yes: W_q.T @ W_k is the identity, so every alpha is what it was, though q and k are not."
STILL_IDENTITY = "Not yet: this is where we began. Find two that are not the identity."
STILL_INVERSE = (
    "Not yet: W_q @ W_k is the identity, but alpha meets W_q.T @ W_k. "
    "q·k = (W_q x)·(W_k y) = x · (W_q.T W_k y): transpose one of your matrices."
)
STILL_ONE = "Not yet: you changed one of them only, so W_q.T @ W_k is {}."
STILL_STRETCH = (
    "Not yet: both are the same matrix, which is right for a turn, but yours "
    "also stretches: W_q.T @ W_k is {}."
)
STILL_NO = "Not yet: W_q.T @ W_k is {}, and should be the identity."

GUESS_YES = (
    "Yes: ln 8 = {:.2f}. The head without places gets below it: it can see which "
    "words are there, not in which order."
)
GUESS_BITS = "Not yet: that is log2, in bits; the loss uses the natural logarithm, np.log."
GUESS_TENS = "Not yet: that is log10; the loss uses the natural logarithm, np.log."
GUESS_SHARE = "Not yet: 1/8 is the share that each word gets; the loss is minus its logarithm."
GUESS_SIGN = "Not yet: the loss is minus the logarithm of the share, so it is above 0."
GUESS_SENTENCE = "Not yet: you counted the words of the sentence; the guess is among the words of the vocabulary, {}."

AIM_YES = "Yes: q = {} gives {} {:.2f}."
AIM_IMPOSSIBLE_YES_2 = (
    "Yes, impossible: k² and k³ are equal, so both get the same score whatever is asked, and neither more than half."
)
AIM_IMPOSSIBLE_YES_3 = (
    "Yes, impossible: k³ is a mix of the other keys, so its score is the same mix of theirs, and never the highest. "
    "The most that any q can give it is {:.2f}."
)
AIM_POSSIBLE = (
    "Not yet: level {} can be won. k³ stands outside the triangle of the other "
    "keys, so some direction suits it best."
)
AIM_OTHER = "Not yet: this gives most to {} ({:.2f}), and {} gets {:.2f}. Turn q away from the key of {}."
AIM_QUIET = "Not yet: the right direction, but too quiet: {} gets {:.2f}. The same direction, longer."
AIM_TURN = (
    "Not yet: {} leads with {:.2f}, but at three times the length it gets only {:.2f}, for {} is close behind. "
    "Don't point at k³ itself; point away from the other keys."
)
AIM_SHARES = "Not yet: these are four numbers; q⁴ has two. Give the query, and softmax makes the shares."
AIM_EQUAL = (
    "Not yet: {} gets {:.2f}, and {} exactly as much. Look at their keys: can any q "
    "tell them apart? Or answer 'impossible'."
)
AIM_INSIDE = (
    "Not yet: {} gets {:.2f}. Where does k³ stand among the other keys? If you think "
    "that nobody can, answer 'impossible'."
)
AIM_WORD = "Not yet: give q⁴ as two numbers, such as (1.0, 0.5), or answer 'impossible'; got {!r}."


def _list(numbers):
    """[1.0, 2.0] -> '[1.00, 2.00]', and a matrix with its rows in brackets."""
    if np.ndim(numbers) == 0:
        return TWO_PLACES.format(round(float(numbers), 2) + 0.0)
    return "[" + ", ".join(map(_list, numbers)) + "]"


def _same(one, other):
    return np.shape(one) == np.shape(other) and np.allclose(one, other, atol=1e-6)


def _judge(got, want, slips, yes, what):
    """The sentence for an answer: right, a slip with a name, another shape, or other numbers."""
    got = np.asarray(got, dtype=float)
    if _same(got, want):
        return yes
    for slip, words in slips:
        if _same(got, slip):
            return words
    if got.shape != np.shape(want):
        return SHAPE.format(what, np.shape(want), got.shape)
    return NUMBERS.format(_list(want), _list(got))


def _other_numbers(*shapes):
    """Numbers that no exercise shows, to tell a function from one written by heart."""
    draw = np.random.default_rng(7)
    return [draw.normal(size=shape) for shape in shapes]


def check_window(yours):
    """Exercise 1.1: weights_of_a_window(n, d), the window through which each of n words sees all n."""
    n, d = 20, 384
    got, square = yours(n, d), d * d
    if not np.isscalar(got):
        return A_NUMBER.format(got)
    slips = {
        n: WINDOW_SHORT, 2 * n: WINDOW_DOUBLE, 3: WINDOW_ATTENTION, n * n: WINDOW_PAIRS, (2 * n - 1) / d: WINDOW_THIN
    }  # fmt: skip
    for slots, words in slips.items():
        if np.isclose(float(got), slots * square):
            return words
    if not np.isclose(float(got), (2 * n - 1) * square):
        return WINDOW_NO.format(n, d, (2 * n - 1) * square, got)
    return WINDOW_YES if yours(4, 2) == 28 else BY_HEART


def check_scores(yours):
    """Exercise 1.2: my_scores(q_i, k), one number for each j."""
    q, k, _ = project(i_saw_the_saw())
    q_i, want = q[3], k @ q[3]
    lengths = np.linalg.norm(k, axis=1)
    slips = [
        (k * q_i, SCORES_NO_SUM),
        (want.sum(), SCORES_SUMMED.format(len(k))),
        (want / np.sqrt(2), SCORES_SCALED),
        (want / lengths / np.linalg.norm(q_i), SCORES_COSINE),
        (want / lengths, SCORES_SHADOW),
    ]
    words = _judge(yours(q_i, k), want, slips, SCORES_YES.format(_list(want)), "one score for each j")
    if not words.startswith("Yes"):
        return words
    q_other, k_other = _other_numbers(3, (5, 3))
    return words if _same(yours(q_other, k_other), k_other @ q_other) else BY_HEART


def check_softmax(yours):
    """Exercise 1.3: my_softmax(alpha_i), the shares of one token."""
    alpha = attend(*project(i_saw_the_saw()), scale=False).alpha[0]
    want, loud = softmax(alpha), np.exp(alpha)
    slips = [
        (alpha / alpha.sum(), SOFTMAX_NO_EXP),
        (loud, SOFTMAX_NO_SUM.format(loud.sum())),
        (loud / loud.max(), SOFTMAX_MAX.format((loud / loud.max()).sum())),
        (np.eye(4)[alpha.argmax()], SOFTMAX_HARD),
        (np.full(4, 0.25), SOFTMAX_ALIKE),
        (loud / np.linalg.norm(loud), SOFTMAX_LENGTH),
    ]
    words = _judge(yours(alpha), want, slips, SOFTMAX_YES.format(_list(want)), "one share for each j")
    if not words.startswith("Yes"):
        return words
    (other,) = _other_numbers(6)
    if not _same(yours(other), softmax(other)):
        return BY_HEART
    with np.errstate(over="ignore", invalid="ignore"):
        large = yours(np.array([1000.0, 999.0, -1000.0]))
    return words if _same(large, softmax(np.array([1000.0, 999.0, -1000.0]))) else SOFTMAX_OVERFLOW


def check_mix(yours):
    """Exercise 1.4: my_mix(alpha_prime_i, v), what token i takes home."""
    q, k, v = project(i_saw_the_saw())
    _, alpha_prime, b = attend(q, k, v, scale=False)
    shares, want = alpha_prime[0], b[0]
    slips = [
        (shares[:, None] * v, MIX_NO_SUM),
        (v.mean(axis=0), MIX_MEAN),
        (v[shares.argmax()], MIX_BEST),
        ((shares[:, None] * v).sum(axis=1), MIX_AXIS),
        (want / len(v), MIX_TWICE),
    ]
    words = _judge(yours(shares, v), want, slips, MIX_YES.format(_list(want)), "one vector")
    if not words.startswith("Yes"):
        return words
    some, values = _other_numbers(5, (5, 3))
    return words if _same(yours(softmax(some), values), softmax(some) @ values) else BY_HEART


def check_attention(yours):
    """Exercise 1.5: my_attention(x, W_q, W_k, W_v), all b at once, scores as on the slide."""
    sentence = i_saw_the_saw()
    given = sentence.a + sentence.e
    matrices = sentence.W_q, sentence.W_k, sentence.W_v
    want = attend(*project(sentence), scale=False).b
    got, slips = yours(given, *matrices), _attention_slips(given, *matrices)
    words = _judge(got, want, slips, ATTENTION_YES, "one b for each token")
    if not words.startswith("Yes"):
        return words
    x, W_q, W_k, W_v = _other_numbers((5, 3), (2, 3), (2, 3), (4, 3))
    other = attend(x @ W_q.T, x @ W_k.T, x @ W_v.T, scale=False).b
    return words if _same(yours(x, W_q, W_k, W_v), other) else BY_HEART


def _attention_slips(given, W_q, W_k, W_v):
    """What the likely slips give for the sentence.  -> [(array, sentence)]"""
    q, k, v = given @ W_q.T, given @ W_k.T, given @ W_v.T
    alpha, alpha_prime, _ = attend(q, k, v, scale=False)
    columns = attend(given @ W_q, given @ W_k, given @ W_v, scale=False).b
    return [
        (columns, ATTENTION_COLUMNS),
        (alpha_prime @ (given @ W_v), ATTENTION_COLUMNS_V),
        (softmax(alpha, axis=0) @ v, ATTENTION_AXIS),
        (softmax(alpha.T) @ v, ATTENTION_SWAPPED),
        (attend(q, k, v).b, ATTENTION_SCALED),
        (alpha @ v, ATTENTION_NO_SOFTMAX),
        (alpha_prime.T @ v, ATTENTION_TRANSPOSED),
        (alpha_prime @ k, ATTENTION_KEYS),
        (alpha_prime @ given, ATTENTION_INPUT),
        (alpha_prime, ATTENTION_SHARES),
    ]


def check_loudness(yours, share=0.9):
    """Exercise 1.6: the loudness at which saw (4) gives `the` 90 %."""
    if not np.isscalar(yours) or isinstance(yours, str):
        return A_NUMBER.format(yours)
    if np.isclose(yours, share) or np.isclose(yours, 100 * share):
        return LOUD_SHARE.format(yours)
    if yours < 0:
        return LOUD_BELOW
    got = shares_at(yours)[ASKER, FIRST]
    if abs(got - share) < 0.005:
        return LOUD_YES.format(yours, got)
    return (LOUD_QUIET if got < share else LOUD_SHOUTED).format(yours, got)


def check_scale(yours):
    """Exercise 1.7: my_scaled_scores(q, k), (n, d_k) and (m, d_k) to (n, m)."""
    q, k = _other_numbers((3, 5), (4, 5))
    alpha, d_k = q @ k.T, 5
    want = alpha / np.sqrt(d_k)
    slips = [
        (alpha, SCALE_NOT),
        (alpha / d_k, SCALE_D),
        (alpha / np.sqrt(len(q)), SCALE_N),
        (alpha / np.sqrt(len(k)), SCALE_N),
        (alpha * np.sqrt(d_k), SCALE_UP),
        (softmax(want), SCALE_SOFTMAX),
        (softmax(alpha), SCALE_SOFTMAX),
        (softmax(alpha) / np.sqrt(d_k), SCALE_AFTER),
        (alpha / np.linalg.norm(q, axis=1)[:, None] / np.linalg.norm(k, axis=1), SCALE_COSINE),
    ]
    return _judge(yours(q, k), want, slips, SCALE_YES, "scores")


def check_additive(yours):
    """Exercise 1.8: my_additive(q_i, k_j, w), one number."""
    q, k, _ = project(i_saw_the_saw())
    q_i, k_j, w = q[3], k[2], np.array([2.0, 1.0])
    want = w @ np.tanh(q_i + k_j)
    slips = [
        (w @ (q_i + k_j), ADDITIVE_NO_TANH),
        (np.tanh(w @ (q_i + k_j)), ADDITIVE_OUTSIDE),
        (w @ np.tanh(q_i * k_j), ADDITIVE_PRODUCT),
        (np.tanh(q_i + k_j).sum(), ADDITIVE_NO_W),
        (w * np.tanh(q_i + k_j), ADDITIVE_NO_SUM),
    ]
    words = _judge(yours(q_i, k_j, w), want, slips, ADDITIVE_YES.format(_list(want), np.abs(w).sum()), "one number")
    if not words.startswith("Yes"):
        return words
    q_other, k_other, w_other = _other_numbers(3, 3, 3)
    return words if _same(yours(q_other, k_other, w_other), w_other @ np.tanh(q_other + k_other)) else BY_HEART


def check_still(W_q, W_k):
    """Exercise 1.9: two matrices, not the identity, that leave every alpha as the identity gives it."""
    W_q, W_k, eye = np.asarray(W_q, dtype=float), np.asarray(W_k, dtype=float), np.eye(2)
    for W in (W_q, W_k):
        if W.shape != (2, 2):
            return SHAPE.format("a matrix", (2, 2), W.shape)
        if not np.isfinite(W).all():
            return NOT_FINITE
    product = W_q.T @ W_k
    if _same(W_q, eye) and _same(W_k, eye):
        return STILL_IDENTITY
    if _same(product, eye):
        return STILL_YES
    if _same(W_q @ W_k, eye):
        return STILL_INVERSE
    if _same(W_q, eye) or _same(W_k, eye):
        return STILL_ONE.format(_list(product))
    return (STILL_STRETCH if _same(W_q, W_k) else STILL_NO).format(_list(product))


def check_guess(yours):
    """Exercise 1.10: the loss of a head that gives each word of the vocabulary the same share."""
    if not np.isscalar(yours) or isinstance(yours, str):
        return A_NUMBER.format(yours)
    V = len(VOCABULARY)
    slips = {
        np.log2(V): GUESS_BITS, np.log10(V): GUESS_TENS, 1 / V: GUESS_SHARE, -np.log(V): GUESS_SIGN,
        np.log(6): GUESS_SENTENCE.format(V),
    }  # fmt: skip
    for slip, words in slips.items():
        if np.isclose(yours, slip, atol=0.004):
            return words
    if np.isclose(yours, np.log(V), atol=0.006):
        return GUESS_YES.format(np.log(V))
    return NUMBERS.format(_list(np.log(V)), _list(yours)) if np.isfinite(yours) else NOT_FINITE


def check_aim(yours, level=1):
    """Exercise 1.11: a query (2,) that gives `the` 80 % of saw (4)'s attention, or "impossible"."""
    if level not in LEVELS:
        raise ValueError(NO_LEVEL.format(level))
    if isinstance(yours, str):
        return _aim_word(yours, level)
    q_i = np.asarray(yours, dtype=float)
    if q_i.shape == (4,):
        return AIM_SHARES
    if q_i.shape != (2,):
        return SHAPE.format("a query", (2,), q_i.shape)
    return _aimed(q_i, level) if np.isfinite(q_i).all() else NOT_FINITE


def _aim_word(word, level):
    if word.strip().lower() != "impossible":
        return AIM_WORD.format(word)
    return {
        1: AIM_POSSIBLE.format(level), 2: AIM_IMPOSSIBLE_YES_2, 3: AIM_IMPOSSIBLE_YES_3.format(most_possible(3))
    }[level]  # fmt: skip


def _aimed(q_i, level):
    """What a query reaches, and in which way it falls short."""
    names, shares = [quoted(token) for token in i_saw_the_saw().tokens], shares_for(q_i, level)
    target, other = names[TARGET], max((j for j in range(4) if j != TARGET), key=lambda j: shares[j])
    if round(shares[TARGET], 2) >= WANTED:
        return AIM_YES.format(_list(q_i), target, shares[TARGET])
    if _same(keys_of(level)[other], keys_of(level)[TARGET]):
        return AIM_EQUAL.format(target, shares[TARGET], names[other])
    if level == 3:
        return AIM_INSIDE.format(target, shares[TARGET])
    if shares[TARGET] <= shares[other]:
        return AIM_OTHER.format(names[other], shares[other], target, shares[TARGET], names[other])
    louder = shares_for(3 * q_i, level)[TARGET]
    if round(louder, 2) >= WANTED:
        return AIM_QUIET.format(target, shares[TARGET])
    return AIM_TURN.format(target, shares[TARGET], louder, names[other])
