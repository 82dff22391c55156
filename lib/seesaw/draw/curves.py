"""Curves over one quantity: a line, a dot, a name and a number each, on axes that never move.

    draw_curves(names, x, ...) -> Curves             empty curves; names and numbers in a column at the right
    update_curves(curves, values, at, ...)           new curves over x (n,); the dots, the numbers, the upright at x[at]

    draw_bands, update_bands(bands, x, lows, highs)   between which two the draws of each curve lie
    draw_point, update_point(point, x, y, word)      a point of its own, with its name and number: a ring, a choice
    draw_still(curves, y, name)                      what never moves, dotted, to compare with
    draw_limit(curves, x, name)                      a dashed upright that never moves

Names follow the ends of their curves and keep apart, or stand where they are told, so that numbers can be read while
dots move.  On a log axis a step up is a *times*, not a *plus*: what grows tenfold at each step is a straight line.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import offset_copy

from ..theme import COLOUR, INK, lecture_style
from ..words import large
from .numbers import shown

DOTTED, DASHED = (0, (2, 2)), (0, (4, 3))
WIDTH, STRONG, THIN = 2.4, 4.0, 1.6  # of a curve; of the one that is meant, and of the others beside it
MARGIN = 0.04  # the axes reach so much further than x and ylim, as a part of both
ASIDE = 12  # points from the end of the curves to the column of names and numbers
SMALL, LARGE = 14, 19  # a name and its number, in points
MARK_STEP = 0.17  # between the levels of marks, as a part of the y axis
LINE = 1.35  # height of a line of text, in its size
MOST_TICKS, FEW = 6, 10


class Curves(NamedTuple):
    """One of each for every curve; the upright stands where the dots are."""

    ax: Axes
    x: np.ndarray  # (n,)
    lines: list[Line2D]
    dots: list[Line2D]
    names: list[Text]
    values: list[Text]
    upright: Line2D
    form: Callable | None
    follows: bool  # each name follows the end of its curve


@lecture_style()
def draw_curves(names, x, *, ax, colours, styles=None, points=0, heights=None, form=shown, upright=False, **axes):
    """One curve a name over x (n,), empty until `update_curves`.  -> Curves

    colours, styles : for each, a key of `theme.COLOUR` or a colour, and a line style
    points : the size of a point at each x, where between them is nothing    form : number -> word; None, no numbers
    heights : of the names, as parts of the axes' height; by default each is at the end of its curve
    axes : ylim, (0, 1) by default: where the y axis begins and ends    log : "x", "y" or "xy"
        ticks : places on the x axis, or {place: word}    xlabel, ylabel, title
        room : for names and numbers at the right, as a part of the width; by default they stand outside, and the
        layout makes room for what is there at the start
    """
    x = np.asarray(x, dtype=float)
    _lay_out(ax, x, **axes)
    hues, nothing = [COLOUR.get(colour, colour) for colour in colours], np.full(len(x), np.nan)
    look = {"marker": "o", "ms": points, "mew": 0, "lw": WIDTH}
    looks = zip(hues, styles or ["-"] * len(names), strict=True)
    lines = [ax.plot(x, nothing, linestyle=style, color=hue, **look)[0] for hue, style in looks]
    dots = [_dot(ax, color=hue, mew=0, zorder=5) for hue in hues]
    said = zip(names, heights or [0] * len(names), hues, strict=True)
    texts, values = zip(*[_said(ax, x, *each, form) for each in said], strict=True)
    here = _upright(ax, color=INK, lw=1.2, alpha=0.6, zorder=0, visible=upright)
    return Curves(ax, x, lines, dots, texts, values, here, form, heights is None)


def update_curves(curves, values=None, at=None, words=None, strong=None):
    """values : a curve each, (c, m), over the first m of x; by default those there are    at : where the dots stand
    words : instead of the numbers    strong : which curve is the one that is meant; the others are thin
    """
    if values is None:
        values = [line.get_ydata() for line in curves.lines]
    values = np.asarray(values, dtype=float)
    x, here = (np.nan, [np.nan] * len(values)) if at is None else (curves.x[at], values[:, at])
    if words is None:
        words = ["" if at is None or curves.form is None else curves.form(value) for value in here]
    for nth, line in enumerate(curves.lines):
        line.set_data(curves.x[: values.shape[1]], values[nth])
        line.set_linewidth(WIDTH if strong is None else STRONG if nth == strong else THIN)
        _move(curves.dots[nth], x, here[nth])
        curves.values[nth].set_text(words[nth])
    curves.upright.set_xdata([x, x])
    if curves.follows and values.size:
        _follow(curves, values[:, -1])
    return curves


# ---- the axes


def _lay_out(ax, x, ylim=(0, 1), log="", ticks=None, room=MARGIN, **labels):
    """Limits a little beyond x and ylim, spines and ticks within them, a faint line at 0 where it lies between."""
    ax.set(**{f"{name}scale": "log" for name in log})
    ax.set(xlim=_wider(ax.xaxis, x[0], x[-1], room), ylim=_wider(ax.yaxis, *ylim, MARGIN), **labels)
    if ticks is None:
        few = len(x) < FEW and np.all(x == np.round(x))  # scores may be close to each other
        ticks = x if few else _within(ax.get_xticks(), x[0], x[-1])
    ax.set_xticks(list(ticks), list(ticks.values()) if isinstance(ticks, dict) else None)
    powers = _powers(*np.log10(ylim)) if "y" in log else {}
    ax.set_yticks(list(powers) or _within(ax.get_yticks(), *ylim), list(powers.values()) or None)
    ax.xaxis.set_ticks([], minor=True)
    ax.yaxis.set_ticks([], minor=True)
    ax.spines["bottom"].set_bounds(x[0], x[-1])
    ax.spines["left"].set_bounds(*ylim)
    if ylim[0] < 0 < ylim[1]:
        ax.plot(x[[0, -1]], [0, 0], color=INK, alpha=0.25, lw=0.8, zorder=0)


def _wider(axis, low, high, room):
    """Limits that reach a margin below `low` and `room` above `high`, on whatever scale the axis has."""
    scale = axis.get_transform()
    first, last = scale.transform([low, high])
    wide = last - first or 1.0  # one place alone has room, too
    return scale.inverted().transform([first - MARGIN * wide, last + room * wide])


def _within(ticks, low, high):
    return [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]


def _powers(low, high):
    """The powers of ten within the limits, some left out where there are many.  -> {1000.0: "1,000"}

    From a million on they can be read aloud, 1 million; small ones are written 0.01.
    """
    powers = np.arange(np.ceil(low), np.floor(high) + 1).astype(int).tolist()
    few = powers[:: -(-len(powers) // MOST_TICKS)]
    return {10.0**power: large(10**power) if power >= 0 else f"{10.0**power:.{-power}f}" for power in few}


# ---- names and numbers


def _said(ax, x, name, height, hue, form):
    """A name and, under it, its number, in the column beside the end of the curves.  -> two Texts"""
    both = name and form

    def put(words, va, y, **look):
        column = offset_copy(ax.get_xaxis_transform(), ax.figure, x=ASIDE, y=y if both else 0, units="points")
        return ax.text(x[-1], height, words, va=va if both else "center", color=hue, transform=column, **look)

    return put(name, "bottom", 1, size=SMALL), put("", "top", -1, size=LARGE, weight="bold")


def _follow(curves, ends):
    """Each name and its number to the end of its curve, or as near to it as the others and the axes let it."""
    ax, trios = curves.ax, zip(curves.names, curves.values, ends, strict=True)
    trios = [(name, value, end) for name, value, end in trios if name.get_text() or value.get_text()]
    tall = ax.bbox.height * 72 / ax.figure.dpi  # points
    above = LINE * SMALL * max((len(name.get_text().splitlines()) for name, *_ in trios), default=0) / tall
    below = LINE * LARGE / tall if curves.form else 0
    if not (above and below):
        above = below = (above + below) / 2
    to_axes = ax.transData + ax.transAxes.inverted()
    at = [to_axes.transform((curves.x[-1], end))[1] for *_, end in trios]
    for (name, value, _), y in zip(trios, apart(np.nan_to_num(at), above + below, below, 1 - above), strict=True):
        name.set_y(y)
        value.set_y(y)


def apart(heights, least, low=0.0, high=1.0):
    """The same heights, in their order and as near to where they were as can be, no two closer than `least`.

    low, high : they stay between, if there is room
    """
    count, order = len(heights), np.argsort(heights, kind="stable")
    steps, placed = least * np.arange(count), np.empty(count)
    free = np.asarray(heights, dtype=float)[order] - steps

    def level(nth):  # must not fall from one to the next: each gets the mean of those that it has to move with
        return max(min(free[i:j].mean() for j in range(nth + 1, count + 1)) for i in range(nth + 1))

    highest = high - least * (count - 1)
    placed[order] = np.clip([level(nth) for nth in range(count)], low, max(low, highest)) + steps
    return placed


# ---- beside the curves


@lecture_style()
def draw_bands(curves):
    """A faint band behind each of the `curves`, empty until `update_bands`.  -> a list of them"""
    none, look = np.full(len(curves.x), np.nan), {"alpha": 0.18, "lw": 0}
    return [curves.ax.fill_between(curves.x, none, none, color=line.get_color(), **look) for line in curves.lines]


def update_bands(bands, x, lows, highs):
    """lows, highs : (c, n), between which two each curve's draws lie over x (n,)"""
    for band, low, high in zip(bands, lows, highs, strict=True):
        band.set_data(x, low, high)
    return bands


