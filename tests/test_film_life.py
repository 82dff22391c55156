"""The life of a film in a notebook: pyplot, other styles, a second thread, an interrupt, a second run, the end."""

import gc
import io
import sys
import threading
import warnings
import weakref
from types import SimpleNamespace

import ipywidgets as w
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

from seesaw.film import FilmError, film, playing, studio


def words(update=None, **kwargs):
    """A film of typed words.  -> film, text"""
    fig = Figure((3, 2))
    text = fig.text(0.1, 0.5, "")

    def says(sentence, t):
        if update is not None:
            update(sentence, t)
        text.set_text(f"{sentence} {t}")

    return film(fig, says, sentence=w.Text("I saw"), t=w.IntSlider(0, max=3), **kwargs), text


def message(made, **content):
    """A message from the page.  -> what the film answered"""
    answers, made.send = [], lambda content, buffers=None: answers.append(content)
    try:
        made._handle_custom_msg(content, [])
    finally:
        del made.send
    return answers


# ---- pyplot


@pytest.fixture
def pyplot():
    plt.close("all")
    yield plt
    plt.close("all")


def test_a_figure_of_pyplots_is_shown_once_as_pyplot_forgets_it(pyplot):
    other, (fig, ax) = pyplot.figure(), pyplot.subplots()
    (line,) = ax.plot([0, 1])
    made = film(fig, lambda t: line.set_ydata([0, t]), t=(0, 3))
    assert pyplot.get_fignums() == [other.number]
    made.state = {"t": 2}
    assert len(made.data["frames"]) == 4 and made.png()


def test_plt_in_update_draws_on_the_films_own_figure_then_and_later(pyplot):
    fig, _ = pyplot.subplots()
    made = film(fig, lambda s, t: plt.title(f"{s} {t}") and None, s=w.Text("a"), t=(0, 3))
    pyplot.figure()
    current = pyplot.gcf()
    made.state = {"s": "bbb", "t": 1}
    assert "bbb 1" in made.svg()
    assert pyplot.gcf() is current and len(pyplot.get_fignums()) == 1


def test_a_figure_that_update_makes_is_nobodys_and_a_film_in_which_nothing_moves_says_so(pyplot):
    fig = Figure()

    def update(t):
        plt.figure()
        plt.plot([0, t])

    with pytest.warns(UserWarning, match="nothing in this figure moved, wherever t or u stood"):
        film(fig, lambda t, u: update(t), t=(0, 3), u=(0, 1))
    assert pyplot.get_fignums() == []


def test_a_film_in_which_something_moves_or_could_not_says_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        words()
        film(Figure(), lambda s: None, s=w.Text("a"))


# ---- style


def test_the_png_is_the_figure_whatever_savefig_is_told():
    fig = Figure((3, 2), facecolor="#ffeedd")
    text = fig.text(0.5, 0.5, "")
    with mpl.rc_context({"savefig.bbox": "tight", "savefig.dpi": 30, "savefig.transparent": True}):
        made = film(fig, lambda t: text.set_text(t), t=["a", "b"])
        png = Image.open(io.BytesIO(made.png())).convert("RGBA")
    assert png.size == (300, 200)
    assert png.getpixel((1, 1)) == (255, 238, 221, 255)


def test_a_film_that_draws_leaves_what_another_thread_sets_meanwhile():
    """JupyterLab lets the kernel answer the page in a second thread, while a cell runs in the first."""
    drawing, go_on = threading.Event(), threading.Event()

    def slow(sentence, t):
        if sentence == "slow":
            drawing.set()
            assert go_on.wait(20)

    made, _ = words(slow)
    thread = threading.Thread(target=message, args=(made,), kwargs={"type": "typed", "control": 0, "words": "slow"})
    with mpl.rc_context():
        thread.start()
        assert drawing.wait(20)
        mpl.rcParams["font.size"] = 25.5
        mpl.rcParams["lines.linewidth"] = 7.5
        go_on.set()
        thread.join(20)
        assert (mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]) == (25.5, 7.5)
    assert made.state["sentence"] == "slow"


def test_two_films_do_not_draw_at_once():
    inside, most = [0], [0]

    def update(sentence, t):
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.01)
        inside[0] -= 1

    films = [words(update)[0] for _ in range(2)]
    threads = [threading.Thread(target=setattr, args=(made, "state", {"sentence": "b"})) for made in films]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert most == [1]


# ---- an interrupt, and updates that fail


def test_an_interrupt_leaves_the_last_good_film_answers_and_lets_the_same_words_be_tried_again():
    stop = [True]

    def update(sentence, t):
        if sentence == "long" and t == 2 and stop[0]:
            raise KeyboardInterrupt

    made, text = words(update)
    before, answers = made.packed, []
    made.send = lambda content, buffers=None: answers.append(content)
    with pytest.raises(KeyboardInterrupt):
        made._asked(None, {"type": "typed", "control": 0, "words": "long"}, None)
    why = "The drawing was interrupted; the picture is the one before."
    assert answers == [{"trouble": why, "words": "long"}]
    assert (made.packed, made.state, text.get_text()) == (before, {"sentence": "I saw", "t": 0}, "I saw 0")
    stop[0] = False
    made._asked(None, {"type": "typed", "control": 0, "words": "long"}, None)
    assert (answers[1], made.state["sentence"]) == ({"trouble": "", "words": "long"}, "long")


