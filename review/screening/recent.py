"""What was shown last, kept in memory and nowhere else, until it is to be forgotten."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

from review.screening.ruleset import Ruleset

Key = tuple[str, str, str, int]
"""Of a file its SHA-256 and its name, the rules, and which part or page."""
Shown = TypeVar("Shown")


def key_of(sha256: str, name: str, ruleset: Ruleset, number: int) -> Key:
    """Return under what a part or a page of a file is kept."""
    return (sha256, name, ruleset.identity, number)


class Recent(Generic[Shown]):
    """The last so many; the one that was asked for longest ago makes room."""

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._kept: OrderedDict[Key, Shown] = OrderedDict()
        self._forgotten = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> tuple[Shown | None, int]:
        """Return what is kept, and since which forgetting: `keep` is to be told."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key), self._forgotten

    def keep(self, key: Key, shown: Shown, *, since: int) -> None:
        """Keep it, unless all was forgotten while it was made."""
        with self._lock:
            if since != self._forgotten:
                return
            self._kept[key] = shown
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Let go of everything: bytes that are destroyed are not seen from memory either.

        Nor is what is being made of them meanwhile.
        """
        with self._lock:
            self._forgotten += 1
            self._kept.clear()
