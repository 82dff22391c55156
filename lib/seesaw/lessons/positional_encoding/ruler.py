"""Notebook 04, point 5: sinusoid, learned, RoPE and ALiBi on one ruler.

    shift_test_view    where each enters, and what a shift of the whole sentence does to the shares
    alibi_view         the penalty of ALiBi: how steep for each head, with |i - j| and under the causal mask
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.bars import draw_ruler, update_ruler
from seesaw.draw.boxes import draw_route, update_route
from seesaw.draw.tables import draw_weights, update_weights
from seesaw.film import film
from seesaw.lessons.positional_encoding.longer import TRAINED, D, train_all, words
from seesaw.lessons.positional_encoding.methods import ALIBI, LEARNED, METHODS, ROPE, SINUSOID
from seesaw.material.training import VOCABULARY
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import attend, causal_mask, dot_scores
from seesaw.maths.position import alibi, alibi_slopes, rope, sinusoid
from seesaw.theme import figure

# ---- the shift test

SENTENCE = ("I", "saw", "the", "dog")
SHIFTS = 8
STATIONS = ("a", "a + e", "q, k", "α", "α′")
DOORS = {1: "added:\nsinusoid, learned", 2: "turned:\nRoPE", 3: "penalty:\nALiBi"}
DOOR_OF = {SINUSOID: 1, LEARNED: 1, ROPE: 2, ALIBI: 3}
ENTERS = {SINUSOID: "input", LEARNED: "input", ROPE: "q and k", ALIBI: "alpha"}
VECTORS_ALONE = "e · e, sinusoid"
NOT_AT_ALL = "(no words)"
CHANGES, ENTERS_AT = "largest change of a share", "enters"
MAP_TITLE = "α′, {method}, from place {first}"
SHIFT_SAYS = (
    "The sentence begins at place {first} instead of 0. Largest change of a share: sinusoid {sinusoid}, "
    "learned {learned}, RoPE {rope}, ALiBi {alibi}; of e · e for two sinusoids {alone}."
)
NO_VECTOR = "not defined"


def shares_at(method, first):
    """alpha' of SENTENCE read from place `first` on by this method's trained head; NaN without a vector.  (n, n)"""
    head, n = train_all()[method], len(SENTENCE)
    at = np.arange(first, first + n)
    a = words()[[VOCABULARY.index(word) for word in SENTENCE]]
    if method == LEARNED and at[-1] >= TRAINED:
        return np.full((n, n), np.nan)
    e = {SINUSOID: lambda: sinusoid(first + n, D)[at], LEARNED: lambda: head.e[at]}.get(method, lambda: 0.0)()
    q, k, v = (a + e) @ head.W.W_q.T, (a + e) @ head.W.W_k.T, (a + e) @ head.W.W_v.T
    if method == ROPE:
        q, k = rope(q, at.astype(float)), rope(k, at.astype(float))
    bias, mask = (alibi_at(at), causal_mask(n)) if method == ALIBI else (None, None)
    return attend(q, k, v, mask=mask, bias=bias).alpha_prime


def alibi_at(at):
    """The penalty of the first of eight heads between the places `at`: they enter as distances only.  (n, n)"""
    return -alibi_slopes(8)[0] * np.abs(at[:, None] - at)


def vectors_alone(first, n=4):
    """softmax of e^i . e^j / sqrt(d) for n places from `first` on: the places alone, no word, no W.  (n, n)"""
    e = sinusoid(first + n, D)[first:]
    return softmax(dot_scores(e, e))


def change_under_shift(method, first):
    """The largest change of a share when the sentence begins at `first` instead of 0; NaN: not defined there."""
    shares = vectors_alone if method is None else lambda at: shares_at(method, at)
    return float(np.abs(shares(first) - shares(0)).max())


def shift_test_view():
    """Film: the sentence begins at another place; how far does a share change, method by method?"""
    shares = {(method, s): shares_at(method, s).round(5) for method in METHODS for s in range(SHIFTS + 1)}
    changes = {s: np.round([change_under_shift(m, s) for m in (None, *METHODS)], 5) for s in range(SHIFTS + 1)}
    fig, axes = figure(10.4, 5.4, nrows=2, ncols=2, height_ratios=(1.15, 2.5), width_ratios=(1, 1.45))
    grid = axes[0, 0].get_gridspec()
    for ax in axes[0]:
        ax.remove()
    route = draw_route(STATIONS, DOORS, ax=fig.add_subplot(grid[0, :]))
    weights = draw_weights(shares[SINUSOID, 0], SENTENCE, ax=axes[1, 0])
    names, enters = (VECTORS_ALONE, *METHODS), (NOT_AT_ALL, *(ENTERS[m] for m in METHODS))
    ruler = draw_ruler(names, enters, ax=axes[1, 1], title=CHANGES, heading=ENTERS_AT)

    def update(first_place, method):
        update_route(route, DOOR_OF[method])
        update_weights(weights, shares[method, first_place])
        axes[1, 0].title.set_text(MAP_TITLE.format(method=method, first=first_place))
        update_ruler(ruler, changes[first_place], 1 + METHODS.index(method))

    def caption(first_place, method):
        told = [NO_VECTOR if np.isnan(x) else f"{x:.2f}" for x in changes[first_place]]
        named = dict(zip(("alone", "sinusoid", "learned", "rope", "alibi"), told, strict=True))
        return SHIFT_SAYS.format(first=first_place, **named)

    return film(fig, update, caption=caption,
                first_place=IntSlider(3, min=0, max=SHIFTS, description="first place"),
                method=Dropdown(options=METHODS))  # fmt: skip


# ---- ALiBi alone

N, HEADS = 7, 8
BOTH_WAYS, CAUSAL = "|i − j|", "causal mask"
NAMES = ("dog", "bites", "man", "again", "and", "again", "!")
ALIBI_TITLE = "α′ where all scores are equal"
ALIBI_SAYS = (
    "Head {head}, slope 1/{parts:.0f}, {how}: with equal scores the middle word gives itself {own:.2f}, the word "
    "before {before:.2f}, the word after {after:.2f}."
)


def equal_scores(head, how, n=N):
    """alpha' of n words whose q^i . k^j are all 0, under the ALiBi of head 1 to HEADS.  (n, n)"""
    nothing = np.zeros((n, 1))
    mask = causal_mask(n) if how == CAUSAL else None
    return attend(nothing, nothing, nothing, mask=mask, bias=alibi(HEADS, n)[head - 1]).alpha_prime


def alibi_view():
    """Film: what ALiBi alone makes of equal scores, head by head, both ways and under the causal mask."""
    shares = {(head, how): equal_scores(head, how).round(5)
              for head in range(1, HEADS + 1) for how in (BOTH_WAYS, CAUSAL)}  # fmt: skip
    fig, ax = figure(7.6, 5.2)
    weights = draw_weights(shares[1, BOTH_WAYS], NAMES, ax=ax, title=ALIBI_TITLE)

    def update(head, distance):
        update_weights(weights, shares[head, distance])

    def caption(head, distance):
        row = shares[head, distance][N // 2]
        told = {"own": row[N // 2], "before": row[N // 2 - 1], "after": row[N // 2 + 1]}
        return ALIBI_SAYS.format(head=head, parts=1 / alibi_slopes(HEADS)[head - 1], how=distance, **told)

    return film(fig, update, caption=caption, head=IntSlider(1, min=1, max=HEADS),
                distance=ToggleButtons(options=[BOTH_WAYS, CAUSAL]))  # fmt: skip
