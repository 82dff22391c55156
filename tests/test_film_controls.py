"""Each control of a film: its values, what it prints, how it is moved, and what it refuses."""

import ipywidgets as w
import numpy as np
import pytest

from seesaw.film.controls import MOST, labelled, read


def values_of(spec):
    return read("x", spec).values


# ---- values


def test_a_float_slider_counts_its_steps_so_that_no_error_adds_up():
    assert values_of(w.FloatSlider(1, min=0, max=8, step=0.1)) == [round(i / 10, 1) for i in range(81)]


def test_a_choice_shows_its_labels_and_hands_over_its_keys():
    control = read("x", w.ToggleButtons(options=labelled({"post": "post-norm", "pre": "pre-norm"}), value="pre"))
    assert (control.values, control.readouts, control.start) == (["post", "pre"], ["post-norm", "pre-norm"], 1)


def test_a_last_step_that_would_pass_the_end_is_left_out():
    assert values_of(w.FloatSlider(0, min=0, max=1, step=0.4)) == [0, 0.4, 0.8]
    assert values_of(w.IntSlider(0, min=0, max=5, step=2)) == [0, 2, 4]


def test_a_third_of_a_step_three_times_is_one():
    assert values_of(w.FloatSlider(0, min=0, max=1, step=1 / 3))[-1] == 1.0


def test_very_small_steps_stay_apart():
    assert len(set(values_of(w.FloatSlider(0, min=0, max=1e-9, step=1e-10)))) == 11


def test_no_slider_prints_minus_zero():
    control = read("x", w.FloatSlider(0, min=-0.3, max=0.3, step=0.1))
    assert control.readouts == ["-0.3", "-0.2", "-0.1", "0.0", "0.1", "0.2", "0.3"]


def test_whole_numbers_stay_whole():
    for slider in (w.IntSlider(2, min=1, max=4), w.Play(value=2, min=1, max=4)):
        assert values_of(slider) == [1, 2, 3, 4]
        assert all(type(value) is int for value in values_of(slider))


def test_a_log_slider_steps_through_exponents():
    control = read("x", w.FloatLogSlider(1, base=10, min=-1, max=2, step=1))
    assert control.values == pytest.approx([0.1, 1, 10, 100])
    assert control.readouts == ["0.1", "1", "10", "100"]


@pytest.mark.parametrize("kind", [w.Dropdown, w.SelectionSlider, w.ToggleButtons, w.RadioButtons])
def test_a_choice_has_the_values_and_shows_the_labels_of_its_options(kind):
    control = read("x", kind(options=[("one", 1), ("two", 2)]))
    assert (control.values, control.readouts) == ([1, 2], ["one", "two"])


@pytest.mark.parametrize("kind", [w.Checkbox, w.ToggleButton])
def test_a_switch_is_off_or_on(kind):
    control = read("x", kind(value=True))
    assert (control.values, control.readouts) == ([False, True], ["off", "on"])
    assert control.nearest(True) == 1


def test_a_text_is_one_position_whatever_is_typed():
    control = read("x", w.Text("I saw the saw"))
    assert control.typed
    assert len(control.values) == 1
    assert control.nearest("anything") == 0


# ---- what the page draws for each


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        (w.FloatSlider(), "range"),
        (w.IntSlider(), "range"),
        (w.FloatLogSlider(), "range"),
        (w.SelectionSlider(options="ab"), "range"),
        (w.Play(), "play"),
        (w.Dropdown(options="ab"), "select"),
        (w.ToggleButtons(options="ab"), "buttons"),
        (w.RadioButtons(options="ab"), "buttons"),
        (w.Checkbox(), "checkbox"),
        (w.ToggleButton(), "checkbox"),
        (w.Text(), "text"),
    ],
)
def test_each_widget_has_a_counterpart(spec, kind):
    assert read("x", spec).kind == kind


@pytest.mark.parametrize(
    ("spec", "kind", "values"),
    [
        ((0, 3), "range", [0, 1, 2, 3]),
        ((0, 1, 0.5), "range", [0, 0.5, 1]),
        (["a", "b"], "select", ["a", "b"]),
        ({"one": 1}, "select", [1]),
        (True, "checkbox", [False, True]),
        ("words", "text", [None]),
    ],
)
def test_the_short_forms_of_interact_are_understood(spec, kind, values):
    control = read("x", spec)
    assert (control.kind, control.values) == (kind, values)


