"""config.json: the few numbers that say how a BERT is built.

    config.json --read_config--> Config --> the shapes that `weights` expects of every tensor

Only what changes the numbers is read. What this encoder cannot compute (another family of models, relative
positions, a decoder) is refused by name, because a plausible wrong number is worse than none.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from seesaw.model.errors import ModelError

ACTIVATIONS = {"gelu": "gelu", "gelu_new": "gelu_tanh", "gelu_pytorch_tanh": "gelu_tanh", "relu": "relu"}

NO_FILE = "{path} is missing: a checkpoint holds config.json, a tokenizer and *.safetensors; copy the file there."
LOOK_IN = "{path} is missing, and {found} is there: the checkpoint lies in that folder, so give {folder}."
NOWHERE = "{path} is a link that leads nowhere (to {target}); put the file itself there."
NOT_JSON = "{path} is not JSON ({why}): it looks damaged, or like a saved web page; download the file itself again."
NOT_AN_OBJECT = "{path} should hold one JSON object in braces, and holds a {what}; download the file again."
CANNOT_READ = "{path} cannot be read ({why}); look at its permissions."
REFUSED = "{path} says {key} = {value!r}; Seesaw's BERT knows {known} only, so use another checkpoint."
NOT_A_COUNT = (
    "{path} says {key} = {value!r:.40}, where a whole number from 1 to 100,000,000 is expected; mend that line."
)
LACKS = "{path} lacks {key}, so it is no config.json of a BERT; use the one that came with the weights{hint}."
INSIDE_IT = " (a whole checkpoint lies in {folder})"
DISTILBERT = " (it is a DistilBERT's, which Seesaw's BERT does not compute)"
BAD_EPS = "{path} says layer_norm_eps = {value!r}, where a small positive number such as 1e-12 is expected."
BAD_HEADS = "{path} shares hidden_size {d} among num_attention_heads {heads}, which does not go; use one of {fits}."


class Config(NamedTuple):
    """How one BERT is built; the names on the right are Hugging Face's."""

    d: int  # hidden_size
    n_layers: int  # num_hidden_layers
    n_heads: int  # num_attention_heads
    d_ff: int  # intermediate_size
    n_words: int  # vocab_size
    n_positions: int  # max_position_embeddings
    n_segments: int  # type_vocab_size
    activation: str  # hidden_act, by the name that seesaw.maths.bert gives it
    eps: float  # layer_norm_eps


LARGEST = 100_000_000  # of any count; what is larger is a slip of the keyboard

COUNTS = {
    "d": ("hidden_size", None),
    "n_layers": ("num_hidden_layers", None),
    "n_heads": ("num_attention_heads", None),
    "d_ff": ("intermediate_size", None),
    "n_words": ("vocab_size", None),
    "n_positions": ("max_position_embeddings", 512),
    "n_segments": ("type_vocab_size", 2),
}  # our name: (their name, what an old file that leaves it out means)

ONLY = {
    "model_type": ["bert"],
    "position_embedding_type": ["absolute"],
    "is_decoder": [False],
    "add_cross_attention": [False],
}  # settings that would change the numbers; left out, they mean what is listed


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; raises ModelError in one sentence where there is none."""
    if not path.is_file():
        raise ModelError(_why_no_file(path))
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))  # Notepad puts a mark before the first letter
    except OSError as error:
        raise ModelError(CANNOT_READ.format(path=path, why=error.strerror)) from error
    except (ValueError, RecursionError) as error:  # also what is no text at all, or brackets within brackets
        raise ModelError(NOT_JSON.format(path=path, why=error)) from error
    if not isinstance(found, dict):
        raise ModelError(NOT_AN_OBJECT.format(path=path, what=type(found).__name__))
    return found


def _why_no_file(path):
    """What to do about a file that is not there; a checkpoint of sentence-transformers may lie one folder deeper."""
    refuse_dangling(path)
    inside = _checkpoint_inside(path.parent)
    return LOOK_IN.format(path=path, found=inside / path.name, folder=inside) if inside else NO_FILE.format(path=path)


def refuse_dangling(path: Path):
    """ModelError where `path` is a link to nothing: a download of Hugging Face's is a folder of links."""
    if path.is_symlink() and not path.exists():
        raise ModelError(NOWHERE.format(path=path, target=path.readlink()))


def _checkpoint_inside(folder):
    """A folder such as 0_BERT or 0_Transformer in which a whole checkpoint lies, or None."""
    found = sorted(path.parent for path in folder.glob("*/config.json"))
    return next((inside for inside in found if any(inside.glob("*.safetensors")) or inside.name[:1] == "0"), None)


def read_config(folder: Path) -> Config:
    """The Config of the checkpoint in `folder`; raises ModelError for what this encoder does not compute."""
    path = folder / "config.json"
    said = read_json(path)
    for key, known in ONLY.items():
        _refuse_unless(path, said, key, known)
    _refuse_unless(path, said, "hidden_act", list(ACTIVATIONS))
    counts = {ours: _count(path, said, key, default) for ours, (key, default) in COUNTS.items()}
    _heads_must_share(path, counts["d"], counts["n_heads"])
    return Config(**counts, activation=ACTIVATIONS[said.get("hidden_act", "gelu")], eps=_eps(path, said))


def _refuse_unless(path, said, key, known):
    value = said.get(key, known[0])
    if value not in known:
        raise ModelError(REFUSED.format(path=path, key=key, value=value, known=" or ".join(map(repr, known))))


def _count(path, said, key, default):
    if key not in said and default is None:
        raise ModelError(LACKS.format(path=path, key=key, hint=_hint(path, said)))
    value = said.get(key, default)
    if type(value) is not int or not 1 <= value <= LARGEST:  # `is`, since True is an int too
        raise ModelError(NOT_A_COUNT.format(path=path, key=key, value=value))
    return value


def _hint(path, said):
    if "dim" in said and "n_layers" in said:
        return DISTILBERT
    inside = _checkpoint_inside(path.parent)
    return INSIDE_IT.format(folder=inside) if inside else ""


def _heads_must_share(path, d, heads):
    if d % heads:
        fits = [h for h in range(1, min(d, 1000) + 1) if d % h == 0]
        raise ModelError(BAD_HEADS.format(path=path, d=d, heads=heads, fits=fits))


def _eps(path, said):
    value = said.get("layer_norm_eps", 1e-12)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise ModelError(BAD_EPS.format(path=path, value=value))
    return float(value)
