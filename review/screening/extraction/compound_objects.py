"""Files that lie in a compound file: objects in storages of their own, packed files, macros."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from review.domain.findings import Part
from review.screening.extraction.compound_copy import compound_of
from review.screening.extraction.compound_streams import Path
from review.screening.segments import Embedded, NotRead, Reason, Trace

PACKAGE, NATIVE = "Package", "\x01Ole10Native"


def object_finds(storage: str, streams: Mapping[Path, bytes]) -> Iterator[Trace | Embedded]:
    """Hand on one embedded object; `streams` are those of its storage, by their names in it."""
    place = {"file": storage}
    name, content = _content(storage, streams)
    yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=name)
    yield Embedded(name=f"{storage}/{name}" if name != storage else storage, content=content)


def macro_finds(storage: str, streams: Mapping[Path, bytes]) -> Iterator[Trace | Embedded]:
    """Hand on the macros of a workbook."""
    place = {"file": storage}
    yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=storage)
    yield Embedded(name=storage, content=compound_of(streams), part=Part.MACRO)


def _content(storage: str, streams: Mapping[Path, bytes]) -> tuple[str, bytes]:
    """Return the file itself where it was only wrapped, else the storage as a file."""
    if (PACKAGE,) in streams:
        return PACKAGE, streams[PACKAGE,]
    if (NATIVE,) in streams:
        return unwrapped(streams[NATIVE,])
    return storage, compound_of(streams)


def unwrapped(native: bytes) -> tuple[str, bytes]:
    """Take a file out of the packager's wrapping: size, flags, label, path, …, size, bytes."""
    try:
        label_end = native.index(b"\0", 6)
        path_end = native.index(b"\0", label_end + 1)
        at = path_end + 1 + 4
        (length,) = struct.unpack_from("<I", native, at)
        at += 4 + length
        (size,) = struct.unpack_from("<I", native, at)
    except (ValueError, struct.error) as fault:
        raise NotRead(Reason.BROKEN) from fault
    content = native[at + 4 : at + 4 + size]
    if len(content) < size:
        raise NotRead(Reason.BROKEN)
    return native[6:label_end].decode("gb18030", "replace") or NATIVE[1:], content
