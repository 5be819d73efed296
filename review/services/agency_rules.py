"""By which rules an agency's papers are screened: the shipped ones and its own active additions."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from review.screening.additions import Additions
from review.screening.composing import composed
from review.screening.ruleset import Ruleset
from review.services.work import Means, Work
from review.storage.rows import RulesetDraftRow, RulesetSourceRow

_ACTIVE = select(col(RulesetDraftRow.version), col(RulesetDraftRow.digest)).where(
    col(RulesetDraftRow.agency_id) == bindparam("agency"),
    col(RulesetDraftRow.activated_at).is_not(None),
    col(RulesetDraftRow.ended_at).is_(None),
)


def ruleset_of(work: Work, agency_id: str) -> Ruleset:
    """Return the rules that hold for an agency's papers now."""
    return active_rules(work.session, work.means, agency_id)


def active_rules(session: Session, means: Means, agency_id: str) -> Ruleset:
    """Return the same where there is no work at hand."""
    active = session.execute(_ACTIVE, {"agency": agency_id}).one_or_none()
    if active is None:
        return means.ruleset
    return rules_with(session, means, version=active.version, digest=active.digest)


def rules_with(session: Session, means: Means, *, version: str, digest: str) -> Ruleset:
    """Return the shipped rules with what was handed in under a version."""
    key = (means.ruleset.identity, version, digest)
    ready = means.composed.get(key)
    if ready is None:
        source = session.get_one(RulesetSourceRow, digest).source
        additions = Additions.read(source)
        ready = composed(means.ruleset, additions, version=version, shelf=means.shelf)
        means.composed.put(key, ready)
    return ready
