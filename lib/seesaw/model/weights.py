"""A checkpoint on disk -> the arrays of BERT, mapped, not copied.

    *.safetensors --safe_open--> header is sound --np.memmap--> read-only arrays --check--> the names of seesaw.maths

The `safetensors` library validates the file; the arrays are then views of one map of it, so that forty kernels on one
server share one copy. Only numbers stored in half precision are copied, because NumPy must widen them.
A pickle (pytorch_model.bin) can run code when it is opened, so it never is.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors import SafetensorError, safe_open

from seesaw.model.config import Config, read_json, refuse_dangling
from seesaw.model.errors import ModelError

PICKLE = (
    "{path} is a pickle, which can run code when opened, so it never is; save the model again as model.safetensors, "
    "with model.save_pretrained(folder, safe_serialization=True)."
)
NO_WEIGHTS = "{folder} holds no *.safetensors file, which is where the weights live; copy model.safetensors there."
TOO_MANY = (
    "{folder} holds {names} and no model.safetensors.index.json to say which is which; keep one, or add the index."
)
NO_SHARD = "{path} is missing: model.safetensors.index.json says that part of the weights is in it; copy it there."
BAD_INDEX = "{path} does not list which file holds which tensor (a weight_map of plain file names); download it again."
NOT_IN_SHARD = "{path} lacks {name}, which model.safetensors.index.json places there; download both files again."
EMPTY = "{path} is empty; download it again."
WEB_PAGE = "{path} is a web page, not weights; download the file itself (its raw or download link)."
POINTER = "{path} is a Git LFS pointer of {size} bytes, not the weights it stands for; run git lfs pull there."
DAMAGED = "{path} is cut short or no safetensors file ({why}); download it again."
BAD_DTYPE = (
    "{path} stores {name} as {dtype}; Seesaw reads F64, F32, F16 and BF16, so use a checkpoint saved in one of them."
)
MISSING = "{folder} lacks the tensor {name}, which config.json asks for ({n} missing in all); download it again."
NOT_BERT = "{folder} holds no tensor embeddings.word_embeddings.weight, so it is no BERT encoder; use one that has it."
SEVERAL = (
    "{folder} holds several encoders ({names}); Seesaw reads one, so save the one you want in a folder of its own."
)
CANNOT_READ = "{path} cannot be read ({why}); look at its permissions."
LAYERS = (
    "config.json says num_hidden_layers = {said}, and the weights hold {found} layers; the files in {folder} disagree."
)
SHAPE = "{name} has shape {got}, and config.json asks for {want}; the files in {folder} disagree."
NOT_FINITE = "{name} holds {value} at {at}; a weight must be a finite number, so download or save the checkpoint again."

WORDS = "embeddings.word_embeddings.weight"
STORED = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}  # BF16: NumPy has no such type, see `_widened`

LAYER_PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "attention.output.LayerNorm",
    "intermediate.dense",
    "output.dense",
    "output.LayerNorm",
)  # each with .weight and .bias, in the order of seesaw.maths.bert.BlockWeights


def open_weights(folder: Path, config: Config, dtype: np.dtype) -> dict[str, np.ndarray]:
    """Every tensor of the BERT in `folder` by its Hugging Face name, without prefix, checked against `config`.

    Tensors stored in `dtype` are read-only views of the mapped file; others are converted copies, read-only too.
    The pooler's two are there only if the checkpoint has them. Raises ModelError, one sentence for each fault.
    """
    stored = _plain_names(folder, _map_all(folder))
    _layers_must_agree(folder, stored, config)
    shapes = expected_shapes(config)
    if not any(name.startswith("pooler.") for name in stored):
        shapes = {name: shape for name, shape in shapes.items() if not name.startswith("pooler.")}
    _nothing_may_miss(folder, stored, shapes)
    return {name: _checked(folder, name, stored[name], shape, dtype) for name, shape in shapes.items()}


def expected_shapes(config: Config) -> dict[str, tuple[int, ...]]:
    """The shape of every tensor that a BERT built by `config` has, by its Hugging Face name."""
    d, shapes = config.d, {}
    shapes[WORDS] = (config.n_words, d)
    shapes["embeddings.position_embeddings.weight"] = (config.n_positions, d)
    shapes["embeddings.token_type_embeddings.weight"] = (config.n_segments, d)
    shapes |= _weight_and_bias("embeddings.LayerNorm", (d,))
    for layer in range(config.n_layers):
        for part, shape in _layer_shapes(config).items():
            shapes |= _weight_and_bias(f"encoder.layer.{layer}.{part}", shape)
    return shapes | _weight_and_bias("pooler.dense", (d, d))


def _layer_shapes(config):
    d, d_ff = config.d, config.d_ff
    square, across = (d, d), (d,)
    return dict(zip(LAYER_PARTS, [*[square] * 4, across, (d_ff, d), (d, d_ff), across], strict=True))


def _weight_and_bias(name, shape):
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


# --- which files --------------------------------------------------------------------------------------------------


def weight_files(folder: Path) -> dict[Path, list[str] | None]:
    """Each file of weights in `folder`, with the tensors to take from it (None: all of them)."""
    whole, index = folder / "model.safetensors", folder / "model.safetensors.index.json"
    if whole.is_file():
        return {whole: None}
    refuse_dangling(whole)
    if index.is_file():
        return _shards(index)
    found = sorted(folder.glob("*.safetensors"))
    if len(found) > 1:
        raise ModelError(TOO_MANY.format(folder=folder, names=" and ".join(path.name for path in found)))
    if not found:
        raise ModelError(_why_none(folder))
    return {found[0]: None}


def _shards(index):
    places = read_json(index).get("weight_map")
    if not isinstance(places, dict) or not places or not all(_is_plain(file) for file in places.values()):
        raise ModelError(BAD_INDEX.format(path=index))
    files = {}
    for name, file in places.items():
        files.setdefault(index.with_name(file), []).append(name)
    for path in files:
        if not path.is_file():
            refuse_dangling(path)
            raise ModelError(NO_SHARD.format(path=path))
    return files


def _is_plain(file):
    """A file of this folder: an index must not lead anywhere else."""
    return isinstance(file, str) and file.endswith(".safetensors") and Path(file).name == file


def _why_none(folder):
    pickles = sorted([*folder.glob("*.bin"), *folder.glob("*.pt"), *folder.glob("*.pth"), *folder.glob("*.ckpt")])
    return PICKLE.format(path=pickles[0]) if pickles else NO_WEIGHTS.format(folder=folder)


# --- from file to arrays ------------------------------------------------------------------------------------------


class Stored(NamedTuple):
    """One tensor as it lies in its file: nothing of it has been read yet."""

    path: Path
    dtype: str  # as safetensors writes it: F32, BF16 ...
    shape: tuple[int, ...]
    raw: np.ndarray  # its bytes, a read-only view of the map of the whole file


def map_tensors(path: Path) -> dict[str, Stored]:
    """Every tensor of one safetensors file by its name. The library checks the header against the file's size."""
    try:
        with safe_open(path, framework="np"):
            pass
    except (SafetensorError, OSError) as error:
        raise ModelError(_what_is_wrong(path, error)) from error
    whole = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))  # plain arrays from here on, the map behind them
    start = 8 + int.from_bytes(whole[:8].tobytes(), "little")  # 8 bytes of length, the header, then the numbers
    header = json.loads(whole[8:start].tobytes())
    header.pop("__metadata__", None)
    return {name: _stored(path, whole[start:], **said) for name, said in header.items()}


