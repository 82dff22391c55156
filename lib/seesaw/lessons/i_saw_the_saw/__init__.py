"""Notebook 02, "I saw the saw": its films and the checks of its exercises.

    saws             sentences -> the vectors of their saws; other positions, a random encoder
    geometry         cosine, nearest saws, the plane of a map: nothing here is told the senses
    one_sentence     points 1 to 3       many_sentences   points 4 and 7       your_sentence   points 5 and 6
    checks, cards    the exercises; the questions, hints and solutions
"""

from seesaw.lessons.i_saw_the_saw.cards import answer, hints, question
from seesaw.lessons.i_saw_the_saw.checks import (
    check_cosine,
    check_fooled,
    check_plane,
    check_read_right,
    check_strength,
)  # fmt: skip
from seesaw.lessons.i_saw_the_saw.many_sentences import encoders_view, map_view, means_view, twins_view
from seesaw.lessons.i_saw_the_saw.one_sentence import layers_view, strength_view, table_view
from seesaw.lessons.i_saw_the_saw.your_sentence import growing_view, hard_view, your_saw_view
from seesaw.material.geometry import (
    VOTERS,
    cosine,
    degrees,
    means_line,
    nearest,
    plane_of,
    planes_in_a_row,
    read_right,
    tool_votes,
    turned_to,
)  # fmt: skip
from seesaw.material.saws import (
    furthest_apart,
    own_saws,
    random_encoder,
    random_positions,
    read_saws,
    saw_places,
    with_positions,
    words_of,
)  # fmt: skip

__all__ = [
    "VOTERS", "answer", "check_cosine", "check_fooled", "check_plane", "check_read_right", "check_strength", "cosine",
    "degrees", "encoders_view", "furthest_apart", "growing_view", "hard_view", "hints", "layers_view", "map_view",
    "means_line", "means_view", "nearest", "own_saws", "plane_of", "planes_in_a_row", "question", "random_encoder",
    "random_positions", "read_right", "read_saws", "saw_places", "strength_view", "table_view", "tool_votes",
    "turned_to", "twins_view", "with_positions", "words_of", "your_saw_view",
]  # fmt: skip
