"""Notebook 05: each number of its prose, each film at its ends, each bug in sight."""

import json
import re
from pathlib import Path

import answers.bert_block as mine
import lectures
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.draw import transformer
from seesaw.exercise import check
from seesaw.lessons import bert_block as lesson
from seesaw.lessons.bert_block import (
    alone,
    bugs,
    compared,
    costs,
    directions,
    gradients,
    lab,
    own,
    pads,
    spot,
    walk,
    whole,
)
from seesaw.material.geometry import read_right, tool_votes
from seesaw.material.saws import read_saws
from seesaw.material.yours import Yours, house_block, house_feed
from seesaw.maths.arrays import layer_norm
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.bert import Block, encoder_block

GOLDEN = Path(__file__).parent / "golden" / "minilm.npz"


@pytest.fixture(scope="module")
def saws(reader):
    return read_saws(reader)


@pytest.fixture(scope="module")
def blindfolded(reader):
    """The saws as they are read under a causal mask."""
    return directions.read_causally(reader)


@pytest.fixture(scope="module")
def walked(reader):
    return lesson.first_block(reader)


@pytest.fixture(scope="module")
def pre(reader, walked):
    """The first block, with its norms before the sublayers."""
    return encoder_block(walked[1], reader.bert.blocks[0], 12, norm="pre")


@pytest.fixture(scope="module")
def runs():
    """The random blocks of each draw: {norm: x (n, d) after each block, for each draw}.  (draws, blocks + 1, n, d)"""
    given = [(first_words(seed), list(lab.random_blocks(seed=seed))) for seed in range(lab.DRAWS)]
    return {norm: np.array([lab.walk_blocks(*each, lab.HEADS, norm) for each in given]) for norm in ("post", "pre")}


def first_words(seed):
    """The random words of one draw.  (n, d)"""
    return np.random.default_rng(100 + seed).normal(size=(lab.WORDS, lab.WIDTH))


def card(name):
    return lesson.question(name).text


def texts(film, **state):
    """All that is written in the picture at a state."""
    film.state = state
    return re.findall(r">([^<>]+)</text>", film.svg())


def numbers(written):
    """Those of the texts that are numbers with two places."""
    return np.array([float(text.replace("−", "-")) for text in written if re.fullmatch(r"−?\d+\.\d\d", text)])


def norm_of(row):
    return np.linalg.norm(row, axis=-1)


# ---- the whole picture


@pytest.fixture(scope="module")
def boxes(reader):
    return lesson.arrays(reader)


def test_each_box_of_the_picture_has_an_array_and_words(boxes):
    assert set(boxes) == set(transformer.BOXES) == set(whole.DOES)


def test_the_left_tower_is_the_real_model(reader, boxes):
    ids, hidden = compared.stored()
    assert_array_equal(boxes["words"], ids)
    assert_array_equal(boxes["embedding"][2], boxes["embedding"][4])
    for key, layer in (("places", 0), ("norm_2", 1), ("out", 6)):
        assert_allclose(boxes[key], hidden[layer], atol=1e-5)
    assert_array_equal(boxes["classifier"], boxes["out"][2])
    one_shape = [boxes[key].shape for key in ("places", "norm_1", "feed", "norm_2", "out")]
    assert set(one_shape) == {(7, 384)}


def test_the_right_tower_has_the_shapes_of_a_decoder_and_its_masks(boxes):
    assert boxes["masked"].shape == (12, 5, 5) and boxes["cross"].shape == (12, 5, 7)
    assert all((head == causal_mask(5)).all() for head in boxes["masked"])
    assert boxes["cross"].all()
    assert boxes["linear"].shape == boxes["softmax"].shape == (5, 30522)


def test_the_numbers_of_the_whole_picture_are_those_of_this_model(reader, says):
    says("6 in the paper", len(reader.bert.blocks), "in our model")
    says("512", "8 heads", "2,048", "our model has", 384, 12, f"{len(reader.bert.blocks[0].b_1):,}")


def test_the_film_of_the_whole_lights_its_box_and_says_whether_bert_has_it(films):
    film = films["whole_view"]
    for key, box in transformer.BOXES.items():
        film.state = {"box": key}
        assert box.full in film.caption
        assert ("BERT has it" in film.caption) == (box.tower == "encoder" and key != "classifier")
    assert "no numbers: our model has no decoder" in texts(film, box="cross_norm")
    assert "(12, 5, 7)" in " ".join(texts(film, box="cross"))


def test_every_notebook_has_a_box_that_is_its_door_and_no_box_is_without():
    notebooks = set(lectures.PATHS)
    assert notebooks == {number for box in transformer.BOXES.values() for number in box.notebooks}
    assert transformer.boxes_of("03") == ["attention"]


# ---- 1. the mask


