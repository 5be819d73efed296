"""Write streams as a compound file of their own: a storage cut out of another, to be read alone."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from review.screening.extraction.compound_directory import NOWHERE, STREAM, Entry, directory_of

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _TABLE, _TABLE_OF_TABLES = 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
_PER_SECTOR = _SECTOR // 4
_IN_HEAD = 109
"""So many tables of sectors are listed in the head itself."""
_VERSION = (0x3E, 3, 0xFFFE, 9, 6)


def compound_of(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """Return a compound file that holds these streams; keys are the names on the way to each."""
    return _Writer(directory_of(streams)).written()


class _Writer:
    """Lays entries out in sectors."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._sectors: list[bytes] = []
        self._next: list[int] = []

    def written(self) -> bytes:
        mini, mini_next = self._small_streams()
        for entry in self._entries:
            if entry.kind == STREAM and len(entry.content) >= _CUTOFF:
                entry.start = self._put(entry.content)
        root = self._entries[0]
        root.content, root.start = mini, self._put(mini) if mini else NOWHERE
        mini_table = self._put(_numbers(mini_next), fill=b"\xff") if mini_next else NOWHERE
        directory = self._put(b"".join(entry.packed() for entry in self._entries))
        mini_count = -(-len(mini_next) // _PER_SECTOR)
        head = self._head(directory, mini_table, mini_count)
        return head + b"".join(self._sectors)

    def _small_streams(self) -> tuple[bytes, list[int]]:
        """Put small streams together, and which of their pieces follows which."""
        pieces: list[bytes] = []
        following: list[int] = []
        for entry in self._entries:
            if entry.kind == STREAM and 0 < len(entry.content) < _CUTOFF:
                count = -(-len(entry.content) // _MINI)
                entry.start = len(following)
                following += [*range(entry.start + 1, entry.start + count), NOWHERE]
                pieces.append(entry.content.ljust(count * _MINI, b"\0"))
        return b"".join(pieces), following

    def _put(self, content: bytes, *, fill: bytes = b"\0") -> int:
        """Put bytes into sectors after one another; returns the number of the first."""
        first = len(self._sectors)
        pieces = [content[at : at + _SECTOR] for at in range(0, len(content), _SECTOR)]
        self._sectors += (piece.ljust(_SECTOR, fill) for piece in pieces)
        self._next += [*range(first + 1, first + len(pieces)), NOWHERE]
        return first

    def _head(self, directory: int, mini_table: int, mini_count: int) -> bytes:
        """Put the tables of sectors behind all others, and say in the head where everything is."""
        used, tables = len(self._next), 1
        while tables * _PER_SECTOR < used + tables + _lists(tables):
            tables += 1
        lists = _lists(tables)
        places = list(range(used, used + tables))
        self._put_tables(tables, lists)
        self._put_lists(places[_IN_HEAD:], first=used + tables, count=lists)
        listed = places[:_IN_HEAD] + [_FREE] * (_IN_HEAD - len(places))
        return struct.pack(
            "<8s16s5H6s9I109I",
            *(_MAGIC, b"", *_VERSION, b"", 0, tables, directory, 0, _CUTOFF),
            *(mini_table, mini_count, used + tables if lists else NOWHERE, lists),
            *listed,
        )

    def _put_tables(self, tables: int, lists: int) -> None:
        table = [*self._next, *[_TABLE] * tables, *[_TABLE_OF_TABLES] * lists]
        table += [_FREE] * (tables * _PER_SECTOR - len(table))
        packed = _numbers(table)
        self._sectors += [packed[at : at + _SECTOR] for at in range(0, len(packed), _SECTOR)]

    def _put_lists(self, places: list[int], *, first: int, count: int) -> None:
        """Put the lists of those tables that the head has no room for."""
        size = _PER_SECTOR - 1
        for number in range(count):
            piece = places[number * size : (number + 1) * size]
            following = first + number + 1 if number + 1 < count else NOWHERE
            padding = [_FREE] * (size - len(piece))
            self._sectors.append(_numbers([*piece, *padding, following]))


def _lists(tables: int) -> int:
    return max(0, -(-(tables - _IN_HEAD) // (_PER_SECTOR - 1)))


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
