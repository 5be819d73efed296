"""Automatic conversions judged again from their record (DESIGN §6, I7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from review.domain.vocabulary import Act, ReassessmentOutcome
from review.services.told_grounds import assessment_of, grounds_told
from review.services.work import SHANGHAI, Work
from review.storage.rows import ActRow, AuthorisationRow, CaseRow
from workflows.words import Source


def faults_of_conversion(
    work: Work, case_id: str, *, held_at: datetime | None, converted_at: datetime
) -> Iterator[str]:
    """Name what an automatic conversion lacks: authority, three sources, conditions, its window."""
    case = work.session.get_one(CaseRow, case_id)
    authorisation = work.session.get(AuthorisationRow, case.authorisation_id or "")
    if authorisation is None or held_at is None:
        yield "converted_without_case"
        return
    if not _was_in_force(case, authorisation, held_at=held_at, converted_at=converted_at):
        yield "converted_without_case"
    if not _has_three_sources(work, case, authorisation):
        yield "converted_without_sources"
    if not _conditions_held(case, authorisation):
        yield "converted_against_rules"
    if not _window_was_over(case, authorisation, held_at=held_at, converted_at=converted_at):
        yield "converted_too_early"


def _was_in_force(
    case: CaseRow, authorisation: AuthorisationRow, *, held_at: datetime, converted_at: datetime
) -> bool:
    """Signed by three people before the window, for this day, and not revoked until after it."""
    signed = (authorisation.drafted_at, authorisation.rules_signed_at, authorisation.signed_at)
    people = {authorisation.drafted_by, authorisation.rules_signed_by, authorisation.signed_by}
    revoked_at = authorisation.revoked_at
    return (
        authorisation.agency_id == case.agency_id
        and all(at is not None and at <= held_at for at in signed)
        and len(people) == len(signed)
        and None not in people
        and (revoked_at is None or revoked_at > converted_at)
        and authorisation.first_day <= held_at.astimezone(SHANGHAI).date()
        and converted_at.astimezone(SHANGHAI).date() <= authorisation.last_day
    )


def _has_three_sources(work: Work, case: CaseRow, authorisation: AuthorisationRow) -> bool:
    """The rule, a person's check of these very bytes on record, the signatory."""
    standing = select(ActRow).where(col(ActRow.case_id) == case.id, col(ActRow.voided_at).is_(None))
    acts = {row.act: row for row in work.session.scalars(standing)}
    if not acts.keys() >= {Act.ATTRIBUTION, Act.CHECK, Act.DECISION}:
        return False
    decision = acts[Act.DECISION]
    return (
        _cited(acts[Act.ATTRIBUTION], Source.ELIGIBILITY_RULE) is not None
        and _cited(decision, Source.AUTHORISATION_SIGNATORY) == authorisation.reference
        and decision.person_id == authorisation.signed_by
        and decision.role is authorisation.signed_as
        and _is_on_record(work, acts[Act.CHECK])
    )


def _is_on_record(work: Work, check: ActRow) -> bool:
    """The check cited is a person's, of the same bytes of the same paper."""
    recorded = work.session.get(ActRow, _cited(check, Source.CHECK_ON_RECORD) or "")
    return (
        recorded is not None
        and recorded.act is Act.CHECK
        and recorded.source is None
        and recorded.person_id is not None
        and recorded.person_id == check.person_id
        and recorded.role is check.role
        and recorded.principal_id == check.principal_id
        and recorded.document_id == check.document_id
        and recorded.manifest == check.manifest
    )


def _cited(act: ActRow, source: Source) -> str | None:
    named, _, cited = (act.source or "").partition(":")
    return cited if named == source.value and cited else None


def _conditions_held(case: CaseRow, authorisation: AuthorisationRow) -> bool:
    """The record shows every condition of its ground as met, and nothing that bars."""
    told = assessment_of(case)
    return (
        bool(told)
        and not told["never"]
        and not told["exclusions"]
        and told["ground"] in grounds_told(told)
        and told["proposed"] == ReassessmentOutcome.PROACTIVE.value
        and told["screening_clear"] is True
        and told["person_checked"] is True
        and told["authorisation"] == authorisation.reference
        and told["rules_digest"] == authorisation.rules_digest
    )


def _window_was_over(
    case: CaseRow, authorisation: AuthorisationRow, *, held_at: datetime, converted_at: datetime
) -> bool:
    """The window had its working days, of which no calendar makes fewer days than their number."""
    begun, ended = (at.astimezone(SHANGHAI).date() for at in (held_at, converted_at))
    until = case.hold_until
    return until is not None and ended > until and (until - begun).days >= authorisation.hold_days
