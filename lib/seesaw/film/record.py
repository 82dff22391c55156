"""The recording half of a film: a live figure in, SVG fragments out, each drawn once.

    figure --Figure.draw--> leaf artists --memo--> fragments --pool--> frames

Matplotlib's own `Figure.draw` runs at every position, so order, titles, aspect and layout are Matplotlib's; only the
`draw` of each leaf artist (a line, a text, an axis, a legend) is wrapped.  What surely did not change is not drawn
again; the rest becomes a fragment of SVG.  A frame lists (slot, fragment) in drawing order; equal fragments are one.

`artist.stale` lies: it stays False after `set_array`, `Annotation.xy`, legend texts, text boxes, own transforms.  So
the memo believes it of plain texts, backgrounds, axis and spines, and of nothing else; and it asks under which limits,
ticks and fonts they were drawn.
"""

import io
import re
from contextlib import contextmanager
from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from matplotlib import cbook, rcParams
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.figure import FigureBase
from matplotlib.patches import Rectangle
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.ticker import NullLocator

RC = {"svg.fonttype": "none", "svg.hashsalt": "film", "svg.image_inline": True, "image.composite_image": False}
"""Text stays text (sharp, selectable, small) and ids depend on content alone, so two runs give the same bytes."""

NAMED = "{kind} {words!r}"
IN_AXES = "{name} in axes {number}"
REFUSED = "film: {artist} can't be played: {reason}. {mend}"
GOURAUD = "SVG has no faithful gouraud shading", "Use shading='nearest', or rasterized=True."
THREE_D = "3-D axes redraw everything at each position", "Draw a 2-D projection of it."
FILTER = "an agg_filter works on pixels and a film has none", "Remove the filter."
SIZE = "its size changed from {old} to {new} inches", "Keep the figure's size and move what is in it."


class FilmError(ValueError):
    """A figure, an update or a control that a film can't play; the message says which and how to mend it."""


class Frame(NamedTuple):
    """One position of the film: the names of the slots in drawing order, and what fills each."""

    slots: tuple[str, ...]
    fills: tuple[int, ...]  # indices into the pool


def name_of(artist):
    """How an error names an artist: type, label or words, and the axes it is in."""
    words = artist.get_text() if isinstance(artist, Text) else artist.get_label()
    kind = type(artist).__name__
    name = NAMED.format(kind=kind, words=words) if words else kind
    ax, fig = getattr(artist, "axes", None), artist.get_figure(root=True)
    return IN_AXES.format(name=name, number=fig.axes.index(ax)) if fig is not None and ax in fig.axes else name


def refuse(artist, why):
    """Raise FilmError: `why` is a pair (reason, mend)."""
    raise FilmError(REFUSED.format(artist=name_of(artist), reason=why[0], mend=why[1]))


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


# ---- the pen


class _Writer:
    """XML as RendererSVG asks for it, without the comments and the indentation of Matplotlib's own writer."""

    def __init__(self):
        self._parts, self._open = [], []

    def start(self, tag, attrib=None, **extra):
        self._parts.append(f"<{tag}{self._says(attrib, extra)}>")
        self._open.append(tag)
        return len(self._open) - 1

    def end(self, tag=None, indent=True):
        self._parts.append(f"</{self._open.pop()}>")

    def element(self, tag, text=None, attrib=None, **extra):
        end = f">{escape(text)}</{tag}>" if text else "/>"
        self._parts.append(f"<{tag}{self._says(attrib, extra)}{end}")

    def comment(self, comment):
        pass

    def depth(self):
        return len(self._open)

    def close(self, depth):
        """End what was opened since `depth`."""
        while len(self._open) > depth:
            self.end()

    def cut(self):
        """What was written since the last cut."""
        written = "".join(self._parts)
        self._parts.clear()
        return written

    def _says(self, attrib, extra):
        quoted = {'"': "&quot;"}
        return "".join(f' {k}="{escape(v, quoted)}"' for k, v in {**(attrib or {}), **extra}.items() if v)


