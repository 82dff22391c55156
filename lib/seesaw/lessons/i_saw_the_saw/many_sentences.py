"""Notebook 02, points 4 and 7: the saws of sixty sentences on a map.

    map_view         4  seeing and tool part from layer 1 on, though the map was never told which is which
    twins_view       4  the position vectors fade: neighbours are enough across sentences, not within one
    means_view       4  the warning: a line drawn with the labels parts shuffled labels too
    encoders_view    7  the control: an encoder of the same shape that never learned

Each reads the model once; then `update` only looks numbers up and moves artists.
"""

from functools import cache

import numpy as np
from ipywidgets import FloatSlider, IntSlider, ToggleButtons

from seesaw.draw.layers import draw_layer_curves, draw_level, update_layer_curves
from seesaw.draw.maps import draw_map, draw_own, draw_strips, update_map, update_own, update_strips
from seesaw.draw.senses import draw_key
from seesaw.film import film
from seesaw.lessons.i_saw_the_saw.one_sentence import SENTENCE
from seesaw.material import geometry as g
from seesaw.material.saws import own_saws, random_encoder, read_saws, with_positions
from seesaw.theme import COLOUR, INK, figure

# ---- 4. many sentences on a map

READ_RIGHT = "read right"
CURVE = "{encoder} encoder"
GUESSING = "guessing"
TRAINED, UNTRAINED = "trained", "random"
MAP_SAYS = (
    "Layer {layer}: {right:.0%} of the saws are read right by their {voters} nearest; the map holds {holds:.0%} of "
    "their spread."
)
ENCODER_SAYS = "The {encoder} encoder. {said}"


def map_view(saws):
    """Film: the saws of our sentences on a map of their two main directions, layer by layer."""
    return _maps_view({TRAINED: saws}, start=len(saws.hidden) - 1)


def encoders_view(saws, reader):
    """Film: the same map from an encoder of the same shape with random weights, as a control."""
    control = read_saws(reader, random_encoder(reader.bert))
    kinds = ToggleButtons(options=[UNTRAINED, TRAINED])
    return _maps_view({TRAINED: saws, UNTRAINED: control}, start=len(saws.hidden) - 1, encoder=kinds)


def _maps_view(encoders, start, **encoder):
    """A map on the left, the share read right by layer on the right, for one encoder or several by name."""
    planes = {name: g.planes_in_a_row(saws.hidden) for name, saws in encoders.items()}
    points = {
        name: [plane.place(step) for plane, step in zip(planes[name], saws.hidden, strict=True)]
        for name, saws in encoders.items()
    }
    right_by_layer = {
        name: np.array([g.read_right(step, saws.is_tool) for step in saws.hidden]) for name, saws in encoders.items()
    }
    is_tool = encoders[TRAINED].is_tool
    layers = np.arange(len(points[TRAINED]))
    fig, (left, right) = figure(9.5, 5.0, ncols=2, width_ratios=[1.15, 1])
    artists, several = draw_map(ax=left), len(encoders) > 1
    curves = draw_layer_curves([CURVE.format(encoder=name) for name in encoders] if several else [READ_RIGHT], layers,
                               ax=right, ylim=(0.35, 1.18), room=0.42, styles=["-", (0, (3, 1.5))][: len(encoders)],
                               colours=[COLOUR["right"]] * len(encoders))  # fmt: skip
    draw_level(layers, 0.5, GUESSING, ax=right)

    def update(layer, encoder=TRAINED):
        here = points[encoder]
        update_map(artists, here[layer], is_tool, came_from=here[layer - 1] if layer else None)
        update_layer_curves(curves, layers, list(right_by_layer.values()), layer)

    def caption(layer, encoder=TRAINED):
        said = MAP_SAYS.format(layer=layer, right=right_by_layer[encoder][layer], voters=g.VOTERS,
                               holds=planes[encoder][layer].holds)  # fmt: skip
        return ENCODER_SAYS.format(encoder=encoder, said=said) if several else said

    return film(fig, update, caption=caption, layer=IntSlider(start, min=0, max=int(layers[-1])), **encoder)


# ---- 4, again: neighbours are enough across sentences, not within one

READ, TWINS = "60 sentences:\nread right", "one sentence:\ncosine of 1, 2"
TWINS_SAY = (
    "Position strength {strength:.1f}: {right:.0%} of the saws of our sentences are read right, "
    "and the two saws of 'I saw the saw.' have cosine {cos:.2f}."
)


