"""What stands behind the acts of an automatic case: no person of that case did them (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col

from review.domain.vocabulary import Act
from review.messages import APART, CONDITION, SOURCE_LOST, SOURCES
from review.records.facts import SourceFacts
from review.services.cases import number_of
from review.services.told_grounds import assessment_of
from review.services.work import SHANGHAI, Work
from review.storage.rows import ActRow, AuthorisationRow, CaseRow

SHORT = 16
"""So much of a hash tells it apart on paper; the record holds it whole."""


def source_of(work: Work, act: ActRow, *, names: Mapping[str, str]) -> SourceFacts:
    """Return the source of an act in words, and what it names: the rule, the check, the order."""
    kept, _, cited = (act.source or "").partition(":")
    tell = {Act.CHECK: _check, Act.DECISION: _order}.get(act.act, _rule)
    return tell(work, act, cited or kept, names)


def _rule(work: Work, act: ActRow, cited: str, _: Mapping[str, str]) -> SourceFacts:
    """The rule by its version, the ground it found, and every condition with its fact."""
    case = work.session.get_one(CaseRow, act.case_id)
    told = assessment_of(case)
    ground = told.get("ground") or ""
    of_ground = zip(told.get("conditions", ()), told.get("condition_grounds", ()), strict=False)
    conditions = APART.join(
        CONDITION.format(text=text, fact=fact)
        for (text, fact, holds), of in of_ground
        if holds and of == ground
    )
    version = cited.partition(":")[0]
    return SourceFacts(
        act=act.act,
        text=_said(act, reference=version, ground=ground, conditions=conditions),
        standing=act.voided_at is None,
        reference=version,
    )


def _check(work: Work, act: ActRow, cited: str, names: Mapping[str, str]) -> SourceFacts:
    """A person's check of these very bytes, by its own date and case."""
    recorded = work.session.get(ActRow, cited)
    if recorded is None:
        return _lost(act, cited)
    number = number_of(work.session.get_one(CaseRow, recorded.case_id))
    by, on = names[recorded.person_id or ""], _day(recorded.at)
    return SourceFacts(
        act=act.act,
        text=_said(
            act,
            reference=number,
            by=by,
            role=recorded.role.label,
            on=on.isoformat(),
            manifest=recorded.manifest[:SHORT],
            ruleset=act.ruleset,
        ),
        standing=act.voided_at is None,
        by=by,
        role=recorded.role,
        on=on,
        reference=number,
        manifest=recorded.manifest,
    )


def _order(work: Work, act: ActRow, cited: str, names: Mapping[str, str]) -> SourceFacts:
    """The standing authorisation by its number, who signed it, and when."""
    order = work.session.scalars(
        select(AuthorisationRow).where(
            col(AuthorisationRow.agency_id) == act.agency_id,
            col(AuthorisationRow.reference) == cited,
        )
    ).one_or_none()
    if order is None or order.signed_by is None or order.signed_at is None:
        return _lost(act, cited)
    by, on = names[order.signed_by], _day(order.signed_at)
    return SourceFacts(
        act=act.act,
        text=_said(act, reference=cited, by=by, role=act.role.label, on=on.isoformat()),
        standing=act.voided_at is None,
        by=by,
        role=act.role,
        on=on,
        reference=cited,
    )


def _lost(act: ActRow, cited: str) -> SourceFacts:
    """What is cited is not here any more: the form says so, and the doctor complains."""
    return SourceFacts(
        act=act.act,
        text=SOURCE_LOST.format(reference=cited),
        standing=act.voided_at is None,
        reference=cited,
    )


def _said(act: ActRow, **said: str) -> str:
    return SOURCES[act.act.value].format(**said)


def _day(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()
