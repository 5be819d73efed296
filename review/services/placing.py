"""Under which rubrics and tags the public finds a paper: said by who handles it, any day."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.structure_refusals import NothingPlaced, RowMoved
from review.domain.vocabulary import Role, RubricKind
from review.services.accounts import actor_of, not_yours
from review.services.cases import lock
from review.services.entries import who
from review.services.item_views import visible_paper
from review.services.rubric_shapes import RubricName
from review.services.rubrics import living_rubrics, named, rubric_of, rubrics_on
from review.services.structure_entries import newest
from review.services.work import Work
from review.storage.ledger import Change, append
from review.storage.rows import DocumentRow, PaperRubricRow, RubricRow
from review.structure_commands import PlacePaper
from workflows.engine import Actor

PLACERS = (Role.OFFICE_REVIEWER, Role.INFORMATION_OFFICER, Role.PUBLISHER)
"""Beside who drafted a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where a paper lies and may lie, for who may say so."""

    document: str
    title: str
    rev: int
    lies_under: tuple[RubricName, ...]
    offered: tuple[RubricName, ...]
    """All that take papers, those it lies under too."""
    may_place: bool

    def under(self, kind: RubricKind) -> tuple[RubricName, ...]:
        """Return where the paper lies, of one kind."""
        return tuple(one for one in self.lies_under if one.kind is kind)

    def offers(self, kind: RubricKind) -> tuple[RubricName, ...]:
        """Return what is offered, of one kind."""
        return tuple(one for one in self.offered if one.kind is kind)

    def ended(self, kind: RubricKind) -> tuple[RubricName, ...]:
        """Return where the paper lies of what takes no papers any more: there it stays."""
        return tuple(one for one in self.under(kind) if one not in self.offered)


def place_paper(work: Work, command: PlacePaper, *, caller: Caller) -> tuple[RubricName, ...]:
    """Place a paper under these rubrics and tags, and under no others that still take papers.

    What it lies under of those that have ended stays: nobody can give it anew.
    """
    lock(work, caller.agency_id)
    document = visible_paper(work, command.document, caller=caller)
    document = newest(work, DocumentRow, document.id)
    if not _may_place(actor_of(work, caller, needed=PLACERS), document):
        raise not_yours((Role.DRAFTER, *PLACERS))
    if command.expected_rev is not None and document.rev != command.expected_rev:
        raise RowMoved(name=document.number or document.id[:8])
    wanted = _wanted(work, command, agency_id=document.agency_id)
    lying = {row.rubric_id: row for row in _lying(work, document)}
    living = _living(work, document.agency_id)
    gone = [row for key, row in lying.items() if key in living and key not in wanted]
    new = [key for key in wanted if key not in lying]
    if not gone and not new:
        raise NothingPlaced
    _enter(work, document, sorted({*lying, *new} - {row.rubric_id for row in gone}), caller=caller)
    for row in gone:
        row.ended_at = work.now
    work.session.add_all(_placed(work, document, key, caller=caller) for key in new)
    work.session.flush()
    document.rev += 1
    work.session.flush()
    return rubrics_on(work, (document.id,)).get(document.id, ())


def placing(work: Work, document_id: str, *, caller: Caller) -> Placing:
    """Return where a paper lies and may lie, for its page."""
    document = visible_paper(work, document_id, caller=caller)
    return Placing(
        document=document.id,
        title=document.title,
        rev=document.rev,
        lies_under=rubrics_on(work, (document.id,)).get(document.id, ()),
        offered=named(_living(work, document.agency_id).values()),
        may_place=_may_place(actor_of(work, caller, needed=PLACERS), document),
    )


def _may_place(actor: Actor, document: DocumentRow) -> bool:
    return document.drafter_id == actor.person or not actor.roles.isdisjoint(PLACERS)


def _wanted(work: Work, command: PlacePaper, *, agency_id: str) -> tuple[str, ...]:
    asked = ((RubricKind.CATALOGUE, command.rubrics), (RubricKind.TAG, command.tags))
    found: list[str] = []
    for kind, references in asked:
        living = living_rubrics(work, kind, agency_id=agency_id)
        found += [rubric_of(living, kind, reference).id for reference in references]
    return tuple(dict.fromkeys(found))


def _living(work: Work, agency_id: str) -> dict[str, RubricRow]:
    both = (living_rubrics(work, kind, agency_id=agency_id) for kind in RubricKind)
    return {row.id: row for living in both for row in living.values()}


def _lying(work: Work, document: DocumentRow) -> list[PaperRubricRow]:
    query = select(PaperRubricRow).where(
        col(PaperRubricRow.document_id) == document.id, col(PaperRubricRow.ended_at).is_(None)
    )
    return list(work.session.scalars(query))


def _enter(work: Work, document: DocumentRow, under: list[str], *, caller: Caller) -> None:
    rev = document.rev + 1
    append(
        work.session,
        Change(
            agency_id=document.agency_id,
            event="document:placed",
            subject=f"document:{document.id}",
            subject_rev=rev,
            at=work.now,
            document_id=document.id,
            document_rev=rev,
            body={"rubrics": under, **who(caller)},
        ),
    )


def _placed(work: Work, document: DocumentRow, rubric: str, *, caller: Caller) -> PaperRubricRow:
    return PaperRubricRow(
        agency_id=document.agency_id,
        document_id=document.id,
        rubric_id=rubric,
        placed_by=caller.person_id,
        placed_at=work.now,
    )
