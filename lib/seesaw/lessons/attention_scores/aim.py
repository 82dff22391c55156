"""Notebook 01, point 9: aim the query.  Give `the` 80 % of the attention of saw (4), where that can be done.

level 1    the keys of the sentence            level 2    two keys are equal: they share alike, whatever is asked
level 3    saw (4) answers to something else, and the key of `the` lies inside the hull of the others
"""

import numpy as np
from ipywidgets import FloatSlider

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.numbers import shown
from seesaw.draw.vectors import draw_arrows, draw_hull, draw_plane, draw_tip, update_both, update_tip
from seesaw.film import film
from seesaw.material.example import i_saw_the_saw, most_and_least, project, quoted, upper
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import dot_scores
from seesaw.theme import COLOUR, INK, figure, lecture_style
from seesaw.words import filled, say

TARGET, WANTED = 2, 0.8  # the (3), 80 %
LEVELS = (1, 2, 3)

NO_LEVEL = say("aim: got level {level!r}, and there are levels 1, 2 and 3; write level=1.")
PLANE_TITLE, SHARE_TITLE = say(("level {level}: aim q⁴", "α′ of saw (4)"))
WON_TITLE = say("Well aimed: 80 % and more!")
GOAL = "80 %"
ALIKE = say("level {level}, q⁴ = ({q_1}, {q_2}): every word gets {share:.2f} of saw (4)'s attention")
AIMED = say(
    "level {level}, q⁴ = ({q_1}, {q_2}): {target} gets {share:.2f} of saw (4)'s attention; the largest share, "
    "{high:.2f}, goes to {most}"
)
WON = say("level {level}, q⁴ = ({q_1}, {q_2}): well aimed, {target} gets {share:.2f} of saw (4)'s attention")


def keys_of(level):
    """The four keys of a level.  -> (4, 2); ValueError for a level that is none"""
    if level not in LEVELS:
        raise ValueError(filled(NO_LEVEL, level=level))
    _, k, _ = project(i_saw_the_saw())
    if level == 2:
        k[1] = k[TARGET]  # saw (2) answers to what the (3) answers to
    if level == 3:
        k[3] = (2.0, 1.0)  # now k³ = k¹ / 8 + k² / 4 + 5 k⁴ / 8 stands among the others
    return k


def shares_for(q_i, level):
    """alpha' of saw (4) for the query q_i (2,), unscaled.  -> (4,)"""
    return softmax(dot_scores(np.asarray(q_i, dtype=float)[None], keys_of(level), scale=False))[0]


def most_possible(level):
    """The most that any query can give the target, in the limit: 1, 1/2, or what the hull leaves.

    Level 3: k³ = Σ λ_j k^j, so α_3 = Σ λ_j α_j for every q.  The other shares together are then at least
    e^H times α'_3, with H = -Σ λ ln λ, so α'_3 is at most 1 / (1 + e^H).
    """
    if level < 3:
        return {1: 1.0, 2: 0.5}[level]
    others = np.delete(keys_of(level), TARGET, axis=0)  # (3, 2)
    system = np.vstack([others.T, np.ones(3)])  # Σ λ k = k³, Σ λ = 1
    parts = np.linalg.solve(system, [*keys_of(level)[TARGET], 1.0])  # (3,)
    return float(1 / (1 + np.exp(-(parts * np.log(parts)).sum())))


@lecture_style()
def aim_view(level=1):
    """Move the query of saw (4) and watch what `the` gets.  level : 1, 2 or 3  -> Film"""
    k, tokens = keys_of(level), i_saw_the_saw().tokens
    fig, (plane, right) = figure(9.5, 4.7, ncols=2)
    draw_plane(plane, 2.9, filled(PLANE_TITLE, level=level))
    draw_hull(np.delete(k, TARGET, axis=0), ax=plane, colour="k")
    keys = draw_arrows(k, [upper("k", j) for j in range(4)], ax=plane, colour="k")
    query = draw_arrows(np.ones((1, 2)), ["q⁴"], ax=plane, colour="q", width=0.016, among=keys)
    tip = draw_tip(ax=plane)
    bars = draw_bars(np.zeros(4), tokens, ax=right, colour="alpha_prime", limits=(0, 1.12), title=SHARE_TITLE)
    right.axhline(WANTED, color=INK, linestyle="--", linewidth=1)
    right.set_yticks([WANTED], [GOAL])
    right.bar([TARGET], [WANTED], 0.62, fill=False, edgecolor=COLOUR["right"], linestyle=":", linewidth=2)  # to fill

    def update(q_1, q_2):
        shares = shares_for((q_1, q_2), level)
        update_both(keys, k, query, [(q_1, q_2)])
        update_tip(tip, (q_1, q_2))
        update_bars(bars, shares)
        won = shares[TARGET] >= WANTED
        bars.bars[TARGET].set_facecolor(COLOUR["right" if won else "alpha_prime"])
        right.title.set(text=WON_TITLE if won else SHARE_TITLE, color=COLOUR["right"] if won else INK)
        fields = {"level": level, "target": quoted(tokens[TARGET]), "share": shares[TARGET]}
        fields |= {"q_1": shown(q_1, "{:.1f}"), "q_2": shown(q_2, "{:.1f}")}
        caption = ALIKE if np.ptp(shares) < 1e-9 else WON if won else AIMED
        return {"caption": caption, **fields, **most_and_least(shares, tokens)}

    q_1, q_2 = (FloatSlider(0.0, min=-2.0, max=2.0, step=0.5, description=name) for name in ("q[3, 0]", "q[3, 1]"))
    return film(fig, update, handles={("q_1", "q_2"): tip}, q_1=q_1, q_2=q_2)
