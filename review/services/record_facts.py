"""The facts of a case for its forms: what the database says, nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import col

from review.commands import Caller
from review.domain.findings import Part
from review.domain.vocabulary import Act, ConsultationAnswer, Effect, Outcome, Role
from review.messages import PLACES, SOURCES, SYSTEM
from review.records.facts import (
    ApprovalFacts,
    ConsultationFacts,
    FileFacts,
    FindingFacts,
    ModeFacts,
    OpinionFacts,
    PublicationFacts,
    ReferralFacts,
)
from review.screening.ruleset import shown
from review.services.case_pictures import is_demo, names_of, visible_case
from review.services.cases import document_of, number_of, procedure_of
from review.services.facts import is_its_disposal
from review.services.papers import files_of
from review.services.work import SHANGHAI, Work
from review.storage.rows import (
    ActRow,
    AgencyRow,
    CaseRow,
    CosignatureRow,
    DisposalRow,
    FileRow,
    FindingRow,
    LedgerEntryRow,
    OutboxRow,
    SectionRow,
    StatementRow,
    StepRow,
    VersionRow,
)
from workflows.model import Procedure, Step


def approval_facts(work: Work, reference: str, *, caller: Caller | None) -> ApprovalFacts:
    """Return what the approval form of a case states (保密审查审批表)."""
    case = visible_case(work, reference, caller=caller)
    document, procedure = document_of(work, case), procedure_of(work, case.procedure_digest)
    names = names_of(work, case.agency_id)
    steps = _steps(work, case)
    version = work.session.get_one(VersionRow, case.version_id)
    return ApprovalFacts(
        agency=work.session.get_one(AgencyRow, case.agency_id).name,
        number=number_of(case),
        filled_on=_day(case.opened_at),
        title=document.title,
        kind=document.kind,
        genre=document.genre,
        section=work.session.get_one(SectionRow, document.section_id).name,
        source=document.source,
        document_number=document.number or "",
        dated=document.dated,
        files=tuple(
            FileFacts(name=file.name, size=file.size, sm3=file.sm3, sha256=file.sha256)
            for file in files_of(work, case.version_id)
        ),
        procedure=f"{procedure.label}（{procedure.name}）",
        procedure_digest=procedure.digest,
        ledger_head=_ledger_head(work, case),
        drawn_at=steps[-1].at,
        statements=_statements(work, case, procedure, names, steps),
        ruleset=shown(version.ruleset),
        findings=_findings(work, case, names),
        opinions=tuple(_opinions(work, case, procedure, names, steps)),
        consultations=tuple(_consultations(steps)),
        referrals=tuple(_referrals(steps)),
        conclusion=_conclusion(case),
        concluded_on=_concluded_on(work, case),
        publications=_publications(work, case, procedure, names, steps),
        closed_on=_day(case.closed_at) if case.closed_at else None,
        archived_on=_archived_on(steps),
        demo=is_demo(work),
    )


def _day(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def _steps(work: Work, case: CaseRow) -> list[StepRow]:
    query = select(StepRow).where(col(StepRow.case_id) == case.id)
    return list(work.session.execute(query.order_by(col(StepRow.rev))).scalars())


def _ledger_head(work: Work, case: CaseRow) -> str:
    """The entry that recorded the case as it stands: it does not move when other cases do."""
    query = select(col(LedgerEntryRow.seq), col(LedgerEntryRow.sha256)).where(
        col(LedgerEntryRow.subject) == f"review_case:{case.id}",
        col(LedgerEntryRow.subject_rev) == case.rev,
    )
    seq, sha256 = work.session.execute(query).one()
    return f"{seq}:{sha256}"


def _row_of(procedure: Procedure, step: StepRow) -> Step | None:
    return next(
        (
            row
            for row in procedure.steps
            if row.action == step.action and step.from_stage in row.origins
        ),
        None,
    )


def _statements(
    work: Work,
    case: CaseRow,
    procedure: Procedure,
    names: Mapping[str, str],
    steps: list[StepRow],
) -> tuple[ModeFacts, ...]:
    roles = {step.rev: _role_in(procedure, step) for step in steps}
    query = select(StatementRow).where(col(StatementRow.case_id) == case.id)
    rows = work.session.execute(query.order_by(col(StatementRow.rev))).scalars()
    return tuple(
        ModeFacts(
            kind=row.kind,
            mode=row.mode,
            by=names.get(row.person_id or "", ""),
            role=roles.get(row.rev, Role.DRAFTER),
            at=row.at,
            exemption=row.exemption,
            deliberative=row.deliberative_kind,
            on_request_reason=row.on_request_reason,
            article=row.article or "",
            reason=row.reasons or "",
            ending=row.ending,
            ends_on=row.ends_on,
            ends_when=row.ending_event or "",
        )
        for row in rows
    )


def _role_in(procedure: Procedure, step: StepRow) -> Role:
    """In which role a step was taken; its row names who may."""
    row = _row_of(procedure, step)
    if row is None:
        return Role.DRAFTER
    return Role.APPROVING_OFFICIAL if row.automatic is not None else row.by[0]


def _findings(work: Work, case: CaseRow, names: Mapping[str, str]) -> tuple[FindingFacts, ...]:
    titles = {rule.id: rule.title for rule in work.means.ruleset.rules}
    query = (
        select(FindingRow, FileRow, DisposalRow, CosignatureRow)
        .outerjoin(FileRow, col(FileRow.id) == col(FindingRow.file_id))  # none: it is in the title
        .outerjoin(DisposalRow, is_its_disposal())
        .outerjoin(CosignatureRow, col(CosignatureRow.disposal_id) == col(DisposalRow.id))
        .where(col(FindingRow.version_id) == case.version_id)
        .order_by(func.coalesce(col(FileRow.position), -1), col(FindingRow.code))
    )
    return tuple(
        FindingFacts(
            title=titles.get(finding.rule, finding.rule),
            severity=finding.severity,
            file=file.name if file else Part.of(finding.part).label,
            place=_place(finding),
            excerpt=finding.excerpt,
            disposal=disposal.kind if disposal else None,
            reason=disposal.reason if disposal else "",
            by=names[disposal.person_id] if disposal else "",
            at=disposal.at if disposal else None,
            co_signer=names[cosigned.person_id] if cosigned else "",
        )
        for finding, file, disposal, cosigned in work.session.execute(query)
    )


def _place(finding: FindingRow) -> str:
    place = json.loads(finding.place)
    return "，".join(PLACES[key].format(value) for key, value in place.items() if key in PLACES)


def _opinions(
    work: Work,
    case: CaseRow,
    procedure: Procedure,
    names: Mapping[str, str],
    steps: list[StepRow],
) -> Iterator[OpinionFacts]:
    """People's opinions by step; where no person acted, what stands behind each act."""
    query = select(ActRow).where(col(ActRow.case_id) == case.id).order_by(col(ActRow.at))
    acts = list(work.session.scalars(query))
    standing = {(row.act, row.at): row.voided_at is None for row in acts}
    for step in steps:
        row = _row_of(procedure, step)
        said = json.loads(step.inputs)
        text = step.opinion or said.get("reason", "")
        if row is None or step.person_id is None or not (text or row.act):
            continue
        yield OpinionFacts(
            role=row.by[0],
            name=names[step.person_id],
            step=row.label,
            at=step.at,
            text=text,
            principal=names[step.principal_id] if step.principal_id else "",
            standing=row.act is None or standing.get((row.act, step.at), False),
        )
    yield from (_sourced(row, row.source, names) for row in acts if row.source is not None)


