"""For which accounts others may vouch at a sign-in: of whom it was said, and never for keepers."""

from __future__ import annotations

from review.services.accounts import roles_of
from review.services.work import Work
from review.storage.rows import PersonRow
from workflows.words import ADMINISTRATORS


def is_vouched_for(work: Work, person: PersonRow) -> bool:
    """Say whether the provider and the directory are believed for this account, as it is now."""
    return person.vouched_for and not is_keeper(work, person)


def is_keeper(work: Work, person: PersonRow) -> bool:
    """Say whether somebody keeps the office or audits it: he is nobody's to vouch for (三员)."""
    return not roles_of(work.session, person.id).isdisjoint(ADMINISTRATORS)
