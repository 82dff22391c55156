"""The deck of a lecture: the words of its cards and verdicts, one Markdown page that a teacher edits without Python.

    ## question heads       the question; `- option` with its reply indented below, `- [x] option` where it is right
    ## hints split          a list, from the first hint to the last
    ## answer split         a block of code, dealt closed inside the last hint of that name
    ## verdicts split       `- name: sentence`; its fields, such as {want:.2f}, are filled in by the check
    ## names bugs           a list of names to choose from

`deck.md` stands beside its lecture, and `deck.zh-TW.md` beside it is read where that language was chosen; there a
comment after a heading is the mark of the English that the section says (tests/translate.py).
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from seesaw import words
from seesaw.exercise import cards
from seesaw.words import say

SHUFFLE = 4  # with another number every card is dealt in another order
NO_CARD = "{kind}: got {name!r}, and there is none of that name; write one of {names}."
NO_SECTION = "deck: {page} has a section {heading!r}; write ## and then one of {kinds}, and a name."


class Option(NamedTuple):
    """One answer to a question, and what is said to whoever chose it."""

    text: str
    reply: str
    right: bool


class Question(NamedTuple):
    """A question to answer before the next cell runs; its options in the order in which they are seen."""

    text: str
    options: tuple[Option, ...]


class Deck(NamedTuple):
    """What a page says, each by its name."""

    questions: dict[str, Question]
    hints: dict[str, tuple[str, ...]]
    answers: dict[str, str]  # Python source
    verdicts: dict[str, dict[str, str]]  # exercise -> {name: sentence}
    names: dict[str, tuple[str, ...]]

    def cards(self):
        """-> the functions (question, hints) of a lecture, each of a name; ValueError where there is none."""

        def question(name):
            """The card of the question `name`: choose before you run the next cell."""
            asked = _named("question", self.questions, name)
            right = next((option.text for option in asked.options if option.right), None)
            return cards.predict(asked.text, {option.text: option.reply for option in asked.options}, right)

        def hints(name):
            """Graded hints for the exercise `name`, and behind the last of them one way to solve it."""
            return cards.hint(*_named("hints", self.hints, name), code=self.answers.get(name))

        return question, hints


def deck(beside):
    """The deck that stands in the folder of the module file `beside`, in the language of the notebook.  -> Deck

    ValueError where a section is none of those above.
    """
    folder = Path(beside).parent
    translated = folder / f"deck.{words.language.name}.md"
    return read(translated if translated.exists() else folder / "deck.md")


def read(page):
    """The deck of the Markdown file `page`.  -> Deck"""
    found = Deck({}, {}, {}, {}, {})
    kinds = dict(zip(("question", "hints", "answer", "verdicts", "names"), found, strict=True))
    for section in re.split(r"^## ", Path(page).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        kind, _, name = heading.partition("<!--")[0].strip().partition(" ")
        if kind not in kinds or not name:
            raise ValueError(NO_SECTION.format(page=page.name, heading=heading.strip(), kinds=", ".join(kinds)))
        kinds[kind][name] = READ[kind](body, name)
    return found


def _items(body, _=""):
    """The items of a list; lines that go on are joined."""
    return tuple(say(_line(item)) for item in _split(body)[1:])


def _question(body, name):
    """Options change places once, by the question's name alone: so no place is the right one, in any language."""
    question, *items = _split(body)
    options = []
    for item in items:
        option, _, reply = item.partition("\n")
        right = option.startswith("[x] ")
        options.append(Option(say(_line(option.removeprefix("[x] "))), say(_line(reply)), right))
    places = sorted(range(len(options)), key=lambda place: sha256(f"{SHUFFLE} {name} {place}".encode()).digest())
    return Question(say(_line(question)), tuple(options[place] for place in places))


def _verdicts(body, _):
    return {name: say(sentence) for name, sentence in (_line(item).split(": ", 1) for item in _split(body)[1:])}


def _code(body, _):
    return re.search(r"```python\n(.*?)```", body, flags=re.DOTALL)[1]


def _split(body):
    return re.split(r"^- ", body, flags=re.MULTILINE)


def _line(text):
    return " ".join(text.split())


def _named(kind, cards_of_kind, name):
    if name not in cards_of_kind:
        raise ValueError(NO_CARD.format(kind=kind, name=name, names=", ".join(map(repr, cards_of_kind))))
    return cards_of_kind[name]


READ = {"question": _question, "hints": _items, "answer": _code, "verdicts": _verdicts, "names": _items}
