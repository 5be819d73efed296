"""What joins a change of a case: with its entry and its step, and never afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from review.storage.columns import new_id
from tests.storage.guards.hand import LATER, OTHER, Attempt, Deed, Hand, attack, lawful
from tests.storage.guards.on_kept import on_scrubbing

Write = Callable[[Hand], object]
ENTERED = "step_is_entered"
VOIDED = "act_is_voided_by_a_step"
KEPT = "what_the_public_reads_keeps_its_review"


def _walked(**wrong: object):
    """A step is inserted after an entry that has one thing wrong with it."""

    def deed(hand: Hand) -> None:
        case = hand.row("review_case", "ready.case")
        rev = case["rev"] + 1
        entry = {"which": case["id"], "rev": rev, "event": "case:verify", **wrong}
        which, at, is_there = entry.pop("which"), entry.pop("rev"), entry.pop("is_there", True)
        if is_there:
            hand.enter("review_case", str(which), int(str(at)), **entry)
        place = {"case_id": case["id"], "rev": rev, "action": "verify"}
        hand.copy("step", "any.step", **place)

    return deed


def _opened(hand: Hand) -> None:
    """A case begins: its entry tells of the opening, its step is the first."""
    case = hand.another_case("public")
    hand.copy("step", "any.step", case_id=case, rev=1, action="open")


def _of_steps() -> Iterator[Attempt]:
    yield attack(ENTERED, "no entry tells of it", _walked(is_there=False))
    yield attack(ENTERED, "the entry is of another action", _walked(event="case:pass_check"))
    recounted = _walked(event="case:deadline_recounted")
    yield attack(ENTERED, "the entry is of no step at all", recounted)
    yield attack(ENTERED, "the entry is of another revision", _walked(rev=99))
    yield attack(ENTERED, "the entry is of another case", _walked(which="new.case"))
    yield attack(ENTERED, "the entry is another agency's", _walked(agency_id=OTHER))
    yield lawful(ENTERED, "its entry tells of it", _walked())
    yield lawful(ENTERED, "it opens the case", _opened)


def _statement(**changes: object) -> Write:
    def deed(hand: Hand) -> str:
        rev = hand.row("review_case", "new.case")["rev"] + 1
        place = {"case_id": "new.case", "version_id": "new.version", "rev": rev}
        return hand.copy("mode_statement", "any.mode_statement", **{**place, **changes})

    return deed


def _opinion(**changes: object) -> Write:
    """An act on the bytes of the new paper's case."""

    def deed(hand: Hand) -> str:
        case = hand.row("review_case", "new.case")
        version = hand.row("version", "new.version")
        mine = {
            "case_id": case["id"],
            "rev": case["rev"] + 1,
            "document_id": case["document_id"],
            "version_id": version["id"],
            "manifest": version["manifest"],
            "procedure_digest": case["procedure_digest"],
            "act": "legal_opinion",
            "person_id": "wu",
        }
        return hand.copy("act", "approved.decision", **{**mine, **changes})

    return deed


def _withdrawal(**changes: object) -> Write:
    mine = {
        "action": "withdraw",
        "document_id": "new.document",
        "version_id": "new.version",
        "case_id": "new.case",
        "done_at": None,
    }
    return lambda hand: hand.copy("outbox", "any.outbox", **{**mine, "key": new_id(), **changes})


def _purge(**changes: object) -> Write:
    mine = {"document_id": "new.document", "case_id": "new.case", "sha256": "0" * 64}
    return lambda hand: hand.copy("purge", "any.purge", **{**mine, **changes})


BROUGHT: dict[str, Callable[..., Write]] = {
    "act": _opinion,
    "mode_statement": _statement,
    "outbox": _withdrawal,
    "purge": _purge,
}
"""One row of each kind that a step may bring along, of the new paper's case."""


def _during(begin: Callable[[Hand], object], write: Write) -> Deed:
    def deed(hand: Hand) -> None:
        begin(hand)
        write(hand)

    return deed


def _in_its_step(hand: Hand) -> None:
    hand.begin("new.case")


def _entered_only(hand: Hand) -> None:
    """An entry is there, and no step of it."""
    hand.write("new.case")


def _in_another_step(hand: Hand) -> None:
    hand.begin("ready.case")


def _after_its_step(hand: Hand) -> None:
    """The step is taken, the case stands where it led."""
    hand.begin("new.case")
    hand.revise("review_case", "new.case", stage="check")


def _in_a_step_of_its_twin(hand: Hand) -> None:
    """Another case of the same paper is at the same revision, and takes a step."""
    twin = hand.another_case("new", closed_at=LATER)
    rev = hand.row("review_case", "new.case")["rev"]
    while hand.row("review_case", twin)["rev"] < rev:
        hand.revise("review_case", twin)
    hand.begin(twin)


def _late(write: Callable[..., Write]) -> Deed:
    def deed(hand: Hand) -> None:
        _after_its_step(hand)
        write(rev=hand.row("review_case", "new.case")["rev"])(hand)

    return deed


def _as_of_another_step(write: Callable[..., Write]) -> Deed:
    return lambda hand: write(rev=hand.begin("ready.case"))(hand)


