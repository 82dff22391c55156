"""Notebook 01, point 3: all tokens at once, in any order, as rows or as columns: the same numbers.

b¹ to b⁴ do not wait for each other.  The slides hold a token as a column (A = Kᵀ Q), the code as a row (q @ k.T).
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, draw_weights, frame_cells, update_table, update_weights
from seesaw.film import film
from seesaw.material.example import i_saw_the_saw, lower, project, quoted, stacked, upper
from seesaw.maths.attention import attend
from seesaw.theme import COLOUR, INK, figure, lecture_style

ORDERS = {"1, 2, 3, 4": (0, 1, 2, 3), "4, 3, 2, 1": (3, 2, 1, 0), "3, 1, 4, 2": (2, 0, 3, 1), "all at once": None}
ROWS, COLUMNS = "rows (code)", "columns (slides)"

DOT = "{} = {} · {} = {} × {} + {} × {} = {}"
BELOW_ZERO = "({})"
MIX = "{} = {} {} + {} {} + {} {} + {} {} = ({}, {})"
CAPTION_MATRICES = "{} asks {}: α = {}, α′ = {:.2f}"
NEXT, NOTHING = "next: {}", "0 of 4 words computed"
DONE = "all four: largest difference from attend(q, k, v) is {:.2f}"
CAPTION_ORDER = "{} of 4 words computed, order {}: largest difference from the matrix is {:.2f}"
FORMULA = {ROWS: "α = q @ k.T, softmax over each row", COLUMNS: "A = Kᵀ Q, softmax over each column"}
SHAPE = {ROWS: "q {}\na token is a row", COLUMNS: "Q {}\na token is a column"}
SUMS_TO_1 = "sums\nto 1"
CAPTION_ROWS = "tokens as {}: the {} of {} sums to 1; the share of {} in it is {:.2f}"


def _attended():
    return attend(*project(i_saw_the_saw()), scale=False)


@lecture_style()
def matrices_view():
    """Which row and which column meet in one number: q, k, alpha above; alpha', v, b below.  -> Film"""
    tokens, (q, k, v), (alpha, alpha_prime, b) = i_saw_the_saw().tokens, project(i_saw_the_saw()), _attended()
    fig, axes = figure(10, 7.8, nrows=2, ncols=3)
    look, columns = {"form": "{:.0f}", "size": 15}, stacked(tokens)
    above = [
        draw_table(q, ax=axes[0, 0], rows=tokens, title="q", reach=3, **look),
        draw_table(k.T, ax=axes[0, 1], columns=columns, title="@ k.T", reach=3, **look),
        draw_table(alpha, ax=axes[0, 2], rows=tokens, columns=columns, title="= α", reach=3, **look),
    ]
    below = [
        draw_table(alpha_prime, ax=axes[1, 0], rows=tokens, columns=columns, title="α′ = softmax(α)", reach=1),
        draw_table(v, ax=axes[1, 1], rows=tokens, title="@ v", reach=3, **look),
        draw_table(b, ax=axes[1, 2], rows=tokens, title="= b", reach=3),
    ]
    dot = fig.suptitle(" ", size=17, color=INK)
    mix = axes[1, 1].set_xlabel(" ", labelpad=42, size=17)

    def update(i_asks, j_answers):
        i, j = i_asks - 1, j_answers - 1
        for table, cells in zip(above, (((i, 1), (0, 2)), ((0, 2), (j, 1)), ((i, 1), (j, 1))), strict=True):
            frame_cells(table, *cells)
        for table, cells in zip(below, (((i, 1), (0, 4)), ((0, 4), (0, 2)), ((i, 1), (0, 2))), strict=True):
            frame_cells(table, *cells)
        dot.set_text(dot_in_words(i, j))
        mix.set_text(mix_in_words(i))

    return film(
        fig, update, caption=matrices_caption,
        i_asks=IntSlider(4, min=1, max=4, description="i asks"),
        j_answers=IntSlider(3, min=1, max=4, description="j answers"),
    )  # fmt: skip


