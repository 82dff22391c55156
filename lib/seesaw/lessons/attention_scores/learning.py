"""Notebook 01, point 8: the films of `training.py`.  One head learns to copy the word before, step by step.

    learning_view           with the places e and without: without them it can't
    learning_scale_view     with the scores divided by sqrt(d_k) and without, at d_k = 64: point 5 again, for learning
"""

from functools import lru_cache

import numpy as np
from ipywidgets import IntSlider, ToggleButtons

from seesaw.draw.curves import draw_curves, update_curves
from seesaw.draw.tables import draw_weights, update_weights
from seesaw.film import film
from seesaw.material.example import numbered, stacked
from seesaw.material.training import HELD_OUT, STEPS, VOCABULARY, train
from seesaw.theme import COLOUR, INK, figure, lecture_style

EACH = 20  # steps between two positions of the slider
YES, NO = "yes", "no"
WIDE = {"d": 64, "d_k": 64, "start": 1.0}

MAP_TITLE = "α′ of a sentence never trained on"
ANSWER_TITLE, NO_ANSWER = "answers", "–"
LOSS_TITLE, LOSS_LABEL, STEP_LABEL = "loss on fresh sentences", "loss", "training step"
GUESS = "guessing: {:.2f}"
PLACES_CURVES = {YES: "with e", NO: "without e"}
SCALE_CURVES = {YES: "/ √d_k", NO: "as printed"}
CAPTION = "step {}, {}: loss {:.2f}; the mean share on the word before is {:.2f}; {} of {} words copied right"
WITH_PLACES = {YES: "with places", NO: "without places"}
WITH_SCALE = {YES: "divided by √d_k", NO: "not divided"}


@lru_cache(maxsize=1)
def trained_by_places():
    """Two runs, with e and without it.  -> {"yes": Training, "no": Training}"""
    return {YES: train(places=True), NO: train(places=False)}


@lru_cache(maxsize=1)
def trained_by_scale():
    """Two runs at d_k = 64, the scores divided by sqrt(d_k) or not.  -> {"yes": Training, "no": Training}"""
    return {YES: train(scale=True, **WIDE), NO: train(scale=False, **WIDE)}


def learning_view():
    """The training of one head, with the places e and without them.  -> Film"""
    return _view(trained_by_places(), PLACES_CURVES, learning_caption, "places", "give it e")


def learning_scale_view():
    """The training of a wide head, with the scores divided by sqrt(d_k) and as printed on the slide.  -> Film"""
    return _view(trained_by_scale(), SCALE_CURVES, learning_scale_caption, "divide", "divide by √d_k")


@lecture_style()
def _view(runs, names, caption, control, description):
    """alpha' of the held-out sentence and its answers at the left, the two losses at the right."""
    fig, (left, right) = figure(10.5, 5.3, ncols=2, width_ratios=(1.25, 1))
    tokens, nothing = numbered(HELD_OUT), np.zeros((len(HELD_OUT),) * 2)
    weights = draw_weights(nothing, tokens, ax=left, answers=stacked(tokens), title=MAP_TITLE)
    answers = _draw_answers(left)
    curves = _draw_losses(right, runs, names)

    def update(step, **chosen):
        run = runs[chosen[control]]
        update_weights(weights, run.alpha_prime[step])
        _update_answers(answers, run.answers[step])
        update_curves(curves, step)
        for line, name in zip(curves.lines, runs, strict=True):
            line.set_linewidth(4.0 if name == chosen[control] else 1.6)

    controls = {control: ToggleButtons(options=[YES, NO], description=description)}
    return film(fig, update, caption=caption, step=IntSlider(200, min=0, max=STEPS, step=EACH), **controls)


def _draw_losses(ax, runs, names):
    low, high, guess = -0.06, 1.05 * max(run.loss.max() for run in runs.values()), np.log(len(VOCABULARY))
    ax.set(xlim=(0, STEPS), ylim=(low, high))
    ax.axhline(guess, color=INK, linewidth=1, linestyle="--")
    ax.text(STEPS, guess + 0.05, GUESS.format(guess), ha="right", size=13)
    ax.set_xticks([0, 100, 200, 300, 400])
    losses = [run.loss for run in runs.values()]
    curves = draw_curves(
        range(STEPS + 1), losses, [names[name] for name in runs], ax=ax, colours=["right", "wrong"], xlabel=STEP_LABEL,
        title=LOSS_TITLE,
    )  # fmt: skip
    curves.marker.set_ydata([0, (guess - low) / (high - low)])  # no higher, or it would run through the words above
    return curves


def _draw_answers(ax):
    """Beside each row the word that its token answers; the first has no word before it."""
    ax.text(len(HELD_OUT) - 0.3, -0.62, ANSWER_TITLE, size=13, va="bottom")
    return [ax.text(len(HELD_OUT) - 0.3, i, NO_ANSWER, size=15, va="center") for i in range(len(HELD_OUT))]


def _update_answers(texts, answers):
    for i, text in list(enumerate(texts))[1:]:
        word = VOCABULARY[answers[i]]
        text.set(text=word, color=COLOUR["right"] if word == HELD_OUT[i - 1] else COLOUR["wrong"])


def share_before(alpha_prime):
    """The mean share that goes to the word before, over the tokens that have one.  (n, n) -> number"""
    return float(np.diagonal(alpha_prime, offset=-1).mean())


def _caption(run, words, step):
    right = sum(VOCABULARY[run.answers[step, i]] == HELD_OUT[i - 1] for i in range(1, len(HELD_OUT)))
    share = share_before(run.alpha_prime[step])
    return CAPTION.format(step, words, run.loss[step], share, right, len(HELD_OUT) - 1)


def learning_caption(step, places):
    """The film's sentence."""
    return _caption(trained_by_places()[places], WITH_PLACES[places], step)


def learning_scale_caption(step, divide):
    """The film's sentence."""
    return _caption(trained_by_scale()[divide], WITH_SCALE[divide], step)
