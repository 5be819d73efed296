"""What every channel answers: a receipt of the bytes that lie there, and how two sides differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Hashing = Callable[[bytes], tuple[str, str]]
"""SHA-256 and SM3 of the same bytes."""

Hashes = tuple[tuple[str, str], ...]
"""SHA-256 and SM3 of each file of a paper, in the order of the paper."""


class DeliveryFailedError(Exception):
    """The channel cannot take or give up a paper as asked; the message is one plain word."""


class OvertakenError(Exception):
    """Something asked for later already lies in the channel: this came too late to be done."""

    def __init__(self, seq: int) -> None:
        """Keep the number of what lies there."""
        super().__init__(seq)
        self.seq = seq


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What lies in the channel under one key, read back from there."""

    key: str
    hashes: Hashes


class Sort(StrEnum):
    """In which way the two sides of a channel differ."""

    MISSING = "missing"
    EXTRA = "extra"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A paper that should lie in the channel; while it is under way nothing is held against it."""

    document: str
    hashes: Hashes
    is_under_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """One paper, or one stray name, on which the two sides do not agree (对账)."""

    document: str
    sort: Sort
