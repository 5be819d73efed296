"""A new password hands nobody an administrator's office (三员分立, S65)."""

from __future__ import annotations

import pytest

from review.commands import AddPerson, ConfirmRole, GrantRole, NewAccount, ResetPassword
from review.domain.account_refusals import AnotherMustConfirm, NobodyConfirms, OwnerFirst
from review.domain.errors import NotYours
from review.domain.vocabulary import Role
from review.services.people import add_person, reset_password
from review.services.role_grants import confirm_role, grant_role
from tests.storage.staff import FIRST

CHECKER = Role.OFFICE_REVIEWER


def test_the_system_administrator_does_not_become_the_security_administrator(staff):
    """S65, 等保三级: a new password gives nobody the office; 沈审 gives it back to 鲍安 herself."""
    staff.mlps3()
    staff.joins("sun")
    staff.does("guan", reset_password, ResetPassword(login="bao", password=FIRST))
    with pytest.raises(OwnerFirst):
        staff.does("shen", confirm_role, ConfirmRole(login="bao", role=Role.SECURITY_ADMIN))
    staff.owns_password("bao", "Other-word-3-")  # whoever it was

    with pytest.raises(NotYours):
        staff.does("bao", grant_role, GrantRole(login="sun", role=CHECKER))
    with pytest.raises(NotYours):
        staff.does("guan", confirm_role, ConfirmRole(login="bao", role=Role.SECURITY_ADMIN))

    staff.does("shen", confirm_role, ConfirmRole(login="bao", role=Role.SECURITY_ADMIN))
    staff.does("bao", grant_role, GrantRole(login="sun", role=CHECKER))


def test_who_set_the_first_password_does_not_sign_in_a_signatorys_place(staff):
    """He knows it until the owner has one of his own; nobody confirms the role before that."""
    staff.mlps3()
    new = NewAccount(login="sun", name="孙强", password=FIRST, section="办公室", roles=())
    staff.does("guan", add_person, AddPerson(account=new))
    staff.does("bao", grant_role, GrantRole(login="sun", role=Role.APPROVING_OFFICIAL))
    with pytest.raises(OwnerFirst):
        staff.does("shen", confirm_role, ConfirmRole(login="sun", role=Role.APPROVING_OFFICIAL))
    assert staff.roles("sun") == frozenset()

    staff.owns_password("sun")
    staff.does("shen", confirm_role, ConfirmRole(login="sun", role=Role.APPROVING_OFFICIAL))

    assert staff.roles("sun") == {Role.APPROVING_OFFICIAL}


def test_the_auditors_office_is_given_back_by_the_security_administrator(staff):
    """等保三级: with one auditor there is nobody else."""
    staff.mlps3()
    staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))
    staff.owns_password("shen", "Other-word-3-")
    assert staff.roles("shen") == frozenset()

    with pytest.raises(NotYours):
        staff.does("guan", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))

    staff.does("bao", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))
    assert staff.roles("shen") == {Role.AUDITOR}


def test_in_a_small_office_who_set_the_password_is_not_who_gives_the_office_back(staff):
    """管立 keeps both administrators' offices; the approving official confirms."""
    staff.small()
    staff.serves("gu", Role.APPROVING_OFFICIAL)
    staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))
    staff.owns_password("shen")

    with pytest.raises(AnotherMustConfirm):
        staff.does("guan", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))

    staff.does("gu", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))
    assert staff.roles("shen") == {Role.AUDITOR}


def test_what_nobody_could_give_back_is_not_taken(staff):
    """Before an office has an official, its only auditor keeps his office and his password."""
    staff.small()

    with pytest.raises(NobodyConfirms):
        staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))

    assert staff.roles("shen") == {Role.AUDITOR}
    assert not staff.row("shen").must_change_password
