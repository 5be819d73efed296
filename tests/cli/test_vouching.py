"""For whom a provider and the directory of the office may vouch, from a terminal."""

from __future__ import annotations

import pytest

from review.bootstrap import open_office
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.settings import read_settings

CAST = {"guan": Role.SYSTEM_ADMIN, "shen": Role.AUDITOR, "li": Role.DRAFTER}


@pytest.fixture
def office(environment):
    """A demo office with its keeper: people act by name alone."""
    opened = open_office(read_settings(environment))
    accounts = tuple(
        NewAccount(login=login, name=login, password=None, roles=(role,), section="办公室")
        for login, role in CAST.items()
    )
    opened.found(
        FoundAgency(
            code="BS",
            name="某局",
            profile="small",
            sections=("办公室",),
            accounts=accounts,
            is_demo=True,
        )
    )
    opened.close()


def test_an_administrator_says_for_whom_and_takes_it_back(xianshen, office):
    """Never for who keeps the office; what took two people takes two again."""
    before = {one["login"]: one for one in told(xianshen)}
    done = xianshen("user", "vouched", "li", "--by", "guan")
    again = xianshen("user", "vouched", "li", "--by", "guan")
    keeper = xianshen("user", "vouched", "shen", "--by", "guan")
    by_another = xianshen("user", "vouched", "shen", "--by", "li")
    during = {one["login"]: one for one in told(xianshen)}
    off = xianshen("user", "vouched", "li", "--off", "--by", "guan")
    after = {one["login"]: one for one in told(xianshen)}

    assert (done.code, again.code, keeper.code, by_another.code, off.code) == (0, 1, 1, 1, 0)
    assert "管理员和审计员只用本系统的口令" in keeper.err
    assert [each["li"]["vouched_for"] for each in (before, during, after)] == [False, True, False]
    assert (before["li"]["roles"], before["li"]["waiting"]) == (["drafter"], [])
    assert (during["li"]["roles"], during["li"]["waiting"]) == ([], ["drafter"])


def told(xianshen):
    said = xianshen("user", "list", "--by", "guan", "--json")
    assert said.code == 0, said.err
    return xianshen("user", "list", "--by", "guan", "--json").told