def test_both_ways_the_first_word_gives_most_to_later_words_and_causal_nothing(says):
    _, q, k, v = lesson.four_words()
    says("Both ways", attend(q, k, v).alpha_prime[0, 1:].sum(), "after it")
    causal = attend(q, k, v, mask=causal_mask(4)).alpha_prime
    assert_array_equal(causal[0], [1, 0, 0, 0])
    assert_allclose(causal.sum(axis=1), 1)


@pytest.mark.parametrize(("mask", "changed"), [(None, [True] * 4), (causal_mask(4), [False, False, False, True])])
def test_a_new_last_word_changes_all_rows_or_the_last(mask, changed):
    b = [attend(*lesson.four_words(word)[1:], mask=mask).b for word in ("saw", "moon")]
    assert (np.abs(b[0] - b[1]).max(axis=1) > 1e-9).tolist() == changed


@pytest.mark.parametrize(("mask", "changed"), [("both ways", 4), ("causal", 1)])
def test_the_film_of_the_mask_marks_the_rows_that_changed(films, mask, changed):
    film = films["mask_view"]
    words = texts(film, mask=mask, last_word="moon")
    assert (words.count("changed"), words.count("as with saw")) == (changed, 4 - changed)
    assert f"in {changed} of 4 rows" in film.caption


def test_under_the_mask_no_saw_hears_what_comes_after_it(reader):
    """The rows before the last word are the same to the last bit, whatever the last word is."""
    causal = directions.CausalBert(reader.bert)
    read = [causal.forward(reader.tokens(f"I saw the {word}.").ids).hidden for word in ("saw", "moon")]
    for one, other in zip(*read, strict=True):
        assert_array_equal(one[:4], other[:4])
    assert np.abs(read[0][-1][4] - read[1][-1][4]).max() > 0.1


def test_the_causal_model_is_the_block_by_hand_with_minus_infinity(reader, walked):
    """One head of the first block: softmax over j <= i alone."""
    pieces, x, _ = walked
    block = encoder_block(x, reader.bert.blocks[0], reader.bert.n_heads, causal_mask(len(pieces)))
    for i in range(len(pieces)):
        scores = np.array([block.q[3, i] @ block.k[3, j] / 32**0.5 for j in range(i + 1)])
        assert_allclose(block.alpha_prime[3, i, : i + 1], np.exp(scores) / np.exp(scores).sum(), rtol=1e-4)
    ids = reader.tokens("I saw the saw.").ids
    assert_array_equal(directions.CausalBert(reader.bert).forward(ids).hidden[1], block.out)


def test_blindfolded_it_reads_most_saws_right_and_loses_those_of_the_prose(reader, saws, blindfolded, says):
    last = blindfolded.hidden[-1]
    missed = directions.misread(last, saws)
    right = len(saws.texts) - len(missed)
    says("layer 6", read_right(last, saws.is_tool), right, len(saws.texts), "both ways all")
    lectures.says(card("causal"), f"{right} of {len(saws.texts)}")
    assert read_right(saws.hidden[-1], saws.is_tool) == 1.0
    heads = [directions.up_to_its_saw(reader, saws.texts[n])[1] for n in missed]
    says("five", *[f"*{head}*" for head in heads])
    assert "The guard saw" in heads
    votes = tool_votes(last, last, saws.is_tool, skip_itself=True)[missed]
    assert saws.is_tool[missed].tolist() == [False] * 4 + [True]
    assert [round(float(votes[n])) for n in (0, 3)] == [9, 9]
    says("first", "fourth", "nine votes of nine")
    says(int(votes[1]), int(votes[2]), "for a tool", "*Her saw*", 9 - int(votes[4]), "for seeing")


def test_before_the_first_block_the_mask_changes_nothing(blindfolded, saws):
    assert_array_equal(blindfolded.hidden[0], saws.hidden[0])


def test_asked_of_the_seeing_ones_map_the_blindfolded_saws_are_as_right(blindfolded, saws):
    tool = tool_votes(blindfolded.hidden[-1], saws.hidden[-1], saws.is_tool) > 4.5
    assert_allclose(np.mean(tool == saws.is_tool), 0.93, atol=0.005)


def test_the_film_of_the_blindfold_lists_the_sentences_it_counts(films):
    film = films["causal_view"]
    assert {"The guard saw", "The guard saw nothing unusual that night."} < set(texts(film, layer=6, mask="causal"))
    assert texts(film, mask="both ways")[:2] == ["after layer 6, both ways: 0 of 60 saws are misread", "0"]


def test_the_cross_map_is_a_rectangle_of_target_rows_and_source_columns(says):
    (words, x), (source_words, source) = lesson.decoder_example()
    alpha_prime = lesson.listens(x, source)
    assert alpha_prime.shape == (len(words), len(source_words)) == (4, 5)
    assert_allclose(alpha_prime.sum(axis=1), 1)
    by_hand = np.exp([x[1] @ y / 2 for y in source])
    assert_allclose(alpha_prime[1], by_hand / by_hand.sum())
    assert [source_words[alpha_prime[row].argmax()] for row in (1, 3)] == ["vu", "scie"]
    says("first *saw*", "*vu*", alpha_prime[1].max(), "second", "*scie*", alpha_prime[3].max())
    spanish = lesson.listens(*(pair[1] for pair in lesson.decoder_example("Vi la sierra")))
    assert spanish.shape == (4, 3) and spanish.argmax(axis=1).tolist() == [0, 0, 1, 2]


