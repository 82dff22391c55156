"""Attention as the slides draw it: boxes of numbers, joined by arrows, from the words at the bottom up to b.

    attention_plan(n, heads)       where the boxes of n words and their heads stand, and which arrow goes where
    draw_circuit, update_circuit   any plan: boxes with numbers in their symbols' colours, arrows, labels
    step_circuit                   what has come by a step, and who asks

A plan is a graph.  An arrow is there when both its boxes are, so a film says only which boxes have come by now.
"""

from itertools import chain
from typing import NamedTuple

from matplotlib.artist import setp
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from ..theme import COLOUR, INK, lecture_style
from .numbers import shown
from .parts import stage

FILL = 0.13  # how strongly a box is filled with its symbol's colour
OLD, NEW, STRONG = 1.3, 2.6, 2.2  # points: what was there before, a box and an arrow that have just come
FAINT = 0.65  # an arrow that was there before
GHOST = 0.13  # a box that is still to come
MARGIN = 0.08  # an arrow keeps so far from the corners of its boxes
HIGH = 0.33  # of a box
STACKED = 0.26  # of a cell, where the cells of a box stand one on the other
STEEP = 0.9, 0.75  # an arrow goes up first, past the label of its box, and then aside
WHOLE, PARTS = "{:.0f}", "{:.2f}"


class Node(NamedTuple):
    """One box of a plan, in units of the plan (inches, in the lectures)."""

    x: float  # its middle
    y: float
    cells: int  # numbers in it, side by side; 0 is a box with only its label, in the middle
    wide: float  # of a cell, or of a box without numbers; 0 is no box, only the label
    colour: str  # a key of `theme.COLOUR`
    label: str = ""
    beside: bool = False  # the label stands at the left of the box; else over its left corner
    form: str = WHOLE  # how its numbers are written
    stacked: bool = False  # its numbers stand one below the other, as the slides write a vector


class Plan(NamedTuple):
    """Boxes by their names, arrows by the names of their two ends, how wide and how high the whole is."""

    nodes: dict[str, Node]
    arrows: dict[tuple[str, str], str]  # (from, to): what stands beside the arrow, often nothing
    size: tuple[float, float]


class Box(NamedTuple):
    """The artists of one box."""

    cells: list[Rectangle]
    numbers: list[Text]
    label: Text
    form: str


class Circuit(NamedTuple):
    """The artists of a plan: boxes by name, arrows by the names of their two ends."""

    boxes: dict[str, Box]
    arrows: dict[tuple[str, str], tuple[FancyArrowPatch, Text]]


# ---- any plan


@lecture_style()
def draw_circuit(plan, *, ax, size=13):
    """Every box and arrow of `plan` on an empty `ax`, nothing of it there yet.  -> Circuit"""
    stage(ax, (0, plan.size[0]), (0, plan.size[1]), aspect="equal")
    arrows = {ends: _draw_arrow(*(plan.nodes[end] for end in ends), name, ax) for ends, name in plan.arrows.items()}
    circuit = Circuit({name: _draw_box(node, ax, size) for name, node in plan.nodes.items()}, arrows)
    return update_circuit(circuit, {}, there=())


def _draw_box(node, ax, size):
    colour, (left, _) = COLOUR[node.colour], _span(node)
    high, top = STACKED if node.stacked else HIGH, _tall(node) / 2
    across, down = (0.0, high) if node.stacked else (node.wide, 0.0)
    places = range(max(1, node.cells) if node.wide else 0)
    corners = [(left + c * across, node.y + top - high - c * down) for c in places]
    look = {"facecolor": to_rgba(colour, FILL), "edgecolor": colour}
    cells = [ax.add_patch(Rectangle(corner, node.wide, high, **look)) for corner in corners]
    middles = [(x + node.wide / 2, y + high / 2) for x, y in corners[: node.cells]]
    numbers = [ax.text(x, y, "", ha="center", va="center_baseline", size=size) for x, y in middles]
    return Box(cells, numbers, _draw_label(node, left, ax, size), node.form)


def _span(node):
    """Where a box begins and ends."""
    half = node.wide * (1 if node.stacked else max(1, node.cells)) / 2
    return node.x - half, node.x + half


def _tall(node):
    """How high a box is."""
    return STACKED * node.cells if node.stacked else HIGH


