"""What waits in no line of readers: whether the office is well is told however many read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import event

from review.bootstrap import Office
from review.services.sign_in import fingerprint
from review.storage.database import READERS
from tests.storage.test_turns import until
from tests.web.browser import Browser


@pytest.fixture
def office(office_on_both: Office) -> Office:
    """On either database."""
    return office_on_both


@contextmanager
def every_turn_taken(office: Office) -> Iterator[list[Event]]:
    """Let others read, as many as may at once; each goes when told, and all at the end."""
    reading, leaving = Barrier(READERS + 1), [Event() for _ in range(READERS)]

    def reads(leave: Event) -> None:
        with office.database.read_in_turn():
            reading.wait(10)
            leave.wait(30)

    with ThreadPoolExecutor(READERS) as pool:
        others = [pool.submit(reads, leave) for leave in leaving]
        reading.wait(10)
        try:
            yield leaving
        finally:
            for leave in leaving:
                leave.set()
        for other in others:
            other.result(timeout=10)


def test_who_sends_a_form_is_called_before_who_looked_first(app, office, as_):
    looker, actor = as_("zhou"), as_("li")
    actor.get("/password")
    hashes = [fingerprint(next(iter(one.client.cookies.values()))) for one in (actor, looker)]
    came: list[str] = []

    def listen(*told: Any) -> None:
        came.append(str(told[3]))

    with ThreadPoolExecutor(2) as pool, every_turn_taken(office) as leaving:
        looks = pool.submit(looker.get, "/")
        until(lambda: office.database.turns.waiting == 1)
        acts = pool.submit(actor.post, "/sign-out")
        until(lambda: office.database.turns.waiting == 2)
        event.listen(office.database.reader, "before_cursor_execute", listen)
        leaving[0].set()
        assert acts.result(timeout=10).status_code == 303
        assert looks.result(timeout=10).status_code == 200

    event.remove(office.database.reader, "before_cursor_execute", listen)
    first = next(said for said in came if any(known in said for known in hashes))
    assert hashes[0] in first


def test_whether_it_is_well_is_told_out_of_turn(app, office):
    with every_turn_taken(office):
        answer = Browser(app).get("/healthz")

    assert answer.text == "ok"


def test_what_takes_long_is_answered_beside_the_line(office):
    """A file of two hundred megabytes is read and hashed; nobody's page waits for it."""
    with every_turn_taken(office):
        assert office.ask_at_length(lambda work: work.today) is not None


@pytest.mark.parametrize("said", ["%00", "x", "0" * 32, "'%20OR%201=1"])
def test_a_rubric_that_cannot_be_one_is_as_if_unsaid(app, said):
    reader = Browser(app)

    assert reader.get(f"/catalogue?rubric={said}").text == reader.get("/catalogue").text
