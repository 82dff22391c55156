"""The recording half of a film: a live figure in, SVG fragments out, each drawn once.

    figure --Figure.draw--> leaf artists --memo--> fragments --pool--> frames

Matplotlib's own `Figure.draw` runs at every position, so order, titles, aspect and layout are Matplotlib's; only the
`draw` of each leaf artist (a line, a text, an axis, a legend) is wrapped.  What surely did not change is not drawn
again; the rest becomes a fragment of SVG.  A frame lists (slot, fragment) in drawing order; equal fragments are one.

`artist.stale` lies: it stays False after `set_array`, `Annotation.xy`, legend texts, text boxes, own transforms.  So
the memo believes it of plain texts, backgrounds, axis and spines, and of nothing else; and it asks under which limits,
ticks and fonts they were drawn.
"""

import re
from contextlib import contextmanager
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from matplotlib import cbook, rcParams
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.colors import Normalize, to_rgba
from matplotlib.figure import FigureBase
from matplotlib.image import AxesImage
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.quiver import Quiver
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Bbox

from seesaw.film.pen import FILTER, RC, FilmError, Pen, blamed, content, escaped, name_of, refuse

THREE_D = "3-D axes redraw everything at each position", "Draw a 2-D projection of it."
SIZE = "its size changed from {old} to {new} inches", "Keep the figure's size and move what is in it."
MORE_AXES = (
    "film: update draws an axes more each time, also where it was before, at {state}. A colour bar, for one, is made "
    "with every call: make the axes once, before update, or give the same one (cax=, cbar_ax=), and let update only "
    "set their data."
)
AROUND = "f.Drawing.{number}"  # the slot of what was drawn around the artists: the figure's first, second ... of these


class Frame(NamedTuple):
    """One position of the film: the names of the slots in drawing order, and what fills each."""

    slots: tuple[str, ...]
    fills: tuple[int, ...]  # indices into the pool


def _leaves(group):
    """The artists below a figure or axes that draw themselves whole: all but axes and subfigures."""
    for child in group.get_children():
        if child.get_agg_filter() is not None:
            refuse(child, FILTER)
        if isinstance(child, (Axes, FigureBase)):
            if getattr(child, "name", "") == "3d":
                refuse(child, THREE_D)
            yield from _leaves(child)
        else:
            yield child


# ---- what the drawing of an artist depends on besides itself


def _place(ax):
    """Of anything in `ax`: its box, limits, scales and the data transform, seen at both ends and in the middle."""
    limits = ax.viewLim
    x, y = limits.intervalx, limits.intervaly
    probe = [(x[0], y[0]), (x[1], y[1]), (x.mean(), y.mean())]
    with np.errstate(all="ignore"):
        seen = ax.transData.transform(probe).tobytes()
    return ax.bbox.bounds, limits.bounds, *(a.get_scale() for a in ax._axis_map.values()), seen


def _ticks(axis):
    """Of an axis: where its ticks are and what they say; a locator or formatter may change with nobody told."""
    said = []
    for ticker, locs in ((axis.major, axis.get_majorticklocs), (axis.minor, axis.get_minorticklocs)):
        if not isinstance(ticker.locator, NullLocator):
            said += np.asarray(at := locs(), float).tobytes(), tuple(ticker.formatter.format_ticks(at))
    return axis.labelpad, axis.major.formatter.get_offset(), *said


def _anchor(text):
    """Of a text: the point that it stands at, in pixels or, where the axes' place fixes the rest, in its own units."""
    (x, y), transform, ax = text.get_position(), text.get_transform(), text.axes
    fixed = ax is not None and (transform is ax.transData or transform is ax.transAxes)
    if fixed and isinstance(x, (int, float)) and isinstance(y, (int, float)):
        return transform is ax.transData, x, y
    turned = text.get_rotation() if text.get_transform_rotates_text() else None
    return transform.transform(text.get_unitless_position()).tobytes(), turned


def _text_key(text):
    if text._bbox_patch or (text._clipon and not (text.clipbox is None and text._clippath is None)):
        return None
    return _anchor(text), hash(text._fontproperties)


