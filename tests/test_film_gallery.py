"""Figures that nobody here made, as films: at each position what Matplotlib itself saves, or refused by name.

They are the figures of Matplotlib's own image tests, which its package brings along; or, with SEESAW_GALLERY set to the
folder of an unpacked source archive (or any folder of scripts), those of its gallery.  Each is changed in some natural
ways, and each of its positions is compared with a new figure at that state.  Slow: about a second a figure.

    python -m pytest -m slow tests/test_film_gallery.py -s
    SEESAW_GALLERY=matplotlib-3.11.2/galleries python -m pytest -m slow tests/test_film_gallery.py -s
"""

import importlib
import inspect
import os
import runpy
import sys
import types
import warnings
from collections import Counter
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import Collection
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from painted import painted
from trap_figures import Trap, saved

from seesaw.film import FilmError, film

FOLDER = os.environ.get("SEESAW_GALLERY")
EACH = int(os.environ.get("SEESAW_GALLERY_EACH", "1" if FOLDER else "3"))  # of so many figures, one is taken
NOT_OF_FIGURES = {"test_usetex", "test_sphinxext", "test_animation", "test_pickle", "test_testing"}
STATES = range(7)


# ---- the figures


def figures():
    """{name: a function that makes the current figure}"""
    return _of_scripts(Path(FOLDER)) if FOLDER else _of_image_tests()


def _of_scripts(folder):
    return {str(path.relative_to(folder)): lambda path=path: _run(path) for path in sorted(folder.rglob("*.py"))}


def _run(path):
    runpy.run_path(str(path), run_name="__main__")


def _of_image_tests():
    """The image tests of Matplotlib's package that ask for nothing, or for the figures that they fill."""
    folder, found = Path(mpl.__file__).parent / "tests", {}
    package = types.ModuleType("matplotlib.tests")  # its own refuses where the pictures to compare with are missing
    package.__path__ = [str(folder)]
    sys.modules.setdefault("matplotlib.tests", package)
    for path in sorted(folder.glob("test_*.py")):
        if path.stem in NOT_OF_FIGURES or "backend" in path.stem:
            continue
        try:
            source = importlib.import_module(f"matplotlib.tests.{path.stem}")
        except (ImportError, pytest.skip.Exception):  # it needs what is not installed
            continue
        for name, test in vars(source).items():
            makes = getattr(test, "__wrapped__", None)
            if name.startswith("test_") and makes is not None and not set(_asks(makes)) - {"fig_test", "fig_ref"}:
                found[f"{path.stem}.{name}"] = lambda makes=makes: _fill(makes)
    return found


def _asks(makes):
    return list(inspect.signature(makes).parameters)


def _fill(makes):
    asked = {name: plt.figure() for name in reversed(_asks(makes))}  # fig_test is made last, and so is the current one
    makes(**asked)
    if "fig_test" in asked:
        plt.figure(asked["fig_test"].number)


# ---- how a figure is changed


def played(make):
    """The figure, and an update that shows it as it is, with other data, words, limits and style, and all of these."""
    plt.close("all")
    plt.style.use("default")  # or the scripts would begin with what others have set
    np.random.seed(19680801)  # the scripts draw from it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        make()
    if not plt.get_fignums():
        raise LookupError("no figure")
    fig = plt.gcf()
    plt.close("all")
    if not fig.axes:
        raise LookupError("no axes")
    ax = fig.axes[0]
    data, style = _data_of(ax)
    title, label, limits = ax.get_title(), ax.get_xlabel(), ax.get_xlim()

    def update(t):
        data(t in (1, 6))
        style(t in (2, 6))
        ax.set_title("another (title)" if t in (3, 6) else title)
        ax.set_xlim(limits[0], limits[1] - 0.2 * (limits[1] - limits[0]) * (t in (4, 6)))
        ax.set_xlabel("words below" if t in (5, 6) else label)

    return fig, update


def _data_of(ax):
    """Two functions of a truth: other data for the main artist, another look of it."""
    artists = [*ax.images, *ax.collections, *ax.lines, *ax.patches, *ax.texts]
    if not artists:
        return (lambda other: None), (lambda other: None)
    main = artists[0]
    alpha = main.get_alpha()
    return _other_data(main), lambda other: main.set_alpha(0.5 if other else alpha)


def _other_data(main):
    if isinstance(main, Text):
        words = main.get_text()
        return lambda other: main.set_text("other words" if other else words)
    if isinstance(main, AxesImage) or (isinstance(main, Collection) and main.get_array() is not None):
        values = main.get_array().copy()
        put = main.set_data if isinstance(main, AxesImage) else main.set_array
        return lambda other: put(values[::-1].copy() if other else values)
    if isinstance(main, Line2D):
        y = main.get_ydata(orig=False)
        return lambda other: main.set_ydata(0.8 * y if other else y)
    if isinstance(main, Rectangle):
        height = main.get_height()
        return lambda other: main.set_height(height * 0.8 if other else height)
    if isinstance(main, Patch):
        width = main.get_linewidth()
        return lambda other: main.set_linewidth(width + 1 if other else width)
    at = main.get_offsets()
    return lambda other: main.set_offsets(at * 1.1 if other else at)


# ---- what must hold


def judged(make):
    """ "same", "refused", "wrong" or "unusable", and what there is to say of it.  -> (kind, words)"""
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            trap = Trap("", lambda: played(make), {"t": STATES})
            wanted = [painted(saved(trap, {"t": t})) for t in STATES]
        except (Exception, pytest.skip.Exception, SystemExit) as error:  # noqa: BLE001 - Matplotlib alone can't, either
            return "unusable", type(error).__name__
        try:
            made = film(*played(make), **trap.widgets())
        except FilmError as refusal:
            return "refused", str(refusal)
        for t in STATES:
            made.state = {"t": t}
            if painted(made.svg()) != wanted[t]:
                return "wrong", f"at {t}"
    return "same", ""


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_other_peoples_figures_are_the_same_or_refused_by_name(capsys, tmp_path, monkeypatch, pytestconfig):
    for marker in ("backend", "pytz"):
        pytestconfig.addinivalue_line("markers", f"{marker}: of Matplotlib's own tests")
    monkeypatch.chdir(tmp_path)  # some of them write files
    found = figures()
    judgements = {name: judged(make) for name, make in list(found.items())[::EACH]}
    plt.close("all")
    kinds = Counter(kind for kind, _ in judgements.values())
    share = kinds["refused"] / max(1, kinds["same"] + kinds["refused"] + kinds["wrong"])
    with capsys.disabled():
        print(f"\n{len(judgements)} of {len(found)} figures: {dict(kinds)}; {share:.1%} refused")
        for name, (kind, words) in judgements.items():
            if kind in ("refused", "wrong"):
                print(f"  {kind} {name}: {words}")
    assert kinds["wrong"] == 0
    assert kinds["same"] >= 100
