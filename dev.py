"""The one door to the project: prepares ``.venv`` by itself, then runs, tests, checks, measures.

    python3 dev.py setup                           prepare .venv (quick when it is there)
    python3 dev.py run                             the window; with no display samples, into out/
    python3 dev.py test [--all] [pytest options]   the tests (--all: with the long tables too)
    python3 dev.py check                           format, lint, types, imports, then the tests
    python3 dev.py bench [NAME ...]                the figures of the budgets, a JSON line each
    python3 dev.py faults [NAME ...] [--minutes N] the long fault runs, a JSON line each
    python3 dev.py screens [PAGE]                  pictures of every page into out/screens
    python3 dev.py build                           not there yet

Standard library only: it has to work before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.sha256"
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
OLDEST_PYTHON = (3, 11)
ENTRY_POINTS = (
    ("tereze", "operator_app.__main__"),
    ("tereze-hub", "hub.__main__"),
    ("tereze-stand", "stand.__main__"),
)
OUT = Path("out")
PACKAGES = ("operator_app", "ui", "db", "printing", "resources", "hub", "stand")
SAMPLES = {
    Path("resources/samples/guardianship.json"): OUT,
    Path("resources/samples/refused.json"): OUT / "refused",
}
OFF_THE_PATH = Path("/usr/lib/postgresql")  # where Debian keeps a folder for each version
PICTURES = "window"  # under the papers of a sample: the pages of the window as they came


class CannotGoOn(Exception):
    """Something on this machine has to be mended first; the message says what and how."""


@dataclass(frozen=True)
class SystemPart:
    """A program the system has to bring, and the package that brings it."""

    program: str
    debian: str
    brew: str
    why: str

    def is_missing(self) -> bool:
        off_the_path = OFF_THE_PATH.glob(f"*/bin/{self.program}")
        return shutil.which(self.program) is None and next(off_the_path, None) is None


@dataclass(frozen=True)
class SystemLibrary(SystemPart):
    """A shared library of Linux; elsewhere Qt brings its own."""

    def is_missing(self) -> bool:
        if not sys.platform.startswith("linux"):
            return False
        try:
            ctypes.CDLL(self.program)
        except OSError:
            return True
        return False


def libraries(why: str, table: str) -> tuple[SystemLibrary, ...]:
    """``libegl1:EGL.so.1``: the Debian package, and its file without ``lib``."""
    pairs = (one.split(":") for one in table.split())
    return tuple(SystemLibrary(f"lib{file}", package, "", why) for package, file in pairs)


VENV_MODULE = SystemPart("ensurepip", "python3-venv", "python", "makes .venv")
GIT = SystemPart("git", "git", "git", "tests look at every file of the repository")
FOR_TESTS = (
    SystemPart("gcc", "gcc libc6-dev", "gcc", "builds what counts and fails syncs"),
    SystemPart("openssl", "openssl", "openssl", "tests verify signatures with it"),
    SystemPart("pdftotext", "poppler-utils", "poppler", "tests read the papers with it"),
    SystemPart("xmlsec1", "xmlsec1", "libxmlsec1", "tests verify XML signatures with it"),
    SystemPart("postgres", "postgresql", "postgresql", "tests run the hub of a center on it"),
    GIT,
)
FOR_LONG = (SystemPart("soffice", "libreoffice-calc-nogui", "libreoffice", "opens our workbooks"),)
FOR_QT = libraries(
    "Qt draws with it",
    "libegl1:EGL.so.1 libgl1:GL.so.1 libglib2.0-0:glib-2.0.so.0 libfontconfig1:fontconfig.so.1"
    " libfreetype6:freetype.so.6 libxkbcommon0:xkbcommon.so.0 libdbus-1-3:dbus-1.so.3"
    " libx11-6:X11.so.6",
)
FOR_WINDOWS = libraries(
    "Qt opens windows with it",
    "libxkbcommon-x11-0:xkbcommon-x11.so.0 libx11-xcb1:X11-xcb.so.1 libxcb-cursor0:xcb-cursor.so.0"
    " libxcb-icccm4:xcb-icccm.so.4 libxcb-image0:xcb-image.so.0 libxcb-keysyms1:xcb-keysyms.so.1"
    " libxcb-randr0:xcb-randr.so.0 libxcb-render-util0:xcb-render-util.so.0"
    " libxcb-shape0:xcb-shape.so.0 libxcb-shm0:xcb-shm.so.0 libxcb-sync1:xcb-sync.so.1"
    " libxcb-xfixes0:xcb-xfixes.so.0 libxcb-xkb1:xcb-xkb.so.1",
)
FOR_WINDOW_TESTS = (
    SystemPart("Xvfb", "xvfb", "xquartz", "tests open the real window on it"),
    SystemPart("xkbcomp", "x11-xkb-utils", "xquartz", "tests lay Kazakh letters on its keyboard"),
    SystemPart("xdotool", "xdotool", "xdotool", "tests press the keys of the real window with it"),
)


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        say("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
        return 2
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        say(__doc__ or "")
        return 2
    os.chdir(ROOT)
    try:
        return command(list(arguments[1:]))
    except CannotGoOn as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("stopped")
        return 130


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


# --- the commands ---------------------------------------------------------------------------


def setup(arguments: list[str]) -> int:
    refuse_arguments("setup", arguments)
    prepare()
    return 0


def run(arguments: list[str]) -> int:
    """The window where there is a screen, else its rehearsal on two samples."""
    refuse_arguments("run", arguments)
    prepare()
    bring((*FOR_QT, *FOR_WINDOWS))
    if has_display():
        return in_venv("-m", "operator_app", "--profile", str(OUT / "training"))
    for sample, out in SAMPLES.items():
        code = in_venv(
            *("-m", "operator_app", "rehearse", str(sample), "--window"),
            *("--out", str(out), "--profile", str(OUT / "profile")),
            *("--screens", str(out / PICTURES)),
        )
        if code != 0:
            return code
    say("No display here: the window worked unseen. Pictures of its pages: out/**/window/*.png")
    print(f"One applicant was accepted, another refused. Their papers are in {ROOT / OUT}:")
    for out in SAMPLES.values():
        for paper in sorted(out.glob("*.pdf")):
            print(f"  {paper}")
    return 0


def has_display() -> bool:
    """Outside of Linux there always is one."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(named) or not sys.platform.startswith("linux")


