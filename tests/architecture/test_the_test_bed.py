"""The ground that the tests stand on is what it says it is."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from review.shipped import checkout

SUITE = """
import pytest

def test_asked_for(unavailable):
    unavailable("没有浏览器")

def test_passes():
    pass
"""


def ask(url: str, question: str) -> object:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        answer = connection.execute(question)
        row = answer.fetchone() if answer.description else None
    return row and row[0]


@pytest.mark.postgres
def test_a_fresh_database_is_empty_and_real(fresh_postgres):
    """Constraints and triggers are tried on the database that a city would use."""
    assert fresh_postgres.startswith("postgresql+psycopg://")
    assert str(ask(fresh_postgres, "select version()")).startswith("PostgreSQL ")
    count = "select count(*) from pg_tables where schemaname = 'public'"
    assert ask(fresh_postgres, count) == 0


@pytest.mark.postgres
def test_two_databases_of_one_server_know_nothing_of_each_other(postgres_databases):
    """What one test leaves, another does not find; a copy has what it was copied from."""
    one, other = postgres_databases.fresh(), postgres_databases.fresh()
    ask(one, "create table papers (id int)")
    copy = postgres_databases.copy_of(one)

    found = "select to_regclass('papers') is not null"
    assert [ask(url, found) for url in (one, other, copy)] == [True, False, True]

    for url in (one, other, copy):
        postgres_databases.drop(url)


def test_no_test_reaches_an_office_by_the_settings_of_this_machine():
    """Only what the tests themselves are told remains in the environment."""
    told = {name for name in os.environ if name.startswith("XIANSHEN_")}

    assert told <= {
        "XIANSHEN_TEST_ALL",
        "XIANSHEN_TEST_DATABASE_URL",
        "XIANSHEN_REAL_FILES",
        "XIANSHEN_LONG",
    }


def test_no_test_reaches_another_machine():
    """The tests need no network, and a paper cannot leave through one."""
    with socket.socket() as door, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        door.connect(("192.0.2.1", 443))


def run_suite(folder: Path, *, demands_all: str) -> subprocess.CompletedProcess[str]:
    tests = folder / "tests"
    tests.mkdir()
    top = checkout()
    assert top is not None
    for name in ("conftest.py", "postgres.py"):
        (tests / name).write_text((top / "tests" / name).read_text("utf-8"), "utf-8")
    (tests / "test_suite.py").write_text(SUITE, "utf-8")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-c", str(top / "pyproject.toml"),
         "--rootdir", str(folder), "-o", f"pythonpath={folder}", "-p", "no:cacheprovider",
         str(tests)],
        env=environ | {"XIANSHEN_TEST_ALL": demands_all, "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip


def test_what_is_missing_is_listed_with_its_reason(tmp_path):
    """A newcomer's run passes, and says what it did not try."""
    run = run_suite(tmp_path, demands_all="0")

    assert run.returncode == 0
    assert "跳过的测试 / skipped tests" in run.stdout
    assert "   1 × 没有浏览器" in run.stdout
    assert run.stdout.splitlines()[-1].startswith("1 passed, 1 skipped")


def test_where_all_is_demanded_a_missing_thing_fails(tmp_path):
    """A server that builds the product cannot leave out what it lacks."""
    run = run_suite(tmp_path, demands_all="1")

    assert run.returncode == 1
    assert "XIANSHEN_TEST_ALL=1 时不许跳过：没有浏览器" in run.stdout
