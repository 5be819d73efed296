"""What will do as text: signs that can be written down again, and none that steers a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from review.domain.unfit import TextUnfit

_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SECRETS = frozenset({"password", "old", "new"})
"""A password may hold any sign that can be written down."""


def is_broken(text: str) -> bool:
    """Say whether a text holds half a sign, which no file and no database can keep."""
    return _SURROGATE.search(text) is not None


def is_steering(text: str) -> bool:
    """Say whether a text holds a control sign other than the ends of lines and the tabulator."""
    return _STEERING.search(text) is not None


def refuse_unfit_text(asked: object) -> None:
    """Refuse what was asked when any text in it will not do, before anything is done with it."""
    for name, text in _texts(asked):
        if is_broken(text) or (name not in SECRETS and is_steering(text)):
            raise TextUnfit


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