def _axis_key(axis):
    return None if axis.axes.name != "rectilinear" or _aligned(axis) else (_ticks(axis), _read(axis))


def _spine_key(spine):
    return () if spine.axes.name == "rectilinear" else None


def _line_key(line):
    if line._invalidx or line._invalidy:
        line.recache()  # as its draw would
    stands = _stands(line)
    return stands and (stands, hash(line._xy.tobytes()), _read(line))


def _patch_key(patch):
    stands = _stands(patch)
    return stands and (stands, hash(patch.get_path().vertices.tobytes()), _read(patch))


def _image_key(image):
    stands, norm, cmap = _stands(image), image.norm, image.cmap
    if not stands or type(norm) is not Normalize or np.ndim(image._alpha):
        return None
    if not cmap._isinit:
        cmap._init()
    colours = norm.vmin, norm.vmax, norm.clip, cmap._lut.tobytes()
    return stands, hash(content(image._A)), image.get_extent(), colours, _read(image)


_OURS = "_stale", "stale_callback", "_remove_method", "draw", "get_tightbbox", "make_image"
_TOLD = "clipbox", "_transform", "_A", "_path", "_x", "_y", "_xy"
_MADE = "_imcache", "_transformed_path", "_xorig", "_yorig", "_x_filled", "_subslice", "ind_offset"
_PASSING = {*_OURS, *_TOLD, *_MADE}


def _read(leaf):
    """The variables of an artist, but those that its key tells or that do not decide how it looks."""
    return [tuple(v.items()) if type(v) is dict else v for k, v in vars(leaf).items() if k not in _PASSING]


def _stands(leaf):
    """Of an artist in plain axes: where its transform puts it, and its clip; None where that can't be told."""
    ax, transform = leaf.axes, Artist.get_transform(leaf)
    odd = leaf._path_effects or leaf._sketch or leaf._rasterized or leaf._clippath is not None
    if odd or (ax is not None and ax.name != "rectilinear"):
        return None
    told = (ax.transData, ax.transAxes, ax._xaxis_transform, ax._yaxis_transform) if ax is not None else ()
    at = next((i for i, known in enumerate(told) if transform is known), None)  # the axes' place tells the rest
    if at is None and not transform.is_affine:
        return None
    clip = leaf.clipbox is not None and leaf.clipbox.get_points().tobytes()
    return transform.get_matrix().tobytes() if at is None else at, clip


_KEYS = {Text: _text_key, XAxis: _axis_key, YAxis: _axis_key, Spine: _spine_key, Line2D: _line_key}
_KEYS |= dict.fromkeys((Rectangle, Circle, Ellipse, Polygon, PathPatch, FancyBboxPatch), _patch_key)
_KEYS[AxesImage] = _image_key
"""What, with the place of the axes, decides how an artist is drawn; None where that can't be told."""
_BY_STALE = Spine, Axis, Text  # of these, what is `stale` may look otherwise though all this is the same


def _aligned(axis):
    """True if the label is kept in line with those of other axes, whose ticks then move it."""
    groups = axis.get_figure(root=False)._align_label_groups
    return any(len(groups[name].get_siblings(axis.axes)) > 1 for name in "xy")


def _parts(leaf):
    """All whose `stale` says that `leaf` may look otherwise: itself, or all that draws when an axis draws."""
    if not isinstance(leaf, Axis):
        yield leaf
    else:
        yield from (leaf.label, leaf.offsetText)
        for tick in (*leaf.majorTicks, *leaf.minorTicks):
            yield from (tick, tick.label1, tick.label2, tick.tick1line, tick.tick2line, tick.gridline)


def _same(a, b):
    try:
        return a == b
    except ValueError:  # two arrays among them, such as a colour
        return False


# ---- the memo


class _Known(NamedTuple):
    """What the memo knows of the artist in a slot: what it was drawn under, and what came of it."""

    artist: object
    under: tuple
    fill: int
    says: object  # of a text; of an axis that was touched, how its parts look
    template: tuple | None  # of a plain text: its look, {colour: what stands before and after its words}


