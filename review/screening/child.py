"""The limited process that parses one file: bytes in by a pipe, plain findings out."""

from __future__ import annotations

import json
from functools import partial
from multiprocessing.connection import Connection

from review.screening.answer import packed
from review.screening.examination import Manner, failed
from review.screening.examining import examine, examine_roughly
from review.screening.handing import Handed, taken
from review.screening.limits import Limits
from review.screening.recognition import recogniser_of
from review.screening.seeing import CLOSED, Eyes, Told
from review.screening.segments import Reason


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
