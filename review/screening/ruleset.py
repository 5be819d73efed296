"""A ruleset as a value: what is looked for, where, how grave it is and by which article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from review.domain.vocabulary import Severity
from review.screening.terms import Terms
from review.screening.ways import Column, Number, Pattern

_AT: Final = "@"
_SHOWN: Final = 12
TOO_MANY: Final = "screening.too_many"
GROUPED_FROM: Final = 20


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
    shows: tuple[int, int] | None = None
    """How many characters of a hit the excerpt shows, at the front and at the back."""
    grouped_from: int = GROUPED_FROM
    """So many alike in one part of one file, or in one column, are one finding with samples."""
    identifies: bool = False
    """What it meets tells who a person is."""
    patterns: tuple[Pattern, ...] = ()
    numbers: tuple[Number, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A list of terms that an agency looks for, and the rule that meeting one is."""

    rule: Rule
    terms: tuple[str, ...] = field(repr=False)
    """Folded, each once, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One way in which a line speaks of a person by name."""

    regex: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """All rules of one version.

    `digest` is the SHA-256 of their canonical content, and of the program that reads for them.
    """

    version: str
    title: str
    grouped: str
    """How the excerpt of many like findings is put: {count} and {text} of the first."""
    digest: str
    rules: tuple[Rule, ...]
    variants: tuple[tuple[str, str], ...] = field(repr=False)
    reasons: tuple[tuple[str, str], ...] = field(repr=False)
    digits: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """For each sign that is like a digit the digit."""
    labels: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)
    """For each kind of label the words that are one."""
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    lexicons: tuple[Lexicon, ...] = field(default=(), repr=False)
    terms: Terms | None = field(default=None, repr=False)
    """All terms of the lexicons, ready to be looked for."""

    @property
    def identity(self) -> str:
        """What acts, screenings and entries name: two contents never go by one name."""
        return f"{self.version}{_AT}{self.digest}"

    def rule(self, name: str) -> Rule:
        """Return the rule of this name; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def refusing(self) -> Ruleset:
        """Return the rules by which a file is not kept at all, and nothing else of them."""
        rules = tuple(
            replace(rule, patterns=patterns, numbers=(), columns=())
            for rule in self.rules
            if (patterns := tuple(each for each in rule.patterns if each.refuses))
        )
        return replace(self, rules=rules, mentions=(), lexicons=(), terms=None)

    def reason(self, name: str) -> str:
        """Return the sentence for a reason why something is unread; KeyError if there is none."""
        return dict(self.reasons)[name]


def shown(identity: str) -> str:
    """Return the identity of a ruleset as people read it: the version, and the digest's head."""
    version, sign, digest = identity.partition(_AT)
    return f"{version}{sign}{digest[:_SHOWN]}"
