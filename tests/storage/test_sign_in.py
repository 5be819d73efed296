"""Signing in: the same for strangers, slow for guessers, over at once when it must be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Condition

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select

from review.commands import AddPerson, ChangePassword, Deactivate, EndRole, ResetPassword
from review.domain.errors import SignInFailed
from review.domain.vocabulary import Role
from review.services.passwords import Passwords, office_hasher
from review.services.people import add_person, change_password, deactivate, reset_password
from review.services.person_entries import locked, revise
from review.services.role_grants import end_role
from review.services.sign_in import (
    SignedIn,
    admit,
    caller_of_cookie,
    csrf_matches,
    csrf_of,
    keep_open,
    sign_out,
    wants_keeping,
)
from review.storage.rows import SessionRow
from tests.storage.staff import FIRST, OWN, CountingHasher, account

CHECKER = Role.CONFIDENTIALITY_OFFICER
WRONG = "Not-the-word-9"


@pytest.fixture
def door(staff):
    """The door of a small office in which 孙强 checks."""
    staff.small()
    staff.serves("sun", CHECKER)
    return Door(staff)


class Door:
    """Where people sign in."""

    def __init__(self, staff):
        self.staff = staff

    def tries(self, login, password):
        proof = self.staff.proof(login, password)
        with self.staff.work() as work:
            return admit(work, proof)

    def opens(self, login):
        answer = self.tries(login, OWN + login)
        assert isinstance(answer, SignedIn)
        return answer

    def guesses(self, login, times):
        for _ in range(times):
            assert isinstance(self.tries(login, WRONG), SignInFailed)

    def knows(self, cookie):
        with self.staff.reading() as work:
            return caller_of_cookie(work, cookie)

    def keeps(self, cookie):
        with self.staff.work() as work:
            keep_open(work, cookie)


def test_who_knows_the_password_is_known_by_the_cookie(door):
    """And by nothing else."""
    signed = door.opens("sun")

    known = door.knows(signed.cookie)
    assert known is not None
    assert known.caller == door.staff.caller("sun")
    assert door.knows(signed.cookie + "x") is None
    assert door.knows("") is None


def test_what_the_browser_holds_is_not_in_the_database(door):
    """S28: only hashes are kept; whoever reads the database can open nothing."""
    signed = door.opens("sun")

    with door.staff.reading() as work:
        kept = work.session.execute(select(SessionRow)).scalar_one().model_dump()
    assert not {str(value) for value in kept.values()} & {signed.cookie, signed.csrf}
    assert door.knows(kept["cookie_hash"]) is None


def test_every_sign_in_has_a_cookie_of_its_own(door):
    """S28: none can be planted beforehand."""
    cookies = {door.opens("sun").cookie for _ in range(3)}

    assert len(cookies) == 3
    assert all(len(cookie) >= 43 for cookie in cookies)


def test_a_form_belongs_to_its_session(door):
    """The value of one session opens no form of another."""
    first, second = door.opens("sun"), door.opens("sun")
    kept = door.knows(first.cookie).csrf_hash

    assert csrf_matches(kept, first.csrf)
    assert csrf_of(first.cookie) == first.csrf
    assert not csrf_matches(kept, second.csrf)
    assert not csrf_matches(kept, "")


@pytest.mark.parametrize("login", ["sun", "nobody", "", "gone", "li"])
def test_a_stranger_and_a_wrong_password_get_one_answer_for_one_work(door, login):
    """S29: whether there is such an account shows neither in words nor in work."""
    door.staff.joins("gone")
    door.staff.does("guan", deactivate, Deactivate(login="gone"))
    door.staff.does("guan", add_person, AddPerson(account=account("li", password=None)))
    before = door.staff.hasher.verifications, door.staff.hasher.hashings

    answer = door.tries(login, WRONG)

    assert isinstance(answer, SignInFailed)
    assert str(answer) == str(SignInFailed())
    assert door.staff.hasher.verifications == before[0] + 1
    assert door.staff.hasher.hashings == before[1]


def test_the_vain_work_for_a_stranger_costs_what_the_office_hashes_cost():
    """The hash that nobody has is a real one, with the same parameters."""
    hasher = RememberingHasher()
    passwords = Passwords(hasher)
    kept = passwords.hash("word")

    assert not passwords.matches(None, "word")
    assert passwords.matches(kept, "word")

    assert hasher.outcomes == ["VerifyMismatchError", "same"]
    in_vain, in_earnest = map(extract_parameters, hasher.compared)
    assert in_vain == in_earnest


class RememberingHasher(CountingHasher):
    """Remembers which hashes it was given to verify, and what came of it."""

    def __init__(self):
        super().__init__()
        self.compared = []
        self.outcomes = []

    def verify(self, hash, password):  # noqa: A002 - the name in the library
        self.compared.append(hash)
        try:
            is_same = super().verify(hash, password)
        except VerifyMismatchError as mismatch:
            self.outcomes.append(type(mismatch).__name__)
            raise
        self.outcomes.append("same")
        return is_same


def test_the_office_hashes_with_argon2id_of_64_mib():
    """64 MiB, three rounds, four lanes."""
    assert office_hasher().hash("word").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_five_wrong_passwords_lock_for_a_minute(door):
    """Then even the right one waits; the answer does not say why."""
    door.guesses("sun", 4)
    assert isinstance(door.tries("sun", OWN + "sun"), SignedIn)

    door.guesses("sun", 5)
    assert isinstance(door.tries("sun", OWN + "sun"), SignInFailed)
    door.staff.later(seconds=59)
    assert isinstance(door.tries("sun", OWN + "sun"), SignInFailed)
    door.staff.later(seconds=1)
    assert isinstance(door.tries("sun", OWN + "sun"), SignedIn)


def test_each_further_wrong_password_doubles_the_lock_up_to_half_an_hour(door):
    """S29: a thousand tries take weeks."""
    door.guesses("sun", 5)
    waits = []
    for _ in range(8):
        until = door.staff.row("sun").locked_until
        waits.append((until - door.staff.now).total_seconds() / 60)
        door.staff.now = until
        door.guesses("sun", 1)

    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_guesses_while_locked_neither_count_nor_write(door):
    """A guesser cannot fill the ledger, nor lock the owner out for good."""
    door.guesses("sun", 5)
    rev = door.staff.row("sun").rev

    door.guesses("sun", 20)

    assert door.staff.row("sun").rev == rev
    assert door.staff.row("sun").failed_sign_ins == 5


def test_of_many_guesses_at_once_five_count(door):
    """S29: guessing in parallel gains nothing; the ledger tells each try once."""
    with ThreadPoolExecutor(max_workers=8) as crowd:
        answers = list(crowd.map(lambda _: door.tries("sun", WRONG), range(16)))

    assert all(isinstance(answer, SignInFailed) for answer in answers)
    assert door.staff.row("sun").failed_sign_ins == 5
    assert door.staff.events("sun")[-5:] == ["person:sign_in_failed"] * 4 + ["person:locked"]


def test_no_more_than_two_passwords_are_hashed_at_once():
    """Each takes 64 MiB: a crowd at the door does not take the machine's memory."""
    hasher = CrowdedHasher()
    passwords = Passwords(hasher)

    with ThreadPoolExecutor(max_workers=6) as crowd:
        answers = list(crowd.map(lambda _: passwords.matches(None, WRONG), range(12)))

    assert answers == [False] * 12
    assert hasher.most_at_once == 2


