"""What will do as text: signs that can be written down again, and that read as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from review.domain.unfit import TextTurning, TextUnfit

_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Turns of direction, joiners, breaks, fillers and tags: nothing of them is seen. Selectors of a
# glyph (U+FE00, U+E0100 and on) stay: rare signs of names are written with them.
_TURNING = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_UNSEEN = re.compile(f"{_STEERING.pattern}|[\t\n\r\u2028\u2029]|{_TURNING.pattern}")
_MOST_TOLD = 5
_BYTE_ORDER_MARK = "\ufeff"
SECRETS = frozenset({"password", "old", "new"})
"""A password may hold any sign that can be written down."""
_FILES = frozenset({"checklist", "text"})
"""What is a file of text as it was saved; Windows begins one with a mark of the byte order."""


def is_broken(text: str) -> bool:
    """Say whether a text holds half a sign, which no file and no database can keep."""
    return _SURROGATE.search(text) is not None


def is_steering(text: str) -> bool:
    """Say whether a text holds a control sign other than the ends of lines and the tabulator."""
    return _STEERING.search(text) is not None


def turning(text: str) -> tuple[str, ...]:
    """Return the signs of a text that are not seen or turn the order of those that are.

    By their numbers (U+202E), each once.
    """
    return tuple(dict.fromkeys(map(_numbered, _TURNING.findall(text))))[:_MOST_TOLD]


def shown(text: str) -> str:
    """Return a name that others gave, with what would not be seen as its number."""
    return _UNSEEN.sub(lambda sign: f"<{_numbered(sign[0])}>", text)


def _numbered(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def refuse_unfit_text(asked: object) -> None:
    """Refuse what was asked when any text in it will not do, before anything is done with it."""
    for name, text in _texts(asked):
        if is_broken(text) or (name not in SECRETS and is_steering(text)):
            raise TextUnfit
        signs = turning(text.removeprefix(_BYTE_ORDER_MARK) if name in _FILES else text)
        if signs and name not in SECRETS:
            raise TextTurning(signs=signs)


def _texts(asked: object, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a command, with the field or key that it was given for."""
    match asked:
        case str():
            yield name, asked
        case Mapping():
            for key, value in asked.items():
                yield from _texts((key, value), name=str(key))
        case tuple():
            for value in asked:
                yield from _texts(value, name=name)
        case _ if is_dataclass(asked):
            for field in fields(asked):
                yield from _texts(getattr(asked, field.name), name=field.name)
        case _:
            pass
