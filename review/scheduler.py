"""The bell: APScheduler rings, the slots in the database say what is to be done.

Nothing is kept in the scheduler: a stroke that was lost, late or doubled changes nothing, because
every job asks the database what is due. Nights that were missed are caught up once. While the
machine's clock is in doubt the day's work waits: nothing may be early because a clock was.
"""

from __future__ import annotations

import json
import os
import platform
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from threading import Event

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from loguru import logger

from review.bootstrap import Office, wall_clock
from review.commands import RunReassessment
from review.logs import fault_of
from review.services import heartbeats, job_slots, pulses
from review.services.clock_doubts import Doubt, doubt, is_off_the_servers
from review.services.heartbeats import BELL
from review.services.mail_round import tell_by_mail
from review.services.mending import mend_all
from review.services.pulses import Pulse, steady_clock
from review.services.telling_due import tell_due
from review.services.withheld_statistics import draw_statistics
from review.services.work import SHANGHAI, Work
from review.storage.database import Transactions

STROKE_SECONDS = 30
LEASE = timedelta(minutes=15)
_DAY = timedelta(days=1)

Report = Mapping[str, object]


class Rhythm(StrEnum):
    """How often a job is due."""

    EACH_STROKE = "each_stroke"
    EACH_DAY = "each_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing the bell looks after; it reports with counts, never with text of a paper."""

    name: str
    rhythm: Rhythm
    work: Callable[[Office, Transactions], Report]
    """The office, and by what it writes: a day's job under the lease of its slot."""


def _purge(office: Office, _: Transactions) -> Report:
    return {"destroyed": office.purge(), "swept": office.sweep()}


def _reassess(office: Office, within: Transactions) -> Report:
    counts: Counter[str] = Counter()
    for each in office.reassess(RunReassessment(), caller=None, within=within):
        counts += each.counts
    with within.write() as session:
        drawn = draw_statistics(Work(session=session, now=office.now(), means=office.means))
    return dict(counts + Counter(drawn=drawn))


def _send(office: Office, _: Transactions) -> Report:
    return dict(Counter(office.send()))


def _reconcile(office: Office, within: Transactions) -> Report:
    found = mend_all(within, means=office.means, now=office.now())
    counts = {name: dict(found[name]) for name in found}
    if any(found.values()):
        logger.error("a channel does not show what is public", counts=counts)
    return counts


def _mail(office: Office, _: Transactions) -> Report:
    """A demo disturbs nobody."""
    server = None if office.is_demo else office.settings.mail_server
    return tell_by_mail(office.database, office.means, server, now=office.now())


def _tell(office: Office, _: Transactions) -> Report:
    telling = office.means.telling
    if telling is None:
        return {}
    return dict(Counter(tell_due(office.database, telling=telling, now=office.now())))


JOBS = (
    Job(name="purge", rhythm=Rhythm.EACH_STROKE, work=_purge),
    Job(name="reassess", rhythm=Rhythm.EACH_DAY, work=_reassess),
    Job(name="send", rhythm=Rhythm.EACH_STROKE, work=_send),
    Job(name="mail", rhythm=Rhythm.EACH_STROKE, work=_mail),
    Job(name="reconcile", rhythm=Rhythm.EACH_DAY, work=_reconcile),
    Job(name="tell", rhythm=Rhythm.EACH_STROKE, work=_tell),
)
"""In the order of a stroke: what must go goes first, what became public is carried at once."""


def tick(office: Office, *, jobs: tuple[Job, ...] = JOBS, pulse: Pulse | None = None) -> None:
    """Look after every job once; one that fails is told by the kind of its fault and no more.

    While the clock is in doubt the bell is not heard either: its silence shows everywhere.
    """
    is_trusted = _is_trusted(office, pulse)
    for job in jobs:
        if job.rhythm is Rhythm.EACH_DAY and not is_trusted:
            continue
        try:
            _WHEN[job.rhythm](office, job)
        except Exception as fault:  # noqa: BLE001  # the other jobs must not stop with this one
            logger.error("a job failed", job=job.name, fault=fault_of(fault))
    if is_trusted:
        with office.database.write() as session:
            heartbeats.ring(session, job=BELL, now=office.now())
        if pulse is not None:
            beat = Pulse(began=office.now(), steady=steady_clock())
            pulses.kept(office.settings.data_dir, beat, boot=pulses.boot_of_machine())


