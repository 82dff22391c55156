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

import numpy as np
from PIL import Image

VIEW = {"width": 1300, "height": 1000}  # a film and its controls; each pixel more is painted at each step
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
WIDGET = "application/vnd.jupyter.widget-view+json"
MEAN, LARGEST = 0.5, 40  # of 255; a test says that one digit is past them
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
INK_LEAST = 40  # of 255: what is written stands out at least so far
MINUTE = 60_000  # milliseconds, as Playwright counts
TWO_FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


@contextlib.contextmanager
def running_lab(folder, notebooks):
    """A JupyterLab server over the folder `notebooks`, whose settings and traces stay in `folder`.  -> its URL"""
    config = folder / "config"
    (config / "labconfig").mkdir(parents=True)
    disabled = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (config / "labconfig" / "page_config.json").write_text(json.dumps(disabled))
    token = secrets.token_hex(16)
    places = {"JUPYTER_CONFIG_DIR": config, "JUPYTER_DATA_DIR": folder / "data", "JUPYTER_RUNTIME_DIR": folder / "run",
              "JUPYTERLAB_SETTINGS_DIR": folder / "settings", "JUPYTERLAB_WORKSPACES_DIR": folder / "workspaces",
              "IPYTHONDIR": folder / "ipython"}  # fmt: skip
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser", "--allow-root",
        "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--IdentityProvider.token={token}", "--LabApp.news_url=None",
        f"--ServerApp.root_dir={notebooks}",
    ]  # fmt: skip
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

    CURRENT = "const panel = jupyterapp.shell.currentWidget, kernel = panel?.sessionContext?.session?.kernel;"

    def __init__(self, page, url, name):
        self.page, self.name = page, name
        self.drawn = {}  # (film, positions) -> Matplotlib's own SVG
        page.goto(url)
        page.wait_for_function("window.jupyterapp?.restored.then(() => true)", timeout=2 * MINUTE)
        page.evaluate("(path) => jupyterapp.commands.execute('docmanager:open', {path})", name)
        page.wait_for_function(f"() => {{ {self.CURRENT} return kernel?.status === 'idle' }}", timeout=2 * MINUTE)

    def current(self, script, argument=None):
        """Run JavaScript in which `panel` is the open notebook and `kernel` its kernel."""
        return self.page.evaluate(f"async (argument) => {{ {self.CURRENT} {script} }}", argument)

    def run_all(self):
        """Run every cell and wait for the last to end, as the menu does."""
        self.current("await jupyterapp.commands.execute('runmenu:run-all')")
        self.page.wait_for_function(
            f"""() => {{ {self.CURRENT}
                const run = (cell) => cell.model.executionCount || !cell.model.sharedModel.source.trim();
                const cells = panel.content.widgets.filter((cell) => cell.model.type === 'code');
                return kernel.status === 'idle' && cells.every(run) }}""",
            timeout=10 * MINUTE,
        )

    def errors(self):
        """What cells raised, and what the page shows in place of a widget that failed."""
        return self.current(
            """const told = [];
            panel.content.widgets.forEach((cell, i) => {
              const outputs = cell.model.outputs;
              for (let j = 0; j < (outputs?.length ?? 0); j++) {
                const output = outputs.get(j).toJSON();
                if (output.output_type === 'error') told.push(`cell ${i}: ${output.ename}: ${output.evalue}`);
              }
              const words = cell.node.textContent;
              for (const bad of ['Error displaying widget', 'model not found', 'Javascript Error'])
                if (words.includes(bad)) told.push(`cell ${i}: ${bad}`);
            });
            return told;"""
        )

    def scroll_through(self):
        """Bring each cell into view once, as a reader does; JupyterLab lays cells out only then."""
        for i in range(self.current("return panel.content.widgets.length")):
            self.show(i)

    def show(self, cell):
        """Bring one cell into view."""
        self.current(
            f"""await panel.content.scrollToItem(argument, 'start');
            panel.content.activeCellIndex = argument;
            await {TWO_FRAMES}""",
            cell,
        )

    def cells_with(self, selector):
        """The numbers of the cells that have such an element in their outputs."""
        return self.current(
            """const found = [];
            panel.content.widgets.forEach((cell, i) => {
              if (cell.outputArea?.node.querySelector(argument)) found.push(i) });
            return found;""",
            selector,
        )

    def tagged(self, tag):
        """[(cell, its output as plain text)] of the cells that carry `tag`."""
        return self.current(
            """const found = [];
            panel.content.widgets.forEach((cell, i) => {
              if (!cell.model.sharedModel.getMetadata('tags')?.includes(argument)) return;
              found.push([i, cell.model.outputs.get(0).toJSON().data['text/plain']]);
            });
            return found;""",
            tag,
        )

    def theme(self, name):
        """'Light' or 'Dark'."""
        name = f"JupyterLab {name}"
        self.current("await jupyterapp.commands.execute('apputils:change-theme', {theme: argument})", name)
        self.page.wait_for_function(f"document.body.dataset.jpThemeName === '{name}'")
        self.page.wait_for_timeout(300)

    def films(self):
        """Every film of the notebook, top to bottom."""
        found = self.current(
            f"""const films = [];
            panel.content.widgets.forEach((cell, i) => {{
              const outputs = cell.model.outputs;
              for (let j = 0, nth = 0; j < (outputs?.length ?? 0); j++) {{
                const view = outputs.get(j).data['{WIDGET}'];
                if (view) films.push([i, nth++, view.model_id]);
              }}
            }});
            return films;"""
        )
        return [FilmOnPage(self, *place) for place in found]

    def ask_kernel(self, code, expression):
        """Run `code` in the notebook's kernel, outside its history.  -> the value of `expression`, by way of JSON"""
        answer = self.current(
            """const [code, expression] = argument;
            const future = kernel.requestExecute({
              code, silent: true, store_history: false, user_expressions: {answer: expression}});
            const {content} = await future.done;
            return content.status === 'ok' ? content.user_expressions.answer : content;""",
            [code, f"__import__('json').dumps({expression})"],
        )
        if answer.get("status") != "ok":
            raise RuntimeError(f"{self.name}: the kernel answered {answer}")
        return json.loads(eval(answer["data"]["text/plain"]))  # the repr of a str, from our own kernel

    def kill_kernel(self):
        """End the kernel's process as a crash would, and dismiss what JupyterLab says about it."""
        os.kill(self.ask_kernel("import os", "os.getpid()"), signal.SIGKILL)
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=MINUTE)
        while dialog.count():
            dialog.locator("button.jp-mod-accept").first.click()
            self.page.wait_for_timeout(200)

    def close(self):
        """End the kernel and leave."""
        self.current("await panel.sessionContext.shutdown()")
        self.page.context.close()


