"""The NumPy BERT beside torch eager and onnxruntime: one pass of the real model, one thread each, in one run.

All three read the same token numbers with the same weights (all-MiniLM-L6-v2) in float32 and hand back every hidden
state and every attention map:
  NumPy        seesaw.model.load().bert.forward
  torch        transformers' BertModel, attn_implementation="eager", output_attentions and output_hidden_states
  onnxruntime  the same BertModel exported to ONNX by torch with all those outputs, graph optimisations on
At each length the three take turns, one pass each, the first of a round changing; before timing, their answers are
compared.  One thread each: the environment is set below before anything is imported.  `thread CPU` counts only what
the pass itself used, so it holds on a busy machine; the ratios are of the medians of both clocks.

A pass reads each weight of the blocks once.  Divided by how fast this machine reads memory (measured here by summing
an array far larger than the caches), that is the time below which no implementation can go unless the weights stay in
the cache from pass to pass; and it multiplies each of them with every token, which takes as long as this core's best
matrix product of that many multiplications (measured with two large matrices).  The second table says where NumPy's
own time goes beside these two limits: a function's time is its own, without what it calls.

OPENBLAS_CORETYPE may be set where older OpenBLAS builds fail; it slows a current NumPy, so it is printed with the
kernel that NumPy runs.  `env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE` leaves it out.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/bert.py [--rounds 60]
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before the libraries read it
os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error"}

import argparse
import contextlib
import functools
import logging
import statistics
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import transformers
from measure import machine, spread, table
from threadpoolctl import threadpool_info

import seesaw.model
from seesaw.maths import attention, bert, doors

LENGTHS = (8, 32, 128, 256)
TEXT = "I saw the saw that I saw yesterday, and the old carpenter who saw it too said that it had cut a whole forest. "


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=60)
    rounds = asked.parse_args().rounds
    reader = seesaw.model.load()
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    model = transformers.BertModel.from_pretrained(reader.folder, attn_implementation="eager").eval()
    with tempfile.TemporaryDirectory() as folder:
        ways = {"NumPy": reader.bert.forward, "torch": eager(model), "onnxruntime": exported(model, Path(folder))}
    limits = describe(reader)
    rows, where = [], []
    for n in LENGTHS:
        ids = tokens(reader, n)
        print(f"{n} tokens: the answers differ from torch's by at most {apart(ways, ids)}")
        rows += rows_of(n, *timed(ways, ids, rounds))
        where.append(goes_to(reader, ids, rounds, limits))
    print(machine() + "\n")
    table(("tokens", "way", "median ms", "95 % ms", "thread CPU ms", "NumPy / it", "by CPU"), rows)
    print("\nWhere a pass of NumPy's goes, median ms of each part, beside the two limits:\n")
    table(("tokens", "reading the weights", "multiplying", *PARTS, "the rest", "whole pass"), where)


def eager(model):
    """torch: ids (n,) -> the flat list of hidden states and attention maps."""

    def forward(ids):
        with torch.inference_mode():
            read = model(torch.from_numpy(ids[None]), output_attentions=True, output_hidden_states=True)
        return [x.numpy()[0] for x in (*read.hidden_states, *read.attentions)]

    return forward


class Flat(torch.nn.Module):
    """The model with its outputs as one tuple, as ONNX wants them."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids):
        read = self.model(ids, output_attentions=True, output_hidden_states=True)
        return (*read.hidden_states, *read.attentions)


def exported(model, folder):
    """onnxruntime: the same function as `eager`."""
    logging.disable(logging.WARNING)
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Flat(model),
            (torch.ones(1, 16, dtype=torch.int64),),
            folder / "bert.onnx",
            input_names=["ids"],
            dynamic_shapes={"ids": {1: torch.export.Dim("n", min=2, max=512)}},
            dynamo=True,
            verbose=False,
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "bert.onnx", options, providers=["CPUExecutionProvider"])
    return lambda ids: [x[0] for x in session.run(None, {"ids": ids[None]})]


def tokens(reader, n):
    """n token numbers of a text, [CLS] and [SEP] included."""
    ids = reader.tokens(TEXT * 16).ids
    return np.concatenate([ids[: n - 1], ids[-1:]])


def apart(ways, ids):
    """{way: the largest difference from torch in any hidden state or attention map}"""
    want = ways["torch"](ids)
    read = ways["NumPy"](ids)
    got = {"NumPy": [*read.hidden, *read.alpha_prime], "onnxruntime": ways["onnxruntime"](ids)}
    return {way: f"{max(np.abs(x - y).max() for x, y in zip(xs, want, strict=True)):.0e}" for way, xs in got.items()}


