"""The ways out of a finding: no finding is a dead end, and none is one person's (DESIGN §7)."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, Cosign, Dispose, ReadByPeople
from review.domain.case_refusals import CheckStands, StaleDisposal
from review.domain.checklist import answers_in
from review.domain.errors import (
    AlreadyDone,
    GroundsMissing,
    NoSuchFile,
    NoSuchFinding,
    NotYours,
    SameHands,
)
from review.domain.vocabulary import Act, DisposalKind, Key, Role, Severity
from review.services.cases import acting_locked, refuse_unseen, the_case
from review.services.entries import enter
from review.services.facts import standing_of
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import said_in_disposal, said_in_reading
from review.storage.rows import (
    CaseRow,
    CosignatureRow,
    DisposalRow,
    FileRow,
    FindingRow,
    PersonRow,
    ReadingRow,
    VersionRow,
)
from workflows.engine import Actor

CHECKERS = (Role.OFFICE_REVIEWER, Role.CONFIDENTIALITY_OFFICER)
COSIGNERS = (
    Role.CONFIDENTIALITY_OFFICER,
    Role.OFFICE_REVIEWER,
    Role.SECTION_HEAD,
    Role.LEGAL_OFFICER,
)


def dispose(work: Work, command: Dispose, *, caller: Caller) -> None:
    """Dispose of one finding with a reason; a blocking one stays open until another co-signs.

    The last disposal counts: it supersedes an earlier one, whose co-signature goes with it.
    """
    case, actor = _at(work, command.case, caller, roles=CHECKERS)
    finding = _finding(work, case, command.finding)
    reason = command.reason.strip()
    if not reason:
        raise GroundsMissing(key=Key.REASON)
    if (
        finding.severity is Severity.BLOCK
        and command.kind is not DisposalKind.REDACT
        and not command.article
    ):
        raise GroundsMissing(key=Key.ARTICLE)
    before = _disposal(work, finding)
    if before is not None and _said(before) == (command.kind, reason, command.article):
        raise AlreadyDone
    row = DisposalRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        finding_id=finding.id,
        number=1 if before is None else before.number + 1,
        kind=command.kind,
        reason=reason,
        article=command.article,
        person_id=actor.person,
        at=work.now,
    )
    enter(
        work,
        "finding:disposed",
        agency_id=case.agency_id,
        subject=(f"disposal:{row.id}", 1),
        body={
            "case": case.id,
            "version": case.version_id,
            "what": finding.rule,
            "said": said_in_disposal(row),
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()


def cosign(work: Work, command: Cosign, *, caller: Caller) -> None:
    """Sign under another's disposal; neither drafter nor disposer nor decision-maker may."""
    case, actor = _at(work, command.case, caller, roles=COSIGNERS)
    finding = _finding(work, case, command.finding)
    disposal = _disposal(work, finding)
    if disposal is None:
        raise NoSuchFinding(finding=command.finding)
    if disposal.number != command.disposal:
        raise StaleDisposal(
            number=disposal.number,
            kind=disposal.kind,
            by=work.session.get_one(PersonRow, disposal.person_id).name,
        )
    _refuse_hands(disposal.person_id in actor.persons, first="disposer")
    if _is_cosigned(work, disposal):
        raise AlreadyDone
    row = CosignatureRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        disposal_id=disposal.id,
        person_id=actor.person,
        at=work.now,
    )
    enter(
        work,
        "finding:cosigned",
        agency_id=case.agency_id,
        subject=(f"cosignature:{row.id}", 1),
        body={"case": case.id, "version": case.version_id, "what": finding.rule},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()


def read_by_people(work: Work, command: ReadByPeople, *, caller: Caller) -> int:
    """Enter one person's reading of an unreadable file; return how many have read it.

    Of a person's readings the last counts.
    """
    case, actor = _at(work, command.case, caller, roles=COSIGNERS)
    file = the_file(work, case, command.file)
    answers = answers_in(command.checklist, items=work.means.checklist)
    said = json.dumps(
        {one.item.id: [one.answer.value, one.note] for one in answers.answered},
        ensure_ascii=False,
    )
    readings = select(ReadingRow).where(col(ReadingRow.file_id) == file.id)
    rows = list(work.session.scalars(readings.order_by(col(ReadingRow.number))))
    last = {row.person_id: row.answers for row in rows}
    if last.get(actor.person) == said:
        raise AlreadyDone
    row = ReadingRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        file_id=file.id,
        number=len(rows) + 1,
        person_id=actor.person,
        sha256=file.sha256,
        answers=said,
        is_clear=answers.is_clear,
        at=work.now,
    )
    enter(
        work,
        "file:read",
        agency_id=case.agency_id,
        subject=(f"reading:{row.id}", 1),
        body={
            "case": case.id,
            "version": case.version_id,
            "what": file.sha256,
            "said": said_in_reading(row),
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return len({*last, actor.person})


def _at(
    work: Work, reference: str, caller: Caller, *, roles: tuple[Role, ...]
) -> tuple[CaseRow, Actor]:
    """Return the case and the actor; refuse who has no such role, or drafted or decided it.

    A check rests on what was disposed of and read: while it stands, that stands too.
    """
    actor = acting_locked(work, caller, roles=roles)
    case = the_case(work, reference, agency_id=caller.agency_id)
    refuse_unseen(work, case, actor)
    if case.closed_at is not None:
        raise NotYours
    drafters = select(col(VersionRow.created_by)).where(
        col(VersionRow.document_id) == case.document_id
    )
    _refuse_hands(
        not actor.persons.isdisjoint(work.session.execute(drafters).scalars()), first="drafter"
    )
    standing = standing_of(work, case)
    decision = standing.act(Act.DECISION)
    decided = {decision.person_id, decision.principal_id} if decision else set()
    _refuse_hands(not actor.persons.isdisjoint(decided), first="decision-maker")
    if standing.has(Act.CHECK):
        raise CheckStands
    return case, actor


def _refuse_hands(is_same: bool, *, first: str) -> None:  # noqa: FBT001  # a statement, not a switch
    if is_same:
        raise SameHands(first=FIRST[first])


FIRST = {
    "drafter": Role.DRAFTER.label,
    "disposer": Act.CHECK.label,
    "decision-maker": Act.DECISION.label,
}


def _finding(work: Work, case: CaseRow, code: str) -> FindingRow:
    query = select(FindingRow).where(
        col(FindingRow.version_id) == case.version_id, col(FindingRow.code) == code
    )
    finding = work.session.scalars(query).one_or_none()
    if finding is None:
        raise NoSuchFinding(finding=code)
    return finding


def _disposal(work: Work, finding: FindingRow) -> DisposalRow | None:
    """Return what counts of a finding: the last disposal."""
    query = select(DisposalRow).where(col(DisposalRow.finding_id) == finding.id)
    return work.session.scalars(query.order_by(col(DisposalRow.number).desc()).limit(1)).first()


def _said(row: DisposalRow) -> tuple[DisposalKind, str, str | None]:
    return row.kind, row.reason, row.article


def _is_cosigned(work: Work, disposal: DisposalRow) -> bool:
    query = select(col(CosignatureRow.id)).where(col(CosignatureRow.disposal_id) == disposal.id)
    return work.session.execute(query).first() is not None


def the_file(work: Work, case: CaseRow, name: str) -> FileRow:
    """Return a file of the version a case is about: by name, id or SHA-256."""
    query = select(FileRow).where(
        col(FileRow.version_id) == case.version_id,
        (col(FileRow.name) == name) | (col(FileRow.id) == name) | (col(FileRow.sha256) == name),
    )
    file = work.session.scalars(query.order_by(col(FileRow.position)).limit(1)).one_or_none()
    if file is None:
        raise NoSuchFile(file=name)
    return file