def test_a_decoder_that_has_written_two_words_has_two_rows(films):
    written = texts(films["cross_view"], written=2, source="Vi la sierra")
    assert len(numbers(written)) == 2 * 4 + 2 * 3
    assert {"sierra", "(4, 3)"} < set(written) and "scie" not in written


def test_with_the_mean_topics_stand_further_apart_than_with_cls(reader, says):
    found = {way: directions.topics(lesson.cosines(x)) for way, x in lesson.pooled(reader).items()}
    says("mean", *found["mean"])
    says("`[CLS]`", *found["[CLS]"])
    says("pooler", *found["pooler"])
    assert max(found, key=lambda way: found[way][0] - found[way][1]) == "mean"


# ---- 2. the walk


def test_the_walk_is_the_block_of_the_model(reader, walked):
    _, x, block = walked
    reading = reader.read(walk.SENTENCE)
    assert_array_equal(x, reading.hidden[0])
    assert_array_equal(block.out, reading.hidden[1])
    assert len(lesson.shapes(block)) == 15 and list(walk.STEPS) == ["x", *Block._fields]


def test_the_sizes_that_the_prose_tells(walked, says):
    _, x, block = walked
    says("first *saw*", "b", norm_of(block.b[2]), "x", norm_of(x[2]))
    others = norm_of(block.added_2[1:])
    said = norm_of(block.fed[0]), norm_of(block.added_2[0]), round(others.min()), round(others.max())
    says("its row", said[0], "*added_2*", *said[1:])
    says("norm", norm_of(block.out[0]))


def test_out_is_normed_2_in_bert_and_only_there(walked, pre, says):
    assert_array_equal(walked[2].out, walked[2].normed_2)
    assert np.abs(pre.out - pre.normed_2).max() > 1
    says("*out*", "*normed_2*", "pre-norm", "not the same")


def test_without_the_norms_the_row_of_cls_goes_on_growing(reader, walked):
    steps = lab.walk_blocks(walked[1], reader.bert.blocks, reader.bert.n_heads, normed=False)
    assert (np.diff(norm_of(steps[:, 0])) > 100).all()


@pytest.mark.parametrize(("step", "head"), [("x", 1), ("alpha_prime", 5), ("b_heads", 12), ("active", 1), ("out", 1)])
def test_the_film_shows_each_step_as_it_is(films, walked, step, head):
    _, x, block = walked
    film = films["walk_view"]
    whole = x if step == "x" else getattr(block, step)
    part = whole[head - 1] if whole.ndim == 3 else whole
    assert_allclose(numbers(texts(film, step=step, head=head))[:49].reshape(7, 7), part[:, :7], atol=0.0051)
    assert re.findall(r"font-weight: 700[^>]*>([^<]*)<", film.svg()) == [step]


# ---- 3. alone


@pytest.mark.parametrize(("part", "changed"), [("attention", 7), ("feed forward", 1), ("layer norm", 1)])
def test_half_way_so_many_rows_notice_and_equal_rows_come_out_equal(reader, walked, part, changed):
    _, x, _ = walked
    run = alone.sublayers(reader)[part]
    assert np.sum(alone.how_far(run(alone.towards(x, 0.5)), run(x)) > alone.NOTICED) == changed
    out = run(alone.towards(x, 1.0))
    assert_allclose(out[2], out[4], atol=1e-5)


def test_feed_forward_of_many_rows_is_that_of_each_row_alone(reader, walked):
    block, w = walked[2], reader.bert.blocks[0]
    rows = np.stack([alone.think(row[None], w)[0] for row in block.normed_1])
    assert_allclose(rows, block.fed, rtol=1e-4, atol=1e-4)


def test_the_full_stop_hears_most_of_the_moved_row_among_the_others(reader, walked, says):
    pieces, x, _ = walked
    listen = alone.sublayers(reader)["attention"]
    moved = alone.how_far(listen(alone.towards(x, 0.5)), listen(x))
    most, second = np.argsort(-moved)[:2]
    assert most == alone.OTHER and pieces[second] == "."
    says("moved row", moved[most], "full stop", moved[second])


