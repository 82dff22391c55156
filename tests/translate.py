"""The Traditional Chinese edition, kept in step with the English one, lecture by lecture.

    python tests/translate.py 01                   writes the Chinese side of notebook 01 anew, and lists what lacks
    python tests/translate.py                      the same for every notebook that has a Chinese edition, and the rooms
    python tests/translate.py 01 --page P.md       writes the prose of the notebook as one page, English above Chinese
    python tests/translate.py 01 --take P.md       puts the Chinese of that page into the notebook
    python tests/translate.py 01 --said NAME ...   these cells, or sections of the deck, say the English as it is now
    python tests/translate.py --check [--all]      one line for each fault; --all: a notebook without an edition is one

What of a lecture is written in Chinese, and where (nothing that is written is ever changed by this command):

    notebooks/zh-TW/01_….ipynb            its prose; the code cells are the English ones, after one line that chooses
    lib/seesaw/lessons/…/deck.zh-TW.md    its cards and verdicts
    lib/seesaw/zh_tw/….json               what its pictures, captions and controls say; and a file for each room

Cells and sections carry a mark of the English that they say, so that a change of the English is noticed.
"""

import argparse
import ast
import base64
import copy
import hashlib
import json
import re
import sys
import zlib
from functools import cache
from itertools import zip_longest
from pathlib import Path

import taiwan

TOP = Path(__file__).parents[1]
FOLDER = "zh-TW"
FIRST_LINE = "import seesaw.zh_tw\n"
ROOMS = "theme", "draw", "film", "exercise", "material"
LABELS = "labels of controls"
MARK = re.compile(r" *<!-- says (\w+) -->")
PAGE_CELL = "<!-- cell {id} -->"


class Edition:
    """Both languages of the whole series, below `top`."""

    def __init__(self, top=TOP):
        self.notebooks = top / "notebooks"
        self.library = top / "lib" / "seesaw"
        self.catalogue = self.library / "zh_tw"
        self.paths = sorted(self.notebooks.glob("*.ipynb"))

    def translated(self):
        """The English notebooks that have a Chinese edition."""
        return [path for path in self.paths if self.chinese(path).exists()]

    def chinese(self, path):
        return self.notebooks / FOLDER / path.name

    def lecture(self, path):
        """notebooks/03_multi_head.ipynb -> the folder of its lecture"""
        return self.library / "lessons" / path.stem[3:]

    def texts(self, name):
        """The file of the catalogue, of a lecture or a room."""
        return self.catalogue / f"{name}.json"

    def said(self, room):
        """{module: [the texts that it says, in order]} of a room, a file or a folder of the library."""
        place = self.library / room
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        found = {
            path.stem: list(dict.fromkeys(said_in(path.read_text(encoding="utf-8")))) for path in files if path.exists()
        }
        return {module: texts for module, texts in found.items() if texts}

    def wanted(self):
        """{file of the catalogue: {module: texts}}: of the rooms, and of each lecture what no room says already."""
        rooms = {room: self.said(room) for room in ROOMS}
        known = {text for room in rooms.values() for texts in room.values() for text in texts}
        for path in self.paths:
            lecture = self.said(f"lessons/{path.stem[3:]}")
            own = known | {text for texts in lecture.values() for text in texts}
            labels = [label for label in labels_of(self.films(path)) if label not in own]
            lecture |= {LABELS: labels} if labels else {}
            new = {module: [text for text in texts if text not in known] for module, texts in lecture.items()}
            rooms[path.stem[3:]] = {module: texts for module, texts in new.items() if texts}
        return {name: modules for name, modules in rooms.items() if modules}

    def known(self):
        """{English: [each Chinese that stands for it]} of the whole catalogue."""
        found = {}
        for path in sorted(self.catalogue.glob("*.json")):
            for module in read_json(path).values():
                for english, chinese in module.items():
                    if chinese and chinese not in found.setdefault(english, []):
                        found[english].append(chinese)
        return found

    def films(self, path):
        """{cell: [what each of its films plays]} of a notebook, as it is stored."""
        stored = path.parent / "films" / f"{path.stem}.json"
        return {cell: list(map(played, films)) for cell, films in read_json(stored).items()} if stored.exists() else {}


