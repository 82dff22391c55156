"""Notebook 05, point 2: one block, walked step by step on a real sentence.

walk_view       every step of the first block as a box and as an array, for one head where there are heads
shapes          the steps with their shapes, as a printed list

`encoder_block` returns every step; here they are only shown.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from ipywidgets import Dropdown, SelectionSlider

from seesaw.draw.boxes import draw_block, update_block
from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, draw_beside, draw_table, stacked, update_beside, update_table
from seesaw.film import film, playing
from seesaw.material.example import numbered
from seesaw.maths.bert import encoder_block
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, listed, say

SENTENCE = "I saw the saw."
HEADS = (1, 5, 12)
FEATURES = 7  # of so many does the film show the numbers
FEATURE_TICKS = [f"{n}\n" for n in range(FEATURES)]  # as high as the names of the words under alpha
ASKER = 2  # the first saw of [CLS] I saw the saw . [SEP]

TICK = 550  # ms a step, when it plays: eight seconds for the block
STEP, HEAD, FEATURE = say(("step", "head", "feature"))
TITLE = say("{step} {shape}: the first {features} features")
TITLE_HEAD = say("{step} {shape}, head {head}: the first {features} features")
TITLE_MAP = say("{step} {shape}, head {head}")
SAYS = say("Step {nth} of 15, {step}, has shape {shape}; row {row} begins {numbers} and is {beside:.1f} long.")
SAYS_HEAD = say(
    "Step {nth} of 15, {step}, has shape {shape}; in head {head} row {row} begins {numbers} and is {beside:.1f} long."
)
SAYS_SCORES = say("Step {nth} of 15, {step}, has shape {shape}; in head {head} row {row} begins {numbers}.")
SAYS_SHARES = say(
    "Step {nth} of 15, {step}, has shape {shape}; in head {head} row {row} begins {numbers} and sums to {beside:.2f}."
)


class Kind(NamedTuple):
    """How a step is shown: its title, its sentence, and the number beside each row, (n, m) -> (n,)."""

    title: str
    says: str
    heading: str = say("length of\nthe row")
    beside: Callable = lambda x: np.linalg.norm(x, axis=1)
    form: str = "{:.1f}"
    is_map: bool = False  # columns are words, not features
    reach: float = 4  # the number that gets the full colour


ROWS, HEAD_ROWS = Kind(TITLE, SAYS), Kind(TITLE_HEAD, SAYS_HEAD)
SCORES = Kind(TITLE_MAP, SAYS_SCORES, heading="", form="", is_map=True)
SHARES = Kind(TITLE_MAP, SAYS_SHARES, say("sum of\nthe row"), lambda x: x.sum(axis=1), "{:.2f}", is_map=True)


def _each(kind, **reaches):
    """The same kind for some steps, each with its reach."""
    return {step: kind._replace(reach=reach) for step, reach in reaches.items()}


STEPS = {
    **_each(ROWS, x=2),
    **_each(HEAD_ROWS, q=4, k=4, v=1),
    **_each(SCORES, alpha=6),
    **_each(SHARES, alpha_prime=1),
    **_each(HEAD_ROWS, b_heads=1),
    **_each(ROWS, b=2, added_1=3, normed_1=2, wide=3, active=1, fed=2, added_2=3, normed_2=2, out=2),
}


def first_block(reader, text=SENTENCE):
    """The pieces of `text`, what enters the first block (n, d), and every step of it.  -> pieces, x, Block"""
    reading = reader.read(text)
    bert = reader.bert
    x = reading.hidden[0]
    return reading.pieces, x, encoder_block(x, bert.blocks[0], bert.n_heads, activation=bert.activation)


def shapes(block):
    """{step: its shape}, in the order in which they are computed."""
    return {name: step.shape for name, step in zip(block._fields, block, strict=True)}


def step_of(array, head):
    """What the film shows of the array of one step: one head of it, from 1, where there are heads.  -> (n, ...)"""
    return np.round((array[head - 1] if array.ndim == 3 else array).astype(float), 4)


def _first_features(array):
    """(n, d) -> (n, FEATURES), NaN where a head is narrower than that: such a cell stays empty."""
    array = array[:, :FEATURES]
    return np.pad(array, ((0, 0), (0, FEATURES - array.shape[1])), constant_values=np.nan)


@lecture_style()
def walk_view(reader):
    """Film: the first block on *I saw the saw.*, step by step: the box, the array, the length of each row."""
    pieces, x, block = first_block(reader)
    names, arrays = numbered(pieces, first=0), {"x": x, **block._asdict()}
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=[1, 1.9])
    boxes = draw_block(ax=left)
    table = draw_table(np.zeros((len(pieces), FEATURES)), ax=right, rows=names, columns=FEATURE_TICKS, size=11.5)
    right.set_aspect("auto")  # cells as wide as the room, for numbers with a minus
    right.set_xlabel(FEATURE, size=13)
    beside = draw_beside(table, [""], ax=right, first=0.2, step=1.3)
    heading = right.text(FEATURES - 0.3, -0.62, "", va="bottom", size=13, linespacing=1.1)

    def update(step, head):
        kind, array = STEPS[step], step_of(arrays[step], head)
        numbers = kind.beside(array)
        fields = {"shape": arrays[step].shape, "features": FEATURES}
        update_block(boxes, step)
        table.image.set_clim(-kind.reach, kind.reach)
        update_table(table._replace(reach=kind.reach), _first_features(array))
        update_beside(beside, [[shown(number, kind.form) for number in numbers]])
        heading.set_text(kind.heading)
        right.set_xticks(range(FEATURES), stacked(names) if kind.is_map else FEATURE_TICKS)
        right.xaxis.label.set_text(ANSWERS if kind.is_map else FEATURE)
        right.title.set_text(filled(kind.title, step=step, head=head, **fields))
        begins = listed(shown(number) for number in array[ASKER, :3])
        fields |= {"nth": list(STEPS).index(step), "row": names[ASKER], "numbers": begins, "beside": numbers[ASKER]}
        return {"caption": kind.says, **fields}

    head = Dropdown(options=HEADS, description=HEAD)
    steps = playing(SelectionSlider(options=list(STEPS), value="x", description=STEP), TICK)
    handles = {"step": [boxes.boxes[step] for step in STEPS]}
    return film(fig, update, handles=handles, step=steps, head=head)
