"""Boxes of a block, curves on log axes, sentences cut at a word, numbers beside a table: what they show."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.beside import draw_beside, update_beside
from seesaw.draw.blocks import ROWS, draw_block, draw_lines, update_block, update_lines
from seesaw.draw.logs import APART, draw_logs, plain_log_ticks, update_logs
from seesaw.draw.lookahead import draw_lookahead, update_lookahead
from seesaw.draw.tables import draw_table
from seesaw.draw.twos import draw_two, update_two
from seesaw.maths.bert import Block
from seesaw.theme import COLOUR, INK, ON_STRONG, figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


# ---- blocks


def test_every_step_of_the_code_has_a_box_and_its_name(ax):
    steps = [step for row in ROWS for step in row]
    assert steps == ["x", *Block._fields]
    block = draw_block(ax=ax)
    assert list(block.boxes) == steps
    assert [block.names[step].get_text() for step in steps] == steps


def test_one_box_is_lit_and_no_artist_is_added(ax):
    block = draw_block(ax=ax)
    before = ax.findobj()
    for step in ("alpha", "fed"):
        update_block(block, step)
        assert [name for name, box in block.boxes.items() if box.get_facecolor()[3] > 0] == [step]
        assert [name for name, text in block.names.items() if text.get_color() == ON_STRONG] == [step]
    assert ax.findobj() == before


@pytest.mark.parametrize(("norm", "shown", "hidden"), [("post", "post", "pre"), ("pre", "pre", "post")])
def test_the_norms_stand_on_the_line_or_beside_it(ax, norm, shown, hidden):
    lines = update_lines(draw_lines(ax=ax), norm, residual=True)
    assert all(artist.get_visible() for artist in getattr(lines, shown))
    assert not any(artist.get_visible() for artist in getattr(lines, hidden))
    on_the_line = [text.get_position()[0] == 0 for text in lines.post[1::2]]
    assert all(on_the_line) and not any(text.get_position()[0] == 0 for text in lines.pre[1::2])


def test_without_the_residual_the_two_ways_past_are_gone_and_only_they(ax):
    lines = draw_lines(ax=ax)
    update_lines(lines, "post", residual=False)
    assert [piece.get_alpha() for piece in lines.line] == [0, 0]
    assert sum(line.get_alpha() == 0 for line in ax.lines) == 2
    update_lines(lines, "post", residual=True)
    assert [piece.get_alpha() for piece in lines.line] == [1, 1]


# ---- log axes


def logs_on(ax, form="{:,.0f}"):
    x = [1, 10, 100]
    return draw_logs(x, ["one", "other"], ax=ax, colours=["q", "k"], ylim=(1, 1e6), form=form, ticks=(x, x))


def test_log_curves_hold_their_numbers_and_say_those_at_the_dot(ax):
    logs = logs_on(ax)
    before = ax.findobj()
    update_logs(logs, [[2, 20, 200], [3, 300, 30000]], 1)
    assert_allclose(logs.lines[1].get_ydata(), [3, 300, 30000])
    assert [dot.get_xydata().tolist() for dot in logs.dots] == [[[10, 20]], [[10, 300]]]
    assert [name.get_text() for name in logs.names] == ["one\n20", "other\n300"]
    update_logs(logs, [[2, 20, 200], [3, 300, 30000]], 2, scale=0.01)
    assert [name.get_text() for name in logs.names] == ["one\n2", "other\n300"]
    assert ax.findobj() == before
    assert ax.get_xscale() == ax.get_yscale() == "log"


def test_names_of_log_curves_that_end_together_stand_apart_and_below_the_top(ax):
    logs = update_logs(logs_on(ax), [[1, 1, 1e6], [1, 1, 1e6]], 0)
    places = sorted(np.log10(name.get_position()[1]) / 6 for name in logs.names)
    assert places[1] - places[0] >= APART - 1e-9
    assert places[1] <= 1 - APART / 2 + 1e-9


@pytest.mark.parametrize(
    ("limits", "labels"),
    [((3, 3e4), ["10", "100", "1,000", "10,000"]),
     ((5e5, 2e9), ["1 million", "10 million", "100 million", "1 billion"]),
     ((4e-6, 0.2), ["0.00001", "0.0001", "0.001", "0.01", "0.1"])],
)  # fmt: skip
def test_powers_of_ten_are_written_out(ax, limits, labels):
    ax.set_yscale("log")
    ax.set_ylim(limits)
    plain_log_ticks(ax)
    assert [text.get_text() for text in ax.get_yticklabels()] == labels


def test_a_small_curve_has_its_number_at_the_dot_and_the_usual_one_dotted(ax):
    two = draw_two([0, 1, 2], ax=ax)
    update_two(two, [0.5, 0.25, 1], [0, 0, 0], 1)
    assert two.dot.get_xydata().tolist() == [[1, 0.25]]
    assert two.value.get_text() == "0.25" and two.value.xy == (1, 0.25)
    assert_allclose(two.usual.get_ydata(), 0)


# ---- sentences cut at a word, numbers beside a table


def test_what_has_been_read_is_in_ink_on_top_of_the_faint_sentence(ax):
    lines = draw_lookahead(3, ax=ax)
    before = ax.findobj()
    update_lookahead(lines, "two", [("The saw is old.", "The saw"), ("Saw it.", "Saw")])
    assert [text.get_text() for text in lines.whole] == ["The saw is old.", "Saw it.", ""]
    assert [text.get_text() for text in lines.read] == ["The saw", "Saw", ""]
    for whole, read in zip(lines.whole, lines.read, strict=True):
        assert whole.get_position() == read.get_position() and whole.get_fontsize() == read.get_fontsize()
        assert (whole.get_color(), read.get_color()) == (COLOUR["muted"], INK)
        assert ax.texts.index(whole) < ax.texts.index(read)
    update_lookahead(lines, "one", [("The saw is old.", "The saw")], faint=False)
    assert lines.whole[0].get_color() == INK and lines.read[0].get_text() == ""
    assert ax.findobj() == before


def test_numbers_beside_a_table_stand_in_its_rows_and_right_of_it(ax):
    table = draw_table(np.zeros((3, 2)), ax=ax)
    columns = draw_beside(table, ["sum", "mean"], ax=ax)
    before = ax.findobj()
    update_beside(columns, [["a", "b", "c"], ["d", "e", "f"]])
    assert [[text.get_text() for text in column] for column in columns] == [["a", "b", "c"], ["d", "e", "f"]]
    assert [text.get_position()[1] for text in columns[1]] == [0, 1, 2]
    assert all(text.get_position()[0] > 1.5 for column in columns for text in column)
    assert ax.findobj() == before
