"""Sixty-four people at their work at once, by a real server: what each was told, and what is there.

Each waits one to three seconds, looks into his inbox, opens a case and does what is offered first.
At times somebody clicks twice, so that the same form goes out on two lines at once. Whoever handed
in a paper goes on handing in while fewer cases are open than there should be.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode
from uuid import uuid4

from review.domain.checklist import items_of
from review.domain.vocabulary import Role
from review.shipped import shipped
from tests.builders import SECTION, OfficeForTests
from tests.cast import CAST, Member

STAFF = {
    Role.DRAFTER: ("承办", 22),
    Role.SECTION_HEAD: ("科长", 12),
    Role.OFFICE_REVIEWER: ("审查", 16),
    Role.APPROVING_OFFICIAL: ("分管", 8),
    Role.PUBLISHER: ("发布", 6),
}
"""Sixty-four; a check takes longest, so most of those who do not draft are reviewers."""
OPEN = 200
LONGEST_PAUSE, SHORTEST_PAUSE = 3.0, 1.0
CLICKS_TWICE = 0.05
KEPT_OPEN = 2.0
"""So many seconds a line that nobody used is trusted: the server hangs up after five."""
TEXT = "关于第{}号事项的通知\n\n各单位：请于本月底前按要求报送材料。\n"
_CASE = re.compile(r'href="/cases/(\d{4}-\d+)"')
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_OPENING = re.compile(r'action="(/cases/[^"]+/opening)"')
_FIRST = re.compile(r'<div class="first-act">(.*?)</form>', re.DOTALL)
_ITEM = re.compile(r'name="answer-(\w+)"')
CLEAR = {
    one.id: one.clear.value
    for one in items_of(shipped("data/reference/checklist.toml").read_text("utf-8"))
}
"""How one answers the check list who found nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One form that somebody sent, and what he was told."""

    what: str
    case: str
    rev: str
    status: int
    seconds: float


@dataclass(slots=True, kw_only=True)
class Colleague:
    """One person at one browser."""

    login: str
    role: Role
    port: int
    chance: random.Random
    turns: int = 0
    deeds: list[Deed] = field(default_factory=list)
    _line: HTTPConnection | None = None
    _asked: float = 0.0
    _cookie: str = ""
    _csrf: str = ""

    def sign_in(self) -> None:
        """Sign in as the demo lets one: by name alone."""
        answer, _ = self._ask("POST", "/sign-in/demo", {"login": self.login})
        self._cookie = str(answer.headers["set-cookie"]).partition(";")[0]
        self._csrf = html.unescape(_CSRF.findall(self._page("/password"))[0])

    def hang_up(self) -> None:
        """Close the line, if one is open."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def work(self, until: float, office: Pile) -> None:
        """Take turn after turn, each after a pause, until it is time to go."""
        while monotonic() < until:
            sleep(self.chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))
            self.take_turn(office)

    def take_turn(self, office: Pile) -> None:
        """Hand in a paper where too few are under way, else do what lies here."""
        self.turns += 1
        if self.role is Role.DRAFTER and office.wants_more():
            self.hand_in(office)
            return
        lying = sorted(set(_CASE.findall(self._page("/?box=mine"))))
        if lying:
            self.handle(self.chance.choice(lying), office)

    def hand_in(self, office: Pile) -> None:
        """Hand in a paper that nobody handed in before."""
        mark = uuid4().hex
        form = {
            "csrf": self._csrf,
            "title": f"关于第{mark[:8]}号事项的通知",
            "kind": "notice",
            "section": SECTION,
            "source": "own",
        }
        body, kind = _multipart(form, name=f"{mark[:8]}.txt", content=TEXT.format(mark).encode())
        deed = self._send("hand_in", "/hand-in", body, case="", rev="", kind=kind)
        office.came(deed.status == 303)

    def handle(self, case: str, office: Pile) -> None:
        """Open a case, read its files, and do what is offered first."""
        page = self._page(f"/cases/{case}")
        openings = list(dict.fromkeys(_OPENING.findall(page)))
        for place in openings:
            self._send(
                "open", place, urlencode({"csrf": self._csrf}).encode(), case=case, rev=place
            )
        if openings:
            page = self._page(f"/cases/{case}")
        found = _FIRST.search(page)
        if found is None:
            return
        form = self._filled(found[1])
        body, kind = _multipart(form)
        ask = {"case": case, "rev": form["rev"], "kind": kind}
        place = f"/cases/{case}/steps"
        if self.chance.random() < CLICKS_TWICE:
            with ThreadPoolExecutor(1) as other:
                again = other.submit(self._elsewhere, place, body, **ask)
                self._send(form["action"], place, body, **ask)
                self.deeds.append(again.result())
        else:
            self._send(form["action"], place, body, **ask)
        done = any(one.status == 303 for one in self.deeds[-2:] if one.rev == form["rev"])
        if done and form["action"] == "publish":
            office.went()

    def _filled(self, form: str) -> dict[str, str]:
        """Fill in a form as one does who has nothing against it."""
        said = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        said |= {f"answer-{item}": CLEAR[item] for item in _ITEM.findall(form)}
        if 'name="opinion"' in form:
            said["opinion"] = "已核对原文，同意。"
        if 'name="mode"' in form:
            said["mode"] = "proactive"
        return {name: html.unescape(value) for name, value in said.items()}

    def _elsewhere(self, place: str, body: bytes, *, case: str, rev: str, kind: str) -> Deed:
        """Send the same form on another line."""
        twin = Colleague(login=self.login, role=self.role, port=self.port, chance=self.chance)
        twin._cookie = self._cookie  # the same browser
        try:
            return twin._send("again", place, body, case=case, rev=rev, kind=kind)
        finally:
            twin.hang_up()

    def _send(
        self,
        what: str,
        place: str,
        body: bytes,
        *,
        case: str,
        rev: str,
        kind: str = "application/x-www-form-urlencoded",
    ) -> Deed:
        began = perf_counter()
        answer, _ = self._ask("POST", place, body, kind=kind)
        deed = Deed(
            what=what, case=case, rev=rev, status=answer.status, seconds=perf_counter() - began
        )
        self.deeds.append(deed)
        return deed

    def _page(self, place: str) -> str:
        answer, body = self._ask("GET", place)
        assert answer.status == 200, (place, answer.status)
        return body.decode()

    def _ask(
        self,
        how: str,
        place: str,
        form: dict[str, str] | bytes | None = None,
        *,
        kind: str = "application/x-www-form-urlencoded",
    ) -> tuple[HTTPResponse, bytes]:
        """Ask on a line that stays open, as a browser's does."""
        if self._line is None or monotonic() - self._asked > KEPT_OPEN:
            self.hang_up()
            self._line = HTTPConnection("127.0.0.1", self.port, timeout=120)
        self._asked = monotonic()
        headers = {"cookie": self._cookie, "origin": f"http://127.0.0.1:{self.port}"}
        body = urlencode(form) if isinstance(form, dict) else form
        if body is not None:
            headers["content-type"] = kind
        self._line.request(how, place, body, headers)
        answer = self._line.getresponse()
        return answer, answer.read()


