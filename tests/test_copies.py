"""A student's copies of the lectures: films in them, trusted, and nothing that was written is ever lost."""

import base64
import json
import zlib
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from seesaw import copies
from seesaw.film.film import Film, Player

TOP = Path(__file__).parents[1]
PACKED = base64.b64encode(zlib.compress(b'{"frames": {}}')).decode()
FILM = {"at": [4, 3], "typed": [None, None], "packed": PACKED}


@pytest.fixture(autouse=True)
def own_signatures(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


@pytest.fixture
def source(tmp_path):
    """A folder with one lecture, of two films in one cell."""
    folder = tmp_path / "notebooks"
    write(folder, "loudness")
    (folder / "films").mkdir()
    (folder / "films" / "01.json").write_text(json.dumps({"view": [FILM, None]}), encoding="utf-8")
    return folder


def write(folder, says):
    still = new_output("execute_result", {"text/plain": "0.61", "image/png": "AAAA"}, execution_count=1)
    cells = [
        new_markdown_cell(says, id="says"),
        new_code_cell("lesson.view()", id="view", outputs=[still, new_output("stream", text="done\n")]),
    ]
    folder.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells), folder / "01.ipynb")


def edit(copy, **changed):
    """A student works in a copy: `cell id="source"`."""
    notebook = json.loads(copy.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = changed.get(cell["id"], cell["source"])
        cell["outputs"] = [] if cell["cell_type"] == "code" else None
        if cell["outputs"] is None:
            del cell["outputs"]
    copy.write_text(json.dumps(notebook), encoding="utf-8")


def told_of(copy):
    return "".join(json.loads(copy.read_text(encoding="utf-8"))["cells"][0]["source"])


def test_a_copy_has_the_films_and_is_trusted_and_the_lecture_stays_as_it_is(source, tmp_path):
    before = (source / "01.ipynb").read_bytes()
    assert copies.lay_out(source, tmp_path / "lectures") == []
    copy = nbformat.read(tmp_path / "lectures" / "01.ipynb", as_version=4)
    nbformat.validate(copy)
    assert NotebookNotary().check_signature(copy)
    view = copy.cells[1].outputs[0].data[copies.VIEW]
    state = copy.metadata.widgets[copies.STATE]["state"]
    film = state[view["model_id"]]
    assert film["buffers"] == [{"path": ["packed"], "encoding": "base64", "data": PACKED}]
    assert film["state"]["at"]["positions"] == [4, 3]
    assert film["state"]["ident"] == view["model_id"]
    assert film["state"]["_esm"] == Film._esm
    assert state[film["state"]["player"].removeprefix("IPY_MODEL_")]["state"]["code"] == Player.code.default_value
    assert copy.cells[1].outputs[0].data["image/png"] == "AAAA", "for who has no JavaScript"
    assert (source / "01.ipynb").read_bytes() == before


def test_the_chinese_edition_is_laid_out_beside_with_films_of_its_own(source, tmp_path):
    write(source / "zh-TW", "音量")
    (source / "zh-TW" / "films").mkdir()
    (source / "zh-TW" / "films" / "01.json").write_text(json.dumps({"view": [FILM | {"at": [1, 2]}, None]}))
    copies.lay_out(source, tmp_path / "lectures")
    assert told_of(tmp_path / "lectures" / "01.ipynb") == "loudness"
    copy = json.loads((tmp_path / "lectures" / "zh-TW" / "01.ipynb").read_text(encoding="utf-8"))
    states = copy["metadata"]["widgets"][copies.STATE]["state"]
    assert [state["state"]["at"]["positions"] for state in states.values() if "at" in state["state"]] == [[1, 2]]


def test_a_notebook_gives_back_the_films_that_were_put_into_it(source):
    notebook = json.loads((source / "01.ipynb").read_text(encoding="utf-8"))
    assert copies.films_of(copies.with_films(notebook, {"view": [FILM, None]})) == {"view": [FILM, None]}


def test_a_copy_is_laid_out_once(source, tmp_path):
    copies.lay_out(source, tmp_path / "lectures")
    copy = tmp_path / "lectures" / "01.ipynb"
    edit(copy, view="mine = 1")
    assert copies.lay_out(source, tmp_path / "lectures") == []
    assert "mine = 1" in copy.read_text(encoding="utf-8")


def test_when_a_lecture_changes_what_somebody_wrote_is_kept_and_a_new_copy_takes_its_place(source, tmp_path):
    copies.lay_out(source, target := tmp_path / "lectures")
    for nth in (1, 2):  # on one day
        edit(target / "01.ipynb", view=f"mine = {nth}")
        write(source, f"edition {nth}")
        (told,) = copies.lay_out(source, target)
        assert told_of(target / "01.ipynb") == f"edition {nth}"
        assert told.startswith("01.ipynb has changed: the copy you wrote in is now kept")
    kept = sorted((target / "kept").rglob("01.ipynb"))
    assert ["mine = 1" in k.read_text(encoding="utf-8") for k in kept] == [True, False]
    assert ["mine = 2" in k.read_text(encoding="utf-8") for k in kept] == [False, True]


def test_a_copy_that_was_only_run_is_laid_out_anew(source, tmp_path):
    copies.lay_out(source, target := tmp_path / "lectures")
    edit(target / "01.ipynb")
    write(source, "edition 2")
    assert copies.lay_out(source, target) == []
    assert told_of(target / "01.ipynb") == "edition 2"
    assert not (target / "kept").exists()


@pytest.mark.parametrize("record", ["", "{", "[1]", None])
def test_a_copy_of_which_nothing_is_known_is_kept(source, tmp_path, record):
    copies.lay_out(source, target := tmp_path / "lectures")
    (target / copies.RECORD).unlink()
    if record is not None:
        (target / copies.RECORD).write_text(record)
    (told,) = copies.lay_out(source, target)
    assert "kept" in told


def test_a_new_player_or_new_films_are_an_edition_too(source, tmp_path, monkeypatch):
    copies.lay_out(source, target := tmp_path / "lectures")
    monkeypatch.setattr(Player.code, "default_value", "another player")
    copies.lay_out(source, target)
    assert "another player" in (target / "01.ipynb").read_text(encoding="utf-8")
    (source / "films" / "01.json").write_text(json.dumps({"view": [FILM | {"at": [1, 1]}, None]}), encoding="utf-8")
    copies.lay_out(source, target)
    assert copies.films_of(json.loads((target / "01.ipynb").read_text(encoding="utf-8")))["view"][0]["at"] == [1, 1]


@pytest.mark.parametrize("path", sorted((TOP / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_in_git_each_notebook_is_lean_and_has_its_films_beside_it(path, tmp_path):
    films = json.loads(copies.films_file(path.parent, path.name).read_text(encoding="utf-8"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    stills = [
        output
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(stills) == sum(film is not None for each in films.values() for film in each) > 0
    assert path.stat().st_size <= 1.5e6
    assert "widgets" not in notebook["metadata"]
    for still in stills:
        says = still["data"]["text/plain"]
        assert still["metadata"]["image/png"]["alt"] == (says if isinstance(says, str) else "".join(says))
    copies._write(tmp_path / path.name, copies.with_films(notebook, films))
    assert (tmp_path / path.name).stat().st_size <= 2.5e6
