"""Compiles ``power_cut.c`` and says how a program is started under it."""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

SOURCE = Path(__file__).with_name("power_cut.c")
COMPILERS = ("cc", "gcc", "clang", "tcc")
NUMBERS = struct.Struct("=qqq")
ENOUGH = NEVER = -1


def built(folder: Path) -> Path:
    """The library; a second or less."""
    compiler = next(found for name in COMPILERS if (found := shutil.which(name)))
    library = folder / "power_cut.so"
    subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl", "-lpthread"],
        check=True,
    )
    return library


@contextmanager
def library() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tereze-preload-") as folder:
        yield built(Path(folder))


def watching(folder: Path, log: Path, control: Path | None = None) -> Mapping[str, str]:
    """The environment that wakes the library in a program that has it already."""
    return {
        "TEREZE_DISK_FOLDER": str(folder),
        "TEREZE_DISK_LOG": str(log),
        **({"TEREZE_DISK_CONTROL": str(control)} if control else {}),
    }


class Control:
    """Makes the disk of a running program full, failing or read-only, and good again."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(NUMBERS.pack(ENOUGH, NEVER, 0))
        with file.open("r+b") as opened:
            self._page = mmap.mmap(opened.fileno(), NUMBERS.size)

    def set(self, *, room: int = ENOUGH, syncs: int = NEVER, read_only: bool = False) -> None:
        """``room`` in bytes that files may still grow; so many ``syncs`` pass before one fails."""
        self._page[:] = NUMBERS.pack(room, syncs, int(read_only))

    @property
    def hit(self) -> bool:
        """Whether the room was used up, or the sync that fails was reached."""
        room, syncs, read_only = NUMBERS.unpack(self._page[:])
        return room == 0 or syncs < NEVER or bool(read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()
