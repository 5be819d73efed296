"""7z archives: every file by itself; locked ones, bombs and odd ones are refused."""

from __future__ import annotations

import io

import py7zr
import pytest

from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.papers import word


def seven(files: dict[str, bytes], *, password: str | None = None, header: bool = False) -> bytes:
    buffer = io.BytesIO()
    filters = None if password else [{"id": py7zr.FILTER_LZMA2, "preset": 0}]
    with py7zr.SevenZipFile(
        buffer, "w", filters=filters, password=password, header_encryption=header
    ) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return buffer.getvalue()


PLAIN = seven({"a.txt": "公开".encode()})


@pytest.mark.parametrize(
    "content",
    [
        seven({"a.txt": SECRET.encode()}),
        seven({f"{SECRET}.txt": b"public"}),
        seven({"b/a.docx": word(SECRET)}),
        seven({"b.7z": seven({"a.txt": SECRET.encode()})}),
    ],
)
def test_a_sentence_in_every_place_is_found(content):
    read = found(content, name="a.7z")

    assert read.where()
    assert not read.reasons


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (seven({"a.txt": b"public"}, password="x"), Reason.ENCRYPTED),
        (seven({"a.txt": b"public"}, password="x", header=True), Reason.ENCRYPTED),
        (PLAIN[:-9], Reason.BROKEN),
        (PLAIN + b"behind the end", Reason.ODD_ARCHIVE),
        (seven({"a.bin": b"\0" * (24 << 20)}), Reason.INFLATES),
    ],
    ids=["locked", "names locked too", "cut off", "a tail", "a bomb"],
)
def test_what_is_not_read_says_why(content, reason):
    assert found(content, name="a.7z").reasons == [reason]
