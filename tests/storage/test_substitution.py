"""休假代理: who acts for whom, on which days, and never through a second hand."""

from __future__ import annotations

from datetime import date

import pytest

from review.commands import ConfirmRole, Deactivate, EndRole, GrantRole, ResetPassword, Substitute
from review.domain.errors import (
    NoSuchPerson,
    RoleNotHeld,
    SubstituteUnfit,
    SubstitutionDatesUnfit,
)
from review.domain.vocabulary import Role
from review.services.people import deactivate, reset_password
from review.services.role_grants import confirm_role, end_role, grant_role
from review.services.substitution import substitute
from tests.storage.staff import FIRST
from workflows.engine import Actor

CHECKER = Role.CONFIDENTIALITY_OFFICER
DECIDER = Role.APPROVING_OFFICIAL
MONDAY, FRIDAY = date(2026, 11, 2), date(2026, 11, 6)


@pytest.fixture
def office(staff):
    """A small office: 顾平 decides, 孙强 checks, 钱卫 and 王芳 are there. Today is Monday."""
    staff.small()
    staff.serves("gu", DECIDER)
    staff.serves("sun", CHECKER)
    staff.serves("qian", Role.SECTION_HEAD)
    staff.serves("wang", Role.SECTION_HEAD)
    return staff


def leave(office, login, deputy, role=DECIDER, *, first=MONDAY, last=FRIDAY):
    command = Substitute(substitute=deputy, role=role, first_day=first, last_day=last)
    office.does(login, substitute, command)


def test_a_substitute_acts_for_the_one_on_leave_and_both_are_named(office):
    """H3: 钱卫 and 顾平 both count as having acted."""
    leave(office, "gu", "qian")
    qian, gu = office.row("qian").id, office.row("gu").id

    actor = office.actor("qian", DECIDER)

    assert actor == Actor(person=qian, roles=frozenset({DECIDER}), principal=gu)
    assert actor.persons == {qian, gu}


def test_ones_own_role_comes_before_anothers(office):
    """What 钱卫 may do himself he does himself."""
    leave(office, "gu", "qian")

    actor = office.actor("qian", DECIDER, Role.SECTION_HEAD)

    assert actor.principal is None
    assert actor.roles == {Role.SECTION_HEAD}


def test_a_substitute_has_no_other_role_of_the_one_on_leave(office):
    """One role was given, one role is had."""
    leave(office, "gu", "qian")

    assert office.actor("qian", CHECKER).principal is None
    assert office.actor("qian").principal is None
    assert DECIDER not in office.roles("qian")


def test_a_substitute_acts_on_the_days_of_the_leave_only(office):
    """Days on the office's wall: Tuesday begins at 16:00 UTC on Monday."""
    leave(office, "gu", "qian", first=date(2026, 11, 3), last=date(2026, 11, 4))
    for_whom = []

    for _ in range(4):
        for_whom.append(office.actor("qian", DECIDER).principal)
        office.later(days=1)

    gu = office.row("gu").id
    assert for_whom == [None, gu, gu, None]


def test_the_day_begins_at_midnight_in_the_office(office):
    """23:59 in the office is still the day before."""
    leave(office, "gu", "qian", first=date(2026, 11, 3))

    office.now = office.now.replace(hour=15, minute=59)
    assert office.actor("qian", DECIDER).principal is None
    office.later(minutes=1)
    assert office.actor("qian", DECIDER).principal == office.row("gu").id


def test_a_substitution_does_not_chain(office):
    """钱卫 cannot hand on what he holds for 顾平, and 王芳 gets nothing through him."""
    leave(office, "gu", "qian")

    with pytest.raises(RoleNotHeld):
        leave(office, "qian", "wang")

    leave(office, "qian", "wang", Role.SECTION_HEAD)
    assert office.actor("wang", DECIDER).principal is None


def test_a_substitution_ends_with_the_role(office):
    """Resolved when somebody acts, not when it was arranged."""
    leave(office, "gu", "qian")

    office.does("guan", end_role, EndRole(login="gu", role=DECIDER))

    assert office.actor("qian", DECIDER).principal is None


def test_a_substitution_ends_with_the_account(office):
    """Nobody acts for one who is gone."""
    leave(office, "gu", "qian")

    office.does("guan", deactivate, Deactivate(login="gu"))

    assert office.actor("qian", DECIDER).principal is None


def test_a_substitution_rests_while_the_role_waits_for_confirmation(office):
    """S65: a reset gives no road to the role through a deputy either."""
    leave(office, "gu", "qian")

    office.does("guan", reset_password, ResetPassword(login="gu", password=FIRST))

    assert office.actor("qian", DECIDER).principal is None


def test_an_administrator_is_nobodys_substitute(office):
    """Leave is no road for an administrator to a case; nor is the auditor's chair lent."""
    with pytest.raises(SubstituteUnfit):
        leave(office, "gu", "guan")
    with pytest.raises(SubstituteUnfit):
        leave(office, "gu", "shen")
    with pytest.raises(SubstituteUnfit):
        leave(office, "shen", "qian", Role.AUDITOR)


def test_who_becomes_an_administrator_is_a_substitute_no_longer(office):
    """李明 stood in for 顾平, and then took the auditor's chair."""
    office.joins("li")
    leave(office, "gu", "li")
    assert office.actor("li", DECIDER).principal == office.row("gu").id

    office.does("guan", grant_role, GrantRole(login="li", role=Role.AUDITOR))
    office.does("gu", confirm_role, ConfirmRole(login="li", role=Role.AUDITOR))

    assert office.actor("li", DECIDER).principal is None


def test_a_substitute_is_another_who_is_there(office):
    """Not oneself, not one who left, not one unheard of."""
    office.does("guan", deactivate, Deactivate(login="wang"))

    with pytest.raises(SubstituteUnfit):
        leave(office, "gu", "gu")
    with pytest.raises(SubstituteUnfit):
        leave(office, "gu", "wang")
    with pytest.raises(NoSuchPerson):
        leave(office, "gu", "nobody")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 1), FRIDAY),
        (FRIDAY, MONDAY),
        (MONDAY, date(2027, 11, 3)),
        (MONDAY, date.max),
    ],
    ids=["begun yesterday", "ends before it begins", "a year and a day", "for ever"],
)
def test_a_substitution_has_days(office, first, last):
    """From today on, and not for ever."""
    with pytest.raises(SubstitutionDatesUnfit):
        leave(office, "gu", "qian", first=first, last=last)


def test_a_substitution_is_told(office):
    """Who, whose role, from when to when."""
    leave(office, "gu", "qian")

    told = office.told("gu")
    assert office.events("gu")[-1] == "person:substituted"
    assert told["substitute"] == office.row("qian").id
    assert (told["role"], told["first_day"], told["last_day"]) == (
        "approving_official",
        "2026-11-02",
        "2026-11-06",
    )
    assert office.ledger_stands()
