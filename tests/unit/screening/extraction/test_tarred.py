"""Tar archives: every file by itself; links, devices and bytes of no entry are refused."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest

from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found


def tar(
    files: dict[str, bytes],
    *,
    form: int = tarfile.GNU_FORMAT,
    encoding: str = "utf-8",
    owner: str = "",
    headers: dict[str, str] | None = None,
) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(
        fileobj=buffer, mode="w", format=form, encoding=encoding, pax_headers=headers or {}
    ) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.uname = len(content), owner
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def with_kind(kind: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("a")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    return buffer.getvalue()


PLAIN = tar({"a.txt": "公开".encode()})


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (tar({"a.txt": SECRET.encode()}), ""),
        (tar({f"{SECRET}.txt": b"public"}), ""),
        (tar({f"{SECRET}.txt": b"public"}, encoding="gbk"), ""),
        (tar({f"{'a' * 150}/{SECRET}.txt": b"public"}), ""),
        (tar({f"{'a' * 150}/{SECRET}.txt": b"public"}, form=tarfile.PAX_FORMAT), ""),
        (tar({"a.txt": b"public"}, form=tarfile.PAX_FORMAT, headers={"comment": SECRET}),
         "hidden.archive_comment"),
        (tar({"a.txt": b"public"}, owner=SECRET), "hidden.user_name"),
        (gzip.compress(tar({"a.txt": SECRET.encode()}), mtime=0), ""),
    ],
)  # fmt: skip
def test_a_sentence_in_every_place_is_found(content, rule):
    read = found(content, name="a.tar")

    assert read.where()
    assert not read.reasons
    assert not rule or read.tells(rule)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (with_kind(tarfile.SYMTYPE), Reason.ODD_ARCHIVE),
        (with_kind(tarfile.LNKTYPE), Reason.ODD_ARCHIVE),
        (with_kind(tarfile.CHRTYPE), Reason.ODD_ARCHIVE),
        (PLAIN[:600], Reason.BROKEN),
        (PLAIN + b"behind the end", Reason.ODD_ARCHIVE),
        (PLAIN[:600] + b"between the files" + PLAIN[617:], Reason.ODD_ARCHIVE),
        (tar({"../a.txt": b"public"}), Reason.ODD_ARCHIVE),
        (tar({"a.txt": b"public", "A.TXT": b"public"}), Reason.ODD_ARCHIVE),
    ],
)
def test_what_is_not_read_says_why(content, reason):
    assert found(content, name="a.tar").reasons == [reason]
