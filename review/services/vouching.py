"""Saying of an account that others may vouch for it, and taking that back."""

from __future__ import annotations

from review.account_commands import VouchedFor
from review.commands import Caller
from review.domain.account_refusals import OwnAccount
from review.domain.errors import AlreadyDone
from review.domain.vocabulary import Role
from review.domain.vouching_refusals import KeepersNotVouchedFor
from review.services.accounts import must_hold
from review.services.people import shut_out
from review.services.person_entries import Told, person_of, revise
from review.services.role_grants import suspend_confirmations
from review.services.vouched_for import is_keeper
from review.services.work import Work


def vouch(work: Work, command: VouchedFor, *, caller: Caller) -> None:
    """Let provider and directory vouch for an account, or no longer; sessions and tokens end.

    Who keeps either could come in as this person from now on: as after a new password, another
    confirms the roles anew.
    """
    must_hold(work, caller, Role.SYSTEM_ADMIN)
    person = person_of(work, command.login, agency_id=caller.agency_id)
    if person.id == caller.person_id:
        raise OwnAccount
    if person.vouched_for is command.vouched_for:
        raise AlreadyDone
    if command.vouched_for and is_keeper(work, person):
        raise KeepersNotVouchedFor
    waiting = suspend_confirmations(work, person, caller=caller) if command.vouched_for else []
    body: Told = {
        "waiting": [role.value for role in waiting],
        "tokens": shut_out(work, person, caller=caller),
    }
    event = "person:vouched_for" if command.vouched_for else "person:vouching_ended"
    revise(work, person, event, caller=caller, body=body, vouched_for=command.vouched_for)
