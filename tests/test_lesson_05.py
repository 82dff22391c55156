"""Notebook 05: each number of its prose, each film at its ends, each slip by name, each bug in sight."""

import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.lessons import bert_block as lesson
from seesaw.lessons.bert_block import alone, bugs, compared, costs, directions, lab, spot, walk
from seesaw.lessons.i_saw_the_saw import read_right, read_saws, tool_votes
from seesaw.maths.arrays import layer_norm
from seesaw.maths.attention import attend, causal_mask
from seesaw.maths.bert import encoder_block

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "05_bert_block.ipynb"
GOLDEN = Path(__file__).parent / "golden" / "minilm.npz"


def notebook_cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def prose():
    """All words of the notebook, as one line."""
    return " ".join(" ".join("".join(c["source"]) for c in notebook_cells() if c["cell_type"] == "markdown").split())


@pytest.fixture(scope="module")
def saws(reader):
    return read_saws(reader)


@pytest.fixture(scope="module")
def walked(reader):
    return lesson.first_block(reader)


def shown(value, form="{:.2f}"):
    return form.format(value)


# ---- 1. the mask


def test_both_ways_the_first_word_gives_094_to_later_words_and_causal_nothing(prose):
    _, q, k, v = lesson.four_words()
    assert shown(attend(q, k, v).alpha_prime[0, 1:].sum()) == "0.94" and "0.94 of its attention" in prose
    causal = attend(q, k, v, mask=causal_mask(4)).alpha_prime
    assert_array_equal(causal[0], [1, 0, 0, 0])
    assert_allclose(causal.sum(axis=1), 1)


@pytest.mark.parametrize(("mask", "changed"), [(None, [True] * 4), (causal_mask(4), [False, False, False, True])])
def test_a_new_last_word_changes_all_rows_or_the_last(mask, changed):
    b = [attend(*lesson.four_words(word)[1:], mask=mask).b for word in ("saw", "moon")]
    assert (np.abs(b[0] - b[1]).max(axis=1) > 1e-9).tolist() == changed


def test_under_the_mask_no_saw_hears_what_comes_after_it(reader):
    """The rows before the last word are the same to the last bit, whatever the last word is."""
    read = [lesson.CausalBert(reader.bert).forward(reader.tokens(f"I saw the {word}.").ids) for word in ("saw", "moon")]
    for one, other in zip(*(r.hidden for r in read), strict=True):
        assert_array_equal(one[:4], other[:4])
    assert np.abs(read[0].hidden[-1][4] - read[1].hidden[-1][4]).max() > 0.1


def test_the_causal_model_is_the_block_by_hand_with_minus_infinity(reader):
    """One head of the first block: softmax over j <= i alone."""
    pieces, x, _ = lesson.first_block(reader)
    block = encoder_block(x, reader.bert.blocks[0], reader.bert.n_heads, causal_mask(len(pieces)))
    for i in range(len(pieces)):
        scores = np.array([block.q[3, i] @ block.k[3, j] / 32**0.5 for j in range(i + 1)])
        assert_allclose(block.alpha_prime[3, i, : i + 1], np.exp(scores) / np.exp(scores).sum(), rtol=1e-4)
    ids = reader.tokens("I saw the saw.").ids
    assert_array_equal(lesson.CausalBert(reader.bert).forward(ids).hidden[1], block.out)


def test_blindfolded_it_reads_55_of_60_right_and_loses_those_of_the_prose(reader, saws, prose):
    causal = lesson.read_causally(reader)
    assert shown(read_right(causal.hidden[-1], saws.is_tool)) == "0.92" and "0.92 of the saws right, 55 of 60" in prose
    assert read_right(saws.hidden[-1], saws.is_tool) == 1.0
    missed = directions._misread(causal.hidden[-1], saws)
    assert len(missed) == 5
    for n in missed:
        head = directions._at_saw(reader, saws.texts[n])[1]
        assert f"*{head}*" in prose
    assert "The guard saw" in {directions._at_saw(reader, saws.texts[n])[1] for n in missed}
    votes = tool_votes(causal.hidden[-1], causal.hidden[-1], saws.is_tool, skip_itself=True)
    assert [round(float(votes[n])) for n in missed] == [9, 5, 6, 9, 4]
    assert saws.is_tool[missed].tolist() == [False] * 4 + [True]
    assert "The first and the fourth are taken for tools by nine votes of nine" in prose
    assert "with 5 and 6 votes of nine for a tool, and *Her saw* with 5 for seeing" in prose


