"""A limited process of its own for one file: whatever happens there, the answer is an answer."""

from __future__ import annotations

import json
import pickle
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from review.screening.attending import Errand
from review.screening.handing import handed
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.seeing import Told, untold
from review.screening.segments import Reason
from review.screening.spare import part, prepare, take

AT_ONCE = 8
"""Children at work at one time: each may take the memory that a file is allowed."""
OF_LOOKERS = 4
"""Of these, such as lay a file out for a reader: who hands in does not wait for who leafs."""
_PLACES, _LOOKING = threading.BoundedSemaphore(AT_ONCE), threading.BoundedSemaphore(OF_LOOKERS)


class NoAnswer(Exception):  # noqa: N818 - an answer: the child died, or was silent too long
    """The child gave no answer; carries the reason, and whether it was begun at all."""

    def __init__(self, reason: Reason, *, was_begun: bool = True) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason, self.was_begun = reason, was_begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a child is to do with a file: a function of a module, and what it is given beside it.

    The function is named, module:function, and found there: what parses files is never loaded here.
    It is called with its end of the pipe, the ruleset and the limits; name and content of the file
    come through the pipe, and so goes its answer, which begins with a brace.
    """

    serve: str
    ruleset: Ruleset
    limits: Limits
    given: dict[str, Any] = field(default_factory=dict)
    is_look: bool = False
    """Somebody wants to see a page; nothing is decided by it."""

    def written(self) -> bytes:
        """Return the errand as it is sent."""
        errand = Errand(
            serve=self.serve, ruleset=handed(self.ruleset), limits=self.limits, given=self.given
        )
        return pickle.dumps(errand, pickle.HIGHEST_PROTOCOL)


def answered(task: Task, content: bytes, *, name: str, told: Told = untold) -> bytes:
    """Return what a child answers; its time begins when there is a place for it.

    Raises:
        NoAnswer: no process was to be had, or it died, or took too long.
        ValueError: what it said before its answer was not what it may say.
    """
    with _place(task):
        return _answered(task, content, name=name, told=told)


@contextmanager
def _place(task: Task) -> Iterator[None]:
    if not task.is_look:
        with _PLACES:
            yield
        return
    with _LOOKING, _PLACES:
        yield


def _answered(task: Task, content: bytes, *, name: str, told: Told) -> bytes:
    limits, errand = task.limits, task.written()
    try:
        child = take()
    except (EOFError, OSError) as fault:  # no process to be had now
        raise NoAnswer(Reason.CRASHED, was_begun=False) from fault
    # Whatever the child does or holds back, and wherever we wait for it, this ends it.
    began = time.monotonic()  # before the alarm: whom it ends was late
    alarm = threading.Timer(limits.seconds, child.process.kill)
    alarm.start()
    try:
        _hand_over(child.pipe, errand, name.encode("utf-8", "surrogatepass"), content)
        prepare()
        answer = _answer(child.pipe, limits=limits, told=told)
    except (EOFError, OSError) as fault:
        late = time.monotonic() - began >= limits.seconds
        raise NoAnswer(Reason.TIMEOUT if late else Reason.CRASHED) from fault
    else:
        return answer
    finally:
        alarm.cancel()
        alarm.join()
        part(child)


def _hand_over(pipe: Connection, *sent: bytes) -> None:
    for each in sent:
        pipe.send_bytes(each)


def _answer(pipe: Connection, *, limits: Limits, told: Told) -> bytes:
    """Return the answer, which is an object; what comes before tells how far it is."""
    for _ in range(limits.scans + 1):
        said = pipe.recv_bytes(limits.answer)
        if said.startswith(b"{"):
            return said
        number, of = json.loads(said)
        told(int(number), int(of))
    raise ValueError