REFERENCE = '''
def _reference(model_id, positions):
    """Matplotlib's own SVG of a film's figure at `positions`."""
    import io, matplotlib
    from ipywidgets.widgets.widget import _instances
    from seesaw.film.record import RC
    film = _instances[model_id]
    film._visit(tuple(positions))
    file = io.StringIO()
    with matplotlib.rc_context(film._style | RC):
        film._fig.savefig(file, format="svg", dpi=film._fig.dpi)
    film._visit(tuple(film.at["positions"]))
    film._recorder.forget()
    return file.getvalue()
'''


class FilmOnPage:
    """One film of a notebook."""

    def __init__(self, notebook, cell, nth, model_id):
        self.notebook, self.page, self.cell, self.nth, self.model_id = notebook, notebook.page, cell, nth, model_id

    def __repr__(self):
        return f"{self.notebook.name}, cell {self.cell}"

    def show(self):
        """Bring the film into view and wait until it is drawn.  -> self"""
        self.notebook.show(self.cell)
        self.root = self.notebook.page.wait_for_function(
            f"""([cell, nth]) => {{ {Notebook.CURRENT}
                const film = panel.content.widgets[cell].node.querySelectorAll('.seesaw-film')[nth];
                return film?.querySelector('svg') && film.isConnected && film }}""",
            arg=[self.cell, self.nth], timeout=MINUTE,
        ).as_element()  # fmt: skip
        self.root.evaluate("(film) => film.scrollIntoView({block: 'start'})")
        self.settle()
        return self

    def settle(self):
        """Wait for two frames, so that what was changed is painted."""
        self.page.evaluate(f"() => {TWO_FRAMES}")

    def controls(self):
        """[(kind, label, number of positions)], top to bottom."""
        return self.root.evaluate(
            """(film) => [...film.querySelectorAll('.seesaw-film-control')].map((c) => {
              const kinds = ['range', 'select', 'buttons', 'checkbox', 'play', 'text'];
              const kind = kinds.find((name) => c.classList.contains(`seesaw-film-${name}`));
              const range = c.querySelector('input[type=range]');
              const counts = {range: range && +range.max + 1, play: range && +range.max + 1,
                select: c.querySelectorAll('option').length, buttons: c.querySelectorAll('input').length,
                checkbox: 2, text: 1};
              return [kind, c.querySelector('.seesaw-film-label').textContent, counts[kind]];
            })"""
        )

    def positions(self):
        """Where each control stands, read off the page."""
        return self.root.evaluate(f"(film) => {{ {STANDS} return stands() }}")

    def input(self, control, selector="input[type=range], select, input"):
        """The element that takes the keys of one control."""
        return self.root.query_selector_all(".seesaw-film-control")[control].query_selector(selector)

    def caption(self):
        return self.root.evaluate("(film) => film.querySelector('.seesaw-film-caption').textContent")

    def note(self):
        return self.root.evaluate("(film) => film.querySelector('.seesaw-film-note').textContent")

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

    def type(self, control, words):
        """Replace the words of a Text control by keyboard, and press Enter."""
        self.input(control).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def wait_for_kernel(self):
        """Where the kernel draws on demand, the film says so until it is there."""
        self.page.wait_for_function(
            "(film) => !film.querySelector('.seesaw-film-note').textContent", arg=self.root, timeout=MINUTE
        )
        self.settle()

    # ---- the picture

    def box(self):
        return self.root.query_selector("svg").bounding_box()

    def painted(self):
        """What is on the screen where the picture is."""
        self.page.mouse.move(2, 2)
        return painted(self.page, self.box())

    def numbers(self):
        """The numbers that the picture shows, line by line from the top, left to right; a faint or a covered one too.

        Each is read off the page with its place, and only if ink is painted there.
        """
        texts = self.root.evaluate(
            """(film) => [...film.querySelectorAll('svg text')].map((text) => {
              const {x, y, width, height} = text.getBoundingClientRect();
              return [text.textContent.replace('\u2212', '-').trim(), {x, y, width, height}];
            })"""
        )
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

    def reference(self, other):
        """Matplotlib's own SVG of the figure where the film stands, painted in page `other` in its size and colours."""
        at, drawn = self.positions(), self.notebook.drawn
        if (self.model_id, *at) not in drawn:
            code = f"_reference({self.model_id!r}, {at!r})"
            drawn[self.model_id, *at] = self.notebook.ask_kernel(REFERENCE, code)
        place = self.box()
        look = self.root.evaluate(
            """(film) => { const s = getComputedStyle(film.querySelector('svg'));
            return {ink: s.fill, paper: s.backgroundColor, lecture: film.classList.contains('seesaw-film-lecture')} }"""
        )
        return paint_svg(other, drawn[self.model_id, *at], place, look)

    # ---- the picture as text

    def walk(self, recorded, frames=None):
        """Move the controls by script and compare what stands in the page with a film recorded in this process.

        frames : positions in the order in which they are visited; every one that was recorded, if None
        At each, every fragment must be the recorder's, part by part, and sentence, readouts and controls must agree.
        -> what does not, in sentences
        """
        prefix = self.root.evaluate("(film) => film.querySelector('svg [id]')?.id.match(/^film[^-]*-/)[0] ?? ''")

        def shown(svg):
            return as_shown(svg, prefix, recorded.data["ink"], recorded.data["paper"])

        told = {
            "pool": list(map(shown, recorded._recorder.pool)),
            "definitions": shown(recorded._recorder.definitions()),
            "readouts": [control.readouts for control in recorded._controls],
            "frames": [
                (at, recorded._frames[at].fills, recorded._captions[at])
                for at in map(tuple, recorded._frames if frames is None else frames)
            ],
        }
        return [f"{self}: {wrong}" for wrong in self.root.evaluate(WALK, json.dumps(told))]


