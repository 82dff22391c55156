"""An exported page in real Chromium: no kernel, no network, and each picture is the one that Matplotlib saves."""

import base64
import io
import re

import pytest
from browser import lab
from ipywidgets import (
    Checkbox,
    Dropdown,
    FloatSlider,
    IntSlider,
    Play,
    RadioButtons,
    SelectionSlider,
    Text,
    ToggleButtons,
)
from matplotlib.figure import Figure
from PIL import Image
from trap_figures import TRAPS, saved

from seesaw import theme
from seesaw.film import film

pytestmark = pytest.mark.browser

PAINTED = (
    "words",
    "mathematics",
    "rotated_text",
    "line_with_markers",
    "patches",
    "annotation",
    "image",
    "image_alpha",
    "scatter",
    "filled_anew",
    "hatches",
    "legend",
    "colour_bar",
    "line_seen_through_a_hole",
    "polar",
    "subfigures",
    "twin_axes",
    "rasterized",
    "artists_added_and_removed",
    "order",
)


@pytest.fixture(scope="module")
def one_page(browser):
    """A page that keeps what it asked for and what it threw; each test fills it anew."""
    page = lab.new_page(browser)
    yield page
    page.context.close()


@pytest.fixture
def page(one_page):
    one_page.goto("about:blank")
    one_page.emulate_media(color_scheme="light")
    yield one_page
    assert lab.strangers(one_page.asked) == []
    assert one_page.thrown == []


class FilmOnPaper(lab.FilmOnPage):
    """A film in an exported page: the same hand, with no notebook around it."""

    def __init__(self, page, nth=0):
        self.page = page
        self.root = page.locator(".seesaw-film").nth(nth).element_handle()  # as soon as it is inflated
        self.settle()

    def __repr__(self):
        return "the page"

    def look(self):
        """Ink and paper as painted."""
        return self.root.evaluate(
            "(film) => { const s = getComputedStyle(film.querySelector('svg')); return [s.fill, s.backgroundColor] }"
        )

    def differs(self, svg):
        """How what is painted differs from a stand-alone SVG painted in the very same place, or ''."""
        seen = self.painted()
        self.root.evaluate(
            """(film, svg) => {
              const mine = film.querySelector('svg'), holder = document.createElement('div');
              holder.innerHTML = svg;
              const other = holder.querySelector('svg');
              for (const name of ['width', 'height']) other.removeAttribute(name);
              for (const name of ['class', 'style']) other.setAttribute(name, mine.getAttribute(name));
              film.mine = mine;
              mine.replaceWith(other);
            }""",
            svg[svg.index("<svg") :],
        )
        self.settle()
        wanted = self.painted()
        self.root.evaluate("(film) => film.querySelector('svg').replaceWith(film.mine)")
        mean, pixels = lab.apart(seen, wanted)
        cells = self.root.query_selector("svg [shape-rendering=crispEdges]")
        same = lab.same(seen, wanted, lab.EDGE if cells else lab.LARGEST)
        return "" if same else f"mean difference {mean:.2f}, {pixels} pixels differ"


def opened(page, made):
    """An exported film, open in the page."""
    page.set_content(made.to_html())
    return FilmOnPaper(page)


def trapped(name):
    trap = TRAPS[name]
    fig, update = trap.make()
    return trap, film(fig, update, **trap.widgets())


# ---- what is painted


@pytest.mark.parametrize("name", PAINTED)
def test_at_each_position_the_picture_is_the_one_that_matplotlib_saves(page, name):
    """Painted at two of them; the parts of it at all, to and fro, so that nothing of one stays in another."""
    trap, made = trapped(name)
    shown = opened(page, made)
    states, frames = trap.states(), list(made.data["frames"])
    for position in (len(states) - 1, 1):
        shown.by_keyboard(0, "range", position)
        assert shown.differs(saved(trap, states[position])) == "", f"position {position}"
    there = [list(map(int, frame.split(","))) for frame in frames]
    assert shown.walk(made, [*there, *there[::-1], *there[::3], *there[::2]]) == []


