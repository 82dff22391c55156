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
from seesaw.material.example import i_saw_the_saw, project, quoted
from seesaw.maths.arrays import softmax
from seesaw.maths.attention import additive_scores, attend, dot_scores
from seesaw.theme import COLOUR, INK, figure, lecture_style

ASKER, FIRST, SECOND = 3, 2, 1  # saw (4) asks; the (3) answers best, saw (2) next
LOUDEST = 8.0
W = np.array([2.0, 1.0])        # w of the additive score, made by hand: Σ|w| = 3

ROW_TITLE = "row {} of α′\n{} : {} = e^{:.1f} = {:,.1f}"
CAPTION = "loudness {:.1f}: {} listens most to {} ({:.2f}); least to {} ({:.2f})"
CAPTION_SILENT = "loudness {:.1f}: {} listens to every word alike ({:.2f})"
SCORES = {"dot": "dot product: q · k", "additive": "additive: w · tanh(q + k), within ±Σ|w| = ±3"}
LOUDNESS = "loudness of q"
NAMES = ("I (1), saw (4)", "saw (2)", "the (3)", "")  # I and saw (4) score alike, so their curves are one
ALL_FOUR = ("", "", "all four", "")
CAPTION_TWO = (
    "loudness {:.1f}, saw (4) asks: scored by dot product {} has {:.2f} and a share of {:.2f}; "
    "scored by addition {:.2f}, of at most {:.2f}, and a share of {:.2f}"
)


def shares_at(loudness):
    """alpha' when every q is `loudness` times as long.  loudness : a number, or (m, 1, 1) many  -> (..., 4, 4)"""
    q, k, v = project(i_saw_the_saw())
    return attend(loudness * q, k, v, scale=False).alpha_prime


@lecture_style()
def loudness_view():
    """Make every question louder: alpha' goes from all alike to one word takes all.  -> Film"""
    tokens, slider = i_saw_the_saw().tokens, FloatSlider(1.0, min=0.0, max=LOUDEST, step=0.1)
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=(1, 1.1))
    weights = draw_weights(np.zeros((4, 4)), tokens, ax=left)
    frame_row(weights, ASKER)
    x = np.round(np.arange(0, LOUDEST + 0.05, 0.1), 1)
    curves = _draw_shares(right, x, shares_at(x[:, None, None])[:, ASKER].T)

    def update(loudness):
        update_weights(weights, shares_at(loudness))
        update_curves(curves, round(loudness * 10))
        right.title.set_text(ROW_TITLE.format(tokens[ASKER], tokens[FIRST], tokens[SECOND], loudness, np.exp(loudness)))

    return film(fig, update, caption=loudness_caption, loudness=slider)


def _draw_shares(ax, x, shares):
    """Row saw (4) over the loudness, a curve for each who answers."""
    ax.set(xlim=(0, LOUDEST), ylim=(-0.02, 1.04), yticks=[0, 0.25, 0.5, 0.75, 1])
    styles = [":", "--", "-", "-."]
    return draw_curves(
        x, shares, NAMES, ax=ax, colours=["alpha_prime"] * 4, styles=styles, xlabel=LOUDNESS, title="row\nratio"
    )


def loudness_caption(loudness):
    """The film's sentence."""
    tokens, row = i_saw_the_saw().tokens, shares_at(loudness)[ASKER]
    most, least = int(row.round(9).argmax()), int(row.round(9).argmin())  # of equals, the first
    if row[most] - row[least] < 1e-9:
        return CAPTION_SILENT.format(loudness, quoted(tokens[ASKER]), row[most])
    return CAPTION.format(
        loudness, quoted(tokens[ASKER]), quoted(tokens[most]), row[most], quoted(tokens[least]), row[least]
    )


def two_scores(loudness):
    """Row saw (4) of alpha, scored in both ways.  loudness : a number, or (m, 1, 1)  -> {name: (..., 4)}"""
    q, k, _ = project(i_saw_the_saw())
    louder = loudness * q
    return {
        "dot": dot_scores(louder, k, scale=False)[..., ASKER, :],
        "additive": additive_scores(louder, k, np.eye(2), np.eye(2), W)[..., ASKER, :],
    }


@lecture_style()
def additive_view():
    """The same questions scored in two ways while they grow louder: one has a ceiling.  -> Film"""
    tokens, x = i_saw_the_saw().tokens, np.round(np.arange(0, LOUDEST + 0.1, 0.2), 1)
    fig, axes = figure(10, 7, nrows=2, ncols=2, height_ratios=(1.25, 1))
    over = two_scores(x[:, None, None])
    curves = {name: _draw_scores(ax, x, over[name].T, name) for ax, name in zip(axes[0], over, strict=True)}
    shares = {
        name: draw_bars(np.zeros(4), tokens, ax=ax, colour="alpha_prime", limits=(0, 1.15), title="α′")
        for ax, name in zip(axes[1], over, strict=True)
    }

    def update(loudness):
        for name, scores in two_scores(loudness).items():
            update_curves(curves[name], round(loudness * 5))
            update_bars(shares[name], softmax(scores))

    return film(fig, update, caption=additive_caption, loudness=FloatSlider(1.0, min=0.0, max=LOUDEST, step=0.2))


def _draw_scores(ax, x, scores, name):
    """Four scores over the loudness, on the same limits for both ways to score."""
    ax.set(xlim=(0, LOUDEST), ylim=(-9, 17), yticks=[-8, 0, 8, 16])
    if name == "additive":
        _draw_ceiling(ax)
    return draw_curves(
        x, scores, NAMES if name == "dot" else ALL_FOUR, ax=ax, colours=["alpha"] * 4, styles=[":", "--", "-", "-."],
        xlabel=LOUDNESS, title=SCORES[name],
    )  # fmt: skip


def _draw_ceiling(ax):
    """The band that the additive score never leaves."""
    ceiling = np.abs(W).sum()
    ax.axhspan(-ceiling, ceiling, color=COLOUR["alpha"], alpha=0.12, linewidth=0)
    for edge in (ceiling, -ceiling):
        ax.axhline(edge, color=INK, linewidth=1, linestyle="--")


def additive_caption(loudness):
    """The film's sentence."""
    tokens, scores = i_saw_the_saw().tokens, two_scores(loudness)
    dot, additive = scores["dot"], scores["additive"]
    return CAPTION_TWO.format(
        loudness, quoted(tokens[FIRST]), dot[FIRST], softmax(dot)[FIRST], additive[FIRST], np.abs(W).sum(),
        softmax(additive)[FIRST],
    )  # fmt: skip
