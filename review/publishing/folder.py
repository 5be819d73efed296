"""The folder channel: one directory a paper, complete or not there, for a web site's import."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from review.publishing.channel import (
    DeliveryFailedError,
    Difference,
    Expected,
    Hashes,
    Hashing,
    OvertakenError,
    Receipt,
    Sort,
)
from review.publishing.package import Package, manifest, name_of, tombstone
from review.regular import NotRegular, read_regular

MANIFEST = "manifest.json"
TOMBSTONE = "withdrawn.json"
_CARDS = (MANIFEST, TOMBSTONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lying:
    """What a directory says of itself, and what really lies in it."""

    card: str
    key: str
    seq: int
    hashes: Hashes
    is_whole: bool
    """It holds exactly the files that its manifest lists, byte for byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder that a web site imports from; whoever reads it never sees half a paper."""

    path: Path
    hashing: Hashing

    def deliver(self, package: Package) -> Receipt:
        """Lay a paper there and say what lies there now; the same key twice changes nothing.

        1. What was asked later stays (a stalled sender must not undo a withdrawal); later is what
           has the higher number, for a clock may have been ahead.
        2. What lies there whole under the same key is the answer.
        3. Everything is written into a hidden directory, synced, and renamed into its place.
        4. What lies there is read back.
        """
        lying = self._in_time(package.document, package.seq)
        if lying is None or not _is_the_same(lying, package):
            contents = {file.safe_name: file.content for file in package.files}
            contents[MANIFEST] = manifest(package).encode()
            self._replace(package.document, contents)
            lying = self._lying(package.document)
        else:
            self._clear_leftovers(package.document)
        if lying is None or not lying.is_whole:
            raise DeliveryFailedError("altered")
        return Receipt(key=lying.key, hashes=lying.hashes)

    def withdraw(self, document: str, *, key: str, seq: int, on: date) -> Receipt:
        """Remove a paper's files and leave its identity and the day, nothing of what it said."""
        lying = self._in_time(document, seq)
        if lying is None or lying.card != TOMBSTONE or not lying.is_whole:
            card = tombstone(document, key=key, seq=seq, on=on)
            self._replace(document, {TOMBSTONE: card.encode()})
            lying = self._lying(document)
        else:
            self._clear_leftovers(document)  # a crash may have left what was withdrawn beside it
        if lying is None or lying.card != TOMBSTONE or not lying.is_whole:
            raise DeliveryFailedError("still there")
        return Receipt(key=lying.key, hashes=())

    def reconcile(self, expected: Iterable[Expected]) -> tuple[Difference, ...]:
        """Compare both sides: what should lie here and does not, and what should not and does."""
        wanted = {each.document: each for each in expected}
        unwanted = (
            Difference(document=name, sort=Sort.EXTRA)
            for name in self._names()
            if name not in wanted and not self._is_tombstone(name)
        )
        judged = (self._judged(each) for each in wanted.values() if not each.is_under_way)
        return tuple(sorted((*unwanted, *(found for found in judged if found))))

    def _judged(self, expected: Expected) -> Difference | None:
        place = self._place(expected.document)
        if not os.path.lexists(place) or self._is_tombstone(expected.document):
            return Difference(document=expected.document, sort=Sort.MISSING)
        lying = self._lying(expected.document)
        if lying and lying.is_whole and lying.hashes == expected.hashes:
            return None
        return Difference(document=expected.document, sort=Sort.ALTERED)

    def _names(self) -> list[str]:
        """Name everything but what is hidden: a hidden directory is a delivery under way."""
        if not self.path.is_dir():
            return []
        return [each.name for each in self.path.iterdir() if not each.name.startswith(".")]

    def _is_tombstone(self, name: str) -> bool:
        place = self.path / name
        alone = _is_directory(place) and os.listdir(place) == [TOMBSTONE]  # noqa: PTH208  # names
        return alone and _is_file(place / TOMBSTONE)

    def _in_time(self, document: str, seq: int) -> _Lying | None:
        lying = self._lying(document)
        if lying is not None and lying.seq > seq:
            raise OvertakenError(lying.seq)
        return lying

    def _place(self, document: str) -> Path:
        return self.path / name_of(document)

    def _lying(self, document: str) -> _Lying | None:
        """Read a paper's directory back; None when there is none that speaks for itself."""
        place = self._place(document)
        card = next((name for name in _CARDS if _is_file(place / name)), None)
        if not _is_directory(place) or card is None:
            return None
        told = _told(place / card)
        if told is None:
            return None
        listed = _listed(told)
        found = {name: self.hashing(content) for name, content in _contents(place)}
        return _Lying(
            card=card,
            key=str(told.get("key")),
            seq=_number(told) or 0,
            hashes=tuple(found[name] for name in listed if name in found),
            is_whole=found == listed and {card, *listed} == {each.name for each in place.iterdir()},
        )

    def _replace(self, document: str, contents: Mapping[str, bytes]) -> None:
        """Put a complete directory where the old one was.

        No system renames a directory over a full one, so the old one steps aside first; a crash
        between leaves the place empty and the row in the outbox still open.
        """
        place = self._place(document)
        self._clear_leftovers(document)
        written = self._beside(document)
        _write(written, contents)
        if os.path.lexists(place):
            place.rename(self._beside(document))
        written.rename(place)
        _sync(self.path)
        self._clear_leftovers(document)

    def _beside(self, document: str) -> Path:
        self.path.mkdir(parents=True, exist_ok=True)
        return self.path / f".{name_of(document)}.{uuid4().hex}"

    def _clear_leftovers(self, document: str) -> None:
        """Remove what stepped aside, and what a crash left half-written."""
        for left in list(self.path.glob(f".{name_of(document)}.*")):
            if _is_directory(left):
                shutil.rmtree(left)
            else:
                left.unlink()
        if self.path.is_dir():
            _sync(self.path)


def _is_the_same(lying: _Lying, package: Package) -> bool:
    whole = lying.is_whole and lying.card == MANIFEST
    return whole and lying.key == package.key and lying.hashes == package.hashes


def _is_directory(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _is_file(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _contents(place: Path) -> Iterator[tuple[str, bytes]]:
    for each in sorted(place.iterdir()):
        if each.name not in _CARDS:
            with suppress(NotRegular):
                yield each.name, read_regular(each)


def _told(card: Path) -> Mapping[str, object] | None:
    """Return what a card says, or None when somebody spoilt it."""
    try:
        told = json.loads(read_regular(card).decode())
    except (ValueError, NotRegular):
        return None
    return told if isinstance(told, dict) and _number(told) is not None else None


def _number(told: Mapping[str, object]) -> int | None:
    """Return the number of the entry that asked for what lies there."""
    seq = told.get("seq")
    return seq if isinstance(seq, int) and not isinstance(seq, bool) else None


def _listed(told: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    files = told.get("files", [])
    rows = files if isinstance(files, list) else []
    return {
        str(row.get("name")): (str(row.get("sha256")), str(row.get("sm3")))
        for row in rows
        if isinstance(row, dict)
    }


def _write(place: Path, contents: Mapping[str, bytes]) -> None:
    """Write a directory so that it is on the disk, files first, then their names."""
    place.mkdir()
    for name, content in contents.items():
        with (place / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _sync(place)


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened; the rename itself is durable enough
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
