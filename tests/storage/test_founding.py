"""An office is founded once, with its mark, its chain and its administrators."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from review.commands import (
    GrantRole,
)
from review.domain.errors import (
    AlreadyDone,
    DutiesCollide,
    FoundersUnfit,
    ProfileUnknown,
    RoleNotGiven,
)
from review.domain.structure_refusals import CodeUnfit, NameUnfit
from review.domain.vocabulary import Role
from review.services.founding import found_agency, refuse_founding
from review.services.role_grants import grant_role
from review.storage.rows import AgencyRow, MetaRow, SectionRow
from tests.storage.staff import account

CHECKER = Role.CONFIDENTIALITY_OFFICER
KEEPERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def test_an_office_is_founded_with_its_mark_its_chain_and_its_administrators(staff):
    """管立 keeps accounts, 沈审 audits; both have their roles at once."""
    staff.found(guan=KEEPERS, shen=(Role.AUDITOR,))

    with staff.reading() as work:
        assert work.session.get_one(MetaRow, "demo").value == "no"
        assert work.session.execute(select(AgencyRow)).scalar_one().profile == "small"
    assert staff.roles("guan") == set(KEEPERS)
    assert staff.roles("shen") == {Role.AUDITOR}
    assert staff.events("guan") == ["person:added"] + ["person:role_granted"] * 2
    assert staff.ledger_stands()


def test_an_office_is_founded_once(staff):
    """A second founder finds the office founded."""
    staff.small()

    with pytest.raises(AlreadyDone):
        staff.found(li=KEEPERS, wang=(Role.AUDITOR,))

    assert staff.roles("guan") == set(KEEPERS)


def test_a_demo_is_marked_and_all_its_people_act_at_once(staff):
    """In a demo nobody waits, and nobody must change a password."""
    staff.demo(
        guan=(Role.SYSTEM_ADMIN,), zhou=(Role.OFFICE_REVIEWER,), gu=(Role.APPROVING_OFFICIAL,)
    )

    with staff.reading() as work:
        assert work.session.get_one(MetaRow, "demo").value == "yes"
    assert staff.actor("zhou").roles == {Role.OFFICE_REVIEWER}
    assert not staff.row("gu").must_change_password


def test_an_office_does_not_become_a_demo_afterwards(staff):
    """The database itself keeps the mark."""
    staff.small()

    with pytest.raises(DBAPIError), staff.work() as work:
        work.session.add(MetaRow(key="demo2", value="yes"))

    with pytest.raises(DBAPIError), staff.work() as work:
        work.session.get_one(MetaRow, "demo").value = "yes"


@pytest.mark.parametrize(
    "accounts",
    [
        {"guan": KEEPERS},
        {"guan": (Role.SYSTEM_ADMIN,), "shen": (Role.AUDITOR,)},
        {"guan": KEEPERS, "shen": (Role.AUDITOR,), "zhou": (Role.OFFICE_REVIEWER,)},
        {"guan": KEEPERS, "shen": (Role.AUDITOR,), "zhou": ()},
    ],
    ids=["no auditor", "no security admin", "a reviewer", "one without a role"],
)
def test_the_first_accounts_are_the_administrators_and_no_others(staff, accounts):
    """An office begins with who keeps and who audits its accounts."""
    with pytest.raises(FoundersUnfit):
        staff.found(**accounts)

    with staff.reading() as work:
        assert work.session.execute(select(AgencyRow)).first() is None


def test_the_first_administrators_can_sign_in(staff):
    """An auditor without a password would lock the office out of its own confirmations."""
    with pytest.raises(FoundersUnfit):
        staff.found_with(
            account("guan", *KEEPERS),
            account("shen", Role.AUDITOR, password=None),
            profile="small",
        )


@pytest.mark.parametrize("is_demo", [False, True], ids=["ordinary", "demo"])
@pytest.mark.parametrize(
    ("profile", "roles"),
    [
        ("small", (Role.SYSTEM_ADMIN, Role.AUDITOR)),
        ("small", (Role.SECURITY_ADMIN, Role.AUDITOR)),
        ("small", (Role.SYSTEM_ADMIN, Role.OFFICE_REVIEWER)),
        ("small", (Role.AUDITOR, Role.APPROVING_OFFICIAL)),
        ("mlps3", (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)),
    ],
)
def test_duties_that_must_be_apart_are_apart_from_the_first_day(staff, profile, roles, is_demo):
    """三员分立: no administrator acts on cases, audit stands apart."""
    with pytest.raises(DutiesCollide):
        staff.found(profile, is_demo=is_demo, guan=roles)


def test_the_third_level_has_three_administrators(staff):
    """等保三级: 管立, 鲍安 and 沈审."""
    staff.mlps3()

    assert staff.roles("guan") == {Role.SYSTEM_ADMIN}
    assert staff.roles("bao") == {Role.SECURITY_ADMIN}
    assert staff.roles("shen") == {Role.AUDITOR}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"code": "baocheng finance"}, CodeUnfit),
        ({"code": ""}, CodeUnfit),
        ({"name": " "}, NameUnfit),
        ({"sections": ("办公室", "预算\n科")}, NameUnfit),
    ],
)
@pytest.mark.parametrize("is_demo", [False, True], ids=["ordinary", "demo"])
def test_an_agency_is_called_rightly_from_the_first_day(staff, changed, refusal, is_demo):
    """What is asked before any password is typed, and what founds, refuse alike."""
    accounts = (account("guan", *KEEPERS), account("shen", Role.AUDITOR))
    command = replace(staff.founding(*accounts, is_demo=is_demo), **changed)

    for refuses in (refuse_founding, found_agency):
        with pytest.raises(refusal), staff.work() as work:
            refuses(work, command)

    with staff.reading() as work:
        assert work.session.execute(select(AgencyRow)).first() is None


def test_two_first_sections_of_one_name_are_one(staff):
    accounts = (account("guan", *KEEPERS), account("shen", Role.AUDITOR))
    command = staff.founding(*accounts)
    doubled = replace(command, name="宝城区  财政局", sections=("办公室", " 办公室", "预算　科"))

    with staff.work() as work:
        found_agency(work, doubled, passwords=staff.passwords)

    with staff.reading() as work:
        assert work.session.scalars(select(AgencyRow.name)).one() == "宝城区 财政局"
        assert sorted(work.session.scalars(select(SectionRow.name))) == ["办公室", "预算 科"]


def test_an_unknown_profile_founds_nothing(staff):
    """The profile is asked, never guessed."""
    with pytest.raises(ProfileUnknown):
        staff.found("large", guan=KEEPERS, shen=(Role.AUDITOR,))


def test_nobody_is_the_system(staff):
    """The bell's role is no person's."""
    staff.small()
    staff.joins("li")

    with pytest.raises(RoleNotGiven):
        staff.does("guan", grant_role, GrantRole(login="li", role=Role.SYSTEM))
