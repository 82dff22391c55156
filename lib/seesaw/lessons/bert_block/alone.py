"""Notebook 05, point 3: what a token does alone.

rows_view       one word's row is moved: which rows of attention, feed forward and layer norm notice?
activation_view ReLU and GELU, one number at a time
features_view   a norm over the features of a token, over the tokens, or over the batch
"""

import numpy as np
from ipywidgets import FloatSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_beside, draw_table, stacked, update_beside, update_table
from seesaw.film import film, labelled
from seesaw.lessons.bert_block.walk import first_block
from seesaw.material.example import numbered
from seesaw.maths.arrays import gelu, layer_norm
from seesaw.maths.attention import multi_head
from seesaw.theme import INK, figure
from seesaw.words import filled, say

# ---- one row is moved

PARTS = say({"attention": "attention", "feed forward": "feed forward", "layer norm": "layer norm"})
ONE, OTHER = 2, 4  # the two saws of [CLS] I saw the saw . [SEP]
IN, OUT = say(("rows in:\nhow far each has moved", "rows out of {part}:\nhow far each has moved"))
WAY, THROUGH = say(("saw (4) towards saw (2)", "through"))
ROWS_SAY = say(
    "Row saw (4) has gone {way:.0%} of the way to saw (2): through {part}, {moved} of {n} rows come out changed, and "
    "the two saws come out {apart:.2f} apart."
)
NOTICED = 0.005  # what the film would show as 0.01


def listen(x, weights, n_heads):
    """The attention of one block, W^O and biases included.  (n, d) -> (n, d)"""
    w = weights
    return multi_head(x, w.W_q, w.W_k, w.W_v, w.W_o, n_heads, b_q=w.b_q, b_k=w.b_k, b_v=w.b_v, b_o=w.b_o).b


def think(x, weights):
    """The feed forward of one block: out wide, GELU, and back.  (n, d) -> (n, d)"""
    return gelu(x @ weights.W_1.T + weights.b_1) @ weights.W_2.T + weights.b_2


def sublayers(reader):
    """{name: a function (n, d) -> (n, d)}, with the real weights of the first block."""
    w, heads = reader.bert.blocks[0], reader.bert.n_heads
    return {
        "attention": lambda x: listen(x, w, heads),
        "feed forward": lambda x: think(x, w),
        "layer norm": lambda x: layer_norm(x, w.gain_1, w.bias_1),
    }


def towards(x, way):
    """x with row saw (4) moved `way` of the way to row saw (2); at 1 the two rows are equal.  (n, d)"""
    moved = x.copy()
    moved[OTHER] = (1 - way) * x[OTHER] + way * x[ONE]
    return moved


def how_far(x, y):
    """The distance of each row of x from that row of y, without the noise of float32.  (n,)"""
    return np.round(np.linalg.norm(x - y, axis=1).astype(float), 4)


def rows_view(reader):
    """Film: saw (4) walks towards saw (2); bars for the rows that go in, and for those that come out."""
    pieces, x, _ = first_block(reader)
    parts = sublayers(reader)
    names, none = stacked(numbered(pieces, first=0)), np.zeros(len(pieces))
    fig, (left, right) = figure(10, 4.7, ncols=2)
    bars_in = draw_bars(none, names, ax=left, colour="a", limits=(0, 4.1), title=IN)
    bars_out = draw_bars(none, names, ax=right, colour="b", limits=(0, 4.1), title=OUT)

    def update(way, part):
        given = towards(x, way)
        out = parts[part](given)
        moved = how_far(out, parts[part](x))
        update_bars(bars_in, how_far(given, x))
        update_bars(bars_out, moved)
        right.title.set_text(filled(OUT, part=PARTS[part]))
        changed, apart = np.count_nonzero(moved > NOTICED), how_far(out[[ONE]], out[[OTHER]])[0]
        return {"part": PARTS[part], "moved": changed, "n": len(pieces), "apart": apart}

    way = FloatSlider(0.5, min=0.0, max=1.0, step=0.1, description=WAY)
    part = ToggleButtons(options=labelled(PARTS), description=THROUGH)
    handles = {"way": bars_in.texts[OTHER]}
    return film(fig, update, caption=ROWS_SAY, handles=handles, way=way, part=part)


# ---- activations

INTO, OUT_OF, ACTIVATIONS = say(("goes in", "comes out", ("ReLU", "GELU")))
ACTIVATION_SAYS = say("Of {goes_in} the ReLU makes {relu}, and GELU {gelu}.")


