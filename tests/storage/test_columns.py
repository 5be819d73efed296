"""Values come back from both databases as they went in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, MetaData, String, Table, func, insert, select, text
from sqlalchemy.exc import StatementError

from review.domain.case_refusals import StoredWordUnknown
from review.domain.vocabulary import Availability, Role
from review.storage.columns import TermColumn, UtcDateTime, new_id
from review.storage.database import Database

SHANGHAI = ZoneInfo("Asia/Shanghai")
BOX = Table(
    "test_box",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("at", UtcDateTime),
    Column("role", TermColumn(Role)),
)


def _put(database: Database, **values: object) -> None:
    with database.writer.begin() as connection:
        BOX.create(connection, checkfirst=True)
        connection.execute(insert(BOX).values(**{"name": new_id(), **values}))


def _raw(database: Database, column: str) -> list[object]:
    with database.reader.connect() as connection:
        return list(connection.scalars(text(f"SELECT {column} FROM test_box ORDER BY name")))  # noqa: S608


def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database):
    nine_in_the_morning = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=SHANGHAI)

    _put(database, at=nine_in_the_morning)

    with database.reader.connect() as connection:
        (found,) = connection.scalars(select(BOX.c.at))
    assert found == nine_in_the_morning
    assert found.tzinfo is UTC
    assert found.hour == 1


def test_an_instant_without_zone_is_refused(database: Database):
    """Nobody could say which working day it falls on."""
    _put(database)

    with pytest.raises(StatementError, match="time zone"):
        _put(database, at=datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


def test_instants_of_different_zones_are_put_in_order(database: Database):
    """Half past nine in Shanghai is before two in UTC, whatever the clocks show."""
    _put(database, name="b", at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    _put(database, name="a", at=datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI))

    with database.reader.connect() as connection:
        ordered = list(connection.scalars(select(BOX.c.name).order_by(BOX.c.at)))
        later = connection.scalar(
            select(func.count()).where(BOX.c.at > datetime(2026, 11, 23, 9, 45, tzinfo=SHANGHAI))
        )
    assert ordered == ["a", "b"]
    assert later == 1


def test_a_word_is_stored_by_its_value_and_comes_back_as_the_word(database: Database):
    _put(database, role=Role.SECTION_HEAD)

    with database.reader.connect() as connection:
        (found,) = connection.scalars(select(BOX.c.role))
    assert found is Role.SECTION_HEAD
    assert _raw(database, "role") == ["section_head"]


def test_a_word_of_another_kind_is_refused(database: Database):
    """A role is no availability: the column would take what nobody can read again."""
    _put(database)

    for wrong in (Availability.PUBLIC, "主任", "SECTION_HEAD", Role.SECTION_HEAD.label):
        with pytest.raises(StatementError, match=str(wrong)):
            _put(database, role=wrong)


def test_a_label_written_by_hand_is_not_read_as_the_word(database: Database):
    """已公开 in place of `public` would be shown as public, and no rule would know it."""
    _put(database, name="forged")
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE test_box SET role = '科室负责人' WHERE name = 'forged'"))

    with database.reader.connect() as connection, pytest.raises(StoredWordUnknown) as refused:
        connection.scalars(select(BOX.c.role)).all()
    assert "科室负责人、" in refused.value.message
    assert "xianshen doctor" in refused.value.advice


def test_nothing_stays_nothing(database: Database):
    _put(database, at=None, role=None)

    with database.reader.connect() as connection:
        assert tuple(connection.execute(select(BOX.c.at, BOX.c.role)).one()) == (None, None)


def test_no_identity_is_given_twice_or_tells_of_another():
    given = {new_id() for _ in range(1000)}

    assert len(given) == 1000
    assert {len(one) for one in given} == {32}
    assert len({one[:4] for one in given}) > 900
