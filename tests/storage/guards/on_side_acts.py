"""What is done beside a procedure: about which case, by whom, to whom, in answer to what."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

OF_CASE = "side_act_is_of_its_case"
ANSWERS = "side_act_answers_what_was_addressed_to_him"
ADDRESSED = "addressee_is_of_its_act"


def _stranger(hand: Hand) -> str:
    """Somebody of another agency."""
    hand.found_neighbour()
    return hand.add("person", "wu", agency_id=OTHER, login="stranger")


def notes(hand: Hand, like: str = "copy.side_act", **changes: object) -> str:
    return hand.note("side_act", like, **{"number": 99, **changes})


def _acts(**changes: object):
    return lambda hand: notes(hand, **changes)


def _of_case() -> Iterator[Attempt]:
    yield lawful(OF_CASE, "it is about its case", _acts())
    yield attack(OF_CASE, "the case is another's", _acts(case_id="suspect.case"))
    yield attack(OF_CASE, "the paper is another", _acts(document_id="suspect.document"))
    yield attack(
        OF_CASE,
        "it is done in another agency",
        lambda hand: notes(hand, person_id=_stranger(hand), agency_id=OTHER),
    )
    yield attack(
        OF_CASE,
        "somebody of another agency does it",
        lambda hand: notes(hand, person_id=_stranger(hand)),
    )


def _answers(person: str, **changes: object):
    what = {"of_id": "copy.side_act", "person_id": person}
    return lambda hand: notes(hand, "read.side_act", **{**what, **changes})


def _answering() -> Iterator[Attempt]:
    yield lawful(ANSWERS, "who was addressed answers", _answers("wu"))
    yield lawful(ANSWERS, "what answers nothing is anybody's", _acts(person_id="zhao"))
    yield attack(ANSWERS, "who was not addressed answers", _answers("zhao"))
    yield attack(ANSWERS, "who was addressed by another act answers", _answers("sun"))
    elsewhere = {"case_id": "ready.case", "document_id": "ready.document"}
    yield attack(ANSWERS, "it is answered in another case", _answers("wu", **elsewhere))


def _addresses(*, people: int = 1, **changes: object):
    """A copy to so many is written, and one person joins it, changed so."""
    return lambda hand: joins(hand, notes(hand, people=people), **changes)


def joins(hand: Hand, act: str, **changes: object) -> None:
    hand.copy("addressee", "any.addressee", **{**_like(hand, act), "person_id": "sun", **changes})


def _like(hand: Hand, act: str) -> dict[str, object]:
    row = hand.row("side_act", act)
    same = {name: row[name] for name in ("agency_id", "case_id", "verb", "at")}
    return {"side_act_id": act, **same}


def _late(hand: Hand) -> None:
    """Beside one that is whole stands another of the same moment that is not."""
    whole = notes(hand, people=0)
    notes(hand, number=98, people=5)
    joins(hand, whole)


def _addressing() -> Iterator[Attempt]:
    yield lawful(ADDRESSED, "it is addressed to one", _addresses())
    yield attack(ADDRESSED, "it is addressed to more than it says", _addresses(people=0))
    yield attack(ADDRESSED, "somebody joins it later", lambda hand: joins(hand, "copy.side_act"))
    yield attack(ADDRESSED, "another would have room for him", _late)
    yield attack(ADDRESSED, "the case is another", _addresses(case_id="suspect.case"))
    yield attack(ADDRESSED, "the verb is another", _addresses(verb="remind"))
    yield attack(ADDRESSED, "the moment is another", _addresses(at=LATER))
    yield attack(
        ADDRESSED,
        "it goes to somebody of another agency",
        lambda hand: _addresses(person_id=_stranger(hand))(hand),
    )
    yield attack(
        ADDRESSED,
        "it is entered for another agency",
        lambda hand: _addresses(person_id=_stranger(hand), agency_id=OTHER)(hand),
    )


ATTEMPTS: tuple[Attempt, ...] = (*_of_case(), *_answering(), *_addressing())
