"""Somebody with a telephone at the browser, in offices where hashing a password costs nothing."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime

from review.bootstrap import open_office
from review.commands import NewAccount
from review.domain.vocabulary import Role
from review.services.passwords import Passwords
from review.storage.rows import PersonRow
from review.web.app import create
from tests.clock import Clock
from tests.compiled import share
from tests.storage.staff import CountingHasher
from tests.telephone import Telephone
from tests.web.browser import Browser
from tests.web.conftest import FIRST_PASSWORD, ORDINARY, settings_in
from tests.web.kept import the

OWN = "a better word than 1"
STRICT = "A-better-word-1"
MLPS3 = replace(
    ORDINARY,
    profile="mlps3",
    accounts=(
        NewAccount(login="guan", name="管立", password=FIRST_PASSWORD, roles=(Role.SYSTEM_ADMIN,)),
        NewAccount(login="bao", name="鲍安", password=FIRST_PASSWORD, roles=(Role.SECURITY_ADMIN,)),
        NewAccount(login="shen", name="沈审", password=FIRST_PASSWORD, roles=(Role.AUDITOR,)),
    ),
)
SECRET = re.compile(r'<code class="token">([A-Z2-7 ]+)</code>')
CODES = re.compile(r"<li><code>([A-Z2-7-]{19})</code></li>")


class Owner:
    """管立 at her browser, with her telephone beside her."""

    def __init__(self, office, *, login="guan", first=FIRST_PASSWORD, own=OWN):
        self.office, self.login, self.first, self.own = office, login, first, own
        self.clock = office.now
        self.door = create(office)
        self.browser = Browser(self.door)
        self.telephone, self.codes = None, ()

    def owns_password(self):
        self.browser.post("/sign-in", login=self.login, password=self.first)
        self.browser.post("/password", old=self.first, new=self.own)
        return self.proves_password(self.browser)

    def proves_password(self, browser, **words):
        return browser.post("/sign-in", login=self.login, password=self.own, **words)

    def begins(self):
        self.browser.post("/second-step", password=self.own)
        page = self.browser.get("/second-step")
        self.telephone = Telephone(SECRET.findall(page.text)[0])
        return page

    def sets_up(self):
        self.begins()
        code = self.telephone.shows(self.clock())
        answer = self.browser.post("/second-step/confirmation", code=code)
        self.codes = tuple(CODES.findall(answer.text))
        self.clock.later(seconds=30)
        return answer

    def code(self, **periods):
        return self.telephone.shows(self.clock(), **periods)

    def wrong(self):
        return self.telephone.never_shows(self.clock())

    def elsewhere(self):
        """Prove the password in another browser; the code is still owed."""
        browser = Browser(self.door)
        answer = self.proves_password(browser)
        assert answer.headers["location"] == "/sign-in/code?next=/"
        browser.get("/sign-in/code")
        return browser

    def row(self):
        return the(self.office, PersonRow, login=self.login)


def founded(pattern, folder, command):
    """Found an office where hashing a password costs nothing."""
    shutil.copytree(pattern, folder)
    office = open_office(settings_in(folder))
    office.passwords = Passwords(CountingHasher())
    office.found(command)
    office.close()
    return folder


def opened(pattern, folder):
    """Open a copy of an office, at a clock that stands."""
    office = open_office(settings_in(shutil.copytree(pattern, folder)))
    share(office.database)
    office.now = Clock(datetime(2026, 11, 2, 1, 30, tzinfo=UTC))
    office.passwords = Passwords(CountingHasher())
    return office
