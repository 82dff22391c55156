"""Where things stand in the picture: the handles that a hand can take, and the names that a pointer can ask for.

    artists, at each position --stands--> points of the picture --player.js--> the nearest one takes the control there

A handle needs no formula: the film keeps where its artist stood at each position, so a drag works on any projection,
and with no kernel.  All points are in the picture's own units, 72 to the inch, y down, as SVG counts.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection, PathCollection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Annotation, Text

from seesaw.film.record import FilmError, name_of
from seesaw.words import filled

NO_SUCH_CONTROL = "film: there is no control {name!r}; this film has {names}."
NOT_AN_ARTIST = "film: the handle of {names} is an artist that update moves, or one for each position; got {got!r}."
TOO_MANY = "film: a list of handles has one artist for each position of its one control: {names} has {want}, got {got}."
TYPED = "film: {names} is typed, so it can't have a handle."
GONE = "film: the handle of {names} is no longer in the figure at {state}; let update move it, not make it anew."
STILL = "film: the handle of {names}, {artist}, stands still; give the artist that update moves."
UNNAMED = "film: {artist} shows {want} things at {state}, and names gives {got} words; give one for each."
NOT_NAMES = "film: names is {{artist: words}}, or a function of the state for its words; got {got!r}."


UNDER = 0.9  # of the letters' size


class Handle(NamedTuple):
    """One handle: which controls it takes, and the artist that shows where they stand (or one for each position)."""

    controls: tuple[int, ...]
    artists: tuple[Artist, ...]
    of: str  # the controls' names, for errors


def read_handles(handles, controls):
    """{"x": artist, ("x", "y"): artist, "word": [artists]} -> [Handle]; ValueError or TypeError in one sentence."""
    known, read = [c.name for c in controls], []
    for key, artists in (handles or {}).items():
        names = (key,) if isinstance(key, str) else tuple(key)
        for name in names:
            if name not in known:
                raise ValueError(NO_SUCH_CONTROL.format(name=name, names=", ".join(known)))
        of, axes = " and ".join(names), tuple(known.index(name) for name in names)
        one = isinstance(artists, Artist)
        artists = (
            (artists,) if one else tuple(artists) if isinstance(artists, (list, tuple, np.ndarray)) else (artists,)
        )
        if not all(isinstance(artist, Artist) for artist in artists):
            raise TypeError(NOT_AN_ARTIST.format(names=of, got=artists[0]))
        if any(controls[i].typed for i in axes):
            raise ValueError(TYPED.format(names=of))
        want = len(controls[axes[0]].values)
        if not one and (len(axes) > 1 or len(artists) != want):
            raise ValueError(TOO_MANY.format(names=of, want=want, got=len(artists)))
        read.append(Handle(axes, artists, of))
    return read


class Marks:
    """What is kept of handles and names at each position.  `at[positions]` is (a point a handle, a list a thing)."""

    def __init__(self, fig, handles, names):
        if not isinstance(names or {}, Mapping) or not all(isinstance(artist, Artist) for artist in names or {}):
            raise TypeError(NOT_NAMES.format(got=names))
        self._fig, self._handles, self._names = fig, handles, dict(names or {})
        self.pool, self.at, self._boxes = {}, {}, {}

    def note(self, positions, state):
        """Remember where everything stands now, the figure being at these positions."""
        if not (self._handles or self._names):
            return
        points = [self._stands(handle, positions, state) for handle in self._handles]
        named = [self._named(artist, words, state) for artist, words in self._names.items() if artist.get_visible()]
        self.at[positions] = (
            points,
            [self.pool.setdefault(json.dumps(n, ensure_ascii=False), len(self.pool)) for n in named],
        )

    def boxes(self):
        """[{controls, box}]: of each handle, the controls that it takes and where a hand can take it.

        FilmError if a handle stands at one place at all positions.
        """
        for i, handle in enumerate(self._handles):
            places = [points[i] for points, _ in self.at.values() if points[i]]
            if len(handle.artists) == 1 and len(places) > 1 and all(place == places[0] for place in places):
                raise FilmError(STILL.format(names=handle.of, artist=name_of(handle.artists[0])))
        return [{"controls": handle.controls, "box": self._boxes[i]} for i, handle in enumerate(self._handles)]

    def encoded(self, plan):
        """{"2,0": [points, names]} of these positions."""
        return {",".join(map(str, p)): self.at[p] for p in plan if p in self.at}

    def _stands(self, handle, positions, state):
        artist = handle.artists[positions[handle.controls[0]] if len(handle.artists) > 1 else 0]
        if artist.get_figure(root=True) is not self._fig:
            raise FilmError(GONE.format(names=handle.of, state=state))
        i, ax = self._handles.index(handle), artist.axes
        if i not in self._boxes:
            corners = self._fig.bbox.get_points() if ax is None else ax.bbox.get_points()
            (x0, y1), (x1, y0) = self._seen(corners)
            self._boxes[i] = x0, y0, x1, y1
        at = self._seen([stands(artist)])[0] if artist.get_visible() else (None,)
        return None if None in at else at

    def _seen(self, points):
        """Pixels of the figure -> points of the picture; None for what is nowhere."""
        points = np.asarray(np.ma.filled(points, np.nan), float) * 72 / self._fig.dpi
        points = (points * (1, -1) + (0, self._fig.get_size_inches()[1] * 72)).round(1)
        return [[v if np.isfinite(v) else None for v in point] for point in points.tolist()]

    def _named(self, artist, words, state):
        words = words(**state) if callable(words) else words
        if isinstance(artist, AxesImage):
            return self._cells(artist, words, state)
        if isinstance(words, str):
            (x0, y1), (x1, y0) = self._seen(artist.get_window_extent().get_points())
            return [x0, y0, x1, y1], 1, 1, [words]
        lines, words = self._lines(artist), list(map(str, words))
        if len(lines) != len(words):
            raise FilmError(UNNAMED.format(artist=name_of(artist), want=len(lines), got=len(words), state=state))
        there = [i for i, line in enumerate(lines) if not any(None in point for point in line)]
        return [lines[i] for i in there], [words[i] for i in there]

    def _lines(self, artist):
        """Each named thing of an artist as points: one for a point, two or more for a line."""
        if isinstance(artist, Line2D):
            return [[p] for p in self._seen(artist.get_transform().transform(artist.get_xydata()))]
        if isinstance(artist, PathCollection):
            return [[p] for p in self._seen(_offsets(artist))]
        transform = artist.get_transform()
        curves = (transform.transform_path(path).to_polygons(closed_only=False) for path in artist.get_paths())
        return [self._seen(np.concatenate(c)) for c in curves]

    def _cells(self, image, words, state):
        values = np.ma.filled(image.get_array(), np.nan)
        rows, columns = values.shape[:2]
        if isinstance(words, str):
            words = [filled(words, row=i, column=j, value=values[i, j]) for i in range(rows) for j in range(columns)]
        words = np.asarray(words).ravel().tolist()
        if len(words) != rows * columns:
            raise FilmError(UNNAMED.format(artist=name_of(image), want=rows * columns, got=len(words), state=state))
        left, right, bottom, top = image.get_extent()
        first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
        corners = self._seen(image.axes.transData.transform([(left, first), (right, last)]))
        return [*corners[0], *corners[1]], rows, columns, words


def stands(artist):
    """The one point, in pixels of the figure, at which an artist stands for the eye: the tip of an arrow, the last
    point of a line, a little under a word, the middle of anything else.
    """
    if isinstance(artist, Annotation):
        return artist._get_xy(None, artist.xy, artist.xycoords)
    if isinstance(artist, Text):  # under its words, so that they can be read
        x, y = artist.get_transform().transform(artist.get_unitless_position())
        return x, y - UNDER * artist.get_fontsize() * artist.get_figure(root=True).dpi / 72
    if isinstance(artist, Line2D):
        points = artist.get_transform().transform(artist.get_xydata())
        return next((p for p in points[::-1] if np.isfinite(p).all()), (np.nan, np.nan))
    if isinstance(artist, FancyArrowPatch):
        tip = artist._posA_posB[1] if artist._path_original is None else artist._path_original.vertices[-1]
        return artist.get_transform().transform(artist._convert_xy_units(tip))
    if isinstance(artist, Collection) and isinstance(artist, PathCollection):
        return np.ma.mean(_offsets(artist), axis=0)
    return np.mean(artist.get_window_extent().get_points(), axis=0)


def _offsets(points):
    return points.get_offset_transform().transform(points.get_offsets())
