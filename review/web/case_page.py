"""The one page of a case: what it is, what was found, what may be done, what may not and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.commands import Caller
from review.domain.checklist import Item
from review.domain.findings import Part
from review.domain.vocabulary import Answer, Availability, DisposalKind, Key
from review.messages import APART, STOP
from review.services.attribution_hints import hints_on
from review.services.case_pictures import case_view
from review.services.cases_seen import visible_case
from review.services.item_shapes import OccurrenceView
from review.services.item_views import occurrences_on
from review.services.opening import asks_to_open
from review.services.reassessing import PROCEDURE
from review.services.side_views import People, addressees_of
from review.services.views import (
    CaseView,
    DeadlineView,
    FileView,
    FindingView,
    OfferView,
    RefusedView,
    StatementView,
)
from review.services.work import Work
from review.web.check_list import Question, questions
from review.web.chrome import Chrome, chrome_of
from review.web.conditions import ConditionGroup, grouped
from review.web.disposing import Way, usual, ways_for
from review.web.fields import Field, fields_of, filled, prefilled
from review.web.forms import Form
from review.web.hands import Hands, hands_of
from review.web.inbox import Due, due
from review.web.paper_pane import Asked, PaperPane, paper_pane
from review.web.refusals import Notice
from review.web.refused_together import RefusedTogether, together
from review.web.visits import Visit

LISTED = 20
"""So many findings are listed at once; the others are a link away."""
PARTS: Mapping[str, str] = {part.value: part.label for part in Part}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """A step that is offered, with the fields it asks for."""

    offer: OfferView
    fields: tuple[Field, ...]
    notice: Notice | None
    is_open: bool
    stated: str
    """What was agreed on and stands in the fields already; empty where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCard:
    """One finding with what can still be done about it."""

    finding: FindingView
    part: str
    may_dispose: bool
    may_cosign: bool
    wants_cosigner: bool
    is_to_be_cut: bool
    ways: tuple[Way, ...]
    """The ways to dispose of it, where it is this person's to dispose of."""
    chosen: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """One file, how many findings it has, and whether people must read it."""

    file: FileView
    findings: int
    wants_reader: bool
    wants_opening: bool
    """This person is to check the case and has not opened the file yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the page of a case shows."""

    chrome: Chrome
    case: CaseView
    due: Due | None
    asked: Asked
    paper: PaperPane | None
    """The file that is open on the page; None where none is."""
    to_open: FileView | None
    """The file that was asked for and must be opened first: who checks is entered as reading."""
    left_to_open: int
    files: tuple[FileCard, ...]
    unread: tuple[FileCard, ...]
    """What nobody has read yet comes first: whether there is anything in it is not known."""
    findings: tuple[FindingCard, ...]
    listed: tuple[FindingCard, ...]
    """So many of them as a page shows."""
    before: int
    after: int
    """With which number the findings before and after these begin; 0 where there are none."""
    open_findings: int
    primary: tuple[StepForm, ...]
    others: tuple[StepForm, ...]
    held_up: tuple[RefusedView, ...]
    refused: tuple[RefusedTogether, ...]
    refused_beside: tuple[RefusedTogether, ...]
    checklist: tuple[Item, ...]
    questions: tuple[Question, ...]
    """The items of the check list as they stand for this case, for who passes the check."""
    answers: tuple[Answer, ...]
    may_sever: bool
    """A new version may come in, and something in the files can be cut out of it."""
    may_take_down: bool
    may_reopen: bool
    just_done: str
    tried: str
    """What was tried and will not do: an action, or `beside:` and a verb."""
    notice: Notice | None
    """Why it will not."""
    conditions: tuple[ConditionGroup, ...]
    occurrences: tuple[OccurrenceView, ...]
    """What happened to the paper since, each with its source."""
    hints: tuple[str, ...]
    """What is usual for such a paper, for who is about to say its mode."""
    people: People
    """To whom the opened form beside the procedure may be addressed: login and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A case as one person may see it, and what stands beside it for him."""

    case: CaseView
    hands: Hands
    opened: frozenset[str] | None
    """Which files he opened, where he is to check the case."""
    occurrences: tuple[OccurrenceView, ...]
    hints: tuple[str, ...]
    people: People
    """To whom the opened form beside the procedure may be addressed."""


