"""Notebook 00: what its films show, and what its words promise."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.testing import assert_allclose

from seesaw.draw.links import LARGEST, SMALLEST, WHOLE, draw_fan, update_fan
from seesaw.draw.transformer import BOXES
from seesaw.film import FilmError
from seesaw.lessons import start_here
from seesaw.lessons.start_here import seesaws, shares
from seesaw.material.example import i_saw_the_saw, project
from seesaw.theme import COLOUR, figure


@pytest.fixture
def film(films):
    return films["loudness_view"]


def test_a_question_that_nobody_can_hear_is_answered_by_all_alike():
    assert_allclose(start_here.attention(0.0), np.full((4, 4), 1 / 4))


def test_asked_eight_times_louder_the_last_saw_gives_nearly_all_to_one_word():
    row = start_here.attention(8.0)[3]
    assert row.max() > 0.99
    assert i_saw_the_saw().tokens[row.argmax()] == "the (3)"


def test_at_loudness_1_the_two_saws_already_listen_to_different_words():
    most = start_here.attention(1.0).argmax(axis=1)
    tokens = i_saw_the_saw().tokens
    assert (tokens[most[1]], tokens[most[3]]) == ("I (1)", "the (3)")


def test_a_louder_question_never_takes_from_the_word_that_is_heard_best():
    top = [start_here.attention(loudness)[3].max() for loudness in np.arange(0, 8.25, 0.25)]
    assert np.all(np.diff(top) > 0)


def test_the_shares_are_the_slide_formula_by_hand():
    q, k, _ = project(i_saw_the_saw())
    alpha = [sum(2.5 * q[3, c] * k[j, c] for c in range(2)) for j in range(4)]
    by_hand = np.exp(alpha) / np.sum(np.exp(alpha))
    assert_allclose(start_here.attention(2.5)[3], by_hand)


def test_the_bands_leave_side_by_side_and_are_together_as_wide_as_one_whole():
    _, ax = figure()
    shares = np.array([[0.1, 0.2, 0.3, 0.4]])
    fan = update_fan(draw_fan(["a", "b", "c", "d"], ax=ax), shares.repeat(4, axis=0), 2)
    tops = [np.unique(band.get_path().vertices[band.get_path().vertices[:, 1] == 1.0, 0]) for band in fan.bands]
    assert_allclose([right - left for left, right in tops], WHOLE * shares[0])
    assert_allclose([left for left, _ in tops[1:]], [right for _, right in tops[:-1]])
    assert_allclose((tops[0][0] + tops[-1][1]) / 2, 2)


def test_a_word_is_as_large_as_its_share_and_the_one_who_asks_stands_out():
    _, ax = figure()
    fan = update_fan(draw_fan(["a", "b"], ax=ax), np.array([[0.0, 1.0], [0.5, 0.5]]), 0)
    assert [word.get_fontsize() for word in fan.answering] == [SMALLEST, LARGEST]
    assert [text.get_text() for text in fan.shares] == ["0.00", "1.00"]
    assert [word.get_color() == COLOUR["q"] for word in fan.asking] == [True, False]


def test_the_film_shows_the_shares_of_the_word_that_asks(film):
    for who, i in (("I (1)", 0), ("saw (4)", 3)):
        film.state = {"loudness": 2.0, "who_asks": who}
        row = start_here.attention(2.0)[i]
        shown = re.findall(r">(\d\.\d\d)</text>", film.svg())
        assert shown[:4] == [f"{share:.2f}" for share in row]
        assert f"({row.max():.2f})" in film.caption


def test_the_sentence_at_loudness_0_names_no_favourite(film):
    film.state = {"loudness": 0.0, "who_asks": "saw (2)"}
    assert film.caption == "'saw' (2) listens to all four words alike (0.25 each)"


def test_the_slider_has_the_point_at_one_end_and_the_limit_at_the_other(film):
    film.state = {"loudness": -1}
    assert film.state["loudness"] == 0.0
    film.state = {"loudness": 99}
    assert film.state["loudness"] == 8.0


# ---- the seesaw


@pytest.fixture
def seesaw(films):
    return films["seesaw_view"]


def test_what_is_recorded_is_what_the_model_says(reader):
    assert seesaws.votes_of_examples(reader) == seesaws.RECORDED


def test_the_film_begins_before_the_word_that_tips_the_plank(seesaw):
    assert seesaw.state == {"words_read": 4, "sentence": "The old man saw the rusty saw.", "your_own": ""}
    assert seesaw.caption == "After 'The old man saw', saw 1 is read as tool (9 of its 9 nearest)."
    seesaw.state = {"words_read": 5}
    assert seesaw.caption == "After 'The old man saw the', saw 1 is read as seeing (8 of its 9 nearest)."
    assert "8 see · 1 tool" in seesaw.svg()


def test_what_was_seen_on_the_seesaw_is_what_was_recorded(says):
    old, him, cut = (seesaws.RECORDED[text] for text in (seesaws.EXAMPLES[i] for i in (0, 2, 5)))
    says("from", old[3][0], 9, "for the tool", 9 - old[4][0], 9, "for seeing")
    says("*The saw saw him yesterday.*", him[2][1], 9, "*him*", 9 - him[3][1], 9)
    says("for the tool", cut[-1][2], 9)


def test_before_a_saw_is_read_there_is_no_plank(seesaw):
    seesaw.state = {"words_read": 3}
    assert seesaw.caption == "After 'The old man' there is no saw yet."
    assert " tool</text>" not in seesaw.svg()


def test_a_saw_has_the_colour_of_what_it_is_read_as(seesaw):
    seesaw.state = {"words_read": 12, "sentence": "I saw the saw."}
    saws = re.findall(r"<text[^>]*?fill: (#\w+)[^>]*?>saw</text>", seesaw.svg())
    assert saws == [COLOUR["seeing"], COLOUR["tool"]]


def test_a_sentence_of_ones_own_is_read_by_the_model_until_an_example_is_taken(seesaw, reader):
    seesaw.state = {"your_own": "  Nobody saw my saw ", "words_read": 12}
    assert seesaw.caption.startswith("After 'Nobody saw my saw', saw 1 is read as seeing")
    seesaw.state = {"sentence": "I saw the saw."}
    assert seesaw.state["your_own"] == ""
    assert seesaw.caption.startswith("After 'I saw the saw.'")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("saw " * 13, "at most 12 words and marks, 50 letters in all; this one has 13 and 51."),
        ("A carpenter unquestionably saw misunderstandings everywhere.", "this one has 7 and 61"),
        ("The sky is blue.", "There is no saw in this sentence."),
        ("A seesaw", "reads seesaw as sees ##aw"),
        ("我看到", "knows English only"),
    ],
)
def test_what_the_box_can_t_show_is_told_in_one_sentence(typed, told, reader):
    with pytest.raises(ValueError, match=re.escape(told)):
        seesaws.votes_of(typed)


def test_without_the_model_the_examples_play_and_the_box_says_how_to_fetch_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("SEESAW_MODEL", str(tmp_path / "nothing"))
    seesaws._model.cache_clear()
    seesaws.votes_of.cache_clear()
    film = start_here.seesaw_view()
    assert capsys.readouterr().out == seesaws.NO_MODEL + "\n"
    assert "`seesaw fetch`" in seesaws.NO_MODEL
    with pytest.raises(FilmError, match=re.escape(seesaws.NO_MODEL)):
        film.state = {"your_own": "I saw her saw."}
    film.state = {"sentence": "I saw the saw.", "words_read": 12}
    assert film.caption.startswith("After 'I saw the saw.', saw 1 is read as seeing (9 of its 9 nearest)")


# ---- the page


def test_the_words_of_the_textbook_stand_beside_ours(lecture):
    (table,) = [text for text in lecture.sources("markdown") if text.startswith("## Our words")]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if line.count("|") == 4]
    words = {ours.strip(): (theirs.strip(), chinese.strip()) for ours, theirs, chinese in rows}
    for ours, theirs in (("share, α′", "attention weight"), ("place, e", "position"), ("spread", "standard deviation")):
        assert theirs in words[ours][0]
    assert all(all(cells) for cells in words.values())


@pytest.mark.parametrize("word", ["token", "query", "key", "value", "head", "block", "layer", "score", "share"])
def test_each_word_of_the_field_is_said_once_what_it_means(word, prose):
    assert f"**{word}**" in prose


def test_what_was_seen_gives_the_numbers_that_the_film_gives(says, prose):
    says("loudness", 0, "each word gets", start_here.attention(0.0)[3].max())
    says("*saw* (2)", "*I*", "*saw* (4)", "*the*")
    assert shares.LABEL in prose
    assert shares.QUESTION in prose


def test_the_letters_of_the_page_are_those_of_the_code(prose):
    single = ["a[i]", "e[i]", "alpha[i, j]", "alpha_prime[i, j]", "b[i]", "q[h, i]", "b_heads[h, i]"]
    for name in ("W_q W_k W_v W_o", "q[i] k[i] v[i]", *single):
        assert f"`{name}`" in prose


# ---- the map


def test_the_map_and_the_table_below_it_ask_the_same_questions(lecture):
    for number, (name, question) in start_here.LECTURES.items():
        (row,) = re.findall(rf"^\| \W*{number} .*", lecture.prose, flags=re.MULTILINE)
        assert name in row
        assert f"| {question} |" in row.replace("$W^O$", "W_o")


def test_the_map_lights_the_boxes_of_the_notebook_that_is_chosen(lecture):
    made = lecture.films["map_view"]
    for number, lit in (("00", "words"), ("03", "attention"), ("06", "a classifier")):
        made.state = {"notebook": number}
        assert str(made).endswith(f"In the picture: {lit}.")
    assert {number for box in BOXES.values() for number in box.notebooks} == set(start_here.LECTURES)


def test_the_notebook_that_is_chosen_is_the_bold_one_and_its_boxes_are_filled():
    made = start_here.map_view()
    made.state = {"notebook": "03"}
    made._repr_mimebundle_()  # draws the figure where the film stands
    texts = {text.get_text(): text for ax in made._fig.axes for text in ax.texts}
    assert [words for words, text in texts.items() if text.get_weight() == "bold" and words[:1] == "0"] == [
        "03  multi-head"
    ]
    filled = [patch for patch in made._fig.axes[0].patches if patch.get_facecolor() == to_rgba(COLOUR["alpha"])]
    assert len(filled) == 1  # the encoder's attention; the decoder's are 05's
