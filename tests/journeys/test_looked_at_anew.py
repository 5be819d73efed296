"""What newer rules find in the bytes of an old decision is news, and no fault of who decided."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from review.commands import TakeDown
from review.services.doctor import Complaint, examine
from review.storage.rows import FindingRow
from tests.journeys.letters import held
from tests.journeys.rules import stricter_rules
from tests.journeys.story import Story

pytestmark = pytest.mark.journey


UNREAD = "UPDATE file SET unreadable = 'damaged' WHERE document_id = :paper"
"""It lets a decision rest on bytes that nobody read: no later screening makes that news."""


def harmed(story: Story, statement: str, document: str) -> None:
    """Change the files of a paper as only whoever owns the database can: past their guards."""
    guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'file'"
    with story.office.database.write() as session:
        for name in session.scalars(text(guards)).all():
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(statement), {"paper": document})


def complaints(story: Story) -> list[Complaint]:
    """What the doctor complains of; notes aside."""
    return [one for one in story.office.ask(examine) if not one.is_note]


def test_a_finding_of_newer_rules_in_a_paper_that_was_taken_down_breaks_no_invariant(
    story: Story, tmp_path
):
    """It was converted and public under rules that found nothing; the next campaign looks again.

    What was open when an official decided is complained of as ever (tests/storage/harms.py).
    """
    document = held(story)
    story.nights(7)
    down = story.do("zhou", TakeDown(document=document, reason="附表第三栏有不宜公开的内容"))
    story.step("gu", down.case, "confirm", "同意撤下")
    story.office.means = stricter_rules(story.office.means, tmp_path / "rules", word="函复如下")
    story.on(date(2027, 3, 31))

    story.ring()

    assert story.rows(FindingRow, document_id=document) != []
    assert complaints(story) == []

    harmed(story, UNREAD, document)

    assert "I12" in {one.invariant for one in complaints(story)}
