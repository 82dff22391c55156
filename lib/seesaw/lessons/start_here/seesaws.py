"""Notebook 00, its first film: a seesaw of votes that tips as a sentence is read, word by word.

    the first words of a sentence --BERT--> its saws --their nine nearest of our sixty--> so many see, so many are tools

What the model said of the six examples is kept in recorded.json, so that the notebook opens at once and plays without
the model too; `votes_of_examples` makes it anew, and a test compares.  Only a sentence of one's own needs the model.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
from ipywidgets import Play, Text, ToggleButtons

from seesaw.draw.readings import draw_seesaws, update_seesaws
from seesaw.draw.senses import SENSE, SENSE_NAMES
from seesaw.draw.sentences import draw_words, update_words
from seesaw.film import film
from seesaw.material import geometry as g
from seesaw.material import reader as door
from seesaw.material.meter import (
    GROWING_SAYS,
    MOST_WORDS,
    NO_SAW_YET,
    SEESAWS,
    readings,
    senses_of,
    so_far,
    votes_as_it_grows,
    votes_of_typed,
)
from seesaw.material.saws import WORD, read_saws, words_of
from seesaw.model import ModelError, fetch
from seesaw.theme import INK, figure, lecture_style
from seesaw.words import listed, say

EXAMPLES = (
    "The old man saw the rusty saw.",
    "I saw the saw.",
    "The saw saw him yesterday.",
    "The saw he saw was mine.",
    "The last thing he saw was a saw.",
    "I saw a saw saw a saw.",
)
RECORDED = json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
START, TICK = 4, 700  # words read, milliseconds

READ, CHOOSE, OWN = say(("words read", "sentence", "your own"))
NO_MODEL = say(
    "The model is not on this computer: the six sentences play what it said of them, and for one of your own run "
    "`seesaw fetch` once in a terminal."
)


def votes_of_examples(reader):
    """What recorded.json holds: {sentence: for 1, 2, ... words read the votes for the tool of each saw}."""
    saws = read_saws(reader)
    votes = {text: votes_as_it_grows(words_of(text), reader, saws) for text in EXAMPLES}
    return {text: [[int(vote) for vote in now] for now in grown] for text, grown in votes.items()}


@cache
def _model():
    """The reader and our sixty saws, opened when a sentence is typed.  ModelError: no model"""
    try:
        reader = door.load()
    except ModelError as error:
        raise ModelError(NO_MODEL) from error
    return reader, read_saws(reader)


@cache
def votes_of(text):
    """Votes for the tool of each saw of a typed sentence, for 1, 2, ... words read.

    ValueError: more words than there is room for, or no saw, and why.  ModelError: no model, and how to fetch it.
    """
    return votes_of_typed(text, _model)


@lecture_style()
def seesaw_view():
    """A sentence is read word by word, and its saws tip: seeing on the left, the tool on the right.  -> Film"""
    if not _model_is_here():
        print(NO_MODEL)
    fig, (top, ax) = figure(10.0, 3.7, nrows=2, height_ratios=[1, 3.4])
    line, seesaws = draw_words(MOST_WORDS, ax=top), draw_seesaws(SEESAWS, ax=ax)

    def update(words_read, sentence, your_own):
        text = your_own.strip() or sentence
        words, votes = words_of(text), RECORDED[text] if text in RECORDED else votes_of(text)
        n = min(words_read, len(words))
        now = np.array(votes[n - 1])
        update_words(line, words, _in_colours(words, n, now))
        update_seesaws(seesaws, now[:SEESAWS], g.VOTERS)
        said = {"text": so_far(words, n), "readings": listed(readings(now, SENSE_NAMES))}
        return {"caption": GROWING_SAYS if len(now) else NO_SAW_YET, **said}

    read = Play(START, min=1, max=MOST_WORDS, interval=TICK, description=READ)
    examples, own = ToggleButtons(options=EXAMPLES, description=CHOOSE), Text("", description=OWN)
    examples.observe(lambda _: setattr(own, "value", ""), "value")  # whoever takes an example is done with his own
    return film(fig, update, handles={"words_read": line.texts}, words_read=read, sentence=examples, your_own=own)


def _model_is_here():
    try:
        return bool(fetch.find())
    except ModelError:
        return False


def _in_colours(words, n, now):
    """The colour of each word: what is not read yet is faint, a saw is in the colour of what it is read as."""
    senses = iter(senses_of(now)[0])
    colours = [SENSE[next(senses, "cutting")].colour if word.lower() == WORD else INK for word in words[:n]]
    return colours + [None] * (len(words) - n)
