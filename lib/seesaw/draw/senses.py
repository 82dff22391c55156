"""How a sense of *saw* looks in every picture: a colour and a shape, so that either alone tells it.

A circle sees, a triangle is the tool, a square cuts (the verb *to saw*).  The other files of `draw` take it from here.
"""

from typing import NamedTuple

from ..theme import COLOUR, lecture_style
from ..words import say


class Look(NamedTuple):
    """One sense on a picture."""

    marker: str
    colour: str
    size: float  # of the marker, in points: the shapes differ in area, and should look equally big


SENSE = {
    "seeing": Look("o", COLOUR["seeing"], 9.0),
    "tool": Look("^", COLOUR["tool"], 10.0),
    "cutting": Look("s", COLOUR["cutting"], 8.5),
}
SENSE_NAMES = say({"seeing": "seeing", "tool": "tool", "cutting": "cutting"})
BOTH = "seeing", "tool"


def wear(mark, sense, larger=0, **more):
    """Let a mark, a Line2D, look as `sense` does, larger by so many points.  more : what else to set"""
    look = SENSE[sense]
    mark.set(marker=look.marker, markersize=look.size + larger, color=look.colour, **more)


def draw_senses(*, ax, **look):
    """Marks for what sees and marks for the tools, nowhere yet.  -> two Line2D"""
    marks = [ax.plot([], [], "o", mew=0, **look)[0] for _ in BOTH]
    for mark, sense in zip(marks, BOTH, strict=True):
        wear(mark, sense)
    return marks


def update_senses(marks, places, is_tool):
    """Put the marks at `places` (N, 2), each among those of its sense.  is_tool : (N,) True or False"""
    for mark, chosen in zip(marks, (~is_tool, is_tool), strict=True):
        mark.set_data(*places[chosen].T)


@lecture_style()
def draw_key(names, *, ax, x=0.0, y=1.0, step=0.2):
    """Name each sense beside its mark, in a row from (x, y) in axes fractions.  -> list of Text

    names : {sense: what it is called here}
    """
    texts = []
    beside = {"xycoords": "axes fraction", "xytext": (9, 0), "textcoords": "offset points", "va": "center", "size": 15}
    for nth, (sense, name) in enumerate(names.items()):
        at = x + nth * step
        wear(ax.plot([at], [y], transform=ax.transAxes, clip_on=False)[0], sense, larger=1)
        texts.append(ax.annotate(name, (at, y), color=SENSE[sense].colour, **beside))
    return texts
