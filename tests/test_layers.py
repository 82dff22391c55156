"""Imports point down only, and the notebooks hold prose, one-line calls and exercises.

notebooks > lessons > material, film, exercise > draw > theme;    model > maths;    words below all that is read
"""

import ast
import json
import sys
from importlib.util import resolve_name
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PACKAGE = TOP / "lib" / "seesaw"

MAY_IMPORT = {  # layer -> the layers of seesaw that it may import, itself aside
    "maths": set(),
    "words": set(),
    "zh_tw": {"words"},
    "theme": {"words"},
    "draw": {"theme", "words"},
    "film": {"theme", "words"},
    "exercise": {"words"},
    "model": {"maths"},
    "material": {"maths", "model", "words"},
    "lessons": {"maths", "model", "theme", "words", "draw", "film", "exercise", "material"},
    "copies": {"film"},
    "exports": {"film", "copies"},
    "cli": {"material", "model", "copies"},
    "__init__": set(),
    "__main__": {"cli"},
}
OUTSIDE = {  # layer -> what it may import that is neither seesaw nor the standard library
    "maths": {"numpy"},
    "words": set(),
    "zh_tw": set(),
    "theme": {"matplotlib"},
    "draw": {"matplotlib", "numpy"},
    "film": {"matplotlib", "numpy", "anywidget", "traitlets", "ipywidgets", "PIL"},
    "exercise": {"numpy"},
    "model": {"numpy", "tokenizers", "safetensors", "platformdirs", "filelock"},
    "material": {"numpy"},
    "lessons": {"numpy", "matplotlib", "ipywidgets", "sklearn"},
    "copies": {"nbformat"},
    "exports": {"nbconvert"},
    "cli": {"jupyterlab", "jupyter_core", "jupyter_client", "packaging", "platformdirs"},
    "__init__": set(),
    "__main__": set(),
}


def layer_of(path):
    """lib/seesaw/draw/tables.py -> draw, lib/seesaw/theme.py -> theme"""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def package_of(path):
    """lib/seesaw/draw/tables.py -> seesaw.draw: what a relative import in it starts from"""
    return ".".join(("seesaw", *path.relative_to(PACKAGE).parts[:-1]))


def imports_of(source, package=""):
    """The dotted name of everything that `source` imports, at any depth; `from a.b import c` gives a.b.c."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(layer, source, package):
    """One sentence for each import of `source` that its layer may not make."""
    for name in imports_of(source, package):
        first, *rest = name.split(".")
        if "pyplot" in rest or first == "pylab":
            yield f"{name}: figures are matplotlib.figure.Figure objects, never pyplot's"
        elif first == "seesaw" and rest[0] not in MAY_IMPORT[layer] | {layer}:
            yield f"{name}: {layer} may not import {rest[0]}"
        elif name.startswith("seesaw.lessons.") and lecture_of(name) not in {lecture_of(package), ""}:
            yield f"{name}: no lecture imports another; what two of them need belongs to seesaw.material"
        elif first != "seesaw" and first not in sys.stdlib_module_names | OUTSIDE[layer]:
            yield f"{name}: {layer} may not import {first}"


def lecture_of(name):
    """seesaw.lessons.multi_head.look -> multi_head; "" for what is in no lecture"""
    return ".".join(name.split(".")[2:3]) if name.startswith("seesaw.lessons") else ""


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down_only(path):
    assert layer_of(path) in MAY_IMPORT, f"{path.name} belongs to no layer: give it one in MAY_IMPORT and OUTSIDE"
    assert list(faults(layer_of(path), path.read_text(encoding="utf-8"), package_of(path))) == []


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("maths", "from seesaw.draw import tables"),
        ("maths", "import scipy"),
        ("maths", "def f():\n    import torch"),
        ("draw", "from seesaw.maths.attention import attend"),
        ("draw", "from seesaw import maths"),
        ("film", "import seesaw.maths"),
        ("film", "from seesaw.model import load"),
        ("lessons", "from matplotlib import pyplot as plt"),
        ("draw", "import matplotlib.pyplot"),
        ("draw", "from ..maths import attention"),
        ("film", "from .. import lessons"),
        ("model", "from seesaw.film import film"),
        ("lessons", "from seesaw.lessons.multi_head.heads import pull_of"),
    ],
)
def test_an_arrow_that_points_up_is_found(layer, source):
    assert len(list(faults(layer, source, f"seesaw.{layer}"))) == 1


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_no_two_layers_import_each_other(layer):
    assert not [other for other in MAY_IMPORT[layer] if layer in MAY_IMPORT[other]]


# ---- notebooks


def code_cells():
    """(notebook, number, source, tags) of each code cell of the lectures."""
    for path in sorted((TOP / "notebooks").glob("*.ipynb")):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "code":
                yield pytest.param("".join(cell["source"]), cell["metadata"], id=f"{path.stem}-{number}")


def slips(source, metadata):
    """One sentence for each thing that a notebook cell leaves to the library."""
    tree = ast.parse(source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {part for name in imports_of(source) for part in name.split(".")}
    makes = any(isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)) for node in ast.walk(tree))
    if makes and "exercise" not in metadata.get("tags", []) and "check" not in names:
        yield "a def outside an exercise: it belongs to seesaw.lessons"
    if names & {"plt"} or imported & {"pyplot", "pylab"}:
        yield "pyplot in a notebook: a view of seesaw.lessons draws"
    if (names | imported) & {"interact", "interactive", "interactive_output", "Output"}:
        yield "interact or Output: strict nbval can't follow them; make a film"
    if "NBVAL_" in source or set(metadata.get("tags", [])) & {"nbval-skip", "nbval-ignore-output"}:
        yield "an output that nbval does not compare"


@pytest.mark.parametrize(("source", "metadata"), list(code_cells()))
def test_a_notebook_holds_one_line_calls_and_exercises(source, metadata):
    assert list(slips(source, metadata)) == []


@pytest.mark.parametrize(
    ("source", "metadata"),
    [
        ("def helper():\n    return 1", {}),
        ("f = lambda x: x", {}),
        ("plt.plot([1])", {}),
        ("import matplotlib.pyplot", {}),
        ("from ipywidgets import interact", {}),
        ("widgets.Output()\nOutput", {}),
        ("# NBVAL_IGNORE_OUTPUT\n1", {}),
        ("1", {"tags": ["nbval-skip"]}),
    ],
)
def test_what_does_not_belong_in_a_notebook_is_found(source, metadata):
    assert len(list(slips(source, metadata))) == 1


def test_an_exercise_may_define_a_function():
    assert list(slips("def mine(x): ...\n\ncheck(check_it, mine)", {})) == []
    assert list(slips("def mine(x): ...", {"tags": ["exercise"]})) == []
