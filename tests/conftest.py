"""What several test files share: seeded numbers, the real model, Chromium; and when to skip.

On a laptop a test whose model or browser is missing is skipped and says what to install; in CI (CI=true) it fails,
so that a green run means that everything ran.
"""

import os
import re
import shutil
from functools import partial

import lectures
import numpy as np
import pytest
from hypothesis import settings

NO_MODEL = "the real model is not here: run `seesaw fetch` once ({error})"
NO_CHROMIUM = "no Chromium found: `apt-get install chromium`, or set SEESAW_CHROMIUM to one"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# No deadline: how long an example takes depends on what else the machine is doing.
settings.register_profile("seesaw", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("seesaw")


def skip_or_fail(reason):
    """Skip the test that asks, or fail it in CI."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def rng():
    """The same random numbers in every run."""
    return np.random.default_rng(408)


@pytest.fixture
def ax():
    """The axes of a lecture figure."""
    from seesaw.theme import figure

    return figure(6, 4)[1]


@pytest.fixture(scope="session")
def reader():
    """The real model, opened once."""
    from seesaw.model import ModelError, fetch, load

    try:
        folder = fetch.find()
    except ModelError as error:
        skip_or_fail(NO_MODEL.format(error=error))
    return load(folder)  # what is there and can't be opened is a fault, and no reason to skip


@pytest.fixture(scope="module")
def lecture(request):
    """The lecture that the file is about: 03 in test_lesson_03.py.  -> lectures.Lecture"""
    return lectures.lecture(re.search(r"lesson_(\d\d)", request.module.__name__)[1])


@pytest.fixture(scope="session")
def film_of(request):
    """film_of("03", "heads_view"): a film by its lecture and name, at its start."""

    def film(number, name):
        if "load()" in lectures.lecture(number).code:
            request.getfixturevalue("reader")
        return lectures.lecture(number).films[name]

    return film


@pytest.fixture(scope="module")
def cells(lecture):
    """The cells of the lecture's notebook."""
    return lecture.cells


@pytest.fixture(scope="module")
def prose(lecture):
    """All words of the notebook, as one line."""
    return " ".join(lecture.prose.split())


@pytest.fixture(scope="module")
def says(lecture):
    """says(0.74, "saw", 0.56): a sentence of the notebook holds these parts in this order; see lectures.says."""
    return partial(lectures.says, lecture.prose)


@pytest.fixture(scope="module")
def films(lecture, request):
    """{name of a view: its film, at its start}; each is recorded once a worker, by the notebook's own call."""
    if "load()" in lecture.code:
        request.getfixturevalue("reader")  # skips where the model is missing
    return lecture.films


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium."""
    names = filter(None, (os.environ.get("SEESAW_CHROMIUM"), *BROWSERS))
    return next(filter(None, map(shutil.which, names)), None) or skip_or_fail(NO_CHROMIUM)