def case_page(  # noqa: PLR0913  # what was tried and what was asked for come from two requests
    visit: Visit,
    looked: Looked,
    *,
    asked: Asked = Asked(),
    tried: str = "",
    notice: Notice | None = None,
    done: str = "",
) -> CasePage:
    """Return the page of a case; a step that was tried keeps what was filled in."""
    view, hands = looked.case, looked.hands
    stated = _stated(view)
    forms = [
        _step_form(offer, tried=tried, notice=notice, form=visit.form, stated=stated)
        for offer in view.offered
    ]
    files = tuple(_file_card(file, view, hands, looked.opened) for file in view.files)
    to_open = tuple(card.file for card in files if card.wants_opening)
    closed = next((file for file in to_open if file.id == asked.file), None)
    findings = tuple(_finding_card(finding, view, hands, asked) for finding in view.findings)
    first = _first_listed(view, asked)
    return CasePage(
        chrome=chrome_of(visit),
        case=view,
        due=_due(view.deadline),
        asked=asked,
        paper=paper_pane(visit, view, asked) if closed is None else None,
        to_open=closed,
        left_to_open=len(to_open),
        files=files,
        unread=tuple(card for card in files if card.file.is_unread),
        findings=findings,
        listed=findings[first - 1 : first - 1 + LISTED],
        before=max(first - LISTED, 0),
        after=first + LISTED if first - 1 + LISTED < len(findings) else 0,
        open_findings=sum(finding.is_open for finding in view.findings),
        primary=tuple(form for form in forms if form.offer.action == view.main_action),
        others=tuple(form for form in forms if form.offer.action != view.main_action),
        held_up=tuple(one for one in view.refused if one.action == view.main_action),
        refused=_refused(view),
        refused_beside=together((one.verb.label, one.reason) for one in view.beside.refused),
        checklist=visit.office.means.checklist,
        questions=questions(view, visit.office.means.checklist, visit.form),
        answers=tuple(Answer),
        may_sever=any(offer.asks_for_file for offer in view.offered)
        and any(finding.file for finding in view.findings),
        may_take_down=hands.may_take_down and view.availability == Availability.PUBLIC,
        may_reopen=hands.may_draft and view.is_closed and view.availability != Availability.PUBLIC,
        just_done=_just_done(view, done),
        tried=tried,
        notice=notice,
        conditions=grouped(view.conditions),
        occurrences=looked.occurrences,
        hints=looked.hints,
        people=looked.people,
    )


def _due(deadline: DeadlineView | None) -> Due | None:
    if deadline is None:
        return None
    return due(deadline.due_on, deadline.remaining, is_overdue=deadline.is_overdue)


def _refused(view: CaseView) -> tuple[RefusedTogether, ...]:
    """What holds up the step that the stage is there for stands by itself."""
    others = (one for one in view.refused if one.action != view.main_action)
    return together((one.label, one.reason) for one in others)


def _just_done(view: CaseView, done: str) -> str:
    """Return in a sentence what the reader was led here for: a step, or an act beside them."""
    said = {f"b{act.number}": act.sentence for act in view.beside.acts}
    if view.trail:
        said[str(view.rev)] = view.trail[-1].sentence
    return said.get(done, "")


def _first_listed(view: CaseView, asked: Asked) -> int:
    """Return the number of the finding with which the listed ones begin."""
    wanted = next((one.number for one in view.findings if one.id == asked.finding), asked.first)
    number = min(wanted, max(len(view.findings), 1))
    return number - (number - 1) % LISTED


def _proposes(view: CaseView) -> bool:
    return any(need.key == Key.MODE for offer in view.offered for need in offer.needs)


