"""One JupyterLab for a worker, over copies of the lectures, and one Chromium for each file of browser tests.

Chromium belongs to a file, not to the session: while Playwright is up, an event loop is running in this thread, and the
notebooks that nbval executes in the same process want their own.
"""

import pytest
from browser import lab


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
