"""Opening a file of a case: entered once for each person, before the bytes are looked at."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller, OpenFile
from review.domain.errors import AlreadyDone, BytesChanged, NotYours
from review.domain.vocabulary import Requirement, Role
from review.services.accounts import actor_of
from review.services.cases import lock, procedure_of, refuse_unseen, the_case
from review.services.cases_seen import visible_case
from review.services.entries import enter
from review.services.opened_files import opened_by
from review.services.purging import content_of
from review.services.ways_out import the_file
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import CaseRow, OpeningRow, VersionRow
from workflows.model import Procedure


def open_file(work: Work, command: OpenFile, *, caller: Caller) -> str:
    """Enter that a person who may check the case opened a file of it; return which.

    Raises:
        NotYours: nobody asks that he opens it: he could not check this case, or it is over.
        AlreadyDone: he opened it before.
        BytesChanged: there is nothing to be opened, or it is not what was handed in.
    """
    lock(work, caller.agency_id)
    case = the_case(work, command.case, agency_id=caller.agency_id)
    roles = openers(procedure_of(work, case.procedure_digest))
    actor = actor_of(work, caller, needed=roles)
    if actor.roles.isdisjoint(roles):
        raise NotYours
    refuse_unseen(work, case, actor)
    if not may_open(work, case, caller.person_id):
        raise NotYours
    file = the_file(work, case, command.file)
    if file.id in opened_by(work, case, actor.person):
        raise AlreadyDone
    try:
        content_of(work.session, work.means.originals, file)
    except (OriginalMissing, OriginalAltered):
        raise BytesChanged(file=file.name) from None
    row = OpeningRow(
        id=new_id(),
        agency_id=case.agency_id,
        document_id=case.document_id,
        case_id=case.id,
        file_id=file.id,
        person_id=actor.person,
        sha256=file.sha256,
        at=work.now,
    )
    enter(
        work,
        "file:opened",
        agency_id=case.agency_id,
        subject=(f"opening:{row.id}", 1),
        body={"case": case.id, "version": case.version_id, "what": file.sha256},
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()
    return file.id


def asks_to_open(work: Work, reference: str, *, caller: Caller) -> frozenset[str] | None:
    """Return which files a person opened who is to check the case now; None for anybody else.

    Who only looks on reads without an entry.
    """
    case = visible_case(work, reference, caller=caller)
    steps = procedure_of(work, case.procedure_digest).steps_from(case.stage)
    asking = [step for step in steps if Requirement.FILES_OPENED in step.requires]
    roles = tuple(dict.fromkeys(role for step in asking for role in step.by))
    if actor_of(work, caller, needed=roles).roles.isdisjoint(roles):
        return None
    if not may_open(work, case, caller.person_id):
        return None
    return opened_by(work, case, caller.person_id)


def openers(procedure: Procedure) -> tuple[Role, ...]:
    """Return the roles whose steps ask that every file was opened."""
    asking = (step for step in procedure.steps if Requirement.FILES_OPENED in step.requires)
    return tuple(dict.fromkeys(role for step in asking for role in step.by))


def may_open(work: Work, case: CaseRow, person: str) -> bool:
    """Whose opening counts: the case still runs, and he drafted no version of the paper."""
    drafted = select(col(VersionRow.id)).where(
        col(VersionRow.document_id) == case.document_id, col(VersionRow.created_by) == person
    )
    return case.closed_at is None and work.session.execute(drafted.limit(1)).first() is None
