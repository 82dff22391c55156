"""Notebook 06, "Precision, recall, F1": its films and the checks of its exercises.

cases          thirty lamps, and what one threshold makes of them
threshold      point 1        worlds         point 2        tradeoff       point 3
costs          point 4        orientation    point 5        columns        point 8
bugs, spot     "Spot the bug"
sentences, encoders, classifiers, saw_views    point 6        breast_cancer  point 7
checks, checks_classifiers, deck.md    the exercises, and the words of cards and verdicts
"""

from seesaw.lessons.precision_recall_f1.breast_cancer import cheating_view, gains, sighted, tumours
from seesaw.lessons.precision_recall_f1.bugs import version_a, version_b, version_c
from seesaw.lessons.precision_recall_f1.cases import (
    Cases,
    at_each,
    cuts,
    in_order,
    lamps,
    passed_at,
    three_kinds,
    words_of,
)
from seesaw.lessons.precision_recall_f1.checks import (
    BUGS,
    DECK,
    check_bugs,
    check_by_hand,
    check_cheapest,
    check_counts,
    check_f1,
    check_macro,
    check_shares,
    check_turned,
)
from seesaw.lessons.precision_recall_f1.checks_classifiers import check_f1_of, check_report, check_standardise
from seesaw.lessons.precision_recall_f1.classifiers import counts_of, study
from seesaw.lessons.precision_recall_f1.columns import (
    BAD_PASTES,
    ColumnsError,
    complaint,
    own_view,
    two_columns,
    two_thousand,
)
from seesaw.lessons.precision_recall_f1.costs import cheapest, cost_view, prices
from seesaw.lessons.precision_recall_f1.orientation import orientation_view
from seesaw.lessons.precision_recall_f1.saw_views import hard_view, judged_view, misread_view, parting_view, rare_view
from seesaw.lessons.precision_recall_f1.spot import versions_view
from seesaw.lessons.precision_recall_f1.threshold import sawtooth_view, threshold_view
from seesaw.lessons.precision_recall_f1.tradeoff import f_beta_view, means_view, plane_view
from seesaw.lessons.precision_recall_f1.worlds import (
    bell_shares,
    prevalence_view,
    separation_view,
    true_negatives_view,
    with_copies,
)

question, hints, answer = DECK.cards()
