"""A hundred thousand papers: no question reads them through, and no page waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from statistics import median
from time import process_time

import pytest
from fastapi import FastAPI
from starlette.types import Message

from review.bootstrap import wall_clock
from review.web.app import create
from review.web.rendering import environment
from tests.bench.crowded import AT_MOST, KINDS, from_memory
from tests.builders import OfficeForTests
from tests.clock import Clock
from tests.load.crowd import fill
from tests.load.plans import asked, big_tables, read_through
from tests.load.turning import LARGEST_PAGE, pages_of, signed_in
from tests.web.browser import HERE

PAPERS = 100_000
TIMES = 20
FENCE = 3 * AT_MOST
"""The goal is kept by `python -m tests.bench crowded`; here others work beside."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeForTests]:
    """An office of so many papers, in a file."""
    folder = tmp_path_factory.mktemp("hundred_thousand")
    office = OfficeForTests(folder, clock=Clock(at=wall_clock())).found()
    fill(office, papers=PAPERS)
    yield office
    office.close()


def test_no_question_reads_them_through(office: OfficeForTests):
    with asked() as sent:
        pages = pages_of(signed_in(office, "zhou"))

    database = office.office.database
    big = big_tables(database)
    through = {
        statement: tables
        for statement, values in sent.items()
        if (tables := big.intersection(read_through(database, statement, values)))
    }
    assert through == {}
    assert max(map(len, pages.values())) <= LARGEST_PAGE


def test_a_page_costs_little_more_than_drawing_it(office: OfficeForTests):
    """In processor time, which nobody who works beside takes away: all of a request's threads."""
    drawn, addresses = from_memory(office)
    cookies = dict(signed_in(office, "zhou").client.cookies)

    ratios = {
        kind: asyncio.run(_cost(office, cookies, addresses[kind][0])) / _drawing(*drawn[kind])
        for kind in KINDS
    }

    assert max(ratios.values()) <= FENCE, ratios


async def _cost(office: OfficeForTests, cookies: dict[str, str], path: str) -> float:
    app, costs = create(office.office), []
    for _ in range(TIMES):
        began = process_time()
        assert await _asked(app, cookies, path) == 200
        costs.append(process_time() - began)
    return median(costs)


async def _asked(app: FastAPI, cookies: dict[str, str], path: str) -> int:
    """Ask as a server would, without one; return the status."""
    place, _, question = path.partition("?")
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": place,
        "raw_path": place.encode(),
        "root_path": "",
        "query_string": question.encode(),
        "headers": [(b"host", HERE.partition("//")[2].encode()), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    return int(told[0]["status"])


def _drawing(template: str, page: object) -> float:
    found, costs = environment().get_template(template), []
    for _ in range(TIMES):
        began = process_time()
        found.render(page=page)
        costs.append(process_time() - began)
    return median(costs)
