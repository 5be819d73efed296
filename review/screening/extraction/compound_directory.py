"""The directory of a compound file: streams and storages hung into a tree."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

NOWHERE = 0xFFFFFFFE
"""Where a stream without bytes begins."""
STORAGE, STREAM, ROOT = 1, 2, 5
_NONE = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_LONGEST_NAME = 31


@dataclass
class Entry:
    """One stream or storage."""

    name: str
    kind: int
    content: bytes = b""
    start: int = NOWHERE
    """The sector in which its bytes begin."""
    children: dict[str, Entry] = field(default_factory=dict)
    number: int = 0
    child: int = _NONE
    left: int = _NONE
    right: int = _NONE

    def packed(self) -> bytes:
        """Write the entry as it stands in the directory."""
        name = self.name.encode("utf-16-le")
        is_stream = self.kind != STORAGE
        start, size = (self.start, len(self.content)) if is_stream else (0, 0)
        return _ENTRY.pack(
            *(name, len(name) + 2, self.kind, 1, self.left, self.right, self.child),
            *(b"", 0, 0, 0, start, size),
        )


def directory_of(streams: Mapping[tuple[str, ...], bytes]) -> list[Entry]:
    """Return the entries for streams by the names on the way to each; the first is the root."""
    root = Entry("Root Entry", ROOT)
    for path, content in streams.items():
        at = root
        for name in path[:-1]:
            at = at.children.setdefault(name, Entry(name[:_LONGEST_NAME], STORAGE))
        at.children[path[-1]] = Entry(path[-1][:_LONGEST_NAME], STREAM, content)
    entries = [root]
    _hang(root, entries)
    return entries


def _hang(entry: Entry, entries: list[Entry]) -> None:
    children = sorted(entry.children.values(), key=lambda one: (len(one.name), one.name.upper()))
    for child in children:
        child.number = len(entries)
        entries.append(child)
    entry.child = _tree(children)
    for child in children:
        _hang(child, entries)


def _tree(children: list[Entry]) -> int:
    """Hang sorted entries into a balanced tree; returns its root."""
    if not children:
        return _NONE
    middle = len(children) // 2
    top = children[middle]
    top.left, top.right = _tree(children[:middle]), _tree(children[middle + 1 :])
    return top.number
