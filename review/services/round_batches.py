"""Items in batches of one commit, each in its own savepoint; what fails is set aside, and told."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter

from loguru import logger
from sqlmodel import Session

from review.domain.findings import FileReport
from review.services.agency_rules import active_rules
from review.services.clock_doubts import refuse_doubtful
from review.services.job_slots import SlotLostError
from review.services.rescreening import screened, stored
from review.services.round_hours import Hours
from review.services.round_progress import Progress
from review.services.round_turns import Turns
from review.services.set_aside import SetAside, put_aside, take_up
from review.services.stored_screenings import clear_before
from review.services.work import Means, Work
from review.storage.database import Transactions
from review.storage.ledger import head_of

NAMED = 1000
"""So many cases a report names; it counts them all."""


@dataclass(slots=True, kw_only=True)
class RunReport:
    """What a run did: counts by kind, and what was set aside."""

    on: date
    counts: Counter[str] = field(default_factory=Counter)
    set_aside: list[str] = field(default_factory=list)
    """The papers that could not be got through, by their ids; the first of them."""
    cases: list[str] = field(default_factory=list)
    """The cases that were moved, by number; the first of them."""

    def names(self, case: str) -> None:
        """Name a case, unless there are many already."""
        if len(self.cases) < NAMED:
            self.cases.append(case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round for one agency."""

    database: Transactions
    means: Means
    hours: Hours
    agency_id: str
    report: RunReport
    aside: dict[str, SetAside] = field(default_factory=dict)
    """What earlier rounds could not get through, by paper."""
    progress: Progress = field(default_factory=Progress)
    turns: Turns = field(default_factory=Turns)

    def work(self, session: Session) -> Work:
        """Return the work of one transaction of this round, at its own hour."""
        return Work(session=session, now=self.hours.now(), means=self.means)

    @contextmanager
    def write(self) -> Iterator[Work]:
        """One commit of this round, its agency locked, by a clock that is not in doubt.

        It begins when whoever waits had his turn.
        """
        self.turns.let_others_first()
        with self.database.write() as session:
            head_of(session, self.agency_id)
            since = perf_counter()
            work = self.work(session)
            refuse_doubtful(work)
            yield work
            session.flush()
            written = perf_counter()
        self.turns.took(since=since, written=written, over=perf_counter())


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: a paper or a case, by identity, with the paper and the bytes it is about."""

    subject: str
    document_id: str
    version_id: str


Treatment = Callable[[Round, Work, str, Mapping[str, FileReport]], None]
"""What is done with one item: its paper or case by identity."""


def do_batch(round_: Round, items: list[Item], *, act: Treatment, is_fresh: bool = False) -> None:
    """Screen the versions of a batch, outside of any transaction; then act, commit by commit."""
    ready = deque((item, _screened_aside(round_, item, is_fresh=is_fresh)) for item in items)
    while ready:
        with round_.write() as work:
            until = perf_counter() + round_.turns.may_hold
            while ready:
                item, reports = ready.popleft()
                _do_one(round_, work, item, reports, act=act)
                if perf_counter() >= until:
                    break


def _do_one(
    round_: Round,
    work: Work,
    item: Item,
    reports: Mapping[str, FileReport] | Exception,
    *,
    act: Treatment,
) -> None:
    """Do one item; what fails, now or when it was screened, is set aside and told."""
    fault = reports if isinstance(reports, Exception) else None
    if not isinstance(reports, Exception):
        fault = _tried(round_, work, lambda: act(round_, work, item.subject, reports))
    if fault is not None:
        _set_aside(round_, work, item, fault)
    elif item.document_id in round_.aside:
        take_up(work, round_.aside.pop(item.document_id))


def _screened_aside(
    round_: Round, item: Item, *, is_fresh: bool
) -> dict[str, FileReport] | Exception:
    """Screen one item, or return why it had to be set aside, whatever the reason.

    What is about to be published is screened afresh, whatever was said of it before.
    """
    try:
        with round_.database.read() as session:
            ruleset = active_rules(session, round_.means, round_.agency_id)
            kept = stored(session, item.version_id)
            known = {
                file.sha256: report
                for file in (() if is_fresh else kept.files)
                if (report := clear_before(session, file, ruleset=ruleset)) is not None
            }
        began = perf_counter()
        reports = screened(round_.means, kept, ruleset=ruleset, known=known)
        if len(known) < len(kept.files):
            round_.progress.screened += 1
            round_.progress.seconds += perf_counter() - began
    except Exception as error:  # noqa: BLE001  # whatever it is, the other items go on
        return error
    return reports


def _set_aside(round_: Round, work: Work, item: Item, error: Exception) -> None:
    report, kind = round_.report, type(error).__name__
    report.counts["set_aside"] += 1
    if len(report.set_aside) < NAMED:
        report.set_aside.append(item.document_id)
    logger.error("item set aside", subject=item.subject, error=kind)
    put_aside(work, item.document_id, agency_id=round_.agency_id, error=kind)
    round_.aside.pop(item.document_id, None)  # told already: this round does not settle it


def _tried(round_: Round, work: Work, deed: Callable[[], None]) -> Exception | None:
    """Do one item in its own savepoint: what fails is undone, and the line goes on.

    Whoever has lost the right to this job does not go on.
    """
    report = round_.report
    counts, cases = Counter(report.counts), len(report.cases)
    try:
        with work.session.begin_nested():
            deed()
    except SlotLostError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, the other items go on
        work.session.expire_all()
        report.counts = counts
        del report.cases[cases:]
        return error
    return None
