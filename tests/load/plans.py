"""How a database would find what it is asked: which big tables it would read through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from review.storage.database import Database
from tests.load.crowd import COPIED

MANY = 1000
"""Rows; a table of fewer is read whole by any planner, and may be."""

Asked = dict[str, Any]
"""Statements as they were sent, each with the values of one time."""
_SCAN = re.compile(r"^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_SEARCH = re.compile(r"^SEARCH (\w+) USING (?:COVERING )?INDEX (\w+)")
_NAMED = re.compile(r"\b(?:FROM|JOIN) (\w+)(?: AS (\w+))?")


@contextmanager
def asked() -> Iterator[Asked]:
    """Collect every question that any database is asked meanwhile."""
    said: Asked = {}

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            said.setdefault(statement, values)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def big_tables(database: Database) -> frozenset[str]:
    """Return the tables that grow with every paper and have grown here."""
    with database.reader.connect() as connection:
        counted = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
            for name in (*COPIED, "title_pair")
        }
    return frozenset(name for name, count in counted.items() if count >= MANY)


def read_through(database: Database, statement: str, values: Any) -> list[str]:
    """Return the tables that a database would read through to answer."""
    find = _scanned if database.dialect == "sqlite" else _sequential
    return list(find(database, statement, values))


def searched(database: Database, statement: str, values: Any) -> dict[str, set[str]]:
    """Return by which indexes a database would look into each table."""
    find = _searched if database.dialect == "sqlite" else _looked_up
    found: dict[str, set[str]] = {}
    for table, index in find(database, statement, values):
        found.setdefault(table, set()).add(index)
    return found


def _searched(database: Database, statement: str, values: Any) -> Iterator[tuple[str, str]]:
    names = {alias or table: table for table, alias in _NAMED.findall(statement)}
    with database.reader.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    for *_, step in plan:
        found = _SEARCH.match(step)
        if found is not None:
            yield names.get(found[1], found[1]), found[2]


def _looked_up(database: Database, statement: str, values: Any) -> Iterator[tuple[str, str]]:
    with database.reader.connect() as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        said = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values)
        ((plan,),) = said.all()
    yield from _indexes(plan[0]["Plan"], table="")


def _indexes(node: dict[str, Any], *, table: str) -> Iterator[tuple[str, str]]:
    """The index of a bitmap stands below the table that it is of."""
    table = node.get("Relation Name", table)
    if "Index Name" in node:
        yield table, node["Index Name"]
    for below in node.get("Plans", ()):
        yield from _indexes(below, table=table)


def _scanned(database: Database, statement: str, values: Any) -> Iterator[str]:
    names = {alias or table: table for table, alias in _NAMED.findall(statement)}
    with database.reader.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    for *_, step in plan:
        found = _SCAN.match(step)
        if found is not None:
            yield names.get(found[1], found[1])


def _sequential(database: Database, statement: str, values: Any) -> Iterator[str]:
    """An index that would do is taken even for few rows where all other ways are forbidden.

    Else it hangs on what the server counted last whether it joins two tables from their ends.
    """
    with database.reader.connect() as connection:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        said = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values)
        ((plan,),) = said.all()
    yield from _through(plan[0]["Plan"])


def _through(node: dict[str, Any]) -> Iterator[str]:
    is_whole = node["Node Type"] in ("Index Scan", "Index Only Scan") and not (
        node.keys() & {"Index Cond", "Filter"}
    )
    if node["Node Type"] == "Seq Scan" or is_whole:
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _through(below)
