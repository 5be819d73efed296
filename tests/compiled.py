"""Statements, written out as SQL once for all offices of a test run.

Each test has an office of its own, and each office engines of its own, which know no statement yet:
without this, a fifth of the time of a story goes into writing out the same statements again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.util import LRUCache

from review.storage.database import Database

KEPT = 400
"""More would keep what is asked but once, and every sweep of the memory would go through it."""


class Compiled(LRUCache[tuple[Any, ...], Any]):
    """What SQLAlchemy keeps for one engine, kept for every engine of the same kind."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """Return the statement that an engine of this kind has written out before."""
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__(_of_its_kind(key), value)


_COMPILED = Compiled(KEPT)


def share(database: Database) -> None:
    """Let this database use what others have written out."""
    for engine in (database.writer, database.reader):
        engine.update_execution_options(compiled_cache=_COMPILED)


def _of_its_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)
