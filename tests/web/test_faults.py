"""A fault: nothing stored, a number on the page, a line in the log, and no word of the paper."""

from __future__ import annotations

import re

import pytest
from loguru import logger
from sqlalchemy import text

from review.storage.rows import CaseRow
from tests.web.browser import text_of
from tests.web.kept import entries, the

BREAKS_AT_COMMIT = (
    "CREATE TABLE nowhere (id INTEGER PRIMARY KEY)",
    "CREATE TABLE breaker (at INTEGER REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TRIGGER breaks AFTER INSERT ON step BEGIN INSERT INTO breaker VALUES (1); END",
)
"""Every statement goes well; only the commit finds that something is missing."""


def test_a_step_that_could_not_be_stored_is_never_shown_as_taken(as_, paper, office):
    """The commit comes before the answer: one that fails is a fault, with a number and no more."""
    number, li = paper(), as_("li")
    li.get(f"/cases/{number}")
    with office.database.write() as session:
        for line in BREAKS_AT_COMMIT:
            session.execute(text(line))
    before = entries(office)

    answer = li.takes(number, "propose", mode="proactive")

    assert answer.status_code == 500
    assert re.search(r"故障编号： [0-9a-f]{8}", text_of(answer))
    assert "breaker" not in answer.text
    assert "IntegrityError" not in answer.text
    assert "location" not in answer.headers
    assert the(office, CaseRow).stage == "attribution"
    assert entries(office) == before


@pytest.fixture
def log():
    """Everything that is logged, as it would stand in the file."""
    lines = []
    sink = logger.add(
        lines.append, level="DEBUG", format="{message} {extra}", diagnose=False, backtrace=False
    )
    yield lines
    logger.remove(sink)


def test_a_fault_is_logged_without_a_word_of_the_paper(as_, paper, office, log):
    number, li = paper(), as_("li")
    secret = "栀子花开在三号楼后面"
    with office.database.write() as session:
        session.execute(
            text(
                "CREATE TRIGGER break_at_once BEFORE INSERT ON step"
                " BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        )

    answer = li.takes(number, "withdraw", reason=secret)

    said = "".join(log)
    incident = re.search(r"故障编号： ([0-9a-f]{8})", text_of(answer))[1]
    assert "request failed" in said
    assert secret not in said
    assert secret not in answer.text
    assert incident in said
