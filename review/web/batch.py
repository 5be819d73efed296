"""One case after the other on one screen: each has a form, an opinion and an entry of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from review.domain.errors import NoSuchCase
from review.domain.vocabulary import Key
from review.services.boxes import Box, Sieve
from review.services.inbox import InboxView, inbox_view
from review.services.views import ActView, CaseLine
from review.web.access import At
from review.web.case_page import CasePage, StepForm, case_page, seen
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.inbox import InboxLine, line_of
from review.web.paper_pane import Asked
from review.web.rendering import render
from review.web.visits import Visit

HERE = "/batch"
SHOWN = 6
"""So many cases stand on one screen; the next come when these are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCase:
    """One case as it stands on the screen, with the one step that is asked for."""

    page: CasePage
    line: InboxLine
    is_current: bool
    """Its paper can be read here; a check list is answered only here."""
    step: StepForm | None
    """None where the list is to be answered first, or the step is held up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done just now, and whether it was done faster than the paper can be read."""

    number: str
    title: str
    act: ActView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    """Cases that wait for the same of this person, the most pressing first."""

    chrome: Chrome
    stages: Mapping[str, tuple[str, int]]
    """What each stage is called and how many wait in it."""
    stage: str
    cases: tuple[BatchCase, ...]
    left: int
    """How many more wait than are shown."""
    done: Done | None


def show(visit: At, request: Request) -> Response:
    """Show what waits for this person in one stage."""
    asked = request.query_params
    every = _waiting(visit, "").lines
    stages = _stages(every)
    first = next(iter(stages), "")
    stage = asked.get("stage", "") if asked.get("stage", "") in stages else first
    view = _waiting(visit, stage) if stage else None
    lines = view.lines[:SHOWN] if view else ()
    page = BatchPage(
        chrome=chrome_of(visit),
        stages=stages,
        stage=stage,
        cases=_cases(visit, lines, asked),
        left=view.found - len(lines) if view else 0,
        done=_done(visit, asked.get("done", "")),
    )
    return render("pages/batch.html", page)


def after(form: Form, number: str, *, file: str = "") -> str:
    """Return where somebody goes on who came from the screen; nothing for anybody else."""
    if form.text("back") != "batch":
        return ""
    then = {"at": number, "file": file} if file else {"done": number}
    said = {"stage": form.text("stage"), **then}
    place = "#paper" if file else ""
    return f"{HERE}?{urlencode({name: word for name, word in said.items() if word})}{place}"


def _waiting(visit: Visit, stage: str) -> InboxView:
    sieve = Sieve(stage=stage or None)
    return visit.office.ask(inbox_view, caller=visit.caller, box=Box.MINE, sieve=sieve)


def _stages(lines: tuple[CaseLine, ...]) -> Mapping[str, tuple[str, int]]:
    """Return the stages in the order of what presses most in them."""
    stages: dict[str, tuple[str, int]] = {}
    for line in lines:
        label, count = stages.get(line.stage, (line.stage_label, 0))
        stages[line.stage] = (label, count + 1)
    return stages


def _cases(visit: Visit, lines: tuple[CaseLine, ...], asked: QueryParams) -> tuple[BatchCase, ...]:
    numbers = [line.number for line in lines]
    wanted = asked.get("at", "")
    current = wanted if wanted in numbers else next(iter(numbers), "")
    return tuple(
        _case(visit, line, file=asked.get("file", ""), is_current=line.number == current)
        for line in lines
    )


def _case(visit: Visit, line: CaseLine, *, file: str, is_current: bool) -> BatchCase:
    looked = seen(visit, line.number)
    known = {one.id for one in looked.case.files}
    page = case_page(visit, looked, asked=Asked(file=file if is_current and file in known else ""))
    step = next(iter(page.primary), None)
    if step is not None and not is_current and _has_list(step):
        step = None
    return BatchCase(page=page, line=line_of(line), is_current=is_current, step=step)


def _has_list(step: StepForm) -> bool:
    return any(need.key == Key.CHECKLIST for need in step.offer.needs)


def _done(visit: Visit, number: str) -> Done | None:
    """What an address names and this person may not see was never done here."""
    if not number:
        return None
    try:
        view = seen(visit, number).case
    except NoSuchCase:
        return None
    mine = [act for act in view.acts if visit.visitor and act.by == visit.visitor.name]
    return Done(number=number, title=view.title, act=mine[-1] if mine else None)
