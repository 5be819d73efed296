"""The database refuses by itself, whoever asks: every guard is attacked past all services."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from review.storage.guards import GUARDS, Guard
from review.storage.guards.kept import KEPT
from tests.storage.guards.attempts import ATTEMPTS
from tests.storage.guards.bench import Bench, faults
from tests.storage.guards.hand import Hand, attack

BY_NAME = {guard.name: guard for guard in GUARDS}
guards = pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)


def test_no_guard_is_forgotten():
    """Whoever adds a guard must attack it, and show what it lets pass unless it refuses all."""
    attacked = {name for name, tried in ATTEMPTS.items() if not all(one.is_lawful for one in tried)}
    passed = {name for name, tried in ATTEMPTS.items() if any(one.is_lawful for one in tried)}
    total = {guard.name for guard in GUARDS if guard.condition == "1 = 1"}
    # the mark of a demo is set before there is any office: see test_founding
    total.add("a_database_is_a_demo_from_birth_or_never")

    assert attacked == set(BY_NAME)
    assert passed == set(BY_NAME) - total


@guards
def test_alone_it_refuses_its_attacks_and_nothing_lawful(bench: Bench, guard: Guard):
    assert faults(bench, guard, ATTEMPTS[guard.name]) == []


@guards
def test_it_is_the_guard_that_refuses(bench: Bench, guard: Guard):
    """Where no guard stands every attack succeeds: no slip of the attack is taken for a refusal."""
    attacks = [one for one in ATTEMPTS[guard.name] if not one.is_lawful]

    assert {one.said: bench.unguarded(one.deed) for one in attacks} == {
        one.said: None for one in attacks
    }


@guards
def test_all_together_refuse_the_attacks_and_nothing_lawful(bench: Bench, guard: Guard):
    asked = [one for one in ATTEMPTS[guard.name] if not one.is_asked_alone]
    ended = {one.said: bench.under_all(one.deed) is None for one in asked}

    assert ended == {one.said: one.is_lawful for one in asked}


@guards
def test_no_other_guard_stands_in_for_it(sqlite_bench: Bench, guard: Guard):
    """At least one attack gets through as soon as this one guard is missing."""
    attacks = [one for one in ATTEMPTS[guard.name] if not one.is_lawful]

    assert [one.said for one in attacks if sqlite_bench.without(guard, one.deed) is None]


def test_a_direct_update_cannot_publish_what_nobody_reviewed(bench: Bench):
    """The one statement that this whole product exists to refuse."""

    def plain_update(hand: Hand) -> None:
        where = {"document": hand.names["new.document"]}
        plain = text("UPDATE document SET availability='public' WHERE id = :document")
        hand.connection.execute(plain, where)

    said = bench.under_all(plain_update)
    alone = bench.alone(BY_NAME["public_needs_a_completed_review"], plain_update)

    assert said is not None
    assert alone == (
        "document: nothing is public without a completed review of exactly these bytes"
    )


@pytest.mark.postgres
@pytest.mark.parametrize("table", KEPT)
def test_a_table_cannot_be_emptied(postgres_bench: Bench, table: str):
    """TRUNCATE asks no row: each table that is kept has a guard against it of its own."""
    guard = BY_NAME[f"{table}_is_kept"]

    def emptied(hand: Hand) -> None:
        hand.connection.execute(text(f"TRUNCATE {table} CASCADE"))

    assert postgres_bench.unguarded(emptied) is None
    assert postgres_bench.alone(guard, emptied) == guard.message
    assert postgres_bench.under_all(emptied) is not None


@pytest.mark.parametrize("table", ["finding", "disposal", "refusal"])
def test_a_row_cannot_be_replaced(sqlite_bench: Bench, table: str):
    """INSERT OR REPLACE deletes without saying so; our connections make it ask the guards."""

    def replaced(hand: Hand) -> None:
        columns = ", ".join(hand.row(table, f"any.{table}"))
        copied = f"SELECT {columns} FROM {table} WHERE id = :id"  # noqa: S608
        statement = text(f"INSERT OR REPLACE INTO {table} ({columns}) {copied}")
        hand.connection.execute(statement, {"id": hand.names[f"any.{table}"]})

    guard = BY_NAME[f"{table}_is_kept"]
    assert sqlite_bench.unguarded(replaced) is None
    assert sqlite_bench.alone(guard, replaced) == guard.message
    assert sqlite_bench.under_all(replaced) is not None


def test_a_fault_of_an_attempt_is_not_a_refusal(bench: Bench):
    """A statement that no database understands must not pass for an attack that was refused."""
    nonsense = attack("four_eyes", "nonsense", lambda hand: hand.connection.execute(text("NO")))

    with pytest.raises(Exception, match="syntax"):
        bench.under_all(nonsense.deed)