def test_before_the_first_block_the_mask_changes_nothing(reader, saws):
    assert_array_equal(lesson.read_causally(reader).hidden[0], saws.hidden[0])


def test_asked_of_the_seeing_ones_map_the_blindfolded_saws_are_right_in_093(reader, saws):
    causal = lesson.read_causally(reader)
    said = tool_votes(causal.hidden[-1], saws.hidden[-1], saws.is_tool) > 4.5
    assert shown(np.mean(said == saws.is_tool)) == "0.93"


def test_the_cross_map_is_a_rectangle_of_target_rows_and_source_columns(prose):
    (words, x), (source_words, source) = lesson.decoder_example()
    alpha_prime = lesson.listens(x, source)
    assert alpha_prime.shape == (len(words), len(source_words)) == (4, 5)
    assert_allclose(alpha_prime.sum(axis=1), 1)
    by_hand = np.exp([x[1] @ y / 2 for y in source])
    assert_allclose(alpha_prime[1], by_hand / by_hand.sum())
    best = {word: (source_words[row.argmax()], shown(row.max())) for word, row in enumerate(alpha_prime)}
    assert best[1] == ("vu", "0.73") and best[3] == ("scie", "0.80")
    assert "listens to *vu* (0.73)" in prose and "to *scie* (0.80)" in prose
    spanish = lesson.listens(*(pair[1] for pair in lesson.decoder_example("Vi la sierra")))
    assert spanish.shape == (4, 3) and spanish.argmax(axis=1).tolist() == [0, 0, 1, 2]


def test_with_the_mean_topics_stand_further_apart_than_with_cls(reader, prose):
    found = {kind: lesson.topics(lesson.cosines(x)) for kind, x in lesson.pooled(reader).items()}
    assert [shown(x) for x in found[directions.MEAN]] == ["0.50", "0.09"]
    assert "0.50 and two of different topics 0.09" in prose
    assert [shown(x) for x in found[directions.CLS]] == ["0.77", "0.56"] and "it is 0.77 and 0.56" in prose
    assert [shown(x) for x in found[directions.POOLED]] == ["0.76", "0.52"]
    assert "The pooler makes hardly more of it, 0.76 and 0.52" in prose
    gap = {kind: same - other for kind, (same, other) in found.items()}
    assert max(gap, key=gap.get) == directions.MEAN


# ---- 2. the walk


def test_the_walk_is_the_block_of_the_model(reader, walked):
    _, x, block = walked
    reading = reader.read(walk.SENTENCE)
    assert_array_equal(x, reading.hidden[0])
    assert_array_equal(block.out, reading.hidden[1])
    assert len(lesson.shapes(block)) == 15


def test_the_sizes_that_the_prose_tells(walked, prose):
    _, x, block = walked
    size = {"b": block.b[2], "x": x[2], "fed": block.fed[0], "added_2": block.added_2[0], "out": block.out[0]}
    told = {name: shown(np.linalg.norm(row), "{:.1f}") for name, row in size.items()}
    assert told == {"b": "4.1", "x": "10.7", "fed": "191.6", "added_2": "220.2", "out": "8.2"}
    assert "b is 4.1 long and x is 10.7" in prose
    assert "its row 191.6 long, and in *added_2* it is 220.2 long" in prose and "to 8.2." in prose
    others = np.linalg.norm(block.added_2[1:], axis=1)
    assert (round(others.min()), round(others.max())) == (13, 19) and "where the other rows have 13 to 19" in prose


