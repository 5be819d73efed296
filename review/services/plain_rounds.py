"""Flagging and assessing plain papers by the hundred: the same rows as one by one, in fewer words.

1. Many are read and judged while nothing is locked.
2. A few at a time their rows are made and chained, while the turn is others', and then written, as
   long as nobody else enters anything and no midnight passes: else these few are asked again under
   the lock, and the others read anew.

Where anything fails, the turn is undone and its papers go one by one; where their rows cannot even
be made, all that was read with them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, cast

from loguru import logger
from sqlalchemy import CursorResult, bindparam, insert, update

from review.domain.clock_refusals import ClockAhead, ClockBack, ClockMoved
from review.domain.errors import StaleCase
from review.services.job_slots import SlotLostError
from review.services.plain_papers import plain_after, plain_again
from review.services.plain_rows import Made, made_of
from review.services.round_batches import Round
from review.services.work import SHANGHAI, Work
from review.storage.ledger import append_linked, is_tip, last_link
from review.storage.rows import CaseRow, StepRow, WebhookDeliveryRow
from review.storage.tables import table_of

AHEAD = 200
"""So many papers are read at a time at most."""
FRESH = timedelta(minutes=1)
"""What was made ready longer ago is not of this hour."""
_ENDS_THE_ROUND = (SlotLostError, ClockAhead, ClockBack, ClockMoved)
_CASES, _STEPS, _TOLD = (table_of(kind) for kind in (CaseRow, StepRow, WebhookDeliveryRow))
_ASSESSED = update(_CASES).where(_CASES.c.id == bindparam("swapped"), _CASES.c.rev == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Papers ready to be written, and as of when; `goes_on` is where reading goes on."""

    at: datetime
    papers: Iterator[Made]
    goes_on: str | None

    def is_of(self, now: datetime) -> bool:
        """Say whether it still says what it would say by this hour."""
        days = {one.astimezone(SHANGHAI).date() for one in (self.at, now)}
        return len(days) == 1 and abs(now - self.at) <= FRESH


def flag_plain(round_: Round) -> None:
    """Flag and assess every plain paper that is due; what is left goes one by one.

    Where others enter something all the time, fewer are read in vain.
    """
    after: str | None = ""
    ahead = AHEAD
    while after is not None:
        ready = _made_ready(round_, after=after, ahead=ahead)
        overtaken = _in_turns(round_, ready)
        after = ready.goes_on if overtaken is None else overtaken
        ahead = min(2 * ahead, AHEAD) if overtaken is None else round_.turns.size


def _made_ready(round_: Round, *, after: str, ahead: int) -> Ready:
    """Read and judge some; where that fails nothing is ready, and no more is read."""
    on, agency_id = round_.report.on, round_.agency_id
    made: Iterator[Made] = iter(())
    goes_on: str | None = None
    with round_.database.read() as session:
        work = round_.work(session)
        with _else_one_by_one():
            found, goes_on = plain_after(work, agency_id=agency_id, on=on, after=after, size=ahead)
            papers = [one for one in found if one.document.id not in round_.aside]
            made = made_of(work, papers, agency_id=agency_id, after=last_link(session, agency_id))
        session.expunge_all()
    return Ready(at=work.now, papers=made, goes_on=goes_on)


def _in_turns(round_: Round, ready: Ready) -> str | None:
    """Write what is ready; return after which paper to read anew, where somebody was quicker."""
    while some := _drawn(ready.papers, size=round_.turns.size):
        is_as_read = _turn(round_, some, ready)
        round_.turns.fit(len(some))
        round_.progress.goes_on(len(some))
        if not is_as_read:
            return some[-1].document_id
    return None


def _drawn(papers: Iterator[Made], *, size: int) -> list[Made]:
    """Return the next papers, made now; none where there are no more or one cannot be made."""
    some: list[Made] = []
    with _else_one_by_one():
        some = list(islice(papers, size))
    return some  # noqa: RET504  # it stays empty where that fails


@contextmanager
def _else_one_by_one() -> Iterator[None]:
    """Leave papers to the line that takes one after the other, with a line in the log.

    Whoever has lost the right to this job, or whose clock is in doubt, does not go on.
    """
    try:
        yield
    except _ENDS_THE_ROUND:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, each is tried by itself
        logger.warning("a batch goes one by one", error=type(error).__name__)


def _turn(round_: Round, some: list[Made], ready: Ready) -> bool:
    """Write some in one durable commit; say whether all was as it had been read.

    What fails leaves no trace but a line in the log.
    """
    with round_.write() as work:
        is_as_read = ready.is_of(work.now) and is_tip(work.session, some[0].entries[0])
        is_written = False
        with _else_one_by_one(), work.session.begin_nested():
            if not is_as_read:
                some = _made_again(round_, work, [one.document_id for one in some])
            _write(work, some)
            is_written = True
        if not is_written:
            work.session.expire_all()
            return False
    _count(round_, some)
    return is_as_read


def _made_again(round_: Round, work: Work, papers: list[str]) -> list[Made]:
    """Ask again of some papers under the lock: somebody was quicker, or the day is another."""
    again = plain_again(work, papers, agency_id=round_.agency_id, on=round_.report.on)
    after = last_link(work.session, round_.agency_id)
    return list(made_of(work, again, agency_id=round_.agency_id, after=after))


def _write(work: Work, some: Sequence[Made]) -> None:
    """Write entries, cases, steps, and the cases as assessed, in the order the guards ask for."""
    if not some:
        return
    session = work.session
    append_linked(session, [entry for one in some for entry in one.entries])
    session.execute(insert(_CASES), [one.case for one in some])
    session.execute(insert(_STEPS), [step for one in some for step in one.steps])
    if told := [message for one in some for message in one.told]:
        session.execute(insert(_TOLD), told)
    done = cast("CursorResult[Any]", session.execute(_ASSESSED, [one.assessed for one in some]))
    if done.rowcount != len(some):
        raise StaleCase(expected=1, found=2)


def _count(round_: Round, some: Sequence[Made]) -> None:
    report = round_.report
    for one in some:
        report.counts["flagged"] += 1
        report.counts[f"proposed:{one.assessed['outcome']}"] += 1
        report.names(one.number)
