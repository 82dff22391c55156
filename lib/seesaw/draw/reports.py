"""What was measured, in lines of text.

draw_rates, update_rates         formulas with today's numbers put in, one below the other
draw_findings, update_findings   a list of tests, each with a mark: green is well, red is not
draw_report, update_report       a table of words and numbers, one row in colours
draw_verdicts, update_verdicts   a sentence, what each of its saws is read as, and one remark
"""

from typing import NamedTuple

from matplotlib.artist import setp
from matplotlib.lines import Line2D
from matplotlib.text import Text

from ..theme import COLOUR, lecture_style
from ..words import filled, say
from .parts import column, stage, write
from .senses import SENSE, SENSE_NAMES, wear

WELL, BAD = "✓", "✗"
SHOULD, FOUND = say(("should be", "is"))
AT_SHOULD, AT_FOUND, AT_MARK = 0.77, 0.9, 0.98  # of the findings
REPORT_FROM = 0.43  # where the first column of numbers of a report ends
TOP, STEP = 0.68, 0.09  # of the verdicts
VERDICT = say("{sense} · {votes}")


class Rates(NamedTuple):
    """The artists of `draw_rates`, one of each for every formula."""

    numbers: list[Text]
    values: list[Text]


@lecture_style()
def draw_rates(names, formulas, *, ax, colours):
    """A formula for each of `names`, which never changes.  colours : keys of `theme.COLOUR`.  -> Rates"""
    n = len(names)
    stage(ax, (0, 1), (0, n))
    first, second = ([n - nth - down for nth in range(n)] for down in (0.30, 0.68))
    heads = column(ax, 0, first, names, size=17, weight="bold")
    values = column(ax, 0, second, size=17, weight="bold")
    for colour, *texts in zip(colours, heads, values, strict=True):
        setp(texts, color=COLOUR[colour])
    column(ax, 0.36, first, formulas, size=15)
    return Rates(column(ax, 0.36, second, size=15), values)


def update_rates(rates, numbers, values):
    """A word for each formula.  numbers : such as "= 9 / (9 + 3)"    values : such as "0.75" """
    write(rates.numbers, numbers)
    write(rates.values, values)
    return rates


class Findings(NamedTuple):
    """A number and a mark for each line."""

    numbers: list[Text]
    marks: list[Text]


@lecture_style()
def draw_findings(words, should, *, ax, size=14):
    """One line for each of `words` on an empty `ax`; `should` says what is hoped for.  -> Findings"""
    rows = range(len(words))
    stage(ax, (0, 1), (len(words) - 0.4, -1.4))
    for x, word in ((AT_SHOULD, SHOULD), (AT_FOUND, FOUND)):
        ax.text(x, -0.95, word, ha="center", va="center", size=13, color=COLOUR["muted"])
    column(ax, 0, rows, words, size=size)
    column(ax, AT_SHOULD, rows, should, ha="center", size=size)
    numbers = column(ax, AT_FOUND, rows, ha="center", size=size, weight="bold")
    return Findings(numbers, column(ax, AT_MARK, rows, ha="center", size=17, weight="bold"))


def update_findings(findings, numbers, well):
    """numbers : n texts    well : (n,) True or False"""
    write(findings.numbers, numbers)
    for number, mark, is_well in zip(*findings, well, strict=True):
        mark.set_text(WELL if is_well else BAD)
        setp([number, mark], color=COLOUR["right" if is_well else "wrong"])
    return findings


class Report(NamedTuple):
    """The cells of `draw_report`, row by row."""

    cells: list[list[Text]]


@lecture_style()
def draw_report(rows, columns, *, ax, lit, colours, size=13):
    """A table with names for rows and columns on an empty `ax`, its cells empty.  -> Report

    lit : the row that is written in `colours`, keys of `theme.COLOUR`, one for each of its first cells
    """
    n = len(rows)
    stage(ax, (0, 1), (n - 0.3, -1.5))
    places = [REPORT_FROM + (1 - REPORT_FROM) * nth / (len(columns) - 1) for nth in range(len(columns))]
    for x, word in zip(places, columns, strict=True):
        ax.text(x, -1, word, ha="right", va="center", size=size)
    column(ax, 0, range(n), rows, size=size, parse_math=False)
    by_column = [column(ax, x, range(n), ha="right", size=size) for x in places]
    cells = [list(row) for row in zip(*by_column, strict=True)]
    for text, colour in zip(cells[lit], colours, strict=False):
        text.set(color=COLOUR[colour], weight="bold", size=size + 2)
    return Report(cells)


def update_report(report, words):
    """words : one text for each cell, row by row"""
    for texts, row in zip(report.cells, words, strict=True):
        write(texts, row)
    return report


class Verdicts(NamedTuple):
    """The artists of `draw_verdicts`: two texts, and a number, a mark and a name for each saw."""

    sentence: Text
    remark: Text
    numbers: list[Text]
    marks: list[Line2D]
    names: list[Text]


@lecture_style()
def draw_verdicts(count, *, ax):
    """Room for `count` verdicts on an empty `ax`.  -> Verdicts"""
    stage(ax, (0, 1), (0, 1))
    sentence = ax.text(0, 1.0, "", va="top", size=16, linespacing=1.3, parse_math=False)
    remark = ax.text(0, 0.0, "", va="top", size=14, linespacing=1.25, parse_math=False)
    heights = [TOP - STEP * nth for nth in range(count)]
    numbers = column(ax, 0.02, heights, range(1, count + 1), size=16, weight="bold")
    marks = [ax.plot([0.15], [y], "o", mew=0)[0] for y in heights]
    return Verdicts(sentence, remark, numbers, marks, column(ax, 0.23, heights, size=15))


def update_verdicts(artists, sentence, senses, votes, remark):
    """senses, votes : a key of SENSE and a text for each saw; fewer than there is room for leaves the rest hidden."""
    artists.sentence.set_text(sentence)
    artists.remark.set(text=remark, y=TOP + 0.03 - STEP * len(senses))
    setp([artists.numbers, artists.marks, artists.names], visible=False)
    for number, mark, name, sense, vote in zip(*artists[2:], map(str, senses), votes, strict=False):
        setp([number, mark, name], visible=True)
        wear(mark, sense, larger=3)
        name.set(text=filled(VERDICT, sense=SENSE_NAMES[sense], votes=vote), color=SENSE[sense].colour)
    return artists