def timed(ways, ids, rounds):
    """Rounds of one pass each, the order turning.  -> wall and thread CPU, {way: ms}"""
    wall, cpu, order = {way: [] for way in ways}, {way: [] for way in ways}, list(ways)
    for number in range(rounds + 5):
        for way in order:
            start, busy = time.perf_counter(), time.thread_time()
            ways[way](ids)
            busy, start = time.thread_time() - busy, time.perf_counter() - start
            if number >= 5:
                wall[way].append(1000 * start)
                cpu[way].append(1000 * busy)
        order.append(order.pop(0))
    return wall, cpu


def rows_of(n, wall, cpu):
    ours, ours_cpu = statistics.median(wall["NumPy"]), statistics.median(cpu["NumPy"])
    for way in wall:
        (middle, late), busy = spread(wall[way]), statistics.median(cpu[way])
        yield n, way, *(f"{ms:.1f}" for ms in (middle, late, busy)), f"{ours / middle:.2f}", f"{ours_cpu / busy:.2f}"


PARTS = {  # what it is called in the table -> its functions
    "matrix products": [(attention, "_times")],
    "attention": [(attention, "attend"), (attention, "dot_scores"), (attention, "softmax")],
    "GELU": [(bert.ACTIVATIONS, "gelu")],
    "layer norm": [(bert, "layer_norm")],
    "finite?": [(doors, "sound")],
}


def goes_to(reader, ids, rounds, limits):
    """One row of the second table: a pass with a clock around each part."""
    took = {part: [] for part in (*PARTS, "whole")}
    with watched() as clock:
        for number in range(rounds + 5):
            clock.clear()
            start = time.perf_counter()
            reader.bert.forward(ids)
            whole = time.perf_counter() - start
            if number >= 5:
                took["whole"].append(1000 * whole)
                for part in PARTS:
                    took[part].append(1000 * clock.get(part, 0))
    took = {part: statistics.median(times) for part, times in took.items()}
    rest = took["whole"] - sum(took[part] for part in PARTS)
    times = (limits["read"], limits["multiply"] * len(ids), *(took[part] for part in PARTS), rest, took["whole"])
    return len(ids), *(f"{ms:.1f}" for ms in times)


@contextlib.contextmanager
def watched():
    """A clock around each function of PARTS.  -> {part: seconds of its own}, filled while the context lasts"""
    clock, inside, before = {}, [], []

    def timed(part, function):
        @functools.wraps(function)
        def run(*args, **kwargs):
            inside.append(0.0)
            start = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = time.perf_counter() - start
                clock[part] = clock.get(part, 0) + took - inside.pop()
                if inside:
                    inside[-1] += took

        return run

    for part, functions in PARTS.items():
        for home, name in functions:
            names = home if isinstance(home, dict) else vars(home)
            before.append((names, name, names[name]))
            names[name] = timed(part, names[name])
    try:
        yield clock
    finally:
        for names, name, function in before:
            names[name] = function


def describe(reader):
    """The machine, the BLAS, and the two limits.  -> {"read": ms a pass, "multiply": ms a pass and token}"""
    print(machine())
    blas = [f"{lib['internal_api']} {lib['version']} {lib.get('architecture', '')}" for lib in threadpool_info()]
    print(f"OPENBLAS_CORETYPE={os.environ.get('OPENBLAS_CORETYPE', '(not set)')}; {'; '.join(blas)}")
    print(f"NumPy {np.__version__}, torch {torch.__version__}, onnxruntime {onnxruntime.__version__}, one thread each")
    read = sum(w.nbytes for weights in reader.bert.blocks for w in weights)
    speed = bandwidth()
    print(
        f"A pass reads {read / 1e6:.1f} MB of weights; this core reads {speed / 1e9:.1f} GB/s from memory, "
        f"so the weights alone cost {1000 * read / speed:.1f} ms when they are not in the cache."
    )
    pairs = sum(w.size for weights in reader.bert.blocks for w in weights if w.ndim == 2)
    rate = multiplied()
    print(
        f"It multiplies {pairs / 1e6:.1f} million weights with each token; this core's best product makes "
        f"{rate / 1e9:.0f} billion multiplications a second, so a token costs {1000 * pairs / rate:.2f} ms.\n"
    )
    return {"read": 1000 * read / speed, "multiply": 1000 * pairs / rate}


def multiplied():
    """Multiplications (each with its addition) a second in a product of two float32 matrices of 1024 x 1024."""
    one = np.ones((1024, 1024), np.float32)
    best = 1e9
    for _ in range(15):
        start = time.perf_counter()
        one @ one
        best = min(best, time.perf_counter() - start)
    return len(one) ** 3 / best


def bandwidth():
    """Bytes a second that one core reads, from an array of 256 MB."""
    big = np.ones(1 << 25)
    best = 1e9
    for _ in range(7):
        start = time.perf_counter()
        big.sum()
        best = min(best, time.perf_counter() - start)
    return big.nbytes / best


if __name__ == "__main__":
    main()
