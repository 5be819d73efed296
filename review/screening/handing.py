"""Hand a ruleset to the child cheaply: written down once here, and read there only if it is new."""

from __future__ import annotations

import functools
import hashlib
import pickle
from dataclasses import dataclass, field, replace
from typing import Any

from review.screening.rules import active_ruleset
from review.screening.ruleset import Rule, Ruleset

_KEPT = 16
_OWN = ("version", "digest", "lexicons", "terms")
"""What a ruleset that only adds has otherwise than the shipped one, beside its rules."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A ruleset as bytes, and their SHA-256 by which the child knows the one it holds ready."""

    digest: str
    content: bytes = field(repr=False)


_WRITTEN: list[tuple[Ruleset, Handed]] = []


def handed(ruleset: Ruleset) -> Handed:
    """Write a ruleset down; the last few stay written, for every file takes the same one."""
    for known, written in _WRITTEN:
        if known is ruleset:
            return written
    written = _written(ruleset)
    _WRITTEN[:] = [*_WRITTEN[-_KEPT + 1 :], (ruleset, written)]
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Added:
    """What a ruleset has beside the shipped one, which the child holds ready."""

    beside: str
    """The digest of the shipped one, by its bytes."""
    fields: dict[str, Any]
    rules: tuple[Rule, ...]

    def joined(self) -> Ruleset:
        if self.beside != shipped_digest():
            raise ValueError(self.beside)  # files were exchanged while we run: nothing is read
        base = active_ruleset()
        return replace(base, **self.fields, rules=(*base.rules, *self.rules))


def _written(ruleset: Ruleset) -> Handed:
    """Leave out the terms themselves: the automaton has them, and the child reads no list."""
    lexicons = tuple(replace(lexicon, terms=()) for lexicon in ruleset.lexicons)
    plain = replace(ruleset, lexicons=lexicons)
    content = pickle.dumps(_beside_shipped(plain) or plain, pickle.HIGHEST_PROTOCOL)
    return Handed(hashlib.sha256(content).hexdigest(), content)


def _beside_shipped(ruleset: Ruleset) -> _Added | None:
    """Return what it adds to the shipped rules; nothing if it is these, or not all are in it."""
    base = active_ruleset()
    number = len(base.rules)
    own = {name: getattr(ruleset, name) for name in _OWN}
    as_shipped = replace(ruleset, **{name: getattr(base, name) for name in (*_OWN, "rules")})
    if ruleset == base or as_shipped != base or ruleset.rules[:number] != base.rules:
        return None
    return _Added(beside=shipped_digest(), fields=own, rules=ruleset.rules[number:])


def taken(given: Handed) -> Ruleset:
    """Return the ruleset that was handed over: the shipped one as it is held ready, else a copy."""
    if given.digest == shipped_digest():
        return active_ruleset()
    read: Ruleset | _Added = pickle.loads(given.content)  # noqa: S301 - from our own parent
    return read.joined() if isinstance(read, _Added) else read


@functools.cache
def shipped_digest() -> str:
    """Return by which digest the shipped ruleset is known."""
    return handed(active_ruleset()).digest
