"""`check`: screening alone, with the exit codes and keys that scripts rely on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

KEYS = ["path", "sha256", "sm3", "media_type", "verdict", "unreadable", "findings", "elapsed_ms"]
FINDING = ["id", "rule", "severity", "part", "place", "excerpt", "message", "basis"]


@pytest.fixture
def clean(tmp_path) -> Path:
    path = tmp_path / "papers" / "公告.txt"
    path.parent.mkdir()
    path.write_text("关于图书馆开放时间的公告\n每日九时至十七时。\n", encoding="utf-8")
    return path


@pytest.fixture
def with_id(clean) -> Path:
    path = clean.with_name("名单.txt")
    path.write_text("申请人身份证号 11010519491231002X。\n", encoding="utf-8")
    return path


def test_a_clean_file_exits_0(xianshen, clean):
    said = xianshen("check", clean, "--json")

    assert said.code == 0
    assert list(said.told) == ["ruleset", "files"]
    (file,) = said.told["files"]
    assert list(file) == KEYS
    assert (file["path"], file["verdict"], file["unreadable"]) == (str(clean), "clear", None)


def test_a_finding_exits_1_and_is_masked(xianshen, with_id):
    said = xianshen("check", with_id, "--json")

    assert said.code == 1
    (finding,) = said.told["files"][0]["findings"]
    assert list(finding) == FINDING
    assert finding["rule"] == "person.resident_id"
    assert "11010519491231002X" not in said.out


def test_people_read_a_table(xianshen, with_id):
    """Rule, place, masked excerpt, what to do and by which article."""
    said = xianshen("check", with_id)

    assert said.code == 1
    assert "[阻断] person.resident_id（第1段）11*************02x" in said.out
    assert "公开前须删去或者遮盖" in said.out
    assert "政府信息公开条例第十五条" in said.out
    assert "11010519491231002X" not in said.out


def test_a_folder_is_read_through_in_order(xianshen, clean, with_id):
    """Hidden files and subfolders are looked at too."""
    hidden = clean.with_name(".隐藏.txt")
    hidden.write_text("无", encoding="utf-8")
    deep = clean.parent / "下级" / "附件.txt"
    deep.parent.mkdir()
    deep.write_text("无", encoding="utf-8")

    said = xianshen("check", clean.parent, "--json")

    paths = [file["path"] for file in said.told["files"]]
    assert paths == [*sorted(map(str, (clean, with_id, hidden))), str(deep)]
    assert said.code == 1


def test_a_pattern_stands_for_what_it_fits(xianshen, clean, with_id):
    """Shells of other systems leave that to the program; what fits nothing does not exist."""
    deep = clean.parent / "下级" / "附件.txt"
    deep.parent.mkdir()
    deep.write_text("无", encoding="utf-8")
    odd = clean.with_name("通知[1].txt")
    odd.write_text("无", encoding="utf-8")

    said = xianshen("check", clean.parent / "**" / "*.txt", odd, "--json")
    nothing = xianshen("check", clean.parent / "*.ofd", "--json")

    paths = [file["path"] for file in said.told["files"]]
    assert paths == [*sorted(map(str, (clean, with_id, odd, deep))), str(odd)]
    assert said.code == 1
    assert nothing.code == 2
    assert nothing.told["files"] == []


def test_a_missing_path_exits_2_and_the_others_are_reported(xianshen, with_id, tmp_path):
    """2 wins over 1."""
    said = xianshen("check", tmp_path / "没有", with_id, "--json")

    assert said.code == 2
    assert f"“{tmp_path / '没有'}”不存在。" in said.err
    assert [(file["path"], file["verdict"]) for file in said.told["files"]] == [
        (str(with_id), "block")
    ]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(xianshen, clean, tmp_path):
    """It is not clear either: what was not looked at never is."""
    secret = tmp_path / "别处.txt"
    secret.write_text("申请人身份证号 11010519491231002X。", encoding="utf-8")
    clean.with_name("链接.txt").symlink_to(secret)
    clean.with_name("文件夹链接").symlink_to(tmp_path)

    said = xianshen("check", clean.parent, "--json")

    told = {Path(file["path"]).name: file for file in said.told["files"]}
    assert told["链接.txt"]["verdict"] == told["文件夹链接"]["verdict"] == "block"
    assert "链接" in told["链接.txt"]["unreadable"]
    assert told["链接.txt"]["findings"] == []
    assert said.code == 1


def test_a_pipe_is_not_waited_for(xianshen, clean):
    os.mkfifo(clean.with_name("管道"))

    said = xianshen("check", clean.parent, "--json")

    assert said.code == 1
    assert [file["verdict"] for file in said.told["files"]] == ["clear", "block"]


def test_a_file_that_is_no_document_is_unreadable(xianshen, clean):
    clean.write_bytes(b"\x00\x01\x02\x03" * 100)

    said = xianshen("check", clean, "--json")

    assert said.code == 1
    assert said.told["files"][0]["verdict"] == "block"
    assert said.told["files"][0]["unreadable"]


def test_the_folders_above_a_file_are_nobodys_finding(xianshen, tmp_path):
    """Only its own name is looked at."""
    folder = tmp_path / "机密★10年"
    folder.mkdir()
    (folder / "公告.txt").write_text("关于开放时间的公告", encoding="utf-8")

    assert xianshen("check", folder).code == 0


def test_no_database_is_made(xianshen, clean, data_dir):
    xianshen("check", clean)

    assert not data_dir.exists()
