"""Notebook 01, point 2: one query by hand, from the dot product to the mix.

    q¹ --shadow on each k--> alpha_1j --softmax--> alpha'_1j --mix of the v--> b¹

Scores are the slide's own here, with no 1/sqrt(d_k): point 5 brings that in when it is needed.
"""

import numpy as np
from ipywidgets import IntSlider

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.numbers import shown
from seesaw.draw.vectors import draw_arrows, draw_plane, draw_shadows, update_arrows, update_shadows
from seesaw.film import film
from seesaw.material.example import i_saw_the_saw, project, quoted, upper
from seesaw.maths.attention import attend, dot_scores
from seesaw.theme import figure, lecture_style

ASKER = 0  # row of the token whose query is turned: I (1), a¹ on the slides
STEP = 5    # degrees between two positions

SHADOW_TITLE = "q¹ and its shadow on each k"
SCORE_TITLE = "shadow × length of k = α"
PRODUCT = "{} × {} = {}"
PLANE_TITLE, ALPHA_TITLE, SHARE_TITLE, MIX_TITLE = "q¹ asks, k answers", "α = q¹ · k", "α′ = softmax(α)", "b¹ = Σ α′ v"
CAPTION_SHADOW = "q¹ at {}°: longest shadow on the key of {} ({:.2f}), highest score for {} ({:.2f})"
CAPTION_MIX = "{} asks at {}°: it listens most to {} ({:.2f}), least to {} ({:.2f}); b¹ = ({}, {})"


def turned_query(angle):
    """q¹ as long as it is in the sentence, pointing at `angle` degrees.  -> (2,)"""
    q, _, _ = project(i_saw_the_saw())
    length = np.linalg.norm(q[ASKER])
    return length * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


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
    return IntSlider(angle_of_query(), min=-180, max=180, step=step)


@lecture_style()
def shadow_view():
    """Turn q¹: the shadow on each key, and why the longest shadow need not give the highest score.  -> Film"""
    tokens, k = i_saw_the_saw().tokens, project(i_saw_the_saw())[1]
    fig, (left, right) = figure(9.5, 4.8, ncols=2, width_ratios=(1, 1))
    draw_plane(left, 2.7, SHADOW_TITLE)
    shadows = draw_shadows(np.ones(2), k, ax=left)
    keys = draw_arrows(k, [upper("k", j) for j in range(len(k))], ax=left, colour="k")
    query = draw_arrows(np.ones((1, 2)), ["q¹"], ax=left, colour="q", width=0.016, among=keys)
    bars = draw_bars(
        np.zeros(len(k)), tokens, ax=right, colour="alpha", limits=(-3.3, 9.5), lying=True, title=SCORE_TITLE
    )

    def update(angle):
        q_i = turned_query(angle)
        shadow, length = shadows_of(q_i, k)
        alpha = dot_scores(q_i[None], k, scale=False)[0]
        update_arrows(query, q_i[None], among=keys)
        update_shadows(shadows, q_i, k)
        update_bars(bars, alpha, words=[_product(*row) for row in zip(shadow, length, alpha)])

    return film(fig, update, caption=shadow_caption, angle=_angle_slider())


def _product(*factors):
    return PRODUCT.format(*map(shown, factors))


def shadow_caption(angle):
    """The film's sentence."""
    tokens, k = i_saw_the_saw().tokens, project(i_saw_the_saw())[1]
    shadow, _ = shadows_of(turned_query(angle), k)
    alpha = one_query(angle)[0]
    longest, highest = int(shadow.round(9).argmax()), int(alpha.round(9).argmax())  # of equals, the first
    words = quoted(tokens[longest]), shadow[longest], quoted(tokens[highest]), alpha[highest]
    return CAPTION_SHADOW.format(angle, *words)


@lecture_style()
def one_query_view():
    """Turn q¹ and follow it all the way: scores, shares, and the mix of the v that `I` takes home.  -> Film"""
    _, k, v = project(i_saw_the_saw())
    fig, axes = figure(9.5, 7.8, nrows=2, ncols=2, width_ratios=(1, 1.25))
    (plane, scores), (mix, shares) = axes
    keys, query = _draw_asking(plane, k)
    alphas, primes = _draw_numbers(scores, shares)
    draw_plane(mix, 3.5, MIX_TITLE)
    values = draw_arrows(v, [upper("v", j) for j in range(len(v))], ax=mix, colour="v")
    mixed = draw_arrows(np.ones((1, 2)), ["b¹"], ax=mix, colour="b", width=0.018, among=values)

    def update(angle):
        alpha, alpha_prime, b_i = one_query(angle)
        update_arrows(query, turned_query(angle)[None], among=keys)
        update_bars(alphas, alpha)
        update_bars(primes, alpha_prime)
        update_arrows(mixed, b_i[None], among=values)

    return film(fig, update, caption=mix_caption, angle=_angle_slider(2 * STEP))


def _draw_asking(ax, k):
    draw_plane(ax, 2.7, PLANE_TITLE)
    keys = draw_arrows(k, [upper("k", j) for j in range(len(k))], ax=ax, colour="k")
    return keys, draw_arrows(np.ones((1, 2)), ["q¹"], ax=ax, colour="q", width=0.016, among=keys)


def _draw_numbers(scores, shares):
    tokens = i_saw_the_saw().tokens
    zeros = np.zeros(len(tokens))
    alphas = draw_bars(zeros, tokens, ax=scores, colour="alpha", limits=(-4, 4), title=ALPHA_TITLE)
    return alphas, draw_bars(zeros, tokens, ax=shares, colour="alpha_prime", limits=(0, 1.1), title=SHARE_TITLE)


def mix_caption(angle):
    """The film's sentence."""
    tokens = i_saw_the_saw().tokens
    _, alpha_prime, b_i = one_query(angle)
    most, least = int(alpha_prime.round(9).argmax()), int(alpha_prime.round(9).argmin())  # of equals, the first
    words = quoted(tokens[most]), alpha_prime[most], quoted(tokens[least]), alpha_prime[least]
    return CAPTION_MIX.format(quoted(tokens[ASKER]), angle, *words, *map(shown, b_i))
