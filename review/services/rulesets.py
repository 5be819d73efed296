"""An agency's own rules: one drafts, a test shows what they change, two others sign, then active.

What is not found is published: nobody alone decides what is looked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from review.commands import ActivateRuleset, Caller, DraftRuleset, SignRuleset
from review.domain.errors import AlreadyDone, NoSuchRuleset
from review.domain.ruleset_refusals import RulesetMoved
from review.screening.additions import Additions, refuse_unfit_version
from review.screening.composing import composed
from review.services.cases import acting_locked
from review.services.entries import enter
from review.services.ruleset_acts import (
    DRAFTERS,
    ROLES,
    RulesetAct,
    refuse_act,
    refuse_ended,
    signs_as_officer,
)
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.commitments import committed_test
from review.storage.rows import RulesetDraftRow, RulesetSourceRow
from workflows.engine import Actor


def draft_ruleset(work: Work, command: DraftRuleset, *, caller: Caller) -> str:
    """Draft rules of the agency's own, which must fit the shipped ones; return their version."""
    person = acting_locked(work, caller, roles=DRAFTERS).person
    version = command.version.strip()
    refuse_unfit_version(version)
    if _found(work, version, agency_id=caller.agency_id) is not None:
        raise AlreadyDone
    additions = Additions.of(tuple((file.name, file.content) for file in command.sources))
    composed(work.means.ruleset, additions, version=version, shelf=work.means.shelf)
    _store(work, additions)
    row = RulesetDraftRow(
        id=new_id(),
        agency_id=caller.agency_id,
        version=version,
        digest=additions.digest,
        drafted_by=person,
        drafted_at=work.now,
        rev=1,
    )
    _enter(work, row, "drafted", rev=1, caller=caller)
    work.session.add(row)
    work.session.flush()
    return version


def keep_trial(
    work: Work, version: str, summary: Mapping[str, object], *, tested_as: str, caller: Caller
) -> None:
    """Keep what a test came to; once somebody signed, it stays as it was."""
    actor, row = _hands_on(work, version, RulesetAct.TEST, caller=caller)
    said = json.dumps(summary, ensure_ascii=False, sort_keys=True)
    kept = committed_test(tested_as, said)
    _enter(work, row, "tested", rev=row.rev + 1, caller=caller, **kept)
    row.tested_by, row.tested_at, row.tested_as = actor.person, work.now, tested_as
    row.summary = said
    row.rev += 1
    work.session.flush()


def sign_ruleset(work: Work, command: SignRuleset, *, caller: Caller) -> bool:
    """Sign in the place that the caller's role has; return whether both have now signed."""
    actor, row = _hands_on(
        work, command.version, RulesetAct.SIGN, seen=command.expected_rev, caller=caller
    )
    is_officer = signs_as_officer(row, actor)
    _enter(work, row, "signed" if is_officer else "approved", rev=row.rev + 1, caller=caller)
    if is_officer:
        row.signed_by, row.signed_at = actor.person, work.now
    else:
        row.approved_by, row.approved_at = actor.person, work.now
    row.rev += 1
    work.session.flush()
    return row.signed_by is not None and row.approved_by is not None


def activate_ruleset(work: Work, command: ActivateRuleset, *, caller: Caller) -> str:
    """Let signed rules be those of the agency, instead of any before; return their identity."""
    actor, row = _hands_on(
        work, command.version, RulesetAct.ACTIVATE, seen=command.expected_rev, caller=caller
    )
    _end_active(work, row.agency_id, caller=caller)
    _enter(work, row, "activated", rev=row.rev + 1, caller=caller)
    row.activated_by, row.activated_at = actor.person, work.now
    row.rev += 1
    work.session.flush()
    return str(row.tested_as)


def standing(work: Work, version: str, *, agency_id: str) -> RulesetDraftRow:
    """Return what was drafted under a version; nothing more can be done with what has ended."""
    row = drafted(work, version, agency_id=agency_id)
    refuse_ended(row)
    return row


def drafted(work: Work, version: str, *, agency_id: str) -> RulesetDraftRow:
    """Return the same, ended or not; another agency's does not exist."""
    row = _found(work, version.strip(), agency_id=agency_id)
    if row is None:
        raise NoSuchRuleset(ruleset=version)
    return row


def drafts_of(work: Work, *, agency_id: str) -> tuple[RulesetDraftRow, ...]:
    """Return everything an agency drafted, in that order."""
    query = select(RulesetDraftRow).where(col(RulesetDraftRow.agency_id) == agency_id)
    ordered = query.order_by(col(RulesetDraftRow.drafted_at), col(RulesetDraftRow.version))
    return tuple(work.session.scalars(ordered).all())


def _hands_on(
    work: Work, version: str, act: RulesetAct, *, seen: int | None = None, caller: Caller
) -> tuple[Actor, RulesetDraftRow]:
    """Return who acts on which rules; refuse whoever may not, or saw them as they were before."""
    actor = acting_locked(work, caller, roles=ROLES[act])
    row = standing(work, version, agency_id=caller.agency_id)
    refuse_act(work, row, act, actor)
    if seen is not None and seen != row.rev:
        raise RulesetMoved(ruleset=row.version)
    return actor, row


def _end_active(work: Work, agency_id: str, *, caller: Caller) -> None:
    query = select(RulesetDraftRow).where(
        col(RulesetDraftRow.agency_id) == agency_id,
        col(RulesetDraftRow.activated_at).is_not(None),
        col(RulesetDraftRow.ended_at).is_(None),
    )
    for row in work.session.scalars(query).all():
        _enter(work, row, "ended", rev=row.rev + 1, caller=caller)
        row.ended_at = work.now
        row.rev += 1
        work.session.flush()


def _found(work: Work, version: str, *, agency_id: str) -> RulesetDraftRow | None:
    query = select(RulesetDraftRow).where(
        col(RulesetDraftRow.agency_id) == agency_id, col(RulesetDraftRow.version) == version
    )
    return work.session.scalars(query).one_or_none()


def _store(work: Work, additions: Additions) -> None:
    if work.session.get(RulesetSourceRow, additions.digest) is None:
        row = RulesetSourceRow(digest=additions.digest, source=additions.source, stored_at=work.now)
        work.session.add(row)
        work.session.flush()


def _enter(
    work: Work, row: RulesetDraftRow, event: str, *, rev: int, caller: Caller, **more: str
) -> None:
    """The terms themselves stand in no entry."""
    enter(
        work,
        f"ruleset:{event}",
        agency_id=row.agency_id,
        subject=(f"ruleset_draft:{row.id}", rev),
        body={"version": row.version, "digest": row.digest, "drafted_by": row.drafted_by} | more,
        caller=caller,
    )
