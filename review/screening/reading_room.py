"""Lay a file out for who may read it: made in a child process, kept in memory and nowhere else."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from review.domain.legible import NOTHING, Legible
from review.screening.apart import NoAnswer, Task, answered
from review.screening.chamber import NO_ANSWER
from review.screening.limits import LIMITS, Limits
from review.screening.reading_answer import unpacked
from review.screening.ruleset import Ruleset

_SERVE = "review.screening.reading_child:serve"
_MOST = 64
"""So many parts stay laid out: who disposes of ten findings looks at one part ten times."""

_Key = tuple[str, str, str, int]


class ReadingRoom:
    """The parts that were looked at last; the text of none is written anywhere."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many parts."""
        self._most = most
        self._kept: OrderedDict[_Key, Legible] = OrderedDict()
        self._forgotten = 0
        self._lock = threading.Lock()

    def laid_out(
        self, content: bytes, *, name: str, ruleset: Ruleset, part: int, limits: Limits = LIMITS
    ) -> Legible:
        """Return one part of a file, laid out; what no process could lay out is nothing.

        The parts behind it come with it: who reads on does not wait for the file to be read again.
        """
        digest = hashlib.sha256(content).hexdigest()
        key = (digest, name, ruleset.identity, part)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            since = self._forgotten
        shown = _laid_out(content, name=name, ruleset=ruleset, part=part, limits=limits)
        if shown is None:
            return NOTHING
        for behind in reversed(shown[1:]):
            self._keep((*key[:3], behind.part), behind, since=since)
        self._keep(key, shown[0], since=since)
        return shown[0]

    def forget(self) -> None:
        """Let go of everything: bytes that are destroyed are not read from memory either.

        Nor is what is being laid out meanwhile.
        """
        with self._lock:
            self._forgotten += 1
            self._kept.clear()

    def _keep(self, key: _Key, legible: Legible, *, since: int) -> None:
        with self._lock:
            if since != self._forgotten:
                return
            self._kept[key] = legible
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _laid_out(
    content: bytes, *, name: str, ruleset: Ruleset, part: int, limits: Limits
) -> tuple[Legible, ...] | None:
    task = Task(serve=_SERVE, ruleset=ruleset, limits=limits, given={"part": part}, is_look=True)
    try:
        return unpacked(answered(task, content, name=name))
    except (NoAnswer, *NO_ANSWER):
        return None


ROOM = ReadingRoom()
"""The one of this process."""