def test_out_is_normed_2_in_bert_and_only_there(reader, walked, prose):
    _, x, block = walked
    pre = encoder_block(x, reader.bert.blocks[0], 12, norm="pre")
    assert_array_equal(block.out, block.normed_2)
    assert np.abs(pre.out - pre.normed_2).max() > 1
    assert "*out* is *normed_2* again; in pre-norm, point 4, the two are not the same" in prose


def test_without_the_norms_the_row_of_cls_goes_on_growing(reader):
    bert = reader.bert
    steps = lesson.walk_blocks(reader.read(walk.SENTENCE).hidden[0], bert.blocks, bert.n_heads, normed=False)
    assert (np.diff(np.linalg.norm(steps[:, 0], axis=-1)) > 100).all()


def test_the_film_shows_each_step_as_it_is(reader, walked):
    _, x, block = walked
    film = lesson.walk_view(reader)
    for step, head in (("x", 0), ("alpha_prime", 4), ("b_heads", 11), ("active", 0), ("out", 0)):
        film.state = {"step": step, "head": head}
        film.png()
        texts = [text.get_text().replace("−", "-") for text in film._fig.axes[1].texts[:49]]
        part = walk.step_of(x, block, step, head)[:, :7].astype(float).round(4)
        assert_allclose(np.array(texts, dtype=float).reshape(7, 7), part, atol=0.0051)
        lit = [text.get_text() for text in film._fig.axes[0].texts if text.get_fontweight() == "bold"]
        assert lit == [step]


# ---- 3. alone


@pytest.mark.parametrize(("part", "changed"), [("attention", 7), ("feed forward", 1), ("layer norm", 1)])
def test_half_way_so_many_rows_notice(reader, walked, part, changed):
    _, x, _ = walked
    run = lesson.sublayers(reader)[part]
    assert np.sum(alone.how_far(run(lesson.towards(x, 0.5)), run(x)) > alone.NOTICED) == changed


@pytest.mark.parametrize("part", ["attention", "feed forward", "layer norm"])
def test_equal_rows_in_equal_rows_out(reader, walked, part):
    _, x, _ = walked
    out = lesson.sublayers(reader)[part](lesson.towards(x, 1.0))
    assert_allclose(out[2], out[4], atol=1e-5)


def test_feed_forward_of_many_rows_is_that_of_each_row_alone(reader, walked):
    _, x, block = walked
    w = reader.bert.blocks[0]
    alone_rows = np.stack([alone.think(row[None], w)[0] for row in block.normed_1])
    assert_allclose(alone_rows, block.fed, rtol=1e-4, atol=1e-4)


def test_the_full_stop_hears_most_of_the_moved_row_among_the_others(reader, walked, prose):
    pieces, x, _ = walked
    listen = lesson.sublayers(reader)["attention"]
    moved = alone.how_far(listen(lesson.towards(x, 0.5)), listen(x))
    assert pieces[np.argsort(-moved)[1]] == "." and np.argmax(moved) == alone.OTHER
    assert [shown(moved[n]) for n in (4, 5)] == ["2.81", "2.29"]
    assert "the moved row itself (2.81) it is the full stop that hears most of it (2.29)" in prose


@pytest.mark.parametrize(("over", "changed"), [("its features", 0), ("the tokens", 3), ("the batch", 6)])
def test_a_loud_row_changes_no_row_its_sentence_or_the_batch(over, changed):
    normed = [lesson.norm_over(lesson.louder(times), over).reshape(6, 4) for times in (1, 8)]
    assert np.sum(np.abs(normed[0] - normed[1]).max(axis=1) > 1e-4) == changed


def test_each_norm_is_mean_0_and_spread_1_along_its_own_way():
    x = lesson.louder(4)
    for over, axis in (("its features", -1), ("the tokens", 1), ("the batch", (0, 1))):
        normed = lesson.norm_over(x, over)
        assert_allclose(normed.mean(axis=axis), 0, atol=1e-12)
        assert_allclose(normed.std(axis=axis), 1)


