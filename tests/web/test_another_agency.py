"""S07: of another agency's cases and papers no door tells anything, however it is asked."""

from __future__ import annotations

import random
import re
from contextlib import ExitStack
from math import sqrt
from time import perf_counter_ns
from uuid import uuid4

import pytest

from review.storage.rows import CaseRow, FileRow, FindingRow
from review.web.api.doors import API_DOORS
from review.web.doors import DOORS
from tests.journeys.neighbours import THEIRS, second_in
from tests.web.api.program import Program, token_of
from tests.web.kept import rows

NAMED = re.compile(r"\{(number|document|document_id|file|file_id|finding)\}")
KINDS = {"kind": "pdf", "page": "1", "position": "1"}
WITH_PHONE = "关于报送联系人的通知\n\n联系人手机：13800138000，请于月底前报送。\n".encode()
WORDS = {
    "action": "verify", "rev": "1", "verb": "remind", "kind": "lawful", "reason": "有误",
    "disposal": "1", "trigger": "abolished", "reference": "1号", "happened_on": "2026-01-05",
    "number": "依申请2026-3", "requester": "甲公司", "answered_on": "2026-01-05",
    "result": "given",
}  # fmt: skip
"""Something for every form of the pages."""
SAID = {
    "steps": {"action": "verify", "rev": 1},
    "beside": {"verb": "remind", "rev": 1},
    "opening": {},
    "disposal": {"as": "lawful", "reason": "有误"},
    "cosignature": {"disposal": 1},
    "takedown": {"reason": "有误"},
    "cases": {},
    "requests": {
        "request_number": "依申请2026-3", "requester": "甲公司", "answered_on": "2026-01-05",
        "result": "given",
    },
}  # fmt: skip
"""What a program says at each door, by the last word of its address."""
PLACES = [door for door in (*DOORS, *API_DOORS) if NAMED.search(door.path)]
REQUESTS = 2_000
UNLIKELY = 3.2905
"""As many standard deviations from the mean as one in a thousand is."""


@pytest.fixture
def neighbours(office):
    """A second agency beside ours, in which nothing was ever handed in."""
    second_in(office)
    return sorted(THEIRS)


@pytest.fixture
def ours(office, paper, neighbours):
    """What there is of a paper of ours, by what addresses call it."""
    number = paper(WITH_PHONE)
    case, file = rows(office, CaseRow)[0], rows(office, FileRow)[0]
    finding = rows(office, FindingRow)[0].code
    kept = {"file": file.id, "file_id": file.id, "finding": finding}
    papers = {"document": case.document_id, "document_id": case.document_id}
    assert number != case.id
    return {"number": case.id, **kept, **papers}


@pytest.fixture
def asker(app, office, as_):
    """Return how somebody asks at a door of pages or of programs, on a line that stays open."""
    lines = ExitStack()

    def of(login):
        browser, program = as_(login), Program(app, token_of(office, login))
        for client in (browser.client, program.client):
            lines.enter_context(client)
        browser.get("/password")

        def asks(door, names):
            path = NAMED.sub(lambda found: names[found[1]], door.path)
            path = re.sub(r"\{(\w+)\}", lambda found: KINDS[found[1]], path)
            if path.startswith("/api/"):
                keyed = {"idempotency-key": uuid4().hex} if door.method == "POST" else {}
                said = {"json": SAID[path.rpartition("/")[2]]} if keyed else {}
                return program.asks(door.method, path[len("/api/v1") :], headers=keyed, **said)
            if door.method == "GET":
                return browser.get(path)
            return browser.post(path, **WORDS)

        return asks

    with lines:
        yield of


def nobodys(names):
    """Return names of the same kinds that nothing has."""
    return {kind: name if kind == "finding" else uuid4().hex for kind, name in names.items()}


def told(answer, names):
    """Return what came, without the names that were asked by and the moment."""
    text = answer.text
    for name in names.values():
        text = text.replace(name, "")
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, headers, text


def test_at_every_door_ours_is_answered_as_what_there_is_not(ours, neighbours, asker, heard):
    """Status, headers, body and queries are those of names that nothing has."""
    nothing = nobodys(ours)
    for login in neighbours:
        asks = asker(login)
        for door in PLACES:
            answers, asked = [], []
            for names in (ours, nothing):
                heard.clear()
                answers.append(told(asks(door, names), names))
                asked.append(list(heard))

            where = (login, door.method, door.path)
            assert answers[0][0] == 404, where
            assert answers[0] == answers[1], where
            assert asked[0] == asked[1], where
            assert asked[0], where


def test_no_door_takes_longer_over_ours_than_over_what_there_is_not(ours, neighbours, asker):
    """2,000 requests, one of each in turn, by ranks: p is not below 0.001.

    Of a thousand runs that differ in nothing one looks as if they did: it is asked once more.
    """
    asks = asker(neighbours[0])
    first = apart(asks, PLACES, ours, nobodys(ours), requests=REQUESTS)

    assert (
        abs(first) < UNLIKELY
        or abs(apart(asks, PLACES, ours, nobodys(ours), requests=REQUESTS)) < UNLIKELY
    ), first


def test_the_same_ranks_tell_a_page_that_is_there(ours, asker):
    """Otherwise they would have told nothing of the neighbours either."""
    (page,) = [door for door in PLACES if door.path == "/cases/{number}"]

    assert apart(asker("zhou"), [page], ours, nobodys(ours), requests=60) > UNLIKELY


def apart(asks, doors, ours, nothing, *, requests):
    """Return by how many standard deviations ours ranks later than what there is not.

    The ranks are taken at each door by itself, and their deviations added up.
    """
    chance = random.Random(20_260_331)  # noqa: S311 (an order, no secret)
    beyond = spread = 0.0
    for door in doors:
        took = {True: [], False: []}
        for names in (ours, nothing):
            asks(door, names)
        for _ in range(-(-requests // (2 * len(doors)))):
            for is_ours in chance.sample((True, False), 2):
                begun = perf_counter_ns()
                asks(door, ours if is_ours else nothing)
                took[is_ours].append(perf_counter_ns() - begun)
        each = len(took[True])
        later = sum((a > b) - (a < b) for a in took[True] for b in took[False]) / 2
        beyond += later
        spread += each * each * (2 * each + 1) / 12
    return beyond / sqrt(spread)
