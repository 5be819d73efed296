"""The nights: the bell rings by itself, and what it did is read from the trail of the cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from review.demo.acting import Stage, WalkFailedError
from review.demo.story import words
from review.demo.telling import Teller
from review.scheduler import tick
from review.services.case_pictures import case_view
from review.services.catalogue import catalogue
from review.services.lists import every_case
from review.services.reassessing import PROCEDURE
from review.services.status import reassessment_status
from review.services.views import CaseView, TrailView


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What one night did in one case."""

    paper: str
    view: CaseView
    lines: tuple[TrailView, ...]
    conditions: tuple[tuple[str, str], ...]
    """Those of the ground that was met, each with the fact that met it."""
    note: str
    """What the public catalogue says of a paper that was converted."""


def ring(stage: Stage, *, today: date) -> tuple[Rung, ...]:
    """Ring the bell once, as `serve` does, and return what it did."""
    tick(stage.office)
    status = stage.office.ask(reassessment_status, caller=None)
    if not status.runs or status.runs[0].on_day != today or "set_aside" in status.runs[0].counts:
        raise WalkFailedError(f"the bell did not do its work on {today}")
    return _looked_at(stage) if status.runs[0].counts else ()


def tell_night(teller: Teller, rung: Rung) -> None:
    """Tell each step the bell took, with the conditions that were met, the window, the note."""
    for line in rung.lines:
        teller.line(words()["bell"], line.label, paper=rung.paper, stage=line.to_label)
    if rung.view.hold_until is None:
        return
    told = words()
    if rung.view.is_closed:
        teller.beside(told["converted"].format(note=rung.note))
        return
    for text, fact in rung.conditions:
        teller.beside(told["condition"].format(text=text, fact=fact))
    for act in rung.view.acts:
        teller.beside(told["source"].format(act=act.act.label, said=act.opinion))
    teller.beside(told["hold"].format(day=rung.view.hold_until.isoformat()))


def _looked_at(stage: Stage) -> tuple[Rung, ...]:
    """Find the cases in which something was entered at this very instant."""
    lines = stage.office.ask(every_case, closed_too=True)
    numbers = sorted(line.number for line in lines if line.procedure == PROCEDURE)
    views = (stage.office.ask(case_view, number, caller=None) for number in numbers)
    found = [_rung(stage, view, now=stage.office.now()) for view in views]
    order = [stage.name(key) for key in stage.documents]
    return tuple(sorted((r for r in found if r.lines), key=lambda rung: order.index(rung.paper)))


def _rung(stage: Stage, view: CaseView, *, now: datetime) -> Rung:
    paper = next(key for key, document in stage.documents.items() if document == view.document_id)
    stage.cases[paper] = view.number
    lines = tuple(line for line in view.trail if line.at == now)
    notes = {line.document_id: line.note for line in stage.office.ask(catalogue)}
    return Rung(
        paper=stage.name(paper),
        view=view,
        lines=lines,
        conditions=_met(view),
        note=notes.get(view.document_id, ""),
    )


def _met(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return the conditions of the ground that holds, each with its fact."""
    ground = view.suggestion.ground if view.suggestion else ""
    return tuple((one.text, one.fact) for one in view.conditions if ground in one.grounds)