class Point(NamedTuple):
    """A point, its name and number in the column of the curves, and the upright through it."""

    dot: Line2D
    name: Text
    value: Text
    upright: Line2D


@lecture_style()
def draw_point(curves, name, height, *, colour=INK, hollow=True, upright=False):
    """A point beside the `curves`, nowhere until `update_point`; its name stands at `height`.  -> Point"""
    ax, hue = curves.ax, COLOUR.get(colour, colour)
    dot = _dot(ax, mec=hue, mfc="none" if hollow else hue, mew=2.2, zorder=6)
    said = _said(ax, curves.x, name, height, hue, not hollow)
    return Point(dot, *said, _upright(ax, color=hue, lw=1.6, ls=DASHED, visible=upright))


def update_point(point, x, y, word=""):
    """Put it at (x, y), with `word` for its number; NaN hides it and its name."""
    there = _move(point.dot, x, y)
    point.upright.set_xdata([x if there else np.nan] * 2)
    point.name.set_visible(there)
    point.value.set_text(word)
    return point


def _upright(ax, **look):
    """As high as the y axis, and nowhere yet."""
    return ax.plot([np.nan] * 2, ax.spines["left"].get_bounds(), **look)[0]


def _dot(ax, **look):
    """Hidden until it is moved: an empty one that is not clipped would stand in the corner, for the layout."""
    return ax.plot([], [], "o", ms=11, clip_on=False, visible=False, **look)[0]


