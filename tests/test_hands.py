"""The hands and the names of every film: what a hand takes moves, and what a pointer asks answers."""

import numpy as np
import pytest
from lectures import PATHS, lecture
from numpy.testing import assert_allclose

HANDS = {  # film -> what its handles move
    ("00", "seesaw_view"): ["words_read"],
    ("00", "loudness_view"): ["who_asks", "who_asks"],
    ("00", "map_view"): ["notebook"],
    **{("01", name): ["angle"] for name in ("shadow_view", "one_query_view", "turn_view")},
    **{("01", name): ["q_1 and q_2"] for name in ("aim_view", "aim_view 2", "aim_view 3")},
    **{("01", name): ["step"] for name in ("learning_view", "learning_scale_view")},
    ("01", "circuit_view"): ["who_asks"],
    ("01", "matrices_view"): ["i_asks", "j_answers", "i_asks and j_answers", "i_asks"],
    ("01", "rows_columns_view"): ["i_asks", "i_asks"],
    ("01", "loudness_view"): ["loudness"],
    ("01", "additive_view"): ["loudness", "loudness"],
    ("01", "scale_view"): ["d_k"],
    ("01", "entry_view"): ["entry", "value"],
    ("02", "table_view"): ["word"],
    ("02", "strength_view"): ["strength", "strength"],
    **{("02", name): ["layer"] for name in ("layers_view", "map_view", "encoders_view")},
    ("02", "twins_view"): ["strength"],
    ("02", "growing_view"): ["words_read"],
    **{("03", name): ["layer and head"] for name in ("heads_view", "one_muted_view")},
    ("03", "two_sides_view"): ["step"],
    ("03", "split_view"): ["row"],
    ("03", "circuit_view"): ["who_asks"],
    ("03", "first_muted_view"): ["m"],
    **{("04", name): ["position"] for name in ("clock_view", "table_view")},
    ("04", "columns_view"): ["feature"],
    ("04", "rope_view"): ["apart and place"],
    ("04", "shift_test_view"): ["method"],
    ("04", "longer_view"): ["words_read"],
    ("04", "previous_view"): ["strength"],
    **{("05", name): ["layer"] for name in ("causal_view", "reference_view")},
    ("05", "whole_view"): ["box"],
    ("05", "cross_view"): ["written"],
    ("05", "walk_view"): ["step"],
    ("05", "rows_view"): ["way"],
    ("05", "activation_view"): ["into"],
    ("05", "lab_view"): ["layer", "layer"],
    ("05", "gradient_view"): ["back", "back"],
    ("05", "depth_view"): ["blocks"],
    ("05", "cost_view"): ["n"],
    **{("06", name): ["passed"] for name in ("threshold_view", "sawtooth_view")},
    ("06", "separation_view"): ["threshold", "threshold", "separation"],
    ("06", "plane_view"): ["passed", "passed"],
    ("06", "means_view"): ["recall"],
    ("06", "parting_view"): ["count"],
    ("06", "cheating_view"): ["split"],
    ("06", "sure_view"): ["n", "n"],
    **{("06", name): ["threshold", "threshold"] for name in ("own_view", "own_view 2")},
}
NAMED = [
    ("00", "map_view"),
    *(("02", name) for name in ("map_view", "encoders_view", "twins_view", "means_view", "your_saw_view")),
    *(("03", name) for name in ("heads_view", "your_heads_view", "one_muted_view")),
    *(("04", "previous_view"), ("04", "rope_view"), ("05", "whole_view"), ("05", "causal_view")),
    *(("06", name) for name in ("threshold_view", "sawtooth_view", "cheating_view")),
]
PLAYED = [
    *(("00", name) for name in ("seesaw_view", "map_view")),
    *(("01", name) for name in ("circuit_view", "waiting_view", "learning_view", "learning_scale_view")),
    *(("04", name) for name in ("clock_view", "counting_view", "rope_view")),
    *(("02", name) for name in ("layers_view", "map_view", "encoders_view", "your_saw_view", "growing_view")),
    *(("03", name) for name in ("two_sides_view", "circuit_view")),
    *(("05", name) for name in ("whole_view", "walk_view", "gradient_view")),
]
IDS = " ".join


