"""A film is a figure, controls and a sentence: what moves what, what is kept, what happens when all goes wrong."""

import base64
import io
import json
import os
import re
import subprocess
import sys
import time
import warnings
import zlib
from pathlib import Path
from xml.etree import ElementTree

import ipywidgets as w
import matplotlib as mpl
import numpy as np
import PIL.Image
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread

import seesaw.film
from seesaw import theme
from seesaw.film import Film, FilmError, film
from seesaw.film.paper import PLAYER

FILM = Path(seesaw.film.__file__).parent
LOUDNESS = {"value": 1, "min": 0, "max": 2, "step": 0.5}  # five positions


def figure():
    """A figure with one text, and the update that writes into it.  -> figure, text"""
    fig = Figure(figsize=(3, 2))
    return fig, fig.subplots().text(0.5, 0.5, "")


def spoken(controls, **kwargs):
    """A film whose picture says its state.  -> film, text"""
    fig, text = figure()
    return film(fig, lambda **state: text.set_text(repr(state)), **kwargs, **controls), text


def loud(**kwargs):
    """The film of one slider, five positions.  -> film, text, slider"""
    slider = w.FloatSlider(**LOUDNESS)
    made, text = spoken({"loudness": slider}, **kwargs)
    return made, text, slider


def shown(made, positions=None):
    """The fragments on the page at these positions, as the player would put them together from `data`."""
    key = ",".join(map(str, made.at["positions"] if positions is None else positions))
    return [made.data["pool"][fill] for fill in made.data["frames"][key][2:]]


def message(made, **content):
    """A message from the page; what the film answers.  -> list of answers"""
    answers, made.send = [], lambda content, buffers=None: answers.append(content)
    made._handle_custom_msg(content, [])
    del made.send
    return answers


def mapped(**kwargs):
    """A 5x5 map with its numbers, 101 positions."""
    with theme.lecture_style():
        fig, ax = theme.figure(5, 4)
        image = ax.imshow(np.zeros((5, 5)), cmap=theme.SHARE, vmin=0, vmax=1)
        texts = [ax.text(j, i, "", ha="center", va="center") for i in range(5) for j in range(5)]
        ax.set(xlabel="j answers", ylabel="i asks", title="alpha'")
    alpha = np.random.default_rng(0).normal(size=(5, 5))

    def update(loudness):
        share = np.exp(loudness * alpha)
        share /= share.sum(1, keepdims=True)
        image.set_data(share)
        for text, number in zip(texts, share.flat, strict=True):
            text.set(text=f"{number:.2f}", color=theme.text_on(number))

    return fig, update, w.FloatSlider(1, min=0, max=8, step=0.08)


# ---- the state and the widgets


def test_a_film_starts_where_its_widgets_stand():
    made, text, _ = loud()
    assert made.state == {"loudness": 1.0}
    assert text.get_text() == "{'loudness': 1.0}"


def test_state_snaps_to_the_nearest_position():
    made, _, slider = loud()
    made.state = {"loudness": 1.7}
    assert made.state == {"loudness": 1.5}
    assert slider.value == 1.5


def test_state_may_be_set_in_part():
    made, _ = spoken({"loudness": w.FloatSlider(**LOUDNESS), "head": [0, 1, 2]})
    made.state = {"head": 2}
    assert made.state == {"loudness": 1.0, "head": 2}


def test_moving_a_widget_moves_the_film():
    made, _, slider = loud()
    slider.value = 2
    assert made.state == {"loudness": 2.0}


def test_a_widget_between_two_positions_is_put_on_one():
    made, _, slider = loud()
    slider.value = 1.1
    assert (made.state, slider.value) == ({"loudness": 1.0}, 1.0)


def test_a_widget_that_starts_between_two_positions_is_put_on_one():
    slider = w.FloatSlider(1.2, min=0, max=2, step=0.5)
    assert spoken({"loudness": slider})[0].state == {"loudness": slider.value} == {"loudness": 1.0}


def test_moving_the_film_on_the_page_moves_the_widgets():
    head, slider = w.Dropdown(options=["first", "second"]), w.FloatSlider(**LOUDNESS)
    made, _ = spoken({"loudness": slider, "head": head})
    assert message(made, type="moved", positions=[3, 1], by="view") == []
    assert (slider.value, head.value) == (1.5, "second")
    assert made.state == {"loudness": 1.5, "head": "second"}
    assert made.at["by"] == "view"


