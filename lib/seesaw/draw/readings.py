"""How each saw of a sentence is read, layer by layer: a row for a saw, a mark for what most of its nearest saws are."""

from typing import NamedTuple

from ..theme import COLOUR, lecture_style
from .senses import SENSE, draw_key

VOTES = "{}"
SAW = "saw {}"


class Readings(NamedTuple):
    """The artists of `draw_readings`."""

    marks: list   # [row][layer] Line2D
    votes: list   # [row][layer] Text, how many of the nearest agree
    names: list   # one Text a row: which saw
    truths: list  # one Line2D a row: what it means
    wrongs: list  # [row] Line2D, rings around what is read wrongly


@lecture_style()
def draw_readings(n_rows, n_layers, means, reads, *, ax):
    """Room for `n_rows` saws along `n_layers` layers; means, reads : what stands above the marks.  -> Readings"""
    layers = range(n_layers)
    draw_key({sense: sense for sense in SENSE}, ax=ax, x=0.24, y=1.06, step=0.2)
    marks = [[ax.plot([x], [y], "o", mew=0)[0] for x in layers] for y in range(n_rows)]
    votes = [[ax.text(x + 0.24, y, "", va="center", size=13) for x in layers] for y in range(n_rows)]
    names = [ax.text(-2.35, y, "", va="center", fontsize=15) for y in range(n_rows)]
    truths = [ax.plot([-1.2], [y], "o", mew=0)[0] for y in range(n_rows)]
    wrongs = [
        ax.plot([], [], "o", ms=26, mfc="none", mec=COLOUR["wrong"], mew=2, ls="none")[0] for _ in range(n_rows)
    ]
    ax.axvline(-0.6, color=COLOUR["muted"], lw=1)
    ax.text(-1.2, -0.62, means, ha="center", va="center", size=14)
    ax.text((n_layers - 1) / 2, -1.1, reads, ha="center", va="center", size=14)
    for x in layers:
        ax.text(x, -0.62, str(x), ha="center", va="center", size=14)
    ax.set(xlim=(-2.4, n_layers - 0.4), ylim=(n_rows - 0.4, -1.45), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    return Readings(marks, votes, names, truths, wrongs)


def update_readings(artists, means, reads, agree):
    """means : what each saw means, (S,)    reads : what it is read as    agree : votes for that, both (layers, S)"""
    for row in range(len(artists.names)):
        shown = row < len(means)
        _show_row(artists, row, shown)
        if shown:
            _update_row(artists, row, means[row], reads[:, row], agree[:, row])
    return artists


def _show_row(artists, row, shown):
    alone = artists.names[row], artists.truths[row], artists.wrongs[row]
    for artist in (*alone, *artists.marks[row], *artists.votes[row]):
        artist.set_visible(shown)


def _update_row(artists, row, means, reads, agree):
    _mark(artists.truths[row], means, 5)
    artists.names[row].set_text(SAW.format(row + 1))
    for mark, vote, read, count in zip(artists.marks[row], artists.votes[row], reads, agree, strict=True):
        _mark(mark, read, 3)
        vote.set_text(VOTES.format(count))
    wrong = [layer for layer, read in enumerate(reads) if read != means]
    artists.wrongs[row].set_data(wrong, [row] * len(wrong))


def _mark(line, sense, bigger):
    look = SENSE[sense]
    line.set(marker=look.marker, markersize=look.size + bigger, color=look.colour)
