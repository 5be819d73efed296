"""The page of accounts: one gives, another confirms, nobody keeps his own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlmodel import col

from review.bootstrap import Office
from review.commands import Caller
from review.domain.vocabulary import Role
from review.services.people import people
from review.storage.rows import PersonRow
from review.web.app import create
from tests.web.browser import Browser, text_of
from tests.web.conftest import FIRST_PASSWORD

WORD = "First-word-9"


def account(office, login):
    lines = office.ask(people, caller=office.caller("guan"))
    return next((line for line in lines if line.login == login), None)


@dataclass(frozen=True)
class Ordinary:
    """An ordinary office, the two who keep it, and 钱进, who has no role yet."""

    office: Office
    guan: Browser
    shen: Browser

    def account(self, login):
        return next(
            line for line in self.office.ask(people, caller=self.keeper) if line.login == login
        )

    @property
    def keeper(self):
        with self.office.database.read() as session:
            guan = session.scalars(select(PersonRow).where(col(PersonRow.login) == "guan")).one()
            return Caller(person_id=guan.id, agency_id=guan.agency_id)


@pytest.fixture
def ordinary(ordinary_office):
    app = create(ordinary_office)
    guan, shen = (
        _at_home(app, login, first)
        for login, first in (("guan", FIRST_PASSWORD), ("shen", "First-word-2"))
    )
    assert add(guan, section="办公室").status_code == 303
    return Ordinary(office=ordinary_office, guan=guan, shen=shen)


def _at_home(app, login, first):
    """Sign in with the first password, change it, and sign in again."""
    browser = Browser(app)
    browser.post("/sign-in", login=login, password=first)
    browser.post("/password", old=first, new=f"{login}-own-Word-1")
    browser = Browser(app)
    assert browser.post("/sign-in", login=login, password=f"{login}-own-Word-1").status_code == 303
    return browser


def add(browser, **words):
    asked = {"login": "qian", "name": "钱进", "section": "预算科", "password": WORD, "again": WORD}
    return browser.post("/people", **(asked | words))


@pytest.mark.parametrize("login", ["li", "wang", "zhou", "chen"])
def test_who_keeps_nothing_is_shown_no_account(as_, login):
    answer = as_(login).get("/people")

    assert answer.status_code == 403
    assert "管立" not in answer.text
    assert "账号和角色" not in as_(login).get("/").text


@pytest.mark.parametrize("login", ["guan", "shen", "gu"])
def test_who_keeps_or_confirms_finds_the_page(as_, login):
    assert 'href="/people"' in as_(login).get("/").text
    assert as_(login).get("/people").status_code == 200


def test_an_official_confirms_and_is_shown_no_account(as_):
    page = as_("gu").get("/people")

    assert "待您确认的角色" in page.text
    assert "添加账号" not in page.text
    assert "李明" not in page.text


def test_an_account_is_made_and_waits_for_its_owner(office, as_):
    assert add(as_("guan")).status_code == 303

    made = account(office, "qian")
    assert (made.name, made.section, made.must_change_password) == ("钱进", "预算科", True)
    assert "钱进" in as_("guan").get("/people").text


def test_two_different_passwords_make_no_account(office, as_):
    answer = add(as_("guan"), again="Other-word-9")

    assert answer.status_code == 422
    assert "两次输入的口令不同" in text_of(answer)
    assert account(office, "qian") is None
    assert WORD not in answer.text


def test_a_drafter_makes_no_account(office, as_):
    assert add(as_("li")).status_code == 403
    assert account(office, "qian") is None


def test_a_role_takes_effect_when_another_confirms(ordinary):
    guan, shen = ordinary.guan, ordinary.shen

    assert guan.post("/people/grant", login="qian", role="drafter").status_code == 303
    assert ordinary.account("qian").waiting == (Role.DRAFTER,)
    assert "先由本人改初始口令" in text_of(shen.get("/people"))
    assert shen.post("/people/confirmation", login="qian", role="drafter").status_code == 409
    _at_home(guan.client.app, "qian", WORD)
    assert "确认钱进为承办人" in text_of(shen.get("/people"))
    assert guan.post("/people/confirmation", login="qian", role="drafter").status_code == 403
    assert shen.post("/people/confirmation", login="qian", role="drafter").status_code == 303
    assert ordinary.account("qian").roles == (Role.DRAFTER,)

    assert guan.post("/people/end", login="qian", role="drafter").status_code == 303
    assert ordinary.account("qian").roles == ()


def test_a_password_is_reset_and_an_account_closed(ordinary):
    guan = ordinary.guan

    answer = guan.post("/people/password", login="qian", password="Other-word-9", again="x")
    assert "两次输入的口令不同" in text_of(answer)
    other = {"password": "Other-word-9", "again": "Other-word-9"}
    assert guan.post("/people/password", login="qian", **other).status_code == 303
    assert guan.post("/people/closing", login="qian").status_code == 303
    assert not ordinary.account("qian").is_active
    assert "已停用" in guan.get("/people").text


def test_an_administrator_begins_with_a_session_of_his_own_password(ordinary):
    """One that the directory opened before is not a keeper's; a drafter's goes on."""
    guan, shen = ordinary.guan, ordinary.shen
    qian = _at_home(guan.client.app, "qian", WORD)

    for role, answer in (("drafter", 200), ("system_admin", 303)):
        if role == "system_admin":
            guan.post("/people/end", login="qian", role="drafter")
        assert guan.post("/people/grant", login="qian", role=role).status_code == 303
        assert shen.post("/people/confirmation", login="qian", role=role).status_code == 303
        assert qian.get("/").status_code == answer, role


@pytest.mark.parametrize("role", ["system", "nobody", ""])
def test_a_role_the_page_does_not_offer_is_refused(ordinary, role):
    guan = ordinary.guan

    assert guan.post("/people/grant", login="qian", role=role).status_code == 422
    assert ordinary.account("qian").waiting == ()


def test_the_last_auditor_cannot_be_closed_here_either(ordinary):
    guan = ordinary.guan

    assert guan.post("/people/closing", login="shen").status_code == 409
    assert ordinary.account("shen").is_active
