"""What an old presentation says beside its slides: comments, links, actions, margins, objects."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.finds import Find
from review.screening.extraction.ppt_records import Kind, Record, said_by
from review.screening.extraction.sheet_words import is_path, unseen
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    NotRead,
    Place,
    Reason,
    Segment,
    Trace,
    Visibility,
)

_AUTHOR, _SAID = 0, 1
_MACRO, _PROGRAM = 1, 2
_ACTION_AT = 8
_PACKED = 1
_OPEN = ("http://", "https://", "mailto:", "#")


@dataclass(slots=True)
class Remarks:
    """Hands on what a present record says where no shape says it."""

    place: Place
    limits: Limits
    loose: list[str] = field(default_factory=list)
    """Texts of no known meaning."""

    def finds(self, record: Record) -> Iterator[Find]:
        """Hand on everything of one record, whatever is in it."""
        reader = _READERS.get(record.kind)
        if reader is not None:
            yield from reader(self, record)
        elif record.kind not in {Kind.TEXT_BOX, Kind.LIST_WITH_TEXT}:
            if text := said_by(record):
                self.loose.append(text)
            for child in record.children():
                yield from self.finds(child)
        else:
            yield from self._within_text(record)

    def rest(self) -> Iterator[Find]:
        """Hand on the texts of no known meaning, in one."""
        yield unseen("\n".join(dict.fromkeys(self.loose)), place=self.place)

    def _within_text(self, record: Record) -> Iterator[Find]:
        """Hand on what is tied to a text that a slide shows: actions, and strings."""
        for child in record.children():
            if child.kind not in {Kind.TEXT, Kind.NARROW_TEXT}:
                yield from self.finds(child)

    def comment(self, record: Record) -> Iterator[Find]:
        """Hand on a comment and its author."""
        strings = {it.instance: said_by(it) for it in record.walk() if it.kind == Kind.STRING}
        text, who = strings.get(_SAID, ""), strings.get(_AUTHOR, "")
        part, seen = Part.COMMENT, Visibility.COMMENT
        yield Segment(text=text, part=part, place=self.place, visibility=seen)
        yield Trace(rule="hidden.comment", part=part, place=self.place, who=who, text=text)
        self.loose += strings.values()

    def link(self, record: Record) -> Iterator[Find]:
        """Hand on where a link leads."""
        said = [text for it in record.walk() if (text := said_by(it))]
        text, part = "\n".join(said), Part.LINK
        yield Segment(text=text, part=part, place=self.place, visibility=Visibility.META)
        for target in said:
            if is_path(target) and not target.casefold().startswith(_OPEN):
                yield Trace(rule="hidden.external_link", part=part, place=self.place, text=target)

    def linked_object(self, record: Record) -> Iterator[Find]:
        """Hand on an object that lies elsewhere."""
        text = "\n".join(text for it in record.walk() if (text := said_by(it)))
        yield unseen(text, place=self.place, part=Part.LINK)
        rule = "hidden.external_link"
        yield Trace(rule=rule, part=Part.LINK, place=self.place, text=text)

    def margins(self, record: Record) -> Iterator[Find]:
        """Hand on what stands at the foot of slides."""
        for child in record.walk():
            yield Segment(text=said_by(child), part=Part.FOOTER, place=self.place)

    def action(self, record: Record) -> Iterator[Find]:
        """Hand on that a click starts a macro or a program."""
        if record.body[_ACTION_AT : _ACTION_AT + 1] in {bytes([_MACRO]), bytes([_PROGRAM])}:
            text = "macro" if record.body[_ACTION_AT] == _MACRO else "program"
            rule = "hidden.active_content"
            yield Trace(rule=rule, part=Part.LINK, place=self.place, text=text)

    def storage(self, record: Record) -> Iterator[Find]:
        """Hand on an object or macros, which are a compound file of their own."""
        content = record.body
        if record.instance == _PACKED:
            content = _unpacked(content, most=self.limits.inflated)
        name = f"object{record.at}.bin"
        place = {"file": name}
        yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=name)
        yield Embedded(name=name, content=content)

    def sound(self, record: Record) -> Iterator[Find]:
        """Hand on a sound."""
        yield Embedded(name=f"sound{record.at}.wav", content=record.body)


def _unpacked(content: bytes, *, most: int) -> bytes:
    try:
        (size,) = struct.unpack_from("<I", content)
        if size > most:
            raise NotRead(Reason.INFLATES)
        machine = zlib.decompressobj()
        unpacked = machine.decompress(content[4:], size + 1)
    except (struct.error, zlib.error) as fault:
        raise NotRead(Reason.BROKEN) from fault
    if len(unpacked) != size:
        raise NotRead(Reason.BROKEN)
    return unpacked


_READERS: Mapping[int, Callable[[Remarks, Record], Iterator[Find]]] = MappingProxyType(
    {
        Kind.COMMENT: Remarks.comment,
        Kind.HYPERLINK: Remarks.link,
        Kind.OLE_LINK: Remarks.linked_object,
        Kind.MARGINS: Remarks.margins,
        Kind.ACTION: Remarks.action,
        Kind.STORAGE: Remarks.storage,
        Kind.SOUND: Remarks.sound,
    }
)
