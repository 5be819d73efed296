"""Invented pictures for screening, and what hides in their files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageDraw

PLACED = (31.0, 20.0, 1.5)


def picture(*, wide: int = 200, high: int = 120, colour: str = "red") -> Image.Image:
    """A white sheet with a block of colour on it."""
    made = Image.new("RGB", (wide, high), "white")
    ImageDraw.Draw(made).rectangle((20, 20, wide // 2, high // 2), fill=colour)
    return made


def saved(made: Image.Image, form: str, **options) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer, form, **options)
    return buffer.getvalue()


def zipped(text: str = "附在图像之后") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", text)
    return buffer.getvalue()


def exif(*, artist: str = "", is_placed: bool = False, thumbnail: bytes = b"") -> bytes:
    """The block that a camera writes."""
    made = Image.Exif()
    made[0x010F], made[0x0110] = "Canon", "EOS R6"
    if artist:
        made[0x9C9D] = artist.encode("utf-16-le")
    if is_placed:
        place = made.get_ifd(0x8825)
        place.update({1: "N", 2: PLACED, 3: "E", 4: PLACED})
    block = made.tobytes()
    return block if not thumbnail else _with_thumbnail(block, thumbnail)


def _with_thumbnail(block: bytes, thumbnail: bytes) -> bytes:
    """Hang a second directory behind the first, with the thumbnail behind it."""
    body = bytearray(block[6:])
    order = "<" if body[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "I", body, 4)
    (count,) = struct.unpack_from(order + "H", body, first)
    body += b"\0" * (len(body) % 2)
    second = len(body)
    struct.pack_into(order + "I", body, first + 2 + 12 * count, second)
    begin = second + 2 + 3 * 12 + 4
    entries = ((0x0103, 3, 6), (0x0201, 4, begin), (0x0202, 4, len(thumbnail)))
    body += struct.pack(order + "H", len(entries))
    for tag, kind, value in entries:
        form = "HHIHH" if kind == 3 else "HHII"
        rest = (value, 0) if kind == 3 else (value,)
        body += struct.pack(order + form, tag, kind, 1, *rest)
    return b"Exif\0\0" + bytes(body) + b"\0\0\0\0" + thumbnail


def png_with(kind: bytes, block: bytes) -> bytes:
    """A PNG with one more chunk before its pixels."""
    content = saved(picture(), "PNG")
    chunk = struct.pack(">I", len(block)) + kind + block
    chunk += struct.pack(">I", zlib.crc32(kind + block))
    return content[:33] + chunk + content[33:]


def jpeg_with(marker: int, block: bytes) -> bytes:
    """A JPEG with one more segment at its head."""
    content = saved(picture(), "JPEG")
    return content[:2] + struct.pack(">BBH", 0xFF, marker, len(block) + 2) + block + content[2:]


def huge(*, wide: int, high: int) -> bytes:
    """A PNG of few bytes that claims this many pixels."""
    content = bytearray(saved(picture(), "PNG"))
    struct.pack_into(">II", content, 16, wide, high)
    struct.pack_into(">I", content, 29, zlib.crc32(bytes(content[12:29])))
    return bytes(content)
