"""Every corner of a picture's file in which words fit is read, and what is plain is not told of."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

import pytest
from PIL import ImageCms, TiffImagePlugin

from review.screening.extraction.colour_profile import profile_texts
from review.screening.extraction.picture import read_picture
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.pictures import exif, jpeg_with, picture, png_with, saved

MARK = "机密★10年"
UTF8, GBK = MARK.encode(), MARK.encode("gb18030")


def named(text: str) -> bytes:
    """A colour profile with a name in two bytes a letter."""
    said = text.encode("utf-16-be")
    return bytes(128) + b"mluc" + struct.pack(">IIIIII", 0, 1, 12, 0, len(said), 28) + said


def jfif(more: bytes) -> bytes:
    """A JPEG whose first block is longer than it says anything in."""
    content = saved(picture(), "JPEG")
    head = struct.pack(">BBH", 0xFF, 0xE0, 16 + len(more))
    return content[:2] + head + content[6:20] + more + content[20:]


def gif_with(extension: bytes, *blocks: bytes) -> bytes:
    content = saved(picture(), "GIF")
    head = 13 + 3 * (2 << (content[10] & 7))
    said = b"".join(bytes([len(block)]) + block for block in blocks)
    return content[:head] + b"\x21" + extension + said + b"\0" + content[head:]


def bmp_with_gap(said: bytes) -> bytes:
    content = saved(picture(), "BMP")
    (begin,) = struct.unpack_from("<I", content, 10)
    return (
        content[:10]
        + struct.pack("<I", begin + len(said))
        + content[14:begin]
        + said
        + (content[begin:])
    )


def tiff_with(tag: int, said: bytes, kind: int = 2) -> bytes:
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    directory[tag], directory.tagtype[tag] = said, kind
    return saved(picture(), "TIFF", tiffinfo=directory)


def tiff_with_gap(said: bytes) -> bytes:
    """Between head and directory, in fewer bytes than a program might leave there."""
    content = saved(picture(), "TIFF")
    (begin,) = struct.unpack_from("<I", content, 4)
    assert begin == 8
    size = 2 + 12 * struct.unpack_from("<H", content, 8)[0] + 4
    directory = content[8 : 8 + size]
    moved = len(content) + len(said) + (len(content) + len(said)) % 2
    padded = (content + said).ljust(moved, b"\0")
    return padded[:4] + struct.pack("<I", moved) + padded[8:] + directory


def webp_with(kind: bytes, said: bytes) -> bytes:
    content = saved(picture(), "WEBP")
    content += kind + struct.pack("<I", len(said)) + said + b"\0" * (len(said) % 2)
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]


PLACES: Mapping[str, Callable[[], bytes]] = {
    "a comment of JPEG": lambda: jpeg_with(0xFE, UTF8),
    "a comment of two bytes a letter": lambda: jpeg_with(0xFE, MARK.encode("utf-16-le")),
    "behind the first block of JPEG": lambda: jfif(UTF8),
    "behind the block of Adobe": lambda: jpeg_with(0xEE, b"Adobe\0d\0\0\0\0\0" + UTF8),
    "a program's block of JPEG": lambda: jpeg_with(0xE4, UTF8),
    "beside other pictures": lambda: jpeg_with(0xE2, b"MPF\0" + UTF8),
    "the profile of JPEG": lambda: jpeg_with(0xE2, b"ICC_PROFILE\0\x01\x01" + named(MARK)),
    "a text of PNG": lambda: png_with(b"tEXt", b"Comment\0" + GBK),
    "a packed text of PNG": lambda: png_with(b"zTXt", b"Comment\0\0" + zlib.compress(UTF8)),
    "what a text is filed under": lambda: png_with(b"tEXt", GBK + b"\0x"),
    "the same translated": lambda: png_with(b"iTXt", b"a\0\0\0zh\0" + UTF8 + b"\0x"),
    "a program's block of PNG": lambda: png_with(b"prVt", UTF8),
    "the profile of PNG": lambda: saved(picture(), "PNG", icc_profile=named(MARK)),
    "the profile's file name": lambda: png_with(b"iCCP", GBK + b"\0\0" + zlib.compress(b"x")),
    "the palette's name": lambda: png_with(b"sPLT", GBK + b"\0\x08"),
    "EXIF in PNG": lambda: png_with(b"eXIf", exif(artist=MARK)[6:]),
    "a comment of GIF": lambda: gif_with(b"\xfe", GBK),
    "a text of GIF": lambda: gif_with(b"\x01", bytes(12), GBK),
    "a program's block of GIF": lambda: gif_with(b"\xff", b"ABCDEFGH1.0", UTF8),
    "behind the loop of GIF": lambda: gif_with(b"\xff", b"NETSCAPE2.0", b"\1\0\0", UTF8),
    "an extension nobody knows": lambda: gif_with(b"\xce", UTF8),
    "before the pixels of BMP": lambda: bmp_with_gap(UTF8),
    "a text of TIFF": lambda: tiff_with(270, UTF8),
    "the name of a page": lambda: tiff_with(285, UTF8),
    "a tag of TIFF that nobody knows": lambda: tiff_with(65000, UTF8, 7),
    "the profile of TIFF": lambda: tiff_with(34675, named(MARK), 7),
    "a gap of TIFF": lambda: tiff_with_gap(UTF8),
    "the profile of WebP": lambda: webp_with(b"ICCP", named(MARK)),
    "a block of WebP that nobody knows": lambda: webp_with(b"XXXX", UTF8),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_in_any_corner_of_the_file_is_met(place, examined):
    assert examined(PLACES[place](), name="a").judgement.refused == "marking.classification"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_an_ordinary_profile_is_screened_and_not_told_of(form):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    extract = read_picture(saved(picture(), form, icc_profile=profile), limits=LIMITS)

    assert (extract.traces, extract.embedded) == ((), ())
    assert any("sRGB" in segment.text for segment in extract.segments)


def test_names_that_lie_over_one_another_are_refused():
    """A few bytes could stand for gigabytes."""
    over = b"mluc" + struct.pack(">III", 0, 2**31, 0) + b"zhCN" + struct.pack(">II", 4000, 0)

    with pytest.raises(NotRead) as refusal:
        list(profile_texts(over + bytes(4000)))

    assert refusal.value.reason is Reason.INFLATES
