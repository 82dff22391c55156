"""Notebook 04, point 1: a machine that reads all words at once does not know their order.

permute_view      four words in another order: the same rows come out, in another order
order_noticed     how far what comes out depends on the order, for any function of the rows that go in
"""

import numpy as np
from ipywidgets import Dropdown, ToggleButtons

from seesaw.draw.links import WIDTH, draw_crossings, update_crossings
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film, labelled
from seesaw.material.saws import with_positions
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.bert import encoder_block
from seesaw.maths.position import sinusoid
from seesaw.theme import figure
from seesaw.words import filled, say

WORDS = ("dog", "bites", "man", "again")
VECTOR = {"dog": (2, 0, 1, 0), "bites": (0, 2, 0, -1), "man": (1, 0, 0, 2), "again": (0, -1, 2, 0)}
ORDERS = ("dog bites man again", "man bites dog again", "again dog bites man", "man again bites dog")
FIRST = ORDERS[0]
ALONE, PLACED, CAUSAL = "alone", "placed", "causal"
WAYS = say({ALONE: "words alone", PLACED: "words + e", CAUSAL: "words alone, causal mask"})

READ, GIVEN = say(("read", "given"))
AS_READ, PUT_BACK = say(("b, as the words were read", "b, put back in the first order"))
CHANGE = say("largest change: {change:.2f}")
PERMUTE_SAYS = say(
    "Read as '{order}', {way}: put back in the first order, the rows differ from those of '{first}' by at most "
    "{change:.2f}."
)


def words_in(text):
    """The vectors of the words of `text`, one row a word.  -> (n, 4)"""
    return np.array([VECTOR[word] for word in text.split()], dtype=float)


def taken_home(text, way=ALONE):
    """b of the words of `text`: attention with W_q = W_k = W_v = the identity.  way : a key of WAYS  -> (n, 4)"""
    x = words_in(text)
    if way == PLACED:
        x = x + sinusoid(*x.shape)
    return attend(x, x, x, mask=causal_mask(len(x)) if way == CAUSAL else None).b


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
    rows = {(text, way): taken_home(text, way).round(5) for text in ORDERS for way in WAYS}
    fig, (left, middle, right) = figure(10.5, 4.4, ncols=3, width_ratios=(len(WORDS), WIDTH, len(WORDS)))
    look = {"reach": 3.0, "size": 15}
    read = draw_table(rows[FIRST, ALONE], ax=left, title=AS_READ, **look)
    crossings = draw_crossings(len(WORDS), ax=middle)
    back = draw_table(rows[FIRST, ALONE], ax=right, title=PUT_BACK, **look)

    def update(order, given):
        now, before = rows[order, given], rows[FIRST, given]
        again = put_back(now, order)
        update_table(read, now)
        update_crossings(crossings, order.split(), places_of(order))
        update_table(back, again)
        change = np.abs(again - before).max()
        right.xaxis.label.set_text(filled(CHANGE, change=change))
        return {"way": WAYS[given], "first": FIRST, "change": change}

    order = Dropdown(options=ORDERS, value=ORDERS[1], description=READ)
    given = ToggleButtons(options=labelled(WAYS), description=GIVEN)
    return film(fig, update, caption=PERMUTE_SAYS, order=order, given=given)


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
