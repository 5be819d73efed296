"""The reassessment page: what is due, what stands in the window, what the runs did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import Response

from review.commands import Caller
from review.domain.vocabulary import ReassessmentOutcome
from review.services.cases import number_of
from review.services.due import due_after
from review.services.reassessment_facts import last_decision
from review.services.status import RunView, StatusView, reassessment_status
from review.services.visibility import visible
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow
from review.web.access import At
from review.web.campaign import CampaignCard, card_of
from review.web.chrome import Chrome, chrome_of
from review.web.rendering import render
from review.web.visits import Visit

AT_MOST = 200
DONE = ("plan", "close")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One paper that is due and has no case yet."""

    title: str
    document_number: str | None
    mode: str
    reassess_on: date | None
    because: tuple[str, ...]
    case: str
    """In which it was decided; empty where nobody ever did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often a run did one thing; what it proposed is a word of the office."""

    kind: str
    proposed: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run and what it did."""

    started_at: datetime
    on_day: date
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessmentPage:
    """What the yearly reassessment has before it, and behind it."""

    chrome: Chrome
    campaign: CampaignCard
    today: date
    due: tuple[DueLine, ...]
    status: StatusView
    runs: tuple[RunLine, ...]
    done: str


def reassessment(visit: At, request: Request) -> Response:
    """Show the campaign, what is due and what stands in the window."""
    done = request.query_params.get("done", "")
    return page_with(visit, card_of(visit), done=done if done in DONE else "")


def page_with(visit: Visit, card: CampaignCard, *, status: int = 200, done: str = "") -> Response:
    """Return the page, with the campaign as it stands or as it was tried to change it."""
    today, due = visit.office.ask(_due, visit.caller)
    status_ = visit.office.ask(reassessment_status, caller=visit.caller)
    page = ReassessmentPage(
        chrome=chrome_of(visit),
        campaign=card,
        today=today,
        due=due,
        status=status_,
        runs=tuple(map(_run, status_.runs)),
        done=done,
    )
    return render("pages/reassessment.html", page, status=status)


def _run(run: RunView) -> RunLine:
    return RunLine(
        started_at=run.started_at,
        on_day=run.on_day,
        counts=tuple(_count(kind, count) for kind, count in run.counts.items()),
    )


def _count(name: str, count: int) -> Count:
    kind, _, outcome = name.partition(":")
    labels = {word.value: word.label for word in ReassessmentOutcome}
    return Count(kind=kind, proposed=labels.get(outcome, outcome), count=count)


def _due(work: Work, caller: Caller) -> tuple[date, tuple[DueLine, ...]]:
    """Return what is due today, of what this person may see."""
    due, _ = due_after(work, agency_id=caller.agency_id, on=work.today, after="", size=AT_MOST)
    ids = [one.document.id for one in due]
    seen = select(col(DocumentRow.id)).where(visible(work, caller), col(DocumentRow.id).in_(ids))
    mine = set(work.session.execute(seen).scalars())
    return work.today, tuple(
        DueLine(
            title=one.document.title,
            document_number=one.document.number,
            mode=one.document.mode.label if one.document.mode else "",
            reassess_on=one.document.reassess_on,
            because=tuple(trigger.label for trigger in one.because),
            case=_decided_in(work, one.document.id),
        )
        for one in due
        if one.document.id in mine
    )


def _decided_in(work: Work, document_id: str) -> str:
    decision = last_decision(work, document_id)
    return "" if decision is None else number_of(work.session.get_one(CaseRow, decision.case_id))
