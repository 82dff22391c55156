"""`seesaw lab`, `seesaw fetch`, `seesaw doctor`: what a student in a terminal gets from each."""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import checkpoints
import jupyterlab.labapp
import pytest

from seesaw import cli, copies
from seesaw.model import fetch

TOP = Path(__file__).parents[1]


@pytest.fixture
def model(tmp_path, monkeypatch):
    """SEESAW_MODEL names a small BERT. -> its folder"""
    folder = checkpoints.write(tmp_path / "model")
    monkeypatch.setenv("SEESAW_MODEL", str(folder))
    return folder


@pytest.fixture
def no_model(tmp_path, monkeypatch):
    """A machine where nothing was fetched."""
    monkeypatch.delenv("SEESAW_MODEL", raising=False)
    monkeypatch.setattr(fetch.platformdirs, "user_cache_dir", lambda name: str(tmp_path / "cache" / name))


@pytest.fixture
def launched(monkeypatch):
    """JupyterLab does not start: the arguments it was started with are put here."""
    calls = []
    monkeypatch.setattr(jupyterlab.labapp.LabApp, "launch_instance", calls.append)
    return calls


@pytest.fixture(autouse=True)
def copied(monkeypatch):
    """No copies are laid out: where they would be from, and where, is put here."""
    calls = []
    monkeypatch.setattr(copies, "lay_out", lambda source, target: calls.append((source, target)) or ["01 was kept."])
    return calls


def doctors_lines(capsys):
    """What the doctor says: -> its exit code, and its lines as (state, what)."""
    code = cli.main(["doctor"])
    rows = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    return code, [row for row in rows if row[0] in ("ok", "missing", "note")]


# --- lab ----------------------------------------------------------------------------------------------------------


def test_lab_opens_copies_of_the_lectures_and_passes_on_what_else_was_written(model, launched, copied, capsys):
    assert cli.main(["lab", "--port", "8899", "--no-browser"]) == 0
    [options] = launched
    assert copied == [(TOP / "notebooks", TOP / "lectures")]
    assert f"--ServerApp.root_dir={TOP / 'lectures'}" in options
    assert capsys.readouterr().out.splitlines()[0] == "01 was kept."
    assert options[-3:] == ["--port", "8899", "--no-browser"], "after ours, so that the student's word is the last"


@pytest.mark.parametrize(
    ("system", "lang"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "zh-TW"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_HK"}, "zh-TW"),
        ({"LANG": "zh-Hant_TW"}, "zh-TW"),
        ({"LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"Windows": "Chinese (Traditional)_Taiwan"}, "zh-TW"),
        ({"Windows": "English_United States"}, "en"),
        ({}, "en"),
    ],
)
def test_the_systems_language_chooses_the_edition(system, lang, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
        if name in system:
            monkeypatch.setenv(name, system[name])
    monkeypatch.setattr(cli.locale, "getlocale", lambda: (system.get("Windows"), None))
    assert cli.edition() == lang


@pytest.mark.parametrize(("asked", "first"), [(["--lang", "zh-TW"], "zh-TW/"), (["--lang=en"], ""), ([], "zh-TW/")])
def test_lab_opens_the_edition_that_was_asked_for_else_the_systems(
    asked, first, model, launched, monkeypatch, tmp_path
):
    monkeypatch.setenv("SEESAW_LECTURES", str(tmp_path))
    monkeypatch.setattr(cli, "edition", lambda: "zh-TW")
    for folder in (tmp_path, tmp_path / "zh-TW"):
        folder.mkdir(exist_ok=True)
        (folder / cli.FIRST).touch()
    assert cli.main(["lab", *asked, "--port", "8899"]) == 0
    assert f"--LabApp.default_url=/lab/tree/{first}{cli.FIRST}" in launched[0]
    assert launched[0][-2:] == ["--port", "8899"], "--lang is ours"
    (tmp_path / "zh-TW" / cli.FIRST).unlink()
    assert f"--LabApp.default_url=/lab/tree/{cli.FIRST}" in cli.lab_options(tmp_path, [], "zh-TW")


def test_lab_knows_no_third_edition(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lab", "--lang", "fr"])
    assert "'en'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("user", "asked", "ours"),
    [(0, [], True), (0, ["--ip", "0.0.0.0"], False), (0, ["--ServerApp.ip=0.0.0.0"], False), (1000, [], False)],
)
def test_root_is_allowed_on_this_machine_alone(model, launched, monkeypatch, user, asked, ours):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert cli.main(["lab", *asked]) == 0
    assert ("--allow-root" in launched[0]) == ours
    assert ("--ServerApp.ip=127.0.0.1" in launched[0]) == ours


def test_lab_fetches_a_model_that_is_not_there_before_it_opens(no_model, launched, monkeypatch):
    order = []
    monkeypatch.setattr(fetch, "fetch", lambda: order.append(len(launched)))
    assert cli.main(["lab"]) == 0
    assert order == [0] and len(launched) == 1


def test_lab_asks_for_no_fetch_when_the_model_is_there(model, launched, monkeypatch):
    monkeypatch.setattr(fetch, "fetch", lambda: pytest.fail("fetched again"))
    assert cli.main(["lab"]) == 0


def test_lab_mends_a_fetched_model_that_is_damaged(no_model, launched, monkeypatch):
    checkpoints.write(fetch.cache_folder() / fetch.INSIDE)
    asked = []
    monkeypatch.setattr(fetch, "fetch", lambda: asked.append(True))
    assert cli.main(["lab"]) == 0 and asked and launched


def test_lab_opens_without_network_too_and_says_what_is_lacking(no_model, launched, monkeypatch, capsys):
    monkeypatch.setattr(fetch, "pip_command", lambda part: [sys.executable, "-c", "raise SystemExit(1)"])
    assert cli.main(["lab"]) == 0 and len(launched) == 1
    assert capsys.readouterr().err.splitlines() == [fetch.PIP_FAILED, cli.OPENS_ALL_THE_SAME]


def test_lab_finds_the_notebooks_of_the_current_folder_when_installed_alone(model, launched, monkeypatch, tmp_path):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "site-packages" / "seesaw" / "cli.py"))
    assert cli.main(["lab"]) == 0
    assert f"--ServerApp.root_dir={tmp_path / 'lectures'}" in launched[0]


def test_lectures_that_are_not_the_students_are_copied_to_their_documents(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    assert cli.copies_folder(Path("/opt/seesaw/notebooks")) == tmp_path / "Seesaw"


def test_lab_without_notebooks_says_where_it_looked(model, launched, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "site-packages" / "seesaw" / "cli.py"))
    assert cli.main(["lab"]) == 1 and not launched
    said = capsys.readouterr().err
    assert str(tmp_path / "notebooks") in said and "checkout" in said


@pytest.mark.parametrize(("own", "threads"), [("", "1"), ("4", "4")])
def test_the_kernels_of_lab_multiply_with_one_thread_unless_the_user_says_otherwise(own, threads, model, monkeypatch):
    seen = []
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if own:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", own)
    monkeypatch.setattr(
        jupyterlab.labapp.LabApp, "launch_instance", lambda options: seen.append(os.environ["OPENBLAS_NUM_THREADS"])
    )
    assert cli.main(["lab"]) == 0 and seen == [threads]


@pytest.fixture
def server(model, tmp_path):
    """`seesaw lab` as a student starts it. -> its address"""
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    words = [sys.executable, "-m", "seesaw.cli", "lab", "--no-browser", f"--port={port}", "--IdentityProvider.token=t"]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, env=os.environ | own, cwd=tmp_path) as child:
        try:
            wait_for(port, child)
            yield f"http://127.0.0.1:{port}/lab"
        finally:
            child.terminate()


