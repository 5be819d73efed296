"""Cases: what they are about does not change, and new bytes void what was said."""

from __future__ import annotations

from collections.abc import Iterator

from review.storage.columns import new_id
from tests.storage.guards.hand import LATEST, OTHER, Attempt, Hand, attack, lawful

IDENTITY = "review_case_keeps_its_identity"
BELONGS = "case_is_of_its_documents_agency"
NEW_BYTES = "new_bytes_void_what_was_said"
ACTS = ("attribution", "section_review", "check", "decision")


def _revised(**values: object):
    return lambda hand: hand.revise("review_case", "new.case", **values)


def _reidentified(hand: Hand) -> None:
    identity, rev = new_id(), hand.row("review_case", "new.case")["rev"] + 1
    hand.enter("review_case", identity, rev)
    hand.change("review_case", "new.case", rev=rev, id=identity)


def _opened(**changes: object):
    return lambda hand: hand.another_case("public", **changes)


def _moved(paper: str, *voided: str):
    """A case goes on to a second version of its paper."""

    def deed(hand: Hand) -> None:
        for act in voided:
            hand.void(f"{paper}.{act}")
        version = hand.another_version(paper)
        hand.revise("review_case", f"{paper}.case", version_id=version)

    return deed


def _attempts() -> Iterator[Attempt]:
    changed: dict[str, object] = {
        "agency_id": OTHER,
        "document_id": "public.document",
        "procedure": "takedown",
        "procedure_digest": "0" * 64,
        "opened_at": LATEST,
    }
    yield attack(IDENTITY, "it takes another identity", _reidentified)
    for column, value in changed.items():
        yield attack(IDENTITY, f"its {column} is rewritten", _revised(**{column: value}))
    yield lawful(IDENTITY, "it moves to another stage", _revised(stage="check"))
    yield attack(
        BELONGS, "a case of one paper is about another's bytes", _opened(version_id="new.version")
    )
    yield attack(BELONGS, "another agency opens it", _opened(agency_id=OTHER))
    yield lawful(BELONGS, "it is about its paper's bytes", _opened())
    yield attack(NEW_BYTES, "what was said stands on new bytes", _moved("approved"))
    yield attack(NEW_BYTES, "one act still stands", _moved("approved", *ACTS[:-1]))
    yield attack(NEW_BYTES, "the bytes are another paper's", _revised(version_id="foreign.version"))
    yield lawful(NEW_BYTES, "nothing was said yet", _moved("new"))
    yield lawful(NEW_BYTES, "all that was said is void", _moved("approved", *ACTS))
    yield lawful(
        NEW_BYTES,
        "the same bytes at another stage",
        lambda hand: hand.revise("review_case", "approved.case", stage="returned"),
    )


ATTEMPTS: tuple[Attempt, ...] = tuple(_attempts())
