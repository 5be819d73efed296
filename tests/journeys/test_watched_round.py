"""Whoever watches a round sees how far it is, and whoever looks what stands in its window."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import RunReassessment
from review.services import status
from review.services.round_progress import Progress
from review.services.status import reassessment_status
from tests.journeys.letters import due, held
from tests.journeys.story import LETTER, Story

pytestmark = pytest.mark.journey


def test_a_round_tells_how_far_it_is_and_what_screening_took(story: Story):
    due(story, letters=3)
    told: list[tuple[int, int]] = []
    progress = Progress(heard=lambda one: told.append((one.done, one.of)))

    (report,) = story.office.reassess(RunReassessment(), caller=None, progress=progress)

    assert report.counts["flagged"] == 3
    assert told[-1] == (3, 3)
    assert progress.screened == 3
    assert progress.rate > 0


def test_however_many_wait_for_people_what_stands_in_the_window_is_listed(
    story: Story, monkeypatch: pytest.MonkeyPatch
):
    """A list of one case for each: those that wait do not crowd out what can still be stopped."""
    monkeypatch.setattr(status, "AT_MOST", 1)
    for number in range(3):
        story.registered_on_request(LETTER.replace("来函", f"另外第{number}次来函"))
    document = held(story)
    story.on(date(2026, 3, 2))
    story.ring()

    view = story.office.ask(reassessment_status, caller=story.caller("zheng"))

    assert [one.number for one in view.window] == [story.case_of(document).number]
    assert len(view.waiting) == 1
