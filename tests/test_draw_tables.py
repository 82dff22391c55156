"""Tables, weight maps and word slots: what they show is what they were given, on the same artists."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.numbers import shown
from seesaw.draw.tables import MOST_NUMBERS, draw_table, frame_cells, update_table
from seesaw.draw.weights import draw_weights, frame_row, update_weights
from seesaw.draw.words import UNSEEN, draw_slots, update_slots
from seesaw.theme import COLOUR, INK, ON_STRONG, figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


def words_of(table):
    return [[text.get_text() for text in row] for row in table.texts]


# ---- numbers


@pytest.mark.parametrize(
    ("value", "text"), [(-1, "−1.00"), (-0.004, "0.00"), (0.0, "0.00"), (2.5, "2.50"), (-0.01, "−0.01")]
)
def test_a_number_has_a_true_minus_sign_and_is_never_minus_nothing(value, text):
    assert shown(value) == text


def test_a_number_is_written_in_the_form_that_is_asked_for():
    assert (shown(-3.0, "{:.0f}"), shown(0.25, "{:.1f}")) == ("−3", "0.2")


# ---- tables


def test_each_cell_of_a_table_shows_its_number_and_its_strength(ax):
    table = draw_table([[1.0, -2.0], [0.0, 4.0]], ax=ax, reach=4)
    assert words_of(table) == [["1.00", "−2.00"], ["0.00", "4.00"]]
    assert_allclose(table.image.get_array(), [[1, -2], [0, 4]])
    red, _, blue, alpha = np.moveaxis(table.image.to_rgba(table.image.get_array()), -1, 0)
    assert_allclose(alpha, [[0.25, 0.5], [0, 1]], atol=0.01)
    assert red[0, 1] > blue[0, 1] and blue[1, 1] > red[1, 1]  # below zero orange, above indigo


def test_a_number_on_a_strong_cell_is_white_and_on_a_weak_one_ink(ax):
    table = draw_table([[0.2, 3.9]], ax=ax, reach=4)
    assert [text.get_color() for text in table.texts[0]] == [INK, ON_STRONG]


def test_new_numbers_go_to_the_same_artists(ax):
    table = draw_table(np.zeros((3, 2)), ax=ax)
    before = ax.findobj()
    update_table(table, np.arange(6).reshape(3, 2))
    assert ax.findobj() == before
    assert words_of(table)[2] == ["4.00", "5.00"]


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


# ---- weights


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


# ---- words


def test_slots_that_are_not_seen_are_faint_and_those_that_differ_are_green(ax):
    slots = draw_slots([["I", "saw"], ["", "saw"]], ["one", "other"], ax=ax)
    update_slots(slots, [[True, False], [True, True]], [True, False])
    assert [word.get_alpha() for word in slots.words[0]] == [1, UNSEEN]
    assert [box.get_edgecolor()[3] for box in slots.boxes[1]] == [1, 1]
    green = tuple(int(COLOUR["right"][i : i + 2], 16) / 255 for i in (1, 3, 5))
    assert_allclose(slots.boxes[1][0].get_edgecolor()[:3], green)
    assert slots.words[1][0].get_text() == "·"


def test_a_slot_that_differs_but_is_not_seen_is_not_green(ax):
    slots = update_slots(draw_slots([["I"], ["the"]], "ab", ax=ax), [[False], [False]], [True])
    assert slots.boxes[0][0].get_linewidth() < 2
