"""Papers that other rules now would judge otherwise than when they were last looked at."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import col

from review.domain.eligibility import assess
from review.domain.vocabulary import ReassessmentOutcome
from review.services.agency_rules import ruleset_of
from review.services.reassessment_facts import undecided_facts
from review.services.work import Work
from review.storage.rows import CaseRow, DocumentRow

PROCEDURE = "reassessment"


def assessed_by_other_rules(work: Work, agency_id: str) -> ColumnElement[bool]:
    """Return the condition that a paper was looked at again, but never under today's rules."""
    assessed = (
        col(CaseRow.document_id) == col(DocumentRow.id),
        col(CaseRow.procedure) == PROCEDURE,
        col(CaseRow.assessment).is_not(None),
    )
    by_these = (
        col(CaseRow.assessment).contains(work.means.rules.digest, autoescape=True),
        col(CaseRow.assessment).contains(ruleset_of(work, agency_id).identity, autoescape=True),
    )
    return exists().where(*assessed) & ~exists().where(*assessed, *by_these)


def is_touched_by_rules(work: Work, document: DocumentRow) -> bool:
    """Say whether the changed rules matter to a paper: another proposal, or a hindrance gone.

    1. Its last assessment stands under other rules of eligibility, and today's propose more.
    2. It met a ground, but screening found something, and the rules of screening are others now.
    """
    last = _last_assessed(work, document.id)
    if last is None:
        return False
    told = json.loads(last)
    if told["rules_digest"] != work.means.rules.digest:
        today = assess(undecided_facts(work, document), work.means.rules, today=work.today)
        if today.proposed is not ReassessmentOutcome.KEPT:
            return bool(today.proposed.value != told["proposed"])
    was_hindered = told["ground"] is not None and not told["screening_clear"]
    return was_hindered and told.get("ruleset") != ruleset_of(work, document.agency_id).identity


def _last_assessed(work: Work, document_id: str) -> str | None:
    query = (
        select(col(CaseRow.assessment))
        .where(
            col(CaseRow.document_id) == document_id,
            col(CaseRow.procedure) == PROCEDURE,
            col(CaseRow.assessment).is_not(None),
        )
        .order_by(col(CaseRow.year).desc(), col(CaseRow.serial).desc())
    )
    return work.session.scalars(query.limit(1)).one_or_none()
