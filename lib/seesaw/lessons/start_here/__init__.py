"""Notebook 00, start here: two films to play with, and the map of the series.

seesaws    a seesaw of votes that tips as a sentence is read, and a sentence of one's own; recorded.json
shares     how a word shares its attention, and how loudly it asks
map        which part of the whole Transformer each notebook is about
deck.md    the words of its cards
"""

from seesaw.exercise import deck
from seesaw.lessons.start_here.map import LECTURES, map_view
from seesaw.lessons.start_here.seesaws import seesaw_view
from seesaw.lessons.start_here.shares import attention, loudness_view

DECK = deck(__file__)
question, hints = DECK.cards()
