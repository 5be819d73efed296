"""The tables themselves refuse: every key, reference and blank is attacked by raw SQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, UniqueConstraint

from review.storage.columns import TermColumn
from tests.storage.constraints.deeds import (
    TABLES,
    faults_of_blanks,
    faults_of_keys,
    faults_of_references,
    faults_of_words,
    identity_of,
)
from tests.storage.constraints.rules import KEYS, MAY_BE_EMPTY, REFERENCES, WORDS
from tests.storage.guards.bench import Bench, bound, unbound

tables = pytest.mark.parametrize("table", sorted(TABLES))


@pytest.fixture
def free(bench: Bench) -> Iterator[Connection]:
    """Neither guard nor reference: only what stands in the row itself, and beside it."""
    with unbound(bench) as connection:
        yield connection


@tables
def test_no_two_rows_are_the_same(free: Connection, table: str):
    assert list(faults_of_keys(free, table)) == []


@tables
def test_nothing_is_left_empty_that_must_be_told(free: Connection, table: str):
    assert list(faults_of_blanks(free, table)) == []


@pytest.mark.parametrize("table", sorted(WORDS))
def test_only_words_stand_where_a_word_belongs(free: Connection, table: str):
    """A Chinese label written by hand would read like the word, and no rule would know it."""
    assert list(faults_of_words(free, table)) == []


@pytest.mark.parametrize("table", sorted(REFERENCES))
def test_no_row_names_what_is_not_there(bench: Bench, table: str):
    with bound(bench) as connection:
        assert list(faults_of_references(connection, table)) == []


@tables
def test_the_list_names_every_key_of_the_tables(table: str):
    """Whoever adds a key must attack it; whoever drops one finds it still listed."""
    of = TABLES[table]
    unique = {tuple(index.columns.keys()) for index in of.indexes if index.unique}
    unique |= {
        tuple(one.columns.keys()) for one in of.constraints if isinstance(one, UniqueConstraint)
    }

    assert {key.columns for key in KEYS if key.table == table} == unique
    assert set(of.primary_key.columns.keys()) == set(identity_of(table).columns)


@tables
def test_the_list_names_every_reference_and_every_blank(table: str):
    of = TABLES[table]
    references = {
        column.name: key.target_fullname for column in of.c for key in column.foreign_keys
    }

    assert references == dict(REFERENCES.get(table, {}))
    assert {column.name for column in of.c if column.nullable} == MAY_BE_EMPTY.get(table, set())


@tables
def test_the_list_names_every_column_of_words(table: str):
    of = TABLES[table]
    kinds = {column.name: column.type for column in of.c}
    words = {name: kind.term for name, kind in kinds.items() if isinstance(kind, TermColumn)}

    assert words == dict(WORDS.get(table, {}))
