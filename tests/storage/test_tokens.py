"""Tokens: a person's own, for a time, for a purpose, and gone when revoked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from review.commands import Deactivate, ResetPassword, RevokeToken
from review.domain.errors import (
    NoSuchPerson,
    NoSuchToken,
    PasswordChangeDue,
    SignInFailed,
    TokenInvalid,
    TokenMissing,
    TokenOfAnother,
    TokenScope,
    TokenTermsUnfit,
)
from review.domain.vocabulary import Role
from review.services.people import deactivate, reset_password
from review.services.person_entries import locked, revise
from review.services.tokens import caller_of_token, issue, revoke_token
from review.storage.rows import TokenRow
from tests.storage.staff import FIRST, OWN


@pytest.fixture
def desk(staff):
    """The shell of a small office in which 李明 drafts and 周岚 reviews."""
    staff.small()
    staff.serves("li", Role.DRAFTER)
    staff.serves("zhou", Role.OFFICE_REVIEWER)
    return Desk(staff)


class Desk:
    """Where people ask for tokens and use them."""

    def __init__(self, staff):
        self.staff = staff

    def asks(self, login, password, scope="act", days=30):
        proof = self.staff.proof(login, password)
        with self.staff.work() as work:
            return issue(work, proof, scope=scope, days=days)

    def token(self, login, scope="act", days=30):
        token = self.asks(login, OWN + login, scope, days)
        assert isinstance(token, str)
        return token

    def acts(self, login, token, scope="act"):
        with self.staff.reading() as work:
            return caller_of_token(work, login, token, "desk7", scope=scope)


def test_a_token_acts_for_its_owner_and_names_itself_and_the_shell_account(desk):
    """The ledger will tell token and operating-system account."""
    token = desk.token("li")

    caller = desk.acts("li", token)

    assert token.startswith("xs_")
    assert caller.person_id == desk.staff.row("li").id
    assert caller.os_account == "desk7"
    assert caller.token_id is not None


def test_a_token_is_not_in_the_database(desk):
    """Whoever reads the database cannot act."""
    token = desk.token("li")

    with desk.staff.reading() as work:
        kept = work.session.execute(select(TokenRow)).scalar_one().model_dump()
    assert token not in {str(value) for value in kept.values()}
    with pytest.raises(TokenInvalid):
        desk.acts("li", kept["token_hash"])


def test_a_token_of_another_person_is_refused(desk):
    """One shell user cannot play all signatories."""
    token = desk.token("li")

    with pytest.raises(TokenOfAnother, match="不是用户“zhou”的"):
        desk.acts("zhou", token)


def test_a_name_that_nobody_has_is_told_only_to_who_has_a_token(desk):
    """A misspelt --by is told as such; who holds no token learns nothing of who is here."""
    token = desk.token("li")

    with pytest.raises(NoSuchPerson, match="没有用户“nobody”"):
        desk.acts("nobody", token)
    with pytest.raises(TokenInvalid, match="令牌无效"):
        desk.acts("nobody", "xs_" + "A" * 43)


@pytest.mark.parametrize("forged", ["xs_", "xs_" + "A" * 43, "李明", "\ud800", "' OR 1=1 --"])
def test_a_forged_token_is_refused(desk, forged):
    """Whatever it looks like."""
    desk.token("li")

    with pytest.raises(TokenInvalid):
        desk.acts("li", forged)


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_token_nobody_acts(desk, nothing):
    """The refusal says whose it must be."""
    with pytest.raises(TokenMissing) as refusal:
        desk.acts("li", nothing)

    assert refusal.value.person == "li"


def test_a_token_ends_on_its_day(desk):
    """Not a second later."""
    token = desk.token("li", days=1)

    desk.staff.later(hours=23, minutes=59)
    assert desk.acts("li", token)
    desk.staff.later(minutes=1)
    with pytest.raises(TokenInvalid):
        desk.acts("li", token)


def test_a_reading_token_does_not_act(desk):
    """One that acts may read."""
    reading, acting = desk.token("li", scope="read"), desk.token("li")

    with pytest.raises(TokenScope):
        desk.acts("li", reading)
    assert desk.acts("li", reading, scope="read")
    assert desk.acts("li", acting, scope="read")


@pytest.mark.parametrize(
    ("scope", "days"), [("all", 30), ("", 30), ("act", 0), ("act", 91), ("act", -1)]
)
def test_a_token_has_a_known_scope_and_an_end(desk, scope, days):
    """Ninety days at most."""
    with pytest.raises(TokenTermsUnfit):
        desk.asks("li", OWN + "li", scope, days)


def test_a_token_needs_the_password_each_time(desk):
    """A wrong one counts as a try at the door, and locks like one."""
    for _ in range(5):
        assert isinstance(desk.asks("li", "Not-the-word-9"), SignInFailed)

    assert isinstance(desk.asks("li", OWN + "li"), SignInFailed)
    assert isinstance(desk.asks("nobody", OWN + "li"), SignInFailed)


def test_who_must_change_the_password_gets_no_token(desk):
    """And those from before are dead."""
    token = desk.token("li")

    desk.staff.does("guan", reset_password, ResetPassword(login="li", password=FIRST))

    with pytest.raises(PasswordChangeDue):
        desk.asks("li", FIRST)
    with pytest.raises(TokenInvalid):
        desk.acts("li", token)


def test_a_closed_account_ends_its_tokens(desk):
    """S10: at once."""
    token = desk.token("li")

    desk.staff.does("guan", deactivate, Deactivate(login="li"))

    with pytest.raises(TokenInvalid):
        desk.acts("li", token)


def test_a_token_is_no_better_than_its_account(desk):
    """S10: however the account came to be closed."""
    token = desk.token("li")

    with desk.staff.work() as work:
        li = locked(work, desk.staff.row("li").id)
        revise(work, li, "person:deactivated", caller=None, active=False)

    with pytest.raises(TokenInvalid):
        desk.acts("li", token)


def test_a_person_revokes_one_token_or_all(desk):
    """Only his own."""
    first, second, others = desk.token("li"), desk.token("li"), desk.token("zhou")
    named = desk.acts("li", first).token_id

    with pytest.raises(NoSuchToken):
        desk.staff.does("zhou", revoke_token, RevokeToken(token_id=named))
    desk.staff.does("li", revoke_token, RevokeToken(token_id=named))
    with pytest.raises(TokenInvalid):
        desk.acts("li", first)
    assert desk.acts("li", second)

    desk.staff.does("li", revoke_token, RevokeToken())
    with pytest.raises(TokenInvalid):
        desk.acts("li", second)
    assert desk.acts("zhou", others)


def test_issuing_and_revoking_are_told(desk):
    """With the token's id and scope, never the token."""
    token = desk.token("li")
    named = desk.acts("li", token).token_id
    issued = desk.staff.entries("li")[-1]
    assert issued.subject == f"access_token:{named}"

    desk.staff.does("li", revoke_token, RevokeToken())

    assert desk.staff.events("li")[-2:] == ["person:token_issued", "person:token_revoked"]
    assert desk.staff.entries("li")[-1].subject == issued.subject
    assert token not in "".join(entry.body for entry in desk.staff.entries("li"))
    assert desk.staff.ledger_stands()
