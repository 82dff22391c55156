"""Notebook 03, "Multi-head": its films and the checks of its exercises.

learning     point 1: two questions, one head or several
heads        the heads of the real model as numbers: what they look at, what they bring, what is lost without them
look         points 2 and 3        ways        point 4        output        points 5 and 7
small        points 5 and 6: *I saw the saw* with two heads        circuit      point 6
yours        point 6, the first layer of the model, to hold your own against
bugs, spot   "Spot the bug"        checks, deck.md    the exercises, and the words of cards and verdicts
"""

from seesaw.lessons.multi_head.bugs import version_a, version_b, version_c, version_d
from seesaw.lessons.multi_head.checks import (
    BUGS,
    DECK,
    check_bugs,
    check_coin,
    check_contribution,
    check_hidden_cls,
    check_maps,
    check_merge,
    check_multi_head,
    check_previous,
    check_split,
    check_two_back,
)
from seesaw.lessons.multi_head.circuit import circuit_view
from seesaw.lessons.multi_head.heads import (
    NAMED,
    OURS,
    cls_lengths,
    cls_shares,
    each_muted,
    first_muted,
    hidden_cls,
    hunt,
    mean_pulls,
    muted,
    named_pulls,
    pull_of,
    pulls_table,
    saws_cosine,
    substance,
    to_the_next,
    twin_pull,
)
from seesaw.lessons.multi_head.learning import accuracy, by_side, train_heads, trained, two_sides_view
from seesaw.lessons.multi_head.look import heads_view, substance_view, weights_of_head, your_heads_view
from seesaw.lessons.multi_head.output import contributions, first_muted_view, one_muted_view, sum_view
from seesaw.lessons.multi_head.spot import bugs_view, run_version
from seesaw.lessons.multi_head.ways import differences, split_view
from seesaw.lessons.multi_head.yours import first_layer

question, hints = DECK.cards()
