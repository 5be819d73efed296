"""The blank check list is what `read-by-people` wants, once it is filled in."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import receive


@pytest.fixture
def scan(xianshen, demo_office, tmp_path):
    """A case whose file no machine can read."""
    path = tmp_path / "扫描件.bin"
    path.write_bytes(b"\x00\x01\x02 nothing opens this")
    return xianshen(*receive(path)).told["case"]


@pytest.fixture
def blank(xianshen, tmp_path, data_dir):
    path = tmp_path / "清单.txt"
    said = xianshen("checklist", "-o", path)
    assert (said.code, data_dir.exists()) == (0, False)  # no database is asked for, and none made
    return path


def test_it_is_printed_with_every_question(xianshen, blank):
    said = xianshen("checklist")

    assert said.out == blank.read_text(encoding="utf-8")
    assert "国家秘密：有密级标志" in said.out
    assert "保密法第三十一条" in said.out


def test_what_is_there_is_not_written_over(xianshen, blank):
    said = xianshen("checklist", "-o", blank)

    assert said.code == 2
    assert "已经存在" in said.err


def test_filled_in_it_is_taken_and_blank_it_is_not(blank, xianshen, scan):
    read = ("read-by-people", scan, "扫描件.bin", "--by", "wang", "--checklist", blank)

    empty = xianshen(*read)
    blank.write_text(re.sub("=$", "=否", blank.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    filled = xianshen(*read)

    assert empty.code == 1
    assert "还有未答的项目：A、B、C" in empty.err
    assert filled.code == 0, filled.err
    assert "检查清单" not in filled.err


def test_an_item_that_is_not_on_the_list_is_named(blank, xianshen, scan):
    read = ("read-by-people", scan, "扫描件.bin", "--by", "wang", "--checklist", blank)

    blank.write_text("A=否\nZZ=否\n", "utf-8")
    unknown = xianshen(*read)
    blank.write_text("A=否\nA=是\n", "utf-8")
    twice = xianshen(*read)
    blank.write_text("关于某项工作的若干具体措施=否\n", "utf-8")
    paper = xianshen(*read)

    assert "第2行：没有“ZZ”这一项" in unknown.err
    assert "项目有：A、B、C" in unknown.err
    assert "第2行：“A”前面已经答过" in twice.err
    assert "若干具体措施" not in paper.err
