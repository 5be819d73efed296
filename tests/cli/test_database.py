"""The database of an office: brought up to date, or left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def test_a_new_database_is_made_by_upgrading(xianshen, data_dir):
    said = xianshen("db", "upgrade")

    assert said.code == 0
    assert str(data_dir) in said.out
    assert xianshen("case", "list", "--json").told == []


def test_a_database_of_a_newer_release_is_not_touched(xianshen, data_dir):
    """An old program that writes into it would write half of what must be there."""
    xianshen("db", "upgrade")
    with closing(sqlite3.connect(data_dir / "xianshen.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    said = xianshen("case", "list")

    assert said.code == 1
    assert "更新版本的程序" in said.err
    with closing(sqlite3.connect(data_dir / "xianshen.db")) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_a_flipped_entry_is_named_by_its_number(xianshen, received, data_dir):
    """Whoever holds the file can edit it; the chain says where."""
    with closing(sqlite3.connect(data_dir / "xianshen.db")) as database, database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE ledger_entry SET body = body || ' ' WHERE seq = 3")

    said = xianshen("ledger", "verify")
    told = xianshen("ledger", "verify", "--json").told

    assert said.code == 1
    assert said.err.startswith("第 3 条：内容被改动")
    assert [(flaw["seq"], flaw["why"]) for flaw in told["flaws"]] == [(3, "edited")]
