"""Notebook 04, point 5: RoPE seen.  Two hands, a question's and an answer's, turn together, and their angle stands.

score_by_place   the score of the trained head of `longer` between an average question and an average answer
rope_view        its two strongest hands on two dials, and all scores of 32 places: one number a diagonal, and ghosts
"""

from functools import lru_cache

import numpy as np
from ipywidgets import IntSlider, Play

from seesaw.draw.angles import draw_pairs, update_pairs
from seesaw.draw.heatmaps import draw_heatmap, draw_scale
from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, ASKS
from seesaw.film import film
from seesaw.lessons.positional_encoding.clocks import speeds
from seesaw.lessons.positional_encoding.longer import D_K, ROPE, train_all, words
from seesaw.maths.position import rope
from seesaw.theme import INK, figure
from seesaw.words import filled, say

PLACES, FURTHEST, MOST = 32, 24, 7  # of the map; of the slider `apart`, and so far both move on
HANDS = 2  # of eight: the two that carry nearly all of the score
TICK = 600  # ms a place, when it plays
REACH = 8.0  # of the colours of the map, in scores

KEY = say(("q, which asks", "k, which answers"))
A_HAND = say("hand {number}\na turn in {wave:.1f} places")
ANGLE, GIVES = say(("{degrees:.0f}°", "adds {part}"))
MAP_TITLE = say("all scores; here {score}")
APART, PLACE, CELL = say(
    ("places from k to q", "place of k", "q at place {row}, k at place {column}: the score is {value:.1f}")
)
ROPE_SAYS = say(
    "q at place {i}, k at place {place}, {apart} apart: their angles are {first:.0f}° and {second:.0f}°, and the score "
    "is {score}."
)


@lru_cache(maxsize=1)
def average():
    """The average question and the average answer of the trained RoPE head, before they are turned.  -> (d_k,) each"""
    W, a = train_all()[ROPE].W, words()
    return (a @ W.W_q.T).mean(axis=0), (a @ W.W_k.T).mean(axis=0)


def hands_of(x):
    """Each pair of features as a hand: its angle in radians and its length.  x : (d_k,) -> (d_k/2,), (d_k/2,)"""
    first, second = x[: D_K // 2], x[D_K // 2 :]  # `rope` pairs p with p + d/2
    return np.arctan2(second, first), np.hypot(first, second)


def parts_at(i, j):
    """What each hand adds to the score, q at place i and k at place j, and the angle between the two.  (d_k/2,) each"""
    (q, long_q), (k, long_k) = map(hands_of, average())
    between = q - k + (i - j) * speeds(D_K)
    return long_q * long_k * np.cos(between) / np.sqrt(D_K), between


def score_by_place(n=PLACES):
    """The score of the average question at each place i with the average answer at each place j.  (n, n)"""
    q, k = average()
    return rope(np.tile(q, (n, 1))) @ rope(np.tile(k, (n, 1))).T / np.sqrt(D_K)


def strongest(n=PLACES, count=3):
    """The distances i - j with the largest scores among n places, the largest first.  -> list of (i - j, score)"""
    scores = score_by_place(n)
    by = {i - j: scores[i, j] for i in range(n) for j in (0, n - 1)}
    return sorted(by.items(), key=lambda item: -item[1])[:count]


def degrees_of(angle):
    """An angle in radians as 0 to 180 degrees, the shorter way round."""
    return np.degrees(np.abs((np.asarray(angle) + np.pi) % (2 * np.pi) - np.pi))


def rope_view():
    """Film: q and k at two places; both move on and their angles stand; far apart two places look like neighbours."""
    turn, scores = speeds(D_K), score_by_place().round(3)
    (q, _), (k, _) = map(hands_of, average())
    fig, (left, right) = figure(10.4, 4.7, ncols=2, width_ratios=(1.25, 1))
    names = [filled(A_HAND, number=nth + 1, wave=2 * np.pi / turn[nth]) for nth in range(HANDS)]
    pairs = draw_pairs(names, KEY, ax=left)
    picture = draw_heatmap(scores, ax=right, reach=REACH, xlabel=ANSWERS, ylabel=ASKS)
    right.set(xticks=[0, 10, 20, 30], yticks=[0, 10, 20, 30])
    draw_scale(picture, [-REACH, 0, REACH], ax=right)
    ring = right.plot([], [], "o", ms=13, mfc="none", mec=INK, mew=2.6, clip_on=False)[0]

    def update(apart, place):
        i, j = place + apart, place
        parts, between = parts_at(i, j)
        degrees, score = degrees_of(between), shown(scores[i, j], "{:.1f}")
        asks, answers = (q + i * turn)[:HANDS], (k + j * turn)[:HANDS]
        said = [
            (filled(ANGLE, degrees=angle), filled(GIVES, part=shown(part, "{:.1f}")))
            for angle, part in zip(degrees[:HANDS], parts[:HANDS], strict=True)
        ]
        update_pairs(pairs, asks, answers, said)
        ring.set_data([j], [i])
        right.title.set_text(filled(MAP_TITLE, score=score))
        return {"i": i, "first": degrees[0], "second": degrees[1], "score": score}

    apart = IntSlider(1, min=0, max=FURTHEST, description=APART)
    place = Play(0, min=0, max=MOST, interval=TICK, description=PLACE)
    look = {"handles": {("apart", "place"): ring}, "names": {picture: CELL}}
    return film(fig, update, caption=ROPE_SAYS, apart=apart, place=place, **look)
