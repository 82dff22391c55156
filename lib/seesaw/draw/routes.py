"""The way from the words to the shares, station by station, and the doors on it through which a place can come in.

    draw_route(stations, doors, ax=...) -> Route     boxes in a row, arrows between, a door under some of them
    update_route(route, lit)                         one door is open, the others are faint
"""

from typing import NamedTuple

from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style

WIDE, HIGH, STEP = 1.15, 0.62, 1.75


class Route(NamedTuple):
    """A box and its word for each station; a text under each that has a door."""

    boxes: list[FancyBboxPatch]
    doors: dict[int, Text]


@lecture_style()
def draw_route(stations, doors, *, ax, size=16):
    """stations : words, from left to right    doors : {number of a station: what comes in there}    -> Route"""
    ax.set(xlim=(-0.75, STEP * (len(stations) - 1) + 0.75), ylim=(-1.5, 0.45))
    ax.axis("off")
    boxes = []
    for nth, station in enumerate(stations):
        x = STEP * nth
        shape = FancyBboxPatch((x - WIDE / 2, -HIGH / 2), WIDE, HIGH, boxstyle="round,pad=0,rounding_size=0.12",
                               facecolor="none", edgecolor=INK, linewidth=1.3)  # fmt: skip
        boxes.append(ax.add_patch(shape))
        ax.text(x, 0, station, ha="center", va="center", size=size)
        if nth:
            ax.annotate("", (x - WIDE / 2, 0), (x - STEP + WIDE / 2, 0), arrowprops={"arrowstyle": "->", "color": INK})
    under = {
        nth: ax.text(STEP * nth, -0.4, f"↑\n{word}", ha="center", va="top", size=13, color=COLOUR["e"])
        for nth, word in doors.items()
    }
    return Route(boxes, under)


def update_route(route, lit):
    """Open the door under station `lit`; the others stay as faint words."""
    for nth, text in route.doors.items():
        is_lit = nth == lit
        text.set_color(COLOUR["e"] if is_lit else COLOUR["muted"])
        text.set_fontweight("bold" if is_lit else "normal")
        route.boxes[nth].set(edgecolor=COLOUR["e"] if is_lit else INK, linewidth=3.0 if is_lit else 1.3)
    return route
