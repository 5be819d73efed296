"""Cases as programs see them: the same pictures as the pages and `case show --json`."""

from __future__ import annotations

from starlette.responses import Response

from review.services.boxes import Box
from review.services.case_json import case_json, file_json, line_json
from review.services.case_pictures import case_view
from review.services.contents import case_file
from review.services.inbox import inbox_view
from review.services.record_facts import approval_facts
from review.web.api.access import By
from review.web.api.problems import told
from review.web.api.questions import NAMES, box_in, only, page_in, sieve_in
from review.web.cases import RECORDS
from review.web.public import download
from review.web.refusals import NotHere


def listed(asked: By) -> Response:
    """Tell one page of a box, in the order of the inbox."""
    question = asked.question
    only(question, NAMES)
    box = box_in(question)
    view = asked.office.ask(
        inbox_view,
        caller=asked.caller,
        box=box,
        sieve=sieve_in(question),
        page=page_in(question),
    )
    return told(
        {
            "box": box.value,
            "counts": {one.value: view.counts[one] for one in Box},
            "found": view.found,
            "page": view.page,
            "pages": view.pages,
            "cases": [line_json(line) for line in view.lines],
        }
    )


def shown(asked: By, number: str) -> Response:
    """Tell a case with the keys of `case show --json`."""
    only(asked.question, ())
    return told(case_json(asked.office.ask(case_view, number, caller=asked.caller)))


def files(asked: By, number: str) -> Response:
    """Tell the files of a case's version."""
    only(asked.question, ())
    view = asked.office.ask(case_view, number, caller=asked.caller)
    return told({"case": view.number, "files": [file_json(file) for file in view.files]})


def file(asked: By, number: str, file_id: str) -> Response:
    """Hand out the bytes of one file."""
    only(asked.question, ())
    return download(*asked.office.ask_at_length(case_file, number, file_id, caller=asked.caller))


def record(asked: By, number: str, kind: str) -> Response:
    """Hand out the approval form."""
    only(asked.question, ())
    if kind not in RECORDS:
        raise NotHere
    draw, media_type = RECORDS[kind]
    facts = asked.office.ask(approval_facts, number, caller=asked.caller)
    return download(f"record-{facts.number}.{kind}", media_type, draw(facts))
