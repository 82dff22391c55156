"""Notebook 03, point 6: the slides' drawing of attention with two heads, side by side, and W^O over them.

The numbers are those of `small`: *I saw the saw* with the head of notebook 01 and a second one.
"""

import numpy as np
from ipywidgets import Play, ToggleButtons

from seesaw.draw.circuit import attention_plan, draw_circuit, step_circuit
from seesaw.draw.numbers import shown
from seesaw.film import film
from seesaw.lessons.multi_head.small import H, attended, two_heads
from seesaw.material.example import most_and_least, quoted, upper
from seesaw.maths.attention import merge_heads, split_heads
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, say

N = 4
EVERYBODY, EACH_HEAD = range(1, N + 1), range(1, H + 1)
SOFTMAX, CONCAT = say(("head {head}: softmax", "Concat"))
STEP, ASKING, TICK = say("steps drawn"), say("who asks"), 900  # milliseconds
COME = {  # step -> (boxes of every word, boxes of the word that asks), for each head and for all heads together
    "words": (("word", "a"), (), ()),
    "ask": (("k",), ("q",), ()),
    "scores": (("alpha",), (), ()),
    "shares": (("alpha_prime",), (), ()),
    "home": (("v",), ("b",), ()),
    "joined": ((), (), ("joined",)),
    "out": ((), (), ("out",)),
}
STEPS = tuple(COME)
SAYS = say(
    {
        "words": "Step 0: four words, a + e. There is one input, and both heads will be given all of it.",
        "ask": "Step 1: {asks} asks in each head, with its own rows of W_q and W_k, so its own q and k.",
        "scores": "Step 2: each head scores the four words by itself, and knows nothing of the other.",
        "shares": "Step 3: two lists of shares: head 1 gives {most} most, {high:.2f}, head 2 {most_2}, {high_2:.2f}.",
        "home": "Step 4: each head mixes its own v by its own shares: {asks} gets {first} and {second}.",
        "joined": "Step 5: Concat. The two stand side by side, four numbers; nothing is mixed yet.",
        "out": "Step 6: W_o makes two numbers of the four, each of them from both heads: {out}.",
    }
)


def come_at(step, i):
    """The boxes that come at this step when word i (from 0) asks.  -> names of `attention_plan`"""
    kind = STEPS[step]
    of_all, of_one, joined = COME[kind]
    if kind == "words":
        return [f"{name}_{j}" for name in of_all for j in EVERYBODY]
    names = [f"{name}_{j}_{h}" for name in of_all for j in EVERYBODY for h in EACH_HEAD]
    names += [f"{name}_{i + 1}_{h}" for name in of_one for h in EACH_HEAD]
    softmax = [f"softmax_{h}" for h in EACH_HEAD] if kind == "shares" else []
    return names + softmax + [f"{name}_{i + 1}" for name in joined]


def numbers_of(i):
    """{name of a box: its numbers} when word i asks."""
    case, (alpha, alpha_prime, b) = two_heads(), attended()
    q, k, v = (split_heads(case.x @ W.T, H) for W in (case.W_q, case.W_k, case.W_v))
    joined = merge_heads(b)
    found = {"a": case.x, "joined": joined, "out": joined @ case.W_o.T}
    numbers = {f"{name}_{j + 1}": row for name, rows in found.items() for j, row in enumerate(rows)}
    for h in range(H):
        shares = alpha_prime[h, i][:, None]
        of_head = {"q": q[h], "k": k[h], "v": v[h], "b": b[h]}
        of_head |= {"alpha": alpha[h, i][:, None], "alpha_prime": shares}
        numbers |= {f"{name}_{j + 1}_{h + 1}": row for name, rows in of_head.items() for j, row in enumerate(rows)}
    return numbers


def labels_of(i):
    """{name of a box: the slides' name for it} when word i asks: b of word 4 in head 1 is b⁴,¹."""
    labels = {f"word_{j + 1}": word for j, word in enumerate(two_heads().tokens)}
    for j in range(N):
        labels[f"a_{j + 1}"] = f"{upper('a', j)} + {upper('e', j)}"
        labels |= {f"joined_{j + 1}": CONCAT, f"out_{j + 1}": upper("b", j)}
        for h in range(H):
            labels |= {f"{letter}_{j + 1}_{h + 1}": upper(letter, j) for letter in ("q", "k", "v")}
            labels[f"b_{j + 1}_{h + 1}"] = f"{upper('b', j)},{upper('', h)}"
    labels |= {f"{name}_1_{h}": sign for name, sign in (("alpha", "α"), ("alpha_prime", "α′")) for h in EACH_HEAD}
    return labels | {f"softmax_{h}": filled(SOFTMAX, head=h) for h in EACH_HEAD}


@lecture_style()
def circuit_view():
    """Film: two heads side by side on *I saw the saw*, one step after the other."""
    tokens = two_heads().tokens
    fig, ax = figure(10.6, 5.15)
    circuit = draw_circuit(attention_plan(N, heads=H), ax=ax)
    words = [circuit.boxes[f"word_{j}"] for j in EVERYBODY]

    def update(steps_drawn, who_asks):
        i = tokens.index(who_asks)
        come = [come_at(step, i) for step in range(len(STEPS))]
        step_circuit(circuit, come, steps_drawn, numbers_of(i), labels_of(i), asks=f"word_{i + 1}")
        return _said(steps_drawn, i, tokens)

    steps = Play(0, min=0, max=len(STEPS) - 1, interval=TICK, description=STEP)
    asks = ToggleButtons(options=tokens, value=tokens[-1], description=ASKING)
    handles = {"who_asks": [word.label for word in words]}
    return film(fig, update, handles=handles, steps_drawn=steps, who_asks=asks)


def _said(step, i, tokens):
    """What the caption says at this step."""
    _, alpha_prime, b = attended()
    second = {f"{name}_2": value for name, value in most_and_least(alpha_prime[1, i], tokens).items()}
    out = merge_heads(b)[i] @ two_heads().W_o.T
    fields = {"asks": quoted(tokens[i]), "first": _pair(b[0, i]), "second": _pair(b[1, i]), "out": _pair(out)}
    return {"caption": SAYS[STEPS[step]], **fields, **most_and_least(alpha_prime[0, i], tokens), **second}


def _pair(numbers):
    """(1.55, 0.75)"""
    return "(" + ", ".join(shown(number) for number in np.round(numbers, 2)) + ")"