# ---- 4. the lab


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_with_nothing_switched_off_the_lab_is_the_block(reader, norm):
    x, bert = reader.read(walk.SENTENCE).hidden[0], reader.bert
    steps = lesson.walk_blocks(x, bert.blocks, bert.n_heads, norm)
    for weights in bert.blocks:
        x = encoder_block(x, weights, bert.n_heads, norm=norm).out
    assert_allclose(steps[-1], x, rtol=2e-3, atol=2e-3)


def test_without_the_residual_the_words_are_one_vector_from_layer_4_on(reader, prose):
    cos = {r: [shown(c) for c in lesson.alike(lesson.without(reader, residual=r))] for r in (True, False)}
    assert cos[True][4] == "0.41" and "cosine 0.41 on average after layer 4" in prose
    assert cos[False][3:] == ["0.99", "1.00", "1.00", "1.00"]
    assert "0.99 after layer 3 and 1.00 from layer 4 on" in prose


def test_it_is_the_residual_around_attention_that_keeps_the_words_apart(reader, prose):
    pairs = (False, True), (True, False)
    cos = {pair: [shown(c) for c in lesson.alike(lesson.without(reader, residual=pair))] for pair in pairs}
    assert cos[False, True][3:] == ["1.00"] * 4 and "1.00 after layer 3; without the one around feed forward" in prose
    assert cos[True, False][4] == "0.46" and "they stay apart, 0.46 after layer 4" in prose


def test_words_that_hear_themselves_alone_stay_apart_without_any_residual(reader, prose):
    """The control of "it is the mixing": the same weights, no residual, and attention on oneself."""
    x, after = reader.read(walk.SENTENCE).hidden[0], []
    for w in reader.bert.blocks:
        x = layer_norm((x @ w.W_v.T + w.b_v) @ w.W_o.T + w.b_o, w.gain_1, w.bias_1)
        x = layer_norm(alone.think(x, w), w.gain_2, w.bias_2)
        after.append(lesson.alike(x[1:-1]))
    assert shown(after[3]) == "0.39" and max(after) < 0.6 and "no residual at all: 0.39 after layer 4" in prose


def test_without_the_norms_one_direction_holds_nearly_all(reader, prose):
    last = lesson.without(reader, normed=False)[-1].astype(float)
    power = np.linalg.svd(last, compute_uv=False) ** 2
    assert shown(power[0] / power.sum()) == "0.99" and "it holds 0.99 of their squared length" in prose


def test_without_the_norms_the_words_grow_from_9_to_4898(reader, prose):
    size = lesson.lengths(lesson.without(reader, normed=False))
    assert (round(size[0]), round(size[-1])) == (9, 4898) and "from 9 to 4,898" in prose
    assert np.all(np.diff(size) > 0)
    assert lesson.alike(lesson.without(reader, normed=False))[-1] > 0.9
    usual = lesson.lengths(lesson.without(reader))
    assert usual.max() < 13


def test_the_mean_cosine_counts_each_pair_of_different_rows(rng):
    x = rng.normal(size=(4, 5))
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    pairs = [unit[i] @ unit[j] for i in range(4) for j in range(4) if i != j]
    assert_allclose(lesson.alike(x), np.mean(pairs), atol=1e-5)


def test_random_blocks_fall_together_in_post_norm_and_slowly_in_pre_norm(prose):
    cos = {key: [shown(c) for c in curve] for key, (curve, _) in lesson.depths().items()}
    assert cos["post", True][6] == "0.86" and cos["post", True][18] == cos["post", True][24] == "1.00"
    assert cos["pre", True][24] == "0.83"
    assert "0.86 after 6 blocks, 1.00 after 18" in prose and "Pre-norm is at 0.83 after 24" in prose
    assert cos["post", False][3] == cos["pre", False][3] == "1.00"


