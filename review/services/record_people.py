"""What the form states of people: who said what of the mode, who gave which opinion, as what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlmodel import col

from review.domain.vocabulary import Effect, Role, Subject
from review.messages import APART, LISTED, NO_SUBJECTS, NOT_KEPT, SYSTEM
from review.records.facts import ModeFacts, OpinionFacts, SourceFacts
from review.services.record_dealings import Taken
from review.services.sources import source_of
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, StatementRow, StepRow, VersionRow
from review.storage.told_once import told_once
from workflows.model import Step

_VERSIONS = select(VersionRow).where(col(VersionRow.document_id) == bindparam("document"))
_ACTS = (
    select(ActRow)
    .where(col(ActRow.case_id) == bindparam("case"))
    .order_by(col(ActRow.rev), col(ActRow.at))
)


def acts_of(work: Work, case: CaseRow) -> tuple[ActRow, ...]:
    """Return the acts of a case in the order of its steps."""
    return _acts(work, case.id)


@told_once
def _acts(work: Work, case_id: str) -> tuple[ActRow, ...]:
    return tuple(work.session.scalars(_ACTS, {"case": case_id}))


def mode_facts(
    work: Work, case: CaseRow, steps: Sequence[Taken], *, names: Mapping[str, str]
) -> tuple[ModeFacts, ...]:
    """Return every statement of the mode; one whose act is void says so, with its version."""
    taken = {step.rev: step for step, _ in steps}
    void = {act.rev for act in acts_of(work, case) if act.voided_at is not None}
    numbers = numbers_of(work, case)
    query = select(StatementRow).where(col(StatementRow.case_id) == case.id)
    rows = work.session.execute(query.order_by(col(StatementRow.rev))).scalars()
    return tuple(
        ModeFacts(
            kind=row.kind,
            mode=row.mode,
            by=stated_by(row, taken[row.rev], names=names),
            role=taken[row.rev].role,
            at=row.at,
            version=numbers[row.version_id],
            standing=row.rev not in void,
            exemption=row.exemption,
            deliberative=row.deliberative_kind,
            on_request_reason=row.on_request_reason,
            article=row.article or "",
            reason=row.reasons or "",
            work_secret=row.has_work_secret_mark,
            subjects=said_subjects(row.subjects),
            ending=row.ending,
            ends_on=row.ends_on,
            ends_when=row.ending_event or "",
        )
        for row in rows
    )


def stated_by(row: StatementRow, step: StepRow, *, names: Mapping[str, str]) -> str:
    """Return who stated a mode; what the bell states nobody does, whoever authorised it."""
    return SYSTEM if step.role is Role.SYSTEM else names[row.person_id or ""]


def said_subjects(subjects: str | None) -> str:
    """Return whose affairs a paper touches: nothing said is not nobody's."""
    if subjects is None:
        return ""
    words = [Subject.stored(word).label for word in subjects.split(",") if word]
    return LISTED.join(words) or NO_SUBJECTS


def opinions(
    work: Work, case: CaseRow, steps: Sequence[Taken], *, names: Mapping[str, str]
) -> Iterator[OpinionFacts]:
    """Return every opinion, reason and act of people, each in the office it was given in."""
    acts = acts_of(work, case)
    void = {act.rev for act in acts if act.voided_at is not None}
    haste = {act.rev: act.haste for act in acts}
    versions = {row.id: row for row in _versions(work, case)}
    for step, row in steps:
        text = said(step) or unsaid(row)
        if row is None or step.person_id is None or not (text or row.act):
            continue
        version = versions[step.version_id]
        yield OpinionFacts(
            role=step.role,
            name=names[step.person_id],
            step=row.label,
            at=step.at,
            text=text,
            version=version.number,
            manifest=version.manifest,
            principal=names[step.principal_id] if step.principal_id else "",
            standing=step.rev not in void,
            haste=haste.get(step.rev),
        )


def unsaid(row: Step | None) -> str:
    """Return what stands where words stood that went with the bytes."""
    return NOT_KEPT if row is not None and Effect.PURGE in row.effects else ""


def said(step: StepRow) -> str:
    """Return what a person said with a step: the opinion, and the reason where one was asked."""
    words = (step.opinion, json.loads(step.inputs).get("reason", ""))
    return APART.join(dict.fromkeys(word for word in words if word))


def source_facts(work: Work, case: CaseRow, *, names: Mapping[str, str]) -> tuple[SourceFacts, ...]:
    """Return what stands behind each act that no person of the case did."""
    sourced = (act for act in acts_of(work, case) if act.source is not None)
    return tuple(source_of(work, act, names=names) for act in sourced)


def _versions(work: Work, case: CaseRow) -> tuple[VersionRow, ...]:
    return _versions_of(work, case.document_id)


@told_once
def _versions_of(work: Work, document_id: str) -> tuple[VersionRow, ...]:
    return tuple(work.session.scalars(_VERSIONS, {"document": document_id}))


def numbers_of(work: Work, case: CaseRow) -> Mapping[str, int]:
    """Return the number of each version of the paper, by its id."""
    return {row.id: row.number for row in _versions(work, case)}
