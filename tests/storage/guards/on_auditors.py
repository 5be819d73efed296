"""The last auditor's role and account."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

ROLE = "the_last_auditor_keeps_the_role"
ACCOUNT = "the_last_auditor_keeps_the_account"
SUSPENDED = "person:role_suspended"


def _revise_grant(hand: Hand, grant: str, event: str = "person:role_ended", **values: object):
    row = hand.row("role_grant", grant)
    rev = row["rev"] + 1
    hand.enter("role_grant", row["id"], rev, event=event, agency_id=row["agency_id"])
    hand.change("role_grant", grant, rev=rev, **values)


def _end(grant: str = "audit.role"):
    return lambda hand: _revise_grant(hand, grant, ended_at=LATER)


def _another_auditor(hand: Hand, *, is_confirmed: bool = True, **changes: object) -> str:
    """Another person is granted the office, as an administrator does and another confirms."""
    waiting = {"role": "auditor", "person_id": "wu", "granted_by": "guan", "confirmed_at": None}
    grant = hand.add("role_grant", "waiting.role", **{**waiting, **changes})
    if is_confirmed:
        _revise_grant(hand, grant, "person:role_confirmed", confirmed_by="gu", confirmed_at=LATER)
    return grant


def _after(*deeds):
    def all_of_them(hand: Hand) -> None:
        for deed in deeds:
            deed(hand)

    return all_of_them


def _ended_again(hand: Hand) -> None:
    _revise_grant(hand, _another_auditor(hand), ended_at=LATER)


def _elsewhere(hand: Hand) -> None:
    """A neighbour has an auditor of its own."""
    hand.found_neighbour()
    hand.enter("person", "stranger", 1, agency_id=OTHER)
    hand.copy("person", "wu", id="stranger", login="stranger", agency_id=OTHER, section_id=None)
    _another_auditor(hand, agency_id=OTHER, person_id="stranger")


def _leave(hand: Hand) -> None:
    hand.revise("person", "wu", active=False)


def _suspended_elsewhere(hand: Hand) -> None:
    """Suspensions of another grant and of another change are not this one."""
    rev = hand.row("role_grant", "audit.role")["rev"]
    hand.enter("role_grant", "waiting.role", rev + 1, event=SUSPENDED)
    hand.enter("role_grant", "audit.role", rev + 5, event=SUSPENDED)


def _suspend(hand: Hand) -> None:
    _revise_grant(hand, "audit.role", SUSPENDED, ended_at=LATER)


def _end_one_that_waits(hand: Hand) -> None:
    waiting = _another_auditor(hand, is_confirmed=False)
    _suspend(hand)
    _revise_grant(hand, waiting, ended_at=LATER)


def _close(who: str = "shen"):
    return lambda hand: hand.revise("person", who, active=False)


WITHOUT_ANOTHER = {
    "another only waits": lambda hand: _another_auditor(hand, is_confirmed=False),
    "another's role ended": _ended_again,
    "another's account is closed": _after(_another_auditor, _leave),
    "a neighbour has one": _elsewhere,
    "somebody has another role": lambda hand: _another_auditor(hand, role="publisher"),
}


def _of_roles() -> Iterator[Attempt]:
    yield attack(ROLE, "the last auditor's role ends", _end())
    for said, deed in WITHOUT_ANOTHER.items():
        yield attack(ROLE, f"it ends, and {said}", _after(deed, _end()))
    yield attack(ROLE, "something else was suspended", _after(_suspended_elsewhere, _end()))
    yield lawful(ROLE, "another auditor stays", _after(_another_auditor, _end()))
    yield lawful(
        ROLE, "another role ends, with no auditor there", _after(_suspend, _end("founded.role"))
    )
    yield lawful(ROLE, "it is suspended by a new password", _suspend)
    yield lawful(ROLE, "it is told anew, and stays", lambda hand: _revise_grant(hand, "audit.role"))
    yield lawful(ROLE, "one that waits ends, with no auditor there", _end_one_that_waits)
    yield lawful(
        ROLE,
        "one is confirmed, with no auditor there",
        _after(_suspend, _another_auditor),
    )


def _of_accounts() -> Iterator[Attempt]:
    yield attack(ACCOUNT, "the last auditor's account is closed", _close())
    for said, deed in WITHOUT_ANOTHER.items():
        yield attack(ACCOUNT, f"it is closed, and {said}", _after(deed, _close()))
    yield lawful(ACCOUNT, "another auditor stays", _after(_another_auditor, _close()))
    gone = _after(_another_auditor, _leave, _suspend)
    yield lawful(
        ACCOUNT, "somebody else's is closed, with no auditor there", _after(gone, _close("li"))
    )
    yield lawful(ACCOUNT, "one long closed changes, with no auditor there", _after(gone, _leave))
    yield lawful(ACCOUNT, "one whose office was suspended is closed", _after(_suspend, _close()))
    yield lawful(
        ACCOUNT,
        "one whose office waits is closed, with no auditor there",
        _after(
            _suspend,
            lambda hand: _another_auditor(hand, is_confirmed=False),
            _close("wu"),
        ),
    )
    yield lawful(
        ACCOUNT,
        "the last auditor has another password",
        lambda hand: hand.revise("person", "shen", must_change_password=True),
    )


ATTEMPTS: tuple[Attempt, ...] = (*_of_roles(), *_of_accounts())
