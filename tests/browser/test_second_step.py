"""In a real browser: an administrator of the third level sets the second step up and uses it."""

from __future__ import annotations

import pytest

from review.bootstrap import open_office, wall_clock
from review.commands import FoundAgency, NewAccount
from review.domain.vocabulary import Role
from review.services.passwords import Passwords
from tests.browser.looking import assert_right, picture
from tests.browser.people import people
from tests.browser.serving import serving
from tests.storage.staff import FIRST, CountingHasher
from tests.telephone import Telephone
from tests.web.conftest import settings_in

OWN = "A-better-word-1"
STRICT = FoundAgency(
    code="云财",
    name="云溪区财政局",
    profile="mlps3",
    sections=("办公室",),
    accounts=(
        NewAccount(login="guan", name="管立", password=FIRST, roles=(Role.SYSTEM_ADMIN,)),
        NewAccount(login="bao", name="鲍安", password=FIRST, roles=(Role.SECURITY_ADMIN,)),
        NewAccount(login="shen", name="沈审", password=FIRST, roles=(Role.AUDITOR,)),
    ),
)


@pytest.fixture
def crowd(browser, tmp_path):
    """Browsers before the pages of an office of the third level."""
    office = open_office(settings_in(tmp_path))
    office.passwords = Passwords(CountingHasher())
    office.found(STRICT)
    with serving(office) as base, people(browser, office, base) as present:
        yield present
    office.close()


def test_the_second_step_is_set_up_and_passed(crowd, pictures):
    guan = crowd.stranger()
    page = guan.goes("/sign-in")

    def fills(**words):
        for name, word in words.items():
            page.locator(f"#{name.replace('_', '-')}").fill(word)
        page.keyboard.press("Enter")

    def arrives(path, name):
        page.wait_for_url(lambda url: url.endswith(path))
        if pictures:
            picture(page, pictures, f"second-step-{name}")
        assert_right(page)

    fills(login="guan", password=FIRST)
    page.wait_for_selector("#old")
    fills(old=FIRST, new=OWN)
    page.wait_for_selector("#login")
    fills(login="guan", password=OWN)
    arrives("/second-step", "due")
    fills(begin_password=OWN)
    page.wait_for_selector(".qr")
    telephone = Telephone(page.inner_text("code.token"))
    arrives("/second-step", "picture")
    fills(confirm_code=telephone.shows(wall_clock()))
    page.wait_for_selector(".codes")
    arrives("/second-step/confirmation", "codes")
    page.get_by_role("link", name="已经保存，继续").click()
    guan.goes("/second-step")
    arrives("/second-step", "on")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_selector("#login")
    fills(login="guan", password=OWN)
    page.wait_for_selector("#code")
    arrives("/sign-in/code?next=/", "owed")
    fills(code=telephone.shows(wall_clock(), periods=1))
    page.wait_for_url(lambda url: url.endswith("/") and "sign-in" not in url)

    assert page.locator("summary", has_text="管立").count() == 1
    assert guan.complaints == []