def as_shown(svg, prefix, ink, paper):
    """A fragment as a page shows it: ids of its own, ink and paper of the page, no blanks in the data of an image."""
    svg = re.sub(r'( id="|url\(#|xlink:href="#)', rf"\1{prefix}", svg)
    svg = re.sub(r'"data:[^"]*"', lambda data: re.sub(r"\s", "", data[0]), svg)
    page = dict.fromkeys(ink, "var(--seesaw-ink)") | dict.fromkeys(paper, "var(--seesaw-paper)")
    return re.sub(r'style="[^"]*"', lambda style: re.sub("|".join(page) or "$^", lambda c: page[c[0]], style[0]), svg)


STANDS = """
const controls = [...film.querySelectorAll('.seesaw-film-control')];
const stands = () => controls.map((control) => {
  const one = control.querySelector('input[type=range], select');
  if (one) return one.selectedIndex ?? +one.value;
  const inputs = [...control.querySelectorAll('input')];
  return inputs[0].type === 'checkbox' ? +inputs[0].checked : Math.max(0, inputs.findIndex((input) => input.checked));
});"""

WALK = f"""(film, told) => {{ {STANDS}
  const {{pool, definitions, readouts, frames}} = JSON.parse(told), svg = film.querySelector('svg'), wrong = [];
  const group = (svg) => {{
    const made = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    made.innerHTML = svg;
    return made;
  }};
  const nodes = pool.map(() => null), text = (selector) => film.querySelector(selector).textContent;
  const move = (control, position) => {{
    const one = control.querySelector('input[type=range], select'), inputs = control.querySelectorAll('input');
    if (!one) return inputs[inputs[0].type === 'checkbox' ? 0 : position].click();
    one[one.options ? 'selectedIndex' : 'value'] = position;
    one.dispatchEvent(new Event(one.options ? 'change' : 'input'));
  }};
  const read = (control) => control.querySelector('output')?.textContent
    ?? control.querySelector('select')?.selectedOptions[0].textContent
    ?? control.querySelector('label:has(input:checked)')?.textContent;
  for (const [positions, fills, caption] of frames) {{
    positions.forEach((position, i) => stands()[i] !== position && move(controls[i], position));
    const slots = [...svg.children].slice(1), say = (...words) => wrong.push(`at ${{positions}}, ${{words.join(' ')}}`);
    if (`${{stands()}}` !== `${{positions}}`) say('the controls stand at', stands());
    if (slots.length !== fills.length) say(slots.length, 'parts are shown, and', fills.length, 'were recorded');
    else fills.forEach((fill, i) => {{
      if (!slots[i].isEqualNode(nodes[fill] ??= group(pool[fill])))
        say('part', i, 'is', slots[i].innerHTML.slice(0, 300), 'and not', nodes[fill].innerHTML.slice(0, 300));
    }});
    for (const said of [text('.seesaw-film-caption'), svg.ariaLabel])
      if (said !== caption) say('it says', said, 'and not', caption);
    if (text('.seesaw-film-note')) say('a note:', text('.seesaw-film-note'));
    controls.forEach((control, i) => {{
      const words = read(control), wanted = readouts[i][positions[i]];
      if (words !== undefined && words !== wanted) say('control', i, 'reads', words, 'and not', wanted);
    }});
  }}
  if (!svg.firstChild.isEqualNode(group(definitions))) wrong.push('its clips and hatches are others');
  return wrong.slice(0, 5);
}}"""


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


def paint_svg(page, svg, place, look):
    """Paint a stand-alone SVG in an empty page, at the part of a pixel where `place` is.  -> (h, w, 3) int16"""
    from seesaw.theme import INK, PAPER

    svg = svg[svg.index("<svg") :]
    if look["lecture"]:
        for colour, mapped in ((INK, look["ink"]), ("#000000", look["ink"]), (PAPER, look["paper"])):
            svg = svg.replace(colour, mapped)
    left, top = (10 + place[axis] - int(place[axis]) for axis in "xy")
    rules = f"""
        html, body {{ margin: 0; background: {look["paper"]} }}
        body > svg {{ position: absolute; left: {left}px; top: {top}px; overflow: visible; fill: {look["ink"]};
                      width: {place["width"]}px; height: {place["height"]}px }}"""
    page.set_content(f"<!DOCTYPE html><style>{rules}</style>{svg}")
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


def same(one, other):
    """Whether two pictures are one but for smoothing."""
    mean, largest = apart(one, other)
    return mean <= MEAN and largest <= LARGEST


def brightness(pixels):
    """The median pixel of a picture, 0 black to 255 white: its paper."""
    return float(np.median(pixels))


def save(pixels, path):
    """Keep a picture, to look at."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint8)).save(path)
