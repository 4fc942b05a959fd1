"""A folder as a disk could have it after the power went: from what ``power_cut.c`` wrote down.

Kept for sure is what a file held at its last sync, and which names a folder had at its own last
sync. Anything later is kept or not as the dice fall: bytes in whole sectors, names in their order.
That is less than ext4 promises and all that POSIX does.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

HEAD = struct.Struct("=BBHIIIQq")
CREATED, EMPTIED = 1, 2
SECTORS = (512, 4096)
UNTRACKED = "-shm"
"""Written through a memory map; SQLite makes it anew from the WAL."""


class How(StrEnum):
    """What is left of the writes that were not synced."""

    NOTHING = "nothing"
    PREFIX = "prefix"
    SOME = "some"
    ALL = "all"
    """No power cut: what the processes saw."""


CUTS = (How.NOTHING, How.PREFIX, How.SOME)


@dataclass(frozen=True, slots=True)
class Change:
    """``content`` at ``offset``; without content the file is cut to ``offset``."""

    index: int
    offset: int
    content: bytes | None

    def done_to(self, held: bytearray) -> None:
        end = self.offset + len(self.content or b"")
        if len(held) < end:
            held.extend(bytes(end - len(held)))
        if self.content is None:
            del held[self.offset :]
        else:
            held[self.offset : end] = self.content


@dataclass(eq=False, slots=True)
class File:
    kept: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            change.done_to(self.kept)
        self.pending.clear()


@dataclass(eq=False, slots=True)
class Folder:
    kept: dict[str, Node] = field(default_factory=dict)
    live: dict[str, Node] = field(default_factory=dict)
    pending: list[tuple[int, dict[str, Node | None]]] = field(default_factory=list)

    def change(self, index: int, names: dict[str, Node | None]) -> None:
        _named(self.live, names)
        self.pending.append((index, names))

    def sync(self) -> None:
        for _, names in self.pending:
            _named(self.kept, names)
        self.pending.clear()


Node = File | Folder


class Disk:
    """``folder`` as it is now counts as synced; then come the changes of a log."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder)
        self._root = _loaded(folder)
        self._opened: dict[int, Node] = {}
        self._index = 0

    def play(self, log: Path) -> None:
        """What the end of the log has only half of was cut with its process."""
        acts: dict[str, Callable[[int, int, int, bytes, bytes], None]] = {
            "o": self._open,
            "w": self._write,
            "t": self._cut,
            "s": self._sync,
            "e": self._sync_failed,
            "r": self._rename,
            "l": self._link,
            "u": self._unlink,
            "m": self._make,
        }
        for op, flags, inode, offset, first, second in _records(log):
            self._index += 1
            acts[op](flags, inode, offset, first, second)

    @property
    def unsynced(self) -> int:
        """Changes that a power cut now could take back."""
        return sum(len(node.pending) for node in _reachable(self._root))

    def write_to(self, target: Path, how: How, dice: random.Random) -> None:
        """Makes the folder ``target`` as it would be found afterwards."""
        Aftermath(how, dice, self._index).folder(self._root, target)

    def _open(self, flags: int, inode: int, _offset: int, first: bytes, _second: bytes) -> None:
        if flags & CREATED:
            parent, name = self._place(first)
            parent.change(self._index, {name: File()})
        node = self._at(first)
        self._opened[inode] = node
        if flags & EMPTIED:
            _file(node).pending.append(Change(self._index, 0, None))

    def _write(self, _flags: int, inode: int, offset: int, first: bytes, _second: bytes) -> None:
        _file(self._opened[inode]).pending.append(Change(self._index, offset, first))

    def _cut(self, _flags: int, inode: int, offset: int, _first: bytes, _second: bytes) -> None:
        _file(self._opened[inode]).pending.append(Change(self._index, offset, None))

    def _sync(self, _flags: int, inode: int, _offset: int, _first: bytes, _second: bytes) -> None:
        self._opened[inode].sync()

    def _sync_failed(
        self, _flags: int, inode: int, _offset: int, _first: bytes, _second: bytes
    ) -> None:
        """Linux thinks the pages clean: no later sync will write them."""
        node = self._opened[inode]
        if isinstance(node, File):
            node.pending.clear()

    def _rename(self, _flags: int, _inode: int, _offset: int, first: bytes, second: bytes) -> None:
        node = self._at(first)
        source, old = self._place(first)
        target, new = self._place(second)
        if source is target:
            source.change(self._index, {old: None, new: node})
        else:
            target.change(self._index, {new: node})
            source.change(self._index, {old: None})

    def _link(self, _flags: int, _inode: int, _offset: int, first: bytes, second: bytes) -> None:
        target, name = self._place(second)
        target.change(self._index, {name: self._at(first)})

    def _unlink(self, _flags: int, _inode: int, _offset: int, first: bytes, _second: bytes) -> None:
        parent, name = self._place(first)
        parent.change(self._index, {name: None})

    def _make(self, _flags: int, _inode: int, _offset: int, first: bytes, _second: bytes) -> None:
        parent, name = self._place(first)
        parent.change(self._index, {name: Folder()})

    def _place(self, path: bytes) -> tuple[Folder, str]:
        whole, _, name = path.decode().rpartition("/")
        parent = self._at(whole.encode())
        assert isinstance(parent, Folder)
        return parent, name

    def _at(self, path: bytes) -> Node:
        node: Node = self._root
        for part in path.decode().removeprefix(self._path).split("/"):
            if part not in {"", "."}:
                assert isinstance(node, Folder)
                node = node.live[part]
        return node


