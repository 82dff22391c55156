"""The Chinese edition as it runs: its door, its fonts, its pages; each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import subset_font
import taiwan
from matplotlib.ft2font import FT2Font
from test_exports import exported

TOP = Path(__file__).parents[1]
CHINESE = sorted((TOP / "notebooks" / "zh-TW").glob("*.ipynb"))
LOUD = "from seesaw.lessons.start_here import loudness_view, question; film = loudness_view(); "


def printed(code):
    """What a fresh Python prints, line by line; anything on stderr is an error."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stderr == "", run.stderr
    return run.stdout.splitlines()


def test_one_line_chooses_the_language_of_everything_that_is_read():
    said = printed(
        "import seesaw.zh_tw; import seesaw.zh_tw; from seesaw import words; from seesaw.film import film; "
        "from seesaw.film.film import PLAYER; from seesaw.exercise import check;"
        "print(words.lang(), PLAYER['again'], words.listed('ab'), words.large(22_700_000), words.say('not in it'));"
        "print(check(lambda x: (True, 'x'), ...).text); print(check(lambda x: x + 1, '1').text)"
    )
    assert said[0] == "zh-TW 回到開頭 a、b 2,270 萬 not in it"
    assert said[1].startswith("換你了：") and said[2].startswith("還差一點：")


def test_once_a_lecture_is_imported_in_english_the_line_says_to_restart():
    run = subprocess.run(
        [sys.executable, "-c", "import seesaw.film; import seesaw.zh_tw"], capture_output=True, text=True, check=False
    )
    assert "restart the kernel, and choose 'zh-TW' before anything else" in run.stderr.splitlines()[-1]


def test_a_film_its_files_and_its_cards_name_their_language():
    data, svg, page, card = printed(
        "import seesaw.zh_tw; " + LOUD + "print(film.data['lang'], film.data['controls'][0]['label']);"
        "print(film.svg().count('xml:lang=\"zh-TW\"'));"
        "print(film.to_html().split('\\n')[1].split()[-1]); print(question('louder').html.count(' lang=\"zh-TW\"'))"
    )
    assert data == "zh-TW 音量"
    assert (svg, page, card) == ("1", 'lang="zh-TW">', "1")


def test_an_english_card_is_as_it_was():
    assert printed(LOUD + "print(' lang' in question('louder').html)") == ["False"]


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.stem)
def test_an_exported_lecture_is_a_chinese_page_though_nbconvert_speaks_english(path):
    page = exported(path)
    assert '<html lang="zh-TW">' in page
    assert 'xml:lang="zh-TW"' in page and 'xml:lang="en"' not in page


# ---- what is asked of every lecture


def asked_in_chinese(which):
    """Run those tests of test_lectures.py in Chinese.  -> the last line that pytest prints"""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:nbval", "-o", "addopts=--import-mode=importlib"]
    command += ["-k", f"({which}) and not map"]
    place = os.environ | {"SEESAW_EDITION": "zh-TW"}
    run = subprocess.run(
        [*command, "tests/test_lectures.py"], cwd=TOP, env=place, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:]
    return run.stdout.splitlines()[-1]


def test_cards_are_dealt_and_the_offered_answers_pass_in_chinese(reader):
    assert " passed" in asked_in_chinese("card or question or answer or student or check or cells")


@pytest.mark.slow
def test_films_are_whole_in_chinese(reader):
    assert " passed" in asked_in_chinese("film or sentence or update or picture or view")


# ---- fonts


def test_pictures_write_chinese_in_both_weights_and_the_users_own_settings_stay():
    code = (
        "import io, matplotlib, seesaw.zh_tw; before = matplotlib.rcParams['font.family'];"
        "from seesaw.theme import figure, lecture_style; fig, ax = figure()\n"
        "with lecture_style(): title = ax.set_title('分數 α′'); ax.text(0, 0, '鋸', weight='bold')\n"
        "fig.savefig(io.BytesIO());"
        "print(title.get_fontfamily(), matplotlib.rcParams['font.family'] == before)"
    )
    assert printed(code) == ["['sans-serif', 'Noto Sans TC'] True"]  # and no warning of a glyph or a weight


def test_english_pictures_ask_for_no_other_font():
    assert printed("from seesaw.theme import STYLE; print('font.family' in STYLE)") == ["False"]


def test_the_fonts_have_each_character_of_the_texts_and_the_common_ones_and_stay_small():
    files = sorted(subset_font.FONTS.glob("*.ttf"))
    assert [file.name for file in files] == ["NotoSansTC-Bold.ttf", "NotoSansTC-Regular.ttf"]
    letters = {ord(letter) for letter in subset_font.characters()}
    assert len(letters) > 1_500
    assert letters - taiwan.glyphs() == set(), "run tests/subset_font.py"
    for file, weight in zip(files, ("Bold", "Regular"), strict=True):
        font = FT2Font(str(file))
        assert (font.family_name, font.style_name) == ("Noto Sans TC", weight)
        assert {ord(letter) for letter in "鋸橫，「"} <= set(font.get_charmap())
    assert sum(file.stat().st_size for file in files) < 1.2e6
    assert "SIL OPEN FONT LICENSE" in (subset_font.FONTS / "OFL.txt").read_text(encoding="utf-8").upper()


# ---- the notebooks


@pytest.mark.parametrize("path", CHINESE, ids=lambda path: path.stem)
def test_what_is_stored_of_a_notebook_was_executed_in_chinese(path):
    notebook = nbformat.read(path, as_version=4)
    shown = [
        output.data
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output
    ]
    sentences = [data["text/plain"] for data in shown if "image/png" in data]
    assert sentences and all(map(taiwan.has_han, sentences))
    films = json.loads((path.parent / "films" / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert sum(film is not None for cell in films.values() for film in cell) == len(sentences)
