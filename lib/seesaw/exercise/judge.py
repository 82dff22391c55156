"""One judge for every lecture: right, a slip by its name, another shape, or the entry that differs most.

    Exercise(words, right, slips, given)     is itself the check: called with your answer it gives (done, sentence)
    Bugs(words, names, truth)                the check of "spot the bug"
    Verdicts(words).yes(...), .no(...)       for a check that is written by hand, and ends in one of its sentences

A slip is a function written as a student writes it, so that it can be handed in as an answer.  Your answer and each
slip meet two sets of numbers or more, what is asked and others, so that neither chance nor an answer by heart passes.
`done` is True for right, False for not yet, None where nothing was answered.
"""

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Integral

import numpy as np

from seesaw.words import filled, listed, say

# What all exercises say alike.
SHAPE = say("Not yet: yours has shape {got}, and {want} was expected.")
SHAPE_WHY = say("Not yet: yours has shape {got}, and {want} was expected: {why}.")
ONE_NUMBER = say("Not yet: {size} numbers came back, and one was asked.")
ONE_NUMBER_WHY = say("Not yet: {size} numbers came back, and one was asked: {why}.")
NUMBER = say("Not yet: it should be {want}, and yours is {got}.")
ENTRY = say("Not yet: entry {at} should be {want}, and yours is {got}.")
BY_HEART = say("Not yet: right for these numbers, wrong for others. Compute it from what the function is given.")
OTHERS_SHAPE = say(
    "Not yet: right for these numbers, wrong for others: then yours has shape {got}, and {want} was expected."
)
OTHERS_ONE = say(
    "Not yet: right for these numbers, wrong for others: then {size} numbers came back, and one was asked."
)
OTHERS_NUMBER = say("Not yet: right for these numbers, wrong for others: then it should be {want}, and yours is {got}.")
OTHERS_ENTRY = say(
    "Not yet: right for these numbers, wrong for others: then entry {at} should be {want}, and yours is {got}."
)
BY_HEART_RAISED = say("Not yet: right for these numbers, but with others it raised {error}.")
BY_HEART_BLANK = say(
    "Not yet: right for these numbers, but with others it gave None: end each way through it with return."
)
NOT_CALLED = say("Not yet: {kind} came; hand over your function itself, by its name and without brackets.")
A_KIND = say("Not yet: {kind} came, and numbers were asked.")
A_TEXT = say("Not yet: the text {got} came, and numbers were asked; write them without quotation marks.")
A_GENERATOR = say("Not yet: a generator came, which has not computed anything yet; put list(...) around it.")
A_COMPLEX = say("Not yet: complex numbers came, and real ones were asked; where one stands for two, give its parts.")
RAGGED = say("Not yet: {count} things of different shapes came, {shapes}, and one was asked.")
RAGGED_NUMBERS = say("Not yet: {count} things of different shapes came, {shapes}, and {many} numbers were asked.")
NOT_BOOLEAN = say("Not yet: yours holds {kind}, and True or False was asked; write a comparison, such as mask == 1.")
MATMUL = say("@ needs as many columns on its left as rows on its right, and met {left} and {right}")
MATMUL_NUMBER = say("@ stands between vectors or matrices, and met a single number")
NUMPY_MATMUL = r"matmul: .* core dimension .*\(size (\d+) is different from (\d+)\)"
NUMPY_MATMUL_NUMBER = r"matmul: Input operand \d does not have enough dimensions .*"

BUGS_KIND = say("Not yet: give a name for each version, such as {{'A': {name}, ...}}; {got} came.")
BUGS_MISSING = say("Not yet: {right} of {all} are right so far, and a name for {versions} is missing.")
BUGS_BLANK = say("Your turn: {right} of {all} are right so far; write a name of the list for {versions}.")
BUGS_UNKNOWN = say("Not yet: {got}, for version {version}, is no name of the list; copy one, or give its number.")
BUGS_WRONG = say("Not yet: {right} of {all} are right so far. {look}")

CLOSE = {"rtol": 1e-3, "atol": 1e-4}  # float32 and any order of summing are right
FLOAT32 = 1e-6  # what float32 may change in a rounded number, as a part of it
PLACES = (2, 3, 4)  # a right answer that was rounded to so many is right
MOST_PLACES = 9
MOST_SHAPES = 3


class Refused(Exception):
    """An answer that can't be read as numbers; its text is the sentence to say."""


class Ragged(Refused):
    """Things of different shapes, where one was asked."""


class Blank(Exception):
    """Nothing was answered yet; its text, if any, is the sentence to say."""


class Verdicts(dict):
    """The sentences of one exercise by name.  Those whose name begins with `yes` are for right answers."""

    def yes(self, name="yes", /, **fields):
        """-> (True, sentence)"""
        return True, filled(self[name], **fields)

    def no(self, name, /, **fields):
        """-> (False, sentence)"""
        return False, filled(self[name], **fields)