def activations(x):
    """x (n,) through the ReLU and through GELU.  -> (2, n)"""
    return np.round([np.maximum(x, 0), gelu(x)], 4) + 0.0


def activation_view():
    """Film: one number goes into the ReLU and into GELU, and what comes out."""
    x = np.arange(-4, 4.01, 0.25)
    fig, ax = figure(8.5, 3.9)
    curves = draw_curves(
        ACTIVATIONS,
        x,
        ax=ax,
        colours=["muted", "tool"],
        styles=["--", "-"],
        ylim=(-0.5, 4),
        upright=True,
        xlabel=INTO,
        ylabel=OUT_OF,
        ticks=range(-4, 5),
        heights=[0.25, 0.75],
    )
    ax.axhline(0, color=INK, lw=0.8, alpha=0.6)
    both = activations(x)

    def update(into):
        at = int(np.argmin(np.abs(x - into)))
        update_curves(curves, both, at)
        return {"goes_in": shown(into), "relu": shown(both[0, at]), "gelu": shown(both[1, at])}

    into = FloatSlider(-1.0, min=-4.0, max=4.0, step=0.25, description=INTO)
    return film(fig, update, caption=ACTIVATION_SAYS, handles={"into": curves.upright}, into=into)


# ---- a norm, over what?

GIVEN = np.array(
    [[[2, -1, 0, 3], [1, 1, -2, 0], [-1, 3, 2, 0]], [[0, 2, -1, 1], [3, 0, 1, -2], [1, -3, 0, 2]]], dtype=float
)  # (B, n, d): two sentences of three tokens of four features
OVER = say({"features": "its features", "tokens": "the tokens", "batch": "the batch"})
ROW, LOUD, NORMED = say(("{b} · token {i}", "x: row 1 multiplied by {times}", "normed over {over}"))
BESIDE = say(["mean", "spread"])
ROW_TIMES, MEAN_OVER = say(("row 1 times", "mean and spread over"))
TIMES = (1, 2, 4, 8)
FEATURES_SAY = say(
    "Row 1 times {times}, normed over {over}: {changed} of 6 rows come out otherwise than at times 1, and the first "
    "row has mean {mean} and spread {spread}."
)


def norm_over(x, over):
    """(x - mean) / spread of a batch (B, n, d), for mean and spread taken over ...

    "features" : the d numbers of a token, as BERT does    "tokens" : one feature of all tokens of a sentence
    "batch" : one feature of all tokens of all sentences
    """
    if over == "features":
        return layer_norm(x)
    rows = x if over == "tokens" else x.reshape(1, -1, x.shape[-1])  # (..., rows to go over, d)
    return layer_norm(rows.mT).mT.reshape(x.shape)


def louder(times):
    """The batch with its first row multiplied.  (B, n, d)"""
    x = GIVEN.copy()
    x[0, 0] *= times
    return x


def features_view():
    """Film: six rows before and after a norm; over which numbers are the mean and the spread taken?"""
    rows = [filled(ROW, b=b + 1, i=i + 1) for b in range(2) for i in range(3)]
    fig, (left, right) = figure(10, 4.7, ncols=2, width_ratios=[1.3, 1])
    before = draw_table(GIVEN.reshape(6, 4), ax=left, rows=rows, reach=8.0, form="{:.0f}", size=15)
    after = draw_table(np.zeros((6, 4)), ax=right, reach=2.5, size=13)
    beside = draw_beside(after, BESIDE, ax=right)

    def normed(times, over):
        return np.round(norm_over(louder(times), over), 6).reshape(6, 4)

    def update(times, over):
        y = normed(times, over)
        means, spreads = ([shown(value) for value in np.round(z, 6)] for z in (y.mean(axis=1), y.std(axis=1)))
        update_table(before, louder(times).reshape(6, 4))
        update_table(after, y)
        update_beside(beside, [means, spreads])
        left.title.set_text(filled(LOUD, times=times))
        right.title.set_text(filled(NORMED, over=OVER[over]))
        changed = np.count_nonzero(np.abs(y - normed(1, over)).max(axis=1) > 1e-4)
        return {"over": OVER[over], "changed": changed, "mean": means[0], "spread": spreads[0]}

    times = SelectionSlider(options=TIMES, description=ROW_TIMES)
    over = ToggleButtons(options=labelled(OVER), description=MEAN_OVER)
    return film(fig, update, caption=FEATURES_SAY, times=times, over=over)
