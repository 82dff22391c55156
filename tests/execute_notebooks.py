"""The one command that writes the outputs of the notebooks.

    python tests/execute_notebooks.py                   every notebook of notebooks/ and of notebooks/zh-TW/
    python tests/execute_notebooks.py 01 02             those whose name begins so, in both editions
    python tests/execute_notebooks.py zh-TW/01          in the Chinese one alone

Each notebook runs once, from top to bottom, in a new kernel.  What is stored is what a reader without a kernel can use:
the still picture and the sentence of each film, not the widget, which would read "model not found"; what the films play
goes into the folder films beside it, from where `seesaw lab` puts it into the copy that a student works in.  Nothing
stored changes from run to run: no times, no versions, no widget state, and what is the same within TOLERANCE, a picture
or what a film plays, is kept byte for byte, so that a second run leaves `git status` clean.
Exit code 1 if a cell raised, or wrote a warning to stderr; such a notebook is left as it was.
"""

import base64
import io
import json
import os
import re
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from PIL import Image

from seesaw import copies

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EDITIONS = ("zh-TW",)  # folders in it, with the same lectures in other languages
CELL_TIMEOUT = 300  # seconds
AT_ONCE = 2  # notebooks; more of them would wait for each other on two cores
TOLERANCE = 8  # of 255, for every pixel: rounding differs between processors, a changed digit differs by far more
IMAGE = re.compile(r"data:image/png;base64,([^\"]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
POINTS = 0.02  # of a picture, by which a number in it may differ for the same reason
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read(path):
    """The notebook at `path`; a cell without an id gets its place as its id."""
    raw = json.loads(Path(path).read_text(encoding="utf-8"))
    raw["nbformat_minor"] = max(raw.get("nbformat_minor", 0), 5)
    for place, cell in enumerate(raw["cells"], start=1):
        cell.setdefault("id", f"cell-{place:02d}")
    return nbformat.reads(json.dumps(raw), as_version=4)


def execute(notebook, folder):
    """Run every cell of `notebook` once in a new kernel that stands in `folder`; outputs are written into it."""
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=True,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tidy(notebook):
    """Leave out what a reader cannot use or what changes from run to run: widgets, times, versions."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for key in ("execution", "ExecuteTime", "trusted"):
            cell.metadata.pop(key, None)
    for cell in code_cells(notebook):
        for output in cell.outputs:
            output.get("data", {}).pop(copies.VIEW, None)
        cell.outputs = [output for output in cell.outputs if output.get("data", output.output_type)]


def keep_pictures(notebook, stored):
    """Put each stored PNG back where the new one looks the same."""
    before = {cell.id: cell.outputs for cell in code_cells(stored)}
    for cell in code_cells(notebook):
        for new, old in zip(cell.outputs, before.get(cell.id, []), strict=False):
            new_png, old_png = (output.get("data", {}).get("image/png") for output in (new, old))
            if new_png and old_png and looks_the_same(new_png, old_png):
                new.data["image/png"] = old_png


def looks_the_same(one, other):
    """Whether two base64 PNGs have one size and no pixel more than TOLERANCE apart."""
    if one == other:
        return True
    a, b = (np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"), np.int16) for png in (one, other))
    return a.shape == b.shape and bool(np.abs(a - b).max() <= TOLERANCE)


def keep_films(films, stored):
    """Put what each stored film plays back where the new one plays the same."""
    for cell, new in films.items():
        for one, old in zip(new, stored.get(cell, []), strict=False):
            if one and old and alike(played(one), played(old)):
                one["packed"] = old["packed"]


def played(film):
    return json.loads(zlib.decompress(base64.b64decode(film["packed"])))


def alike(one, other):
    """Whether two films, or parts of them, differ in no word, and in no length by more than POINTS."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float):
        return abs(one - other) <= POINTS
    return one == other or (isinstance(one, str) and one[:1] == other[:1] == "<" and drawn_alike(one, other))


def drawn_alike(one, other):
    """The same for two fragments of SVG, whose ids tell of their very bytes."""
    pictures = [IMAGE.findall(svg) for svg in (one, other)]
    if len(pictures[0]) != len(pictures[1]) or not all(map(looks_the_same, *pictures)):
        return False
    (words, lengths), (other_words, other_lengths) = (taken_apart(svg) for svg in (one, other))
    return words == other_words and bool(np.all(np.abs(lengths - other_lengths) <= POINTS))


def taken_apart(svg):
    """What an SVG says and which numbers stand in its tags."""
    parts = re.split(r"(<[^>]*>)", IMAGE.sub("", re.sub(r'(id="|#)[0-9a-z]*[0-9a-f]{8,}', "", svg)))
    numbers = [float(n) for tag in parts[1::2] for n in NUMBER.findall(tag)]
    parts[1::2] = [NUMBER.sub("0", tag) for tag in parts[1::2]]
    return parts, np.array(numbers)


def warnings_of(notebook):
    """What cells wrote to stderr: a finished lecture warns of nothing, and a warning names paths of one machine."""
    streams = [output for cell in code_cells(notebook) for output in cell.outputs if output.output_type == "stream"]
    return "".join(stream.text for stream in streams if stream.name == "stderr")


def refresh(path):
    """Execute the notebook at `path`, write it and its films back if anything changed.  -> 'written' or 'unchanged'"""
    stored, notebook = read(path), read(path)
    execute(notebook, Path(path).parent)
    films = copies.films_of(notebook)
    tidy(notebook)
    if warned := warnings_of(notebook):
        raise RuntimeError(f"a cell wrote to stderr: {warned.strip()}")
    keep_pictures(notebook, stored)
    nbformat.validate(notebook)
    beside = copies.films_file(Path(path).parent, Path(path).name)
    keep_films(films, json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {})
    written = [
        store(Path(path), nbformat.writes(notebook).rstrip("\n") + "\n"),
        bool(films or beside.is_file()) and store(beside, json.dumps(films, indent=1, ensure_ascii=False) + "\n"),
    ]
    return "written" if any(written) else "unchanged"


def store(path, text):
    """Write `text` to `path` if it says anything else.  -> whether it did"""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def main(names=(), folder=NOTEBOOKS):
    """Refresh the notebooks of `folder` and of the editions in it, or those that `names` ask for.  -> exit code"""
    paths = [path for path in _in_each_edition(Path(folder)) if not names or any(_asked(path, name) for name in names)]
    if not paths:
        print(f"no notebook of {Path(folder).name}/ begins with {' or '.join(names) or 'anything'}")
        return 1
    failed = 0
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the kernels: two at once on two cores
    with ThreadPoolExecutor(AT_ONCE) as pool:  # the work is the kernels', each a process of its own
        for path, (done, told) in zip(paths, pool.map(_refreshed, paths), strict=True):
            failed |= not done
            print(f"{path.relative_to(folder)}: {told}", flush=True)
    return failed


def _in_each_edition(folder):
    return [
        path
        for place in (folder, *(folder / edition for edition in EDITIONS))
        for path in sorted(place.glob("*.ipynb"))
    ]


def _asked(path, name):
    """Whether a notebook is meant by 01, by zh-TW/01 or by a path."""
    edition, begins = Path(name).parent.name, Path(name).stem
    return path.stem.startswith(begins) and edition in ("", path.parent.name)


def _refreshed(path):
    """(whether it went well, what to tell of it)"""
    began = time.monotonic()
    try:
        done, told = True, refresh(path)
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
        done, told = False, f"FAILED, left as it was\n{error}"
    return done, f"{told} ({time.monotonic() - began:.0f} s)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
