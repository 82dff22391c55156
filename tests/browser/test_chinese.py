"""A notebook of the Chinese edition as a student has it: its films are Matplotlib's own, in Taiwan's characters.

Chromium is given the fonts that the package ships, as a system in Taiwan has its own: else it would paint boxes.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import lab
from browser.test_screens import POSITIONS, TALLEST

from seesaw.copies import films_file

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TOP = Path(__file__).parents[2]
FIRST, *OTHERS = sorted((TOP / "notebooks" / "zh-TW").glob("*.ipynb"))
NOTEBOOKS = [FIRST, *(pytest.param(path, marks=pytest.mark.slow) for path in OTHERS)]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

CROWDED = """
(most) => {
  const keys = Object.keys(film.data.frames), step = Math.max(1, Math.floor(keys.length / most)), told = new Map();
  const svg = document.querySelector("svg.seesaw-film-picture"), han = /[\u4e00-\u9fff]/;
  const across = (a, b, low, high) => Math.max(0, Math.min(a[high], b[high]) - Math.max(a[low], b[low]));
  for (let i = 0; i < keys.length; i += step) {
    film.place(keys[i].split(",").map(Number));
    const edge = svg.getBoundingClientRect();
    const shown = (text) => text.textContent.trim() && getComputedStyle(text).opacity > 0.05;
    const placed = (text) => [text.textContent.trim(), text.getBoundingClientRect()];
    const texts = [...svg.querySelectorAll("text")].filter(shown).map(placed);
    for (const [words, box] of texts) {
      if (!han.test(words)) continue;
      const out = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom);
      if (out > 1) told.set(words, `${words} is cut by ${out.toFixed(0)} px at ${keys[i]}`);
      for (const [others, other] of texts) {
        const [width, height] = [across(box, other, "left", "right"), across(box, other, "top", "bottom")];
        if (other !== box && others !== words && width > 2 && height > 0.3 * Math.min(box.height, other.height))
          told.set(words, `${words} runs into ${others} at ${keys[i]}`);
      }
    }
  }
  return [...told.values()];
}
"""


@pytest.fixture(scope="module")
def browser(chromium, tmp_path_factory):
    """A headless Chromium that has the fonts of the package, too."""
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(FONTS.format(fonts=TOP / "lib" / "seesaw" / "fonts", cache=folder / "cache"))
    env = {"FONTCONFIG_FILE": str(folder / "fonts.conf")} | os.environ  # yours, if you set one
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=lab.FLAGS, env=env)
        yield running
        running.close()


def recorded(path):
    """The films of the notebook, made in another process: [{"data", "pictures"}]."""
    command = [sys.executable, Path(__file__).parent / "chinese_films.py", path]
    places = os.pathsep.join([str(TOP / "tests"), *sys.path])
    run = subprocess.run(command, env=os.environ | {"PYTHONPATH": places}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])  # below what the notebook itself prints


def fonts_of(film):
    """The fonts in which Chromium paints the texts of a film that hold Chinese."""
    tools, page = film.page.devtools, film.page
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    tools.send("DOM.getDocument")
    found = set()
    for text in film.root.query_selector_all("svg text, .seesaw-film-label, .seesaw-film-caption"):
        if any("\u4e00" <= letter <= "\u9fff" for letter in text.text_content()):
            text.evaluate("(it) => globalThis.asked = it")
            handle = tools.send("Runtime.evaluate", {"expression": "asked"})["result"]["objectId"]
            node = tools.send("DOM.requestNode", {"objectId": handle})["nodeId"]
            fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            found |= {font["familyName"] for font in fonts}
    page.evaluate("delete globalThis.asked")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_films_are_matplotlibs_own_in_taiwans_characters_light_and_dark(path, browser, jupyterlab, empty_page):
    notebook = lab.Notebook(lab.new_page(browser), jupyterlab, f"zh-TW/{path.name}")
    notebook.run_all()
    notebook.ask("scrollThrough")
    assert notebook.ask("errors") == []
    assert lab.strangers(notebook.page.asked) == []
    assert notebook.page.thrown == []
    assert notebook.page.locator(".jp-Notebook:visible").get_attribute("lang") == "zh-TW"  # its prose, too
    films, wrong = recorded(path), []
    for theme in ("Light", "Dark"):
        notebook.theme(theme)
        for film, known in zip(notebook.films(), films, strict=True):
            film.show()
            assert film.root.evaluate("(film) => film.closest('[lang]').lang") == "zh-TW"
            wrong += film.walk(known["data"]) if theme == "Light" else []
            for key, svg in known["pictures"].items():
                wrong += film.walk(known["data"], [list(map(int, key.split(",")))])
                seen = film.painted()
                own = lab.paint_svg(empty_page, svg, film.box(), film.ask("look"), "zh-TW")
                if not lab.same(seen, own, lab.EDGE):
                    wrong.append(f"{film}, {theme}, at {key}: {lab.apart(seen, own)}")
                if folder := os.environ.get("SEESAW_PICTURES"):
                    lab.save(seen, f"{folder}/{path.stem}_{film.cell}_{key}_{theme}.png")
            fonts = fonts_of(film)
            assert {name.startswith("Noto Sans TC") for name in fonts - {"DejaVu Sans", "DejaVu Sans Mono"}} == {
                True
            }, fonts
    notebook.close()
    assert wrong == []


@pytest.mark.parametrize("path", [FIRST, *OTHERS], ids=lambda path: path.stem)
def test_chinese_words_have_room_in_each_picture(path, laptop):
    """Each inside its picture, and none across another, at positions spread over all that were drawn."""
    kept, faults = json.loads(films_file(path.parent, path.name).read_text(encoding="utf-8")), []
    for cell, films in kept.items():
        for film in filter(None, films):
            height = laptop.evaluate("(packed) => stand(packed)", film["packed"])
            faults += [f"{cell} is {height:.0f} px tall"] * (round(height) > TALLEST)
            faults += [f"{cell}: {words}" for words in laptop.evaluate(CROWDED, POSITIONS)]
    assert not faults, "\n".join(faults)


PLANTED = """
import base64, sys
import seesaw.zh_tw
from seesaw.film import film
from seesaw.theme import figure
fig, ax = figure(4, 3)
texts = [ax.text(x, 0.5, words) for x, words in ((0.1, "分數"), (0.3, "占比"), (0.8, "注意力"))]
made = film(fig, lambda n: [text.set_text(text.get_text()[0] * n) for text in texts], caption="{n}", n=(1, 9, 8))
print(base64.b64encode(made.packed).decode())
"""


def test_words_that_are_cut_and_words_that_run_into_others_are_found(laptop):
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", PLANTED], capture_output=True, text=True, check=True)
    laptop.evaluate("(packed) => stand(packed)", run.stdout.strip())
    told = laptop.evaluate(CROWDED, POSITIONS)
    assert [words.split()[0] for words in told] == ["分" * 9, "占" * 9, "注" * 9]
    assert "runs into 占" in told[0] and "is cut by" in told[2]
