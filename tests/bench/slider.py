"""From a key press on a slider to the pixels it paints: a film beside `interact` + pyplot and ipympl.

All three draw the same picture (a 5x5 map of attention with its 25 numbers, and a slider `loudness` from 0 to 8 in 101
steps) in one notebook, in one JupyterLab, in one Chromium, with one kernel, in turns of ten presses each.

A press is a real key (ArrowRight, sent through the browser's input pipeline).  The clock is the browser's own:
  from  the time stamp of the `keydown` event,
  to    the frame that shows the change: when it was painted, and when it was presented.  At the moment the picture
        changes, a dot is put beside the page's menu: it belongs to the same frame, and the browser's Element Timing
        tells both times.  Painted is what the way of drawing answers for; until it is presented comes, for all of them,
        the wait for the screen, 16.7 ms a frame at 60 Hz.
What counts as "the picture changed" is the earliest that can be seen from inside the page:
  film      its SVG was patched (MutationObserver)
  interact  a new <img> stands in the cell's output and has loaded (MutationObserver, then its load event)
  ipympl    its visible canvas was painted on (drawImage)
A second opinion on the film is the browser's Event Timing, key press to next presentation in steps of 8 ms (it reports
those of 16 ms and more; the others are counted as 8).  It cannot follow the rivals, which answer many frames later.
ipympl's picture is changed in place (set_data, set_text, draw_idle); its layout is frozen as the film's is.  `interact`
draws as people write it: plt.subplots, the artists, plt.show; then once more with the layout of the film's figure.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/python tests/bench/slider.py [--presses 80] [--chromium /usr/bin/chromium]
"""

import argparse
import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from measure import machine, spread, table
from playwright.sync_api import sync_playwright

CELLS = {
    "picture": """
import matplotlib.pyplot as plt
import numpy as np
from ipympl.backend_nbagg import Canvas, FigureManager  # takes plt over, so inline is asked for again below
from ipywidgets import FloatSlider, VBox, interact
from seesaw import theme
from seesaw.film import film

%matplotlib inline
plt.rcParams.update(theme.STYLE)  # the same ink and letters in all
words = ["I", "saw", "the", "saw", "fall"]
scores = np.random.default_rng(0).normal(size=(5, 5))

def shares(loudness):
    e = np.exp(loudness * scores)
    return e / e.sum(axis=1, keepdims=True)

def draw(ax, loudness):
    a = shares(loudness)
    image = ax.imshow(a, cmap=theme.SHARE, vmin=0, vmax=1, interpolation="none")
    texts = [ax.text(j, i, f"{a[i, j]:.2f}", ha="center", va="center", color=theme.text_on(a[i, j]))
             for i in range(5) for j in range(5)]
    ax.set(xticks=range(5), xticklabels=words, yticks=range(5), yticklabels=words, xlabel="j answers", ylabel="i asks")
    ax.set_title(f"loudness {loudness:.2f}")
    return image, texts

def change(ax, image, texts, loudness):
    a = shares(loudness)
    image.set_data(a)
    for text, share in zip(texts, a.flat):
        text.set(text=f"{share:.2f}", color=theme.text_on(share))
    ax.set_title(f"loudness {loudness:.2f}")

def slider():
    return FloatSlider(1, min=0, max=8, step=0.08)
""",
    "film": """
fig, ax = theme.figure(5, 4)
image, texts = draw(ax, 1)
film(fig, lambda loudness: change(ax, image, texts, loudness), loudness=slider())
""",
    "interact": """
@interact(loudness=slider())
def show(loudness):
    fig, ax = plt.subplots(figsize=(5, 4))
    draw(ax, loudness)
    plt.show()
""",
    "interact, constrained": """
@interact(loudness=slider())
def show_laid_out(loudness):
    fig, ax = plt.subplots(figsize=(5, 4), layout="constrained")
    draw(ax, loudness)
    plt.show()
""",
    "ipympl": """
live, live_ax = theme.figure(5, 4)
live_artists = draw(live_ax, 1)
live.draw_without_rendering()
live.set_layout_engine("none")
canvas = Canvas(live)
manager = FigureManager(canvas, 0)
handle = slider()

def moved(event):
    change(live_ax, *live_artists, event.new)
    canvas.draw_idle()

handle.observe(moved, "value")
VBox([handle, canvas])
""",
}

WAYS = {  # what takes the key, what is watched, and the word for its change
    "film": (".seesaw-film input[type=range]", "svg.seesaw-film-picture"),
    "interact": (".first.widget-interact .noUi-handle", ".first.widget-interact"),
    "interact, constrained": (".second.widget-interact .noUi-handle", ".second.widget-interact"),
    "ipympl": (".widget-vbox:has(canvas) .noUi-handle", ".jupyter-matplotlib-canvas-container, .jupyter-matplotlib"),
}

