"""From a key press to the frame that shows it, for the heaviest films of the lectures, each on a page of its own.

The page is what `to_html()` exports: the same player, fragments and pictures as in JupyterLab, with no kernel.  What is
timed is the first slider, and how, is told in `slider.py`.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/films.py [--presses 40] [--chromium /usr/bin/chromium]
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from measure import machine, spread, table
from playwright.sync_api import sync_playwright
from slider import FLAGS, WATCH, WAYS, turn

from seesaw.lessons import attention_scores, bert_block, multi_head, precision_recall_f1
from seesaw.model import load

FRAME = 1000 / 60  # ms


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--presses", type=int, default=40, help="key presses for each film (default 40)")
    asked.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    asked = asked.parse_args()
    made = films()
    print(machine())
    rows = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        for name, film in made.items():
            file = Path(folder, "film.html")
            file.write_text(film.to_html(), encoding="utf-8")
            rows.append((name, f"{file.stat().st_size / 1e6:.1f}", *timed(browser, file, asked.presses)))
        browser.close()
    print(machine() + "\n")
    columns = [f"{what}{of}" for what in ("painted", "presented") for of in ("", ", 95 %")]
    table(("film", "page MB", *columns, "presented, frames"), rows)


def films():
    """{what it is: the film}"""
    reader = load()
    return {
        "06 own columns, 2,000 cases": precision_recall_f1.own_view(*precision_recall_f1.two_thousand()),
        "03 all 72 heads": multi_head.heads_view(reader),
        "05 one block, step by step": bert_block.walk_view(reader),
        "01 all matrices of a sentence": attention_scores.matrices_view(),
    }


def timed(browser, file, presses):
    """ms from the key press to the painted and to the presented frame, median and 95 %, then the latter in frames."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    _, picture = WAYS["film"]
    page.wait_for_selector(picture)
    page.evaluate(WATCH)
    page.evaluate("(picture) => bench.follow('film', picture)", picture)
    slider, _ = WAYS["film"]
    way = int(page.get_attribute(slider, "max"))
    took = []
    while len(took) < presses + 3:  # back to the left end before the right one is reached; the first three warm up
        page.focus(slider)
        page.keyboard.press("Home")
        page.wait_for_timeout(400)
        took += turn(page, "film", min(way, 8, presses + 3 - len(took)))
    page.close()
    took = took[3:]
    _, painted, presented = (spread(column) for column in zip(*took, strict=True))
    return *(f"{ms:.1f}" for ms in (*painted, *presented)), f"{presented[0] / FRAME:.1f}"


if __name__ == "__main__":
    main()
