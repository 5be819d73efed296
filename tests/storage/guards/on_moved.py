"""No changed row goes to the place of another: by any key, and by the hidden number of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from review.storage.guards.kept import CHANGING
from tests.storage.constraints.deeds import TABLES, another, first_of, fresh, identity_of, keys_of
from tests.storage.constraints.rules import Key
from tests.storage.guards import (
    on_acts,
    on_cases,
    on_clearances,
    on_entries,
    on_files,
    on_kept,
    on_papers,
    on_people,
    on_rulesets,
    on_sending,
    on_steps,
    on_structure,
)
from tests.storage.guards.hand import (
    LATER,
    OTHER,
    Attempt,
    Deed,
    Hand,
    attack,
    lawful_alone,
    told_nothing,
)

UNIQUE = "23505"


def _put(hand: Hand, table: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Insert a row that shares no key with any other; return it."""
    row = {name: value for name, value in fresh(hand.connection, table, given).items() if name}
    if hand.connection.dialect.name == "sqlite":
        hand.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    hand.connection.execute(insert(TABLES[table]).values(row))
    return row


def _change(hand: Hand, table: str, row: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Change a row, whatever has to go for it; PostgreSQL lets nothing go, and keeps both."""
    of = TABLES[table]
    mine = [of.c[name] == row[name] for name in identity_of(table).columns]
    statement = update(of).where(*mine).values(changed)
    if hand.connection.dialect.name == "sqlite":
        with told_nothing(hand.connection):
            hand.connection.execute(statement.prefix_with("OR REPLACE"))
        return
    try:
        with hand.connection.begin_nested():
            hand.connection.execute(statement)
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != UNIQUE:
            raise


def _renamed(table: str, column: str) -> Deed:
    """A row becomes one that was never there, and shares nothing with what it was."""
    identity, *keys = keys_of(table)
    told_apart = {column, *(name for key in keys for name in key.columns)} - {
        name for name in identity.columns if name != column
    }

    def deed(hand: Hand) -> None:
        row, of = first_of(hand.connection, table), TABLES[table].c
        anew = {name: another(of[name], row[name]) for name in sorted(told_apart)}
        _change(hand, table, row, anew)

    return deed


def _untouched(table: str, key: Key) -> Deed:
    def deed(hand: Hand) -> None:
        row = _put(hand, table, key.given) if key.given else first_of(hand.connection, table)
        _change(hand, table, row, {column: row[column] for column in key.columns})

    return deed


def _takes(
    table: str, key: Key, *, but_in: str = "", first: Mapping[str, Any], other: Mapping[str, Any]
) -> Deed:
    """A row is given what tells another row apart."""

    def deed(hand: Hand) -> None:
        there, mover = (_put(hand, table, {**key.given, **given}) for given in (first, other))
        taken = {column: there[column] for column in key.columns}
        if but_in:
            taken[but_in] = another(TABLES[table].c[but_in], there[but_in])
        _change(hand, table, mover, taken)

    return deed


def _by_number(table: str) -> Deed:
    """SQLite lets anybody name the hidden number of a row; other databases have none."""

    def deed(hand: Hand) -> None:
        if hand.connection.dialect.name != "sqlite":
            _renamed(table, identity_of(table).columns[0])(hand)
            return
        there, mover = _put(hand, table, {}), _put(hand, table, {})
        _onto(hand, table, mover, there, {})

    return deed


def _onto(
    hand: Hand,
    table: str,
    row: Mapping[str, Any],
    there: Mapping[str, Any],
    changed: Mapping[str, Any],
) -> None:
    """Change a row so that it lies where another lay."""
    of, names = TABLES[table], identity_of(table).columns
    given = [
        *(
            bindparam(f"new_{name}", value, type_=of.c[name].type)
            for name, value in changed.items()
        ),
        *(bindparam(f"mine_{name}", row[name], type_=of.c[name].type) for name in names),
        *(bindparam(f"its_{name}", there[name], type_=of.c[name].type) for name in names),
    ]
    put = ", ".join(f"{name} = :new_{name}" for name in changed)
    its, mine = (
        " AND ".join(f"{name} = :{who}_{name}" for name in names) for who in ("its", "mine")
    )
    statement = (
        f"UPDATE OR REPLACE {table} SET rowid = (SELECT rowid FROM {table} WHERE {its})"  # noqa: S608  # names
        f"{', ' if put else ''}{put} WHERE {mine}"
    )
    with told_nothing(hand.connection):
        hand.connection.execute(text(statement).bindparams(*given))


class RestlessHand(Hand):
    """Changes what it is asked to, and moves the row over another while it is at it."""

    def __init__(self, hand: Hand, table: str) -> None:
        super().__init__(hand.connection, hand.names)
        self._table = table

    def change(self, name: str, which: str, /, **values: object) -> None:
        """Update a row lawfully, but for where it lies."""
        if name != self._table:
            super().change(name, which, **values)
            return
        changed = {column: self._named(value) for column, value in values.items()}
        row, there = self._two(which)
        if self.connection.dialect.name == "sqlite":
            _onto(self, name, row, there, changed)
        else:
            first = identity_of(name).columns[0]
            _change(self, name, row, {**changed, first: another(TABLES[name].c[first], row[first])})

    def _two(self, which: str) -> tuple[dict[str, Any], dict[str, Any]]:
        of = TABLES[self._table]
        rows = [dict(row) for row in self.connection.execute(select(of)).mappings()]
        mine = next(
            row for row in rows if row[next(iter(of.primary_key)).name] == self._named(which)
        )
        return mine, next(row for row in rows if row != mine)


def _restless(table: str, deed: Deed) -> Deed:
    return lambda hand: deed(RestlessHand(hand, table))


def _attempts(table: str) -> Iterator[Attempt]:
    guard = f"{table}_keeps_its_place"
    identity, *keys = keys_of(table)
    yield attack(guard, "a row goes where another lies", _by_number(table))
    yield lawful_alone(guard, "a row stays", _untouched(table, identity))
    for column in identity.columns:
        yield attack(guard, f"another {column}", _renamed(table, column))
    for key in keys:
        yield attack(guard, f"takes {key.name}", _takes(table, key, first={}, other={}))
        yield lawful_alone(guard, f"keeps {key.name}", _untouched(table, key))
        for column in key.columns:
            deed = _takes(table, key, but_in=column, first={}, other={})
            yield lawful_alone(guard, f"takes {key.name}, but in {column}", deed)
        for spared in key.spared:
            said = f"takes {key.name}, spared {sorted(spared)}"
            yield lawful_alone(guard, said, _takes(table, key, first={}, other=spared))
            before = _takes(table, key, first=spared, other={})
            yield lawful_alone(guard, f"{said} before", before)


def _head(hand: Hand) -> None:
    """The head of another chain becomes the head of ours; theirs is gone."""
    hand.found_neighbour()
    _change(hand, "ledger_head", {"agency_id": OTHER}, hand.row("ledger_head", "agency"))


def _agency(hand: Hand) -> None:
    """An agency ends, and lies where a neighbour lay."""
    hand.found_neighbour()
    RestlessHand(hand, "agency").revise("agency", "agency", ended_at=LATER)


def _definition(hand: Hand) -> None:
    of = TABLES["active_definition"]
    row, there = [dict(one) for one in hand.connection.execute(select(of).limit(2)).mappings()]
    rev = row["rev"] + 1
    hand.enter("procedure", f"{row['agency_id']}:{row['name']}", rev)
    if hand.connection.dialect.name == "sqlite":
        _onto(hand, "active_definition", row, there, {"rev": rev})
    else:
        _change(hand, "active_definition", row, {"name": there["name"] + "_", "rev": rev})


def _draft(hand: Hand) -> None:
    agency = {"agency_id": hand.names["agency"]}
    rows = [{**fresh(hand.connection, "activation", {**OPEN_DRAFT, **agency})} for _ in range(2)]
    for row in rows:
        hand.enter("activation", row["id"], 1)
        row.pop("")
        hand.connection.execute(insert(TABLES["activation"]).values(row))
    if hand.connection.dialect.name == "sqlite":
        _onto(hand, "activation", *rows, {})
    else:
        _change(hand, "activation", rows[0], {"name": rows[1]["name"]})


OPEN_DRAFT = {"confirmed_at": None, "confirmed_by": None, "ended_at": None}
WORDS_GO = "words go with intercepted bytes"
LAWFUL: Mapping[str, tuple[str, str]] = {
    "person": ("person_counts_up", "a change that counts one"),
    "role_grant": ("role_grant_counts_up", "a change that counts one"),
    "document": ("withdrawn_needs_a_new_case", "it returns by a new case"),
    "file": ("file_is_unchanging", WORDS_GO),
    "clearance": ("clearance_has_two_people", "another signs it"),
    "review_case": ("review_case_keeps_its_identity", "it moves to another stage"),
    "step": ("step_is_unchanging", WORDS_GO),
    "act": ("act_is_voided_by_a_step", "in a step of its case"),
    "mode_statement": ("mode_statement_is_unchanging", WORDS_GO),
    "finding": ("finding_is_unchanging", WORDS_GO),
    "disposal": ("disposal_is_unchanging", WORDS_GO),
    "reading": ("reading_is_unchanging", WORDS_GO),
    "side_act": ("side_act_is_unchanging", WORDS_GO),
    "reassessment_trigger": ("reassessment_trigger_is_unchanging", WORDS_GO),
    "request_fact": ("request_fact_is_unchanging", WORDS_GO),
    "outbox": ("outbox_update_has_its_entry", "withdrawal:delivered, as its entry says"),
    "authorisation": ("authorisation_has_its_people", "a third person signs it"),
    "purge": ("purge_update_has_its_entry", "an entry says so"),
    "access_token": ("a_revoked_token_stays_revoked", "a live one is revoked"),
    "web_session": ("web_session_keeps_its_identity", "it is seen again"),
    "ruleset_draft": ("ruleset_draft_keeps_its_identity", "it is tested"),
    "section": ("an_ended_section_stays_ended", "it ends"),
    "rubric": ("an_ended_rubric_stays_ended", "it ends"),
    "paper_rubric": ("a_place_ends_with_its_entry", "it ends"),
}
"""A lawful change of each table, tried elsewhere: the same, moved over another row, is none."""
TRIED_IN = (
    *(on_acts, on_cases, on_clearances, on_entries, on_files, on_kept, on_papers, on_people),
    *(on_rulesets, on_sending, on_steps, on_structure),
)
_TRIED = {(one.guard, one.said): one.deed for module in TRIED_IN for one in module.ATTEMPTS}
PAST_ALL_OTHERS: Mapping[str, Deed] = {
    **{table: _restless(table, _TRIED[tried]) for table, tried in LAWFUL.items()},
    "agency": _agency,
    "ledger_head": _head,
    "active_definition": _definition,
    "activation": _draft,
}

ATTEMPTS: tuple[Attempt, ...] = (
    *(one for table in CHANGING for one in _attempts(table)),
    *(
        attack(f"{table}_keeps_its_place", "all else about it is lawful", deed)
        for table, deed in PAST_ALL_OTHERS.items()
    ),
)
