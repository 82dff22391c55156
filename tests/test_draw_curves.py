"""Curves of every kind: they hold their numbers, and dots, names and uprights stand where they are told."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.testing import assert_allclose

from seesaw.draw.bands import draw_bands, draw_ring, update_bands, update_ring
from seesaw.draw.choices import draw_choice, draw_gains, update_choice, update_gains
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.layers import APART, apart, draw_layer_curves, update_layer_curves
from seesaw.draw.logs import APART as LOGS_APART
from seesaw.draw.logs import draw_logs, plain_log_ticks, update_logs
from seesaw.draw.sawteeth import draw_open, draw_sawteeth, update_open, update_sawteeth
from seesaw.draw.traces import draw_limit, draw_traces, update_traces
from seesaw.draw.twos import draw_two, update_two
from seesaw.theme import COLOUR, figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


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
    assert places[1] - places[0] >= LOGS_APART - 1e-9
    assert places[1] <= 1 - LOGS_APART / 2 + 1e-9


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


def test_a_band_lies_between_low_and_high_and_the_dot_on_the_curve(ax):
    bands = draw_bands(["a"], [0, 1, 2], ax=ax, colours=["#c0392b"])
    update_bands(bands, [[0.2, 0.4, 0.6]], [[0.1, 0.3, 0.5]], [[0.3, 0.5, 0.9]], at=2, words=["0.60"])
    assert_allclose(bands.bands[0].get_paths()[0].vertices[:3, 1], [0.1, 0.3, 0.5])
    assert_allclose(bands.bands[0].get_paths()[0].vertices[3:6, 1], [0.9, 0.5, 0.3])
    assert_allclose(bands.dots[0].get_xydata(), [[2, 0.6]])
    assert bands.values[0].get_text() == "0.60"


def test_without_a_place_there_is_no_dot_and_no_upright(ax):
    bands = draw_bands(["a"], [0, 1], ax=ax, colours=["#c0392b"])
    update_bands(bands, [[0, 1]], [[0, 1]], [[0, 1]])
    assert len(bands.dots[0].get_xdata()) == len(bands.upright.get_xdata()) == 0


def test_a_ring_with_no_value_is_hidden_with_its_word(ax):
    ring = update_ring(draw_ring("here", (1, 1), ax=ax), 0.5, np.nan)
    assert len(ring[0].get_xdata()) == 0 and not ring[1].get_visible()
    update_ring(ring, 0.5, 0.7)
    assert_allclose(ring[0].get_xydata(), [[0.5, 0.7]])
    assert ring[1].get_visible()


def test_each_choice_has_its_upright_its_dot_and_its_number(ax):
    choice = draw_choice([0, 0.5, 1], ("a", "b"), ("A", "B"), ax=ax)
    update_choice(choice, [[0, 1, 0], [1, 0, 1]], [(0.5, 0.8), (1.0, 0.9)], ["0.80", "0.90"])
    assert [line.get_xdata()[0] for line in choice.uprights] == [0.5, 1.0]
    assert [text.get_text() for text in choice.values] == ["0.80", "0.90"]
    assert_allclose(choice.curves[1].get_ydata(), [1, 0, 1])


def test_the_level_is_the_mean_of_the_gains_and_the_ring_is_around_one(ax):
    gains = update_gains(draw_gains(3, ax=ax), np.array([0.0, 0.1, 0.2]), 2, "mean 0.10")
    assert_allclose(gains.level.get_ydata(), 0.1)
    assert_allclose(gains.ring.get_xydata(), [[3, 0.2]])


def test_the_dot_rides_on_its_curve_and_the_number_is_that_of_its_step(ax):
    steps, curve = np.arange(4), np.array([0.9, 0.8, 0.55, 0.5])
    artists = update_layer_curves(draw_layer_curves(["one"], steps, ax=ax, ylim=(0.4, 1.1)), steps, [curve], 2)
    assert_allclose(artists.dots[0].get_xydata(), [(2, 0.55)])
    assert_allclose(artists.lines[0].get_ydata(), curve)
    assert (artists.values[0].get_text(), artists.heading.get_text()) == ("0.55", "at layer 2")


def test_names_of_curves_that_end_together_are_spread_apart_around_them():
    placed = apart([0.7, 0.7], 0.2)
    assert_allclose(sorted(placed), [0.6, 0.8])
    assert_allclose(apart([0.1, 0.9], 0.2), [0.1, 0.9])


def test_two_curves_that_end_together_keep_their_names_apart(ax):
    steps = np.arange(3)
    artists = draw_layer_curves(["one", "two"], steps, ax=ax, ylim=(0, 1))
    update_layer_curves(artists, steps, [np.full(3, 0.5), np.full(3, 0.5)], 0)
    assert abs(artists.names[0].get_position()[1] - artists.names[1].get_position()[1]) >= APART - 1e-9


def texts(artists):
    return [text.get_text() for text in artists]


def test_sawteeth_stand_at_a_position_and_hide_a_dot_that_has_no_value(ax):
    curves = np.array([[0.2, 0.5, np.nan], [1.0, 0.5, 0.0]])
    teeth = draw_sawteeth(np.arange(3), curves, ["P", "R"], ax=ax, colours=["precision", "recall"])
    update_sawteeth(teeth, 1, ["0.50", "0.50"])
    assert_allclose([dot.get_xydata()[0] for dot in teeth.dots], [[1, 0.5], [1, 0.5]])
    update_sawteeth(teeth, 2, ["no value", "0.00"])
    assert [dot.get_visible() for dot in teeth.dots] == [False, True]
    assert texts(teeth.values) == ["no value", "0.00"]
    assert_allclose(teeth.upright.get_xdata(), [2, 2])
    update_sawteeth(teeth, 0, ["", ""], curves[::-1])
    assert_allclose(teeth.lines[0].get_ydata(), curves[1])


def test_open_points_are_hollow_and_speak_only_where_we_stand(ax):
    points = draw_open(30, {1.0: "one", 0.0: "nought"}, "or NaN", ax=ax, colour="precision")
    assert points.points.get_markerfacecolor() == "none"
    assert_allclose(points.points.get_xydata(), [[30, 1], [30, 0]])
    assert not any(word.get_visible() for word in update_open(points, False).words)
    assert all(word.get_visible() for word in update_open(points, True).words)


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


@pytest.fixture
def curves(ax):
    ax.set(xlim=(0, 3), ylim=(0, 1))
    x, values = [0, 1, 2, 3], [[0.1, 0.2, 0.3, 0.4], [0.9, 0.7, 0.5, 0.4], [0, 0, 0, 0]]
    return draw_curves(
        x, values, ["up", "down", ""], ax=ax, colours=["right", "wrong", "muted"], styles=["-", "--", ":"]
    )


def test_the_marker_and_the_dots_ride_along_the_curves_and_nothing_else_moves(curves):
    lines = [line.get_xydata().copy() for line in curves.lines]
    update_curves(curves, 2)
    assert curves.marker.get_xdata() == [2, 2]
    assert_allclose(curves.dots.get_offsets(), [(2, 0.3), (2, 0.5), (2, 0)])
    assert_allclose([line.get_xydata() for line in curves.lines], lines)


def test_a_curve_has_its_colour_style_and_name(curves):
    assert [line.get_linestyle() for line in curves.lines] == ["-", "--", ":"]
    assert to_rgba(curves.lines[1].get_color()) == to_rgba(COLOUR["wrong"])
    assert [name.get_text() for name in curves.names] == ["up", "down"]


def test_names_of_curves_that_meet_are_kept_apart(curves):
    heights = sorted(name.xy[1] for name in curves.names)
    assert heights[1] - heights[0] >= 0.0799
