"""At every position a film shows what Matplotlib itself would have drawn; what can't be shown is refused by name."""

import random
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from painted import painted
from trap_figures import HOPELESS, TRAPS, Trap, laid_out, saved

from seesaw.film import FilmError, film
from seesaw.film.record import Recorder

EMPTY_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
each_trap = pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())


# ---- the two sides


def drawn_by_matplotlib(trap):
    """What Matplotlib saves at each position.  -> {state: what it paints}"""
    return {key(state): painted(saved(trap, state)) for state in trap.states()}


def key(state):
    return tuple(state.values())


def recorded(trap, states, forgetting=False):
    """The fragments of each state, visited in this order.  -> {state: [fragment, ...]}, definitions"""
    fig, update = laid_out(trap)
    recorder, frames = Recorder(fig), {}
    for state in states:
        recorder.stand_back()
        update(**state)
        if forgetting:
            recorder.forget()
        frames[key(state)] = recorder.frame()
    pool = list(recorder.pool)
    return {at: [pool[i] for i in frame.fills] for at, frame in frames.items()}, recorder.definitions()


@cache
def visited_once(name):
    """A trap recorded in the order of its states, kept for the tests that compare with it."""
    return recorded(TRAPS[name], TRAPS[name].states())


def composed(fragments, definitions):
    return painted(EMPTY_SVG.format(definitions + "".join(fragments)))


# ---- what must hold


@each_trap
def test_every_position_is_what_matplotlib_draws(trap):
    frames, definitions = visited_once(trap.name)
    for at, wanted in drawn_by_matplotlib(trap).items():
        assert composed(frames[at], definitions) == wanted, f"at {at}"


@each_trap
def test_the_order_of_visiting_does_not_matter(trap):
    once, _ = visited_once(trap.name)
    wandering = trap.states() * 3
    random.Random(5).shuffle(wandering)
    assert recorded(trap, wandering)[0] == once


@each_trap
def test_the_memo_changes_no_letter(trap):
    assert visited_once(trap.name)[0] == recorded(trap, trap.states(), forgetting=True)[0]


@each_trap
def test_a_film_of_it_passes_its_own_check(trap):
    fig, update = trap.make()
    assert len(film(fig, update, **trap.widgets()).data["frames"]) == len(trap.states())


@pytest.mark.parametrize(("trap", "words"), HOPELESS.values(), ids=HOPELESS.keys())
def test_what_no_film_can_play_is_refused_by_name(trap, words):
    fig, update = trap.make()
    with pytest.raises(FilmError) as refusal:
        film(fig, update, **trap.widgets())
    for word in words:
        assert word in str(refusal.value)


# ---- layouts worked out at each position: each starts from the same, as the first layout of a new figure does


def tall_titles(fig):
    ax = fig.subplots()
    ax.plot([0, 1])
    return lambda t: ax.set_title("a\n" * (t + 1))


def wide_labels(fig):
    axes = fig.subplots(2, 2, sharex=True).ravel()
    return lambda t: ([ax.set(ylabel="wide\n" * t, ylim=(0, 10**t)) for ax in axes], fig.suptitle("high\n" * t))


def bar_beside(fig):
    ax = fig.subplots()
    image = ax.imshow([[1, 2], [3, 4]])
    bar = fig.colorbar(image)
    return lambda t: (bar.set_label("label\n" * t), ax.set_aspect(0.5 + t), image.set_clim(0, 10**t))


def legend_outside(fig):
    ax = fig.subplots()
    (line,) = ax.plot([0, 1])
    return lambda t: (line.set_label("long " * (t + 1)), ax.legend(loc="upper left", bbox_to_anchor=(1, 1)))


def axes_of_their_own_place(fig):
    left, right = fig.subplots(1, 2)
    return lambda t: (left.set_ylabel("high\n" * t), right.set_position((0.6, 0.2, 0.1 + 0.1 * t, 0.5)))


@pytest.mark.parametrize("layout", ["tight", "constrained", "compressed"])
@pytest.mark.parametrize("make", [tall_titles, wide_labels, bar_beside, legend_outside, axes_of_their_own_place])
def test_with_relayout_each_position_is_laid_out_as_a_new_figure_is(make, layout):
    trap = Trap(make.__name__, lambda: _of_layout(make, layout), {"t": range(4)})
    fig, update = trap.make()
    made = film(fig, update, relayout=True, **trap.widgets())
    for state in trap.states():
        made.state = state
        assert painted(made.svg()) == painted(saved(trap, state, freeze=False)), f"at {state}"


def _of_layout(make, layout):
    fig = Figure(figsize=(4, 3), layout=layout)
    return fig, make(fig)


# ---- what goes beyond a layout that is frozen


def test_what_leaves_the_figure_at_some_position_is_known_by_name():
    fig = Figure(figsize=(4, 3), layout="constrained")
    ax = fig.subplots()
    inside, clipped = ax.text(0.1, 0.5, ""), ax.text(0, 0, "", clip_on=True)
    states = range(4)

    def update(t):
        inside.set_text("w" * (t + 1))
        clipped.set_text("w" * 90)
        ax.set(ylabel="wide\n" * t, title="t" * (1 + 30 * (t == 2)))
        ax.legend([], [], title="x" * 9 * t, loc="upper left", bbox_to_anchor=(0.5, 1))

    recorder, known = Recorder(fig), []
    for t in states:
        update(t)
        if t == 0:
            recorder.lay_out()
        recorder.frame()
        known.append(dict(recorder.beyond().values()))
    assert known[0] == {}
    assert {name.split()[0] for name in known[-1]} == {"Legend", "YAxis"}
    fig.draw_without_rendering()
    box = ax.yaxis.get_tightbbox()
    (sides,) = (sides for name, sides in known[-1].items() if name.startswith("YAxis"))
    assert sides == pytest.approx([-box.x0 * 72 / fig.dpi, 0, 0, 0], abs=1)


# ---- what an SVG may hold, and who is told


def test_characters_that_no_xml_may_hold_are_replaced():
    fig = Figure()
    text = fig.text(0.1, 0.1, "")
    said = ["a\x00b", "a\x1bb", "a\ufffeb", "a\tb"]
    made = film(fig, lambda t: (text.set_text(said[t]), text.set_gid(f"g{said[t]}")), t=(0, 3))
    for t, words in enumerate(said):
        made.state = {"t": t}
        (seen,) = [e for e in ElementTree.fromstring(made.svg()).iter() if e.tag.rpartition("}")[2] == "text"]
        assert seen.text == ("a\ufffdb" if t < 3 else words)


def test_nobody_is_told_that_the_figure_is_drawn():
    fig = Figure()
    ax, told = fig.subplots(), []
    fig.canvas.mpl_connect("draw_event", told.append)
    film(fig, lambda t: ax.set_title(str(t)), t=(0, 3))
    assert told == []


def test_the_cells_of_a_small_image_change_their_fill_alone():
    fig = Figure()
    image = fig.subplots().imshow(np.zeros((3, 4, 4)), interpolation="none")
    dice = np.random.default_rng(0)
    states = [dice.random((3, 4, 4)), np.zeros((3, 4, 4)), np.ones((3, 4, 4))]
    made = film(fig, lambda t: image.set_data(states[t]), t=(0, 2))
    seen = []
    for t in range(3):
        made.state = {"t": t}
        rects = [
            e.attrib
            for e in ElementTree.fromstring(made.svg()).iter()
            if e.tag.rpartition("}")[2] == "rect" and e.get("fill")
        ]
        seen.append([{k: v for k, v in rect.items() if not k.startswith("fill")} for rect in rects])
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 12
