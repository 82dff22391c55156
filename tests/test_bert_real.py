"""The real model in NumPy against transformers, number by number, on the six texts of golden/make_golden.py."""

import warnings
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from seesaw.maths.attention import multi_head
from seesaw.maths.bert import encoder_block

GOLDEN = np.load(Path(__file__).parent / "golden" / "minilm.npz")
CLOSE = 1e-5
STEP = 2.0**-20  # the maps of the long text are stored as whole multiples of it, so each is off by STEP/2 at most
NUMBERS = range(sum(name.endswith("_text") for name in GOLDEN.files))
LONG = 5


@pytest.fixture(scope="module", params=NUMBERS)
def number(request):
    return request.param


@pytest.fixture(scope="module")
def read(reader, number):
    """What our BERT makes of the stored token numbers; no warning is let pass."""
    with warnings.catch_warnings(action="error"), np.errstate(all="raise"):
        return reader.bert.forward(GOLDEN[f"{number}_ids"], GOLDEN[f"{number}_segments"])


def farthest(x, y):
    return np.max(np.abs(x - y))


def maps_in_steps(number):
    """(L, H, n, n), the shares put together again from their high and low bits."""
    low, high = (GOLDEN[f"{number}_alpha_prime_{part}"].astype(np.int64) for part in ("low", "high"))
    return ((high << 16) + low) * STEP


def test_the_texts_are_those_of_the_claim():
    """Five texts or more, one long, one pair, and the title of the lecture among them."""
    assert len(NUMBERS) >= 5
    assert GOLDEN["0_text"].tolist() == ["I saw the saw."]
    assert max(len(GOLDEN[f"{number}_ids"]) for number in NUMBERS) == len(GOLDEN[f"{LONG}_ids"]) >= 200
    assert any(GOLDEN[f"{number}_segments"].any() for number in NUMBERS)


def test_every_hidden_state_is_that_of_transformers(read, number):
    want = GOLDEN[f"{number}_hidden"]
    assert len(read.hidden) == len(want) == 7
    for layer, hidden in enumerate(read.hidden):
        assert hidden.dtype == np.float32 and hidden.shape == want[layer].shape
        assert farthest(hidden, want[layer]) < CLOSE, f"hidden state {layer}"


def test_every_attention_map_is_that_of_transformers(read, number):
    stored = f"{number}_alpha_prime" in GOLDEN
    want, close = (GOLDEN[f"{number}_alpha_prime"], CLOSE) if stored else (maps_in_steps(number), CLOSE - STEP / 2)
    assert stored == (number != LONG)
    assert len(read.alpha_prime) == len(want) == 6
    for layer, alpha_prime in enumerate(read.alpha_prime):
        assert alpha_prime.dtype == np.float32 and alpha_prime.shape == want[layer].shape
        for h in range(12):
            assert farthest(alpha_prime[h], want[layer, h]) < close, f"layer {layer}, head {h}"


def test_what_the_pooler_makes_of_the_first_token_is_that_of_transformers(read, number):
    assert farthest(read.pooled, GOLDEN[f"{number}_pooled"]) < CLOSE


def test_the_text_itself_gives_the_same_tokens_and_the_same_reading(reader, read, number):
    text, *pair = GOLDEN[f"{number}_text"].tolist()
    reading = reader.read(text, *pair)
    assert_array_equal(reading.ids, GOLDEN[f"{number}_ids"])
    assert_array_equal(reading.segments, GOLDEN[f"{number}_segments"])
    assert_array_equal(reading.hidden[-1], read.hidden[-1])


def test_each_row_of_each_map_has_one_unit_to_spend(read):
    for alpha_prime in read.alpha_prime:
        assert (alpha_prime >= 0).all()
        assert_allclose(alpha_prime.sum(-1), 1, atol=2e-6)


def test_a_padded_batch_reads_each_text_as_if_it_were_alone(reader):
    """Texts 0 to 4 in one batch, each padded to the length of the longest."""
    texts = [GOLDEN[f"{number}_ids"] for number in range(LONG)]
    n = max(map(len, texts))
    ids = np.array([np.pad(text, (0, n - len(text))) for text in texts])
    segments = np.array([np.pad(s, (0, n - len(s))) for s in (GOLDEN[f"{number}_segments"] for number in range(LONG))])
    batch = reader.bert.forward(ids, segments, mask=np.arange(n) < [[len(text)] for text in texts])
    for number, text in enumerate(texts):
        real = len(text)
        assert farthest(np.stack(batch.hidden)[:, number, :real], GOLDEN[f"{number}_hidden"]) < CLOSE
        maps = np.stack(batch.alpha_prime)[:, number]
        assert farthest(maps[..., :real, :real], GOLDEN[f"{number}_alpha_prime"]) < CLOSE
        assert (maps[..., real:] == 0).all()


def test_walking_through_the_blocks_by_hand_leads_to_the_same_place(reader, read):
    """`encoder_block` on the embeddings, six times: notebook 05 does nothing else."""
    x, bert = read.hidden[0], reader.bert
    for weights in bert.blocks:
        x = encoder_block(x, weights, bert.n_heads).out
    assert_array_equal(x, read.hidden[-1])


def test_one_real_head_is_the_slide_formula_summed_by_hand(reader):
    """Layer 2, head 5, token "saw" (4) of I saw the saw., in float64 with a loop over j."""
    w = reader.bert.blocks[2]
    a = reader.bert.forward(GOLDEN["0_ids"]).hidden[2].astype(float)
    W_q, W_k, W_v, b_q, b_k, b_v = (x.astype(float) for x in (w.W_q, w.W_k, w.W_v, w.b_q, w.b_k, w.b_v))
    mine = slice(5 * 32, 6 * 32)
    q = W_q[mine] @ a[4] + b_q[mine]
    alpha = [q @ (W_k[mine] @ a_j + b_k[mine]) / 32**0.5 for a_j in a]
    alpha_prime = np.exp(alpha) / np.exp(alpha).sum()
    b = sum(share * (W_v[mine] @ a_j + b_v[mine]) for share, a_j in zip(alpha_prime, a, strict=True))
    assert_allclose(alpha_prime, GOLDEN["0_alpha_prime"][2, 5, 4], atol=1e-5)
    heads = multi_head(a, w.W_q, w.W_k, w.W_v, w.W_o, 12, b_q=w.b_q, b_k=w.b_k, b_v=w.b_v, b_o=w.b_o)
    assert_allclose(heads.b_heads[5, 4], b, atol=1e-10)
