"""Notebook 03, "Multi-head": its films and the checks of its exercises.

    heads        the heads of the real model as numbers: what they look at, what they bring, what is lost without them
    look         points 1 and 2        ways        point 3        output        point 4
    bugs, spot   "Spot the bug"        checks, cards    the exercises; the questions, hints and solutions
"""

from seesaw.lessons.multi_head.bugs import version_a, version_b, version_c, version_d
from seesaw.lessons.multi_head.cards import answer, hints, question
from seesaw.lessons.multi_head.checks import (
    check_bugs,
    check_contribution,
    check_hidden_cls,
    check_merge,
    check_previous,
    check_split,
)  # fmt: skip
from seesaw.lessons.multi_head.heads import (
    NAMED,
    OURS,
    cls_lengths,
    cls_shares,
    each_muted,
    first_muted,
    hidden_cls,
    mean_pulls,
    muted,
    pull_of,
    saws_cosine,
    substance,
    twin_pull,
)  # fmt: skip
from seesaw.lessons.multi_head.look import heads_view, substance_view, weights_of_head, your_heads_view
from seesaw.lessons.multi_head.output import contributions, first_muted_view, one_muted_view, sum_view
from seesaw.lessons.multi_head.spot import BUGS, bugs_view, run_version
from seesaw.lessons.multi_head.ways import differences, heads_that_fit, ways_view

__all__ = [
    "BUGS", "NAMED", "OURS", "answer", "bugs_view", "check_bugs", "check_contribution", "check_hidden_cls",
    "check_merge", "check_previous", "check_split", "cls_lengths", "cls_shares", "contributions", "differences",
    "each_muted", "first_muted", "first_muted_view", "heads_that_fit", "heads_view", "hidden_cls", "hints",
    "mean_pulls", "muted", "one_muted_view", "pull_of", "question", "run_version", "saws_cosine", "substance",
    "substance_view", "sum_view", "twin_pull", "version_a", "version_b", "version_c", "version_d", "ways_view",
    "weights_of_head", "your_heads_view",
]  # fmt: skip
