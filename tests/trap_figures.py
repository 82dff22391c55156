"""Small figures, each with one way of changing that a film could get wrong.

    TRAPS["words"]  ->  Trap(name, make, controls);    make()  ->  figure, update
    saved(trap, state)  ->  the SVG that Matplotlib itself saves of that state

Each `update` is pure: it sets everything that its state decides.  Figures are small, so that drawing all of them with
Matplotlib at every position stays cheap.  `HOPELESS` holds what no film can play, with what the refusal must say.
"""

import io
import itertools
from functools import partial
from inspect import signature
from typing import NamedTuple
from unittest import mock

import numpy as np
from ipywidgets import Dropdown, IntSlider
from matplotlib import dates, patheffects, rc_context, ticker
from matplotlib import patches as mp
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.image import NonUniformImage
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnchoredText, AnnotationBbox, OffsetImage, TextArea
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, blended_transform_factory, offset_copy
from mpl_toolkits import axisartist
from mpl_toolkits.axes_grid1 import host_subplot
from mpl_toolkits.axisartist.floating_axes import FloatingAxes
from mpl_toolkits.axisartist.floating_axes import GridHelperCurveLinear as FloatingGrid
from mpl_toolkits.axisartist.grid_helper_curvelinear import GridHelperCurveLinear

from seesaw.film.record import RC

X = np.linspace(0, 6, 25)
NUMBERS = np.random.default_rng(1).random((4, 5, 5))  # one map for each position
POINTS = np.random.default_rng(2).random((4, 12, 2))
COLOURS = ["#c8501e", "#4646c6", "#2b9348", "#000000"]
LONG = "a line of many words that is broken where the picture ends"


class Trap(NamedTuple):
    name: str
    make: object  # () -> figure, update
    controls: dict  # argument of update -> its values

    def states(self):
        """Every state, in the order in which a film visits them."""
        return [dict(zip(self.controls, values, strict=True)) for values in itertools.product(*self.controls.values())]

    def widgets(self):
        """The controls as ipywidgets: a slider for whole numbers that follow each other, else a menu."""
        return {name: _widget(list(values)) for name, values in self.controls.items()}


def _widget(values):
    if values == list(range(len(values))) and not isinstance(values[0], bool):
        return IntSlider(0, min=0, max=len(values) - 1)
    return Dropdown(options=values)


def laid_out(trap):
    """The trap's figure as a film has it: its layout run once, at the first position, and frozen.  -> figure, update"""
    fig, update = trap.make()
    if fig.get_layout_engine() is not None:
        update(**trap.states()[0])
        fig.draw_without_rendering()
        fig.set_layout_engine("none")
    return fig, update


class _Reference(RendererSVG):
    """Matplotlib's own, but mathematics as outlines (svg.fonttype 'path' does that to all text)."""

    def _draw_text_as_text(self, gc, x, y, s, prop, angle, ismath, mtext=None):
        way = self._draw_text_as_path if ismath else super()._draw_text_as_text
        way(gc, x, y, s, prop, angle, ismath, mtext)


def saved(trap, state, freeze=True):
    """What Matplotlib saves of a state, each time of a new figure, so that no state knows of another.

    freeze : the layout is run once, at the first state, and then stays
    """
    fig, update = laid_out(trap) if freeze else trap.make()
    fig.suppressComposite = None
    update(**state)
    file = io.StringIO()
    with rc_context(RC), mock.patch("matplotlib.backends.backend_svg.RendererSVG", _Reference):
        fig.savefig(file, format="svg", dpi="figure")
    return file.getvalue()


TRAPS = {}
HOPELESS = {}  # name -> (Trap, words that the refusal must hold)


def trap(ticks=False, **controls):
    """Put a figure among the traps: a function of its axes that gives `update`, or of nothing, figure and `update`.

    With no controls given, `update` takes t = 0, 1, 2, 3.
    """

    def keep(make):
        TRAPS[make.__name__] = Trap(make.__name__, partial(_made, make, ticks), controls or {"t": range(4)})

    return keep


def hopeless(*words, **controls):
    """Put a figure among those that a film refuses, naming `words`."""

    def keep(make):
        HOPELESS[make.__name__] = Trap(make.__name__, partial(_made, make, False), controls or {"t": range(4)}), words

    return keep


def _made(make, ticks):
    if not signature(make).parameters:
        return make()
    fig, ax = one(ticks)
    return fig, make(ax)


def one(ticks=False, **kwargs):
    """A small figure with one axes, without ticks unless they matter.  -> figure, axes"""
    fig = Figure(**{"figsize": (3, 2.2), **kwargs})
    ax = fig.subplots()
    if not ticks:
        ax.set(xticks=[], yticks=[])
    ax.set(xlim=(0, 6), ylim=(-1.5, 1.5))
    return fig, ax


def corners(t):
    """A kite that moves and grows with t."""
    return [(1 + t, -1), (2 + 1.5 * t, 0), (1 + t, 1), (0.5 + t, 0)]


def kite(ax):
    """A patch to look through; a polygon, for Matplotlib's clips do not follow a circle's `set_center`."""
    return mp.Polygon(corners(0), fill=False, transform=ax.transData)


# ---- texts


@trap(t=range(11))
def words(ax):
    """Other letters reach higher and lower; some are SVG's own; some texts are empty."""
    above, below = ax.text(1, 0, "", va="top"), ax.text(4, -1, "", ha="right", va="center")
    said = ["0.10", "0.95", "", " ", "agy", "a & b", "<b>", "</text>", '"it\'s"', "α′ \u00e9", "x > y"]
    return lambda t: (above.set_text(said[t]), below.set_text(said[-t]))


@trap(t=range(5))
def mathematics(ax):
    text = ax.text(1, 0, "")
    said = ["$x_1^2$", r"so $\alpha'_{i,j}=\frac{1}{2}$ & more", "5$", "$5$", r"\$5"]
    return lambda t: (text.set_text(said[t]), ax.set_title(said[-t]))


@trap(t=range(3), dollars=[True, False])
def dollars_that_are_no_mathematics(ax):
    text = ax.text(1, 0, "")
    return lambda t, dollars: text.set(text=["$a$", "$b_1$", "c"][t], parse_math=dollars)


@trap()
def text_box(ax):
    text = ax.text(2, 0, "in a box", bbox={"facecolor": "w", "boxstyle": "round"})

    def update(t):
        text.set_text("in a box" + " ha" * t)
        text.get_bbox_patch().set(facecolor=COLOURS[t], linewidth=t)

    return update


@trap()
def text_box_alone_changes(ax):
    text = ax.text(2, 0, "in a box", bbox={"facecolor": "w"})
    return lambda t: text.get_bbox_patch().set_facecolor(COLOURS[t])


