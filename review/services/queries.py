"""The questions people may ask, in one place."""

from __future__ import annotations

from review.services.case_pictures import case_view
from review.services.catalogue import catalogue, catalogue_page, catalogue_view
from review.services.contents import case_file, public_file
from review.services.inbox import inbox_view, stage_choices
from review.services.lists import (
    case_lines,
    every_case,
    open_sections,
    publishers,
    section_of,
    sections,
    was_withdrawn,
)
from review.services.open_procedures import open_choices
from review.services.previews import preview
from review.services.record_facts import approval_facts
from review.services.status import heartbeat, reassessment_status

__all__ = [
    "approval_facts",
    "case_file",
    "case_lines",
    "case_view",
    "catalogue",
    "catalogue_page",
    "catalogue_view",
    "every_case",
    "heartbeat",
    "inbox_view",
    "open_choices",
    "open_sections",
    "preview",
    "public_file",
    "publishers",
    "reassessment_status",
    "section_of",
    "sections",
    "stage_choices",
    "was_withdrawn",
]
