"""Notebook 04, points 4 and 6: what the real model learned, and what it does with it.

table_view       its table of 512 position vectors: how like one another they are, by distance
previous_view    the head that looks at the word before, with every position vector drawn towards their mean
"""

import copy

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.heatmaps import draw_heatmap, draw_scale, update_heatmap
from seesaw.draw.numbers import shown
from seesaw.draw.tables import ANSWERS, shares_say
from seesaw.film import film, labelled
from seesaw.lessons.positional_encoding.clocks import POSITION
from seesaw.material.geometry import cosine, unit
from seesaw.material.saws import own_saws
from seesaw.material.sentences import SEEING, TOOL
from seesaw.maths.position import sinusoid
from seesaw.theme import SHARE, figure, lecture_style
from seesaw.words import filled, say

# ---- 4. the table

LEARNED, SINUSOID = "learned", "sinusoid"
KINDS = say({LEARNED: "learned by BERT", SINUSOID: "sinusoid"})
EACH = 32  # positions between two steps of the slider
FIRST = 100  # so many rows and columns in the picture

TABLE, PLACES = say(("table", "position j"))
OF_FIRST, ALL = say(("cosine, first {n} positions", "cosine of eⁱ and every eʲ, i = {position}"))
TABLE_SAYS = say(
    "Position {position}, {kind}: its vector has cosine {near} with the next one, {ten} with the one ten places on, "
    "and at least {least} with any."
)


def cosines(e):
    """The cosine of each two rows of e (n, d).  (n, n)"""
    pointing = unit(e)
    return pointing @ pointing.T


def by_distance(alike, *distances):
    """Mean and spread (standard deviation) of a matrix (n, n) along its diagonals.  -> {distance: (mean, spread)}"""
    return {far: (float(np.diagonal(alike, far).mean()), float(np.diagonal(alike, far).std())) for far in distances}


def table_view(reader):
    """Film: how like the vector of position i is to every other, in BERT's learned table and in the sinusoid."""
    learned = np.asarray(reader.bert.positions, dtype=float)  # (512, 384)
    n, d = learned.shape
    alike = {LEARNED: cosines(learned).round(4), SINUSOID: cosines(sinusoid(n, d)).round(4)}
    fig, (left, right) = figure(9.8, 4.6, ncols=2, width_ratios=(1, 1.45))
    part = alike[LEARNED][:FIRST, :FIRST]
    picture = draw_heatmap(part, ax=left, title=filled(OF_FIRST, n=FIRST), xlabel="j", ylabel="i")
    left.set(xticks=[0, 50, 99], yticks=[0, 50, 99])
    draw_scale(picture, [-1, 0, 1], ax=left)
    look = {"ticks": [0, 128, 256, 384, 511], "ylim": (-0.75, 1), "xlabel": PLACES, "title": ALL}
    curves = draw_curves([""], range(n), ax=right, colours=["e"], form=None, upright=True, **look)
    right.set_yticks([-0.5, 0, 0.5, 1])

    def update(position, table):
        row = alike[table][position]
        update_heatmap(picture, alike[table][:FIRST, :FIRST])
        update_curves(curves, [row], position)
        right.title.set_text(filled(ALL, position=position))
        alike_to = {"near": shown(row[position + 1]), "ten": shown(row[position + 10]), "least": shown(row.min())}
        return {"kind": KINDS[table], **alike_to}

    position = IntSlider(4 * EACH, min=0, max=n - EACH, step=EACH, description=POSITION)
    table = ToggleButtons(options=labelled(KINDS), description=TABLE)
    handles = {"position": curves.upright}
    return film(fig, update, caption=TABLE_SAYS, handles=handles, position=position, table=table)


# ---- 6. the previous-token head

BLOCK, HEAD = 0, 2  # head 1-3: of the first block, which leads from layer 0 to layer 1, the third
STRENGTHS = tuple(round(s, 1) for s in np.linspace(0, 1, 11))
READ = ("I saw the saw.", "We saw two owls in the barn.", "The noise of a saw woke the baby.")
STRENGTH, SENTENCE = say(("strength", "sentence"))
TITLE, ON_BEFORE = say(("α′ of head 1-3", "mean share on the token before"))
OF_DIFFERENCES = say("strength of the differences")
OF_SENTENCES, OF_THIS = say(("{n} sentences", "this sentence"))
PREVIOUS_SAYS = say(
    "{sentence} With the position vectors at {strength:.1f} of their differences, head 1-3 gives the token before "
    "{share:.2f} on average; over {n} sentences {mean:.2f}."
)


