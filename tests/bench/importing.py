"""Time and memory until a BERT is ready: Seesaw beside torch + transformers, each in a fresh process.

Each way starts a new Python, imports, opens the same checkpoint (all-MiniLM-L6-v2) and reads one sentence, with
attention maps; the ways take turns.  Measured by the process itself: seconds from the start of the interpreter to the
end of each step (start-up of Python included), and at the end its resident memory and the private part of it, which is
what each further kernel on a server costs (/proc/self/smaps_rollup, so Linux alone).  Every file is read once before,
so that the disk plays no part.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/importing.py [--rounds 9]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from measure import machine, table

import seesaw.model

END = """
def memory():
    lines = open("/proc/self/smaps_rollup").read().splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return kilobytes["Rss"] / 1024, (kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]) / 1024
print(json.dumps([*steps, *memory()]))
"""
START = """
import json, sys, time
began, folder = float(sys.argv[1]), sys.argv[2]
steps = []
step = lambda: steps.append(time.time() - began)
"""
WAYS = {
    "seesaw.model": """
import seesaw.model; step()
reader = seesaw.model.load(folder); step()
reader.read("I saw the saw"); step()
""",
    "seesaw.model and films": """
import seesaw.film, seesaw.model; step()
reader = seesaw.model.load(folder); step()
reader.read("I saw the saw"); step()
""",
    "torch + transformers": """
import torch
from transformers import AutoTokenizer, BertModel; step()
split = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, attn_implementation="eager").eval(); step()
with torch.inference_mode():
    model(**split("I saw the saw", return_tensors="pt"), output_attentions=True, output_hidden_states=True)
step()
""",
}


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=9)
    rounds = asked.parse_args().rounds
    folder = str(seesaw.model.load().folder)
    print(machine())
    took = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way, body in WAYS.items():
            answer = run(START + body + END, folder)
            if number:  # the first brings the files into memory
                took[way].append(answer)
    print(machine() + "\n")
    middle = {way: [statistics.median(column) for column in zip(*rows, strict=True)] for way, rows in took.items()}
    ours = middle["seesaw.model"]
    rows = [
        (
            way,
            *(f"{s:.2f}" for s in m[:3]),
            *(f"{mb:.0f}" for mb in m[3:]),
            f"{m[2] / ours[2]:.1f}",
            f"{m[4] / ours[4]:.1f}",
        )
        for way, m in middle.items()
    ]
    table(
        ("way", "imported s", "loaded s", "read s", "resident MB", "private MB", "times longer", "times the memory"),
        rows,
    )


def run(program, folder):
    """One fresh process.  -> seconds to imported, loaded, read; MB resident, private"""
    quiet = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error"}
    command = [sys.executable, "-c", program, repr(time.time()), folder]
    done = subprocess.run(
        command, env=os.environ | quiet, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
