"""Where papers go when no printer is set: a folder, one file per order, marked with its copies."""

from __future__ import annotations

from pathlib import Path

from operator_app.errors import Unavailable


class PrinterSilent(Unavailable):
    """The printer did not take the paper; nobody may say that it was printed."""

    code = "printer.no_answer"


class PaperNotSaved(Unavailable):
    """The file could not be written where the operator wanted it."""

    code = "printer.not_saved"


class PaperTray:
    """A printer of a training center. Returns only after the whole file is in the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, pdf: bytes, copies: int) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._next(copies), pdf)
        except OSError as error:
            raise PrinterSilent(printer=self._folder.name) from error

    def _next(self, copies: int) -> Path:
        order = sum(1 for _ in self._folder.glob("*.pdf")) + 1
        return self._folder / f"{order:04}-x{copies}.pdf"


def save_paper(path: Path, pdf: bytes) -> None:
    """Save as…: the file appears whole or not at all."""
    try:
        _write(path, pdf)
    except OSError as error:
        raise PaperNotSaved(file=path.name) from error


def _write(path: Path, pdf: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(pdf)
    beside.replace(path)
