"""Notebook 03, points 5 and 7: what W^O is for, in small and in the real model.

sum_view         b as a sum of the heads' contributions, with W^O and without
one_muted_view   the saws with one head of 72 muted
first_muted_view the saws with the first m layers' heads muted
"""

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, frame_cells, update_table
from seesaw.film import film, labelled
from seesaw.lessons.multi_head.heads import each_muted, saws_cosine
from seesaw.lessons.multi_head.small import H, attended, two_heads
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, say

N, D = 4, 2
WITH, WITHOUT = "with", "without"
NOBODY, FIRST, SECOND = "nobody", "head 1", "head 2"
WAYS = say({WITH: "with W_o", WITHOUT: "without W_o"})
MUTES = say({NOBODY: "nobody", FIRST: "head 1", SECOND: "head 2"})
WAY, MUTE = say(("way", "mute"))
TITLES = say(("head 1 brings", "head 2 brings", "b, the sum"))
SIGNS, EACH_COLUMN = ("+", "="), say("column of b")
FITS = say("Head 1 writes into {first} of {width} columns of b, head 2 into {second}; b fits the {d} columns of a.")
NO_FIT = say(
    "Head 1 writes into {first} of {width} columns of b, head 2 into {second}; b can't be added to a, which has {d}."
)


def contributions(way=WITH, d_v=1, mute=NOBODY):
    """What each head adds to b, of *I saw the saw*.  (H, n, width); width is d with W^O and H d_v without

    d_v : how many of the two numbers that a head finds are kept; 1 or 2
    """
    b_heads = attended().b[..., :d_v]  # (H, n, d_v)
    W_o = np.stack(np.hsplit(two_heads().W_o, H))[..., :d_v]  # (H, d, d_v)
    if way == WITH:
        brought = b_heads @ W_o.mT
    else:
        brought = np.zeros((H, N, H * d_v))
        for h in range(H):
            brought[h, :, h * d_v : (h + 1) * d_v] = b_heads[h]
    brought[[name == mute for name in (FIRST, SECOND)]] = 0
    return np.round(brought, 2) + 0.0


@lecture_style()
def sum_view():
    """Film: *I saw the saw* with two heads; what each adds to b, with W^O and without."""
    fig, axes = figure(10, 3.4, ncols=3)
    empty, tokens = np.full((N, 4), np.nan), two_heads().tokens
    look = {"reach": 4, "size": 13, "columns": range(1, 5)}
    rows = tokens, [""] * N, [""] * N
    tables = [
        draw_table(empty, ax=ax, title=title, rows=words, **look)
        for ax, title, words in zip(axes, TITLES, rows, strict=True)
    ]
    for ax, sign in zip(axes[1:], SIGNS, strict=True):
        ax.text(-1, 1.5, sign, ha="center", va="center", size=22)
    for ax in axes:
        ax.set_xlabel(EACH_COLUMN)

    def update(way, mute, d_v):
        brought = contributions(way, d_v, mute)
        width = brought.shape[-1]
        for table, values in zip(tables, (*brought, brought.sum(axis=0)), strict=True):
            update_table(table, np.hstack([values, empty[:, width:]]))
        first, second = (np.any(values != 0, axis=0).sum() for values in brought)
        fields = {"first": first, "second": second, "width": width, "d": D}
        return {"caption": FITS if width == D else NO_FIT, **fields}

    controls = {
        "way": ToggleButtons(options=labelled(WAYS), description=WAY),
        "mute": ToggleButtons(options=labelled(MUTES), description=MUTE),
        "d_v": ToggleButtons(options=(1, 2), description="d_v"),
    }
    return film(fig, update, **controls)


LAYER, HEAD = say(("layer", "head"))
MUTED_TITLE = say("cosine of the two saws, one head muted, minus {base:.2f}")
ONE_SAYS = say("Without head {head} of layer {layer} the cosine of the two saws is {value:.2f} instead of {base:.2f}.")


ABOVE = -0.27  # of a cell: the hand's ring is in its middle


@lecture_style()
def one_muted_view(reader):
    """Film: each of the 72 heads muted, one at a time."""
    base, values = saws_cosine(reader), each_muted(reader)
    moved = np.round(values - base, 4) + 0.0
    layers, heads = moved.shape
    fig, ax = figure(10, 4.8)
    look = {"rows": range(1, layers + 1), "columns": range(1, heads + 1), "reach": 0.1}
    table = draw_table(moved, ax=ax, title=filled(MUTED_TITLE, base=base), **look)
    ax.set(xlabel=HEAD, ylabel=LAYER)
    number = ax.text(0, 0, "", ha="center", va="center", size=13)

    def update(layer, head):
        row, column = layer - 1, head - 1
        frame_cells(table, (row, 1), (column, 1))
        number.set(text=shown(moved[row, column], "{:+.2f}"), x=column, y=row + ABOVE)
        return {"value": values[row, column], "base": base}

    layer = IntSlider(1, min=1, max=layers, description=LAYER)
    head = IntSlider(1, min=1, max=heads, description=HEAD)
    places = np.ndenumerate(values)
    said = [filled(ONE_SAYS, layer=i + 1, head=j + 1, value=value, base=base) for (i, j), value in places]
    hands = {"handles": {("layer", "head"): table.frame}, "names": {table.image: said}}
    return film(fig, update, caption=ONE_SAYS, **hands, layer=layer, head=head)


CURVE_TITLE, M_LABEL = say(("cosine of the two saws after layer 6", "first layers muted"))
FIRST_SAYS = say("With all heads of the first layers muted, {m} of 6, the two saws have cosine {value:.2f}.")


def first_muted_view(cosines):
    """Film: all heads of the first m layers muted.  cosines : (L + 1,), of `first_muted`"""
    values = np.round(cosines, 4)
    m_all = np.arange(len(values))
    fig, ax = figure(9, 4.5)
    labels = {"xlabel": M_LABEL, "title": CURVE_TITLE}
    curves = draw_curves([""], m_all, ax=ax, colours=["b"], ylim=(0.4, 1), upright=True, **labels)

    def update(m):
        update_curves(curves, [values[: m + 1]], m)
        return {"value": values[m]}

    m = IntSlider(0, min=0, max=int(m_all[-1]), description=M_LABEL)
    return film(fig, update, caption=FIRST_SAYS, handles={"m": curves.upright}, m=m)
