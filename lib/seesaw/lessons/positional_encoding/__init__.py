"""Notebook 04, "positional encoding": its films and the checks of its exercises.

order            point 1   permuted words          clocks, heat     point 2   the sinusoid by hand
layouts          point 3   Gram matrix, shifts     learned          points 4 and 6   the real model
turning          point 5   RoPE: two hands that turn together
longer, ruler    point 5   four methods on one ruler, and four heads that learn with them
bugs, versions   spot the bug                      checks, deck.md    the exercises, and the words of cards and verdicts
"""

from .bugs import version_a, version_b, version_c, version_d
from .checks import (
    BUGS,
    DECK,
    check_alibi,
    check_bugs,
    check_by_distance,
    check_order_noticed,
    check_rope,
    check_sinusoid,
    check_turn,
)
from .clocks import bits_of, clock_view, counting_view
from .heat import columns_view, flat_columns, heatmap_view, likeness, rising_columns, same_word_twice
from .layouts import along_diagonals, laid_out, layout_view, shift_view, turn_by
from .learned import by_distance, cosines, previous_share, previous_view, saws_without_it, table_view
from .longer import copied, longer_view, train_all
from .order import order_noticed, order_noticed_by_bert, permute_view, put_back, taken_home
from .ruler import alibi_view, change_under_shift, equal_scores, parts_moved, shares_at, shift_test_view
from .turning import rope_view, score_by_place, strongest
from .versions import findings, passed, versions_view

question, hints = DECK.cards()
