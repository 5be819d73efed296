"""A second opinion on the publication procedure: written by hand from the rules of the office.

It knows nothing of the product's table or engine: plain strings, one line a step. Where both agree
on every stage, action, role and fact, either the table is right or two people erred alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STAGES = (
    "attribution",
    "section_review",
    "check",
    "legal_review",
    "disclosure_review",
    "consultation",
    "referred_up",
    "approval",
    "head_approval",
    "severing",
    "scope_review",
    "returned",
    "awaiting_publication",
    "registered",
    "closed",
    "archived",
    "withdrawn",
    "intercepted",
    "out_of_scope",
)
PROTECTED = ("attribution", "section_review", "check", "decision")
_OPINIONS = "section_review check legal_opinion disclosure_opinion endorsement decision"
_REVIEWERS = "office_reviewer confidentiality_officer"
_BYTES = "files_checked findings_disposed bytes_unchanged"
_A, _S, _C, _E = "attribution", "section_review", "check", "endorsement"


@dataclass(frozen=True)
class Rule:
    """What the office demands of one step from one stage, and what comes of it."""

    target: str
    roles: frozenset[str]
    act: str | None
    others: frozenset[str]
    """Acts whose people may not do this."""
    built_on: frozenset[str]
    facts: frozenset[str]
    voids: frozenset[str]
    rewrites: bool
    effect: str | None


def _rule(
    target: str,
    roles: str,
    *,
    act: str | None = None,
    others: str = "",
    built_on: str = "",
    facts: str = "",
    voids: str = "",
    rewrites: bool = False,
    effect: str | None = None,
) -> Rule:
    words = (frozenset(text.split()) for text in (roles, others, built_on, facts, voids))
    by, other_people, basis, wanted, void = words
    return Rule(target, by, act, other_people, basis, wanted, void, rewrites, effect)


_UNSTARTED = {
    "propose": _rule("section_review", "drafter", act=_A, facts="not_party_paper"),
    "revise": _rule("returned", "drafter", voids=f"{_A} {_OPINIONS}", rewrites=True),
    "exclude": _rule("out_of_scope", "drafter", facts="party_paper"),
    "suggest_exclusion": _rule("scope_review", "drafter", act="scope", facts="not_party_paper"),
    "suggest_inclusion": _rule("scope_review", "drafter", act="scope", facts="party_paper"),
}
_CONFIRMERS = f"section_head {_REVIEWERS} approving_official"
_FOUR = f"{_A} {_S} {_C}"
_FIVE = f"{_A} {_S} {_C} {_E}"
_WITHDRAW = {"withdraw": _rule("withdrawn", "drafter")}

_BY_STAGE: dict[str, dict[str, Rule]] = {
    "attribution": {**_UNSTARTED, **_WITHDRAW},
    "returned": {**_UNSTARTED, **_WITHDRAW},
    "section_review": {
        "verify": _rule("check", "section_head", act=_S, others=_A, built_on=_A),
        "suggest_exclusion": _rule(
            "scope_review", "section_head", act="scope", facts="not_party_paper"
        ),
        "send_back": _rule("returned", "section_head", others=_A, voids=_OPINIONS),
        **_WITHDRAW,
    },
    "check": {
        "pass_check": _rule(
            "approval",
            _REVIEWERS,
            act=_C,
            others=f"{_A} {_S}",
            built_on=f"{_A} {_S}",
            facts=(
                f"not_party_paper files_opened {_BYTES}"
                " legal_opinion_given disclosure_office_agreed"
            ),
        ),
        "refer_legal": _rule("legal_review", _REVIEWERS),
        "refer_disclosure": _rule("disclosure_review", _REVIEWERS),
        "consult": _rule("consultation", _REVIEWERS),
        "suggest_exclusion": _rule(
            "scope_review", _REVIEWERS, act="scope", facts="not_party_paper"
        ),
        "send_back": _rule("returned", _REVIEWERS, others=_A, voids=_OPINIONS),
        **_WITHDRAW,
    },
    "legal_review": {
        "give_legal_opinion": _rule(
            "check", "legal_officer", act="legal_opinion", others=f"{_A} {_S}"
        ),
    },
    "disclosure_review": {
        "give_disclosure_opinion": _rule(
            "check", "information_officer", act="disclosure_opinion", others=f"{_A} {_S}"
        ),
    },
    "consultation": {"record_answer": _rule("check", _REVIEWERS)},
    "referred_up": {
        "record_ruling": _rule("check", _REVIEWERS, voids="check endorsement decision"),
    },
    "approval": {
        "decide_in_full": _rule(
            "awaiting_publication",
            "approving_official",
            act="decision",
            facts=f"not_party_paper {_BYTES} head_not_required",
            others=_FOUR,
            built_on=_FOUR,
        ),
        "decide_in_part": _rule(
            "severing",
            "approving_official",
            facts="head_not_required",
            others=_FOUR,
            built_on=_FOUR,
        ),
        "decide_on_request": _rule(
            "registered",
            "approving_official",
            act="decision",
            facts=f"{_BYTES} head_not_required",
            others=_FOUR,
            built_on=_FOUR,
            effect="register",
        ),
        "decide_withheld": _rule(
            "registered",
            "approving_official",
            act="decision",
            facts=f"{_BYTES} head_not_required",
            others=_FOUR,
            built_on=_FOUR,
            effect="register",
        ),
        "refer_up": _rule("referred_up", "approving_official", others=f"{_A} {_S} {_C}"),
        "submit_to_head": _rule(
            "head_approval", "approving_official", act=_E, others=_FOUR, built_on=_FOUR
        ),
        "send_back": _rule("returned", "approving_official", others=_A, voids=_OPINIONS),
        **_WITHDRAW,
    },
    "head_approval": {
        "head_decides_in_full": _rule(
            "awaiting_publication",
            "head_of_agency",
            act="decision",
            facts=f"not_party_paper {_BYTES}",
            others=_FIVE,
            built_on=_FIVE,
        ),
        "head_decides_in_part": _rule("severing", "head_of_agency", others=_FIVE, built_on=_FIVE),
        "head_decides_on_request": _rule(
            "registered",
            "head_of_agency",
            act="decision",
            facts=_BYTES,
            others=_FIVE,
            built_on=_FIVE,
            effect="register",
        ),
        "head_decides_withheld": _rule(
            "registered",
            "head_of_agency",
            act="decision",
            facts=_BYTES,
            others=_FIVE,
            built_on=_FIVE,
            effect="register",
        ),
        "refer_up": _rule("referred_up", "head_of_agency", others=f"{_A} {_S} {_C} {_E}"),
        "send_back": _rule("returned", "head_of_agency", others=_A, voids=_OPINIONS),
    },
    "scope_review": {
        "confirm_exclusion": _rule(
            "out_of_scope",
            _CONFIRMERS,
            others=f"{_A} scope",
            built_on="scope",
            facts="not_party_paper",
            effect="exclude",
        ),
        "confirm_inclusion": _rule(
            "returned",
            _CONFIRMERS,
            others=f"{_A} scope",
            built_on="scope",
            facts="party_paper",
            voids=f"scope {_OPINIONS}",
            effect="include",
        ),
        "send_back": _rule(
            "returned", _CONFIRMERS, others=f"{_A} scope", voids=f"scope {_OPINIONS}"
        ),
        **_WITHDRAW,
    },
    "severing": {
        "sever": _rule("returned", "drafter", voids=f"{_A} {_OPINIONS}", rewrites=True),
    },
    "awaiting_publication": {
        "publish": _rule(
            "closed",
            "publisher",
            built_on=" ".join(PROTECTED),
            facts=f"not_party_paper {_BYTES} annotation_agrees mode_publishes",
            effect="publish",
        ),
        "revoke": _rule("returned", "approving_official head_of_agency", voids=_OPINIONS),
    },
    "registered": {"close": _rule("closed", "office_reviewer information_officer")},
    "closed": {
        "archive": _rule("archived", "office_reviewer information_officer", facts="delivered")
    },
}
_OVER = {"registered", "closed", "archived", "withdrawn", "intercepted", "out_of_scope"}
_INTERCEPT = _rule(
    "intercepted",
    f"drafter section_head {_REVIEWERS} legal_officer information_officer approving_official "
    "head_of_agency",
    voids=f"{_A} scope {_OPINIONS}",
    effect="purge",
)

RULES: Mapping[tuple[str, str], Rule] = {
    **{(stage, action): rule for stage in _BY_STAGE for action, rule in _BY_STAGE[stage].items()},
    **{(stage, "intercept"): _INTERCEPT for stage in STAGES if stage not in _OVER},
}
ACTIONS = sorted({action for _, action in RULES})


def answer(
    stage: str,
    action: str,
    *,
    people: frozenset[str],
    roles: frozenset[str],
    facts: frozenset[str],
    acted: Mapping[str, frozenset[str]],
) -> str:
    """Say where the step leads, or the name of the refusal."""
    rule = RULES.get((stage, action))
    if rule is None:
        return "NoSuchStep"
    if not roles & rule.roles:
        return "WrongRole"
    if any(people & acted.get(act, frozenset()) for act in rule.others):
        return "SamePerson"
    if not all(acted.get(act) for act in rule.built_on):
        return "ActsMissing"
    return rule.target if rule.facts <= facts else "RequirementsUnmet"


@dataclass
class Case:
    """A case as the office's clerk would keep it on paper."""

    stage: str = "attribution"
    acted: dict[str, frozenset[str]] = field(default_factory=dict)
    editors: frozenset[str] = frozenset()
    public: bool = False

    def advance(self, action: str, *, people: frozenset[str]) -> None:
        """Write down what a step that was taken changes."""
        rule = RULES[self.stage, action]
        if rule.rewrites:
            self.editors |= people
        if rule.act is not None:
            earlier = self.acted.get(rule.act, frozenset())
            written = self.editors if rule.act == "attribution" else frozenset()
            self.acted[rule.act] = earlier | people | written
        for act in rule.voids:
            self.acted.pop(act, None)
        self.public = self.public or rule.effect == "publish"
        self.stage = rule.target