# ---- reading


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path, what, **how):
    write(path, json.dumps(what, ensure_ascii=False, indent=1, **how) + "\n")


def write(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@cache
def _inflated(packed):
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def played(film):
    return film and _inflated(film["packed"])


def mark(english):
    """By which a cell remembers what it says."""
    return hashlib.sha256(english.encode()).hexdigest()[:12]


def said_in(source):
    """Every text inside a say(...) of this source: constants, in tuples, lists and the values of dicts too."""
    for _, texts in sayings(source):
        yield from texts


def sayings(source):
    """(line, [its texts]) of each say(...) of this source; names of the module are looked up in it."""
    tree, made = ast.parse(source), {}
    for node in tree.body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            made |= {target.id: node.value} if isinstance(target, ast.Name) else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say":
            yield node.lineno, list(_texts(node.args[0], made))


def _texts(node, made):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in made:
        yield from _texts(made[node.id], made)
    elif isinstance(node, (ast.Dict, ast.Tuple, ast.List)):
        for value in node.values if isinstance(node, ast.Dict) else node.elts:
            yield from _texts(value, made)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("dict", "zip"):  # of names that say themselves
        for value in node.args:
            yield from _texts(value, made)


def labels_of(films):
    """What the controls of films are called, each once."""
    shown = [control["label"] for cell in films.values() for film in cell if film for control in film["controls"]]
    return [label for label in dict.fromkeys(shown) if re.search("[A-Za-z]{2}", label)]


def source_of(cell):
    return "".join(cell["source"])


def lines_of(text):
    """A source as a notebook keeps it."""
    return text.splitlines(keepends=True)


def sections(page):
    """{heading: (mark, body)} of a deck; what stands above the first is {"": (None, text)}."""
    found = {}
    for part in re.split(r"^(?=## )", page, flags=re.MULTILINE):
        heading, _, body = part.partition("\n") if part.startswith("## ") else ("", "", part)
        marked = MARK.search(heading)
        found[MARK.sub("", heading).removeprefix("## ").strip()] = marked and marked[1], body
    return found


def pieces(heading, body):
    """{name: text} of what one section of a deck says: a question and its options, hints, verdicts by their names."""
    kind = heading.partition(" ")[0]
    if kind == "answer":
        return {"code": body.strip()}
    first, *items = re.split(r"^- ", body, flags=re.MULTILINE)
    found = {"question": _line(first)} if _line(first) else {}
    for nth, item in enumerate(items, start=1):
        if kind == "question":
            option, _, reply = item.partition("\n")
            right = " [x]" * option.startswith("[x] ")
            found |= {f"option {nth}{right}": _line(option.removeprefix("[x] ")), f"reply {nth}": _line(reply)}
        elif kind == "verdicts":
            name, _, sentence = _line(item).partition(": ")
            found[name] = sentence
        else:
            found[f"{kind} {nth}"] = _line(item)
    return found


def _line(text):
    return " ".join(text.split())


# ---- writing


def twin(english, chinese=None):
    """The Chinese notebook: code as in English, after the first line; prose and outputs as they stand."""
    known = {cell["id"]: cell for cell in chinese["cells"]} if chinese else {}
    made, first = copy.deepcopy(english), FIRST_LINE
    for cell in made["cells"]:
        old = known.get(cell["id"], {"metadata": {}, "source": []})
        if cell["cell_type"] == "code":
            cell["source"], first = lines_of(first + source_of(cell)), ""
            cell["outputs"], cell["execution_count"] = old.get("outputs", []), old.get("execution_count")
            continue
        says = old["metadata"].get("says")
        if says is None and source_of(old) != source_of(cell) and taiwan.has_han(source_of(old)):
            says = mark(source_of(cell))  # it has just been written
        if says is not None:
            cell["source"], cell["metadata"] = old["source"], cell["metadata"] | {"says": says}
    return made


def twin_of_deck(english, chinese=""):
    """The Chinese deck: its sections in the English order, those that are missing in English; answers are code."""
    known, made = sections(chinese), []
    for heading, (_, body) in sections(english).items():
        says, own = known.get(heading, (None, None))
        if not own or heading.startswith("answer "):
            own = body
        elif says is None and own != body and taiwan.has_han(own):
            says = mark(body)
        title = f"## {heading}" + (f" <!-- says {says} -->" if says and heading else "") + "\n"
        made.append((title if heading else "") + own)
    return "".join(made)


def refresh(edition, path):
    """Write the Chinese side of one notebook anew."""
    chinese, deck = edition.chinese(path), edition.lecture(path) / "deck.md"
    write_json(chinese, twin(read_json(path), read_json(chinese) if chinese.exists() else None), sort_keys=True)
    if deck.exists():
        ours = deck.with_name(f"deck.{FOLDER}.md")
        before = ours.read_text(encoding="utf-8") if ours.exists() else ""
        write(ours, twin_of_deck(deck.read_text(encoding="utf-8"), before))


def refresh_texts(edition, names):
    """Write files of the catalogue anew: what is no longer said goes, what is new comes, in the order of the source."""
    known = edition.known()
    for name, modules in edition.wanted().items():
        if name not in names:
            continue
        stored = read_json(edition.texts(name)) if edition.texts(name).exists() else {}
        own = {english: text for module in stored.values() for english, text in module.items() if text}
        others = {english: texts[0] for english, texts in known.items()}
        table = {m: {text: (others | own).get(text, "") for text in texts} for m, texts in modules.items()}
        write_json(edition.texts(name), table)


def page_of(english, chinese):
    """The prose of a notebook as one page: each cell's English in a comment, and below it the Chinese as it stands."""
    known = {cell["id"]: cell for cell in chinese["cells"]}
    parts = []
    for cell in english["cells"]:
        if cell["cell_type"] == "markdown":
            ours = known[cell["id"]]
            done = ours["metadata"].get("says") == mark(source_of(cell))
            here = "" if source_of(ours) == source_of(cell) and not done else source_of(ours)
            quoted = source_of(cell).replace("-->", "--&gt;")
            parts.append(f"{PAGE_CELL.format(id=cell['id'])}\n<!--\n{quoted}\n-->\n\n{here}\n")
        else:
            quoted = source_of(cell).replace("-->", "--&gt;")
            parts.append(f"<!-- code: {quoted} -->\n")
    return "\n".join(parts)


def take(english, chinese, page):
    """Put the Chinese of a page into the notebook; a cell that was left empty stays as it is."""
    known = {cell["id"]: cell for cell in chinese["cells"]}
    said = {cell["id"]: source_of(cell) for cell in english["cells"]}
    for part in re.split(r"^<!-- cell ", page, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition(" -->\n")
        text = re.sub(r"<!--.*?-->", "", rest, flags=re.DOTALL).strip()
        if name not in known:
            sys.exit(f"the page has a cell {name!r}, and the notebook has none")
        if text and text != source_of(known[name]):
            known[name]["source"] = lines_of(text)
            known[name]["metadata"]["says"] = mark(said[name])


def now_said(edition, path, names):
    """Mark cells, or sections of the deck, as saying the English of today."""
    english, chinese = read_json(path), read_json(edition.chinese(path))
    said, left = {cell["id"]: source_of(cell) for cell in english["cells"]}, set(names)
    for cell in chinese["cells"]:
        if cell["id"] in left & said.keys():
            cell["metadata"]["says"] = mark(said[cell["id"]])
            left.remove(cell["id"])
    write_json(edition.chinese(path), chinese, sort_keys=True)
    deck = edition.lecture(path) / "deck.md"
    ours = deck.with_name(f"deck.{FOLDER}.md")
    if left and ours.exists():
        bodies, page = sections(deck.read_text(encoding="utf-8")), ours.read_text(encoding="utf-8")
        for heading in sorted(left & bodies.keys()):
            line = rf"^## {re.escape(heading)}(?: *<!--.*-->)?$"
            page = re.sub(line, f"## {heading} <!-- says {mark(bodies[heading][1])} -->", page, flags=re.MULTILINE)
            left.remove(heading)
        write(ours, page)
    if left:
        sys.exit(f"no cell and no section of that name: {', '.join(sorted(left))}")


# ---- checking


NOT_TRANSLATED = "not translated"
CHANGED = (
    "the English has changed since; when the Chinese says it again: python tests/translate.py {number} --said {name!r}"
)
NO_LONGER = "no longer said in English; run python tests/translate.py {number}"


def notebook_faults(path, english, chinese):
    """One line for each fault of the cells of a notebook."""
    where, number = f"{FOLDER}/{path.name}", path.name[:2]
    if twin(english, chinese) != chinese:
        yield f"{where}: not in step with the English; run python tests/translate.py {number}"
    ours = {cell["id"]: cell for cell in chinese["cells"]}
    for name in ours.keys() - {cell["id"] for cell in english["cells"]}:
        yield f"{where}, {name}: {NO_LONGER.format(number=number)}"
    for cell in english["cells"]:
        here, said = ours.get(cell["id"]), source_of(cell)
        if here is None or cell["cell_type"] != "markdown":
            continue
        says, place = here["metadata"].get("says"), f"{where}, {cell['id']}"
        if says is None:
            yield f"{place}: {NOT_TRANSLATED}"
            continue
        if says != mark(said):
            yield f"{place}: {CHANGED.format(number=number, name=cell['id'])}"
        yield from (f"{place}: {fault}" for fault in taiwan.faults(said, source_of(here)))
        for stars in taiwan.open_stars(source_of(here)):
            yield f"{place}: …{stars}…: Markdown leaves these stars standing; put a space, or a mark, elsewhere"


def deck_faults(where, number, english, chinese):
    """One line for each fault of a deck."""
    ours, theirs = sections(chinese), sections(english)
    if twin_of_deck(english, chinese) != chinese:
        yield f"{where}: not in step with the English; run python tests/translate.py {number}"
    for heading in ours.keys() - theirs.keys():
        yield f"{where}, {heading}: {NO_LONGER.format(number=number)}"
    for heading, (_, body) in theirs.items():
        says, own = ours.get(heading, (None, ""))
        if not heading or heading.startswith("answer "):
            continue
        place = f"{where}, {heading}"
        if says is None:
            yield f"{place}: {NOT_TRANSLATED}"
            continue
        if says != mark(body):
            yield f"{place}: {CHANGED.format(number=number, name=heading)}"
        said, here = pieces(heading, body), pieces(heading, own)
        if list(said) != list(here):
            yield f"{place}: its parts are {', '.join(said.keys() ^ here.keys()) or 'in another order'}, in one alone"
        for name in said.keys() & here.keys():
            yield from (f"{place}, {name}: {fault}" for fault in _piece_faults(heading, said[name], here[name]))


def _piece_faults(heading, english, chinese):
    from seesaw.exercise.cards import _words

    verdicts = heading.startswith("verdicts ")
    yield from taiwan.faults(english, chinese, template=verdicts)
    yield from taiwan.verdict_faults(english, chinese) if verdicts else ()
    left = [re.sub("<code>.*?</code>", "", _words(text)).count("*") for text in (english, chinese)]
    if left[0] != left[1]:
        yield f"{left[1]} stars are left standing on its card"


def text_faults(edition, names):
    """One line for each fault of these files of the catalogue."""
    wanted, known = edition.wanted(), edition.known()
    for name in filter(wanted.__contains__, names):
        stored = read_json(edition.texts(name)) if edition.texts(name).exists() else {}
        ours = {english: text for module in stored.values() for english, text in module.items()}
        now = dict.fromkeys(text for texts in wanted[name].values() for text in texts)
        where = f"zh_tw/{name}.json"
        yield from (f"{where}, {text!r}: no longer said in English" for text in ours if text not in now)
        for text in now:
            if not ours.get(text):
                yield f"{where}, {text!r}: {NOT_TRANSLATED}"
                continue
            found = [*taiwan.faults(text, ours[text], template=True), *taiwan.verdict_faults(text, ours[text])]
            found += [f"said in two ways: {' and '.join(known[text])}"] if len(known[text]) > 1 else []
            yield from (f"{where}, {text!r}: {fault}" for fault in found)


STAY_ENGLISH = {"precision", "recall", "beta", "encoder", "norm"}  # names of controls: as on the slide, and terms


def film_faults(where, english, chinese):
    """One line for each fault of the films as they are stored: {cell: films} in both languages."""
    for cell in english:
        for nth, (one, other) in enumerate(zip_longest(english[cell], chinese.get(cell, [])), start=1):
            place = f"{where}, film {nth} of {cell}"
            if one is None and other is None:
                continue
            if not (one and other) or list(one["frames"]) != list(other["frames"]):
                yield f"{place}: not that of the English; run python tests/execute_notebooks.py"
                continue
            for control in other["controls"]:
                if control["label"] in STAY_ENGLISH:
                    continue
                same = any(control["label"] == theirs["label"] for theirs in one["controls"])
                if same and re.search("[A-Za-z]{3}", control["label"]) and not taiwan.has_han(control["label"]):
                    yield f"{place}: the control {control['label']!r} has no Chinese name"
            for at in one["frames"]:
                said, here = (film["captions"][film["frames"][at][1]] for film in (one, other))
                if taiwan.numbers(said) != taiwan.numbers(here) and sorted(taiwan.numbers(said)) != sorted(
                    taiwan.numbers(here)
                ):
                    yield f"{place} at {at}: other numbers in {said!r} and in {here!r}"
                    break


def faults(edition, paths, names):
    """One line for each fault of these notebooks and their decks, and of these files of the catalogue."""
    yield from text_faults(edition, names)
    for path in paths:
        number, ours = path.name[:2], edition.chinese(path)
        yield from notebook_faults(path, read_json(path), read_json(ours))
        deck = edition.lecture(path) / "deck.md"
        chinese_deck = deck.with_name(f"deck.{FOLDER}.md")
        if deck.exists() and chinese_deck.exists():
            both = (page.read_text(encoding="utf-8") for page in (deck, chinese_deck))
            yield from deck_faults(f"{path.stem[3:]}/{chinese_deck.name}", number, *both)
        elif deck.exists():
            yield f"{path.stem[3:]}: its deck is {NOT_TRANSLATED}; run python tests/translate.py {number}"
        yield from film_faults(f"{FOLDER}/{path.name}", edition.films(path), edition.films(ours))


def missing(edition):
    """One line for each notebook that has no Chinese edition yet."""
    for path in edition.paths:
        if not edition.chinese(path).exists():
            yield f"{path.name}: there is no Chinese edition; python tests/translate.py {path.name[:2]} begins one"


def asked_for(arguments):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("numbers", nargs="*", default=[], help="01, or 01 02; none for all that have an edition")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if there is a fault")
    parser.add_argument("--all", action="store_true", help="a notebook without a Chinese edition is a fault, too")
    parser.add_argument("--page", type=Path, help="write the prose as one page")
    parser.add_argument("--take", type=Path, help="read such a page")
    parser.add_argument("--said", nargs="+", default=[], help="these cells, or sections, say the English as it is now")
    return parser.parse_args(arguments)


def main(arguments=None, edition=None):
    """-> exit code: 1 if a check finds a fault"""
    asked, edition = asked_for(arguments), edition or Edition()
    begun = {path.name[:2] for path in edition.translated()}
    numbers = asked.numbers or begun
    paths = [path for path in edition.paths if path.name[:2] in (numbers if not asked.check else begun & {*numbers})]
    if not asked.check:
        for path in paths:
            rewrite(edition, path, asked)
    names = [path.stem[3:] for path in paths] + ([] if asked.numbers else list(ROOMS))
    if not asked.check:
        refresh_texts(edition, names)
    told = [*faults(edition, paths, names), *(missing(edition) if asked.all else ())]
    print("\n".join(told) or "Both editions say the same.")
    return int(asked.check and bool(told))


def rewrite(edition, path, asked):
    """Write the Chinese side of one notebook anew, and what was asked besides."""
    refresh(edition, path)
    ours = edition.chinese(path)
    if asked.take:
        chinese = read_json(ours)
        take(read_json(path), chinese, asked.take.read_text(encoding="utf-8"))
        write_json(ours, chinese, sort_keys=True)
    if asked.said:
        now_said(edition, path, asked.said)
    if asked.page:
        write(asked.page, page_of(read_json(path), read_json(ours)))


if __name__ == "__main__":
    sys.exit(main())
