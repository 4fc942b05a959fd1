"""A hand outside of the program: an X display of its own, and ``xdotool`` for keys and mouse."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path

from tests.support.project_files import ROOT

SCREEN = "1440x900x24"
PATIENCE_S = 60.0
LOOK_EVERY_S = 0.05
HAND_MS = 42
"""Between two letters: faster than any hand would be taken for the barcode reader."""
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
FIRST_FREE_CODE = 200
SOON_S = 1.5
"""After this time without any effect an operator presses the key again."""


class NotSoon(AssertionError):
    """What was waited for did not come in its time."""


@contextmanager
def display() -> Iterator[str]:
    """A screen that nobody sees; the number is chosen by the server, which says when it is up."""
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        SCREEN,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        lay_keys(f":{number}")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def lay_keys(screen: str) -> None:
    """A key for each letter of Russian and Kazakh beside the Latin ones, once for all.

    By itself ``xdotool`` lays each letter anew under the hand, and a slow program loses one.
    """
    places = [(f"<L{n:03}>", FIRST_FREE_CODE + n, letter) for n, letter in enumerate(LETTERS)]
    codes = " ".join(f"{name} = {code};" for name, code, _ in places)
    symbols = " ".join(
        f"key {name} {{ [ U{ord(letter):04X}, U{ord(letter.upper()):04X} ] }};"
        for name, _, letter in places
    )
    keymap = f"""xkb_keymap {{
        xkb_keycodes {{ include "evdev+aliases(qwerty)" {codes} }};
        xkb_types {{ include "complete" }};
        xkb_compat {{ include "complete" }};
        xkb_symbols {{ include "pc+us" {symbols} }};
    }};"""
    command = ["xkbcomp", "-w0", "-", screen]
    subprocess.run(command, input=keymap.encode(), check=True, stderr=subprocess.DEVNULL)


@contextmanager
def product(screen: str, profile: Path) -> Iterator[subprocess.Popen[bytes]]:
    """What ``dev.py run`` starts where there is a display."""
    hidden = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    program = subprocess.Popen(
        [sys.executable, "-m", "operator_app", "--profile", str(profile)],
        cwd=ROOT,
        env={**environment, "DISPLAY": screen, "PYTHONUTF8": "1"},
    )
    try:
        yield program
    finally:
        program.terminate()
        program.wait()


class OutsideHand:
    """Knows the title of the window, and the files that come out; nothing from inside."""

    def __init__(self, screen: str, program: subprocess.Popen[bytes]) -> None:
        self._program = program
        self._environment = {**os.environ, "DISPLAY": screen}

    def title(self) -> str:
        """Of the window that has the keyboard."""
        return self._say("getwindowfocus", "getwindowname")

    def wait(self, seen: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
        gives_up_at = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > gives_up_at:
                raise NotSoon(f"{what} did not come; the title is {self.title()!r}")
            with suppress(subprocess.TimeoutExpired):
                ended = self._program.wait(LOOK_EVERY_S)
                raise AssertionError(f"the program ended with {ended} before {what} came")

    def wait_title(self, part: str, seconds: float = PATIENCE_S) -> None:
        self.wait(lambda: part in self.title(), part, seconds)

    def take(self, name: str) -> None:
        """Brings the keyboard to the window ``name``, as a window manager would."""
        self.wait(lambda: bool(self._say("search", "--onlyvisible", "--name", name)), name)
        window = self._say("search", "--onlyvisible", "--name", name).splitlines()[0]
        self._say("windowfocus", window)
        self.wait_title(name)

    def keys(self, *keys: str) -> None:
        self._say("key", "--delay", str(HAND_MS), *keys)

    def type_text(self, text: str) -> None:
        for is_ours, letters in groupby(text, lambda letter: letter.lower() in LETTERS):
            if is_ours:
                self.keys(*(_key_of(letter) for letter in letters))
            else:
                self._say("type", "--delay", str(HAND_MS), "".join(letters))

    def until(self, key: str, part: str) -> None:
        """The key, until the title says ``part``."""
        self.until_seen(key, lambda: part in self.title(), part)

    def until_seen(self, key: str, seen: Callable[[], bool], what: str) -> None:
        """Pressed again if nothing came of it; a key pressed too early does nothing."""
        gives_up_at = time.monotonic() + PATIENCE_S
        while not seen():
            if time.monotonic() > gives_up_at:
                raise AssertionError(f"{key} does not lead to {what}, but to {self.title()!r}")
            self.keys(key)
            with suppress(NotSoon):
                self.wait(seen, what, SOON_S)

    def _say(self, *words: str) -> str:
        said = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return said.stdout.strip()


def _key_of(letter: str) -> str:
    code = str(FIRST_FREE_CODE + LETTERS.index(letter.lower()))
    return code if letter.islower() else f"shift+{code}"
