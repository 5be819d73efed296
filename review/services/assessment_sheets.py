"""What the 定期评估审查表 of one case says: why it was looked at, and what it came to."""

from __future__ import annotations

from typing import Any

from review.commands import Caller
from review.domain.vocabulary import ReassessmentOutcome, Term
from review.messages import APART, LISTED
from review.records.sheet import Sheet
from review.services.case_pictures import case_view
from review.services.cases_seen import visible_case
from review.services.item_shapes import OccurrenceView
from review.services.item_views import because_in_words, occurrences_on
from review.services.sheet_wording import put_together, table_of, wording
from review.services.told_grounds import assessment_of
from review.services.views import CaseView
from review.services.work import SHANGHAI, Work
from review.storage.rows import CaseRow, DocumentRow

_PROACTIVE = "in_full"


def item_sheet(work: Work, reference: str, *, caller: Caller | None) -> Sheet:
    """Return the form of one case of looking again, of those this person may see."""
    case = visible_case(work, reference, caller=caller)
    view = case_view(work, reference, caller=caller)
    words = wording()["item"]
    said = _item_values(work, case, view, words)
    tables = (
        table_of(words["happened"], _happened(occurrences_on(work, view.document_id)), widest=2),
        table_of(words["conditions"], _conditions(view, words), widest=1),
        table_of(words["opinions"], _opinions(view), widest=2),
    )
    return put_together(work, words, view.number, said, tables, agency_id=case.agency_id)


def _item_values(
    work: Work, case: CaseRow, view: CaseView, words: dict[str, Any]
) -> dict[str, str]:
    document = work.session.get_one(DocumentRow, case.document_id)
    told = assessment_of(case)
    origin, suggestion = view.origin, view.suggestion
    is_clear = told.get("screening_clear")
    return {
        "title": view.title,
        "document_number": view.document_number or "",
        "kind": view.genre or view.kind,
        "section": view.section,
        "dated": view.dated.isoformat() if view.dated else "",
        "origin": f"{origin.mode}　{origin.case}" if origin else "",
        "grounds": origin.grounds if origin else "",
        "ends": origin.ends if origin else "",
        "because": LISTED.join(because_in_words(case.opened_because)),
        "screening": "" if is_clear is None else words["clear" if is_clear else "found"],
        "proposed": suggestion.outcome if suggestion else "",
        "why": "\n".join(suggestion.why) if suggestion else "",
        "never": APART.join(told.get("never", ())),
        "stage": view.stage_label,
        "outcome": _outcome(case) if view.is_closed else "",
        "next_on": document.reassess_on.isoformat()
        if view.is_closed and document.reassess_on
        else "",
    }


def _outcome(case: CaseRow) -> str:
    if case.outcome == _PROACTIVE:
        return ReassessmentOutcome.PROACTIVE.label
    known: dict[str, Term] = {word.value: word for word in ReassessmentOutcome}
    return known[case.outcome].label if case.outcome in known else ""


def _happened(occurrences: tuple[OccurrenceView, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (one.happened_on.isoformat(), one.trigger.label, one.reference, one.by)
        for one in occurrences
    )


def _conditions(view: CaseView, words: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (one.text, one.fact, words["holds" if one.holds else "fails"]) for one in view.conditions
    )


def _opinions(view: CaseView) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            act.act.label,
            f"{act.by}　{act.role}",
            act.opinion,
            act.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        )
        for act in view.acts
        if not act.is_void
    )
