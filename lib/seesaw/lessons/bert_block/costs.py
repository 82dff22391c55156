"""Notebook 05, point 5: where the parameters are, and where the multiplications.

    parameters_of       what one block of width d has learned, part by part, by formula
    multiplications_of  what one block multiplies for a text of n tokens, part by part
    cost_view           n from 32 to 8,192, both axes logarithmic: the n x n part overtakes
    parameters_view     the layers of a BERT are counted up; the word table stays as it is
"""

import numpy as np
from ipywidgets import SelectionSlider, ToggleButtons

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.film import film
from seesaw.theme import figure
from seesaw.words import large

FF = 4            # d_ff is so many times d
VOCABULARY, PLACES, SEGMENTS = 30522, 512, 2

# ---- multiplications

LENGTHS = (32, 64, 128, 256, 512, 1024, 2304, 4096, 4608, 8192)
BLOCK_WIDTHS = {"d = 384": 384, "d = 768": 768}
MATRICES, TABLE, FEED = "W", "n × n", "feed\nforward"
COST_TITLE = "multiplications in one block"
SHARE_TITLE = "shares"
TOKENS = "n, tokens in the text"
COST_SAYS = (
    "At n = {n:,}, d = {d}: {total:,.0f} million multiplications in a block; {share:.1%} of them in the n × n table, "
    "half from n = 6d = {half:,} on."
)


def multiplications_of(n, d, d_ff=None):
    """Multiplications of one block for n tokens.  -> {part: how many}

    W^q W^k W^v W^O: n d d each.    q^i . k^j and alpha' v: n n d each, all heads.    W_1 and W_2: n d d_ff each
    """
    d_ff = FF * d if d_ff is None else d_ff
    return {MATRICES: 4 * n * d * d, TABLE: 2 * n * n * d, FEED: 2 * n * d * d_ff}


def table_share(n, d):
    """The part of the multiplications that goes into the n x n table: 2nnd / (12ndd + 2nnd) = n / (6d + n)."""
    cost = multiplications_of(n, d)
    return cost[TABLE] / sum(cost.values())


def cost_view():
    """Film: the length of the text, and where the multiplications of a block go."""
    curves = {
        name: np.array([list(multiplications_of(n, d).values()) for n in LENGTHS], dtype=float).T
        for name, d in BLOCK_WIDTHS.items()
    }  # (3, lengths)
    parts = list(multiplications_of(1, 1))
    fig, (left, right) = figure(10, 5.2, ncols=2, width_ratios=[1.9, 1])
    names = [part.replace("\n", " ") for part in parts]
    look = {"log": "xy", "ylim": (5e5, 1e12), "ticks": {n: f"{n:,}" for n in (32, 128, 512, 2304, 8192)}}
    look |= {"colours": ["q", "alpha", "tool"], "form": large, "room": 0.42}
    lines = draw_curves(names, LENGTHS, ax=left, xlabel=TOKENS, title=COST_TITLE, **look)
    bars = draw_bars(np.zeros(3), parts, ax=right, colour="a", limits=(0, 1), form="{:.1%}", title=SHARE_TITLE, size=15)
    for bar, line in zip(bars.bars, lines.lines, strict=True):
        bar.set_color(line.get_color())

    def update(n, width):
        now = curves[width]
        at = LENGTHS.index(n)
        update_curves(lines, now, at)
        update_bars(bars, now[:, at] / now[:, at].sum())

    def caption(n, width):
        d = BLOCK_WIDTHS[width]
        return COST_SAYS.format(n=n, d=d, total=sum(multiplications_of(n, d).values()) / 1e6,
                                share=table_share(n, d), half=6 * d)  # fmt: skip

    return film(fig, update, caption=caption, n=SelectionSlider(options=LENGTHS, value=128, description="tokens"),
                width=ToggleButtons(options=list(BLOCK_WIDTHS)))  # fmt: skip


# ---- parameters

WORD_TABLE, OTHER_TABLES, LISTENING, THINKING, NORMS = (
    "word table", "places, segments,\nnorm, pooler", "attention,\nall blocks", "feed forward,\nall blocks",
    "norms,\nall blocks",
)  # fmt: skip
BLOCKS = (1, 2, 4, 6, 8, 12, 16, 20, 24)
COUNT_TITLE = "parameters, millions"
COUNT_SAYS = (
    "Blocks: {layers}, each {d} wide: {total:.1f} million parameters; the word table is {words:.0%}, attention "
    "{attention:.0%}, feed forward {feed:.0%}."
)


def parameters_of(d, d_ff=None):
    """What one block has learned.  -> {"W_q": d d, "b_q": d, ...} under the names of `BlockWeights`"""
    d_ff = FF * d if d_ff is None else d_ff
    square = {f"W_{x}": d * d for x in "qkvo"} | {f"b_{x}": d for x in "qkvo"}
    wide = {"W_1": d_ff * d, "b_1": d_ff, "W_2": d * d_ff, "b_2": d}
    return square | wide | dict.fromkeys(("gain_1", "bias_1", "gain_2", "bias_2"), d)


def parameters_by_part(layers, d):
    """Of a whole BERT with the English word table.  -> {part: how many}"""
    block = parameters_of(d)
    listening = sum(block[f"{kind}_{x}"] for kind in "Wb" for x in "qkvo")
    thinking = sum(block[name] for name in ("W_1", "b_1", "W_2", "b_2"))
    return {
        WORD_TABLE: VOCABULARY * d,
        OTHER_TABLES: (PLACES + SEGMENTS) * d + 2 * d + d * d + d,
        LISTENING: layers * listening,
        THINKING: layers * thinking,
        NORMS: layers * 4 * d,
    }


def counted(bert):
    """The numbers that an opened BERT really holds.  -> {"tables": ..., "blocks": ..., "one block": ..., "all": ...}"""
    tables = [bert.words, bert.positions, bert.segments, bert.gain, bert.bias, bert.W_pool, bert.b_pool]
    one = sum(x.size for x in bert.blocks[0])
    known = sum(x.size for x in tables if x is not None)
    blocks = sum(x.size for block in bert.blocks for x in block)
    return {"word table": bert.words.size, "one block": one, "all blocks": blocks, "everything": known + blocks}


def parameters_view():
    """Film: a BERT with 1 to 24 blocks, 384 or 768 wide: where its parameters are."""
    parts = list(parameters_by_part(1, 384))
    fig, ax = figure(9.5, 4.8)
    bars = draw_bars(np.zeros(len(parts)), parts, ax=ax, colour="a", limits=(0, 132), form="{:.1f}", title=COUNT_TITLE,
                     lying=True, size=16)  # fmt: skip
    ax.set_xlim(0, 132)

    def update(blocks, width):
        update_bars(bars, [count / 1e6 for count in parameters_by_part(blocks, BLOCK_WIDTHS[width]).values()])

    def caption(blocks, width):
        d = BLOCK_WIDTHS[width]
        count = parameters_by_part(blocks, d)
        total = sum(count.values())
        return COUNT_SAYS.format(layers=blocks, d=d, total=total / 1e6, words=count[WORD_TABLE] / total,
                                 attention=count[LISTENING] / total, feed=count[THINKING] / total)  # fmt: skip

    return film(fig, update, caption=caption, blocks=SelectionSlider(options=BLOCKS, value=6),
                width=ToggleButtons(options=list(BLOCK_WIDTHS)))  # fmt: skip