def must_see(visit: Visit, number: str) -> None:
    """Refuse a case that this person may not see: it does not exist for him (S07)."""
    visit.office.ask(visible_case, number, caller=visit.caller)


def seen(visit: Visit, number: str, *, beside: str = "") -> Looked:
    """Return a case as this person may see it; what he may not see does not exist."""
    return visit.office.ask(_looked, number, visit.caller, beside)


def _looked(work: Work, number: str, caller: Caller, beside: str) -> Looked:
    """Look at everything that the page shows in one view of the database."""
    case = case_view(work, number, caller=caller)
    opened = next((one.verb for one in case.beside.offered if one.verb.value == beside), None)
    is_looked_at_again = case.procedure == PROCEDURE
    return Looked(
        case=case,
        hands=hands_of(work, caller),
        opened=asks_to_open(work, number, caller=caller),
        occurrences=occurrences_on(work, case.document_id) if is_looked_at_again else (),
        hints=hints_on(work, case.document_id) if _proposes(case) else (),
        people=() if opened is None else addressees_of(work, number, opened, caller=caller),
    )


def _stated(view: CaseView) -> StatementView | None:
    """Return the mode as it was stated last: what stands, else what was said before a return."""
    standing = [one for one in view.statements if not one.is_void]
    every = standing or view.statements
    return every[-1] if every else None


def _step_form(
    offer: OfferView, *, tried: str, notice: Notice | None, form: Form, stated: StatementView | None
) -> StepForm:
    """Who decides as was proposed confirms it; who decides otherwise says so himself."""
    is_tried = offer.action == tried
    proposes = any(need.key == Key.MODE for need in offer.needs)
    fields = fields_of(offer)
    if stated is not None and (offer.agrees or proposes):
        fields = prefilled(fields, stated.said)
    if offer.action in usual().opinions:
        fields = prefilled(fields, {Key.OPINION.value: usual().opinions[offer.action]})
    is_stated = stated is not None and offer.agrees and len(fields) > 1
    return StepForm(
        offer=offer,
        fields=filled(fields, form) if is_tried else fields,
        notice=notice if is_tried else None,
        is_open=is_tried,
        stated=_told(stated) if stated is not None and is_stated else "",
    )


def _told(stated: StatementView) -> str:
    words = (stated.mode.label, stated.grounds, stated.ends)
    return APART.join(word.removesuffix(STOP) for word in words if word)


def _finding_card(finding: FindingView, view: CaseView, hands: Hands, asked: Asked) -> FindingCard:
    disposal, is_live = finding.disposal, not view.is_closed
    may_dispose = (
        hands.may_dispose
        and is_live
        and finding.is_open
        and (disposal is None or disposal.kind == DisposalKind.REDACT)
    )
    ways = ways_for(finding, chosen=asked.way if asked.finding == finding.id else "")
    return FindingCard(
        ways=ways if may_dispose else (),
        chosen=next((way for way in ways if way.is_chosen), None) if may_dispose else None,
        is_to_be_cut=disposal is not None and disposal.kind == DisposalKind.REDACT,
        finding=finding,
        part=PARTS.get(finding.part, finding.part),
        may_dispose=may_dispose,
        may_cosign=hands.may_cosign
        and is_live
        and disposal is not None
        and finding.is_open
        and disposal.cosigned_by is None
        and disposal.kind != DisposalKind.REDACT,
        wants_cosigner=finding.takes_two
        and finding.is_open
        and disposal is not None
        and disposal.kind != DisposalKind.REDACT,
    )


def _file_card(
    file: FileView, view: CaseView, hands: Hands, opened: frozenset[str] | None
) -> FileCard:
    findings = sum(finding.file_id == file.id for finding in view.findings)
    wants_reader = hands.may_cosign and file.is_unread and not view.is_closed
    return FileCard(
        file=file,
        findings=findings,
        wants_reader=wants_reader,
        wants_opening=opened is not None and file.id not in opened,
    )