def test_where_nothing_is_chosen_the_first_is():
    assert read("x", w.Dropdown(options=["a", "b"], value=None)).start == 0
    assert read("x", w.Dropdown(options=["a", "b"], value="b")).start == 1
    assert read("x", [2, 3]).start == 0


def test_the_label_is_the_description_or_else_the_name():
    assert read("how_loud", (0, 1)).label == "how loud"
    assert read("how_loud", w.IntSlider(description="loudness")).label == "loudness"


# ---- readouts


@pytest.mark.parametrize(
    ("slider", "printed"),
    [
        (w.FloatSlider(0, min=0, max=8, step=0.1), "0.0"),
        (w.FloatSlider(0, min=0, max=8, step=1), "0.0"),
        (w.FloatSlider(0, min=0, max=8, step=0.25), "0.00"),
        (w.FloatSlider(0.05, min=0.05, max=8, step=0.1), "0.05"),
        (w.FloatSlider(0, min=0, max=1, step=1 / 3), "0.00"),
        (w.FloatSlider(0, min=0, max=1e-6, step=1e-7), "0.0000000"),
        (w.FloatSlider(0.5, min=0.5, max=8, step=0.5, readout_format=".0%"), "50%"),
        (w.FloatSlider(1500, min=1500, max=2000, step=100, readout_format=".2s"), "1500"),
        (w.IntSlider(1000, min=1000, max=2000, readout_format=","), "1,000"),
    ],
)
def test_a_number_is_printed_with_as_many_decimals_as_its_step(slider, printed):
    assert read("x", slider).readouts[0] == printed


# ---- the nearest position


def test_a_number_between_two_positions_goes_to_the_nearer():
    control = read("x", w.FloatSlider(0, min=0, max=1, step=0.25))
    numbers = -5, 0.1, 0.13, 0.6, np.float32(0.76), np.int64(1), 99
    assert [control.nearest(number) for number in numbers] == [0, 0, 1, 2, 3, 4, 4]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "0.5", None, [1, 2], np.arange(3)])
def test_what_is_no_finite_number_is_refused_with_the_range(value):
    with pytest.raises(ValueError, match=r"film: loudness can't be .*; give a number from 0.0 to 1.0"):
        read("loudness", w.FloatSlider(0, min=0, max=1, step=0.5)).nearest(value)


def test_what_is_no_option_is_refused_with_the_options():
    with pytest.raises(ValueError, match=r"film: head can't be 'c'; give one of 'a', 'b'"):
        read("head", w.Dropdown(options=["a", "b"])).nearest("c")


def test_an_array_is_compared_with_options_and_refused_like_anything_else():
    with pytest.raises(ValueError, match=r"film: head can't be array\(\[0, 1\]\); give one of 'a', 'b'"):
        read("head", w.Dropdown(options=["a", "b"])).nearest(np.arange(2))


def test_a_choice_is_moved_to_the_very_option_even_if_another_is_equal():
    control = read("x", w.Dropdown(options=[("one", 1), ("also one", 1.0)]))
    control.move(1)
    assert control.widget.label == "also one"


# ---- refusals


@pytest.mark.parametrize(
    "slider",
    [
        w.FloatSlider(0, min=0, max=float("inf")),
        w.FloatSlider(0, min=0, max=1, step=0),
        w.FloatSlider(0, min=0, max=1, step=-0.1),
        w.FloatSlider(0, min=0, max=1, step=None),
        w.FloatSlider(0, min=0, max=1, step=float("nan")),
    ],
)
def test_a_range_without_end_or_step_is_refused(slider):
    with pytest.raises(ValueError, match=r"film: control 'x' runs from .* give a finite range and a step > 0"):
        read("x", slider)


def test_a_slider_with_more_values_than_anyone_can_see_is_refused():
    with pytest.raises(ValueError, match=rf"has 1,000,001 values from 0.0 to 1.0; .* at most {MOST:,}"):
        read("x", w.FloatSlider(0, min=0, max=1, step=1e-6))


def test_a_choice_without_options_is_refused():
    with pytest.raises(ValueError, match="control 'x' has no options"):
        read("x", w.Dropdown(options=[]))


@pytest.mark.parametrize("spec", [w.FloatRangeSlider(), w.SelectMultiple(options="ab"), w.Button(), object(), None])
def test_what_a_film_has_no_counterpart_of_is_refused_by_name(spec):
    with pytest.raises(TypeError, match=rf"control 'x' is a {type(spec).__name__}\. A film plays FloatSlider"):
        read("x", spec)
