"""What lies beside the pixels of a picture, as texts, traces and files of their own."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from lxml import etree
from PIL import Image

from review.domain.findings import Part
from review.screening.extraction.colour_profile import profile_texts
from review.screening.extraction.exif import decoded, exif_finds, readable
from review.screening.extraction.finds import Find
from review.screening.extraction.kinds import Kind, kind_of
from review.screening.extraction.markup import hidden_segment, local, loose_segments, parsed
from review.screening.extraction.photoshop import iptc_texts, photoshop_pieces
from review.screening.extraction.picture_pieces import Piece, PieceKind
from review.screening.extraction.pixels import WHITE, drawn
from review.screening.limits import LIMITS
from review.screening.segments import Embedded, NotRead, Segment, Trace

Draw = Callable[[], Image.Image]

_NO_FILE = frozenset({Kind.TEXT, Kind.UNKNOWN})
_SMALL = 4096
"""So many bytes that no program reads are shown to people; more are a file, read as one."""
_ARCHIVE = b"PK\x03\x04"
_PADDING = b"\x00\xff \t\r\n"
_LOOK, _DIFFERENT = (48, 48), 20.0
"""Thumbnail and picture are compared at this size, by their mean difference in grey levels."""


def finds_in(pieces: Iterable[Piece], *, picture: Draw) -> Iterator[Find]:
    """Take every piece for what it is; `picture` draws what a thumbnail should look like."""
    for piece in pieces:
        if piece.kind is PieceKind.PHOTOSHOP:
            yield from finds_in(photoshop_pieces(piece.content), picture=picture)
        elif piece.kind is PieceKind.THUMBNAIL:
            yield from _thumbnail(piece.content, picture=picture)
        elif piece.kind is PieceKind.EXIF:
            yield from _exif(piece, picture=picture)
        else:
            yield from _TAKEN[piece.kind](piece)


def _exif(piece: Piece, *, picture: Draw) -> Iterator[Find]:
    found = exif_finds(piece.content)
    yield from found.segments
    yield from found.traces
    if found.thumbnail:
        yield from _thumbnail(found.thumbnail, picture=picture)


def _tag(piece: Piece) -> Iterator[Segment]:
    said = decoded(piece.content).replace("\x00", " ").strip()
    if len(said) > 1:
        yield hidden_segment(said, file=piece.name, part=Part.PROPERTIES)


def _text(piece: Piece) -> Iterator[Find]:
    for segment in _tag(piece):
        yield segment
        yield Trace(
            rule="hidden.property",
            part=Part.PROPERTIES,
            place={"file": piece.name},
            text=f"{piece.name} {segment.text}",
        )


def _words(piece: Piece) -> Iterator[Find]:
    archive = piece.content.find(_ARCHIVE)
    if archive >= 0:
        yield Embedded(name=piece.name, content=piece.content[archive:])
    said = "\n".join((*profile_texts(piece.content), readable(piece.content))).strip()
    if said:
        yield hidden_segment(said, file=piece.name, part=Part.PROPERTIES)


def _captions(piece: Piece) -> Iterator[Find]:
    said = "\n".join(text for each in iptc_texts(piece.content) if (text := decoded(each).strip()))
    yield from _text(Piece(PieceKind.TEXT, piece.name, said.encode()))


def _xmp(piece: Piece) -> Iterator[Find]:
    place = {"file": piece.name}
    yield Trace(rule="hidden.metadata", part=Part.PROPERTIES, place=place, text="XMP")
    begin, end = piece.content.find(b"<"), piece.content.rfind(b">") + 1
    packet = piece.content[max(begin, 0) : end]
    try:
        root = parsed(packet, limits=LIMITS)
    except NotRead:
        yield from _foreign(piece)
        return
    if b"GPSLatitude" in packet:
        yield Trace(rule="hidden.location", part=Part.PROPERTIES, place=place)
    yield from _drawn_in(root)
    yield from loose_segments(packet, root=root, file=piece.name, part=Part.PROPERTIES)


def _drawn_in(root: etree._Element) -> Iterator[Embedded]:
    """Take out the thumbnails that XMP spells in letters."""
    for element in root.iter(etree.Element):
        if local(element) == "image" and element.text:
            try:
                content = base64.b64decode(element.text)
            except (binascii.Error, ValueError):
                continue
            element.text = ""
            yield Embedded(name="thumbnail.jpg", content=content, is_picture=True)


def _foreign(piece: Piece) -> Iterator[Find]:
    """Take a block of no known kind: a file if it is one, else words for people to look at."""
    content = piece.content.lstrip(_PADDING)
    if not content:
        return
    yield Trace(
        rule="hidden.embedded_file",
        part=Part.ATTACHMENT,
        place={"file": piece.name},
        text=f"{piece.name} {len(content)} B",
    )
    archive = content.find(_ARCHIVE)
    if archive >= 0:
        yield Embedded(name=piece.name, content=content[archive:])
        content = content[:archive]
    elif kind_of(content) not in _NO_FILE:
        yield Embedded(name=piece.name, content=content)
        return
    if piece.kind is PieceKind.STRAY and len(content) > _SMALL:
        yield Embedded(name=piece.name, content=content)
    elif said := readable(content):
        yield hidden_segment(said, file=piece.name, part=Part.OTHER)


_TAKEN: Mapping[PieceKind, Callable[[Piece], Iterator[Find]]] = MappingProxyType(
    {
        PieceKind.TEXT: _text,
        PieceKind.TAG: _tag,
        PieceKind.WORDS: _words,
        PieceKind.IPTC: _captions,
        PieceKind.XMP: _xmp,
        PieceKind.FOREIGN: _foreign,
        PieceKind.STRAY: _foreign,
    }
)


def _thumbnail(content: bytes, *, picture: Draw) -> Iterator[Find]:
    """Tell of a thumbnail; one that shows something else is a picture of its own."""
    yield Trace(rule="hidden.thumbnail", part=Part.PICTURE, text=f"{len(content)} B")
    if _shows_else(content, picture=picture):
        yield Embedded(name="thumbnail.jpg", content=content, is_picture=True)


def _shows_else(content: bytes, *, picture: Draw) -> bool:
    """A thumbnail that cannot be opened may show anything."""
    try:
        small = drawn(content, frame=1, ground=WHITE, limits=LIMITS)
    except NotRead:
        return True
    return _difference(small, picture()) > _DIFFERENT


def _difference(one: Image.Image, other: Image.Image) -> float:
    looks = [np.asarray(each.convert("L").resize(_LOOK), np.float64) for each in (one, other)]
    return float(np.abs(looks[0] - looks[1]).mean())
