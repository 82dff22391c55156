"""The stored films in Chromium, as a laptop of 1366x768 shows them: none is too tall, no number fills its cell."""

import json

import pytest
from lectures import NOTEBOOKS, PATHS

from seesaw.copies import films_file

pytestmark = pytest.mark.browser

TALLEST = 600  # of the 646 that stay visible there
FREE = 0.1  # of a cell's width stays free beside its number
POSITIONS = 40  # of a film, spread over all that were drawn ahead

FULL = """
([free, most]) => {
  const keys = Object.keys(film.data.frames), step = Math.max(1, Math.floor(keys.length / most)), full = [];
  for (let i = 0; i < keys.length; i += step) {
    film.place(keys[i].split(",").map(Number));
    const svg = document.querySelector("svg.seesaw-film-picture");
    const filled = [...svg.querySelectorAll("[shape-rendering=crispEdges] rect, path[d$='z'], path[d$='z ']")];
    const cells = filled.map((cell) => cell.getBoundingClientRect()).filter((box) => box.width > 8 && box.height > 8);
    for (const text of svg.querySelectorAll("text")) {
      const words = text.textContent.trim(), box = text.getBoundingClientRect();
      if (!/^[−-]?[0-9.,]+ ?%?$/.test(words) || !box.width || box.height > 1.6 * box.width + 30) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const around = cells.filter((cell) => cell.left < x && x < cell.right && cell.top < y && y < cell.bottom);
      const cell = around.sort((a, b) => a.width * a.height - b.width * b.height)[0];
      if (cell && cell.height > 0.8 * box.height && box.width > (1 - free) * cell.width)
        full.push([box.width / cell.width, `${words} fills its cell at ${keys[i]}`]);
    }
  }
  return full.sort((a, b) => b[0] - a[0]).slice(0, 1).map(([share, words]) => `${words}: ${share.toFixed(2)} of it`);
}
"""


def stored(number):
    """What the films of a lecture play, as they are kept.  -> [(cell id, base64)]"""
    kept = json.loads(films_file(NOTEBOOKS, PATHS[number].name).read_text(encoding="utf-8"))
    return [(cell, film["packed"]) for cell, films in kept.items() for film in films if film]


@pytest.mark.parametrize("number", PATHS)
def test_films_fit_a_laptop_and_numbers_fit_their_cells(laptop, number):
    films = stored(number)
    assert films
    faults = []
    for cell, packed in films:
        height = laptop.evaluate("(packed) => stand(packed)", packed)
        faults += [f"{cell} is {height:.0f} px tall"] * (round(height) > TALLEST)
        faults += [f"{cell}: {words}" for words in laptop.evaluate(FULL, [FREE, POSITIONS])]
    assert not faults, "\n".join(faults)
