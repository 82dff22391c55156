"""One way to make a lecture figure: one panel, rows and columns of them, or a plan of those that span others."""

import lectures
import pytest
from matplotlib import cycler, rc_context, rcParams, style
from matplotlib.axes import Axes

from seesaw.draw.tables import draw_table
from seesaw.film import film
from seesaw.lessons import multi_head
from seesaw.theme import INK, figure, lecture_style


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
