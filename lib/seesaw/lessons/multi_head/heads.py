"""Notebook 03: the heads of the real model as numbers.  Nothing is drawn here.

blocks_of        every step of the six blocks of a sentence
substance        alpha' times the length of what is brought back, W^O v of the head, as shares again
hidden_cls       [CLS] hidden and the rows rescaled
pull_of          how much a head looks at the previous, the next, the first token ...
twin_pull        how much a word that is there twice gives to its twin
hunt             the heads that score highest, for a score of one's own
cls_lengths      how long what [CLS] brings is, beside what the other tokens bring
muted            the same encoder without some of its heads
"""

import copy

import numpy as np

from seesaw.material.geometry import cosine
from seesaw.maths.bert import encoder_block
from seesaw.words import columns, filled, say

SENTENCE = "I saw the saw."
TWICE = "The old man saw the rusty saw."
CAT = "The cat sat on the mat because it was tired."
BOOK = "She gave the book to her brother yesterday."
LETTER = "The teacher who wrote the letter lives in a small house."
OURS = (SENTENCE, TWICE, CAT, BOOK, LETTER)
HABITS = say(("the previous", "the next", "the same word", "one word for all", "[CLS]", "a little of all"))
WHAT = say({"previous": "previous", "next": "next", "[CLS]": "[CLS]", "twin": "twin", "evenness": "evenness"})
COLUMN = 10  # letters of a column of the printed table
PLACES = ((0, 2), (1, 8), (2, 9), (5, 11), (4, 5), (0, 3))
NAMED = {f"{layer + 1}-{head + 1} {habit}": (layer, head) for (layer, head), habit in zip(PLACES, HABITS, strict=True)}
"""Head 1-3 is layer 1, head 3, as Clark et al. (2019) count; its arrays are those at [0][2]."""


def blocks_of(reader, text):
    """Every step of each block while `text` is read.  -> L times seesaw.maths.bert.Block"""
    bert = reader.bert
    hidden = bert.forward(reader.tokens(text).ids).hidden
    pairs = zip(hidden[:-1], bert.blocks, strict=True)
    return [encoder_block(x, weights, bert.n_heads, activation=bert.activation) for x, weights in pairs]


