"""Notebook 03: each number of its prose, each film at its ends, each slip of its exercises by name."""

import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from seesaw.lessons import multi_head as lesson
from seesaw.lessons.multi_head.heads import OURS, SENTENCE, TWICE, blocks_of, slices_of
from seesaw.lessons.multi_head.look import CARS

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "03_multi_head.ipynb"


def cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    return " ".join(" ".join("".join(c["source"]) for c in cells() if c["cell_type"] == "markdown").split())


@pytest.fixture(scope="module")
def pulls(reader):
    return lesson.mean_pulls(reader)


def says(prose, *told):
    assert [words for words in told if words not in prose] == []


# ---- 1. habits


def test_the_named_heads_have_the_habits_that_the_prose_tells(pulls, prose):
    assert round(float(pulls["previous"][0, 2]), 2) == 1.0
    assert round(float(pulls["next"][1, 8]), 2) == 0.63 and round(float(pulls["[CLS]"][1, 8]), 2) == 0.36
    assert round(float(pulls["[CLS]"][4, 5]), 2) == 0.92
    assert round(float(pulls["spread"][0, 3]), 2) == 0.88
    assert round(float(pulls["[CLS]"][0, 2]), 2) == 0.19
    says(prose, "gives 1.00 of its shares", "`[CLS]` has 0.19 all the same", "gives 0.92", "*spread* is 0.88.")
    says(prose, "gives 0.63 to the *next* one, and 0.36")


@pytest.mark.parametrize(("name", "place"), [("previous", (0, 2)), ("next", (1, 8)), ("[CLS]", (4, 5))])
def test_no_other_head_has_a_habit_more_strongly(pulls, name, place):
    assert np.unravel_index(pulls[name].argmax(), pulls[name].shape) == place


def test_the_two_saws_look_at_each_other(reader, prose):
    alpha_prime = reader.read(TWICE).alpha_prime[2][9]
    assert_allclose([alpha_prime[4, 7], alpha_prime[7, 4]], [0.74, 0.56], atol=0.005)
    others = np.delete(alpha_prime[:, 0], [4, 7])
    assert np.all(others > 0.85)
    the = alpha_prime[[1, 5], [5, 1]].max()
    assert round(float(the), 2) == 0.04
    says(prose, "gives 0.74 to the second, the second 0.56", "*the* gives its twin 0.04 at most")


def test_the_head_of_the_same_word_joins_words_that_mean_nearly_the_same(reader, prose):
    car, big = reader.read("The car hit another automobile."), reader.read("A big dog and a large dog.")
    assert (car.pieces[2], car.pieces[5], big.pieces[2], big.pieces[6]) == ("car", "automobile", "big", "large")
    assert_allclose(car.alpha_prime[2][9][[2, 5], [5, 2]], [0.28, 0.37], atol=0.005)
    assert big.alpha_prime[2][9][[2, 6], [6, 2]].min() > 0.25
    cars = reader.read(CARS)
    assert (cars.pieces[4], cars.pieces[7]) == ("cars", "cars")
    assert_allclose(cars.alpha_prime[2][9][[4, 7], [7, 4]], [0.71, 0.77], atol=0.005)
    says(prose, "*cars* joined with *cars*, 0.71 and 0.77")
    says(prose, "0.28 one way and 0.37 the other", "with *big* and *large*")
    says(str(lesson.DECK.questions["yours"]), "*car* gives it 0.28 and gets 0.37 back")


def test_the_place_is_enough_for_the_head_of_the_previous_token(reader, prose):
    rng = np.random.default_rng(0)
    texts = [np.r_[101, rng.integers(2000, 29000, 12), 102] for _ in range(50)]
    shares = [np.diagonal(reader.bert.forward(ids).alpha_prime[0][2], -1).mean() for ids in texts]
    assert round(float(np.mean(shares)), 2) == 1.0
    says(prose, "on fifty texts of twelve words drawn at random it is 1.00 too, on average")


