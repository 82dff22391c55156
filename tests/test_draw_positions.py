"""Clocks, heat maps, traces, crossings, rulers, routes, findings: each shows what it is given, on the same artists."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.clocks import draw_clocks, draw_dial, update_clocks, update_dial
from seesaw.draw.crossings import draw_crossings, update_crossings
from seesaw.draw.findings import draw_findings, update_findings
from seesaw.draw.heatmaps import draw_heatmap, update_heatmap
from seesaw.draw.routes import draw_route, update_route
from seesaw.draw.rulers import UNDEFINED, draw_ruler, update_ruler
from seesaw.draw.traces import draw_limit, draw_traces, update_traces
from seesaw.theme import COLOUR, INK, SHARE, figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


def test_the_hand_of_a_clock_has_the_sine_for_its_height_and_the_cosine_for_its_reach(ax):
    clocks = update_clocks(draw_clocks(["one", "two"], ax=ax), [np.pi / 6, np.pi], ["first", "second"])
    first, second = (np.diff(hand.get_xydata(), axis=0)[0] for hand in clocks.hands)
    assert_allclose(first, [np.cos(np.pi / 6), 0.5])
    assert_allclose(second, [-1, 0], atol=1e-12)
    assert [name.get_text() for name in clocks.names] == ["first", "second"]


def test_the_dial_shows_both_shadows_and_where_the_hand_has_been(ax):
    dial = update_dial(draw_dial(ax=ax), np.array([0.0, 0.5, 2.0]))
    assert len(dial.been.get_offsets()) == 3
    assert_allclose(dial.sine.get_ydata(), [0, np.sin(2)])
    assert_allclose(dial.cosine.get_xdata(), [0, np.cos(2)])
    assert (dial.told_sine.get_text(), dial.told_cosine.get_text()) == ("sin 0.91", "cos −0.42")


def test_a_heat_map_keeps_its_colours_and_its_box_when_there_are_more_positions(ax):
    heatmap = draw_heatmap(np.eye(4), ax=ax)
    before = ax.get_children()
    update_heatmap(heatmap, np.ones((30, 6)))
    assert ax.get_children() == before
    assert heatmap.image.get_array().shape == (30, 6)
    assert (heatmap.image.norm.vmin, heatmap.image.norm.vmax) == (-1, 1)
    assert ax.get_xlim() == (-0.5, 5.5) and ax.get_ylim() == (29.5, -0.5)
    assert heatmap.image.get_interpolation() == "none"


def test_a_heat_map_of_shares_begins_at_nothing(ax):
    assert draw_heatmap(np.eye(4), ax=ax, cmap=SHARE).image.norm.vmin == 0


def test_traces_follow_their_curves_and_a_dot_that_is_nowhere_is_hidden(ax):
    traces = draw_traces(["a", "b"], ax=ax, colours=["e", "ink"], xlim=(0, 2), ylim=(0, 1))
    update_traces(traces, [0, 1, 2], [[0, 1, 0], [1, 0, 1]], 1)
    assert_allclose([dot.get_xydata()[0] for dot in traces.dots], [[1, 1], [1, 0]])
    assert all(dot.get_visible() for dot in traces.dots)
    update_traces(traces, [0, 1], [[0, 1], [1, 0]])
    assert_allclose(traces.lines[0].get_xydata(), [[0, 0], [1, 1]])
    assert not any(dot.get_visible() for dot in traces.dots)


def test_curves_without_dots_leave_the_layout_alone():
    """An empty dot used to stand in the corner of the figure, and the layout made room for it."""
    fig, (left, right) = figure(8, 4, ncols=2)
    update_traces(draw_traces([""], ax=right, colours=["e"], xlim=(0, 2), ylim=(0, 1)), [0, 1], [[0, 1]])
    fig.draw_without_rendering()
    assert left.get_position().width > 0.35 and right.get_position().width > 0.35


def test_a_limit_stands_where_it_is_told(ax):
    assert list(draw_limit(8.5, "here", ax=ax).get_xdata()) == [8.5, 8.5]


def test_a_row_that_changes_places_is_crossed_over_in_colour_and_one_that_stays_is_not(ax):
    crossings = update_crossings(draw_crossings(3, ax=ax), ["a", "b", "c"], [2, 1, 0])
    assert [text.get_text() for text in crossings.right] == ["c", "b", "a"]
    assert list(crossings.lines[0].get_ydata()) == [0, 2]
    assert [text.get_color() for text in crossings.left] == [COLOUR["e"], INK, COLOUR["e"]]


def test_a_ruler_shows_lengths_and_says_what_is_not_defined(ax):
    ruler = update_ruler(draw_ruler(["x", "y", "z"], ["in", "out", "on"], ax=ax), [0.25, np.nan, 0.0], 1)
    assert [bar.get_width() for bar in ruler.bars] == [0.25, 0, 0]
    assert [text.get_text() for text in ruler.values] == ["0.25", UNDEFINED, "0.00"]
    assert [name.get_fontweight() for name in ruler.names] == ["normal", "bold", "normal"]


def test_one_door_of_a_route_is_open(ax):
    route = update_route(draw_route(["a", "b", "c"], {1: "one", 2: "two"}, ax=ax), 2)
    assert [route.doors[n].get_color() for n in (1, 2)] == [COLOUR["muted"], COLOUR["e"]]
    assert [box.get_linewidth() for box in route.boxes] == [1.3, 1.3, 3.0]


def test_a_finding_is_marked_well_or_bad(ax):
    findings = update_findings(draw_findings(["x", "y"], ["0", "0"], ax=ax), ["0.00", "1.84"], [True, False])
    assert [mark.get_text() for mark in findings.marks] == ["✓", "✗"]
    assert [number.get_text() for number in findings.numbers] == ["0.00", "1.84"]
    assert [number.get_color() for number in findings.numbers] == [COLOUR["right"], COLOUR["wrong"]]
