"""Notebook 04, points 2a and 2b: e^i by hand.

    clock_view       one pair of features is one clock hand: its height is the sine, its reach the cosine
    counting_view    the bits of a number and the hands of as many clocks, side by side
"""

import numpy as np
from ipywidgets import Dropdown, IntSlider

from seesaw.draw.angles import draw_clocks, draw_dial, update_clocks, update_dial
from seesaw.draw.numbers import shown
from seesaw.draw.tables import draw_table, update_table
from seesaw.draw.traces import draw_traces, update_traces
from seesaw.film import film
from seesaw.theme import SHARE, figure

# ---- 2a. one pair is one hand

D, BASE = 8, 10000.0  # four hands, the base of the paper
MOST = 24             # positions of the slider: 0 to MOST
SINE_NAME, COSINE_NAME = "sin: feature {}", "cos: feature {}"
POSITION = "position i"
CLOCK_SAYS = (
    "Position {i}, pair {pair}: the hand turns {speed:g} radians a position and stands at {turned}; "
    "sin {sine}, cos {cosine}."
)
TURNED = "{turns:.2f} turns"


def speeds(d, base=BASE):
    """Radians a position for each of the d/2 hands: base^(-2p/d) for pair p.  (d/2,)"""
    return float(base) ** (-np.arange(0, d, 2) / d)


def clock_view():
    """Film: one pair of features of e^i is one clock hand; the curves are its two shadows over the positions."""
    speed = speeds(D)                   # (4,)
    i = np.arange(MOST + 1)             # (25,)
    fine = np.linspace(0, MOST, 241)    # for the curves
    fig, (left, right) = figure(9.5, 4.6, ncols=2, width_ratios=(1, 1.7))
    dial = draw_dial(ax=left)
    names = [SINE_NAME.format(0), COSINE_NAME.format(1)]
    traces = draw_traces(names, ax=right, colours=["q", "k"], xlim=(0, MOST), ylim=(-1.1, 1.6), xlabel=POSITION)
    right.set_yticks([-1, 0, 1])

    def update(position, pair):
        update_dial(dial, speed[pair] * i[: position + 1])
        curves = [np.sin(speed[pair] * fine), np.cos(speed[pair] * fine)]
        update_traces(traces, fine, curves, 10 * position)
        for text, name, feature in zip(traces.names, (SINE_NAME, COSINE_NAME), (2 * pair, 2 * pair + 1), strict=True):
            text.set_text(name.format(feature))

    def caption(position, pair):
        angle = speed[pair] * position
        turned = TURNED.format(turns=angle / (2 * np.pi))
        told = {"sine": shown(np.sin(angle)), "cosine": shown(np.cos(angle))}
        return CLOCK_SAYS.format(i=position, pair=pair, speed=float(f"{speed[pair]:.3g}"), turned=turned, **told)

    return film(fig, update, caption=caption, position=IntSlider(3, min=0, max=MOST),
                pair=IntSlider(0, min=0, max=len(speed) - 1))  # fmt: skip


# ---- 2b. counting in binary

HANDS = 5
DOUBLES, PAPER = "2^(d/2): each wave twice as long", "10,000, as in the paper"
BASES = {DOUBLES: 2.0**HANDS, PAPER: 10000.0}  # d = 2 * HANDS
BIT_NAMES = ("ones", "twos", "fours", "eights", "sixteens")
BITS_TITLE = "{i} in binary, smallest place first"
PERIOD = "back after\n{:g}"
WAVE = "back after\n{:.1f}"
COUNTING_SAYS = (
    "Position {i}: its bits, smallest place first, are {bits} and come back after 2, 4, 8, 16 and 32 positions; "
    "the five hands come back after {waves}."
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
    fig, (top, bottom) = figure(9.5, 5.2, nrows=2, height_ratios=(1, 2.1))
    names = [f"{name}\n{PERIOD.format(2 ** (bit + 1))}" for bit, name in enumerate(BIT_NAMES)]
    bits = draw_table(bits_of(0)[None], ax=top, columns=names, reach=1, low=0, cmap=SHARE, form="{:.0f}", size=20)
    top.set_aspect("auto")
    clocks = draw_clocks([""] * HANDS, ax=bottom)

    def update(position, base):
        update_table(bits, bits_of(position)[None])
        top.title.set_text(BITS_TITLE.format(i=position))
        angles = position * 2 * np.pi / waves[base]
        update_clocks(clocks, angles, [WAVE.format(wave) for wave in waves[base]])

    def caption(position, base):
        bits_told = " ".join(map(str, bits_of(position)))
        *most, last = (f"{wave:.1f}" for wave in waves[base])
        return COUNTING_SAYS.format(i=position, bits=bits_told, waves=", ".join(most) + " and " + last)

    return film(fig, update, caption=caption, position=IntSlider(5, min=0, max=2**HANDS - 1),
                base=Dropdown(options=list(BASES)))  # fmt: skip
