"""What the file of a picture holds beside its pixels: walked block by block, to its very end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from review.screening.segments import NotRead, Reason


class PieceKind(StrEnum):
    """What a piece is to a reader of hidden things."""

    TEXT = "text"
    TAG = "tag"
    """A text that a directory repeats for each frame."""
    EXIF = "exif"
    XMP = "xmp"
    PHOTOSHOP = "photoshop"
    IPTC = "iptc"
    THUMBNAIL = "thumbnail"
    WORDS = "words"
    """Numbers for a program, with room for names among them: a colour profile, say."""
    FOREIGN = "foreign"
    """In a block of its own, of a kind we do not know."""
    STRAY = "stray"
    """In no block at all: no program that shows the picture reads it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece; `name` says where in the file it lies."""

    kind: PieceKind
    name: str
    content: bytes


Walk = Callable[[bytes], Iterator[Piece]]

TAIL = "tail"
_TEXT_MOST = 4 << 20
_PNG_PLAIN = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
        b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"tIME", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
_XMP_KEY = b"XML:com.adobe.xmp"
_EXIF_HEAD, _XMP_HEADS = b"Exif\x00\x00", (b"http://ns.adobe.com/xap/", b"http://ns.adobe.com/xmp/")
_JPEG_FIXED = MappingProxyType(
    {
        0xE0: (b"JFIF\x00", 14),
        0xEC: (b"Ducky", 15),
        0xEE: (b"Adobe", 12),
    }
)
"""How these blocks begin, and how long they are: what is longer hides something."""
_JPEG_HEADS = MappingProxyType(
    {
        _EXIF_HEAD: PieceKind.EXIF,
        b"Photoshop 3.0\x00": PieceKind.PHOTOSHOP,
        b"JFXX\x00\x10": PieceKind.THUMBNAIL,
        b"ICC_PROFILE\x00": PieceKind.WORDS,
        b"MPF\x00": PieceKind.WORDS,
    }
)
_JPEG_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_SOS, _EOI, _COM, _APP0 = 0xDA, 0xD9, 0xFE, 0xE0
_APPS = range(0xE0, 0xF0)
_WEBP_PLAIN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
_COMMENT, _WRITTEN, _PROGRAM, _CONTROL = 0xFE, 0x01, 0xFF, 0xF9
_GIF_APPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_BROKEN = (struct.error, IndexError, zlib.error, ValueError)


def pieces_of(content: bytes, *, form: str) -> tuple[Piece, ...]:
    """Walk a picture's file; NotRead when its blocks do not follow one another to an end."""
    walk = _WALKS.get(form)
    if walk is None:
        return ()
    try:
        return tuple(walk(content))
    except _BROKEN as fault:
        raise NotRead(Reason.BROKEN) from fault


def _png(content: bytes) -> Iterator[Piece]:
    at, kind = 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", content, at)
        block = content[at + 8 : at + 8 + size]
        yield from _png_pieces(kind, block)
        at += 12 + size
    yield Piece(PieceKind.STRAY, TAIL, content[at:])


def _png_pieces(kind: bytes, block: bytes) -> Iterator[Piece]:
    name = kind.decode("ascii", "replace")
    if kind == b"eXIf":
        yield Piece(PieceKind.EXIF, name, block)
    elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
        key, _, rest = block.partition(b"\x00")
        said = _png_text(kind, rest)
        is_xmp = key == _XMP_KEY
        yield Piece(PieceKind.XMP if is_xmp else PieceKind.TEXT, key.decode("latin-1"), said)
        yield Piece(PieceKind.WORDS, name, _png_keys(kind, key, rest))
    elif kind in {b"iCCP", b"sPLT"}:
        key, _, rest = block.partition(b"\x00")
        yield Piece(PieceKind.WORDS, name, key)
        yield Piece(PieceKind.WORDS, name, _inflated(rest[1:]) if kind == b"iCCP" else rest)
    elif kind not in _PNG_PLAIN and block:
        yield Piece(PieceKind.FOREIGN, name, block)


def _png_text(kind: bytes, rest: bytes) -> bytes:
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _inflated(rest[1:])
    is_packed, rest = rest[0], rest[2:]
    said = rest.split(b"\x00", 2)[2]
    return _inflated(said) if is_packed else said


def _png_keys(kind: bytes, key: bytes, rest: bytes) -> bytes:
    """Return what a text is filed under: in Latin, or in any language at all."""
    translated = rest[2:].split(b"\x00", 2)[:2] if kind == b"iTXt" else []
    return b"\x00".join([b"" if key.isascii() else key, *translated])


def _inflated(packed: bytes) -> bytes:
    said = zlib.decompressobj().decompress(packed, _TEXT_MOST + 1)
    if len(said) > _TEXT_MOST:
        raise NotRead(Reason.INFLATES)
    return said


def _jpeg(content: bytes) -> Iterator[Piece]:
    at, marker = 0, 0
    while marker != _EOI:
        if content[at] != 0xFF:  # noqa: PLR2004 - every marker begins so
            raise ValueError
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a byte to fill
            at += 1
            continue
        at += 2
        if marker in _ALONE or marker == _EOI:
            continue
        (size,) = struct.unpack_from(">H", content, at)
        yield from _jpeg_pieces(marker, content[at + 2 : at + size])
        at += size
        if marker == _SOS:
            at = _JPEG_AFTER_SCAN.search(content, at).start()  # type: ignore[union-attr]
    yield Piece(PieceKind.STRAY, TAIL, content[at:])