@pytest.mark.parametrize(("over", "axis", "changed"), [("features", -1, 0), ("tokens", 1, 3), ("batch", (0, 1), 6)])
def test_a_norm_is_mean_0_and_spread_1_along_its_own_way_and_a_loud_row_is_noticed_there(over, axis, changed):
    once, loud = (lesson.norm_over(lesson.louder(times), over) for times in (1, 8))
    assert_allclose(loud.mean(axis=axis), 0, atol=1e-12)
    assert_allclose(loud.std(axis=axis), 1)
    assert np.sum(np.abs(once - loud).max(axis=-1) > 1e-4) == changed


# ---- 4. the lab


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_with_nothing_switched_off_the_lab_is_the_block(reader, walked, norm):
    x, bert = walked[1], reader.bert
    steps = lab.walk_blocks(x, bert.blocks, bert.n_heads, norm)
    for weights in bert.blocks:
        x = encoder_block(x, weights, bert.n_heads, norm=norm).out
    assert_allclose(steps[-1], x, rtol=2e-3, atol=2e-3)


@pytest.fixture(scope="module")
def without(reader):
    """The words after each layer: {"the residual": (L + 1, words, d), ...}, for what is left out."""
    left_out = {
        "nothing": {},
        "the residual": {"residual": False},
        "that around attention": {"residual": (False, True)},
        "that around feed forward": {"residual": (True, False)},
        "the norms": {"normed": False},
    }
    return {name: lesson.without(reader, **switches) for name, switches in left_out.items()}


def test_without_the_residual_the_words_are_one_vector_from_layer_4_on(without, says):
    says("As trained", lesson.alike(without["nothing"])[4], "layer 4")
    cos = lesson.alike(without["the residual"])
    assert_allclose(cos[4:], 1, atol=0.005)
    says("Without the residual", cos[3], "layer 3", cos[4], "layer 4")


def test_it_is_the_residual_around_attention_that_keeps_the_words_apart(without, says):
    attention, feed = (lesson.alike(without[f"that around {part}"]) for part in ("attention", "feed forward"))
    assert_allclose(attention[3:], 1, atol=0.005)
    says("attention", attention[3], "layer 3", "feed forward", feed[4], "layer 4")


def test_words_that_hear_themselves_alone_stay_apart_without_any_residual(reader, walked, says):
    """The control of "it is the mixing": the same weights, no residual, and attention on oneself."""
    steps = lesson.hearing_itself(reader)
    assert lesson.alike(steps).max() < 0.6
    says("no residual at all", lesson.alike(steps)[4], "layer 4")
    block = encoder_block(walked[1], reader.bert.blocks[0], 12, mask=np.eye(7, dtype=bool))
    w = reader.bert.blocks[0]
    heard = layer_norm(block.b, w.gain_1, w.bias_1)
    assert_allclose(steps[1], layer_norm(alone.think(heard, w), w.gain_2, w.bias_2)[1:-1], atol=1e-4)


def test_without_the_norms_the_words_grow_and_one_direction_holds_nearly_all(without, says):
    size = lesson.lengths(without["the norms"])
    assert np.all(np.diff(size) > 0) and lesson.alike(without["the norms"])[-1] > 0.9
    says("Without the norms", round(size[0]), round(size[-1]))
    assert lesson.lengths(without["nothing"]).max() < 13
    says("one large direction", lesson.one_direction(without["the norms"][-1]))
    x = without["the norms"][-1].astype(float)
    assert_allclose(lesson.one_direction(x), np.linalg.eigvalsh(x @ x.T).max() / (x**2).sum(), atol=1e-4)


def test_the_mean_cosine_counts_each_pair_of_different_rows(rng):
    x = rng.normal(size=(4, 5))
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    pairs = [unit[i] @ unit[j] for i in range(4) for j in range(4) if i != j]
    assert_allclose(lesson.alike(x), np.mean(pairs), atol=1e-5)


def test_in_the_lab_the_map_is_full_without_the_residual(films):
    film = films["lab_view"]
    shown = numbers(texts(film, layer=6, residual=False, norm=True))
    assert_allclose(shown[:25], 1, atol=0.005)
    assert "cosine 1.00" in film.caption and "10,000" in film.svg()


def test_random_blocks_fall_together_in_post_norm_and_slowly_in_pre_norm(says):
    cos = {key: curve for key, (curve, _) in lab.depths().items()}
    assert_allclose([cos["post", True][24], cos["post", False][3], cos["pre", False][3]], 1, atol=0.005)
    says("Without the residual", "3 blocks")
    says("post-norm", cos["post", True][6], "6 blocks", cos["post", True][18], 18)
    says("Pre-norm", cos["pre", True][24], 24)


def test_post_norm_falls_together_in_every_draw_and_pre_norm_in_none(runs):
    assert lesson.alike(runs["post"][:, -1]).min() > 0.99 and lesson.alike(runs["pre"][:, -1]).max() < 0.92


