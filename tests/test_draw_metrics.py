"""Cards, the 2x2, formulas, sawteeth, bells, splits, planes, costs, histograms: each shows what it is given."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.draw.bells import draw_bells, update_bells
from seesaw.draw.cards_row import draw_cards, draw_strip, update_cards
from seesaw.draw.confusion import draw_confusion, frame_line, update_confusion
from seesaw.draw.costs import draw_costs, update_costs
from seesaw.draw.histograms import draw_histogram, update_histogram
from seesaw.draw.planes import draw_levels, draw_plane, update_levels, update_plane
from seesaw.draw.rates import draw_rates, update_rates
from seesaw.draw.sawteeth import draw_open, draw_sawteeth, update_open, update_sawteeth
from seesaw.draw.splits import draw_splits, update_splits
from seesaw.theme import COLOUR, INK, ON_STRONG, figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


def texts(artists):
    return [text.get_text() for text in artists]


def test_cards_below_the_threshold_lie_low_and_an_error_is_red(ax):
    cards = draw_cards([False, True, True], ["16", "21", "24"], ax=ax)
    before = ax.get_children()
    update_cards(cards, 2, ["TN", "FN", "TP"], [False, True, False])
    assert ax.get_children() == before
    low, also_low, high = (face.get_y() for face in cards.faces)
    assert low == also_low < high
    assert texts(cards.marks) == ["TN", "FN", "TP"]
    assert [same_color(mark.get_color(), COLOUR["wrong"]) for mark in cards.marks] == [False, True, False]
    assert_allclose(cards.threshold.get_xdata(), [1.5, 1.5])
    assert [same_color(face.get_facecolor(), COLOUR["positive"]) for face in cards.faces] == [False, True, True]


def test_the_strip_has_each_card_between_the_thresholds_around_it(ax):
    strip = draw_strip([False, True], -0.1, ax=ax)
    assert_allclose(strip.get_offsets(), [[0.5, -0.1], [1.5, -0.1]])
    assert same_color(strip.get_facecolor()[1], COLOUR["positive"])


def test_the_2x2_shows_counts_names_and_sides_and_green_is_right(ax):
    table = draw_confusion([[12, 6], [3, 9]], [["TN", "FP"], ["FN", "TP"]], [[False, True], [True, False]], ax=ax,
                           rows=["is 0", "is 1"], columns=["said 0", "said 1"])  # fmt: skip
    assert [texts(row) for row in table.counts] == [["12", "6"], ["3", "9"]]
    assert [texts(row) for row in table.names] == [["TN", "FP"], ["FN", "TP"]]
    assert [[same_color(cell.get_facecolor()[:3], COLOUR["right"]) for cell in row] for row in table.cells] == [
        [True, False], [False, True],
    ]  # fmt: skip
    update_confusion(table, [[1, 2], [3, 4]], rows=["said 0", "said 1"])
    assert [texts(row) for row in table.counts] == [["1", "2"], ["3", "4"]]
    assert texts(table.rows) == texts(table.columns) == ["said 0", "said 1"]
    cells = np.array([[text.get_position() for text in row] for row in table.counts])
    assert cells[0, 0, 1] == cells[0, 1, 1] < cells[1, 0, 1] and cells[0, 0, 0] < cells[0, 1, 0]


def test_a_frame_holds_one_row_or_one_column_or_hides(ax):
    table = draw_confusion([[1, 2], [3, 4]], [["", ""]] * 2, [[False] * 2] * 2, ax=ax, rows=["", ""], columns=["", ""])
    assert not table.frame.get_visible()
    frame_line(table, row=1)
    assert table.frame.get_visible() and table.frame.get_width() > table.frame.get_height() > 0.9
    frame_line(table, column=1)
    assert table.frame.get_height() > table.frame.get_width() and 0.9 < table.frame.get_x() < 1
    assert not frame_line(table).frame.get_visible()


def test_formulas_get_their_numbers_and_values(ax):
    rates = draw_rates(["P"], ["TP / (TP + FP)"], ax=ax, colours=["precision"])
    update_rates(rates, ["= 9 / (9 + 6)"], ["0.60"])
    assert (texts(rates.numbers), texts(rates.values)) == (["= 9 / (9 + 6)"], ["0.60"])


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


def test_bells_are_filled_strongly_from_the_threshold_up(ax):
    x = np.linspace(-2, 2, 41)
    bells = draw_bells(x, ["0", "1"], ax=ax, top=1)
    update_bells(bells, np.ones((2, 41)), 0.5)
    strong = bells.above[1].get_paths()[0].vertices
    assert strong[strong[:, 1] > 0.9][:, 0].min() == pytest.approx(0.5)
    assert_allclose(bells.threshold.get_xdata(), [0.5, 0.5])


def test_a_split_bar_is_cut_at_its_share_and_empty_where_there_is_none(ax):
    splits = draw_splits(["P", "R"], ["precision", "ink"], ax=ax)
    update_splits(splits, [0.75, np.nan], ["9", "0"], ["3", "0"], ["0.75", "no value"])
    assert [part.get_width() for part in splits.parts] == [0.75, 0.0]
    assert texts(splits.said_part) == ["9", "0"] and texts(splits.values) == ["0.75", "no value"]
    assert [text.get_color() for text in splits.said_part] == [ON_STRONG, INK]


def test_a_split_bar_that_is_full_has_no_room_for_the_rest(ax):
    splits = update_splits(draw_splits(["A"], ["ink"], ax=ax), [0.9991], ["10009"], ["9"], ["0.9991"])
    assert texts(splits.said_rest) == [""]


def test_a_point_without_a_height_is_hollow(ax):
    plane = draw_plane("R", "P", ax=ax, colour="precision")
    update_plane(plane, [1, 0], [0.4, 1], (0.5, 0.8), "AP", ((0, 0.4), (1, 0.4)))
    assert same_color(plane.dot.get_markerfacecolor(), INK) and plane.told.get_text() == "AP"
    assert_allclose(plane.guess.get_xydata(), [[0, 0.4], [1, 0.4]])
    update_plane(plane, [1, 0], [0.4, 1], (0.0, np.nan))
    assert plane.dot.get_markerfacecolor() == "none"
    assert_allclose(plane.dot.get_xydata(), [[0, 1]])


def test_the_name_of_a_level_stands_at_its_end_or_on_top_of_it(ax):
    levels = draw_levels(["a", "b"], ax=ax)
    update_levels(levels, [([0.2, 1], [1, 0.5]), ([0.4, 1], [1, 0.01])])
    assert levels.names[0].get_position() == (1.045, 0.5)
    assert levels.names[1].get_position() == (0.4, 1.06)


def test_costs_are_stacked_and_marks_on_one_place_have_their_words_on_both_sides(ax):
    costs = draw_costs(np.arange(4), ["FN", "FP"], ["positive", "negative"], ["right", "f1"], ax=ax, top=10)
    update_costs(costs, np.array([[0, 1, 2, 3.0], [4, 3, 1, 0.0]]), (2, 2), ["cheapest", "best"])
    assert_allclose(costs.line.get_ydata(), [4, 4, 3, 3])
    assert_allclose([upright.get_xdata()[0] for upright in costs.uprights], [2, 2])
    assert [word.get_ha() for word in costs.words] == ["left", "right"]


def test_a_histogram_stands_class_upon_class_and_is_strong_above_the_threshold(ax):
    heights = np.array([[3, 1, 0], [0, 1, 2]])
    histogram = draw_histogram(np.array([0.0, 1, 2, 3]), heights, ["0", "1"], ax=ax)
    before = ax.get_children()
    update_histogram(histogram, 1.2)
    assert ax.get_children() == before
    negative, positive = (patch.get_data() for patch in histogram.strong)
    assert_allclose(negative.values - negative.baseline, [0, 1, 0])
    assert_allclose(positive.values - positive.baseline, [0, 1, 2])
    assert_allclose(positive.baseline, [3, 1, 0])
