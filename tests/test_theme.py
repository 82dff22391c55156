"""One way to make a lecture figure: one panel, rows and columns of them, or a plan of those that span others."""

from itertools import combinations

import lectures
import numpy as np
import pytest
from matplotlib import cycler, rc_context, rcParams, style
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from seesaw.draw.tables import draw_table
from seesaw.film import film
from seesaw.lessons import multi_head
from seesaw.theme import COLOUR, INDIGO, INK, OLIVE, TOLD_APART, figure, lecture_style


def test_a_figure_is_made_of_one_panel_or_of_rows_and_columns():
    assert isinstance(figure()[1], Axes)
    assert figure(nrows=2, ncols=3)[1].shape == (2, 3)


def test_a_mosaic_has_panels_by_name_that_span_others():
    fig, axes = figure(10, 5, mosaic=[["top", "top"], ["left", "right"]], height_ratios=(1, 2))
    fig.draw_without_rendering()
    top, left, right = (axes[name].get_position() for name in ("top", "left", "right"))
    assert (list(axes), len(fig.axes)) == (["top", "left", "right"], 3)
    assert abs(top.x0 - left.x0) < 1e-9 and abs(top.x1 - right.x1) < 1e-9 and top.height < left.height
    assert {ax.xaxis.label.get_color() for ax in axes.values()} == {INK}


# ---- colours, for eyes that do not see red and green apart

EYES = {  # linear RGB -> linear RGB, severity 1.0: Machado, Oliveira and Fernandes 2009, table 1
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
}
TO_XYZ = np.array([[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]])
PAPERS = "#fdfdfd", "#16181c", "#111111"  # light, a dark page's, JupyterLab's dark
SIDE_BY_SIDE = [pair for group in TOLD_APART for pair in combinations(group, 2)] + [("sin", "cos")]


def seen(colour, eyes="usual"):
    """What an eye makes of a colour, in linear RGB."""
    c = np.array(to_rgb(colour))
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return np.clip(np.array(EYES[eyes]) @ linear, 0, 1)


def distance(one, other, eyes="usual"):
    """How far apart two colours look: CIE 1976, in which 2 can just be told apart."""
    lab = []
    for colour in (one, other):
        x = TO_XYZ @ seen(colour, eyes) / TO_XYZ.sum(axis=1)
        x, y, z = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
        lab.append(np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)]))
    return float(np.linalg.norm(lab[0] - lab[1]))


def contrast(one, other, eyes="usual"):
    low, high = sorted(float(TO_XYZ[1] @ seen(colour, eyes)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("one", "other"), SIDE_BY_SIDE)
def test_colours_that_mean_different_things_are_told_apart_by_any_eye(one, other, eyes):
    assert distance(COLOUR[one], COLOUR[other], eyes) > 20


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("pair", [("right", "wrong"), ("precision", "f1"), ("sin", "cos")])
def test_what_is_most_often_mixed_up_differs_in_lightness_too(pair, eyes):
    assert contrast(*(COLOUR[name] for name in pair), eyes) > 1.25


def test_the_green_and_the_red_of_the_first_edition_would_not_pass():
    assert distance("#2b9348", "#cf3a3a", "deuteranopia") < 20 > distance("#12908e", "#c2417c", "deuteranopia")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", COLOUR)
def test_each_colour_stands_out_from_both_papers(name, paper):
    assert contrast(COLOUR[name], paper) >= 3


@pytest.mark.parametrize("other", ["positive", "sin", "wrong", "f1", OLIVE])
def test_the_orange_of_the_question_means_nothing_else(other):
    assert distance(COLOUR["q"], COLOUR.get(other, other)) > 20
    assert distance(OLIVE, INDIGO, "deuteranopia") > 100


# ---- whatever the user's own style

ODD = {"axes.grid": True, "axes.axisbelow": False, "font.family": ["serif"], "font.size": 20, "font.weight": "bold"}
ODD |= {"figure.dpi": 72, "savefig.bbox": "tight", "axes.prop_cycle": cycler(color=["#ff0000"]), "lines.linewidth": 5}
ODD |= {"axes.unicode_minus": False, "axes.titlelocation": "left", "xtick.minor.visible": True, "image.cmap": "hot"}
ODD |= {"text.color": "#ff00ff", "patch.force_edgecolor": True, "path.simplify": False, "lines.marker": "o"}


@pytest.fixture(params=["ggplot", "dark_background", "seaborn-v0_8-darkgrid", "odd"])
def users_style(request):
    """A style that somebody uses in the same notebook; a function that sets it, for the rest of the test."""
    with rc_context():
        yield lambda: rcParams.update(ODD) if request.param == "odd" else style.use(request.param)


def own_table():
    """A lecture figure in which a table is drawn, and a text that is made while it plays."""
    fig, ax = figure(4, 3)
    draw_table([[0.1, -0.9], [0.4, 0.6]], ax=ax, rows=["a", "b"], columns=["c", "d"])

    def update(t):
        for text in list(ax.texts[4:]):
            text.remove()
        ax.text(0.5, 0.5 + t / 10, "−1")

    return film(fig, update, t=(0, 2))


@pytest.mark.parametrize("view", [own_table, multi_head.sum_view], ids=["own", "03"])
def test_a_lecture_picture_looks_the_same_in_any_style(view, users_style):
    plain = view()
    wanted = plain.svg(), plain.png()
    users_style()
    drawn = view()
    assert (drawn.svg(), drawn.png()) == wanted


def test_the_users_style_is_as_it_was_after_a_lecture_picture(users_style):
    users_style()
    before = dict(rcParams)
    own_table()
    with pytest.raises(KeyError), lecture_style():
        raise KeyError
    assert dict(rcParams) == before


@pytest.mark.slow
@pytest.mark.parametrize("number", lectures.PATHS)
def test_each_film_of_each_lecture_looks_the_same_in_any_style(number, reader):
    lecture = lectures.lecture(number)
    wanted = {name: made.svg() for name, made in lecture.films.items()}
    with rc_context(ODD):
        other = lectures.Lecture(lecture.path)
        assert [name for name, made in other.films.items() if made.svg() != wanted[name]] == []
