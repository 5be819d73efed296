"""The people of the office: founded once, given roles by two, gone at once."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from review.commands import (
    AddPerson,
    Caller,
    ChangePassword,
    ConfirmRole,
    Deactivate,
    EndRole,
    GrantRole,
    NewAccount,
    ResetPassword,
)
from review.domain.errors import (
    AlreadyDone,
    AnotherMustConfirm,
    DutiesCollide,
    LoginTaken,
    LoginUnfit,
    NoSuchPerson,
    NoSuchSection,
    NotYours,
    OwnAccount,
    PasswordChangeDue,
    PasswordKnown,
    PasswordTooPlain,
    PasswordTooShort,
    RoleNotHeld,
    SignInFailed,
)
from review.domain.vocabulary import Role
from review.services.people import (
    add_person,
    change_password,
    deactivate,
    people,
    reset_password,
)
from review.services.role_grants import confirm_role, end_role, grant_role
from review.storage.rows import AgencyRow, PersonRow, RoleGrantRow
from tests.storage.staff import FIRST, NAMES, OWN, account

CHECKER = Role.CONFIDENTIALITY_OFFICER
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def test_an_administrator_alone_makes_no_reviewer(staff):
    """S65: 管立 makes an account and gives it a role; nothing comes of it until 沈审 confirms."""
    staff.small()
    staff.joins("sun", CHECKER)
    assert staff.roles("sun") == frozenset()

    with pytest.raises(NotYours):
        staff.does("guan", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    with pytest.raises(NotYours):
        staff.does("sun", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    assert staff.roles("sun") == frozenset()

    staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    assert staff.actor("sun", CHECKER).roles == {CHECKER}


def test_an_administrator_makes_no_second_auditor_to_confirm_for_him(staff):
    """S65: an auditor made later waits for the confirmation of one who is there."""
    staff.small()
    staff.joins("qian", Role.AUDITOR)
    staff.joins("sun", CHECKER)

    with pytest.raises(NotYours):
        staff.does("qian", confirm_role, ConfirmRole(login="sun", role=CHECKER))


def test_an_administrator_does_not_take_over_a_reviewer_by_a_new_password(staff):
    """S65: after a reset by 管立 the roles of 孙强 wait until 沈审 confirms them anew."""
    staff.small()
    staff.serves("sun", CHECKER)

    staff.does("guan", reset_password, ResetPassword(login="sun", password=FIRST))
    staff.owns_password("sun")
    assert staff.roles("sun") == frozenset()

    staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    assert staff.roles("sun") == {CHECKER}


def test_an_administrator_does_not_take_over_the_auditor_either(staff):
    """S65: the auditor's own role waits too; the approving official confirms it."""
    staff.small()
    staff.serves("gu", Role.APPROVING_OFFICIAL)
    staff.joins("sun", CHECKER)
    staff.does("guan", reset_password, ResetPassword(login="shen", password=FIRST))
    staff.owns_password("shen")

    with pytest.raises(NotYours):
        staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))

    staff.does("gu", confirm_role, ConfirmRole(login="shen", role=Role.AUDITOR))
    staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    assert staff.roles("sun") == {CHECKER}


def test_nobody_confirms_his_own_role(staff):
    """顾平 may confirm others' roles, not his own second one."""
    staff.small()
    staff.serves("gu", Role.APPROVING_OFFICIAL)
    staff.does("guan", grant_role, GrantRole(login="gu", role=Role.DRAFTER))

    with pytest.raises(AnotherMustConfirm):
        staff.does("gu", confirm_role, ConfirmRole(login="gu", role=Role.DRAFTER))


def test_who_granted_does_not_confirm(staff):
    """The database says so too, whoever writes the row."""
    staff.small()
    staff.joins("sun", CHECKER)
    own = update(RoleGrantRow).where(col(RoleGrantRow.role) == CHECKER)
    confirmed = own.values(confirmed_by=RoleGrantRow.granted_by, confirmed_at=staff.now)

    with pytest.raises(DBAPIError, match="role_grant: "), staff.work() as work:
        work.session.execute(confirmed)


def test_at_the_third_level_one_makes_accounts_and_another_gives_roles(staff):
    """管立 cannot grant, 鲍安 cannot make accounts."""
    staff.mlps3()

    with pytest.raises(NotYours):
        staff.does("guan", add_person, AddPerson(account=account("sun", CHECKER)))
    with pytest.raises(NotYours):
        staff.does("bao", add_person, AddPerson(account=account("sun")))
    staff.joins("sun")
    with pytest.raises(NotYours):
        staff.does("guan", grant_role, GrantRole(login="sun", role=CHECKER))
    staff.does("bao", grant_role, GrantRole(login="sun", role=CHECKER))
    staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))

    assert staff.roles("sun") == {CHECKER}


