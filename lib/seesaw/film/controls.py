"""The controls of a film: ipywidgets as its specification, read into positions.

FloatSlider(1, min=0, max=8, step=0.1) gives 81 values, their readouts, and where to start.
"""

from math import floor, isfinite, log10
from typing import Any, NamedTuple

import ipywidgets as w
from ipywidgets.widgets.interaction import interactive

from seesaw.words import say

RANGES = (w.FloatSlider, w.IntSlider, w.FloatLogSlider, w.Play)
CHOICES = {w.SelectionSlider: "range", w.Dropdown: "select", w.Select: "select"}
CHOICES |= dict.fromkeys((w.ToggleButtons, w.RadioButtons), "buttons")
SWITCHES = (w.Checkbox, w.ToggleButton)
OFF_AND_ON = list(say(("off", "on")))

UNKNOWN_CONTROL = (
    "film: control {name!r} is a {kind}. A film plays FloatSlider, IntSlider, FloatLogSlider, SelectionSlider, "
    "Dropdown, Select, ToggleButtons, RadioButtons, Checkbox, ToggleButton, Play and Text, or interact's short forms "
    "such as (0, 8, 0.1), ['a', 'b'] and True."
)
BAD_RANGE = "film: control {name!r} runs from {low} to {high} in steps of {step}; give a finite range and a step > 0."
TOO_FINE = "film: control {name!r} has {count:,} values from {low} to {high}; give a step that makes at most {most:,}."
MOST = 10_000  # values of one control: more than a slider has pixels
NO_OPTIONS = "film: control {name!r} has no options; give at least one."
NOT_A_VALUE = "film: {name} can't be {value!r}; {hint}."
NUMBERS = "give a number from {low} to {high}"
OPTIONS = "give one of {options}"


class Control(NamedTuple):
    """One control: its widget, and every value that it can take in order."""

    name: str  # the argument of `update`
    label: str  # what the page calls it: the widget's description, else the name, said
    kind: str  # what the page draws: range, play, select, buttons, checkbox or text
    widget: w.Widget
    values: list[Any]  # one value for a Text: the sentence is no position
    readouts: list[str]

    @property
    def typed(self):
        return self.kind == "text"

    @property
    def start(self):
        """The position where the widget stands: the first where nothing is chosen."""
        return 0 if self.widget.value is None else self.nearest(self.widget.value)

    def move(self, position):
        """Move the widget to this position.  A choice by its place: two of its options may be equal."""
        if isinstance(self.widget, tuple(CHOICES)):
            self.widget.index = position
        elif not self.typed:
            self.widget.value = self.values[position]

    def nearest(self, value):
        """The position of `value`: the nearest number of a range, the very option of a choice.

        ValueError when a range is given no finite number, or a choice something that is no option of it.
        """
        if self.typed:
            return 0
        if isinstance(self.widget, RANGES):
            return self._nearest_number(value)
        for i, option in enumerate(self.values):
            if option is value or _equal(option, value):
                return i
        hint = OPTIONS.format(options=", ".join(map(repr, self.values)))
        raise ValueError(NOT_A_VALUE.format(name=self.name, value=value, hint=hint))

    def _nearest_number(self, value):
        number = _number(value)
        if not isfinite(number):
            hint = NUMBERS.format(low=self.values[0], high=self.values[-1])
            raise ValueError(NOT_A_VALUE.format(name=self.name, value=value, hint=hint))
        return min(range(len(self.values)), key=lambda i: abs(self.values[i] - number))


def labelled(labels):
    """The options of a choice whose keys are not what is shown: {key: label} -> [(label, key), ...]"""
    return [(label, key) for key, label in labels.items()]


def playing(slider, interval=300):
    """The slider, with a button that plays it, `interval` ms a step: for what is a course of time."""
    slider.interval, slider.repeat = interval, False
    return slider


def read(name, spec):
    """The control that an ipywidget, or one of interact's short forms, specifies.  -> Control

    TypeError for a widget that a film has no counterpart of; ValueError for a range without end or step, or with far
    too many steps, and for a choice without options.
    """
    widget = spec if isinstance(spec, w.Widget) else interactive.widget_from_abbrev(spec)
    label = getattr(widget, "description", "") or say(name.replace("_", " "))
    track = "play" if hasattr(widget, "interval") else "range"
    if isinstance(widget, w.Text):
        return Control(name, label, "text", widget, [None], [""])
    if isinstance(widget, RANGES):
        values = _steps(name, widget)
        return Control(name, label, track, widget, values, [_readout(widget, v) for v in values])
    if isinstance(widget, SWITCHES):
        return Control(name, label, "checkbox", widget, [False, True], OFF_AND_ON)
    for kind, shape in CHOICES.items():
        if isinstance(widget, kind):
            shape = track if shape == "range" else shape
            if not widget._options_values:
                raise ValueError(NO_OPTIONS.format(name=name))
            return Control(name, label, shape, widget, list(widget._options_values), list(widget._options_labels))
    raise TypeError(UNKNOWN_CONTROL.format(name=name, kind=type(spec).__name__))


def _steps(name, widget):
    """Every value of a slider, counted so that no error adds up: min + i * step."""
    low, high, step = widget.min, widget.max, widget.step
    if not (step and step > 0 and isfinite(high - low)):
        raise ValueError(BAD_RANGE.format(name=name, low=low, high=high, step=step))
    count = int((high - low) / step + 1e-9) + 1
    if count > MOST:
        raise ValueError(TOO_FINE.format(name=name, count=count, low=low, high=high, most=MOST))
    if isinstance(widget, (w.IntSlider, w.Play)):
        return [int(low + i * step) for i in range(count)]
    digits = 9 - min(0, floor(log10(step)))
    values = [round(low + i * step, digits) + 0.0 for i in range(count)]  # + 0.0: no -0.0
    return [widget.base**v for v in values] if isinstance(widget, w.FloatLogSlider) else values


def _readout(widget, value):
    """`value` as the widget itself would print it; ipywidgets writes `d` and `.2f` as Python does."""
    if isinstance(widget, w.FloatSlider) and widget.readout_format == ".2f":
        return f"{value:.{_decimals(widget.min, widget.step)}f}"
    try:
        return format(value, getattr(widget, "readout_format", ""))
    except ValueError:  # the browser knows formats that Python does not
        return f"{value:g}"


def _decimals(*numbers):
    """How many decimals write these numbers in full, at least one: 0.1 -> 1; two where no few do, as for 1/3."""
    return next((d for d in range(1, 10) if all(round(x, d) == x for x in numbers)), 2)


def _number(value):
    """`value` as a float, NaN where it is none."""
    try:
        return float("nan") if isinstance(value, str) else float(value)
    except (TypeError, ValueError):
        return float("nan")


def _equal(a, b):
    try:
        return bool(a == b)
    except (TypeError, ValueError):  # an array is equal here and not there
        return False
