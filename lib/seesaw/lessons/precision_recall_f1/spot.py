"""Notebook 06, "Spot the bug": the right code, the three versions with a bug, and the film that tests them alike.

Each version: (actual, score, threshold) -> precision, recall, F1.
"""

import numpy as np
from ipywidgets import ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.reports import draw_findings, update_findings
from seesaw.film import film
from seesaw.maths.metrics import confusion
from seesaw.theme import figure
from seesaw.words import say

from .bugs import version_a, version_b, version_c
from .cases import in_order
from .counts import COLOURS, LOOK, RATES, STYLES, words_of
from .threshold import AXIS

RIGHT, VERSION = say(("right", "version"))
FINDINGS = [
    say("1  everything is said to be 1: recall"),
    say("2  the steps at which the threshold rises and recall rises too"),
    say("3  the top card alone is said to be 1: precision"),
    say("4  the same: F1, where recall is 1 of 12"),
]
SHOULD = "1.00", "0", "1.00", "0.15"
SAYS = say(
    "Version {version}: with everything said to be 1, recall is {all_1}; it rises at {rises} steps; with the top card "
    "alone precision is {top}, F1 {f1}."
)
RIGHT_SAYS = say(
    "The right version: with everything said to be 1, recall is {all_1}; it rises at {rises} steps; with the top card "
    "alone precision is {top}, F1 {f1}."
)


def right(actual, score, threshold):
    """Precision, recall, F1."""
    c = confusion(actual, score >= threshold)
    return c.precision, c.recall, c.f1


VERSIONS = {"right": right, "A": version_a, "B": version_b, "C": version_c}


def curves_of(version, actual, score):
    """(3, N): precision, recall and F1 with 0, 1, ... N - 1 cards passed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.array([version(actual, score, threshold) for threshold in score], dtype=float).T


def findings(curves):
    """The four tests of a version, as words."""
    p, r, f1 = curves
    return [words_of(r[0]), str(int(np.sum(np.diff(r) > 1e-9))), words_of(p[-1]), words_of(f1[-1])]


def versions_view(actual, score):
    """Film: the right version and three with a bug, on the same thirty lamps."""
    cases = in_order(actual, score)
    curves = {name: curves_of(version, *cases) for name, version in VERSIONS.items()}
    fig, (ax, low) = figure(9.8, 4.9, nrows=2, height_ratios=(1.4, 1))
    look = {"colours": COLOURS, "styles": STYLES, "heights": (0.82, 0.5, 0.18), "xlabel": AXIS, **LOOK}
    artists = draw_curves(RATES, range(len(cases.score)), ax=ax, **look)
    lines = draw_findings(FINDINGS, SHOULD, ax=low)

    def update(version):
        shown = curves[version]
        found = findings(shown)
        update_curves(artists, shown, 15)
        update_findings(lines, found, [got == want for got, want in zip(found, SHOULD, strict=True)])
        fields = dict(zip(("all_1", "rises", "top", "f1"), found, strict=True))
        return {**fields, "caption": RIGHT_SAYS if version == "right" else SAYS}

    options = [(RIGHT if name == "right" else name, name) for name in VERSIONS]
    return film(fig, update, version=ToggleButtons(options=options, description=VERSION))
