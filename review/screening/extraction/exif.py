"""What a camera or a program wrote into a picture: texts, device, author, place, thumbnail."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PIL import Image
from PIL.ExifTags import GPS, IFD, TAGS, Base

from review.domain.findings import Part
from review.screening.segments import NotRead, Reason, Segment, Trace, Visibility

_CAMERA = (
    Base.Make, Base.Model, Base.LensModel, Base.BodySerialNumber, Base.HostComputer,
    Base.DateTimeOriginal, Base.DateTime,
)  # fmt: skip
_PEOPLE = (
    Base.Artist, Base.Copyright, Base.CameraOwnerName, Base.XPAuthor, Base.Software,
)  # fmt: skip
_WIDE = frozenset((Base.XPTitle, Base.XPComment, Base.XPAuthor, Base.XPKeywords, Base.XPSubject))
_DIRECTORIES = (IFD.Exif, IFD.GPSInfo, IFD.IFD1, IFD.Interop)
_PLACED = frozenset((GPS.GPSLatitude, GPS.GPSLongitude, GPS.GPSDestLatitude, GPS.GPSDestLongitude))
_HEADS: Mapping[bytes, str] = MappingProxyType(
    {
        b"ASCII\x00\x00\x00": "ascii",
        b"UNICODE\x00": "utf-16-be",
        b"JIS\x00\x00\x00\x00\x00": "euc_jp",
    }
)
_HEAD = 8
_FAULTS = (SyntaxError, ValueError, KeyError, TypeError, OSError, struct.error, OverflowError)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")
_RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class ExifFinds:
    """What one EXIF block gave."""

    segments: tuple[Segment, ...] = ()
    traces: tuple[Trace, ...] = ()
    thumbnail: bytes = field(default=b"", repr=False)


def exif_finds(block: bytes) -> ExifFinds:
    """Read a block, which begins with the head of a TIFF; NotRead when it is garbled."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\x00\x00" + block)
        tags = dict(exif) | {tag: said for each in _DIRECTORIES for tag, said in _inner(exif, each)}
        gps = exif.get_ifd(IFD.GPSInfo)
        thumbnail = _thumbnail(exif.get_ifd(IFD.IFD1), block)
    except _FAULTS as fault:
        raise NotRead(Reason.BROKEN) from fault
    told = {int(tag): _text(int(tag), value) for tag, value in tags.items()}
    texts = {tag: text for tag, text in told.items() if len(text) > 1}
    return ExifFinds(
        segments=tuple(_segments(texts)),
        traces=tuple(_traces(texts, is_placed=not _PLACED.isdisjoint(gps))),
        thumbnail=thumbnail,
    )


def _inner(exif: Image.Exif, directory: IFD) -> Iterator[tuple[int, object]]:
    """Tags of directories are numbered apart; each gets a room of its own."""
    for tag, said in exif.get_ifd(directory).items():
        room = 0 if directory is IFD.Exif else int(directory) << 16
        yield room + int(tag), said


def _segments(texts: Mapping[int, str]) -> Iterator[Segment]:
    for tag, text in texts.items():
        place = {"file": f"EXIF {TAGS.get(tag, tag & 0xFFFF)}"}
        yield Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)


def _traces(texts: Mapping[int, str], *, is_placed: bool) -> Iterator[Trace]:
    if is_placed:
        yield Trace(rule="hidden.location", part=Part.PROPERTIES)
    for rule, tags in (("hidden.camera", _CAMERA), ("hidden.property", _PEOPLE)):
        said = " ".join(texts[tag] for tag in tags if tag in texts)
        if said:
            yield Trace(rule=rule, part=Part.PROPERTIES, text=said)


def _thumbnail(directory: Mapping[int, object], block: bytes) -> bytes:
    begin, size = directory.get(Base.JpegIFOffset), directory.get(Base.JpegIFByteCount)
    if not isinstance(begin, int) or not isinstance(size, int):
        return b""
    return block[begin : begin + size]


def _text(tag: int, value: object) -> str:
    if isinstance(value, str):
        given = value.isascii() or max(value) > "\xff"
        return _plain(value if given else decoded(value.encode("latin-1")))
    if not isinstance(value, bytes):
        return ""
    if tag in _WIDE:
        return _plain(value.decode("utf-16-le", "replace"))
    coding = _HEADS.get(value[:_HEAD])
    if coding is not None:
        return _plain(value[_HEAD:].decode(coding, "replace"))
    return readable(value)


def decoded(content: bytes) -> str:
    """Decode a text that does not say in what it is written, in every way that it may be."""
    plain = _narrow(content)
    # Digits and points have an empty half where each letter takes two bytes.
    if b"\x00" not in content.rstrip(b"\x00"):
        return plain
    ways = (content.decode(coding, "ignore") for coding in ("utf-16-le", "utf-16-be"))
    return "\n".join((plain, *ways))


def _narrow(content: bytes) -> str:
    for coding in ("utf-8", "gb18030"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def readable(content: bytes) -> str:
    """Return what of binary content looks like words."""
    runs = (decoded(run[0]) for run in _RUN.finditer(content))
    return _plain("\n".join(run for run in runs if _LETTER.search(run)))


def _plain(text: str) -> str:
    return _UNSEEN.sub(" ", text).strip()
