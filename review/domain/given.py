"""Single values as a form or a command line gives them: read, or refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from review.domain.errors import DateMalformed, GroundsMissing, WordUnknown
from review.domain.phrases import NO, YES
from review.domain.vocabulary import Key, Term

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

T = TypeVar("T", bound=Term)


def is_marked(values: Mapping[str, str]) -> bool:
    """Say whether the work-secret mark is set; anything but a plain yes or no is refused."""
    said = text(values, key=Key.WORK_SECRET_MARK).lower()
    if said not in ("", *YES, *NO):
        raise WordUnknown(key=Key.WORK_SECRET_MARK, allowed=(YES[0], NO[0]))
    return said in YES


def word(values: Mapping[str, str], *, key: Key, words: type[T]) -> T:
    """Return the fixed word whose identifier or label is given."""
    try:
        return words.of(required(values, key=key))
    except ValueError:
        allowed = tuple(f"{member.label}（{member.value}）" for member in words)
        raise WordUnknown(key=key, allowed=allowed) from None


def day(values: Mapping[str, str], *, key: Key) -> date:
    """Return the day that is given."""
    given = required(values, key=key)
    if not _ISO_DAY.fullmatch(given):
        raise DateMalformed(key=key)
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise DateMalformed(key=key) from None


def required(values: Mapping[str, str], *, key: Key) -> str:
    """Return what is given, which must be something."""
    given = text(values, key=key)
    if not given:
        raise GroundsMissing(key=key)
    return given


def text(values: Mapping[str, str], *, key: Key) -> str:
    """Return what is given, trimmed; nothing is the empty text."""
    return values.get(key.value, "").strip()
