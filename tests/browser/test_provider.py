"""In a real browser: by way of another site, and back under a cookie for our own alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.bootstrap import open_office
from review.commands import AddPerson, Caller, FoundAgency, NewAccount
from review.domain.sign_in_provider import SignInProvider
from review.domain.vocabulary import Role
from review.services.passwords import Passwords
from review.storage.rows import PersonRow
from tests.browser.looking import assert_right, picture
from tests.browser.people import people
from tests.browser.serving import serving
from tests.storage.staff import FIRST, CountingHasher
from tests.web.conftest import settings_in
from tests.web.kept import the
from tests.web.sign_in.town import CLIENT, SECRET, town

SMALL = FoundAgency(
    code="云财",
    name="云溪区财政局",
    profile="small",
    sections=("办公室",),
    accounts=(
        NewAccount(
            login="guan",
            name="管立",
            password=FIRST,
            roles=(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        ),
        NewAccount(login="shen", name="沈审", password=FIRST, roles=(Role.AUDITOR,)),
    ),
)


@pytest.fixture
def office(tmp_path):
    """A small office in which 李明 has an account."""
    opened = open_office(settings_in(tmp_path))
    opened.passwords = Passwords(CountingHasher())
    opened.found(SMALL)
    guan = the(opened, PersonRow, login="guan")
    keeper = Caller(person_id=guan.id, agency_id=guan.agency_id)
    yield opened, keeper
    opened.close()


def test_somebody_comes_in_by_the_sign_in_of_the_town(browser, office, pictures):
    opened, keeper = office
    with town("localhost") as told:
        known = SignInProvider(issuer=told.issuer, client=CLIENT, secret=SECRET)
        opened.settings = replace(opened.settings, provider=known)
        told.now = int(opened.now().timestamp())
        with serving(opened) as base, people(browser, opened, base) as crowd:
            li = crowd.stranger()
            guan = crowd.stranger()
            _owns_password(guan, "guan")
            new = NewAccount(login="li", name="李明", password=FIRST, section="办公室")
            opened.do(AddPerson(account=new), caller=keeper)
            page = _comes_in(guan, "guan").goes("/people")
            page.get_by_text("调整李明的账号").click()
            assert_right(page)
            if pictures:
                picture(page, pictures, "people-to-vouch-for")
            page.get_by_text("可以用统一身份认证或者单位目录登录").click()
            page.wait_for_selector("text=可用统一身份认证或者单位目录登录")
            assert_right(page)
            _owns_password(li, "li")
            li.context.clear_cookies()
            page = li.goes("/sign-in?next=/register")
            if pictures:
                picture(page, pictures, "sign-in-with-provider")
            assert_right(page)

            page.get_by_text("用统一身份认证登录").click()
            page.wait_for_url(base + "/register")

            assert page.locator("summary", has_text="李明").count() == 1
            assert "/authorize" in told.asked
            assert li.complaints == []


def _owns_password(person, login):
    page = person.goes("/sign-in")
    page.locator("#login").fill(login)
    page.locator("#password").fill(FIRST)
    page.keyboard.press("Enter")
    page.wait_for_selector("#old")
    page.locator("#old").fill(FIRST)
    page.locator("#new").fill("A-better-word-1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#login")


def _comes_in(person, login):
    page = person.goes("/sign-in")
    page.locator("#login").fill(login)
    page.locator("#password").fill("A-better-word-1")
    page.keyboard.press("Enter")
    page.wait_for_selector("summary")
    return person
