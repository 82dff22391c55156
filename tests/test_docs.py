"""What the README and the film's page print runs as it is, and what they quote is what is said."""

import ast
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from seesaw.film import Film, FilmError, film

HERE = Path(__file__).parent.parent
PAGE = HERE / "docs" / "film.md"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_OURS = "pandas", "seaborn"  # recipes for those who have them; the lectures need neither


def blocks(file):
    """Each Python block of a page, named by the file and by the heading that it stands under."""
    text = file.read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        heading = re.findall(r"^##? (.*)", text[: found.start()], re.MULTILINE)[-1]
        yield pytest.param(found[1], id=f"{file.stem}: {heading}")


def run(block):
    """Run a block as a cell: in a namespace of its own.  -> its films: those it named, and the one it ends with"""
    *body, last = ast.parse(block).body
    here = {}
    exec(compile(ast.Module(body, []), "<block>", "exec"), here)  # noqa: S102  our own pages
    shown = None
    if isinstance(last, ast.Expr):
        shown = eval(compile(ast.Expression(last.value), "<block>", "eval"), here)
    else:
        exec(compile(ast.Module([last], []), "<block>", "exec"), here)  # noqa: S102
    return [made for made in {**here, "shown": shown}.values() if isinstance(made, Film)]


@pytest.mark.parametrize("block", [*blocks(HERE / "README.md"), *blocks(PAGE)])
def test_a_recipe_runs_as_it_is_and_makes_a_film_that_says_something(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where the recipes write
    try:
        films = run(block)
    except ModuleNotFoundError as missing:
        if missing.name not in NOT_OURS:
            raise
        pytest.skip(f"a recipe for those who have {missing.name}, which is not installed")
    assert films
    for made in films:
        assert len(made.data["frames"]) > 1
        assert len(made.caption) > 5
        assert "{" not in made.caption
    assert plt.get_fignums() == []
    assert all(file.stat().st_size > 1000 for file in tmp_path.iterdir())


def test_the_page_has_its_twelve_recipes_and_each_link_leads_to_a_heading():
    text = PAGE.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert [int(h.split(".")[0]) for h in headings if h[0].isdigit()] == list(range(1, 13))
    anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
    links = set(re.findall(r"\]\(#([^)]*)\)", text))
    assert links == anchors


def three_d():
    ax = Figure().add_subplot(projection="3d")
    return ax, lambda t: ax.set_title(t)


def gouraud():
    ax = Figure().subplots()
    ax.pcolormesh(np.eye(3), shading="gouraud")
    return ax, lambda t: ax.set_title(t)


def filtered():
    ax = Figure().subplots()
    ax.text(0, 0, "blurred").set_agg_filter(lambda picture, dpi: (picture, 0, 0))
    return ax, lambda t: ax.set_title(t)


def chance():
    ax, dice = Figure().subplots(), np.random.default_rng(0)
    dots = ax.scatter([0, 1], [0, 1])
    return ax, lambda t: dots.set_offsets(dice.random((2, 2)))


def resized():
    ax = Figure(figsize=(4, 3)).subplots()
    return ax, lambda t: ax.figure.set_size_inches(4 + t, 3)


@pytest.mark.parametrize("refused", [three_d, gouraud, filtered, chance, resized], ids=lambda f: f.__name__)
def test_what_cant_be_played_is_refused_in_the_words_of_the_page(refused):
    ax, update = refused()
    with pytest.raises(FilmError) as said:
        film(ax.figure, update, t=(0, 3))
    assert on_the_page(said.value)


def unmoved():
    return Figure().subplots(), 4, lambda t: Figure().subplots().plot([t])


def large():
    ax = Figure().subplots()
    image = ax.imshow(np.zeros((1000, 1000)), vmin=0, vmax=1, interpolation="none")
    dice = np.random.default_rng(0).random((6, 1000, 1000))
    return ax, 6, lambda t: image.set_data(dice[t])


@pytest.mark.parametrize("warned", [unmoved, large], ids=lambda f: f.__name__)
def test_what_is_played_all_the_same_is_told_in_the_words_of_the_page(warned):
    ax, positions, update = warned()
    with pytest.warns(UserWarning, match="^film: ") as said:
        film(ax.figure, update, t=(0, positions - 1))
    assert [on_the_page(warning.message) for warning in said] == [True]


def on_the_page(said):
    """Whether a table of the page says this.  Numbers apart: how many bytes a picture has is zlib's affair."""
    cell, page = (re.sub(r"\d+", "some", text) for text in (f"| {said} |", PAGE.read_text(encoding="utf-8")))
    return cell in page