def dot_in_words(i, j):
    """α₄₃ = q⁴ · k³ = 1 × 2 + 0 × 1 = 2"""
    q, k, _ = project(i_saw_the_saw())
    factors = [_bracketed(x) for x in (q[i, 0], k[j, 0], q[i, 1], k[j, 1])]
    return DOT.format(lower("α", i, j), upper("q", i), upper("k", j), *factors, shown(q[i] @ k[j], "{:.0f}"))


def _bracketed(x):
    return BELOW_ZERO.format(shown(x, "{:.0f}")) if x < 0 else shown(x, "{:.0f}")


def mix_in_words(i):
    """b⁴ = 0.25 v¹ + 0.03 v² + 0.68 v³ + 0.03 v⁴ = (0.97, −1.67)"""
    _, alpha_prime, b = _attended()
    terms = [part for j, share in enumerate(alpha_prime[i]) for part in (shown(share), upper("v", j))]
    return MIX.format(upper("b", i), *terms, *map(shown, b[i]))


def matrices_caption(i_asks, j_answers):
    """The film's sentence."""
    tokens, (alpha, alpha_prime, _) = i_saw_the_saw().tokens, _attended()
    i, j = i_asks - 1, j_answers - 1
    return CAPTION_MATRICES.format(
        quoted(tokens[i]), quoted(tokens[j]), shown(alpha[i, j], "{:.0f}"), alpha_prime[i, j]
    )


def computed_so_far(words_done, order):
    """alpha' (4, 4) and b (4, 2), each row by its own loop; a row that is not computed yet is NaN."""
    q, k, v = project(i_saw_the_saw())
    alpha_prime, b = np.full((4, 4), np.nan), np.full((4, 2), np.nan)
    turns = range(4 if words_done else 0) if ORDERS[order] is None else ORDERS[order][:words_done]
    for i in turns:
        louder = [np.exp(q[i] @ k[j]) for j in range(4)]
        alpha_prime[i] = [loud / sum(louder) for loud in louder]
        b[i] = sum(alpha_prime[i, j] * v[j] for j in range(4))
    return alpha_prime, b


def _difference(alpha_prime, b):
    """The largest difference from the matrix form over the rows that are computed; 0 where none is."""
    _, want_prime, want = _attended()
    apart = np.concatenate([alpha_prime - want_prime, b - want], axis=1)
    return float(np.nanmax(np.abs(apart), initial=0.0))


@lecture_style()
def order_view():
    """Compute the words one after the other, in any order, or all at once: the same table in the end.  -> Film"""
    tokens = i_saw_the_saw().tokens
    fig, (left, right) = figure(9.5, 4.9, ncols=2, width_ratios=(1.5, 1))
    weights = draw_weights(np.full((4, 4), np.nan), tokens, ax=left)
    mixes = draw_table(np.full((4, 2), np.nan), ax=right, rows=tokens, title="b", reach=3)
    words = fig.suptitle(" ", size=15, color=INK)

    def update(words_done, order):
        alpha_prime, b = computed_so_far(words_done, order)
        update_weights(weights, alpha_prime)
        update_table(mixes, b)
        words.set_text(_progress(words_done, order, _difference(alpha_prime, b)))

    return film(
        fig, update, caption=order_caption,
        words_done=IntSlider(2, min=0, max=4, description="words computed"),
        order=Dropdown(options=list(ORDERS), value="3, 1, 4, 2"),
    )  # fmt: skip


def _progress(words_done, order, difference):
    """What is said above the tables."""
    if words_done == 4 or (words_done and ORDERS[order] is None):
        return DONE.format(difference)
    if ORDERS[order] is None:
        return NOTHING
    return NEXT.format(i_saw_the_saw().tokens[ORDERS[order][words_done]])


