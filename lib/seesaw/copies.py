"""A student's own copies of the lectures, with the films in them, so that they play as a notebook opens.

    notebooks/01.ipynb (stills, sentences) + notebooks/films/01.json (what films play) --> lectures/01.ipynb

The Chinese edition, notebooks/zh-TW, becomes lectures/zh-TW in the same way.

The notebooks in git stay as they are, lean, whatever a student runs, writes or saves.  When a lecture changes, its copy
is laid out anew; one in which somebody has written is kept first.
"""

import datetime
import hashlib
import json
import os
import shutil
from pathlib import Path

FILMS = "films"  # the folder beside the notebooks
RECORD = ".seesaw.json"  # what was laid out: {notebook: {edition, cells}}
KEPT = "kept"

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
KEPT_ONE = "{name} has changed: the copy you wrote in is now {kept}, and a new one is in its place."


def lay_out(source, target):
    """Copy the lectures of `source` into `target`, with their films, but for those that are there in this edition.

    -> [a sentence for each copy that was kept because somebody had written in it]
    """
    source, target = Path(source), Path(target)
    target.mkdir(parents=True, exist_ok=True)
    record = _read(target / RECORD)
    told = []
    for path in sorted(source.rglob("*.ipynb")):
        name = path.relative_to(source)
        if any(part.startswith(".") for part in name.parts):
            continue
        edition, copy = _edition(path, films_file(source, name)), target / name
        before = record.get(name.as_posix(), {})
        if copy.is_file() and before.get("edition") == edition:
            continue
        if copy.is_file() and _written(_read(copy)) != before.get("cells"):
            kept = _keep(copy, target, name)
            told.append(KEPT_ONE.format(name=name, kept=kept.relative_to(target)))
        notebook = with_films(_read(path), _read(films_file(source, name)))
        _write(copy, notebook)
        record[name.as_posix()] = {"edition": edition, "cells": _written(notebook)}
        (target / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    return told


def with_films(notebook, films):
    """A notebook whose outputs are the films' widgets, with the state of these widgets in its metadata.

    films : {cell id: [of each output {"packed", "at", "typed"}, or None where it is no film]}, as `films_of` gives
    """
    from seesaw.film.film import VIEW_VERSION, Film, Player

    player = "seesaw-player"
    states = {player: _model(Player, code=Player.code.default_value)} if films else {}
    for cell in notebook["cells"]:
        for i, film in enumerate(films.get(cell.get("id"), [])):
            if film is None:
                continue
            name = f"seesaw-{cell['id']}-{i}"
            more = {"at": {"positions": film["at"], "by": ""}, "typed": film["typed"]}
            states[name] = _model(Film, ident=name, player=f"IPY_MODEL_{player}", **more)
            states[name]["buffers"] = [{"path": ["packed"], "encoding": "base64", "data": film["packed"]}]
            cell["outputs"][i]["data"][VIEW] = VIEW_VERSION | {"model_id": name}
    if states:
        notebook["metadata"]["widgets"] = {STATE: {"version_major": 2, "version_minor": 0, "state": states}}
    return notebook


def films_of(notebook):
    """What the films of an executed notebook play, out of the widgets' state in its metadata; see `with_films`."""
    states = notebook["metadata"].get("widgets", {}).get(STATE, {}).get("state", {})
    return {
        cell["id"]: films
        for cell in notebook["cells"]
        if any(films := [_film(output, states) for output in cell.get("outputs", [])])
    }


def _film(output, states):
    model = states.get(output.get("data", {}).get(VIEW, {}).get("model_id"), {})
    for buffer in model.get("buffers", []):
        if buffer["path"] == ["packed"]:
            state = model["state"]
            return {"at": state["at"]["positions"], "typed": state["typed"], "packed": buffer["data"]}
    return None


def _model(widget, **state):
    """The state of an anywidget as a notebook keeps it."""
    fixed = {name: trait.default_value for name, trait in widget.class_traits(sync=True).items() if name[0] == "_"}
    fixed = {name: value for name, value in fixed.items() if isinstance(value, str)} | {"_esm": widget._esm}
    named = {f"model_{part}": fixed[f"_model_{part}"] for part in ("name", "module", "module_version")}
    return named | {"state": fixed | state}


def films_file(source, name):
    """Where what the films of a lecture play is kept: in a folder beside it, in each edition."""
    path = source / name
    return path.parent / FILMS / f"{path.stem}.json"


def _edition(*paths):
    """One text that changes with any of these files, or with the player that the films need."""
    from seesaw.film.film import Player

    made_of = [path.read_bytes() for path in paths if path.is_file()] + [Player.code.default_value.encode()]
    return hashlib.sha256(b"".join(made_of)).hexdigest()


def _written(notebook):
    """One text that changes with what is written in the cells, and not with what running them puts out."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook.get("cells", [])]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _keep(copy, target, name):
    """Move a copy out of the way.  -> where it is now"""
    day, again = datetime.datetime.now().astimezone().date().isoformat(), 1
    while (kept := target / KEPT / (day if again == 1 else f"{day} ({again})") / name).exists():
        again += 1
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy, kept)
    return kept


def _read(path):
    """The JSON object in a file; {} where there is none, or something else."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write(path, notebook):
    """Write a notebook whole or not at all, and trust it: JupyterLab shows no film of one that it doesn't trust."""
    import nbformat
    from nbformat.sign import NotebookNotary

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    NotebookNotary().sign(nbformat.read(part, as_version=4))
    os.replace(part, path)
