"""Files in an Office package are handed on as what they are, whatever they are called."""

from __future__ import annotations

import gzip
import io
import struct
import zlib

import pytest

from review.screening.segments import Reason
from tests.unit.screening.raw_word import p, raw_word, read, story, told

PNG = b"\x89PNG\r\n\x1a\n"
_EMF = b"\x01\x00\x00\x00".ljust(40, b"\x00") + b" EMF"
LONG = p("关于做好2023年度部门预算公开工作的通知，请各科室按时报送有关材料。")


def png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return PNG + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(head))


def jpeg(width, height, *, thumbnail=b""):
    """The beginning of a JPEG; a preview lies before what counts."""
    preview = b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width)
    return b"\xff\xd8" + preview + frame + b"\x03" + bytes(20)


def holding(name, content, relation, body=LONG):
    parts = {f"word/{name}": content}
    return read(
        raw_word(body, parts=parts, related={f"/word/{name}": relation} if relation else {})
    )


@pytest.mark.parametrize(
    ("name", "content", "relation", "is_picture"),
    [
        ("media/a.png", png(9, 9), "image", True),
        ("media/a.wdp", b"II\xbc\x01rest", "hdphoto", True),
        ("media/a.png", b"PK\x03\x04rest", "image", False),
        ("media/a.png", b"%PDF-1.7", "image", False),
        ("embeddings/a.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "oleObject", False),
        ("embeddings/a.docx", b"PK\x03\x04rest", "package", False),
        ("media/a.mp4", b"\x00\x00\x00\x18ftypmp42", "video", False),
        ("afchunk.xml", b"<html><body>a</body></html>", "aFChunk", False),
    ],
)
def test_a_file_is_handed_on_to_be_read_by_its_content(name, content, relation, is_picture):
    extract = holding(name, content, relation)

    assert [(one.name, one.content, one.is_picture) for one in extract.embedded] == [
        (f"word/{name}", content, is_picture)
    ]
    assert told(extract, "embedded_file") == (
        [] if is_picture else [name.partition("/")[2] or name]
    )


def test_a_picture_that_is_there_twice_is_handed_on_once():
    parts = {"word/media/a.png": png(9, 9), "word/media/b.png": png(9, 9)}
    related = {f"/{name}": "image" for name in parts}

    extract = read(raw_word(LONG, parts=parts, related=related))

    assert [one.name for one in extract.embedded] == ["word/media/a.png"]


def test_a_packed_metafile_is_handed_on_unpacked():
    extract = holding("media/a.emz", gzip.compress(_EMF), "image")

    assert [one.content for one in extract.embedded] == [_EMF]


def test_a_drawing_in_xml_is_read_and_left_to_be_looked_at():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><text>\xe6\x9c\xba\xe5\xaf\x86</text></svg>"

    extract = holding("media/a.svg", svg, "image")

    assert ("机密", "picture") in [(one.text, one.part.value) for one in extract.segments]
    assert told(extract, "picture") == ["a.svg"]


def test_a_picture_that_nothing_shows_is_told():
    extract = holding("media/a.png", png(9, 9), "")

    assert told(extract, "unused_object") == ["a.png"]
    assert len(extract.embedded) == 1


def test_a_program_is_handed_on_and_told():
    extract = holding("vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "vbaProject")

    assert told(extract, "active_content") == ["vbaProject.bin"]
    assert [one.part.value for one in extract.embedded] == ["macro"]


def test_an_object_is_told_with_the_program_that_made_it():
    body = LONG + "<w:object><o:OLEObject ProgID='Equation.3' r:id='r0'/></w:object>"

    extract = holding("embeddings/o.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oleObject", body)

    assert told(extract, "embedded_file") == ["o.bin Equation.3"]


@pytest.mark.parametrize(
    ("name", "content", "is_looked_at"),
    [
        ("thumbnail.png", png(256, 512), False),
        ("thumbnail.png", png(800, 1100), True),
        ("thumbnail.jpeg", jpeg(256, 181), False),
        ("thumbnail.jpeg", jpeg(1654, 2339, thumbnail=jpeg(100, 100)), True),
        ("thumbnail.jpeg", b"\xff\xd8\xff", True),
        ("thumbnail.emf", _EMF, True),
    ],
    ids=["small png", "large png", "small jpeg", "large jpeg", "no size", "metafile"],
)
def test_a_thumbnail_is_told_and_looked_at_where_it_could_be_read(name, content, is_looked_at):
    extract = holding(name, content, "thumbnail")

    assert told(extract, "thumbnail") == [name]
    assert len(extract.embedded) == is_looked_at


def test_a_printer_is_told_by_its_name():
    settings = "办公室打印机".encode("utf-16-le").ljust(220, b"\x00")

    extract = holding("printerSettings1.bin", settings, "printerSettings")

    assert told(extract, "property") == ["办公室打印机"]


def _scrambled(font, key):
    mask = bytes.fromhex(key.replace("-", ""))[::-1]
    head = bytes(byte ^ mask[at % 16] for at, byte in enumerate(font[:32]))
    return head + font[32:]


def test_a_font_is_no_finding_and_what_pretends_to_be_one_is():
    key = "12345678-90AB-CDEF-1234-567890ABCDEF"
    table = f"<w:fonts xmlns:w='urn:w' w:fontKey='{{{key}}}'/>"
    font = _scrambled(b"\x00\x01\x00\x00" + bytes(60), key)
    for content, files in ((font, 0), (b"not a font, but something else", 1)):
        parts = {"word/fonts/a.odttf": content, "word/fontTable.xml": table}
        extract = read(raw_word(LONG, parts=parts, related={"/word/fonts/a.odttf": "font"}))

        assert len(extract.embedded) == files


def test_a_paper_of_pictures_alone_is_decided_by_what_is_seen_on_them():
    """They are the paper then: what is not made out blocks, and is not left to a look."""
    few, many = p("第1页"), LONG

    scanned = holding("media/a.png", png(9, 9), "image", few)
    illustrated = holding("media/a.png", png(9, 9), "image", many)

    assert [(one.is_picture, scanned.unread) for one in scanned.embedded] == [(False, None)]
    assert [one.is_picture for one in illustrated.embedded] == [True]


def test_a_paper_of_pictures_is_never_clear_unseen(examined):
    content = raw_word(p("1"), parts={"word/a.png": png(9, 9)}, related={"/word/a.png": "image"})

    examination = examined(content)

    assert examination.unread is not None
    assert examination.unread.file == "word/a.png"


def test_a_title_in_the_margin_makes_no_paper_of_pictures_readable():
    parts = {"word/header1.xml": story("hdr", LONG), "word/a.png": png(9, 9)}
    related = {"/word/header1.xml": "header", "/word/a.png": "image"}

    assert [
        one.is_picture for one in read(raw_word(p(), parts=parts, related=related)).embedded
    ] == [False]


def test_an_empty_paper_has_not_been_read():
    assert read(raw_word(p(""))).unread.reason is Reason.NO_TEXT


def test_a_file_in_bytes_of_another_kind_is_not_parsed():
    """An attached paper that is declared like the paper itself."""
    buffer = io.BytesIO(raw_word(LONG))
    types = (
        "<Override PartName='/word/a.docx' ContentType='application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.document.main+xml'/>"
    )
    parts = {"word/a.docx": buffer.getvalue()}

    extract = read(raw_word(LONG, parts=parts, related={"/word/a.docx": "aFChunk"}, types=types))

    assert [one.name for one in extract.embedded] == ["word/a.docx"]
