"""Notebook 01, point 3: all tokens at once, in any order, as rows or as columns: the same numbers.

b¹ to b⁴ do not wait for each other.  The slides hold a token as a column (A = Kᵀ Q), the code as a row (q @ k.T).
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, ASKS, draw_table, draw_weights, frame_cells, update_table, wear
from seesaw.film import film
from seesaw.material.example import attended, i_saw_the_saw, lower, most_and_least, project, quoted, upper
from seesaw.maths.arrays import softmax
from seesaw.theme import COLOUR, INK, figure, lecture_style
from seesaw.words import filled, say

SYMBOLS = "q", "k", "alpha", "alpha_prime", "v", "b"
AT_ONCE = "all at once"
ORDERS = {"1, 2, 3, 4": (0, 1, 2, 3), "4, 3, 2, 1": (3, 2, 1, 0), "3, 1, 4, 2": (2, 0, 3, 1)}
ROWS, COLUMNS = "rows", "columns"
HELD = [(say("rows (code)"), ROWS), (say("columns (slides)"), COLUMNS)]

COMPUTED, ORDER, TOKENS_AS, ALL = say(("words computed", "order", "tokens as", "all at once"))
MATRICES_SAY = say("{asks} asks {answers}: α = {score}, α′ = {share:.2f}")
NEXT, NOTHING = say(("next: {word}", "0 of 4 words computed"))
DONE = say("all four: largest difference from attend(q, k, v) is {difference:.2f}")
ORDER_SAYS = say("{count} of 4 words computed, order {order}: largest difference from the matrix is {difference:.2f}")
AT_ONCE_SAYS = say("{count} of 4 words computed, all at once: largest difference from the matrix is {difference:.2f}")
FORMULA = say({ROWS: "α = q @ k.T, softmax over each row", COLUMNS: "A = Kᵀ Q, softmax over each column"})
SHAPE = say({ROWS: "q {shape}\na token is a row", COLUMNS: "Q {shape}\na token is a column"})
SUMS_TO_1 = say("sums\nto 1")
HELD_SAYS = say(
    {
        ROWS: "tokens as rows (code): the row of {asks} sums to 1; the share of {most} in it is {high:.2f}",
        COLUMNS: "tokens as columns (slides): the column of {asks} sums to 1; the share of {most} in it is {high:.2f}",
    }
)


def _word_slider(value, label):
    return IntSlider(value, min=1, max=4, description=label)


@lecture_style()
def matrices_view():
    """Which row and which column meet in one number: q, k, alpha above; alpha', v, b below.  -> Film"""
    tokens, (alpha, alpha_prime, _) = i_saw_the_saw().tokens, attended()
    fig, axes = figure(10.5, 5.2, mosaic="QQKKKKAAAA;SSSSVVVBBB")
    tables = _draw_six(axes.values(), tokens)
    dot = fig.suptitle(" ", size=15, color=INK)
    mix = fig.supxlabel(" ", size=15, color=INK)

    def update(i_asks, j_answers):
        i, j = i_asks - 1, j_answers - 1
        for table, cells in zip(tables, _meeting(i, j), strict=True):
            frame_cells(table, *cells)
        dot.set_text(dot_in_words(i, j))
        mix.set_text(mix_in_words(i))
        score = shown(alpha[i, j], "{:.0f}")
        return {"asks": quoted(tokens[i]), "answers": quoted(tokens[j]), "score": score, "share": alpha_prime[i, j]}

    sliders = {"i_asks": _word_slider(4, ASKS), "j_answers": _word_slider(3, ANSWERS)}
    frames = [table.frame for table in tables]  # the row of q and of α′, the column of k, the cell of α
    handles = {"i_asks": frames[0], "j_answers": frames[1], ("i_asks", "j_answers"): frames[2], ("i_asks",): frames[3]}
    return film(fig, update, caption=MATRICES_SAY, handles=handles, **sliders)


