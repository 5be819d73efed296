"""The page of the rules, written from the shipped ruleset so that it cannot lag."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.phrases import (
    RULEBOOK_CHAPTERS,
    RULEBOOK_COLUMNS,
    RULEBOOK_HEAD,
    RULEBOOK_HIDDEN,
    RULEBOOK_OR,
)
from review.domain.vocabulary import Severity
from review.screening.rules import active_ruleset
from review.screening.ruleset import Rule


def rules_page() -> str:
    """Return docs/rules.md: every rule with what it means, how grave it is and by which law."""
    ruleset = active_ruleset()
    head = RULEBOOK_HEAD.format(
        title=ruleset.title, version=ruleset.version, count=len(ruleset.rules)
    )
    return "\n".join((head, *(_chapter(kind, ruleset.rules) for kind in RULEBOOK_CHAPTERS)))


def _chapter(kind: str, rules: tuple[Rule, ...]) -> str:
    rows = (_row(rule) for rule in rules if rule.id.partition(".")[0] == kind)
    table = "\n".join((RULEBOOK_COLUMNS, "|---|---|---|---|---|", *rows))
    return f"## {RULEBOOK_CHAPTERS[kind]}\n\n{table}\n"


def _row(rule: Rule) -> str:
    told = RULEBOOK_OR.join(severity.label for severity in severities(rule))
    hidden = RULEBOOK_HIDDEN if rule.raised_when_hidden else ""
    return f"| `{rule.id}` | {rule.title} | {told}{hidden} | {rule.message} | {rule.basis} |"


def severities(rule: Rule) -> Iterator[Severity]:
    """Yield how grave the ways are in which a rule is met, the gravest first."""
    ways = {way.severity for way in (*rule.patterns, *rule.numbers, *rule.columns)}
    ways = ways or {rule.severity}
    yield from (severity for severity in reversed(Severity) if severity in ways)
