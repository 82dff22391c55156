"""The same moving picture made in six ways: what it costs to make, what it weighs, how soon it answers.

The picture is that of `making.py`: a 5x5 map of attention with its 25 numbers, and 101 positions of `loudness`.

  film            `film(...)` and its page, `to_html()`
  to_jshtml       Matplotlib's FuncAnimation as 101 pictures (png) with buttons and a slider
  plotly          a heat map with numbers, 101 frames and a slider, the library written into the page
  bokeh           an image, 25 texts and a slider; what it does is JavaScript written by hand, the library in the page
  interact        plt.subplots, the artists, plt.show at each change: nothing is made ahead, a kernel draws
  ipympl          artists changed in place, a kernel draws and sends what differs

Made: CPU seconds, so that what else the machine does counts little; of the page where there is one, else of a single
change in the kernel.  Bytes: of the page, alone and gzipped; of one picture that the kernel sends.
Answered: from the browser's time stamp of the input to the frame that shows the change, when it was painted and when it
was presented on the screen (how it is watched, and what counts as changed, is told in `slider.py`).  The input is a key
on the slider; for plotly, whose slider takes none, a press beside its grip.  Pages are opened from disk, offline;
interact and ipympl are measured in a JupyterLab, beside a film there.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/python tests/bench/compared.py [--presses 60] [--rounds 5] [--chromium /usr/bin/chromium]
"""

import argparse
import gzip
import random
import shutil
import tempfile
import time
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import ipympl.backend_nbagg
import matplotlib.pyplot as plt
import numpy as np
import plotly.graph_objects as go
from bokeh.embed import file_html
from bokeh.layouts import column
from bokeh.models import ColumnDataSource, CustomJS, LinearColorMapper, Slider
from bokeh.plotting import figure
from bokeh.resources import INLINE
from IPython.core.pylabtools import print_figure
from making import POSITIONS, WORDS, change, draw, made, shares
from matplotlib.animation import FuncAnimation
from measure import machine, spread, table
from playwright.sync_api import sync_playwright
from slider import FLAGS, WATCH, lab, measured, opened

from seesaw import theme

LOUD = np.linspace(0, 8, POSITIONS)


def drawn():
    """The figure with its layout frozen, as a film has it.  -> Figure, its function of loudness"""
    fig, ax = theme.figure(5, 4)
    artists = draw(ax, 1)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    return fig, lambda loudness: change(ax, *artists, loudness)


# ---- pages that play by themselves


def film_page():
    return made().to_html()


def jshtml_page():
    fig, update = drawn()
    return FuncAnimation(fig, lambda i: update(LOUD[i]), frames=POSITIONS).to_jshtml()


def plotly_page():
    def heat(loudness):
        return go.Heatmap(z=shares(loudness), x=list(range(5)), y=list(range(5)), zmin=0, zmax=1, colorscale="Blues")

    def numbered(loudness):
        return heat(loudness).update(texttemplate="%{z:.2f}")

    at_once = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    names = [f"{x:.2f}" for x in LOUD]
    ticks = {"tickvals": list(range(5)), "ticktext": WORDS}
    steps = [{"method": "animate", "args": [[name], at_once], "label": name} for name in names]
    titles = [{"title": {"text": f"loudness {name}"}} for name in names]
    frames = [
        go.Frame(data=[numbered(x)], name=n, layout=t, traces=[0]) for x, n, t in zip(LOUD, names, titles, strict=True)
    ]
    layout = {"width": 480, "height": 480, "xaxis": ticks, "yaxis": ticks | {"autorange": "reversed"}, **titles[0]}
    return go.Figure([numbered(LOUD[0])], layout | {"sliders": [{"steps": steps}]}, frames).to_html()


def bokeh_page():
    maps = [shares(x)[::-1] for x in LOUD]
    words = [[f"{share:.2f}" for share in one.flat] for one in maps]
    plot = figure(width=480, height=384, x_range=(0, 5), y_range=(0, 5), title="loudness 0.00")
    image = ColumnDataSource({"image": [maps[0]]})
    plot.image("image", 0, 0, 5, 5, source=image, color_mapper=LinearColorMapper("Blues256", low=1, high=0))
    x, y = np.meshgrid(np.arange(5) + 0.5, np.arange(5) + 0.5)
    texts = ColumnDataSource({"x": x.ravel(), "y": y.ravel(), "text": words[0]})
    plot.text("x", "y", "text", source=texts, text_align="center", text_baseline="middle")
    for axis, here in ((plot.xaxis, WORDS), (plot.yaxis, WORDS[::-1])):
        axis.ticker = [i + 0.5 for i in range(5)]
        axis.major_label_overrides = {i + 0.5: word for i, word in enumerate(here)}
    slider = Slider(start=0, end=8, step=8 / (POSITIONS - 1), value=0, title="loudness")
    code = """
        const i = Math.round(slider.value / slider.step);
        image.data.image[0].set(maps[i]);
        image.change.emit();
        texts.data = {...texts.data, text: words[i]};
        plot.title.text = `loudness ${slider.value.toFixed(2)}`;
    """
    parts = {"slider": slider, "image": image, "texts": texts, "plot": plot}
    flat = [one.ravel().tolist() for one in maps]
    slider.js_on_change("value", CustomJS(args=parts | {"maps": flat, "words": words}, code=code))
    return file_html(column(slider, plot), INLINE)


PAGES = {  # way -> the page, what takes the input, what is watched
    "film": (film_page, ".seesaw-film input[type=range]", "svg.seesaw-film-picture"),
    "to_jshtml": (jshtml_page, ".animation input[type=range]", ".animation"),
    "plotly": (plotly_page, ".slider-rail-touch-rect", ".heatmaplayer"),
    "bokeh": (bokeh_page, ".noUi-handle", "body"),
}


