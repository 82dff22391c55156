"""The cards of a lecture: predict first, take a hint, check your answer, open the solution.

    predict(question, {option: reply, ...})    think before the next cell; an option opens on its reply
    hint(first, second, ...)                   graded: each hint stands inside the one before it
    check(check_function, your_answer, ...)    one sentence on your answer, whatever your code does
    solution(code)                             our way, closed until opened
    listing(version_a, version_b, ...)         the code of functions of a lecture, to find the bug in

Each returns a small object: HTML in JupyterLab, the same words as plain text everywhere else.  The HTML is <details>
and inline style alone, so it works by keyboard, with no JavaScript and no kernel, and no background is painted, so
it reads on a light and on a dark page.
"""

import functools
import inspect
import linecache
import re
import traceback
import types
from collections.abc import Mapping
from hashlib import sha256
from html import escape

import numpy as np

from seesaw.exercise.judge import Blank, Refused, raised
from seesaw.words import filled, joined, lang, say

BLANKS = None, ...
PREDICT, HINT, NEXT_HINT, SOLUTION = say(("Predict.", "Hint", "Another hint", "One solution"))
ASKED, OPTION_LINE, NAMED_LINE = say(("{head} {text}", "- {option}: {reply}", "{head}: {text}"))
BLANK = say("Your turn: replace the ... with your own code, then run this cell again.")
BLANK_RESULT = say("Your turn: {name} gave {result}; replace the ... with your own code, and end it with return.")
BLANK_NONE = say("Your turn: {name} gave None; end each way through it with return.")
BLANK_AMONG = say("Your turn: {name} gave {result}; where None stands, an answer is missing.")
RAISED = say("Not yet: line {line} of your cell, `{code}`, raised {error}.")
RAISED_IN_CHECK = say("Not yet: the check could not use your answer: {error}.")
NO_OPTIONS = "predict: got {got}, expected at least one option, as a dict of option: reply like {{'More': 'No: ...'}}."
NO_CHECK = "check: got {got!r}, expected a check function first, then your answer, such as check(check_mix, my_mix)."
NO_FUNCTION = "listing: got {got!r}, expected functions of the lecture, such as listing(lesson.version_a)."
NO_TEXT = "{name}: got {got!r}, expected some words; write them between quotes."

# The brand and state colours of JupyterLab, each with a fallback that keeps 3:1 on white and on near-black.
BLUE = "var(--jp-brand-color1, #1e88e5)"
GREEN = "var(--jp-success-color1, #2e9d4f)"
AMBER = "var(--jp-warn-color1, #d9730d)"
CARD = (
    "border-left: 4px solid {colour}; padding: 0.35em 0 0.35em 0.9em; "
    "margin: 0.4em 0; max-width: 60em; line-height: 1.5"
)
OPTION = "border: 1px solid {colour}; border-radius: 6px; padding: 0.25em 0.7em; margin: 0.35em 0"
CODE = "white-space: pre; overflow-x: auto; margin: 0.5em 0; background: transparent; color: inherit"
POINTER = "cursor: pointer"
MARKS = {True: ("✓", GREEN), False: ("○", AMBER), None: ("…", BLUE)}


def _words(text):
    """HTML for a sentence: escaped; `code`, **strong** and *emphasis*; a $ is money, never the start of a formula."""
    html = re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(str(text)).replace("$", "<span>$</span>"))
    html = re.sub(r"(?<![*A-Za-z0-9_])\*\*(\S(?:[^*\n]*\S)?)\*\*", r"<strong>\1</strong>", html)
    return re.sub(r"(?<![*\w])\*(?!\*)(\S(?:[^*\n]*\S)?)\*(?![*\w])", r"<em>\1</em>", html)


def _card(colour, *inside):
    said_in = "" if lang() == "en" else f' lang="{lang()}"'  # by which a browser chooses the forms of characters
    return f'<div style="{CARD.format(colour=colour)}"{said_in}>{"".join(inside)}</div>'


def _details(summary, inside, style="", group=""):
    """A closed card; of a `group` one is open at a time.  The data attribute keeps JupyterLab off the keys it needs."""
    name = group and f' name="{group}"'
    return (
        f'<details data-lm-suppress-shortcuts="true" style="{style}"{name}>'
        f'<summary style="{POINTER}">{summary}</summary>{inside}</details>'
    )


def _need_text(name, *texts):
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            raise ValueError(NO_TEXT.format(name=name, got=text))


class Card:
    """What `predict`, `hint`, `solution` and `check` return: `.text` everywhere, `.html` in a notebook."""

    def __init__(self, text, html):
        self.text, self.html = text, html

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def predict(question, options, right=None):
    """A question to answer before the next cell runs.  It never waits for the answer.

    options : {option: reply}; each option is a card that opens on its reply and closes the one that was open.
    right   : the option that holds; its reply is marked so, and the others as not so.  None: no reply is marked.
    Raises ValueError where there is no option or an empty text.
    """
    if not isinstance(options, Mapping) or not options:
        raise ValueError(NO_OPTIONS.format(got=repr(options)))
    _need_text("predict", question, *options, *options.values())
    style = OPTION.format(colour="var(--jp-border-color1, #8b949e)")
    group = "predict-" + sha256(question.encode()).hexdigest()[:8]
    told = _words if right is None else lambda reply: _marked(reply, options[right] == reply)
    replies = [_details(_words(o), f"<div>{told(reply)}</div>", style, group) for o, reply in options.items()]
    lines = [ASKED.format(head=PREDICT, text=question)]
    lines += [OPTION_LINE.format(option=option, reply=reply) for option, reply in options.items()]
    asked = filled(ASKED, head=f"<strong>{PREDICT}</strong>", text=_words(question))
    return Card("\n".join(lines), _card(BLUE, asked, *replies))


