"""What newer rules find in the bytes of an old decision is news, and no fault of who decided."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import TakeDown
from review.services.doctor import Complaint, examine
from review.storage.rows import FindingRow
from tests.journeys.letters import held
from tests.journeys.rules import stricter_rules
from tests.journeys.story import Story

pytestmark = pytest.mark.journey


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