WATCH = """() => {
  const bench = (window.bench = { pressed: null, changed: null, shown: null, last: 0, events: [] });
  const dot = () => {
    const made = document.createElement("span");
    made.setAttribute("elementtiming", "bench");
    made.style = "position: fixed; left: 600px; top: 4px; width: 12px; height: 12px; contain: strict; z-index: 99";
    made.textContent = "•";
    bench.dot?.remove();
    document.body.append((bench.dot = made));
  };
  const changed = () => {
    bench.last = performance.now();
    if (bench.pressed === null || bench.changed !== null) return;
    bench.changed = bench.last;
    dot();
  };
  new PerformanceObserver((list) => {
    for (const e of list.getEntries())
      if (e.paintTime > bench.changed) bench.shown ??= [e.paintTime, e.presentationTime];
  }).observe({ type: "element" });
  const loaded = (image) => (image.complete ? changed() : image.addEventListener("load", changed, { once: true }));
  const drawn = ["film", "plotly"], canvases = ["ipympl", "bokeh"]; // the others show an <img>
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    draw.apply(this, args);
    if (canvases.includes(bench.way) && this.canvas.isConnected) changed();
  };
  const pressed = (event) => bench.armed && ([bench.pressed, bench.armed] = [event.timeStamp, false]);
  for (const input of ["keydown", "pointerdown"]) addEventListener(input, pressed, true);
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) if (e.name === "keydown") bench.events.push(e.duration);
  }).observe({ type: "event", durationThreshold: 16 });
  document.querySelectorAll(".widget-interact").forEach((w, i) => w.classList.add(["first", "second"][i]));
  bench.arm = (way) => Object.assign(bench, { way, armed: true, pressed: null, changed: null, shown: null });
  bench.follow = (way, selector) => {
    const all = { childList: true, subtree: true, attributes: true, characterData: true };
    new MutationObserver((records) => {
      if (bench.way !== way || canvases.includes(way)) return;
      if (drawn.includes(way)) return changed();
      for (const record of records)
        for (const node of record.attributeName === "src" ? [record.target] : record.addedNodes)
          if (node.nodeType === 1) for (const image of [node, ...node.querySelectorAll("img")])
            if (image.matches("img")) loaded(image);
    }).observe(document.querySelector(selector), all);
  };
}"""


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--presses", type=int, default=80, help="key presses for each way (default 80)")
    asked.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    asked = asked.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder, lab(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        page = opened(browser, address)
        version = browser.version
        took, events = measured(page, asked.presses)
        browser.close()
    print(machine())
    print(f"Chromium {version}, {asked.presses} presses each, ms from the key press:\n")
    spreads = {way: [spread(column) for column in zip(*times, strict=True)] for way, times in took.items()}
    rows = []
    for way, (changed, *frame) in spreads.items():
        row = [way, f"{changed[0]:.1f}"]
        for (middle, late), (film, _) in zip(frame, spreads["film"][1:], strict=True):
            row += [f"{middle:.1f}", f"{late:.1f}", f"{middle / film:.1f}"]
        rows.append(row)
    columns = [f"{what}{of}" for what in ("painted", "presented") for of in ("", ", 95 %", ", times the film")]
    table(("way", "changed", *columns), rows)
    middle, late = spread(events)
    print(f"\nthe film by the browser's Event Timing: median {middle:.0f} ms, 95 % {late:.0f} ms (in steps of 8)")


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def lab(folder):
    """A JupyterLab of this Python on the notebook below `folder`; its settings touch nobody's.  -> its address"""
    notebook = {
        "cells": [cell(source) for source in CELLS.values()],
        "metadata": KERNEL,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "work").mkdir()
    (folder / "work" / "slider.ipynb").write_text(json.dumps(notebook))
    homes = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")
    settings = {name: str(folder / name) for name in homes}
    for plugin, setting in SETTINGS.items():
        file = folder / "JUPYTERLAB_SETTINGS_DIR" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(setting))
    port, token = free_port(), secrets.token_hex(16)
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder / 'work'}",
        "--allow-root",
        "--LabApp.expose_app_in_browser=True",
    ]
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log, cwd=folder)
        try:
            wait_for(f"http://127.0.0.1:{port}/api/status?token={token}")
            yield f"http://127.0.0.1:{port}/lab/tree/slider.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait()


SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell stays on the page, in view or not
}
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def cell(source):
    name = secrets.token_hex(4)
    return {
        "id": name,
        "cell_type": "code",
        "source": source.strip(),
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(address):
    for _ in range(300):
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(address).read()
        time.sleep(0.2)
    raise SystemExit("JupyterLab did not start within a minute.")


def opened(browser, address):
    """The notebook in JupyterLab, all cells run, all three pictures there.  -> Page"""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    page.wait_for_function("() => document.querySelectorAll('.widget-interact').length === 2", timeout=120_000)
    page.evaluate(WATCH)
    for way, (handle, picture) in WAYS.items():
        page.wait_for_selector(handle, timeout=120_000)
        page.wait_for_selector(picture, timeout=120_000)
        page.evaluate("([way, picture]) => bench.follow(way, picture)", [way, picture])
    page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    page.wait_for_timeout(3000)
    return page


def measured(page, presses):
    """Turns of ten presses, each waited for and at a random moment of the frame.  -> ({way: ms}, the film's events)"""
    took, events = {way: [] for way in WAYS}, []
    for way in WAYS:
        turn(page, way, 3)  # warm up: each way's first change is not what a student feels later
    while any(len(times) < presses for times in took.values()):
        for way, times in took.items():
            page.evaluate("() => { bench.events = [] }")
            turned = turn(page, way, min(10, presses - len(times)))
            times += turned
            if way == "film":
                page.wait_for_timeout(300)
                slow = page.evaluate("() => bench.events")
                events += slow + [8] * (len(turned) - len(slow))
    return took, events


def turn(page, way, presses):
    page.focus(WAYS[way][0])
    page.evaluate("(handle) => document.querySelector(handle).scrollIntoView()", WAYS[way][0])
    return [press(page, way) for _ in range(presses)]


def press(page, way):
    """One press of ArrowRight.  -> ms from its event to [the change, its painting, its presentation]"""
    page.wait_for_function("() => performance.now() - bench.last > 300", polling=25)  # the answer to the last is over
    page.wait_for_timeout(random.uniform(0, 50))
    page.evaluate("(way) => bench.arm(way)", way)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => bench.shown !== null", polling=25, timeout=20_000)
    return page.evaluate("() => [bench.changed, ...bench.shown].map((t) => t - bench.pressed)")


if __name__ == "__main__":
    main()
