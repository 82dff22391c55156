"""The sense meter, which more than one lecture reads: what the nine nearest saws say of a saw, as a sentence grows.

sentence --own_saws--> its saws at each layer --the nine nearest of our sixty--> votes for the tool, 0 to 9
"""

import re

import numpy as np

from seesaw.material import geometry as g
from seesaw.material.saws import WORD, own_saws, words_of
from seesaw.words import columns, filled, say

READ_AS = say("saw {number} is read as {sense} ({votes} of its {voters} nearest)")
NO_SAW_YET = say("After '{text}' there is no saw yet.")
GROWING_SAYS = say("After '{text}', {readings}.")
NO_TEXT = say("Type a sentence that has the word saw in it.")
NO_SAW = say("There is no saw in this sentence.")
UNKNOWN = say("This BERT knows English only: it reads {count} of the {whole} pieces as [UNK], and no saw among them.")
TOO_LONG = say(
    "Give a sentence of at most {most} words and marks, {letters} letters in all; this one has {count} and {wide}."
)
MOST_WORDS, MOST_LETTERS, SEESAWS = 12, 50, 4  # what a picture of a growing sentence has room for
SPLIT = say("This BERT reads {word} as {pieces}, so the whole word saw is not in this sentence.")
IN_PIECES = re.compile(r"\S+(?: ##\S+)+")  # a word of more than one piece, among pieces with blanks between


def senses_of(tools):
    """What most of the nearest say.  tools : votes for the tool, (S,)  ->  S senses, (S,) votes that agree"""
    senses = np.where(tools > g.VOTERS / 2, "tool", "seeing")
    return senses, np.maximum(tools, g.VOTERS - tools)


def votes_by_layer(own, saws):
    """How many of the nearest of each saw are tools, at each layer.  (L + 1, S)"""
    votes = [g.tool_votes(*layer, saws.is_tool) for layer in zip(own.hidden, saws.hidden, strict=True)]
    return np.reshape(votes, (len(votes), -1))


def votes_as_it_grows(words, reader, saws):
    """Votes after the last layer, when 1, 2, ... all of `words` were read, and BERT saw no more.  -> arrays (S,)"""
    return [votes_by_layer(own_saws(reader, so_far(words, n)), saws)[-1] for n in range(1, len(words) + 1)]


def votes_of_typed(text, model):
    """The same of a sentence that somebody typed.  model : () -> (reader, our sixty saws), asked for if it has room

    ValueError: more words than the picture has room for, or no saw, and why.
    """
    words = words_of(text)
    wide = columns(" ".join(words))
    if len(words) > MOST_WORDS or wide > MOST_LETTERS:
        raise ValueError(filled(TOO_LONG, most=MOST_WORDS, letters=MOST_LETTERS, count=len(words), wide=wide))
    reader, saws = model()
    own = own_saws(reader, text)
    if not own.places:
        raise ValueError(why_no_saw(own, text))
    return votes_as_it_grows(words, reader, saws)


def so_far(words, n):
    """The first n words as they are written: no space before a mark."""
    return re.sub(r" (?=[.,;:!?])", "", " ".join(words[:n]))


def readings(tools, names):
    """What each saw is read as.  tools : votes for the tool, (S,)    names : of the senses  -> sentences"""
    rows = enumerate(zip(*senses_of(tools), strict=True), start=1)
    return [filled(READ_AS, number=n, sense=names[s], votes=v, voters=g.VOTERS) for n, (s, v) in rows]


def why_no_saw(own, text):
    """Why BERT finds no saw in `text`, in one sentence.  own : `own_saws` of it, with no place"""
    if not text.strip():
        return NO_TEXT
    for spelled in IN_PIECES.findall(" ".join(own.pieces)):
        word = spelled.replace(" ##", "")
        if WORD in word:
            return filled(SPLIT, word=word, pieces=spelled)
    unknown = own.pieces.count("[UNK]")
    return filled(UNKNOWN, count=unknown, whole=len(own.pieces) - 2) if unknown else NO_SAW
