"""Authorisations, roles, tokens and sessions, and the mark of a demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Hand, attack, lawful

BIRTH = "authorisation_is_born_unsigned"
PEOPLE = "authorisation_has_its_people"
UNCONFIRMED = "role_is_born_unconfirmed"
ANOTHER = "role_is_confirmed_by_another"
SOMEBODY = "role_is_given_by_somebody"
REVOKED = "a_revoked_token_stays_revoked"
STEPS = "a_session_has_passed_both_steps"
ONCE = "a_code_is_good_once"
ENDED = "an_ended_session_stays_ended"
DEMO = "a_database_is_a_demo_from_birth_or_never"


def _drafted(**changes: object):
    fresh = {"reference": "另一号"}
    return lambda hand: hand.add("authorisation", "drafted.authorisation", **{**fresh, **changes})


def _revised(state: str, **changes: object):
    return lambda hand: hand.revise("authorisation", f"{state}.authorisation", **changes)


def _of_authorisations() -> Iterator[Attempt]:
    yield attack(BIRTH, "it is born signed", _drafted(signed_by="he"))
    yield attack(BIRTH, "its rules are born signed", _drafted(rules_signed_by="sun"))
    yield lawful(BIRTH, "it is born unsigned", _drafted())
    yield attack(
        PEOPLE, "the drafter signs the rules", _revised("drafted", rules_signed_by="zheng")
    )
    yield attack(PEOPLE, "the drafter signs it", _revised("ruled", signed_by="zheng"))
    yield attack(PEOPLE, "who signed the rules signs it", _revised("ruled", signed_by="sun"))
    yield attack(PEOPLE, "it is signed before its rules", _revised("drafted", signed_by="he"))
    yield attack(PEOPLE, "another signature replaces the first", _revised("signed", signed_by="gu"))
    yield attack(PEOPLE, "its signature is taken away", _revised("signed", signed_by=None))
    yield attack(PEOPLE, "it was signed on another day", _revised("signed", signed_at=LATER))
    another = _revised("signed", signed_as="approving_official")
    yield attack(PEOPLE, "it was signed in another office", another)
    for state in ("ruled", "signed"):
        said = f"somebody else has signed the rules of one {state}"
        yield attack(PEOPLE, said, _revised(state, rules_signed_by="wu"))
    yield attack(PEOPLE, "the rules lose their signature", _revised("ruled", rules_signed_by=None))
    yield attack(PEOPLE, "a revoked one is in force again", _revised("revoked", revoked_at=None))
    terms: dict[str, object] = {
        "agency_id": OTHER,
        "reference": "另一号",
        "grounds": "several_requesters",
        "cap": 1000,
        "hold_days": 1,
        "first_day": date(2025, 1, 1),
        "last_day": date(2027, 12, 31),
        "rules_digest": "0" * 64,
        "drafted_by": "wu",
    }
    for column, value in terms.items():
        yield attack(PEOPLE, f"its {column} is rewritten", _revised("signed", **{column: value}))
    yield lawful(
        PEOPLE, "a second person signs the rules", _revised("drafted", rules_signed_by="sun")
    )
    signature = {"signed_by": "he", "signed_at": LATER, "signed_as": "head_of_agency"}
    yield lawful(PEOPLE, "a third person signs it", _revised("ruled", **signature))
    yield lawful(PEOPLE, "it is revoked", _revised("signed", revoked_at=LATER, revoked_by="he"))
    yield lawful(PEOPLE, "a draft is given up", _revised("drafted", revoked_at=LATER))


def _granted(**changes: object):
    fresh = {"role": "publisher", "granted_by": "guan", "confirmed_at": None}
    return lambda hand: hand.add("role_grant", "waiting.role", **{**fresh, **changes})


def _founding(subject: str, rev: int):
    """A neighbour is founded; after its second entry a role is given there by nobody."""

    def deed(hand: Hand) -> None:
        hand.found_neighbour()
        hand.enter(subject, new_id(), rev, agency_id=OTHER)
        nobody = {"granted_by": None, "confirmed_at": LATER}
        _granted(agency_id=OTHER, **nobody)(hand)

    return deed


def _confirmed(grant: str, *changes: Mapping[str, object]):
    def deed(hand: Hand) -> None:
        for change in changes:
            hand.revise("role_grant", grant, **change)

    return deed


def _of_roles() -> Iterator[Attempt]:
    yield attack(UNCONFIRMED, "a role is in effect at once", _granted(confirmed_at=LATER))
    yield attack(UNCONFIRMED, "a role is born confirmed", _granted(confirmed_by="shen"))
    yield lawful(UNCONFIRMED, "a role waits", _granted())
    yield lawful(UNCONFIRMED, "the founders' roles do not", _founding("person", 1))
    nobody = {"granted_by": None, "confirmed_at": LATER}
    yield attack(SOMEBODY, "nobody gives a role in an office at work", _granted(**nobody))
    yield attack(SOMEBODY, "nobody gives one that waits", _granted(granted_by=None))
    for subject in ("person", "role_grant"):
        said = f"a {subject} was changed since the founding"
        yield attack(SOMEBODY, said, _founding(subject, 2))
    yield attack(SOMEBODY, "a paper came in since the founding", _founding("document", 1))
    for subject in ("agency", "person", "role_grant"):
        said = f"the founders' roles are nobody's gift, after a {subject}"
        yield lawful(SOMEBODY, said, _founding(subject, 1))
    yield lawful(SOMEBODY, "somebody gives it", _granted())
    by = {
        person: {"confirmed_by": person, "confirmed_at": LATER} for person in ("guan", "wu", "shen")
    }
    yield attack(ANOTHER, "who granted it confirms it", _confirmed("waiting.role", by["guan"]))
    yield attack(ANOTHER, "its owner confirms it", _confirmed("waiting.role", by["wu"]))
    yield attack(ANOTHER, "nobody confirms it", _confirmed("waiting.role", {"confirmed_at": LATER}))
    yield attack(
        ANOTHER,
        "somebody else has confirmed it",
        _confirmed("waiting.role", by["shen"], {"confirmed_by": "gu"}),
    )
    ended = {"ended_at": LATER}
    yield attack(
        ANOTHER,
        "an ended role is taken up again",
        _confirmed("waiting.role", ended, {"ended_at": None}),
    )
    changed = {"person_id": "li", "role": "publisher", "granted_by": "gu"}
    for column, value in changed.items():
        yield attack(
            ANOTHER, f"its {column} is rewritten", _confirmed("waiting.role", {column: value})
        )
    yield lawful(
        ANOTHER, "another confirms it, and it ends", _confirmed("waiting.role", by["shen"], ended)
    )
    yield lawful(ANOTHER, "it ends unconfirmed", _confirmed("waiting.role", ended))
    yield lawful(ANOTHER, "a founder's role ends", _confirmed("founded.role", ended))
    yield attack(
        DEMO,
        "an office at work is marked a demo",
        lambda hand: hand.insert("meta", key=new_id(), value="yes"),
    )


def _reissued(table: str, row: str, **changes: object):
    """A row by which somebody comes in is changed as the office does."""
    if table == "access_token":
        return lambda hand: hand.revise(table, row, **changes)
    return lambda hand: hand.change(table, row, **changes)


def _reidentified(hand: Hand) -> None:
    rev = hand.row("access_token", "live.token")["rev"] + 1
    identity = new_id()
    hand.enter("access_token", identity, rev)
    hand.change("access_token", "live.token", rev=rev, id=identity)


def _of_entrances() -> Iterator[Attempt]:
    token, session = "access_token_keeps_its_identity", "web_session_keeps_its_identity"
    own: dict[str, object] = {"agency_id": OTHER, "person_id": "guan"}
    terms = {
        "token_hash": "0" * 64,
        "scope": "read",
        "issued_at": LATER,
        "expires_at": LATER,
        **own,
    }
    yield attack(token, "it takes another identity", _reidentified)
    for column, value in terms.items():
        said = f"its {column} is rewritten"
        yield attack(token, said, _reissued("access_token", "live.token", **{column: value}))
    ended = _reissued("access_token", "live.token", revoked_at=LATER)
    yield lawful(token, "it is revoked", ended)
    revived = _reissued("access_token", "revoked.token", revoked_at=None)
    yield attack(REVOKED, "it is good again", revived)
    yield lawful(REVOKED, "a live one is revoked", ended)
    marks = {
        "id": new_id(),
        "cookie_hash": "0" * 64,
        "csrf_hash": "0" * 64,
        "awaits_code": True,
        "started_at": LATER,
    }
    for column, value in {**own, **marks}.items():
        said = f"its {column} is rewritten"
        yield attack(session, said, _reissued("web_session", "open.session", **{column: value}))
    seen = _reissued("web_session", "open.session", seen_at=LATER)
    yield lawful(session, "it is seen again", seen)
    revived = _reissued("web_session", "ended.session", ended_at=None)
    yield attack(ENDED, "it is open again", revived)
    yield lawful(
        ENDED, "an open one ends", _reissued("web_session", "open.session", ended_at=LATER)
    )


def _opened(
    *,
    event: str = "person:code_accepted",
    at: datetime = LATER,
    who: str = "wu",
    later: bool = False,
    step: datetime | None = LATEST,
    **visit: object,
):
    """吴律 has a second step; something is entered about somebody; a session of hers is opened."""

    def deed(hand: Hand) -> None:
        hand.revise("person", "wu", second_since=step)
        rev = hand.row("person", who)["rev"] + 1
        hand.enter("person", who, rev, event=event, at=at)
        hand.change("person", who, rev=rev)
        if later:
            hand.revise("person", "wu", name="吴律")
        fresh = {"person_id": "wu", "cookie_hash": new_id(), "ended_at": None}
        hand.note("web_session", "open.session", **{**fresh, "started_at": LATER, **visit})

    return deed


def _of_second_steps() -> Iterator[Attempt]:
    yield attack(STEPS, "nothing but the password was proved", _opened(event="person:recognised"))
    yield attack(STEPS, "the code was of another time", _opened(at=LATEST))
    yield attack(STEPS, "somebody else's code was accepted", _opened(who="li"))
    yield attack(STEPS, "she was changed since", _opened(later=True))
    yield lawful(STEPS, "her code was accepted", _opened())
    waiting = _opened(event="person:recognised", awaits_code=True)
    yield lawful(STEPS, "it awaits the code", waiting)
    without = _opened(event="person:recognised", step=None)
    yield lawful(STEPS, "she has no second step", without)
    others = _opened(event="person:recognised", person_id="li")
    yield lawful(STEPS, "somebody else has no second step", others)

    def counted(*counters: int):
        def deed(hand: Hand) -> None:
            for counter in counters:
                hand.revise("person", "wu", second_counter=counter)

        return deed

    yield attack(ONCE, "an earlier code is accepted", counted(9, 8))
    yield lawful(ONCE, "a later code is accepted", counted(8, 9))
    yield lawful(ONCE, "something else is changed", counted(8, 8))


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_authorisations(),
    *_of_roles(),
    *_of_entrances(),
    *_of_second_steps(),
)
