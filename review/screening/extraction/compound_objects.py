"""Files that lie in a compound file: objects in storages of their own, packed files, macros."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_copy import compound_of
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.finds import Find, extract_of
from review.screening.extraction.sheet_words import is_path, unseen
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Trace

PACKAGE, CONTENTS, NATIVE = "Package", "CONTENTS", "\x01Ole10Native"
_WRAPPED = frozenset({PACKAGE, CONTENTS, NATIVE})
MEDIA_TYPE = "application/x-ole-storage"
_LINKS = ("\x01Ole", "\x03LinkInfo")
"""What says where the file lies that an object only shows."""
_PACKED = b"\x02\0"


def object_finds(storage: str, streams: Mapping[Path, bytes]) -> Iterator[Find]:
    """Hand on one embedded object; `streams` are those of its storage, by their names in it."""
    place = {"file": storage}
    name, content = _content(storage, streams)
    yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=name)
    yield from _content_finds(storage, name, content, streams)


def is_object(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams only wraps another file."""
    return any(path[1:] == () and path[0] in _WRAPPED for path in paths)


def object_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Hand on the file that a compound file wraps; NotRead when it cannot be unwrapped."""
    name, content = _content("", streams)
    if len(content) > limits.content:
        raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
    return extract_of(_content_finds("", name, content, streams), media_type=MEDIA_TYPE)


def _content_finds(
    storage: str, name: str, content: bytes, streams: Mapping[Path, bytes]
) -> Iterator[Find]:
    place = {"file": storage or name}
    yield Embedded(
        name=f"{storage}/{name}" if name != storage and storage else name, content=content
    )
    if name != storage:
        said = [it for path, it in streams.items() if path[0] not in _WRAPPED]
        said.append(streams.get((NATIVE,), b"").partition(content)[0] if content else b"")
        text = "\n".join(dict.fromkeys(filter(None, map(binary_texts, said))))
        yield unseen(text, place=place)
    links = "\n".join(binary_texts(streams[name,]) for name in _LINKS if (name,) in streams)
    for target in filter(is_path, links.split("\n")):
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=target)


def macro_finds(storage: str, streams: Mapping[Path, bytes]) -> Iterator[Trace | Embedded]:
    """Hand on the macros of a workbook."""
    place = {"file": storage}
    yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=storage)
    yield Embedded(name=storage, content=compound_of(streams), part=Part.MACRO)


def _content(storage: str, streams: Mapping[Path, bytes]) -> tuple[str, bytes]:
    """Return the file itself where it was only wrapped, else the storage as a file."""
    for name in (PACKAGE, CONTENTS):
        if (name,) in streams:
            return name, streams[name,]
    if (NATIVE,) in streams:
        return unwrapped(streams[NATIVE,])
    return storage, compound_of(streams)


def unwrapped(native: bytes) -> tuple[str, bytes]:
    """Take a file out of the packager's wrapping: size, flags, label, path, …, size, bytes."""
    if native[4:6] != _PACKED:
        return NATIVE[1:], native[4:]
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
