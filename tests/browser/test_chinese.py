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

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

TOP = Path(__file__).parents[2]
FIRST, *OTHERS = sorted((TOP / "notebooks" / "zh-TW").glob("*.ipynb"))
NOTEBOOKS = [FIRST, *(pytest.param(path, marks=pytest.mark.slow) for path in OTHERS)]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
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
    return json.loads(run.stdout)


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
            assert {name.startswith("Noto Sans TC") for name in fonts - {"DejaVu Sans"}} == {True}, fonts
    notebook.close()
    assert wrong == []
