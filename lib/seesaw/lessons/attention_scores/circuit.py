"""Notebook 01, point 2: the slides' own drawing of attention, arrow by arrow.

    a^i --W^q,W^k,W^v--> q^i, k^i, v^i --dot--> alpha_ij --softmax--> alpha'_ij --times v^j, added up--> b^i

One word asks; each step of the slider adds what is computed next, with the numbers of *I saw the saw*.
"""

from ipywidgets import Play, ToggleButtons

from seesaw.draw.circuit import attention_plan, draw_circuit, step_circuit
from seesaw.draw.numbers import shown
from seesaw.film import film
from seesaw.lessons.attention_scores.together import dot_in_words, mix_in_words
from seesaw.material.example import attended, i_saw_the_saw, lower, most_and_least, project, quoted, upper
from seesaw.theme import figure, lecture_style
from seesaw.words import say

N = 4
EVERYBODY = range(1, N + 1)
STEP, ASKING, TICK = say("steps drawn"), say("who asks"), 800  # milliseconds
STEPS = "words", "query", "keys", *["score"] * N, "shares", "values", "taken", "home"
SAYS = say(
    {
        "words": "Step 0: four words, each as two numbers, the word plus its place, a + e. None knows of another yet.",
        "query": "Step 1: {asks} asks. {q} = W_q ({a} + {e}) = {query}",
        "keys": "Step 2: every word can answer, {asks} itself, too. Each makes its key: k = W_k (a + e)",
        "score": "Step {step}: how well does {answers} answer {asks}? {dot}",
        "shares": "Step 7: softmax makes shares of the four scores. They sum to 1; {most} gets most, {high:.2f}",
        "values": "Step 8: every word has something to hand over, its value: v = W_v (a + e)",
        "taken": "Step 9: each v is multiplied by the share of its word; of the v of {most}, {high:.2f} is left",
        "home": "Step 10: the four are added up, and that is what {asks} takes home. {mix}",
    }
)


def come_at(step, i):
    """The boxes that come at this step when word i (from 0) asks.  -> names of `attention_plan`"""
    of_each = {
        "words": ("word", "a"),
        "keys": ("k",),
        "shares": ("alpha_prime",),
        "values": ("v",),
        "taken": ("product",),
    }
    kind = STEPS[step]
    one = {"query": [f"q_{i + 1}"], "score": [f"alpha_{step - 2}"], "shares": ["softmax"], "home": [f"b_{i + 1}"]}
    return one.get(kind, []) + [f"{name}_{j}" for j in EVERYBODY for name in of_each.get(kind, ())]


def numbers_of(i):
    """{name of a box: its numbers} when word i asks: every step of attention for one word."""
    sentence, (q, k, v), (alpha, alpha_prime, b) = i_saw_the_saw(), project(i_saw_the_saw()), attended()
    columns = {"a": sentence.a + sentence.e, "q": q, "k": k, "v": v, "b": b}  # each (4, 2)
    columns |= {"alpha": alpha[i][:, None], "alpha_prime": alpha_prime[i][:, None]}  # (4, 1)
    columns["product"] = alpha_prime[i][:, None] * v  # (4, 2)
    return {f"{name}_{j + 1}": row for name, rows in columns.items() for j, row in enumerate(rows)}


def labels_of(i):
    """{name of a box: the slides' name for it} when word i asks."""
    labels = {f"word_{j + 1}": word for j, word in enumerate(i_saw_the_saw().tokens)}
    for j in range(N):
        labels |= {f"{letter}_{j + 1}": upper(letter, j) for letter in ("q", "k", "v", "b")}
        labels[f"a_{j + 1}"] = f"{upper('a', j)} + {upper('e', j)}"
        labels |= {f"alpha_{j + 1}": lower("α", i, j), f"alpha_prime_{j + 1}": lower("α′", i, j)}
        labels[f"product_{j + 1}"] = f"{lower('α′', i, j)} {upper('v', j)}"
    return labels


@lecture_style()
def circuit_view():
    """The slides' drawing of attention with the numbers of the sentence, one step after the other.  -> Film"""
    tokens = i_saw_the_saw().tokens
    fig, ax = figure(10.7, 5.15)
    circuit = draw_circuit(attention_plan(N), ax=ax)
    words = [circuit.boxes[f"word_{j}"] for j in EVERYBODY]

    def update(steps_drawn, who_asks):
        i = tokens.index(who_asks)
        come = [come_at(step, i) for step in range(len(STEPS))]
        step_circuit(circuit, come, steps_drawn, numbers_of(i), labels_of(i), asks=f"word_{i + 1}")
        return _said(steps_drawn, i, tokens)

    steps = Play(0, min=0, max=len(STEPS) - 1, interval=TICK, description=STEP)
    asks = ToggleButtons(options=tokens, value=tokens[0], description=ASKING)
    handles = {"who_asks": [word.label for word in words]}
    return film(fig, update, handles=handles, steps_drawn=steps, who_asks=asks)


def _said(step, i, tokens):
    """What the caption says at this step."""
    j, query = min(max(step - 3, 0), N - 1), project(i_saw_the_saw())[0][i]
    fields = {"step": step, "asks": quoted(tokens[i]), "answers": quoted(tokens[j])}
    fields |= {letter: upper(letter, i) for letter in ("q", "a", "e")}
    fields |= {"query": f"({shown(query[0], '{:.0f}')}, {shown(query[1], '{:.0f}')})"}
    fields |= {"dot": dot_in_words(i, j), "mix": mix_in_words(i), **most_and_least(attended().alpha_prime[i], tokens)}
    return {"caption": SAYS[STEPS[step]], **fields}
