"""How the tests are shared out between workers: what belongs together in one of them, what takes longest first.

a lecture     its own tests, the household tests and its notebook in the browser: each film is recorded once
a notebook    its cells, compared by nbval in one kernel
a file        of all the others
"""

import os
import re

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy, and for every kernel: two workers, two cores

import pytest

LONGEST = "05", "06", "01", "02", "04", "03", "00"  # lectures, in the order in which they are begun; then all else


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Give each test its group (`pytest -n 2` keeps a group in one worker) and begin with the longest groups.

    Whatever asks for Chromium carries the marker, so that `-m 'not browser'` runs without one.
    """
    groups = {item: _group(item) for item in items}
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: _turn(groups[item]))


def _group(item):
    """The lecture that a test is about, else its file.

    A household test has the number of its lecture as a parameter, a class in the browser the name of its notebook.
    """
    asked = item.callspec.params.get("number") if hasattr(item, "callspec") else None
    notebook = getattr(getattr(item, "cls", None), "name", "")
    of_a_file = re.search(r"test_lesson_(\d\d)", item.path.name)
    found = [number for number in (asked, notebook[:2], of_a_file and of_a_file[1]) if number in LONGEST]
    return f"lecture {found[0]}" if found else item.path.name


def _turn(group):
    kind, _, number = group.rpartition(" ")
    return (0, LONGEST.index(number)) if kind == "lecture" else (1, not group.endswith(".ipynb"))
