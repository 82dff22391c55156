"""JupyterLab in real Chromium, as a student has it, with a hand on every control.

    with running_lab(folder) as url: a server on this machine alone, with settings of its own
    Notebook(page, url, name)         opens one notebook, runs it, finds its films, kills its kernel
    FilmOnPage                        one film: its controls by keyboard and by mouse, what is painted, the reference

Chromium resolves no name but this machine's, and every request is kept: a lecture must need no network.
"""

import base64
import contextlib
import io
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import matplotlib
import numpy as np
from PIL import Image

from seesaw.film.record import RC
from seesaw.theme import INK, PAPER

SCRIPT = Path(__file__).with_name("lab.js")
VIEW = {"width": 1300, "height": 1000}  # a film and its controls; each pixel more is painted at each step
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
MEAN, LARGEST = 0.5, 40  # of 255; a test says that one digit is past them
EDGE = 50  # instead of LARGEST where small images are drawn as cells: an edge may be a part of a pixel elsewhere
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
INK_LEAST = 40  # of 255: what is written stands out at least so far
MINUTE = 60_000  # milliseconds, as Playwright counts


@contextlib.contextmanager
def running_lab(folder):
    """`seesaw lab` as on a fresh machine: settings, traces and copies of the lectures are in `folder`.  -> its URL"""
    config = folder / "config"
    token = secrets.token_hex(16)
    places = {
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": folder / "run",
        "JUPYTERLAB_SETTINGS_DIR": folder / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
        "IPYTHONDIR": folder / "ipython",
        "SEESAW_LECTURES": folder / "lectures",
    }
    command = [
        sys.executable,
        "-m",
        "seesaw.cli",
        "lab",
        "--no-browser",
        "--expose-app-in-browser",
        "--ServerApp.port=0",
        f"--IdentityProvider.token={token}",
    ]
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(
        command, env=os.environ | {name: str(path) for name, path in places.items()}, stdout=log, stderr=log
    )
    try:
        yield f"{_address(server, folder)}lab?token={token}&reset"
    finally:
        server.send_signal(signal.SIGINT)  # twice: stop without asking, and take the kernels along
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _address(server, folder):
    """Wait for the server to say where it listens."""
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped: {(folder / 'server.log').read_text()[-2000:]}")
        for said in (folder / "run").glob("jpserver-*.json"):
            with contextlib.suppress(ValueError):
                return json.loads(said.read_text())["url"]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start: {(folder / 'server.log').read_text()[-2000:]}")


def new_page(browser):
    """A page of `browser` that keeps what it asked for (`.asked`) and what it threw (`.thrown`)."""
    page = browser.new_context(viewport=VIEW, reduced_motion="reduce").new_page()
    page.add_init_script(path=SCRIPT)
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))  # for a page that is given its content and goes nowhere
    page.devtools = page.context.new_cdp_session(page)
    page.asked, page.thrown = [], []
    page.context.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.thrown.append(str(error)))
    return page


def strangers(urls):
    """Those of `urls` that leave this machine."""
    own = ("127.0.0.1", "localhost")
    return [u for u in urls if urlsplit(u).scheme not in ("blob", "data", "about") and urlsplit(u).hostname not in own]


def painted(page, box):
    """What is painted in `box` (x, y, width, height in CSS pixels), outward to whole pixels.  -> (h, w, 3) int16"""
    left, top = int(box["x"]), int(box["y"])
    right, bottom = int(np.ceil(box["x"] + box["width"])), int(np.ceil(box["y"] + box["height"]))
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}
    taken = page.devtools.send("Page.captureScreenshot", {"format": "png", "clip": clip, "optimizeForSpeed": True})
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB"), np.int16)


