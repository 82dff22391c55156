"""Shares of attention, alpha', as a map: row i asks, column j answers, and each row sums to 1.

    draw_weights(alpha_prime, tokens, ...) -> Table              lays the map out
    update_weights(table, alpha_prime)                           new shares on the same artists
    frame_row(table, i)                                          a frame around row i, the one who asks

Colour means the same at every position: no share is transparent, a share of 1 is full indigo.
"""

from ..theme import SHARE
from .tables import draw_table, frame_cells, update_table

ASKS, ANSWERS = "i asks", "j answers"


def draw_weights(alpha_prime, tokens, *, ax, answers=None, title="α′", **look):
    """Heat map of alpha' (n, m) on `ax`.  -> Table

    tokens : n names of those who ask    answers : m names of those who answer, the same by default
    look : passed on to `draw_table` (form, size)
    """
    columns = tokens if answers is None else answers
    look = {"reach": 1.0, "low": 0.0, "cmap": SHARE, "title": title, **look}
    table = draw_table(alpha_prime, ax=ax, rows=tokens, columns=columns, **look)
    ax.set_xlabel(ANSWERS)
    ax.set_ylabel(ASKS)
    return table


def update_weights(table, alpha_prime):
    """Show new shares on the same artists: no new axes, no flicker."""
    return update_table(table, alpha_prime)


def frame_row(table, i):
    """Frame row i of the map: the token who asks."""
    frame_cells(table, (i, 1), (0, table.image.get_array().shape[1]))
