"""休假代理: giving one's own role to another from one day to another."""

from __future__ import annotations

from datetime import timedelta

from review.commands import Caller, Substitute
from review.domain.account_refusals import (
    RoleNotHeld,
    SubstituteUnfit,
    SubstitutionDatesUnfit,
)
from review.services.accounts import in_good_standing, roles_of
from review.services.duties import acts_on_cases
from review.services.entries import enter
from review.services.person_entries import person_named
from review.services.work import Work
from review.storage.columns import new_id
from review.storage.rows import PersonRow, SubstitutionRow
from workflows.words import ADMINISTRATORS

LONGEST = timedelta(days=366)


def substitute(work: Work, command: Substitute, *, caller: Caller) -> None:
    """Let another act in one's own role for a time; what one holds for another is not one's own."""
    person = in_good_standing(work, caller)
    if command.role not in roles_of(work.session, person.id):
        raise RoleNotHeld(login=person.login, role=command.role)
    _refuse_dates(work, command)
    deputy = person_named(work, command.substitute, agency_id=caller.agency_id)
    _refuse_deputy(work, command, person=person, deputy=deputy)
    row = SubstitutionRow(
        id=new_id(),
        agency_id=person.agency_id,
        principal_id=person.id,
        substitute_id=deputy.id,
        role=command.role,
        first_day=command.first_day,
        last_day=command.last_day,
    )
    enter(
        work,
        "person:substituted",
        agency_id=row.agency_id,
        subject=(f"substitution:{row.id}", 1),
        body={
            "of": person.id,
            "role": command.role.value,
            "substitute": deputy.id,
            "first_day": command.first_day.isoformat(),
            "last_day": command.last_day.isoformat(),
        },
        caller=caller,
    )
    work.session.add(row)
    work.session.flush()


def _refuse_dates(work: Work, command: Substitute) -> None:
    lasts = command.last_day - command.first_day
    if command.first_day < work.today or not timedelta(0) <= lasts < LONGEST:
        raise SubstitutionDatesUnfit(longest=LONGEST.days)


def _refuse_deputy(
    work: Work, command: Substitute, *, person: PersonRow, deputy: PersonRow
) -> None:
    """An administrator does not come to act on cases by way of somebody's leave."""
    is_another = deputy.active and deputy.id != person.id
    held = roles_of(work.session, deputy.id)
    if not is_another or not acts_on_cases(command.role) or not held.isdisjoint(ADMINISTRATORS):
        raise SubstituteUnfit
