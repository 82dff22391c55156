"""Our own sentences around one word: *saw* as seeing, *saw* as the tool, and the ones that are hard.

`SEEING` and `TOOL` hold thirty sentences each, with exactly one *saw* in each of them, so the two senses are balanced.
They vary in tense, in length (4 to 14 words) and in where *saw* stands: first, in the middle, last.
The sense is that of a careful reader; no model was asked when they were written.

They stand on a page, `sentences.md`, which is read here.
`TO_CUT` and `HARD` stay out of every map and every count: they are read, one by one, with the map made of the others.
"""

from pathlib import Path
from typing import NamedTuple


class SawSentence(NamedTuple):
    """A sentence and the sense of each of its saws, in order: "seeing", "tool", or "cutting" (the verb *to saw*)."""

    text: str
    senses: tuple[str, ...]


def read(beside):
    """The sentences on the page `sentences.md` beside the module file `beside`.  -> {heading: sentences}

    Under `## hard` each sentence ends with the senses of its saws, and becomes a SawSentence.
    """
    page = Path(beside).with_suffix(".md").read_text(encoding="utf-8")
    found = {}
    for section in page.split("\n## ")[1:]:
        heading, *lines = section.splitlines()
        found[heading] = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
    found["hard"] = tuple(SawSentence(*_senses(line)) for line in found["hard"])
    return found


def _senses(line):
    """'I saw the saw. (seeing, tool)' -> the sentence, ('seeing', 'tool')"""
    text, _, senses = line.rpartition(" (")
    return text, tuple(senses.removesuffix(")").split(", "))


SEEING, TOOL, TO_CUT, HARD = read(__file__).values()
