"""At every position a film shows what Matplotlib itself would have drawn; what can't be shown is refused by name."""

import random
import re
from functools import cache
from xml.etree import ElementTree

import pytest
from trap_figures import HOPELESS, TRAPS, laid_out, saved

from seesaw.film import FilmError, film
from seesaw.film.record import Recorder

XLINK = "{http://www.w3.org/1999/xlink}href"
EMPTY_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
SAYS_NOTHING = {"id", "type", "version", "width", "height", "viewBox"}  # of a group, a style or the root

each_trap = pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())


# ---- two SVG pictures compared: what is painted, in which order, under which clips and groups


def painted(svg):
    """The elements that an SVG paints: each with its attributes, words and what its groups add; references resolved."""
    root = ElementTree.fromstring(svg)
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    return [_flat(element, above, by_id) for element, above in _leaves(root, ())]


def _leaves(element, above):
    tag = _tag(element)
    if tag in ("defs", "metadata", "title", "style", "clipPath", "pattern"):
        return
    if tag in ("svg", "g", "a"):
        adds = tuple(sorted((k, v) for k, v in element.attrib.items() if k not in SAYS_NOTHING))
        for child in element:
            yield from _leaves(child, (*above, adds) if adds else above)
    else:
        yield element, above


def _flat(element, above, by_id):
    attributes = {k: v for k, v in element.attrib.items() if k != "id"}
    says = _resolved(repr((_tag(element), sorted(attributes.items()), element.text, above)), by_id)
    if element.get(XLINK, "").startswith("#"):
        says += _content(by_id[element.get(XLINK)[1:]])
    return re.sub(r"\s+", " ", says)


def _resolved(says, by_id):
    """References by what they refer to, not by id."""
    says = re.sub(r"url\(#([^)]+)\)", lambda m: f"url({_content(by_id[m[1]])})", says)
    return re.sub(r"'#[^']+'", "'#'", says)


def _content(element):
    return repr([(_tag(e), sorted((k, v) for k, v in e.attrib.items() if k != "id")) for e in element.iter()])


def _tag(element):
    return element.tag.rpartition("}")[2]


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