def wait_for(port, child):
    """Until something listens on `port`, or the child has ended."""
    for _ in range(1200):
        with socket.socket() as door:
            if child.poll() is not None or door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


CONFIG = re.compile(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', re.DOTALL)


def test_the_jupyterlab_that_starts_asks_the_network_for_nothing(server):
    with urllib.request.urlopen(f"{server}?token=t") as page:
        config = json.loads(CONFIG.search(page.read().decode())[1])
    assert config["news"] == {"disabled": True}, "no news, and no question whether the student wants any"
    assert config["extensionManager"]["can_install"] is False
    with urllib.request.urlopen(f"{server}/api/update?token=t") as answer:
        assert json.load(answer) == {"notification": None}


# --- fetch --------------------------------------------------------------------------------------------------------


def test_fetch_prints_one_sentence_where_it_fails(no_model, monkeypatch, capsys):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pip" else find_spec(name))
    assert cli.main(["fetch"]) == 1
    assert capsys.readouterr().err == fetch.NO_PIP.format(python=sys.executable) + "\n"


def test_fetch_stopped_by_the_keyboard_says_that_nothing_is_half_done(no_model, monkeypatch, capsys):
    monkeypatch.setattr(fetch, "fetch", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    assert cli.main(["fetch"]) == 130
    assert capsys.readouterr().err == cli.STOPPED + "\n"


def test_fetch_says_when_the_lectures_read_another_model(model, monkeypatch, capsys):
    monkeypatch.setattr(fetch, "fetch", lambda: None)
    assert cli.main(["fetch"]) == 0
    assert str(model) in capsys.readouterr().out


# --- doctor -------------------------------------------------------------------------------------------------------


def test_the_doctor_finds_this_machine_well(model, capsys):
    code, lines = doctors_lines(capsys)
    assert code == 0 and {state for state, _ in lines} <= {"ok", "note"}
    names = " ".join(what for _, what in lines)
    for thing in ("Python 3.", "numpy", "tokenizers", "anywidget", "3 layers, 4 heads", "pip", "kernel", "lectures"):
        assert thing in names


def test_the_doctor_says_that_the_model_is_missing_and_how_to_mend_it(no_model, capsys):
    assert cli.main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("missing  the model")
    assert "mend it: " in lines[at + 1] and "`seesaw fetch`" in lines[at + 1]
    assert lines[-1] == "1 missing."


def test_the_doctor_hashes_the_model_that_was_fetched(no_model, capsys):
    folder = checkpoints.write(fetch.cache_folder() / fetch.INSIDE)
    code, lines = doctors_lines(capsys)
    [found] = [what for state, what in lines if state == "missing"]
    assert code == 1 and str(folder) in found
    assert "model.safetensors is not the file that was published, tokenizer.json is missing" in found


def test_the_doctor_names_a_damaged_model(model, capsys):
    (model / "model.safetensors").write_bytes(b"<html>")
    assert cli.main(["doctor"]) == 1
    assert "web page" in capsys.readouterr().out


def test_the_doctor_names_a_package_that_is_missing_and_one_that_is_too_old(model, monkeypatch, capsys):
    real = metadata.version

    def version(name):
        if name == "anywidget":
            raise metadata.PackageNotFoundError(name)
        return "1.26.4" if name == "numpy" else real(name)

    monkeypatch.setattr(metadata, "version", version)
    code, lines = doctors_lines(capsys)
    bad = [what for state, what in lines if state == "missing"]
    assert code == 1 and len(bad) == 2
    assert bad[0].startswith("anywidget (needs ") and bad[1].startswith("numpy 1.26.4 (needs ")


def test_the_doctor_names_a_missing_lab_extension(model, monkeypatch, capsys, tmp_path):
    import jupyter_core.paths

    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda *parts: [str(tmp_path.joinpath(*parts))])
    code, lines = doctors_lines(capsys)
    assert code == 1
    assert ["missing", "the JupyterLab extension anywidget"] in lines


def test_the_doctor_still_speaks_where_a_package_cannot_be_imported(model, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jupyter_core.paths", None)
    code, lines = doctors_lines(capsys)
    assert code == 1 and any("could not look further" in what for _, what in lines)
    assert any("the lectures" in what for _, what in lines), "and goes on after it"


def test_the_doctor_notes_a_kernel_that_runs_another_python(model, monkeypatch, capsys):
    from jupyter_client.kernelspec import KernelSpecManager

    Spec = namedtuple("Spec", "argv")
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda self, name: Spec(["/opt/other/bin/python3"]))
    code, lines = doctors_lines(capsys)
    [note] = [what for state, what in lines if state == "note" and "the kernel" in what]
    assert code == 0 and "/opt/other/bin/python3" in note


def test_the_doctor_notes_a_folder_where_nothing_can_be_saved(monkeypatch):
    monkeypatch.setattr(cli.os, "access", lambda path, mode: False)
    assert [finding.state for finding in cli.look_at_notebooks()] == ["note"]
    assert [finding.what.endswith("read only") for finding in cli.look_at_notebooks()] == [True]


# --- the command itself -------------------------------------------------------------------------------------------


def test_a_word_that_no_command_knows_is_refused(capsys):
    for words in (["fetch", "--fast"], ["doctor", "who"], ["see"], []):
        with pytest.raises(SystemExit) as caught:
            cli.main(words)
        assert caught.value.code == 2
    assert "seesaw fetch knows no --fast" in capsys.readouterr().err


def test_the_command_needs_nothing_but_the_standard_library_to_start():
    out = subprocess.run([sys.executable, "-c", STARTS], capture_output=True, check=True, text=True)
    assert out.stdout.split() == []


STARTS = """
import sys
before = set(sys.modules)
import seesaw.cli
new = {name.split(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names) - {"seesaw"}
print(*sorted(new))
"""


def test_a_missing_package_is_one_sentence_that_says_what_to_install(model, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jupyterlab.labapp", None)
    assert cli.main(["lab"]) == 1
    assert "pip install -r requirements.txt" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[sys.executable, "-m", "seesaw"], [sys.executable, "-m", "seesaw.cli"]])
def test_the_command_runs_as_a_module_and_says_its_version(command):
    out = subprocess.run([*command, "--version"], capture_output=True, text=True)
    assert (out.stdout, out.returncode) == (f"seesaw {metadata.version(cli.DISTRIBUTION)}\n", 0)


@pytest.mark.parametrize("page", ["ascii", "cp1252", "cp950", "gbk", "ascii:strict"])
def test_a_path_that_the_code_page_lacks_is_said_all_the_same(page, tmp_path):
    folder = checkpoints.write(tmp_path / "模型🪚")
    told = {**os.environ, "PYTHONIOENCODING": page, "SEESAW_MODEL": str(folder)}
    out = subprocess.run([sys.executable, "-m", "seesaw", "doctor"], env=told, capture_output=True)
    said, page = out.stdout.decode(page.split(":")[0]), page.split(":")[0]
    assert "Error" not in out.stderr.decode(page) and "\\U0001fa9a: 3 layers" in said
    (folder / "config.json").unlink()
    out = subprocess.run([sys.executable, "-m", "seesaw", "doctor"], env=told, capture_output=True)
    assert "\\U0001fa9a" in out.stdout.decode(page) and b"Traceback" not in out.stderr and out.returncode == 1
