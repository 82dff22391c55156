"""Notebook 05, "The BERT block": its films and the checks of its exercises.

whole        the whole Transformer, box by box, and what of it is BERT
directions   point 1: both ways or causal, a decoder that listens to a source, one vector for a sentence
walk         point 2: one block on a real sentence        alone      point 3: feed forward and layer norm
lab          point 4: Add & Norm switched off             costs      point 5: parameters and multiplications
compared     point 6: our numbers and transformers's      own        your own functions in the real weights
gradients    point 4: what the residual is for, from the top down
pads         point 1: a padding mask                      bugs, spot   "Spot the bug"
checks, deck.md    the exercises, and the words of cards and verdicts
"""

from seesaw.lessons.bert_block.alone import activation_view, activations, features_view, louder, norm_over, rows_view
from seesaw.lessons.bert_block.bugs import version_a, version_b, version_c, version_d
from seesaw.lessons.bert_block.checks import (
    BUGS,
    DECK,
    check_bugs,
    check_feed_forward,
    check_layer_norm,
    check_mask,
    check_order,
    check_pads,
    check_parameters,
    check_tables,
)
from seesaw.lessons.bert_block.compared import differences, reference_view
from seesaw.lessons.bert_block.costs import cost_view, counted, table_share
from seesaw.lessons.bert_block.directions import (
    causal_view,
    cosines,
    cross_view,
    decoder_example,
    four_words,
    listens,
    mask_view,
    pooled,
    pooling_view,
)
from seesaw.lessons.bert_block.gradients import gradient_view, what_comes_back
from seesaw.lessons.bert_block.lab import (
    alike,
    depth_view,
    hearing_itself,
    lab_view,
    left_of_x,
    lengths,
    one_direction,
    without,
)
from seesaw.lessons.bert_block.own import check_own
from seesaw.lessons.bert_block.pads import padding_mask, pads_view
from seesaw.lessons.bert_block.spot import bugs_view
from seesaw.lessons.bert_block.walk import first_block, shapes, walk_view
from seesaw.lessons.bert_block.whole import arrays, whole_view

question, hints = DECK.cards()
