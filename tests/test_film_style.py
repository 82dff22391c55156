"""A film keeps the style in which it was made, however much later it is drawn."""

from ipywidgets import IntSlider
from matplotlib import rc_context
from matplotlib.figure import Figure

from seesaw.film import film


def made_in_a_style():
    """Labels so large that few ticks fit, and an `update` that adds an artist in the colour of the day."""
    with rc_context({"xtick.labelsize": 40, "text.color": "#123456"}):
        fig = Figure(figsize=(4, 3))
        ax = fig.subplots()
        ax.set(xlim=(0, 8))

        def update(t):
            for text in list(ax.texts):
                text.remove()
            ax.text(0.5, 0.5, f"t is {t}")

        made = film(fig, update, t=IntSlider(0, min=0, max=9), budget=2)
        return made, made.png()


def test_a_picture_drawn_after_the_style_was_left_is_the_one_drawn_in_it():
    made, then = made_in_a_style()
    assert made.png() == then


def test_a_position_drawn_on_demand_is_drawn_in_the_style_of_the_others():
    made, _ = made_in_a_style()
    made.state = {"t": 5}
    assert "t is 5" in made.svg()
    assert "#123456" in made.svg()
