"""Notebook 01, attention scores: its views and the checks of its exercises.

    example     *I saw the saw* in numbers that can be checked by hand
    alone       1  each word alone, a window, attention          loudness    4, 6  louder questions, two ways to score
    one_query   2  one query by hand                             scaling     5     why 1/sqrt(d_k)
    together    3  all at once, in any order, rows or columns    matrices    7     what W^q and W^k do
    training    8  a head that learns, and `learning`, its film  aim         9     aim the query
    cards       questions, hints and solutions                   checks         one sentence for each exercise
"""

from seesaw.lessons.attention_scores.aim import aim_view
from seesaw.lessons.attention_scores.alone import window_view
from seesaw.lessons.attention_scores.cards import answer, hints, question
from seesaw.lessons.attention_scores.checks import (
    check_additive,
    check_aim,
    check_attention,
    check_guess,
    check_loudness,
    check_mix,
    check_scale,
    check_scores,
    check_softmax,
    check_still,
    check_window,
)
from seesaw.lessons.attention_scores.learning import learning_scale_view, learning_view
from seesaw.lessons.attention_scores.loudness import additive_view, loudness_view
from seesaw.lessons.attention_scores.matrices import entry_view, turn_view
from seesaw.lessons.attention_scores.one_query import one_query_view, shadow_view
from seesaw.lessons.attention_scores.scaling import scale_view
from seesaw.lessons.attention_scores.together import matrices_view, order_view, rows_columns_view
from seesaw.material.example import i_saw_the_saw
from seesaw.material.training import accuracy, train

__all__ = [
    "accuracy",
    "additive_view",
    "aim_view",
    "answer",
    "check_additive",
    "check_aim",
    "check_attention",
    "check_guess",
    "check_loudness",
    "check_mix",
    "check_scale",
    "check_scores",
    "check_softmax",
    "check_still",
    "check_window",
    "entry_view",
    "hints",
    "i_saw_the_saw",
    "learning_scale_view",
    "learning_view",
    "loudness_view",
    "matrices_view",
    "one_query_view",
    "order_view",
    "question",
    "rows_columns_view",
    "scale_view",
    "shadow_view",
    "train",
    "turn_view",
    "window_view",
]
