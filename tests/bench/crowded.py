"""Pages over very many papers, from a real server, against the same templates out of memory.

An open loop: twenty requests a second are sent whether or not the earlier ones were answered, as
two hundred people would, and each waits from the moment it was due. What counts is the 95th of a
hundred waits.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from threading import local
from time import perf_counter, sleep
from typing import Any
from urllib.parse import quote, urlencode

from review.bootstrap import wall_clock
from review.web import cases, inbox
from review.web.app import create
from review.web.rendering import environment, render
from tests.bench.measure import Ratio, tell
from tests.builders import OfficeForTests
from tests.clock import Clock
from tests.conftest import in_length
from tests.load.crowd import fill
from tests.web.browser import Browser

TOP = Path(__file__).parents[2]
FEW, MANY = 100_000, 1_000_000
A_SECOND = 20
SECONDS, ROUNDS = 10, 3
AT_ONCE = 32
AT_MOST = 10.0
LOGINS = ("zhou", "wang", "li", "gu")
WORDS = ("供暖", "校车安全", "西岭乡 供暖", "第77号", "通知", "宝财〔2025〕7")
BOXES = ("mine", "open", "done", "all")
KINDS = {"inbox": "pages/inbox.html", "case page": "pages/case.html", "search": "pages/inbox.html"}
_CASE = re.compile(r'href="(/cases/[0-9-]+)"')
_OURS = local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that will be sent."""

    kind: str
    path: str
    cookie: str = field(repr=False)


def measured(folder: Path) -> Iterator[Ratio]:
    """Fill an office, serve it, and measure what people wait."""
    papers = in_length(short=FEW, full=MANY)
    office = OfficeForTests(folder / "data", clock=Clock(at=wall_clock())).found()
    began = perf_counter()
    fill(office, papers=papers)
    tell(f"{papers} papers written in {perf_counter() - began:.0f} s")
    yield from over(office)


def over(office: OfficeForTests) -> Iterator[Ratio]:
    """Measure an office that is full already; it is closed then."""
    pages, addresses = from_memory(office)
    office.close()
    with serving(office) as port:
        cookies = [_signed_in(port, login) for login in LOGINS]
        requests = _requests(addresses, cookies)
        _loop(port, islice(requests, A_SECOND * 3))  # what happens once is not what is measured
        waits: dict[str, list[list[float]]] = defaultdict(list)
        renders: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            found = _loop(port, islice(requests, A_SECOND * SECONDS))
            for kind in KINDS:
                waits[kind].append(found[kind])
                renders[kind].append(_rendering(*pages[kind]))
    for kind, template in KINDS.items():
        slow = [quantiles(each, n=20)[-1] for each in waits[kind]]
        yield Ratio(
            name=f"{kind}, 95th of a hundred waits",
            floor=f"rendering {template} out of memory",
            ours_seconds=median(slow),
            floor_seconds=median(renders[kind]),
            ratios=tuple(mine / floor for mine, floor in zip(slow, renders[kind], strict=True)),
            at_most=AT_MOST,
        )


def from_memory(office: OfficeForTests) -> tuple[dict[str, tuple[str, Any]], dict[str, list[str]]]:
    """Keep what each page was made of, and find cases to open."""
    made: dict[str, tuple[str, Any]] = {}
    kept: list[tuple[str, Any]] = []

    def keep(template: str, page: Any, *, status: int = 200) -> Any:
        kept.append((template, page))
        return render(template, page, status=status)

    browser = Browser(create(office.office))
    browser.post("/sign-in/demo", login="zhou")
    for module in (inbox, cases):
        module.render = keep  # type: ignore[attr-defined]
    try:
        opened = _CASE.findall(browser.get("/?box=open").text)[:12]
        made["inbox"] = kept[-1]
        browser.get("/?box=all&q=" + quote(WORDS[0]))
        made["search"] = kept[-1]
        browser.get(opened[0])
        made["case page"] = kept[-1]
    finally:
        for module in (inbox, cases):
            module.render = render  # type: ignore[attr-defined]
    boxes = [f"/?box={box}" for box in BOXES]
    searches = [f"/?box=all&q={quote(words)}" for words in WORDS]
    return made, {"inbox": boxes, "case page": opened, "search": searches}


def _rendering(template: str, page: Any) -> float:
    found = environment().get_template(template)
    took = []
    for _ in range(30):
        began = perf_counter()
        found.render(page=page)
        took.append(perf_counter() - began)
    return median(took)


@contextmanager
def serving(office: OfficeForTests) -> Iterator[int]:
    with closing(socket.socket()) as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = any_port.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "review.cli", "serve", "--no-clock", "--port", str(port)],
        cwd=TOP,
        env={
            "XIANSHEN_DATA_DIR": str(office.folder),
            "XIANSHEN_DATABASE_URL": office.url,
            "PYTHONPATH": str(TOP),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    try:
        server.stdout.readline()  # it says where it serves before it answers
        while not _answers(port):
            sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def _answers(port: int) -> bool:
    try:
        return _get(port, "/healthz", "") == 200
    except OSError:
        return False


def _signed_in(port: int, login: str) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as page:
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "origin": f"http://127.0.0.1:{port}",
        }
        page.request("POST", "/sign-in/demo", urlencode({"login": login}), headers)
        answer = page.getresponse()
        answer.read()
        return str(answer.headers["set-cookie"]).partition(";")[0]


def _get(port: int, path: str, cookie: str) -> int:
    """Ask by a connection of this thread's own, which stays open as a browser's does."""
    page = getattr(_OURS, "page", None)
    if page is None or page.port != port:
        page = _OURS.page = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        page.request("GET", path, headers={"cookie": cookie} if cookie else {})
        answer = page.getresponse()
        answer.read()
    except OSError:
        _OURS.page = None
        raise
    return int(answer.status)


def _requests(addresses: dict[str, list[str]], cookies: list[str]) -> Iterator[Asked]:
    """Inbox, case, search in turns, by one person after another."""
    paths = {kind: cycle(found) for kind, found in addresses.items()}
    for kind, cookie in zip(cycle(KINDS), cycle(cookies), strict=False):
        yield Asked(kind=kind, path=next(paths[kind]), cookie=cookie)


def _loop(port: int, requests: Iterator[Asked]) -> dict[str, list[float]]:
    """Send each when it is due, and return how long it was from then to its answer."""
    began = perf_counter() + 0.1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [
            (one, pool.submit(_waited, port, one, began + number / A_SECOND))
            for number, one in enumerate(requests)
        ]
    waits: dict[str, list[float]] = defaultdict(list)
    for one, wait in sent:
        waits[one.kind].append(wait.result())
    return waits


def _waited(port: int, one: Asked, due: float) -> float:
    ahead = due - perf_counter()
    if ahead > 0:
        sleep(ahead)
    status = _get(port, one.path, one.cookie)
    assert status == 200, (one, status)
    return perf_counter() - due
