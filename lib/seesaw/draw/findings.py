"""A list of tests: what was measured, what it should be, the number found, and a mark: green is well, red is not.

    draw_findings(words, should, ax=...) -> Findings        lays the lines out
    update_findings(findings, numbers, well)                new numbers and marks on the same lines
"""

from typing import NamedTuple

from matplotlib.text import Text

from ..theme import COLOUR, lecture_style

WELL, BAD = "✓", "✗"
SHOULD, FOUND = "should be", "is"
AT_SHOULD, AT_FOUND, AT_MARK = 0.77, 0.9, 0.98


class Findings(NamedTuple):
    """A number and a mark for each line."""

    numbers: list[Text]
    marks: list[Text]


@lecture_style()
def draw_findings(words, should, *, ax, size=14):
    """One line for each of `words` on an empty `ax`; `should` says what is hoped for.  -> Findings"""
    n = len(words)
    ax.set(xlim=(0, 1), ylim=(n - 0.4, -1.4))
    ax.axis("off")
    for x, word in ((AT_SHOULD, SHOULD), (AT_FOUND, FOUND)):
        ax.text(x, -0.95, word, ha="center", va="center", size=13, color=COLOUR["muted"])
    for row, (line, hoped) in enumerate(zip(words, should, strict=True)):
        ax.text(0, row, line, va="center", size=size)
        ax.text(AT_SHOULD, row, hoped, ha="center", va="center", size=size)
    numbers = [ax.text(AT_FOUND, row, "", ha="center", va="center", size=size, weight="bold") for row in range(n)]
    marks = [ax.text(AT_MARK, row, "", ha="center", va="center", size=17, weight="bold") for row in range(n)]
    return Findings(numbers, marks)


def update_findings(findings, numbers, well):
    """numbers : n texts    well : (n,) True or False"""
    for number, mark, told, is_well in zip(findings.numbers, findings.marks, numbers, well, strict=True):
        hue = COLOUR["right" if is_well else "wrong"]
        number.set(text=told, color=hue)
        mark.set(text=WELL if is_well else BAD, color=hue)
    return findings
