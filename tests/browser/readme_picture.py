"""Make the README's moving picture anew: `python tests/browser/readme_picture.py` (needs Chromium).

It plays notebook 00's film in an exported page, sweeps the loudness up and down, and keeps what Chromium painted.
"""

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from seesaw.lessons.start_here import loudness_view

TARGET = Path(__file__).parents[2] / "notebooks" / "pictures" / "film.gif"
LAST = 32  # the last position of the loudness slider
STRIDE = 2  # every other position is smooth enough
WIDTH = 720  # pixels
MILLISECONDS = 120  # how long each picture stands; the ends stand longer
REST = 900


def painted(page_file):
    """One picture of the film for each position of its first slider."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 700}, color_scheme="light", reduced_motion="reduce")
        page.goto(page_file.as_uri())
        page.wait_for_selector(".seesaw-film svg")
        slider, film = page.locator("input[type=range]").first, page.locator(".seesaw-film")
        page.add_style_tag(content=".seesaw-film-tools { display: none }")
        slider.focus()
        page.keyboard.press("Home")
        for position in range(LAST + 1):
            assert slider.input_value() == str(position)
            if position % STRIDE == 0:
                yield Image.open(io.BytesIO(film.screenshot())).convert("RGB")
            page.keyboard.press("ArrowRight")
        browser.close()


def small(picture):
    return picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)


def main():
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "film.html"
        page_file.write_text(loudness_view().to_html(), encoding="utf-8")
        up = [small(picture).quantize(48, Image.Quantize.MAXCOVERAGE) for picture in painted(page_file)]
    there_and_back = up + up[-2:0:-1]
    stays = [REST if i in (0, len(up) - 1) else MILLISECONDS for i in range(len(there_and_back))]
    TARGET.parent.mkdir(exist_ok=True)
    first, *rest = there_and_back
    first.save(TARGET, save_all=True, append_images=rest, duration=stays, loop=0, optimize=True)
    print(f"{TARGET.name}: {len(there_and_back)} pictures, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
