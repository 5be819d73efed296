"""A file of a case laid out to be read, for who may see the case; its text goes nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.commands import Caller
from review.domain.legible import Legible
from review.domain.page_picture import PagePicture
from review.screening.picture_room import PICTURES
from review.screening.reading_room import ROOM
from review.screening.ruleset import Ruleset
from review.services.agency_rules import ruleset_of
from review.services.cases_seen import visible_case
from review.services.contents import case_file
from review.services.work import Work

PAGED = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as it lies in the store, and the rules by which its findings are placed."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    ruleset: Ruleset = field(repr=False)


def sheet(work: Work, reference: str, file_id: str, *, caller: Caller) -> Sheet:
    """Return a file of a case this person may see."""
    case = visible_case(work, reference, caller=caller)
    name, media_type, content = case_file(work, reference, file_id, caller=caller)
    return Sheet(
        name=name, media_type=media_type, content=content, ruleset=ruleset_of(work, case.agency_id)
    )


def laid_out(paper: Sheet, *, part: int, finding: str = "") -> Legible:
    """Return a part of it, or the one in which a finding stands; nothing of a database is held."""
    shown = _part(paper, part)
    there = shown.where.get(finding, shown.part)
    return shown if there == shown.part else _part(paper, there)


def drawn(paper: Sheet, *, page: int) -> PagePicture | None:
    """Return a page of it as it looks; None where it has no pages that can be drawn."""
    if not has_pages(paper.media_type):
        return None
    return PICTURES.drawn(paper.content, name=paper.name, ruleset=paper.ruleset, page=page)


def has_pages(media_type: str) -> bool:
    """Say whether a file of this kind has pages of its own; others are laid out by a program."""
    return media_type == PAGED


def _part(paper: Sheet, part: int) -> Legible:
    return ROOM.laid_out(paper.content, name=paper.name, ruleset=paper.ruleset, part=part)
