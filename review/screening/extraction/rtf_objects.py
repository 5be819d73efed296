"""What an RTF carries as hexadecimal digits: pictures, embedded files, themes, custom data."""

from __future__ import annotations

import struct
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.archive import open_archive
from review.screening.extraction.compound_objects import unwrapped
from review.screening.extraction.compound_streams import streams_of
from review.screening.extraction.entry_names import spelt
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.pdf_strings import is_telling, text_in, untagged
from review.screening.limits import Limits
from review.screening.segments import Embedded, Trace

_NO_DIGITS = bytes(byte for byte in range(256) if byte not in b"0123456789abcdefABCDEF")
_LINKED: Final = 1
_PACKAGE: Final = "package"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_HEADER: Final = 40
_NUMBER = struct.Struct("<I")


def bytes_of(digits: bytes) -> bytes:
    """Return the bytes that digits stand for; what is no digit is passed over, as by Word."""
    plain = digits.translate(None, delete=_NO_DIGITS)
    return bytes.fromhex(plain[: len(plain) - len(plain) % 2].decode("ascii"))


def stray_of(digits: bytes) -> bytes:
    """Return what stands among digits and is none."""
    return digits.translate(None, delete=b"0123456789abcdefABCDEF \t\r\n")


def picture_of(content: bytes, kind: str) -> bytes:
    """Return a picture as a file; a bitmap lacks its first fourteen bytes."""
    if kind != "dibitmap" or len(content) < _HEADER:
        return content
    size, bits, used = (_NUMBER.unpack_from(content, at)[0] for at in (0, 14, 32))
    bits &= 0xFFFF
    colours = used or (1 << bits if bits <= 8 else 0)  # noqa: PLR2004 - deeper ones have no table
    start = 14 + size + 4 * min(colours, 256)
    return b"BM" + struct.pack("<IHHI", 14 + len(content), 0, 0, start) + content


def object_finds(content: bytes, *, program: str) -> Finds:
    """Hand on an embedded object, or tell where a linked one points to."""
    name = program or "OLE"
    yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, text=name)
    try:
        kind, given, topic, inner = _parted(content)
    except (struct.error, ValueError):
        if content:
            yield Embedded(name=name, content=content)
        return
    if kind == _LINKED or topic:
        yield meta(topic, part=Part.LINK)
        yield Trace(rule="hidden.external_link", part=Part.LINK, text=f"{given} {topic}")
    if given.casefold() == _PACKAGE and not inner.startswith(_COMPOUND):
        name, inner = unwrapped(_NUMBER.pack(len(inner)) + inner)
    if inner:
        plain = name.replace("\\", "/").rpartition("/")[2] or "OLE"
        yield Embedded(name=plain, content=inner)


def _parted(content: bytes) -> tuple[int, str, str, bytes]:
    """Take the head off an object: its kind, its program, what it is linked to, its bytes."""
    (kind,) = _NUMBER.unpack_from(content, 4)
    if kind > 5:  # noqa: PLR2004 - none, linked, embedded, and three pictures of one
        raise ValueError(kind)
    program, at = _string(content, 8)
    topic, at = _string(content, at)
    _, at = _string(content, at)
    if kind == _LINKED:
        return kind, program, topic, b""
    (size,) = _NUMBER.unpack_from(content, at)
    inner = content[at + 4 : at + 4 + size]
    if len(inner) < size:
        raise ValueError(size)
    return kind, program, topic, inner


def _string(content: bytes, at: int) -> tuple[str, int]:
    (length,) = _NUMBER.unpack_from(content, at)
    if length > len(content):
        raise ValueError(length)
    raw = content[at + 4 : at + 4 + length].rstrip(b"\x00")
    return spelt(raw), at + 4 + length


def store_finds(content: bytes, *, limits: Limits) -> Finds:
    """Tell of the custom data that Word keeps beside a text; NotRead where it is broken."""
    if not content.startswith(_COMPOUND):
        yield from hidden("hidden.custom_xml", untagged(text_in(content)), part=Part.OTHER)
        return
    for stream in streams_of(content, limits=limits).values():
        said = untagged(text_in(stream))
        if is_telling(said):
            yield from hidden("hidden.custom_xml", said, part=Part.OTHER)


def theme_finds(content: bytes, *, limits: Limits) -> Finds:
    """Tell of what a theme says, besides the names of its fonts nothing; NotRead where broken."""
    for entry in open_archive(content, limits=limits).entries():
        said = untagged(text_in(entry.content))
        if is_telling(said):
            yield meta(said)


def foreign_finds(content: bytes) -> Finds:
    """Tell of what stands behind the end, where no program looks."""
    yield Trace(rule="hidden.unused_object", part=Part.OTHER, text="RTF")
    yield Embedded(name="RTF", content=content)