def test_post_norm_falls_together_in_every_draw_and_pre_norm_in_none():
    for seed in range(lab.DRAWS):
        x = np.random.default_rng(100 + seed).normal(size=(lab.WORDS, lab.WIDTH))
        blocks = list(lab.random_blocks(seed=seed))
        last = {norm: lesson.alike(lesson.walk_blocks(x, blocks, lab.HEADS, norm))[-1] for norm in ("post", "pre")}
        assert last["post"] > 0.99 and last["pre"] < 0.92


def test_post_norm_divides_what_came_in_and_pre_norm_does_not(prose):
    """The first x, carried along the line alone: how long is what is left of it, beside the word?"""
    left = {"post": [], "pre": []}
    for seed in range(lab.DRAWS):
        for norm, found in left.items():
            x = first = np.random.default_rng(100 + seed).normal(size=(lab.WORDS, lab.WIDTH))
            parts = []
            for w in lab.random_blocks(seed=seed):
                for part in (lambda z, w=w: alone.listen(z, w, lab.HEADS), lambda z, w=w: alone.think(z, w)):
                    if norm == "pre":
                        x = x + part(layer_norm(x))
                    else:
                        added = x + part(x)
                        x = layer_norm(added)
                        first = (first - first.mean(-1, keepdims=True)) / added.std(-1, keepdims=True)
                parts.append((np.linalg.norm(first, axis=-1) / np.linalg.norm(x, axis=-1)).mean())
            assert_allclose(lesson.alike(x), lesson.alike(lesson.walk_blocks(
                np.random.default_rng(100 + seed).normal(size=(lab.WORDS, lab.WIDTH)),
                list(lab.random_blocks(seed=seed)), lab.HEADS, norm)[-1]), atol=1e-4)  # fmt: skip
            found.append(parts)
    post, pre = (np.mean(left[norm], axis=0) for norm in ("post", "pre"))
    assert shown(post[5]) == "0.12" and post[11] < 0.01 and shown(pre[23]) == "0.18"
    assert "is 0.12 times as long as the word, after 12 less than 0.01" in prose
    assert "after 24 it is still 0.18" in prose


def test_random_matrices_have_the_spread_that_is_named():
    weights = next(lab.random_blocks())
    for name in ("W_q", "W_o", "W_1", "W_2"):
        W = getattr(weights, name)
        assert_allclose(W.std(), W.shape[1] ** -0.5, rtol=0.05)
    assert not weights.b_q.any() and (weights.gain_1 == 1).all()


def test_only_in_pre_norm_is_x_still_there_when_what_was_added_is_taken_away(reader, walked):
    _, x, block = walked
    pre = encoder_block(x, reader.bert.blocks[0], 12, norm="pre")
    assert_allclose(pre.out - pre.b - pre.fed, x, atol=1e-4)
    assert np.abs(block.out - block.b - block.fed - x).max() > 1


# ---- 5. costs


def test_the_table_s_part_is_n_over_6d_plus_n(prose):
    for n in (7, 128, 5000):
        for d in (64, 384):
            assert_allclose(lesson.table_share(n, d), n / (6 * d + n))
    told = {n: f"{lesson.table_share(n, 384):.1%}".replace("%", " %") for n in (128, 512, 2304, 8192)}
    assert told == {128: "5.3 %", 512: "18.2 %", 2304: "50.0 %", 8192: "78.0 %"}
    assert all(told[n] in prose for n in (128, 512, 8192)) and "half at n = 6d = 2,304" in prose
    block = lesson.parameters_of(384)
    feed = sum(block[name] for name in ("W_1", "b_1", "W_2", "b_2")) / sum(block.values())
    assert shown(feed) == "0.67" and "Feed forward has two thirds of a block's weights" in prose
    for n in (32, 128, 512):
        cost = lesson.multiplications_of(n, 384)
        assert cost[costs.FEED] > sum(cost.values()) / 2 and "most of the work is in feed forward" in prose
    assert lesson.table_share(4608, 768) == 0.5 and "4,608 for d = 768" in prose


