"""A page made of a lecture with nbconvert: its films are in it, whole, and ask nothing of another machine for them."""

import base64
import html
import json
import re
import zlib
from pathlib import Path

import nbformat
import pytest
from jupyter_core.application import JupyterApp
from nbconvert import HTMLExporter, PDFExporter, SlidesExporter
from nbconvert.nbconvertapp import NbConvertApp
from traitlets.config import Config

from seesaw import copies

TOP = Path(__file__).parents[1]
FIRST = TOP / "notebooks" / "00_start_here.ipynb"
OURS = Config(json.loads((TOP / "lib" / "jupyter" / "nbconvert.json").read_text(encoding="utf-8")))


def exported(path, kind=HTMLExporter, notebook=None):
    """The page that nbconvert makes of a notebook."""
    notebook = notebook or nbformat.read(path, as_version=4)
    metadata = {"name": path.stem, "path": str(path.parent)}
    page, _ = kind(config=OURS).from_notebook_node(notebook, {"metadata": metadata})
    return page


@pytest.mark.parametrize("kind", [HTMLExporter, SlidesExporter])
def test_a_lecture_as_a_page_has_each_of_its_films_and_the_player_once(kind):
    path = TOP / "notebooks" / "03_multi_head.ipynb"
    films = json.loads(copies.films_file(path.parent, path.name).read_text(encoding="utf-8"))
    page = exported(path, kind)
    assert page.count('class="seesaw-film-here"') == sum(map(len, films.values())) > 5
    assert page.count("class Player") == 1
    assert "No description has been provided" not in page
    assert "html-manager" not in re.sub(r"<script>\s*\(function.*?</script>", "", page, flags=re.DOTALL)
    assert 'vnd.jupyter.widget-view+json">' not in page


def test_a_copy_with_its_films_in_it_gives_the_same_and_stands_where_it_was_left(tmp_path):
    films = json.loads(copies.films_file(FIRST.parent, FIRST.name).read_text(encoding="utf-8"))
    films["film"][0]["at"] = [0, 1]
    notebook = copies.with_films(nbformat.read(FIRST, as_version=4), films)
    page = exported(tmp_path / "mine.ipynb", notebook=nbformat.from_dict(notebook))
    assert page.count('class="seesaw-film-here"') == len(films)
    said = dict(zip(films, re.findall("<figcaption>(.*?)</figcaption>", page), strict=True))
    assert html.unescape(said["film"]) == played_caption(films["film"][0], "0,1"), "where it was left"


def played_caption(film, key):
    data = json.loads(zlib.decompress(base64.b64decode(film["packed"])))
    return data["captions"][data["frames"][key][1]]


def test_what_is_no_film_stays_as_it_is(tmp_path):
    output = nbformat.v4.new_output("display_data", {"image/png": "AAAA", "text/plain": "one's own"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    page = exported(tmp_path / "own.ipynb", notebook=notebook)
    assert "data:image/png;base64,AAAA" in page and "seesaw-film-here" not in page


def test_nbconvert_is_told_of_it_where_seesaw_is_installed():
    app = NbConvertApp()
    JupyterApp.load_config_file(app)
    assert "seesaw.exports.Films" in app.config.HTMLExporter.get("preprocessors", [])
    assert "preprocessors" not in app.config.get(PDFExporter.__name__, {}), "on paper a film is its still"
