"""A limited process of its own for one file: whatever happens there, the answer is an answer."""

from __future__ import annotations

import functools
import json
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any

from review.screening.handing import handed
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.seeing import Told, untold
from review.screening.segments import Reason

_PRELOADED = ("review.screening.preloaded", "review.screening.redaction.child")
_ENDING_SECONDS, _DYING_SECONDS = 0.5, 5.0


class NoAnswer(Exception):  # noqa: N818 - an answer: the child died, or was silent too long
    """The child gave no answer; carries the reason, and whether it was begun at all."""

    def __init__(self, reason: Reason, *, was_begun: bool = True) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason, self.was_begun = reason, was_begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a child is to do with a file: a function of a module, and what it is given beside it.

    It is called with its end of the pipe, the ruleset and the limits; name and content of the file
    come through the pipe, and so goes its answer, which begins with a brace.
    """

    serve: Callable[..., None]
    ruleset: Ruleset
    limits: Limits
    given: dict[str, Any] = field(default_factory=dict)


_BOOKS = threading.Lock()
"""Starting a child asks how all others ended: of two threads at once, one could read the answer
that is meant for the other through a descriptor that was closed and given out again, and wait."""


@functools.cache
def _context() -> ForkServerContext | SpawnContext:
    """Fork children from a warm server where there is one, for the libraries load slowly."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def answered(task: Task, content: bytes, *, name: str, told: Told = untold) -> bytes:
    """Return what a child answers.

    Raises:
        NoAnswer: no process was to be had, or it died, or took too long.
        ValueError: what it said before its answer was not what it may say.
    """
    limits = task.limits
    ours, theirs = _context().Pipe()
    child: BaseProcess = _context().Process(
        target=task.serve,
        args=(theirs, handed(task.ruleset), limits),
        kwargs=task.given,
        daemon=True,
    )
    with ours:
        try:
            with theirs, _BOOKS:
                child.start()
        except (EOFError, OSError) as fault:  # no process to be had now
            raise NoAnswer(Reason.CRASHED, was_begun=False) from fault
        # Whatever the child does or holds back, and wherever we wait for it, this ends it.
        began = time.monotonic()  # before the alarm: whom it ends was late
        alarm = threading.Timer(limits.seconds, child.kill)
        alarm.start()
        try:
            _hand_over(ours, content, name=name)
            return _answer(ours, limits=limits, told=told)
        except (EOFError, OSError) as fault:
            late = time.monotonic() - began >= limits.seconds
            raise NoAnswer(Reason.TIMEOUT if late else Reason.CRASHED) from fault
        finally:
            alarm.cancel()
            alarm.join()
            _end(child)


def _hand_over(pipe: Connection, content: bytes, *, name: str) -> None:
    pipe.send_bytes(name.encode("utf-8", "surrogatepass"))
    pipe.send_bytes(content)


def _answer(pipe: Connection, *, limits: Limits, told: Told) -> bytes:
    """Return the answer, which is an object; what comes before tells how far it is."""
    for _ in range(limits.scans + 1):
        said = pipe.recv_bytes(limits.answer)
        if said.startswith(b"{"):
            return said
        number, of = json.loads(said)
        told(int(number), int(of))
    raise ValueError


def _end(child: BaseProcess) -> None:
    if not wait([child.sentinel], _ENDING_SECONDS):
        child.kill()
        wait([child.sentinel], _DYING_SECONDS)
    with _BOOKS:
        child.join(_DYING_SECONDS)
        child.close()
