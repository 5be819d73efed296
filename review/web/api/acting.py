"""What programs do for their owners: the same commands as the pages', each once under its key."""

from __future__ import annotations

from contextlib import suppress

from starlette.responses import Response

from review.commands import Cosign, Dispose, HandIn, OpenCase, OpenFile, TakeDown, TakeStep
from review.domain.errors import AlreadyDone, FileRefused, FilesMissing
from review.domain.vocabulary import (
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Genre,
    RequestResult,
    SideAnswer,
    SideVerb,
    Source,
)
from review.reassessment_commands import EnterRequest
from review.services.case_json import received_json
from review.services.cases_seen import visible_case
from review.services.paper_pictures import paper_view
from review.services.views import Received, Stepped
from review.side_commands import ActBeside
from review.web.api.access import ROOT, By
from review.web.api.problems import problem, told
from review.web.api.refusals import ItemUnfit

PAPER = (
    *("title", "kind", "genre", "section", "source", "number", "dated"),
    *("is_policy", "catalogue_says", "procedure"),
)
CREATED = 201


def hand_in(asked: By) -> Response:
    """Receive a paper; of one that is refused only its hashes remain, here and there."""
    items = asked.items
    items.only(*PAPER)
    if not items.files:
        raise FilesMissing
    kind, source = items.one_of("kind", DocumentKind), items.one_of("source", Source)
    if kind is None or source is None:
        raise ItemUnfit(item="kind" if kind is None else "source")
    command = HandIn(
        files=items.files,
        title=items.wanted("title"),
        kind=kind,
        genre=items.one_of("genre", Genre),
        section=items.wanted("section"),
        source=source,
        number=items.text("number") or None,
        dated=items.day("dated"),
        is_policy=items.is_so("is_policy"),
        catalogue_says=items.one_of("catalogue_says", DisclosureMode),
        procedure=items.text("procedure") or None,
    )
    received: Received = asked.does(command)
    content = received_json(received, [file.name for file in items.files])
    if received.refused_rule is not None:
        return problem(FileRefused(rule=received.refused_rule), besides=content)
    location = {"location": f"{ROOT}/cases/{received.case}"}
    return told(content, status=CREATED, headers=location)


def take_step(asked: By, number: str) -> Response:
    """Take a step of a case as it stood at the revision that the program saw."""
    items = asked.items
    items.only("action", "opinion", "inputs", "rev")
    command = TakeStep(
        case=number,
        action=items.wanted("action"),
        opinion=items.text("opinion"),
        inputs=items.words("inputs"),
        files=items.files,
        expected_rev=items.count("rev"),
    )
    return _stepped(asked.does(command))


def act_beside(asked: By, number: str) -> Response:
    """Do something beside the procedure: to whom stands in one text, logins apart by spaces."""
    items = asked.items
    items.only("verb", "to", "words", "needed", "answer", "of", "rev")
    verb = items.one_of("verb", SideVerb)
    if verb is None:
        raise ItemUnfit(item="verb")
    command = ActBeside(
        case=number,
        verb=verb,
        to=tuple(items.text("to").split()),
        words=items.text("words"),
        needed=items.count("needed") if "needed" in items.said else None,
        answer=items.one_of("answer", SideAnswer),
        of=items.count("of") if "of" in items.said else None,
        expected_rev=items.count("rev"),
    )
    asked.office.ask(visible_case, number, caller=asked.caller)
    asked.does(command)
    return told({"case": number, "verb": verb.value})


def open_file(asked: By, number: str, file_id: str) -> Response:
    """Enter that the token's owner opened a file; who opened it before has opened it."""
    asked.items.only()
    asked.office.ask(visible_case, number, caller=asked.caller)
    with suppress(AlreadyDone):
        asked.does(OpenFile(case=number, file=file_id))
    return told({"case": number, "file": file_id})


def dispose(asked: By, number: str, finding: str) -> Response:
    """Dispose of one finding."""
    items = asked.items
    items.only("as", "reason", "article")
    kind = items.one_of("as", DisposalKind)
    if kind is None:
        raise ItemUnfit(item="as")
    command = Dispose(
        case=number,
        finding=finding,
        kind=kind,
        reason=items.wanted("reason"),
        article=items.text("article") or None,
    )
    asked.office.ask(visible_case, number, caller=asked.caller)
    asked.does(command)
    return told({"case": number, "finding": finding, "as": kind.value})


def cosign(asked: By, number: str, finding: str) -> Response:
    """Sign under another's disposal: the one of this number that was seen."""
    items = asked.items
    items.only("disposal")
    command = Cosign(case=number, finding=finding, disposal=items.count("disposal"))
    asked.office.ask(visible_case, number, caller=asked.caller)
    asked.does(command)
    return told({"case": number, "finding": finding, "disposal": command.disposal})


def take_down(asked: By, document: str) -> Response:
    """Withdraw a public paper at once."""
    items = asked.items
    items.only("reason", "is_suspected_leak")
    command = TakeDown(
        document=document,
        reason=items.wanted("reason"),
        is_suspected_leak=items.is_so("is_suspected_leak"),
    )
    asked.office.ask(paper_view, document, caller=asked.caller)
    return _stepped(asked.does(command))


def enter_request(asked: By, document: str) -> Response:
    """Enter on a paper how a request for it was answered; the same again changes nothing."""
    items = asked.items
    items.only("request_number", "requester", "answered_on", "result", "correction")
    result, answered_on = items.one_of("result", RequestResult), items.day("answered_on")
    if result is None or answered_on is None:
        raise ItemUnfit(item="result" if result is None else "answered_on")
    command = EnterRequest(
        document=document,
        number=items.wanted("request_number"),
        requester=items.wanted("requester"),
        answered_on=answered_on,
        result=result,
        correction=items.text("correction"),
    )
    asked.office.ask(paper_view, document, caller=asked.caller)
    asked.does(command)
    return told({"document": document, "request_number": command.number, "result": result.value})


def reopen(asked: By, document: str) -> Response:
    """Open a new review of a paper that is here."""
    items = asked.items
    items.only("procedure")
    command = OpenCase(document=document, procedure=items.text("procedure") or None)
    asked.office.ask(paper_view, document, caller=asked.caller)
    return _stepped(asked.does(command), status=CREATED)


def _stepped(stepped: Stepped, *, status: int = 200) -> Response:
    content = {"case": stepped.case, "stage": stepped.stage, "rev": stepped.rev}
    return told(content, status=status)
