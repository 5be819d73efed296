"""A round over what is due: in batches of one commit, each item in its own savepoint.

1. Papers that are due and have no case: flagged, assessed, held where an authorisation covers them.
2. Cases assessed earlier that an authorisation covers by now: assessed again and held.
3. Cases in the window: converted when it is over and everything still holds, else taken out.

What fails is set aside with its error; the round goes on. A second round finds nothing to do.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from loguru import logger
from sqlalchemy import select
from sqlmodel import Session, col

from review.commands import Caller
from review.domain.errors import DayNotReached
from review.domain.findings import FileReport
from review.domain.vocabulary import Effect, ReassessmentOutcome
from review.services.agency_rules import active_rules, ruleset_of
from review.services.cases import lock, number_of, procedure_of
from review.services.due import due_after, still_due
from review.services.entries import enter
from review.services.reassessing import (
    PROCEDURE,
    Judged,
    assess_case,
    convert_case,
    flag,
    hold_case,
    judge,
    reassessed_version,
    stages_with,
)
from review.services.rescreening import keep_screenings, kept_of, screened, stored
from review.services.todays_findings import keep_todays_findings
from review.services.work import Means, Work
from review.storage.columns import new_id
from review.storage.database import Database
from review.storage.rows import AgencyRow, CaseRow, DocumentRow, RunRow

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One paper that a run would look at, and what it would come to."""

    document_id: str
    title: str
    because: tuple[str, ...]
    proposed: ReassessmentOutcome
    would_hold: bool
    conditions: tuple[tuple[str, str, bool], ...]
    never: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class RunReport:
    """What a run did: counts by kind, and what was set aside."""

    on: date
    counts: Counter[str] = field(default_factory=Counter)
    set_aside: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round for one agency."""

    database: Database
    means: Means
    now: datetime
    agency_id: str
    report: RunReport

    def work(self, session: Session) -> Work:
        """Return the work of one transaction of this round."""
        return Work(session=session, now=self.now, means=self.means)


Deed = Callable[[Round, Work, str, Mapping[str, FileReport]], None]
"""What is done with one item: its paper or case by identity."""

Visit = Callable[[Round, Work, CaseRow, Mapping[str, FileReport]], None]


def run(
    database: Database, means: Means, *, now: datetime, on: date | None, caller: Caller | None
) -> tuple[RunReport, ...]:
    """Run a round for every agency (or the caller's): DESIGN §6; a day still to come is refused."""
    with database.read() as session:
        today = Work(session=session, now=now, means=means).today
        agencies = [caller.agency_id] if caller else _agencies(session)
    if on is not None and on > today:
        raise DayNotReached(day=on)
    return tuple(
        _run_one(
            Round(
                database=database,
                means=means,
                now=now,
                agency_id=agency_id,
                report=RunReport(on=on or today),
            ),
            caller=caller,
        )
        for agency_id in agencies
    )


def preview(work: Work, *, on: date, agency_id: str) -> tuple[PreviewLine, ...]:
    """Say what a run on a day would look at and come to; nothing is written."""
    lines: list[PreviewLine] = []
    cursor: str | None = ""
    while cursor is not None:
        due, cursor = due_after(work, agency_id=agency_id, on=on, after=cursor, size=BATCH)
        for one in due:
            version = reassessed_version(work, one.document, case=None)
            kept = kept_of(work.session, one.document, version.id)
            rules = ruleset_of(work, agency_id)
            reports = screened(work.means, kept, ruleset=rules)
            judged = judge(work, one.document, case=None, reports=reports, on=on)
            lines.append(_line(judged, tuple(trigger.label for trigger in one.because)))
    return tuple(lines)


def _run_one(round_: Round, *, caller: Caller | None) -> RunReport:
    _flag_all(round_)
    _revisit(round_, stages=Effect.HOLD, act=_hold_again)
    _revisit(round_, stages=Effect.CONVERT, act=_convert)
    _enter(round_, caller)
    return round_.report


def _flag_all(round_: Round) -> None:
    cursor: str | None = ""
    while cursor is not None:
        with round_.database.read() as session:
            work = round_.work(session)
            due, cursor = due_after(
                work, agency_id=round_.agency_id, on=round_.report.on, after=cursor, size=BATCH
            )
            items = [
                (one.document.id, reassessed_version(work, one.document, case=None).id)
                for one in due
            ]
        _do_batch(round_, items, act=_look_again)


def _do_batch(round_: Round, items: list[tuple[str, str]], *, act: Deed) -> None:
    """Screen the versions of a batch, outside of any transaction; then act in one commit."""
    screened = [(subject, _screened_aside(round_, subject, version)) for subject, version in items]
    ready = [(subject, reports) for subject, reports in screened if reports is not None]
    if not ready:
        return
    with round_.database.write() as session:
        work = round_.work(session)
        lock(work, round_.agency_id)
        for subject, reports in ready:
            with _each(round_, session, subject):
                act(round_, work, subject, reports)


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
    round_.report.cases.append(number_of(case))


def _revisit(round_: Round, *, stages: Effect, act: Visit) -> None:
    """Go over the open cases that stand where the bell may take a step with this effect."""
    seen = frozenset(round_.report.cases)
    with round_.database.read() as session:
        work = round_.work(session)
        waiting = [
            (case.id, case.version_id)
            for case in _open_cases(work, round_)
            if _stands_at(work, case, stages) and number_of(case) not in seen
        ]

    def visit(round_: Round, work: Work, case_id: str, reports: Mapping[str, FileReport]) -> None:
        case = work.session.get_one(CaseRow, case_id)
        if _stands_at(work, case, stages):
            act(round_, work, case, reports)

    for start in range(0, len(waiting), BATCH):
        _do_batch(round_, waiting[start : start + BATCH], act=visit)


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
        round_.report.cases.append(number_of(case))


def _screened_aside(round_: Round, subject: str, version_id: str) -> dict[str, FileReport] | None:
    """Screen one item; None when it had to be set aside, whatever the reason."""
    try:
        with round_.database.read() as session:
            ruleset = active_rules(session, round_.means, round_.agency_id)
            kept = stored(session, version_id)
        return screened(round_.means, kept, ruleset=ruleset)
    except Exception as error:  # noqa: BLE001  # whatever it is, the other items go on
        _set_aside(round_.report, subject, error)
        return None


def _set_aside(report: RunReport, subject: str, error: Exception) -> None:
    report.counts["set_aside"] += 1
    report.set_aside.append(subject)
    logger.error("item set aside", subject=subject, error=type(error).__name__)


@contextmanager
def _each(round_: Round, session: Session, subject: str) -> Iterator[None]:
    """Do one item in its own savepoint: what fails is undone, noted, and the line goes on."""
    report = round_.report
    counts, cases = Counter(report.counts), len(report.cases)
    try:
        with session.begin_nested():
            yield
    except Exception as error:  # noqa: BLE001  # whatever it is, the other items go on
        session.expire_all()
        report.counts = counts
        del report.cases[cases:]
        _set_aside(report, subject, error)


def _open_cases(work: Work, round_: Round) -> Iterator[CaseRow]:
    query = select(CaseRow).where(
        col(CaseRow.agency_id) == round_.agency_id,
        col(CaseRow.procedure) == PROCEDURE,
        col(CaseRow.closed_at).is_(None),
    )
    yield from work.session.execute(
        query.order_by(col(CaseRow.year), col(CaseRow.serial))
    ).scalars()


def _agencies(session: Session) -> list[str]:
    return list(session.execute(select(col(AgencyRow.id)).order_by(col(AgencyRow.code))).scalars())


def _enter(round_: Round, caller: Caller | None) -> None:
    """Each run is on record, also one that found nothing."""
    with round_.database.write() as session:
        row = RunRow(
            id=new_id(),
            agency_id=round_.agency_id,
            started_at=round_.now,
            on_day=round_.report.on,
            started_by=caller.person_id if caller else None,
            counts=json.dumps(dict(round_.report.counts), sort_keys=True),
        )
        enter(
            round_.work(session),
            "reassessment:run",
            agency_id=row.agency_id,
            subject=(f"reassessment_run:{row.id}", 1),
            body={"on": row.on_day.isoformat(), "counts": row.counts},
            caller=caller,
        )
        session.add(row)


def _line(judged: Judged, because: tuple[str, ...]) -> PreviewLine:
    assessment = judged.assessment
    return PreviewLine(
        document_id=judged.document.id,
        title=judged.document.title,
        because=because,
        proposed=judged.proposed,
        would_hold=judged.is_covered,
        conditions=tuple((one.text, one.fact, one.holds) for one in assessment.conditions),
        never=tuple(bar.label for bar in assessment.never),
    )
