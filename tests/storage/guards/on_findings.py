"""Findings: who may dispose, co-sign and read, and who may not."""

from __future__ import annotations

from collections.abc import Iterator

from tests.storage.guards.hand import LATER, OTHER, Attempt, Hand, attack, lawful

OWN = "nobody_disposes_of_his_own_finding"
COSIGNER = "cosigner_is_another"
READER = "reader_is_another"
OPENED = "what_is_opened_is_of_the_case"
CARRIED = "carried_disposal_is_what_it_came_from"
CARRIED_SIGNATURE = "carried_cosignature_is_what_it_came_from"


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


def _found_again(hand: Hand, like: str = "settled.confirm", **version: object) -> str:
    """A new version comes in, with the same finding; return that."""
    anew = hand.another_version("settled", **version)
    return hand.bring("finding", like, version_id=anew)


def _carries(hand: Hand, finding: str, like: str = "settled.disposal", **changes: object) -> str:
    taken = {"finding_id": finding, "carried_from": like, "number": 1}
    return hand.note("disposal", like, **{**taken, **changes})


def _carried(**changes: object):
    """The disposal of a finding is carried to the same one in the next version, changed so."""
    return lambda hand: _carries(hand, _found_again(hand), **changes)


def _carried_by(**version: object):
    """It is carried into a version that is another than the next under the same rules."""
    return lambda hand: _carries(hand, _found_again(hand, **version))


def _carried_past(hand: Hand) -> None:
    """It is carried over a version in which it was not."""
    hand.another_version("settled")
    _carries(hand, _found_again(hand, number=3))


def _carried_to_another(hand: Hand) -> None:
    """The same finding is there; it is carried to one beside it."""
    same = hand.row("finding", _found_again(hand))
    other = hand.copy("finding", same["id"], code="1-another", fingerprint="another")
    _carries(hand, other)


def _carried_from_another(hand: Hand) -> None:
    """Who carries names the disposal of another finding; what it says is what that one says."""
    _carries(hand, _found_again(hand), like="settled.grave")


def _named_another(hand: Hand) -> None:
    """What stood is carried, but the disposal of another finding is named for it."""
    _carries(hand, _found_again(hand), carried_from="settled.grave")


def _unprinted(hand: Hand) -> None:
    """Neither of two findings says what it is: nobody knows that they are the same."""
    blank = hand.bring("finding", "settled.confirm", code="1-blank", fingerprint="")
    first = hand.note("disposal", "settled.disposal", finding_id=blank)
    _carries(hand, _found_again(hand, blank), like=first)


def _redone(kind: str, *, from_last: bool):
    """It was disposed of once more; the last disposal, or the one before, is carried."""

    def deed(hand: Hand) -> None:
        last = hand.note("disposal", "settled.disposal", number=2, kind=kind)
        _carries(hand, _found_again(hand), like=last if from_last else "settled.disposal")

    return deed


def _carried_besides(hand: Hand) -> None:
    """Another finding was disposed of twice: that says nothing of this one."""
    hand.note("disposal", "settled.grave", number=2)
    _carries(hand, _found_again(hand))


def _signed_again(**changes: object):
    """The signature under a disposal is carried along with it, changed so."""

    def deed(hand: Hand) -> None:
        disposal = _carries(hand, _found_again(hand, "settled.block"), like="settled.grave")
        signed = {"disposal_id": disposal, "carried_from": "settled.cosignature"}
        hand.note("cosignature", "settled.cosignature", **{**signed, **changes})

    return deed


def _signed_elsewhere(hand: Hand) -> None:
    """The disposal was carried; its signature is put under another that was not."""
    _carries(hand, _found_again(hand, "settled.block"), like="settled.grave")
    signed = {"disposal_id": "settled.disposal", "carried_from": "settled.cosignature"}
    hand.note("cosignature", "settled.cosignature", **signed)


