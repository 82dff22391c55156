"""A lecture exported with nbconvert, open in real Chromium."""

import pytest
from browser import lab
from test_exports import FIRST, exported

pytestmark = pytest.mark.browser


def test_an_exported_lecture_plays_with_no_kernel_and_no_network(browser, tmp_path):
    (tmp_path / "00.html").write_text(exported(FIRST), encoding="utf-8")
    page = lab.new_page(browser)
    page.goto((tmp_path / "00.html").as_uri(), wait_until="domcontentloaded")
    page.wait_for_selector(".seesaw-film svg")
    assert page.query_selector(".seesaw-film-here figure") is None, "the still went when the film came"
    page.focus(".seesaw-film input[type=range]")
    before = page.text_content(".seesaw-film-caption")
    page.keyboard.press("Home")
    assert page.text_content(".seesaw-film-caption") != before
    page.context.close()
