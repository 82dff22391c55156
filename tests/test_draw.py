"""What holds for every kind of picture: an update makes no artist, and the same picture whatever was shown before."""

from importlib import import_module

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from seesaw.draw.sentences import Line
from seesaw.theme import figure

ONE, TWO = np.array([[0.2, 0.8], [0.5, 0.5]]), np.array([[1.0, 0.0], [0.7, 0.3]])
TOOL, X, XX = np.array([False, True]), np.arange(4.0), np.arange(8.0).reshape(2, 4)
SEEN = np.array([["seeing", "tool"], ["tool", "tool"]])
BOTH, BLANK, AB = ("seeing", "tool"), [["", ""]] * 2, ["a", "b"]
NEAR = {"n_near": 1, "n_expected": 1, "near": "", "expected": "", "xlabel": ""}
SIDES = {"rows": AB, "columns": AB}
HUES, FOUR = {"colours": "qk"}, {"n_rows": 2, "n_layers": 2, "means": ""}
LINE = Line("I saw it.", 2, "seeing", 1.0, "11 of 11", True)

PAIRS = [  # module, kind, what it is drawn with, and two things to show
    ("angles", "angle", {"names": AB}, (30, BOTH), (9, BOTH[::-1])),
    ("angles", "clocks", {"names": AB}, ([0, 1], ["c", "d"]), ([2, 3], AB)),
    ("angles", "dial", {}, ([0.0, 0.5],), ([2.0],)),
    ("angles", "pairs", {"names": AB, "key": AB}, ([0, 1], [1, 1], [AB, AB]), ([2, 3], [0, 1], [AB, ["c", "d"]])),
    ("bars", "bars", {"values": [0, 0], "labels": AB, "colour": "q", "lying": True}, ([1, -0.5],), ([0.2, 0.3], AB)),
    ("bars", "neighbours", NEAR, ("c", AB, [1, -0.1], [None, 9]), ("d", AB, [0.5, 1], [None, 1])),
    ("bars", "ruler", {"names": AB, "enters": AB}, ([0.2, np.nan], 0), ([0, 1], 1)),
    ("bars", "splits", {"names": AB, "colours": ["q", "ink"]}, ([0.5, np.nan], AB, AB, AB), ([1, 0.01], AB, AB, AB)),
    ("boxes", "block", {}, ("alpha",), ("fed",)),
    ("boxes", "residual", {}, ("post", True), ("pre", False)),
    ("boxes", "route", {"stations": AB, "doors": {0: "c", 1: "d"}}, (0,), (1,)),
    ("boxes", "slots", {"rows": [AB, AB], "names": AB}, (BLANK, TOOL), ([AB, AB], ~TOOL)),
    ("cards", "cards", {"kinds": TOOL, "points": AB}, (0, AB, TOOL), (2, AB, ~TOOL, AB)),
    ("cards", "confusion", {"counts": ONE, "names": BLANK, "wrong": ONE, **SIDES}, (ONE,), (9 * ONE,)),
    ("curves", "curves", {"names": AB, "x": X, **HUES}, (XX / 7, 1), (1 - XX / 7, 3, AB, 0)),
    ("heaps", "costs", {"x": X, "names": AB, "top": 9, **HUES, "marks": "qk"}, (XX, (2, 2), AB), (2 * XX, (0, 3), AB)),
    ("heaps", "heaps", {"x": X, "names": AB, "top": 9}, (XX, 0.5), (XX, 2.5)),
    ("heatmaps", "heatmap", {"e": ONE}, (ONE,), (np.ones((3, 4)),)),
    ("heatmaps", "sheet", {"maps": np.ones((2, 3, 4, 4))}, (0, 1), (1, 2)),
    ("links", "crossings", {"n": 2}, (AB, [0, 1]), (AB, [1, 0])),
    ("links", "fan", {"tokens": AB}, (ONE, 0), (TWO, 1)),
    ("links", "links", {"most": 3}, (AB, ONE), (["c"], [[1.0]])),
    ("maps", "map", {}, (ONE, TOOL), (TWO, TOOL, ONE)),
    ("maps", "own", {"count": 3}, ([ONE, TWO],), ([TWO],)),
    ("maps", "strips", {"titles": AB, "ticks": "abc"}, (ONE, [TOOL, TOOL], AB), (TWO, [TOOL, ~TOOL], AB)),
    ("readings", "readings", {**FOUR, "reads": ""}, (BOTH, SEEN, SEEN), (["tool"], SEEN, SEEN)),
    ("readings", "seesaws", {"count": 3}, ([3, 9], 9), ([1, 2, 3], 9)),
    ("reports", "findings", {"words": AB, "should": AB}, (AB, TOOL), (["c", "d"], ~TOOL)),
    ("reports", "rates", {"names": AB, "formulas": AB, **HUES}, (AB, AB), (AB, ["c", "d"])),
    ("reports", "report", {"rows": AB, "columns": AB, "lit": 1, **HUES}, (BLANK,), ([AB, ["c", "d"]],)),
    ("reports", "verdicts", {"count": 2}, ("a", BOTH, AB, "b"), ("", ["tool"], ["c"], "")),
    (
        "ridges",
        "ridges",
        {"names": AB, "x": X, "colours": "qk"},
        ([XX[0], XX[1]], 0, AB),
        ([XX[1], XX[0]], 1, ["c", "d"]),
    ),
    ("senses", "senses", {}, (ONE, TOOL), (TWO, TOOL)),
    ("sentences", "listed", {"rows": 2, "ends": BOTH}, ([LINE],), ([LINE._replace(wrong=False, at=0), LINE],)),
    ("sentences", "lookahead", {"count": 2}, ("a", [("ab", "a")]), ("", [("cd", "c")] * 2, False)),
    ("sentences", "words", {"count": 3}, (AB, [None, "red"]), ("abc", ["red", None, None])),
    ("squares", "levels", {"names": AB}, ([([0.2, 1], [1, 0.5])] * 2,), ([([0.2, 1], [1, 0])] * 2,)),
    ("squares", "square", {"xlabel": "", "ylabel": "", "colour": "q"}, (X, X, (0, 1)), (X, 1 - X, (0, np.nan), "a")),
    ("tables", "table", {"values": ONE}, (ONE,), (TWO,)),
    ("tables", "weights", {"alpha_prime": ONE, "tokens": AB}, (ONE,), (TWO,)),
    ("vectors", "arrows", {"vectors": ONE, "labels": AB, "colour": "q"}, (ONE,), (-ONE,)),
    ("vectors", "shadows", {"q": ONE[0], "k": ONE}, (ONE[0], ONE), (ONE[1], -ONE)),
]
STILL = {"beside", "hull", "key", "limit", "plane", "scale", "still", "strip"}  # never move; `beside` has its own test
OF_CURVES = {"bands", "marks", "point"}  # they stand on curves, and have tests beside theirs
UNSEEN = {"tip"}  # nothing is painted; its test stands with the arrows


