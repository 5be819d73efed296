"""An agency's rules as a page shows them: what they look for, and what is offered to whom (H8)."""

from __future__ import annotations

from dataclasses import dataclass

from review.commands import Caller
from review.domain.refusal import Refused
from review.domain.vocabulary import Severity
from review.screening.composing import OWN
from review.screening.ruleset import Rule, Ruleset
from review.services.accounts import actor_of, in_good_standing, must_hold
from review.services.agency_rules import rules_with, ruleset_of
from review.services.ruleset_acts import INVOLVED
from review.services.ruleset_lines import RulesetLine, line_of
from review.services.ruleset_offers import RulesetOffer, next_of, offers_of, people_of
from review.services.rulesets import drafted, drafts_of
from review.services.work import Work
from review.storage.rows import RulesetDraftRow

GRAVEST_FIRST = (Severity.BLOCK, Severity.CONFIRM, Severity.INFO)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule; of a list of terms only how many there are."""

    rule: Rule
    is_own: bool
    terms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """A ruleset, the gravest rules first."""

    identity: str
    title: str
    rules: tuple[tuple[Severity, tuple[RuleLine, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetListed:
    """A version in the list, and who can do what with it next."""

    line: RulesetLine
    next: RulesetOffer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetsView:
    """What the agency's papers are screened by, and its own versions, the newest first."""

    in_use: str
    versions: tuple[RulesetListed, ...]
    is_involved: bool
    """Who asks may look at drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetView:
    """One version: what it looks for, or why it no longer can be used, and what is offered."""

    line: RulesetLine
    rules: RulesView | None
    unfit: Refused | None
    offers: tuple[RulesetOffer, ...]


def rulesets_view(work: Work, *, caller: Caller) -> RulesetsView:
    """Return everything there is in the caller's agency."""
    in_good_standing(work, caller)
    people = people_of(work, caller.agency_id)
    me = actor_of(work, caller)
    return RulesetsView(
        in_use=ruleset_of(work, caller.agency_id).identity,
        versions=tuple(
            RulesetListed(line=line_of(work, row), next=next_of(work, row, me, people))
            for row in reversed(drafts_of(work, agency_id=caller.agency_id))
        ),
        is_involved=not me.roles.isdisjoint(INVOLVED),
    )


def rules_in_use(work: Work, *, caller: Caller) -> RulesView:
    """Return the rules that hold for the papers of the caller's agency now."""
    in_good_standing(work, caller)
    return _rules(ruleset_of(work, caller.agency_id))


def ruleset_view(work: Work, version: str, *, caller: Caller) -> RulesetView:
    """Return one version, for those whose work it is."""
    must_hold(work, caller, *INVOLVED)
    row = drafted(work, version, agency_id=caller.agency_id)
    rules, unfit = _usable(work, row)
    me, people = actor_of(work, caller), people_of(work, caller.agency_id)
    return RulesetView(
        line=line_of(work, row),
        rules=rules,
        unfit=unfit,
        offers=tuple(offers_of(work, row, me, people)),
    )


def _usable(work: Work, row: RulesetDraftRow) -> tuple[RulesView | None, Refused | None]:
    """The shipped rules may have grown since, so that what was added no longer fits."""
    try:
        ruleset = rules_with(work.session, work.means, version=row.version, digest=row.digest)
    except Refused as refusal:
        return None, refusal
    return _rules(ruleset), None


def _rules(ruleset: Ruleset) -> RulesView:
    terms = {each.rule.id: len(each.terms) for each in ruleset.lexicons}
    lines = [
        RuleLine(rule=rule, is_own=rule.id.startswith(OWN), terms=terms.get(rule.id))
        for rule in ruleset.rules
    ]
    own_first = sorted(lines, key=lambda one: (not one.is_own, one.rule.id))
    return RulesView(
        identity=ruleset.identity,
        title=ruleset.title,
        rules=tuple(
            (severity, tuple(one for one in own_first if one.rule.severity is severity))
            for severity in GRAVEST_FIRST
        ),
    )
