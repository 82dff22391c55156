"""Sheets of small maps and columns joined by lines: what they show."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.links import FEW, LEAST, LEFT, RIGHT, draw_links, update_links
from seesaw.draw.sheets import draw_sheet, pick_on_sheet
from seesaw.theme import figure


@pytest.fixture
def ax():
    return figure(6, 4)[1]


def test_a_sheet_holds_each_map_in_its_row_and_column_with_gaps_between(ax, rng):
    maps = rng.uniform(size=(2, 3, 4, 4))
    sheet = draw_sheet(maps, ax=ax)
    whole = sheet.image.get_array()
    assert whole.shape == (2 * sheet.step, 3 * sheet.step)
    assert_allclose(whole[sheet.step + 1 : sheet.step + 5, 1:5], maps[1, 0])
    assert whole.mask.sum() == whole.size - maps.size


def test_the_frame_stands_around_the_picked_map_and_no_artist_is_added(ax, rng):
    sheet = draw_sheet(rng.uniform(size=(2, 3, 4, 4)), ax=ax)
    before = ax.findobj()
    pick_on_sheet(sheet, 1, 2)
    assert sheet.frame.get_bbox().bounds == (1.5, 0.5, 1, 1)
    assert ax.findobj() == before


def test_a_larger_share_is_a_wider_and_stronger_line_and_a_tiny_one_none(ax):
    links = draw_links(5, ax=ax)
    update_links(links, ["a", "b"], [[0.1, 0.9], [1 - LEAST / 2, LEAST / 2]])
    assert [tuple(map(tuple, s)) for s in links.lines.get_segments()] == [
        ((LEFT, 0), (RIGHT, 0)), ((LEFT, 0), (RIGHT, 1)), ((LEFT, 1), (RIGHT, 0)),
    ]  # fmt: skip
    assert np.all(np.diff(links.lines.get_linewidths()) > 0)
    assert np.all(np.diff(links.lines.get_color()[:, 3]) > 0)


def test_a_shorter_sentence_leaves_no_old_word_and_no_old_line(ax):
    links = draw_links(3, ax=ax)
    update_links(links, ["a", "b", "c"], np.full((3, 3), 1 / 3))
    update_links(links, ["d"], [[1.0]])
    assert [text.get_text() for text in links.asks] == ["d", "", ""]
    assert len(links.lines.get_segments()) == 1


def test_the_tokens_take_the_whole_height_however_many_there_are(ax):
    links = draw_links(14, ax=ax)
    heights = []
    for n in (3, FEW, 14):
        update_links(links, ["a"] * n, np.eye(n))
        heights.append(ax.get_ylim()[0])
    assert heights == [FEW - 0.4, FEW - 0.4, 13.6]


def test_a_sheet_may_fill_its_axes(ax, rng):
    draw_sheet(rng.uniform(size=(2, 3, 4, 4)), ax=ax, aspect="auto")
    assert ax.get_aspect() == "auto"