def test_how_many_heads_have_a_habit(reader, pulls, prose):
    assert np.argwhere(pulls["previous"] > 0.5).tolist() == [[0, 2]]
    assert np.argwhere(pulls["next"] > 0.5).tolist() == [[1, 8]]
    assert (pulls["[CLS]"] > 0.5).sum() == 43
    says(prose, "Only (0, 2) gives more than half to the previous", "only (1, 8) to the next", "43 of the 72 give more")
    on_the_sheet = [layer[..., 0].mean(axis=-1) for layer in reader.read(TWICE).alpha_prime]
    assert (np.array(on_the_sheet) > 0.5).sum() == 43
    says(str(lesson.DECK.questions["heads"]), "in 43 of the 72 maps it gets more than half of all shares")


def test_spread_goes_from_one_for_all_to_the_same_for_all(prose):
    assert_allclose([lesson.pull_of(a)["spread"] for a in (np.eye(5), np.full((5, 5), 0.2))], [0, 1], atol=1e-9)
    says(prose, "It is 0 when one token gets all and 1 when all get the same")


def test_a_twin_is_another_token_with_the_same_word():
    shares = np.array([[0.5, 0.1, 0.4], [0.2, 0.7, 0.1], [0.6, 0.1, 0.3]])
    assert_allclose(lesson.twin_pull(shares, ["saw", "the", "saw"]), (0.4 + 0.6) / 2)
    assert lesson.twin_pull(shares, ["I", "saw", "it"]) is None


def test_on_the_sentence_of_the_sheet_that_head_has_two_favourites(reader, prose):
    reading = reader.read(TWICE)
    assert {reading.pieces[1 + j] for j in reading.alpha_prime[5][11][1:-1, 1:-1].argmax(axis=1)} == {"rusty", "saw"}
    says(prose, "it is *rusty* for some and *saw* for others")


@pytest.mark.parametrize(("text", "word"), [(OURS[2], "cat"), (OURS[3], "book"), (OURS[4], "letter")])
def test_one_head_sends_the_words_of_a_sentence_to_one_word(reader, prose, text, word):
    reading = reader.read(text)
    words = reading.alpha_prime[5][11][1:-1, 1:-1]
    chosen = [reading.pieces[1 + j] for j in words.argmax(axis=1)]
    assert chosen == [word] * len(words)
    says(prose, text, f"*{word}*")


def test_cls_has_more_than_half_of_the_shares_and_far_less_of_the_substance(reader, prose):
    share, brought = lesson.cls_shares(reader)
    assert (round(share, 2), round(brought, 2)) == (0.53, 0.14)
    says(prose, "`[CLS]` gets more than half of all shares", "More than half of all shares go to `[CLS]`")
    lengths = lesson.cls_lengths(reader)
    assert lengths.size == 72 and (lengths < 0.5).sum() == 68
    says(prose, "in 68 of the 72 heads they have less than half the mean length of the others")
    says(prose, "`[CLS]` has 53 % of the shares and 14 % of the substance", "and 14 % of the substance.")


def test_substance_is_the_share_times_the_length_of_what_is_brought(reader):
    block, W_o = blocks_of(reader, SENTENCE)[1], reader.bert.blocks[1].W_o
    weights = [block.alpha_prime[8, 2, j] * np.linalg.norm(W_o[:, 8 * 32 : 9 * 32] @ block.v[8, j]) for j in range(7)]
    assert_allclose(lesson.substance(block, W_o)[8, 2], np.array(weights) / sum(weights), rtol=1e-4)


def test_head_5_11_falls_from_56_to_10_percent_and_no_word_of_head_4_5_has_more_than_4(reader, prose):
    parts = [lesson.weights_of_head(reader, 5, 11, what)[:, 0].mean() for what in ("share", "substance")]
    assert_allclose(parts, [0.56, 0.10], atol=0.005)
    assert lesson.weights_of_head(reader, 4, 5)[:, 1:].max() < 0.045
    parts = [lesson.weights_of_head(reader, 4, 5, what)[:, 0].mean() for what in ("share", "substance")]
    assert_allclose(parts, [0.95, 0.38], atol=0.005)
    says(prose, "from 56 % to 10 %", "from 95 % to 38 %", "no word has more than 0.04")