def _jpeg_pieces(marker: int, block: bytes) -> Iterator[Piece]:
    name = f"APP{marker - _APP0}"
    if marker == _COM:
        yield Piece(PieceKind.TEXT, "COM", block)
    elif marker in _APPS:
        yield _jpeg_piece(marker, name, block)


def _jpeg_piece(marker: int, name: str, block: bytes) -> Piece:
    fixed, size = _JPEG_FIXED.get(marker, (b"", 0))
    if size and block.startswith(fixed):
        return Piece(PieceKind.FOREIGN, name, block[size:])
    if block.startswith(_XMP_HEADS):
        return Piece(PieceKind.XMP, name, block.partition(b"\x00")[2])
    for head, kind in _JPEG_HEADS.items():
        if block.startswith(head):
            return Piece(kind, name, block[len(head) :])
    return Piece(PieceKind.FOREIGN, name, block)


def _gif(content: bytes) -> Iterator[Piece]:
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:  # noqa: PLR2004 - the trailer
        if content[at] == 0x2C:  # noqa: PLR2004 - a picture
            _, at = _sub_blocks(content, at + 11 + _colours(content[at + 9]))
        elif content[at] == 0x21:  # noqa: PLR2004 - an extension
            label = content[at + 1]
            blocks, at = _sub_blocks(content, at + 2)
            yield from _gif_pieces(label, blocks)
        else:
            raise ValueError
    yield Piece(PieceKind.STRAY, TAIL, content[at + 1 :])


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks(content: bytes, at: int) -> tuple[list[bytes], int]:
    blocks = []
    while size := content[at]:
        blocks.append(content[at + 1 : at + 1 + size])
        at += 1 + size
    return blocks, at + 1


def _gif_pieces(label: int, blocks: list[bytes]) -> Iterator[Piece]:
    if label == _COMMENT:
        yield Piece(PieceKind.TEXT, "comment", b"".join(blocks))
    elif label == _WRITTEN:
        yield Piece(PieceKind.TEXT, "text", b"".join(blocks[1:]))
    elif label == _PROGRAM and blocks and blocks[0] not in _GIF_APPS:
        is_xmp = blocks[0] == b"XMP DataXMP"
        kind = PieceKind.XMP if is_xmp else PieceKind.FOREIGN
        # XMP lies unblocked: what reads as the length of a block is a letter of it.
        joined = b"".join(bytes((len(block),)) + block for block in blocks[1:])
        yield Piece(kind, blocks[0].decode("latin-1"), joined)
    else:
        rest = b"".join(
            _unlike(blocks[1:], sizes=(3, 5))
            if label == _PROGRAM
            else _unlike(blocks, sizes=(4,) if label == _CONTROL else ())
        )
        yield Piece(PieceKind.FOREIGN, f"extension {label:02X}", rest)


def _unlike(blocks: list[bytes], *, sizes: tuple[int, ...]) -> list[bytes]:
    """Return the blocks of another size, and every one after the first."""
    return [block for number, block in enumerate(blocks) if number or len(block) not in sizes]


def _webp(content: bytes) -> Iterator[Piece]:
    (size,) = struct.unpack_from("<I", content, 4)
    end, at = min(8 + size, len(content)), 12
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", content, at)
        block = content[at + 8 : at + 8 + size]
        name = kind.decode("latin-1").strip()
        if kind == b"EXIF":
            yield Piece(PieceKind.EXIF, name, block.removeprefix(_EXIF_HEAD))
        elif kind == b"XMP ":
            yield Piece(PieceKind.XMP, name, block)
        elif kind not in _WEBP_PLAIN:
            yield Piece(PieceKind.WORDS if kind == b"ICCP" else PieceKind.FOREIGN, name, block)
        at += 8 + size + size % 2
    yield Piece(PieceKind.STRAY, TAIL, content[end:])


def _bmp(content: bytes) -> Iterator[Piece]:
    (begin, head) = struct.unpack_from("<II", content, 10)
    if head < 40:  # noqa: PLR2004 - of OS/2, shorter and older
        wide, high, _, bits = struct.unpack_from("<HHHH", content, 18)
        packed, stated, colours, wide_colour = 0, 0, 0, 3
    else:
        wide, high, _, bits, packed, stated, _, _, colours = struct.unpack_from(
            "<iiHHIIiiI", content, 18
        )
        wide_colour = 4
    plain = (wide * bits + 31) // 32 * 4 * abs(high)
    end = begin + (stated if packed not in {0, 3} else plain)
    colours = colours or (1 << bits if bits <= 8 else 0)  # noqa: PLR2004 - a palette's depth
    masks = 12 if packed == 3 and head == 40 else 0  # noqa: PLR2004 - three masks follow
    yield Piece(PieceKind.STRAY, "gap", content[14 + head + masks + colours * wide_colour : begin])
    yield Piece(PieceKind.STRAY, TAIL, content[end:])


_WALKS: Mapping[str, Walk] = MappingProxyType(
    {"PNG": _png, "JPEG": _jpeg, "MPO": _jpeg, "GIF": _gif, "WEBP": _webp, "BMP": _bmp}
)