class Notebook:
    """One notebook, open in JupyterLab."""

    def __init__(self, page, url, name):
        self.page, self.name = page, name
        page.goto(url)
        page.wait_for_function("window.jupyterapp?.restored.then(() => true)", timeout=2 * MINUTE)
        page.evaluate("(path) => jupyterapp.commands.execute('docmanager:open', {path})", name)
        page.wait_for_function("lab.idle()", timeout=2 * MINUTE)

    def ask(self, what, *given):
        """One of the functions of lab.js about the notebook, called with at most one argument."""
        return self.page.evaluate(f"(given) => lab.{what}(given)", *given)

    def save(self):
        self.page.evaluate("jupyterapp.commands.execute('docmanager:save')")

    def run_all(self):
        """Run every cell and wait for the last to end, as the menu does."""
        self.page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
        self.page.wait_for_function("lab.allRun()", timeout=10 * MINUTE)

    def theme(self, name):
        """'Light' or 'Dark'."""
        self.ask("theme", f"JupyterLab {name}")
        self.page.wait_for_function(f"document.body.dataset.jpThemeName === 'JupyterLab {name}'")
        self.page.wait_for_timeout(300)

    def films(self):
        """Every film of the notebook, top to bottom."""
        return [FilmOnPage(self, *place) for place in self.ask("films")]

    def kill_kernel(self):
        """End the kernel's process as a crash would, and dismiss what JupyterLab says about it."""
        os.kill(self.ask("pid"), signal.SIGKILL)
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=MINUTE)
        while dialog.count():
            dialog.locator("button.jp-mod-accept").first.click()
            self.page.wait_for_timeout(200)

    def close(self):
        """End the kernel and leave."""
        if self.page.is_closed():
            return
        self.page.evaluate("lab.panel().sessionContext.shutdown()")
        self.page.context.close()


