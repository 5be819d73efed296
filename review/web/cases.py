"""Acting on a case: steps, disposals, co-signatures, readings; each is one POST and one commit."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from review.commands import (
    Cosign,
    Dispose,
    OpenCase,
    OpenFile,
    ReadByPeople,
    Sever,
    TakeDown,
    TakeStep,
)
from review.domain.errors import AlreadyDone
from review.domain.refusal import Unfit
from review.domain.vocabulary import DisposalKind, Key
from review.records.approval_form import approval_docx, approval_json, approval_pdf
from review.services.cases_seen import paper_seen, step_asked
from review.services.contents import case_file
from review.services.opening import asks_to_open
from review.services.paper_shown import drawn, sheet
from review.services.record_facts import approval_facts
from review.web.access import At
from review.web.answers import see
from review.web.batch import after
from review.web.case_page import case_page, must_see, seen
from review.web.check_list import said_in
from review.web.confirming import confirm_page, wants_confirming
from review.web.fields import fields_of, inputs_of
from review.web.headers import FILE_CSP
from review.web.paper_pane import address, asked_in, number_in
from review.web.public import download
from review.web.refusals import DisposalMissing, NotHere, notice_of
from review.web.rendering import render
from review.web.visits import Visit

RECORDS = {
    "docx": (
        approval_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (approval_pdf, "application/pdf"),
    "json": (approval_json, "application/json"),
}

PICTURE_HEADERS = {"content-security-policy": FILE_CSP}


def show(visit: At, number: str, request: Request) -> Response:
    """Show a case."""
    done, asked = request.query_params.get("done", ""), asked_in(request.query_params)
    return render(
        "pages/case.html",
        case_page(visit, seen(visit, number, beside=asked.beside), asked=asked, done=done),
    )


def take_step(visit: At, number: str) -> Response:
    """Take a step; what will not do is said on the page, with everything as it was filled in."""
    form, action = visit.form, visit.form.text("action")
    offer = visit.office.ask(step_asked, number, action, caller=visit.caller)
    inputs = inputs_of(fields_of(offer) if offer else (), form)
    if offer is not None and wants_confirming(offer, inputs, form):
        view = seen(visit, number).case
        if any(one.action == action for one in view.offered):
            return render("pages/confirm.html", confirm_page(visit, view, offer))
    if offer is not None and any(need.key == Key.CHECKLIST for need in offer.needs):
        inputs[Key.CHECKLIST.value] = said_in(form, visit.office.means.checklist)
    command = TakeStep(
        case=number,
        action=action,
        opinion=inputs.pop(Key.OPINION.value, ""),
        inputs=inputs,
        files=form.files,
        expected_rev=form.count("rev"),
    )
    try:
        stepped = visit.office.do(command, caller=visit.caller)
    except Unfit as refusal:
        notice = notice_of(refusal)
        page = case_page(visit, seen(visit, number), tried=action, notice=notice)
        return render("pages/case.html", page, status=notice.status)
    return see(after(form, number) or f"/cases/{number}?done={stepped.rev}")


def sever(visit: At, number: str) -> Response:
    """Hand in a copy without what was ticked, made here."""
    form = visit.form
    must_see(visit, number)
    command = Sever(
        case=number,
        findings=form.several("cut"),
        with_pictures=form.has("pictures"),
        reason=form.text("reason"),
        expected_rev=form.count("rev"),
    )
    stepped = visit.office.do(command, caller=visit.caller)
    return see(f"/cases/{number}?done={stepped.rev}")


def dispose(visit: At, number: str, finding: str) -> Response:
    """Dispose of one finding."""
    form = visit.form
    command = Dispose(
        case=number,
        finding=finding,
        kind=_kind(form.text("kind")),
        reason=form.text("reason"),
        article=form.text("article") or None,
    )
    must_see(visit, number)
    visit.office.do(command, caller=visit.caller)
    return see(_back(visit, number, finding))


def cosign(visit: At, number: str, finding: str) -> Response:
    """Sign under another's disposal: the one that the page showed."""
    must_see(visit, number)
    shown = visit.form.count("disposal")
    visit.office.do(Cosign(case=number, finding=finding, disposal=shown), caller=visit.caller)
    return see(_back(visit, number, finding))


def open_file(visit: At, number: str, file: str) -> Response:
    """Enter that a file is opened, then show it, or hand it out where that was asked."""
    must_see(visit, number)
    with suppress(AlreadyDone):
        visit.office.do(OpenFile(case=number, file=file), caller=visit.caller)
    if visit.form.has("download"):
        return see(f"/cases/{number}/files/{file}")
    return see(after(visit.form, number, file=file) or f"{address(number, file=file)}#paper")


def read_by_people(visit: At, number: str, file: str) -> Response:
    """Enter one person's reading of a file, item by item."""
    must_see(visit, number)
    said = said_in(visit.form, visit.office.means.checklist)
    visit.office.do(ReadByPeople(case=number, file=file, checklist=said), caller=visit.caller)
    return see(f"/cases/{number}#files")


def take_down(visit: At, number: str) -> Response:
    """Withdraw a public paper at once."""
    command = TakeDown(
        document=visit.office.ask(paper_seen, number, caller=visit.caller),
        reason=visit.form.text("reason"),
        is_suspected_leak=visit.form.has("suspected_leak"),
    )
    stepped = visit.office.do(command, caller=visit.caller)
    return see(f"/cases/{stepped.case}?done={stepped.rev}")


def reopen(visit: At, number: str) -> Response:
    """Open a new review of the paper of a closed case."""
    command = OpenCase(document=visit.office.ask(paper_seen, number, caller=visit.caller))
    stepped = visit.office.do(command, caller=visit.caller)
    return see(f"/cases/{stepped.case}?done={stepped.rev}")


def record(visit: At, number: str, kind: str) -> Response:
    """Hand out the approval form of a case."""
    found = RECORDS.get(kind)
    if found is None:
        raise NotHere
    draw, media_type = found
    facts = visit.office.ask(approval_facts, number, caller=visit.caller)
    return download(f"record-{facts.number}.{kind}", media_type, draw(facts))


def page_picture(visit: At, number: str, file_id: str, page: str) -> Response:
    """Hand out a page of a file as it looks, to who may see the case; no browser keeps it.

    Who is to check the case opens the file first: that he reads it is entered.
    """
    opened = visit.office.ask(asks_to_open, number, caller=visit.caller)
    if opened is not None and file_id not in opened:
        raise NotHere
    paper = visit.office.ask_at_length(sheet, number, file_id, caller=visit.caller)
    picture = drawn(paper, page=number_in(page))
    if picture is None:
        raise NotHere
    return Response(picture.image, media_type="image/png", headers=PICTURE_HEADERS)


def file(visit: At, number: str, file_id: str) -> Response:
    """Hand out one file of a case, as a download."""
    return download(*visit.office.ask_at_length(case_file, number, file_id, caller=visit.caller))


def _back(visit: Visit, number: str, finding: str) -> str:
    """Return the place of the page from which a finding was dealt with: the same paper open."""
    file = visit.form.text("file")
    here = address(number, file=file, at=finding if file else "")
    return f"{here}#finding-{finding}"


def _kind(said: str) -> DisposalKind:
    try:
        return DisposalKind.of(said)
    except ValueError:
        raise DisposalMissing from None
