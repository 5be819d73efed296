"""Read the tables of a rule file into values, refusing every key and value that is not meant."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from review.domain.errors import RulesMalformed
from review.domain.vocabulary import Severity
from review.screening.faults import Fault
from review.screening.ruleset import Mention, Rule
from review.screening.ways import Check, Column, Number, NumberForm, Pattern, Reading, Where

Table = Mapping[str, Any]
_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value", bound=Pattern | Number | Column | Mention | Rule)
_EXCERPT_FIELDS = frozenset({"who", "head", "length", "text"})
_NAME = re.compile(r"[a-z]+\.[a-z_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in a ruleset's files a value stands, for the refusal."""

    file: str
    name: str

    def refuse(self, fault: Fault, detail: str = "") -> RulesMalformed:
        """Build the refusal that names file and fault."""
        return RulesMalformed(file=self.file, reason=fault.of(detail or self.name))


def text_of(value: object, *, spot: Spot) -> str:
    """Take a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise spot.refuse(Fault.VALUE_UNFIT)
    return value


def _texts(value: object, *, spot: Spot) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise spot.refuse(Fault.VALUE_UNFIT)
    return tuple(text_of(item, spot=spot) for item in value)


def _yes_or_no(value: object, *, spot: Spot) -> bool:
    if not isinstance(value, bool):
        raise spot.refuse(Fault.VALUE_UNFIT)
    return value


def _count(value: object, *, spot: Spot) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise spot.refuse(Fault.VALUE_UNFIT)
    return value


def _regex(value: object, *, spot: Spot) -> str:
    source = text_of(value, spot=spot)
    try:
        re.compile(source)
    except re.error as error:
        raise spot.refuse(Fault.REGEX_MALFORMED) from error
    return source


def _finding_regex(value: object, *, spot: Spot) -> str:
    source = _regex(value, spot=spot)
    if re.compile(source).search("") is not None:
        raise spot.refuse(Fault.MATCHES_NOTHING)
    return source


def _shown(value: object, *, spot: Spot) -> tuple[int, int]:
    match value:
        case [int(front), int(back)] if front >= 0 and back >= 0:
            return front, back
    raise spot.refuse(Fault.VALUE_UNFIT)


def _word(kind: type[_Word]) -> Callable[..., _Word]:
    def take(value: object, *, spot: Spot) -> _Word:
        try:
            return kind(text_of(value, spot=spot))
        except ValueError as error:
            raise spot.refuse(Fault.VALUE_UNFIT) from error

    return take


def _positions(value: object, *, spot: Spot) -> tuple[Where, ...]:
    return tuple(_word(Where)(item, spot=spot) for item in _texts(value, spot=spot))


def _excerpt(value: object, *, spot: Spot) -> str:
    template = text_of(value, spot=spot)
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise spot.refuse(Fault.EXCERPT_UNFIT) from error
    for _, name, form, conversion in parts:
        if name is not None and (name not in _EXCERPT_FIELDS or form or conversion):
            raise spot.refuse(Fault.EXCERPT_UNFIT)
    return template


_READERS: Mapping[str, Callable[..., Any]] = {
    "regex": _finding_regex,
    "reading": _word(Reading),
    "where": _positions,
    "anchors": _texts,
    "unless_before": _regex,
    "unless_after": _regex,
    "unless_spares_line_start": _yes_or_no,
    "unless_line_begins": text_of,
    "unless_head": _regex,
    "with_head": _regex,
    "within": _count,
    "refuses": _yes_or_no,
    "severity": _word(Severity),
    "form": _word(NumberForm),
    "check": _word(Check),
    "begins": _regex,
    "wrapped": _yes_or_no,
    "labels": _texts,
    "unless_labels": _texts,
    "unless_headed": _texts,
    "beside": _texts,
    "unless_beside": _texts,
    "near": _regex,
    "unless_near": _regex,
    "about_person": _yes_or_no,
    "title": text_of,
    "message": text_of,
    "basis": text_of,
    "excerpt": _excerpt,
    "raised_when_hidden": _yes_or_no,
    "shows": _shown,
    "grouped_from": _count,
    "identifies": _yes_or_no,
}
_WAYS: Mapping[str, type[Pattern | Number | Column]] = {
    "pattern": Pattern,
    "number": Number,
    "column": Column,
}
"""The ways in which a rule is met, by the name of their tables."""


def rule_of(table: Table, *, file: str) -> Rule:
    """Build one rule; its patterns and numbers take its severity where they name none."""
    name = table.get("id")
    spot = Spot(file=file, name=str(name))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise spot.refuse(Fault.NAME_MALFORMED)
    plain = {key: value for key, value in table.items() if key not in {"id", *_WAYS}}
    graded = Spot(file=file, name=f"{name}.severity")
    severity = _word(Severity)(table.get("severity"), spot=graded)
    ways = {
        f"{way}s": _each(kind, table.get(way), given={"severity": severity.value}, spot=spot)
        for way, kind in _WAYS.items()
    }
    return _built(Rule, plain, spot=spot, given={"id": name, **ways})


def mentions_of(tables: object, *, file: str) -> tuple[Mention, ...]:
    """Build the ways in which a line speaks of a person."""
    return _each(Mention, tables, given={}, spot=Spot(file=file, name="mention"))


def labels_of(table: object, *, file: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read for each kind of label the words that are one."""
    spot = Spot(file=file, name="labels")
    if not isinstance(table, dict):
        raise spot.refuse(Fault.KEY_MISSING)
    return tuple(
        (kind, _texts(words, spot=Spot(file=file, name=f"labels.{kind}")))
        for kind, words in table.items()
    )


def _each(kind: type[_Value], tables: object, *, given: Table, spot: Spot) -> tuple[_Value, ...]:
    if tables is None:
        return ()
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise spot.refuse(Fault.VALUE_UNFIT)
    return tuple(_built(kind, {**given, **table}, spot=spot, given={}) for table in tables)


def _built(kind: type[_Value], table: Table, *, spot: Spot, given: Table) -> _Value:
    known = {field.name: field for field in fields(kind)}
    for key in table:
        if key not in known or key not in _READERS:
            raise spot.refuse(Fault.KEY_UNKNOWN, f"{spot.name}.{key}")
    values = {
        key: _READERS[key](value, spot=Spot(file=spot.file, name=f"{spot.name}.{key}"))
        for key, value in table.items()
    }
    for name, field in known.items():
        if field.default is MISSING and name not in values and name not in given:
            raise spot.refuse(Fault.KEY_MISSING, f"{spot.name}.{name}")
    return kind(**values, **given)
