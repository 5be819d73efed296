"""The publishing deadline of a case, told from its steps (条例第二十六条: 20 working days)."""

from __future__ import annotations

from datetime import date

from review.domain.vocabulary import Clock, DisclosureMode, Effect
from review.services.calendars import calendar_of
from review.services.cases import PUBLISHING, started_on
from review.services.facts import last_statement
from review.services.steps_taken import steps_of
from review.services.views import DeadlineView
from review.services.work import SHANGHAI, Work
from review.storage.rows import CaseRow, DocumentRow
from workflows.calendar import Calendar
from workflows.clock_events import Event, Pause, Resume, Start
from workflows.deadline import Deadline, deadline
from workflows.model import Procedure


def deadline_view(
    work: Work, case: CaseRow, document: DocumentRow, procedure: Procedure
) -> DeadlineView | None:
    """Return when the paper should be public and how that was counted; none once it is settled."""
    found = None if case.closed_at is not None else deadline_of(work, case, document, procedure)
    if found is None:
        return None
    return DeadlineView(
        due_on=found.due_on,
        remaining=found.remaining,
        is_overdue=found.is_overdue,
        is_provisional=found.is_provisional,
        provisional_years=found.provisional_years,
        days=found.days,
    )


def deadline_of(
    work: Work, case: CaseRow, document: DocumentRow, procedure: Procedure
) -> Deadline | None:
    """Return by when a paper should be public; none where nobody means it to be.

    The twenty days are for what is made public (条例第二十六条), not for what is withheld or given
    on request, looked at again or taken down.
    """
    if not any(Effect.PUBLISH in step.effects for step in procedure.steps):
        return None
    stated = last_statement(work, case.id)
    if stated is not None and stated.mode is not DisclosureMode.PROACTIVE:
        return None
    events = clock_events(work, case, document, procedure)
    until = case.closed_at.astimezone(SHANGHAI).date() if case.closed_at else work.today
    return deadline(events, PUBLISHING, calendar_of(work), today=max(until, events[-1].on))


def clock_events(
    work: Work, case: CaseRow, document: DocumentRow, procedure: Procedure
) -> list[Event]:
    """Tell what happened to the clock: a paused stage stops it, leaving it lets it go on."""
    opened = case.opened_at.astimezone(SHANGHAI).date()
    events: list[Event] = [Start(on=started_on(document, opened_on=opened))]
    is_paused = False
    for step in steps_of(work, case.id)[1:]:
        pauses = procedure.stages[step.to_stage].clock is Clock.PAUSED
        if pauses is is_paused:
            continue
        day = step.at.astimezone(SHANGHAI).date()
        events.append(Pause(on=day) if pauses else Resume(on=day))
        is_paused = pauses
    return events


def remaining(calendar: Calendar, due_on: date | None, *, today: date) -> int | None:
    """Return the working days left to a day; negative when it is past."""
    if due_on is None:
        return None
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -calendar.working_days_between(due_on, today)
