"""Handles and names: where things stand in the picture at each position, and what they say."""

import numpy as np
import pytest
from ipywidgets import IntSlider, Text
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from numpy.testing import assert_allclose

from seesaw.film import FilmError, film

SIZE = 4, 3  # inches, so 288 x 216 points


def axes(**limits):
    fig = Figure(figsize=SIZE)
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 4), ylim=(0, 3), **limits)
    return fig, ax


def points(made, hand=0):
    return {key: marks[0][hand] for key, marks in made.data["marks"].items()}


def names(made, key, thing=0):
    return made.data["names"][made.data["marks"][key][1][thing]]


def arrow(ax):
    made = FancyArrowPatch((0, 0), (1, 1))
    return ax.add_patch(made), lambda x, y: made.set_positions((0, 0), (x, y))


def line(ax):
    (made,) = ax.plot([0, 1], [0, 1])
    return made, lambda x, y: made.set_data([0, x], [0, y])


def note(ax):
    made = ax.annotate("here", (1, 1), xytext=(2, 2), arrowprops={"arrowstyle": "->"})
    return made, lambda x, y: setattr(made, "xy", (x, y))


def words(ax):
    made = ax.text(1, 1, "here")
    return made, lambda x, y: made.set_position((x, y))


def dots(ax):
    made = ax.scatter([1], [1])
    return made, lambda x, y: made.set_offsets([(x, y)])


def bar(ax):
    made = ax.add_patch(Rectangle((0, 0), 1, 1))
    return made, lambda x, y: made.set(x=x - 0.5, y=y - 0.5)


def box(ax):
    made = ax.imshow(np.eye(2), extent=(0, 1, 0, 1), aspect="auto")
    ax.set(xlim=(0, 4), ylim=(0, 3))
    return made, lambda x, y: made.set_extent((x - 0.5, x + 0.5, y - 0.5, y + 0.5))


@pytest.mark.parametrize("kind", [arrow, line, note, words, dots, bar, box])
def test_a_handle_of_two_controls_stands_where_the_eye_sees_it(kind):
    fig, ax = axes(autoscale_on=False)
    handle, put = kind(ax)
    made = film(fig, lambda x, y: put(x, y), x=IntSlider(1, min=0, max=4), y=(0, 3), handles={("x", "y"): handle})
    assert made.data["hands"] == [{"controls": (0, 1), "box": (0.0, 0.0, 288.0, 216.0)}]
    for key, (x, y) in points(made).items():
        i, j = map(int, key.split(","))
        assert_allclose((x, y), (72 * i, 216 - 72 * j + 9 * (kind is words)), atol=0.11)  # under a word, not on it


def test_it_stands_there_in_any_projection():
    fig = Figure(figsize=SIZE)
    ax = fig.add_subplot(projection="polar")
    (hand,) = ax.plot([0, 0], [0, 1])
    made = film(fig, lambda turn: hand.set_xdata([0, turn * np.pi / 2]), turn=(0, 3), handles={"turn": hand})
    east, north, west, south = points(made).values()
    middle = np.mean([east, west], axis=0)
    assert_allclose(np.mean([north, south], axis=0), middle, atol=0.11)
    assert east[0] > middle[0] > west[0] and north[1] < middle[1] < south[1]


def test_one_artist_for_each_position_stands_where_that_artist_stands():
    fig, ax = axes()
    tiles = [ax.text(i, 1, "word", ha="center") for i in range(4)]

    def update(word):
        for i, tile in enumerate(tiles):
            tile.set_color("red" if i == word else "black")

    made = film(fig, update, word=(0, 3), handles={"word": tiles})
    assert points(made) == {str(i): [72.0 * i, 153.0] for i in range(4)}


def test_what_is_hidden_or_nowhere_stands_nowhere():
    fig, ax = axes()
    (dot,) = ax.plot([1], [1], "o")

    def update(t):
        dot.set(xdata=[np.nan if t == 1 else t], visible=t != 2)

    assert list(points(film(fig, update, t=(0, 3), handles={"t": dot})).values()) == [[0, 144], None, None, [216, 144]]


