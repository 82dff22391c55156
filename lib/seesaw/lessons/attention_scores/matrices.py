"""Notebook 01, point 7: what W^q and W^k do.

With both at the identity a token asks and answers with the same vector, so alpha is symmetric.  Turn one of them and it
is not; turn both by the same angle and alpha stands still: it knows W^q and W^k through the product W^qᵀ W^k alone.
"""

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, ASKS, draw_table, stacked, update_table
from seesaw.draw.vectors import draw_arrows, draw_plane, draw_tip, update_arrows, update_both, update_tip
from seesaw.film import film
from seesaw.material.example import i_saw_the_saw, upper
from seesaw.maths.attention import dot_scores
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, say

ALONE, TOGETHER = "alone", "together"
ENTRIES = {"W_q[0, 0]": (0, 0), "W_q[0, 1]": (0, 1), "W_q[1, 0]": (1, 0), "W_q[1, 1]": (1, 1)}

HELD = 2  # the row of the query that a hand turns: the (3)
TURN, ANGLE, ENTRY, VALUE = say(("turn", "angle", "entry", "value"))
TURNING = [(say("W_q alone"), ALONE), (say("W_q and W_k"), TOGETHER)]
PLANE_TITLE = say("q asks, k answers")
ALPHA_TITLE = say("α = q @ k.T\nlargest |αᵢⱼ − αⱼᵢ| = {difference:.2f}")
PRODUCT_TITLE, MATRIX_TITLE, GIVEN_TITLE = "W_q.T @ W_k", "W_q", say("(a + e) becomes q")
TURN_SAYS = {
    ALONE: say("W_q alone turned by {angle}°: the largest difference of α from its mirror image is {difference:.2f}"),
    TOGETHER: say(
        "W_q and W_k turned by {angle}°: the largest difference of α from its mirror image is {difference:.2f}"
    ),
}
ENTRY_SAYS = say("{entry} = {value}: the largest difference of α from its mirror image is {difference:.2f}")


def turn(angle):
    """The matrix that turns a vector by `angle` degrees, counter-clockwise.  -> (2, 2)"""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[c, -s], [s, c]])


def turned(angle, turning):
    """W_q and W_k, from the identity: one of them turned, or both by the same angle.  -> (2, 2), (2, 2)"""
    return turn(angle), turn(angle) if turning == TOGETHER else np.eye(2)


def scores_of(W_q, W_k):
    """q, k (4, 2) and alpha (4, 4) of the sentence under these matrices."""
    given = i_saw_the_saw().a + i_saw_the_saw().e  # (4, 2)
    q, k = given @ W_q.T, given @ W_k.T
    return q, k, dot_scores(q, k, scale=False)


def one_sidedness(alpha):
    """The largest difference between how well j answers i and how well i answers j."""
    return float(np.abs(alpha - alpha.T).max())


@lecture_style()
def turn_view():
    """Turn W_q alone, or W_q and W_k together: only one of the two changes a score.  -> Film"""
    fig, (plane, middle, right) = figure(10.5, 4.7, ncols=3, width_ratios=(1.25, 1.35, 0.62))
    draw_plane(plane, 2.8, PLANE_TITLE)
    queries = _draw_four("q", plane, width=0.022)
    keys = _draw_four("k", plane, width=0.011, zorder=4)
    tip = draw_tip(ax=plane)
    alphas = _draw_alpha(middle, reach=5)
    product = draw_table(np.zeros((2, 2)), ax=right, reach=1, title=PRODUCT_TITLE, size=15)

    def update(angle, turning):
        W_q, W_k = turned(angle, turning)
        q, k, alpha = scores_of(W_q, W_k)
        update_both(keys, k, queries, q)
        update_tip(tip, q[HELD])
        update_table(product, W_q.T @ W_k)
        return {"caption": TURN_SAYS[turning], "difference": _update_alpha(alphas, alpha)}

    angle = IntSlider(0, min=-180, max=180, step=15, description=ANGLE)
    turning = ToggleButtons(options=TURNING, description=TURN)
    return film(fig, update, handles={"angle": tip}, angle=angle, turning=turning)


def _draw_four(letter, ax, **look):
    """The four q or k of the sentence, not yet pointing anywhere."""
    return draw_arrows(np.zeros((4, 2)), [upper(letter, i) for i in range(4)], ax=ax, colour=letter, **look)


def _draw_alpha(ax, reach):
    tokens = i_saw_the_saw().tokens
    look = {"rows": tokens, "columns": stacked(tokens), "form": "{:.1f}", "title": filled(ALPHA_TITLE, difference=0)}
    table = draw_table(np.zeros((4, 4)), ax=ax, reach=reach, **look)
    ax.set(xlabel=ANSWERS, ylabel=ASKS)
    return table


def _update_alpha(table, alpha):
    """-> how one-sided alpha is, which stands in the title"""
    update_table(table, alpha)
    table.image.axes.title.set_text(filled(ALPHA_TITLE, difference=one_sidedness(alpha)))
    return one_sidedness(alpha)


def with_entry(entry, value):
    """The identity with one entry of W_q replaced.  -> (2, 2)"""
    W_q = np.eye(2)
    W_q[ENTRIES[entry]] = value
    return W_q


@lecture_style()
def entry_view():
    """One single entry of W_q: where the questions go, and what that does to the scores.  -> Film"""
    given = i_saw_the_saw().a + i_saw_the_saw().e  # (4, 2)
    fig, (left, plane, right) = figure(10.5, 4.7, ncols=3, width_ratios=(0.55, 1.25, 1.35))
    matrix = draw_table(np.eye(2), ax=left, reach=2, title=MATRIX_TITLE, size=15)
    draw_plane(plane, 4.7, GIVEN_TITLE)
    before = draw_arrows(given, [""] * 4, ax=plane, colour="a", width=0.018)
    q = _draw_four("q", plane, width=0.011, zorder=4)
    tip = draw_tip(ax=plane)
    alphas = _draw_alpha(right, reach=8)

    def update(entry, value):
        W_q = with_entry(entry, value)
        asked, _, alpha = scores_of(W_q, np.eye(2))
        update_table(matrix, W_q)
        update_arrows(q, asked, among=before)
        update_tip(tip, asked[np.abs(given[:, ENTRIES[entry][1]]).argmax()])  # the one that the entry moves most
        return {"value": shown(value), "difference": _update_alpha(alphas, alpha)}

    entry = Dropdown(options=list(ENTRIES), value="W_q[0, 1]", description=ENTRY)
    value = FloatSlider(1.0, min=-1.5, max=1.5, step=0.25, description=VALUE)
    handles = {"entry": [matrix.texts[i][j] for i, j in ENTRIES.values()], "value": tip}
    return film(fig, update, caption=ENTRY_SAYS, handles=handles, entry=entry, value=value)
