"""Letters on request that may open by themselves: due, or in their window since this morning."""

from __future__ import annotations

from datetime import date

from tests.journeys.story import LETTER, Story

CONSENT = date(2026, 2, 24)


def due(story: Story, *, letters: int = 1, **terms) -> list[str]:
    """Letters on request under a standing authorisation, whose firm has now consented."""
    papers = [
        story.registered_on_request(LETTER.replace("来函", f"第{number}次来函")).document
        for number in range(letters)
    ]
    story.authorise(**terms)
    story.on(CONSENT)
    for document in papers:
        story.consented(document, on=CONSENT)
    return papers


def held(story: Story, **terms) -> str:
    """One such letter, in its window since this morning."""
    (document,) = due(story, **terms)
    story.nights(1)
    assert story.case_of(document).stage == "hold_window"
    return document
