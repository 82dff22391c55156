"""A test of the real model is skipped where there is none, and fails where there is one that can't be opened."""

import subprocess
import sys
from pathlib import Path

import checkpoints
import pytest

ASKS = "def test_it(reader):\n    pass\n"


def outcome(tmp_path, monkeypatch, folder):
    """How a test that asks for the real model ends, on a laptop."""
    (tmp_path / "test_it.py").write_text(ASKS)
    (tmp_path / "conftest.py").write_text((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("SEESAW_MODEL", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=":")
    options = ["-q", "-p", "no:nbval", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    out = subprocess.run([sys.executable, "-m", "pytest", *options, str(tmp_path)], capture_output=True, text=True)
    return out.stdout.splitlines()[-1]


@pytest.mark.parametrize(("damaged", "ends"), [(False, "1 passed"), (True, "1 error")])
def test_a_model_that_cannot_be_opened_is_no_reason_to_skip(tmp_path, monkeypatch, damaged, ends):
    folder = checkpoints.write(tmp_path / "model")
    if damaged:
        (folder / "model.safetensors").write_bytes(b"")
    assert outcome(tmp_path, monkeypatch, folder).startswith(ends)


def test_no_model_is_a_reason_to_skip(tmp_path, monkeypatch):
    assert outcome(tmp_path, monkeypatch, tmp_path / "nowhere").startswith("1 skipped")
