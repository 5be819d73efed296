"""What every child does: cut itself off, wait for the one file it is for, see to it, and end."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from typing import Any

from review.screening.confinement import bound, cut_off
from review.screening.handing import Handed
from review.screening.limits import Limits

SELDOM = 100_000
"""So many objects are made before a child looks for what to throw away: it is for one file, and
its memory is bounded."""
REHEARSE = "review.screening.rehearsal:rehearse"
"""Named, so that who asks children never loads it: they and their server do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a child is sent: which function of a module to call, with what beside the file."""

    serve: str
    ruleset: Handed
    limits: Limits
    given: dict[str, Any] = field(default_factory=dict)


def attend(pipe: Connection) -> None:
    """Be a child for one file, which comes through the pipe after the errand; never return.

    Nobody has anything more to do in this process, so it ends without looking back: what it holds
    is the kernel's to take away.
    """
    try:
        cut_off(pipe.fileno())
        gc.set_threshold(SELDOM)
        resolve_name(REHEARSE)()
        with contextlib.suppress(EOFError):  # no file came, and none will
            errand: Errand = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own parent
            bound(errand.limits)
            resolve_name(errand.serve)(pipe, errand.ruleset, errand.limits, **errand.given)
    finally:
        os._exit(0)
