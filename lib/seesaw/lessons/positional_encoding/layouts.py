"""Notebook 04, point 3: how the columns stand does not matter, and a shift is a rotation.

layout_view    the same hands interleaved, concatenated, or in any order: one and the same Gram matrix
shift_view     e^{i+s} = R_s e^i, and R_s knows s only
"""

from itertools import product

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film, labelled
from seesaw.lessons.positional_encoding.clocks import BASE, POSITION, speeds
from seesaw.maths.position import sinusoid
from seesaw.theme import COLOUR, figure, lecture_style
from seesaw.words import filled, listed, say

N, D = 6, 6
NAMES = ["e⁰", "e¹", "e²", "e³", "e⁴", "e⁵"]
INTERLEAVED, CONCATENATED, SHUFFLED = "interleaved", "concatenated", "shuffled"
LAYOUTS = say({INTERLEAVED: "interleaved", CONCATENATED: "concatenated", SHUFFLED: "shuffled"})
BASES = {"10,000": 1e4, "100": 100.0, "1": 1.0}
SHUFFLE = (4, 1, 5, 2, 0, 3)

SMALL = 12  # points, for six columns of signed numbers

COLUMNS, E_TITLE = say(("columns", "e, columns {columns}"))
GRAM_TITLE = "e @ e.T: eⁱ · eʲ"
LAYOUT_SAYS = say(
    "Columns {columns}, base {base}: e changes, and its Gram matrix differs from the interleaved one by {apart:.2f}; "
    "on each diagonal it is one number, {diagonals} …."
)


def laid_out(layout, base=1e4, n=N, d=D):
    """e with its columns interleaved, concatenated or shuffled.  (n, d)"""
    if layout == SHUFFLED:
        return sinusoid(n, d, base)[:, SHUFFLE]
    return sinusoid(n, d, base, layout)


def along_diagonals(gram):
    """The mean of each diagonal: what is alike at distance 0, 1, 2 ...  gram : (n, n) -> (n,)"""
    return np.array([np.diagonal(gram, far).mean() for far in range(len(gram))])


def layout_view():
    """Film: three layouts of the columns, three bases: e on the left, all dot products of two places on the right."""
    e = {(layout, base): laid_out(layout, BASES[base]) for layout, base in product(LAYOUTS, BASES)}
    gram = {key: (e[key] @ e[key].T).round(5) for key in e}
    start = INTERLEAVED, "10,000"
    fig, (left, right) = figure(10.2, 4.8, ncols=2)
    first = draw_table(e[start], ax=left, rows=NAMES, reach=1.3, size=SMALL)
    second = draw_table(gram[start], ax=right, rows=NAMES, columns=NAMES, reach=3.6, title=GRAM_TITLE, size=SMALL)

    def update(layout, base):
        columns, now = LAYOUTS[layout], gram[layout, base]
        update_table(first, e[layout, base].round(5))
        left.title.set_text(filled(E_TITLE, columns=columns))
        update_table(second, now)
        apart = np.abs(now - gram[INTERLEAVED, base]).max()
        return {"columns": columns, "apart": apart, "diagonals": listed(map(shown, along_diagonals(now)[:3]))}

    layout = ToggleButtons(options=labelled(LAYOUTS), description=COLUMNS)
    return film(fig, update, caption=LAYOUT_SAYS, layout=layout, base=Dropdown(options=list(BASES), description=BASE))


# ---- a shift is a rotation

LAST, SHIFTS = 8, 8
WIDE = 0.5  # a cell of the vectors is so high for its width: room for the names under it
SHIFT, TURN_TITLE = say(("shift", "R, for a shift of {shift}"))
SHIFT_COLUMNS = say(("position {position}", "R times it", "position {there}"))
SHIFT_SAYS = say(
    "R for a shift of {shift} times the vector of position {position} is the vector of position {there}: "
    "the largest difference is {apart:.2f}; R is the same for every position."
)


def turn_by(s, d=D, base=1e4):
    """R_s : (d, d), a 2x2 rotation for each pair of interleaved features; R_s e^i = e^{i+s} for every i."""
    R = np.zeros((d, d))
    for pair, angle in enumerate(s * speeds(d, base)):
        at = slice(2 * pair, 2 * pair + 2)
        R[at, at] = [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    return R


@lecture_style()
def shift_view():
    """Film: one matrix moves every position by s; turn the position slider and the matrix stands still."""
    e = sinusoid(LAST + SHIFTS + 1, D)
    fig, (left, right) = figure(10.2, 4.8, ncols=2)
    matrix = draw_table(np.zeros((D, D)), ax=left, reach=1.3, size=SMALL)
    vectors = draw_table(np.zeros((D, 3)), ax=right, reach=1.3)
    right.set_aspect(WIDE)
    names = [right.text(nth, D - 0.3, "", ha="center", va="top", size=13, color=COLOUR["e"]) for nth in range(3)]

    def update(shift, position):
        R, there = turn_by(shift), position + shift
        moved = R @ e[position]
        update_table(matrix, R.round(5))
        left.title.set_text(filled(TURN_TITLE, shift=shift))
        update_table(vectors, np.column_stack([e[position], moved, e[there]]).round(5))
        for text, name in zip(names, SHIFT_COLUMNS, strict=True):
            text.set_text(filled(name, position=position, there=there))
        return {"there": there, "apart": np.abs(moved - e[there]).max()}

    shift = IntSlider(2, min=0, max=SHIFTS, description=SHIFT)
    position = IntSlider(1, min=0, max=LAST, description=POSITION)
    return film(fig, update, caption=SHIFT_SAYS, shift=shift, position=position)
