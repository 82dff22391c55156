"""Pictures of *saw*: senses, maps, readings, verdicts, seesaws show what they are given, within fixed limits."""

import numpy as np
import pytest
from matplotlib.colors import same_color, to_rgb
from numpy.testing import assert_allclose

from seesaw.draw.angles import draw_angle, update_angle
from seesaw.draw.maps import EDGE, REACH, draw_map, draw_own, draw_strips, update_map, update_own, update_strips
from seesaw.draw.readings import draw_readings, draw_seesaws, update_readings, update_seesaws
from seesaw.draw.reports import draw_verdicts, update_verdicts
from seesaw.draw.senses import SENSE
from seesaw.theme import PAPER


def luminance(colour):
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return np.dot((0.2126, 0.7152, 0.0722), channels)


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_the_senses_differ_in_shape_and_in_colour():
    assert len({look.marker for look in SENSE.values()}) == len({look.colour for look in SENSE.values()}) == len(SENSE)


@pytest.mark.parametrize("paper", [PAPER, "#111111"])
@pytest.mark.parametrize("sense", SENSE)
def test_each_sense_can_be_seen_on_a_light_and_on_a_dark_page(sense, paper):
    assert contrast(SENSE[sense].colour, paper) >= 3


def test_each_saw_is_marked_at_its_point_by_the_mark_of_its_sense(ax, rng):
    points, is_tool = rng.uniform(-2, 2, (10, 2)), np.arange(10) >= 6
    artists = update_map(draw_map(ax=ax), points, is_tool)
    assert_allclose(np.column_stack(artists.marks[0].get_data()), points[:6])
    assert_allclose(np.column_stack(artists.marks[1].get_data()), points[6:])
    assert (artists.marks[0].get_marker(), artists.marks[1].get_marker()) == ("o", "^")


def test_the_way_of_a_saw_leads_from_where_it_was_to_where_it_is(ax, rng):
    points, before, is_tool = rng.uniform(-2, 2, (4, 2)), rng.uniform(-2, 2, (4, 2)), np.arange(4) >= 2
    artists = update_map(draw_map(ax=ax), points, is_tool, came_from=before)
    assert_allclose(artists.trails.get_segments()[3], [before[3], points[3]])
    update_map(artists, points, is_tool)
    assert len(artists.trails.get_segments()) == 0


def test_a_map_never_changes_its_limits_and_keeps_what_is_beyond_at_its_edge(ax):
    artists = update_map(draw_map(ax=ax), np.array([[9.0, 0.0], [0.0, -9.0]]), np.array([False, True]))
    assert ax.get_xlim() == ax.get_ylim() == (-EDGE, EDGE)
    assert_allclose(artists.marks[0].get_xdata(), [EDGE])
    assert_allclose(artists.marks[1].get_ydata(), [-EDGE])


def test_a_star_stands_at_the_end_of_its_path_and_one_without_a_path_is_hidden(ax):
    stars = update_own(draw_own(3, ax=ax), [np.array([(0, 0), (1, 1)]), np.array([(0.5, -1)])])
    assert [star.get_visible() for star in stars.stars] == [True, True, False]
    assert_allclose(stars.stars[0].get_xydata(), [(1, 1)])
    assert_allclose(stars.ways[0].get_xydata(), [(0, 0), (1, 1)])


def test_numbers_of_stars_on_one_spot_do_not_cover_each_other(ax):
    stars = update_own(draw_own(5, ax=ax), [np.zeros((1, 2))] * 5)
    places = np.array([number.get_position() for number in stars.numbers])
    gaps = np.abs(places[:, None] - places[None]).max(axis=-1) + np.eye(5)
    assert gaps.min() > 0.15


@pytest.mark.parametrize("degrees", [0, 17, 56, 90])
def test_the_arrows_open_by_the_angle_that_is_written_under_them(ax, degrees):
    artists = update_angle(draw_angle(["", ""], ax=ax), degrees, ("seeing", "tool"))
    (x1, x2), (y1, y2) = artists.arrows.U, artists.arrows.V
    assert_allclose(x1 * x2 + y1 * y2, np.cos(np.radians(degrees)), atol=1e-7)
    assert artists.angle.get_text() == f"{degrees}°"


