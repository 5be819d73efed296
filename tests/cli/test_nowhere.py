"""A command that asks, at a mistyped place: it is named, and nothing is made there."""

from __future__ import annotations

import sqlite3

import pytest

ASKING = (
    ("ledger", "verify"),
    ("case", "list"),
    ("case", "show", "2026-0001"),
    ("doctor",),
    ("publish", "verify"),
    ("publish", "status"),
    ("reassess", "status"),
    ("user", "list", "--by", "guan"),
    ("step", "2026-0001", "propose", "--by", "li"),
    ("clock",),
)


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_at_a_place_where_nothing_is_nothing_is_made(xianshen, data_dir, words):
    said = xianshen(*words)

    assert said.code == 2
    assert f"这里没有先审的数据库：{data_dir / 'xianshen.db'}" in said.err
    assert "完整" not in said.out
    assert not data_dir.exists()


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_in_a_database_that_is_not_ours_nothing_is_made(xianshen, data_dir, words):
    data_dir.mkdir()
    with sqlite3.connect(data_dir / "xianshen.db") as other:
        other.execute("CREATE TABLE mine (x)")

    said = xianshen(*words)

    assert said.code == 2
    with sqlite3.connect(data_dir / "xianshen.db") as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_what_is_no_database_at_all_is_named_too(xianshen, data_dir):
    data_dir.mkdir()
    (data_dir / "xianshen.db").write_text("不是数据库" * 200, encoding="utf-8")

    said = xianshen("ledger", "verify")

    assert said.code == 2
    assert "这里没有先审的数据库" in said.err


def test_what_sets_an_office_up_may_make_one(xianshen, data_dir):
    assert xianshen("db", "upgrade").code == 0
    assert (data_dir / "xianshen.db").is_file()
    assert xianshen("case", "list", "--json").told == []


def test_an_office_without_its_guards_is_looked_at_but_not_worked_in(xianshen, data_dir):
    xianshen("db", "upgrade")
    with sqlite3.connect(data_dir / "xianshen.db") as opened:
        opened.execute("DROP TRIGGER document_is_kept")

    refused, looked = xianshen("case", "list"), xianshen("ledger", "verify")
    mended = xianshen("db", "upgrade")

    assert refused.code == 1
    assert "1道关口缺失" in refused.err
    assert "document_is_kept" in refused.err
    assert looked.code == 0
    assert "已补齐关口 document_is_kept" in mended.err
    assert xianshen("case", "list", "--json").told == []
