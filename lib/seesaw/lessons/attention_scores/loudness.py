"""Notebook 01, points 4 and 6: louder questions, and the two ways to score them.

Softmax turns a difference of two scores into a ratio of two shares: e to the power of loudness times difference.
A dot product grows with the loudness without end; an additive score never leaves ±Σ|w|.
"""

import numpy as np
from ipywidgets import FloatSlider

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.tables import draw_weights, frame_row, update_weights
from seesaw.film import film
from seesaw.material.example import attended, i_saw_the_saw, most_and_least, project, quoted
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import additive_scores, dot_scores
from seesaw.theme import COLOUR, INK, figure, lecture_style
from seesaw.words import filled, say

ASKER, FIRST, SECOND = 3, 2, 1  # saw (4) asks; the (3) answers best, saw (2) next
LOUDEST = 8.0
W = np.array([2.0, 1.0])  # w of the additive score, made by hand
CEILING = np.abs(W).sum()  # 3

LABEL, AXIS = say(("loudness", "loudness of q"))
ROW_TITLE = say("row {asks} of α′\n{first} : {second} = exp({loudness:.1f}) = {ratio:,.1f}")
HEARD = say("loudness {loudness:.1f}: {asks} listens most to {most} ({high:.2f}); least to {least} ({low:.2f})")
SILENT = say("loudness {loudness:.1f}: {asks} listens to every word alike ({high:.2f})")
SCORES = say({"dot": "dot product: q · k", "additive": "additive: w · tanh(q + k), within ±Σ|w| = ±3"})
NAMES = {
    "dot": ("I (1), saw (4)", "saw (2)", "the (3)", ""),  # I and saw (4) score alike, so their curves are one
    "additive": ("", "", say("all four"), ""),
}
TWO_SCORES = say(
    "loudness {loudness:.1f}, saw (4) asks: scored by dot product {first} has {dot:.2f} and a share of {by_dot:.2f}; "
    "scored by addition {additive:.2f}, of at most {ceiling:.2f}, and a share of {by_additive:.2f}"
)
LOOK = {"styles": [":", "--", "-", "-."], "form": None, "upright": True, "xlabel": AXIS}


def shares_at(loudness):
    """alpha' when every q is `loudness` times as long.  loudness : a number, or (m, 1, 1) many  -> (..., 4, 4)"""
    return attended(loudness).alpha_prime


@lecture_style()
def loudness_view():
    """Make every question louder: alpha' goes from all alike to one word takes all.  -> Film"""
    tokens = i_saw_the_saw().tokens
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=(1, 1.1))
    weights = draw_weights(np.zeros((4, 4)), tokens, ax=left)
    frame_row(weights, ASKER)
    curves = _draw_shares(right)
    names = {"asks": tokens[ASKER], "first": tokens[FIRST], "second": tokens[SECOND]}

    def update(loudness):
        shares = shares_at(loudness)
        update_weights(weights, shares)
        update_curves(curves, at=round(loudness * 10))
        right.title.set_text(filled(ROW_TITLE, loudness=loudness, ratio=np.exp(loudness), **names))
        fields = most_and_least(shares[ASKER], tokens)
        alike = fields["high"] - fields["low"] < 1e-9
        return {"caption": SILENT if alike else HEARD, "asks": quoted(tokens[ASKER]), **fields}

    slider = FloatSlider(1.0, min=0.0, max=LOUDEST, step=0.1, description=LABEL)
    return film(fig, update, handles={"loudness": curves.upright}, loudness=slider)


def _draw_shares(ax):
    """Row saw (4) over the loudness, a curve for each who answers."""
    x = np.round(np.arange(0, LOUDEST + 0.05, 0.1), 1)
    shares = shares_at(x[:, None, None])[:, ASKER].T
    curves = draw_curves(NAMES["dot"], x, ax=ax, colours=["alpha_prime"] * 4, **LOOK)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    return update_curves(curves, shares)


def two_scores(loudness):
    """Row saw (4) of alpha, scored in both ways.  loudness : a number, or (m, 1, 1)  -> {name: (..., 4)}"""
    q, k, _ = project(i_saw_the_saw())
    dot = dot_scores(loudness * q, k, scale=False)
    additive = additive_scores(loudness * q, k, np.eye(2), np.eye(2), W)
    return {"dot": dot[..., ASKER, :], "additive": additive[..., ASKER, :]}


@lecture_style()
def additive_view():
    """The same questions scored in two ways while they grow louder: one has a ceiling.  -> Film"""
    tokens = i_saw_the_saw().tokens
    fig, (above, below) = figure(10.5, 5.4, nrows=2, ncols=2, height_ratios=(1.25, 1))
    curves = _draw_scores(above)
    look = {"colour": "alpha_prime", "limits": (0, 1.15), "title": "α′"}
    shares = {name: draw_bars(np.zeros(4), tokens, ax=ax, **look) for name, ax in zip(SCORES, below, strict=True)}

    def update(loudness):
        fields = {"first": quoted(tokens[FIRST]), "ceiling": CEILING}
        for name, scores in two_scores(loudness).items():
            update_curves(curves[name], at=round(loudness * 5))
            update_bars(shares[name], softmax(scores))
            fields |= {name: scores[FIRST], f"by_{name}": softmax(scores)[FIRST]}
        return fields

    slider = FloatSlider(1.0, min=0.0, max=LOUDEST, step=0.2, description=LABEL)
    handles = {"loudness": curves["dot"].upright, ("loudness",): curves["additive"].upright}
    return film(fig, update, caption=TWO_SCORES, handles=handles, loudness=slider)


def _draw_scores(axes):
    """Four scores over the loudness, on the same limits for both ways to score.  -> {name: Curves}"""
    x, curves = np.round(np.arange(0, LOUDEST + 0.1, 0.2), 1), {}
    axes[1].axhspan(-CEILING, CEILING, color=COLOUR["alpha"], alpha=0.12, linewidth=0)  # it is never left
    for edge in (CEILING, -CEILING):
        axes[1].axhline(edge, color=INK, linewidth=1, linestyle="--")
    for ax, (name, scores) in zip(axes, two_scores(x[:, None, None]).items(), strict=True):
        look = {"colours": ["alpha"] * 4, "ylim": (-8, 16), "title": SCORES[name], **LOOK}
        curves[name] = update_curves(draw_curves(NAMES[name], x, ax=ax, **look), scores.T)
        ax.set_yticks([-8, 0, 8, 16])
    return curves