class _Pen(RendererSVG):
    """One SVG renderer for all positions, so that text metrics stay cached and clips and hatches are collected once."""

    def __init__(self, fig):
        width, height = fig.get_size_inches() * 72
        super().__init__(width, height, io.StringIO(), image_dpi=fig.dpi)
        self.writer = _Writer()
        self._mixed = MixedModeRenderer(fig, *fig.get_size_inches(), fig.dpi, self)  # rasterizes what asks for it
        self._mixed._figdpi = 72
        self._sizes = {}
        self._artist = fig  # the one being drawn, for errors

    def draw_alone(self, artist, draw):
        """The SVG of one artist by itself: it repeats its markers and glyphs, and so can be shown without the rest."""
        self.writer.cut()  # what figure and axes write around their artists
        self._markers.clear()
        self._glyph_map.clear()
        self._path_collection_id = 0
        self._artist, depth = artist, self.writer.depth()
        draw(self._mixed)
        if self._mixed._rasterizing:
            self._mixed.stop_rasterizing()
            self._mixed._rasterizing = False
        self.writer.close(depth)  # a text at NaN opens a group and leaves it
        return self.writer.cut()

    def definitions(self):
        """The clip paths and hatches that all fragments share."""
        self.writer.cut()
        self._write_clips()
        self._write_hatches()
        return self.writer.cut()

    def size(self, text, font):
        """Height and descent of its words, its font having this hash: where they are the same, it stands the same."""
        key = text.get_text(), font
        if key not in self._sizes:
            self._sizes[key] = self.get_text_width_height_descent(key[0], text.get_fontproperties(), False)[1:]
        return self._sizes[key]

    def open_group(self, s, gid=None):
        self.writer.start("g", {"id": gid})

    def _get_clippath_id(self, clippath):
        # By content: Matplotlib counts the path objects, and a clip that moves is a new object at each position.
        return clippath.vertices.tobytes(), clippath.codes is not None and clippath.codes.tobytes()

    def _make_flip_transform(self, transform):
        # Frozen, because clips are written at the end, when a transform of the user's own may have moved on.
        return super()._make_flip_transform(transform.frozen())

    def _draw_text_as_text(self, gc, x, y, s, prop, angle, ismath, mtext=None):
        # Mathematics as outlines: placed glyph by glyph, it would drift where a machine has other fonts.
        as_drawn = self._draw_text_as_path if ismath else super()._draw_text_as_text
        as_drawn(gc, x, y, s, prop, angle, ismath, mtext)

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        refuse(self._artist, GOURAUD)

    def start_filter(self):
        refuse(self._artist, FILTER)


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


def _believable(leaf):
    """True where `stale`, and what the functions above tell, decide what is drawn."""
    if type(leaf) is Text:
        return not (leaf._bbox_patch or _clipped(leaf))
    if type(leaf) is Rectangle:
        return _background(leaf) and not leaf.get_hatch()
    if type(leaf) in (XAxis, YAxis, Spine) and leaf.axes.name == "rectilinear":
        return type(leaf) is Spine or not _aligned(leaf)
    return False


def _background(patch):
    return patch is (patch.axes or patch.get_figure(root=True)).patch


def _clipped(leaf):
    return leaf.get_clip_on() and (leaf.get_clip_box() is not None or leaf.get_clip_path() is not None)


def _aligned(axis):
    """True if the label is kept in line with those of other axes, whose ticks then move it."""
    groups = axis.get_figure(root=False)._align_label_groups
    return any(len(groups[name].get_siblings(axis.axes)) > 1 for name in "xy")


def _parts(leaf):
    """All that draws when `leaf` draws."""
    yield leaf
    if isinstance(leaf, Axis):
        yield from (leaf.label, leaf.offsetText)
        for tick in (*leaf.majorTicks, *leaf.minorTicks):
            yield from (tick, tick.label1, tick.label2, tick.tick1line, tick.tick2line, tick.gridline)


