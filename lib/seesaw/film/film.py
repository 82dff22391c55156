"""A Matplotlib figure that plays: its sliders move in the browser, with no kernel in between.

    fig, update, controls --one frame a position--> film --player.js--> the page

`film` visits every position of its controls once, with `update(**state)` changing the live artists, and records what
is seen (`record.py`) and where it stands (`hands.py`).  The page then swaps fragments (`picture.js`); `paper.py` and
`still.py` have what is kept outside JupyterLab.  The ipywidgets stay linked with the film both ways.  Past its budget a
film records each control alone, and the kernel draws the rest on demand with the same code.
"""

import base64
import functools
import io
import itertools
import json
import random
import uuid
import warnings
import weakref
from collections.abc import Mapping
from math import prod
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from ipywidgets import widget_serialization
from matplotlib.colors import same_color
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox

from seesaw import theme
from seesaw.film import controls as reading
from seesaw.film import paper, studio
from seesaw.film.hands import NO_SUCH_CONTROL, Marks, read_handles
from seesaw.film.pen import FilmError, Undrawn
from seesaw.film.record import MORE_AXES, Recorder
from seesaw.film.still import still
from seesaw.words import columns, filled, lang, listed, say

BUDGET = 400

VIEW_VERSION = {"version_major": 2, "version_minor": 0}
LARGE = 20e6  # bytes: what Matplotlib's own animations stop at

IMPURE = (
    "film: update(**state) must draw the same picture each time it is given the same state, but at {state} "
    "{slot} came out differently the second time. Take history, random numbers and colour cycles out of it: "
    "make the artists once, before update, and let update only set their data."
)
UPDATE_FAILED = "film: update failed at {state}: {error}"
CAPTION_FAILED = "film: no caption at {state}: {error}"
NO_SENTENCE = "the function returned None, not a sentence"
BAD_CAPTION = "film: caption is a template such as 'as loud as {{loud:.1f}}', or a function of the state; got {got!r}."
NO_CONTROL = "film: give at least one control, such as loudness=FloatSlider(1, min=0, max=8, step=0.1)."
NOT_A_FIGURE = (
    "film: expected a Matplotlib figure and a function that changes it, got {fig} and {update}: "
    "write film(fig, update, t=(0, 3)), with the figure made once, before update."
)
NOTHING_MOVES = (
    "film: nothing in this figure moved, wherever {names} stood. Let update change the artists of this very figure, "
    "as in line.set_ydata(...); a figure that it makes, or pyplot's, is another one."
)
CUT = (
    "film: the layout, worked out at the start, does not fit every position: {artists} beyond the figure's edge. "
    "Make room at the start, or give relayout=True, which works it out at each position."
)
CUT_ONE = "{artist} reaches {points:.0f} points"
TOO_LARGE = (
    "film: {done} of {all} positions already hold {size:.0f} MB, so the page will be slow to open and to save; give "
    "fewer positions or points, a smaller budget, or rasterized=True for what has many points."
)
NO_FORMAT = "film: can't save {path}; a film is saved as .svg or .png (to_html() gives a page that plays)."
BAD_BUDGET = "film: budget is the number of positions drawn ahead, a whole number of at least 1; got {budget!r}."
INTERRUPTED = say("The drawing was interrupted; the picture is the one before.")
ARTIST = "{kind} number {ordinal} of {place}"
FIGURE, AXES, PICTURE, CAPTION = "the figure", "axes {number}", "the picture", "the caption"

PLAYER = {  # what the player's buttons and notes say
    "again": say("Start again"),
    "svg": say("Save SVG"),
    "png": say("Save PNG"),
    "full": say("Full screen"),
    "play": say("Play"),
    "pause": say("Pause"),
    "enter": say("type, then Enter"),
    "typing": say("The kernel is drawing your words…"),
    "drawing": say("The kernel is drawing this position…"),
    "busy": say("The kernel is busy; it draws this position as soon as it is free."),
    "alone": say("No kernel draws what was not drawn ahead: each control plays alone, the others at their start."),
    "needsKernel": say("Typing needs a running kernel: run this cell again."),
    "unsaved": say("The picture could not be saved."),
}
READOUT = say("{label} = {readout}")  # one control, in the caption of a film that was given none
WIDEST = 24  # columns: a longer readout may push its slider