def _stored(path, numbers, dtype, shape, data_offsets, **_):  # the format allows an entry to say more
    first, last = data_offsets
    return Stored(path, dtype, tuple(shape), numbers[first:last])


def _what_is_wrong(path, error):
    """The sentence for a file that is no safetensors: name what it is, if its first bytes tell."""
    refuse_dangling(path)
    try:
        with path.open("rb") as file:
            begins = file.read(512).lstrip().lower()
    except OSError as shut:
        return CANNOT_READ.format(path=path, why=shut.strerror)
    if not begins:
        return EMPTY.format(path=path)
    if begins.startswith((b"<!doctype", b"<html", b"<?xml")):
        return WEB_PAGE.format(path=path)
    if begins.startswith(b"version https://git-lfs"):
        return POINTER.format(path=path, size=path.stat().st_size)
    if begins.startswith((b"pk\x03\x04", b"\x80")):  # a zip or a pickle, under another name
        return PICKLE.format(path=path)
    return DAMAGED.format(path=path, why=error)


def _map_all(folder):
    """Every tensor of the folder, whichever files they lie in."""
    stored = {}
    for path, names in weight_files(folder).items():
        tensors = map_tensors(path)
        for name in tensors if names is None else names:
            if name not in tensors:
                raise ModelError(NOT_IN_SHARD.format(path=path, name=name))
            stored[name] = tensors[name]
    return stored


def _plain_names(folder, stored):
    """Without the prefix a checkpoint may put before every name (`bert.`), and with today's names for LayerNorm."""
    words = [name for name in stored if name.endswith(WORDS)]
    if len(words) != 1:
        raise ModelError((SEVERAL if words else NOT_BERT).format(folder=folder, names=" and ".join(words)))
    prefix = words[0].removesuffix(WORDS)
    return {_modern(name.removeprefix(prefix)): tensor for name, tensor in stored.items() if name.startswith(prefix)}


def _modern(name):
    return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")


def _layers_must_agree(folder, stored, config):
    layers = {name.split(".")[2] for name in stored if name.startswith("encoder.layer.")}
    if len(layers) != config.n_layers:
        raise ModelError(LAYERS.format(said=config.n_layers, found=len(layers), folder=folder))


def _nothing_may_miss(folder, stored, shapes):
    missing = [name for name in shapes if name not in stored]
    if missing:
        raise ModelError(MISSING.format(folder=folder, name=missing[0], n=len(missing)))


def _checked(folder, name, tensor, shape, dtype):
    """The array of one tensor in `dtype`, finite and of the expected shape, that nobody can write to."""
    if tensor.shape != shape:
        raise ModelError(SHAPE.format(name=name, got=tensor.shape, want=shape, folder=folder))
    if tensor.dtype not in STORED:
        raise ModelError(BAD_DTYPE.format(path=tensor.path, name=name, dtype=tensor.dtype))
    array = _widened(tensor).astype(dtype, copy=False)
    _must_be_finite(name, array)
    array.flags.writeable = False
    return array


def _widened(tensor):
    """The numbers of one tensor: the mapped bytes themselves, except where NumPy cannot compute with them."""
    array = tensor.raw.view(STORED[tensor.dtype]).reshape(tensor.shape)
    if not array.flags.aligned:
        array = array.copy()  # files of old writers may begin at an odd byte, where every product would be slow
    if tensor.dtype == "BF16":  # bfloat16 is the upper half of a float32
        array = (array.astype(np.uint32) << 16).view(np.float32)
    return array


def _must_be_finite(name, array):
    with np.errstate(all="ignore"):
        if np.isfinite(array.sum()):  # one quick pass; a sum can only be finite if every number is
            return
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        at = [int(i) for i in wrong[0]]
        raise ModelError(NOT_FINITE.format(name=name, value=array[tuple(at)], at=at))