def _is_trusted(office: Office, pulse: Pulse | None) -> bool:
    """Ask what the office saw last, the clock nobody sets, and PostgreSQL's own."""
    now = office.now()
    found = office.ask(doubt)
    if found is not None and found.doubt is Doubt.AHEAD:
        logger.error("the clock is ahead", now=now.isoformat())
    elif found is not None:
        logger.error("the clock went back", now=now.isoformat())
    elif pulse is not None and pulse.was_moved(now=now, steady=steady_clock()):
        logger.error("the clock was moved", now=now.isoformat())
    elif _is_off(office, now=now):
        logger.error("the server tells another time", now=now.isoformat())
    else:
        return True
    return False


def _is_off(office: Office, *, now: datetime) -> bool:
    if office.now is not wall_clock or office.database.dialect != "postgresql":
        return False
    with office.database.read() as session:
        return is_off_the_servers(session, now=now)


def begun_pulse(office: Office) -> Pulse:
    """Return the pulse of the last ring where it is known, else that of this instant."""
    with office.database.read() as session:
        rang_at = heartbeats.last(session, job=BELL)
    folder, boot = office.settings.data_dir, pulses.boot_of_machine()
    known = pulses.resumed(folder, rang_at=rang_at, boot=boot)
    return known or Pulse(began=office.now(), steady=steady_clock())


@contextmanager
def serve_bell(office: Office) -> Iterator[None]:
    """Ring beside whatever runs in the block; on the way out the stroke under way is finished."""
    pulse = None if office.is_demo else begun_pulse(office)
    bell = BackgroundScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
    stroke = IntervalTrigger(seconds=STROKE_SECONDS, timezone=UTC)
    bell.add_job(
        tick,
        stroke,
        args=[office],
        kwargs={"pulse": pulse},
        id=BELL,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        next_run_time=stroke.start_date - stroke.interval,  # the first one at once
    )
    bell.start()
    try:
        yield
    finally:
        bell.remove_all_jobs()  # else it looks for due jobs once more, with nobody left to run them
        bell.shutdown(wait=True)


def run_bell(office: Office) -> None:
    """Ring until the process is told to stop."""
    stopped = Event()
    with _told_to_stop(stopped), serve_bell(office):
        while not stopped.wait(timeout=1):  # an endless wait hears no signal on Windows
            pass


def _at_each_stroke(office: Office, job: Job) -> None:
    job.work(office, office.database)


def _once_a_day(office: Office, job: Job) -> None:
    """Run the slot of today, if it is still to be had, and name the days that were missed.

    A slot of a day to come was run by a clock that was ahead: it stands for no day before it.
    """
    now = office.now()
    today = now.astimezone(SHANGHAI).date()
    slot = job_slots.Slot(job=job.name, name=today.isoformat())
    with office.database.read() as session:
        last = job_slots.last_done(session, job=job.name, up_to=slot.name)
        days = _days_between(last, today)
        missed = job_slots.missed(session, job=job.name, slots=days)
    if last == slot.name:
        return
    with office.database.write() as session:
        fence = job_slots.claim(session, slot, holder=_node(), now=now, lease=LEASE)
    if fence is not None:
        _run(office, job, fence, missed=missed)


def _run(office: Office, job: Job, fence: job_slots.Fence, *, missed: tuple[str, ...]) -> None:
    if missed and not office.is_demo:  # the story of a demo skips days; nobody missed them
        logger.warning("days were missed", job=job.name, days=len(missed), first=missed[0])
    leased = job_slots.UnderLease(
        database=office.database, fence=fence, clock=office.now, lease=LEASE
    )
    done = job.work(office, leased)
    report = json.dumps({"done": done, "missed": missed}, sort_keys=True)
    with office.database.write() as session:
        job_slots.finish(session, fence, report=report, now=office.now())


_WHEN: Mapping[Rhythm, Callable[[Office, Job], None]] = {
    Rhythm.EACH_STROKE: _at_each_stroke,
    Rhythm.EACH_DAY: _once_a_day,
}


def _days_between(last: str | None, today: date) -> tuple[str, ...]:
    """Return the days after the last slot that was run, up to yesterday."""
    if last is None:
        return ()
    first = date.fromisoformat(last) + _DAY
    return tuple((first + number * _DAY).isoformat() for number in range((today - first).days))


def _node() -> str:
    return f"{platform.node()}:{os.getpid()}"


@contextmanager
def _told_to_stop(stopped: Event) -> Iterator[None]:
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(kind, lambda *_: stopped.set()) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