def film(fig, update=None, /, *, caption=None, budget=BUDGET, relayout=False, handles=None, names=None, **controls):
    """Make a figure play: `update(**state)` changes its artists, `controls` say which states there are.  -> Film

    fig      : a matplotlib Figure, drawn once; its layout is run once and then frozen.  Pyplot forgets it
    update   : a pure function of its keyword arguments, one for each control.  Where it returns a dict of numbers and
               words, these are for the caption; anything else that it returns is ignored
    caption  : one sentence: what a screen reader hears, what `print` shows.  A template with named fields, filled from
               the state and from what `update` returned, "{loudness:.1f} gives {share:.2f}" (`words.filled`: no -0.00);
               where one template does not serve, `update` returns the one that does as "caption".  Or a function of the
               same arguments as `update`
    budget   : up to so many positions are drawn ahead (default 400); past it the page plays each control alone around
               the start, and the kernel draws the rest on demand
    relayout : True runs the figure's layout engine at each position (150 ms each)
    handles  : {"x": artist, ("x", "y"): artist}: what `update` moves is the handle of its control, or of two: a hand
               takes it in the picture and so moves the control.  Or {"word": [artist, ...]}, one for each position
    names    : {artist: words}, said under the pointer and on focus: one for each point or line of it, or one for the
               whole; for an image a template such as "{row}, {column}: {value:.2f}", or an array of words; or a
               function of the state that gives these
    controls : ipywidgets or interact's short forms: loudness=FloatSlider(1, min=0, max=8, step=0.1), head=[0, 1, 2]

    FilmError when the figure or update can't be played (3-D, gouraud shading, an impure update), with the artist's
    name, or has no caption at some position; TypeError and ValueError for no figure, control, caption, budget or
    handle.  A warning where nothing moves, and past 20 MB.
    """
    marks = {"handles": handles, "names": names}
    return Film(fig, update, caption=caption, budget=budget, relayout=relayout, marks=marks, controls=controls)


def _in_its_style(method):
    """What is drawn later is drawn under the rcParams of the day the film was made: their `with` has long been left."""

    @functools.wraps(method)
    def drawn(self, *args, **more):
        with studio.drawing(self._style, self._manager):
            return method(self, *args, **more)

    return drawn


class Player(anywidget.AnyWidget):
    """The player's JavaScript, which all films of a kernel share: a saved notebook has it once."""

    _esm = "export default {}"
    code = traitlets.Unicode(paper.PLAYER + paper.STYLED).tag(sync=True)

    @classmethod
    @functools.cache
    def shared(cls):
        """The one player of this kernel."""
        return cls()


