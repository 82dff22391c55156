"""The English words of a lecture that do not pass the door of words; run in a process of its own.

    python tests/marked.py 03_multi_head  ->  one line a finding: where, the words, the text in which they stand

A language is spoken that puts ⟦ ⟧ around each text that passes `say`.  Then the notebook's cells are run, with few of
the positions of each film drawn and some odd answers to each exercise, and everything that a student reads is searched
for words outside the marks.
"""

import ast
import contextlib
import html
import io
import json
import re
import sys
import warnings
from pathlib import Path

from seesaw import words
from seesaw.maths import bert

ROOM = "seesaw.lessons."
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SYMBOLS = {  # on the slides and in code: every language leaves them as they are
    *("alpha", "softmax", "tanh", "sin", "cos", "exp", "log", "LayerNorm", "GELU", "ReLU", "BERT", "RoPE", "ALiBi"),
    *("CLS", "SEP", "UNK", "PAD", "TP", "TN", "FP", "FN", "PR", "ROC", "NT", "NaN", "True", "False", "None"),
}
EXAMPLES = {  # what a lecture shows word by word, and no reader reads
    "00_start_here": [
        "the old man saw rusty him yesterday",
        "The saw he saw was mine.",
        "The last thing he saw was a saw.",
    ],
    "02_i_saw_the_saw": ["see seen seeing sees watched witnessed axe blade hammer knife", "me my we it"],  # near saw, I
    "04_positional_encoding": ["dog bites man again and", "we two owls in the barn", "the noise of a woke baby"],
    "05_bert_block": ["moon", "J'ai vu la scie", "Vi la sierra", " ".join(bert.Block._fields)],
    "06_precision_recall_f1": ["Is that saw heavy?", "passed", "faulty", "good"],  # a control's name, pasted labels
}
MARKED = re.compile("⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{2,}")
ODD = [3.5, "saw", {"a": 1}, [[1, 2], [3]], 1j, [0.25, 4], (x for x in "saw"), ValueError("saw")]  # as an answer
CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)


def mark(text):
    """What `say` gives in the marked language."""
    return f"⟦{text}⟧" if WORD.search(text) else text


def unmarked(text):
    """`text` without what is marked, mark in mark too; a new line where something was."""
    while text != (text := MARKED.sub("\n", text)):
        pass
    return text


class Sentences:
    """The example sentences.

    whole : written as they are, or a few of their words in a row
    by_word : sentences whose words may stand alone, with a number, in any order: the reader was given them to read
    """

    def __init__(self, whole, by_word):
        self.whole = [f" {' '.join(words_in(text))} " for text in whole]
        self.by_word = [set(words_in(text)) for text in by_word]

    def add(self, text):
        """The reader is given `text` to read."""
        if f" {' '.join(words_in(text))} " not in self.whole:
            self.by_word.append(set(words_in(text)))

    def hold(self, line):
        """True if the line has words of one sentence only."""
        words = words_in(line)
        in_a_row = len(words) > 1 and any(f" {' '.join(words)} " in text for text in self.whole)
        return in_a_row or any(text.issuperset(words) for text in self.by_word)


def words_in(text):
    return WORD.findall(text.lower())


def unsaid(text, sentences):
    """The English words that stand in `text` outside the marks, as one text."""
    rest = unmarked(text)
    lines = [] if sentences.hold(rest) else [line for line in rest.split("\n") if not sentences.hold(line)]
    words = [word for word in WORD.findall("\n".join(lines)) if word not in SYMBOLS]
    if "⟦" in rest or "⟧" in rest:
        words.append("half a mark: the text was cut")
    return " ".join(words)


# ---- what a student reads


def texts_of_film(film):
    """(part, text) of all that a film says at the positions that were drawn; one text an artist, its lines joined."""
    for control in film.data["controls"]:
        yield "label", control["label"]
        yield from (("readout", readout) for readout in control["readouts"])
    yield from (("player", words) for words in film.data["words"].values())
    yield from (("caption", caption) for caption in film.data["captions"])
    yield from (("name", words) for *_, named in film.data["names"] for words in named)
    for fragment in film.data["pool"]:
        yield "picture", "\n".join(map(html.unescape, re.findall(r"<text[^>]*>([^<]*)</text>", fragment)))


def texts_of(value):
    """(part, text) of all that the result of a cell says."""
    if hasattr(value, "to_html"):
        yield from texts_of_film(value)
    elif hasattr(value, "html"):
        yield "card", html.unescape(re.sub(r"<[^>]*>", "\n", CODE.sub("", value.html)))
    elif isinstance(value, str):
        yield "result", value
    elif isinstance(value, dict):
        yield from (part for pair in value.items() for part in texts_of(pair))
    elif isinstance(value, (list, tuple)):
        yield from (part for item in value for part in texts_of(item))


def run(cell, names):
    """Run a cell as IPython does; an exercise again with each odd answer.  -> the values of its last line, if any"""
    *body, last = ast.parse(cell).body
    before = set(names)
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102  our own notebook
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)  # noqa: S102
        return
    shown = compile(ast.Expression(last.value), "cell", "eval")
    yield eval(shown, names)
    answers = set(names) - before
    if cell.splitlines()[-1].startswith("check("):
        functions = any(callable(names[answer]) for answer in answers)
        for odd in [*ODD, *(map(always, ODD) if functions else ())]:
            yield eval(shown, names | dict.fromkeys(answers, odd))


def always(answer):
    """A student's function that gives `answer`, or raises it."""

    def function(*args):
        if isinstance(answer, Exception):
            raise answer
        return answer

    return function


def few(film):
    """The positions to draw: the start, both ends of each slider, each option of a choice; one control at a time."""
    plan = {film._start: None}
    for axis, (control, count) in enumerate(zip(film._controls, film._counts, strict=True)):
        for i in range(count) if control.kind in ("select", "buttons") else (0, count - 1):
            plan[*film._start[:axis], i, *film._start[axis + 1 :]] = None
    return list(plan)


def said_by(notebook):
    """(where, text) of all that the notebook's cells and its lecture's deck say, and the example sentences."""
    from seesaw.film import Film
    from seesaw.material import example, sentences, training
    from seesaw.model import reader

    known = Sentences(
        [*sentences.SEEING, *sentences.TOOL],
        [" ".join(example.WORDS), " ".join(training.VOCABULARY), *EXAMPLES.get(notebook, ())],
    )
    Film._plan, Film._check_pure, tokens = few, lambda film: None, reader.Reader.tokens
    reader.Reader.tokens = lambda self, text: known.add(str(text)) or tokens(self, text)
    names, said = {"__name__": "__main__"}, []
    for number, cell in enumerate(json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]):
        for value in run("".join(cell["source"]), names) if cell["cell_type"] == "code" else ():
            said += [(f"cell {number} {part}", text) for part, text in texts_of(value)]
    decks = [vars(module)["DECK"] for name, module in sys.modules.items() if "DECK" in vars(module) and ROOM in name]
    verdicts = [text for deck in decks for exercise in deck.verdicts.values() for text in exercise.values()]
    return said + [("verdict", text) for text in verdicts], known


def main(notebook):
    """Print the findings in one notebook."""
    millions = tuple((power, mark(template)) for power, template in words.language.powers)
    words.speak(words.Language(name="marked", said=mark, powers=millions))
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):  # scikit-learn's own words, which a cell prints
        said, sentences = said_by(notebook)
    for where, text in {text: (where, text) for where, text in said}.values():
        if found := unsaid(text, sentences):
            print(where, found, repr(text), sep="  ")


if __name__ == "__main__":
    main(sys.argv[1])