# ---- one change where a kernel draws


def ipympl_change():
    """A live figure.  -> a function that does what the kernel does at a change, and gives the picture that is sent"""
    fig, update = drawn()
    canvas = ipympl.backend_nbagg.Canvas(fig)
    ipympl.backend_nbagg.FigureManager(canvas, 0)
    send, sent = canvas.send_binary, []
    canvas.send_binary = lambda picture: (sent.append(picture), send(picture))

    def changed():
        update(random.choice(LOUD))
        canvas.draw()  # and sends what differs
        return sent[-1]

    return changed


def interact_change():
    """What a cell of plt.subplots, artists and plt.show does each time.  -> the picture that is sent"""
    fig, ax = plt.subplots(figsize=(5, 4))
    draw(ax, random.choice(LOUD))
    return print_figure(fig, fmt="png", bbox_inches="tight", base64=False)


# ---- measuring


def costs(make, rounds):
    """Median CPU seconds of `make()` after once for the fonts and modules, and what it gave the last time."""
    busy = []
    for _ in range(rounds + 1):
        start = time.process_time()
        gave = make()
        busy.append(time.process_time() - start)
        plt.close("all")
    return spread(busy[1:])[0], gave


def answers(browser, folder, presses):
    """{way: for each press, ms from the input until its frame is [painted, presented]}, in turns of ten presses."""
    pages, took = {}, {way: [] for way in PAGES}
    for way, (_, handle, picture) in PAGES.items():
        page = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True).new_page()
        page.goto(Path(folder, f"{way}.html").as_uri(), wait_until="domcontentloaded")
        page.wait_for_selector(handle, timeout=60_000)
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        page.evaluate("([way, picture]) => bench.follow(way, picture)", [way, picture])
        for number in range(3):  # warm up: each way's first change is not what a reader feels later
            once(page, way, handle, number)
        pages[way] = page
    while any(len(times) < presses for times in took.values()):
        for way, times in took.items():
            pages[way].bring_to_front()
            begun = len(times)
            times += [once(pages[way], way, PAGES[way][1], i) for i in range(begun, min(begun + 10, presses))]
    for page in pages.values():
        page.context.close()
    return took


def once(page, way, handle, number):
    """One step of the slider, at a random moment of the frame, when the answer to the last is over."""
    page.wait_for_function("() => performance.now() - bench.last > 200", polling=25)
    page.wait_for_timeout(random.uniform(0, 50))
    if way != "plotly":
        page.focus(handle)
    page.evaluate("(way) => bench.arm(way)", way)
    if way == "plotly":
        box = page.locator(handle).bounding_box()
        page.mouse.move(box["x"] + box["width"] * (0.1 + number % 40 / 50), box["y"] + box["height"] / 2)
        page.mouse.down()
    else:
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => bench.shown !== null", polling=25, timeout=20_000)
    page.mouse.up()
    return page.evaluate("() => bench.shown.map((t) => t - bench.pressed)")


def size(number):
    return f"{number / 1e6:.2f} MB" if number > 1e5 else f"{number / 1e3:.0f} kB"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--presses", type=int, default=60, help="steps of the slider for each way (default 60)")
    asked.add_argument("--rounds", type=int, default=5, help="how often each is made (default 5)")
    asked.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    asked = asked.parse_args()
    print(machine())
    rows = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        for way, (make, *_) in PAGES.items():
            cpu, page = costs(make, asked.rounds)
            page = page if "<html" in page else f"<!DOCTYPE html><meta charset='utf-8'>{page}"
            Path(folder, f"{way}.html").write_text(page, encoding="utf-8")
            sent = page.encode()
            rows[way] = [cpu, size(len(sent)), size(len(gzip.compress(sent)))]
        for way, took in answers(browser, folder, asked.presses).items():
            rows[way].append(took)
        with lab(Path(folder)) as address:
            took, _ = measured(opened(browser, address), asked.presses)
        browser.close()
    in_lab = {way: [frame for _, *frame in times] for way, times in took.items()}
    cpu, picture = costs(interact_change, asked.rounds)
    rows["interact"] = [cpu, size(len(picture)), "", in_lab["interact"]]
    cpu, picture = costs(ipympl_change(), asked.rounds)
    rows["ipympl"] = [cpu, size(len(picture)), "", in_lab["ipympl"]]
    print(machine() + "\n")
    report(rows)
    (middle, late), _ = spreads(in_lab["film"])
    print(f"\nThe film in the JupyterLab of interact and ipympl is painted after {middle:.1f} ms (95 %: {late:.1f}).")


def spreads(took):
    """[(median, 95 %) of painted, the same of presented]"""
    return [spread(column) for column in zip(*took, strict=True)]


def report(rows):
    """One table, with ratios to the film."""
    film_cpu, *_, film_took = rows["film"]
    film_ms = spreads(film_took)[0][0]
    lines = []
    for way, (cpu, whole, packed, took) in rows.items():
        (middle, late), (presented, _) = spreads(took)
        each = " a change" if way in ("interact", "ipympl") else ""
        made_in = f"{cpu:.2f} s{each}", f"{cpu / film_cpu:.2f}"
        answered = f"{middle:.1f}", f"{late:.1f}", f"{middle / film_ms:.1f}", f"{presented:.1f}"
        lines.append((way, *made_in, whole + each, packed, *answered))
    answered = "painted ms", "95 %", "times the film", "presented ms"
    table(("way", "made, CPU", "times the film", "bytes", "gzipped", *answered), lines)


if __name__ == "__main__":
    main()