def test_hidden_cls_leaves_rows_that_sum_to_one():
    assert_allclose(lesson.hidden_cls(np.array([[0.5, 0.25, 0.25], [0.8, 0.2, 0.0]])), [[0, 0.5, 0.5], [0, 1, 0]])


# ---- 2. whatever is typed


@pytest.fixture(scope="module")
def your_heads(reader):
    return lesson.your_heads_view(reader)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Type a sentence"),
        ("   ", "Type a sentence"),
        ("我看見一把鋸子", "Pieces read as [UNK]: "),
        ("saw " * 600, "only the first 14 were read"),
        ("<script>alert(1)</script> 😀 $\\frac{$ {x}", "Layer 2, head 9"),
        ("I saw " + "x" * 300, "Pieces read as [UNK]: 1"),
        ("It rained.", "Layer 2, head 9: on average a token gives"),
    ],
)
def test_whatever_is_typed_is_answered_in_plain_words_and_drawn(your_heads, typed, told):
    your_heads.state = {"sentence": typed, "layer": 2, "head": 9}
    your_heads.png()
    assert told in your_heads.caption
    assert your_heads.trouble == ""


# ---- 3. three ways


@pytest.mark.parametrize("d", [8, 12, 16, 20, 24])
def test_two_ways_are_the_same_and_a_sliced_input_is_not(d):
    for H in lesson.heads_that_fit(d):
        small, folded, sliced = lesson.differences(d, H)
        assert small == folded == 0
        assert sliced == 0 if H == 1 else 0.5 < sliced < 4.4


def test_the_figure_of_the_sliced_input(prose):
    assert round(float(lesson.differences(12, 3)[2]), 2) == 1.53
    says(prose, "1.53 here")


def test_a_number_of_heads_that_does_not_divide_is_answered_with_those_that_do():
    film = lesson.ways_view()
    film.state = {"d": 12, "H": 5}
    film.png()
    assert "1, 2, 3, 4, 6 can." in film.caption
    assert [text.get_text() for text in film._fig.axes[0].texts if "divide" in text.get_text()]


# ---- 4. W^O


def test_the_contributions_sum_to_b_and_without_w_o_a_head_keeps_to_its_columns():
    first, second = lesson.contributions("without")
    assert not first[:, 2:].any() and not second[:, :2].any()
    assert lesson.contributions(d_v=3).shape[-1] == 4 and lesson.contributions("without", d_v=3).shape[-1] == 6
    assert not lesson.contributions(mute="head 1")[1].any()


def test_a_muted_head_adds_nothing_and_the_model_itself_is_left_alone(reader):
    before = np.array(reader.bert.blocks[0].W_o)
    W_o = lesson.muted(reader.bert, [(0, 2)]).blocks[0].W_o
    assert not slices_of(W_o, 12)[2].any() and not W_o[:, 64:96].any()
    assert_allclose(np.delete(W_o, range(64, 96), axis=1), np.delete(before, range(64, 96), axis=1))
    assert np.array_equal(reader.bert.blocks[0].W_o, before)


def test_one_muted_head_moves_the_saws_little_and_the_previous_one_most(reader, prose):
    base = lesson.saws_cosine(reader)
    moved = lesson.each_muted(reader) - base
    assert round(base, 2) == 0.56 and round(float(moved[0, 2]), 2) == 0.08
    rest = np.delete(np.abs(moved).ravel(), 2)
    assert rest.max() < 0.04 and np.mean(rest < 0.0105) > 0.75
    assert np.mean(np.abs(moved) < 0.0145) > 0.85 and np.mean(np.abs(moved) > 0.06) < 0.02
    says(str(lesson.DECK.questions["mute"]), "most move it by 0.00 or 0.01", "One moves it by 0.08")
    says(prose, "after layer 6 is 0.56", "is +0.08, without (0, 2)", "by more than 0.04", "by 0.01 or less")


