"""Tables, weight maps and pictures of matrices: what they show is what they were given."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.heatmaps import draw_heatmap, draw_sheet, update_heatmap, update_sheet
from seesaw.draw.numbers import shown
from seesaw.draw.tables import (
    MOST_NUMBERS,
    draw_beside,
    draw_table,
    draw_weights,
    frame_cells,
    frame_row,
    shares_say,
    update_beside,
    update_table,
    update_weights,
)
from seesaw.theme import INK, ON_STRONG, SHARE


def words_of(table):
    return [[text.get_text() for text in row] for row in table.texts]


@pytest.mark.parametrize(
    ("value", "text"), [(-1, "−1.00"), (-0.004, "0.00"), (0.0, "0.00"), (2.5, "2.50"), (-0.01, "−0.01")]
)
def test_a_number_has_a_true_minus_sign_and_is_never_minus_nothing(value, text):
    assert shown(value) == text


def test_a_number_is_written_in_the_form_that_is_asked_for():
    assert (shown(-3.0, "{:.0f}"), shown(0.25, "{:.1f}")) == ("−3", "0.2")


def test_each_cell_of_a_table_shows_its_number_and_its_strength(ax):
    table = draw_table([[1.0, -2.0], [0.0, 4.0]], ax=ax, reach=4)
    assert words_of(table) == [["1.00", "−2.00"], ["0.00", "4.00"]]
    assert_allclose(table.image.get_array(), [[1, -2], [0, 4]])
    red, _, blue, alpha = np.moveaxis(table.image.to_rgba(table.image.get_array()), -1, 0)
    assert_allclose(alpha, [[0.25, 0.5], [0, 1]], atol=0.01)
    assert red[0, 1] > blue[0, 1] and blue[1, 1] > red[1, 1]  # below zero olive, above indigo


def test_a_number_on_a_strong_cell_is_white_and_on_a_weak_one_ink(ax):
    table = draw_table([[0.2, 3.9]], ax=ax, reach=4)
    assert [text.get_color() for text in table.texts[0]] == [INK, ON_STRONG]


def test_a_cell_without_a_number_is_empty(ax):
    table = draw_table([[1.0, np.nan]], ax=ax)
    assert words_of(table) == [["1.00", ""]]
    assert table.image.get_array().mask.tolist() == [[False, True]]


@pytest.mark.parametrize(("n", "numbers"), [(MOST_NUMBERS, True), (MOST_NUMBERS + 1, False)])
def test_a_table_too_large_to_read_has_colours_only(ax, n, numbers):
    table = update_table(draw_table(np.zeros((n, n)), ax=ax), np.eye(n))
    assert bool(table.texts) == numbers
    assert table.image.get_array()[n - 1, n - 1] == 1


def test_the_frame_stands_around_the_cells_it_is_given_and_goes_away(ax):
    table = draw_table(np.zeros((4, 3)), ax=ax)
    assert not table.frame.get_visible()
    frame_cells(table, (2, 1), (0, 3))
    assert table.frame.get_visible() and table.frame.get_bbox().bounds == (-0.5, 1.5, 3, 1)
    frame_cells(table, (0, 0), (0, 3))
    assert not table.frame.get_visible()


def test_a_weight_map_says_who_asks_and_who_answers(ax):
    draw_weights(np.eye(2), ["I", "saw"], ax=ax, answers=["the", "saw"])
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("i asks", "j answers")
    assert [t.get_text() for t in ax.get_yticklabels()] == ["I", "saw"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["the", "saw"]


def test_a_share_has_the_same_colour_wherever_the_slider_stands(ax, rng):
    table = draw_weights(np.eye(3), "abc", ax=ax)
    for shares in (np.full((3, 3), 1 / 3), rng.dirichlet(np.ones(3), 3)):
        update_weights(table, shares)
        assert (table.image.norm.vmin, table.image.norm.vmax) == (0, 1)
        assert_allclose(table.image.to_rgba(table.image.get_array())[..., 3], shares, atol=0.005)


def test_a_framed_row_is_as_wide_as_the_map(ax):
    table = draw_weights(np.full((2, 5), 0.2), "ab", ax=ax, answers="vwxyz")
    frame_row(table, 1)
    assert table.frame.get_bbox().bounds == (-0.5, 0.5, 5, 1)


def test_numbers_beside_a_table_stand_in_its_rows_and_right_of_it(ax):
    table = draw_table(np.zeros((3, 2)), ax=ax)
    columns = draw_beside(table, ["sum", "mean"], ax=ax)
    update_beside(columns, [["a", "b", "c"], ["d", "e", "f"]], [[INK] * 3, ["red"] * 3])
    assert [[text.get_text() for text in column] for column in columns] == [["a", "b", "c"], ["d", "e", "f"]]
    assert [text.get_position()[1] for text in columns[1]] == [0, 1, 2]
    assert all(text.get_position()[0] > 1.5 for column in columns for text in column)
    assert [column[0].get_color() for column in columns] == [INK, "red"]


def test_a_heat_map_keeps_its_colours_and_its_box_when_there_are_more_positions(ax):
    image = update_heatmap(draw_heatmap(np.eye(4), ax=ax), np.ones((30, 6)))
    assert image.get_array().shape == (30, 6)
    assert (image.norm.vmin, image.norm.vmax) == (-1, 1)
    assert ax.get_xlim() == (-0.5, 5.5) and ax.get_ylim() == (29.5, -0.5)
    assert image.get_interpolation() == "none"


def test_a_heat_map_of_shares_begins_at_nothing(ax):
    assert draw_heatmap(np.eye(4), ax=ax, cmap=SHARE).norm.vmin == 0


def test_a_sheet_holds_each_map_in_its_row_and_column_and_frames_the_picked_one(ax, rng):
    maps = rng.uniform(size=(2, 3, 4, 4))
    sheet = draw_sheet(maps, ax=ax, aspect="auto")
    whole = sheet.image.get_array()
    assert whole.shape == (2 * 6, 3 * 6)
    assert_allclose(whole[7:11, 1:5], maps[1, 0])
    assert whole.mask.sum() == whole.size - maps.size
    assert ax.get_aspect() == "auto"
    update_sheet(sheet, 1, 2)
    assert sheet.frame.get_bbox().bounds == (1.5, 0.5, 1, 1)


def test_each_cell_of_a_map_says_who_asks_who_answers_and_the_share():
    said = shares_say([[1.0, 0.0], [0.254, 0.746]], ["I", "saw"])
    assert said == ["I → I: 1.00", "I → saw: 0.00", "saw → I: 0.25", "saw → saw: 0.75"]
