"""The eligibility rules as an office reads them: a malformed file is no rules at all."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from review.domain.errors import RulesMalformed
from review.domain.facts import ReassessmentFacts
from review.domain.phrases import (
    NO_SHOWN,
    NOT_RECORDED,
    RULES_INCOMPLETE,
    RULES_MISSING,
    RULES_TEST,
    RULES_TWICE,
    RULES_UNKNOWN,
    RULES_UNREADABLE,
    YES_SHOWN,
)
from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    DocumentKind,
    Exemption,
    Ground,
    OnRequestReason,
    Term,
)

_WORDS: Mapping[str, type[Term]] = {
    "mode": DisclosureMode,
    "kind": DocumentKind,
    "exemption": Exemption,
    "deliberative_kind": DeliberativeKind,
    "on_request_reason": OnRequestReason,
    "catalogue_says": DisclosureMode,
}
_STATED = frozenset(
    {"work_secret_mark", "reason_lapsed", "answer_is_public", "consented_in_writing", "masked"}
)
_TESTS = frozenset({"is", "at_least", "reached"})
_COUNTED = frozenset({"requesters_given_to"})
_DATED = frozenset({"opens_on", "reassess_on"})
FACTS = _COUNTED | _DATED | _STATED | _WORDS.keys()
"""What a rule may read; `subjects` and `events` are read by the never-list and the campaign."""

Value = Term | bool | int | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One condition: which fact is read, what it must be, and how it is shown."""

    id: str
    text: str
    fact: str
    shows: str
    among: tuple[str | bool, ...] = ()
    at_least: int | None = None
    reached: bool = False

    def holds(self, facts: ReassessmentFacts, *, today: date) -> bool:
        """Say whether the fact is as the rule wants it; an unknown fact never is."""
        value = getattr(facts, self.fact)
        if value is None:
            return False
        if self.reached:
            return bool(value <= today)
        return bool(value >= self.at_least) if self.at_least is not None else value in self.among

    def shown(self, facts: ReassessmentFacts) -> str:
        """Return the fact that met or failed the condition, in words."""
        return self.shows.replace("{value}", _in_words(getattr(facts, self.fact)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A whole rule file; `digest` is the SHA-256 of its text, which an authorisation names."""

    version: str
    digest: str
    conditions: Mapping[Ground, tuple[Rule, ...]]
    exclusions: tuple[Rule, ...]


def rules_of(text: str, *, name: str = "base.toml") -> Rules:
    """Return the rules a file states; every ground must have conditions, none may be new."""
    source = _parsed(text, name=name)
    if not isinstance(source.get("version"), str):
        raise RulesMalformed(file=name, reason=RULES_MISSING.format(name="version"))
    conditions: dict[Ground, tuple[Rule, ...]] = dict.fromkeys(Ground, ())
    seen: set[str] = set()
    for position, row in enumerate(_rows(source, key="conditions", name=name), start=1):
        ground = _ground(row, name=name)
        conditions[ground] += (_rule(row, position=position, seen=seen, name=name),)
    exclusions = tuple(
        _rule(row, position=position, seen=seen, name=name)
        for position, row in enumerate(_rows(source, key="exclusions", name=name), start=1)
    )
    _refuse_unconditional(conditions, name=name)
    return Rules(
        version=source["version"],
        digest=hashlib.sha256(text.encode()).hexdigest(),
        conditions=conditions,
        exclusions=exclusions,
    )


def _parsed(text: str, *, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise RulesMalformed(file=name, reason=RULES_UNREADABLE) from None


def _rows(source: Mapping[str, Any], *, key: str, name: str) -> list[dict[str, Any]]:
    rows = source.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RulesMalformed(file=name, reason=RULES_MISSING.format(name=f"[[{key}]]"))
    return rows


def _ground(row: Mapping[str, Any], *, name: str) -> Ground:
    try:
        return Ground.of(str(row.get("ground")))
    except ValueError:
        unknown = RULES_UNKNOWN.format(name=f"ground = {row.get('ground')}")
        raise RulesMalformed(file=name, reason=unknown) from None


def _rule(row: Mapping[str, Any], *, position: int, seen: set[str], name: str) -> Rule:
    for key in ("id", "text", "fact", "shows"):
        if not isinstance(row.get(key), str) or not row[key]:
            reason = RULES_INCOMPLETE.format(position=position, key=key)
            raise RulesMalformed(file=name, reason=reason)
    if row["id"] in seen:
        raise RulesMalformed(file=name, reason=RULES_TWICE.format(name=row["id"]))
    if row["fact"] not in FACTS:
        raise RulesMalformed(file=name, reason=RULES_UNKNOWN.format(name=row["fact"]))
    if not _is_testable(row):
        raise RulesMalformed(file=name, reason=RULES_TEST.format(name=row["id"]))
    seen.add(row["id"])
    return Rule(
        id=row["id"],
        text=row["text"],
        fact=row["fact"],
        shows=row["shows"],
        among=tuple(row.get("is", ())),
        at_least=row.get("at_least"),
        reached=row.get("reached", False),
    )


def _is_testable(row: Mapping[str, Any]) -> bool:
    """One test, of the kind the fact can be put to; anything else would never hold, or always."""
    tests = _TESTS & row.keys()
    match row:
        case {"at_least": bool()}:
            return False
        case {"at_least": int(least)}:
            return len(tests) == 1 and row["fact"] in _COUNTED and least > 0
        case {"reached": True}:
            return len(tests) == 1 and row["fact"] in _DATED
        case {"is": [*wanted]}:
            return len(tests) == 1 and bool(wanted) and all(_may_be(row["fact"], w) for w in wanted)
        case _:
            return False


def _may_be(fact: str, wanted: object) -> bool:
    """A misspelt value would never match, and an exclusion by it would exclude nothing."""
    if fact in _STATED:
        return isinstance(wanted, bool)
    return fact in _WORDS and wanted in {word.value for word in _WORDS[fact]}


def _refuse_unconditional(conditions: Mapping[Ground, tuple[Rule, ...]], *, name: str) -> None:
    """A ground without conditions would hold for everything."""
    for ground, rules in conditions.items():
        if not rules:
            raise RulesMalformed(file=name, reason=RULES_MISSING.format(name=ground.value))


def _in_words(value: Value) -> str:
    if value is None:
        return NOT_RECORDED
    if isinstance(value, bool):
        return YES_SHOWN if value else NO_SHOWN
    return value.label if isinstance(value, Term) else str(value)
