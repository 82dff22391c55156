"""Parts that pictures share: an empty stage, a column of texts, new words on the same texts."""

from itertools import zip_longest


def stage(ax, xlim, ylim, **more):
    """Limits that never move, and nothing of the axes themselves.  more : passed on to `ax.set`"""
    ax.set(xlim=xlim, ylim=ylim, xticks=[], yticks=[], facecolor="none", **more)
    ax.spines[:].set_visible(False)


def column(ax, x, rows, words=None, **look):
    """A text at (x, y) for each y of `rows`.  words : what they say, nothing yet by default.  -> list of Text"""
    words = [""] * len(rows) if words is None else words
    look = {"va": "center", **look}
    return [ax.text(x, y, word, **look) for y, word in zip(rows, words, strict=True)]


def write(texts, words):
    """Put `words` on the same texts; texts that are left over say nothing."""
    for text, word in zip_longest(texts, words, fillvalue=""):
        text.set_text(word)
