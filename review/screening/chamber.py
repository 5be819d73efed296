"""Run the child for one file and take its answer, its death or its silence for what they are."""

from __future__ import annotations

import functools
import multiprocessing
import threading
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from review.screening.child import failed, serve, unpacked
from review.screening.examination import Examination
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.segments import Reason

_PRELOADED = "review.screening.preloaded"
_ENDING_SECONDS, _DYING_SECONDS = 0.5, 5.0


@functools.cache
def _context() -> ForkServerContext | SpawnContext:
    """Fork children from a warm server where there is one, for the libraries load slowly."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def examine_apart(content: bytes, *, name: str, ruleset: Ruleset, limits: Limits) -> Examination:
    """Examine a file in a process of its own; whatever happens there, the answer is an answer."""
    ours, theirs = _context().Pipe()
    child: BaseProcess = _context().Process(
        target=serve, args=(theirs, ruleset, limits), daemon=True
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
            return _answer(ours, content, name=name, ruleset=ruleset, limits=limits)
        except (EOFError, OSError):
            late = time.monotonic() - began >= limits.seconds
            return failed(Reason.TIMEOUT if late else Reason.CRASHED)
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ):
            # Not the answer we asked for: the child was taken over, or is broken.
            return failed(Reason.CRASHED)
        finally:
            alarm.cancel()
            alarm.join()
            _end(child)


def _answer(
    pipe: Connection, content: bytes, *, name: str, ruleset: Ruleset, limits: Limits
) -> Examination:
    pipe.send_bytes(name.encode("utf-8", "surrogatepass"))
    pipe.send_bytes(content)
    return unpacked(pipe.recv_bytes(limits.answer), ruleset=ruleset)


def _end(child: BaseProcess) -> None:
    child.join(_ENDING_SECONDS)
    if child.is_alive():
        child.kill()
    child.join(_DYING_SECONDS)
    child.close()
