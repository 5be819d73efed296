"""The versions of an agency's own rules as people see them: who did what, and what a test said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from review.commands import Caller
from review.domain.vocabulary import RulesetState
from review.screening.additions import Additions
from review.services.accounts import in_good_standing, must_hold
from review.services.ruleset_acts import INVOLVED
from review.services.rulesets import drafted, drafts_of
from review.services.work import Work
from review.storage.rows import PersonRow, RulesetDraftRow, RulesetSourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetLine:
    """One version; `files` has names and numbers of lines, never a term."""

    version: str
    state: RulesetState
    rev: int
    digest: str
    drafted_by: str
    drafted_at: datetime
    tested_as: str | None
    signed_by: str | None
    approved_by: str | None
    activated_at: datetime | None
    ended_at: datetime | None
    files: tuple[tuple[str, int], ...]
    summary: Mapping[str, Any] | None


def ruleset_lines(work: Work, *, caller: Caller) -> tuple[RulesetLine, ...]:
    """Return the versions of the caller's agency, in the order of drafting."""
    in_good_standing(work, caller)
    return tuple(line_of(work, row) for row in drafts_of(work, agency_id=caller.agency_id))


def ruleset_line(work: Work, version: str, *, caller: Caller) -> RulesetLine:
    """Return one of them."""
    must_hold(work, caller, *INVOLVED)
    return line_of(work, drafted(work, version, agency_id=caller.agency_id))


def line_of(work: Work, row: RulesetDraftRow) -> RulesetLine:
    """Return one as people see it."""
    additions = Additions.read(work.session.get_one(RulesetSourceRow, row.digest).source)
    return RulesetLine(
        version=row.version,
        state=state_of(row),
        rev=row.rev,
        digest=row.digest,
        drafted_by=str(_name(work, row.drafted_by)),
        drafted_at=row.drafted_at,
        tested_as=row.tested_as,
        signed_by=_name(work, row.signed_by),
        approved_by=_name(work, row.approved_by),
        activated_at=row.activated_at,
        ended_at=row.ended_at,
        files=tuple((name, len(text.splitlines())) for name, text in additions.texts),
        summary=None if row.summary is None else json.loads(row.summary),
    )


def state_of(row: RulesetDraftRow) -> RulesetState:
    """Return how far a version has come."""
    signatures = sum(person is not None for person in (row.signed_by, row.approved_by))
    states = {
        RulesetState.ENDED: row.ended_at is not None,
        RulesetState.ACTIVE: row.activated_at is not None,
        RulesetState.APPROVED: signatures > 1,
        RulesetState.SIGNED: signatures > 0,
        RulesetState.TESTED: row.tested_at is not None,
    }
    return next((state for state, holds in states.items() if holds), RulesetState.DRAFTED)


def _name(work: Work, person: str | None) -> str | None:
    return None if person is None else work.session.get_one(PersonRow, person).name