def _signed_from_elsewhere(hand: Hand) -> None:
    """The signature under another disposal is named for the one that stood."""
    other = hand.note("cosignature", "settled.cosignature", disposal_id="settled.disposal")
    _signed_again(carried_from=other)(hand)


def _carrying() -> Iterator[Attempt]:
    yield lawful(CARRIED, "what stood for the same finding is carried", _carried())
    yield lawful(CARRIED, "a plain disposal comes from nowhere", _disposes("zhou"))
    yield lawful(CARRIED, "the last of two is carried", _redone("false-alarm", from_last=True))
    yield lawful(CARRIED, "another finding was disposed of twice", _carried_besides)
    for column, value in (
        ("document_id", "suspect.document"), ("person_id", "sun"), ("kind", "no-harm"),
        ("reason", "另有说法"), ("article", "条例第十五条"), ("article", None), ("at", LATER),
    ):  # fmt: skip
        said = f"its {column} is another: {value}"
        yield attack(CARRIED, said, _carried(**{column: value}))
    yield attack(CARRIED, "the rules are others", _carried_by(ruleset="base-0"))
    yield attack(CARRIED, "it is carried past a version", _carried_past)
    yield attack(CARRIED, "it is carried to another finding", _carried_to_another)
    yield attack(CARRIED, "it is carried from another finding", _carried_from_another)
    yield attack(CARRIED, "another disposal is named", _named_another)
    yield attack(CARRIED, "nobody knows what was found", _unprinted)
    yield attack(CARRIED, "it was to be cut out", _redone("redact", from_last=True))
    yield attack(CARRIED, "it was superseded", _redone("false-alarm", from_last=False))
    yield lawful(CARRIED_SIGNATURE, "the signature goes with the disposal", _signed_again())
    yield lawful(CARRIED_SIGNATURE, "a plain signature comes from nowhere", _cosigns("sun"))
    yield attack(CARRIED_SIGNATURE, "it is somebody else's", _signed_again(person_id="wu"))
    yield attack(CARRIED_SIGNATURE, "it is of another day", _signed_again(at=LATER))
    yield attack(CARRIED_SIGNATURE, "the disposal was not carried", _signed_elsewhere)
    yield attack(CARRIED_SIGNATURE, "another signature is named", _signed_from_elsewhere)


def _opens(**changes: object):
    """孙强 opens the first file of a case, or of what it is said to be."""

    def deed(hand: Hand) -> None:
        if changes.get("agency_id") == OTHER:
            hand.found_neighbour()
        mine = {"file_id": "settled.file0", "sha256": hand.row("file", "settled.file0")["sha256"]}
        what = {**_of("settled"), **mine, "person_id": "sun", **changes}
        hand.note("opening", "any.opening", **what)

    return deed


def _opens_another(hand: Hand) -> None:
    file = hand.row("file", "suspect.file0")
    _opens(file_id=file["id"], sha256=file["sha256"])(hand)


def _opens_the_next(hand: Hand) -> None:
    """A newer version came in, and the case is still about this one."""
    file = hand.file_of(hand.another_version("settled"))
    _opens(file_id=file["id"], sha256=file["sha256"])(hand)


def _opening() -> Iterator[Attempt]:
    yield lawful(OPENED, "he opens a file of the case", _opens())
    yield attack(OPENED, "other bytes were opened", _opens(sha256="0" * 64))
    yield attack(OPENED, "another file was opened", _opens(file_id="suspect.file0"))
    yield attack(OPENED, "a file of another paper was opened", _opens_another)
    yield attack(OPENED, "a file of another version was opened", _opens_the_next)
    yield attack(OPENED, "it is entered in another case", _opens(case_id="suspect.case"))
    yield attack(OPENED, "it is entered for another paper", _opens(document_id="suspect.document"))
    yield attack(OPENED, "it is entered for another agency", _opens(agency_id=OTHER))


def _attempts() -> Iterator[Attempt]:
    yield from _carrying()
    yield from _opening()
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
