"""Programs: answers that no change stands behind, messages of no step, addresses rewritten."""

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


def _of_answers() -> Iterator[Attempt]:
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


MESSAGE = "a_message_is_of_its_step"
KEPT = "webhook_delivery_keeps_its_identity"
GIVEN_UP = "giving_up_has_its_entry"
ADDRESS = "webhook_keeps_its_identity"


def _told(**changes: object):
    """Ask that the living address be told of the step in which a case stands."""

    def deed(hand: Hand) -> str:
        case = hand.row("review_case", "approved.case")
        row = {
            "webhook_id": "live.webhook",
            "case_id": case["id"],
            "case_rev": case["rev"],
            "stage": case["stage"],
            "attempts": 0,
            "failure": None,
            "is_dead": False,
            "done_at": None,
        }
        return hand.copy("webhook_delivery", "any.webhook_delivery", **{**row, **changes})

    return deed


def _told_by_another(hand: Hand) -> None:
    hand.found_neighbour()
    _told(agency_id=OTHER)(hand)


def _told_to_another(hand: Hand) -> None:
    """An address of another agency is told of our case."""
    hand.found_neighbour()
    url = {"agency_id": OTHER, "url": "https://another.example.com/"}
    _told(webhook_id=hand.add("webhook", "live.webhook", **url))(hand)


def _then(**changes: object):
    """It is claimed, and then something becomes of it."""

    def deed(hand: Hand) -> None:
        message = _told()(hand)
        hand.change("webhook_delivery", message, attempts=1)
        hand.change("webhook_delivery", message, **{"attempts": 1, "done_at": LATER, **changes})

    return deed


def _claimed_before(hand: Hand) -> None:
    message = _told()(hand)
    hand.change("webhook_delivery", message, attempts=2)
    hand.change("webhook_delivery", message, attempts=1)


def _told_again(hand: Hand) -> None:
    message = _told()(hand)
    hand.change("webhook_delivery", message, done_at=LATER)
    hand.change("webhook_delivery", message, done_at=None)


def _fails(hand: Hand) -> None:
    hand.change("webhook_delivery", _told()(hand), attempts=1, failure="unreachable")


def _fate(event: str, *, becomes_dead: bool, **wrong: object):
    """A message is given up, or tried again, after an entry that may have something wrong."""

    def deed(hand: Hand) -> None:
        message = _told(is_dead=not becomes_dead)(hand)
        entry = {"which": message, "rev": 1, **wrong}
        which, rev = str(entry.pop("which")), int(str(entry.pop("rev")))
        if event:
            hand.enter("webhook_delivery", which, rev, event=event, **entry)
        hand.change("webhook_delivery", message, attempts=1, is_dead=becomes_dead)

    return deed


def _of_messages() -> Iterator[Attempt]:
    yield attack(MESSAGE, "of a step that was not taken", _told(case_rev=99))
    yield attack(MESSAGE, "of another case's step", _told(case_id="1" * 32))
    yield attack(MESSAGE, "of a stage it did not come to", _told(stage="nowhere"))
    yield attack(MESSAGE, "in another agency's name", _told_by_another)
    yield attack(MESSAGE, "to another agency's address", _told_to_another)
    yield attack(MESSAGE, "to an address that is ended", _told(webhook_id="ended.webhook"))
    yield attack(MESSAGE, "to nobody", _told(webhook_id="1" * 32))
    yield lawful(MESSAGE, "of a step, to a living address", _told())
    changed: dict[str, object] = {
        "id": new_id(),
        "agency_id": OTHER,
        "webhook_id": "ended.webhook",
        "case_id": "new.case",
        "case_rev": 99,
        "stage": "nowhere",
        "asked_at": LATER,
    }
    for column, value in changed.items():
        yield attack(KEPT, f"its {column} is rewritten", _then(**{column: value}))
    yield attack(KEPT, "what was told is told again", _told_again)
    yield attack(KEPT, "an older claim comes back", _claimed_before)
    yield lawful(KEPT, "it failed once", _fails)
    yield lawful(KEPT, "it was taken", _then())


def _of_fates() -> Iterator[Attempt]:
    dead, alive = "webhook:failed", "webhook:retried"
    yield attack(GIVEN_UP, "given up without an entry", _fate("", becomes_dead=True))
    yield attack(GIVEN_UP, "tried again without an entry", _fate("", becomes_dead=False))
    yield attack(GIVEN_UP, "given up as tried again", _fate(alive, becomes_dead=True))
    yield attack(GIVEN_UP, "tried again as given up", _fate(dead, becomes_dead=False))
    for said, wrong in (
        ("another attempt's entry", {"rev": 2}),
        ("another message's entry", {"which": "1" * 32}),
        ("another agency's entry", {"agency_id": OTHER}),
    ):
        yield attack(GIVEN_UP, f"given up by {said}", _fate(dead, becomes_dead=True, **wrong))
    yield lawful(GIVEN_UP, "given up", _fate(dead, becomes_dead=True))
    yield lawful(GIVEN_UP, "tried again", _fate(alive, becomes_dead=False))
    yield lawful(GIVEN_UP, "it failed once", _fails)


def _readdressed(**changes: object):
    return lambda hand: hand.revise("webhook", "live.webhook", **changes)


def _reidentified(hand: Hand) -> None:
    rev = hand.row("webhook", "live.webhook")["rev"] + 1
    identity = new_id()
    hand.enter("webhook", identity, rev)
    hand.change("webhook", "live.webhook", rev=rev, id=identity)


def _revived(hand: Hand) -> None:
    hand.revise("webhook", "ended.webhook", ended_at=None)


def _of_addresses() -> Iterator[Attempt]:
    changed: dict[str, object] = {
        "agency_id": OTHER,
        "url": "https://evil.example.com/",
        "created_by": "li",
        "created_at": LATER,
    }
    yield attack(ADDRESS, "it takes another identity", _reidentified)
    for column, value in changed.items():
        yield attack(ADDRESS, f"its {column} is rewritten", _readdressed(**{column: value}))
    yield attack(ADDRESS, "an ended one is told again", _revived)
    yield lawful(ADDRESS, "it is ended", _readdressed(ended_at=LATER))


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_answers(),
    *_of_messages(),
    *_of_fates(),
    *_of_addresses(),
)
