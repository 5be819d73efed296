"""Write streams as a compound file of their own: a storage cut out of another, to be read alone."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_IN_HEAD = 109
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_LONGEST_NAME = 31


@dataclass
class _Entry:
    """One stream or storage of the directory."""

    name: str
    kind: int
    content: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE
    start: int = _END


def compound_of(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """Return a compound file that holds these streams; keys are the names on the way to each."""
    root = _Entry("Root Entry", _ROOT)
    for path, content in streams.items():
        at = root
        for name in path[:-1]:
            at = at.children.setdefault(name, _Entry(name[:_LONGEST_NAME], _STORAGE))
        at.children[path[-1]] = _Entry(path[-1][:_LONGEST_NAME], _STREAM, content)
    entries = [root]
    _number(root, entries)
    return _Writer(entries).written()


def _number(entry: _Entry, entries: list[_Entry]) -> None:
    children = sorted(
        entry.children.values(), key=lambda child: (len(child.name), child.name.upper())
    )
    for child in children:
        child.number = len(entries)
        entries.append(child)
    entry.child = _tree(children)
    for child in children:
        _number(child, entries)


def _tree(children: list[_Entry]) -> int:
    """Hang sorted entries into a balanced tree; returns its root."""
    if not children:
        return _NONE
    middle = len(children) // 2
    top = children[middle]
    top.left, top.right = _tree(children[:middle]), _tree(children[middle + 1 :])
    return top.number


class _Writer:
    """Lays entries out in sectors."""

    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = entries
        self._sectors: list[bytes] = []
        self._next: list[int] = []

    def written(self) -> bytes:
        mini, mini_next = self._small_streams()
        for entry in self._entries:
            if entry.kind == _STREAM and len(entry.content) >= _CUTOFF:
                entry.start = self._put(entry.content)
        self._entries[0].start = self._put(mini) if mini else _END
        self._entries[0].content = mini
        packed = struct.pack(f"<{len(mini_next)}I", *mini_next)
        mini_fat = self._put(packed, fill=b"\xff") if mini_next else _END
        directory = self._put(b"".join(map(_packed, self._entries)))
        return self._head(mini_fat, directory, len(packed)) + b"".join(self._sectors)

    def _small_streams(self) -> tuple[bytes, list[int]]:
        pieces: list[bytes] = []
        following: list[int] = []
        for entry in self._entries:
            if entry.kind == _STREAM and 0 < len(entry.content) < _CUTOFF:
                count = -(-len(entry.content) // _MINI)
                entry.start = len(following)
                following += [*range(entry.start + 1, entry.start + count), _END]
                pieces.append(entry.content.ljust(count * _MINI, b"\0"))
        return b"".join(pieces), following

    def _put(self, content: bytes, *, fill: bytes = b"\0") -> int:
        """Put bytes into sectors after one another; returns the number of the first."""
        first = len(self._sectors)
        count = -(-len(content) // _SECTOR)
        for number in range(count):
            piece = content[number * _SECTOR : (number + 1) * _SECTOR]
            self._sectors.append(piece.ljust(_SECTOR, fill))
        self._next += [*range(first + 1, first + count), _END]
        return first

    def _head(self, mini_fat: int, directory: int, mini_length: int) -> bytes:
        """Put the tables of sectors behind all others, and say in the head where everything is."""
        per = _SECTOR // 4
        used = len(self._next)
        tables = 1
        while tables * per < used + tables + self._extra(tables):
            tables += 1
        extra = self._extra(tables)
        places = list(range(used, used + tables))
        more = list(range(used + tables, used + tables + extra))
        table = [*self._next, *[_FAT] * tables, *[_DIFAT] * extra]
        table += [_FREE] * (tables * per - len(table))
        packed = struct.pack(f"<{len(table)}I", *table)
        self._sectors += [packed[at : at + _SECTOR] for at in range(0, len(packed), _SECTOR)]
        rest = places[_IN_HEAD:]
        for number in range(extra):
            piece = rest[number * (per - 1) : (number + 1) * (per - 1)]
            piece += [_FREE] * (per - 1 - len(piece))
            following = more[number + 1] if number + 1 < extra else _END
            self._sectors.append(struct.pack(f"<{per}I", *piece, following))
        listed = places[:_IN_HEAD] + [_FREE] * (_IN_HEAD - len(places[:_IN_HEAD]))
        mini_count = -(-mini_length // _SECTOR)
        return struct.pack(
            "<8s16s5H6s9I109I",
            *(_MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables, directory, 0, _CUTOFF),
            *(mini_fat, mini_count, more[0] if more else _END, extra),
            *listed,
        )

    @staticmethod
    def _extra(tables: int) -> int:
        return max(0, -(-(tables - _IN_HEAD) // (_SECTOR // 4 - 1)))


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    size = len(entry.content) if entry.kind != _STORAGE else 0
    start = entry.start if entry.kind != _STORAGE else 0
    return _ENTRY.pack(
        *(name, len(name) + 2, entry.kind, 1, entry.left, entry.right, entry.child),
        *(b"", 0, 0, 0, start, size),
    )
