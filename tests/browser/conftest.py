"""One JupyterLab for a worker, over copies of the lectures, and one Chromium for each file of browser tests.

Chromium belongs to a file, not to the session: while Playwright is up, an event loop is running in this thread, and the
notebooks that nbval executes in the same process want their own.
"""

import pytest
from browser import lab

from seesaw.film.paper import CSS, PLAYER

COLUMN = 934  # CSS pixels of an output in JupyterLab at 1366x768
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>{css}</style><body style="margin: 0; width: {column}px"></body>
<script type="module">
{player}
globalThis.stand = async (packed) => {{
  document.body.replaceChildren();
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  globalThis.film = mount(document.body.appendChild(document.createElement("div")), await unpack(bytes));
  await new Promise(requestAnimationFrame);
  return document.querySelector(".seesaw-film").getBoundingClientRect().height;
}};
</script>
"""


@pytest.fixture(scope="module")
def browser(chromium):
    """A headless Chromium that can reach this machine only."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=lab.FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory):
    """The URL of a fresh `seesaw lab`."""
    with lab.running_lab(tmp_path_factory.mktemp("lab")) as url:
        yield url


@pytest.fixture(scope="module")
def empty_page(browser):
    """A page on which Matplotlib's own picture is painted, to compare with."""
    page = lab.new_page(browser)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def laptop(browser):
    """A page as wide as an output of JupyterLab at 1366x768; `stand(packed)` puts one film after another on it."""
    page = lab.new_page(browser)
    page.set_viewport_size({"width": COLUMN, "height": 768})
    page.set_content(PAGE.format(css=CSS, column=COLUMN, player=PLAYER))
    page.wait_for_function("'stand' in globalThis")
    yield page
    page.context.close()
