"""Arrows, shadows, clocks and links: they point, fall, turn and lead where they were told."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.draw.angles import draw_clocks, draw_dial, update_clocks, update_dial
from seesaw.draw.links import FEW, LEAST, LEFT, RIGHT, draw_crossings, draw_links, update_crossings, update_links
from seesaw.draw.vectors import (
    draw_arrows,
    draw_hull,
    draw_plane,
    draw_shadows,
    draw_tip,
    update_arrows,
    update_both,
    update_shadows,
    update_tip,
)
from seesaw.theme import COLOUR, INK, figure


@pytest.fixture
def plane():
    """Square axes on the plane from -3 to 3."""
    ax = figure(5, 5)[1]
    draw_plane(ax, 3.0)
    return ax


def tips(arrows):
    return np.column_stack([arrows.quiver.U, arrows.quiver.V])


def places(arrows):
    return np.array([name.get_position() for name in arrows.names])


def test_arrows_start_at_the_origin_and_end_at_their_vectors(plane):
    arrows = draw_arrows([(1, 2), (-1, 0)], ["q¹", "q²"], ax=plane, colour="q")
    assert_allclose(tips(arrows), [(1, 2), (-1, 0)])
    assert_allclose(arrows.quiver.get_offsets(), 0)
    assert arrows.quiver.angles == "xy" and arrows.quiver.scale == 1
    x, y = places(update_arrows(arrows, [(0, 2), (0, 0)]))[0]
    assert x == 0 and 2 < y < 2.5  # the name goes with its arrow


def test_a_name_steps_aside_for_another_arrow(plane):
    keys = draw_arrows([(1, 1)], ["k"], ax=plane, colour="k")
    alone = draw_arrows([(1, 1)], ["q"], ax=plane, colour="q")
    beside = draw_arrows([(1, 1)], ["q"], ax=plane, colour="q", among=keys)
    assert_allclose(places(alone), places(keys))
    assert np.linalg.norm(places(beside) - places(keys)) > 0.2


def test_two_equal_arrows_keep_both_their_names_readable(plane):
    names = places(draw_arrows([(1, 1), (1, 1)], ["k²", "k³"], ax=plane, colour="k"))
    assert np.linalg.norm(names[0] - names[1]) > 0.2


def test_no_arrow_has_its_name_off_the_axes(plane):
    x, y = places(draw_arrows([(0, 0)], ["q"], ax=plane, colour="q"))[0]
    assert abs(x) > 0.2 and abs(y) > 0.2


def test_an_update_of_arrows_does_not_remember_where_they_were(plane):
    keys = draw_arrows([(1, 1), (0, -1)], ["k¹", "k²"], ax=plane, colour="k")
    arrows = draw_arrows([(1, 1)], ["q"], ax=plane, colour="q", among=keys)
    first = places(arrows)
    update_arrows(arrows, [(-2, 0)], among=keys)
    assert_allclose(places(update_arrows(arrows, [(1, 1)], among=keys)), first)


def test_of_two_sets_no_name_stays_under_an_arrow_of_the_other(plane):
    """The long arrow passes over the place just past the tip of the short one, where its name would stand."""
    short = draw_arrows([(0, 1)], ["k"], ax=plane, colour="k")
    long = draw_arrows([(1, 0)], ["q"], ax=plane, colour="q")
    alone = places(short)
    update_both(short, [(0, 1)], long, [(0.05, 2.5)])
    assert np.linalg.norm(places(short) - alone) > 0.2
    update_both(short, [(0, 1)], long, [(2, 0)])
    assert_allclose(places(short), alone)


def test_a_shadow_ends_where_the_fall_from_the_tip_meets_the_line_of_the_key_at_a_right_angle(plane, rng):
    q, k = rng.normal(size=2), rng.normal(size=(4, 2))
    shadows = update_shadows(draw_shadows(np.ones(2), k, ax=plane), q, k)
    for key, (start, foot), (tip, end) in zip(
        k, shadows.shadows.get_segments(), shadows.falls.get_segments(), strict=True
    ):
        assert_allclose(start, 0)
        assert_allclose((tip, end), (q, foot))
        assert_allclose((tip - foot) @ key, 0, atol=1e-12)
        assert_allclose(key[0] * foot[1] - key[1] * foot[0], 0, atol=1e-12)  # on the key's line


def test_a_hull_is_filled_faintly_through_its_points(plane):
    points = np.array([(0, 0), (1, 0), (0, 1)])
    hull = draw_hull(points, ax=plane, colour="k")
    assert_allclose(hull.get_xy()[:3], points)
    assert hull.get_facecolor()[3] < 0.2


def test_the_hand_of_a_clock_has_the_sine_for_its_height_and_the_cosine_for_its_reach(ax):
    clocks = update_clocks(draw_clocks(["one", "two"], ax=ax), [np.pi / 6, np.pi], ["first", "second"])
    first, second = (np.diff(hand.get_xydata(), axis=0)[0] for hand in clocks.hands)
    assert_allclose(first, [np.cos(np.pi / 6), 0.5])
    assert_allclose(second, [-1, 0], atol=1e-12)
    assert [name.get_text() for name in clocks.names] == ["first", "second"]


def test_the_dial_shows_both_shadows_and_where_the_hand_has_been(ax):
    dial = update_dial(draw_dial(ax=ax), np.array([0.0, 0.5, 2.0]))
    assert len(dial.been.get_offsets()) == 3
    assert_allclose(dial.sine.get_ydata(), [0, np.sin(2)])
    assert_allclose(dial.cosine.get_xdata(), [0, np.cos(2)])
    assert (dial.sine_number.get_text(), dial.cosine_number.get_text()) == ("sin 0.91", "cos −0.42")


def test_a_row_that_changes_places_is_crossed_over_in_colour_and_one_that_stays_is_not(ax):
    crossings = update_crossings(draw_crossings(3, ax=ax), ["a", "b", "c"], [2, 1, 0])
    assert [text.get_text() for text in crossings.right] == ["c", "b", "a"]
    assert list(crossings.lines[0].get_ydata()) == [0, 2]
    assert [text.get_color() for text in crossings.left] == [COLOUR["e"], INK, COLOUR["e"]]


def test_a_larger_share_is_a_wider_and_stronger_line_and_a_tiny_one_none(ax):
    links = draw_links(5, ax=ax)
    update_links(links, ["a", "b"], [[0.1, 0.9], [1 - LEAST / 2, LEAST / 2]])
    assert [tuple(map(tuple, s)) for s in links.lines.get_segments()] == [
        ((LEFT, 0), (RIGHT, 0)),
        ((LEFT, 0), (RIGHT, 1)),
        ((LEFT, 1), (RIGHT, 0)),
    ]
    assert np.all(np.diff(links.lines.get_linewidths()) > 0)
    assert np.all(np.diff(links.lines.get_color()[:, 3]) > 0)


def test_the_tokens_take_the_whole_height_however_many_there_are(ax):
    links = draw_links(14, ax=ax)
    heights = []
    for n in (3, FEW, 14):
        update_links(links, ["a"] * n, np.eye(n))
        heights.append(ax.get_ylim()[0])
    assert heights == [FEW - 0.4, FEW - 0.4, 13.6]


def test_the_tip_that_a_hand_takes_lies_where_the_arrow_ends_and_is_not_seen(plane):
    tip = update_tip(draw_tip(ax=plane), (1.0, -2.0))
    assert_allclose(tip.get_xydata(), [(1, -2)])
    assert tip.get_visible() and tip.get_linestyle() == tip.get_marker() == "None"