def test(arguments: list[str]) -> int:
    prepare()
    long = FOR_LONG if "--all" in arguments else ()
    bring((*FOR_TESTS, *FOR_QT, *FOR_WINDOWS, *FOR_WINDOW_TESTS, *long))
    return run_pytest(arguments)


def check(arguments: list[str]) -> int:
    refuse_arguments("check", arguments)
    prepare()
    bring((*FOR_TESTS, *FOR_QT, *FOR_WINDOWS, *FOR_WINDOW_TESTS))
    stages: tuple[tuple[str, Callable[[], int]], ...] = (
        ("format", lambda: in_venv("-m", "ruff", "format", "--check", "--quiet", ".")),
        ("lint", lambda: in_venv("-m", "ruff", "check", "--quiet", ".")),
        ("types", lambda: in_venv("-m", "mypy", "--no-error-summary")),
        ("imports", lambda: started([str(SCRIPTS / "lint-imports")], quiet=True)),
        ("tests", lambda: run_pytest([])),
    )
    for name, stage in stages:
        began = time.monotonic()
        code = stage()
        said = "passed in" if code == 0 else "FAILED after"
        say(f"check: {name} {said} {time.monotonic() - began:.1f} s")
        if code != 0:
            return code
    return 0


def bench(arguments: list[str]) -> int:
    prepare()
    bring((*FOR_TESTS, *FOR_QT))
    files = (ROOT / "benchmarks").glob("*.py")
    known = sorted({path.stem for path in files} - {"__init__", "measure"})
    if unknown := sorted(set(arguments) - set(known)):
        raise CannotGoOn(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}")
    codes = [in_venv("-m", f"benchmarks.{name}") for name in arguments or known]
    return max(codes, default=0)


def faults(arguments: list[str]) -> int:
    prepare()
    bring((*FOR_TESTS, *FOR_QT))
    return in_venv("-m", "tests.faults", *arguments)


def screens(arguments: list[str]) -> int:
    prepare()
    bring(FOR_QT)
    return in_venv("-m", "tests.screens", *arguments)


def not_there_yet(_arguments: list[str]) -> int:
    say("No program to install is built yet: python3 dev.py run works from the checkout.")
    return 2


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "faults": faults,
    "screens": screens,
    "build": not_there_yet,
}


def refuse_arguments(command: str, arguments: list[str]) -> None:
    if arguments:
        raise CannotGoOn(f"dev.py {command} takes no arguments: {' '.join(arguments)}")


