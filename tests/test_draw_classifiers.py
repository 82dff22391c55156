"""Bands of draws, a list of sentences with one word marked, a choice and its gains."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose

from seesaw.draw.bands import draw_bands, draw_ring, update_bands, update_ring
from seesaw.draw.choices import draw_choice, draw_gains, update_choice, update_gains
from seesaw.draw.listed import TRACK, Line, draw_listed, update_listed
from seesaw.draw.senses import SENSE
from seesaw.theme import figure


@pytest.fixture
def ax():
    return figure()[1]


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


def test_the_marked_word_is_coloured_by_what_it_means_and_the_sentence_is_whole(ax):
    listed = draw_listed(2, ("seeing", "tool"), ax=ax)
    update_listed(listed, [Line("I saw it.", 2, "seeing", 1.0, "11 of 11", True)])
    assert [texts[0].get_text() for texts in (listed.before, listed.word, listed.after)] == ["I", "saw", "it."]
    assert to_hex(listed.word[0].get_color()) == SENSE["seeing"].colour
    assert listed.rings[0].get_visible() and not listed.marks[1].get_visible()
    assert_allclose(listed.dots[0].get_xdata(), [TRACK[1]])


def test_each_part_of_a_sentence_stands_where_its_characters_are(ax):
    listed = draw_listed(1, ("seeing", "tool"), ax=ax)
    update_listed(listed, [Line("I saw it.", 2, "seeing", 0.0, "", False)])
    at = [texts[0].xyann[0] / listed.pitch for texts in (listed.before, listed.word, listed.after)]
    assert_allclose(at, [0, 2, 6])


def test_an_empty_list_says_so(ax):
    listed = draw_listed(1, ("seeing", "tool"), ax=ax, empty="None.")
    assert update_listed(listed, []).empty.get_visible()
    assert not update_listed(listed, [Line("saw", 0, "tool", 1.0, "", False)]).empty.get_visible()


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
