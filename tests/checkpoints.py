"""Small checkpoints that tests write to disk: the random BERTs of golden/small_bert.npz, which transformers answered.

The vocabulary is w5 ... w49 after the five special words, so the text "w7 w9" has the ids 2 7 9 3.
"""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

GOLDEN_FOLDER = Path(__file__).parent / "golden"
GOLDEN = np.load(GOLDEN_FOLDER / "small_bert.npz")
ACTIVATIONS = ("gelu", "gelu_new", "relu")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = SPECIAL + [f"w{i}" for i in range(len(SPECIAL), 50)]
CONFIG = {
    "model_type": "bert",
    "hidden_size": 24,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "intermediate_size": 40,
    "vocab_size": 50,
    "max_position_embeddings": 16,
    "type_vocab_size": 3,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-6,
}


def tensors(activation="gelu", dtype=np.float32):
    """The weights of one random BERT by their Hugging Face names."""
    begins = (f"{activation}_embeddings.", f"{activation}_encoder.", f"{activation}_pooler.")
    found = {name.removeprefix(f"{activation}_"): GOLDEN[name] for name in GOLDEN if name.startswith(begins)}
    return {name: np.ascontiguousarray(x, dtype=dtype) for name, x in found.items()}


def write(folder, weights=None, words=WORDS, **config):
    """A whole checkpoint in `folder`; `config` changes single lines of config.json. -> folder"""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({**CONFIG, **config}))
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    save_file(tensors() if weights is None else weights, folder / "model.safetensors")
    return folder


def write_by_hand(path, stored, pad=0):
    """A safetensors file written from the format's own page, for what the library cannot write from NumPy.

    stored : name -> (dtype as the format writes it, array whose bytes are stored)    pad : spaces after the header
    """
    header, at = {}, 0
    for name, (dtype, x) in stored.items():
        header[name] = {"dtype": dtype, "shape": x.shape, "data_offsets": [at, at + x.nbytes]}
        at += x.nbytes
    head = json.dumps(header).encode() + b" " * pad
    path.write_bytes(len(head).to_bytes(8, "little") + head + b"".join(x.tobytes() for _, x in stored.values()))


def random_bert(folder, words, seed=408, **config):
    """A checkpoint whose random weights have the shapes that `config` asks for: other depths, heads, vocabularies."""
    from seesaw.model.config import read_config
    from seesaw.model.weights import expected_shapes

    config = {**CONFIG, "vocab_size": len(words), "max_position_embeddings": 512, "type_vocab_size": 2, **config}
    write(folder, {}, words, **config)
    rng = np.random.default_rng(seed)
    shapes = expected_shapes(read_config(folder))
    drawn = {name: 0.1 * rng.standard_normal(shape, dtype=np.float32) for name, shape in shapes.items()}
    gains = {name: x + np.float32(name.endswith("LayerNorm.weight")) for name, x in drawn.items()}
    save_file(gains, folder / "model.safetensors")
    return folder
