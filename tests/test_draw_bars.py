"""Bars, heaps, squares and cards: each shows what it is given, within limits that never move."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.draw.bars import (
    UNDEFINED,
    draw_bars,
    draw_neighbours,
    draw_ruler,
    draw_splits,
    update_bars,
    update_neighbours,
    update_ruler,
    update_splits,
)
from seesaw.draw.cards import draw_cards, draw_confusion, draw_strip, frame_line, update_cards, update_confusion
from seesaw.draw.heaps import draw_costs, draw_heaps, update_costs, update_heaps
from seesaw.draw.squares import draw_levels, draw_square, update_levels, update_square
from seesaw.theme import COLOUR, INK, ON_STRONG


def texts(artists):
    return [text.get_text() for text in artists]


def test_bars_are_as_high_as_their_values_and_say_so(ax):
    bars = draw_bars([0.5, -1.0], ["I", "saw"], ax=ax, colour="alpha", limits=(-2, 2))
    assert [bar.get_height() for bar in bars.bars] == [0.5, -1.0]
    assert [text.get_text() for text in bars.texts] == ["0.50", "−1.00"]
    assert bars.texts[0].get_position()[1] > 0.5 and bars.texts[1].get_position()[1] < -1


def test_the_limits_of_bars_never_move(ax):
    bars = draw_bars([0.0], ["I"], ax=ax, colour="alpha", limits=(-2, 2))
    update_bars(bars, [99.0])
    assert ax.get_ylim() == (-2, 2)


def test_lying_bars_may_carry_a_column_of_words_at_the_right_edge(ax):
    bars = draw_bars([0.0, 0.0], ["I", "saw"], ax=ax, colour="alpha", limits=(-1, 4), lying=True)
    update_bars(bars, [1.0, -0.5], words=["one", "other"])
    assert [bar.get_width() for bar in bars.bars] == [1.0, -0.5]
    assert [(t.get_text(), t.get_position()[0], t.get_ha()) for t in bars.texts] == [
        ("one", 4, "right"),
        ("other", 4, "right"),
    ]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first on top


def test_a_bar_is_as_long_as_its_cosine_and_its_number_never_stands_on_a_name(ax):
    artists = draw_neighbours(1, 1, "near", "far", "cosine", ax=ax)
    update_neighbours(artists, "row 7", ["up", "down"], [0.5, -0.06], [None, 1234])
    assert [bar.get_width() for bar in artists.bars] == [0.5, -0.06]
    assert [number.get_text() for number in artists.numbers] == ["0.50", "−0.06 · rank 1,234"]
    assert all(number.get_position()[0] > 0 for number in artists.numbers)


def test_a_ruler_shows_lengths_and_says_what_is_not_defined(ax):
    ruler = update_ruler(draw_ruler(["x", "y", "z"], ["in", "out", "on"], ax=ax), [0.25, np.nan, 0.0], 1)
    assert [bar.get_width() for bar in ruler.bars] == [0.25, 0, 0]
    assert [text.get_text() for text in ruler.values] == ["0.25", UNDEFINED, "0.00"]
    assert [name.get_fontweight() for name in ruler.names] == ["normal", "bold", "normal"]


def test_a_split_bar_is_cut_at_its_share_and_empty_where_there_is_none(ax):
    splits = draw_splits(["P", "R"], ["precision", "ink"], ax=ax)
    update_splits(splits, [0.75, np.nan], ["9", "0"], ["3", "0"], ["0.75", "no value"])
    assert [bar.get_width() for bar in splits.bars] == [0.75, 0.0]
    assert texts(splits.parts) == ["9", "0"] and texts(splits.values) == ["0.75", "no value"]
    assert [text.get_color() for text in splits.parts] == [ON_STRONG, INK]


def test_a_split_bar_that_is_full_has_no_room_for_the_rest(ax):
    splits = update_splits(draw_splits(["A"], ["ink"], ax=ax), [0.9991], ["10009"], ["9"], ["0.9991"])
    assert texts(splits.rests) == [""]


def test_bells_are_filled_strongly_from_the_threshold_up(ax):
    x = np.linspace(-2, 2, 41)
    bells = update_heaps(draw_heaps(x, ["0", "1"], ax=ax, top=1), np.ones((2, 41)), 0.5)
    strong = bells.above[1].get_paths()[0].vertices
    assert strong[strong[:, 1] > 0.9][:, 0].min() == pytest.approx(0.5)
    assert_allclose(bells.threshold.get_xdata(), [0.5, 0.5])


def test_a_bell_is_taken_at_its_peak(ax):
    x = np.linspace(-2, 2, 41)
    heights = [1 - (x + 1) ** 2, 0.5 - (x - 1.5) ** 2]
    bells = update_heaps(draw_heaps(x, ["0", "1"], ax=ax, top=1), heights, 0.5)
    assert_allclose([peak.get_xydata()[0] for peak in bells.peaks], [(-1, 1), (1.5, 0.5)], atol=1e-12)


def test_a_histogram_stands_class_upon_class_and_is_strong_above_the_threshold(ax):
    heaps = draw_heaps([0, 1, 2, 3], ["0", "1"], ax=ax, top=4, stacked=True)
    update_heaps(heaps, [[3, 1, 0], [0, 1, 2]], 1.2)
    places = [(0.5, 2), (1.5, 0.5), (1.5, 1.5), (2.5, 1)]

    def filled(heap):
        return heap.get_paths()[0].contains_points(places).tolist()

    assert list(map(filled, heaps.below)) == [[True, False, False, False], [False] * 4]
    assert list(map(filled, heaps.above)) == [[False, True, False, False], [False, False, True, True]]


def test_costs_are_stacked_and_marks_on_one_place_have_their_words_on_both_sides(ax):
    costs = draw_costs(np.arange(4), ["FN", "FP"], ["positive", "negative"], ["right", "f1"], ax=ax, top=10)
    update_costs(costs, np.array([[0, 1, 2, 3.0], [4, 3, 1, 0.0]]), (2, 2), ["cheapest", "best"])
    assert_allclose(costs.line.get_ydata(), [4, 4, 3, 3])
    assert_allclose([upright.get_xdata()[0] for upright in costs.uprights], [2, 2])
    assert [word.get_ha() for word in costs.words] == ["left", "right"]


def test_a_point_without_a_height_is_hollow(ax):
    square = draw_square("R", "P", ax=ax, colour="precision")
    update_square(square, [1, 0], [0.4, 1], (0.5, 0.8), "AP", ((0, 0.4), (1, 0.4)))
    assert same_color(square.dot.get_markerfacecolor(), INK) and square.heading.get_text() == "AP"
    assert_allclose(square.guess.get_xydata(), [[0, 0.4], [1, 0.4]])
    update_square(square, [1, 0], [0.4, 1], (0.0, np.nan))
    assert square.dot.get_markerfacecolor() == "none"
    assert_allclose(square.dot.get_xydata(), [[0, 1]])


def test_the_name_of_a_level_stands_at_its_end_or_on_top_of_it(ax):
    levels = draw_levels(["a", "b"], ax=ax)
    update_levels(levels, [([0.2, 1], [1, 0.5]), ([0.4, 1], [1, 0.01])])
    assert levels.names[0].get_position() == (1.045, 0.5)
    assert levels.names[1].get_position() == (0.4, 1.06)


def test_cards_below_the_threshold_lie_low_and_an_error_is_red(ax):
    cards = draw_cards([False, True, True], ["16", "21", "24"], ax=ax)
    update_cards(cards, 2, ["TN", "FN", "TP"], [False, True, False])
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
    table = draw_confusion(
        [[12, 6], [3, 9]],
        [["TN", "FP"], ["FN", "TP"]],
        [[False, True], [True, False]],
        ax=ax,
        rows=["is 0", "is 1"],
        columns=["said 0", "said 1"],
    )
    assert [texts(row) for row in table.counts] == [["12", "6"], ["3", "9"]]
    assert [texts(row) for row in table.names] == [["TN", "FP"], ["FN", "TP"]]
    assert [[same_color(cell.get_facecolor()[:3], COLOUR["right"]) for cell in row] for row in table.cells] == [
        [True, False],
        [False, True],
    ]
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
