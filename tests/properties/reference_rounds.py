"""The second opinion on reassessment and takedown, written by hand like that on publication."""

from __future__ import annotations

from collections.abc import Mapping

from tests.properties import reference
from tests.properties.reference import Rule, _rule

_REVIEWERS = "office_reviewer confidentiality_officer"
_OFFICE = f"section_head {_REVIEWERS} legal_officer information_officer approving_official"
_A, _C = "attribution", "check"
_ALL = "attribution check decision"
_BYTES = "files_checked findings_disposed bytes_unchanged"


_NEVER = "only_the_bell"
_PROPOSE = {"propose_outcome": _rule("assessment_check", "information_officer", act=_A)}
_REASSESSMENT: dict[str, dict[str, Rule]] = {
    "flagged": {"assess": _rule("assessed", "system", facts=_NEVER)},
    "assessed": {
        "assess": _rule("assessed", "system", facts=_NEVER),
        "hold": _rule("hold_window", "system", facts=_NEVER, effect="hold"),
        **_PROPOSE,
    },
    "hold_window": {
        "convert": _rule("closed", "system", facts=_NEVER, effect="convert"),
        "lapse": _rule("assessed", "system", facts=_NEVER, voids=_ALL),
        "stop": _rule(
            "needs_person",
            f"section_head {_REVIEWERS} information_officer approving_official",
            voids=_ALL,
        ),
    },
    "needs_person": {**_PROPOSE},
    "assessment_check": {
        "pass_check": _rule(
            "assessment_approval", _REVIEWERS, act=_C, others=_A, built_on=_A, facts="files_opened"
        ),
        "send_back": _rule("needs_person", _REVIEWERS, others=_A, voids=_ALL),
    },
    "assessment_approval": {
        "decide_kept": _rule(
            "closed",
            "approving_official",
            act="decision",
            others=f"{_A} {_C}",
            built_on=f"{_A} {_C}",
            effect="keep",
        ),
        "decide_convert": _rule(
            "awaiting_publication",
            "approving_official",
            act="decision",
            others=f"{_A} {_C}",
            built_on=f"{_A} {_C}",
            facts=_BYTES,
        ),
        "decide_on_request": _rule(
            "closed",
            "approving_official",
            act="decision",
            others=f"{_A} {_C}",
            built_on=f"{_A} {_C}",
            facts=_BYTES,
            effect="register",
        ),
        "decide_in_part": _rule(
            "closed",
            "approving_official",
            act="decision",
            others=f"{_A} {_C}",
            built_on=f"{_A} {_C}",
            effect="keep",
        ),
        "refer_up": _rule("referred_up", "approving_official", others=f"{_A} {_C}"),
        "send_back": _rule("needs_person", "approving_official", others=f"{_A} {_C}", voids=_ALL),
    },
    "referred_up": {"record_ruling": _rule("needs_person", _REVIEWERS, voids=_ALL)},
    "awaiting_publication": {
        "publish": _rule("closed", "publisher", built_on=_ALL, facts=_BYTES, effect="convert"),
        "revoke": _rule("needs_person", "approving_official head_of_agency", voids=_ALL),
    },
    "closed": {
        "archive": _rule("archived", "office_reviewer information_officer", facts="delivered")
    },
    "archived": {},
    "intercepted": {},
}
_INTERCEPT = _rule("intercepted", f"{_OFFICE} head_of_agency", voids=_ALL, effect="purge")
for _stage, _steps in _REASSESSMENT.items():
    if _stage not in ("closed", "archived", "intercepted"):
        _steps["intercept"] = _INTERCEPT

_WITHDRAWERS = f"{_REVIEWERS} approving_official"
_TAKEDOWN: dict[str, dict[str, Rule]] = {
    "opened": {
        "take_down": _rule(
            "taken_down", _WITHDRAWERS, act="takedown", effect="withdraw_from_public"
        )
    },
    "taken_down": {
        "report_breach": _rule("taken_down", _WITHDRAWERS),
        "confirm": _rule(
            "closed",
            _WITHDRAWERS,
            act="confirmation",
            others="takedown",
            built_on="takedown",
            facts="breach_reported",
        ),
    },
    "closed": {
        "archive": _rule("archived", "office_reviewer information_officer", facts="delivered")
    },
    "archived": {},
}

RULES: Mapping[str, Mapping[tuple[str, str], Rule]] = {
    "publication": reference.RULES,
    "reassessment": {
        (stage, action): rule
        for stage, steps in _REASSESSMENT.items()
        for action, rule in steps.items()
    },
    "takedown": {
        (stage, action): rule
        for stage, steps in _TAKEDOWN.items()
        for action, rule in steps.items()
    },
}
STAGES = {
    "publication": frozenset(reference.STAGES),
    "reassessment": frozenset(_REASSESSMENT),
    "takedown": frozenset(_TAKEDOWN),
}
CLOSED = frozenset(("registered", "closed", "archived", "withdrawn", "intercepted", "out_of_scope"))


def answer(
    procedure: str,
    stage: str,
    action: str,
    *,
    people: frozenset[str],
    roles: frozenset[str],
    facts: frozenset[str],
    acted: Mapping[str, frozenset[str]],
    drafters: frozenset[str] = frozenset(),
    is_held: bool = False,
) -> str:
    """Say where the step leads, or the name of the refusal.

    A drafter's hand stays on the paper when nothing is attributed, or no more. `is_held`: what is
    under way beside the procedure keeps him from it.
    """
    rule = RULES[procedure].get((stage, action))
    if rule is None:
        return "NoSuchStep"
    if not roles & rule.roles:
        return "WrongRole"
    hands = {**acted, "attribution": acted.get("attribution", frozenset()) | drafters}
    if any(people & hands.get(act, frozenset()) for act in rule.others):
        return "SamePerson"
    if is_held:
        return "StepHeld"
    if not all(acted.get(act) for act in rule.built_on):
        return "ActsMissing"
    return rule.target if rule.facts <= facts else "RequirementsUnmet"