class Aftermath:
    """One power cut: a node that has two names has the same content under both."""

    def __init__(self, how: How, dice: random.Random, last: int) -> None:
        self._how = how
        self._dice = dice
        self._point = dice.randint(0, last)
        self._contents: dict[int, bytes] = {}

    def folder(self, node: Folder, target: Path) -> None:
        target.mkdir(mode=0o700)
        for name, inner in sorted(self._names(node).items()):
            if isinstance(inner, Folder):
                self.folder(inner, target / name)
            else:
                (target / name).write_bytes(self._content(inner))

    def _names(self, node: Folder) -> dict[str, Node]:
        names = dict(node.kept)
        most = self._dice.randint(0, len(node.pending))
        for place, (index, changed) in enumerate(node.pending):
            if self._stays(index, place < most):
                _named(names, changed)
        return names

    def _content(self, node: File) -> bytes:
        if id(node) not in self._contents:
            held = bytearray(node.kept)
            for change in node.pending:
                for part in self._parts(change):
                    part.done_to(held)
            self._contents[id(node)] = bytes(held)
        return self._contents[id(node)]

    def _parts(self, change: Change) -> Iterator[Change]:
        """Sectors of a write come to the disk one by one."""
        if self._how is not How.SOME or change.content is None:
            if self._stays(change.index, self._dice.random() < 0.5):
                yield change
            return
        sector = self._dice.choice(SECTORS)
        likely = self._dice.choice((0.1, 0.5, 0.9))
        start, end = change.offset, change.offset + len(change.content)
        while start < end:
            stop = min(end, (start // sector + 1) * sector)
            if self._dice.random() < likely:
                piece = change.content[start - change.offset : stop - change.offset]
                yield Change(change.index, start, piece)
            start = stop

    def _stays(self, index: int, by_dice: bool) -> bool:
        if self._how is How.PREFIX:
            return index <= self._point
        return self._how is How.ALL or (self._how is How.SOME and by_dice)


def replace(folder: Path, after: Path) -> None:
    """``after`` takes the place of ``folder``."""
    shutil.rmtree(folder)
    after.rename(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path, for a comparison."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(UNTRACKED)
    }


def _named(names: dict[str, Node], changed: dict[str, Node | None]) -> None:
    for name, node in changed.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _loaded(folder: Path) -> Folder:
    node = Folder()
    for path in folder.iterdir():
        node.kept[path.name] = (
            _loaded(path) if path.is_dir() else File(bytearray(path.read_bytes()))
        )
    node.live = dict(node.kept)
    return node


def _reachable(node: Folder) -> Iterator[Node]:
    yield node
    for inner in node.live.values():
        if isinstance(inner, Folder):
            yield from _reachable(inner)
        else:
            yield inner


def _file(node: Node) -> File:
    assert isinstance(node, File)
    return node


def _records(log: Path) -> Iterator[tuple[str, int, int, int, bytes, bytes]]:
    told = log.read_bytes() if log.exists() else b""
    place = 0
    while len(told) >= place + HEAD.size:
        op, flags, _, first, second, _, inode, offset = HEAD.unpack_from(told, place)
        start = place + HEAD.size
        place = start + first + second
        if place > len(told):
            return
        middle = start + first
        yield chr(op), flags, inode, offset, told[start:middle], told[middle:place]
