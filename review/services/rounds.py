"""A round over what is due: in batches of one commit, each item in its own savepoint.

1. Papers that are due and have no case: flagged, assessed, held where an authorisation covers them.
2. Cases assessed earlier that an authorisation covers by now: assessed again and held.
3. Cases in the window: converted when it is over and everything still holds, else taken out.

What fails is set aside with its error; the round goes on. A second round finds nothing to do but
what was set aside. Nothing is held that grows with the number of items.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlalchemy import select, tuple_
from sqlmodel import Session, col

from review.commands import Caller, RetrySetAside, RunReassessment
from review.domain.errors import DayNotReached
from review.domain.findings import FileReport
from review.domain.vocabulary import Effect
from review.services.cases import number_of, procedure_of
from review.services.clock_doubts import refuse_doubtful
from review.services.due import count_due, due_after, still_due
from review.services.entries import enter
from review.services.plain_rounds import flag_plain
from review.services.reassessing import (
    PROCEDURE,
    assess_case,
    convert_case,
    flag,
    hold_case,
    is_coverable,
    judge,
    reassessed_version,
    stages_with,
)
from review.services.reassessment_facts import authorisations
from review.services.rescreening import keep_screenings
from review.services.round_batches import Item, Round, RunReport, do_batch
from review.services.round_hours import Hours
from review.services.round_progress import Progress
from review.services.set_aside import SetAside, open_items, take_up
from review.services.todays_findings import keep_todays_findings
from review.services.work import Means, Work
from review.storage.columns import new_id
from review.storage.database import Transactions
from review.storage.rows import AgencyRow, CaseRow, DocumentRow, RunRow

BATCH = 50
Number = tuple[int, int]


Visit = Callable[[Round, Work, CaseRow, Mapping[str, FileReport]], None]


def run(  # noqa: PLR0913  # each is a part of the question
    database: Transactions,
    means: Means,
    *,
    hours: Hours,
    command: RunReassessment | RetrySetAside,
    caller: Caller | None,
    progress: Progress | None = None,
) -> tuple[RunReport, ...]:
    """Run a round for every agency (or the caller's): DESIGN §6; a day still to come is refused.

    Of what was set aside alone where that is asked; who watches is told how far it has come.

    Raises:
        DayNotReached, ClockAhead, ClockBack: before anything is written.
        ClockMoved, ClockBack, ClockAhead: in between; what was committed stands.
    """
    on = command.on if isinstance(command, RunReassessment) else None
    with database.read() as session:
        work = Work(session=session, now=hours.began, means=means)
        refuse_doubtful(work)
        today = work.today
        agencies = [caller.agency_id] if caller else _agencies(session)
        if progress is not None:
            day = on or today
            progress.of = sum(count_due(work, agency_id=one, on=day) for one in agencies)
    if on is not None and on > today:
        raise DayNotReached(day=on)
    go = _run_one if isinstance(command, RunReassessment) else _retry_one
    return tuple(
        go(
            Round(
                database=database,
                means=means,
                hours=hours,
                agency_id=agency_id,
                report=RunReport(on=on or today),
                aside=_aside(database, agency_id),
                progress=progress or Progress(),
            ),
            caller=caller,
        )
        for agency_id in agencies
    )


def _retry_one(round_: Round, *, caller: Caller | None) -> RunReport:
    """Take up what was set aside, and nothing else: a run of its own, on record like any other."""
    last, these = _last_case(round_), frozenset(round_.aside)
    _flag_these(round_, sorted(these))
    _revisit(round_, stages=Effect.HOLD, act=_hold_again, up_to=last, only=these)
    _revisit(round_, stages=Effect.CONVERT, act=_convert, up_to=last, only=these)
    _settle(round_)
    _enter(round_, caller)
    return round_.report


def _run_one(round_: Round, *, caller: Caller | None) -> RunReport:
    last = _last_case(round_)
    flag_plain(round_)
    _flag_all(round_)
    if _may_hold(round_):
        _revisit(round_, stages=Effect.HOLD, act=_hold_again, up_to=last)
    _revisit(round_, stages=Effect.CONVERT, act=_convert, up_to=last)
    _enter(round_, caller)
    return round_.report


def _aside(database: Transactions, agency_id: str) -> dict[str, SetAside]:
    with database.read() as session:
        return {one.document_id: one for one in open_items(session, agency_id=agency_id)}


def _last_case(round_: Round) -> Number:
    """Return the number of the last case there is: what this round opens it does not go over."""
    query = select(col(CaseRow.year), col(CaseRow.serial)).where(
        col(CaseRow.agency_id) == round_.agency_id
    )
    newest = query.order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc()).limit(1)
    with round_.database.read() as session:
        found = session.execute(newest).one_or_none()
    return (0, 0) if found is None else (found.year, found.serial)


def _may_hold(round_: Round) -> bool:
    """Without an authorisation in force nothing that waits for people can be held."""
    with round_.database.read() as session:
        work = round_.work(session)
        return bool(authorisations(work, round_.agency_id, today=work.today))


def _flag_all(round_: Round) -> None:
    cursor: str | None = ""
    while cursor is not None:
        with round_.database.read() as session:
            work = round_.work(session)
            due, cursor = due_after(
                work, agency_id=round_.agency_id, on=round_.report.on, after=cursor, size=BATCH
            )
            items = [
                Item(
                    subject=one.document.id,
                    document_id=one.document.id,
                    version_id=reassessed_version(work, one.document, case=None).id,
                )
                for one in due
            ]
        do_batch(round_, items, act=_look_again)
        round_.progress.goes_on(len(items))


def _flag_these(round_: Round, documents: list[str]) -> None:
    """Take up papers that were set aside before they had a case."""
    with round_.database.read() as session:
        work = round_.work(session)
        items = [
            Item(
                subject=name,
                document_id=name,
                version_id=reassessed_version(work, one.document, case=None).id,
            )
            for name in documents
            if (one := still_due(work, name, agency_id=round_.agency_id, on=round_.report.on))
        ]
    do_batch(round_, items, act=_look_again)


def _look_again(
    round_: Round, work: Work, document_id: str, reports: Mapping[str, FileReport]
) -> None:
    """Under the lock it is asked again whether the paper is due: people may have been quicker."""
    due = still_due(work, document_id, agency_id=round_.agency_id, on=round_.report.on)
    if due is None:
        return
    case = flag(work, due.document, because=due.because)
    _assess_and_hold(round_, work, case, reports)
    round_.report.counts["flagged"] += 1


def _assess_and_hold(
    round_: Round, work: Work, case: CaseRow, reports: Mapping[str, FileReport]
) -> None:
    document = work.session.get_one(DocumentRow, case.document_id)
    keep_screenings(work, reports, agency_id=case.agency_id)
    keep_todays_findings(work, case, reports=reports)
    judged = judge(work, document, case=case, reports=reports, on=round_.report.on)
    assess_case(work, case, judged)
    is_held = hold_case(work, case, judged)
    round_.report.counts["held" if is_held else f"proposed:{judged.proposed.value}"] += 1
    round_.report.names(number_of(case))


def _revisit(
    round_: Round,
    *,
    stages: Effect,
    act: Visit,
    up_to: Number,
    only: frozenset[str] | None = None,
) -> None:
    """Go over the open cases that stand where the bell may take a step with this effect."""

    def visit(round_: Round, work: Work, case_id: str, reports: Mapping[str, FileReport]) -> None:
        case = work.session.get_one(CaseRow, case_id)
        if _stands_at(work, case, stages):
            act(round_, work, case, reports)

    after: Number | None = (0, 0)
    while after is not None:
        items, after = _waiting(round_, stages, after=after, up_to=up_to)
        mine = [item for item in items if only is None or item.document_id in only]
        do_batch(round_, mine, act=visit, is_fresh=stages is Effect.CONVERT)


def _waiting(
    round_: Round, stages: Effect, *, after: Number, up_to: Number
) -> tuple[list[Item], Number | None]:
    """Return some of these cases in the order of their numbers, and from where to go on."""
    number = tuple_(col(CaseRow.year), col(CaseRow.serial))
    query = select(CaseRow).where(
        col(CaseRow.agency_id) == round_.agency_id,
        col(CaseRow.procedure) == PROCEDURE,
        col(CaseRow.closed_at).is_(None),
        number > after,
        number <= up_to,
    )
    ordered = query.order_by(col(CaseRow.year), col(CaseRow.serial)).limit(BATCH)
    with round_.database.read() as session:
        work = round_.work(session)
        cases = list(session.execute(ordered).scalars())
        items = [
            Item(subject=case.id, document_id=case.document_id, version_id=case.version_id)
            for case in cases
            if _stands_at(work, case, stages) and _may_move(work, case, stages)
        ]
        last = (cases[-1].year, cases[-1].serial) if len(cases) == BATCH else None
    return items, last


def _may_move(work: Work, case: CaseRow, stages: Effect) -> bool:
    """Nothing is screened in vain: to be held, a case must be covered by the rules alone."""
    if stages is not Effect.HOLD:
        return True
    document = work.session.get_one(DocumentRow, case.document_id)
    return case.hold_until is None and is_coverable(work, document, case)


def _stands_at(work: Work, case: CaseRow, effect: Effect) -> bool:
    procedure = procedure_of(work, case.procedure_digest)
    return case.closed_at is None and case.stage in stages_with(procedure, effect)


def _hold_again(
    round_: Round, work: Work, case: CaseRow, reports: Mapping[str, FileReport]
) -> None:
    """Only what an authorisation covers by now is assessed again; the rest waits for people."""
    keep_todays_findings(work, case, reports=reports)
    document = work.session.get_one(DocumentRow, case.document_id)
    judged = judge(work, document, case=case, reports=reports, on=round_.report.on)
    if judged.authorisation is not None and case.hold_until is None:
        _assess_and_hold(round_, work, case, reports)


def _convert(round_: Round, work: Work, case: CaseRow, reports: Mapping[str, FileReport]) -> None:
    """Everything is judged again at the moment of publication (DOMAIN §0)."""
    keep_todays_findings(work, case, reports=reports)
    document = work.session.get_one(DocumentRow, case.document_id)
    judged = judge(work, document, case=case, reports=reports, on=work.today)
    before = case.stage
    if convert_case(work, case, judged):
        round_.report.counts["converted"] += 1
    elif case.stage != before:
        round_.report.counts["lapsed"] += 1
    if case.stage != before:
        round_.report.names(number_of(case))


def _settle(round_: Round) -> None:
    """What was set aside and is not due any more, whoever saw to that, is open no longer."""
    with round_.write() as work:
        for name in sorted(round_.aside):
            take_up(work, round_.aside.pop(name))


def _agencies(session: Session) -> list[str]:
    return list(session.execute(select(col(AgencyRow.id)).order_by(col(AgencyRow.code))).scalars())


def _enter(round_: Round, caller: Caller | None) -> None:
    """Each run is on record, also one that found nothing."""
    with round_.write() as work:
        row = RunRow(
            id=new_id(),
            agency_id=round_.agency_id,
            started_at=round_.hours.began,
            on_day=round_.report.on,
            started_by=caller.person_id if caller else None,
            counts=json.dumps(dict(round_.report.counts), sort_keys=True),
        )
        enter(
            work,
            "reassessment:run",
            agency_id=row.agency_id,
            subject=(f"reassessment_run:{row.id}", 1),
            body={"on": row.on_day.isoformat(), "counts": row.counts},
            caller=caller,
        )
        work.session.add(row)