@trap()
def lines_of_text(ax):
    text = ax.text(3, 0, "", ha="center", va="center", multialignment="left")
    return lambda t: text.set(text="\n".join(["one", "two & two", "", "four"][: t + 1]), linespacing=1 + t / 4)


@trap()
def rotated_text(ax):
    still, turning = ax.text(1, 0, "", rotation=90, va="center"), ax.text(4, 0, "turns", rotation_mode="anchor")
    return lambda t: (still.set_text("up" * (t + 1)), turning.set_rotation(30 * t))


@trap(t=range(4), turned=[False, True])
def text_whose_transform_turns(ax):
    own = Affine2D()
    text = ax.text(2, 0.5, "turned", transform=own + ax.transData, transform_rotates_text=True)
    text.set_rotation(10)
    return lambda t, turned: (own.clear().rotate_deg_around(2, 0.5, 15 * t), text.set_transform_rotates_text(turned))


@trap()
def clipped_text(ax):
    inside = ax.text(4, 0, "clipped at the edge of the axes", clip_on=True)
    return lambda t: (inside.set_text(f"{t} clipped at the edge of the axes"), ax.set_xlim(0, 6 + t))


@trap()
def text_seen_through_a_hole_that_moves(ax):
    text, hole = ax.text(0.2, 0, "seen through a hole", clip_on=True), kite(ax)
    text.set_clip_path(hole)
    return lambda t: hole.set_xy(corners(t))


@trap()
def text_colour_only(ax):
    texts = [ax.text(i, 0, "same") for i in range(3)]
    rows = np.random.default_rng(3).random((4, 3, 4)).round(2)  # colours as arrays, as colour maps give them

    def update(t):
        for text, colour in zip(texts, rows[t], strict=True):
            text.set_color(colour)

    return update


@trap()
def colour_array_changed_in_place(ax):
    colour = np.array([0.0, 0.2, 0.4])
    text = ax.text(1, 0, "")

    def update(t):
        colour[0] = t / 4
        text.set(text=f"{t}", color=colour)

    return update


