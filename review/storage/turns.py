"""Whose turn it is: so many at a time, and who acts before who looks.

One interpreter does one thing at a time: forty questions asked at once are each answered last.
Whoever waits here waits for nothing else: no connection of the database, and no other thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, get_ident

ACTS_IN_A_ROW = 8
"""After so many who act somebody who looks is let in, if one waits."""

ACTS: ContextVar[bool] = ContextVar("acts", default=False)
"""Whether what runs here was asked for by somebody who acts."""


class Turns:
    """The line before the readers, or before the one writer: those who act go first in it."""

    def __init__(self, at_once: int) -> None:
        """Begin with nobody let in."""
        self._guard = Lock()
        self._free = at_once
        self._in_a_row = 0
        self._inside: set[int] = set()
        self._acting: deque[Event] = deque()
        self._looking: deque[Event] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._acting) + len(self._looking)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and keep it while the block runs.

        Raises:
            RuntimeError: this thread has one already; it might wait for itself for ever.
        """
        me = get_ident()
        if me in self._inside:
            raise RuntimeError
        self._wait()
        self._inside.add(me)
        try:
            yield
        finally:
            self._inside.discard(me)
            self._pass_on()

    def _wait(self) -> None:
        called = Event()
        with self._guard:
            if self._free:
                self._free -= 1
                return
            (self._acting if ACTS.get() else self._looking).append(called)
        called.wait()

    def _pass_on(self) -> None:
        with self._guard:
            line = self._next_line()
            if line is None:
                self._free += 1
            else:
                line.popleft().set()

    def _next_line(self) -> deque[Event] | None:
        """Choose whom to call; nobody who looks is passed over for ever."""
        is_enough = self._in_a_row >= ACTS_IN_A_ROW and bool(self._looking)
        if self._acting and not is_enough:
            self._in_a_row += 1
            return self._acting
        self._in_a_row = 0
        return self._looking or None
