"""A child begun before there is a file for it: a process for each file, and none waits for its own.

1. `take` gives the child that waits, or begins one. A child is for one file and is never given
   again: nothing of one file can reach the next.
2. It has cut itself off by then, and bounds itself by the limits of its file before it reads any.
3. `prepare` begins the next ones, while the child that was given away is at work.
4. `part` ends a child that has answered, and waits for no more than that it is told so: it is
   buried while the next is at work.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from review.screening.attending import attend

_ENDING_SECONDS, _DYING_SECONDS = 0.5, 5.0
_BOOKS = threading.Lock()
"""Starting a child asks how all others ended: of two threads at once, one could read the answer
that is meant for the other through a descriptor that was closed and given out again, and wait."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process of its own, and our end of the pipe to it."""

    process: BaseProcess
    pipe: Connection

    @property
    def has_ended(self) -> bool:
        """Whether it is of no use any more."""
        return bool(wait([self.process.sentinel], 0))

    def end(self) -> None:
        """Wait until it is gone, which after its answer it soon is; else see to it."""
        self.pipe.close()
        if not wait([self.process.sentinel], _ENDING_SECONDS):
            self.process.kill()
            wait([self.process.sentinel], _DYING_SECONDS)
        with _BOOKS:
            self.process.join(_DYING_SECONDS)
            self.process.close()


_AHEAD = 2
"""A short text is examined in less time than it takes to begin a child."""
_WAITING: list[Child] = []
_PARTED: list[Child] = []
if hasattr(os, "register_at_fork"):  # two processes must never share a child
    os.register_at_fork(after_in_child=_WAITING.clear)
    os.register_at_fork(after_in_child=_PARTED.clear)


@functools.cache
def _context() -> ForkServerContext | SpawnContext:
    """Fork children from a warm server where there is one, for the libraries load slowly."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # In this order: who has threads leaves the network no more, unless as root.
    context.set_forkserver_preload(["review.secluded", "review.screening.preloaded"])
    return context


def take() -> Child:
    """Return a child for one file; EOFError or OSError if no process is to be had now."""
    while _WAITING:
        with contextlib.suppress(IndexError):  # another thread was quicker
            child = _WAITING.pop()
            if not child.has_ended:
                return child
            child.end()
    return _begun()


def prepare() -> None:
    """Have children wait for the next files; if none is to be had now, each begins its own."""
    bury()
    with contextlib.suppress(EOFError, OSError):
        while len(_WAITING) < _AHEAD:
            _WAITING.append(_begun())


def part(child: Child) -> None:
    """End a child that has answered: nobody asks it for more."""
    child.pipe.close()
    if not child.has_ended:
        child.process.kill()
    _PARTED.append(child)


def bury() -> None:
    """See that all that were parted from are gone."""
    while _PARTED:
        with contextlib.suppress(IndexError):  # another thread was quicker
            _PARTED.pop().end()


def waiting() -> tuple[Child, ...]:
    """Return what was prepared and not yet taken."""
    return tuple(_WAITING)


def _begun() -> Child:
    ours, theirs = _context().Pipe()
    process = _context().Process(target=attend, args=(theirs,), daemon=True)
    try:
        with theirs, _BOOKS:
            process.start()
    except BaseException:
        ours.close()
        raise
    return Child(process, ours)
