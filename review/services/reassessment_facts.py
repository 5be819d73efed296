"""What the rows say of a paper that is looked at again."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Select, func, select, tuple_
from sqlmodel import col

from review.domain.authorisation import StandingAuthorisation
from review.domain.facts import ReassessmentFacts
from review.domain.vocabulary import (
    Act,
    ConsultationAnswer,
    Ending,
    Ground,
    OnRequestReason,
    Subject,
)
from review.services.cases import opened_at_seq, procedure_of
from review.services.occurrences import NOTHING_HAPPENED, Happened, happened_to
from review.services.work import Work
from review.storage.rows import (
    ActRow,
    AuthorisationRow,
    CaseRow,
    DocumentRow,
    LedgerEntryRow,
    StepRow,
)


def quiet_facts(document: DocumentRow) -> ReassessmentFacts:
    """The facts of an item to which nothing happened."""
    return facts_with(document, NOTHING_HAPPENED)


def undecided_facts(work: Work, document: DocumentRow) -> ReassessmentFacts:
    """The facts a rule may act on: no event that an official already knew of when deciding."""
    since = _seq_of_last_human_decision(work, document.id)
    return facts_with(document, happened_to(work, document, after_seq=since))


def facts_with(document: DocumentRow, happened: Happened) -> ReassessmentFacts:
    """Return the facts of an item of which is known what happened to it."""
    has_consent = happened.third_party is ConsultationAnswer.CONSENTS
    return ReassessmentFacts(
        mode=document.mode,
        kind=document.kind,
        exemption=document.exemption,
        deliberative_kind=document.deliberative_kind,
        on_request_reason=document.on_request_reason,
        work_secret_mark=document.has_work_secret_mark,
        catalogue_says=document.catalogue_says,
        requesters_given_to=happened.requesters_given_to,
        reason_lapsed=has_consent
        and document.on_request_reason is OnRequestReason.PARTICULAR_PERSONS,
        answer_is_public=happened.answer_is_public,
        opens_on=document.reassess_on if document.ending is Ending.OPENS_ON else None,
        reassess_on=document.reassess_on,
        third_party=happened.third_party,
        consented_in_writing=has_consent,
        subjects=_subjects(document),
        events=frozenset(one.trigger for one in happened.reasons),
    )


def authorisation_of(row: AuthorisationRow) -> StandingAuthorisation:
    """Return the value a row keeps."""
    return StandingAuthorisation(
        reference=row.reference,
        grounds=tuple(Ground.stored(name) for name in json.loads(row.grounds)),
        first_day=row.first_day,
        last_day=row.last_day,
        cap=row.cap,
        hold_days=row.hold_days,
        rules_digest=row.rules_digest,
        drafted_by=row.drafted_by,
        rules_signed_by=row.rules_signed_by,
        signed_by=row.signed_by,
        revoked_at=row.revoked_at,
    )


def authorisations(work: Work, agency_id: str, *, today: date) -> list[AuthorisationRow]:
    """Return the signed authorisations in force, oldest first."""
    query = select(AuthorisationRow).where(
        col(AuthorisationRow.agency_id) == agency_id,
        col(AuthorisationRow.signed_by).is_not(None),
        col(AuthorisationRow.revoked_at).is_(None),
        col(AuthorisationRow.first_day) <= today,
        col(AuthorisationRow.last_day) >= today,
    )
    return list(work.session.execute(query.order_by(col(AuthorisationRow.reference))).scalars())


def used_so_far(work: Work, authorisation_id: str, *, besides: str) -> int:
    """Count what was converted or stands in the window under an authorisation, besides one case."""
    query = select(func.count()).where(
        col(CaseRow.authorisation_id) == authorisation_id, col(CaseRow.id) != besides
    )
    return work.session.scalars(query).one()


def last_decision(work: Work, document_id: str, *, before: CaseRow | None = None) -> ActRow | None:
    """Return the last decision that stands and whose case is closed, if anybody ever decided."""
    query = _completed(document_id, Act.DECISION)
    if before is not None:
        number = (before.year, before.serial)
        query = query.where(tuple_(col(CaseRow.year), col(CaseRow.serial)) < number)
    return work.session.scalars(query.limit(1)).one_or_none()


def checked_by(work: Work, document_id: str, manifest: str) -> ActRow | None:
    """Return a person's check of exactly these bytes on which an official decided, if any."""
    decided = select(col(ActRow.case_id)).where(
        col(ActRow.document_id) == document_id,
        col(ActRow.act) == Act.DECISION,
        col(ActRow.manifest) == manifest,
        col(ActRow.voided_at).is_(None),
    )
    query = _completed(document_id, Act.CHECK).where(
        col(ActRow.manifest) == manifest,
        col(ActRow.source).is_(None),
        col(ActRow.case_id).in_(decided),
    )
    return work.session.scalars(query.limit(1)).one_or_none()


def seq_of_last_closing(work: Work, document_id: str) -> int:
    """Return the ledger's number of the step that closed the last case of a paper; 0: none did.

    Of each case the first step into a stage that settles it: what follows is filing.
    """
    query = (
        select(CaseRow, col(StepRow.to_stage), col(LedgerEntryRow.seq))
        .join(StepRow, col(StepRow.case_id) == col(CaseRow.id))
        .join(
            LedgerEntryRow,
            (col(LedgerEntryRow.subject) == "review_case:" + col(CaseRow.id))
            & (col(LedgerEntryRow.subject_rev) == col(StepRow.rev)),
        )
        .where(col(CaseRow.document_id) == document_id, col(CaseRow.closed_at).is_not(None))
        .order_by(col(StepRow.rev))
    )
    closing: dict[str, int] = {}
    for case, stage, seq in work.session.execute(query):
        if procedure_of(work, case.procedure_digest).stages[stage].settled:
            closing.setdefault(case.id, seq)
    return max(closing.values(), default=0)


def _seq_of_last_human_decision(work: Work, document_id: str) -> int:
    query = _completed(document_id, Act.DECISION).where(col(ActRow.source).is_(None))
    act = work.session.scalars(query.limit(1)).one_or_none()
    if act is None:
        return 0
    case = work.session.get_one(CaseRow, act.case_id)
    steps = procedure_of(work, case.procedure_digest).steps
    deciding = {step.action for step in steps if step.act is Act.DECISION}
    rev = select(func.max(col(StepRow.rev))).where(
        col(StepRow.case_id) == case.id, col(StepRow.action).in_(deciding)
    )
    seq = select(col(LedgerEntryRow.seq)).where(
        col(LedgerEntryRow.subject) == f"review_case:{case.id}",
        col(LedgerEntryRow.subject_rev) == rev.scalar_subquery(),
    )
    return work.session.scalars(seq).one_or_none() or 0


def _completed(document_id: str, act: Act) -> Select[ActRow]:
    """The standing acts of a kind in closed cases, the last case first (not by the clock)."""
    return (
        select(ActRow)
        .join(CaseRow, col(CaseRow.id) == col(ActRow.case_id))
        .where(
            col(ActRow.document_id) == document_id,
            col(ActRow.act) == act,
            col(ActRow.voided_at).is_(None),
            col(CaseRow.closed_at).is_not(None),
        )
        .order_by(opened_at_seq().desc())
    )


def _subjects(document: DocumentRow) -> frozenset[Subject] | None:
    if document.subjects is None:
        return None
    return frozenset(Subject.stored(word) for word in document.subjects.split(",") if word)
