"""Notebook 04, point 1: a machine that reads all words at once does not know their order.

    permute_view      four words in another order: the same rows come out, in another order
    order_noticed     how far what comes out depends on the order, for any function of the rows that go in
"""

import numpy as np
from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.links import WIDTH, draw_crossings, update_crossings
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film
from seesaw.material.saws import with_positions
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.bert import encoder_block
from seesaw.maths.position import sinusoid
from seesaw.theme import figure

WORDS = ("dog", "bites", "man", "again")
VECTOR = {"dog": (2, 0, 1, 0), "bites": (0, 2, 0, -1), "man": (1, 0, 0, 2), "again": (0, -1, 2, 0)}
ORDERS = ("dog bites man again", "man bites dog again", "again dog bites man", "man again bites dog")
ALONE, PLACED, CAUSAL = "words alone", "words + e", "words alone, causal mask"

READ = "b, as the words were read"
BACK = "b, put back in the first order"
CHANGE = "largest change: {}"
PERMUTE_SAYS = (
    "Read as {text!r}, {how}: put back in the first order, the rows differ from those of {first!r} by at most "
    "{change}."
)


def words_in(text):
    """The vectors of the words of `text`, one row a word.  -> (n, 4)"""
    return np.array([VECTOR[word] for word in text.split()], dtype=float)


def taken_home(text, how=ALONE):
    """b of the words of `text`: attention with W_q = W_k = W_v = the identity.  -> (n, 4)"""
    x = words_in(text)
    n, d = x.shape
    if how == PLACED:
        x = x + sinusoid(n, d)
    return attend(x, x, x, mask=causal_mask(n) if how == CAUSAL else None).b


def places_of(text):
    """Where in the first order each word of `text` stands.  -> list of n numbers"""
    return [WORDS.index(word) for word in text.split()]


def put_back(rows, text):
    """The rows of `text`'s words in the order of WORDS.  -> (n, d)"""
    back = np.empty_like(rows)
    back[places_of(text)] = rows
    return back


def permute_view():
    """Film: four words in four orders, with and without positions, and under a causal mask: what each takes home."""
    rows = {(text, how): taken_home(text, how).round(5) for text in ORDERS for how in (ALONE, PLACED, CAUSAL)}
    fig, (left, middle, right) = figure(10.5, 4.4, ncols=3, width_ratios=(len(WORDS), WIDTH, len(WORDS)))
    look = {"reach": 3.0, "size": 15}
    read = draw_table(rows[ORDERS[0], ALONE], ax=left, title=READ, **look)
    crossings = draw_crossings(len(WORDS), ax=middle)
    back = draw_table(rows[ORDERS[0], ALONE], ax=right, title=BACK, **look)
    right.set_xlabel(CHANGE.format("0.00"))

    def update(order, given):
        now = rows[order, given]
        update_table(read, now)
        update_crossings(crossings, order.split(), places_of(order))
        update_table(back, put_back(now, order))
        right.xaxis.label.set_text(CHANGE.format(shown(change_of(rows, order, given))))

    def caption(order, given):
        change = shown(change_of(rows, order, given))
        return PERMUTE_SAYS.format(text=order, how=given, first=ORDERS[0], change=change)

    return film(fig, update, caption=caption, order=Dropdown(options=ORDERS, value=ORDERS[1], description="read"),
                given=ToggleButtons(options=[ALONE, PLACED, CAUSAL], description="given"))  # fmt: skip


def change_of(rows, text, how):
    """The largest difference between a word's row here and its row in the first order."""
    return float(np.abs(put_back(rows[text, how], text) - rows[ORDERS[0], how]).max())


def order_noticed(attention, x, order):
    """The largest |attention(x)[order] - attention(x[order])|: 0 for what is blind to order.  x : (n, d)"""
    return float(np.abs(attention(x)[order] - attention(x[order])).max())


def order_noticed_by_bert(reader, text, strength=0.0, causal=False, seed=0):
    """The same for the real model's six blocks, its positions turned down to `strength`.  -> one number"""
    ids = reader.tokens(text).ids
    order = np.random.default_rng(seed).permutation(len(ids))
    as_read, moved = (_last_layer(reader, some, strength, causal) for some in (ids, ids[order]))
    return float(np.abs(as_read[order] - moved).max())


def _last_layer(reader, ids, strength, causal):
    bert = with_positions(reader.bert, strength)
    x = bert.forward(ids).hidden[0]
    mask = causal_mask(len(ids)) if causal else None
    for block in bert.blocks:
        x = encoder_block(x, block, bert.n_heads, mask, activation=bert.activation).out
    return x