def test_an_interrupt_past_the_budget_is_answered():
    def update(sentence, t):
        if t == 2:
            raise KeyboardInterrupt

    fig = Figure()
    text = fig.text(0, 0, "")

    def far(a, b):
        if (a, b) == (3, 7):
            raise KeyboardInterrupt
        text.set_text(f"{a} {b}")

    made, answers = film(fig, far, a=(0, 9), b=(0, 9), budget=20), []
    made.send = lambda content, buffers=None: answers.append(content)
    with pytest.raises(KeyboardInterrupt):
        made._asked(None, {"type": "wanted", "positions": [3, 7]}, None)
    assert answers == [{"positions": (3, 7), "words": "The drawing was interrupted; the picture is the one before."}]


def test_words_that_can_not_be_drawn_are_told_to_python_too_and_nothing_moves():
    def update(sentence, t):
        if sentence == "bad":
            raise ValueError("no such words")

    made, _ = words(update)
    with pytest.raises(FilmError, match="no such words"):
        made.state = {"sentence": "bad", "t": 3}
    assert made.state == {"sentence": "I saw", "t": 0}


def test_a_position_that_can_not_be_drawn_is_not_gone_to():
    fig = Figure()
    text = fig.text(0, 0, "")
    made = film(fig, lambda a, b: text.set_text(f"{1 / (7 - a * b):.2f}"), a=(0, 9), b=(0, 9), budget=20)
    with pytest.raises(ZeroDivisionError):
        made.state = {"a": 1, "b": 7}
    assert made.state == {"a": 4, "b": 4}
    assert made.caption == "a = 4, b = 4"


# ---- a second run, and the end


def test_a_closed_film_is_let_go_of_though_a_slider_of_another_cell_lives_on():
    slider = w.IntSlider(0, max=3)
    fig = Figure()
    text = fig.text(0, 0, "")
    made = film(fig, lambda t, u: text.set_text(f"{t} {u}"), t=slider, u=(0, 3))
    own = made._controls[1].widget
    made.close()
    assert own.comm is None and slider.comm is not None
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None
    slider.value = 2  # and nobody hears it
    assert text.get_text() == "0 1"


def run(monkeypatch, cell, run):
    """From now on, this run of this cell is the one under way."""
    parent = {"metadata": {"cellId": cell}, "header": {"msg_id": run}}
    shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: parent))
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: shell)


def test_a_cell_that_is_run_again_lets_go_of_the_film_of_the_run_before(monkeypatch):
    run(monkeypatch, "a", "1")
    first, beside = words()[0], words()[0]
    first._repr_mimebundle_()
    assert first.comm is not None and beside.comm is not None  # of one run
    run(monkeypatch, "b", "2")
    beside._repr_mimebundle_()
    assert words()[0].comm is not None and first.comm is not None  # another cell's run is none of its business
    run(monkeypatch, "a", "3")
    third = words()[0]
    assert first.comm is None, "its output is gone"
    assert beside.comm is not None, "cell b shows it"
    assert third.comm is not None


# ---- size, and time


def test_a_film_that_grows_too_large_says_so_once_and_before_its_end(monkeypatch):
    monkeypatch.setattr(sys.modules["seesaw.film.film"], "LARGE", 60_000)
    fig = Figure()
    ax = fig.subplots()
    dots = ax.scatter(*np.zeros((2, 100)))
    at = np.random.default_rng(0).random((100, 2))
    seen = []

    def update(t):
        seen.append(t)
        dots.set_offsets(at * t / 20)

    with pytest.warns(UserWarning, match=r"of 21 positions already hold 0 MB") as told:
        film(fig, update, t=(0, 20))
    (told,) = told
    assert int(str(told.message).split()[1]) < 21


def test_playing_gives_any_slider_a_button():
    fig = Figure()
    text = fig.text(0, 0, "")
    slider = playing(w.SelectionSlider(options=["x", "q", "k"]), 550)
    made = film(fig, lambda step: text.set_text(step), step=slider)
    (control,) = made.data["controls"]
    assert (control["kind"], control["interval"], control["repeat"]) == ("play", 550, False)
    assert control["readouts"] == ["x", "q", "k"]
    made.state = {"step": "k"}
    assert slider.value == "k"


def test_the_style_of_a_film_ends_when_it_has_drawn():
    before = dict(mpl.rcParams)
    with studio.drawing({"font.size": 3.5}):
        assert mpl.rcParams["font.size"] == 3.5
    assert dict(mpl.rcParams) == before
