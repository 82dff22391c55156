"""Rows of W make columns of q: which cells are a head's own, and what is framed."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.testing import assert_allclose

from seesaw.draw.split import FAINT, HUES, draw_split, update_split
from seesaw.theme import COLOUR

N, D = 3, 4


@pytest.fixture
def split(ax):
    return draw_split(N, D, ["x", "W", "q"], ax=ax, heads=2)


@pytest.fixture
def numbers(rng):
    x, W = rng.normal(size=(N, D)), rng.normal(size=(D, D))
    return x, W, x @ W.T


def hues(image):
    return image.get_array()[..., :3]


def test_the_rows_of_w_and_the_columns_of_q_have_the_colour_of_their_head_and_x_has_none(split, numbers):
    update_split(split, *numbers, H=2, row=3, reads=(0, D))
    first, second = (to_rgb(COLOUR[hue]) for hue in HUES[:2])
    assert_allclose(hues(split.W)[:2], np.broadcast_to(first, (2, D, 3)))
    assert_allclose(hues(split.W)[2:], np.broadcast_to(second, (2, D, 3)))
    assert_allclose(hues(split.q)[:, :2], np.broadcast_to(first, (N, 2, 3)))
    assert_allclose(hues(split.q)[:, 2:], np.broadcast_to(second, (N, 2, 3)))
    assert_allclose(hues(split.x), np.broadcast_to(to_rgb(COLOUR["a"]), (N, D, 3)))


def test_a_large_number_is_a_strong_cell_and_what_is_not_read_is_empty(split, numbers):
    x, W, q = numbers
    W[0, 0], W[3, 0] = 9.0, np.nan
    update_split(split, x, W, q, H=2, row=0, reads=(0, 2))
    strength = split.W.get_array()[..., 3]
    assert strength[0, 0] == 1 and strength[3, 0] == 0
    assert np.all(np.delete(strength.ravel(), 12) >= FAINT)
    assert_allclose(hues(split.x)[:, :2], np.broadcast_to(to_rgb(COLOUR[HUES[0]]), (N, 2, 3)))


def test_the_frames_stand_on_one_row_of_w_one_column_of_q_and_what_is_read(split, numbers):
    update_split(split, *numbers, H=2, row=3, reads=(2, 2))
    (x_left, *_), (w_left, *_), (q_left, *_) = (image.get_extent() for image in (split.x, split.W, split.q))
    top = (D - N) / 2
    bounds = [frame.get_bbox().bounds for frame in split.frames]
    assert_allclose(bounds, [(x_left + 2, top, 2, N), (w_left + 2, 3, 2, 1), (q_left + 3, top, 1, N)])


def test_each_head_is_named_and_no_more(split, numbers):
    update_split(split, *numbers, H=1, row=0, reads=(0, D))
    assert [text.get_visible() for text in [*split.beside, *split.above]] == [True, False, True, False]
    update_split(split, *numbers, H=2, row=0, reads=(0, D))
    assert [text.get_text() for text in split.beside] == ["head 1", "head 2"]
    assert [text.get_position()[1] for text in split.beside] == [1, 3]