def _sourced(row: ActRow, source: str, names: Mapping[str, str]) -> OpinionFacts:
    """An automatic case names its three sources: the rule, the check on record, the signatory."""
    return OpinionFacts(
        role=SEATS[row.act],
        name=names.get(row.person_id or "", SYSTEM),
        step=row.act.label,
        at=row.at,
        text=SOURCES[row.act.value].format(cited=source.partition(":")[2]),
        standing=row.voided_at is None,
    )


SEATS: Mapping[Act, Role] = {
    Act.ATTRIBUTION: Role.INFORMATION_OFFICER,
    Act.CHECK: Role.OFFICE_REVIEWER,
    Act.DECISION: Role.APPROVING_OFFICIAL,
}
"""Under which seat of the form an act stands that no person of the case did."""


def _consultations(steps: list[StepRow]) -> Iterator[ConsultationFacts]:
    """A letter and its answer are two steps that follow one another."""
    asked: StepRow | None = None
    for step in steps:
        if step.action == "consult":
            asked = step
        elif step.action == "record_answer" and asked is not None:
            said, answer = json.loads(asked.inputs), json.loads(step.inputs)["answer"]
            yield ConsultationFacts(
                whom=said["addressee"],
                asked_on=_day(asked.at),
                answer=_answer(answer),
                answered_on=_day(step.at),
                note=answer,
            )
            asked = None
    if asked is not None:
        said = json.loads(asked.inputs)
        yield ConsultationFacts(whom=said["addressee"], asked_on=_day(asked.at))


def _answer(text: str) -> ConsultationAnswer | None:
    try:
        return ConsultationAnswer.of(text)
    except ValueError:
        return None


def _referrals(steps: list[StepRow]) -> Iterator[ReferralFacts]:
    asked: StepRow | None = None
    for step in steps:
        if step.action == "refer_up":
            asked = step
        elif step.action == "record_ruling" and asked is not None:
            said, ruled = json.loads(asked.inputs), json.loads(step.inputs)
            yield ReferralFacts(
                body=said["addressee"],
                referred_on=_day(asked.at),
                number=ruled["number"],
                conclusion=ruled["answer"],
                answered_on=_day(step.at),
            )
            asked = None
    if asked is not None:
        yield ReferralFacts(body=json.loads(asked.inputs)["addressee"], referred_on=_day(asked.at))


def _conclusion(case: CaseRow) -> Outcome | None:
    if case.outcome is None:
        return None
    known = {"proactive": Outcome.IN_FULL} | {outcome.value: outcome for outcome in Outcome}
    return known.get(case.outcome)


def _concluded_on(work: Work, case: CaseRow) -> date | None:
    query = select(col(ActRow.at)).where(
        col(ActRow.case_id) == case.id,
        col(ActRow.act) == Act.DECISION,
        col(ActRow.voided_at).is_(None),
    )
    at = work.session.scalars(query).one_or_none()
    return _day(at) if at else None


def _publications(
    work: Work,
    case: CaseRow,
    procedure: Procedure,
    names: Mapping[str, str],
    steps: list[StepRow],
) -> tuple[PublicationFacts, ...]:
    publishers = {
        step.person_id
        for step in steps
        if (row := _row_of(procedure, step)) is not None and Effect.PUBLISH in row.effects
    }
    by = "、".join(names[person] for person in publishers if person)
    query = select(OutboxRow).where(
        col(OutboxRow.case_id) == case.id,
        col(OutboxRow.action) == "publish",
        col(OutboxRow.done_at).is_not(None),
    )
    return tuple(
        PublicationFacts(channel=row.channel, at=row.done_at, by=by)
        for row in work.session.execute(query.order_by(col(OutboxRow.channel))).scalars()
        if row.done_at is not None
    )


def _archived_on(steps: list[StepRow]) -> date | None:
    return next((_day(step.at) for step in steps if step.action == "archive"), None)