def flattened(bert, strength):
    """The same encoder, each position vector drawn towards their mean: mean + strength (e^i - mean)."""
    other, mean = copy.copy(bert), bert.positions.mean(axis=0)
    other.positions = (mean + np.float32(strength) * (bert.positions - mean)).astype(bert.positions.dtype)
    return other


def shares_of(reader, text, strength):
    """alpha' of the previous-token head while it reads `text` with flattened positions.  (n, n)"""
    bert = flattened(reader.bert, strength)
    bert.blocks = bert.blocks[: BLOCK + 1]  # no later layer is asked
    return bert.forward(reader.tokens(text).ids).alpha_prime[BLOCK][HEAD]


def on_the_token_before(alpha_prime):
    """The mean share that goes to the token before, over the tokens that have one.  (n, n) -> number"""
    return float(np.diagonal(alpha_prime, -1).mean())


def previous_share(reader, strength, texts=SEEING + TOOL):
    """The same over all our sentences: the mean of their means."""
    return float(np.mean([on_the_token_before(shares_of(reader, text, strength)) for text in texts]))


def saws_without_it(reader, text="I saw the saw."):
    """The cosine of the two saws after the last layer: of the model as it is, and without head 1-3.  -> two numbers"""
    bert, width = copy.copy(reader.bert), reader.bert.words.shape[1] // reader.bert.n_heads
    W_o = np.array(bert.blocks[BLOCK].W_o)
    W_o[:, HEAD * width : (HEAD + 1) * width] = 0  # what the head hands to W_o goes nowhere
    bert.blocks = (bert.blocks[BLOCK]._replace(W_o=W_o), *bert.blocks[1:])
    hidden = [own_saws(reader, text, some).hidden[-1] for some in (reader.bert, bert)]
    return tuple(float(cosine(*saws[:2])) for saws in hidden)


@lecture_style()
def previous_view(reader):
    """Film: the position vectors fade into their mean, and the head that looked at the token before is lost."""
    seen = {text: [shares_of(reader, text, s).round(4) for s in STRENGTHS] for text in READ}
    each = {text: np.round([on_the_token_before(shares) for shares in seen[text]], 4) for text in READ}
    every, n = np.round([previous_share(reader, s) for s in STRENGTHS], 4), len(SEEING + TOOL)
    pieces = {text: reader.tokens(text).pieces for text in READ}
    fig, (left, right) = figure(10.2, 4.9, ncols=2, width_ratios=(1.1, 1))
    picture = draw_heatmap(seen[READ[0]][-1], ax=left, cmap=SHARE, title=TITLE, xlabel=ANSWERS, ylabel="")
    left.set(aspect="equal", xticks=[], yticks=[])
    draw_scale(picture, [0, 0.5, 1], ax=left)
    names = [
        left.text(-0.7, row, "", ha="right", va="center", size=13) for row in range(max(map(len, pieces.values())))
    ]
    look = {"colours": ["muted", "alpha"], "ticks": [0, 0.5, 1], "xlabel": OF_DIFFERENCES, "title": ON_BEFORE}
    curves = draw_curves([filled(OF_SENTENCES, n=n), OF_THIS], STRENGTHS, ax=right, **look)
    right.set_yticks([0, 0.5, 1])

    def update(strength, sentence):
        at = STRENGTHS.index(round(strength, 1))
        update_heatmap(picture, seen[sentence][at])
        for row, text in enumerate(names):
            text.set_text(pieces[sentence][row] if row < len(pieces[sentence]) else "")
        there = np.arange(len(STRENGTHS)) >= at  # where the strength has not been yet, there is no curve
        update_curves(curves, np.where(there, [every, each[sentence]], np.nan), at)
        return {"share": each[sentence][at], "mean": every[at], "n": n}

    strength = FloatSlider(1.0, min=0.0, max=1.0, step=0.1, description=STRENGTH)
    sentence = Dropdown(options=READ, description=SENTENCE)

    def gives(strength, sentence):
        return shares_say(seen[sentence][STRENGTHS.index(round(strength, 1))], pieces[sentence])

    hands = {"handles": {"strength": curves.dots[1]}, "names": {picture: gives}}
    return film(fig, update, caption=PREVIOUS_SAYS, **hands, strength=strength, sentence=sentence)
