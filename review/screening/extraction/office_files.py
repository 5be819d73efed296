"""The files that lie in an Office package: pictures, objects, macros, fonts, thumbnails."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping

from review.domain.findings import Part
from review.screening.extraction.kinds import Kind, kind_of
from review.screening.extraction.markup import hidden_segment, loose_segments, parsed
from review.screening.extraction.office import Find, Office
from review.screening.limits import Limits
from review.screening.segments import Embedded, NotRead, Trace

_ACTIVE_NAMES = re.compile(r"vbaproject|vbadata|activex", re.IGNORECASE)
_ACTIVE = frozenset({"vbaProject", "wordVbaData", "control", "activeXControlBinary"})
_SHOWN = frozenset({"image", "hdphoto", "model3d", "ink", "customXml/ink"})
"""Relations to what is shown as a picture, in whatever format."""
_SHOWABLE = frozenset({Kind.PICTURE, Kind.METAFILE, Kind.GZIP, Kind.TEXT, Kind.UNKNOWN})
"""What such a picture may seem to be; a document or an archive in its place is a file."""
_PICTURES = frozenset({Kind.PICTURE, Kind.METAFILE})
FEW = 20
"""With fewer characters than this beside pictures, the pictures are the paper."""
_GZIP, _MOST_UNPACKED = 31, 64 << 20
_PNG, _PNG_SIZE = b"\x89PNG\r\n\x1a\n", struct.Struct(">16x2I")
_JPEG, _JPEG_MARK, _JPEG_SIZE = b"\xff\xd8", struct.Struct(">BBH"), struct.Struct(">5x2H")
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_COARSE = 512
"""A page of fewer pixels to a side is too coarse to be read."""
_DEVICE_NAME = 64
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")
_FONT_KEY = re.compile(rb"""fontKey=["']\{([0-9A-Fa-f-]{36})\}["']""")
_OBFUSCATED = 32
_EOT_MAGIC, _EOT_AT = b"LP", 34


class Files:
    """Hands on the files of one package, each content once where it is a picture."""

    def __init__(self, office: Office, *, objects: Mapping[str, str]) -> None:
        """Keep the package, and for embedded objects the program that made them."""
        self._office, self._objects = office, objects
        self._seen: set[bytes] = set()

    def finds(self, name: str, *, is_paper: bool = False) -> Iterator[Find]:
        """Hand on one part that is no XML; `is_paper` where the pictures are all there is."""
        content, kinds = self._office.contents[name], self._office.kinds_of(name)
        if not content or ("font" in kinds and self._is_font(content)):
            return
        if _is_active(name, kinds):
            yield from _active(name, content)
        elif "thumbnail" in kinds or name.startswith("docProps/thumbnail"):
            yield from self._thumbnail(name, content)
        elif "printerSettings" in kinds or "printerSettings" in name:
            yield from _printer(name, content)
        else:
            yield from self._file(name, content, kinds, is_paper=is_paper)

    def _file(
        self, name: str, content: bytes, kinds: frozenset[str], *, is_paper: bool
    ) -> Iterator[Find]:
        kind = kind_of(content)
        if kinds & _SHOWN and kind is Kind.XML:
            yield from _drawn(name, content, limits=self._office.limits)
        elif kind in _PICTURES or (kinds & _SHOWN and kind in _SHOWABLE):
            if not kinds:
                yield _unused(name)
            yield from self._picture(name, content, is_paper=is_paper)
        else:
            yield from self._embedded(name, content)

    def _picture(self, name: str, content: bytes, *, is_paper: bool) -> Iterator[Embedded]:
        digest = hashlib.sha256(content).digest()
        if digest not in self._seen:
            self._seen.add(digest)
            name, content = _unpacked(name, content)
            yield Embedded(name=name, content=content, part=Part.PICTURE, is_picture=not is_paper)

    def _thumbnail(self, name: str, content: bytes) -> Iterator[Find]:
        """A small one is named; what could be read, or drawn at any size, is looked at too."""
        file = name.rpartition("/")[2]
        yield Trace(rule="hidden.thumbnail", part=Part.PICTURE, place={"file": name}, text=file)
        kind = kind_of(content)
        if kind is not Kind.PICTURE or not _is_coarse(content):
            yield Embedded(
                name=name, content=content, part=Part.PICTURE, is_picture=kind in _PICTURES
            )

    def _embedded(self, name: str, content: bytes) -> Iterator[Find]:
        yield _embedded_trace(name, program=self._objects.get(name, ""))
        yield Embedded(name=name, content=content)

    def _is_font(self, content: bytes) -> bool:
        """Whether an embedded font is one: its first bytes are scrambled with a key."""
        if content[_EOT_AT : _EOT_AT + 2] == _EOT_MAGIC or content.startswith(_FONTS):
            return True
        return any(_unscrambled(content, key).startswith(_FONTS) for key in self._font_keys())

    def _font_keys(self) -> Iterator[bytes]:
        for name in self._office.contents:
            if name.endswith("fontTable.xml"):
                for found in _FONT_KEY.finditer(self._office.utf8(name)):
                    yield bytes.fromhex(found[1].decode().replace("-", ""))[::-1]


def _is_coarse(content: bytes) -> bool:
    """Whether a picture, by its head, is too small to show a readable page."""
    if content.startswith(_PNG) and len(content) >= _PNG_SIZE.size:
        return bool(max(_PNG_SIZE.unpack_from(content)) <= _COARSE)
    at = len(_JPEG) if content.startswith(_JPEG) else len(content)
    while at + _JPEG_SIZE.size <= len(content):
        begin, mark, length = _JPEG_MARK.unpack_from(content, at)
        if mark in _JPEG_FRAMES:
            return bool(max(_JPEG_SIZE.unpack_from(content, at)) <= _COARSE)
        at = at + 2 + length if begin == 0xFF else len(content)  # noqa: PLR2004 - begins every mark
    return False


def _embedded_trace(name: str, *, program: str = "") -> Trace:
    said = f"{name.rpartition('/')[2]} {program}".strip()
    place = {"file": name}
    return Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=said)


