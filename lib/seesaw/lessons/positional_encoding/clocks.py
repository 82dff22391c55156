"""Notebook 04, points 2a and 2b: e^i by hand.

clock_view       one pair of features is one clock hand: its height is the sine, its reach the cosine
counting_view    the bits of a number and the hands of as many clocks, side by side
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider, Play

from seesaw.draw.angles import COSINE, SINE, draw_clocks, draw_dial, update_clocks, update_dial
from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, update_table
from seesaw.film import film, labelled
from seesaw.theme import SHARE, figure
from seesaw.words import filled, say

TICK = 250  # ms a position, when it plays: six to eight seconds for all
POSITION, PAIR, BASE = say(("position", "pair", "base"))

# ---- 2a. one pair is one hand

D, PAPER = 8, 10000.0  # four hands, the base of the paper
MOST = 24  # positions of the slider: 0 to MOST
NAMES = say(("sin: feature {feature}", "cos: feature {feature}"))
PLACES = say("position i")
CLOCK_SAYS = say(
    "Position {position}, pair {pair}: the hand turns {speed:.3g} rad a position and stands at {turns:.2f} turns; "
    "sin {sine}, cos {cosine}."
)


def speeds(d, base=PAPER):
    """Radians a position for each of the d/2 hands: base^(-2p/d) for pair p.  (d/2,)"""
    return float(base) ** (-np.arange(0, d, 2) / d)


def clock_view():
    """Film: one pair of features of e^i is one clock hand; the curves are its two shadows over the positions."""
    speed, i = speeds(D), np.arange(MOST + 1)
    fine = np.linspace(0, MOST, 10 * MOST + 1)  # for the curves
    fig, (left, right) = figure(10.2, 4.6, ncols=2, width_ratios=(1, 1.6))
    dial = draw_dial(ax=left)
    names = [filled(name, feature=nth) for nth, name in enumerate(NAMES)]
    look = {
        "colours": [SINE, COSINE],
        "styles": ["-", "--"],
        "ylim": (-1, 1),
        "heights": (0.9, 0.8),
        "form": None,
        "upright": True,
    }
    curves = draw_curves(names, fine, ax=right, xlabel=PLACES, **look)
    right.set_yticks([-1, 0, 1])

    def update(position, pair):
        update_dial(dial, speed[pair] * i[: position + 1])
        update_curves(curves, [np.sin(speed[pair] * fine), np.cos(speed[pair] * fine)], 10 * position)
        for nth, text in enumerate(curves.names):
            text.set_text(filled(NAMES[nth], feature=2 * pair + nth))
        angle = speed[pair] * position
        shadows = {"sine": shown(np.sin(angle)), "cosine": shown(np.cos(angle))}
        return {"speed": speed[pair], "turns": angle / (2 * np.pi), **shadows}

    position = Play(3, min=0, max=MOST, interval=TICK, description=POSITION)
    pair = IntSlider(0, min=0, max=len(speed) - 1, description=PAIR)
    handles = {"position": curves.upright}
    return film(fig, update, caption=CLOCK_SAYS, handles=handles, position=position, pair=pair)


# ---- 2b. counting in binary

HANDS = 5
DOUBLES, THE_PAPERS = "doubles", "the paper's"
BASES = {DOUBLES: 2.0**HANDS, THE_PAPERS: PAPER}  # d = 2 * HANDS
BASE_LABELS = say({DOUBLES: "2^(d/2): each wave twice as long", THE_PAPERS: "10,000, as in the paper"})
BIT_NAMES = say(("ones", "twos", "fours", "eights", "sixteens"))
BITS_TITLE = say("{position} in binary, smallest place first")
BIT = say("{name}\nback after\n{period}")
HAND = say("back after\n{period:.1f}")
COUNTING_SAYS = say(
    "Position {position}: its bits, smallest place first, are {bits} and come back after 2, 4, 8, 16 and 32 positions; "
    "the five hands come back after {first:.1f}, {second:.1f}, {third:.1f}, {fourth:.1f} and {fifth:.1f}."
)


def bits_of(i):
    """The bits of i, ones first.  (HANDS,)"""
    return (i >> np.arange(HANDS)) & 1


def wavelengths(d, base):
    """After how many positions each hand is back: 2 pi / speed.  (d/2,)"""
    return 2 * np.pi / speeds(d, base)


def counting_view():
    """Film: count from 0 to 31; below the bits turn five hands, each slower than the one before."""
    waves = {name: wavelengths(2 * HANDS, base) for name, base in BASES.items()}
    fig, (top, bottom) = figure(9.5, 4.7, nrows=2, height_ratios=(1, 2.2))
    names = [filled(BIT, name=name, period=2 ** (bit + 1)) for bit, name in enumerate(BIT_NAMES)]
    bits = draw_table(bits_of(0)[None], ax=top, columns=names, reach=1, low=0, cmap=SHARE, form="{:.0f}", size=20)
    top.set_aspect("auto")
    clocks = draw_clocks([""] * HANDS, ax=bottom)

    def update(position, base):
        now, periods = bits_of(position), waves[base]
        update_table(bits, now[None])
        top.title.set_text(filled(BITS_TITLE, position=position))
        update_clocks(clocks, position * 2 * np.pi / periods, [filled(HAND, period=period) for period in periods])
        hands = zip(("first", "second", "third", "fourth", "fifth"), periods, strict=True)
        return {"bits": " ".join(map(str, now)), **dict(hands)}

    position = Play(5, min=0, max=2**HANDS - 1, interval=TICK, description=POSITION)
    base = Dropdown(options=labelled(BASE_LABELS), description=BASE)
    return film(fig, update, caption=COUNTING_SAYS, position=position, base=base)
