"""What the office demands of every shipped procedure, written by hand: one line a step.

It knows nothing of the product's tables: who adds or changes a row there must come here as well,
and say it a second time. `reference.py` has the rules of the publication procedure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.properties.reference import RULES, Rule

Rows = Mapping[tuple[str, str], Rule]
Place = tuple[int | None, str, bool]
"""Working days, what the clock does, and whether the case is settled."""


@dataclass(frozen=True)
class Table:
    """A procedure as the office knows it."""

    start: str
    places: Mapping[str, Place]
    rows: Rows
    forms: Mapping[str, str]
    """What a person fills in, by action; nothing for the actions not named."""
    automatic: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def row(
    target: str,
    roles: str,
    *,
    act: str | None = None,
    others: str = "",
    built_on: str = "",
    facts: str = "",
    voids: str = "",
    effect: str | None = None,
) -> Rule:
    """Return a step that leaves the content as it is."""
    words = (frozenset(text.split()) for text in (roles, others, built_on, facts, voids))
    by, other_people, basis, wanted, void = words
    return Rule(target, by, act, other_people, basis, wanted, void, rewrites=False, effect=effect)


def rewriting(target: str, roles: str, *, voids: str) -> Rule:
    """Return a step that brings new content."""
    return replace(row(target, roles, voids=voids), rewrites=True)


def spread(stages: str, action: str, rule: Rule) -> dict[tuple[str, str], Rule]:
    """Return the same step from several stages."""
    return {(stage, action): rule for stage in stages.split()}


_REVIEWERS = "office_reviewer confidentiality_officer"
_ARCHIVISTS = "office_reviewer information_officer"
_OVER: dict[str, Place] = {
    "closed": (None, "stopped", True),
    "archived": (None, "stopped", True),
    "intercepted": (None, "stopped", True),
}
_PLACES: dict[str, Place] = {
    "attribution": (2, "runs", False),
    "check": (3, "runs", False),
    "legal_review": (2, "runs", False),
    "disclosure_review": (2, "runs", False),
    "consultation": (15, "paused", False),
    "referred_up": (10, "paused", False),
    "approval": (2, "runs", False),
    "severing": (2, "runs", False),
    "scope_review": (2, "runs", False),
    "returned": (3, "runs", False),
    "awaiting_publication": (2, "runs", False),
    "registered": (None, "stopped", True),
    "withdrawn": (None, "stopped", True),
    "out_of_scope": (None, "stopped", True),
    **_OVER,
}
_SECTION: dict[str, Place] = {"section_review": (2, "runs", False)}
_HEAD: dict[str, Place] = {"head_approval": (2, "runs", False)}
_ENDINGS = {
    "decides_in_full": "opinion",
    "decides_in_part": "opinion reason",
    "decides_on_request": "opinion on_request_reason ends",
    "decides_withheld": "opinion exemption article reasons ends",
}
_FORMS = {
    "propose": "mode",
    "revise": "file",
    "verify": "opinion",
    "pass_check": "checklist opinion",
    "give_legal_opinion": "opinion",
    "give_disclosure_opinion": "opinion",
    "consult": "addressee reason",
    "record_answer": "answer",
    "refer_up": "addressee reason",
    "record_ruling": "answer number",
    "submit_to_head": "opinion",
    "suggest_exclusion": "reason",
    "suggest_inclusion": "reason",
    "confirm_exclusion": "opinion",
    "confirm_inclusion": "opinion",
    "sever": "file reason",
    "send_back": "reason",
    "withdraw": "reason",
    "revoke": "reason",
    "intercept": "reason",
    **{action.replace("decides", "decide"): form for action, form in _ENDINGS.items()},
    **{f"head_{action}": form for action, form in _ENDINGS.items()},
}
_BYTES = "files_checked findings_disposed bytes_unchanged"
_PUBLISHING = f"not_party_paper {_BYTES} annotation_agrees mode_publishes"
_CHECKING = f"not_party_paper files_opened {_BYTES} legal_opinion_given disclosure_office_agreed"

# ── two levels: nobody reviews for a section, nothing goes to the head ──
_TWO_VOID = "check legal_opinion disclosure_opinion decision"
_TWO_ALL = f"attribution {_TWO_VOID}"
_A_C = "attribution check"
_TWO_OPEN = (
    "attribution returned check legal_review disclosure_review consultation referred_up approval"
    " severing scope_review awaiting_publication"
)
_SHARED: Rows = {
    ("check", "refer_legal"): row("legal_review", _REVIEWERS),
    ("check", "refer_disclosure"): row("disclosure_review", _REVIEWERS),
    ("check", "consult"): row("consultation", _REVIEWERS),
    ("check", "suggest_exclusion"): row(
        "scope_review", _REVIEWERS, act="scope", facts="not_party_paper"
    ),
    ("consultation", "record_answer"): row("check", _REVIEWERS),
    ("registered", "close"): row("closed", _ARCHIVISTS),
    ("closed", "archive"): row("archived", _ARCHIVISTS, facts="delivered"),
    **spread(
        "attribution returned", "exclude", row("out_of_scope", "drafter", facts="party_paper")
    ),
    **spread(
        "attribution returned",
        "suggest_exclusion",
        row("scope_review", "drafter", act="scope", facts="not_party_paper"),
    ),
    **spread(
        "attribution returned",
        "suggest_inclusion",
        row("scope_review", "drafter", act="scope", facts="party_paper"),
    ),
}


def _scope(confirmers: str, voids: str) -> Rows:
    """Whether it is the Party's: one person finds, another confirms, or sends it back."""
    others, voided = "attribution scope", f"scope {voids}"
    return {
        ("scope_review", "confirm_exclusion"): row(
            "out_of_scope",
            confirmers,
            others=others,
            built_on="scope",
            facts="not_party_paper",
            effect="exclude",
        ),
        ("scope_review", "confirm_inclusion"): row(
            "returned",
            confirmers,
            others=others,
            built_on="scope",
            facts="party_paper",
            voids=voided,
            effect="include",
        ),
        ("scope_review", "send_back"): row("returned", confirmers, others=others, voids=voided),
    }


