"""The command `seesaw`, for who sits in a terminal.

    seesaw lab       make sure that the model is there, then open the lectures in JupyterLab
    seesaw fetch     bring the model to this machine: the one thing that needs a network
    seesaw doctor    what is installed, what is missing, how to mend it

Nothing but the standard library is imported up here, so that the doctor can still speak where a package is missing.
"""

import argparse
import io
import locale
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

DISTRIBUTION = "seesaw-lectures"
FIRST = "00_start_here.ipynb"
EDITIONS = {  # folder of the lectures -> how a system's language begins that reads them
    "en": ("",),
    "zh-TW": ("zh_tw", "zh_hant", "zh_hk", "zh_mo", "chinese (traditional)"),
}
NEEDED_PYTHON = (3, 11)

USAGE = "Live lectures on attention: see, saw, and sliders that go up and down."
LAB_HELP = "open the lectures in JupyterLab; whatever else you write, such as --port 8899, goes on to jupyter lab"
LANG_HELP = "the edition to open: en, or zh-TW for 繁體中文; your system's language, if you don't say"
FETCH_HELP = "bring the model to this machine (84 MB, once)"
VERSION_HELP = "say which Seesaw this is"
DOCTOR_HELP = "say what is installed, what is missing and how to mend it"

UNKNOWN = "seesaw {command} knows no {rest}"
NO_NOTEBOOKS = (
    "No notebooks found (looked in {places}): run `seesaw lab` in the folder of your checkout of Seesaw, "
    "which has the folder notebooks in it."
)
OPENS_ALL_THE_SAME = "JupyterLab opens all the same: only the lectures that read real text need the model."
INSTALL = "pip install -r requirements.txt"
INCOMPLETE = "{error}: something Seesaw needs is not installed; run {install}, and `seesaw doctor` tells more."
STOPPED = "Stopped. Nothing was left half done; `seesaw fetch` begins again."
ELSEWHERE = "SEESAW_MODEL is set, so the lectures read {folder} instead."
ONE_THREAD = "OPENBLAS_NUM_THREADS", "1"  # for the kernels: with a thread a core, several of them fight for the cores
WHERE = "Your copies of the lectures are in {folder}."
AS_ROOT = "You are root, so JupyterLab is told to --allow-root, and to listen to this machine alone."
AS_ROOT_ELSEWHERE = "You are root and name an address: JupyterLab wants --allow-root from you, if you mean it."


def main(argv: list[str] | None = None) -> int:
    """Run one command; -> its exit code: 0 if all is well, 1 if not (the reason in one sentence), 2 for bad usage."""
    _any_letter()
    parser = _parser()
    asked, rest = parser.parse_known_args(argv)
    if rest and asked.command != "lab":
        parser.error(UNKNOWN.format(command=asked.command, rest=" ".join(rest)))
    try:
        return {"lab": lambda: lab(rest, asked.lang or edition()), "fetch": fetch, "doctor": doctor}[asked.command]()
    except ImportError as error:
        return _fail(INCOMPLETE.format(error=error, install=INSTALL))
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 130


def _parser():
    parser = argparse.ArgumentParser(prog="seesaw", description=USAGE, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=_version(), help=VERSION_HELP)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, says in {"lab": LAB_HELP, "fetch": FETCH_HELP, "doctor": DOCTOR_HELP}.items():
        command = commands.add_parser(name, help=says, description=says, allow_abbrev=False)
        if name == "lab":
            command.add_argument("--lang", choices=EDITIONS, help=LANG_HELP)
    return parser


def _version():
    try:
        return f"seesaw {metadata.version(DISTRIBUTION)}"
    except metadata.PackageNotFoundError:
        return NO_SEESAW


def _any_letter():
    """Let output hold any letter: what a console's code page lacks is written as \\u6a21, where print would stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


# --- seesaw lab ---------------------------------------------------------------------------------------------------


def lab(passed_on: list[str], lang: str = "en") -> int:
    """Make sure that the model is there, then become JupyterLab on the notebooks; `passed_on` follows our options.

    lang : the edition to begin with; both are laid out, and each links to the other
    """
    source = notebooks()
    if source is None:
        return _fail(NO_NOTEBOOKS.format(places=" and ".join(map(str, _places()))))
    if not _model_is_here() and fetch():
        print(OPENS_ALL_THE_SAME, file=sys.stderr)
    from seesaw.copies import lay_out

    folder = copies_folder(source)
    for sentence in lay_out(source, folder):
        print(sentence)
    print(WHERE.format(folder=folder))
    os.environ.setdefault(*ONE_THREAD)
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]  # JupyterLab ships no types

    LabApp.launch_instance([*lab_options(folder, passed_on, lang), *passed_on])
    return 0


def edition() -> str:
    """The edition that the system's language asks for: en where there is none in it."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)  # Windows sets none
    spoken = (named or locale.getlocale()[0] or "").replace("-", "_").lower()
    return next(lang for lang, begins in reversed(EDITIONS.items()) if spoken.startswith(begins))


