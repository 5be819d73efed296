"""The facts of a case for its forms: what the database says, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.vocabulary import Act, Outcome, ReassessmentOutcome
from review.messages import APART
from review.records.facts import ApprovalFacts, OriginFacts
from review.screening.ruleset import shown
from review.services.case_origin import origin_view, suggestion_view
from review.services.cases import document_of, number_of, procedure_of
from review.services.cases_seen import visible_case
from review.services.clocks import deadline_of
from review.services.documents import index_number
from review.services.installation import is_demo
from review.services.person_names import names_of
from review.services.reassessing import PROCEDURE
from review.services.record_checks import checks
from review.services.record_dealings import (
    Taken,
    breaches,
    consultations,
    day,
    publications,
    referrals,
)
from review.services.record_files import (
    clearance_facts,
    file_facts,
    finding_facts,
    reading_facts,
)
from review.services.record_people import acts_of, mode_facts, opinions, source_facts
from review.services.structure_entries import name_then
from review.services.work import Work
from review.storage.rows import (
    ActRow,
    AgencyRow,
    CaseRow,
    LedgerEntryRow,
    SectionRow,
    StepRow,
    VersionRow,
)
from workflows.meanings import archives
from workflows.model import Procedure


def approval_facts(work: Work, reference: str, *, caller: Caller | None) -> ApprovalFacts:
    """Return what the approval form of a case states (保密审查审批表)."""
    case = visible_case(work, reference, caller=caller)
    document, procedure = document_of(work, case), procedure_of(work, case.procedure_digest)
    names = names_of(work, case.agency_id)
    steps = _steps(work, case, procedure)
    version = work.session.get_one(VersionRow, case.version_id)
    agency = work.session.get_one(AgencyRow, case.agency_id)
    due = deadline_of(work, case, document, procedure)
    section = work.session.get_one(SectionRow, document.section_id)
    drawn_at = steps[-1][0].at
    decision = _decision(work, case)
    signed_at = drawn_at if decision is None else decision.at  # no later name is put over it
    conclusion, concluded_on = _conclusion(work, case, steps)
    return ApprovalFacts(
        agency=name_then(work, agency, at=signed_at),
        number=number_of(case),
        filled_on=day(case.opened_at),
        title=document.title,
        kind=document.kind,
        genre=document.genre,
        section=name_then(work, section, at=signed_at),
        source=document.source,
        document_number=document.number or "",
        dated=document.dated,
        index_number=index_number(document, agency=agency.code),
        is_policy=document.is_policy,
        catalogue_says=document.catalogue_says,
        due_on=due.due_on if due else None,
        version=version.number,
        manifest=version.manifest,
        files=file_facts(work, version.id),
        origin=_origin(work, case, names=names) if case.procedure == PROCEDURE else None,
        suggestion=_suggestion(case),
        clearances=clearance_facts(work, case, names=names),
        readings=reading_facts(work, version.id, names=names),
        stage=procedure.stages[case.stage].label,
        procedure=f"{procedure.label}（{procedure.name}）",
        procedure_digest=procedure.digest,
        ledger_head=_ledger_head(work, case),
        drawn_at=drawn_at,
        statements=mode_facts(work, case, steps, names=names),
        ruleset=shown(version.ruleset),
        findings=finding_facts(work, version, names=names),
        checks=tuple(checks(work, case, steps, names=names)),
        opinions=tuple(opinions(work, case, steps, names=names)),
        sources=source_facts(work, case, names=names),
        consultations=tuple(consultations(steps, procedure)),
        referrals=tuple(referrals(steps, procedure)),
        breaches=tuple(breaches(steps, names=names)),
        conclusion=conclusion,
        concluded_on=concluded_on,
        publications=publications(work, case, steps, names=names),
        closed_on=day(case.closed_at) if case.closed_at else None,
        archived_on=_archived_on(steps, procedure),
        demo=is_demo(work),
    )


def _decision(work: Work, case: CaseRow) -> ActRow | None:
    """Return the decision that stands."""
    standing = (act for act in acts_of(work, case) if act.voided_at is None)
    return next((act for act in standing if act.act is Act.DECISION), None)


def _origin(work: Work, case: CaseRow, *, names: Mapping[str, str]) -> OriginFacts | None:
    found = origin_view(work, case, names)
    if found is None:
        return None
    return OriginFacts(
        case=found.case,
        mode=found.mode,
        grounds=found.grounds,
        ends=found.ends,
        decided_on=day(found.decided_on),
    )


def _suggestion(case: CaseRow) -> str:
    found = suggestion_view(case)
    return "" if found is None else APART.join((found.outcome, *found.why))


def _steps(work: Work, case: CaseRow, procedure: Procedure) -> list[Taken]:
    query = select(StepRow).where(col(StepRow.case_id) == case.id)
    rows = {(origin, row.action): row for row in procedure.steps for origin in row.origins}
    return [
        (step, rows.get((step.from_stage or "", step.action)))
        for step in work.session.execute(query.order_by(col(StepRow.rev))).scalars()
    ]


def _archived_on(steps: Sequence[Taken], procedure: Procedure) -> date | None:
    """Return when the case was laid away."""
    days = (
        day(step.at)
        for step, row in steps
        if row is not None and archives(procedure, row, origin=step.from_stage or "")
    )
    return next(days, None)


def _ledger_head(work: Work, case: CaseRow) -> str:
    """The entry that recorded the case as it stands: it does not move when other cases do."""
    query = select(col(LedgerEntryRow.seq), col(LedgerEntryRow.sha256)).where(
        col(LedgerEntryRow.subject) == f"review_case:{case.id}",
        col(LedgerEntryRow.subject_rev) == case.rev,
    )
    seq, sha256 = work.session.execute(query).one()
    return f"{seq}:{sha256}"


def _conclusion(
    work: Work, case: CaseRow, steps: Sequence[Taken]
) -> tuple[Outcome | ReassessmentOutcome | None, date | None]:
    """Return what was decided and when; what is only proposed, or still held, is no conclusion."""
    decision = _decision(work, case)
    if decision is None or case.outcome is None:
        return None, None
    if decision.source is None:
        return _outcome(case), day(decision.at)
    converted = [step for step, row in steps if row is not None and row.publishes]
    return (_outcome(case), day(converted[-1].at)) if converted else (None, None)


def _outcome(case: CaseRow) -> Outcome | ReassessmentOutcome:
    if case.procedure != PROCEDURE:
        return Outcome.stored(str(case.outcome))
    if case.outcome == Outcome.IN_FULL:
        return ReassessmentOutcome.PROACTIVE
    return ReassessmentOutcome.stored(str(case.outcome))
