"""Hand a ruleset to the child cheaply: written down once here, and read there only if it is new."""

from __future__ import annotations

import functools
import hashlib
import pickle
from dataclasses import dataclass, field, replace

from review.screening.rules import active_ruleset
from review.screening.ruleset import Ruleset

_KEPT = 4


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


def _written(ruleset: Ruleset) -> Handed:
    """Leave out the terms themselves: the automaton has them, and the child reads no list."""
    lexicons = tuple(replace(lexicon, terms=()) for lexicon in ruleset.lexicons)
    content = pickle.dumps(replace(ruleset, lexicons=lexicons), pickle.HIGHEST_PROTOCOL)
    return Handed(hashlib.sha256(content).hexdigest(), content)


def taken(given: Handed) -> Ruleset:
    """Return the ruleset that was handed over: the shipped one as it is held ready, else a copy."""
    if given.digest == shipped_digest():
        return active_ruleset()
    ruleset: Ruleset = pickle.loads(given.content)  # noqa: S301 - from our own parent
    return ruleset


@functools.cache
def shipped_digest() -> str:
    """Return by which digest the shipped ruleset is known."""
    return handed(active_ruleset()).digest