def run_pytest(arguments: list[str]) -> int:
    """The whole suite uses every processor; a chosen part starts faster without workers."""
    whole = not set(arguments) - {"--all"}
    workers = ("-n", "auto") if whole and (os.cpu_count() or 1) > 1 else ()
    return in_venv("-m", "pytest", *workers, *arguments)


def in_venv(*arguments: str) -> int:
    return started([str(PYTHON), *arguments])


def started(command: list[str], *, quiet: bool = False) -> int:
    """Run in the root with UTF-8 everywhere; ``quiet`` shows the output of a failure only."""
    sys.stdout.flush()
    environment = {**os.environ, "PYTHONUTF8": "1"}
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if quiet and result.returncode != 0:
        say(result.stdout)
    return result.returncode


# --- .venv ----------------------------------------------------------------------------------


def prepare() -> None:
    """Make ``.venv`` hold exactly what the lock files say, and our own commands."""
    wanted = fingerprint()
    usable = venv_is_usable()
    if usable and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    if not usable:
        make_venv()
    say("installing the pinned requirements into .venv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    if started([*pip, "--require-hashes", "-r", "requirements-dev.lock"], quiet=True) != 0:
        raise CannotGoOn(
            "pip could not install requirements-dev.lock (see above). Is there a network, or a"
            " package index configured for pip? Then run the same command again."
        )
    link_project()
    compile_sources()
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Changes when a lock file, the interpreter or the place of the checkout changes."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in LOCK_FILES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def venv_is_usable() -> bool:
    """There, able to start, of this very Python, and not carried here from another folder."""
    question = "import sys, pip; print(*sys.version_info[:2], sys.prefix, sep='|')"
    try:
        answer = subprocess.run(
            [str(PYTHON), "-I", "-c", question], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return False
    major, minor, prefix = answer.split("|", 2)
    return (int(major), int(minor)) == sys.version_info[:2] and Path(prefix).resolve() == VENV


def make_venv() -> None:
    if Path(sys.prefix).resolve() == VENV:
        raise CannotGoOn(
            ".venv has to be made anew, but it is what runs this. Start dev.py with the Python"
            " of the system: python3 dev.py setup"
        )
    if importlib.util.find_spec("ensurepip") is None:
        install_with_system((VENV_MODULE,))
    say(f"making .venv with Python {sys.version.split()[0]}")
    if VENV.exists():
        shutil.rmtree(VENV)
    if started([sys.executable, "-m", "venv", str(VENV)]) != 0:
        raise CannotGoOn("python3 -m venv .venv failed (see above)")


def link_project() -> None:
    """Our packages run from the checkout: a path file and three small commands.

    An editable install would need a build back end and an index on the machine; this does not.
    """
    packages = next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")
    (packages / "tereze.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for name, module in ENTRY_POINTS:
        if os.name == "nt":
            script = SCRIPTS / f"{name}.cmd"
            script.write_text(f'@"%~dp0python.exe" -P -m {module} %*\r\n', encoding="utf-8")
        else:
            script = SCRIPTS / name
            script.write_text(
                f'#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m {module} "$@"\n',
                encoding="utf-8",
            )
            script.chmod(0o755)


def compile_sources() -> None:
    """Each child that a command starts loads byte code, also where Python may not write it."""
    started([str(PYTHON), "-m", "compileall", "-q", *PACKAGES], quiet=True)


# --- what the system has to bring -----------------------------------------------------------


def bring(parts: Sequence[SystemPart]) -> None:
    missing = [part for part in parts if part.is_missing()]
    if missing:
        install_with_system(missing)


def install_with_system(missing: Sequence[SystemPart]) -> None:
    """Install where we may (root on Debian or Ubuntu), otherwise say the exact command."""
    reasons = "; ".join(f"{part.program}: {part.why}" for part in missing)
    packages = [name for part in missing for name in part.debian.split()]
    if shutil.which("apt-get") is None:
        if shutil.which("brew") is not None:
            formulas = " ".join(part.brew for part in missing)
            raise CannotGoOn(f"missing: {reasons}. Install with: brew install {formulas}")
        programs = ", ".join(part.program for part in missing)
        raise CannotGoOn(f"missing: {reasons}. Install {programs} and put them on the PATH.")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        shown = " ".join(install).replace(" -qq", "")
        raise CannotGoOn(f"missing: {reasons}. Install with: sudo apt-get update && sudo {shown}")
    say(f"installing {' '.join(packages)} ({reasons})")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    for command in (["apt-get", "update", "-qq"], install):
        if started(command, quiet=True) != 0:
            raise CannotGoOn(f"{' '.join(command)} failed (see above)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
