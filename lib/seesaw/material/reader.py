"""The model that the lectures read with, and what they need of it: said once, here.

    SEESAW_MODEL, or the model that was fetched --load--> a reader that every cell of every lecture can use

A lecture points at layer 5, head 6, at place 512 and at the saws of our sentences.  A BERT that has no such layer, or
reads *saw* as two pieces, can't be shown there: it is named in one sentence, and the fetched model read instead.
"""

from seesaw import model
from seesaw.material.saws import words_of
from seesaw.material.sentences import HARD, SEEING, TO_CUT, TOOL
from seesaw.model import ModelError, fetch
from seesaw.words import filled, joined, listed, quoted, say

LAYERS, HEADS, POSITIONS = 6, 12, 512  # at least
WHOLE = "I saw the saw.", "blade knife axe hammer"  # each word is one piece: their rows are pointed at

SIZE = say(
    "The model in {folder} is {layers} layers x {heads} heads with {positions} positions, and the lectures need at "
    "least {LAYERS} x {HEADS} and {POSITIONS}."
)
NO_POOLER = say("The model in {folder} has no pooler, and the lectures need one.")
CASED = say(
    "The model in {folder} is cased ('Saw' and 'saw' are two words to it), and the lectures need an uncased one."
)
VOCABULARY = say(
    "The model in {folder} knows other words: it reads {text} as {pieces}, and the lectures need an English vocabulary "
    "in which each word of {whole} is whole."
)
READ_INSTEAD = say("So the lectures read the fetched model instead.")
NONE_INSTEAD = say("Run `seesaw fetch` once, and the lectures read that model instead.")


def load():
    """The reader of the lectures: the checkpoint that SEESAW_MODEL names if it fits, else the model that was fetched.

    Where it does not fit, one sentence is printed that says so.  ModelError: no model at all.
    """
    reader = model.load()
    wrong = misfit(reader)
    if not wrong:
        return reader
    instead, says = substitute()
    if instead is None:
        raise ModelError(joined([wrong, says]))
    print(joined([wrong, says]))
    return instead


def substitute():
    """What is read instead of a model that does not fit.  -> (reader or None, the sentence that says so)"""
    try:
        return model.load(fetch.fetched()), READ_INSTEAD
    except ModelError:
        return None, NONE_INSTEAD


def misfit(reader):
    """Why the lectures can't use this reader, in one sentence; "" where they can."""
    config, folder = reader.config, reader.folder
    has = {"layers": config.n_layers, "heads": config.n_heads, "positions": config.n_positions}
    needs = {"LAYERS": LAYERS, "HEADS": HEADS, "POSITIONS": POSITIONS}
    if any(number < least for number, least in zip(has.values(), needs.values(), strict=True)):
        return filled(SIZE, folder=folder, **has, **needs)
    if reader.bert.W_pool is None:
        return filled(NO_POOLER, folder=folder)
    if reader.tokens("Saw").pieces != reader.tokens("saw").pieces:
        return filled(CASED, folder=folder)
    whole = listed(map(quoted, WHOLE))
    for text in (*WHOLE, *SEEING, *TOOL, *TO_CUT, *(sentence.text for sentence in HARD)):
        pieces = reader.tokens(text).pieces
        split = text in WHOLE and len(pieces) > len(words_of(text)) + 2
        if split or "[UNK]" in pieces:
            return filled(VOCABULARY, folder=folder, text=quoted(text), pieces=listed(pieces[1:-1]), whole=whole)
    return ""
