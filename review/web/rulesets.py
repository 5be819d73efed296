"""The rulesets of the agency: what is looked for, what a draft would change, who signs it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from review.commands import ActivateRuleset, SignRuleset
from review.screening.ruleset import shown
from review.services.ruleset_acts import RulesetAct
from review.services.ruleset_lines import RulesetLine
from review.services.ruleset_views import (
    RulesetListed,
    RulesView,
    rules_in_use,
    ruleset_view,
    rulesets_view,
)
from review.web.access import At
from review.web.answers import see
from review.web.chrome import Chrome, chrome_of
from review.web.refusals import Notice, notice_of
from review.web.rendering import render
from review.web.ruleset_trial import TrialView, trial_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetsPage:
    """The agency's versions, and by which rules everything is screened now."""

    chrome: Chrome
    in_use: str
    versions: tuple[RulesetListed, ...]
    is_involved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InUsePage:
    """The rules that hold now."""

    chrome: Chrome
    identity: str
    rules: RulesView


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """An act: offered, or refused and why, and who can do it."""

    name: RulesetAct
    notice: Notice | None
    hands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesetPage:
    """One version: who did what, what it would change, what can be done with it."""

    chrome: Chrome
    line: RulesetLine
    trial: TrialView | None
    acts: tuple[ActView, ...]
    rules: RulesView | None
    unfit: Notice | None


def listed(visit: At) -> Response:
    """Show the versions of the agency."""
    view = visit.office.ask(rulesets_view, caller=visit.caller)
    page = RulesetsPage(
        chrome=chrome_of(visit),
        in_use=shown(view.in_use),
        versions=view.versions,
        is_involved=view.is_involved,
    )
    return render("pages/rulesets.html", page)


def in_use(visit: At) -> Response:
    """Show the rules that hold now."""
    rules = visit.office.ask(rules_in_use, caller=visit.caller)
    page = InUsePage(chrome=chrome_of(visit), identity=shown(rules.identity), rules=rules)
    return render("pages/rules_in_use.html", page)


def show(visit: At, version: str) -> Response:
    """Show one version."""
    view = visit.office.ask(ruleset_view, version, caller=visit.caller)
    page = RulesetPage(
        chrome=chrome_of(visit),
        line=view.line,
        trial=trial_of(view.line),
        acts=tuple(
            ActView(
                name=offer.act,
                notice=notice_of(offer.refused) if offer.refused else None,
                hands=offer.hands,
            )
            for offer in view.offers
        ),
        rules=view.rules,
        unfit=notice_of(view.unfit) if view.unfit else None,
    )
    return render("pages/ruleset.html", page)


def sign(visit: At, version: str) -> Response:
    """Sign what the page showed."""
    command = SignRuleset(version=version, expected_rev=visit.form.count("rev"))
    visit.office.do(command, caller=visit.caller)
    return see(f"/rulesets/drafts/{version}")


def activate(visit: At, version: str) -> Response:
    """Let what the page showed take effect."""
    command = ActivateRuleset(version=version, expected_rev=visit.form.count("rev"))
    visit.office.do(command, caller=visit.caller)
    return see(f"/rulesets/drafts/{version}")
