"""A column of verdicts beside a map: the sentence, then for each numbered saw what it is read as, then one remark."""

from typing import NamedTuple

from matplotlib.text import Text

from ..theme import lecture_style
from .senses import SENSE

TOP, STEP = 0.68, 0.09
VERDICT = "{sense} · {votes}"


class Verdicts(NamedTuple):
    """The artists of `draw_verdicts`."""

    sentence: Text
    numbers: list
    marks: list  # one Line2D a saw
    names: list
    remark: Text


@lecture_style()
def draw_verdicts(count, *, ax):
    """Room for `count` verdicts on an empty `ax`.  -> Verdicts"""
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_axis_off()
    sentence = ax.text(0, 1.0, "", va="top", size=16, linespacing=1.3, parse_math=False)
    heights = [TOP - STEP * nth for nth in range(count)]
    numbers = [ax.text(0.02, y, str(n + 1), va="center", fontsize=16, fontweight="bold") for n, y in enumerate(heights)]
    marks = [ax.plot([0.15], [y], "o", mew=0)[0] for y in heights]
    names = [ax.text(0.23, y, "", va="center", fontsize=15) for y in heights]
    remark = ax.text(0, 0.0, "", va="top", size=14, linespacing=1.25, parse_math=False)
    return Verdicts(sentence, numbers, marks, names, remark)


def update_verdicts(artists, sentence, senses, votes, remark):
    """senses, votes : one word and one text for each saw; fewer than there is room for leaves the rest hidden."""
    artists.sentence.set_text(sentence)
    artists.remark.set(text=remark, y=TOP + 0.03 - STEP * len(senses))
    for nth, row in enumerate(zip(artists.numbers, artists.marks, artists.names, strict=True)):
        for artist in row:
            artist.set_visible(nth < len(senses))
        if nth < len(senses):
            look = SENSE[str(senses[nth])]
            row[1].set(marker=look.marker, markersize=look.size + 3, color=look.colour)
            row[2].set(text=VERDICT.format(sense=senses[nth], votes=votes[nth]), color=look.colour)
    return artists
