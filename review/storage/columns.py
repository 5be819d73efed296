"""How values lie in columns, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    MetaData,
    String,
    literal,
)
from sqlalchemy.types import TypeDecorator

from review.domain.case_refusals import StoredWordUnknown
from workflows.words import Term


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the way in, stored as UTC, aware on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant: nobody could say which day it falls on."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Give back what SQLite forgot: the time zone."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class TermColumn(TypeDecorator[Term]):
    """A fixed word, stored by its value as a short string, never as a native enum."""

    impl = String(40)
    cache_ok = True

    def __init__(self, term: type[Term]) -> None:
        """Hold the kind of word this column takes."""
        super().__init__()
        self.term = term

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002
        """Refuse a word that is not of this kind."""
        return None if value is None else self.term.stored(str(value)).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Term | None:  # noqa: ANN401, ARG002
        """Give the word back, not its string; a label is no value, whoever wrote it there."""
        try:
            return None if value is None else self.term.stored(str(value))
        except ValueError:
            raise StoredWordUnknown(known=tuple(word.label for word in self.term)) from None


def among(column: Any, values: Iterable[str]) -> ColumnElement[bool]:  # noqa: ANN401  # any column
    """Return that a column has one of these values, each in a place of its own.

    A list that may be of any length is written into the statement anew whenever it is asked.
    """
    return cast("ColumnElement[bool]", column.in_([literal(one, column.type) for one in values]))


def one_of(table: str, **columns: type[Term]) -> tuple[CheckConstraint, ...]:
    """Return what keeps every other word out of these columns, in the database itself."""
    return tuple(
        CheckConstraint(
            f"{column} IN ({', '.join(repr(word.value) for word in term)})",
            name=f"{table}_{column}_is_a_word",
        )
        for column, term in columns.items()
    )


def hold_to_words(tables: MetaData) -> None:
    """Let each table refuse what its columns of words do not know."""
    for table in tables.tables.values():
        words = {one.name: one.type.term for one in table.c if isinstance(one.type, TermColumn)}
        for check in one_of(table.name, **words):
            table.append_constraint(check)


def new_id() -> str:
    """Return a fresh identity for a row: random, so that none can be guessed from another."""
    return uuid4().hex