def picture(module, kind, drawn_with, *states):
    """What is painted after these updates, one after the other, its layout frozen as a film freezes it."""
    module, (fig, ax) = import_module(f"seesaw.draw.{module}"), figure(6, 4)
    fig.set_layout_engine("none")
    ax.set(xlim=(-1, 2), ylim=(-1, 2))
    artists = getattr(module, f"draw_{kind}")(**drawn_with, ax=ax)
    before = ax.get_children()
    for state in states:
        getattr(module, f"update_{kind}")(artists, *state)
    assert ax.get_children() == before
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return np.array(canvas.buffer_rgba())


@pytest.mark.parametrize(("module", "kind", "drawn_with", "one", "two"), PAIRS, ids=[kind for _, kind, *_ in PAIRS])
def test_an_update_makes_no_artist_and_remembers_nothing(module, kind, drawn_with, one, two):
    first, second = (picture(module, kind, drawn_with, state) for state in (one, two))
    assert (first != second).any()
    assert (picture(module, kind, drawn_with, one, two) == second).all()
    assert (picture(module, kind, drawn_with, two, one) == first).all()


def test_every_kind_has_its_update_and_is_tested_here():
    modules = [import_module(f"seesaw.draw.{module}") for module, *_ in PAIRS]
    kinds = {name.removeprefix("draw_") for module in modules for name in vars(module) if name.startswith("draw_")}
    assert kinds - STILL - OF_CURVES - UNSEEN == {kind for _, kind, *_ in PAIRS}
