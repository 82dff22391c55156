"""Notebook 04, "positional encoding": its films and the checks of its exercises.

    order            point 1   permuted words          clocks, heat     point 2   the sinusoid by hand
    layouts          point 3   Gram matrix, shifts     learned          points 4 and 6   the real model
    methods, longer, ruler   point 5   four methods on one ruler, and four heads that learn with them
    bugs, versions   spot the bug                      checks, cards    the exercises; questions, hints, solutions
"""

from seesaw.lessons.positional_encoding.bugs import version_a, version_b, version_c, version_d
from seesaw.lessons.positional_encoding.cards import answer, hints, question
from seesaw.lessons.positional_encoding.checks import (
    BUG_NAMES,
    check_alibi,
    check_bugs,
    check_by_distance,
    check_order_noticed,
    check_sinusoid,
    check_turn,
)  # fmt: skip
from seesaw.lessons.positional_encoding.clocks import bits_of, clock_view, counting_view
from seesaw.lessons.positional_encoding.heat import (
    columns_view,
    flat_columns,
    heatmap_view,
    likeness,
    rising_columns,
    same_word_twice,
)  # fmt: skip
from seesaw.lessons.positional_encoding.layouts import along_diagonals, laid_out, layout_view, shift_view, turn_by
from seesaw.lessons.positional_encoding.learned import by_distance, cosines, previous_share, previous_view, table_view
from seesaw.lessons.positional_encoding.longer import copied, longer_view, train_all
from seesaw.lessons.positional_encoding.order import (
    order_noticed,
    order_noticed_by_bert,
    permute_view,
    put_back,
    taken_home,
)  # fmt: skip
from seesaw.lessons.positional_encoding.ruler import (
    alibi_view,
    change_under_shift,
    equal_scores,
    shares_at,
    shift_test_view,
)  # fmt: skip
from seesaw.lessons.positional_encoding.versions import findings, passed, versions_view

__all__ = [
    "BUG_NAMES",
    "alibi_view",
    "along_diagonals",
    "answer",
    "bits_of",
    "by_distance",
    "change_under_shift",
    "check_alibi",
    "check_bugs",
    "check_by_distance",
    "check_order_noticed",
    "check_sinusoid",
    "check_turn",
    "clock_view",
    "columns_view",
    "copied",
    "cosines",
    "counting_view",
    "equal_scores",
    "findings",
    "flat_columns",
    "heatmap_view",
    "hints",
    "laid_out",
    "layout_view",
    "likeness",
    "longer_view",
    "order_noticed",
    "order_noticed_by_bert",
    "passed",
    "permute_view",
    "previous_share",
    "previous_view",
    "put_back",
    "question",
    "rising_columns",
    "same_word_twice",
    "shares_at",
    "shift_test_view",
    "shift_view",
    "table_view",
    "taken_home",
    "train_all",
    "turn_by",
    "version_a",
    "version_b",
    "version_c",
    "version_d",
    "versions_view",
]  # fmt: skip
