"""Predict first, take a hint, check your answer, open the solution; one judge and one deck for every lecture.

cards    what is shown        judge    what is said of an answer        deck    the page with a lecture's words
"""

from seesaw.exercise.cards import Verdict, check, hint, listing, predict, solution
from seesaw.exercise.deck import Deck, deck
from seesaw.exercise.judge import Blank, Bugs, Exercise, Verdicts

__all__ = [
    "Blank",
    "Bugs",
    "Deck",
    "Exercise",
    "Verdict",
    "Verdicts",
    "check",
    "deck",
    "hint",
    "listing",
    "predict",
    "solution",
]