def test_post_norm_divides_what_came_in_and_pre_norm_does_not(runs, says):
    left = {norm: lesson.left_of_x(norm) for norm in ("post", "pre")}
    says("6 of the random blocks", left["post"][6], 12, "less than", 0.01)
    assert left["post"][12] < 0.01
    says("pre-norm", 24, left["pre"][24])
    lengths = [(norm_of(steps[0]) / norm_of(steps[24])).mean() for steps in runs["pre"]]
    assert_allclose(left["pre"][24], np.mean(lengths), atol=1e-6)


def test_random_matrices_have_the_spread_that_is_named():
    weights = next(lab.random_blocks())
    for name in ("W_q", "W_o", "W_1", "W_2"):
        W = getattr(weights, name)
        assert_allclose(W.std(), W.shape[1] ** -0.5, rtol=0.05)
    assert not weights.b_q.any() and (weights.gain_1 == 1).all()


def test_only_in_pre_norm_is_x_still_there_when_what_was_added_is_taken_away(walked, pre):
    _, x, block = walked
    assert_allclose(pre.out - pre.b - pre.fed, x, atol=1e-4)
    assert np.abs(block.out - block.b - block.fed - x).max() > 1


# ---- what comes back


@pytest.mark.parametrize("residual", [True, False])
@pytest.mark.parametrize("norm", gradients.CHOICES)
def test_the_gradient_is_what_small_differences_of_the_forward_pass_give(norm, residual):
    rng, blocks = np.random.default_rng(5), list(lab.random_blocks(seed=5, depth=3))
    x, sent, small = rng.normal(size=(3, 8, 64))
    small *= 1e-5

    def wanted(x):
        normed, order = norm != gradients.NONE, "post" if norm == gradients.NONE else norm
        return (lab.walk_blocks(x, blocks, lab.HEADS, order, residual, normed)[-1] * sent).sum()

    found = gradients.sent_back(x, blocks, sent, norm, residual)
    assert found.shape == (4, 8, 64)
    assert_allclose((found[0] * small).sum(), (wanted(x + small) - wanted(x - small)) / 2, rtol=1e-4)
    assert_array_equal(found[-1], sent)


def test_what_comes_back_is_as_the_prose_says(says):
    found = lesson.what_comes_back()
    for norm, residual, power in (("none", False, -8), ("none", True, 8)):
        assert round(np.log10(found[norm, residual][0][0])) == power
    says("to 10⁻⁸", "to 10⁸")
    sizes = np.array([found[norm, residual][0] for norm in ("post", "pre") for residual in (True, False)])
    assert sizes.min() > 0.3 and sizes.max() < 6
    says("between 0.3 and 6 times")
    for norm in ("post", "pre"):
        assert_allclose(found[norm, False][1][3:24], 1 / 8, atol=1e-3)
    says("an eighth", 0.125)
    says("pre-norm", found["pre", True][1][12], "12 blocks down")
    says("post-norm", found["post", True][1][18], "after 6 blocks", found["post", True][1][12], "after 12")
    lectures.says(card("gradient"), "0.125")


def test_on_other_seeds_the_gradient_tells_the_same_story():
    """Ten more draws, one at a time: vanishing without norms, an eighth for each without the residual."""
    for seed in range(10, 20):
        x = np.random.default_rng(seed).normal(size=(lab.WORDS, lab.WIDTH))
        sent = np.zeros_like(x)
        sent[0] = np.random.default_rng(1000 + seed).normal(size=lab.WIDTH)
        blocks = list(lab.random_blocks(seed=seed))
        size = {}
        for norm, residual in (("none", False), ("post", False), ("pre", True)):
            found = gradients.sent_back(x, blocks, sent, norm, residual)
            size[norm] = np.linalg.norm(found, axis=-1)
        assert np.log10(np.linalg.norm(size["none"][0]) / np.linalg.norm(sent)) < -6
        assert_allclose((size["post"][12] ** 2 / (size["post"][12] ** 2).sum())[0], 1 / 8, atol=1e-3)
        assert (size["pre"][12] ** 2 / (size["pre"][12] ** 2).sum())[0] > 0.7


def test_the_film_of_the_gradient_reveals_it_from_the_top_down(films):
    film = films["gradient_view"]
    assert film.state == {"back": 0, "norm": "post"}
    film.state = {"back": 24, "norm": "none"}
    assert "10⁸ times" in film.caption and "10⁻⁸ without" in film.caption


# ---- 5. costs


def test_the_table_s_part_is_n_over_6d_plus_n(says):
    for n in (7, 128, 5000):
        for d in (64, 384):
            assert_allclose(lesson.table_share(n, d), n / (6 * d + n))
    share = {n: lesson.table_share(n, 384) for n in (32, 128, 512, 8192)}
    assert lesson.table_share(2304, 384) == lesson.table_share(4608, 768) == 0.5
    says(share[128], 128, share[512], 512, "half", 2304, share[8192], 8192)
    says(4608, "d = 768")
    lectures.says(card("cost"), "About a fifth", share[512])
    lectures.says(card("cost"), "32 tokens", share[32])
    assert (1 - share[512]) / share[512] > 4 and "over four times as much" in card("cost")


