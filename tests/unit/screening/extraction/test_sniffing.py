"""What a file is, its content says; what is not read is told with what to do about it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from review.domain.vocabulary import Verdict
from review.screening.extraction.compound_copy import compound_of
from review.screening.segments import Reason
from tests.unit.screening.papers import BODY, packed, pdf, word


def workbook():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (compound_of({("Other",): b"x"}), Reason.LEGACY_OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.BROKEN),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Reason.ENCRYPTED,
        ),
        ("<!DOCTYPE html><p>公开".encode(), Reason.MISNAMED),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.MISNAMED),
        (b"MIME-Version: 1.0\n", Reason.MISNAMED),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Reason.BROKEN),
        (b"\xff\xd8\xff\xe0\x00", Reason.BROKEN),
        (b"Rar!\x1a\x07", Reason.RAR),
        (packed({"OFD.xml": b"<a/>"}), Reason.BROKEN),
        (workbook(), Reason.NO_TEXT),
    ],
    ids=[
        "old file of others", "broken old file", "locked Word", "HTML", "SVG", "MHT", "PNG",
        "JPEG", "RAR", "OFD", "xlsx",
    ],
)  # fmt: skip
def test_what_is_not_read_is_unreadable_whatever_its_name(screened, examined, content, reason):
    assert examined(content, name="通知.docx").unread.reason is reason

    report = screened(content, name="通知.docx")

    assert report.verdict is Verdict.BLOCK
    assert "请" in report.unreadable


NOISE = bytes(range(256)) * 4
SOUNDS = {
    "mp3 with a head": b"ID3\x04" + NOISE,
    "mp3 without": b"\xff\xfb\x90\x44" + NOISE,
    "aac": b"\xff\xf1\x50\x80" + NOISE,
    "wav": b"RIFF\x24\x08\0\0WAVEfmt " + NOISE,
    "avi": b"RIFF\x24\x08\0\0AVI LIST" + NOISE,
    "mp4": b"\0\0\0\x18ftypmp42" + NOISE,
    "mov": b"\0\0\0\x14ftypqt  " + NOISE,
    "wmv": b"0&\xb2u\x8ef\xcf\x11\xa6\xd9" + NOISE,
    "mkv": b"\x1aE\xdf\xa3\x01" + NOISE,
    "mpg": b"\x00\x00\x01\xba" + NOISE,
    "ts": (b"\x47" + b"\0" * 187) * 6,
    "flv": b"FLV\x01\x05" + NOISE,
    "ogg": b"OggS\0" + NOISE,
    "flac": b"fLaC\0" + NOISE,
    "amr": b"#!AMR\n\x3c" + NOISE,
    "midi": b"MThd\0\0" + NOISE,
}
PACKED = {
    "bz2": b"BZh91AY&SY" + NOISE,
    "xz": b"\xfd7zXZ\0" + NOISE,
    "zst": b"\x28\xb5\x2f\xfd" + NOISE,
    "lz4": b"\x04\x22\x4d\x18" + NOISE,
    "cab": b"MSCF\0\0\0\0" + NOISE,
}


@pytest.mark.parametrize("kind", SOUNDS)
def test_a_sound_or_a_film_is_left_to_people(screened, examined, kind):
    report = screened(SOUNDS[kind], name="会议录音.docx")

    assert examined(SOUNDS[kind]).unread.reason is Reason.SOUND_OR_VIDEO
    assert report.verdict is Verdict.BLOCK
    assert "两人" in report.unreadable


@pytest.mark.parametrize("kind", PACKED)
def test_what_is_packed_in_another_way_is_to_be_packed_anew(screened, examined, kind):
    assert examined(PACKED[kind]).unread.reason is Reason.PACKED
    assert ".zip" in screened(PACKED[kind], name="附件.zip").unreadable


def test_a_picture_of_a_telephone_is_no_film(examined):
    assert examined(b"\0\0\0\x18ftypheic" + NOISE).unread.reason is not Reason.SOUND_OR_VIDEO


def test_a_name_does_not_decide_what_a_file_is(examined):
    assert examined(word(BODY), name="a.txt").media_type.endswith("wordprocessingml.document")
    assert examined(pdf(BODY), name="a.docx").media_type == "application/pdf"
    assert examined(BODY, name="a.pdf").media_type == "text/plain"


def test_a_package_whose_list_of_types_is_broken_is_a_bad_archive(examined):
    content = bytearray(packed({"[Content_Types].xml": b"<Types>" + bytes(range(256)) * 9}))
    content[49:53] = b"\xff" * 4

    assert examined(bytes(content), name="a.docx").unread.reason is Reason.BROKEN
