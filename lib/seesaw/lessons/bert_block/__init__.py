"""Notebook 05, "The BERT block": its films and the checks of its exercises.

    directions   point 1: both ways or causal, a decoder that listens to a source, one vector for a sentence
    walk         point 2: one block on a real sentence        alone      point 3: feed forward and layer norm
    lab          point 4: Add & Norm switched off             costs      point 5: parameters and multiplications
    compared     point 6: our numbers and transformers's       bugs, spot   "Spot the bug"
    checks, cards    the exercises; the questions, hints and solutions
"""

from seesaw.lessons.bert_block.alone import features_view, louder, norm_over, rows_view, sublayers, towards
from seesaw.lessons.bert_block.bugs import three, version_a, version_b, version_c, version_d
from seesaw.lessons.bert_block.cards import answer, hints, question
from seesaw.lessons.bert_block.checks import (
    check_bugs,
    check_feed_forward,
    check_layer_norm,
    check_mask,
    check_order,
    check_parameters,
)  # fmt: skip
from seesaw.lessons.bert_block.compared import differences, reference, reference_view
from seesaw.lessons.bert_block.costs import (
    cost_view,
    counted,
    multiplications_of,
    parameters_by_part,
    parameters_of,
    parameters_view,
    table_share,
)  # fmt: skip
from seesaw.lessons.bert_block.directions import (
    CausalBert,
    causal_view,
    cosines,
    cross_view,
    decoder_example,
    four_words,
    listens,
    mask_view,
    pooled,
    pooling_view,
    read_causally,
    topics,
)  # fmt: skip
from seesaw.lessons.bert_block.lab import alike, depth_view, depths, lab_view, lengths, walk_blocks, without
from seesaw.lessons.bert_block.spot import BUGS, bugs_view, run_version
from seesaw.lessons.bert_block.walk import first_block, shapes, walk_view

__all__ = [
    "BUGS", "CausalBert", "alike", "answer", "bugs_view", "causal_view", "check_bugs", "check_feed_forward",
    "check_layer_norm", "check_mask", "check_order", "check_parameters", "cosines", "cost_view", "counted",
    "cross_view", "decoder_example", "depth_view", "depths", "differences", "features_view", "first_block",
    "four_words", "hints", "lab_view", "lengths", "listens", "louder", "mask_view", "multiplications_of", "norm_over",
    "parameters_by_part", "parameters_of", "parameters_view", "pooled", "pooling_view", "question", "read_causally",
    "reference", "reference_view", "rows_view", "run_version", "shapes", "sublayers", "table_share", "three",
    "topics", "towards", "version_a", "version_b", "version_c", "version_d", "walk_blocks", "walk_view", "without",
]  # fmt: skip
