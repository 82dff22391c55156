"""Makes the reference arrays beside this file, with torch and transformers.  The tests only read them.

    pip install -r requirements.txt
    python make_golden.py FOLDER      FOLDER holds the real model: config.json, model.safetensors, tokenizer.json

functions.npz   softmax, layer norm, GELU, attention with and without masks, whole encoder layers: torch, float64
positions.npz   sinusoid, RoPE and ALiBi as transformers computes them for CTRL, Llama, GPT-J and Bloom
small_bert.npz  BertModel of transformers with random weights, one for each activation, on a padded batch: float64
minilm.npz      the real model on the TEXTS below, eager attention, float32: every hidden state as it is; every map of
                the short texts as it is; every map of the long text as whole multiples of STEP (off by STEP/2 at most)
"""

import sys
from itertools import product
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from transformers import AutoTokenizer, BertConfig, BertModel
from transformers.models.bloom.modeling_bloom import build_alibi_tensor
from transformers.models.ctrl.modeling_ctrl import positional_encoding
from transformers.models.gptj import modeling_gptj
from transformers.models.llama import modeling_llama

HERE = Path(__file__).parent
STEP = 2.0**-20
LONG = 60  # tokens; longer texts keep their maps in steps

WORKSHOP = (
    "My grandfather kept a long steel saw on the wall of his workshop, and every spring he took it down to see whether "
    "the winter had left rust between its teeth. I saw him do it twice. The first time I was six, and what I saw was a "
    "tool as tall as I was; the second time I was twenty, and what I saw was how carefully he drew a file along each "
    "tooth, first from the left and then from the right. 'A dull saw lies,' he said. 'It tells you that the wood is "
    "hard, and you push, and the cut wanders off the line.' Then he handed me an oak board, a pencil and the saw, and "
    "sat down to watch. I saw that he was smiling. The saw bit into the board, stuck, and sang like a bent ruler. It "
    "took me an hour to reach the other side, and nobody who saw the edge that I had made would have called it "
    "straight. He sawed the second board himself in less than a minute, without seeming to hurry at all."
)
TEXTS = (
    ("I saw the saw.",),
    ("The old man saw the rusty saw.",),
    ("Café naïve? seesaw's 3.14159 — “unbelievably” 木 🙂 re-sawn, co-operating photosynthesizers!",),
    ("Who saw the carpenter?", "The carpenter, who had lost her saw, saw nobody at all that day."),
    ("saw",),
    (WORKSHOP,),
)


def plain(x):
    return x.detach().numpy()


def arrays_of_torch():
    """softmax, log_softmax, layer_norm and both GELUs, with float32 twins."""
    x, gain, bias = 3 * torch.randn(4, 5, 7), torch.randn(7), torch.randn(7)
    wide = torch.linspace(-12, 12, 481)
    yield "x", x
    yield "gain", gain
    yield "bias", bias
    yield "wide", wide
    for axis in range(3):
        yield f"softmax_{axis}", F.softmax(x, axis)
        yield f"log_softmax_{axis}", F.log_softmax(x, axis)
    yield "layer_norm", F.layer_norm(x, (7,), gain, bias, 1e-12)
    yield "layer_norm_plain_wide_eps", F.layer_norm(x, (7,), eps=0.1)
    yield "gelu", F.gelu(wide)
    yield "gelu_tanh", F.gelu(wide, approximate="tanh")
    yield "gelu_single", F.gelu(wide.float())


def attention_of_torch():
    """scaled_dot_product_attention: its mask means what ours means."""
    q, k, v = torch.randn(2, 3, 5, 4), torch.randn(2, 3, 7, 4), torch.randn(2, 3, 7, 6)
    mask, bias = torch.rand(2, 1, 5, 7) < 0.6, torch.randn(3, 5, 7)
    mask[..., 0] = True
    for name, x in zip(("q", "k", "v", "mask", "bias"), (q, k, v, mask, bias), strict=True):
        yield f"sdpa_{name}", x
    attend = F.scaled_dot_product_attention
    yield "sdpa_plain", attend(q, k, v)
    yield "sdpa_masked", attend(q, k, v, mask)
    yield "sdpa_biased", attend(q, k, v, bias)
    yield "sdpa_causal", attend(q, k, v, is_causal=True)
    yield "sdpa_scaled", attend(q, k, v, scale=0.3)


def heads_of_torch():
    """nn.MultiheadAttention: self, cross with other widths, causal, padding.  Its masks say who may NOT be heard."""
    a, source, n_heads = torch.randn(2, 5, 12), torch.randn(2, 7, 10), 3
    padding = torch.tensor([[0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 0, 0, 0]], dtype=bool)
    yield "heads_a", a
    yield "heads_source", source
    yield "heads_padding", padding
    self_heads = nn.MultiheadAttention(12, n_heads, batch_first=True)
    cross_heads = nn.MultiheadAttention(12, n_heads, batch_first=True, kdim=10, vdim=10)
    for name, heads in (("self", self_heads), ("cross", cross_heads)):
        for parameter in heads.parameters():
            nn.init.normal_(parameter, std=0.4)
        for key, value in heads.state_dict().items():
            yield f"heads_{name}_{key}", value
    causal = torch.ones(5, 5, dtype=bool).triu(1)
    cases = {
        "self": (self_heads, a, {}),
        "causal": (self_heads, a, {"attn_mask": causal}),
        "cross": (cross_heads, source, {}),
        "padded": (cross_heads, source, {"key_padding_mask": padding}),
    }
    for name, (heads, keys, masks) in cases.items():
        b, alpha_prime = heads(a, keys, keys, average_attn_weights=False, **masks)
        yield f"heads_{name}_b", b
        yield f"heads_{name}_alpha_prime", alpha_prime


