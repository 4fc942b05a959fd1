"""The one door says what it needs, installs only where it may, and never guesses."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev
from tests.conftest import OutsideNetwork

ABSENT = dev.SystemPart("no-such-program", "some-package other-package", "some-formula", "reasons")


def _only(*programs: str) -> object:
    return lambda name: f"/bin/{name}" if name in programs else None


class _Started:
    """Stands in for the starting of programs, and remembers their command lines."""

    def __init__(self, code: int = 0) -> None:
        self.commands: list[list[str]] = []
        self.code = code

    def __call__(self, command: Sequence[str], *, quiet: bool = False) -> int:
        self.commands.append(list(command))
        return self.code


def test_root_on_debian_gets_the_missing_package_after_an_update(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = _Started()
    monkeypatch.setattr(dev, "started", started)
    monkeypatch.setattr(shutil, "which", _only("apt-get"))
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")

    dev.bring((ABSENT,))

    assert started.commands[0][:2] == ["apt-get", "update"]
    assert started.commands[1][-2:] == ["some-package", "other-package"]


@pytest.mark.parametrize(
    ("there", "advice"),
    [
        ("apt-get", "sudo apt-get update && sudo apt-get install -y"),
        ("brew", "brew install some-formula"),
        ("nothing", "put them on the PATH"),
    ],
)
def test_everybody_else_is_told_the_exact_command(
    monkeypatch: pytest.MonkeyPatch, there: str, advice: str
) -> None:
    monkeypatch.setattr(shutil, "which", _only(there))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)

    with pytest.raises(dev.CannotGoOn) as told:
        dev.bring((ABSENT,))

    assert advice in str(told.value)
    assert "no-such-program: reasons" in str(told.value)


def test_a_failed_installation_stops_with_the_command_that_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dev, "started", _Started(code=100))
    monkeypatch.setattr(shutil, "which", _only("apt-get"))
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setenv("DEBIAN_FRONTEND", "noninteractive")

    with pytest.raises(dev.CannotGoOn, match="apt-get update"):
        dev.bring((ABSENT,))


@pytest.mark.parametrize("arguments", [[], ["no-such-command"]])
def test_an_unknown_command_gets_the_list_of_commands(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2

    shown = capsys.readouterr().err
    assert [name for name in dev.COMMANDS if name not in shown] == []


def test_what_is_not_there_yet_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["build"]) == 2

    assert "No program to install is built yet" in capsys.readouterr().err


def test_a_command_without_options_refuses_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["check", "--fast"]) == 2

    assert "--fast" in capsys.readouterr().err


def test_a_library_is_asked_of_the_loader_and_only_on_linux(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = dev.SystemLibrary("libno-such.so.1", "some-package", "", "reasons")

    monkeypatch.setattr(sys, "platform", "linux")
    assert absent.is_missing()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not absent.is_missing()


def test_a_program_that_debian_keeps_off_the_path_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", _only())
    monkeypatch.setattr(dev, "OFF_THE_PATH", tmp_path)
    assert ABSENT.is_missing()

    program = tmp_path / "15" / "bin" / ABSENT.program
    program.parent.mkdir(parents=True)
    program.touch()

    assert not ABSENT.is_missing()


def test_screens_draws_the_page_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    started = _Started()
    monkeypatch.setattr(dev, "started", started)
    monkeypatch.setattr(dev, "prepare", lambda: None)
    monkeypatch.setattr(dev, "bring", lambda parts: None)

    assert dev.main(["screens", "queue"]) == 0
    assert started.commands[0][1:] == ["-m", "tests.screens", "queue"]


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_run_opens_the_window_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    started = _Started()
    monkeypatch.setattr(dev, "started", started)
    monkeypatch.setattr(dev, "prepare", lambda: None)
    monkeypatch.setattr(dev, "bring", lambda parts: None)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(screen, ":7")

    assert dev.main(["run"]) == 0
    assert [one[1:] for one in started.commands] == [
        ["-m", "operator_app", "--profile", str(dev.OUT / "training")]
    ]


def test_check_stops_at_the_first_stage_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started = _Started(code=1)
    monkeypatch.setattr(dev, "started", started)
    monkeypatch.setattr(dev, "prepare", lambda: None)
    monkeypatch.setattr(dev, "bring", lambda parts: None)

    assert dev.main(["check"]) == 1
    assert len(started.commands) == 1
    assert "format FAILED" in capsys.readouterr().err


def test_a_venv_that_cannot_start_is_not_usable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")

    assert not dev.venv_is_usable()


def test_a_venv_carried_here_from_another_folder_is_not_usable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "VENV", tmp_path)

    assert not dev.venv_is_usable()


def test_the_suite_cannot_reach_another_machine() -> None:
    with socket.socket() as outside, pytest.raises(OutsideNetwork):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideNetwork):
        socket.getaddrinfo("example.org", 80)
