"""Which records of an old presentation are the present ones, and what earlier savings left."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from review.screening.extraction.compound_streams import Path
from review.screening.extraction.ppt_records import HEAD, Kind, Record, count_of, record_at, records
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

POWERPOINT_DOCUMENT, CURRENT_USER = "PowerPoint Document", "Current User"
_LOCKED_TOKEN = 0xF3D1C4DF
_LAST_EDIT, _DIRECTORY_AT, _DOCUMENT_ID, _LOCK = 8, 12, 16, 28
_COUNT_AT, _NUMBER = 20, (1 << 20) - 1
_MOST_EDITS = 4096
_EDIT_HEAD = struct.pack("<HH", 0, Kind.USER_EDIT)


@dataclass(slots=True)
class Edits:
    """The present records by the numbers they are referred to by, and what is left of others."""

    stream: bytes
    document: int = 0
    places: dict[int, int] = field(default_factory=dict)
    """Where the record of each number stands."""
    own: list[Record] = field(default_factory=list)
    """The records that only say where others stand."""
    _known: dict[int, Record] = field(default_factory=dict)

    def record(self, number: int) -> Record | None:
        """Return the present record of a number; NotRead when there is none where it should be."""
        place = self.places.get(number)
        if place is None:
            return None
        if place not in self._known:
            self._known[place] = record_at(self.stream, place)
        return self._known[place]

    def present(self) -> list[Record]:
        """Return all present records in the order of the stream."""
        found = {place: self.record(number) for number, place in self.places.items()}
        records_ = [record for _, record in sorted(found.items()) if record is not None]
        if any(one.end > other.at for one, other in pairwise(records_)):
            raise NotRead(Reason.BROKEN)
        return records_

    def superseded(self) -> Iterator[Record | bytes]:
        """Yield what is in the stream besides: records as far as there are any, else bytes."""
        at = 0
        for record in sorted((*self.present(), *self.own), key=lambda each: each.at):
            yield from _loosely(self.stream, at, record.at)
            at = max(at, record.end)
        yield from _loosely(self.stream, at, len(self.stream))


def _loosely(stream: bytes, at: int, end: int) -> Iterator[Record | bytes]:
    try:
        for record in records(stream, at, end):
            yield record
            at = record.end
    except NotRead:
        yield stream[at:end]


def edits_of(streams: Mapping[Path, bytes], *, limits: Limits) -> Edits:
    """Follow the savings from the last to the first; NotRead when one is locked or not there."""
    edits = Edits(streams[POWERPOINT_DOCUMENT,])
    if count_of(edits.stream) > limits.objects:
        raise NotRead(Reason.TOO_LARGE)
    at, seen = _last(streams.get((CURRENT_USER,), b""), edits.stream), set[int]()
    while at:
        edit = record_at(edits.stream, at)
        if edit.kind != Kind.USER_EDIT or at in seen or len(seen) > _MOST_EDITS:
            raise NotRead(Reason.BROKEN)
        if len(edit.body) > _LOCK and edit.number("I", _LOCK):
            raise NotRead(Reason.ENCRYPTED)
        edits.document = edits.document or edit.number("I", _DOCUMENT_ID)
        edits.own += [edit, _directory(edits, edit.number("I", _DIRECTORY_AT))]
        seen.add(at)
        at = edit.number("I", _LAST_EDIT)
    document = edits.record(edits.document)
    if document is None or document.kind != Kind.DOCUMENT:
        raise NotRead(Reason.BROKEN)
    return edits


def _last(current: bytes, stream: bytes) -> int:
    """Return where the last saving stands: where the file says, or the last one there is."""
    if len(current) < HEAD + 12:
        raise NotRead(Reason.BROKEN)  # no program opens a file that does not say who saved it last
    token, at = struct.unpack_from("<II", current, HEAD + 4)
    if token == _LOCKED_TOKEN:
        raise NotRead(Reason.ENCRYPTED)
    if stream[at : at + len(_EDIT_HEAD)] == _EDIT_HEAD:
        return int(at)
    at = stream.rfind(_EDIT_HEAD)
    if at < 0:
        raise NotRead(Reason.BROKEN)
    return at


def _directory(edits: Edits, at: int) -> Record:
    """Note where records stand, and return what says so; what a later saving said holds."""
    directory = record_at(edits.stream, at)
    body = directory.body
    if directory.kind != Kind.DIRECTORY:
        raise NotRead(Reason.BROKEN)
    numbers = struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4])
    index = 0
    while index < len(numbers):
        first, count = numbers[index] & _NUMBER, numbers[index] >> _COUNT_AT
        for offset, place in enumerate(numbers[index + 1 : index + 1 + count]):
            edits.places.setdefault(first + offset, place)
        index += 1 + count
    return directory
