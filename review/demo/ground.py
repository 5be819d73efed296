"""The folder of the demonstration: an older demonstration makes way, anything else stays."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from review.demo.story import words
from review.domain.refusal import Conflict
from review.private import private_folder
from review.storage.fingerprint import fingerprint

DATABASE = "xianshen.db"
MADE = (
    *(DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"),
    *("originals", "published", "records", "automata"),
)
"""All that a walk, and who works on in its office, leaves in its folder."""
LOOKED_AT = "in-use.db"
DONE = "demo.txt"
"""Lies there once a walk has come to its end: one that broke off is not worth keeping."""
BESIDE = (DONE, "logs", LOOKED_AT, f"{LOOKED_AT}-journal")
"""What the command line lays beside it."""


@dataclass(eq=False, repr=False, kw_only=True)
class WalkRefused(Conflict):
    """{said}"""  # noqa: D415  # the sentence stands in the words of the story

    said: str


def begin(folder: Path) -> None:
    """Note that a walk has not come to its end."""
    (folder / DONE).unlink(missing_ok=True)


def end(folder: Path) -> None:
    """Note that a walk has, and of which tables and guards its office is."""
    (folder / DONE).write_text(fingerprint(), encoding="utf-8")


def is_walked(folder: Path) -> bool:
    """Say whether a walk came to its end here, in whatever release."""
    return (folder / DONE).is_file()


def is_of_this_release(folder: Path) -> bool:
    """Say whether what a walk left can be opened: another release's tables or guards cannot."""
    return is_walked(folder) and (folder / DONE).read_text(encoding="utf-8") == fingerprint()


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Keep a demonstration from being made anew while somebody looks at it.

    A reader's lock on a small database of its own does this alike on every system; it is gone
    with the process, however that ends.
    """
    with closing(sqlite3.connect(folder / LOOKED_AT, timeout=0, isolation_level=None)) as lock:
        lock.execute("CREATE TABLE IF NOT EXISTS looked_at (id)")
        lock.execute("BEGIN")
        lock.execute("SELECT * FROM looked_at").fetchall()
        yield


def _is_in_use(folder: Path) -> bool:
    if not (folder / LOOKED_AT).is_file():
        return False
    with closing(sqlite3.connect(folder / LOOKED_AT, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
    return False


def make_way(folder: Path) -> None:
    """Make the folder ready for a fresh office; nothing that is not a demonstration is touched."""
    if not _is_free(folder) and not _is_demo(folder):
        raise WalkRefused(said=words()["not_demo"].format(folder=folder))
    if _is_in_use(folder):
        raise WalkRefused(said=words()["in_use"].format(folder=folder))
    for path in (folder / name for name in MADE):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    private_folder(folder)


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not _foreign(folder, known=BESIDE))


def _is_demo(folder: Path) -> bool:
    """Say whether the mark that a database gets at its creation, and never later, says demo."""
    database = folder / DATABASE
    if not database.is_file() or _foreign(folder, known=(*MADE, *BESIDE)):
        return False
    # without a log beside it, it is read as it lies: even looking would leave files behind
    place = database.resolve().as_uri()
    how = "mode=ro" if (folder / f"{DATABASE}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{place}?{how}", uri=True)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'demo'").fetchone()
    except sqlite3.Error:
        return False
    return bool(found == ("yes",))


def _foreign(folder: Path, *, known: tuple[str, ...]) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name not in known]