def test_two_films_on_a_page_do_not_disturb_each_other(page):
    """The same figure twice, so that every id of one is an id of the other, standing at different positions."""
    trap, first = trapped("line_seen_through_a_hole")
    _, second = trapped("line_seen_through_a_hole")
    page.set_content(f"<!DOCTYPE html>{first.to_html(page=False)}{second.to_html(page=False)}")
    above, below = FilmOnPaper(page, 0), FilmOnPaper(page, 1)
    above.by_keyboard(0, "range", 3)
    for shown, position in ((above, 3), (below, 0)):
        assert shown.differs(saved(trap, trap.states()[position])) == ""
    ids = page.evaluate(
        "() => [...document.querySelectorAll('.seesaw-film-picture')].map((svg) => "
        "[...svg.querySelectorAll('[id]')].map((e) => e.id))"
    )
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])


def test_the_pictures_style_stays_in_the_picture(page):
    _, made = trapped("patches")
    page.set_content(f"<svg id='other'><path d='M0 0'/></svg>{made.to_html(page=False)}")
    assert page.evaluate("() => getComputedStyle(document.querySelector('#other path')).strokeLinejoin") == "miter"


# ---- ink and paper


def lecture():
    """A lecture figure: ink, the colour of a symbol, a text in white."""
    fig, ax = theme.figure(4, 3)
    (line,) = ax.plot([0, 1, 0], color=theme.COLOUR["q"], lw=9)  # its corner is round
    ax.set_title("in ink", color=theme.INK)
    return film(fig, lambda t: line.set_ydata([0, t, 0]), t=IntSlider(1, min=0, max=3))


def test_a_lecture_figure_follows_the_dark_theme(page):
    page.emulate_media(color_scheme="dark")
    shown = opened(page, lecture())
    assert lab.brightness(shown.painted()) < 60
    inks = "(film) => [...film.querySelectorAll('svg text')].map((e) => getComputedStyle(e).fill)"
    assert set(shown.root.evaluate(inks)) == {"rgb(230, 230, 230)"}
    lines = "(film) => [...film.querySelectorAll('svg path')].map((e) => e.style.stroke)"
    assert any("208, 90, 31" in stroke for stroke in shown.root.evaluate(lines)), "the colour of q stays"


def test_a_lecture_figure_in_the_light_is_what_matplotlib_saves(page):
    page.emulate_media(color_scheme="light")
    assert lab.brightness(opened(page, lecture()).painted()) > 240


def test_anyone_elses_figure_stays_on_white(page):
    page.emulate_media(color_scheme="dark")
    shown = opened(page, trapped("line")[1])
    assert lab.brightness(shown.painted()) == 255
    assert shown.look() == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


# ---- the controls


def hands(**kwargs):
    """A film with a control of each kind; its picture and its sentence say its state."""
    fig = Figure((4, 2))
    text = fig.text(0.1, 0.5, "")
    controls = {
        "loudness": FloatSlider(1, min=0, max=2, step=0.5),
        "layer": SelectionSlider(options=["first", "second", "last"]),
        "word": Dropdown(options=["I", "saw", "the"], description="which word"),
        "scale": ToggleButtons(options=["no", "yes"]),
        "mask": RadioButtons(options=["none", "causal"]),
        "rows": Checkbox(False),
        "step": Play(min=0, max=1, interval=50),
    }
    return film(fig, lambda **state: text.set_text(f"{list(state.values())}"), **controls, **kwargs)


MOVES = [  # control, kind, position, what the sentence then says
    (0, "range", 4, "loudness = 2.0"),
    (0, "range", 0, "loudness = 0.0"),
    (1, "range", 2, "layer = last"),
    (2, "select", 2, "which word = the"),
    (3, "buttons", 1, "scale = yes"),
    (4, "buttons", 1, "mask = causal"),
    (5, "checkbox", 1, "rows = on"),
    (6, "play", 1, "step = 1"),
]


@pytest.mark.parametrize("hand", ["by_keyboard", "by_mouse"])
def test_each_kind_of_control_is_moved(page, hand):
    shown = opened(page, hands(budget=1000))
    positions = [2, 0, 0, 0, 0, 0, 0]
    for control, kind, position, says in MOVES:
        getattr(shown, hand)(control, kind, position)
        positions[control] = position
        assert shown.positions() == positions, "one control moves, and no other"
        assert says in shown.caption()
    shown.start_again()
    assert shown.positions() == [2, 0, 0, 0, 0, 0, 0]