def _draw_label(node, left, ax, size):
    look = {"color": COLOUR[node.colour], "size": size, "va": "center_baseline"}
    if not node.cells:
        return ax.text(node.x, node.y, node.label, ha="center", **look)
    if node.beside:
        return ax.text(left - 0.06, node.y, node.label, ha="right", **look)
    return ax.text(left, node.y + _tall(node) / 2 + 0.03, node.label, ha="left", **{**look, "va": "bottom"})


def _draw_arrow(start, end, name, ax):
    """From the top of one box to the bottom of the other: straight up where one stands over the other."""
    colour, (tail, tip) = COLOUR[start.colour], _ends(_span(start), _span(end))
    low, high = start.y + _tall(start) / 2, end.y - _tall(end) / 2
    steep, flat = low + STEEP[0] * (high - low), low + STEEP[1] * (high - low)
    path = Path([(tail, low), (tail, steep), (tip, flat), (tip, high)], [Path.MOVETO, *[Path.CURVE4] * 3])
    look = {"arrowstyle": "-|>", "mutation_scale": 11, "facecolor": colour, "edgecolor": colour, "zorder": 0.9}
    arrow = ax.add_patch(FancyArrowPatch(path=path, **look))
    look = {"ha": "right" if tip < tail else "left", "va": "center", "size": 13, "color": COLOUR[end.colour]}
    return arrow, ax.text(tip + (-0.07 if tip < tail else 0.07), low + 0.28 * (high - low), name, **look)