def still(ax):
    return lambda t: ax.set_title(f"t is {t}") and None


@pytest.mark.parametrize(
    ("handles", "wrong", "says"),
    [
        (lambda ax: {"u": ax.patch}, ValueError, "no control 'u'; this film has t, words"),
        (lambda ax: {"t": "bar"}, TypeError, "the handle of t is an artist"),
        (lambda ax: {"t": [ax.patch] * 2}, ValueError, "t has 4, got 2"),
        (lambda ax: {("t", "words"): ax.patch}, ValueError, "t and words is typed"),
        (lambda ax: {"t": ax.patch}, FilmError, "the handle of t, Rectangle, stands still"),
        (lambda ax: {"t": Rectangle((0, 0), 1, 1)}, FilmError, "no longer in the figure"),
    ],
)
def test_a_handle_that_can_not_be_one_is_refused_in_a_sentence(handles, wrong, says):
    fig, ax = axes()
    with pytest.raises(wrong, match=says):
        film(fig, lambda t, words: still(ax)(t), t=(0, 3), words=Text("saw"), handles=handles(ax))


def test_points_lines_cells_and_wholes_have_names():
    fig, ax = axes(autoscale_on=False)
    dot = ax.scatter([1, 2], [1, 2])
    links = ax.add_collection(LineCollection([[(0, 0), (1, 1)], [(0, 1), (1, 0), (2, 0)]]))
    image = ax.imshow([[0.25, -0.001], [1, 2]], extent=(0, 2, 0, 2), aspect="auto")
    ax.set(xlim=(0, 4), ylim=(0, 3))
    said = {
        dot: lambda t: [f"first at {t}", "second"],
        links: ["falls", "rises"],
        image: "{row}, {column}: {value:.2f}",
        ax.patch: "all of it",
    }
    made = film(fig, lambda t: dot.set_offsets([(t, 1), (2, 2)]), t=(0, 3), names=said)
    assert names(made, "3") == [[[[216, 144]], [[144, 72]]], ["first at 3", "second"]]
    assert names(made, "0", 1) == [[[[0, 216], [72, 144]], [[0, 144], [72, 216], [144, 216]]], ["falls", "rises"]]
    assert names(made, "0", 2) == [[0, 72, 144, 216], 2, 2, ["0, 0: 0.25", "0, 1: 0.00", "1, 0: 1.00", "1, 1: 2.00"]]
    assert names(made, "0", 3) == [[0, 0, 288, 216], 1, 1, ["all of it"]]
    assert made.data["marks"]["0"][1][1:] == made.data["marks"]["3"][1][1:]  # what stays is kept once


@pytest.mark.parametrize("origin", ["upper", "lower"])
def test_the_first_cell_is_where_row_0_is_drawn(origin):
    fig = Figure(figsize=SIZE)
    ax = fig.subplots()
    image = ax.imshow([[1, 2, 3], [4, 5, 6]], origin=origin, aspect="auto")
    made = film(fig, still(ax), t=(0, 1), names={image: [["a", "b", "c"], ["d", "e", "f"]]})
    (x0, y0, x1, y1), rows, columns, said = names(made, "0")
    assert (rows, columns, said) == (2, 3, list("abcdef"))
    assert x0 < x1 and (y0 < y1) == (origin == "upper")


def test_names_that_are_too_few_are_refused():
    fig, ax = axes()
    dot = ax.scatter([1, 2], [1, 2])
    with pytest.raises(FilmError, match="shows 2 things at .* and names gives 1 words"):
        film(fig, still(ax), t=(0, 3), names={dot: ["first"]})
    with pytest.raises(TypeError, match="names is {artist: words}"):
        film(fig, still(ax), t=(0, 3), names=["first"])
