"""An agency's own rules: tested, signed by two who did not draft them, then active."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import LATER, LATEST, OTHER, Attempt, Deed, Hand, attack, lawful

BIRTH = "ruleset_is_born_a_draft"
SAME = "ruleset_draft_keeps_its_identity"
PEOPLE = "ruleset_is_signed_by_two_others"
TEST = "ruleset_is_signed_as_tested"
ACTIVE = "ruleset_is_active_by_two_signatures"
TESTED = {"tested_by": "zhou", "tested_at": LATER, "tested_as": "base@0", "summary": "{}"}
SIGNED = {"signed_by": "sun", "signed_at": LATER}
APPROVED = {"approved_by": "gu", "approved_at": LATER}
ACTIVATED = {"activated_by": "zhou", "activated_at": LATER}


def _born(**changes: object):
    return lambda hand: hand.add("ruleset_draft", "drafted.ruleset", version="9", **changes)


def _changed(state: str, **changes: object):
    return lambda hand: hand.revise("ruleset_draft", f"{state}.ruleset", **changes)


def _instead(deed: Deed) -> Deed:
    """Of one agency one set is active: that one ends first."""
    return lambda hand: (_changed("active", ended_at=LATER)(hand), deed(hand))


def _brought_back(hand: Hand) -> None:
    _changed("drafted", ended_at=LATER)(hand)
    _changed("drafted", ended_at=None)(hand)


def _approved_and_tested_again(hand: Hand) -> None:
    _changed("tested", **APPROVED)(hand)
    _changed("tested", tested_at=LATEST)(hand)


def _births() -> Iterator[Attempt]:
    yield attack(BIRTH, "it is born tested", _born(**TESTED))
    yield attack(BIRTH, "it is born signed", _born(**SIGNED))
    yield attack(BIRTH, "it is born approved", _born(**APPROVED))
    yield attack(BIRTH, "it is born active", _instead(_born(**ACTIVATED)))
    yield attack(BIRTH, "it is born ended", _born(ended_at=LATER))
    yield lawful(BIRTH, "it is born a draft", _born())
    changed: dict[str, object] = {
        "agency_id": OTHER,
        "version": "9",
        "digest": "0" * 64,
        "drafted_by": "wu",
        "drafted_at": LATEST,
    }
    for column, value in changed.items():
        yield attack(SAME, f"its {column} is rewritten", _changed("drafted", **{column: value}))
    yield attack(SAME, "its id is rewritten", _changed("drafted", id="0" * 32))
    yield lawful(SAME, "it is tested", _changed("drafted", **TESTED))


def _signatures() -> Iterator[Attempt]:
    yield attack(PEOPLE, "the drafter signs", _changed("tested", **{**SIGNED, "signed_by": "zhou"}))
    yield attack(
        PEOPLE, "the drafter approves", _changed("tested", **{**APPROVED, "approved_by": "zhou"})
    )
    yield attack(
        PEOPLE, "one person does both", _changed("once", **{**APPROVED, "approved_by": "sun"})
    )
    for column in ("signed_at", "approved_at"):
        yield attack(PEOPLE, f"a {column} of nobody", _changed("tested", **{column: LATER}))
    for column in ("signed_by", "approved_by"):
        yield attack(PEOPLE, f"a {column} at no time", _changed("tested", **{column: "wu"}))
        yield attack(PEOPLE, f"its {column} is another", _changed("twice", **{column: "wu"}))
    for column in ("signed_at", "approved_at"):
        yield attack(PEOPLE, f"its {column} is another", _changed("twice", **{column: LATEST}))
    taken = {"signed_by": None, "signed_at": None}
    yield attack(PEOPLE, "its signature is taken away", _changed("once", **taken))
    taken = {"approved_by": None, "approved_at": None}
    yield attack(PEOPLE, "its approval is taken away", _changed("twice", **taken))
    yield lawful(PEOPLE, "two others sign", _changed("tested", **SIGNED, **APPROVED))
    yield lawful(PEOPLE, "another approves", _changed("once", **APPROVED))
    yield lawful(PEOPLE, "what two signed is active", _instead(_changed("twice", **ACTIVATED)))


def _tests() -> Iterator[Attempt]:
    yield attack(TEST, "it is signed untested", _changed("drafted", **SIGNED))
    yield attack(TEST, "it is approved untested", _changed("drafted", **APPROVED))
    for column in ("tested_at", "tested_as", "summary"):
        half = {**TESTED, column: None, **SIGNED}
        yield attack(TEST, f"it is signed without {column}", _changed("drafted", **half))
    for column, value in (*TESTED.items(), ("tested_by", "wu"), ("summary", "[]")):
        said = f"{column} is rewritten as {value} under a signature"
        if column != "tested_by" or value == "wu":
            other = "{ }" if column == "summary" and value == "{}" else value
            yield attack(TEST, said, _changed("once", **{column: other}))
    yield attack(TEST, "it is tested again under two", _changed("twice", tested_at=LATEST))
    yield attack(
        TEST,
        "it loses its test as it is signed first",
        _changed("tested", **APPROVED, summary=None),
    )
    yield attack(TEST, "it is tested again under the other signature", _approved_and_tested_again)
    yield lawful(TEST, "a draft ends untested", _changed("drafted", ended_at=LATER))
    yield lawful(TEST, "what one signed another signs", _changed("once", **APPROVED))
    yield lawful(TEST, "it is tested again before", _changed("tested", **TESTED))
    yield lawful(TEST, "it is signed as tested", _changed("tested", **SIGNED))
    yield lawful(TEST, "it is tested, then signed", _changed("drafted", **TESTED, **SIGNED))


def _activations() -> Iterator[Attempt]:
    yield attack(ACTIVE, "it is active untested", _instead(_changed("drafted", **ACTIVATED)))
    yield attack(ACTIVE, "it is active unsigned", _instead(_changed("tested", **ACTIVATED)))
    yield attack(ACTIVE, "it is active by one signature", _instead(_changed("once", **ACTIVATED)))
    alone = {**ACTIVATED, **APPROVED}
    yield attack(ACTIVE, "it is active by the other alone", _instead(_changed("tested", **alone)))
    by_two = {**ACTIVATED, **SIGNED, **APPROVED}
    yield attack(ACTIVE, "it is signed by two, untested", _instead(_changed("drafted", **by_two)))
    yield lawful(ACTIVE, "it is tested first", _changed("drafted", **TESTED))
    yield attack(ACTIVE, "who activated it is another", _changed("active", activated_by="wu"))
    yield attack(ACTIVE, "it was active since another day", _changed("active", activated_at=LATEST))
    unset = {"activated_by": None, "activated_at": None}
    yield attack(ACTIVE, "it was never active", _changed("active", **unset))
    yield attack(ACTIVE, "what ended comes back", _brought_back)
    yield lawful(ACTIVE, "it takes its place", _instead(_changed("twice", **ACTIVATED)))


ATTEMPTS: tuple[Attempt, ...] = (*_births(), *_signatures(), *_tests(), *_activations())
