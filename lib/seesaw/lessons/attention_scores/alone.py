"""Notebook 01, point 1: a net that sees each word alone, a net with a window, and attention.

What differs between the two saws of *I saw the saw* is what stands around them.  A net can only use what it sees.
"""

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.boxes import draw_slots, update_slots
from seesaw.film import film, labelled
from seesaw.material.example import WORDS, attended, i_saw_the_saw
from seesaw.theme import COLOUR, figure, lecture_style
from seesaw.words import filled, say

SAWS = (1, 3)  # rows of the two saws
REACH = 3  # words to each side that the widest window sees
D_REAL = 384  # features a word has in the real model of notebook 02
ATTENTION = "attention"
SEES = say({1: "1 word", 3: "3 words", 5: "5 words", 7: "7 words", ATTENTION: "attention"})

ROW_NAMES = ("saw (2)", "saw (4)")
SAME, OTHER = say(("the same answer", "two answers, {apart:.2f} apart"))
PLACE_GIVEN = say("two answers, {apart:.2f} apart: attention is given word + place, a + e")
WINDOW_COST = say("a window of {window}: {sees} × d × d = {weights:,} weights (d = {d})")
ATTENTION_COST = say("attention: 3 × d × d = {weights:,} weights, whatever the length of the sentence")
WINDOW_SAME = say("window of {window}: the two saws get the same answer; {weights:,} weights")
WINDOW_OTHER = say("window of {window}: the two saws get two answers, {apart:.2f} apart; {weights:,} weights")
ATTENTION_SAYS = say(
    "attention with a + e: the two saws get two answers, {apart:.2f} apart; {weights:,} weights for a sentence of any "
    "length"
)


def slots_of(i, reach=REACH):
    """The words around word i, from `reach` before it to `reach` after it; "" beyond the sentence."""
    return [WORDS[j] if 0 <= j < len(WORDS) else "" for j in range(i - reach, i + reach + 1)]


def window_answers(reach):
    """What a net that sees `reach` words to each side answers for each saw.  -> (2, 2)

    One 2x2 matrix a slot, drawn once at random and the same for every word: a convolution, not trained.
    Beyond the sentence stands a vector of zeros.
    """
    a = i_saw_the_saw().a  # (4, 2)
    W = np.random.default_rng(1).normal(size=(2 * REACH + 1, 2, 2))  # one a slot
    padded = np.pad(a, ((REACH, REACH), (0, 0)))  # (4 + 2 REACH, 2)
    slots = range(REACH - reach, REACH + reach + 1)
    return np.array([sum(W[s] @ padded[i + s] for s in slots) for i in SAWS])


def weights_of(sees):
    """How many weights the net has whose window is `sees` words wide, or attention, at d = 384."""
    return (3 if sees == ATTENTION else sees) * D_REAL**2


def apart(sees):
    """How far apart the answers for the two saws are; attention is given word and place."""
    one, other = attended().b[list(SAWS)] if sees == ATTENTION else window_answers(sees // 2)
    return float(np.linalg.norm(one - other))


@lecture_style()
def window_view():
    """What each saw's net sees, whether its two answers can differ, and what the window costs.  -> Film"""
    fig, (top, bottom) = figure(9.5, 4.6, nrows=2, height_ratios=(2.2, 1))
    rows = [slots_of(i) for i in SAWS]
    slots = draw_slots(rows, ROW_NAMES, ax=top)
    verdict = top.text(REACH, 0.5, "", ha="center", va="center", size=15, weight="bold")
    cost = _draw_cost(bottom)

    def update(sees):
        fields = {"window": SEES[sees], "sees": sees, "apart": apart(sees), "weights": weights_of(sees), "d": D_REAL}
        differ = [sees != ATTENTION and one != other for one, other in zip(*rows, strict=True)]
        update_slots(slots, [[_is_seen(slot, word, sees) for slot, word in enumerate(row)] for row in rows], differ)
        same = fields["apart"] < 1e-9
        words = PLACE_GIVEN if sees == ATTENTION else SAME if same else OTHER
        verdict.set(text=filled(words, **fields), color=COLOUR["wrong" if same else "right"])
        _update_cost(cost, fields)
        return {"caption": ATTENTION_SAYS if sees == ATTENTION else WINDOW_SAME if same else WINDOW_OTHER, **fields}

    options = labelled(SEES)
    return film(fig, update, sees=SelectionSlider(options=options, value=1, description=say("sees")))


def _is_seen(slot, word, sees):
    """A window sees its slots, full or empty; attention sees whatever words there are."""
    return bool(word) if sees == ATTENTION else abs(slot - REACH) <= sees // 2


def _draw_cost(ax):
    """Two bars: the window's weights, which grow, and attention's, which do not."""
    bars = ax.barh([0, 1], [0, weights_of(ATTENTION)], 0.34, color=[COLOUR["muted"], COLOUR["alpha_prime"]])
    ax.set(xlim=(0, 1.02 * weights_of(7)), ylim=(1.35, -0.65))
    ax.axis("off")
    words = [ax.text(0, y, "", va="center", size=14) for y in (-0.38, 0.62)]
    words[1].set_text(filled(ATTENTION_COST, weights=weights_of(ATTENTION)))
    return bars, words


def _update_cost(cost, fields):
    (window, attention), (words, words_attention) = cost
    is_window = fields["sees"] != ATTENTION
    window.set_width(fields["weights"] if is_window else 0)
    words.set_text(filled(WINDOW_COST, **fields) if is_window else "")
    attention.set_alpha(0.35 if is_window else 1.0)
    words_attention.set_alpha(0.5 if is_window else 1.0)