_TOLD_ELSEWHERE = "_text", "_x", "_y", "_color", "_alpha", "_visible", "_fontproperties", "_transform"
_NOT_ITS_LOOK = *_TOLD_ELSEWHERE, "_stale", "stale_callback", "_renderer", "_remove_method"
_look = itemgetter(*(name for name in vars(Text()) if name not in _NOT_ITS_LOOK))
"""Of the variables of a text: all that decides how it looks, but words and colour, and what `_text_key` tells."""


def _says(text):
    return text._text, text._visible, (to_rgba(text._color), text._alpha), _look(vars(text))


def _axis_says(axis):
    """How the parts of an axis look; where its ticks are and what they say, `_axis_key` tells."""
    return [_says(part) if isinstance(part, Text) else _read(part) for part in _parts(axis) if part is not axis]


def _plain(text):
    """True for one line of ordinary words that stand upright."""
    words = text._text
    return not ("\n" in words or "$" in words or text.get_rotation() or text._wrap or text._usetex)


class _Seen:
    """Written to `_stale` of what a recorder drew: false, as False is; but anyone else who draws it writes False."""

    def __bool__(self):
        return False


class Recorder:
    """Takes the frames of one figure.  `pool` holds each fragment once; `definitions()` what they refer to.

    `stand_back` before each update puts the axes where they stood when the recorder was made: a layout that is worked
    out at each position, by an engine or by `update` itself, starts from there, and a position has one picture.
    """

    def __init__(self, fig):
        self.fig = fig
        self.pool = {}  # fragment -> its index
        self._size = tuple(fig.get_size_inches().tolist())
        self._stood = _standing(fig)
        self._undecided = _undecided(list(_leaves(fig)))
        self._pen = Pen(fig)
        self._seen = _Seen()
        self._known = {}  # slot -> _Known
        self._boxes = {}  # slot of an axis -> its bounding box when it was drawn last
        self._wraps = []  # (artist, what stands in for its methods)
        self._taken = []  # (slot, fill) of this frame
        self._here = None, None, {}  # the axes being drawn, its place and its ticks
        self._rooms = {}  # text -> where it stands, the width that it has room for, its height if near an edge
        self._beyond = {}  # what goes beyond the figure -> its name, and how many points at each side
        self._places = {}  # each place once, so that comparing two of them is quick

    def definitions(self):
        """The SVG of the clip paths and hatches that the fragments refer to."""
        return self._pen.definitions()

    def forget(self):
        """Draw everything at the next frame, whatever the memo believes; the pool stays."""
        self._pen.forget()
        self._known.clear()
        self._boxes.clear()

    def lay_out(self):
        """Run the figure's layout engine once, as a draw would now, and take it away."""
        drawn(self.fig, self.fig._get_draw_artists, self.fig._get_renderer())  # puts axes of an aspect in their place
        drawn(self.fig, self.fig.get_layout_engine().execute, self.fig)
        self.fig.set_layout_engine("none")
        self._stood = _standing(self.fig)

    def stand_back(self):
        """Take back what Matplotlib worked out and would keep: where the axes stand, and what it scaled by itself."""
        axes, margins = self._stood
        vars(self.fig.subplotpars).update(margins)
        for ax, points in axes:
            if ax._originalPosition.get_points().tobytes() != points:
                ax._set_position(Bbox(np.frombuffer(points).reshape(2, 2)))
        for owner, name in self._undecided:
            setattr(owner, name, None)
            if isinstance(owner, Quiver):
                owner._dpi_at_last_init = None

    def frame(self):
        """The figure as it stands now.  -> Frame

        FilmError for what can't be played, by name.
        """
        self._check_size()
        self._taken, self._here = [], (None, None, {})
        leaves = list(_leaves(self.fig))
        if leaves != [artist for artist, methods in self._wraps if "draw" in methods]:
            self._wraps = list(self._wrapped(leaves))
        self._undecided = list(dict.fromkeys([*self._undecided, *_undecided(leaves)]))
        with self._settings(), self._watched():
            self._pen.cut()
            drawn(self.fig, self.fig.draw, self._pen)
            self._take_around()
        slots, fills = zip(*self._taken, strict=True) if self._taken else ((), ())
        return Frame(slots, fills)

    def _check_size(self):
        new = tuple(self.fig.get_size_inches().tolist())
        if new != self._size:
            refuse(self.fig, (SIZE[0].format(old=self._size, new=new), SIZE[1]))

    @contextmanager
    def _settings(self):
        """Matplotlib as when it saves an SVG: 72 points to the inch, animated artists drawn too, nobody told of it."""
        canvas, before = self.fig.canvas, {name: rcParams[name] for name in RC}
        with (
            cbook._setattr_cm(canvas, manager=None, _is_saving=True),
            cbook._setattr_cm(self.fig, suppressComposite=True, dpi=72, _get_renderer=lambda: self._pen),
            canvas.callbacks.blocked(signal="draw_event"),
        ):
            dict.update(rcParams, RC)  # they are known to be valid
            try:
                yield
            finally:
                dict.update(rcParams, before)

    @contextmanager
    def _watched(self):
        """Each leaf reports its (slot, fill) instead of drawing itself."""
        try:
            for artist, methods in self._wraps:
                vars(artist).update(methods)
            yield
        finally:
            for artist, methods in self._wraps:
                for name in methods:
                    vars(artist).pop(name, None)
                if isinstance(artist, Text):  # or an `update` that measures it would use this pen, but not at first
                    artist._renderer = None

    def _wrapped(self, leaves):
        """What stands in for the methods of each leaf.  Its slot: its axes, its type, and which of these it is."""
        axes, count = {ax: i for i, ax in enumerate(self.fig.axes)}, {}
        for leaf in leaves:
            kind = f"{axes.get(leaf.axes, 'f')}.{type(leaf).__name__}"
            count[kind] = count.get(kind, -1) + 1
            slot = f"{kind}.{count[kind]}"
            methods = {"draw": self._reporting(leaf, slot)}
            if isinstance(leaf, Axis):
                methods["get_tightbbox"] = self._boxed(leaf, slot)
            if type(leaf) is AxesImage:
                methods["make_image"] = self._colouring(leaf)
            yield leaf, methods
        for ax in () if _laid_out_anew(self.fig) else axes:
            yield ax, {"_update_title_position": self._placing_titles(ax)}

    def _reporting(self, leaf, slot):
        method = type(leaf).draw.__get__(leaf)

        def draw(renderer, *args, **kwargs):
            self._take_around()
            self._taken.append((slot, self._fill(leaf, slot, method)))

        return draw

    def _take_around(self):
        """What an axes drew that is not among its children is a slot of its own."""
        around = self._pen.cut()
        if around:
            number = sum(slot.startswith("f.Drawing.") for slot, _ in self._taken)
            self._taken.append((AROUND.format(number=number), self._pooled(around)))

    def _boxed(self, axis, slot):
        """A title asks the axis below it for its box at each draw, which moves its label and so makes it stale."""
        measure = type(axis).get_tightbbox.__get__(axis)

        def get_tightbbox(renderer=None, **kwargs):
            if kwargs:  # a layout engine asks: it wants the box without its labels
                return measure(renderer, **kwargs)
            known, under = self._known.get(slot), self._under(axis)
            same = known is not None and known.artist is axis and under is not None and self._untouched(axis)
            if not (same and slot in self._boxes and _same(known.under, under)):
                self._boxes[slot] = measure(renderer)
            return self._boxes[slot]

        return get_tightbbox

    def _colouring(self, image):
        """An image that stays in its place: where its pixels are is not worked out again for other colours."""
        make, known = image.make_image, (None, None)

        def make_image(renderer, magnification=1.0, unsampled=False):
            nonlocal known
            pixels, stands = image._A, _stands(image)
            if not unsampled or stands is None:
                return make(renderer, magnification, unsampled)
            under = self._place_of(image.axes), stands, pixels.shape, image.get_extent(), image.origin, image._clipon
            if known[0] != under:
                made = make(renderer, magnification, unsampled)
                if made[0] is not None and made[0].shape[:2] == pixels.shape[:2]:  # all of them are seen
                    known = under, made[1:]
                return made
            return image.to_rgba(pixels, bytes=True, norm=pixels.ndim == 2), *known[1]

        return make_image

    def _placing_titles(self, ax):
        """An axes measures its titles at each draw, to place them; where they are as high as before, they stay."""
        place, titles, known = ax._update_title_position, (ax.title, ax._left_title, ax._right_title), (None, ())

        def update_title_position(renderer):
            nonlocal known
            if not any(title._text for title in titles):
                return
            under = self._titles_under(ax, titles)
            if under is None or not _same(known[0], under):
                place(renderer)
                known = self._titles_under(ax, titles), [title._y for title in titles]
            for title, y in zip(titles, known[1], strict=True):
                title._y = y

        return update_title_position

    def _titles_under(self, ax, titles):
        """What decides where the titles of an axes stand; None where others have a say in it."""
        groups = ax._twinned_axes, ax.get_figure(root=False)._align_label_groups["title"]
        shared = ax.child_axes or any(len(group.get_siblings(ax)) > 1 for group in groups)
        axes = [self._under(axis) for axis in (ax.xaxis, ax.yaxis) if self._untouched(axis)]
        plain = all(type(title) is Text and _plain(title) for title in titles)
        if shared or len(axes) < 2 or None in axes or not plain or ax._autotitlepos is False:
            return None
        said = [(title._text == "", title._visible, title._x, _look(vars(title))) for title in titles]
        fonts = [hash(title._fontproperties) for title in titles]
        sizes = [self._pen.size(title._text, font, title) for title, font in zip(titles, fonts, strict=True)]
        return axes, said, fonts, sizes, [title.get_transform().transform((0, 1)).tobytes() for title in titles]

    def _fill(self, leaf, slot, draw):
        """The pool's index of what fills this slot now: from the memo, from a template, or drawn."""
        under, known = self._under(leaf), self._known.get(slot)
        if under is None:
            return self._pooled(self._pen.draw_alone(leaf, draw), leaf)
        if known is not None and (known.artist is not leaf or not _same(known.under, under)):
            known = None
        if known is not None and self._untouched(leaf):
            return known.fill
        says = template = fragment = None
        if known is not None and isinstance(leaf, Axis):  # its ticks were touched; were they changed?
            if known.says is not None and _same(known.says, _axis_says(leaf)):
                self._see(leaf)
                return known.fill
            fragment = self._pen.draw_alone(leaf, draw)
            says = _axis_says(leaf)
        if type(leaf) is Text:
            says = _says(leaf)
            if known is not None and known.says == says:
                leaf._stale = self._seen
                return known.fill
            fragment, template = self._text(leaf, says, under, known, draw)
        if fragment is None:
            fragment = self._pen.draw_alone(leaf, draw)
        self._known[slot] = _Known(leaf, under, self._pooled(fragment, leaf), says, template)
        self._see(leaf)
        return self._known[slot].fill

    def _see(self, leaf):
        for part in _parts(leaf):
            part._stale = self._seen

    def _untouched(self, leaf):
        seen = self._seen
        return not isinstance(leaf, _BY_STALE) or all(part._stale is seen for part in _parts(leaf))

    def _under(self, leaf):
        """What decides, where `stale` is false, how `leaf` is drawn; None if nothing is known to."""
        tell, ax = _KEYS.get(type(leaf)), leaf.axes
        if tell is None:
            return None
        place, ticks = self._place_of(ax), self._here[2]
        told = tell(leaf) if not isinstance(leaf, Axis) else ticks.get(leaf) or tell(leaf)
        if isinstance(leaf, Axis):
            ticks[leaf] = told
        return None if told is None else (place, told)

    def _place_of(self, ax):
        if self._here[0] is not ax:
            place = _place(ax) if ax is not None else None
            self._here = ax, self._places.setdefault(place, place), {}
        return self._here[1]

    def _text(self, text, says, under, known, draw):
        """A text's fragment, from its template if it has one, and the template that it leaves.

        In another colour, the template learns one more cut.
        """
        template, (words, visible, colour, look) = known and known.template, says
        if not (visible and words):
            return "", template
        if not _plain(text):
            return None, None
        look = self._pen.size(words, under[1][1], text), look
        if template is None or template[0] != look:
            template = look, {}
        cut = template[1].get(colour)
        if cut is not None:
            return cut[0] + escaped(words, {}) + cut[1], template
        fragment = self._pen.draw_alone(text, draw)
        cut = re.fullmatch(r"(.*<text[^>]*>)[^<>]*(</text>.*)", fragment, re.DOTALL)
        if cut:
            template[1][colour] = cut.groups()
        return fragment, template

    def _pooled(self, fragment, leaf=None):
        fill = self.pool.setdefault(fragment, len(self.pool))
        if fill == len(self.pool) - 1 and leaf is not None:
            self._look_at_edge(leaf)
        return fill

    def _look_at_edge(self, leaf):
        """Keep the name of a text, an axis or a legend that goes beyond the figure, and how many points."""
        (width, height), is_text = self._pen.get_canvas_width_height(), isinstance(leaf, Text)
        if not (is_text or isinstance(leaf, (Axis, Legend))) or (is_text and leaf._clipon and leaf.clipbox is not None):
            return
        if is_text and _plain(leaf):
            points, font = leaf.get_fontsize(), leaf._fontproperties
            under, words = (leaf._x, leaf._y, points, self._here[1]), leaf._text
            before, room, high = self._rooms.get(leaf, (None, 0, None))
            fits = len(words) * points < room and _same(before, under)  # no letter is wider than high
            if fits and (high is None or high == self._pen.size(words, hash(font), leaf)):
                return
            x, y = leaf.get_transform().transform(leaf.get_unitless_position())
            rooms = {"left": width - x, "right": x, "center": 2 * min(x, width - x)}
            high = self._pen.size(words, hash(font), leaf) if min(y, height - y) < 2 * points else None
            self._rooms[leaf] = under, rooms[leaf.get_horizontalalignment()], high
        box = leaf.get_tightbbox(self._pen)
        sides = (-box.x0, -box.y0, box.x1 - width, box.y1 - height) if box is not None else (0,)
        if 1 < max(sides) < np.inf:
            _, before = self._beyond.get(leaf, ("", (0, 0, 0, 0)))
            self._beyond[leaf] = name_of(leaf), np.maximum(sides, before)

    def beyond(self):
        """What has gone beyond the figure so far.  -> {artist: (its name then, points at left, bottom, right, top)}"""
        return self._beyond.copy()


# ---- what Matplotlib does once, and a film at each position


def _undecided(leaves):
    """What Matplotlib decides when it first needs it, and keeps: a quiver's scale, the ends of a norm."""
    keeps = [(leaf, name) for leaf in leaves if isinstance(leaf, Quiver) for name in ("scale", "width")]
    keeps += [(leaf.norm, name) for leaf in leaves if hasattr(leaf, "norm") for name in ("_vmin", "_vmax")]
    return [(owner, name) for owner, name in keeps if getattr(owner, name, "") is None]


def _standing(fig):
    """Where the axes stand, and the margins.  -> [(axes, bytes of its box)], {margin: share}"""
    return [(ax, ax._originalPosition.get_points().tobytes()) for ax in fig.axes], vars(fig.subplotpars).copy()


def drawn(fig, draw, *args):
    """Call `draw`, which draws or lays out `fig`.  What goes wrong is told with the artist that it went wrong in."""
    try:
        return draw(*args)
    except FilmError:
        raise
    except Exception as error:
        raise blamed(error, fig) from error


def _laid_out_anew(fig):
    return not isinstance(fig.get_layout_engine(), (type(None), PlaceHolderLayoutEngine))