@dataclass(slots=True)
class Pile:
    """How many cases are under way, as far as those know who are at work."""

    open: int = 0

    def wants_more(self) -> bool:
        """Say whether fewer are under way than there should be."""
        return self.open < OPEN

    def came(self, has_come: bool) -> None:  # noqa: FBT001
        """Note a paper that came in."""
        self.open += has_come

    def went(self) -> None:
        """Note one that went out."""
        self.open -= 1


def staffed(office: OfficeForTests) -> OfficeForTests:
    """Found an office of sixty-four, and of those whom every office has."""
    return office.found(cast=(*CAST, *(member for member, _ in _members())))


@contextmanager
def colleagues(port: int, *, seed: int) -> Iterator[list[Colleague]]:
    """Yield the sixty-four, signed in."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    found = [
        Colleague(login=member.login, role=role, port=port, chance=random.Random(chance.random()))  # noqa: S311
        for member, role in _members()
    ]
    try:
        for one in found:
            one.sign_in()
        yield found
    finally:
        for one in found:
            one.hang_up()


def at_work(people: list[Colleague], *, seconds: float, pile: Pile) -> None:
    """Let all of them work at once for so long."""
    until = monotonic() + seconds
    with ThreadPoolExecutor(len(people)) as pool:
        for each in [pool.submit(one.work, until, pile) for one in people]:
            each.result()


def filling(people: list[Colleague], pile: Pile) -> None:
    """Let those who draft hand in until as many are under way as there should be."""
    drafters = [one for one in people if one.role is Role.DRAFTER]
    with ThreadPoolExecutor(4) as pool:
        papers = -(-OPEN // len(drafters))
        for each in [pool.submit(_hands_in, one, pile, papers=papers) for one in drafters]:
            each.result()
    for one in people:
        one.deeds.clear()


def _hands_in(drafter: Colleague, pile: Pile, *, papers: int) -> None:
    for _ in range(papers):
        drafter.hand_in(pile)


def told(people: list[Colleague]) -> Counter[int]:
    """Count what people were told, by status."""
    return Counter(deed.status for one in people for deed in one.deeds)


def _members() -> Iterator[tuple[Member, Role]]:
    for role, (name, count) in STAFF.items():
        for number in range(1, count + 1):
            login = f"{role.value.replace('_', '')[:8]}{number:02}"
            yield Member(login=login, name=f"{name}{number:02}", roles=(role,)), role


def _multipart(form: dict[str, str], *, name: str = "", content: bytes = b"") -> tuple[bytes, str]:
    """Write a form down as a browser sends one that may carry files."""
    mark = uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in form.items()
    ]
    if name:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: text/plain\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
