"""Two vectors as two arrows: in the plane that they span the angle between them is the true one, of 384 dimensions too.

Both arrows have length 1, for a cosine knows directions only; they open like scissors around the vertical.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .senses import SENSE

ANGLE = "{:.0f}°"
TIP = 1.08  # where the mark of the sense stands, just beyond the arrow's head


class Angle(NamedTuple):
    """The artists of `draw_angle`."""

    arrows: Quiver
    tips: list   # one Line2D an arrow: the mark of its sense
    names: list  # one Text an arrow
    arc: Line2D
    angle: Text


@lecture_style()
def draw_angle(names, *, ax):
    """Two arrows from one point, upright until `update_angle`.  names : two labels.  -> Angle"""
    ax.set(xlim=(-1.0, 1.0), ylim=(-0.22, 1.34), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(False)
    arrows = ax.quiver([0, 0], [0, 0], [0, 0], [1, 1], color=[INK, INK], angles="xy", scale_units="xy", scale=1,
                       width=0.02, headwidth=4, headlength=5, headaxislength=4.5)  # fmt: skip
    tips = [ax.plot([], [], "o", mew=0, clip_on=False)[0] for _ in names]
    texts = [
        ax.text(0, 0, name, ha=side, va="bottom", size=15) for name, side in zip(names, ("right", "left"), strict=True)
    ]
    arc = ax.plot([], [], "-", color=COLOUR["muted"], lw=2)[0]
    angle = ax.text(0, -0.1, "", ha="center", va="center", size=20, fontweight="bold")
    return Angle(arrows, tips, texts, arc, angle)


def update_angle(artists, degrees, senses, names=None):
    """Open the arrows by `degrees`; senses : two of "seeing", "tool", "cutting", which colour and shape them.

    names : two new labels, if they change
    """
    for text, name in zip(artists.names, names or (), strict=False):
        text.set_text(name)
    half = np.radians(degrees) / 2
    turned = np.pi / 2 + np.array([half, -half])  # (2,)
    x, y = np.cos(turned), np.sin(turned)
    looks = [SENSE[sense] for sense in senses]
    artists.arrows.set_UVC(x, y)
    artists.arrows.set_color([look.colour for look in looks])
    for tip, name, look, side, at_x, at_y in zip(artists.tips, artists.names, looks, (-1, 1), x, y, strict=True):
        tip.set(data=([TIP * at_x], [TIP * at_y]), marker=look.marker, markersize=look.size + 4, color=look.colour)
        name.set(position=(TIP * at_x + 0.06 * side, TIP * at_y + 0.09), color=look.colour)
    sweep = np.linspace(turned[1], turned[0], 25)
    artists.arc.set_data(0.42 * np.cos(sweep), 0.42 * np.sin(sweep))
    artists.angle.set_text(ANGLE.format(degrees))
    return artists