@pytest.mark.parametrize(
    ("widget", "moved"),
    [
        (w.IntSlider(0, max=3), 3),
        (w.FloatLogSlider(1, min=0, max=2, step=1), 100.0),
        (w.SelectionSlider(options=["a", "b"]), "b"),
        (w.Dropdown(options=["a", "b"]), "b"),
        (w.ToggleButtons(options=["a", "b"]), "b"),
        (w.RadioButtons(options=["a", "b"]), "b"),
        (w.Checkbox(False), True),
        (w.ToggleButton(False), True),
        (w.Play(max=3), 3),
    ],
)
def test_each_kind_of_control_is_linked_both_ways(widget, moved):
    made, _ = spoken({"x": widget})
    first = widget.value
    widget.value = moved
    assert made.state == {"x": moved}
    made.state = {"x": first}
    assert widget.value == first


def test_a_control_that_is_not_there_is_named_beside_those_that_are():
    made, _, _ = loud()
    with pytest.raises(ValueError, match=r"there is no control 'volume'; this film has loudness\."):
        made.state = {"volume": 1}
    with pytest.raises(ValueError, match="loudness can't be nan"):
        made.state = {"loudness": float("nan")}
    assert made.state == {"loudness": 1.0}


# ---- the sentence


def test_with_no_caption_the_sentence_is_the_state():
    made, _ = spoken(
        {"how_loud": w.FloatSlider(**LOUDNESS), "head": w.Dropdown(options=["a"]), "on": True, "say": "saw"}
    )
    assert made.caption == "how loud = 1.0, head = a, on = on, say = saw"


def test_a_caption_is_a_function_of_the_state():
    made, _, _ = loud(caption=lambda loudness: f"as loud as {loudness:.1f}")
    made.state = {"loudness": 2}
    assert made.caption == "as loud as 2.0"
    assert made.data["captions"][made.data["frames"]["4"][1]] == made.caption


def told(returned, caption):
    """A film of `loudness` whose update returns what `returned` makes of it."""
    fig, text = figure()

    def update(loudness):
        text.set_text(f"{loudness}")
        return returned(loudness)

    return film(fig, update, caption=caption, loudness=w.FloatSlider(**LOUDNESS))


def test_a_caption_is_a_template_of_the_state_and_of_what_update_returns():
    made = told(lambda loudness: {"share": loudness / 3, "word": "saw"}, "{loudness:.0%} gives '{word}' {share:.2f}")
    assert made.caption == "100% gives 'saw' 0.33"
    made.state = {"loudness": 2}
    assert made.caption == "200% gives 'saw' 0.67"


def test_what_update_returns_goes_before_the_state():
    assert told(lambda loudness: {"loudness": "quite loud"}, "It is {loudness}.").caption == "It is quite loud."


def test_update_may_choose_the_template():
    made = told(lambda loudness: {"half": loudness / 2} if loudness else {"caption": "silent"}, "half is {half:.2f}")
    assert made.data["captions"] == ["silent", "half is 0.25", "half is 0.50", "half is 0.75", "half is 1.00"]


def test_a_template_may_have_no_field_and_what_else_update_returns_is_ignored():
    assert told(lambda loudness: [loudness], "as it is").caption == "as it is"


def test_a_template_costs_no_call_of_update():
    with_one, without = [], []
    told(with_one.append, "as it is"), told(without.append, None)
    assert with_one == without


