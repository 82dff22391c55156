"""How many threads BLAS should have in a kernel: for one student, and for a class on one server.

Notebook 02, the one with the most matrix products, is run in one kernel alone and in eight at once, with
OPENBLAS_NUM_THREADS unset (a thread a core) and 1; the settings take turns.  Measured: seconds until the last kernel is
done, and the CPU seconds of all of them.

    python -m venv env && env/bin/pip install -r requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/threads.py [--rounds 3]
"""

import argparse
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measure import machine, table

sys.path.append(str(Path(__file__).parents[1]))

from execute_notebooks import NOTEBOOKS, execute, read

NAME = "OPENBLAS_NUM_THREADS"
PATH = NOTEBOOKS / "02_i_saw_the_saw.ipynb"


def run(kernels, threads):
    """-> (seconds, CPU seconds) of so many kernels at once"""
    os.environ.pop(NAME, None)
    if threads:
        os.environ[NAME] = threads
    began, cpu = time.monotonic(), cpu_of_kernels()
    with ThreadPoolExecutor(kernels) as pool:
        list(pool.map(lambda _: execute(read(PATH), NOTEBOOKS), range(kernels)))
    return time.monotonic() - began, cpu_of_kernels() - cpu


def cpu_of_kernels():
    """CPU seconds of the kernels that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    rounds = asked.parse_args().rounds
    took = {(kernels, threads): [] for kernels in (1, 8) for threads in ("", "1")}
    print(machine())
    for _ in range(rounds):
        for way, times in took.items():
            times.append(run(*way))
    print(machine() + "\n")
    rows = []
    for (kernels, threads), times in took.items():
        wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
        rows.append((kernels, threads or "unset", f"{wall:.1f}", f"{cpu:.1f}", f"{cpu / kernels:.1f}"))
    table(("kernels", NAME, "seconds", "CPU seconds", "CPU seconds a kernel"), rows)


if __name__ == "__main__":
    main()
