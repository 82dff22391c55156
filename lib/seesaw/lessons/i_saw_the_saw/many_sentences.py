"""Notebook 02, points 4 and 7: the saws of sixty sentences on a map.

    map_view         4  seeing and tool part from layer 1 on, though the map was never told which is which
    twins_view       4  the position vectors fade: neighbours are enough across sentences, not within one
    means_view       4  the warning: a line drawn with the labels parts shuffled labels too
    encoders_view    7  the control: an encoder of the same shape that never learned

Each reads the model once; then `update` only looks numbers up and moves artists.
"""

from functools import cache

import numpy as np
from ipywidgets import FloatSlider, IntSlider, Play, ToggleButtons

from seesaw.draw.curves import draw_curves, draw_still, update_curves
from seesaw.draw.maps import draw_map, draw_own, draw_strips, update_map, update_own, update_strips
from seesaw.draw.senses import draw_key
from seesaw.film import film, labelled
from seesaw.lessons.i_saw_the_saw.one_sentence import LAYER, SENTENCE, STRENGTH, TICK
from seesaw.material import geometry as g
from seesaw.material.saws import own_saws, random_encoder, read_saws, with_positions
from seesaw.theme import INK, figure
from seesaw.words import filled, say

# ---- 4. many sentences on a map

READ_RIGHT, GUESSING, ENCODER = say(("read right", "guessing", "encoder"))
TRAINED, UNTRAINED = "trained", "random"
KINDS = say({UNTRAINED: "random", TRAINED: "trained"})
CURVES = say({TRAINED: "trained encoder", UNTRAINED: "random encoder"})
MAP_SAYS = say(
    "Layer {layer}: {right:.0%} of the saws are read right by their {voters} nearest; the map holds {holds:.0%} of "
    "their spread."
)
ENCODER_SAYS = say(
    "The {kind} encoder. Layer {layer}: {right:.0%} of the saws are read right by their {voters} nearest; the map "
    "holds {holds:.0%} of their spread."
)


def map_view(saws):
    """Film: the saws of our sentences on a map of their two main directions, layer by layer."""
    return _maps_view({TRAINED: saws}, [READ_RIGHT], MAP_SAYS)


def encoders_view(saws, reader):
    """Film: the same map from an encoder of the same shape with random weights, as a control."""
    control = read_saws(reader, random_encoder(reader.bert))
    kinds = ToggleButtons(options=labelled(KINDS), description=ENCODER)
    return _maps_view({TRAINED: saws, UNTRAINED: control}, list(CURVES.values()), ENCODER_SAYS, encoder=kinds)


def _maps_view(encoders, names, caption, **encoder):
    """A map on the left, the share read right by layer on the right, for each of `encoders`, saws by their kind."""
    texts, is_tool = encoders[TRAINED].texts, encoders[TRAINED].is_tool
    planes = {kind: g.planes_in_a_row(saws.hidden) for kind, saws in encoders.items()}
    points = {kind: _placed(planes[kind], saws.hidden) for kind, saws in encoders.items()}
    right = {kind: np.array([g.read_right(step, is_tool) for step in saws.hidden]) for kind, saws in encoders.items()}
    layers = np.arange(len(points[TRAINED]))
    fig, (ax, side) = figure(9.5, 4.7, ncols=2, width_ratios=[1.15, 1])
    artists = draw_map(ax=ax)
    look = {"styles": ["-", (0, (3, 1.5))][: len(names)], "colours": ["right"] * len(names), "upright": True}
    curves = draw_curves(names, layers, ax=side, ylim=(0.4, 1), xlabel=LAYER, **look)
    draw_still(curves, 0.5, GUESSING)

    def update(layer, encoder=TRAINED):
        here = points[encoder]
        update_map(artists, here[layer], is_tool, came_from=here[layer - 1] if layer else None)
        update_curves(curves, [share[: layer + 1] for share in right.values()], layer)
        fields = {"kind": KINDS[encoder], "right": right[encoder][layer], "voters": g.VOTERS}
        return {**fields, "holds": planes[encoder][layer].holds}

    last = int(layers[-1])
    layer = Play(0, min=0, max=last, interval=TICK, description=LAYER)
    hands = {"handles": {"layer": curves.upright}, "names": names_of(artists.marks, texts, is_tool)}
    return film(fig, update, caption=caption, **hands, layer=layer, **encoder)


def names_of(marks, texts, is_tool):
    """What the marks of those that see, and of the tools, say under a pointer: their sentences.  -> {marks: texts}"""
    return {
        mark: [text for text, tool in zip(texts, is_tool, strict=True) if tool == kind]
        for mark, kind in zip(marks, (False, True), strict=True)
    }


def _placed(planes, steps):
    """Where each step of vectors, (S, ..., d), falls on its own plane.  (S, ..., 2)"""
    return np.stack([plane.place(step) for plane, step in zip(planes, steps, strict=True)])


# ---- 4, again: neighbours are enough across sentences, not within one

TWINS = say(["60 sentences:\nread right", "one sentence:\ncosine of 1, 2"])
STEPS = say("strength")
TWINS_SAY = say(
    "Position strength {strength:.1f}: {right:.0%} of the saws of our sentences are read right, and the two saws of "
    "'{text}' have cosine {cos:.2f}."
)


