"""Notebook 05, point 2: one block, walked step by step on a real sentence.

    walk_view       every step of the first block as a box and as an array, for one head where there are heads
    shapes          the steps with their shapes, as a printed list

`encoder_block` returns every step; here they are only shown.
"""

import numpy as np
from ipywidgets import Dropdown, SelectionSlider

from seesaw.draw.boxes import draw_block, update_block
from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, draw_beside, draw_table, stacked, update_beside, update_table
from seesaw.film import film
from seesaw.maths.bert import Block, encoder_block
from seesaw.theme import figure

SENTENCE = "I saw the saw."
STEPS = ("x", *Block._fields)
PER_HEAD = ("q", "k", "v", "alpha", "alpha_prime", "b_heads")
SHARES = ("alpha", "alpha_prime")
HEADS = (0, 4, 11)
FEATURES = 7  # of so many does the film show the numbers
REACH = {"x": 2, "alpha_prime": 1, "alpha": 6, "b_heads": 1, "b": 2, "added_1": 3, "normed_1": 2, "wide": 3,
         "active": 1, "fed": 2, "added_2": 3, "normed_2": 2, "out": 2, "v": 1}  # fmt: skip

TITLE, TITLE_HEAD = "{step} {shape}", "{step} {shape}, head {head}"
TITLE_PART = "{title}: the first {features} features"
COLUMNS = [f"{n}\n" for n in range(FEATURES)]  # as high as the names of the words under alpha
FEATURE = "feature"
LENGTH, SUM = "length of\nthe row", "sum of\nthe row"
SAYS = "Step {nth} of 15, {step}, has shape {shape}; row {row} begins {numbers}{told}."
SAYS_HEAD = "Step {nth} of 15, {step}, has shape {shape}; in head {head} row {row} begins {numbers}{told}."
LENGTH_SAYS, SUM_SAYS = " and is {length:.1f} long", " and sums to {sum:.2f}"
NUMBERED = "{} ({})"
ASKER = 2  # the first saw of [CLS] I saw the saw . [SEP]


def first_block(reader, text=SENTENCE):
    """The pieces of `text`, what enters the first block (n, d), and every step of it.  -> pieces, x, Block"""
    reading = reader.read(text)
    bert = reader.bert
    x = reading.hidden[0]
    return reading.pieces, x, encoder_block(x, bert.blocks[0], bert.n_heads, activation=bert.activation)


def numbered(pieces, first=0):
    """['[CLS]', 'i', ...] -> ['[CLS] (0)', 'i (1)', ...]: words count from 1, as on the slides."""
    return [NUMBERED.format(piece, n) for n, piece in enumerate(pieces, start=first)]


def shapes(block):
    """{step: its shape}, in the order in which they are computed."""
    return {name: step.shape for name, step in zip(block._fields, block, strict=True)}


def step_of(x, block, step, head):
    """The array of one step that the film shows, one head of it where there are heads.  -> (n, ...)"""
    array = x if step == "x" else getattr(block, step)
    return array[head] if step in PER_HEAD else array


def walk_view(reader):
    """Film: the first block on *I saw the saw.*, step by step: the box, the array, the length of each row."""
    pieces, x, block = first_block(reader)
    arrays = {(s, h): np.round(step_of(x, block, s, h).astype(float), 4) for s in STEPS for h in HEADS}
    fig, (left, right) = figure(10, 5.6, ncols=2, width_ratios=[1.1, 1.9])
    boxes = draw_block(ax=left)
    names = numbered(pieces)
    table = draw_table(np.zeros((len(pieces), FEATURES)), ax=right, rows=names, columns=COLUMNS, size=13)
    right.set_xlabel(FEATURE, size=13)
    (beside,) = draw_beside(table, [""], ax=right, first=0.2, step=1.3)
    heading = right.text(FEATURES - 0.3, -0.62, "", va="bottom", size=13, linespacing=1.1)

    def update(step, head):
        array = arrays[step, head]
        part = array if step in SHARES else array[:, :FEATURES]
        update_block(boxes, step)
        table.image.set_clim(-REACH.get(step, 4), REACH.get(step, 4))
        update_table(table._replace(reach=REACH.get(step, 4)), part)
        update_beside([beside], [[_written(step, value) for value in _told(step, array)]])
        heading.set_text(SUM if step == "alpha_prime" else "" if step == "alpha" else LENGTH)
        right.set_xticks(range(FEATURES), stacked(names) if step in SHARES else COLUMNS)
        right.xaxis.label.set_text(ANSWERS if step in SHARES else FEATURE)
        right.title.set_text(_title(step, head))

    def _title(step, head):
        shape = (x if step == "x" else getattr(block, step)).shape
        title = (TITLE_HEAD if step in PER_HEAD else TITLE).format(step=step, shape=shape, head=head)
        return title if step in SHARES else TITLE_PART.format(title=title, features=FEATURES)

    def caption(step, head):
        array = arrays[step, head]
        value = _told(step, array)[ASKER]
        told = {"alpha": "", "alpha_prime": SUM_SAYS.format(sum=value)}.get(step, LENGTH_SAYS.format(length=value))
        says = SAYS_HEAD if step in PER_HEAD else SAYS
        shape = (x if step == "x" else getattr(block, step)).shape
        numbers = ", ".join(shown(value) for value in array[ASKER, :3])
        return says.format(nth=STEPS.index(step), step=step, shape=shape, head=head, row=names[ASKER],
                           numbers=numbers, told=told)  # fmt: skip

    return film(fig, update, caption=caption, step=SelectionSlider(options=STEPS, value="x"),
                head=Dropdown(options=HEADS, description="head"))  # fmt: skip


def _written(step, value):
    """The number beside a row: a sum to two places, a length to one, nothing beside scores."""
    return "" if step == "alpha" else shown(value, "{:.2f}" if step == "alpha_prime" else "{:.1f}")


def _told(step, array):
    """One number a row: the sum of a row of shares, the length of any other."""
    return array.sum(axis=1) if step == "alpha_prime" else np.linalg.norm(array, axis=1)
