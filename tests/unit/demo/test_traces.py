"""The search of the walk finds a sentence however it is written."""

from __future__ import annotations

import io
import zipfile

import pytest

from review.demo.traces import files_in, traces_of

SENTENCE = "由保管人员按照登记簿逐项清点"


def zipped(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("word/document.xml", content)
    return archive.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("gb18030"),
        ascii(SENTENCE).encode(),
        zipped(SENTENCE.encode() * 20),
        b"before" + b"\x07the very bytes" + b"after",
    ],
    ids=["utf-8", "utf-16", "gb18030", "escaped", "inside-a-docx", "bytes"],
)
def test_a_trace_is_found(tmp_path, content):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "some").write_bytes(b"x" * 100 + content)
    (tmp_path / "other").write_bytes(b"nothing")

    assert traces_of((SENTENCE,), content=b"\x07the very bytes", folder=tmp_path) == (
        tmp_path / "deep" / "some",
    )
    assert len(files_in(tmp_path)) == 2
