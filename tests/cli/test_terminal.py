"""Whatever stands at the other end: a closed pipe, an old terminal, a fault."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import pytest

from tests.architecture.source import TOP


def test_a_reader_that_leaves_early_is_no_fault(data_dir):
    """`xianshen ruleset list | head` says nothing on standard error."""
    called = subprocess.Popen(
        [sys.executable, "-m", "review.cli", "ruleset", "list"],
        cwd=TOP,
        env={"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert called.stdout is not None
    assert called.stderr is not None
    called.stdout.close()

    told = called.stderr.read()
    called.stderr.close()
    assert called.wait() == 1
    assert told == b""


@pytest.mark.parametrize(
    ("encoding", "shown"), [("ascii", "utf-8"), ("latin-1", "latin-1"), ("gbk", "gbk")]
)
def test_an_old_terminal_gets_signs_it_can_show(process, encoding, shown):
    """Text is replaced where it must be; JSON is UTF-8 all the same.

    A terminal that says ASCII is only set up badly: click writes UTF-8 to it.
    """
    text = process("ruleset", "list", PYTHONIOENCODING=encoding)
    told = process("ruleset", "list", "--json", PYTHONIOENCODING=encoding)

    assert text.returncode == 0
    assert text.stderr == b""
    assert "person.resident_id" in text.stdout.decode(shown)
    assert json.loads(told.stdout.decode("utf-8"))["title"]


def test_a_fault_is_told_by_a_number_and_never_by_its_words(xianshen, data_dir):
    """H11: what lies where the database should be is not printed."""
    data_dir.mkdir()
    planted = "关于老李家拆迁补偿的秘密句子"
    with sqlite3.connect(data_dir / "xianshen.db") as torn:
        torn.execute("CREATE TABLE alembic_version (version_num)")
    with (data_dir / "xianshen.db").open("r+b") as file:
        file.seek(100)  # the header stands, what follows is torn
        file.write((planted * 300).encode())

    said = xianshen("case", "list")

    assert said.code == 1
    assert "事故号" in said.err
    assert "Error" not in said.err
    assert "Traceback" not in said.err
    assert planted not in said.err + said.out
    number = said.err.partition("事故号 ")[2][:8]
    logs = "".join(path.read_text("utf-8") for path in (data_dir / "logs").iterdir())
    assert number in logs
    assert planted not in logs


def test_the_version_is_told(xianshen):
    said = xianshen("--version")

    assert said.code == 0
    assert said.out.startswith("先审")
