"""Entering a change into the ledger, and who asked for it."""

from __future__ import annotations

from collections.abc import Mapping

from review.commands import Caller
from review.services.work import Work
from review.storage.ledger import Change, Scalar, append


def who(caller: Caller | None) -> dict[str, str | None]:
    """Return how an entry names who asked; nobody did when the bell rang."""
    return {
        "person": caller.person_id if caller else None,
        "token": caller.token_id if caller else None,
        "account": caller.os_account if caller else None,
    }


def enter(  # noqa: PLR0913  # each is a part of the entry
    work: Work,
    event: str,
    *,
    agency_id: str,
    subject: tuple[str, int],
    body: Mapping[str, Scalar | list[str]],
    caller: Caller | None,
) -> None:
    """Write the entry of a change to `subject` (its name and new revision), before the change."""
    append(
        work.session,
        Change(
            agency_id=agency_id,
            event=event,
            subject=subject[0],
            subject_rev=subject[1],
            at=work.now,
            body={**body, **who(caller)},
        ),
    )
