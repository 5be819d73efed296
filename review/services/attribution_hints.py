"""Hints for attribution at the source: what is usual for such a paper, filled in for nobody."""

from __future__ import annotations

from functools import cache

from review.domain.attribution import Hint, HintTable, PaperMarks, hint_table, hints
from review.messages import HINT, HINT_OPEN, LISTED
from review.services.work import Work
from review.shipped import shipped
from review.storage.rows import DocumentRow


def hints_for(document: DocumentRow) -> tuple[str, ...]:
    """Return what is usual for such a paper, each with its rule and where that comes from."""
    return hints_of(
        PaperMarks(
            kind=document.kind,
            title=document.title,
            number=document.number or "",
            source=document.source,
        )
    )


def hints_of(marks: PaperMarks) -> tuple[str, ...]:
    """Return the same for a paper that is only being filled in."""
    return tuple(_told(hint) for hint in hints(marks, table=_table()))


def hints_on(work: Work, document_id: str) -> tuple[str, ...]:
    """Return the hints for a paper that the person has before him."""
    return hints_for(work.session.get_one(DocumentRow, document_id))


@cache
def _table() -> HintTable:
    return hint_table(shipped("data/reference/attribution/hints.toml").read_text("utf-8"))


def _told(hint: Hint) -> str:
    words = (hint.mode, hint.exemption, hint.deliberative_kind)
    usual = LISTED.join(word.label for word in words if word is not None) or HINT_OPEN
    return HINT.format(usual=usual, reason=hint.reason, source=hint.source, rule=hint.id)
