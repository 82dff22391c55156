"""Notebook 01, point 2: one query by hand, from the dot product to the mix.

    q¹ --shadow on each k--> alpha_1j --softmax--> alpha'_1j --mix of the v--> b¹

Scores are the slide's own here, with no 1/sqrt(d_k): point 5 brings that in when it is needed.
"""

import numpy as np
from ipywidgets import IntSlider

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.numbers import shown
from seesaw.draw.vectors import (
    draw_arrows,
    draw_plane,
    draw_shadows,
    draw_tip,
    update_arrows,
    update_shadows,
    update_tip,
)
from seesaw.film import film
from seesaw.material.example import i_saw_the_saw, most_and_least, project, quoted, upper
from seesaw.maths.attention import attend, dot_scores
from seesaw.theme import figure, lecture_style
from seesaw.words import say

ASKER = 0  # row of the token whose query is turned: I (1), a¹ on the slides
STEP = 5  # degrees between two positions

ANGLE = say("angle")
SHADOW_TITLE, SCORE_TITLE = say(("q¹ and its shadow on each k", "shadow × length of k = α"))
PLANE_TITLE = say("q¹ asks, k answers")
ALPHA_TITLE, SHARE_TITLE, MIX_TITLE = "α = q¹ · k", "α′ = softmax(α)", "b¹ = Σ α′ v"
SHADOW_SAYS = say(
    "q¹ at {angle}°: longest shadow on the key of {longest} ({shadow:.2f}), highest score for {highest} ({score:.2f})"
)
MIX_SAYS = say(
    "{asks} asks at {angle}°: it listens most to {most} ({high:.2f}), least to {least} ({low:.2f}); b¹ = ({b_1}, {b_2})"
)


def turned_query(angle):
    """q¹ as long as it is in the sentence, pointing at `angle` degrees.  -> (2,)"""
    q, _, _ = project(i_saw_the_saw())
    return np.linalg.norm(q[ASKER]) * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def angle_of_query():
    """Where q¹ points in the sentence, in degrees from -180 to 180."""
    q, _, _ = project(i_saw_the_saw())
    return round(float(np.degrees(np.arctan2(q[ASKER, 1], q[ASKER, 0]))))


def shadows_of(q_i, k):
    """The shadow that the query throws on the line of each key, and the length of each key.  -> (n,), (n,)"""
    lengths = np.linalg.norm(k, axis=1)
    return k @ q_i / lengths, lengths


def one_query(angle):
    """alpha, alpha' (n,) and b¹ (2,) when q¹ points at `angle` degrees."""
    _, k, v = project(i_saw_the_saw())
    alpha, alpha_prime, b = attend(turned_query(angle)[None], k, v, scale=False)
    return alpha[0], alpha_prime[0], b[0]


def _angle_slider(step=STEP):
    return IntSlider(angle_of_query(), min=-180, max=180, step=step, description=ANGLE)


def _draw_asking(ax, k, title):
    """The keys, and q¹ among them with its tip, which a hand may turn.  -> Arrows, Arrows, Line2D"""
    draw_plane(ax, 2.7, title)
    keys = draw_arrows(k, [upper("k", j) for j in range(len(k))], ax=ax, colour="k")
    return keys, draw_arrows(np.ones((1, 2)), ["q¹"], ax=ax, colour="q", width=0.016, among=keys), draw_tip(ax=ax)


@lecture_style()
def shadow_view():
    """Turn q¹: the shadow on each key, and why the longest shadow need not give the highest score.  -> Film"""
    tokens, (_, k, _) = i_saw_the_saw().tokens, project(i_saw_the_saw())
    fig, (left, right) = figure(9.5, 4.8, ncols=2)
    keys, query, tip = _draw_asking(left, k, SHADOW_TITLE)
    shadows = draw_shadows(np.ones(2), k, ax=left)
    look = {"colour": "alpha", "limits": (-3.3, 9.5), "lying": True, "title": SCORE_TITLE}
    bars = draw_bars(np.zeros(len(k)), tokens, ax=right, **look)

    def update(angle):
        q_i = turned_query(angle)
        shadow, length = shadows_of(q_i, k)
        alpha = dot_scores(q_i[None], k, scale=False)[0]
        update_arrows(query, q_i[None], among=keys)
        update_tip(tip, q_i)
        update_shadows(shadows, q_i, k)
        update_bars(bars, alpha, words=[_product(*row) for row in zip(shadow, length, alpha, strict=True)])
        longest, highest = most_and_least(shadow, tokens), most_and_least(alpha, tokens)
        fields = {"longest": longest["most"], "shadow": longest["high"]}
        return {**fields, "highest": highest["most"], "score": highest["high"]}

    return film(fig, update, caption=SHADOW_SAYS, handles={"angle": tip}, angle=_angle_slider())


def _product(shadow, length, score):
    """0.89 × 2.24 = 2.00"""
    return f"{shown(shadow)} × {shown(length)} = {shown(score)}"


@lecture_style()
def one_query_view():
    """Turn q¹ and follow it all the way: scores, shares, and the mix of the v that `I` takes home.  -> Film"""
    tokens, (_, k, v) = i_saw_the_saw().tokens, project(i_saw_the_saw())
    fig, axes = figure(11, 4.7, mosaic="QAB;QSB", width_ratios=(1, 1.05, 1))
    plane, scores, mix, shares = axes.values()
    keys, query, tip = _draw_asking(plane, k, PLANE_TITLE)
    zeros = np.zeros(len(tokens))
    alphas = draw_bars(zeros, tokens, ax=scores, colour="alpha", limits=(-4, 4), title=ALPHA_TITLE)
    primes = draw_bars(zeros, tokens, ax=shares, colour="alpha_prime", limits=(0, 1.1), title=SHARE_TITLE)
    draw_plane(mix, 3.5, MIX_TITLE)
    values = draw_arrows(v, [upper("v", j) for j in range(len(v))], ax=mix, colour="v")
    mixed = draw_arrows(np.ones((1, 2)), ["b¹"], ax=mix, colour="b", width=0.018, among=values)

    def update(angle):
        alpha, alpha_prime, b_i = one_query(angle)
        update_arrows(query, turned_query(angle)[None], among=keys)
        update_tip(tip, turned_query(angle))
        update_bars(alphas, alpha)
        update_bars(primes, alpha_prime)
        update_arrows(mixed, b_i[None], among=values)
        fields = {"asks": quoted(tokens[ASKER]), "b_1": shown(b_i[0]), "b_2": shown(b_i[1])}
        return {**fields, **most_and_least(alpha_prime, tokens)}

    return film(fig, update, caption=MIX_SAYS, handles={"angle": tip}, angle=_angle_slider(2 * STEP))
