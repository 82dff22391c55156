"""Notebook 04, point 5: sinusoid, learned, RoPE and ALiBi on one ruler.

shift_test_view    where each enters, and what a shift of the whole sentence does to the shares
alibi_view         the penalty of ALiBi: how steep for each head, with |i - j| and under the causal mask
"""

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.bars import draw_ruler, update_ruler
from seesaw.draw.boxes import draw_route, update_route
from seesaw.draw.tables import draw_weights, update_weights
from seesaw.film import film, labelled
from seesaw.lessons.positional_encoding import longer
from seesaw.lessons.positional_encoding.longer import ALIBI, LABELS, LEARNED, METHODS, ROPE, SINUSOID, D, train_all
from seesaw.material.training import ids_of
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import attend, causal_mask, dot_scores
from seesaw.maths.position import alibi, alibi_slopes, sinusoid
from seesaw.theme import figure
from seesaw.words import filled, say

# ---- the shift test

SENTENCE = ("I", "saw", "the", "dog")
SHIFTS = 8
STATIONS = ("a", "a + e", "q, k", "α", "α′")
DOORS = say({1: "added:\nsinusoid, learned", 2: "turned:\nRoPE", 3: "penalty:\nALiBi"})
DOOR_OF = {SINUSOID: 1, LEARNED: 1, ROPE: 2, ALIBI: 3}
ENTERS = say(("(no words)", "input", "input", "q and k", "alpha"))
ALONE, CHANGES, ENTERS_AT = say(("e · e, sinusoid", "largest change of a share", "enters"))
FIRST_PLACE, MAP_TITLE = say(("first place", "α′, {method}, from place {first}"))
UNMOVED = say("The sentence begins at place {first}, where it was trained: move it on.")
SHIFT_SAYS = say(
    "The sentence begins at place {first} instead of 0. Largest change of a share: sinusoid {sinusoid:.2f}, "
    "learned {learned:.2f}, RoPE {rope:.2f}, ALiBi {alibi:.2f}; of e · e for two sinusoids {alone:.2f}."
)
SHIFT_NO_ROW = say(
    "The sentence begins at place {first} instead of 0. Largest change of a share: sinusoid {sinusoid:.2f}, "
    "learned not defined, RoPE {rope:.2f}, ALiBi {alibi:.2f}; of e · e for two sinusoids {alone:.2f}."
)


def shares_at(method, first):
    """alpha' of SENTENCE read from place `first` on by this method's trained head; NaN without a vector.  (n, n)"""
    head, n = train_all()[method], len(SENTENCE)
    if method == LEARNED and first + n > longer.TRAINED:
        return np.full((n, n), np.nan)
    given = longer.words()[ids_of(SENTENCE)] + longer.places(method, n, head.e, first)
    return longer.attended(head.W, given, method, first)[-1].alpha_prime


def vectors_alone(first, n=4):
    """softmax of e^i . e^j / sqrt(d) for n places from `first` on: the places alone, no word, no W.  (n, n)"""
    e = sinusoid(first + n, D)[first:]
    return softmax(dot_scores(e, e))


def change_under_shift(method, first):
    """The largest change of a share when the sentence begins at `first` instead of 0; NaN: not defined there."""
    shares = vectors_alone if method is None else lambda at: shares_at(method, at)
    return float(np.abs(shares(first) - shares(0)).max())


def score_parts(first):
    """The four parts of the trained sinusoid head's scores, SENTENCE read from place `first` on.  (4, n, n)

    A score is W^q (a^i + e^i) . W^k (a^j + e^j) / sqrt(d_k): a with a, e with e, a with e, e with a.
    """
    W, a = train_all()[SINUSOID].W, longer.words()[ids_of(SENTENCE)]
    e = sinusoid(first + len(a), D)[first:]
    return np.stack([dot_scores(x @ W.W_q.T, y @ W.W_k.T) for x, y in ((a, a), (e, e), (a, e), (e, a))])


