"""Letters on request that may open by themselves: due, or in their window since this morning."""

from __future__ import annotations

from datetime import date
from typing import Any

from review.services.set_aside import put_aside
from tests.journeys.story import LETTER, Story

CONSENT = date(2026, 2, 24)
PLAIN = LETTER.removesuffix("（此件依申请公开）\n")
"""Without the note of its mode: in such a letter nothing is found at all."""


def letter(story: Story, which: str) -> str:
    """A plain letter on request, whose day comes on the second of March."""
    return str(story.registered_on_request(PLAIN.replace("来函", which)).document)


def by_itself(story: Story, document: str) -> None:
    """Let a plain paper be one that goes by itself: what was set aside does."""
    agency = story.paper(document).agency_id

    def put(work: Any) -> None:
        put_aside(work, document, agency_id=agency, error="OSError")

    story.office.change(put)


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