def _draw_six(axes, tokens):
    """q @ k.T = alpha, and alpha' @ v = b.  -> six Tables"""
    (q, k, v), (alpha, alpha_prime, b) = project(i_saw_the_saw()), attended()
    whole = {"form": "{:.0f}"}
    plans = (
        (q, "q", {"rows": tokens, **whole}),
        (k.T, "@ k.T", {"columns": tokens, **whole}),
        (alpha, "= α", {"rows": tokens, "columns": tokens, **whole}),
        (alpha_prime, "α′ = softmax(α)", {"rows": tokens, "columns": tokens, "reach": 1}),
        (v, "@ v", {"rows": tokens, **whole}),
        (b, "= b", {"rows": tokens}),
    )
    tables = []
    for ax, (values, title, look), symbol in zip(axes, plans, SYMBOLS, strict=True):
        tables.append(wear(draw_table(values, ax=ax, title=title, **{"reach": 3, **look}), symbol))
        ax.set_aspect("auto")  # wider than high, so that two places after the point fit
    return tables


def _meeting(i, j):
    """For each of the six tables the rows and columns that meet when i asks j: (first, how many)."""
    asks, answers, features, words = (i, 1), (j, 1), (0, 2), (0, 4)
    above = (asks, features), (features, answers), (asks, answers)
    return *above, (asks, words), (words, features), (asks, features)


def dot_in_words(i, j):
    """α₄₃ = q⁴ · k³ = 1 × 2 + 0 × 1 = 2"""
    q, k, _ = project(i_saw_the_saw())
    products = " + ".join(f"{_bracketed(x)} × {_bracketed(y)}" for x, y in zip(q[i], k[j], strict=True))
    return f"{lower('α', i, j)} = {upper('q', i)} · {upper('k', j)} = {products} = {shown(q[i] @ k[j], '{:.0f}')}"


def _bracketed(x):
    return f"({shown(x, '{:.0f}')})" if x < 0 else shown(x, "{:.0f}")


def mix_in_words(i):
    """b⁴ = 0.25 v¹ + 0.03 v² + 0.68 v³ + 0.03 v⁴ = (0.97, −1.67)"""
    _, alpha_prime, b = attended()
    terms = " + ".join(f"{shown(share)} {upper('v', j)}" for j, share in enumerate(alpha_prime[i]))
    return f"{upper('b', i)} = {terms} = ({shown(b[i, 0])}, {shown(b[i, 1])})"


def computed_so_far(words_done, order):
    """alpha' (4, 4) and b (4, 2), each row by its own loop; a row that is not computed yet is NaN."""
    q, k, v = project(i_saw_the_saw())
    alpha_prime, b = np.full((4, 4), np.nan), np.full((4, 2), np.nan)
    for i in _turns(words_done, order):
        louder = [np.exp(q[i] @ k[j]) for j in range(4)]
        alpha_prime[i] = [loud / sum(louder) for loud in louder]
        b[i] = sum(alpha_prime[i, j] * v[j] for j in range(4))
    return alpha_prime, b


def _turns(words_done, order):
    """The words that are computed by now, in their order."""
    if order == AT_ONCE:
        return range(4 if words_done else 0)
    return ORDERS[order][:words_done]


def _difference(alpha_prime, b):
    """The largest difference from the matrix form over the rows that are computed; 0 where none is."""
    _, want_prime, want = attended()
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
        difference, count = _difference(alpha_prime, b), len(_turns(words_done, order))
        update_table(weights, alpha_prime)
        update_table(mixes, b)
        words.set_text(_progress(count, order, difference))
        return {"caption": AT_ONCE_SAYS if order == AT_ONCE else ORDER_SAYS, "count": count, "difference": difference}

    options = [*((order, order) for order in ORDERS), (ALL, AT_ONCE)]
    done = IntSlider(0, min=0, max=4, description=COMPUTED)
    return film(fig, update, words_done=done, order=Dropdown(options=options, value="3, 1, 4, 2", description=ORDER))


def _progress(count, order, difference):
    """What is said above the tables."""
    if count == 4:
        return filled(DONE, difference=difference)
    return NOTHING if order == AT_ONCE else filled(NEXT, word=i_saw_the_saw().tokens[ORDERS[order][count]])


