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
from seesaw.words import filled, say

N, D = 6, 4
MOVED, SHIFT = ORDERS[1], 3
Q, K = (1.5, -0.5, 1.0, 0.5), (0.5, 1.0, -0.5, 1.5)  # one question and one answer, the same at every place

RIGHT = "right"
NAMES = ["e⁰", "e¹", "e²", "e³", "e⁴", "e⁵"]
PLACES = ["q⁰", "q¹", "q²", "q³", "q⁴", "q⁵"], ["k⁰", "k¹", "k²", "k³", "k⁴", "k⁵"]
E_TITLE, SCORES_TITLE = "e", say("RoPE: α of one word said six times")
FINDINGS = say(
    (
        "1  dog bites man → man bites dog: largest change of a share",
        "2  distance between the two position vectors most alike",
        "3  e · e at one distance: largest minus smallest",
        "4  RoPE, all moved on by three: largest change of a score",
    )
)
IS_NOTHING = False, False, True, True  # whether each of the four should be 0
ZERO, NOT_ZERO = "0", say("not 0")
VERSION, RIGHT_LABEL = say(("version", "right"))
THE_RIGHT, THE_OTHER = say(("The right version", "Version {version}"))
VERSION_SAYS = say(
    "{which}: man bites dog changes a share by {order:.2f}; the two position vectors most alike are {alike:.2f} "
    "apart; e · e at one distance varies by {varies:.2f}; a shift changes a RoPE score by {shifted:.2f}."
)


class Machine(NamedTuple):
    """The three parts that can be broken."""

    attention: object
    positions: object
    scores: object


def attention(a, e):
    """The place is added to the word, and then everybody looks."""
    x = a + e  # (n, d)
    alpha_prime = softmax(x @ x.T / np.sqrt(x.shape[-1]))  # (n, n)
    return alpha_prime, alpha_prime @ x


def scores(q, k, positions):
    """RoPE: questions and answers are both turned."""
    return rope(q, positions) @ rope(k, positions).T  # (n, n)


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
    return (np.asarray(found) < 0.005) == np.array(IS_NOTHING)


def versions_view():
    """Film: the right version and four with a bug, put through the same four tests."""
    e = {name: machine.positions(N, D).round(5) for name, machine in VERSIONS.items()}
    alpha = {name: rope_scores(machine).round(5) for name, machine in VERSIONS.items()}
    found = {name: findings(machine).round(5) for name, machine in VERSIONS.items()}
    plan = [["e", "scores"], ["tests", "tests"]]
    fig, axes = figure(10.2, 5.05, mosaic=plan, height_ratios=(1.75, 1), width_ratios=(1, 1.2))
    vectors = draw_table(e[RIGHT], ax=axes["e"], rows=NAMES, reach=1.3, title=E_TITLE, size=12)
    axes["e"].set_aspect(0.5)
    look = {"rows": PLACES[0], "columns": PLACES[1], "reach": 4, "form": "{:.1f}", "size": 11}
    table = draw_table(alpha[RIGHT], ax=axes["scores"], title=SCORES_TITLE, **look)
    should = [ZERO if nothing else NOT_ZERO for nothing in IS_NOTHING]
    lines = draw_findings(FINDINGS, should, ax=axes["tests"])

    def update(version):
        now = found[version]
        update_table(vectors, e[version])
        update_table(table, alpha[version])
        update_findings(lines, [shown(x) for x in now], passed(now))
        which = THE_RIGHT if version == RIGHT else filled(THE_OTHER, version=version)
        return {"which": which, **dict(zip(("order", "alike", "varies", "shifted"), now, strict=True))}

    choices = [(RIGHT_LABEL if version == RIGHT else version, version) for version in VERSIONS]
    return film(fig, update, caption=VERSION_SAYS, version=ToggleButtons(options=choices, description=VERSION))
