"""Formulas with today's numbers put in: a name, the formula in words, the numbers, and what comes out.

    draw_rates(names, formulas, ...) -> Rates        one below the other; the formulas never change
    update_rates(rates, numbers, values)             "= 9 / (9 + 3)" and "0.75"
"""

from typing import NamedTuple

from matplotlib.text import Text

from ..theme import COLOUR, lecture_style


class Rates(NamedTuple):
    """The artists of `draw_rates`, one of each for every formula."""

    numbers: list[Text]
    values: list[Text]


@lecture_style()
def draw_rates(names, formulas, *, ax, colours):
    """A formula for each of `names`.  colours : keys of `theme.COLOUR`.  -> Rates"""
    n = len(names)
    numbers, values = [], []
    for nth, (name, formula, colour) in enumerate(zip(names, formulas, colours, strict=True)):
        top = n - nth
        ax.text(0.0, top - 0.30, name, size=17, weight="bold", color=COLOUR[colour], va="center")
        ax.text(0.36, top - 0.30, formula, size=15, va="center")
        numbers.append(ax.text(0.36, top - 0.68, "", size=15, va="center"))
        values.append(ax.text(0.0, top - 0.68, "", size=17, weight="bold", color=COLOUR[colour], va="center"))
    ax.set(xlim=(0, 1), ylim=(0, n), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return Rates(numbers, values)


def update_rates(rates, numbers, values):
    """numbers, values : a word for each formula"""
    for text, word in zip(rates.numbers + rates.values, [*numbers, *values], strict=True):
        text.set_text(word)
    return rates
