"""The ways in which a rule is met: patterns, numbers, columns of tables, each with its context."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.domain.vocabulary import Severity


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
    MOBILE_SCATTERED = "mobile_scattered"
    """Grouped as nobody groups it: only a label makes it one."""
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

    severity: Severity
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