def _unlabelled():
    """Three maps (4, 4) of random questions: columns ask; rows ask; each row and each column sums to 1."""
    draw = np.random.default_rng(4)
    (one, other), turned = softmax(draw.normal(size=(2, 4, 4))), softmax(draw.normal(size=4))
    return one.T, other, np.array([np.roll(turned, i) for i in range(4)])


MAPS, WHO_ASKS = _unlabelled(), ("columns", "rows", "either")  # of the exercise: to read without labels


@lecture_style()
def rows_columns_view():
    """The same shares as the code holds them and as the slides do; what sums to 1 is marked.  -> Film"""
    tokens, (q, _, _), alpha_prime = i_saw_the_saw().tokens, project(i_saw_the_saw()), attended().alpha_prime
    fig, (left, right) = figure(10, 4.85, ncols=2, width_ratios=(1, 1.7))
    given = _draw_given(left)
    weights = draw_weights(alpha_prime, tokens, ax=right, title="")
    sums = _draw_sums(right)
    formula = fig.suptitle(" ", size=16, color=INK)

    def update(tokens_as, i_asks):
        i, by_rows = i_asks - 1, tokens_as == ROWS
        shares, names = (alpha_prime, (ASKS, ANSWERS)) if by_rows else (alpha_prime.T, (ANSWERS, ASKS))
        update_table(weights, shares)
        frame_cells(weights, *_line(i, (0, 4), by_rows))
        right.set(ylabel=names[0], xlabel=names[1])
        _update_sums(sums, shares, by_rows)
        _update_given(given, q, tokens_as, i)
        formula.set_text(FORMULA[tokens_as])
        return {"caption": HELD_SAYS[tokens_as], "asks": quoted(tokens[i]), **most_and_least(alpha_prime[i], tokens)}

    held = ToggleButtons(options=HELD, description=TOKENS_AS)
    handles = {"i_asks": weights.frame, ("i_asks",): given[0].frame}
    return film(fig, update, handles=handles, tokens_as=held, i_asks=_word_slider(4, ASKS))


def _line(i, cells, by_rows):
    """Rows and columns of the line of word i: a row, or a column.  cells : (first, how many)"""
    return ((i, 1), cells) if by_rows else (cells, (i, 1))


def _draw_given(ax):
    """q as it is held: eight numbers on a 4 x 4 board, of which rows or columns are filled."""
    table = draw_table(np.full((4, 4), np.nan), ax=ax, reach=3, form="{:.0f}", size=16)
    ax.grid(visible=False, which="both")
    table.frame.set_edgecolor(COLOUR["q"])
    return table, ax.set_xlabel(" \n ", size=14, labelpad=12)


def _update_given(given, q, tokens_as, i):
    (table, words), board, by_rows = given, np.full((4, 4), np.nan), tokens_as == ROWS
    (board if by_rows else board.T)[:, 1:3] = q
    update_table(table, board)
    frame_cells(table, *_line(i, (1, 2), by_rows))
    words.set_text(filled(SHAPE[tokens_as], shape=q.shape if by_rows else q.T.shape))


def _draw_sums(ax):
    """Room at the right for the sum of each row, above for the sum of each column."""
    rows = [ax.text(3.65, i, "", va="center", size=14) for i in range(4)]
    columns = [ax.text(j, -0.65, "", ha="center", va="bottom", size=14) for j in range(4)]
    return rows, columns, ax.text(0, -0.62, SUMS_TO_1, va="bottom", size=13, weight="bold", color=COLOUR["right"])


def _update_sums(sums, shares, by_rows):
    rows, columns, words = sums
    for texts, axis, is_one in ((rows, 1, by_rows), (columns, 0, not by_rows)):
        for text, total in zip(texts, shares.sum(axis=axis), strict=True):
            text.set(text=shown(total), color=COLOUR["right" if is_one else "muted"])
            text.set_fontweight("bold" if is_one else "normal")
    words.set(x=3.65 if by_rows else -0.65, ha="left" if by_rows else "right")  # at the sums that are 1
