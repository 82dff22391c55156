"""A film where nothing moves, on GitHub or on paper: its picture at twice the pixels, its controls drawn above it."""

import io
from contextlib import nullcontext

from matplotlib import cbook
from matplotlib.figure import Figure
from matplotlib.layout_engine import PlaceHolderLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from seesaw import theme
from seesaw.words import columns

ROW, GAP = 0.34, 0.12  # inches: a control, and what is left under the last one
SHARPER = 2  # times the figure's own pixels
COLOURS = 256
TOUCH, TRACK = "#4646c6", "#c8ccd1"
SIZE = 11  # points
CHOICES = 60  # columns of a letter: more options than fit are shown as the one chosen


def still(fig, box, rows):
    """The PNG of a film as its figure stands.  -> (PNG bytes, {width, height} in CSS pixels)

    box  : the part of the figure that is shown, in inches, as `savefig` wants it; None for the whole
    rows : [(kind, label, the readouts, the position or the words)] of each control, as the player has them
    """
    width, dpi = fig.get_size_inches()[0], SHARPER * fig.dpi
    above = Figure((width, len(rows) * ROW + GAP), facecolor=theme.PAPER)
    column = 0.25 + 0.095 * max(columns(label) for _, label, *_ in rows)
    for i, row in enumerate(rows):
        _draw(above, ROW * (len(rows) - i - 0.5) + GAP, column, *row)
    # savefig draws twice where a layout engine is, also one that does nothing.
    idle = isinstance(fig.get_layout_engine(), PlaceHolderLayoutEngine)
    with cbook._setattr_cm(fig, _layout_engine=None) if idle else nullcontext():
        parts = [_pixels(above, dpi), _pixels(fig, dpi) if box is None else _beyond(fig, dpi, box)]
    whole = Image.new("RGB", (max(p.width for p in parts), sum(p.height for p in parts)), theme.PAPER)
    whole.paste(parts[0], (0, 0))
    whole.paste(parts[1], (0, parts[0].height))
    out = io.BytesIO()
    whole.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "png")
    return out.getvalue(), {"width": whole.width // SHARPER, "height": whole.height // SHARPER}


def _pixels(fig, dpi):
    """The figure as Matplotlib's own PNG has it, without the PNG."""
    raw = io.BytesIO()
    fig.savefig(raw, format="raw", dpi=dpi)
    size = [int(side * dpi) for side in fig.get_size_inches()]
    return Image.frombuffer("RGBA", size, raw.getvalue()).convert("RGB")


def _beyond(fig, dpi, box):
    png = io.BytesIO()
    fig.savefig(png, format="png", dpi=dpi, bbox_inches=box)
    return Image.open(png).convert("RGB")


def _draw(fig, y, column, kind, label, readouts, at):
    """One control, at `y` inches: its label, and its input from `column` on."""
    width, height = fig.get_size_inches()

    def text(x, words, **how):
        fig.text(x / width, y / height, words, va="center", size=SIZE, parse_math=False, **{"color": theme.INK} | how)

    def line(x, to, colour, **how):
        fig.add_artist(Line2D([x / width, to / width], [y / height] * 2, color=colour, solid_capstyle="round", **how))

    text(0.1, label, weight="bold")
    if kind in ("range", "play"):
        left, right = column + 0.4 * (kind == "play"), width - max(0.9, 0.3 + 0.115 * max(map(len, readouts)))
        thumb = left + (right - left) * at / max(len(readouts) - 1, 1)
        line(left, right, TRACK, lw=4)
        line(left, thumb, TOUCH, lw=4)
        line(thumb, thumb, TOUCH, marker="o", ms=10)
        text(width - 0.1, readouts[at], ha="right", weight="bold")
        if kind == "play":
            line(column + 0.1, column + 0.1, theme.INK, marker=">", ms=8)
    elif kind in ("buttons", "checkbox") and sum(map(columns, readouts)) < CHOICES:
        options = readouts if kind == "buttons" else readouts[at:][:1]
        for i, option in enumerate(options):
            chosen = i == at if kind == "buttons" else at == 1
            shape = {"marker": "o" if kind == "buttons" else "s", "ms": 8, "mec": TOUCH}
            line(column + 0.08, column + 0.08, TOUCH, mfc=TOUCH if chosen else "none", **shape)
            text(column + 0.22, option)
            column += 0.5 + 0.1 * columns(option)
    else:
        words = at if kind == "text" else readouts[at] + " ▾"
        box = (column / width, (y - 0.13) / height), (0.2 + 0.1 * max(columns(words), 12)) / width, 0.26 / height
        fig.add_artist(FancyBboxPatch(*box, "square,pad=0", transform=fig.transFigure, fc="none", ec=TRACK))
        text(column + 0.08, words)
