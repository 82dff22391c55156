"""Notebook 00, its second film: how a word shares its attention.

    who asks, how loudly  ->  alpha' of *I saw the saw*  ->  a fan of bands and the whole map

The sentence and its numbers are those of notebook 01, where each step of them is made by hand.
"""

from ipywidgets import FloatSlider, ToggleButtons

from seesaw.draw.links import draw_fan, update_fan
from seesaw.draw.tables import draw_weights, frame_row, update_weights
from seesaw.film import film
from seesaw.material.example import WORDS, i_saw_the_saw, most_and_least, project, quoted
from seesaw.maths.attention import attend
from seesaw.theme import COLOUR, figure, lecture_style
from seesaw.words import say

MOST = say("{asks} listens most to {most} ({high:.2f}); least to {least} ({low:.2f})")
EQUAL = say("{asks} listens to all four words alike ({high:.2f} each)")
LABEL, QUESTION = say(("loudness", "who asks"))


def attention(loudness=1.0):
    """alpha' of *I saw the saw* when every question is asked `loudness` times as loudly.  -> (4, 4)"""
    q, k, v = project(i_saw_the_saw())
    return attend(loudness * q, k, v, scale=False).alpha_prime  # (4, 4)    row i asks, column j answers


@lecture_style()
def loudness_view():
    """Choose who asks, and how loudly: from an even share for all to a single word that takes everything.  -> Film"""
    tokens = i_saw_the_saw().tokens
    fig, (left, right) = figure(9.5, 4.4, ncols=2, width_ratios=(1.35, 1))
    fan = draw_fan(WORDS, ax=left)
    weights = draw_weights(attention(), tokens, ax=right)
    weights.frame.set_edgecolor(COLOUR["q"])

    def update(loudness, who_asks):
        i, alpha_prime = tokens.index(who_asks), attention(loudness)
        update_fan(fan, alpha_prime, i)
        update_weights(weights, alpha_prime)
        frame_row(weights, i)
        return _who_listens(alpha_prime[i], tokens, who_asks)

    loud = FloatSlider(1.0, min=0.0, max=8.0, step=0.25, description=LABEL)
    who = ToggleButtons(options=tokens, value=tokens[3], description=QUESTION)
    handles = {"who_asks": fan.asking, ("who_asks",): weights.frame}  # the words of the fan, and the row of the map
    return film(fig, update, handles=handles, loudness=loud, who_asks=who)


def _who_listens(row, tokens, who_asks):
    """What the caption says of one row of alpha'."""
    fields = most_and_least(row, tokens)
    alike = fields["high"] - fields["low"] < 0.005
    return {"caption": EQUAL if alike else MOST, "asks": quoted(who_asks), **fields}