class FilmOnPage:
    """One film of a notebook."""

    def __init__(self, notebook, cell, nth):
        self.notebook, self.page, self.cell, self.nth = notebook, notebook.page, cell, nth

    def __repr__(self):
        return f"{self.notebook.name}, cell {self.cell}"

    def ask(self, what, *given):
        """One of the functions of lab.js about a film, called with at most one argument more."""
        return self.root.evaluate(f"(film, given) => lab.{what}(film, given)", *given)

    def show(self):
        """Bring the film into view and wait until it is drawn.  -> self"""
        place = [self.cell, self.nth]
        self.root = self.page.evaluate_handle("(place) => lab.film(place)", place).as_element()
        assert self.root, f"{self} is not drawn"
        return self

    def settle(self):
        """Wait for two frames, so that what was changed is painted."""
        self.page.evaluate("lab.painted()")

    def controls(self):
        """[(kind, label, number of positions)], top to bottom."""
        return self.ask("described")

    def positions(self):
        """Where each control stands, read off the page."""
        return self.ask("positions")

    def input(self, control, selector="input[type=range], select, input"):
        """The element that takes the keys of one control."""
        return self.root.query_selector_all(".seesaw-film-control")[control].query_selector(selector)

    def caption(self):
        return self.ask("part", "caption")

    def note(self):
        return self.ask("part", "note")

    # ---- the hand

    def start_again(self):
        self.root.query_selector(".seesaw-film-tools button").click()
        self.settle()

    def by_keyboard(self, control, kind, position):
        """Move one control to `position` with keys alone."""
        keys = getattr(self, f"_keys_{kind}")
        keys(control, position)
        self.settle()

    def _keys_range(self, control, position):
        """Home or End, whichever is nearer, then by the page while that is a tenth, then step by step."""
        box = self.input(control)
        box.focus()
        last = int(box.get_attribute("max"))
        near_end = position > last // 2
        press = self.page.keyboard.press
        press("End" if near_end else "Home")
        left = last - position if near_end else position
        page = round(last / 10)
        if page > 1:
            for _ in range(left // page - 1):
                press("PageDown" if near_end else "PageUp")
        for _ in range(abs(position - box.evaluate("(box) => box.valueAsNumber"))):
            press("ArrowLeft" if near_end else "ArrowRight")

    _keys_play = _keys_range

    def _keys_select(self, control, position):
        self.input(control).focus()
        self.page.keyboard.press("Home")
        for _ in range(position):
            self.page.keyboard.press("ArrowDown")

    def _keys_buttons(self, control, position):
        count = len(self.root.query_selector_all(".seesaw-film-control")[control].query_selector_all("input"))
        now = self.positions()[control]
        self.input(control, "input:checked").focus()
        for _ in range((position - now) % count):
            self.page.keyboard.press("ArrowRight")

    def _keys_checkbox(self, control, position):
        self.input(control).focus()
        if self.positions()[control] != position:
            self.page.keyboard.press("Space")

    def by_mouse(self, control, kind, position):
        """Move one control to `position`, or as near as a hand with a mouse gets."""
        getattr(self, f"_mouse_{kind}")(control, position)
        self.settle()

    def _mouse_range(self, control, position):
        """Drag from where the thumb is."""
        box = self.input(control)
        place, last = box.bounding_box(), int(box.get_attribute("max"))
        thumb = 16
        ends = box.evaluate("(b) => b.valueAsNumber"), position
        x = [place["x"] + thumb / 2 + at / max(last, 1) * (place["width"] - thumb) for at in ends]
        y = place["y"] + place["height"] / 2
        self.page.mouse.move(x[0], y)
        self.page.mouse.down()
        self.page.mouse.move(x[1], y, steps=3)
        self.page.mouse.up()

    _mouse_play = _mouse_range

    def _mouse_select(self, control, position):
        """A click opens the list; the list itself is the system's window, out of the page's reach, so keys choose."""
        box = self.input(control)
        box.click()
        for key in ("Home", *["ArrowDown"] * position, "Enter"):
            self.page.keyboard.press(key)

    def _mouse_buttons(self, control, position):
        self.root.query_selector_all(".seesaw-film-control")[control].query_selector_all("label")[position].click()

    def _mouse_checkbox(self, control, position):
        if self.positions()[control] != position:
            self.input(control).click()

    def place(self, point):
        """Where a point of the picture is on the page, brought into view.  -> x, y"""
        return self.ask("place", point)

    def drag(self, point, to, touch=False):
        """Press at a point of the picture, and go to another: with the mouse, or with a finger."""
        ends = self.place(to), self.place(point)
        if touch:
            return self.ask("touch", ends[::-1]) or self.settle()
        self.page.mouse.move(*ends[1])
        self.page.mouse.down()
        self.page.mouse.move(*ends[0], steps=3)
        self.page.mouse.up()
        self.settle()

    def type(self, control, words):
        """Replace the words of a Text control by keyboard, and press Enter."""
        self.input(control).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    # ---- the picture

    def box(self):
        return self.root.query_selector("svg").bounding_box()

    def painted(self):
        """What is on the screen where the picture is, but for the grips of its handles, which are no part of it."""
        self.page.mouse.move(2, 2)
        self.ask("grips", 0)
        pixels = painted(self.page, self.box())
        self.ask("grips", "")
        return pixels

    def numbers(self):
        """The numbers that the picture shows, line by line from the top, left to right; a faint or a covered one too.

        Each is read off the page with its place, and only if ink is painted there.
        """
        texts = self.ask("texts")
        picture, corner = self.painted(), self.box()
        lines = []
        for words, place in sorted(texts, key=lambda text: text[1]["y"] + text[1]["height"] / 2):
            if not NUMBER.fullmatch(words) or not _has_ink(picture, corner, place):
                continue
            middle = place["y"] + place["height"] / 2
            if not lines or middle - lines[-1][0] > 0.4 * place["height"]:
                lines.append((middle, []))
            lines[-1][1].append((place["x"], float(words)))
        return [[value for _, value in sorted(line)] for _, line in lines]

    def reference(self, other, recorded):
        """Matplotlib's own SVG of the figure where the film stands, painted in page `other` in its size and colours.

        recorded : the same film in this process
        """
        return paint_svg(other, saved(recorded, self.positions()), self.box(), self.ask("look"))

    # ---- the picture as text

    def walk(self, data, frames=None):
        """Move the controls by script and compare what stands in the page with what a film plays.

        data   : a film recorded in this process, or its data as it was stored
        frames : positions in the order in which they are visited; every one that was recorded, if None
        At each, every fragment must be the recorder's, part by part, and sentence, readouts and controls must agree.
        -> what does not, in sentences
        """
        data, prefix = getattr(data, "data", data), self.ask("prefix")

        def shown(svg):
            return as_shown(svg, prefix, data["ink"], data["paper"])

        played = data["frames"] if frames is None else [",".join(map(str, at)) for at in frames]
        told = {
            "pool": list(map(shown, data["pool"])),
            "definitions": shown(data["definitions"]),
            "readouts": [control["readouts"] for control in data["controls"]],
            "frames": [
                (list(map(int, at.split(","))), fills, data["captions"][caption])
                for at in played
                for _, caption, *fills in [data["frames"][at]]
            ],
        }
        asked = "(film, told) => lab.walk(film, JSON.parse(told))"  # as one text, which is quicker to hand over
        return [f"{self}, {wrong}" for wrong in self.root.evaluate(asked, json.dumps(told))]


def saved(recorded, positions):
    """Matplotlib's own SVG of the figure of a film, brought to `positions`."""
    recorded._visit(tuple(positions))
    file = io.StringIO()
    with matplotlib.rc_context(recorded._style | RC):
        recorded._fig.savefig(file, format="svg", dpi=recorded._fig.dpi, bbox_inches=recorded._inches())
    recorded._recorder.forget()
    return file.getvalue()


def as_shown(svg, prefix, ink, paper):
    """A fragment as a page shows it: ids of its own, ink and paper of the page, no blanks in the data of an image."""
    svg = re.sub(r'( id="|url\(#|xlink:href="#)', rf"\1{prefix}", svg)
    svg = re.sub(r'"data:[^"]*"', lambda data: re.sub(r"\s", "", data[0]), svg)
    page = dict.fromkeys(ink, "var(--seesaw-ink)") | dict.fromkeys(paper, "var(--seesaw-paper)")
    return re.sub(r'style="[^"]*"', lambda style: re.sub("|".join(page) or "$^", lambda c: page[c[0]], style[0]), svg)


def _has_ink(picture, corner, place):
    """Whether something stands out from its ground in the box `place` of a picture whose top left is `corner`."""
    top, left = int(place["y"] - int(corner["y"])), int(place["x"] - int(corner["x"]))
    part = picture[max(top, 0) : top + int(place["height"]) + 1, max(left, 0) : left + int(place["width"]) + 1]
    return part.size > 0 and int(part.max() - part.min()) > INK_LEAST


def shows(lines, array):
    """Whether `lines` of numbers hold the rows of `array`, each whole and in order on a line of its own, top to bottom.

    Numbers are equal to half a unit of the two decimals that pictures show.  An array of one axis may lie or stand.
    """
    array = np.asarray(array, dtype=float)
    forms = [array[None], array[:, None]] if array.ndim == 1 else [array]
    return any(_shows_rows(lines, form) for form in forms)


def _shows_rows(lines, rows):
    below = iter(lines)  # each row is looked for below the last one found
    return all(any(_holds(line, row) for line in below) for row in rows)


def _holds(line, row):
    parts = (line[start : start + len(row)] for start in range(len(line) - len(row) + 1))
    return any(np.allclose(part, row, rtol=0, atol=0.00501) for part in parts)


def paint_svg(page, svg, place, look, lang="en"):
    """Paint a stand-alone SVG in an empty page, at the part of a pixel where `place` is.  -> (h, w, 3) int16

    lang : the language of the page, by which Chromium chooses the forms of Chinese characters
    """
    svg = svg[svg.index("<svg") :]
    if look["lecture"]:
        for colour, mapped in ((INK, look["ink"]), ("#000000", look["ink"]), (PAPER, look["paper"])):
            svg = svg.replace(colour, mapped)
    left, top = (10 + place[axis] - int(place[axis]) for axis in "xy")
    rules = f"""
        html, body {{ margin: 0; background: {look["paper"]} }}
        body > svg {{ position: absolute; left: {left}px; top: {top}px; overflow: visible; fill: {look["ink"]};
                      width: {place["width"]}px; height: {place["height"]}px }}"""
    page.set_content(f"<!DOCTYPE html><html lang={lang}><style>{rules}</style>{svg}")
    return painted(page, {"x": left, "y": top, "width": place["width"], "height": place["height"]})


def apart(one, other):
    """How far two pictures are apart: (mean, largest) difference of 255, over neighbourhoods of 3 x 3 pixels.

    Smoothing may put the edge of a circle a part of a pixel elsewhere, which evens out over a neighbourhood; a line, a
    colour or a digit that differs does not.
    """
    if one.shape != other.shape:
        return 255.0, 255.0
    difference = (one - other).astype(float)
    for axis in (0, 1):
        difference = sum(np.roll(difference, shift, axis) for shift in (-1, 0, 1)) / 3
    return float(np.abs(difference).mean()), float(np.abs(difference).max())


def same(one, other, most=LARGEST):
    """Whether two pictures are one but for smoothing."""
    mean, largest = apart(one, other)
    return mean <= MEAN and largest <= most


def brightness(pixels):
    """The median pixel of a picture, 0 black to 255 white: its paper."""
    return float(np.median(pixels))


def save(pixels, path):
    """Keep a picture, to look at."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint8)).save(path)
