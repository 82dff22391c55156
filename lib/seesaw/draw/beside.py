"""Numbers or words beside a table, one at the end of each of its rows: what the row sums to, how large it is.

    draw_beside(table, headings, ...) -> list of columns      each a list of Text, one a row
    update_beside(columns, words)                             words[c][row] on the same artists
"""

from matplotlib.patches import Rectangle

from ..theme import lecture_style

FIRST, STEP = 0.35, 1.25  # in cells, from the table's right edge


@lecture_style()
def draw_beside(table, headings, *, ax, step=STEP, size=13, first=FIRST):
    """A column of texts a heading, to the right of `table` on `ax`; the layout keeps room for them.  -> columns"""
    n, m = table.image.get_array().shape
    columns = []
    for nth, heading in enumerate(headings):
        x = m - 0.5 + first + step * nth
        ax.text(x, -0.62, heading, ha="left", va="bottom", size=size, linespacing=1.1)
        columns.append([ax.text(x, row, "", ha="left", va="center", size=size) for row in range(n)])
    room = Rectangle((m - 0.5, -0.5), first + step * len(headings), n, fill=False, linewidth=0, clip_on=False)
    ax.add_patch(room)  # nothing is seen of it: the layout makes room even while the texts are empty
    return columns


def update_beside(columns, words, colours=None):
    """words : a list of texts a column, one a row    colours : the same for their colours, INK where it is left out"""
    for c, (column, said) in enumerate(zip(columns, words, strict=True)):
        for row, (text, word) in enumerate(zip(column, said, strict=True)):
            text.set_text(word)
            if colours is not None:
                text.set_color(colours[c][row])
    return columns
