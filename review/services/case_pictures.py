"""One case as one person may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.errors import NoSuchCase
from review.domain.vocabulary import Act, Ending, Need, Role, Severity
from review.messages import CONSEQUENCES, GROUND, NOT_KEPT, SENTENCE, SENTENCES, SYSTEM
from review.screening.ruleset import shown
from review.services.accounts import actor_of
from review.services.cases import document_of, number_of, procedure_of, referred_to
from review.services.clocks import deadline_view
from review.services.facts import facts_of, is_its_disposal
from review.services.papers import files_of
from review.services.views import (
    ActView,
    CaseView,
    DisposalView,
    FileView,
    FindingView,
    NeedView,
    OfferView,
    RefusedView,
    StatementView,
    TrailView,
)
from review.services.visibility import visible
from review.services.work import Work
from review.storage.ledger import tip_of
from review.storage.rows import (
    ActRow,
    CaseRow,
    CosignatureRow,
    DisposalRow,
    DocumentRow,
    FileRow,
    FindingRow,
    MetaRow,
    PersonRow,
    ReadingRow,
    SectionRow,
    StatementRow,
    StepRow,
    VersionRow,
)
from workflows.engine import Actor, offered
from workflows.model import Procedure, Step

VERIFYING = (Act.SECTION_REVIEW, Act.CHECK)
ANYBODY = Actor(person="", roles=frozenset(Role) - {Role.SYSTEM})
"""For the operator at the machine: what the case itself would let the right person do."""


def visible_case(work: Work, reference: str, *, caller: Caller | None) -> CaseRow:
    """Return a case this person may see; any other does not exist for him (S07)."""
    query = (
        select(CaseRow)
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(visible(work, caller), referred_to(reference))
    )
    found = list(work.session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NoSuchCase(case=reference)
    return found[0]


def case_view(work: Work, reference: str, *, caller: Caller | None) -> CaseView:
    """Return everything one person may see of one case."""
    case = visible_case(work, reference, caller=caller)
    document, procedure = document_of(work, case), procedure_of(work, case.procedure_digest)
    stage = procedure.stages[case.stage]
    names = names_of(work, case.agency_id)
    version = work.session.get_one(VersionRow, case.version_id)
    offers, refused = _offers(work, case, procedure, caller)
    seq, sha256 = tip_of(work.session, case.agency_id)
    return CaseView(
        id=case.id,
        number=number_of(case),
        rev=case.rev,
        document_id=document.id,
        title=document.title,
        document_number=document.number,
        kind=document.kind.label,
        genre=document.genre.label if document.genre else None,
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
        availability_label=document.availability.label,
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
        conditions=_conditions(case),
        offered=offers,
        refused=refused,
        findings=_findings(work, case, names),
        files=_files(work, case, names),
        statements=_statements(work, case, names),
        acts=_acts(work, case, names, procedure),
        trail=_trail(work, case, names, procedure),
        deadline=deadline_view(work, case, document, procedure),
        is_demo=is_demo(work),
        ledger_head=f"{seq}:{sha256[:16]}",
    )


def names_of(work: Work, agency_id: str) -> Mapping[str, str]:
    """Return what the people of an agency are called, by id."""
    query = select(col(PersonRow.id), col(PersonRow.name)).where(
        col(PersonRow.agency_id) == agency_id
    )
    return {row.id: row.name for row in work.session.execute(query)}


def is_demo(work: Work) -> bool:
    """Say whether this database was marked as a demo at its creation."""
    row = work.session.get(MetaRow, "demo")
    return row is not None and row.value == "yes"


def _offers(
    work: Work, case: CaseRow, procedure: Procedure, caller: Caller | None
) -> tuple[tuple[OfferView, ...], tuple[RefusedView, ...]]:
    facts = facts_of(work, case, procedure)
    offers: list[OfferView] = []
    refused: list[RefusedView] = []
    steps = {step.action: step for step in procedure.steps_from(case.stage)}
    for action, step in steps.items():
        if step.automatic is not None:
            continue
        actor = ANYBODY if caller is None else actor_of(work, caller, needed=step.by)
        offer = next(
            one
            for one in offered(procedure, case.stage, actor=actor, facts=facts)
            if one.step.action == action
        )
        if offer.refusal is None:
            offers.append(_offer(step))
        else:
            refused.append(RefusedView(action=action, label=step.label, reason=str(offer.refusal)))
    return tuple(offers), tuple(refused)


def _offer(step: Step) -> OfferView:
    return OfferView(
        action=step.action,
        label=step.label,
        needs=tuple(NeedView(key=need.value, label=need.label) for need in step.needs),
        asks_for_file=Need.FILE in step.needs,
        may_differ=step.act in VERIFYING and Need.MODE not in step.needs,
        consequence="；".join(
            text for effect in step.effects if (text := CONSEQUENCES.get(effect.value))
        ),
    )


def _conditions(case: CaseRow) -> tuple[tuple[str, str, bool], ...]:
    if case.assessment is None:
        return ()
    return tuple(
        (text, fact, holds) for text, fact, holds in json.loads(case.assessment)["conditions"]
    )


def _findings(work: Work, case: CaseRow, names: Mapping[str, str]) -> tuple[FindingView, ...]:
    query = (
        select(FindingRow, FileRow, DisposalRow, CosignatureRow)
        .outerjoin(FileRow, col(FileRow.id) == col(FindingRow.file_id))  # none: it is in the title
        .outerjoin(DisposalRow, is_its_disposal())
        .outerjoin(CosignatureRow, col(CosignatureRow.disposal_id) == col(DisposalRow.id))
        .where(col(FindingRow.version_id) == case.version_id)
    )
    rows = [tuple(row) for row in work.session.execute(query)]
    order = {Severity.BLOCK: 0, Severity.CONFIRM: 1, Severity.INFO: 2}
    rows.sort(key=lambda row: (_place_of(row[1]), order[row[0].severity], row[0].code))
    return tuple(_finding(*row, names=names) for row in rows)


def _place_of(file: FileRow | None) -> int:
    """What stands in the title is read before what stands in the files."""
    return -1 if file is None else file.position


def _finding(
    row: FindingRow,
    file: FileRow | None,
    disposal: DisposalRow | None,
    cosignature: CosignatureRow | None,
    *,
    names: Mapping[str, str],
) -> FindingView:
    is_settled = disposal is not None and disposal.kind.value != "redact"
    if row.severity is Severity.BLOCK:
        is_settled = is_settled and cosignature is not None
    return FindingView(
        id=row.code,
        rule=row.rule,
        severity=row.severity.value,
        severity_label=row.severity.label,
        file=file.name if file else "",
        part=row.part,
        place=json.loads(row.place),
        excerpt=row.excerpt,
        message=row.message,
        basis=row.basis,
        is_open=row.severity is not Severity.INFO and not is_settled,
        disposal=None if disposal is None else _disposal(disposal, cosignature, names),
    )


def _disposal(
    row: DisposalRow, cosignature: CosignatureRow | None, names: Mapping[str, str]
) -> DisposalView:
    return DisposalView(
        number=row.number,
        kind=row.kind.value,
        kind_label=row.kind.label,
        reason=row.reason,
        article=row.article,
        by=names[row.person_id],
        at=row.at,
        cosigned_by=names[cosignature.person_id] if cosignature else None,
        cosigned_at=cosignature.at if cosignature else None,
    )


def _files(work: Work, case: CaseRow, names: Mapping[str, str]) -> tuple[FileView, ...]:
    return tuple(file_view(work, file, names) for file in files_of(work, case.version_id))


def file_view(work: Work, file: FileRow, names: Mapping[str, str]) -> FileView:
    """Return one file as it is shown."""
    readings = select(col(ReadingRow.person_id)).where(col(ReadingRow.file_id) == file.id)
    readers = dict.fromkeys(work.session.scalars(readings.order_by(col(ReadingRow.number))))
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
    )


def _statements(work: Work, case: CaseRow, names: Mapping[str, str]) -> tuple[StatementView, ...]:
    query = select(StatementRow).where(col(StatementRow.case_id) == case.id)
    rows = work.session.execute(query.order_by(col(StatementRow.rev))).scalars()
    return tuple(
        StatementView(
            kind=row.kind,
            mode=row.mode,
            grounds=_grounds(row),
            ends=_ends(row),
            by=names.get(row.person_id or "", SYSTEM),
            at=row.at,
        )
        for row in rows
    )


def _grounds(row: StatementRow) -> str:
    words = (
        row.exemption.label if row.exemption else None,
        row.deliberative_kind.label if row.deliberative_kind else None,
        row.on_request_reason.label if row.on_request_reason else None,
        row.article,
        row.reasons,
        GROUND["work_secret"] if row.has_work_secret_mark else None,
    )
    return "；".join(word for word in words if word)


def _ends(row: StatementRow) -> str:
    if row.ending is None or row.ends_on is None:
        return ""
    if row.ending is Ending.ON_EVENT:
        return GROUND["on_event"].format(event=row.ending_event, day=row.ends_on.isoformat())
    return f"{row.ending.label}：{row.ends_on.isoformat()}"


def _acts(
    work: Work, case: CaseRow, names: Mapping[str, str], procedure: Procedure
) -> tuple[ActView, ...]:
    query = (
        select(ActRow, col(VersionRow.number))
        .join(VersionRow, col(VersionRow.id) == col(ActRow.version_id))
        .where(col(ActRow.case_id) == case.id)
        .order_by(col(ActRow.at))
    )
    return tuple(
        ActView(
            act=row.act,
            by=names.get(row.person_id or "", SYSTEM),
            principal=names[row.principal_id] if row.principal_id else None,
            role=_role(row.act, procedure),
            opinion=row.opinion or (row.source or ""),
            version=number,
            at=row.at,
            is_void=row.voided_at is not None,
        )
        for row, number in work.session.execute(query)
    )


def _role(act: Act, procedure: Procedure) -> str:
    roles = [role for step in procedure.steps if step.act is act for role in step.by]
    return "、".join(dict.fromkeys(role.label for role in roles))


def _trail(
    work: Work, case: CaseRow, names: Mapping[str, str], procedure: Procedure
) -> tuple[TrailView, ...]:
    query = select(StepRow).where(col(StepRow.case_id) == case.id)
    rows = work.session.execute(query.order_by(col(StepRow.rev))).scalars()
    return tuple(_trail_line(row, names, procedure) for row in rows)


def _trail_line(row: StepRow, names: Mapping[str, str], procedure: Procedure) -> TrailView:
    by = names.get(row.person_id or "", SYSTEM)
    if row.principal_id:
        by = SENTENCES["substitute"].format(by=by, principal=names[row.principal_id])
    step = next(
        (
            one
            for one in procedure.steps
            if one.action == row.action and row.from_stage in one.origins
        ),
        None,
    )
    label = step.label if step else SENTENCES.get(row.action, row.action)
    said = json.loads(row.inputs)
    opinion = row.opinion or said.get("reason") or said.get("answer") or ""
    return TrailView(
        rev=row.rev,
        at=row.at,
        by=by,
        action=row.action,
        label=label,
        from_stage=procedure.stages[row.from_stage].label if row.from_stage else None,
        to_stage=procedure.stages[row.to_stage].label,
        opinion=opinion,
        sentence=SENTENCE.format(by=by, label=label, stage=procedure.stages[row.to_stage].label),
    )
