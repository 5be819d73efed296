"""How the office stands: when the bell last rang, what runs did, what waits in the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.services.case_origin import suggestion_view
from review.services.cases import number_of, procedure_of
from review.services.reassessing import PROCEDURE
from review.services.schedule import ScheduleView, schedule
from review.services.set_aside import open_items
from review.services.views import SuggestionView
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, HeartbeatRow, RunRow

SILENCE = timedelta(hours=1)
LAST_RUNS = 10
AT_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatView:
    """When the bell last rang; silent when that is too long ago, or never."""

    rang_at: datetime | None
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """One run and what it did."""

    started_at: datetime
    on_day: date
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """One item in the hold window."""

    number: str
    title: str
    hold_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """One item that waits for people: where it stands, and what the rules suggest and why."""

    number: str
    title: str
    mode: str
    stage: str
    stage_name: str
    suggestion: SuggestionView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideView:
    """One paper that rounds could not get through: the kind of the fault, and how often."""

    document: str
    title: str
    error: str
    since: datetime
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """Where the yearly reassessment stands."""

    runs: tuple[RunView, ...]
    window: tuple[WindowView, ...]
    waiting: tuple[WaitingView, ...]
    heartbeat: HeartbeatView
    schedule: ScheduleView
    set_aside: tuple[SetAsideView, ...]


def heartbeat(work: Work) -> HeartbeatView:
    """Say when the bell last rang (a timer that stopped must not go unnoticed)."""
    query = select(col(HeartbeatRow.rang_at)).order_by(col(HeartbeatRow.rang_at).desc()).limit(1)
    rang_at = work.session.scalars(query).one_or_none()
    is_silent = rang_at is None or work.now - rang_at > SILENCE
    return HeartbeatView(rang_at=rang_at, is_silent=is_silent)


def reassessment_status(work: Work, *, caller: Caller | None) -> StatusView:
    """Return the last runs and what stands in the window."""
    runs = select(RunRow).order_by(col(RunRow.started_at).desc()).limit(LAST_RUNS)
    if caller is not None:
        runs = runs.where(col(RunRow.agency_id) == caller.agency_id)
    return StatusView(
        runs=tuple(
            RunView(started_at=row.started_at, on_day=row.on_day, counts=json.loads(row.counts))
            for row in work.session.execute(runs).scalars()
        ),
        window=tuple(
            WindowView(number=number_of(case), title=document.title, hold_until=case.hold_until)
            for case, document in _open_cases(work, caller, is_held=True)
            if case.hold_until is not None
        ),
        waiting=tuple(
            _waiting(work, case, document)
            for case, document in _open_cases(work, caller, is_held=False)
        ),
        heartbeat=heartbeat(work),
        schedule=schedule(work),
        set_aside=tuple(_set_aside(work, caller)),
    )


def _set_aside(work: Work, caller: Caller | None) -> Iterator[SetAsideView]:
    """Yield what was set aside, of the papers that this person may see."""
    agency = caller.agency_id if caller else None
    for one in open_items(work.session, agency_id=agency)[:AT_MOST]:
        seen = select(col(DocumentRow.title)).where(
            visible(work, caller), col(DocumentRow.id) == one.document_id
        )
        title = work.session.scalars(seen).one_or_none()
        if title is not None:
            yield SetAsideView(
                document=one.document_id,
                title=title,
                error=one.error,
                since=one.since,
                tries=one.tries,
            )


def _open_cases(
    work: Work, caller: Caller | None, *, is_held: bool
) -> list[tuple[CaseRow, DocumentRow]]:
    """However many wait for people, what stands in the window is listed, to be stopped."""
    held = col(CaseRow.hold_until)
    query = (
        select(CaseRow, DocumentRow)
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(
            visible(work, caller),
            col(CaseRow.procedure) == PROCEDURE,
            col(CaseRow.closed_at).is_(None),
            held.is_not(None) if is_held else held.is_(None),
        )
        .order_by(held, col(CaseRow.year), col(CaseRow.serial))
        .limit(AT_MOST)
    )
    return [(case, document) for case, document in work.session.execute(query)]


def _waiting(work: Work, case: CaseRow, document: DocumentRow) -> WaitingView:
    return WaitingView(
        number=number_of(case),
        title=document.title,
        mode=document.mode.label if document.mode else "",
        stage=procedure_of(work, case.procedure_digest).stages[case.stage].label,
        stage_name=case.stage,
        suggestion=suggestion_view(case),
    )
