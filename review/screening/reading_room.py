"""Lay a file out for who may read it: made in a child process, kept in memory and nowhere else."""

from __future__ import annotations

import hashlib

from review.domain.legible import NOTHING, Legible
from review.screening.apart import NoAnswer, Task, answered
from review.screening.chamber import NO_ANSWER
from review.screening.limits import LIMITS, Limits
from review.screening.reading_answer import unpacked
from review.screening.recent import Recent, key_of
from review.screening.ruleset import Ruleset

_SERVE = "review.screening.reading_child:serve"
_MOST = 64
"""So many parts stay laid out: who disposes of ten findings looks at one part ten times."""


class ReadingRoom:
    """The parts that were looked at last; the text of none is written anywhere."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many parts."""
        self._recent = Recent[Legible](most)

    def laid_out(
        self, content: bytes, *, name: str, ruleset: Ruleset, part: int, limits: Limits = LIMITS
    ) -> Legible:
        """Return one part of a file, laid out; what no process could lay out is nothing.

        The parts behind it come with it: who reads on does not wait for the file to be read again.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        key = key_of(sha256, name, ruleset, part)
        known, since = self._recent.get(key)
        if known is not None:
            return known
        shown = _laid_out(content, name=name, ruleset=ruleset, part=part, limits=limits)
        if shown is None:
            return NOTHING
        for behind in reversed(shown[1:]):
            self._recent.keep(key_of(sha256, name, ruleset, behind.part), behind, since=since)
        self._recent.keep(key, shown[0], since=since)  # as asked for: there may be no such part
        return shown[0]

    def forget(self) -> None:
        """Let go of everything: bytes that are destroyed are not seen from memory either."""
        self._recent.forget()


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
