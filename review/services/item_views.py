"""One paper of the register: why it is not public, what happened since, how the rules see it."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from review.commands import Caller
from review.domain.eligibility import Assessment, assess
from review.domain.errors import NoSuchDocument
from review.domain.vocabulary import Availability, Trigger
from review.messages import DERIVED
from review.services.cases import number_of, procedure_of
from review.services.due import still_due
from review.services.item_shapes import ItemView, OccurrenceView, PastCase, RequestView
from review.services.occurrence import Occurrence
from review.services.occurrences import happened_to
from review.services.person_names import Names, names_of
from review.services.reassessment_facts import last_decision, undecided_facts
from review.services.requests_given import current, requests_of
from review.services.views import ConditionView
from review.services.visibility import visible
from review.services.withheld_words import ends_in_words, grounds_in_words
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow, RequestFactRow, SectionRow


def visible_paper(work: Work, reference: str, *, caller: Caller | None) -> DocumentRow:
    """Return a paper this person may see, by id or number; any other does not exist for him."""
    query = select(DocumentRow).where(
        visible(work, caller),
        (col(DocumentRow.id) == reference) | (col(DocumentRow.number) == reference),
    )
    found = list(work.session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NoSuchDocument(document=reference)
    return found[0]


def item_view(work: Work, reference: str, *, caller: Caller | None) -> ItemView:
    """Return a paper as its page shows it."""
    document = visible_paper(work, reference, caller=caller)
    names = names_of(work, document.agency_id)
    happened = happened_to(work, document)
    judged = assess(undecided_facts(work, document), work.means.rules, today=work.today)
    decision = last_decision(work, document.id)
    due = still_due(work, document.id, agency_id=document.agency_id, on=work.today)
    section = work.session.get_one(SectionRow, document.section_id)
    return ItemView(
        id=document.id,
        title=document.title,
        number=document.number,
        kind=document.genre.label if document.genre else document.kind.label,
        section=section.name,
        dated=document.dated,
        mode=document.mode.label if document.mode else "",
        availability=document.availability.label,
        is_public=document.availability is Availability.PUBLIC,
        grounds=grounds_in_words(document),
        ends=ends_in_words(document),
        reassess_on=document.reassess_on,
        decided_in=_decided_in(work, decision.case_id) if decision else "",
        because=tuple(trigger.label for trigger in due.because) if due else (),
        occurrences=tuple(occurrence_view(one, names) for one in happened.all),
        requests=_requests(requests_of(work, document.id), names),
        requesters_given_to=happened.requesters_given_to,
        cases=tuple(_past(work, document.id)),
        proposed=judged.proposed.label,
        ground=judged.ground.label if judged.ground else "",
        never=tuple(bar.label for bar in judged.never),
        conditions=_conditions(judged),
    )


def occurrences_on(work: Work, document_id: str) -> tuple[OccurrenceView, ...]:
    """Return what happened to a paper, for the page of its case."""
    document = work.session.get_one(DocumentRow, document_id)
    names = names_of(work, document.agency_id)
    return tuple(occurrence_view(one, names) for one in happened_to(work, document).all)


def occurrence_view(one: Occurrence, names: Names) -> OccurrenceView:
    """Return one occurrence in words; what nobody entered was derived."""
    return OccurrenceView(
        trigger=one.trigger,
        reference=one.reference,
        happened_on=one.happened_on,
        by=names.get(one.entered_by, "") if one.entered_by else DERIVED,
        entered_at=one.entered_at,
    )


def because_in_words(because: str | None) -> tuple[str, ...]:
    """Return why a case was opened, in the words of the office."""
    known = {trigger.value: trigger.label for trigger in Trigger}
    return tuple(known[word] for word in (because or "").split(",") if word in known)


def _decided_in(work: Work, case_id: str) -> str:
    return number_of(work.session.get_one(CaseRow, case_id))


def _past(work: Work, document_id: str) -> list[PastCase]:
    query = select(CaseRow).where(col(CaseRow.document_id) == document_id)
    ordered = query.order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc())
    return [_past_case(work, case) for case in work.session.scalars(ordered)]


def _past_case(work: Work, case: CaseRow) -> PastCase:
    procedure = procedure_of(work, case.procedure_digest)
    return PastCase(
        number=number_of(case),
        procedure=procedure.label,
        stage=procedure.stages[case.stage].label,
        opened_on=case.opened_at,
        because=because_in_words(case.opened_because),
        closed_on=case.closed_at,
    )


def _requests(rows: list[RequestFactRow], names: Names) -> tuple[RequestView, ...]:
    standing = {row.id for row in current(rows)}
    return tuple(
        RequestView(
            number=row.number,
            answered_on=row.answered_on,
            result=row.result,
            result_label=row.result.label,
            revision=row.revision,
            is_current=row.id in standing,
            correction=row.correction,
            by=names.get(row.entered_by, ""),
        )
        for row in rows
    )


def _conditions(judged: Assessment) -> tuple[ConditionView, ...]:
    found: dict[tuple[str, str, bool], list[str]] = {}
    for one in judged.conditions:
        ground = one.ground.label if one.ground else ""
        found.setdefault((one.text, one.fact, one.holds), []).append(ground)
    return tuple(
        ConditionView(text=text, fact=fact, holds=holds, grounds=tuple(grounds))
        for (text, fact, holds), grounds in found.items()
    )
