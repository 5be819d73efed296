"""A metafile draws by records: what they write is read, what they draw is for people."""

from __future__ import annotations

import struct

import pytest

from review.domain.vocabulary import Severity
from review.screening.extraction.metafile import read_metafile
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.pictures import picture, saved

MARK = "机密★10年"


def read(content):
    return read_metafile(content, limits=LIMITS)


def said(content):
    return [segment.text for segment in read(content).segments]


def record(kind: int, body: bytes) -> bytes:
    body += b"\0" * (-len(body) % 4)
    return struct.pack("<II", kind, 8 + len(body)) + body


def emf(*records: bytes) -> bytes:
    """An enhanced metafile of these records."""
    head = struct.pack("<8i4s", *([0] * 8), b" EMF") + b"\0" * 64
    return record(1, head) + b"".join(records) + record(14, b"\0" * 12)


def written(text: str, *, x: int = 0, y: int = 0, step: int = 0, options: int = 0) -> bytes:
    """A record that sets a text, each letter so wide."""
    letters = text.encode("utf-16-le")
    widths = struct.pack(f"<{len(text)}I", *([step] * len(text))) if step else b""
    body = b"\0" * 16 + struct.pack("<Iff", 1, 1.0, 1.0)
    begin = 8 + len(body) + 40
    at = begin + len(letters) if step else 0
    letters += b"\0" * (-len(letters) % 4) if not step else b""
    text_head = struct.pack("<iiIII", x, y, len(text), begin, options) + b"\0" * 16
    return record(84, body + text_head + struct.pack("<I", at) + letters + widths)


def plus(kind: int, data: bytes, *, flags: int = 0) -> bytes:
    """A comment that holds a record of EMF+."""
    inner = b"EMF+" + struct.pack("<HHII", kind, flags, 12 + len(data), len(data)) + data
    return record(70, struct.pack("<I", len(inner)) + inner)


def wmf(*records: tuple[int, bytes]) -> bytes:
    """A plain metafile; each record is a function and its body."""
    body = b""
    for kind, content in (*records, (0, b"")):
        even = content + b"\0" * (len(content) % 2)
        body += struct.pack("<IH", 3 + len(even) // 2, kind) + even
    return struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, 0, 0) + body


def bitmap() -> bytes:
    return saved(picture(), "BMP")


def test_what_an_enhanced_metafile_writes_is_read(examined):
    content = emf(written("某某单位"), written(MARK, y=40))

    assert said(content) == [f"某某单位\n{MARK}"]
    assert read(content).media_type == "image/emf"
    assert examined(content).judgement.refused == "marking.classification"


def test_pieces_of_a_word_are_one_word_and_cells_are_two():
    """Word sets a number digit by digit where it was edited."""
    pieces = [written("1101", x=0, step=10), written("0119", x=40, step=10)]
    cells = [*pieces, written("张", x=200, step=20)]

    assert said(emf(*pieces)) == ["11010119"]
    assert said(emf(*cells)) == ["11010119\t张"]


def test_small_texts_and_many_at_once_are_read():
    small = struct.pack("<iiIIIff", 0, 0, 2, 0x100, 1, 1.0, 1.0) + "内部".encode("utf-16-le")
    narrow = struct.pack("<iiIIIff", 0, 9, 4, 0x300, 1, 1.0, 1.0) + "资料".encode("gb18030")
    many = b"\0" * 16 + struct.pack("<IffI", 1, 1.0, 1.0, 1)
    many += struct.pack("<iiIII", 0, 20, 2, 80, 0) + b"\0" * 20 + "公开".encode("utf-16-le")

    assert said(emf(record(108, small), record(108, narrow), record(97, many))) == [
        "内部\n资料\n公开"
    ]


def test_what_only_emf_plus_writes_is_read():
    text = struct.pack("<III", 0, 0, len(MARK)) + struct.pack("<ffff", 0, 0, 9, 9)

    assert said(emf(plus(0x401C, text + MARK.encode("utf-16-le")))) == [MARK]


def test_text_in_a_fonts_own_glyphs_is_unreadable():
    """Numbers of shapes say nothing; a reader would see words."""
    with pytest.raises(NotRead) as refusal:
        read(emf(written("abc", options=0x10)))

    assert refusal.value.reason is Reason.GARBLED_PAGES


def test_what_a_plain_metafile_writes_is_read():
    text = MARK.encode("gb18030")
    out = struct.pack("<H", len(text)) + text + b"\0" * (len(text) % 2) + struct.pack("<hh", 5, 0)
    extended = struct.pack("<hhHH", 9, 0, 4, 0) + "内部".encode("gb18030")
    content = wmf((0x0521, out), (0x0A32, extended))

    assert said(content) == [f"{MARK}\n内部"]
    assert said(b"\xd7\xcd\xc6\x9a" + b"\0" * 18 + content) == [f"{MARK}\n内部"]


def test_bitmaps_are_pictures_to_be_recognised(examined):
    head, bits = bitmap()[14:54], bitmap()[54:]
    stretched = b"\0" * 40 + struct.pack("<IIII", 80, len(head), 80 + len(head), len(bits))
    enhanced = emf(record(81, stretched + b"\0" * 16 + head + bits))
    plain = wmf((0x0F43, b"\0" * 22 + head + bits))
    inside = emf(plus(0x4008, b"\0" * 16 + saved(picture(), "PNG"), flags=0x0500))

    for content in (enhanced, plain, inside):
        (shown,) = read(content).embedded
        assert shown.is_picture
        assert examined(content, name="a.emf").scans == 1


def test_an_enhanced_metafile_inside_a_plain_one_is_read():
    inner = emf(written(MARK))
    comment = b"WMFC" + b"\0" * 30 + inner
    content = wmf((0x0626, struct.pack("<HH", 15, len(comment)) + comment))

    assert [each.content for each in read(content).embedded] == [inner]


def test_the_drawing_itself_is_left_to_people(examined):
    findings = examined(emf(written("某某单位")), name="a.emf").judgement.findings

    assert [(each.rule, each.severity) for each in findings] == [
        ("hidden.picture", Severity.CONFIRM)
    ]


@pytest.mark.parametrize(
    "content",
    [
        emf(written(MARK))[:-20],
        emf(struct.pack("<II", 84, 4)),
        emf(record(84, b"\0" * 8)),
        wmf((0x0521, b"\x40"))[:-6],
        wmf((0x0A32, b"")),
    ],
    ids=["no end", "no size", "a short text", "cut off", "an empty text"],
)
def test_a_broken_metafile_is_unreadable(content):
    with pytest.raises(NotRead) as refusal:
        read(content)

    assert refusal.value.reason is Reason.BROKEN
