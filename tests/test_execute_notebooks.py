"""The command that writes the notebooks' outputs stores what a reader can use, and the same thing every time."""

import base64
import io
import json

import execute_notebooks
import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image

FOLDER_CELL = "from pathlib import Path\nLEVEL = 200\nprint(Path.cwd().name)"
WIDGET_CELL = """
class Film:
    def __repr__(self):
        return "'saw' listens most to 'the' (0.61)"

    def _repr_png_(self):
        import io
        import numpy as np
        from PIL import Image

        file = io.BytesIO()
        Image.fromarray(np.full((20, 30, 3), LEVEL, np.uint8)).save(file, "png")
        return file.getvalue()

    def _repr_mimebundle_(self, **_):
        widget = {"model_id": "f00", "version_major": 2, "version_minor": 0}
        return {"application/vnd.jupyter.widget-view+json": widget, "text/plain": repr(self), "image/png": PNG()}


def PNG():
    import base64
    return base64.b64encode(Film()._repr_png_()).decode()


Film()
"""


def write(path, *cells):
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    """A lecture of three cells, executed once."""
    folder = tmp_path_factory.mktemp("lecture")
    path = write(
        folder / "00_tiny.ipynb",
        new_markdown_cell("# Tiny"),
        new_code_cell(FOLDER_CELL, metadata={"execution": {"iopub.status.idle": "2026"}}),
        new_code_cell(WIDGET_CELL),
    )
    assert execute_notebooks.main([], folder) == 0
    return path


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def test_a_notebook_runs_in_its_own_folder(lecture):
    assert outputs(lecture)[0][0].text == lecture.parent.name + "\n"


def test_the_picture_and_the_sentence_of_a_film_are_stored_and_not_its_widget(lecture):
    ((film,),) = outputs(lecture)[1:]
    assert set(film.data) == {"image/png", "text/plain"}
    assert film.data["text/plain"] == "'saw' listens most to 'the' (0.61)"
    assert "model_id" not in json.dumps(outputs(lecture))


def test_no_time_and_no_version_of_one_machine_is_stored(lecture):
    stored = json.loads(lecture.read_text())
    assert stored["metadata"] == execute_notebooks.METADATA
    assert all(cell["metadata"] == {} for cell in stored["cells"])
    assert [cell["execution_count"] for cell in stored["cells"][1:]] == [1, 2]


@pytest.mark.parametrize(
    ("asked", "run"),
    [
        ([], ["00_a", "01_b", "zh-TW/00_a"]),
        (["00"], ["00_a", "zh-TW/00_a"]),
        (["zh-TW/00"], ["zh-TW/00_a"]),
        (["notebooks/00_a.ipynb", "01"], ["00_a", "01_b"]),
        (["zh-TW/01"], []),
    ],
)
def test_a_name_asks_for_both_editions_and_a_path_for_one(asked, run, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "notebooks"
    for name in ("00_a", "01_b", "zh-TW/00_a", "films/00_a"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / f"{name}.ipynb")
    monkeypatch.setattr(execute_notebooks, "refresh", lambda path: "written")
    assert execute_notebooks.main(asked, folder) == (not run)
    told = capsys.readouterr().out.splitlines() if run else []
    assert [line.partition(".ipynb")[0] for line in told] == run


def test_a_second_run_leaves_the_file_as_it_was(lecture, capsys):
    before = lecture.read_bytes()
    assert execute_notebooks.main(["00"], lecture.parent) == 0
    assert lecture.read_bytes() == before
    assert capsys.readouterr().out.startswith("00_tiny.ipynb: unchanged")


def test_a_second_run_keeps_a_stored_picture_that_another_machine_painted_a_shade_apart(lecture):
    notebook = nbformat.read(lecture, 4)
    notebook.cells[2].outputs[0].data["image/png"] = png(np.full((20, 30, 3), 203))
    nbformat.write(notebook, lecture)
    before = lecture.read_bytes()
    assert execute_notebooks.main(["00"], lecture.parent) == 0
    assert lecture.read_bytes() == before


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(file, "png")
    return base64.b64encode(file.getvalue()).decode()


def notebook_with(picture, sentence="a sentence"):
    data = {"image/png": picture, "text/plain": sentence}
    cell = new_code_cell("film", id="film", outputs=[nbformat.v4.new_output("display_data", data)])
    return new_notebook(cells=[cell])


@pytest.mark.parametrize(("change", "kept"), [(0, True), (1, True), (8, True), (9, False), (120, False)])
def test_a_picture_is_kept_while_every_pixel_is_within_the_tolerance(change, kept):
    pixels = np.full((40, 60, 3), 100)
    old = png(pixels)
    pixels[7, 9, 1] += change
    new = png(pixels)
    notebook = notebook_with(new)
    execute_notebooks.keep_pictures(notebook, notebook_with(old))
    assert notebook.cells[0].outputs[0].data["image/png"] == (old if kept else new)


def test_a_picture_of_another_size_and_a_changed_sentence_are_news():
    old, new = png(np.zeros((4, 4, 3))), png(np.zeros((4, 5, 3)))
    notebook = notebook_with(new, "new words")
    execute_notebooks.keep_pictures(notebook, notebook_with(old, "old words"))
    assert notebook.cells[0].outputs[0].data == {"image/png": new, "text/plain": "new words"}


def test_a_cell_without_an_id_gets_its_place_and_one_with_an_id_keeps_it(tmp_path):
    notebook = json.loads(nbformat.writes(new_notebook(cells=[new_code_cell("1", id="mine"), new_code_cell("2")])))
    del notebook["cells"][1]["id"]
    path = tmp_path / "ids.ipynb"
    path.write_text(json.dumps(notebook))
    assert [cell.id for cell in execute_notebooks.read(path).cells] == ["mine", "cell-02"]


@pytest.mark.parametrize(
    ("source", "told"),
    [("1 / 0", "ZeroDivisionError"), ("import sys\nprint('old thing', file=sys.stderr)", "old thing")],
    ids=["error", "warning"],
)
def test_an_error_or_a_warning_is_exit_code_one_and_the_file_stays(tmp_path, capsys, source, told):
    path = write(tmp_path / "bad.ipynb", new_code_cell(source))
    before = path.read_bytes()
    assert execute_notebooks.main([], tmp_path) == 1
    assert path.read_bytes() == before
    printed = capsys.readouterr().out
    assert "bad.ipynb: FAILED" in printed
    assert told in printed


def test_a_name_that_no_notebook_has_is_told(tmp_path, capsys):
    assert execute_notebooks.main(["07"], tmp_path) == 1
    assert "begins with 07" in capsys.readouterr().out
