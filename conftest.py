"""How the tests are shared out between workers: what belongs together in one of them, what takes longest first.

a lecture     its own tests, the household tests and its notebook in the browser: each film is recorded once
a notebook    its cells, compared by nbval in one kernel
a file        of all the others
"""

import os
import re

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy, and for every kernel: two workers, two cores

from xdist.scheduler import LoadScopeScheduling

LONGEST = "06", "05", "01", "02", "04", "03", "00"  # lectures, in the order in which they are begun; then all else
OF_A_LECTURE = re.compile(r"test_lectures\.py::(?:Test_|\w+\[)(\d\d)|test_lesson_(\d\d)")


def group(nodeid):
    """The lecture of a test, such as "06", else its file."""
    of_a_lecture = OF_A_LECTURE.search(nodeid)
    return of_a_lecture[1] or of_a_lecture[2] if of_a_lecture else nodeid.partition("::")[0]


class ByGroup(LoadScopeScheduling):
    """Hands a whole group to a worker, and then the next."""

    def _split_scope(self, nodeid):
        return group(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return ByGroup(config, log)


def pytest_collection_modifyitems(items):
    """Begin with the longest groups.  Whatever asks for Chromium carries the marker: `-m 'not browser'` needs none."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    turns = {name: turn for turn, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get(group(item.nodeid), len(turns) + (item.path.suffix != ".ipynb")))