def _unused(name: str) -> Trace:
    """Name a picture that nothing in the package leads to."""
    file = name.rpartition("/")[2]
    return Trace(rule="hidden.unused_object", part=Part.PICTURE, place={"file": name}, text=file)


def _is_active(name: str, kinds: frozenset[str]) -> bool:
    return bool(kinds & _ACTIVE) or _ACTIVE_NAMES.search(name) is not None


def _active(name: str, content: bytes) -> Iterator[Find]:
    file = name.rpartition("/")[2]
    yield Trace(rule="hidden.active_content", part=Part.MACRO, place={"file": name}, text=file)
    yield Embedded(name=name, content=content, part=Part.MACRO)


def _drawn(name: str, content: bytes, *, limits: Limits) -> Iterator[Find]:
    """Hand on the text of a drawing in XML (SVG); what is drawn beside it is left to people."""
    try:
        root = parsed(content, limits=limits)
        yield from loose_segments(content, root=root, file=name, part=Part.PICTURE)
    except NotRead:
        pass
    file = name.rpartition("/")[2]
    yield Trace(rule="hidden.picture", part=Part.PICTURE, place={"file": name}, text=file)


def _printer(name: str, content: bytes) -> Iterator[Find]:
    """Hand on the name of a printer, which a device mode begins with (UTF-16, padded)."""
    text = content.decode("utf-8", "replace")
    if not content.lstrip().startswith(b"<"):
        text = content[:_DEVICE_NAME].decode("utf-16-le", "replace").partition("\x00")[0]
    if text.strip():
        yield hidden_segment(text, file=name, part=Part.PROPERTIES)
    yield Trace(
        rule="hidden.property", part=Part.PROPERTIES, place={"file": name}, text=text[:_DEVICE_NAME]
    )


def _unpacked(name: str, content: bytes) -> tuple[str, bytes]:
    """Return a metafile that was packed (.emz, .wmz) as what it is."""
    if not content.startswith(b"\x1f\x8b"):
        return name, content
    unpacking = zlib.decompressobj(wbits=_GZIP)
    try:
        inner = unpacking.decompress(content, _MOST_UNPACKED)
    except zlib.error:
        return name, content
    is_whole = unpacking.eof and not unpacking.unused_data
    return (name, inner) if is_whole and kind_of(inner) is Kind.METAFILE else (name, content)


def _unscrambled(content: bytes, key: bytes) -> bytes:
    head = content[:_OBFUSCATED]
    return bytes(byte ^ key[at % len(key)] for at, byte in enumerate(head))
