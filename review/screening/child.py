"""The limited process that parses one file: bytes in by a pipe, plain findings out."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection

from review.screening.answer import packed
from review.screening.examination import Examination, examine, examine_roughly
from review.screening.handing import Handed, taken
from review.screening.judging import Judgement
from review.screening.limits import Limits
from review.screening.recognition import recogniser_of
from review.screening.seeing import CLOSED, Eyes, Told
from review.screening.segments import Reason, Unread


class Manner(StrEnum):
    """How a child goes about a file."""

    PLAIN = "plain"
    SEEING = "seeing"
    """Pictures are recognised too."""
    ROUGH = "rough"
    """Nothing is parsed: what of a file that killed its child is marked all the same?"""


def serve(pipe: Connection, given: Handed, limits: Limits, *, manner: Manner) -> None:
    """Examine what comes through the pipe and answer in JSON; no fault tells what it was about.

    Before the answer come as many messages as there are pictures to recognise: [number, of].
    """
    ruleset = taken(given)
    sees = manner is Manner.SEEING
    eyes = Eyes(recogniser=recogniser_of(), told=_teller(pipe)) if sees else CLOSED
    look = examine_roughly if manner is Manner.ROUGH else partial(examine, eyes=eyes)
    try:
        name = pipe.recv_bytes().decode("utf-8", "surrogatepass")
        content = pipe.recv_bytes()
        answer = packed(look(content, name=name, ruleset=ruleset, limits=limits))
    except MemoryError:
        answer = packed(failed(Reason.MEMORY))
    except Exception:  # noqa: BLE001 - whatever a parser throws: the file is unreadable
        answer = packed(failed(Reason.CRASHED))
    pipe.send_bytes(answer)
    pipe.close()


def _teller(pipe: Connection) -> Told:
    return lambda number, of: pipe.send_bytes(json.dumps([number, of]).encode())


def failed(reason: Reason) -> Examination:
    """Return what is said of a file whose examination came to nothing."""
    return Examination(
        media_type="application/octet-stream",
        judgement=Judgement(),
        unreads=(Unread(reason=reason),),
    )