# ---- the memo


class _Template(NamedTuple):
    """A plain text whose words may be filled in: its look, and what stands around the words in each colour."""

    look: dict
    cuts: dict  # (colour, alpha) -> (before, after)


class _Known(NamedTuple):
    """What the memo knows of the artist in a slot: what it was drawn under, and what came of it."""

    artist: object
    under: tuple
    fill: int
    template: _Template | None


_TOLD_ELSEWHERE = "_text", "_x", "_y", "_color", "_alpha", "_visible", "_fontproperties"
_NOT_ITS_LOOK = *_TOLD_ELSEWHERE, "_stale", "_renderer", "_remove_method", "draw"


def _look(text, size):
    """All that decides how a text looks, but its words and colour, and what `_under` already tells."""
    look = vars(text).copy()
    for name in _NOT_ITS_LOOK:
        look.pop(name, None)
    return look | {"size": size}


def _colour(text):
    return to_rgba(text.get_color()), text.get_alpha()


def _plain(text):
    """True for one line of ordinary words that stand upright."""
    words = text.get_text()
    return not ("\n" in words or "$" in words or text.get_rotation() or text.get_wrap() or text.get_usetex())


class _Seen:
    """Written to `_stale` of what a recorder drew: false, as False is; but anyone else who draws it writes False."""

    def __bool__(self):
        return False