@trap()
def text_fonts(ax):
    grows, bold, serif, faint = (ax.text(0.2, y, "") for y in (-1, -0.3, 0.4, 1))

    def update(t):
        grows.set(text=f"size {t}", size=8 + 3 * t)
        bold.set(text=f"weight {t}", weight=["normal", "bold"][t % 2], style=["normal", "italic"][t // 2])
        serif.set(text=f"family {t}", family=["serif", "monospace"][t % 2])
        faint.set(text=f"alpha {t}", alpha=1 - t / 4)

    return update


@trap()
def font_changed_behind_its_text(ax):
    font = FontProperties(size=8)
    text = ax.text(1, 0, "grows")
    text._fontproperties = font  # shared, as a legend does
    return lambda t: font.set_size(8 + 4 * t)


@trap()
def text_alignment(ax):
    text = ax.text(3, 0, "gone")
    return lambda t: text.set(ha=["left", "center", "right", "left"][t], va=["top", "center", "baseline", "bottom"][t])


@trap()
def text_path_effects(ax):
    text = ax.text(1, 0, "outlined", size=20)

    def update(t):
        ring = patheffects.withStroke(linewidth=t + 1, foreground=COLOURS[t])
        text.set(text=f"outlined {t}", path_effects=[ring] if t else [])

    return update


@trap()
def wrapped_text(ax):
    text = ax.text(1, 1.4, "", wrap=True, va="top")
    return lambda t: text.set_text(" ".join(LONG.split()[: 1 + 4 * t]))


@trap()
def text_that_is_nowhere(ax):
    """Matplotlib opens a group for a text at NaN and never closes it."""
    text = ax.text(1, 0, "here")
    ax.plot([0, 6], [0, 1], "k")
    return lambda t: text.set_position((np.nan if t == 1 else t, 0))


@trap()
def text_in_moving_limits(ax):
    ax.text(1, 0, "stays at 1")
    ax.text(0.5, 0.9, "stays in the axes", transform=ax.transAxes)
    ax.text(1, 0.1, "both", transform=blended_transform_factory(ax.transData, ax.transAxes))
    return lambda t: ax.set_xlim(-t, 6)


@trap()
def text_at_an_offset_that_changes(ax):
    text = ax.text(1, 0, "near")
    return lambda t: text.set_transform(offset_copy(ax.transData, ax.figure, x=4 * t, y=2 * t, units="points"))


@trap()
def box_as_wide_as_its_text(ax):
    """`update` measures: who drew the text last must not matter."""
    text, box = ax.text(1, 0, ""), ax.add_patch(mp.Rectangle((1, 0), 0, 0.5, fill=False))
    title = ax.set_title("a title")

    def update(t):
        text.set_text("wide" * (t + 1))
        wide, high = text.get_window_extent().width, title.get_window_extent().height
        box.set(width=wide / ax.bbox.width * 6, height=high / ax.bbox.height * 3)

    return update


@trap()
def text_with_a_link(ax):
    text = ax.text(1, 0, "a link")
    return lambda t: text.set(text=f"link {t}", url=[None, "https://example.org/?a=1&b=2"][t % 2])


@trap()
def figure_texts(ax):
    corner = ax.figure.text(0.01, 0.01, "")

    def update(t):
        corner.set_text(f"figure {t}")
        ax.figure.suptitle(f"all {t}", color=COLOURS[t])
        ax.figure.supxlabel("x" * (t + 1))

    return update


@trap(ticks=True)
def titles(ax):
    def update(t):
        ax.set_title(f"middle {t}" if t != 2 else "")
        ax.set_title(["left", "left\nhigher"][t % 2], loc="left")
        ax.xaxis.set_ticks_position(["bottom", "top"][t // 2])

    return update


@trap(ticks=True)
def axis_labels(ax):
    def update(t):
        ax.set_xlabel(f"x is {t}", color=COLOURS[t])
        ax.set_ylabel("y", labelpad=4 * t, rotation=90 * (t % 2))

    return update


@trap(t=range(4), hidden=[False, True])
def labels_kept_in_line_with_a_neighbour():
    """An aligned label moves when the *other* axes' ticks grow wider, be they seen or not."""
    fig = Figure((3, 2.4))
    above, below = fig.subplots(2)
    above.set_ylabel("above")
    below.set_ylabel("below")
    fig.subplots_adjust(left=0.35)
    fig.align_ylabels()
    return fig, lambda t, hidden: below.set(ylim=(0, 10 ** (2 * t)), visible=not hidden)


# ---- lines


@trap()
def line(ax):
    (curve,) = ax.plot(X, np.sin(X))
    return lambda t: curve.set_ydata(np.sin(X + t))


@trap()
def line_whose_array_is_changed_in_place(ax):
    data = np.stack([X, np.sin(X)])
    (curve,) = ax.plot(*data)

    def update(t):
        data[1] = np.sin(X + t)
        curve.set_data(*data)

    return update


@trap()
def line_with_markers(ax):
    (curve,) = ax.plot(X[::4], np.sin(X[::4]), "o-")
    ax.plot(X[::4], -np.sin(X[::4]), "o-")  # the same markers: a shared definition would be lost
    return lambda t: curve.set(marker="os^*"[t], markersize=4 + 2 * t, markevery=1 + t % 2, markerfacecolor=COLOURS[t])


@trap()
def line_styles(ax):
    (curve,) = ax.plot(X, np.sin(X))

    def update(t):
        curve.set(linestyle=["-", "--", ":", (0, (5, 1))][t], linewidth=1 + t, color=COLOURS[t])
        curve.set(drawstyle=["default", "steps-mid"][t % 2], alpha=[None, 0.5][t % 2], dash_capstyle="round")

    return update


@trap()
def lines_across(ax):
    upright, span = ax.axvline(1), ax.axhspan(0, 1, alpha=0.3)
    slanting = ax.axline((0, 0), slope=0.1)

    def update(t):
        upright.set_xdata([t, t])
        span.set_height(0.2 + t / 4)
        slanting.set_slope(t / 4)
        ax.set_xlim(-t, 6)

    return update


@trap()
def line_effects(ax):
    (curve,) = ax.plot(X, np.sin(X))

    def update(t):
        curve.set_path_effects([patheffects.SimpleLineShadow((t, -t)), patheffects.Normal()] if t else [])
        curve.set_sketch_params(t or None)

    return update


# ---- patches and arrows


@trap()
def patches(ax):
    box, ball = ax.add_patch(mp.Rectangle((0, 0), 1, 1)), ax.add_patch(mp.Circle((3, 0), 0.5, color="r"))
    shape = ax.add_patch(mp.Polygon([(4, 0), (5, 0), (5, 1)], hatch="//"))
    slice_, soft = ax.add_patch(mp.Wedge((1, -1), 0.4, 0, 90)), ax.add_patch(mp.FancyBboxPatch((4, -1), 1, 0.3))
    free = ax.add_patch(mp.PathPatch(Path([(0, 0), (1, 1)]), fill=False))

    def update(t):
        box.set(x=t, width=1 + t / 2, angle=10 * t)
        ball.set(radius=0.2 + t / 5, alpha=1 - t / 5)
        shape.set_xy([(4, 0), (5, 0), (5 + t / 4, 1)])
        slice_.set_theta2(90 + 60 * t)
        soft.set_boxstyle(["round", "square", "sawtooth", "rarrow"][t], pad=0.1)
        free.set_path(Path([(0, 0), (1 + t, 1), (2, t)]))

    return update


@trap()
def arrows(ax):
    bow = ax.add_patch(mp.FancyArrowPatch((0, 0), (3, 1), arrowstyle="->", mutation_scale=12))

    def update(t):
        bow.set_positions((0, 0), (3 + t / 2, 1 - t / 2))
        bow.set_connectionstyle("arc3", rad=t / 5)
        bow.set(mutation_scale=12 + 4 * t, arrowstyle=["->", "-|>", "fancy", "simple"][t])

    return update


@trap()
def annotation(ax):
    note = ax.annotate("look", (1, 0), (4, 1), arrowprops={"arrowstyle": "->"}, bbox={"boxstyle": "round"})

    def update(t):
        note.xy = (1 + t, -t / 4)
        note.set(text=f"look {t}", position=(4, 1 - t / 3))

    return update


@trap()
def annotation_xy_alone(ax):
    note = ax.annotate("here", (1, 0), xytext=(5, 5), textcoords="offset points")

    def update(t):
        note.xy = (1 + t, 0)

    return update


@trap()
def annotation_array_changed_in_place(ax):
    at = np.array([1.0, 0.0])
    ax.annotate("", at, (4, 1), arrowprops={"arrowstyle": "->"}).xy = at

    def update(t):
        at[:] = 1 + t, t / 4

    return update


@trap()
def annotation_that_follows_a_patch(ax):
    box = ax.add_patch(mp.Rectangle((0, 0), 1, 0.5))
    ax.annotate("rides", (0.5, 1), xycoords=box, ha="center", va="bottom")
    return lambda t: box.set_xy((t, t / 4))


@trap()
def connection_between_axes():
    fig = Figure((3, 1.8))
    left, right = fig.subplots(1, 2)
    bridge = fig.add_artist(mp.ConnectionPatch((0.5, 0.5), (0.5, 0.5), "data", "data", axesA=left, axesB=right))

    def update(t):
        bridge.xy2 = (t / 4, 0.5)
        left.set_xlim(0, 1 + t)

    return fig, update


@trap()
def boxes_with_words(ax):
    pinned = ax.add_artist(AnchoredText("pinned", loc="upper left"))
    area = TextArea("floats")
    floating = ax.add_artist(AnnotationBbox(area, (3, 0), boxcoords="data"))

    def update(t):
        pinned.txt.set_text(f"pinned {t}")
        area.set_text("floats" + "!" * t)
        floating.xybox = (3, t / 3)

    return update


@trap()
def picture_in_a_box(ax):
    picture = OffsetImage(NUMBERS[0], zoom=4, norm=Normalize(0, 1))
    ax.add_artist(AnnotationBbox(picture, (3, 0)))
    return lambda t: picture.set_data(NUMBERS[t])


# ---- images


def shown(interpolation, **kwargs):
    fig, ax = one(**kwargs)
    image = ax.imshow(NUMBERS[0], interpolation=interpolation, vmin=0, vmax=1)
    return fig, ax, image


@trap()
def image():
    fig, _, picture = shown("none")
    return fig, lambda t: picture.set_data(NUMBERS[t])


@trap(t=range(2))
def image_with_default_interpolation():
    fig, _, picture = shown(None)
    return fig, lambda t: picture.set_data(NUMBERS[t])


@trap(t=range(2))
def smooth_image_at_150_dots_to_the_inch():
    fig, _, picture = shown("bilinear", dpi=150)
    return fig, lambda t: picture.set_data(NUMBERS[t])


@trap()
def image_of_colours():
    fig, _, picture = shown("none")
    return fig, lambda t: picture.set_data(np.stack([*NUMBERS[[t, t - 1, 0]], NUMBERS[t]], axis=-1))


@trap()
def image_alpha():
    fig, ax, picture = shown("none")
    behind = ax.imshow(NUMBERS[1], interpolation="none", cmap="gray", zorder=-1)
    return fig, lambda t: (picture.set_alpha(NUMBERS[t]), behind.set_alpha(1 - t / 5))


@trap()
def image_extent():
    fig, ax, picture = shown("none")
    return fig, lambda t: (picture.set_extent((0, 2 + t, -1, 1 + t)), ax.set(xlim=(0, 6), ylim=(-1.5, 4)))


@trap()
def image_colour_scale():
    fig, _, picture = shown("none")
    return fig, lambda t: picture.set(clim=(0, 0.25 * (t + 1)), cmap=["viridis", "gray"][t % 2])


@trap()
def image_array_changed_in_place(ax):
    data = NUMBERS[0].copy()
    picture = ax.imshow(data, interpolation="none", vmin=0, vmax=1)

    def update(t):
        data[:] = NUMBERS[t]
        picture.set_data(data)

    return update


@trap()
def image_turned():
    fig, ax, picture = shown("none")
    own = Affine2D()
    picture.set_transform(own + ax.transData)
    return fig, lambda t: own.clear().rotate_deg_around(2, 2, 20 * t)


@trap()
def image_seen_through_a_hole():
    fig, ax, picture = shown("none")
    hole = kite(ax)
    picture.set_clip_path(hole)
    return fig, lambda t: hole.set_xy(corners(t))


@trap(t=range(2))
def images_of_the_figure(ax):
    flat = ax.figure.figimage(NUMBERS[0], 5, 5, vmin=0, vmax=1)
    uneven = ax.add_image(NonUniformImage(ax, extent=(0, 6, -1, 1), norm=Normalize(0, 1)))

    def update(t):
        flat.set_data(NUMBERS[t])
        uneven.set_data(np.arange(5) ** (1 + t / 4), np.linspace(-1, 1, 5), NUMBERS[t])

    return update


@trap()
def colour_bar():
    fig, _, picture = shown("none")
    bar = fig.colorbar(picture)

    def update(t):
        picture.set_data(NUMBERS[t])
        picture.set_clim(0, 1 + t)
        bar.set_label(f"to {1 + t}")

    return fig, update


@trap()
def colour_bar_of_a_colour_map_that_changes():
    fig, _, picture = shown("none")
    fig.colorbar(picture, extend="both", orientation="horizontal")
    return fig, lambda t: picture.set_cmap(["viridis", "gray", "magma", "Blues"][t])


# ---- collections


@trap()
def scatter(ax):
    dots = ax.scatter(*POINTS[0].T, c=np.arange(12))
    ax.scatter(3 + POINTS[1, :, 0], POINTS[1, :, 1])  # the same shape: a shared definition would be lost

    def update(t):
        dots.set_offsets(POINTS[t] * 2)
        dots.set_sizes(10 + 40 * POINTS[t, :, 0])
        dots.set_array(POINTS[t, :, 1])

    return update


@trap()
def scatter_array_alone(ax):
    dots = ax.scatter(*POINTS[0].T, c=np.arange(12.0))
    return lambda t: dots.set_array(np.roll(np.arange(12.0), t))


@trap()
def scatter_colours_and_shapes(ax):
    dots = ax.scatter(*POINTS[0].T, s=60)

    def update(t):
        dots.set(facecolor=COLOURS[t], edgecolor=COLOURS[-t], linewidth=t, alpha=1 - t / 5, hatch=[None, "//"][t % 2])
        dots.set_paths([Path.unit_circle() if t % 2 else Path.unit_rectangle()])

    return update


@trap()
def line_collection(ax):
    lines = ax.add_collection(LineCollection([]))

    def update(t):
        lines.set(segments=POINTS[t].reshape(3, 4, 2) * 3, color=COLOURS[t], linewidth=[1, 2, 3])
        lines.set_linestyle(["-", "--"][t % 2])

    return update


@trap()
def polygons(ax):
    shapes = ax.add_collection(PolyCollection([]))
    discs = ax.add_collection(PatchCollection([mp.Circle((i, 0), 0.3) for i in range(4)], clim=(0, 1)))

    def update(t):
        shapes.set(verts=POINTS[t].reshape(3, 4, 2) * 3, facecolor=COLOURS[: t + 1])
        discs.set_array(POINTS[t, :4, 0])

    return update


@trap()
def quiver(ax):
    arrows = ax.quiver(*POINTS[0].T * 3, *POINTS[1].T, NUMBERS[0].flat[:12], scale=5, clim=(0, 1))
    ax.quiverkey(arrows, 0.5, 1.05, 1, "one")
    return lambda t: arrows.set_UVC(*(POINTS[t].T - 0.5), NUMBERS[t].flat[:12])


@trap()
def quiver_arrays_changed_in_place(ax):
    arrows = ax.quiver(*POINTS[0].T * 3, *POINTS[1].T, scale=5)

    def update(t):
        arrows.U = POINTS[t, :, 0]
        ax.set_xlim(0, 6 + t)

    return update


@trap()
def filled_between(ax):
    area = ax.fill_between(X, np.sin(X), alpha=0.4)
    return lambda t: area.set_data(X, 0, np.sin(X + t))


@trap()
def filled_anew(ax):
    areas = [ax.fill_between(X, np.sin(X), color="C1", hatch="..")]
    ax.plot(X, np.sin(X))

    def update(t):
        areas.pop().remove()
        areas.append(ax.fill_between(X, np.sin(X + t), color=COLOURS[t], hatch="..x-"[t]))

    return update


@trap()
def mesh(ax):
    cells = ax.pcolormesh(NUMBERS[0], vmin=0, vmax=1, edgecolors="k")
    ax.set(xlim=(0, 5), ylim=(0, 5))
    return lambda t: cells.set_array(NUMBERS[t])


@trap(t=range(2))
def contours_made_anew(ax):
    ax.set(xlim=(0, 4), ylim=(0, 4))
    made = []

    def update(t):
        while made:
            made.pop().remove()
        made.append(ax.contourf(NUMBERS[t], levels=4))
        made.append(ax.contour(NUMBERS[t], levels=[0.3, 0.6], colors="k"))
        made.append(ax.text(1, 1, f"{t}"))

    return update


@trap(t=range(3))
def hexagons_and_events(ax):
    cells = ax.hexbin(*POINTS[0].T * 3, gridsize=4, extent=(0, 3, 0, 3))
    (marks,) = ax.eventplot([[1, 2, 3]], lineoffsets=-1)

    def update(t):
        cells.set_array(np.arange(len(cells.get_offsets())) * (t + 1.0) % 5)
        marks.set_positions(np.array([1, 2, 3]) + t / 2)

    return update


@trap(t=range(3))
def rasterized(ax):
    """What asks for pixels gets them: gouraud shading too."""
    smooth = ax.pcolormesh(NUMBERS[0], shading="gouraud", rasterized=True, zorder=0)
    text = ax.text(1, 0, "", zorder=1)
    dots = ax.scatter(*POINTS[0].T * 5, rasterized=True, zorder=2)

    def update(t):
        smooth.set_array(NUMBERS[t])
        dots.set_offsets(POINTS[t] * 5)
        text.set_text(f"{t}")

    return update


# ---- bars and other plots made of several artists


@trap()
def bars(ax):
    ax.set(xlim=(-1, 5), ylim=(0, 1))
    columns = ax.bar(range(5), NUMBERS[0, 0], color="C2", hatch="/")
    labels = [ax.text(i, 0, "", ha="center", va="bottom") for i in range(5)]

    def update(t):
        for column, label, height in zip(columns, labels, NUMBERS[t, 0], strict=True):
            column.set_height(height)
            label.set(text=f"{height:.2f}", y=height)

    return update


@trap()
def bars_with_labels_made_anew(ax):
    made = []

    def update(t):
        while made:
            made.pop().remove()
        bar = ax.barh(range(3), POINTS[t, :3, 0] * 5, color=COLOURS[t])
        made.extend([*ax.bar_label(bar, fmt="%.2f"), bar])
        ax.set_ylim(-1, 3)

    return update


@trap()
def error_bars_made_anew(ax):
    made = []

    def update(t):
        while made:
            made.pop().remove()
        made.append(ax.errorbar(range(5), NUMBERS[t, 0], yerr=NUMBERS[t, 1] / 4, color="k", capsize=3))

    return update


@trap()
def stems(ax):
    plot = ax.stem(range(5), NUMBERS[0, 0])

    def update(t):
        plot.markerline.set_ydata(NUMBERS[t, 0])
        plot.stemlines.set_segments([[(i, 0), (i, y)] for i, y in enumerate(NUMBERS[t, 0])])

    return update


@trap()
def stairs_and_pie(ax):
    steps = ax.stairs(NUMBERS[0, 0], fill=True)
    slices = []

    def update(t):
        steps.set_data(NUMBERS[t, 0] * 1.4)
        while slices:
            slices.pop().remove()
        pie = ax.pie([1 + t, 2], labels=["a & b", "c"], center=(4, 0), radius=0.8, frame=True, colors="rg")
        slices.extend([*pie[0], *pie[1]])
        ax.set(xlim=(0, 6), ylim=(-1.5, 1.5), xticks=[], yticks=[], aspect="equal")

    return update


@trap()
def table(ax):
    cells = ax.table([["1", "2"], ["3", "4"]], colLabels=["a", "b"], loc="center")
    return lambda t: (cells[1, 0].get_text().set_text(f"{t / 3:.2f}"), cells[2, 1].set_facecolor(COLOURS[t]))


# ---- legends


@trap()
def legend(ax):
    (curve,) = ax.plot(X, np.sin(X), label="sine")
    ax.scatter(X, np.cos(X), label="cosine")
    box = ax.legend(loc="upper right")

    def update(t):
        box.get_texts()[0].set_text(f"sin(x + {t}) & <more>")
        box.legend_handles[0].set_color(COLOURS[t])
        curve.set(ydata=np.sin(X + t), color=COLOURS[t])

    return update


@trap()
def legend_made_anew(ax):
    (curve,) = ax.plot(X, np.sin(X))
    return lambda t: (curve.set_label(f"now {t}"), ax.legend(loc=t + 1, title="a legend" if t % 2 else None))


@trap()
def legend_of_the_figure(ax):
    ax.plot(X, np.sin(X), label="sine")
    box = ax.figure.legend(loc="lower right")
    return lambda t: (box.get_texts()[0].set_text("sine" * (t + 1)), box.set_visible(t != 2))


# ---- what is seen, and in which order


@trap(ticks=True, t=range(4), hidden=[False, True])
def visibility(ax):
    (curve,) = ax.plot(X, np.sin(X))
    text = ax.text(1, 0, "")

    def update(t, hidden):
        curve.set_visible(t % 2 == 0)
        text.set(visible=not hidden, text=f"{t}")
        ax.xaxis.set_visible(t < 2)
        ax.spines.top.set_visible(hidden)

    return update


@trap()
def a_text_that_comes_back(ax):
    """Hidden while its words change, then shown with other words."""
    text = ax.text(1, 0, "")
    return lambda t: (text.set_text(f"{t // 2}"), text.set_visible(t % 2 == 0))


@trap()
def axes_that_hide():
    fig = Figure((3, 1.8))
    left, right = fig.subplots(1, 2)

    def update(t):
        left.set_visible(t != 1)
        (right.set_axis_off if t == 2 else right.set_axis_on)()
        right.set_frame_on(t != 3)

    return fig, update


@trap()
def hatches(ax):
    box = ax.add_patch(mp.Rectangle((1, -1), 3, 2, facecolor="w"))
    return lambda t: box.set(hatch=["/", "xx", None, "o"][t], edgecolor=COLOURS[t], facecolor=(*POINTS[t, 0], 0.5, 0.5))


@trap()
def order(ax):
    box = ax.add_patch(mp.Rectangle((0, -1), 3, 2, color="y"))
    artists = [ax.text(1, 0, "text"), *ax.plot(X, np.sin(X), lw=5), box]

    def update(t):
        for i, artist in enumerate(artists):
            artist.set_zorder((i + t) % 3 + 1)

    return update


@trap()
def order_with_ties(ax):
    """Equal zorder: the order of adding decides, which is other when an artist is taken out and put back."""
    boxes = [mp.Rectangle((i, -1), 2, 2, color=COLOURS[i]) for i in range(3)]

    def update(t):
        for box in list(ax.patches):
            box.remove()
        for i in range(3):
            boxes[(i + t) % 3].set_transform(ax.transData)
            ax.add_patch(boxes[(i + t) % 3])

    return update


@trap()
def artists_added_and_removed(ax):
    made = []
    ax.text(5, 1, "always")

    def update(t):
        while made:
            made.pop().remove()
        for i in range(t):
            made.append(ax.text(i, 0, f"word {i}"))
            made.extend(ax.plot([i, i + 1], [0, 1], color=COLOURS[i]))

    return update


@trap()
def texts_that_change_places(ax):
    """Another artist stands in the slot: what was known of the one before it must not be believed."""
    first, second = Text(1, 0, "first"), Text(3, 0, "second")

    def update(t):
        for text in list(ax.texts):
            text.remove()
        for text in (first, second)[:: -1 if t % 2 else 1]:
            ax.add_artist(text)

    return update


@trap()
def animated(ax):
    (curve,) = ax.plot(X, np.sin(X), animated=True)
    text = ax.text(1, 0, "", animated=True)
    return lambda t: (curve.set_ydata(np.cos(X + t)), text.set_text(f"frame {t}"))


@trap()
def own_transform(ax):
    own = Affine2D()
    ax.plot(X, np.sin(X), "o-", transform=own + ax.transData)
    ax.text(2, 0, "moved", transform=own + ax.transData)
    ax.add_patch(mp.Rectangle((0, 0), 1, 0.5, transform=own + ax.transData))
    return lambda t: own.clear().translate(t / 2, t / 5)


@trap()
def line_seen_through_a_hole(ax):
    (curve,) = ax.plot(X, np.sin(X), lw=8)
    hole = ax.add_patch(kite(ax))
    curve.set_clip_path(hole)
    return lambda t: hole.set_xy(corners(t))


@trap()
def hole_in_pixels_moved_in_place(ax):
    """A clip is written when all is drawn: by then a transform of one's own has moved on."""
    own = Affine2D()
    (curve,) = ax.plot(X, np.sin(X), lw=8)
    curve.set_clip_path(Path.unit_circle(), own)
    return lambda t: own.clear().scale(30).translate(60 + 20 * t, 60)


@trap()
def clip_path_made_anew(ax):
    (curve,) = ax.plot(X, np.sin(X), lw=8)
    return lambda t: curve.set_clip_path(Path(POINTS[t, :4] * 5), ax.transData)


# ---- axes: limits, scales, ticks, spines


@trap(ticks=True, a=range(3), b=range(2))
def limits(ax):
    ax.plot(X, np.sin(X), "o")
    ax.add_patch(mp.Circle((2, 0), 0.5))
    return lambda a, b: ax.set(xlim=(-a, 6 + a), ylim=((-1.5, 1.5), (2, -2))[b])


@trap(ticks=True)
def limits_that_fit_themselves(ax):
    (curve,) = ax.plot(X, np.sin(X))

    def update(t):
        curve.set_ydata(10**t * np.sin(X))
        ax.relim()
        ax.autoscale()

    return update


@trap(ticks=True)
def scales(ax):
    ax.plot(X + 1, X + 1)

    def update(t):
        ax.set(xscale=["linear", "log"][t % 2], yscale=["linear", "symlog"][t // 2], xlim=(1, 7), ylim=(0.5, 8))

    return update


@trap(ticks=True)
def scale_of_the_same_name(ax):
    """Limits and name of the scale stay, what lies between them moves."""
    ax.text(2, 1, "moves")
    return lambda t: (ax.set_xscale("symlog", linthresh=0.5 + t), ax.set_xlim(0, 6))


@trap()
def polar():
    fig = Figure((2.2, 2.2))
    ax = fig.add_subplot(projection="polar")
    (curve,) = ax.plot(X, X)
    ax.text(1, 3, "turns")

    def update(t):
        ax.set_theta_offset(t / 3)
        ax.set_theta_direction([1, -1][t % 2])
        ax.set_rmax(6 + t)
        curve.set_ydata(X / (t + 1))

    return fig, update


@trap()
def globe():
    """Its axis is a plain one, but how far its grid reaches is known to the axes alone."""
    fig = Figure((3, 1.8))
    ax = fig.add_subplot(projection="mollweide")
    ax.grid(visible=True)
    ax.set(xticklabels=[], yticklabels=[])
    return fig, lambda t: ax.set_longitude_grid_ends(80 - 20 * t)


@trap()
def polar_labels_alone():
    fig = Figure((2.2, 2.2))
    ax = fig.add_subplot(projection="polar")
    ax.plot(X, X)
    return fig, lambda t: ax.set_rlabel_position(30 * t)


@trap(ticks=True)
def equal_aspect(ax):
    ax.set_aspect("equal")
    ax.text(0, 0, "a text")
    return lambda t: ax.set(xlim=(0, 2 + t), ylim=(-1, 1 + t))


@trap(ticks=True)
def ticks(ax):
    def update(t):
        ax.set_xticks(range(t + 2), [f"<{i}&{t}>" for i in range(t + 2)], rotation=30 * (t % 2), color=COLOURS[t])
        ax.tick_params(axis="y", direction=["in", "out"][t % 2], length=2 + t, labelsize=6 + t)
        ax.set_yticks([-1, 0, 1][: 1 + t % 3])

    return update


@trap(ticks=True)
def tick_labels_from_what_changes_behind_them(ax):
    """`ticks say` what a variable holds; neither the axis nor its formatter is told that it changed."""
    unit, shown = ["s"], ["s"]
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:g} {unit[0]}")
    ax.set_yticks([-1, 0, 1])
    ax.yaxis.set_major_formatter(ticker.FuncFormatter(lambda x, _: shown[0] * int(x + 2)))

    def update(t):
        unit[0], shown[0] = ["s", "min", "h", "d"][t], "abcd"[t]

    return update


@trap(ticks=True)
def formatter_and_locator_changed_in_place(ax):
    ax.set(xlim=(0, 60_000))
    ax.xaxis.set_major_locator(ticker.MultipleLocator(20_000))

    def update(t):
        ax.xaxis.get_major_locator().set_params([20_000, 30_000][t % 2])
        ax.ticklabel_format(axis="x", style="sci", scilimits=[(0, 0), (-9, 9)][t // 2])

    return update


@trap(ticks=True)
def offset_text(ax):
    ax.set_title("a title that makes room")
    return lambda t: ax.set(ylim=(0, 10.0 ** (3 * t)), xlim=(1e6, 1e6 + 1 + t))


@trap(ticks=True)
def minor_ticks_and_grid(ax):
    def update(t):
        (ax.minorticks_on if t % 2 else ax.minorticks_off)()
        ax.grid(visible=t > 1, which="both", **({"color": COLOURS[t]} if t > 1 else {}))
        ax.set_axisbelow(t == 3)

    return update


@trap(ticks=True)
def label_pad_changed_in_place(ax):
    ax.set_xlabel("label")

    def update(t):
        ax.xaxis.labelpad = 4 * t

    return update


@trap(ticks=True)
def one_tick_changed_by_hand(ax):
    ax.set_xticks([1, 2, 3])

    def update(t):
        for i, label in enumerate(ax.get_xticklabels()):
            label.set(color=COLOURS[(i + t) % 4], weight=["normal", "bold"][i == t])

    return update


@trap(t=range(3))
def days_and_names():
    fig = Figure((3, 1.8))
    left, right = fig.subplots(1, 2)
    left.xaxis.set_major_formatter(dates.ConciseDateFormatter(dates.AutoDateLocator(maxticks=3)))
    left.plot(np.array(["2026-01-01", "2026-03-01"], dtype="datetime64[D]"), [0, 1])
    right.bar(["the", "saw"], [1, 2])

    def update(t):
        left.set_xlim(np.datetime64("2026-01-01"), np.datetime64("2026-03-01") + 30 * t)
        right.set_xlim(-1, 2 + t)

    return fig, update


@trap(ticks=True)
def spines(ax):
    ax.spines[["top", "right"]].set_visible(False)

    def update(t):
        ax.spines.left.set_position([("data", t), ("outward", 5), ("axes", 0.5), "zero"][t])
        ax.spines.bottom.set_bounds(t, 6 - t / 2)
        ax.spines.bottom.set(color=COLOURS[t], linewidth=1 + t)
        ax.set_ylim(-1.5, 1.5 + t)

    return update


# ---- several axes


@trap()
def several_axes():
    fig = Figure((3.4, 2.4))
    axes = fig.subplots(2, 2)
    texts = [ax.text(0.5, 0.5, "") for ax in axes.flat]

    def update(t):
        for i, (ax, text) in enumerate(zip(axes.flat, texts, strict=True)):
            ax.set(xticks=[0, 1], yticks=[], title=f"{i}" * (t % 2), facecolor=COLOURS[(i + t) % 4])
            text.set_text(f"{i + t}")

    return fig, update


@trap()
def shared_axes():
    fig = Figure((3, 2.4))
    above, below = fig.subplots(2, sharex=True)
    above.plot(X, X)
    return fig, lambda t: below.set_xlim(t, 6)


@trap(ticks=True)
def twin_axes(ax):
    other = ax.twinx()
    (curve,) = other.plot(X, X, color="r")
    top = ax.secondary_xaxis("top", functions=(np.square, np.sqrt))
    ax.set_title("twins")

    def update(t):
        other.set_ylim(0, 6 * 10**t)
        curve.set_ydata(X * (t + 1))
        ax.set_xlim(1, 5 + t)
        top.set_xlabel(f"squares {t}")

    return update


@trap(ticks=True)
def inset(ax):
    ax.plot(X, np.sin(X))
    small = ax.inset_axes((0.6, 0.6, 0.35, 0.35))
    small.plot(X, np.sin(X))
    frame = ax.indicate_inset_zoom(small)
    assert frame.connectors  # made when they are first asked for, from the bounds of that moment
    return lambda t: (small.set(xlim=(t, t + 1), ylim=(-1, 1)), frame.rectangle.set_bounds(t, -1, 1, 2))


@trap(ticks=True)
def axes_that_move(ax):
    ax.text(1, 0, "aboard")
    return lambda t: ax.set_position((0.1 + t / 20, 0.2, 0.6, 0.6))


@trap()
def axes_added_and_removed(ax):
    made = []

    def update(t):
        while made:
            made.pop().remove()
        for i in range(t % 3):
            made.append(ax.figure.add_axes((0.2 + i / 3, 0.3, 0.2, 0.3)))
            made[-1].set_title(f"{i} of {t}")

    return update


@trap()
def subfigures():
    fig = Figure((3.6, 2))
    left, right = fig.subfigures(1, 2)
    plain, filled = left.subplots(), right.subplots()
    text = plain.text(0.5, 0.5, "")

    def update(t):
        left.suptitle(f"left {t}")
        right.set_facecolor((*POINTS[t, 0], 1))
        text.set_text(f"{t}")
        filled.set_xlim(0, 1 + t)

    return fig, update


# ---- the figure itself, and who else draws it


@trap()
def paper(ax):
    ax.figure.patch.set_linewidth(2)
    return lambda t: (ax.figure.set(facecolor=COLOURS[t], edgecolor=COLOURS[-t]), ax.patch.set_alpha(t / 4))


@trap()
def no_axes():
    fig = Figure((2, 2))
    fig.add_artist(stroke := Line2D([0, 1], [0, 1]))
    fig.add_artist(mp.Circle((0.5, 0.5), 0.2))
    return fig, lambda t: stroke.set_xdata([0, t / 3])


@trap()
def constrained_layout():
    fig = Figure((3, 2.2), layout="constrained", dpi=150)
    ax = fig.subplots()
    ax.set(title="laid out once", ylabel="y", xticks=[])
    text = ax.text(0.5, 0.5, "")
    return fig, lambda t: text.set_text(f"{t}")


@trap()
def tight_layout():
    fig = Figure((3, 2.2), layout="tight")
    ax = fig.subplots()
    ax.set(title="laid out once", ylabel="y")
    return fig, lambda t: ax.set_ylim(0, 10**t)


@trap(ticks=True)
def drawn_by_its_own_update(ax):
    """A habit from elsewhere: whoever draws the figure marks everything as drawn."""
    text = ax.text(1, 0, "")

    def update(t):
        text.set_text(f"{t}")
        ax.set_xlabel(f"label {t}")
        ax.figure.draw_without_rendering()

    return update


@trap()
def images_joined_into_one(ax):
    """`suppressComposite = False` asks Matplotlib to draw neighbouring images as one, past their own draw."""
    ax.figure.suppressComposite = False
    left, right = (ax.imshow(NUMBERS[0], extent=(i, i + 2, -1, 1), interpolation="nearest") for i in (0, 3))
    ax.set(xlim=(0, 6), aspect="auto")
    return lambda t: (left.set_data(NUMBERS[t]), right.set_data(NUMBERS[-t]))


# ---- what no film can play


@trap(t=range(3))
def title_of_its_own_height(ax):
    """Matplotlib places a title anew at each draw, but not one that was given a height."""
    return lambda t: ax.set_title("title", y=[0.5, 1.2, None][t])


# ---- axes that draw others as their own


@trap()
def parasite_axes():
    """axes_grid1: the host adds what its parasites hold to its own children, but only while it draws."""
    fig = Figure(figsize=(3, 2.2))
    host = host_subplot(111, figure=fig)
    parasite = host.twinx()
    host.plot([0, 1], [0, 1])
    (line,) = parasite.plot([0, 1], [5, 3], "r-o")
    return fig, lambda t: (line.set_ydata([5, t]), parasite.set_ylabel(f"red {t}"), parasite.set_ylim(0, 6 + t))


@trap()
def parasite_axes_with_a_third_axis():
    fig = Figure(figsize=(3, 2.2))
    host = fig.add_axes((0.15, 0.1, 0.6, 0.8), axes_class=axisartist.HostAxes)
    further = host.get_aux_axes(viewlim_mode=None, sharex=host)
    further.axis["right"] = further.new_fixed_axis(loc="right", offset=(30, 0))
    (line,) = further.plot([0, 1, 2], [50, 30, 15])
    return fig, lambda t: (line.set_ydata([50, 30, 10 * t]), further.set_ylim(1, 65), further.set_ylabel(f"of {t}"))


@trap()
def axes_with_curved_lines():
    fig = Figure(figsize=(3, 2.2))
    helper = GridHelperCurveLinear((lambda x, y: (x, y - x), lambda x, y: (x, y + x)))
    ax = fig.add_subplot(axes_class=axisartist.Axes, grid_helper=helper)
    (line,) = ax.plot([3, 6], [5, 10])
    ax.grid(True)
    return fig, lambda t: (line.set_ydata([5, 7 + t]), ax.set(xlim=(0, 10), ylim=(0, 10)))


@trap()
def floating_axes():
    fig = Figure(figsize=(3, 2.2))
    helper = FloatingGrid(Affine2D().scale(2, 1).rotate_deg(30), extremes=(-0.5, 3.5, 0, 4))
    ax = fig.add_subplot(axes_class=FloatingAxes, grid_helper=helper)
    inner = ax.get_aux_axes(helper.grid_finder.get_transform())
    bars = inner.bar([0, 1, 2, 3], [3, 2, 1, 3])
    return fig, lambda t: bars[1].set_height(t + 1)


@trap()
def artist_that_an_axes_keeps_to_itself():
    """Any Axes may draw what it does not tell of; here between its own artists, with markers that both use."""

    class Secretive(Axes):
        def draw(self, renderer):
            super().draw(renderer)
            self.secret.draw(renderer)

    fig = Figure(figsize=(3, 2.2))
    ax = fig.add_subplot(axes_class=Secretive)
    ax.plot([1, 2], [0, 1], "o")
    ax.secret = Line2D([0, 1], [0, 1], marker="o", transform=ax.transAxes, figure=fig)
    ax.figure.text(0.5, 0.5, "after")
    return fig, lambda t: (ax.secret.set_ydata([0, t / 3]), ax.set(xlim=(0, 3), ylim=(0, 3)))


# ---- what Matplotlib decides at the first draw and keeps


@trap()
def quiver_of_no_scale(ax):
    arrows = ax.quiver(*POINTS[0].T * 3, *POINTS[1].T)
    ax.quiverkey(arrows, 0.5, 1.05, 1, "one")
    return lambda t: arrows.set_UVC(*(POINTS[t].T * (t + 1)))


@trap()
def colours_of_no_scale(ax):
    squares = PatchCollection([mp.Rectangle((x, 0), 0.8, 1) for x in range(5)])
    ax.add_collection(squares)
    return lambda t: squares.set_array(NUMBERS[t, 0] * (t + 1))


# ---- layouts that update works out


@trap()
def tight_layout_in_update():
    fig = Figure(figsize=(4, 3))
    axes = fig.subplots(2, 2)
    axes[0, 0].plot(X, X)

    def update(t):
        for ax in axes.flat:
            ax.set(title="high\n" * t, ylabel=f"wide\n{t}", xlabel="x\n" * (3 - t), ylim=(0, 10**t))
        fig.tight_layout()

    return fig, update


@trap()
def margins_of_one_state():
    """Where a state says nothing of them, they are as they were before the film."""
    fig, ax = one(True)
    return fig, lambda t: fig.subplots_adjust(left=0.3) if t == 2 else t == 1 and ax.set_position((0.1, 0.1, 0.3, 0.8))


# ---- what else a figure may hold


@trap()
def patch_of_no_axes():
    fig, ax = one()
    patch = mp.Rectangle((20, 20), 30, 40)
    fig.artists.append(patch) if isinstance(fig.artists, list) else fig.add_artist(patch)
    return fig, lambda t: patch.set_width(30 + 10 * t)


# ---- what is refused


@hopeless("Text '$", "axes 0", "frac", "t=2", t=range(3))
def mathematics_that_does_not_end(ax):
    text = ax.text(1, 0, "")
    return lambda t: text.set_text(["a", "$a$", r"$\frac{$"][t])


@hopeless("Text '$", "axes 0", "frac", "t=0")
def mathematics_that_does_not_end_in_a_title():
    fig = Figure(layout="constrained")
    fig.subplots().set_title(r"$\frac{$")
    return fig, lambda t: None


@hopeless("an axes more each time", "before update")
def axes_more_each_time(ax):
    image = ax.imshow(NUMBERS[0])
    return lambda t: ax.figure.colorbar(image)


@hopeless("QuadMesh", "axes 0", "gouraud")
def gouraud_mesh(ax):
    cells = ax.pcolormesh(NUMBERS[0], shading="gouraud")
    return lambda t: cells.set_array(NUMBERS[t])


@hopeless("TriMesh", "gouraud")
def gouraud_triangles(ax):
    ax.tripcolor(*POINTS[0].T, POINTS[1, :, 0], shading="gouraud")
    return lambda t: None


@hopeless("Axes3D", "3-D")
def three_dimensions():
    fig = Figure()
    ax = fig.add_subplot(projection="3d")
    return fig, lambda t: ax.view_init(azim=30 * t)


@hopeless("Axes3D", "3-D")
def three_dimensions_later(ax):
    def update(t):
        for extra in ax.figure.axes[1:]:
            extra.remove()
        if t == 2:
            ax.figure.add_subplot(projection="3d")

    return update


@hopeless("Text 'blurred'", "agg_filter")
def filtered_text(ax):
    ax.text(1, 0, "blurred").set_agg_filter(lambda picture, dpi: (picture, 0, 0))
    return lambda t: None


@hopeless("Axes", "agg_filter")
def filtered_axes(ax):
    ax.set_agg_filter(lambda picture, dpi: (picture, 0, 0))
    return lambda t: None


@hopeless("Legend", "agg_filter")
def filter_inside_a_legend(ax):
    ax.plot(X, X, label="blurred")
    ax.legend().get_texts()[0].set_agg_filter(lambda picture, dpi: (picture, 0, 0))
    return lambda t: None


@hopeless("Figure", "inches")
def figure_that_grows(ax):
    return lambda t: ax.figure.set_size_inches(3 + t, 2)


@hopeless("Line2D", "axes 0", "history")
def history_of_points(ax):
    (trail,) = ax.plot([], [], "o-")
    return lambda t: trail.set_data([*trail.get_xdata(), t], [*trail.get_ydata(), 0])


@hopeless("Text", "axes 0", "history")
def history_of_artists(ax):
    return lambda t: ax.text(t, 0, f"{t}")


@hopeless("PathCollection", "random")
def random_numbers(ax):
    dots = ax.scatter(*POINTS[0].T)
    dice = np.random.default_rng(4)
    return lambda t: dots.set_offsets(dice.random((12, 2)))


@hopeless("Line2D", "colour cycle")
def colour_cycle(ax):
    made = []

    def update(t):
        while made:
            made.pop().remove()
        made.extend(ax.plot(X, np.sin(X + t)))

    return update


@hopeless("Text", "history", t=range(5))
def highest_so_far(ax):
    text, best = ax.text(1, 0, ""), [0]

    def update(t):
        best[0] = max(best[0], t)
        text.set_text(f"best so far {best[0]}")

    return update
