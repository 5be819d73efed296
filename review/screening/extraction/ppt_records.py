"""The records of old presentations (MS-PPT): a tree of containers, drawing records among them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from review.screening.segments import NotRead, Reason

_HEAD = struct.Struct("<HHI")
HEAD = _HEAD.size
_CONTAINER = 0xF
_DEEPEST = 48
_NO_KIND = 0
"""No program writes it; bytes of nothing read like it."""
_FOREIGN = frozenset({0x138B, *range(0x040E, 0x0430)})
"""Records that hold whatever a newer program put there for itself."""


class Kind(IntEnum):
    """The records that are looked at."""

    DOCUMENT = 0x03E8
    DOCUMENT_ATOM = 0x03E9
    SLIDE = 0x03EE
    NOTES = 0x03F0
    NOTES_ATOM = 0x03F1
    SLIDE_PERSIST = 0x03F3
    MASTER = 0x03F8
    SLIDE_ATOM = 0x03EF
    SLIDE_SHOW = 0x03F9
    HANDOUT = 0x0FC9
    COLOURS = 0x07F0
    SOUND = 0x07E7
    OUTLINE_REFERENCE = 0x0F9E
    TEXT_HEADER = 0x0F9F
    TEXT = 0x0FA0
    TEXT_STYLE = 0x0FA1
    NARROW_TEXT = 0x0FA8
    STRING = 0x0FBA
    PLACEHOLDER = 0x0BC3
    OLE_LINK = 0x0FCE
    HYPERLINK = 0x0FD7
    MARGINS = 0x0FD9
    LIST_WITH_TEXT = 0x0FF0
    ACTION = 0x0FF3
    USER_EDIT = 0x0FF5
    CURRENT_USER = 0x0FF6
    STORAGE = 0x1011
    TAG_DATA = 0x138B
    DIRECTORY = 0x1772
    COMMENT = 0x2EE0
    LOCKED = 0x2F14
    GROUP = 0xF003
    SHAPE = 0xF004
    GROUP_FRAME = 0xF009
    SHAPE_ATOM = 0xF00A
    PROPERTIES = 0xF00B
    TEXT_BOX = 0xF00D
    CHILD_ANCHOR = 0xF00F
    ANCHOR = 0xF010
    MORE_PROPERTIES = 0xF122


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `at` is where its head stands in the stream."""

    kind: int
    instance: int
    is_container: bool
    at: int
    end: int
    stream: bytes
    depth: int = 0

    @property
    def body(self) -> bytes:
        """What it holds."""
        return self.stream[self.at + HEAD : self.end]

    def number(self, form: str, at: int = 0) -> int:
        """Return a number of its body; NotRead when the body is too short."""
        try:
            return int(struct.unpack_from(f"<{form}", self.body, at)[0])
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault

    def children(self) -> Iterator[Record]:
        """Yield the records in it; NotRead when they do not fit."""
        if self.depth >= _DEEPEST:
            raise NotRead(Reason.TOO_DEEP)
        if self.is_container:
            yield from records(self.stream, self.at + HEAD, self.end, depth=self.depth + 1)

    def first(self, kind: Kind) -> Record | None:
        """Return the first record in it of a kind."""
        return next((child for child in self.children() if child.kind == kind), None)

    def walk(self) -> Iterator[Record]:
        """Yield it and all that lies in it, in order."""
        yield self
        for child in self.children():
            yield from child.walk()


def records(stream: bytes, at: int, end: int, *, depth: int = 0) -> Iterator[Record]:
    """Yield the records that stand one after another in a part of the stream."""
    while at < end:
        if at + HEAD > end:
            raise NotRead(Reason.BROKEN)
        version, kind, length = _HEAD.unpack_from(stream, at)
        following = at + HEAD + length
        if following > end or kind == _NO_KIND:
            raise NotRead(Reason.BROKEN)
        is_container = version & 0xF == _CONTAINER or kind == Kind.TAG_DATA
        if is_container and kind in _FOREIGN:
            is_container = holds_records(stream, at + HEAD, following)
        yield Record(kind, version >> 4, is_container, at, following, stream, depth)
        at = following


def record_at(stream: bytes, at: int) -> Record:
    """Return the record that stands at a place of the stream; NotRead when none does."""
    if not 0 <= at <= len(stream) - HEAD:
        raise NotRead(Reason.BROKEN)
    end = at + HEAD + int(_HEAD.unpack_from(stream, at)[2])
    return next(records(stream, at, min(end, len(stream))))


def count_of(stream: bytes) -> int:
    """Return how many records there are at most, those in containers too."""
    at, count = 0, 0
    while at + HEAD <= len(stream):
        version, _, length = _HEAD.unpack_from(stream, at)
        at += HEAD if version & 0xF == _CONTAINER else HEAD + length
        count += 1
    return count


def holds_records(stream: bytes, at: int, end: int) -> bool:
    """Whether a part of the stream is nothing but records."""
    while at + HEAD <= end:
        at += HEAD + _HEAD.unpack_from(stream, at)[2]
    return at == end


def said_by(record: Record) -> str:
    """Return the text of a record of text; empty for others."""
    match record.kind:
        case Kind.TEXT | Kind.STRING:
            text = record.body.decode("utf-16-le", "replace")
        case Kind.NARROW_TEXT:
            text = record.body.decode("latin-1")
        case _:
            return ""
    return text.replace("\r", "\n").replace("\x0b", "\n").rstrip("\0")
