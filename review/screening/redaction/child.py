"""The limited process that makes one clean copy: bytes in by a pipe, bytes out."""

from __future__ import annotations

import hashlib
from multiprocessing.connection import Connection

from review.screening.extraction.descent import readings
from review.screening.fold import fold_table
from review.screening.handing import Handed, taken
from review.screening.judging import judge
from review.screening.limits import Limits
from review.screening.redaction.answer import packed, refused, unreadable
from review.screening.redaction.choice import Choice
from review.screening.redaction.choosing import chosen
from review.screening.redaction.copying import cutter_of, redacted
from review.screening.redaction.no_copy import NoCopy, Why
from review.screening.redaction.redacted_copy import RedactedCopy
from review.screening.redaction.removal import NotCut, NotRemoved
from review.screening.ruleset import Ruleset
from review.screening.seeing import CLOSED, seen
from review.screening.segments import NotRead, Reason, Unread


def serve(pipe: Connection, given: Handed, limits: Limits, *, choice: Choice) -> None:
    """Make a copy of what comes through the pipe; no fault tells what it was about."""
    ruleset = taken(given)
    try:
        name = pipe.recv_bytes().decode("utf-8", "surrogatepass")
        content = pipe.recv_bytes()
        answer = packed(copy_of(content, name=name, ruleset=ruleset, choice=choice, limits=limits))
    except NoCopy as refusal:
        answer = refused(refusal)
    except MemoryError:
        answer = refused(unreadable(Unread(reason=Reason.MEMORY), ruleset=ruleset))
    except Exception:  # noqa: BLE001 - whatever a parser throws: no copy
        answer = refused(unreadable(Unread(reason=Reason.CRASHED), ruleset=ruleset))
    pipe.send_bytes(answer)
    pipe.close()


def copy_of(
    content: bytes, *, name: str, ruleset: Ruleset, choice: Choice, limits: Limits
) -> RedactedCopy:
    """Screen a file, and make a copy of it without the findings chosen.

    Raises:
        NoCopy: it is marked as a state secret, has no such finding, or cannot be read, cut or
            proven clean.
    """
    read = tuple(readings(content, name=name, limits=limits))
    judgement = judge(read, ruleset=ruleset, sha256=hashlib.sha256(content).hexdigest())
    if judgement.refused is not None:
        raise NoCopy(Why.MARKED, judgement.refused)
    unmet = choice.unmet(judgement)
    if unmet:
        raise NoCopy(Why.NO_SUCH_FINDING, " ".join(sorted(unmet)))
    table = fold_table(ruleset.variants)
    try:
        cutter_of(content, name=name)
        (first,) = seen([read[0].extract], eyes=CLOSED, most=limits.scans)
        if first.unread is not None:
            raise unreadable(first.unread, ruleset=ruleset)
        segments = read[0].extract.segments
        what = chosen(judgement, choice, table=table, segments=segments)
        return redacted(content, name=name, chosen=what, table=table, limits=limits)
    except NotRead as refusal:
        raise unreadable(Unread(reason=refusal.reason), ruleset=ruleset) from refusal
    except NotCut as refusal:
        raise NoCopy(Why.NOT_CUT, refusal.kind.label) from refusal
    except NotRemoved as refusal:
        raise NoCopy(Why.NOT_REMOVED, refusal.place) from refusal
