"""Rules an agency adds: tested, then signed by two who did not draft them, then active (H3, H6)."""

from __future__ import annotations

from review.storage.guards.guard import Guard, counts_up, fixed, has_entry

_TABLE = "ruleset_draft"
_TESTED = ("tested_by", "tested_at", "tested_as", "summary")
_ACTIVATED = ("activated_by", "activated_at")


def _row(which: str, columns: tuple[str, ...]) -> str:
    return f"({', '.join(f'{which}.{column}' for column in columns)})"


def _pair(kind: str) -> str:
    """A signature has a person and an instant, and stays as it was given."""
    by, at = f"{kind}_by", f"{kind}_at"
    return f"""(NEW.{by} IS NULL) <> (NEW.{at} IS NULL)
            OR (OLD.{by} IS NOT NULL AND {_row("NEW", (by, at))} {{differs}}
                {_row("OLD", (by, at))})"""


RULESET_GUARDS: tuple[Guard, ...] = (
    counts_up(_TABLE),
    has_entry(_TABLE, "insert"),
    has_entry(_TABLE, "update"),
    fixed(_TABLE, "id", "agency_id", "version", "digest", "drafted_by", "drafted_at"),
    Guard(
        name="ruleset_is_born_a_draft",
        table=_TABLE,
        moment="insert",
        condition="""NEW.tested_at IS NOT NULL OR NEW.signed_by IS NOT NULL
            OR NEW.approved_by IS NOT NULL OR NEW.activated_at IS NOT NULL
            OR NEW.ended_at IS NOT NULL""",
        message="ruleset_draft: it is tested, signed and activated later",
    ),
    Guard(
        name="ruleset_is_signed_by_two_others",
        table=_TABLE,
        moment="update",
        condition=f"""NEW.signed_by = NEW.drafted_by OR NEW.approved_by = NEW.drafted_by
            OR NEW.signed_by = NEW.approved_by
            OR {_pair("signed")} OR {_pair("approved")}""",
        message="ruleset_draft: two people sign it, each once, and neither drafted it",
    ),
    Guard(
        name="ruleset_is_signed_as_tested",
        table=_TABLE,
        moment="update",
        condition=f"""((NEW.signed_by IS NOT NULL OR NEW.approved_by IS NOT NULL)
                AND (NEW.tested_at IS NULL OR NEW.tested_as IS NULL OR NEW.summary IS NULL))
            OR ((OLD.signed_by IS NOT NULL OR OLD.approved_by IS NOT NULL)
                AND {_row("NEW", _TESTED)} {{differs}} {_row("OLD", _TESTED)})""",
        message="ruleset_draft: what is signed was tested, and is not tested again",
    ),
    Guard(
        name="ruleset_is_active_by_two_signatures",
        table=_TABLE,
        moment="update",
        condition=f"""(NEW.activated_at IS NOT NULL
                AND (NEW.signed_by IS NULL OR NEW.approved_by IS NULL OR NEW.tested_at IS NULL))
            OR (OLD.activated_at IS NOT NULL
                AND {_row("NEW", _ACTIVATED)} {{differs}} {_row("OLD", _ACTIVATED)})
            OR OLD.ended_at IS NOT NULL""",
        message="ruleset_draft: it is active by a test and two signatures, and ends for good",
    ),
)
