"""Notebook 03, point 4: what W^O is for, in small and in the real model.

sum_view         b as a sum of the heads' contributions, with W^O and without
one_muted_view   the saws with one head of 72 muted
first_muted_view the saws with the first m layers' heads muted
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, frame_cells, update_table
from seesaw.film import film, labelled
from seesaw.lessons.multi_head.heads import each_muted, saws_cosine
from seesaw.theme import INK, figure, lecture_style
from seesaw.words import filled, say

SEED, N, D, H = 5, 3, 4, 2
WITH, WITHOUT = "with", "without"
NOBODY, FIRST, SECOND = "nobody", "head 1", "head 2"
WAYS = say({WITH: "with W^O", WITHOUT: "without W^O"})
MUTES = say({NOBODY: "nobody", FIRST: "head 1", SECOND: "head 2"})
WAY, MUTE = say(("way", "mute"))
TITLES = say(("head 1 brings", "head 2 brings", "b, the sum"))
EACH_ROW, EACH_COLUMN = ("w1", "w2", "w3"), say("feature")
READ_IT = say(
    "b = head 1 + head 2\n\neach row a word, each column a feature;\na, to which b is added, has features 1 to 4"
)
FITS = say(
    "Head 1 writes into {first} of {width} columns and head 2 into {second} ({way}, {muted} muted); b fits the {d} "
    "columns of a."
)
NO_FIT = say(
    "Head 1 writes into {first} of {width} columns and head 2 into {second} ({way}, {muted} muted); b can't be added "
    "to a, which has {d} columns."
)


def contributions(way=WITH, d_v=2, mute=NOBODY):
    """What each head adds to b in a small example.  (H, n, width); width is d with W^O and H d_v without"""
    rng = np.random.default_rng(SEED)
    b_heads = rng.normal(size=(H, N, 3))[..., :d_v]
    W_o = rng.normal(size=(H, D, 3))[..., :d_v]
    if way == WITH:
        brought = b_heads @ W_o.mT
    else:
        brought = np.zeros((H, N, H * d_v))
        for h in range(H):
            brought[h, :, h * d_v : (h + 1) * d_v] = b_heads[h]
    brought[[name == mute for name in (FIRST, SECOND)]] = 0
    return np.round(brought, 1) + 0.0


@lecture_style()
def sum_view():
    """Film: two heads, three words, four columns; the sum with W^O and without."""
    fig, axes = figure(10, 6.1, nrows=2, ncols=2)
    axes = axes.ravel()
    empty = np.full((N, 6), np.nan)
    look = {"reach": 4, "form": "{:.1f}", "size": 15, "rows": EACH_ROW, "columns": range(1, 7)}
    tables = [draw_table(empty, ax=ax, title=title, **look) for ax, title in zip(axes, TITLES, strict=False)]
    for ax in axes[:3]:
        ax.set_xlabel(EACH_COLUMN)
    axes[3].axis("off")
    axes[3].text(0.5, 0.5, READ_IT, ha="center", va="center", size=15, color=INK, transform=axes[3].transAxes)

    def update(way, mute, d_v):
        brought = contributions(way, d_v, mute)
        width = brought.shape[-1]
        for table, values in zip(tables, (*brought, brought.sum(axis=0)), strict=True):
            update_table(table, np.hstack([values, empty[:, width:]]))
        first, second = (np.any(values != 0, axis=0).sum() for values in brought)
        fields = {"way": WAYS[way], "muted": MUTES[mute], "first": first, "second": second, "width": width, "d": D}
        return {"caption": FITS if width == D else NO_FIT, **fields}

    controls = {
        "way": ToggleButtons(options=labelled(WAYS), description=WAY),
        "mute": Dropdown(options=labelled(MUTES), description=MUTE),
        "d_v": IntSlider(2, min=2, max=3, description="d_v"),
    }
    return film(fig, update, **controls)


LAYER, HEAD = say(("layer", "head"))
MUTED_TITLE = say("cosine of the two saws, one head muted, minus {base:.2f}")
ONE_SAYS = say("Without head {head} of layer {layer} the cosine of the two saws is {value:.2f} instead of {base:.2f}.")


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
        number.set(text=shown(moved[row, column], "{:+.2f}"), x=column, y=row)
        return {"value": values[row, column], "base": base}

    layer = IntSlider(1, min=1, max=layers, description=LAYER)
    head = IntSlider(3, min=1, max=heads, description=HEAD)
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
    update_curves(curves, [values])

    def update(m):
        update_curves(curves, at=m)
        return {"value": values[m]}

    m = IntSlider(0, min=0, max=int(m_all[-1]), description=M_LABEL)
    return film(fig, update, caption=FIRST_SAYS, handles={"m": curves.upright}, m=m)
