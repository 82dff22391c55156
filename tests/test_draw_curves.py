"""Curves: they hold their numbers, dots and uprights stand where they are told, and names keep apart."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.draw.curves import (
    STRONG,
    THIN,
    apart,
    draw_bands,
    draw_curves,
    draw_limit,
    draw_marks,
    draw_point,
    draw_still,
    update_bands,
    update_curves,
    update_point,
)
from seesaw.theme import COLOUR, figure

X, TWO = [0, 1, 2], [[0.2, 0.5, np.nan], [1.0, 0.5, 0.0]]


@pytest.fixture
def ax():
    return figure(6, 4)[1]


def two_on(ax, names=("one", "other"), x=X, **look):
    return draw_curves(names, x, ax=ax, colours=["precision", "#123456"], **look)


def texts(artists):
    return [text.get_text() for text in artists]


def heights(artists):
    return [text.get_position()[1] for text in artists]


# ---- curves


def test_each_curve_has_its_colour_its_style_and_its_name(ax):
    curves = two_on(ax, styles=["-", ":"])
    assert texts(curves.names) == ["one", "other"] and [line.get_linestyle() for line in curves.lines] == ["-", ":"]
    for artists in (curves.lines, curves.dots, curves.names, curves.values):
        assert same_color(artists[0].get_color(), COLOUR["precision"]) and same_color(artists[1].get_color(), "#123456")


def test_dots_numbers_and_the_upright_stand_where_they_are_told(ax):
    curves = update_curves(two_on(ax), TWO, 1)
    assert_allclose([dot.get_xydata()[0] for dot in curves.dots], [[1, 0.5], [1, 0.5]])
    assert texts(curves.values) == ["0.50", "0.50"] and curves.upright.get_xdata() == [1, 1]
    assert texts(update_curves(curves, at=0).values) == ["0.20", "1.00"]  # the curves stay
    assert_allclose([line.get_ydata() for line in curves.lines], TWO)
    assert texts(update_curves(curves, at=0, words=["a", "b"]).values) == ["a", "b"]


def test_a_dot_without_a_value_is_hidden_and_so_are_all_without_a_place(ax):
    curves = update_curves(two_on(ax), TWO, 2)
    assert [dot.get_visible() for dot in curves.dots] == [False, True]
    update_curves(curves, TWO)
    assert not any(dot.get_visible() for dot in curves.dots) and texts(curves.values) == ["", ""]
    assert np.isnan(curves.upright.get_xdata()).all()


def test_a_curve_may_end_early_or_not_begin(ax):
    curves = update_curves(two_on(ax, ["", ""]), [[0.1, 0.2], [0.3, 0.4]], 1)
    assert_allclose(curves.lines[1].get_xydata(), [[0, 0.3], [1, 0.4]])
    assert [len(line.get_xdata()) for line in update_curves(curves, [[], []]).lines] == [0, 0]


def test_the_one_that_is_meant_is_strong_and_the_others_are_thin(ax):
    assert [line.get_linewidth() for line in update_curves(two_on(ax), TWO, strong=1).lines] == [THIN, STRONG]


def test_numbers_are_said_by_a_function_or_not_at_all(ax):
    assert texts(update_curves(two_on(ax, form="{:.0%}".format), TWO, 0).values) == ["20%", "100%"]
    assert texts(update_curves(two_on(ax, form=None), TWO, 0).values) == ["", ""]


def test_dots_that_are_nowhere_leave_the_layout_alone():
    """An empty dot used to stand in the corner of the figure, and the layout made room for it."""
    fig, (left, right) = figure(8, 4, ncols=2)
    update_curves(two_on(right, ["", ""]), TWO)
    fig.draw_without_rendering()
    assert left.get_position().width > 0.35 and right.get_position().width > 0.35


# ---- the axes


def test_the_axes_never_move_and_their_lines_and_ticks_end_with_the_curves(ax):
    curves = two_on(ax, ylim=(-1, 2))
    before = ax.get_xlim(), ax.get_ylim(), ax.get_children()
    update_curves(curves, [[-9, 0, 9]] * 2, 1)
    assert (ax.get_xlim(), ax.get_ylim(), ax.get_children()) == before
    assert ax.spines["left"].get_bounds() == (-1, 2) and ax.spines["bottom"].get_bounds() == (0, 2)
    assert ax.get_ylim()[0] < -1 and ax.get_ylim()[1] > 2
    assert_allclose(ax.get_xticks(), X)
    assert min(ax.get_yticks()) == -1 and max(ax.get_yticks()) == 2


@pytest.mark.parametrize("log", ["", "x", "y", "xy"])
def test_room_is_a_part_of_the_width_on_every_scale(ax, log):
    curves = two_on(ax, x=[1, 10, 100], ylim=(1, 1000), log=log, room=0.5)
    end = (ax.transData + ax.transAxes.inverted()).transform((100, 1))[0]
    assert_allclose(end, 1.04 / 1.54)
    assert (ax.get_xscale(), ax.get_yscale()) == tuple("log" if axis in log else "linear" for axis in "xy")
    assert update_curves(curves, [[1, 2, 3]] * 2, 2).dots[0].get_xydata().tolist() == [[100, 3]]


@pytest.mark.parametrize(
    ("ylim", "labels"),
    [
        ((3, 3e4), ["10", "100", "1,000", "10,000"]),
        ((5e5, 2e9), ["1 million", "10 million", "100 million", "1 billion"]),
        ((4e-6, 0.2), ["0.00001", "0.0001", "0.001", "0.01", "0.1"]),
        ((1, 1e9), ["1", "100", "10,000", "1 million", "100 million"]),
    ],
)
def test_powers_of_ten_are_written_out(ax, ylim, labels):
    two_on(ax, ylim=ylim, log="y")
    assert texts(ax.get_yticklabels()) == labels


# ---- names


def test_names_are_moved_no_further_than_they_must():
    assert_allclose(apart([0.1, 0.9], 0.2), [0.1, 0.9])
    assert_allclose(apart([0.7, 0.7], 0.2), [0.6, 0.8])
    assert_allclose(apart([0.5, 0.9, 0.5, 0.5], 0.1), [0.4, 0.9, 0.5, 0.6])
    assert_allclose(apart([0.5, 0.55, 0.0], 0.5, -1, 2), [0.35, 0.85, -0.15])
    assert_allclose(apart([1.0, 1.0], 0.2, 0.1, 0.9), [0.7, 0.9])
    assert_allclose(apart([0.0, -3.0], 0.2, 0.1, 0.9), [0.3, 0.1])
    assert apart([], 0.2).size == 0


def test_a_name_follows_the_end_of_its_curve_and_its_number_follows_the_name(ax):
    curves = update_curves(two_on(ax, ["one", ""], form=None, ylim=(0, 10)), [[0, 0, 5], [0, 0, 5]])
    assert_allclose(heights(curves.names)[0], 0.5)  # the one without a name takes no room
    curves = update_curves(two_on(ax), [[0, 0, 0.5], [0, 0, 0.5]], 0)
    low, high = heights(curves.names)
    assert heights(curves.values) == [low, high] and low < 0.5 < high
    ax.figure.draw_without_rendering()
    pairs = zip(curves.values, curves.names, strict=True)
    boxes = [text.get_window_extent() for pair in pairs for text in pair]
    assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))


def test_names_stand_where_they_are_told(ax):
    curves = update_curves(two_on(ax, heights=(0.8, 0.2)), TWO, 0)
    assert heights(curves.names) == heights(curves.values) == [0.8, 0.2]


# ---- beside the curves


def test_a_band_lies_between_low_and_high(ax):
    curves = two_on(ax)
    (band, _) = update_bands(draw_bands(curves), curves.x, [[0.1, 0.3, 0.5]] * 2, [[0.3, 0.5, 0.9]] * 2)
    y = band.get_paths()[0].vertices[:, 1]
    assert_allclose((y.min(), y.max()), (0.1, 0.9))
    assert same_color(band.get_facecolor()[0][:3], COLOUR["precision"])


def test_a_ring_without_a_value_is_hidden_with_its_name(ax):
    ring = update_point(draw_point(two_on(ax), "here", 0.3), 0.5, np.nan)
    assert not ring.dot.get_visible() and not ring.name.get_visible()
    update_point(ring, 0.5, 0.7)
    assert ring.dot.get_visible() and ring.name.get_visible() and ring.dot.get_markerfacecolor() == "none"
    assert_allclose(ring.dot.get_xydata(), [[0.5, 0.7]])


def test_a_choice_has_its_upright_its_dot_and_its_number(ax):
    choice = draw_point(two_on(ax), "chosen", 0.3, colour="right", hollow=False, upright=True)
    update_point(choice, 0.5, 0.8, "0.80")
    assert choice.upright.get_xdata() == [0.5, 0.5] and choice.value.get_text() == "0.80"
    assert same_color(choice.dot.get_markerfacecolor(), COLOUR["right"])


def test_what_never_moves_is_dotted_or_dashed_and_has_its_name(ax):
    curves = two_on(ax)
    assert_allclose(draw_still(curves, 0.5, "guessing").get_ydata(), 0.5)
    assert_allclose(draw_still(curves, [0.1, 0.2, 0.3]).get_ydata(), [0.1, 0.2, 0.3])
    assert list(draw_limit(curves, 1.5, "to here").get_xdata()) == [1.5, 1.5]
    assert {"guessing", "to here"} <= set(texts(ax.texts))


def test_marks_stand_above_the_curves_each_on_a_level_of_its_own_its_name_where_there_is_room(ax):
    curves = two_on(ax)
    lines = set(ax.lines)
    draw_marks(curves, [curves.x[0], curves.x[-1]], ["low", "high"], ["f1", "right"])
    tips = [line for line in ax.lines if line not in lines and line.get_marker() == "v"]
    assert [float(tip.get_xdata()[0]) for tip in tips] == [curves.x[0], curves.x[-1]]
    assert 1 < tips[0].get_ydata()[0] < tips[1].get_ydata()[0] < ax.get_ylim()[1]
    sides = {text.get_text(): text.get_ha() for text in ax.texts}
    assert sides["low"] == "left" and sides["high"] == "right"
