"""An office never loses the last who confirms: no administrator ends the audit alone (S65)."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from review.commands import ConfirmRole, Deactivate, EndRole, GrantRole, ResetPassword
from review.domain.account_refusals import AuditorFirst, LastAuditor
from review.domain.vocabulary import Role
from review.services.people import deactivate, reset_password
from review.services.role_grants import confirm_role, end_role, grant_role
from review.storage.rows import RoleGrantRow
from tests.storage.staff import FIRST

AUDIT = EndRole(login="shen", role=Role.AUDITOR)
CLOSED = Deactivate(login="shen")


def test_the_last_auditor_loses_neither_role_nor_account(staff):
    staff.small()
    staff.serves("gu", Role.APPROVING_OFFICIAL)
    before = staff.events("shen")

    with pytest.raises(LastAuditor):
        staff.does("guan", end_role, AUDIT)
    with pytest.raises(LastAuditor):
        staff.does("guan", deactivate, CLOSED)

    assert staff.roles("shen") == {Role.AUDITOR}
    assert staff.events("shen") == before


def test_an_auditor_who_waits_or_is_gone_is_no_other(staff):
    staff.small()
    staff.joins("qian", Role.AUDITOR)
    with pytest.raises(LastAuditor):
        staff.does("guan", deactivate, CLOSED)
    staff.does("shen", confirm_role, ConfirmRole(login="qian", role=Role.AUDITOR))
    staff.does("guan", deactivate, Deactivate(login="qian"))

    with pytest.raises(LastAuditor):
        staff.does("guan", end_role, AUDIT)


def test_one_of_two_auditors_goes(staff):
    """Then the other is the last."""
    staff.small()
    staff.serves("qian", Role.AUDITOR)

    staff.does("guan", end_role, AUDIT)

    with pytest.raises(LastAuditor):
        staff.does("guan", deactivate, Deactivate(login="qian"))
    assert staff.roles("qian") == {Role.AUDITOR}


def test_while_the_audit_waits_who_confirms_it_stays(staff):
    """A reset takes the audit for a moment: 管立 does not end 顾平 meanwhile, whatever he tries."""
    staff.small()
    staff.serves("gu", Role.APPROVING_OFFICIAL)
    staff.serves("sun", Role.OFFICE_REVIEWER)
    staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))
    staff.owns_password("shen")

    for refused, command in (
        (end_role, EndRole(login="gu", role=Role.APPROVING_OFFICIAL)),
        (deactivate, Deactivate(login="gu")),
    ):
        with pytest.raises(AuditorFirst):
            staff.does("guan", refused, command)
    staff.does("guan", deactivate, Deactivate(login="sun"))  # who confirms nothing may go
    staff.does("guan", end_role, AUDIT)  # it only waits
    with pytest.raises(AuditorFirst):
        staff.does("guan", deactivate, Deactivate(login="gu"))

    staff.does("guan", grant_role, GrantRole(login="shen", role=Role.AUDITOR))
    staff.does("gu", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))
    staff.does("guan", deactivate, Deactivate(login="gu"))


def test_the_database_keeps_the_last_auditor_too(staff):
    """H12: whoever writes the row; suspending it is told as what it is."""
    staff.small()
    grant = update(RoleGrantRow).where(col(RoleGrantRow.role) == Role.AUDITOR)
    ended = grant.values(ended_at=staff.now, rev=RoleGrantRow.rev + 1)

    with pytest.raises(DBAPIError, match="role_grant: "), staff.work() as work:
        work.session.execute(ended)

    staff.serves("gu", Role.APPROVING_OFFICIAL)
    staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))
    assert "person:role_suspended" in staff.events("shen")
