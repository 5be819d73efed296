"""Zip archives: every file by itself, names as they were meant, remarks told, bombs refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from review.screening.limits import LIMITS
from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.papers import packed, word


def changed(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "公开")
        change(archive)
    return buffer.getvalue()


def commented(archive: zipfile.ZipFile) -> None:
    archive.comment = SECRET.encode()


def entry_commented(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("b.txt")
    info.comment = SECRET.encode("gb18030")
    archive.writestr(info, "公开")


def named_in_gbk(name: str) -> bytes:
    """An archive as Chinese Windows writes it: the name in GBK, and nothing says so."""
    stand_in = "x" * len(name.encode("gbk"))
    return packed({f"{stand_in}.txt": "公开".encode()}).replace(
        stand_in.encode(), name.encode("gbk")
    )


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (packed({"a.txt": SECRET.encode()}), ""),
        (packed({f"{SECRET}.txt": b"public"}), ""),
        (packed({f"{SECRET}/": b"", "a.txt": b"public"}), ""),
        (packed({"b/c.zip": packed({"d.docx": word(SECRET)})}), ""),
        (named_in_gbk(SECRET), ""),
        (changed(commented), "hidden.archive_comment"),
        (changed(entry_commented), "hidden.archive_comment"),
    ],
)
def test_a_sentence_in_every_place_is_found(content, rule):
    read = found(content, name="a.zip")

    assert read.where()
    assert not read.reasons
    assert not rule or read.tells(rule)


def test_a_name_in_gbk_is_shown_as_it_was_meant():
    assert "附件一.txt" in found(named_in_gbk("附件一"), name="a.zip").paths


def nested(depth: int) -> bytes:
    content = packed({"a.txt": SECRET.encode()})
    for _ in range(depth):
        content = packed({"a.zip": content})
    return content


def test_an_archive_within_archives_is_read_to_a_depth_and_no_further():
    assert found(nested(LIMITS.depth - 1), name="a.zip").where()
    assert found(nested(LIMITS.depth), name="a.zip").reasons == [Reason.TOO_DEEP]


def locked() -> bytes:
    content = bytearray(packed({"a.txt": b"public"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked(), Reason.ENCRYPTED),
        (packed({"a.bin": b"\0" * (9 << 20)}), Reason.INFLATES),
        (packed({}), Reason.EMPTY),
        (packed({"a.txt": b"public"})[:-30], Reason.BROKEN),
        (packed({"../a.txt": b"public"}), Reason.ODD_ARCHIVE),
        (b"Rar!\x1a\x07\x01\x00", Reason.RAR),
    ],
    ids=["locked", "a bomb", "empty", "cut off", "a name that leads out", "RAR"],
)
def test_what_is_not_read_says_why(content, reason):
    assert found(content, name="a.zip").reasons == [reason]


def test_what_to_do_with_a_rar_is_said(ruleset):
    assert "重新打包为 .zip" in ruleset.reason(Reason.RAR)


def test_bombs_side_by_side_end_within_the_purse():
    one = packed({f"{n}.bin": bytes([n]) * (1 << 20) for n in range(4)})
    many = packed({f"{n}.zip": one for n in range(8)})
    limits = replace(LIMITS, inflated=10 << 20)

    read = found(many, name="a.zip", limits=limits)

    assert Reason.INFLATES in read.reasons
    assert len(read.readings) < 1 + 8 * 5
