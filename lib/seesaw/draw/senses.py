"""How a sense of *saw* looks in every picture: a colour and a shape, so that either alone tells it.

A circle sees, a triangle is the tool, a square cuts (the verb *to saw*).  The other files of `draw` take it from here.
"""

from typing import NamedTuple

from ..theme import COLOUR, lecture_style


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


@lecture_style()
def draw_key(names, *, ax, x=0.0, y=1.0, step=0.2):
    """Name each sense beside its mark, in a row from (x, y) in axes fractions.  -> list of Text

    names : {sense: what it is called here}
    """
    texts = []
    for nth, (sense, name) in enumerate(names.items()):
        look, at = SENSE[sense], x + nth * step
        ax.plot([at], [y], look.marker, ms=look.size + 1, color=look.colour, transform=ax.transAxes, clip_on=False)
        text = ax.annotate(name, (at, y), xycoords="axes fraction", xytext=(9, 0), textcoords="offset points",
                           color=look.colour, va="center", size=15)  # fmt: skip
        texts.append(text)
    return texts
