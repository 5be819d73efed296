"""Programs: answers that no change stands behind, and tokens that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

CHANGE = "an_answer_is_of_its_change"
TOKEN = "an_answer_is_of_its_token"


def _answers(**changes: object):
    """Keep an answer, in the transaction of the last entry."""

    def deed(hand: Hand) -> None:
        seq = hand.row("ledger_head", "agency")["seq"]
        token = hand.row("access_token", "live.token")
        row = {"key": new_id(), "seq": seq, "token_id": token["id"]}
        owned = {"person_id": token["person_id"]}
        hand.copy("answered_request", "any.answered_request", **{**row, **owned, **changes})

    return deed


def _after_another(hand: Hand) -> None:
    """Something else was entered since."""
    seq = hand.row("ledger_head", "agency")["seq"]
    hand.enter("agency", "agency", 99)
    _answers(seq=seq)(hand)


def _of_another_agency(hand: Hand) -> None:
    """Another agency's chain happens to stand at this number, or its token is used."""
    hand.found_neighbour()
    _answers(agency_id=OTHER)(hand)


def _by_revoked(hand: Hand) -> None:
    token = hand.row("access_token", "revoked.token")
    _answers(token_id=token["id"], person_id=token["person_id"])(hand)


def _revoked_first(hand: Hand) -> None:
    hand.revise("access_token", "live.token", revoked_at=LATER)
    _answers()(hand)


def _attempts() -> Iterator[Attempt]:
    yield attack(CHANGE, "an answer to nothing that was done", _answers(seq=0))
    yield attack(CHANGE, "an answer to what was done before", _after_another)
    yield attack(CHANGE, "an answer in another agency's name", _of_another_agency)
    yield lawful(CHANGE, "an answer with its change", _answers())
    yield attack(TOKEN, "an answer by nobody's token", _answers(token_id="1" * 32))
    yield attack(TOKEN, "an answer to somebody else", _answers(person_id="gu"))
    yield attack(TOKEN, "an answer of another agency's", _answers(agency_id=OTHER))
    yield attack(TOKEN, "an answer by a revoked token", _by_revoked)
    yield attack(TOKEN, "an answer by a token revoked just now", _revoked_first)
    yield lawful(TOKEN, "an answer to its owner", _answers())


ATTEMPTS: tuple[Attempt, ...] = tuple(_attempts())
