"""A crowd that signs in takes neither the readers' threads nor the database from them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from argon2 import PasswordHasher

from review.commands import ChangePassword, ResetPassword
from review.domain.account_refusals import Crowded
from review.services.passwords import AT_ONCE, COME_BACK, IN_LINE, Passwords
from review.web.app import create
from tests.builders import OfficeForTests
from tests.web.browser import Browser, text_of

ROOM = AT_ONCE + IN_LINE


class SlowHasher(PasswordHasher):
    """A hasher at which everybody stands until the test lets them go."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go = threading.Event()

    def verify(self, hash, password):  # noqa: A002 - the name in the library
        self.go.wait()
        return super().verify(hash, password)


class Crowd:
    """More than the door takes, trying to sign in at once."""

    def __init__(self, bureau: OfficeForTests) -> None:
        self.office = bureau.office
        self.hasher = SlowHasher()
        self.office.passwords = Passwords(self.hasher)
        self.pool = ThreadPoolExecutor(3 * ROOM)

    def gather(self) -> list[BaseException | None]:
        """Fill the door: some are being seen to, some stand in line; return the rest's refusals."""
        tried = [self.pool.submit(self.office.prove, "nobody", "x" * 20) for _ in range(3 * ROOM)]
        return [next(done).exception() for done in [as_completed(tried)] * (2 * ROOM)]

    def leave(self) -> None:
        """Let everybody be seen to."""
        self.hasher.go.set()
        self.pool.shutdown()


@pytest.fixture
def crowd(bureau: OfficeForTests) -> Iterator[Crowd]:
    gathered = Crowd(bureau)
    yield gathered
    gathered.leave()


def test_who_finds_no_room_in_line_is_sent_away_at_once(crowd: Crowd):
    refusals = crowd.gather()

    assert {type(one) for one in refusals} == {Crowded}
    assert len(refusals) == 2 * ROOM


def test_who_stands_in_line_holds_nothing_of_the_database(crowd: Crowd):
    crowd.gather()

    assert crowd.office.database.reader.pool.checkedout() == 0
    assert crowd.office.database.writer.pool.checkedout() == 0


def test_meanwhile_readers_read_and_who_signs_in_is_told_when_to_come_back(
    crowd: Crowd, bureau: OfficeForTests
):
    bureau.published()
    browser = Browser(create(crowd.office))
    crowd.gather()

    catalogue = browser.get("/catalogue")
    refused = browser.post("/sign-in", login="nobody", password="x" * 20)

    assert catalogue.status_code == 200
    assert (refused.status_code, refused.headers["retry-after"]) == (503, str(COME_BACK))
    assert f"请{COME_BACK}秒后再试" in text_of(refused)


def test_meanwhile_papers_go_on(crowd: Crowd, bureau: OfficeForTests):
    """Whoever changes a password now is sent away before he holds the place in line of writers."""
    crowd.gather()

    with pytest.raises(Crowded):
        bureau.do(ChangePassword(old="Own-word-1", new="Own-word-2"), by="li")

    received = bureau.receive()
    assert bureau.step(received.case, "propose", by="li", mode="主动公开").stage


def test_afterwards_the_door_is_open_again(crowd: Crowd):
    crowd.gather()
    crowd.leave()

    assert crowd.office.prove("nobody", "x" * 20).matches is False


def test_no_password_is_hashed_while_the_database_is_held(bureau: OfficeForTests):
    """A new password takes its time before the transaction, not in it."""
    held: list[int] = []
    database = bureau.office.database

    class Watching(PasswordHasher):
        def hash(self, password, *, salt=None):
            held.append(database.writer.pool.checkedout() + database.reader.pool.checkedout())
            return super().hash(password, salt=salt)

    bureau.office.passwords = Passwords(Watching(time_cost=1, memory_cost=8, parallelism=1))

    bureau.do(ResetPassword(login="li", password="First-word-9"), by="guan")
    changed = bureau.do(ChangePassword(old="First-word-9", new="Own-word-10"), by="li")

    assert changed is None
    assert held == [0, 0]
