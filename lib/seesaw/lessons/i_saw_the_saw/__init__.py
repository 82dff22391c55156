"""Notebook 02, "I saw the saw": its films and the checks of its exercises.

one_sentence     points 1 to 3       many_sentences   points 4 and 7       your_sentence   points 5 and 6
checks, deck.md  the exercises, and the words of cards and verdicts
"""

from seesaw.lessons.i_saw_the_saw.checks import (
    DECK,
    check_apart,
    check_cosine,
    check_fooled,
    check_plane,
    check_read_right,
)
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
)
from seesaw.material.saws import (
    furthest_apart,
    own_saws,
    random_encoder,
    random_positions,
    read_saws,
    saw_places,
    with_positions,
)

question, hints = DECK.cards()
