"""The recording half of a film: a live figure in, SVG fragments out, each drawn once.

    figure --Figure.draw--> leaf artists --memo--> fragments --pool--> frames

Matplotlib's own `Figure.draw` runs at every position, so order, titles, aspect and layout are Matplotlib's; only the
`draw` of each leaf artist (a line, a text, an axis, a legend) is wrapped.  What surely did not change is not drawn
again; the rest becomes a fragment of SVG.  A frame lists (slot, fragment) in drawing order; equal fragments are one.
"""

import io
import re
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy as np
from matplotlib import cbook, rc_context
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import FigureBase
from matplotlib.spines import Spine
from matplotlib.text import Text

RC = {"svg.fonttype": "none", "svg.hashsalt": "film", "svg.image_inline": True, "image.composite_image": False}
"""Text stays text (sharp, selectable, small) and ids depend on content alone, so two runs give the same bytes."""

REFUSED = "film: {artist} can't be played: {reason}. {mend}"
GOURAUD = "SVG has no faithful gouraud shading", "Use shading='auto' or 'nearest'."
THREE_D = "3-D axes redraw everything at each position", "Draw a 2-D projection of it."
FILTER = "an agg_filter works on pixels and a film has none", "Remove the filter."


class FilmError(ValueError):
    """A figure, an update or a control that a film can't play; the message says which and how to mend it."""


class Frame(NamedTuple):
    """One position of the film: the names of the slots in drawing order, and what fills each."""

    slots: tuple[str, ...]
    fills: tuple[int, ...]  # indices into the pool


class _Known(NamedTuple):
    """What the memo knows of the artist in a slot: what it was drawn under, and what came of it."""

    artist: object
    under: object  # the place and, for a text, its anchor in pixels
    fill: int
    template: tuple | None  # for a plain text: its look, its size, what stands before and after the words


def name_of(artist):
    """How an error names an artist: type, label or words, and the axes it is in."""
    words = artist.get_text() if isinstance(artist, Text) else artist.get_label()
    named = f"{type(artist).__name__} {words!r}" if words else type(artist).__name__
    ax, fig = getattr(artist, "axes", None), artist.get_figure(root=True)
    return f"{named} in axes {fig.axes.index(ax)}" if fig is not None and ax in fig.axes else named


def refuse(artist, why):
    """Raise FilmError: `why` is a pair (reason, mend)."""
    raise FilmError(REFUSED.format(artist=name_of(artist), reason=why[0], mend=why[1]))


def _leaves(group):
    """The artists below a figure or axes that draw themselves whole: all but axes and subfigures."""
    for child in group.get_children():
        if isinstance(child, (Axes, FigureBase)):
            yield from _leaves(child)
        else:
            yield child


def _place(ax):
    """What the drawing of anything in `ax` depends on besides itself: box, limits, scales and the data transform.

    The three points catch what limits do not show, such as the zero angle of a polar axes.
    """
    limits = ax.viewLim
    x, y = limits.intervalx, limits.intervaly
    probe = [(x[0], y[0]), (x[1], y[1]), (x.mean(), y.mean())]
    with np.errstate(all="ignore"):
        seen = ax.transData.transform(probe).tobytes()
    return ax.bbox.bounds, limits.bounds, *(a.get_scale() for a in ax._axis_map.values()), seen


def _plain(text):
    """True for one line of ordinary words that stand upright with nothing around them."""
    words = text.get_text()
    simple = "\n" not in words and "$" not in words and text.get_rotation() == 0
    return simple and text._bbox_patch is None and not text.get_path_effects()


_NOT_ITS_LOOK = {"_text", "_stale", "draw", "_remove_method", "_renderer"}


def _look(text):
    """All that decides how a text looks, but its words."""
    return {
        name: hash(value) if name == "_fontproperties" else value
        for name, value in vars(text).items()
        if name not in _NOT_ITS_LOOK
    }


class _Pen(RendererSVG):
    """One SVG renderer for all positions, so that text metrics stay cached and clip ids stay unique."""

    def __init__(self, fig):
        self._out = io.StringIO()
        width, height = fig.get_size_inches() * 72
        super().__init__(width, height, self._out, image_dpi=fig.dpi)
        self._sizes = {}
        self.artist = None  # the one being drawn, for errors
        self.cut()

    def cut(self):
        """What was written since the last cut."""
        self.writer.flush()
        written = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return written

    def draw_alone(self, artist, draw):
        """The SVG of one artist by itself: it repeats its markers and glyphs, and so can be shown without the rest."""
        self.cut()
        self._groupd.clear()
        self._markers.clear()
        self._glyph_map.clear()
        self._path_collection_id = self._n_gradients = 0
        self.artist = artist
        draw(self)
        return self.cut().strip()

    def definitions(self):
        """The clip paths and hatches that all fragments share."""
        self.cut()
        self._write_clips()
        self._write_hatches()
        return self.cut().strip()

    def size(self, words, font):
        """Height and descent of `words`: where they are the same, a text stands in the same place."""
        key = words, hash(font)
        if key not in self._sizes:
            self._sizes[key] = self.get_text_width_height_descent(words, font, False)[1:]
        return self._sizes[key]

    def _draw_text_as_text(self, gc, x, y, s, prop, angle, ismath, mtext=None):
        # Mathematics as outlines: placed glyph by glyph, it would drift where a machine has other fonts.
        as_drawn = self._draw_text_as_path if ismath else super()._draw_text_as_text
        as_drawn(gc, x, y, s, prop, angle, ismath, mtext)

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        refuse(self.artist, GOURAUD)


