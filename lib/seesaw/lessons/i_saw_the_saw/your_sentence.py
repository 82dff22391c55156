"""Notebook 02, points 5 and 6: a sentence of your own, and the sentences that are hard.

    your_saw_view    5  type a sentence and find your saw among the sixty
    hard_view        6  how each saw of a hard sentence is read, layer by layer
    growing_view     6  the sense meter, as a sentence grows word by word

The film of point 5 is drawn anew by the kernel for each sentence typed; whatever is typed, `update` draws a picture.
"""

import re
from functools import lru_cache

import numpy as np
from ipywidgets import Dropdown, Play, Text, ToggleButtons

from seesaw.draw.maps import draw_map, draw_own, update_map, update_own
from seesaw.draw.readings import draw_readings, draw_seesaws, update_readings, update_seesaws
from seesaw.draw.reports import draw_verdicts, update_verdicts
from seesaw.draw.senses import SENSE, SENSE_NAMES
from seesaw.draw.sentences import draw_words, update_words
from seesaw.film import film
from seesaw.lessons.i_saw_the_saw.many_sentences import names_of
from seesaw.lessons.i_saw_the_saw.one_sentence import CHOOSE, LAYER, SENTENCE, TICK
from seesaw.material import geometry as g
from seesaw.material.meter import (
    GROWING_SAYS,
    MOST_WORDS,
    NO_SAW_YET,
    SEESAWS,
    readings,
    senses_of,
    so_far,
    votes_by_layer,
    votes_of_typed,
    why_no_saw,
)
from seesaw.material.saws import WORD, own_saws, words_of
from seesaw.material.sentences import HARD, TO_CUT, SawSentence
from seesaw.theme import INK, figure
from seesaw.words import filled, joined, listed, say, wrapped


def _readings(tools):
    """What each saw is read as, as a list.  tools : votes for the tool, (S,)"""
    return listed(readings(tools, SENSE_NAMES))


# ---- 5. your own saw

MOST = 5  # stars on the map
WIDE, LINES, NOTE_WIDE = 30, 4, 38  # columns and lines of what stands beside it
LONG = re.compile(rf"([!-\u10ff]{{{WIDE - 2}}})(?=[!-\u10ff])")  # the beginning of a narrow word that fills a line
TOO_MANY = say("It has {count} saws; the first {most} are on the map.")
CUT = say(
    "{kept} of {whole} pieces read: the text is longer than this BERT's {kept} positions, so its end was left out."
)
VOTE = say("{votes} of {voters} nearest")
YOURS_SAY = say("Layer {layer}: {readings}.")
SAID = "{said}"  # whole sentences


def your_saw_view(saws, reader):
    """Film: a sentence of your own on the map of our sixty, layer by layer.  Any text will do, also one without saw."""
    planes = g.planes_in_a_row(saws.hidden)
    points = [plane.place(step) for plane, step in zip(planes, saws.hidden, strict=True)]
    fig, (ax, side) = figure(9.5, 4.7, ncols=2, width_ratios=[1.2, 1])
    artists, stars = draw_map(ax=ax, faint=True), draw_own(MOST, ax=ax)
    verdicts = draw_verdicts(MOST, ax=side)

    @lru_cache(maxsize=2)
    def read(sentence):
        own = own_saws(reader, sentence)
        ways = np.array([plane.place(step[:MOST]) for plane, step in zip(planes, own.hidden, strict=True)])
        return votes_by_layer(own, saws)[:, :MOST], ways, note_on(own, sentence)  # ways : (L + 1, saws, 2)

    def update(sentence, layer):
        tools, ways, note = read(sentence)
        senses, agree = senses_of(tools[layer])
        votes = [filled(VOTE, votes=n, voters=g.VOTERS) for n in agree]
        update_map(artists, points[layer], saws.is_tool)
        update_own(stars, ways[: layer + 1].swapaxes(0, 1))
        update_verdicts(verdicts, _shown(sentence), senses, votes, _in_lines(note, NOTE_WIDE))
        said = filled(YOURS_SAY, layer=layer, readings=_readings(tools[layer])) if len(agree) else ""
        return {"said": joined([said, note])}

    layer = Play(0, min=0, max=len(planes) - 1, interval=TICK, description=LAYER)
    names = names_of(artists.marks, saws.texts, saws.is_tool)
    return film(fig, update, caption=SAID, names=names, sentence=Text(SENTENCE, description=CHOOSE), layer=layer)


def note_on(own, text):
    """A sentence or two where something is to be said: why there is no saw to draw, or what was left out."""
    pieces = own.pieces
    if not own.places:
        return why_no_saw(own, text)
    many = filled(TOO_MANY, count=len(own.places), most=MOST) if len(own.places) > MOST else ""
    return joined([many, filled(CUT, kept=len(pieces), whole=own.whole) if own.whole > len(pieces) else ""])