def _decision(target: str, role: str, on: str, *, facts: str, effect: str | None = None) -> Rule:
    return row(target, role, act="decision", others=on, built_on=on, facts=facts, effect=effect)


_TWO: Rows = {
    **_SHARED,
    **spread(
        "attribution returned",
        "propose",
        row("check", "drafter", act="attribution", facts="not_party_paper"),
    ),
    **spread("attribution returned", "revise", rewriting("returned", "drafter", voids=_TWO_ALL)),
    **_scope(f"{_REVIEWERS} approving_official", _TWO_VOID),
    **spread(
        "attribution returned scope_review check approval",
        "withdraw",
        row("withdrawn", "drafter"),
    ),
    ("check", "pass_check"): row(
        "approval",
        _REVIEWERS,
        act="check",
        others="attribution",
        built_on="attribution",
        facts=_CHECKING,
    ),
    ("legal_review", "give_legal_opinion"): row(
        "check", "legal_officer", act="legal_opinion", others="attribution"
    ),
    ("disclosure_review", "give_disclosure_opinion"): row(
        "check", "information_officer", act="disclosure_opinion", others="attribution"
    ),
    ("approval", "decide_in_full"): _decision(
        "awaiting_publication",
        "approving_official",
        _A_C,
        facts=f"not_party_paper {_BYTES} head_not_required",
    ),
    ("approval", "decide_in_part"): row(
        "severing", "approving_official", others=_A_C, built_on=_A_C, facts="head_not_required"
    ),
    ("approval", "decide_on_request"): _decision(
        "registered",
        "approving_official",
        _A_C,
        facts=f"{_BYTES} head_not_required",
        effect="register",
    ),
    ("approval", "decide_withheld"): _decision(
        "registered",
        "approving_official",
        _A_C,
        facts=f"{_BYTES} head_not_required",
        effect="register",
    ),
    ("approval", "refer_up"): row("referred_up", "approving_official", others=_A_C),
    ("referred_up", "record_ruling"): row("check", _REVIEWERS, voids="check decision"),
    ("severing", "sever"): rewriting("returned", "drafter", voids=_TWO_ALL),
    ("check", "send_back"): row("returned", _REVIEWERS, others="attribution", voids=_TWO_VOID),
    ("approval", "send_back"): row(
        "returned", "approving_official", others="attribution", voids=_TWO_VOID
    ),
    ("awaiting_publication", "revoke"): row("returned", "approving_official", voids=_TWO_VOID),
    ("awaiting_publication", "publish"): row(
        "closed",
        "publisher",
        built_on="attribution check decision",
        facts=_PUBLISHING,
        effect="publish",
    ),
    **spread(
        _TWO_OPEN,
        "intercept",
        row(
            "intercepted",
            f"drafter {_REVIEWERS} legal_officer information_officer approving_official",
            voids=f"scope {_TWO_ALL}",
            effect="purge",
        ),
    ),
}

