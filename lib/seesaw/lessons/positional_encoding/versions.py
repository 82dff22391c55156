"""Notebook 04, "Spot the bug": the right code, the four versions with a bug, and the film that tests them all alike.

Each machine has three parts: attention (a, e) -> alpha', b;  positions (n, d) -> e;  scores (q, k, positions) -> alpha,
RoPE's.  A version is the right machine with one part exchanged.
"""

from typing import NamedTuple

import numpy as np
from ipywidgets import ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.reports import draw_findings, update_findings
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film
from seesaw.lessons.positional_encoding.bugs import version_a, version_b, version_c, version_d
from seesaw.lessons.positional_encoding.order import ORDERS, places_of, words_in
from seesaw.maths.arrays import softmax
from seesaw.maths.position import rope, sinusoid
from seesaw.theme import figure

N, D = 6, 4
MOVED, SHIFT = ORDERS[1], 3
Q, K = (1.5, -0.5, 1.0, 0.5), (0.5, 1.0, -0.5, 1.5)  # one question and one answer, the same at every place

RIGHT = "right"
NAMES = ["e⁰", "e¹", "e²", "e³", "e⁴", "e⁵"]
PLACES = ["q⁰", "q¹", "q²", "q³", "q⁴", "q⁵"], ["k⁰", "k¹", "k²", "k³", "k⁴", "k⁵"]
E_TITLE, SCORES_TITLE = "e", "RoPE: α of one word said six times"
FINDINGS = (
    "1  dog bites man → man bites dog: largest change of a share",
    "2  distance between the two position vectors most alike",
    "3  e · e at one distance: largest minus smallest",
    "4  RoPE, all moved on by three: largest change of a score",
)
SHOULD = ("not 0", "not 0", "0", "0")
VERSION_SAYS = (
    "Version {version}: man bites dog changes a share by {order}; the two position vectors most alike are {alike} "
    "apart; e · e at one distance varies by {varies}; a shift changes a RoPE score by {shifted}."
)
RIGHT_SAYS = VERSION_SAYS.replace("Version {version}", "The right version")


class Machine(NamedTuple):
    """The three parts that can be broken."""

    attention: object
    positions: object
    scores: object


def attention(a, e):
    """The place is added to the word, and then everybody looks."""
    x = a + e                                              # (n, d)
    alpha_prime = softmax(x @ x.T / np.sqrt(x.shape[-1]))  # (n, n)
    return alpha_prime, alpha_prime @ x


def scores(q, k, positions):
    """RoPE: questions and answers are both turned."""
    return rope(q, positions) @ rope(k, positions).T       # (n, n)


WHOLE = Machine(attention, sinusoid, scores)
VERSIONS = {
    RIGHT: WHOLE,
    "A": WHOLE._replace(attention=version_a),
    "B": WHOLE._replace(positions=version_b),
    "C": WHOLE._replace(scores=version_c),
    "D": WHOLE._replace(positions=version_d),
}


def rope_scores(machine, first=0):
    """The scores between N places from `first` on, where each asks Q and answers K.  (N, N)"""
    q, k = np.tile(Q, (N, 1)), np.tile(K, (N, 1))
    return machine.scores(q, k, np.arange(first, first + N, dtype=float))


def findings(machine):
    """The four tests of a machine, as four numbers."""
    a, e = words_in(ORDERS[0]), machine.positions(4, D)
    at = places_of(MOVED)
    shares, moved = machine.attention(a, e)[0], machine.attention(a[at], e)[0]
    order = np.abs(shares[np.ix_(at, at)] - moved).max()

    e = machine.positions(N, D)
    apart = np.linalg.norm(e[:, None] - e, axis=-1)[~np.eye(N, dtype=bool)]
    varies = max(np.ptp(np.diagonal(e @ e.T, far)) for far in range(N))
    shifted = np.abs(rope_scores(machine, SHIFT) - rope_scores(machine)).max()
    return np.array([order, apart.min(), varies, shifted])


def passed(found):
    """Which of the four are as they should be.  found : (4,)"""
    nothing = np.asarray(found) < 0.005
    return nothing == np.array([should == "0" for should in SHOULD])


def versions_view():
    """Film: the right version and four with a bug, put through the same four tests."""
    e = {name: machine.positions(N, D).round(5) for name, machine in VERSIONS.items()}
    alpha = {name: rope_scores(machine).round(5) for name, machine in VERSIONS.items()}
    found = {name: findings(machine).round(5) for name, machine in VERSIONS.items()}
    fig, axes = figure(9.8, 5.6, nrows=2, ncols=2, height_ratios=(1.55, 1), width_ratios=(1, 1.2))
    grid = axes[1, 0].get_gridspec()
    for ax in axes[1]:
        ax.remove()
    vectors = draw_table(e[RIGHT], ax=axes[0, 0], rows=NAMES, reach=1.3, title=E_TITLE, size=13)
    axes[0, 0].set_aspect(0.62)
    rows, columns = PLACES
    table = draw_table(alpha[RIGHT], ax=axes[0, 1], rows=rows, columns=columns, reach=4, title=SCORES_TITLE,
                       form="{:.1f}", size=13)  # fmt: skip
    lines = draw_findings(FINDINGS, SHOULD, ax=fig.add_subplot(grid[1, :]))

    def update(version):
        update_table(vectors, e[version])
        update_table(table, alpha[version])
        update_findings(lines, [shown(x) for x in found[version]], passed(found[version]))

    def caption(version):
        told = dict(zip(("order", "alike", "varies", "shifted"), map(shown, found[version]), strict=True))
        return (RIGHT_SAYS if version == RIGHT else VERSION_SAYS).format(version=version, **told)

    return film(fig, update, caption=caption, version=ToggleButtons(options=list(VERSIONS)))
