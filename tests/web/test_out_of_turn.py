"""What waits in no line of readers: whether the office is well is told however many read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest

from review.bootstrap import Office
from review.storage.database import READERS
from tests.web.browser import Browser


@pytest.fixture
def office(office_on_both: Office) -> Office:
    """On either database."""
    return office_on_both


@contextmanager
def every_turn_taken(office: Office) -> Iterator[None]:
    """Let others read for as long as the block lasts, as many as may at once."""
    reading, leave = Barrier(READERS + 1), Event()

    def reads() -> None:
        with office.database.read_in_turn():
            reading.wait(10)
            leave.wait(30)

    with ThreadPoolExecutor(READERS) as pool:
        others = [pool.submit(reads) for _ in range(READERS)]
        reading.wait(10)
        try:
            yield
        finally:
            leave.set()
        for other in others:
            other.result(timeout=10)


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
