"""Findings: who may dispose, co-sign and read, and who may not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import Attempt, Hand, attack, lawful

OWN = "nobody_disposes_of_his_own_finding"
COSIGNER = "cosigner_is_another"
READER = "reader_is_another"


def _of(paper: str) -> dict[str, object]:
    return {"document_id": f"{paper}.document", "case_id": f"{paper}.case"}


def _disposes(person: str):
    what = {"finding_id": "suspect.confirm", "person_id": person}
    return lambda hand: hand.note("disposal", "settled.disposal", **{**_of("suspect"), **what})


def _cosigns(person: str):
    what = {"disposal_id": "settled.disposal", "person_id": person}
    return lambda hand: hand.note("cosignature", "any.cosignature", **{**_of("settled"), **what})


def _decided(cosigner: str, **act: object):
    """Somebody decided before the co-signature."""

    def deed(hand: Hand) -> None:
        hand.act("settled", "decision", by="gu", **act)
        _cosigns(cosigner)(hand)

    return deed


def _undecided(hand: Hand) -> None:
    """Somebody decided, and the decision is void."""
    hand.void(hand.act("settled", "decision", by="gu"))
    _cosigns("gu")(hand)


def _reads(person: str, *, bytes_of: str = "suspect.file1"):
    def deed(hand: Hand) -> None:
        sha256 = hand.row("file", bytes_of)["sha256"]
        what = {"file_id": "suspect.file1", "person_id": person, "sha256": sha256, "number": 9}
        hand.note("reading", "any.reading", **{**_of("suspect"), **what})

    return deed


def _another_disposed(hand: Hand) -> None:
    _disposes("wu")(hand)
    _cosigns("wu")(hand)


def _attempts() -> Iterator[Attempt]:
    yield attack(OWN, "the drafter clears his own paper", _disposes("li"))
    yield lawful(OWN, "a reviewer clears it", _disposes("zhou"))
    yield lawful(OWN, "who drafted another paper clears it", _disposes("zhao"))
    yield attack(COSIGNER, "the disposer signs again", _cosigns("zhou"))
    yield attack(COSIGNER, "the drafter signs", _cosigns("li"))
    yield attack(COSIGNER, "the decision-maker signs", _decided("gu"))
    yield attack(
        COSIGNER, "he signs for whom a deputy decided", _decided("qian", principal_id="qian")
    )
    yield lawful(COSIGNER, "another signs", _cosigns("sun"))
    yield lawful(COSIGNER, "who drafted another paper signs", _cosigns("zhao"))
    yield lawful(COSIGNER, "who disposed of another finding signs", _another_disposed)
    yield lawful(COSIGNER, "who decides elsewhere signs", _cosigns("gu"))
    yield lawful(COSIGNER, "who reviewed for the section signs", _cosigns("wang"))
    yield lawful(COSIGNER, "another signs after the decision", _decided("sun"))
    yield lawful(COSIGNER, "whose decision is void signs", _undecided)
    yield attack(READER, "the drafter reads his own scan", _reads("li"))
    yield attack(READER, "other bytes were read", _reads("wu", bytes_of="settled.file1"))
    yield lawful(READER, "another reads these bytes", _reads("wu"))
    yield lawful(READER, "who drafted another paper reads them", _reads("zhao"))


ATTEMPTS: tuple[Attempt, ...] = tuple(_attempts())
