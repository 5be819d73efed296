"""A text is decoded for certain, or it is unreadable."""

from __future__ import annotations

import pytest

from review.screening.segments import Reason
from tests.unit.screening.papers import BODY

MARKED = f"机密★10年\n{BODY}\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le-bom", "utf-32"]
)
def test_a_mark_is_found_in_every_encoding_an_office_writes(examined, encoding):
    content = (
        b"\xff\xfe" + MARKED.encode("utf-16-le")
        if encoding == "utf-16-le-bom"
        else MARKED.encode(encoding)
    )

    assert examined(content).judgement.refused == "marking.classification"


@pytest.mark.parametrize(
    "content",
    [
        "絕密★長期 關於某某事項的通知 請查照辦理".encode("big5") * 4,
        "機密 関する通知について、お知らせします。".encode("shift_jis") * 4,
        "Délégué général à la sûreté, où l’été".encode("cp1252") * 4,
        MARKED.encode("utf-16-le"),
        bytes(range(256)) * 8,
        MARKED.encode()[:-2] + b"\xff",
        b"text\x00with\x01control",
    ],
    ids=["Big5", "Shift-JIS", "Latin", "UTF-16 unmarked", "bytes", "cut", "control"],
)
def test_what_cannot_be_decoded_for_certain_is_unreadable(examined, content):
    assert examined(content).unread.reason is Reason.UNDECODABLE


@pytest.mark.parametrize("content", [b"", b" \r\n\t", "\ufeff\u3000".encode()])
def test_a_file_without_content_is_unreadable(examined, content):
    assert examined(content).unread.reason is Reason.EMPTY


def test_markdown_is_text(examined):
    examination = examined(f"# {BODY}\n\n- **预算公开**\n", name="a.md")

    assert (examination.unread, examination.judgement.findings) == (None, ())
