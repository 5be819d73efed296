"""The cast at their browsers: one for each person, who looks at pages and acts on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from review.bootstrap import Office
from review.services.demo_cast import demo_proof
from review.services.sign_in import SignedIn, admit
from review.web.visits import LOOPBACK_COOKIE

_NOT_DONE = re.compile(r"the server responded with a status of 4\d\d")
_PATIENCE = 20_000
"""Milliseconds: a machine at work on other things is slow, not broken."""


class Person:
    """One of the cast, or a stranger, with a browser of his own."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        """Open a page in it and listen to what the browser complains of."""
        self.base = base
        self.context = context
        self.complaints: list[str] = []
        self.received = 0
        """Bytes of the page last gone to."""
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def goes(self, path: str, *, status: int = 200) -> Page:
        """Go to a page; it answers as it should, and allows nothing inline."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == status, (path, answer.status)
        self.received = len(answer.body())
        assert "unsafe-" not in answer.headers["content-security-policy"]
        return self.page

    def _heard(self, message: ConsoleMessage) -> None:
        """A refusal is an answer: that its number is 4xx is no fault of the page."""
        if message.type in {"error", "warning"} and not _NOT_DONE.search(message.text):
            self.complaints.append(message.text)


class People:
    """Who is at a browser, by login: signed in once."""

    def __init__(self, browser: Browser, office: Office, base: str, *, scripted: bool) -> None:
        """Nobody is there yet; without scripts the pages must do as well."""
        self._browser, self._office, self._base = browser, office, base
        self._scripted = scripted
        self._known: dict[str, Person] = {}
        self._everybody: list[Person] = []

    def __call__(self, login: str) -> Person:
        """Return a person's browser, signed in."""
        if login not in self._known:
            person = self.stranger()
            person.context.add_cookies([self._cookie(login)])  # type: ignore[list-item]
            self._known[login] = person
        return self._known[login]

    def stranger(self) -> Person:
        """Return a browser in which nobody is signed in."""
        context = self._browser.new_context(
            java_script_enabled=self._scripted,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1280, "height": 800},
        )
        context.set_default_timeout(_PATIENCE)
        self._everybody.append(Person(context, self._base))
        return self._everybody[-1]

    def complaints(self) -> list[str]:
        """Return what any of these browsers complained of."""
        return [said for person in self._everybody for said in person.complaints]

    def leave(self) -> None:
        """Close every browser."""
        for person in self._everybody:
            person.context.close()

    def come_back(self) -> None:
        """Sign everybody in anew: their sessions have run out."""
        for login, person in self._known.items():
            person.context.add_cookies([self._cookie(login)])  # type: ignore[list-item]

    def signs_in_elsewhere(self, login: str) -> None:
        """Open a session that belongs to no browser here."""
        self._cookie(login)

    def _cookie(self, login: str) -> dict[str, str]:
        signed = self._office.change(admit, self._office.ask(demo_proof, login))
        assert isinstance(signed, SignedIn)
        return {"name": LOOPBACK_COOKIE, "value": signed.cookie, "url": self._base}


@contextmanager
def people(
    browser: Browser, office: Office, base: str, *, scripted: bool = True
) -> Iterator[People]:
    """Let the cast come to their browsers, and go."""
    present = People(browser, office, base, scripted=scripted)
    yield present
    present.leave()