class CrowdedHasher(CountingHasher):
    """Waits inside for a second one to come, and counts how many are there."""

    def __init__(self):
        super().__init__()
        self.inside = 0
        self.most_at_once = 0
        self.counting = Condition()

    def verify(self, hash, password):  # noqa: A002 - the name in the library
        with self.counting:
            self.inside += 1
            self.most_at_once = max(self.most_at_once, self.inside)
            self.counting.notify_all()
            self.counting.wait_for(lambda: self.most_at_once >= 2, timeout=10)
        try:
            return super().verify(hash, password)
        finally:
            with self.counting:
                self.inside -= 1


def test_a_lockout_is_in_the_ledger(door):
    """With how many tries it took; and the chain stands."""
    door.guesses("sun", 5)

    assert door.staff.events("sun")[-1] == "person:locked"
    assert door.staff.told("sun")["failures"] == 5
    assert door.staff.ledger_stands()


def test_a_thousand_strangers_leave_nothing(door):
    """Logins that do not exist are not written anywhere."""
    door.guesses("nobody", 30)

    with door.staff.reading() as work:
        assert work.session.execute(select(SessionRow)).first() is None


def test_a_right_password_forgets_the_wrong_ones(door):
    """Four wrong, one right, four wrong: not locked."""
    door.guesses("sun", 4)
    door.opens("sun")
    door.guesses("sun", 4)

    door.opens("sun")


