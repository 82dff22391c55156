"""Attention as the slides draw it: what stands where, and which arrows are there."""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import same_color
from numpy.testing import assert_allclose

from seesaw.draw.circuit import HIGH, NEW, OLD, STACKED, Node, Plan, attention_plan, draw_circuit, update_circuit
from seesaw.theme import COLOUR

SMALL = Plan(
    {
        "q": Node(1, 0.5, 2, 0.4, "q", "q¹"),
        "over": Node(1.2, 2, 1, 0.5, "alpha", beside=True, form="{:.2f}"),
        "far": Node(5, 2, 1, 0.5, "alpha"),
        "bar": Node(3, 3, 0, 6.0, "alpha", "softmax"),
    },
    {("q", "over"): "W", ("q", "far"): "", ("far", "bar"): ""},
    (6, 4),
)


@pytest.fixture
def circuit(ax):
    return draw_circuit(SMALL, ax=ax)


def seen(circuit):
    arrows = {ends for ends, (arrow, _) in circuit.arrows.items() if arrow.get_visible()}
    return {name for name, box in circuit.boxes.items() if box.label.get_visible()}, arrows


def ends_of(circuit, *ends):
    return circuit.arrows[ends][0]._path_original.vertices[[0, -1]]


def test_nothing_is_there_at_first_and_an_arrow_comes_with_the_second_of_its_boxes(circuit):
    assert seen(circuit) == (set(), set())
    assert seen(update_circuit(circuit, {}, ["q", "bar"])) == ({"q", "bar"}, set())
    assert seen(update_circuit(circuit, {}, ["q", "far", "bar"]))[1] == {("q", "far"), ("far", "bar")}


def test_a_box_holds_its_numbers_in_the_colour_of_its_symbol(circuit):
    update_circuit(circuit, {"q": [1.0, -2.0], "over": [-0.001]}, ["q", "over"], labels={"over": "α₁₁"})
    assert [text.get_text() for text in circuit.boxes["q"].numbers] == ["1", "−2"]
    assert [text.get_text() for text in circuit.boxes["over"].numbers] == ["0.00"]
    assert circuit.boxes["over"].label.get_text() == "α₁₁"
    assert all(same_color(cell.get_edgecolor(), COLOUR["q"]) for cell in circuit.boxes["q"].cells)


def test_an_arrow_goes_straight_up_where_one_box_stands_over_the_other_and_aside_where_not(circuit):
    (tail, low), (tip, high) = ends_of(circuit, "q", "over")
    assert tail == pytest.approx(tip)
    assert 0.5 < low < high < 2
    (tail, _), (tip, _) = ends_of(circuit, "q", "far")
    assert_allclose((tail, tip), (1, 5 - 0.25 + 0.08))
    (tail, _), (tip, _) = ends_of(circuit, "far", "bar")
    assert_allclose((tail, tip), (5, 5))


def test_what_has_just_come_is_drawn_strongly_and_what_is_to_come_faintly_and_empty(circuit):
    update_circuit(circuit, {}, ["q", "over"], new=["over"], to_come=["far"])
    widths = [circuit.boxes[name].cells[0].get_linewidth() for name in ("q", "over")]
    assert widths == [OLD, NEW]
    far = circuit.boxes["far"]
    assert far.cells[0].get_visible() and far.cells[0].get_alpha() < 0.2
    assert not far.numbers[0].get_visible() and not far.label.get_visible()
    update_circuit(circuit, {}, ["q", "far"])
    assert far.cells[0].get_alpha() is None


@pytest.mark.parametrize(("heads", "d_head"), [(1, 2), (2, 1), (2, 2), (3, 1)])
def test_each_way_from_a_word_to_what_a_word_takes_home_is_there_for_each_head(heads, d_head):
    n = 4
    plan = attention_plan(n, d=2, d_head=d_head, heads=heads)
    into = {name: {start for start, end in plan.arrows if end == name} for name in plan.nodes}
    for end in [f"_{h + 1}" for h in range(heads)] if heads > 1 else [""]:
        assert into[f"alpha_2{end}"] == {f"k_2{end}", *(f"q_{i}{end}" for i in range(1, n + 1))}
        home = {f"{name}_{j}{end}" for j in range(1, n + 1) for name in ("alpha_prime", "v")}
        if heads == 1:
            assert into["product_2"] == {"alpha_prime_2", "v_2"}
            home = {f"product_{j}" for j in range(1, n + 1)}
        assert into[f"b_3{end}"] == home
        assert into[f"v_1{end}"] == {"a_1"}
    if heads > 1:
        assert into["joined_1"] == {f"b_1_{h + 1}" for h in range(heads)} and into["out_1"] == {"joined_1"}
        assert plan.nodes["joined_1"].cells == heads * d_head
    assert set(into) >= {name for ends in plan.arrows for name in ends}


def place_of(node):
    """left, right, bottom, top"""
    wide = node.wide * (1 if node.stacked else max(1, node.cells))
    tall = STACKED * node.cells if node.stacked else HIGH
    return node.x - wide / 2, node.x + wide / 2, node.y - tall / 2, node.y + tall / 2


@pytest.mark.parametrize(("heads", "d_head"), [(1, 2), (2, 1), (2, 2)])
def test_no_box_of_the_plan_stands_in_another_or_outside(heads, d_head):
    """b, and what stands over it, is shown of one word at a time where there are several heads."""
    plan = attention_plan(4, d=2, d_head=d_head, heads=heads)
    hidden = [f"{name}_{i}" for name in ("b", "joined", "out") for i in (2, 3, 4)] if heads > 1 else []
    shown = {name: node for name, node in plan.nodes.items() if not name.startswith(tuple(hidden))}
    lefts, rights, bottoms, tops = np.array([place_of(node) for node in shown.values()]).T
    assert lefts.min() > 0 and rights.max() < plan.size[0] and tops.max() < plan.size[1] - 0.05
    for one, other in combinations([place_of(node) for node in shown.values() if node.wide], 2):
        apart = one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
        assert apart, (one, other)


def test_stacked_numbers_stand_one_below_the_other(ax):
    circuit = draw_circuit(Plan({"v": Node(1, 1, 2, 0.4, "v", "v¹", stacked=True)}, {}, (2, 2)), ax=ax)
    update_circuit(circuit, {"v": [3.0, -4.0]}, ["v"])
    (x, high), (below, low) = (text.get_position() for text in circuit.boxes["v"].numbers)
    assert x == below == 1
    assert high - low == pytest.approx(STACKED)