@dataclass(frozen=True)
class Exercise:
    """A check: `right` is the function asked for, `slips` what students write instead, `given` what both are given.

    words  : {name: sentence}: "yes"; each slip's; "shape", why the shape is what it is; "raised", said after an error;
             "ragged", said of a list of things of different shapes;
             "other", of the entry {at} that differs most, {want} and {got}, where no slip is known
    right  : function of the given arguments
    slips  : {name: function, or several}
    given  : (seed, *more) -> arguments: 0 is what is asked, 1 other numbers, of another size where size is free; `more`
             is what the notebook hands to the check after the answer
    sets   : how many sets of numbers `given` gives, two or more
    fields : function of the arguments that are asked -> {field: value} for the sentences; all know `got` and `want`
    notice : (got, *arguments) -> the name of a sentence, or the name and {field: value}, or None: for a slip that is a
             kind, not a value
    same   : (got, want, *arguments) -> bool, for arrays of one shape, where more than one answer is right
    places : for a number that is read off and typed: right to so many decimals
    typed  : the answer is a value, not a function
    boolean: the answer must hold True and False, not numbers
    """

    words: Mapping
    right: Callable
    slips: Mapping = field(default_factory=dict)
    given: Callable = lambda seed: ()
    sets: int = 2
    fields: Callable = lambda *given: {}
    notice: Callable = lambda got, *given: None
    same: Callable | None = None
    places: int | None = None
    typed: bool = False
    boolean: bool = False

    def __call__(self, yours, *more, **named):
        """(done, sentence) on an answer, for `seesaw.exercise.check`.  What the answer raises, it raises."""
        if not self.typed and not callable(yours):
            return False, filled(NOT_CALLED, kind=_kind(yours))
        try:
            return self._judged(*self._trials(yours, more, named))
        except Refused as refused:
            ragged = isinstance(refused, Ragged) and self.words.get("ragged")
            return False, filled(ragged) if ragged else str(refused)

    def _trials(self, yours, more, named):
        """[(arguments, what yours gave)] for what is asked and for other numbers; an error in the others is kept."""
        trials = []
        for seed in range(self.sets):
            given = self.given(seed, *more, **named)
            try:
                trials.append((given, yours if self.typed else yours(*_copies(given))))
            except Exception as error:
                if not trials:
                    raise
                trials.append((given, error))
        return trials

    def _judged(self, asked, *others):
        given, raw = asked
        want = _read(self.right(*_copies(given)))
        got = _read(raw, want)
        fields = {"got": _field(got), "want": _field(want), **self.fields(*_copies(given))}
        right = self._right(got, want, given)
        if right and all(map(self._is_right, others)):
            if self.boolean and np.asarray(raw).dtype != bool:
                return False, filled(self.words.get("kind", NOT_BOOLEAN), kind=np.asarray(raw).dtype.name, **fields)
            return True, filled(self.words["yes"], **fields)
        slip = self._slip(asked, *others) or (None if right else self.notice(got, *_copies(given)))
        if slip:
            name, more = (slip, {}) if isinstance(slip, str) else slip
            return False, filled(self.words[name], **{**fields, **more})
        return False, self._wrong_for_others(got, others) if right else self._difference(got, want, fields)

    def _is_right(self, trial):
        given, raw = trial
        if isinstance(raw, Exception):
            return False
        want = _read(self.right(*_copies(given)))
        return self._right(_read(raw, want), want, given)

    def _right(self, got, want, given):
        if self.same is not None and got.shape == want.shape and self.same(got, want, *_copies(given)):
            return True
        if self.places is not None:
            return got.shape == want.shape and bool(np.all(np.abs(got - want) <= 0.51 * 10.0**-self.places))
        return like(got, want) or rounded(got, want)

    def _slip(self, *trials):
        """The name of the first slip that gives what yours gave, for all sets of numbers.

        One that is right wherever it gives something is known by where it raises: there the slip must fail, too.
        """
        failed = [given for given, raw in trials if isinstance(raw, Exception)]
        trials = [trial for trial in trials if not isinstance(trial[1], Exception)]
        failed = failed if all(map(self._is_right, trials)) else []
        for name, ways in self.slips.items():
            for way in ways if isinstance(ways, (list, tuple)) else [ways]:
                alike = all(_gives(way, given, raw, self.same) for given, raw in trials)
                if alike and all(_fails(way, given) for given in failed):
                    return name
        return None

    def _difference(self, got, want, fields):
        """One sentence: the shapes, or the entry that differs most."""
        why = self.words.get("shape")
        if got.shape != want.shape:
            if not want.shape:
                return filled(ONE_NUMBER_WHY if why else ONE_NUMBER, size=got.size, why=why)
            return filled(SHAPE_WHY if why else SHAPE, got=got.shape, want=want.shape, why=why)
        at = worst(got, want)
        two = dict(zip(("want", "got"), apart(want[at], got[at]), strict=True))
        return filled(self.words.get("other", ENTRY if at else NUMBER), **{**fields, **two, "at": list(at)})

    def _wrong_for_others(self, asked, others):
        """What is said of an answer that is right for the numbers asked alone.

        asked : what it gave for them    others : (arguments, what it gave)
        """
        given, raw = next(trial for trial in others if not self._is_right(trial))
        if isinstance(raw, Exception):
            return BY_HEART_BLANK if isinstance(raw, Blank) else filled(BY_HEART_RAISED, error=raised(raw))
        want = _read(self.right(*_copies(given)))
        got = _read(raw, want)
        if like(got, asked):
            return BY_HEART
        if got.shape != want.shape:
            said = OTHERS_SHAPE if want.shape else OTHERS_ONE
            return filled(said, got=got.shape, want=want.shape, size=got.size)
        at = worst(got, want)
        two = apart(want[at], got[at])
        return filled(OTHERS_ENTRY if at else OTHERS_NUMBER, want=two[0], got=two[1], at=list(at))


