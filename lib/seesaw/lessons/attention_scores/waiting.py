"""Notebook 01, point 3: why a recurrent net must wait, and attention need not.

h^i = tanh(U h^{i-1} + W x^i)     each state is made of the one before: four words, four steps
b^i = sum_j alpha'_ij v^j         no b is made of another: one step
"""

import numpy as np
from ipywidgets import Play

from seesaw.draw.circuit import PARTS, Node, Plan, draw_circuit, update_circuit
from seesaw.film import film
from seesaw.material.example import attended, i_saw_the_saw, upper
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, say

N, TICK = 4, 1000
U, W = 0.5 * np.eye(2), np.array([[0.5, -0.5], [0.5, 0.5]])  # made by hand

HEADS = say(("a recurrent net (RNN)", "attention"))
STEP, STEP_LABEL = say(("step {step}", "steps done"))
BEGIN = say("step 0: four words, and nothing computed yet")
FIRST = say("step 1: the RNN has h¹, and h² had to wait for it; attention has b¹ to b⁴")
LATER = say("step {step}: the RNN has {state}; attention had b¹ to b⁴ after step 1")
LAST = say("step 4: the RNN has {state}, its last; attention had b¹ to b⁴ after step 1")

LOW, RISE = 0.75, 0.86  # of the words, and of each step, in inches
FROM, COLUMN = {"h": 1.4, "b": 6.65}, 1.27  # the middle of the first word of either, and from word to word
WIDE = 11.15


def states():
    """The states of the RNN, one after the other.  -> h (4, 2)"""
    h, given = [np.zeros(2)], i_saw_the_saw().a + i_saw_the_saw().e  # (4, 2)
    for x in given:
        h.append(np.tanh(U @ h[-1] + W @ x))
    return np.array(h[1:])


def waiting_plan():
    """Both nets over the same four words; a box stands as high as the step in which it can be computed.  -> Plan"""
    nodes, arrows = {}, {}
    for nth in range(1, N + 1):
        height = LOW + RISE * nth
        nodes[f"step_{nth}"] = Node(0.32, height, 0, 0.0, "muted", filled(STEP, step=nth))
        for letter, word in zip("hb", i_saw_the_saw().tokens[nth - 1 : nth] * 2, strict=True):
            x = FROM[letter] + COLUMN * (nth - 1)
            nodes[f"word_{letter}_{nth}"] = Node(x, LOW - 0.42, 0, 0.0, "a", word)
            nodes[f"x_{letter}_{nth}"] = Node(x, LOW, 2, 0.34, "a")
        nodes[f"h_{nth}"] = Node(
            FROM["h"] + COLUMN * (nth - 1), height, 2, 0.6, "muted", upper("h", nth - 1), form=PARTS
        )
        nodes[f"b_{nth}"] = Node(
            FROM["b"] + COLUMN * (nth - 1), LOW + RISE, 2, 0.6, "b", upper("b", nth - 1), form=PARTS
        )
        arrows[f"x_h_{nth}", f"h_{nth}"] = ""
        if nth > 1:
            arrows[f"h_{nth - 1}", f"h_{nth}"] = ""
        arrows |= {(f"x_b_{j}", f"b_{nth}"): "" for j in range(1, N + 1)}
    for letter, head in zip("hb", HEADS, strict=True):
        nodes[f"head_{letter}"] = Node(FROM[letter] + 1.5 * COLUMN, LOW + RISE * N + 0.62, 0, 0.0, "muted", head)
    return Plan(nodes, arrows, (WIDE, LOW + RISE * N + 0.8))


@lecture_style()
def waiting_view():
    """An RNN and attention over the same words, step by step: what is known after each.  -> Film"""
    fig, ax = figure(11.0, 5.2)
    plan = waiting_plan()
    circuit = draw_circuit(plan, ax=ax)
    h, b, given = states(), attended().b, i_saw_the_saw().a + i_saw_the_saw().e
    numbers = {f"{name}_{i + 1}": row for name, rows in (("h", h), ("b", b)) for i, row in enumerate(rows)}
    numbers |= {f"x_{letter}_{i + 1}": row for letter in "hb" for i, row in enumerate(given)}
    steps = {name: computed_at(name) for name in plan.nodes}

    def update(steps_done):
        there = [name for name, step in steps.items() if step <= steps_done]
        new = [name for name, step in steps.items() if step == steps_done > 0]
        update_circuit(circuit, numbers, there, new, to_come=steps)
        caption = {0: BEGIN, 1: FIRST, N: LAST}.get(steps_done, LATER)
        return {"caption": caption, "step": steps_done, "state": upper("h", max(steps_done, 1) - 1)}

    return film(fig, update, steps_done=Play(0, min=0, max=N, interval=TICK, description=STEP_LABEL))


def computed_at(name):
    """After how many steps a box of the plan is there: h^i after i, every b after one, what is given after none."""
    letter, nth = name.split("_", 1)
    return int(nth) if letter == "h" else int(letter == "b")