def test_past_the_budget_the_sentence_is_of_the_position_drawn_on_demand():
    fig, text = figure()

    def update(a, b):
        text.set_text(f"{a} {b}")
        return {"sum": a + b}

    made = film(fig, update, caption="{sum}", budget=16, a=(0, 9), b=(0, 9))
    made.state = {"a": 8, "b": 9}
    assert made.caption == "17"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{loudness} {shore}", "it names {shore}, and there is loudness, share"),
        ("{} {share}", "its field {0} has no name; name it, as one of loudness, share"),
        ("{share:d}", "Unknown format code 'd'"),
        ("{share", "expected '}'"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_when_the_film_is_made(template, reason):
    with pytest.raises(FilmError) as refusal:
        told(lambda loudness: {"share": 0.5}, template)
    sentence = str(refusal.value)
    assert sentence.startswith(f"film: no caption at loudness=0.0: can't fill the template {template!r}: {reason}")
    assert "\n" not in sentence


def test_a_caption_function_that_raises_or_says_nothing_says_at_which_state():
    with pytest.raises(FilmError, match=r"no caption at loudness=1.0: float division by zero"):
        loud(caption=lambda loudness: f"{1 / (loudness - 1)}")
    with pytest.raises(FilmError, match=r"no caption at loudness=0.0: the function returned None, not a sentence"):
        loud(caption=lambda loudness: None)


def test_a_caption_is_a_template_or_a_function():
    with pytest.raises(TypeError, match=r"caption is a template such as .*\{loud:.1f\}.* got 3"):
        loud(caption=3)


def test_a_sentence_that_depends_on_more_than_the_state_is_refused():
    numbers = iter(range(99))
    with pytest.raises(FilmError, match="the caption came out differently the second time"):
        told(lambda loudness: {"nth": next(numbers)}, "{nth}")


def test_print_and_plain_text_give_the_sentence():
    made, _, _ = loud()
    assert repr(made) == str(made) == made._repr_mimebundle_()[0]["text/plain"] == "loudness = 1.0"


# ---- what a notebook keeps


def test_a_notebook_keeps_picture_sentence_and_widget():
    made, _, _ = loud()
    data, metadata = made._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    assert metadata == {"image/png": {"alt": "loudness = 1.0", "width": 300, "height": 200 + 46}}


def test_the_still_is_the_figure_at_twice_its_pixels_with_each_control_drawn_above_it():
    """And it follows them: a slider's thumb, what is chosen, what was typed."""
    controls = {
        "loudness": w.FloatSlider(0.5, min=0, max=1, step=0.5),
        "word": w.ToggleButtons(options=["I", "saw"]),
        "layer": w.Dropdown(options=["first", "last"]),
        "mask": w.Checkbox(False),
        "step": w.Play(min=0, max=1),
    }
    made, text = spoken(controls | {"words": w.Text("I saw")})

    def pixels():
        return np.asarray(PIL.Image.open(io.BytesIO(made._still()[0])).convert("RGB"), int)

    whole = pixels()
    assert whole.shape == (2 * (200 + (6 * 34) + 12), 600, 3)
    larger = io.BytesIO()
    text.get_figure().savefig(larger, dpi=200)
    drawn = np.asarray(PIL.Image.open(larger).convert("RGB"), int)
    assert np.abs(whole[-400:] - drawn).max() <= 20, "a palette is a little coarser"
    rows = [slice(round(68 * i), round(68 * (i + 1))) for i in range(6)]
    for i, state in enumerate(
        [{"loudness": 1}, {"word": "saw"}, {"layer": "last"}, {"mask": True}, {"step": 1}, {"words": "a"}]
    ):
        made.state = state
        now = pixels()
        changed = [bool(np.abs(now[row] - whole[row]).max() > 30) for row in rows]
        assert changed == [j == i for j in range(6)], state
        whole = now


def test_the_still_picture_is_the_figure_at_its_own_size_and_the_same_bytes_each_time():
    made, _, _ = loud()
    assert imread(io.BytesIO(made.png())).shape == (200, 300, 4)
    once = made.png()
    made.state = {"loudness": 0}
    assert made.png() != once
    made.state = {"loudness": 1}
    assert made.png() == once


def test_a_film_leaves_its_figure_as_it_was():
    fig, text = figure()
    fig.set_dpi(130)
    canvas, settings = fig.canvas, dict(mpl.rcParams)
    film(fig, lambda loudness: text.set_text(f"{loudness}"), loudness=w.FloatSlider(**LOUDNESS))
    assert (fig.dpi, fig.canvas, dict(mpl.rcParams)) == (130, canvas, settings)
    assert text.get_text() == "1.0"
    assert not any({"draw", "get_tightbbox"} & vars(artist).keys() for artist in fig.findobj())


def test_a_refusal_leaves_the_figure_as_it_was():
    fig, text = figure()
    fig.axes[0].pcolormesh(np.eye(3), shading="gouraud")
    with pytest.raises(FilmError, match="gouraud"):
        film(fig, lambda t: text.set_text(f"{t}"), t=(0, 3))
    assert fig.dpi == 100
    assert not any({"draw", "get_tightbbox"} & vars(artist).keys() for artist in fig.findobj())


def test_the_layout_is_run_once_and_then_frozen():
    fig = Figure(figsize=(3, 2), layout="constrained")
    ax = fig.subplots()
    with pytest.warns(UserWarning, match="does not fit every position"):
        film(fig, lambda t: ax.set_title("\n".join("title" for _ in range(t))), t=(1, 4))
    frozen = ax.get_position().bounds
    ax.set_title("1\n2\n3\n4")
    fig.draw_without_rendering()
    assert ax.get_position().bounds == frozen


def growing(t_max, **kwargs):
    """A title that grows by a line a position, over a layout that is frozen at one line."""
    fig = Figure(figsize=(3, 2), layout="constrained")
    ax = fig.subplots()
    return fig, film(
        fig,
        lambda t: ax.set_title("\n".join("Tt" for _ in range(t))) and None,
        t=w.IntSlider(1, min=1, max=t_max),
        **kwargs,
    )


def test_a_layout_that_does_not_fit_every_position_says_what_is_cut_and_the_cure():
    with pytest.warns(
        UserWarning, match=r"(?s)Text 'Tt.*' in axes 0 reaches \d+ points beyond .* or give relayout=True"
    ):
        growing(4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        growing(4, relayout=True)
        spoken({"said": ["short", "too long for its figure, which has no layout that could be worked out anew"]})


def test_a_legend_beside_its_figure_is_in_the_picture_that_is_saved(tmp_path):
    fig, text = figure()
    fig.axes[0].plot([0, 1], label="beside")
    fig.axes[0].legend(bbox_to_anchor=(1.0, 1), loc="upper left")
    made = film(fig, lambda t: text.set_text(t), t=["a", "b"])
    made.save(tmp_path / "legend.png")
    wide = made.data["width"]
    assert (made.data["left"], made.data["top"], made.data["height"]) == (0, 0, 144) and wide > 240
    assert imread(tmp_path / "legend.png").shape[1] == pytest.approx(wide * 100 / 72, abs=2)
    assert f'viewBox="0 0 {wide:g} 144"' in made.svg()
    assert made._repr_mimebundle_()[1]["image/png"]["width"] == pytest.approx(wide * 100 / 72, abs=2)


def test_with_relayout_it_is_run_at_each_position():
    fig = Figure(figsize=(3, 3), layout="constrained")
    ax = fig.subplots()
    made = film(fig, lambda t: ax.set_title("\n".join(["title"] * t)), t=w.IntSlider(1, min=1, max=4), relayout=True)
    backgrounds = {shown(made, (i,))[1] for i in range(4)}
    assert len(backgrounds) == 4, "the axes' background is as high under four lines of title as under one"


# ---- files and pages


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_it_is_saved_as_it_stands(tmp_path):
    made, _, _ = loud(caption=lambda loudness: f"<{loudness}>")
    made.state = {"loudness": 2}
    made.save(tmp_path / "film.svg")
    made.save(str(tmp_path / "film.png"))
    svg = (tmp_path / "film.svg").read_text(encoding="utf-8")
    assert "{'loudness': 2.0}" in texts(svg)
    assert ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}title").text == "<2.0>"
    assert imread(tmp_path / "film.png").shape == (200, 300, 4)


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"film\.gif; a film is saved as \.svg or \.png"):
        loud()[0].save(tmp_path / "film.gif")