def parts_moved(first):
    """How far each of the four parts of a score moves at most when the sentence begins at `first`, not at 0.  (4,)"""
    return np.abs(score_parts(first) - score_parts(0)).max(axis=(1, 2))


def shift_test_view():
    """Film: the sentence begins at another place; how far does a share change, method by method?"""
    shares = {(method, s): shares_at(method, s).round(5) for method in METHODS for s in range(SHIFTS + 1)}
    changes = {s: np.round([change_under_shift(m, s) for m in (None, *METHODS)], 5) for s in range(SHIFTS + 1)}
    plan = [["route", "route"], ["map", "ruler"]]
    fig, axes = figure(10.4, 5.05, mosaic=plan, height_ratios=(1.15, 2.5), width_ratios=(1, 1.45))
    route = draw_route(STATIONS, DOORS, ax=axes["route"])
    weights = draw_weights(shares[SINUSOID, 0], SENTENCE, ax=axes["map"])
    ruler = draw_ruler((ALONE, *LABELS.values()), ENTERS, ax=axes["ruler"], title=CHANGES, heading=ENTERS_AT)

    def update(first_place, method):
        found = changes[first_place]
        update_route(route, DOOR_OF[method])
        update_weights(weights, shares[method, first_place])
        axes["map"].title.set_text(filled(MAP_TITLE, method=LABELS[method], first=first_place))
        update_ruler(ruler, found, 1 + METHODS.index(method))
        fields = dict(zip(("alone", "sinusoid", "learned", "rope", "alibi"), found, strict=True))
        moved = SHIFT_NO_ROW if np.isnan(found).any() else SHIFT_SAYS
        return {"caption": moved if first_place else UNMOVED, "first": first_place, **fields}

    first_place = IntSlider(0, min=0, max=SHIFTS, description=FIRST_PLACE)
    handles = {"method": ruler.names[1:]}  # the first row is no method
    return film(fig, update, handles=handles, first_place=first_place, method=longer.choice())


# ---- ALiBi alone

N, HEADS = 7, 8
BOTH_WAYS, CAUSAL = "|i − j|", "causal mask"
WAYS = say({BOTH_WAYS: "|i − j|", CAUSAL: "causal mask"})
NAMES = ("dog", "bites", "man", "again", "and", "again", "!")
HEAD, DISTANCE, ALIBI_TITLE = say(("head", "distance", "α′ where all scores are equal"))
ALIBI_SAYS = say(
    "Head {head}, slope 1/{parts:.0f}, {way}: with equal scores the middle word gives itself {own:.2f}, the word "
    "before {before:.2f}, the word after {after:.2f}."
)


def equal_scores(head, way, n=N):
    """alpha' of n words whose q^i . k^j are all 0, under the ALiBi of head 1 to HEADS.  (n, n)"""
    nothing = np.zeros((n, 1))
    mask = causal_mask(n) if way == CAUSAL else None
    return attend(nothing, nothing, nothing, mask=mask, bias=alibi(HEADS, n)[head - 1]).alpha_prime


def alibi_view():
    """Film: what ALiBi alone makes of equal scores, head by head, both ways and under the causal mask."""
    shares = {(head, way): equal_scores(head, way).round(5) for head in range(1, HEADS + 1) for way in WAYS}
    fig, ax = figure(7.6, 4.7)
    weights = draw_weights(shares[1, BOTH_WAYS], NAMES, ax=ax, title=ALIBI_TITLE)

    def update(head, distance):
        now = shares[head, distance]
        update_weights(weights, now)
        before, own, after = now[N // 2, N // 2 - 1 : N // 2 + 2]
        middle = {"own": own, "before": before, "after": after}
        return {"parts": 1 / alibi_slopes(HEADS)[head - 1], "way": WAYS[distance], **middle}

    head = IntSlider(1, min=1, max=HEADS, description=HEAD)
    distance = ToggleButtons(options=labelled(WAYS), description=DISTANCE)
    return film(fig, update, caption=ALIBI_SAYS, head=head, distance=distance)
