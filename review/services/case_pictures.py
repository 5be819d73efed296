"""One case as one person may see it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Availability, Role
from review.messages import CLEARED, NOT_KEPT, NOT_YET_PUBLIC
from review.screening.ruleset import shown
from review.services.accounts import acting
from review.services.case_origin import condition_views, origin_view, suggestion_view
from review.services.case_people import act_views, statement_views, trail_views
from review.services.cases import document_of, number_of, procedure_of
from review.services.cases_seen import visible_case
from review.services.clocks import deadline_view
from review.services.facts import facts_of, standing_of
from review.services.finding_pictures import finding_views
from review.services.installation import is_demo
from review.services.leaning import Stance, main_action, stances
from review.services.offering import offer_view
from review.services.opened_files import openers_of
from review.services.papers import files_of
from review.services.person_names import Names, names_of
from review.services.reassessing import PROCEDURE
from review.services.record_files import clearance_facts
from review.services.side_views import beside_view
from review.services.unread_files import file_is_checked
from review.services.views import (
    CaseView,
    FileView,
    OfferView,
    RefusedView,
)
from review.services.work import Work
from review.storage.ledger import tip_of
from review.storage.rows import (
    CaseRow,
    DocumentRow,
    FileRow,
    ReadingRow,
    SectionRow,
    VersionRow,
)
from workflows.engine import Actor, offered
from workflows.model import Procedure

_READERS = (
    select(col(ReadingRow.person_id))
    .where(col(ReadingRow.file_id) == bindparam("file"))
    .order_by(col(ReadingRow.number))
)
ANYBODY = Actor(person="", roles=frozenset(Role) - {Role.SYSTEM})
"""For the operator at the machine: what the case itself would let the right person do."""


def case_view(work: Work, reference: str, *, caller: Caller | None) -> CaseView:
    """Return everything one person may see of one case."""
    case = visible_case(work, reference, caller=caller)
    document, procedure = document_of(work, case), procedure_of(work, case.procedure_digest)
    stage = procedure.stages[case.stage]
    names = names_of(work, case.agency_id)
    version = work.session.get_one(VersionRow, case.version_id)
    stated = statement_views(work, case, names)
    said = stances(work, case, stated, names=names)
    offers, refused = _offers(work, case, procedure, caller, said=said)
    return CaseView(
        id=case.id,
        number=number_of(case),
        rev=case.rev,
        document_id=document.id,
        title=document.title,
        document_number=document.number,
        kind=document.kind.label,
        genre=document.genre.label if document.genre else None,
        sort=(document.genre or document.kind).value,
        source=document.source.label,
        section=work.session.get_one(SectionRow, document.section_id).name,
        drafter=names[document.drafter_id],
        dated=document.dated,
        catalogue_says=document.catalogue_says.label if document.catalogue_says else None,
        version=version.number,
        stage=case.stage,
        stage_label=stage.label,
        stage_due_on=case.stage_due_on,
        is_closed=case.closed_at is not None,
        availability=document.availability.value,
        availability_label=_availability(document, case),
        mode=document.mode.value if document.mode else None,
        mode_label=document.mode.label if document.mode else None,
        procedure=procedure.name,
        procedure_label=procedure.label,
        procedure_digest=procedure.digest,
        ruleset=shown(version.ruleset),
        opened_at=case.opened_at,
        opened_because=case.opened_because,
        closed_at=case.closed_at,
        published_at=document.published_at,
        hold_until=case.hold_until,
        conditions=condition_views(case),
        suggestion=suggestion_view(case),
        origin=origin_view(work, case, names) if procedure.name == PROCEDURE else None,
        said=tuple(stance.told for stance in said),
        main_action=main_action(procedure, case.stage, said=said, needs_head=case.needs_head),
        offered=offers,
        refused=refused,
        findings=finding_views(work, case.version_id, names=names),
        files=_files(work, case, names),
        statements=stated,
        acts=act_views(work, case, names),
        trail=trail_views(work, case, names, procedure),
        beside=beside_view(work, case, names, caller=caller),
        deadline=deadline_view(work, case, document, procedure),
        is_demo=is_demo(work),
        ledger_head=_head(work, case),
    )


def _head(work: Work, case: CaseRow) -> str:
    """Return to which entry the chain had come when the case was looked at."""
    seq, sha256 = tip_of(work.session, case.agency_id)
    return f"{seq}:{sha256[:16]}"


def _availability(document: DocumentRow, case: CaseRow) -> str:
    """Return what the public may read; of what nobody has decided yet it is not “不公开”."""
    is_undecided = document.mode is None and case.closed_at is None
    if document.availability is Availability.CLOSED and is_undecided:
        return NOT_YET_PUBLIC
    return document.availability.label


def _offers(
    work: Work,
    case: CaseRow,
    procedure: Procedure,
    caller: Caller | None,
    *,
    said: tuple[Stance, ...],
) -> tuple[tuple[OfferView, ...], tuple[RefusedView, ...]]:
    reader = "" if caller is None else caller.person_id
    standing = standing_of(work, case, reader=reader)
    facts = facts_of(work, case, procedure, standing=standing)
    offers: list[OfferView] = []
    refused: list[RefusedView] = []
    steps = {step.action: step for step in procedure.steps_from(case.stage)}
    who = None if caller is None else acting(work, caller)
    for action, step in steps.items():
        if step.automatic is not None:
            continue
        actor = ANYBODY if who is None else who.where(step.by)
        offer = next(
            one
            for one in offered(procedure, case.stage, actor=actor, facts=facts)
            if one.step.action == action
        )
        if offer.refusal is None:
            offers.append(offer_view(step, said=said))
        else:
            refused.append(RefusedView(action=action, label=step.label, reason=str(offer.refusal)))
    return tuple(offers), tuple(refused)


def _files(work: Work, case: CaseRow, names: Names) -> tuple[FileView, ...]:
    cleared = {
        one.sha256: CLEARED.format(
            by=one.confirmed_by,
            number=one.number,
            on=one.confirmed_on.isoformat(),
            entered_by=one.entered_by,
            co_signer=one.co_signer,
        )
        for one in clearance_facts(work, case, names=names)
    }
    opened = openers_of(work, case)
    views = (file_view(work, file, names) for file in files_of(work, case.version_id))
    return tuple(
        replace(
            view,
            clearance=cleared.get(view.sha256, ""),
            opened_by=tuple(names[person] for person in opened.get(view.id, ())),
        )
        for view in views
    )


def file_view(work: Work, file: FileRow, names: Names) -> FileView:
    """Return one file as it is shown."""
    readers = dict.fromkeys(work.session.scalars(_READERS, {"file": file.id}))
    return FileView(
        id=file.id,
        position=file.position,
        name=file.name or NOT_KEPT,
        size=file.size,
        media_type=file.media_type,
        sha256=file.sha256,
        sm3=file.sm3,
        unreadable=file.unreadable,
        read_by=tuple(names[person] for person in readers),
        is_unread=file.unreadable is not None and not file_is_checked(work, file.id),
    )
