"""Notebook 01, point 1: a net that sees each word alone, a net with a window, and attention.

What differs between the two saws of *I saw the saw* is what stands around them.  A net can only use what it sees.
"""

import numpy as np
from ipywidgets import SelectionSlider

from seesaw.draw.boxes import draw_slots, update_slots
from seesaw.film import film
from seesaw.material.example import WORDS, i_saw_the_saw, project
from seesaw.maths.attention import attend
from seesaw.theme import COLOUR, figure, lecture_style

SAWS = (1, 3)           # rows of the two saws
REACH = 3               # words to each side that the widest window sees
D_REAL = 384            # features a word has in the real model of notebook 02
SEES = {"1 word": 0, "3 words": 1, "5 words": 2, "7 words": 3, "attention": None}

ROW_NAMES = ("saw (2)", "saw (4)")
SAME, OTHER = "the same answer", "two answers, {:.2f} apart"
PLACE_GIVEN = "two answers, {:.2f} apart: attention is given word + place, a + e"
WINDOW_COST = "a window of {}: {} × d × d = {:,} weights (d = {})"
ATTENTION_COST = "attention: 3 × d × d = {:,} weights, whatever the length of the sentence"
CAPTION_WINDOW = "window of {}: the two saws get {}; {:,} weights"
CAPTION_ATTENTION = "attention with a + e: the two saws get {}; {:,} weights for a sentence of any length"


def slots_of(i, reach=REACH):
    """The words around word i, from `reach` before it to `reach` after it; "" beyond the sentence."""
    return [WORDS[j] if 0 <= j < len(WORDS) else "" for j in range(i - reach, i + reach + 1)]


def window_answers(reach):
    """What a net that sees `reach` words to each side answers for each saw.  -> (2, 2)

    One 2x2 matrix a slot, drawn once at random and the same for every word: a convolution, not trained.
    Beyond the sentence stands a vector of zeros.
    """
    a = i_saw_the_saw().a                                                     # (4, 2)
    W = np.random.default_rng(1).normal(size=(2 * REACH + 1, 2, 2))           # one a slot
    padded = np.pad(a, ((REACH, REACH), (0, 0)))                              # (4 + 2 REACH, 2)
    slots = range(REACH - reach, REACH + reach + 1)
    return np.array([sum(W[s] @ padded[i + s] for s in slots) for i in SAWS])


def attention_answers():
    """b of the two saws, word and place given.  -> (2, 2)"""
    return attend(*project(i_saw_the_saw()), scale=False).b[list(SAWS)]


def weights_of(sees):
    """How many weights the net has whose window is `sees` ("3 words"), or attention, at d = 384."""
    reach = SEES[sees]
    return 3 * D_REAL**2 if reach is None else (2 * reach + 1) * D_REAL**2


def apart(sees):
    """How far apart the answers for the two saws are."""
    reach = SEES[sees]
    answers = attention_answers() if reach is None else window_answers(reach)
    return float(np.linalg.norm(answers[0] - answers[1]))


def _verdict(sees):
    return SAME if apart(sees) < 1e-9 else OTHER.format(apart(sees))


def window_caption(sees):
    """The film's sentence."""
    if SEES[sees] is None:
        return CAPTION_ATTENTION.format(_verdict(sees), weights_of(sees))
    return CAPTION_WINDOW.format(sees, _verdict(sees), weights_of(sees))


@lecture_style()
def window_view():
    """What each saw's net sees, whether its two answers can differ, and what the window costs.  -> Film"""
    fig, (top, bottom) = figure(9.5, 4.6, nrows=2, height_ratios=(2.2, 1))
    rows = [slots_of(i) for i in SAWS]
    slots = draw_slots(rows, ROW_NAMES, ax=top)
    verdict = top.text(REACH, 0.5, "", ha="center", va="center", size=15, weight="bold")
    cost = _draw_cost(bottom)

    def update(sees):
        reach = SEES[sees]
        seen = [[_is_seen(s, word, reach) for s, word in enumerate(row)] for row in rows]
        update_slots(slots, seen, [reach is not None and one != other for one, other in zip(*rows, strict=True)])
        words = _verdict(sees) if reach is not None else PLACE_GIVEN.format(apart(sees))
        verdict.set(text=words, color=COLOUR["wrong"] if apart(sees) < 1e-9 else COLOUR["right"])
        _update_cost(cost, sees)

    return film(fig, update, caption=window_caption, sees=SelectionSlider(options=list(SEES), value="1 word"))


def _is_seen(slot, word, reach):
    """A window sees its slots, full or empty; attention sees whatever words there are."""
    return bool(word) if reach is None else abs(slot - REACH) <= reach


def _draw_cost(ax):
    """Two bars: the window's weights, which grow, and attention's, which do not."""
    bars = ax.barh([0, 1], [0, weights_of("attention")], 0.34, color=[COLOUR["muted"], COLOUR["alpha_prime"]])
    ax.set(xlim=(0, 1.02 * weights_of("7 words")), ylim=(1.35, -0.65))
    ax.axis("off")
    words = [ax.text(0, y, "", va="center", size=14) for y in (-0.38, 0.62)]
    words[1].set_text(ATTENTION_COST.format(weights_of("attention")))
    return bars, words


def _update_cost(cost, sees):
    (window, attention), (words, words_attention) = cost
    is_window = SEES[sees] is not None
    n_words = int(sees.split()[0]) if is_window else 0
    window.set_width(weights_of(sees) if is_window else 0)
    words.set_text(WINDOW_COST.format(sees, n_words, weights_of(sees), D_REAL) if is_window else "")
    attention.set_alpha(0.35 if is_window else 1.0)
    words_attention.set_alpha(0.5 if is_window else 1.0)