def test_multiplications_are_counted_as_a_loop_over_shapes_would():
    """Each matrix product of (r, s) with (s, t) multiplies r s t times."""
    n, d, heads = 7, 384, 12
    by_shape = {
        costs.MATRICES: 4 * n * d * d,
        costs.TABLE: heads * (n * (d // heads) * n) + heads * (n * n * (d // heads)),
        costs.FEED: n * d * 1536 + n * 1536 * d,
    }
    assert lesson.multiplications_of(n, d) == by_shape


def test_the_formulas_count_what_the_opened_model_holds(reader, prose):
    for name, x in reader.bert.blocks[0]._asdict().items():
        assert lesson.parameters_of(384)[name] == x.size, name
    counted = lesson.counted(reader.bert)
    by_part = lesson.parameters_by_part(6, 384)
    assert counted["one block"] == sum(lesson.parameters_of(384).values()) == 1774464
    assert counted["everything"] == sum(by_part.values()) == 22713216
    assert "1,774,464 a block, 22,713,216 in all" in prose
    parts = {name: f"{count / 22713216:.0%}".replace("%", " %") for name, count in by_part.items()}
    assert parts[costs.WORD_TABLE] == "52 %" and "52 % of them; attention 16 %, feed forward 31 %" in prose
    assert (parts[costs.LISTENING], parts[costs.THINKING]) == ("16 %", "31 %")


def test_bert_base_has_1095_million_and_a_fifth_of_them_in_the_table(prose):
    by_part = lesson.parameters_by_part(12, 768)
    total = sum(by_part.values())
    assert f"{total / 1e6:.1f}" == "109.5" and "109.5 million, BERT-base, and the table is 21 %" in prose
    assert f"{by_part[costs.WORD_TABLE] / total:.0%}" == "21%"
    every = [lesson.parameters_by_part(layers, d) for layers in costs.BLOCKS for d in (384, 768)]
    assert max(parts[costs.NORMS] / sum(parts.values()) for parts in every) < 0.001
    assert "less than a thousandth of it at any size" in prose


# ---- 6. the reference


def test_the_stored_reference_is_the_golden_one():
    with np.load(GOLDEN) as golden:
        ids, hidden = lesson.reference()
        assert golden["0_text"].tolist() == ["I saw the saw."]
        assert_array_equal(ids, golden["0_ids"])
        assert_array_equal(hidden, golden["0_hidden"])


def test_ours_are_below_the_line_and_every_mistake_is_above_it(reader, prose):
    assert (lesson.differences(reader) < compared.FLOOR).all()
    last = {mistake: compared._size(lesson.differences(reader, mistake)[-1]) for mistake in compared.ORDER}
    assert last[compared.NOTHING] == compared.BELOW
    assert {last[m] for m in (compared.TANH, compared.EPS, compared.UNSCALED)} == {"0.0022", "0.0092", "0.90"}
    assert (last[compared.RELU], last[compared.PRE_NORM]) == ("1.6", "220")
    told = "off by 0.0022 after layer 6, a variance divided by d − 1 by 0.0092, a forgotten √d_k by 0.90, ReLU by 1.6"
    assert told in prose and "by 220" in prose
    assert last[compared.SEGMENTS] == "6.9" and "a forgotten segment vector, the same for all, by 6.9" in prose
    assert "ReLU for GELU does: 1.6" in str(lesson.DECK.questions)
    assert all(lesson.differences(reader, m)[-1] > 100 * compared.FLOOR for m in compared.ORDER[1:])


def test_no_cosine_to_two_decimals_shows_the_other_gelu(reader):
    ids, hidden = lesson.reference()
    ours = compared.run(reader, ids, compared.TANH)[-1]
    assert np.abs(lesson.cosines(ours) - lesson.cosines(hidden[-1])).max() < 0.001


def test_the_mistake_of_the_variance_is_the_norm_divided_by_n_less_1(reader):
    ids, _ = lesson.reference()
    x = reader.bert.forward(ids).hidden[0]
    w = reader.bert.blocks[0]

    def norm(x, gain, bias):
        return gain * (x - x.mean(-1, keepdims=True)) / x.std(-1, ddof=1, keepdims=True) + bias

    normed = norm(x + alone.listen(x, w, 12), w.gain_1, w.bias_1)
    by_hand = norm(normed + alone.think(normed, w), w.gain_2, w.bias_2)
    assert_allclose(compared.run(reader, ids, compared.EPS)[1], by_hand, atol=2e-4)


# ---- spot the bug


@pytest.fixture(scope="module")
def columns(reader):
    """What the film shows beside the map: version, mask -> four columns of numbers, read off its artists."""
    film = lesson.bugs_view(reader)

    def read(version, mask="causal"):
        film.state = {"version": version, "mask": mask}
        film.png()
        texts = [text.get_text() for text in film._fig.axes[0].texts[49:]]
        numbers = [float(text.replace("−", "-")) for text in texts if re.fullmatch(r"−?\d+\.\d\d", text)]
        return np.array(numbers).reshape(4, 7), film.caption

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
    usual = columns("right")[0][1]
    assert (sums == 1).all()
    assert largest[1:].min() >= 0.8 and largest.mean() > usual.mean() + 0.3


def test_version_d_is_seen_in_spreads_that_are_all_too_large(columns):
    (sums, largest, means, spreads), _ = columns("D")
    assert (sums == 1).all() and (largest == columns("right")[0][1]).all()
    assert (spreads > 1.04).all() and np.abs(means).max() <= 0.01


def test_no_two_versions_show_the_same_numbers(columns):
    seen = [columns(version)[0] for version in spot.VERSIONS]
    assert all(not np.array_equal(a, b) for n, a in enumerate(seen) for b in seen[:n])


def test_what_the_student_reads_gives_no_bug_away():
    for version in (bugs.version_a, bugs.version_b, bugs.version_c, bugs.version_d):
        assert version.__doc__ is None and "#" not in "".join(map(str, version.__code__.co_consts))
    cell = next(c for c in notebook_cells() if "lesson.version_a" in "".join(c["source"]))
    printed = json.dumps(cell["outputs"])
    assert "def version_d" in printed and "def right" not in printed and "residual is added" not in printed


# ---- cards


def test_the_figures_that_the_cards_tell():
    replies = str(lesson.DECK.questions)
    assert f"{lesson.table_share(32, 384):.1%}".replace("%", " %") == "1.4 %" and "1.4 %" in replies
    assert "18.2 %" in replies and "55 of 60" in replies and "52 %" in replies
    share = lesson.table_share(512, 384)
    assert (1 - share) / share > 4 and "over four times as much" in replies
    assert shown(32**0.5, "{:.1f}") == "5.7" and "5.7 times as large" in replies


def test_no_card_stands_below_the_number_it_asks_for():
    """The printed arrays that hold an answer come after the question."""
    code = ["".join(cell["source"]) for cell in notebook_cells()]

    def place(part):
        return next(n for n, source in enumerate(code) if part in source)

    answers = {"cross": "lesson.listens(", "cost": "lesson.table_share(", "words": "lesson.counted("}
    for question, answer in answers.items():
        assert place(f'lesson.question("{question}")') < place(answer)
    assert place('lesson.question("pool")') < place("this model was trained further on the mean")


# ---- the films


FILMS = {
    "mask": lambda reader, saws: lesson.mask_view(),
    "causal": lambda reader, saws: lesson.causal_view(reader, saws),
    "cross": lambda reader, saws: lesson.cross_view(),
    "pooling": lambda reader, saws: lesson.pooling_view(reader),
    "walk": lambda reader, saws: lesson.walk_view(reader),
    "rows": lambda reader, saws: lesson.rows_view(reader),
    "features": lambda reader, saws: lesson.features_view(),
    "lab": lambda reader, saws: lesson.lab_view(reader),
    "depth": lambda reader, saws: lesson.depth_view(),
    "cost": lambda reader, saws: lesson.cost_view(),
    "parameters": lambda reader, saws: lesson.parameters_view(),
    "reference": lambda reader, saws: lesson.reference_view(reader),
    "bugs": lambda reader, saws: lesson.bugs_view(reader),
}


@pytest.fixture(scope="module")
def film_of(reader, saws):
    """Each film, made once."""
    return lru_cache(maxsize=None)(lambda name: FILMS[name](reader, saws))


@pytest.mark.parametrize("name", FILMS)
def test_each_position_of_each_film_has_one_whole_sentence(name, film_of):
    film = film_of(name)
    captions = set(film._captions.values())
    assert len(film._captions) <= 80
    assert all(re.match(r"[A-Z0-9\[].*[.]$", caption) for caption in captions)
    assert not any("nan" in caption or "{" in caption for caption in captions)
    assert len(captions) > 1


def test_the_film_of_the_mask_marks_the_rows_that_changed(film_of):
    film = film_of("mask")
    for mask, changed in (("both ways", 4), ("causal", 1)):
        film.state = {"mask": mask, "last_word": "moon"}
        film.png()
        words = [text.get_text() for text in film._fig.axes[1].texts]
        assert words.count(directions.CHANGED) == changed and words.count(directions.SAME) == 4 - changed
        assert f"{changed} of 4 rows" in film.caption


def test_the_film_of_the_blindfold_lists_the_sentences_it_counts(film_of):
    film = film_of("causal")
    film.state = {"layer": 6, "mask": "causal"}
    film.png()
    lines = [text.get_text() for text in film._fig.axes[0].texts]
    assert "The guard saw" in lines and "The guard saw nothing unusual that night." in lines
    film.state = {"mask": "both ways"}
    film.png()
    assert [text.get_text() for text in film._fig.axes[0].texts if text.get_text()] == [
        "after layer 6, both ways: 0 of 60 saws are misread"
    ]


def test_a_decoder_that_has_written_two_words_has_two_rows(film_of):
    film = film_of("cross")
    film.state = {"written": 2, "source": "Vi la sierra"}
    film.png()
    left, right = (ax.images[0].get_array() for ax in film._fig.axes[:2])
    assert (left.mask.all(axis=1)).tolist() == [False, False, True, True]
    assert (~right.mask).sum() == 2 * 3
    assert film._fig.axes[1].get_xlim() == (-0.5, 2.5)


def test_in_the_lab_the_map_is_full_without_the_residual(film_of):
    film = film_of("lab")
    film.state = {"layer": 6, "residual": "off", "norm": "on"}
    film.png()
    (image,) = (image for ax in film._fig.axes for image in ax.images)
    assert_allclose(image.get_array(), 1, atol=0.005)
    assert "cosine 1.00" in film.caption
    assert [ax.get_yscale() for ax in film._fig.axes].count("log") == 1


# ---- the notebook


def test_the_notebook_asks_each_question_and_holds_each_film_and_exercise():
    code = "\n".join("".join(cell["source"]) for cell in notebook_cells() if cell["cell_type"] == "code")
    views = set(re.findall(r"lesson\.(\w+_view)\(", code))
    assert views == {f"{name}_view" for name in FILMS} and len(views) == 13
    assert set(re.findall(r'lesson\.question\("([^"]+)"\)', code)) == set(lesson.DECK.questions)
    assert set(re.findall(r'lesson\.hints\("([^"]+)"\)', code)) == set(lesson.DECK.hints)
    assert set(re.findall(r"lesson\.(check_\w+)", code)) == {name for name in dir(lesson) if name.startswith("check_")}


def test_half_of_the_code_cells_are_one_line():
    lines = [sum(bool(line.strip()) for line in cell["source"]) for cell in notebook_cells()
             if cell["cell_type"] == "code"]  # fmt: skip
    assert np.median(lines) == 1


def test_at_least_two_films_show_an_array_that_is_printed_before():
    assert sum("same-as-film" in cell["metadata"].get("tags", []) for cell in notebook_cells()) >= 2