def _ends(one, other):
    """Where an arrow leaves the box over `one`, and lands in the box over `other`, there a little off the corner."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low < high:
        return ((low + high) / 2,) * 2
    return (one[0] + one[1]) / 2, (other[0] + MARGIN if one[1] <= other[0] else other[1] - MARGIN)


def update_circuit(circuit, values, there, new=(), labels=None, to_come=()):
    """Show the boxes that are there, their numbers, and the arrows between them.  -> Circuit

    values : {name: its numbers}    there : names    new : those of them that have just come; they and the arrows into
    them are drawn strongly    labels : {name: another label than the plan's}
    to_come : names of boxes that are seen faintly and empty, where they will stand
    """
    for name, box in circuit.boxes.items():
        setp([*box.numbers, box.label], visible=name in there)
        setp(box.cells, visible=name in there or name in to_come, alpha=None if name in there else GHOST)
        setp(box.cells, linewidth=NEW if name in new else OLD)
        for text, value in zip(box.numbers, values.get(name, ()), strict=False):
            text.set_text(shown(value, box.form))
        if labels and name in labels:
            box.label.set_text(labels[name])
    for (start, end), artists in circuit.arrows.items():
        fresh = end in new
        setp(artists, visible=start in there and end in there)
        artists[0].set(linewidth=STRONG if fresh else OLD, alpha=1.0 if fresh else FAINT)
    return circuit


def step_circuit(circuit, come, step, values, labels, asks):
    """Show what has come up to a step, and faintly what will come; the word that asks stands out.  -> Circuit

    come : the names of the boxes that come at each step    asks : the name of the word that asks
    values, labels : as in `update_circuit`
    """
    there, to_come = list(chain(*come[: step + 1])), list(chain(*come[step + 1 :]))
    update_circuit(circuit, values, there, come[step] if step else (), labels, to_come)
    for name, box in circuit.boxes.items():
        if name.startswith("word_"):
            box.label.set(color=COLOUR["q"] if name == asks else INK, weight="bold" if name == asks else "normal")
    return circuit


# ---- attention

ROWS = {
    "word": 0.14,
    "a": 0.52,
    "q": 1.32,
    "alpha": 2.34,
    "softmax": 2.84,
    "alpha_prime": 3.34,
    "product": 3.9,
    "b": 4.7,
}
OF_HEADS = {"word": 0.14, "a": 0.5, "q": 1.3, "alpha": 2.1, "softmax": 2.53, "alpha_prime": 2.96, "b": 3.72}
OF_HEADS |= {"joined": 4.42, "out": 4.94}  # b of all heads side by side, and what W_o makes of it
LEAST_WIDE = 0.36  # of a cell
PROJECTED = {"q": -0.33, "k": 0.0, "v": 0.33}  # where q, k, v stand in the column of a word, in its widths


def attention_plan(n=4, *, d=2, d_head=2, heads=1, wide=10.4):
    """The plan of attention over n words: a -> q k v -> alpha -> softmax -> alpha' -> alpha' v -> b, from below.

    d : numbers in a word    d_head : numbers in a q, k, v of one head    wide : of the whole, in inches
    The names of the boxes: word_1, a_1, then for each head q_1, k_1, v_1, alpha_1, alpha_prime_1, product_1, b_1 and
    softmax; with more than one head these end in the head, q_1_2 of word 1 and head 2, softmax_2, shares and values
    meet in b without a product between them, and above stand joined_1, the b of all heads side by side, and out_1,
    those of all words in the middle.  Every b is there for each word: a film shows those it wants.
    """
    rows = OF_HEADS if heads > 1 else ROWS
    parts = [_words_plan(n, d, wide, rows)]
    for h in range(heads):
        end = f"_{h + 1}" if heads > 1 else ""
        parts.append(_head_plan(n, d_head, wide / heads * h, wide / heads, end, rows))
    if heads > 1:
        parts.append(_joined_plan(n, d, d_head, heads, wide, rows))
    nodes, arrows = ({name: x for part in side for name, x in part.items()} for side in zip(*parts, strict=True))
    return Plan(nodes, arrows, (wide, max(rows.values()) + 0.3))


def _words_plan(n, d, wide, rows):
    """The words, and each as numbers.  -> {name: Node}, no arrows"""
    nodes = {}
    for i in range(1, n + 1):
        x = wide * (i - 0.5) / n
        nodes[f"word_{i}"] = Node(x, rows["word"], 0, 0.0, "a")
        nodes[f"a_{i}"] = Node(x, rows["a"], d, LEAST_WIDE, "a", beside=True)
    return nodes, {}


def _head_plan(n, d_head, left, wide, end, rows):
    """The boxes and arrows of one head, in a strip that begins at `left`.  -> {name: Node}, arrows"""
    column, nodes, arrows, alone = wide / n, {}, {}, not end
    cell = min(LEAST_WIDE, 0.28 * column / (d_head if alone else 1))
    parted = min(0.64, 0.5 * column / d_head) if alone else 0.66
    nodes[f"softmax{end}"] = Node(left + wide / 2, rows["softmax"], 0, 0.94 * wide, "alpha_prime", "softmax")
    for j in range(1, n + 1):
        x = left + column * (j - 0.5)
        for letter, aside in PROJECTED.items():
            where = x + aside * column, rows["q"]
            nodes[f"{letter}_{j}{end}"] = Node(*where, d_head, cell, letter, stacked=not alone)
            arrows[f"a_{j}", f"{letter}_{j}{end}"] = f"W_{letter}" if alone else ""
        middle = x + PROJECTED["k"] * column
        nodes[f"alpha_{j}{end}"] = Node(middle, rows["alpha"], 1, 0.5, "alpha", beside=True)
        nodes[f"alpha_prime_{j}{end}"] = Node(middle, rows["alpha_prime"], 1, 0.5, "alpha_prime", "", True, PARTS)
        right = x + 0.24 * column if alone else left + wide / 2
        if alone:
            nodes[f"product_{j}{end}"] = Node(right, rows["product"], d_head, parted, "v", "", True, PARTS)
        nodes[f"b_{j}{end}"] = Node(right, rows["b"], d_head, parted, "b", "", True, PARTS, not alone)
        arrows |= dict.fromkeys(_arrows_of(j, n, end), "")
    return nodes, arrows


def _arrows_of(j, n, end):
    """What runs through the column of word j: it answers every word, and takes home from every word."""
    alpha, share, product = (f"{name}_{j}{end}" for name in ("alpha", "alpha_prime", "product"))
    up = [(f"k_{j}{end}", alpha), (alpha, f"softmax{end}"), (f"softmax{end}", share)]
    asked = [(f"q_{i}{end}", alpha) for i in range(1, n + 1)]
    home = [(share, product), (f"v_{j}{end}", product)]
    lasts = [product]
    if end:
        home, lasts = [], [share, f"v_{j}{end}"]
    return [*up, *asked, *home, *((last, f"b_{i}{end}") for last in lasts for i in range(1, n + 1))]


def _joined_plan(n, d, d_head, heads, wide, rows):
    """b of all heads side by side, and what W_o makes of it, over each word.  -> {name: Node}, arrows"""
    nodes, arrows = {}, {}
    for i in range(1, n + 1):
        nodes[f"joined_{i}"] = Node(wide / 2, rows["joined"], heads * d_head, 0.66, "b", "", True, PARTS)
        nodes[f"out_{i}"] = Node(wide / 2, rows["out"], d, 0.66, "b", "", True, PARTS)
        arrows |= {(f"b_{i}_{h + 1}", f"joined_{i}"): "" for h in range(heads)}
        arrows[f"joined_{i}", f"out_{i}"] = "W_o"
    return nodes, arrows
