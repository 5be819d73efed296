"""The bell: APScheduler rings, the slots in the database say what is to be done.

Nothing is kept in the scheduler: a stroke that was lost, late or doubled changes nothing, because
every job asks the database what is due. Nights that were missed are caught up once.
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
from datetime import UTC, date, timedelta
from enum import StrEnum
from threading import Event

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from loguru import logger

from review.bootstrap import Office
from review.commands import RunReassessment
from review.logs import fault_of
from review.services import heartbeats, job_slots
from review.services.mail_round import tell_by_mail
from review.services.mending import mend_all
from review.services.telling_due import tell_due
from review.services.work import SHANGHAI

BELL = "bell"
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
    work: Callable[[Office], Report]


def _purge(office: Office) -> Report:
    return {"destroyed": office.purge(), "swept": office.sweep()}


def _reassess(office: Office) -> Report:
    counts: Counter[str] = Counter()
    for each in office.reassess(RunReassessment(), caller=None):
        counts += each.counts
    return dict(counts)


def _send(office: Office) -> Report:
    return dict(Counter(office.send()))


def _reconcile(office: Office) -> Report:
    found = mend_all(office.database, means=office.means, now=office.now())
    counts = {name: dict(found[name]) for name in found}
    if any(found.values()):
        logger.error("a channel does not show what is public", counts=counts)
    return counts


def _mail(office: Office) -> Report:
    """A demo disturbs nobody."""
    server = None if office.is_demo else office.settings.mail_server
    return tell_by_mail(office.database, office.means, server, now=office.now())


def _tell(office: Office) -> Report:
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


def tick(office: Office, *, jobs: tuple[Job, ...] = JOBS) -> None:
    """Look after every job once; one that fails is told by the kind of its fault and no more."""
    for job in jobs:
        try:
            _WHEN[job.rhythm](office, job)
        except Exception as fault:  # noqa: BLE001  # the other jobs must not stop with this one
            logger.error("a job failed", job=job.name, fault=fault_of(fault))
    with office.database.write() as session:
        heartbeats.ring(session, job=BELL, now=office.now())


@contextmanager
def serve_bell(office: Office) -> Iterator[None]:
    """Ring beside whatever runs in the block; on the way out the stroke under way is finished."""
    bell = BackgroundScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
    stroke = IntervalTrigger(seconds=STROKE_SECONDS, timezone=UTC)
    bell.add_job(
        tick,
        stroke,
        args=[office],
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
    job.work(office)


def _once_a_day(office: Office, job: Job) -> None:
    """Run the slot of today, if it is still to be had, and name the days that were missed.

    A clock that went back finds a later slot done, and runs nothing.
    """
    now = office.now()
    today = now.astimezone(SHANGHAI).date()
    with office.database.read() as session:
        last = job_slots.last_done(session, job=job.name)
        days = _days_between(last, today)
        missed = job_slots.missed(session, job=job.name, slots=days)
    slot = job_slots.Slot(job=job.name, name=today.isoformat())
    if last is not None and last >= slot.name:
        if last > slot.name:
            logger.warning("the clock went back", job=job.name, last=last)
        return
    with office.database.write() as session:
        fence = job_slots.claim(session, slot, holder=_node(), now=now, lease=LEASE)
    if fence is not None:
        _run(office, job, fence, missed=missed)


def _run(office: Office, job: Job, fence: job_slots.Fence, *, missed: tuple[str, ...]) -> None:
    if missed and not office.is_demo:  # the story of a demo skips days; nobody missed them
        logger.warning("days were missed", job=job.name, days=len(missed), first=missed[0])
    done = job.work(office)
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