def twins_view(saws, reader):
    """Film: the map of the last layer as the position vectors fade, with the two saws of one sentence as stars."""
    strengths = np.round(np.linspace(0, 1, 11), 1)
    berts = [with_positions(reader.bert, s) for s in strengths]
    last = np.stack([read_saws(reader, bert).hidden[-1] for bert in berts])       # (S, N, d)
    twins = np.stack([own_saws(reader, SENTENCE, bert).hidden[-1] for bert in berts])  # (S, 2, d)
    start = g.planes_in_a_row(saws.hidden)[-1].place(saws.hidden[-1])
    planes = g.planes_in_a_row(last, first=start)
    right_now = np.array([g.read_right(step, saws.is_tool) for step in last])
    cos = g.drawn_cosine(twins[:, 0], twins[:, 1])
    fig, (left, right) = figure(9.5, 5.0, ncols=2, width_ratios=[1.15, 1])
    artists, stars = draw_map(ax=left, faint=True), draw_own(2, ax=left)
    curves = draw_layer_curves([READ, TWINS], strengths, ax=right, ylim=(0.35, 1.18), xlabel="strength",
                               colours=[COLOUR["right"], INK], ticks=[0, 0.25, 0.5, 0.75, 1], room=0.6)  # fmt: skip
    draw_level(strengths, 0.5, GUESSING, ax=right)

    def update(strength):
        at = round(10 * strength)
        update_map(artists, planes[at].place(last[at]), saws.is_tool)
        update_own(stars, planes[at].place(twins[at])[:, None])
        update_layer_curves(curves, strengths, [right_now, cos], at)

    def caption(strength):
        at = round(10 * strength)
        return TWINS_SAY.format(strength=strength, right=right_now[at], cos=cos[at])

    return film(fig, update, caption=caption,
                strength=FloatSlider(0.0, min=0.0, max=1.0, step=0.1, description="position strength"))  # fmt: skip


# ---- 4, a warning: never draw the map with the labels

MADE, LEFT_OUT = "the sentences that made the line", "the sentences left out"
REAL, SHUFFLED = "the real senses", "shuffled labels"
MEANS = ("mean of one label", "half way", "mean of the other")
LABELLED = {"seeing": "labelled seeing", "tool": "labelled tool"}
ON_SIDE = "{right} of {count} on their side"
MEANS_SAY = "A line through the means of {each} + {each} sentences, with {labels}: {made}; left out, {out}."
EACH = 20  # at most so many sentences of each label make the line


def means_view(saws):
    """Film, a control: the line from mean to mean parts shuffled labels too, and only left-out sentences tell."""
    labels = {REAL: saws.is_tool, SHUFFLED: _shuffled(saws.is_tool)}
    last = saws.hidden[-1]
    fig, ax = figure(9.0, 4.4)
    strips = draw_strips([MADE, LEFT_OUT], MEANS, ax=ax)
    draw_key(LABELLED, ax=ax, x=0.3, y=1.04, step=0.24)

    @cache
    def counted(sentences, dealt):
        label = labels[dealt]
        made = _first_of_each(label, sentences)  # (N,) boolean
        place = g.means_line(last[made], label[made])(last)  # (N,)
        sides = [(place[of], label[of]) for of in (made, ~made)]
        return sides, [ON_SIDE.format(right=int(np.sum((at > 0) == of)), count=len(of)) for at, of in sides]

    def update(sentences, dealt):
        sides, counts = counted(sentences, dealt)
        update_strips(strips, *zip(*sides, strict=True), counts)

    def caption(sentences, dealt):
        made, out = counted(sentences, dealt)[1]
        return MEANS_SAY.format(each=sentences, labels=dealt, made=made, out=out)

    return film(fig, update, caption=caption,
                sentences=IntSlider(3, min=1, max=EACH, description="sentences per label"),
                dealt=ToggleButtons(options=[REAL, SHUFFLED], value=SHUFFLED, description="labels"))  # fmt: skip


def _shuffled(is_tool, seed=0):
    return np.random.default_rng(seed).permutation(is_tool)


def _first_of_each(label, count, seed=1):
    """`count` sentences of each label, the same ones and some more as `count` grows.  (N,) boolean"""
    order = np.random.default_rng(seed).permutation(len(label))
    chosen = np.zeros(len(label), bool)
    for value in (False, True):
        chosen[[n for n in order if label[n] == value][:count]] = True
    return chosen
