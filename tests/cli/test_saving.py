"""What a command saves: what was there is not lost by a refusal, and nothing half-made is left."""

from __future__ import annotations

import errno
import os

import pytest

from review.cli.saving import saved_at
from review.cli.speech import WrongUseError

pytestmark = pytest.mark.usefixtures("demo_office")
OLD = b"last year's register"
USUAL = "不公开信息台账.csv"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, in which the commands are called."""
    place = tmp_path / "台账"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def lying(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def broken_off(path) -> None:
    with saved_at(path) as out:
        out.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_refused_register_leaves_the_old_one_as_it_was(xianshen, folder):
    (folder / "x.xlsx").write_bytes(OLD)

    said = xianshen("register", "--format", "xlsx", "-o", "x.xlsx", "--by", "nobody")

    assert said.code == 1
    assert (folder / "x.xlsx").read_bytes() == OLD
    assert lying(folder) == ["x.xlsx"]


def test_a_refused_register_leaves_nothing_in_the_way_of_the_next(xianshen, folder):
    refused = xianshen("register", "--format", "csv", "--by", "nobody")
    assert (refused.code, lying(folder)) == (1, [])

    said = xianshen("register", "--format", "csv", "--by", "zhou")

    assert (said.code, said.err) == (0, "")
    assert lying(folder) == [USUAL]
    assert xianshen("register", "--format", "csv", "--by", "zhou").code == 2


@pytest.mark.parametrize(
    "asked", [("register",), ("reassess", "report", "--year", "2026")], ids=" ".join
)
def test_a_place_without_a_format_is_not_passed_over_in_silence(xianshen, folder, asked):
    said = xianshen(*asked, "-o", "x.xlsx", "--by", "zhou")

    assert (said.code, said.out) == (2, "")
    assert "--format" in said.err
    assert lying(folder) == []


def test_a_register_replaces_what_a_link_leads_to_and_lets_in_whom_that_let_in(xianshen, folder):
    old, link = folder / "x.csv", folder / "今年.csv"
    old.write_bytes(OLD)
    old.chmod(0o640)
    link.symlink_to(old)

    said = xianshen("register", "--format", "csv", "-o", link, "--by", "zhou")

    assert said.code == 0
    assert link.is_symlink()
    assert OLD not in old.read_bytes()
    assert old.stat().st_mode & 0o777 == 0o640
    assert lying(folder) == ["x.csv", "今年.csv"]


def test_what_breaks_off_halfway_is_not_left_in_place_of_the_old(folder):
    path = folder / "x.csv"
    path.write_bytes(OLD)

    with pytest.raises(WrongUseError, match="磁盘已满"):
        broken_off(path)

    assert path.read_bytes() == OLD
    assert lying(folder) == ["x.csv"]


def test_a_device_is_written_to_and_stays_one(xianshen):
    assert xianshen("register", "--format", "csv", "-o", os.devnull, "--by", "zhou").code == 0


def test_a_copy_that_lies_there_already_is_told_in_chinese(xianshen, folder):
    """A link that leads nowhere looks free until it is written."""
    paper = folder / "通知.txt"
    paper.write_text("联系人张三，电话13812345678。\n", encoding="utf-8")
    (folder / "副本.txt").symlink_to(folder / "没有.txt")

    said = xianshen("redact", paper, "--all-personal", "-o", "副本.txt")

    assert said.code == 2
    assert "写不了（这里已经有同名的文件或链接）" in said.err
    assert "Error" not in said.err
