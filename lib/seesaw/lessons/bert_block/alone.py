"""Notebook 05, point 3: what a token does alone.

    rows_view       one word's row is moved: which rows of attention, feed forward and layer norm notice?
    features_view   a norm over the features of a token, over the tokens, or over the batch
"""

import numpy as np
from ipywidgets import FloatSlider, SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_beside, draw_table, stacked, update_beside, update_table
from seesaw.film import film
from seesaw.lessons.bert_block.walk import first_block, numbered
from seesaw.maths.arrays import gelu, layer_norm
from seesaw.maths.attention import multi_head
from seesaw.theme import figure

# ---- one row is moved

ATTENTION, FEED_FORWARD, NORM = "attention", "feed forward", "layer norm"
ONE, OTHER = 2, 4  # the two saws of [CLS] I saw the saw . [SEP]
IN, OUT = "rows in:\nhow far each has moved", "rows out of {part}:\nhow far each has moved"
ROWS_SAY = (
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
        ATTENTION: lambda x: listen(x, w, heads),
        FEED_FORWARD: lambda x: think(x, w),
        NORM: lambda x: layer_norm(x, w.gain_1, w.bias_1),
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
    ways = np.round(np.linspace(0, 1, 11), 1)
    parts = sublayers(reader)
    before = {name: part(x) for name, part in parts.items()}
    moved_in = {way: how_far(towards(x, way), x) for way in ways}
    after = {(name, way): part(towards(x, way)) for name, part in parts.items() for way in ways}
    moved = {key: how_far(y, before[key[0]]) for key, y in after.items()}
    apart = {key: round(float(np.linalg.norm(y[ONE] - y[OTHER])), 4) for key, y in after.items()}
    fig, (left, right) = figure(10, 4.7, ncols=2)
    names = stacked(numbered(pieces))
    bars_in = draw_bars(np.zeros(len(pieces)), names, ax=left, colour="a", limits=(0, 4.6), title=IN)
    bars_out = draw_bars(np.zeros(len(pieces)), names, ax=right, colour="b", limits=(0, 4.6), title=OUT)

    def update(way, part):
        update_bars(bars_in, moved_in[round(way, 1)])
        update_bars(bars_out, moved[part, round(way, 1)])
        right.title.set_text(OUT.format(part=part))

    def caption(way, part):
        key = part, round(way, 1)
        return ROWS_SAY.format(way=way, part=part, moved=int(np.sum(moved[key] > NOTICED)), n=len(pieces),
                               apart=apart[key])  # fmt: skip

    return film(fig, update, caption=caption,
                way=FloatSlider(0.5, min=0.0, max=1.0, step=0.1, description="saw (4) towards saw (2)"),
                part=ToggleButtons(options=[ATTENTION, FEED_FORWARD, NORM], description="through"))  # fmt: skip


# ---- a norm, over what?

GIVEN = np.array(
    [
        [[2, -1, 0, 3], [1, 1, -2, 0], [-1, 3, 2, 0]],
        [[0, 2, -1, 1], [3, 0, 1, -2], [1, -3, 0, 2]],
    ],
    dtype=float,
)  # (B, n, d): two sentences of three tokens of four features
OVER = FEATURES, TOKENS, BATCH = "its features", "the tokens", "the batch"
ROW = "{b} · token {i}"
LOUD = "x: row 1 multiplied by {times}"
NORMED = "normed over {over}"
MEAN, SPREAD = "mean", "spread"
TIMES = (1, 2, 4, 8)
FEATURES_SAY = (
    "Row 1 times {times}, normed over {over}: {changed} of 6 rows come out otherwise than at times 1, and the first "
    "row has mean {mean} and spread {spread:.2f}."
)


def norm_over(x, over):
    """(x - mean) / spread of a batch (B, n, d), for mean and spread taken over ...

    "its features" : the d numbers of a token, as BERT does    "the tokens" : one feature of all tokens of a sentence
    "the batch" : one feature of all tokens of all sentences
    """
    if over == FEATURES:
        return layer_norm(x)
    rows = x if over == TOKENS else x.reshape(1, -1, x.shape[-1])   # (..., rows to go over, d)
    return layer_norm(rows.mT).mT.reshape(x.shape)


def louder(times):
    """The batch with its first row multiplied.  (B, n, d)"""
    x = GIVEN.copy()
    x[0, 0] *= times
    return x


def features_view():
    """Film: six rows before and after a norm; over which numbers are the mean and the spread taken?"""
    normed = {(over, times): np.round(norm_over(louder(times), over), 6) for over in OVER for times in TIMES}
    rows = [ROW.format(b=b + 1, i=i + 1) for b in range(2) for i in range(3)]
    fig, (left, right) = figure(10, 4.7, ncols=2, width_ratios=[1.3, 1])
    before = draw_table(GIVEN.reshape(6, 4), ax=left, rows=rows, reach=8.0, form="{:.0f}", size=15)
    after = draw_table(np.zeros((6, 4)), ax=right, reach=2.5, size=15)
    beside = draw_beside(after, [MEAN, SPREAD], ax=right)

    def update(times, over):
        y = normed[over, times].reshape(6, 4)
        update_table(before, louder(times).reshape(6, 4))
        update_table(after, y)
        update_beside(beside, [[shown(v) for v in np.round(z, 6)] for z in (y.mean(axis=1), y.std(axis=1))])
        left.title.set_text(LOUD.format(times=times))
        right.title.set_text(NORMED.format(over=over))

    def caption(times, over):
        y = normed[over, times]
        changed = np.abs(y - normed[over, 1]).max(axis=-1) > 1e-4
        return FEATURES_SAY.format(times=times, over=over, changed=int(changed.sum()), mean=shown(y[0, 0].mean()),
                                   spread=y[0, 0].std())  # fmt: skip

    return film(fig, update, caption=caption, times=SelectionSlider(options=TIMES, description="row 1 times"),
                over=ToggleButtons(options=OVER, description="mean and spread over"))  # fmt: skip
