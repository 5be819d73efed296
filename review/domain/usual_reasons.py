"""Usual reasons, as the office keeps them: offered, seen and changed by who signs them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.errors import RulesMalformed
from review.domain.phrases import RULES_INCOMPLETE, RULES_UNREADABLE
from review.domain.vocabulary import DisposalKind

_FILE = "usual_reasons.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why findings of these rules are usually disposed of so, and by which article."""

    rules: tuple[str, ...]
    kind: DisposalKind
    text: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualReasons:
    """All of them, and the usual opinions by the action they go with."""

    reasons: tuple[Reason, ...]
    opinions: Mapping[str, str]

    def of(self, rule: str, kind: DisposalKind) -> Reason | None:
        """Return the reason for a rule that names it most exactly; none is no answer."""
        found = [
            (len(name), reason)
            for reason in self.reasons
            if reason.kind is kind
            for name in reason.rules
            if name == rule or (name.endswith(".") and rule.startswith(name))
        ]
        return max(found, key=lambda one: one[0])[1] if found else None


def usual_reasons_of(text: str) -> UsualReasons:
    """Read the file.

    Raises:
        RulesMalformed: it is no TOML, or a reason lacks what it needs.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise RulesMalformed(file=_FILE, reason=RULES_UNREADABLE) from None
    rows = enumerate(table.get("reasons", []), start=1)
    reasons = tuple(_reason(row, position=position) for position, row in rows)
    opinions = {str(action): str(said) for action, said in table.get("opinions", {}).items()}
    return UsualReasons(reasons=reasons, opinions=opinions)


def _reason(row: Mapping[str, object], *, position: int) -> Reason:
    rules, text = row.get("rules"), row.get("text")
    if not isinstance(rules, list) or not rules:
        raise _incomplete("rules", position=position)
    if not isinstance(text, str) or not text:
        raise _incomplete("text", position=position)
    try:
        kind = DisposalKind.of(str(row.get("as", "")))
    except ValueError:
        raise _incomplete("as", position=position) from None
    article = str(row.get("article", ""))
    return Reason(rules=tuple(map(str, rules)), kind=kind, text=text, article=article)


def _incomplete(key: str, *, position: int) -> RulesMalformed:
    return RulesMalformed(file=_FILE, reason=RULES_INCOMPLETE.format(position=position, key=key))
