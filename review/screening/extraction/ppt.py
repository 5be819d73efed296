"""Old presentations (.ppt, .dps): the present slides, what earlier savings left, other streams."""

from __future__ import annotations

import struct
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.binary_texts import APART, binary_texts
from review.screening.extraction.compound_beside import beside_finds
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.doc_leftovers import data_finds
from review.screening.extraction.finds import Find
from review.screening.extraction.old_office import old_extract
from review.screening.extraction.ppt_edits import (
    CURRENT_USER,
    POWERPOINT_DOCUMENT,
    Edits,
    edits_of,
)
from review.screening.extraction.ppt_newer import is_package, package_finds
from review.screening.extraction.ppt_records import HEAD, Kind, Record, said_by
from review.screening.extraction.ppt_remarks import Remarks
from review.screening.extraction.ppt_slides import OldDeck
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_words import unseen
from review.screening.extraction.workbook_extract import FEW, characters_shown
from review.screening.limits import Limits
from review.screening.segments import (
    Extract,
    Segment,
    Trace,
    Visibility,
)

MEDIA_TYPE = "application/vnd.ms-powerpoint"
_PICTURES = "Pictures"
_NAME_LENGTH = 12
_KNOWN = frozenset(
    {
        *(Kind.TEXT, Kind.NARROW_TEXT, Kind.STRING, Kind.STORAGE, Kind.SOUND),
        *(Kind.PROPERTIES, Kind.MORE_PROPERTIES),
    }
)
"""Records whose text is handed on by those who know what it is."""


def is_slides(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams is a presentation."""
    return (POWERPOINT_DOCUMENT,) in paths


def ppt_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Read the streams of an old presentation; NotRead when one cannot be read."""
    return old_extract(_Reader(streams, limits), media_type=MEDIA_TYPE, limits=limits)


@dataclass(slots=True)
class _Reader:
    """Reads the streams of one file, and counts what its slides show."""

    streams: Mapping[Path, bytes]
    limits: Limits
    shown: int = 0

    def finds(self) -> Iterator[Find]:
        """Hand on the slides, then what lies beside them."""
        edits = edits_of(self.streams, limits=self.limits)
        purse, said = Purse(self.limits), set[str]()
        for find in self._present(edits):
            if isinstance(find, Segment):
                purse.spend(len(find.text))
                said.update(find.text.split("\n"))
                self.shown += characters_shown(find) if find.part is Part.BODY else 0
            yield find
        yield from _superseded(edits, said, limits=self.limits)
        yield from _user(self.streams.get((CURRENT_USER,), b""))
        pictures = self.streams.get((_PICTURES,), b"")
        yield from data_finds(_PICTURES, pictures, is_paper=self.shown < FEW)
        read = {(POWERPOINT_DOCUMENT,), (CURRENT_USER,), (_PICTURES,)}
        beside = {path: it for path, it in self.streams.items() if path not in read}
        yield from beside_finds(beside, limits=self.limits)

    def _present(self, edits: Edits) -> Iterator[Find]:
        deck = OldDeck(edits)
        yield from deck.finds()
        pages = {slide.record.at: slide.place for slide in deck.slides}
        for record in edits.present():
            place = pages.get(record.at, {"file": POWERPOINT_DOCUMENT})
            remarks = Remarks(place, self.limits)
            yield from remarks.finds(record)
            yield from remarks.rest()
            yield from self._silent(record)

    def _silent(self, record: Record) -> Iterator[Find]:
        """Hand on what could be text in records that nobody here knows."""
        said = list[bytes]()
        for part in record.walk():
            if part.is_container or part.kind in _KNOWN:
                continue
            if is_package(part.body):
                name = f"record{part.at}"
                yield from package_finds(part.body, name=name, limits=self.limits)
            else:
                said.append(part.body)
        yield unseen(binary_texts(APART.join(said)), place={"file": POWERPOINT_DOCUMENT})


def _superseded(edits: Edits, present: Container[str], *, limits: Limits) -> Iterator[Find]:
    """Hand on what earlier savings left in the file, and say so where it differs."""
    said, other = list[str](), list[bytes]()
    place = {"file": POWERPOINT_DOCUMENT}
    for record in edits.superseded():
        if isinstance(record, bytes):
            other.append(record)
            continue
        for part in record.walk():
            if part.kind == Kind.STORAGE:
                yield from Remarks(place, limits).finds(part)
            elif not part.is_container:
                text = said_by(part)
                said.append(text)
                other.append(b"" if text else part.body)
    lines = dict.fromkeys(line for text in said for line in text.split("\n") if line.strip())
    told = "\n".join(line for line in lines if line not in present)
    for text in ("\n".join(lines), binary_texts(APART.join(other))):
        hidden = Visibility.HIDDEN
        yield Segment(text=text, part=Part.REVISION, place=place, visibility=hidden)
    if told:
        rule = "hidden.superseded_revision"
        yield Trace(rule=rule, part=Part.REVISION, place=place, text=told)


def _user(current: bytes) -> Iterator[Find]:
    """Hand on who saved the file last: in letters of one byte, then in wide ones."""
    if len(current) <= HEAD + _NAME_LENGTH:
        return
    (length,) = struct.unpack_from("<H", current, HEAD + _NAME_LENGTH)
    begin = HEAD + 20
    narrow = current[begin : begin + length]
    wide = current[begin + length + 4 : begin + 3 * length + 4]
    name = (wide.decode("utf-16-le", "replace") or narrow.decode("gb18030", "replace")).strip("\0")
    place = {"file": CURRENT_USER}
    yield unseen(f"{name}\n{binary_texts(current)}", place=place, part=Part.PROPERTIES)
    if name.strip():
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=name)