def test_the_first_layers_muted_bring_the_saws_together(reader, prose):
    assert_allclose(lesson.first_muted(reader), [0.56, 0.70, 0.93, 0.99, 0.99, 0.99, 0.99], atol=0.005)
    says(str(lesson.DECK.questions["together"]), "two of six are enough for 0.93")
    says(prose, "it is 0.70, with two 0.93, with three 0.99", "from 0.56 to 0.99")


# ---- spot the bug: each is seen in the film


def seen(version):
    """The row sums and the three tables of the film as it is painted, as numbers."""
    film = bugs_film()
    film.state = {"version": version}
    film.png()
    numbers = []
    for ax in film._fig.axes:
        texts = [text.get_text().replace("−", "-") for text in ax.texts]
        numbers.append([float(text) for text in texts if re.fullmatch(r"-?\d\.\d\d", text)])
    alpha, *rest = numbers
    return np.array(alpha[16:]), *(np.array(x).reshape(2, 4) for x in rest), film.caption


@lru_cache(maxsize=1)
def bugs_film():
    return lesson.bugs_view()


def test_the_right_version_shows_no_bug():
    sums, *tables, caption = seen("right")
    assert_allclose(sums, 1)
    assert all(np.all(table > 0) for table in tables)
    assert "from 1.00 to 1.00; head 0 hears 4 of 4" in caption


def test_version_a_shows_in_the_row_sums():
    sums, *tables, caption = seen("A")
    assert sums.min() < 0.7 and sums.max() > 1.5
    assert all(np.all(table > 0) for table in tables)
    assert "from 0.60 to 1.77" in caption


@pytest.mark.parametrize(
    ("version", "table", "told"),
    [("B", 0, "hears 2 of 4 features"), ("C", 1, "writes into 2 of 4 columns"), ("D", 2, "and 2 of 4 rows")],
)
def test_the_other_versions_show_in_one_table(version, table, told):
    sums, *tables, caption = seen(version)
    assert_allclose(sums, 1)
    assert_allclose(tables[table] > 0, [[1, 1, 0, 0], [0, 0, 1, 1]])
    assert all(np.all(other > 0) for nth, other in enumerate(tables) if nth != table)
    assert told in caption


# ---- the films


FILMS = {
    "heads": lesson.heads_view,
    "substance": lesson.substance_view,
    "yours": lesson.your_heads_view,
    "ways": lambda reader: lesson.ways_view(),
    "sum": lambda reader: lesson.sum_view(),
    "one muted": lesson.one_muted_view,
    "first muted": lambda reader: lesson.first_muted_view(lesson.first_muted(reader)),
    "bugs": lambda reader: lesson.bugs_view(),
}


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(name, reader):
    film = FILMS[name](reader)
    captions = set(film._captions.values())
    assert 1 < len(captions) and len(film._captions) <= 80
    assert all(re.match(r"(?s)[A-Za-z].*[.]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption for caption in captions)


# ---- the notebook


def test_the_notebook_asks_each_question_and_holds_each_film_and_exercise():
    code = "\n".join("".join(cell["source"]) for cell in cells() if cell["cell_type"] == "code")
    assert len(set(re.findall(r"lesson\.(\w+_view)\(", code))) == len(FILMS)
    assert set(re.findall(r'lesson\.question\("([^"]+)"\)', code)) == set(lesson.DECK.questions)
    assert set(re.findall(r'lesson\.hints\("([^"]+)"\)', code)) == set(lesson.DECK.hints) == set(lesson.DECK.answers)
    assert set(re.findall(r'lesson\.answer\("([^"]+)"\)', code)) == set(lesson.DECK.answers)
    assert set(re.findall(r"lesson\.(check_\w+)", code)) == {name for name in dir(lesson) if name.startswith("check_")}


def test_two_films_are_compared_with_what_a_cell_prints():
    assert sum("same-as-film" in cell["metadata"].get("tags", []) for cell in cells()) == 2
