"""Notebook 05, point 6: our numbers against arrays made with torch and transformers.

differences         the largest difference at each layer, ours against theirs
MISTAKES            the same model with one thing done otherwise: what would the comparison have seen?
reference_view      the differences on a log axis; everything below the line is rounding

`reference.npz` holds what transformers computes for *I saw the saw.*: hidden (7, 7, 384) and its ids.  It is a copy of
two arrays of tests/golden/minilm.npz, which tests/golden/make_golden.py made; a test compares the two files.
"""

import copy
from functools import cache
from pathlib import Path

import numpy as np
from ipywidgets import Dropdown, IntSlider

from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.film import film, labelled
from seesaw.lessons.bert_block.alone import listen, think
from seesaw.lessons.bert_block.directions import LAYER
from seesaw.lessons.bert_block.pads import PAD
from seesaw.material.yours import Yours
from seesaw.maths.arrays import layer_norm
from seesaw.maths.bert import encoder_block
from seesaw.theme import COLOUR, INK, figure, lecture_style
from seesaw.words import joined, say

HERE = Path(__file__).parent
SENTENCE = "I saw the saw."
FLOOR = 1e-5  # what lies below is rounding of float32, and differs from machine to machine: it is drawn on this line

MISTAKES = say({"nothing": "nothing", "tanh": "GELU by the tanh formula", "variance": "variance by d − 1"})
MISTAKES |= say({"segments": "no segment vector", "b_o": "no b_o", "relu": "ReLU for GELU", "scale": "no 1/√d_k"})
MISTAKES |= say({"places": "no place vectors", "pre": "pre-norm"})
BELOW, YLABEL, OTHERWISE = say(("below 0.00001", "largest difference", "done otherwise"))
SAYS = say("Otherwise: {mistake}. After layer {layer} the largest of {count:,} differences is {size}.")
ROUNDING = say("0.00001: what lies below is rounding")
OWN = say("This is another model than the fetched one, so its own numbers are the reference.")


@cache
def stored():
    """What transformers computes for *I saw the saw.*  -> ids (7,), hidden (7, 7, 384)"""
    with np.load(HERE / "reference.npz") as arrays:
        return arrays["ids"], arrays["hidden"]


def reference(reader):
    """What to compare with.  -> ids (7,), hidden (L + 1, 7, d)

    The stored arrays are those of the fetched model; another one (SEESAW_MODEL) is compared with its own forward pass.
    """
    ids, hidden = stored()
    own_ids = reader.tokens(SENTENCE).ids
    own = np.stack(reader.bert.forward(own_ids).hidden)
    is_fetched = own.shape == hidden.shape and np.allclose(own[0], hidden[0], atol=FLOOR)
    return (ids, hidden) if is_fetched else (own_ids, own)


def differences(reader, mistake=None):
    """The largest difference between our numbers and the reference's, after each layer.  -> (L + 1,)"""
    ids, hidden = reference(reader)
    pairs = zip(run(reader, ids, mistake), hidden, strict=True)
    return np.array([np.abs(ours - theirs).max() for ours, theirs in pairs])


LONGER = "The old man saw the rusty saw."  # stands beside ours in a batch, so that ours is filled up with [PAD]


def batch(reader):
    """*I saw the saw.* and a longer sentence, filled up to one length.  -> ids (2, longest), lengths"""
    rows = [reference(reader)[0], reader.tokens(LONGER).ids]
    lengths = [len(ids) for ids in rows]
    return np.stack([np.pad(ids, (0, max(lengths) - len(ids)), constant_values=PAD) for ids in rows]), lengths


def own_run(reader, parts):
    """*I saw the saw.* in that batch, read by functions of your own in the real weights.  -> (L + 1, 7, d)

    parts : block, layer_norm, feed_forward as `Yours` takes them, and lengths -> (B, longest), True = a real token
    """
    *functions, pads = parts
    ids, lengths = batch(reader)
    hidden = Yours(reader.bert, *functions).forward(ids, pads(list(lengths))).hidden
    return np.stack(hidden)[:, 0, : lengths[0]]


