"""A hand that writes straight into the tables, past every service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

import review.storage.rows  # noqa: F401  # the tables must be known
from review.storage.columns import new_id

LATER = datetime(2026, 2, 2, 2, 0, tzinfo=UTC)
LATEST = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)
OTHER = "another-agency"


class Hand:
    """Statements on one connection; the names of the scene stand for identities."""

    def __init__(self, connection: Connection, names: Mapping[str, str]) -> None:
        self.connection = connection
        self.names = names
        self.entered: set[tuple[str, int]] = set()
        self.begun: set[tuple[str, int]] = set()
        self.is_ruthless = False

    def row(self, name: str, which: str) -> dict[str, Any]:
        """Return a row as it lies in its table."""
        table = _table(name)
        found = self.connection.execute(select(table).where(self._is(table, which)))
        return dict(found.mappings().one())

    def file_of(self, version: str) -> dict[str, Any]:
        """Return the first file of a version."""
        files = _table("file")
        first = select(files).where(files.c.version_id == version).order_by(files.c.position)
        return dict(self.connection.execute(first.limit(1)).mappings().one())

    def of_paper(self, name: str, paper: str) -> str:
        """Return the first row of a paper in a table, or of its cases."""
        table, cases = _table(name), _table("review_case")
        document = self._named(f"{paper}.document")
        mine = select(cases.c.id).where(cases.c.document_id == document)
        is_its = (
            table.c.document_id == document
            if "document_id" in table.c
            else table.c.case_id.in_(mine)
        )
        found = select(table.c.id).where(is_its).order_by(table.c.id).limit(1)
        return str(self.connection.execute(found).scalar_one())

    def last(self, name: str, column: str) -> dict[str, Any]:
        """Return the row of a table that comes last by a column."""
        table = _table(name)
        ordered = select(table).order_by(table.c[column].desc()).limit(1)
        return dict(self.connection.execute(ordered).mappings().one())

    def copy(self, name: str, which: str, /, **changes: object) -> str:
        """Insert a row like another; return its identity."""
        fresh = {"id": new_id()} if "id" in _table(name).c else {}
        return self.insert(name, **{**self.row(name, which), **fresh, **changes})

    def insert(self, name: str, /, **values: object) -> str:
        """Insert a row; return its identity."""
        table = _table(name)
        values = {column: self._named(value) for column, value in values.items()}
        self.put(table, values) if self.is_ruthless else self.connection.execute(
            insert(table).values(values)
        )
        return str(values[next(iter(table.primary_key)).name])

    def put(self, table: Table, values: Mapping[str, Any]) -> None:
        """Insert a row in the place of whatever stands in its way.

        SQLite's REPLACE removes that, and on a connection such as any other program opens it asks
        no guard about it; PostgreSQL can only pass it by.
        """
        if self.connection.dialect.name == "sqlite":
            with told_nothing(self.connection):
                self.connection.execute(insert(table).prefix_with("OR REPLACE").values(values))
        else:
            beside = postgresql.insert(table).values(values).on_conflict_do_nothing()
            self.connection.execute(beside)

    def change(self, name: str, which: str, /, **values: object) -> None:
        """Update a row, nothing else."""
        table = _table(name)
        values = {column: self._named(value) for column, value in values.items()}
        done = self.connection.execute(update(table).where(self._is(table, which)).values(values))
        assert done.rowcount == 1, f"{name} {which}: {done.rowcount} rows"

    def change_any(self, name: str, which: str, /, **values: object) -> None:
        """Update whatever begins its key so; there is at least one."""
        table = _table(name)
        values = {column: self._named(value) for column, value in values.items()}
        done = self.connection.execute(update(table).where(self._is(table, which)).values(values))
        assert done.rowcount, f"{name} {which}: no rows"

    def remove_any(self, name: str, which: str) -> None:
        """Delete whatever begins its key so; there is at least one."""
        table = _table(name)
        done = self.connection.execute(table.delete().where(self._is(table, which)))
        assert done.rowcount, f"{name} {which}: no rows"

    def enter(self, name: str, which: str, rev: int, /, **changes: object) -> None:
        """Write the ledger entry of a change and move the head, as the ledger would."""
        identity = self._named(which)
        is_document = name == "document"
        head = self._head_for(changes)
        entry = {
            "agency_id": head["agency_id"],
            "seq": head["seq"] + 1,
            "at": LATER,
            "event": "test:written",
            "subject": f"{name}:{identity}",
            "subject_rev": rev,
            "document_id": identity if is_document else None,
            "document_rev": rev if is_document else None,
            "prev_sha256": head["sha256"],
            "prev_sm3": head["sm3"],
            "sha256": new_id() * 2,
            "sm3": new_id() * 2,
            "body": "{}",
            **changes,
        }
        self.insert("ledger_entry", **entry)
        if entry["agency_id"] == head["agency_id"]:
            moved = {column: entry[column] for column in ("seq", "sha256", "sm3")}
            self.change("ledger_head", str(entry["agency_id"]), **moved)
        self.entered.add((str(entry["subject"]), rev))

    def found_neighbour(self) -> None:
        """Let another agency be there, with a chain of its own."""
        self.copy("agency", "agency", id=OTHER, code=OTHER)
        nothing = {"seq": 0, "sha256": "0" * 64, "sm3": "0" * 64}
        self.insert("ledger_head", agency_id=OTHER, **nothing)
        self.enter("agency", OTHER, 1, agency_id=OTHER)

    def write(self, case: str) -> int:
        """Write the entry of a case's next revision, once; return that revision."""
        row = self.row("review_case", case)
        rev = int(row["rev"]) + 1
        if (f"review_case:{row['id']}", rev) not in self.entered:
            self.enter("review_case", row["id"], rev, event="case:verify")
        return rev

    def begin(self, case: str) -> int:
        """Begin a step of a case, once: from here on rows may join it until the case moves."""
        row, rev = self.row("review_case", case), self.write(case)
        if (row["id"], rev) not in self.begun:
            place = {"case_id": row["id"], "rev": rev, "version_id": row["version_id"]}
            self.copy("step", "any.step", action="verify", from_stage=None, **place)
            self.begun.add((row["id"], rev))
        return rev

    def bring(self, name: str, which: str, /, **changes: object) -> str:
        """Insert a row of a paper like another as the office does: while its case is revised."""
        document = changes.get("document_id", self.row(name, which)["document_id"])
        self.write(self._newest_case(document))
        return self.copy(name, which, **changes)

    def void(self, act: str, /, **changes: object) -> None:
        """Void an act as the office does: by a step of its case."""
        self.begin(str(self.row("act", act)["case_id"]))
        self.change("act", act, **{"voided_at": LATER, **changes})

    def revise(self, name: str, which: str, /, **values: object) -> None:
        """Change a row as the office does: counted up, with its entry."""
        row = self.row(name, which)
        rev = row["rev"] + 1
        if (f"{name}:{row['id']}", rev) not in self.entered:
            self.enter(name, which, rev)
        self.change(name, which, rev=rev, **values)

    def add(self, name: str, which: str, /, **changes: object) -> str:
        """Insert a row like another as the office does: with its entry."""
        identity = new_id()
        self.enter(name, identity, 1, **self._of_neighbour(changes))
        return self.copy(name, which, **{"id": identity, "rev": 1, **changes})

    def note(self, name: str, which: str, /, **changes: object) -> str:
        """Insert a row that never changes like another, as the office does: with its entry."""
        identity = new_id()
        self.enter(name, identity, 1, **self._of_neighbour(changes))
        return self.copy(name, which, **{"id": identity, **changes})

    def act(self, paper: str, kind: str, *, by: str | None, **changes: object) -> str:
        """Insert an act on the very bytes that a paper's case is about, in a step of it."""
        case = self.row("review_case", f"{paper}.case")
        version = self.row("version", case["version_id"])
        mine = {
            "case_id": case["id"],
            "document_id": case["document_id"],
            "version_id": version["id"],
            "manifest": version["manifest"],
            "procedure_digest": case["procedure_digest"],
            "act": kind,
            "person_id": by,
            "at": LATER,
            **changes,
        }
        mine["rev"] = self.begin(str(mine["case_id"]))
        return self.copy("act", "approved.decision", **mine)

    def another_version(self, paper: str, **changes: object) -> str:
        """Insert a second version of a paper, with one file of its own."""
        number = {"number": 2, "manifest": new_id()}
        version = self.bring("version", f"{paper}.version", **{**number, **changes})
        sha256 = new_id() * 2
        self.bring("file", f"{paper}.file0", version_id=version, sha256=sha256)
        return version

    def another_case(self, paper: str, **changes: object) -> str:
        """Open another case on a paper; return its identity."""
        serial = self.connection.scalar(select(func.max(_table("review_case").c.serial)))
        numbers = {"serial": serial + 1, "opened_at": LATER}
        return self.add("review_case", f"{paper}.case", **{**numbers, **changes})

    def open_to_the_public(self, paper: str, **changes: object) -> None:
        """Make a paper public, as publishing does: counted up, with its entry."""
        version = {"availability": "public", "public_version_id": f"{paper}.version"}
        self.revise("document", f"{paper}.document", **{**version, **changes})

    def _newest_case(self, document: object) -> str:
        cases = _table("review_case")
        mine = select(cases.c.id).where(cases.c.document_id == self._named(document))
        newest = mine.order_by(cases.c.serial.desc()).limit(1)
        return str(self.connection.execute(newest).scalar_one())

    def _head_for(self, changes: Mapping[str, object]) -> dict[str, Any]:
        """The chain that an entry follows: its agency's, or ours where that one has none."""
        heads = _table("ledger_head")
        agency = changes.get("agency_id", self.names["agency"])
        found = self.connection.execute(select(heads).where(heads.c.agency_id == agency))
        head = found.mappings().one_or_none()
        return self.row("ledger_head", "agency") if head is None else dict(head)

    def _of_neighbour(self, changes: Mapping[str, object]) -> dict[str, object]:
        return {"agency_id": OTHER} if changes.get("agency_id") == OTHER else {}

    def _named(self, value: object) -> object:
        return self.names.get(value, value) if isinstance(value, str) else value

    def _is(self, table: Table, which: str) -> Any:
        return next(iter(table.primary_key)) == self._named(which)


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


@contextmanager
def told_nothing(connection: Connection) -> Iterator[None]:
    """Let a connection of SQLite be as any other program opens it, for a moment."""
    connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA recursive_triggers=ON")


Deed = Callable[[Hand], object]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something tried on the tables, and whether one guard must refuse it."""

    guard: str
    said: str
    deed: Deed
    is_lawful: bool = False
    is_asked_alone: bool = False
    """Other guards have their own reasons to refuse it."""


def attack(guard: str, said: str, deed: Deed) -> Attempt:
    """Return what this guard, standing alone, must refuse."""
    return Attempt(guard, said, deed)


def lawful(guard: str, said: str, deed: Deed) -> Attempt:
    """Return what this guard, and all of them together, must let pass."""
    return Attempt(guard, said, deed, is_lawful=True)


def lawful_alone(guard: str, said: str, deed: Deed) -> Attempt:
    """Return what this guard must let pass, whatever the others say."""
    return Attempt(guard, said, deed, is_lawful=True, is_asked_alone=True)