def points(film, hand):
    """{positions: where this handle stands}"""
    return {tuple(map(int, key.split(","))): marks[0][hand] for key, marks in film.data["marks"].items()}


def test_these_films_have_hands_names_and_play_and_no_others(film_of):
    made = {(number, name): film_of(number, name) for number in PATHS for name in lecture(number).films}
    assert {at: [h.of for h in film._handles] for at, film in made.items() if film._handles} == HANDS
    assert {at for at, film in made.items() if film._names} == set(NAMED)
    kinds = {at: [control.kind for control in film._controls] for at, film in made.items()}
    assert {at for at, its in kinds.items() if "play" in its} == set(PLAYED)


@pytest.mark.parametrize("at", HANDS, ids=IDS)
def test_each_handle_can_be_taken_at_the_start_and_moves_with_its_control_and_within_the_picture(film_of, at):
    film = film_of(*at)
    for hand, handle in enumerate(film._handles):
        stood = points(film, hand)
        x, y = stood[film._start]
        assert -1 <= x <= film.data["width"] + 1 and -1 <= y <= film.data["height"] + 1
        for control in handle.controls:
            i = film._start
            others = [p for p in stood if all(p[c] == i[c] for c in range(len(i)) if c != control)]
            places = {tuple(stood[p]) for p in others if stood[p]}
            assert len(places) > 1, f"{handle.of} stands still"
            assert len(places) >= 0.5 * len(others), f"{handle.of} has one place for many positions"


@pytest.mark.parametrize("at", NAMED, ids=IDS)
def test_each_name_is_a_few_words_of_its_own_thing(film_of, at):
    names = film_of(*at).data["names"]
    assert names
    for *_, words in names:
        assert all(isinstance(said, str) and said.strip() and "{" not in said for said in words)
    assert max(len(set(words)) for *_, words in names) > 1 or len(names) > 1


@pytest.mark.parametrize("at", PLAYED, ids=IDS)
def test_what_is_played_takes_a_few_seconds(film_of, at):
    for control in film_of(*at).data["controls"]:
        if control["kind"] == "play":
            assert 3.9 < len(control["readouts"]) * control["interval"] / 1000 < 9


# ---- some by their numbers


def test_the_threshold_is_taken_at_its_line_between_the_cards(film_of):
    film = film_of("06", "threshold_view")
    x = np.array([stood[0] for stood in points(film, 0).values()])
    assert_allclose(np.diff(x), (x[-1] - x[0]) / 30, atol=0.11)


def test_the_query_is_taken_at_its_tip(film_of):
    stood = points(film_of("01", "aim_view"), 0)
    (left, *_), (middle, *_), (right, *_) = (stood[i, 4] for i in (0, 4, 8))
    assert_allclose(right - middle, middle - left, atol=0.11)
    assert stood[4, 8][1] < stood[4, 4][1] < stood[4, 0][1], "up is less, as SVG counts"


def test_a_card_says_what_is_said_of_it(film_of):
    film = film_of("06", "threshold_view")
    lowest = [film.data["names"][named[0]][-1] for _, named in film.data["marks"].values()]
    assert lowest[0] == ["16 points: is 0: good, said 1 (FP)"]
    assert lowest[1] == lowest[-1] == ["16 points: is 0: good, said 0 (TN)"]


def test_each_mark_of_the_map_says_its_own_sentence(film_of):
    from seesaw.material.sentences import SEEING, TOOL

    film = film_of("02", "map_view")
    _, named = film.data["marks"]["0"]
    seeing, tool = (film.data["names"][i][-1] for i in named)
    assert set(seeing) == set(SEEING) and set(tool) == set(TOOL)


def test_a_cell_and_a_line_of_a_head_give_the_same_share(film_of):
    film = film_of("03", "your_heads_view")
    (lines, said), (*_, rows, columns, cells) = (film.data["names"][i] for i in film.data["marks"]["0,2,9"][1])
    assert len(lines) == len(said) and set(said) <= set(cells) and rows == columns == len(cells) ** 0.5
    assert cells[0].startswith("[CLS] → [CLS]: ") and not any("CLS" in line for line in said)
