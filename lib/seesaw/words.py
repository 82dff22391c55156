"""The one door for words: what a student reads, in the language of the notebook.

    LABEL = say("loudness")         English as written, or the language that was chosen
    speak(language)                 choose one, before any lecture is imported

English is the source and stands where it is read.  A template keeps its named fields in every language, so what fills
it in (`filled`) need not know which one it is; what differs in how languages list, quote, count and wrap is asked for
here: `listed`, `joined`, `quoted`, `large`, `wrapped`, `columns`.
"""

import re
import string
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real

ROOMS = tuple(f"seesaw.{room}" for room in ("theme", "film", "draw", "exercise", "lessons", "material"))
TOO_LATE = (
    "seesaw: the lectures were imported already, in {old!r}; restart the kernel, and choose {new!r} before anything "
    "else."
)
NOT_FILLED = "can't fill the template {template!r}: {reason}."
NO_FIELD = "it names {{{field}}}, and there is {fields}"
NO_NAME = "its field {{{field}}} has no name; name it, as one of {fields}"
MINUS_NOTHING = re.compile(r"\s*-[0.,]+(e[+-]00)?%?\s*")  # a number that was rounded to zero from below


@dataclass(frozen=True)
class Language:
    """How one language says things.

    said : a text -> the same in this language; it is asked once for each text, when a lecture is imported
    comma : between the items of a list    quotes : around a word that is spoken of    joined : between two sentences
    powers : (number, template with {number}) from the largest down, for `large`
    family, fonts : the font, and its files, of what Matplotlib's own font has not; "" if there is none
    """

    name: str = "en"
    said: Callable[[str], str] = str
    comma: str = ", "
    quotes: str = "'{word}'"
    joined: str = " "
    powers: tuple = ((1e12, "{number} trillion"), (1e9, "{number} billion"), (1e6, "{number} million"))
    family: str = ""
    fonts: tuple = ()


language = Language()


def speak(new):
    """From here on everything is said in `new`, a Language.  RuntimeError once lectures were imported in another."""
    global language
    if new == language:
        return
    if any(name.startswith(ROOMS) for name in sys.modules):
        raise RuntimeError(TOO_LATE.format(old=language.name, new=new.name))
    language = new


def lang():
    """The name of the language, as an HTML page writes it: en, zh-TW.  A browser chooses its glyphs by it."""
    return language.name


def say(words):
    """`words` in the language of the notebook: a text, or a tuple, list or dict of texts (the keys of a dict stay)."""
    if isinstance(words, str):
        return language.said(words)
    if isinstance(words, dict):
        return {key: say(text) for key, text in words.items()}
    return type(words)(map(say, words)) if isinstance(words, (tuple, list)) else words


def filled(template, /, **fields):
    """A template with its named fields filled in, `filled("{share:.2f} goes to '{word}'", share=0.5, word="saw")`.

    fields : numbers, each written as its format spec says (:.2f, :,d, :.0%), and words; more than it names may be given
    A number that rounds to zero has no minus sign: -0.001 in {x:.2f} is 0.00, not -0.00.  Two braces give one: {{ }}.
    ValueError, one sentence with the template in it: for a field of no such name (it lists those there are) or of no
    name ({} or {0}: another language may turn the order round), a spec that does not suit its value, a brace alone.
    """
    try:
        return _FILLER.vformat(template, (), fields)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(NOT_FILLED.format(template=template, reason=str(error).rstrip("."))) from error


class _Filler(string.Formatter):
    """`str.format` with named fields only, and no minus sign before nothing."""

    def get_value(self, key, args, fields):
        if key in fields:
            return fields[key]
        wrong = NO_NAME if isinstance(key, int) else NO_FIELD
        raise ValueError(wrong.format(field=key, fields=", ".join(fields) or "none"))

    def format_field(self, value, spec):
        text = super().format_field(value, spec)
        if isinstance(value, Real) and MINUS_NOTHING.fullmatch(text):
            return super().format_field(0.0, spec)
        return text


_FILLER = _Filler()


def listed(items):
    """'a, b, c', as this language writes a list.  items : texts or numbers"""
    return language.comma.join(map(str, items))


def joined(sentences):
    """Sentences one after the other, empty ones left out."""
    return language.joined.join(filter(None, sentences))


def quoted(word):
    """A word that is spoken of, in the quotation marks of this language."""
    return language.quotes.format(word=word)


def large(number, form="{:.3g}"):
    """A number as one says it: 1.5 million.  Below a million all digits, with commas.

    form : how it is rounded, as a part of the English power; so every language says the same amount, 22.7 million and
           2,270 萬
    """
    for power, _ in Language().powers:
        if number >= power:
            text = form.format(number / power)
            said = float(text) * power
            here, template = next(each for each in language.powers if said >= each[0])
            return template.format(number=text if here == power else f"{said / here:,.6g}")
    return f"{number:,.0f}"


def columns(text):
    """How wide a text is, in columns of a half-width letter: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text, width):
    """`text` in lines of at most `width` columns: broken at spaces, and anywhere between two wide characters."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line.strip() and columns((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return "\n".join([*lines, line.rstrip()])


def _pieces(text):
    """What must stay together: a word with the space after it, or one wide character with the marks around it."""
    piece = ""
    for letter in text:
        if piece and _may_part(piece[-1], letter):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _may_part(before, letter):
    """Whether a line may end between these two: after a space; beside a wide character, but never before a closing
    mark nor after an opening one.
    """
    if before == " " or _opens(before):
        return before == " " != letter
    if columns(letter) == 2:
        return _opens(letter) or unicodedata.category(letter)[0] != "P"
    return columns(before) == 2 and letter.isalnum()


def _opens(letter):
    return unicodedata.category(letter) in ("Ps", "Pi")