class Recorder:
    """Takes the frames of one figure.  `pool` holds each fragment once; `definitions()` what they refer to.

    memo : False draws every artist at every position (slower; what the memo is checked against)
    """

    def __init__(self, fig, memo=True):
        self.fig, self.memo = fig, memo
        self.pool = {}  # fragment -> its index
        self._dpi = fig.dpi
        self._pen = _Pen(fig)
        self._known = {}  # slot -> _Known
        self._places = {}  # axes -> its place, in this frame
        self._boxes = {}  # slot of an axis -> its bounding box when it was drawn last
        for ax in fig.axes:
            if ax.name == "3d":
                refuse(ax, THREE_D)

    def definitions(self):
        """The SVG of the clip paths and hatches that the fragments refer to."""
        with rc_context(RC):
            return self._pen.definitions()

    def forget(self):
        """Believe nothing of what was drawn so far; the pool stays."""
        self._known.clear()
        self._boxes.clear()

    def frame(self):
        """The figure as it stands now.  -> Frame"""
        taken, self._places = [], {}
        with self._ready():
            leaves = list(self._watched(taken))
            try:
                self.fig.draw(self._pen)
            finally:
                for leaf in leaves:
                    leaf.__dict__.pop("draw")
                    leaf.__dict__.pop("get_tightbbox", None)
        slots, fills = zip(*taken, strict=True) if taken else ((), ())
        return Frame(slots, fills)

    @contextmanager
    def _ready(self):
        """Matplotlib as when it saves an SVG: 72 points to the inch, animated artists drawn too."""
        with ExitStack() as stack:
            stack.enter_context(rc_context(RC))
            stack.enter_context(cbook._setattr_cm(self.fig.canvas, _is_saving=True))
            stack.callback(setattr, self.fig, "dpi", self._dpi)
            self.fig.dpi = 72
            yield

    def _watched(self, taken):
        """Wrap the draw of every leaf so that it reports (slot, fill) to `taken`."""
        axes, ordinal = {ax: i for i, ax in enumerate(self.fig.axes)}, {}
        for leaf in _leaves(self.fig):
            if leaf.get_agg_filter() is not None:
                refuse(leaf, FILTER)
            kind = axes.get(leaf.axes, "f"), type(leaf).__name__
            ordinal[kind] = ordinal.get(kind, -1) + 1
            slot = f"{kind[0]}.{kind[1]}.{ordinal[kind]}"
            leaf.draw = self._wrapped(leaf, slot, taken)
            if self.memo and isinstance(leaf, Axis):
                leaf.get_tightbbox = self._boxed(leaf, slot)
            yield leaf

    def _wrapped(self, leaf, slot, taken):
        draw = type(leaf).draw.__get__(leaf)
        return lambda renderer, *args, **kwargs: taken.append((slot, self._fill(leaf, slot, draw)))

    def _boxed(self, axis, slot):
        """A title asks the axis below it for its box at each draw, which moves its label and so makes it stale."""
        measure = type(axis).get_tightbbox.__get__(axis)

        def get_tightbbox(renderer=None, **kwargs):
            if kwargs:  # a layout engine asks: it wants the box without its labels
                return measure(renderer, **kwargs)
            if slot not in self._boxes or self._unchanged(axis, slot) is None:
                self._boxes[slot] = measure(renderer)
            return self._boxes[slot]

        return get_tightbbox

    def _fill(self, leaf, slot, draw):
        """The pool's index of what fills this slot now: from the memo, from a template, or drawn."""
        if not self.memo or not (type(leaf) is Text or isinstance(leaf, (Axis, Spine))):
            return self._pooled(self._pen.draw_alone(leaf, draw))  # `stale` can't be believed
        known = self._unchanged(leaf, slot)
        if known is not None:
            return known.fill
        under, known = self._under(leaf), self._known.get(slot)
        template = known.template if known and known.artist is leaf and known.under == under else None
        if template is not None and self._fits(leaf, template):
            leaf._stale = False
            fragment = template[2] + escape(leaf.get_text()) + template[3] if leaf.get_text() else ""
        else:
            fragment = self._pen.draw_alone(leaf, draw)
            template = self._template(leaf, fragment)
            for part in leaf.findobj():
                part._stale = False
        fill = self._pooled(fragment)
        self._known[slot] = _Known(leaf, under, fill, template)
        return fill

    def _unchanged(self, leaf, slot):
        """What the memo knows of this leaf if it would be drawn the same, else None."""
        known = self._known.get(slot)
        same = known is not None and known.artist is leaf and not self._stale(leaf) and known.under == self._under(leaf)
        return known if same else None

    def _under(self, leaf):
        place = None
        if leaf.axes is not None:
            if leaf.axes not in self._places:
                self._places[leaf.axes] = _place(leaf.axes)
            place = self._places[leaf.axes]
        if type(leaf) is not Text:
            return place
        return place, leaf.get_transform().transform(leaf.get_unitless_position()).tobytes()

    def _stale(self, leaf):
        if type(leaf) is Text:
            return leaf.stale or leaf._bbox_patch is not None
        return any(part.stale for part in leaf.findobj())

    def _fits(self, text, template):
        look, size, *_ = template
        return _plain(text) and text.get_visible() and self._size(text) == size and _look(text) == look

    def _size(self, text):
        return self._pen.size(text.get_text(), text._fontproperties)

    def _template(self, leaf, fragment):
        """A text's fragment, cut open where its words stand, or None."""
        if type(leaf) is not Text or not _plain(leaf):
            return None
        cut = re.fullmatch(r"(.*<text[^>]*>)([^<>]*)(</text>.*)", fragment, re.DOTALL)
        return cut and (_look(leaf), self._size(leaf), cut[1], cut[3])

    def _pooled(self, fragment):
        return self.pool.setdefault(fragment, len(self.pool))