def _in_lines(text, width):
    """Lines of at most `width` columns, however long a word that somebody typed."""
    return wrapped(LONG.sub(r"\1 ", text), width)


def _shown(sentence):
    """The sentence in at most four short lines."""
    lines = _in_lines(" ".join(sentence.split()), WIDE).split("\n")
    if len(lines) > LINES:
        lines[LINES - 1 :] = [_in_lines(lines[LINES - 1], WIDE - 2).partition("\n")[0] + " …"]
    return "\n".join(lines)


# ---- 6. hard sentences

HARD_ONES = (*HARD, *(SawSentence(text, ("cutting",)) for text in TO_CUT if text not in {s.text for s in HARD}))
MEANS, READS = say(("means", "read as, after layer … (votes of {voters})"))
HARD_SAYS = say("{sentence} After the last layer: {readings}.")
MEANS_READ = say("saw {number} (which means {means}) is read as {read}")


def hard_view(saws, reader):
    """Film: each saw of a hard sentence, what it means and what it is read as after each layer."""
    tools = {s.text: votes_by_layer(own_saws(reader, s.text), saws) for s in HARD_ONES}  # each (L + 1, S)
    means = {s.text: s.senses for s in HARD_ONES}
    line = {s.text: words_of(s.text) for s in HARD_ONES}
    fig, (top, ax) = figure(9.0, 4.8, nrows=2, height_ratios=[1, 5])
    words = draw_words(12, ax=top)
    rows = max(map(len, means.values()))
    artists = draw_readings(rows, len(saws.hidden), MEANS, filled(READS, voters=g.VOTERS), ax=ax)

    def update(sentence):
        reads, agree = senses_of(tools[sentence])
        update_words(words, line[sentence], _in_colours(line[sentence], means[sentence]))
        update_readings(artists, means[sentence], reads, agree)
        return {"readings": _meant_and_read(means[sentence], reads[-1])}

    sentence = Dropdown(options=list(means), value=HARD[5].text, description=CHOOSE)
    return film(fig, update, caption=HARD_SAYS, sentence=sentence)


def _meant_and_read(means, reads):
    names = [(SENSE_NAMES[meant], SENSE_NAMES[read]) for meant, read in zip(means, reads, strict=True)]
    return listed(filled(MEANS_READ, number=n, means=meant, read=read) for n, (meant, read) in enumerate(names, 1))


def _in_colours(words, means):
    """The colour of each word: each saw in the colour of what it means, the rest in ink."""
    senses = iter(means)
    return [SENSE[next(senses)].colour if word.lower() == WORD else INK for word in words]


# ---- 6, again: word by word

READ, OWN = say(("words read", "your own"))
BUTCHER = SawSentence("The butcher saw a bird.", ("seeing",))
GROWING = (BUTCHER, *HARD[1:4], HARD[5], SawSentence("Saw it, sold it.", ("seeing",)))
BEFORE = 3  # words of it are read at the start: the plank has not tipped yet


def growing_view(saws, reader):
    """Film: the sense meter of each saw while a sentence is read one word at a time; BERT sees no word to come.

    Six sentences, whose saws are in the colour of what they mean, or one that is typed, in that of what it is read as.
    """
    means = {s.text: s.senses for s in GROWING}
    fig, (top, ax) = figure(10.0, 3.6, nrows=2, height_ratios=[1, 3.3])
    line, seesaws = draw_words(MOST_WORDS, ax=top), draw_seesaws(SEESAWS, ax=ax)

    @lru_cache(maxsize=len(GROWING) + 4)
    def votes_of(text):
        return votes_of_typed(text, lambda: (reader, saws))

    def update(words_read, sentence, your_own):
        text = your_own.strip() or sentence
        words, votes = words_of(text), votes_of(text)
        n = min(words_read, len(words))
        now = votes[n - 1]
        colours = _in_colours(words, means.get(text, senses_of(votes[-1])[0]))
        update_words(line, words, [colour if at < n else None for at, colour in enumerate(colours)])
        update_seesaws(seesaws, now[:SEESAWS], g.VOTERS)
        fields = {"text": so_far(words, n), "readings": _readings(now)}
        return {"caption": GROWING_SAYS if len(now) else NO_SAW_YET, **fields}

    words_read = Play(BEFORE, min=1, max=MOST_WORDS, interval=TICK, description=READ)
    sentence, own = ToggleButtons(options=list(means), description=CHOOSE), Text("", description=OWN)
    sentence.observe(lambda _: setattr(own, "value", ""), "value")  # whoever takes one of ours is done with his own
    controls = {"words_read": words_read, "sentence": sentence, "your_own": own}
    return film(fig, update, handles={"words_read": line.texts}, **controls)