def test_feed_forward_has_two_thirds_of_the_weights_and_most_of_the_work(says):
    block = costs.parameters_of(384)
    feed = sum(block[name] for name in ("W_1", "b_1", "W_2", "b_2")) / sum(block.values())
    assert_allclose(feed, 2 / 3, atol=0.005)
    says("Feed forward", "two thirds")
    for n in (32, 128, 512):
        cost = costs.multiplications_of(n, 384)
        assert cost["feed forward"] > sum(cost.values()) / 2
    says("most of the work", "feed forward")


def test_multiplications_are_counted_as_a_loop_over_shapes_would():
    """Each matrix product of (r, s) with (s, t) multiplies r s t times."""
    n, d, heads = 7, 384, 12
    assert costs.multiplications_of(n, d) == {
        "matrices": 4 * n * d * d,
        "table": heads * (n * (d // heads) * n) + heads * (n * n * (d // heads)),
        "feed forward": n * d * 1536 + n * 1536 * d,
    }


def test_the_formulas_count_what_the_opened_model_holds(reader, says):
    for name, x in reader.bert.blocks[0]._asdict().items():
        assert costs.parameters_of(384)[name] == x.size, name
    counted, by_part = lesson.counted(reader.bert), costs.parameters_by_part(6, 384)
    one, everything = sum(costs.parameters_of(384).values()), sum(by_part.values())
    assert list(counted.values()) == [by_part["words"], one, 6 * one, everything]
    says(one, "a block", everything, "in all")
    words, attention, feed = (by_part[part] / everything for part in ("words", "attention", "feed forward"))
    says("width 384", float(everything), "word table", words, "attention", attention, "feed forward", feed)
    lectures.says(card("words"), float(everything), "parameters")
    for option, share in (("attention", attention), ("feed forward", feed), ("table of words", words)):
        lectures.says(card("words"), option, share)


def test_bert_base_has_a_fifth_of_its_parameters_in_the_table(says):
    by_part = costs.parameters_by_part(12, 768)
    total = sum(by_part.values())
    says("12 blocks", 768, float(total), "BERT-base", by_part["words"] / total)
    every = [costs.parameters_by_part(layers, d) for layers in (1, 6, 12, 24) for d in (384, 768)]
    assert max(parts["norms"] / sum(parts.values()) for parts in every) < 0.001
    says("norms", "less than a thousandth")


# ---- 6. the reference


@pytest.fixture(scope="module")
def last(reader):
    """The largest difference after the last layer, with each mistake."""
    return {mistake: lesson.differences(reader, mistake)[-1] for mistake in compared.MISTAKES}


def test_the_stored_reference_is_the_golden_one():
    with np.load(GOLDEN) as golden:
        ids, hidden = compared.stored()
        assert golden["0_text"].tolist() == ["I saw the saw."]
        assert_array_equal(ids, golden["0_ids"])
        assert_array_equal(hidden, golden["0_hidden"])


def test_ours_are_below_the_line_and_every_mistake_is_above_it(reader, last, says):
    assert (lesson.differences(reader) < compared.FLOOR).all()
    size = {mistake: compared.size_of(value) for mistake, value in last.items()}
    assert size.pop("nothing") == compared.BELOW
    said = [("GELU", "tanh"), ("d − 1", "variance"), ("√d_k", "scale"), ("ReLU", "relu"), ("segment", "segments")]
    says(*[part for name, mistake in said for part in (name, size[mistake])], "pre-norm", size["pre"])
    lectures.says(card("mistakes"), "ReLU for GELU", size["relu"])
    lectures.says(card("mistakes"), "By about", round(float(last["tanh"]), 3))
    assert all(value > 100 * compared.FLOOR for mistake, value in last.items() if mistake != "nothing")


def test_no_cosine_to_two_decimals_shows_the_other_gelu(reader):
    ids, hidden = compared.stored()
    ours = compared.run(reader, ids, "tanh")[-1]
    assert np.abs(lesson.cosines(ours) - lesson.cosines(hidden[-1])).max() < 0.001


def test_the_mistake_of_the_variance_is_the_norm_divided_by_n_less_1(reader):
    ids, _ = compared.stored()
    x, w = reader.bert.forward(ids).hidden[0], reader.bert.blocks[0]

    def norm(x, gain, bias):
        return gain * (x - x.mean(-1, keepdims=True)) / x.std(-1, ddof=1, keepdims=True) + bias

    normed = norm(x + alone.listen(x, w, 12), w.gain_1, w.bias_1)
    by_hand = norm(normed + alone.think(normed, w), w.gain_2, w.bias_2)
    assert_allclose(compared.run(reader, ids, "variance")[1], by_hand, atol=2e-4)


# ---- spot the bug


@pytest.fixture
def columns(films):
    """What the film shows beside the map: version, mask -> four columns of numbers, and the caption."""
    film = films["bugs_view"]

    def read(version, mask="causal"):
        return numbers(texts(film, version=version, mask=mask))[49:].reshape(4, 7), film.caption

    return read


def test_the_right_version_sums_to_1_and_is_normed_and_is_the_block_itself(reader, columns, walked):
    for mask in ("causal", "both ways"):
        (sums, largest, means, spreads), caption = columns("right", mask)
        assert (sums == 1).all() and (means == 0).all() and (spreads == 1).all()
        assert "row sums from 1.00 to 1.00" in caption and "spreads from 1.00 to 1.00" in caption
    assert largest.max() < 0.9
    _, x, block = walked
    alpha_prime, _ = bugs.right(x, reader.bert.blocks[0], 12, np.ones((7, 7), dtype=bool))
    assert_allclose(alpha_prime, block.alpha_prime, atol=1e-5)


def test_version_a_is_seen_in_the_means_and_spreads_of_the_rows(columns):
    (sums, _, means, spreads), _ = columns("A")
    assert (sums == 1).all()
    assert np.abs(means).max() >= 0.03 and np.ptp(spreads) > 0.2


def test_version_b_is_seen_in_the_row_sums_and_only_under_the_mask(columns):
    (sums, _, means, spreads), caption = columns("B")
    assert sums[0] == 0.30 and (sums[:-1] < 0.95).all() and sums[-1] == 1
    assert "row sums from 0.30 to 1.00" in caption
    assert (means == 0).all() and (spreads == 1).all()
    assert_array_equal(columns("B", "both ways")[0], columns("right", "both ways")[0])


def test_version_c_is_seen_in_the_largest_shares(columns):
    (sums, largest, _, _), _ = columns("C")
    assert (sums == 1).all()
    assert largest[1:].min() >= 0.8 and largest.mean() > columns("right")[0][1].mean() + 0.3
    lectures.says(card("bugs"), np.sqrt(32), "times as large")


def test_version_d_is_seen_in_spreads_that_are_all_too_large(columns):
    (sums, largest, means, spreads), _ = columns("D")
    assert (sums == 1).all() and (largest == columns("right")[0][1]).all()
    assert (spreads > 1.04).all() and np.abs(means).max() <= 0.01


def test_no_two_versions_show_the_same_numbers(columns):
    seen = [columns(version)[0] for version in spot.VERSIONS]
    assert all(not np.array_equal(a, b) for n, a in enumerate(seen) for b in seen[:n])


def test_what_the_student_reads_gives_no_bug_away(cells):
    for version in (bugs.version_a, bugs.version_b, bugs.version_c, bugs.version_d):
        assert version.__doc__ is None and "#" not in "".join(map(str, version.__code__.co_consts))
    printed = json.dumps(next(c["outputs"] for c in cells if "lesson.version_a" in "".join(c["source"])))
    assert "def version_d" in printed and "def right" not in printed and "residual is added" not in printed


def test_each_name_of_a_bug_is_on_the_list_once_and_some_are_decoys():
    truth = lesson.check_bugs.truth.values()
    assert len(set(truth)) == len(truth) == 4 < len(set(lesson.BUGS)) == len(lesson.BUGS) == 7


# ---- the notebook


def test_no_card_stands_below_the_number_it_asks_for(lecture):
    """The printed arrays that hold an answer come after the question."""
    answers = {"cross": "lesson.listens(", "cost": "lesson.table_share(", "words": "lesson.counted("}
    for question, answer in answers.items():
        assert lecture.code.index(f'lesson.question("{question}")') < lecture.code.index(answer)
    sources = ["".join(cell["source"]) for cell in lecture.cells]
    asked, answered = (
        next(n for n, source in enumerate(sources) if part in source)
        for part in ('lesson.question("pool")', "this model was trained further on the mean")
    )
    assert asked < answered


def test_at_least_two_films_show_an_array_that_is_printed_before(lecture):
    assert len(lecture.tagged("same-as-film")) + len(lecture.tagged("same-as-film-above")) >= 2


# ---- your own BERT


def my_rows(x, gain, bias, eps):
    return x[0]


def no_answer(x, gain, bias, eps): ...


RIGHT = [
    own.HOUSE,
    [mine.block_in_place, mine.norm_in_a_loop, mine.feed_forward_in_place, mine.pads_in_a_loop],
    [mine.block_of_a_half, mine.norm_in_place, house_feed, own.padding_mask],
    [
        lambda *given: house_block(*given).tolist(),
        *own.HOUSE[1:3],
        lambda lengths: mine.pads_in_a_loop(lengths).tolist(),
    ],
]


@pytest.mark.parametrize("parts", RIGHT)
def test_right_functions_in_the_real_weights_are_bert(reader, parts):
    verdict = check(lesson.check_own, parts, reader)
    assert verdict.done is True, verdict.text
    assert "2,688 differences" in verdict.text and "below 0.00001" in verdict.text


@pytest.mark.parametrize("name", own.SLIPS)
def test_each_slip_in_the_real_weights_is_named(reader, name):
    verdict = check(lesson.check_own, own._among(own.SLIPS[name]), reader)
    assert verdict.done is False
    assert verdict.text.startswith("Not yet: after layer 1 ")
    assert verdict.text.endswith(own.WORDS[name].split("{size}")[1])


WRONG = {
    "each by its name and without brackets": own.HOUSE[:3],
    "four functions were asked": ["my_block", *own.HOUSE[1:]],
    "is not boolean, or not of the shape (2, 3)": [*own.HOUSE[:3], lambda lengths: np.ones((2, 3))],
    "It is your layer norm: alone": [house_block, lambda x, g, b, e: g * x + b, *own.HOUSE[2:]],
    "It is your block: alone": [lambda x, f, g, n: n(x + f(x)), *own.HOUSE[1:]],
    "It is your feed forward: alone": [*own.HOUSE[:2], lambda x, *_: 0 * x, own.padding_mask],
    "my_rows was given rows of shape (10, 384) and gave (384,)": [house_block, my_rows, *own.HOUSE[2:]],
}


@pytest.mark.parametrize("words", WRONG)
def test_of_wrong_functions_the_guilty_one_is_named(reader, words):
    verdict = check(lesson.check_own, WRONG[words], reader)
    assert verdict.done is False
    assert words in verdict.text


def test_functions_that_are_not_begun_are_the_students_turn(reader):
    verdict = check(lesson.check_own, [house_block, no_answer, *own.HOUSE[2:]], reader)
    assert verdict.done is None
    assert verdict.text == "Your turn: no_answer gave None; end each way through it with return."


def test_a_wrong_norm_shows_as_yours_in_the_film_of_the_reference(reader):
    parts = [house_block, own._ddof, *own.HOUSE[2:]]
    film = lesson.reference_view(reader, parts)
    assert film.state["mistake"] == "yours"
    assert "Otherwise: your functions. After layer 6" in film.caption and "is 0.0092" in film.caption


def test_yours_is_the_house_s_bert_in_a_batch_and_blindfolded(reader):
    ids = np.stack([reader.tokens(f"I saw the {word}.").ids for word in ("saw", "moon")])
    assert_allclose(Yours(reader.bert).forward(ids).hidden[-1], reader.bert.forward(ids).hidden[-1], atol=1e-4)
    blind = Yours(reader.bert, causal=causal_mask).forward(ids[0]).hidden[-1]
    assert_allclose(blind, directions.CausalBert(reader.bert).forward(ids[0]).hidden[-1], atol=1e-4)


def test_the_saws_can_be_read_with_functions_of_ones_own(reader, saws):
    own_saws = read_saws(reader, Yours(reader.bert, *RIGHT[2][:3]))
    assert_allclose(own_saws.hidden, saws.hidden, atol=1e-3)


# ---- pads


def test_without_the_mask_pads_take_attention_and_with_it_none(reader, says):
    shares, own_cosine, mean = pads.padded(reader, 9, masked=False)
    says("nine", shares[7:].sum(), "down to", own_cosine, "another sentence", mean)
    lectures.says(card("pads"), shares[7:].sum())
    lectures.says(card("pads"), shares[7:].mean(), "nine")
    for count in (1, 9):
        shares, own_cosine, mean = pads.padded(reader, count, masked=True)
        assert_array_equal(shares[7:], 0)
        assert own_cosine == mean == 1.0


def test_a_mean_over_masked_pads_is_not_that_of_the_sentence(reader, says):
    ids = reader.tokens(pads.SENTENCE).ids
    longer = np.concatenate([ids, np.full(9, pads.PAD)])
    rows = reader.bert.forward(longer, mask=np.arange(16) < 7).hidden[-1]
    one, other = rows.mean(axis=0), reader.bert.forward(ids).hidden[-1].mean(axis=0)
    says("all 16 rows", one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_the_film_of_pads_shows_a_bar_for_each_and_says_what_leaks(films):
    film = films["pads_view"]
    assert texts(film, pads=9, mask=True).count("[PAD]") == 9
    assert texts(film, pads=9, mask=True).count("False") == 9
    assert "gives 0.00" in film.caption
    assert texts(film, pads=4, mask=False).count("[PAD]") == 4
    assert "False" not in texts(film, pads=4, mask=False)


# ---- activations


def test_the_two_activations_are_those_of_the_prose(says):
    relu, gelu = lesson.activations(np.array([-1.0, 1.0, 4.0, -4.0]))
    says("At −1 it gives", gelu[0], "at 1 not 1 but", gelu[1])
    assert gelu[2] == pytest.approx(relu[2], abs=0.001) and abs(gelu[3]) < 0.001
    lectures.says(card("activation"), gelu[0], 0.16)
