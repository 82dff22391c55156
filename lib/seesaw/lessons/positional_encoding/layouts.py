"""Notebook 04, point 3: how the columns stand does not matter, and a shift is a rotation.

    layout_view    the same hands interleaved, concatenated, or in any order: one and the same Gram matrix
    shift_view     e^{i+s} = R_s e^i, and R_s knows s only
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film
from seesaw.lessons.positional_encoding.clocks import speeds
from seesaw.maths.position import sinusoid
from seesaw.theme import COLOUR, figure

N, D = 6, 6
NAMES = ["e⁰", "e¹", "e²", "e³", "e⁴", "e⁵"]
INTERLEAVED, CONCATENATED, SHUFFLED = "interleaved", "concatenated", "shuffled"
BASES = {"10,000": 1e4, "100": 100.0, "1": 1.0}
SHUFFLE = (4, 1, 5, 2, 0, 3)

SMALL = 12  # points, for six columns of signed numbers

E_TITLE = "e, columns {}"
GRAM_TITLE = "e @ e.T: eⁱ · eʲ"
LAYOUT_SAYS = (
    "Columns {layout}, base {base}: e changes, and its Gram matrix differs from the interleaved one by {apart:.2f}; "
    "on each diagonal it is one number, {diagonals}."
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
    e = {(layout, base): laid_out(layout, BASES[base]).round(5)
         for layout in (INTERLEAVED, CONCATENATED, SHUFFLED) for base in BASES}  # fmt: skip
    gram = {key: (laid_out(key[0], BASES[key[1]]) @ laid_out(key[0], BASES[key[1]]).T).round(5) for key in e}
    fig, (left, right) = figure(10.2, 4.8, ncols=2)
    first = draw_table(e[INTERLEAVED, "10,000"], ax=left, rows=NAMES, reach=1.3, size=SMALL)
    second = draw_table(gram[INTERLEAVED, "10,000"], ax=right, rows=NAMES, columns=NAMES, reach=3.6, title=GRAM_TITLE,
                        size=SMALL)  # fmt: skip

    def update(layout, base):
        update_table(first, e[layout, base])
        left.title.set_text(E_TITLE.format(layout))
        update_table(second, gram[layout, base])

    def caption(layout, base):
        apart = np.abs(gram[layout, base] - gram[INTERLEAVED, base]).max()
        diagonals = ", ".join(shown(x) for x in along_diagonals(gram[layout, base])[:3]) + " …"
        return LAYOUT_SAYS.format(layout=layout, base=base, apart=apart, diagonals=diagonals)

    return film(fig, update, caption=caption,
                layout=ToggleButtons(options=[INTERLEAVED, CONCATENATED, SHUFFLED], description="columns"),
                base=Dropdown(options=list(BASES)))  # fmt: skip


# ---- a shift is a rotation

LAST, SHIFTS = 8, 8
WIDE = 0.5  # a cell of the vectors is so high for its width: room for the names under it
TURN_TITLE = "R, for a shift of {}"
SHIFT_SAYS = (
    "R for a shift of {s} times the vector of position {i} is the vector of position {there}: "
    "the largest difference is {apart:.2f}; R is the same for every position."
)
SHIFT_COLUMNS = "position {i}", "R times it", "position {there}"


def turn_by(s, d=D, base=1e4):
    """R_s : (d, d), a 2x2 rotation for each pair of interleaved features; R_s e^i = e^{i+s} for every i."""
    R = np.zeros((d, d))
    for pair, angle in enumerate(s * speeds(d, base)):
        at = slice(2 * pair, 2 * pair + 2)
        R[at, at] = [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]
    return R


def shift_view():
    """Film: one matrix moves every position by s; turn the position slider and the matrix stands still."""
    e = sinusoid(LAST + SHIFTS + 1, D)
    fig, (left, right) = figure(10.2, 4.8, ncols=2)
    matrix = draw_table(np.zeros((D, D)), ax=left, reach=1.3, size=SMALL)
    vectors = draw_table(np.zeros((D, 3)), ax=right, reach=1.3)
    right.set_aspect(WIDE)
    names = [right.text(nth, D - 0.3, "", ha="center", va="top", size=13, color=COLOUR["e"]) for nth in range(3)]

    def update(shift, position):
        update_table(matrix, turn_by(shift).round(5))
        left.title.set_text(TURN_TITLE.format(shift))
        moved = np.column_stack([e[position], turn_by(shift) @ e[position], e[position + shift]])
        update_table(vectors, moved.round(5))
        for text, name in zip(names, SHIFT_COLUMNS, strict=True):
            text.set_text(name.format(i=position, there=position + shift))

    def caption(shift, position):
        apart = np.abs(turn_by(shift) @ e[position] - e[position + shift]).max()
        return SHIFT_SAYS.format(s=shift, i=position, there=position + shift, apart=apart)

    return film(fig, update, caption=caption, shift=IntSlider(2, min=0, max=SHIFTS),
                position=IntSlider(1, min=0, max=LAST))  # fmt: skip