class Recorder:
    """Takes the frames of one figure.  `pool` holds each fragment once; `definitions()` what they refer to."""

    def __init__(self, fig):
        self.fig = fig
        self.pool = {}  # fragment -> its index
        self._size = tuple(fig.get_size_inches())
        self._pen = _Pen(fig)
        self._seen = _Seen()
        self._known = {}  # slot -> _Known
        self._boxes = {}  # slot of an axis -> its bounding box when it was drawn last
        self._wraps = []  # (leaf, what stands in for its methods)
        self._taken = []  # (slot, fill) of this frame
        self._here = None, None  # the axes being drawn and its place
        self._places = {}  # each place once, so that comparing two of them is quick

    def definitions(self):
        """The SVG of the clip paths and hatches that the fragments refer to."""
        return self._pen.definitions()

    def forget(self):
        """Draw everything at the next frame, whatever the memo believes; the pool stays."""
        self._known.clear()
        self._boxes.clear()

    def frame(self):
        """The figure as it stands now.  -> Frame

        FilmError for what can't be played, by name.
        """
        self._check_size()
        self._taken, self._here = [], (None, None)
        leaves = list(_leaves(self.fig))
        if leaves != [leaf for leaf, _ in self._wraps]:
            self._wraps = list(zip(leaves, self._wrapped(leaves), strict=True))
        with self._settings(), self._watched():
            self.fig.draw(self._pen)
        slots, fills = zip(*self._taken, strict=True) if self._taken else ((), ())
        return Frame(slots, fills)

    def _check_size(self):
        new = tuple(self.fig.get_size_inches())
        if new != self._size:
            refuse(self.fig, (SIZE[0].format(old=self._size, new=new), SIZE[1]))

    @contextmanager
    def _settings(self):
        """Matplotlib as when it saves an SVG: 72 points to the inch, animated artists drawn too."""
        canvas, before = self.fig.canvas, {name: rcParams[name] for name in RC}
        with (
            cbook._setattr_cm(canvas, manager=None, _is_saving=True),
            cbook._setattr_cm(self.fig, suppressComposite=True, dpi=72),
        ):
            rcParams.update(RC)
            try:
                yield
            finally:
                rcParams.update(before)

    @contextmanager
    def _watched(self):
        """Each leaf reports its (slot, fill) instead of drawing itself."""
        try:
            for leaf, methods in self._wraps:
                vars(leaf).update(methods)
            yield
        finally:
            for leaf, methods in self._wraps:
                for name in methods:
                    vars(leaf).pop(name, None)
                if isinstance(leaf, Text):
                    leaf._renderer = None  # or an `update` that measures it would use this pen, but not the first time

    def _wrapped(self, leaves):
        """What stands in for the methods of each leaf.  Its slot: its axes, its type, and which of these it is."""
        axes, count = {ax: i for i, ax in enumerate(self.fig.axes)}, {}
        for leaf in leaves:
            kind = f"{axes.get(leaf.axes, 'f')}.{type(leaf).__name__}"
            count[kind] = count.get(kind, -1) + 1
            slot = f"{kind}.{count[kind]}"
            methods = {"draw": self._reporting(leaf, slot)}
            yield methods | {"get_tightbbox": self._boxed(leaf, slot)} if isinstance(leaf, Axis) else methods

    def _reporting(self, leaf, slot):
        draw = type(leaf).draw.__get__(leaf)
        return lambda renderer, *args, **kwargs: self._taken.append((slot, self._fill(leaf, slot, draw)))

    def _boxed(self, axis, slot):
        """A title asks the axis below it for its box at each draw, which moves its label and so makes it stale."""
        measure = type(axis).get_tightbbox.__get__(axis)

        def get_tightbbox(renderer=None, **kwargs):
            if kwargs:  # a layout engine asks: it wants the box without its labels
                return measure(renderer, **kwargs)
            known = self._known.get(slot)
            same = known is not None and known.artist is axis and _believable(axis) and self._untouched(axis)
            if not (same and slot in self._boxes and known.under == self._under(axis)):
                self._boxes[slot] = measure(renderer)
            return self._boxes[slot]

        return get_tightbbox

    def _fill(self, leaf, slot, draw):
        """The pool's index of what fills this slot now: from the memo, from a template, or drawn."""
        if not _believable(leaf):
            return self._pooled(self._pen.draw_alone(leaf, draw))
        under, known = self._under(leaf), self._known.get(slot)
        if known is not None and (known.artist is not leaf or known.under != under):
            known = None
        if known is not None and self._untouched(leaf):
            return known.fill
        fragment, template = self._text(leaf, under, known, draw) if type(leaf) is Text else (None, None)
        if fragment is None:
            fragment = self._pen.draw_alone(leaf, draw)
        for part in _parts(leaf):
            part._stale = self._seen
        self._known[slot] = _Known(leaf, under, self._pooled(fragment), template)
        return self._known[slot].fill

    def _untouched(self, leaf):
        return leaf._stale is self._seen and all(part._stale is self._seen for part in _parts(leaf))

    def _under(self, leaf):
        place, ax = None, leaf.axes
        if ax is not None:
            if self._here[0] is not ax:
                place = _place(ax)
                self._here = ax, self._places.setdefault(place, place)
            place = self._here[1]
        if type(leaf) is Text:
            return place, _anchor(leaf), hash(leaf.get_fontproperties())
        return (place, _ticks(leaf)) if isinstance(leaf, Axis) else (place,)

    def _text(self, text, under, known, draw):
        """A text's fragment, from its template if it has one, and the template that it leaves.

        In another colour, the template learns one more cut.
        """
        template = known and known.template
        if not (text.get_visible() and text.get_text()):
            return "", template
        if not _plain(text):
            return None, None
        look = _look(text, self._pen.size(text, under[-1]))
        if template is None or template.look != look:
            template = _Template(look, {})
        cut = template.cuts.get(_colour(text))
        if cut is not None:
            return cut[0] + escape(text.get_text()) + cut[1], template
        fragment = self._pen.draw_alone(text, draw)
        cut = re.fullmatch(r"(.*<text[^>]*>)[^<>]*(</text>.*)", fragment, re.DOTALL)
        if cut:
            template.cuts[_colour(text)] = cut.groups()
        return fragment, template

    def _pooled(self, fragment):
        return self.pool.setdefault(fragment, len(self.pool))