def twins_view(saws, reader):
    """Film: the map of the last layer as the position vectors fade, with the two saws of one sentence as stars."""
    strengths = np.round(np.linspace(0, 1, 11), 1)
    berts = [with_positions(reader.bert, strength) for strength in strengths]
    last = np.stack([read_saws(reader, bert).hidden[-1] for bert in berts])  # (S, N, d)
    twins = np.stack([own_saws(reader, SENTENCE, bert).hidden[-1] for bert in berts])  # (S, 2, d)
    start = g.planes_in_a_row(saws.hidden)[-1].place(saws.hidden[-1])
    planes = g.planes_in_a_row(last, first=start)
    points, stars_at = _placed(planes, last), _placed(planes, twins)
    right = np.array([g.read_right(step, saws.is_tool) for step in last])
    cos = g.drawn_cosine(twins[:, 0], twins[:, 1])
    fig, (ax, side) = figure(9.5, 4.7, ncols=2, width_ratios=[1.15, 1])
    artists, stars = draw_map(ax=ax, faint=True), draw_own(2, ax=ax)
    look = {"colours": ["right", INK], "ylim": (0.4, 1), "ticks": [0, 0.25, 0.5, 0.75, 1], "upright": True}
    curves = draw_curves(TWINS, strengths, ax=side, xlabel=STEPS, **look)
    draw_still(curves, 0.5, GUESSING)

    def update(strength):
        at = round(10 * strength)
        update_map(artists, points[at], saws.is_tool)
        update_own(stars, stars_at[at][:, None])
        there = np.arange(len(strengths)) >= at  # where the strength has not been yet, there is no curve
        update_curves(curves, np.where(there, [right, cos], np.nan), at)
        return {"right": right[at], "text": SENTENCE, "cos": cos[at]}

    strength = FloatSlider(1.0, min=0.0, max=1.0, step=0.1, description=STRENGTH)
    hands = {"handles": {"strength": curves.upright}, "names": names_of(artists.marks, saws.texts, saws.is_tool)}
    return film(fig, update, caption=TWINS_SAY, **hands, strength=strength)


# ---- 4, a warning: never draw the map with the labels

STRIPS = say(["the sentences that made the line", "the sentences left out"])
REAL, SHUFFLED = "real", "shuffled"
DEALT = say({REAL: "the real senses", SHUFFLED: "shuffled labels"})
MEANS = say(("mean of one label", "half way", "mean of the other"))
LABELLED = say({"seeing": "labelled seeing", "tool": "labelled tool"})
SENTENCES, LABELS = say(("sentences per label", "labels"))
ON_SIDE = say("{right} of {count} on their side")
MEANS_SAY = say(
    "A line through the means of {sentences} + {sentences} sentences, with {labels}: {made} of {all_made} on their "
    "side; left out, {out} of {all_out} on their side."
)
EACH = 20  # at most so many sentences of each label make the line


def means_view(saws):
    """Film, a control: the line from mean to mean parts shuffled labels too, and only left-out sentences tell."""
    labels = {REAL: saws.is_tool, SHUFFLED: _shuffled(saws.is_tool)}
    last = saws.hidden[-1]
    fig, ax = figure(9.0, 4.4)
    strips = draw_strips(STRIPS, MEANS, ax=ax)
    draw_key(LABELLED, ax=ax, x=0.3, y=1.04, step=0.24)

    @cache
    def sides(sentences, dealt):
        label = labels[dealt]
        made = _first_of_each(label, sentences)  # (N,) boolean
        place = g.means_line(last[made], label[made])(last)  # (N,)
        return [(place[of], label[of]) for of in (made, ~made)]

    def update(sentences, dealt):
        both = sides(sentences, dealt)
        (made, all_made), (out, all_out) = counts = [(np.sum((place > 0) == of), len(of)) for place, of in both]
        on_side = [filled(ON_SIDE, right=right, count=count) for right, count in counts]
        update_strips(strips, *zip(*both, strict=True), on_side)
        return {"labels": DEALT[dealt], "made": made, "all_made": all_made, "out": out, "all_out": all_out}

    sentences = IntSlider(3, min=1, max=EACH, description=SENTENCES)
    dealt = ToggleButtons(options=labelled(DEALT), value=SHUFFLED, description=LABELS)

    def named(strip, kind):
        def texts(sentences, dealt):
            label, made = labels[dealt], _first_of_each(labels[dealt], sentences)
            return [saws.texts[n] for n in np.flatnonzero((made != bool(strip)) & (label == kind))]

        return texts

    names = {strips.marks[strip][kind]: named(strip, kind) for strip in (0, 1) for kind in (0, 1)}
    return film(fig, update, caption=MEANS_SAY, names=names, sentences=sentences, dealt=dealt)


def _shuffled(is_tool, seed=0):
    return np.random.default_rng(seed).permutation(is_tool)


def _first_of_each(label, count, seed=1):
    """`count` sentences of each label, the same ones and some more as `count` grows.  (N,) boolean"""
    order = np.random.default_rng(seed).permutation(len(label))
    chosen = np.zeros(len(label), bool)
    for value in (False, True):
        chosen[[n for n in order if label[n] == value][:count]] = True
    return chosen
