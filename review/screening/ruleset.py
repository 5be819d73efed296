"""A ruleset as a value: what is looked for, where, how grave it is and by which article."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from review.domain.vocabulary import Severity
from review.screening.terms import Terms

TOO_MANY: Final = "screening.too_many"
GROUPED_FROM: Final = 20


class Reading(StrEnum):
    """How a pattern reads the folded text."""

    LINE = "line"
    """Line by line."""
    TEXT = "text"
    """Across the ends of lines."""
    SPACED = "spaced"
    """Line by line with the spaces kept, which alone tell one code from the next."""


class Where(StrEnum):
    """At which positions of a paper a pattern counts."""

    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"
    MARGIN = "margin"
    FILE_NAME = "file_name"


class NumberForm(StrEnum):
    """The numbers that code knows by their form; most have a check to pass."""

    RESIDENT_ID_18 = "resident_id_18"
    RESIDENT_ID_15 = "resident_id_15"
    RESIDENT_ID_ROUNDED = "resident_id_rounded"
    """As a spreadsheet keeps it that took it for a number: the last digits are lost."""
    DISABILITY_CARD = "disability_card"
    """The resident ID with kind and degree of the disability behind it."""
    CREDIT_CODE = "credit_code"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    ACCOUNT = "account"
    """Eight to thirty digits: only a label makes it an account."""


class Check(StrEnum):
    """What a pattern's hit must pass besides."""

    CREDIT_CODE = "credit_code"
    RESIDENT_ID_ROUNDED = "resident_id_rounded"
    HONG_KONG_ID = "hong_kong_id"
    TAIWAN_ID = "taiwan_id"
    PLACE_IN_CHINA = "place_in_china"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a hit and makes it count or not; kinds of labels are the ruleset's own."""

    labels: tuple[str, ...] = ()
    """The label nearest before it, or at the head of its column, is of one of these kinds."""
    unless_labels: tuple[str, ...] = ()
    unless_headed: tuple[str, ...] = ()
    """The heading of its column is of one of these kinds."""
    beside: tuple[str, ...] = ()
    """A label of one of these kinds stands in its line, or in the head of its table."""
    unless_beside: tuple[str, ...] = ()
    near: str = ""
    """A regex that the lines around it match; in a table its row and the head."""
    unless_near: str = ""
    about_person: bool = False
    """Its line or row names a person, or has a person's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern(Context):
    """One way of writing a mark; the contexts that make it mere prose stand beside it."""

    regex: str
    severity: Severity
    reading: Reading = Reading.LINE
    where: tuple[Where, ...] = (Where.ANYWHERE,)
    anchors: tuple[str, ...] = ()
    check: Check | None = None
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
class Number(Context):
    """One form of number; `severity` is lower where odd signs stand between its digits."""

    form: NumberForm
    severity: Severity
    wrapped: bool = False
    """It counts also where it is broken over the end of a line."""
    begins: str = ""
    """A regex that its digits begin with."""
    unless_before: str = ""
    unless_after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Context):
    """What stands in the columns of a table whose head has one of the labels."""

    regex: str
    severity: Severity


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
    """All rules of one version; `digest` is the SHA-256 of their canonical content."""

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

    def rule(self, name: str) -> Rule:
        """Return the rule of this name; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def reason(self, name: str) -> str:
        """Return the sentence for a reason why something is unread; KeyError if there is none."""
        return dict(self.reasons)[name]
