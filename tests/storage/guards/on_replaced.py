"""No new row takes the place of another: by any key, and by the hidden number of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import text

from review.storage.columns import new_id
from review.storage.guards.kept import IRREPLACEABLE
from tests.storage.constraints.deeds import TABLES, another, first_of, fresh, keys_of
from tests.storage.constraints.rules import Key
from tests.storage.guards.hand import Attempt, Deed, Hand, attack, lawful_alone, told_nothing
from tests.storage.guards.on_files import purged
from tests.storage.guards.on_side_acts import joins, notes
from tests.storage.guards.on_structure import places


def _same(table: str) -> Deed:
    def deed(hand: Hand) -> None:
        hand.put(TABLES[table], first_of(hand.connection, table))

    return deed


def _pair(hand: Hand, table: str, key: Key) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a row that is there, and one that has this key in common with it and no other."""
    first = {**first_of(hand.connection, table), "": table}
    if key.given or None in {first[column] for column in key.columns}:
        first = fresh(hand.connection, table, key.given)
        _put(hand, first)
    same = {column: first[column] for column in key.columns}
    return first, fresh(hand.connection, table, {**key.given, **same})


def _put(hand: Hand, row: Mapping[str, Any]) -> None:
    hand.put(TABLES[row[""]], {name: value for name, value in row.items() if name})


def _by_key(table: str, key: Key, **changes: object) -> Deed:
    def deed(hand: Hand) -> None:
        _, other = _pair(hand, table, key)
        _put(hand, {**other, **changes})

    return deed


def _after(table: str, key: Key, **spared: object) -> Deed:
    """What is there is spared, and what comes is not."""

    def deed(hand: Hand) -> None:
        first = {**fresh(hand.connection, table, key.given), **spared}
        same = {column: first[column] for column in key.columns}
        other = fresh(hand.connection, table, {**key.given, **same})
        _put(hand, first)
        _put(hand, other)

    return deed


def _but_in(table: str, key: Key, column: str) -> Deed:
    def deed(hand: Hand) -> None:
        first, other = _pair(hand, table, key)
        _put(hand, {**other, column: another(TABLES[table].c[column], first[column])})

    return deed


def _by_number(table: str) -> Deed:
    """SQLite lets anybody name the hidden number of a row; other databases have none."""

    def deed(hand: Hand) -> None:
        connection = hand.connection
        if connection.dialect.name != "sqlite":
            _by_key(table, keys_of(table)[0])(hand)
            return
        anew = fresh(connection, table, {})
        own = {column for key in keys_of(table) for column in key.columns}
        told = {name: anew[name] for name in sorted(own)}
        columns = TABLES[table].c.keys()
        chosen = ", ".join(f":{name}" if name in told else name for name in columns)
        statement = (
            f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)})"  # noqa: S608  # names
            f" SELECT rowid, {chosen} FROM {table} LIMIT 1"
        )
        with told_nothing(connection):
            connection.execute(text(statement), told)

    return deed


def _attempts(table: str) -> Iterator[Attempt]:
    guard = f"{table}_is_not_replaced"
    yield attack(guard, "a row takes its own place", _same(table))
    yield attack(guard, "a row takes a place by its hidden number", _by_number(table))
    for key in keys_of(table):
        yield attack(guard, f"another row has the same {key.name}", _by_key(table, key))
        for column in key.columns:
            said = f"{key.name}: another {column}"
            yield lawful_alone(guard, said, _but_in(table, key, column))
        for spared in key.spared:
            said = f"{key.name}: spared {sorted(spared)}"
            yield lawful_alone(guard, said, _by_key(table, key, **spared))
            yield lawful_alone(guard, f"{said}, and was there first", _after(table, key, **spared))


def _in_place(deed: Deed) -> Deed:
    """Do what is lawful, but for whose place the new row takes."""

    def done(hand: Hand) -> None:
        hand.is_ruthless = True
        deed(hand)

    return done


def _that(table: str, which: str) -> Deed:
    return lambda hand: hand.put(TABLES[table], hand.row(table, which))


def _brought(table: str, which: str) -> Deed:
    def deed(hand: Hand) -> None:
        hand.write(hand.names["new.case"])
        hand.put(TABLES[table], hand.row(table, which))

    return deed


def _act(hand: Hand) -> None:
    hand.act("new", "attribution", by="li", id="approved.check")


def _statement(hand: Hand) -> None:
    rev = hand.begin("new.case")
    place = {"case_id": "new.case", "version_id": "new.version", "rev": rev}
    one = {"id": hand.names["any.mode_statement"], **place}
    hand.copy("mode_statement", "any.mode_statement", **one)


def _message(hand: Hand) -> None:
    hand.begin("public.case")
    row = hand.last("outbox", "id")
    place = {name: hand.names[f"public.{name[:-3]}"] for name in ("case_id", "document_id")}
    version = hand.row("version", "public.version")
    manifest = {"version_id": version["id"], "manifest": version["manifest"]}
    hand.insert("outbox", **{**row, **place, **manifest, "key": "another"})


def _purge(hand: Hand) -> None:
    purged(hand, "new", id=hand.names["any.purge"])


def _entry(hand: Hand) -> None:
    hand.enter("agency", "agency", 1)


def _addressee(hand: Hand) -> None:
    """An act that has room takes an addressee of another."""
    joins(hand, notes(hand, people=1), id=hand.names["any.addressee"])


def _placed(hand: Hand) -> None:
    """A paper is placed as the office does it, in the place of another placing."""
    places(hand, id=hand.names["ended.place"])


def _section(hand: Hand) -> None:
    """A section comes with its own entry, and under the name of another."""
    identity = new_id()
    hand.enter("section", identity, 1)
    hand.copy("section", "live.section", id=identity, rev=1)


PAST_ALL_OTHERS: Mapping[str, Deed] = {
    "role_grant": _that("role_grant", "waiting.role"),
    "document": _that("document", "new.document"),
    "version": _brought("version", "new.version"),
    "file": _brought("file", "new.file0"),
    "finding": _in_place(lambda hand: hand.bring("finding", "any.finding", id="any.finding")),
    "act": _in_place(_act),
    "mode_statement": _in_place(_statement),
    "outbox": _in_place(_message),
    "purge": _in_place(_purge),
    "ledger_entry": _in_place(_entry),
    "addressee": _in_place(_addressee),
    "paper_rubric": _in_place(_placed),
    "section": _in_place(_section),
}
"""Rows that all other guards would let in, although another row would have to go."""

ATTEMPTS: tuple[Attempt, ...] = (
    *(one for table in IRREPLACEABLE for one in _attempts(table)),
    *(
        attack(f"{table}_is_not_replaced", "all else about it is lawful", deed)
        for table, deed in PAST_ALL_OTHERS.items()
    ),
)
