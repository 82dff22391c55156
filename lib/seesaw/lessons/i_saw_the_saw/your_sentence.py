"""Notebook 02, points 5 and 6: a sentence of your own, and the sentences that are hard.

    your_saw_view    5  type a sentence and find your saw among the sixty
    hard_view        6  how each saw of a hard sentence is read, layer by layer
    growing_view     6  the sense meter, as a sentence grows word by word

The film of point 5 is drawn anew by the kernel for each sentence typed; whatever is typed, `update` draws a picture.
"""

import textwrap
from functools import lru_cache

import numpy as np
from ipywidgets import Dropdown, IntSlider, Text

from seesaw.draw.maps import draw_map, draw_own, update_map, update_own
from seesaw.draw.readings import draw_readings, draw_seesaws, update_readings, update_seesaws
from seesaw.draw.reports import draw_verdicts, update_verdicts
from seesaw.draw.senses import SENSE
from seesaw.draw.sentences import draw_words, update_words
from seesaw.film import film
from seesaw.lessons.i_saw_the_saw.one_sentence import SENTENCE
from seesaw.material import geometry as g
from seesaw.material.saws import WORD, own_saws, words_of
from seesaw.material.sentences import HARD, TO_CUT, SawSentence
from seesaw.theme import INK, figure

# ---- 5. your own saw

MOST = 5  # stars on the map
NO_TEXT = "Type a sentence that has the word saw in it."
NO_SAW = "There is no saw in this sentence, so there is nothing to put on the map."
UNKNOWN = "This BERT knows English only: it reads {count} of the {whole} pieces as [UNK], and no saw among them."
SPLIT = "This BERT reads {word} as {pieces}, so the whole word saw is not in this sentence."
TOO_MANY = "It has {count} saws; the first {most} are on the map."
VOTE = "{votes} of {voters} nearest"
READ_AS = "saw {n} is read as {sense} ({votes} of its {voters} nearest)"
YOURS_SAY = "Layer {layer}: {said}."
WITH_NOTE = "{said} {note}"


def your_saw_view(saws, reader):
    """Film: a sentence of your own on the map of our sixty, layer by layer.  Any text will do, also one without saw."""
    planes = g.planes_in_a_row(saws.hidden)
    points = [plane.place(step) for plane, step in zip(planes, saws.hidden, strict=True)]
    fig, (ax, side) = figure(9.5, 5.2, ncols=2, width_ratios=[1.2, 1])
    artists, stars = draw_map(ax=ax, faint=True), draw_own(MOST, ax=ax)
    verdicts = draw_verdicts(MOST, ax=side)

    @lru_cache(maxsize=2)
    def read(sentence):
        own = own_saws(reader, sentence)
        votes = [g.tool_votes(*pair, saws.is_tool) for pair in zip(own.hidden, saws.hidden, strict=True)]
        return own, np.array(votes).reshape(len(planes), -1), note_on(own, sentence)

    def update(sentence, layer):
        own, tools, note = read(sentence)
        ways = np.array([plane.place(step) for plane, step in zip(planes, own.hidden, strict=True)])  # (L + 1, saws, 2)
        update_map(artists, points[layer], saws.is_tool)
        update_own(stars, ways[: layer + 1, :MOST].swapaxes(0, 1))
        senses, agree = senses_of(tools[layer, :MOST])
        votes = [VOTE.format(votes=n, voters=g.VOTERS) for n in agree]
        update_verdicts(verdicts, _shown(sentence), senses, votes, textwrap.fill(note, 38))

    def caption(sentence, layer):
        _, tools, note = read(sentence)
        return _told(layer, tools[layer], note)

    return film(fig, update, caption=caption, sentence=Text(SENTENCE), layer=IntSlider(6, min=0, max=len(planes) - 1))


def senses_of(tools):
    """What most of the nearest say.  tools : votes for the tool, (S,)  ->  S senses, (S,) votes that agree"""
    senses = np.where(tools > g.VOTERS / 2, "tool", "seeing")
    return senses, np.maximum(tools, g.VOTERS - tools)


def note_on(own, text):
    """"" where all is plain, else one sentence: why there is no saw to draw, or what was left out."""
    if not text.strip():
        return NO_TEXT
    if own.places:
        many = TOO_MANY.format(count=len(own.places), most=MOST) if len(own.places) > MOST else ""
        return " ".join(filter(None, (many, own.note)))
    for word in _words_of_pieces(own.pieces):
        if len(word) > 1 and "saw" in "".join(piece.removeprefix("##") for piece in word):
            return SPLIT.format(word="".join(piece.removeprefix("##") for piece in word), pieces=" ".join(word))
    unknown = own.pieces.count("[UNK]")
    return UNKNOWN.format(count=unknown, whole=len(own.pieces) - 2) if unknown else NO_SAW


def _words_of_pieces(pieces):
    """Pieces in groups, one a word: sees ##aw -> [["sees", "##aw"]]."""
    words = []
    for piece in pieces:
        if piece.startswith("##") and words:
            words[-1].append(piece)
        else:
            words.append([piece])
    return words