def test_a_reset_opens_a_locked_account_for_its_owner(door):
    """With the new first password, which must be changed."""
    door.guesses("sun", 5)

    door.staff.does("guan", reset_password, ResetPassword(login="sun", password=FIRST))

    signed = door.tries("sun", FIRST)
    assert isinstance(signed, SignedIn)
    assert signed.must_change_password
    assert isinstance(door.tries("sun", OWN + "sun"), SignInFailed)


def test_a_session_ends_when_nobody_is_there(door):
    """Half an hour without a request."""
    cookie = door.opens("sun").cookie

    door.staff.later(minutes=29)
    assert door.knows(cookie)
    door.staff.later(minutes=1)
    assert door.knows(cookie) is None


def test_a_session_that_is_used_stays_open_but_not_beyond_the_day(door):
    """Eight hours, whoever is there."""
    cookie = door.opens("sun").cookie

    for _ in range(23):
        door.staff.later(minutes=20)
        door.keeps(cookie)
    assert door.knows(cookie)

    door.staff.later(minutes=20)
    door.keeps(cookie)
    assert door.knows(cookie) is None


def test_a_session_is_marked_as_seen_once_a_minute(door):
    """Reading a page does not write a row each time."""
    cookie = door.opens("sun").cookie

    def wants():
        with door.staff.reading() as work:
            return wants_keeping(work, cookie)

    assert not wants()
    door.staff.later(minutes=1)
    assert wants()
    door.keeps(cookie)
    assert not wants()


def test_who_signed_out_is_unknown(door):
    """And a session of the same person elsewhere goes on."""
    here, elsewhere = door.opens("sun").cookie, door.opens("sun").cookie

    with door.staff.work() as work:
        sign_out(work, here)

    assert door.knows(here) is None
    assert door.knows(elsewhere)


def test_a_closed_account_ends_its_open_session(door):
    """S10: at once."""
    cookie = door.opens("sun").cookie

    door.staff.does("guan", deactivate, Deactivate(login="sun"))

    assert door.knows(cookie) is None
    assert isinstance(door.tries("sun", OWN + "sun"), SignInFailed)


def test_a_session_is_no_better_than_its_account(door):
    """S10: however the account came to be closed."""
    cookie = door.opens("sun").cookie

    with door.staff.work() as work:
        sun = locked(work, door.staff.row("sun").id)
        revise(work, sun, "person:deactivated", caller=None, active=False)

    assert door.knows(cookie) is None


def test_a_password_that_was_replaced_meanwhile_opens_nothing(door):
    """孙强's old password was compared just before 管立 reset it."""
    proof = door.staff.proof("sun", OWN + "sun")
    assert proof.matches

    door.staff.does("guan", reset_password, ResetPassword(login="sun", password=FIRST))

    with door.staff.work() as work:
        assert isinstance(admit(work, proof), SignInFailed)


def test_a_role_taken_away_is_gone_while_the_session_lives(door):
    """S09: the next request finds it gone."""
    cookie = door.opens("sun").cookie
    assert door.staff.actor("sun", CHECKER).roles == {CHECKER}

    door.staff.does("guan", end_role, EndRole(login="sun", role=CHECKER))

    assert door.knows(cookie)
    assert door.staff.actor("sun", CHECKER).roles == frozenset()


def test_a_new_password_ends_every_session(door):
    """Whoever knew the old one is out."""
    cookie = door.opens("sun").cookie
    change = ChangePassword(old=OWN + "sun", new="Another-word-3")

    assert door.staff.does("sun", change_password, change) is None

    assert door.knows(cookie) is None
    assert isinstance(door.tries("sun", OWN + "sun"), SignInFailed)
    assert isinstance(door.tries("sun", "Another-word-3"), SignedIn)
