"""Sentences, reports and boxes: which words stand where, which are marked and which are lit."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.draw.boxes import (
    ROWS,
    UNSEEN,
    draw_block,
    draw_residual,
    draw_route,
    draw_slots,
    update_block,
    update_residual,
    update_route,
    update_slots,
)
from seesaw.draw.reports import draw_findings, draw_rates, update_findings, update_rates
from seesaw.draw.senses import SENSE
from seesaw.draw.sentences import (
    TRACK,
    Line,
    draw_listed,
    draw_lookahead,
    draw_words,
    update_listed,
    update_lookahead,
    update_words,
)
from seesaw.maths.bert import Block
from seesaw.theme import COLOUR, INK, ON_STRONG


def test_each_word_of_a_sentence_stands_right_of_the_one_before_it_and_unread_words_are_faint(ax):
    words = update_words(draw_words(5, ax=ax), ["I", "saw", "it"], [INK, SENSE["seeing"].colour, None])
    shown = words.texts[:3]
    assert [text.get_text() for text in words.texts] == ["I", "saw", "it", "", ""]
    assert [text.get_visible() for text in words.texts] == [True, True, True, False, False]
    assert list(np.argsort([text.get_position()[0] for text in shown])) == [0, 1, 2]
    assert [text.get_fontweight() for text in shown] == ["normal", "bold", "normal"]
    assert [text.get_alpha() for text in shown] == [1.0, 1.0, 0.6]


def test_what_has_been_read_is_in_ink_on_top_of_the_faint_sentence(ax):
    lines = draw_lookahead(3, ax=ax)
    update_lookahead(lines, "two", [("The saw is old.", "The saw"), ("Saw it.", "Saw")])
    assert [text.get_text() for text in lines.whole] == ["The saw is old.", "Saw it.", ""]
    assert [text.get_text() for text in lines.read] == ["The saw", "Saw", ""]
    for whole, read in zip(lines.whole, lines.read, strict=True):
        assert whole.get_position() == read.get_position() and whole.get_fontsize() == read.get_fontsize()
        assert (whole.get_color(), read.get_color()) == (COLOUR["muted"], INK)
        assert ax.texts.index(whole) < ax.texts.index(read)
    update_lookahead(lines, "one", [("The saw is old.", "The saw")], faint=False)
    assert lines.whole[0].get_color() == INK and lines.read[0].get_text() == ""


def test_the_marked_word_is_coloured_by_what_it_means_and_the_sentence_is_whole(ax):
    listed = draw_listed(2, ("seeing", "tool"), ax=ax)
    update_listed(listed, [Line("I saw it.", 2, "seeing", 1.0, "11 of 11", True)])
    assert [text.get_text() for text in listed.parts[0]] == ["I", "saw", "it."]
    assert same_color(listed.parts[0][1].get_color(), SENSE["seeing"].colour)
    assert listed.rings[0].get_visible() and not listed.marks[1].get_visible()
    assert_allclose(listed.dots[0].get_xdata(), [TRACK[1]])


def test_each_part_of_a_sentence_stands_where_its_characters_are(ax):
    listed = draw_listed(1, ("seeing", "tool"), ax=ax)
    update_listed(listed, [Line("I saw it.", 2, "seeing", 0.0, "", False)])
    at = [text.xyann[0] / listed.pitch for text in listed.parts[0]]
    assert_allclose(at, [0, 2, 6])


def test_an_empty_list_says_so(ax):
    listed = draw_listed(1, ("seeing", "tool"), ax=ax, empty="None.")
    assert update_listed(listed, []).empty.get_visible()
    assert not update_listed(listed, [Line("saw", 0, "tool", 1.0, "", False)]).empty.get_visible()


def test_formulas_get_their_numbers_and_values(ax):
    rates = draw_rates(["P"], ["TP / (TP + FP)"], ax=ax, colours=["precision"])
    update_rates(rates, ["= 9 / (9 + 6)"], ["0.60"])
    assert (rates.numbers[0].get_text(), rates.values[0].get_text()) == ("= 9 / (9 + 6)", "0.60")


def test_a_finding_is_marked_well_or_bad(ax):
    findings = update_findings(draw_findings(["x", "y"], ["0", "0"], ax=ax), ["0.00", "1.84"], [True, False])
    assert [mark.get_text() for mark in findings.marks] == ["✓", "✗"]
    assert [number.get_text() for number in findings.numbers] == ["0.00", "1.84"]
    assert [number.get_color() for number in findings.numbers] == [COLOUR["right"], COLOUR["wrong"]]


def test_one_door_of_a_route_is_open(ax):
    route = update_route(draw_route(["a", "b", "c"], {1: "one", 2: "two"}, ax=ax), 2)
    assert [route.doors[n].get_color() for n in (1, 2)] == [COLOUR["muted"], COLOUR["e"]]
    assert [box.get_linewidth() for box in route.boxes] == [1.3, 1.3, 3.0]


def test_slots_that_are_not_seen_are_faint_and_those_that_differ_are_green(ax):
    slots = draw_slots([["I", "saw"], ["", "saw"]], ["one", "other"], ax=ax)
    update_slots(slots, [[True, False], [True, True]], [True, False])
    assert [word.get_alpha() for word in slots.words[0]] == [1, UNSEEN]
    assert [box.get_edgecolor()[3] for box in slots.boxes[1]] == [1, 1]
    assert same_color(slots.boxes[1][0].get_edgecolor()[:3], COLOUR["right"])
    assert slots.words[1][0].get_text() == "·"


def test_a_slot_that_differs_but_is_not_seen_is_not_green(ax):
    slots = update_slots(draw_slots([["I"], ["the"]], "ab", ax=ax), [[False], [False]], [True])
    assert slots.boxes[0][0].get_linewidth() < 2


def test_every_step_of_the_code_has_a_box_and_its_name(ax):
    steps = [step for row in ROWS for step in row]
    assert steps == ["x", *Block._fields]
    block = draw_block(ax=ax)
    assert list(block.boxes) == steps
    assert [block.names[step].get_text() for step in steps] == steps


def test_one_box_is_lit(ax):
    block = draw_block(ax=ax)
    for step in ("alpha", "fed"):
        update_block(block, step)
        assert [name for name, box in block.boxes.items() if box.get_facecolor()[3] > 0] == [step]
        assert [name for name, text in block.names.items() if text.get_color() == ON_STRONG] == [step]


@pytest.mark.parametrize(("norm", "shown", "hidden"), [("post", "post", "pre"), ("pre", "pre", "post")])
def test_the_norms_stand_on_the_line_or_beside_it(ax, norm, shown, hidden):
    lines = update_residual(draw_residual(ax=ax), norm, True)
    assert all(artist.get_visible() for artist in getattr(lines, shown))
    assert not any(artist.get_visible() for artist in getattr(lines, hidden))
    on_the_line = [text.get_position()[0] == 0 for text in lines.post[1::2]]
    assert all(on_the_line) and not any(text.get_position()[0] == 0 for text in lines.pre[1::2])


def test_without_the_residual_the_two_ways_past_are_gone_and_only_they(ax):
    lines = update_residual(draw_residual(ax=ax), "post", False)
    assert [piece.get_alpha() for piece in lines.line] == [0, 0]
    assert sum(line.get_alpha() == 0 for line in ax.lines) == 2
    update_residual(lines, "post", True)
    assert [piece.get_alpha() for piece in lines.line] == [1, 1]
