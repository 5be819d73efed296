"""The page of the rules is what the shipped ruleset says, today."""

from __future__ import annotations

from pathlib import Path

from review.screening.rulebook import rules_page
from review.screening.rules import active_ruleset

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_the_ruleset():
    """It is written by review.screening.rulebook and never by hand."""
    assert PAGE.read_text(encoding="utf-8") == rules_page()


def test_every_rule_has_its_row_with_meaning_and_basis():
    page = PAGE.read_text(encoding="utf-8")

    missing = [
        rule.id
        for rule in active_ruleset().rules
        if not any(
            line.startswith(f"| `{rule.id}` | {rule.title} |")
            and line.endswith(f"| {rule.basis} |")
            for line in page.splitlines()
        )
    ]
    assert missing == []
