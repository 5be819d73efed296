"""A package: one paper as it goes out, with names that are safe on any machine."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from review.publishing.channel import Hashes

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SEPARATORS = re.compile(r"[/\\]")
_DOCUMENT = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
_LONGEST = 180  # bytes: with the position and a suffix it stays below the 255 of common systems
_LONGEST_SUFFIX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One file of a paper; its content shows itself nowhere."""

    position: int
    name: str = field(repr=False)
    content: bytes = field(repr=False)
    sha256: str
    sm3: str
    media_type: str

    @property
    def safe_name(self) -> str:
        """The name under which the file lies in a folder: position first, so that none collide."""
        return f"{self.position + 1:02d}-{safe(self.name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """That the paper was not always public: the note for readers, the day, the case."""

    note: str
    on: date
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A paper under the key of its decision; `seq` orders it among the same paper's others."""

    key: str
    seq: int
    asked_at: datetime
    document: str
    title: str = field(repr=False)
    number: str | None
    kind: str
    dated: date | None
    published_at: datetime
    conversion: Conversion | None
    files: tuple[PackedFile, ...]

    def __post_init__(self) -> None:
        """Refuse a paper whose identity could not name a directory, or that has no files."""
        name_of(self.document)
        if not self.files:
            raise ValueError("a package without files")

    @property
    def hashes(self) -> Hashes:
        """The hashes that the receipt must repeat."""
        return tuple((file.sha256, file.sm3) for file in self.files)


def name_of(document: str) -> str:
    """Return the directory name of a document: its identity, which never changes."""
    if not _DOCUMENT.fullmatch(document):
        raise ValueError("this identity cannot name a directory")
    return document


def safe(name: str) -> str:
    """Return a file name without paths, control or direction signs, or what Windows refuses.

    Reserved names (CON, NUL…) are harmless behind the position that precedes every name.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    plain = _FORBIDDEN.sub("_", shown).strip(" .") or "_"
    stem, dot, suffix = plain.rpartition(".")
    if not stem or len(suffix.encode()) > _LONGEST_SUFFIX:
        return _cut(plain)
    return f"{_cut(stem)}{dot}{suffix}"


def manifest(package: Package) -> str:
    """Write what the receiving site imports: the paper's particulars and its files with hashes."""
    converted = package.conversion
    told = {
        "key": package.key,
        "seq": package.seq,
        "asked_at": package.asked_at.isoformat(),
        "document": package.document,
        "title": package.title,
        "number": package.number,
        "kind": package.kind,
        "dated": package.dated.isoformat() if package.dated else None,
        "published_at": package.published_at.isoformat(),
        "note": converted.note if converted else None,
        "converted_on": converted.on.isoformat() if converted else None,
        "converted_by_case": converted.case if converted else None,
        "files": [_told(file) for file in package.files],
    }
    return _written(told)


def tombstone(document: str, *, key: str, seq: int, on: date) -> str:
    """Write what remains of a withdrawn paper: its identity and the day, never its title."""
    told = {
        "key": key,
        "seq": seq,
        "document": document,
        "withdrawn_on": on.isoformat(),
    }
    return _written(told)


def _told(file: PackedFile) -> dict[str, object]:
    return {
        "name": file.safe_name,
        "original_name": file.name,
        "media_type": file.media_type,
        "size": len(file.content),
        "sha256": file.sha256,
        "sm3": file.sm3,
    }


def _written(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _cut(text: str) -> str:
    return text.encode()[:_LONGEST].decode(errors="ignore").strip(" .") or "_"
