"""At the third level (等保三级) nobody does anything without a second step."""

from __future__ import annotations

import re

import pytest

from review.commands import Caller, ConfirmRole
from review.domain.account_refusals import PasswordChangeDue
from review.domain.second_step_refusals import SecondStepDue
from review.domain.vocabulary import Role
from review.services.accounts import roles_of
from review.services.tokens import caller_of_token, issue
from review.storage.rows import PersonRow, TokenRow
from review.web.access import Access
from review.web.doors import DOORS
from tests.web.browser import text_of
from tests.web.conftest import FIRST_PASSWORD
from tests.web.kept import rows, the
from tests.web.sign_in.owner import STRICT, Owner

TOKEN = re.compile(r'class="token">(xs_[\w-]+)<')


def caller(office, login):
    person = the(office, PersonRow, login=login)
    return Caller(person_id=person.id, agency_id=person.agency_id)


def test_at_the_third_level_nothing_is_shown_before_it_is_set_up(strict_office):
    """Not the inbox, not a guide, not one's sessions: only the way there, and out."""
    guan = Owner(strict_office)
    first = guan.browser.post("/sign-in", login="guan", password=FIRST_PASSWORD)
    guan.browser.post("/password", old=FIRST_PASSWORD, new="A-better-word-1")
    early = guan.browser.get("/second-step")
    guan.browser.post("/sign-in", login="guan", password="A-better-word-1")

    assert first.headers["location"] == "/password"
    assert early.status_code == 303  # the sessions ended with the first password
    for door in DOORS:
        if door.access is not Access.SIGNED_IN:
            continue
        path = re.sub(r"\{\w+\}", "2026-0001", door.path)
        answer = guan.browser.get(path) if door.method == "GET" else guan.browser.post(path)
        assert answer.headers["location"] == "/second-step", path
    assert "须先设置两步验证" in text_of(guan.browser.get("/second-step"))
    assert guan.browser.get("/password").status_code == 200


def test_at_the_third_level_it_cannot_be_turned_off(strict):
    guan = strict["guan"]

    answer = guan.browser.post("/second-step/end", password=STRICT, code=guan.code())

    assert answer.status_code == 403
    assert "不能停用" in text_of(answer)
    assert guan.row().second_since is not None


def test_at_the_third_level_a_reset_takes_two(strict, strict_office):
    """S65: 鲍安 resets 管立's; her office waits until 沈审 confirms it, and 鲍安 cannot."""
    bao, guan = strict["bao"], strict["guan"]
    guan.browser.post("/token", scope="act", days="30", password=STRICT, code=guan.code())

    done = bao.browser.post("/people/second-step", login="guan")

    assert done.headers["location"] == "/people"
    with strict_office.database.read() as session:
        assert roles_of(session, guan.row().id) == frozenset()
    assert all(token.revoked_at for token in rows(strict_office, TokenRow))
    assert guan.browser.get("/").status_code == 303
    role = Role.SYSTEM_ADMIN
    refused = bao.browser.post("/people/confirmation", login="guan", role=role.value)
    assert refused.status_code == 403
    strict_office.do(ConfirmRole(login="guan", role=role), caller=caller(strict_office, "shen"))
    guan.proves_password(guan.browser)
    assert guan.browser.get("/people").headers["location"] == "/second-step"


def test_at_the_third_level_no_token_is_given_without_it(strict_office):
    guan = Owner(strict_office)
    guan.browser.post("/sign-in", login="guan", password=FIRST_PASSWORD)
    guan.browser.post("/password", old=FIRST_PASSWORD, new=STRICT)
    proof = strict_office.prove("guan", STRICT)
    with pytest.raises(SecondStepDue):
        strict_office.change(issue, proof, scope="act", days=1)


def test_a_worn_password_is_changed_before_anything_else_and_stops_the_token(strict, strict_office):
    """等保三级: after ninety days; the token that was fetched on the last of them stops too."""
    guan = strict["guan"]
    guan.clock.later(days=89, hours=23)
    guan.browser = guan.elsewhere()
    guan.browser.post("/sign-in/code", code=guan.code())
    guan.clock.later(seconds=60)
    given = guan.browser.post("/token", scope="act", days="90", password=STRICT, code=guan.code())
    token = TOKEN.findall(given.text)[0]
    assert strict_office.ask(caller_of_token, "guan", token, None)

    guan.clock.later(hours=1)
    guan.browser = guan.elsewhere()
    led = guan.browser.post("/sign-in/code", code=guan.code())

    assert led.headers["location"] == "/password"
    assert guan.browser.get("/").headers["location"] == "/password"
    assert "已经用满 90 天" in text_of(guan.browser.get("/password"))
    with pytest.raises(PasswordChangeDue):
        strict_office.ask(caller_of_token, "guan", token, None)
    guan.browser.post("/password", old=STRICT, new="Another-word-2")
    assert guan.row().password_since == guan.clock()
