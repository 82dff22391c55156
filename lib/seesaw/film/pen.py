"""The pen of a film: Matplotlib's SVG renderer, made to draw one artist at a time.

What it writes for an artist stands by itself: markers, glyphs and clips are named by what is in them, so the same
drawing gives the same letters.  Images of few cells become cells, whose colours a browser can change one by one.
"""

import io
import re
from xml.sax.saxutils import escape

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import FigureBase
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform

RC = {"svg.fonttype": "none", "svg.hashsalt": "film", "svg.image_inline": True, "image.composite_image": False}
"""Text stays text (sharp, selectable, small) and ids depend on content alone, so two runs give the same bytes."""

MOST_CELLS = 150
"""An image of more cells stays an image: beyond this, cells cost more than they give."""

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold; one of them would make a broken file of the picture."""

NAMED = "{kind} {words!r}"
IN_AXES = "{name} in axes {number}"
REFUSED = "film: {artist} can't be played: {reason}. {mend}"
UNDRAWN = "film: {artist} can't be drawn: {error}"
AT = "{error} (at {state})"
GOURAUD = "SVG has no faithful gouraud shading", "Use shading='nearest', or rasterized=True."
FILTER = "an agg_filter works on pixels and a film has none", "Remove the filter."


NUMBER = re.compile(r"-?\d+\.\d+(?:e[-+]?\d+)?")


class FilmError(ValueError):
    """A figure, an update or a control that a film can't play; the message says which and how to mend it."""

    def _render_traceback_(self):
        """In a notebook the one sentence, as the lines of this library say nothing to its reader."""
        return [f"{type(self).__name__}: {self}"]


class Undrawn(FilmError):
    """An artist that Matplotlib itself could not draw or measure as it stood."""

    def at(self, state):
        """The same, with the words of the state at which it stood so.  -> FilmError"""
        return FilmError(AT.format(error=self, state=state))


def name_of(artist):
    """How an error names an artist: type, label or words, and the axes it is in."""
    words = artist.get_text() if isinstance(artist, Text) else artist.get_label()
    words = "" if str(words).startswith("_child") else words  # Matplotlib's own, which nobody gave
    words = words.get_text() if isinstance(words, Text) else words  # an axis has a text for a label
    kind = type(artist).__name__
    name = NAMED.format(kind=kind, words=words) if words else kind
    ax, fig = getattr(artist, "axes", None), artist.get_figure(root=True)
    return IN_AXES.format(name=name, number=fig.axes.index(ax)) if fig is not None and ax in fig.axes else name


def refuse(artist, why):
    """Raise FilmError: `why` is a pair (reason, mend)."""
    raise FilmError(REFUSED.format(artist=name_of(artist), reason=why[0], mend=why[1]))


def blamed(error, fig):
    """Undrawn, made of what Matplotlib raised: it names the innermost artist that was at work.  -> Undrawn"""
    artist, trace = fig, error.__traceback__
    while trace is not None:
        at_work = [trace.tb_frame.f_locals.get(name) for name in ("self", "leaf", "text")]
        artist = next((it for it in at_work if isinstance(it, Artist) and not isinstance(it, FigureBase)), artist)
        trace = trace.tb_next
    return Undrawn(UNDRAWN.format(artist=name_of(artist), error=str(error).strip() or type(error).__name__))


def escaped(words, quoted={'"': "&quot;"}):  # noqa: B006 - never changed
    """Words as XML may hold them, in a text or an attribute."""
    return escape(NO_XML.sub("\ufffd", words), quoted)


def content(value):
    """What is in a value: equal for equal arrays, paths, transforms, whatever object holds them."""
    if isinstance(value, np.ndarray):
        mask = np.ma.getmask(value)
        return value.shape, value.dtype.str, value.tobytes(), mask is not np.ma.nomask and mask.tobytes()
    if isinstance(value, Path):
        return value.vertices.tobytes(), value.codes is not None and value.codes.tobytes()
    if isinstance(value, Transform):
        return value.frozen().get_matrix().tobytes() if value.is_affine else object()  # equal to no other
    if isinstance(value, (list, tuple)):
        return tuple(map(content, value))
    return value


