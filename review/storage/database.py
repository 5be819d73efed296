"""Engines, sessions and the one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from review.private import private_file, private_folder
from review.storage.told_once import KNOWN
from review.storage.turns import Turns

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a decision that was shown as taken survives a power cut
    "busy_timeout=30000",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "recursive_triggers=ON",  # INSERT OR REPLACE deletes too, and must ask the guards
)
READERS, LONG_READERS = 2, 4
"""So many questions of people are answered at one time, and so many that take long beside them."""
PREPARED = 1000
"""More statements than there are: of a hundred, the driver's own number, each drove another out,
and the server planned it anew."""
IDLE_SECONDS = 60
"""So long may a node on PostgreSQL sleep inside a transaction before the server ends it.

A node that was stopped there holds its agency's place in line: nobody else could go on.
"""


class Transactions(Protocol):
    """By what a long job reads and writes: the database, or the database under a lease."""

    def read(self) -> AbstractContextManager[Session]:
        """Return a consistent view."""

    def write(self) -> AbstractContextManager[Session]:
        """Return one transaction."""


class Database:
    """One database: a writer engine whose transactions take the lock at once, and readers apart."""

    def __init__(self, url: str) -> None:
        """Open (and for SQLite create the folder of) the database at `url`."""
        self.url = make_url(url)
        self.dialect = self.url.get_backend_name()
        if self.dialect == "sqlite" and self.url.database:
            _keep_private(self.url.database)
        self.writer = self._engine("BEGIN IMMEDIATE", read_only="0")
        self.reader = self._engine("BEGIN", read_only="1")
        self.turns, self._long_turns = Turns(READERS), Turns(LONG_READERS)
        # in line here, for in SQLite who waits for the lock asks again and again and may ask last
        self._line = Turns(1) if self.dialect == "sqlite" else None

    def _engine(self, begin: str, *, read_only: str) -> Engine:
        # parameters are personal data and text of papers: never in messages of exceptions
        engine = create_engine(self.url, hide_parameters=True, pool_pre_ping=True)
        if self.dialect == "sqlite":
            _prepare_sqlite(engine, begin, read_only=read_only)
        else:
            event.listen(engine, "connect", _keep_prepared)
            event.listen(engine, "connect", _let_no_sleeper_hold_on)
        return engine

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends well, undone when it does not."""
        line = nullcontext() if self._line is None else self._line.taken()
        with line, Session(self.writer, expire_on_commit=False) as session:
            known: list[object] = []  # else a row nobody holds is read again when asked for again
            event.listen(session, "loaded_as_persistent", lambda _, row: known.append(row))
            yield session
            _commit(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view; nothing written in it is kept."""
        with Session(self.reader, expire_on_commit=False) as session:
            if self.dialect == "postgresql":
                options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                session.connection(execution_options=options)
            session.info[KNOWN] = {}
            yield session
            session.rollback()

    @contextmanager
    def read_in_turn(self) -> Iterator[Session]:
        """The same, when it is one's turn: for questions of people, of which many come at once."""
        with self.turns.taken(), self.read() as session:
            yield session

    @contextmanager
    def read_at_length(self) -> Iterator[Session]:
        """The same, in a line of its own: behind what reads a file or a whole list nobody waits."""
        with self._long_turns.taken(), self.read() as session:
            yield session

    def forget(self) -> None:
        """Let nothing that was overwritten lie on in SQLite's log of writes; readers may delay it.

        PostgreSQL forgets with its own VACUUM.
        """
        if self.dialect != "sqlite":
            return
        with self.writer.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()
        self.reader.dispose()


def _commit(session: Session) -> None:
    """Commit, or let go of the connection: SQLite's stays in its transaction when it fails.

    SQLAlchemy takes the failed transaction for ended and sends no ROLLBACK; back in the pool, the
    connection would hold the lock of the one writer, and refuse whoever got it next.
    """
    try:
        session.commit()
    except BaseException:
        session.invalidate()
        raise


def _keep_private(database: str) -> None:
    """Make the file of a database and its folder, for this office alone.

    A `file:` URI says by itself what may be made: read as a path, it would leave a tree called
    `file:` wherever the program was started.
    """
    if database.startswith("file:"):
        return
    place = Path(database)
    private_folder(place.parent)
    for beside in ("", "-wal", "-shm"):
        if not beside or Path(f"{place}{beside}").exists():
            private_file(Path(f"{place}{beside}"))


def _keep_prepared(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.prepared_max = PREPARED


def _let_no_sleeper_hold_on(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set the limit where whoever runs the server has set none."""
    cursor = connection.cursor()
    name = "idle_in_transaction_session_timeout"
    cursor.execute(
        f"SELECT set_config('{name}', '{IDLE_SECONDS}s', false)"  # constants
        f" WHERE current_setting('{name}') IN ('0', '')"
    )
    cursor.close()
    connection.commit()


def _prepare_sqlite(engine: Engine, begin: str, *, read_only: str) -> None:
    def connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA query_only={read_only}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", start)
