"""Run All of each notebook: CPU seconds of its kernel, now and at an earlier revision, side by side in one run.

The earlier revision is checked out beside this one, into a folder that is removed at the end; each kernel imports the
package of its own tree.  The two take turns, notebook by notebook.  What is counted is the whole life of the kernel:
its start, the imports, every cell.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/runall.py [revision, default e0b2d16] [--only 02 03] [--rounds 1]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from measure import machine, spread, table
from threads import cpu_of_kernels

sys.path.append(str(Path(__file__).parents[1]))

from execute_notebooks import execute, read

HERE = Path(__file__).parents[2]
BEFORE = "e0b2d16"  # the last revision before the film's second edition


@contextmanager
def trees(revision):
    """{"before": the folder of a checkout of `revision`, "now": this one}"""
    with tempfile.TemporaryDirectory() as folder:
        git = ["git", "-C", str(HERE), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", f"{folder}/before", revision], check=True)
        try:
            yield {"before": Path(folder, "before"), "now": HERE}
        finally:
            subprocess.run([*git, "remove", "--force", f"{folder}/before"], check=True)


def cost(tree, path):
    """CPU seconds of the kernel that runs the notebook at `path` with the package of `tree`."""
    os.environ["PYTHONPATH"] = str(tree / "lib")  # kernels take it over
    cpu = cpu_of_kernels()
    execute(read(path), path.parent)
    return cpu_of_kernels() - cpu


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("revision", nargs="?", default=BEFORE)
    asked.add_argument("--only", nargs="*", default=[""], help="notebooks whose names begin so")
    asked.add_argument("--rounds", type=int, default=1)
    asked = asked.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    rows, sums = [], {"before": 0, "now": 0}
    print(machine())
    with trees(asked.revision) as both:
        for path in sorted((HERE / "notebooks").glob("*.ipynb")):
            if not path.stem.startswith(tuple(asked.only)):
                continue
            took = {name: [] for name in both}
            for _ in range(asked.rounds):
                for name, tree in both.items():
                    took[name].append(cost(tree, tree / "notebooks" / path.name))
            middle = {name: spread(times)[0] for name, times in took.items()}
            sums = {name: sums[name] + middle[name] for name in sums}
            rows.append((path.stem, *shown(middle)))
    print(machine() + "\n")
    table(("notebook", f"{asked.revision}, CPU s", "now, CPU s", "now / before"), [*rows, ("all", *shown(sums))])


def shown(seconds):
    return f"{seconds['before']:.1f}", f"{seconds['now']:.1f}", f"{seconds['now'] / seconds['before']:.2f}"


if __name__ == "__main__":
    main()