def _of_what_steps_bring() -> Iterator[Attempt]:
    for table, write in BROUGHT.items():
        guard = f"{table}_is_of_a_step"
        yield attack(guard, "out of nowhere", write())
        yield attack(guard, "with an entry alone", _during(_entered_only, write()))
        yield attack(guard, "in a step of another case", _during(_in_another_step, write()))
        yield attack(guard, "after the case has moved", _during(_after_its_step, write()))
        alien = _during(_in_its_step, write(agency_id=OTHER))
        yield attack(guard, "for another agency", alien)
        yield lawful(guard, "in a step of its case", _during(_in_its_step, write()))
        twin = _during(_in_a_step_of_its_twin, write())
        yield attack(guard, "in a step of another case of its paper", twin)
    for table in ("act", "mode_statement"):
        guard, write = f"{table}_is_of_a_step", BROUGHT[table]
        yield attack(guard, "for a step taken before", _late(write))
        yield attack(guard, "as of another case's step", _as_of_another_step(write))
        yield attack(guard, "as of another revision", _during(_in_its_step, write(rev=99)))
    for table in ("outbox", "purge"):
        stray = BROUGHT[table](document_id="ready.document", version_id="ready.version")
        if table == "purge":
            stray = BROUGHT[table](document_id="ready.document")
        yield attack(f"{table}_is_of_a_step", "about another paper", _during(_in_its_step, stray))


def _voids(hand: Hand) -> None:
    hand.change("act", "approved.check", voided_at=LATER)


def _of_voiding() -> Iterator[Attempt]:
    def entered(hand: Hand) -> None:
        hand.write("approved.case")
        _voids(hand)

    def begun(case: str):
        return lambda hand: (hand.begin(case), _voids(hand))

    yield attack(VOIDED, "out of nowhere", _voids)
    yield attack(VOIDED, "with an entry alone", entered)
    yield attack(VOIDED, "in a step of another case", begun("ready.case"))
    yield lawful(VOIDED, "in a step of its case", begun("approved.case"))
    yield from on_scrubbing(VOIDED, "act")
    for act in ("attribution", "check", "decision"):
        yield attack(KEPT, f"its {act} is void", _void_of("public", act))
    yield lawful(KEPT, "what was said by the way is void", _void_of("public", "section_review"))
    yield lawful(KEPT, "it is not public yet", _void_of("approved", "decision"))
    yield lawful(KEPT, "it was withdrawn", _void_of("withdrawn", "decision"))
    yield lawful(KEPT, "a new review of it is given up", _given_up)
    yield lawful(KEPT, "other bytes were decided on", _decided_on_others)


def _void_of(paper: str, act: str):
    return lambda hand: hand.void(f"{paper}.{act}")


def _given_up(hand: Hand) -> None:
    case = hand.another_case("public", closed_at=None)
    hand.void(hand.act("public", "check", by="sun", case_id=case))


def _decided_on_others(hand: Hand) -> None:
    """A closed case was about a version the public does not read."""
    version = hand.another_version("public")
    case = hand.another_case("public", version_id=version)
    manifest = hand.row("version", version)["manifest"]
    place = {"case_id": case, "version_id": version, "manifest": manifest}
    act = hand.act("public", "check", by="sun", **place)
    hand.revise("review_case", case, closed_at=LATER)
    hand.void(act)


def _version(**changes: object) -> Write:
    made = {"number": 2, "manifest": new_id()}
    return lambda hand: hand.copy("version", "new.version", **{**made, **changes})


def _file(**changes: object) -> Write:
    made = {"position": 9, "sha256": new_id() * 2}
    return lambda hand: hand.copy("file", "new.file0", **{**made, **changes})


def _finding(**changes: object) -> Write:
    place = {"document_id": "new.document", "version_id": "new.version", "file_id": None}
    made = {**place, "code": "9-new"}
    return lambda hand: hand.copy("finding", "settled.confirm", **{**made, **changes})


RECEIVED: dict[str, Callable[..., Write]] = {
    "version": _version,
    "file": _file,
    "finding": _finding,
}


def _of_what_papers_are_made_of() -> Iterator[Attempt]:
    for table, write in RECEIVED.items():
        guard = f"{table}_is_of_an_entry"
        yield attack(guard, "out of nowhere", write())
        yield attack(guard, "while another paper is revised", _during(_in_another_step, write()))
        yield attack(guard, "after the case has moved", _during(_after_its_step, write()))
        yield attack(guard, "for another agency", _during(_entered_only, write(agency_id=OTHER)))
        yield attack(guard, "by another agency's entry", _during(_entered_elsewhere, write()))
        yield lawful(guard, "while its case is revised", _during(_entered_only, write()))
        yield lawful(guard, "while its paper is received", _received(write))
    yield attack("version_is_of_an_entry", "for an agency that has papers", _for_a_neighbour)
    for table in ("file", "finding"):
        stray = RECEIVED[table](document_id="ready.document")
        yield attack(
            f"{table}_is_of_an_entry", "its paper is another", _during(_in_another_step, stray)
        )


def _entered_elsewhere(hand: Hand) -> None:
    rev = hand.row("review_case", "new.case")["rev"] + 1
    hand.enter("review_case", "new.case", rev, agency_id=OTHER)


def _for_a_neighbour(hand: Hand) -> None:
    """The neighbour has a paper of its own, and brings a version of ours."""
    hand.found_neighbour()
    hand.add("document", "new.document", agency_id=OTHER)
    hand.write("new.case")
    _version(agency_id=OTHER)(hand)


def _received(write: Callable[..., Write]) -> Deed:
    """A paper comes in: it has no case yet."""

    def deed(hand: Hand) -> None:
        document = hand.add("document", "new.document")
        place = {"document_id": document}
        version = hand.copy("version", "new.version", number=1, manifest=new_id(), **place)
        if write is not _version:
            write(version_id=version, **place)(hand)

    return deed


ATTEMPTS: tuple[Attempt, ...] = (
    *_of_steps(),
    *_of_what_steps_bring(),
    *_of_voiding(),
    *_of_what_papers_are_made_of(),
)