def lab_options(folder: Path, passed_on: list[str], lang: str = "en") -> list[str]:
    """What JupyterLab is told: where the lectures are, and to leave the network alone (news, updates, extensions)."""
    options = [
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        '--HTMLExporter.preprocessors=["seesaw.exports.Films"]',
    ]
    first = next((name for name in (f"{lang}/{FIRST}", FIRST) if (folder / name).is_file()), None)
    if first:
        options.append(f"--LabApp.default_url=/lab/tree/{first}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container, say
        elsewhere = any(option.startswith(("--ip", "--ServerApp.ip")) for option in passed_on)
        print(AS_ROOT_ELSEWHERE if elsewhere else AS_ROOT)
        options += [] if elsewhere else ["--allow-root", "--ServerApp.ip=127.0.0.1"]  # whatever a settings file says
    return options


def notebooks() -> Path | None:
    """The folder of the lectures: beside `lib` in the checkout that seesaw runs from, else in the current folder."""
    return next((place for place in _places() if place.is_dir()), None)


def copies_folder(source: Path) -> Path:
    """Where the student's copies of the lectures are: SEESAW_LECTURES, or beside `source`, or in their documents."""
    from platformdirs import user_documents_path

    if named := os.environ.get("SEESAW_LECTURES"):
        return Path(named).expanduser().resolve()
    beside = source.parent / "lectures"
    mine = os.access(beside if beside.is_dir() else source.parent, os.W_OK)
    return beside if mine else user_documents_path() / "Seesaw"


def _places():
    return [Path(__file__).resolve().parents[2] / "notebooks", Path.cwd() / "notebooks"]


def _model_is_here():
    from seesaw.model import ModelError, fetch

    try:
        folder = fetch.find()
    except ModelError:
        return False
    return folder != fetch.cache_folder() / fetch.INSIDE or not fetch.faults(folder)  # damaged, it is fetched again


# --- seesaw fetch -------------------------------------------------------------------------------------------------


def fetch() -> int:
    """Bring the model into the user's cache, or mend it there."""
    from seesaw.model.errors import ModelError
    from seesaw.model.fetch import fetch as fetch_model

    try:
        fetch_model()
    except ModelError as error:
        return _fail(error)
    if os.environ.get("SEESAW_MODEL"):
        print(ELSEWHERE.format(folder=os.environ["SEESAW_MODEL"]))
    return 0


def _fail(sentence):
    print(sentence, file=sys.stderr)
    return 1


# --- seesaw doctor ------------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """One line of the doctor."""

    state: str  # "ok", "missing" (the lectures need it) or "note" (they can do without)
    what: str
    mend: str = ""


LINE = "{state:8} {what}"
MEND = "         mend it: {mend}"
SOME_MISSING = "{n} missing."
ALL_WELL = "All is well: `seesaw lab` opens the lectures."
BROKE = "could not look further: {error}"
PYTHON = "Python {have} (needs {needs} or newer), {where}"
NEWER = "make a virtual environment with a newer Python"
NO_SEESAW = "Seesaw itself is not installed here"
PACKAGE = "{name} {version} (needs {needs})"
NO_PACKAGE = "{name} (needs {needs})"
NO_TORCH = "torch and transformers are not needed"
MODEL = "the model in {folder}: {layers} layers, {heads} heads"
NO_MODEL = "the model"
BAD_MODEL = "the model in {folder}: {wrong}"
PIP = "pip, which `seesaw fetch` uses"
NO_PIP = "no pip, which `seesaw fetch` needs"
ADD_PIP = "{python} -m ensurepip, or uv pip install pip"
EXTENSION = "the JupyterLab extension {name}"
KERNEL = "the kernel python3 runs {program}"
NO_KERNEL = "the kernel python3"
OTHER_KERNEL = "the kernel python3 runs {program}, not {python}, so notebooks may not find Seesaw"
ADD_KERNEL = "{python} -m ipykernel install --sys-prefix"
LECTURES = "the lectures in {folder}, writable"
READ_ONLY = "the lectures in {folder}, read only"
COPY = "copy the folder to a place of yours to save your work"
CHROMIUM = "Chromium for the tests, {path}"
NO_CHROMIUM = "no Chromium, which only the browser tests want"
ADD_CHROMIUM = "apt-get install chromium"


def doctor() -> int:
    """Print a line for each thing, `ok`, `missing` or `note`, and how to mend it; -> 1 if anything is missing."""
    findings = [finding for check in CHECKS for finding in _findings(check)]
    for finding in findings:
        print(LINE.format(state=finding.state, what=finding.what))
        if finding.mend:
            print(MEND.format(mend=finding.mend))
    missing = sum(finding.state == "missing" for finding in findings)
    print(SOME_MISSING.format(n=missing) if missing else ALL_WELL)
    return 1 if missing else 0


def _findings(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What one check finds; a package that is missing must not silence the doctor."""
    try:
        yield from check()
    except ImportError as error:
        yield Finding("missing", BROKE.format(error=error), INSTALL)


def _finding(fits, what, mend):
    return Finding("ok", what) if fits else Finding("missing", what, mend)


def look_at_python():
    """Is this Python new enough?"""
    have, needs = (".".join(map(str, version)) for version in (sys.version_info[:3], NEEDED_PYTHON))
    what = PYTHON.format(have=have, needs=needs, where=sys.executable)
    yield _finding(sys.version_info >= NEEDED_PYTHON, what, NEWER)


def look_at_packages():
    """Is every package that Seesaw declares here, in a version that fits?"""
    from packaging.requirements import Requirement

    try:
        declared = [Requirement(line) for line in metadata.requires(DISTRIBUTION) or []]
    except metadata.PackageNotFoundError:
        yield Finding("missing", NO_SEESAW, INSTALL)
        return
    yield from (_package(each) for each in declared if each.marker is None or each.marker.evaluate())
    yield Finding("ok", NO_TORCH)


def _package(requirement):
    says = {"name": requirement.name, "needs": requirement.specifier}
    try:
        says["version"] = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return Finding("missing", NO_PACKAGE.format(**says), INSTALL)
    fits = requirement.specifier.contains(says["version"], prereleases=True)
    return _finding(fits, PACKAGE.format(**says), INSTALL)


def look_at_model():
    """Is the model here, is every byte of it right, and does it open?"""
    from seesaw.material.reader import misfit, substitute
    from seesaw.model import ModelError, fetch, load

    try:
        folder = fetch.find()
        fetched = folder.is_relative_to(fetch.cache_folder())  # only of that one are the hashes known
        wrong = fetch.faults(folder) if fetched else []
        if wrong:
            yield Finding("missing", BAD_MODEL.format(folder=folder, wrong=", ".join(wrong)), "seesaw fetch")
            return
        reader = load(folder)
    except ModelError as error:
        yield Finding("missing", NO_MODEL, str(error))
        return
    layers, heads = reader.config.n_layers, reader.config.n_heads
    yield Finding("ok", MODEL.format(folder=folder, layers=layers, heads=heads))
    if wrong := misfit(reader):
        instead, says = substitute()
        yield Finding("missing", wrong, says) if instead is None else Finding("note", f"{wrong} {says}")


def look_at_pip():
    """Could `seesaw fetch` run pip?"""
    from seesaw.model.fetch import has_pip

    yield Finding("ok", PIP) if has_pip() else Finding("note", NO_PIP, ADD_PIP.format(python=sys.executable))


def look_at_lab():
    """Does JupyterLab have what films need to show?"""
    from jupyter_core.paths import jupyter_path

    for name in ("anywidget", "@jupyter-widgets/jupyterlab-manager"):
        found = any(Path(place).is_dir() for place in jupyter_path("labextensions", *name.split("/")))
        yield _finding(found, EXTENSION.format(name=name), INSTALL)


def look_at_kernel():
    """Do notebooks run this Python? A kernel installed for the whole user can hide this environment's own."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield Finding("missing", NO_KERNEL, INSTALL)
        return
    if program in ("python", "python3", "python{}.{}".format(*sys.version_info)):
        program = sys.executable  # by such a plain name Jupyter runs its own Python
    if os.path.dirname(os.path.abspath(program)) == os.path.dirname(os.path.abspath(sys.executable)):
        yield Finding("ok", KERNEL.format(program=program))
    else:
        what = OTHER_KERNEL.format(program=program, python=sys.executable)
        yield Finding("note", what, ADD_KERNEL.format(python=sys.executable))


def look_at_notebooks():
    """Are the lectures here, and can a student save their copies of them?"""
    folder = notebooks()
    if folder is None:
        yield Finding("missing", "the folder notebooks", NO_NOTEBOOKS.format(places=" and ".join(map(str, _places()))))
    elif os.access(folder, os.W_OK):
        yield Finding("ok", LECTURES.format(folder=folder))
    else:
        yield Finding("note", READ_ONLY.format(folder=folder), COPY)


def look_at_chromium():
    """Only the tests want a browser of their own."""
    names = (os.environ.get("SEESAW_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, (shutil.which(name) for name in names if name)), None)
    yield Finding("ok", CHROMIUM.format(path=found)) if found else Finding("note", NO_CHROMIUM, ADD_CHROMIUM)


CHECKS = [
    look_at_python,
    look_at_packages,
    look_at_model,
    look_at_pip,
    look_at_lab,
    look_at_kernel,
    look_at_notebooks,
    look_at_chromium,
]

if __name__ == "__main__":
    sys.exit(main())
