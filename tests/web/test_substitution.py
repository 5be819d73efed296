"""休假代理 on its page: who is away says who acts, and the deputy sees it too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.services.work import SHANGHAI
from review.storage.rows import SubstitutionRow
from tests.web.browser import text_of
from tests.web.kept import rows, the

DAY = timedelta(days=1)


@pytest.fixture
def today(office):
    return office.now().astimezone(SHANGHAI).date()


def form(today, **said):
    dates = {"first_day": today.isoformat(), "last_day": (today + 4 * DAY).isoformat()}
    return {"role": "approving_official", "substitute": "he", **dates, **said}


def test_who_goes_on_leave_names_a_deputy_and_both_see_it(office, as_, today):
    away = as_("gu")
    assert "没有代理" in text_of(away.get("/substitution"))

    answer = away.post("/substitution", **form(today))

    assert (answer.status_code, answer.headers["location"]) == (303, "/substitution?done=yes")
    row = the(office, SubstitutionRow)
    assert (row.first_day, row.last_day) == (today, today + 4 * DAY)
    for login in ("gu", "he"):
        told = text_of(as_(login).get("/substitution"))
        assert "何远 顾平 分管领导" in told
    assert "何远 顾平" not in text_of(as_("li").get("/substitution"))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"substitute": "shen"}, (422, "管理员、审计员不代理")),
        ({"role": "drafter"}, (404, "没有可办理的")),
        ({"first_day": "2026-01-05", "last_day": "2026-01-09"}, (422, "从今天或以后起")),
        ({"last_day": "soon"}, (422, "提交的内容读不了")),
    ],
)
def test_what_will_not_do_is_refused_with_what_was_written(office, as_, today, said, refusal):
    away = as_("gu")

    answer = away.post("/substitution", **form(today, **said))

    assert answer.status_code == refusal[0]
    assert refusal[1] in text_of(answer)
    assert rows(office, SubstitutionRow) == []


def test_an_administrator_has_no_role_to_give(as_):
    told = text_of(as_("guan").get("/substitution"))

    assert "您没有可以请人代理的角色" in told
