# ruff: noqa: S608 - statements of constants, which are meant to do harm
"""What somebody could do to the rules of an agency who owns its database."""

from __future__ import annotations

Harm = tuple[str, str, set[tuple[str, str]]]
"""What somebody does to the rows, the invariant it breaks, and all that is then complained of."""

HALF_SIGNED = "version = '2026-3'"
SOMEBODY = "(SELECT id FROM person WHERE login = '{}')"

TO_RULES: dict[str, Harm] = {
    "a word was taken out of signed rules": (
        "UPDATE ruleset_source SET source = replace(source, '白鹭', '苍鹭')",
        "I4",
        {("I4", "ruleset_source")},
    ),
    "other words were put under signed rules": (
        (
            "UPDATE ruleset_draft SET digest = (SELECT o.digest FROM ruleset_draft o"
            f" WHERE o.version = '2026-1') WHERE {HALF_SIGNED}"
        ),
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "rules were signed unseen": (
        (
            "UPDATE ruleset_draft SET approved_by = tested_by, approved_at = tested_at"
            f" WHERE {HALF_SIGNED}"
        ),
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "rules took effect unseen": (
        (
            "UPDATE ruleset_draft SET activated_by = tested_by, activated_at = tested_at,"
            f" ended_at = tested_at WHERE {HALF_SIGNED}"
        ),
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "rules were ended unseen": (
        "UPDATE ruleset_draft SET ended_at = activated_at WHERE version = '2026-2'",
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "somebody else drafted the rules": (
        f"UPDATE ruleset_draft SET drafted_by = {SOMEBODY.format('bai')} WHERE {HALF_SIGNED}",
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "a test of rules was rewritten": (
        "UPDATE ruleset_draft SET summary = replace(summary, '0', '1')",
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "rules were changed unseen": (
        "UPDATE ruleset_draft SET rev = rev + 1",
        "I4",
        {("I4", "ruleset_draft")},
    ),
    "drafted rules are gone": (
        f"DELETE FROM ruleset_draft WHERE {HALF_SIGNED}",
        "I4",
        {("I4", "ruleset_draft")},
    ),
}
