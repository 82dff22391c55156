"""The films of a Chinese notebook, and Matplotlib's own pictures of them: a process of its own, which speaks Chinese.

python tests/browser/chinese_films.py notebooks/zh-TW/00_start_here.ipynb  ->  JSON:
[{"data": what the film plays, "pictures": {"4,3": SVG text at its start, and at each end of each control}}]
"""

import importlib
import json
import sys
from pathlib import Path


def places(film):
    """The start, and both ends of each control alone."""
    plan = {film._start: None}
    for axis, count in enumerate(film._counts):
        for end in (0, count - 1):
            plan[*film._start[:axis], end, *film._start[axis + 1 :]] = None
    return list(plan)


def main(path):
    importlib.import_module("seesaw.zh_tw")  # first: it chooses the language of all that is imported after it
    import lectures
    from browser import lab

    films = lectures.Lecture(Path(path)).films
    found = []
    for film in (films[name] for name in films):
        pictures = {",".join(map(str, at)): lab.saved(film, at) for at in places(film)}
        found.append({"data": film.data, "pictures": pictures})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