def _move(dot, x, y):
    """Put a dot at (x, y), or hide it where there is none.  -> whether it is there"""
    there = not np.isnan(x + y)
    dot.set_visible(there)
    dot.set_data([x], [y if there else 0])
    return there


@lecture_style()
def draw_still(curves, y, name="", at=0, ha="left"):
    """A dotted curve (n,) that never moves, or a level, to compare with; its name stands under x[at].  -> Line2D"""
    ax, y = curves.ax, np.broadcast_to(np.asarray(y, dtype=float), curves.x.shape)
    under = offset_copy(ax.transData, ax.figure, x=4 if ha == "left" else 0, y=-3, units="points")
    ax.text(curves.x[at], y[at], name, transform=under, ha=ha, va="top", color=COLOUR["muted"], size=13)
    return ax.plot(curves.x, y, ls=DOTTED, lw=1.8, color=COLOUR["muted"], zorder=0)[0]


@lecture_style()
def draw_limit(curves, x, name):
    """A dashed upright at x that never moves, its name beside its foot.  -> Line2D"""
    beside = offset_copy(curves.ax.get_xaxis_transform(), curves.ax.figure, x=5, units="points")
    curves.ax.text(x, 0.05, name, transform=beside, va="bottom", size=13, in_layout=False)
    return curves.ax.axvline(x, color=INK, lw=1.2, ls=DASHED, alpha=0.7)


@lecture_style()
def draw_marks(curves, xs, names, colours):
    """A named mark for each of some places, each on a level of its own above the curves, over a dotted line on them.

    xs : on the x axis    colours : keys of `theme.COLOUR` or colours.  The axes grow upwards, the y axis does not.
    """
    ax, (low, high) = curves.ax, curves.ax.spines["left"].get_bounds()
    step, half = MARK_STEP * (high - low), (curves.x[0] + curves.x[-1]) / 2
    for level, (x, name, colour) in enumerate(zip(xs, names, colours, strict=True), start=1):
        hue, y = COLOUR.get(colour, colour), high + level * step
        ax.plot([x, x], [low, high], ls=DOTTED, lw=1.6, color=hue, zorder=0)
        ax.plot([x], [y], "v", ms=8, mew=0, color=hue, clip_on=False)
        left = x > half  # the name stands on the side where there is room
        aside = offset_copy(ax.transData, ax.figure, x=-8 if left else 8, units="points")
        ax.text(x, y, name, ha="right" if left else "left", va="center", color=hue, transform=aside, size=SMALL)
    ax.set_ylim(ax.get_ylim()[0], high + (len(xs) + 0.6) * step)
