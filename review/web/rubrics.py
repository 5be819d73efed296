"""The rubrics and tags of the public catalogue, and the papers that are placed under them."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from review.domain.refusal import Conflict, Refused, Unfit
from review.domain.vocabulary import Role, RubricKind
from review.services.accounts import actor_of
from review.services.placing import Placing, placing
from review.services.rubrics import RubricLine, rubric_lines
from review.structure_commands import AddRubric, EndRubric, PlacePaper, RenameRubric
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.forms import Form
from review.web.refusals import FormMalformed, Notice, notice_of
from review.web.rendering import render
from review.web.visits import Visit

HERE = "/rubrics"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricsPage:
    """The rubrics and tags there are, and how many papers lie under each."""

    chrome: Chrome
    lines: tuple[RubricLine, ...]
    kinds: tuple[RubricKind, ...]
    may_arrange: bool
    notice: Notice | None
    tried: str
    said: Form

    def of(self, kind: RubricKind) -> tuple[RubricLine, ...]:
        """Return those of one kind."""
        return tuple(one for one in self.lines if one.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingPage:
    """Where one paper lies, and where it may."""

    chrome: Chrome
    placing: Placing
    kinds: tuple[RubricKind, ...]
    notice: Notice | None
    is_done: bool


def listed(visit: At) -> Response:
    """Show the rubrics and tags."""
    return _page(visit)


def add(visit: At) -> Response:
    """Add a rubric or a tag."""
    kind = _kind(visit)
    return _asked(visit, kind.value, AddRubric(kind=kind, name=visit.form.text("name")))


def rename(visit: At, rubric: str) -> Response:
    """Give one another name."""
    form = visit.form
    command = RenameRubric(
        kind=_kind(visit), rubric=rubric, name=form.text("name"), expected_rev=form.count("rev")
    )
    return _asked(visit, rubric, command)


def end(visit: At, rubric: str) -> Response:
    """Place nothing more under one."""
    command = EndRubric(kind=_kind(visit), rubric=rubric, expected_rev=visit.form.count("rev"))
    return _asked(visit, rubric, command)


def placing_page(visit: At, document_id: str, request: Request) -> Response:
    """Show under which rubrics and tags a paper lies."""
    return _placing(visit, document_id, is_done="done" in request.query_params)


def place(visit: At, document_id: str) -> Response:
    """Place a paper under what is ticked, and under nothing else."""
    form = visit.form
    command = PlacePaper(
        document=document_id,
        rubrics=form.several(RubricKind.CATALOGUE.value),
        tags=form.several(RubricKind.TAG.value),
        expected_rev=form.count("rev"),
    )
    try:
        visit.office.do(command, caller=visit.caller)
    except (Unfit, Conflict) as refusal:
        return _placing(visit, document_id, notice=notice_of(refusal))
    return see(f"/papers/{document_id}/rubrics?done=1")


def _asked(visit: Visit, tried: str, command: object) -> Response:
    """What will not do is said on the page, with everything as it was filled in."""
    try:
        visit.office.do(command, caller=visit.caller)
    except (Unfit, Conflict) as refusal:
        return _page(visit, tried=tried, refusal=refusal)
    return see(HERE)


def _page(visit: Visit, *, tried: str = "", refusal: Refused | None = None) -> Response:
    notice = notice_of(refusal) if refusal else None
    page = RubricsPage(
        chrome=chrome_of(visit),
        lines=visit.office.ask(rubric_lines, caller=visit.caller),
        kinds=tuple(RubricKind),
        may_arrange=Role.SYSTEM_ADMIN in visit.office.ask(actor_of, visit.caller).roles,
        notice=notice,
        tried=tried,
        said=visit.form if tried else Form(words={}),
    )
    return render("pages/rubrics.html", page, status=notice.status if notice else 200)


def _placing(
    visit: Visit, document_id: str, *, notice: Notice | None = None, is_done: bool = False
) -> Response:
    page = PlacingPage(
        chrome=chrome_of(visit),
        placing=visit.office.ask(placing, document_id, caller=visit.caller),
        kinds=tuple(RubricKind),
        notice=notice,
        is_done=is_done,
    )
    return render("pages/placing.html", page, status=notice.status if notice else 200)


def _kind(visit: Visit) -> RubricKind:
    """What our own page does not offer was not sent by it."""
    said = visit.form.text("kind")
    kind = next((one for one in RubricKind if one.value == said), None)
    if kind is None:
        raise FormMalformed
    return kind
