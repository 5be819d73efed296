"""What is looked at again: the decision that stands, and what the rules of today suggest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from review.domain.vocabulary import ReassessmentOutcome, StatementKind
from review.messages import SUGGESTED, TOLD
from review.services.case_people import act_views
from review.services.cases import number_of
from review.services.person_names import Names
from review.services.reassessment_facts import last_decision
from review.services.told_grounds import assessment_of, grounds_told
from review.services.views import ActView, ConditionView, OriginView, SuggestionView
from review.services.withheld_words import ends_in_words, grounds_in_words
from review.services.work import Work
from review.storage.rows import ActRow, CaseRow, StatementRow


def condition_views(case: CaseRow) -> tuple[ConditionView, ...]:
    """Return each condition once, with the grounds that ask for it."""
    told = assessment_of(case)
    grounds = told.get("condition_grounds", ())
    found: dict[tuple[str, str, bool], list[str]] = {}
    for (text, fact, holds), ground in zip(told.get("conditions", ()), grounds, strict=False):
        found.setdefault((text, fact, holds), []).append(ground)
    return tuple(
        ConditionView(text=text, fact=fact, holds=holds, grounds=tuple(grounds))
        for (text, fact, holds), grounds in found.items()
    )


def suggestion_view(case: CaseRow) -> SuggestionView | None:
    """Return what the rules suggest, with every reason for it; none before they were asked."""
    told = assessment_of(case)
    if not told:
        return None
    outcome = ReassessmentOutcome.stored(told["proposed"])
    return SuggestionView(
        outcome=outcome.label,
        ground=told["ground"] or "",
        why=tuple(_reasons(told, outcome)),
        rules=told["rules"],
    )


def origin_view(work: Work, case: CaseRow, names: Names) -> OriginView | None:
    """Return the decision that stood when this case was opened, with its people and reasons."""
    decision = last_decision(work, case.document_id, before=case)
    if decision is None:
        return None
    earlier = work.session.get_one(CaseRow, decision.case_id)
    stated = _determined(work, decision)
    people = (act for act in act_views(work, earlier, names) if not act.is_void)
    return OriginView(
        case=number_of(earlier),
        mode=stated.mode.label if stated else "",
        grounds=grounds_in_words(stated) if stated else "",
        ends=ends_in_words(stated) if stated else "",
        decided_on=decision.at,
        people=tuple(_told_of(act) for act in people),
    )


def _determined(work: Work, decision: ActRow) -> StatementRow | None:
    query = select(StatementRow).where(
        col(StatementRow.case_id) == decision.case_id,
        col(StatementRow.kind) == StatementKind.DETERMINED,
        col(StatementRow.rev) == decision.rev,
    )
    return work.session.scalars(query).one_or_none()


def _told_of(act: ActView) -> str:
    key = "sourced" if act.is_sourced else "act"
    said = TOLD[key].format(act=act.act.label, by=act.by, role=act.role, opinion=act.opinion)
    return said.rstrip("：")


def _reasons(told: dict[str, Any], outcome: ReassessmentOutcome) -> list[str]:
    """Tell in words why: the ground that holds, what bars it, what is missing for the bell."""
    reasons = [SUGGESTED["ground"].format(ground=told["ground"])] if told["ground"] else []
    reasons += [SUGGESTED["for_people"]] if told["for_people"] else []
    reasons += [SUGGESTED["never"].format(bar=bar) for bar in told["never"]]
    reasons += [SUGGESTED["excluded"].format(text=text) for text in told["exclusions"]]
    if not grounds_told(told):
        reasons.insert(0, SUGGESTED["no_ground"])
    if outcome is ReassessmentOutcome.PROACTIVE:
        lacking = ("screening_clear", "person_checked", "authorisation")
        reasons += [SUGGESTED[key] for key in lacking if not told[key]]
    return reasons
