"""What an agency adds to the shipped rules, as it was handed in: rule files and term lists."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Self

from review.domain.errors import RulesMalformed
from review.screening.faults import Fault

MOST_FILES = 20
LARGEST = 20 * 1024 * 1024
RULES, LISTS = ".toml", (".txt", ".csv")
_VERSION = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """Texts by the names of their files, in the order of the names."""

    texts: tuple[tuple[str, str], ...] = field(repr=False)

    @classmethod
    def of(cls, files: tuple[tuple[str, bytes], ...]) -> Self:
        """Take files as they came.

        Raises:
            RulesMalformed: too many, too large, of an unknown kind, twice, or not UTF-8.
        """
        names = [name for name, _ in files]
        for number, (name, content) in enumerate(files):
            _refuse_unfit(name, content, before=names[:number])
        if not files or len(files) > MOST_FILES:
            raise RulesMalformed(file="", reason=Fault.FILES_TOO_MANY.value)
        return cls(texts=tuple(sorted((name, _text(name, content)) for name, content in files)))

    @classmethod
    def read(cls, source: str) -> Self:
        """Take back what `source` gave."""
        return cls(texts=tuple(sorted(json.loads(source).items())))

    @property
    def source(self) -> str:
        """Everything as one text, to be kept."""
        return json.dumps(dict(self.texts), ensure_ascii=False, sort_keys=True)

    @property
    def digest(self) -> str:
        """The SHA-256 of the source."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    @property
    def rule_files(self) -> tuple[tuple[str, str], ...]:
        """The files with rules."""
        return tuple(each for each in self.texts if _kind(each[0]) == RULES)

    @property
    def lists(self) -> tuple[tuple[str, str], ...]:
        """The term lists."""
        return tuple(each for each in self.texts if _kind(each[0]) in LISTS)


def refuse_unfit_version(version: str) -> None:
    """Refuse a label that could be taken for a part of an identity, or not be typed."""
    if not _VERSION.fullmatch(version):
        raise RulesMalformed(file="", reason=Fault.VERSION_UNFIT.of(version))


def _kind(name: str) -> str:
    return PurePath(name).suffix.casefold()


def _refuse_unfit(name: str, content: bytes, *, before: list[str]) -> None:
    faults = {
        Fault.FILE_KIND: _kind(name) not in {RULES, *LISTS},
        Fault.FILE_TWICE: name in before,
        Fault.FILE_TOO_LARGE: len(content) > LARGEST,
    }
    for fault, holds in faults.items():
        if holds:
            raise RulesMalformed(file=name, reason=fault.value)


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesMalformed(file=name, reason=Fault.NOT_UTF_8.of(str(line))) from error
