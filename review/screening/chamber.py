"""Run the child for one file and take its answer, its death or its silence for what they are."""

from __future__ import annotations

import functools
import json
import multiprocessing
import threading
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from review.screening.answer import unpacked
from review.screening.child import Manner, failed, serve
from review.screening.examination import Examination
from review.screening.handing import handed
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.seeing import Told, untold
from review.screening.segments import Reason, Unread

_PRELOADED = "review.screening.preloaded"
_ENDING_SECONDS, _DYING_SECONDS = 0.5, 5.0
_KILLED = tuple(Unread(reason=reason) for reason in (Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED))
_NO_ANSWER = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""Not the answer we asked for: the child was taken over, or is broken."""


@functools.cache
def _context() -> ForkServerContext | SpawnContext:
    """Fork children from a warm server where there is one, for the libraries load slowly."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def examine_apart(
    content: bytes,
    *,
    name: str,
    ruleset: Ruleset,
    limits: Limits,
    told: Told | None = None,
) -> Examination:
    """Examine a file in a process of its own; whatever happens there, the answer is an answer.

    With `told` the child reads pictures too, which takes it longer to begin, and `told` hears the
    number of each and how many there are. A file that killed its child is looked over roughly by
    another, for it may be marked.
    """
    manner = Manner.PLAIN if told is None else Manner.SEEING
    examination = _examined(content, name=name, ruleset=ruleset, limits=limits, how=(manner, told))
    if not examination.was_begun or examination.unread not in _KILLED:
        return examination
    how = (Manner.ROUGH, None)
    rough = _examined(content, name=name, ruleset=ruleset, limits=limits, how=how)
    return replace(examination, judgement=rough.judgement)


def _examined(
    content: bytes,
    *,
    name: str,
    ruleset: Ruleset,
    limits: Limits,
    how: tuple[Manner, Told | None],
) -> Examination:
    manner, told = how
    ours, theirs = _context().Pipe()
    child: BaseProcess = _context().Process(
        target=serve,
        args=(theirs, handed(ruleset), limits),
        kwargs={"manner": manner},
        daemon=True,
    )
    with ours:
        try:
            with theirs:
                child.start()
        except (EOFError, OSError):  # no process to be had now
            return replace(failed(Reason.CRASHED), was_begun=False)
        # Whatever the child does or holds back, and wherever we wait for it, this ends it.
        alarm = threading.Timer(limits.seconds, child.kill)
        alarm.start()
        began = time.monotonic()
        try:
            _hand_over(ours, content, name=name)
            return unpacked(_answer(ours, limits=limits, told=told or untold), ruleset=ruleset)
        except (EOFError, OSError):
            late = time.monotonic() - began >= limits.seconds
            return failed(Reason.TIMEOUT if late else Reason.CRASHED)
        except _NO_ANSWER:
            return failed(Reason.CRASHED)
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
    child.join(_ENDING_SECONDS)
    if child.is_alive():
        child.kill()
    child.join(_DYING_SECONDS)
    child.close()