@dataclass(frozen=True)
class Bugs:
    """The check of "spot the bug": {"A": a name of `names` or its number, ...}, in any case and with any spaces.

    words : "yes", and for each version where to look again    truth : {version: number of its name}
    """

    words: Mapping
    names: tuple
    truth: Mapping

    def __call__(self, named):
        named = named.tolist() if isinstance(named, np.ndarray) else named
        if isinstance(named, (list, tuple)) and len(named) == len(self.truth):
            named = dict(zip(self.truth, named, strict=True))
        if not isinstance(named, Mapping):
            return False, filled(BUGS_KIND, name=repr(self.names[0]), got=_kind(named))
        named = {_plain(version): name for version, name in named.items()}
        chosen, blank = {}, []
        for version in self.truth:
            name = named.get(_plain(version), ...)
            if name is None or name is ... or isinstance(name, str) and not _plain(name):
                blank.append(version)
                continue
            chosen[version] = self._number(name)
            if chosen[version] is None:
                return False, filled(BUGS_UNKNOWN, got=_short(name), version=version)
        wrong = [version for version, number in chosen.items() if number != self.truth[version]]
        count = {"right": len(chosen) - len(wrong), "all": len(self.truth)}
        if wrong:
            return False, filled(BUGS_WRONG, look=self.words[wrong[0]], **count)
        if blank:
            said = BUGS_BLANK if all(_plain(version) in named for version in blank) else BUGS_MISSING
            return None if said is BUGS_BLANK else False, filled(said, versions=listed(blank), **count)
        return True, filled(self.words["yes"])

    def _number(self, name):
        """The place of a name in the list, or None; a place may come as 0, 0.0, "0", [0] or a 0-d array."""
        if isinstance(name, np.ndarray):
            name = name.tolist()
        while isinstance(name, (list, tuple)) and len(name) == 1:
            name = name[0]
        if isinstance(name, str) and _plain(name).isdecimal():
            name = int(_plain(name))
        if isinstance(name, (float, np.floating)) and float(name).is_integer():
            name = int(name)
        if isinstance(name, Integral) and not isinstance(name, (bool, np.bool_)):
            return int(name) if 0 <= name < len(self.names) else None
        plain = [_plain(known) for known in self.names]
        return plain.index(_plain(name)) if _plain(name) in plain else None


# ---- reading an answer


def numbers(value, many=None):
    """An answer as an array of float64; Refused, with one sentence, for what is none.  Blank for None and `...`.

    many : how many numbers are asked, where they are asked one beside the other; each may come as an array of one
    """
    if value is None or value is ...:
        raise Blank
    if isinstance(value, (str, bytes)):
        raise Refused(_a_text(value))
    if isinstance(value, (Mapping, set, frozenset, type)) or callable(value):
        raise Refused(filled(A_KIND, kind=_kind(value)))
    if hasattr(value, "__next__"):
        raise Refused(A_GENERATOR)
    if isinstance(value, (range, map, filter, zip)) or type(value).__name__ in ("dict_values", "dict_keys"):
        value = list(value)
    if many and isinstance(value, (list, tuple)):
        value = [part.item() if isinstance(part, np.ndarray) and part.size == 1 else part for part in value]
    try:
        array = np.asarray(value)
    except ValueError:  # inhomogeneous
        shapes = [np.shape(part) if _even(part) else "?" for part in value]
        first = shapes if len(shapes) <= MOST_SHAPES else [*shapes[:MOST_SHAPES], "…"]
        said = RAGGED_NUMBERS if many else RAGGED
        raise Ragged(filled(said, count=len(value), shapes=listed(first), many=many)) from None
    if array.dtype.kind in "US":  # of [1, "a"], too
        raise Refused(_a_text(next((x for x in np.asarray(value, object).flat if isinstance(x, (str, bytes))), "")))
    return _real(array)