def _shown(sentence):
    """The sentence in at most four short lines."""
    lines = textwrap.wrap(sentence.strip(), 30, max_lines=4, placeholder=" …")
    return "\n".join(lines)


def _told(layer, tools, note):
    senses, agree = senses_of(tools[:MOST])
    said = ", ".join(
        READ_AS.format(n=n + 1, sense=sense, votes=votes, voters=g.VOTERS)
        for n, (sense, votes) in enumerate(zip(senses, agree, strict=True))
    )
    if not said:
        return note
    said = YOURS_SAY.format(layer=layer, said=said)
    return WITH_NOTE.format(said=said, note=note) if note else said


# ---- 6. hard sentences

HARD_ONES = (*HARD, *(SawSentence(text, ("cutting",)) for text in TO_CUT if text not in {s.text for s in HARD}))
HARD_SAYS = "{text} After the last layer {said}."
MEANS, READS = "means", "read as, after layer … (votes of {voters})"
MEANS_READ = "saw {n}, which means {means}, is read as {read}"


def hard_view(saws, reader):
    """Film: each saw of a hard sentence, what it means and what it is read as after each layer."""
    own = {s.text: own_saws(reader, s.text) for s in HARD_ONES}
    tools = {
        text: np.array([g.tool_votes(*pair, saws.is_tool) for pair in zip(one.hidden, saws.hidden, strict=True)])
        for text, one in own.items()
    }  # each (L + 1, S)
    means = {s.text: s.senses for s in HARD_ONES}
    line = {s.text: words_of(reader, s.text) for s in HARD_ONES}
    rows = max(map(len, means.values()))
    fig, (top, ax) = figure(9.0, 4.9, nrows=2, height_ratios=[1, 5])
    words = draw_words(12, ax=top)
    artists = draw_readings(rows, len(saws.hidden), MEANS, READS.format(voters=g.VOTERS), ax=ax)

    def update(sentence):
        update_words(words, line[sentence], _in_colours(line[sentence], means[sentence]))
        update_readings(artists, means[sentence], *senses_of(tools[sentence]))

    def caption(sentence):
        reads = senses_of(tools[sentence][-1])[0]
        pairs = enumerate(zip(means[sentence], reads, strict=True))
        told = [MEANS_READ.format(n=n + 1, means=means, read=read) for n, (means, read) in pairs]
        return HARD_SAYS.format(text=sentence, said=", ".join(told))

    sentences = Dropdown(options=list(means), value=HARD[5].text)
    return film(fig, update, caption=caption, sentence=sentences)


def _in_colours(words, means):
    """The colour of each word: each saw in the colour of what it means, the rest in ink."""
    colours, senses = [INK] * len(words), iter(means)
    for nth, word in enumerate(words):
        if word.lower() == WORD:
            colours[nth] = SENSE[next(senses)].colour
    return colours


# ---- 6, again: word by word

NOT_YET = "After {text!r} there is no saw yet."
GROWING_SAYS = "After {text!r}, {said}."


def growing_view(saws, reader):
    """Film: the sense meter of each saw while the sentence is read one word at a time; BERT sees no word to come."""
    line = {s.text: words_of(reader, s.text) for s in HARD}
    longest, most = max(map(len, line.values())), max(len(s.senses) for s in HARD)
    means = {s.text: s.senses for s in HARD}
    tools = {
        (text, n): _last_votes(saws, reader, so_far(words, n))
        for text, words in line.items()
        for n in range(1, len(words) + 1)
    }
    fig, (top, ax) = figure(10.0, 4.0, nrows=2, height_ratios=[1, 3.6])
    words, seesaws = draw_words(longest, ax=top), draw_seesaws(most, ax=ax)

    def update(words_read, sentence):
        n = min(words_read, len(line[sentence]))
        colours = _in_colours(line[sentence], means[sentence])
        update_words(words, line[sentence], [c if at < n else None for at, c in enumerate(colours)])
        update_seesaws(seesaws, tools[sentence, n], g.VOTERS)

    def caption(words_read, sentence):
        n = min(words_read, len(line[sentence]))
        said = ", ".join(
            READ_AS.format(n=nth + 1, sense=sense, votes=votes, voters=g.VOTERS)
            for nth, (sense, votes) in enumerate(zip(*senses_of(tools[sentence, n]), strict=True))
        )
        read = so_far(line[sentence], n)
        return GROWING_SAYS.format(text=read, said=said) if said else NOT_YET.format(text=read)

    return film(fig, update, caption=caption,
                words_read=IntSlider(4, min=1, max=longest, description="words read"),
                sentence=Dropdown(options=list(line), value=HARD[2].text))  # fmt: skip


def so_far(words, n):
    """The first n words as they are written: no space before a full stop."""
    return " ".join(words[:n]).replace(" .", ".")


def _last_votes(saws, reader, text):
    """How many of the nearest of each saw are tools, after the last layer.  (S,)"""
    return g.tool_votes(own_saws(reader, text).hidden[-1], saws.hidden[-1], saws.is_tool)
