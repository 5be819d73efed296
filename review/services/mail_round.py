"""A round of notices: each claimed in a commit of its own, then sent, then entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from loguru import logger

from review.domain.mail_server import MailServer
from review.publishing.mail import MailFailedError, deliver
from review.services.mailing import claimed, handed_over, not_taken, people_to_tell
from review.services.work import Means, Work
from review.storage.database import Database

NOTHING = "nothing"


def tell_by_mail(
    database: Database, means: Means, server: MailServer | None, *, now: datetime
) -> Mapping[str, int]:
    """Tell everybody who is due, and return how many were told; without a server nobody is."""
    counts: Counter[str] = Counter()
    if server is None:
        return counts
    with database.read() as session:
        due = people_to_tell(Work(session=session, now=now, means=means))
    for person_id in due:
        counts[_told(database, means, server, person_id, now=now)] += 1
    del counts[NOTHING]
    return counts


def _told(
    database: Database, means: Means, server: MailServer, person_id: str, *, now: datetime
) -> str:
    with database.write() as session:
        notice = claimed(Work(session=session, now=now, means=means), person_id)
    if notice is None:
        return NOTHING
    try:
        deliver(server, notice.address, subject=notice.subject, text=notice.text)
    except MailFailedError as fault:
        logger.warning("a notice was not taken", notice=notice.id, fault=str(fault))
        with database.write() as session:
            not_taken(session, notice, fault)
        return "failed"
    with database.write() as session:
        handed_over(session, notice, now=now)
    return "told"