def own_differences(reader, parts):
    """The largest difference between the reference's numbers and those of `own_run`, after each layer.  -> (L + 1,)"""
    return np.abs(own_run(reader, parts) - reference(reader)[1]).max(axis=(1, 2))


def run(reader, ids, mistake=None):
    """Our BERT on `ids`, with one thing done otherwise.  -> list of L + 1 arrays (n, d)"""
    bert = copy.copy(reader.bert)
    if mistake == "segments":
        bert.segments = np.zeros_like(bert.segments)
    if mistake == "places":
        bert.positions = np.zeros_like(bert.positions)
    hidden = [bert.forward(ids).hidden[0]]
    for weights in bert.blocks:
        hidden.append(_block(hidden[-1], weights, bert, mistake))
    return hidden


def _block(x, w, bert, mistake):
    if mistake == "scale":
        louder = np.float32((len(w.W_q) // bert.n_heads) ** 0.5)  # undoes the division by sqrt(d_k)
        w = w._replace(W_q=louder * w.W_q, b_q=louder * w.b_q)
    if mistake == "b_o":
        w = w._replace(b_o=np.zeros_like(w.b_o))
    if mistake == "variance":
        return _by_n_less_1(x, w, bert.n_heads)
    activation = {"tanh": "gelu_tanh", "relu": "relu"}.get(mistake, bert.activation)
    norm = "pre" if mistake == "pre" else "post"
    return encoder_block(x, w, bert.n_heads, norm=norm, activation=activation, eps=bert.eps).out


def _by_n_less_1(x, w, n_heads):
    """The block with each variance divided by d - 1 instead of d, which makes what is normed a little smaller."""
    shrink = np.float32(((x.shape[-1] - 1) / x.shape[-1]) ** 0.5)
    normed = layer_norm(x + listen(x, w, n_heads), shrink * w.gain_1, w.bias_1)
    return layer_norm(normed + think(normed, w), shrink * w.gain_2, w.bias_2)


@lecture_style()
def reference_view(reader, parts=...):
    """Film: one thing is done otherwise; how far the numbers are then from the reference's, layer by layer.

    parts : your own functions, as `check_own` takes them; then "your functions" is the first choice
    """
    found = {mistake: np.maximum(differences(reader, mistake), FLOOR) for mistake in MISTAKES}
    mistakes = MISTAKES
    if parts is not ...:
        mistakes = say({"yours": "your functions"}) | MISTAKES
        found["yours"] = np.maximum(own_differences(reader, parts), FLOOR)
    hidden = reference(reader)[1]
    says = SAYS if hidden is stored()[1] else joined([SAYS, OWN])
    layers = np.arange(len(hidden))
    fig, ax = figure(9.5, 4.6)
    look = {"log": "y", "ylim": (FLOOR, 1000), "points": 6, "form": size_of, "xlabel": LAYER, "ylabel": YLABEL}
    curve = draw_curves([""], layers, ax=ax, colours=[INK], room=0.42, **look)
    draw_still(curve, found["nothing"])
    ax.plot([layers[0], layers[-1]], [FLOOR, FLOOR], color=COLOUR["right"], lw=1.6, zorder=0)
    ax.text(layers[0], 1.4 * FLOOR, ROUNDING, color=COLOUR["right"], size=13, va="bottom")

    def update(layer, mistake):
        update_curves(curve, [found[mistake]], layer)
        count = hidden[layer].size
        return {"mistake": mistakes[mistake], "count": count, "size": size_of(found[mistake][layer])}

    layer = IntSlider(int(layers[-1]), min=0, max=int(layers[-1]), description=LAYER)
    mistake = Dropdown(options=labelled(mistakes), description=OTHERWISE)
    return film(fig, update, caption=says, handles={"layer": curve.dots[0]}, layer=layer, mistake=mistake)


def size_of(value):
    """A size by its first two figures, or that it is below the line."""
    if value <= FLOOR:
        return BELOW
    figures = 1 - int(np.floor(np.log10(value)))
    return f"{np.round(value, figures):.{max(figures, 0)}f}"
