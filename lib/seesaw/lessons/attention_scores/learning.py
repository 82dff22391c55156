"""Notebook 01, point 8: the films of `material/training.py`.  One head learns to copy the word before, step by step.

learning_view           with the places e and without: without them it can't
learning_scale_view     with the scores divided by sqrt(d_k) and without, at d_k = 64: point 5 again, for learning
"""

from functools import lru_cache

import numpy as np
from ipywidgets import Play, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.tables import draw_weights, stacked, update_weights
from seesaw.film import film
from seesaw.lessons.attention_scores.scaling import DIVIDE, NO, YES
from seesaw.material.example import numbered
from seesaw.material.training import HELD_OUT, STEPS, VOCABULARY, train
from seesaw.theme import COLOUR, INK, figure, lecture_style
from seesaw.words import filled, say

EACH = 20  # steps between two positions of the slider
TICK = 250  # ms for each: the whole training takes five seconds
WIDE = {"d": 64, "d_k": 64, "start": 1.0}

PLACES, STEP = say(("give it e", "step"))
MAP_TITLE = say("α′ of a sentence never trained on")
ANSWER_TITLE, NO_ANSWER = say("answers"), "–"
LOSS_TITLE, STEP_LABEL = say(("loss on fresh sentences", "training step"))
GUESS = say("guessing: {loss:.2f}")
PLACES_CURVES, PLACES_RUNS = say(({True: "with e", False: "without e"}, {True: "with places", False: "without places"}))
SCALE_CURVES, SCALE_RUNS = say(({True: "/ √d_k", False: "as printed"}, {True: "divided by √d_k", False: "not divided"}))
LEARNED = say(
    "step {step}, {run}: loss {loss:.2f}; the mean share on the word before is {share:.2f}; {right} of {all} words "
    "copied right"
)


@lru_cache(maxsize=1)
def trained_by_places():
    """Two runs, with e and without it.  -> {bool: Training}"""
    return {places: train(places=places) for places in (True, False)}


@lru_cache(maxsize=1)
def trained_by_scale():
    """Two runs at d_k = 64, the scores divided by sqrt(d_k) or not.  -> {bool: Training}"""
    return {scale: train(scale=scale, **WIDE) for scale in (True, False)}


def learning_view():
    """The training of one head, with the places e and without them.  -> Film"""
    choice = ToggleButtons(options=[YES, NO], description=PLACES)
    return _view(trained_by_places(), PLACES_CURVES, PLACES_RUNS, places=choice)


def learning_scale_view():
    """The training of a wide head, with the scores divided by sqrt(d_k) and as printed on the slide.  -> Film"""
    choice = ToggleButtons(options=[YES, NO], description=DIVIDE)
    return _view(trained_by_scale(), SCALE_CURVES, SCALE_RUNS, divide=choice)


@lecture_style()
def _view(runs, names, said, **choice):
    """alpha' of the held-out sentence and its answers at the left, the two losses at the right."""
    fig, (left, right) = figure(10.5, 5.1, ncols=2, width_ratios=(1.25, 1))
    tokens, nothing = numbered(HELD_OUT), np.zeros((len(HELD_OUT),) * 2)
    weights = draw_weights(nothing, tokens, ax=left, answers=stacked(tokens), title=MAP_TITLE)
    answers = _draw_answers(left)
    losses = np.array([run.loss for run in runs.values()])
    curves = _draw_losses(right, losses, [names[name] for name in runs])

    def update(step, **chosen):
        (chosen,) = chosen.values()
        run = runs[chosen]
        update_weights(weights, run.alpha_prime[step])
        right = _update_answers(answers, run.answers[step])
        update_curves(curves, losses[:, : step + 1], step, strong=list(runs).index(chosen))
        fields = {"loss": run.loss[step], "share": share_before(run.alpha_prime[step])}
        return {"run": said[chosen], "right": right, "all": len(HELD_OUT) - 1, **fields}

    steps = Play(0, min=0, max=STEPS, step=EACH, interval=TICK, description=STEP)
    return film(fig, update, caption=LEARNED, handles={"step": curves.upright}, step=steps, **choice)


def _draw_losses(ax, losses, names):
    guess, ticks = np.log(len(VOCABULARY)), range(0, STEPS + 1, 100)
    look = {"colours": ["right", "wrong"], "form": None, "xlabel": STEP_LABEL, "title": LOSS_TITLE}
    curves = draw_curves(names, range(STEPS + 1), ax=ax, ylim=(0, np.max(losses)), ticks=ticks, upright=True, **look)
    curves.upright.set_ydata([0, guess])  # no higher, or it would run through the words above
    ax.axhline(guess, color=INK, linewidth=1, linestyle="--")
    ax.text(STEPS, guess + 0.05, filled(GUESS, loss=guess), ha="right", size=13)
    return curves


def _draw_answers(ax):
    """Beside each row the word that its token answers; the first has no word before it."""
    ax.text(len(HELD_OUT) - 0.3, -0.62, ANSWER_TITLE, size=13, va="bottom")
    return [ax.text(len(HELD_OUT) - 0.3, i, NO_ANSWER, size=15, va="center") for i in range(len(HELD_OUT))]


def _update_answers(texts, answers):
    """Show what each token answers, the right ones in green.  -> how many are right"""
    said = [VOCABULARY[answer] for answer in answers[1:]]
    right = [word == before for word, before in zip(said, HELD_OUT[:-1], strict=True)]
    for text, word, is_right in zip(texts[1:], said, right, strict=True):
        text.set(text=word, color=COLOUR["right" if is_right else "wrong"])
    return sum(right)


def share_before(alpha_prime):
    """The mean share that goes to the word before, over the tokens that have one.  (n, n) -> number"""
    return float(np.diagonal(alpha_prime, offset=-1).mean())