def _marked(sentence, done):
    """A sentence behind its mark, which is for the eye only: the sentence says yes or no itself."""
    mark, colour = MARKS[done]
    return f'<span aria-hidden="true" style="color: {colour}; font-weight: bold">{mark}</span> {_words(sentence)}'


def hint(text, *more, code=None):
    """A closed hint; each of `more` stands closed inside the one before it, so help is taken one step at a time.

    code : Python source of one way to write the answer, closed inside the last hint; None for none.
    """
    _need_text("hint", text, *more)
    inside = "" if code is None else _code(code)
    for nth, words in reversed(list(enumerate((text, *more)))):
        inside = _details(NEXT_HINT if nth else HINT, f"<div>{_words(words)}{inside}</div>")
    lines = [NAMED_LINE.format(head=NEXT_HINT if nth else HINT, text=words) for nth, words in enumerate((text, *more))]
    lines += [] if code is None else [solution(code).text]
    return Card("\n".join(lines), _card(BLUE, inside))


def solution(code):
    """A closed card with one way to write the answer.  code : Python source, as text."""
    _need_text("solution", code)
    text = NAMED_LINE.format(head=SOLUTION, text="\n" + code.strip("\n")).replace(" \n", "\n")
    return Card(text, _card(BLUE, _code(code)))


def _code(code):
    return _details(SOLUTION, f'<pre style="{CODE}">{escape(code.strip(chr(10)))}</pre>')


def listing(*functions):
    """The source of functions of a lecture, one under the other: code to read, and to find the bug in.

    Raises TypeError for what is no function, OSError where its source is not on disk.
    """
    for function in functions:
        if not isinstance(function, types.FunctionType):
            raise TypeError(NO_FUNCTION.format(got=function))
    code = "\n\n".join(inspect.getsource(function).strip("\n") for function in functions)
    return Card(code, _card(BLUE, f'<pre style="{CODE}">{escape(code)}</pre>'))


class Verdict(Card):
    """One sentence on an answer.  `.done` is True for yes, False for not yet, None where nothing was answered."""

    def __init__(self, sentence, done):
        self.done = done
        super().__init__(sentence, _card(MARKS[done][1], f'<div role="status">{_marked(sentence, done)}</div>'))


def check(check_function, *answer, **more):
    """Run a lesson's check on your answer and show its one sentence, whatever your code does.

    check_function : (*answer, **more) -> (done, sentence), such as an Exercise
    An answer that is still `...`, or a function of yours that gives None or `...`, is told as your turn; an error in
    your code is told with its type, its message and your line.  -> Verdict with `.done`
    A check whose `reads_none` is true is handed a None that stands among numbers.
    """
    if not callable(check_function):
        raise TypeError(NO_CHECK.format(got=check_function))
    blank = (...,) if getattr(check_function, "reads_none", False) else BLANKS
    if any(_is_blank(value, blank) for value in (*answer, *more.values())):
        return Verdict(BLANK, None)
    yours = [value for value in (*answer, *more.values()) if isinstance(value, types.FunctionType)]
    try:
        with np.errstate(all="ignore"):  # a NaN is told in the sentence
            said = check_function(*map(_watched, answer), **{name: _watched(value) for name, value in more.items()})
    except (Blank, NotImplementedError) as blank:
        return Verdict((isinstance(blank, Blank) and str(blank)) or BLANK, None)
    except Refused as refused:
        return Verdict(str(refused), False)
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever a student's code raises is an answer, not a crash
        hint = getattr(check_function, "words", {}).get("raised", "")
        return Verdict(joined([_what_was_raised(error, yours), hint]), False)
    done, sentence = said
    return Verdict(sentence, done)


def _is_blank(value, blanks=BLANKS):
    """Nothing answered yet: None, ..., or a list or array that still has one of them in it."""
    if isinstance(value, np.ndarray):
        value = value.ravel().tolist() if value.dtype == object else ()
    if isinstance(value, (list, tuple)):
        return any(_is_blank(part, blanks) for part in value)
    return any(value is blank for blank in blanks)


def _watched(value):
    """A student's function, as it is, but a result of None or ... stops the check."""
    if not isinstance(value, (types.FunctionType, functools.partial)):
        return value

    @functools.wraps(value)
    def function(*args, **kwargs):
        result = value(*args, **kwargs)
        if _is_blank(result):
            raise Blank(_what_is_blank(value, result))
        return result

    return function


def _what_is_blank(function, result):
    """One sentence on a function that gave None or ...: as the notebook has it still, or was a return forgotten?"""
    code = getattr(function, "__code__", None)
    untouched = code is not None and code.co_code == _untouched.__code__.co_code
    said = BLANK_RESULT if untouched or _is_blank(result, (...,)) else BLANK_NONE if result is None else BLANK_AMONG
    name = getattr(function, "__name__", "")
    return filled(said, name=name, result="..." if result is ... else _short(result))


def _untouched(): ...


def _short(value, width=60):
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _what_was_raised(error, yours):
    """One sentence: the error, and the deepest line of the student's own code on the way to it."""
    files = {function.__code__.co_filename for function in yours}
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        code = frame.f_code
        if code.co_filename in files or frame.f_globals.get("__name__") == "__main__":
            source = linecache.getline(code.co_filename, line, frame.f_globals).strip()
            return filled(RAISED, line=line, code=_short(source, 80) or code.co_name, error=raised(error))
    return filled(RAISED_IN_CHECK, error=raised(error))