# ── four levels: every paper goes through section, check, official and head ──
_FOUR_VOID = "section_review check legal_opinion disclosure_opinion endorsement decision"
_FOUR_ALL = f"attribution {_FOUR_VOID}"
_A_S = "attribution section_review"
_A_S_C = f"{_A_S} check"
_A_S_C_E = f"{_A_S_C} endorsement"
_FOUR_OPEN = f"{_TWO_OPEN} section_review head_approval"
_FOUR: Rows = {
    **_SHARED,
    **spread(
        "attribution returned",
        "propose",
        row("section_review", "drafter", act="attribution", facts="not_party_paper"),
    ),
    **spread("attribution returned", "revise", rewriting("returned", "drafter", voids=_FOUR_ALL)),
    **spread(
        "attribution returned scope_review section_review check approval",
        "withdraw",
        row("withdrawn", "drafter"),
    ),
    **_scope(f"section_head {_REVIEWERS} approving_official", _FOUR_VOID),
    ("section_review", "suggest_exclusion"): row(
        "scope_review", "section_head", act="scope", facts="not_party_paper"
    ),
    ("section_review", "verify"): row(
        "check", "section_head", act="section_review", others="attribution", built_on="attribution"
    ),
    ("check", "pass_check"): row(
        "approval", _REVIEWERS, act="check", others=_A_S, built_on=_A_S, facts=_CHECKING
    ),
    ("legal_review", "give_legal_opinion"): row(
        "check", "legal_officer", act="legal_opinion", others=_A_S
    ),
    ("disclosure_review", "give_disclosure_opinion"): row(
        "check", "information_officer", act="disclosure_opinion", others=_A_S
    ),
    ("approval", "submit_to_head"): row(
        "head_approval", "approving_official", act="endorsement", others=_A_S_C, built_on=_A_S_C
    ),
    ("approval", "refer_up"): row("referred_up", "approving_official", others=_A_S_C),
    ("head_approval", "refer_up"): row("referred_up", "head_of_agency", others=_A_S_C_E),
    ("referred_up", "record_ruling"): row("check", _REVIEWERS, voids="check endorsement decision"),
    ("head_approval", "head_decides_in_full"): _decision(
        "awaiting_publication", "head_of_agency", _A_S_C_E, facts=f"not_party_paper {_BYTES}"
    ),
    ("head_approval", "head_decides_in_part"): row(
        "severing", "head_of_agency", others=_A_S_C_E, built_on=_A_S_C_E
    ),
    ("head_approval", "head_decides_on_request"): _decision(
        "registered", "head_of_agency", _A_S_C_E, facts=_BYTES, effect="register"
    ),
    ("head_approval", "head_decides_withheld"): _decision(
        "registered", "head_of_agency", _A_S_C_E, facts=_BYTES, effect="register"
    ),
    ("severing", "sever"): rewriting("returned", "drafter", voids=_FOUR_ALL),
    ("section_review", "send_back"): row(
        "returned", "section_head", others="attribution", voids=_FOUR_VOID
    ),
    ("check", "send_back"): row("returned", _REVIEWERS, others="attribution", voids=_FOUR_VOID),
    ("approval", "send_back"): row(
        "returned", "approving_official", others="attribution", voids=_FOUR_VOID
    ),
    ("head_approval", "send_back"): row(
        "returned", "head_of_agency", others="attribution", voids=_FOUR_VOID
    ),
    ("awaiting_publication", "revoke"): row(
        "returned", "approving_official head_of_agency", voids=_FOUR_VOID
    ),
    ("awaiting_publication", "publish"): row(
        "closed",
        "publisher",
        built_on=f"{_A_S_C_E} decision",
        facts=_PUBLISHING,
        effect="publish",
    ),
    **spread(
        _FOUR_OPEN,
        "intercept",
        row(
            "intercepted",
            f"drafter section_head {_REVIEWERS} legal_officer information_officer"
            " approving_official head_of_agency",
            voids=f"scope {_FOUR_ALL}",
            effect="purge",
        ),
    ),
}

PUBLICATION = Table("attribution", {**_PLACES, **_SECTION, **_HEAD}, RULES, _FORMS)
TWO_LEVEL = Table("attribution", _PLACES, _TWO, _FORMS)
FOUR_LEVEL = Table("attribution", {**_PLACES, **_SECTION, **_HEAD}, _FOUR, _FORMS)