def test_each_control_has_a_name_and_says_its_value(page):
    shown = opened(page, hands(budget=1000))
    names = shown.root.evaluate("(film) => [...film.querySelectorAll('[aria-label]')].map((e) => e.ariaLabel)")
    assert names[:7] == ["loudness", "layer", "which word", "scale", "mask", "rows", "step"]
    shown.by_keyboard(0, "range", 3)
    assert shown.input(0).get_attribute("aria-valuetext") == "1.5"
    assert shown.input(0, "output").text_content() == "1.5"
    assert shown.input(1).get_attribute("aria-valuetext") == "first"


def test_the_picture_has_the_sentence_as_its_name(page):
    shown = opened(page, trapped("line")[1])
    shown.by_keyboard(0, "range", 2)
    picture = shown.root.query_selector("svg")
    assert (picture.get_attribute("role"), picture.get_attribute("aria-label")) == ("img", "t = 2")


def test_typing_needs_a_kernel_and_says_so(page):
    fig = Figure()
    shown = opened(page, film(fig, lambda sentence: None, sentence=Text("I saw the saw")))
    box = shown.input(0)
    assert box.is_disabled()
    assert (box.input_value(), box.get_attribute("title")) == (
        "I saw the saw",
        "Typing needs a running kernel: run this cell again.",
    )


def test_past_its_budget_a_page_plays_each_control_alone_and_says_so(page):
    fig = Figure((3, 2))
    text = fig.text(0.5, 0.5, "")
    made = film(fig, lambda a, b: text.set_text(f"{a},{b}"), budget=30, a=IntSlider(4, max=9), b=IntSlider(6, max=9))
    shown = opened(page, made)
    assert (shown.positions(), shown.note()) == ([4, 6], "")
    shown.by_keyboard(0, "range", 9)
    assert (shown.positions(), shown.note()) == ([9, 6], "")
    shown.by_keyboard(1, "range", 0)
    assert shown.positions() == [4, 0]
    assert "each control plays alone" in shown.note()
    assert shown.root.query_selector("svg text").text_content() == "4,0"


# ---- what is saved


def saved_by(page, shown, kind):
    """The file that the button gives.  -> its name, its bytes"""
    with page.expect_download() as download:
        shown.root.query_selector(f"button[aria-label='Save {kind}']").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize("name", ["hatches", "image", "line_seen_through_a_hole", "mathematics"])
def test_the_svg_that_is_saved_is_what_is_on_the_screen(page, name):
    shown = opened(page, trapped(name)[1])
    shown.by_keyboard(0, "range", 1)
    title, svg = saved_by(page, shown, "SVG")
    assert title == "t-1.svg"
    assert re.search(rb'<svg[^>]* width="216pt" height="158.4pt"', svg)
    assert shown.differs(svg.decode()) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_saved_pictures_keep_the_colours_of_the_screen(page, empty_page, scheme):
    page.emulate_media(color_scheme=scheme)
    shown = opened(page, lecture())
    _, svg = saved_by(page, shown, "SVG")
    assert b"var(" not in svg
    empty_page.set_content(f"<style>body{{margin:0}}</style>{svg.decode()}")
    alone = lab.painted(empty_page, empty_page.query_selector("svg").bounding_box())
    assert lab.same(alone, shown.painted())


def test_a_png_of_a_figure_without_a_face_has_the_paper_of_the_page(page):
    fig = Figure((1, 1), facecolor="none")
    text = fig.text(0, 0, "words")
    shown = opened(page, film(fig, lambda t: text.set_x(t), t=(0, 1)))
    _, png = saved_by(page, shown, "PNG")
    assert Image.open(io.BytesIO(png)).convert("RGBA").getpixel((2, 2)) == (255, 255, 255, 255)


def test_the_png_that_is_saved_is_what_is_on_the_screen_at_three_times_the_size(page, empty_page):
    shown = opened(page, trapped("hatches")[1])
    shown.by_keyboard(0, "range", 1)
    title, png = saved_by(page, shown, "PNG")
    assert title == "t-1.png"
    assert int.from_bytes(png[16:20], "big") == 216 * 3
    box = shown.box()
    picture = base64.b64encode(png).decode()
    empty_page.set_content(
        f"<style>body{{margin:0}}</style><img src='data:image/png;base64,{picture}' width={box['width']}>"
    )
    empty_page.wait_for_function("document.querySelector('img').complete")
    small = lab.painted(empty_page, {"x": 0, "y": 0, "width": box["width"], "height": box["height"]})
    large = shown.painted()
    mean, _ = lab.apart(small[: len(large)], large[: len(small)])
    assert mean < 6, "scaled down, it is smoother, not other"
