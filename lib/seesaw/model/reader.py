"""A text in, everything BERT saw out.

    "I saw the saw" --tokens--> pieces, ids --Bert.forward--> hidden[l], alpha_prime[l], pooled

`load` opens a checkpoint once; every notebook of a kernel then shares it. The arithmetic is in `seesaw.maths.bert`,
to be read there: this module only brings text and weights to it.
"""

import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from seesaw.maths.bert import Bert, BlockWeights
from seesaw.model import fetch
from seesaw.model.config import Config, read_config
from seesaw.model.errors import ModelError
from seesaw.model.tokens import Pieces, Tokens
from seesaw.model.weights import LAYER_PARTS, WORDS, open_weights

BAD_DTYPE = "load: dtype is {got!r}, and Seesaw computes in float32 or float64; use one of these, or leave it out."
IS = "<BERT that reads text: {layers} layers, {heads} heads, d = {d}, {words} pieces, {dtype}>"


class _Reading(NamedTuple):
    pieces: list[str]
    ids: np.ndarray
    offsets: np.ndarray
    segments: np.ndarray
    hidden: tuple[np.ndarray, ...]
    alpha_prime: tuple[np.ndarray, ...]
    pooled: np.ndarray | None


class Reading(_Reading):
    """What BERT made of one text: the four fields of Tokens, then the three of `Bert.forward`, without a batch axis.

    pieces, ids (n,), offsets (n, 2), segments (n,)    see Tokens
    hidden       L + 1 arrays (n, d)      the embeddings, then what each block gave
    alpha_prime  L arrays (H, n, n)       i asks, j answers, rows sum to 1
    pooled       (d,), or None where the checkpoint has no pooler

    `.note` is "" or the sentence that says how much of a long text was read.
    """

    note: str = ""


class Reader:
    """A real BERT that reads text. Made by `load`; safe to use from several threads, since nothing in it changes."""

    def __init__(self, folder: Path, dtype: np.dtype):
        """folder: a checkpoint, opened here · dtype: np.dtype of float32 or float64. Raises ModelError."""
        self.folder, self.dtype = folder, dtype
        self.config: Config = read_config(folder)
        self._pieces = Pieces(folder, self.config.n_words, self.config.n_positions)
        self.bert: Bert = _build(open_weights(folder, self.config, dtype), self.config)

    def tokens(self, text: str, pair: str | None = None) -> Tokens:
        """The pieces of `text` (and of a second text `pair`), [CLS] and [SEP] included.

        -> Tokens: pieces, ids (n,), offsets (n, 2), segments (n,). An empty text is [CLS] [SEP]. A text of more pieces
        than BERT has positions is cut, with a warning and in `.note`. TypeError: no text; ValueError: half a character.
        """
        return self._pieces.split(text, pair)

    def vocabulary(self) -> list[str]:
        """Every piece that BERT knows, in the order of its word table: `vocabulary()[row]` names `bert.words[row]`."""
        return self._pieces.vocabulary()

    def read(self, text: str, pair: str | None = None) -> Reading:
        """Read `text` (and `pair`): -> Reading, with hidden[l] (n, d), alpha_prime[l] (H, n, n) and pooled (d,).

        Takes and refuses what `tokens` does. Slide "BERT".
        """
        tokens = self._pieces.split(text, pair)
        reading = Reading(*tokens, *self.bert.forward(tokens.ids, tokens.segments))
        reading.note = tokens.note
        return reading

    def __repr__(self):
        c = self.config
        return IS.format(layers=c.n_layers, heads=c.n_heads, d=c.d, words=c.n_words, dtype=self.dtype)


def load(folder: str | os.PathLike[str] | None = None, dtype: object = None) -> Reader:
    """Open a BERT checkpoint of this disk: -> Reader, with `.bert`, `.tokens(text)` and `.read(text)`.

    folder  a Hugging Face BERT checkpoint: config.json, vocab.txt or tokenizer.json, *.safetensors (also sharded, f16,
            bf16, with `bert.` before the names or gamma and beta in them). None: what SEESAW_MODEL names, else the
            model that `seesaw fetch` brought
    dtype   float32 (also for None) or float64: what BERT computes in

    The weights are mapped, not copied, and the same folder gives the same Reader while its files stay as they are.
    Raises ModelError in one sentence when the checkpoint is missing, damaged or no BERT encoder.
    """
    found = fetch.find(folder)
    with _opening:
        try:
            return _open(found, _dtype(dtype), _stamp(found))
        except ModelError as error:
            wrong = fetch.faults(found) if found == fetch.cache_folder() / fetch.INSIDE else []
            if wrong:  # of this one the hashes are known, and one command mends it
                raise ModelError(fetch.BAD_FILES.format(what=", ".join(wrong), folder=found)) from error
            raise


_opening = threading.Lock()


@lru_cache(maxsize=4)
def _open(folder, dtype, stamp):  # stamp: in the key alone, so that a mended folder is opened anew
    return Reader(folder, dtype)


def _stamp(folder):
    return tuple(sorted((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in folder.iterdir() if f.is_file()))


def _dtype(asked):
    try:
        dtype = np.dtype(np.float32 if asked is None else asked)
    except TypeError:
        dtype = None
    if dtype not in (np.float32, np.float64):
        raise ValueError(BAD_DTYPE.format(got=asked))
    return dtype


def _build(stored, config):
    """The Bert of seesaw.maths, given its weights by their Hugging Face names."""
    norm = "embeddings.LayerNorm"
    return Bert(
        words=stored[WORDS],
        positions=stored["embeddings.position_embeddings.weight"],
        segments=stored["embeddings.token_type_embeddings.weight"],
        gain=stored[f"{norm}.weight"],
        bias=stored[f"{norm}.bias"],
        blocks=[_block(stored, layer) for layer in range(config.n_layers)],
        n_heads=config.n_heads,
        W_pool=stored.get("pooler.dense.weight"),
        b_pool=stored.get("pooler.dense.bias"),
        activation=config.activation,
        eps=config.eps,
    )


def _block(stored, layer):
    names = (f"encoder.layer.{layer}.{part}.{kind}" for part in LAYER_PARTS for kind in ("weight", "bias"))
    return BlockWeights(*(stored[name] for name in names))  # the two lists stand in the same order
