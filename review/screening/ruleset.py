"""A ruleset as a value: what is looked for, where, how grave it is and by which article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from review.domain.vocabulary import Severity

TOO_MANY: Final = "screening.too_many"


class Reading(StrEnum):
    """How a pattern reads the folded text: line by line, or across the ends of lines."""

    LINE = "line"
    TEXT = "text"


class Where(StrEnum):
    """At which positions of a paper a pattern counts."""

    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"
    MARGIN = "margin"
    FILE_NAME = "file_name"


class NumberForm(StrEnum):
    """The personal numbers that have a form to be checked against."""

    RESIDENT_ID_18 = "resident_id_18"
    RESIDENT_ID_15 = "resident_id_15"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way of writing a mark; the contexts that make it mere prose stand beside it."""

    regex: str
    severity: Severity
    reading: Reading = Reading.LINE
    where: tuple[Where, ...] = (Where.ANYWHERE,)
    anchors: tuple[str, ...] = ()
    unless_before: str = ""
    unless_after: str = ""
    unless_spares_line_start: bool = False
    """What stands at the start of its line is a mark whatever surrounds it."""
    unless_line_begins: str = ""
    """A hit that runs into a line beginning with this is two things: a word and a bullet."""
    unless_head: str = ""
    with_head: str = ""
    within: int = 12
    """How many lines the head (or tail) of the paper has for this pattern."""
    refuses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One form of personal number; with labels it counts only beside one of them."""

    form: NumberForm
    severity: Severity
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One stable dotted name with its meaning, its basis in law and its ways of being met."""

    id: str
    title: str
    severity: Severity
    message: str
    basis: str
    excerpt: str = ""
    raised_when_hidden: bool = False
    patterns: tuple[Pattern, ...] = ()
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """All rules of one version; `digest` is the SHA-256 of their canonical content."""

    version: str
    title: str
    grouped: str
    """How the excerpt of many like findings is put: {count} and {text} of the first."""
    digest: str
    rules: tuple[Rule, ...]
    variants: tuple[tuple[str, str], ...] = field(repr=False)
    reasons: tuple[tuple[str, str], ...] = field(repr=False)

    def rule(self, name: str) -> Rule:
        """Return the rule of this name; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def refusing(self) -> Ruleset:
        """Return the rules by which a file is not kept at all, and nothing else of them."""
        strict = (
            replace(
                rule, patterns=tuple(each for each in rule.patterns if each.refuses), numbers=()
            )
            for rule in self.rules
        )
        return replace(self, rules=tuple(rule for rule in strict if rule.patterns))

    def reason(self, name: str) -> str:
        """Return the sentence for a reason why something is unread; KeyError if there is none."""
        return dict(self.reasons)[name]
