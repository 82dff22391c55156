"""Notebook 05, point 5: where the parameters are, and where the multiplications.

parameters_of       what one block of width d has learned, part by part, by formula
multiplications_of  what one block multiplies for a text of n tokens, part by part
cost_view           n from 32 to 8,192, both axes logarithmic: the n x n part overtakes
parameters_by_part  of a whole BERT    counted   what an opened one really holds
"""

import numpy as np
from ipywidgets import SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.film import film
from seesaw.theme import figure
from seesaw.words import large, say, wrapped

FF = 4  # d_ff is so many times d
VOCABULARY, PLACES, SEGMENTS = 30522, 512, 2
WIDTHS = [(f"d = {d}", d) for d in (384, 768)]
WIDTH = say("width")

# ---- multiplications

LENGTHS = (32, 64, 128, 256, 512, 1024, 2304, 4096, 4608, 8192)
WORK = say({"matrices": "W", "table": "n × n", "feed forward": "feed forward"})
WORK_TITLE, SHARES, TOKENS = say(("multiplications in one block", "shares", "tokens"))
X_LABEL = say("n, tokens in the text")
COST_SAYS = say(
    "At n = {n:,}, d = {d}: {total} multiplications in a block; {share:.1%} of them in the n × n table, half from "
    "n = 6d = {half:,} on."
)


def multiplications_of(n, d, d_ff=None):
    """Multiplications of one block for n tokens.  -> {part: how many}

    W^q W^k W^v W^O: n d d each.    q^i . k^j and alpha' v: n n d each, all heads.    W_1 and W_2: n d d_ff each
    """
    d_ff = FF * d if d_ff is None else d_ff
    return {"matrices": 4 * n * d * d, "table": 2 * n * n * d, "feed forward": 2 * n * d * d_ff}


def table_share(n, d):
    """The part of the multiplications that goes into the n x n table: 2nnd / (12ndd + 2nnd) = n / (6d + n)."""
    cost = multiplications_of(n, d)
    return cost["table"] / sum(cost.values())


def cost_view():
    """Film: the length of the text, and where the multiplications of a block go."""
    names = list(WORK.values())
    fig, (left, right) = figure(10, 4.9, ncols=2, width_ratios=[1.9, 1])
    look = {"log": "xy", "ylim": (5e5, 1e12), "ticks": {n: f"{n:,}" for n in (32, 128, 512, 2304, 8192)}}
    look |= {"colours": ["q", "alpha", "tool"], "form": large, "room": 0.42}
    curves = draw_curves(names, LENGTHS, ax=left, xlabel=X_LABEL, title=WORK_TITLE, **look)
    look = {"colour": "a", "form": "{:.1%}", "title": SHARES, "size": 15}
    bars = draw_bars(np.zeros(3), [wrapped(name, 8) for name in names], ax=right, **look)
    for bar, line in zip(bars.bars, curves.lines, strict=True):
        bar.set_color(line.get_color())

    def update(n, width):
        costs = np.array([list(multiplications_of(length, width).values()) for length in LENGTHS], dtype=float).T
        here = costs[:, LENGTHS.index(n)]
        update_curves(curves, costs, LENGTHS.index(n))
        update_bars(bars, here / here.sum())
        return {"d": width, "total": large(here.sum()), "share": table_share(n, width), "half": 6 * width}

    n = SelectionSlider(options=LENGTHS, value=128, description=TOKENS)
    width = ToggleButtons(options=WIDTHS, description=WIDTH)
    handles = {"n": curves.dots[1]}
    return film(fig, update, caption=COST_SAYS, handles=handles, n=n, width=width)


# ---- parameters

COUNTED = say(("word table", "one block", "all blocks", "everything"))


def parameters_of(d, d_ff=None):
    """What one block has learned.  -> {"W_q": d d, "b_q": d, ...} under the names of `BlockWeights`"""
    d_ff = FF * d if d_ff is None else d_ff
    square = {f"W_{x}": d * d for x in "qkvo"} | {f"b_{x}": d for x in "qkvo"}
    wide = {"W_1": d_ff * d, "b_1": d_ff, "W_2": d * d_ff, "b_2": d}
    return square | wide | dict.fromkeys(("gain_1", "bias_1", "gain_2", "bias_2"), d)


def parameters_by_part(layers, d):
    """Of a whole BERT with the English word table.  -> {part: how many}"""
    block = parameters_of(d)
    return {
        "words": VOCABULARY * d,
        "tables": (PLACES + SEGMENTS) * d + 2 * d + d * d + d,
        "attention": layers * sum(block[f"{kind}_{x}"] for kind in "Wb" for x in "qkvo"),
        "feed forward": layers * sum(block[name] for name in ("W_1", "b_1", "W_2", "b_2")),
        "norms": layers * 4 * d,
    }


def counted(bert):
    """The numbers that an opened BERT really holds.  -> {what, in words: how many}"""
    tables = [bert.words, bert.positions, bert.segments, bert.gain, bert.bias, bert.W_pool, bert.b_pool]
    one, *_ = each = [sum(x.size for x in block) for block in bert.blocks]
    everything = sum(x.size for x in tables if x is not None) + sum(each)
    return dict(zip(COUNTED, (bert.words.size, one, sum(each), everything), strict=True))
