"""What the office demands of the procedures for what was decided already, written by hand."""

from __future__ import annotations

from tests.properties.tables import Place, Rows, Table, row, spread

_ALL = "attribution check decision"
_A_C = "attribution check"
_BYTES = "files_checked findings_disposed bytes_unchanged"
_REVIEWERS = "office_reviewer confidentiality_officer"
_ARCHIVISTS = "office_reviewer information_officer"
_STOPPERS = f"section_head {_REVIEWERS} information_officer approving_official"
_STANDING = (
    "eligible screening_clear person_checked authorised signatory_independent bytes_unchanged"
    " freshly_assessed"
)
_SETTLED: Place = (None, "stopped", True)

_REASSESSED: Rows = {
    **spread("flagged assessed", "assess", row("assessed", "system")),
    ("assessed", "hold"): row("hold_window", "system", facts=_STANDING, effect="hold"),
    ("hold_window", "convert"): row(
        "closed", "system", built_on=_ALL, facts=f"{_STANDING} hold_over", effect="convert"
    ),
    ("hold_window", "lapse"): row("assessed", "system", voids=_ALL),
    ("hold_window", "stop"): row("needs_person", _STOPPERS, voids=_ALL),
    **spread(
        "assessed needs_person",
        "propose_outcome",
        row("assessment_check", "information_officer", act="attribution"),
    ),
    ("assessment_check", "pass_check"): row(
        "assessment_approval",
        _REVIEWERS,
        act="check",
        others="attribution",
        built_on="attribution",
        facts="files_opened",
    ),
    ("assessment_approval", "decide_kept"): row(
        "closed", "approving_official", act="decision", others=_A_C, built_on=_A_C, effect="keep"
    ),
    ("assessment_approval", "decide_convert"): row(
        "awaiting_publication",
        "approving_official",
        act="decision",
        others=_A_C,
        built_on=_A_C,
        facts=_BYTES,
    ),
    ("assessment_approval", "decide_on_request"): row(
        "closed",
        "approving_official",
        act="decision",
        others=_A_C,
        built_on=_A_C,
        facts=_BYTES,
        effect="register",
    ),
    ("assessment_approval", "decide_in_part"): row(
        "closed", "approving_official", act="decision", others=_A_C, built_on=_A_C, effect="keep"
    ),
    ("assessment_approval", "refer_up"): row("referred_up", "approving_official", others=_A_C),
    ("referred_up", "record_ruling"): row("needs_person", _REVIEWERS, voids=_ALL),
    ("assessment_check", "send_back"): row(
        "needs_person", _REVIEWERS, others="attribution", voids=_ALL
    ),
    ("assessment_approval", "send_back"): row(
        "needs_person", "approving_official", others=_A_C, voids=_ALL
    ),
    ("awaiting_publication", "revoke"): row(
        "needs_person", "approving_official head_of_agency", voids=_ALL
    ),
    ("awaiting_publication", "publish"): row(
        "closed", "publisher", built_on=_ALL, facts=_BYTES, effect="convert"
    ),
    ("closed", "archive"): row("archived", _ARCHIVISTS, facts="delivered"),
    **spread(
        "flagged assessed hold_window needs_person assessment_check assessment_approval"
        " referred_up awaiting_publication",
        "intercept",
        row(
            "intercepted",
            f"{_STOPPERS} legal_officer head_of_agency",
            voids=_ALL,
            effect="purge",
        ),
    ),
}
REASSESSMENT = Table(
    "flagged",
    {
        "flagged": (5, "runs", False),
        "assessed": (5, "runs", False),
        "hold_window": (None, "runs", False),
        "needs_person": (5, "runs", False),
        "assessment_check": (3, "runs", False),
        "assessment_approval": (2, "runs", False),
        "referred_up": (10, "paused", False),
        "awaiting_publication": (2, "runs", False),
        "closed": _SETTLED,
        "archived": _SETTLED,
        "intercepted": _SETTLED,
    },
    _REASSESSED,
    {
        "stop": "reason",
        "propose_outcome": "outcome reason",
        "pass_check": "checklist opinion",
        "decide_kept": "opinion next_date",
        "decide_convert": "opinion",
        "decide_on_request": "opinion on_request_reason ends",
        "decide_in_part": "opinion reason next_date",
        "refer_up": "addressee reason",
        "record_ruling": "answer number",
        "send_back": "reason",
        "revoke": "reason",
        "intercept": "reason",
    },
    automatic={
        "assess": "none",
        "lapse": "none",
        "hold": "standing_authorisation",
        "convert": "standing_authorisation",
    },
    sources={
        "hold": {
            "attribution": "eligibility_rule",
            "check": "check_on_record",
            "decision": "authorisation_signatory",
        }
    },
)

_WITHDRAWERS = f"{_REVIEWERS} approving_official"
TAKEDOWN = Table(
    "opened",
    {
        "opened": (1, "runs", False),
        "taken_down": (1, "runs", False),
        "closed": _SETTLED,
        "archived": _SETTLED,
    },
    {
        ("opened", "take_down"): row(
            "taken_down", _WITHDRAWERS, act="takedown", effect="withdraw_from_public"
        ),
        ("taken_down", "report_breach"): row("taken_down", _WITHDRAWERS),
        ("taken_down", "confirm"): row(
            "closed",
            _WITHDRAWERS,
            act="confirmation",
            others="takedown",
            built_on="takedown",
            facts="breach_reported",
        ),
        ("closed", "archive"): row("archived", _ARCHIVISTS, facts="delivered"),
    },
    {"take_down": "reason", "report_breach": "reported_to number", "confirm": "opinion"},
)