def slices_of(W_o, n_heads):
    """The columns of W^O that belong to each head.  (d, H d_v) -> (H, d, d_v)"""
    d, width = W_o.shape
    return W_o.reshape(d, n_heads, width // n_heads).swapaxes(0, 1)


def substance(block, W_o):
    """alpha' times the length of W^O v of that head, each row rescaled to sum to 1.  (H, n, n)

    "Substance" is our word.  The literature speaks of the norm of the weighted vector, |alpha f(x)|: Kobayashi et al.,
    "Attention is Not Only a Weight", EMNLP 2020, https://aclanthology.org/2020.emnlp-main.574.  They do not rescale.
    """
    brought = block.v @ slices_of(W_o, len(block.v)).mT  # (H, n, d)
    weight = block.alpha_prime * np.linalg.norm(brought, axis=-1)[:, None]
    return weight / weight.sum(axis=-1, keepdims=True)


def hidden_cls(alpha_prime):
    """Column 0 set to nothing, each row rescaled to sum to 1.  (..., n, n)"""
    rest = np.array(alpha_prime, dtype=float)
    rest[..., 0] = 0
    return rest / rest.sum(axis=-1, keepdims=True)


def pull_of(alpha_prime):
    """Mean shares of each head: of the token before, the token after, [CLS]; and the entropy, 1 when all are equal.

    alpha_prime : (H, n, n)    ->    {name: (H,)}
    """
    n = alpha_prime.shape[-1]
    evenness = -(alpha_prime * np.log(alpha_prime + 1e-12)).sum(axis=-1).mean(axis=-1) / np.log(n)
    return {
        "previous": np.diagonal(alpha_prime, -1, -2, -1).mean(axis=-1),
        "next": np.diagonal(alpha_prime, 1, -2, -1).mean(axis=-1),
        "[CLS]": alpha_prime[..., 0].mean(axis=-1),
        "evenness": evenness,
    }


def twin_pull(alpha_prime, pieces):
    """What a piece that is there more than once gives to those like it, on average.  (..., n, n) -> (...) or None"""
    names = np.array(pieces)
    twins = (names[:, None] == names) & ~np.eye(len(names), dtype=bool)
    asks = twins.any(axis=1)
    return (alpha_prime * twins).sum(axis=-1)[..., asks].mean(axis=-1) if asks.any() else None


def mean_pulls(reader, texts=OURS):
    """The mean of `pull_of` over sentences, and of `twin_pull` over those with a twin.  -> {name: (L, H)}"""
    readings = [reader.read(text) for text in texts]
    found = [[pull_of(layer) for layer in reading.alpha_prime] for reading in readings]
    twins = [twin_pull(np.stack(reading.alpha_prime), reading.pieces) for reading in readings]
    means = {name: np.mean([[layer[name] for layer in text] for text in found], axis=0) for name in found[0][0]}
    return means | {"twin": np.mean([twin for twin in twins if twin is not None], axis=0)}


def named_pulls(pulls):
    """The mean pulls of the named heads, to be read: {head: {what: number with two places}}."""
    return {
        name: {title: round(float(pulls[what][place]), 2) for what, title in WHAT.items()}
        for name, place in NAMED.items()
    }


def pulls_table(pulls):
    """`named_pulls` as a table to print: a row for each head.  -> text"""
    width = max(map(columns, NAMED))
    rows = [" " * width + "".join(" " * (COLUMN - columns(title)) + title for title in WHAT.values())]
    for name, told in named_pulls(pulls).items():
        padded = name + " " * (width - columns(name))
        rows.append(padded + "".join(f"{number:{COLUMN}.2f}" for number in told.values()))
    return "\n".join(rows)


MOST = 3
NO_SCORE = say("hunt: your function gave None, so nobody was hunted; replace the ... first.")
NOT_ONE = say("hunt: your function gave {got} for one map, and one number was expected; take the mean of them.")


def hunt(reader, score, texts=OURS, most=MOST):
    """The heads with the highest score over sentences, the highest first.  -> {"1-3": 1.0, ...}, two places

    score : function of one map (n, n) that gives a number    texts : the score of a head is its mean over these
    A sentence instead where `score` gives None.    ValueError: it gives no number, or several.
    """
    found = np.mean([[[_score(score, one) for one in layer] for layer in reader.read(t).alpha_prime] for t in texts], 0)
    if np.isnan(found).all():
        return NO_SCORE
    best = np.argsort(-found, axis=None, kind="stable")[:most]
    places = [np.unravel_index(nth, found.shape) for nth in best]
    return {f"{layer + 1}-{head + 1}": round(float(found[layer, head]), 2) for layer, head in places}


def to_the_next(alpha_prime):
    """A measure to hunt with: the mean share that tokens give to the one after them.  (n, n) -> number"""
    return np.diagonal(alpha_prime, 1).mean()


def _score(score, alpha_prime):
    """What `score` says of one map, NaN for None."""
    got = score(alpha_prime.copy())
    if got is None or got is ...:
        return np.nan
    if np.size(got) != 1 or np.asarray(got).dtype.kind not in "fiub":
        raise ValueError(filled(NOT_ONE, got=str(np.shape(got)) if np.size(got) != 1 else repr(got)))
    return float(np.asarray(got).reshape(()))


def cls_shares(reader, texts=OURS):
    """The part of [CLS] over all heads of all layers: as a share and as substance.  -> two numbers"""
    share, brought = [], []
    for text in texts:
        for block, weights in zip(blocks_of(reader, text), reader.bert.blocks, strict=True):
            share.append(block.alpha_prime[..., 0].mean())
            brought.append(substance(block, weights.W_o)[..., 0].mean())
    return float(np.mean(share)), float(np.mean(brought))


def cls_lengths(reader, texts=OURS):
    """The length of W^O v of [CLS], as a part of the mean length of the other tokens; mean over sentences.  (L, H)"""
    found = []
    for text in texts:
        pairs = zip(blocks_of(reader, text), reader.bert.blocks, strict=True)
        lengths = np.array([np.linalg.norm(b.v @ slices_of(w.W_o, len(b.v)).mT, axis=-1) for b, w in pairs])
        found.append(lengths[..., 0] / lengths[..., 1:].mean(axis=-1))
    return np.mean(found, axis=0)


def muted(bert, heads):
    """The same encoder, but what the `heads`, pairs (layer, head), bring home meets zeros in W^O."""
    other, blocks = copy.copy(bert), list(bert.blocks)
    for layer, head in heads:
        W_o = np.array(blocks[layer].W_o)
        slices_of(W_o, bert.n_heads)[head] = 0
        blocks[layer] = blocks[layer]._replace(W_o=W_o)
    other.blocks = tuple(blocks)
    return other


def saws_cosine(reader, heads=()):
    """The cosine of the two saws of *I saw the saw.* after the last layer, with some heads muted."""
    hidden = muted(reader.bert, heads).forward(reader.tokens(SENTENCE).ids).hidden[-1]
    return float(cosine(hidden[2], hidden[4]))


def each_muted(reader):
    """The cosine of the saws with one head muted, for each of the 72.  (L, H)"""
    layers, heads = len(reader.bert.blocks), reader.bert.n_heads
    return np.array([[saws_cosine(reader, [(layer, head)]) for head in range(heads)] for layer in range(layers)])


def first_muted(reader):
    """The cosine of the saws with all heads of the first m layers muted, m from 0 to L.  (L + 1,)"""
    layers, heads = len(reader.bert.blocks), reader.bert.n_heads
    pairs = [(layer, head) for layer in range(layers) for head in range(heads)]
    return np.array([saws_cosine(reader, pairs[: m * heads]) for m in range(layers + 1)])
