"""One colour per symbol, one ink, one paper, one way to make a lecture figure.

A film maps INK and PAPER to the page's own colours, so a figure made by `figure` follows JupyterLab's dark theme.
Whatever should follow must therefore be drawn in INK exactly (alpha is free), or be transparent where nothing is: the
colour maps here fade to *transparent*, not to white.  Each symbol's colour keeps a contrast of 3:1 with both papers.

One man in twelve sees red and green as one colour.  What must be told apart in one picture (TOLD_APART) differs in
lightness and in blue as well, so that it stays apart for him; and no picture says a thing by colour alone.
"""

from contextlib import contextmanager

from matplotlib import rcParams, rcParamsDefault
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from seesaw import words

INK = "#1f2328"
PAPER = "#fdfdfd"
ON_STRONG = "#ffffff"  # text on a cell that is filled strongly, in both themes

COLOUR = {  # symbol on the slide -> its colour in each picture of the series
    "a": "#7d6b91",
    "e": "#12908e",
    "q": "#d05a1f",
    "k": "#2f7fd1",
    "v": "#2b9348",
    "alpha": "#5a5ad6",
    "alpha_prime": "#5a5ad6",
    "b": "#c2417c",
    "sin": "#0a7480",  # two tints of e
    "cos": "#2fa38c",
    "right": "#16a085",
    "wrong": "#c8322b",
    "muted": "#8b949e",
    "seeing": "#1583b8",
    "tool": "#b06f00",
    "cutting": "#7a828c",
    "positive": "#916f00",  # class 1
    "negative": "#56759a",  # class 0
    "precision": "#189aa0",
    "recall": "#6f55d6",
    "f1": "#ba3758",
    "accuracy": "#6e7681",
}

TOLD_APART = ("right", "wrong"), ("precision", "recall", "f1"), ("positive", "negative"), ("seeing", "tool", "cutting")
"""Colours that stand side by side and mean different things."""

OLIVE, INDIGO = to_rgb("#7d7500"), to_rgb("#4646c6")

SHARE = LinearSegmentedColormap.from_list("share", [(*INDIGO, 0.0), (*INDIGO, 1.0)])
"""0 is transparent, 1 is indigo: a share of attention."""

SIGNED = LinearSegmentedColormap.from_list(
    "signed", [(0.0, (*OLIVE, 1.0)), (0.5, (*OLIVE, 0.0)), (0.5, (*INDIGO, 0.0)), (1.0, (*INDIGO, 1.0))]
)
"""-1 is olive, 0 is transparent, +1 is indigo: a score, a weight, an entry of a vector."""

STYLE = {
    "font.size": 13,
    "axes.titlesize": 14,
    "axes.labelsize": 13,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
    "legend.fontsize": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.facecolor": "none",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "legend.facecolor": "none",
    "legend.edgecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "image.interpolation": "none",
    "svg.fonttype": "none",
}
MONOSPACE = ["monospace"]  # the family of a text whose letters are equally wide
if words.language.family:  # for the letters that the first font has not; known to this process alone
    STYLE["font.family"] = ["sans-serif", words.language.family]
    MONOSPACE.append(words.language.family)
    for font in words.language.fonts:
        fontManager.addfont(font)

NO_STYLE = ("backend", "backend_fallback", "interactive", "toolbar")  # of rcParams: not about how things look
OVER_DEFAULTS = {name: value for name, value in {**rcParamsDefault, **STYLE}.items() if name not in NO_STYLE}


@contextmanager
def lecture_style():
    """A context in which axes and artists are made in the series' ink, paper and sizes, whatever the user's own style.

    A seaborn theme or a matplotlibrc would else draw its grid through the numbers of a table.
    """
    before = {name: value for name, value in dict.items(rcParams) if name in OVER_DEFAULTS}
    dict.update(rcParams, OVER_DEFAULTS)  # both were checked when they were made; a second check takes milliseconds
    try:
        yield
    finally:
        dict.update(rcParams, before)


def figure(width=8.0, height=4.5, mosaic=None, **subplots):
    """A lecture figure of width x height inches and its axes.  -> (Figure, Axes or array or dict of Axes)

    mosaic : a plan of panels that span others, "TT;LR" or [["top", "top"], ["left", "right"]]; then a dict of Axes by
             name, in reading order
    subplots : passed on to `Figure.subplots`, or `Figure.subplot_mosaic` (nrows, ncols, width_ratios, ...)
    The layout is constrained; a film runs it once and freezes it.
    """
    with lecture_style():
        fig = Figure(figsize=(width, height), layout="constrained")
        fig.style = OVER_DEFAULTS  # what a film draws it in
        fig.get_layout_engine().set(w_pad=0.1, h_pad=0.1)  # inches: letters of another font may be a little wider
        return fig, fig.subplot_mosaic(mosaic, **subplots) if mosaic else fig.subplots(**subplots)


def text_on(strength):
    """The colour of a number written on a cell filled by `strength` in 0..1: ink, or white where the fill is strong."""
    return ON_STRONG if abs(strength) > 0.7 else INK
