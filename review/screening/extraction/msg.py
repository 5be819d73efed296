"""Mail of Outlook (.msg): subject, text, people, headers, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_copy import compound_of
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.finds import Find, bounded, extract_of
from review.screening.extraction.rtf_packing import unpacked_rtf
from review.screening.extraction.sheet_words import unseen
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    Segment,
    Trace,
    Unread,
    Visibility,
)

MEDIA_TYPE = "application/vnd.ms-outlook"
_VALUE = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-[0-9A-F]{8})?\Z", re.IGNORECASE)
_NAMED, _ATTACHED, _ADDRESSED = "__nameid_version1.0", "__attach_version1.0_", "__recip_version1.0_"
_WIDE, _NARROW, _BYTES, _OBJECT = "001F", "001E", "0102", "000D"
_SUBJECT, _BODY, _HTML, _PACKED_RTF, _HEADERS = "0037", "1000", "1013", "1009", "007D"
_DATA, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "0C1A": "from", "0C1F": "from", "0042": "from", "0065": "from", "5D01": "from",
        "5D02": "from", "0E04": "to", "0E03": "cc", "0E02": "bcc",
    }
)  # fmt: skip
"""The values that name people, and what they are to the mail."""


def is_mail(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams is a mail."""
    return any(
        (len(path) == 1 and _VALUE.match(path[0])) or path[0].casefold() == _NAMED for path in paths
    )


def msg_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Read the streams of a mail; NotRead when one cannot be read."""
    try:
        finds = bounded(_finds(streams, limits=limits), limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    said = any(
        isinstance(it, Embedded)
        or (isinstance(it, Segment | Trace) and it.part is Part.BODY and it.text)
        for it in finds
    )
    return extract_of(
        finds, media_type=MEDIA_TYPE, unread=None if said else Unread(reason=Reason.NO_TEXT)
    )


def _finds(streams: Mapping[Path, bytes], *, limits: Limits) -> Iterator[Find]:
    storages: dict[str, dict[Path, bytes]] = {}
    for path, content in streams.items():
        if path[1:]:
            storages.setdefault(path[0], {})[path[1:]] = content
        else:
            yield from _value_finds(path[0], content, limits=limits)
    for storage, inner in storages.items():
        if storage.casefold().startswith(_ATTACHED):
            yield from _attached(storage, inner)
        elif storage.casefold().startswith(_ADDRESSED):
            yield from _addressed(storage, inner)
        else:
            for path, content in inner.items():
                file = "/".join((storage, *path))
                yield unseen(binary_texts(content), place={"file": file})


def _value_finds(name: str, content: bytes, *, limits: Limits) -> Iterator[Find]:
    """Hand on one value of the mail itself."""
    found = _VALUE.match(name)
    number = found[1].upper() if found else ""
    text, place = _said(found, content), {"file": name}
    if number in {_SUBJECT, _BODY} and text:
        yield Segment(text=text, part=Part.BODY)
    elif number == _PACKED_RTF:
        yield Embedded(
            name="body.rtf", content=unpacked_rtf(content, most=limits.inflated), part=Part.BODY
        )
    elif number == _HTML:
        content = text.encode() if text else content
        yield Embedded(name="body.html", content=content, part=Part.BODY)
    elif number == _HEADERS:
        yield Segment(text=text, part=Part.HEADER, place=place, visibility=Visibility.HIDDEN)
        yield Trace(rule="hidden.mail_header", part=Part.HEADER, place=place, text=text)
    else:
        yield unseen(text or binary_texts(content), place=place)
        if number in _PEOPLE and text:
            yield _person(f"{_PEOPLE[number]} {text}", place)


def _said(found: re.Match[str] | None, content: bytes) -> str:
    """Return the text of a value; empty where its kind is another."""
    kind = found[2].upper() if found else ""
    if kind == _WIDE:
        return content.decode("utf-16-le", "replace").rstrip("\0")
    return content.decode("gb18030", "replace").rstrip("\0") if kind == _NARROW else ""


def _person(text: str, place: Mapping[str, str]) -> Trace:
    return Trace(rule="hidden.mail_header", part=Part.HEADER, place=place, text=text)


def _addressed(storage: str, inner: Mapping[Path, bytes]) -> Iterator[Find]:
    said = [
        _said(_VALUE.match(path[-1]), content) or binary_texts(content)
        for path, content in inner.items()
    ]
    place = {"file": storage}
    yield unseen("\n".join(filter(None, said)), place=place)
    yield _person(" ".join(dict.fromkeys(" ".join(said).split())), place)


def _attached(storage: str, inner: Mapping[Path, bytes]) -> Iterator[Find]:
    """Hand on what is attached: a file, or another mail or object in a storage of its own."""
    texts, files, object_ = dict[str, str](), list[bytes](), dict[Path, bytes]()
    for path, content in inner.items():
        found = _VALUE.match(path[0])
        number, kind = (found[1], found[2].upper()) if found else ("", "")
        if path[1:] and (number, kind) == (_DATA, _OBJECT):
            object_[path[1:]] = content
        elif (number, kind) == (_DATA, _BYTES):
            files.append(content)
        else:
            texts[number] = _said(found, content) or binary_texts(content)
    name = texts.get(_LONG_NAME) or texts.get(_SHORT_NAME) or storage
    place = {"file": storage}
    yield unseen("\n".join(filter(None, texts.values())), place=place)
    yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, place=place, text=name)
    for content in files:
        yield Embedded(name=name, content=content)
    if object_:
        yield Embedded(name=f"{name}.msg", content=compound_of(object_))