def test_each_arrow_wears_the_colour_and_the_shape_of_its_sense(ax):
    artists = update_angle(draw_angle(["", ""], ax=ax), 30, ("tool", "seeing"), ("one", "two"))
    assert [tip.get_marker() for tip in artists.tips] == ["^", "o"]
    one, two = artists.arrows.get_facecolor()
    assert same_color(one, SENSE["tool"].colour) and same_color(two, SENSE["seeing"].colour)
    assert [name.get_text() for name in artists.names] == ["one", "two"]


@pytest.mark.parametrize("tools", range(10))
def test_every_voter_sits_on_its_own_side_of_the_seesaw_and_the_heavier_side_is_down(ax, tools):
    (seesaw,) = update_seesaws(draw_seesaws(1, ax=ax), [tools], 9)
    left, right = seesaw.plank.get_ydata()
    assert (right < left) == (tools > 9 - tools)
    assert (len(seesaw.tool.get_xdata()), len(seesaw.seeing.get_xdata())) == (tools, 9 - tools)
    assert np.all(seesaw.tool.get_xdata() > 0) and np.all(seesaw.seeing.get_xdata() < 0)
    assert seesaw.counts.get_text() == f"{9 - tools} see · {tools} tool"


def test_the_seesaws_of_a_sentence_stand_centred_and_those_without_a_saw_are_hidden(ax):
    seesaws = update_seesaws(draw_seesaws(4, ax=ax), [9, 0], 9)
    assert [s.plank.get_visible() for s in seesaws] == [True, True, False, False]
    assert_allclose(seesaws[0].counts.get_position()[0], -seesaws[1].counts.get_position()[0])


def test_a_ring_stands_around_each_reading_that_is_not_what_was_meant(ax):
    artists = draw_readings(2, 3, "means", "read as", ax=ax)
    reads = np.array([["seeing", "tool"], ["tool", "tool"], ["tool", "seeing"]])
    update_readings(artists, ("seeing", "tool"), reads, np.array([[9, 8], [5, 9], [6, 7]]))
    assert list(artists.wrongs[0].get_xdata()) == [1, 2]
    assert list(artists.wrongs[1].get_xdata()) == [2]
    assert [mark.get_marker() for mark in artists.marks[0]] == ["o", "^", "^"]
    assert [vote.get_text() for vote in artists.votes[1]] == ["8", "9", "7"]


def test_a_row_without_a_saw_is_hidden(ax):
    artists = draw_readings(2, 1, "means", "read as", ax=ax)
    update_readings(artists, ("cutting",), np.array([["tool"]]), np.array([[9]]))
    assert [name.get_visible() for name in artists.names] == [True, False]
    assert not artists.marks[1][0].get_visible()


def test_a_strip_parts_its_marks_by_label_and_keeps_them_within_reach(ax):
    artists = draw_strips(["made", "left out"], ["a", "b", "c"], ax=ax)
    place, label = np.array([-1.0, 0.5, 99.0]), np.array([False, True, True])
    update_strips(artists, [place, place], [label, ~label], ["2 of 3", "1 of 3"])
    assert_allclose(artists.marks[0][0].get_xdata(), [-1.0])
    assert_allclose(artists.marks[0][1].get_xdata(), [0.5, REACH])
    assert_allclose(artists.marks[1][1].get_xdata(), [-1.0])
    assert [count.get_text() for count in artists.counts] == ["2 of 3", "1 of 3"]


def test_words_typed_by_a_student_are_never_read_as_mathematics(ax):
    artists = update_verdicts(draw_verdicts(1, ax=ax), r"I saw $\frac{$", ["tool"], ["9 of 9"], r"$\bad{$")
    ax.figure.draw_without_rendering()
    assert artists.sentence.get_text() == r"I saw $\frac{$"
    assert artists.names[0].get_text() == "tool · 9 of 9"


def test_a_verdict_without_a_saw_is_hidden_and_the_remark_moves_up(ax):
    artists = draw_verdicts(2, ax=ax)
    low = update_verdicts(artists, "", ["tool", "seeing"], ["", ""], "x").remark.get_position()[1]
    high = update_verdicts(artists, "", [], [], "x").remark.get_position()[1]
    assert high > low and not any(mark.get_visible() for mark in artists.marks)