def test_a_file_that_can_not_be_written_whole_leaves_the_one_that_was_there(tmp_path, monkeypatch):
    made, _, _ = loud()
    made.save(tmp_path / "film.png")
    before = (tmp_path / "film.png").read_bytes()

    def full(path, data):
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        made.save(tmp_path / "film.png")
    assert [path.name for path in tmp_path.iterdir()] == ["film.png"]
    assert (tmp_path / "film.png").read_bytes() == before


def outside(page):
    """The addresses in a page that would leave the machine."""
    links = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)<]*", page))
    return links - {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_what_is_kept_outside_names_its_language():
    made, _, _ = loud()
    assert '<html lang="en">' in made.to_html() and 'xml:lang="en"' in made.svg() and made.data["lang"] == "en"


def test_the_player_has_its_words_from_python():
    said = loud()[0].data["words"]
    assert set(re.findall(r"this\.words\.(\w+)", PLAYER)) <= set(said)
    assert {key for key in said if not re.search(rf"\bwords\.{key}\b", PLAYER)} == set()
    assert re.findall(r"[\"'`][A-Z][a-z]+ [a-z ]+", re.sub("//.*", "", PLAYER)) == []


def test_a_readout_has_room_for_the_widest_in_columns():
    words, long = (w.SelectionSlider(options=options) for options in (["saw", "鋸子 saw"], ["a" * 99]))
    made, _ = spoken({"number": (0, 100), "words": words, "long": long})
    assert [control["columns"] for control in made.data["controls"]] == [3, 8, 24]


@pytest.mark.parametrize("whole", [True, False])
def test_a_page_plays_with_nothing_from_outside(whole):
    page = loud()[0].to_html(page=whole)
    assert outside(page) == set()
    assert not re.search(r"\bimport\s*[({\"']|\bfetch\(|<link|\bsrc=[\"']", page)
    assert page.startswith("<!DOCTYPE html>") == whole


def test_a_link_to_elsewhere_would_be_found():
    assert outside('<script src="https://cdn.example.org/x.js">') == {"https://cdn.example.org/x.js"}


def test_a_page_starts_where_the_film_stands():
    made, _, _ = loud()
    made.state = {"loudness": 2}
    assert played(made.to_html())["controls"][0]["start"] == 4


def played(page):
    """The data in a page."""
    return json.loads(zlib.decompress(base64.b64decode(re.search(r'mount\(.*atob\("([^"]*)"\)', page)[1])))


def test_what_is_typed_ends_no_script():
    made, _ = spoken({"said": w.Text("</script><script>alert(1)</script>")})
    assert made.to_html().count("</script>") == 1
    assert played(made.to_html())["controls"][0]["words"] == "</script><script>alert(1)</script>"


# ---- the data


def test_each_fragment_order_and_sentence_is_sent_once():
    data = loud()[0].data
    for name in ("pool", "captions"):
        assert len(data[name]) == len(set(data[name]))
    assert len(data["orders"]) == 1
    assert set(data["frames"]) == {"0", "1", "2", "3", "4"}


def test_a_text_that_changes_costs_one_fragment_a_position_and_the_rest_costs_none():
    made, _, _ = loud()
    assert len(made.data["pool"]) == len(set(shown(made, (0,)))) + 4


TWICE = """
import hashlib, json, sys
sys.path.insert(0, {tests!r})
from trap_figures import TRAPS
from seesaw.film import film
for name in ("patches", "colour_bar", "mathematics", "line_seen_through_a_hole", "hatches", "legend", "subfigures"):
    fig, update = TRAPS[name].make()
    made = film(fig, update, **TRAPS[name].widgets())
    print(name, hashlib.sha256((json.dumps(made.data) + made.svg()).encode() + made.png()).hexdigest())
"""


def test_two_runs_give_the_same_bytes():
    script = TWICE.format(tests=os.path.dirname(__file__))
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == 7


def test_a_lecture_figure_says_which_colours_are_the_pages_ink_and_paper():
    fig, ax = theme.figure()
    assert film(fig, lambda t: ax.set_title(t) and None, t=(0, 1)).data["ink"][0] == theme.INK
    assert loud()[0].data["ink"] == []


# ---- past the budget


def test_within_the_budget_every_pair_of_positions_is_drawn_ahead():
    made, _ = spoken({"a": (0, 4), "b": (0, 3)}, budget=20)
    assert len(made.data["frames"]) == 20


def far(budget=16):
    """Past its budget: two sliders of 12 positions, standing at 5 and 10."""
    return spoken({"a": w.IntSlider(5, max=11), "b": w.IntSlider(10, max=11)}, budget=budget)[0]


def test_past_it_each_control_is_drawn_alone_around_the_start():
    frames = [tuple(map(int, key.split(","))) for key in far().data["frames"]]
    assert len(frames) <= 17
    assert all(a == 5 or b == 10 for a, b in frames)
    assert {(0, 10), (11, 10), (5, 0), (5, 11), (5, 10)} <= set(frames)


def drawn(made, answer):
    """The fragments that the page puts together from an answer."""
    pool = dict(enumerate(made.data["pool"])) | answer["pool"]
    ((_, _, *fills),) = answer["frames"].values()
    return [pool[fill] for fill in fills]


def test_past_it_the_kernel_draws_on_demand_what_the_grid_would_hold():
    made = far()
    (answer,) = message(made, type="wanted", positions=[3, 4])
    assert answer["positions"] == (3, 4)
    assert answer["version"] == made.data["version"]
    order, caption, *_ = answer["frames"]["3,4"]
    whole = far(budget=144)
    assert drawn(made, answer) == shown(whole, (3, 4))
    assert answer["orders"][order] == whole.data["orders"][0]
    assert answer["captions"][caption] == "a = 3, b = 4"
    json.dumps(answer)


def test_what_the_kernel_drew_on_demand_knows_its_clips():
    fig = Figure()
    ax = fig.subplots()
    (line,) = ax.plot([0, 1])

    def update(a, b):
        line.set_clip_box(mpl.transforms.Bbox([[0, 0], [100 + 10 * a, 100 + b]]))

    made = film(fig, update, a=(0, 9), b=(0, 9), budget=10)
    (answer,) = message(made, type="wanted", positions=[9, 9])
    ids = set(re.findall(r"url\(#(\w+)\)", "".join(answer["pool"].values())))
    assert ids
    assert all(f'id="{name}"' in answer["definitions"] for name in ids)


def test_a_position_that_update_cannot_draw_answers_with_the_reason():
    fig, text = figure()

    def update(a, b):
        if a == b == 9:
            raise ZeroDivisionError
        text.set_text(f"{a} {b}")

    made = film(fig, update, a=(0, 9), b=(0, 9), budget=20)
    (answer,) = message(made, type="wanted", positions=[9, 9])
    assert answer == {"positions": (9, 9), "words": "ZeroDivisionError"}
    (answer,) = message(made, type="wanted", positions=[8, 9])
    assert "frames" in answer


def test_past_it_a_page_starts_at_a_position_that_it_has():
    made = far()
    made.state = {"a": 3, "b": 4}
    starts = [control["start"] for control in played(made.to_html())["controls"]]
    assert ",".join(map(str, starts)) in made.data["frames"]
    assert "{'a': 3, 'b': 4}" in texts(made.svg())


@pytest.mark.parametrize("budget", [0, -1, 2.5, "many"])
def test_a_budget_is_a_number_of_positions(budget):
    with pytest.raises(ValueError, match=r"budget is the number of positions .* got"):
        loud(budget=budget)


# ---- words typed by a student


def said(**kwargs):
    """A film with a sentence and a slider; its update refuses the word 'no'.  -> film, the Text widget"""
    fig, text = figure()

    def update(sentence, i):
        if "no" in sentence:
            raise ValueError("film of no: type another word")
        words = sentence.split() or ["nothing"]
        text.set_text(words[i % len(words)])

    widget = w.Text("I saw the saw")
    made = film(fig, update, sentence=widget, i=w.IntSlider(1, max=3), **kwargs)
    return made, widget


def test_typing_draws_the_film_anew_in_place():
    made, widget = said()
    version = made.data["version"]
    (answer,) = message(made, type="typed", control=0, words="they cut wood")
    assert answer == {"trouble": "", "words": "they cut wood"}
    assert (made.state, widget.value) == ({"sentence": "they cut wood", "i": 1}, "they cut wood")
    assert made.data["version"] > version
    assert [w for i in range(3) for w in re.findall(r">([a-z]+)</text>", "".join(shown(made, (0, i))))] == [
        "they",
        "cut",
        "wood",
    ]
    assert made.typed == ["they cut wood", None]


def test_words_set_in_the_kernel_do_the_same():
    made, widget = said()
    widget.value = "by the widget"
    assert made.state["sentence"] == "by the widget"
    made.state = {"sentence": "by the state", "i": 3}
    assert (widget.value, made.state["i"]) == ("by the state", 3)


def test_words_that_update_cannot_draw_leave_the_last_good_film_and_say_why():
    made, widget = said()
    data = made.data
    (answer,) = message(made, type="typed", control=0, words="no\nnever")
    assert answer == {"trouble": "film of no: type another word", "words": "no\nnever"}
    assert made.trouble == "film of no: type another word"
    assert made.data is data
    assert made.state["sentence"] == widget.value == "I saw the saw"
    message(made, type="typed", control=0, words="yes")
    assert (made.trouble, made.state["sentence"]) == ("", "yes")


def test_after_such_words_the_old_film_still_draws_what_it_should():
    """The failed recording left its marks on the artists; the film before it must not believe them."""
    fig, text = figure()

    def update(sentence, a, b):
        if sentence == "fails" and a == 0:
            raise RuntimeError
        text.set_text(f"a is {a}")

    made = film(fig, update, sentence=w.Text("good"), a=w.IntSlider(2, max=9), b=w.IntSlider(2, max=9), budget=20)
    message(made, type="wanted", positions=[0, 5, 5])
    message(made, type="typed", control=0, words="fails")
    assert made.trouble == "RuntimeError"
    (answer,) = message(made, type="wanted", positions=[0, 2, 7])
    assert "a is 2" in "".join(drawn(made, answer))
    assert answer["version"] == made.data["version"]  # or the page would take the picture for one of other words


@pytest.mark.parametrize("words", ["", " ", "<script>alert('saw')</script>", "&amp;", "a" * 101, "鋸子 🪚"])
@pytest.mark.filterwarnings("error:Glyph")
def test_any_words_may_be_typed(words):
    made, text = spoken({"sentence": w.Text("saw")})
    message(made, type="typed", control=0, words=words)
    assert made.state == {"sentence": words}
    assert made.trouble == ""
    assert text.get_text() == repr({"sentence": words})
    assert text.get_text() in texts(made.svg())
    assert "<script" not in "".join(made.data["pool"])


# ---- bad input


def test_an_update_that_fails_says_at_which_state():
    fig, _ = figure()
    with pytest.raises(ZeroDivisionError) as failure:
        film(fig, lambda t: 1 / (t - 2), t=(0, 3))
    assert failure.value.__notes__ == ["film: update failed at t=2: division by zero"]


def test_no_control_no_film():
    with pytest.raises(ValueError, match="give at least one control, such as loudness=FloatSlider"):
        spoken({})


@pytest.mark.parametrize(("fig", "update"), [("picture", print), (Figure(), None), (None, None)])
def test_what_is_no_figure_or_no_function_is_refused(fig, update):
    with pytest.raises(TypeError, match="expected a Matplotlib figure and a function that changes it, got"):
        film(fig, update, t=(0, 1))


def test_interacts_habit_of_a_function_alone_is_told_what_to_write():
    with pytest.raises(TypeError, match=r"got function and NoneType: write film\(fig, update, t=\(0, 3\)\)"):
        film(lambda t: None, t=(0, 3))


def test_a_refusal_is_one_sentence_in_a_notebook():
    fig, text = figure()
    fig.axes[0].pcolormesh(np.eye(3), shading="gouraud")
    with pytest.raises(FilmError) as refused:
        film(fig, lambda t: text.set_text(f"{t}"), t=(0, 3))
    (line,) = refused.value._render_traceback_()
    assert line == f"FilmError: {refused.value}" and "gouraud" in line


def test_a_figure_of_another_canvas_can_be_a_film():
    fig, text = figure()
    FigureCanvasAgg(fig)
    assert isinstance(film(fig, lambda t: text.set_text(f"{t}"), t=(0, 1)), Film)


# ---- time: only ever beside something else in the same run


def cpu(work, times):
    """The least CPU time of several runs."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def test_a_film_of_101_positions_costs_less_than_saving_its_figure_15_times():
    fig, update, slider = mapped()
    update(1)
    once = cpu(lambda: fig.savefig(io.StringIO(), format="svg"), 5)
    assert cpu(lambda: film(fig, update, loudness=slider), 3) < 15 * once
