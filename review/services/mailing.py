"""Notices by mail: who asked for them is told what waits, in working hours, in numbers only.

Whoever must answer for the yearly campaign is told of its days, too.

1. Outside working hours nothing is written; a notice that waits is found at the next stroke.
2. A notice is claimed by its row before it is sent: of two nodes one finds it there.
3. What the server did not take is tried again after a while, and given up at last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlmodel import Session, col

from review.commands import Caller, ChooseMail
from review.domain.mailing import Digest, MailLine, is_quiet, refuse_address
from review.domain.vocabulary import MailRhythm, SideVerb
from review.messages import LISTED, MAIL
from review.publishing.mail import MailFailedError
from review.services.accounts import in_good_standing
from review.services.boxes import Box, Sieve
from review.services.calendars import calendar_of
from review.services.campaign_reminders import Reminder, campaign_reminder, is_worth_a_mail
from review.services.desks import desk_of, lies_on
from review.services.inbox import inbox_view
from review.services.mail_asked import (
    AskedCases,
    asked_cases,
    handed_to_since,
    was_asked_since,
)
from review.services.person_entries import locked, revise
from review.services.visibility import visible
from review.services.work import SHANGHAI, Work
from review.storage.columns import new_id
from review.storage.rows import (
    AgencyRow,
    CaseRow,
    DocumentRow,
    MailNoticeRow,
    PersonRow,
    SideActRow,
)

MOST_TRIES = 5
WAIT = timedelta(minutes=10)
APART = timedelta(minutes=30)
"""Between two notices to somebody who wants each."""
MOST_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MailNotice:
    """One notice in the hands of one sender."""

    id: str
    address: str
    subject: str
    text: str


def choose_mail(work: Work, command: ChooseMail, *, caller: Caller) -> None:
    """Say where, and how often, one wants to be told; nobody chooses for another."""
    in_good_standing(work, caller)
    if command.rhythm is not MailRhythm.NONE:
        refuse_address(command.address)
    person = locked(work, caller.person_id)
    address = command.address if command.rhythm is not MailRhythm.NONE else None
    body = {"rhythm": command.rhythm.value}
    changes = {"mail": address, "mail_rhythm": command.rhythm}
    revise(work, person, "person:mail_chosen", caller=caller, body=body, **changes)


def asked_for(work: Work, *, caller: Caller) -> tuple[MailRhythm, str]:
    """Return how often, and where, somebody wants to be told."""
    person = work.session.get_one(PersonRow, caller.person_id)
    return person.mail_rhythm, person.mail or ""


def people_to_tell(work: Work) -> tuple[str, ...]:
    """Return who may be due a notice now; nobody outside working hours."""
    if is_quiet(work.now.astimezone(SHANGHAI), calendar_of(work)):
        return ()
    query = select(col(PersonRow.id)).where(
        col(PersonRow.active),
        col(PersonRow.mail).is_not(None),
        col(PersonRow.mail_rhythm) != MailRhythm.NONE,
        ~col(PersonRow.must_change_password),
    )
    return tuple(work.session.scalars(query.order_by(col(PersonRow.login))))


def claimed(work: Work, person_id: str) -> MailNotice | None:
    """Claim the notice that somebody is due: a new one, or one that was not taken before."""
    person = locked(work, person_id)
    waiting, last = _not_taken(work, person), _last_asked(work, person)
    reminder = campaign_reminder(work, caller=_as(person))
    is_reminded = reminder is not None and _must_hear(work, person, reminder, last)
    if waiting is None and not (is_reminded or _is_due(work, person, last)):
        return None
    digest, asked = _digest(work, person), asked_cases(work, caller=_as(person))
    has_work = digest.waiting or asked.count
    if not has_work and not (is_reminded or (waiting and reminder)):
        return None
    row = waiting or MailNoticeRow(
        id=new_id(),
        agency_id=person.agency_id,
        person_id=person.id,
        asked_at=work.now,
        cases=digest.waiting + asked.count,
        next_try_at=work.now,
    )
    row.attempts, row.next_try_at = row.attempts + 1, work.now + WAIT
    work.session.add(row)
    work.session.flush()
    agency = work.session.get_one(AgencyRow, person.agency_id).name
    return MailNotice(
        id=row.id,
        address=str(person.mail),
        subject=_subject(digest, asked, reminder),
        text=written(digest, asked, agency=agency, reminder=reminder),
    )


def handed_over(session: Session, notice: MailNotice, *, now: datetime) -> None:
    """Enter that the server took it."""
    row = session.get_one(MailNoticeRow, notice.id)
    row.sent_at, row.failure = now, None


def not_taken(session: Session, notice: MailNotice, fault: MailFailedError) -> None:
    """Enter by what kind of fault it was not taken."""
    session.get_one(MailNoticeRow, notice.id).failure = str(fault)


def written(
    digest: Digest, asked: AskedCases, *, agency: str, reminder: Reminder | None = None
) -> str:
    """Write a notice: the day of the campaign; what wait, what was asked, by number."""
    return MAIL["text"].format(
        agency=agency,
        campaign=_campaign(reminder) if reminder else "",
        work=_work(digest) if digest.waiting else "",
        asked=_asked(asked) if asked.count else "",
    )


def _subject(digest: Digest, asked: AskedCases, reminder: Reminder | None) -> str:
    if digest.waiting == 0 and asked.count:
        return MAIL["asked_subject"].format(asked=asked.count)
    if digest.waiting == 0 and reminder is not None:
        return MAIL["campaign_subject"].format(year=reminder.year)
    return MAIL["subject"].format(waiting=digest.waiting)


def _asked(asked: AskedCases) -> str:
    more = asked.count - len(asked.numbers)
    return MAIL["asked"].format(
        asked=asked.count,
        numbers=LISTED.join(asked.numbers) + (MAIL["asked_more"] if more > 0 else ""),
    )


def _campaign(reminder: Reminder) -> str:
    said = MAIL["campaign_past" if reminder.is_past else "campaign_near"]
    day = reminder.on.isoformat()
    return said.format(year=reminder.year, what=MAIL[reminder.what], day=day)


def _work(digest: Digest) -> str:
    lines = [
        MAIL["line"].format(number=line.number, stage=line.stage, day=_told(line))
        + (MAIL["reminded"].format(times=line.reminders) if line.reminders else "")
        for line in digest.lines
    ]
    more = digest.waiting - len(lines)
    return MAIL["work"].format(
        waiting=digest.waiting,
        soon=digest.soon,
        overdue=digest.overdue,
        lines="\n".join(lines) + (MAIL["more"].format(more=more) if more > 0 else ""),
    )


def _told(line: MailLine) -> str:
    if line.due_on is None:
        return MAIL["no_day"]
    return line.due_on.isoformat() + MAIL["overdue" if line.is_overdue else "due"]


def _not_taken(work: Work, person: PersonRow) -> MailNoticeRow | None:
    """The last notice, where it waits to be tried again."""
    query = select(MailNoticeRow).where(
        col(MailNoticeRow.person_id) == person.id,
        col(MailNoticeRow.sent_at).is_(None),
        col(MailNoticeRow.attempts) < MOST_TRIES,
        col(MailNoticeRow.next_try_at) <= work.now,
    )
    newest = query.order_by(col(MailNoticeRow.asked_at).desc()).limit(1)
    row: MailNoticeRow | None = work.session.scalars(newest).one_or_none()
    return row


def _last_asked(work: Work, person: PersonRow) -> datetime | None:
    newest = select(func.max(col(MailNoticeRow.asked_at))).where(
        col(MailNoticeRow.person_id) == person.id
    )
    last: datetime | None = work.session.scalars(newest).one()
    return last


def _must_hear(work: Work, person: PersonRow, reminder: Reminder, last: datetime | None) -> bool:
    """Of the campaign one is written to even where nothing else waits."""
    day = None if last is None else last.astimezone(SHANGHAI).date()
    return is_worth_a_mail(work, reminder, caller=_as(person), last=day)


def _is_due(work: Work, person: PersonRow, last: datetime | None) -> bool:
    """A digest once a working day; each at once, where something came since the last one."""
    if last is None:
        return True
    if person.mail_rhythm is MailRhythm.DIGEST:
        return last.astimezone(SHANGHAI).date() < work.today
    return work.now - last >= APART and _came_since(work, person, last)


def _came_since(work: Work, person: PersonRow, last: datetime) -> bool:
    """Whether anything lies with somebody, or is asked of him, that was not until then."""
    caller = _as(person)
    reminded = exists().where(
        col(SideActRow.case_id) == col(CaseRow.id),
        col(SideActRow.verb) == SideVerb.REMIND,
        col(SideActRow.at) > last,
    )
    lies = lies_on(work, desk_of(work, caller), agency_id=person.agency_id)
    query = (
        select(col(CaseRow.id))
        .join(DocumentRow, col(DocumentRow.id) == col(CaseRow.document_id))
        .where(
            visible(work, caller),
            lies,
            col(CaseRow.closed_at).is_(None),
            or_(col(CaseRow.stage_since) > last, reminded, handed_to_since(person.id, last)),
        )
    )
    came = work.session.scalars(query.limit(1)).first() is not None
    return came or was_asked_since(work, last, caller=caller)


def _digest(work: Work, person: PersonRow) -> Digest:
    view = inbox_view(work, caller=_as(person), box=Box.MINE, sieve=Sieve())
    return Digest(
        waiting=view.counts[Box.MINE],
        soon=view.counts[Box.SOON],
        overdue=view.counts[Box.OVERDUE],
        lines=tuple(
            MailLine(
                number=line.number,
                stage=line.stage_label,
                due_on=line.stage_due_on,
                is_overdue=line.is_overdue,
                reminders=line.reminders,
            )
            for line in view.lines[:MOST_LINES]
        ),
    )


def _as(person: PersonRow) -> Caller:
    return Caller(person_id=person.id, agency_id=person.agency_id)