def layers_of_torch():
    """nn.TransformerEncoderLayer, post and pre norm, GELU and ReLU, with one set of weights."""
    x = torch.randn(2, 5, 12)
    padding = torch.tensor([[0, 0, 0, 0, 0], [0, 0, 0, 1, 1]], dtype=bool)
    yield "layer_x", x
    yield "layer_padding", padding
    weights = None
    for norm_first, activation in product((False, True), ("gelu", "relu")):
        layer = nn.TransformerEncoderLayer(
            12, 3, 20, dropout=0, activation=activation, layer_norm_eps=1e-5, batch_first=True, norm_first=norm_first
        )
        if weights is None:
            weights = {key: 0.4 * torch.randn_like(value) for key, value in layer.state_dict().items()}
            for key, value in weights.items():
                yield f"layer_{key}", value
        layer.load_state_dict(weights)
        name = f"layer_{'pre' if norm_first else 'post'}_{activation}"
        yield name, layer(x)
        yield f"{name}_padded", layer(x, src_key_padding_mask=padding)


def positions_of_transformers():
    """Each family computes its own; CTRL puts all sines first, Llama turns halves, GPT-J neighbours."""
    yield "ctrl", positional_encoding(50, 16, torch.float64)
    q, k = torch.randn(2, 3, 9, 8), torch.randn(2, 3, 9, 8)
    yield "q", q
    yield "k", k
    angle = torch.arange(9.0)[:, None] * 10000.0 ** (-torch.arange(0, 8, 2) / 8)
    twice = torch.cat((angle, angle), -1)[None]
    for name, x in zip("qk", modeling_llama.apply_rotary_pos_emb(q, k, twice.cos(), twice.sin()), strict=True):
        yield f"llama_{name}", x
    sin, cos = angle.sin()[None], angle.cos()[None]
    turned = modeling_gptj.apply_rotary_pos_emb(q.transpose(1, 2), sin, cos)  # there heads stand after tokens
    yield "gptj_q", turned.transpose(1, 2)
    for n_heads in (1, 2, 3, 5, 8, 12, 16):  # Bloom rounds its slopes to float32
        bloom = build_alibi_tensor(torch.ones(1, 6), n_heads, torch.float64).reshape(n_heads, 6)
        yield f"bloom_{n_heads}", bloom[:, 1]  # slope times position, at position 1


def small_bert():
    """A padded batch of two through three blocks; the last model has no pooler."""
    ids = torch.randint(0, 50, (2, 9))
    segments = torch.tensor([[0] * 4 + [1] * 5, [0] * 3 + [2] * 6])
    mask = torch.tensor([[1] * 9, [1] * 6 + [0] * 3], dtype=bool)
    yield "ids", ids
    yield "segments", segments
    yield "mask", mask
    for activation, pooler in (("gelu", True), ("gelu_new", True), ("relu", False)):
        config = BertConfig(
            vocab_size=50,
            hidden_size=24,
            num_hidden_layers=3,
            num_attention_heads=4,
            intermediate_size=40,
            max_position_embeddings=16,
            type_vocab_size=3,
            hidden_act=activation,
            layer_norm_eps=1e-6,
            attn_implementation="eager",
        )
        model = BertModel(config, add_pooling_layer=pooler).double().eval()
        for name, parameter in model.named_parameters():
            nn.init.normal_(parameter, mean=float(name.endswith("LayerNorm.weight")), std=0.3)
            yield f"{activation}_{name}", parameter
        yield from answers(activation, model, {"input_ids": ids, "token_type_ids": segments, "attention_mask": mask})


def answers(name, model, given):
    with torch.no_grad():
        out = model(**given, output_hidden_states=True, output_attentions=True)
    yield f"{name}_hidden", torch.stack(out.hidden_states)
    yield f"{name}_alpha_prime", torch.stack(out.attentions)
    if out.pooler_output is not None:
        yield f"{name}_pooled", out.pooler_output


def real_bert(folder):
    """Every text on its own, without padding; the batch axis is dropped."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = BertModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
    for number, text in enumerate(TEXTS):
        given = tokenizer(*text, return_tensors="pt")
        yield f"{number}_text", np.array(text)
        yield f"{number}_ids", given["input_ids"][0]
        yield f"{number}_segments", given["token_type_ids"][0]
        for name, x in answers(number, model, given):
            x = x.squeeze(0 if name.endswith("pooled") else 1)
            if name.endswith("alpha_prime") and x.shape[-1] > LONG:
                yield from in_steps(name, x)
            else:
                yield name, x


def in_steps(name, shares):
    """Shares as whole multiples of STEP, low 16 bits and the rest apart: a fifth of the bytes once compressed."""
    steps = np.rint(plain(shares).astype(float) / STEP).astype(np.uint32)
    yield f"{name}_low", (steps & 0xFFFF).astype(np.uint16)
    yield f"{name}_high", (steps >> 16).astype(np.uint8)


def save(name, *parts):
    arrays = {key: x if isinstance(x, np.ndarray) else plain(x) for part in parts for key, x in part}
    np.savez_compressed(HERE / name, **arrays)
    print(f"{name}: {len(arrays)} arrays, {(HERE / name).stat().st_size / 1e6:.2f} MB")


def main(folder):
    torch.manual_seed(408)
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    save("functions.npz", arrays_of_torch(), attention_of_torch(), heads_of_torch(), layers_of_torch())
    save("positions.npz", positions_of_transformers())
    save("small_bert.npz", small_bert())
    torch.set_default_dtype(torch.float32)
    save("minilm.npz", real_bert(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
