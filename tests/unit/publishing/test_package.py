"""A paper leaves under names that no machine can misread."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from review.publishing.package import (
    Conversion,
    Package,
    PackedFile,
    manifest,
    name_of,
    safe,
    tombstone,
)

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def packed(name="供暖函.docx", position=0, content=b"letter"):
    return PackedFile(
        position=position,
        name=name,
        content=content,
        sha256="a" * 64,
        sm3="b" * 64,
        media_type="text/plain",
    )


def package(*files, **words):
    fields = {
        "key": "publish:1",
        "seq": 7,
        "asked_at": MORNING,
        "document": "d1",
        "title": "关于做好冬季供暖保障工作的函",
        "number": "宝建函〔2026〕12号",
        "kind": "函",
        "dated": date(2026, 11, 20),
        "published_at": MORNING,
        "conversion": None,
        "files": files or (packed(),),
    }
    return Package(**{**fields, **words})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("供暖函.docx", "供暖函.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/shadow", "shadow"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("x\u202excod.exe", "xxcod.exe"),
        ("报告.txt:evil", "报告.txt_evil"),
        ('<>"|?*.pdf', "______.pdf"),
        ("trailing. . .", "trailing"),
        ("..", "_"),
        ("", "_"),
        (".hidden", "hidden"),
        ("\ud800.txt", "txt"),
    ],
    ids=[
        "plain", "climbing", "climbing-windows", "absolute", "control", "direction", "stream",
        "forbidden", "trailing", "parent", "empty", "hidden", "surrogate",
    ],
)  # fmt: skip
def test_a_name_keeps_what_is_harmless(given, kept):
    assert safe(given) == kept


def test_a_long_name_is_cut_but_keeps_its_suffix():
    name = packed("供" * 300 + ".docx").safe_name

    assert len(name.encode()) <= 255
    assert name.endswith(".docx")


@pytest.mark.parametrize("reserved", ["CON", "nul.txt", "COM1.docx", "LPT9"])
def test_a_name_that_windows_reserves_is_preceded_by_its_position(reserved):
    assert packed(reserved).safe_name == f"01-{reserved}"


def test_files_of_one_name_do_not_collide():
    names = {packed("表.xlsx", position).safe_name for position in range(3)}

    assert names == {"01-表.xlsx", "02-表.xlsx", "03-表.xlsx"}


@pytest.mark.parametrize("document", ["", "..", "a/b", "-x", "关于", "a" * 65, ".hidden"])
def test_an_identity_that_could_leave_the_folder_is_refused(document):
    with pytest.raises(ValueError, match="cannot name a directory"):
        name_of(document)


def test_a_package_without_files_cannot_be():
    with pytest.raises(ValueError, match="without files"):
        package(files=())


def test_the_manifest_tells_the_site_what_it_needs():
    told = json.loads(manifest(package(packed(content=b"12345"))))

    assert told["title"] == "关于做好冬季供暖保障工作的函"
    assert (told["number"], told["kind"], told["dated"]) == (
        "宝建函〔2026〕12号",
        "函",
        "2026-11-20",
    )
    assert told["published_at"] == "2026-11-23T01:00:00+00:00"
    assert told["note"] is None
    (file,) = told["files"]
    assert (file["name"], file["original_name"]) == ("01-供暖函.docx", "供暖函.docx")
    assert (file["size"], file["sha256"], file["sm3"]) == (5, "a" * 64, "b" * 64)


def test_the_manifest_of_a_converted_paper_says_so():
    converted = Conversion(note="由依申请公开转为主动公开", on=date(2027, 3, 8), case="2027-0003")

    told = json.loads(manifest(package(conversion=converted)))

    assert told["note"] == "由依申请公开转为主动公开"
    assert (told["converted_on"], told["converted_by_case"]) == ("2027-03-08", "2027-0003")


def test_a_tombstone_tells_nothing_of_the_paper():
    told = json.loads(tombstone("d1", key="withdraw:1", seq=7, on=date(2026, 11, 23)))

    assert set(told) == {"key", "seq", "document", "withdrawn_on"}


def test_a_package_does_not_show_what_it_carries():
    """Its picture may stand in a traceback (H11)."""
    shown = repr(package(packed("拆迁名单.xlsx", content=b"secret")))

    assert "供暖" not in shown
    assert "拆迁" not in shown
    assert "secret" not in shown