def order_caption(words_done, order):
    """The film's sentence."""
    alpha_prime, b = computed_so_far(words_done, order)
    return CAPTION_ORDER.format(int((~np.isnan(b[:, 0])).sum()), order, _difference(alpha_prime, b))


@lecture_style()
def rows_columns_view():
    """The same shares as the code holds them and as the slides do; what sums to 1 is marked.  -> Film"""
    tokens, (q, _, _), (_, alpha_prime, _) = i_saw_the_saw().tokens, project(i_saw_the_saw()), _attended()
    fig, (left, right) = figure(9.5, 5.2, ncols=2, width_ratios=(1, 1.7))
    given = _draw_given(left, q)
    weights = draw_weights(alpha_prime, tokens, ax=right, title="")
    sums = _draw_sums(right)
    formula = fig.suptitle(" ", size=16, color=INK)

    def update(tokens_as, i_asks):
        by_rows = tokens_as == ROWS
        update_weights(weights, alpha_prime if by_rows else alpha_prime.T)
        whole, one = (0, 4), (i_asks - 1, 1)
        frame_cells(weights, *((one, whole) if by_rows else (whole, one)))
        right.set(xlabel="j answers" if by_rows else "i asks", ylabel="i asks" if by_rows else "j answers")
        _update_sums(sums, alpha_prime if by_rows else alpha_prime.T, by_rows)
        _update_given(given, q, by_rows, i_asks - 1)
        formula.set_text(FORMULA[tokens_as])

    return film(
        fig, update, caption=rows_caption,
        tokens_as=ToggleButtons(options=[ROWS, COLUMNS], description="tokens as"),
        i_asks=IntSlider(4, min=1, max=4, description="i asks"),
    )  # fmt: skip


def _draw_given(ax, q):
    """q as it is held: eight numbers on a 4 x 4 board, of which rows or columns are filled."""
    table = draw_table(np.full((4, 4), np.nan), ax=ax, reach=3, form="{:.0f}", size=16)
    ax.grid(visible=False, which="both")
    return table, ax.set_xlabel(" \n ", size=14, labelpad=12)


def _update_given(given, q, by_rows, i):
    table, words = given
    board = np.full((4, 4), np.nan)
    if by_rows:
        board[:, 1:3] = q
        frame_cells(table, (i, 1), (1, 2))
    else:
        board[1:3, :] = q.T
        frame_cells(table, (1, 2), (i, 1))
    update_table(table, board)
    words.set_text(SHAPE[ROWS if by_rows else COLUMNS].format(q.shape if by_rows else q.T.shape))


def _draw_sums(ax):
    """Room at the right for the sum of each row, above for the sum of each column."""
    rows = [ax.text(3.65, i, "", va="center", size=14) for i in range(4)]
    columns = [ax.text(j, -0.65, "", ha="center", va="bottom", size=14) for j in range(4)]
    return rows, columns, ax.text(3.65, -0.62, SUMS_TO_1, va="bottom", size=13, weight="bold", color=COLOUR["right"])


def _update_sums(sums, shares, by_rows):
    rows, columns, _ = sums
    for texts, axis, is_one in ((rows, 1, by_rows), (columns, 0, not by_rows)):
        for text, total in zip(texts, shares.sum(axis=axis), strict=True):
            text.set(text=shown(total), color=COLOUR["right"] if is_one else COLOUR["muted"])
            text.set_fontweight("bold" if is_one else "normal")


def rows_caption(tokens_as, i_asks):
    """The film's sentence."""
    tokens, (_, alpha_prime, _) = i_saw_the_saw().tokens, _attended()
    i = i_asks - 1
    most = int(alpha_prime[i].argmax())
    line = "row" if tokens_as == ROWS else "column"
    return CAPTION_ROWS.format(tokens_as, line, quoted(tokens[i]), quoted(tokens[most]), alpha_prime[i, most])
