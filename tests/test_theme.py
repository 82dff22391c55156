"""One way to make a lecture figure: one panel, rows and columns of them, or a plan of those that span others."""

from matplotlib.axes import Axes

from seesaw.theme import INK, figure


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