def test_no_administrator_is_given_a_role_on_cases_later(staff):
    """Nor an officer of cases one of an administrator; a role that waits counts."""
    staff.small()
    staff.joins("sun", CHECKER)

    with pytest.raises(DutiesCollide):
        staff.does("guan", grant_role, GrantRole(login="guan", role=CHECKER))
    with pytest.raises(DutiesCollide):
        staff.does("guan", grant_role, GrantRole(login="sun", role=Role.AUDITOR))


def test_a_role_is_granted_and_confirmed_once(staff):
    """A second time finds it done."""
    staff.small()
    staff.serves("sun", CHECKER)

    with pytest.raises(AlreadyDone):
        staff.does("guan", grant_role, GrantRole(login="sun", role=CHECKER))
    with pytest.raises(AlreadyDone):
        staff.does("shen", confirm_role, ConfirmRole(login="sun", role=CHECKER))
    with pytest.raises(RoleNotHeld):
        staff.does("shen", confirm_role, ConfirmRole(login="sun", role=Role.PUBLISHER))


def test_a_role_that_ended_is_gone_and_can_be_given_again(staff):
    """S09: at the very next request; given again, it waits again."""
    staff.small()
    staff.serves("sun", CHECKER, Role.DRAFTER)

    staff.does("guan", end_role, EndRole(login="sun", role=CHECKER))
    assert staff.actor("sun", CHECKER).roles == {Role.DRAFTER}

    staff.does("guan", grant_role, GrantRole(login="sun", role=CHECKER))
    assert CHECKER not in staff.roles("sun")


def test_nobody_ends_his_own_role_or_account(staff):
    """So an office keeps an administrator."""
    staff.small()

    with pytest.raises(OwnAccount):
        staff.does("guan", end_role, EndRole(login="guan", role=Role.SYSTEM_ADMIN))
    with pytest.raises(OwnAccount):
        staff.does("guan", deactivate, Deactivate(login="guan"))
    with pytest.raises(OwnAccount):
        staff.does("guan", reset_password, ResetPassword(login="guan", password=FIRST))


def test_who_is_gone_acts_no_more(staff):
    """A closed account has no roles and no hand in anything."""
    staff.small()
    staff.serves("sun", CHECKER)

    staff.does("guan", deactivate, Deactivate(login="sun"))

    assert staff.roles("sun") == frozenset()
    with pytest.raises(NotYours):
        staff.actor("sun", CHECKER)
    with pytest.raises(AlreadyDone):
        staff.does("guan", deactivate, Deactivate(login="sun"))


def test_who_must_change_the_password_does_nothing_else(staff):
    """Not even the auditor."""
    staff.found(guan=KEEPERS, shen=(Role.AUDITOR,))

    with pytest.raises(PasswordChangeDue):
        staff.actor("shen")
    with pytest.raises(PasswordChangeDue):
        staff.does("guan", add_person, AddPerson(account=account("li")))
    with pytest.raises(PasswordChangeDue), staff.reading() as work:
        people(work, caller=staff.caller("guan"))

    staff.owns_password("guan")
    staff.does("guan", add_person, AddPerson(account=account("li")))


@pytest.mark.parametrize(
    ("profile", "password", "refusal"),
    [
        ("small", "Seven77", PasswordTooShort),
        ("mlps3", "Nine-char", PasswordTooShort),
        ("mlps3", "onlyletters1", PasswordTooPlain),
        ("small", FIRST, PasswordKnown),
    ],
)
def test_a_password_must_do(staff, profile, password, refusal):
    """Long enough, of several kinds where the profile says so, and a new one."""
    staff.found(
        profile,
        guan=(Role.SYSTEM_ADMIN,),
        bao=(Role.SECURITY_ADMIN,),
        shen=(Role.AUDITOR,),
    )

    with pytest.raises(refusal):
        staff.does("guan", change_password, ChangePassword(old=FIRST, new=password))

    assert staff.row("guan").must_change_password


def test_a_password_is_not_the_login(staff):
    """In whatever case it is written."""
    staff.small()
    newcomer = NewAccount(login="zheng.xue.info", name="郑雪", password="Zheng.Xue.Info")

    with pytest.raises(PasswordKnown):
        staff.does("guan", add_person, AddPerson(account=newcomer))


