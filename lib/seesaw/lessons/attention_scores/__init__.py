"""Notebook 01, attention scores: its films and the checks of its exercises.

alone       1  each word alone, a window, attention          loudness    4, 6  louder questions, two ways to score
one_query   2  one query by hand                             scaling     5     why 1/sqrt(d_k)
together    3  all at once, in any order, rows or columns    matrices    7     what W^q and W^k do
learning    8  a head that learns                            aim         9     aim the query
circuit     2  the slides' drawing, arrow by arrow           waiting     3     why a recurrent net must wait
checks, deck.md    the exercises, and the words of cards and verdicts

*I saw the saw* in numbers, and the training of one head, stand in `seesaw.material`.
"""

from seesaw.lessons.attention_scores.aim import aim_view
from seesaw.lessons.attention_scores.alone import window_view
from seesaw.lessons.attention_scores.checks import (
    DECK,
    check_additive,
    check_aim,
    check_attention,
    check_guess,
    check_loudness,
    check_made_of,
    check_maps,
    check_scale,
    check_softmax,
    check_still,
)
from seesaw.lessons.attention_scores.circuit import circuit_view
from seesaw.lessons.attention_scores.learning import learning_scale_view, learning_view
from seesaw.lessons.attention_scores.loudness import additive_view, loudness_view
from seesaw.lessons.attention_scores.matrices import entry_view, turn_view
from seesaw.lessons.attention_scores.one_query import one_query_view, shadow_view
from seesaw.lessons.attention_scores.scaling import scale_view
from seesaw.lessons.attention_scores.together import MAPS, matrices_view, order_view, rows_columns_view
from seesaw.lessons.attention_scores.waiting import waiting_view
from seesaw.material.example import i_saw_the_saw
from seesaw.material.training import accuracy, train

question, hints = DECK.cards()
