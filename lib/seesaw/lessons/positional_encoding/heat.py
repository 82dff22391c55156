"""Notebook 04, points 2c and 2d: all position vectors at once.

heatmap_view    e as a picture, up to 512 positions; base 1 makes positions 44 apart nearly one, base 10^6 flattens
columns_view    single columns of it as curves
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, ToggleButtons

from seesaw.draw.angles import COSINE, SINE
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.heatmaps import draw_heatmap, draw_scale, update_heatmap
from seesaw.draw.numbers import shown
from seesaw.draw.ridges import draw_ridges, update_ridges
from seesaw.film import film
from seesaw.lessons.positional_encoding.clocks import BASE, PLACES, speeds, wavelengths
from seesaw.material.geometry import cosine
from seesaw.maths.position import sinusoid
from seesaw.theme import figure
from seesaw.words import filled, say

BASES = {"1": 1.0, "100": 100.0, "10,000": 1e4, "1,000,000": 1e6}
LENGTHS, WIDTHS = (64, 512), (16, 64)
FLAT = 0.1  # a column that moves less than this over all positions shown is called flat
NEARLY = 44  # 44 radians are seven turns, nearly

POSITIONS, FEATURES, FEATURE = say(("positions", "features", "feature"))
HEAT_TITLE = say("e, {positions} positions of {features} features")
DISTANCE, LIKENESS = say(("positions apart", "e⁰ · eⁱ, as a part of e⁰ · e⁰"))
HEAT_SAYS = say(
    "Base {base}, {positions} positions, {features} features: {flat} columns move by less than {least}, {rising} rise "
    "all the way; positions 0 and {apart} have likeness {like}."
)


def likeness(e):
    """e^0 . e^i as a part of e^0 . e^0, for every i.  e : (n, d) -> (n,)"""
    return e @ e[0] / (e[0] @ e[0])


def flat_columns(e):
    """Which columns of e (n, d) move by less than FLAT over all n positions."""
    return np.flatnonzero(np.ptp(e, axis=0) < FLAT)


def rising_columns(e):
    """Which columns of e (n, d) grow from each position to the next: each of these alone tells the order."""
    return np.flatnonzero((np.diff(e, axis=0) > 0).all(axis=0))


def heatmap_view():
    """Film: the position vectors as a picture for another base, length and width, and how like position 0 each is."""
    whole = {(base, n, d): sinusoid(n, d, BASES[base]) for base in BASES for n in LENGTHS for d in WIDTHS}
    fig, (left, right) = figure(9.8, 4.4, ncols=2, width_ratios=(1.25, 1))
    picture = draw_heatmap(whole["10,000", 512, 64], ax=left)
    draw_scale(picture, [-1, 0, 1], ax=left)
    look = {"ylim": (-1, 1), "ticks": [0, NEARLY, 2 * NEARLY], "xlabel": DISTANCE, "title": LIKENESS}
    curves = draw_curves([""], range(129), ax=right, colours=["e"], form=None, **look)
    right.set_yticks([-1, 0, 1])

    def update(base, positions, features):
        e = whole[base, positions, features]
        update_heatmap(picture, e)
        left.title.set_text(filled(HEAT_TITLE, positions=positions, features=features))
        curve = likeness(e)[:129].round(5)
        update_curves(curves, [curve], NEARLY)
        found = {"flat": len(flat_columns(e)), "rising": len(rising_columns(e)), "like": shown(curve[NEARLY])}
        return {"least": FLAT, "apart": NEARLY, **found}

    controls = {
        "base": Dropdown(options=list(BASES), value="10,000", description=BASE),
        "positions": ToggleButtons(options=LENGTHS, value=512, description=POSITIONS),
        "features": ToggleButtons(options=WIDTHS, value=64, description=FEATURES),
    }
    return film(fig, update, caption=HEAT_SAYS, **controls)


def same_word_twice(base, n=512, d=64, seed=0):
    """One word at the first and at the last place: the cosine of a + e over the flat columns, and over the others.

    The word is drawn at random, d numbers of spread 1.  -> (flat, others); NaN where there are no such columns
    """
    e = sinusoid(n, d, base)
    a = np.random.default_rng(seed).normal(size=d)
    flat = np.ptp(e, axis=0) < FLAT
    first, last = a + e[0], a + e[-1]
    return tuple(float(cosine(first[part], last[part])) if part.any() else np.nan for part in (flat, ~flat))


# ---- 2d. columns as curves

D, N = 16, 101
COLUMN_BASES = {base: BASES[base] for base in ("100", "10,000")}
KINDS = say(("sine", "cosine"))
ROW = say(("{feature}  sin", "{feature}  cos"))
HEADS, WAVE = say(("feature", "back after")), "{wave:,.1f}"
COLUMN_SAYS = say(
    "Base {base}: feature {feature} is the {kind} of pair {pair}, and it is back after {wave:,.1f} positions; here it "
    "moves between {low} and {high}."
)


def columns_view():
    """Film: each column of e as a curve over the positions, on a line of its own; one of them is picked out."""
    fine = np.linspace(0, N - 1, 10 * (N - 1) + 1)  # for the curves
    e = {name: sinusoid(N, D, base) for name, base in COLUMN_BASES.items()}
    waves = {name: np.repeat(wavelengths(D, base), 2) for name, base in COLUMN_BASES.items()}
    ridge = {name: _columns_at(fine, D, base) for name, base in COLUMN_BASES.items()}
    fig, ax = figure(9.5, 4.65)
    names = [filled(ROW[nth % 2], feature=nth) for nth in range(D)]
    ridges = draw_ridges(names, fine, ax=ax, colours=[SINE, COSINE] * (D // 2), heads=HEADS, xlabel=PLACES)

    def update(feature, base):
        column, wave = e[base][:, feature], waves[base]
        update_ridges(ridges, ridge[base], feature, [filled(WAVE, wave=period) for period in wave])
        ends = {"low": shown(column.min()), "high": shown(column.max())}
        return {"kind": KINDS[feature % 2], "pair": feature // 2, "wave": wave[feature], **ends}

    feature = IntSlider(0, min=0, max=D - 1, description=FEATURE)
    base = Dropdown(options=list(COLUMN_BASES), value="10,000", description=BASE)
    return film(fig, update, caption=COLUMN_SAYS, handles={"feature": ridges.names}, feature=feature, base=base)


def _columns_at(places, d, base):
    """The columns of e between whole positions too.  places : (m,) -> (d, m)"""
    angle = speeds(d, base)[:, None] * places  # (d/2, m)
    return np.stack([np.sin(angle), np.cos(angle)], axis=1).reshape(d, len(places))