class Film(anywidget.AnyWidget):
    """A recorded figure: see `film`.  Set `.state` to move it, read `.caption`, `.save(path)`, `.to_html()`."""

    _esm = paper.FROM_SHARED
    player = traitlets.Any().tag(sync=True, **widget_serialization)
    packed = traitlets.Bytes().tag(sync=True)  # what the player plays: `data` as JSON, deflated
    ident = traitlets.Unicode().tag(sync=True)  # its own model_id, by which the page learns whether a kernel is there
    at = traitlets.Dict().tag(sync=True)  # {"positions": one a control, "by": the view that moved it}
    typed = traitlets.List().tag(sync=True)  # the words in each Text control, None for the others
    _ended = ()  # what to call at the end
    trouble = traitlets.Unicode()  # why the words typed last could not be drawn

    def __init__(self, fig, update, *, caption, budget, relayout, marks, controls):
        _check(fig, update, caption, budget, controls)
        self._fig, self._update, self._budget, self._relayout = fig, update, budget, relayout
        self._caption = caption
        self._style, self._manager = studio.style_of(fig), studio.taken_off_pyplot(fig)
        self._controls = [reading.read(name, spec) for name, spec in controls.items()]
        self._handles, self._names = read_handles(marks["handles"], self._controls), marks["names"]
        self._counts = [len(c.values) for c in self._controls]
        start = tuple(c.start for c in self._controls)
        self._words = {c.name: c.widget.value for c in self._controls if c.typed}
        self._start, self._version = start, 0
        self._record()
        if self._cut:
            cut = ", ".join(CUT_ONE.format(artist=name, points=points) for name, points in self._cut.items())
            warnings.warn(CUT.format(artists=cut), stacklevel=3)
        if len(self._frames) > 1 and len({frame.fills for frame in self._frames.values()}) == 1:
            warnings.warn(NOTHING_MOVES.format(names=" or ".join(controls)), stacklevel=3)
        ident = uuid.uuid4().hex
        played = {"player": Player.shared(), "packed": self._pack(), "typed": self._typed()}
        super().__init__(model_id=ident, ident=ident, at={"positions": start, "by": ""}, **played)
        heard = _weakly(self._moved_in_kernel)
        for control, position in zip(self._controls, start, strict=True):
            control.move(position)
            control.widget.observe(heard, "value")
        self._ended = [functools.partial(c.widget.unobserve, heard, "value") for c in self._controls]
        self._ended += [c.widget.close for c in self._controls if controls[c.name] is not c.widget]
        self.observe(self._moved, "at")
        self.on_msg(self._asked)
        self.shown_in = set()  # the notebook's cells
        studio.let_go_of_earlier(self, studio.running_cell())

    def close(self):
        """End the film: its views go, and what it holds is let go of."""
        super().close()
        for end in self._ended:
            end()
        self._ended = []
        self._recorder, self._frames, self.data = None, {}, {}

    # ---- recording

    @_in_its_style
    def _record(self):
        """Draw every position (or, past the budget, each control alone), check, and go back to the start."""
        self._recorder, self._frames, self._captions = Recorder(self._fig), {}, {}
        self._marks, self._weighed = Marks(self._fig, self._handles, self._names), (0, 0)
        frozen, plan = not self._relayout and self._fig.get_layout_engine() is not None, self._plan()
        if frozen:
            self._visit(self._start)
            self._named(self._recorder.lay_out, self._start)
            self._named(self._recorder.frame, self._start)
        fits_not = self._recorder.beyond()
        for done, positions in enumerate(plan, start=1):
            self._shoot(positions)
            self._weigh(done, len(plan))
        self._check_pure()
        self._visit(self._start)
        beyond = self._recorder.beyond()
        self._make_room([sides for artist, (_, sides) in beyond.items() if isinstance(artist, Legend)])
        self._cut = {name: max(sides) for artist, (name, sides) in beyond.items() if frozen and artist not in fits_not}

    def _named(self, draw, positions):
        """What `draw` gives; what it can't draw is told with the state."""
        try:
            return draw()
        except Undrawn as error:
            raise error.at(_words_of(self._state_at(positions))) from error.__cause__

    def _make_room(self, legends):
        """The picture's edge is the figure's, but goes round a legend that stands beside it."""
        left, bottom, right, top = np.ceil(np.max([(0, 0, 0, 0), *legends], axis=0))
        width, height = self._fig.get_size_inches() * 72 + (left + right, bottom + top)
        self._box = [round(float(side), 4) + 0.0 for side in (-left, -top, width, height)]

    def _inches(self):
        """The box of the picture, for `savefig`; None where it is the figure's own."""
        left, top, width, height = (side / 72 for side in self._box)
        box = Bbox.from_bounds(left, self._fig.get_size_inches()[1] - top - height, width, height)
        return None if np.allclose(box.bounds, self._fig.bbox_inches.bounds) else box

    def _plan(self):
        """The positions to draw ahead: the whole grid within the budget, else each control alone around the start."""
        if prod(self._counts) <= self._budget:
            return list(itertools.product(*map(range, self._counts)))
        share = max(2, self._budget // sum(n > 1 for n in self._counts))
        star = {self._start: None}
        for axis, count in enumerate(self._counts):
            for i in sorted({round(j * (count - 1) / (share - 1)) for j in range(share)}):
                star[*self._start[:axis], i, *self._start[axis + 1 :]] = None
        return list(star)

    def _visit(self, positions):
        """Bring the figure to these positions.  -> what `update` returned for the caption, {} if nothing"""
        state = self._state_at(positions)
        self._recorder.stand_back()
        try:
            returned = self._update(**state)
        except Exception as error:
            error.add_note(UPDATE_FAILED.format(state=_words_of(state), error=error))
            raise
        return returned if isinstance(returned, Mapping) else {}

    def _shoot(self, positions):
        returned = self._visit(positions)
        frame = self._named(self._recorder.frame, positions)
        caption = self._caption_of(positions, returned)
        self._marks.note(positions, self._state_at(positions))
        self._frames[positions], self._captions[positions] = frame, caption

    def _weigh(self, done, count):
        """Say it once, and before the end, when a film grows past what a page can well hold."""
        pool, (known, before) = self._recorder.pool, self._weighed
        size = before + sum(map(len, itertools.islice(reversed(pool), len(pool) - known)))
        if before <= LARGE < size:
            warnings.warn(TOO_LARGE.format(done=done, all=count, size=size / 1e6), stacklevel=2)
        self._weighed = len(pool), size

    def _check_pure(self):
        """Visit some positions again, each after another one than before, and compare; the first is drawn whole."""
        plan = list(self._frames)
        others = random.Random(0).sample(plan, min(len(plan), 5))
        self._recorder.forget()
        for positions in dict.fromkeys((plan[0], plan[-1], plan[len(plan) // 2], *others)):
            returned = self._visit(positions)
            again, once = self._recorder.frame(), self._frames[positions]
            same_words = self._caption_of(positions, returned) == self._captions[positions]
            if again != once or not same_words:
                state, axes = _words_of(self._state_at(positions)), len(self._fig.axes)
                self._visit(positions)
                if len(self._fig.axes) > axes:
                    raise FilmError(MORE_AXES.format(state=state))
                slot = _difference(once, again) if same_words else CAPTION
                raise FilmError(IMPURE.format(state=state, slot=slot))

    # ---- state

    @property
    def state(self):
        """{control: value} now.  Set it, whole or in part: each value snaps to the nearest position."""
        return self._state_at(tuple(self.at["positions"]))

    @state.setter
    def state(self, state):
        positions, words = list(self.at["positions"]), {}
        names = [c.name for c in self._controls]
        for name, value in state.items():
            if name not in names:
                raise ValueError(NO_SUCH_CONTROL.format(name=name, names=", ".join(names)))
            control = self._controls[names.index(name)]
            if control.typed:
                words[name] = str(value)
            positions[names.index(name)] = control.nearest(value)
        self._type(words)
        if self.trouble:
            raise FilmError(self.trouble)
        self._shot(tuple(positions))  # first, so that a position which update can't draw is not gone to
        self.at = {"positions": tuple(positions), "by": ""}

    def _state_at(self, positions):
        return {
            c.name: self._words[c.name] if c.typed else c.values[i]
            for c, i in zip(self._controls, positions, strict=True)
        }

    @property
    def caption(self):
        """The sentence of the film as it stands."""
        return self._captions[self._shot(tuple(self.at["positions"]))]

    @_in_its_style
    def _shot(self, positions):
        """These positions; drawn now, if they were not drawn ahead."""
        if positions not in self._captions:
            self._shoot(positions)
        return positions

    def _caption_of(self, positions, returned):
        """The sentence at these positions; `returned` is what `update` just gave back.  FilmError if there is none."""
        state = self._state_at(positions)
        fields = {**state, **returned}
        caption = fields.pop("caption", self._caption)
        if caption is None:
            return self._readouts(positions)
        try:
            sentence = caption(**state) if callable(caption) else filled(caption, **fields)
            if sentence is None:
                raise ValueError(NO_SENTENCE)
        except Exception as error:
            raise FilmError(CAPTION_FAILED.format(state=_words_of(state), error=_reason(error))) from error
        return str(sentence)

    def _readouts(self, positions):
        here = zip(self._controls, positions, strict=True)
        return listed(
            READOUT.format(label=c.label, readout=self._words[c.name] if c.typed else c.readouts[i]) for c, i in here
        )

    def _moved(self, _):
        """The film moved: so do the widgets that specify it."""
        for control, i in zip(self._controls, self.at["positions"], strict=True):
            control.move(i)

    def _moved_in_kernel(self, change):
        """A widget was moved from Python: so does the film."""
        control = next(c for c in self._controls if c.widget is change.owner)
        if control.typed:
            self._type({control.name: change.new})
            return
        i = [c.name for c in self._controls].index(control.name)
        position = control.nearest(change.new)
        if position != self.at["positions"][i]:
            self.state = {control.name: change.new}
        else:
            control.move(position)  # between two positions: snap back

    def _asked(self, _, message, __):
        """The page moved a control, typed words, or wants a position that was not drawn ahead."""
        if message["type"] == "moved":
            self.at = {"positions": tuple(message["positions"]), "by": message["by"]}
        elif message["type"] == "typed":
            try:
                self._type({self._controls[message["control"]].name: message["words"]})
            finally:
                self.send({"trouble": self.trouble.partition("\n")[0], "words": message["words"]})
        elif message["type"] == "wanted":
            self._send_frame(tuple(message["positions"]))

    @_in_its_style
    def _type(self, words):
        """New words: the film is drawn anew in place.  If `update` can't, the last good film stays and says why."""
        self.trouble = ""
        if all(self._words.get(name) == text for name, text in words.items()):
            return
        before = self._words, self._version, self._recorder, self._frames, self._captions, self._marks
        self._words = {**self._words, **words}
        self._version += 1
        try:
            self._record()
            self.packed, self.typed = self._pack(), self._typed()
        except BaseException as error:  # an update may raise anything, or be interrupted: the film lives on
            self._words, self._version, self._recorder, self._frames, self._captions, self._marks = before
            self.trouble = _reason(error)
            self._visit(self._start)
            if not isinstance(error, Exception):
                raise
        for control in self._controls:
            if control.typed:
                control.widget.value = self._words[control.name]

    def _typed(self):
        return [self._words.get(c.name) for c in self._controls]

    @_in_its_style
    def _send_frame(self, positions):
        try:
            self._shoot(positions)
        except BaseException as error:  # an update may raise anything; the page says what
            self.send({"positions": positions, "words": _reason(error)})
            if not isinstance(error, Exception):
                raise
            return
        pool, ahead = list(self._recorder.pool), len(self.data["pool"])
        fresh = {i: pool[i] for i in self._frames[positions].fills if i >= ahead}
        answer = {"positions": positions, "version": self._version, "pool": fresh, "definitions": self._definitions()}
        self.send(answer | self._encoded([positions]))

    # ---- what the player gets

    def _pack(self):
        """`data`, what the player plays, anew.  -> as JSON, deflated"""
        self.data = self._data()
        return paper.packed(self.data)

    def _data(self):
        lecture = same_color(self._fig.get_facecolor(), theme.PAPER)
        return {
            **dict(zip(("left", "top", "width", "height"), self._box, strict=True)),
            "definitions": self._definitions(),
            "pool": list(self._recorder.pool),
            "version": self._version,
            "ink": [theme.INK, "#000000"] if lecture else [],
            "paper": [theme.PAPER] if lecture else [],
            "words": PLAYER,
            "lang": lang(),
            "controls": [self._described(c, i) for c, i in zip(self._controls, self._start, strict=True)],
            "hands": self._marks.boxes(),
            **self._encoded(self._frames),
        }

    def _described(self, control, start):
        described = {"label": control.label, "kind": control.kind, "readouts": control.readouts, "start": start}
        if control.kind in ("range", "play"):
            described["columns"] = min(WIDEST, max(map(columns, control.readouts)))
        if control.kind == "play":
            described |= {"interval": control.widget.interval, "repeat": control.widget.repeat}
        if control.typed:
            described["words"] = self._words[control.name]
        return described

    def _encoded(self, plan):
        """{frames: "2,0" -> [order of slots, caption, fill, fill, ...], orders, captions, marks, names}: each once."""
        orders, captions, frames = {}, {}, {}
        for positions in plan:
            frame = self._frames[positions]
            order = orders.setdefault(frame.slots, len(orders))
            caption = captions.setdefault(self._captions[positions], len(captions))
            frames[",".join(map(str, positions))] = [order, caption, *frame.fills]
        marks = {"marks": self._marks.encoded(plan), "names": [json.loads(names) for names in self._marks.pool]}
        return {"orders": [list(o) for o in orders], "captions": list(captions), "frames": frames, **marks}

    def _definitions(self):
        return self._recorder.definitions()

    # ---- on paper

    @_in_its_style
    def png(self):
        """The picture as it stands, as PNG bytes."""
        self._visit(tuple(self.at["positions"]))
        picture = io.BytesIO()
        how = {"dpi": self._fig.dpi, "bbox_inches": self._inches(), "metadata": {"Software": None}}
        self._fig.savefig(picture, format="png", **how)
        return picture.getvalue()

    @_in_its_style
    def _still(self):
        at = tuple(self.at["positions"])
        self._visit(at)
        here = zip(self._controls, at, strict=True)
        rows = [(c.kind, c.label, c.readouts, self._words[c.name] if c.typed else i) for c, i in here]
        return still(self._fig, self._inches(), rows)

    @_in_its_style
    def svg(self):
        """The picture as it stands, as the text of an SVG file, made of the same fragments that the page shows."""
        positions = self._shot(tuple(self.at["positions"]))
        pool = list(self._recorder.pool)
        parts = [pool[i] for i in self._frames[positions].fills]
        return paper.svg_file(self._box, self._captions[positions], self._definitions(), parts, lang())

    def save(self, path):
        """Write the picture as it stands to `path`, which ends in .svg or .png: whole, or not at all."""
        path = Path(path)
        if path.suffix not in (".svg", ".png"):
            raise ValueError(NO_FORMAT.format(path=path))
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_bytes(self.svg().encode() if path.suffix == ".svg" else self.png())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def to_html(self, page=True):
        """The film with its player, as one HTML text: it plays with no kernel and no network.

        page : True for a whole page, False for a fragment to put into one (a page may hold several)
        """
        piece = paper.fragment_of({**self.data}, list(self.at["positions"]))
        return paper.whole_page(self.caption, piece) if page else piece

    def __repr__(self):
        return self.caption

    def _repr_mimebundle_(self, **kwargs):
        here = studio.running_cell()
        self.shown_in |= {here and here[0]}
        png, size = self._still()
        data = {
            "text/plain": self.caption,
            "image/png": base64.b64encode(png).decode("ascii"),
            "application/vnd.jupyter.widget-view+json": VIEW_VERSION | {"model_id": self.model_id},
        }
        return data, {"image/png": size | {"alt": self.caption}}


def _check(fig, update, caption, budget, controls):
    if not (hasattr(fig, "savefig") and hasattr(fig, "get_size_inches") and callable(update)):
        raise TypeError(NOT_A_FIGURE.format(fig=type(fig).__name__, update=type(update).__name__))
    if not controls:
        raise ValueError(NO_CONTROL)
    if not (caption is None or isinstance(caption, str) or callable(caption)):
        raise TypeError(BAD_CAPTION.format(got=caption))
    if not isinstance(budget, int) or budget < 1:
        raise ValueError(BAD_BUDGET.format(budget=budget))


def _difference(once, again):
    """The first slot in which two frames differ: an artist that came, went or was drawn otherwise."""
    pairs = itertools.zip_longest(zip(*once, strict=True), zip(*again, strict=True), fillvalue=("", None))
    for (slot, fill), (slot_again, fill_again) in pairs:
        if slot != slot_again or fill != fill_again:
            return _artist_in(slot_again or slot)
    return PICTURE


def _artist_in(slot):
    where, kind, ordinal = slot.split(".")
    place = FIGURE if where == "f" else AXES.format(number=where)
    return ARTIST.format(kind=kind, ordinal=ordinal, place=place)


def _reason(error):
    """What an exception says, or its name where it says nothing."""
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else str(error) or type(error).__name__


def _weakly(method):
    """A listener that does not keep its film alive."""
    method = weakref.WeakMethod(method)

    def heard(change):
        if method() is not None:
            method()(change)

    return heard


def _words_of(state):
    return ", ".join(f"{name}={value!r}" for name, value in state.items())
