"""Notebook 06, "Precision, recall, F1": its films and the checks of its exercises.

cases          thirty lamps, and what one threshold makes of them
threshold      point 1        worlds         point 2        tradeoff       point 3
sure           point 3, how sure
costs          point 4        orientation    point 5        given, columns, own    point 8
bugs, spot     "Spot the bug"
sentences, encoders, classifiers, saw_views    point 6        breast_cancer  point 7
checks, checks_classifiers, deck.md    the exercises, and the words of cards and verdicts
"""

from .breast_cancer import cheating_view, gains, sighted, tumours
from .bugs import version_a, version_b, version_c
from .cases import Cases, at_each, cuts, in_order, lamps, passed_at, three_kinds
from .checks import (
    BUGS,
    DECK,
    check_bugs,
    check_by_hand,
    check_cheapest,
    check_counts,
    check_f1,
    check_falls,
    check_macro,
    check_shares,
    check_turned,
)
from .checks_classifiers import check_f1_of, check_interval, check_report, check_standardise
from .classifiers import counts_of, study
from .columns import BAD_PASTES, complaint, two_columns, two_thousand
from .costs import cheapest, cost_view, prices
from .given import ColumnsError, as_cases
from .orientation import orientation_view
from .own import own_sentence, own_view
from .saw_views import hard_view, judged_view, misread_view, parting_view, rare_view
from .spot import versions_view
from .sure import drawn_set, intervals, sure_view
from .threshold import sawtooth_view, threshold_view
from .tradeoff import f_beta_view, means_view, plane_view
from .worlds import bell_shares, prevalence_view, separation_view, true_negatives_view, with_copies

question, hints = DECK.cards()