def test_a_wrong_old_password_is_refused_and_counted(staff):
    """Whoever sits at an open desk cannot guess on and on."""
    staff.small()

    answer = staff.does("guan", change_password, ChangePassword(old="Wrong-1-word", new=FIRST))

    assert isinstance(answer, SignInFailed)
    assert staff.row("guan").failed_sign_ins == 1


@pytest.mark.parametrize("login", ["", "two words", "tab\there", "x" * 65, "li\n"])
def test_a_login_can_be_typed(staff, login):
    """A name that cannot be typed locks its owner out."""
    staff.small()

    with pytest.raises(LoginUnfit):
        staff.does(
            "guan",
            add_person,
            AddPerson(account=NewAccount(login=login, name="李明", password=None)),
        )


def test_a_login_is_one_persons(staff):
    """Two people never share one."""
    staff.small()

    with pytest.raises(LoginTaken):
        staff.does("guan", add_person, AddPerson(account=account("shen")))


def test_a_section_that_is_not_there_takes_nobody(staff):
    """Sections are the agency's own."""
    staff.small()
    stray = NewAccount(login="li", name="李明", password=None, section="收费科")

    with pytest.raises(NoSuchSection):
        staff.does("guan", add_person, AddPerson(account=stray))


def test_another_agencys_people_do_not_exist(staff):
    """S07: the answer is the one for nobody at all."""
    staff.small()
    guan = staff.caller("guan")
    with staff.work() as work:
        work.session.add(
            AgencyRow(
                id="other", code="other", name="邻区财政局", profile="small", opened_at=staff.now
            )
        )
    stranger = Caller(person_id=guan.person_id, agency_id="other")

    with pytest.raises(NotYours), staff.work() as work:
        deactivate(work, Deactivate(login="shen"), caller=stranger)
    with pytest.raises(NoSuchPerson):
        staff.does("guan", deactivate, Deactivate(login="nobody"))


def test_every_change_of_a_person_is_told_and_names_ids_and_roles_only(staff):
    """H6: one entry a change, in order; no name, no login, no password."""
    staff.small()
    staff.serves("sun", CHECKER)
    staff.does("guan", end_role, EndRole(login="sun", role=CHECKER))
    staff.does("guan", reset_password, ResetPassword(login="sun", password=FIRST))
    staff.does("guan", deactivate, Deactivate(login="sun"))

    assert staff.events("sun") == [
        "person:added",
        "person:role_granted",
        "person:password_changed",
        "person:role_confirmed",
        "person:role_ended",
        "person:password_reset",
        "person:deactivated",
    ]
    assert [entry.subject_rev for entry in staff.entries("sun")] == [1, 1, 2, 2, 3, 3, 4]
    assert staff.told("sun")["person"] == staff.row("guan").id
    told = "".join(entry.body for entry in staff.entries("sun"))
    assert not [word for word in (NAMES["sun"], '"sun"', FIRST, OWN, "argon2") if word in told]
    assert staff.ledger_stands()


def test_a_refused_change_leaves_no_trace(staff):
    """Neither a row nor an entry."""
    staff.small()
    before, told = staff.row("shen").rev, staff.events("shen")

    with pytest.raises(DutiesCollide):
        staff.does("guan", grant_role, GrantRole(login="shen", role=CHECKER))

    assert staff.row("shen").rev == before
    assert staff.events("shen") == told


def test_administrators_and_the_auditor_see_who_is_there_and_what_waits(staff):
    """A reviewer does not."""
    staff.small()
    staff.serves("zhou", Role.OFFICE_REVIEWER)
    staff.joins("sun", CHECKER)

    with staff.reading() as work:
        lines = {line.login: line for line in people(work, caller=staff.caller("shen"))}
    assert list(lines) == ["guan", "shen", "sun", "zhou"]
    assert (lines["sun"].roles, lines["sun"].waiting) == ((), (CHECKER,))
    assert (lines["zhou"].roles, lines["zhou"].waiting) == ((Role.OFFICE_REVIEWER,), ())

    with pytest.raises(NotYours), staff.reading() as work:
        people(work, caller=staff.caller("zhou"))


def test_the_database_lets_nobody_change_a_person_untold(staff):
    """H6, H12: a change without its entry is refused by the database."""
    staff.small()
    forged = update(PersonRow).where(col(PersonRow.login) == "shen")
    forged = forged.values(password_hash="forged", rev=PersonRow.rev + 1)

    with pytest.raises(DBAPIError, match="needs its ledger entry"), staff.work() as work:
        work.session.execute(forged)
