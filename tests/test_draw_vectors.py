"""Arrows, shadows, bars and curves: they point, fall, reach and ride where they were told."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.testing import assert_allclose

from seesaw.draw.bars import draw_bars, update_bars
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.vectors import (
    draw_arrows,
    draw_hull,
    draw_plane,
    draw_shadows,
    update_arrows,
    update_both,
    update_shadows,
)
from seesaw.theme import COLOUR, figure


@pytest.fixture
def ax():
    return figure(5, 5)[1]


@pytest.fixture
def plane(ax):
    draw_plane(ax, 3.0)
    return ax


def tips(arrows):
    return np.column_stack([arrows.quiver.U, arrows.quiver.V])


def places(arrows):
    return np.array([name.get_position() for name in arrows.names])


# ---- arrows


def test_arrows_start_at_the_origin_and_end_at_their_vectors(plane):
    arrows = draw_arrows([(1, 2), (-1, 0)], ["q¹", "q²"], ax=plane, colour="q")
    assert_allclose(tips(arrows), [(1, 2), (-1, 0)])
    assert_allclose(arrows.quiver.get_offsets(), 0)
    assert arrows.quiver.angles == "xy" and arrows.quiver.scale == 1


def test_turned_arrows_are_the_same_artists_and_their_names_go_with_them(plane):
    arrows = draw_arrows([(1, 0)], ["k"], ax=plane, colour="k")
    before = plane.findobj()
    update_arrows(arrows, [(0, 2)])
    assert plane.findobj() == before
    assert_allclose(tips(arrows), [(0, 2)])
    x, y = places(arrows)[0]
    assert x == 0 and 2 < y < 2.5


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


# ---- shadows


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


# ---- bars


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


# ---- curves


@pytest.fixture
def curves(ax):
    ax.set(xlim=(0, 3), ylim=(0, 1))
    x, values = [0, 1, 2, 3], [[0.1, 0.2, 0.3, 0.4], [0.9, 0.7, 0.5, 0.4], [0, 0, 0, 0]]
    return draw_curves(
        x, values, ["up", "down", ""], ax=ax, colours=["right", "wrong", "muted"], styles=["-", "--", ":"]
    )


def test_the_marker_and_the_dots_ride_along_the_curves_and_nothing_else_moves(curves):
    lines = [line.get_xydata().copy() for line in curves.lines]
    update_curves(curves, 2)
    assert curves.marker.get_xdata() == [2, 2]
    assert_allclose(curves.dots.get_offsets(), [(2, 0.3), (2, 0.5), (2, 0)])
    assert_allclose([line.get_xydata() for line in curves.lines], lines)


def test_a_curve_has_its_colour_style_and_name(curves):
    assert [line.get_linestyle() for line in curves.lines] == ["-", "--", ":"]
    assert to_rgba(curves.lines[1].get_color()) == to_rgba(COLOUR["wrong"])
    assert [name.get_text() for name in curves.names] == ["up", "down"]


def test_names_of_curves_that_meet_are_kept_apart(curves):
    heights = sorted(name.xy[1] for name in curves.names)
    assert heights[1] - heights[0] >= 0.0799
