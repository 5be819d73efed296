"""Clearances of refused bytes: two people, one use."""

from __future__ import annotations

from collections.abc import Iterator

from review.storage.columns import new_id
from tests.storage.guards.hand import LATEST, OTHER, Attempt, Hand, attack, lawful

BIRTH = "clearance_is_born_unsigned"
TWO = "clearance_has_two_people"


def _entered(**changes: object):
    unsigned = {"sha256": "refused.sha256", "cosigned_by": None, "cosigned_at": None}
    return lambda hand: hand.add("clearance", "entered.clearance", **{**unsigned, **changes})


def _signed(**changes: object):
    return lambda hand: hand.revise("clearance", "entered.clearance", **changes)


def _changed(**changes: object):
    return lambda hand: hand.revise("clearance", "cleared.clearance", **changes)


def _refused(person: str, **changes: object):
    """Somebody had other bytes refused, or these at another agency."""

    def deed(hand: Hand) -> None:
        if changes.get("agency_id") == OTHER:
            hand.found_neighbour()
        what = {"handed_in_by": person, "sha256": "entered.sha256"}
        hand.note("refusal", "any.refusal", **{**what, **changes})

    return deed


def _then(first, second):
    return lambda hand: (first(hand), second(hand))


def _used_twice(hand: Hand) -> None:
    _changed(used_by_document="new.document")(hand)
    _changed(used_by_document="ready.document")(hand)


def _attempts() -> Iterator[Attempt]:
    yield attack(BIRTH, "it is born with its second signature", _entered(cosigned_by="zhou"))
    yield attack(BIRTH, "it is born used", _entered(used_by_document="new.document"))
    yield attack(BIRTH, "who handed the paper in clears it", _entered(entered_by="li"))
    yield lawful(BIRTH, "another enters it", _entered())
    elsewhere = {"agency_id": OTHER, "sha256": "refused.sha256"}
    yield lawful(
        BIRTH,
        "he had them refused at another agency",
        _then(_refused("sun", **elsewhere), _entered()),
    )
    yield lawful(
        BIRTH, "other papers of his were refused", _entered(entered_by="li", sha256="0" * 64)
    )
    yield attack(TWO, "one person signs both", _signed(cosigned_by="sun"))
    yield attack(TWO, "who handed the paper in signs", _signed(cosigned_by="li"))
    yield attack(TWO, "it is used with one signature", _signed(used_by_document="new.document"))
    yield attack(TWO, "it is used twice", _used_twice)
    changed: dict[str, object] = {
        "cosigned_by": "gu",
        "agency_id": OTHER,
        "sha256": "0" * 64,
        "entered_by": "wu",
    }
    for column, value in changed.items():
        yield attack(TWO, f"its {column} is rewritten", _changed(**{column: value}))
    yield attack(TWO, "its second signature is taken away", _changed(cosigned_by=None))
    yield lawful(TWO, "another signs it", _signed(cosigned_by="zhou", cosigned_at=LATEST))
    yield lawful(TWO, "it is used once", _changed(used_by_document="new.document"))
    yield lawful(
        TWO,
        "he had them refused at another agency",
        _then(_refused("zhou", agency_id=OTHER), _signed(cosigned_by="zhou")),
    )
    yield lawful(
        TWO,
        "other papers of his were refused",
        _then(_refused("zhou", sha256=new_id() * 2), _signed(cosigned_by="zhou")),
    )


ATTEMPTS: tuple[Attempt, ...] = tuple(_attempts())