def _a_text(text):
    return filled(A_TEXT, got=_short(text) or '""')


def _real(array):
    if array.dtype == object and any(part is None or part is ... for part in array.flat):
        raise Blank
    if array.dtype.kind == "c":
        if np.any(array.imag):
            raise Refused(A_COMPLEX)
        array = array.real
    try:
        return array.astype(float)
    except (TypeError, ValueError):
        raise Refused(filled(A_KIND, kind=_kind(array.flat[0] if array.size else array))) from None


def _read(value, want=None):
    """`numbers`, and a single number where one is asked, whatever its shape."""
    got = numbers(value, want.size if want is not None and want.ndim == 1 else None)
    return got.reshape(()) if want is not None and want.shape == () and got.size == 1 else got


def _even(part):
    try:
        np.shape(part)
    except ValueError:
        return False
    return True


def _copies(given):
    """Arrays and lists as copies, so that an answer may work in place."""
    return [x.copy() if isinstance(x, (np.ndarray, list)) else x for x in given]


# ---- comparing


def like(got, want, rtol=CLOSE["rtol"], atol=CLOSE["atol"]):
    """Equal for the eye, whatever the shapes: no exception; NaN is like NaN."""
    return np.shape(got) == np.shape(want) and bool(np.allclose(got, want, rtol=rtol, atol=atol, equal_nan=True))


def rounded(got, want):
    """Whether `got` is `want` as printed with some decimals: right, though not to the last digit."""
    return got.shape == want.shape and any(
        np.any(np.round(want, places)) and like(got, np.round(want, places), FLOAT32, 1e-9) for places in PLACES
    )


def _tried(way, given):
    """What a slip gives, as an array; None where it raises, for a slip may be impossible for some numbers."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return numbers(way(*_copies(given)))
        except Exception:  # noqa: BLE001
            return None


def _fails(way, given):
    value = _tried(way, given)
    return value is None or not np.isfinite(value).all()


def _gives(way, given, raw, same):
    """Whether a slip gives what an answer gave; a slip that raises gives nothing."""
    value = _tried(way, given)
    if value is None:
        return False
    try:
        got = _read(raw, value)
    except Refused:  # things that a slip of this size has not
        return False
    alike = same is not None and got.shape == value.shape and same(got, value, *_copies(given))
    return alike or like(got, value) or rounded(got, value)


def worst(got, want):
    """Where two arrays of one shape differ most: at a NaN or infinity in one of them alone, if there is one."""
    with np.errstate(invalid="ignore"):
        far = np.abs(got - want)
    odd = ~np.isfinite(got) | ~np.isfinite(want)
    far = np.where(odd, np.where((got == want) | (np.isnan(got) & np.isnan(want)), 0, np.inf), far)
    return tuple(int(i) for i in np.unravel_index(far.argmax(), far.shape))


def apart(want, got):
    """Two numbers as text, with as many decimals as it takes to see that they differ: never two equal texts."""
    for places in range(2, MOST_PLACES):
        two = shown(want, places), shown(got, places)
        if float(two[0].replace(",", "")) != float(two[1].replace(",", "")):
            return two
    return repr(float(want) + 0.0), repr(float(got) + 0.0)


def shown(value, places=2):
    """A number as a sentence writes it: all digits of a whole one, else so many decimals; no -0.00."""
    if not np.isfinite(value):
        return str(float(value))
    if value == np.round(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:z,.{places}f}"


def _field(array):
    """What a field shows: one number as a float, several as their text."""
    return float(array) if array.size == 1 else _bracketed(array)


def _bracketed(array):
    return shown(array) if np.ndim(array) == 0 else "[" + ", ".join(map(_bracketed, array)) + "]"


# ---- names of things


def raised(error):
    """An error as one line: its type and what it says; of `@`, whose own words are hard to read, in plain ones."""
    if re.fullmatch(NUMPY_MATMUL_NUMBER, str(error), flags=re.DOTALL):
        return f"{type(error).__name__}: {MATMUL_NUMBER}"
    sizes = re.fullmatch(NUMPY_MATMUL, str(error), flags=re.DOTALL)
    message = filled(MATMUL, left=sizes[2], right=sizes[1]) if sizes else _short(error, 200).rstrip(".")
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _kind(value):
    return type(value).__name__


def _short(value, width=60):
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _plain(name):
    """A name in any case, with any spaces, with or without quotation marks and a full stop."""
    return " ".join(str(name).split()).strip("'\". ").casefold()
