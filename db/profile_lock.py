"""One program at a time works on a profile; the next one waits its turn."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from operator_app.adapters.durable import make_folder, told_if_unwritable
from operator_app.errors import Unavailable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOOK_EVERY_S: Final = 0.05


class ProfileInUse(Unavailable):
    """Another run of the program holds this profile and did not let go in time."""

    code = "store.profile_in_use"


class ProfileLock:
    """A lock on ``folder/profile.lock``, dropped by the system when its holder dies.

    ``wait_s`` is how long to wait for the other one; without it, as long as it takes.
    """

    def __init__(self, folder: Path, *, wait_s: float | None = None) -> None:
        self._path = folder / "profile.lock"
        self._wait_s = wait_s
        self._descriptor: int | None = None

    def acquire(self) -> None:
        folder = self._path.parent
        with told_if_unwritable(folder):
            make_folder(folder)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        give_up_at = None if self._wait_s is None else time.monotonic() + self._wait_s
        while not _try_lock(descriptor):
            if give_up_at is not None and time.monotonic() >= give_up_at:
                os.close(descriptor)
                raise ProfileInUse(folder=self._path.parent.name)
            time.sleep(LOOK_EVERY_S)
        self._descriptor = descriptor

    def release(self) -> None:
        """Closing the file drops the lock; the file itself stays for the next one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Waits for whoever works on this profile; a dead holder's lock is nobody's."""
    with ProfileLock(folder):
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
