"""The confusion matrix, two by two: a count in each cell, its name under it, green where the call is right.

    draw_confusion(...) -> ConfusionTable                       lays the four cells out
    update_confusion(table, counts, names, wrong, ...)          new counts, and other names on the sides
    frame_line(table, row=1) or (table, column=1)               a frame around what a share is made of
"""

from typing import NamedTuple

from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style


class ConfusionTable(NamedTuple):
    """Four cells with a count and a name each, the names of the rows and of the columns, and a frame."""

    cells: list[list[Rectangle]]
    counts: list[list[Text]]
    names: list[list[Text]]
    rows: list[Text]
    columns: list[Text]
    frame: Rectangle


@lecture_style()
def draw_confusion(counts, names, wrong, *, ax, rows, columns, hues=None, size=24):
    """The 2x2 on `ax`.  -> ConfusionTable

    counts : (2, 2) whole numbers    names : (2, 2) such as TP    wrong : (2, 2) True where the call is an error
    rows, columns : two names each    hues : the colours of the rows' names, keys of `theme.COLOUR`
    """
    pairs = [(i, j) for i in range(2) for j in range(2)]
    cells, numbers, words = ([[None, None], [None, None]] for _ in range(3))
    for i, j in pairs:
        cells[i][j] = ax.add_patch(Rectangle((j, i), 0.96, 0.94, alpha=0.25, edgecolor="none"))
        numbers[i][j] = ax.text(j + 0.48, i + 0.40, "", ha="center", va="center", size=size, weight="bold")
        words[i][j] = ax.text(j + 0.48, i + 0.78, "", ha="center", va="center", size=13)
    lines = [ax.text(-0.06, i + 0.47, "", ha="right", va="center", size=14, color=COLOUR[hues[i]] if hues else INK)
             for i in range(2)]  # fmt: skip
    heads = [ax.text(j + 0.48, -0.08, "", ha="center", va="bottom", size=14) for j in range(2)]
    frame = ax.add_patch(Rectangle((0, 0), 0, 0, fill=False, edgecolor=INK, linewidth=3, clip_on=False, visible=False))
    ax.set(xlim=(-0.95, 2.05), ylim=(2.05, -0.45), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return update_confusion(ConfusionTable(cells, numbers, words, lines, heads, frame), counts, names, wrong, rows,
                            columns)  # fmt: skip


def update_confusion(table, counts, names=None, wrong=None, rows=None, columns=None):
    """Show `counts` (2, 2); what is not given stays as it is."""
    for i in range(2):
        for j in range(2):
            table.counts[i][j].set_text(str(int(counts[i][j])))
            if names is not None:
                table.names[i][j].set_text(names[i][j])
            if wrong is not None:
                table.cells[i][j].set_facecolor(COLOUR["wrong" if wrong[i][j] else "right"])
    for texts, words in ((table.rows, rows), (table.columns, columns)):
        if words is not None:
            for text, word in zip(texts, words, strict=True):
                text.set_text(word)
    return table


def frame_line(table, row=None, column=None, colour=INK):
    """Frame one whole row or one whole column; neither hides the frame."""
    table.frame.set_visible(row is not None or column is not None)
    table.frame.set_edgecolor(colour)
    if row is not None:
        table.frame.set_bounds(-0.03, row - 0.03, 2.02, 1.0)
    elif column is not None:
        table.frame.set_bounds(column - 0.03, -0.03, 1.02, 2.0)
    return table
