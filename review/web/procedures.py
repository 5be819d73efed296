"""The procedures of the agency: drawn, proved, drafted by one and confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from review.commands import ActivateProcedure, CloseProcedure, ConfirmProcedure
from review.domain.procedure_refusals import ProcedureIsNoText, ProcedureUnreadable
from review.services.procedure_lines import ProcedureLine
from review.services.procedure_views import (
    ProcedureHands,
    ProcedureView,
    own_procedures,
    procedure_hands,
    procedure_view,
)
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import FormMalformed
from review.web.rendering import render
from workflows.drawing import Row, rows_of
from workflows.errors import ProcedureMalformed
from workflows.picture import svg

HERE = "/procedures"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduresPage:
    """What is followed, what is drafted, and which of it this person may act on."""

    chrome: Chrome
    lines: tuple[ProcedureLine, ...]
    hands: ProcedureHands


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    """One definition, as it is drawn and as it reads row by row."""

    chrome: Chrome
    view: ProcedureView
    hands: ProcedureHands
    drawn: Markup
    rows: tuple[Row, ...]


def listed(visit: At) -> Response:
    """Show the procedures of the agency."""
    page = ProceduresPage(
        chrome=chrome_of(visit),
        lines=visit.office.ask(own_procedures, caller=visit.caller),
        hands=visit.office.ask(procedure_hands, caller=visit.caller),
    )
    return render("pages/procedures.html", page)


def show(visit: At, digest: str) -> Response:
    """Show one definition."""
    view = visit.office.ask(procedure_view, digest, caller=visit.caller)
    page = ProcedurePage(
        chrome=chrome_of(visit),
        view=view,
        hands=visit.office.ask(procedure_hands, caller=visit.caller),
        drawn=Markup(svg(view.line.procedure)),  # noqa: S704  # it escapes every label it draws
        rows=tuple(rows_of(view.line.procedure)),
    )
    return render("pages/procedure.html", page)


def draft(visit: At) -> Response:
    """Draft a procedure from a file; one that could break the law is refused with the way there."""
    if not visit.form.files:
        raise FormMalformed
    try:
        text = visit.form.files[0].content.decode("utf-8-sig")
        visit.office.do(ActivateProcedure(text=text), caller=visit.caller)
    except UnicodeDecodeError:
        raise ProcedureIsNoText from None
    except ProcedureMalformed as malformed:
        raise ProcedureUnreadable(why=str(malformed)) from None
    return see(HERE)


def confirm(visit: At, name: str) -> Response:
    """Let a procedure take effect that somebody else drafted."""
    visit.office.do(ConfirmProcedure(procedure=name), caller=visit.caller)
    return see(HERE)


def close(visit: At, name: str) -> Response:
    """Take no more papers by a procedure."""
    visit.office.do(CloseProcedure(procedure=name), caller=visit.caller)
    return see(HERE)