class _Writer:
    """XML as RendererSVG asks for it, without the comments and the indentation of Matplotlib's own writer."""

    def __init__(self):
        self.parts, self._open = [], []

    def start(self, tag, attrib=None, **extra):
        self.parts.append(f"<{tag}{self._says(attrib, extra)}>")
        self._open.append(tag)
        return len(self._open) - 1

    def end(self, tag=None, indent=True):
        self.parts.append(f"</{self._open.pop()}>")

    def element(self, tag, text=None, attrib=None, **extra):
        end = f">{escaped(text, {})}</{tag}>" if text else "/>"
        self.parts.append(f"<{tag}{self._says(attrib, extra)}{end}")

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
        written = "".join(self.parts)
        self.parts.clear()
        return written

    def _says(self, attrib, extra):
        return "".join([f' {k}="{escaped(v)}"' for k, v in {**(attrib or {}), **extra}.items() if v])


class Pen(RendererSVG):
    """One SVG renderer for all positions, so that text metrics stay cached and clips and hatches are collected once."""

    def __init__(self, fig):
        width, height = fig.get_size_inches() * 72
        super().__init__(width, height, io.StringIO(), image_dpi=fig.dpi)
        self.writer = _Writer()
        self._mixed = MixedModeRenderer(fig, *fig.get_size_inches(), fig.dpi, self)  # rasterizes what asks for it
        self._mixed._figdpi = 72
        self._sizes = {}  # (words, hash of a font) -> top and bottom of them
        self._written = {}  # (artist, place in its SVG) -> what a call drew there last: hash, SVG, collections so far
        self._fig = self._artist = fig  # the artist being drawn, for errors
        self._alone = False

    def draw_alone(self, artist, draw):
        """The SVG of one artist by itself: it repeats its markers and glyphs, and so can be shown without the rest."""
        self._artist, self._alone, depth = artist, True, self.writer.depth()
        try:
            draw(self._mixed)
            if self._mixed._rasterizing:
                self._mixed.stop_rasterizing()
                self._mixed._rasterizing = False
        finally:
            self.writer.close(depth)  # a text at NaN opens a group and leaves it
            self._artist, self._alone = self._fig, False
            written = self.cut()
        return written

    def cut(self):
        """What was drawn since the last cut.  It repeats its markers and glyphs.

        Figure and axes open groups around their artists, which say nothing and are not written.  So between two
        artists there is nothing, but where an axes draws others as its own, as those of axes_grid1 do.
        """
        if self._markers or self._glyph_map:
            self._markers.clear()
            self._glyph_map.clear()
        self._path_collection_id = 0
        return self.writer.cut() if self.writer.parts else ""

    def definitions(self):
        """The clip paths and hatches that all fragments share."""
        self.writer.cut()
        self._write_clips()
        self._write_hatches()
        return self.writer.cut()

    def size(self, words, font, text):
        """Top and bottom of words in the font of `text`, which has this hash: where they are the same, a text stays."""
        known = self._sizes.get((words, font))
        if known is None:
            if len(words) > 1 and words.isascii():  # stands letter by letter; others may join or stand on each other
                tops, bottoms = zip(*(self.size(letter, font, text) for letter in set(words)), strict=True)
                known = max(tops), min(bottoms)
            else:
                _, height, descent = self.get_text_width_height_descent(words, text.get_fontproperties(), False)
                known = height - descent, -descent
            self._sizes[words, font] = known
        return known

    # ---- what RendererSVG asks of itself

    def open_group(self, s, gid=None):
        if self._alone:
            self.writer.start("g", {"id": gid})

    def close_group(self, s):
        if self._alone:
            self.writer.end()

    def _get_clippath_id(self, clippath):
        # By content: Matplotlib counts the path objects, and a clip that moves is a new object at each position.
        return content(clippath)

    def _make_id(self, type, content):
        # A layout is solved a little otherwise from run to run, by less than is written: the name must not tell.
        if type == "p":
            content = NUMBER.sub(lambda number: f"{float(number[0]):.4f}", str(content))
        return super()._make_id(type, content)

    def _make_flip_transform(self, transform):
        # Frozen, because clips are written at the end, when a transform of the user's own may have moved on.
        return super()._make_flip_transform(transform.frozen())

    def _draw_text_as_text(self, gc, x, y, s, prop, angle, ismath, mtext=None):
        # Mathematics as outlines: placed glyph by glyph, it would drift where a machine has other fonts.
        as_drawn = self._draw_text_as_path if ismath else super()._draw_text_as_text
        as_drawn(gc, x, y, s, prop, angle, ismath, mtext)

    def draw_image(self, gc, x, y, im, transform=None):
        if transform is None or im.size == 0 or im.shape[0] * im.shape[1] > MOST_CELLS:
            self._once(super().draw_image, gc, x, y, im, transform)
        else:
            self._draw_cells(gc, x, y, im, transform)

    def _draw_cells(self, gc, x, y, im, transform):
        """An image as cells, row by row from its first: those that are transparent too, so that only `fill` changes."""
        rows, columns = im.shape[:2]
        (a, c, e), (b, d, f) = (transform.get_matrix()[:2] / [columns, rows, 1]).tolist()
        matrix = a, 0 - b, c, 0 - d, e + x, self.height - f - y
        clip, opacity = self._get_clip_attrs(gc), "" if gc.get_alpha() == 1 else f"{gc.get_alpha():g}"
        if clip:
            self.writer.start("g", clip)
        if gc.get_url() is not None:
            self.writer.start("a", {"xlink:href": gc.get_url(), "target": "_blank"})
        numbers = " ".join([f"{n:f}".rstrip("0").rstrip(".") for n in matrix])
        look = {"id": gc.get_gid(), "transform": f"matrix({numbers})", "opacity": opacity}
        depth = self.writer.start("g", look, **{"shape-rendering": "crispEdges"})
        for i, row in enumerate(im.tolist()):
            for j, (red, green, blue, *alpha) in enumerate(row):
                seen = f' fill-opacity="{alpha[0] / 255:.4g}"' if alpha and alpha[0] < 255 else ""
                fill = f"#{red:02x}{green:02x}{blue:02x}"
                self.writer.parts.append(f'<rect x="{j}" y="{i}" width="1" height="1" fill="{fill}"{seen}/>')
        self.writer.close(depth - (gc.get_url() is not None) - bool(clip))

    def draw_path_collection(self, gc, *args, **kwargs):
        self._once(super().draw_path_collection, gc, *args, **kwargs)

    def draw_quad_mesh(self, gc, *args, **kwargs):
        self._once(super().draw_quad_mesh, gc, *args, **kwargs)

    def _once(self, draw, gc, *args, **kwargs):
        """Write what `draw` writes; where it is known what that is, without drawing: its arguments decide it all."""
        parts, clip = self.writer.parts, self._get_clip_attrs(gc).get("clip-path")
        look = [content(v) for k, v in vars(gc).items() if "clip" not in k]
        what = draw.__name__, self._path_collection_id, len(self._markers), clip
        key = hash((what, content(look), content(args), content(list(kwargs.items()))))
        place, start = (self._artist, len(parts)), len(parts)
        known = self._written.get(place)
        if known is not None and known[0] == key:
            parts.append(known[1])
            self._path_collection_id = known[2]
            return
        draw(gc, *args, **kwargs)
        self._written[place] = key, "".join(parts[start:]), self._path_collection_id

    def forget(self):
        """Draw at the next frame all that a call draws, known or not."""
        self._written.clear()

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        refuse(self._artist, GOURAUD)

    def start_filter(self):
        refuse(self._artist, FILTER)
